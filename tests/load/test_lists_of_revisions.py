"""Lists of revisions, what is on record already, and the plans and figures that a folder holds."""

from pathlib import Path

import pytest

from planck.load.before import Asked, ours_below
from planck.load.files import Document, document_from
from planck.load.table.record import has_record, wished_rows
from tests.repositories import GOOD, PLAN

RECORD = "region,indicator,period,old,new,reason\n某区,企业数,2022,48,42,why\n某区,企业数,2021,44,,gone\n"


def document(text: str) -> Document:
    found, _ = document_from(text.encode(), "list.csv", limit=1 << 20)
    assert found
    return found


def test_rows_of_a_list_may_lack_all_but_indicator_and_period() -> None:
    listed = "指标,时期,原值,备注\n企业数,2022,,x\n,2021,3,\n专利,2021,7,\n"
    assert wished_rows(document(listed)) == (
        {"indicator": "企业数", "period": "2022"},
        {"indicator": "专利", "period": "2021", "old": "7"},
    )
    assert wished_rows(document("\n")) == ()
    assert wished_rows(document("a,b\n1,2\n")) == ()


@pytest.mark.parametrize(
    ("old", "new", "period", "held"),
    [
        ("48", "42", "2022", True),
        ("", "42", "2022", True),
        ("48.0", "42.0", "2022", True),
        ("47", "42", "2022", False),
        ("48", "43", "2022", False),
        ("44", "", "2021", True),
        ("48", "42", "2020", False),
    ],
)
def test_what_is_on_record(old: str, new: str, period: str, held: bool) -> None:
    row = {"region": "某区", "indicator": "企业数", "period": period, "old": old, "new": new}
    assert has_record(document(RECORD), row) is held


def test_the_plans_and_figures_of_a_folder(tmp_path: Path) -> None:
    files = {
        "plan.yaml": PLAN,
        "other.yaml": "a: 1\n",
        "figures.csv": GOOD,
        "revisions.csv": RECORD,
        "notes.csv": "a,b\n1,2\n",
        "old/figures.csv": GOOD,
        "sub/figures.csv": GOOD,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    asked = Asked(given=(), plans=(), figures=(), plan_suffixes=(".yaml",), figure_suffixes=(".csv",), limit=1 << 20)
    assert ours_below(str(tmp_path), asked, str(tmp_path / "old"), "") == (
        ["plan.yaml"],
        ["figures.csv", "sub/figures.csv"],
    )
