"""What a check says about the plan itself, in few words: `planck audit` shows the computations."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from planck.model import Finding, Language, PlanResult, Severity, Text
from planck.render.display import clean
from planck.render.words import name_of

MOST_NAMES = 3
FAMILY = "A"


def split(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings of the checks, and the notes of the audits among them."""
    every = list(findings)
    notes = [finding for finding in every if _is_note(finding)]
    return [finding for finding in every if not _is_note(finding)], notes


def _is_note(finding: Finding) -> bool:
    return finding.code.startswith(FAMILY) and finding.severity is Severity.NOTE


def notes_text(plan: PlanResult, notes: Sequence[Finding], language: Language) -> str:
    """One paragraph: how many there are, and of each rule which targets it is about."""
    ordered = sorted(notes, key=lambda finding: finding.code)
    rules = [_rule(list(group), plan, language) for _, group in groupby(ordered, key=lambda finding: finding.code)]
    head = Text(
        zh=f"提示 规划自身的账（{len(notes)} 处，推算见 planck audit）：",
        en=f"note on the plan itself ({len(notes)}; `planck audit` shows the computation): ",
    )
    return head.in_(language) + Text(zh="；", en="; ").in_(language).join(rules)


def _rule(group: Sequence[Finding], plan: PlanResult, language: Language) -> str:
    known = {target.id: name_of(target, language) for target in plan.plan.targets}
    names = list(dict.fromkeys(known[finding.target] for finding in group if finding.target in known))
    label = f"{clean(group[0].code)} {clean(group[0].name)}"
    if not names:
        return label
    more = Text(zh=f"等 {len(names)} 项", en=f" and {len(names) - MOST_NAMES} more").in_(language)
    listed = Text(zh="、", en=", ").in_(language).join(names[:MOST_NAMES])
    return f"{label} {listed}{more if len(names) > MOST_NAMES else ''}"
