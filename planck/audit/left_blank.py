"""A015 to A018: baselines, units and dates that the plan does not print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from planck.audit import AUDITS
from planck.audit.stated_pace import aim, unit_of
from planck.checks import Context
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
from planck.registry import rule

BASELINE_LEFT_BLANK = rule(
    Rule(
        code="A015",
        name="baseline-left-blank",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：规划印了目标 {goal}，基期一格却是空的，无从判断要走多远、每年该走多少",
            en="{name}: the plan prints the goal {goal} and leaves the baseline blank, so nobody can tell how far it "
            "is or what a year asks for",
        ),
        help=Text(
            zh="向编制单位索取基期数，注明出处后写入 baseline",
            en="ask the issuer for the baseline, and write it down with its source",
        ),
        what=Text(
            zh="规划的指标表里有目标而基期一格为空（--）。",
            en="In the plan's table the goal is printed and the cell of the baseline is empty (--).",
        ),
        why=Text(
            zh="没有起点的目标无法监测进度，只能在到期时判断是否达到。",
            en="A goal without a start cannot be watched on its way, only judged at its end.",
        ),
        bad="patents: {goal: {at_least: 50.5}, stated: {blank: [baseline]}}",
        good="patents: {baseline: 35.2, goal: {at_least: 50.5}}",
    )
)

BASELINES_MISSING = rule(
    Rule(
        code="A016",
        name="baselines-missing",
        severity=Severity.NOTE,
        message=Text(
            zh="{count} 项目标没有印出基期数：{names}", en="targets without a printed baseline ({count}): {names}"
        ),
        help=Text(
            zh="规划或其他文件中有基期数时补入 baseline", en="add `baseline` where the plan or another document has it"
        ),
        what=Text(
            zh="目标是水平值，规划正文却没有给出起点。",
            en="The goals are levels, and the plan's text gives no start for them.",
        ),
        why=Text(
            zh="没有基期数就没有年均速度，也看不出目标是否早已达到。",
            en="Without a start there is no pace, and no telling whether the goal was met long ago.",
        ),
        bad="talents: {unit: 万人, goal: {at_least: 38}}",
        good="talents: {unit: 万人, baseline: 30.5, goal: {at_least: 38}}",
    )
)

UNITS_MISSING = rule(
    Rule(
        code="A017",
        name="units-missing",
        severity=Severity.NOTE,
        message=Text(
            zh="{count} 项目标的单位没有印出：{names}", en="targets whose unit is not printed ({count}): {names}"
        ),
        help=Text(
            zh="从正文或基期数取得单位，并在备注中说明",
            en="take the unit from the text or the baseline, and say so in a note",
        ),
        what=Text(
            zh="指标表中单位一格为空，或指标没有单位。",
            en="The cell of the unit is empty, or the indicator has no unit.",
        ),
        why=Text(
            zh="件、百件、万件相差悬殊。", en="A count, hundreds and ten thousands differ by orders of magnitude."
        ),
        bad="firms: {goal: {at_least: 1000}, stated: {blank: [unit]}}",
        good="firms: {unit: 家, goal: {at_least: 1000}}",
    )
)

DEADLINES_MISSING = rule(
    Rule(
        code="A018",
        name="deadlines-missing",
        severity=Severity.NOTE,
        message=Text(
            zh="{count} 项目标没有写期限，按规划期末 {end} 年计：{names}",
            en="targets without a date ({count}), read as due at the end of the plan in {end}: {names}",
        ),
        help=Text(zh="在规划中写明年份", en="print the year in the plan"),
        what=Text(zh="目标没有写明哪一年达到。", en="The plan does not say by when the goal is to be reached."),
        why=Text(
            zh="没有期限的目标永远不会到期，也就永远不会未完成。",
            en="A goal without a date never falls due, so it is never missed.",
        ),
        bad="labs: {goal: {total: {at_least: 8}}, stated: {blank: [due]}}",
        good="labs: {goal: {total: {at_least: 8}}, due: 2025}",
    )
)

UNITLESS = (Measure.EVENT, Measure.RANK, Measure.INDEX)


def _blank(target: Target, cell: Cell) -> bool:
    return target.stated is not None and cell in target.stated.blank


@AUDITS.entry(BASELINE_LEFT_BLANK.code)
def baseline_left_blank(context: Context) -> Iterator[Finding]:
    """Targets whose baseline has a cell in the plan's table with nothing in it."""
    for target in context.plan.targets:
        goal = aim(target.goal, 0.0)
        if _blank(target, Cell.BASELINE) and goal:
            yield BASELINE_LEFT_BLANK.at(
                target.place,
                plan=context.plan.id,
                target=target.id,
                name=target.name,
                goal=Amount(goal.value, goal.places, unit_of(context.plan, target)),
            )


@AUDITS.entry(BASELINES_MISSING.code)
def baselines_missing(context: Context) -> Iterator[Finding]:
    """Goals on the level without a baseline, in one finding; those with an empty cell have their own."""
    without = [
        target
        for target in context.plan.targets
        if target.baseline is None
        and target.goal.quantity is Quantity.LEVEL
        and target.goal.comparator not in (Comparator.DONE, Comparator.ABOVE_SERIES, Comparator.BELOW_SERIES)
        and not _blank(target, Cell.BASELINE)
    ]
    return _listed(context, BASELINES_MISSING, without)


@AUDITS.entry(UNITS_MISSING.code)
def units_missing(context: Context) -> Iterator[Finding]:
    """Targets whose unit the plan leaves blank, or that have none, in one finding."""
    without = [
        target
        for target in context.plan.targets
        if _blank(target, Cell.UNIT)
        or not (unit_of(context.plan, target) or context.plan.indicator(target.indicator).measure in UNITLESS)
    ]
    return _listed(context, UNITS_MISSING, without)


@AUDITS.entry(DEADLINES_MISSING.code)
def deadlines_missing(context: Context) -> Iterator[Finding]:
    """Targets for which the plan prints no date, in one finding."""
    without = [target for target in context.plan.targets if _blank(target, Cell.DUE)]
    return _listed(context, DEADLINES_MISSING, without)


def _listed(context: Context, found: Rule, targets: list[Target]) -> Iterator[Finding]:
    if targets:
        yield found.at(
            targets[0].place,
            plan=context.plan.id,
            count=len(targets),
            names=names(targets),
            end=context.plan.end.label,
        )


def names(targets: Iterable[Target]) -> Names:
    """The names of targets, to be listed."""
    return Names(tuple(target.name for target in targets))


# A026: an indicator that nothing in the plan uses.

UNUSED_INDICATOR = rule(
    Rule(
        code="A026",
        name="unused-indicator",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：没有目标、公式或恒等式用到这一指标",
            en="{name}: no target, formula or identity uses this indicator",
        ),
        help=Text(
            zh="删去，或写出用到它的目标、公式或恒等式",
            en="remove it, or write the target, formula or identity that uses it",
        ),
        what=Text(zh="indicators 中的一项没有被用到。", en="An entry under `indicators` is not used by anything."),
        why=Text(
            zh="多半是漏写了目标，或公式里写成了别的名字。",
            en="Mostly a target was left out, or a formula names something else.",
        ),
        bad="firms: {goal: {at_least: 60}}\nindicators: {staff: {name: {zh: 从业人员}, unit: 人, measure: stock}}",
        good="firms: {goal: {at_least: 60}, formula: staff / 50}\n"
        "indicators: {staff: {name: {zh: 从业人员}, unit: 人, measure: stock}}",
    )
)


@AUDITS.entry(UNUSED_INDICATOR.code)
def unused_indicator(context: Context) -> Iterator[Finding]:
    """Indicators that the plan never comes back to."""
    used = _used(context.plan)
    for indicator in context.plan.indicators:
        if indicator.id not in used:
            yield UNUSED_INDICATOR.at(indicator.place, plan=context.plan.id, name=indicator.name, got=indicator.id)


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

WORDING = rule(
    Rule(
        code="A024",
        name="wording",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：规划写的是“{word}”，即{meant}，编入的却是 {encoded}",
            en="{name}: the plan says '{word}', which means {meant}, but it is encoded as {encoded}",
        ),
        help=Text(zh="按原文改正 goal 或 wording", en="correct `goal` or `wording` to what is printed"),
        what=Text(
            zh="原文的用词（力争、左右、以上、不超过）与编入的比较方式或语气不符。",
            en="The words printed (力争, 左右, 以上, 不超过) and the encoded comparator or wording do not agree.",
        ),
        why=Text(
            zh="“左右”可以略低，“以上”不可以；“力争”不是承诺。",
            en="About may be missed by a little, at least may not; to strive is no promise.",
        ),
        bad="goal: {at_least: 20}\nsource: {as_printed: 20家左右}",
        good="goal: {about: 20, tolerance: 5%}\nsource: {as_printed: 20家左右}",
    )
)

AT_LEAST = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOVE_SERIES)
AT_MOST = (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.BELOW_SERIES, Comparator.RANK)
FALLING = (Quantity.DECREASE, Quantity.REDUCTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Words with one meaning, and the comparators that say it."""

    words: Sequence[str]
    meant: Text
    comparators: Sequence[Comparator]


MEANINGS = (
    Meaning(
        words=("左右", "上下", "约", "大约"),
        meant=Text(zh="大致", en="about"),
        comparators=(Comparator.ABOUT, Comparator.BETWEEN),
    ),
    Meaning(
        words=("以上", "不低于", "不少于", "至少", "不小于"),
        meant=Text(zh="不少于", en="at least"),
        comparators=AT_LEAST,
    ),
    Meaning(
        words=("以下", "以内", "不超过", "不高于", "不大于", "控制在"),
        meant=Text(zh="不超过", en="at most"),
        comparators=AT_MOST,
    ),
)
SOFT = ("力争", "争取", "努力", "预计", "有望")


@AUDITS.entry(WORDING.code)
def wording(context: Context) -> Iterator[Finding]:
    """Targets whose `as_printed` has a word that their goal or wording does not say.

    What stands before 以上 may be 县级以上 or 市级以上, a scope and no comparator; such words are left out.
    """
    for target in context.plan.targets:
        text = _without_scopes(target.source.as_printed)
        for meaning in MEANINGS:
            word = next((word for word in meaning.words if word in text), "")
            if word and not _says(target, meaning):
                yield _finding(context, target, word, meaning.meant, target.goal.comparator.value)
        soft = next((word for word in SOFT if word in text), "")
        if soft and target.wording is Wording.FIRM:
            yield _finding(context, target, soft, Text(zh="努力争取", en="striving"), "wording: firm")


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


def _finding(context: Context, target: Target, word: str, meant: Text, encoded: str) -> Finding:
    found = WORDING.at(
        target.goal.place,
        plan=context.plan.id,
        target=target.id,
        name=target.name,
        word=word,
        meant=meant,
        encoded=encoded,
    )
    return replace(found, about=word)
