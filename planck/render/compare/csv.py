"""A comparison as a table for spreadsheets: a row a target, five columns a method, numbers unrounded."""

import csv
import io

from planck.model import Language, Missing, Opinion, Result
from planck.render import COMPARISONS, View
from planck.render.compare.rows import columns, rows
from planck.render.formats.csv import text_cell

TEXTS = ("plan", "target", "name_zh", "name_en", "region", "unit", "method", "disagreement", "flags")
OF_METHOD = ("status", "level", "quantity", "missing", "score", "borders")


@COMPARISONS.entry("csv")
def csv_table(result: Result, view: View) -> str:
    """A table of targets by methods, RFC 4180 with line feeds at the ends; the same in every language."""
    methods = columns(result.plans, view)
    out = io.StringIO()
    header = [*TEXTS, *(f"{name}_{part}" for name in methods for part in OF_METHOD)]
    writer = csv.DictWriter(out, header, lineterminator="\n", restval="")
    writer.writeheader()
    for plan in result.plans:
        for row in rows(plan, methods, Language.EN):
            target = row.assessment.target
            texts = (plan.plan.id, target.id, target.name.zh, target.name.en, row.assessment.region)
            flags = " ".join(flag.value for flag in row.assessment.flags)
            more = (row.assessment.unit, row.assessment.method, row.split.value, flags)
            cells = dict(zip(TEXTS, map(text_cell, (*texts, *more)), strict=True))
            for opinion in row.opinions.values():
                cells |= _of_method(opinion)
            writer.writerow(cells)
    return out.getvalue()


def _of_method(opinion: Opinion) -> dict[str, str]:
    known = not isinstance(opinion.quantity, Missing)
    values = {
        "status": opinion.status,
        "level": opinion.level.value,
        "quantity": repr(opinion.quantity) if known else "",
        "missing": "" if known else str(opinion.quantity),
        "score": "" if opinion.score is None else repr(opinion.score),
        "borders": " ".join(f"{name}={value:g}" for name, value in opinion.borders),
    }
    return {f"{opinion.method}_{part}": value for part, value in values.items()}
