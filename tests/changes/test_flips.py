"""Flips, and which change they come from. The path from 40 in 2020 to 60 in 2025 asks for 4 more a year."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from planck.changes.compare import Compared, State, compare
from planck.changes.flips import lasts_of, without
from planck.changes.side import classes_between, side_of
from planck.engine.outcome import Outcome
from planck.gate.judge import compared as compared_states
from planck.load.before import Before
from planck.model import (
    Figure,
    FigureStatus,
    Measure,
    MethodChoice,
    PartialYear,
    PartialYearRule,
    Period,
    Plan,
    Revision,
)
from planck.model.change import Attribution, Base, Flip, FlipKind, Origin
from planck.model.table import Figures
from tests.building import PLACE, figure, formula, goal, indicator, plan, target, when

FIRMS = plan(target())


def compared(
    old: Plan, new: Plan, before: tuple[Figure, ...], after: tuple[Figure, ...], as_of: str = ""
) -> list[Flip]:
    states = [Before(base=Base(label="x"), plans=(one,), figures=its) for one, its in ((old, before), (new, after))]
    changes = compared_states(states[0], states[1], when(as_of) if as_of else None)
    return list(changes.flips)


def flip(before: tuple[Figure, ...], after: tuple[Figure, ...], old: Plan = FIRMS, new: Plan | None = None) -> Flip:
    [found] = compared(old, new or old, before, after)
    return found


def causes(found: Flip) -> list[tuple[Origin, str]]:
    return [
        (cause.origin, cause.figure.figure.period.label if cause.figure else cause.edit.field if cause.edit else "")
        for cause in found.causes
    ]


def test_a_new_figure() -> None:
    # 48 of 48 in 2022; 49 of 52 in 2023 is 9 of 12, or 0.75.
    found = flip((figure(2022, 48),), (figure(2022, 48), figure(2023, 49)))
    assert (found.old, found.new, found.kind, found.classes) == ("on_schedule", "behind", FlipKind.WORSE, 1)
    assert (found.origin, causes(found), found.attribution) == (
        Origin.NEW_FIGURE,
        [(Origin.NEW_FIGURE, "2023")],
        Attribution.ALONE,
    )


def test_a_revision_is_told_from_what_changed_beside_it() -> None:
    before = (figure(2021, 44), figure(2022, 48))
    found = flip(before, (figure(2021, 43), figure(2022, 45)))
    assert causes(found) == [(Origin.REVISION, "2022")]
    assert found.origin is Origin.REVISION
    beside = plan(target("labs", wants=goal(low=100.0)), target())
    assert causes(flip(before, (figure(2021, 43), figure(2022, 45)), beside)) == causes(found), "by its own goal"


BOTH = [(Origin.REVISION, "2022"), (Origin.PLAN, "goal")]


def goals(old: float, new: float, before: float, after: float) -> Flip:
    return flip(
        (figure(2022, before),),
        (figure(2022, after),),
        plan(target(wants=goal(low=old))),
        plan(target(wants=goal(low=new))),
    )


def test_an_edit_of_the_goal_and_a_figure_each_enough_alone() -> None:
    found = goals(60, 58, 46.9, 47.5)
    # 6.9 of 8 is 0.8625, 6.9 of 7.2 is 0.958; 7.5 of 8 is 0.9375; 7.5 of 7.2 is 1.042.
    assert (found.new, found.attribution, causes(found)) == ("on_schedule", Attribution.ALONE, [(Origin.PLAN, "goal")])
    assert (found.old, found.kind, found.classes) == ("behind", FlipKind.BETTER, -1)


def test_two_changes_that_both_are_needed() -> None:
    # 6.9 of 8 is 0.8625; 6.9 of 7.4 is 0.932; 7.5 of 8 is 0.9375; 7.5 of 7.4 is 1.01.
    found = goals(60, 58.5, 46.9, 47.5)
    assert (found.old, found.new) == ("behind", "on_schedule")
    assert (found.attribution, causes(found), found.origin) == (Attribution.NEEDED, BOTH, Origin.SEVERAL)


def test_two_changes_that_do_it_only_together() -> None:
    # 3 of 8 is off track, and 3 of 6.8 (0.44); 7 of 8 is behind; 7 of 6.8 is on schedule.
    found = goals(60, 57, 43, 47)
    assert (found.old, found.new) == ("off_track", "on_schedule")
    assert (found.attribution, causes(found)) == (Attribution.TOGETHER, BOTH)


def test_a_figure_taken_away_a_unit_and_a_name() -> None:
    before = (figure(2021, 44), figure(2022, 45))
    gone = flip(before, before[:1])
    assert (gone.old, gone.new, gone.origin) == ("behind", "on_schedule", Origin.REMOVAL)
    early = figure(2019, 1), figure(2019, 1.1)
    gone = flip((*before, early[0]), (early[1], before[0]))
    assert causes(gone) == [(Origin.REMOVAL, "2022")], "the last row stands"
    unit = flip(before[:1], (figure(2021, 44, unit="户"),))
    assert (unit.new, unit.kind, unit.origin) == ("not_assessed", FlipKind.NO_LONGER_ASSESSED, Origin.UNIT)
    name = flip(before, (figure(2021, 44, "qiye"), figure(2022, 45, "qiye")))
    assert (name.new, name.origin, name.classes) == ("not_assessed", Origin.RENAMING, None)
    back = flip((), before[:1])
    assert back.kind is FlipKind.NEWLY_ASSESSED


def test_another_series_that_goes_on_takes_no_verdict_away() -> None:
    of = plan(target(due=2022), target("labs"))
    labs = (figure(2021, 44, "labs"), figure(2023, 52, "labs"))
    assert not compared(of, of, (figure(2021, 44), labs[0]), (figure(2021, 44), *labs))


def test_another_series_that_moves_the_time_on_brings_a_revision_of_the_goal_into_force() -> None:
    # 60 was asked for in 2022; from 40 to 100 in 2025 asks for 64 in 2022, and 20 of 24 is 0.83.
    later = Revision(on=date(2023, 6, 30), goal=goal(low=100.0), due=when(2025), reason="census", place=PLACE)
    of = plan(target(due=2022, revisions=(later,)), target("labs"))
    labs = (figure(2022, 48, "labs"), figure(2023, 52, "labs"))
    firms = (figure(2021, 50), figure(2022, 60))
    for status in (FigureStatus.UNSTATED, FigureStatus.ASSUMED):
        newest = replace(labs[1], status=status)
        found = flip((*firms, labs[0]), (figure(2021, 50.1), firms[1], labs[0], newest), of)
        assert (found.target.id, found.old, found.new) == ("firms", "achieved", "behind")
        assert (causes(found), found.attribution) == ([(Origin.TIME, "")], Attribution.ALONE)
    assert not compared(of, of, (*firms, labs[0]), (*firms, *labs), "2022"), "as of a time that was given"
    early = plan(target(revisions=(replace(later, due=None),)))
    sides = (figure(2021, 44), figure(2022, 48)), (figure(2021, 44.1), figure(2022, 45))
    [given] = compared(early, early, *sides, "2022")
    assert causes(given) == [(Origin.REVISION, "2022")], "by the goal of that time"
    # Of 36 on the way to 76 in 2023 34 are 0.944, behind; what is printed as 74 may be 74.5, which is 0.958.
    [rounded] = compared(of, of, (figure(2023, 76),), (figure(2023, 74),))
    assert (rounded.old, rounded.new, rounded.rounding) == ("on_schedule", "behind", True)
    # 59 alone misses the first goal, and 70 is ahead of the path to the second.
    both = flip((figure(2022, 70), labs[0]), (figure(2022, 59), *labs), of)
    assert (both.old, both.new, both.attribution) == ("achieved", "behind", Attribution.TOGETHER)
    assert causes(both) == [(Origin.REVISION, "2022"), (Origin.TIME, "")]


def test_the_last_figures_of_every_series_come_newest_first() -> None:
    every = replace(FIRMS.targets[0].region, every=True, name="", code="", aliases=())
    of = plan(replace(target(), region=every), replace(target("labs"), region=every), region=every)
    lasts = {("firms", "甲"): 2021, ("firms", "乙"): 2022, ("labs", "甲"): 2024, ("labs", "乙"): 2023}
    figures = [figure(year, 44, name, region=region) for (name, region), last in lasts.items() for year in (2020, last)]
    found = lasts_of(side_of(of, Figures.of(figures), None).selection)
    told = [(period.label, *series) for period, *series in found]
    assert told == [
        ("2024", "labs", "甲"),
        ("2023", "labs", "乙"),
        ("2022", "firms", "乙"),
        ("2021", "firms", "甲"),
    ]
    assert without(found, {"labs"}, "甲") == when(2023)
    assert without(found, {"labs", "firms"}, "甲") == when(2023)
    assert without(found, {"firms"}, "甲") == when(2024)
    assert without((), {"firms"}, "甲") is None
    assert lasts_of(side_of(of, Figures.of(()), None).selection) == ()


def test_a_formula_brings_the_figures_of_its_inputs() -> None:
    share = replace(indicator(), formula=formula("a / b"))
    parts = (share, indicator("a", measure=Measure.FLOW), indicator("b", measure=Measure.FLOW))
    of = plan(target(), indicators=parts)
    before = (figure(2022, 96, "a"), figure(2022, 2, "b"))
    found = flip(before, (figure(2022, 90, "a"), before[1]), of)
    assert (found.old, found.new) == ("on_schedule", "behind")
    assert causes(found) == [(Origin.REVISION, "2022")]
    two = (figure(2021, 88, "a"), figure(2021, 2, "b"))
    found = flip((*two, *before), (figure(2021, 89, "a"), two[1], figure(2022, 90, "a"), before[1]), of)
    assert causes(found) == [(Origin.REVISION, "2022")], "with what stands of the others"
    torn = flip(before, (*before, figure(2022, 95, "a", line=3)), of)
    assert (causes(torn), torn.kind) == ([(Origin.CONTRADICTION, "")], FlipKind.NO_LONGER_ASSESSED), "one of its inputs"
    less = replace(of, indicators=(replace(share, formula=formula("a / b - 3")), *parts[1:]))
    assert causes(flip(before, before, of, less)) == [(Origin.PLAN, "indicator")]
    beside = flip((*two, *before), (figure(2021, 89, "a"), two[1], *before), of, less)
    assert causes(beside) == [(Origin.PLAN, "indicator")], "a figure beside it does nothing"


def test_a_formula_reads_the_baselines_of_other_targets() -> None:
    less = replace(indicator(), formula=formula("a - baseline(labs)"))
    of, now = (
        plan(target(), target("labs", baseline=start), indicators=(less, indicator("a"), indicator("labs")))
        for start in (40.0, 43.0)
    )
    found = flip((figure(2022, 88, "a"),), (figure(2022, 88, "a"),), of, now)
    assert (found.old, found.new, causes(found)) == ("on_schedule", "behind", [(Origin.PLAN, "baseline")])


def test_many_changes_are_tried_by_sort() -> None:
    months = [f"2021-{month:02d}" for month in range(1, 13)] + [f"2022-{month:02d}" for month in range(1, 13)]
    of = plan(
        target(wants=goal(low=60.0), baseline=40.0),
        indicators=(indicator(measure=Measure.STOCK),),
    )
    before = (*(figure(month, 44) for month in months), figure(2023, 52))
    after = (*(figure(month, 43) for month in months), figure(2023, 44))
    found = flip(before, after, of)
    assert (found.origin, len(found.causes), found.causes[0].figure) == (Origin.REVISION, 1, None)
    assert len(found.causes[0].figures) == 25
    found = flip(before[1:], after[1:], of)
    assert causes(found) == [(Origin.REVISION, "2023")], "24 are tried one by one"


@pytest.mark.parametrize(
    ("value", "text", "by_rounding"), [(48.4, "48.4", False), (47.5, "48", True), (44, "44", False)]
)
def test_rounding(value: float, text: str, by_rounding: bool) -> None:
    # The border to behind is 47.6: printed as 48 it could be 47.5 to 48.5.
    of = plan(target())
    before = (figure(2022, 50 if value < 48 else 46),)
    found = compared(of, of, before, (figure(2022, value if text != "48" else 48, text=text),))
    assert [one.rounding for one in found] == [by_rounding]
    early = figure(2021, 44)
    later = figure(2022, value if text != "48" else 48, text=text)
    assert [one.rounding for one in compared(of, of, (early, *before), (early, later))] == [by_rounding], "the newest"


def test_what_was_made_from_half_a_year_has_no_digits_of_its_own() -> None:
    halves = PartialYear(rule=PartialYearRule.SHARES, shares=(("H1", 0.5),))
    of = plan(target(), indicators=(indicator(measure=Measure.FLOW, partial_year=halves),))
    # 23.5 and 23.81 are half of 47 and 47.62; from 47.6 on it is on schedule.
    found = flip((figure("2022-H1", 23.5),), (figure("2022-H1", 23.81),), of)
    assert (found.old, found.new, found.rounding) == ("behind", "on_schedule", False)


def test_another_method_has_other_classes() -> None:
    found = flip((figure(2022, 48),), (figure(2022, 48),), FIRMS, plan(target(method=MethodChoice(name="pacing"))))
    assert (found.kind, found.classes, found.origin) == (FlipKind.OTHER_METHOD, None, Origin.PLAN)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        # From 40 in 2020 to 60 in 2025: 48 of 56 in 2024 is off track, and 59 in 2025 is no step from that.
        (48, 59, ("off_track", "missed", FlipKind.WORSE, 0)),
        (61, 62, ("achieved_early", "achieved", FlipKind.BETTER, 0)),
        (61, 59, ("achieved_early", "missed", FlipKind.WORSE, 4)),
        (39, 59, ("reversing", "missed", FlipKind.BETTER, -1)),
    ],
)
def test_which_way_a_status_goes_at_its_date(before: float, after: float, told: tuple[str, str, FlipKind, int]) -> None:
    there = (figure(2024, before),)
    found = flip(there, (*there, figure(2025, after)))
    assert (found.old, found.new, found.kind, found.classes) == told


@pytest.mark.parametrize(
    ("old", "new", "classes"),
    [
        ("behind", "missed", 1),
        ("on_schedule", "missed", 2),
        ("ahead", "achieved", -1),
        ("reversing", "missed", -1),
        ("ahead", "reversing", 4),
        ("ahead", "not_assessed", None),
    ],
)
def test_classes(old: str, new: str, classes: int | None) -> None:
    assert classes_between("schedule", old, new) == classes


def test_a_new_plan_flips_nothing_and_a_new_target_neither() -> None:
    two = plan(target(), target("labs"))
    labs = (figure(2022, 42, "labs"),)
    assert not compared(plan(target("rooms"), id="other"), two, labs, labs)
    assert not compared(FIRMS, two, labs, labs)


def test_every_region_of_the_figures() -> None:
    every = replace(FIRMS.targets[0].region, every=True, name="", code="", aliases=())
    of = plan(replace(target(), region=every), region=every)
    before = (figure(2022, 48, region="甲"), figure(2022, 48, region="乙"))
    [found] = compared(of, of, before, (before[0], figure(2022, 45, region="乙")))
    assert (found.region, found.new) == ("乙", "behind")
    [come] = compared(of, of, before, (*before, figure(2022, 45, region="丙")))
    assert (come.region, come.kind, come.target.id) == ("丙", FlipKind.NEWLY_ASSESSED, "firms")


def any_compared(**more: Any) -> Compared:
    return compare(
        Base(label="x"), State(plans=(), figures=Figures.of(())), [], State(plans=(), figures=Figures.of(())), **more
    )


def test_periods_that_only_one_side_has() -> None:
    sides = [
        State(plans=(), figures=Figures.of([figure(year, value) for year, value in figures]))
        for figures in (((2019, 1), (2020, 2), (2021, None)), ((2020, 2), (2021, 3), (2022, 4), (2023, None)))
    ]
    changes = compare(Base(label="x"), sides[0], [], sides[1]).changes
    assert [period.label for period in changes.come] == ["2021", "2022"]
    assert [period.label for period in changes.gone] == ["2019"]


def test_a_region_under_another_name_is_told_once_and_only_where_the_plan_names_it() -> None:
    old = tuple(
        figure(year, value, name, region="下城区")
        for name, value in (("firms", 44), ("labs", 48))
        for year in (2021, 2022)
    )
    new = tuple(replace(one, region="新拱墅") for one in old)
    every = replace(FIRMS.targets[0].region, every=True, name="", code="", aliases=())
    for of, names in ((FIRMS, 0), (plan(replace(target(), region=every), region=every), 0), (with_region("下城区"), 1)):
        side = side_of(of, Figures.of(new), None)
        states = [State(plans=(of,), figures=Figures.of(figures)) for figures in (old, new)]
        found = compare(Base(label="x"), states[0], [side], states[1])
        assert [(one.old, one.new) for one in found.changes.series if not one.was[1]] == [("下城区", "新拱墅")]
        assert [(one.old, one.new) for one in found.plans[0].series if not one.was[1]] == [("下城区", "新拱墅")] * names
    assert len(found.changes.series) == 1, "its series follow from that"


def with_region(name: str) -> Plan:
    """A plan of a region with another name."""
    region = replace(FIRMS.region, name=name, code="", aliases=())
    return plan(target(region=region), region=region)


@pytest.mark.parametrize(
    ("old", "new", "is_one"),
    [
        (plan(target(), target("labs")), plan(target(), target("halls")), True),
        (plan(target(), target("labs"), target("rooms")), plan(target(), target("halls"), target("parks")), False),
        (with_region("别区"), plan(target()), False),
    ],
)
def test_a_plan_under_another_id_is_the_same_by_half_of_its_targets(old: Plan, new: Plan, is_one: bool) -> None:
    moved = replace(new, id="other", place=replace(PLACE, file="other.yaml"))
    figures = [Figures.of([figure(2022, value)]) for value in (48, 49)]
    states = [State(plans=(of,), figures=each) for of, each in zip((old, moved), figures, strict=True)]
    [found] = compare(Base(label="x"), states[0], [side_of(moved, figures[1], None)], states[1]).plans
    assert (found.old is not None) is is_one
    sides = [{one.value for series in side.values() for one in series} for side in (found.old_series, found.new_series)]
    assert sides == [{48} if is_one else set(), {49}], "a new plan has had no figures"


def test_nothing_at_all() -> None:
    assert any_compared().changes.nothing
    assert Period.year(2021) < Period.year(2022)


def test_an_indicator_that_the_other_state_does_not_have() -> None:
    old = plan(target("goal", indicator="firms"))
    new = plan(target("goal", indicator="companies"))
    found = flip((figure(2022, 48),), (figure(2022, 40, "companies"),), old, new)
    assert (found.old, found.new) == ("on_schedule", "off_track")


def regions(count: int) -> tuple[Plan, tuple[Figure, ...], tuple[Figure, ...]]:
    """Every one of so many regions flips by its new figure, while the time of judgement goes on."""
    every = replace(FIRMS.targets[0].region, every=True, name="", code="", aliases=())
    of = plan(replace(target(), region=every), replace(target("labs"), region=every), region=every)
    old = tuple(figure(2022, 48, region=f"区{at}") for at in range(count))
    return of, old, (*old, *(figure(2023, 45, region=f"区{at}") for at in range(count)))


def test_a_round_of_trials_is_one_pass_however_many_regions_flip(monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[int] = []

    def counted(*given: Any) -> Any:
        passes.append(1)
        return Outcome(*given)

    monkeypatch.setattr("planck.assess.case.Outcome", counted)
    counts = []
    for count in (2, 50):
        passes.clear()
        of, before, after = regions(count)
        assert len(compared(of, of, before, after)) == count
        counts.append(len(passes))
    assert counts[0] == counts[1]
