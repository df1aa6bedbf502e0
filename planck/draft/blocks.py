"""The lines of a text put together: headings, paragraphs that were broken into lines, and rows of cells."""

import re
from collections.abc import Iterator
from enum import Enum
from itertools import islice, takewhile

from planck.pattern import pattern
from planck.provenance.text import fold
from planck.record import Record


class Line(Record, kw_only=False):
    """A line of a text, and the offset at which it starts."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


class Form(Enum):
    """What a block is."""

    HEADING = 1
    PARAGRAPH = 2
    TABLE = 3


class Block(Record, kw_only=False):
    """Lines that belong together; `width` is the number of columns of a table that has a cell a line."""

    form: Form
    lines: tuple[Line, ...]
    width: int = 0


_NUMBERED = "[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾貳參陸]+"
_HEADING = pattern(
    rf"\s*(?:#{{1,6}}\s|{_NUMBERED}、|[(（]{_NUMBERED}[)）]|第[一二三四五六七八九十百0-9]+[章节節篇部编編条條]|(?:[ivx]+|[0-9]+)\.\s[a-z][^.]*$|(?:chapter|section|part|goal)\s[0-9ivx]|[专專][栏欄]\s?[0-9一二三四五六七八九十]|表\s?[0-9])",
    re.IGNORECASE,
)
_STARTS_ANEW = pattern(
    rf"\s*(?:#{{1,6}}\s|{_NUMBERED}、|[(（]?{_NUMBERED}[)）、]|第{_NUMBERED}[章节節篇部编編条條,，]|——|[-*•·●■◆]\s|[0-9]+[.、．][0-9a-z]*\s?|目标\s?[0-9]|注[:：])"
)
_ENDS = pattern(r"[。！？!?；;：:.]['”’」』）)]?\s*$")
_CONTINUES = pattern(r"[，,、]\s*$")
_CELLS = pattern(r"\|.*\||[^|]\|[^|]|\S(?:\t+| {2,}|　+)\S+(?: \S+)*(?:\t+| {2,}|　+)\S")
_SENTENCE_MARK = pattern("[。；！？]")
_CUT_IN_A_NUMBER = pattern("[0-9０-９][.．]?[千百十]?[万亿萬億]*$")
_RULE = pattern(r"[\s|:+=-]*-{2,}[\s|:+=-]*")
# Lines this long that end without a mark are broken by the page, not by the writer.
_PAGE_WIDTH, _LATIN_PAGE_WIDTH = 22, 60
# A line is no wider than the one before it that is full, but for narrow characters.
_SLACK = 12
_HAN = pattern("[\u4e00-\u9fff]")
_LONGEST_HEADING = 60
# A few words in English, without a number but a year, on a line of their own.
_LATIN_HEADING = pattern(
    r"(?=.{3,60}$)\s*(?:by|in|for)?\s?[A-Z12](?:[^.,;:!?0-9\u4e00-\u9fff]|(?<![0-9])(?:19|20)[0-9]{2}(?![0-9]))*:?\s*",
    re.IGNORECASE,
)
# A short numbered sentence is no heading.
_SAYS_A_NUMBER = pattern(r"[0-9０-９]\s?(?:[%％‰]|[余多]?[万亿萬億倍成])|[个個]百分[点點]|翻番|倍增")
_A_NUMBER = pattern("[\u4e00-\u9fff][0-9０-９][0-9０-９.,，]*(?![0-9０-９]*(?:[年月日]|[.、）)]))")
_TITLE = pattern(
    r"(?:报告|報告|规划|規劃|纲要|綱要|方案|计划|計畫|通知|意见|要点|公报|公報)(?:[（(][^()（）]*[)）])?\s*$"
)
_TITLE_LINES = 6


_HEADING_WITHIN = pattern(rf"(?<=[。；;\s])(?:{_NUMBERED}、)[^。，,；;\s]{{2,30}}(?=\s)")


def title_of(text: str) -> str:
    """The lines that head a text: short ones among its first, up to a heading or a table."""
    lines = (_without_bars(line) for line in lines_of(text) if line.text.strip())
    head = list(takewhile(lambda line: not is_row(line), islice(lines, _TITLE_LINES)))
    rest = takewhile(lambda line: line.text.startswith("—") or not _is_text(line.text), head[1:])
    return "\n".join(line.text.strip() for line in (*head[:1], *rest) if _is_short(line.text.strip()))


def _is_text(line: str) -> bool:
    """Whether a line belongs to the text below a title: a point of a list, or a sentence."""
    ends = line.rstrip().endswith("。") if _HAN.search(line) else _ENDS.search(line)
    return bool(_STARTS_ANEW.match(line) or ends)


def _without_bars(line: Line) -> Line:
    """The line; the one cell of a row that has no other is the title of a sheet."""
    cells = [cell for cell in line.text.strip("| ").split("|") if cell.strip()]
    return Line(cells[0], line.start) if line.text.startswith("|") and len(cells) == 1 else line


def _is_short(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING * (1 if _HAN.search(line) else 2)


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text; one that holds headings within is cut at them."""
    for line in _broken(text):
        start = 0
        for found in _HEADING_WITHIN.finditer(line.text):
            yield Line(line.text[start : found.start()], line.start + start)
            yield Line(found[0], line.start + found.start())
            start = found.end()
        yield Line(line.text[start:], line.start + start)


_BARS = str.maketrans("｜│┃", "|||")


def _broken(text: str) -> Iterator[Line]:
    start = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029").translate(_BARS)
        yield Line(bare, start)
        start += len(line)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text in order; a blank line ends one."""
    return list(_with_columns(list(_blocks(text))))


def _blocks(text: str) -> Iterator[Block]:
    held: list[Line] = []
    for line in lines_of(text):
        if held and not _goes_on(held, line):
            yield _block(held)
            held = []
        if line.text.strip():
            held.append(line)
    if held:
        yield _block(held)


def is_row(line: Line) -> bool:
    """Whether the line has cells."""
    return bool(_CELLS.search(line.text)) and not _SENTENCE_MARK.search(line.text)


def is_rule(line: Line) -> bool:
    """Whether the line only draws one, such as | --- | --- |."""
    return bool(_RULE.fullmatch(line.text))


def _goes_on(held: list[Line], line: Line) -> bool:
    """Whether the line belongs to the lines before it."""
    last = held[-1]
    if not line.text.strip():
        return False
    if is_row(last) or is_row(line):
        return is_row(last) and is_row(line)
    if _STARTS_ANEW.match(line.text) or _heads_a_table(line) or _is_heading(last):
        return False
    if last.start == 0 and _TITLE.search(last.text):
        return False
    if _HAN.search(last.text) and _CUT_IN_A_NUMBER.search(last.text.rstrip()):
        return True
    if not _HAN.search(last.text) and pattern("\\s*[A-Z]").match(line.text):
        return False
    width = _PAGE_WIDTH if _HAN.search(last.text) else _LATIN_PAGE_WIDTH
    size = len(last.text.strip())
    full = size >= width and (len(line.text.strip()) <= size + _SLACK or not _HAN.search(last.text))
    return bool(_CONTINUES.search(last.text)) or (not _ENDS.search(last.text) and full)


def _is_heading(line: Line) -> bool:
    text = line.text.strip()
    return (
        bool(_HEADING.match(text))
        and len(text) <= _LONGEST_HEADING
        and not _CONTINUES.search(text)
        and "。" not in text[:-1]
        and not (text.endswith("。") and _SAYS_A_NUMBER.search(text))
        and not (text.endswith("。") and "，" in text and _A_NUMBER.search(text))
    )


def _block(lines: list[Line]) -> Block:
    if is_row(lines[0]):
        return Block(Form.TABLE, tuple(lines))
    heads = len(lines) == 1 and (_is_heading(lines[0]) or _LATIN_HEADING.fullmatch(lines[0].text))
    return Block(Form.HEADING if heads else Form.PARAGRAPH, tuple(lines))


# Tables that have lost their rules: a cell a line, the header first.

_FIRST_HEADER = pattern("^(?:序号|指标|指标名称|主要指标|项目|类别|指标类别|名称)$")
_LONGEST_FIRST_HEADER = 6


def _heads_a_table(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= _LONGEST_FIRST_HEADER and bool(_FIRST_HEADER.match(fold(text)))


_HEADER_WORD = pattern(
    "年|目标|单位|属性|性质|实际|完成|基数|基期|备注|类型|类别|序号|指标|项目|名称|性质|累计|领域|责任"
)
_LONGEST_CELL = 40
_FEWEST_CELLS = 4


def _with_columns(blocks: list[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        cells = _cells_from(blocks, at)
        width = _header_width(cells)
        if width > 1 and len(cells) >= width + _FEWEST_CELLS - 2:
            yield Block(Form.TABLE, tuple(cells), width)
            at += len(cells)
        else:
            yield blocks[at]
            at += 1


def _cells_from(blocks: list[Block], at: int) -> list[Line]:
    """The lines from `at` on that may be cells, when the first of them may head a table."""
    if not _heads_a_table(blocks[at].lines[0]) or _is_title(blocks, at):
        return []
    found: list[Line] = []
    for block in blocks[at:]:
        if block.form is Form.TABLE or len(block.lines) > 1 or not _is_cell(block.lines[0]):
            break
        found += block.lines
    return found


def _is_title(blocks: list[Block], at: int) -> bool:
    """Whether a line that may head a table stands above the one that does."""
    below = blocks[at + 1].lines[0] if at + 1 < len(blocks) else None
    return _TITLES.match(fold(blocks[at].lines[0].text)) is not None and below is not None and _heads_a_table(below)


_TITLES = pattern("主要指标$|指标$|项目$")


def _is_cell(line: Line) -> bool:
    text = line.text.strip()
    return len(text) <= _LONGEST_CELL and not _ENDS.search(text) and not text.startswith(("注", "资料来源", "表"))


def _header_width(cells: list[Line]) -> int:
    """How many of the first cells are headers."""
    width = 0
    while width < len(cells) and _HEADER_WORD.search(fold(cells[width].text)) and not _is_name_of_row(cells, width):
        width += 1
    return width


def _is_name_of_row(cells: list[Line], index: int) -> bool:
    """Whether a cell that looks like a header is followed by a number, as the name of the first row is."""
    behind = cells[index + 1].text.strip() if index + 1 < len(cells) else ""
    return (
        index > 0
        and behind != _FIRST_INDEX
        and bool(pattern(r"^[<>≥≤〔\[]?-?(?![0-9]{1,2}[.、][^0-9])[0-9.]+[^年]{0,6}$").match(behind))
        and not _HEADER_YEAR.match(behind)
    )


_HEADER_YEAR = pattern("^(?:19|20)[0-9]{2}$")
# Behind the last header of a table whose rows are numbered.
_FIRST_INDEX = "1"
