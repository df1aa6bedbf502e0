"""The complete result as JSON; every other output is a view of it. `planck schema` prints what describes it."""

from collections.abc import Iterator
from typing import Any

from planck.render import Kind, View, output_format
from planck.render.data import Json, laid_out


def _data(kind: Kind, value: Any, view: View) -> Json:
    """The data of a result; what a kind needs is imported for it."""
    match kind:
        case Kind.COMPARE:
            from planck.render.data.compare import comparison_data

            return comparison_data(value, view)
        case Kind.BACKTEST:
            from planck.render.data.compare import backtest_data

            return backtest_data(value, view)
        case Kind.SCORE:
            from planck.render.data.score import scores_data

            return scores_data(value, view)
        case Kind.READ:
            from planck.render.data.read import read_data

            return read_data(value, view)
        case Kind.HISTORY:
            from planck.render.data.history import history_data

            return history_data(value, view)
        case Kind.DIFF:
            from planck.render.data.changes import difference_data

            return difference_data(value, view)
        case _:
            from planck.render.data.result import result_data

            return result_data(value, view)


@output_format("json", *Kind)
def json_document(kind: Kind, value: Any, view: View) -> Iterator[str]:
    """The complete result, in one language; what is worked out on demand only with --full."""
    return laid_out(_data(kind, value, view))
