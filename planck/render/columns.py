"""Verdicts in columns to files of columns: Parquet, Arrow, and the same table as CSV; written target by target."""

from collections.abc import Callable, Iterator, Mapping
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
        "region": columns.region.renamed(cell),
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

    names = texts_to_arrow(column.names or ("",))
    return pa.DictionaryArray.from_arrays(to_arrow(column.codes.astype(np.int32, copy=False)), names)


def _number(number: Measured, *, yes_or_no: bool) -> "pa.Array":
    absent = np.asarray(number.why != 0)
    if yes_or_no:
        return to_arrow(np.where(absent, 0, number.value).astype(np.bool_), absent)
    return to_arrow(number.value, absent)


def _reason(number: Measured) -> "pa.Array":
    import pyarrow as pa

    names = texts_to_arrow(["", *(reason.value for reason in REASONS)])
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
