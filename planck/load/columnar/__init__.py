"""Large tables: text, gzip, zstd, Parquet, Arrow and queries, read by columns with pyarrow; imported when needed.

One library for all of them: whatever DuckDB, PostgreSQL or Spark hand over is Arrow already, and it leaves numbers as
they were typed. Others scan CSV in half the time. What it has no word for (a bad cell, its place, how to mend it)
is told by the row reader, which gets those rows alone.
"""

import os

SQL = "sql:"
PACKED = {".gz": "gzip", ".zst": "zstd"}
ARROWS = (".arrow", ".feather", ".ipc")
PARQUET = (".parquet", ".pq")
TEXTS = (".csv", ".txt")
COLUMNAR = (*PARQUET, *ARROWS, *(f"{text}{end}" for text in TEXTS for end in PACKED))
# From this size on a text pays for what reads it by columns.
LARGE = 8 << 20
# What is packed holds so many times as much: figures shrink to a seventh (zstd) or an eighteenth (Parquet).
_PACKED_TIMES = 16


def by_columns(path: str) -> bool:
    """Whether a source of figures is one that is read by columns: by what it is, or by its size."""
    return is_columnar(path) or (path.casefold().endswith(TEXTS) and size_of(path) >= LARGE)


def is_large(path: str) -> bool:
    """Whether a source may be of more regions than anybody reads one by one: a query, or much text, packed or not."""
    return path.startswith(SQL) or size_of(path) * (_PACKED_TIMES if is_columnar(path) else 1) >= LARGE


def is_columnar(path: str) -> bool:
    """Whether no other reader takes a source of figures."""
    return path.startswith(SQL) or path.casefold().endswith(COLUMNAR)


def size_of(path: str) -> int:
    """The bytes of a file, 0 where there is none."""
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0
