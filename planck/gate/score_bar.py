"""G001, G002, G005: the score against what the gate asks of it."""

from collections.abc import Iterator

from planck.gate import GATE_CHECKS, Gated
from planck.model import Finding, Rule, Severity, Text
from planck.registry import rule

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
