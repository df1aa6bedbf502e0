"""Pages that open anywhere: one file, nothing from the network, no script but where much is to be looked through."""

from typing import Any

from planck.render import Kind, View, output_format


@output_format("html", Kind.CHECK)
def html(kind: Kind, value: Any, view: View) -> str:
    """One page to look at and to print: the answer, every target with its chart, the score, findings, sources."""
    return _page(value, view, what_if=False)


@output_format("html-what-if", Kind.CHECK)
def html_what_if(kind: Kind, value: Any, view: View) -> str:
    """The page of html with controls that change a figure or a goal and work out status and needed pace anew."""
    return _page(value, view, what_if=True)


def _page(value: Any, view: View, *, what_if: bool) -> str:
    from planck.render.pages.page import page
    from planck.render.pages.templates import laid_out

    return laid_out("page.html", page(value, view, what_if=what_if))
