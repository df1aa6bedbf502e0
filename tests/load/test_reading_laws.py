"""One table of figures in every layout that offices print: the same figures come out, or a refusal that says why."""

import csv
import io
from collections.abc import Callable
from random import Random

from planck.load.source.files import Raw
from planck.load.table.doors import table_of
from planck.load.table.figures import load_figures
from planck.load.table.header import USUAL
from tests.load.workbooks import workbook

# Indicator, its other name, its unit.
INDICATORS = (
    ("地区生产总值", "Regional product", "亿元"),
    ("高新技术企业数", "High-tech firms", "家"),
    ("城镇登记失业率", "Registered unemployment", "%"),
    ("研发人员", "Research staff", "人"),
)
REGIONS = ("临江区", "滨湖区", "湖东区")
MOST_REFUSED = 0.02

Truth = dict[tuple[str, str, str], float]
Rows = list[list[str]]


class Layouts:
    """A table of figures, and what it looks like in a layout that is made at random."""

    form = ""
    regions_said = True

    def __init__(self, random: Random) -> None:
        self.random = random
        self.names = random.sample(INDICATORS, random.randint(1, 4))
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
        return f"{self.truth[region, name, year]:g}" if self.truth[region, name, year] < 1e5 else ""

    def pick(self, *choices: str) -> str:
        """One of some texts."""
        return self.random.choice(choices)

    def year(self, year: str) -> str:
        """A year as this table writes years."""
        return year + self.form

    def titled(self, rows: Rows) -> Rows:
        """The rows with a title, a note or nothing around them."""
        above = self.random.choice(([], [["某市主要指标"]], [["表 1-2", ""], ["某市情况"]]))
        below = self.random.choice(([], [["注：按现价计算。"]]))
        return [*above, *rows, *below]

    def rows(self) -> Rows:
        """The rows in one of the shapes."""
        self.form = self.pick("", "年")
        shapes: list[Callable[[], Rows]] = [self.long, self.years_across, self.blocks, self.stacked]
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
        words = self.random.choice(([""] * len(self.years), [self.pick("", "完成", "实际")] * len(self.years)))
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
            head[0] = self.pick(head[0], "")
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

    def _of_year(self, name: str, year: str) -> list[str]:
        return [*(self.text(region, name, year) for region in self.regions), "2.5"]


def written(rows: Rows, random: Random) -> tuple[str, bytes]:
    """The rows as a file of a kind that is drawn."""
    kind = random.choice(("csv", "gbk", "tsv", "xlsx"))
    if kind == "xlsx":
        wide = max(map(len, rows))
        return "table.xlsx", workbook({"S": [row + [""] * (wide - len(row)) for row in rows]})
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if kind == "tsv" else ",", lineterminator="\n").writerows(rows)
    return "table.csv", out.getvalue().encode("gb18030" if kind == "gbk" else "utf-8")


def read(name: str, data: bytes) -> tuple[Truth, bool]:
    """The figures of a file, and whether something of it was refused."""
    source, findings = table_of(Raw(name, data), USUAL)
    assert source is not None
    figures, more = load_figures(source)
    found = {
        (figure.region, figure.indicator, figure.period.label): figure.value
        for figure in figures
        if figure.value is not None
    }
    return found, any(finding.severity == "error" for finding in (*findings, *more))


def test_every_layout_gives_the_same_figures_or_is_refused() -> None:
    refused, wrong, tried = [], [], 600
    for seed in range(tried):
        random = Random(seed)
        made = Layouts(random)
        rows = made.rows()
        found, errors = read(*written(rows, random))
        wanted = {
            (region if made.regions_said else "", name, year): value
            for (region, name, year), value in made.truth.items()
        }
        if errors:
            refused.append((seed, rows))
            wrong += [(seed, rows, found)] if found.items() - wanted.items() else []
        elif found != wanted:
            wrong.append((seed, rows, found))
    assert wrong == []
    assert len(refused) <= MOST_REFUSED * tried, refused[0]
