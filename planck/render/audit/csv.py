"""An audit with one row for each finding, for spreadsheets and scripts: English column names, both languages."""

import csv
import io

from planck.model import Finding, Language, Result
from planck.render import View
from planck.render.audit import AUDIT_FORMATS
from planck.render.formats.csv import text_cell
from planck.render.message import help_text, message_text

COLUMNS = (
    "plan", "target", "region", "period", "code", "name", "severity", "message_zh", "message_en", "help_zh", "help_en",
    "file", "line", "column", "fingerprint",
)  # fmt: skip


def _row(finding: Finding) -> dict[str, str]:
    place = finding.place
    texts = {
        "plan": finding.plan,
        "target": finding.target,
        "region": finding.region,
        "period": finding.period,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        **{f"message_{language.value}": message_text(finding, language) for language in Language},
        **{f"help_{language.value}": help_text(finding, language) for language in Language},
        "file": place.file if place else "",
        "fingerprint": finding.fingerprint,
    }
    where = {"line": str(place.line), "column": str(place.column)} if place and place.line else {}
    return {**{name: text_cell(text) for name, text in texts.items()}, **where}


@AUDIT_FORMATS.entry("csv")
def csv_table(result: Result, view: View) -> str:
    """A table of the findings, RFC 4180 with line feeds at the ends; the same in every language."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(_row(finding) for finding in result.all_findings)
    return out.getvalue()
