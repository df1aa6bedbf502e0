"""What the header says above one column: the column's kind, a period, a name, a unit, in one cell or in several."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planck.load.cells.number import parse_number
from planck.load.cells.period import parse_period, year_in
from planck.load.cells.units import is_unit
from planck.load.table.columns import Column, column_of
from planck.model import Period, PeriodKind

_UNIT_BEHIND = re.compile(
    r"(?P<name>.*\S)\s*(?:[(（\[【](?:单位\s*[:：]\s*)?(?P<unit>[^()（）\[\]【】]+)[)）\]】])", re.DOTALL
)
_YEAR_BEFORE = re.compile(
    r"(?P<period>[0-9０-９]{4}年(?:上半年|下半年|[一二三四]季度|[0-9]{1,2}月)?)(?P<name>[^0-9末底度全].*)", re.DOTALL
)
# A column kind above a period or a name is a heading for both: 年份 over 2021 and 2022, 指标 over two names.
_HEADINGS = frozenset((Column.REGION, Column.INDICATOR, Column.PERIOD, Column.VALUE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands above a column. `name` is an indicator or a region, which `of` tells where the header does."""

    text: str = ""
    column: Column | None = None
    period: Period | None = None
    name: str = ""
    of: Column | None = None
    unit: str = ""
    day: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there."""
        return not self.text


def label_of(text: str, columns: Mapping[str, Column] | None = None) -> Label:
    """What one header cell says.

    >>> label_of("数值（家）").column.value, label_of("2021年").period.label, label_of("研发经费(亿元)").unit
    ('value', '2021', '亿元')
    """
    text = text.strip()
    found = _meaning(text, columns)
    if found.name and (behind := _UNIT_BEHIND.fullmatch(text)) and is_unit(behind["unit"].strip()):
        inside = _meaning(behind["name"], columns)
        if inside.column in (None, Column.VALUE):
            return replace(inside, text=text, unit=behind["unit"].strip())
    return found


def _meaning(text: str, columns: Mapping[str, Column] | None) -> Label:
    if column := column_of(text, columns) if text else None:
        return Label(text=text, column=column)
    period = parse_period(text) if text else None
    if period:
        year = year_in(text) if period.kind is PeriodKind.DAY else None
        return Label(text=text, period=year or period, day=text if year else "")
    if before := _YEAR_BEFORE.fullmatch(text):
        return Label(text=text, period=parse_period(before["period"]), name=before["name"].strip())
    return Label(text=text, name=text)


def stacked(cells: Sequence[str], columns: Mapping[str, Column] | None = None) -> Label:
    """What several header cells say, one above the other; blank ones say nothing."""
    labels = [label_of(cell, columns) for cell in cells if cell.strip()]
    whole = Label()
    for label in labels:
        whole = _joined(whole, label)
    return whole


def _joined(upper: Label, lower: Label) -> Label:
    if upper.is_blank or upper.text == lower.text:
        return lower
    if upper.column in _HEADINGS and (lower.column is None or upper.column is Column.VALUE):
        of = upper.column if upper.column in (Column.REGION, Column.INDICATOR) and lower.name else lower.of
        return replace(lower, of=of, unit=lower.unit or upper.unit)
    names = [name for name in (upper.name, lower.name) if name]
    return Label(
        text=f"{upper.text} {lower.text}",
        column=lower.column or upper.column,
        period=lower.period or upper.period,
        name=" ".join(names),
        of=lower.of or upper.of,
        unit=lower.unit or upper.unit,
        day=lower.day or upper.day,
    )


def filled_right(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper of two header rows with its merged cells filled: a blank above something takes what is to its left."""
    filled: list[str] = []
    for index, below in enumerate(lower):
        cell = upper[index].strip() if index < len(upper) else ""
        filled.append(cell or (filled[-1] if filled and below.strip() else ""))
    return [*filled, *upper[len(lower) :]]


def could_be_lower(upper: Sequence[str], lower: Sequence[str], columns: Mapping[str, Column] | None = None) -> bool:
    """Whether a row can be the second row of a header whose first is `upper`: names and periods, and no number.

    Under the name of a kind of column (指标, 单位) it must be blank, as it is when that cell is merged downward.
    """
    said = 0
    for index, cell in enumerate(lower):
        if not cell.strip():
            continue
        above = label_of(upper[index], columns) if index < len(upper) else Label()
        period = parse_period(cell)
        number = isinstance(parse_number(cell), float) and (period is None or above.period is not None)
        key = above.column is not None and above.column not in _HEADINGS and cell.strip() != above.text
        first = index == 0 and above.column is not None and not period and cell.strip() != above.text
        if number or parse_number(cell) is None or key or first:
            return False
        said += 1
    return said > 1
