"""What the values of a plan are called: in the titles of its JSON Schema and in messages, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from planck.model import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: what is wanted, and what to do when something else stands there."""

    wanted: Text
    hint: Text


KINDS: Mapping[str, Kind] = {
    "text": Kind(
        Text(zh="文字", en="a text"),
        Text(
            zh="数字、true、null 作文字用时要加引号；不要留空",
            en="Put digits, true and null in quotes; do not leave it empty",
        ),
    ),
    "names": Kind(
        Text(zh="名称的映射，如 zh: 研发经费, en: R&D expenditure", en="a mapping with zh, en or both"),
        Text(zh="至少写 zh 或 en 之一", en="Write at least one of zh and en under it"),
    ),
    "mapping": Kind(
        Text(zh="映射（键: 值）", en="a mapping (key: value)"),
        Text(zh="把各个键写在下面并缩进，或写在花括号里", en="Write its keys below it, indented, or within braces"),
    ),
    "list": Kind(
        Text(zh="列表", en="a list"),
        Text(zh="每项一行、以 - 开头，或写在方括号里", en="Write one item a line after a -, or all within brackets"),
    ),
    "pair": Kind(
        Text(zh="两个数的列表，如 [95, 105]", en="a list of two numbers, such as [95, 105]"),
        Text(zh="先写下限，再写上限", en="Write the lower bound, then the upper one"),
    ),
    "plan_id": Kind(
        Text(zh="计划标识，如 gongshu-14fyp", en="an id such as gongshu-14fyp"),
        Text(zh="只用小写字母、数字和连字符，最长 60 个", en="Use small letters, digits and hyphens, at most 60"),
    ),
    "id": Kind(
        Text(zh="标识，如 rd_expenditure", en="an id such as rd_expenditure"),
        Text(
            zh="小写字母开头，只用小写字母、数字和下划线，最长 60 个",
            en="Start with a small letter; use small letters, digits and underscores, at most 60",
        ),
    ),
    "year": Kind(
        Text(zh="1900 至 2199 的年份", en="a year from 1900 to 2199"),
        Text(zh="写四位数字，不加引号", en="Write four digits without quotes"),
    ),
    "date": Kind(
        Text(zh="日期，如 2024-12-31", en="a date such as 2024-12-31"),
        Text(zh="按 年-月-日 写实有的日期", en="Write a day that exists as year-month-day"),
    ),
    "issued": Kind(
        Text(zh="日期、年月或年份，如 2021-12-09", en="a date, month or year, such as 2021-12-09"),
        Text(zh="按 年-月-日 写，知道多少写多少", en="Write year-month-day, as much of it as is known"),
    ),
    "period": Kind(
        Text(
            zh="期间，如 2025、2017-H2、2023-Q3、2017-08、2017-08-31",
            en="a period such as 2025, 2017-H2, 2023-Q3, 2017-08, 2017-08-31",
        ),
        Text(zh="年份在 1900 至 2199 之间，日期要实有", en="The year is from 1900 to 2199, and the day exists"),
    ),
    "number": Kind(
        Text(zh="数", en="a number"),
        Text(zh="只写数字，如 0.08，不带单位", en="Write digits only, such as 0.08, without a unit"),
    ),
    "quantity": Kind(
        Text(zh="数，如 1000，或百分数，如 1.5%", en="a number such as 1000, or a percentage such as 1.5%"),
        Text(zh="不写单位、千分位逗号和汉字", en="Leave out units, thousands separators and words"),
    ),
    "baseline": Kind(
        Text(
            zh="数、from_figures，或含 value 和 period 的映射",
            en="a number, from_figures, or a mapping with value and period",
        ),
        Text(zh="计划没有基期值就不写这个键", en="Leave the key out when the plan has no baseline"),
    ),
    "percent": Kind(
        Text(zh="带百分号的数，如 15%", en="a percentage with its sign, such as 15%"),
        Text(zh="写成 15%", en="Write it like 15%"),
    ),
    "series": Kind(
        Text(zh="指标标识", en="the id of an indicator"),
        Text(zh="写 indicators 或 targets 里的标识", en="Write an id that stands under indicators or targets"),
    ),
    "place_in_order": Kind(
        Text(zh="名次，1 或更大的整数", en="a place in the order: a whole number from 1"),
        Text(zh="前三位写 3", en="Write 3 for the first three"),
    ),
    "done": Kind(
        Text(zh="true", en="true"),
        Text(zh="写 done: true，期限写在 due", en="Write done: true, and the date under due"),
    ),
    "lag": Kind(
        Text(zh="0 至 10 的整数（年）", en="a whole number of years from 0 to 10"),
        Text(zh="写数据晚几年公布", en="Write how many years late the figure is published"),
    ),
    "formula": Kind(
        Text(zh="公式，如 rd_expenditure / gdp", en="a formula such as rd_expenditure / gdp"),
        Text(
            zh="只用标识、数、+ - * / ( ) 和 previous、chain、baseline",
            en="Use ids, numbers, + - * / ( ) and previous, chain, baseline",
        ),
    ),
    "region": Kind(
        Text(
            zh="含 name 的映射，或 all（数据中的每个地区）",
            en="a mapping with name, or all for every region in the figures",
        ),
        Text(zh="写 name: 地区名称，或写 all", en="Write a name under it, or the word all"),
    ),
    "finding_code": Kind(
        Text(zh="检查代码，如 L002", en="a code such as L002"),
        Text(zh="一个大写字母加三位数字", en="One capital letter and three digits"),
    ),
    "method": Kind(
        Text(
            zh="评判方法的名称，或含 name 和边界的映射", en="the name of a method, or a mapping with name and borders"
        ),
        Text(zh="写方法名称；边界写成数", en="Write the name of a method; borders are numbers"),
    ),
    "partial_year": Kind(
        Text(zh="处理规则，或各部分占全年的百分比", en="a rule, or the share of the year of each part"),
        Text(zh="如 pro_rata，或 H1: 45%", en="Such as pro_rata, or H1: 45%"),
    ),
    "weight": Kind(
        Text(zh="正数或百分数，如 25 或 25%", en="a positive number or percentage, such as 25 or 25%"),
        Text(
            zh="同一层的权重合计为 100、1 或上一层的权重", en="Weights of one level sum to 100, 1 or the weight above"
        ),
    ),
    "points": Kind(
        Text(zh="分数，0 或正数", en="points: zero or a positive number"),
        Text(zh="扣分也写正数", en="Write deductions as positive numbers too"),
    ),
    "positive": Kind(
        Text(zh="正数", en="a positive number"),
        Text(zh="写大于 0 的数", en="Write a number above 0"),
    ),
    "flag": Kind(
        Text(zh="true 或 false", en="true or false"),
        Text(zh="不加引号", en="Write it without quotes"),
    ),
    "digits": Kind(
        Text(zh="0 至 10 的整数（小数位数）", en="a whole number of decimals from 0 to 10"),
        Text(zh="写保留几位小数", en="Write how many decimals are kept"),
    ),
    "bands": Kind(
        Text(zh="档次列表，如 [[100, 40], [90, 36]]", en="a list of bands, such as [[100, 40], [90, 36]]"),
        Text(zh="每档写下界和得分", en="Write the lower bound and the points of each"),
    ),
    "normalise": Kind(
        Text(zh="计分方法的名称，或含 method 和参数的映射", en="a method, or a mapping with method and its settings"),
        Text(zh="planck list normalisations 和 shapes 列出全部", en="`planck list` shows normalisations and shapes"),
    ),
    "aggregate": Kind(
        Text(zh="合成方法的名称，或含 method 的映射", en="an aggregation, or a mapping with method and power"),
        Text(zh="如 arithmetic、geometric", en="Such as arithmetic or geometric"),
    ),
    "part": Kind(
        Text(zh="所占百分比，或含 share 的映射", en="a percentage, or a mapping with share and normalise"),
        Text(zh="如 level: 40%", en="Such as level: 40%"),
    ),
    "version": Kind(
        Text(zh="格式版本 1", en="the format version, 1"),
        Text(zh="写 planck: 1", en="Write planck: 1"),
    ),
    "goal": Kind(
        Text(zh="目标，如 at_least: 1000", en="a goal such as at_least: 1000"),
        Text(zh="写一个比较方式和它的数", en="Write one comparator and its number"),
    ),
    "years": Kind(
        Text(zh="含 base、start、end 的映射", en="a mapping with base, start and end"),
        Text(zh="写三个年份", en="Write the three years under it"),
    ),
    "choice": Kind(
        Text(zh="所列词语之一", en="one of the words listed"),
        Text(zh="照原样写其中一个", en="Write one of them as it stands"),
    ),
}

_BY_TITLE = {kind.wanted.en: name for name, kind in KINDS.items()}


def kind_named(title: object) -> str:
    """The name of the kind whose schema has this title; `text` for a title of none."""
    return _BY_TITLE.get(str(title), "text")
