"""Published forms: small tables as offices and programs write them, and the figures that a reader of them sees."""

import pytest

from planck.load.files import Raw
from planck.load.table.cells import Row
from planck.load.table.doors import table_of
from planck.load.table.figures import load_figures
from planck.load.table.forms import FORMS, as_published, scores
from planck.load.table.forms.arranged import Entries
from planck.load.table.header import USUAL, Column, Conventions
from planck.load.table.search import find_layout
from planck.model import Place
from tests.load.reading import document, lines
from tests.load.workbooks import workbook

Read = list[tuple[str, str, str, float | None, str, str]]

NAMED = Conventions(defaults={Column.INDICATOR: "失业率"})


def read(text: str | bytes, conventions: Conventions = USUAL) -> tuple[Read, list[str]]:
    """The figures (region, indicator, period, value, unit, status) and the findings."""
    data = text.encode() if isinstance(text, str) else text
    table, findings = table_of(Raw("t", data), conventions)
    figures, more = load_figures(table, conventions) if table else ((), ())
    found = [(one.region, one.indicator, str(one.period), one.value, one.unit, one.status.value) for one in figures]
    return found, lines((*findings, *more))


# SDMX-CSV.

EUROSTAT = """\
DATAFLOW,LAST UPDATE,freq,unit,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG
ESTAT:TIPSUN20(1.0),24/01/24 23:00:00,A,PC_ACT,T,AT,2021,6.2,
ESTAT:TIPSUN20(1.0),24/01/24 23:00:00,A,PC_ACT,M,AT,2021,6.1,
ESTAT:TIPSUN20(1.0),24/01/24 23:00:00,A,PC_ACT,T,AT,2022,4.8,p
ESTAT:TIPSUN20(1.0),24/01/24 23:00:00,A,PC_ACT,T,NO,2022,3.2,b
"""


def test_eurostat() -> None:
    found, said = read(EUROSTAT)
    assert found == [
        ("AT", "TIPSUN20", "2021", 6.2, "%", "unstated"),
        ("AT", "TIPSUN20", "2022", 4.8, "%", "preliminary"),
        ("NO", "TIPSUN20", "2022", 3.2, "%", "unstated"),
    ]
    assert said == ["E072 1:32"]


def test_the_users_indicator_counts_before_the_name_of_a_dataset() -> None:
    assert {indicator for _, indicator, *_ in read(EUROSTAT, NAMED)[0]} == {"失业率"}


def test_a_figure_of_a_form_keeps_its_place() -> None:
    table, _ = table_of(Raw("t", EUROSTAT.encode()), USUAL)
    assert table is not None
    figures, _ = load_figures(table)
    line = EUROSTAT.splitlines()[3]
    assert figures[1].place == Place("t", 4, line.index("4.8") + 1, line.index("4.8") + 4)
    text = EUROSTAT.replace("4.8,p", "four,p")
    table, _ = table_of(Raw("t", text.encode()), USUAL)
    assert table is not None
    assert "E044 4:58" in lines(load_figures(table)[1])


def test_eurostat_with_labels() -> None:
    text = (
        "STRUCTURE,STRUCTURE_ID,freq,Time frequency,unit,Unit of measure,geo,Geopolitical entity (reporting),"
        "TIME_PERIOD,Time,OBS_VALUE,Observation value,OBS_FLAG,Observation status (Flag)\n"
        "dataflow,ESTAT:TPS00203(1.0),A,Annual,PC_ACT,Percentage of the labour force,AT,Austria,2022,,4.8,,e,estimated\n"
    )
    assert read(text) == ([("Austria", "TPS00203", "2022", 4.8, "%", "estimated")], [])
    both = "DATAFLOW,freq,unit,geo,TIME_PERIOD,OBS_VALUE\nESTAT:X(1.0),A: Annual,THS_PER: Thousand persons,AT: Austria,2022-Q1,4\n"
    assert read(both) == ([("Austria", "X", "2022-Q1", 4.0, "千人", "unstated")], [])


OECD = """\
STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,FREQ,Frequency,MEASURE,Measure,UNIT_MEASURE,Unit of measure,SEX,Sex,\
TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,UNIT_MULT,Unit multiplier,DECIMALS,Decimals
DATAFLOW,OECD:DF_X(1.0),Money,I,AUS,Australia,A,Annual,B1GQ,Gross product,USD,US dollar,_T,Total,2021,,1.5,,A,Normal,{0},Units,1,One
DATAFLOW,OECD:DF_X(1.0),Money,I,AUS,Australia,A,Annual,B1GQ,Gross product,USD,US dollar,F,Female,2022,,4.1,,A,Normal,{0},Units,1,One
DATAFLOW,OECD:DF_X(1.0),Money,I,AUS,Australia,A,Annual,B1GQ,Gross product,USD,US dollar,_T,Total,2022,,1.6,,P,Provisional,{0},Units,1,One
"""


@pytest.mark.parametrize(
    ("power", "unit"), [("6", "百万美元"), ("0", "美元"), ("", "美元"), ("5", "10^5 美元"), ("3", "千美元")]
)
def test_oecd(power: str, unit: str) -> None:
    """1.5 with the multiplier 6 is one and a half million."""
    found, said = read(OECD.format(power))
    assert found == [
        ("Australia", "Gross product", "2021", 1.5, unit, "unstated"),
        ("Australia", "Gross product", "2022", 1.6, unit, "preliminary"),
    ]
    assert said == [f"E072 1:{OECD.index('SEX') + 1}"]


@pytest.mark.parametrize("header", ["REF_AREA,Indicator", "REF_AREA,Series", "geo,Measure", "REF_AREA,INDICATOR"])
def test_a_name_of_a_column_behind_a_code_is_no_label_of_it(header: str) -> None:
    text = f"{header},TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE\nAT,Firms,2021,722,A,家\nAT,Firms,2022,812,P,家\n"
    assert read(text) == (
        [("AT", "Firms", "2021", 722, "家", "unstated"), ("AT", "Firms", "2022", 812, "家", "preliminary")],
        [],
    )


def test_two_units_that_would_be_one_are_not_mixed() -> None:
    text = "DATAFLOW,freq,unit,geo,TIME_PERIOD,OBS_VALUE\nE:X(1),A,PC_ACT,AT,2022,4\nE:X(1),A,PC_POP,AT,2022,3\nE:X(1),A,KM2,AT,2022,3\n"
    assert [unit for *_, unit, _ in read(text)[0]] == ["PC_ACT", "PC_POP", "平方公里"]


def test_united_nations() -> None:
    text = (
        "Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,Time_Detail,Source,FootNote,"
        "Nature,Sex,Units\n"
        "8,8.5,8.5.2,SL_TLF_UEM,Unemployment rate,40,Austria,2021.0,6.2,2021,ILO,,C,BOTHSEX,PERCENT\n"
        "8,8.5,8.5.2,SL_TLF_UEM,Unemployment rate,40,Austria,2022.0,4.8,2022,ILO,,E,BOTHSEX,PERCENT\n"
        "8,8.5,8.5.2,SL_TLF_UEM,Unemployment rate,40,Austria,2022.0,5.8,2022,ILO,,E,MALE,PERCENT\n"
    )
    found, said = read(text)
    assert found == [
        ("Austria", "Unemployment rate", "2021", 6.2, "%", "unstated"),
        ("Austria", "Unemployment rate", "2022", 4.8, "%", "estimated"),
    ]
    assert said == [f"E072 1:{text.index('Sex') + 1}"]


def test_a_torn_row_of_a_form() -> None:
    assert read('DATAFLOW,geo,TIME_PERIOD,OBS_VALUE\nE:X(1),AT,2022\nE:X(1),AT,2021,"5"x\n')[1] == ["E022 3:19"]
    text = "DATAFLOW,unit,geo,TIME_PERIOD,OBS_VALUE,UNIT_MULT,geo\nE:X(1)\nE:X(1),USD,AT,2022,5\n"
    assert read(text)[0] == [("AT", "X", "2022", 5.0, "美元", "unstated")]


def test_a_torn_row_with_nothing_in_the_columns_that_are_read() -> None:
    header, row, *_ = OECD.splitlines()
    text = f"{header}\nDATAFLOW\n{row}\n"
    assert read(text)[1] == ["E042 2:9", "E043 2:9"]


def test_a_header_that_lacks_nothing_and_is_none_all_the_same() -> None:
    text = EUROSTAT.replace("OBS_FLAG\nESTAT:TIPSUN20(1.0),24/01/24 23:00:00,A,PC_ACT,T,AT,2", "OBS_F", 1)
    assert read(text) == ([], ["E030 1:1", "E031 1:32", "E031 1:62", "E031 1:71"])


# Eurostat with tabs.


def test_eurostat_with_tabs() -> None:
    text = (
        "freq,unit,sex,geo\\TIME_PERIOD\t2020 \t2021 \t2022 \n"
        "A,PC_ACT,T,AT\t: \t6.2 \t4.8 p\nA,PC_ACT,M,AT\t: \t5.9 \t5.0 \nA,PC_ACT,T,NO\t3.1 \t: c\t3.2 b\n"
    )
    found, said = read(text, NAMED)
    assert found == [
        ("AT", "失业率", "2020", None, "%", "unstated"),
        ("AT", "失业率", "2021", 6.2, "%", "unstated"),
        ("AT", "失业率", "2022", 4.8, "%", "preliminary"),
        ("NO", "失业率", "2020", 3.1, "%", "unstated"),
        ("NO", "失业率", "2021", None, "%", "unstated"),
        ("NO", "失业率", "2022", 3.2, "%", "unstated"),
    ]
    assert said == ["E072 1:1", "E045 2:23"]


def test_eurostat_with_tabs_and_an_indicator() -> None:
    text = "freq,na_item,geo\\TIME_PERIOD\t2021-Q1 \t2021-Q2\nQ,B1GQ,AT\t1 \t2 \nQ,B1GQ\t1 \t2 \n"
    found, said = read(text)
    assert found == [("AT", "B1GQ", "2021-Q1", 1, "", "unstated"), ("AT", "B1GQ", "2021-Q2", 2, "", "unstated")]
    # A row that is torn before its region is of nobody knows where.
    assert said == ["E029 3:1"]


# The World Bank.

ANSWER = """[{"page":1,"pages":1,"total":2},
[{"indicator":{"id":"SL.UEM","value":"Unemployment"},"country":{"id":"AT","value":"Austria"},"date":"2023","value":null,"unit":"","obs_status":""},
{"indicator":{"id":"SL.UEM","value":"Unemployment"},"country":{"id":"AT","value":"Austria"},"date":"2022","value":4.80,"unit":"%","obs_status":"E"}]]"""


def test_world_bank_json() -> None:
    found, said = read(ANSWER)
    assert found == [
        ("Austria", "Unemployment", "2023", None, "", "unstated"),
        ("Austria", "Unemployment", "2022", 4.8, "%", "estimated"),
    ]
    assert said == []
    table, _ = table_of(Raw("t", ANSWER.encode()), USUAL)
    assert table is not None
    figure = load_figures(table)[0][1]
    assert (figure.place.line, ANSWER.splitlines()[2][figure.place.column - 1 :][:4]) == (3, "4.80")


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2]", "[{}, []]", "[{}, [1]]", ANSWER[:-9], "[{}, [{}]]", '[{}, [{"indicator": 1, "country": {}, "date": 1}]]', "[{}, [{", "[{}, [}",
        "[{}, [" + '{"a":' * 3000,
    ],
)  # fmt: skip
def test_other_json_is_no_table(text: str) -> None:
    found, said = read(text)
    assert not found
    assert (said == ["E017"]) is ("{" in text)


def test_an_answer_whose_value_is_a_text() -> None:
    text = ANSWER.replace("4.80", '"about 5"')
    assert read(text)[1] == ["E044 3:1"]


def test_world_bank_csv() -> None:
    text = (
        '"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-06-28",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022","2023",\n'
        '"Austria","AUT","Unemployment","SL.UEM","6.2","4.8","",\n'
    )
    found, said = read(text)
    assert found == [
        ("Austria", "Unemployment", "2021", 6.2, "", "unstated"),
        ("Austria", "Unemployment", "2022", 4.8, "", "unstated"),
        ("Austria", "Unemployment", "2023", None, "", "unstated"),
    ]
    assert said == ["E036 1:1"]
    bank = (
        "Country Name,Country Code,Series Name,Series Code,2021 [YR2021],2022 [YR2022]\nAustria,AUT,Unemployment,SL.UEM,6.2,..\n"
        ",,,,,\nData from database: World Development Indicators,,,,,\n"
    )
    assert [value for *_, value, _, _ in read(bank)[0]] == [6.2, None]


# Other forms that the usual layouts read: they are held here so that they stay read.


def test_the_national_site() -> None:
    text = (
        "数据库：年度数据,,,\n时间：最近10年,,,\n指标,2023年,2022年,2021年\n城镇调查失业率(%),,5.6,5.1\n第一产业增加值(亿元),89755.2,88207,83216.5\n"
        "注：三次产业分类依据国家标准。,,,\n数据来源：国家统计局,,,\n"
    )
    found, said = read(text)
    assert found == [
        ("", "城镇调查失业率", "2023", None, "%", "unstated"),
        ("", "城镇调查失业率", "2022", 5.6, "%", "unstated"),
        ("", "城镇调查失业率", "2021", 5.1, "%", "unstated"),
        ("", "第一产业增加值", "2023", 89755.2, "亿元", "unstated"),
        ("", "第一产业增加值", "2022", 88207.0, "亿元", "unstated"),
        ("", "第一产业增加值", "2021", 83216.5, "亿元", "unstated"),
    ]
    assert said == ["E036 1:1", "E037 6:1"]


def test_open_sdg() -> None:
    text = "Year,Units,Sex,Value\n2021,Percentage (%),,6.2\n2021,Percentage (%),Female,6.1\n2022,Percentage (%),,4.8\n"
    found, said = read(text, NAMED)
    assert [(period, value, unit) for _, _, period, value, unit, _ in found] == [
        ("2021", 6.2, "Percentage (%)"),
        ("2022", 4.8, "Percentage (%)"),
    ]
    assert said == ["E072 1:12"]


# Frames of pandas.


def test_running_numbers_are_no_column() -> None:
    for first in ("", "Unnamed: 0", "index"):
        text = f"{first},指标,年份,数值,单位\n0,失业率,2021,6.2,%\n1,失业率,2022,4.8,%\n"
        assert read(text) == (
            [("", "失业率", "2021", 6.2, "%", "unstated"), ("", "失业率", "2022", 4.8, "%", "unstated")],
            [],
        )


def test_years_that_are_floats() -> None:
    assert read("指标,2021.0,2022.0\n失业率,6.2,4.8\n") == (
        [("", "失业率", "2021", 6.2, "", "unstated"), ("", "失业率", "2022", 4.8, "", "unstated")],
        [],
    )
    assert [value for *_, value, _, _ in read("Unnamed: 0,2021.0,2022.0\n失业率,6.2,4.8\n")[0]] == [6.2, 4.8]


def test_a_frame_in_a_workbook() -> None:
    book = workbook({"S": [["", "指标", 2021, 2022], [0, "失业率", 6.2, 4.8], [1, "企业数", 5, 6]]})
    table, findings = table_of(Raw("t", book), USUAL)
    assert table is not None
    figures, more = load_figures(table)
    assert [(one.indicator, one.value, one.place.cell) for one in figures][:2] == [
        ("失业率", 6.2, "C2"),
        ("失业率", 4.8, "D2"),
    ]
    assert lines((*findings, *more)) == []


def test_a_corner_without_running_numbers_is_a_corner() -> None:
    assert read(",2021,2022\n失业率,6.2,4.8\n")[1] == ["E025 1:1"]
    assert "E022 1:4" in read('"x"y\n,a\n')[1]


# PX.

PX = """CHARSET="ANSI";
AXIS-VERSION="2013";
CONTENTS="Unemployment";
CONTENTS[de]="Arbeitslosigkeit";
UNITS="percent";
STUB="Sex";
HEADING="Year";
VALUES("Sex")="Total","Male";
VALUES[de]("Sex")="Alle","Mann";
VALUES("Year")="2021","2022";
TIMEVAL("Year")=TLIST(A1),"2021","2022";
NOTE="a; b";
DATA=
6.2 4.8
5.9 "..";
"""


def test_px() -> None:
    found, said = read(PX)
    assert found == [
        ("", "Unemployment", "2021", 6.2, "percent", "unstated"),
        ("", "Unemployment", "2022", 4.8, "percent", "unstated"),
    ]
    assert said == ["E072"]
    table, _ = table_of(Raw("t", PX.encode()), USUAL)
    assert table is not None
    figure = load_figures(table)[0][1]
    assert figure.place == Place("t", 14, 5, 8)


def test_px_of_several_contents_and_regions() -> None:
    text = (
        'CODEPAGE="iso-8859-15";\nCONTVARIABLE="Information";STUB="region","Information";HEADING="year";\n'
        'VALUES("region")="Malmö";VALUES("Information")="Births","Deaths";VALUES("year")="2021","2022";DATA=1 2\n3 4'
    )
    assert read(text.encode("iso-8859-15")) == (
        [
            ("Malmö", "Births", "2021", 1, "", "unstated"),
            ("Malmö", "Births", "2022", 2, "", "unstated"),
            ("Malmö", "Deaths", "2021", 3, "", "unstated"),
            ("Malmö", "Deaths", "2022", 4, "", "unstated"),
        ],
        [],
    )


@pytest.mark.parametrize(
    "text",
    [
        PX.replace('"..";', ";"),
        PX.replace("STUB", "STUP").replace("HEADING", "HEAD"),
        PX.replace('VALUES("Sex")="Total","Male";', "").replace('VALUES[de]("Sex")="Alle","Mann";', ""),
        'CHARSET="ANSI";\nSTUB=;',
        "CHARSET=",
        PX.replace('CHARSET="ANSI"', 'CODEPAGE="klingon"').replace('"..";', ";"),
    ],
)
def test_a_px_file_that_is_none_is_no_table(text: str) -> None:
    assert read(text) == ([], ["E017"])


def test_a_px_file_that_is_no_text() -> None:
    assert read(b'CODEPAGE="utf-8";\xff')[1] == ["E008 1:18"]


# The forms themselves.


def test_how_sure_the_forms_are_is_seen() -> None:
    table, _ = table_of(Raw("t", b",a\n0,b\n"), USUAL)
    assert table is not None
    assert len(FORMS) == 4
    source, _ = table_of(Raw("t", workbook({"S": [["", "a"], [0, "b"]]})), USUAL)
    grid = source.grid  # type: ignore[union-attr]
    assert scores(grid) == {"sdmx": 0.0, "eurostat_tsv": 0.0, "levels": 0.0, "pandas_frame": 0.9}
    form, arranged = as_published(grid, USUAL)
    assert form is not None
    assert form.name == "pandas_frame"
    assert find_layout(arranged, USUAL) is not None
    assert (arranged.file, arranged.above(Row(2, []), 0)) == (grid.file, "")
    assert [arranged.row_place(row).cell for row in arranged.rows() if isinstance(row, Row)] == ["B1", "B2"]
    entries = Entries(file="t", names=("a",), entries=[["b"]], places=[Place("t", 1, 2, 3)])
    assert (entries.above(Row(1, []), 0), entries.row_place(Row(1, []))) == ("", Place("t", 1, 2, 3))
    plain, _ = table_of(Raw("t", workbook({"S": [["指标", "2021"], ["b", 1]]})), USUAL)
    assert as_published(plain.grid, USUAL)[0] is None  # type: ignore[union-attr]


def test_figures_since_the_year_began_of_the_national_site() -> None:
    table = (
        "数据库：月度数据,,,\n时间：最近3个月,,,\n指标,2023年12月,2023年9月,2023年1月\n"
        "社会消费品零售总额_累计值(亿元),471495.2,342107.0,\n社会消费品零售总额_当期值(亿元),43550.2,39826.0,\n"
        "社会消费品零售总额_累计增长(%),7.2,6.8,\n数据来源：国家统计局,,,\n"
    )
    figures, _ = load_figures(document(table))
    sums, months, growth = (tuple(figures)[start : start + 3] for start in (0, 3, 6))
    assert {(one.indicator, one.unit) for one in (*sums, *months)} == {("社会消费品零售总额", "亿元")}
    assert [one.period.label for one in sums] == ["2023", "2023-01/09", "2023-01/01"]
    assert [one.period.label for one in months] == ["2023-12", "2023-09", "2023-01"]
    assert {one.indicator for one in growth} == {"社会消费品零售总额_累计增长"}


@pytest.mark.parametrize(
    "table",
    [
        "指标,时期,数值,单位\n出口总值_累计值,2023年9月,5,亿元\n",
        "指标,时期,数值\n出口总值_累计值(亿元),2023年三季度,5\n",
        "时期,出口总值_累计值(亿元)\n2023年9月,5\n",
    ],
)
def test_they_are_so_in_long_tables_and_with_names_across(table: str) -> None:
    (figure,), _ = load_figures(document(table))
    assert (figure.indicator, figure.period.label, figure.value) == ("出口总值", "2023-01/09", 5)


LEVELS = "省份,城市,区（县、市）,指标,年份,数值\n浙江省,杭州市,拱墅区,企业数,2022,812\n浙江省,杭州市,,企业数,2022,12000\n浙江省,,,企业数,2022,90000\n"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # A row is about the lowest place that it names.
        (LEVELS, ["拱墅区", "杭州市", "浙江省"]),
        (
            "county_name,city,indicator,year,value\nGongshu,Hangzhou,a,2022,1\n,Hangzhou,a,2022,2\n",
            ["Gongshu", "Hangzhou"],
        ),
        ("市,区县,企业数_2021,企业数_2022\n杭州市,拱墅区,722,812\n", ["拱墅区", "拱墅区"]),
        # Of two that are called the same each is told with the place above it.
        (
            "市,区,指标,年份,数值\n南京市,鼓楼区,a,2022,1\n徐州市,鼓楼区,a,2022,2\n徐州市,云龙区,a,2022,3\n",
            ["南京市鼓楼区", "徐州市鼓楼区", "云龙区"],
        ),
        ("省、自治区、直辖市,市(州),指标,年份,数值\n,杭州市,a,2022,1\n浙江省\n", ["杭州市"]),
    ],
)
def test_places_in_a_column_for_each_level(text: str, places: list[str]) -> None:
    assert [place for place, *_ in read(text)[0]] == places


@pytest.mark.parametrize(
    "text",
    [
        # What a column of areas is to one of counties is left open, two of one level are two, and a title hides the header.
        "地区,区县,指标,年份,数值\n杭州市,拱墅区,a,2022,1\n",
        "县,区,指标,年份,数值\n桐庐县,拱墅区,a,2022,1\n",
        "2022年情况\n市,区县,指标,数值\n杭州市,拱墅区,a,1\n",
    ],
)
def test_places_whose_levels_are_not_known_are_refused(text: str) -> None:
    found, said = read(text)
    assert found == []
    assert [one.split()[0] for one in said if one.startswith("E033")] == ["E033"]
