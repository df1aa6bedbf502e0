"""The options of every command, each declared once: its type, default, and the commands that have it.

From this table follow the parameters of the commands, the variables `PLANCK_...` of the environment, the settings under
`[tool.planck]` of a project, and the table of them in README.md.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, get_args

import typer

from planck.load.settings import FLAG, LANG, METHOD, PERIOD, POINTS, SEVERITY, Setting, Settings, word
from planck.model import Language, Severity
from planck.record import Record
from planck.words import Label

Command = Callable[..., int]


class Option(Record):
    """What an option is, but for its type and default.

    `of`: the commands that have it. `flag`: how it is written, where not as its name; `short`: in one letter; `counts`:
    how often it is given is its value. `once`: it is about one call, and
    neither the environment nor a project sets it. `setting`: how a project may set it, and `set_for`: for which
    commands, where not for all that have it.
    """

    of: str
    flag: str = ""
    short: str = ""
    counts: bool = False
    metavar: str | None = None
    least: float | None = None
    most: float | None = None
    once: bool = False
    setting: Setting | None = None
    set_for: str = ""
    complete: Callable[[], Iterable[str]] | None = None

    @property
    def reached(self) -> list[str]:
        """The commands that a setting of a project holds for."""
        return (self.set_for or self.of).split() if self.setting else []


def _format_names() -> list[str]:
    from planck.render import FORMATS

    return list(FORMATS)


TIMED = "check audit compare diff accept site"
READING = "check audit todo read score compare backtest diff accept revise site"
JUDGING = "check audit score"


class Options:
    """What the user chose; what a command does not have is as it is by default."""

    verbose: Annotated[int, Option(of="check", short="-v", counts=True, once=True)] = 0
    quiet: Annotated[bool, Option(of="check", short="-q", once=True)] = False
    as_of: Annotated[str | None, Option(of=TIMED, metavar="PERIOD", setting=PERIOD)] = None
    output_format: Annotated[
        str,
        Option(
            of="check audit read score compare backtest diff",
            metavar="FORMAT",
            setting=word(Label("cli.optionss.output_format")),
            # A format of a check may be none of a comparison.
            set_for=JUDGING,
            complete=_format_names,
        ),
    ] = "terminal"
    report: Annotated[list[str] | None, Option(of="check audit score compare", metavar="FORMAT=PATH")] = None
    method: Annotated[str, Option(of="check compare diff accept", metavar="NAME", setting=METHOD)] = ""
    lang: Annotated[
        Language | None,
        Option(
            of="check audit todo read score compare backtest diff explain list draft init site accept revise",
            setting=LANG,
        ),
    ] = None
    fail_on: Annotated[Severity, Option(of=JUDGING, setting=SEVERITY)] = Severity.ERROR
    exit_zero: Annotated[bool, Option(of=JUDGING, setting=FLAG)] = False
    allow_empty: Annotated[bool, Option(of="check audit score compare site", setting=FLAG)] = False
    encoding: Annotated[str, Option(of=READING, setting=word(Label("cli.optionss.encoding")))] = ""
    sheet: Annotated[str, Option(of=READING, setting=word(Label("cli.optionss.sheet")))] = ""
    base: Annotated[
        str | None, Option(of="check accept revise", metavar="auto|REF|FILE", setting=word(Label("cli.optionss.base")))
    ] = None
    require_base: Annotated[bool, Option(of="check", setting=FLAG)] = False
    min_score: Annotated[float | None, Option(of="check", metavar="POINTS", setting=POINTS)] = None
    max_drop: Annotated[float | None, Option(of="check", metavar="POINTS", least=0, setting=POINTS)] = None
    fix: Annotated[bool, Option(of="check")] = False
    diff: Annotated[bool, Option(of="check")] = False
    assume: Annotated[list[str] | None, Option(of="check compare", metavar="ID@PERIOD=VALUE", once=True)] = None
    memory: Annotated[str, Option(of="check", metavar="SIZE", once=True)] = ""
    group: Annotated[list[str] | None, Option(of="check", metavar="LENGTH", once=True)] = None
    only: Annotated[list[str] | None, Option(of="check", flag="--region", metavar="REGION", once=True)] = None
    more_figures: Annotated[list[str] | None, Option(of="check audit", flag="--figures", metavar="FILE")] = None
    documents: Annotated[str, Option(of="audit", metavar="DIR")] = ""
    methods: Annotated[str, Option(of="compare", metavar="NAME,NAME")] = ""
    hold_out: Annotated[int, Option(of="backtest", least=1)] = 1
    shared: Annotated[list[str] | None, Option(of="diff", flag="--with", metavar="PATH", once=True)] = None
    plan: Annotated[list[str] | None, Option(of="score read", metavar="PLAN", once=True)] = None
    save: Annotated[bool, Option(of="read", once=True)] = False
    period: Annotated[str | None, Option(of="score", metavar="YEAR", once=True)] = None
    explain: Annotated[list[str] | None, Option(of="score", metavar="REGION", once=True)] = None
    draws: Annotated[int, Option(of="score", least=0, most=1_000_000)] = 0
    seed: Annotated[int, Option(of="score", least=0)] = 0
    doubts: Annotated[str | None, Option(of="score", metavar="A,B")] = None
    leave_one_out: Annotated[bool, Option(of="score")] = False
    published: Annotated[list[str] | None, Option(of="score", metavar="FILE", once=True)] = None
    reason: Annotated[str, Option(of="accept revise", once=True)] = ""
    every: Annotated[bool, Option(of="accept", flag="--all", once=True)] = False
    until: Annotated[str, Option(of="accept", metavar="DAY", once=True)] = ""
    target: Annotated[str, Option(of="accept", once=True)] = ""
    region: Annotated[str, Option(of="revise draft init", once=True)] = ""
    old: Annotated[str, Option(of="revise", once=True)] = ""
    listed: Annotated[str, Option(of="revise", flag="--from", metavar="FILE", once=True)] = ""
    withdrawn: Annotated[bool, Option(of="revise", once=True)] = False
    source: Annotated[str, Option(of="revise", once=True)] = ""
    date: Annotated[str, Option(of="revise", once=True)] = ""
    full: Annotated[bool, Option(of="check", once=True)] = False
    to: Annotated[str, Option(of="draft site", metavar="DIR", once=True)] = ""
    download: Annotated[list[str] | None, Option(of="site", metavar="FORMAT", once=True)] = None
    against: Annotated[str, Option(of="draft", flag="--check", metavar="GOLD", once=True)] = ""
    from_table: Annotated[str, Option(of="init", flag="--from", metavar="TABLE", once=True)] = ""
    own_model: Annotated[str, Option(of="init", flag="--model", metavar="NAME", once=True)] = ""
    empty_figures: Annotated[str | None, Option(of="init", flag="--figures", metavar="PATH", once=True)] = None

    def __init__(self, chosen: Mapping[str, Any]) -> None:
        """`chosen` has values by the names above."""
        self.__dict__.update(chosen)


OPTIONS: Mapping[str, Option] = {
    name: annotation.__metadata__[0] for name, annotation in inspect.get_annotations(Options).items()
}
SETTINGS: Mapping[str, Setting] = {name: option.setting for name, option in OPTIONS.items() if option.setting}


def flag_of(name: str) -> str:
    """How an option is written on the command line."""
    return OPTIONS[name].flag or f"--{name.replace('_', '-')}"


def variable_of(name: str) -> str | None:
    """The variable of the environment that sets an option; None for one that is about a single call."""
    return None if OPTIONS[name].once else f"PLANCK_{flag_of(name)[2:].replace('-', '_').upper()}"


def settings_for(command: str, settings: Settings) -> dict[str, object]:
    """What the settings of a project say to a command."""
    return {name: settings[name] for name, option in OPTIONS.items() if name in settings and command in option.reached}


def with_options(command: str, function: Command) -> Command:
    """The function as typer takes it: its arguments, and then the options that the table gives to the command."""
    names = [name for name, option in OPTIONS.items() if command in option.of.split()]
    arguments = [each for each in inspect.signature(function).parameters.values() if each.name != "options"]

    def called(**given: Any) -> int:
        chosen = {name: given.pop(name) for name in names}
        return function(**given, options=Options(chosen)) if names else function(**given)

    called.__doc__ = function.__doc__
    signature = inspect.Signature([*arguments, *map(_parameter, names)])
    called.__signature__ = signature  # type: ignore[attr-defined]
    return called


def _parameter(name: str) -> inspect.Parameter:
    option = OPTIONS[name]
    told = typer.Option(
        flag_of(name),
        *([option.short] if option.short else []),
        count=option.counts,
        envvar=variable_of(name),
        metavar=option.metavar,
        min=option.least,
        max=option.most,
        autocompletion=option.complete,
    )
    kind = get_args(inspect.get_annotations(Options)[name])[0]
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=getattr(Options, name), annotation=Annotated[kind, told]
    )
