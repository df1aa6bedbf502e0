"""The earlier state of a run's plans and figures: from a commit, or from a file beside."""

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import field
from msgspec.structs import replace

from planck.load import rules
from planck.load.columnar import is_columnar
from planck.load.files import STDIN, Document, Raw, document_from, is_record, paths_in, read, shown
from planck.load.git import (
    AUTO,
    SHORT,
    GitError,
    NoRevision,
    Older,
    OldFile,
    Repository,
    Revision,
    automatic,
    named,
    no_revision,
    older,
    repository_of,
)
from planck.load.plan.goal import of_goals, own_goals
from planck.load.plan.plan import load_plan
from planck.load.table.doors import open_table, table_of
from planck.load.table.figures import Source, load_figures
from planck.load.table.header import REQUIRED, USUAL, Conventions, column_of, informed
from planck.load.table.vocabulary import folded
from planck.load.tables import Open, tables_beside
from planck.load.tables import Opened as OpenedText
from planck.model import Figure, Finding, Place, Plan, Rule, Text
from planck.model.change import Base
from planck.model.table import Coded, Figures
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

if TYPE_CHECKING:  # imported where a plan was scored
    from planck.model.scoring import ScoringModel

_IS_PLAN = pattern(r"^planck[ \t]*:", re.MULTILINE)
_NAMED = pattern(r"""[^\s"'\[\]{},#]+\.(?:csv|ya?ml)\b""", re.IGNORECASE)
_IS_MODEL = pattern(r"^model[ \t]*:", re.MULTILINE)

# A text or a table that was opened; of what is read by columns, its figures.
Opened = Document | Source | Figures
Read = tuple[Opened | None, tuple[Finding, ...]]


class Asked(Record):
    """What is compared: the paths as given, and the plan and figure files that they stand for.

    own: the figures are those that the plans name themselves.
    """

    given: tuple[str, ...]
    plans: tuple[str, ...]
    figures: tuple[str, ...]
    plan_suffixes: tuple[str, ...]
    figure_suffixes: tuple[str, ...]
    limit: int
    conventions: Conventions = USUAL
    own: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """All the files."""
        return (*self.plans, *self.figures)

    def is_plan(self, path: str) -> bool:
        """Whether a file is a plan by its name."""
        return path.casefold().endswith(self.plan_suffixes)


class Before(Record):
    """The earlier state. files: the present name of each of its files, for those that have one. given: the paths of the
    present state as the caller named them. models: what the plans were scored by, by their ids.

    unchanged: present files whose plans and figures belong to the earlier state as well. there: the files of the plans
    that are there now, whether or not they can be read.
    """

    base: Base
    plans: tuple[Plan, ...] = ()
    figures: Sequence[Figure] | Figures = ()
    files: Mapping[str, str] = field(default_factory=dict)
    unchanged: frozenset[str] = frozenset()
    given: tuple[str, ...] = ()
    models: "Mapping[str, ScoringModel]" = field(default_factory=dict)
    there: frozenset[str] = frozenset()


Found = tuple[Before | None, tuple[Finding, ...]]


def before(base: str, asked: Asked, environment: Mapping[str, str], *, required: bool = False) -> Found:
    """The state that `base` (auto, a revision, a file or a folder) names, and what is to be said about it.

    A revision wins over a file of the same name; `./name` is always a file. None: there is nothing to compare with,
    and a finding says so.
    """
    state, findings = _before(base, asked, environment, required=required)
    there = frozenset(map(shown, asked.plans))
    return state and replace(state, base=replace(state.base, asked=base), given=asked.given, there=there), findings


def _before(base: str, asked: Asked, environment: Mapping[str, str], *, required: bool) -> Found:
    start = next((path for path in asked.given if path != "-"), ".")
    try:
        repository = repository_of(start)
        found = _revision(repository, base, asked, environment)
    except GitError as error:
        return _from_file(base, asked) if os.path.exists(base) else _without(base, _no_repository(error), required)
    if isinstance(found, Revision):
        return _whole(found, base, rules.UNKNOWN_BASE, lambda: _at(repository, found, asked))
    if os.path.exists(base):
        return _from_file(base, asked)
    if found is None:
        return _unknown(base, no_revision("nowhere"))
    return _without(base, found, required)


def committed(
    files: Iterable[str], base: str, asked: Asked, environment: Mapping[str, str]
) -> tuple[Document, ...] | None:
    """The first of these files that the commit has which `base` names, none where it has none of them; None where
    `base` names no commit.
    """
    start = next((path for path in asked.given if path != "-"), ".")
    try:
        repository = repository_of(start)
        found = _revision(repository, base, asked, environment)
        if not isinstance(found, Revision):
            return None
        paths = [path for path in map(repository.path, files) if path is not None]
        entries = {entry.path: entry for entry in repository.entries(found.commit, paths)}
        first = [entries[path] for path in paths if path in entries][:1]
        held = [(entry.path, data) for entry, data in repository.contents(first)]
    except GitError:
        return None
    read_ = (document_from(data, f"{found.commit[:SHORT]}:{path}", limit=asked.limit)[0] for path, data in held)
    return tuple(document for document in read_ if document)


def state(name: str, given: Sequence[str], asked: Asked) -> Found:
    """The state that `name` (a file, a folder, a revision or revision:path) names; without a name, of `given`.

    A revision without a path is read at the paths of `asked`. A folder, and a revision, may hold other YAML and CSV
    files than plans and figures, which are passed over.
    """
    if not name or os.path.exists(name):
        return _from_paths(name, given, asked)
    revision, colon, path = name.partition(":")
    start = asked.given[0] if asked.given and not colon else "."
    try:
        repository = repository_of(start)
        found = named(repository, revision)
        if isinstance(found, Revision):
            paths = [path] if colon else list(asked.given)
            return _whole(found, name, rules.UNKNOWN_SIDE, lambda: _tree(repository, found, paths, asked))
        missing = found or no_revision("nowhere")
    except GitError as error:
        missing = _no_repository(error)
    return _unknown(name, missing, rules.UNKNOWN_SIDE)


def _from_paths(name: str, given: Sequence[str], asked: Asked) -> Found:
    documents = [each for path in given for each in _documents(path, asked)]
    read_from = {_file_of(document) for _, (document, _) in documents if document is not None}
    names = {file: _below(name, file) for file in read_from}
    ours = _ours(documents) if os.path.isdir(name) else documents
    return _parsed(Base(label=shown(name)), names, ours, asked, _in_folder(asked))


def _file_of(document: Opened) -> str:
    """The file that was read."""
    return next(iter(document.file.names), "") if isinstance(document, Figures) else document.input.file


def _below(folder: str, file: str) -> str:
    """The path of a file in the folder that is compared, so that two folders can be; empty for a single file."""
    return os.path.relpath(file, folder).replace(os.sep, "/") if os.path.isdir(folder) else ""


def _tree(repository: Repository, revision: Revision, paths: list[str], asked: Asked) -> Found:
    """The plans and figures of a commit at or below paths; from the working folder, as git itself takes them with ./"""
    inside = [found for path in paths if (found := repository.path(path)) is not None]
    suffixes = (*asked.plan_suffixes, *asked.figure_suffixes)
    entries = [
        entry
        for entry in repository.entries(revision.commit, inside)
        if entry.path.casefold().endswith(suffixes) and not is_record(entry.path)
    ]
    short = revision.commit[:SHORT]
    files = [(f"{short}:{entry.path}", entry.path, data) for entry, data in repository.contents(entries)]
    single = len(files) == 1
    documents = [(asked.is_plan(path), _of_bytes(data, shown_, asked, path)) for shown_, path, data in files]
    names = {shown_: "" if single else path for shown_, path, _ in files}
    base = Base(label=revision.label, commit=revision.commit)
    beside = _in_commit(repository, revision, asked)
    return _parsed(base, names, documents if single else _ours(documents), asked, beside)


def _ours(documents: Iterable[tuple[bool, Read]]) -> list[tuple[bool, Read]]:
    """Those that are plans, or tables with the columns that figures need."""
    return [
        (is_plan, (document, unread))
        for is_plan, (document, unread) in documents
        if not isinstance(document, Document) or _is_ours(document, is_plan=is_plan)
    ]


def ours_below(folder: str, asked: Asked, *aside: str) -> tuple[list[str], list[str]]:
    """The plans and the tables of figures in a folder and those below it; what stands `aside` is not looked at."""
    outside = {os.path.realpath(path) for path in aside if path}
    found: tuple[list[str], list[str]] = [], []
    for place, suffixes in enumerate((asked.plan_suffixes, asked.figure_suffixes)):
        for file in _files(folder, suffixes):
            real = os.path.realpath(file)
            is_plan = place == 0
            apart = is_record(file) or any(real == one or real.startswith(one + os.sep) for one in outside)
            if not apart and _ours([(is_plan, _opened(file, asked, is_plan=is_plan))]):
                found[place].append(os.path.relpath(file, folder))
    return found


def _is_ours(document: Document, *, is_plan: bool) -> bool:
    if is_plan:
        return bool(_IS_PLAN.search(document.text)) and not _IS_MODEL.search(document.text)
    first = next(filter(str.strip, document.input.lines), "")
    names = {column_of(name.strip().strip('"')) for name in re.split(r"[,;\t]", first)}
    return set(REQUIRED) <= names


def _revision(
    repository: Repository, base: str, asked: Asked, environment: Mapping[str, str]
) -> Revision | NoRevision | None:
    if base != AUTO:
        return named(repository, base)
    return automatic(repository, environment, lambda: _is_dirty(repository, asked))


def _is_dirty(repository: Repository, asked: Asked) -> bool:
    """Whether a file of the run differs from HEAD, or one is gone."""
    files = (*asked.given, *asked.files, *_named_in(asked))
    paths = [path for path in map(repository.path, files) if path is not None]
    return repository.dirty(paths, (*asked.plan_suffixes, *asked.figure_suffixes))


def _named_in(asked: Asked) -> list[str]:
    """The files beside that the plans name: tables of targets and goals, models, figures."""
    opened = (read(file, limit=asked.limit)[0] for file in asked.plans if file != "-")
    named = (
        os.path.join(os.path.dirname(document.input.file), name)
        for document in opened
        if document
        for name in _NAMED.findall(document.text)
    )
    return [file for file in named if os.path.isfile(file)]


def _no_repository(error: GitError) -> NoRevision:
    return _missing(error, Label("load.before.run_in_git_repository_or"))


def _missing(error: GitError, todo: Text) -> NoRevision:
    words = shown(str(error).splitlines()[0] if str(error) else "git")
    return NoRevision(why=Label("load.before.git_words").fill(words=words), what_to_do=todo)


def _whole(revision: Revision, name: str, rule: Rule, made: Callable[[], Found]) -> Found:
    """What is made of a commit, or that the repository has not all of it."""
    try:
        return made()
    except GitError as error:
        return _unknown(name or revision.label, _missing(error, Label("load.before.mend_repository")), rule)


def _unknown(base: str, missing: NoRevision, rule: Rule = rules.UNKNOWN_BASE) -> Found:
    return None, (rule.at(None, got=base, why=missing.why, todo=missing.what_to_do),)


def _without(base: str, missing: NoRevision, required: bool) -> Found:
    """Nothing to compare with: a note, an error where that was required or a certain revision was named."""
    if base != AUTO:
        return _unknown(base, missing)
    rule = rules.BASE_REQUIRED if required else rules.NO_BASE
    return None, (rule.at(None, why=missing.why, todo=missing.what_to_do),)


def _at(repository: Repository, revision: Revision, asked: Asked) -> Found:
    suffixes = (*asked.plan_suffixes, *asked.figure_suffixes)
    found = older(repository, revision.commit, asked.given, asked.files, suffixes)
    # The day of HEAD, where the files are as they are there.
    tip = None if _is_dirty(repository, asked) else repository.day("HEAD")
    base = Base(label=revision.label, commit=revision.commit, tip=tip)
    beside = _in_commit(repository, revision, asked)
    state, findings = _read(base, (*found.files, *_followed(found, asked, beside)), asked, beside)
    unknown = [file for file in found.unknown if file != "-"]
    said = [rules.UNVERSIONED.at(Place(shown(file)), got=shown(file)) for file in unknown]
    said += [_unread(f"{base.label}:{path}", Label("load.before.kept_in_git_lfs")) for path in found.pointers]
    unchanged = frozenset(STDIN if file == "-" else shown(file) for file in found.unknown)
    return replace(state, unchanged=unchanged), (*findings, *said)


# A file that is gone has become a new one when this share of what either is about is in both.
SAME_FILE = 0.5


def _followed(found: Older, asked: Asked, beside: "Beside") -> list[OldFile]:
    """The old files that are gone and that new ones were made of, under a name that git does not know yet."""
    here = _in_folder(asked)
    subjects = {file: _subjects(_opened(file, asked, is_plan=asked.is_plan(file)), asked, here) for file in found.new}
    followed: list[OldFile] = []
    for file in found.gone:
        own = _subjects(_of_bytes(file.data, file.name, asked, file.name), asked, beside)
        shares = {now: len(own & its) / max(min(len(own), len(its)), 1) for now, its in subjects.items()}
        now = max(shares, key=lambda name: shares[name])
        followed += [replace(file, now=now)] if shares[now] >= SAME_FILE else []
    return followed


def _subjects(opened: Read, asked: Asked, beside: "Beside") -> set[tuple[str, str]]:
    """What a file is about: the series of figures, or what a plan calls its targets; none where it cannot be read."""
    document = opened[0]
    is_plan = isinstance(document, Document) and _IS_PLAN.search(document.text)
    plan = _plan(document, beside)[0] if document and is_plan else None
    if plan:
        return {("", name) for name in plan.calls}
    if document is None:
        return set()
    figures, _ = _figures(document, asked.conventions)
    assert figures is not None
    pairs = zip(figures.region.codes.tolist(), figures.indicator.codes.tolist(), strict=True)
    return {(folded(figures.region.names[one]), folded(figures.indicator.names[other])) for one, other in set(pairs)}


def _read(base: Base, files: Iterable[OldFile], asked: Asked, beside: "Beside") -> tuple[Before, tuple[Finding, ...]]:
    names = {file.name: shown(file.now) if file.now else file.name.partition(":")[2] for file in files}
    documents = [(file, asked.is_plan(file.name), _of_bytes(file.data, file.name, asked, file.name)) for file in files]
    # A folder holds other files as well; those that this run reads itself are ours whatever they were.
    own = [(is_plan, found) for file, is_plan, found in documents if file.now in asked.files]
    others = [(is_plan, found) for file, is_plan, found in documents if file.now not in asked.files]
    return _parsed(base, names, [*own, *_ours(others)], asked, beside)


def _from_file(path: str, asked: Asked) -> Found:
    """The state of a file or a folder beside; what it has no plans or no figures of is taken as unchanged."""
    plans, figures = (_files(path, suffixes) for suffixes in (asked.plan_suffixes, asked.figure_suffixes))
    documents = _ours(_documents(path, asked)) if os.path.isdir(path) else _documents(path, asked)
    if not documents:
        return _unknown(path, no_revision("empty"))
    state, findings = _parsed(Base(label=shown(path)), {}, documents, asked, _in_folder(asked))
    same = (() if plans else asked.plans) + (() if figures or len(state.figures) else asked.figures)
    return replace(state, unchanged=frozenset(STDIN if file == "-" else shown(file) for file in same)), findings


def _documents(path: str, asked: Asked) -> list[tuple[bool, Read]]:
    """The plans and figures that a path stands for, each opened."""
    return [
        (is_plan, _opened(file, asked, is_plan=is_plan))
        for is_plan, suffixes in ((True, asked.plan_suffixes), (False, asked.figure_suffixes))
        for file in _files(path, suffixes)
    ]


def _files(path: str, suffixes: tuple[str, ...]) -> list[str]:
    if os.path.isdir(path):
        return [file for file in paths_in(path, suffixes)[0] if file.casefold().endswith(suffixes)]
    return [path] if path.casefold().endswith(suffixes) else []


def _opened(file: str, asked: Asked, *, is_plan: bool) -> Read:
    """A file beside, as a run would open it."""
    if is_columnar(file):
        return _by_columns(file, shown(file), asked)
    return read(file, limit=asked.limit) if is_plan else open_table(file, asked.conventions, limit=asked.limit)


def _of_bytes(data: bytes, name: str, asked: Asked, path: str) -> Read:
    """An older version of the file at `path`, as a run would open it."""
    if is_columnar(path):
        with tempfile.NamedTemporaryFile(suffix=os.path.basename(path)) as file:
            file.write(data)
            file.flush()
            return _by_columns(file.name, name, asked)
    if asked.is_plan(path) or len(data) > asked.limit:
        return document_from(data, name, limit=asked.limit)
    return table_of(Raw(name, data), asked.conventions)


# What opens a table beside a plan of the earlier state, by the plan's file and the path that it writes.
Beside = Callable[[str, str], Read]


def _in_folder(asked: Asked) -> Beside:
    def opened(plan: str, path: str) -> Read:
        return _opened(os.path.join(os.path.dirname(plan), path), asked, is_plan=asked.is_plan(path))

    return opened


def _in_commit(repository: Repository, revision: Revision, asked: Asked) -> Beside:
    def opened(plan: str, path: str) -> Read:
        commit, _, file = plan.partition(":")
        wanted = os.path.normpath(os.path.join(os.path.dirname(file), path)).replace(os.sep, "/")
        # What lies outside of the repository is in no commit.
        inside = not (wanted.startswith("../") or os.path.isabs(wanted))
        entries = repository.entries(revision.commit, [wanted]) if inside else []
        found = next((data for entry, data in repository.contents(entries) if entry.path == wanted), None)
        return (None, ()) if found is None else _of_bytes(found, f"{commit}:{wanted}", asked, wanted)

    return opened


def _by_columns(path: str, name: str, asked: Asked) -> Read:
    """The figures of a file that is read by columns, under the name that it is shown by."""
    from planck.load.columnar.reader import Read as Reader

    reader = Reader(path, asked.conventions)
    figures = reader.figures()
    found = tuple(replace(finding, place=Place(name)) for finding in reader.findings if finding.blocking)
    return replace(figures, file=Coded.same(name, len(figures))), found


def _parsed(
    base: Base, names: Mapping[str, str], documents: Iterable[tuple[bool, Read]], asked: Asked, beside: Beside
) -> tuple[Before, tuple[Finding, ...]]:
    documents = tuple(documents)
    of_plans = (read for is_plan, read in documents if is_plan)
    plans, findings = _read_each(base, of_plans, lambda document: _plan(document, beside))
    plans = [_with_own_goals(plan, asked, beside) for plan in plans]
    known = informed(asked.conventions, plans or _present(asked))
    others = [read for is_plan, read in documents if not is_plan]
    named = _named(plans, beside) if asked.own else []
    # What the plans named before is what they were judged by, whatever they name now.
    tables, more = _read_each(base, named or others, lambda one: _figures(one, known))
    models = {plan.id: model for plan in plans if (model := _model_of(plan, beside))}
    state = Before(base=base, plans=tuple(plans), figures=Figures.joined(tables), files=names, models=models)
    return state, (*findings, *more)


def _figures(opened: Opened, conventions: Conventions) -> tuple[Figures | None, tuple[Finding, ...]]:
    return (opened, ()) if isinstance(opened, Figures) else load_figures(opened, conventions)


def _named(plans: Iterable[Plan], beside: Beside) -> list[Read]:
    """The tables that the plans name, each once."""
    found = {
        os.path.normpath(os.path.join(os.path.dirname(plan.place.file), path)): (plan.place.file, path)
        for plan in plans
        for path in plan.figures
    }
    return [beside(*each) for each in found.values()]


def _model_of(plan: Plan, beside: Beside) -> "ScoringModel | None":
    """The model that the plan was scored by; None where it had none, or one that cannot be read."""
    if not isinstance(plan.scoring, str):
        return plan.scoring
    from planck.load.scoring.model import is_name, load_model, read_model

    if is_name(plan.scoring):
        return read_model(plan.scoring)[0]
    document, _ = beside(plan.place.file, plan.scoring)
    if not isinstance(document, Document):
        return None
    return load_model(document, _opener(document.input.file, beside))[0]


def _opener(file: str, beside: Beside) -> Open:
    """What opens the tables that a file names."""

    def open_(name: str) -> OpenedText:
        document, findings = beside(file, name)
        return document if isinstance(document, Document) else findings

    return open_


def _with_own_goals(plan: Plan, asked: Asked, beside: Beside) -> Plan:
    """The plan with the goals that its regions had of their own."""
    if not plan.goals:
        return plan
    document, _ = beside(plan.place.file, plan.goals)
    rows = _figures(document, of_goals(plan, asked.conventions))[0] if document else None
    rows = Figures.of(()) if rows is None else rows
    return replace(plan, own_goals=own_goals(plan, rows)[0])


def _present(asked: Asked) -> list[Plan]:
    """The plans as they are now, whose names tables of before are read by where there were no plans."""
    opened = (read(file, limit=asked.limit)[0] for file in asked.plans if file != "-")
    found = (load_plan(document, tables_beside(document))[0] for document in opened if document)
    return [plan for plan in found if plan]


T = TypeVar("T")


def _read_each(
    base: Base, documents: Iterable[Read], reader: Callable[[Opened], tuple[T | None, tuple[Finding, ...]]]
) -> tuple[list[T], list[Finding]]:
    """What could be read of the documents, and a finding for each that could not."""
    found: list[T | None] = []
    findings: list[Finding] = []
    for document, unread in documents:
        made, problems = reader(document) if document is not None else (None, ())
        wrong = next((problem for problem in (*unread, *problems) if problem.blocking), None)
        if wrong:
            name = wrong.place.file if wrong.place else base.label
            findings.append(_unread(name, Text(zh=wrong.code, en=wrong.code)))
        else:
            found.append(made)
    return [made for made in found if made is not None], findings


def _plan(document: Opened, beside: Beside) -> tuple[Plan | None, tuple[Finding, ...]]:
    open_ = _opener(_file_of(document), beside)
    return load_plan(document, open_) if isinstance(document, Document) else (None, ())


def _unread(name: str, why: Text) -> Finding:
    return rules.UNREADABLE_BEFORE.at(None, got=name, why=why)
