"""The policy of the gate as PIPELINES.md says it, every row of its table held by cases."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess.plan import PlanResult, assess_plan, with_method
from planck.changes.scores import Score
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Bar, Gated
from planck.gate import judge as judging
from planck.gate.judge import Ask, Present, Verdict, at_the_gate
from planck.load.before import Before
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
    Target,
)
from planck.model.change import Aspect, Base, Origin, RecordedReason, TargetEvent
from planck.model.plan import OwnGoals
from planck.model.table import Figures as Table
from planck.view.message import message_text
from planck.words import Label
from tests.building import HERE, PLACE, figure, goal, indicator, plan, target, when

from .test_checks import FIRMS, Card, Figures, Scored, Unit, because, comparison

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
        of((figure(2022, 42), *LABS), (figure(2022, 42), *LABS), WARNING, TWO, FIRMS),
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


def points(result: PlanResult, figures: Table, model: Any) -> PlanResult:
    """Points as plain as can be: what each figure is above 50, and what the model adds."""
    total = sum(figures.value.tolist()) - 50 * len(figures) + (model or 0)
    return Scored(Card((Unit("", total, None, ()),)))  # type: ignore[return-value]


FELL = (figure(2021, 44), figure(2022, 52))
FLOOR = replace(FIRMS, gate=Gate(max_drop=1))


def judged(before: Before, present: Present, counted: list[int] | None = None) -> Verdict:
    """The verdict on what is there now."""

    def judge(*given: Any) -> PlanResult:
        (counted if counted is not None else []).append(1)
        return points(*given)

    results = [assess_plan(one, present.figures, None) for one in present.plans]
    return at_the_gate(results, present, Ask(before=before), judge)


def test_the_score_of_a_new_plan_has_not_moved() -> None:
    present = Present(plans=(FLOOR,), figures=Table.of(FELL))
    for old, moves in (((FLOOR,), 1), ((), 0)):
        verdict = judged(Before(base=Base(label="main"), plans=old, figures=FELL[:1]), present)
        assert verdict.changes
        assert len(verdict.changes.scores) == moves


def test_targets_of_a_plan_that_is_gone_are_put_back_from_where_it_was() -> None:
    old = replace(TWO, id="other", place=replace(PLACE, file="abc:p/old.yaml"), targets=TWO.targets[1:])
    old = replace(old, targets=(replace(old.targets[0], place=replace(PLACE, file="abc:p/old.yaml")),))
    present = Present(plans=(FIRMS,), figures=Table.of(BEFORE))
    back = Command(words=("git", "checkout", "abc", "--", ":/p/old.yaml"))
    for base, cure in ((Base(label="old.yaml"), "old.yaml"), (Base(label="main", commit="abc"), back)):
        [gone] = judged(Before(base=base, plans=(FIRMS, old), figures=BEFORE), present).of_gone
        assert (gone.code, gone.target, gone.arguments["cure"]) == ("G004", "labs", cure)


@pytest.mark.parametrize(
    ("after", "reasons", "worst", "asked"),
    [
        ((*FELL, figure(2023, 52)), (), NOTHING, 2),
        ((*FELL, figure(2023, 49)), (), NOTHING, 2),
        ((*FELL, figure(2023, 48.9)), (), WARNING, 3),
        ((FELL[0], figure(2022, 48)), (), ERROR, 3),
        ((FELL[0], figure(2022, 48)), (because(52, 48),), WARNING, 3),
        (FELL[:1], (), ERROR, 3),
        (FELL[:1], (because(52, None),), WARNING, 3),
        # What owes a reason took it no further than the one point that is allowed.
        ((figure(2021, 43), figure(2022, 48)), (because(52, 48),), WARNING, 3),
        ((figure(2021, 42.9), figure(2022, 48)), (because(52, 48),), ERROR, 3),
    ],
)
def test_a_score_may_fall_by_what_owes_no_reason(
    after: Figures, reasons: tuple[RecordedReason, ...], worst: Severity | None, asked: int
) -> None:
    counted: list[int] = []
    before = Before(base=Base(label="main"), plans=(FLOOR,), figures=FELL)
    verdict = judged(before, Present(plans=(FLOOR,), figures=Table.of(after), recorded=reasons), counted)
    assert [one.severity for one in verdict.findings[0] if one.code == "G002"] == ([worst] if worst else [])
    told_of = {one.code: one for one in verdict.findings[0]}
    assert ("R001" in told_of) is any(one.period == FELL[1].period and one.value == 48 for one in after)
    assert all(isinstance(one.arguments["cure"], Command) for code, one in told_of.items() if code[0] in "RT")
    assert len(counted) == asked, "by what may pass it is judged only where it fell too far"
    assert verdict.changes
    [move] = verdict.changes.scores or [None]
    assert (move.new if move else -4) == pytest.approx(sum(one.value - 50 for one in after if one.value))


LABS_TOO = (target(), target("labs", wants=goal(low=70.0)))


@pytest.mark.parametrize(
    ("old", "new", "worst"),
    [
        ((target(),), (target(),), WARNING),
        ((target(),), (target(revisions=(RECORDED,)),), WARNING),
        ((target(wants=goal(low=70.0)),), (target(),), ERROR),
        (LABS_TOO, (target(revisions=(RECORDED,)), target("labs")), ERROR),
        (LABS_TOO, (target(),), ERROR),
    ],
)
def test_an_edit_that_owes_a_reason_takes_the_model_along(
    old: tuple[Target, ...], new: tuple[Target, ...], worst: Severity
) -> None:
    known = (indicator(), indicator("labs"))
    was, now = (plan(*targets, indicators=known, gate=Gate(max_drop=1)) for targets in (old, new))
    models: list[Any] = [{"plan": 5.0}, {"plan": 2.0}]
    before = Before(base=Base(label="main"), plans=(was,), figures=FELL, models=models[0])
    verdict = judged(before, Present(plans=(now,), figures=Table.of(FELL), models=models[1]))
    assert [one.severity for one in verdict.findings[0] if one.code == "G002"] == [worst]


def test_what_cannot_be_read_is_not_gone() -> None:
    here, there = Place("f.csv", 2), Place("abc:f.csv", 2)
    old = (*(replace(one, place=there) for one in FELL), figure(2022, 48, "labs"))
    new = (figure(2021, 45),)
    files = {"abc:f.csv": "f.csv", "abc:plan.yaml": "plan.yaml"}
    of = replace(TWO, place=replace(PLACE, file="abc:plan.yaml"))
    before = Before(base=Base(label="main", commit="abc"), plans=(of,), figures=old, files=files)
    now = replace(TWO, targets=TWO.targets[:1])

    # Of the same name in another file, which was read.
    beside = replace(plan(target("labs"), id="beside"), place=replace(PLACE, file="beside.yaml"))

    def changed(*unread: str) -> tuple[list[tuple[str, str, tuple[Aspect, ...]]], int, bool]:
        figures = Table.of(replace(one, place=here) for one in new)
        verdict = judged(before, Present(plans=(now, beside), figures=figures, unread=frozenset(unread)))
        assert verdict.changes
        told_ = [(one.figure.indicator, one.figure.period.label, one.aspects) for one in verdict.changes.figures]
        gone = [one for one in verdict.changes.targets if one.event is TargetEvent.REMOVED]
        return told_, len(gone), verdict.changes.partly

    revised, removed, labs = (
        ("firms", "2021", (Aspect.REVISED,)),
        ("firms", "2022", (Aspect.REMOVED,)),
        ("labs", "2022", (Aspect.REMOVED,)),
    )
    assert changed() == ([revised, removed, labs], 1, False)
    assert changed("f.csv") == ([revised, labs], 1, True)
    assert changed("plan.yaml") == ([revised, removed, labs], 0, True)
    assert changed("f.csv", "figures.csv") == ([revised], 1, True)


def test_the_base_is_judged_as_of_its_own_time_unless_one_is_given() -> None:
    # The goal of 2022 is met; a later one counts once there are figures of its time, and 60 of 64 is behind.
    later = Revision(on=date(2023, 6, 30), goal=goal(low=100.0), due=when(2025), reason="census", place=PLACE)
    of = plan(target(due=2022, revisions=(later,)), target("labs"))
    there = (figure(2022, 60), *LABS)
    before = Before(base=Base(label="main"), plans=(of,), figures=there)
    verdict = judged(before, Present(plans=(of,), figures=Table.of((*there, figure(2023, 52, "labs")))))
    assert verdict.changes
    assert [(flip.target.id, flip.origin) for flip in verdict.changes.flips] == [("firms", Origin.TIME)]


def test_what_did_not_change_belongs_to_the_earlier_state() -> None:
    there = Before(base=Base(label="main"), unchanged=frozenset({PLACE.file, "figures.csv"}))
    verdict = judged(there, Present(plans=(FIRMS,), figures=Table.of(BEFORE)))
    assert verdict.changes
    assert verdict.changes.nothing
    [plan_, figures] = (
        judged(replace(there, unchanged=frozenset({one})), Present(plans=(FIRMS,), figures=Table.of(BEFORE))).changes
        for one in (PLACE.file, "figures.csv")
    )
    assert plan_
    assert figures
    assert (len(plan_.figures), len(plan_.targets)) == (2, 0)
    assert (len(figures.figures), len(figures.targets)) == (0, 1)
