"""Laws of tables: however the same figures are written down, the verdicts are the same."""

import csv
import io
import random
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planck.assess.plan import assess_plan
from planck.load.table.doors import open_table
from planck.load.table.figures import load_figures
from planck.load.table.header import Conventions
from planck.model import Assessment, Figure, Measure
from tests.building import figure, indicator, plan, target
from tests.load.dump import dump_figures
from tests.load.workbooks import workbook

PLAN = plan(
    target("stock", path="compound"),
    target("flow", baseline=None, path="hold"),
    indicators=(indicator("flow", measure=Measure.FLOW, unit="万元"),),
)
UNITS = {"stock": "家", "flow": "亿元"}
YEARS = (2021, 2022, 2023)

Values = dict[tuple[str, int], float]
FEW = settings(max_examples=40)


def values() -> st.SearchStrategy[Values]:
    """Values of both indicators in each year, with at most two decimals, as they are printed."""
    number = st.integers(-10_000, 10_000_000).map(lambda cents: cents / 100)
    slots = [(name, year) for name in UNITS for year in YEARS]
    return st.lists(number, min_size=6, max_size=6).map(lambda numbers: dict(zip(slots, numbers, strict=True)))


def written(rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def long(of: Values) -> str:
    return dump_figures(
        figure(year, value, name, unit=UNITS[name], text=f"{value!r}") for (name, year), value in of.items()
    )


def by_years(of: Values) -> list[list[object]]:
    rows: list[list[object]] = [["指标", "单位", *(f"{year}年" for year in YEARS)]]
    return rows + [[name, unit, *(of[name, year] for year in YEARS)] for name, unit in UNITS.items()]


def by_indicators(of: Values) -> list[list[object]]:
    rows: list[list[object]] = [["年份", *(f"{name}({unit})" for name, unit in UNITS.items())]]
    return rows + [[year, *(of[name, year] for name in UNITS)] for year in YEARS]


def read(data: bytes, encoding: str = "") -> tuple[Figure, ...]:
    said = Conventions(encoding=encoding)
    table, findings = open_table("-", said, limit=1 << 20, stdin=io.BytesIO(data))
    assert table is not None, findings
    return tuple(load_figures(table, said)[0])


def verdicts(figures: Sequence[Figure]) -> list[Assessment]:
    return [*assess_plan(PLAN, figures, None).assessments]


def judged(data: bytes, encoding: str = "") -> list[tuple[object, ...]]:
    """Everything that a verdict says but for where its figures stand."""
    found = verdicts(read(data, encoding))
    return [(one.target.id, one.status, one.judged, one.gap, one.required_from_now, one.projection) for one in found]


@FEW
@given(values(), st.sampled_from(("utf-8-sig", "utf-16", "gb18030", "gbk")), st.sampled_from(("\n", "\r\n", "\r")))
def test_encodings_and_line_ends_do_not_matter(of: Values, encoding: str, end: str) -> None:
    named = "" if encoding.startswith("utf") else encoding
    text = "备注：说明文字足够长\n" + long(of)
    assert judged(text.replace("\n", end).encode(encoding), named) == judged(text.encode())


@FEW
@given(values(), st.randoms(use_true_random=False))
def test_the_order_of_columns_does_not_matter(of: Values, order: random.Random) -> None:
    for rows in (list(csv.reader(io.StringIO(long(of)))), by_years(of), by_indicators(of)):
        columns = list(range(len(rows[0])))
        order.shuffle(columns)
        shuffled = [[row[column] for column in columns] for row in rows]
        assert judged(written(shuffled).encode()) == judged(long(of).encode())


@FEW
@given(values())
def test_long_and_wide_are_one_table(of: Values) -> None:
    expected = judged(long(of).encode())
    assert judged(written(by_years(of)).encode()) == expected
    assert judged(written(by_indicators(of)).encode()) == expected


@FEW
@given(values())
def test_a_workbook_is_what_its_cells_say(of: Values) -> None:
    sheet = [[cell if isinstance(cell, int | float | str) else str(cell) for cell in row] for row in by_years(of)]
    assert judged(workbook({"Sheet1": sheet})) == judged(long(of).encode())


@FEW
@given(values())
def test_the_unit_of_a_figure_does_not_matter_where_it_can_be_converted(of: Values) -> None:
    converted = [
        figure(year, value * 10_000 if name == "flow" else value, name, unit="万元" if name == "flow" else "家")
        for (name, year), value in of.items()
    ]
    expected = [one.judged for one in verdicts(converted)]
    found = [one.judged for one in verdicts(read(long(of).encode()))]
    assert all(a == b or abs(float(a) - float(b)) <= 1e-9 * abs(float(b)) for a, b in zip(found, expected, strict=True))


@FEW
@given(values())
def test_what_was_read_reads_back(of: Values) -> None:
    for text in (long(of), written(by_years(of)), written(by_indicators(of))):
        figures = read(text.encode())
        assert read(dump_figures(figures).encode()) == figures


HEADS = "region,indicator,period,value,unit\n"
WIDE = "指标,2021年,2022年\n"
LONG_CELLS = {
    "a name of a column": ("{},2021年\n企业数,1\n", "企业数（家）"),
    "a unit of years": (HEADS + "某区,企业数,2022,1,{}\n", "2021年"),
    "a unit of months": (HEADS + "某区,企业数,2022,1,{}\n", "1月"),
    "a name with spaces": (WIDE + "企业数{}x,1,2\n", " "),
    "a heading of brackets": (WIDE + "企业数,1,2\n企业数{}x\n", "("),
    "a heading of lines": (WIDE + "企业数,1,2\n企业数{}x\n", "-"),
    "a title": ("{}x\n" + WIDE + "企业数,1,2\n", "（家）"),
    "a value": (HEADS + "某区,企业数,2022,{}x,家\n", "1,"),
}


@pytest.mark.parametrize(("table", "filling"), LONG_CELLS.values(), ids=LONG_CELLS.keys())
def test_a_long_cell_does_not_take_time_by_the_square_of_its_length(table: str, filling: str) -> None:
    """Of 20,000 characters those that did took two seconds of the processor and more."""
    cell = filling * (20_000 // len(filling))
    start = time.process_time()
    read(table.format(f'"{cell}"' if "," in cell else cell).encode())
    assert time.process_time() - start < 1
