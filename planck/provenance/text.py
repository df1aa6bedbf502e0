"""One document, folded and indexed once: its numbers, its places, and the second copy of its body."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

from msgspec.structs import replace

from planck.load.files import Positions
from planck.model import Input, Place
from planck.pattern import pattern
from planck.record import Record

# Amounts as they are printed: a number, its scale (万, 亿), its unit; in digits or in Chinese.

SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10}
SCALES |= {"千亿": 11, "万亿": 12}

# What is counted one by one. 个 goes with every one of them: plans count firms in 家 and in 个.
COUNTS = frozenset("家项件名人位场次幢栋座条篇种户所批台套册只支期处款部门")
_PEOPLE = frozenset("名人位")
_MEASURED = (
    "元 美元 平方米 平方公里 公里 米 亩 公顷 吨 千瓦时 千瓦 年 月 日 天 分 分钟 小时 倍 成 岁 级 度 % ‰ 百分点".split()  # noqa: SIM905
)
_COMPOUND = ("人次", "家次", "人年", "个百分点")
UNITS = tuple(sorted({*COUNTS, *_MEASURED, *_COMPOUND, "个"}, key=lambda unit: (-len(unit), unit)))

_SCALE = "(?:[十百千万]?亿|万亿|[十百千]?万|千(?!瓦)|百(?!分))"
_UNIT = "|".join(map(re.escape, UNITS))
_TAIL = rf"(?P<more>[余多]?)(?P<scale>{_SCALE}?)(?:[余多]?)(?P<unit>(?:{_UNIT})?)"
_LONGEST = 20
# No figure has as many digits; what has is a line of digits, of which some powers of ten are beyond every number.
_MOST_DIGITS = 40
_FALLING = ("下降", "降低", "减少", "回落", "下滑", "负增长")
# How many characters before a number such a word may start.
_FALL_BEFORE = 6
_CHINESE = "〇零一二两三四五六七八九十百千万亿"
_NUMERAL = pattern(
    rf"(?P<digits>(?<![0-9])(?<![0-9]\.)(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)(?P<rest>万(?:[0-9],[0-9]{{3}}|[0-9]{{3,4}})(?![0-9.,万亿]))?{_TAIL}"
    rf"|百分之(?P<percent>[{_CHINESE}点]+)"
    rf"|(?P<below>[{_CHINESE}]+)分之(?P<above>[{_CHINESE}]+)"
    rf"|(?P<chinese>[{_CHINESE}]+(?:点[{_CHINESE}]+)?)(?P<chinese_unit>(?:{_UNIT})?)"
)


class Amount(Record, kw_only=False):
    """A number in a unit: `number` is as printed, `value` with its scale, so that 1.2万亩 is 1.2 and 12000 亩."""

    number: Decimal
    scale: int
    unit: str

    @property
    def value(self) -> Decimal:
        """The number times its scale."""
        return self.number.scaleb(self.scale)

    def agrees(self, other: "Amount") -> bool:
        """Whether two amounts say the same. A unit or a scale that one of them does not print is no disagreement."""
        if self.value == other.value:
            return same_unit(self.unit, other.unit)
        bare = (self.scale == 0 and not self.unit) or (other.scale == 0 and not other.unit)
        return bare and self.number == other.number


class Number(Record, kw_only=False):
    """An amount in a folded text: from `start` to `end`, with its scale and unit.

    `falls`: a word before it says that it is a fall, so that 下降3.2% may be encoded as 3.2 or as -3.2.
    """

    amount: Amount
    start: int
    end: int
    falls: bool = False

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts that it may be encoded as."""
        return (self.amount, replace(self.amount, number=-self.amount.number)) if self.falls else (self.amount,)

    def says(self, amount: Amount) -> bool:
        """Whether it may be encoded as `amount`."""
        return any(own.agrees(amount) for own in self.amounts)


def amount_of(number: Decimal, unit: str) -> Amount:
    """The amount of a number encoded in a unit such as 亿元, 万名, 篇/天, in any width or script that is folded."""
    first = re.split(r"[/(]", unit, maxsplit=1)[0]
    found = re.match(_SCALE, first)
    rest = first[found.end() :] if found else first
    # 千瓦 and 百分点 are units; 万 alone is a scale.
    scale = SCALES[found[0]] if found else 0
    return Amount(number, scale, _plain(rest))


def same_unit(one: str, other: str) -> bool:
    """Whether two units may stand for each other; one that is not printed goes with all."""
    if one == other or not one or not other:
        return True
    if {one, other} <= _PEOPLE:
        return True
    counted = {*COUNTS, "人次", "家次"}
    return (one == "个" and other in counted) or (other == "个" and one in counted)


def _plain(unit: str) -> str:
    return unit.removeprefix("个") if unit == "个百分点" else unit


def numbers_in(text: str, *, every: bool = False) -> Iterator[Number]:
    """The amounts in a folded text, in order; each is a whole number, never a part of one.

    Chinese numerals of one character count only with a unit or after 第, because most of them are words, unless
    `every`.
    """
    end = -1
    for found in _NUMERAL.finditer(text):
        number = _digits(found, _is_negative(text, found.start(), end)) if found["digits"] else _in_chinese(found)
        if number and (every or found["digits"] or _counts(found, text)):
            falls = any(word in text[max(0, number.start - _FALL_BEFORE) : number.start] for word in _FALLING)
            yield replace(number, falls=falls)
            end = number.end


def _is_negative(text: str, start: int, end: int) -> bool:
    """Whether a minus sign stands before the number at `start`, and not the dash of a range or of a name.

    `end` is where the number before it ends, with its unit.
    """
    before = text[start - 2 : start - 1] if start > 1 else ""
    name_or_range = end == start - 1 or (before.isascii() and (before.isalnum() or before in ("%", ")", "-")))
    return text[start - 1 : start] in ("-", "−") and not name_or_range


def _counts(found: re.Match[str], text: str) -> bool:
    if found["chinese"] is None:
        return True
    ordinal = text[max(0, found.start() - 1) : found.start()] == "第"
    return bool(found["chinese_unit"]) or ordinal or len(found["chinese"]) > 1


def _digits(found: re.Match[str], negative: bool) -> Number | None:
    if len(found["digits"]) > _MOST_DIGITS:
        return None
    number, scale = Decimal(found["digits"].replace(",", "")), found["scale"]
    if rest := found["rest"]:
        # 32万1,358人.
        number, scale = number + Decimal(rest[1:].replace(",", "")).scaleb(-4), rest[0]
    amount = Amount(-number if negative else number, SCALES[scale], _plain(found["unit"]))
    return Number(amount, found.start(), found.end())


def _in_chinese(found: re.Match[str]) -> Number | None:
    if found["percent"]:
        return _number(found, _converted(found["percent"]), "%")
    if found["below"]:
        above, below = _converted(found["above"]), _converted(found["below"])
        return _number(found, above / below if above is not None and below else None, "")
    return _number(found, _converted(found["chinese"]), _plain(found["chinese_unit"]))


def _number(found: re.Match[str], number: Decimal | None, unit: str) -> Number | None:
    return None if number is None else Number(Amount(number, 0, unit), found.start(), found.end())


def _converted(numeral: str) -> Decimal | None:
    """The number that a Chinese numeral means; None when it means none, like 万 alone or a name such as 二三."""
    if len(numeral) > _LONGEST:
        return None
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(numeral, "smart")))
    except (ValueError, KeyError):  # The second is how it takes a 点 where none can stand.
        return None


def with_unit(amount: Amount, unit: Amount) -> Amount:
    """The amount in the unit of another one where it prints none of its own."""
    bare = not amount.unit and not amount.scale
    return replace(amount, scale=unit.scale, unit=unit.unit) if bare else amount


# Text as it is compared: one width, one script, one line, and where each character came from.

# A page mark between two lines: a form feed, "- 12 -", "第12页", "第 12 页 共 30 页", "Page 12 of 30".
_PAGE_MARK = pattern(
    r"[^\S\n]*(?:[-—–·]{1,3}\s?\d{1,4}\s?[-—–·]{1,3}|第\s?\d{1,4}\s?页(?:[,，/]?\s?共\s?\d{1,4}\s?页)?"
    r"|page\s\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?)[^\S\n]*",
    re.IGNORECASE,
)
_WHOLE_LINE_OF_NUMBERS = pattern(r"[\s\d.,%+-]*")
# Two separators of cells in a line.
_CELLS = pattern(r"(?:[\t|｜│]|(?<=\S)(?: {2,}|\u3000+)(?=\S)).*?(?:[\t|｜│]|(?<=\S)(?: {2,}|\u3000+)(?=\S))")
# Stands where markup was: it is passed over and separates nothing.
FILLER = "\x00"
# What may stand in a number or a word of Latin letters, so that a space there separates; a dash may be an empty cell.
_JOINING = pattern(r"[0-9a-z.,%−-]")
# Before one of these a wide comma is a comma, not a separator of thousands; before a wide digit it may be one.
_NARROW_DIGITS = frozenset("0123456789")


class Folded(Record, kw_only=False):
    """A folded text and, for each of its characters, the offset in the text it was made from."""

    text: str
    offsets: tuple[int, ...]

    def position(self, offset: int) -> int:
        """Where the character at `offset` of the original stands here, or the next one that does."""
        return bisect_left(self.offsets, offset)

    def original(self, position: int) -> int:
        """The offset in the original of the character at `position`; of the last one beyond the end."""
        return self.offsets[min(position, len(self.offsets) - 1)] if self.offsets else 0


def fold(text: str) -> str:
    """The text alone, folded: for names and printed figures."""
    return folded(text).text


def folded(text: str) -> Folded:
    """The text in one width, lower case and simplified characters, without white space and page marks.

    One space stays between two digits or Latin letters that white space separated, so that two numbers never become
    one; but a number that a line break or a page mark tore apart in running text is joined again.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for start, end, separated, in_rows in _runs(text):
        for offset in range(start, end):
            character = _one(text[offset])
            if character == "," and text[offset] == "\uff0c" and text[offset + 1 : offset + 2] in _NARROW_DIGITS:
                character = "\uff0c"
            joins = separated and characters and _JOINING.match(characters[-1])
            if joins and (in_rows or _JOINING.match(character)):
                characters.append(" ")
                offsets.append(offset - 1)
            separated = False
            characters.append(character)
            offsets.append(offset)
    return Folded("".join(characters), tuple(offsets))


def _runs(text: str) -> Iterator[tuple[int, int, bool, bool]]:
    """The spans without white space, whether the white space before one separates numbers, and whether it does rows."""
    lines = _Lines(text)
    end = 0
    for found in re.finditer(rf"[^\s{FILLER}]+", text):
        if lines.is_page_mark(found.start()):
            continue
        gap = text[end : found.start()].replace(FILLER, "")
        rows = "\n" in gap and lines.are_rows(end, found.start())
        yield found.start(), found.end(), bool(gap) and (rows or not lines.torn(end, found.start())), rows
        end = found.end()


class _Lines:
    """The lines of a text, to tell a torn number from two numbers."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks = [
            (start, end)
            for start, end in _spans_of_lines(text)
            if start < end and _PAGE_MARK.fullmatch(text, start, end)
        ]

    def is_page_mark(self, offset: int) -> bool:
        """Whether the character at `offset` is part of a page mark."""
        index = bisect_left(self._marks, (offset + 1, 0)) - 1
        return index >= 0 and offset < self._marks[index][1]

    def torn(self, end: int, start: int) -> bool:
        """Whether what ends at `end` and what starts at `start` are the halves of one number of running text.

        They are when only one line break lies between them, or a page mark with any number of them, and neither line
        consists of numbers only, as cells of a table do.
        """
        between = self._text[end:start]
        marked = "\f" in between or any(end <= first < start for first, _ in self._marks)
        if not marked and between.count("\n") != 1:
            return False
        before, after = self._line(end - 1), self._line(start)
        return not (_WHOLE_LINE_OF_NUMBERS.fullmatch(before) or _WHOLE_LINE_OF_NUMBERS.fullmatch(after))

    def are_rows(self, end: int, start: int) -> bool:
        """Whether the lines around a break are rows of cells, so that no number goes on behind it."""
        return all(_CELLS.search(self._line(at)) for at in (end - 1, start))

    def _line(self, offset: int) -> str:
        start = self._text.rfind("\n", 0, offset + 1) + 1
        end = self._text.find("\n", offset)
        return self._text[start : len(self._text) if end < 0 else end].replace("\f", "")


def _spans_of_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


@lru_cache(maxsize=65536)
def _one(character: str) -> str:
    """One character in one width, lower case, simplified. Encircled and raised numbers stay what they are."""
    narrow = unicodedata.normalize("NFKC", character)
    if len(narrow) != 1 or unicodedata.category(character) == "No":
        narrow = character
    lower = narrow.casefold()
    if len(lower) != 1 or lower.isascii():
        return lower if len(lower) == 1 else narrow
    simple = _simplifier()(lower)
    return simple if len(simple) == 1 else lower


@lru_cache(maxsize=1)
def _simplifier() -> Callable[[str], str]:
    # Without the library only texts in simplified characters come here: whoever reads others asks for it.
    try:
        import opencc
    except ImportError:
        return str
    converter = opencc.OpenCC("t2s")
    return lambda text: str(converter.convert(text))


# Characters that must repeat before two stretches of text count as copies of each other.
_ANCHOR = 24
# From where the body starts anew, most of what follows has been there before; of a text that quotes itself, a little.
_MOST = 0.6


class SourceText(Record, kw_only=False):
    """A document by its id: the file, the text folded, its whole numbers in order, and where its copy starts.

    `copies` pairs positions of the folded text: what stands at the second stands at the first too.
    """

    id: str
    input: Input
    positions: Positions
    folded: Folded
    numbers: tuple[Number, ...]
    copies: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    def first_copy(self, position: int) -> int:
        """The position in the first body of what stands at `position`, which is itself when that is no copy."""
        index = bisect_right(self.copies, position, key=lambda pair: pair[1]) - 1
        return position - self.copies[index][1] + self.copies[index][0] if index >= 0 else position

    def is_copy(self, position: int) -> bool:
        """Whether `position` lies in the second body."""
        return self.first_copy(position) != position

    def place(self, start: int, end: int) -> Place:
        """The place in the file of a span of the folded text."""
        return self.positions.place(self.folded.original(start), self.folded.original(max(start, end - 1)) + 1)

    def at(self, line: int, column: int) -> int | None:
        """The position in the folded text of a line and column of the file; None when it has no such line."""
        if not 1 <= line <= len(self.positions.starts):
            return None
        return self.folded.position(self.positions.starts[line - 1] + max(column, 1) - 1)

    def number_at(self, position: int) -> Number | None:
        """The number that starts at a position."""
        index = bisect_left(self.numbers, position, key=lambda number: number.start)
        found = self.numbers[index : index + 1]
        return found[0] if found and found[0].start == position else None

    def windows(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The span of the first body from `start` to `end`, cut to the text, and the spans of its copy."""
        shifts = dict.fromkeys((0, *(second - first for first, second in self.copies)))
        cut = ((max(0, start + shift), min(len(self.text), end + shift)) for shift in shifts)
        return tuple((first, last) for first, last in cut if first < last)

    def numbers_in(self, start: int, end: int) -> tuple[Number, ...]:
        """The numbers that start in a span of the folded text."""
        first, last = (bisect_left(self.numbers, edge, key=lambda number: number.start) for edge in (start, end))
        return self.numbers[first:last]


def source_text(id_: str, input_: Input, text: str) -> SourceText:
    """The document, indexed. `text` has the line breaks and columns of the file."""
    found = folded(text)
    return SourceText(
        id=id_,
        input=input_,
        positions=Positions.of(input_.file, text),
        folded=found,
        numbers=tuple(numbers_in(found.text)),
        copies=_copies(found.text),
    )


def _repeats(text: str) -> bool:
    """Whether the text may hold a second body: a fiftieth of its anchors, laid end to end, stand somewhere else too.

    A body and its copy hold all of theirs twice, wherever the copy starts. This needs a small part of the memory that
    pairing every position does, which a long document without a copy is spared.
    """
    last = len(text) - _ANCHOR + 1
    laid = {text[position : position + _ANCHOR]: position for position in range(0, last, _ANCHOR)}
    again = sum(laid.get(text[position : position + _ANCHOR], position) != position for position in range(last))
    return again * 50 >= len(laid)


def _copies(text: str) -> tuple[tuple[int, int], ...]:
    """Pairs of positions (first body, second body) at which the two run alike, empty when there is one body.

    The second body starts where the repetition does; a pair stands wherever the distance between the bodies changes.
    """
    if not _repeats(text):
        return ()
    first: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    for position in range(len(text) - _ANCHOR + 1):
        anchor = text[position : position + _ANCHOR]
        known = first.setdefault(anchor, position)
        # Dotted lines of a table of contents repeat within themselves and say nothing.
        if known != position and len(set(anchor)) > _ANCHOR // 3:
            pairs.append((known, position))
    dense = [i for i, pair in enumerate(pairs) if len(pairs) - i >= _MOST * (len(text) - pair[1])]
    # The second body starts with what comes first in the first one; a sentence that it repeats comes later.
    start = min(dense, key=lambda i: pairs[i], default=None)
    if start is None or len(pairs) - start < _ANCHOR:
        return ()
    rising = [pairs[start]]
    for pair in pairs[start + 1 :]:
        if pair[0] > rising[-1][0]:
            rising.append(pair)
    changes = [after for before, after in pairwise(rising) if after[1] - after[0] != before[1] - before[0]]
    return (rising[0], *changes)


# HTML as text whose lines and columns are those of the file: markup is blanked, not cut.

# Elements that do not separate what stands around them.
_INLINE = frozenset(
    "a,abbr,b,bdi,bdo,cite,code,em,font,i,ins,mark,q,s,small,span,strong,sub,sup,time,u".split(",")  # noqa: SIM905
)
_UNSEEN = frozenset(("script", "style", "template", "head"))


def text_of_html(html: str) -> str:
    """The visible text of a page, every character at the offset that it has in the file; the rest is blank."""
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return "".join(reader.characters)


class _Reader(HTMLParser):
    """Copies what is seen to its place in a blank page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._html = html
        # The parser counts lines by line feeds alone.
        self._starts = [0, *(offset for offset, character in enumerate(html, 1) if character == "\n")]
        self._unseen = 0
        self.characters = [character if character in "\r\n" else " " for character in html]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._join(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._join(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self._join(tag)

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(unescape(f"&{name};")[:1], length=len(name) + 2)

    def handle_charref(self, name: str) -> None:
        self._write(unescape(f"&#{name};")[:1], length=len(name) + 3)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _join(self, tag: str) -> None:
        """Let what stands before and behind an inline element touch."""
        if tag in _INLINE and not self._unseen:
            start = self._offset()
            end = self._html.find(">", start) + 1
            self.characters[start:end] = [FILLER] * (end - start)

    def _write(self, seen: str, length: int = 0) -> None:
        if self._unseen:
            return
        start = self._offset()
        self.characters[start : start + len(seen)] = seen
        rest = max(0, min(length, len(self.characters) - start) - len(seen))
        self.characters[start + len(seen) : start + len(seen) + rest] = [FILLER] * rest
