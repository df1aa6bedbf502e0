"""One more ignore in the text of a plan file, everything else left as it was typed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from planck.load.plan.plan import load_plan
from planck.load.source.files import Document, document_from
from planck.load.yaml.text import flat_text

_KEY = re.compile(r"^ignore[ \t]*:", re.MULTILINE)
_ITEM = re.compile(r"^([ \t]*)- ", re.MULTILINE)
_NEXT_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|#[^\n]*")


def with_ignore(document: Document, entry: Mapping[str, str]) -> str | None:
    """The text of the plan file with the entry at the end of its `ignore`; None where that cannot be done surely.

    What comes out is read again: it must be the same plan with one ignore more.
    """
    plan, _ = load_plan(document)
    if plan is None:
        return None
    for text in _candidates(document.text, flat_text(dict(entry))):
        amended, _ = document_from(text.encode(), document.input.file, limit=len(text) * 4 + 1)
        found, problems = load_plan(amended) if amended else (None, ())
        sound = found is not None and not any(problem.blocking for problem in problems)
        longer = found is not None and len(found.ignores) == len(plan.ignores) + 1
        if found and sound and longer and replace(found, ignores=found.ignores[:-1]) == plan:
            return text
    return None


def _candidates(text: str, entry: str) -> Iterator[str]:
    """Texts with the entry in each of the ways in which lists are written."""
    end = "\r\n" if "\r\n" in text else "\n"
    key = _KEY.search(text)
    if key is None:
        yield f"{text}{'' if text.endswith(end) else end}ignore:{end}  - {entry}{end}"
        return
    after = _NEXT_KEY.search(text, key.end())
    block = text[key.end() : after.start() if after else len(text)]
    yield from _in_brackets(text, key.end(), block, entry)
    item = _ITEM.search(block)
    if item:
        body = block.rstrip()
        rest = text[key.end() + len(body) :]
        yield f"{text[: key.end()]}{body}{end}{item[1]}- {entry}{rest if rest.strip() or rest else end}"


def _in_brackets(text: str, start: int, block: str, entry: str) -> Iterator[str]:
    """The entry before the bracket that closes the list."""
    plain = _QUOTED.sub(lambda found: " " * len(found[0]), block)
    closing = plain.rfind("]")
    if plain.lstrip().startswith("[") and closing >= 0:
        inside = plain[plain.index("[") + 1 : closing].strip()
        comma = "" if not inside else " " if inside.endswith(",") else ", "
        at = start + closing
        yield f"{text[:at].rstrip(' ')}{comma}{entry}{text[at:]}"
