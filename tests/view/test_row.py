"""A target in one line: where it stands, and the text of every number."""

import pytest
from msgspec.structs import replace

from planck.model import Assessment, Comparator, Flag, Language, Missing, Nature, Quantity, RateKind
from planck.view.goal import shown
from planck.view.numbers import unit_in
from planck.view.row import Field, Heads, Row, Standing, arrives, row, standing, title_of, urgency
from planck.view.sentence import against_path, details, short_by
from tests.render.samples import (
    assessment,
    goal,
    no_baseline,
    off_track,
    points,
    reading,
    share,
    talents,
    target,
    units,
)

ZH, EN = Language.ZH, Language.EN
HEADS = Heads(base="2020", latest="2023", due="2025")


def told(of: Assessment, language: Language = ZH, *, regions: bool = False) -> Row:
    """The row of an assessment."""
    return row(of, "plan", HEADS, language, regions=regions)


def rank(**other: object) -> Assessment:
    """A place that is to become the third: from 6 in 2020 to 4 in 2024."""
    aim = goal(None, 3.0, Comparator.RANK)
    seen = reading("rank", 2024, 4.0)
    return replace(
        assessment(target("rank", "科技创新指数位次", "Rank", to=aim), unit="位", goal_value=3.0, baseline=6.0, series=(seen,),
                   latest=seen, judged=4.0, path_value=3.6, rate_kind=RateKind.UNITS, achieved=-0.5, required_from_now=-1.0,
                   required_from_baseline=-0.6, projection=3.5, reach=2026.0, status="behind"),
        **other)  # fmt: skip


def test_the_texts_of_a_target() -> None:
    of = told(off_track())
    assert of.label(ZH) == "研发经费总额，亿元（2021年）"
    assert (of.base, of.latest, of.path, of.goal, of.level) == (("20",), "20.06", "22.97", ("≥40",), ("≥40",))
    assert (of.made, of.needed, of.leads, of.miss) == ("0.30 %", "18.83 %", "20.3", "差 19.7")
    assert of.pieces(Field.STATUS) == ("! 严重滞后",)
    assert told(off_track(), EN).ahead == ("20.3,", "19.7 short")
    assert told(off_track(), EN).label(EN) == "R&D spending, hundred million yuan (2021)"


def test_what_is_missing_says_so_and_is_said_once() -> None:
    of = told(no_baseline())
    assert (of.base, of.latest, of.path, of.made, of.leads) == (("无基期",), "无数据", "—", "—", "—")


def test_periods_of_their_own_stand_beside_the_number() -> None:
    other = row(off_track(), "plan", Heads(base="2015", latest="2021", due="2030"), ZH, regions=False)
    assert (other.base, other.goal, other.older) == (("20", "（2020）"), ("≥40", "（2025）"), "")


def test_marks_tell_what_a_figure_rests_on() -> None:
    assert told(talents()[0]).latest == "100*"
    assert told(points()).latest == "1.31#"
    assert told(replace(points(), flags=(Flag.ASSUMED, Flag.DERIVED))).marks == "*#"


def test_binding_and_region_are_in_the_name() -> None:
    binding = replace(off_track(), target=replace(off_track().target, nature=Nature.BINDING))
    assert told(binding, EN, regions=True).label(EN) == "R&D spending · 拱墅区 [binding], hundred million yuan (2021)"
    assert told(binding).label(ZH) == "研发经费总额【约束性】，亿元（2021年）"


def test_a_goal_that_is_no_level_says_its_level_too() -> None:
    growth = replace(
        off_track(),
        goal=goal(0.15, quantity=Quantity.AVERAGE_GROWTH),
        goal_value=40.227,
        goal_low=40.227,
        projection=20.3,
    )
    of = told(growth)
    assert (of.goal, of.level, of.miss) == (("年均", "≥15 %", "（40.23）"), ("≥40.23",), "差 19.93")
    fewer = goal(None, 0.1, Comparator.AT_MOST, Quantity.GROWTH)
    assert told(replace(growth, goal=fewer, goal_low=None, goal_high=44.0, goal_value=44.0)).level == ("≤44",)


def test_a_rank_moves_in_places_and_is_whole() -> None:
    of = told(rank())
    assert (of.made, of.needed, of.leads, of.miss) == ("升 0.5 位", "升 1 位", "4", "差 1 位")
    assert told(rank(achieved=0.5)).made == "降 0.5 位"
    assert told(rank(achieved=0.0), EN).made == "same"
    assert told(rank(), EN).needed == "up 1"


def test_what_is_counted_is_whole_and_no_better_than_it_is() -> None:
    # 595.5 firms are 596 to reach a goal, and a pace that leads to 699.6 does not reach 700.
    firms = assessment(
        target("a"), path_value=595.5, goal_value=700.4, goal_low=700.0, projection=699.6, status="behind"
    )
    told_ = shown(firms, ZH)
    assert (told_.path_value, told_.goal_value, told_.projection, told_.gap) == (596.0, 701.0, 699.0, 146.0)
    fewer = replace(firms, goal=goal(None, 500.0, Comparator.AT_MOST), goal_low=None, goal_high=500.0, goal_value=500.0)
    assert (shown(fewer, ZH).path_value, shown(fewer, ZH).projection) == (595.0, 700.0)
    ranged = replace(firms, goal=goal(500.0, 700.0, Comparator.BETWEEN), goal_high=800.0)
    assert shown(ranged, ZH).path_value == 595.5
    assert shown(replace(firms, unit="亿元"), ZH).path_value == 595.5
    assert shown(replace(firms, judged=18.6), ZH).path_value == 595.5
    assert shown(replace(firms, path_value=Missing.NO_PATH), ZH).path_value is Missing.NO_PATH
    # Binary noise is none: 3 * 0.1 * 10 is 3.
    assert shown(replace(firms, path_value=3 * 0.1 * 10), ZH).path_value == 3.0


def test_a_difference_is_that_of_the_printed_numbers() -> None:
    assert told(share()).ahead == ("80.67", "差 1.33")
    over = replace(share(), goal=goal(None, 80.0, Comparator.AT_MOST), goal_low=None, goal_high=80.0)
    assert told(over).miss == "超 0.67"
    huge = replace(share(), projection=-1e300)
    assert told(huge).miss.startswith("差 ")


def test_what_is_not_more_than_asked_for_and_what_has_no_way() -> None:
    strict = replace(off_track(), goal=goal(40.0, comparator=Comparator.MORE_THAN, strict=True), projection=40.0)
    assert told(strict, EN).miss == "equal is not enough"
    series = replace(off_track(), goal=goal(0.0, comparator=Comparator.ABOVE_SERIES, series="gdp"))
    assert told(series).ahead == ("—",)


def test_a_missed_goal_says_what_it_lacked() -> None:
    assert told(replace(off_track(), status="missed")).ahead == ("20.06", "差 19.94")


@pytest.mark.parametrize(
    ("of", "answer", "stands"),
    [
        (units(), True, Standing.MET),
        (assessment(target("a")), True, Standing.ON_WAY),
        (assessment(target("a"), projection=999.0), False, Standing.SHORT),
        (assessment(target("a"), projection=Missing.NO_BASELINE), None, Standing.ON_WAY),
        (assessment(target("a"), projection=Missing.NO_PATH, reach=Missing.NEVER_AT_THIS_PACE), False, Standing.SHORT),
        (off_track(), False, Standing.ACT),
        (replace(off_track(), status="missed"), False, Standing.ACT),
        (replace(off_track(), status="limited_progress"), False, Standing.ACT),
        (no_baseline(), None, Standing.NO_FIGURE),
        (replace(off_track(), status="not_assessed"), None, Standing.UNJUDGED),
    ],
)
def test_where_a_target_stands(of: Assessment, answer: bool | None, stands: Standing) -> None:
    assert (arrives(of), standing(of)) == (answer, stands)
    assert stands.needs_action is (stands in (Standing.SHORT, Standing.ACT))


def test_the_most_urgent_come_first() -> None:
    binding = replace(points(), target=replace(points().target, nature=Nature.BINDING))
    slow = replace(points(), pace_ratio=0.7)
    unknown = replace(points(), pace_ratio=Missing.NO_PATH)
    given = [unknown, points(), slow, binding, share(), off_track()]
    assert sorted(given, key=urgency) == [share(), off_track(), binding, slow, points(), unknown]


def test_titles_are_the_periods_that_the_rows_share() -> None:
    assert [title_of(each, HEADS, EN) for each in (Field.BASE, Field.LATEST, Field.GOAL)] == ["2020", "2023", "goal"]
    assert title_of(Field.BASE, Heads(), ZH) == "基期"
    assert Heads.of([off_track(), points(), share()]) == HEADS
    assert Heads.of([]) == Heads()


def test_units_are_english_where_they_have_a_name_there() -> None:
    assert unit_in("亿元", EN) == "hundred million yuan"
    assert unit_in("吨标煤/万元", EN) == "t of coal equivalent/ten thousand yuan"
    assert unit_in("亿元", ZH) == "亿元"
    assert (unit_in("%", EN), unit_in("奇怪单位", EN)) == ("%", "奇怪单位")


def test_a_rank_is_behind_by_places_and_by_no_share() -> None:
    behind = rank(path_value=3.0, gap=1.0, gap_share=1 / 3)
    assert against_path(behind, ZH) == "，路径要求 3 位，落后 1 位"
    assert against_path(replace(behind, judged=2.0), EN) == ", 1 place before the 3 位 that the path asks for"
    assert short_by(replace(behind, gap=2.0), EN) == ", by 2 places"
    assert not any("33" in value for _, value in details(behind, EN))


def test_a_status_beside_a_pace_that_misses_says_so() -> None:
    short = assessment(target("a"), status="on_schedule", projection=38.0, goal_low=40.0)
    assert told(short).status == "基本符合预期（照此达不到）"
    assert told(short, EN).status == "on schedule (short at this pace)"
    assert (
        told(assessment(target("a"), status="on_schedule", projection=41.0, goal_low=40.0), EN).status == "on schedule"
    )
