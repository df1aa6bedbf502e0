"""G003: fewer targets can be judged than before."""

from collections.abc import Iterator

from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.model import Finding, Rule, Severity, Text
from planck.model.change import FlipKind, Origin
from planck.registry import rule

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
