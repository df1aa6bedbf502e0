"""Verdicts as a Parquet file: the columns of the CSV, numbers as numbers; needs the extra `columnar`."""

import io
from typing import Any

from planck.render import Kind, View, output_format
from planck.render.columns import in_columns, written


@output_format("parquet", Kind.CHECK)
def parquet(kind: Kind, value: Any, view: View) -> bytes:
    """A Parquet file of the verdicts, with numbers as numbers; needs `planck[columnar]`."""
    file = io.BytesIO()
    written("parquet", file, in_columns(value))
    return file.getvalue()
