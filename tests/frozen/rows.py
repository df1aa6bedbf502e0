"""The rows of outputs.csv."""

import csv
import io
from collections.abc import Callable, Mapping

from tests.frozen.calls import HERE, Call, Output, outputs

FILE = HERE / "outputs.csv"
COLUMNS = ("call", "format", "language", "exit", "lines", "digest")
Key = tuple[str, str, str]
Row = tuple[str, str, str]


def held() -> dict[Key, Row]:
    """What the file holds."""
    with FILE.open(encoding="utf-8", newline="") as file:
        next(reader := csv.reader(file))
        return {(call, form, language): (code, lines, digest) for call, form, language, code, lines, digest in reader}


def written(rows: Mapping[Key, Row]) -> str:
    """The rows as the text of the file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([*key, *rows[key]] for key in sorted(rows))
    return text.getvalue()


def run_through(call: Call, see: Callable[[Key, Output], None]) -> dict[Key, Row]:
    """The rows of a call as it is today; each output is shown to `see`."""
    rows: dict[Key, Row] = {}
    for form, language, output in outputs(call):
        key = (call.name, form, language)
        rows[key] = output.row
        see(key, output)
    return rows


def file_name(key: Key) -> str:
    """The name of the file that an output is kept in."""
    return ".".join(part for part in key if part != "-") + ".txt"
