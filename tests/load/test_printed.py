"""Cells as offices, databases and programs print them: periods, marks, flags, units, and what only a file can say."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.cells.flags import flagged, nearest_status, parse_status
from planck.load.cells.habits import DecimalMark, are_years, decimal_mark
from planck.load.cells.number import Refusal, bounds_of, factor, is_unit, parse_amount, parse_plain
from planck.load.cells.period import parse_date, parse_period, year_in
from planck.load.cells.printed import (
    How,
    fiscal_year,
    fiscal_years,
    printed_period,
    read_period,
    short_years,
    since_new_year,
)
from planck.load.table.figures import load_figures
from planck.model import FigureStatus
from tests.load.reading import document, lines

PRINTED = {
    "Q3 2021": "2021-Q3",
    "3Q2021": "2021-Q3",
    "2021 Q3": "2021-Q3",
    "2021-3Q": "2021-Q3",
    "H1 2021": "2021-H1",
    "1H2021": "2021-H1",
    "2021S2": "2021-H2",
    "2021 2H": "2021-H2",
    "2021M06": "2021-06",
    "2021-M6": "2021-06",
    "2021/06": "2021-06",
    "2021/2022": "2021-2022",
    "Jun-21": "2021-06",
    "Jun '21": "2021-06",
    "Dec-69": "1969-12",
    "June 2021": "2021-06",
    "Sept. 2021": "2021-09",
    "2021 Jun": "2021-06",
    "2021-May": "2021-05",
    "2021 [YR2021]": "2021",
    "2021Q1 [2021Q1]": "2021-Q1",
    "YR2021": "2021",
    "CY 2021": "2021",
    "2021年三季度末": "2021-09-30",
    "2021年第1季度末": "2021-03-31",
    "2021年上半年末": "2021-06-30",
    "2021-3季度": "2021-Q3",
    "二〇二一年": "2021",
    "二零二一年上半年": "2021-H1",
    "2021年上半年累计": "2021-H1",
    "2021年三季度累计": "2021-01/09",
    "2021年9月累计": "2021-01/09",
    "2021年1-9月份累计": "2021-01/09",
    "2021年累计": "2021",
    "2021年度末": "2021",
    "民国101年": "2012",
    "中華民國110年度": "2021",
    "2021-12-31T00:00:00": "2021-12-31",
    "2021-12-31 00:00:00.000": "2021-12-31",
    "2021年": "2021",
}
NOT_PRINTED = [
    "", "2021.0", "2021.06", "202106", "2010/11", "2021M13", "2021/13", "Q5 2021", "2021 [YR2022]", "2021 [x]", "民国0年", "民国999年",
    "2019/20", "FY2021", "Juno 1921x", "101", "x" * 41,
]  # fmt: skip


@pytest.mark.parametrize(("text", "label"), PRINTED.items())
def test_periods_as_printed(text: str, label: str) -> None:
    period = printed_period(f" {text} ")
    assert period is not None
    assert period.label == label


@pytest.mark.parametrize("text", NOT_PRINTED)
def test_what_may_be_a_number_or_two_periods_is_none_in_a_header(text: str) -> None:
    assert printed_period(text) is None


@pytest.mark.parametrize(
    ("text", "years", "label", "how", "status"),
    [
        ("2021.0", False, "2021", How.AS_NAMED, "unstated"),
        ("2021.06", False, "2021-06", How.AS_NAMED, "unstated"),
        ("202106", False, "2021-06", How.AS_NAMED, "unstated"),
        ("2021p", False, "2021", How.AS_NAMED, "preliminary"),
        ("2021 (e)", False, "2021", How.AS_NAMED, "estimated"),
        ("2021年(初步核算数)", False, "2021", How.AS_NAMED, "preliminary"),
        ("2019/20", False, "2020", How.FISCAL, "unstated"),
        ("1999-00", False, "2000", How.FISCAL, "unstated"),
        ("FY2021", False, "2021", How.FISCAL, "unstated"),
        ("FY 2010/11", False, "2011", How.FISCAL, "unstated"),
        ("FY2020-2021", False, "2021", How.FISCAL, "unstated"),
        ("21年", False, "2021", How.AS_NAMED, "unstated"),
        ("'15", False, "2015", How.AS_NAMED, "unstated"),
        ("101", True, "2012", How.REPUBLIC, "unstated"),
        ("110年", True, "2021", How.REPUBLIC, "unstated"),
        ("民国110年", False, "2021", How.REPUBLIC, "unstated"),
        ("2021-01-01", True, "2021", How.DAY, "unstated"),
        ("2021-01-01T00:00:00", True, "2021", How.DAY, "unstated"),
        ("2021-01-01", False, "2021-01-01", How.AS_NAMED, "unstated"),
        ("45291", True, "2023", How.DAY, "unstated"),
    ],
)
def test_a_cell_of_a_column_of_periods(text: str, years: bool, label: str, how: How, status: str) -> None:
    read = read_period(text, years=years)
    assert (str(read.period), read.how, read.status) == (label, how, status)


@pytest.mark.parametrize(
    ("text", "years"),
    [("101", False), ("99", True), ("2019/21", False), ("2010/11", False), ("GDP p", False), ("9" * 50, True)],
)
def test_what_is_no_period_even_there(text: str, years: bool) -> None:
    assert read_period(text, years=years).period is None


def test_a_fiscal_year_is_one_of_two_years_that_follow() -> None:
    assert [fiscal_year(text) for text in ("FY2020-2022", "2021-06", "x" * 50)] == [None] * 3
    found = [fiscal_year(text) for text in ("1999/00", "2000/01", "2011/12", "2012/13")]
    assert [period and period.label for period in found] == ["2000", None, None, "2013"], "01 to 12 may be months"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        # Two digits as spreadsheets take them; the first year of the Republic is 1912.
        ("Jan-68", "2068-01"), ("Jan-69", "1969-01"), ("民国1年", "1912"), ("民国288年", "2199"), ("民国289年", None),
        ("2010/12", "2010-12"), ("2010/11", None),
    ],
)  # fmt: skip
def test_years_of_two_digits_and_of_the_republic(text: str, label: str | None) -> None:
    period = printed_period(text)
    assert (period.label if period else None) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("FY49", "2049"), ("FY50", None), ("2011-12", None), ("2012-13", "2013"), ("FY2010-11", "2011"),
        ("FY2010/2011", "2011"), ("FY2010/2012", None), ("2099/00", "2100"),
    ],
)  # fmt: skip
def test_fiscal_years(text: str, label: str | None) -> None:
    period = fiscal_year(text)
    assert (period.label if period else None) == label


def test_years_that_stand_together() -> None:
    assert {text: year.label for text, year in short_years(["10年", "15年"]).items()} == {
        "10年": "2010",
        "15年": "2015",
    }
    assert list(short_years(["'15", "'14"])) == ["'15", "'14"]
    assert short_years(["15年", "15年度"]) == {}
    assert list(short_years(["21年", "22年"])) == ["21年", "22年"]
    assert short_years(["10年", "16年"]) == short_years(["10年", "12年", "11年"]) == short_years(["10年"]) == {}
    assert list(fiscal_years(["2010/11", "2011/12", "2009/10"])) == ["2009/10", "2010/11", "2011/12"]
    assert fiscal_years(["2010/11", "2011/12"]) == {}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2023-01-01", "2023"), ("2023-12-31", "2023"), ("2023-01-02", None), ("2023-12-30", None), ("2023-02-01", None),
        # As the number of days since 1899-12-30, and a year that was taken for such a number.
        ("45291", "2023"), ("44927", "2023"), ("44928", None), ("00366", "1900"), ("00001", None), ("4529", None),
        ("1905-07-15", "2023"), ("1905-03-14", "1900"), ("1905-03-13", None), ("1906-01-07", "2199"), ("1906-01-08", None),
    ],
)  # fmt: skip
def test_days_that_stand_for_years(text: str, label: str | None) -> None:
    period = year_in(text)
    assert (period.label if period else None) == label


def test_columns_of_days_that_stand_for_years() -> None:
    assert are_years(["2021-01-01", "2022-01-01"])
    assert are_years(["2021-12-31", "2022-12-31"])
    for cells in (
        ["2021-01-01"],
        ["2021-01-01", "2022-12-31"],
        ["2021-01-01", "2022"],
        ["2021-02-01", "2022-02-01"],
        [],
    ):
        assert not are_years(cells)


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        (("a;1,5",), DecimalMark.COMMA),
        (("a;1.234.567,8",), DecimalMark.COMMA),
        (("a;1,234",), DecimalMark.COMMA),
        (("a;1.5",), DecimalMark.POINT),
        (("a;1,234.5",), DecimalMark.POINT),
        (("a;1,234,567",), DecimalMark.POINT),
        (("a;1,5", "b;1,234.5"), DecimalMark.UNCLEAR),
        (("a;1,5", "b;1.5"), DecimalMark.UNCLEAR),
        (("a;1.5", "b;1,234"), DecimalMark.UNCLEAR),
        (("a;x",), DecimalMark.UNSEEN),
    ],
)
def test_the_decimal_mark_of_a_file(lines: tuple[str, ...], mark: DecimalMark) -> None:
    assert decimal_mark(lines) is mark


def test_points_between_thousands() -> None:
    marks = (DecimalMark.COMMA, DecimalMark.UNSEEN, DecimalMark.POINT, DecimalMark.UNCLEAR)
    assert [mark.may_group("1.560") for mark in marks] == [True, True, False, False]
    assert [DecimalMark.COMMA.may_group(text) for text in ("1.56", "0.560", "1.560.000")] == [False, False, True]


def test_texts_are_read_up_to_a_length() -> None:
    """Forty characters for a day or a period, a hundred for a number or a flag; one more is none."""
    for text in ("2023-05-11".rjust(40), "2023".rjust(40), "FY2021".rjust(40)):
        longer = f" {text}"
        assert (parse_date(text) is None, parse_date(longer)) == ("-" not in text, None)
        assert (parse_period(text) is None, parse_period(longer)) == ("F" in text, None)
        assert (printed_period(text) is None, printed_period(longer)) == ("F" in text, None)
        assert (fiscal_year(text) is None, fiscal_year(longer)) == ("F" not in text, None)
        assert (read_period(text, years=False).period is None, read_period(longer, years=False).period) == (False, None)
    assert flagged("y" * 98 + " p") == ("y" * 98, FigureStatus.PRELIMINARY)
    assert flagged("y" * 99 + " p") is None
    assert (parse_plain("1" * 100), parse_plain("1" * 101)) == (float("1" * 100), None)
    assert (bounds_of("<" + "1" * 99), bounds_of("<" + "1" * 100)) == ((-inf, float("1" * 99)), None)


@given(st.text("0123456789年月季度末上半累计QqHhMFYyJanun-/.[] 民国p", max_size=14))
def test_any_text_is_a_period_or_none(text: str) -> None:
    period = printed_period(text)
    assert period is None or printed_period(period.label) == period
    assert read_period(text, years=True) is not None


# Marks of offices: none published, and how firm what was.


@pytest.mark.parametrize(
    "text", ["..", ":", "-", "–", "x", "X", "F", "n.a.", "n/a", "NA", "…", "null", ": c", ":(u)", "- p", ".. *"]
)
def test_nothing_published(text: str) -> None:
    assert parse_amount(text, "家").value is None


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("640 p", 640, "preliminary"),
        ("640p", 640, "preliminary"),
        ("640*", 640, "preliminary"),
        ("640 (p)", 640, "preliminary"),
        ("640（初步核算数）", 640, "preliminary"),
        ("640(快报数)", 640, "preliminary"),
        ("640 e", 640, "estimated"),
        ("640 E", 640, "estimated"),
        ("640 ep", 640, "estimated"),
        ("640s", 640, "estimated"),
        ("640 [f]", 640, "estimated"),
        ("640(预计数)", 640, "estimated"),
        ("640 b", 640, "unstated"),
        ("640 r", 640, "unstated"),
        ("640 u", 640, "unstated"),
        ("640（年报数）", 640, "final"),
        ("640①", 640, "unstated"),
        ("1,640家 p", 1640, "preliminary"),
        ("1 640 p", 1640, "preliminary"),
    ],
)
def test_flags(text: str, value: float, status: str) -> None:
    amount = parse_amount(text, "家")
    assert (amount.value, amount.status) == (value, status)
    assert amount.rewritten


@pytest.mark.parametrize(
    "text", ["640(①)", "640(甲)", "640 x y", "640 q", "640fore", "abc p", "p", "640 (", "6" * 200 + "p"]
)
def test_what_is_no_flag(text: str) -> None:
    assert isinstance(parse_amount(text, "").value, Refusal)


def test_statuses_in_a_column_of_their_own() -> None:
    assert [parse_status(text) for text in ("A", "P", "e", "b", "初步核算数", "Provisional")] == [
        FigureStatus.UNSTATED, FigureStatus.PRELIMINARY, FigureStatus.ESTIMATED, FigureStatus.UNSTATED,
        FigureStatus.PRELIMINARY, FigureStatus.PRELIMINARY,
    ]  # fmt: skip
    assert [parse_status(text) for text in ("sure", "firm", "x", "bad", "x" * 200)] == [None] * 5
    assert flagged("y" * 200) is None
    assert [nearest_status(text) for text in ("provisionel", "estimatd", "")] == ["provisional", "estimated", None]


@pytest.mark.parametrize(
    ("letters", "status"),
    [("efis", FigureStatus.ESTIMATED), ("p*", FigureStatus.PRELIMINARY), ("abcdmnoruz", FigureStatus.UNSTATED)],
)
def test_each_letter_of_a_flag(letters: str, status: FigureStatus) -> None:
    assert {parse_status(letter) for letter in letters} == {status}


def test_letters_together_say_the_least_firm_of_what_they_say() -> None:
    assert [parse_status(text) for text in ("bp", "pe", "bep", "br", "bbep", "pz")] == [
        FigureStatus.PRELIMINARY, FigureStatus.ESTIMATED, FigureStatus.ESTIMATED, FigureStatus.UNSTATED, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("<2.5", (-inf, 2.5)), ("≤ 2.5", (-inf, 2.5)), ("<=2.5", (-inf, 2.5)), (">95%", (95, inf)), ("≥ 95 %", (95, inf)),
        (">=1,000", (1000, inf)), ("2.5", None), ("<", None), ("<1.2.3", None), ("<>2", None),
    ],
)  # fmt: skip
def test_bounds_without_a_number(text: str, bounds: tuple[float, float] | None) -> None:
    assert bounds_of(text) == bounds


def test_a_flag_is_the_status_where_no_column_says_one() -> None:
    text = "指标,年份,数值,状态\na,2021,1 p,\na,2022,2 p,年报\na,2023p,3 e,\na,2024,4,\n"
    figures, findings = load_figures(document(text))
    assert [figure.status.value for figure in figures] == ["preliminary", "final", "estimated", "unstated"]
    assert lines(findings) == ["E045 2:8"]


# Numbers and units in other words.


@pytest.mark.parametrize(
    ("text", "unit", "value", "own"),
    [
        ("1 234.5", "", 1234.5, ""),
        ("1\u00a0234\u00a0567", "", 1_234_567, ""),
        ("1\u2009234", "", 1234, ""),
        ("1\u202f234 家", "", 1234, "家"),
        ("1'234'567", "", 1_234_567, ""),
        ("1’234.5", "", 1234.5, ""),
        ("-12 345", "", -12_345, ""),
        ("十万零一千", "", 101_000, ""),
        ("¥1,234", "万元", 1234, "万元"),
        ("￥1,234", "", 1234, ""),
        ("-¥5", "元", -5, "元"),
        ("US$ 5", "", 5, "美元"),
        ("$-5", "美元", -5, "美元"),
        ("€5", "万欧元", 5, "万欧元"),
        ("3.5 million", "", 3_500_000, ""),
        ("71.5%", "Percentage (%)", 71.5, "Percentage (%)"),
    ],
)
def test_numbers_in_other_words(text: str, unit: str, value: float, own: str) -> None:
    amount = parse_amount(text, unit)
    assert (amount.value, amount.unit) == (value, own)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("12 34", ""),
        ("2021 560", ""),
        ("1 234'567", ""),
        ("$5", "元"),
        ("¥x", ""),
        ("¥1,23", "元"),
        ("NO", ""),
        ("0 123", ""),
        ("=B2", ""),
    ],
)
def test_numbers_that_stay_refused(text: str, unit: str) -> None:
    assert isinstance(parse_amount(text, unit).value, Refusal)


@pytest.mark.parametrize(
    ("given_", "wanted", "size"),
    [
        ("Percentage (%)", "%", 1),
        ("percentage", "%", 1),
        ("PT", "%", 1),
        ("per cent", "%", 1),
        ("(%)", "%", 1),
        ("百分比（%）", "%", 1),
        ("億元", "亿元", 1),
        ("萬戶", "户", 10_000),
        ("thousand persons", "万人", 0.1),
        ("100 million yuan", "亿元", 1),
        ("RMB", "元", 1),
    ],
)
def test_units_in_other_words(given_: str, wanted: str, size: float) -> None:
    found = factor(given_, wanted)
    assert found is not None
    assert float(found) == size


def test_units_that_stay_their_own() -> None:
    assert [factor(unit, "%") for unit in ("百分点", "percentage points", "pp", "Percentage (persons)", "%(现价)")] == [
        None
    ] * 5
    assert is_unit("percentage points")


# What only a whole file can say.


def test_a_file_with_semicolons_has_decimal_commas() -> None:
    """By hand: 2,525 is two and a half; 1.234,5 has its point between thousands."""
    text = "指标;年份;数值;单位\na;2021;2,525;%\na;2022;1.234,5;%\na;2023;7;%\na;2024;1 234,5 p;%\n"
    figures, findings = load_figures(document(text))
    assert [figure.value for figure in figures] == [2.525, 1234.5, 7, 1234.5]
    assert lines(findings) == ["E020 1:1", "E045 2:8"]


def test_a_file_with_semicolons_and_points() -> None:
    text = "指标;年份;数值;单位\na;2021;2.5;%\na;2022;1,234.5;%\n"
    assert [figure.value for figure in load_figures(document(text))[0]] == [2.5, 1234.5]


def test_where_the_numbers_of_a_file_do_not_agree_none_with_a_comma_is_used() -> None:
    text = "指标;年份;数值;单位\na;2021;2.5;%\na;2022;2,525;%\na;2023;12,5;%\n"
    figures, findings = load_figures(document(text))
    assert [figure.value for figure in figures] == [2.5]
    assert lines(findings) == ["E020 1:1", "E044 3:8", "E044 4:8"]


def test_no_half_of_a_firm_exists() -> None:
    figures, findings = load_figures(document("指标;年份;数值;单位\na;2021;2,525;家\na;2022;3,000;家\n"))
    assert [figure.value for figure in figures] == [3]
    assert lines(findings)[:2] == ["E020 1:1", "E044 2:8"]


def test_decimal_marks() -> None:
    assert decimal_mark(("a;b",)) is DecimalMark.UNSEEN
    assert decimal_mark(("a;1.560",)) is DecimalMark.UNSEEN
    assert decimal_mark(("a;2,345", "b;1.560")) is DecimalMark.COMMA
    assert decimal_mark(("a;1.5",)) is DecimalMark.POINT
    assert decimal_mark(("a, b;1.5",)) is DecimalMark.POINT
    assert decimal_mark(("a;1,234,567", "b;1.5")) is DecimalMark.POINT
    assert DecimalMark.UNCLEAR.pointed("1,5") == "1,5"


@pytest.mark.parametrize("name", ["Date", "时间"])
def test_first_days_of_years_are_years(name: str) -> None:
    for days in (
        ("2021-01-01", "2022-01-01"),
        ("2021-12-31", "2022-12-31"),
        ("2021-01-01 00:00:00", "2022-01-01 00:00:00"),
    ):
        text = f"指标,{name},数值\na,{days[0]},1\na,{days[1]},2\n"
        figures, findings = load_figures(document(text))
        assert [figure.period.label for figure in figures] == ["2021", "2022"]
        assert lines(findings) == ["E050 2:3"]


def test_other_days_are_days() -> None:
    for days in (
        ("2021-01-01", "2021-02-01"),
        ("2021-01-01", "2022-12-31"),
        ("2021-01-01", "2021-01-01"),
        ("2021-01-01", "2022"),
    ):
        figures, _ = load_figures(document(f"指标,时间,数值\na,{days[0]},1\nb,{days[1]},2\n"))
        assert str(figures[0].period) == "2021-01-01"
    assert not are_years([])


def test_years_of_the_republic() -> None:
    figures, findings = load_figures(document("指标,資料年度,數值\na,109,1\na,110,2\n"))
    assert [figure.period.label for figure in figures] == ["2020", "2021"]
    assert lines(findings) == ["E051 2:3"]


def test_fiscal_years_are_said() -> None:
    figures, findings = load_figures(document("指标,时期,数值\na,2020/21,1\na,FY2022,2\n"))
    assert [figure.period.label for figure in figures] == ["2021", "2022"]
    assert lines(findings) == ["E052 2:3"]


@pytest.mark.parametrize(
    ("periods", "years"),
    [
        ("2010/11 2018/19", ["2011", "2019"]),
        ("2009/10 2010/11 2011/12", ["2010", "2011", "2012"]),
        ("2010/11 2010/12 2018/19", ["2019"]),
        ("2010/11 2011/12", []),
        ("2010/10 2010/11 2010/12", ["2010-10", "2010-12"]),
    ],
)
def test_what_may_be_a_month_is_a_fiscal_year_where_the_others_show_it(periods: str, years: list[str]) -> None:
    names = periods.split()
    down = "指标,时期,数值\n" + "".join(f"a,{name},1\n" for name in names)
    read = [figure.period.label for figure in load_figures(document(down))[0]]
    assert [label for label in read if label in years] == years
    assert "2011" not in set(read) - set(years)
    if len(years) == len(names):
        figures, findings = load_figures(document(f"指标,{','.join(names)}\na,{','.join('1' for _ in names)}\n"))
        assert [figure.period.label for figure in figures] == years
        assert lines(findings) == ["E052 1:4"]


def test_a_note_is_of_numbers_and_not_of_what_is_missing() -> None:
    table = "指标,单位,2021年,2022年\na,家,1,2\nb,家,1,--\n注：2022年为快报数。,,,\n"
    _, findings = load_figures(document(table))
    assert [one.arguments["count"] for one in findings if one.code == "E079"] == [1]
    _, findings = load_figures(document(table.replace("家,1,2", "家,1,…")))
    assert [one.code for one in findings if one.code == "E079"] == []


def test_fiscal_years_and_flags_above_columns() -> None:
    figures, findings = load_figures(document("指标,2020/21,2021/22,FY2023\na,1,2,3\n"))
    assert [figure.period.label for figure in figures] == ["2021", "2022", "2023"]
    assert lines(findings) == ["E052 1:4"]
    figures, findings = load_figures(document("指标,2021年,2022p,2023(预计数)\na,1,2,3\n"))
    assert [figure.status.value for figure in figures] == ["unstated", "preliminary", "estimated"]
    assert lines(findings) == []
    figures, _ = load_figures(document("指标,Q3 2021,2021M12,Dec-22,2023 [YR2023]\na,1,2,3,4\n"))
    assert [figure.period.label for figure in figures] == ["2021-Q3", "2021-12", "2022-12", "2023"]


@pytest.mark.parametrize(
    ("printed", "summed"),
    [
        ("2023年9月", "2023-01/09"),
        ("2023年12月", "2023"),
        ("2023年第三季度", "2023-01/09"),
        ("2023年", "2023"),
        ("2023年上半年", "2023-H1"),
    ],
)
def test_sums_since_the_year_began(printed: str, summed: str) -> None:
    period = printed_period(printed)
    assert period
    assert since_new_year(period).label == summed
