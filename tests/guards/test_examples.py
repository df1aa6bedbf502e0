"""The examples of `planck explain`: each bad one gives a finding of its code, no good one does."""

from pathlib import Path

import pytest

from planck.render.rules import every_rule
from planck.words.examples import Example, examples
from tests.guards.example_makers import MAKERS
from tests.guards.example_runs import told, write

CODES = sorted(code for code in every_rule() if code[0] in "SA" and code<"S100")
# What cannot be run, and why.
NOT_RUN: dict[str, str] = {}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an example, where nothing around the tests has a say."""
    import os

    for name in os.environ:
        if name.startswith(("PLANCK_", "GITHUB_", "GITLAB_", "CI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("side", ["bad", "good"])
@pytest.mark.parametrize("code", [code for code in CODES if code not in NOT_RUN])
def test_an_example_is_what_it_is_called(
    code: str, side: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = examples(code)
    example: Example = bad if side == "bad" else good
    write(example, code[0], here)
    if example.made:
        MAKERS[example.made](here, monkeypatch)
    said = told(example.run, capsys)
    files = "\n".join(
        f"--- {path.relative_to(here)}\n{path.read_bytes().decode(errors='replace')[:3000]}"
        for path in sorted(here.rglob("*"))
        if path.is_file() and ".git/" not in str(path)
    )
    if side == "bad":
        assert said.speaks_of(code), f"{example.run}\n{said.output[:3000]}\n{files}"
    else:
        assert not said.speaks_of(code), f"{example.run}\n{said.output[:3000]}\n{files}"
        assert not said.errors() - {code}, f"{said.errors()}\n{said.output[:3000]}\n{files}"


def test_every_maker_is_used() -> None:
    made = {example.made for code in CODES if code not in NOT_RUN for example in examples(code)} - {""}
    assert made == set(MAKERS)
