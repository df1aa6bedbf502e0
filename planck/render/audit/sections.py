"""The findings of an audit in the order of the plan: target by target, then those about the plan as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planck.model import Finding, Ignored, Language, PlanResult, Result, Text
from planck.render.message import message_text
from planck.render.summary import plural, severity_counts
from planck.render.words import SEVERITIES, name_of

TITLE = Text(zh="规划自身的账", en="What the plan says about itself")
WHOLE = Text(zh="规划整体", en="The plan as a whole")
FILES = Text(zh="文件", en="The files")
CONSISTENT = Text(zh="自身未见出入的目标", en="Targets without a finding of their own")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What was found about one target, or about the whole plan where `target` is empty."""

    title: str
    target: str
    findings: tuple[Finding, ...]


def sections(plan: PlanResult, language: Language) -> Iterator[Section]:
    """A section for every target with findings, in the order of the plan, and one for the rest."""
    known = {target.id: target for target in plan.plan.targets}
    for id_, target in known.items():
        found = tuple(finding for finding in plan.findings if finding.target == id_)
        if found:
            yield Section(title=name_of(target, language), target=id_, findings=found)
    rest = [finding for finding in plan.findings if finding.target not in known]
    if rest:
        ordered = tuple(sorted(rest, key=lambda finding: (-finding.severity.rank, finding.code)))
        yield Section(title=WHOLE.in_(language), target="", findings=ordered)


def said(finding: Finding, section: Section, language: Language) -> str:
    """The message, without the name that the section has for its title."""
    text = message_text(finding, language)
    for colon in ("：", ": "):
        text = text.removeprefix(f"{section.title}{colon}")
    return text


def consistent(plan: PlanResult, language: Language) -> list[str]:
    """The names of the targets that nothing was found about."""
    found = {finding.target for finding in (*plan.findings, *(one.finding for one in plan.ignored))}
    return [name_of(target, language) for target in plan.plan.targets if target.id not in found]


def counted(findings: Sequence[Finding], language: Language) -> str:
    """How many there are of each severity, in words."""
    found = [(severity, count) for severity, count in severity_counts(findings) if count]
    if language is Language.ZH:
        return "，".join(f"{count} 个{SEVERITIES[severity].zh}" for severity, count in found) or "未见出入"
    return ", ".join(plural(count, SEVERITIES[severity].en) for severity, count in found) or "nothing found"


def totals(plan: PlanResult, language: Language) -> str:
    """One line: how many targets, how many of them with findings, and how many of which severity."""
    targets, quiet = len(plan.plan.targets), len(consistent(plan, language))
    text = counted(plan.findings, language)
    if language is Language.ZH:
        return f"{targets} 项目标，其中 {targets - quiet} 项自身有发现；连同规划整体：{text}"
    return f"{plural(targets, 'target')}, {targets - quiet} of them with findings of their own; in all {text}"


def audits_line(result: Result, language: Language) -> str:
    """What was held against what, and what came of it: `27 audits of 17 targets and 57 figures: 6 warnings.`"""
    targets = sum(len(plan.plan.targets) for plan in result.plans)
    found, figures = counted(result.all_findings, language), result.figure_count
    if language is Language.ZH:
        read = f"{targets} 项目标" + (f"、{figures} 个数据" if figures else "")
        return f"{len(result.checks)} 项核对，{read}：{found}。"
    read = plural(targets, "target") + (f" and {plural(figures, 'figure')}" if figures else "")
    return f"{plural(len(result.checks), 'audit')} of {read}: {found}."


def ignored_line(ignored: Sequence[Ignored], language: Language) -> str:
    """What the plan itself asks to leave out; empty where it asks for nothing."""
    codes = ", ".join(sorted({one.finding.code for one in ignored}))
    text = Text(zh=f"按规划忽略了 {len(ignored)} 个：{codes}", en=f"{len(ignored)} ignored as the plan asks: {codes}")
    return text.in_(language) if ignored else ""
