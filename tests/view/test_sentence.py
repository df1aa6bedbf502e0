"""The reason of a verdict in words. Read these as a reader would."""

from typing import Any

import pytest
from msgspec.structs import replace

from planck.model import Assessment, Flag, Language, Missing, Quantity, RateKind, Reason, Text
from planck.view.sentence import (
    achieved,
    against_path,
    because,
    fields,
    gap_text,
    judged_text,
    missing_text,
    moving,
    needed,
    pace_text,
    projected,
    sentence,
    short_by,
    value_text,
    verdict,
    way_gone,
    when_text,
)
from tests.render.samples import (
    assessment,
    goal,
    no_baseline,
    off_track,
    points,
    reading,
    revised,
    share,
    talents,
    target,
    units,
)

ZH, EN = Language.ZH, Language.EN


def firms(**other: Any) -> Assessment:
    """466 firms in 2020, 742 in 2023, 1,000 wanted in 2025."""
    return assessment(target("firms", "企业数"), **other)


def test_a_target_off_track() -> None:
    assert sentence(off_track(), ZH) == (
        "严重滞后（schedule 法）：2021年为 20.06 亿元，路径要求 22.97 亿元，低 12.7 %；按等速增长计，已走完路程的 0.4 %，"
        "时间已过 20 %，是应有进度的 2.2 %（在 0 % 与 60 % 之间）。今后每年需增长 18.83 %（全程平均需 14.87 %），"
        "迄今年均增长 0.30 %，照此速度2025年为 20.3 亿元，2035年以前达不到目标。"
    )
    assert sentence(off_track(), EN) == (
        "Off track (by the schedule method): 20.06 亿元 in 2021, 12.7 % below the 22.97 亿元 that the path asks for; "
        "in equal growth, 0.4 % of the way is gone with 20 % of the time, 2.2 % of what the path asks for by then "
        "(between 0 % and 60 %). From now it has to grow by 18.83 % a year (14.87 % a year over the whole way); "
        "so far it grew by 0.30 % a year; at that pace it is 20.3 亿元 in 2025 and does not arrive before 2035."
    )


def test_a_target_that_reverses_says_so_in_points() -> None:
    assert because(share(), ZH) == (
        "2023年为 81.0 %，比2020年的 81.5 % 离目标（至少 82 %）更远，路径要求 81.8 %，低 0.8 个百分点；"
        "倒退了路程的 100 %，时间已过 60 %，与应有进度之比为 -166.7 %（低于 0 %）。"
        "今后每年需提高 0.5 个百分点（全程平均需 0.1 个百分点），迄今年均降低 0.17 个百分点，"
        "照此速度2025年为 80.67 %，达不到目标。"
    )
    assert "than the 81.5 % of 2020" in because(share(), EN)
    assert "so far it fell by 0.17 points a year; at that pace it is 80.67 % in 2025 and never arrives" in because(
        share(), EN
    )


@pytest.mark.parametrize(
    ("key", "numbers", "zh", "en"),
    [
        ("met_at_due", {}, "2023年为 742 家，达到目标（至少 1,000 家）。",
         "742 家 in 2023, which meets the goal (at least 1,000 家)."),
        ("met_early", {"period": "2022", "value": 1012.0}, "2022年为 1,012 家，提前达到2025年的目标（至少 1,000 家）。",
         "1,012 家 in 2022, which already meets the goal for 2025 (at least 1,000 家)."),
        ("missed", {}, "2023年为 742 家，没有达到目标（至少 1,000 家），相差 0.7 %。",
         "742 家 in 2023, which misses the goal (at least 1,000 家), by 0.7 %."),
        ("hold_broken", {"period": "2021", "value": 0.3}, "2021年为 0.3 家，没有达到要求（至少 1,000 家）。",
         "0.3 家 in 2021, which breaks the goal (at least 1,000 家)."),
        ("cap_exceeded", {}, "到2023年累计 742 家，已超过上限（至少 1,000 家）。",
         "742 家 in total by 2023, over the limit (at least 1,000 家)."),
    ],
)  # fmt: skip
def test_facts_need_no_pace(key: str, numbers: dict[str, Any], zh: str, en: str) -> None:
    judged = firms(reason=Reason(key=key, numbers=numbers))
    assert because(judged, ZH) == zh
    assert because(judged, EN) == en


@pytest.mark.parametrize(
    ("key", "numbers", "zh", "en"),
    [
        ("hold_kept", {}, "到2023年（742 家）为止一直达到要求（至少 1,000 家）。",
         "The goal (at least 1,000 家) was kept"),
        ("lost", {"when": "2022"}, "2022年曾达到目标（至少 1,000 家），2023年为 742 家，又失去了，路径要求",
         "The goal (at least 1,000 家) was met in 2022 and lost again: 742 家 in 2023, 0.7 % above"),
        ("lost", {}, "曾达到目标（至少 1,000 家），2023年", "The goal (at least 1,000 家) was met and lost again: 742"),
        ("cap_kept", {}, "到2023年累计 742 家，未超过上限（至少 1,000 家），路径",
         "742 家 in total by 2023, within the limit"),
        ("nothing_due_yet", {"when": 2024.0}, "2023年为 742 家，第一个节点（2024年）尚未到期，路径要求",
         "742 家 in 2023; the first milestone (2024) is not yet due, 0.7 %"),
        ("nothing_due_yet", {}, "2023年为 742 家，第一个节点尚未到期", "742 家 in 2023; the first milestone is not"),
        ("own_rule", {}, "2023年为 742 家，路径要求 736.7 家，高 0.7 %。", "742 家 in 2023, 0.7 % above the 736.7 家"),
    ],
)  # fmt: skip
def test_other_reasons_begin_with_what_happened(key: str, numbers: dict[str, Any], zh: str, en: str) -> None:
    judged = firms(reason=Reason(key=key, numbers=numbers))
    assert because(judged, ZH).startswith(zh)
    assert because(judged, EN).startswith(en)


def test_without_a_verdict_the_reason_is_named() -> None:
    assert sentence(no_baseline(), ZH) == "未评（schedule 法）：没有数据。"
    assert sentence(no_baseline(), EN) == "Not assessed (by the schedule method): There is no figure."
    seen = firms(
        status="not_assessed",
        reason=Reason(key="not_assessed", numbers={"missing": "no_baseline"}),
        pace_ratio=Missing.NO_PATH,
        required_from_baseline=Missing.NO_BASELINE,
        achieved=Missing.NO_BASELINE,
        projection=Missing.NO_BASELINE,
    )
    assert because(seen, ZH) == "2023年为 742 家，但没有基期值。今后每年需增长 16.09 %。"
    assert because(seen, EN) == ("742 家 in 2023, but there is no baseline. From now it has to grow by 16.09 % a year.")


def test_a_reason_that_names_no_missing_number_is_found_among_the_numbers() -> None:
    bare = Reason(key="not_assessed")
    assert missing_text(replace(no_baseline(), reason=bare), ZH) == "没有数据"
    assert missing_text(firms(reason=bare, pace_ratio=Missing.NO_PATH), ZH) == "这种目标没有路径"
    assert missing_text(firms(reason=bare), EN) == "for a reason that is not given"
    assert missing_text(firms(reason=Reason(key="x", numbers={"missing": "own words"})), EN) == "own words"


def test_a_pace_without_any_figure_does_not_pretend_to_one() -> None:
    assert because(replace(no_baseline(), reason=Reason(key="pace")), ZH) == "没有数据。"
    counted = replace(no_baseline(), reason=Reason(key="hold_broken", numbers={"period": "2021", "value": 3.0}))
    assert because(counted, ZH) == "2021年为 3 件，没有达到要求（至少 50.5 件）。"
    odd = replace(no_baseline(), reason=Reason(key="met_at_due", numbers={"value": "many"}))
    assert because(odd, EN) == "There is no figure 件 in , which meets the goal (at least 50.5 件)."


def test_flags_and_earlier_goals_are_added() -> None:
    flagged = replace(units(), flags=(Flag.MET_AT_BASELINE, Flag.PRELIMINARY))
    assert because(flagged, ZH).endswith("注：基期已达到目标；依据初步数据。")
    assert because(flagged, EN).endswith("Note: the baseline already met the goal; rests on a preliminary figure.")
    assert because(revised(), ZH).endswith("注：目标修订过。修订前的目标（至少 1,800 家，2025年到期）为：快于预期。")
    assert because(revised(), EN).endswith(
        "Note: the goal was revised. Under the goal before its revision (at least 1,800 units, due 2025) it is ahead."
    )


def test_the_verdict_names_its_method() -> None:
    assert verdict(points(), ZH) == "滞后（schedule 法）"
    assert verdict(replace(points(), method="pacing\n"), EN) == "Behind (by the pacing  method)"


def test_a_derived_value_is_told_apart_from_goal_and_path() -> None:
    made = reading("ratio", 2023, 1.49996, derived=True)
    judged = firms(latest=made, judged=1.49996, goal_value=1.5, path_value=1.5, unit="%")
    assert value_text(judged, None, ZH) == "1.49996 %"
    assert value_text(judged, 2.0, ZH) == "2 %"
    assert value_text(replace(judged, latest=Missing.NO_FIGURE), None, EN) == "there is no figure %"


def test_a_goal_missed_without_a_gap() -> None:
    assert short_by(firms(gap=Missing.NO_PATH), ZH) == ""


def test_against_the_path() -> None:
    assert against_path(firms(path_value=742.0), ZH) == "，正好是路径要求的值"
    assert against_path(firms(path_value=742.0), EN) == ", exactly what the path asks for"
    assert against_path(firms(path_value=Missing.NO_PATH), ZH) == ""
    assert against_path(firms(judged=Missing.NO_FIGURE), ZH) == ""
    assert gap_text(firms(gap_share=Missing.ZERO_OR_SIGN_CHANGE), ZH) == "5.29 家"
    assert gap_text(firms(gap_share=Missing.NO_PATH, gap=Missing.NO_PATH), EN) == "the goal has no path"


def test_the_way_and_the_borders_around_the_pace() -> None:
    assert way_gone(firms(way=Missing.BASELINE_MEETS_GOAL), ZH) == "；基期已达到目标，没有路程可走"
    assert way_gone(firms(elapsed=Missing.NO_FIGURE, pace_ratio=Missing.NO_PATH), EN) == (
        "; in equal growth, 60.9 % of the way is gone"
    )
    assert pace_text(firms(pace_ratio=1.2), ZH) == "，是应有进度的 120 %（不低于 105 %）"
    assert pace_text(firms(pace_ratio=0.9499), EN) == (
        ", 94.99 % of what the path asks for by then (between 60 % and 95 %)"
    )
    assert pace_text(firms(pace_ratio=0.95), ZH) == "，是应有进度的 95 %（在 95 % 与 105 % 之间）"
    assert pace_text(firms(pace_ratio=0.0), ZH) == "，是应有进度的 0 %（在 0 % 与 60 % 之间）"
    assert way_gone(firms(way=0.0, pace_ratio=Missing.NO_PATH), ZH) == "；按等速增长计，已走完路程的 0 %，时间已过 60 %"
    assert pace_text(firms(pace_ratio=0.9, borders=()), ZH) == "，是应有进度的 90 %"
    assert pace_text(firms(pace_ratio=-0.5), EN) == ", -50 % of what the path asks for by then (below 0 %)"


@pytest.mark.parametrize(
    ("kind", "value", "zh", "en", "past"),
    [
        (RateKind.GROWTH, 0.1, "增长 10.00 %", "grow by 10.00 % a year", "grew by 10.00 % a year"),
        (RateKind.GROWTH, -0.1, "下降 10.00 %", "fall by 10.00 % a year", "fell by 10.00 % a year"),
        (RateKind.POINTS, 0.08, "提高 0.08 个百分点", "rise by 0.08 points a year", "rose by 0.08 points a year"),
        (RateKind.UNITS, -4.0, "减少 4 家", "fall by 4 家 a year", "fell by 4 家 a year"),
    ],
)
def test_rates_with_their_verbs(kind: RateKind, value: float, zh: str, en: str, past: str) -> None:
    judged = firms(rate_kind=kind)
    assert moving(value, judged, ZH) == zh
    assert moving(value, judged, EN) == en
    assert moving(value, judged, EN, past=True) == past


def test_needed_achieved_and_projected() -> None:
    assert needed(firms(required_from_baseline=-0.05), ZH) == "今后每年需增长 16.09 %（全程平均需下降 5.00 %）"
    assert needed(firms(required_from_baseline=Missing.NO_BASELINE), ZH) == "今后每年需增长 16.09 %"
    assert needed(firms(required_from_now=Missing.ALREADY_MET), ZH) == ""
    assert needed(firms(required_from_now=Missing.ZERO_OR_SIGN_CHANGE), EN) == (
        "no rate from now: zero or a change of sign: a growth rate has no meaning"
    )
    assert needed(firms(required_from_now=Missing.NO_PATH, way=Missing.NO_PATH), ZH) == ""
    assert achieved(firms(achieved=Missing.NO_BASELINE), ZH) == ""
    assert achieved(firms(achieved=0.0), ZH) == "迄今没有变化"
    assert achieved(firms(achieved=0.0), EN) == "so far it has not moved"
    assert projected(firms(projection=Missing.NO_BASELINE), ZH) == ""
    assert projected(firms(reach=Missing.ALREADY_MET), ZH) == "照此速度2025年为 1,012 家"
    assert projected(firms(), EN) == "at that pace it is 1,012 家 in 2025 and arrives in 2025"


def test_periods_in_a_reason_come_in_many_shapes() -> None:
    assert when_text("2023", ZH) == "2023年"
    assert when_text(2022.5, EN) == "2023"
    assert when_text(Text(zh="去年", en="last year"), EN) == "last year"
    assert when_text(None, ZH) == ""


def test_a_reversal_without_a_baseline_does_not_compare_with_it() -> None:
    judged = firms(baseline=Missing.NO_BASELINE, reason=Reason(key="reversing"))
    assert fields(judged, ZH)["than"] == ""
    assert because(judged, ZH).startswith("2023年为 742 家，离目标（至少 1,000 家）更远，路径")


def test_a_growth_goal_says_what_it_comes_to() -> None:
    rd = firms(goal=goal(0.15, quantity=Quantity.AVERAGE_GROWTH), goal_value=40.2271, unit="亿元",
               reason=Reason(key="met_early"))  # fmt: skip
    assert because(rd, ZH) == "2023年为 742 亿元，提前达到2025年的目标（年均增长至少 15 %（即 40.23 亿元））。"


def test_readings_keep_their_printed_digits() -> None:
    seen = reading("ratio", 2023, 81.0, "81.0")
    assert value_text(firms(latest=seen, judged=81.0, unit="%"), None, ZH) == "81.0 %"


def test_a_sum_or_a_full_year_stands_beside_what_was_published() -> None:
    total = replace(talents()[0], judged=180.0)
    assert value_text(total, None, ZH) == "180 名（累计；当期 100 名）"
    assert value_text(total, None, EN) == "180 名 in total (100 名 in that period)"
    half = reading("rd", 2023, 24.0, "12.0", annualised=True)
    year = firms(latest=half, judged=24.0, unit="亿元")
    assert value_text(year, None, ZH) == "24 亿元（折合全年；公布 12.0 亿元）"
    assert value_text(year, None, EN) == "24 亿元 as a full year (12.0 亿元 published)"
    assert judged_text(firms(judged=Missing.NO_FIGURE)) == ""
