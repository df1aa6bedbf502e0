"""The fast door reads what the row reader reads, or nothing at all."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planck.load.source.files import read
from planck.load.table.columnar import (
    Columns,
    clean_columns,
    columns_in,
    columns_of,
    empty_columns,
    joined,
    load_columns,
)
from planck.load.table.figures import load_figures
from tests.scoring.building import document

FOLDER = Path(__file__).parents[1] / "load" / "figures"
SEEDS = Path(__file__).parents[2] / "seeds"
FILES = sorted((*FOLDER.glob("*/*.csv"), *SEEDS.glob("*.csv")))


def rows(found: Columns) -> list[tuple[object, ...]]:
    return [
        (
            found.regions[found.region[at]],
            found.indicators[found.indicator[at]],
            found.periods[found.period[at]],
            found.units[found.unit[at]],
            found.statuses[found.status[at]],
            int(found.vintage[at]),
            None if np.isnan(found.value[at]) else float(found.value[at]),
            found.texts[at].strip(),
            int(found.line[at]),
            found.files[found.file[at]],
        )
        for at in range(len(found))
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_table_that_the_fast_door_takes_has_no_findings_and_the_same_rows(path: Path) -> None:
    text, _ = read(str(path), limit=1 << 24)
    if text is None:
        return
    figures, findings = load_figures(text)
    fast = clean_columns(text)
    if fast is not None:
        assert findings == ()
        assert rows(fast) == rows(columns_of(figures))
    assert rows(load_columns(text)[0]) == rows(columns_of(figures))


def test_the_seeds_go_through_the_fast_door() -> None:
    taken = [path for path in SEEDS.glob("*.csv") if clean_columns(_document(path)) is not None]
    assert len(taken) >= 6


def _document(path: Path):  # type: ignore[no-untyped-def]
    found, _ = read(str(path), limit=1 << 24)
    assert found is not None
    return found


HEADER = "region,indicator,period,value,unit,status,published\n"
REFUSED = [
    "region,indicator,period,value\n",
    "region,indicator,period\na,b,2020\n",
    "region,foo,indicator,period,value\na,1,b,2020,1\n",
    "\na,b\n",
    HEADER + "a,b,2020,1,,,\na,b,2020\n",
    HEADER + "a,b,2020,1.,,,\n",
    HEADER + "a,b,2020,1e3,,,\n",
    HEADER + "a,b,2020,+-1,,,\n",
    HEADER + "a,b,2020,1_000,,,\n",
    HEADER + "a,b,2020,nan,,,\n",
    HEADER + "a,b,2020,１２,,,\n",
    HEADER + f"a,b,2020,{'1' * 101},,,\n",
    HEADER + "a,b,20200,1,,,\n",
    HEADER + "a,b,2020,1,,firm,\n",
    HEADER + "a,b,2020,1,,,yesterday\n",
    HEADER + "a,b,2020,1,,final,2020-06-30\n",
    HEADER + "a,,2020,1,,,\n",
    HEADER + 'a,"b\nc",2020,1,,,\n',
    HEADER + 'a,"b",2020,1,,,"\n',
    "region,indicator,period,value,unit\na,b,2020,1,234\n",
    HEADER + "a,b,2020,1,,,\n\n\n",
    "region;indicator;period;value\na;b;2020;1\n",
    HEADER + "a,b\0,2020,1,,,\n",
    HEADER + "a,b,2020,--,,,\n" * 20_001,
]


@pytest.mark.parametrize("text", REFUSED, ids=[str(place) for place in range(len(REFUSED))])
def test_what_is_out_of_the_ordinary_is_read_row_by_row(text: str) -> None:
    assert clean_columns(document(text)) is None
    if len(text) < 10_000:
        assert rows(load_columns(document(text))[0]) == rows(columns_of(load_figures(document(text))[0]))


def test_words_for_missing_and_published_days_are_read() -> None:
    text = HEADER + " a ,b,2020,--,%,preliminary,2021-01-01\na,b,2020,,%,,\na,b,2020,.5,%,final,2021-02-01\n"
    fast = clean_columns(document(text))
    assert fast is not None
    assert rows(fast) == rows(columns_of(load_figures(document(text))[0]))
    assert [row[6] for row in rows(fast)] == [None, None, 0.5]


cell = st.sampled_from(["1", "2.50", "-3", "", "--", "007", "1,5", ".5", "5.", "x", " 4", "１", "1e5", "+2"])
line = st.tuples(
    st.sampled_from(["甲", "乙", " 乙", ""]),
    st.sampled_from(["a", "b ", ""]),
    st.sampled_from(["2020", "2021年", "2021-H1", "soon"]),
    cell,
    st.sampled_from(["", "%", "3"]),
    st.sampled_from(["", "final", "快报", "firm"]),
    st.sampled_from(["", "2022-01-01", "2019-01-01"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(line, min_size=1, max_size=4))
def test_fast_or_not_the_rows_are_the_same(cells: list[tuple[str, ...]]) -> None:
    text = HEADER + "".join(",".join(row) + "\n" for row in cells)
    figures, findings = load_figures(document(text))
    fast = clean_columns(document(text))
    if fast is not None:
        assert findings == ()
        assert rows(fast) == rows(columns_of(figures))


def test_tables_are_joined_in_their_order() -> None:
    one = load_columns(document(HEADER + "a,x,2020,1,,,\n", "1.csv"))[0]
    two = load_columns(document(HEADER + "b,x,2021,2,%,,\na,y,2020,3,,final,\n", "2.csv"))[0]
    assert rows(joined([one, two])) == rows(one) + rows(two)
    found, findings = columns_in([document(HEADER + "a,x,2020,1,,,\n"), document(HEADER + "a,x,soon,1,,,\n")])
    assert len(found) == 1
    assert [finding.code for finding in findings] == ["E043"]
    assert len(empty_columns()) == 0
    assert len(joined([empty_columns(), one])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "region,indicator,year,value\nA,x,2023-12-31,1\n",
        "region,indicator,period,value\n合计,x,2023,1\nA,x,2023,1\n",
        "region,indicator,period,value\nA,合计,2023,1\nA,x,2023,1\n",
    ],
)
def test_days_for_years_and_sums_are_for_the_row_reader(text: str) -> None:
    assert clean_columns(document(text, "figures.csv")) is None
    figures, _ = load_figures(document(text, "figures.csv"))
    assert rows(load_columns(document(text, "figures.csv"))[0]) == rows(columns_of(figures))
