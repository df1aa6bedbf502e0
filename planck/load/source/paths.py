"""Paths: how they are shown, and the files that a folder stands for."""

import os
import re
from collections.abc import Iterator
from itertools import islice

from planck.load.source import file_rules as rules
from planck.model import Finding, Place

STDIN = "<stdin>"
MOST_ENTRIES = 100_000

# Beside the figures: why published figures were changed. It holds no figures itself.
RECORD = "revisions.csv"

_HERE = re.compile(r"\A(?:\./+)+")


def shown(path: str) -> str:
    """`path` as the user gave it, with forward slashes, and printable even where its bytes are no text."""
    return path.replace(os.sep, "/").encode("utf-8", "backslashreplace").decode()


def is_record(path: str) -> bool:
    """Whether it is the record of revisions of a folder."""
    return path.replace(os.sep, "/").rpartition("/")[2] == RECORD


def record_beside(path: str) -> str:
    """The path of the record of revisions in the folder of a file."""
    return os.path.join(os.path.dirname(path), RECORD)


def paths_in(path: str, suffixes: tuple[str, ...]) -> tuple[list[str], tuple[Finding, ...]]:
    """The files that `path` stands for: itself, or for a folder the files in it that end in one of `suffixes`, sorted.

    Folders are searched to the bottom, but what is hidden (a name that starts with a dot) is passed over, and links
    to folders are not followed.
    """
    if path == "-" or not os.path.isdir(path):
        return [path], ()
    failures: list[Finding] = []
    entries = list(islice(_files(path, failures), MOST_ENTRIES + 1))
    name = shown(path)
    if len(entries) > MOST_ENTRIES:
        failures.append(rules.TOO_MANY_ENTRIES.at(Place(name), limit=MOST_ENTRIES, got=name))
    files = (entry for entry in entries[:MOST_ENTRIES] if not is_record(entry))
    found = sorted(entry for entry in files if entry.casefold().endswith(suffixes))
    if not found and not failures:
        failures.append(rules.NO_FILES.at(Place(name), wanted=" ".join(suffixes), got=name))
    return found, tuple(failures)


def _files(path: str, failures: list[Finding]) -> Iterator[str]:
    """Every file below the folder that is not hidden, and an empty string for each folder, so that both are counted."""
    for folder, folders, files in os.walk(path, onerror=lambda error: failures.append(_failure(error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield ""
        # What starts with ~$ is the lock of a workbook that is open somewhere.
        yield from (_joined(folder, name) for name in files if not name.startswith((".", "~$")))


def _failure(error: OSError) -> Finding:
    name = shown(str(error.filename))
    if isinstance(error, PermissionError):
        return rules.NO_PERMISSION.at(Place(name), got=name)
    return rules.UNREADABLE.at(Place(name), got=name, reason=str(error.strerror))


def _joined(folder: str, name: str) -> str:
    """The path of a file below a folder, without the dot of the current folder."""
    return _HERE.sub("", os.path.join(folder, name).replace(os.sep, "/"))
