"""A comparison in Markdown, for reports."""

from collections.abc import Sequence

from planck.assess.target import Split
from planck.model import Language, PlanResult, Result, Text
from planck.render import COMPARISONS, View
from planck.render.compare.rows import (
    SPLITS,
    Row,
    cell,
    columns,
    counts,
    method_line,
    remarks,
    rows,
    sides,
    silent,
    symbols_line,
    without_text,
)
from planck.render.numbers import code, markdown, row
from planck.render.sentence import opinion_text
from planck.render.summary import as_of_text, assumed_line, nothing_checked_line
from planck.render.words import language_of, title_of


@COMPARISONS.entry("markdown")
def markdown_report(result: Result, view: View) -> str:
    """A report in Markdown: the table, who says what, what the methods measure, and their sources."""
    language = language_of(result, view.language)
    title = Text(zh="评判方法对照", en="Status methods side by side").in_(language)
    lines = [f"# {title}", ""]
    if assumed_line(result.plans, language):
        lines += [f"**{assumed_line(result.plans, language)}**", ""]
    if result.nothing_checked:
        lines += [nothing_checked_line(language), ""]
    for plan in result.plans:
        lines += _plan(plan, result, view, view.language or plan.plan.language)
    return "\n".join(lines).rstrip() + "\n"


def _plan(plan: PlanResult, result: Result, view: View, language: Language) -> list[str]:
    methods = columns(result.plans, view)
    found = rows(plan, methods, language)
    as_of = as_of_text(plan.as_of, language, given=result.as_of_given)
    heads = [Text(zh="指标", en="target"), Text(zh="分歧", en="disagreement")]
    head = [*(text.in_(language) for text in heads), *map(code, methods)]
    cells = [
        [
            markdown(each.name),
            SPLITS[each.split].in_(language),
            *(markdown(cell(each.opinions[m])) for m in methods),
        ]
        for each in found
        if each.split is not Split.NOT_ASSESSED
    ]
    about = Text(zh="方法、边界与来源", en="Methods, borders and sources").in_(language)
    return [
        f"## {markdown(title_of(plan.plan, language))}",
        "",
        markdown(as_of) + Text(zh="；", en="; ").in_(language) + counts(found, language),
        "",
        *([row(head), row(["---"] * len(head)), *map(row, cells), "", symbols_line(language), ""] if cells else []),
        *_details(found, language),
        *_without(found, language),
        f"### {about}",
        "",
        *(f"- {markdown(method_line(name, found, language))}" for name in methods),
        "",
    ]


def _details(found: Sequence[Row], language: Language) -> list[str]:
    lines: list[str] = []
    for each in found:
        if each.split is Split.NOT_ASSESSED:
            continue
        said = [opinion_text(one, language) for one in each.opinions.values() if one.level.yes is not None]
        quiet = silent(each, language)
        # Not at the start of a line, where the symbol for behind would begin a list.
        by_level = Text(zh="按程度：", en="by level: ").in_(language) + sides(each, language)
        listed = [by_level] if each.split in (Split.YES_NO, Split.LEVEL) else []
        listed += remarks(each, language)
        listed += [Text(zh="，", en=", ").in_(language).join(said), *([f"? {quiet}"] if quiet else [])]
        lines += [f"### {markdown(each.name)}", "", *(f"- {markdown(text)}" for text in listed), ""]
    return lines


def _without(found: Sequence[Row], language: Language) -> list[str]:
    names = without_text(found, language)
    return [markdown(names), ""] if names else []
