"""A015 to A018: baselines, units and dates that the plan does not print."""

from collections.abc import Iterable, Iterator

from planck.audit import AUDITS
from planck.audit.printed import aim, unit_of
from planck.checks import Context
from planck.model import (
    Amount,
    Cell,
    Comparator,
    Finding,
    Measure,
    Names,
    Quantity,
    Rule,
    Severity,
    Target,
    Text,
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
