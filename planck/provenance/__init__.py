"""A plan and its figures held against the documents that print them."""

from collections.abc import Callable, Iterator

from planck.checks import Context, Run
from planck.model import Finding
from planck.provenance.documents import Documents, documents_in
from planck.registry import Table

__all__ = ["PROVENANCE", "RUN_PROVENANCE", "Documents", "RunTrace", "Trace", "documents_in"]

Trace = Callable[[Context, Documents | None], Iterator[Finding]]
RunTrace = Callable[[Run, Documents | None], Iterator[Finding]]

PROVENANCE: Table[Trace] = Table("trace", home="planck.provenance")
RUN_PROVENANCE: Table[RunTrace] = Table("trace of the run", home="planck.provenance")
