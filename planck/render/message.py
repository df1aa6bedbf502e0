"""A finding's message and help in one language: the rule's words, filled with the finding's arguments."""

from collections.abc import Mapping
from enum import StrEnum

from planck.model import Amount, Argument, Difference, Finding, Language, Names, Pace, RateKind, Text
from planck.render.display import clean, cut
from planck.render.numbers import exact, fixed, given, growth, in_points, percent, rate, signed, with_unit
from planck.render.words import status_word, word

LONGEST = 60


class _Shown:
    """An argument as text; `{rate:%}` shows a share in per cent, `{rate:growth}` with two decimals in any case,
    `{gap:+}` a sign, `{found:status}` a status in words.

    Other formats change nothing.
    """

    def __init__(self, argument: Argument, language: Language) -> None:
        self._argument = argument
        self._language = language
        self._text = argument_text(argument, language)

    def __format__(self, spec: str) -> str:
        if spec == "status":
            return status_word(str(self._argument)).words.in_(self._language)
        if isinstance(self._argument, int | float) and not isinstance(self._argument, bool):
            if spec == "%":
                return percent(float(self._argument), digits=2)
            if spec == "growth":
                return growth(float(self._argument))
            if spec == "+":
                return signed(self._text)
        return self._text

    def __str__(self) -> str:
        return self._text

    __repr__ = __str__


class _Fields(dict[str, _Shown]):
    """Arguments by name; one that is missing stays visible as its name."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def argument_text(argument: Argument, language: Language) -> str:
    """One argument of a finding or a reason, safe to print: text cleaned and cut, floats as decimals."""
    if isinstance(argument, StrEnum):
        return word(argument, language)
    if isinstance(argument, Text):
        return cut(clean(argument.in_(language)), 2 * LONGEST)
    if isinstance(argument, Difference) and argument.unit in ("%", "％"):
        return in_points(fixed(exact(argument.value), argument.places), language)
    if isinstance(argument, Amount):
        return with_unit(fixed(exact(argument.value), argument.places), argument.unit)
    if isinstance(argument, Names):
        names = (cut(clean(text.in_(language)), 2 * LONGEST) for text in argument.texts)
        return Text(zh="；", en="; ").in_(language).join(names)
    if isinstance(argument, Pace):
        return _pace(argument, language)
    if isinstance(argument, float):
        return given(argument)
    text = clean(str(argument))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _pace(pace: Pace, language: Language) -> str:
    kind = RateKind(pace.kind)
    if kind is RateKind.GROWTH and pace.places is not None:
        return f"{fixed(exact(pace.value).scaleb(2), pace.places)} %"
    return rate(pace.value, kind, pace.unit, language)


def fill(template: Text, arguments: Mapping[str, Argument], language: Language) -> str:
    """The template in `language` with its `{name}` fields filled; one that is malformed is returned as it is."""
    words = template.in_(language)
    try:
        filled = words.format_map(_Fields({name: _Shown(value, language) for name, value in arguments.items()}))
    except (ValueError, LookupError, AttributeError, TypeError):
        filled = words
    return clean(filled).strip()


def _fields(finding: Finding) -> Mapping[str, Argument]:
    # A message may also name what the finding is about.
    about = {"plan": finding.plan, "target": finding.target, "region": finding.region, "period": finding.period}
    return {**about, "fingerprint": finding.fingerprint, **finding.arguments}


def message_text(finding: Finding, language: Language) -> str:
    """What happened, on one line."""
    return fill(finding.message, _fields(finding), language)


def help_text(finding: Finding, language: Language) -> str:
    """What to do about it, on one line; empty when the rule has no advice."""
    return fill(finding.help, _fields(finding), language)


def place_text(finding: Finding) -> str:
    """Where it is: file:line:column, the file alone, or the plan's id."""
    place = finding.place
    if place is None or not place.file:
        return clean(finding.plan) or "planck"
    if place.cell:
        return f"{clean(place.file)}!{clean(place.cell)}"
    position = f":{place.line}:{place.column}" if place.line else ""
    return clean(place.file) + position
