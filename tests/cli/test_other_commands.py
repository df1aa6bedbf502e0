"""`planck schema`, `explain`, `list` and `init`."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from planck.cli.listing import SchemaName
from tests.cli.conftest import Planck


@pytest.mark.parametrize("name", [name.value for name in SchemaName])
def test_schema_prints_a_json_schema(planck: Planck, name: str) -> None:
    schema = json.loads(planck("schema", name).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_json_output_is_what_its_schema_says(planck: Planck) -> None:
    schema = json.loads(planck("schema", "result").out)
    result = json.loads(planck("check", "plan.yaml", "figures.csv", "--output-format", "json").out)
    jsonschema.Draft202012Validator(schema).validate(result)


def test_explain_prints_what_why_examples_and_the_way_out(planck: Planck) -> None:
    text = planck("explain", "c003").out
    for heading in ("C003 partial-year (warning)", "What", "Why", "Bad", "Good", "Fix"):
        assert heading in text
    assert "{H1: 45%}" in text
    assert planck("explain", "partial-year").out == text
    assert "含义" in planck("explain", "C003", "--lang", "zh").out


def test_explain_suggests_the_nearest_code(planck: Planck) -> None:
    ran = planck("explain", "C03")
    assert ran.code == 2
    assert "the nearest is C00" in ran.err
    assert "planck list codes" in planck("explain", "!!!!").err


def test_list_shows_every_table(planck: Planck) -> None:
    text = planck("list").out
    for name in (
        "codes:",
        "C001",
        "methods:",
        "schedule",
        "ahead 1.05",
        "paths:",
        "compound",
        "quantities:",
        "average_growth",
        "functions:",
        "chain(x)",
        "formats:",
        "markdown",
    ):
        assert name in text
    assert "no source states any" in text
    assert "没有来源给出" in planck("list", "methods", "--lang", "zh").out
    assert "codes:" not in planck("list", "paths").out


def test_init_gives_a_plan_that_can_be_checked(planck: Planck, folder: Path) -> None:
    assert planck("init", "mine.yaml", "--figures", "mine.csv").code == 0
    ran = planck("check", "mine.yaml", "mine.csv")
    assert ran.code == 0
    assert "国家高新技术" in ran.out
    assert planck("init", "-").out == (folder / "mine.yaml").read_text(encoding="utf-8")


def test_init_writes_a_model_to_be_changed(planck: Planck, folder: Path) -> None:
    assert planck("init", "--model", "ding-plan").code == 0
    text = (folder / "ding-plan.yaml").read_text(encoding="utf-8")
    assert text.startswith("# One place")
    assert "$schema" not in text
    assert planck("init", "-", "--model", "ding-plan").out == text
    ran = planck("init", "--model", "ding")
    assert (ran.code, "ding-plan" in ran.err) == (2, True)


def test_init_overwrites_nothing(planck: Planck, folder: Path) -> None:
    before = (folder / "plan.yaml").read_bytes()
    ran = planck("init")
    assert (ran.code, (folder / "plan.yaml").read_bytes()) == (2, before)
    assert "plan.yaml exists" in ran.err
    assert planck("init", "no/such/folder/plan.yaml").code == 2


def test_no_explanation_shows_a_field_that_only_a_finding_fills(planck: Planck) -> None:
    for code in ("S001", "C006", "E034", "S022", "L003"):
        for language in ("zh", "en"):
            assert not re.search(r"\{[a-z]+\}", planck("explain", code, "--lang", language).out), code
