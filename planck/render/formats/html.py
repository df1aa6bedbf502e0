"""Pages that open anywhere: one file, nothing from the network, no script but where much is to be looked through."""

from collections.abc import Iterator
from html import escape
from typing import Any

from msgspec.structs import replace

from planck.assess.plan import Result
from planck.model import Language
from planck.render import Kind, View, output_format
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
    plain,
)
from planck.view.numbers import unbroken
from planck.view.words import language_of


@output_format("html", *Kind)
def html(kind: Kind, value: Any, view: View) -> str:
    """One page to look at and to print: of a check the answer, every target with its chart, the score, findings."""
    return _page(value, view, what_if=False) if kind is Kind.CHECK else _document(kind, value, view)


@output_format("html-what-if", Kind.CHECK)
def html_what_if(kind: Kind, value: Any, view: View) -> str:
    """The page of html with controls that change a figure or a goal and work out status and needed pace anew."""
    return _page(value, view, what_if=True)


def _page(value: Any, view: View, *, what_if: bool) -> str:
    from planck.render.pages.page import page
    from planck.render.pages.templates import laid_out

    return laid_out("page.html", page(value, view, what_if=what_if))


def _document(kind: Kind, value: Any, view: View) -> str:
    from planck.render.pages.page import frame
    from planck.render.pages.templates import laid_out
    from planck.render.views import document

    language = _language(value, view)
    blocks = document(kind, value, replace(view, language=language), Medium.PAGE).of(Medium.PAGE).blocks
    title = next((plain(block.text) for block in blocks if isinstance(block, Heading) and block.level == 1), "")
    return laid_out("document.html", {**frame(language, getattr(value, "version", ""), title), "told": blocks})


def _language(value: Any, view: View) -> Language:
    """The language asked for, else that of what is told, else Chinese."""
    from planck.model.change import History
    from planck.model.scorecard import Scores

    if isinstance(value, Scores) and value.card:
        return view.language or value.card.model.language
    if isinstance(value, Result):
        return language_of(value, view.language)
    return view.language or (value.language if isinstance(value, History) else Language.ZH)


# A document as a piece of HTML for a notebook: no style, no script, every text escaped.


def fragment(told: Document) -> str:
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
