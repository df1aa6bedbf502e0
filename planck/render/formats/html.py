"""Pages that open anywhere: one file, nothing from the network, no script but where much is to be looked through."""

from typing import Any

from msgspec.structs import replace

from planck.assess.plan import Result
from planck.model import Language
from planck.render import Kind, View, output_format
from planck.render.document import Heading, Medium, plain
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
