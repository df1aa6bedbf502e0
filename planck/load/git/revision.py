"""Which commit a change is compared with."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from planck.load.git.repository import Repository
from planck.model import Text

AUTO = "auto"
SHORT = 7

# What continuous integration calls the branch that a change is to be merged into.
TARGET_BRANCH = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
DEFAULT_BRANCHES = ("main", "master")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A commit, and what people call it: `main@3f2c1ab`."""

    commit: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRevision:
    """Why there is none, and what helps."""

    why: Text
    what_to_do: Text


NOTHING_BEFORE = NoRevision(
    why=Text(zh="仓库里没有更早的提交", en="the repository has no earlier commit"),
    what_to_do=Text(zh="用 --base 指明一个版本或文件", en="name a revision or a file with --base"),
)
NO_COMMITS = NoRevision(
    why=Text(zh="仓库里还没有提交", en="the repository has no commit yet"),
    what_to_do=Text(zh="先提交一次，或用 --base 指明文件", en="commit first, or name a file with --base"),
)


def _shallow(depth: str) -> NoRevision:
    return NoRevision(
        why=Text(zh="这是浅克隆，所需的提交不在其中", en="the clone is shallow, and the commit needed is not in it"),
        what_to_do=Text(
            zh=f"设置 fetch-depth: {depth}（GitHub）或 GIT_DEPTH: {depth}（GitLab），或运行 git fetch --unshallow",
            en=f"set `fetch-depth: {depth}` (GitHub) or `GIT_DEPTH: {depth}` (GitLab), or run `git fetch --unshallow`",
        ),
    )


def named(repository: Repository, name: str) -> Revision | NoRevision | None:
    """The revision that somebody named; None when there is no such revision, and no sign that there could be."""
    commit = repository.commit(name)
    if commit:
        return _called(name, commit)
    return _shallow("0") if repository.shallow else None


def automatic(
    repository: Repository, environment: Mapping[str, str], dirty: Callable[[], bool]
) -> Revision | NoRevision:
    """The commit that a change starts from. The first of these that exists:

    1. where HEAD parted from the branch that the pipeline merges into (`GITHUB_BASE_REF`,
       `CI_MERGE_REQUEST_TARGET_BRANCH_NAME`);
    2. where HEAD parted from the default branch of `origin`, when HEAD has commits of its own;
    3. HEAD, when the files in question differ from it (`dirty`);
    4. the first parent of HEAD: of a merge commit the branch that was merged into, else the commit before.
    """
    head = repository.commit("HEAD")
    if not head:
        return NO_COMMITS
    target = next((environment[name] for name in TARGET_BRANCH if environment.get(name)), "")
    for branch in (target,) if target else _default_branches(repository):
        parted = _parting(repository, branch, head)
        if parted and (target or parted.commit != head):
            return parted
    if not target and dirty():
        return _called("HEAD", head)
    # What a pipeline merged for a trial has the target branch as its first parent; another commit tells nothing of it.
    from_parent = not target or repository.parents(head) > 1
    first = repository.commit("HEAD^1") if from_parent else ""
    if first:
        return _called("HEAD^1", first)
    if repository.shallow:
        return _shallow("2" if from_parent else "0")
    return _unknown_target(target) if target else NOTHING_BEFORE


def _unknown_target(branch: str) -> NoRevision:
    return NoRevision(
        why=Text(zh=f"这里没有目标分支 {branch}", en=f"the target branch {branch} is not here"),
        what_to_do=Text(
            zh=f"先 git fetch origin {branch}，或用 --base 指明版本",
            en=f"run `git fetch origin {branch}` before, or name a revision with --base",
        ),
    )


def _default_branches(repository: Repository) -> Iterator[str]:
    head = repository.line("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    if head:
        yield head.removeprefix("origin/")
        return
    yield from DEFAULT_BRANCHES


def _parting(repository: Repository, branch: str, head: str) -> Revision | None:
    """Where HEAD parted from a branch of `origin`, or from one of that name here."""
    for place in ("refs/remotes/origin/", "refs/heads/"):
        tip = repository.commit(place + branch)
        base = repository.line("merge-base", head, tip) if tip else ""
        if base:
            return _called(branch, base)
    return None


def _called(name: str, commit: str) -> Revision:
    return Revision(commit=commit, label=f"{name}@{commit[:SHORT]}")
