"""The manual page says what the help says, and roff can set it."""

import shutil
import subprocess

import pytest

from planck.cli.app import COMMANDS, run
from planck.cli.options import OPTIONS, flag_of


def test_every_command_and_option_stands_in_the_manual(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["manual"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(".TH PLANCK 1 ")
    for name in COMMANDS:
        assert f".SS planck {name} " in text
    for name in OPTIONS:
        assert flag_of(name).replace("-", r"\-") in text
    # A line that begins with a point is a request; each of ours is one of these.
    requests = {line.split(" ")[0] for line in text.splitlines() if line.startswith(".")}
    assert requests == {".TH", ".SH", ".SS", ".TP", ".B"}


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_roff_sets_the_manual(capsys: pytest.CaptureFixture[str]) -> None:
    run(["manual"])
    page = capsys.readouterr().out
    done = subprocess.run(
        ("groff", "-man", "-Tutf8", "-Kutf8"),
        input=page,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "Judge one or several plans" in " ".join(done.stdout.split())
