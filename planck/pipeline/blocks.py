"""Figures that may be more than memory holds: blocks of whole regions, worked on by several processes."""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

import numpy as np

from planck.assess.select import key
from planck.load.columnar.columns import NotPlainError
from planck.load.columnar.reader import Read
from planck.load.table.header import Conventions
from planck.model import Finding, Input
from planck.model.table import Figures
from planck.record import Record

if TYPE_CHECKING:  # imported where there are so many blocks that others can help
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")

# What the program itself takes, and what a row does while it is judged, in bytes.
ITSELF = 128 << 20
A_ROW = 400
# However little memory there is, so many rows are judged together.
LEAST = 10_000
MEMORY = 192 << 20


class Wanted(Record):
    """What is asked of many regions: which of them, by how much memory, whether other processes may help, and whether
    doubts are told.
    """

    regions: tuple[str, ...] = ()
    memory: int = MEMORY
    helped: bool = False
    fragile: bool = False


class AgainError(Exception):
    """The sources turned out to be others than they were read as: what was read of them is read again."""


class Tables:
    """The figures of some sources as blocks that hold all the figures of the regions that they are about."""

    def __init__(
        self,
        paths: Sequence[str],
        conventions: Conventions,
        spelled: Mapping[str, str],
        wanted: Wanted,
        progress: Callable[[int], None] = lambda _: None,
        own: str = "",
    ) -> None:
        """`spelled`: regions by the keys of their spellings; `own`: the one of rows that name none; `wanted` says which
        of them count.
        """
        self._paths, self._conventions, self._progress = list(dict.fromkeys(paths)), conventions, progress
        self._spelled, self._own = spelled, own
        self._only = {key(name) for name in wanted.regions}
        self._names = {key(name): name for name in wanted.regions}
        self._most = max((wanted.memory - ITSELF) // A_ROW, LEAST)
        self._reads: list[Read] = []
        self._by_rows: set[str] = set()
        self.rows, self.met = 0, set[str]()
        self._together = len(self._paths) == 1

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the sources."""
        return tuple(finding for read in self._reads for finding in read.findings)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What was read."""
        return tuple(read.input for read in self._reads)

    def blocks(self) -> Iterator[Figures]:
        """Blocks in one reading where regions stand together; raises AgainError where they turn out not to."""
        if not self._together:
            yield from self._in_passes()
            return
        seen: set[str] = set()
        waiting: list[Figures] = []
        size = 0
        for piece in self._pieces():
            waiting.append(piece)
            size += len(piece)
            if size > self._most:
                ready, rest = self._cut(Figures.joined(waiting))
                waiting, size = [rest], len(rest)
                yield from self._new(ready, seen)
                # What was judged is gone before more is read.
                del ready
        yield from self._new(Figures.joined(waiting), seen)

    def _new(self, block: Figures, seen: set[str]) -> Iterator[Figures]:
        names = {key(self._place(block.region.names[code])) for code in np.unique(block.region.codes).tolist()}
        if names & seen:
            self._together = False
            raise AgainError
        seen |= names
        if len(block):
            yield block

    def _cut(self, block: Figures) -> tuple[Figures, Figures]:
        """All regions but that of the last row, and that one."""
        own = block.region.renamed(lambda name: key(self._place(name)))
        first = len(own) - int((own.codes[::-1] != own.codes[-1]).argmax()) if (own.codes != own.codes[-1]).any() else 0
        return block[:first], block.apart(np.arange(first, len(block)))

    def _in_passes(self) -> Iterator[Figures]:
        """Blocks of regions by a hash of their names, each in a reading of its own; one where all fits."""
        kept: list[Figures] = []
        total = 0
        for piece in self._pieces():
            total += len(piece)
            kept = [*kept, piece] if total <= self._most else []
        if total <= self._most:
            yield Figures.joined(kept)
            return
        passes = -(-total // self._most)
        for number in range(passes):
            yield Figures.joined([self._share(piece, number, passes) for piece in self._pieces()])

    def _share(self, piece: Figures, number: int, passes: int) -> Figures:
        mine = piece.region.each(lambda name: crc32(key(self._place(name)).encode()) % passes == number)
        return piece.apart(np.flatnonzero(mine))

    def _place(self, name: str) -> str:
        return self._spelled.get(key(name), name) if name else self._own

    def _pieces(self) -> Iterator[Figures]:
        self._reads, self.rows = [], 0
        for path in self._paths:
            self._reads.append(Read(path, self._conventions, by_rows=path in self._by_rows))
            try:
                for piece in self._reads[-1].pieces():
                    self.rows += len(piece)
                    self._progress(len(piece))
                    yield self._wanted(piece) if self._only else piece
            except NotPlainError as error:
                self._by_rows.add(path)
                raise AgainError from error

    def _wanted(self, piece: Figures) -> Figures:
        """The figures of the regions asked for."""

        def asked(name: str) -> bool:
            asked_as = {key(name), key(self._place(name))} & self._only
            self.met |= {self._names[each] for each in asked_as}
            return bool(asked_as)

        return piece.apart(np.flatnonzero(piece.region.each(asked)))


# Work on blocks.

# A process takes as long to begin as so many blocks do; and reading, which one alone does, feeds no more than so many.
ALONE = 24
MOST_PROCESSES = 4


def _cores() -> int:
    """How many processes work on many blocks."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(there, MOST_PROCESSES)


def made_of(work: Callable[[Figures], T], blocks: Iterator[Figures], *, helped: bool) -> Iterator[T]:
    """What `work` makes of each block, in their order; where other processes help, all of it can be pickled."""
    yield from map(work, islice(blocks, ALONE))
    following = next(blocks, None)
    if following is None:
        return
    rest = chain([following], blocks)
    processes = _cores() if helped else 1
    pool = _pool(processes) if processes > 1 else None
    if pool is None:
        yield from map(work, rest)
        return
    with pool:
        yield from _by_others(pool, work, rest, processes)


def _pool(processes: int) -> "ProcessPoolExecutor | None":
    """Other processes; none where the system has no means for them."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    try:
        # Begun anew, not copied: a copy of a process that has threads may hang.
        return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_follow_the_first)
    except (ImportError, OSError):
        return None


def _follow_the_first() -> None:
    """Leave it to the first process to be stopped, and end when it has ended, however that was."""
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = parent_process()
    assert first is not None
    Thread(target=_end_after, args=(first.join,), daemon=True).start()


def _end_after(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)


def _by_others(
    pool: "ProcessPoolExecutor", work: Callable[[Figures], T], blocks: Iterator[Figures], processes: int
) -> Iterator[T]:
    waiting: deque[tuple[Future[T] | None, Figures]] = deque()
    for block in blocks:
        waiting.append((_begun(pool, work, block), block))
        if len(waiting) > processes:
            yield _done(work, *waiting.popleft())
    while waiting:
        yield _done(work, *waiting.popleft())


def _begun(pool: "ProcessPoolExecutor", work: Callable[[Figures], T], block: Figures) -> "Future[T] | None":
    from concurrent.futures import BrokenExecutor

    try:
        return pool.submit(work, block)
    except BrokenExecutor:
        return None


def _done(work: Callable[[Figures], T], future: "Future[T] | None", block: Figures) -> T:
    """What another process made, or this one where that was ended."""
    from concurrent.futures import BrokenExecutor

    try:
        return future.result() if future else work(block)
    except BrokenExecutor:
        return work(block)
