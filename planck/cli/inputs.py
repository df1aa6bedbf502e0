"""What a call is about: files by their paths, how they are read and judged, and what they are compared with."""

import codecs
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import click
import typer
from click.core import ParameterSource
from msgspec.structs import replace

from planck.assess.plan import Result
from planck.cli.help import Call
from planck.cli.options import SETTINGS, Options
from planck.cli.progress import waiting
from planck.cli.usage import WrongUseError, tell
from planck.load.columnar import COLUMNAR, SQL
from planck.load.rules import WEAKENED_SETTING
from planck.load.settings import Settings, settings_files, settings_in
from planck.load.table.header import USUAL, Conventions
from planck.model import Finding, Language, Period, Place, Severity, Text
from planck.record import Record
from planck.words import Label

if TYPE_CHECKING:  # imported where there is something to compare with
    from planck.gate.judge import Ask
    from planck.load.before import Asked, Before

PLAN_SUFFIXES = (".yaml", ".yml")
FIGURE_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".csv.gz", ".zip", *COLUMNAR)
LIMIT = 512 << 20

Plan = Annotated[str, typer.Argument(metavar="PLAN")]
Figures = Annotated[list[str] | None, typer.Argument(metavar="[FIGURES]...")]


class Inputs(Record):
    """The files that paths lead to, the paths as given, and what is wrong with them.

    asks_figures: a path was given for figures, whether or not it leads to any.
    """

    plans: tuple[str, ...]
    figures: tuple[str, ...]
    problems: tuple[Finding, ...]
    given: tuple[str, ...]
    asks_figures: bool

    @property
    def files(self) -> list[str]:
        """Every file; of a workbook without its sheet."""
        from planck.load.table.doors import split_sheet

        return [*self.plans, *(split_sheet(file)[0] for file in self.figures)]


def is_plan(path: str) -> bool:
    """Whether a path looks like that of a plan."""
    return PurePath(path).suffix.lower() in PLAN_SUFFIXES and not path.startswith(SQL)


def inputs_of(plans: Sequence[str], rest: Iterable[str]) -> Inputs:
    """What the paths lead to: those of `plans` to plans, the rest to plans or figures by suffix."""
    from planck.load.files import paths_in

    files: dict[bool, list[str]] = {True: [], False: []}
    problems: list[Finding] = []
    given = [*((path, True) for path in plans), *((path, is_plan(path)) for path in rest)]
    for path, for_plans in given:
        below, wrong = paths_in(path, PLAN_SUFFIXES if for_plans else FIGURE_SUFFIXES)
        files[for_plans] += _without_models(path, below) if for_plans else below
        problems += wrong
    return Inputs(
        plans=tuple(files[True]),
        figures=tuple(files[False]),
        problems=tuple(problems),
        given=tuple(path for path, _ in given),
        asks_figures=not all(for_plans for _, for_plans in given),
    )


def _without_models(path: str, files: list[str]) -> list[str]:
    """The files found below a folder that are no scoring models; a file that was named itself stays."""
    if all(file == path for file in files):
        return files
    from planck.load.scoring.model import holds_model

    return [file for file in files if file == path or not holds_model(file)]


class How(Record):
    """How a run reads tables and judges, with every option looked at before anything is done."""

    as_of: Period | None
    method: str
    conventions: Conventions


def how_of(options: Options) -> How:
    """Raises BadParameter for a period, a method or an encoding that does not exist."""
    return How(
        as_of=period_of(options.as_of),
        method=known_method(options.method),
        conventions=conventions_of(options),
    )


def judged(inputs: Inputs, how: How, options: Options, problems: Sequence[Finding] = ()) -> Result:
    """The result of judging the inputs as the options say."""
    from planck.pipeline import check

    with waiting(options.lang):
        ask, more = asked_of(inputs, how.conventions, options)
        return check(
            inputs.plans,
            inputs.figures,
            as_of=how.as_of,
            stdin=sys.stdin.buffer,
            problems=(*inputs.problems, *problems, *more),
            assume=options.assume or [],
            method=how.method,
            conventions=how.conventions,
            ask=ask,
            today=today(),
            regions=options.only or (),
        )


def period_of(text: str | None, option: str = "--as-of") -> Period | None:
    """The period that is meant, None for none. Raises BadParameter for one that cannot be read."""
    if text is None:
        return None
    if text.strip().lower() == "today":
        day = today()
        tell(Label("cli.said.as_of").fill(day=day.isoformat()))
        return Period.day(day)
    from planck.load.cells.period import parse_period

    period = parse_period(text)
    if period is None:
        raise WrongUseError(Label("cli.usage.period").fill(got=text), option)
    return period


MOST_TIMES = 200


def times_of(text: str | None, option: str = "--as-of") -> tuple[Period, ...]:
    """The several periods that a list (2015,2020) or a span of years (2010..2022) names; none where it is only one.

    Raises BadParameter for one that cannot be read, and for a span that is empty or too long.
    """
    if text is None or not ("," in text or ".." in text):
        return ()
    found: list[Period] = []
    for part in text.split(","):
        first, dots, last = part.partition("..")
        if not dots:
            found += [period for period in [period_of(part, option)] if period]
            continue
        begin, end = (_year(year, option) for year in (first, last))
        if not 0 <= end - begin < MOST_TIMES:
            raise WrongUseError(Label("cli.usage.rising").fill(got=part), option)
        found += [Period.year(year) for year in range(begin, end + 1)]
    return tuple(dict.fromkeys(found))


def _year(text: str, option: str) -> int:
    if not (text.strip().isdecimal() and len(text.strip()) == 4):
        raise WrongUseError(Label("cli.usage.year").fill(got=text), option)
    return int(text)


def today() -> date:
    """The reader's own day. Nothing else reads the clock."""
    return date.today()  # noqa: DTZ011 - a judgement is of the reader's own day


def known_method(name: str, option: str = "--method") -> str:
    """The name of a status method as it is, or empty. Raises BadParameter for one that does not exist."""
    from planck.engine.method import METHODS

    return chosen_of(name, METHODS, option) if name else name


def chosen_of(name: str, names: Iterable[str], option: str) -> str:
    """The name, which is one of `names`. Raises BadParameter with the nearest one for any other."""
    if name in names:
        return name
    from planck.load.files import nearest

    close = nearest(name, names)
    hint = Label("cli.usage.close").fill(close=close) if close else Text()
    raise WrongUseError(Label("cli.usage.one_of").fill(wanted=sorted(names), got=name, hint=hint), option)


def conventions_of(options: Options) -> Conventions:
    """How tables are to be read. Raises BadParameter for an encoding that does not exist."""
    context = click.get_current_context(silent=True)
    call = context.find_object(Call) if context else None
    configured = call.conventions if call else USUAL
    return replace(configured, encoding=_known_encoding(options.encoding), sheet=options.sheet)


def _known_encoding(encoding: str) -> str:
    if not encoding:
        return ""
    try:
        found = codecs.lookup(encoding)
        is_text = isinstance(b"abcd".decode(encoding, "replace"), str)
    except (LookupError, UnicodeError, ValueError):
        is_text = False
    if not is_text:
        raise WrongUseError(Label("cli.usage.encoding").fill(got=encoding), "--encoding")
    return found.name


def asked_of(inputs: Inputs, conventions: Conventions, options: Options) -> "tuple[Ask | None, tuple[Finding, ...]]":
    """What the gate is asked of the inputs, None where nothing is; and what is to be said about the base."""
    compares = bool(options.base or options.require_base)
    if not compares and options.min_score is None and options.max_drop is None:
        return None, ()
    from planck.gate import Bar
    from planck.gate.judge import Ask

    bar = Bar(min_score=options.min_score, max_drop=options.max_drop)
    if not compares:
        if options.max_drop is not None:
            tell(Label("cli.said.no_drop"), options.lang)
        return Ask(bar=bar), ()
    what = compared(inputs.given, conventions, inputs.plans, inputs.figures)
    if not inputs.asks_figures:
        what = _of_plans_alone(what, options.lang)
    before, findings = before_of(options.base or "auto", what, required=options.require_base)
    return Ask(before=before, bar=bar), findings


def _of_plans_alone(what: "Asked", lang: Language | None) -> "Asked":
    """The same with the figures that the plans name themselves; where they name none, that is said.

    Figures that the folders of the plans held before are not gone where none are read now.
    """
    from planck.pipeline.files import figures_of, load_plans
    from planck.view.words import language_of_plans

    plans = load_plans(what.plans, what.conventions).plans
    if figures := figures_of(plans):
        return replace(what, figures=tuple(figures), own=True)
    click.echo(Label("cli.reports.no_figures").in_(language_of_plans(plans, lang)), err=True)
    return replace(what, figure_suffixes=())


# What a project may set about whether a change passes.
HELD = ("fail_on", "exit_zero", "allow_empty", "min_score", "max_drop", "require_base", "as_of", "method", "base")


def held_to_base(inputs: Inputs, options: Options) -> tuple[Options, tuple[Finding, ...]]:
    """The options without what the change itself set in the project so that more passes, and what is said of that."""
    context = click.get_current_context(silent=True)
    call = context.find_object(Call) if context else None
    if context is None or call is None or not (options.base or options.require_base):
        return options, ()
    from planck.load.before import committed

    free = [name for name in HELD if hasattr(options, name) and not is_chosen(name)]
    base = "auto" if "base" in free else options.base or "auto"
    what = compared(inputs.given, call.conventions, inputs.plans, inputs.figures)
    documents = committed(settings_files("."), base, what, os.environ)
    was: Settings = settings_in(documents[0], SETTINGS) if documents else {}
    weaker = [name for name in free if documents is not None and _lets_more_through(name, was, call.settings)]
    place = next((Place(os.path.relpath(file)) for file in settings_files(".") if os.path.isfile(file)), None)
    said = (
        WEAKENED_SETTING.at(
            place, field=name.replace("_", "-"), old=_as_typed(was.get(name)), new=_as_typed(call.settings.get(name))
        )
        for name in weaker
    )
    return Options({**vars(options), **{name: _as_option(name, was.get(name)) for name in weaker}}), tuple(said)


def _as_typed(setting: object) -> str | Text:
    """A setting as it stands in the file."""
    if setting is None:
        return Label("gate.changed_status.none")
    return str(setting).lower() if isinstance(setting, bool) else str(setting)


def is_chosen(option: str) -> bool:
    """Whether an option was given as a flag or in the environment, which beats what a plan or a project says."""
    source = click.get_current_context().get_parameter_source(option)
    return source in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)


def _lets_more_through(name: str, before: Settings, after: Settings) -> bool:
    """Whether a setting lets more through than before, or what nothing can compare with it."""
    was, now = before.get(name), after.get(name)
    if was == now:
        return False
    match name:
        case "exit_zero" | "allow_empty":
            return bool(now)
        case "require_base":
            return bool(was)
        case "fail_on":
            return Severity(str(now or Severity.ERROR)).rank > Severity(str(was or Severity.ERROR)).rank
        case "min_score":
            return float(str(was or "-inf")) > float(str(now or "-inf"))
        case "max_drop":
            return float(str(now or "inf")) > float(str(was or "inf"))
        case _:
            return True


def _as_option(name: str, setting: object) -> object:
    """A setting as the option is read; what an option is by default where there is none."""
    if setting is None:
        return "auto" if name == "base" else getattr(Options, name)
    if name in ("min_score", "max_drop"):
        return float(str(setting))
    return Severity(str(setting)) if name == "fail_on" else setting


def compared(
    given: Sequence[str], conventions: Conventions, plans: Sequence[str] = (), figures: Sequence[str] = ()
) -> "Asked":
    """What is to be compared: the paths as given, and the files that they stand for, read by `conventions`."""
    from planck.load.before import Asked

    return Asked(
        given=tuple(given),
        plans=tuple(plans),
        figures=tuple(figures),
        plan_suffixes=PLAN_SUFFIXES,
        figure_suffixes=FIGURE_SUFFIXES,
        limit=LIMIT,
        conventions=conventions,
    )


def before_of(base: str, what: "Asked", *, required: bool) -> "tuple[Before | None, tuple[Finding, ...]]":
    """The earlier state, and what is to be said about it; the commit is named on stderr."""
    from planck.load.before import before

    state, findings = before(base, what, os.environ, required=required)
    if state:
        commit = f" ({state.base.commit})" if state.base.commit else ""
        tell(Label("cli.said.base").fill(base=state.base.label + commit))
    return state, findings
