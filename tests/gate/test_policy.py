"""The policy of the gate as PIPELINES.md says it, every row of its table held by cases."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from planck.assess.plan import assess_plan, with_method
from planck.changes.scores import Score
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Bar, Gated
from planck.gate import judge as judging
from planck.gate.judge import Ask, Present, at_the_gate
from planck.model import (
    Command,
    FigureStatus,
    Finding,
    Gate,
    Ignore,
    Language,
    Measure,
    Place,
    Plan,
    Revision,
    Severity,
    Source,
)
from planck.model.change import Aspect, Origin
from planck.model.plan import OwnGoals
from planck.model.table import Figures as Table
from planck.view.message import message_text
from planck.words import Label
from tests.building import HERE, PLACE, figure, goal, indicator, plan, target

from .test_checks import FIRMS, Figures, because, comparison

NOTHING, NOTE, WARNING, ERROR = None, Severity.NOTE, Severity.WARNING, Severity.ERROR
PAGE = Path(__file__).parents[2] / "planck/PIPELINES.md"

# 48 of the 48 asked for by 2022 is on schedule, 42 off track; 46 of 52 by 2023 is off track, two classes down.
BEFORE = (figure(2021, 44), figure(2022, 48))
FLOW = plan(target(), indicators=(indicator(measure=Measure.FLOW),))
FIRST = figure(2022, 48, published="2023-02-01")
SOFT = figure(2022, 48, status=FigureStatus.PRELIMINARY)
FINAL = (figure(2022, 48, status=FigureStatus.FINAL),)
SOFT_ONE, ASSUMED = (SOFT,), (figure(2022, 48, status=FigureStatus.ASSUMED),)
LOWER, SLIGHTLY = plan(target(wants=goal(low=50.0))), plan(target(wants=goal(low=59.9)))
OF_REGIONS = replace(FIRMS, own_goals=OwnGoals(values={"firms": {"拱墅区": 60}}))
UNSD = with_method(FIRMS, "unsd")
RECORDED = Revision(on=date(2023, 6, 30), goal=goal(low=50.0), reason="census", place=PLACE)
ALSO_CALLED = replace(FIRMS, region=replace(HERE, aliases=("杭州拱墅",)))
TWO = plan(target(), target("labs"))
LABS = (figure(2022, 48, "labs"),)
Case = tuple[Figures, Figures, Plan, Plan, Severity | None]


def of(before: Figures, after: Figures, worst: Severity | None, old: Plan = FIRMS, new: Plan | None = None) -> Case:
    """A case: figures and plan before and after, and the worst that is said."""
    return before, after, old, new or old, worst


def year(period: int, value: float) -> Figures:
    """The figures with one more."""
    return (*BEFORE, figure(period, value))


def ignoring(code: str, fingerprint: str = "") -> Plan:
    """The plan with an ignore."""
    return replace(FIRMS, ignores=(Ignore(code=code, fingerprint=fingerprint, reason="x", place=PLACE),))


HISTORY = tuple(figure(2016 + at, 30.0 + 2 * at) for at in range(5))
CASES: Mapping[str, list[Case]] = {
    "a later period": [of(BEFORE, year(2023, 46), WARNING), of(BEFORE, year(2023, 52), NOTHING)],
    "a better vintage": [
        of((FIRST,), (FIRST, figure(2022, 42, published="2023-06-01")), WARNING),
        of((SOFT,), (figure(2022, 42, status=FigureStatus.FINAL),), WARNING),
        of((SOFT,), (figure(2022, 48.1, status=FigureStatus.FINAL),), NOTE),
    ],
    "a figure that is doubtful": [
        of(BEFORE, year(2023, 4.6), ERROR),
        of((*HISTORY, *BEFORE), (*HISTORY, *BEFORE, figure(2023, 90)), ERROR),
        of(BEFORE, year(2025, 46), ERROR),
        of(BEFORE, year(2023, 33), ERROR, FLOW),
        of((figure(2021, 1044),), (figure(2021, 1044), figure(2022, 1044)), WARNING),
    ],
    "a figure revised": [
        of(BEFORE, (BEFORE[0], figure(2022, 42)), ERROR),
        of(BEFORE, (BEFORE[0], figure(2022, 48.1)), WARNING),
        of((FIRST,), (figure(2022, 42, published="2023-06-01"),), ERROR),
        of(BEFORE, BEFORE[:1], WARNING),
        of((BEFORE[0], figure(2022, 45)), BEFORE[:1], ERROR),
        of(BEFORE, (), ERROR),
        of((BEFORE[0], figure(2022, 45)), (BEFORE[0], figure(2022, None)), ERROR),
        of(BEFORE, tuple(replace(one, indicator="qiye") for one in BEFORE), ERROR),
        of(BEFORE, tuple(replace(one, unit="户") for one in BEFORE), ERROR),
        of(tuple(replace(one, unit="家") for one in BEFORE), tuple(replace(one, unit="") for one in BEFORE), WARNING),
    ],
    "a figure that was published and is assumed now": [
        of(FINAL, ASSUMED, WARNING),
        of(ASSUMED, FINAL, WARNING),
        of(FINAL, SOFT_ONE, WARNING),
        of(SOFT_ONE, FINAL, NOTE),
        of(FINAL, (replace(ASSUMED[0], note="a plan"),), NOTE),
    ],
    "a status that moves by two classes": [of(BEFORE, (BEFORE[0], figure(2022, 42)), ERROR)],
    "the region that a plan names": [
        of(BEFORE, tuple(replace(one, region="杭州拱墅") for one in BEFORE), ERROR),
        of(BEFORE, tuple(replace(one, region="杭州拱墅") for one in BEFORE), NOTHING, FIRMS, ALSO_CALLED),
    ],
    "fewer targets can be judged": [of((*BEFORE, *LABS), LABS, ERROR, TWO)],
    "a goal (also one that a region has": [
        of(BEFORE, BEFORE, WARNING, FIRMS, SLIGHTLY),
        of(BEFORE, BEFORE, ERROR, FIRMS, LOWER),
        of(BEFORE, year(2023, 52), ERROR, FIRMS, SLIGHTLY),
        of(
            BEFORE, BEFORE, ERROR, OF_REGIONS, replace(OF_REGIONS, own_goals=OwnGoals(values={"firms": {"拱墅区": 50}}))
        ),
    ],
    "another `method`, `scoring` or model": [
        of(BEFORE, BEFORE, WARNING, replace(FIRMS, scoring="m.yaml"), replace(FIRMS, scoring="n.yaml")),
        of(BEFORE, year(2023, 52), ERROR, replace(FIRMS, scoring="m.yaml"), replace(FIRMS, scoring="n.yaml")),
        of(BEFORE, BEFORE, ERROR, FIRMS, UNSD),
        of((), (), WARNING, FIRMS, UNSD),
        of(BEFORE, BEFORE, ERROR, UNSD, FIRMS),
    ],
    "a goal lowered and recorded": [
        of(BEFORE, BEFORE, NOTE, FIRMS, plan(target(revisions=(RECORDED,)))),
        of(BEFORE, BEFORE, NOTE, FIRMS, plan(target(revisions=(replace(RECORDED, on=date(2030, 1, 1)),)))),
    ],
    "a target under another id": [
        of(BEFORE, BEFORE, WARNING, FIRMS, plan(target("f", indicator="firms", wants=goal(low=59.9)))),
        of(BEFORE, BEFORE, ERROR, FIRMS, plan(target("f", indicator="firms", wants=goal(low=50.0)))),
        of(BEFORE, BEFORE, NOTHING, FIRMS, plan(target("f", indicator="firms"))),
    ],
    "an edit of the plan by which": [
        of(BEFORE, BEFORE, ERROR, FIRMS, plan(target("labs"))),
        of((*BEFORE, *LABS), (*BEFORE, *LABS), ERROR, TWO, plan(target(), target("halls"))),
    ],
    "a new or wider `ignore`": [
        of(BEFORE, BEFORE, WARNING, FIRMS, ignoring("T012")),
        of(BEFORE, year(2023, 52), ERROR, FIRMS, ignoring("T012")),
        of(BEFORE, year(2023, 52), WARNING, FIRMS, ignoring("T012", "1234")),
        of(BEFORE, year(2023, 52), NOTE, FIRMS, ignoring("T004")),
        of(BEFORE, year(2023, 52), NOTHING, ignoring("T012"), ignoring("T012", "1234")),
    ],
    # In tests/cli/test_gate_in_git.py: settings stand in a commit.
    "`exit-zero`": [],
    "a target deleted": [
        of((*BEFORE, *LABS), (*BEFORE, *LABS), WARNING, TWO, FIRMS),
        of((*BEFORE, figure(2022, 42, "labs")), (*BEFORE, figure(2022, 42, "labs")), ERROR, TWO, FIRMS),
        of(BEFORE, BEFORE, WARNING, replace(FIRMS, scoring="m.yaml"), FIRMS),
        of(BEFORE, BEFORE, WARNING, replace(FIRMS, gate=Gate(min_score=70)), FIRMS),
        of(BEFORE, year(2023, 52), ERROR, replace(FIRMS, gate=Gate(min_score=70)), FIRMS),
    ],
    "a file moved": [of(BEFORE, tuple(replace(one, place=Place("other.csv", 2, 1, 3)) for one in BEFORE), NOTHING)],
    "rows that contradict": [of(BEFORE, (*BEFORE, figure(2022, 30)), NOTHING)],
    "a score below": [],
}


def told(before: Figures, after: Figures, old: Plan, new: Plan, **more: object) -> list[Finding]:
    """All that the checks of changes say, and those at the gate that ask for no score."""
    compared = comparison(before, after, old, new, **more)  # type: ignore[arg-type]
    gated = Gated(plan=new, assessments=(), bar=Bar(), comparison=compared)
    found = [finding for _, check in CHANGE_CHECKS.items() for finding in check(compared)]
    return found + [finding for _, check in GATE_CHECKS.items() for finding in check(gated)]


def rows() -> list[str]:
    """The first cells of the table."""
    table = PAGE.read_text(encoding="utf-8").partition("| what changed |")[2].partition("\n\n")[0]
    return re.findall(r"^\| ([^|]+?) \|", table, re.MULTILINE)


def test_every_row_of_the_table_has_cases_and_every_case_a_row() -> None:
    assert len(rows()) == len(CASES)
    for row, name in zip(rows(), CASES, strict=True):
        assert row.startswith(name)


@pytest.mark.parametrize(("name", "at"), [(name, at) for name, cases in CASES.items() for at in range(len(cases))])
def test_a_row(name: str, at: int) -> None:
    before, after, old, new, worst = CASES[name][at]
    severities = [finding.severity for finding in told(before, after, old, new)]
    assert max(severities, key=lambda one: one.rank, default=None) is worst


def test_what_is_on_record_is_a_note_and_flips_in_peace() -> None:
    after = (BEFORE[0], figure(2022, 42))
    said = told(BEFORE, after, FIRMS, FIRMS, recorded=(because(48, 42),))
    assert {finding.code: finding.severity for finding in said} == {"R001": NOTE, "T011": WARNING, "T012": NOTE}


def test_a_score_below_the_bar_is_an_error_once_asked_for() -> None:
    for bar, codes in ((Bar(), []), (Bar(min_score=80), ["G001"]), (Bar(max_drop=5), ["G002"])):
        gated = Gated(
            plan=FIRMS, assessments=(), bar=bar, scores={"": Score(total=70)}, old_scores={"": Score(total=90)}
        )
        said = [finding for _, check in GATE_CHECKS.items() for finding in check(gated)]
        assert [finding.code for finding in said if finding.severity is ERROR] == codes


@pytest.mark.parametrize(
    ("own", "asked", "kept"),
    [
        (Gate(min_score=70, max_drop=2), Bar(), Bar(min_score=70, max_drop=2)),
        (Gate(min_score=70, max_drop=2), Bar(min_score=60), Bar(min_score=60, max_drop=2)),
        (Gate(min_score=70, max_drop=2), Bar(max_drop=0), Bar(min_score=70, max_drop=0)),
        (Gate(), Bar(min_score=60, max_drop=1), Bar(min_score=60, max_drop=1)),
    ],
)
def test_the_caller_beats_what_the_plan_asks_of_its_score(own: Gate, asked: Bar, kept: Bar) -> None:
    result = assess_plan(replace(FIRMS, gate=own), BEFORE, None)
    present = Present(plans=(result.plan,), figures=Table.of(BEFORE))
    bars: list[Bar] = []

    def kept_of(gated: Gated) -> list[Finding]:
        bars.append(gated.bar)
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "_findings", kept_of)
        at_the_gate([result], present, Ask(bar=asked), lambda judged, figures, model: judged)
    assert bars == [kept]


def test_a_revision_is_told_by_its_goals_its_day_and_its_document() -> None:
    recorded = replace(RECORDED, source=Source(document="midterm report"))
    said = told(BEFORE, BEFORE, FIRMS, plan(target(revisions=(recorded,))))
    english = {finding.code: message_text(finding, Language.EN) for finding in said}
    assert english["G004"] == "firms: weaker revision (60 to 50 (2023-06-30, midterm report))"
    assert english["T010"].endswith("by an edit of the plan (revision 60 → 50 (2023-06-30, midterm report))")
    late = replace(recorded, on=date(2030, 1, 1))
    assert {finding.code for finding in told(BEFORE, BEFORE, FIRMS, plan(target(revisions=(late,))))} == {"G004"}


REVISED, AGAIN = (BEFORE[0], figure(2022, 42)), (BEFORE[0], figure(2022, 41.9))


@pytest.mark.parametrize(
    ("one", "other", "new", "newer"),
    [
        (REVISED, AGAIN, FIRMS, FIRMS),
        ((BEFORE[0], figure(2022, 48.1)), (BEFORE[0], figure(2022, 48.2)), FIRMS, FIRMS),
        (BEFORE, BEFORE, LOWER, plan(target(wants=goal(low=49.0)))),
        (BEFORE, BEFORE, SLIGHTLY, plan(target(wants=goal(low=59.8)))),
        (year(2023, 4.6), year(2023, 4.5), FIRMS, FIRMS),
        (
            tuple(replace(one, unit="户") for one in BEFORE),
            tuple(replace(one, unit="所") for one in BEFORE),
            FIRMS,
            FIRMS,
        ),
        (tuple(replace(one, indicator="qiye") for one in BEFORE), (), FIRMS, FIRMS),
    ],
)
def test_who_accepts_a_change_accepts_no_other_one(one: Figures, other: Figures, new: Plan, newer: Plan) -> None:
    accepted = {finding.fingerprint for finding in told(BEFORE, one, FIRMS, new)}
    later = {finding.fingerprint for finding in told(BEFORE, other, FIRMS, newer) if finding.severity is not NOTE}
    assert later
    assert not accepted & later
    assert accepted == {finding.fingerprint for finding in told(BEFORE, one, FIRMS, new)}


def test_a_region_under_another_name_takes_every_series_along_and_time_is_no_cause_of_it() -> None:
    there = (*BEFORE, figure(2022, 48, "labs"))
    compared = comparison(there, tuple(replace(one, region="某某区") for one in there), TWO)
    assert not [change for change in compared.figures if Aspect.RENAMED not in change.aspects]
    assert {cause.origin for flip in compared.flips for cause in flip.causes} == {Origin.RENAMING}


def test_a_changed_unit_is_told_with_both_units_and_how_to_record_it() -> None:
    said = told(BEFORE, tuple(replace(one, unit="户") for one in BEFORE), FIRMS, FIRMS)
    english = {finding.code: message_text(finding, Language.EN) for finding in said}
    assert "by a changed unit for 2022, 48 家 → 48 户" in " ".join(english.values())
    unit = next(finding for finding in said if finding.code == "R008")
    assert isinstance(unit.arguments["record"], Command)


def test_what_a_class_jump_asks_for_follows_from_its_cause() -> None:
    figures, edit = (
        {finding.code: finding.arguments.get("todo") for finding in said}["T012"]
        for said in (
            told(BEFORE, REVISED, FIRMS, FIRMS),
            told(BEFORE, BEFORE, FIRMS, plan(target(wants=goal(low=44.0)))),
        )
    )
    assert (figures, edit) == (Label("gate.changed_status.check_figures"), Label("gate.changed_status.record"))
