"""What a plan asks of a change."""

import pytest

from planck.load.files import document_from
from planck.load.plan.plan import load_plan
from planck.load.yaml import flat_text
from planck.model import Gate, Plan, Severity
from tests.repositories import PLAN


def loaded(text: str) -> tuple[Plan | None, list[str]]:
    document, _ = document_from((PLAN + text).encode(), "plan.yaml", limit=1 << 20)
    assert document is not None
    plan, findings = load_plan(document)
    return plan, [finding.code for finding in findings]


def test_a_gate() -> None:
    plan, codes = loaded("gate: {fail_on: warning, min_score: 75, max_drop: 1.5}\n")
    assert plan is not None
    assert (plan.gate, codes) == (Gate(fail_on=Severity.WARNING, min_score=75, max_drop=1.5), [])
    plan, _ = loaded("")
    assert plan is not None
    assert plan.gate == Gate()


@pytest.mark.parametrize(
    "text", ["{fail_on: never}", "{min_score: high}", "{max_drop: -1}", "{min_scor: 3}", "{min_score: 1e400}", "75"]
)
def test_a_gate_that_is_wrong(text: str) -> None:
    plan, codes = loaded(f"gate: {text}\n")
    assert codes
    assert plan is None or plan.gate == Gate()


def test_an_ignore_of_one_finding() -> None:
    plan, codes = loaded("ignore: [{code: T012, reason: x, fingerprint: 0123456789abcdef}]\n")
    assert plan is not None
    assert ([ignore.fingerprint for ignore in plan.ignores], codes) == (["0123456789abcdef"], [])
    assert loaded("ignore: [{code: T012, reason: x, fingerprint: 123}]\n")[1]


def test_one_line() -> None:
    assert flat_text({"a": [1.0, {"b": "x y"}], "c": "2021"}) == '{a: [1, {b: "x y"}], c: "2021"}'
