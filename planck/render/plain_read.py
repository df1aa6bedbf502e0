"""Tables that were read as plain data: their layout, their figures, and what was left out."""

from planck.load.table.declared import letter_of
from planck.load.table.layout import Layout, Slot, Understood
from planck.load.table.tables import TableRead, TablesRead
from planck.model import Figure
from planck.render.plain import Json, figure_data, finding_data

FORMAT_VERSION = "1.0"


def read_data(read: TablesRead) -> Json:
    """Every table that was read."""
    return {
        "format_version": FORMAT_VERSION,
        "tables": [_table(table) for table in read.tables],
        "findings": [finding_data(finding) for finding in read.findings],
    }


def _table(table: TableRead) -> Json:
    return {
        "file": table.file,
        "sha256": table.input.sha256 if table.input else None,
        "blocks": [_block(layout) for layout in table.layouts],
        "figures": [_figure(figure, table) for figure in table.figures],
        "findings": [finding_data(finding) for finding in table.findings],
    }


def _figure(figure: Figure, table: TableRead) -> Json:
    """A figure, and the target that its indicator is, where a plan knows the name."""
    data = figure_data(figure)
    assert isinstance(data, dict)
    return data | {"target": table.targets.get(figure.indicator) or None}


def _block(layout: Layout) -> Json:
    slots = {slot.index: slot for slot in layout.slots}
    return {
        "shape": layout.shape.name if layout.shape else None,
        "header": [row.line for row in layout.header],
        "above": [row.line for row in layout.above],
        "aside": {kind.name.lower(): [row.line for row in rows] for kind, rows in layout.aside.items()},
        "given": {column.value: text for column, text in layout.given.items()},
        "columns": [_column(one, slots.get(one.index)) for one in layout.columns],
    }


def _column(one: Understood, slot: Slot | None) -> Json:
    label = one.label
    return {
        "letter": letter_of(one.index),
        "head": label.text,
        "use": one.use.value,
        "kind": one.column.value if one.column else None,
        "role": label.role.value if label.role else None,
        "period": label.period.label if label.period else None,
        "name": (slot.name if slot else label.name) or None,
        "unit": (slot.unit if slot else label.unit) or None,
        "status": slot.status.value if slot else None,
    }
