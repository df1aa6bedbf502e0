"""Goals and periods in words."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from planck.model import Comparator, Goal, Language, Missing, Period, PeriodKind, Quantity, Text
from planck.view.goal import goal_phrase, goal_short, goal_text
from planck.view.numbers import label_words, period_words, year_of, year_words
from tests.render.samples import assessment, goal, target

ZH, EN = Language.ZH, Language.EN
C, Q = Comparator, Quantity


@pytest.mark.parametrize(
    ("wanted", "unit", "zh", "en", "short"),
    [
        (goal(1000.0), "家", "至少 1,000 家", "at least 1,000 家", "≥1,000"),
        (goal(None, 4.5, C.AT_MOST), "", "至多 4.5", "at most 4.5", "≤4.5"),
        (goal(0.0, comparator=C.MORE_THAN, quantity=Q.GROWTH), "家", "增长超过 0 %", "growth of more than 0 %",
         "增长 >0 %"),
        (goal(None, 2.0, C.LESS_THAN), "%", "低于 2 %", "less than 2 %", "<2"),
        (goal(4.75, tolerance=0.25), "%", "至少 4.75 %，5 %左右", "at least 4.75 %, about 5 %", "≥4.75"),
        (goal(None, 2.1, C.AT_MOST, tolerance=0.1), "%", "至多 2.1 %，2 %左右", "at most 2.1 %, about 2 %", "≤2.1"),
        (goal(19.0, 21.0, C.ABOUT), "%", "19 % 至 21 %（左右）", "about 19 % to 21 %", "19~21"),
        (goal(-4.5, -4.0, C.BETWEEN), "%", "-4.5 % 至 -4 %", "between -4.5 % and -4 %", "-4.5~-4"),
        (goal(None, 3.0, C.RANK), "位", "前3位", "top 3", "前3位"),
        (goal(5.0, None, C.RANK), "位", "前5位", "top 5", "前5位"),
        (goal(None, None, C.RANK), "位", "前?位", "top ?", "前?位"),
        (goal(None, None, C.DONE), "", "完成", "done", "完成"),
        (goal(None, None, C.AT_LEAST), "", "至少 不限", "at least no limit", "≥不限"),
        (goal(300.0, quantity=Q.TOTAL), "名", "累计至少 300 名", "in total at least 300 名", "累计 ≥300"),
        (goal(0.15, quantity=Q.AVERAGE_GROWTH), "亿元", "年均增长至少 15 %", "average yearly growth of at least 15 %",
         "年均 ≥15 %"),
        (goal(0.12345, quantity=Q.GROWTH), "", "增长至少 12.35 %", "growth of at least 12.35 %", "增长 ≥12.35 %"),
        (goal(0.17, quantity=Q.REDUCTION), "", "降低至少 17 %", "a reduction of at least 17 %", "降低 ≥17 %"),
        (goal(0.4, quantity=Q.INCREASE), "%", "增加至少 0.4 个百分点", "an increase of at least 0.4 points",
         "增加 ≥0.4"),
        (goal(4.0, quantity=Q.AVERAGE_INCREASE), "家", "年均增加至少 4 家",
         "an average yearly increase of at least 4 家", "年均增 ≥4"),
        (goal(2.0, quantity=Q.DECREASE), "个", "减少至少 2 个", "a decrease of at least 2 个", "减少 ≥2"),
        (goal(comparator=C.ABOVE_SERIES, series="gdp"), "%", "高于gdp", "above gdp", ">gdp"),
        (goal(0.5, comparator=C.BELOW_SERIES, series="gdp"), "%", "低于gdp 0.5 % 以上", "below gdp by at least 0.5 %",
         "<gdp"),
    ],
)  # fmt: skip
def test_a_goal_in_words(wanted: Goal, unit: str, zh: str, en: str, short: str) -> None:
    assert goal_text(wanted, unit, ZH) == zh
    assert goal_text(wanted, unit, EN) == en
    assert " ".join(goal_short(wanted, ZH)) == short


def test_the_other_series_is_named_when_its_name_is_known() -> None:
    unnamed = goal(comparator=C.ABOVE_SERIES, series="gdp", quantity=Q.GROWTH)
    wanted = replace(unnamed, series_name=Text(zh="地区生产总值增长速度\n", en="GDP"))
    assert goal_text(wanted, "%", ZH) == "增长高于地区生产总值增长速度"
    assert goal_short(wanted, ZH) == ("增长", ">地区生产总…")
    assert goal_text(wanted, "%", EN) == "growth of above GDP"
    assert wanted == unnamed


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        ({}, "至少 1,000 家", "at least 1,000 家"),
        ({"goal": goal(0.15, quantity=Q.AVERAGE_GROWTH), "goal_value": 40.2271}, "年均增长至少 15 %（即 40.23 家）",
         "average yearly growth of at least 15 % (that is 40.23 家)"),
        ({"goal": goal(0.15, quantity=Q.GROWTH), "goal_value": Missing.NO_BASELINE}, "增长至少 15 %",
         "growth of at least 15 %"),
        ({"target": target("rd", path="hold"), "goal": goal(15.0)}, "每年至少 15 家", "at least 15 家 every year"),
    ],
)  # fmt: skip
def test_a_goal_with_the_level_it_comes_to(changes: dict[str, Any], zh: str, en: str) -> None:
    judged = assessment(target("rd"), **changes)
    assert goal_phrase(judged, ZH) == zh
    assert goal_phrase(judged, EN) == en


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (Period.year(2023), "2023年", "2023"),
        (Period.years(2016, 2020), "2016—2020年", "2016-2020"),
        (Period.months(2023, 1, 6, PeriodKind.HALF), "2023年上半年", "2023-H1"),
        (Period.months(2023, 7, 12, PeriodKind.HALF), "2023年下半年", "2023-H2"),
        (Period.months(2023, 7, 9, PeriodKind.QUARTER), "2023年三季度", "2023-Q3"),
        (Period.months(2023, 6, 6, PeriodKind.MONTH), "2023年6月", "2023-06"),
        (Period.months(2023, 1, 9, PeriodKind.YEAR_TO_DATE), "2023年1—9月", "2023-01/09"),
        (Period.day(date(2017, 8, 31)), "2017年8月31日", "2017-08-31"),
    ],
)
def test_a_period_in_words(period: Period, zh: str, en: str) -> None:
    assert period_words(period, ZH) == zh
    assert period_words(period, EN) == en


@pytest.mark.parametrize(
    ("time", "year"),
    [(2023.0, "2023"), (2023.5, "2024"), (2024.92, "2025"), (2023.0000001, "2023"), (1e300, ">9999"),
     (float("nan"), ">9999")],
)  # fmt: skip
def test_a_time_falls_in_a_year(time: float, year: str) -> None:
    assert year_of(time) == year


def test_years_and_labels_in_a_sentence() -> None:
    assert (year_words(2024.92, ZH), year_words(2024.92, EN)) == ("2025年", "2025")
    assert (label_words("2023", ZH), label_words("2023", EN), label_words("2023-H1", ZH)) == (
        "2023年",
        "2023",
        "2023-H1",
    )
