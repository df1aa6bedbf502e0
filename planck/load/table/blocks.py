"""The rows of a table, block by block: each block has a header of its own, and its figures are read by that."""

import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.number import Refusal
from planck.load.cells.printed import printed_period as parse_period
from planck.load.files import Gathered, excerpt
from planck.load.table.above import RANKS, Means, Told, filled, listed, told_in
from planck.load.table.cells import Grid, Row
from planck.load.table.columns import Doubts, findings
from planck.load.table.declared import quoted
from planck.load.table.header import Column, Conventions, column_of
from planck.load.table.layout import SUMS, Kind, Layout, heading_of, is_about_one, is_total, is_whole, kind_of
from planck.load.table.names import LONGEST, Named, printed_region
from planck.load.table.places import is_elsewhere, is_form_of_office, named_in, place_in
from planck.load.table.reader import COUNTED, Cells, Draft, Problem, RowReader
from planck.load.table.remarks import complain, left_out
from planck.load.table.search import MOST_DEEP, SAMPLED, is_telling, layout_at, may_name, names_columns
from planck.load.table.vocabulary import NO_NAMES, folded, is_noted_rank, is_part, is_place, is_whole_group, names_part
from planck.model import FigureStatus, Finding, Place, Severity
from planck.model.table import Figures, Growing
from planck.pattern import pattern

# Rows to try before a table that gives no figure is given up.
MOST_FRUITLESS = 20_000


class _Ahead:
    """Rows one after the other, of which the next ones can be looked at before they come."""

    def __init__(self, rows: Iterator[Row | Finding]) -> None:
        self._rows = rows
        self._next: deque[Row | Finding] = deque()

    def __iter__(self) -> Iterator[Row | Finding]:
        while self.seen(1):
            yield self._next.popleft()

    def seen(self, count: int) -> list[Row | Finding]:
        """The next rows, as many as there are."""
        self._next.extend(islice(self._rows, count - len(self._next)) if count > len(self._next) else ())
        return list(islice(self._next, count))


# Rows that a title of a block may have, before the header of the block.
MOST_TITLES = 4
# Of faults of one kind in one column this many are listed; the others are counted.
MOST_ALIKE = 5
# Notes that say that the numbers are of something else than the plan, which it takes someone to decide about.
REFUSING = (Means.ELSEWHERE, Means.PART, Means.COVERAGE)


# What stands around the name in a heading: a letter before it, marks on both sides, the word for a sum behind it.
_FRAME = pattern(r"^(?:[A-Za-z][.．]\s*|[^\w%]+)|(?:(?<=.)(?:合计|总计|小计)|[^\w%)）]+)$")


class _Part(NamedTuple):
    """The part of all that rows are about by the heading above them, and how that is numbered; none, about all."""

    name: str = ""
    numbered: str = ""


def _numbering(text: str, heading: str) -> str:
    """How a heading is numbered: headings that stand beside each other are numbered alike."""
    mark = unicodedata.normalize("NFKC", text.strip().removesuffix(heading))[:1]
    return (
        "1" if mark.isdecimal() else "a" if mark.isascii() and mark.isalpha() else "(" if mark == "(" else mark and "-"
    )


class Blocks:
    """Goes through the rows of one table and keeps what it finds."""

    def __init__(self, grid: Grid, layout: Layout, conventions: Conventions, gathered: Gathered) -> None:
        self._grid, self._gathered, self._conventions = grid, gathered, conventions
        # Letters are those of the columns below the first header, unless another block is chosen.
        declared = conventions.declared
        self._of_others = replace(conventions, declared=declared if declared.block else declared.by_names())
        self._known = conventions.regions
        self._figures, self._count_of_figures = Growing(), 0
        self._refused: set[int] = set()
        self._told: list[tuple[range, Row, Told]] = []
        self._counted: dict[tuple[str, int], tuple[Finding, int]] = {}
        self._alike: dict[tuple[str, int], tuple[Finding | None, int]] = {}
        self._layouts: list[Layout] = []
        self._lost: list[Row] = []
        self._begin(layout)

    def _begin(self, layout: Layout) -> None:
        """Go on with the rows below another header."""
        self._layout = layout
        halves = (layout, *([layout.beside] if layout.beside else ()))
        self._readers = [
            RowReader.of(self._grid, half, slot, self._conventions.declared) for half in halves for slot in half.slots
        ]
        self._from = self._count_of_figures
        self._titles: list[Row] = []
        self._aside: dict[Kind, list[Row]] = {}
        self._wholes: list[tuple[Row, RowReader, Draft]] = []
        self._parted = False
        self._doubts = Doubts(layout, self._conventions)
        self._section = self._above = ""
        self._headed = Named(name="")
        titles = (printed_region(cell) for row in layout.above for cell in filled(row))
        self._part = _Part(next((one for one in titles if self._is_part(one, title=True)), ""))
        self._parts: dict[str, list[tuple[Row, str]]] = {}
        self._office: Row | None = None
        self._unplaced: list[Row] = []
        self._of_unplaced: set[int] = set()

    def read(self) -> tuple[tuple[Layout, ...], Figures]:
        """The layouts, each with the rows that are no figures, and the figures of all other rows below."""
        rows = _Ahead(self._grid.rows())
        for number, row in enumerate(rows):
            if number > MOST_FRUITLESS and not (self._figures or self._wholes):
                self._gathered.say(rules.NO_FIGURES.at(Place(self._grid.file), got=MOST_FRUITLESS))
                break
            if isinstance(row, Finding):
                self._gathered.say(row)
            elif row.line > self._layout.header[-1].line and not self._heads(row, rows):
                self._row(row if self._grid.delimiter else self._filled(row))
        self._end()
        self._say_counted()
        return tuple(self._layouts), self._read()

    def _read(self) -> Figures:
        """The figures but those of rows that cannot be used."""
        figures = self._figures.figures()
        for rows, row, told in self._told:
            figures = self._apply(figures, rows, row, told)
        if not self._refused:
            return figures
        return figures.take(np.array([n for n in range(len(figures)) if n not in self._refused], dtype=np.int64))

    def _told_in(self, note: Row) -> Iterator[Told]:
        """What a note says of numbers; one that the user leaves out says nothing."""
        for cell in filled(note):
            if not self._conventions.declared.is_ignored(-1, cell):
                yield from told_in(cell, self._conventions)

    def _apply(self, figures: Figures, rows: range, row: Row, told: Told) -> Figures:
        """The figures with what a note says of some of them; those that cannot be used are refused."""
        numbers = [n for n in rows if n not in self._refused and not np.isnan(figures.value[n])]
        about = [n for n in numbers if told.first <= figures.period[n].start.year <= told.last]
        if not about:
            return figures
        rule = rules.NOTE_REFUSES if told.means in REFUSING else rules.NOTE_APPLIED
        place, got = self._grid.row_place(row), excerpt(told.clause)
        of = left_out(figures.indicator[n] for n in (about if told.refuses else ()))
        finding = rule.at(place, got=got, count=len(about), cause=told.means.value, of=of)
        self._gathered.say(finding if told.refuses else replace(finding, severity=Severity.NOTE))
        self._refused |= set(about) if told.refuses else set()
        if told.means is not Means.STATUS:
            return figures
        unstated = {n for n in about if figures.status[n] is FigureStatus.UNSTATED}
        return Figures.of(replace(one, status=told.status) if n in unstated else one for n, one in enumerate(figures))

    def _heads(self, row: Row, rows: _Ahead) -> bool:
        """Whether a row is the header of another block, a title above it, or below one that nobody understands."""
        if not self._may_head(row):
            return bool(self._lost) and self._lose(row)
        following: list[Row | Finding] = [row, *rows.seen(MOST_TITLES + MOST_DEEP + SAMPLED)]
        for titles in range(MOST_TITLES + 1 if len(filled(row)) <= 2 else 1):
            before = [one for one in following[:titles] if isinstance(one, Row) and len(filled(one)) <= 2]
            above = [*self._titles, *before]
            if len(before) < titles or titles == len(following):
                return bool(self._lost) and self._lose(row)
            here = following[titles:]
            again = isinstance(here[0], Row) and self._begins_again(here[0])
            may = again or may_name(here, self._conventions)
            layout = layout_at(here, above, self._of_others) if may else None
            if layout and not (again or is_telling(layout, self._layout)):
                continue
            if layout and not self._is_repeated(layout, titles):
                self._next_block(layout)
                return True
            if layout:
                return False
        return self._is_lost(row)

    def _is_repeated(self, layout: Layout, titles: int) -> bool:
        """Whether the header is that of this block once more."""
        given = self._layout.given
        same = layout.names == self._layout.names and all(given.get(one) == said for one, said in layout.given.items())
        return not titles and not self._lost and same

    def _is_lost(self, row: Row) -> bool:
        if names_columns(row, self._conventions) and kind_of(row, self._layout, below=False) is not Kind.HEADER:
            self._say_lost()
            return self._lose(row)
        return bool(self._lost) and self._lose(row)

    def _lose(self, row: Row) -> bool:
        self._lost.append(row)
        return True

    def _say_lost(self) -> None:
        if self._lost:
            place, got = self._grid.row_place(self._lost[0]), excerpt(" ".join(filled(self._lost[0])))
            self._gathered.say(rules.UNREAD_BLOCK.at(place, got=got, count=len(self._lost) - 1))
        self._lost = []

    def _may_head(self, row: Row) -> bool:
        """Whether to look closer at a row: a cell that says what it is about names a column, or is blank."""
        cells = row.cells
        said = {
            column: cells[index].strip() if index < len(cells) else "" for column, index in self._layout.keys.items()
        }
        if not said or not said.get(Column.INDICATOR, "-") or self._begins_again(row):
            return True
        if Column.PERIOD in said and parse_period(said[Column.PERIOD]) is None:
            return True
        return any(cell and column_of(cell, self._conventions.columns) for cell in said.values())

    def _begins_again(self, row: Row) -> bool:
        """Whether a row has years where figures should be, in a table with an indicator or a place in its corner."""
        corner = self._layout.corner
        cell = row.cells[corner].strip() if corner is not None and corner < len(row.cells) else ""
        return (is_about_one(self._layout) or bool(cell and place_in(cell) == cell)) and self._has_years(row)

    def _has_years(self, row: Row) -> bool:
        """Whether years that follow each other stand where the figures should."""
        cells = [row.cells[slot.index].strip() for slot in self._layout.slots if slot.index < len(row.cells)]
        years = [int(cell) for cell in cells if len(cell) == 4 and cell.isdecimal() and parse_period(cell)]
        return len(years) == len(cells) > 0 and all(after - before == 1 for before, after in pairwise(years))

    def _next_block(self, layout: Layout) -> None:
        """End this block and begin the next, for which the unit and the region hold as well where it says none."""
        held = {column: self._layout.given.get(column, "") for column in (Column.UNIT, Column.REGION)}
        kept = {column: text for column, text in held.items() if text and column not in (*layout.keys, layout.naming)}
        layout = replace(layout, given={**kept, **layout.given})
        self._end()
        place = self._grid.row_place(layout.header[0])
        self._gathered.say(rules.ANOTHER_BLOCK.at(place, got=excerpt(" ".join(filled(layout.header[0])))))
        complain(self._grid, replace(layout, above=()), self._gathered)
        self._begin(layout)

    def _end(self) -> None:
        """Decide what only all rows of a block together show."""
        self._say_lost()
        for row, reader, draft in self._wholes:
            if self._parted:
                self._put(Kind.TOTAL, row)
            else:
                self._figure(reader, row, draft)
        if self._parted and self._wholes:
            self._aside[Kind.TOTAL].sort(key=lambda row: row.line)
        self._ask_for_places()
        for part, rows in self._parts.items():
            place, count = self._grid.row_place(rows[0][0]), len({row.line for row, _ in rows})
            of = left_out(name for _, name in rows)
            self._gathered.say(rules.PART_OF_ALL.at(place, got=excerpt(part), quoted=quoted(part), count=count, of=of))
        for finding, lines in findings(self._grid, self._layout, self._doubts):
            self._refused |= self._doubts.refused(lines)
            if finding:
                self._gathered.say(finding)
        if self._conventions.declared.block not in (0, len(self._layouts) + 1):
            self._refused |= set(range(self._from, self._count_of_figures))
        notes = (*self._layout.above, *self._aside.get(Kind.FOOTNOTE, ()), *self._aside.get(Kind.HEADING, ()))
        mine = range(self._from, self._count_of_figures)
        self._told += [(mine, note, one) for note in notes for one in self._told_in(note)]
        layout = replace(self._layout, aside={kind: tuple(rows) for kind, rows in self._aside.items()})
        self._tell(layout)
        self._layouts.append(layout)

    def _ask_for_places(self) -> None:
        """Refuse rows without a region among those that have one, and all of a form that another place filled in."""
        if self._unplaced and self._parted and Column.REGION in self._layout.keys:
            self._refused |= self._of_unplaced
            at = self._layout.keys[Column.REGION]
            place = self._grid.place(self._unplaced[0], at)
            field = self._layout.labels[at].text
            self._gathered.say(rules.UNPLACED_ROWS.at(place, field=excerpt(field), count=len(self._unplaced)))
        if self._office and self._of_unplaced:
            self._refused |= self._of_unplaced
            row = self._office
            got = next(cell.strip() for cell in row.cells if is_elsewhere(cell, self._known))
            self._gathered.say(
                rules.TITLE_ELSEWHERE.at(self._grid.row_place(row), got=excerpt(got), read=place_in(got))
            )

    def _row(self, row: Row) -> None:
        """Add the figures of a row."""
        if not self._layout.is_long and self._set_aside(row):
            return
        for reader in self._readers:
            if reader.layout is not self._layout and reader.is_blank(row):
                continue
            draft = reader.draft(row)
            if self._section and draft.cells.region == self._layout.given.get(Column.REGION, ""):
                draft = draft._replace(cells=draft.cells._replace(region=self._section))
            if own := self._conventions.wholes.get(folded(draft.cells.region)):
                draft = draft._replace(cells=draft.cells._replace(region=own))
            draft = self._with_ranked(self._with_heading(draft))
            cells = draft.cells
            if is_total(cells.region, cells.indicator) and not self._is_known(cells):
                self._put(Kind.TOTAL, row)
            elif is_whole(cells.region, self._known) and reader.layout.naming is not Column.REGION:
                self._wholes.append((row, reader, draft))
            else:
                self._figure(reader, row, draft)

    def _with_heading(self, draft: Draft) -> Draft:
        """The draft of a row of a region below the name of an indicator as one of that."""
        if self._layout.given.get(Column.INDICATOR) != "":
            return draft
        cells, (name, unit) = draft.cells, (self._headed.name, self._headed.unit)
        return draft._replace(cells=cells._replace(indicator=name, unit=cells.unit or unit))

    def _with_ranked(self, draft: Draft) -> Draft:
        """The draft of a row that says nothing but that it is the rank of the indicator above it, as one of that."""
        cells = draft.cells
        if not self._conventions.ranks or not is_noted_rank(cells.indicator):
            self._above = cells.indicator
            return draft
        return draft._replace(cells=cells._replace(indicator=self._above, note=RANKS, unit=""))

    def _is_known(self, cells: Cells) -> bool:
        """Whether a plan calls its region, or an indicator, what is otherwise a sum."""
        summed = cells.region if folded(cells.region) in SUMS else cells.indicator
        return folded(summed) in self._known or folded(summed) in self._conventions.indicators

    def _figure(self, reader: RowReader, row: Row, draft: Draft) -> None:
        """Add the figure of a row, or list why there is none."""
        if not (draft.sound and len(row.cells) == reader.width):
            if self._layout.is_long and self._set_aside(row):
                return
            self._list(reader, row, draft)
        if figure := reader.figure(row, draft):
            if self._conventions.ranks and self._doubts.says_rank(row):
                figure = replace(figure, note=RANKS, unit="")
            if not figure.region:
                self._unplaced += [row] if not self._unplaced or self._unplaced[-1].line != row.line else []
                self._of_unplaced.add(self._count_of_figures)
            self._parted |= bool(figure.region) and not is_whole(figure.region, self._known)
            if self._part.name and not names_part(figure.indicator, self._part.name):
                self._refused.add(self._count_of_figures)
                self._parts.setdefault(self._part.name, []).append((row, figure.indicator))
            self._doubts.see(row, (figure.region, figure.indicator), figure.period.label, self._count_of_figures)
            self._count_of_figures += 1
            self._figures.append(figure)

    def _filled(self, row: Row) -> Row:
        """The row with its merged cells filled where they say what the row is about."""
        cells = list(row.cells)
        for index in self._layout.keys.values():
            if index < len(cells) and not cells[index].strip():
                cells[index] = self._grid.above(row, index)
        return Row(row.line, cells)

    def _set_aside(self, row: Row) -> bool:
        kind = kind_of(row, self._layout, below=Kind.FOOTNOTE in self._aside)
        self._titles = [*self._titles, row][-MOST_TITLES:] if kind is Kind.HEADING else []
        if kind is Kind.HEADING:
            self._head(filled(row)[0])
        if kind and is_form_of_office(row) and any(is_elsewhere(cell, self._known) for cell in row.cells):
            self._office = row
        if kind:
            self._put(kind, row)
        return kind is not None

    def _head(self, text: str) -> None:
        """Go on with the rows below a heading, which may say of which place, part of all or indicator they are."""
        self._headed = heading_of(text, self._conventions) or Named(name="")
        heading = _FRAME.sub("", printed_region(text)) if len(text) <= LONGEST else text
        place = heading if is_place(heading) else place_in(heading)
        numbered = _numbering(text, heading)
        if self._is_part(heading):
            self._part = _Part(heading, numbered)
        elif place or is_whole_group(heading) or not self._part.name or (numbered and numbered == self._part.numbered):
            self._part = _Part()
        if Column.REGION in self._layout.keys:
            return
        region = named_in(heading, self._known)
        if region is not None:
            self._section = heading if folded(heading) == region else region
        elif place == heading and (self._known or heading not in NO_NAMES):
            self._section = heading

    def _is_part(self, heading: str, *, title: bool = False) -> bool:
        own = folded(heading) in self._known or folded(heading) in self._conventions.indicators
        return is_part(heading, title=title) and not own and not self._conventions.declared.is_ignored(-1, heading)

    def _put(self, kind: Kind, row: Row) -> None:
        """Set a row aside, once however many of its values are no figures."""
        rows = self._aside.setdefault(kind, [])
        if not rows or rows[-1].line != row.line:
            rows.append(row)

    def _list(self, reader: RowReader, row: Row, draft: Draft) -> None:
        for problem in reader.problems(row, draft):
            if problem.rule.code in COUNTED:
                self._count(reader, row, draft, problem)
            elif self._is_alike(reader, row, draft, problem):
                continue
            elif self._gathered.wants(problem.rule.severity):
                self._gathered.keep(reader.finding(row, draft, problem))

    def _is_alike(self, reader: RowReader, row: Row, draft: Draft, problem: Problem) -> bool:
        """Whether enough of one kind in one column are listed; of the others the first is kept, and a number."""
        why = draft.value.name if isinstance(draft.value, Refusal) and problem.rule == rules.BAD_NUMBER else ""
        key = problem.rule.code + why, problem.cell
        first, count = self._alike.get(key) or (None, 0)
        if count == MOST_ALIKE:
            first = reader.finding(row, draft, problem)
        self._alike[key] = first, count + 1
        return count >= MOST_ALIKE

    def _count(self, reader: RowReader, row: Row, draft: Draft, problem: Problem) -> None:
        key = problem.rule.code, problem.cell
        first, count = self._counted.get(key) or (reader.finding(row, draft, problem), 0)
        self._counted[key] = first, count + 1

    def _say_counted(self) -> None:
        """List what is said once a column."""
        for first, count in self._counted.values():
            about = "" if count > 1 else first.region, "" if count > 1 else first.period
            arguments = {**first.arguments, "count": count}
            self._gathered.say(replace(first, arguments=arguments, region=about[0], period=about[1]))
        for like, count in self._alike.values():
            if like:
                self._gathered.say(like if count == MOST_ALIKE + 1 else _more(like, count - MOST_ALIKE))

    def _tell(self, layout: Layout) -> None:
        """List the rows that were set aside."""
        for kind, rows in layout.aside.items():
            place, got = self._grid.row_place(rows[0]), listed(rows)
            self._gathered.say(rules.ROWS_ASIDE.at(place, count=len(rows), kind=kind.value, got=got))


class Piecewise(Blocks):
    """Goes through rows that come a few at a time, such as those that a reader of columns leaves to this one."""

    def figures_of(self, rows: Iterable[Row | Finding]) -> Figures:
        """The figures of some rows more; what is wrong with them is gathered."""
        for row in (row for row in rows if isinstance(row, Finding) or any(map(str.strip, row.cells))):
            if isinstance(row, Finding):
                self._gathered.say(row)
            else:
                self._row(row)
        figures, self._figures = self._figures.figures(), Growing()
        return figures

    def finish(self) -> Figures:
        """Those that only the end of the table decides about; and what is said once a table is gathered."""
        self._parted = True
        self._end()
        self._say_counted()
        return self._figures.figures()


def _more(like: Finding, count: int) -> Finding:
    """The finding that there are more of one kind, as grave as they are."""
    more = rules.MORE_ALIKE.at(like.place, code=like.code, count=count, field=like.arguments["field"])
    return replace(more, severity=like.severity)
