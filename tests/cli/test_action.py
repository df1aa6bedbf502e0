"""The steps of action.yml, run as the platform runs them, in a real repository; only the installation is left out."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from planck.cli.options import SETTINGS
from tests.repositories import HEADER, LOWERED, OUTER, PLAN, ROW_2021, ROW_2022, Repo, repository

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: Mapping[str, Mapping[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"]}
TARGETS, FIGURES = "规划 2025/plan.yaml", "数据 表"
GH = """#!{python}
import json, os, sys
from pathlib import Path
log = Path(os.environ["GH_LOG"])
with log.open("a", encoding="utf-8") as file:
    body = [a.partition("@")[2] for a in sys.argv if a.startswith("body=@")]
    text = Path(body[0]).read_text(encoding="utf-8") if body else ""
    file.write(json.dumps({{"arguments": sys.argv[1:], "body": text, "token": os.environ.get("GH_TOKEN")}}) + "\\n")
if os.environ.get("GH_FAILS"):
    sys.exit("HTTP 403: Resource not accessible by integration")
if "--paginate" in sys.argv:
    print(os.environ.get("GH_IDS", ""), end="")
"""


@dataclass(frozen=True)
class Ran:
    """How a step ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Workflow:
    """A job on a pull request: its checkout, and the folder that the runner gives it."""

    repo: Repo
    temp: Path

    def inputs(self, given: Mapping[str, str]) -> dict[str, str]:
        """The inputs with their defaults, and what is known of the event and of earlier steps."""
        outputs = dict(line.split("=", 1) for line in self.read("output").splitlines())
        inputs = {f"inputs.{name}": entry["default"] for name, entry in ACTION["inputs"].items()}
        named = {f"inputs.{name}": value for name, value in given.items()}
        steps = {f"steps.check.outputs.{name}": value for name, value in outputs.items()}
        known = {"github.event.pull_request.number": "7", "github.token": "secret"}
        return {**inputs, **named, **steps, **known}

    def read(self, name: str) -> str:
        """A file of the runner, empty where nobody has written it."""
        path = self.temp / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def run(self, name: str, **given: str) -> Ran:
        """A step, by its name; `_` in the name of an input stands for a dash."""
        step = STEPS[name]
        values = self.inputs({name.replace("_", "-"): value for name, value in given.items() if name.islower()})
        own = {name: _filled(value, values) for name, value in step.get("env", {}).items()}
        outer = {name: value for name, value in os.environ.items() if name not in OUTER and "PLANCK_" not in name}
        runner = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_BASE_REF": "main",
            "GITHUB_REPOSITORY": "owner/数据",
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_ACTION_PATH": str(ROOT),
            "RUNNER_TEMP": str(self.temp),
            "GH_LOG": str(self.temp / "gh.log"),
            "PATH": f"{self.temp / 'bin'}:{os.environ['PATH']}",
        }
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = subprocess.run(
            # Source: docs.github.com, "Workflow syntax", the meaning of `shell: bash`.
            ("bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)),
            cwd=self.repo.folder,
            env={**outer, **runner, **own, **{name: value for name, value in given.items() if name.isupper()}},
            capture_output=True,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    @property
    def calls(self) -> list[dict[str, Any]]:
        """What `gh` was called with."""
        return [json.loads(line) for line in self.read("gh.log").splitlines()]


def _filled(text: str, values: Mapping[str, str]) -> str:
    """An expression as the platform fills it in; only bare names are used."""
    if not text.startswith("${{"):
        return text
    name = text.removeprefix("${{").removesuffix("}}").strip()
    return _filled(values.get(name, ""), values)


@pytest.fixture
def workflow(tmp_path: Path) -> Workflow:
    """A pull request that lowers a figure, checked out as the platform does: a trial merge, two commits deep."""
    origin = repository(tmp_path / "origin")
    origin.put(TARGETS, PLAN)
    origin.put(f"{FIGURES}/企业 一.csv", HEADER + ROW_2021 + ROW_2022)
    origin.commit("good")
    origin.git("checkout", "-q", "-b", "change")
    origin.put(f"{FIGURES}/企业 一.csv", HEADER + ROW_2021 + LOWERED)
    origin.commit("bad figures")
    origin.git("checkout", "-q", "main")
    origin.git("checkout", "-q", "-b", "trial")
    origin.git("merge", "-q", "--no-ff", "-m", "trial merge", "change")
    repo = origin.clone(tmp_path / "check out", "--branch", "trial", "--depth", "2")
    temp = tmp_path / "runner temp"
    (temp / "planck/bin").mkdir(parents=True)
    (temp / "bin").mkdir()
    program = temp / "planck/bin/planck"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m planck "$@"\n', encoding="utf-8")
    (temp / "bin/gh").write_text(GH.format(python=sys.executable), encoding="utf-8")
    for path in (program, temp / "bin/gh"):
        path.chmod(0o755)
    return Workflow(repo, temp)


PATHS = {"targets": f"'{TARGETS}'", "figures": f'"{FIGURES}"'}


def test_a_pull_request_that_lowers_a_figure(workflow: Workflow) -> None:
    checked = workflow.run("Check", **PATHS)
    assert checked.code == 0, "the step that stops comes after the comment"
    assert "base HEAD^1@" in checked.err
    assert "::error file=数据 表/企业 一.csv,line=3,col=13,endColumn=15,title=R001 revised-figure::" in checked.err
    assert workflow.read("summary").startswith("# ")
    outputs = dict(line.split("=", 1) for line in workflow.read("output").splitlines())
    assert outputs["exit-code"] == "1"
    text = Path(outputs["report"]).read_text(encoding="utf-8")
    assert text.startswith("<!-- planck -->\n## planck ✘")
    assert "revised 48 → 42" in text
    assert workflow.run("Comment", **PATHS).code == 0
    assert workflow.run("Gate").code == 1


def test_one_comment_is_made_and_then_kept(workflow: Workflow) -> None:
    workflow.run("Check", **PATHS)
    assert workflow.run("Comment") == Ran(0, "", "")
    assert workflow.run("Comment", GH_IDS="4711\n4712\n") == Ran(0, "", "")
    look, made, again, kept = workflow.calls
    comments = "repos/owner/数据/issues/7/comments"
    assert look["arguments"][:3] == ["api", "--paginate", comments]
    assert made["arguments"][:5] == ["api", "--silent", "--method", "POST", comments]
    assert again["arguments"] == look["arguments"]
    assert kept["arguments"][:5] == ["api", "--silent", "--method", "PATCH", "repos/owner/数据/issues/comments/4711"]
    assert made["body"].startswith("<!-- planck -->\n")
    assert made["body"] == kept["body"]
    assert {call["token"] for call in workflow.calls} == {"secret"}


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
def test_the_marker_is_what_the_comment_begins_with(workflow: Workflow) -> None:
    workflow.run("Check", **PATHS)
    workflow.run("Comment")
    query = workflow.calls[0]["arguments"][-1]
    listed = [{"id": 1, "body": "hello"}, {"id": 2, "body": workflow.calls[1]["body"]}]
    done = subprocess.run(("jq", query), input=json.dumps(listed), capture_output=True, text=True, check=True)
    assert done.stdout == "2\n"
    body = workflow.calls[1]["body"]
    told = subprocess.run(
        ("jq", "-r", query),
        input=json.dumps([{"id": 2, "body": body.replace("\n", "\r\n")}]),
        env={**os.environ, "BODY": body.rstrip("\n")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "same\n"


def test_a_comment_that_would_say_the_same_is_left_alone(workflow: Workflow) -> None:
    workflow.run("Check", **PATHS)
    assert workflow.run("Comment", GH_IDS="same\n4712\n") == Ran(0, "", "")
    assert [call["arguments"][1] for call in workflow.calls] == ["--paginate"]


def test_a_comment_that_may_not_be_written_is_no_failure(workflow: Workflow) -> None:
    workflow.run("Check", **PATHS)
    for ids in ("", "4711"):
        ran = workflow.run("Comment", GH_FAILS="1", GH_IDS=ids)
        assert (ran.code, ran.out.startswith("::warning title=planck::The comment could not be written")) == (0, True)


def test_without_a_report_there_is_no_comment(workflow: Workflow) -> None:
    ran = workflow.run("Check", **PATHS, base="no such revision")
    assert ran.code == 0
    assert workflow.run("Gate").code == 2
    (workflow.temp / "planck-comment.md").unlink(missing_ok=True)
    assert workflow.run("Comment").code == 0
    assert not workflow.calls


def test_inputs_become_options(workflow: Workflow) -> None:
    assert workflow.run("Check", **PATHS, base="none").code == 0
    assert "exit-code=0" in workflow.read("output"), "off track is a warning"
    assert "There is no base" in workflow.read("planck-comment.md")
    workflow.run("Check", **PATHS, base="none", fail_on="warning")
    assert workflow.read("output").endswith("exit-code=1\n")
    # The plan has no scoring model, so that no bar can be met: what is asked is said to be impossible.
    workflow.run("Check", **PATHS, base="none", min_score="75", max_drop="1")
    assert workflow.read("output").endswith("exit-code=1\n")
    workflow.run("Check", **PATHS, base="none", min_score="much")
    assert workflow.read("output").endswith("exit-code=2\n")


@pytest.mark.parametrize(
    "paths",
    [
        {"targets": f"'{TARGETS}'\n\"{FIGURES}/企业 一.csv\"\n"},
        {"targets": "规划\\ 2025", "figures": "  数据\\ 表  "},
        {"targets": f"'{TARGETS}'", "figures": f"'{FIGURES}/企业 一.csv' '{FIGURES}'"},
    ],
)
def test_paths_may_be_written_in_several_ways(workflow: Workflow, paths: dict[str, str]) -> None:
    assert workflow.run("Check", **paths).code == 0
    assert "exit-code=1" in workflow.read("output")


def test_nothing_in_an_input_is_run(workflow: Workflow) -> None:
    workflow.run("Check", targets="'$(touch run)' `touch run`; touch run", figures="$(touch run)", base="$(touch run)")
    assert not (workflow.repo.folder / "run").exists()
    assert "exit-code=2" in workflow.read("output")
    assert workflow.run("Check", targets="'open").code != 0, "a quote left open must not leave paths out in silence"


def test_the_action_is_well_formed() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert {"targets", "figures", "base", "fail-on", "min-score", "max-drop", "comment"} <= set(ACTION["inputs"])
    assert {name.replace("-", "_") for name in ("base", "fail-on", "min-score", "max-drop")} <= set(SETTINGS)
    assert all(step["shell"] == "bash" for step in STEPS.values())
    assert not any("${{" in step["run"] for step in STEPS.values()), "an expression in a script could be run"
    assert all(isinstance(entry["default"], str) for entry in ACTION["inputs"].values())
    install = STEPS["Install"]["run"]
    assert '-c "$GITHUB_ACTION_PATH/constraints.txt"' in install


def test_a_gate_without_a_verdict_does_not_pass(workflow: Workflow) -> None:
    assert workflow.run("Gate").code == 4


def snippets() -> list[Any]:
    text = (ROOT / "planck" / "PIPELINES.md").read_text(encoding="utf-8")
    return [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)]


def test_what_the_readme_shows_exists() -> None:
    github, gitlab, hooks = snippets()
    [_, step] = github["jobs"]["planck"]["steps"]
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert set(gitlab["planck"]["artifacts"]["reports"]) == {"codequality", "junit"}
    assert all(report in gitlab["planck"]["script"][-1] for report in gitlab["planck"]["artifacts"]["reports"].values())
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} == known
