"""A git repository, asked through the `git` command: no shell, no network, no locale, no pager."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

# A usual call takes milliseconds; a repository on a dead network drive must not hang a pipeline.
TIMEOUT = 120
_OPTIONS = ("--no-pager", "-c", "core.quotepath=off", "-c", "diff.renameLimit=5000")
_QUIET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
}
# Set where a hook runs, for another folder than the one that is asked about.
_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")


class GitError(Exception):
    """What git said when it could not do what was asked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a commit: its path from the top of the repository, and the id of its content."""

    path: str
    oid: str


@dataclass(frozen=True, slots=True)
class Repository:
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
        if revision.startswith("-"):
            return ""
        return self.line("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")

    def parents(self, commit: str) -> int:
        """How many parents the commit was made with, those that a shallow clone left out among them."""
        header = self.line("cat-file", "commit", commit).partition("\n\n")[0]
        return sum(line.startswith("parent ") for line in header.split("\n"))

    @property
    def shallow(self) -> bool:
        """Whether older commits were left out of this clone."""
        return self.line("rev-parse", "--is-shallow-repository") == "true"

    def day(self, commit: str) -> date:
        """The day (UTC) on which the commit was made."""
        return datetime.fromtimestamp(int(self.line("log", "-1", "--format=%ct", commit)), tz=UTC).date()

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
        """What the files of the work tree (or of HEAD) were called in the commit, for those that have moved."""
        answer = self.ask("diff", "--name-status", "-z", "--no-ext-diff", "-M40%", "--diff-filter=R", commit)
        parts = [os.fsdecode(part) for part in answer.split(b"\0")]
        return {parts[index + 2]: parts[index + 1] for index in range(0, len(parts) - 2, 3)}

    def dirty(self, paths: Iterable[str]) -> bool:
        """Whether any of these paths differs from HEAD, new files included."""
        wanted = sorted(set(paths))
        return bool(self.ask("status", "--porcelain", "-z", "--untracked-files=all", "--", *wanted))

    def path(self, file: str) -> str | None:
        """The path of a file or folder from the top, None when it lies outside."""
        real = os.path.realpath(file)
        if real == self.top:
            return "."
        below = real.startswith(self.top.rstrip(os.sep) + os.sep)
        return os.path.relpath(real, self.top).replace(os.sep, "/") if below else None


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
    kept = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    return {**kept, **_QUIET}


def repository_of(path: str) -> Repository:
    """The repository that a file or folder lies in. Raises GitError when it lies in none."""
    real = os.path.realpath(path)
    folder = real if os.path.isdir(real) else os.path.dirname(real)
    top = os.fsdecode(ask(folder, "rev-parse", "--show-toplevel")).rstrip("\n")
    if not top:
        raise GitError("the repository has no work tree")
    return Repository(os.path.realpath(top))
