"""One more ignore in a plan file, the rest as it was typed."""

from pathlib import Path

import pytest

from planck.load.files import Document, document_from
from planck.load.plan.dump import with_ignores
from tests.repositories import PLAN

ENTRY = {"code": "T012", "target": "firms", "reason": "new: scope", "until": "2025-12-31"}
LINE = '{code: T012, target: firms, reason: "new: scope", until: 2025-12-31}'


def document(text: str) -> Document:
    found, _ = document_from(text.encode(), "plan.yaml", limit=1 << 20)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PLAN, f"{PLAN}ignore:\n  - {LINE}\n"),
        (PLAN.rstrip(), f"{PLAN}ignore:\n  - {LINE}\n"),
        (PLAN.replace("\n", "\r\n"), f"{PLAN}ignore:\n  - {LINE}\n".replace("\n", "\r\n")),
        (f"{PLAN}ignore: []\n", f"{PLAN}ignore: [{LINE}]\n"),
        (
            f"{PLAN}ignore: [{{code: C001, reason: 'a ] b'}}]  # end ]\n",
            f"{PLAN}ignore: [{{code: C001, reason: 'a ] b'}}, {LINE}]  # end ]\n",
        ),
        (f"{PLAN}ignore: [{{code: C001, reason: x}},]\n", f"{PLAN}ignore: [{{code: C001, reason: x}}, {LINE}]\n"),
        (
            f"{PLAN}ignore:\n- {{code: C001, reason: x}}  # why\n\n# the end\n",
            f"{PLAN}ignore:\n- {{code: C001, reason: x}}  # why\n\n# the end\n- {LINE}\n",
        ),
        (
            "ignore:\n    - code: C001\n      reason: x\n" + PLAN,
            f"ignore:\n    - code: C001\n      reason: x\n    - {LINE}\n" + PLAN,
        ),
    ],
)
def test_where_it_goes(before: str, after: str) -> None:
    assert with_ignores(document(before), [ENTRY]) == after


@pytest.mark.parametrize("text", ["planck: 2\n", f"{PLAN}'ignore': []\n", f"{PLAN}ignore:\n", f"{PLAN}ignore: {{}}\n"])
def test_what_cannot_be_amended_surely_is_left_alone(text: str) -> None:
    assert with_ignores(document(text), [ENTRY]) is None


def test_an_entry_that_the_format_refuses_is_not_written() -> None:
    assert with_ignores(document(PLAN), [{"code": "T012"}]) is None


def test_a_plan_in_a_table_takes_an_ignore_too(tmp_path: Path) -> None:
    (tmp_path / "targets.csv").write_text("id,name,goal,direction\nfirms,Firms,60,up\n", encoding="utf-8")
    text = PLAN[: PLAN.index("targets:")] + "targets: targets.csv\n"
    found, _ = document_from(text.encode(), str(tmp_path / "plan.yaml"), limit=1 << 20)
    assert found is not None
    assert with_ignores(found, [ENTRY]) == f"{text}ignore:\n  - {LINE}\n"
