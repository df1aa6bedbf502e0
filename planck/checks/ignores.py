"""X001, X002, X003: findings set aside by the plan, and ignores that no longer do their work."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from planck.checks import CHECKS, Context
from planck.model import Finding, Flag, Ignore, Ignored, Period, Plan, Reading, Result, Rule, Severity, Text
from planck.model.change import Baseline, KnownFinding
from planck.registry import RULES, rule

UNUSED_IGNORE = rule(
    Rule(
        code="X001",
        name="unused-ignore",
        severity=Severity.WARNING,
        message=Text(zh="ignore:{got} 没有对应的问题", en="ignore: nothing to ignore for {got}"),
        help=Text(zh="删去这一条", en="remove it"),
        what=Text(zh="忽略项没有匹配到任何问题。", en="An ignore matches no finding."),
        why=Text(
            zh="留着它，将来会悄悄盖住新的问题。", en="Left standing, it would hide a later finding without a word."
        ),
        bad="ignore: [{code: T002, target: rd, reason: ...}]   # rd is on schedule",
        good="ignore: []",
    )
)

EXPIRED_IGNORE = rule(
    Rule(
        code="X002",
        name="expired-ignore",
        severity=Severity.WARNING,
        message=Text(zh="ignore:{got} 已于 {until} 到期", en="ignore: {got} expired on {until}"),
        help=Text(zh="解决问题，或说明理由后延长 until", en="settle the matter, or move `until` on with a reason"),
        what=Text(
            zh="忽略项已过期，被它忽略的问题重新列出。", en="An ignore is past its date; what it hid is listed again."
        ),
        why=Text(zh="忽略应当是暂时的。", en="An ignore is meant to be temporary."),
        bad="{code: C001, target: patents, reason: ..., until: 2022-12-31}   # judged as of 2023",
        good="{code: C001, target: patents, reason: ..., until: 2024-12-31}",
    )
)

UNKNOWN_IGNORE = rule(
    Rule(
        code="X003",
        name="unknown-ignore",
        severity=Severity.ERROR,
        message=Text(
            zh="ignore.code：应为已有的代码，得到“{got}”", en="ignore.code: wanted a code that exists, got '{got}'"
        ),
        help=Text(zh="planck list codes 列出全部代码", en="`planck list codes` shows them all"),
        what=Text(zh="忽略项的代码不存在。", en="An ignore names a code that planck does not have."),
        why=Text(zh="写错的代码什么也忽略不了。", en="A misspelt code ignores nothing."),
        bad="{code: T999, reason: ...}",
        good="{code: T002, reason: ...}",
    )
)

# What an ignore must not silence: wrong ignores themselves, and that nothing was checked.
ALWAYS_SHOWN = frozenset({"X001", "X002", "X003", "X005"})


def set_aside(
    plan: Plan, findings: Iterable[Finding], as_of: Period | None, dormant: frozenset[str] = frozenset()
) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    """The findings that stay, those that the plan's ignores take away, and what is wrong with the ignores.

    `dormant` are checks that did not run, so that nothing follows from an ignore of theirs that found no use.
    """
    kept: list[Finding] = []
    ignored: list[Ignored] = []
    used: set[Ignore] = set()
    active = [ignore for ignore in plan.ignores if not _expired(ignore, as_of)]
    for finding in findings:
        by = next((ignore for ignore in active if _matches(ignore, finding)), None)
        if by is None:
            kept.append(finding)
        else:
            used.add(by)
            ignored.append(Ignored(finding=finding, reason=by.reason))
    for ignore in plan.ignores:
        used_up = ignore in used or ignore.code in dormant
        kept += _wrong(plan, ignore, used=used_up, expired=_expired(ignore, as_of))
    return tuple(kept), tuple(ignored)


def _wrong(plan: Plan, ignore: Ignore, *, used: bool, expired: bool) -> list[Finding]:
    got = " ".join(part for part in (ignore.code, ignore.target, ignore.period) if part)
    if ignore.code not in RULES:
        return [UNKNOWN_IGNORE.at(ignore.place, plan=plan.id, got=ignore.code)]
    if expired:
        until = ignore.until.isoformat() if ignore.until else ""
        return [EXPIRED_IGNORE.at(ignore.place, plan=plan.id, got=got, until=until)]
    return [] if used else [UNUSED_IGNORE.at(ignore.place, plan=plan.id, got=got)]


def _matches(ignore: Ignore, finding: Finding) -> bool:
    return (
        ignore.code == finding.code
        and finding.code not in ALWAYS_SHOWN
        and ignore.target in ("", finding.target)
        and ignore.period in ("", finding.period)
        and ignore.fingerprint in ("", finding.fingerprint)
    )


def _expired(ignore: Ignore, as_of: Period | None) -> bool:
    today: date | None = as_of.end if as_of else None
    return bool(ignore.until and today and today > ignore.until)


# T006: the goal's date has come without its figure.

EXPIRED = rule(
    Rule(
        code="T006",
        name="expired",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：目标时点{due}已过，没有该时点的数据",
            en="{name}: its date {due} has come, its figure has not",
        ),
        help=Text(
            zh="补充目标时点的数据",
            en="add the figure for the goal's date",
        ),
        what=Text(
            zh="目标时点已过，但没有该时点的数据，不能说实现或未实现。",
            en="The date of the goal has passed, and without its figure nobody can say met or missed.",
        ),
        why=Text(
            zh="过期的目标不能继续当作“进行中”。", en="An expired goal must not go on reading as one in progress."
        ),
        bad="due: 2025   # newest figure 2024, judged as of 2026",
        good="指标,2025,1012",
    )
)


@CHECKS.entry(EXPIRED.code)
def expired(context: Context) -> Iterator[Finding]:
    """Targets whose date has passed without a figure for it."""
    for assessment in context.assessments:
        if Flag.EXPIRED in assessment.flags and isinstance(assessment.latest, Reading):
            yield context.verdict(EXPIRED, assessment)


# X028: findings that were known when planck was taken up, set aside; and those of them that are settled by now.

SETTLED_FINDING = rule(
    Rule(
        code="X028",
        name="settled-finding",
        severity=Severity.WARNING,
        message=Text(
            zh="基线中的 {got} 已不再出现（{times} 次）", en="baseline: {got} no longer occurs ({times} times)"
        ),
        help=Text(zh="运行 planck baseline --update 把它删去", en="run `planck baseline --update` to take it out"),
        what=Text(zh="基线文件里已知的问题已经解决。", en="A known finding in the baseline file has been settled."),
        why=Text(
            zh="基线只能变好：留着它，同样的问题会悄悄回来。",
            en="The baseline can only get better: left in it, the same finding could come back unseen.",
        ),
        bad=".planck-baseline.json lists C001 of patents, which has its figures by now",
        good="planck baseline --update",
    )
)

# What a baseline must not silence: itself, wrong ignores, and that nothing was checked.
NEVER = "X"


def may_be_known(finding: Finding) -> bool:
    """Whether a baseline may hold it."""
    return not finding.blocking and not finding.code.startswith(NEVER)


def without_known(result: Result, baseline: Baseline) -> Result:
    """The result with known findings set aside; of one that occurs more often than it did, the rest is new."""
    left = Counter({fingerprint: entry.times for fingerprint, entry in baseline.entries.items()})
    found, ignored = _sorted_out(result.findings, left, baseline.file)
    plans = []
    for plan in result.plans:
        kept, known = _sorted_out(plan.findings, left, baseline.file)
        plans.append(replace(plan, findings=kept, ignored=(*plan.ignored, *known)))
    settled = tuple(
        _settled(entry, left[entry.fingerprint]) for entry in baseline.entries.values() if left[entry.fingerprint] > 0
    )
    return replace(result, findings=(*found, *settled), ignored=(*result.ignored, *ignored), plans=tuple(plans))


def _sorted_out(
    findings: tuple[Finding, ...], left: Counter[str], file: str
) -> tuple[tuple[Finding, ...], tuple[Ignored, ...]]:
    kept: list[Finding] = []
    known: list[Ignored] = []
    for finding in findings:
        if may_be_known(finding) and left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            known.append(Ignored(finding=finding, reason=file, known=True))
        else:
            kept.append(finding)
    return tuple(kept), tuple(known)


def _settled(entry: KnownFinding, times: int) -> Finding:
    return SETTLED_FINDING.at(entry.place, got=entry.about, times=times)
