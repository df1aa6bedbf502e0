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


# X006: two plans of a run have one id.

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


# X027: a recorded revision that the figures do not show.

UNUSED_RECORD = rule(
    Rule(
        code="X027",
        name="unused-record",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：记录的修订为 {new}，数据中没有这个值",
            en="{name} for {period}: the record says it was revised to {new}, and no figure says so",
        ),
        help=Text(
            zh="核对指标、期间和新值；没有发生的修订应从记录中删去",
            en="check indicator, period and new value; delete the row if the revision never happened",
        ),
        what=Text(
            zh="revisions.csv 中一行的新值，既不是现在的数据，也没有被后来的一行改去。",
            en="The new value of a row in revisions.csv is neither the figure of now nor the old value of a later row.",
        ),
        why=Text(zh="留着它，将来会替另一次修订开脱。", en="Left standing, it would excuse another revision some day."),
        bad="研发强度,2021,2.44,2.34,final accounts   # the figure says 2.43",
        good="研发强度,2021,2.44,2.43,final accounts",
    )
)


@RUN_CHECKS.entry(UNUSED_RECORD.code)
def unused_record(run: Run) -> Iterator[Finding]:
    """Rows of the record whose outcome is nowhere to be seen."""
    if not run.recorded:
        return
    # Only a run with a record pays for the comparison of names.
    from planck.assess.select import key
    from planck.changes.names import naming

    names = naming(context.plan for context in run.contexts)

    def series(region: str, indicator: str, period: str) -> tuple[str, str, str]:
        place, name = key(region), key(indicator)
        return names.regions.get(place, place), names.indicators.get(name, name), period

    values = {(*series(one.region, one.indicator, one.period.label), one.value) for one in run.figures}
    there = {slot[:3] for slot in values if slot[3] is not None}
    superseded = {(*series(row.region, row.indicator, row.period), row.old) for row in run.recorded}
    for row in run.recorded:
        slot = series(row.region, row.indicator, row.period)
        holds = slot not in there if row.new is None else (*slot, row.new) in values
        if not holds and (*slot, row.new) not in superseded:
            new = Text(zh="撤回", en="withdrawn") if row.new is None else row.new
            yield UNUSED_RECORD.at(row.place, region=row.region, period=row.period, name=row.indicator, new=new)
