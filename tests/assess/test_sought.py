"""What figures are sought to be, from the words and numbers of a plan: each border itself."""

import math
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess.select import Why, select, sorted_out
from planck.assess.sought import MOST, Sought, is_hundredth, is_part, sought_of
from planck.model import (
    Comparator,
    Figure,
    FigureStatus,
    Indicator,
    Measure,
    Milestone,
    Plan,
    Quantity,
    Region,
    Target,
)
from planck.model.table import Figures
from tests.building import PLACE, figure, goal, indicator, plan, target, when

EVERY = Region(every=True)


def sought(kind: Indicator, *targets: Target) -> Sought:
    return sought_of(kind, plan(*targets, indicators=(kind,)))


def ratio(unit: str = "%", **more: Any) -> Indicator:
    return indicator(measure=Measure.RATIO, unit=unit, **more)


@pytest.mark.parametrize(
    ("kind", "wants", "limit", "ends"),
    [
        (indicator(measure=Measure.RANK), goal(Comparator.RANK, high=3.0), None, (1.0, MOST)),
        (indicator(measure=Measure.EVENT), goal(Comparator.DONE), None, (0.0, 1.0)),
        # Firms are counted, money may be lost, and a net gain of firms is no count of them.
        (indicator(), goal(low=60.0), None, (0.0, MOST)),
        (indicator(unit="亿元"), goal(low=60.0), None, (-MOST, MOST)),
        (indicator(aliases=("净增家数",)), goal(low=60.0), None, (-MOST, MOST)),
        # The limit of what is to rise lies above, of what is to fall below.
        (indicator(unit="亿元"), goal(low=60.0), 80.0, (-MOST, 80.0)),
        (indicator(unit="亿元"), goal(Comparator.UP), 80.0, (-MOST, 80.0)),
        (indicator(unit="亿元"), goal(Comparator.AT_MOST, high=30.0), 20.0, (20.0, MOST)),
        (indicator(), goal(Comparator.AT_MOST, high=30.0), 20.0, (20.0, MOST)),
        # A part by its name, and what ends at the whole; a rate of growth is neither.
        (ratio(aliases=("研发经费占比",)), goal(low=60.0), None, (0.0, MOST)),
        (ratio("‰", aliases=("研发经费占比",)), goal(low=60.0), None, (-MOST, MOST)),
        (ratio(), goal(low=60.0), None, (-MOST, MOST)),
        (ratio(), goal(low=60.0), 100.0, (0.0, 100.0)),
        (ratio(), goal(low=60.0), 90.0, (-MOST, 90.0)),
        (ratio("分"), goal(low=60.0), 100.0, (-MOST, 100.0)),
    ],
)
def test_the_ends_of_what_may_be(kind: Indicator, wants: Any, limit: float | None, ends: tuple[float, float]) -> None:
    found = sought(kind, target(wants=wants, limit=limit, baseline=None))
    assert (found.low, found.high) == ends
    assert found.whole is (kind.measure in (Measure.RANK, Measure.EVENT))


def test_of_two_limits_the_narrower_counts() -> None:
    of = indicator(unit="亿元")
    rising = [target(name, indicator="firms", limit=limit) for name, limit in (("a", 80.0), ("b", 70.0))]
    falling = [
        target(name, indicator="firms", wants=goal(Comparator.AT_MOST, high=30.0), limit=limit)
        for name, limit in (("c", 20.0), ("d", 10.0))
    ]
    for order in (rising, rising[::-1]):
        assert sought(of, *order).high == 70.0
    for order in (falling, falling[::-1]):
        assert sought(of, *order).low == 20.0


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        (ratio(aliases=("占比",)), True),
        (ratio("", aliases=("占比",)), False),
        (indicator(unit="%", aliases=("占比",)), False),
        (ratio(aliases=("占比增速",)), False),
        (ratio(), False),
    ],
)
def test_a_part_of_a_whole_by_its_name(kind: Indicator, part: bool) -> None:
    assert is_part(kind) is part


CEILING = target("most", indicator="firms", wants=goal(Comparator.AT_MOST, high=100.0), baseline=None)


@pytest.mark.parametrize(
    ("targets", "stated", "sinks", "grows"),
    [
        ([target()], (60.0, 40.0), False, True),
        ([target(baseline=None)], (60.0,), False, True),
        # Half a firm is more than nothing, and so is one that starts from less than one.
        ([target(wants=goal(low=0.5), baseline=0.25)], (0.5, 0.25), False, True),
        # What starts from nothing is to come to more, and so is not what starts below it.
        ([target(baseline=0.0)], (60.0,), False, True),
        ([target(baseline=-5.0)], (60.0, 5.0), False, False),
        # A ceiling alone says nothing of how far below it the figures are, nor beside a goal.
        ([CEILING], (), True, False),
        ([target(), CEILING], (), True, False),
        ([target(wants=goal(Comparator.AT_MOST, high=30.0))], (30.0, 40.0), True, False),
        # A rate is no size.
        ([target(wants=goal(low=5.0, quantity=Quantity.GROWTH))], (40.0,), False, True),
        ([target(wants=goal(low=300.0, quantity=Quantity.TOTAL), baseline=None)], (300.0,), False, True),
        (
            [target(), target("sum", indicator="firms", wants=goal(low=300.0, quantity=Quantity.TOTAL), baseline=None)],
            (60.0, 300.0, 40.0),
            False,
            True,
        ),
        ([target(region=EVERY)], (), False, False),
    ],
)
def test_the_sizes_that_a_plan_states(
    targets: list[Target], stated: tuple[float, ...], sinks: bool, grows: bool
) -> None:
    found = sought(indicator(), *targets)
    assert (found.stated, found.sinks, found.grows) == (stated, sinks, grows)
    assert found.added is any(one.goal.quantity is Quantity.TOTAL for one in targets)


def test_the_goals_that_a_copy_of_the_plan_would_hold() -> None:
    stone = Milestone(value=50.0, period=when(2023), place=PLACE)
    found = sought(indicator(), target(milestones=(stone,), limit=60.0))
    # What ends at its limit by its nature may well be there.
    assert found.goals == ((when(2023), 50.0),)
    assert sought(indicator(), target(wants=goal(low=0.0, high=70.0))).goals == ((when(2025), 70.0),)
    assert sought(ratio(), target(wants=goal(low=100.0))).goals == ()
    assert sought(ratio("分"), target(wants=goal(low=100.0))).goals == ((when(2025), 100.0),)
    assert sought(indicator(), target(wants=goal(low=5.0, quantity=Quantity.GROWTH))).goals == ()


def test_the_first_baseline_above_nothing_is_the_start() -> None:
    two = [target("a", indicator="firms", baseline=0.0), target("b", indicator="firms", baseline=41.0)]
    assert sought(indicator(), *two).base == (when(2020), 41.0)
    assert sought(indicator(), two[0]).base is None
    assert sought(indicator(measure=Measure.RANK), *two).base is None


@pytest.mark.parametrize(
    ("targets", "least"),
    [
        ([target(wants=goal(low=3.4), baseline=2.5)], 2.5),
        ([target(wants=goal(low=3.4), baseline=-1.5)], 1.5),
        ([target(wants=goal(Comparator.UP), baseline=None)], 0.0),
    ],
)
def test_the_smallest_number_of_a_percentage(targets: list[Target], least: float) -> None:
    assert sought(ratio(), *targets).least == least
    assert sought(indicator(), *targets).least == 0.0


@pytest.mark.parametrize(
    ("size", "others", "is_one"),
    [
        # As large as they are from half to twice, with the ends.
        (0.04, [2.0], True),
        (0.041, [2.0], False),
        (0.01, [2.0], True),
        (0.00995, [2.0], False),
        # What is above it by twice at most tells nothing.
        (0.1, [0.2, 30.0], False),
        (0.3, [0.6, 30.0], True),
        (0.0, [2.0], False),
        (1.0, [100.0], False),
        (0.5, [], False),
    ],
)
def test_a_hundredth_of_what_stands_beside_it(size: float, others: list[float], is_one: bool) -> None:
    assert is_hundredth(size, others) is is_one


def values(of: Plan, *found: Figure) -> list[float | None]:
    return [one.value for one in select(of, found, None).figures]


def noted(period: str | int, value: float, note: str, **more: Any) -> Figure:
    return replace(figure(period, value, **more), note=note)


def test_a_percentage_of_forty_times_the_plan_still_counts() -> None:
    of = plan(target(wants=goal(low=3.0), baseline=2.0), indicators=(ratio(),))
    assert values(of, figure(2021, 120, unit="%")) == [120]
    assert values(of, figure(2021, 120.5, unit="%")) == []


def test_three_hundred_times_and_no_more() -> None:
    of = plan(target(wants=goal(low=10.0), baseline=None))
    assert values(of, figure(2021, 3000)) == [3000]
    assert values(of, figure(2021, 3001)) == []
    assert values(plan(target(wants=goal(low=300.0), baseline=None)), figure(2021, 0.99)) == []


def test_what_is_not_added_up_may_be_noted_to_be_cumulative() -> None:
    assert values(plan(target()), noted(2021, 44, "累计数")) == [44]
    sums = target(wants=goal(low=300.0, quantity=Quantity.TOTAL), baseline=None)
    flow = (indicator(measure=Measure.FLOW),)
    assert values(plan(sums, indicators=flow), noted(2021, 44, "累计数")) == []
    # Elsewhere is nobody's concern.
    both = plan(sums, target("labs"), indicators=flow)
    away = noted(2021, 44, "累计数", region="西湖区")
    assert select(both, [away, figure(2021, 45), noted(2021, 46, "累计数", name="labs")], None).figures == (
        figure(2021, 45),
        noted(2021, 46, "累计数", name="labs"),
    )


def test_a_note_of_half_a_year_contradicts_a_year_alone() -> None:
    of = plan(target(), indicators=(indicator(measure=Measure.FLOW),))
    assert values(of, noted(2021, 44, "1-6月")) == []
    assert values(of, noted("2021-H1", 44, "1-6月")) == [44]
    assert values(of, noted(2021, 44, "1-12月")) == [44]
    assert len(select(of, [noted(2021, 44, "1-6月")], None).aside(Why.COPIED)) == 1


def test_a_note_of_a_rate_contradicts_an_amount_without_a_unit() -> None:
    assert values(plan(target()), noted(2021, 44, "同比增长", unit="")) == []
    assert values(plan(target()), noted(2021, 44, "同比增长")) == [44]
    assert values(plan(target(), indicators=(ratio(),)), noted(2021, 44, "同比增长", unit="")) == [44]
    assert values(plan(target()), noted(2021, 44, "目标值")) == []


SERIES = [figure(2020 + year, 40 + year, region=name) for name in "甲乙" for year in range(3)]


@pytest.mark.parametrize("odd", range(len(SERIES)))
def test_a_number_out_of_line_with_those_before_it_puts_its_region_aside(odd: int) -> None:
    of = plan(target(region=EVERY, baseline=None), region=EVERY)
    far = SERIES[odd].value
    assert far is not None
    rows = [replace(one, value=far * 1000, text="") if one is SERIES[odd] else one for one in SERIES]
    found = select(of, rows, None).series
    # The first of a region is in line with nothing, so that those after it, which are smaller, are out of it.
    name = SERIES[odd].region
    assert [region for region, _ in found] == [other for other in "乙甲" if other != name]


def test_regions_are_out_of_line_each_by_itself() -> None:
    of = plan(target(region=EVERY, baseline=None), region=EVERY)
    found = [figure(2021, 2, region="甲"), figure(2022, 3, region="甲"), figure(2021, 5000, region="乙")]
    assert len(select(of, found, None).figures) == 3
    # Five times as much is of one size still, a little more is none.
    for most, counts in ((10.0, 0), (10.1, 4)):
        rising = [figure(2021 + at, value, region="甲") for at, value in enumerate((2.0, most, 3.0, 9000.0))]
        assert len(select(of, rising, None).figures) == counts


def test_a_unit_that_no_plan_states_is_taken_as_it_is() -> None:
    assert sought(indicator(unit=""), target()).times("亿元") == 1
    assert sought(indicator(unit="亿元"), target()).times("") == 1
    assert sought(indicator(unit="亿元"), target()).times("万元") == Fraction(1, 10_000)
    assert sought(indicator(unit="亿元"), target()).times("人") is None
    assert math.isinf(Sought(id="a").high)


@pytest.mark.parametrize(
    ("based", "counts"),
    [
        # A power of ten away from the baseline of 40, give or take a fiftieth; not that itself, nor near it.
        (figure(2020, 408.4), True),
        (figure(2020, 407.6), False),
        (figure(2020, 392.4), False),
        (figure(2020, 391.6), True),
        (figure(2020, 40), True),
        (figure(2020, 41), True),
        # 40 hectares are the number that the plan prints in mu, 41 are within a fortieth of it, and 39.3 within a fiftieth.
        (figure(2020, 40, unit="公顷"), False),
        (figure(2020, 39.3, unit="公顷"), False),
        (figure(2020, 41, unit="公顷"), True),
        # Of another year nothing of the kind is known.
        (figure(2021, 40, unit="公顷"), True),
    ],
)
def test_the_baseline_as_it_was_printed_or_a_power_of_ten_away(based: Figure, counts: bool) -> None:
    land = plan(target(wants=goal(low=4000.0)), indicators=(indicator(unit="亩"),))
    based = based if based.unit == "公顷" else replace(based, unit="亩")
    assert len(values(land, based, figure(2022, 900, unit="亩"))) == (2 if counts else 0)


def test_a_share_with_decimals_is_a_hundredth_as_well() -> None:
    of = plan(target(wants=goal(low=3.4), baseline=2.5), indicators=(ratio(),))
    assert values(of, figure(2021, 0.95, unit="", text="0.95"), figure(2022, 2.6, unit="%")) == [0.95, 2.6]
    # What another region says of itself tells nothing of this one: 0.90 is a hundredth of 60, and not of 2.4.
    every = plan(target(wants=goal(low=3.4), baseline=None, region=EVERY), region=EVERY, indicators=(ratio(),))
    own = [figure(2021, 0.9, unit="", text="0.90"), figure(2022, 2.4, unit="%")]
    assert values(every, *own, figure(2021, 60, unit="%", region="甲")) == [0.9, 2.4, 60]


def test_what_was_of_several_sizes_before_tells_nothing() -> None:
    of = plan(target(region=EVERY, baseline=None), region=EVERY)
    assert values(of, figure(2020, 11), figure(2021, 2), figure(2022, 9000)) == [11, 2, 9000]
    assert values(of, figure(2020, 9), figure(2021, 2), figure(2022, 9000)) == []


def test_of_what_nothing_is_said_every_number_counts() -> None:
    table = Figures.of([noted(2020 + at, value, "累计数") for at, value in enumerate((2, 3, 7e8, 1e22, -3, 0.5, 0))])
    found = sorted_out(table, ["拱墅区"], [0], (Sought(id="firms"),))
    assert [one.value for one in found.figures] == [2, 3, 7e8, 1e22, -3, 0.5, 0]
    assert Sought(id="firms").least == 0


def test_what_was_converted_may_be_five_times_the_plan() -> None:
    land = plan(target(), indicators=(indicator(unit="亩"),))
    assert values(land, figure(2022, 20, unit="公顷")) == [300]
    assert values(land, figure(2022, 21, unit="公顷")) == []


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        # A size is that of all before it, from the least to the most.
        ((9, 4, 0.02), True),
        ((9, 4, 0.013), False),
        ((4, 9, 2000), True),
        ((4, 9, 2800), False),
    ],
)
def test_a_number_is_held_against_the_least_and_the_most_before_it(found: tuple[float, ...], counts: bool) -> None:
    of = plan(target(region=EVERY, baseline=None), region=EVERY, indicators=(indicator(unit="亿元"),))
    rows = [figure(2020 + at, value, unit="亿元") for at, value in enumerate(found)]
    assert values(of, *rows) == (list(found) if counts else [])


def test_what_is_converted_like_those_before_it_is_none_the_odder_for_it() -> None:
    land = plan(target(region=EVERY, baseline=None), region=EVERY, indicators=(indicator(unit="亩"),))
    rows = [figure(2020 + at, value, unit="公顷") for at, value in enumerate((2.0, 2.2, 225.0))]
    assert values(land, *rows) == [30, 33, 3375]


def test_a_goal_met_to_the_digit_is_a_result_beside_figures_since_the_start() -> None:
    start, end = figure(2020, 40), figure(2025, 60)
    assert values(plan(target()), start, end) == [40]
    assert values(plan(target()), start, figure(2022, 48), end) == [40, 48, 60]
    assert values(plan(target()), start, replace(end, status=FigureStatus.FINAL)) == [40, 60]


def test_nothing_is_no_share() -> None:
    of = plan(target(wants=goal(low=3.4), baseline=2.5), indicators=(ratio(),))
    assert values(of, figure(2021, 0, unit="")) == [0]
    assert values(of, figure(2021, 1, unit="")) == [1]
