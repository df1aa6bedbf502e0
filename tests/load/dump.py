"""Figures to CSV, as `load_figures` reads them."""

import csv
import io
from collections.abc import Iterable

from planck.load.table.header import Column
from planck.model import Figure, FigureStatus

_COLUMNS = tuple(column for column in Column if column not in (Column.PART, Column.INVENTORY))


def dump_figures(figures: Iterable[Figure]) -> str:
    """The figures as a CSV text with a header row, one row each, numbers as they were typed.

    Loading it gives equal figures, when their texts are trimmed as those of loaded figures are.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(map(_cells, figures))
    return text.getvalue()


def _cells(figure: Figure) -> list[str]:
    cells = (
        figure.region,
        figure.indicator,
        figure.period.label,
        figure.text,
        figure.unit,
        "" if figure.status is FigureStatus.UNSTATED else figure.status.value,
        figure.published.isoformat() if figure.published else "",
        figure.source,
        figure.note,
        figure.at,
        figure.as_printed,
    )
    # The reader sees every line break as \n, and the writer does not quote a lone \r.
    return [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
