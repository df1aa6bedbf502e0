"""Drafts held against annotated files: how the holding works, and how good the drafts are."""

import os
from pathlib import Path

import pytest

from planck.draft.draft import draft_of
from planck.draft.gold import Compared, Row, alike, compared, lacking, rows_drafted, rows_of
from planck.draft.statement import Role
from tests.draft.drafting import drafted, source_of

SHARED = Path(os.environ.get("PLANCK_SHARED", "../shared")) / "draft"
DOCUMENTS = sorted(path.stem for path in (SHARED / "docs").glob("*.txt"))

HEAD = "doc,line,role,tier,region,indicator,kind,comparator,value,unit,period,baseline,printed,note\n"


def row(**fields: object) -> Row:
    values = {
        "line": 3, "role": "target", "tier": "core", "indicator": "城镇新增就业", "kind": "total", "comparator": "at_least",
        "value": "86", "period": "2026",
    }  # fmt: skip
    return Row(**{**values, **fields})  # type: ignore[arg-type]


def score(drafts: list[Row], gold: list[Row]) -> tuple[int, int, int]:
    held = compared(drafts, gold).score(Role.GOAL)
    return held.right, held.wrong, held.missed


def test_what_has_to_agree() -> None:
    assert score([row()], [row()]) == (1, 0, 0)
    assert score([row(kind="level", value="86.0")], [row()]) == (1, 0, 0)
    for other in (
        {"value": "87"},
        {"comparator": "equal"},
        {"period": "2025"},
        {"kind": "growth"},
        {"indicator": "粮食产量"},
    ):
        assert score([row(**other)], [row()]) == (0, 1, 1)


def test_nothing_counts_twice() -> None:
    assert score([row(), row()], [row()]) == (1, 1, 0)
    assert score([row()], [row(), row(line=9)]) == (1, 0, 1)


def test_what_is_aside_counts_neither_for_nor_against() -> None:
    assert score([row()], [row(tier="measure")]) == (0, 0, 0)
    assert score([row(indicator="就业", kind="level")], [row(tier="measure")]) == (0, 0, 0)
    assert score([], [row(tier="relative")]) == (0, 0, 0)
    assert score([row(tier="measure")], [row()]) == (0, 0, 1)


def test_names_are_alike_in_any_script() -> None:
    assert alike("國內生產總值", "国内生产总值")
    assert alike("GDP", "gdp")
    assert not alike("粮食产量", "常住人口城镇化率")


def test_precision_and_recall_of_nothing_are_none() -> None:
    held = Compared(right=(), wrong=(), missed=()).score(Role.GOAL)
    assert (held.precision, held.recall) == (None, None)


def test_rows_are_read_by_document() -> None:
    text = (
        HEAD
        + "a,3,target,core,,就业,total,at_least,86,万人,2026,,86万人,\nb,x,actual,,,粮食,level,equal,760,亿斤,2025,,,\n"
    )
    assert [each.indicator for each in rows_of(text, "a")] == ["就业"]
    (other,) = rows_of(text, "b")
    assert (other.line, other.tier) == (0, "core")
    assert lacking("doc,line,role\n") == ("indicator", "kind", "comparator", "value", "period")
    assert lacking(text) == ()


def test_where_a_result_comes_from_is_a_row_as_well(tmp_path: Path) -> None:
    text = "2026年某省政府工作报告\n一、2025年工作回顾\n城镇化率从72%提高到76%。居民收入与经济增长同步。\n"
    assert [(each.value, each.period) for each in rows_drafted(drafted(tmp_path, text).statements)] == [
        ("76", "2025"),
        ("72", "2024"),
    ]


# The ten documents of the shared golden set: goals at least 0.90 and 0.85, figures 0.85 and 0.80, each document 0.75.


def held(document: str) -> Compared:
    statements = draft_of(source_of(SHARED / "docs" / f"{document}.txt")).statements
    return compared(
        rows_drafted(statements), rows_of((SHARED / "gold" / f"{document}.csv").read_text("utf-8"), document)
    )


@pytest.mark.skipif(not DOCUMENTS, reason="the shared golden set is not there")
def test_the_golden_documents() -> None:
    every = {document: held(document) for document in DOCUMENTS}
    whole = Compared(
        right=tuple(pair for each in every.values() for pair in each.right),
        wrong=tuple(each for one in every.values() for each in one.wrong),
        missed=tuple(each for one in every.values() for each in one.missed),
    )
    for role, precision, recall in ((Role.GOAL, 0.90, 0.85), (Role.RESULT, 0.85, 0.80)):
        score = whole.score(role)
        assert (score.precision or 0) >= precision
        assert (score.recall or 0) >= recall
        for document, each in every.items():
            own = each.score(role)
            assert min(own.precision or 1, own.recall or 1) > 0.75, document
