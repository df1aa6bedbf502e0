"""Small .xlsx files made from rows of values, so that the repository holds none."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from planck.load.table.workbook import reference

Value = str | int | float | bool | None
Rows = Sequence[Sequence[Value]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PERCENT, DAY = 1, 2


def workbook(
    sheets: Mapping[str, Rows], *, merged: Sequence[str] = (), styles: Mapping[str, int] | None = None
) -> bytes:
    """An .xlsx with these sheets. A text that starts with # and ends with ! or ? is an error value.

    `merged` are ranges such as A1:A3 and `styles` the styles of cells (PERCENT, DAY), both of every sheet.
    """
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)}
            | {"rId99": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": _styles(),
    }
    for number, rows in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, merged, styles or {})
    return packed(parts)


def packed(parts: Mapping[str, str]) -> bytes:
    """The parts as a zip, with the same bytes each time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return data.getvalue()


def raw_sheet(xml: str) -> bytes:
    """An .xlsx whose only sheet holds this XML."""
    made = workbook({"Sheet1": []})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = f'<worksheet xmlns="{_MAIN}"><sheetData>{xml}</sheetData></worksheet>'
    return packed(parts)


def _types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for number in range(1, count + 1)
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{sheets}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'


def _book(names: Mapping[str, Rows]) -> str:
    inside = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{inside}</sheets></workbook>'


def _styles() -> str:
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.00%"/></numFmts>'
        '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )


def _sheet(rows: Rows, merged: Sequence[str], styles: Mapping[str, int]) -> str:
    inside = "".join(f'<row r="{number}">{_row(row, number, styles)}</row>' for number, row in enumerate(rows, start=1))
    ranges = "".join(f'<mergeCell ref="{name}"/>' for name in merged)
    cells = f"<mergeCells>{ranges}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{inside}</sheetData>{cells}</worksheet>'


def _row(row: Sequence[Value], number: int, styles: Mapping[str, int]) -> str:
    return "".join(_cell(value, reference(number, index), styles) for index, value in enumerate(row))


def _cell(value: Value, name: str, styles: Mapping[str, int]) -> str:
    start = f'<c r="{name}" s="{styles.get(name, 0)}"'
    match value:
        case None | "":
            return ""
        case bool():
            return f'{start} t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f"{start}><v>{value!r}</v></c>"
        case str() if value.startswith("#") and value[-1] in "!?":
            return f'{start} t="e"><v>{value}</v></c>'
        case _:
            return f'{start} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
