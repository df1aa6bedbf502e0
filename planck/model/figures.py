"""Figures: what was published."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from planck.model.finding import Place
from planck.model.period import Period


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


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a figure came into its indicator's unit: the number and unit as typed, and what it was multiplied by."""

    text: str
    unit: str
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
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
    place: Place = field(compare=False)

    @property
    def known(self) -> date:
        """The day from which it counts as known: when it was published, else when its period ended."""
        return self.published or self.period.end


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read: its name as given, the SHA-256 of its bytes, and its lines for the snippets.

    `sheet`: it is a sheet of a workbook, a line is a row with tabs between its cells, and places count cells.
    """

    file: str
    sha256: str
    lines: tuple[str, ...] = field(repr=False, compare=False)
    sheet: bool = field(default=False, compare=False)
