"""Where a printed item stands in a document, and what stands nearest when it does not."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from planck.provenance.amounts import Amount, Number, numbers_in, with_unit
from planck.provenance.names import AFTER, AT_THE_PLACE, BEFORE, WITHOUT_A_PLACE, share_named
from planck.provenance.printed import Locator, Term
from planck.provenance.text import SourceText

# How far, in folded characters, an item may stand from the place that its source names.
NEAR = 80
# How much text `…` may stand for.
_LEFT_OUT = 60
# Characters shown of a place without a number.
_SHOWN = 12
# Numbers of a document that are held against a name when one is sought that is not there.
_MOST_LOOKED_AT = 10_000
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿")


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found: its span in the folded text, its distance from its place, and the share of a name beside it."""

    start: int
    end: int
    distance: int
    named: float


def best_hit(text: SourceText, term: Term, amount: Amount | None, where: Locator, names: tuple[str, ...]) -> Hit | None:
    """The occurrence of a term next to a name, else the nearest to its place, None when it is not there.

    `amount` is what the encoded number says; a number of the document has to agree with it, unit and scale included.
    """
    hits = list(_hits(text, term, amount, where, names))
    named = [hit for hit in hits if hit.named >= wanted(text, where)]
    return min(named or hits, key=lambda hit: (hit.distance, hit.start), default=None)


def wanted(text: SourceText, where: Locator) -> float:
    """The share of a name that has to stand next to a number, with or without a place."""
    return WITHOUT_A_PLACE if span_of(text, where) is None else AT_THE_PLACE


def span_of(text: SourceText, where: Locator) -> tuple[int, int] | None:
    """The span that a locator names, in positions of the first body: a point, or a whole line without a column."""
    start = text.at(where.line, where.column) if where.line else None
    if start is None:
        return None
    end = start if where.column else max(start, (text.at(where.line + 1, 1) or len(text.text)) - 1)
    first = text.first_copy(start)
    return first, first + end - start


def _hits(text: SourceText, term: Term, amount: Amount | None, where: Locator, names: tuple[str, ...]) -> Iterator[Hit]:
    span = span_of(text, where)
    length = len("".join(term.parts)) + _LEFT_OUT * len(term.parts)
    windows = text.windows(span[0] - NEAR - length, span[1] + NEAR + 1) if span else ((0, len(text.text)),)
    spans = [
        one
        for window in windows
        for one in (*_literal(text, term, amount, window), *_equal(text, term, amount, window))
    ]
    for start, end in dict.fromkeys(spans):
        distance = _distance_from(text, span, start, end)
        if distance <= NEAR:
            yield Hit(start, end, distance, share_named(names, text.text[max(0, start - BEFORE) : end + AFTER]))


def _distance_from(text: SourceText, span: tuple[int, int] | None, start: int, end: int) -> int:
    """How far the stretch from `start` to `end` is from a span of the first body; 0 where none is named.

    A number may be led by words (超过1200家) and its place be that of the number.
    """
    if span is None:
        return 0
    first = text.first_copy(start)
    return max(0, span[0] - (first + end - start), first - span[1])


def _literal(text: SourceText, term: Term, amount: Amount | None, window: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The spans that start in a window and in which the term stands letter by letter, its numbers whole ones."""
    head, *rest = term.parts or ("",)
    start = text.text.find(head, window[0], window[1] + len(head)) if head else -1
    while start >= 0:
        spans = _all_parts(text, start, head, tuple(rest))
        if spans and all(_whole(text, first, part, amount) for first, part in spans):
            yield start, spans[-1][0] + len(spans[-1][1])
        start = text.text.find(head, start + 1, window[1] + len(head))


def _all_parts(text: SourceText, start: int, head: str, rest: tuple[str, ...]) -> list[tuple[int, str]] | None:
    found = [(start, head)]
    end = start + len(head)
    for part in rest:
        next_start = text.text.find(part, end, end + _LEFT_OUT + len(part))
        if next_start < 0:
            return None
        found.append((next_start, part))
        end = next_start + len(part)
    return found


def _whole(text: SourceText, start: int, part: str, amount: Amount | None) -> bool:
    """Whether the numbers of `part` at `start` are whole ones that say what they should."""
    if not part[0].isdigit() and text.text[start - 1 : start] in _NUMERALS and part[0] in _NUMERALS:
        return False
    if part[-1] in _NUMERALS and text.text[start + len(part) : start + len(part) + 1] in _NUMERALS:
        return False
    for number in numbers_in(part, every=True):
        printed = text.number_at(start + number.start)
        if printed is None and part[number.start].isdigit():
            return False
        if printed and not _says(printed, number, amount):
            return False
    return True


def _says(printed: Number, number: Number, amount: Amount | None) -> bool:
    return any(printed.says(with_unit(own, amount) if amount else own) for own in number.amounts)


def _equal(text: SourceText, term: Term, amount: Amount | None, window: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The spans of numbers in a window that say the same in another form, with the term's words around them."""
    numerals = sum(1 for part in term.parts for _ in numbers_in(part, every=True))
    if numerals > 1 or not term.amounts or term.spelt:
        return
    meant = with_unit(term.amounts[0], amount) if amount else term.amounts[0]
    words = _words(term)
    for number in text.numbers_in(*window):
        around = text.text[max(0, number.start - BEFORE) : number.end + AFTER]
        if number.says(meant) and all(word in around for word in words):
            yield number.start, number.end


def _words(term: Term) -> list[str]:
    """What a term says beside its number and unit."""
    found: list[str] = []
    for part in term.parts:
        end = 0
        for number in numbers_in(part, every=True):
            found.append(part[end : number.start])
            end = number.end
        found.append(part[end:])
    return [word for word in found if word]


def nearest_number(text: SourceText, amount: Amount | None, names: tuple[str, ...]) -> Number | None:
    """Of the numbers next to the name, the one closest to `amount`, units first; None when none is.

    Numbers next to most of the name go before those next to half of it.
    """
    own = (number for number in text.numbers if not text.is_copy(number.start))
    half: Number | None = None
    for number in islice(sorted(own, key=lambda number: _distance(number.amount, amount)), _MOST_LOOKED_AT):
        share = share_named(names, text.text[max(0, number.start - BEFORE) : number.end + AFTER])
        if share >= WITHOUT_A_PLACE:
            return number
        half = half or (number if share >= AT_THE_PLACE else None)
    return half


def _distance(one: Amount, other: Amount | None) -> tuple[bool, float]:
    if other is None:
        return False, 0.0
    # A rough order is enough, and floats are ten times as fast.
    mine, sought = (float(amount.number) * 10.0**amount.scale for amount in (one, other))
    differs = bool(one.unit and other.unit and one.unit != other.unit)
    return differs, abs(mine - sought) / (max(abs(mine), abs(sought)) or 1.0)


def nearest_text(text: SourceText, where: Locator) -> tuple[int, int] | None:
    """The span of what stands at a place: the number next to it, else a few characters."""
    span = span_of(text, where)
    if span is None:
        return None
    windows = text.windows(span[0] - NEAR, span[1] + NEAR + 1)
    near = [number for window in windows for number in text.numbers_in(*window)]
    if not near:
        return span[0], min(span[0] + _SHOWN, len(text.text))
    number = min(near, key=lambda number: (_distance_from(text, span, number.start, number.end), number.start))
    return number.start, number.end
