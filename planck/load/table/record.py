"""The record of revisions beside the figures: why a published figure was changed."""

import csv
import io
from collections.abc import Iterator, Mapping

from planck.load import rules
from planck.load.cells.number import Refusal, parse_number
from planck.load.cells.period import parse_date, parse_period
from planck.load.files import Document, document_from, excerpt
from planck.load.table.cells import Row, Table, delimiter_of
from planck.model import Finding, Text
from planck.model.change import RecordedReason
from planck.record import Record
from planck.words import Label

# The columns in the order that planck writes them, with the Chinese names that they may have.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "region": ("地区", "区域"),
    "indicator": ("指标", "指标名称"),
    "period": ("时期", "年份", "年度"),
    "old": ("原值", "修订前"),
    "new": ("新值", "修订后"),
    "reason": ("原因", "理由"),
    "source": ("来源",),
    "date": ("日期",),
}
NEEDED = ("indicator", "period", "old", "new", "reason")

_NAMES = {name: column for column, others in COLUMNS.items() for name in (column, *others)}


class _Reader(Record, kw_only=False):
    table: Table
    positions: Mapping[str, int]

    def cell(self, row: Row, column: str) -> str:
        at = self.positions.get(column, len(row.cells))
        return row.cells[at].strip() if at < len(row.cells) else ""

    def refused(self, row: Row, column: str, wanted: Text) -> Finding:
        place = self.table.place(row, self.positions[column])
        return rules.BAD_RECORD.at(place, field=column, wanted=wanted, got=excerpt(self.cell(row, column)))


def load_record(document: Document) -> tuple[tuple[RecordedReason, ...], tuple[Finding, ...]]:
    """The recorded reasons, and what is wrong with the file; a row that cannot be used is left out and said.

    An empty new value: the figure was withdrawn.
    """
    table = _table(document)
    rows = table.rows()
    header = next(rows, None)
    if not isinstance(header, Row):
        return (), (header,) if header else ()
    names = _columns(header)
    positions = {name: at for at, name in enumerate(names) if name}
    if any(column not in positions for column in NEEDED):
        wanted, got = ", ".join(COLUMNS), excerpt(", ".join(header.cells))
        return (), (rules.BAD_RECORD.at(table.row_place(header), field="header", wanted=wanted, got=got),)
    reader = _Reader(table, positions)
    found = [_reason(reader, row) if isinstance(row, Row) else row for row in rows]
    return (
        tuple(one for one in found if isinstance(one, RecordedReason)),
        tuple(one for one in found if isinstance(one, Finding)),
    )


def record_columns(document: Document) -> tuple[str, ...]:
    """The columns of a record in their order, an empty name for one that planck does not know."""
    header = next(_table(document).rows(), None)
    return _columns(header) if isinstance(header, Row) else ()


def _table(document: Document) -> Table:
    lines = document.input.lines
    first = next(filter(str.strip, lines), "")
    return Table(document.input.file, lines, delimiter_of([first], lambda name: _name(name) in _NAMES))


def _columns(header: Row) -> tuple[str, ...]:
    return tuple(_NAMES.get(_name(cell), "") for cell in header.cells)


def _name(cell: str) -> str:
    return cell.strip().casefold()


def _reason(reader: _Reader, row: Row) -> RecordedReason | Finding:
    wrong = next(_wrong(reader, row), None)
    period = parse_period(reader.cell(row, "period"))
    old, new = (parse_number(reader.cell(row, column)) for column in ("old", "new"))
    if wrong:
        return wrong
    assert period is not None
    assert not isinstance(old, Refusal)
    assert not isinstance(new, Refusal)
    return RecordedReason(
        indicator=reader.cell(row, "indicator"),
        region=reader.cell(row, "region"),
        period=period.label,
        old=old,
        new=new,
        reason=reader.cell(row, "reason"),
        source=reader.cell(row, "source"),
        on=parse_date(reader.cell(row, "date")),
        place=reader.table.row_place(row),
    )


def _wrong(reader: _Reader, row: Row) -> Iterator[Finding]:
    if not reader.cell(row, "indicator"):
        yield reader.refused(row, "indicator", Label("load.record.name_of_indicator"))
    if parse_period(reader.cell(row, "period")) is None:
        yield reader.refused(row, "period", Label("load.record.period_such_as_2023"))
    for column in ("old", "new"):
        if isinstance(parse_number(reader.cell(row, column)), Refusal):
            yield reader.refused(row, column, Label("load.record.number"))
    if not reader.cell(row, "reason"):
        yield rules.NO_REASON.at(reader.table.place(row, reader.positions["reason"]), got=reader.cell(row, "indicator"))
    if reader.cell(row, "date") and parse_date(reader.cell(row, "date")) is None:
        yield reader.refused(row, "date", Label("load.record.day_such_as_2024_03"))


def wished_rows(document: Document) -> tuple[dict[str, str], ...]:
    """The rows of a list of revisions by column, those of them that name an indicator and a period; what is not known
    may be missing.
    """
    table = _table(document)
    rows = table.rows()
    header = next(rows, None)
    names = _columns(header) if isinstance(header, Row) else ()
    cells = (zip(names, map(str.strip, row.cells), strict=False) for row in rows if isinstance(row, Row))
    found = ({name: cell for name, cell in each if name and cell} for each in cells)
    return tuple(row for row in found if "indicator" in row and "period" in row)


def has_record(document: Document, row: Mapping[str, str]) -> bool:
    """Whether the revision of that figure to that value is on record."""
    new, old = parse_number(row["new"]), parse_number(row["old"])
    slot = row["region"], row["indicator"], row["period"], new
    held = [one for one in load_record(document)[0] if (one.region, one.indicator, one.period, one.new) == slot]
    return any(not row["old"] or one.old == old for one in held)


# One more row in the record of revisions, everything else left as it was typed.


def with_record(document: Document | None, row: Mapping[str, str], file: str) -> str | None:
    """The text of the record with the row at its end; None where what is there cannot be read as a record.

    `document` None: there is no record yet.
    """
    text = document.text if document else ",".join(COLUMNS) + "\n"
    end = "\r\n" if "\r\n" in text else "\n"
    columns = record_columns(document) if document else tuple(COLUMNS)
    line = io.StringIO()
    csv.writer(line, lineterminator=end).writerow([row.get(column, "") for column in columns])
    longer = f"{text}{'' if text.endswith(end) else end}{line.getvalue()}"
    before = load_record(document)[0] if document else ()
    amended, _ = document_from(longer.encode(), file, limit=len(longer) * 4 + 1)
    after = load_record(amended)[0] if amended else ()
    return longer if len(after) == len(before) + 1 else None
