"""Figure files to columns."""

import gc
from collections.abc import Sequence

from planck.load.source.files import Document
from planck.load.table.clean import load_columns
from planck.load.table.columnar import Columns, columns_of, joined
from planck.load.table.conventions import USUAL, Conventions
from planck.load.table.figures import Source
from planck.model import Finding


def columns_in(
    tables: Sequence[Document | Source], conventions: Conventions = USUAL
) -> tuple[Columns, tuple[Finding, ...]]:
    """The columns of all tables, and everything that is wrong with them."""
    # A million small lists make the collector look at all of them again and again, and none is ever garbage.
    running = gc.isenabled()
    gc.disable()
    try:
        read = [load_columns(table, conventions) for table in tables]
        return joined([columns for columns, _ in read]), tuple(finding for _, said in read for finding in said)
    finally:
        if running:
            gc.enable()


def empty_columns() -> Columns:
    """No rows at all."""
    return columns_of(())
