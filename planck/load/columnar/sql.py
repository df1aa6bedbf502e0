"""Queries: DuckDB over files and its own databases, and PostgreSQL by a URL; what they give is Arrow.

sql:SELECT ... FROM 'firms.parquet' GROUP BY ...
sql:duckdb:///folder/name.duckdb SELECT ...
sql:postgresql://user@host/name SELECT ...
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planck.pattern import pattern

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 1 << 18
_WITH_URL = pattern(r"\s*([a-z]+)://(\S*)\s+(.+)", re.DOTALL)
DUCKDB, POSTGRES = "duckdb", ("postgresql", "postgres")


class QueryError(Exception):
    """The engine refused a query, or was lost while it answered."""

    def __init__(self, reason: str) -> None:
        """`reason` is what the engine says, in a line."""
        super().__init__(reason)
        self.reason = reason


def batches(text: str) -> "Iterator[pa.RecordBatch]":
    """What a query gives. Raises QueryError where it gives nothing or breaks off."""
    found = _WITH_URL.fullmatch(text)
    engine, where, query = found.groups() if found else (DUCKDB, "", text)
    if engine == DUCKDB:
        return _of_duckdb(where.removeprefix("/"), query)
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
