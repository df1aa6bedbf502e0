"""Amounts in an English sentence in lower case: numerals, words for them, their units, and the bounds before them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from planck.draft.amounts import Amount
from planck.draft.statement import Comparator, Kind
from planck.draft.vocabulary import EN, any_of, either, words
from planck.pattern import pattern

_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
UNIT = f"(?:{either(EN, 'units.percent')}|{either(EN, 'units.measured')})"
_NUMBER = pattern(
    rf"(?P<sign>(?:us)?[$¥€£]|(?:rmb|usd|eur|gbp|us\$) ?)?(?<![0-9.,])"
    rf"(?P<low>(?!(?:19|20)[0-9]{{2}} (?:to|and|or) ){_DIGITS})"
    rf"(?:\s?(?:-|–|—|to|and)\s?(?:us)?[$¥€£]?(?P<high>{_DIGITS}))?"
    rf"\s?-?(?P<unit>{either(EN, 'units.scales')}?(?:\s?{UNIT})?(?:\s?\bper\s[0-9][0-9, ]*\s?[a-z-]+(?:\sbirths)?)?)",
)
_NUMBER_WORDS = {word: number for number, word in enumerate(words(EN, "units.numbers"), start=1)}
_COUNT = f"(?:{'|'.join(words(EN, 'units.numbers'))}|[1-9][0-9]?0?)"
_NONE = (Kind.LEVEL, "0", "")
# Words that say a number: the kind, the number, and the unit.
_WORDS: tuple[tuple[re.Pattern[str], Kind, str, str], ...] = (
    (pattern(r"\bhalv(?:e|es|ed|ing)\b|\bby (?:a |one[- ])?half\b"), Kind.DECREASE, "50", "%"),
    (pattern(r"\b(?:by )?(?:one|a)[- ]third\b"), Kind.DECREASE, "33.3", "%"),
    (pattern(r"\b(?:by )?two[- ]thirds\b"), Kind.DECREASE, "66.7", "%"),
    (pattern(r"\b(?:by )?(?:one|a)[- ]quarter\b"), Kind.DECREASE, "25", "%"),
    (pattern(r"\bdoubl(?:e|es|ed|ing)\b|\btwofold\b"), Kind.MULTIPLE, "2", "times"),
    (pattern(r"\btripl(?:e|es|ed|ing)\b|\bthreefold\b"), Kind.MULTIPLE, "3", "times"),
    (pattern(r"\bquadrupl(?:e|es|ed|ing)\b"), Kind.MULTIPLE, "4", "times"),
    (pattern(r"\bin half\b"), Kind.DECREASE, "50", "%"),
    (pattern(r"\bhalf (?=of\b|the\b(?! (?:[0-9]{4} )?(?:level|rate|number|figure)\b)|all\b)"), Kind.LEVEL, "50", "%"),
    (pattern(r"\bthree[- ]quarters (?=of\b)"), Kind.LEVEL, "75", "%"),
    (
        pattern(
            r"\bnet[- ]zero(?: (?:carbon|greenhouse gas))?(?: emissions)?\b|\b(?:carbon|climate)[- ]neutral(?:ity)?\b"
        ),
        *_NONE,
    ),
    (pattern(r"\buniversal(?: (?=access|coverage|health|enrolment|enrollment|education)|$)"), Kind.LEVEL, "100", "%"),
)
_PART = pattern(rf"\b(?P<part>{_COUNT}) (?:in|out of)(?: every)? (?P<whole>{_COUNT})\b(?=\s+[a-z])")
_FOLD = pattern(rf"\b(?P<times>{_COUNT})[- ]?fold\b")
_TOP = pattern(rf"\btop (?P<place>{_COUNT})\b(?!\s*(?:%|per))")
_COUNTED_IN_WORDS = pattern(
    rf"\b(?P<word>{'|'.join(words(EN, 'units.numbers'))})"
    rf"\s(?P<unit>{either(EN, 'units.scales')}(?:\s{UNIT})?|{UNIT})\b"
)
_ORDER = (Comparator.AT_MOST, Comparator.AT_LEAST, Comparator.LESS_THAN, Comparator.MORE_THAN, Comparator.ABOUT)
BOUNDS = tuple((any_of(EN, f"bounds.{bound}", form=r"\b{}\s*$"), bound) for bound in _ORDER)
BOUND_WORDS = any_of(EN, *(f"bounds.{bound}" for bound in _ORDER), "bounds.none", form=r"\b{}\s*$")
LED = any_of(EN, "verbs.links", form=r"(?:^|\b)(?P<link>(?:{}\s*)+)$")
# Numbers that only say which things are meant.
_QUALIFIES = any_of(EN, "names.qualifies")


def amounts_in_english(sentence: str) -> Iterator[Amount]:
    """The amounts of a sentence in order, none a part of another.

    >>> [(str(each.value), each.unit) for each in amounts_in_english("one in four homes, $1.2 billion, 5 per cent")]
    [('25.0', '%'), ('1.2', 'billion $'), ('5', '%')]
    """
    met = sorted((*_numbers(sentence), *_spelt(sentence)), key=lambda each: (each.start, -each.end))
    end = -1
    for amount in met:
        if amount.start >= end:
            yield amount
            end = amount.end


def _numbers(sentence: str) -> Iterator[Amount]:
    for found in _NUMBER.finditer(sentence):
        if _is_no_amount(sentence, found):
            continue
        low, unit = _decimal(found["low"]), _unit(found)
        end = found.start() + len(found[0].rstrip())
        if not found["high"] or _is_range(sentence, found):
            high = _decimal(found["high"]) if found["high"] else None
            yield Amount(start=found.start(), end=end, value=low, high=high, unit=unit)
        else:
            yield Amount(start=found.start(), end=found.end("low"), value=low, unit=unit)
            yield Amount(start=found.start("high"), end=end, value=_decimal(found["high"]), unit=unit)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _is_range(sentence: str, found: re.Match[str]) -> bool:
    between = sentence[found.end("low") : found.start("high")].strip()
    lower = _decimal(found["low"]) < _decimal(found["high"])
    before = sentence[: found.start()].rstrip()
    if between == "and":
        return lower and before.endswith("between")
    return lower and not (between == "to" and before.endswith("from"))


def _is_no_amount(sentence: str, found: re.Match[str]) -> bool:
    """A year, a numbered goal, an ordinal, or a part of a name."""
    before, behind = (
        sentence[max(0, found.start() - 12) : found.start()],
        sentence[found.end("low") : found.end("low") + 12],
    )
    digits = found["low"]
    aged = re.match(r"\s*(?:of age|old)\b", sentence[found.end() :]) and _TIME.search(found["unit"])
    if _QUALIFIES.search(sentence[: found.start()]) or aged:
        return True
    led = LED.search(bare(sentence[: found.start()])) or BOUND_WORDS.search(sentence[: found.start()])
    counted = "," in digits and re.match(r"\s[a-z]{3,}", sentence[found.end("low") :])
    if re.match(":[0-9]", behind) or re.search("[0-9]:$", before):
        return True
    if re.search(r"\bwithin (?:an? )?$", sentence[: found.start()]) and _TIME.search(found["unit"]):
        return True
    if not found["unit"].strip() and not found["sign"] and not (led or counted):
        return True
    year_like = bool(re.fullmatch("(?:19|20)[0-9]{2}", digits)) and not found["unit"].strip()
    return bool(
        year_like
        or (
            re.search(r"(?:[a-z]|[a-z]-|[0-9]\.|per |\baged? |under-|goal |the )$", before)
            and not re.search(r"(?:the|us) $", before)
        )
        or re.match(r"(?:st|nd|rd|th)\b|[- ]?year[- ]old|[a-z]|\.[a-z0-9]|-(?!year)[a-z]", behind)
        or (
            not found["unit"].strip()
            and re.match(
                r"\s*(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
                behind,
            )
        )
    )


def _unit(found: re.Match[str]) -> str:
    return f"{_symbol(found['unit'].strip(' -'))} {(found['sign'] or '').strip()}".strip()


def _symbol(unit: str) -> str:
    """A unit with the signs of percentages and of percentage points."""
    unit = re.sub(r"\bper ?cent\b|\bpercent\b", "%", unit)
    return re.sub(r"percentage points?|\bpps?\b", "个百分点", unit)


def _spelt(sentence: str) -> Iterator[Amount]:
    for found in _COUNTED_IN_WORDS.finditer(sentence):
        value = Decimal(_NUMBER_WORDS[found["word"]])
        if _SCALED.match(found["unit"]) or re.search(r"\b(?:by|of|to)\s$", sentence[: found.start()]):
            yield Amount(start=found.start(), end=found.end(), value=value, unit=_symbol(found["unit"]), spelt=True)
    for said, kind, number, unit in _WORDS:
        for found in said.finditer(sentence):
            if not _TIMES_OF.match(sentence, found.end()):
                yield Amount(
                    start=found.start(), end=found.end(), value=Decimal(number), unit=unit, kind=kind, spelt=True
                )
    for found in _PART.finditer(sentence):
        share = round(_count(found["part"]) / _count(found["whole"]) * 100, 1)
        if share < 100:
            yield Amount(start=found.start(), end=found.end(), value=share, unit="%", kind=Kind.LEVEL, spelt=True)
    for found in _FOLD.finditer(sentence):
        times = _count(found["times"])
        yield Amount(start=found.start(), end=found.end(), value=times, unit="times", kind=Kind.MULTIPLE, spelt=True)
    for found in _TOP.finditer(sentence):
        yield Amount(
            start=found.start("place"), end=found.end(), value=_count(found["place"]), unit="位", kind=Kind.RANK
        )


_SCALED = any_of(EN, "units.scales")


def _count(word: str) -> Decimal:
    return Decimal(_NUMBER_WORDS.get(word, word))


# A number of times that something was: double the 2020 level.
_TIME = pattern("minute|hour|day|week|month|year|k")
_TIMES_OF = pattern(r" (?:the|that|their|its) (?:(?:19|20)[0-9]{2} )?(?:(?:levels?|figures?)\b|average\b(?! [a-z]))")


def bare(before: str) -> str:
    """What stands before a number, without the words of its bound."""
    while BOUND_WORDS.search(before):
        before = before[: BOUND_WORDS.search(before).start()]  # type: ignore[union-attr]
    return before.strip()
