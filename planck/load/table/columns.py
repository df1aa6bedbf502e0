"""Columns whose name says nothing: what their cells do to the rows, and which rows cannot be used because of them.

A column may say of each row of which group it is (sex, sector, place), or only describe what stands beside it. A row
counts only where every column that divides rows into groups says that it is about the whole.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

from planck.load import rules
from planck.load.cells.number import Refusal, is_power, parse_amount
from planck.load.cells.period import parse_date
from planck.load.files import excerpt, nearest
from planck.load.table.cells import Grid, Row
from planck.load.table.declared import quoted
from planck.load.table.header import SYNONYMS, Column, Conventions, is_part_of_year, usual_name
from planck.load.table.layout import Layout, Understood, Use
from planck.load.table.places import is_known
from planck.load.table.remarks import left_out, named_in, unknown_column
from planck.load.table.vocabulary import (
    Role,
    folded,
    is_dimension,
    is_member,
    is_noted_goal,
    is_noted_rank,
    is_place,
    is_whole_group,
    qualified,
)
from planck.model import Finding, Names, Place, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label, Labels

# Of these nothing is known but what their cells show.
DOUBTFUL = frozenset((Use.UNKNOWN, Use.REPEATED, Use.UNNAMED))
# Columns that a misspelt name would put out of use to the harm of the figures.
_TELLING = (Column.REGION, Column.INDICATOR, Column.PERIOD, Column.UNIT, Column.STATUS, Column.PUBLISHED)
_CHINESE = pattern("[\u4e00-\u9fff]")
MOST_SHOWN = 3
# A note is longer than the name of a group.
SHORT = 12
# A name of one slip shares more than this part of its letters with the one that was meant.
SLIP = 0.85


class Cause(Enum):
    """What a column does; the value is what messages say of it, where there is anything to say."""

    BLANK = ""
    UNUSED = "unused"
    SAME = "same"
    CHOSEN = "chosen"
    DIFFERS = "differs"
    GROUPS = "groups"
    PLACES = "places"
    MISSPELT = "misspelt"
    SPLITS = "splits"
    SCALES = "scales"
    CONSTANT = "constant"
    PART = "part"


class Seen(NamedTuple):
    """A figure beside cells of doubtful columns: its row, those cells, and its number among the figures."""

    row: Row
    cells: tuple[str, ...]
    series: tuple[str, str]
    period: str
    number: int


class Verdict(Record):
    """What a column does, and the lines of the rows that cannot be used because of it."""

    column: Understood
    cause: Cause
    refused: frozenset[int] = frozenset()
    shown: tuple[str, ...] = ()
    close: str = ""


class Doubts:
    """Collects what stands in the doubtful columns of one block, and decides when all of it is read."""

    def __init__(self, layout: Layout, conventions: Conventions) -> None:
        self._layout, self._conventions = layout, conventions
        # What only describes a row may still say that its number is a goal, or of a part of the year.
        doubtful = DOUBTFUL | {Use.DESCRIPTION}
        self.columns = [one for one in layout.columns if one.use in doubtful or self._is_chosen(one)]
        self._at = [one.index for one in self.columns]
        self._seen: list[Seen] = []

    def _is_chosen(self, column: Understood) -> bool:
        return self._conventions.declared.chosen(column.label.text) is not None and column.use is not Use.KEY

    def says_rank(self, row: Row) -> bool:
        """Whether a doubtful cell of a row says that its number is a rank."""
        return any(at < len(row.cells) and is_noted_rank(row.cells[at].strip()) for at in self._at)

    def see(self, row: Row, series: tuple[str, str], period: str, number: int) -> None:
        """Note the figure that a row gave."""
        if self._at:
            cells = tuple(row.cells[at].strip() if at < len(row.cells) else "" for at in self._at)
            self._seen.append(Seen(row, cells, series, period, number))

    def verdicts(self) -> Iterator[Verdict]:
        """What every doubtful column does."""
        for place, column in enumerate(self.columns):
            yield _verdict(column, _Cells(place, self._seen), self._layout, self._conventions)

    def refused(self, lines: frozenset[int]) -> set[int]:
        """The numbers of the figures in rows that cannot be used."""
        return {seen.number for seen in self._seen if seen.row.line in lines}

    def named(self, lines: frozenset[int]) -> Names:
        """The indicators of the figures in rows that cannot be used."""
        return left_out(seen.series[1] for seen in self._seen if seen.row.line in lines)

    @property
    def lines(self) -> frozenset[int]:
        """The lines of all rows that gave a figure."""
        return frozenset(seen.row.line for seen in self._seen)


class _Cells:
    """The cells of one doubtful column."""

    def __init__(self, place: int, seen: Sequence[Seen]) -> None:
        self.place, self.seen = place, seen
        self.by_line = {one.row.line: one.cells[place] for one in seen}
        self.said = {cell for cell in self.by_line.values() if cell}

    def lines(self, refuses: Callable[[str], bool]) -> frozenset[int]:
        return frozenset(line for line, cell in self.by_line.items() if refuses(cell))

    @property
    def shown(self) -> tuple[str, ...]:
        cells = dict.fromkeys(filter(None, self.by_line.values()))
        return tuple(excerpt(cell) for cell in list(cells)[:MOST_SHOWN])

    @property
    def is_numbers(self) -> bool:
        """Whether all that stands in it are numbers or days."""
        return all(not isinstance(parse_amount(cell, "").value, Refusal) or parse_date(cell) for cell in self.said)

    @property
    def splits_series(self) -> bool:
        """Whether two figures of one series differ in it."""
        return _differs((one.series, one.cells[self.place]) for one in self.seen)

    @property
    def splits_figures(self) -> bool:
        """Whether two figures of one series and period differ in it."""
        return _differs(((*one.series, one.period), one.cells[self.place]) for one in self.seen)

    @property
    def is_one_word(self) -> bool:
        """Whether every row says the same short thing in it."""
        return len(self.said) == 1 and all(self.by_line.values()) and len(next(iter(self.said))) < SHORT

    @property
    def is_notes(self) -> bool:
        """Whether it holds remarks: most cells are blank, or they are long."""
        filled = [cell for cell in self.by_line.values() if cell]
        return 2 * len(filled) <= len(self.by_line) or sum(map(len, filled)) >= SHORT * len(filled)


def _differs(pairs: Iterable[tuple[tuple[str, ...], str]]) -> bool:
    first: dict[tuple[str, ...], str] = {}
    return any(first.setdefault(key, cell) != cell for key, cell in pairs)


def _verdict(column: Understood, cells: _Cells, layout: Layout, conventions: Conventions) -> Verdict:
    cause, refuses = _judged(column, cells, layout, conventions)
    lines = cells.lines(refuses) if refuses else frozenset()
    elsewhere = cause is Cause.PLACES and Column.REGION not in layout.keys
    if cause is Cause.DIFFERS or elsewhere or (cause is Cause.MISSPELT and lines):
        lines = frozenset(cells.by_line)
    close = _meant(column) or "" if cause is Cause.MISSPELT else conventions.declared.chosen(column.label.text) or ""
    return Verdict(column=column, cause=cause, refused=lines, shown=cells.shown, close=close)


def _judged(
    column: Understood, cells: _Cells, layout: Layout, conventions: Conventions
) -> tuple[Cause, Callable[[str], bool] | None]:
    """What a column does, and which of its cells rule their row out."""
    name = column.label.text
    chosen = conventions.declared.chosen(name)
    if chosen is not None:
        return Cause.CHOSEN, lambda cell: folded(cell) != folded(chosen) and not (not chosen and is_whole_group(cell))
    if not cells.said:
        return Cause.BLANK, None
    if column.use is Use.REPEATED:
        return (Cause.SAME, None) if _says_the_same(column, cells, layout) else (Cause.DIFFERS, bool)
    return _by_words(column, cells, layout, conventions)


def _by_words(
    column: Understood, cells: _Cells, layout: Layout, conventions: Conventions
) -> tuple[Cause, Callable[[str], bool] | None]:
    """What a column does by the words in it and above it."""
    name = column.label.text
    if any(map(is_power, cells.said)):
        return Cause.SCALES, is_power
    if any(map(is_part_of_year, cells.said)):
        return Cause.PART, is_part_of_year
    if column.use is Use.DESCRIPTION:
        return (Cause.GROUPS, _is_no_result) if any(map(_is_no_result, cells.said)) else (Cause.UNUSED, None)
    if all(map(qualified, cells.said)):
        return Cause.GROUPS, _is_no_level_nor_rank if conventions.ranks else _is_no_level
    if is_dimension(name) or any(map(is_member, cells.said)) or _has_whole(cells):
        return Cause.GROUPS, lambda cell: not is_whole_group(cell)
    if _are_places(cells.said, conventions):
        return Cause.PLACES, bool
    if cells.is_numbers:
        return (Cause.SPLITS, bool) if cells.splits_figures else (Cause.UNUSED, None)
    return _unknown(column, cells, layout)


def _unknown(column: Understood, cells: _Cells, layout: Layout) -> tuple[Cause, Callable[[str], bool] | None]:
    """What a column of words does whose name and cells say nothing."""
    if _meant(column):
        return Cause.MISSPELT, bool
    beside = column.use is Use.UNNAMED and column.index > max((slot.index for slot in layout.slots), default=-1)
    if cells.splits_series and not (beside and cells.is_notes and not cells.splits_figures):
        return Cause.SPLITS, bool
    # Where no column names a place, one word in every row may be one.
    unplaced = column.use is Use.UNKNOWN and Column.REGION not in layout.keys and cells.is_one_word
    return (Cause.CONSTANT, bool) if unplaced else (Cause.UNUSED, None)


def _is_no_level(cell: str) -> bool:
    """Whether a word in a row says that its number is a goal, growth or the like."""
    words = qualified(cell)
    return words is not None and words.role is not Role.LEVEL


def _is_no_result(cell: str) -> bool:
    """Whether a word that describes a row says that its number is a goal, a forecast, growth or the like."""
    return _is_no_level(cell) or is_noted_goal(cell)


def _is_no_level_nor_rank(cell: str) -> bool:
    """The same where an indicator is a rank; which of them counts for it is for the plan to say."""
    return _is_no_level(cell) and not is_noted_rank(cell)


def _has_whole(cells: _Cells) -> bool:
    """Whether some rows say that they are about the whole, and others say something else."""
    whole = [is_whole_group(cell) and not cell.isdecimal() for cell in cells.said]
    return any(whole) and not all(whole)


def _are_places(said: set[str], conventions: Conventions) -> bool:
    places = sum(is_place(cell) or is_known(cell, conventions.regions) for cell in said)
    return 2 * places > len(said)


def _meant(column: Understood) -> str | None:
    """The column whose name was mistyped: letters changed places, or one is missing or wrong."""
    if column.use is not Use.UNKNOWN:
        return None
    name = folded(column.label.text)
    close = nearest(name, (known for kind in _TELLING for known in SYNONYMS[kind]))
    same = close and (sorted(name) == sorted(close) or SequenceMatcher(None, name, close).ratio() > SLIP)
    return close if same and name.isascii() else None


def _says_the_same(column: Understood, cells: _Cells, layout: Layout) -> bool:
    """Whether a second column of one kind only says in other words what the first one says."""
    kind = column.column
    first = layout.slots[0].index if kind is Column.VALUE else layout.keys.get(kind) if kind else None
    if first is None:
        return not cells.splits_series
    pairs = {(_cell(one.row, first), one.cells[cells.place]) for one in cells.seen if one.cells[cells.place]}
    if kind is Column.VALUE:
        return all(parse_amount(one, "").value == parse_amount(other, "").value for one, other in pairs)
    if kind is Column.REGION and not all(_is_same_place(*pair) for pair in pairs):
        return False
    return len({one for one, _ in pairs}) == len(pairs) == len({other for _, other in pairs})


def _is_same_place(one: str, other: str) -> bool:
    """Whether two names of a place are in two languages or the same; a place is none of its own parts."""
    return folded(one) == folded(other) or bool(_CHINESE.search(one)) is not bool(_CHINESE.search(other))


def _cell(row: Row, index: int) -> str:
    return row.cells[index].strip() if index < len(row.cells) else ""


# What is said of a column.

_LISTED = Label("load.layout.names")
_HINTS = Labels("load.doubts")
_SAYS = Labels("load.doubt_causes")


def findings(grid: Grid, layout: Layout, doubts: Doubts) -> Iterator[tuple[Finding | None, frozenset[int]]]:
    """What is to be said of every doubtful column, and the lines that it rules out."""
    for verdict in doubts.verdicts():
        column = verdict.column
        place = grid.place(named_in(layout, column.index), column.index)
        if verdict.cause is Cause.CHOSEN:
            yield _chosen(place, verdict, doubts), verdict.refused
        elif verdict.refused:
            yield _refusal(place, verdict, doubts), verdict.refused
        elif verdict.cause is Cause.SAME:
            yield rules.SECOND_LANGUAGE.at(place, got=excerpt(column.label.text)), frozenset()
        else:
            yield (_unused(place, column) if _is_said(grid, verdict) else None), verdict.refused


def _chosen(place: Place, verdict: Verdict, doubts: Doubts) -> Finding | None:
    """That the rows which count are about a part alone, where the user chose one."""
    whole = is_whole_group(verdict.close) or verdict.refused == doubts.lines
    if whole or not verdict.close:
        return None
    count, got = len(doubts.lines - verdict.refused), excerpt(verdict.column.label.text)
    return rules.PART_CHOSEN.at(place, got=got, chosen=excerpt(verdict.close), count=count)


def _is_said(grid: Grid, verdict: Verdict) -> bool:
    """Whether a column that does no harm is worth a word; a sheet may have a margin, as a text has not."""
    margin = verdict.column.use is Use.UNNAMED and not grid.delimiter
    blank = verdict.cause is Cause.BLANK and verdict.column.use is not Use.REPEATED
    described = verdict.column.use is Use.DESCRIPTION
    return (verdict.cause is Cause.UNUSED or (blank and not margin)) and not described


def _refusal(place: Place, verdict: Verdict, doubts: Doubts) -> Finding:
    name, column = excerpt(verdict.column.label.text), verdict.column.column
    if verdict.cause is Cause.DIFFERS and column:
        count, of = len(verdict.refused), doubts.named(verdict.refused)
        return rules.REPEATED_COLUMN.at(place, got=name, wanted=usual_name(column), count=count, of=of)
    partly = verdict.cause in (Cause.GROUPS, Cause.PLACES) and verdict.refused < doubts.lines
    rule = rules.GROUPS_ASIDE if partly else rules.NOT_UNDERSTOOD
    return rule.at(
        place,
        got=name,
        count=len(verdict.refused),
        shown=_LISTED.fill(names=verdict.shown),
        cause=_SAYS[verdict.cause.value],
        hint=_hint(verdict),
        of=doubts.named(verdict.refused),
    )


def _hint(verdict: Verdict) -> Text:
    """The one line that would declare what the column is."""
    name, first = verdict.column.label.text, verdict.shown[0] if verdict.shown else ""
    return _HINTS[verdict.cause.value].fill(name=quoted(name), first=quoted(first), close=quoted(verdict.close))


def _unused(place: Place, column: Understood) -> Finding:
    blank = column.label.is_blank
    return rules.UNNAMED_COLUMN.at(place) if blank else unknown_column(place, column.label.text)
