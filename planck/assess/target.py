"""One target, judged: the engine's arrays over its regions, the verdict on one of them, what other methods say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from planck.assess.case import Case, Judgement, case_of, judgement_of, rate_kind
from planck.assess.firmness import Firmness, firmness
from planck.assess.outlook import outlooks
from planck.assess.select import Selection
from planck.engine.measured import Bools, Measured
from planck.engine.method import METHODS, Verdicts, Words, together
from planck.engine.outcome import Outcome, meets
from planck.model import (
    AsOf,
    Assessment,
    FigureStatus,
    Flag,
    Goal,
    Level,
    Missing,
    Opinion,
    Outlook,
    Period,
    Plan,
    Reading,
    Reason,
    Target,
)


class Opinions:
    """What every method says of targets that were judged together, worked out when the first is asked for.

    Other methods speak with borders of their own, the chosen one with those of the plan. Where there is no figure to
    judge, there is nothing to say.
    """

    def __init__(self, targets: Sequence[Judgement]) -> None:
        self._targets = [one for one in targets if one.found.present.known.any()]
        self._numbers = {id(one): number for number, one in enumerate(self._targets)}

    @cached_property
    def _all(self) -> dict[str, list[list[Opinion]]]:
        return _said(self._targets)

    def of(self, judged: Judgement, region: int) -> tuple[Opinion, ...]:
        """The opinions on a target in a region, in the order of the methods' names."""
        number = self._numbers.get(id(judged))
        if number is None:
            return ()
        said = (self._all[name][number][region] for name in sorted(self._all))
        return tuple(_own(judged, region, one) if one.method == judged.case.target.method.name else one for one in said)


def _own(judged: Judgement, region: int, opinion: Opinion) -> Opinion:
    """The opinion of the chosen method: the verdict itself."""
    status, reason = str(judged.verdicts.status[region]), str(judged.verdicts.reason[region])
    return replace(
        opinion, status=status, level=judged.method.level(status, reason), reason=reason, borders=judged.decisive
    )


def _said(judged: Sequence[Judgement]) -> dict[str, list[list[Opinion]]]:
    """By method, target and region what each method says."""
    ends = np.cumsum([one.found.value.size for one in judged]).tolist()
    rows = [slice(begin, end) for begin, end in pairwise([0, *ends])]
    # All the targets are one call of a method, and most methods read the same series.
    readers = dict.fromkeys(method.read_track for _, method in METHODS.items())
    tracks = {read: together([read(one.found) for one in judged]) for read in readers if read}
    said = {}
    for name, method in METHODS.items():
        if method.on_request and not any(one.method is method for one in judged):
            continue
        borders = method.with_borders({})
        if method.needs:
            # Its borders are those of each target.
            parts = [method.judge(one.found, one.borders if one.method is method else {}) for one in judged]
        elif method.judge_track and method.read_track:
            verdicts = method.judge_track(tracks[method.read_track], borders)
            parts = [_part(verdicts, row) for row in rows]
        else:
            parts = [method.judge(one.found, borders) for one in judged]
        said[name] = [_opinions(name, part, one.found) for part, one in zip(parts, judged, strict=True)]
    return said


def _part(verdicts: Verdicts, rows: slice) -> Verdicts:
    quantity, score = (number and number.take(rows) for number in (verdicts.quantity, verdicts.score))
    return Verdicts(verdicts.status[rows], verdicts.reason[rows], quantity, score)


def _opinions(name: str, verdicts: Verdicts, found: Outcome) -> list[Opinion]:
    method = METHODS[name]
    borders = tuple((method.trend if found.aimless and method.trend else method.borders).items())
    quantity = verdicts.quantity or found.pace_ratio
    opinions = []
    for region, (status, reason) in enumerate(zip(verdicts.status.tolist(), verdicts.reason.tolist(), strict=True)):
        score = verdicts.score.at(region) if verdicts.score else Missing.NO_RATE_FOR_GOAL
        opinions.append(
            Opinion(
                method=name,
                status=status,
                level=method.level(status, reason),
                reason=reason,
                quantity=quantity.at(region),
                score=None if isinstance(score, Missing) else score,
                borders=borders,
            )
        )
    return opinions


def level_of(assessment: Assessment) -> Level:
    """What the status of an assessment comes to, whichever method gave it.

    Raises KeyError for a method or a status that does not exist.
    """
    return METHODS[assessment.method].level(assessment.status, assessment.reason.key)


def counted(assessment: Assessment) -> tuple[Opinion, ...]:
    """The opinions that a comparison counts: one a method, none of its variants, and the one that was chosen."""
    return tuple(
        one for one in assessment.opinions if one.method == assessment.method or not METHODS[one.method].variant_of
    )


def against(assessment: Assessment) -> tuple[Opinion, ...]:
    """The opinions that say yes where the assessment says no, or no where it says yes."""
    own = next((one.level.yes for one in assessment.opinions if one.method == assessment.method), None)
    return tuple(one for one in counted(assessment) if own is not None and one.level.yes is (not own))


class Split(StrEnum):
    """How far opinions part: on yes or no, on the level only, not at all; or there is none."""

    YES_NO = "yes_no"
    LEVEL = "level"
    NONE = "none"
    NOT_ASSESSED = "not_assessed"


def split(opinions: Iterable[Opinion]) -> Split:
    """How far those of the opinions part that say anything."""
    levels = {one.level for one in opinions} - {Level.NOT_ASSESSED}
    if not levels:
        return Split.NOT_ASSESSED
    if len({level.yes for level in levels}) > 1:
        return Split.YES_NO
    return Split.LEVEL if len(levels) > 1 else Split.NONE


# A target in columns, and the verdict on one region as a view.


class TargetResult:
    """One target over its R regions: statuses and numbers in columns; what else a reader may ask for, on demand.

    earlier: the same target by the goals that were replaced, oldest first. opinions: what every method says of it.
    ahead: whether it has an outlook, as the goal in force has.
    """

    def __init__(self, judged: Judgement, earlier: Sequence["TargetResult"] = (), *, ahead: bool = False) -> None:
        self.judged, self.earlier, self._ahead = judged, tuple(earlier), ahead
        self.opinions = Opinions(())
        self._made: dict[int, Assessment] = {}

    @property
    def target(self) -> Target:
        """The target as the plan states it."""
        return self.judged.case.target

    @property
    def regions(self) -> tuple[str, ...]:
        """Their names, in the order of the columns."""
        return self.judged.case.panel.regions

    @property
    def status(self) -> Words:
        """The classes of the target's method (R,)."""
        return self.judged.verdicts.status

    @cached_property
    def flags(self) -> "Flags":
        """Where each flag holds (R,), in the order of their names."""
        flags = dict(flags_of(self.judged))
        if self._ahead:
            flags[Flag.FRAGILE] = np.array(self.firm.fragile, dtype=np.bool_)
        return dict(sorted(flags.items()))

    @cached_property
    def level(self) -> list[Level]:
        """What the classes come to, whichever method gave them."""
        verdicts, known = self.judged.verdicts, cache(self.judged.method.level)
        return [known(*pair) for pair in zip(verdicts.status.tolist(), verdicts.reason.tolist(), strict=True)]

    def is_at(self, level: Level) -> Bools:
        """Where the classes come to a level (R,)."""
        return np.array([one is level for one in self.level], dtype=np.bool_)

    @property
    def seen(self) -> Bools:
        """Where there is a figure to judge (R,)."""
        return np.asarray(self.judged.found.column >= 0)

    @property
    def periods(self) -> set[Period]:
        """The periods of the figures that the verdicts rest on."""
        return self.judged.case.panel.figure_periods

    @cached_property
    def firm(self) -> Firmness:
        """What the verdicts would not survive."""
        return firmness(self.judged)

    @cached_property
    def _outlooks(self) -> list[Outlook]:
        return outlooks(self.judged, self.firm)

    def outlook(self, region: int) -> Outlook | None:
        """How firm the verdict on a region is and where its series leads; None where the goal was replaced."""
        return self._outlooks[region] if self._ahead else None

    def __len__(self) -> int:
        return len(self.regions)

    def __iter__(self) -> Iterator[Assessment]:
        return map(self.at, range(len(self)))

    def of(self, region: str) -> Assessment:
        """The verdict on a region by its name. Raises ValueError for one that is not among them."""
        return self.at(self.regions.index(region))

    def at(self, region: int) -> Assessment:
        """The verdict on one region; asked for again it is the same value."""
        if region not in self._made:
            self._made[region] = self._at(region)
        return self._made[region]

    def _at(self, region: int) -> Assessment:
        judged, case = self.judged, self.judged.case
        found, latest = judged.found, _latest(case, judged.found, region)
        return Assessment(
            target=case.target,
            region=case.panel.regions[region],
            unit=case.indicator.unit,
            goal=case.goal_of(region),
            due=case.due,
            goal_value=found.goal.at(region),
            goal_low=_finite(found.low[region]),
            goal_high=_finite(found.high[region]),
            baseline=Missing.NO_BASELINE if np.isnan(found.baseline[region]) else float(found.baseline[region]),
            baseline_period=case.base,
            latest=latest,
            judged=latest if isinstance(latest, Missing) else float(found.value[region]),
            met=latest if isinstance(latest, Missing) else bool(found.met[region]),
            on_path=_on_path(found.path_value, bool(found.on_path[region]), region),
            **{name: number.at(region) for name, number in found.numbers.items()},
            rate_kind=rate_kind(case.target, case.indicator),
            status=str(judged.verdicts.status[region]),
            method=case.target.method.name,
            borders=judged.decisive,
            flags=tuple(flag for flag, where in self.flags.items() if where[region]),
            reason=_reason(case, found, judged.verdicts, latest, region),
            beside=_Asked(self, region),
        )


class _Asked:
    """What is said beside the verdict on one region, made when asked."""

    def __init__(self, result: TargetResult, region: int) -> None:
        self._result, self._region = result, region

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._told == other._told

    @property
    def _told(self) -> tuple[object, ...]:
        return self.series, self.superseded, self.outlook, self.opinions

    @property
    def series(self) -> tuple[Reading, ...]:
        return self._result.judged.case.panel.of(self._region)

    @property
    def superseded(self) -> tuple[Assessment, ...]:
        return tuple(earlier.at(self._region) for earlier in self._result.earlier)

    @property
    def outlook(self) -> Outlook | None:
        return self._result.outlook(self._region)

    @property
    def opinions(self) -> tuple[Opinion, ...]:
        return self._result.opinions.of(self._result.judged, self._region)


def judge_target(plan: Plan, target: Target, selection: Selection, as_of: AsOf) -> TargetResult:
    """A target, judged. The goal in force at `as_of` decides; earlier ones come along, without an outlook."""
    *replaced, current = (
        judgement_of(plan, selection, case_of(plan, target, selection, goal=goal, due=due), as_of)
        for goal, due in _versions(target, as_of)
    )
    return TargetResult(current, [TargetResult(judged) for judged in replaced], ahead=True)


def judge_targets(plan: Plan, selection: Selection, as_of: AsOf) -> tuple[TargetResult, ...]:
    """All targets of a plan, judged; every method's opinion of them is formed together."""
    results = tuple(judge_target(plan, target, selection, as_of) for target in plan.targets)
    opinions = Opinions([result.judged for result in results])
    for result in results:
        result.opinions = opinions
    return results


def goal_in_force(target: Target, as_of: AsOf) -> tuple[Goal, Period]:
    """The goal that decides at the time of judgement, and when it is due."""
    return _versions(target, as_of)[-1]


def _versions(target: Target, as_of: AsOf) -> list[tuple[Goal, Period]]:
    """The goals that were in force one after the other, each from its day on.

    Where the time of judgement was not given, a revision after the date of the goal that it replaces counts once there
    are figures of that time, so that nobody changes afterwards what was met or missed.
    """
    newest = as_of.period.end if as_of.period else date.min
    versions = [(target.goal, target.due)]
    for revision in target.revisions:
        last = newest if as_of.given else min(max(versions[-1][1].end, newest), as_of.today or date.max)
        if revision.on <= last:
            versions.append((revision.goal, revision.due or target.due))
    return versions


def _latest(case: Case, found: Outcome, region: int) -> Reading | Missing:
    column = int(found.column[region])
    return case.panel.reading(region, column) if column >= 0 else latest_missing(case, found, region)


def latest_missing(case: Case, found: Outcome, region: int) -> Missing:
    """Why a region has no figure to judge."""
    absent = found.present.at(region)
    assert isinstance(absent, Missing)
    after_base = case.panel.times > case.base.time
    if (~np.isnan(case.panel.values[region]) & after_base & np.isnan(case.series.values[region])).any():
        return Missing.GAP_IN_SUM
    refused = (of == region and figure.period.end > case.base.end for of, figure in case.panel.refused)
    return Missing.NOT_COMPARABLE if any(refused) else absent


def _reason(case: Case, found: Outcome, verdicts: Verdicts, latest: Reading | Missing, region: int) -> Reason:
    decided = _decided(case, found, verdicts, latest, region)
    if not found.lost[region]:
        return decided
    # Beside what decided: when the goal was last met.
    return replace(decided, numbers={**decided.numbers, "when": _last_met(case, found, region)})


def _decided(case: Case, found: Outcome, verdicts: Verdicts, latest: Reading | Missing, region: int) -> Reason:
    key, quantity = str(verdicts.reason[region]), verdicts.quantity
    number = None if quantity is None else quantity.at(region)
    if key == "not_assessed":
        # What the method lacks, unless there is nothing to judge by any method.
        lacks = isinstance(number, Missing) and not isinstance(latest, Missing) and not found.expired[region]
        return Reason(key=key, numbers={"missing": str(number if lacks else _why(found, latest, region))})
    if key == "measured" and isinstance(number, float):
        return Reason(key=key, numbers={"quantity": number})
    if key == "hold_broken":
        column = int(found.broken[region])
        return Reason(
            key=key,
            numbers={"period": case.panel.periods[column].label, "value": float(case.series.values[region, column])},
        )
    return Reason(key=key)


def _why(found: Outcome, latest: Reading | Missing, region: int) -> Missing:
    """The reason for no verdict: of several, the one nearest to the figures."""
    if isinstance(latest, Missing):
        return latest
    if found.at_due[region] and found.gaps[region]:
        return Missing.GAP_IN_YEARS
    if found.expired[region]:
        return Missing.NO_FIGURE_FOR_DUE
    ratio = found.pace_ratio.at(region)
    return ratio if isinstance(ratio, Missing) else Missing.NO_PATH


def _last_met(case: Case, found: Outcome, region: int) -> str:
    """The label of the newest period in which the goal was met."""
    met = meets(case.series.values[region], found.low[region], found.high[region], strict=case.course.strict)
    met &= found.counted[region]
    return case.panel.periods[np.flatnonzero(met)[-1]].label if met.any() else case.base.label


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _on_path(path_value: Measured, on_path: bool, region: int) -> bool | Missing:
    asked = path_value.at(region)
    return asked if isinstance(asked, Missing) else on_path


# What a reader of a status should know besides, over all regions of a target.

_BY_STATUS = {
    FigureStatus.PRELIMINARY: Flag.PRELIMINARY,
    FigureStatus.ESTIMATED: Flag.ESTIMATED,
    FigureStatus.ASSUMED: Flag.ASSUMED,
}

Flags = Mapping[Flag, Bools]


def flags_of(judged: Judgement) -> Flags:
    """Where each flag holds (R,), in the order of their names; without that of a fragile verdict."""
    case, found = judged.case, judged.found
    everywhere = np.ones(len(case.panel.regions), dtype=np.bool_)
    readings = _of_readings(case, found)
    # A verdict that only a scenario has brought to its date rests on an assumption, whatever its figures are.
    readings[Flag.ASSUMED] = readings[Flag.ASSUMED] | (found.expired & judged.as_of.assumed)
    flags = {
        Flag.MET_AT_BASELINE: found.met_at_baseline,
        Flag.MET_THEN_LOST: found.lost,
        Flag.MET_BUT_WORSENING: found.worsening & found.met,
        Flag.REACHED_LATE: found.reached_late,
        Flag.EXPIRED: found.expired,
        Flag.REVISED_GOAL: everywhere & (case.goal is not case.target.goal),
        Flag.REBASED: _rebased(case),
        **readings,
    }
    return dict(sorted(flags.items()))


def _of_readings(case: Case, found: Outcome) -> dict[Flag, Bools]:
    """The flags of the readings that verdicts rest on; none where there is nothing to judge."""
    there, panel = found.column >= 0, case.panel
    latest = np.where(there, found.column, 0)[:, None]

    def of_latest(cells: Bools) -> Bools:
        return there & np.take_along_axis(cells, latest, axis=1)[:, 0] if cells.shape[1] else there

    cells = _deciding(case, found)
    return {
        Flag.DERIVED: of_latest(panel.rows < 0),
        Flag.ANNUALISED: of_latest(panel.estimated),
        **{flag: _any(case, cells, status) for status, flag in _BY_STATUS.items()},
    }


def _deciding(case: Case, found: Outcome) -> Bools:
    """The cells (R, P) that the verdicts rest on.

    A sum and a yearly goal rest on every figure of their years, and so does a goal that was met before; others rest on
    the newest. A baseline from the figures is one of them.
    """
    columns = np.arange(case.panel.values.shape[1])
    every = found.lost | (case.course.running or case.course.path == "hold")
    cells = np.where(every[:, None], found.counted, columns == found.column[:, None])
    start = case.target.baseline
    if start and start.value is None:
        cells = cells | (columns == case.panel.whole_at(start.period)[:, None])
    return np.asarray(cells & (found.column >= 0)[:, None])


def _any(case: Case, cells: Bools, status: FigureStatus) -> Bools:
    """By region whether a figure behind one of the cells has the status."""
    panel, table = case.panel, case.panel.selection.table
    published = cells & (panel.rows >= 0)
    named = np.array([name is status for name in table.status.names], dtype=np.bool_)
    found = np.zeros(len(cells), dtype=np.bool_)
    if named.any():
        found[np.nonzero(published)[0][named[table.status.codes[panel.rows[published]]]]] = True
    # What was derived rests on figures of other series, and a comparison on those of another as well.
    unseen = cells if panel.partner else cells & (panel.rows < 0)
    for region, column in np.argwhere(unseen & ~found[:, None]).tolist():
        found[region] |= panel.any_status(region, column, (status,))
    return np.asarray(found)


def _rebased(case: Case) -> Bools:
    """Where the figures now say something else than the baseline that the plan gives."""
    start, nowhere = case.target.baseline, np.zeros(len(case.panel.regions), dtype=np.bool_)
    if case.course.running or case.course.relative or start is None or start.value is None:
        return nowhere
    held = case.panel.values_at(case.panel.whole_at(start.period))
    return np.asarray(~np.isnan(held) & (held != start.value))
