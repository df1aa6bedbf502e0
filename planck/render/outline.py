"""The order in which targets are shown: each whole, and under it its parts."""

from collections import defaultdict
from collections.abc import Sequence

from planck.model import Assessment

Outline = tuple[tuple[int, Assessment], ...]
Key = tuple[str, str]


def _key(assessment: Assessment) -> Key:
    return assessment.region, assessment.target.id


def _whole(assessment: Assessment) -> Key:
    return assessment.region, assessment.target.part_of


def _parts(assessments: Sequence[Assessment]) -> tuple[list[int], dict[Key, list[int]]]:
    # Indices of those that stand for themselves, and of the parts of each whole.
    present = {_key(assessment) for assessment in assessments}
    alone: list[int] = []
    parts: dict[Key, list[int]] = defaultdict(list)
    for index, assessment in enumerate(assessments):
        is_part = assessment.target.part_of and _whole(assessment) in present
        (parts[_whole(assessment)] if is_part else alone).append(index)
    return alone, parts


def outline(assessments: Sequence[Assessment]) -> Outline:
    """Every assessment once with its depth (0 for a whole); parts follow their whole, otherwise the order is kept."""
    alone, parts = _parts(assessments)
    depths: dict[int, int] = {}
    # The second round shows what is only part of itself, round a circle.
    for start in (*alone, *range(len(assessments))):
        waiting = [(start, 0)]
        while waiting:
            index, depth = waiting.pop()
            if index not in depths:
                depths[index] = depth
                below = reversed(parts[_key(assessments[index])])
                waiting.extend((part, depth + 1) for part in below)
    return tuple((depth, assessments[index]) for index, depth in depths.items())


def several_regions(assessments: Sequence[Assessment]) -> bool:
    """Whether the names need their region beside them."""
    return len({assessment.region for assessment in assessments}) > 1
