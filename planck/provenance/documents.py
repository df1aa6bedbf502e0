"""The documents of a folder: read once, indexed when a number is looked for."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec

from planck.load.source.files import paths_in, read
from planck.model import Finding, Input
from planck.provenance.cards import Card, cards_in
from planck.provenance.markup import text_of_html
from planck.provenance.rules_documents import NO_READER
from planck.provenance.text import SourceText, source_text

# The forms whose text is read, best first: where a document is there in two, the first one counts.
TEXT_FORMS = (".txt", ".md")
PAGE_FORMS = (".html", ".htm")
FORMS = (*TEXT_FORMS, *PAGE_FORMS)
LIBRARIES = ("opencc", "cn2an")

_LIMIT = 32 << 20
# Forms that documents come in and that hold no text planck reads.
_OTHER_FORMS = (".pdf", ".doc", ".docx", ".wps", ".ofd", ".rtf", ".odt", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The documents of a folder by id, which is the name of the file without its suffix.

    `unread` are those in other forms, `broken` those whose text could not be read, each of which is an error already.
    """

    folder: str
    files: Mapping[str, Input]
    unread: Mapping[str, str]
    broken: frozenset[str] = frozenset()
    cards: Mapping[str, Card] = field(default_factory=dict)
    texts: Mapping[str, str] = field(repr=False)

    def text(self, id_: str) -> SourceText | None:
        """The document, folded and indexed; None when the folder has none of this id that can be read."""
        held = self.files.get(id_)
        return _indexed(id_, held, self.texts[id_]) if held else None


def documents_in(
    folder: str, beside: Iterable[str] = ()
) -> tuple[Documents | None, tuple[Input, ...], tuple[Finding, ...]]:
    """The documents of a folder, the files that were read for them, and what is wrong with these.

    None when `folder` is empty or cannot be read. Cards are looked for in the folder, in those of the files `beside`
    (plans and figures), and in folders named seeds next to these.
    """
    if not folder:
        return None, (), ()
    if lacking := [name for name in LIBRARIES if find_spec(name) is None]:
        return None, (), (NO_READER.at(None, got=", ".join(lacking)),)
    if not os.path.exists(folder):
        return None, (), read(folder, limit=_LIMIT)[1]
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
            document, problems = read(path, limit=_LIMIT)
            # What is odd in a document that was read is for nobody to correct.
            findings = (*findings, *(problems if document is None else ()))
            if document is None:
                broken.add(id_)
            else:
                files[id_] = document.input
                texts[id_] = text_of_html(document.text) if suffix.lower() in PAGE_FORMS else document.text
    cards, wrong = cards_in(_card_folders(folder, beside))
    found = Documents(
        folder=folder,
        files=files,
        unread=unread,
        broken=frozenset(broken - files.keys()),
        cards=cards,
        texts=texts,
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
