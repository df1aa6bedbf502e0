"""The page of a check: what the view model says, put in its places. No number is made here."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

from msgspec.structs import replace

from planck.assess.columns import columns_of
from planck.assess.plan import Result
from planck.model import Assessment, Language
from planck.model.change import History
from planck.record import Record
from planck.render import View
from planck.render.document import Block, items, paragraph
from planck.render.pages.regions import SCRIPT_WORDS, with_script
from planck.render.views.check import ON_PAGE, Teller
from planck.render.views.findings import errors, milder, told_by_cause
from planck.view.answer import Counted, gone, status_counts, verdicts
from planck.view.brief import Brief, brief
from planck.view.chart import Chart, Point, chart
from planck.view.goal import LARGEST, shown
from planck.view.numbers import NOTHING, number, percent
from planck.view.reader import LONGEST
from planck.view.row import Row, Standing, row, title_of
from planck.view.sentence import because
from planck.view.words import NOT_ASSESSED, need_regions, status_rank, status_word
from planck.words import Labels

Key = tuple[str, str, str]
_WORDS = Labels("view.html")


# A chart as lines and places on a sheet of fixed size; the template writes them down as SVG.

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
            moved = [replace(upper, y=middle - LINE / 2), replace(lower, y=middle + LINE / 2)]
    return moved


# The page.


class Bar(Record):
    """A part of a bar, in hundredths of its length, with what it stands for."""

    start: float
    length: float
    symbol: str
    words: str
    tone: str
    count: int


class Figure(Record):
    """One target: its row, its numbers as a chart, and why it is judged as it is."""

    row: Row
    chart: Chart
    drawing: Drawing | None
    reason: str


def page(result: Result, view: View, *, what_if: bool = False) -> Mapping[str, Any]:
    """What the template lays out; `what_if`: with controls that need a script, as one on many verdicts has anyway."""
    result = told_by_cause(result)
    told = brief(result, view)
    teller = Teller(result=result, view=view, told=told, language=told.language)
    rows, language = _rows(result, told), told.language
    past = gone(result)
    return {
        "told": told,
        **frame(language, result.version, told.title),
        **_scripted(result, language, table=bool(told.tallies), what_if=what_if),
        "bars": bars(result, language),
        "gone": None if past is None else round(past * 100, 1),
        "gone_text": "" if past is None else percent(past, digits=0),
        "causes": paragraph(*teller.causes()),
        "tallies": tuple(teller.tallies()),
        "decisions": items(teller.decisions(), ordered=True),
        "columns": [(each, title_of(each, told.heads, language)) for each in ON_PAGE],
        "rows": rows,
        "left": teller.left(teller.lefts["rows"], told.more),
        "beside": paragraph(*told.marks, told.without_verdict(LONGEST), *told.lacking(LONGEST)),
        "changes": paragraph(*teller.changes()),
        "figures": tuple(_figures(result, rows, language)),
        "worth": tuple(teller.worth()),
        "score": paragraph(*teller.scores(told.score_in_short)),
        "against": items(f"{each.text}{teller.code(each)}" for each in told.against),
        "findings": tuple(_findings(result, view, told)),
        "method": paragraph(*teller.method()),
        "sources": teller.sources(),
    }


def frame(language: Language, version: str, title: str) -> Mapping[str, Any]:
    """What every page has: words, the language, what made it."""
    return {
        "title": title,
        "words": {name: text.in_(language) for name, text in _WORDS.items()},
        "script_words": {name: text.in_(language) for name, text in SCRIPT_WORDS.items()},
        "html_lang": "zh-Hans" if language is Language.ZH else "en",
        "version": version,
        "scripted": None,
        "table": False,
        "choice": False,
        "too_many": "",
        "history": (),
        "downloads": (),
    }


def _scripted(result: Result, language: Language, *, table: bool, what_if: bool) -> Mapping[str, Any]:
    """The script of a page with many verdicts, or of one that asks what if."""
    if not (table or what_if):
        return {}
    targets = [(plan.plan, plan.when, target) for plan in result.plans for target in plan.targets]
    return with_script([(plan, when, columns_of(target)) for plan, when, target in targets], language, table=table)


def bars(result: Result, language: Language) -> tuple[Bar, ...]:
    """The statuses as parts of one bar, the best first."""
    return in_one_bar(tuple(status_counts(verdicts(result))), language)


def bars_at(history: History, time: int, language: Language) -> tuple[Bar, ...]:
    """The statuses at one of the times of a history."""
    counts = Counter(line.moments[time].status for line in history.lines)
    told = ((status_word(status), counts[status]) for status in sorted(counts, key=status_rank))
    counted = [Counted(symbol=word.symbol, words=word.words, tone=word.tone, count=count) for word, count in told]
    return in_one_bar(counted, language)


def in_one_bar(counted: Sequence[Counted], language: Language) -> tuple[Bar, ...]:
    """Counts as parts of a bar."""
    *starts, total = accumulate((each.count for each in counted), initial=0)
    return tuple(
        Bar(
            start=round(start * 100 / total, 2),
            length=round(each.count * 100 / total, 2),
            symbol=each.symbol,
            words=each.words.in_(language),
            tone=each.tone.value,
            count=each.count,
        )
        for start, each in zip(starts, counted, strict=True)
    )


def _rows(result: Result, told: Brief) -> tuple[Row, ...]:
    """Those that need action, the others, and, where the verdicts are few, those without a verdict."""
    rows = (*told.rows, *told.others)
    if told.tallies or (told.causes and not told.answer):
        return rows
    every = verdicts(result)
    regions = need_regions(result)
    without = (each for each in every if each.standing in (Standing.UNJUDGED, Standing.NO_FIGURE))
    return (
        *rows,
        *(row(each.assessment, each.plan.plan.id, told.heads, told.language, regions=regions) for each in without),
    )


def told_rows(result: Result, view: View) -> Iterator[tuple[Assessment, Row]]:
    """The verdicts that have a row on the page, in its order."""
    told = brief(told_by_cause(result), view)
    by_key = dict(_keyed(result))
    return ((by_key[each.plan, each.target, each.region], each) for each in _rows(result, told))


def _figures(result: Result, rows: Sequence[Row], language: Language) -> Iterator[Figure]:
    by_key = dict(_keyed(result))
    for each in rows:
        assessment = by_key[each.plan, each.target, each.region]
        drawn = chart(assessment, each.path, language)
        on_sheet = drawing(drawn, each.level[0], each.leads)
        judged = assessment.status != NOT_ASSESSED
        reason = because(shown(assessment, language), language) if judged else ""
        yield Figure(row=each, chart=drawn, drawing=on_sheet, reason=reason)


def _keyed(result: Result) -> Iterable[tuple[Key, Assessment]]:
    for plan in result.plans:
        for each in plan.assessments:
            yield (plan.plan.id, each.target.id, each.region), each


def _findings(result: Result, view: View, told: Brief) -> Iterator[Block]:
    """The findings, the errors first; what the plan says against itself has a place of its own."""
    for findings in (result.findings, *(plan.findings for plan in result.plans)):
        others = [each for each in findings if not each.code.startswith("A")]
        yield from errors(others, told.language, result.inputs, view.width - 4)
        yield from milder(others, told.language)
