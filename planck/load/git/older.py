"""The files of a run as they were at a commit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planck.load.git.repository import Entry, Repository
from planck.load.git.revision import SHORT
from planck.load.source.paths import is_record

_LFS = b"version https://git-lfs"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFile:
    """A file at the base: the name it is shown by, its path now (empty when it is gone), and its bytes."""

    name: str
    now: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Older:
    """The old versions of a run's files. unknown: files that the repository does not hold, taken as unchanged.
    pointers: files whose content lies in a large file store, which is not read.
    """

    files: tuple[OldFile, ...]
    unknown: tuple[str, ...]
    pointers: tuple[str, ...]


def older(
    repository: Repository, commit: str, given: Sequence[str], files: Sequence[str], suffixes: tuple[str, ...]
) -> Older:
    """The old versions of `files`, renames followed, and of those that have gone from the folders among `given`.

    `given` are the paths as the user named them, `files` what they stand for now.
    """
    places = {file: repository.path(file) for file in files if file != "-"}
    known = {path: file for file, path in places.items() if path is not None}
    renames = repository.renames(commit) if known else {}
    was = {renames.get(path, path): file for path, file in known.items()}
    folders = [path for path in map(repository.path, given) if path is not None and path not in known]
    entries = repository.entries(commit, (*was, *folders))
    wanted = [entry for entry in entries if entry.path in was or _is_gone(entry, suffixes)]
    contents = [(entry, data) for entry, data in repository.contents(wanted)]
    found = tuple(
        OldFile(name=f"{commit[:SHORT]}:{entry.path}", now=was.get(entry.path, ""), data=data)
        for entry, data in contents
        if not data.startswith(_LFS)
    )
    pointers = tuple(entry.path for entry, data in contents if data.startswith(_LFS))
    return Older(files=found, unknown=tuple(_unknown(files, known)), pointers=pointers)


def _unknown(files: Sequence[str], known: dict[str, str]) -> Iterator[str]:
    inside = set(known.values())
    return (file for file in files if file not in inside)


def _is_gone(entry: Entry, suffixes: tuple[str, ...]) -> bool:
    """Whether a file of the commit stood in a folder, where planck would have read it, and does no more."""
    hidden = any(part.startswith(".") for part in entry.path.split("/"))
    return not hidden and entry.path.casefold().endswith(suffixes) and not is_record(entry.path)
