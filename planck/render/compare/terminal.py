"""A comparison for a terminal: symbols and numbers in columns, then who says what where the methods part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
from planck.render.numbers import clean, pad, unit_text, width, wrap
from planck.render.summary import as_of_text, assumed_line, nothing_checked_line
from planck.render.words import language_of, title_of

GAP, LEAST_WIDTH = 2, 60


@COMPARISONS.entry("terminal")
def terminal(result: Result, view: View) -> str:
    """Text for a terminal, never wider than the view: a row a target, a column a method."""
    language, view = language_of(result, view.language), replace(view, width=max(LEAST_WIDTH, view.width))
    blocks = (
        [wrap(assumed_line(result.plans, language), view.width, "  ")] if assumed_line(result.plans, language) else []
    )
    for plan in result.plans:
        blocks += _plan(plan, result, view, view.language or plan.plan.language)
    if result.nothing_checked:
        blocks.append(wrap(nothing_checked_line(language), view.width))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _plan(plan: PlanResult, result: Result, view: View, language: Language) -> list[list[str]]:
    methods = columns(result.plans, view)
    found = rows(plan, methods, language)
    judged = [row for row in found if row.split is not Split.NOT_ASSESSED]
    as_of = as_of_text(plan.as_of, language, given=result.as_of_given)
    title = [
        f"{clean(plan.plan.id)}  {title_of(plan.plan, language)}",
        "  " + as_of + Text(zh="；", en="; ").in_(language) + counts(found, language),
    ]
    legend = [symbols_line(language), *(method_line(name, found, language) for name in methods)] if judged else []
    return [
        [line for text in title for line in wrap(text, view.width, "  ")],
        _table(judged, methods, view.width, language),
        _parted(judged, view.width, language),
        wrap(without_text(found, language), view.width, "  ") if without_text(found, language) else [],
        [line for text in legend for line in wrap(text, view.width, "  ")],
    ]


def _table(found: Sequence[Row], methods: Sequence[str], columns_wide: int, language: Language) -> list[str]:
    if not found:
        return []
    lines: list[str] = []
    for group in _groups(found, methods, columns_wide):
        wide = {name: _column(name, found) for name in group}
        gap = " " * GAP
        lines += [""] if lines else []
        lines += [gap + gap.join(pad(name, wide[name]) for name in group).rstrip()]
        lines += [gap + gap.join("-" * wide[name] for name in group)]
        for row in found:
            lines += wrap(_name(row, language), columns_wide, "  ")
            cells = gap.join(pad(cell(row.opinions[name]), wide[name]) for name in group)
            lines.append((gap + cells).rstrip())
    return lines


def _name(row: Row, language: Language) -> str:
    unit = unit_text(row.assessment.unit)
    in_unit = Text(zh=f"（{unit}）", en=f" ({unit})").in_(language) if unit else ""
    mark = f"  {SPLITS[row.split].in_(language)}" if row.split in (Split.YES_NO, Split.LEVEL) else ""
    return row.name + in_unit + mark


def _column(name: str, found: Sequence[Row]) -> int:
    return max(width(name), *(width(cell(row.opinions[name])) for row in found))


def _groups(found: Sequence[Row], methods: Sequence[str], columns_wide: int) -> Iterator[list[str]]:
    # As many methods side by side as there is room for; the others in a table below.
    group: list[str] = []
    used = 0
    for name in methods:
        needed = GAP + _column(name, found)
        if group and used + needed > columns_wide:
            yield group
            group, used = [], 0
        group.append(name)
        used += needed
    yield group


def _parted(found: Sequence[Row], columns_wide: int, language: Language) -> list[str]:
    lines: list[str] = []
    for row in found:
        split, quiet = row.split in (Split.YES_NO, Split.LEVEL), silent(row, language)
        parts = remarks(row, language)
        if split:
            parts += [sides(row, language), *([f"? {quiet}"] if quiet else [])]
        if parts:
            text = Text(zh=f"- {row.name}：", en=f"- {row.name}: ").in_(language)
            lines += wrap(text + Text(zh="；", en="; ").in_(language).join(parts), columns_wide, "  ")
    return lines
