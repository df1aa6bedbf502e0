"""What the World Bank's interface answers: a list of two, of which the second holds an entry for each figure."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from planck.load.files import Positions
from planck.load.table.cells import Grid
from planck.load.table.forms.arranged import Entries
from planck.load.table.header import Column
from planck.pattern import pattern

_NAMES = (Column.INDICATOR, Column.REGION, Column.PERIOD, Column.VALUE, Column.UNIT, Column.STATUS)
_BEGINNING = pattern(r"\s*\[\s*\{[^{}]*\}\s*,\s*\[")
_BETWEEN = pattern(r"[\s,]*")
_END = pattern(r"\s*\]\s*\]\s*\Z|\Z")
# The value of the entry itself; those of its indicator and its country are texts.
_VALUE = pattern(r'"value"\s*:\s*(null|-?[0-9][0-9.eE+-]*)')


def world_bank(text: str, file: str) -> Grid | None:
    """The table that such an answer is; None where the text is none."""
    beginning = _BEGINNING.match(text)
    if beginning is None:
        return None
    positions = Positions.of(file, text)
    entries, places = [], []
    for start, end, entry in _entries(text, beginning.end()):
        if entry is None or (cells := _cells(entry)) is None:
            return None
        value = _VALUE.search(text, start, end)
        entries.append(cells)
        places.append(positions.place(*value.span(1)) if value else positions.place(start, start + 1))
    names = tuple(column.value for column in _NAMES)
    return Entries(file=file, names=names, entries=entries, places=places) if entries else None


def _entries(text: str, at: int) -> Iterator[tuple[int, int, Any]]:
    """The entries from a place on, each with where it begins and ends; None where something else stands."""
    # Numbers stay as they are written.
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
    while not _END.match(text, at):
        start = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
        try:
            entry, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            entry, at = None, len(text)
        yield start, at, entry if isinstance(entry, dict) else None


def _cells(entry: Mapping[str, Any]) -> list[str] | None:
    """The cells of an entry; None where it is not one of the World Bank."""
    indicator, country = entry.get("indicator"), entry.get("country")
    if not isinstance(indicator, dict) or not isinstance(country, dict) or "date" not in entry:
        return None
    value, unit, status = entry.get("value"), entry.get("unit"), entry.get("obs_status")
    texts = (indicator.get("value"), country.get("value"), entry["date"], value, unit, status)
    return ["" if text is None else str(text) for text in texts]
