"""A git repository, asked through the `git` command: no shell, no network, no locale, no pager.

Repositories of strangers are read: only objects are asked for, never the work tree or the index, so that no filter, no
monitor and no hook that their configuration or attributes name has a reason to run. Files are compared here.
"""

import hashlib
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from planck.load.columnar import SQL
from planck.load.files import is_record
from planck.model import Text
from planck.record import Record
from planck.words import Label, Labels

# A usual call takes milliseconds; a repository on a dead network drive must not hang a pipeline.
TIMEOUT = 120
# What a repository may set to run something is set to nothing besides.
_SET = (
    "core.quotepath=off",
    "diff.renameLimit=5000",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
_OPTIONS = ("--no-pager", *(word for setting in _SET for word in ("-c", setting)))
_QUIET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PAGER": "cat",
}
# Set where a hook runs, for another folder than the one that is asked about.
_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_EXTERNAL_DIFF")
_LFS = b"version https://git-lfs"
_LFS_OID = re.compile(rb"^oid sha256:([0-9a-f]{64})$", re.MULTILINE)
_DAY = re.compile(r"^committer .* (\d+) [-+]\d{4}$", re.MULTILINE)


class GitError(Exception):
    """What git said when it could not do what was asked."""


class Entry(Record, kw_only=False):
    """A file of a commit: its path from the top of the repository, and the id of its content."""

    path: str
    oid: str


class Repository(Record, kw_only=False):
    """A work tree, by the real path of its top folder."""

    top: str

    def ask(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """What git answers. Raises GitError with its own words when it fails."""
        return ask(self.top, *arguments, stdin=stdin)

    def line(self, *arguments: str) -> str:
        """A one-line answer, empty when git has none."""
        try:
            return os.fsdecode(self.ask(*arguments)).strip()
        except GitError:
            return ""

    def commit(self, revision: str) -> str:
        """The full id of the commit that a revision names, empty when there is none here."""
        return self.line("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")

    def parents(self, commit: str) -> int:
        """How many parents the commit was made with, those that a shallow clone left out among them."""
        return sum(line.startswith("parent ") for line in self._header(commit).split("\n"))

    def _header(self, commit: str) -> str:
        return self.line("cat-file", "commit", commit).partition("\n\n")[0]

    @property
    def shallow(self) -> bool:
        """Whether older commits were left out of this clone."""
        return self.line("rev-parse", "--is-shallow-repository") == "true"

    def day(self, commit: str) -> date:
        """The day (UTC) on which the commit was made."""
        made = _DAY.search(self._header(commit))
        return datetime.fromtimestamp(int(made[1]) if made else 0, tz=UTC).date()

    def entries(self, commit: str, paths: Iterable[str]) -> tuple[Entry, ...]:
        """The files of a commit at or below these paths (from the top; `.` is all), without links and submodules."""
        wanted = sorted(set(paths))
        narrow = [] if "." in wanted else wanted
        answer = self.ask("ls-tree", "-r", "-z", "--full-tree", commit, "--", *narrow) if wanted else b""
        found = (os.fsdecode(record).partition("\t") for record in answer.split(b"\0") if record)
        rows = ((meta.split(), path) for meta, _, path in found)
        return tuple(Entry(path, oid) for (mode, _, oid), path in rows if mode in ("100644", "100755"))

    def contents(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """The bytes of each file."""
        for entry in entries:
            yield entry, self.ask("cat-file", "blob", entry.oid)

    def renames(self, commit: str) -> dict[str, str]:
        """What the files of HEAD were called in the commit, for those that have moved."""
        options = ("-r", "--name-status", "-z", "--no-ext-diff", "--no-textconv", "-M40%", "--diff-filter=R")
        answer = self.ask("diff-tree", *options, commit, "HEAD")
        parts = [os.fsdecode(part) for part in answer.split(b"\0")]
        return {parts[index + 2]: parts[index + 1] for index in range(0, len(parts) - 2, 3)}

    def dirty(self, paths: Iterable[str], suffixes: tuple[str, ...]) -> bool:
        """Whether any of these paths, or a file of these kinds that HEAD has below them, differs from HEAD."""
        wanted = sorted(set(paths))
        entries = self.entries("HEAD", wanted)
        known = {entry.path for entry in entries}
        new = (path for path in wanted if path not in known and os.path.isfile(os.path.join(self.top, path)))
        ours = (entry for entry in entries if entry.path.casefold().endswith(suffixes))
        return any(True for _ in new) or any(self._differs(entry) for entry in ours)

    def _differs(self, entry: Entry) -> bool:
        """Whether the file is another one now, line breaks and large files kept elsewhere aside."""
        try:
            with open(os.path.join(self.top, entry.path), "rb") as file:
                data = file.read()
        except OSError:
            return True
        if entry.oid in (blob_id(data, entry.oid), blob_id(data.replace(b"\r\n", b"\n"), entry.oid)):
            return False
        stored = self.ask("cat-file", "blob", entry.oid)
        kept = _LFS_OID.search(stored) if stored.startswith(_LFS) else None
        return kept is None or kept[1].decode() != hashlib.sha256(data).hexdigest()

    def gone(self, commit: str, suffixes: tuple[str, ...]) -> tuple[Entry, ...]:
        """The files of these kinds in the commit that are not there any more."""
        entries = (entry for entry in self.entries(commit, ["."]) if _is_gone(entry, suffixes))
        return tuple(entry for entry in entries if not os.path.lexists(os.path.join(self.top, entry.path)))

    def path(self, file: str) -> str | None:
        """The path of a file or folder from the top, None when it lies outside."""
        real = os.path.realpath(file)
        if real == self.top:
            return "."
        below = real.startswith(self.top.rstrip(os.sep) + os.sep)
        return os.path.relpath(real, self.top).replace(os.sep, "/") if below else None


def blob_id(data: bytes, like: str) -> str:
    """The id of a content, made as `like` was: by SHA-1, or by SHA-256 where it is longer."""
    kind = hashlib.sha256 if len(like) == hashlib.sha256().digest_size * 2 else hashlib.sha1
    return kind(b"blob %d\0" % len(data) + data).hexdigest()


def ask(folder: str, *arguments: str, stdin: bytes = b"") -> bytes:
    """What `git` answers in a folder. Raises GitError when it fails, or when there is no git."""
    try:
        done = subprocess.run(
            ("git", *_OPTIONS, *arguments),
            cwd=folder,
            input=stdin,
            capture_output=True,
            timeout=TIMEOUT,
            env=_environment(),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(str(error)) from error
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip() or f"git returned {done.returncode}")
    return done.stdout


def _environment() -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name not in _MISLEADING}, **_QUIET}


def repository_of(path: str) -> Repository:
    """The repository that a file or folder lies in. Raises GitError when it lies in none."""
    real = os.path.realpath(path)
    folder = real if os.path.isdir(real) else os.path.dirname(real)
    top = os.fsdecode(ask(folder, "rev-parse", "--show-toplevel")).rstrip("\n")
    if not top:
        raise GitError("the repository has no work tree")
    return Repository(os.path.realpath(top))


# Which commit a change is compared with.

AUTO = "auto"
SHORT = 7

# What continuous integration calls the branch that a change is to be merged into.
TARGET_BRANCH = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
DEFAULT_BRANCHES = ("main", "master")


class Revision(Record):
    """A commit, and what people call it: `main@3f2c1ab`."""

    commit: str
    label: str


class NoRevision(Record):
    """Why there is none, and what helps."""

    why: Text
    what_to_do: Text


_WHYS, _TO_DOS = Labels("load.norevision_whys"), Labels("load.norevision_what_to_dos")


def no_revision(name: str) -> NoRevision:
    """One of the reasons that have words without a field."""
    return NoRevision(why=_WHYS[name], what_to_do=_TO_DOS[name])


def _shallow(depth: str) -> NoRevision:
    return NoRevision(
        why=Label("load.repository.clone_is_shallow_and_commit"),
        what_to_do=Label("load.repository.fetch_more").fill(depth=depth),
    )


def named(repository: Repository, name: str) -> Revision | NoRevision | None:
    """The revision that somebody named; None when there is no such revision, and no sign that there could be."""
    if name.startswith("-"):
        return no_revision("like_an_option")
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
        return no_revision("no_commits")
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
    return _unknown_target(target) if target else no_revision("nothing_before")


def _unknown_target(branch: str) -> NoRevision:
    return NoRevision(
        why=Label("load.repository.no_target_branch").fill(branch=branch),
        what_to_do=Label("load.repository.fetch_the_branch").fill(branch=branch),
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


# The files of a run as they were at a commit.


class OldFile(Record):
    """A file at the base: the name it is shown by, its path now (empty when it is gone), and its bytes."""

    name: str
    now: str
    data: bytes


class Older(Record):
    """The old versions of a run's files. unknown: files that the repository does not hold, taken as unchanged.
    pointers: files whose content lies in a large file store, which is not read. new: files that have no old version,
    and gone: old files that are no more, where there is a new one that they may have become.
    """

    files: tuple[OldFile, ...]
    unknown: tuple[str, ...]
    pointers: tuple[str, ...]
    new: tuple[str, ...] = ()
    gone: tuple[OldFile, ...] = ()


def older(
    repository: Repository, commit: str, given: Sequence[str], files: Sequence[str], suffixes: tuple[str, ...]
) -> Older:
    """The old versions of `files`, renames followed, and of those that have gone from the folders among `given`.

    `given` are the paths as the user named them, `files` what they stand for now.
    """
    places = {file: repository.path(file) for file in files if file != "-" and not file.startswith(SQL)}
    known = {path: file for file, path in places.items() if path is not None}
    renames = repository.renames(commit) if known else {}
    was = {renames.get(path, path): file for path, file in known.items()}
    folders = [path for path in map(repository.path, given) if path is not None and path not in known]
    entries = repository.entries(commit, (*was, *folders))
    wanted = [entry for entry in entries if entry.path in was or _is_gone(entry, suffixes)]
    there = {entry.path for entry in entries}
    new = tuple(file for path, file in was.items() if path not in there)
    lost = [entry for entry in repository.gone(commit, suffixes) if entry not in wanted] if new else []
    found, pointers = _read(repository, commit, wanted, was)
    return Older(
        files=found,
        unknown=tuple(_unknown(files, known)),
        pointers=pointers,
        new=new,
        gone=_read(repository, commit, lost, {})[0],
    )


def _read(
    repository: Repository, commit: str, entries: Iterable[Entry], now: Mapping[str, str]
) -> tuple[tuple[OldFile, ...], tuple[str, ...]]:
    """The old files, and the paths of those whose content lies elsewhere."""
    contents = list(repository.contents(entries))
    files = (
        OldFile(name=f"{commit[:SHORT]}:{entry.path}", now=now.get(entry.path, ""), data=data)
        for entry, data in contents
        if not data.startswith(_LFS)
    )
    return tuple(files), tuple(entry.path for entry, data in contents if data.startswith(_LFS))


def _unknown(files: Sequence[str], known: dict[str, str]) -> Iterator[str]:
    inside = set(known.values())
    return (file for file in files if file not in inside)


def _is_gone(entry: Entry, suffixes: tuple[str, ...]) -> bool:
    """Whether a file of the commit stood in a folder, where planck would have read it, and does no more."""
    hidden = any(part.startswith(".") for part in entry.path.split("/"))
    return not hidden and entry.path.casefold().endswith(suffixes) and not is_record(entry.path)
