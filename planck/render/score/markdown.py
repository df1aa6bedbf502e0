"""Scores as a report in Markdown: every unit, every table."""

from planck.model import Language, Text
from planck.model.scorecard import Explanation, Scorecard, Scores, Unscored
from planck.render import View
from planck.render.message import help_text, message_text, place_text
from planck.render.numbers import markdown as escaped
from planck.render.numbers import row
from planck.render.score import SCORE_FORMATS, tables
from planck.render.score.tables import Grid
from planck.render.score.words import (
    assumed_line,
    counts_line,
    digits_of,
    notices,
    quota_line,
    ranking,
    rules_line,
    scored,
    unscored_line,
    weighing_lines,
    weights_text,
)
from planck.render.words import SEVERITIES


def _table(grid: Grid) -> list[str]:
    rules = ["---" if at in grid.texts else "---:" for at in range(len(grid.headers))]
    cells = [[escaped(cell) for cell in one] for one in grid.rows]
    return [row([escaped(one) for one in grid.headers]), row(rules), *map(row, cells), ""] if grid.rows else []


def _explained(card: Scorecard, found: Explanation, language: Language) -> list[str]:
    unit = next(unit for unit in card.units if unit.region == found.region)
    if isinstance(unit.score, Unscored):
        return [f"## {escaped(found.region)}", "", escaped(unscored_line(card, unit, language)), ""]
    score = scored(unit.score, language, digits_of(card.model))
    title = Text(
        zh=f"{escaped(found.region)}：得分 {score}，第 {ranking(unit.rank)} 名",
        en=f"{escaped(found.region)}: score {score}, rank {ranking(unit.rank)}",
    )
    lines = [f"## {title.in_(language)}", "", *_table(tables.contributions_grid(card, found, language))]
    if found.changes:
        lines += [Text(zh="### 比上年的变化", en="### Since the year before").in_(language), ""]
        lines += _table(tables.changes_grid(card, found, language))
    if found.levers:
        lines += [Text(zh="### 最省力的改进", en="### Levers").in_(language), ""]
        lines += _table(tables.levers_grid(card, found, language))
    return lines


def card_lines(card: Scorecard, language: Language) -> list[str]:
    """A scorecard without its title."""
    said = [assumed_line(card, language), *notices(card.model, language), counts_line(card, language)]
    lines = [part for text in said if text for part in (escaped(text), "")]
    lines += _table(tables.ranks_grid(card, language))
    if card.model.quota and any(unit.winner for unit in card.units):
        lines += [escaped(quota_line(card, card.model.quota, language)), ""]
    if len(card.model.domains) > 1:
        lines += [Text(zh="## 领域得分", en="## Domains").in_(language), ""]
        lines += _table(tables.domains_grid(card, language))
        if not card.model.weights:
            weights = escaped(weights_text(card.model.domains, language))
            lines += [Text(zh=f"权重：{weights}。", en=f"Weights: {weights}.").in_(language), ""]
    lines += [part for text in weighing_lines(card, language) for part in (escaped(text), "")]
    for found in card.explanations:
        lines += _explained(card, found, language)
    if card.uncertainty:
        lines += [Text(zh="## 不确定性", en="## How sure it is").in_(language), ""]
        lines += [part for text in tables.lines_of(card.uncertainty, language) for part in (escaped(text), "")]
        lines += _table(tables.shares_grid(card.uncertainty, language))
    if card.omissions:
        lines += [Text(zh="## 去掉一项指标", en="## Without one indicator").in_(language), ""]
        lines += _table(tables.omissions_grid(card, language))
    return [*lines, escaped(rules_line(card.model, language)), ""]


@SCORE_FORMATS.entry("markdown")
def markdown(scores: Scores, view: View) -> str:
    """A report for readers without a terminal."""
    card = scores.card
    language = view.language or (card.model.language if card else Language.ZH)
    lines: list[str] = []
    if card:
        period = card.period.label if card.period else ""
        lines += [f"# {escaped(card.model.title.in_(language))} {period}".rstrip(), "", *card_lines(card, language)]
    if scores.all_findings:
        lines += [Text(zh="## 提示", en="## Findings").in_(language), ""]
        for finding in scores.all_findings:
            title = f"{SEVERITIES[finding.severity].in_(language)} {finding.code} {finding.name}"
            where = f" ({escaped(place_text(finding))})" if finding.place else ""
            help_ = help_text(finding, language)
            lead = Text(zh="。建议：", en=". Help: ").in_(language) if help_ else ""
            said = escaped(f"{message_text(finding, language)}{lead}{help_}")
            lines.append(f"- **{escaped(title)}**{where}: {said}".rstrip())
        lines.append("")
    lines += [Text(zh="## 输入", en="## Inputs").in_(language), ""]
    lines += [f"- `{one.file.replace('`', '')}` {one.sha256}" for one in scores.inputs]
    lines += ["", f"planck {scores.version}"]
    return "\n".join(lines) + "\n"
