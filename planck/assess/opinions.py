"""What the other status methods say: every registered method on the same outcomes."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from planck.assess.case import Judgement
from planck.engine.measured import Measured
from planck.engine.method import METHODS, ReadTrack, Verdicts, together
from planck.engine.outcome import Outcome
from planck.model import Assessment, Level, Missing, Opinion


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
    tracks = {read: together([read(one.found) for one in judged]) for read in _readers()}
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


def _readers() -> tuple[ReadTrack, ...]:
    return tuple(dict.fromkeys(method.read_track for _, method in METHODS.items() if method.read_track))


def _part(verdicts: Verdicts, rows: slice) -> Verdicts:
    def of(number: Measured | None) -> Measured | None:
        return number and Measured(number.value[rows], number.why[rows])

    return Verdicts(verdicts.status[rows], verdicts.reason[rows], of(verdicts.quantity), of(verdicts.score))


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
