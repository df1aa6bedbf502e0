"""What a reader is told: each kind of result turned into a document, in one language."""

import importlib
from typing import Any

from planck.render import Kind, View
from planck.render.document import Document, Medium

# What tells a kind of result: a module, imported when something of the kind is to be told, and its function.
_VIEWS = {
    Kind.CHECK: "check.document",
    Kind.AUDIT: "audit.document",
    Kind.COMPARE: "compare.document",
    Kind.SCORE: "score.document",
    Kind.DIFF: "changes.document",
    Kind.BACKTEST: "compare.backtest",
    Kind.HISTORY: "compare.history",
    Kind.READ: "read.document",
}


def document(kind: Kind, value: Any, view: View, medium: Medium) -> Document:
    """The result as a document for one medium."""
    module, _, tell = _VIEWS[kind].partition(".")
    made: Document = getattr(importlib.import_module(f"planck.render.views.{module}"), tell)(value, view, medium)
    return made
