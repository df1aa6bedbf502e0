"""What is wrong with a call, in the language of who called."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import click

from planck.load.settings import Settings
from planck.model import Language, Text
from planck.pattern import pattern
from planck.words import Label, say

# Where the environment says which language its user reads, the first that says something.
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_LANG = "--lang"


class WrongUseError(click.BadParameter):
    """What an option or argument was given cannot be meant; said in both languages."""

    def __init__(self, text: Text, option: str) -> None:
        """`option`: the name of the option or argument."""
        super().__init__(text.en, param_hint=option)
        self.text = text


# What the library says of a call, and the words for it; the named parts of a pattern are the fields of the words.
_SAID: Sequence[tuple[re.Pattern[str], Label]] = (
    (pattern(r"Missing command\."), Label("cli.usage.no_command")),
    (pattern(r"No such command '(?P<got>.*?)'\.(?P<hint>.*)"), Label("cli.usage.unknown_command")),
    (pattern(r"No such option:? '?(?P<got>[^ ']*?)'?\.?(?P<hint> .*)?"), Label("cli.usage.unknown_option")),
    (pattern(r"Missing (?:argument|parameter) '(?P<name>.*?)'\.?.*"), Label("cli.usage.no_argument")),
    (pattern(r"Option '(?P<name>.*)' requires an argument\."), Label("cli.usage.no_value")),
    (pattern(r"Option '(?P<name>.*)' does not take a value\."), Label("cli.usage.value")),
    (pattern(r"Got unexpected extra arguments? \((?P<got>.*)\)"), Label("cli.usage.extra")),
    (pattern(r"'(?P<got>.*)' is not one of (?P<wanted>.*)\."), Label("cli.usage.no_choice")),
    (pattern(r"'(?P<got>.*)' is not a valid integer(?: range)?\."), Label("cli.usage.no_integer")),
    (pattern(r"'(?P<got>.*)' is not a valid float(?: range)?\."), Label("cli.usage.no_number")),
    (pattern(r"(?P<got>\S+) is not in the range (?P<wanted>.*)\."), Label("cli.usage.beyond")),
)
_WRONG = pattern(r"Invalid value for '(?P<name>[^']+)'(?: \(env var: '.*?'\))?: (?P<message>.*)", re.DOTALL)
_NAMES = pattern(r"'([^']+)'")


def spoken(named: Language | None = None, environment: Mapping[str, str] = os.environ) -> Language:
    """The language of what is said beside a result: the one that is asked for, else that of the locale; English."""
    context = click.get_current_context(silent=True)
    named = named or (context.params.get("lang") if context else None)
    return Language(named) if named else _of_locale(environment)


def tell(words: Text, language: Language | None = None) -> None:
    """Say it on stderr, in the language of the user."""
    click.echo(words.in_(spoken(language)), err=True)


def _of_locale(environment: Mapping[str, str]) -> Language:
    locale = next((environment[name] for name in _LOCALES if environment.get(name)), "")
    return Language.ZH if locale.startswith("zh") else Language.EN


def language_of_user(arguments: Sequence[str], settings: Settings, environment: Mapping[str, str]) -> Language:
    """The language that the call names, else the environment or the project of planck, else the locale; English."""
    named = [after for option, after in pairwise(arguments) if option == _LANG]
    named += [word.partition("=")[2] for word in arguments if word.startswith(f"{_LANG}=")]
    named += [environment.get("PLANCK_LANG", ""), str(settings.get("lang", ""))]
    wanted = next((name for name in named if name in tuple(Language)), "")
    return Language(wanted) if wanted else _of_locale(environment)


def show(error: click.ClickException, language: Language) -> None:
    """Write on stderr how to call, and what is wrong with the call; in English in the words of the library."""
    # Without arguments the error is the help, told in the language already.
    if language is Language.EN or type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context:
        usage = " ".join(context.command.collect_usage_pieces(context))
        told = Label("cli.usage.usage").fill(command=context.command_path, usage=usage)
        click.echo(f"{told.in_(language)}\n", err=True)
    click.echo(say("cli.usage.error", language, message=_message(error)), err=True)


def _message(error: click.ClickException) -> Text:
    if isinstance(error, WrongUseError):
        return Label("cli.usage.wrong").fill(name=error.param_hint, message=error.text)
    said = error.format_message()
    if wrong := _WRONG.fullmatch(said):
        return Label("cli.usage.wrong").fill(name=wrong["name"], message=_translated(wrong["message"]))
    return _translated(said)


def _translated(said: str) -> Text:
    """What the library says in both languages; as it is where it is not known."""
    for known, label in _SAID:
        if found := known.fullmatch(said):
            fields: dict[str, Any] = found.groupdict("")
            names = _NAMES.findall(fields.pop("hint", ""))
            if choices := _NAMES.findall(fields.get("wanted", "")):
                fields["wanted"] = Label("cli.usage.choices").fill(names=choices)
            hint = Label("cli.usage.hint").fill(names=list(dict.fromkeys(names))) if names else Text()
            return label.fill(**fields, hint=hint)
    return Text(zh=said, en=said)


# A sign of life on stderr for whoever waits at a terminal for more than two seconds.

# Seconds before anything is shown.
AFTER = 2.0

Told = Callable[[str], None]


@contextmanager
def waiting(language: Language | None = None) -> Iterator[Told]:
    """Shows that work goes on, and for how long; what is yielded puts a text beside it. Nothing off a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _told_nothing
        return
    from threading import Timer

    sign = _Sign(say("cli.progress.working", spoken(language)))
    timer = Timer(AFTER, sign.show)
    timer.daemon = True
    timer.start()
    try:
        yield sign.tell
    finally:
        timer.cancel()
        timer.join()
        sign.stop()


def _told_nothing(_: str) -> None:
    """Nobody watches."""


class _Sign:
    """A line that turns, and goes without a trace."""

    def __init__(self, words: str) -> None:
        self.words, self.beside = words, ""
        self.stop: Callable[[], None] = lambda: None
        self.update: Told = _told_nothing

    def tell(self, text: str) -> None:
        self.beside = text
        self.update(f"{self.words} {text}")

    def show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        shown = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        task = shown.add_task(f"{self.words} {self.beside}".rstrip(), total=None)
        shown.tasks[0].start_time = shown.get_time() - AFTER
        self.stop, self.update = shown.stop, lambda text: shown.update(task, description=text)
        shown.start()
