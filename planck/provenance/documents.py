"""Source documents, and what a run has of them."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec

from msgspec import field

from planck.assess.plan import PlanResult
from planck.checks import Run
from planck.load.files import Checked, Positions, collect, excerpt, paths_in, read
from planck.load.yaml import MappingNode, Node, ScalarNode, SequenceNode, read_nodes
from planck.model import FigureStatus, Finding, Input, Place, Severity, Source, Target, Text
from planck.provenance.text import SourceText, source_text, text_of_html
from planck.record import Record, Written
from planck.registry import grouped, rule
from planck.words import Label

# Cards: what is known about a document, its SHA-256, and the reasons why some of its figures cannot be traced.

SUFFIXES = (".yaml", ".yml")
_LIMIT = 1 << 20
_HASH = 64
_REASON_KEYS = ("target", "indicator", "period", "number", "reason")


class Reason(Written):
    """Why one number cannot be traced: of a target, or of a figure by indicator and period (empty: any)."""

    target: str = ""
    indicator: str = ""
    period: str = ""
    number: str
    reason: str
    place: Place


class Card(Written):
    """What a card says of the document with this id; `sha256` is empty where it has none."""

    document: str
    sha256: str
    reasons: tuple[Reason, ...] = ()
    place: Place


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
        yield BAD_CARD.at(place, field="sha256", wanted=Label("provenance.documents.hex_digits"), got=excerpt(sha256))
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
        wanted = Label("provenance.documents.number_reason_and_one_of")
        got = ", ".join(unknown or (key for key, text in given.items() if text)) or "-"
        yield BAD_CARD.at(node.place, field="untraced", wanted=wanted, got=excerpt(got))
        return None
    return Reason(**given, place=node.place)


def _text(node: Node | None, key: str) -> str:
    entry = node.entries.get(key) if isinstance(node, MappingNode) else None
    return entry.value.text if entry and isinstance(entry.value, ScalarNode) else ""


# The forms whose text is read, best first: where a document is there in two, the first one counts.
TEXT_FORMS = (".txt", ".md")
PAGE_FORMS = (".html", ".htm")
FORMS = (*TEXT_FORMS, *PAGE_FORMS)
LIBRARIES = ("opencc", "cn2an")

_LIMIT_DOCUMENTS = 32 << 20
# Forms that documents come in and that hold no text planck reads.
_OTHER_FORMS = (".pdf", ".doc", ".docx", ".wps", ".ofd", ".rtf", ".odt", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


class Documents(Record):
    """The documents of a folder by id, which is the name of the file without its suffix.

    `unread` are those in other forms, `broken` those whose text could not be read, each of which is an error already.
    """

    folder: str
    files: Mapping[str, Input]
    unread: Mapping[str, str]
    broken: frozenset[str] = frozenset()
    cards: Mapping[str, Card] = field(default_factory=dict)
    texts: Mapping[str, str]

    def text(self, id_: str) -> SourceText | None:
        """The document, folded and indexed; None when the folder has none of this id that can be read."""
        held = self.files.get(id_)
        return _indexed(id_, held, self.texts[id_]) if held else None


def documents_in(
    folder: str, beside: Iterable[str] = ()
) -> tuple[Documents | None, tuple[Input, ...], tuple[Finding, ...]]:
    """The documents of a folder, the files that were read for them, and what is wrong with these.

    None when the folder cannot be read. Cards are looked for in the folder, in those of the files `beside`
    (plans and figures), and in folders named seeds next to these.
    """
    if lacking := [name for name in LIBRARIES if find_spec(name) is None]:
        return None, (), (NO_READER.at(None, got=", ".join(lacking), extra="documents"),)
    if not os.path.exists(folder):
        return None, (), read(folder, limit=_LIMIT_DOCUMENTS)[1]
    paths, findings = paths_in(folder, (*FORMS, *_OTHER_FORMS))
    files: dict[str, Input] = {}
    texts: dict[str, str] = {}
    unread: dict[str, str] = {}
    broken: set[str] = set()
    for path in sorted(paths, key=_form):
        id_, suffix = os.path.splitext(os.path.basename(path))
        if suffix.lower() not in FORMS:
            unread.setdefault(id_, path)
        elif id_ not in files:
            document, problems = read(path, limit=_LIMIT_DOCUMENTS)
            # What is odd in a document that was read is for nobody to correct.
            findings = (*findings, *(problems if document is None else ()))
            if document is None:
                broken.add(id_)
            else:
                files[id_] = document.input
                texts[id_] = text_of_html(document.text) if suffix.lower() in PAGE_FORMS else document.text
    cards, wrong = cards_in(_card_folders(folder, beside))
    found = Documents(
        folder=folder, files=files, unread=unread, broken=frozenset(broken - files.keys()), cards=cards, texts=texts
    )
    return found, tuple(files.values()), (*findings, *wrong)


def _form(path: str) -> tuple[int, str]:
    suffix = os.path.splitext(path)[1].lower()
    return (FORMS.index(suffix) if suffix in FORMS else len(FORMS)), path


def _card_folders(folder: str, beside: Iterable[str]) -> Iterable[str]:
    around = dict.fromkeys(os.path.dirname(path) or "." for path in beside)
    seeds = (os.path.normpath(os.path.join(near, "..", "seeds")) for near in around)
    return dict.fromkeys((folder, *around, *seeds))


@lru_cache(maxsize=64)
def _indexed(id_: str, input_: Input, text: str) -> SourceText:
    return source_text(id_, input_, text)


# What can be wrong with sources, and what is seen without a document: who does not say where numbers stand (P001).


NO_SOURCE = rule("P001", "no-source", Severity.WARNING)

# P002, P003, P004, P010, P011, P013 to P016: numbers that were held against the documents.
NOT_QUOTED = rule("P002", "number-not-quoted", Severity.ERROR)
NOT_ENCODED = rule("P003", "quote-not-encoded", Severity.ERROR)
NOT_FOUND = rule("P004", "not-in-document", Severity.ERROR)
NOT_NAMED = rule("P010", "number-without-name", Severity.WARNING)
MOVED = rule("P011", "place-off", Severity.NOTE)
UNTRACED = rule("P013", "untraced", Severity.NOTE)
UNUSED_REASON = rule("P014", "unused-reason", Severity.WARNING)
UNPAIRED = rule("P016", "places-without-quotes", Severity.ERROR)
TRACED = rule("P015", "traced", Severity.NOTE)

# P005 to P009, P012, P017: the documents of a folder and their cards.
NOT_HELD = rule("P005", "document-not-held", Severity.NOTE)
UNREAD_FORM = rule("P006", "unread-form", Severity.WARNING)
OTHER_DOCUMENT = rule("P007", "other-document", Severity.ERROR)
NO_CARD = rule("P008", "no-card", Severity.NOTE)
BAD_CARD = rule("P009", "bad-card", Severity.ERROR)
NO_READER = rule("P012", "no-document-reader", Severity.ERROR, blocking=True)
SCENARIO = rule("P017", "scenario-not-traced", Severity.NOTE)


def targets_without_source(result: PlanResult) -> Iterator[Finding]:
    """One finding per target whose source is incomplete."""
    plan = result.plan
    for target in plan.targets:
        missing = [key for key, text in _parts(target, plan.source) if not text]
        if missing:
            yield NO_SOURCE.at(
                target.place, plan=plan.id, target=target.id, missing=", ".join(missing), got="", count=Text()
            )


def figures_without_source(run: Run) -> Iterator[Finding]:
    """One finding per file that has figures without a source, at the first of them."""
    bare = (each for each in run.figures if not each.source and each.status is not FigureStatus.ASSUMED)
    for figures in grouped((each.place.file, each) for each in bare).values():
        count = Label("provenance.sources.figures_count").fill(count=len(figures))
        yield NO_SOURCE.at(figures[0].place, missing="source", got="", count=count)


def _parts(target: Target, plan: Source) -> tuple[tuple[str, str], ...]:
    own = target.source
    return (
        ("document", own.document or own.url or plan.document or plan.url),
        ("at", own.at),
        ("as_printed", own.as_printed),
    )
