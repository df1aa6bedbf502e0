"""The schemas of what planck writes as JSON, made from the types that it is written from."""

from typing import Any

from planck.record import Record
from planck.render.data import FORMAT_VERSION, schema
from planck.render.data.changes import DifferenceData
from planck.render.data.compare import BacktestData, ComparisonData
from planck.render.data.result import ResultData
from planck.render.data.score import ScoresData

DOCUMENTS: dict[str, type[Record]] = {
    "result": ResultData,
    "score": ScoresData,
    "compare": ComparisonData,
    "backtest": BacktestData,
    "diff": DifferenceData,
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of a document. Raises KeyError for a name that is none of them."""
    return schema(DOCUMENTS[name], f"planck {name}, format {FORMAT_VERSION}")
