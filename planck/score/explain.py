"""One unit's score taken apart, what changed since the year before, and what would lift it."""

from collections.abc import Iterator

import numpy as np

from planck.model import Text
from planck.model.scorecard import Contribution, Explanation, Score, Unscored
from planck.model.scoring import Of, Ties
from planck.score.contributions import Change, change, contributions
from planck.score.leaves import leaf_id
from planck.score.pulled import Case, levers_of
from planck.score.rank_change import rank_change
from planck.score.refusal import Refusal
from planck.score.scored import Scored, deducted

BONUS = Text(zh="加分", en="bonus")
DEDUCTION = Text(zh="扣分", en="deductions")
ROUNDING = Text(zh="四舍五入", en="rounding")


def explanation(case: Case, place: int) -> Explanation:
    """The explanation of the unit at `place`: contributions sum to its score, changes to the change of its score."""
    now, before = case.now, case.before
    had = before.why[place] is None
    have = now.why[place] is None
    return Explanation(
        region=case.panel.units[place],
        contributions=tuple(_contributions(case, place)) if have else (),
        before=_score(before, place),
        rank_before=float(before.rank[place]) if had and not np.isnan(before.rank[place]) else None,
        changes=tuple(_changes(case, place)) if have and had else (),
        rank_changes=tuple(_rank_changes(case, place)) if have and had else (),
        levers=tuple(levers_of(case, place)) if have else (),
    )


def _score(scored: Scored, place: int) -> Score:
    why = scored.why[place]
    return float(scored.total[place]) if why is None else why


def _contribution(case: Case, place: int, column: int, share: float) -> Contribution:
    leaf, now = case.made.leaves[column], case.now
    points = now.filled[place, column]
    value = now.sheet.raw[place, column]
    gap = Unscored.NO_FIGURE if now.sheet.applies[place, column] else Unscored.NOT_APPLICABLE
    return Contribution(
        id=leaf_id(leaf),
        name=leaf.name,
        domain=case.made.homes[column],
        weight=case.made.shares[column],
        value=None if np.isnan(value) else float(value),
        unit=leaf.unit if leaf.of is Of.LEVEL else "%" if leaf.of is Of.GROWTH else leaf.unit,
        points=gap if np.isnan(points) else float(points),
        share=share,
        age=int(now.sheet.age[place, column]),
    )


def _extra(id_: str, name: Text, share: float) -> Contribution:
    return Contribution(id=id_, name=name, domain="", weight=0.0, value=None, unit="", points=share, share=share)


def _contributions(case: Case, place: int) -> Iterator[Contribution]:
    """Every leaf, bonus, deductions and rounding."""
    now = case.now
    found = contributions(now.parts.value[place : place + 1], case.made.tree)
    if isinstance(found, Refusal):
        return
    for column in range(len(case.made.leaves)):
        yield _contribution(case, place, column, float(found[0, column]))
    yield from _beside(float(now.bonus[place]), float(now.deduction[place]), float(now.total[place] - now.base[place]))


def _beside(bonus: float, deduction: float, total: float) -> Iterator[Contribution]:
    """What comes to the base score, as far as it is not nothing."""
    if bonus:
        yield _extra("bonus", BONUS, bonus)
    if deduction:
        yield _extra("deductions", DEDUCTION, -deduction)
    rest = total - bonus + deduction
    if abs(rest) > 1e-12:
        yield _extra("rounding", ROUNDING, rest)


def _changes(case: Case, place: int) -> Iterator[Contribution]:
    """What each leaf moved since the year before: by its points, and by its coming, going or gaining weight."""
    now, before = case.now, case.before
    split = change(before.parts.value[place : place + 1], now.parts.value[place : place + 1], case.made.tree)
    if isinstance(split, Refusal):
        return
    moved = split.own[0] + split.coverage[0]
    leaves = len(case.made.leaves)
    for column in range(leaves):
        yield _contribution(case, place, column, float(moved[column]))
    for number, domain in enumerate(case.made.domains):
        if moved[leaves + number]:
            yield _extra(domain.id, domain.name, float(moved[leaves + number]))
    total = (now.total - now.base - before.total + before.base)[place]
    bonus, deduction = (now.bonus - before.bonus)[place], (now.deduction - before.deduction)[place]
    yield from _beside(float(bonus), float(deduction), float(total))


def _rank_changes(case: Case, place: int) -> Iterator[tuple[str, float]]:
    """How many places each leaf moved the rank, bonus and deductions together (negative is up); not of dense ranks."""
    model, now, before = case.model, case.now, case.before
    split = change(before.parts.value, now.parts.value, case.made.tree)
    if isinstance(split, Refusal) or model.ties is Ties.DENSE:
        return
    ends = tuple(deducted(one.base + one.bonus, one.deduction) for one in (before, now))
    items = np.nan_to_num((ends[1] - now.base) - (ends[0] - before.base))[:, None]
    none = np.zeros_like(items)
    wide = Change(
        per_mark=np.hstack([split.per_mark, none]),
        own=np.hstack([split.own, items]),
        coverage=np.hstack([split.coverage, none]),
    )
    digits = model.rounding.digits if model.rounding.before_ranks else None
    found = rank_change(place, (ends[0], ends[1]), wide, digits, model.ties)
    names = [leaf_id(leaf) for leaf in case.made.leaves] + [domain.id for domain in case.made.domains]
    for name, places in zip([*names, model.id, "items"], found.parts, strict=True):
        if abs(places) > 1e-12:
            yield name, float(places)
    if found.rounding:
        yield "rounding", found.rounding
    if found.entered:
        yield "entered", found.entered
