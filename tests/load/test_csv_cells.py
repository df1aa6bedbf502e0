"""Rows and cells: exactly what the csv module reads, exactly where it stands."""

import csv
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.files import split_lines
from planck.load.table.cells import Fault, Row, Scan, Table, delimiter_of
from planck.model import Finding, Place
from tests.load.reading import lines


def table(text: str, delimiter: str = ",") -> Table:
    return Table("f", split_lines(text), delimiter)


def rows(text: str, delimiter: str = ",") -> list[Row | Finding]:
    return list(table(text, delimiter).rows())


def places(text: str, count: int, row: int = 0) -> list[tuple[int, int, int]]:
    one = table(text)
    found = rows(text)[row]
    assert isinstance(found, Row)
    return [(place.line, place.column, place.end) for place in (one.place(found, index) for index in range(count))]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a,b", [["a", "b"]]),
        ("a,", [["a", ""]]),
        (",,\n \n\na", [["a"]]),
        ('"a,b",c', [["a,b", "c"]]),
        ('"say ""x""",b', [['say "x"', "b"]]),
        ('a, "b,c" \nd', [["d"]]),
        ('a, "b,c"', [["a", "b,c"]]),
        ('a"b,c', [['a"b', "c"]]),
        ('"a\nb",c\nd', [["a\nb", "c"], ["d"]]),
        ('"a\r\nb",c\rd', [["a\nb", "c"], ["d"]]),
        ('"",""\n', []),
        ("a\u2028b,c", [["a\u2028b", "c"]]),
        ("a\0b,c", [["a\0b", "c"]]),
    ],
)
def test_cells(text: str, cells: list[list[str]]) -> None:
    assert [row.cells for row in rows(text) if isinstance(row, Row)] == cells


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_delimiters(delimiter: str) -> None:
    text = f'a,1{delimiter}  "b{delimiter}c"{delimiter}d'
    (row,) = rows(text, delimiter)
    assert isinstance(row, Row)
    assert row.cells == ["a,1", f"b{delimiter}c", "d"]
    assert table(text, delimiter).place(row, 1) == Place("f", 1, 7, 12)
    assert table(text, delimiter).place(row, 2) == Place("f", 1, 13, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,bc,d", [(1, 1, 2), (1, 3, 5), (1, 6, 7), (1, 7, 7)]),
        ("a,,d", [(1, 1, 2), (1, 3, 3), (1, 4, 5), (1, 5, 5)]),
        (" a , bc,\u3000d\u3000", [(1, 2, 3), (1, 6, 8), (1, 10, 11), (1, 11, 11)]),
        ('"a",b', [(1, 1, 4), (1, 5, 6), (1, 6, 6), (1, 6, 6)]),
        ('x, "a ""b"" c"', [(1, 1, 2), (1, 4, 15), (1, 15, 15)]),
        ('a, "b,c",d', [(1, 1, 2), (1, 4, 9), (1, 10, 11), (1, 11, 11)]),
        ("研发,😀,x", [(1, 1, 3), (1, 4, 5), (1, 6, 7)]),
        ('"a\nbc",d', [(1, 1, 3), (2, 5, 6), (2, 6, 6)]),
        ('x,"a\nbc",d,"e\n\nf",', [(1, 1, 2), (1, 3, 5), (2, 5, 6), (2, 7, 9), (4, 4, 4), (4, 4, 4)]),
        (',"a\nb"', [(1, 1, 1), (1, 2, 4), (1, 4, 4)]),
    ],
)
def test_places(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert places(text, len(expected)) == expected


def test_a_row_knows_its_line() -> None:
    text = '\na\n"b\n\nc",d\n\ne'
    found = [row for row in rows(text) if isinstance(row, Row)]
    assert [row.line for row in found] == [2, 3, 7]
    assert table(text).row_place(found[1]) == Place("f", 3, 1, 3)


@pytest.mark.parametrize(
    ("text", "found", "read"),
    [
        ('"a\nb\nc', ["E021 1:1"], [["b"], ["c"]]),
        ('x,"a\nb', ["E021 1:3"], [["b"]]),
        ('"a\nb",c\nd,"e\nf', ["E021 3:3"], [["a\nb", "c"], ["f"]]),
        ('"a\nb,"c"\nd', ["E021 1:1"], [["b", "c"], ["d"]]),
        ('"a"b,c\nd', ["E022 1:4"], [["d"]]),
        ('x,"a" ,c\nd', ["E022 1:6"], [["d"]]),
        ('"a\nb"c,d\ne', ["E021 1:1"], [['b"c', "d"], ["e"]]),
        ('"a\n","b\n","c', ["E021 3:3"], []),
        ('x,"', ["E021 1:3"], []),
        ('"a""', ["E021 1:1"], []),
        ('"a\n"\n"b\n"', [], [["a\n"], ["b\n"]]),
    ],
)
def test_quotes_that_go_wrong(text: str, found: list[str], read: list[list[str]]) -> None:
    everything = rows(text)
    assert lines(one for one in everything if isinstance(one, Finding)) == found
    assert [row.cells for row in everything if isinstance(row, Row)] == read


def test_the_text_after_a_quote_is_quoted_in_the_finding() -> None:
    (finding,) = rows('"a"bc,d')
    assert isinstance(finding, Finding)
    assert finding.arguments["got"] == "bc"
    assert finding.place == Place("f", 1, 4, 6)


LONG = "x" * (csv.field_size_limit() + 1)
MILLION = "x" * 1_000_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"a,{LONG},b", ["E023 1:3"]),
        (f'a,"{LONG}",b', ["E023 1:3"]),
        (f"a,{MILLION},b", ["E023 1:3"]),
        (f'a,"{LONG}', ["E021 1:3"]),
        (f'a,"x\n{LONG}",b', ["E021 1:3", "E023 2:1"]),
        ("a," * 600_000, ["E023 1:1"]),
        ('"x\n",' * 300_000, ["E023 1:1", "E022 250002:4"]),
    ],
    ids=["plain", "quoted", "million", "unclosed", "over lines", "many cells", "many lines"],
)
def test_cells_and_records_that_are_too_long(text: str, found: list[str]) -> None:
    everything = rows(text + "\nlast,row")
    assert lines(one for one in everything if isinstance(one, Finding))[: len(found)] == found
    assert everything[-1] == Row(text.count("\n") + 2, ["last", "row"])


def test_the_longest_cell_is_read() -> None:
    (row,) = rows(f'{LONG[1:]},"{LONG[1:]}"')
    assert isinstance(row, Row)
    assert row.cells == [LONG[1:], LONG[1:]]
    for cell in (LONG[1:], f'"{LONG[1:]}"'):
        assert lines(one for one in rows(f'{cell},"b"c') if isinstance(one, Finding)) == [f"E022 1:{len(cell) + 5}"]


@pytest.mark.parametrize(("size", "found"), [(len(LONG) - 2, "E022 2:131077"), (len(LONG) - 1, "E021 1:1")])
def test_the_longest_cell_of_several_lines(size: int, found: str) -> None:
    everything = rows(f'"\n{"x" * size}","b"c')
    assert lines(one for one in everything if isinstance(one, Finding))[0] == found


@pytest.mark.parametrize(("size", "read"), [(1_000_000, True), (1_000_001, False)])
def test_the_longest_record(size: int, read: bool) -> None:
    (row,) = rows(",".join(["x" * 99_999] * 10) + "," * (size - 999_999))
    assert isinstance(row, Row) is read
    if isinstance(row, Finding):
        assert row.place == Place("f", 1, 1, size + 1)
        assert row.arguments == {"got": size, "limit": 1_000_000}


def test_how_long_a_cell_is_is_said() -> None:
    (finding,) = rows(f'"{LONG}""",b')
    assert isinstance(finding, Finding)
    assert finding.arguments == {"got": len(LONG) + 1, "limit": len(LONG) - 1}


def test_quotes_that_never_close_take_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = 0
    find = Scan._close

    def counted(self: Scan, line: int, column: int) -> object:
        nonlocal looked_at
        close = find(self, line, column)
        looked_at += (close.line if close else self.stop) - line + 1
        return close

    monkeypatch.setattr(Scan, "_close", counted)
    for text in ('x",a,"\n' * 3000, '"a\n' * 3000, '"a\n' + "b\n" * 3000, '"a\nb\nc""\n' * 1000):
        looked_at = 0
        list(table(text).rows())
        assert looked_at <= 4 * 3000, text[:20]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("a,b", ","),
        ("a\tb", "\t"),
        ("a;b", ";"),
        ('"a" ; "b"', ";"),
        ("a;b,c", ","),
        ("a", ","),
        ("", ","),
        ("x;y", ","),
        ("a;x", ";"),
        ("a,x\na;b", ";"),
    ],
)
def test_the_delimiter_is_seen_in_the_header(header: str, delimiter: str) -> None:
    assert (
        delimiter_of(["a title, with a comma", *header.split("\n")], lambda name: name in ("a", "b", "c")) == delimiter
    )


CSV_TEXT = st.text('ab", \n\r\t研', max_size=40)


@given(CSV_TEXT)
def test_rows_are_those_of_the_csv_module(text: str) -> None:
    try:
        expected = list(csv.reader([line + "\n" for line in split_lines(text)], skipinitialspace=True, strict=True))
    except csv.Error:
        assert any(isinstance(row, Finding) for row in rows(text))
        return
    assert [row.cells for row in rows(text) if isinstance(row, Row)] == [
        cells for cells in expected if any(map(str.strip, cells))
    ]


@given(st.text('ab", \n\r研', max_size=40))
def test_a_cell_stands_where_it_is_said_to_stand(text: str) -> None:
    one = table(text)
    for row in one.rows():
        if isinstance(row, Finding):
            assert row.place is not None
            assert 1 <= row.place.line <= len(one.lines)
            assert row.place.column <= row.place.end <= len(one.lines[row.place.line - 1]) + 1
            continue
        for index, cell in enumerate(row.cells):
            place = one.place(row, index)
            typed = one.lines[place.line - 1][place.column - 1 : place.end - 1]
            if typed.startswith('"'):
                first = cell.partition("\n")[0]
                assert typed.removesuffix('"' if "\n" not in cell else "").replace('""', '"') == '"' + first
            else:
                assert typed == cell.strip()


@given(CSV_TEXT)
def test_both_ways_to_a_place_agree(text: str) -> None:
    one = table(text)
    scan = Scan(one.lines, ",", len(one.lines))
    for row in one.rows():
        if isinstance(row, Row):
            spans = list(islice(scan.spans(row.line - 1), len(row.cells) + 1))
            assert len(spans) == len(row.cells)
            for index, span in enumerate(spans):
                assert not isinstance(span, Fault)
                assert one.place(row, index) == Place("f", span.line + 1, span.start + 1, span.end + 1)


def test_a_hostile_line_costs_no_more_than_its_length() -> None:
    text = (" " * 2000 + ",") * 20 + "x"
    (row,) = rows(text)
    assert isinstance(row, Row)
    assert table(text).place(row, 20) == Place("f", 1, len(text), len(text) + 1)
    assert table(text).place(row, 21) == Place("f", 1, len(text) + 1, len(text) + 1)


def test_a_text_has_no_merged_cells() -> None:
    assert table("a,b").above(Row(1, ["", "b"]), 0) == ""
