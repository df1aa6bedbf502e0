"""The verdicts on plans as numbers that a model can score, by unit."""

from collections.abc import Iterator, Sequence

import numpy as np

from planck.assess.plan import PlanResult
from planck.assess.select import key
from planck.assess.target import TargetResult, flags_of
from planck.engine.method import track_of
from planck.engine.methods.statcan import BORDERS, statcan
from planck.engine.scoring.attained import FULL, Attained, Moment, attained
from planck.engine.scoring.ways import Bools, Floats, Ints
from planck.model import Comparator, Flag, Nature
from planck.model.scoring import Of
from planck.score.layout import ASSUMED, JUDGED, WAYLESS, TargetLeaf

# Statistics Canada puts this in the place of a zero, from which there is no growth rate.
_NO_ZERO = 0.001
_DOWN = (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.RANK)
Found = dict[tuple[str, str], Floats]


def standing(target: TargetResult, moment: Moment = Moment.NOW) -> Attained:
    """How far a target is in each of its regions."""
    standard = target.target.standard
    return attained(target.judged.found, standard.value if standard else None, moment)


def ratio(target: TargetResult) -> Floats:
    """Growth achieved over growth required, both a year and from the baseline; NaN with a change of sign.

    Source: Statistics Canada, Canadian Indicator Framework, measuring progress.
    """
    found, case = target.judged.found, target.judged.case
    column, course = found.column, found.course
    rows = np.arange(len(column))
    latest = case.panel.values[rows, column] if case.panel.values.shape[1] else np.full(len(column), np.nan)
    start, now, end = (np.where(x == 0, _NO_ZERO, x) for x in (found.baseline, latest, found.goal.value))
    years, left = found.time - course.base_time, course.due_time - course.base_time
    sign = np.where(start < 0, -1.0, 1.0) * (-1.0 if case.goal.comparator in _DOWN else 1.0)
    with np.errstate(all="ignore"):
        value = sign * ((now / start) ** (1 / years) - 1) / np.abs((end / start) ** (1 / left) - 1)
        sound = (start / now > 0) & (start / end > 0) & (years > 0) & (left > 0) & (start != end)
    return np.where(sound & (column >= 0), value, np.nan)


# What the measure of Statistics Canada gives to a goal that is met.
_BEST = 5.0


def progress_score(target: TargetResult, moment: Moment, met: Bools) -> Floats:
    """The progress score of Statistics Canada (-5 to 5) in each region, NaN where there is none.

    A goal that is met by then has the best one, and on the way there the pace so far goes on.
    """
    score = statcan(track_of(target.judged.found), BORDERS).score
    assert score is not None
    return score.value if moment is Moment.NOW else np.where(met, _BEST, score.value)


def _missed(target: TargetResult, moment: Moment, found: Attained) -> Floats:
    """1 where the goal's date has come without it, NaN where that is not known; what is missed no pace mends."""
    missed = np.asarray(target.status == "missed")
    if moment is Moment.NOW:
        return missed.astype(np.float64)
    later = np.where(found.known, 1.0 - found.met, np.nan)
    return np.where(missed & (moment is Moment.PACE), 1.0, later)


def target_leaves(plans: Sequence[PlanResult]) -> tuple[TargetLeaf, ...]:
    """A leaf for every target of the plans."""
    return tuple(
        TargetLeaf(
            plan=plan.plan.id,
            id=target.id,
            name=target.name,
            unit=plan.plan.indicator(target.indicator).unit,
            binding=target.nature is Nature.BINDING,
            domain=target.domain,
            weight=1.0 if target.weight is None else target.weight,
        )
        for plan in plans
        for target in plan.plan.targets
    )


def verdicts(
    plans: Sequence[PlanResult], units: Sequence[str], threshold: float = 0.0, moment: Moment = Moment.NOW
) -> Found:
    """Per number and target (`plan/target`, empty for the plan as a whole) the values of the units, NaN where missing.

    Under `judged` stands 1 for a unit that a target is for, under `wayless` 1 where its way has no measure, and under
    `assumed`, of now, 1 where the verdict rests on a scenario. Of several plans for one unit the numbers of the whole
    are over all their targets; they are missing where a lesser share of the targets than `threshold` has a verdict.
    """
    place = {key(name): number for number, name in enumerate(units)}
    found: Found = {}
    whole = _Whole(len(units))
    for plan in plans:
        for target in plan.targets:
            at = np.array([place.get(key(region), -1) for region in target.regions], dtype=np.int64)
            rows = np.flatnonzero(at >= 0)
            if not len(rows):
                continue
            reached = standing(target, moment)
            for name, values in _numbers(target, moment, reached):
                column = found.setdefault((name, f"{plan.plan.id}/{target.target.id}"), np.full(len(units), np.nan))
                column[at[rows]] = values[rows]
            binding = target.target.nature is Nature.BINDING
            whole.add(at[rows], reached.completion[rows], _missed(target, moment, reached)[rows], binding=binding)
    return found | (whole.numbers(threshold) if found else {})


def _numbers(target: TargetResult, moment: Moment, reached: Attained) -> Iterator[tuple[str, Floats]]:
    yield JUDGED, np.ones(len(target))
    yield WAYLESS, reached.wayless.astype(np.float64)
    yield Of.COMPLETION.value, reached.completion
    yield Of.FULFILMENT.value, reached.fulfilment
    yield Of.ATTAINMENT.value, reached.attainment
    if moment is Moment.NOW:
        yield ASSUMED, flags_of(target.judged)[Flag.ASSUMED].astype(np.float64)
    # The pace so far goes on; a goal that is met asked for a ratio of 1.
    yield Of.PROGRESS_SCORE.value, progress_score(target, moment, reached.met)
    yield Of.RATIO.value, np.fmax(ratio(target), 1.0) if moment is Moment.MET else ratio(target)


class _Whole:
    """The numbers of whole plans, added up target by target."""

    def __init__(self, units: int) -> None:
        self.targets, self.known, self.sum, self.missed = (np.zeros(units) for _ in range(4))

    def add(self, at: Ints, completion: Floats, missed: Floats, *, binding: bool) -> None:
        """Count one target for the units at some places."""
        known = ~np.isnan(completion)
        self.targets[at] += 1
        self.known[at] += known
        self.sum[at] += np.where(known, np.minimum(completion, FULL), 0.0)
        if binding:
            self.missed[at] += np.where(missed == 1, 1.0, 0.0)

    def numbers(self, threshold: float) -> Found:
        """The mean completion, each target at most 100, and how many binding targets were missed."""
        enough = (self.known > 0) & (self.known >= threshold * self.targets)
        mean = np.where(enough, self.sum / np.maximum(self.known, 1), np.nan)
        missed = np.where(self.targets > 0, self.missed, np.nan)
        return {(Of.COMPLETION.value, ""): mean, (Of.MISSED_BINDING.value, ""): missed}


def regions_judged(plans: Sequence[PlanResult]) -> tuple[str, ...]:
    """The regions that plans have verdicts on, in the order of their first one."""
    return tuple(dict.fromkeys(region for plan in plans for target in plan.targets for region in target.regions))
