"""What a call leaves behind: stdout, stderr and files."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

import click
from msgspec.structs import replace

from planck.assess.plan import Result
from planck.cli.usage import WrongUseError, spoken, tell, waiting
from planck.load import rules
from planck.load.files import why
from planck.model import Finding, Gate, Language, Place, Text
from planck.render import FORMATS, Kind, Output, View, formats_of, takes, text
from planck.render.files import replacing, write_files
from planck.view.words import language_of
from planck.words import Label, say

WIDTH, NARROWEST, WIDEST = 80, 60, 120
BOM = "\ufeff"
# GitHub refuses a summary of more than 1 MiB as a whole.
SUMMARY_LIMIT = (1 << 20) - (1 << 10)
_NOT_COMPARED = Label("cli.reports.not_compared")


def wanted_reports(output_format: str, reports: Iterable[str], kind: Kind) -> list[tuple[str, str]]:
    """Format and path of every `FORMAT=PATH`. Raises BadParameter for a format that does not exist."""
    _known(output_format, "--output-format", kind)
    wanted = []
    for report in reports:
        name, separator, path = report.partition("=")
        if not separator or not path:
            raise WrongUseError(Label("cli.usage.report").fill(got=report), "--report")
        if path == "-":
            raise WrongUseError(Label("cli.usage.report_path"), "--report")
        wanted.append((_known(name, "--report", kind), path))
    return wanted


def _known(name: str, option: str, kind: Kind) -> str:
    if not takes(name, kind):
        from planck.cli.inputs import chosen_of

        chosen_of(name, formats_of(kind), option)
    return name


def refuse_to_overwrite(reports: Iterable[tuple[str, str]], inputs: Iterable[str]) -> None:
    """Raises BadParameter when a report would be written over an input, or two reports over each other."""
    taken = {os.path.realpath(path) for path in inputs}
    for _, path in reports:
        if os.path.realpath(path) in taken:
            raise WrongUseError(Label("cli.usage.taken").fill(path=path), "--report")
        taken.add(os.path.realpath(path))


# Reports of what a run found: they tell what stopped it, and who gathers them would take earlier ones for those of now.
OF_FINDINGS = frozenset(("comment", "concise", "github", "gitlab", "junit", "sarif"))


def emit(
    result: object,
    output_format: str,
    reports: Iterable[tuple[str, str]],
    view: View,
    kind: Kind,
    *,
    unread: bool = False,
) -> bool:
    """Write stdout and the reports; whether all of it could be written.

    `view` is for files; stdout takes the width and the colour of the terminal. unread: nothing could be judged, and
    reports of verdicts that are there stay.
    """
    language = language_of(result, view.language) if isinstance(result, Result) else view.language
    shown: Output = ""
    with needs_extra("--output-format", language) as lacking_out, waiting(language):
        shown = FORMATS[output_format].render(kind, result, replace(view, width=width(), colour=colour()))
    written = [*lacking_out, _no_text(output_format) if isinstance(shown, bytes | Mapping) else write(shown)]
    for name, path in reports:
        if unread and name not in OF_FINDINGS and os.path.isfile(path):
            written.append(kept(path, language))
            continue
        with needs_extra(path, language) as lacking, waiting(language):
            written.append(write_report(path, FORMATS[name].render(kind, result, view)))
        written += lacking
    return all(written)


@contextmanager
def needs_extra(path: str, language: Language | None) -> Iterator[list[bool]]:
    """Says what a report at `path` lacks where a library of an extra is not installed, and adds False to the list."""
    lacking: list[bool] = []
    try:
        yield lacking
    except ModuleNotFoundError as error:
        if str(error.name).startswith("planck"):
            raise
        from planck.view.message import help_text

        finding = rules.NEEDS_EXTRA.at(Place(path), got=str(error.name))
        list_findings((finding,), language)
        tell(Label("cli.said.help").fill(help=help_text(finding, spoken(language))), language)
        lacking.append(False)


def _no_text(name: str) -> bool:
    tell(Label("cli.said.no_text").fill(name=name))
    return False


def write_report(path: str, output: Output, option: str = "--report") -> bool:
    """Write a text, the bytes of a file, or a folder of them."""
    try:
        if isinstance(output, Mapping):
            write_files({os.path.join(path, name): _bytes(each) for name, each in output.items()}, folders=True)
        else:
            with replacing(path) as file:
                file.writelines(map(_bytes, (output,) if isinstance(output, str | bytes) else output))
    except OSError as error:
        return not_written(path, why(error), option)
    tell(Label("cli.said.wrote").fill(path=path))
    return True


def kept(path: str, language: Language | None, option: str = "--report") -> bool:
    """Say that what is at a path stays, because verdicts by what was read would pass for all of them; False."""
    return not_written(path, Label("cli.said.input_unread"), option, language)


def not_written(path: str, reason: Text | str, option: str, language: Language | None = None) -> bool:
    """Say that what an option asks for could not be written, and why; False."""
    tell(Label("cli.said.option_not_written").fill(option=option, path=path, why=reason), language)
    return False


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")


def list_findings(findings: Iterable[Finding], lang: Language | None) -> None:
    """Findings on stderr, a line each, for commands whose output has no room for them."""
    from planck.view.message import message_text, place_text

    for finding in findings:
        told = message_text(finding, spoken(lang))
        click.echo(f"{place_text(finding)}: {finding.code} {finding.severity.value} {finding.name}: {told}", err=True)


# The terminal.


def prepare() -> None:
    """Write UTF-8 with plain line feeds whatever the locale, and fail on no character; keep no memory to spare."""
    # What Arrow frees is free again: its own pool keeps what it had at most.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    # A stream that the caller has closed is None.
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it is stdout until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def write(output: str | Iterator[str]) -> bool:
    """Print `output`, whole or piece by piece; whether that worked.

    A reader that has gone away (`| head`) is no failure, a full disk is.
    """
    try:
        sys.stdout.writelines((output,) if isinstance(output, str) else output)
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_stdout()
    except OSError as error:
        _give_up_stdout()
        tell(Label("cli.said.output_not_written").fill(why=why(error)))
        return False
    return True


def _give_up_stdout() -> None:
    # What is left in the buffer would fail again when the interpreter ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def width() -> int:
    """Columns of the terminal; 80 where the output is not one, so that the same input gives the same bytes."""
    if not sys.stdout.isatty():
        return WIDTH
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDTH, 24)).columns))


def colour() -> bool:
    """Whether to colour: NO_COLOR beats FORCE_COLOR beats TERM=dumb beats a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


# Files of the user that are changed: whole or not at all, and by one process at a time.


@contextmanager
def locked(path: str) -> Iterator[None]:
    """Keeps other calls from changing files of the same folder; the lock goes with the process, however that ends."""
    try:
        import fcntl

        folder = os.open(os.path.dirname(os.path.realpath(path)), os.O_RDONLY)
    except (ImportError, OSError):
        # Where a folder cannot be locked a file is still replaced as a whole.
        yield
        return
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def write_file(path: str, content: str) -> bool:
    """Write `content` in place of what is there, its byte order mark kept; whether that worked."""
    try:
        problem = replace_file(path, (_mark(path) + content).encode())
    except OSError as error:
        problem = why(error)
    tell(
        Label("cli.said.not_written").fill(path=path, why=problem)
        if problem
        else Label("cli.said.wrote").fill(path=path)
    )
    return not problem


def replace_file(path: str, data: bytes) -> Text | None:
    """Put `data` in place of what is there, its permissions kept; why that did not work, None where it did."""
    try:
        write_files({path: data})
    except OSError as error:
        return why(error)
    return None


def _mark(path: str) -> str:
    if not os.path.exists(path):
        return ""
    with open(path, "rb") as file:
        return BOM if file.read(3) == BOM.encode() else ""


# A step of a workflow. Source: docs.github.com, "Workflow commands for GitHub Actions"; neither needs a permission.


def in_actions() -> bool:
    """Whether the process runs in a step of a workflow of GitHub."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def say_not_compared(result: Result, view: View) -> None:
    """Say on stderr that nothing was compared, where that was to be expected: in a pipeline, or a plan has a gate."""
    in_pipeline = in_actions() or os.environ.get("GITLAB_CI") == "true"
    if in_pipeline or any(plan.plan.gate != Gate() for plan in result.plans):
        click.echo(_NOT_COMPARED.in_(language_of(result, view.language)), err=True)


def show_in_workflow(result: Result, output_format: str, view: View, kind: Kind = Kind.CHECK) -> bool:
    """Annotate and summarise where the process runs in a workflow; whether all of it could be written."""
    if not in_actions():
        return True
    # The runner reads annotations from stderr too, so that stdout is what was asked for.
    if output_format != "github":
        click.echo(text("github", Kind.CHECK, result, view), err=True, nl=False)
    return _summarise_step(lambda: text("markdown", kind, result, view), language_of(result, view.language))


def _summarise_step(report: Callable[[], str], language: Language) -> bool:
    """Append the report, in Markdown, to the summary of the step, if there is one; whether that worked."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return True
    summary = shortened(report(), SUMMARY_LIMIT, language)
    try:
        with open(path, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(summary)
    except OSError as error:
        return not_written(path, why(error), "GITHUB_STEP_SUMMARY", language)
    return True


def shortened(report: str, limit: int, language: Language) -> str:
    """The text, or its first lines and a last one that counts those left out, in at most `limit` bytes of UTF-8."""
    data = report.encode("utf-8", "backslashreplace")
    if len(data) <= limit:
        return report
    kept, _, _ = data[: limit - 200].rpartition(b"\n")
    left = data.count(b"\n") - kept.count(b"\n")
    note = say("cli.reports.more_lines_are_left_out", language, left=left)
    return f"{kept.decode('utf-8')}\n\n{note}\n"
