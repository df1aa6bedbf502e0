"""`planck list`: the tables that planck chooses from."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from planck.cli import Exit
from planck.model import Language


class TableName(StrEnum):
    """A table to list."""

    CODES = "codes"
    METHODS = "methods"
    PATHS = "paths"
    QUANTITIES = "quantities"
    FUNCTIONS = "functions"
    FORMATS = "formats"
    NORMALISATIONS = "normalisations"
    SHAPES = "shapes"
    AGGREGATIONS = "aggregations"
    WEIGHTINGS = "weightings"


def list_tables(
    table: Annotated[TableName | None, typer.Argument(help="One table; default: all.")] = None,
    lang: Annotated[Language, typer.Option("--lang", envvar="PLANCK_LANG", help="Language.")] = Language.EN,
) -> int:
    """List codes, status methods, paths, formats, ways to score and the like. 列出可用的代码和方法。"""
    for name in TableName if table is None else (table,):
        rows = ROWS[name](lang)
        wide = max(len(key) for key in rows)
        if table is None:
            typer.echo(f"{name}:")
        for key, text in rows.items():
            typer.echo(f"  {key:<{wide}}  {text}")
    return Exit.PASSED


def _codes(language: Language) -> dict[str, str]:
    from planck.render.rules import every_rule

    return {code: f"{rule.severity:<7}  {rule.name}" for code, rule in every_rule().items()}


def _methods(language: Language) -> dict[str, str]:
    from planck.engine.method import METHODS

    return {
        name: f"{method.title.in_(language)}; "
        + ", ".join(f"{border} {value:g}" for border, value in method.borders.items())
        + f" ({method.source.in_(language)})"
        for name, method in METHODS.items()
    }


def _paths(language: Language) -> dict[str, str]:
    from planck.engine.paths import PATHS

    return {name: path.title.in_(language) for name, path in PATHS.items()}


def _quantities(language: Language) -> dict[str, str]:
    from planck.engine.outcome import LEVELS
    from planck.registry import first_line

    return {name: first_line(levels) for name, levels in LEVELS.items()}


def _functions(language: Language) -> dict[str, str]:
    from planck.engine.formula import FUNCTIONS
    from planck.registry import first_line

    return {f"{name}(x)": first_line(function) for name, function in FUNCTIONS.items()}


def _formats(language: Language) -> dict[str, str]:
    from planck.registry import first_line
    from planck.render import FORMATS

    return {name: first_line(each.render) for name, each in FORMATS.items()}


def _settings(name: str) -> str:
    """The settings of a way to score, those that have to be given marked."""
    from planck.load.scoring.methods import METHODS

    listed = ", ".join(f"{key}*" if wanted.required else key for key, wanted in METHODS[name].items())
    return f" ({listed})" if listed else ""


def _normalisations(language: Language) -> dict[str, str]:
    from planck.engine.scoring.normalise import NORMALISATIONS

    return {
        name: f"{one.title.in_(language)}{_settings(name)}; {one.source.in_(language)}"
        for name, one in NORMALISATIONS.items()
    }


def _weightings(language: Language) -> dict[str, str]:
    from planck.engine.scoring.weigh import WEIGHTINGS

    return {
        name: f"{weighting.title.in_(language)} ({weighting.source.in_(language)})"
        for name, weighting in WEIGHTINGS.items()
    }


def _shapes(language: Language) -> dict[str, str]:
    from planck.engine.scoring.shapes import SHAPES

    return {
        name: f"{one.title.in_(language)}{_settings(name)}; {one.source.in_(language)}" for name, one in SHAPES.items()
    }


def _aggregations(language: Language) -> dict[str, str]:
    from planck.engine.scoring.aggregate import AGGREGATIONS

    return {name: f"{one.title.in_(language)}; {one.source.in_(language)}" for name, one in AGGREGATIONS.items()}


ROWS: dict[TableName, Callable[[Language], dict[str, str]]] = {
    TableName.CODES: _codes,
    TableName.METHODS: _methods,
    TableName.PATHS: _paths,
    TableName.QUANTITIES: _quantities,
    TableName.FUNCTIONS: _functions,
    TableName.FORMATS: _formats,
    TableName.NORMALISATIONS: _normalisations,
    TableName.SHAPES: _shapes,
    TableName.WEIGHTINGS: _weightings,
    TableName.AGGREGATIONS: _aggregations,
}
