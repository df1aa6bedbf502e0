"""A chart as lines and places on a sheet of fixed size; the template writes them down as SVG."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from planck.record import Record
from planck.view.chart import Chart, Point
from planck.view.numbers import NOTHING, number
from planck.view.shown import LARGEST

WIDTH, HEIGHT = 360, 172
LEFT, RIGHT, TOP, BOTTOM = 46, 74, 16, 22
LINE, ROOM = 12, 16
MOST_YEARS, MOST_TICKS = 5, 3
# Values that differ by less are one height.
FLAT = 1e-9


class Mark(Record):
    """A text at a place."""

    x: float
    y: float
    text: str


class Spot(Record):
    """A measured value."""

    x: float
    y: float
    soft: bool


class Drawing(Record):
    """Lines as the data of SVG paths, and texts at their places. `band`: the height of a goal that is a range."""

    across: tuple[Mark, ...]
    down: tuple[Mark, ...]
    measured: str
    path: str
    ahead: str
    fans: tuple[str, ...]
    goals: tuple[float, ...]
    band: tuple[float, float] | None
    spots: tuple[Spot, ...]
    stones: tuple[Spot, ...]
    labels: tuple[Mark, ...]
    latest: Mark | None


class Scale(Record):
    """Where times and values lie on the sheet."""

    first: float
    last: float
    low: float
    high: float

    def x(self, time: float) -> float:
        """The place of a time."""
        return round(LEFT + (time - self.first) / (self.last - self.first) * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        """The height of a value."""
        return round(HEIGHT - BOTTOM - (value - self.low) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM), 1)

    def line(self, points: Iterable[Point]) -> str:
        """A line through points; empty without two."""
        places = [f"{self.x(time):g} {self.y(value):g}" for time, value in points]
        return "M" + "L".join(places) if len(places) > 1 else ""


def drawing(chart: Chart, goal: str, ahead: str) -> Drawing | None:
    """The chart on its sheet, goal and projection beside it as the row says them; None where nothing can be drawn."""
    if not chart.dots or not all(abs(value) < LARGEST for value in _heights(chart)):
        return None
    scale = _scale(chart)
    last = chart.dots[-1]
    return Drawing(
        across=tuple(Mark(x=LEFT, y=scale.y(value), text=number(value)) for value in _ticks(scale.low, scale.high)),
        down=tuple(Mark(x=scale.x(year), y=HEIGHT - 6, text=str(year)) for year in _years(scale)),
        measured=scale.line((dot.time, dot.value) for dot in chart.dots),
        path=scale.line(chart.path),
        ahead=scale.line(chart.ahead),
        fans=tuple(_fan(scale, chart, *ends) for ends in chart.fan),
        goals=tuple(scale.y(value) for value in (chart.low, chart.high) if value is not None),
        band=_band(scale, chart),
        spots=tuple(Spot(x=scale.x(dot.time), y=scale.y(dot.value), soft=dot.soft) for dot in chart.dots),
        stones=tuple(Spot(x=scale.x(time), y=scale.y(value), soft=False) for time, value in chart.stones),
        labels=_labels(scale, chart, goal, ahead),
        latest=Mark(x=max(LEFT + ROOM, scale.x(last.time)), y=max(TOP - 4, scale.y(last.value) - 7), text=last.text),
    )


def _points(chart: Chart) -> list[Point]:
    return [*chart.path, *chart.ahead, *((dot.time, dot.value) for dot in chart.dots)]


def _heights(chart: Chart) -> list[float]:
    """Every value that has to find room on the sheet."""
    bounds = [value for value in (chart.low, chart.high) if value is not None]
    return [value for _, value in _points(chart)] + bounds + [end for ends in chart.fan[-1:] for end in ends]


def _scale(chart: Chart) -> Scale:
    values, times = _heights(chart), [time for time, _ in _points(chart)]
    low, high = min(values), max(values)
    flat = high - low <= FLAT * max(1.0, abs(high))
    room = max(1.0, abs(high) * 0.1) if flat else (high - low) * 0.06
    first, last = min(times), max(*times, chart.due)
    return Scale(first=first, last=last if last > first else first + 1, low=low - room, high=high + room)


def _ticks(low: float, high: float) -> list[float]:
    """Two or three round values between the ends."""
    power = 10.0 ** math.floor(math.log10((high - low) / MOST_TICKS))
    step = next(power * times for times in (1, 2, 5, 10) if (high - low) / (power * times) <= MOST_TICKS + 1)
    return [at * step for at in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _years(scale: Scale) -> list[int]:
    first, last = math.ceil(scale.first), math.floor(scale.last)
    step = max(1, math.ceil((last - first) / MOST_YEARS))
    return list(range(last, first - 1, -step))[::-1]


def _fan(scale: Scale, chart: Chart, low: float, high: float) -> str:
    dot = chart.dots[-1]
    ends = (min(max(end, scale.low), scale.high) for end in (low, high))
    return scale.line([(dot.time, dot.value), *((chart.due, end) for end in ends)]) + "Z"


def _band(scale: Scale, chart: Chart) -> tuple[float, float] | None:
    if chart.low is None or chart.high is None or chart.low == chart.high:
        return None
    return scale.y(chart.high), scale.y(chart.low) - scale.y(chart.high)


def _labels(scale: Scale, chart: Chart, goal: str, ahead: str) -> tuple[Mark, ...]:
    """Goal and projection on the right, one clear of the other."""
    bound = chart.high if chart.low is None else chart.low
    # Of a goal that is met already the row does not tell where the pace leads.
    told = bool(chart.ahead) and ahead != NOTHING
    marks = [] if bound is None else [Mark(x=WIDTH - RIGHT + 5, y=scale.y(bound) + 4, text=goal)]
    marks += [Mark(x=WIDTH - RIGHT + 5, y=scale.y(chart.ahead[-1][1]) + 4, text=f"→ {ahead}")] if told else []
    return tuple(_apart(sorted(marks, key=lambda mark: mark.y)))


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    moved = list(marks)
    for upper, lower in pairwise(marks):
        if lower.y - upper.y < LINE:
            middle = (lower.y + upper.y) / 2
            moved = [
                Mark(x=upper.x, y=middle - LINE / 2, text=upper.text),
                Mark(x=lower.x, y=middle + LINE / 2, text=lower.text),
            ]
    return moved
