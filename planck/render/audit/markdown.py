"""The section that a planning officer sends on: what the plan's own numbers say together, target by target."""

import re

from planck.audit.stated_pace import stated_paces
from planck.model import Amount, Finding, Language, Plan, PlanResult, Result, Source, Target, Text
from planck.render import View
from planck.render.audit import AUDIT_FORMATS
from planck.render.audit.sections import (
    CONSISTENT,
    FILES,
    TITLE,
    Section,
    audits_line,
    consistent,
    ignored_line,
    said,
    sections,
    totals,
)
from planck.render.formats.markdown import Sheet
from planck.render.message import argument_text, help_text, message_text, place_text
from planck.render.numbers import code, markdown
from planck.render.words import SEVERITIES, language_of, name_of, title_of

_IN_LINE = re.compile(r"(,\s*)?\bline\s+(\d+)(?:,\s*column\s+(\d+))?")

ABOUT = Text(
    zh="以下只用规划自己印出的数字（以及所列数据）相互推算，所印数字的舍入已计入；不评判完成情况，也不推测原因。",
    en="What follows only holds the numbers that the plan prints (and the figures listed) against each other, with the "
    "rounding of the printed numbers allowed for. It does not judge how the plan is kept, nor guess at reasons.",
)


def _period(language: Language) -> str:
    return Text(zh="。", en=".").in_(language)


def _sentence(finding: Finding, text: str, sheet: Sheet, helped: set[str]) -> list[str]:
    # The help of a rule stands once in a plan, at its first finding.
    words = text[:1].upper() + text[1:] if sheet.language is Language.EN else text
    severity = SEVERITIES[finding.severity].in_(sheet.language)
    mark = sheet.say(f"（{severity} {markdown(finding.code)}）", f" ({severity} {markdown(finding.code)})")
    advice = "" if finding.code in helped else help_text(finding, sheet.language)
    helped.add(finding.code)
    return [
        f"- {markdown(words)}{_period(sheet.language)}{mark}",
        *([f"  {sheet.say('建议：', 'Help: ')}{markdown(advice)}{_period(sheet.language)}"] if advice else []),
    ]


def _place(at: str, language: Language) -> str:
    """A locator as a reader says it: 文本第23行第45列 for `line 23, column 45`."""
    if language is not Language.ZH:
        return at

    def said(found: re.Match[str]) -> str:
        comma, line, column = found.groups()
        return f"{'，' if comma else ''}文本第{line}行" + (f"第{column}列" if column else "")

    return "；".join(part.strip() for part in _IN_LINE.sub(said, at).split(";"))


def _printed(source: Source, sheet: Sheet) -> list[str]:
    printed = f"“{source.as_printed}”" if source.as_printed else ""
    parts = [markdown(part) for part in (_place(source.at, sheet.language), printed) if part]
    if not parts:
        return []
    return [sheet.say("规划原文：", "Printed in the plan: ") + sheet.say("；", "; ").join(parts), ""]


def _note(target: Target, language: Language) -> list[str]:
    # A note is written in both languages, as Chinese / English, or in one.
    zh, _, en = target.note.partition(" / ")
    text = Text(zh=zh.strip(), en=(en or zh).strip()).in_(language)
    label = Text(zh="备注：", en="Note: ").in_(language)
    return [label + markdown(text), ""] if text else []


def _about(target: Target, sheet: Sheet) -> list[str]:
    return [*_printed(target.source, sheet), *_note(target, sheet.language)]


def _section(section: Section, plan: Plan, sheet: Sheet, helped: set[str]) -> list[str]:
    about = next((_about(target, sheet) for target in plan.targets if target.id == section.target), [])
    texts = [(finding, said(finding, section, sheet.language)) for finding in section.findings]
    lines = [line for finding, text in texts for line in _sentence(finding, text, sheet, helped)]
    return [*sheet.heading(markdown(section.title), 1), *about, *lines, ""]


def _paces(plan: Plan, sheet: Sheet) -> list[str]:
    """The paces that the plan prints, those that agree too, beside what baseline and goal need."""
    cells = [
        [
            markdown(name_of(found.target, sheet.language)),
            *(
                markdown(argument_text(argument, sheet.language))
                for argument in (
                    Amount(found.way.start.value, found.way.start.places, found.needed.unit),
                    Amount(found.way.goal.value, found.way.goal.places, found.needed.unit),
                    found.stated,
                    found.needed,
                )
            ),
            sheet.say("相符", "agrees") if found.agrees else sheet.say("不符", "does not agree"),
        ]
        for found in stated_paces(plan)
    ]
    headers = sheet.say("目标 基期数 目标数 所印年速 推算年速 结果", "target baseline goal printed needed result")
    title = sheet.say("所印年均速度的复核", "The yearly paces that the plan prints")
    return [*sheet.heading(title, 1), *sheet.table(headers.split(" "), cells, range(1, 5))] if cells else []


def _plan(plan: PlanResult, sheet: Sheet) -> list[str]:
    helped: set[str] = set()
    quiet = consistent(plan, sheet.language)
    names = sheet.say("；", "; ").join(markdown(name) for name in quiet) or sheet.say("无", "None")
    ignored = ignored_line(plan.ignored, sheet.language)
    return [
        *sheet.heading(TITLE.in_(sheet.language)),
        markdown(totals(plan, sheet.language)) + _period(sheet.language),
        "",
        ABOUT.in_(sheet.language),
        "",
        *(line for one in sections(plan, sheet.language) for line in _section(one, plan.plan, sheet, helped)),
        *_paces(plan.plan, sheet),
        *sheet.heading(CONSISTENT.in_(sheet.language), 1),
        names + _period(sheet.language),
        "",
        *([markdown(ignored) + _period(sheet.language), ""] if ignored else []),
    ]


def _files(result: Result, sheet: Sheet) -> list[str]:
    if not result.findings:
        return []
    lines = [
        f"- {SEVERITIES[finding.severity].in_(sheet.language)} {markdown(finding.code)} {code(place_text(finding))}"
        f"{sheet.say('：', ': ')}{markdown(message_text(finding, sheet.language))}"
        for finding in result.findings
    ]
    return [*sheet.heading(FILES.in_(sheet.language)), *lines, ""]


def _run(sheet: Sheet) -> list[str]:
    label = sheet.say("- 输入：", "- Input: ")
    inputs = [f"{label}{code(read.file)} SHA-256 {code(read.sha256)}" for read in sheet.result.inputs]
    tool = f"- planck {markdown(sheet.result.version)}{sheet.say('：', ': ')}"
    return [tool + audits_line(sheet.result, sheet.language), *inputs, ""]


@AUDIT_FORMATS.entry("markdown")
def markdown_report(result: Result, view: View) -> str:
    """The section in Markdown: for each plan its sentences grouped by target, then what was read."""
    sheet = Sheet(result=result, language=language_of(result, view.language), level=2)
    lines: list[str] = []
    for plan in result.plans:
        own = view.language or plan.plan.language
        title = f"# {markdown(title_of(plan.plan, own))}"
        lines += [title, "", *_plan(plan, Sheet(result=result, language=own, level=2))]
    lines = lines or [f"# {TITLE.in_(sheet.language)}", ""]
    lines += [*_files(result, sheet), *sheet.heading(sheet.say("依据", "What was read")), *_run(sheet)]
    return "\n".join(lines).rstrip() + "\n"
