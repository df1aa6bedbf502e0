"""What planck has to show and to give: its tables, explanations, schemas, templates and completion scripts."""

import json
from collections.abc import Callable
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from planck.cli import Exit
from planck.cli.options import Options
from planck.model import Language

# Set by the script of a shell when it asks for completions.
ASKED = "_PLANCK_COMPLETE"


class SchemaName(StrEnum):
    """A format that has a published schema."""

    PLAN = "plan"
    RESULT = "result"
    MODEL = "model"
    SCORE = "score"
    COMPARE = "compare"
    BACKTEST = "backtest"
    DIFF = "diff"
    HISTORY = "history"
    READ = "read"


class Shell(StrEnum):
    """The shells whose scripts there are."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def schema(
    name: Annotated[
        SchemaName,
        typer.Argument(help="The plan or model format, or JSON output (`result`: of check and audit)."),
    ] = SchemaName.PLAN,
) -> int:
    """Print a JSON Schema (2020-12): of plans, of models, or of the JSON output. 输出 JSON Schema。"""
    if name in (SchemaName.PLAN, SchemaName.MODEL):
        data = json.loads(files("planck").joinpath("schemas", f"{name}-1.json").read_text(encoding="utf-8"))
    else:
        from planck.render.data.schemas import schema_of

        data = schema_of(name)
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
    return Exit.PASSED


def completion(shell: Annotated[Shell, typer.Argument(help="The shell.")]) -> int:
    """Print the completion script of a shell, e.g. for `source <(planck completion bash)`. 输出命令补全脚本。"""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    typer.echo(get_completion_script(prog_name="planck", complete_var=ASKED, shell=shell.value))
    return Exit.PASSED


def init(
    path: Annotated[str, typer.Argument(help="Where to write the plan; - for stdout.")] = "plan.yaml",
    *,
    options: Options,
) -> int:
    """Write a commented plan to start from, or one from a table; nothing is overwritten. 生成带注释的规划模板。"""
    if options.from_table:
        from planck.cli.draft import init_from

        return init_from(options.from_table, path, options)
    written = [_from_template("plan.yaml", path)]
    written += [_from_template("figures.csv", options.empty_figures)] if options.empty_figures else []
    return max(written)


def _from_template(template: str, target: str) -> Exit:
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


def explain(
    code: Annotated[str, typer.Argument(help="A code such as C001, or a name such as no-figure.")],
    *,
    options: Options,
) -> int:
    """Explain a finding: what, why, a bad and a good example, how to fix it. 解释一个代码。"""
    from planck.load.source.files import nearest
    from planck.render.rules import every_rule
    from planck.render.views.explain import explanation

    rules = every_rule()
    by_name = {rule.name: rule for rule in rules.values()}
    rule = rules.get(code.upper()) or by_name.get(code.lower())
    if rule is None:
        close = nearest(code.upper(), rules) or nearest(code.lower(), by_name)
        hint = f"; the nearest is {close}" if close else "; `planck list codes` shows them all"
        typer.echo(f"code: wanted one that exists, got '{code}'{hint}", err=True)
        return Exit.NOT_EVALUATED
    typer.echo(explanation(rule, options.lang or Language.EN))
    return Exit.PASSED


class TableName(StrEnum):
    """A table to list."""

    CODES = "codes"
    METHODS = "methods"
    PATHS = "paths"
    QUANTITIES = "quantities"
    FUNCTIONS = "functions"
    FORMATS = "formats"
    NUMBERS = "numbers"
    NORMALISATIONS = "normalisations"
    SHAPES = "shapes"
    AGGREGATIONS = "aggregations"
    WEIGHTINGS = "weightings"


def list_tables(
    table: Annotated[TableName | None, typer.Argument(help="One table; default: all.")] = None,
    *,
    options: Options,
) -> int:
    """List codes, status methods, paths, formats, ways to score and the like. 列出可用的代码和方法。"""
    from planck.words.examples import scoring_examples

    for name in TableName if table is None else (table,):
        rows, shown = ROWS[name](options.lang or Language.EN), scoring_examples().get(name, {})
        wide = max(len(key) for key in rows)
        if table is None:
            typer.echo(f"{name}:")
        for key, text in rows.items():
            typer.echo(f"  {key:<{wide}}  {text}")
            if key in shown:
                typer.echo(f"  {'':<{wide}}  {shown[key]}")
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


def _numbers(language: Language) -> dict[str, str]:
    from planck.model.scoring import Of
    from planck.words import Labels

    words = Labels("score.of")
    return {of.value: words[of].in_(language) for of in Of}


def _settings(name: str) -> str:
    """The settings of a way to score, those that have to be given marked."""
    from planck.load.scoring.keys import METHODS

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
    TableName.NUMBERS: _numbers,
    TableName.NORMALISATIONS: _normalisations,
    TableName.SHAPES: _shapes,
    TableName.WEIGHTINGS: _weightings,
    TableName.AGGREGATIONS: _aggregations,
}
