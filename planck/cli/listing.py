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
from planck.cli.reports import width
from planck.cli.usage import WrongUseError, spoken, tell
from planck.load.files import why
from planck.model import Language, Text
from planck.render.files import write_files
from planck.view.numbers import pad, wrap
from planck.words import Label, Labels

# Set by the script of a shell when it asks for completions.
ASKED = "_PLANCK_COMPLETE"


PLAN = "plan.yaml"


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


def schema(name: Annotated[SchemaName, typer.Argument(metavar="NAME")] = SchemaName.PLAN) -> int:
    """Print a JSON Schema (2020-12): of plans, of models, or of the JSON output."""
    if name in (SchemaName.PLAN, SchemaName.MODEL):
        data = json.loads(files("planck").joinpath("schemas", f"{name}-1.json").read_text(encoding="utf-8"))
    else:
        from planck.render.data.schemas import schema_of

        data = schema_of(name)
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
    return Exit.PASSED


def completion(shell: Annotated[Shell, typer.Argument(metavar="SHELL")]) -> int:
    """Print the completion script of a shell."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    typer.echo(get_completion_script(prog_name="planck", complete_var=ASKED, shell=shell.value))
    return Exit.PASSED


def init(path: Annotated[str, typer.Argument()] = PLAN, *, options: Options) -> int:
    """Write a commented plan to start from, or one from a table; nothing is overwritten."""
    if options.from_table:
        from planck.cli.draft import init_from

        return init_from(options.from_table, path, options)
    if options.own_model:
        return _model(options.own_model, f"{options.own_model}.yaml" if path == PLAN else path)
    written = [_written(_template(PLAN), path)]
    written += [_written(_template("figures.csv"), options.empty_figures)] if options.empty_figures else []
    return max(written)


def _template(name: str) -> str:
    return files("planck").joinpath("templates", name).read_text(encoding="utf-8")


def _model(name: str, path: str) -> Exit:
    """Write a model that planck comes with, without the line that leads an editor from here to the schema."""
    from planck.load.scoring.model import shipped_models

    known = shipped_models()
    if name not in known:
        raise WrongUseError(Label("cli.usage.some_of").fill(wanted=list(known), got=name), "--model")
    lines = Path(known[name]).read_text(encoding="utf-8").splitlines(keepends=True)
    return _written("".join(line for line in lines if "$schema=" not in line).removeprefix("#\n"), path)


def _written(text: str, target: str) -> Exit:
    if target == "-":
        typer.echo(text, nl=False)
        return Exit.PASSED
    try:
        write_files({target: text.encode()}, new=True)
    except FileExistsError:
        tell(Label("cli.said.exists").fill(path=target))
        return Exit.NOT_EVALUATED
    except OSError as error:
        tell(Label("cli.said.not_written").fill(path=target, why=why(error)))
        return Exit.NOT_EVALUATED
    tell(Label("cli.said.wrote").fill(path=target))
    return Exit.PASSED


def explain(code: str, *, options: Options) -> int:
    """Explain a finding: what, why, a bad and a good example, how to fix it."""
    from planck.load.files import nearest
    from planck.render.rules import every_rule
    from planck.render.views.explain import explanation

    rules = every_rule()
    by_name = {rule.name: rule for rule in rules.values()}
    rule = rules.get(code.upper()) or by_name.get(code.lower())
    if rule is None:
        close = nearest(code.upper(), rules) or nearest(code.lower(), by_name)
        hint = Label("cli.explain.nearest").fill(close=close) if close else Label("cli.explain.all")
        tell(Label("cli.explain.unknown").fill(got=code, hint=hint), options.lang)
        return Exit.NOT_EVALUATED
    typer.echo(explanation(rule, spoken(options.lang), width()))
    return Exit.PASSED


_METHOD = Label("cli.listed.method")
_FORMATS, _QUANTITIES, _FUNCTIONS = Labels("cli.formats"), Labels("cli.quantities"), Labels("cli.functions")


class TableName(StrEnum):
    """A table to list."""

    CODES = "codes"
    METHODS = "methods"
    PATHS = "paths"
    QUANTITIES = "quantities"
    FUNCTIONS = "functions"
    FORMATS = "formats"
    MODELS = "models"
    NUMBERS = "numbers"
    NORMALISATIONS = "normalisations"
    SHAPES = "shapes"
    AGGREGATIONS = "aggregations"
    WEIGHTINGS = "weightings"


def list_tables(table: Annotated[TableName | None, typer.Argument(metavar="TABLE")] = None, *, options: Options) -> int:
    """List codes, status methods, paths, formats, ways to score and the like."""
    from planck.words.examples import scoring_examples

    for name in TableName if table is None else (table,):
        rows, shown = ROWS[name](spoken(options.lang)), scoring_examples().get(name, {})
        wide = max(map(len, rows))
        if table is None:
            typer.echo(f"{name}:")
        for key, text in rows.items():
            told = [f"  {key:<{wide}}  {text}", *([f"    {shown[key]}"] if key in shown else [])]
            for line, indent in zip(told, (" " * (wide + 4), " " * 6), strict=False):
                typer.echo("\n".join(wrap(line, width(), indent)))
    return Exit.PASSED


def _codes(language: Language) -> dict[str, str]:
    from planck.render.rules import every_rule

    words = Labels("render.severities")
    return {code: f"{pad(words[rule.severity].in_(language), 7)}  {rule.name}" for code, rule in every_rule().items()}


def _methods(language: Language) -> dict[str, str]:
    from planck.engine.method import METHODS
    from planck.view.words import borders_text

    return {
        name: _METHOD.fill(
            title=method.title, borders=borders_text(tuple(method.borders.items()), language), source=method.source
        ).in_(language)
        for name, method in METHODS.items()
    }


def _paths(language: Language) -> dict[str, str]:
    from planck.engine.paths import PATHS

    return {name: path.title.in_(language) for name, path in PATHS.items()}


def _quantities(language: Language) -> dict[str, str]:
    from planck.engine.outcome import LEVELS

    return {name: _QUANTITIES[name].in_(language) for name in LEVELS}


def _functions(language: Language) -> dict[str, str]:
    from planck.engine.formula import FUNCTIONS

    return {f"{name}(x)": _FUNCTIONS[name].in_(language) for name in FUNCTIONS}


def _formats(language: Language) -> dict[str, str]:
    from planck.render import FORMATS

    return {name: _FORMATS[name.replace("-", "_")].in_(language) for name in sorted(FORMATS)}


def _models(language: Language) -> dict[str, str]:
    """The models that planck comes with, by the name that a plan writes, with the domains for its targets."""
    from planck.load.scoring.model import read_model, shipped_models
    from planck.view.score_words import STANDINGS

    told = {}
    for name in shipped_models():
        model, _, _ = read_model(name)
        assert model is not None
        domains = [domain for domain in model.target_domains if domain]
        listed = Label("cli.listed.domains").fill(names=domains) if domains else ""
        words = {"title": model.title, "settings": listed, "source": STANDINGS[model.standing]}
        told[name] = Label("cli.listed.way").fill(**words).in_(language)
    return told


def _numbers(language: Language) -> dict[str, str]:
    from planck.model.scoring import Of

    words = Labels("score.of")
    return {of.value: words[of].in_(language) for of in Of}


def _way(name: str, title: Text, source: Text, language: Language, *, settings: bool = True) -> str:
    """A way to score with its settings, those that have to be given marked, and its source."""
    from planck.load.scoring.keys import METHODS

    names = [f"{key}*" if wanted.required else key for key, wanted in METHODS[name].items()] if settings else []
    listed = Label("cli.listed.settings").fill(names=names) if names else ""
    return Label("cli.listed.way").fill(title=title, settings=listed, source=source).in_(language)


def _normalisations(language: Language) -> dict[str, str]:
    from planck.engine.scoring.normalise import NORMALISATIONS

    return {name: _way(name, one.title, one.source, language) for name, one in NORMALISATIONS.items()}


def _weightings(language: Language) -> dict[str, str]:
    from planck.engine.scoring.aggregate import WEIGHTINGS

    return {name: _way(name, one.title, one.source, language, settings=False) for name, one in WEIGHTINGS.items()}


def _shapes(language: Language) -> dict[str, str]:
    from planck.engine.scoring.shapes import SHAPES

    return {name: _way(name, one.title, one.source, language) for name, one in SHAPES.items()}


def _aggregations(language: Language) -> dict[str, str]:
    from planck.engine.scoring.aggregate import AGGREGATIONS

    return {name: _way(name, one.title, one.source, language, settings=False) for name, one in AGGREGATIONS.items()}


ROWS: dict[TableName, Callable[[Language], dict[str, str]]] = {
    TableName.CODES: _codes,
    TableName.METHODS: _methods,
    TableName.PATHS: _paths,
    TableName.QUANTITIES: _quantities,
    TableName.FUNCTIONS: _functions,
    TableName.FORMATS: _formats,
    TableName.MODELS: _models,
    TableName.NUMBERS: _numbers,
    TableName.NORMALISATIONS: _normalisations,
    TableName.SHAPES: _shapes,
    TableName.WEIGHTINGS: _weightings,
    TableName.AGGREGATIONS: _aggregations,
}
