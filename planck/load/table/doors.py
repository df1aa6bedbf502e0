"""The doors to a table: a path, standard input or a sheet of a workbook, whatever the bytes turn out to be."""

import os
from typing import BinaryIO

from planck.load.files import Document, Raw, decoded_as, document_of, guessed, read_bytes
from planck.load.table.figures import Source
from planck.load.table.header import Conventions
from planck.model import Finding

# A zip, and the container of the old kind of office files.
WORKBOOK_MARKS = (b"PK\3\4", b"\xd0\xcf\x11\xe0")
# What is no text: these, the oldest workbooks, packed files, documents; and what begins like a page, JSON or PX.
_OTHER_MARKS = (*WORKBOOK_MARKS, b"\x09\x00\x04", b"\x09\x02\x06", b"\x09\x04\x06", b"\x09\x08", b"\x1f\x8b", b"%PDF")
_PX = (b"CHARSET=", b"AXIS-VERSION=", b"CODEPAGE=", b"MATRIX=", b"LANGUAGE=", b"CREATION-DATE=")
_BEGINNINGS = (b"<", b"[", b"{", *_PX)
_MARKS_OF_ORDER = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".zip", ".htm", ".html")


def open_table(
    path: str, conventions: Conventions, *, limit: int, stdin: BinaryIO | None = None
) -> tuple[Document | Source | None, tuple[Finding, ...]]:
    """The table at `path`, None when there is none to read, and what was wrong with it.

    `-` is standard input; `book.xlsx#name` is a sheet of a workbook. What it is shows in its bytes, not in its name.
    """
    file, sheet = split_sheet(path)
    raw = read_bytes(file, limit=limit, stdin=stdin)
    return (None, (raw,)) if isinstance(raw, Finding) else table_of(raw, conventions, sheet)


def table_of(
    raw: Raw, conventions: Conventions, sheet: str = ""
) -> tuple[Document | Source | None, tuple[Finding, ...]]:
    """The table that bytes hold, such as those of an older version of a file; else as `open_table`."""
    if raw.data.startswith(_OTHER_MARKS) or raw.data[:64].lstrip(_MARKS_OF_ORDER).startswith(_BEGINNINGS):
        # Imported only here: who reads CSV does not wait for what opens a zip.
        from planck.load.table.disguised import other_table

        other = other_table(raw, conventions, sheet or conventions.sheet)
        if other is not None:
            return other
    return text_table(raw, conventions)


def text_table(raw: Raw, conventions: Conventions) -> tuple[Document | None, tuple[Finding, ...]]:
    """The text that bytes are, in the encoding that is named or else the likely one."""
    if conventions.encoding:
        return document_of(raw, decoded_as(raw.data, raw.name, conventions.encoding))
    return document_of(raw, guessed(raw.data, raw.name))


def split_sheet(path: str) -> tuple[str, str]:
    """The file and the sheet that a path names, the sheet empty where it names none.

    >>> split_sheet("book.xlsx#2023"), split_sheet("a#b.csv")
    (('book.xlsx', '2023'), ('a#b.csv', ''))
    """
    file, mark, sheet = path.partition("#")
    while mark and not file.casefold().endswith(WORKBOOKS):
        more, mark, sheet = sheet.partition("#")
        file = f"{file}#{more}"
    return (path, "") if not mark or os.path.exists(path) else (file, sheet)
