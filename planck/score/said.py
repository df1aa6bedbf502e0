"""What is said about scores: those that could not be made, and what those made rest on."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from planck.model import Finding, Place, Text
from planck.model.scorecard import Scorecard, Unscored
from planck.score import score_rules as rules
from planck.score.leaves import Layout, Leaf, leaf_id
from planck.score.panel import Panel
from planck.score.refusal import REFUSALS, Bools, Refusal, reason_of

if TYPE_CHECKING:
    from planck.score.scored import Scored

LISTED = 5


def listed(names: Sequence[str]) -> str:
    """The first few of them."""
    some = ", ".join(names[:LISTED])
    return f"{some}, …" if len(names) > LISTED else some


def said_of(card: Scorecard, made: Layout, panel: Panel, found: "Scored") -> Iterator[Finding]:
    """What is said about scores that could not be made, and about what those made rest on."""
    yield from _unscaled(card.model.place, made, found)
    yield from _unfigured(card, made, panel, found)
    model = card.model
    for rule, why in ((rules.LITTLE_COVERAGE, Unscored.LITTLE_COVERAGE), (rules.NOT_POSITIVE, Unscored.NOT_POSITIVE)):
        names = [panel.units[place] for place, one in enumerate(found.why) if one is why]
        if names:
            wanted = model.missing.threshold
            yield rule.at(model.place, target=model.id, count=len(names), got=listed(names), wanted=wanted)
    if card.carried:
        oldest = panel.year - int(found.sheet.age.max())
        yield rules.CARRIED.at(model.place, target=model.id, count=card.carried, cells=card.known, got=str(oldest))
    if card.assumed:
        yield rules.ASSUMED.at(model.place, target=model.id, count=card.assumed, cells=card.known)
    if np.isnan(found.total).all():
        yield rules.NOTHING_SCORED.at(model.place, target=model.id, count=len(panel.units), figures=panel.used)


def _unscaled(place: Place, made: Layout, found: "Scored") -> Iterator[Finding]:
    for column, leaf in enumerate(made.leaves):
        reason = reason_of(found.marks.why[column])
        if reason and reason is not Refusal.NO_FIGURE:
            yield rules.CONSTANT.at(
                place, target=leaf_id(leaf), reason=_why(reason, found, column), method=leaf.normalise.method
            )
        elif not reason and _lost(leaf, found, column):
            text = Text(zh="含有该方法不适用的数值", en="there are figures that the method has no meaning for")
            yield rules.CONSTANT.at(place, target=leaf_id(leaf), reason=text, method=leaf.normalise.method)


def _lost(leaf: Leaf, found: "Scored", column: int) -> bool:
    """Whether a figure was there and no point came of it."""
    raw, points = found.sheet.raw[:, column], found.marks.value[:, column]
    return bool((~np.isnan(raw) & np.isnan(points) & found.sheet.applies[:, column]).any())


def _why(reason: Refusal, found: "Scored", column: int) -> Text:
    """Why there is no scale: one figure alone is the same for all in a way that needs its own words."""
    if reason is Refusal.CONSTANT and np.count_nonzero(~np.isnan(found.sheet.figures[:, column])) == 1:
        return Text(zh="只有一个单位有数据，无从比较", en="only one unit has a figure and there is nothing to compare")
    return REFUSALS[reason]


def _unfigured(card: Scorecard, made: Layout, panel: Panel, found: "Scored") -> Iterator[Finding]:
    empty: Bools = np.asarray(np.isnan(found.sheet.raw).all(axis=0))
    names = dict.fromkeys(leaf_id(leaf) for leaf, none in zip(made.leaves, empty, strict=True) if none)
    if names and len(panel.units):
        period, place = str(panel.year) if panel.year else "-", card.model.place
        got = listed(list(names))
        yield rules.NO_UNIT_HAS.at(place, target=card.model.id, period=period, count=len(names), got=got)
