"""Figures in a text file put into plain form: marks, digits, separators and white space, never a value.

Every cell is repaired only where its row reads the same afterwards, and a file only where the whole table does.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.number import Refusal, in_ascii, plain
from planck.load.cells.period import parse_period
from planck.load.files import Raw, document_of
from planck.load.table.cells import Row, Scan, Span, Table
from planck.load.table.doors import WORKBOOK_MARKS, table_of
from planck.load.table.figures import grid_and_layout, load_figures
from planck.load.table.header import Column, Conventions
from planck.load.table.layout import Layout, is_footnote
from planck.load.table.reader import Draft, RowReader
from planck.load.table.vocabulary import WHOLES
from planck.model import Figure, Finding, Place, Text
from planck.pattern import pattern
from planck.record import Record

UTF8 = "utf-8"
MARK = "\ufeff"
# What stands for nothing. Words such as 未公布 say more than an empty cell would, and stay.
MISSING_MARKS = frozenset(("-", "--", "---", "–", "—", "——", "———", "/", "...", "…", "……"))

_BREAK = pattern(r"\r\n|\r|\n")
_LEADING_NUMBER = pattern(r"[+-]?[0-9][0-9,]*")


class Repair(Record):
    """A file before and after, as text with its mark. `cells`: how many were changed; `breaks`: of the line breaks."""

    file: str
    before: str
    after: str
    encoding: str
    cells: int = 0
    breaks: int = 0

    @property
    def changed(self) -> bool:
        """Whether the file is another one afterwards."""
        return self.before != self.after

    @property
    def mark(self) -> bool:
        """Whether a byte order mark was taken away."""
        return self.before.startswith(MARK) and not self.after.startswith(MARK)

    @property
    def data(self) -> bytes:
        """The bytes afterwards, in the encoding that the file had."""
        return self.after.encode(self.encoding)


def repair(raw: Raw, conventions: Conventions) -> Repair | Finding:
    """The file in plain form, or why it is left as it is. What holds no table of figures is not changed."""
    if raw.data.startswith(WORKBOOK_MARKS):
        return _left(raw, rules.WORKBOOK)
    encoding = conventions.encoding or UTF8
    text = _decoded(raw.data, encoding)
    if text is None:
        return _left(raw, rules.ENCODING)
    made = _repaired(raw, text, replace(conventions, encoding=encoding))
    return made if not made.changed or _reads_the_same(raw, made, conventions) else _left(raw, rules.NOT_THE_SAME)


def _left(raw: Raw, reason: Text) -> Finding:
    return rules.LEFT_UNREPAIRED.at(Place(raw.name), reason=reason)


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text with its mark, None where it would not give the same bytes again."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None


def _repaired(raw: Raw, text: str, conventions: Conventions) -> Repair:
    same = Repair(file=raw.name, before=text, after=text, encoding=conventions.encoding)
    body = text.removeprefix(MARK)
    document, _ = document_of(raw, (body, ()))
    if document is None:
        return same
    table, layout = grid_and_layout(document, conventions)
    if layout is None:
        return same
    edits = list(_edits(table, layout))
    lines, breaks = _edited(table.lines, edits), _BREAK.findall(body)
    usual = "\r\n" if breaks.count("\r\n") > breaks.count("\n") else "\n"
    ends = [usual if end == "\r" else end for end in breaks] + [""] * (len(lines) - len(breaks))
    # One of several marks is no mark but a character of the first cell; other encodings need theirs.
    keep = text != body and (conventions.encoding != UTF8 or body.startswith(MARK))
    after = (MARK if keep else "") + "".join(line + end for line, end in zip(lines, ends, strict=True))
    return replace(same, after=after, cells=len(edits), breaks=breaks.count("\r"))


class _Edit(Record, kw_only=False):
    """A part of a line, counted from 0, and what is to stand there."""

    line: int
    start: int
    end: int
    text: str


def _edited(lines: Sequence[str], edits: Sequence[_Edit]) -> list[str]:
    edited = list(lines)
    for edit in sorted(edits, key=lambda edit: (edit.line, -edit.start)):
        line = edited[edit.line]
        edited[edit.line] = line[: edit.start] + edit.text + line[edit.end :]
    return edited


def _edits(table: Table, layout: Layout) -> Iterator[_Edit]:
    """Every cell that is to be written in another way."""
    readers = [RowReader.of(table, layout, slot) for slot in layout.slots]
    names = {tuple(map(str.strip, row.cells)) for row in layout.header}
    for row in table.rows():
        if not isinstance(row, Row):
            continue
        trimmed = [cell if "\n" in cell else cell.strip() for cell in row.cells]
        if tuple(trimmed) in names:
            cells = [_plain_period(cell) for cell in trimmed]
        else:
            # A note is a note only as long as the numbers in it are odd.
            is_figure = row.line > layout.header[-1].line and not is_footnote(row)
            cells = _plain_cells(Row(row.line, trimmed), readers) if is_figure else trimmed
        if cells != row.cells or '"' in table.lines[row.line - 1] or " " in table.lines[row.line - 1]:
            yield from _cell_edits(table, row, cells)


def _plain_period(text: str) -> str:
    period = parse_period(text)
    return plain(text) if period and parse_period(plain(text)) == period else text


def _plain_cells(row: Row, readers: Sequence[RowReader]) -> list[str]:
    """The cells of a row of figures with plain numbers, periods and dates, where they say the same."""
    cells = list(row.cells)
    for reader in readers:
        value = reader.slot.index
        for index in {value, reader.at.get(Column.PERIOD, value), reader.at.get(Column.PUBLISHED, value)}:
            if index < len(cells):
                cells[index] = _plain_cell(Row(row.line, cells), index, reader)
    return cells


def _plain_cell(row: Row, index: int, reader: RowReader) -> str:
    text = row.cells[index]
    wanted = _plain_number(text) if index == reader.slot.index else plain(text)
    if wanted == text or (not wanted and sum(map(bool, row.cells)) <= 2):
        # With one cell left a row would be a heading or a note, and no longer a figure that is missing.
        return text
    changed = list(row.cells)
    changed[index] = wanted
    return wanted if _says(reader.draft(row)) == _says(reader.draft(Row(row.line, changed))) else text


def _plain_number(text: str) -> str:
    if text in MISSING_MARKS:
        return ""
    return _LEADING_NUMBER.sub(lambda found: found[0].replace(",", ""), in_ascii(text), count=1)


def _says(draft: Draft) -> object:
    """What a row says, however its number, its period and its date are written; never equal where one says nothing."""
    if isinstance(draft.value, Refusal) or draft.period is None or (draft.cells.published and not draft.published):
        return object()
    words = draft.cells._replace(value="", period="", published="")
    return words, draft.period, draft.value, draft.status, draft.published, draft.how


def _cell_edits(table: Table, row: Row, cells: Sequence[str]) -> Iterator[_Edit]:
    """The cells of a row that are written in another way than they are to be, the white space around them included."""
    scan = Scan(table.lines, table.delimiter, len(table.lines))
    spans = (span for span in scan.spans(row.line - 1) if isinstance(span, Span))
    # Both read by the same rules; should they ever not, the table would not read the same afterwards.
    for span, was, now in zip(spans, row.cells, cells, strict=False):
        line = table.lines[span.line]
        start, end = _with_space(line, span, table.delimiter)
        text = line[span.start : span.end] if was == now else _written(now, table.delimiter)
        if "\n" not in was and line[start:end] != text:
            yield _Edit(span.line, start, end, text)


def _with_space(line: str, span: Span, delimiter: str) -> tuple[int, int]:
    start, end = span.start, span.end
    while start and line[start - 1].isspace() and line[start - 1] != delimiter:
        start -= 1
    while end < len(line) and line[end].isspace() and line[end] != delimiter:
        end += 1
    return start, end


def _written(text: str, delimiter: str) -> str:
    """A cell in quotes where it needs them."""
    return '"' + text.replace('"', '""') + '"' if delimiter in text or '"' in text else text


def _reads_the_same(raw: Raw, made: Repair, conventions: Conventions) -> bool:
    """Whether the same figures are read, up to the texts of their numbers, and nothing new is found wrong."""
    # Rows of a whole city count as well, as they do for a plan about that city.
    known = replace(conventions, regions=conventions.regions | WHOLES)
    before, wrong = _read(raw, known)
    after, wrong_then = _read(Raw(raw.name, made.data), known)
    return before == after and not wrong_then - wrong


def _read(raw: Raw, conventions: Conventions) -> tuple[list[Figure], Counter[str]]:
    table, findings = table_of(raw, conventions)
    assert table is not None
    figures, more = load_figures(table, conventions)
    return [replace(figure, text="") for figure in figures], Counter(one.code for one in (*findings, *more))


# What a repair changes, as a unified diff that `git apply` takes.

CONTEXT = 3
_END = "\\ No newline at end of file\n"
_LINE = pattern(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class _Piece(Record, kw_only=False):
    """One line before, and the line or (where it held single carriage returns) the lines after."""

    before: str
    after: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return self.after != (self.before,)


def unified(file: str, before: str, after: str) -> str:
    """The difference between two texts that have the same lines; empty where there is none."""
    pieces = list(_pieces(_LINE.findall(before), _LINE.findall(after)))
    hunks = "".join(_hunk(pieces, start, stop) for start, stop in _ranges(pieces))
    # A tab ends a name that holds a space.
    name = f"{file}\t" if " " in file else file
    return f"--- {name}\n+++ {name}\n{hunks}" if hunks else ""


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[_Piece]:
    """Lines as a diff counts them: a single carriage return ends none."""
    start = 0
    for index, line in enumerate(before):
        if line.endswith("\n") or index == len(before) - 1:
            yield _Piece("".join(before[start : index + 1]), tuple(after[start : index + 1]))
            start = index + 1


def _ranges(pieces: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """The parts to show: what changed with some lines around it, those that touch as one."""
    start = stop = 0
    for index, piece in enumerate(pieces):
        if not piece.changed:
            continue
        if stop and index - CONTEXT > stop:
            yield start, stop
            stop = 0
        start = start if stop else max(0, index - CONTEXT)
        stop = min(len(pieces), index + CONTEXT + 1)
    if stop:
        yield start, stop


def _hunk(pieces: Sequence[_Piece], start: int, stop: int) -> str:
    shown = pieces[start:stop]
    above = sum(len(piece.after) for piece in pieces[:start])
    count = sum(len(piece.after) for piece in shown)
    lines = [f"@@ -{start + 1},{len(shown)} +{above + 1},{count} @@\n"]
    for piece in shown:
        marked = [f"-{piece.before}", *(f"+{line}" for line in piece.after)] if piece.changed else [f" {piece.before}"]
        lines += [line if line.endswith("\n") else f"{line}\n{_END}" for line in marked]
    return "".join(lines)
