"""Which figures a plan rests on."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from planck.assess.plan import assess_plan, judged_at, later, newest_of, unused
from planck.assess.select import Why, converted, of_regions, select
from planck.model import AsOf, Comparator, Conversion, Figure, FigureStatus, Measure, Plan, Quantity, Region, Text
from planck.model.assessment import Reading
from planck.model.table import Figures
from tests.building import figure, formula, goal, indicator, plan, target, when

ASSUMED, FINAL, PRELIMINARY = FigureStatus.ASSUMED, FigureStatus.FINAL, FigureStatus.PRELIMINARY


def values(*figures: Figure, as_of: str | None = None, of: Plan | None = None) -> list[float | None]:
    chosen = select(of or plan(target()), figures, when(as_of) if as_of else None)
    return [found.value for found in chosen.figures]


def test_names_are_matched_whatever_their_width_and_case() -> None:
    named = plan(target(indicator="rd"), indicators=(indicator("rd", aliases=("R&D经费 支出",)),))
    assert values(figure(2021, 1, "R&D经费支出"), figure(2022, 2, "RD"), figure(2023, 3, "其他"), of=named) == [1, 2]


def test_regions_are_matched_by_name_code_and_alias() -> None:
    found = [
        figure(2020 + index, index, region=name) for index, name in enumerate(("拱墅区", "330105", "gongshu", ""), 1)
    ]
    assert values(*found) == [1, 2, 3, 4]
    assert values(figure(2021, 41, region="拱墅")) == [41]
    assert select(plan(target()), [figure(2021, 1, region="西湖区")], None).aside(Why.ELSEWHERE)


def test_every_region_of_the_figures_can_be_judged() -> None:
    everywhere = plan(target(region=Region(every=True)), region=Region(every=True))
    chosen = select(everywhere, [figure(2021, 1, region="甲"), figure(2021, 2, region="乙")], None)
    assert chosen.regions == ("乙", "甲")


def test_one_target_of_a_place_can_be_for_every_region() -> None:
    of = plan(target("all", indicator="firms", region=Region(every=True)), target("own", indicator="firms"))
    chosen = select(of, [figure(2021, 1, region="甲"), figure(2021, 2)], None)
    assert chosen.regions == ("拱墅区", "甲")
    assert not chosen.aside(Why.ELSEWHERE)
    regions = {found.target.id: found.region for found in assess_plan(of, chosen.figures, None).assessments}
    assert regions["own"] == "拱墅区"
    judged = [found.region for found in assess_plan(of, chosen.figures, None).assessments if found.target.id == "all"]
    assert judged == ["拱墅区", "甲"]


def test_the_newest_vintage_known_by_the_day_counts() -> None:
    vintages = (figure(2021, 10.2, published="2022-05-01"), figure(2021, 10.4, published="2023-05-01"))
    assert values(*vintages) == [10.4]
    assert values(*vintages, as_of="2022-12-31") == [10.2]
    assert values(*vintages, as_of="2021") == []
    assert len(select(plan(target()), vintages, None).views_aside(Why.OUTDATED)) == 1


def test_without_a_date_a_figure_is_known_when_its_period_ends() -> None:
    assert values(figure(2021, 1), figure(2022, 2), as_of="2021") == [1]


def test_a_scenario_never_stands_before_a_publication() -> None:
    assert values(figure(2021, 1, published="2022-01-01"), figure(2021, 9, status=ASSUMED, published="2024-01-01")) == [
        1
    ]


def test_of_one_day_the_firmer_figure_counts() -> None:
    assert values(figure(2021, 1, status=FINAL), figure(2021, 2, status=PRELIMINARY)) == [1]


def test_contradictions_of_one_vintage_count_for_nothing() -> None:
    chosen = select(plan(target()), [figure(2021, 1), figure(2021, 2)], None)
    assert chosen.figures == ()
    assert len(chosen.conflicts[0]) == 2


def test_the_same_value_twice_is_one_figure() -> None:
    chosen = select(plan(target()), [figure(2021, 1), figure(2021, 1, line=3)], None)
    assert [found.value for found in chosen.figures] == [1]
    assert len(chosen.views_aside(Why.REPEATED)) == 1


def test_a_level_at_the_end_of_june_is_one_figure_whatever_its_period_is_called() -> None:
    assert select(plan(target()), [figure("2021-06", 1), figure("2021-H1", 2)], None).conflicts
    flow = plan(target(), indicators=(indicator(measure=Measure.FLOW),))
    assert not select(flow, [figure("2021-06", 1), figure("2021-H1", 2)], None).conflicts


def test_a_unit_that_can_be_converted_is() -> None:
    [found] = select(plan(target()), [figure(2021, 1.25, unit="万家")], None).figures
    assert (found.value, found.text, found.unit) == (12_500, "12500", "家")
    assert found.converted == Conversion("1.25", "万家", 10_000.0)
    # 100 亩 are 100 x 10000 / 15 square metres, which do not end; 1 家 is 0.0001 万家.
    area = plan(target(baseline=60_000.0), indicators=(indicator(unit="平方米"),))
    [found] = select(area, [figure(2021, 100, unit="亩")], None).figures
    assert found.value == pytest.approx(66_666.666_666_7)
    assert found.text == "66666.66666666667"
    tiny = plan(target(wants=goal(low=0.0002), baseline=None), indicators=(indicator(unit="万家"),))
    assert select(tiny, [figure(2021, 1)], None).figures[0].text == "0.0001"


def test_what_would_be_too_large_is_not_converted() -> None:
    assert select(plan(target()), [figure(2021, 1e305, unit="万家")], None).aside(Why.WRONG_UNIT)
    assert converted(figure(2021, 1e300), Fraction(10), "家") is None
    kept = converted(figure(2021, 1e299), Fraction(10), "家")
    assert kept
    assert kept.value == 1e300
    # Exact where the number ends, else as many digits as a float has.
    texts = [converted(figure(2021, value, unit="亩"), Fraction(1, 15), "公顷") for value in (4.5, 15, 1)]
    assert [one and one.text for one in texts] == ["0.3", "1", "0.06666666666666667"]


def test_a_baseline_in_another_unit_than_the_figures_say() -> None:
    # 40 mu in the plan and 40 hectares in the figures: the unit was written down, not converted.
    land = plan(target(baseline=40.0), indicators=(indicator(unit="亩"),))
    assert values(figure(2020, 40, unit="公顷"), figure(2022, 48, unit="亩"), of=land) == []
    assert values(figure(2020, 40, unit="亩"), figure(2022, 48, unit="亩"), of=land) == [40, 48]
    assert values(figure(2020, 4, unit="公顷"), figure(2022, 4.8, unit="公顷"), of=land) == [60, 72]


def test_a_figure_without_a_value_has_nothing_to_convert() -> None:
    assert select(plan(target()), [figure(2021, None, unit="万家")], None).aside(Why.UNPUBLISHED)


def test_another_unit_is_set_aside_and_no_unit_is_not() -> None:
    chosen = select(plan(target()), [figure(2021, 1, unit="人"), figure(2022, 2, unit="")], None)
    assert [found.value for found in chosen.figures] == [2]
    assert len(chosen.aside(Why.WRONG_UNIT)) == 1


def test_a_figure_without_a_value_is_not_published() -> None:
    chosen = select(plan(target()), [figure(2021, None)], None)
    assert chosen.figures == ()
    assert len(chosen.aside(Why.UNPUBLISHED)) == 1


# Figures that fit the plan in another power of ten alone, and what shows it: the plan goes from 40 to 60.


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        ([figure(2021, 44)], True),
        ([figure(2021, 300)], True),
        ([figure(2021, 60_000)], False),
        ([figure(2021, 0.0044)], False),
        ([figure(2021, 45, unit="万家")], False),
        ([figure(2021, 0.0045, unit="万家")], True),
        # The baseline as it was printed, or ten times it, in the base year.
        ([figure(2020, 400), figure(2021, 410)], False),
        ([figure(2020, 40, unit="万家")], False),
        ([figure(2020, 4000), figure(2021, 410)], False),
        ([figure(2020, 0.4), figure(2021, 41)], False),
        ([figure(2020, 47), figure(2021, 50)], True),
        # Much may have changed since, and of nothing nothing is known.
        ([figure(2001, 0.01), figure(2021, 0)], True),
    ],
)
def test_a_power_of_ten_away_from_the_plan(found: list[Figure], counts: bool) -> None:
    chosen = select(plan(target()), found, None)
    assert bool(chosen.figures) is counts
    assert bool(assess_plan(plan(target()), found, None).assessments[0].series) is counts


def test_a_percentage_is_far_from_the_plan_sooner_and_may_sink_to_nothing() -> None:
    of = plan(target(wants=goal(low=3.4), baseline=2.5), indicators=(indicator(measure=Measure.RATIO, unit="%"),))
    assert values(figure(2021, 265, unit="%"), of=of) == []
    assert values(figure(2021, 99, unit="%"), of=of) == [99]
    assert values(figure(2021, 0.001, unit="%"), of=of) == [0.001]
    falling = plan(target(wants=goal(Comparator.AT_MOST, high=1.0), baseline=400.0))
    assert values(figure(2021, 0.5), of=falling) == [0.5]


def test_a_ceiling_alone_says_nothing_of_the_size() -> None:
    # 103 advisories where there are to be none, 0.1 in the table (Canada, cif/6-1-1).
    ceiling = plan(target(wants=goal(Comparator.AT_MOST, high=0.1), baseline=None))
    assert values(figure(2021, 103), of=ceiling) == [103]


def test_nothing_is_compared_with_a_plan_for_every_region() -> None:
    everywhere = plan(target(region=Region(every=True)), region=Region(every=True))
    assert values(figure(2021, 60_000), of=everywhere) == [60_000]
    ranked = plan(target(wants=goal(Comparator.AT_MOST, high=1.0)), indicators=(indicator(measure=Measure.RANK),))
    assert values(figure(2021, 900), of=ranked) == [900]


def test_all_spellings_of_a_region_are_one_where_no_plan_names_it() -> None:
    everywhere = plan(target(region=Region(every=True)), region=Region(every=True))
    spelled = [figure(2020 + year, 44, region=name) for year, name in enumerate(("区 1", "区1", "区１", "区2"))]
    found = {each.region: each.latest for each in assess_plan(everywhere, spelled, None).assessments}
    assert {name: isinstance(latest, Reading) and latest.period.label for name, latest in found.items()} == {
        "区 1": "2022",
        "区2": "2023",
    }


def test_an_impossible_value_puts_its_series_out_of_use() -> None:
    assert values(figure(2021, 44), figure(2022, -3)) == []
    assert values(figure(2021, 44), figure(2021, 9, "rd"), figure(2022, 1e300)) == []
    net = plan(target(), indicators=(indicator(aliases=("人口净增",)),))
    assert values(figure(2021, 44), figure(2022, -3), of=net) == [44, -3]
    for wants, limit, beyond in (
        (goal(low=45.0), 50.0, 50.5),
        (goal(Comparator.UP), 50.0, 50.5),
        (goal(Comparator.AT_MOST, high=39.0), 30.0, 29.5),
    ):
        limited = plan(target(wants=wants, limit=limit))
        assert values(figure(2021, 40), figure(2022, limit), of=limited) == [40, limit]
        assert values(figure(2021, 40), figure(2022, beyond), of=limited) == []


def test_a_share_that_ends_at_the_whole_begins_at_nothing() -> None:
    share = indicator(measure=Measure.RATIO, unit="%")
    of = plan(target(wants=goal(low=95.0), baseline=90.0, limit=100.0), indicators=(share,))
    assert values(figure(2021, 101, unit="%"), of=of) == []
    assert values(figure(2021, -1, unit="%"), of=of) == []
    assert values(figure(2021, 100, unit="%"), of=of) == [100]


def test_series_that_do_not_count_stand_by_indicator_and_region() -> None:
    of = plan(target("a", region=Region(every=True)), target("b", region=Region(every=True)))
    wrong = [
        figure(2021, number, name, region=region, published=f"{year}-05-01")
        for number, (name, region) in enumerate([(name, region) for name in "ba" for region in ("乙", "甲")], 1)
        for year in (2022, 2023)
    ]
    aside = select(of, wrong, None).series_aside(Why.OUTDATED)
    assert [[one.value for one in figures] for figures in aside] == [[3], [4], [1], [2]]


def test_figures_of_the_regions_asked_for() -> None:
    table = Figures.of([figure(2021, 1), figure(2021, 2, region="甲"), figure(2021, 3, region="")])
    for name in ("拱墅区", "330105", "gongshu"):
        assert [one.value for one in of_regions(table, [plan(target())], [name])[0]] == [1, 3]
    assert [one.value for one in of_regions(table, [plan(target())], ["甲"])[0]] == [2]
    # Of two plans a blank region is nobody's.
    two = [plan(target()), plan(target(), id="other")]
    assert [one.value for one in of_regions(table, two, ["拱墅区"])[0]] == [1]
    assert [one.value for one in of_regions(table, two, ["拱墅区", "甲"])[0]] == [1, 2]
    assert of_regions(table, two, ["拱墅区", "丁"])[1] == ("丁",)


@pytest.mark.parametrize(
    ("figures", "as_of", "newest", "assumed"),
    [
        ([figure(2021, 1), figure(2022, 2)], None, "2022", False),
        ([figure(2021, 1), figure(2022, 2, status=ASSUMED)], None, "2022", True),
        ([figure(2022, 1), figure("2022-H2", 2, status=ASSUMED)], None, "2022", False),
        ([figure(2021, 1, status=ASSUMED)], None, "2021", True),
        ([figure(2021, 1), figure(2022, 2, status=ASSUMED)], "2021", "2021", False),
        ([], None, None, False),
    ],
)
def test_when_it_is_judged(figures: list[Figure], as_of: str | None, newest: str | None, assumed: bool) -> None:
    asked = when(as_of) if as_of else None
    found = judged_at(select(plan(target()), figures, asked), asked)
    assert (found.period and found.period.label, found.assumed, found.given) == (newest, assumed, bool(as_of))


def test_the_later_of_two_times_of_judgement() -> None:
    none, first, last = AsOf(), AsOf(period=when(2021)), AsOf(period=when(2022))
    half, assumed = AsOf(period=when("2022-H2")), AsOf(period=when(2022), assumed=True)
    for one, other, wanted in (
        (None, first, first), (none, first, first), (first, none, first), (first, last, last), (last, first, last),
        (half, last, last), (last, half, last), (assumed, last, last), (last, assumed, last),
    ):  # fmt: skip
        assert later(one, other) is wanted


# What a series is sought to be: the amounts go from 40 to 60, the shares from 2.5 % to 3.4 %.

LAND, PERCENT = indicator(unit="亩"), indicator(measure=Measure.RATIO, unit="%")
AT_LEAST, AT_MOST = target(), target("most", indicator="firms", wants=goal(Comparator.AT_MOST, high=100.0))
SHARE = plan(target(wants=goal(low=3.4), baseline=2.5), indicators=(PERCENT,))
EVERY = Region(every=True)


@pytest.mark.parametrize(
    ("of", "found", "counts"),
    [
        # A unit of its own for each row: one is converted, the next is not.
        (plan(target()), [figure(2021, 0.0044, unit="万家"), figure(2022, 48)], [44, 48]),
        # 48 hectares are 720 mu, twelve times the goal, and 48 mu are 3.2 hectares, a nineteenth of it: as printed they fit.
        (plan(target(baseline=None), indicators=(LAND,)), [figure(2022, 48, unit="公顷")], []),
        (plan(target(baseline=None), indicators=(LAND,)), [figure(2022, 3.2, unit="公顷")], [48]),
        (plan(target(baseline=None), indicators=(indicator(unit="公顷"),)), [figure(2022, 48, unit="亩")], []),
        # Without a plan for the region its own figures tell: 690 after 44, printed as 46.
        (
            plan(target(region=EVERY, baseline=None), region=EVERY, indicators=(LAND,)),
            [figure(2020, 40, unit="亩"), figure(2021, 44, unit="亩"), figure(2022, 46, unit="公顷")],
            [],
        ),
        # Which are of no one size where they rise sixfold.
        (
            plan(target(region=EVERY, baseline=None), region=EVERY),
            [figure(2020, 10), figure(2021, 60), figure(2022, 20_000)],
            [10, 60, 20_000],
        ),
        # More than forty times what the plan says, but no more than the whole.
        (plan(target(wants=goal(low=2.4), baseline=2.0), indicators=(PERCENT,)), [figure(2021, 100, unit="%")], [100]),
        (plan(target(wants=goal(low=2.4), baseline=2.0), indicators=(PERCENT,)), [figure(2021, 101, unit="%")], []),
        # 2.6 % that was printed as a share of 0.026; 0.9 % is none, and neither is half an amount.
        (SHARE, [figure(2021, 0.026, unit=""), figure(2022, 2.6, unit="%")], [2.6]),
        (SHARE, [figure(2021, 0.9, unit=""), figure(2022, 2.4, unit="")], [0.9, 2.4]),
        (plan(target()), [figure(2021, 0.5, unit="")], [0.5]),
        # Of a plan in per cent above 1.5 what is below 1 and says no unit may be a share, of one below it is none.
        (plan(target(wants=goal(low=1.6), baseline=None), indicators=(PERCENT,)), [figure(2021, 0.9, unit="")], []),
        (plan(target(wants=goal(low=1.5), baseline=None), indicators=(PERCENT,)), [figure(2021, 0.9, unit="")], [0.9]),
        # Two decimals are enough for a share, where no baseline tells.
        (
            plan(target(wants=goal(low=3.4), baseline=None), indicators=(PERCENT,)),
            [figure(2021, 0.02, unit="", text="0.02"), figure(2022, 2.2, unit="%")],
            [2.2],
        ),
        # Where what was converted is as far from the plan as it may be, and where what was printed is too far as well.
        (plan(target(), indicators=(LAND,)), [figure(2022, 20, unit="公顷")], [300]),
        (plan(target(), indicators=(indicator(unit="公顷"),)), [figure(2022, 120, unit="亩")], [8]),
        (plan(target(baseline=None), indicators=(LAND,)), [figure(2022, 126, unit="公顷")], [1890]),
        (plan(target(wants=goal(low=300.0), baseline=None)), [figure(2021, 1)], [1]),
        # A goal of growth is no size: a tenth is 400 times less than the baseline.
        (plan(target(wants=goal(low=0.5, quantity=Quantity.GROWTH))), [figure(2021, 0.1)], []),
        # What is asked of every region is of no size for any.
        (plan(target("all", indicator="firms", region=EVERY), AT_LEAST), [figure(2021, 60_000)], [60_000]),
        # Of two sizes the nearer counts, 266 times as much, and a rank has none.
        (plan(AT_LEAST), [figure(2021, 0.15)], [0.15]),
        (
            plan(
                target(wants=goal(Comparator.RANK, high=3.0), baseline=None),
                indicators=(indicator(measure=Measure.RANK),),
            ),
            [figure(2021, 2), figure(2022, 900)],
            [2, 900],
        ),
        # With a ceiling beside the goal it may sink as low as it likes, and a 0 is a figure.
        (plan(AT_LEAST, AT_MOST), [figure(2021, 0.1)], [0.1]),
        (plan(AT_LEAST, AT_MOST), [figure(2021, 0)], [0]),
        (plan(AT_LEAST), [figure(2021, 0.1)], []),
        (plan(AT_LEAST), [figure(2021, 0)], []),
        # A word for something not done is no number of firms.
        (plan(AT_LEAST, AT_MOST), [figure(2021, 0, text="未完成")], []),
        # Two goals of the plan in one year are no results.
        (plan(AT_LEAST, target("labs")), [figure(2025, 60), figure(2025, 60, "labs")], []),
        (plan(AT_LEAST, target("labs")), [figure(2025, 60), figure(2025, 61, "labs")], [60, 61]),
    ],
)
def test_what_can_be_a_figure_of_its_indicator(of: Plan, found: list[Figure], counts: list[float]) -> None:
    assert values(*found, of=of) == counts


def test_only_the_series_that_is_noted_to_be_counted_since_the_start_is_not_added_up() -> None:
    sums = goal(low=300.0, quantity=Quantity.TOTAL)
    wanted = [target(name, region=EVERY, wants=sums, baseline=None) for name in "ab"]
    of = plan(*wanted, region=EVERY, indicators=tuple(indicator(name, measure=Measure.FLOW) for name in "ab"))
    found = [figure(2021, 50, name, region=region) for name in "ab" for region in "甲乙丙"]
    for odd in found:
        noted = [replace(one, note="累计数") if one is odd else one for one in found]
        assert select(of, noted, None).views_aside(Why.CUMULATIVE) == (replace(odd, note="累计数"),)


def test_a_series_says_of_itself_alone_that_it_is_in_per_cent() -> None:
    wanted = [target(name, region=EVERY, wants=goal(low=3.4), baseline=None) for name in "ab"]
    shares = tuple(indicator(name, measure=Measure.RATIO, unit="%") for name in "ab")
    of = plan(*wanted, region=EVERY, indicators=shares)
    found = [figure(2021, 0.9, name, region=region, unit="") for name in "ab" for region in "甲乙丙"]
    for one in found:
        stated = replace(one, period=when(2022), unit="%")
        assert select(of, [*found, stated], None).figures == (one, stated)


def test_a_name_in_two_languages_is_one_in_each() -> None:
    both = replace(indicator(aliases=("高企", "High-tech")), name=Text(zh="高新技术企业", en="HNTE"))
    of = plan(target(), indicators=(both,))
    names = ("高新技术企业 HNTE", "HNTE/高企", "High-tech(高企)", "HNTE High-tech", "高新技术企业 高企")
    assert values(*(figure(2021 + place, 41 + place, name) for place, name in enumerate(names)), of=of) == [41, 42, 43]


def test_the_newest_period_that_a_verdict_rests_on() -> None:
    of = plan(target())
    judged = [assess_plan(of, [figure(year, 48)], None) for year in (2022, 2021)]
    assert newest_of(judged) == when(2022)
    assert newest_of([assess_plan(of, [], None)]) is None
    # Of what is derived those of the figures behind it.
    twice = plan(target("b"), indicators=(indicator("a"), indicator("b", formula=formula("2 * a"))))
    assert newest_of([assess_plan(twice, [figure("2022-12-31", 24, "a")], None)]) == when("2022-12-31")


def test_a_blank_name_is_nobodys() -> None:
    nameless = plan(target(), indicators=(replace(indicator(), name=Text(zh="企业")),))
    assert values(figure(2021, 1, ""), figure(2022, 48, "企业"), of=nameless) == [48]


# Ranks, and what is none: the first by its name or a remark, the second by its measure.


@pytest.mark.parametrize(
    ("measure", "rows", "odd"),
    [
        # Nobody says what the rows are.
        (Measure.RANK, [("firms", ""), ("firms", "")], []),
        (Measure.STOCK, [("firms", ""), ("firms", "")], []),
        # A rank is no amount, whatever stands beside it; and an amount beside ranks is no rank.
        (Measure.STOCK, [("firms", ""), ("firms", "全国位次")], [1]),
        (Measure.RANK, [("firms", ""), ("firms", "全国位次")], [0]),
        (Measure.RANK, [("firms", "全国位次"), ("firms", "全国位次")], []),
        (Measure.RANK, [("企业数排名", ""), ("firms", "")], [1]),
        (Measure.STOCK, [("企业数排名", ""), ("firms", "")], []),
    ],
)
def test_ranks_beside_amounts(measure: Measure, rows: list[tuple[str, str]], odd: list[int]) -> None:
    wants = goal(Comparator.RANK, high=60.0) if measure is Measure.RANK else goal(low=60.0)
    ranks = indicator(measure=measure, unit="", aliases=("企业数排名",))
    of = plan(target(wants=wants, region=EVERY), target("labs", region=EVERY), region=EVERY, indicators=(ranks,))
    found = [replace(figure(2021 + at, 41 + at, name), note=note) for at, (name, note) in enumerate(rows)]
    # What another region or another indicator says of itself changes nothing.
    others = [
        figure(2021, 50, region="甲"),
        figure(2021, 50, "labs"),
        replace(figure(2021, 1, "jobs"), note="全国位次"),
    ]
    chosen = select(of, [*found, *others], None)
    assert chosen.views_aside(Why.RANKED) == tuple(found[at] for at in odd)


def test_what_is_said_of_figures_that_cannot_be_used_is_told_by_their_indicator() -> None:
    of = plan(target(), target("labs"), target("jobs"))
    found = [figure(2021, 1, unit="人"), figure(2021, 41, "labs"), figure(2021, 42, "labs"), figure(2021, 43, "jobs")]
    assert unused(assess_plan(of, found, None), ()) == {"firms": ("L003",), "labs": ("L001",)}


def test_the_newest_period_is_the_longest_of_those_that_end_together() -> None:
    flow = plan(target(), indicators=(indicator(measure=Measure.FLOW),))
    both = [figure("2022-H2", 24), figure(2022, 48), figure("2021", 44)]
    for order in (both, both[::-1]):
        assert select(flow, order, None).newest() == when(2022)


def test_of_verdicts_that_rest_on_periods_that_end_together_the_longest_is_told() -> None:
    levels = [assess_plan(plan(target()), [figure(period, 48)], None) for period in ("2022-H2", "2022", "2022-12")]
    assert newest_of(levels) == newest_of(levels[::-1]) == when(2022)


def test_what_lacks_an_input_rests_on_no_figure_of_its_year() -> None:
    of = plan(target("c"), indicators=(indicator("a"), indicator("b"), indicator("c", formula=formula("a / b"))))
    found = [figure(2022, 90, "a"), figure(2022, 2, "b"), figure(2023, 96, "a")]
    assert newest_of([assess_plan(of, found, None)]) == when(2022)
    result = assess_plan(of, [*found, figure("2022", 45, "c")], None).targets[0].judged.case.panel
    assert not result.derived.any()
    assert result.figure_periods == {when(2022)}


def test_a_series_is_there_for_each_region_and_indicator() -> None:
    found = select(plan(target(), target("labs")), [figure(2021, 44), figure(2022, 48), figure(2021, 3, "labs")], None)
    assert len(found.series) == 2
    assert list(found.series) == [("拱墅区", "firms"), ("拱墅区", "labs")]


def test_an_indicator_that_is_not_sought_has_no_rows() -> None:
    chosen = select(plan(target("a"), target("b")), [figure(2021, 41, "a"), figure(2021, 42, "b")], None)
    assert [chosen.of(name).tolist() for name in ("a", "b", "c")] == [[0], [1], []]


def test_a_short_name_that_two_places_share_is_neither() -> None:
    places = (Region(name="朝阳区"), Region(name="朝阳县"), Region(name="海淀区"))
    of = plan(*(target(str(at), indicator="firms", region=place) for at, place in enumerate(places)))
    rows = [figure(2021, 41, region="朝阳"), figure(2021, 42, region="海淀"), figure(2021, 43, region="朝阳县")]
    chosen = select(of, rows, None)
    assert {region: [one.value for one in found] for (region, _), found in chosen.series.items()} == {
        "朝阳县": [43],
        "海淀区": [42],
    }
    assert len(chosen.aside(Why.ELSEWHERE)) == 1


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("南京市鼓楼区科技规划", [41, 42]),
        # Only the title says which of them is meant, and it must begin with it.
        ("鼓楼区科技规划", [42]),
        ("关于南京市鼓楼区的规划2022", [42]),
        ("2022年南京市鼓楼区规划", [42]),
    ],
)
def test_a_region_as_the_title_of_its_plan_names_it(title: str, own: list[float]) -> None:
    here = Region(name="鼓楼区")
    of = plan(target(region=here), region=here, title=Text(zh=title))
    names = ("南京市鼓楼区", "鼓楼区", "徐州市鼓楼区", "大鼓楼区")
    rows = [figure(2021 + at, 41 + at, region=name) for at, name in enumerate(names)]
    assert values(*rows, of=of) == own
    assert [one.value for one in of_regions(Figures.of(rows), [of], ["鼓楼区"])[0]] == own
