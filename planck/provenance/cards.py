"""Cards: what is known about a document, its SHA-256, and the reasons why some of its figures cannot be traced."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from planck.load.source.checked import Checked, collect
from planck.load.source.excerpt import excerpt
from planck.load.source.files import read
from planck.load.source.positions import Positions
from planck.load.yaml.nodes import read_nodes
from planck.load.yaml.tree import MappingNode, Node, ScalarNode, SequenceNode
from planck.model import Finding, Place, Text
from planck.provenance.rules_documents import BAD_CARD

SUFFIXES = (".yaml", ".yml")
_LIMIT = 1 << 20
_HASH = 64
_REASON_KEYS = ("target", "indicator", "period", "number", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one number cannot be traced: of a target, or of a figure by indicator and period (empty: any)."""

    target: str = ""
    indicator: str = ""
    period: str = ""
    number: str
    reason: str
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says of the document with this id; `sha256` is empty where it has none."""

    document: str
    sha256: str
    reasons: tuple[Reason, ...] = ()
    place: Place = field(compare=False)


def cards_in(folders: Iterable[str]) -> tuple[Mapping[str, Card], tuple[Finding, ...]]:
    """The cards among the YAML files of the folders, by document, and what is wrong with them.

    A card is a file whose name is that of the document it is about; others are somebody else's.
    """
    cards: dict[str, Card] = {}
    findings: list[Finding] = []
    for path in _files(folders):
        document, _ = read(path, limit=_LIMIT)
        if document is None:
            continue
        card, found = collect(_card(Positions.of(document.input.file, document.text), path))
        if card:
            cards.setdefault(card.document, card)
            findings += found
    return cards, tuple(findings)


def _files(folders: Iterable[str]) -> Iterator[str]:
    for folder in dict.fromkeys(folders):
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else ()
        yield from (os.path.join(folder, name).removeprefix("./") for name in names if name.endswith(SUFFIXES))


def _card(positions: Positions, path: str) -> Checked[Card | None]:
    """The card; None when the file is none, of which nothing is said."""
    root, _ = collect(read_nodes(positions))
    document = _text(root, "document")
    if not isinstance(root, MappingNode) or document != os.path.splitext(os.path.basename(path))[0]:
        return None
    sha256 = _text(root, "sha256").lower()
    place = root.entries["sha256"].value.place if sha256 else root.place
    if sha256 and (len(sha256) != _HASH or set(sha256) - set("0123456789abcdef")):
        yield BAD_CARD.at(
            place, field="sha256", wanted=Text(zh="64位十六进制数", en="64 hex digits"), got=excerpt(sha256)
        )
        sha256 = ""
    listed = root.entries["untraced"].value if "untraced" in root.entries else None
    reasons: list[Reason] = []
    for item in listed.items if isinstance(listed, SequenceNode) else ():
        reason = yield from _reason(item)
        reasons += [reason] if reason else []
    return Card(document=document, sha256=sha256, reasons=tuple(reasons), place=place)


def _reason(node: Node) -> Checked[Reason | None]:
    given = {key: _text(node, key) for key in _REASON_KEYS}
    unknown = [key for key in (node.entries if isinstance(node, MappingNode) else ()) if key not in _REASON_KEYS]
    if unknown or not given["number"] or not given["reason"] or bool(given["target"]) == bool(given["indicator"]):
        wanted = Text(
            zh="number、reason，以及 target 与 indicator 之一", en="number, reason, and one of target and indicator"
        )
        got = ", ".join(unknown or (key for key, text in given.items() if text)) or "-"
        yield BAD_CARD.at(node.place, field="untraced", wanted=wanted, got=excerpt(got))
        return None
    return Reason(**given, place=node.place)


def _text(node: Node | None, key: str) -> str:
    entry = node.entries.get(key) if isinstance(node, MappingNode) else None
    return entry.value.text if entry and isinstance(entry.value, ScalarNode) else ""
