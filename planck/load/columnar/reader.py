"""Large tables, piece by piece: each piece of a file becomes figures, and what is wrong with it a finding."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import numpy as np
from msgspec.structs import replace

from planck.arrow import to_numpy
from planck.load import rules
from planck.load.columnar import ARROWS, PACKED, PARQUET, SQL
from planck.load.columnar.columns import Columns, Lines, NotPlainError, columns_of, figures_of
from planck.load.files import (
    UTF8_BOM,
    Document,
    Gathered,
    Raw,
    failure,
    odd_characters,
    read_bytes,
    shown,
    split_lines,
    too_large,
)
from planck.load.table.blocks import Piecewise
from planck.load.table.cells import Row, Table
from planck.load.table.doors import table_of
from planck.load.table.figures import layout_in, load_figures
from planck.load.table.header import Column, Conventions
from planck.load.table.layout import Layout, Use
from planck.load.table.vocabulary import WHOLES, folded
from planck.model import Finding, Input, Place
from planck.model.table import Figures, Rows
from planck.pattern import pattern

if TYPE_CHECKING:
    import pyarrow as pa

# Bytes that are read together, and findings of a file that are listed.
PIECE = 1 << 20
MOST_LISTED = 1000
# What a text may come to in memory when it must be read row by row after all.
LIMIT = 512 << 20
HEAD = 1 << 16


class Read:
    """One source that is read: its figures piece by piece, then what is wrong with it, and what it was."""

    def __init__(self, path: str, conventions: Conventions, *, by_rows: bool = False) -> None:
        """`path` is a file, or a query after `sql:`; `by_rows`: a text that is known not to be one for columns."""
        self._by_row_reader = by_rows
        self.path, self.conventions, self.name = path, conventions, shown(path)
        self.gathered = Gathered(self.name, MOST_LISTED)
        self.more: tuple[Finding, ...] = ()
        self._placed: set[bool] = set()
        self.sha256 = hashlib.sha256()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong with what was read so far."""
        return (*self.more, *self.gathered.findings())

    @property
    def input(self) -> Input:
        """What was read. Its lines are not kept."""
        return Input(self.name, self.sha256.hexdigest(), ())

    def figures(self) -> Figures:
        """All the figures, in the order of the rows; none of a file that is damaged somewhere."""
        try:
            figures = Figures.joined(list(self.pieces()))
        except NotPlainError:
            return self._by_rows()
        damaged = any(finding.code == rules.UNREADABLE.code for finding in self.more)
        return Figures.of(()) if damaged else figures

    def pieces(self) -> Iterator[Figures]:
        """The figures, some at a time. Raises NotPlainError where a later piece shows that the row reader is needed."""
        try:
            if self.path.startswith(SQL):
                yield from self._of_query(self.path.removeprefix(SQL))
            elif self.path.casefold().endswith((*PARQUET, *ARROWS)):
                yield from self._of_file()
            else:
                yield from self._of_text()
        except (OSError, EOFError) as error:
            self.more += (failure(error, self.name),)
        except ModuleNotFoundError as error:
            self.more += (rules.NEEDS_EXTRA.at(Place(self.name), got=str(error.name)),)

    # Text.

    def _of_text(self) -> Iterator[Figures]:
        """The figures of a CSV file; by the row reader as a whole where it is none that columns can be made of."""
        if self._by_row_reader:
            yield self._by_rows()
            return
        any_yet = False
        try:
            for figures in self._of_plain_text():
                yield figures
                any_yet = True
        except NotPlainError:
            if any_yet:
                raise
            yield self._by_rows()

    def _of_plain_text(self) -> Iterator[Figures]:
        blocks = _blocks(self.path, self.sha256)
        head = next(blocks, b"").removeprefix(UTF8_BOM)
        document = _head(head, self.name)
        grid, layout = self._layout_of(document)
        if not _reads(layout) or grid.delimiter != ",":
            raise NotPlainError
        assert layout
        rest = Rest(grid, layout, self.conventions, self.gathered)
        typed = [layout.slots[0].index]
        first, skipped = 1, True
        for data in chain((head,), blocks):
            lines = Lines(data=data.replace(b"\r\n", b"\n") if b"\r" in data else data, first=first)
            if skipped:
                lines = Lines(data=lines.data[lines.data.index(b"\n") + 1 :], first=2)
            columns = columns_of(lines, len(layout.labels), typed)
            yield self._figures(columns, layout, rest)
            first, skipped = lines.first + lines.data.count(b"\n"), False
        yield rest.rows.finish()

    def _layout_of(self, document: Document) -> tuple[Table, Layout | None]:
        grid = Table(self.name, document.input.lines[:60], ",")
        trial = Gathered(self.name)
        layout = layout_in(grid, self.conventions, trial)
        if _reads(layout):
            for finding in trial.findings():
                self.gathered.count(finding.severity)
                self.gathered.keep(finding)
        return grid, layout

    def _figures(self, columns: Columns, layout: Layout, rest: "Rest") -> Figures:
        """The figures of a piece, those of odd rows among them."""
        part = figures_of(columns, layout, self.name)
        self._refuse_wholes(part.figures)
        odd = {**columns.apart, **_lines(columns, part.odd)}
        self._tell_odd_characters({**odd, **_lines(columns, _oddly_named(columns))})
        if not odd:
            return part.figures
        figures = Figures.joined([part.figures, rest.of_lines(odd)])
        return figures.take(np.argsort(figures.line, kind="stable"))

    def _refuse_wholes(self, figures: Figures) -> None:
        """Raises NotPlainError where a row may be about the whole of a place, or names none where others do."""
        self._placed |= {bool(name) for name in figures.region.names}
        for name in figures.region.names:
            if len(self._placed) > 1 or (folded(name) in WHOLES and folded(name) not in self.conventions.regions):
                raise NotPlainError

    def _tell_odd_characters(self, lines: Mapping[int, str]) -> None:
        """List the characters of lines that are neither text nor white space."""
        for number, text in sorted(lines.items()):
            for finding in odd_characters(text, Input(self.name, "", (text,))):
                if self.gathered.wants(finding.severity) and finding.place:
                    self.gathered.keep(replace(finding, place=replace(finding.place, line=number)))

    def _by_rows(self) -> Figures:
        """The figures by the door for small files."""
        self.gathered = Gathered(self.name)
        raw = self._unpacked() if _packing(self.path) else read_bytes(self.path, limit=LIMIT)
        self.sha256 = hashlib.sha256(b"" if isinstance(raw, Finding) else raw.data)
        table, wrong = (None, (raw,)) if isinstance(raw, Finding) else table_of(raw, self.conventions)
        figures, more = load_figures(table, self.conventions) if table else (Figures.of(()), ())
        self.more = (*wrong, *more)
        return figures

    def _unpacked(self) -> Raw | Finding:
        try:
            with _opened(self.path, self.sha256) as file:
                data = file.read(LIMIT + 1)
        except (OSError, EOFError) as error:
            return failure(error, self.name)
        return too_large(self.name, LIMIT, len(data)) or Raw(self.name, data)

    # Arrow: files of it, and what engines hand over.

    def _of_file(self) -> Iterator[Figures]:
        import pyarrow as pa

        with open(self.path, "rb") as file:
            while block := file.read(PIECE):
                self.sha256.update(block)
        try:
            yield from self.of_batches(_file_batches(self.path))
        except (pa.ArrowException, UnicodeDecodeError) as error:  # the latter of a name of a column
            self.more += (rules.UNREADABLE.at(Place(self.name), got=self.name, reason=str(error).partition("\n")[0]),)

    def _of_query(self, text: str) -> Iterator[Figures]:
        try:
            yield from self.of_batches(batches(text), hashed=True)
        except QueryError as error:
            self.more += (rules.QUERY.at(Place(self.name), got=str(error)),)

    def of_batches(self, batches: "Iterable[pa.RecordBatch]", *, hashed: bool = False) -> Iterator[Figures]:
        """The figures of record batches; rows are counted from 2, below the names of the columns."""
        layout: Layout | None = None
        rest: Rest | None = None
        line = 2
        for batch in batches:
            if rest is None:
                grid = Cells(self.name, batch.schema.names)
                layout = layout_in(grid, self.conventions, self.gathered)
                if layout is None or not _reads(layout):
                    self.more += (rules.NOT_LONG.at(Place(self.name)),) if layout else ()
                    return
                rest = Rest(grid, layout, self.conventions, self.gathered)
            assert layout
            columns = _columns(batch, layout, line)
            if hashed:
                self._hash(batch)
            yield self._cells(columns, layout, rest)
            line += batch.num_rows
        if rest:
            yield rest.rows.finish()

    def _hash(self, batch: "pa.RecordBatch") -> None:
        """Take a batch that comes from no file into the hash of what was read."""
        import pyarrow as pa

        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        self.sha256.update(sink.getvalue())

    def _cells(self, columns: Columns, layout: Layout, rest: "Rest") -> Figures:
        part = figures_of(columns, layout, self.name)
        at = layout.slots[0].index + 1
        figures = replace(
            part.figures,
            column=np.full(len(part.figures), at, dtype=np.int32),
            end=np.full(len(part.figures), at + 1, dtype=np.int32),
        )
        if not len(part.odd):
            return figures
        rows = [
            Row(int(columns.line[row]), ["" if cells is None else str(cells[row].as_py()) for cells in columns.cells])
            for row in part.odd.tolist()
        ]
        figures = Figures.joined([figures, rest.rows.figures_of(rows)])
        return figures.take(np.argsort(figures.line, kind="stable"))


def _lines(columns: Columns, rows: Rows) -> dict[int, str]:
    """The lines of some rows as they stand, by their numbers."""
    return dict(zip(columns.line[rows].tolist(), columns.text(rows), strict=True)) if len(rows) else {}


def _oddly_named(columns: Columns) -> Rows:
    """The rows with a character in a name that is neither text nor white space."""
    odd = np.zeros(len(columns.line), dtype=np.bool_)
    for cells in columns.cells:
        if hasattr(cells, "dictionary"):
            names = cells.dictionary.to_pylist()
            places = [place for place, name in enumerate(names) if odd_characters(name, Input("", "", (name,)))]
            odd |= np.isin(to_numpy(cells.indices), places) if places else False
    return np.flatnonzero(odd)


class Rest:
    """The rows of a table that are not read by columns."""

    def __init__(self, grid: Any, layout: Layout, conventions: Conventions, gathered: Gathered) -> None:
        """`grid` has the header alone."""
        self._lines: dict[int, str] = {}
        if isinstance(grid, Table):
            grid = replace(grid, lines=cast("tuple[str, ...]", Sparse(self._lines)))
        self._grid, self.rows = grid, Piecewise(grid, layout, conventions, gathered)

    def of_lines(self, lines: Mapping[int, str]) -> Figures:
        """The figures of some lines."""
        self._lines.clear()
        self._lines.update(sorted(lines.items()))
        return self.rows.figures_of(self._parsed())

    def _parsed(self) -> Iterator[Row | Finding]:
        for number, text in self._lines.items():
            for row in Table(self._grid.file, (text,), ",").rows():
                if isinstance(row, Finding):
                    assert row.place
                    yield replace(row, place=replace(row.place, line=number))
                else:
                    yield Row(number, row.cells)


class Sparse(Sequence[str]):
    """The lines of a file of which only some are kept, by their number from 1; all others are blank."""

    def __init__(self, kept: Mapping[int, str]) -> None:
        self._kept = kept

    def __len__(self) -> int:
        return max(self._kept, default=0)

    def __getitem__(self, index: Any) -> Any:
        return self._kept.get(index + 1, "")


class Cells:
    """The names of columns as a table without a row; a place counts rows and columns."""

    delimiter = ""

    def __init__(self, file: str, names: Sequence[str]) -> None:
        """`file` is the name that places carry."""
        self.file, self._names = file, list(names)

    def rows(self) -> Iterator[Row | Finding]:
        """The header."""
        yield Row(1, self._names)

    def place(self, row: Row, index: int) -> Place:
        """Row and column."""
        return Place(self.file, row.line, index + 1, index + 2)

    def row_place(self, row: Row) -> Place:
        """The row."""
        return Place(self.file, row.line, 1, len(row.cells) + 1)

    def above(self, row: Row, index: int) -> str:
        """Nothing is merged."""
        return ""


def _columns(batch: "pa.RecordBatch", layout: Layout, first: int) -> Columns:
    """The columns of a batch as texts, those of names coded."""
    value = layout.slots[0].index
    used = {*layout.keys.values(), value}
    count = batch.num_rows
    return Columns(
        cells=[
            _as_text(batch.column(at), coded=at != value) if at in used else None for at in range(batch.num_columns)
        ],
        line=np.arange(first, first + count, dtype=np.int32),
        shifted=np.zeros(count, dtype=np.bool_),
        apart={},
        text=lambda which: [""] * len(which),
    )


def _as_text(cells: "pa.Array", *, coded: bool) -> "pa.Array":
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    if pa.types.is_timestamp(cells.type):
        cells = compute.cast(cells, pa.date32())
    if pa.types.is_floating(cells.type):
        cells = _written(cells, coded=coded)
    try:
        texts = compute.cast(cells, pa.string())
    except pa.ArrowException:
        # What is no text and no number, such as a list, is told by its kind, which no cell takes.
        texts = compute.if_else(compute.is_valid(cells), str(cells.type), None)
    texts = compute.fill_null(texts, "")
    return compute.dictionary_encode(texts) if coded else texts


def _written(cells: "pa.Array", *, coded: bool) -> "pa.Array":
    """Numbers as they are written where they are whole: a year is 2023, not 2023.0; none is blank."""
    import pyarrow as pa
    from pyarrow import compute

    cells = compute.if_else(compute.is_nan(cells), None, cells)
    return compute.cast(cells, pa.int64()) if coded and _whole(cells) else cells


def _whole(cells: "pa.Array") -> bool:
    from pyarrow import compute

    # Beyond this not every whole number is one of these.
    near = compute.less(compute.abs(cells), 2.0**53)
    return bool(compute.all(compute.and_(compute.equal(compute.round(cells), cells), near)).as_py())


def _file_batches(path: str) -> "Iterator[pa.RecordBatch]":
    """The record batches of a file in Parquet or Arrow, each sound: nothing in it leads out of its memory."""
    for batch in (_parquet if path.casefold().endswith(PARQUET) else _arrow)(path):
        batch.validate(full=True)
        yield from (batch.slice(first, _BATCH) for first in range(0, len(batch), _BATCH))


# Rows that are looked at together.
_BATCH = 1 << 18


def _parquet(path: str) -> "Iterator[pa.RecordBatch]":
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        yield from file.iter_batches(batch_size=_BATCH)


def _arrow(path: str) -> "Iterator[pa.RecordBatch]":
    """Read and not mapped into memory: where a mapped file is cut meanwhile, the process ends."""
    import pyarrow as pa

    with pa.OSFile(path) as file:
        reader = pa.ipc.open_file(file)
        yield from map(reader.get_batch, range(reader.num_record_batches))


def _reads(layout: Layout | None) -> bool:
    """Whether the rows below the first line are one figure each, and nothing is said above them."""
    if layout is None or not layout.is_long or len(layout.slots) > 1 or layout.slots[0].note:
        return False
    if len(layout.header) != 1 or layout.header[0].line != 1:
        return False
    # Of two columns of one kind only all the rows tell whether they say the same.
    repeated = any(one.use is Use.REPEATED for one in layout.columns)
    parts = Column.PART in layout.keys
    return not (layout.above or layout.given or layout.slots[0].unit or repeated or parts)


def _packing(path: str) -> str:
    return PACKED.get(os.path.splitext(path.casefold())[1], "")


def _blocks(path: str, sha256: Any) -> Iterator[bytes]:
    """The text of a file in pieces of whole lines. Raises NotPlainError for one that has none."""
    left = b""
    with _opened(path, sha256) as file:
        while data := file.read(PIECE):
            data = left + data
            stop = data.rfind(b"\n") + 1
            if not stop and len(data) > 4 * PIECE:
                raise NotPlainError
            left = data[stop:]
            if stop:
                yield data[:stop]
    if left:
        yield left + b"\n"


class _Hashed:
    """A file of which every byte that is read is hashed."""

    closed = False

    def __init__(self, file: BinaryIO, sha256: Any) -> None:
        self._file, self._sha256 = file, sha256

    def read(self, size: int = -1) -> bytes:
        """Bytes."""
        data = self._file.read(size)
        self._sha256.update(data)
        return data

    def close(self) -> None:
        """Whoever opened the file closes it."""


@contextmanager
def _opened(path: str, sha256: Any) -> Iterator[Any]:
    """The file, unpacked where it is packed. Raises OSError or EOFError for one that is damaged."""
    packing = _packing(path)
    with open(path, "rb") as plain:
        file = _Hashed(plain, sha256)
        if packing == "gzip":
            import gzip
            import zlib

            with gzip.GzipFile(fileobj=file) as unpacked:  # type: ignore[call-overload]
                try:
                    yield unpacked
                except zlib.error as error:
                    raise OSError(str(error)) from error
        elif packing:
            import pyarrow as pa

            with pa.CompressedInputStream(pa.PythonFile(file, mode="r"), packing) as unpacked:
                yield unpacked
        else:
            yield file


def _head(data: bytes, name: str) -> Document:
    """The first lines as a document. Raises NotPlainError where they are no UTF-8."""
    lines = data[:HEAD]
    whole = lines[: lines.rfind(b"\n") + 1] if len(data) > HEAD else lines
    try:
        text = whole.decode()
    except UnicodeDecodeError as error:
        raise NotPlainError from error
    if not text.strip():
        raise NotPlainError
    return Document(input=Input(name, "", split_lines(text)), text=text)


# Queries: DuckDB over files and its own databases, and PostgreSQL by a URL; what they give is Arrow.

ROWS = 1 << 18
_WITH_URL = pattern(r"\s*([a-z]+)://(\S*)\s+(.+)", re.DOTALL)
DUCKDB, POSTGRES = "duckdb", ("postgresql", "postgres")


class QueryError(Exception):
    """The engine refused a query, or was lost while it answered; what it says, in a line."""


def batches(text: str) -> "Iterator[pa.RecordBatch]":
    """What a query gives. Raises QueryError where it gives nothing or breaks off.

    SELECT ... FROM 'firms.parquet'; duckdb:///folder/name.duckdb SELECT ...; postgresql://user@host/name SELECT ...
    """
    found = _WITH_URL.fullmatch(text)
    engine, where, query = found.groups() if found else (DUCKDB, "", text)
    if engine == DUCKDB:
        path = where.removeprefix("/")
        # Three strokes are meant for a folder from the root as often as for one from here.
        return _of_duckdb(where if os.path.exists(where) and not os.path.exists(path) else path, query)
    if engine in POSTGRES:
        return _of_postgres(f"{engine}://{where}", query)
    raise QueryError(f"{engine}://")


def _of_duckdb(path: str, query: str) -> "Iterator[pa.RecordBatch]":
    import duckdb

    # Nothing is fetched from elsewhere to answer a query.
    offline: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    try:
        with duckdb.connect(path or ":memory:", read_only=bool(path), config=offline) as connection:
            answer = connection.sql(query)
            # A statement that is no query answers nothing.
            yield from answer.to_arrow_reader(ROWS) if answer else ()
    except duckdb.Error as error:
        raise QueryError(_line(error)) from error


def _of_postgres(url: str, query: str) -> "Iterator[pa.RecordBatch]":
    from adbc_driver_manager import Error
    from adbc_driver_postgresql import dbapi

    try:
        with dbapi.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            yield from cursor.fetch_record_batch()
    except (Error, OSError) as error:
        raise QueryError(_line(error)) from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
