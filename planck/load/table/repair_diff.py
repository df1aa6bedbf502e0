"""What a repair changes, as a unified diff that `git apply` takes.

A repair never adds or removes a line: the lines need no matching, and a large file costs no more than its length.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CONTEXT = 3
_END = "\\ No newline at end of file\n"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line before, and the line or (where it held single carriage returns) the lines after."""

    before: str
    after: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return self.after != (self.before,)


def unified(file: str, before: str, after: str) -> str:
    """The difference between two texts that have the same lines; empty where there is none."""
    pieces = list(_pieces(_LINE.findall(before), _LINE.findall(after)))
    hunks = "".join(_hunk(pieces, start, stop) for start, stop in _ranges(pieces))
    # A tab ends a name that holds a space.
    name = f"{file}\t" if " " in file else file
    return f"--- {name}\n+++ {name}\n{hunks}" if hunks else ""


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[_Piece]:
    """Lines as a diff counts them: a single carriage return ends none."""
    start = 0
    for index, line in enumerate(before):
        if line.endswith("\n") or index == len(before) - 1:
            yield _Piece("".join(before[start : index + 1]), tuple(after[start : index + 1]))
            start = index + 1


def _ranges(pieces: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """The parts to show: what changed with some lines around it, those that touch as one."""
    start = stop = 0
    for index, piece in enumerate(pieces):
        if not piece.changed:
            continue
        if stop and index - CONTEXT > stop:
            yield start, stop
            stop = 0
        start = start if stop else max(0, index - CONTEXT)
        stop = min(len(pieces), index + CONTEXT + 1)
    if stop:
        yield start, stop


def _hunk(pieces: Sequence[_Piece], start: int, stop: int) -> str:
    shown = pieces[start:stop]
    above = sum(len(piece.after) for piece in pieces[:start])
    count = sum(len(piece.after) for piece in shown)
    lines = [f"@@ -{start + 1},{len(shown)} +{above + 1},{count} @@\n"]
    for piece in shown:
        marked = [f"-{piece.before}", *(f"+{line}" for line in piece.after)] if piece.changed else [f" {piece.before}"]
        lines += [line if line.endswith("\n") else f"{line}\n{_END}" for line in marked]
    return "".join(lines)
