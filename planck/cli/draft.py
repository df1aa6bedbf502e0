"""`planck draft`: a plan and its figures proposed from documents; and how good a draft is, by an annotated file."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from planck.cli import Exit
from planck.cli.options import Options
from planck.cli.usage import WrongUseError, spoken, tell
from planck.load.files import Positions, collect, why
from planck.model import Finding, Language, Text
from planck.registry import grouped
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
    # The second table of a folder gives a plan that is called as the table; the same table again is refused.
    if plan == PLAN and os.path.exists(plan) and not _drafted_from(plan, read[0].source.id):
        plan = f"{read[0].source.id}.plan.yaml"
    own = {name: _free(plan, name) for name in (FIGURES, PAGE)}
    return write_draft(read, {PLAN: plan, **own, FIGURES: options.empty_figures or own[FIGURES]}, options)


def _drafted_from(plan: str, document: str) -> bool:
    """Whether a plan is there that has been drafted from a document, or that cannot be read."""
    from planck.load.yaml import node_at, plain_data, read_nodes

    try:
        root, _ = collect(read_nodes(Positions.of(plan, Path(plan).read_text(encoding="utf-8"))))
    except (OSError, UnicodeDecodeError):
        return True
    try:
        return root is None or plain_data(node_at(root, ("source", "document"))) == document
    except KeyError:
        return False


def _free(plan: str, name: str) -> str:
    """A file beside the plan; where another draft has that name already, with the name of the plan before it."""
    usual = os.path.join(os.path.dirname(plan), name)
    return f"{os.path.splitext(plan)[0].removesuffix('.plan')}.{name}" if os.path.exists(usual) else usual


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

    alike = grouped(((one.code, one.place.file if one.place else ""), one) for one in findings)
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
    from planck.draft.tables import heads_told
    from planck.draft.write import PLAN, language_of, written

    drafted = written(read, options.region, options.lang)
    language = options.lang or language_of(read[0].source.text)
    if not (drafted.targets or drafted.in_doubt or drafted.figures):
        tell(Label("cli.drafting.nothing"), language)
        for told in heads_told(read[0].source):
            tell(told, language)
        return Exit.NOTHING_CHECKED
    beside = os.path.dirname(paths[PLAN])
    files = dict(_placed(drafted.files, paths, beside))
    if there := next((path for path in files if os.path.exists(path)), ""):
        tell(Label("cli.drafting.exists").fill(path=there), language)
        return Exit.NOT_EVALUATED
    try:
        write_files({path: text.encode() for path, text in files.items()}, new=True, folders=True)
    except OSError as error:
        tell(Label("cli.said.not_written").fill(path=beside or ".", why=why(error)), language)
        return Exit.NOT_EVALUATED
    tell(Label("cli.said.wrote").fill(path=Label("cli.drafting.files").fill(names=list(files))), language)
    counts = {"targets": drafted.targets, "doubts": drafted.in_doubt, "figures": drafted.figures, "left": drafted.left}
    click.echo(Label("draft.page.counts").fill(**counts).in_(language))
    for note in drafted.notes:
        click.echo(note.in_(language))
    if drafted.in_doubt and not (drafted.targets or drafted.figures):
        for told in heads_told(read[0].source):
            tell(told, language)
    click.echo(_next(drafted.files, paths, read))
    return Exit.PASSED


def _placed(texts: Mapping[str, str], paths: Mapping[str, str], beside: str) -> Iterator[tuple[str, str]]:
    """The texts by their paths; a card or a text that an earlier draft of the document has written stays."""
    for name, text in texts.items():
        usual = paths.get(name) or os.path.join(beside, name)
        if name in paths:
            yield usual, text
            continue
        # Of a document that is called as a plan is.
        apart = "{}.document{}".format(*os.path.splitext(usual))
        taken = usual in paths.values() or (os.path.exists(usual) and not _says(usual, text))
        path = apart if taken else usual
        if not _says(path, text):
            yield path, text


def _says(path: str, text: str) -> bool:
    """Whether a file is there and says just this."""
    try:
        return Path(path).read_bytes() == text.encode()
    except OSError:
        return False


def _next(names: Iterable[str], paths: Mapping[str, str], read: "Sequence[Read]") -> str:
    """The calls that come next, to be pasted."""
    from planck.draft.write import FIGURES, PLAN

    plan, figures = paths[PLAN], paths[FIGURES]
    texts = {os.path.dirname(plan) or "."} if any(name.endswith(".txt") for name in names) else set()
    folders = texts or {os.path.dirname(each.source.path) or "." for each in read}
    return f"planck check {plan} {figures}\nplanck audit {plan} {figures} --documents {min(folders)}"


# How good a draft is.


def _compare(read: "Sequence[Read]", options: Options) -> Exit:
    from planck.draft.gold import lacking, report, rows_of

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
