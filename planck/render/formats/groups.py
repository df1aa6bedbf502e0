"""Groups of regions as a CSV: for every group and target the regions, verdicts by level, means of numbers."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from planck.assess.columns import VerdictColumns
from planck.assess.columns import groups as groups_of
from planck.model import Level, Plan
from planck.render import Kind, View, output_format
from planck.render.columns import in_columns
from planck.render.files import replacing
from planck.view.numbers import text_cell

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

    def of(name: str) -> str:
        return name[:length]

    means = [_means(columns, name, of) for name in MEANS]
    for group in groups_of([columns], of):
        levels = dict(group.levels)
        counts = (group.regions, group.judged, group.met, *(levels.get(level, 0) for level in Level))
        yield [text_cell(group.name), *counts, *(mean[group.name] for mean in means)]


def _means(columns: VerdictColumns, name: str, of: Callable[[str], str]) -> dict[str, str]:
    """By group the mean of a number over the regions for which it is known."""
    group, number = columns.region.renamed(of), columns.numbers[name]
    codes, size = group.codes[number.known], len(group.names)
    sums = np.bincount(codes, weights=number.value[number.known], minlength=size).tolist()
    known = np.bincount(codes, minlength=size).tolist()
    means = (repr(total / count) if count else "" for total, count in zip(sums, known, strict=True))
    return dict(zip(group.names, means, strict=True))
