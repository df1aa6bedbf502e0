"""The published schema of the plan format."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import planck
from planck.engine.method import METHODS
from planck.engine.paths import PATHS
from planck.load.files import Positions, collect
from planck.load.plan import keys
from planck.load.plan.keys import PLAN, schema_text
from planck.load.shape import HINTS, WANTED, kind_named
from planck.load.yaml import plain_data, read_nodes
from planck.model import Comparator, Measure, Quantity
from tests.load.plan_text import complete, target_text

PACKAGED = Path(planck.__file__).parent / "schemas" / "plan-1.json"


def test_the_packaged_schema_is_the_one_of_the_code() -> None:
    assert PACKAGED.read_text(encoding="utf-8") == schema_text()


def test_writing_it_anew_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "FILE", tmp_path / "plan-1.json")
    keys.write_schema()
    assert (tmp_path / "plan-1.json").read_bytes() == PACKAGED.read_bytes()


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(PLAN.schema())
    assert json.loads(schema_text()) == PLAN.schema()


def test_its_words_are_those_of_the_model() -> None:
    text = schema_text()
    for word in (*Measure, *Comparator, *Quantity, *PATHS, *METHODS):
        assert f'"{word.value if hasattr(word, "value") else word}"' in text or word == Quantity.LEVEL


@pytest.mark.parametrize("name", HINTS)
def test_every_kind_of_value_has_words_of_its_own(name: str) -> None:
    assert kind_named(WANTED[name].en) == name
    for text in (WANTED[name], HINTS[name]):
        assert text.zh
        assert text.en


@pytest.mark.parametrize(
    ("fragment", "valid"),
    [
        (target_text("{at_least: 1000}"), True),
        (target_text("{growth: {at_least: 15%}}", more="    schedule: {2022: 40%}\n"), True),
        ("targets: {firms: {name: {zh: 企业}, indicator: all_firms, goal: {done: true}}}", True),
        (target_text("{growth: {at_least: 15}}"), False),
        (target_text("{about: 5}"), False),
        (target_text("{at_least: 5}", measure="many"), False),
        ("targets: {firms: {name: {zh: 企业}, goal: {done: true}}}", False),
        ("targets: {Firms: {}}", False),
        ("method: {ahead: 1}", False),
        ("method: pace", False),
        ("titel: x", False),
    ],
)
def test_an_editor_that_knows_the_schema_agrees(fragment: str, valid: bool) -> None:
    root, findings = collect(read_nodes(Positions.of("plan.yaml", complete(fragment))))
    assert root is not None
    assert not findings
    assert Draft202012Validator(PLAN.schema()).is_valid(plain_data(root)) == valid
