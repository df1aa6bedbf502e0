"""Targets judged by figures: from values to assessments."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess.columns import all_together, columns_of
from planck.assess.plan import Result, assess_plan, with_method
from planck.assess.target import Split, against, counted, level_of, split
from planck.engine.method import METHODS
from planck.model import (
    Assessment,
    Baseline,
    Comparator,
    Figure,
    FigureStatus,
    Flag,
    Indicator,
    Level,
    Measure,
    MethodChoice,
    Milestone,
    Missing,
    Opinion,
    PartialYear,
    PartialYearRule,
    Period,
    Plan,
    Quantity,
    RateKind,
    Reading,
    Region,
    Revision,
    Rule,
    Severity,
)
from planck.model.plan import OwnGoals
from tests.building import PLACE, figure, formula, goal, indicator, plan, target, told, when

EVERY = Region(every=True)


def ratio(id_: str = "firms") -> Indicator:
    return indicator(id_, measure=Measure.RATIO, unit="%")


def assess(of: Plan, *figures: Figure, as_of: str = "") -> Assessment:
    return assess_plan(of, figures, when(as_of) if as_of else None).assessments[0]


def flow(**more: Any) -> Indicator:
    return indicator(measure=Measure.FLOW, **more)


def test_an_assessment_holds_what_the_verdict_rests_on() -> None:
    found = assess(plan(target()), figure(2020, 40), figure(2022, 48, text="48.0"))
    assert (found.status, found.met, found.on_path) == ("on_schedule", False, True)
    assert isinstance(found.latest, Reading)
    assert (found.latest.period.label, found.latest.text, found.judged) == ("2022", "48.0", 48)
    assert (found.elapsed, found.way, found.path_value, found.gap) == pytest.approx((0.4, 0.4, 48, 0))
    assert (found.goal_value, found.goal_low, found.goal_high, found.baseline) == (60, 60, None, 40)
    assert found.rate_kind is RateKind.UNITS
    assert [reading.period.label for reading in found.series] == ["2020", "2022"]


def opinion(level: Level, method: str = "statcan") -> Opinion:
    return Opinion(method=method, status="", level=level, reason="measured", quantity=1.0)


@pytest.mark.parametrize(
    ("levels", "parted"),
    [
        ([], Split.NOT_ASSESSED),
        ([Level.NOT_ASSESSED], Split.NOT_ASSESSED),
        ([Level.BEHIND, Level.BEHIND, Level.NOT_ASSESSED], Split.NONE),
        ([Level.BEHIND, Level.OFF_TRACK], Split.LEVEL),
        ([Level.ACHIEVED, Level.ON_TRACK], Split.LEVEL),
        ([Level.ON_TRACK, Level.BEHIND], Split.YES_NO),
        ([Level.ACHIEVED, Level.MISSED, Level.NOT_ASSESSED], Split.YES_NO),
    ],
)
def test_how_far_opinions_part(levels: list[Level], parted: Split) -> None:
    assert split(map(opinion, levels)) is parted


def test_opinions_that_count_and_those_that_say_otherwise() -> None:
    said = (
        opinion(Level.ON_TRACK, "schedule"),
        opinion(Level.BEHIND, "unsd"),
        opinion(Level.REVERSING, "unsd_2022"),
        opinion(Level.ACHIEVED, "statcan"),
        opinion(Level.NOT_ASSESSED, "dns"),
    )
    own = told(assess(plan(target()), figure(2022, 48)), opinions=said)
    assert [one.method for one in counted(own)] == ["schedule", "unsd", "statcan", "dns"]
    assert [one.method for one in against(own)] == ["unsd"]
    # A variant counts where the plan has chosen it.
    variant = replace(own, method="unsd_2022")
    assert [one.method for one in counted(variant)] == ["schedule", "unsd", "unsd_2022", "statcan", "dns"]
    assert [one.method for one in against(variant)] == ["schedule", "statcan"]
    assert against(replace(own, method="dns")) == against(replace(own, method="sdsn")) == ()


def test_another_method_takes_the_place_of_that_of_the_plan_with_its_borders() -> None:
    own = MethodChoice(name="schedule", borders=(("ahead", 1.1),))
    of = plan(target(method=own))
    assert with_method(of, "") is of
    assert with_method(of, "schedule") == of
    assert with_method(of, "unsd").targets[0].method == MethodChoice(name="unsd")


def test_a_region_with_a_goal_of_its_own() -> None:
    everywhere = Region(every=True)
    figures = [figure(2022, 48, region=name) for name in ("甲", "乙")]
    for wants, bounds in ((goal(low=60.0, printed="60"), (44, 60)), (goal(Comparator.AT_MOST, high=30.0), (44, 30))):
        of = plan(target(region=everywhere, wants=wants), region=everywhere)
        of = replace(of, own_goals=OwnGoals(values={"firms": {"甲": 44.0}}))
        found = {each.region: each for each in assess_plan(of, figures, None).assessments}
        told_of = {name: (each.goal.low or each.goal.high, each.goal.printed) for name, each in found.items()}
        assert told_of == {"甲": (bounds[0], ""), "乙": (bounds[1], wants.printed)}
        assert (found["甲"].goal_value, found["乙"].goal_value) == bounds


def test_rates_are_named_by_path_and_unit() -> None:
    assert assess(plan(target(path="compound")), figure(2022, 48)).rate_kind is RateKind.GROWTH
    share = plan(target(), indicators=(indicator(unit="%", measure=Measure.RATIO),))
    assert assess(share, figure(2022, 48, unit="%")).rate_kind is RateKind.POINTS


def test_half_a_year_is_not_a_year() -> None:
    found = assess(plan(target(), indicators=(flow(),)), figure("2022-H1", 48))
    assert found.latest is Missing.NOT_COMPARABLE
    assert found.status == "not_assessed"
    assert found.reason.numbers == {"missing": "not_comparable"}


@pytest.mark.parametrize(
    ("rule", "period", "value", "judged"),
    [
        (PartialYear(rule=PartialYearRule.PRO_RATA), "2022-H1", 24, 48),
        (PartialYear(rule=PartialYearRule.PRO_RATA), "2022-01/09", 36, 48),
        (PartialYear(rule=PartialYearRule.AS_IS), "2022-H1", 48, 48),
        (PartialYear(rule=PartialYearRule.SHARES, shares=(("H1", 0.4),)), "2022-H1", 19.2, 48),
    ],
)
def test_half_a_year_meets_a_year_as_the_plan_says(rule: PartialYear, period: str, value: float, judged: float) -> None:
    found = assess(plan(target(), indicators=(flow(partial_year=rule),)), figure(period, value))
    assert found.judged == pytest.approx(judged)
    assert Flag.ANNUALISED in found.flags
    # It stands for its year, so the path is asked at the end of it.
    assert found.path_value == pytest.approx(48)


def test_a_part_of_the_year_without_a_stated_share_is_refused() -> None:
    shares = PartialYear(rule=PartialYearRule.SHARES, shares=(("H1", 0.4),))
    found = assess(plan(target(), indicators=(flow(partial_year=shares),)), figure("2022-Q1", 10))
    assert found.latest is Missing.NOT_COMPARABLE


def test_the_whole_year_takes_the_place_of_its_parts() -> None:
    of = plan(target(), indicators=(flow(partial_year=PartialYear(rule=PartialYearRule.PRO_RATA)),))
    found = assess(of, figure("2022-H1", 20), figure("2022-01/09", 33), figure(2022, 48))
    assert (found.judged, Flag.ANNUALISED in found.flags) == (48, False)
    assert assess(of, figure("2022-H1", 20), figure("2022-01/09", 33)).judged == pytest.approx(44)


def test_a_stock_at_mid_year_is_judged_by_the_path_at_mid_year() -> None:
    found = assess(plan(target()), figure("2022-06", 46))
    assert found.path_value == pytest.approx(46)


def test_a_sum_over_the_plan() -> None:
    talents = plan(target(wants=goal(low=300.0, quantity=Quantity.TOTAL), baseline=None), indicators=(flow(),))
    found = assess(talents, figure(2020, 99), figure(2021, 55), figure("2022-H1", 30))
    assert (found.judged, found.way, found.elapsed) == pytest.approx((85, 85 / 300, 0.3))
    assert found.required_from_baseline == 60
    assert found.status == "behind"  # 0.283 of the way at 0.3 of the time: 0.944
    hole = assess(talents, figure(2022, 61))
    assert hole.latest is Missing.GAP_IN_SUM


def test_a_goal_for_a_half_year_is_met_by_a_half_year() -> None:
    events = plan(target(wants=goal(low=10.0), baseline=None, due="2022-H2"), indicators=(flow(),))
    assert assess(events, figure("2022-H2", 11)).status == "achieved"
    assert assess(events, figure(2022, 11)).latest is Missing.NOT_COMPARABLE


def test_amounts_from_published_growth() -> None:
    by_growth = formula("baseline(rd) * chain(rd_growth)")
    growth = indicator("rd_growth", measure=Measure.RATIO, unit="%")
    amount = indicator("rd", measure=Measure.FLOW, unit="亿元", formula=by_growth)
    of = plan(target("rd", baseline=20.0, wants=goal(low=40.0), path="compound"), indicators=(growth, amount))
    grown = figure(2021, 0.3, "rd_growth", unit="%")
    found = assess(of, grown)
    assert found.judged == pytest.approx(20.06)
    assert found.required_from_now == pytest.approx(0.1883, abs=5e-5)
    assert isinstance(found.latest, Reading)
    assert found.latest.figures == (grown,)
    assert Flag.DERIVED in found.flags
    published = assess(of, grown, figure(2021, 21, "rd", unit="亿元"))
    assert (published.judged, Flag.DERIVED in published.flags) == (21, False)


def test_a_ratio_from_two_amounts_is_in_per_cent() -> None:
    share = indicator("share", measure=Measure.RATIO, unit="%", formula=formula("rd / gdp"))
    of = plan(
        target("share", baseline=1.1, wants=goal(low=1.5)),
        indicators=(share, indicator("rd", measure=Measure.FLOW), indicator("gdp", measure=Measure.FLOW)),
    )
    found = assess(of, figure(2022, 24, "rd"), figure(2022, 2000, "gdp"))
    assert found.judged == pytest.approx(1.2)


def test_a_goal_above_another_series() -> None:
    gdp = indicator("gdp_growth", measure=Measure.RATIO, unit="%")
    services = indicator("services", measure=Measure.RATIO, unit="%")
    above = goal(Comparator.ABOVE_SERIES, series="gdp_growth")
    of = plan(target("services", wants=above, baseline=None, due=2022), indicators=(gdp, services))
    fast = (figure(2022, 8, "services", unit="%"), figure(2022, 7, "gdp_growth", unit="%"))
    slow = (figure(2022, 7, "services", unit="%"), figure(2022, 7, "gdp_growth", unit="%"))
    assert assess(of, *fast).status == "achieved"
    assert assess(of, *slow).status == "missed"
    assert assess(of, fast[0]).latest is Missing.NO_FIGURE
    below = plan(
        target("services", wants=goal(Comparator.BELOW_SERIES, series="gdp_growth"), baseline=None, due=2022),
        indicators=(gdp, services),
    )
    assert assess(below, *fast).status == "missed"


def test_above_another_series_in_one_year_is_not_yet_the_goals_year() -> None:
    gdp, services = indicator("g", measure=Measure.RATIO, unit="%"), indicator("a", measure=Measure.RATIO, unit="%")
    above = goal(Comparator.ABOVE_SERIES, series="g")
    of = plan(target("a", wants=above, baseline=None, due=2025), indicators=(gdp, services))
    g = figure(2022, 7, "g", unit="%")
    assert assess(of, figure(2022, 8, "a", unit="%"), g).status == "on_schedule"
    assert assess(of, figure(2022, 6, "a", unit="%"), g).status == "not_assessed"


def test_an_event_is_done_or_not() -> None:
    event = plan(
        target(wants=goal(Comparator.DONE, low=1.0), baseline=None),
        indicators=(indicator(measure=Measure.EVENT, unit=""),),
    )
    assert assess(event, figure("2022-03", 1, unit="")).status == "achieved_early"
    assert assess(event, figure(2022, 0, unit="")).status == "not_assessed"
    assert assess(event, figure(2025, 0, unit="")).status == "missed"


def test_a_revised_goal_decides_from_its_day_and_the_first_one_is_kept() -> None:
    lower = Revision(on=date(2023, 6, 30), goal=goal(low=50.0), due=when(2024), place=PLACE)
    revised = plan(target(revisions=(lower,)))
    found = assess(revised, figure(2023, 47), as_of="2023")
    assert (found.goal_low, found.due.label, found.status) == (50, "2024", "behind")
    assert Flag.REVISED_GOAL in found.flags
    assert [old.goal_low for old in found.superseded] == [60]
    before = assess(revised, figure(2022, 47), as_of="2022")
    assert (before.goal_low, before.superseded) == (60, ())


def test_milestones_and_schedules_bend_the_path() -> None:
    stones = (
        Milestone(period=when(2022), value=42.0, place=PLACE),
        Milestone(period=when(2024), share=0.5, place=PLACE),
    )
    found = assess(plan(target(milestones=stones)), figure(2023, 46))
    assert found.path_value == pytest.approx(46)


def test_a_baseline_from_the_figures() -> None:
    held = Baseline(value=None, period=Period.year(2020), place=PLACE)
    of = plan(replace(target(), baseline=held))
    assert assess(of, figure(2020, 30), figure(2022, 42)).way == pytest.approx(0.4)
    assert assess(of, figure(2022, 42)).baseline is Missing.NO_BASELINE


def test_another_value_for_the_base_year_is_flagged() -> None:
    assert Flag.REBASED in assess(plan(target()), figure(2020, 41), figure(2022, 48)).flags
    assert Flag.REBASED not in assess(plan(target()), figure(2020, 40), figure(2022, 48)).flags


@pytest.mark.parametrize(
    ("status", "flag"),
    [
        (FigureStatus.ASSUMED, Flag.ASSUMED),
        (FigureStatus.PRELIMINARY, Flag.PRELIMINARY),
        (FigureStatus.ESTIMATED, Flag.ESTIMATED),
    ],
)
def test_the_firmness_of_the_newest_figure_is_flagged(status: FigureStatus, flag: Flag) -> None:
    assert flag in assess(plan(target()), figure(2022, 48, status=status)).flags
    assert flag not in assess(plan(target()), figure(2021, 48, status=status), figure(2022, 48)).flags


def test_a_sum_is_as_firm_as_its_weakest_year() -> None:
    of = plan(target(wants=goal(low=300.0, quantity=Quantity.TOTAL), baseline=None), indicators=(flow(),))
    assert Flag.ASSUMED in assess(of, figure(2021, 60, status=FigureStatus.ASSUMED), figure(2022, 60)).flags


def test_flags_of_the_past() -> None:
    assert Flag.MET_THEN_LOST in assess(plan(target()), figure(2021, 61), figure(2022, 59)).flags
    worse = assess(plan(target(baseline=70.0)), figure(2022, 65))
    assert {Flag.MET_AT_BASELINE, Flag.MET_BUT_WORSENING} <= set(worse.flags)
    assert Flag.REACHED_LATE in assess(plan(target()), figure(2025, 59), figure(2026, 61)).flags
    expired = assess(plan(target()), figure(2024, 50), as_of="2026")
    assert Flag.EXPIRED in expired.flags
    assert (expired.status, expired.reason.key) == ("behind", "pace")
    # A figure of a later year says nothing of the goal's own.
    later = assess(plan(target()), figure(2026, 61))
    assert (later.status, later.latest) == ("not_assessed", Missing.NO_FIGURE_FOR_DUE)


def test_a_goal_met_early_and_missed_a_little_since_goes_by_its_pace() -> None:
    # Hand: from 63 in 2020 to 80 in 2025 the path is at 69.8 in 2022; 74 has gone 11 of 17 where 6.8 are asked for.
    of = plan(target(baseline=63.0, wants=goal(low=80.0)))
    found = assess(of, figure(2021, 85), figure(2022, 74))
    assert found.status == "ahead"
    assert found.pace_ratio == pytest.approx(11 / 6.8)
    assert (Flag.MET_THEN_LOST in found.flags, found.reason.numbers) == (True, {"when": "2021"})
    assert assess(plan(target(baseline=81.0, wants=goal(low=80.0))), figure(2022, 79)).status == "reversing"


def test_when_a_lost_goal_was_last_met() -> None:
    assert assess(plan(target()), figure(2021, 61), figure(2022, 59)).reason.numbers == {"when": "2021"}
    assert assess(plan(target(baseline=61.0)), figure(2022, 59)).reason.numbers == {"when": "2020"}


def test_a_broken_yearly_goal_names_its_year() -> None:
    found = assess(plan(target(path="hold", baseline=None)), figure(2021, 61), figure(2022, 59), figure(2023, 62))
    assert (found.status, found.reason.numbers) == ("missed", {"period": "2022", "value": 59.0})
    gap = assess(plan(target(path="hold", baseline=None)), figure(2021, 61), figure(2025, 61))
    assert gap.reason.numbers == {"missing": "gap_in_years"}


def test_no_baseline_and_not_met_is_not_assessed() -> None:
    found = assess(plan(target(baseline=None)), figure(2022, 48))
    assert (found.status, found.reason.numbers) == ("not_assessed", {"missing": "no_baseline"})


def test_every_region_gets_its_own_assessment() -> None:
    every = Region(every=True)
    of = plan(target(region=every), region=every)
    figures = [figure(2022, 48, region="甲"), figure(2022, 60, region="乙"), figure(2021, 44, region="丙")]
    found = assess_plan(of, figures, None).assessments
    assert {one.region: one.status for one in found} == {
        "甲": "on_schedule",
        "乙": "achieved_early",
        "丙": "on_schedule",
    }


def test_judged_as_of_the_newest_period_that_the_plan_uses() -> None:
    found = assess_plan(plan(target()), [figure(2022, 48), figure(2024, 1, region="西湖区")], None)
    assert found.as_of == when(2022)
    assert assess_plan(plan(target()), [], None).as_of is None


def test_a_goal_that_only_a_scenario_had_met_is_flagged_as_assumed() -> None:
    scenario = figure(2021, 61, status=FigureStatus.ASSUMED)
    assert {Flag.ASSUMED, Flag.MET_THEN_LOST} <= set(assess(plan(target()), scenario, figure(2022, 59)).flags)


def test_a_derived_value_names_every_figure_behind_it() -> None:
    change = indicator("change", measure=Measure.RATIO, formula=formula("rd - previous(rd) + 2 * 0"))
    of = plan(
        target("change", baseline=0.0, wants=goal(low=5.0)), indicators=(change, indicator("rd", measure=Measure.FLOW))
    )
    before, after = figure(2021, 20, "rd"), figure(2022, 24, "rd", status=FigureStatus.ASSUMED)
    found = assess(of, before, after)
    assert isinstance(found.latest, Reading)
    assert set(found.latest.figures) == {before, after}
    assert Flag.ASSUMED in found.flags


def test_half_of_the_goals_own_year_decides_nothing_for_good() -> None:
    parts = flow(partial_year=PartialYear(rule=PartialYearRule.PRO_RATA))
    of = plan(target(wants=goal(low=1000.0), baseline=500.0), indicators=(parts,))
    assert assess(of, figure("2025-H1", 450)).status == "behind"  # 900 of 1000: 0.8 of the way at the end
    assert assess(of, figure("2025-H1", 510)).status == "on_schedule"
    assert assess(of, figure(2025, 900)).status == "missed"
    assert assess(of, figure("2023-H1", 510)).status == "ahead"
    met_before = plan(target(wants=goal(low=1000.0), baseline=1100.0), indicators=(parts,))
    assert assess(met_before, figure("2023-H1", 510)).status == "on_schedule"


def test_half_a_year_in_the_base_year_is_not_the_baseline() -> None:
    parts = flow(partial_year=PartialYear(rule=PartialYearRule.PRO_RATA))
    halves = (figure("2020-H1", 22), figure(2022, 48))
    assert Flag.REBASED not in assess(plan(target(), indicators=(parts,)), *halves).flags
    held = Baseline(value=None, period=Period.year(2020), place=PLACE)
    assert assess(plan(replace(target(), baseline=held), indicators=(parts,)), *halves).baseline is Missing.NO_BASELINE


def test_a_revised_goal_leaves_the_milestones_of_the_first_behind() -> None:
    stones = (Milestone(period=when(2023), value=80.0, place=PLACE),)
    lower = Revision(on=date(2022, 1, 1), goal=goal(low=60.0), place=PLACE)
    of = plan(target(wants=goal(low=100.0), milestones=stones, revisions=(lower,)))
    found = assess(of, figure(2023, 52))
    assert found.path_value == pytest.approx(52)
    assert found.status == "on_schedule"


def test_without_a_time_of_judgement_a_revision_is_in_force_before_the_date_of_its_goal() -> None:
    later = Revision(on=date(2023, 6, 30), goal=goal(low=50.0), place=PLACE)
    of = plan(target(revisions=(later,)))
    assert assess(of, figure(2022, 45)).goal_low == 50
    assert assess(of, figure(2022, 45), as_of="2022").goal_low == 60
    [yesterday], [today] = (
        assess_plan(of, (figure(2022, 45),), None, date(2023, 6, day)).assessments for day in (29, 30)
    )
    assert (yesterday.goal_low, today.goal_low) == (60, 50), "what is to come is not yet in force"


def test_nobody_changes_afterwards_what_was_missed() -> None:
    after = Revision(on=date(2030, 1, 1), goal=goal(low=50.0), due=Period.year(2032), place=PLACE)
    of = plan(target(revisions=(after,)))
    assert assess(of, figure(2025, 52)).status == "missed"
    assert assess(of, figure(2025, 52), figure(2030, 45)).goal_low == 50, "the time of the new goal has come"
    extended = replace(after, on=date(2024, 6, 1)), replace(after, goal=goal(low=45.0))
    assert assess(plan(target(revisions=extended)), figure(2025, 52)).goal_low == 45, "by the date that is in force"


def test_a_chain_starts_from_the_base_year_of_the_plan_alone() -> None:
    growth = indicator("g", measure=Measure.RATIO, unit="%")
    amount = indicator("a", measure=Measure.FLOW, formula=formula("baseline(a) * chain(g)"))
    figures = [figure(year, 10, "g", unit="%") for year in (2019, 2020, 2021)]
    here = plan(target("a", baseline=20.0), indicators=(growth, amount))
    assert assess(here, *figures).judged == pytest.approx(22)
    elsewhere = Baseline(value=20.0, period=Period.year(2018), place=PLACE)
    moved = plan(replace(target("a"), baseline=elsewhere), indicators=(growth, amount))
    assert assess(moved, *figures).latest is Missing.NO_FIGURE
    two = plan(target("a", baseline=20.0), target("b", indicator="a", baseline=21.0), indicators=(growth, amount))
    assert assess(two, *figures).latest is Missing.NO_FIGURE


def test_an_assumed_baseline_is_flagged() -> None:
    held = Baseline(value=None, period=Period.year(2020), place=PLACE)
    start = figure(2020, 40, status=FigureStatus.ASSUMED)
    assert Flag.ASSUMED in assess(plan(replace(target(), baseline=held)), start, figure(2022, 48)).flags
    assert Flag.ASSUMED not in assess(plan(target()), start, figure(2022, 48)).flags


def test_a_scenario_that_makes_a_goal_expire_is_flagged() -> None:
    of = plan(target(due=2023), target("labs"))
    figures = (figure(2022, 50), figure(2025, 1, "labs", status=FigureStatus.ASSUMED))
    assert {Flag.ASSUMED, Flag.EXPIRED} <= set(assess(of, *figures).flags)
    assert Flag.ASSUMED not in assess(of, figure(2022, 50), figure(2025, 1, "labs")).flags


def test_an_assumed_figure_outside_the_plan_decides_nothing() -> None:
    every_year = plan(target(path="hold", baseline=None))
    found = assess(every_year, figure(2019, 1, status=FigureStatus.ASSUMED), figure(2021, 61))
    assert Flag.ASSUMED not in found.flags


def test_part_of_a_year_stays_an_estimate_through_a_formula() -> None:
    share = indicator("share", measure=Measure.RATIO, unit="%", formula=formula("x / y"))
    parts = indicator("x", measure=Measure.FLOW, partial_year=PartialYear(rule=PartialYearRule.PRO_RATA))
    of = plan(
        target("share", baseline=1.0, wants=goal(low=3.0)),
        indicators=(share, parts, indicator("y", measure=Measure.FLOW)),
    )
    found = assess(of, figure("2022-H1", 10, "x"), figure(2022, 500, "y"))
    assert found.judged == pytest.approx(4)
    assert {Flag.ANNUALISED, Flag.DERIVED} <= set(found.flags)
    assert found.status == "ahead"


def test_a_half_is_compared_with_the_same_half_and_not_with_a_years_baseline() -> None:
    half = plan(target(wants=goal(low=30.0), baseline=50.0, due="2021-H2"), indicators=(flow(),))
    assert assess(half, figure("2021-H1", 20)).latest is Missing.NOT_COMPARABLE
    found = assess(half, figure("2021-H2", 28))
    assert (found.status, found.baseline) == ("missed", Missing.NO_BASELINE)


def test_a_flow_due_on_a_day_is_the_year_up_to_that_day() -> None:
    by_august = plan(target(wants=goal(low=100.0), baseline=None, due="2021-08-31"), indicators=(flow(),))
    assert assess(by_august, figure("2021-01/08", 120)).status == "achieved"
    assert assess(by_august, figure("2021-01/07", 120)).latest is Missing.NOT_COMPARABLE


def test_what_one_region_cannot_compare_is_no_reason_for_another() -> None:
    every = Region(every=True)
    of = plan(target(region=every), region=every, indicators=(flow(), indicator("other")))
    figures = [figure("2022-H1", 20, region="甲"), figure(2022, 1, "other", region="乙")]
    latest = {one.region: one.latest for one in assess_plan(of, figures, None).assessments}
    assert latest == {"甲": Missing.NOT_COMPARABLE, "乙": Missing.NO_FIGURE}


def test_a_strict_goal_was_last_met_above_its_bound() -> None:
    of = plan(target(wants=goal(Comparator.MORE_THAN, low=10.0, strict=True), baseline=5.0))
    found = assess(of, figure(2021, 11), figure(2022, 10), figure(2023, 9))
    assert found.reason.numbers == {"when": "2021"}


def test_a_level_on_the_last_day_is_that_of_its_year_in_a_formula() -> None:
    ratio = indicator("ratio", measure=Measure.RATIO, unit="", formula=formula("stock / people"))
    of = plan(target("ratio", wants=goal(low=3.0)), indicators=(ratio, indicator("stock"), indicator("people")))
    found = assess(of, figure("2022-12-31", 10, "stock"), figure("2022-Q4", 4, "people"))
    assert found.judged == pytest.approx(2.5)


def test_a_goal_above_another_series_takes_no_baseline_and_keeps_the_published_figure() -> None:
    gdp, services = indicator("g", measure=Measure.RATIO, unit="%"), indicator("a", measure=Measure.RATIO, unit="%")
    above = goal(Comparator.ABOVE_SERIES, series="g")
    of = plan(target("a", wants=above, baseline=5.0, due=2022), indicators=(gdp, services))
    figures = [figure(year, value, name, unit="%") for name, value in (("a", 8), ("g", 7)) for year in (2020, 2022)]
    found = assess(of, *figures)
    assert isinstance(found.latest, Reading)
    assert (found.status, found.latest.value, found.judged) == ("achieved", 8, 1)
    assert Flag.REBASED not in found.flags


def test_the_longest_period_that_ends_last_names_a_sum() -> None:
    of = plan(target(wants=goal(low=300.0, quantity=Quantity.TOTAL), baseline=None), indicators=(flow(),))
    found = assess(of, figure("2021-H1", 50), figure("2021-H2", 70), figure(2021, 120))
    assert isinstance(found.latest, Reading)
    assert (found.latest.period.label, found.judged) == ("2021", 120)


def test_a_revision_is_in_force_on_its_own_day() -> None:
    lower = Revision(on=date(2023, 6, 30), goal=goal(low=50.0), place=PLACE)
    of = plan(target(revisions=(lower,)))
    assert assess(of, figure(2022, 45), as_of="2023-06-30").goal_low == 50
    assert assess(of, figure(2022, 45), as_of="2023-06-29").goal_low == 60


def test_of_several_years_the_newest_in_which_a_lost_goal_was_met() -> None:
    found = assess(plan(target()), figure(2021, 61), figure(2022, 62), figure(2023, 59))
    assert found.reason.numbers == {"when": "2022"}


def test_a_level_due_inside_a_year_starts_from_a_years_baseline() -> None:
    # From the end of 2020 to the end of June 2022: a year and a half; a third of it is over at the end of June 2021.
    found = assess(plan(target(due="2022-06")), figure("2021-06", 46))
    assert found.path_value == pytest.approx(40 + 20 / 3)


def test_the_last_quarter_of_a_flow_is_not_its_year_in_a_formula() -> None:
    ratio = indicator("ratio", measure=Measure.RATIO, unit="", formula=formula("x / y"))
    parts = (ratio, indicator("x", measure=Measure.FLOW), indicator("y", measure=Measure.FLOW))
    of = plan(target("ratio", wants=goal(low=3.0)), indicators=parts)
    assert assess(of, figure("2022-Q4", 10, "x"), figure(2022, 4, "y")).latest is Missing.NO_FIGURE


def test_a_chain_names_the_growth_of_every_year_since_the_base_and_no_other() -> None:
    growth = indicator("g", measure=Measure.RATIO, unit="%")
    amount = indicator("a", measure=Measure.FLOW, formula=formula("baseline(a) * chain(g)"))
    years = {year: figure(year, 10, "g", unit="%") for year in (2019, 2020, 2021, 2022)}
    found = assess(plan(target("a", baseline=20.0), indicators=(growth, amount)), *years.values())
    assert isinstance(found.latest, Reading)
    assert found.latest.figures == (years[2021], years[2022])


def test_a_day_has_no_flow_to_add_to_a_sum() -> None:
    of = plan(target(wants=goal(low=300.0, quantity=Quantity.TOTAL), baseline=None), indicators=(flow(),))
    assert assess(of, figure("2021-12-31", 50)).latest is Missing.NOT_COMPARABLE


def test_another_series_of_another_year_stands_beside_nothing() -> None:
    gdp, services = indicator("g", measure=Measure.RATIO, unit="%"), indicator("a", measure=Measure.RATIO, unit="%")
    of = plan(
        target("a", wants=goal(Comparator.ABOVE_SERIES, series="g"), baseline=None, due=2022),
        indicators=(gdp, services),
    )
    assert assess(of, figure(2021, 8, "a", unit="%"), figure(2022, 7, "g", unit="%")).latest is Missing.NO_FIGURE


def test_what_ends_with_the_base_year_is_no_reason_why_nothing_can_be_compared() -> None:
    of = plan(target(), indicators=(flow(),))
    assert assess(of, figure("2020-H2", 20)).latest is Missing.NO_FIGURE


@pytest.mark.parametrize(("value", "bound", "on_path"), [(106, 60, False), (55, 60, True), (30, 40, False)])
def test_a_range_that_the_baseline_keeps_is_asked_by_its_nearer_bound(
    value: float, bound: float, on_path: bool
) -> None:
    of = plan(target(baseline=50.0, wants=goal(low=40.0, high=60.0)))
    found = assess(of, figure(2022, value))
    assert (found.path_value, found.on_path) == (bound, on_path)


def test_every_method_that_is_not_asked_for_by_name_speaks_with_its_own_borders() -> None:
    found = assess(plan(target()), figure(2022, 48))
    assert {one.method: dict(one.borders) for one in found.opinions} == {
        name: dict(method.borders) for name, method in METHODS.items() if not method.on_request
    }
    chosen = plan(target(), target("other", indicator="firms", method=MethodChoice(name="healthy_people")))
    assert "healthy_people" in {one.method for one in assess(chosen, figure(2022, 48)).opinions}
    # 52 is 60 % of the way from red at 40: a method that needs a border has that of the target.
    red = plan(target(method=MethodChoice(name="sdsn_colours", borders=(("red", 40.0),))))
    [own] = [one for one in assess(red, figure(2022, 52)).opinions if one.method == "sdsn_colours"]
    assert own.quantity == pytest.approx(0.6)
    assert own.borders == (("red", 40.0),)
    assert dict(found.borders) == METHODS["schedule"].borders
    rising = assess(plan(target(wants=goal(Comparator.UP), method=MethodChoice(name="unsd"))), figure(2022, 48))
    assert dict(rising.borders) == METHODS["unsd"].trend
    # A mere direction is held against the borders of growth, where there are any.
    trend = {
        one.method: dict(one.borders)
        for one in assess(plan(target(wants=goal(Comparator.UP))), figure(2022, 48)).opinions
    }
    assert (trend["unsd"], trend["escap"]) == (dict(METHODS["unsd"].trend), dict(METHODS["escap"].borders))
    assert assess(plan(target())).opinions == ()


@pytest.mark.parametrize(("wanted", "mean"), [(Comparator.UP, 2.0), (Comparator.DOWN, -2.0)])
def test_a_mere_direction_counts_changes_towards_it(wanted: Comparator, mean: float) -> None:
    # 48 after 42 in three years.
    of = plan(target(wants=goal(wanted), method=MethodChoice(name="dns"), baseline=None))
    found = assess(of, *(figure(2019 + step, value) for step, value in enumerate((42, 43, 45, 48))))
    assert found.reason.numbers == {"quantity": mean}


def test_a_quantity_is_told_of_what_it_decided_alone() -> None:
    unsd = plan(target(method=MethodChoice(name="unsd")))
    assert set(assess(unsd, figure(2022, 48)).reason.numbers) == {"quantity"}
    met = assess(unsd, figure(2022, 61)).reason
    assert (met.key, met.numbers) == ("met_early", {})


def test_growth_from_a_baseline_that_the_figures_lack_is_not_judged_where_another_region_is() -> None:
    # Twice the figure of 2020: 甲 has come to it, of 乙 nobody knows what it would be, and 丙 started from nothing.
    every, held = Region(every=True), Baseline(value=None, period=Period.year(2020), place=PLACE)
    twice = goal(low=1.0, quantity=Quantity.GROWTH)
    of = plan(replace(target(region=every, wants=twice), baseline=held), region=every)
    rows = [("甲", 2020, 40), ("甲", 2025, 80), ("乙", 2025, 80), ("丙", 2020, 0), ("丙", 2025, 80)]
    figures = [figure(year, value, region=name, status=FigureStatus.FINAL) for name, year, value in rows]
    found = {one.region: one for one in assess_plan(of, figures, None).assessments}
    statuses = {name: one.status for name, one in found.items()}
    assert statuses == {"甲": "achieved", "乙": "not_assessed", "丙": "not_assessed"}
    assert {name: one.reason.numbers for name, one in found.items() if name != "甲"} == {
        "乙": {"missing": "no_baseline"},
        "丙": {"missing": "zero_or_sign_change"},
    }


def test_a_level_by_the_name_of_the_method() -> None:
    assert level_of(assess(plan(target()), figure(2022, 48))) is Level.ON_TRACK
    assert level_of(assess(plan(target(method=MethodChoice(name="unsd"))), figure(2025, 59))) is Level.MISSED


def test_a_goal_of_every_year_that_expired_lacks_the_figure_of_its_date() -> None:
    of = plan(target(path="hold", baseline=None, method=MethodChoice(name="statcan")))
    found = assess(of, figure(2021, 61), figure(2023, 61), as_of="2026")
    assert (found.status, found.reason.numbers) == ("not_assessed", {"missing": "no_figure_for_due"})


def beside(*figures: Figure, measure: Measure = Measure.STOCK, **more: Any) -> list[Assessment]:
    """The verdicts on a series that is to lie above another in every region."""
    above = goal(Comparator.ABOVE_SERIES, series="g")
    every = Region(every=True)
    of = plan(
        target("a", wants=above, baseline=None, due=2022, region=every),
        region=every,
        indicators=(indicator("a", measure=measure, **more), indicator("g", measure=measure)),
    )
    return list(assess_plan(of, figures, None).assessments)


def test_levels_stand_beside_each_other_where_their_periods_end_together() -> None:
    [one] = beside(figure("2022-12-31", 8, "a"), figure(2022, 7, "g"))
    assert (one.status, one.judged) == ("achieved", 1)
    [flows] = beside(figure("2022-H2", 8, "a"), figure(2022, 7, "g"), measure=Measure.FLOW)
    assert flows.latest is Missing.NOT_COMPARABLE


def test_a_region_without_the_other_series_has_nothing_to_be_compared() -> None:
    both = figure(2022, 8, "a", region="甲"), figure(2022, 7, "g", region="甲")
    found = beside(*both, figure(2022, 8, "a", region="乙"), figure(2022, 7, "g", region="丙"))
    assert {one.region: one.latest for one in found if one.region != "甲"} == dict.fromkeys("乙丙", Missing.NO_FIGURE)
    assert [one.judged for one in found if one.region == "甲"] == [1]


def test_a_comparison_with_a_part_of_a_year_is_an_estimate() -> None:
    parts = PartialYear(rule=PartialYearRule.PRO_RATA)
    [one] = beside(figure("2022-H1", 4, "a"), figure(2022, 7, "g"), measure=Measure.FLOW, partial_year=parts)
    assert (Flag.ANNUALISED in one.flags, one.judged) == (True, 1)


def test_verdicts_are_the_same_where_each_of_them_is() -> None:
    found, again, other = (
        assess_plan(plan(target()), (figure(2022, value),), None).assessments for value in (48, 48, 49)
    )
    same: list[object] = [again, list(again), tuple(again)]
    assert all(found == one for one in same)
    others: list[object] = [other, [], (), "verdicts"]
    assert not any(found == one for one in others)


def test_what_would_not_survive_a_doubt_is_told_in_columns_where_it_is_asked_for() -> None:
    # Without the figure of 2023 it is off track.
    [result] = assess_plan(plan(target()), (figure(2022, 44), figure(2023, 52)), None).targets
    assert columns_of(result).flags.names == ((),)
    assert columns_of(result, fragile=True).flags.names == ((Flag.FRAGILE,),)


def test_the_figures_of_a_scenario_are_named_apart() -> None:
    assumed = figure(2022, 48, status=FigureStatus.ASSUMED)
    assert assess_plan(plan(target()), (figure(2021, 44), assumed), None).assumed == (assumed,)
    assert assess_plan(plan(target()), (figure(2021, 44),), None).assumed == ()


@pytest.mark.parametrize(
    ("of", "figures", "audited", "nothing"),
    [
        (plan(target()), [figure(2022, 48)], False, False),
        (plan(target()), [], False, True),
        (plan(target(), target("labs")), [figure(2022, 48)], False, False),
        # An audit asks for no verdict, but for a target.
        (plan(target()), [], True, False),
        (plan(), [figure(2022, 48)], True, True),
    ],
)
def test_whether_anything_was_checked(of: Plan, figures: list[Figure], audited: bool, nothing: bool) -> None:
    result = Result(
        plans=(assess_plan(of, figures, None),),
        findings=(),
        inputs=(),
        as_of=None,
        as_of_given=False,
        figure_count=len(figures),
        checks=(),
        version="",
        audited=audited,
    )
    assert result.nothing_checked is nothing


def test_a_published_level_stands_before_one_by_formula_in_another_formula() -> None:
    # By formula 6 + 6 at the end of 2022, by a figure of its last day 10.
    stock = indicator("stock", formula=formula("a + a"))
    doubled = indicator("doubled", formula=formula("2 * stock"))
    of = plan(target("doubled"), indicators=(doubled, stock, indicator("a")))
    assert assess(of, figure("2022-12-31", 10, "stock"), figure(2022, 6, "a")).judged == 20
    assert assess(of, figure(2022, 6, "a")).judged == 24
    both = assess(of, figure("2022-12-31", 10, "stock"), figure(2021, 5, "a"), figure(2022, 6, "a"))
    assert [reading.value for reading in both.series] == [20, 20]


def test_the_baseline_of_a_percentage_is_a_share_in_a_formula() -> None:
    # 2 % and 0.5 points more.
    share = indicator("share", measure=Measure.RATIO, unit="%")
    more = indicator("more", measure=Measure.RATIO, unit="%", formula=formula("baseline(share) + 0.005 + 0 * share"))
    of = plan(
        target("more", wants=goal(low=3.0)),
        target("share", baseline=2.0, wants=goal(low=3.0)),
        indicators=(more, share),
    )
    assert assess(of, figure(2022, 2.2, "share", unit="%")).judged == pytest.approx(2.5)


def test_a_target_without_a_figure_has_no_opinions() -> None:
    found = assess_plan(plan(target(), target("labs")), [figure(2022, 48)], None).assessments
    assert [bool(one.opinions) for one in found] == [True, False]
    assert found[1].latest is Missing.NO_FIGURE


def test_years_and_their_last_days_are_one_in_a_formula() -> None:
    twice = indicator("b", formula=formula("2 * a"))
    of = plan(target("b", region=EVERY, baseline=None), region=EVERY, indicators=(indicator("a"), twice))
    found = [figure("2022", 24, "a", region="甲"), figure("2022-12-31", 25, "a", region="乙")]
    judged = {one.region: one.judged for one in assess_plan(of, found, None).assessments}
    assert judged == {"甲": 48, "乙": 50}


def test_a_revised_goal_is_the_same_for_all() -> None:
    lower = Revision(on=date(2023, 1, 1), goal=goal(low=50.0), place=PLACE)
    of = plan(target(region=EVERY, revisions=(lower,)), region=EVERY)
    of = replace(of, own_goals=OwnGoals(values={"firms": {"甲": 44.0}}))
    for as_of, wanted in (("2022", {"甲": 44.0, "乙": 60.0}), ("2023", {"甲": 50.0, "乙": 50.0})):
        found = [figure(2022, 42, region=name) for name in "甲乙"]
        assert {one.region: one.goal_low for one in assess_plan(of, found, when(as_of)).assessments} == wanted


def test_an_input_that_could_not_be_read_leaves_something_unevaluated() -> None:
    for blocking in (True, False):
        odd = Rule(code="X999", name="odd", severity=Severity.ERROR, blocking=blocking).at(PLACE)
        rest = replace(odd, blocking=False)
        nothing = Result(
            plans=(),
            findings=(odd, rest),
            inputs=(),
            as_of=None,
            as_of_given=False,
            figure_count=0,
            checks=(),
            version="",
        )
        assert nothing.not_evaluated is nothing.unread is blocking


def test_a_run_without_a_figure_has_checked_nothing() -> None:
    unseen = assess_plan(plan(target()), [], None)
    found = Result(
        plans=(unseen,), findings=(), inputs=(), as_of=None, as_of_given=False, figure_count=0, checks=(), version=""
    )
    assert found.nothing_checked
    assert not replace(found, audited=True).nothing_checked


def test_the_figures_of_a_scenario_among_those_used() -> None:
    assumed = figure(2022, 50, status=FigureStatus.ASSUMED)
    elsewhere = figure(2022, 50, region="西湖区", status=FigureStatus.ASSUMED)
    for rows, told_of in (([assumed], (assumed,)), ([figure(2021, 44), assumed], (assumed,)), ([figure(2021, 44), elsewhere], ())):  # fmt: skip
        assert assess_plan(plan(target()), rows, None).assumed == told_of


def test_verdicts_are_counted_by_level_where_there_are_any() -> None:
    of = plan(target(region=EVERY), region=EVERY)
    rows = [figure(2022, value, region=name) for name, value in zip("甲乙丙", (48, 48, 61), strict=True)]
    whole = all_together(columns_of(assess_plan(of, rows, None).targets[0]))
    assert (whole.regions, whole.verdicts, whole.judged, whole.met) == (3, 3, 3, 1)
    assert whole.levels == ((Level.ACHIEVED, 1), (Level.ON_TRACK, 2))


def test_the_borders_of_a_verdict_are_those_that_its_number_is_held_against() -> None:
    own = plan(target(method=MethodChoice(name="schedule", borders=(("ahead", 1.2),))))
    [found] = assess_plan(own, [figure(2022, 48)], None).assessments
    assert dict(found.borders)["ahead"] == 1.2
    # A mere direction has borders of growth where the method has any.
    up = plan(target(wants=goal(Comparator.UP), method=MethodChoice(name="eurostat")))
    [found] = assess_plan(up, [figure(2022, 48)], None).assessments
    assert found.borders == tuple((METHODS["eurostat"].trend or {}).items()) != ()


ABOVE = plan(
    target(wants=goal(Comparator.ABOVE_SERIES, series="gdp"), baseline=None, due=2023),
    indicators=(ratio(), ratio(id_="gdp")),
)


def test_a_comparison_rests_on_the_figures_of_both_series() -> None:
    own = [figure(year, 6 + year - 2021, unit="%", status=FigureStatus.FINAL) for year in (2021, 2022, 2023)]
    # Nothing stands beside the first year.
    other = [figure(year, 6, "gdp", unit="%", status=FigureStatus.PRELIMINARY) for year in (2022, 2023)]
    [found] = assess_plan(ABOVE, [*own, *other], None).assessments
    assert isinstance(found.latest, Reading)
    assert found.latest.figures == (own[2], other[1])
    assert Flag.PRELIMINARY in found.flags
    assert len(found.series) == 2


def test_a_part_of_a_year_is_no_half_of_one() -> None:
    rule = PartialYear(rule=PartialYearRule.PRO_RATA)
    flow = (indicator(measure=Measure.FLOW, partial_year=rule),)
    for due, latest in (("2025-H2", Missing.NOT_COMPARABLE), ("2025", None)):
        [found] = assess_plan(
            plan(target(due=due, baseline=None), indicators=flow), [figure("2023-Q1", 12)], None
        ).assessments
        assert (found.latest is latest) is (latest is not None)


def test_verdicts_that_rest_on_other_figures_are_not_the_same() -> None:
    one, same, other = (
        assess_plan(plan(target()), [figure(2021, first), figure(2022, 48)], None).assessments[0]
        for first in (44, 44, 43)
    )
    assert one == same
    assert one != other


def test_what_is_derived_is_flagged_by_the_figures_of_its_own_year() -> None:
    twice = indicator("b", formula=formula("2 * a"))
    of = plan(target("b"), indicators=(indicator("a"), twice))
    rows = [figure(2021, 22, "a", status=FigureStatus.ASSUMED), figure(2022, 24, "a", status=FigureStatus.FINAL)]
    [found] = assess_plan(of, rows, None).assessments
    assert found.flags == (Flag.DERIVED,)
    assert found.outlook is not None
    assert found.outlook.fragility.rounding is Missing.NOT_PRINTED


def test_a_region_without_a_figure_of_the_target_has_no_flags() -> None:
    of = plan(target(region=EVERY), target("labs", region=EVERY), region=EVERY)
    rows = [figure(2022, 48, region="甲"), figure(2022, 3, "labs", region="乙")]
    flags = {(one.target.id, one.region): one.flags for one in assess_plan(of, rows, None).assessments}
    assert flags["firms", "甲"] == flags["firms", "乙"] == ()


def test_a_method_that_publishes_a_score_tells_it() -> None:
    [found] = assess_plan(plan(target()), [figure(2022, 48)], None).assessments
    scores = {one.method: one.score for one in found.opinions}
    assert isinstance(scores["statcan"], float)
    assert scores["schedule"] is None
