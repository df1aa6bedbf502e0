"""Which figures a plan rests on: its regions, its indicators, its units, the newest vintage known at the time."""

import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from planck.load.cells.number import factor, is_event_word
from planck.model import Conversion, Figure, FigureStatus, Indicator, Measure, Period, Plan, Region

# Names as people type them, compared as people read them.


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """What two spellings of one name share: width, case and spaces do not tell names apart."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def indicator_names(plan: Plan) -> dict[str, str]:
    """The id of the indicator behind every name that a figure may use, by key."""
    return {key(name): indicator.id for indicator in plan.indicators for name in names_of(indicator)}


def names_of(indicator: Indicator) -> tuple[str, ...]:
    """Everything an indicator is called: id, names, aliases."""
    names = (indicator.id, indicator.name.zh, indicator.name.en, *indicator.aliases)
    return tuple(name for name in names if name)


def region_names(plan: Plan) -> dict[str, str]:
    """The name of the region behind every spelling that the plan knows, by key."""
    regions = (plan.region, *(target.region for target in plan.targets))
    return {key(name): region.name for region in regions for name in _spellings(region)}


def _spellings(region: Region) -> tuple[str, ...]:
    return tuple(name for name in (region.name, region.code, *region.aliases) if name)


# Figures in the unit of their indicator: by a declared conversion, or not at all.

_LARGEST = 10**300


def in_unit(figure: Figure, indicator: Indicator) -> Figure | None:
    """The figure in its indicator's unit, itself where that is the same or unstated; None when it cannot be.

    A word such as 完成 is a number for an event alone.
    """
    if indicator.measure is not Measure.EVENT and is_event_word(figure.text):
        return None
    if not figure.unit or not indicator.unit or key(figure.unit) == key(indicator.unit):
        return figure
    times = factor(figure.unit, indicator.unit)
    if times is None or figure.value is None:
        return None if times is None else figure
    value = scaled(figure.value, times)
    if value is None:
        return None
    conversion = Conversion(figure.text, figure.unit, float(times))
    return replace(figure, value=float(value), text=decimal_text(value), unit=indicator.unit, converted=conversion)


def scaled(value: float, times: Fraction) -> Fraction | None:
    """The number as it is printed, multiplied exactly; None beyond what a float holds safely."""
    made = Fraction(repr(value)) * times
    return None if abs(made) > _LARGEST else made


def decimal_text(value: Fraction) -> str:
    """The number without an exponent: exact where it ends, else as many digits as a float holds."""
    digits = Decimal(value.numerator) / Decimal(value.denominator)
    exact = Fraction(digits) == value
    text = format(digits if exact else Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


SeriesKey = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The figures of a run as one plan sees them; every figure is in exactly one of the groups.

    series: the figures that count, by region and indicator id, rising in time. The rest is set aside, and why:
    conflicts hold figures of one vintage that contradict each other (none of them counts); outdated ones were revised;
    unknown ones were published after the judgement; unmatched ones name no indicator of the plan; elsewhere are those
    of other regions; wrong_unit those in a unit other than the indicator's; unpublished those without a value.
    peers: those elsewhere, sorted out as if the plan were about every region; None where there are none.
    """

    series: Mapping[SeriesKey, tuple[Figure, ...]] = field(default_factory=dict)
    conflicts: tuple[tuple[Figure, ...], ...] = ()
    repeated: tuple[Figure, ...] = ()
    outdated: tuple[Figure, ...] = ()
    unknown: tuple[Figure, ...] = ()
    unmatched: tuple[Figure, ...] = ()
    elsewhere: tuple[Figure, ...] = ()
    wrong_unit: tuple[Figure, ...] = ()
    unpublished: tuple[Figure, ...] = ()
    peers: "Selection | None" = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All the figures that count."""
        return tuple(figure for figures in self.series.values() for figure in figures)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that have any figure that counts, sorted."""
        return tuple(sorted({region for region, _ in self.series}))


def select(plan: Plan, figures: Iterable[Figure], as_of: Period | None) -> Selection:
    """The figures sorted out for `plan`. `as_of` None: everything in the files is known."""
    sorter = _Sorter(plan)
    groups: dict[str, list[Figure]] = {name: [] for name in ("unmatched", "elsewhere", "wrong_unit", "unpublished")}
    groups["unknown"] = []
    slots: dict[tuple[SeriesKey, Hashable], list[Figure]] = {}
    for figure in figures:
        aside = sorter.aside(figure, as_of.end if as_of else None)
        if aside:
            groups[aside].append(figure)
        else:
            counted = sorter.counted(figure)
            slots.setdefault((sorter.series(counted), sorter.slot(counted)), []).append(counted)
    return _newest(slots, {name: tuple(group) for name, group in groups.items()})


class _Sorter:
    """Looks up what a plan calls its regions and indicators."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._regions = region_names(plan)
        # A single target may be for every region of a plan that is not.
        self._every = any(region.every for region in (plan.region, *(target.region for target in plan.targets)))
        self._names = indicator_names(plan)
        self._indicators: dict[str, Indicator] = {indicator.id: indicator for indicator in plan.indicators}

    def region(self, figure: Figure) -> str | None:
        """The plan's name of the figure's region; an unnamed region is the plan's own."""
        if not figure.region:
            return self._plan.region.name
        return self._regions.get(key(figure.region), figure.region if self._every else None)

    def indicator(self, figure: Figure) -> Indicator | None:
        """The indicator that the figure is about."""
        id_ = self._names.get(key(figure.indicator))
        return self._indicators[id_] if id_ else None

    def aside(self, figure: Figure, known_by: date | None) -> str:
        """The group of figures that do not count to which it belongs, empty when it counts."""
        if self.region(figure) is None:
            return "elsewhere"
        indicator = self.indicator(figure)
        if indicator is None:
            return "unmatched"
        if in_unit(figure, indicator) is None:
            return "wrong_unit"
        if known_by and figure.known > known_by:
            return "unknown"
        return "" if figure.value is not None else "unpublished"

    def counted(self, figure: Figure) -> Figure:
        """The figure in the unit of its indicator."""
        indicator = self.indicator(figure)
        assert indicator is not None
        return in_unit(figure, indicator) or figure

    def series(self, figure: Figure) -> SeriesKey:
        """Region and indicator id of a figure that counts."""
        indicator, region = self.indicator(figure), self.region(figure)
        assert indicator is not None
        assert region is not None
        return region, indicator.id

    def slot(self, figure: Figure) -> Hashable:
        """What only one figure of a series can be about."""
        indicator = self.indicator(figure)
        assert indicator is not None
        return figure.period.end if indicator.measure.is_level else figure.period


def _newest(
    slots: Mapping[tuple[SeriesKey, Hashable], list[Figure]], aside: Mapping[str, tuple[Figure, ...]]
) -> Selection:
    series: dict[SeriesKey, list[Figure]] = {}
    conflicts: list[tuple[Figure, ...]] = []
    repeated: list[Figure] = []
    outdated: list[Figure] = []
    for (name, _), candidates in slots.items():
        vintages = [list(group) for _, group in groupby(sorted(candidates, key=_vintage), key=_vintage)]
        *older, newest = vintages
        outdated += [figure for vintage in older for figure in vintage]
        if len({figure.value for figure in newest}) > 1:
            conflicts.append(tuple(newest))
            continue
        series.setdefault(name, []).append(newest[0])
        repeated += newest[1:]
    ordered = {name: tuple(sorted(found, key=_time)) for name, found in sorted(series.items())}
    return Selection(
        series=ordered,
        conflicts=tuple(conflicts),
        repeated=tuple(repeated),
        outdated=tuple(outdated),
        peers=None,
        **aside,
    )


def _vintage(figure: Figure) -> tuple[bool, date, int]:
    """Later is newer. A scenario never stands before a publication, and of one day the firmer figure counts."""
    return figure.status is not FigureStatus.ASSUMED, figure.known, figure.status.firmness


def _time(figure: Figure) -> tuple[date, date]:
    return figure.period.end, figure.period.start
