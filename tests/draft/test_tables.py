"""Tables of indicators as texts and sheets print them."""

from pathlib import Path

import pytest

from planck.draft.statement import Statement
from tests.draft.drafting import drafted, told

PLAN = "某市“十四五”规划(2021-2025年)\n"


def statements(folder: Path, text: str) -> list[Statement]:
    return list(drafted(folder, text).statements)


def test_a_plan_table_gives_bases_goals_sums_and_natures(tmp_path: Path) -> None:
    table = (
        "| 类别 | 指标 | 2020年 | 2025年 | 年均/累计 | 属性 |\n| --- | --- | --- | --- | --- | --- |\n"
        "| 发展 | 1.地区生产总值增长(%) | 2.3 | — | >6 | 预期性 |\n| | 2.常住人口城镇化率(%) | 60.6* | 65 | — | 预期性 |\n"
        "| | 3.人均预期寿命(岁) | 77.3 | — | 〔1〕 | 预期性 |\n| 绿色 | 4.单位GDP能耗降低(%) | — | — | 〔13.5〕 | 约束性 |\n"
        "| | 5.城镇新增就业(万人) | — | — | [50] | 约束性 |\n注:①〔〕内为5年累计数。②带*的为2019年数据。\n"
    )
    found = statements(tmp_path, PLAN + table)
    assert [told(each) for each in found] == [
        "result 地区生产总值增长 growth equal 2.3 % 2020",
        "goal 地区生产总值增长 average_growth more_than 6 % 2021-2025 <- 2.3 2020",
        "result 常住人口城镇化率 level equal 60.6 % 2019",
        "goal 常住人口城镇化率 level equal 65 % 2025 <- 60.6 2019",
        "result 人均预期寿命 level equal 77.3 岁 2020",
        "goal 人均预期寿命 increase_by equal 1 岁 2021-2025 <- 77.3 2020",
        "goal 单位GDP能耗降低 decrease equal 13.5 % 2021-2025",
        "goal 城镇新增就业 total equal 50 万人 2021-2025",
    ]
    assert [each.binding for each in found if each.role == "target"] == [False, False, False, True, True]


def test_cells_that_a_merged_one_covers_are_counted_from_the_right(tmp_path: Path) -> None:
    table = (
        "序号 | 指标名称 | 2024年目标 | 2024年实际 | |\n1 | GDP | 6% | 5.0% | |\n"
        "2 | 固定资产投资 | 区内 | 力争300亿元 | 337.1亿元 |\n全区 | 350亿元以上 | 414.8亿元 | ||\n"
    )
    assert [told(each) for each in statements(tmp_path, table)] == [
        "result GDP growth equal 5.0 % 2024".replace("5.0", "5"),
        "goal GDP growth equal 6 % 2024",
        "result 固定资产投资(区内) level equal 337.1 亿元 2024",
        "goal 固定资产投资(区内) level equal 300 亿元 2024",
        "result 固定资产投资(全区) level equal 414.8 亿元 2024",
        "goal 固定资产投资(全区) level at_least 350 亿元 2024",
    ]


def test_a_merged_name_lends_its_unit_and_its_fall(tmp_path: Path) -> None:
    table = (
        "指标 | 2015年 | 2020年 | 年均增速[累计] | 属性\n(1)地区生产总值(亿元) | 500 | 750 | 8.4 | 预期性\n"
        "(2)城镇化率 | 常住人口城镇化率(%) | 56.1 | 60 | [3.9] | 预期性\n(3)人均预期寿命(岁) | — | — | [1] | 预期性\n"
        "(4)污染物排放减少(%) | 化学需氧量 | — | — | [10] | 约束性\n氨氮 | [12] | |\n"
    )
    found = statements(tmp_path, "某市“十三五”规划(2016-2020年)\n" + table)
    assert [told(each) for each in found] == [
        "result 地区生产总值 level equal 500 亿元 2015",
        "goal 地区生产总值 level equal 750 亿元 2020 <- 500 2015",
        "result 常住人口城镇化率 level equal 56.1 % 2015",
        "goal 常住人口城镇化率 level equal 60 % 2020 <- 56.1 2015",
        "goal 人均预期寿命 increase_by equal 1 岁 2016-2020",
        "goal 污染物排放减少(化学需氧量) decrease equal 10 % 2016-2020",
        "goal 污染物排放减少(氨氮) decrease equal 12 % 2016-2020",
    ]
    assert [told(each.pace) for each in found if each.pace] == [
        "goal 地区生产总值 average_growth equal 8.4 % 2016-2020",
        "goal 常住人口城镇化率 increase_by equal 3.9 % 2016-2020",
    ]


def test_columns_of_spaces_are_columns(tmp_path: Path) -> None:
    table = "表1  主要目标\n指标名称      单位   2023年计划   2023年完成\n城镇新增就业  万人   3            3.2\n"
    assert [told(each) for each in statements(tmp_path, table)] == [
        "result 城镇新增就业 total equal 3.2 万人 2023",
        "goal 城镇新增就业 total equal 3 万人 2023",
    ]


def test_tables_in_english(tmp_path: Path) -> None:
    table = (
        "| Category | Indicator | 2020 | 2025 | Annual average/cumulative | Nature |\n| --- | --- | --- | --- | --- | --- |\n"
        "| Economy | 1. R&D spending growth (%) | - | - | >7 | Anticipatory |\n"
        "| | 2. Life expectancy (years) | 77.3* | - | [1] | Anticipatory |\n"
        "| Green | 3. Reduction in energy use (%) | - | - | [13.5] | Obligatory |\nNote: Figures with * are for 2019.\n"
    )
    found = statements(tmp_path, "Outline of the 14th Five-Year Plan (2021-2025)\n" + table)
    assert [told(each) for each in found] == [
        "goal R&D spending growth average_growth more_than 7 % 2021-2025",
        "result Life expectancy level equal 77.3 years 2019",
        "goal Life expectancy increase_by equal 1 years 2021-2025 <- 77.3 2019",
        "goal Reduction in energy use decrease equal 13.5 % 2021-2025",
    ]
    assert [each.binding for each in found if each.role == "target"] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "某市计划\n指标\n2019年目标(%)\n2019年实际(%)\n属性\n地区生产总值\n7左右\n6.8\n预期性\n参保率\n95\n96\n约束性\n",
            [
                "result 地区生产总值 growth equal 6.8 % 2019",
                "goal 地区生产总值 growth about 7 % 2019",
                "result 参保率 level equal 96 % 2019",
                "goal 参保率 level equal 95 % 2019",
            ],
        ),
        # The number before a name is none of its numbers.
        (
            "某市“十五五”规划\n指标\n单位\n2025年\n2030年\n属性\n1.生产总值\n亿元\n1050\n1450\n预期性\n2.城镇化率\n%\n78.5\n82\n预期性\n",
            [
                "result 生产总值 level equal 1050 亿元 2025",
                "goal 生产总值 level equal 1450 亿元 2030 <- 1050 2025",
                "result 城镇化率 level equal 78.5 % 2025",
                "goal 城镇化率 level equal 82 % 2030 <- 78.5 2025",
            ],
        ),
    ],
)
def test_a_cell_a_line_is_a_table_too(text: str, expected: list[str], tmp_path: Path) -> None:
    assert [told(each) for each in statements(tmp_path, text)] == expected


def test_rows_that_lost_cells_are_told_apart_by_what_they_hold(tmp_path: Path) -> None:
    cells = (
        "序号 指标名称 单位 2020年完成数 “十四五”目标 指标 属性 2025年数 年均增长/提高百分点 "
        "1 研发投入占比 % 1.1 1.5 提高0.08个百分点 预期性 2 专利拥有量 -- 50.5 -- 预期性 "
        "3 企业数量 466 1000 增长15% 约束性"
    )
    found = statements(tmp_path, PLAN + "\n\n".join(cells.split()) + "\n")
    assert [told(each) for each in found] == [
        "result 研发投入占比 level equal 1.1 % 2020",
        "goal 研发投入占比 level equal 1.5 % 2025 <- 1.1 2020",
        "goal 专利拥有量 level equal 50.5 2025",
        "result 企业数量 level equal 466 2020",
        "goal 企业数量 level equal 1000 2025 <- 466 2020",
    ]
    assert [str(each.pace.value) if each.pace else "" for each in found if each.role == "target"] == ["0.08", "", "15"]


def test_a_column_for_each_year_is_of_that_year(tmp_path: Path) -> None:
    yearly = "某市方案(2026-2028年)\n\n指标|单位|2025年实际|2026年目标|2027年目标|2028年目标\n单位能耗下降|%|3.4|3.6|3.6|3.8\n"
    goals = [each for each in statements(tmp_path, yearly) if each.role == "target"]
    assert [str(each.years) for each in goals] == ["2026", "2027", "2028"]
    middle = yearly.replace("2026年目标|", "").replace("3.4|3.6|", "3.4|")
    apart = middle.replace("2027年目标", "2026年目标")
    assert [str(each.years) for each in statements(tmp_path, apart) if each.role == "target"] == ["2026", "2026-2028"]


@pytest.mark.parametrize(
    ("cell", "goal"),
    [
        ("年均增长10%", "average_growth equal 10 % 2021-2025"),
        ("翻一番", "multiple equal 2 倍 2025"),
        ("增长50%", "growth equal 50 % 2025"),
        ("累计下降13.5%", "decrease equal 13.5 % 2021-2025"),
        ("[-10%]", "decrease equal 10 % 2021-2025"),
        ("提高5个百分点", "increase_by equal 5 个百分点 2021-2025"),
        ("1.8万万元", "level equal 1.8 亿元 2025"),
        ("五年合计300亿元", "total equal 300 亿元 2021-2025"),
        ("≥65", "level at_least 65 亿元 2025"),
        (">1000", "level more_than 1000 亿元 2025"),
        ("10-12", "level between 10..12 亿元 2025"),
        ("80左右", "level about 80 亿元 2025"),
        ("30以内", "level at_most 30 亿元 2025"),
        ("前5位", "rank equal 5 位 2025"),
        ("保持前三", "rank equal 3 位 2025"),
        ("与上年持平", "level equal 50 亿元 2025"),
        ("高于全省平均", "growth relative 亿元 2025"),
        ("", ""),
    ],
)
def test_a_cell_says_its_goal_in_words(cell: str, goal: str, tmp_path: Path) -> None:
    table = f"序号,类别,指标名称,单位,2020年基数,2025年目标,备注\n1,经济,产值,亿元,50,{cell},\n"
    found = drafted(tmp_path, table, "t.csv").statements
    assert told(found[0]) == "result 产值 level equal 50 亿元 2020"
    assert [told(each).partition(" <- ")[0] for each in found[1:]] == ([f"goal 产值 {goal}"] if goal else [])


@pytest.mark.parametrize(
    ("head", "part"),
    [
        ("2024年1-9月", "-01/09"),
        ("截至9月底完成", "-01/09"),
        ("截至2024年9月底", "-01/09"),
        ("前三季度完成", "-01/09"),
        ("2024年上半年", "-H1"),
        ("2024年底完成", ""),
        ("2024年实际", ""),
    ],
)
def test_what_is_counted_for_a_part_of_a_year_is_none_of_the_year(head: str, part: str, tmp_path: Path) -> None:
    table = f"鹭江区2024年科技工作主要指标,,,,\n指标名称,单位,2023年,2024年目标,{head}\n研发投入,亿元,20.5,23,16.2\n"
    found = drafted(tmp_path, table, "t.csv").statements
    results = [each for each in found if each.role == "actual"]
    assert [(str(each.years), each.part, str(each.value)) for each in results][-1] == ("2024", part, "16.2")


def test_of_which_year_a_part_is_is_not_taken_from_the_plan(tmp_path: Path) -> None:
    table = "“十四五”主要指标,,,\n指标名称,单位,2020年,2025年目标,1-9月完成\n研发投入,亿元,20.5,23,16.2\n"
    found = drafted(tmp_path, table, "t.csv").statements
    assert [(str(each.years), str(each.value)) for each in found if each.role == "actual"] == [("2020", "20.5")]


def test_a_cell_with_several_numbers_gives_each(tmp_path: Path) -> None:
    table = "指标名称,单位,2020年基数,2025年目标\n产值,亿元,50,达到80亿元、年均增长10%(奋斗目标12%)\n"
    found = drafted(tmp_path, table, "t.csv")
    assert [told(each) for each in found.statements[1:]] == [
        "goal 产值 level equal 80 亿元 2025 <- 50 2020",
        "goal 产值 average_growth equal 10 % 2021-2025 <- 50 2020",
    ]
    assert [(each.printed, each.reason) for each in found.left] == [("12%", "in_brackets")]


def test_years_from_a_base_to_the_goal_of_a_plan_are_milestones(tmp_path: Path) -> None:
    table = "Indicator | Baseline 2022 | 2023 | 2024 | 2025 | 2026 | Target 2027\nEnrolment rate (%) | 88 | 89 | 91 | 93 | 95 | 97\n"
    statements = drafted(tmp_path, "County Development Plan 2023-2027\nResults framework\n" + table).statements
    assert [told(each) for each in statements] == [
        "result Enrolment rate level equal 88 % 2022",
        "goal Enrolment rate level equal 97 % 2027 <- 88 2022",
    ]
    assert [str(each.years) for each in statements[-1].milestones] == ["2023", "2024", "2025", "2026"]


def test_a_cell_may_name_what_its_second_number_is_of(tmp_path: Path) -> None:
    table = "序号 | 任务 | 目标要求\n1 | 城镇新增就业 | 8000人以上，失业人员再就业2500人\n"
    says = [told(each) for each in drafted(tmp_path, "某区2026年工作要点\n" + table).statements]
    assert says == ["goal 城镇新增就业 total at_least 8000 人 2026", "goal 失业人员再就业 level equal 2500 人 2026"]


def test_a_sum_that_has_come_is_of_the_years_since_the_plan_began(tmp_path: Path) -> None:
    table = "指标 | 单位 | 2022年完成值 | 2025年目标值\n单位能耗降低 | % | 〔6.8〕 | 〔18〕\n"
    says = [told(each) for each in drafted(tmp_path, "“十四五”规划中期评估\n" + table).statements]
    assert says[0] == "result 单位能耗降低 decrease equal 6.8 % 2021-2022"


def test_cells_in_english_say_their_goals(tmp_path: Path) -> None:
    table = (
        "Indicator,Unit,Baseline (2021),2025 Milestone,2030 Target\nStart-ups,firms,800,,double\nYouth unemployment,%,18.5,,halve\n"
        "Net enrolment,%,82,90,universal\nEnergy use,GWh,50,,reduce by 30%\nWaste,kg,9,,none stated\n"
    )
    found = drafted(tmp_path, table, "t.csv")
    assert [told(each) for each in found.statements if each.role == "target"] == [
        "goal Start-ups multiple equal 2 times 2030 <- 800 2021",
        "goal Youth unemployment decrease equal 50 % 2030 <- 18.5 2021",
        "goal Net enrolment level equal 100 % 2030 <- 82 2021",
        "goal Energy use decrease equal 30 % 2030 <- 50 2021",
    ]
    assert [each.printed for each in found.left] == ["none stated"]


def test_a_theme_in_front_is_no_part_of_a_name(tmp_path: Path) -> None:
    table = "序号,指标,,单位,2025年,2030年目标\n1,绿色发展,森林覆盖率,%,52.1,53\n"
    found = drafted(tmp_path, table, "t.csv").statements
    assert [each.indicator for each in found] == ["森林覆盖率", "森林覆盖率"]


def test_a_year_down_the_side_may_be_one_of_goals(tmp_path: Path) -> None:
    table = "年份,GDP（亿元）\n2020,612\n2025（目标）,950\n"
    assert [told(each) for each in drafted(tmp_path, table, "t.csv").statements] == [
        "result GDP level equal 612 亿元 2020",
        "goal GDP level equal 950 亿元 2025 <- 612 2020",
    ]


def test_a_column_of_years_dates_the_figures(tmp_path: Path) -> None:
    table = "Indicator,Baseline,Year,Target 2030\nHomes connected (%),12,2022,25\n"
    assert [told(each) for each in drafted(tmp_path, table, "t.csv").statements] == [
        "result Homes connected level equal 12 % 2022",
        "goal Homes connected level equal 25 % 2030 <- 12 2022",
    ]


def test_two_rows_of_header_belong_together(tmp_path: Path) -> None:
    table = "指标,单位,基期值,年度完成情况,,2025年目标\n,,2020年,2021年,2022年,\n企业数,家,312,368,451,700\n"
    found = drafted(tmp_path, table, "t.csv").statements
    assert [told(each) for each in found] == [
        "result 企业数 level equal 312 家 2020",
        "result 企业数 level equal 368 家 2021",
        "result 企业数 level equal 451 家 2022",
        "goal 企业数 level equal 700 家 2025 <- 312 2020",
    ]


def test_years_down_the_side_are_turned(tmp_path: Path) -> None:
    table = "年份,企业数（家）,专利（件）\n2020年,312,18.6\n2021年,368,—\n"
    found = drafted(tmp_path, table, "t.csv").statements
    assert [told(each) for each in found] == [
        "result 企业数 level equal 312 家 2020",
        "result 企业数 level equal 368 家 2021",
        "result 专利 level equal 18.6 件 2020",
    ]


@pytest.mark.parametrize(("goal", "doubts"), [("60", ("sum_or_year",)), ("200", ()), ("[60]", ())])
def test_a_sum_that_may_be_yearly_is_in_doubt(goal: str, doubts: tuple[str, ...], tmp_path: Path) -> None:
    table = f"指标,单位,2020年,2021年,2022年,2025年目标\n引进人才,名,,35,42,{goal}\n"
    (found,) = (each for each in drafted(tmp_path, table, "t.csv").statements if each.role == "target")
    assert found.doubts == doubts


def test_changes_and_words_are_left_out_with_a_reason(tmp_path: Path) -> None:
    table = "指标,2020年,2021年完成,较上年增长(%)\n企业数（家）,312,368,17.9\n排名,,良好,\n"
    assert [(each.printed, each.reason) for each in drafted(tmp_path, table, "t.csv").left] == [
        ("17.9", "pace"),
        ("良好", "no_number"),
    ]


def test_a_goal_of_an_earlier_year_is_a_milestone(tmp_path: Path) -> None:
    table = "指标,单位,2025年实际,2026年目标,2030年目标值\n企业数,家,312,340,500\n出口增速,%,5,6,7\n"
    found = drafted(tmp_path, table, "t.csv").statements
    assert [told(each) for each in found if each.role == "target"] == [
        "goal 企业数 level equal 500 家 2030 <- 312 2025",
        "goal 出口增速 growth equal 6 % 2026 <- 5 2025",
        "goal 出口增速 growth equal 7 % 2030 <- 5 2025",
    ]
    assert [told(each) for each in found[1].milestones] == ["goal 企业数 level equal 340 家 2026"]


def test_rows_say_what_they_hold(tmp_path: Path) -> None:
    table = "指标,单位,类型,2024年,2025年\n出口增速,%,目标,6,5.5\n出口增速,%,实际,5.8,6.1\n"
    assert [told(each) for each in drafted(tmp_path, table, "t.csv").statements] == [
        "goal 出口增速 growth equal 6 % 2024",
        "goal 出口增速 growth equal 5.5 % 2025",
        "result 出口增速 growth equal 5.8 % 2024",
        "result 出口增速 growth equal 6.1 % 2025",
    ]


def test_a_unit_above_the_table_is_that_of_all_that_is_no_share(tmp_path: Path) -> None:
    table = "某区财政目标表,,\n单位：亿元,,\n项目,2025年完成,2026年目标\n一般公共预算收入,40.1,42\n收入增速,4,5%\n"
    assert [told(each) for each in drafted(tmp_path, table, "t.csv").statements if each.role == "target"] == [
        "goal 一般公共预算收入 level equal 42 亿元 2026 <- 40.1 2025",
        "goal 收入增速 growth equal 5 % 2026 <- 4 2025",
    ]


def test_what_is_done_is_a_figure_also_in_the_plan(tmp_path: Path) -> None:
    table = "某市主要指标（2021-2025年）,,,,\n指标,单位,完成情况,,规划目标\n指标,单位,2020年,2021年,2025年\n企业数,家,312,368,700\n"
    assert [told(each) for each in drafted(tmp_path, table, "t.csv").statements] == [
        "result 企业数 level equal 312 家 2020",
        "result 企业数 level equal 368 家 2021",
        "goal 企业数 level equal 700 家 2025 <- 312 2020",
    ]


def test_the_last_year_of_years_that_are_over_is_no_goal(tmp_path: Path) -> None:
    # A report on all years of a span has none ahead of it; one at mid-term has its last.
    over = "某区2021—2024年主要指标完成情况表\n\n指标|单位|2020年|2023年|2024年\n企业数|家|312|368|400\n"
    assert [told(each) for each in statements(tmp_path, over)] == [
        "result 企业数 level equal 312 家 2020",
        "result 企业数 level equal 368 家 2023",
        "result 企业数 level equal 400 家 2024",
    ]
    midterm = over.replace("完成情况表", "规划中期评估")
    assert told(statements(tmp_path, midterm)[-1]).startswith("goal 企业数 level equal 400 家 2024")


def test_a_name_under_a_merged_header_has_two_parts(tmp_path: Path) -> None:
    table = "类别,序号,指标,,2020年,2025年目标\n环境,1,优良天数（%）,,84.6,87.5\n环境,2,减排量（万吨）,氨氮,0.1,0.06\n"
    assert [told(each) for each in drafted(tmp_path, table, "t.csv").statements if each.role == "target"] == [
        "goal 优良天数 level equal 87.5 % 2025 <- 84.6 2020",
        "goal 减排量(氨氮) level equal 0.06 万吨 2025 <- 0.1 2020",
    ]


def test_english_bounds_and_years_of_the_republic_in_headers(tmp_path: Path) -> None:
    table = (
        "District plan 2026-2030,,,\nIndicator,Unit,Baseline 2025,Target 2030\nWaiting time,days,41,no more than 30\n"
    )
    assert [told(each) for each in drafted(tmp_path, table, "t.csv").statements] == [
        "result Waiting time level equal 41 days 2025",
        "goal Waiting time level at_most 30 days 2030 <- 41 2025",
    ]
    table = "指標名稱,單位,113年實際值,117年目標值\n失業率,%,3.38,3.2以下\n"
    assert [told(each) for each in drafted(tmp_path, table, "u.csv").statements] == [
        "result 失業率 level equal 3.38 % 2024",
        "goal 失業率 level less_than 3.2 % 2028 <- 3.38 2024",
    ]


def test_levels_of_a_header_below_each_other_and_tasks_that_are_the_names(tmp_path: Path) -> None:
    table = (
        "| 指标 | | 单位 | 2020年实际 | 2025年目标 |\n| 一级指标 | 二级指标 | 单位 | 2020年实际 | 2025年目标 |\n"
        "| 投入 | 研发投入强度 | % | 2.5 | 3.2 |\n| 产出 | 发明专利 | 件 | 25 | 40 |\n"
    )
    assert [told(each) for each in statements(tmp_path, PLAN + table)] == [
        "result 研发投入强度 level equal 2.5 % 2020",
        "goal 研发投入强度 level equal 3.2 % 2025 <- 2.5 2020",
        "result 发明专利 level equal 25 件 2020",
        "goal 发明专利 level equal 40 件 2025 <- 25 2020",
    ]
    tasks = "| 主要任务 | 基数 | 2025年目标 |\n| 高新技术企业(家) | 620 | 1000 |\n"
    assert [told(each) for each in statements(tmp_path, "某市科技工作\n" + tasks)] == [
        "result 高新技术企业 level equal 620 家 2020",
        "goal 高新技术企业 level equal 1000 家 2025 <- 620 2020",
    ]
