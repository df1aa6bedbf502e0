"""Verdicts in columns to files of columns: Parquet, Arrow, and the same table as CSV; written target by target."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from planck.arrow import texts_to_arrow, to_arrow
from planck.assess.columns import BOOLEANS, NUMBERS, VerdictColumns, columns_of
from planck.assess.plan import Result
from planck.engine.measured import REASONS, Measured
from planck.model import Flag, Language, Plan
from planck.model.table import Coded
from planck.render.files import replacing
from planck.render.formats.csv import TEXTS, what_of
from planck.view.goal import goal_text
from planck.view.numbers import text_cell

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


ROWS = 1 << 15


def write_columns(form: str, path: str, plans: "Iterator[tuple[Plan, VerdictColumns]]") -> None:
    """Write the verdicts of plans to a file, whole or not at all: it replaces what was there when it is complete.

    Raises OSError when that is not possible.
    """
    with replacing(path) as file:
        written(form, file, plans)


def written(form: str, file: BinaryIO, plans: "Iterator[tuple[Plan, VerdictColumns]]") -> None:
    """Write the verdicts of plans to a file that is open."""
    tables = (table_of(plan, columns, safe=form == "csv") for plan, columns in plans)
    # A file without a verdict has its columns all the same.
    first = next(tables, None)
    _WRITERS[form](file, chain([no_verdict() if first is None else first], tables))


def in_columns(result: Result) -> "Iterator[tuple[Plan, VerdictColumns]]":
    """The verdicts of a result, target by target."""
    return ((plan.plan, columns_of(target, fragile=True)) for plan in result.plans for target in plan.targets)


def table_of(plan: Plan, columns: VerdictColumns, *, safe: bool = False) -> "pa.Table":
    """The verdicts on one target as a table: the columns of the CSV of a check, numbers and yes or no as such.

    A number that is missing is null, and its reason stands in the column `<name>_missing`. safe: texts that a
    spreadsheet would take for a formula are marked.
    """
    import pyarrow as pa

    arrays = {name: _text(column) for name, column in texts_of(plan, columns, safe=safe).items()}
    for name in NUMBERS:
        arrays[name] = _number(columns.numbers[name], yes_or_no=name in BOOLEANS)
        arrays[f"{name}_missing"] = _reason(columns.numbers[name])
    return pa.table(arrays)


def texts_of(plan: Plan, columns: VerdictColumns, *, safe: bool = False) -> dict[str, Coded[str]]:
    """The columns of text of the verdicts on one target, by the names of `TEXTS`."""
    cell: Callable[[str], str] = text_cell if safe else str
    texts: dict[str, Any] = {
        name: Coded.same(cell(text), len(columns)) for name, text in what_of(plan, columns).items()
    }
    texts |= {
        "goal": columns.goals.renamed(lambda goal: cell(goal_text(goal, columns.unit, Language.EN))),
        "region": columns.region.renamed(cell) if safe else columns.region,
        "status": columns.status,
        "method": Coded.same(columns.target.method.name, len(columns)),
        "reason": columns.reason,
        "flags": columns.flags.renamed(" ".join),
        "assumed": columns.flags.renamed(lambda flags: str(Flag.ASSUMED in flags).lower()),
        "rate_kind": Coded.same(columns.rate_kind.value, len(columns)),
        "latest_period": columns.latest_period,
        "latest_status": columns.latest_status,
    }
    return {name: texts[name] for name in TEXTS}


def no_verdict() -> "pa.Table":
    """The columns, and no row."""
    import pyarrow as pa

    text = pa.dictionary(pa.int32(), pa.string())
    fields = [(name, text) for name in TEXTS]
    for name in NUMBERS:
        fields += [(name, pa.bool_() if name in BOOLEANS else pa.float64()), (f"{name}_missing", text)]
    return pa.schema(fields).empty_table()


def _text(column: Coded[str]) -> "pa.Array":
    import pyarrow as pa

    names = _names(column.names or ("",))
    return pa.DictionaryArray.from_arrays(to_arrow(column.codes.astype(np.int32, copy=False)), names)


# The regions of one target are mostly those of the next.
_names = lru_cache(maxsize=64)(texts_to_arrow)


def _number(number: Measured, *, yes_or_no: bool) -> "pa.Array":
    absent = np.asarray(number.why != 0)
    if yes_or_no:
        return to_arrow(np.where(absent, 0, number.value).astype(np.bool_), absent)
    return to_arrow(number.value, absent)


def _reason(number: Measured) -> "pa.Array":
    import pyarrow as pa

    names = _names(_WHY)
    return pa.DictionaryArray.from_arrays(to_arrow(number.why.astype(np.int32)), names)


def _parquet(file: BinaryIO, tables: "Iterator[pa.Table]") -> None:
    import pyarrow as pa
    from pyarrow import parquet

    first = next(tables)
    texts = [field.name for field in first.schema if pa.types.is_dictionary(field.type)]
    with parquet.ParquetWriter(file, first.schema, compression="zstd", use_dictionary=texts) as writer:
        for some in _together(chain([first], tables)):
            writer.write_table(pa.concat_tables(some).unify_dictionaries())


def _together(tables: "Iterator[pa.Table]") -> "Iterator[list[pa.Table]]":
    """Tables in groups of at least `ROWS` rows: a file of many small groups is slow to write and to read."""
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        if sum(each.num_rows for each in waiting) >= ROWS:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _arrow(file: BinaryIO, tables: "Iterator[pa.Table]") -> None:
    import pyarrow as pa

    # The file format has one dictionary for all of a column, and each target its own words.
    first = plain(next(tables))
    with pa.ipc.new_file(file, first.schema) as writer:
        writer.write_table(first)
        for table in tables:
            writer.write_table(plain(table))


def _csv(file: BinaryIO, tables: "Iterator[pa.Table]") -> None:
    from pyarrow import csv

    first = plain(next(tables))
    with csv.CSVWriter(file, first.schema) as writer:
        writer.write_table(first)
        for table in tables:
            writer.write_table(plain(table))


def plain(table: "pa.Table") -> "pa.Table":
    """The table with its texts as they are, not coded."""
    import pyarrow as pa

    fields = [field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in table.schema]
    return table.cast(pa.schema(fields))


_WRITERS: Mapping[str, Callable[[BinaryIO, Any], None]] = {"parquet": _parquet, "arrow": _arrow, "csv": _csv}
FORMS = tuple(_WRITERS)


# The verdicts of a check as columns for those who count with them in Python.

Array = np.ndarray[tuple[int], np.dtype[Any]]
COLUMNS = (*TEXTS, *(f"{name}{end}" for name in NUMBERS for end in ("", "_missing")))
_WHY = ("", *(reason.value for reason in REASONS))


class Verdicts(Mapping[str, Array]):
    """A column by its name, the names in the order of the CSV: texts, numbers, and why a number is missing.

    A number that is missing is NaN, an answer that is missing None; its reason stands in the column `<name>_missing`.
    """

    def __init__(self, result: Result) -> None:
        self._targets = tuple(in_columns(result))

    def __getitem__(self, name: str) -> Array:
        if name not in COLUMNS:
            raise KeyError(name)
        if name in TEXTS:
            return self._joined(texts_of(plan, columns)[name] for plan, columns in self._targets)
        number = name.removesuffix("_missing")
        told = _reasons if number != name else _answers if number in BOOLEANS else _numbers
        return self._measured(number, told)

    def __iter__(self) -> Iterator[str]:
        return iter(COLUMNS)

    def __len__(self) -> int:
        return len(COLUMNS)

    def __repr__(self) -> str:
        return f"<Verdicts: {self.height} in {len(self)} columns>"

    @property
    def height(self) -> int:
        """How many verdicts there are."""
        return sum(len(columns) for _, columns in self._targets)

    def lists(self) -> dict[str, list[Any]]:
        """The columns as lists, with None for what is missing."""
        return {name: _listed(column) for name, column in self.items()}

    def to_records(self) -> list[dict[str, Any]]:
        """A dictionary a verdict, with None for what is missing."""
        lists = self.lists()
        return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]

    def to_pandas(self) -> "pd.DataFrame":
        """A data frame of pandas, which has to be installed."""
        import pandas as pd

        return pd.DataFrame(dict(self))

    def to_polars(self) -> "pl.DataFrame":
        """A data frame of polars, which has to be installed."""
        import polars as pl

        kinds = {name: pl.Boolean if name in BOOLEANS else pl.Float64 for name in NUMBERS}
        return pl.DataFrame(self.lists(), schema={name: kinds.get(name, pl.String) for name in COLUMNS})

    def to_arrow(self) -> "pa.Table":
        """A table of Arrow; needs `planck[columnar]`."""
        import pyarrow as pa

        tables = [plain(table_of(plan, columns)) for plan, columns in self._targets]
        return pa.concat_tables(tables or [plain(no_verdict())])

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _joined(self, parts: Iterator[Coded[str]]) -> Array:
        texts = [np.array(part.names or ("",), dtype=object)[part.codes] for part in parts]
        return np.concatenate(texts) if texts else np.empty(0, dtype=object)

    def _measured(self, name: str, told: Callable[[Measured], Array]) -> Array:
        parts = [told(columns.numbers[name]) for _, columns in self._targets]
        return np.concatenate(parts) if parts else np.empty(0)


def _numbers(number: Measured) -> Array:
    return np.where(number.why == 0, number.value, np.nan)


def _answers(number: Measured) -> Array:
    answers = np.empty(len(number.why), dtype=object)
    there = number.why == 0
    answers[there] = [bool(value) for value in number.value[there]]
    return answers


def _reasons(number: Measured) -> Array:
    return np.array(_WHY, dtype=object)[number.why]


def _listed(column: Array) -> list[Any]:
    if column.dtype == object:
        return list(column)
    return [None if absent else value for value, absent in zip(column.tolist(), np.isnan(column), strict=True)]
