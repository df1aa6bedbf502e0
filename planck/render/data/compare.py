"""The status methods side by side as JSON, and a back-test."""

from typing import TYPE_CHECKING

from planck.assess.plan import PlanResult, Result
from planck.engine.method import METHODS
from planck.engine.outlook import Score
from planck.model import Flag, Language, Opinion
from planck.model.change import History, Moment
from planck.record import Record
from planck.render import View
from planck.render.data import FORMAT_VERSION, FindingData, InputData, Json, Tool, Writer, findings_data
from planck.render.data.result import AsOfData
from planck.render.views.compare import columns, rows
from planck.view.words import language_of

if TYPE_CHECKING:
    from planck.assess.outlook import Backtest


class MethodData(Record):
    """A method: what it holds against which borders, and where it is from."""

    name: str
    title: str
    quantity: str
    borders: dict[str, float]
    source: str


class ComparedData(Record):
    """What the methods say of one target in one region, and how far they part."""

    target: str
    name: str
    region: str
    unit: str
    method: str
    disagreement: str
    flags: tuple[Flag, ...]
    opinions: tuple[Opinion, ...]


class ComparedPlan(Record):
    """A plan's targets."""

    plan: str
    title: str
    as_of: str | None
    targets: tuple[ComparedData, ...]


class ComparisonData(Record):
    """A comparison of methods."""

    format_version: str = FORMAT_VERSION
    tool: Tool
    as_of: AsOfData
    assumed_figures: int
    inputs: tuple[InputData, ...]
    methods: tuple[MethodData, ...]
    plans: tuple[ComparedPlan, ...]


def comparison_data(result: Result, view: View) -> Json:
    """The comparison, with what each method measures."""
    methods, writer = columns(result.plans, view), Writer(language_of(result, view.language))
    return writer.plain(
        ComparisonData(
            tool=Tool(version=result.version),
            as_of=AsOfData(period=result.as_of.label if result.as_of else None, given=result.as_of_given),
            assumed_figures=sum(len(plan.assumed) for plan in result.plans),
            inputs=tuple(writer.made(InputData, one) for one in result.inputs),
            methods=tuple(writer.made(MethodData, METHODS[name], name=name) for name in methods),
            plans=tuple(_plan(plan, methods, writer) for plan in result.plans),
        )
    )


def _plan(plan: PlanResult, methods: tuple[str, ...], writer: Writer) -> ComparedPlan:
    targets = tuple(
        writer.made(
            ComparedData, row.assessment,
            target=row.assessment.target.id,
            name=row.assessment.target.name,
            disagreement=row.split,
            opinions=tuple(row.opinions[name] for name in methods if name in row.opinions),
        )
        for row in rows(plan, methods, writer.language)
    )  # fmt: skip
    return writer.made(ComparedPlan, plan, plan=plan.plan.id, title=plan.plan.title, targets=targets)


class BacktestData(Record):
    """A back-test: every number of it; null where there is nothing to say."""

    format_version: str = FORMAT_VERSION
    hold_out: int
    series: int
    short: int
    predictions: int
    coverage: tuple[tuple[float, float | None], ...]
    score: Score


def backtest_data(tried: "Backtest", view: View) -> Json:
    """A back-test, in numbers alone."""
    writer = Writer(view.language or Language.EN)
    return writer.plain(writer.made(BacktestData, tried, format_version=FORMAT_VERSION))


# Verdicts or scores at several times as JSON.


class LineData(Record):
    """One target of a plan in a region, or one unit of a model, at each of the times."""

    of: str
    id: str
    name: str
    region: str
    unit: str
    change: float | None
    moments: tuple[Moment, ...]


class HistoryData(Record):
    """Lines over the same times, the oldest first."""

    format_version: str = FORMAT_VERSION
    tool: Tool
    language: Language
    times: tuple[str, ...]
    inputs: tuple[InputData, ...]
    findings: tuple[FindingData, ...]
    lines: tuple[LineData, ...]


def history_data(told: History, view: View) -> Json:
    """Every moment of every line."""
    writer = Writer(view.language or told.language)
    return writer.plain(
        writer.made(
            HistoryData, told,
            format_version=FORMAT_VERSION,
            tool=Tool(version=told.version),
            language=writer.language,
            inputs=tuple(writer.made(InputData, one) for one in told.inputs),
            findings=findings_data(told.findings, writer),
            lines=tuple(writer.made(LineData, line) for line in told.lines),
        )
    )  # fmt: skip
