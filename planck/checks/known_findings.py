"""X028: findings that were known when planck was taken up, set aside; and those of them that are settled by now."""

from collections import Counter
from dataclasses import replace

from planck.model import Finding, Ignored, Result, Rule, Severity, Text
from planck.model.baseline import Baseline, KnownFinding
from planck.registry import rule

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
