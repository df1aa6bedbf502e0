"""Completion in a shell: the script is valid, and what it asks for is answered."""

import os
import shutil
import subprocess
import sys

import pytest

from .conftest import Planck


def completed(words: str, position: int) -> list[str]:
    """What the process answers to a shell that completes the word at `position`."""
    asked = {"_PLANCK_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(position)}
    command = [sys.executable, "-c", "from planck.cli import main; main()"]
    done = subprocess.run(command, env={**os.environ, **asked}, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_a_script(planck: Planck, shell: str) -> None:
    ran = planck("completion", shell)
    assert ran.code == 0
    assert "_PLANCK_COMPLETE" in ran.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this machine")
def test_bash_takes_its_script(planck: Planck) -> None:
    script = planck("completion", "bash").out
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_commands_options_and_values_are_completed() -> None:
    assert "check" in completed("planck ch", 1)
    assert "--fail-on" in completed("planck check --fa", 2)
    assert completed("planck check --fail-on w", 3) == ["warning"]
    assert completed("planck check --output-format sa", 3) == ["sarif"]
