"""The report that a planning officer sends on: everything in words, for readers without a terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planck.model import Assessment, Figure, Finding, Flag, Ignored, Language, PlanResult, Result, Source, Text
from planck.render import FORMATS, View
from planck.render.message import help_text, message_text, place_text, snippet
from planck.render.numbers import block, code, given, markdown, period_words, row, with_unit
from planck.render.sentence import (
    FIRM_HEADERS,
    conversion_text,
    details,
    firm_cells,
    not_computed,
    outlook_pairs,
    sentence,
)
from planck.render.summary import (
    as_of_text,
    assumed_line,
    checks_line,
    derived_line,
    headline,
    nothing_checked_line,
    plan_score_texts,
    split,
)
from planck.render.table import HEADERS, LEGEND, outline, rows, several_regions
from planck.render.words import FIGURE_STATUSES, NOT_ASSESSED, SEVERITIES, label_of, language_of, method_lines, title_of

WIDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The run, the language, and the level of headings below the plan's title."""

    result: Result
    language: Language
    level: int

    def say(self, zh: str, en: str) -> str:
        """The words in the sheet's language."""
        return Text(zh=zh, en=en).in_(self.language)

    def heading(self, text: str, deeper: int = 0) -> list[str]:
        """A heading and the empty line below it."""
        return [f"{'#' * (self.level + deeper)} {text}", ""]

    def table(self, headers: Sequence[str], cells: Iterable[list[str]], numbers: range = range(0)) -> list[str]:
        """A table of escaped cells, with the columns of `numbers` aligned on the right."""
        rules = ["---:" if column in numbers else "---" for column in range(len(headers))]
        return [row(list(headers)), row(rules), *map(row, cells), ""]


def _source(source: Source) -> str:
    printed = f"“{source.as_printed}”" if source.as_printed else ""
    parts = (source.issuer, source.issued, source.document, source.at, printed, source.url)
    return "; ".join(markdown(part) for part in parts if part)


def _banner(sheet: Sheet) -> list[str]:
    plans = sheet.result.plans
    lines = (assumed_line(plans, sheet.language), derived_line(plans, sheet.language))
    return [line for text in lines if text for line in (f"**{text}**", "")]


def _targets(plan: PlanResult, sheet: Sheet) -> list[str]:
    cells = []
    for each in rows(plan.assessments, sheet.language):
        prefix = sheet.say("其中：", "of which: ") if each.depth else ""
        numbers = (markdown(" ".join(pieces)) for pieces in each.numbers)
        cells.append([prefix + markdown(each.name), *numbers, markdown(each.status + each.mark)])
    headers = [header.in_(sheet.language) for header in HEADERS]
    return [
        *sheet.heading(sheet.say("目标", "Targets")),
        *sheet.table(headers, cells, range(1, len(headers) - 1)),
        LEGEND.in_(sheet.language) + sheet.say("。", "."),
        "",
    ]


def _figure_cells(figure: Figure, sheet: Sheet) -> list[str]:
    value = given(figure.value, figure.text) if figure.value is not None else figure.text
    place = (
        f"{figure.place.file}!{figure.place.cell}" if figure.place.cell else f"{figure.place.file}:{figure.place.line}"
    )
    unstated = sheet.say("未注明", "not stated")
    return [
        markdown(period_words(figure.period, sheet.language)),
        markdown(conversion_text(figure) or with_unit(value, figure.unit)),
        FIGURE_STATUSES[figure.status].in_(sheet.language),
        figure.published.isoformat() if figure.published else unstated,
        *(markdown(text) or unstated for text in (figure.source, figure.at, figure.as_printed)),
        code(place),
    ]


def _figures(assessment: Assessment, sheet: Sheet) -> list[str]:
    figures = dict.fromkeys(figure for reading in assessment.series for figure in reading.figures)
    headers = sheet.say(
        "期间 数值 状态 发布 来源 位置 原文 文件",
        "period value status published source at printed file",
    )
    cells = [_figure_cells(figure, sheet) for figure in figures]
    return sheet.table(headers.split(" "), cells) if cells else []


def _target(assessment: Assessment, sheet: Sheet, *, regions: bool) -> list[str]:
    target, language = assessment.target, sheet.language
    mark = sheet.say("（假设）", " (assumed)") if Flag.ASSUMED in assessment.flags else ""
    pairs = [[label, markdown(value)] for label, value in details(assessment, language)]
    pairs += [[label, markdown(value)] for label, value in outlook_pairs(assessment, language)]
    if _source(target.source):
        pairs.append([sheet.say("规划出处", "source in the plan"), _source(target.source)])
    if target.note:
        pairs.append([sheet.say("备注", "note"), markdown(target.note)])
    return [
        *sheet.heading(markdown(label_of(assessment, language, regions=regions)) + mark, 1),
        markdown(sentence(assessment, language)),
        "",
        *sheet.table([sheet.say("项目", "item"), sheet.say("值", "value")], pairs),
        *_figures(assessment, sheet),
    ]


def _firmness(plan: PlanResult, sheet: Sheet) -> list[str]:
    regions = several_regions(plan.assessments)
    cells = [
        [markdown(label_of(each, sheet.language, regions=regions)), *map(markdown, firm_cells(each, sheet.language))]
        for each in plan.assessments
        if each.status != NOT_ASSESSED and each.outlook
    ]
    headers = [header.in_(sheet.language) for header in FIRM_HEADERS]
    text = sheet.table(headers, cells) if cells else [sheet.say("没有结论。", "There is no verdict."), ""]
    return [*sheet.heading(sheet.say("结论有多稳", "How firm the verdicts are")), *text]


def _details(plan: PlanResult, sheet: Sheet) -> list[str]:
    regions = several_regions(plan.assessments)
    sections = [line for _, each in outline(plan.assessments) for line in _target(each, sheet, regions=regions)]
    return [*sheet.heading(sheet.say("逐项说明", "Target by target")), *sections]


def _methods(plan: PlanResult, sheet: Sheet) -> list[str]:
    lines = [f"- {markdown(line)}" for line in method_lines(plan.assessments, sheet.language)]
    return [*sheet.heading(sheet.say("方法与边界", "Method and borders")), *lines, ""]


def _finding(finding: Finding, sheet: Sheet) -> list[str]:
    severity = SEVERITIES[finding.severity].in_(sheet.language)
    advice = help_text(finding, sheet.language)
    pointed = snippet(finding.place, sheet.result.inputs, WIDTH)
    title = f"**{severity} {markdown(finding.code)} {markdown(finding.name)}** {code(place_text(finding))}"
    return [
        f"- {title}: {markdown(message_text(finding, sheet.language))}",
        *([f"  {sheet.say('建议：', 'Help: ')}{markdown(advice)}"] if advice else []),
        *(["", *(f"  {line}" for line in block(pointed)), ""] if pointed else []),
    ]


def _findings(findings: Sequence[Finding], sheet: Sheet) -> list[str]:
    by_weight = sorted(findings, key=lambda finding: -finding.severity.rank)
    lines = [line for finding in by_weight for line in _finding(finding, sheet)]
    return [*sheet.heading(sheet.say("检查发现", "Findings")), *(lines or [sheet.say("没有。", "None.")]), ""]


def _plan_notes(plan: PlanResult, sheet: Sheet) -> list[str]:
    notes = split(plan.findings)[1]
    codes = (sheet.say(f"（{markdown(note.code)}）", f" ({markdown(note.code)})") for note in notes)
    texts = (markdown(message_text(note, sheet.language)) for note in notes)
    lines = [f"- {text}{mark}" for text, mark in zip(texts, codes, strict=True)]
    heading = sheet.say("规划自身的账", "What the plan says about itself")
    return [*sheet.heading(heading), *lines, ""] if notes else []


def _ignored(ignored: Sequence[Ignored], sheet: Sheet) -> list[str]:
    if not ignored:
        return []
    lines = [
        f"- {markdown(each.finding.code)} {code(place_text(each.finding))}: "
        f"{markdown(message_text(each.finding, sheet.language))} "
        f"{sheet.say('理由：', 'Reason: ')}{markdown(each.reason)}"
        for each in ignored
    ]
    return [*sheet.heading(sheet.say("已忽略的发现", "Ignored findings")), *lines, ""]


def _not_computed(plan: PlanResult, sheet: Sheet) -> list[str]:
    regions = several_regions(plan.assessments)
    cells = [
        [markdown(label_of(each, sheet.language, regions=regions)), sheet.say("、", ", ").join(labels), reason]
        for each in plan.assessments
        for reason, labels in not_computed(each, sheet.language).items()
    ]
    headers = [sheet.say("指标", "target"), sheet.say("没有计算", "not computed"), sheet.say("原因", "why")]
    text = sheet.table(headers, cells) if cells else [sheet.say("没有。", "Nothing."), ""]
    return [*sheet.heading(sheet.say("没有计算的内容及原因", "What was not computed, and why")), *text]


def _about(plan: PlanResult, sheet: Sheet) -> list[str]:
    own, given_ = plan.plan, sheet.result.as_of_given
    period = f"{own.start.label}-{own.end.label}" + sheet.say(f"（基期 {own.base.label}）", f" (base {own.base.label})")
    facts = [
        (sheet.say("规划", "Plan"), f"{code(own.id)} {markdown(title_of(own, sheet.language))}"),
        (sheet.say("地区", "Region"), markdown(f"{own.region.name} {own.region.code}")),
        (sheet.say("期间", "Period"), markdown(period)),
        (sheet.say("判断时点", "Judged"), markdown(as_of_text(plan.as_of, sheet.language, given=given_))),
        (sheet.say("来源", "Source"), _source(own.source)),
    ]
    colon = sheet.say("：", ": ")
    return [*(f"- {label}{colon}{text}" for label, text in facts if text), ""]


def _plan(plan: PlanResult, sheet: Sheet) -> list[str]:
    return [
        *_about(plan, sheet),
        *sheet.heading(sheet.say("结论", "Verdict")),
        markdown(headline(plan.assessments, sheet.language)),
        "",
        *(line for text in plan_score_texts(plan.score, sheet.language) for line in (markdown(text), "")),
        *_targets(plan, sheet),
        *_firmness(plan, sheet),
        *_details(plan, sheet),
        *_methods(plan, sheet),
        *_findings(split(plan.findings)[0], sheet),
        *_plan_notes(plan, sheet),
        *_ignored(plan.ignored, sheet),
        *_not_computed(plan, sheet),
    ]


def _title(sheet: Sheet) -> str:
    plans = sheet.result.plans
    if len(plans) == 1:
        return markdown(title_of(plans[0].plan, sheet.language))
    return sheet.say(f"planck 检查报告：{len(plans)} 个规划", f"planck report on {len(plans)} plans")


def _run(sheet: Sheet) -> list[str]:
    nothing = [nothing_checked_line(sheet.language), ""] if sheet.result.nothing_checked else []
    label = sheet.say("- 输入：", "- Input: ")
    inputs = [f"{label}{code(read.file)} SHA-256 {code(read.sha256)}" for read in sheet.result.inputs]
    tool = f"- planck {markdown(sheet.result.version)}{sheet.say('：', ': ')}"
    return [*nothing, tool + checks_line(sheet.result, sheet.language), *inputs, ""]


@FORMATS.entry("markdown")
def markdown_report(result: Result, view: View) -> str:
    """A report in Markdown: banner, verdict, table, every target with its numbers and sources, findings."""
    sheet = Sheet(result=result, language=language_of(result, view.language), level=2)
    lines = [f"# {_title(sheet)}", "", *_banner(sheet), *_run(sheet)]
    for plan in result.plans:
        own = view.language or plan.plan.language
        if len(result.plans) == 1:
            lines += _plan(plan, Sheet(result=result, language=own, level=2))
        else:
            lines += [f"## {markdown(title_of(plan.plan, own))}", ""]
            lines += _plan(plan, Sheet(result=result, language=own, level=3))
    lines += _findings(result.findings, sheet) if result.findings else []
    if result.changes:
        from planck.render.diff.markdown import change_blocks  # only a run with a base pays for it

        lines += change_blocks(result.changes, sheet.language, 2)
    return "\n".join(lines).rstrip() + "\n"
