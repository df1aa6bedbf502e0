"""Verdicts or scores at several times: a row a target or unit, a column a time."""

from collections.abc import Iterator

from planck.model import Language
from planck.model.history import History, Line, Moment
from planck.render import View
from planck.render.document import Block, Document, Heading, Medium, paragraph, table
from planck.render.views.findings import by_weight, notice
from planck.view.numbers import NOTHING, clean, exact, fixed, given
from planck.view.words import status_word
from planck.words import say

MOST_LINES = 200


def document(history: History, view: View, medium: Medium) -> Document:
    """What was found, and the table of all times."""
    language = view.language or history.language
    most = MOST_LINES if medium is Medium.TERMINAL else None
    return Document(blocks=tuple(_blocks(history, language, most)))


def _blocks(history: History, language: Language, most: int | None) -> Iterator[Block]:
    yield from (notice(finding, language) for finding in by_weight(history.findings))
    yield Heading(text=say("render.history.title", language), level=1, medium=Medium.PAGE)
    titles = [say("render.common.target", language), *history.times]
    changed = history.digits is not None and len(history.times) > 1
    titles += [say("render.history.change", language)] if changed else []
    rows = (_row(history, line, language, changed=changed) for line in history.lines[:most])
    yield from table(titles, rows, range(len(history.times) + 1))
    left = len(history.lines) - len(history.lines[:most])
    more = say("render.history.more", language, left=left) if left else ""
    yield from paragraph(more)


def _row(history: History, line: Line, language: Language, *, changed: bool) -> list[str]:
    name = clean(line.region) if not line.id else _name(line, language)
    cells = [_cell(moment, line, history.digits, language) for moment in line.moments]
    change = line.change
    shown = [NOTHING if change is None else fixed(exact(change), history.digits or 0)] if changed else []
    return [name, *cells, *shown]


def _name(line: Line, language: Language) -> str:
    own = clean(line.name.in_(language)).strip() or clean(line.id)
    return f"{own} ({clean(line.region)})" if line.region else own


def _cell(moment: Moment, line: Line, digits: int | None, language: Language) -> str:
    """The class with its symbol and the figure, or the score."""
    number = NOTHING if moment.number is None else _number(moment.number, digits)
    if not line.id:
        return number
    word = status_word(moment.status)
    return f"{word.symbol} {word.words.in_(language)}" + ("" if moment.number is None else f" {number}")


def _number(value: float, digits: int | None) -> str:
    return given(value) if digits is None else fixed(exact(value), digits)
