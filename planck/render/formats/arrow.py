"""Verdicts as an Arrow file: the columns of the CSV, numbers as numbers; needs the extra `columnar`."""

import io
from typing import Any

from planck.render import Kind, View, output_format
from planck.render.columns import in_columns, written


@output_format("arrow", Kind.CHECK)
def arrow_file(kind: Kind, value: Any, view: View) -> bytes:
    """An Arrow file of the verdicts, with numbers as numbers; needs `planck[columnar]`."""
    file = io.BytesIO()
    written("arrow", file, in_columns(value))
    return file.getvalue()
