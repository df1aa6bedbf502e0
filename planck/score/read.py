"""Figure files to columns."""

import gc
from collections.abc import Sequence

from planck.load.source.files import Document
from planck.load.table.columns import Columns, columns_of, joined, load_columns
from planck.model import Finding


def columns_in(documents: Sequence[Document]) -> tuple[Columns, tuple[Finding, ...]]:
    """The columns of all documents, and everything that is wrong with them."""
    # A million small lists make the collector look at all of them again and again, and none is ever garbage.
    running = gc.isenabled()
    gc.disable()
    try:
        read = [load_columns(document) for document in documents]
        return joined([columns for columns, _ in read]), tuple(finding for _, said in read for finding in said)
    finally:
        if running:
            gc.enable()


def empty_columns() -> Columns:
    """No rows at all."""
    return columns_of(())
