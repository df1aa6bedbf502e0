"""The outlook beside a verdict: how firm it is, where the series leads, what pace was seen. All by hand."""

from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess import outlook as making
from planck.assess.case import Judgement
from planck.assess.firmness import Firmness, usual_revisions
from planck.assess.plan import assess_plan
from planck.model import (
    Baseline,
    Comparator,
    Figure,
    FigureStatus,
    Flag,
    Flip,
    Measure,
    MethodChoice,
    Missing,
    Outlook,
    PartialYear,
    PartialYearRule,
    Period,
    Plan,
    Quantity,
    Region,
    Revision,
)
from tests.building import HERE, PLACE, figure, formula, goal, indicator, plan, target, told

PRELIMINARY, FINAL = FigureStatus.PRELIMINARY, FigureStatus.FINAL


def ratio(**more: Any) -> Any:
    return indicator(measure=Measure.RATIO, unit="%", **more)


def outlooks(of: Plan, *figures: Figure) -> list[Outlook]:
    found = [one.outlook for one in assess_plan(of, figures, None).assessments]
    assert all(found)
    return [one for one in found if one]


def outlook(of: Plan, *figures: Figure) -> Outlook:
    return outlooks(of, *figures)[0]


def percentages(**more: Any) -> Plan:
    """From 40 % in 2020 to at least 60 % in 2025: 52 % is asked for in 2023, 51.4 % is still on schedule."""
    return plan(target(**more), indicators=(ratio(),))


def test_the_nearest_flips_stand_on_the_printed_grid() -> None:
    firm = outlook(percentages(), figure(2023, 52, unit="%", text="52.0")).fragility
    assert firm.step == 0.1
    assert firm.up == Flip(change=0.6, value=52.6, keeps=52.5, status="ahead", better=True)
    assert firm.down == Flip(change=-0.7, value=51.3, keeps=51.4, status="behind", better=False)
    whole = outlook(plan(target()), figure(2023, 52)).fragility
    assert whole.down == Flip(change=-1, value=51, keeps=52, status="behind", better=False)


def test_a_flip_is_looked_for_in_steps_of_the_last_digit() -> None:
    # 41 in 2022 is 1 of 8; 60 % of them would be 44.8 and no longer off track, 380 steps of 0.01 away.
    firm = outlook(percentages(), figure(2022, 41, unit="%", text="41.00")).fragility
    assert firm.up == Flip(change=3.8, value=44.8, keeps=44.79, status="behind", better=True)


def test_a_sum_flips_with_its_last_figure() -> None:
    # 300 over five years ask for 120 by 2022; 114 are on schedule, and the year 2021 gave 60.
    of = plan(
        target(baseline=None, wants=goal(quantity=Quantity.TOTAL, low=300.0)),
        indicators=(indicator(measure=Measure.FLOW),),
    )
    firm = outlook(of, figure(2021, 60), figure(2022, 56)).fragility
    assert firm.down == Flip(change=-3, value=53, keeps=54, status="behind", better=False)


def test_rounding_decides_where_the_border_lies_within_half_a_unit() -> None:
    # 51.4 is the border itself: printed 51.4 it may be 51.35. Printed 52.0 nothing within 51.95 and 52.05 changes,
    # nor does a baseline between 39.5 and 40.5: 52.05 of 39.5 is 61.2 % of the way, less than 63 %.
    near = outlook(percentages(), figure(2023, 51.4, unit="%", text="51.4"))
    assert near.fragility.rounding == ("behind",)
    assert outlook(percentages(), figure(2023, 52, unit="%", text="52.0")).fragility.rounding == ()


def test_the_end_that_would_be_rounded_away_does_not_count() -> None:
    # To reach 50.5 % from 40 %: 50 % may be anything from 49.5 % up to, but not including, 50.5 %.
    of = percentages(wants=goal(low=50.5), due=2023)
    at_least = outlook(of, figure(2023, 50, unit="%", text="50"))
    assert at_least.fragility.rounding == ()
    small = percentages(wants=goal(low=0.55), baseline=0.1, due=2023)
    assert outlook(small, figure(2023, 0.5, unit="%", text="0.5")).fragility.rounding == ()
    # At most 49.5 %: that is printed 50 %, so it may have been met.
    at_most = outlook(percentages(wants=goal(Comparator.AT_MOST, high=49.5), baseline=60.0, due=2023), figure(2023, 50, unit="%", text="50"))  # fmt: skip
    assert at_most.fragility.rounding == ("achieved",)
    # Below zero the other way round: -50 % may be -49.5 %, and not -50.5 %.
    below = percentages(wants=goal(low=-49.5), baseline=-60.0, due=2023)
    assert outlook(below, figure(2023, -50, unit="%", text="-50")).fragility.rounding == ("achieved",)
    below = percentages(wants=goal(Comparator.AT_MOST, high=-50.5), baseline=-40.0, due=2023)
    assert outlook(below, figure(2023, -50, unit="%", text="-50")).fragility.rounding == ()


@pytest.mark.parametrize(
    ("printed", "others"), [("1.10", ()), ("1.1", ("behind",)), ("", ("behind",)), ("110", ("behind",))]
)
def test_a_baseline_is_rounded_as_the_plan_prints_it(printed: str, others: tuple[str, ...]) -> None:
    # From 1.10 to 1.5 in 2025, 1.22 in 2023: half of what is asked for, off track below 0.6. At most 1.225 from 1.095
    # is 0.32 of the way, 0.53 of what is asked for; from 1.05, as a plain 1.1 may be, 0.39 and 0.65.
    start = Baseline(value=1.1, period=Period.year(2020), printed=printed, place=PLACE)
    of = plan(target(wants=goal(low=1.5)), indicators=(ratio(),))
    of = replace(of, targets=(replace(of.targets[0], baseline=start),))
    assert outlook(of, figure(2023, 1.22, unit="%", text="1.22")).fragility.rounding == others


def test_the_rounding_of_a_baseline_from_the_figures_counts_too() -> None:
    # 48 % in 2022 is exactly on the path from 40 %; a baseline of 40.5 % leaves 7.5 of 7.8, still 96 %.
    # From 40.0 printed without decimals and 47.6 it is 7.6 of 8, the border: a baseline of 40.4 makes it less.
    of = percentages(baseline=None)
    start = Baseline(value=None, period=Period.year(2020), place=PLACE)
    of = replace(of, targets=(replace(of.targets[0], baseline=start),))
    figures = (figure(2020, 40, unit="%", text="40"), figure(2022, 47.6, unit="%", text="47.600"))
    assert outlook(of, *figures).fragility.rounding == ("behind",)
    exact = (figure(2020, 40, unit="%", text="40.0000"), figure(2022, 47.61, unit="%", text="47.6100"))
    assert outlook(of, *exact).fragility.rounding == ()


def test_what_is_counted_is_not_rounded() -> None:
    assert outlook(plan(target()), figure(2023, 52)).fragility.rounding is Missing.EXACT_COUNT
    money = plan(target(), indicators=(indicator(unit="亿元"),))
    # 51.5 and 52.5 over 39.5 and 40.5: 52.5 - 39.5 = 13 of 20.5 is 63.4 %, 51.5 - 40.5 = 11 of 19.5 is 56.4 %.
    assert outlook(money, figure(2023, 52, unit="亿元")).fragility.rounding == ("ahead", "behind")
    # As it was printed, and not as it is told: half of 万元 is next to nothing, half of 百亿元 is 50 亿元.
    assert outlook(money, figure(2023, 520_000, unit="万元")).fragility.rounding == ()


def test_without_the_last_figure_the_one_before_decides() -> None:
    # 44 in 2022 is 4 of 8.
    found = assess_plan(plan(target()), (figure(2022, 44), figure(2023, 52)), None).assessments[0]
    assert found.outlook
    assert found.outlook.fragility.dropped == ("off_track",)
    assert Flag.FRAGILE in found.flags
    firm = assess_plan(plan(target()), (figure(2022, 48), figure(2023, 52)), None).assessments[0]
    assert firm.outlook
    assert (firm.outlook.fragility.dropped, Flag.FRAGILE in firm.flags) == ((), False)


def test_dropping_a_figure_takes_one_before_it_and_an_open_goal() -> None:
    assert outlook(plan(target()), figure(2023, 52)).fragility.dropped is Missing.NO_EARLIER_FIGURE
    done = outlook(plan(target()), figure(2024, 56), figure(2025, 61))
    assert done.fragility.dropped is Missing.NO_TIME_LEFT
    early = outlook(plan(target()), figure(2022, 48), figure(2023, 61))
    assert early.fragility.dropped is Missing.ALREADY_MET


def revised(first: float, then: float, year: int, line: int) -> tuple[Figure, Figure]:
    return (
        figure(year, first, published=f"{year + 1}-02-01", line=line),
        figure(year, then, published=f"{year + 1}-11-01", line=line + 1),
    )


def test_a_preliminary_figure_may_move_by_the_usual_revision() -> None:
    # Revised by 1, 3 and 2 units: 2 at the median. 52 and 54 are ahead from 52.6, 50 is behind below 51.4.
    history = (*revised(40, 41, 2018, 2), *revised(41, 44, 2019, 4), *revised(42, 40, 2020, 6))
    now = figure(2023, 52, published="2024-02-01", status=PRELIMINARY)
    firm = outlook(plan(target()), *history, now).fragility
    assert (firm.usual_revision, firm.revision) == (2.0, ("ahead", "behind"))
    assert outlook(plan(target()), now, *history).fragility.usual_revision == 2.0
    # 51.4 is still on schedule, 52.6 ahead.
    little = [one for year in (2018, 2019, 2020) for one in revised(40, 40.6, year, year)]
    assert outlook(plan(target()), *little, now).fragility.revision == ("ahead",)
    final = replace(now, status=FigureStatus.FINAL)
    assert outlook(plan(target()), *history, final).fragility.revision is Missing.NOT_PRELIMINARY
    few = outlook(plan(target()), *history[:4], now).fragility
    assert (few.usual_revision, few.revision) == (Missing.NO_REVISIONS, Missing.NO_REVISIONS)


def test_what_is_derived_from_a_preliminary_figure_has_no_revisions_of_its_own() -> None:
    share = indicator("share", measure=Measure.RATIO, unit="%", formula=formula("a / b"))
    of = plan(target("share", wants=goal(low=60.0)), indicators=(share, indicator("a"), indicator("b")))
    for status, reason in ((PRELIMINARY, Missing.NO_REVISIONS), (FINAL, Missing.NOT_PRELIMINARY)):
        firm = outlook(of, figure(2022, 48, "a", status=status), figure(2022, 100, "b", status=FINAL)).fragility
        assert firm.revision is reason


def test_revisions_of_what_was_published_say_nothing_of_what_is_derived() -> None:
    total = indicator("total", formula=formula("a + b"))
    of = plan(target("total"), indicators=(total, indicator("a"), indicator("b")))
    history = [replace(one, indicator="total") for year in (2018, 2019, 2020) for one in revised(40, 41, year, year)]
    now = (figure(2022, 24, "a", status=PRELIMINARY), figure(2022, 24, "b"))
    assert outlook(of, *history, *now).fragility.usual_revision is Missing.NO_REVISIONS


def test_on_a_compound_path_revisions_are_shares() -> None:
    # 10 % each time, so 52, which is ahead, may become 46.8: ln(46.8/40) of 0.6 ln(60/40) is 64.5 %.
    history = (*revised(40, 44, 2018, 2), *revised(50, 45, 2019, 4), *revised(40, 44, 2020, 6))
    now = figure(2023, 52, published="2024-02-01", status=PRELIMINARY)
    firm = outlook(plan(target(path="compound")), *history, now).fragility
    assert firm.usual_revision == pytest.approx(0.1)
    assert firm.revision == ("behind",)


def test_revisions_are_those_of_the_region_and_of_numbers_that_have_a_share() -> None:
    every = Region(every=True)
    of = plan(target(region=every), region=every)
    rows = [
        replace(one, region=name)
        for name, first, then in (("甲", 40, 44), ("乙", 40, 60), ("丙", 0, 44), ("丁", 1, 1.5))
        for year in (2018, 2019, 2020)
        for one in revised(first, then, year, year)
    ]
    chosen = assess_plan(of, rows, None).selection
    assert usual_revisions(chosen, "firms", relative=True) == pytest.approx({"甲": 0.1, "乙": 0.5, "丁": 0.5})
    assert usual_revisions(chosen, "firms", relative=False) == {"甲": 4, "乙": 20, "丙": 44, "丁": 0.5}


def test_scenarios_are_no_vintages() -> None:
    history = [replace(one, status=FigureStatus.ASSUMED) for year in (2018, 2019, 2020) for one in revised(40, 41, year, year)]  # fmt: skip
    now = figure(2023, 52, published="2024-02-01", status=PRELIMINARY)
    assert outlook(plan(target()), *history, now).fragility.revision is Missing.NO_REVISIONS


def test_without_a_verdict_nothing_can_flip() -> None:
    firm = outlook(plan(target())).fragility
    for answer in (firm.step, firm.up, firm.down, firm.rounding, firm.dropped, firm.revision, firm.usual_revision):
        assert answer is Missing.NOT_ASSESSED


def test_a_value_that_was_not_printed_has_no_grid() -> None:
    rule = PartialYear(rule=PartialYearRule.PRO_RATA)
    flow = plan(target(), indicators=(indicator(measure=Measure.FLOW, partial_year=rule),))
    firm = outlook(flow, figure("2023-H1", 26)).fragility
    assert (firm.up, firm.down, firm.rounding) == (Missing.NOT_PRINTED,) * 3
    # Nor where the number is that of the part, or of the figure that it was derived from.
    as_is = plan(target(), indicators=(indicator(measure=Measure.FLOW, partial_year=PartialYear(rule=PartialYearRule.AS_IS)),))  # fmt: skip
    assert outlook(as_is, figure("2023-H1", 52)).fragility.rounding is Missing.NOT_PRINTED
    same = plan(target("b"), indicators=(indicator("b", formula=formula("1 * a")), indicator("a")))
    assert outlook(same, figure(2023, 52, "a")).fragility.rounding is Missing.NOT_PRINTED
    odd = outlook(plan(target()), figure(2023, 52, text="about 52")).fragility
    assert odd.step is Missing.NOT_PRINTED
    huge = outlook(plan(target()), figure(2023, 52, text="inf")).fragility
    assert huge.step is Missing.NOT_PRINTED


def test_an_event_is_done_or_not() -> None:
    of = plan(
        target(wants=goal(Comparator.DONE, low=1.0), baseline=None), indicators=(indicator(measure=Measure.EVENT),)
    )
    firm = outlook(of, figure(2023, 1)).fragility
    assert (firm.up, firm.rounding) == (Missing.NO_PATH, Missing.NO_PATH)


def test_a_rank_is_exact_and_does_not_walk() -> None:
    of = plan(
        target(wants=goal(Comparator.RANK, high=3.0), baseline=8.0), indicators=(indicator(measure=Measure.RANK),)
    )
    found = outlook(of, figure(2023, 5))
    assert found.fragility.rounding is Missing.EXACT_COUNT
    # From 8 to 3: on schedule is 5.15 or better, ahead 4.85 or better.
    assert found.fragility.up == Flip(change=1, value=6, keeps=5, status="behind", better=False)
    assert found.forecast.probability is Missing.NO_RATE_FOR_GOAL


def test_no_change_that_makes_sense_may_flip_at_all() -> None:
    # A limit on a sum that is broken stays broken, whatever the last year becomes.
    of = plan(
        target(baseline=None, wants=goal(Comparator.AT_MOST, quantity=Quantity.TOTAL, high=10.0)),
        indicators=(indicator(measure=Measure.FLOW),),
    )
    assert outlook(of, figure(2021, 20), figure(2022, 1)).fragility.down is Missing.NO_FLIP


def test_a_difference_from_another_series_moves_with_the_figure() -> None:
    of = plan(
        target(wants=goal(Comparator.ABOVE_SERIES, series="gdp"), baseline=None, due=2023),
        indicators=(ratio(), ratio(id_="gdp")),
    )
    figures = (figure(2023, 6.3, unit="%"), figure(2023, 6.0, "gdp", unit="%"))
    firm = outlook(of, *figures).fragility
    assert isinstance(firm.down, Flip)
    assert (firm.down.value, firm.down.keeps) == (6.0, 6.1)


def test_the_trend_lists_the_last_five_changes() -> None:
    years = [figure(2016 + step, value) for step, value in enumerate((30, 32, 33, 37, 40, 44, 50))]
    trend = outlook(plan(target()), *years).trend
    assert trend.points == 7
    assert trend.changes == (("2018", 1.0), ("2019", 4.0), ("2020", 3.0), ("2021", 4.0), ("2022", 6.0))
    # Of the 21 pairs the slopes in order: 1, 1.5, 2, 7/3, 2.5, 2.5, 8/3, 2.8, 3, 3, 10/3, 3.5, ...: the 11th is 10/3.
    assert trend.pace == pytest.approx(10 / 3)


def test_on_a_compound_path_changes_are_growth_and_zero_has_none() -> None:
    trend = outlook(
        plan(target(path="compound")), figure(2021, 44), figure(2022, 0, status=FINAL), figure(2023, 55)
    ).trend
    assert trend.changes[0][1] == pytest.approx(0.1)
    assert trend.changes[1:] == (("2022", Missing.ZERO_OR_SIGN_CHANGE), ("2023", Missing.ZERO_OR_SIGN_CHANGE))
    assert trend.pace is Missing.ZERO_OR_SIGN_CHANGE
    assert outlook(plan(target())).trend.pace is Missing.NO_FIGURE


def test_the_forecast_takes_the_plans_baseline_as_its_first_point() -> None:
    # 10, 12, 13, 17, 18 for 2020 to 2024, by hand in the tests of the engine: here for 2025, 18 + 2, spread 2.5.
    of = plan(target(baseline=10.0, wants=goal(low=20.0)))
    ahead = outlook(of, *(figure(2021 + step, value) for step, value in enumerate((12, 13, 17, 18)))).forecast
    assert (ahead.steps, ahead.central) == (4, 20.0)
    assert ahead.probability == pytest.approx(0.5)
    assert [one.level for one in ahead.intervals] == [0.5, 0.8, 0.95]
    # Published: 3.182 for 95 % with 3 degrees of freedom, times the root of 2.5.
    assert ahead.intervals[2].high - 20 == pytest.approx(3.182 * 2.5**0.5, abs=1e-3)


def test_four_points_are_too_few_for_a_forecast() -> None:
    ahead = outlook(plan(target()), figure(2021, 44), figure(2022, 50), figure(2023, 51)).forecast
    assert (ahead.steps, ahead.central, ahead.intervals) == (3, Missing.TOO_FEW_POINTS, ())
    assert ahead.probability is Missing.TOO_FEW_POINTS
    assert outlook(plan(target())).forecast.probability is Missing.NO_FIGURE


def test_a_goal_for_every_year_and_one_without_a_way_have_no_forecast() -> None:
    years = [figure(2018 + step, value) for step, value in enumerate((60, 63, 61, 66, 62, 65))]
    kept = plan(target(path="hold"), indicators=(indicator(),))
    assert outlook(kept, *years).forecast.probability is Missing.NO_RATE_FOR_GOAL
    done = plan(
        target(wants=goal(Comparator.DONE, low=1.0), baseline=None), indicators=(indicator(measure=Measure.EVENT),)
    )
    assert outlook(done, figure(2023, 0)).forecast.probability is Missing.NO_PATH


def test_a_sum_that_has_come_together_does_not_shrink() -> None:
    of = plan(
        target(baseline=None, wants=goal(quantity=Quantity.TOTAL, low=60.0)),
        indicators=(indicator(measure=Measure.FLOW),),
    )
    years = [figure(2021 + step, value) for step, value in enumerate((14, 18, 15, 17))]
    assert outlook(of, *years).forecast.probability is Missing.ALREADY_MET


def test_the_needed_pace_beside_the_places_own_best() -> None:
    # 8 more in two years are 4 a year; the best two years so far made 3.5, the best single year 6.
    years = [figure(2019 + step, value) for step, value in enumerate((40, 40, 41, 45, 52))]
    seen = outlook(plan(target()), *years, figure(2024, 52)).feasibility
    assert (seen.years, seen.needed) == (1.0, 8.0)
    seen = outlook(plan(target()), *years).feasibility
    assert (seen.years, seen.needed, seen.best, seen.best_period, seen.best_year) == (2.0, 4.0, 5.5, "2023", 7.0)


def test_without_a_pace_from_now_nothing_has_to_be_feasible() -> None:
    seen = outlook(plan(target()), figure(2023, 61)).feasibility
    assert (seen.needed, seen.best, seen.share_of_peers, seen.peers) == (*[Missing.ALREADY_MET] * 3, 0)
    alone = outlook(plan(target()), figure(2021, 41)).feasibility
    assert (alone.best, alone.best_period, alone.best_year) == (Missing.NO_SPAN, "", 1.0)


def elsewhere(name: str, *values: float) -> list[Figure]:
    return [figure(2020 + step, value, region=name) for step, value in enumerate(values)]


def test_other_regions_in_the_figures_are_peers() -> None:
    # 4 a year are needed over two years. The best two years elsewhere: 5, 3, 4.
    own = [figure(2020 + step, value) for step, value in enumerate((40, 44, 48, 52))]
    others = [*elsewhere("甲", 10, 12, 17, 22), *elsewhere("乙", 10, 13, 16, 19), *elsewhere("丙", 10, 14, 18, 21)]
    found = outlook(plan(target()), *own, *others)
    assert found.feasibility.peers == 3
    assert found.feasibility.share_of_peers == pytest.approx(2 / 3)
    # Since 2020 they made 4, 3 and 11/3 a year; the upper quartile lies half way between the best two.
    assert found.trend.peers == 3
    assert found.trend.peer_pace == pytest.approx((4 + 11 / 3) / 2)
    # Of a goal that is met to the digit too.
    met = outlook(plan(target()), *own[:3], figure(2023, 60), *others)
    assert met.trend.peer_pace == pytest.approx((4 + 11 / 3) / 2)


def test_a_region_without_a_figure_of_the_first_year_has_no_pace_since_then() -> None:
    late = [figure(year, 10, region="甲") for year in (2022, 2023)]
    found = outlook(plan(target()), figure(2023, 52), *late)
    assert (found.trend.peers, found.trend.peer_pace) == (0, Missing.NO_PEERS)


def test_the_other_regions_of_a_plan_for_all_are_peers_of_each_other() -> None:
    every = Region(every=True)
    of = plan(target(region=every), region=every)
    a, b = outlooks(of, *elsewhere("a", 40, 44, 48, 52), *elsewhere("b", 40, 41, 42, 43))
    assert (a.trend.peers, a.trend.peer_pace, b.trend.peer_pace) == (1, 1.0, 4.0)
    assert (a.feasibility.peers, a.feasibility.share_of_peers, b.feasibility.share_of_peers) == (1, 0.0, 0.0)


def test_the_peers_of_a_sum_are_sums() -> None:
    of = plan(
        target(baseline=None, wants=goal(quantity=Quantity.TOTAL, low=300.0)),
        indicators=(indicator(measure=Measure.FLOW),),
    )
    # 60 and 40 leave 200 for three years; the other made 70, 80 and 90, 240 in three years.
    there = [figure(2021 + step, value, region="甲") for step, value in enumerate((70, 80, 90))]
    found = outlook(of, figure(2021, 60), figure(2022, 40), *there)
    assert found.feasibility.needed == pytest.approx(200 / 3)
    assert found.feasibility.share_of_peers == 1.0
    assert (found.trend.peers, found.trend.peer_pace) == (1, 75.0)


def test_regions_are_asked_together_and_answered_apart() -> None:
    every = Region(every=True)
    of = plan(target(region=every), region=every)
    figures = (*elsewhere("a", 40, 41, 44, 52), *elsewhere("b", 40), *elsewhere("c", 40, 44, 48, 52))
    a, b, c = (one.fragility for one in outlooks(of, *figures))
    # 44 in 2022 is half of the way asked for.
    assert (a.dropped, b.dropped, c.dropped) == (("off_track",), Missing.NOT_ASSESSED, ())
    assert a.down == c.down == Flip(change=-1, value=51, keeps=52, status="behind", better=False)
    assert b.down is Missing.NOT_ASSESSED


def test_where_nothing_is_left_to_judge_by_the_verdict_does_not_stay() -> None:
    # On a compound path the retreat to 0 in 2022 has no share of the way: it is no verdict by the pacing method.
    of = plan(target(path="compound", method=MethodChoice(name="pacing")))
    found = outlook(of, figure(2022, 0, status=FINAL), figure(2023, 52))
    assert found.fragility.dropped is Missing.NOT_ASSESSED


def test_a_goal_that_was_replaced_has_no_outlook() -> None:
    revision = Revision(on=Period.year(2022).end, goal=goal(low=70.0), place=PLACE)
    found = assess_plan(plan(target(revisions=(revision,))), (figure(2023, 52),), None).assessments[0]
    assert found.outlook
    assert [earlier.outlook for earlier in found.superseded] == [None]


def test_an_outlook_is_made_when_it_is_asked_for_and_for_the_verdict_that_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[float] = []
    made = making.outlooks

    def counted(judgement: Judgement, firm: Firmness) -> list[Outlook]:
        asked.append(float(judgement.case.goal.low or 0))
        return made(judgement, firm)

    monkeypatch.setattr("planck.assess.target.outlooks", counted)
    revision = Revision(on=Period.year(2022).end, goal=goal(low=70.0), place=PLACE)
    revised = plan(target(revisions=(revision,)))
    [whole] = assess_plan(revised, (figure(2022, 44), figure(2023, 52)), None).assessments
    assert (whole.status, asked) == ("behind", [])
    assert whole.outlook
    assert whole.outlook == whole.outlook
    assert [earlier.outlook for earlier in whole.superseded] == [None]
    assert asked == [70.0]


def test_figures_of_elsewhere_do_not_touch_the_verdict() -> None:
    own = (figure(2022, 48), figure(2023, 52))
    alone = assess_plan(plan(target()), own, None).assessments[0]
    among = assess_plan(plan(target()), (*own, *elsewhere("甲", 1, 2, 3, 4)), None).assessments[0]
    assert told(alone, outlook=None, opinions=()) == told(among, outlook=None, opinions=())
    assert HERE.name == among.region


def test_without_the_last_figure_the_baseline_stays() -> None:
    # 44 in 2021 and 48 in 2022 are what the path from 40 asks for; from 40.1 the former would be less.
    of = plan(target(method=replace(target().method, borders=(("on_schedule", 1.0),))))
    [found] = assess_plan(of, [figure(2021, 44), figure(2022, 48)], None).assessments
    assert found.outlook is not None
    assert found.outlook.fragility.dropped == ()


def test_a_figure_of_nothing_can_fall_no_further() -> None:
    start = plan(target(baseline=0.0))
    [found] = assess_plan(start, [figure(2022, 0, status=FigureStatus.FINAL)], None).assessments
    assert found.outlook is not None
    assert found.outlook.fragility.down is Missing.NO_FLIP


def test_peers_without_a_figure_of_the_year_have_no_pace_to_it() -> None:
    away = [figure(2021, 44, region="西湖区"), figure(2022, 50, region="西湖区")]
    for year, pace in ((2023, Missing.NO_PEERS), (2022, 5.0)):
        own = [figure(2020, 40), figure(year, 48), figure(2020, 40, region="西湖区")]
        [found] = assess_plan(plan(target()), [*own, *away], None).assessments
        assert found.outlook is not None
        assert found.outlook.trend.peer_pace == pace


def test_without_any_point_there_are_no_steps_to_go_by() -> None:
    [found] = assess_plan(plan(target(baseline=None)), [], None).assessments
    assert found.outlook is not None
    assert found.outlook.forecast.steps == 0


def test_a_figure_may_rise_further_than_it_is_large() -> None:
    # From 0 to 60 in five years: of 1 in 2022 it takes 14.4 of 24 not to be off track.
    [found] = assess_plan(plan(target(baseline=0.0)), [figure(2022, 1)], None).assessments
    assert found.outlook is not None
    assert found.outlook.fragility.up == Flip(change=14, value=15, keeps=14, status="behind", better=True)


@pytest.mark.parametrize(
    ("wants", "baseline", "text", "others"),
    [
        # 0 may be anything from -0.5 up to, but not including, 0.5.
        (goal(low=0.5), -3.0, "0", ()),
        (goal(low=0.4), -3.0, "0", ("achieved",)),
        (goal(Comparator.AT_MOST, high=-0.5), 3.0, "0", ("achieved",)),
        (goal(Comparator.AT_MOST, high=-50.4), -40.0, "-50", ("achieved",)),
        (goal(Comparator.AT_MOST, high=-50.5), -40.0, "-50", ()),
    ],
)
def test_what_a_rounded_number_may_have_been(wants: Any, baseline: float, text: str, others: tuple[str, ...]) -> None:
    of = plan(target(wants=wants, baseline=baseline, due=2023), indicators=(ratio(),))
    row = figure(2023, float(text), unit="%", text=text, status=FigureStatus.FINAL)
    [found] = assess_plan(of, [row], None).assessments
    assert found.outlook is not None
    assert found.outlook.fragility.rounding == others
