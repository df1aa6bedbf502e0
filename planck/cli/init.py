"""`planck init`: a commented plan to start from."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from planck.cli import Exit


def init(
    path: Annotated[str, typer.Argument(help="Where to write the plan; - for stdout.")] = "plan.yaml",
    figures: Annotated[
        str | None, typer.Option("--figures", metavar="PATH", help="Write a figures file to fill in, too.")
    ] = None,
) -> int:
    """Write a commented plan to start from; nothing is overwritten. 生成带注释的规划模板。"""
    wanted = [("plan.yaml", path)] + ([("figures.csv", figures)] if figures else [])
    codes = [_write(template, target) for template, target in wanted]
    return max(codes)


def _write(template: str, target: str) -> Exit:
    text = files("planck").joinpath("templates", template).read_text(encoding="utf-8")
    if target == "-":
        typer.echo(text, nl=False)
        return Exit.PASSED
    try:
        with Path(target).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        typer.echo(f"{target} exists and was left as it is; give another path", err=True)
        return Exit.NOT_EVALUATED
    except OSError as error:
        typer.echo(f"could not write {target}: {error.strerror}", err=True)
        return Exit.NOT_EVALUATED
    typer.echo(f"wrote {target}", err=True)
    return Exit.PASSED
