"""The templates: what is not there is an error, and everything that is put in is text."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from planck.render.document import Code, Line, Strong, parts
from planck.view.numbers import clean, unbroken

_HERE = os.path.join(os.path.dirname(__file__), "templates")


def laid_out(template: str, told: Mapping[str, Any]) -> str:
    """A template, filled."""
    return _environment().get_template(template).render(told)


def script(*names: str) -> str:
    """The scripts one behind the other."""
    return "\n".join(_text(name) for name in names)


@cache
def _text(name: str) -> str:
    with open(os.path.join(_HERE, name), encoding="utf-8") as file:
        return file.read()


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_cleaned,
    )
    environment.filters["parts"] = _marked
    # For scripts and data, which are no text of the page and are made safe where they are made.
    environment.filters["raw"] = Markup
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment


def _cleaned(value: object) -> object:
    """A text without control characters and halves of characters; what a macro made is clean already."""
    return unbroken(clean(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


def _marked(line: Line) -> list[tuple[str, str]]:
    """The parts of a line, each with the element that it is."""
    elements = {Code: "code", Strong: "strong"}
    return [("", part) if isinstance(part, str) else (elements[type(part)], part.text) for part in parts(line)]
