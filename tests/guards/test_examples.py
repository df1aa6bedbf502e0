"""The examples of `planck explain`: each bad one gives a finding of its code, no good one does."""

import os
from pathlib import Path

import pytest

from planck.model import Language
from planck.render.views.explain import every_rule, example_text
from planck.words.examples import Example, examples, in_family
from tests.guards.example_makers import MAKERS
from tests.guards.example_runs import Told, told, write

CODES = sorted(every_rule())
# Lines of an example, names of files and all.
LONGEST = 20
# The families about how files are read.
READING = ("E", "S")
# What is told as a note after all where it is in order: a good example shows how to put it in order.
MILDER = {
    "R001": "the reason of a revision is on record",
    "R004": "the plan knows the new name of a series",
    "G004": "the plan records why its goal was lowered",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an example, where nothing around the tests has a say."""
    for name in os.environ:
        if name.startswith(("PLANCK_", "GITHUB_", "GITLAB_", "CI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("side", ["bad", "good"])
@pytest.mark.parametrize("code", CODES)
def test_an_example_is_what_it_is_called(
    code: str, side: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = examples(code)
    example: Example = bad if side == "bad" else good
    write(example, code[0], here)
    if example.made:
        MAKERS[example.made](here, monkeypatch)
    said = told(example.run, capsys)
    about = said.about(code) - ({"note"} if code in MILDER else set())
    spoken = about if side == "bad" else about or said.errors() or odd(said, code[0])
    assert bool(spoken) is (side == "bad"), f"{example.run}\n{sorted(said.codes)}\n{texts(here)}"


def odd(said: Told, family: str) -> set[str]:
    """Whatever the reading of files says: a good example of it is good in every way, but for a plan without targets."""
    return {code for code, _ in said.codes if code[0] == family in READING} - {"S033"}


def texts(folder: Path) -> str:
    """The small files of a folder, for the message of a failure."""
    small = (path for path in sorted(folder.rglob("*.*")) if path.is_file() and path.stat().st_size < 4000)
    return "\n".join(f"--- {path.relative_to(folder)}\n{path.read_bytes().decode(errors='replace')}" for path in small)


@pytest.mark.parametrize("code", CODES)
def test_an_example_is_shown_and_short(code: str) -> None:
    for language in Language:
        bad, good = (example_text(example, language) for example in examples(code))
        assert bad != good
        for text in (bad, good):
            assert text.strip()
            assert len(text.splitlines()) <= LONGEST


def test_every_code_has_an_example_and_no_other() -> None:
    families = {code[0] for code in CODES}
    held = {code for family in families for code in in_family(family) if code != "base"}
    assert held == set(CODES)


def test_every_maker_is_used() -> None:
    made = {example.made for code in CODES for example in examples(code)} - {""}
    assert made == set(MAKERS)
