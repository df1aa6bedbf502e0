"""A014: one share, printed as a share of two wholes."""

from collections.abc import Iterator

from planck.assess.names import key
from planck.audit import AUDITS
from planck.audit.printed import printed, unit_of
from planck.checks import Context
from planck.model import Amount, Finding, Rule, Severity, Text
from planck.registry import rule

TWO_DENOMINATORS = rule(
    Rule(
        code="A014",
        name="two-denominators",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：同一个 {value} 一处写作占{denominator}，另一处写作占{other}；两者不是同一口径，除非相等，"
            "其中一处不是 {value}",
            en="{name}: the same {value} is printed as a share of {denominator} and elsewhere of {other}; unless the "
            "two are equal, one of the shares is not {value}",
        ),
        help=Text(
            zh="查明数据属于哪个口径，目标与公布数据用同一口径",
            en="find out which of them the figure is of, and judge the goal by figures of the same",
        ),
        what=Text(
            zh="规划把同一个比重说成占两个不同的总体（如工业、规上工业）。",
            en="The plan calls one and the same share one of two different wholes (industry, industry above scale).",
        ),
        why=Text(
            zh="口径不同的比重相差可达几个百分点，而目标只提高零点几个百分点。",
            en="Shares of the two differ by points, while the goal is a few tenths of one.",
        ),
        bad="denominator: 工业增加值\nbaseline: 81.5\nstated: {denominator: 规上工业增加值}",
        good="denominator: 规上工业增加值\nbaseline: 81.5",
    )
)


@AUDITS.entry(TWO_DENOMINATORS.code)
def two_denominators(context: Context) -> Iterator[Finding]:
    """Shares that the plan calls shares of another whole as well."""
    for target in context.plan.targets:
        other = target.stated.denominator if target.stated else ""
        own = context.plan.indicator(target.indicator).denominator
        if other and key(other) != key(own):
            start, unit = target.baseline, unit_of(context.plan, target)
            shown = printed(start.value, start.printed) if start and start.value is not None else None
            yield TWO_DENOMINATORS.at(
                target.place,
                plan=context.plan.id,
                target=target.id,
                name=target.name,
                value=Amount(shown.value, shown.places, unit) if shown else Text(zh="比重", en="share"),
                denominator=own or Text(zh="未注明的总体", en="a whole that it does not name"),
                other=other,
            )
