"""More ignores in the text of a plan file, everything else left as it was typed."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from planck.load.plan.plan import load_plan
from planck.load.source.files import Document, document_from
from planck.load.tables import tables_beside
from planck.load.yaml.text import flat_text
from planck.pattern import pattern

_KEY = pattern(r"^ignore[ \t]*:", re.MULTILINE)
_ITEM = pattern(r"^([ \t]*)- ", re.MULTILINE)
_NEXT_KEY = pattern(r"^[^\s#-]", re.MULTILINE)
_QUOTED = pattern(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|#[^\n]*")


def with_ignores(document: Document, entries: Sequence[Mapping[str, str]]) -> str | None:
    """The text of the plan file with the entries at the end of its `ignore`; None where that cannot be done surely.

    What comes out is read again: it must be the same plan with so many ignores more.
    """
    plan, _ = load_plan(document, tables_beside(document))
    if plan is None:
        return None
    for text in _candidates(document.text, [flat_text(dict(entry)) for entry in entries]):
        amended, _ = document_from(text.encode(), document.input.file, limit=len(text) * 4 + 1)
        found, problems = load_plan(amended, tables_beside(amended)) if amended else (None, ())
        sound = found is not None and not any(problem.blocking for problem in problems)
        longer = found is not None and len(found.ignores) == len(plan.ignores) + len(entries)
        if found and sound and longer and replace(found, ignores=found.ignores[: len(plan.ignores)]) == plan:
            return text
    return None


def _candidates(text: str, entries: Sequence[str]) -> Iterator[str]:
    """Texts with the entries in each of the ways in which lists are written."""
    end = "\r\n" if "\r\n" in text else "\n"
    key = _KEY.search(text)
    if key is None:
        items = "".join(f"  - {entry}{end}" for entry in entries)
        yield f"{text}{'' if text.endswith(end) else end}ignore:{end}{items}"
        return
    after = _NEXT_KEY.search(text, key.end())
    block = text[key.end() : after.start() if after else len(text)]
    yield from _in_brackets(text, key.end(), block, ", ".join(entries))
    item = _ITEM.search(block)
    if item:
        body = block.rstrip()
        rest = text[key.end() + len(body) :]
        items = "".join(f"{end}{item[1]}- {entry}" for entry in entries)
        yield f"{text[: key.end()]}{body}{items}{rest or end}"


def _in_brackets(text: str, start: int, block: str, listed: str) -> Iterator[str]:
    """The entries before the bracket that closes the list."""
    plain = _QUOTED.sub(lambda found: " " * len(found[0]), block)
    closing = plain.rfind("]")
    if plain.lstrip().startswith("[") and closing >= 0:
        inside = plain[plain.index("[") + 1 : closing].strip()
        comma = "" if not inside else " " if inside.endswith(",") else ", "
        at = start + closing
        yield f"{text[:at].rstrip(' ')}{comma}{listed}{text[at:]}"
