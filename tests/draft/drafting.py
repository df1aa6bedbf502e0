"""A text drafted, and what it says in one line a number."""

from pathlib import Path

from planck.draft.draft import Draft, draft_of
from planck.draft.reading import Source, read_source
from planck.draft.statement import Statement


def source_of(path: Path) -> Source:
    source, findings = read_source(str(path))
    assert source is not None, findings
    return source


def drafted(folder: Path, text: str, name: str = "text.txt") -> Draft:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return draft_of(source_of(path))


def told(statement: Statement) -> str:
    """`goal name kind comparator value unit years`, with what it comes from behind an arrow."""
    role = "goal" if statement.role == "target" else "result"
    parts = (role, statement.indicator, statement.kind, statement.comparator, statement.value_text, statement.unit)
    said = " ".join(filter(None, (*map(str, parts), str(statement.years or ""))))
    base = statement.base
    return said + (f" <- {base.value_text} {base.years or ''}".rstrip() if base else "")
