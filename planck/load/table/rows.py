"""One row of a table of figures: what its cells mean, and what is wrong with them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from planck.load.cells.dates import parse_date
from planck.load.cells.number import parse_number
from planck.load.cells.period import parse_period
from planck.load.cells.plain import plain
from planck.load.cells.refusal import Refusal
from planck.load.cells.status_words import nearest_status, parse_status
from planck.load.source.excerpt import excerpt
from planck.load.table import cell_rules as rules
from planck.load.table.cells import Row, Table
from planck.load.table.header import Column, Header
from planck.model import Argument, Figure, FigureStatus, Finding, Period, Rule, Text

Details = Mapping[str, Argument]

_PERCENT = frozenset(("%", "％"))
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}(?:\.[0-9]+)?")


class Cells(NamedTuple):
    """The cells of a row by column, trimmed, empty where there is none."""

    region: str
    indicator: str
    period: str
    value: str
    unit: str
    status: str
    published: str
    source: str
    note: str
    at: str
    as_printed: str


class Draft(NamedTuple):
    """What the cells of a row mean; None where a cell that must mean something does not."""

    cells: Cells
    period: Period | None
    value: float | Refusal | None
    status: FigureStatus | None
    published: date | None


class Problem(NamedTuple):
    """A rule that a row breaks, the cell it is about, and what the message says besides."""

    rule: Rule
    cell: int
    details: Callable[[], Details] = dict


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one table, whose header it knows."""

    table: Table
    header: Header
    width: int
    pick: Callable[[Sequence[str]], tuple[str, ...]]

    @classmethod
    def of(cls, table: Table, header: Header) -> "RowReader":
        """The reader for `table`; a column that the header does not have is the empty cell behind the last one."""
        width = len(header.names)
        columns = (Column(name) for name in Cells._fields)
        return cls(table, header, width, itemgetter(*(header.positions.get(column, width) for column in columns)))

    def draft(self, row: Row) -> Draft:
        """What the cells of `row` mean."""
        texts = [*map(str.strip, row.cells), ""]
        if len(row.cells) != self.width:
            texts[self.width :] = [""]
            texts += [""] * (self.width + 1 - len(texts))
        cells = Cells._make(self.pick(texts))
        value = parse_number(cells.value, percent=cells.unit in _PERCENT)
        if len(row.cells) != self.width or cells.unit[:1].isdigit():
            value = self._torn(row) or value
        published = parse_date(cells.published) if cells.published else None
        return Draft(cells, parse_period(cells.period), value, parse_status(cells.status), published)

    def problems(self, row: Row, draft: Draft) -> list[Problem]:
        """Everything wrong with `row`."""
        cells, period, value, status, published = draft
        at = self.header.positions
        found = self._ragged(row) if len(row.cells) != self.width and value is not Refusal.SPLIT else []
        if not cells.indicator:
            found.append(Problem(rules.NO_INDICATOR, at[Column.INDICATOR]))
        if not period:
            found.append(Problem(rules.BAD_PERIOD, at[Column.PERIOD]))
        if isinstance(value, Refusal):
            found.append(Problem(rules.BAD_NUMBER, at[Column.VALUE], lambda: _why_refused(value)))
        elif value is not None and not cells.value.isascii():
            found.append(Problem(rules.NORMALISED_NUMBER, at[Column.VALUE], lambda: {"wanted": plain(cells.value)}))
        if value is Refusal.SPLIT:
            return found  # the cells behind it may each be one column off
        if not status:
            found.append(Problem(rules.BAD_STATUS, at[Column.STATUS], lambda: _status_hint(cells.status)))
        if cells.published and not published:
            found.append(Problem(rules.BAD_PUBLISHED, at[Column.PUBLISHED]))
        if published and period and published < period.end and status is FigureStatus.FINAL:
            end = period.end.isoformat()
            found.append(Problem(rules.PUBLISHED_EARLY, at[Column.PUBLISHED], lambda: {"wanted": end}))
        return found

    def figure(self, row: Row, draft: Draft) -> Figure | None:
        """The figure of `row`, None when it names no indicator or period, or holds no number where one should be."""
        cells, period, value, status, published = draft
        if not cells.indicator or period is None or isinstance(value, Refusal):
            return None
        return Figure(
            region=cells.region,
            indicator=cells.indicator,
            period=period,
            value=value,
            text=cells.value,
            unit=cells.unit,
            status=status or FigureStatus.UNSTATED,
            published=published,
            source=cells.source,
            note=cells.note,
            at=cells.at,
            as_printed=cells.as_printed,
            place=self.table.place(row, self.header.positions[Column.VALUE]),
        )

    def finding(self, row: Row, draft: Draft, problem: Problem) -> Finding:
        """The finding about `problem`, at its cell."""
        index, names, cells = problem.cell, self.header.names, row.cells
        arguments: dict[str, Argument] = {
            "field": excerpt(names[index]) if index < len(names) else "",
            "got": excerpt(cells[index].strip()) if index < len(cells) else "",
            **problem.details(),
        }
        region, period = excerpt(draft.cells.region), draft.period.label if draft.period else ""
        finding = problem.rule.at(self.table.place(row, index), region=region, period=period)
        return replace(finding, arguments=arguments)

    def _ragged(self, row: Row) -> list[Problem]:
        """The problem of a row that has not as many cells as the header; blank ones at its end do not count."""
        counts = {"wanted": self.width, "got": len(row.cells)}
        if len(row.cells) < self.width:
            return [Problem(rules.TOO_FEW_CELLS, len(row.cells), lambda: counts)]
        surplus = any(map(str.strip, row.cells[self.width :]))
        return [Problem(rules.TOO_MANY_CELLS, self.width, lambda: counts)] if surplus else []

    def _torn(self, row: Row) -> Refusal | None:
        """Why the value cell cannot be the value: it is not there, or is the first part of a number cut at its comma.

        A number is taken to be cut when the row is too long, or when the second part would be the unit.
        """
        value = self.header.positions[Column.VALUE]
        if len(row.cells) <= value:
            return Refusal.ABSENT
        suspect = len(row.cells) > self.width or self.header.positions.get(Column.UNIT) == value + 1
        number = ",".join(cell.strip() for cell in row.cells[value : value + 2])
        cut = suspect and self.table.delimiter == "," and _GROUPED.fullmatch(number)
        return Refusal.SPLIT if cut else None


def _why_refused(refusal: Refusal) -> Details:
    advice = refusal.advice
    return {"reason": refusal.reason, "hint": Text(zh=advice.zh, en=advice.en and f" {advice.en}")}


def _status_hint(text: str) -> Details:
    close = nearest_status(text)
    return {"hint": Text(zh=f"是不是“{close}”？", en=f" Did you mean '{close}'?") if close else Text()}
