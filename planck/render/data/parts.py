"""What several documents have in common: figures, findings, places."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from planck.model import Figure, Finding, Place, Severity
from planck.record import Record
from planck.render.data import Rows, Writer, lean
from planck.view.message import help_text, message_text

FIGURE_COLUMNS = (
    "region", "indicator", "period", "value", "text", "unit", "status", "published", "source", "note", "at",
    "as_printed", "read_as", "read_unit", "factor", "file", "line", "column",
)  # fmt: skip


@lean
class FindingData(Record):
    """Something to say, with its place and its coordinates; `fingerprint` stays when lines move.

    help: where an earlier finding of the rule has not said the same.
    """

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


@lean
class PlaceData(Record):
    """Where in a file something stands; of a target without the file where that is the one of its plan."""

    file: str
    line: int
    column: int
    end: int


def place_data(place: Place, plan: str = "") -> PlaceData:
    """A place in a file; `plan`: the file that need not be named."""
    return PlaceData(file="" if place.file == plan else place.file, line=place.line, column=place.column, end=place.end)


def finding_data(finding: Finding, writer: Writer) -> FindingData:
    """A finding with its words."""
    place = finding.place
    return writer.made(
        FindingData, finding,
        message=message_text(finding, writer.language),
        help=help_text(finding, writer.language),
        **{name: getattr(place, name) if place else None for name in ("file", "line", "column", "end")},
    )  # fmt: skip


def findings_data(findings: Iterable[Finding], writer: Writer) -> tuple[FindingData, ...]:
    """Findings with their words, each advice once."""
    told, given = [], set()
    for finding in findings:
        data = finding_data(finding, writer)
        told.append(replace(data, help="") if (data.code, data.help) in given else data)
        given.add((data.code, data.help))
    return tuple(told)


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


def figure_rows(figures: Sequence[Figure]) -> Rows:
    """A table of figures without the columns that are blank in all of them."""
    rows = [tuple(figure_cells(figure).values()) for figure in figures]
    named = list(zip(FIGURE_COLUMNS, zip(*rows, strict=True), strict=True)) if rows else []
    used = {name: cells for name, cells in named if any(cell != "" for cell in cells)}
    same = {name: cells[0] for name, cells in used.items() if len(rows) > 1 and all(each == cells[0] for each in cells)}
    columns = {name: cells for name, cells in used.items() if name not in same}
    left = zip(*columns.values(), strict=True) if columns else (() for _ in rows)
    return Rows(all=same, columns=tuple(columns), rows=tuple(left))


# These say much the same in many rows.
LONG = ("source", "note", "file")


def numbered_texts(rows: Rows) -> Rows:
    """The table with each long text once where that is shorter."""
    long = [name for name in rows.columns if name in LONG]
    at = [rows.columns.index(name) for name in long]
    numbers: dict[Cell, int] = {}
    for row in rows.rows:
        for place in at:
            numbers.setdefault(row[place], len(numbers))
    if 2 * len(numbers) > len(at) * len(rows.rows):
        return rows
    told = (tuple(numbers[cell] if place in at else cell for place, cell in enumerate(row)) for row in rows.rows)
    return replace(rows, by_number=tuple(long), texts=tuple(map(str, numbers)), rows=tuple(told))
