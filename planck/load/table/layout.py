"""From header rows to a layout: which cells of a row make which figures, in long and in wide tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from planck.load.table.columns import Column, is_yearly
from planck.load.table.conventions import Conventions
from planck.load.table.labels import Label, filled_right, stacked
from planck.model import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A column of values, and what the header says about all of them."""

    index: int
    period: Period | None = None
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the rows below a header become figures: each slot gives one figure a row.

    `keys` are the columns that say what a row is about; `groups` those that belong to some slots alone (a unit or a
    status for each year), by slot. `naming`: what the names of the slots are. `given`: what every row means where it
    does not say otherwise. `names`: what stands above each column.
    """

    labels: tuple[Label, ...]
    keys: Mapping[Column, int]
    slots: tuple[Slot, ...]
    naming: Column | None = None
    groups: Mapping[int, Mapping[Column, int]] = field(default_factory=dict)
    given: Mapping[Column, str] = field(default_factory=dict)
    corner: int | None = None

    @property
    def is_long(self) -> bool:
        """Whether each row is one figure."""
        return len(self.slots) == 1 and self.slots[0].period is None and not self.slots[0].name

    @property
    def names(self) -> tuple[str, ...]:
        """What stands above each column."""
        return tuple(label.text for label in self.labels)

    @property
    def yearly(self) -> bool:
        """Whether the column of periods is one of years."""
        return Column.PERIOD in self.keys and is_yearly(self.labels[self.keys[Column.PERIOD]].text)


def labels_of(rows: Sequence[Sequence[str]], conventions: Conventions) -> tuple[Label, ...]:
    """What the header rows say above each column, without blank columns at the end."""
    rows = [list(row) for row in rows]
    for upper in range(len(rows) - 2, -1, -1):
        rows[upper] = filled_right(rows[upper], rows[upper + 1])
    width = max(map(len, rows))
    columns = [[row[index] if index < len(row) else "" for row in rows] for index in range(width)]
    labels = [stacked(cells, conventions.columns) for cells in columns]
    while labels and labels[-1].is_blank:
        labels.pop()
    return tuple(labels)


def layout_of(labels: tuple[Label, ...], given: Mapping[Column, str]) -> Layout | None:
    """The layout that the labels describe; None when they leave out the indicator, the period or the values.

    `given` stands in for a column that is not there.
    """
    keys = _keys(labels)
    long = [index for index, label in enumerate(labels) if label.column is Column.VALUE]
    if long:
        plain = [index for index in long if labels[index].period is None and not labels[index].name]
        chosen = plain[:1] or long
    else:
        periods = [index for index, label in enumerate(labels) if label.column is None and label.period]
        chosen = periods or _named(labels, keys, given)
    slots = tuple(
        Slot(index=index, period=labels[index].period, name=labels[index].name, unit=labels[index].unit)
        for index in chosen
    )
    return _complete(labels, keys, slots, given)


def _keys(labels: Sequence[Label]) -> dict[Column, int]:
    """The first column of each kind that holds for the whole row."""
    keys: dict[Column, int] = {}
    for index, label in enumerate(labels):
        if label.column and label.column is not Column.VALUE and label.period is None and not label.name:
            keys.setdefault(label.column, index)
    return keys


def _named(labels: Sequence[Label], keys: Mapping[Column, int], given: Mapping[Column, str]) -> list[int]:
    """Columns of indicators, which only a table of periods without a column of indicators has."""
    has_period = Column.PERIOD in keys or Column.PERIOD in given
    has_indicator = Column.INDICATOR in keys
    if not has_period or has_indicator or not keys:
        return []
    return [index for index, label in enumerate(labels) if label.column is None and label.name]


def _complete(
    labels: tuple[Label, ...], keys: dict[Column, int], slots: tuple[Slot, ...], given: Mapping[Column, str]
) -> Layout | None:
    naming = _naming(labels, keys, slots, given)
    corner = None
    periods = bool(slots) and all(slot.period for slot in slots)
    if naming is not Column.INDICATOR and Column.INDICATOR not in keys and Column.INDICATOR not in given:
        if not periods or not labels[0].is_blank or (any(slot.name for slot in slots) and naming is None):
            return None
        corner, keys = 0, {**keys, Column.INDICATOR: 0}
    if not slots or not (periods or Column.PERIOD in keys or Column.PERIOD in given):
        return None
    if any(slot.name for slot in slots) and (naming is None or not keys):
        return None
    groups = {slot.index: _group(labels, slot) for slot in slots}
    return Layout(labels=labels, keys=keys, slots=slots, naming=naming, groups=groups, given=given, corner=corner)


def _naming(
    labels: Sequence[Label], keys: Mapping[Column, int], slots: Sequence[Slot], given: Mapping[Column, str]
) -> Column | None:
    """What the names above the slots are: what the header calls them, else what no column says."""
    if not any(slot.name for slot in slots):
        return None
    called = {labels[slot.index].of for slot in slots if slot.name}
    if len(called) == 1 and (of := called.pop()):
        return None if of in keys else of
    if Column.INDICATOR not in keys and Column.INDICATOR not in given:
        return Column.INDICATOR
    return Column.REGION if Column.REGION not in keys else None


def _group(labels: Sequence[Label], slot: Slot) -> dict[Column, int]:
    """The columns beside a slot that the header puts under the same period and name."""
    return {
        label.column: index
        for index, label in enumerate(labels)
        if label.column
        and label.column is not Column.VALUE
        and (label.period or label.name)
        and (label.period, label.name) == (slot.period, slot.name)
    }
