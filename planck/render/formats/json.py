"""The complete result as JSON; every other output is a view of it. `planck schema` prints what describes it."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from planck.render import Kind, View, output_format
from planck.render.data import FORMAT_VERSION, laid_out, schema

# By the name of its schema the module of a document in `planck.render.data`, its type, and what makes the data of it;
# imported for what needs it.
DOCUMENTS = {
    "result": ("result", "ResultData", "result_data"),
    "score": ("score", "ScoresData", "scores_data"),
    "compare": ("compare", "ComparisonData", "comparison_data"),
    "backtest": ("compare", "BacktestData", "backtest_data"),
    "diff": ("changes", "DifferenceData", "difference_data"),
    "history": ("compare", "HistoryData", "history_data"),
    "read": ("read", "TablesData", "read_data"),
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of a document. Raises KeyError for a name that is none of them."""
    module, kind, _ = DOCUMENTS[name]
    return schema(getattr(_data(module), kind), f"planck {name}, format {FORMAT_VERSION}")


@output_format("json", *Kind)
def json_document(kind: Kind, value: Any, view: View) -> Iterator[str]:
    """The complete result, in one language; what is worked out on demand only with --full."""
    module, _, made = DOCUMENTS.get(kind, DOCUMENTS["result"])
    return laid_out(getattr(_data(module), made)(value, view))


def _data(module: str) -> Any:
    return import_module(f"planck.render.data.{module}")
