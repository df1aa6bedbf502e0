"""`planck draft`: a plan and its figures proposed from documents; and how good a draft is, by an annotated file."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from planck.cli import Exit
from planck.cli.options import Options
from planck.cli.usage import WrongUseError, spoken, tell
from planck.load.files import why
from planck.model import Finding, Language, Text
from planck.render.files import write_files
from planck.words import Label

if TYPE_CHECKING:  # imported where something is drafted
    from planck.draft.reading import Source
    from planck.draft.write import Read

Documents = Annotated[list[str], typer.Argument(metavar="DOCUMENT...")]


def draft(documents: Documents, *, options: Options) -> int:
    """Propose a plan and its figures from documents, each number with its place."""
    if not options.to and not options.against:
        raise WrongUseError(Label("cli.usage.folder"), "--to")
    read, findings = read_all(documents)
    _say(findings, spoken(options.lang))
    if not read:
        return Exit.NOT_EVALUATED
    code = _compare(read, options) if options.against else Exit.PASSED
    return max(code, write_draft(read, _paths(options.to), options)) if options.to else code


def init_from(table: str, plan: str, options: Options) -> Exit:
    """Write the plan and the figures that an office table holds: the figures beside the plan unless told where."""
    from planck.draft.write import FIGURES, PAGE, PLAN

    read, findings = read_all([table])
    _say(findings, spoken(options.lang))
    if not read:
        return Exit.NOT_EVALUATED
    beside = os.path.dirname(plan)
    paths = {
        PLAN: plan,
        FIGURES: options.empty_figures or os.path.join(beside, FIGURES),
        PAGE: os.path.join(beside, PAGE),
    }
    return write_draft(read, paths, options)


def read_all(paths: Iterable[str]) -> "tuple[list[Read], list[Finding]]":
    """The documents at the paths with what was taken from each, and what is wrong with those that cannot be read."""
    from planck.draft.draft import draft_of
    from planck.draft.reading import SUFFIXES, read_source, told_apart
    from planck.draft.write import Read
    from planck.load.files import paths_in

    sources: list[Source] = []
    findings: list[Finding] = []
    for path in dict.fromkeys(paths):
        files, unread = paths_in(path, SUFFIXES)
        findings += unread
        for file in files:
            source, problems = read_source(file)
            findings += problems
            sources += [source] if source else []
    return [Read(source=source, draft=draft_of(source)) for source in told_apart(sources)], findings


def _say(findings: Iterable[Finding], language: Language) -> None:
    from planck.view.message import help_text, message_text

    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.code, finding.place.file if finding.place else ""), []).append(finding)
    for finding, *others in alike.values():
        place = finding.place
        where = (
            f"{place.file}:{place.line}:{place.column}: "
            if place and place.line
            else f"{place.file}: "
            if place
            else ""
        )
        click.echo(f"{where}{finding.severity} {finding.code} {message_text(finding, language)}", err=True)
        tell(Label("cli.said.help").fill(help=help_text(finding, language)), language)
        if others:
            tell(Label("draft.reading.more").fill(count=len(others)), language)


# The files of a draft.


def _paths(folder: str) -> Mapping[str, str]:
    """Where the files go that are not put beside the plan under their own names."""
    from planck.draft.write import FIGURES, PAGE, PLAN

    return {name: os.path.join(folder, name) for name in (PLAN, FIGURES, PAGE)}


def write_draft(read: "Sequence[Read]", paths: Mapping[str, str], options: Options) -> Exit:
    """Write the files of a draft; nothing is overwritten, and where one file is there already none is written."""
    from planck.draft.write import PLAN, written

    drafted = written(read, options.region, options.lang)
    if not (drafted.targets or drafted.in_doubt or drafted.figures):
        tell(Label("cli.drafting.nothing"), options.lang)
        return Exit.NOTHING_CHECKED
    beside = os.path.dirname(paths[PLAN])
    files = {paths.get(name) or os.path.join(beside, name): text for name, text in drafted.files.items()}
    if there := next((path for path in files if os.path.exists(path)), ""):
        tell(Label("cli.drafting.exists").fill(path=there), options.lang)
        return Exit.NOT_EVALUATED
    try:
        write_files({path: text.encode() for path, text in files.items()}, new=True, folders=True)
    except OSError as error:
        tell(Label("cli.said.not_written").fill(path=beside or ".", why=why(error)), options.lang)
        return Exit.NOT_EVALUATED
    for path in files:
        tell(Label("cli.said.wrote").fill(path=path), options.lang)
    click.echo(_summary(drafted.targets, drafted.in_doubt, drafted.figures, drafted.left, read, options))
    click.echo(_next(files, paths, read))
    return Exit.PASSED


def _summary(targets: int, in_doubt: int, figures: int, left: int, read: "Sequence[Read]", options: Options) -> str:
    from planck.draft.write import language_of
    from planck.words import Label

    counts = Label("draft.page.counts").fill(targets=targets, doubts=in_doubt, figures=figures, left=left)
    return counts.in_(options.lang or language_of(read[0].source.text))


def _next(files: Iterable[str], paths: Mapping[str, str], read: "Sequence[Read]") -> str:
    """The calls that come next, to be pasted."""
    from planck.draft.write import FIGURES, PLAN

    plan, figures = paths[PLAN], paths[FIGURES]
    texts = {os.path.dirname(path) or "." for path in files if path.endswith(".txt")}
    folders = texts or {os.path.dirname(each.source.path) or "." for each in read}
    return f"planck check {plan} {figures}\nplanck audit {plan} {figures} --documents {min(folders)}"


# How good a draft is.


def _compare(read: "Sequence[Read]", options: Options) -> Exit:
    from planck.draft.gold import lacking, rows_of
    from planck.draft.scores import report

    results = []
    for each in read:
        text, problem = _annotation(options.against, each.source.id)
        if not problem and (missing := lacking(text)):
            problem = Label("cli.drafting.lacking").fill(file=options.against, wanted=list(missing))
        if problem:
            tell(problem, options.lang)
            return Exit.NOT_EVALUATED
        results.append((each.source.id, each.draft.statements, rows_of(text, each.source.id)))
    click.echo(report(results, spoken(options.lang)), nl=False)
    return Exit.PASSED


def _annotation(path: str, id_: str) -> tuple[str, Text | None]:
    """The text of the annotation of a document, in a file or in a folder of files; or why there is none."""
    file = os.path.join(path, f"{id_}.csv") if os.path.isdir(path) else path
    try:
        return Path(file).read_text(encoding="utf-8-sig"), None
    except OSError as error:
        return "", Label("cli.drafting.no_annotation").fill(file=file, why=why(error))
    except UnicodeDecodeError:
        return "", Label("cli.drafting.not_utf8").fill(file=file)
