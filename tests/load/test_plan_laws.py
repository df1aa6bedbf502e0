"""Laws of plans: what was written is read back, and no text makes the loader raise."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planck.load import yaml as yaml_nodes
from planck.load.plan.dump import dump_plan
from planck.model import Plan, Severity
from tests.load.plan_strategies import plans
from tests.load.plan_text import complete, load

EVERY_KEY = (Path(__file__).parent / "plans" / "valid" / "every-key.yaml").read_text(encoding="utf-8")
WORDS = sorted(set(re.findall(r"[A-Za-z_]+|[0-9.%]+|[^\w\s]|[一-鿿]+", EVERY_KEY)))
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)


@SLOW
@given(plans(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_plan_that_was_dumped_is_read_back(plan: Plan, ends: str) -> None:
    text = dump_plan(plan)
    again, findings = load(text.replace("\n", ends))
    assert [finding for finding in findings if finding.severity is not Severity.NOTE] == []
    assert again == plan
    assert dump_plan(again) == text


@settings(SLOW, max_examples=20)
@given(plans())
def test_the_pure_parser_reads_the_same(plan: Plan) -> None:
    text = dump_plan(plan)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_nodes, "_LOADER", yaml.Loader)
        assert load(text) == (plan, load(text)[1])


def holds(text: str) -> None:
    """Whatever the text, there is a plan or a finding, and every finding has a place within the text."""
    plan, findings = load(text)
    assert plan is not None or any(finding.severity is Severity.ERROR for finding in findings)
    lines = re.split(r"\r\n|\r|\n", text)
    for finding in findings:
        place = finding.place
        assert place is not None
        if place.line:
            assert 1 <= place.column <= place.end <= len(lines[place.line - 1]) + 1


@given(st.text())
def test_any_text_is_a_plan_or_has_findings(text: str) -> None:
    holds(text)
    holds(complete(text))


@given(st.lists(st.sampled_from([*WORDS, " ", "  ", "\n", "\n  ", "\n    ", ": ", ", "]), max_size=60).map("".join))
def test_any_words_of_the_format_are_a_plan_or_have_findings(text: str) -> None:
    holds(complete(text))


@SLOW
@given(st.data())
def test_a_plan_with_a_piece_changed_is_a_plan_or_has_findings(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(EVERY_KEY)))
    end = data.draw(st.integers(start, min(start + 20, len(EVERY_KEY))))
    piece = data.draw(st.one_of(st.just(""), st.sampled_from(WORDS), st.text(max_size=5)))
    holds(EVERY_KEY[:start] + piece + EVERY_KEY[end:])


TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.sampled_from(WORDS)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(st.sampled_from(WORDS), st.text()), inner, max_size=6)
    ),
    max_leaves=30,
)


@SLOW
@given(TREES)
def test_any_tree_is_a_plan_or_has_findings(tree: object) -> None:
    holds(yaml.safe_dump(tree, allow_unicode=True))
    holds(complete(yaml.safe_dump({"targets": {"firms": tree}, "indicators": tree, "ignore": [tree]})))
