"""Tables that were read as JSON: their layout, their figures, and what was left out."""

from planck.load.table.declared import letter_of
from planck.load.table.layout import Layout, Slot, Understood
from planck.load.table.tables import TableRead, TablesRead
from planck.model import Language
from planck.record import Record
from planck.render import View
from planck.render.data import FORMAT_VERSION, FindingData, Json, Rows, Writer, figure_rows, findings_data


class ColumnData(Record):
    """What a column was understood as; null where the header says nothing of the kind."""

    letter: str
    head: str
    use: str
    kind: str | None
    role: str | None
    period: str | None
    name: str | None
    unit: str | None
    status: str | None


class BlockData(Record):
    """A part of a table with a header of its own: its shape, and the lines that were taken as what."""

    shape: str | None
    header: tuple[int, ...]
    above: tuple[int, ...]
    aside: dict[str, tuple[int, ...]]
    given: dict[str, str]
    columns: tuple[ColumnData, ...]


class TableData(Record):
    """One table; the last column of its figures is the target that an indicator is, where a plan knows the name."""

    file: str
    sha256: str | None
    blocks: tuple[BlockData, ...]
    figures: Rows
    findings: tuple[FindingData, ...]


class TablesData(Record):
    """Every table that was read."""

    format_version: str = FORMAT_VERSION
    tables: tuple[TableData, ...]
    findings: tuple[FindingData, ...]


def read_data(read: TablesRead, view: View) -> Json:
    """Every table that was read."""
    writer = Writer(view.language or Language.EN)
    return writer.plain(
        TablesData(
            tables=tuple(_table(table, writer) for table in read.tables), findings=findings_data(read.findings, writer)
        )
    )


def _table(table: TableRead, writer: Writer) -> TableData:
    figures = list(table.figures)
    rows = figure_rows(figures)
    targets = [table.targets.get(figure.indicator) or None for figure in figures]
    return TableData(
        file=table.file,
        sha256=table.input.sha256 if table.input else None,
        blocks=tuple(map(_block, table.layouts)),
        figures=Rows(
            all=rows.all,
            columns=(*rows.columns, "target"),
            rows=tuple((*row, target) for row, target in zip(rows.rows, targets, strict=True)),
        ),
        findings=findings_data(table.findings, writer),
    )


def _block(layout: Layout) -> BlockData:
    slots = {slot.index: slot for slot in layout.slots}
    return BlockData(
        shape=layout.shape.name if layout.shape else None,
        header=tuple(row.line for row in layout.header),
        above=tuple(row.line for row in layout.above),
        aside={kind.name.lower(): tuple(row.line for row in rows) for kind, rows in layout.aside.items()},
        given={column.value: text for column, text in layout.given.items()},
        columns=tuple(_column(one, slots.get(one.index)) for one in layout.columns),
    )


def _column(one: Understood, slot: Slot | None) -> ColumnData:
    label = one.label
    return ColumnData(
        letter=letter_of(one.index),
        head=label.text,
        use=one.use.value,
        kind=one.column.value if one.column else None,
        role=label.role.value if label.role else None,
        period=label.period.label if label.period else None,
        name=(slot.name if slot else label.name) or None,
        unit=(slot.unit if slot else label.unit) or None,
        status=slot.status.value if slot else None,
    )
