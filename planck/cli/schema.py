"""`planck schema`: the JSON Schemas of the formats."""

import json
from enum import StrEnum
from importlib.resources import files
from typing import Annotated

import typer

from planck.cli import Exit


class SchemaName(StrEnum):
    """A format that has a published schema."""

    PLAN = "plan"
    RESULT = "result"
    MODEL = "model"
    SCORE = "score"
    COMPARE = "compare"
    BACKTEST = "backtest"


def schema(
    name: Annotated[
        SchemaName,
        typer.Argument(help="The plan or model format, or JSON output (`result`: of check and audit)."),
    ] = SchemaName.PLAN,
) -> int:
    """Print a JSON Schema (2020-12): of plans, of models, or of the JSON output. 输出 JSON Schema。"""
    text = files("planck").joinpath("schemas", f"{name}-1.json").read_text(encoding="utf-8")
    typer.echo(json.dumps(json.loads(text), ensure_ascii=False, indent=2))
    return Exit.PASSED
