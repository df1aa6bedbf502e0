"""The record of revisions, and rows added to it."""

import pytest

from planck.load.files import Document, document_from
from planck.load.table.record import load_record, with_record

HEADER = "region,indicator,period,old,new,reason,source,date\n"
ROW = {"indicator": "研发强度", "period": "2021", "old": "2.44", "new": "2.43", "reason": "final, audited"}


def record(text: str) -> Document:
    document, _ = document_from(text.encode(), "revisions.csv", limit=1 << 20)
    assert document is not None
    return document


def test_a_row() -> None:
    [row], findings = load_record(record(HEADER + "西湖区,研发强度,2021年,2.44,2.43,final,yearbook,2023-01-05\n"))
    assert findings == ()
    assert (row.region, row.indicator, row.period, row.old, row.new) == ("西湖区", "研发强度", "2021", 2.44, 2.43)
    assert (row.reason, row.source, str(row.on), row.place.line) == ("final", "yearbook", "2023-01-05", 2)


def test_chinese_names_another_order_and_a_withdrawal() -> None:
    [row], findings = load_record(record("指标,时期,原值,新值,理由,谁\n研发强度,2021,2.44,--,withdrawn,x\n"))
    assert (row.region, row.new, row.reason, row.on, findings) == ("", None, "withdrawn", None, ())


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (",,2021,1,2,r,,", "X025 2:2-2"),
        (",a,soon,1,2,r,,", "X025 2:4-8"),
        (",a,2021,one,2,r,,", "X025 2:9-12"),
        (",a,2021,1,2.1.1,r,,", "X025 2:11-16"),
        (",a,2021,1,2,,,", "X026 2:13-13"),
        (",a,2021,1,2,r,,soon", "X025 2:16-20"),
        (",a,2021,1,2", "X026 2:12-12"),
        (',a,2021,1,2,"r', "E"),
    ],
)
def test_rows_that_cannot_be_used(row: str, found: str) -> None:
    rows, [finding] = load_record(record(HEADER + row + "\n,b,2021,1,2,r,,\n"[: 0 if found == "E" else None]))
    place = finding.place
    assert place is not None
    assert f"{finding.code} {place.line}:{place.column}-{place.end}".startswith(found)
    assert [one.indicator for one in rows] == ([] if found == "E" else ["b"])


def test_files_that_are_no_record() -> None:
    assert load_record(record("\n\n")) == ((), ())
    rows, [finding] = load_record(record("indicator,period,value\na,2021,3\n"))
    assert (rows, finding.code) == ((), "X025")
    rows, [finding] = load_record(record('"indicator\n'))
    assert (rows, finding.code[0]) == ((), "E")


def test_a_first_row() -> None:
    assert with_record(None, ROW, "revisions.csv") == HEADER + ',研发强度,2021,2.44,2.43,"final, audited",,\n'


def test_another_row_in_the_order_and_the_line_ends_that_are_there() -> None:
    text = "指标,时期,原值,新值,理由,谁\r\n甲,2020,1,2,r,x"
    assert with_record(record(text), ROW, "revisions.csv") == text + '\r\n研发强度,2021,2.44,2.43,"final, audited",\r\n'


def test_what_would_be_no_row_is_not_written() -> None:
    assert with_record(record("a,b\n1,2\n"), ROW, "revisions.csv") is None
    assert with_record(record("\n"), ROW, "revisions.csv") is None
    assert with_record(None, ROW | {"reason": ""}, "revisions.csv") is None
