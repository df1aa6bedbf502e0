"""Periods and dates, in every way that they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.cells.period import parse_date, parse_period
from planck.model import Period, PeriodKind

READ = {
    "2023": "2023",
    " 2023 ": "2023",
    "２０２３": "2023",
    "2023年": "2023",
    "2023年度": "2023",
    "2023年全年": "2023",
    "1900": "1900",
    "2199": "2199",
    "2023-H1": "2023-H1",
    "2023H2": "2023-H2",
    "2023h2": "2023-H2",
    "2023年上半年": "2023-H1",
    "2023年下半年": "2023-H2",
    "2023-Q3": "2023-Q3",
    "2023Q3": "2023-Q3",
    "2023年Q3": "2023-Q3",
    "2023年3季度": "2023-Q3",
    "2023年三季度": "2023-Q3",
    "2023年第三季度": "2023-Q3",
    "2023年一季度": "2023-Q1",
    "2023年二季度": "2023-Q2",
    "2023年四季度": "2023-Q4",
    "2023-06": "2023-06",
    "2023年6月": "2023-06",
    "2023年06月": "2023-06",
    "2023年12月份": "2023-12",
    "2023-01/09": "2023-01/09",
    "2023年1-9月": "2023-01/09",
    "2023年1—9月": "2023-01/09",
    "2023年1—9月份": "2023-01/09",
    "2023年1月至9月": "2023-01/09",
    "2023年1 - 9月": "2023-01/09",
    "2023年１－９月": "2023-01/09",
    "2023年前9个月": "2023-01/09",
    "2023年前三季度": "2023-01/09",
    "2023年前两季度": "2023-01/06",
    "2023年前二季度": "2023-01/06",
    "2023年前四季度": "2023",
    "2023年前3个季度": "2023-01/09",
    "2023年1-3季度": "2023-01/09",
    "2023年一至三季度": "2023-01/09",
    "2023-01/12": "2023",
    "2023-08-31": "2023-08-31",
    "2023年8月31日": "2023-08-31",
    "2023年08月01日": "2023-08-01",
    "2024-02-29": "2024-02-29",
    "2016-2020": "2016-2020",
    "2016—2020年": "2016-2020",
    "2016——2020年": "2016-2020",
    "2016–2020": "2016-2020",
    "2016～2020年": "2016-2020",
    "2016年至2020年": "2016-2020",
    "2016 - 2020": "2016-2020",
}

REFUSED = [
    "",
    "23",
    "23年",
    "0000",
    "1899",
    "2200",
    "9999",
    "2023.0",
    "20 23",
    "2023-00",
    "2023-13",
    "2023-6",
    "2023年0月",
    "2023年13月",
    "2023年13月末",
    "截至2023年0月",
    "2023-02-30",
    "2023-02-29",
    "2023年2月30日",
    "2023-1-9",
    "2023/13/31",
    "2023-H0",
    "2023-H3",
    "2023-Q0",
    "2023-Q5",
    "2023年五季度",
    "2023年前一季度",
    "2023年中半年",
    "2023-01/00",
    "2023-01/13",
    "2023-03/05",
    "2023年3-5月",
    "2023年10-12月",
    "2023年1-13月",
    "2020-2016",
    "2020-2020",
    "2020-2200",
    "1899-1905",
    "二〇二三",
    "2023 2024",
    "2023年初",
    "²023",
    "٢٠٢٣",
    "x" * 100,
    "2023" + " " * 100,
]

DATES = {
    "2023-05-11": date(2023, 5, 11),
    "2023-5-1": date(2023, 5, 1),
    "2023/5/11": date(2023, 5, 11),
    "2023/05/11": date(2023, 5, 11),
    "2023年5月11日": date(2023, 5, 11),
    "2023年 5月 11日": date(2023, 5, 11),
    "２０２３年５月１１日": date(2023, 5, 11),
    " 2024-02-29 ": date(2024, 2, 29),
}

NO_DATES = [
    "",
    "2023",
    "2023-05",
    "2023-02-30",
    "2023-00-01",
    "2023-13-01",
    "0000-01-01",
    "1899-12-31",
    "2200-01-01",
    "23-05-11",
    "2023-05/11",
    "2023.5.11",
    "20230511",
    "2023-05-11 00:00",
    "11 May 2023",
    "2023-05-11" + "0" * 100,
]


@pytest.mark.parametrize(("text", "label"), READ.items())
def test_period(text: str, label: str) -> None:
    period = parse_period(text)
    assert period is not None
    assert period.label == label
    assert parse_period(label) == period


@pytest.mark.parametrize("text", REFUSED)
def test_no_period(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(("text", "day"), DATES.items())
def test_date(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text: str) -> None:
    assert parse_date(text) is None


SPANS = {
    "2023": (date(2023, 1, 1), date(2023, 12, 31), PeriodKind.YEAR),
    "2023年上半年": (date(2023, 1, 1), date(2023, 6, 30), PeriodKind.HALF),
    "2023-H2": (date(2023, 7, 1), date(2023, 12, 31), PeriodKind.HALF),
    "2023年一季度": (date(2023, 1, 1), date(2023, 3, 31), PeriodKind.QUARTER),
    "2023年三季度": (date(2023, 7, 1), date(2023, 9, 30), PeriodKind.QUARTER),
    "2023-Q4": (date(2023, 10, 1), date(2023, 12, 31), PeriodKind.QUARTER),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29), PeriodKind.MONTH),
    "2023年前三季度": (date(2023, 1, 1), date(2023, 9, 30), PeriodKind.YEAR_TO_DATE),
    "2023-01/10": (date(2023, 1, 1), date(2023, 10, 31), PeriodKind.YEAR_TO_DATE),
    "2023-08-31": (date(2023, 8, 31), date(2023, 8, 31), PeriodKind.DAY),
    "2016-2020": (date(2016, 1, 1), date(2020, 12, 31), PeriodKind.YEARS),
}


@pytest.mark.parametrize(("text", "span"), SPANS.items())
def test_the_span_is_the_one_that_was_named(text: str, span: tuple[date, date, PeriodKind]) -> None:
    assert parse_period(text) == Period(*span)


@given(st.text())
def test_any_text_is_a_period_or_none(text: str) -> None:
    period = parse_period(text)
    assert period is None or parse_period(period.label) == period
    day = parse_date(text)
    assert day is None or parse_date(day.isoformat()) == day


@given(st.text("0123456789-/年月日季度上下半前第HQ一三—至", max_size=12))
def test_what_looks_like_a_period_is_one_or_none(text: str) -> None:
    period = parse_period(text)
    assert period is None or parse_period(period.label) == period
