"""Figures: what was published."""

from datetime import date
from enum import StrEnum

from planck.model.finding import Place
from planck.model.period import Period
from planck.record import Record, Written


class FigureStatus(StrEnum):
    """How firm a figure is. `assumed` is a scenario, not a publication; `unstated` says that nobody said."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"
    UNSTATED = "unstated"

    @property
    def firmness(self) -> int:
        """Larger is firmer: of two figures of one day the firmer one counts."""
        return _FIRMNESS.index(self)


_FIRMNESS = (
    FigureStatus.ASSUMED,
    FigureStatus.ESTIMATED,
    FigureStatus.PRELIMINARY,
    FigureStatus.UNSTATED,
    FigureStatus.FINAL,
)


class Conversion(Record, kw_only=False):
    """How a figure came into its indicator's unit: the number and unit as typed, and what it was multiplied by."""

    text: str
    unit: str
    factor: float


class Figure(Written):
    """One published value of one indicator for one region and period.

    `value` is None where the cell says that there is no figure; `text` is the number as typed, and numbers are
    compared as they were printed. `published` is the vintage. `converted`: value, text and unit are not as typed but
    were converted into the indicator's unit.
    """

    region: str
    indicator: str
    period: Period
    value: float | None
    text: str
    unit: str = ""
    status: FigureStatus = FigureStatus.UNSTATED
    published: date | None = None
    source: str = ""
    note: str = ""
    at: str = ""
    as_printed: str = ""
    converted: Conversion | None = None
    place: Place

    @property
    def known(self) -> date:
        """The day from which it counts as known: when it was published, else when its period ended."""
        return self.published or self.period.end


class Input(Written, kw_only=False):
    """A file that was read: its name as given, the SHA-256 of its bytes, and its lines for the snippets.

    `sheet`: it is a sheet of a workbook, a line is a row with tabs between its cells, and places count cells.
    """

    aside = ("lines", "sheet")

    file: str
    sha256: str
    lines: tuple[str, ...]
    sheet: bool = False
