"""Both doors give the same figures: the row reader and the columns, on text with everything that occurs in tables."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planck.load.table.doors import open_table
from planck.load.table.figures import load_figures
from planck.load.table.header import USUAL
from planck.model import Figure, Finding
from planck.model.table import Figures

pa = pytest.importorskip("pyarrow")

from planck.load.columnar.reader import Read  # noqa: E402 - only with the extra

HEADER = "region,indicator,period,value,unit,status,published,note"
GOOD = "甲,gdp,2021,12.50,亿元,final,2022-03-01,"
# Each is a row that a reader may stumble over.
ROWS = (
    GOOD,
    "乙,gdp,2022,13,亿元,preliminary,,",
    '"丙, a",gdp,2021,1.5,亿元,final,,"said ""so"""',
    '丙, gdp,2021,"7",亿元,final,,',
    "丁,gdp,2021,1,234,亿元,final,,",
    "丁,gdp,2021,,亿元,final,,",
    "丁,gdp,2021, -- ,亿元,final,,",
    "丁,gdp,2021,12%,,final,,",
    "丁,gdp,2021,１２,亿元,final,,",
    "丁,gdp,2021,5.,亿元,final,,",
    "丁,gdp,2021,+5,亿元,final,,",
    "丁,gdp,2021,1e3,亿元,final,,",
    "丁,gdp,2021,1-2,亿元,final,,",
    "丁,gdp,2021,nan,亿元,final,,",
    "丁,gdp,next year,5,亿元,final,,",
    "丁,gdp,2021,5,亿元,finished,,",
    "丁,gdp,2021,5,亿元,final,2021-02-30,",
    "丁,gdp,2021,5,亿元,final,2020-05-01,",
    "丁,,2021,5,亿元,final,,",
    "合计,gdp,2021,5,亿元,final,,",
    "丁,gdp,2021",
    "丁,gdp,2021,5,亿元,final,,,,more",
    "",
    " ",
    ",,,,,,,",
    "注：初步数,,,,,,,",
    "来源,,,,,,,",
    '丁,gdp,2021,5,"亿"x,final,,',
    "丁\u200b,gdp,2021,5,亿元,final,,",
    "戊,gdp,2021-H1,5,亿元,,,",
    " 己,gdp,2021年,5,亿元,,,",
    "戊,gdp,2020-12-31,-5.25,亿元,,,",
)


def by_rows(path: Path) -> tuple[Figures, tuple[Finding, ...]]:
    table, wrong = open_table(str(path), USUAL, limit=1 << 24)
    assert table
    figures, findings = load_figures(table)
    return figures, (*wrong, *findings)


def by_columns(path: Path) -> tuple[Figures, tuple[Finding, ...]]:
    read = Read(str(path), USUAL)
    return read.figures(), read.findings


def told(figures: Figures, *, places: bool = True) -> list[tuple[object, ...]]:
    return sorted(((figure.place if places else 0, *_said(figure)) for figure in figures), key=repr)


def _said(figure: Figure) -> tuple[object, ...]:
    return tuple(repr(getattr(figure, name)) for name in figure.__struct_fields__ if name != "place")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("doors")


@settings(max_examples=150)
@given(st.lists(st.sampled_from(ROWS), max_size=12), st.sampled_from(("\n", "\r\n")), st.booleans())
def test_text_is_read_alike(folder: Path, rows: list[str], end: str, mark: bool) -> None:
    path = folder / "table.csv"
    path.write_bytes(("\ufeff" * mark + end.join((HEADER, GOOD, *rows)) + end).encode())
    figures, findings = by_rows(path)
    others, more = by_columns(path)
    assert told(others) == told(figures)
    assert sorted(map(repr, more)) == sorted(map(repr, findings))
