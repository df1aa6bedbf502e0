"""What several documents have in common: figures, findings, places."""

from collections.abc import Mapping, Sequence

from planck.model import Figure, Finding, Place, Severity
from planck.record import Record
from planck.render.data import Rows, Writer
from planck.view.message import help_text, message_text

FIGURE_COLUMNS = (
    "region", "indicator", "period", "value", "text", "unit", "status", "published", "source", "note", "at",
    "as_printed", "read_as", "read_unit", "factor", "file", "line", "column",
)  # fmt: skip


class FindingData(Record):
    """Something to say, with its place and its coordinates; `fingerprint` stays when lines move."""

    code: str
    name: str
    severity: Severity
    message: str
    help: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    end: int | None = None
    plan: str
    target: str
    region: str
    period: str
    fingerprint: str


class PlaceData(Record):
    """Where in a file something stands."""

    file: str
    line: int
    column: int
    end: int


def place_data(place: Place) -> PlaceData:
    """A place in a file."""
    return PlaceData(file=place.file, line=place.line, column=place.column, end=place.end)


def finding_data(finding: Finding, writer: Writer) -> FindingData:
    """A finding with its words."""
    place = finding.place
    return writer.made(
        FindingData, finding,
        message=message_text(finding, writer.language),
        help=help_text(finding, writer.language),
        **{name: getattr(place, name) if place else None for name in ("file", "line", "column", "end")},
    )  # fmt: skip


Cell = str | float | None


def figure_cells(figure: Figure) -> Mapping[str, Cell]:
    """A figure by column."""
    made = figure.converted
    return {
        "region": figure.region,
        "indicator": figure.indicator,
        "period": figure.period.label,
        "value": figure.value,
        "text": figure.text,
        "unit": figure.unit,
        "status": figure.status.value,
        "published": figure.published.isoformat() if figure.published else "",
        "source": figure.source,
        "note": figure.note,
        "at": figure.at,
        "as_printed": figure.as_printed,
        "read_as": made.text if made else "",
        "read_unit": made.unit if made else "",
        "factor": made.factor if made else "",
        "file": figure.place.file,
        "line": figure.place.line,
        "column": figure.place.column,
    }


def table_of(figures: Sequence[Figure]) -> Rows:
    """A table of figures without the columns that are blank in all of them."""
    cells = [figure_cells(figure) for figure in figures]
    used = tuple(name for name in FIGURE_COLUMNS if any(row[name] != "" for row in cells))
    return Rows(columns=used, rows=tuple(tuple(row[name] for name in used) for row in cells))
