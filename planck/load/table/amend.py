"""One more row in the record of revisions, everything else left as it was typed."""

import csv
import io
from collections.abc import Mapping

from planck.load.source.files import Document, document_from
from planck.load.table.record import COLUMNS, load_record, record_columns


def with_record(document: Document | None, row: Mapping[str, str], file: str) -> str | None:
    """The text of the record with the row at its end; None where what is there cannot be read as a record.

    `document` None: there is no record yet.
    """
    text = document.text if document else ",".join(COLUMNS) + "\n"
    end = "\r\n" if "\r\n" in text else "\n"
    columns = record_columns(document) if document else tuple(COLUMNS)
    line = io.StringIO()
    csv.writer(line, lineterminator=end).writerow([row.get(column, "") for column in columns])
    longer = f"{text}{'' if text.endswith(end) else end}{line.getvalue()}"
    before = load_record(document)[0] if document else ()
    amended, _ = document_from(longer.encode(), file, limit=len(longer) * 4 + 1)
    after = load_record(amended)[0] if amended else ()
    return longer if len(after) == len(before) + 1 else None
