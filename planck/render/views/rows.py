"""Rows of targets as tables: for a screen, for a page, and each whole with its parts under it."""

from collections import defaultdict
from collections.abc import Sequence

from planck.model import Assessment, Language, Text
from planck.render.document import Cell, Column, Table
from planck.view.row import Field, Heads, Row, row, title_of
from planck.view.words import several_regions
from planck.words import say

Outline = tuple[tuple[int, Assessment], ...]
Key = tuple[str, str]
DEEPEST = 3


def _key(assessment: Assessment) -> Key:
    return assessment.region, assessment.target.id


def _whole(assessment: Assessment) -> Key:
    return assessment.region, assessment.target.part_of


def _parts(assessments: Sequence[Assessment]) -> tuple[list[int], dict[Key, list[int]]]:
    """Indices of those that stand for themselves, and of the parts of each whole."""
    present = {_key(assessment) for assessment in assessments}
    alone: list[int] = []
    parts: dict[Key, list[int]] = defaultdict(list)
    for index, assessment in enumerate(assessments):
        is_part = assessment.target.part_of and _whole(assessment) in present
        (parts[_whole(assessment)] if is_part else alone).append(index)
    return alone, parts


def outline(assessments: Sequence[Assessment]) -> Outline:
    """Every assessment once with its depth (0 for a whole); parts follow their whole, otherwise the order is kept."""
    alone, parts = _parts(assessments)
    depths: dict[int, int] = {}
    # The second round shows what is only part of itself, round a circle.
    for start in (*alone, *range(len(assessments))):
        waiting = [(start, 0)]
        while waiting:
            index, depth = waiting.pop()
            if index not in depths:
                depths[index] = depth
                below = reversed(parts[_key(assessments[index])])
                waiting.extend((part, depth + 1) for part in below)
    return tuple((depth, assessments[index]) for index, depth in depths.items())


# When room is given out, goal and latest come first, where a second line is most common.
_TURNS = {Field.LATEST: 1, Field.AHEAD: 1, Field.GOAL: 2, Field.LEVEL: 2, Field.STATUS: 3}
_NUMBERS = (Field.BASE, Field.LATEST, Field.PATH, Field.GOAL, Field.MADE, Field.NEEDED)
ON_SCREEN = (*(Field.LEVEL if each is Field.GOAL else each for each in _NUMBERS), Field.AHEAD)
ON_PAGE = (*_NUMBERS, Field.LEADS, Field.MISS, Field.STATUS)
IN_FULL = (*_NUMBERS, Field.STATUS)


def rows_table(rows: Sequence[Row], heads: Heads, language: Language, left: int, more: Text) -> tuple[Table, ...]:
    """The rows that need action, for a screen: their symbol before the name; `left` more are left out, `more` says."""
    names = [Cell(pieces=(each.label(language),), mark=each.symbol) for each in rows]
    title = say("view.heads.action", language)
    return _table(title, names, rows, heads, language, columns=ON_SCREEN, left=left, more=more)


def page_table(rows: Sequence[Row], heads: Heads, language: Language, left: int, more: Text) -> tuple[Table, ...]:
    """Rows for a page, each with its status."""
    title = say("view.heads.target", language)
    names = [Cell(pieces=(each.label(language),)) for each in rows]
    return _table(title, names, rows, heads, language, columns=ON_PAGE, left=left, more=more)


def targets_table(assessments: Sequence[Assessment], plan: str, language: Language) -> tuple[Table, ...]:
    """Every target, each whole with its parts under it."""
    regions, heads, ordered = several_regions(assessments), Heads.of(assessments), outline(assessments)
    rows = [row(each, plan, heads, language, regions=regions) for _, each in ordered]
    depths = (min(depth, DEEPEST) for depth, _ in ordered)
    names = [Cell(pieces=(each.label(language),), depth=depth) for each, depth in zip(rows, depths, strict=True)]
    return _table(say("view.heads.target", language), names, rows, heads, language, columns=IN_FULL)


def _table(
    title: str,
    names: Sequence[Cell],
    rows: Sequence[Row],
    heads: Heads,
    language: Language,
    *,
    columns: Sequence[Field],
    left: int = 0,
    more: Text | None = None,
) -> tuple[Table, ...]:
    if not rows:
        return ()
    numbers = (
        Column(title=title_of(each, heads, language), number=each is not Field.STATUS, turn=_TURNS.get(each, 4))
        for each in columns
    )
    cells = tuple(
        (name, *(Cell(pieces=each.pieces(column)) for column in columns))
        for name, each in zip(names, rows, strict=True)
    )
    part = say("view.page.of_which", language)
    told = more.in_(language) if more and (left or columns is ON_SCREEN) else ""
    return (Table(columns=(Column(title=title, number=False), *numbers), rows=cells, left=left, more=told, part=part),)
