"""R008: a unit, a denominator or the price basis is another one now."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.about import about, name_of, place_of, weight, with_flips
from planck.gate.reasons import flips_by, reason_of
from planck.model import Finding, Rule, Severity, Text
from planck.model.change import Aspect, Origin, TargetChange
from planck.registry import rule

CHANGED_UNIT = rule(
    Rule(
        code="R008",
        name="changed-unit",
        severity=Severity.WARNING,
        message=Text(zh="{name}：{field}由“{old}”改为“{new}”", en="{name}: the {field} goes from '{old}' to '{new}'"),
        help=Text(
            zh="核对数值是否一起换算，目标值和基期值是否同一口径",
            en="check that the values were converted with it, and that goal and baseline are of the same kind",
        ),
        what=Text(
            zh="数据或规划中的单位、分母、计价或计量方式变了。",
            en="The unit of figures, or an indicator's unit, denominator, price basis or measure, was changed.",
        ),
        why=Text(
            zh="万家与家、规上工业与全部工业、现价与不变价，差别可能远大于目标的差距。",
            en="Thousands for units, large firms for all firms, current for constant prices: each can outweigh a gap.",
        ),
        bad="企业数,2022,0.0742,万家   # the rows before are in 家",
        good="企业数,2022,742,家",
    )
)

# What an indicator measures; the plan's words for each.
_FIELDS = {
    "unit": Text(zh="单位", en="unit"),
    "denominator": Text(zh="分母", en="denominator"),
    "price": Text(zh="计价", en="price basis"),
    "measure": Text(zh="计量方式", en="measure"),
}


@CHANGE_CHECKS.entry(CHANGED_UNIT.code)
def changed_unit(comparison: Comparison) -> Iterator[Finding]:
    """Figures in another unit than before, and indicators that measure something else."""
    for change in comparison.figures:
        if Aspect.UNIT in change.aspects and change.old and change.new:
            flips = flips_by(comparison, change)
            finding = CHANGED_UNIT.at(
                place_of(comparison, change),
                **about(comparison, change.figure),
                severity=weight(flips, reason_of(comparison, change)),
                name=name_of(comparison, change.figure),
                field=_FIELDS["unit"],
                old=change.old.unit,
                new=change.new.unit,
            )
            yield with_flips(finding, flips)
    for edited in comparison.targets:
        yield from _edited(comparison, edited)


def _edited(comparison: Comparison, change: TargetChange) -> Iterator[Finding]:
    """Edits of an indicator, which stand in the plan without a target."""
    indicator = next((one for one in comparison.plan.indicators if one.place == change.place), None)
    if indicator is None or change.target:
        return
    ids = {target.id for target in comparison.plan.targets if target.indicator == indicator.id}
    flips = tuple(
        flip
        for flip in comparison.flips
        if flip.target.id in ids and any(cause.origin is Origin.PLAN for cause in flip.causes)
    )
    for edit in change.edits:
        if edit.field in _FIELDS:
            finding = CHANGED_UNIT.at(
                change.place,
                plan=change.plan,
                target=min(ids, default=indicator.id),
                severity=weight(flips, ""),
                name=change.name,
                field=_FIELDS[edit.field],
                old=edit.old,
                new=edit.new,
            )
            yield with_flips(finding, flips)
