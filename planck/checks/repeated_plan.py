"""X006: two plans of a run have one id."""

from collections.abc import Iterator

from planck.checks import RUN_CHECKS, Run
from planck.model import Finding, Place, Rule, Severity, Text
from planck.registry import rule

REPEATED_PLAN = rule(
    Rule(
        code="X006",
        name="repeated-plan",
        severity=Severity.ERROR,
        message=Text(
            zh="plan：应为唯一的编号，“{got}”已在 {first} 中使用",
            en="plan: wanted an id of its own, got '{got}', used in {first}",
        ),
        help=Text(zh="改用另一个编号", en="give one of them another id"),
        what=Text(zh="两个规划文件的编号相同。", en="Two plan files have the same id."),
        why=Text(
            zh="编号是永久的，报告和问题的指纹都以它为准。",
            en="Ids are permanent: reports and fingerprints hang on them.",
        ),
        bad="plan: gongshu-14fyp   # in two files",
        good="plan: gongshu-15fyp",
    )
)


@RUN_CHECKS.entry(REPEATED_PLAN.code)
def repeated_plan(run: Run) -> Iterator[Finding]:
    """One finding per plan whose id an earlier one has."""
    first: dict[str, Place] = {}
    for context in run.contexts:
        plan = context.plan
        if plan.id in first:
            yield REPEATED_PLAN.at(plan.place, plan=plan.id, got=plan.id, first=first[plan.id].file)
        first.setdefault(plan.id, plan.place)
