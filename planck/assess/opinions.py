"""What the other status methods say: every registered method on the same outcomes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise

import numpy as np

from planck.assess.target import Judged
from planck.engine.measured import Measured
from planck.engine.method import METHODS, ReadTrack, Verdicts
from planck.engine.outcome import Outcome
from planck.engine.track import together
from planck.model import Assessment, Level, Missing, Opinion


def with_opinions(targets: Sequence[Judged]) -> tuple[Assessment, ...]:
    """The assessments of targets in their order, each with what every method says of it.

    Other methods speak with borders of their own, the chosen one with those of the plan. Where there is no figure to
    judge, there is nothing to say.
    """
    judged = [one for one in targets if one.found.judged.present.known.any()]
    said = _said(judged) if judged else {}
    by_target = {
        id(one): tuple(zip(*(said[name][number] for name in sorted(said)), strict=True))
        for number, one in enumerate(judged)
    }
    return tuple(
        replace(assessment, opinions=_own(assessment, by_target[id(one)][region]) if id(one) in by_target else ())
        for one in targets
        for region, assessment in enumerate(one.assessments)
    )


def _own(assessment: Assessment, said: tuple[Opinion, ...]) -> tuple[Opinion, ...]:
    return tuple(
        replace(one, status=assessment.status, level=level_of(assessment), reason=assessment.reason.key,
                borders=assessment.borders) if one.method == assessment.method else one
        for one in said
    )  # fmt: skip


def _said(judged: Sequence[Judged]) -> dict[str, list[list[Opinion]]]:
    """By method, target and region what each method says."""
    ends = np.cumsum([one.found.judged.value.size for one in judged]).tolist()
    rows = [slice(begin, end) for begin, end in pairwise([0, *ends])]
    # All the targets are one call of a method, and most methods read the same series.
    tracks = {read: together([read(one.found) for one in judged]) for read in _readers()}
    said = {}
    for name, method in METHODS.items():
        borders = method.with_borders({})
        if method.judge_track and method.read_track:
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
    borders = tuple(method.borders.items())
    quantity = verdicts.quantity or found.progress.pace_ratio
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
