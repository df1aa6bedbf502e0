"""Columns between NumPy and Arrow, without what pyarrow's own conversions import where pandas is installed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa


def to_arrow(values: "NDArray[Any]", absent: "NDArray[np.bool_] | None" = None) -> "pa.Array":
    """Booleans, whole numbers or floats as an Arrow column, null where `absent` says so."""
    import pyarrow as pa

    kind = pa.from_numpy_dtype(values.dtype)
    there = None if absent is None else pa.py_buffer(_bits(~absent))
    data = _bits(values) if values.dtype == np.bool_ else np.ascontiguousarray(values)
    return pa.Array.from_buffers(kind, len(values), [there, pa.py_buffer(data)])


def to_numpy(cells: "pa.Array") -> "NDArray[Any]":
    """The numbers of an Arrow column, NaN where a float is null; booleans one byte each."""
    import pyarrow as pa

    there, data = cells.buffers()
    boolean = pa.types.is_boolean(cells.type)
    values = _unpacked(data, cells) if boolean else _plain(data, cells)
    if not cells.null_count:
        return values
    return np.where(_unpacked(there, cells), values, False if boolean else np.nan)


def texts_to_arrow(texts: Sequence[str]) -> "pa.Array":
    """Texts as an Arrow column."""
    import pyarrow as pa

    data = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, data)], dtype=np.int32)
    return pa.Array.from_buffers(pa.string(), len(data), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(data))])


def only(texts: "pa.Array", kept: "NDArray[np.bool_]") -> "pa.Array":
    """The texts of some rows, null in all others."""
    import pyarrow as pa

    if kept.all():
        return texts
    there = np.concatenate([np.zeros(texts.offset, dtype=np.bool_), kept])
    _, starts, data = texts.buffers()
    return pa.Array.from_buffers(texts.type, len(texts), [pa.py_buffer(_bits(there)), starts, data], -1, texts.offset)


def _plain(data: Any, cells: "pa.Array") -> "NDArray[Any]":
    kind = np.dtype(cells.type.to_pandas_dtype())
    return np.frombuffer(data, dtype=kind)[cells.offset : cells.offset + len(cells)] if data else np.empty(0, kind)


def _bits(values: "NDArray[np.bool_]") -> "NDArray[np.uint8]":
    return np.packbits(values, bitorder="little")


def _unpacked(data: Any, cells: "pa.Array") -> "NDArray[np.bool_]":
    bits = np.unpackbits(np.frombuffer(data or b"", dtype=np.uint8), bitorder="little")
    return bits[cells.offset : cells.offset + len(cells)].astype(np.bool_)
