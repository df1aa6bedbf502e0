"""`planck completion`: the script that makes a shell complete commands, options and their values."""

from enum import StrEnum
from typing import Annotated

import typer

from planck.cli import Exit

# Set by the script when the shell asks for completions.
ASKED = "_PLANCK_COMPLETE"


class Shell(StrEnum):
    """The shells whose scripts there are."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def completion(shell: Annotated[Shell, typer.Argument(help="The shell.")]) -> int:
    """Print the completion script of a shell, e.g. for `source <(planck completion bash)`. 输出命令补全脚本。"""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    typer.echo(get_completion_script(prog_name="planck", complete_var=ASKED, shell=shell.value))
    return Exit.PASSED
