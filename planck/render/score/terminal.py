"""Scores for a terminal: what the model is, the ranking, the domains, and what was asked for besides."""

from collections.abc import Sequence

from planck.model import Finding, Language, Severity, Text
from planck.model.scorecard import Explanation, Scorecard, Scores, Unscored
from planck.render import View
from planck.render.message import help_text, message_text, place_text
from planck.render.numbers import clean, cut, pad, width, wrap
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

MOST_UNITS = 50
GAP = 2
_NARROWEST = 60
_SHORTEST = 16


def grid_lines(grid: Grid, columns: int) -> list[str]:
    """A table of at most `columns` columns: texts are cut first, then it stands in several tables."""
    if not grid.rows:
        return []
    wide = [max(width(row[at]) for row in (grid.headers, *grid.rows)) for at in range(len(grid.headers))]
    wide = _narrowed(wide, grid.texts, columns)
    if sum(wide) + GAP * (len(wide) - 1) > columns and len(wide) > 2:
        half = (len(wide) + 1) // 2
        first, second = (_picked(grid, part) for part in ([0, *range(1, half)], [0, *range(half, len(wide))]))
        return [*grid_lines(first, columns), "", *grid_lines(second, columns)]
    wide[-1] = min(wide[-1], columns - GAP - wide[0]) if len(wide) == 2 else wide[-1]
    lines = [_line(row, wide, grid.texts) for row in (grid.headers, *grid.rows)]
    return [lines[0], "  ".join("-" * one for one in wide), *lines[1:]]


def _narrowed(wide: list[int], texts: frozenset[int], columns: int) -> list[int]:
    """The widths with the columns of text narrowed, the widest first, until all fit or none has anything to give."""
    found = list(wide)
    while sum(found) + GAP * (len(found) - 1) > columns:
        at = max(texts, key=lambda place: found[place])
        if found[at] <= _SHORTEST:
            break
        found[at] -= 1
    return found


def _picked(grid: Grid, columns: Sequence[int]) -> Grid:
    texts = frozenset(new for new, old in enumerate(columns) if old in grid.texts)
    rows = tuple(tuple(row[at] for at in columns) for row in grid.rows)
    return Grid(headers=tuple(grid.headers[at] for at in columns), rows=rows, texts=texts)


def _line(cells: Sequence[str], wide: Sequence[int], texts: frozenset[int]) -> str:
    shown = [cut(cell, columns) for cell, columns in zip(cells, wide, strict=True)]
    filled = [
        pad(cell, columns) if at in texts else " " * (columns - width(cell)) + cell
        for at, (cell, columns) in enumerate(zip(shown, wide, strict=True))
    ]
    return (" " * GAP).join(filled).rstrip()


def finding_lines(findings: Sequence[Finding], columns: int, language: Language) -> list[str]:
    """Findings, the gravest first."""
    lines: list[str] = []
    ordered = sorted(findings, key=lambda finding: -finding.severity.rank)
    for finding in ordered:
        where = place_text(finding) if finding.place else ""
        title = f"{SEVERITIES[finding.severity].in_(language)} {clean(finding.code)} {clean(finding.name)}  {where}"
        lines += wrap(title.rstrip(), columns, "  ")
        lines += wrap(f"  {message_text(finding, language)}", columns, "  ")
        if finding.severity is not Severity.NOTE:
            lead = Text(zh="建议：", en="help: ").in_(language)
            lines += wrap(f"  {lead}{help_text(finding, language)}", columns, "    ")
    return lines


def head_lines(card: Scorecard, columns: int, language: Language) -> list[str]:
    """What the model is, and what it was given."""
    model = card.model
    title = clean(model.title.in_(language)) or clean(model.id)
    period = card.period.label if card.period else ""
    lines = wrap(f"{clean(model.id)}  {title}  {period}".rstrip(), columns, "  ")
    said = [*notices(model, language), counts_line(card, language)]
    for text in (assumed_line(card, language), *said):
        lines += wrap(f"  {text}", columns, "  ") if text else []
    return lines


def explanation_lines(card: Scorecard, found: Explanation, columns: int, language: Language) -> list[list[str]]:
    """One unit taken apart."""
    unit = next(unit for unit in card.units if unit.region == found.region)
    digits = digits_of(card.model)
    if isinstance(unit.score, Unscored):
        return [wrap(unscored_line(card, unit, language), columns, "  ")]
    say = Text(
        zh=f"{clean(found.region)}：得分 {scored(unit.score, Language.ZH, digits)}，第 {ranking(unit.rank)} 名",
        en=f"{clean(found.region)}: score {scored(unit.score, Language.EN, digits)}, rank {ranking(unit.rank)}",
    ).in_(language)
    blocks = [[say, *grid_lines(tables.contributions_grid(card, found, language), columns)]]
    if found.changes:
        was, rank = scored(found.before, language, digits), ranking(found.rank_before)
        before = Text(
            zh=f"比上年（得分 {was}，第 {rank} 名）的变化", en=f"Since the year before (score {was}, rank {rank})"
        ).in_(language)
        blocks.append([before, *grid_lines(tables.changes_grid(card, found, language), columns)])
    else:
        none = Text(zh="上年没有得分，不作比较。", en="There is no score of the year before to compare with.")
        blocks.append([none.in_(language)])
    if found.levers:
        title = Text(
            zh="最省力的改进（单项数据变动，其他不变）",
            en="Levers: the cheapest changes of one figure, all else unchanged",
        )
        blocks.append([title.in_(language), *grid_lines(tables.levers_grid(card, found, language), columns)])
    return blocks


def card_blocks(card: Scorecard, columns: int, language: Language, most: int | None = MOST_UNITS) -> list[list[str]]:
    """A scorecard in blocks of lines."""
    blocks = [head_lines(card, columns, language), grid_lines(tables.ranks_grid(card, language, most), columns)]
    left = len(card.units) - (most or len(card.units))
    if left > 0:
        blocks.append(
            [Text(zh=f"另有 {left} 个单位，见 csv 输出", en=f"and {left} more units, see the csv output").in_(language)]
        )
    if card.model.quota and any(unit.winner for unit in card.units):
        blocks.append(wrap(quota_line(card, card.model.quota, language), columns, "  "))
    if len(card.model.domains) > 1:
        blocks.append(grid_lines(tables.domains_grid(card, language, most), columns))
        if not card.model.weights:
            weights = weights_text(card.model.domains, language)
            blocks.append(wrap(Text(zh=f"权重：{weights}。", en=f"Weights: {weights}.").in_(language), columns, "  "))
    blocks.append([line for text in weighing_lines(card, language) for line in wrap(text, columns, "  ")])
    for found in card.explanations:
        blocks += explanation_lines(card, found, columns, language)
    if card.uncertainty:
        said = [line for text in tables.lines_of(card.uncertainty, language) for line in wrap(text, columns, "  ")]
        blocks += [said, grid_lines(tables.shares_grid(card.uncertainty, language), columns)]
    if card.omissions:
        blocks.append(grid_lines(tables.omissions_grid(card, language, most), columns))
    return [*blocks, wrap(rules_line(card.model, language), columns, "  ")]


@SCORE_FORMATS.entry("terminal")
def terminal(scores: Scores, view: View) -> str:
    """Text for a terminal, never wider than the view."""
    columns = max(_NARROWEST, view.width)
    language = view.language or (scores.card.model.language if scores.card else Language.ZH)
    blocks = [finding_lines(scores.findings, columns, language)]
    if scores.card:
        blocks += card_blocks(scores.card, columns, language)
        blocks.append(finding_lines(scores.card.findings, columns, language))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
