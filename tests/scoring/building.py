"""Models and figures from a few words."""

from collections.abc import Iterable, Mapping

from planck.assess.plan import PlanResult, assess_plan
from planck.load.files import Document, split_lines
from planck.load.plan.plan import load_plan
from planck.load.scoring.model import load_model
from planck.load.table.figures import load_figures
from planck.model import Finding, Input, Period
from planck.model.scorecard import Scorecard, UnitScore
from planck.model.scoring import ScoringModel
from planck.model.table import Figures
from planck.score import run
from planck.score.run import NO_WISH, Wish, compared_with, score, scoring

HEAD = "planck: 1\nmodel: test\ntitle: {zh: 测试, en: test}\nlanguage: en\n"
PLAN_HEAD = "planck: 1\nplan: plan\ntitle: {zh: 规划}\nregion: {name: 甲}\nperiod: {base: 2020, start: 2021, end: 2025}\ntargets:\n"
Rows = Iterable[tuple[str, str, int | str, float | str] | tuple[str, str, int | str, float | str, str]]


def document(text: str, name: str = "model.yaml") -> Document:
    """A text as if it had been read from a file."""
    return Document(Input(name, "0" * 64, split_lines(text)), text)


def read_model(text: str) -> tuple[ScoringModel | None, tuple[Finding, ...]]:
    """What the loader makes of a model's text."""
    return load_model(document(text))


def model(body: str) -> ScoringModel:
    """A sound model, from everything below its head."""
    found, findings = read_model(HEAD + body)
    assert found is not None, [(finding.code, dict(finding.arguments)) for finding in findings]
    return found


def table(rows: Rows, header: str = "region,indicator,period,value") -> str:
    """The text of a table of figures; rows that say more than the header have a status."""
    rows = list(rows)
    header += ",status" if any(len(row) > len(header.split(",")) for row in rows) else ""
    lines = [",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) for row in rows]
    return "\n".join([header, *lines]) + "\n"


def columns(rows: Rows, header: str = "region,indicator,period,value", *, noted: bool = False) -> Figures:
    """The figures of a table that has nothing wrong with it; `noted`: there is something to note about it."""
    found, findings = load_figures(document(table(rows, header), "figures.csv"))
    assert noted or findings == ()
    return found


def judged(text: str, rows: Rows, as_of: Period | None = None) -> PlanResult:
    """A plan of 甲 for 2021 to 2025, from the text of its targets, judged by figures."""
    plan, findings = load_plan(document(PLAN_HEAD + text, "plan.yaml"))
    assert plan is not None, findings
    assert not any(finding.blocking for finding in findings), findings
    return assess_plan(plan, columns(rows), as_of)


def card_of(body: str, rows: Rows, wish: Wish = NO_WISH) -> Scorecard:
    """The scorecard of a model on figures."""
    return score(model(body), columns(rows), (), wish)


def compared(body: str, rows: Rows, printed: Rows) -> Scorecard:
    """The scorecard of a model on figures, held against published scores."""
    made = scoring(model(body), columns(rows))
    return compared_with(columns(printed), run.card_of(made), made)


def by_region(card: Scorecard) -> Mapping[str, UnitScore]:
    """The units by name."""
    return {unit.region: unit for unit in card.units}


def number(value: object) -> float:
    """A score that is there."""
    assert isinstance(value, float), value
    return value


def codes(card: Scorecard) -> list[str]:
    """The codes of what is said about a scorecard."""
    return [finding.code for finding in card.findings]
