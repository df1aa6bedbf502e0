"""X005: no target met a figure."""

from collections.abc import Iterator

from planck.checks import RUN_CHECKS, Run
from planck.model import Finding, Place, Reading, Rule, Severity, Text
from planck.registry import rule

NOTHING_CHECKED = rule(
    Rule(
        code="X005",
        name="nothing-checked",
        severity=Severity.ERROR,
        message=Text(
            zh="没有检查任何内容：{plans} 个规划、{targets} 个目标、{figures} 个数据，没有一个目标有可用的数据",
            en="nothing was checked: plans {plans}, targets {targets}, figures {figures}, and no target has a figure "
            "to be judged by",
        ),
        help=Text(
            zh="核对文件、地区和指标名称；确实允许为空时用 --allow-empty",
            en="check the files and the names of regions and indicators; --allow-empty if that is what you want",
        ),
        what=Text(
            zh="没有任何目标得到数据，所以没有结论。", en="No target met a figure, so there is no verdict at all."
        ),
        why=Text(
            zh="什么都没查的绿灯比红灯更危险。",
            en="A green light that checked nothing is more dangerous than a red one.",
        ),
        bad="planck check plan.yaml header-only.csv   # exit 0",
        good="planck check plan.yaml actuals.csv",
    )
)


@RUN_CHECKS.entry(NOTHING_CHECKED.code)
def nothing_checked(run: Run) -> Iterator[Finding]:
    """One finding when every target of every plan is without a figure."""
    assessments = [assessment for context in run.contexts for assessment in context.assessments]
    if not any(isinstance(assessment.latest, Reading) for assessment in assessments):
        place: Place | None = run.contexts[0].plan.place if run.contexts else None
        yield NOTHING_CHECKED.at(place, plans=len(run.contexts), targets=len(assessments), figures=len(run.figures))
