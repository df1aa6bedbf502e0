"""Figures and their periods: what was published, for which span of days."""

import calendar
from datetime import date
from enum import StrEnum
from math import inf

from planck.model.finding import Place
from planck.record import Record, Written


class PeriodKind(StrEnum):
    """What sort of span a period is; only periods of one kind hold comparable flows."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    YEAR_TO_DATE = "year_to_date"
    DAY = "day"
    YEARS = "years"


class Period(Record, kw_only=False, order=True):
    """A span of days, both ends included, ordered by its first and then its last day.

    >>> Period.year(2023).label, Period.year(2023).time
    ('2023', 2023.0)
    """

    start: date
    end: date
    kind: PeriodKind

    @classmethod
    def year(cls, year: int) -> "Period":
        """The calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31), PeriodKind.YEAR)

    @classmethod
    def years(cls, first: int, last: int) -> "Period":
        """Several whole years, such as 2016-2020."""
        return cls(date(first, 1, 1), date(last, 12, 31), PeriodKind.YEARS)

    @classmethod
    def months(cls, year: int, first: int, last: int, kind: PeriodKind) -> "Period":
        """Whole months of one year, `first` and `last` from 1 to 12."""
        return cls(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), kind)

    @classmethod
    def day(cls, day: date) -> "Period":
        """One day, for a level as of that day or a deadline."""
        return cls(day, day, PeriodKind.DAY)

    @property
    def time(self) -> float:
        """The end of the period on the axis of years: the end of 2023 is 2023.0, the end of June 2023 is 2022.5."""
        days = calendar.monthrange(self.end.year, self.end.month)[1]
        return self.end.year - 1 + (self.end.month - 1 + self.end.day / days) / 12

    @property
    def share_of_year(self) -> float:
        """Length in years, counted in months (a single day counts as 0)."""
        if self.kind is PeriodKind.DAY:
            return 0.0
        return (self.end.year - self.start.year) + (self.end.month - self.start.month + 1) / 12

    @property
    def from_january(self) -> bool:
        """Whether it starts with its year, so that its flow is that year's sum so far."""
        return self.kind is not PeriodKind.YEARS and (self.start.month, self.start.day) == (1, 1)

    @property
    def part(self) -> str:
        """The name of the part of the year it is (H1, Q3, 06, 01/09), empty for whole years and days."""
        if self.kind in (PeriodKind.YEAR, PeriodKind.YEARS, PeriodKind.DAY):
            return ""
        return self.label[5:]

    @property
    def label(self) -> str:
        """The one way planck writes it: 2023, 2023-H1, 2023-Q3, 2023-06, 2023-01/09, 2023-08-31, 2016-2020."""
        year = f"{self.start.year:04d}"
        first, last = self.start.month, self.end.month
        match self.kind:
            case PeriodKind.YEAR:
                return year
            case PeriodKind.YEARS:
                return f"{year}-{self.end.year:04d}"
            case PeriodKind.HALF:
                return f"{year}-H{last // 6}"
            case PeriodKind.QUARTER:
                return f"{year}-Q{last // 3}"
            case PeriodKind.MONTH:
                return f"{year}-{first:02d}"
            case PeriodKind.YEAR_TO_DATE:
                return f"{year}-{first:02d}/{last:02d}"
            case PeriodKind.DAY:
                return self.start.isoformat()

    def __str__(self) -> str:
        return self.label


class AsOf(Record):
    """The time of judgement. given: the caller set it, so that what came later is not known; else the newest period
    among the figures used. assumed: only a scenario reaches that far. period None: there is no figure at all.
    today: where the time was not given, the day by which a revision of a goal is in force; None where nobody says it.
    """

    period: Period | None = None
    given: bool = False
    assumed: bool = False
    today: date | None = None

    @property
    def time(self) -> float:
        """On the axis of years."""
        return self.period.time if self.period else -inf


# Figures: what was published.


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
