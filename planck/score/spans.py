"""The scores that printed figures could mean, as they were rounded or stand for a bound such as <2.5."""

import numpy as np

from planck.engine.scoring.aggregate import Rolled, falling, filled, one_way, rolled
from planck.engine.scoring.ways import Floats
from planck.record import Record
from planck.score.draws import printed_halves
from planck.score.scored import Ends, Scene, Scored, deducted, fill_of, point_ends


class Spans(Record):
    """Per unit the least and the most unrounded score, and those of every part (units x parts of the tree)."""

    score: Ends
    parts: Ends


def spans_of(scene: Scene, result: Scored) -> Spans:
    """The spans of a result: every figure half a unit of its last printed digit either way, a bound at its ends.

    The scale and the weights stay. Where a node is no mean, nothing is known but the value itself.
    """
    sheet = result.sheet
    half = printed_halves(scene, sheet)
    low, high = (
        np.where(np.isnan(end), sheet.raw + way * half, end) for way, end in ((-1, sheet.least), (1, sheet.most))
    )
    ends = point_ends(scene, sheet, Ends(low=low, high=high))
    if not scene.layout.leaves or not all(map(one_way, scene.layout.tree.nodes)):
        own = Ends(low=result.parts.value, high=result.parts.value)
        return Spans(score=_scores(result, result.parts, result.parts), parts=own)
    falls = falling(scene.layout.tree)
    turned = falls[: scene.layout.tree.leaves]
    least = _parts(scene, result, np.where(turned, ends.high, ends.low))
    most = _parts(scene, result, np.where(turned, ends.low, ends.high))
    return Spans(
        score=_scores(result, least, most),
        # What makes the index least is the most of what it falls in.
        parts=Ends(low=np.where(falls, most.value, least.value), high=np.where(falls, least.value, most.value)),
    )


def _parts(scene: Scene, result: Scored, points: Floats) -> Rolled:
    own = np.where(result.sheet.applies, points, np.nan)
    fill = fill_of(scene.model, scene.panel.units, scene.model.missing.rule)
    return rolled(filled(own, result.sheet.applies, fill), scene.layout.tree)


def _scores(result: Scored, low: Rolled, high: Rolled) -> Ends:
    least, most = (deducted(parts.index + result.bonus, result.deduction) for parts in (low, high))
    return Ends(low=least, high=most)
