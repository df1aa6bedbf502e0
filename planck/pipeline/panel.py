"""`check` for many regions on one screen: figures by columns, a block of regions at a time, verdicts in columns."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from zlib import crc32

import numpy as np

from planck.assess.columns import VerdictColumns, columns_of
from planck.assess.plan import judged_at, later, with_method
from planck.assess.select import Selection, Why, key, region_names, select
from planck.assess.target import judge_target
from planck.checks.panel import PanelPlan, PanelResult
from planck.load.columnar.columns import NotPlainError
from planck.load.columnar.reader import Read
from planck.load.files import is_record
from planck.load.table.header import Conventions
from planck.model import AsOf, Finding, Input, Period, Plan
from planck.model.table import Figures
from planck.pipeline.files import figures_of, load_plans
from planck.record import Record

# What the program itself takes, and what a row does while it is judged, in bytes.
ITSELF = 128 << 20
A_ROW = 400
# However little memory there is, so many rows are judged together.
LEAST = 10_000
MEMORY = 192 << 20


class Wanted(Record):
    """What is asked of many regions: which of them, by how much memory, and whether doubts are told."""

    regions: tuple[str, ...] = ()
    memory: int = MEMORY
    fragile: bool = False


def check_panel(
    plans: Sequence[str],
    figures: Sequence[str],
    conventions: Conventions,
    wanted: Wanted,
    *,
    as_of: Period | None = None,
    method: str = "",
    problems: tuple[Finding, ...] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> PanelResult:
    """The plans judged by the figures, which may be more than memory holds; `progress` is told of rows as they come."""
    loaded = load_plans(plans, conventions)
    sound = tuple(with_method(plan, method) for plan in loaded.plans)
    paths = figures or figures_of(sound)
    tables = Tables([path for path in paths if not is_record(path)], conventions, sound, wanted, progress)
    judging = _judged(sound, tables, as_of, wanted)
    return PanelResult(
        plans=judging.plans,
        findings=(*problems, *loaded.findings, *tables.findings),
        inputs=(*loaded.inputs, *tables.inputs),
        as_of=as_of or max((plan.when.period for plan in judging.plans if plan.when.period), default=None),
        figure_count=tables.rows,
        blocks=judging.blocks,
        memory=wanted.memory,
        missed=tuple(sorted(set(wanted.regions) - tables.met)),
    )


# Figures, a block of whole regions at a time.


class AgainError(Exception):
    """The sources turned out to be others than they were read as: what was read of them is read again."""


class Tables:
    """The figures of some sources as blocks that hold all the figures of the regions that they are about."""

    def __init__(
        self,
        paths: Sequence[str],
        conventions: Conventions,
        plans: Sequence[Plan],
        wanted: Wanted,
        progress: Callable[[int], None],
    ) -> None:
        """`plans` say what regions are called, and `wanted` which of them count."""
        self._paths, self._conventions, self._progress = paths, conventions, progress
        self._spelled = {spelling: name for plan in plans for spelling, name in region_names(plan).items()}
        self._own = plans[0].region.name if len(plans) == 1 else ""
        self._only = {key(name) for name in wanted.regions}
        self._names = {key(name): name for name in wanted.regions}
        self._most = max((wanted.memory - ITSELF) // A_ROW, LEAST)
        self._reads: list[Read] = []
        self._by_rows: set[str] = set()
        self.rows, self.met = 0, set[str]()
        self._together = len(paths) == 1

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
        names = {self._place(block.region.names[code]) for code in np.unique(block.region.codes).tolist()}
        if names & seen:
            self._together = False
            raise AgainError
        seen |= names
        if len(block):
            yield block

    def _cut(self, block: Figures) -> tuple[Figures, Figures]:
        """All regions but that of the last row, and that one."""
        own = block.region.renamed(self._place)
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


# Judging.


class _Judging(Record, eq=False):
    plans: tuple[PanelPlan, ...]
    blocks: int


def _judged(plans: Sequence[Plan], tables: Tables, as_of: Period | None, wanted: Wanted) -> _Judging:
    """The plans judged block by block.

    The time of judgement is that of all the figures: where a later block moves it on, all is judged once more.
    """
    when: dict[str, AsOf] = {}
    while True:
        try:
            judging, newest = _once(plans, tables, as_of, wanted, when)
        except AgainError:
            continue
        if all(plan.when == newest[plan.plan.id] for plan in judging.plans):
            return judging
        when = newest


def _once(
    plans: Sequence[Plan], tables: Tables, as_of: Period | None, wanted: Wanted, when: Mapping[str, AsOf]
) -> tuple[_Judging, dict[str, AsOf]]:
    parts: dict[str, list[list[VerdictColumns]]] = {plan.id: [[] for _ in plan.targets] for plan in plans}
    aside: dict[str, Counter[Why]] = {plan.id: Counter() for plan in plans}
    used, newest = dict(when), dict(when)
    blocks = 0

    def judge(plan: Plan, figures: Figures) -> None:
        selection = select(plan, figures, as_of)
        now = judged_at(selection, as_of)
        used.setdefault(plan.id, now)
        newest[plan.id] = later(newest.get(plan.id), now)
        for target, blocks_of in zip(plan.targets, parts[plan.id], strict=True):
            blocks_of.append(columns_of(judge_target(plan, target, selection, used[plan.id]), fragile=wanted.fragile))
        aside[plan.id] += _aside(selection)

    for figures in tables.blocks():
        blocks += 1
        for plan in plans:
            judge(plan, figures)
        del figures
    judged = tuple(
        PanelPlan(
            plan=plan,
            when=used.get(plan.id, AsOf()),
            targets=tuple(_joined(each) for each in parts[plan.id] if each),
            aside=dict(aside[plan.id]),
        )
        for plan in plans
    )
    return _Judging(plans=judged, blocks=blocks), {plan.plan.id: newest.get(plan.plan.id, plan.when) for plan in judged}


def _joined(blocks: list[VerdictColumns]) -> VerdictColumns:
    """The verdicts of all blocks, which are gone then: both take as much memory."""
    joined = VerdictColumns.joined(blocks)
    blocks.clear()
    return joined


def _aside(selection: Selection) -> Counter[Why]:
    """How many figures do not count, by why."""
    reasons, counts = np.unique(selection.why, return_counts=True)
    return Counter({Why(why): count for why, count in zip(reasons.tolist(), counts.tolist(), strict=True) if why})
