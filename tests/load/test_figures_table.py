"""Plain tables are read column by column as the row reader reads them, or row by row."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planck.load.files import Document, Gathered, read
from planck.load.table import plain
from planck.load.table.blocks import Blocks
from planck.load.table.figures import grid_and_layout, read_table
from planck.load.table.header import USUAL
from planck.load.table.places import names_one
from planck.load.table.plain import plain_figures
from planck.model import Conversion, Figure, FigureStatus, Finding, Period, Place
from planck.model.table import Coded, Figures, Texts
from tests.load.reading import document

FOLDER = Path(__file__).parents[1] / "load" / "figures"
SEEDS = Path(__file__).parents[2] / "seeds"
FILES = sorted((*FOLDER.glob("*/*.csv"), *SEEDS.glob("*.csv")))


def rows(found: Figures) -> list[tuple[Figure, Place]]:
    """Figures with the places, which do not count when figures are compared."""
    return [(figure, figure.place) for figure in found]


def fast(text: Document) -> Figures | None:
    grid, layout = grid_and_layout(text)
    return plain_figures(text, layout) if layout and grid.delimiter == "," else None


def row_by_row(text: Document) -> tuple[Figures, tuple[Finding, ...]]:
    """What the row reader says of a table, whether or not it is plain."""
    gathered = Gathered(text.input.file)
    grid, layout = grid_and_layout(text)
    assert layout is not None
    _, figures = Blocks(grid, layout, USUAL, gathered).read()
    return figures, gathered.findings()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_plain_table_has_no_findings_and_the_rows_of_the_row_reader(path: Path) -> None:
    text, _ = read(str(path), limit=1 << 24)
    found = fast(text) if text else None
    if text and found is not None:
        slow, findings = row_by_row(text)
        assert findings == ()
        assert rows(found) == rows(slow)
        assert rows(read_table(text).figures) == rows(slow)


def test_the_seeds_are_plain() -> None:
    taken = [path for path in SEEDS.glob("*.csv") if fast(_document(path)) is not None]
    assert len(taken) >= 6


def _document(path: Path) -> Document:
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
    HEADER + "a,b,2020,inf,,,\n",
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
    assert fast(document(text)) is None


def test_words_for_missing_published_days_and_cells_that_stand_elsewhere() -> None:
    text = HEADER + (
        ' a ,b,2020, -- ,%,preliminary,2021-01-01\na,b,2020,,%,,\na,b,2020,.5,%,final,2021-02-01\n"a, b",b,2020,7,,,\n'
    )
    found = fast(document(text))
    assert found is not None
    assert rows(found) == rows(row_by_row(document(text))[0])
    assert [figure.value for figure in found] == [None, None, 0.5, 7]
    assert [figure.text for figure in found] == ["--", "", ".5", "7"]


def test_rows_beyond_a_part_are_rows_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    text = document(HEADER + "".join(f'甲,b,{2000 + row},{row}.{row},,,\n"乙",c,2020,{row},%,,\n' for row in range(5)))
    monkeypatch.setattr(plain, "ROWS", 3)
    found = fast(text)
    assert found is not None
    assert rows(found) == rows(row_by_row(text)[0])


cell = st.sampled_from(["1", "2.50", "-3", "", "--", "007", "1,5", ".5", "5.", "x", " 4", "１", "1e5", "+2"])
line = st.tuples(
    st.sampled_from(["甲", "乙", " 乙", "", "注：丙"]),
    st.sampled_from(["a", "b ", ""]),
    st.sampled_from(["2020", "2021年", "2021-H1", "soon"]),
    cell,
    st.sampled_from(["", "%", "3"]),
    st.sampled_from(["", "final", "快报", "firm"]),
    st.sampled_from(["", "2022-01-01", "2019-01-01"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(line, min_size=1, max_size=4))
def test_plain_or_not_the_rows_are_the_same(cells: list[tuple[str, ...]]) -> None:
    text = document(HEADER + "".join(",".join(row) + "\n" for row in cells))
    found = fast(text)
    if found is not None:
        figures, findings = row_by_row(text)
        assert findings == ()
        assert rows(found) == rows(figures)


@pytest.mark.parametrize(
    "text",
    [
        "region,indicator,year,value\nA,x,2023-12-31,1\n",
        "region,indicator,period,value\n合计,x,2023,1\nA,x,2023,1\n",
        "region,indicator,period,value\nA,合计,2023,1\nA,x,2023,1\n",
    ],
)
def test_days_for_years_and_sums_are_for_the_row_reader(text: str) -> None:
    assert fast(document(text)) is None


# The table itself.

ONE = Figure(
    region="甲",
    indicator="x",
    period=Period.year(2020),
    value=1.5,
    text="1.50",
    unit="%",
    status=FigureStatus.FINAL,
    published=Period.year(2021).end,
    source="s",
    note="n",
    at="p. 3",
    as_printed="1.50",
    converted=Conversion("15", "‰", 0.1),
    place=Place("book.xlsx#a", 3, 2, 3, "B3"),
)
TWO = Figure(region="", indicator="y", period=Period.year(2021), value=None, text="", place=Place("f.csv", 2, 1, 1))


def test_a_table_gives_back_what_was_put_in() -> None:
    both = Figures.of([ONE, TWO])
    assert rows(both) == [(ONE, ONE.place), (TWO, TWO.place)]
    assert both == (ONE, TWO)
    assert both != (TWO, ONE)
    assert Figures.of(both) is both
    assert rows(both[::-1]) == rows(Figures.of([TWO, ONE]))
    assert not Figures.of(())
    assert repr(Figures.of(())) == "Figures([])"


def test_tables_are_joined_in_their_order() -> None:
    one, two = Figures.of([TWO]), Figures.of([ONE, TWO])
    assert rows(Figures.joined([one, Figures.of(()), two])) == [*rows(one), *rows(two)]
    assert rows(Figures.joined([one, two]).take(np.array([1, 0]))) == [(ONE, ONE.place), (TWO, TWO.place)]
    assert Figures.joined([one, Figures.of(())]) is one
    assert len(Figures.joined([])) == 0


def test_what_a_row_is_known_by_and_how_new_it_is() -> None:
    table = Figures.of([ONE, TWO])
    assert table.known.tolist() == [ONE.known.toordinal(), TWO.known.toordinal()]
    # They are known from one day, and the final figure is the firmer one.
    assert table.vintage[0] == table.vintage[1] + 1


def test_names_of_one_meaning_become_one() -> None:
    column = Coded.of(["a", "A", "b"]).renamed(str.casefold)
    assert (column.names, column.codes.tolist()) == (("a", "b"), [0, 0, 1])
    texts = Texts.joined([Texts.of(["a", "", "bc"]), Texts.of(["d"])])
    assert [texts[row] for row in range(len(texts))] == ["a", "", "bc", "d"]


def test_some_rows_apart_keep_nothing_of_the_others() -> None:
    texts = Texts.of(["约5", "", "10.5", "7"]).apart(np.array([3, 1, 0]))
    assert (texts.whole, [texts[row] for row in range(len(texts))]) == ("7约5", ["7", "", "约5"])
    table = Figures.of([ONE, TWO, TWO]).apart(np.array([1]))
    assert rows(table) == [(TWO, TWO.place)]
    assert (table.text.whole, table.region.names) == (TWO.text, (TWO.region,))
    assert len(table.apart(np.empty(0, dtype=np.int64))) == 0


def test_a_title_may_leave_out_the_city_that_a_district_lies_in() -> None:
    assert names_one("滨湖区主要指标", {"杭州市滨湖区"})
    assert not names_one("江北区主要指标", {"杭州市滨湖区"})
