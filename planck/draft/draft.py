"""A text read to its end: every number that it sets as a goal or reports, and those that were left out."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from planck.draft import english
from planck.draft.blocks import Block, Form, blocks_of, title_of
from planck.draft.columns import Context
from planck.draft.encode import same_name
from planck.draft.english import is_chinese, is_english
from planck.draft.periods import (
    IN_CHINESE,
    IN_ENGLISH,
    Calendar,
    Scope,
    Sign,
    Told,
    calendar,
    heading_scope,
    opening_scope,
    part_of_year,
    scopes_in,
)
from planck.draft.phrases import sentences
from planck.draft.reading import Source
from planck.draft.sentence import Read, read_sentence, relatives_in
from planck.draft.statement import Comparator, Left, Role, Spot, Statement, Tier
from planck.draft.tables import read_table, rows_of_lines
from planck.draft.wording import is_republican, worded
from planck.load.table.names import is_simplified
from planck.pattern import pattern
from planck.provenance.text import Folded, fold
from planck.record import Record
from planck.registry import grouped

# Blocks before a table that may be its titles, and behind it that may be notes to it.
_TITLES, _NOTES, _LONGEST_TITLE = 3, 3, 60
# The number of a paragraph, which is no amount.
_NUMBERED = pattern(
    r"\s*(?:[0-9]{1,3}(?:[.．)）]\s*|、)(?=\D|(?:19|20)[0-9]{2}年)|[(（]?[一二三四五六七八九十]{1,3}[、)）]|目[标標]\s?[0-9]{1,2}[:：、.])"
)
_POINT = pattern(r"\s*(?:[-–—•*·●■◦▪]|[(（]?[0-9a-z一二三四五六七八九十]{1,3}[.、)）]|[①-⑳])", re.IGNORECASE)
_BULLET = pattern(r"\s*[-–—•*·●■◦▪]\s+|\s*\([a-z]\)\s+")
# In brackets, where a number comes from, or by when.
_ASIDE = pattern(r"\((?:from|up from|down from|compared|against|by|baseline of|versus|vs)\b[^()]{2,40}\)")
# The year of a number that another is held against, which is not the time of that.
_BASE_YEAR = pattern(
    r"(?:\b(?:from|compared (?:to|with)|against|relative to|versus)\s(?:just |only |about |around )?"
    r"[$€£]?[0-9][0-9.,]*[^,;.]{0,30}?"
    r"|\bthan |[0-9.,%]+\s[a-z $]{0,24}?\bup on )\bin (?:19|20)[0-9]{2}\b"
)
_NOTE = pattern(r"\s*(?:注\s*[:：]|说明\s*[:：]|备注\s*[:：]|资料来源|[*＊①]|note)", re.IGNORECASE)


class Draft(Record, kw_only=False):
    """What was taken from a text, and what was left out."""

    known: Calendar
    statements: tuple[Statement, ...]
    left: tuple[Left, ...]


def draft_of(source: Source) -> Draft:
    """The statements of a document in the order in which they stand."""
    reader = _Reader(source)
    blocks = blocks_of(source.text)
    found = [item for index in range(len(blocks)) for item in reader.read(blocks, index)]
    return Draft(
        reader.known,
        tuple(_once(item for item in found if isinstance(item, Statement))),
        tuple(item for item in found if isinstance(item, Left)),
    )


def _once(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements; of those that say the same one counts, the fullest, and the others are marked as said again."""
    listed = list(statements)
    alike = grouped(
        (_said(each), index) for index, each in enumerate(listed) if each.comparator is not Comparator.RELATIVE
    )
    fullest = {max(same, key=lambda index: _fullness(listed[index], index)): same for same in alike.values()}
    for index, each in enumerate(listed):
        if index in fullest:
            unit = next((listed[other].unit for other in fullest[index] if listed[other].unit), "")
            yield replace(each, unit=each.unit or unit)
        else:
            yield each if each.comparator is Comparator.RELATIVE else replace(each, tier=Tier.REPEAT)


def _said(each: Statement) -> tuple[object, ...]:
    return each.role, same_name(each.indicator), each.kind, each.comparator, each.value, each.high, each.years


def _fullness(each: Statement, index: int) -> tuple[bool, bool, int]:
    """A statement with a base and a unit goes first, and of equals the one that stands first."""
    return each.base is not None, bool(each.unit), -index


class _Reader:
    """Goes through the blocks of a text and keeps what they are about."""

    def __init__(self, source: Source) -> None:
        self._source, self._text = source, source.text
        self._republican = not is_simplified(source.text) and is_republican(fold(source.text))
        opening = self._worded(title_of(source.text)).text
        self.known: Calendar = calendar(opening, source.text)
        self._scope: Scope = opening_scope(opening, self.known)
        self._local: Scope | None = None
        # The scope at the end of a sentence, and that of the points of a list below one: by 2030, the city will:
        self._last: Scope | None = None
        self._led: Scope | None = None

    def _worded(self, text: str) -> Folded:
        return worded(text, republican=self._republican)

    def read(self, blocks: Sequence[Block], index: int) -> Iterator[Statement | Left]:
        """What the block says; what stands around it tells what a table is about."""
        block = blocks[index]
        if block.form is Form.HEADING:
            self._scope = heading_scope(self._worded(block.lines[0].text).text, self._scope, self.known)
        elif block.form is Form.PARAGRAPH:
            if not (index and blocks[index - 1].form is Form.TABLE and _NOTE.match(block.lines[0].text)):
                yield from self._paragraph(block)
        else:
            yield from self._table(blocks, index)

    def _table(self, blocks: Sequence[Block], index: int) -> Iterator[Statement | Left]:
        titles = [
            line.text
            for block in blocks[max(0, index - _TITLES) : index]
            for line in block.lines
            if block.form is not Form.TABLE
        ]
        notes = [line.text for block in blocks[index + 1 : index + 1 + _NOTES] for line in block.lines]
        context = Context(
            known=self.known,
            titles=self._worded("\n".join(title for title in titles if len(title) <= _LONGEST_TITLE)).text,
            notes=self._worded("\n".join(notes)).text,
            ahead=self._scope.role is Role.GOAL,
            scope_years=self._scope.years,
            republican=self._republican,
        )
        yield from read_table(list(rows_of_lines(blocks[index], self._source.spot)), context)

    def _paragraph(self, block: Block) -> Iterator[Statement | Left]:
        start, end = block.lines[0].start, block.lines[-1].end
        raw = self._text[start:end]
        self._led = self._led if _POINT.match(raw) else None
        self._local = self._led
        if is_english(raw):
            yield from self._in_english(raw, start)
        else:
            yield from self._in_chinese(raw, start)
        if raw.rstrip().endswith((":", "：")):
            self._led = self._last if self._last and self._last.dated else None

    def _in_chinese(self, raw: str, start: int) -> Iterator[Statement | Left]:
        numbered, before = _NUMBERED.match(raw), self._scope
        start, raw = (start + numbered.end(), raw[numbered.end() :]) if numbered else (start, raw)
        text = self._worded(raw)
        about = ""
        for position, sentence in sentences(text.text):
            told = self._told(sentence, IN_CHINESE, within=position > 0)
            view = _View(self._source, text, start, position, len(sentence))
            reads = read_sentence(sentence, told.signed, self.known, about)
            for read in (*reads, *relatives_in(sentence, told.signed)):
                yield from _items(read, view)
            about = reads[-1].name if reads and sentence.endswith(";") else ""
        if numbered and numbered[0].strip()[:1].isdigit() and raw.rstrip().endswith("。"):
            # The time of one point of many is not that of the next.
            self._scope = before

    def _in_english(self, raw: str, start: int) -> Iterator[Statement | Left]:
        bullet = _BULLET.match(raw)
        raw, start = (raw[bullet.end() :], start + bullet.end()) if bullet else (raw, start)
        plain = re.sub(r"[\s\u00a0]", " ", raw.lower())
        dated = _BASE_YEAR.sub(lambda found: " " * len(found[0]), _ASIDE.sub(lambda found: " " * len(found[0]), plain))
        text = Folded(_ASIDE.sub(lambda found: f",{found[0][1:-1]},", plain), tuple(range(len(raw))))
        about = ""
        for position, sentence in english.sentences(text.text):
            told = self._told(dated[position : position + len(sentence)], IN_ENGLISH, within=position > 0)
            view = _View(self._source, text, start, position, len(sentence))
            reads = english.read_english(sentence, told.signed, self.known, about)
            for read in reads:
                yield from _items(read, view)
            about = next((read.name for read in reversed(reads) if read.name), about)

    def _told(self, sentence: str, signs: tuple[Sign, ...], *, within: bool) -> Told:
        """What a sentence tells of its time; a date holds on behind a semicolon."""
        told = scopes_in(sentence, self._local or self._scope, self.known, self._scope, signs, within=within)
        self._last = told.here
        goes_on = _goes_on(sentence, told) or _opens(told) or told.passing
        self._scope, self._local = told.lasting, told.here if goes_on else self._led
        return told


def _goes_on(sentence: str, told: Told) -> bool:
    """Whether what a sentence says of its time holds behind its semicolon: a date does that heads a clause."""
    at = told.signed[-1].start
    heads = at == 0 or sentence[at - 1] in ",，:： " or not told.signed[-1].scope.dated or not is_chinese(sentence)
    return sentence.rstrip().endswith(";") and (heads or sentence[at] in ",，:;")


def _opens(told: Told) -> bool:
    """Whether a sentence starts with a date, ahead or behind, which holds for the rest of its paragraph."""
    first = told.signed[min(1, len(told.signed) - 1)]
    dated = first.scope.dated and first.start <= _FIRST_WORDS
    return dated and told.here.years == first.scope.years


_FIRST_WORDS = 3


# Letters of a name that stand elsewhere in a sentence are no piece of it.
_PIECE = 3


class _View:
    """A folded sentence and where its characters stand in the text."""

    def __init__(self, source: Source, folded_text: Folded, start: int, position: int, length: int) -> None:
        self._source, self._folded, self._start, self._position = source, folded_text, start, position
        self._sentence = folded_text.text[position : position + length]
        self.sentence = self.original(0, length)

    def original(self, start: int, end: int) -> str:
        """What is printed between two places of the folded sentence."""
        first = self._start + self._folded.original(self._position + start)
        last = self._start + self._folded.original(self._position + end - 1)
        return self._source.text[first : last + 1]

    def before(self, start: int) -> str:
        """The folded sentence up to a place."""
        return self._sentence[:start]

    def name(self, name: str) -> str:
        """A folded name as it is printed, put together from the longest pieces of the sentence that it is made of."""
        printed, at = "", 0
        while at < len(name):
            size, place = self._longest(name, at)
            size = 0 if size < _PIECE and name[at].isascii() else size
            printed += self.original(place, place + size) if size else name[at]
            at += size or 1
        return ("" if is_chinese(printed) else " ").join(printed.split())

    def _longest(self, name: str, at: int) -> tuple[int, int]:
        size, place = 0, -1
        while at + size < len(name):
            found = self._sentence.find(name[at : at + size + 1])
            if found < 0:
                break
            size, place = size + 1, found
        return size, place

    def spot(self, start: int) -> Spot:
        """The line and column of a place of the folded sentence."""
        return self._source.spot(self._start + self._folded.original(self._position + start))


def _items(read: Read, view: _View) -> Iterator[Statement | Left]:
    amount = read.amount
    printed, spot = view.original(amount.start, amount.end), view.spot(amount.start)
    if read.reason:
        if amount.unit or amount.kind:
            yield Left(printed=printed, sentence=view.sentence, spot=spot, reason=read.reason)
        return
    yield _statement(read, view)


def _statement(read: Read, view: _View) -> Statement:
    return Statement(
        role=read.role,
        indicator=view.name(read.name),
        kind=read.kind,
        comparator=read.comparator,
        value=read.value,
        high=read.high,
        unit=read.unit,
        years=read.years,
        part=part_of_year(view.before(read.amount.start)) if read.role is Role.RESULT else "",
        base=_statement(read.base, view) if read.base else None,
        printed=view.original(read.amount.start, read.amount.end),
        sentence=view.sentence,
        spot=view.spot(read.amount.start),
        tier=read.tier,
        soft=read.soft,
        since=read.since,
        yearly=read.yearly,
        held=read.held,
        doubts=read.doubts,
    )
