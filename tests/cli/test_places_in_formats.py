"""A change in an awkward file, in every format that names places: Chinese names, spaces, CRLF, a quoted line break."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from wcwidth import wcswidth

from planck.cli.reports import shortened
from planck.model import Language
from tests.repositories import Repo, repository

from .test_gate_in_git import Again, again

__all__ = ["again"]

COUNT = 12
FILE = "数据 表/企业, 一.csv"
PLAN = (
    "planck: 1\nplan: small\nlanguage: en\ntitle: {zh: 小规划, en: Small plan}\nregion: {name: 某区}\n"
    "period: {base: 2020, start: 2021, end: 2025}\ntargets:\n"
    + "".join(
        f"  firms_{index}: {{name: {{zh: 企业数{index}, en: Firms {index}}}, unit: 家, measure: stock, baseline: 40, "
        "goal: {at_least: 60}}\n"
        for index in range(COUNT)
    )
)


def table(value: int) -> str:
    """Every figure stands on the second line of its record, behind a quoted line break: the record begins above it."""
    rows = ["note,region,indicator,period,value,unit"]
    for index in range(COUNT):
        rows.append(f'"两行\r\n备注, {index}",某区,企业数{index},2021,44,家')
        rows.append(f'"两行\r\n备注, {index}",某区,企业数{index},2022,{value},家')
    return "\r\n".join(rows) + "\r\n"


# The line that a record begins on, and the column of its value on the line below: `备注, 0",某区,企业数0,2022,42`.
RECORDS = [2 + 4 * index + 2 for index in range(COUNT)]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = repository(tmp_path / "工作 区")
    made.put("规划 一.yaml", PLAN)
    made.put(FILE, table(48))
    made.commit()
    made.put(FILE, table(42))
    return made


def places(repo: Repo, again: Again, format_: str, *flags: str, **more: Any) -> str:
    asked = ("check", "规划 一.yaml", "数据 表", "--base", "HEAD", "--output-format", format_, *flags)
    done = again(repo.folder, *asked, **more)
    assert done.code == 1
    return done.out


def pointed_at(line: int, column: int, end: int) -> str:
    return (repo_line(line))[column - 1 : end - 1]


def repo_line(line: int) -> str:
    return table(42).split("\r\n")[line - 1]


def test_concise_names_the_line_and_column_of_each_value(repo: Repo, again: Again) -> None:
    found = re.findall(rf"^{re.escape(FILE)}:(\d+):(\d+): R001 error", places(repo, again, "concise"), re.MULTILINE)
    assert len(found) == COUNT
    lines = [int(line) for line, _ in found]
    assert lines == [line + 1 for line in RECORDS]
    # Width of `备注, N",某区,企业数N,2022,` before the value, for one and for two digits of N.
    assert {int(column) for _, column in found} == {21, 23}


def test_sarif_points_at_the_value(repo: Repo, again: Again) -> None:
    run = json.loads(places(repo, again, "sarif"))["runs"][0]
    found = [one["locations"][0]["physicalLocation"] for one in run["results"] if one["ruleId"] == "R001"]
    assert len(found) == COUNT
    for location in found:
        region = location["region"]
        assert unquote(location["artifactLocation"]["uri"]) == FILE
        assert " " not in location["artifactLocation"]["uri"]
        assert pointed_at(region["startLine"], region["startColumn"], region["endColumn"]) == "42"


def test_github_shows_nine_and_counts_the_rest(repo: Repo, again: Again) -> None:
    lines = places(repo, again, "github").splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == 9
    for line in errors:
        found = re.match(r"::error file=([^,]+),line=(\d+),col=(\d+),endColumn=(\d+),title=", line)
        assert found
        assert found[1].replace("%2C", ",") == FILE
        assert pointed_at(int(found[2]), int(found[3]), int(found[4])) == "42"
    # R001 and T012 for each.
    assert f"{2 * COUNT - 9} error" in lines[-1]


def test_gitlab_has_the_path_and_the_line(repo: Repo, again: Again) -> None:
    entries = json.loads(places(repo, again, "gitlab"))
    found = [entry for entry in entries if entry["check_name"].startswith("R001")]
    assert [entry["location"] for entry in found] == [{"path": FILE, "lines": {"begin": line + 1}} for line in RECORDS]
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


def test_junit_lists_every_place(repo: Repo, again: Again) -> None:
    root = ElementTree.fromstring(places(repo, again, "junit"))
    [case] = [case for case in root.iter("testcase") if case.get("name", "").startswith("R001")]
    [failure] = case.findall("failure")
    found = re.findall(rf"^{re.escape(FILE)}:(\d+):\d+: error: ", failure.text or "", re.MULTILINE)
    assert [int(line) for line in found] == [line + 1 for line in RECORDS]


def test_the_terminal_shows_the_line_with_a_caret_under_the_value(repo: Repo, again: Again) -> None:
    lines = places(repo, again, "terminal", "-v").splitlines()
    assert max(map(wcswidth, lines)) <= 80
    at = next(index for index, line in enumerate(lines) if "R001" in line)
    shown = next(index for index in range(at, len(lines)) if lines[index].strip().startswith(f"{RECORDS[0] + 1} | "))
    source, caret = lines[shown], lines[shown + 1]
    before = caret[: caret.index("^")]
    start = next(index for index in range(len(source)) if wcswidth(source[:index]) == len(before))
    assert source[start : start + 2] == "42"
    assert "\r" not in "".join(lines)


def test_the_comment_names_the_file(repo: Repo, again: Again) -> None:
    text = places(repo, again, "comment")
    assert text.count("revised 48 → 42") == COUNT
    assert f"`{FILE}:" in text


def test_the_summary_of_many_regions_is_a_page(tmp_path: Path, again: Again) -> None:
    regions = 450
    (tmp_path / "plan.yaml").write_text(
        "planck: 1\nplan: wide\nlanguage: en\ntitle: {en: Wide}\nregion: all\n"
        "period: {base: 2020, start: 2021, end: 2025}\ntargets:\n"
        "  firms: {name: {en: Firms}, unit: 家, measure: stock, baseline: from_figures, goal: {at_least: 60}}\n",
        encoding="utf-8",
    )
    rows = [
        f"第{index}区,firms,{year},{40 + year - 2020},家\n" for index in range(regions) for year in range(2020, 2024)
    ]
    (tmp_path / "figures.csv").write_text("region,indicator,period,value,unit\n" + "".join(rows), encoding="utf-8")
    summary = tmp_path / "概要 1.md"
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    done = again(
        *(
            tmp_path,
            "check",
            "plan.yaml",
            "figures.csv",
            "--report",
            "markdown-full=whole.md",
            "--output-format",
            "concise",
        ),
        environment=environment,
    )
    assert done.code == 0
    assert len((tmp_path / "whole.md").read_bytes()) > 1 << 20
    page = summary.read_text(encoding="utf-8")
    assert len(page.splitlines()) < 70
    assert "**1 target, 450 verdicts: none met yet, ! 450 off track." in page


def test_a_summary_above_the_limit_is_cut_and_says_so() -> None:
    whole = "".join(f"第{at}行\n" for at in range(1000))
    cut = shortened(whole, 2000, Language.EN)
    assert 1000 < len(cut.encode()) <= 2000
    left = re.search(r"^\.\.\. (\d+) more lines are left out here\.$", cut.splitlines()[-1])
    assert left
    kept = cut.rpartition("\n\n")[0]
    assert whole.startswith(kept)
    assert int(left[1]) == whole.count("\n") - kept.count("\n")
    assert shortened(whole, 1 << 20, Language.EN) == whole
