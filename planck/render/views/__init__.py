"""What a reader is told: each kind of result turned into a document, in one language."""

import importlib
from typing import Any

from planck.render import Kind, View
from planck.render.document import Document, Medium

# One module a kind of result, imported when something of the kind is to be told.
_VIEWS = {
    Kind.CHECK: "check",
    Kind.AUDIT: "audit",
    Kind.COMPARE: "compare",
    Kind.SCORE: "score",
    Kind.DIFF: "changes",
    Kind.BACKTEST: "backtest",
    Kind.READ: "read",
}


def document(kind: Kind, value: Any, view: View, medium: Medium) -> Document:
    """The result as a document for one medium."""
    module = importlib.import_module(f"planck.render.views.{_VIEWS[kind]}")
    made: Document = module.document(value, view, medium)
    return made
