"""R011: figures agreed with each other and do no more."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.changes.side import Side
from planck.checks import CHECKS, Context
from planck.gate import CHANGE_CHECKS
from planck.gate.about import weight, with_flips
from planck.model import Finding, Rule, Severity, Text
from planck.model.change import Flip
from planck.registry import rule

NEWLY_DISAGREEING = rule(
    Rule(
        code="R011",
        name="newly-disagreeing",
        severity=Severity.WARNING,
        message=Text(
            zh="这次改动之后数据不再相符：{check}，期间 {period}",
            en="figures agreed before this change: {check}, {period}",
        ),
        help=Text(
            zh="总数和分项要一起改；详见 {code} 的说明",
            en="revise the total and its parts together; see {code} beside this",
        ),
        what=Text(
            zh="总数与分项、全年与各期、公式或等式，改动之前相符，之后不符。",
            en="A total and its parts, a year and its quarters, a formula or an identity held before the change.",
        ),
        why=Text(
            zh="只改了一处，另一处还是旧数。", en="One figure was revised, and the other is still of the old vintage."
        ),
        bad="规上企业,2022,120   # was 100; its parts are still 60 and 40",
        good="规上企业,2022,120\n其中大型,2022,70\n其中中型,2022,50",
    )
)

# The checks of how figures agree: identities, parts of a whole, formulas, parts of a year.
AGREEMENT = ("L005", "L006", "L008", "L011")
_TITLES = {
    "L005": Text(zh="等式不成立", en="an identity is broken"),
    "L006": Text(zh="分项大于总数", en="a part is larger than its whole"),
    "L008": Text(zh="与公式不符", en="a formula gives something else"),
    "L011": Text(zh="各期之和与全年不符", en="parts of a year do not add up to it"),
}


@CHANGE_CHECKS.entry(NEWLY_DISAGREEING.code)
def newly_disagreeing(comparison: Comparison) -> Iterator[Finding]:
    """What the checks of agreement say now and did not say of the base."""
    if comparison.old is None or not comparison.figures:
        return
    before = {finding.fingerprint for finding in _disagreements(comparison.old)}
    for finding in _disagreements(comparison.new):
        if finding.fingerprint not in before:
            flips = _flips(comparison, finding)
            yield with_flips(
                NEWLY_DISAGREEING.at(
                    finding.place,
                    plan=finding.plan,
                    target=finding.target,
                    region=finding.region,
                    period=finding.period,
                    severity=weight(flips, ""),
                    check=_TITLES[finding.code],
                    code=finding.code,
                ),
                flips,
            )


def _disagreements(side: Side) -> Iterator[Finding]:
    context = Context(plan=side.plan, selection=side.selection, assessments=side.assessments, when=side.when)
    for code in AGREEMENT:
        yield from CHECKS[code](context)


def _flips(comparison: Comparison, finding: Finding) -> tuple[Flip, ...]:
    """The flips by figures of the finding's period, of its target where it has one."""
    return tuple(
        flip
        for flip in comparison.flips
        if finding.target in ("", flip.target.id)
        and any(cause.figure and cause.figure.figure.period.label == finding.period for cause in flip.causes)
    )
