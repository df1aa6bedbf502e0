"""T010, T011, T014: a status is another one than in the base."""

from collections.abc import Iterator
from dataclasses import replace

from planck.changes.compare import Comparison
from planck.changes.side import Side
from planck.checks import CHECKS, Context
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Gated
from planck.gate.judge import newly_bad, reason_of, told, weight, with_flips
from planck.model import Finding, Rule, Severity, Text
from planck.model.change import Edit, Effect, Flip, FlipKind, Origin, TargetChange, TargetEvent
from planck.registry import rule

CHANGED_STATUS = rule(
    Rule(
        code="T010",
        name="changed-status",
        severity=Severity.NOTE,
        message=Text(
            zh="{name}：由“{old:status}”变为“{new:status}”，原因：{cause}",
            en="{name}: from {old:status} to {new:status}, by {cause}",
        ),
        help=Text(zh="无需处理；核对原因是否属实", en="nothing to do, if the cause is as it should be"),
        what=Text(zh="与比较的版本相比，目标的状态变了。", en="A target has another status than in the base."),
        why=Text(zh="每一次变化都要看得见，连同原因。", en="Every change of a verdict is shown, with its cause."),
        bad="behind > on_schedule, by a revision for 2021",
        good="behind > on_schedule, by a new figure for 2022",
    )
)

NEWLY_OFF_TRACK = rule(
    Rule(
        code="T011",
        name="newly-off-track",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：由“{old:status}”变为“{new:status}”，原因：{cause}",
            en="{name}: from {old:status} to {new:status}, by {cause}",
        ),
        help=Text(
            zh="数据属实时，看报告中今后所需的速度",
            en="if the figures are right, see the report for the pace needed from now",
        ),
        what=Text(
            zh="目标新近变为严重滞后、有风险、逆转或未实现。",
            en="A target is newly off track, at risk, reversing or missed.",
        ),
        why=Text(
            zh="坏消息要及时看到。它不是错误：真实的数据不应因为不好看而被拦下。",
            en="Bad news should be seen at once. It is no error: no true figure must be held back for being bad.",
        ),
        bad="behind > off_track",
        good="behind > behind",
    )
)

NO_LONGER_ASSESSED = rule(
    Rule(
        code="T014",
        name="no-longer-assessed",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：原为“{old:status}”，现在无法评判，原因：{cause}",
            en="{name}: was {old:status} and can no longer be judged, by {cause}",
        ),
        help=Text(
            zh="补上数据，或说明不再公布的理由", en="put the figures back, or say why they are no longer published"
        ),
        what=Text(zh="原来有结论的目标变成“未评”。", en="A target that had a verdict is not assessed now."),
        why=Text(
            zh="“未评”看起来没有坏消息，其实是没有消息。", en="'Not assessed' looks like no bad news; it is no news."
        ),
        bad="on_schedule > not_assessed, by a renamed series",
        good="on_schedule > behind, by a new figure",
    )
)


@CHANGE_CHECKS.entry(CHANGED_STATUS.code)
def changed_status(comparison: Comparison) -> Iterator[Finding]:
    """Flips that neither end badly nor lose the verdict."""
    for flip in comparison.flips:
        if flip.kind is not FlipKind.NO_LONGER_ASSESSED and not newly_bad(flip):
            yield told(CHANGED_STATUS, flip)


@CHANGE_CHECKS.entry(NEWLY_OFF_TRACK.code)
def newly_off_track(comparison: Comparison) -> Iterator[Finding]:
    """Flips from a status that calls for nothing, or from none, to one that calls for action."""
    for flip in comparison.flips:
        if newly_bad(flip):
            yield told(NEWLY_OFF_TRACK, flip)


@CHANGE_CHECKS.entry(NO_LONGER_ASSESSED.code)
def no_longer_assessed(comparison: Comparison) -> Iterator[Finding]:
    """Flips to no verdict."""
    for flip in comparison.flips:
        if flip.kind is FlipKind.NO_LONGER_ASSESSED:
            yield told(NO_LONGER_ASSESSED, flip)


# T012: a status moves by two classes or more at once.

CLASS_JUMP = rule(
    Rule(
        code="T012",
        name="class-jump",
        severity=Severity.ERROR,
        message=Text(
            zh="{name}：由“{old:status}”一下变为“{new:status}”，跨 {classes} 级，原因：{cause}",
            en="{name}: from {old:status} to {new:status}, {classes} classes at once, by {cause}",
        ),
        help=Text(
            zh="核对所列的数据；属实时写明理由（planck revise），或用 planck accept {fingerprint} 接受",
            en="check the figures; if they are right, record why (planck revise) or `planck accept {fingerprint}`",
        ),
        what=Text(
            zh="状态一次变动两级以上。到期时的“已实现”“未实现”分别按“提前实现”“严重滞后”计级。",
            en="A status moves by two classes or more. At the goal's date, achieved counts as achieved early and "
            "missed as off track.",
        ),
        why=Text(
            zh="一年之内少有这样的变化：加拿大统计局的 263 次数据更新中只有 12 次，多是装错行、缺季度、改定义。",
            en="A year seldom does that: of 263 updates of one national site 12 did, mostly by wrong rows, missing "
            "quarters or a changed definition.",
        ),
        bad="ahead > off_track, by a new figure for 2024",
        good="ahead > on_schedule, by a new figure for 2024",
    )
)

MOST_CLASSES = 1


@CHANGE_CHECKS.entry(CLASS_JUMP.code)
def class_jump(comparison: Comparison) -> Iterator[Finding]:
    """Flips by two classes or more; a note where every figure behind it has its reason on record."""
    for flip in comparison.flips:
        if flip.classes is not None and abs(flip.classes) > MOST_CLASSES:
            finding = told(CLASS_JUMP, flip, Severity.NOTE if _explained(comparison, flip) else None)
            yield replace(finding, arguments={**finding.arguments, "classes": abs(flip.classes)})


def _explained(comparison: Comparison, flip: Flip) -> bool:
    return bool(flip.causes) and all(cause.figure and reason_of(comparison, cause.figure) for cause in flip.causes)


# G003: fewer targets can be judged than before.

COVERAGE_DROP = rule(
    Rule(
        code="G003",
        name="coverage-drop",
        severity=Severity.WARNING,
        message=Text(
            zh="可评的目标由 {old} 降为 {new}（{before} 项变为 {now} 项）",
            en="targets that can be judged: {new}, down from {old} ({now} after {before})",
        ),
        help=Text(
            zh="补上不见了的数据；不再公布时写明理由",
            en="put back the figures that are gone, or say why they are no longer published",
        ),
        what=Text(
            zh="有结论的目标所占比例下降；因数据被删去、改名或换了单位而下降时为错误。",
            en="A smaller share of the targets has a verdict. An error where it fell because figures were removed, "
            "renamed or changed their unit.",
        ),
        why=Text(zh="去掉不好看的数据，剩下的就好看了。", en="Without its bad figures a plan looks better than it is."),
        bad="12 of 15 judged in the base, 11 of 15 now",
        good="12 of 15 judged in the base, 12 of 15 now",
    )
)

_TAKEN_AWAY = frozenset((Origin.REMOVAL, Origin.RENAMING, Origin.UNIT))


@CHANGE_CHECKS.entry(COVERAGE_DROP.code)
def coverage_drop(comparison: Comparison) -> Iterator[Finding]:
    """A plan of which a smaller share is assessed."""
    coverage = comparison.coverage
    old, new = coverage.shares
    if coverage.old and old is not None and new is not None and new < old:
        lost = [flip for flip in comparison.flips if flip.kind is FlipKind.NO_LONGER_ASSESSED]
        taken = any(cause.origin in _TAKEN_AWAY for flip in lost for cause in flip.causes)
        yield COVERAGE_DROP.at(
            comparison.plan.place,
            plan=comparison.plan.id,
            severity=Severity.ERROR if taken else None,
            old=_share(coverage.old),
            new=_share(coverage.new),
            before=coverage.old[0],
            now=coverage.new[0],
        )


def _share(counts: tuple[int, int]) -> str:
    return f"{counts[0]}/{counts[1]}"


# R011: figures agreed with each other and do no more.

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


# T013: the printed digits of the newest figure decide a flip.

ROUNDING_DECIDES = rule(
    Rule(
        code="T013",
        name="rounding-decides",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：变为“{new:status}”只取决于四舍五入，在印出的精度内仍可能是“{old:status}”",
            en="{name}: {new:status} by rounding alone; within the printed digits it could still be {old:status}",
        ),
        help=Text(zh="有更多位数时用更多位数", en="use more digits where they are published"),
        what=Text(
            zh="最新数据按印出的位数上下浮动半个单位，状态就会回到原来。",
            en="Half a unit of the last printed digit of the newest figure would give the old status.",
        ),
        why=Text(zh="这样的变化说明不了任何事情。", en="Such a change of status says nothing about the place."),
        bad="研发强度,2022,1.4   # behind below 1.38",
        good="研发强度,2022,1.37",
    )
)


@CHANGE_CHECKS.entry(ROUNDING_DECIDES.code)
def rounding_decides(comparison: Comparison) -> Iterator[Finding]:
    """Flips that half a printed unit would take back."""
    for flip in comparison.flips:
        if flip.rounding:
            yield told(ROUNDING_DECIDES, flip)


# G001, G002, G005: the score against what the gate asks of it.

LOW_SCORE = rule(
    Rule(
        code="G001",
        name="low-score",
        severity=Severity.ERROR,
        message=Text(zh="得分：应不低于 {wanted}，实为 {got}", en="score: wanted at least {wanted}, got {got}"),
        help=Text(
            zh="看各项得分；门槛在 gate.min_score 或 --min-score 中",
            en="see the parts of the score; the bar is `gate.min_score` or --min-score",
        ),
        what=Text(zh="总分低于设定的门槛。", en="The score is below the bar that was set."),
        why=Text(zh="门槛是使用者自己定的，低于它就不通过。", en="The bar is the user's own; below it the gate fails."),
        bad="gate: {min_score: 75}   # score 71.2",
        good="gate: {min_score: 75}   # score 76.0",
    )
)

SCORE_DROP = rule(
    Rule(
        code="G002",
        name="score-drop",
        severity=Severity.ERROR,
        message=Text(
            zh="得分：由 {old} 降为 {new}，降幅应不超过 {wanted}",
            en="score: fell from {old} to {new}, by more than the {wanted} allowed",
        ),
        help=Text(
            zh="看是哪些目标拉低了得分；允许的降幅在 gate.max_drop 或 --max-drop 中",
            en="see which targets moved it; what is allowed is `gate.max_drop` or --max-drop",
        ),
        what=Text(zh="总分比比较的版本下降过多。", en="The score fell further below that of the base than was set."),
        why=Text(zh="一次改动不应让总分悄悄下滑。", en="One change should not take the whole down unnoticed."),
        bad="gate: {max_drop: 1.0}   # 82.4 in the base, 79.9 now",
        good="gate: {max_drop: 1.0}   # 82.4 in the base, 81.9 now",
    )
)

NO_SCORE = rule(
    Rule(
        code="G005",
        name="bar-without-score",
        severity=Severity.ERROR,
        message=Text(
            zh="设了得分门槛（{bar}），却没有得分", en="a bar is set for the score ({bar}), but there is no score"
        ),
        help=Text(zh="在规划中写 scoring，或去掉门槛", en="give the plan a `scoring`, or take the bar away"),
        what=Text(
            zh="设了 min_score 或 max_drop，但规划没有计分，或分数无法算出。",
            en="min_score or max_drop is set, and the plan is not scored, or the score could not be given.",
        ),
        why=Text(
            zh="没有得分不能算作通过。", en="A bar that nothing is held against must not look like one that was passed."
        ),
        bad="gate: {min_score: 75}   # no scoring",
        good="gate: {min_score: 75}\nscoring: {use: models/equal.yaml}",
    )
)


@GATE_CHECKS.entry(LOW_SCORE.code)
def low_score(gated: Gated) -> Iterator[Finding]:
    """Regions whose score is below the bar."""
    wanted = gated.bar.min_score
    for region, score in gated.scores.items() if wanted is not None else ():
        if wanted is not None and score.total is not None and score.total < wanted:
            yield LOW_SCORE.at(gated.plan.place, plan=gated.plan.id, region=region, wanted=wanted, got=score.total)


@GATE_CHECKS.entry(SCORE_DROP.code)
def score_drop(gated: Gated) -> Iterator[Finding]:
    """Regions whose score fell by more than is allowed."""
    most = gated.bar.max_drop
    for region, score in gated.scores.items() if most is not None else ():
        old = gated.old_scores.get(region)
        was, now = old.total if old else None, score.total
        if most is not None and was is not None and now is not None and was - now > most:
            yield SCORE_DROP.at(gated.plan.place, plan=gated.plan.id, region=region, wanted=most, old=was, new=now)


@GATE_CHECKS.entry(NO_SCORE.code)
def bar_without_score(gated: Gated) -> Iterator[Finding]:
    """A bar for a plan that has no score at all, or none in some region."""
    bars = {"min_score": gated.bar.min_score, "max_drop": gated.bar.max_drop}
    named = ", ".join(f"{name}: {value:g}" for name, value in bars.items() if value is not None)
    without = [region for region, score in gated.scores.items() if score.total is None] if gated.scores else [""]
    for region in without if named else ():
        yield NO_SCORE.at(gated.plan.place, plan=gated.plan.id, region=region, bar=named)


# G004: a target asks for less than before, or is gone.

WEAKENED_GOAL = rule(
    Rule(
        code="G004",
        name="weakened-goal",
        severity=Severity.WARNING,
        message=Text(zh="{name}：{what}{beside}", en="{name}: {what}{beside}"),
        help=Text(
            zh="保留原目标，用 revisions 记录调整（日期、理由）；目标与数据分开提交",
            en="keep the goal and record the change under `revisions` with its day and reason; change goals and "
            "figures apart",
        ),
        what=Text(
            zh="目标值降低、期限推后、基期或路径放宽、约束性改为预期性，或目标被删去。与该目标的数据在同一次改动中时为错误。",
            en="A goal is lower, due later, starts or leads there more easily, is no longer binding, or was removed. "
            "An error when figures of the same target change with it.",
        ),
        why=Text(
            zh="一边报数一边降目标，结论就失去意义。",
            en="Who moves the goal while reporting the figure reports nothing.",
        ),
        bad="goal: {at_least: 900}   # was 1000; the same change adds the figure of 2023",
        good="goal: {at_least: 1000}\nrevisions: [{on: 2023-06-30, goal: {at_least: 900}, reason: ...}]",
    )
)

_FIELDS = {
    "goal": Text(zh="目标", en="goal"),
    "due": Text(zh="期限", en="due date"),
    "baseline": Text(zh="基期值", en="baseline"),
    "milestones": Text(zh="节点", en="milestones"),
    "schedule": Text(zh="进度安排", en="schedule"),
    "revisions": Text(zh="目标修订", en="revision"),
    "nature": Text(zh="性质", en="nature"),
    "wording": Text(zh="措辞", en="wording"),
    "method": Text(zh="评判方法", en="method"),
}
_REMOVED = Text(zh="目标被删去", en="the target was removed")
_BESIDE = Text(zh="，同一次改动也改了它的数据", en=", in the same change as its figures")
# These do not lower what is asked for; they say how firmly it is meant.
_MILDER = frozenset(("wording",))


@CHANGE_CHECKS.entry(WEAKENED_GOAL.code)
def weakened_goal(comparison: Comparison) -> Iterator[Finding]:
    """Targets that were removed, and edits that ask for less."""
    for change in comparison.targets:
        if change.target and change.event is TargetEvent.REMOVED:
            yield _finding(comparison, change, _REMOVED)
        weaker = [edit for edit in change.edits if edit.effect is Effect.WEAKENED]
        # A revision with its reason is how a goal is meant to be changed; the goal in force is then said once.
        if change.target and weaker:
            yield _finding(
                comparison, change, _words(weaker), recorded={edit.field for edit in weaker} == {"revisions"}
            )


def _words(edits: list[Edit]) -> Text:
    zh = "；".join(f"{_FIELDS[edit.field].zh}放宽（{edit.old or '无'} 改为 {edit.new or '无'}）" for edit in edits)
    en = "; ".join(f"weaker {_FIELDS[edit.field].en} ({edit.old or 'none'} to {edit.new or 'none'})" for edit in edits)
    return Text(zh=zh, en=en)


def _finding(comparison: Comparison, change: TargetChange, what: Text, *, recorded: bool = False) -> Finding:
    assert change.target is not None
    beside = _has_figures(comparison, change)
    severity = Severity.ERROR if beside else Severity.WARNING
    if recorded or (
        all(edit.field in _MILDER for edit in change.edits if edit.effect is Effect.WEAKENED) and change.edits
    ):
        severity = Severity.NOTE
    gone = change.event is TargetEvent.REMOVED
    return WEAKENED_GOAL.at(
        comparison.plan.place if gone else change.place,
        plan=change.plan,
        target=change.target.id,
        severity=severity,
        name=change.name,
        what=what,
        beside=_BESIDE if beside else Text(),
    )


def _has_figures(comparison: Comparison, change: TargetChange) -> bool:
    assert change.target is not None
    return any(comparison.naming.series(one.figure)[1] == change.target.indicator for one in comparison.figures)
