"""A finding's message and help in one language: the rule's words, filled with the finding's arguments."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec.structs import replace

from planck.model import (
    Amount,
    Argument,
    Command,
    Difference,
    Finding,
    Input,
    Language,
    Names,
    Pace,
    Place,
    RateKind,
    Text,
)
from planck.view.numbers import (
    ELLIPSIS,
    clean,
    cut,
    exact,
    fixed,
    given,
    growth,
    in_points,
    percent,
    rate,
    signed,
    tail,
    unit_in,
    width,
    with_unit,
)
from planck.view.reader import quoted
from planck.view.words import status_word, word
from planck.words import Label, say
from planck.words import rule as rule_words

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
        return with_unit(fixed(exact(argument.value), argument.places), unit_in(argument.unit, language))
    if isinstance(argument, Names):
        names = (cut(clean(text.in_(language)), 2 * LONGEST) for text in argument.texts)
        return say("render.marks.semicolon", language).join(names)
    if isinstance(argument, Pace):
        return _pace(argument, language)
    if isinstance(argument, Command):
        words = (word.in_(language) if isinstance(word, Text) else word for word in argument.words)
        return " ".join(quoted(clean(word)) for word in words)
    if isinstance(argument, float):
        return given(argument)
    text = clean(str(argument))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _pace(pace: Pace, language: Language) -> str:
    kind = RateKind(pace.kind)
    if kind is RateKind.GROWTH and pace.places is not None:
        return f"{fixed(exact(pace.value).scaleb(2), pace.places)} %"
    return rate(pace.value, kind, unit_in(pace.unit, language), language)


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
    told = (rule_words(finding.code).message, *map(Label, finding.also))
    template = Text(zh="".join(text.zh for text in told), en="".join(text.en for text in told))
    return fill(template, _fields(finding), language)


def help_text(finding: Finding, language: Language) -> str:
    """What to do about it, on one line; empty when the rule has no advice."""
    return fill(rule_words(finding.code).help, _fields(finding), language)


def help_parts(finding: Finding, language: Language) -> tuple[str, str, str]:
    """The advice cut at the call in it: what stands before, the call as it is to be typed, and what stands behind."""
    text = help_text(finding, language)
    commands = (one for one in finding.arguments.values() if isinstance(one, Command))
    call = next((call for one in commands if (call := argument_text(one, language)) in text), "")
    before, _, after = text.partition(call) if call else (text, "", "")
    return before, call, after


def place_text(finding: Finding) -> str:
    """Where it is: file:line:column, the file alone, or the plan's id."""
    place = finding.place
    if place is None or not place.file:
        return clean(finding.plan) or "planck"
    if place.cell:
        return f"{clean(place.file)}!{clean(place.cell)}"
    position = f":{place.line}:{place.column}" if place.line else ""
    return clean(place.file) + position


# The line of a file that a finding points at, with a caret under the place.

TAB = "    "


def _shown(text: str) -> str:
    return clean(text.replace("\t", TAB))


def source_line(place: Place, inputs: Iterable[Input]) -> str | None:
    """The line as it stands in the file, None when the place is not in a line that was read."""
    for read in inputs:
        if read.file == place.file and 0 < place.line <= len(read.lines):
            return read.lines[place.line - 1]
    return None


def pointed(line: str, column: int, end: int, columns: int) -> tuple[str, str]:
    """The line cut to `columns` around the place, and the carets under it.

    `column` and `end` count code points from 1; the carets count the columns of the terminal, so that they stand
    right under wide characters and tabs.
    """
    start = max(0, column - 1)
    before, marked = _shown(line[:start]), _shown(line[start : max(start, end - 1)])
    whole = before + marked + _shown(line[max(start, end - 1) :])
    room = columns // 2
    if width(whole) > columns and width(before) > room:
        kept = ELLIPSIS + tail(before, room - 1)
        whole, before = kept + whole[len(before) :], kept
    carets = min(max(1, width(marked)), max(1, columns - width(before)))
    return cut(whole, columns).rstrip(), " " * min(width(before), columns - 1) + "^" * carets


def snippet(place: Place | None, inputs: Iterable[Input], columns: int = 80) -> list[str]:
    """Two lines, the source and the caret, behind a gutter with the line number; none without a line to show."""
    line = source_line(place, inputs) if place else None
    if place is None or line is None:
        return []
    if place.cell:
        place = _in_row(place, line)
    gutter = f"{place.line} | "
    text, carets = pointed(line, place.column, place.end, columns - len(gutter))
    rows = [gutter + text]
    return [*rows, " " * (len(gutter) - 2) + "| " + carets] if place.column else rows


def _in_row(place: Place, row: str) -> Place:
    """The place in the text of a row, of a place that counts its cells, which tabs divide."""
    cells = row.split("\t")
    before = "".join(f"{cell}\t" for cell in cells[: place.column - 1])
    cell = cells[place.column - 1] if place.column <= len(cells) else ""
    return replace(place, column=len(before) + 1, end=len(before) + len(cell) + 1)
