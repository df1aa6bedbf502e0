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
    judged, blocks = _judged(sound, tables, as_of, wanted)
    return PanelResult(
        plans=judged,
        findings=(*problems, *loaded.findings, *tables.findings),
        inputs=(*loaded.inputs, *tables.inputs),
        as_of=as_of or max((plan.when.period for plan in judged if plan.when.period), default=None),
        figure_count=tables.rows,
        blocks=blocks,
        memory=wanted.memory,
        missed=tuple(sorted(set(wanted.regions) - tables.met)),
    )


# Judging.


# What a block comes to by a plan: the verdicts by target, the time of judgement, and the figures that do not count.
_Block = tuple[tuple[VerdictColumns, ...], AsOf, Counter[Why]]


def _judged(
    plans: Sequence[Plan], tables: Tables, as_of: Period | None, wanted: Wanted
) -> tuple[tuple[PanelPlan, ...], int]:
    """The plans judged block by block, and how many blocks that were.

    The time of judgement is that of all the figures: where a later block moves it on, all is judged once more.
    """
    when: dict[str, AsOf] = {}
    while True:
        try:
            judged, blocks, newest = _once(plans, tables, as_of, wanted, when)
        except AgainError:
            continue
        if all(plan.when == newest[plan.plan.id] for plan in judged):
            return judged, blocks
        when = newest


def _once(
    plans: Sequence[Plan], tables: Tables, as_of: Period | None, wanted: Wanted, when: Mapping[str, AsOf]
) -> tuple[tuple[PanelPlan, ...], int, dict[str, AsOf]]:
    used, newest = dict(when), dict(when)
    parts: dict[str, list[list[VerdictColumns]]] = {plan.id: [[] for _ in plan.targets] for plan in plans}
    aside: dict[str, Counter[Why]] = {plan.id: Counter() for plan in plans}
    blocks = 0
    # Without a time known before, the first block is what others are judged by.
    work = partial(_block, tuple(plans), as_of, used, wanted.fragile)
    for judged in made_of(work, tables.blocks(), helped=wanted.helped):
        blocks += 1
        for plan, (columns, now, left) in zip(plans, judged, strict=True):
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
    return panels, blocks, {plan.plan.id: newest.get(plan.plan.id, plan.when) for plan in panels}


def _block(
    plans: Sequence[Plan], as_of: Period | None, used: Mapping[str, AsOf], fragile: bool, figures: Figures
) -> list[_Block]:
    """The plans judged by a block of figures, at the times given, else at that of its own newest figure."""
    found: list[_Block] = []
    for plan in plans:
        selection = select(plan, figures, as_of)
        now = judged_at(selection, as_of)
        at = used.get(plan.id, now)
        judged = (judge_target(plan, target, selection, at) for target in plan.targets)
        found.append((tuple(columns_of(each, fragile=fragile) for each in judged), now, _aside(selection)))
    return found


def _joined(blocks: list[VerdictColumns]) -> VerdictColumns:
    """The verdicts of all blocks, which are gone then: both take as much memory."""
    joined = VerdictColumns.joined(blocks)
    blocks.clear()
    return joined


def _aside(selection: Selection) -> Counter[Why]:
    """How many figures do not count, by why."""
    reasons, counts = np.unique(selection.why, return_counts=True)
    return Counter({Why(why): count for why, count in zip(reasons.tolist(), counts.tolist(), strict=True) if why})
