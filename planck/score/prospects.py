"""What a plan is worth besides now: at this pace, if every goal is met; and the cheapest points."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from planck.assess.plan import PlanResult, assess_plan
from planck.assess.select import key
from planck.assess.target import TargetResult
from planck.engine.scoring.attained import FULL, Moment, attained, with_latest
from planck.engine.scoring.ways import Floats
from planck.load.cells.number import is_counted
from planck.model import Finding, Period, Plan, Severity
from planck.model.scorecard import Held, Prospect, Step, YearScore
from planck.model.scoring import Of, ScoringModel
from planck.model.table import Figures
from planck.record import Record
from planck.score import score_rules as rules
from planck.score.card import scorecard
from planck.score.layout import TargetLeaf
from planck.score.panel import listed
from planck.score.scored import Scene, Scored, deducted, scored
from planck.score.verdicts import verdicts

MOST_STEPS = 3


def prospects(scene: Scene, plans: Sequence[PlanResult]) -> tuple[Prospect, ...]:
    """The prospects of every unit of a scene, in the order of its panel."""
    then = (_at(scene, plans, moment) for moment in (Moment.PACE, Moment.MET))
    pace, met = ({unit.region: unit for unit in scorecard(one, scored(one)).units} for one in then)
    return tuple(Prospect(region=region, pace=pace[region], met=met[region]) for region in scene.panel.units)


def _at(scene: Scene, plans: Sequence[PlanResult], moment: Moment) -> Scene:
    return replace(scene, verdicts=verdicts(plans, scene.panel.units, scene.model.missing.threshold, moment))


# Targets that the model has no place for.


def outside(scene: Scene, plans: Sequence[PlanResult]) -> Iterator[Finding]:
    """What is said about targets that are in no domain of the model, and so not scored."""
    if "" not in scene.model.target_domains:
        for plan in plans:
            yield from _outside(plan.plan, scene.model)


def _outside(plan: Plan, model: ScoringModel) -> Iterator[Finding]:
    domains = model.target_domains
    wanted = ", ".join(domains)
    for target in plan.targets:
        if target.domain and target.domain not in domains:
            yield rules.UNKNOWN_DOMAIN.at(target.place, target=target.id, wanted=wanted, got=target.domain)
    without = [target for target in plan.targets if not target.domain]
    if without:
        yield rules.OUTSIDE.at(
            without[0].place,
            severity=Severity.WARNING if len(without) == len(plan.targets) else Severity.NOTE,
            target=model.id,
            count=len(without),
            got=listed([target.id for target in without]),
            first=domains[0],
            wanted=wanted,
        )


def held(scene: Scene, plans: Sequence[PlanResult]) -> Iterator[Held]:
    """The targets whose level is scored against their standard."""
    by_level = {leaf.target.path for leaf in scene.layout.leaves if leaf.target and leaf.of is Of.ATTAINMENT}
    for plan in plans:
        for target in plan.plan.targets:
            if target.standard and f"{plan.plan.id}/{target.id}" in by_level:
                unit = plan.plan.indicator(target.indicator).unit
                yield Held(id=target.id, name=target.name, unit=unit, standard=target.standard)


# The cheapest points: one figure moved towards its goal, and everything scored again.

_GRID, _PASSES = 33, 4
"""So many figures between the present one and the goal are tried at once, and again between the two that matter."""


class _Handle(Record):
    """One target of one unit: its figures in columns, and the scene of the unit alone."""

    scene: Scene
    leaf: TargetLeaf
    target: TargetResult
    region: int
    now: float
    goal: float
    way: float

    def gains(self, values: Floats) -> Floats:
        """What the score gains with each of some values in the place of the latest figure."""
        standard = self.target.target.standard
        at = replace(self.scene, verdicts=self._verdicts(values, standard.value if standard else None))
        return np.asarray(_exact(scored(_spread(at, len(values)))) - _exact(scored(self.scene)))

    def _verdicts(self, values: Floats, standard: float | None) -> Mapping[tuple[str, str], Floats]:
        reached = attained(with_latest(self.target.judged.found, self.region, values), standard, Moment.NOW)
        moved = {
            Of.COMPLETION.value: reached.completion,
            Of.FULFILMENT.value: reached.fulfilment,
            Of.ATTAINMENT.value: reached.attainment,
        }
        same = {name: np.repeat(value, len(values)) for name, value in self.scene.verdicts.items()}
        return {**same, **{(number, self.leaf.path): value for number, value in moved.items()}}


def _exact(result: Scored) -> Floats:
    return deducted(result.base + result.bonus, result.deduction)


def _spread(scene: Scene, count: int) -> Scene:
    """The scene of one unit as that of so many like it."""
    return replace(scene, panel=scene.panel.of_units(np.zeros(count, dtype=np.int64)))


def _alone(scene: Scene, place: int) -> Scene:
    """The scene with one of its units."""
    at = np.array([place])
    own = {name: value[at] for name, value in scene.verdicts.items()}
    return replace(scene, panel=scene.panel.of_units(at), verdicts=own)


def steps(scene: Scene, plans: Sequence[PlanResult], place: int) -> tuple[Step, ...]:
    """The cheapest steps to one point more, by effort a point; of each target one, less where it has less to give.

    Without a score there are none.
    """
    own = _alone(scene, place)
    if np.isnan(scored(own).base).any():
        return ()
    found = [step for handle in _handles(own, plans) if (step := _step(handle))]
    return tuple(sorted(found, key=lambda step: (step.effort / step.gain, step.id))[:MOST_STEPS])


def _handles(scene: Scene, plans: Sequence[PlanResult]) -> Iterator[_Handle]:
    leaves = {leaf.path: leaf for leaf in scene.targets()}
    for plan in plans:
        for target in plan.targets:
            leaf = leaves.get(f"{plan.plan.id}/{target.target.id}")
            regions = [key(name) for name in target.regions]
            if leaf and key(scene.panel.units[0]) in regions:
                yield from _handle(scene, leaf, target, regions.index(key(scene.panel.units[0])))


def _handle(scene: Scene, leaf: TargetLeaf, target: TargetResult, region: int) -> Iterator[_Handle]:
    """The handle of a target whose figure can be moved towards its goal or its standard; none of others."""
    found, standard = target.judged.found, target.target.standard
    now = float(found.value[region])
    if not found.present.known[region] or found.wayless or found.ceiling:
        return
    up = 1.0 if np.isfinite(found.low[region]) else -1.0
    ends = [float(found.nearest[region]), *([standard.value] if standard else [])]
    goal = max(ends) if up > 0 else min(ends)
    start = float(found.baseline[region])
    way = abs(float(found.nearest[region]) - start) or abs(goal)
    if np.isfinite([now, goal]).all() and up * (goal - now) > 0:
        way = way if np.isfinite(way) else abs(goal)
        yield _Handle(scene=scene, leaf=leaf, target=target, region=region, now=now, goal=goal, way=way)


def _step(handle: _Handle) -> Step | None:
    point = handle.scene.model.full / FULL
    near, far = handle.now, handle.goal
    for _ in range(_PASSES):
        values = np.linspace(near, far, _GRID)
        near, far = _bracket(values, handle.gains(values), point)
    needed = _printable(handle, far)
    gain = float(handle.gains(np.array([needed]))[0])
    if not gain > 0 or not handle.way:
        return None
    return Step(
        id=handle.leaf.id,
        name=handle.leaf.name,
        unit=handle.target.judged.case.indicator.unit,
        now=handle.now,
        needed=needed,
        gain=gain,
        effort=abs(needed - handle.now) / handle.way,
    )


def _bracket(values: Floats, gains: Floats, wanted: float) -> tuple[float, float]:
    """The first value that gains as much and the one before it; where none does, the first that gains most."""
    enough = gains >= min(wanted, float(gains.max())) - 1e-9
    at = int(np.argmax(enough))
    return float(values[max(at - 1, 0)]), float(values[at])


def _printable(handle: _Handle, value: float) -> float:
    """The value rounded away from the present figure: to whole numbers of what is counted, else to two digits of the
    change.
    """
    change = value - handle.now
    if not change:
        return value
    counted = is_counted(handle.target.judged.case.indicator.unit) and handle.now == round(handle.now)
    digits = 0 if counted else 1 - int(np.floor(np.log10(abs(change))))
    scale = 10.0**digits
    rounded = np.copysign(np.ceil(abs(change) * scale - 1e-9), change)
    return float(round(handle.now + rounded / scale, max(digits, 0) + 2))


# Year by year.


def history(model: ScoringModel, figures: Figures, result: PlanResult) -> Mapping[str, tuple[YearScore, ...]]:
    """The scores at the end of each year of the plan up to its judgement, by the figures known by then."""
    from planck.score.run import score

    found: dict[str, tuple[YearScore, ...]] = {}
    last = min(result.as_of.end.year if result.as_of else 0, result.plan.end.end.year)
    for year in range(result.plan.start.start.year, last + 1):
        when = Period.year(year)
        known = figures.take(np.flatnonzero(figures.known <= when.end.toordinal()))
        card = score(model, known, [assess_plan(result.plan, known, when)])
        for unit in card.units:
            found[unit.region] = (*found.get(unit.region, ()), YearScore(year=year, unit=unit))
    return found
