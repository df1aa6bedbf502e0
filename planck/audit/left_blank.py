"""A015 to A018: baselines, units and dates that the plan does not print."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from planck.assess.plan import PlanResult
from planck.audit import AUDITS
from planck.audit.stated_pace import aim, unit_of
from planck.model import (
    Amount,
    Cell,
    Comparator,
    Finding,
    Measure,
    Names,
    Plan,
    Quantity,
    Rule,
    Severity,
    Target,
    Text,
    Wording,
    indicators_in,
)
from planck.record import Record
from planck.registry import rule
from planck.words import Label

BASELINE_LEFT_BLANK = rule("A015", "baseline-left-blank", Severity.WARNING)
BASELINES_MISSING = rule("A016", "baselines-missing", Severity.NOTE)
UNITS_MISSING = rule("A017", "units-missing", Severity.NOTE)
DEADLINES_MISSING = rule("A018", "deadlines-missing", Severity.NOTE)

UNITLESS = (Measure.EVENT, Measure.RANK, Measure.INDEX)


def _blank(target: Target, cell: Cell) -> bool:
    return target.stated is not None and cell in target.stated.blank


@AUDITS.entry(BASELINE_LEFT_BLANK.code)
def baseline_left_blank(result: PlanResult) -> Iterator[Finding]:
    """Targets whose baseline has a cell in the plan's table with nothing in it."""
    for target in result.plan.targets:
        goal = aim(target.goal, 0.0)
        if _blank(target, Cell.BASELINE) and goal:
            yield BASELINE_LEFT_BLANK.at(
                target.place,
                **result.named(target),
                goal=Amount(goal.value, goal.places, unit_of(result.plan, target)),
            )


@AUDITS.entry(BASELINES_MISSING.code)
def baselines_missing(result: PlanResult) -> Iterator[Finding]:
    """Goals on the level without a baseline, in one finding; those with an empty cell have their own."""
    without = [
        target
        for target in result.plan.targets
        if target.baseline is None
        and target.goal.quantity is Quantity.LEVEL
        and target.goal.comparator not in (Comparator.DONE, Comparator.ABOVE_SERIES, Comparator.BELOW_SERIES)
        and not target.goal.comparator.is_direction
        and not _blank(target, Cell.BASELINE)
    ]
    return _listed(result, BASELINES_MISSING, without)


@AUDITS.entry(UNITS_MISSING.code)
def units_missing(result: PlanResult) -> Iterator[Finding]:
    """Targets whose unit the plan leaves blank, or that have none, in one finding."""
    without = [
        target
        for target in result.plan.targets
        if _blank(target, Cell.UNIT)
        or not (unit_of(result.plan, target) or result.plan.indicator(target.indicator).measure in UNITLESS)
    ]
    return _listed(result, UNITS_MISSING, without)


@AUDITS.entry(DEADLINES_MISSING.code)
def deadlines_missing(result: PlanResult) -> Iterator[Finding]:
    """Targets for which the plan prints no date, in one finding."""
    without = [target for target in result.plan.targets if _blank(target, Cell.DUE)]
    return _listed(result, DEADLINES_MISSING, without)


def _listed(result: PlanResult, found: Rule, targets: list[Target]) -> Iterator[Finding]:
    if targets:
        yield found.at(
            targets[0].place,
            plan=result.plan.id,
            count=len(targets),
            names=names(targets),
            end=result.plan.end.label,
        )


def names(targets: Iterable[Target]) -> Names:
    """The names of targets, to be listed."""
    return Names(tuple(target.name for target in targets))


# A026: an indicator that nothing in the plan uses.

UNUSED_INDICATOR = rule("A026", "unused-indicator", Severity.NOTE)


@AUDITS.entry(UNUSED_INDICATOR.code)
def unused_indicator(result: PlanResult) -> Iterator[Finding]:
    """Indicators that the plan never comes back to."""
    used = _used(result.plan)
    for indicator in result.plan.indicators:
        if indicator.id not in used:
            yield UNUSED_INDICATOR.at(indicator.place, plan=result.plan.id, name=indicator.name, got=indicator.id)


def _used(plan: Plan) -> frozenset[str]:
    # A formula may name its own indicator, as baseline(x) does; that is no use of it.
    own = ((one.id, indicators_in(one.formula)) for one in plan.indicators if one.formula)
    parts = (id_ for owner, ids in own for id_ in ids if id_ != owner)
    sides = (side for identity in plan.identities for side in (identity.left, identity.right))
    goals = (goal for target in plan.targets for goal in (target.goal, *(one.goal for one in target.revisions)))
    return frozenset(
        (
            *(target.indicator for target in plan.targets),
            *(goal.series for goal in goals),
            *parts,
            *(id_ for side in sides for id_ in indicators_in(side)),
            *_scored(plan),
        )
    )


def _scored(plan: Plan) -> Iterator[str]:
    """The indicators that a scoring model in the plan reads, where plans have one."""
    for domain in getattr(getattr(plan, "scoring", None), "domains", ()):
        yield from (leaf.id for leaf in domain.leaves())


# A024: the plan's words (力争, 左右, 以上, 不超过) say something else than the encoded goal.

WORDING = rule("A024", "wording", Severity.WARNING)

AT_LEAST = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOVE_SERIES)
AT_MOST = (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.BELOW_SERIES, Comparator.RANK)
FALLING = (Quantity.DECREASE, Quantity.REDUCTION)


class Meaning(Record, kw_only=False):
    """Words with one meaning, and the comparators that say it."""

    words: Sequence[str]
    meant: Text
    comparators: Sequence[Comparator]


MEANINGS = (
    Meaning(("左右", "上下", "约", "大约"), Label("audit.meanings.about"), (Comparator.ABOUT, Comparator.BETWEEN)),
    Meaning(("以上", "不低于", "不少于", "至少", "不小于"), Label("audit.meanings.at_least"), AT_LEAST),
    Meaning(("以下", "以内", "不超过", "不高于", "不大于", "控制在"), Label("audit.meanings.at_most"), AT_MOST),
)
SOFT = ("力争", "争取", "努力", "预计", "有望")


@AUDITS.entry(WORDING.code)
def wording(result: PlanResult) -> Iterator[Finding]:
    """Targets whose `as_printed` has a word that their goal or wording does not say.

    What stands before 以上 may be 县级以上 or 市级以上, a scope and no comparator; such words are left out.
    """
    for target in result.plan.targets:
        text = _without_scopes(target.source.as_printed)
        for meaning in MEANINGS:
            word = next((word for word in meaning.words if word in text), "")
            if word and not _says(target, meaning):
                yield _finding(result, target, word, meaning.meant, target.goal.comparator.value)
        soft = next((word for word in SOFT if word in text), "")
        if soft and target.wording is Wording.FIRM:
            yield _finding(result, target, soft, Label("audit.left_blank.striving"), "wording: firm")


def _without_scopes(text: str) -> str:
    for scope in ("级以上", "规模以上", "高中以上", "以上企业"):
        text = text.replace(scope, "")
    return text


def _says(target: Target, meaning: Meaning) -> bool:
    if meaning.comparators in (AT_LEAST, AT_MOST) and target.goal.comparator is Comparator.BETWEEN:
        return True
    if target.goal.quantity in FALLING and meaning.comparators is AT_MOST:
        return target.goal.comparator in (*AT_LEAST, *AT_MOST)
    return target.goal.comparator in meaning.comparators


def _finding(result: PlanResult, target: Target, word: str, meant: Text, encoded: str) -> Finding:
    found = WORDING.at(
        target.goal.place,
        **result.named(target),
        word=word,
        meant=meant,
        encoded=encoded,
    )
    return replace(found, about=word)
