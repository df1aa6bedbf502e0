"""Figures from CSV: every row becomes a figure, or a finding that says why not."""

from planck.load.source.files import Document
from planck.load.source.gathered import Gathered
from planck.load.table import table_rules as rules
from planck.load.table.cells import Row, Table, delimiter_of
from planck.load.table.header import Header, column_of, read_header
from planck.load.table.rows import RowReader
from planck.model import Figure, Finding, Place, Text

# Rows to try before a table that gives no figure is given up.
MOST_FRUITLESS = 20_000

_DELIMITER_NAMES = {"\t": Text(zh="制表符", en="tabs"), ";": Text(zh="分号", en="semicolons")}


def load_figures(document: Document) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """The figures of a table in long form, and everything that is wrong with it.

    No figure and no finding: the table has a header and no rows. A row is left out only when it cannot be used, and
    its finding says so.
    """
    gathered = Gathered(document.input.file)
    table, header = _table(document.input.file, document.input.lines, gathered)
    figures = _figures(table, header, gathered) if header else []
    return tuple(figures), gathered.findings()


def _table(file: str, lines: tuple[str, ...], gathered: Gathered) -> tuple[Table, Header | None]:
    """The table, and its header when it can be read."""
    first = next(filter(str.strip, lines), "")
    table = Table(file, lines, delimiter_of(first, lambda name: column_of(name) is not None))
    row = next(table.rows(), None)
    if not isinstance(row, Row):
        if row:
            _keep(gathered, row)
        _keep(gathered, rules.NO_HEADER.at(Place(file)))
        return table, None
    if table.delimiter in _DELIMITER_NAMES:
        name = _DELIMITER_NAMES[table.delimiter]
        _keep(gathered, rules.OTHER_DELIMITER.at(table.row_place(row), got=name))
    return table, read_header(table, row, gathered)


def _figures(table: Table, header: Header, gathered: Gathered) -> list[Figure]:
    """The figures of the rows below the header."""
    reader = RowReader.of(table, header)
    figures: list[Figure] = []
    for number, row in enumerate(table.rows()):
        if number > MOST_FRUITLESS and not figures:
            _keep(gathered, rules.NO_FIGURES.at(Place(table.file), got=MOST_FRUITLESS))
            break
        if not isinstance(row, Row):
            _keep(gathered, row)
        elif number and (figure := _figure(reader, row, gathered)):
            figures.append(figure)
    return figures


def _figure(reader: RowReader, row: Row, gathered: Gathered) -> Figure | None:
    """The figure of a row, None when it cannot be used."""
    draft = reader.draft(row)
    for problem in reader.problems(row, draft):
        if gathered.wants(problem.rule.severity):
            gathered.keep(reader.finding(row, draft, problem))
    return reader.figure(row, draft)


def _keep(gathered: Gathered, finding: Finding) -> None:
    if gathered.wants(finding.severity):
        gathered.keep(finding)
