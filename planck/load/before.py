"""The earlier state of a run's plans and figures: from a commit, or from a file beside."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from planck.load import before_rules as rules
from planck.load.git.older import Older, OldFile, older
from planck.load.git.repository import GitError, Repository, repository_of
from planck.load.git.revision import AUTO, NoRevision, Revision, automatic, named
from planck.load.plan.plan import load_plan
from planck.load.source.files import Document, document_of, read
from planck.load.source.paths import STDIN, paths_in, shown
from planck.load.table.figures import load_figures
from planck.model import Figure, Finding, Place, Plan, Text
from planck.model.change import Base

Read = tuple[Document | None, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is compared: the paths as given, and the plan and figure files that they stand for."""

    given: tuple[str, ...]
    plans: tuple[str, ...]
    figures: tuple[str, ...]
    plan_suffixes: tuple[str, ...]
    figure_suffixes: tuple[str, ...]
    limit: int

    @property
    def files(self) -> tuple[str, ...]:
        """All the files."""
        return (*self.plans, *self.figures)

    def is_plan(self, path: str) -> bool:
        """Whether a file is a plan by its name."""
        return path.casefold().endswith(self.plan_suffixes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The earlier state. files: the present name of each of its files, for those that have one.

    unchanged: present files whose plans and figures belong to the earlier state as well.
    """

    base: Base
    plans: tuple[Plan, ...] = ()
    figures: tuple[Figure, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    unchanged: frozenset[str] = frozenset()


Found = tuple[Before | None, tuple[Finding, ...]]


def before(base: str, asked: Asked, environment: Mapping[str, str], *, required: bool = False) -> Found:
    """The state that `base` (auto, a revision, a file or a folder) names, and what is to be said about it.

    A revision wins over a file of the same name; `./name` is always a file. None: there is nothing to compare with,
    and a finding says so.
    """
    start = next((path for path in asked.given if path != "-"), ".")
    try:
        repository = repository_of(start)
        found = _revision(repository, base, asked, environment)
    except GitError as error:
        return _from_file(base, asked) if os.path.exists(base) else _without(base, _no_repository(error), required)
    if isinstance(found, Revision):
        return _at(repository, found, asked)
    if os.path.exists(base):
        return _from_file(base, asked)
    if found is None:
        why = Text(zh="没有这个版本，也没有这个文件", en="there is no such revision and no such file")
        return None, (rules.UNKNOWN_BASE.at(None, got=base, why=why),)
    return _without(base, found, required)


def _revision(
    repository: Repository, base: str, asked: Asked, environment: Mapping[str, str]
) -> Revision | NoRevision | None:
    if base != AUTO:
        return named(repository, base)
    paths = [path for path in map(repository.path, asked.given) if path is not None]
    return automatic(repository, environment, lambda: repository.dirty(paths))


def _no_repository(error: GitError) -> NoRevision:
    words = shown(str(error).splitlines()[0] if str(error) else "git")
    return NoRevision(
        why=Text(zh=f"git：{words}", en=f"git: {words}"),
        what_to_do=Text(
            zh="在 git 仓库中运行，或用 --base 指明旧文件", en="run in a git repository, or give --base a file"
        ),
    )


def _without(base: str, missing: NoRevision, required: bool) -> Found:
    """Nothing to compare with: a note, an error where that was required or a certain revision was named."""
    if base != AUTO:
        return None, (rules.UNKNOWN_BASE.at(None, got=base, why=_both(missing)),)
    rule = rules.BASE_REQUIRED if required else rules.NO_BASE
    return None, (rule.at(None, why=missing.why, todo=missing.what_to_do),)


def _both(missing: NoRevision) -> Text:
    why, todo = missing.why, missing.what_to_do
    return Text(zh=f"{why.zh}；{todo.zh}", en=f"{why.en}; {todo.en}")


def _at(repository: Repository, revision: Revision, asked: Asked) -> Found:
    suffixes = (*asked.plan_suffixes, *asked.figure_suffixes)
    found = older(repository, revision.commit, asked.given, asked.files, suffixes)
    base = Base(label=revision.label, commit=revision.commit, tip=_tip(repository, asked))
    state, findings = _read(base, found.files, asked)
    unknown = [file for file in found.unknown if file != "-"]
    said = [rules.UNVERSIONED.at(Place(shown(file)), got=shown(file)) for file in unknown]
    said += [
        _unread(f"{base.label}:{path}", Text(zh="内容在 Git LFS 中", en="kept in Git LFS")) for path in found.pointers
    ]
    return _with_unchanged(state, found), (*findings, *said)


def _with_unchanged(state: Before, found: Older) -> Before:
    return replace(state, unchanged=frozenset(STDIN if file == "-" else shown(file) for file in found.unknown))


def _tip(repository: Repository, asked: Asked) -> date | None:
    """The day of HEAD, where the files are as they are there."""
    paths = [path for path in map(repository.path, asked.given) if path is not None]
    return None if repository.dirty(paths) else repository.day("HEAD")


def _read(base: Base, files: Iterable[OldFile], asked: Asked) -> tuple[Before, tuple[Finding, ...]]:
    names = {file.name: shown(file.now) if file.now else file.name.partition(":")[2] for file in files}
    documents = ((asked.is_plan(file.name), document_of(file.data, file.name, limit=asked.limit)) for file in files)
    return _parsed(base, names, documents)


def _from_file(path: str, asked: Asked) -> Found:
    """The state of a file or a folder beside; what it has no plans or no figures of is taken as unchanged."""
    kinds = (asked.plan_suffixes, asked.figure_suffixes)
    plans, figures = (_files(path, suffixes) for suffixes in kinds)
    documents = [(True, read(file, limit=asked.limit)) for file in plans]
    documents += [(False, read(file, limit=asked.limit)) for file in figures]
    state, findings = _parsed(Base(label=shown(path)), {}, documents)
    same = (() if plans else asked.plans) + (() if figures else asked.figures)
    return replace(state, unchanged=frozenset(STDIN if file == "-" else shown(file) for file in same)), findings


def _files(path: str, suffixes: tuple[str, ...]) -> list[str]:
    if os.path.isdir(path):
        return [file for file in paths_in(path, suffixes)[0] if file.casefold().endswith(suffixes)]
    return [path] if path.casefold().endswith(suffixes) else []


def _parsed(
    base: Base, names: Mapping[str, str], documents: Iterable[tuple[bool, Read]]
) -> tuple[Before, tuple[Finding, ...]]:
    plans: list[Plan] = []
    figures: list[Figure] = []
    findings: list[Finding] = []
    for is_plan, (document, unread) in documents:
        found = load_plan(document) if document and is_plan else None
        table = load_figures(document) if document and not is_plan else None
        problems = (*unread, *(found[1] if found else ()), *(table[1] if table else ()))
        wrong = next((problem for problem in problems if problem.blocking), None)
        if wrong:
            name = wrong.place.file if wrong.place else base.label
            findings.append(_unread(name, Text(zh=wrong.code, en=wrong.code)))
            continue
        plans += [found[0]] if found and found[0] else []
        figures += table[0] if table else ()
    return Before(base=base, plans=tuple(plans), figures=tuple(figures), files=names), tuple(findings)


def _unread(name: str, why: Text) -> Finding:
    return rules.UNREADABLE_BEFORE.at(None, got=name, why=why)
