"""`check` for many regions on one screen: figures by columns, a block of regions at a time, verdicts in columns."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from planck.assess.columns import VerdictColumns, columns_of
from planck.assess.plan import judged_at, later, with_method
from planck.assess.select import Selection, Why, region_names, select
from planck.assess.target import judge_target
from planck.checks.panel import PanelPlan, PanelResult
from planck.load.files import is_record
from planck.load.table.header import Conventions
from planck.model import AsOf, Finding, Period, Plan
from planck.model.table import Figures
from planck.pipeline.blocks import AgainError, Tables, Wanted, made_of
from planck.pipeline.files import figures_of, load_plans
from planck.record import Record


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
    spelled = {spelling: name for plan in sound for spelling, name in region_names(plan).items()}
    own = sound[0].region.name if len(sound) == 1 else ""
    tables = Tables([path for path in paths if not is_record(path)], conventions, spelled, wanted, progress, own)
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


class _Judged(Record, eq=False):
    """A block by each plan: the verdicts by target, the time of judgement, and the figures that do not count."""

    columns: tuple[tuple[VerdictColumns, ...], ...]
    when: tuple[AsOf, ...]
    aside: tuple[Counter[Why], ...]


def _once(
    plans: Sequence[Plan], tables: Tables, as_of: Period | None, wanted: Wanted, when: Mapping[str, AsOf]
) -> tuple[_Judging, dict[str, AsOf]]:
    used, newest = dict(when), dict(when)
    parts: dict[str, list[list[VerdictColumns]]] = {plan.id: [[] for _ in plan.targets] for plan in plans}
    aside: dict[str, Counter[Why]] = {plan.id: Counter() for plan in plans}
    blocks = 0
    # Without a time known before, the first block is what others are judged by.
    work = partial(_block, tuple(plans), as_of, used, wanted.fragile)
    for judged in made_of(work, tables.blocks(), helped=wanted.helped):
        blocks += 1
        for plan, columns, now, left in zip(plans, judged.columns, judged.when, judged.aside, strict=True):
            used.setdefault(plan.id, now)
            newest[plan.id] = later(newest.get(plan.id), now)
            for of_target, column in zip(parts[plan.id], columns, strict=True):
                of_target.append(column)
            aside[plan.id] += left
    panels = tuple(
        PanelPlan(
            plan=plan,
            when=used.get(plan.id, AsOf()),
            targets=tuple(_joined(each) for each in parts[plan.id] if each),
            aside=dict(aside[plan.id]),
        )
        for plan in plans
    )
    return _Judging(plans=panels, blocks=blocks), {plan.plan.id: newest.get(plan.plan.id, plan.when) for plan in panels}


def _block(
    plans: Sequence[Plan], as_of: Period | None, used: Mapping[str, AsOf], fragile: bool, figures: Figures
) -> _Judged:
    """The plans judged by a block of figures, at the times given, else at that of its own newest figure."""
    columns, when, aside = [], [], []
    for plan in plans:
        selection = select(plan, figures, as_of)
        now = judged_at(selection, as_of)
        at = used.get(plan.id, now)
        judged = (judge_target(plan, target, selection, at) for target in plan.targets)
        columns.append(tuple(columns_of(each, fragile=fragile) for each in judged))
        when.append(now)
        aside.append(_aside(selection))
    return _Judged(columns=tuple(columns), when=tuple(when), aside=tuple(aside))


def _joined(blocks: list[VerdictColumns]) -> VerdictColumns:
    """The verdicts of all blocks, which are gone then: both take as much memory."""
    joined = VerdictColumns.joined(blocks)
    blocks.clear()
    return joined


def _aside(selection: Selection) -> Counter[Why]:
    """How many figures do not count, by why."""
    reasons, counts = np.unique(selection.why, return_counts=True)
    return Counter({Why(why): count for why, count in zip(reasons.tolist(), counts.tolist(), strict=True) if why})
