"""A document of Word of a check: the page that is sent on, and everything else as its appendix."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from msgspec.structs import replace

from planck.assess.plan import Result
from planck.model import Language
from planck.pattern import pattern
from planck.render import Kind, View, output_format
from planck.render.charts import Drawn, drawn, part_of
from planck.render.document import (
    Block,
    Code,
    Document,
    Heading,
    Item,
    Items,
    Line,
    Medium,
    Notice,
    Paragraph,
    Strong,
    Table,
    parts,
)
from planck.render.views import document
from planck.view.numbers import clean, unbroken, width
from planck.view.words import language_of
from planck.words import Labels, say

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.styles.style import ParagraphStyle
    from docx.table import Table as WordTable
    from docx.table import _Cell as WordCell
    from docx.text.paragraph import Paragraph as WordParagraph

# Of more verdicts an appendix would have hundreds of pages.
MOST_VERDICTS = 100
# For the same bytes each time it is always made on one day.
MADE, STAMP = datetime(2020, 1, 1), (1980, 1, 1, 0, 0, 0)  # noqa: DTZ001 - the library writes it as it is
# GB/T 9704-2012: title in 小标宋, headings in 黑体 and 楷体, text in 仿宋; the block of text is 156 mm wide.
FONTS, INSTEAD = Labels("render.fonts"), Labels("render.fonts_instead")
_FONT_OF = {"Title": "title", "Heading 1": "heading", "Heading 2": "subheading"}
LATIN = "Times New Roman"
TEXT_WIDTH, MARGINS = 156, {"top": 30, "bottom": 28, "left": 27, "right": 27}
SIZES = {"Normal": 11, "Title": 20, "Heading 1": 15, "Heading 2": 13, "Heading 3": 11, "Heading 4": 11}
TABLE_SIZE, CODE_SIZE = 7.5, 8
# Millimetres: a letter of a table, the sides of a cell, and a name of which no less will do.
LETTER, GAP, LEAST_NAME = 1.4, 2.2, 22
# Of a cell: the space at its sides in twentieths of a point, and the longest word that is kept whole.
SIDES, MOST_UNBROKEN = 45, 16
_DEEPEST = 4
# So many charts, and how they stand: millimetres, two beside each other.
MOST_CHARTS, ACROSS, CHART_SIZE, MOST_WORDS = 60, 2, (75, 48), 1000
_EMU = 36_000
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHARTS = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_NAMES = "http://schemas.openxmlformats.org"
_INLINE = (
    f'<w:drawing xmlns:w="{_NAMES}/wordprocessingml/2006/main" xmlns:a="{_NAMES}/drawingml/2006/main" '
    f'xmlns:wp="{_NAMES}/drawingml/2006/wordprocessingDrawing" xmlns:c="{_NAMES}/drawingml/2006/chart" '
    f'xmlns:r="{_NAMES}/officeDocument/2006/relationships"><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent {size}/><wp:docPr id="{number}" name="chart {number}" descr={words}/><wp:cNvGraphicFramePr/>'
    f'<a:graphic><a:graphicData uri="{_NAMES}/drawingml/2006/chart"><c:chart r:id="{{name}}"/></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing>"
)


@output_format("docx", Kind.CHECK)
def docx(kind: Kind, value: Any, view: View) -> bytes:
    """A document of Word: title, answer, table, what has to be decided, and an appendix; needs `planck[office]`."""
    result, language = value, language_of(value, view.language)
    word = _empty(language)
    told = document(kind, result, view, Medium.PAGE).of(Medium.PAGE)
    _write(word, told.blocks, deeper=-1)
    _charts(word, result, view, language)
    if sum(len(plan.assessments) for plan in result.plans) <= MOST_VERDICTS:
        word.add_page_break()  # type: ignore[no-untyped-call]
        _write(word, _appendix(result, view, language).blocks, deeper=0)
    _describe(word, result, told)
    return _packed(word)


def _charts(word: "Word", result: Result, view: View, language: Language) -> None:
    """A chart for each target that has a row or was measured, two beside each other, the most urgent first."""
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    from planck.render.pages.page import told_rows

    told = [made for each, row in told_rows(result, view) if (made := drawn(each, row, language))][:MOST_CHARTS]
    if not told:
        return
    _line(word.add_heading(level=1), say("render.office.charts", language))
    table = word.add_table(rows=-(-len(told) // ACROSS), cols=ACROSS)
    cells = table._cells
    for at, each in enumerate(told):
        title, picture = cells[at].paragraphs[0], cells[at].add_paragraph()
        _line(title, Strong(each.name))
        title.paragraph_format.keep_with_next = True
        title.runs[0].font.size = Pt(TABLE_SIZE)
        _chart(word, picture, each, at + 1, language)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _chart(word: "Word", paragraph: "WordParagraph", each: Drawn, number: int, language: Language) -> None:
    """A chart that Word draws and edits: its part, the workbook behind it, and the place of both in the text."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    made, package = part_of(each, language), word.part.package
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _SHEETS, made.workbook, package)
    picture = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHARTS, made.chart, package)
    picture.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, book, "rId1")
    name = word.part.relate_to(picture, RELATIONSHIP_TYPE.CHART)
    words = quoteattr(clean(each.words)[:MOST_WORDS])
    size = f'cx="{CHART_SIZE[0] * _EMU}" cy="{CHART_SIZE[1] * _EMU}"'
    xml = _INLINE.format(size=size, number=number, words=words, name=name)
    paragraph.add_run()._r.append(parse_xml(xml))


def _appendix(result: Result, view: View, language: Language) -> Document:
    """All that there is to say, under a heading of its own in place of the title."""
    from planck.render.views import full

    told = full.document(result, replace(view, language=language)).of(Medium.PAGE)
    heading = Heading(text=say("render.office.appendix", language), level=1)
    return replace(told, blocks=(heading, *told.blocks[1:]))


def _write(word: "Word", blocks: Sequence[Block], *, deeper: int) -> None:
    """The blocks one below the other; a heading of level 1 is the title where it stands at depth 0."""
    for block in blocks:
        match block:
            case Heading():
                level = min(max(block.level + deeper, 0), _DEEPEST)
                _line(word.add_heading(level=level), block.text)
            case Paragraph():
                for line in block.lines:
                    _line(word.add_paragraph(), line)
            case Items():
                _items(word, block)
            case Notice():
                _notice(word, block)
            case Table():
                _table(word, block)


def _line(paragraph: "WordParagraph", line: Line) -> "WordParagraph":
    """The parts of a line, as text whatever they hold."""
    from docx.shared import Pt

    for part in parts(line):
        run = paragraph.add_run(unbroken(clean(part if isinstance(part, str) else part.text)))
        run.bold = True if isinstance(part, Strong) else None
        if isinstance(part, Code):
            run.font.name, run.font.size = "Consolas", Pt(CODE_SIZE)
    return paragraph


def _items(word: "Word", block: Items) -> None:
    """A list; its numbers are written out, as those of Word go on from list to list."""
    if block.title:
        _line(word.add_paragraph(), Strong(block.title))
    entries = (*block.items, *((Item(text=block.more),) if block.more else ()))
    for at, item in enumerate(entries, 1):
        paragraph = word.add_paragraph(f"{at}. ") if block.ordered else word.add_paragraph(style="List Bullet")
        _line(paragraph, item.text)
        for below in item.below:
            _line(word.add_paragraph(), below)


def _notice(word: "Word", block: Notice) -> None:
    """A finding, and what is to be done."""
    head = " ".join(text for text in (block.label, block.code, block.name, block.place) if text)
    _line(word.add_paragraph(style="List Bullet"), (Strong(f"{head} "), block.text))
    if block.help:
        _line(word.add_paragraph(), block.help_label + block.help)


def _table(word: "Word", block: Table) -> None:
    """A table whose titles stand on every page, and no row of which is torn apart."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    if not block.rows:
        return
    block = block.without_bars
    texts = [[column.title for column in block.columns], *(_texts(cells, block.part) for cells in block.rows)]
    table = word.add_table(rows=len(texts), cols=len(block.columns), style="Table Grid")
    table.autofit = False
    _set_sides(table)
    widths = _widths(block, texts)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for at, (row, told) in enumerate(zip(_rows(table), texts, strict=True)):
        for cell, text, column, wide in zip(row, told, block.columns, widths, strict=True):
            cell.width = Mm(wide)
            _fill(cell, text, bold=at == 0)
            if column.number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for at, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))
    more = block.more.format(left=block.left) if block.left else ""
    _line(word.add_paragraph(), more)


def _set_sides(table: "WordTable") -> None:
    """Less space at the sides of the cells than is usual, so that ten columns have room."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for name in ("left", "right"):
        side = OxmlElement(f"w:{name}")
        side.set(qn("w:w"), str(SIDES))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    # The order of the parts is fixed: the look of a table comes last.
    table._tblPr.find(qn("w:tblLook")).addprevious(margins)


def _rows(table: "WordTable") -> list[list["WordCell"]]:
    """The cells row by row, looked up once: the library goes through the whole table for each."""
    wide, cells = len(table.columns), table._cells
    return [cells[at : at + wide] for at in range(0, len(cells), wide)]


def _fill(cell: "WordCell", text: str, *, bold: bool) -> None:
    from docx.shared import Pt

    run = cell.paragraphs[0].add_run(unbroken(clean(text)))
    run.font.size, run.bold = Pt(TABLE_SIZE), bold or None
    cell.paragraphs[0].paragraph_format.space_after = Pt(0)


def _texts(cells: Sequence[Any], part: str) -> list[str]:
    name, *others = cells
    return [(part if name.depth else "") + name.text, *(cell.text for cell in others)]


def _widths(block: Table, texts: Sequence[Sequence[str]]) -> list[float]:
    """Millimetres for each column: what cannot be broken in it, and of what its longest text needs as much as there is.

    Where not even the former fits, each has its share.
    """
    columns = range(len(block.columns))
    longest = [max(width(row[at]) for row in texts) for at in columns]
    least = [LETTER * max(_unbroken(row[at]) for row in texts) + GAP for at in columns]
    least[0] = max(least[0], min(LEAST_NAME, LETTER * longest[0] + GAP))
    wish = [max(LETTER * wide + GAP - sure, 0.0) for wide, sure in zip(longest, least, strict=True)]
    left = TEXT_WIDTH - sum(least)
    if left < 0:
        return [round(TEXT_WIDTH * each / sum(least), 1) for each in least]
    share = min(1.0, left / (sum(wish) or 1.0))
    return [round(sure + share * more, 1) for sure, more in zip(least, wish, strict=True)]


def _unbroken(text: str) -> int:
    """The longest part of a text that no line may break, of those that a column can hold."""
    return min(MOST_UNBROKEN, max(map(width, _WORD.findall(unbroken(clean(text)))), default=0))


# What stands between spaces and letters that a line may break at; a space that does not break is part of it.
_WORD = pattern(r"[^ \u2e80-\uffdc]+|[\u2e80-\uffdc]{1,2}")


# What a document is made on.


def _empty(language: Language) -> "Word":
    """A document without text: its page, its fonts and its sizes."""
    import docx as library
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    word = library.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, wide in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(wide))
    for name, size in SIZES.items():
        style: ParagraphStyle = word.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        style.paragraph_format.space_after = Pt(4)
        _set_fonts(style, FONTS[_FONT_OF.get(name, "text")].zh, language)
    title: ParagraphStyle = word.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(line)
    return word


def _set_fonts(style: "ParagraphStyle", chinese: str, language: Language) -> None:
    """The fonts of a style by their names, in place of those of a theme, and the language to check it in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    style.font.name = LATIN
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    assert fonts is not None
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
    fonts.set(qn("w:eastAsia"), chinese)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), "en-US")
    tongue.set(qn("w:eastAsia"), "zh-CN" if language is Language.ZH else "en-US")
    properties.append(tongue)


def _describe(word: "Word", result: Result, told: Document) -> None:
    """What the file says of itself; nothing of who made it, and when."""
    title = next((block for block in told.blocks if isinstance(block, Heading)), None)
    about = word.core_properties
    about.title = clean(title.text if title and isinstance(title.text, str) else "")[:255]
    about.author = about.last_modified_by = f"planck {result.version}"
    about.created = about.modified = MADE
    about.comments = ""


def _packed(word: "Word") -> bytes:
    """The bytes of the file, with the times of its parts left out and its fonts with what stands in for them."""
    made, packed = io.BytesIO(), io.BytesIO()
    word.save(made)
    with zipfile.ZipFile(made) as parts_made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name in parts_made.namelist():
            content = parts_made.read(name)
            content = _with_instead(content) if name == "word/fontTable.xml" else content
            file.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _with_instead(table: bytes) -> bytes:
    """The table of fonts with the other names of those that few have."""
    fonts = "".join(
        f'<w:font w:name="{FONTS[name].zh}"><w:altName w:val="{other.zh}"/><w:charset w:val="86"/></w:font>'
        for name, other in INSTEAD.items()
    )
    return table.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())
