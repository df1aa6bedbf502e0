"""Large sources: what is read by columns, what is handed to the row reader, and what is said of both."""

import gzip
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from planck.cli.app import run
from planck.load.columnar import by_columns, is_large, size_of
from planck.load.table.header import USUAL, Conventions
from planck.model import Finding, Place
from planck.model.table import Figures
from tests.columnar.test_both_doors import GOOD, HEADER, by_rows, told

pa = pytest.importorskip("pyarrow")

from pyarrow import parquet  # noqa: E402 - only with the extra

from planck.load.columnar import columns, reader  # noqa: E402 - only with the extra
from planck.load.columnar.reader import Cells, Read, Sparse  # noqa: E402 - only with the extra
from planck.load.table.cells import Row  # noqa: E402 - only with the extra

LINES = [GOOD.replace("2021", str(2000 + number % 20)).replace("甲", f"region {number}") for number in range(40)]


def written(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_bytes("\n".join((header, *rows, "")).encode("utf-8", "surrogateescape"))
    return path


def alike(path: Path) -> None:
    """Both doors say the same."""
    read = Read(str(path), USUAL)
    figures, findings = by_rows(path)
    assert told(read.figures()) == told(figures)
    assert sorted(map(repr, read.findings)) == sorted(map(repr, findings))


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PIECE", 300)


# What only a later piece shows, and what the row reader gets as a whole.

LATER = {
    "a cell of two lines": '"丁\nx",gdp,2021,5,亿元,final,,',
    "a lone carriage return": "丁\r,gdp,2021,5,亿元,final,,",
    "the whole of a place": "全市,gdp,2021,5,亿元,final,,",
    "a ragged row": "丁,gdp,2021",
    "a NUL": "丁\0,gdp,2021,5,亿元,final,,",
    "a mark of no width in a bad number": "丁,gdp,2021,1\u200b2,亿元,final,,",
    "a mark of no width in a ragged row": "丁\u200b,gdp,2021",
    "a sum since the year began": "丁,出口_累计值,2021年9月,5,亿元,final,,",
    "a unit behind a name": "丁,出口(亿元),2021,5,,final,,",
    "a number before a name": "一、丁①,gdp,2021,5,亿元,final,,",
    "a bad number": "丁,gdp,2021,many,亿元,final,,",
}


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("row", LATER.values(), ids=LATER.keys())
def test_a_later_piece_is_read_as_the_row_reader_would(tmp_path: Path, row: str) -> None:
    alike(written(tmp_path / "figures.csv", *LINES, row, *LINES))


@pytest.mark.parametrize(
    "header",
    [
        "region,indicator,period,value,growth",
        "region,indicator,period,value,value",
        "region,indicator,period,value,unit",
    ],
)
def test_what_is_odd_about_the_columns_is_said_by_both_doors(tmp_path: Path, header: str) -> None:
    alike(written(tmp_path / "figures.csv", "甲,gdp,2021,5,5", "乙,gdp,2021,6,6", header=header))
    alike(written(tmp_path / "figures.csv", "甲,gdp,2021,5,5", "乙,gdp,2021,6,7", header=header))


@pytest.mark.usefixtures("small_pieces")
def test_a_row_of_nothing_is_read_past(tmp_path: Path) -> None:
    alike(written(tmp_path / "figures.csv", *LINES, " ,,, ,,,,", *LINES))


@pytest.mark.usefixtures("small_pieces")
def test_an_encoding_that_shows_late_is_guessed_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    plain = HEADER + "\n" + "\n".join(f"a{number},gdp,2021,5,,final,," for number in range(40)) + "\n"
    path.write_bytes(plain.encode() + "拱墅区,研发经费,2021,5,亿元,final,,\n".encode("gb18030") * 20)
    alike(path)
    path.write_bytes((HEADER + "\n拱墅区,研发经费,2021,5,亿元,final,,\n" * 3).encode("gb18030"))
    alike(path)
    path.write_bytes(plain.encode() + '拱墅区,"研发"x,2021,5,亿元,final,,\n'.encode("gb18030") * 20)
    alike(path)


OTHERS = {
    "semicolons": ("indicator;period;value", "a;2021;5"),
    "a wide table": ("indicator,2020,2021", "a,1,2"),
    "no header": ("a,b,c", "1,2,3"),
    "a title above": ("Figures of 2021,,", "indicator,period,value", "a,2021,5"),
    "a day for a year": ("indicator,year,value", "a,2021-12-31,5", "a,2022,6"),
    "an unknown column": ("id,indicator,period,value", "7,a,2021,5"),
    "the whole of a place": ("region,indicator,period,value", "全市,a,2021,5", "甲,a,2021,5"),
}


@pytest.mark.parametrize("lines", OTHERS.values(), ids=OTHERS.keys())
def test_other_tables_are_read_as_ever(tmp_path: Path, lines: tuple[str, ...]) -> None:
    alike(written(tmp_path / "figures.csv", *lines[1:], header=lines[0]))


def test_a_region_of_the_plan_is_no_total(tmp_path: Path) -> None:
    path = written(tmp_path / "figures.csv", "全市,a,2021,5", header="region,indicator,period,value")
    figures = Read(str(path), Conventions(regions=frozenset({"全市"}))).figures()
    assert [figure.region for figure in figures] == ["全市"]


def test_a_file_without_a_last_line_break_or_without_anything(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text(f"{HEADER}\n{GOOD}", "utf-8")
    alike(path)
    path.write_text("", "utf-8")
    assert [finding.code for finding in _read(path)] == ["E007"]


def test_a_line_without_an_end_is_left_to_the_row_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PIECE", 10)
    alike(written(tmp_path / "figures.csv", "甲,a,2021,5", header="region,indicator,period,value" + " " * 90))


def test_a_head_that_is_cut_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "HEAD", 200)
    alike(written(tmp_path / "figures.csv", *LINES))


def test_what_is_not_parsed_is_left_to_the_row_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_parsed", lambda *_: None)
    alike(written(tmp_path / "figures.csv", *LINES))


def test_findings_are_listed_up_to_a_number_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [row.replace("12.50", "many") for row in LINES]
    *listed, rest = sorted(_read(written(tmp_path / "figures.csv", *bad)), key=lambda finding: finding.code)
    assert [finding.place and finding.place.line for finding in listed] == [2, 3, 4, 5, 6]
    assert {finding.code for finding in listed} == {"E044"}
    assert (rest.code, rest.arguments["count"]) == ("E077", 35)
    monkeypatch.setattr(reader, "MOST_LISTED", 5)
    odd = [row.replace("region", "re\u200bgion") for row in LINES]
    *listed, rest = _read(written(tmp_path / "figures.csv", *odd))
    assert [(finding.code, finding.place and finding.place.column) for finding in listed] == [("E011", 3)] * 5
    assert (rest.code, rest.arguments["got"]) == ("E015", 35)


def _read(path: Path) -> tuple[Finding, ...]:
    reading = Read(str(path), USUAL)
    reading.figures()
    return reading.findings


# Packed text.


def test_packed_text_that_is_not_for_columns_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = written(tmp_path / "figures.csv", "a;2021;5", header="indicator;period;value")
    packed = tmp_path / "figures.csv.gz"
    with pa.output_stream(str(packed), compression="gzip") as file:
        file.write(plain.read_bytes())
    assert [figure.value for figure in Read(str(packed), USUAL).figures()] == [5]
    monkeypatch.setattr(reader, "LIMIT", 10)
    assert [finding.code for finding in _read(packed)] == ["E004"]
    assert [finding.code for finding in _read(plain)] == ["E004"]


def in_gzip(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def in_arrow(**columns: list[str]) -> bytes:
    table = pa.table(columns)
    into = pa.BufferOutputStream()
    with pa.ipc.new_file(into, table.schema) as file:
        file.write_table(table)
    return bytes(into.getvalue())


def in_parquet(**columns: list[str]) -> bytes:
    into = pa.BufferOutputStream()
    parquet.write_table(pa.table(columns), into, compression="none")
    return bytes(into.getvalue())


COLUMNS = {"indicator": ["abc", "abc"], "period": ["2021", "2022"], "value": ["5.25", "5.25"]}
# Where the texts of a column end: after three and after six bytes.
ENDS = b"\3\0\0\0\6\0\0\0"
TORN = {
    "gzip that does not unpack": ("figures.csv.gz", (packed := in_gzip(GOOD.encode()))[:20] + b"\xff" * 40 + packed[60:]),
    "gzip that ends early": ("figures.csv.gz", packed[:-9]),
    "gzip of semicolons that ends early": ("figures.csv.gz", in_gzip(b"indicator;period;value\n" * 9)[:-9]),
    "Arrow that leads out of its memory": ("figures.arrow", in_arrow(**COLUMNS).replace(ENDS, b"\3\0\0\0\xff\0\0\x7f")),
    "Arrow with a text that is none": ("figures.arrow", in_arrow(**COLUMNS).replace(b"abcabc", b"ab\xffabc")),
    "Arrow with a name that is none": ("figures.arrow", in_arrow(**COLUMNS).replace(b"indicator", b"indicat\xffr")),
    "Parquet with a text that is none": ("figures.parquet", in_parquet(**COLUMNS).replace(b"abc", b"a\xffc")),
    "Parquet with a name that is none": ("figures.parquet", in_parquet(**COLUMNS).replace(b"indicator", b"indicat\xffr")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), TORN.values(), ids=TORN.keys())
def test_a_torn_file_is_said_to_be_one(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert [finding.code for finding in _read(tmp_path / name)] == ["E005"]


@pytest.mark.usefixtures("small_pieces")
def test_of_a_file_that_is_damaged_far_down_nothing_counts(tmp_path: Path) -> None:
    whole = gzip.compress(written(tmp_path / "figures.csv", *LINES).read_bytes(), mtime=0)
    path = tmp_path / "figures.csv.gz"
    path.write_bytes(whole[:-9])
    read = Read(str(path), USUAL)
    assert (len(read.figures()), [finding.code for finding in read.findings]) == (0, ["E005"])


@pytest.mark.usefixtures("small_pieces")
def test_of_a_damaged_file_that_is_not_for_columns_nothing_counts(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv.gz"
    path.write_bytes(gzip.compress(b"indicator;period;value\n" + b"a;2021;5\n" * 9000, mtime=0)[:-9])
    read = Read(str(path), USUAL)
    assert (len(read.figures()), [finding.code for finding in read.findings]) == (0, ["E005"])


def test_the_memory_of_a_column_may_be_longer_than_its_texts() -> None:
    ends = pa.py_buffer(np.array([0, 4, 8], dtype=np.int32).tobytes() + b"x")
    value = pa.Array.from_buffers(pa.string(), 2, [None, ends, pa.py_buffer(b"5.255.25")])
    batch = pa.RecordBatch.from_arrays(
        [*(pa.array(COLUMNS[name]) for name in ("indicator", "period")), value], [*COLUMNS]
    )
    assert [figure.value for part in Read("a.arrow", USUAL).of_batches([batch]) for figure in part] == [5.25, 5.25]


def test_what_cannot_be_opened_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder.parquet").mkdir()
    assert [finding.code for finding in _read(tmp_path / "folder.parquet")] == ["E005"]
    assert [finding.code for finding in _read(tmp_path / "none.parquet")] == ["E001"]
    path = written(tmp_path / "figures.parquet")

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(reader, "open", refused, raising=False)
    assert [finding.code for finding in _read(path)] == ["E003"]


def test_a_library_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (finding,) = _read(written(tmp_path / "figures.parquet"))
    assert (finding.code, finding.arguments["got"]) == ("E080", "pyarrow")


# Typed columns.


def figures_of(folder: Path, **columns: object) -> Figures:
    path = folder / "figures.parquet"
    parquet.write_table(pa.table(columns), path)
    read = Read(str(path), USUAL)
    figures = read.figures()
    assert not read.findings
    return figures


def test_numbers_dates_and_codes_are_what_they_say(tmp_path: Path) -> None:
    figures = figures_of(
        tmp_path,
        indicator=pa.array(["a", "b", "b"]).dictionary_encode(),
        period=[2021.0, 2022.0, 2023.0],
        value=[1.5, None, float("nan")],
        published=pa.array([date(2024, 3, 1), None, date(2024, 3, 2)]).cast(pa.timestamp("us")),
    )  # fmt: skip
    assert [(figure.indicator, figure.period.label, figure.value) for figure in figures] == [
        ("a", "2021", 1.5), ("b", "2022", None), ("b", "2023", None),
    ]  # fmt: skip
    assert [str(figure.published) for figure in figures] == ["2024-03-01", "None", "2024-03-02"]
    assert figures[0].place == Place(figures[0].place.file, 2, 3, 4)


def test_large_and_small_numbers_are_read(tmp_path: Path) -> None:
    values = [1e16, 1e-7, 123456789.125, -0.5]
    figures = figures_of(tmp_path, indicator=["a"] * 4, period=[2020, 2021, 2022, 2023], value=values)
    assert [figure.value for figure in figures] == values


def test_what_no_cell_can_be_is_said_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "figures.parquet"
    table = {"id": [1, 2], "indicator": ["a", "a"], "period": [2021.5, 2022.0], "value": [1.0, float("inf")]}
    parquet.write_table(pa.table(table), path)
    codes = {(finding.code, finding.place and finding.place.line) for finding in _read(path)}
    assert {("E043", 2), ("E044", 3)} <= codes


def test_a_file_of_no_rows_has_no_figures(tmp_path: Path) -> None:
    path = tmp_path / "figures.parquet"
    parquet.write_table(pa.table({"indicator": pa.array([], pa.string())}), path)
    assert not len(Read(str(path), USUAL).figures())


def test_an_answer_of_nothing_has_no_figures() -> None:
    assert not list(Read("sql:", USUAL).of_batches([]))


def test_rows_of_several_batches_are_counted_on(tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pydict({"indicator": ["a", "b"], "period": [2021, 2021], "value": [1, 2]})
    figures = Figures.joined(list(Read("sql:", USUAL).of_batches([batch, batch])))
    assert [figure.place.line for figure in figures] == [2, 3, 4, 5]


def test_names_alone_are_a_grid() -> None:
    grid = Cells("x", ["indicator"])
    assert grid.above(Row(1, ["indicator"]), 0) == ""
    assert grid.row_place(Row(1, ["indicator"])) == Place("x", 1, 1, 2)
    assert len(Sparse({})) == 0
    assert Sparse({3: "c"})[2] == "c"


# Which door.


def test_size_and_name_choose_the_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "figures.csv", GOOD)
    assert not by_columns(str(path))
    assert not is_large(str(path))
    # Packed, a file of 8 MiB and more of text is smaller than 8 MiB.
    for name in ("figures.csv.zst", "figures.parquet"):
        (tmp_path / name).write_bytes(bytes((8 << 20) // 16))
        assert is_large(str(tmp_path / name))
        (tmp_path / name).write_bytes(bytes((8 << 20) // 16 - 1))
        assert not is_large(str(tmp_path / name))
    monkeypatch.setattr("planck.load.columnar.LARGE", 10)
    assert by_columns(str(path))
    assert is_large(str(path))
    assert by_columns("sql:SELECT 1")
    assert is_large("sql:SELECT 1")
    assert by_columns("x.PARQUET")
    assert size_of("no/such/file") == 0


PLAN = """
planck: 1
plan: few
title: {zh: 甲}
language: en
region: {name: 甲}
period: {base: 2020, start: 2021, end: 2025}
targets:
  gdp: {name: {zh: 生产总值}, unit: 亿元, measure: flow, goal: {at_least: 50}}
"""


def test_a_usual_check_takes_every_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, "utf-8")
    path = tmp_path / "figures.parquet"
    parquet.write_table(pa.table({"indicator": ["gdp"], "period": [2023], "value": [60]}), path)
    assert run(["check", str(plan), str(path)]) == 0
    assert "✔ 1" in capsys.readouterr().out
    report = tmp_path / "verdicts.arrow"
    reports = ["--report", f"arrow={report}", "--report", f"parquet={tmp_path}/verdicts.parquet"]
    assert run(["check", str(plan), f"sql:SELECT * FROM '{path}'", *reports]) == 0
    assert parquet.read_table(tmp_path / "verdicts.parquet")["judged"].to_pylist() == [60]
    assert report.exists()
