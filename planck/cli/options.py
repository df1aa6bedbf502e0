"""The options of every command, each declared once: its type, default, words, and the commands that have it.

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

    help: str
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

    verbose: Annotated[
        int,
        Option(
            help="Reasons and every finding with its place; -vv: all numbers, sources and outlooks.",
            of="check",
            short="-v",
            counts=True,
            once=True,
        ),
    ] = 0
    quiet: Annotated[bool, Option(help="Only the last line: whether it passes.", of="check", short="-q", once=True)] = (
        False
    )
    as_of: Annotated[
        str | None,
        Option(
            help="Judge by what was known by then (2023, 2023-06-30, or today; of check also 2010..2022 or 2015,2020, "
            "which gives a history); default: all the figures.",
            of=TIMED,
            metavar="PERIOD",
            setting=PERIOD,
        ),
    ] = None
    output_format: Annotated[
        str,
        Option(
            help="What to write to stdout: terminal, markdown, json and others; `planck list formats` shows them all.",
            of="check audit read score compare backtest diff",
            metavar="FORMAT",
            setting=word(Label("cli.optionss.output_format")),
            # A format of a check may be none of a comparison.
            set_for=JUDGING,
            complete=_format_names,
        ),
    ] = "terminal"
    report: Annotated[
        list[str] | None,
        Option(help="Write a report too; repeatable.", of="check audit score compare", metavar="FORMAT=PATH"),
    ] = None
    method: Annotated[
        str,
        Option(
            help="The status method, in place of the plan's own; see planck list methods.",
            of="check compare diff accept",
            metavar="NAME",
            setting=METHOD,
        ),
    ] = ""
    lang: Annotated[
        Language | None,
        Option(
            help="Language of the output; default: the plan's own.",
            of="check audit todo read score compare backtest diff explain list draft init site accept revise",
            setting=LANG,
        ),
    ] = None
    fail_on: Annotated[
        Severity, Option(help="The lowest severity that makes the exit code 1.", of=JUDGING, setting=SEVERITY)
    ] = Severity.ERROR
    exit_zero: Annotated[bool, Option(help="Report, and return 0 instead of 1.", of=JUDGING, setting=FLAG)] = False
    allow_empty: Annotated[
        bool, Option(help="Return 0 instead of 3.", of="check audit score compare site", setting=FLAG)
    ] = False
    encoding: Annotated[
        str,
        Option(
            help="Encoding of text figures; default: UTF-8, or a guess.",
            of=READING,
            setting=word(Label("cli.optionss.encoding")),
        ),
    ] = ""
    sheet: Annotated[
        str,
        Option(
            help="Sheet of workbooks; default: the first that has a header.",
            of=READING,
            setting=word(Label("cli.optionss.sheet")),
        ),
    ] = ""
    base: Annotated[
        str | None,
        Option(
            help="Compare with an earlier version: a git revision, a file or folder, or where this change starts.",
            of="check accept revise",
            metavar="auto|REF|FILE",
            setting=word(Label("cli.optionss.base")),
        ),
    ] = None
    require_base: Annotated[bool, Option(help="Return 2 when --base finds nothing.", of="check", setting=FLAG)] = False
    min_score: Annotated[
        float | None, Option(help="The score must reach this.", of="check", metavar="POINTS", setting=POINTS)
    ] = None
    max_drop: Annotated[
        float | None,
        Option(
            help="The score may be this much below the base.", of="check", metavar="POINTS", least=0, setting=POINTS
        ),
    ] = None
    fix: Annotated[
        bool,
        Option(
            help="First repair the form of figures in text files (digits, separators, --, white space): never a value.",
            of="check",
        ),
    ] = False
    diff: Annotated[bool, Option(help="Only show what --fix would change; 1 where there is something.", of="check")] = (
        False
    )
    assume: Annotated[
        list[str] | None,
        Option(
            help="What if? Judge as if this figure had been published; repeatable, and the report says so at its top.",
            of="check compare",
            metavar="ID@PERIOD=VALUE",
            once=True,
        ),
    ] = None
    memory: Annotated[
        str,
        Option(
            help="Of many regions: judge as many at a time as fit into this (512M, 2G).",
            of="check",
            metavar="SIZE",
            once=True,
        ),
    ] = ""
    group: Annotated[
        list[str] | None,
        Option(
            help="Count many regions by groups: by so many first characters of their names or codes; repeatable.",
            of="check",
            metavar="LENGTH",
            once=True,
        ),
    ] = None
    only: Annotated[
        list[str] | None,
        Option(help="Only this region; repeatable.", of="check", flag="--region", metavar="REGION", once=True),
    ] = None
    more_figures: Annotated[
        list[str] | None,
        Option(
            help="Figures (.csv, 'sql:SELECT ...') or folders of them, as after the plan; repeatable.",
            of="check audit",
            flag="--figures",
            metavar="FILE",
        ),
    ] = None
    documents: Annotated[
        str,
        Option(
            help="A folder with the texts of the source documents: find every figure where it is said to stand.",
            of="audit",
            metavar="DIR",
        ),
    ] = ""
    methods: Annotated[
        str,
        Option(
            help="The methods to compare, in this order; default: every one that is no variant of another.",
            of="compare",
            metavar="NAME,NAME",
        ),
    ] = ""
    hold_out: Annotated[int, Option(help="How many figures to hide in each series.", of="backtest", least=1)] = 1
    shared: Annotated[
        list[str] | None,
        Option(
            help="A plan or figures that both sides share; repeatable.",
            of="diff",
            flag="--with",
            metavar="PATH",
            once=True,
        ),
    ] = None
    plan: Annotated[
        list[str] | None,
        Option(
            help="A plan whose verdicts are scored too, or whose names are known; repeatable.",
            of="score read",
            metavar="PLAN",
            once=True,
        ),
    ] = None
    save: Annotated[
        bool,
        Option(help="Write what was understood into FILE.read.toml, to be corrected by hand.", of="read", once=True),
    ] = False
    period: Annotated[
        str | None,
        Option(
            help="The year scored, or several (2016,2024 or 2010..2022); default: the newest.",
            of="score",
            metavar="YEAR",
            once=True,
        ),
    ] = None
    explain: Annotated[
        list[str] | None,
        Option(help="Take the score of a region apart; repeatable.", of="score", metavar="REGION", once=True),
    ] = None
    draws: Annotated[int, Option(help="Draws over all that is doubtful.", of="score", least=0, most=1_000_000)] = 0
    seed: Annotated[int, Option(help="What replays the draws.", of="score", least=0)] = 0
    doubts: Annotated[
        str | None,
        Option(help="Of weights, normalisation, aggregation, rounding, preliminary.", of="score", metavar="A,B"),
    ] = None
    leave_one_out: Annotated[bool, Option(help="Rank without each indicator, too.", of="score")] = False
    published: Annotated[
        list[str] | None,
        Option(help="Published scores and ranks to compare with; repeatable.", of="score", metavar="FILE", once=True),
    ] = None
    reason: Annotated[str, Option(help="Why: who says so, and what for.", of="accept revise", once=True)] = ""
    every: Annotated[
        bool,
        Option(
            help="Each warning and error of the plans, or of the codes that are named.",
            of="accept",
            flag="--all",
            once=True,
        ),
    ] = False
    until: Annotated[
        str, Option(help="The last day on which it is accepted.", of="accept", metavar="DAY", once=True)
    ] = ""
    target: Annotated[str, Option(help="Of a code: only for this target.", of="accept", once=True)] = ""
    region: Annotated[
        str,
        Option(help="The region; needed where there are several, or none is named.", of="revise draft init", once=True),
    ] = ""
    old: Annotated[str, Option(help="The value before; default: that of --base.", of="revise", once=True)] = ""
    listed: Annotated[
        str,
        Option(
            help="A list of revisions: a table with the columns indicator and period, and any of region, old, reason, "
            "source, date.",
            of="revise",
            flag="--from",
            metavar="FILE",
            once=True,
        ),
    ] = ""
    withdrawn: Annotated[bool, Option(help="The figure was taken back.", of="revise", once=True)] = False
    source: Annotated[str, Option(help="Where the new value was published.", of="revise", once=True)] = ""
    date: Annotated[str, Option(help="The day of the change; default: today.", of="revise", once=True)] = ""
    full: Annotated[
        bool,
        Option(
            help="In JSON also what is worked out on demand: outlook, other methods, earlier goals.",
            of="check",
            once=True,
        ),
    ] = False
    to: Annotated[
        str,
        Option(help="The folder to write to; a draft overwrites nothing.", of="draft site", metavar="DIR", once=True),
    ] = ""
    download: Annotated[
        list[str] | None,
        Option(
            help="Beside each page a file in this format; repeatable. Default: csv, json and, with the extra `office`, "
            "xlsx; none: no file.",
            of="site",
            metavar="FORMAT",
            once=True,
        ),
    ] = None
    against: Annotated[
        str,
        Option(
            help="An annotated CSV, or a folder with one for each document: tell precision and recall by kind.",
            of="draft",
            flag="--check",
            metavar="GOLD",
            once=True,
        ),
    ] = ""
    from_table: Annotated[
        str,
        Option(
            help="An office table with the indicators: the plan and its figures are drafted from it.",
            of="init",
            flag="--from",
            metavar="TABLE",
            once=True,
        ),
    ] = ""
    empty_figures: Annotated[
        str | None,
        Option(help="Write a figures file to fill in, too.", of="init", flag="--figures", metavar="PATH", once=True),
    ] = None

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
        help=option.help,
        min=option.least,
        max=option.most,
        autocompletion=option.complete,
    )
    kind = get_args(inspect.get_annotations(Options)[name])[0]
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=getattr(Options, name), annotation=Annotated[kind, told]
    )
