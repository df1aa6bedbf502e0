"""A document in Markdown, for GitHub, for office suites and for print. What others wrote is shown, never obeyed."""

from collections.abc import Iterator
from typing import Any

from planck.pattern import pattern
from planck.render import Kind, View, output_format
from planck.render.document import (
    Block,
    Cell,
    Code,
    Document,
    Heading,
    Item,
    Items,
    Line,
    Medium,
    Notice,
    Paragraph,
    Strong,
    Table,
    parts,
)
from planck.render.views import document
from planck.view.numbers import block as fenced
from planck.view.numbers import code
from planck.view.numbers import markdown as escaped


@output_format("markdown", *Kind)
def markdown(kind: Kind, value: Any, view: View) -> str:
    """A report in Markdown; of a check one page: the answer, the table, what has to be decided, sources."""
    return laid_out(document(kind, value, view, Medium.PAGE))


@output_format("markdown-full", Kind.CHECK)
def markdown_full(kind: Kind, value: Any, view: View) -> str:
    """All that a check has to say, in Markdown: every target with its numbers, sources and outlook, every finding."""
    from planck.render.views import full

    return laid_out(full.document(value, view))


_SPACES = pattern(" {2,}")
_DASHES = pattern("-{2,}")


def laid_out(told: Document) -> str:
    """The text of a document, with a line feed at its end."""
    lines: list[str] = []
    before: Block | None = None
    for block in told.of(Medium.PAGE).blocks:
        # Findings that follow each other are one list.
        listed = isinstance(before, Notice) and isinstance(block, Notice)
        lines += [*([""] if lines and not listed else []), *block_lines(block)]
        before = block
    return "\n".join(lines).rstrip() + "\n"


def line_text(line: Line) -> str:
    """A line with its marks, escaped; it must not begin with what would begin a list."""
    return "".join(_part(part) for part in parts(line)).strip()


def _part(part: str | Code | Strong) -> str:
    if isinstance(part, Code):
        return code(part.text)
    if isinstance(part, Strong):
        return f"**{escaped(part.text)}**" if part.text.strip() else ""
    inner = escaped(part)
    # Spaces at the ends part this text from its neighbours.
    return (" " if part[:1] == " " else "") + inner + (" " if part[-1:] == " " and inner else "")


def block_lines(block: Block) -> list[str]:
    """The lines of one block."""
    match block:
        case Heading():
            return [f"{'#' * block.level} {line_text(block.text)}"]
        case Paragraph():
            return "\n\n".join(line_text(line) for line in block.lines).split("\n")
        case Items():
            title = [line_text(Strong(block.title)), ""] if block.title else []
            bullets = (f"{at}." if block.ordered else "-" for at, _ in enumerate(block.items, 1))
            entries = [line for bullet, item in zip(bullets, block.items, strict=True) for line in _item(bullet, item)]
            return [*title, *entries, *([f"- {escaped(block.more)}"] if block.more else [])]
        case Notice():
            return list(_notice(block))
        case Table():
            return _table(block)
    raise TypeError(f"no layout for {type(block).__name__}")


def _item(bullet: str, item: Item) -> list[str]:
    indent = " " * (len(bullet) + 1)
    return [f"{bullet} {line_text(item.text)}", *(indent + line_text(below) for below in item.below)]


def _notice(block: Notice) -> Iterator[str]:
    where = f" {code(block.place)}" if block.place else ""
    yield f"- **{escaped(f'{block.label} {block.code} {block.name}')}**{where}: {escaped(block.text)}"
    if block.help:
        yield f"  {block.help_label}{escaped(block.help)}"
    if block.snippet:
        yield from ("", *(f"  {line}" for line in fenced(list(block.snippet))), "")


def _cell(cell: Cell) -> str:
    return code(cell.text) if cell.code else escaped(cell.text)


def _table(block: Table) -> list[str]:
    if not block.rows:
        return []
    from tabulate import tabulate

    rows = [
        [(block.part if name.depth else "") + escaped(name.text), *map(_cell, cells)] for name, *cells in block.rows
    ]
    made = tabulate(
        rows,
        [escaped(column.title) for column in block.columns],
        tablefmt="pipe",
        colalign=["right" if column.number else "left" for column in block.columns],
        disable_numparse=True,
    )
    # Cells filled up to the longest of their column would make a page of one long cell.
    head, rule, *lines = (_SPACES.sub(" ", line) for line in made.splitlines())
    more = ["", escaped(block.more.format(left=block.left))] if block.left else []
    return [head, _DASHES.sub("---", rule), *lines, *more]
