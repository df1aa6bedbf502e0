"""A document as a piece of HTML for a notebook: no style, no script, every text escaped."""

from collections.abc import Iterator
from html import escape

from planck.render.document import (
    Block,
    Code,
    Document,
    Group,
    Heading,
    Items,
    Line,
    Medium,
    Notice,
    Paragraph,
    Strong,
    Table,
    parts,
)
from planck.view.numbers import unbroken


def laid_out(told: Document) -> str:
    """The blocks of a page, one behind the other."""
    return unbroken("".join(piece for block in told.of(Medium.PAGE).blocks for piece in _block(block)))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{_line(block.text)}</h{block.level}>"
        case Paragraph():
            yield from (f"<p>{_line(line)}</p>" for line in block.lines)
        case Items():
            yield from ([f"<p>{escape(block.title)}</p>"] if block.title else [])
            kind = "ol" if block.ordered else "ul"
            entries = (_line(item.text) + "".join(f"<br>{_line(line)}" for line in item.below) for item in block.items)
            yield f"<{kind}>{''.join(f'<li>{entry}</li>' for entry in entries)}</{kind}>"
            yield from ([f"<p>{escape(block.more)}</p>"] if block.more else [])
        case Notice():
            head = " ".join(text for text in (block.label, block.code, block.name, block.place) if text)
            yield f"<p><strong>{escape(head)}</strong> {escape(block.text)}</p>"
        case Group():
            yield f"<p><strong>{escape(block.title)}</strong></p>"
            yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in block.lines)}</ul>"
        case Table():
            yield _table(block)


def _table(block: Table) -> str:
    head = "".join(f"<th>{escape(column.title)}</th>" for column in block.columns)
    rows = ("".join(f"<td>{escape(cell.text)}</td>" for cell in row) for row in block.rows)
    more = f"<p>{escape(block.more.format(left=block.left))}</p>" if block.left else ""
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _line(line: Line) -> str:
    return "".join(_part(part) for part in parts(line))


def _part(part: str | Code | Strong) -> str:
    if isinstance(part, str):
        return escape(part)
    tag = "code" if isinstance(part, Code) else "strong"
    return f"<{tag}>{escape(part.text)}</{tag}>"
