"""Small .xlsx files made from rows of values, so that the repository holds none."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from planck.load.table.package import reference
from planck.record import Record

Value = str | int | float | bool | None
Rows = Sequence[Sequence[Value]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PERCENT, DAY = 1, 2


class Look(Record):
    """How sheets look: formats by cell (codes, or numbers of built-in ones), what of them is hidden."""

    formats: Mapping[str, str | int] = {}
    rows: Sequence[int] = ()
    columns: Sequence[int] = ()
    sheets: Sequence[str] = ()


def workbook(
    sheets: Mapping[str, Rows],
    *,
    merged: Sequence[str] = (),
    styles: Mapping[str, int] | None = None,
    look: Look | None = None,
) -> bytes:
    """An .xlsx with these sheets. A text that starts with # and ends with ! or ? is an error value, one that starts
    with = a formula without a result.

    `merged` are ranges such as A1:A3 and `styles` the styles of cells (PERCENT, DAY), both of every sheet.
    """
    look = look or Look()
    codes = list(dict.fromkeys(look.formats.values()))
    styles = {**(styles or {}), **{cell: 3 + codes.index(code) for cell, code in look.formats.items()}}
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _book(sheets, look),
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)}
            | {"rId99": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": _styles(codes),
    }
    for number, rows in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(rows, merged, styles, look)
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


def _book(names: Mapping[str, Rows], look: Look) -> str:
    inside = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"{_state(name in look.sheets)}/>'
        for number, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{inside}</sheets></workbook>'


def _state(hidden: bool) -> str:
    return ' state="hidden"' if hidden else ""


def _styles(codes: Sequence[str | int]) -> str:
    own = "".join(
        f'<numFmt numFmtId="{165 + index}" formatCode={quoteattr(code)}/>'
        for index, code in enumerate(codes)
        if isinstance(code, str)
    )
    used = "".join(
        f'<xf numFmtId="{165 + index if isinstance(code, str) else code}"/>' for index, code in enumerate(codes)
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="164" formatCode="0.00%"/>{own}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/>{used}</cellXfs></styleSheet>'
    )


def _sheet(rows: Rows, merged: Sequence[str], styles: Mapping[str, int], look: Look) -> str:
    inside = "".join(
        f'<row r="{number}"{_hidden(number in look.rows)}>{_row(row, number, styles)}</row>'
        for number, row in enumerate(rows, start=1)
    )
    ranges = "".join(f'<mergeCell ref="{name}"/>' for name in merged)
    cells = f"<mergeCells>{ranges}</mergeCells>" if merged else ""
    columns = "".join(f'<col min="{number}" max="{number}"{_hidden(True)}/>' for number in look.columns)
    cols = f"<cols>{columns}</cols>" if columns else ""
    return f'<worksheet xmlns="{_MAIN}">{cols}<sheetData>{inside}</sheetData>{cells}</worksheet>'


def _hidden(hidden: bool) -> str:
    return ' hidden="1"' if hidden else ""


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
        case str() if value.startswith("="):
            return f"{start}><f>{escape(value[1:])}</f><v/></c>"
        case str() if value.startswith("#") and value[-1] in "!?":
            return f'{start} t="e"><v>{value}</v></c>'
        case _:
            return f'{start} t="inlineStr"><is><t>{escape(value)}</t></is></c>'


# Workbooks of LibreOffice.

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_URN}:{name}:1.0"' for name in ("office", "table", "text", "style"))
_CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def open_document(tables: str, styles: str = "") -> bytes:
    """An .ods whose spreadsheet holds this XML."""
    content = (
        f"<office:document-content {_SPACES} {_CALC}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def ods_table(rows: Sequence[Sequence[str]], name: str = "S") -> str:
    """A table of cells of XML, or of texts where they are none."""
    inside = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    return f"<table:table table:name={quoteattr(name)}>{inside}</table:table>"


def ods_cell(text: str) -> str:
    """A cell that says this; XML as it stands."""
    return text if text.startswith("<") else f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>"


def ods_number(value: str, shown: str, kind: str = "float") -> str:
    """A cell with a number that is shown in another way."""
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"><text:p>{shown}</text:p></table:table-cell>'
