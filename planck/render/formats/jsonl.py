"""One JSON object a line: the run, then every figure, target, verdict and finding, for tools that read streams."""

from collections.abc import Iterator

from planck.assess.plan import PlanResult, Result
from planck.record import Record
from planck.render import View, of_results
from planck.render.data import Json, figure_rows, line_of
from planck.render.data.result import Numbered, Teller
from planck.view.words import language_of


def _lines(result: Result, view: View) -> Iterator[Json]:
    """The lines one after the other; no verdict is held longer than it takes to write it."""
    teller = Teller(language_of(result, view.language), full=view.full)
    run = teller.result(result, ())
    yield _typed("run", teller, run, without=("plans", "findings"))
    for finding in run.findings:
        yield _typed("finding", teller, finding)
    for plan in result.plans:
        yield from _of_plan(plan, teller)


def _of_plan(plan: PlanResult, teller: Teller) -> Iterator[Json]:
    numbered = Numbered()
    for verdict in plan.assessments:
        numbered.rests_on(verdict, full=teller.full)
    head = teller.head(plan, (), figure_rows(numbered.figures))
    yield _typed("plan", teller, head, without=("targets", "verdicts", "figures", "findings"))
    for number, row in enumerate(head.figures.rows):
        cells = {**head.figures.all, **dict(zip(head.figures.columns, row, strict=True))}
        yield {"type": "figure", "plan": head.id, "number": number, **cells}
    for target in head.targets:
        yield _typed("target", teller, target, plan=head.id)
    for verdict in plan.assessments:
        yield _typed("verdict", teller, teller.verdict(verdict, numbered), plan=head.id)
    for finding in head.findings:
        yield _typed("finding", teller, finding)


def _typed(kind: str, teller: Teller, value: Record, *, plan: str = "", without: tuple[str, ...] = ()) -> Json:
    data = teller.plain(value)
    assert isinstance(data, dict)
    of_plan: dict[str, Json] = {"plan": plan} if plan else {}
    return {"type": kind, **of_plan, **{name: part for name, part in data.items() if name not in without}}


@of_results("jsonl")
def json_lines(result: Result, view: View) -> Iterator[str]:
    """The run on the first line, then a line for each figure, target, verdict and finding, as in `json`."""
    return (f"{line_of(line)}\n" for line in _lines(result, view))
