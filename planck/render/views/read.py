"""How tables were read: a small picture of each, the figures that it gives, and what was left out and why."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from planck.load.table.declared import letter_of
from planck.load.table.layout import Layout, Understood, Use
from planck.load.table.tables import TableRead, TablesRead
from planck.model import Finding, Language, Severity
from planck.render import View
from planck.render.document import Block, Document, Heading, Item, Items, Medium, paragraph, table
from planck.render.views.findings import by_weight, item
from planck.view.numbers import clean
from planck.words import Label, Labels, say

MOST_FIGURES, MOST_COLUMNS = 12, 30
# What a row or a column that says nothing shows.
_USES = Labels("render.read_uses")
_ROLES = Labels("load.roles")
_COLUMNS, _STATUSES = Labels("render.read_columns"), Labels("render.figure_statuses")


def document(read: TablesRead, view: View, medium: Medium) -> Document:
    """Each table for itself, then what is wrong with the plans."""
    language = view.language or read.language
    return Document(blocks=tuple(_blocks(read, language)))


def _blocks(read: TablesRead, language: Language) -> Iterator[Block]:
    for each in read.tables:
        yield Heading(text=clean(each.file), level=1)
        yield from _table(each, read, language)
    if read.findings:
        yield Items(items=tuple(item(finding, language, advice=True) for finding in by_weight(read.findings)))


def _table(each: TableRead, read: TablesRead, language: Language) -> Iterator[Block]:
    yield from paragraph(_summary(each, language))
    for number, layout in enumerate(each.layouts, start=1):
        yield from _picture(layout, number if len(each.layouts) > 1 else 0, language)
    yield from _figures(each, read, language)
    if each.findings:
        title = say("render.read.left_out", language)
        yield Items(title=title, items=tuple(map(partial(_item, language=language), by_weight(each.findings))))


def _item(finding: Finding, language: Language) -> Item:
    """What is to be said, with its advice where there is something to be done."""
    return item(finding, language, advice=finding.severity is not Severity.NOTE)


def _summary(each: TableRead, language: Language) -> str:
    if not each.layouts:
        return say("render.read.no_table", language)
    return say("render.read.summary", language, figures=len(each.figures), blocks=len(each.layouts))


def _picture(layout: Layout, number: int, language: Language) -> Iterator[Block]:
    """The columns of a block, one a line, then its rows."""
    shape = layout.shape.title if layout.shape else ""
    block = Label("render.read.block").fill(number=number) if number else ""
    yield from paragraph(say("render.read.shape", language, block=block, shape=shape))
    rows = [
        (letter_of(one.index), clean(one.label.text), column_words(one, layout, language))
        for one in layout.columns[:MOST_COLUMNS]
    ]
    yield from table(say("render.read.columns", language), rows, texts=(0, 1, 2))
    yield from paragraph(*(f"{lines}: {what}" for lines, what in _rows(layout, language)))


def column_words(one: Understood, layout: Layout, language: Language) -> str:
    """What a column was understood as."""
    slots = {slot.index: slot for slot in layout.slots}
    slot, label = slots.get(one.index), one.label
    words = [_USES[one.use.value].in_(language)]
    if one.use in (Use.KEY, Use.DETAIL) and one.column:
        words = [_COLUMNS[one.column.value].in_(language)]
    if one.use is Use.ASIDE and label.role:
        words = [_ROLES[label.role.value].in_(language)]
    parts = (
        [slot.name, slot.unit, _STATUSES[slot.status.value].in_(language) if slot.status != "unstated" else ""]
        if slot
        else [label.unit]
    )
    period = label.period.label if label.period else ""
    return " ".join(filter(None, (*words, period, *map(clean, parts))))


def _rows(layout: Layout, language: Language) -> Iterator[tuple[str, str]]:
    """The rows of a block, by what they were taken as."""
    if layout.above:
        yield _span(row.line for row in layout.above), say("render.read.above", language)
    yield _span(row.line for row in layout.header), say("render.read.header", language)
    for kind, rows in layout.aside.items():
        yield _span(row.line for row in rows), kind.value.in_(language)


def _span(lines: Iterable[int]) -> str:
    """Numbers of rows, those that follow each other together: `1-3, 7`."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], line]
        else:
            spans.append([line])
    return ", ".join("-".join(map(str, span)) for span in spans)


def _figures(each: TableRead, read: TablesRead, language: Language) -> Iterator[Block]:
    """The first figures, beside them the target of a plan that knows the name."""
    titles = say("render.read.figures", language).split("|")
    rows = [
        [
            clean(figure.region),
            clean(figure.indicator),
            figure.period.label,
            "—" if figure.value is None else clean(figure.text),
            clean(figure.unit),
            figure.place.cell or str(figure.place.line),
            *([_target(figure.indicator, figure.region, each, language)] if read.with_plans else []),
        ]
        for figure in islice(each.figures, MOST_FIGURES)
    ]
    titles = titles if read.with_plans else titles[:-1]
    yield from table(titles, rows, texts=(0, 1, 2, 4, 5, 6))
    left = len(each.figures) - MOST_FIGURES
    if left > 0:
        yield from paragraph(say("render.read.more", language, left=left))


def _target(indicator: str, region: str, each: TableRead, language: Language) -> str:
    if region in each.elsewhere:
        return say("render.read.elsewhere", language)
    return each.targets.get(indicator) or say("render.read.unknown", language)
