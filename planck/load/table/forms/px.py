"""PX files, which statistical offices of many countries publish: keywords first, then all numbers in a row.

The variables of the stub and of the heading, in that order, each with its values, say what the numbers are about; the
last variable runs fastest.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from planck.load.cells.printed import printed_period
from planck.load.files import Positions
from planck.load.table.cells import Grid
from planck.load.table.forms.arranged import Entries
from planck.load.table.header import Column, column_of
from planck.pattern import pattern

BEGINNINGS = (b"CHARSET=", b"AXIS-VERSION=", b"CODEPAGE=", b"MATRIX=", b"LANGUAGE=", b"CREATION-DATE=")
MOST_NUMBERS = 5_000_000

_KEYWORD = pattern(r'\s*([A-Z][A-Z0-9-]*)(?:\[[A-Za-z-]+\])?(?:\(((?:"[^"]*"|[^)"])*)\))?\s*=\s*')
_TEXTS = pattern(r'"([^"]*)"')
_VALUE = pattern(r'(?:"[^"]*"|[^";])*')
_NUMBER = pattern(r'"[^"]*"|[^\s,;"]+')
_CODEPAGE = pattern(rb'CODEPAGE\s*=\s*"([A-Za-z0-9_-]{2,20})"')

Keywords = Mapping[str, str]


def codepage(data: bytes) -> str:
    """The encoding that a file names, empty where it names none."""
    found = _CODEPAGE.search(data[:4096])
    return found[1].decode() if found else ""


def px(text: str, file: str) -> Grid | None:
    """The table that a PX file holds; None where it is none, or its numbers are not as many as its values ask for."""
    keywords, start = _keywords(text)
    variables = [*_texts(keywords.get("STUB", "")), *_texts(keywords.get("HEADING", ""))]
    values = [_texts(keywords.get(f"VALUES {name}", "")) for name in variables]
    if not variables or not all(values) or prod(map(len, values)) > MOST_NUMBERS:
        return None
    numbers = list(_numbers(text, start))
    if len(numbers) != prod(map(len, values)):
        return None
    positions = Positions.of(file, text)
    about = _about(keywords, variables, values)
    names = (*_names(keywords, variables, values), *about, Column.VALUE.value)
    entries = [
        [*combination, *about.values(), number]
        for combination, (number, _, _) in zip(product(*values), numbers, strict=True)
    ]
    places = [positions.place(first, last) for _, first, last in numbers]
    return Entries(file=file, names=names, entries=entries, places=places)


def _keywords(text: str) -> tuple[dict[str, str], int]:
    """The keywords in the language of the file, with the variable that one is about, and where the numbers begin."""
    keywords: dict[str, str] = {}
    at = 0
    while found := _KEYWORD.match(text, at):
        if found[1] == "DATA":
            return keywords, found.end()
        value = _VALUE.match(text, found.end())
        name = " ".join([found[1], *_texts(found[2] or "")[:1]])
        keywords.setdefault(name, value[0] if value else "")
        at = (value.end() if value else found.end()) + 1
    return keywords, len(text)


def _texts(value: str) -> list[str]:
    return _TEXTS.findall(value)


def _numbers(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """The numbers, and where each stands."""
    end = text.find(";", start)
    for found in _NUMBER.finditer(text, start, end if end >= 0 else len(text)):
        yield found[0].strip('"'), found.start(), found.end()


def _names(keywords: Keywords, variables: Sequence[str], values: Sequence[Sequence[str]]) -> list[str]:
    """What the layouts call the variables: the time, the contents and what they know; groups keep their names."""
    contents = _texts(keywords.get("CONTVARIABLE", ""))
    return [
        Column.INDICATOR.value
        if name in contents
        else Column.PERIOD.value
        if f"TIMEVAL {name}" in keywords or (column_of(name) is Column.PERIOD and all(map(printed_period, of)))
        else name
        for name, of in zip(variables, values, strict=True)
    ]


def _about(keywords: Keywords, variables: Sequence[str], values: Sequence[Sequence[str]]) -> dict[str, str]:
    """What holds for every number: what the table is about, and its unit, where no variable says it."""
    said = {
        Column.INDICATOR.value: _texts(keywords.get("CONTENTS", "")),
        Column.UNIT.value: _texts(keywords.get("UNITS", "")),
    }
    taken = _names(keywords, variables, values)
    return {name: texts[0] for name, texts in said.items() if texts and name not in taken}
