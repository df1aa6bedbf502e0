"""One table of figures in every layout that offices print: the same figures come out, or a refusal that says why."""

import csv
import io
from collections.abc import Callable
from random import Random

import xlwt
from msgspec.structs import replace

from planck.load.files import Raw
from planck.load.table.doors import table_of
from planck.load.table.figures import load_figures
from planck.load.table.header import USUAL, Conventions
from planck.load.table.names import simplified_name
from planck.load.table.vocabulary import folded
from tests.load.workbooks import ods_table, open_document, workbook

# Indicator, its other name, its unit.
INDICATORS = (
    ("地区生产总值", "Regional product", "亿元"),
    ("高新技术企业数", "High-tech firms", "家"),
    ("城镇登记失业率", "Registered unemployment", "%"),
    ("研发人员", "Research staff", "人"),
)
REGIONS = ("临江区", "滨湖区", "湖东区")
MOST_REFUSED = 0.02

# What heads, names and units are called in English, and what Big5 needs in the place of simplified characters.
ENGLISH = {
    **{name: english for name, english, _ in INDICATORS},
    "亿元": "100 million yuan",
    "人": "persons",
    "临江区": "Linjiang",
    "滨湖区": "Binhu",
    "湖东区": "Hudong",
    "地区": "Region",
    "指标": "Indicator",
    "主要指标": "Main indicators",
    "指标名称（单位）": "Indicator",
    "年份": "Year",
    "数值": "Value",
    "单位": "Unit",
    "完成": " actual",
    "实际": " actual",
    "年": "",
    "年主要指标": " main indicators",
    "本年": "This year",
    "上年": "Last year",
    "本期": "This year",
    "上年同期": "Last year",
    "年度": "",
    "年1—12月": "",
    "年1-12月累计": "",
    "2030年目标": "2030 target",
    "比上年增长(%)": "growth rate (%)",
    "增速": "growth",
    "家": "家",
}
TRADITIONAL = str.maketrans(
    "区标数单值总产术亿业记员临滨东镇登发实际长报续现价计录责继经济",
    "區標數單值總產術億業記員臨濱東鎮登發實際長報續現價計錄責繼經濟",
)

Truth = dict[tuple[str, str, str], float]
Rows = list[list[str]]


class Layouts:
    """A table of figures, and what it looks like in a layout that is made at random."""

    form = ""
    regions_said = True
    language = "zh"
    between = " "

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = random.sample(INDICATORS, random.randint(1, 4))
        self.marks = random.random() < 0.2
        self.grouped = random.random() < 0.2
        self.titled_region = ""
        self.across: list[str] = []
        self.regions = random.sample(REGIONS, random.choice((1, 1, 2, 3)))
        first = random.randint(2010, 2020)
        self.years = [str(first + step) for step in range(random.randint(2, 6))]
        self.truth: Truth = {
            (region, name, year): self._value(unit)
            for region in self.regions
            for name, _, unit in self.names
            for year in self.years
        }

    def _value(self, unit: str) -> float:
        if unit == "%":
            return round(self.random.uniform(1, 90), 1)
        return float(self.random.randint(1900, 2100) if self.random.random() < 0.3 else self.random.randint(3, 90_000))

    def text(self, region: str, name: str, year: str) -> str:
        """A value as the table prints it."""
        value = self.truth[region, name, year]
        text = f"{value:,.10g}" if self.grouped else f"{value:g}"
        return text + (self.pick("p", " e", "*", "（初步核算数）", "①", "²", "[1]", "") if self.marks else "")

    def pick(self, *choices: str) -> str:
        """One of some texts."""
        return self.random.choice(choices)

    def year(self, year: str) -> str:
        """A year as this table writes years."""
        if self.form != "short":
            return year + self.form
        return f"'{year[2:]}" if self.language == "en" else f"{year[2:]}年"

    def titled(self, rows: Rows) -> Rows:
        """The rows with a title, a note or nothing around them."""
        above = self.random.choice(([], [["某市主要指标"]], [["表 1-2", ""], ["某市情况"]], [["主要指标完成情况"]]))
        below = self.random.choice(([], [["注：按现价计算。"]], [["数据来源：统计局"], ["填报人：王某"]]))
        alone = len(self.regions) == 1 and not self.regions_said and self.language != "en"
        if alone and self.random.random() < 0.3:
            self.titled_region = self.regions[0]
            above = [[f"{self.titled_region}主要指标"], *self.random.choice(([], [["填报单位：统计局"]]))]
        return [*above, *rows, *below]

    def rows(self) -> Rows:
        """The rows in one of the shapes."""
        self.form = self.pick("", "年", "年度", "年1—12月", "年1-12月累计", "short")
        shapes: list[Callable[[], Rows]] = [self.long, self.years_across, self.blocks, self.stacked, self.deep]
        shapes += [self.regions_across, self.this_and_last]
        shapes += [self.unit_in_a_line] if len(self.names) == 1 else []
        shapes += [self.years_down, self.years_down] if len(self.regions) == 1 else []
        return self.random.choice(shapes)()

    def long(self) -> Rows:
        """A figure a row, with a column more that describes or divides."""
        head = self.random.choice(
            (
                ["地区", "指标", "年份", "数值", "单位"],
                ["Region", "Indicator", "Year", "Value", "Unit"],
                ["地區", "指標", "年份", "數值", "單位"],
                ["地区 Region", "指标 Indicator", "年份 Year", "数值 Value", "单位 Unit"],
            )
        )
        rows = [
            [region, name, self.year(year), self.text(region, name, year), unit]
            for region in self.regions
            for name, _, unit in self.names
            for year in self.years
        ]
        more = self.random.choice(("", "责任单位", "性别"))
        cells = {"": [], "责任单位": ["科技局"], "性别": [self.pick("", "合计")]}[more]
        extra = [[region, INDICATORS[0][0], self.years[0], "7", "亿元", "女"] for region in self.regions]
        table = [head + ([more] if more else []), *(row + cells for row in rows)]
        return table + (extra if more == "性别" else [])

    def _named(self, name: str, unit: str, number: int) -> str:
        marks = self.random.choice(("", f"{number}.", "其中：", "　"))
        return f"{marks}{name}（{unit}）{self.pick('', '①', '*')}"

    def years_across(self) -> Rows:
        """A column a year, and beside them goals and growth."""
        units = self.random.random() < 0.5
        goal, growth = self.random.random() < 0.4, self.random.random() < 0.4
        head = ["地区", self.pick("指标", "主要指标", "指标名称（单位）"), *(["单位"] if units else [])]
        bare = [""] * len(self.years)
        words = self.random.choice(
            (bare, bare if len(self.form) > 1 else [self.pick("", "完成", "实际")] * len(self.years))
        )
        head += [self.year(year) + word for year, word in zip(self.years, words, strict=True)]
        head += (["2030年目标"] if goal else []) + (["比上年增长(%)"] if growth else [])
        rows = []
        for region in self.regions:
            for number, (name, _, unit) in enumerate(self.names, 1):
                said = [name, unit] if units else [self._named(name, unit, number)]
                row = [region, *said, *(self.text(region, name, year) for year in self.years)]
                rows.append(row + (["99999"] if goal else []) + (["3.1"] if growth else []))
        if len(self.regions) == 1 and self.random.random() < 0.5:
            head, rows = head[1:], [row[1:] for row in rows]
            head[0] = self.pick(head[0], "", "年份")
            self.regions_said = False
        return self.titled([head, *rows])

    def years_down(self) -> Rows:
        """A column an indicator, a row a year."""
        self.regions_said = False
        corner = self.pick("年份", "Year", "")
        head = [corner, *(f"{name}({unit})" for name, _, unit in self.names)]
        rows = [
            [self.year(year), *(self.text(self.regions[0], name, year) for name, _, _ in self.names)]
            for year in self.years
        ]
        return self.titled([head, *rows]) if corner else [head, *rows]

    def blocks(self) -> Rows:
        """A block for each indicator, with a header of its own."""
        table: Rows = []
        for name, _, unit in self.names:
            years = self.random.sample(self.years, len(self.years))
            years = sorted(years)
            title = self.random.choice(([], [["续表"]], [[""]]))
            table += [*(title if table else []), ["地区", "指标", "单位", *map(self.year, years)]]
            table += [
                [region, name, unit, *(self.text(region, name, year) for year in years)] for region in self.regions
            ]
        return table

    def deep(self) -> Rows:
        """Years below a heading for all of them, in two rows or three."""
        upper = ["地区", "指标", "单位", self.pick("年份", "完成情况", "数值"), *[""] * (len(self.years) - 1)]
        if len(self.years) == 1 or self.random.random() < 0.5:
            lower = ["", "", "", *map(self.year, self.years)]
            head = [upper, lower]
        else:
            head = [
                upper,
                ["", "", "", "十四五时期", *[""] * (len(self.years) - 1)],
                ["", "", "", *map(self.year, self.years)],
            ]
        rows = [
            [region, name, unit, *(self.text(region, name, year) for year in self.years)]
            for region in self.regions
            for name, _, unit in self.names
        ]
        return self.titled([*head, *rows])

    def unit_in_a_line(self) -> Rows:
        """One indicator, its unit above the table, regions down."""
        name, _, unit = self.names[0]
        line = [*[""] * len(self.years), self.pick(f"单位：{unit}", f"（单位：{unit}）", f"计量单位:{unit}")]
        head = ["地区", "指标", *map(self.year, self.years)]
        rows = [[region, name, *(self.text(region, name, year) for year in self.years)] for region in self.regions]
        return [["某市主要指标"], line, head, *rows]

    def stacked(self) -> Rows:
        """Regions and growth below each year."""
        upper, lower = ["指标", "单位"], ["", ""]
        for year in self.years:
            upper += [f"{year}年", *([""] * len(self.regions))]
            lower += [*self.regions, "增速"]
        rows = [
            [name, unit, *(cell for year in self.years for cell in self._of_year(name, year))]
            for name, _, unit in self.names
        ]
        return [upper, lower, *rows]

    def _of_one_year(self) -> str:
        """The one year that a table is about."""
        year = self.random.choice(self.years)
        self.truth = {names: value for names, value in self.truth.items() if names[2] == year}
        return year

    def regions_across(self) -> Rows:
        """A column a region, the year in the title."""
        year, self.across = self._of_one_year(), self.regions
        rows = [
            [name, unit, *(self.text(region, name, year) for region in self.regions)] for name, _, unit in self.names
        ]
        return [[f"{year}年主要指标"], ["指标", "单位", *self.regions], *rows]

    def this_and_last(self) -> Rows:
        """The year of the title and the one before it."""
        year, growth = self._of_one_year(), self.random.random() < 0.5
        this, last = self.random.choice((("本年", "上年"), ("本期", "上年同期"), ("This year", "Last year")))
        head = ["地区", "指标", "单位", this, last, *(["增长(%)"] if growth else [])]
        rows = [
            [region, name, unit, self.text(region, name, year), "77777", *(["3.1"] if growth else [])]
            for region in self.regions
            for name, _, unit in self.names
        ]
        return [[f"{year}年主要指标"], head, *rows]

    def _of_year(self, name: str, year: str) -> list[str]:
        return [*(self.text(region, name, year) for region in self.regions), "2.5"]


def spoken(rows: Rows, made: Layouts) -> Rows:
    """The rows in the language that is drawn: in English what there is English for, or in both."""
    if made.language == "both":
        return [
            [f"{cell}{made.between}{ENGLISH[cell]}" if ENGLISH.get(cell, "").istitle() else cell for cell in row]
            for row in rows
        ]
    return [[_in_english(cell) for cell in row] for row in rows] if made.language == "en" else rows


def _in_english(cell: str) -> str:
    if cell.startswith(ASIDE) or any(letter.isascii() and letter.isalpha() for letter in cell):
        return cell
    for chinese in sorted(ENGLISH, key=len, reverse=True):
        cell = cell.replace(chinese, ENGLISH[chinese])
    return cell


# Titles and lines that stay in Chinese.
ASIDE = ("责任", "填报", "数据来源", "注", "某市", "表", "主要指标完成")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "big5")


def written(rows: Rows, random: Random) -> tuple[str, bytes]:
    """The rows as a file of a kind that is drawn."""
    kind = random.choice(("csv", "csv", "csv", "tsv", "xlsx", "xlsx", "ods", "xls" if random.random() < XLS else "csv"))
    wide = max(map(len, rows))
    square = [row + [""] * (wide - len(row)) for row in rows]
    if kind == "xlsx":
        return "table.xlsx", workbook({"S": square})
    if kind == "ods":
        return "table.ods", open_document(ods_table(square))
    if kind == "xls":
        return "table.xls", old_workbook(square)
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if kind == "tsv" else ",", lineterminator="\n").writerows(rows)
    encoding = random.choice(ENCODINGS)
    text = out.getvalue().translate(TRADITIONAL) if encoding == "big5" else out.getvalue()
    try:
        return "table.csv", text.encode(encoding)
    except UnicodeEncodeError:
        return "table.csv", out.getvalue().encode("utf-8")


# A workbook of the old kind is read in a process of its own, which takes its time.
XLS = 0.1


def old_workbook(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            if cell:
                sheet.write(number, index, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(name: str, data: bytes, conventions: Conventions) -> tuple[Truth, bool]:
    """The figures of a file, and whether something of it was refused."""
    source, findings = table_of(Raw(name, data), conventions)
    if source is None:
        return {}, True
    figures, more = load_figures(source, conventions)
    found = {
        (figure.region, figure.indicator, figure.period.label): figure.value
        for figure in figures
        if figure.value is not None
    }
    return found, any(finding.severity == "error" for finding in (*findings, *more))


def drawn(seed: int) -> tuple[Rows, Truth, Truth, bool]:
    """The rows of a layout, what is to be read of them, what is, and whether something was refused."""
    random = Random(seed)
    made = Layouts(random)
    made.language = random.choice(("zh", "zh", "zh", "en", "both"))
    made.between = random.choice((" ", "/", " / ", "\n"))
    rows = spoken(made.rows(), made)
    known = {made.titled_region} if made.titled_region else set()
    known |= {folded(name) for name in made.across}
    known |= {folded(ENGLISH[name]) for name in REGIONS} if made.language == "en" else set()
    conventions = replace(USUAL, regions=frozenset(known))
    found, errors = read(*written(rows, random), conventions)
    said = made.regions_said or made.titled_region
    wanted = {
        _named(made, region if said else "", name, year): value for (region, name, year), value in made.truth.items()
    }
    return rows, wanted, {_plain(*names): value for names, value in found.items()}, errors


def _named(made: Layouts, region: str, name: str, year: str) -> tuple[str, str, str]:
    return (_in_english(region), _in_english(name), year) if made.language == "en" else (region, name, year)


def _plain(region: str, name: str, year: str) -> tuple[str, str, str]:
    """The names in simplified characters, as a plan would know them under either."""
    return simplified_name(region), simplified_name(name), year


def test_every_layout_gives_the_same_figures_or_is_refused() -> None:
    refused, wrong, tried = [], [], 600
    # Rows of numbers with flags were once taken for a further row of the header.
    for seed in (*range(tried), 1847, 2201, 2326, 3608):
        rows, wanted, found, errors = drawn(seed)
        if errors:
            refused.append((seed, rows))
            wrong += [(seed, rows, found)] if found.items() - wanted.items() else []
        elif found != wanted:
            wrong.append((seed, rows, found))
    assert wrong == []
    assert len(refused) <= MOST_REFUSED * tried, refused[0]
