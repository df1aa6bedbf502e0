"""A target as a chart: what was measured, what was asked for, where it leads. Its words are those of its row."""

from collections.abc import Iterator

import numpy as np

from planck.engine.measured import running_total
from planck.engine.paths import PATHS, path_value
from planck.model import Assessment, FigureStatus, Flag, Language, Missing, Number, Quantity, Reading
from planck.record import Record
from planck.view.goal import shown
from planck.view.numbers import NOTHING, given, number, percent
from planck.view.sentence import judged_text

Point = tuple[float, float]
# A curve between two dates is drawn through so many points.
STEPS = 8


class Dot(Record):
    """A value that was measured. `soft`: assumed, computed or estimated; `asked`: what the path asks for by then."""

    label: str
    time: float
    value: float
    text: str
    asked: str
    soft: bool
    sources: tuple[str, ...]


class Chart(Record):
    """The numbers of one target. ahead: from the latest figure to the goal's date at this pace; fan: low and high then.

    way, asked: the share of the way that is gone and the one that is asked for, with their words; None: there is none.
    """

    dots: tuple[Dot, ...]
    path: tuple[Point, ...]
    stones: tuple[Point, ...]
    low: float | None
    high: float | None
    due: float
    ahead: tuple[Point, ...]
    fan: tuple[Point, ...]
    way: float | None
    asked: float | None
    way_text: str
    asked_text: str


def chart(assessment: Assessment, path_text: str, language: Language) -> Chart:
    """The chart of a target; `path_text` is what its row says of the path at the latest figure."""
    told, relative = shown(assessment, language), bool(assessment.goal.series)
    return Chart(
        dots=tuple(_dots(told, path_text)),
        path=() if relative else tuple(_path(told)),
        stones=() if relative else tuple(_stones(told)),
        low=None if relative else told.goal_low,
        high=None if relative else told.goal_high,
        due=told.due.time,
        ahead=() if relative else tuple(_ahead(told)),
        fan=() if relative else _fan(told),
        way=_known(told.way),
        asked=_known(told.asked),
        way_text=_share(told.way),
        asked_text=_share(told.asked),
    )


def _known(value: Number) -> float | None:
    return None if isinstance(value, Missing) else value


def _share(value: Number) -> str:
    return NOTHING if isinstance(value, Missing) else percent(value, digits=0)


def _dots(told: Assessment, path_text: str) -> Iterator[Dot]:
    """The baseline where no figure of the series is of its date, and the figures; sums run from the base on."""
    series, values = told.series, _values(told)
    if isinstance(told.baseline, float) and all(each.period != told.baseline_period for each in series):
        at, text = told.baseline_period, given(told.baseline)
        yield Dot(label=at.label, time=at.time, value=told.baseline, text=text, asked="", soft=False, sources=())
    for reading, value in zip(series, values, strict=True):
        if np.isfinite(value):
            yield _dot(told, reading, value, path_text)


def _values(told: Assessment) -> list[float]:
    """The values of the readings, those of a goal on a sum added up from the base."""
    values = [each.value for each in told.series]
    if told.goal.quantity is not Quantity.TOTAL or not values:
        return values
    ends = np.array([each.period.time for each in told.series])
    starts = ends - np.array([each.period.share_of_year for each in told.series])
    summed: list[float] = running_total(starts, ends, np.array([values]), told.baseline_period.time)[0].tolist()
    return summed


def _dot(told: Assessment, reading: Reading, value: float, path_text: str) -> Dot:
    latest = reading == told.latest
    plain = number(value) if told.goal.quantity is Quantity.TOTAL else given(value, reading.text)
    statuses = {figure.status for figure in reading.figures}
    places = (figure.source or (figure.place.file if figure.place else "") for figure in reading.figures)
    return Dot(
        label=reading.period.label,
        time=reading.period.time,
        value=value,
        text=(judged_text(told) or plain) if latest and not told.goal.series else plain,
        asked=path_text if latest else _asked(told, reading.period.time),
        soft=reading.derived or reading.annualised or FigureStatus.ASSUMED in statuses,
        sources=tuple(dict.fromkeys(place for place in places if place)),
    )


def _asked(told: Assessment, time: float) -> str:
    value = path_at(told, time)
    return "" if value is None or told.goal.series else number(value)


def path_at(told: Assessment, time: float) -> float | None:
    """What the path asks for at a time between baseline and goal; None where there is no path."""
    goal, start, due = told.goal_value, told.baseline, told.due.time
    if told.target.path not in PATHS or isinstance(told.path_value, Missing) or isinstance(goal, Missing) or time > due:
        return None
    if told.target.path == "hold":
        return goal
    if isinstance(start, Missing):
        return goal if time == due else None
    # Where the baseline already meets the goal there is nothing to approach.
    times, knots = _knots(told, goal if Flag.MET_AT_BASELINE in told.flags else start, goal)
    path = PATHS[told.target.path]
    value = float(path_value(path, np.array([time]), np.array(times), np.array([knots]))[0])
    return value if np.isfinite(value) else None


def _knots(told: Assessment, start: float, goal: float) -> tuple[list[float], list[float]]:
    """Dates and values of baseline, milestones and goal; a milestone may be a share of the way."""
    between = PATHS[told.target.path].between
    stones = told.target.milestones if told.goal.place == told.target.goal.place else ()
    values = [
        float(between(np.array(start), np.array(goal), np.array(stone.share))) if stone.value is None else stone.value
        for stone in stones
    ]
    times = [told.baseline_period.time, *(stone.period.time for stone in stones), told.due.time]
    return times, [start, *values, goal]


def _path(told: Assessment) -> Iterator[Point]:
    """The path from the baseline to the goal, through its milestones."""
    first, last = told.baseline_period.time, told.due.time
    stops = {float(time) for time in np.linspace(first, last, STEPS + 1)}
    for time in sorted(stops | {time for time, _ in _stones(told)}):
        value = path_at(told, time)
        if value is not None:
            yield time, value


def _stones(told: Assessment) -> Iterator[Point]:
    """The milestones of the path."""
    for stone in told.target.milestones if not isinstance(told.path_value, Missing) else ():
        value = path_at(told, stone.period.time)
        if value is not None:
            yield stone.period.time, value


def _ahead(told: Assessment) -> Iterator[Point]:
    """From the latest figure to the goal's date at the pace so far, along the kind of the path."""
    latest, value, end = told.latest, told.judged, told.projection
    if isinstance(latest, Missing) or isinstance(value, Missing) or isinstance(end, Missing):
        return
    between = PATHS["compound" if told.target.path == "compound" else "linear"].between
    first, last = latest.period.time, told.due.time
    for share in np.linspace(0, 1, STEPS + 1).tolist() if first < last else ():
        yield first + share * (last - first), float(between(np.array(value), np.array(end), np.array(share)))


def _fan(told: Assessment) -> tuple[Point, ...]:
    """The ends of the intervals of the forecast at the goal's date, the widest first."""
    every = told.outlook.forecast.intervals if told.outlook else ()
    spans = (span for span in every if np.isfinite((span.low, span.high)).all())
    ahead = not isinstance(told.latest, Missing) and told.latest.period.time < told.due.time
    return tuple((span.low, span.high) for span in sorted(spans, key=lambda span: -span.level)) if ahead else ()
