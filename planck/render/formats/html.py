"""A page that opens anywhere: one file, no script, nothing from the network."""

from typing import Any

from planck.render import Kind, View, output_format


@output_format("html", Kind.CHECK)
def html(kind: Kind, value: Any, view: View) -> str:
    """One page to look at and to print: the answer, every target with its chart, the score, findings, sources."""
    from planck.render.pages.page import page
    from planck.render.pages.templates import laid_out

    return laid_out("page.html", page(value, view))
