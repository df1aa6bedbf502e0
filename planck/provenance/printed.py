"""What a source says in `at` and `as_printed`: the places, and the items that should stand there."""

import re
from dataclasses import dataclass
from decimal import Decimal

from planck.provenance.amounts import Amount, numbers_in
from planck.provenance.folding import fold

# The places of `at` and the groups of `as_printed`, one for each place.
_GROUPS = re.compile("[;；]")
# A comma without a space behind it may separate thousands.
_ITEMS = re.compile("[,，]\\s+")
_TERMS = re.compile("\\s\\+\\s")
_GAP = re.compile("…+|\\.{3,}")
_NOTHING = frozenset(("", "-", "--", "—", "——", "/", "…"))
_LINE = re.compile("line\\s*(\\d{1,7})(?:\\s*[,，]?\\s*column\\s*(\\d{1,7}))?", re.IGNORECASE)
_ZH_LINE = re.compile("第\\s*(\\d{1,7})\\s*行\\s*[,，]?\\s*第\\s*(\\d{1,7})\\s*[列字]")

_PERCENT, _TIMES, _ONE = "%", "倍", Decimal(1)
# Words that say a number, the longest first; those of the second table only where no numeral does.
_MULTIPLES: tuple[tuple[str, tuple[Amount, ...]], ...] = (
    ("翻两番", (Amount(Decimal(300), 0, _PERCENT), Amount(Decimal(4), 0, _TIMES))),
    ("翻一番", (Amount(Decimal(100), 0, _PERCENT), Amount(Decimal(2), 0, _TIMES))),
    ("翻番", (Amount(Decimal(100), 0, _PERCENT), Amount(Decimal(2), 0, _TIMES))),
    ("倍增", (Amount(Decimal(100), 0, _PERCENT), Amount(Decimal(2), 0, _TIMES))),
)
_WORDS: tuple[tuple[str, tuple[Amount, ...]], ...] = (
    ("首", (Amount(_ONE, 0, ""),)),
    ("增长", (Amount(Decimal(0), 0, _PERCENT),)),
    ("下降", (Amount(Decimal(0), 0, _PERCENT),)),
)


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a document: 1-based line and column of its file, 0 where the source names none."""

    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of text that stands in one place, folded: its literal parts in order, and the amounts it says.

    `spelt`: the amounts are said by a word, not by a numeral.
    """

    parts: tuple[str, ...]
    amounts: tuple[Amount, ...]
    spelt: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One printed figure as the source quotes it, and where: a term, or several whose sum is meant."""

    text: str
    terms: tuple[Term, ...]
    locator: Locator
    leads: bool

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts that an encoded number may have to be this item: any of its term's, or the sum of its terms."""
        if len(self.terms) == 1:
            return self.terms[0].amounts
        firsts = [term.amounts[0] for term in self.terms if term.amounts]
        if len(firsts) < len(self.terms) or len({(one.scale, one.unit) for one in firsts}) > 1:
            return ()
        return (Amount(sum((one.number for one in firsts), Decimal(0)), firsts[0].scale, firsts[0].unit),)

    @property
    def numeric(self) -> bool:
        """Whether it prints a numeral, which then has to be encoded."""
        return any(term.amounts and not term.spelt for term in self.terms)


def printed_items(at: str, as_printed: str) -> tuple[Item, ...]:
    """The items of a source in order; `leads` marks the first one of each place.

    A single group stands at every place. Places and groups are separated by semicolons, the items of a group by a
    comma and a space, terms of a sum by a plus sign between spaces; `…` stands for text that is left out, `--` for an
    empty cell.
    """
    places = locators(at) or (Locator(),)
    groups = _GROUPS.split(as_printed)
    if len(groups) == 1:
        groups *= len(places)
    found: list[Item] = []
    for index, group in enumerate(groups):
        texts = [text for text in map(str.strip, _ITEMS.split(group)) if text not in _NOTHING]
        place = places[min(index, len(places) - 1)]
        found += [Item(text, _terms(text), place, number == 0) for number, text in enumerate(texts)]
    return tuple(found)


def locators(at: str) -> tuple[Locator, ...]:
    """The places that `at` names, one for each of its parts; words such as 表 第6行 lead nowhere by themselves.

    >>> locators("五(三) 表, line 226, column 1; 五(一)")
    (Locator(line=226, column=1), Locator(line=0, column=0))
    """
    return tuple(_locator(part) for part in _GROUPS.split(at) if part.strip())


def _locator(part: str) -> Locator:
    found = _LINE.search(part) or _ZH_LINE.search(part)
    return Locator(int(found[1]), int(found[2] or 0)) if found else Locator()


def _terms(text: str) -> tuple[Term, ...]:
    return tuple(_term(term) for term in _TERMS.split(text))


def _term(text: str) -> Term:
    parts = tuple(part for part in map(fold, _GAP.split(text)) if part)
    joined = "".join(parts)
    numbers = [number for part in parts for number in numbers_in(part, every=True)]
    words = (*(() if re.search("[0-9]", joined) else _MULTIPLES), *(() if numbers else _WORDS))
    spelt = next((amounts for word, amounts in words if word in joined), None)
    if spelt:
        return Term(parts, spelt, spelt=True)
    return Term(parts, tuple(amount for number in numbers for amount in number.amounts))


def groups_of(at: str, as_printed: str) -> tuple[int, int]:
    """How many places there are and how many groups of quotes."""
    return len(locators(at)), len([group for group in _GROUPS.split(as_printed) if group.strip()])
