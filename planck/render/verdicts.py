"""The verdicts of a check as columns for those who count with them in Python."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from planck.assess.columns import BOOLEANS, NUMBERS
from planck.assess.plan import Result
from planck.engine.measured import REASONS, Measured
from planck.model.table import Coded
from planck.render.columns import in_columns, no_verdict, plain, table_of, texts_of
from planck.render.formats.csv import TEXTS

if TYPE_CHECKING:  # whoever has one of them installed asks for it
    import pandas as pd
    import polars as pl
    import pyarrow as pa

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
