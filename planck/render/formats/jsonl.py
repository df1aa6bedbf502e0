"""One JSON object a line: the run, then every figure, target, verdict and finding, for tools that read streams."""

from collections.abc import Iterator

from planck.assess.plan import Result
from planck.record import Record
from planck.render import View, of_results
from planck.render.data import Json, line_of
from planck.render.data.result import Teller
from planck.view.words import language_of


def _lines(result: Result, view: View) -> Iterator[Json]:
    teller = Teller(language_of(result, view.language), full=view.full)
    run = teller.result(result)
    yield _typed("run", teller, run, without=("plans", "findings"))
    for finding in run.findings:
        yield _typed("finding", teller, finding)
    for plan in run.plans:
        yield _typed("plan", teller, plan, without=("targets", "verdicts", "figures", "findings"))
        for number, row in enumerate(plan.figures.rows):
            cells = {**plan.figures.all, **dict(zip(plan.figures.columns, row, strict=True))}
            yield {"type": "figure", "plan": plan.id, "number": number, **cells}
        for target in plan.targets:
            yield _typed("target", teller, target, plan=plan.id)
        for verdict in plan.verdicts:
            yield _typed("verdict", teller, verdict, plan=plan.id)
        for finding in plan.findings:
            yield _typed("finding", teller, finding)


def _typed(kind: str, teller: Teller, value: Record, *, plan: str = "", without: tuple[str, ...] = ()) -> Json:
    data = teller.plain(value)
    assert isinstance(data, dict)
    of_plan: dict[str, Json] = {"plan": plan} if plan else {}
    return {"type": kind, **of_plan, **{name: part for name, part in data.items() if name not in without}}


@of_results("jsonl")
def json_lines(result: Result, view: View) -> str:
    """The run on the first line, then a line for each figure, target, verdict and finding, as in `json`."""
    return "".join(f"{line_of(line)}\n" for line in _lines(result, view))
