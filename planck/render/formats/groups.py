"""Groups of regions as a CSV: for every group and target the regions, verdicts by level, means of numbers."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from planck.assess.columns import VerdictColumns
from planck.model import Level, Plan
from planck.model.table import Codes, Floats, Rows
from planck.render import Kind, View, output_format
from planck.render.columns import in_columns, replacing
from planck.render.formats.csv import text_cell

# What can be averaged over places: all but yes or no, and the year of reaching a goal, which never comes for some.
MEANS = ("latest", "goal_value", "way", "asked", "gap_share", "achieved", "required_from_now", "pace_ratio")
COLUMNS = (
    *("plan", "target", "unit", "length", "group", "regions", "judged", "met"),
    *(level.value for level in Level),
    *(f"mean_{name}" for name in MEANS),
)
Verdicts = Iterable[tuple[Plan, VerdictColumns]]


@output_format("groups", Kind.CHECK)
def groups(kind: Kind, value: Any, view: View) -> str:
    """A CSV of counts and means a target over all its regions, or over groups of them with --group."""
    return text_of(in_columns(value), (0,))


def write_groups(path: str, verdicts: Verdicts, lengths: Sequence[int]) -> None:
    """Write the groups by so many first characters of the names of regions, whole or not at all.

    Raises OSError when that is not possible.
    """
    with replacing(path) as file:
        file.write(text_of(verdicts, lengths or (0,)).encode())


def text_of(verdicts: Verdicts, lengths: Sequence[int]) -> str:
    """The text of the CSV, with the mark by which a spreadsheet knows its encoding."""
    text = io.StringIO("\ufeff", newline="")
    text.seek(0, io.SEEK_END)
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for plan, columns in verdicts:
        what = [text_cell(plan.id), columns.target.id, text_cell(columns.unit)]
        for length in lengths:
            lines.writerows([*what, length, *row] for row in _rows(columns, length))
    return text.getvalue()


def _rows(columns: VerdictColumns, length: int) -> Iterator[list[object]]:
    """A row a group, by name: counts, then means over the regions whose number is known, blank where none is."""
    group = columns.region.renamed(lambda name: name[:length])
    names, codes = group.names, group.codes
    levels = [_places(columns, codes, level, len(names)) for level in Level]
    regions = np.sum(levels, axis=0)
    judged = regions - levels[list(Level).index(Level.NOT_ASSESSED)]
    met, _ = _sums(columns, "met", codes, len(names))
    means = [_means(columns, name, codes, len(names)) for name in MEANS]
    for place in sorted(range(len(names)), key=names.__getitem__):
        counts = (int(each[place]) for each in (regions, judged, met, *levels))
        yield [text_cell(names[place]), *counts, *(mean[place] for mean in means)]


def _places(columns: VerdictColumns, codes: Codes, level: Level, size: int) -> Rows:
    wanted = [code for code, name in enumerate(columns.level.names) if name is level]
    return np.bincount(codes[np.isin(columns.level.codes, wanted)], minlength=size).astype(np.int64)


def _means(columns: VerdictColumns, name: str, codes: Codes, size: int) -> list[str]:
    sums, known = _sums(columns, name, codes, size)
    pairs = zip(sums.tolist(), known.tolist(), strict=True)
    return [repr(total / count) if count else "" for total, count in pairs]


def _sums(columns: VerdictColumns, name: str, codes: Codes, size: int) -> tuple[Floats, Rows]:
    """By group the sum of a number where it is known, and of how many regions that is."""
    number = columns.numbers[name]
    sums = np.bincount(codes[number.known], weights=number.value[number.known], minlength=size)
    return sums.astype(np.float64), np.bincount(codes[number.known], minlength=size).astype(np.int64)
