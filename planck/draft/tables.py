"""Tables of indicators, in a text or from a sheet: the goals and the figures of every row."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from planck.draft.amounts import Amount
from planck.draft.blocks import Block, Form, Line, blocks_of, is_rule, title_of
from planck.draft.chinese import FALLING, GROWING, POLLUTANT, PURE_ACTION, RATIO, SUMMED
from planck.draft.columns import (
    UNIT_LIKE,
    Cell,
    Column,
    Context,
    Holds,
    Row,
    columns_of,
    header_of,
    held_by,
    is_header,
    upright,
    with_plan,
)
from planck.draft.english import FALLING as FALLING_EN
from planck.draft.english import GROWING as GROWING_EN
from planck.draft.english import bound_in, is_chinese, read_english
from planck.draft.periods import Scope, Signed, calendar
from planck.draft.phrases import Phrase, phrases_in
from planck.draft.sentence import ADDED_UP, bound_of, said_kind
from planck.draft.statement import (
    BRACKETED,
    Comparator,
    Kind,
    Left,
    Role,
    Spot,
    Statement,
    Tier,
    Years,
    is_summed_up,
    year,
)
from planck.draft.wording import worded
from planck.pattern import pattern
from planck.provenance.text import fold
from planck.record import Record
from planck.words import Labels, Text

if TYPE_CHECKING:
    from planck.draft.reading import Source

_NUMBERING = pattern(
    r"^\s*(?:[0-9]{1,3}\s*[.、．)）]\s*(?![0-9])|[(（][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十]+、|[①-⑳]|其中[:：]?|[#▲△※*★●·-]\s*)+"
)
_UNIT_AT_END = pattern(r"\s*[（(]([^（）()]*)[）)]\s*[*＊]?\s*$")
_EMPTY = frozenset(("", "-", "—", "——", "/", "--", "…", "*", "－", "–", "n/a"))
_MARKED = pattern(r"[*＊#]|[①-⑳]|\[注\]")


def read_table(rows: Sequence[Row], context: Context) -> Iterator[Statement | Left]:
    """The statements of a table with a header; nothing of one without."""
    turned = upright(rows)
    apart, rows = turned is not rows, turned
    start = next((index for index, row in enumerate(rows) if is_header(row)), None)
    if start is None:
        return
    titles = fold("|".join(cell.text for row in rows[:start] for cell in row))
    context = replace(context, titles=titles + context.titles)
    above = _UNIT_ABOVE.search(titles) or _UNIT_ABOVE.search(context.titles)
    context = replace(context, unit=above[1] if above and UNIT_LIKE.fullmatch(above[1]) else "")
    header, depth = header_of([_in_common_era(row) for row in rows[start:]] if context.republican else rows[start:])
    context = with_plan(header, context)
    columns = columns_of(header, context)
    named = ""
    for row in rows[start + depth :]:
        aligned = _aligned(row, columns, named)
        if aligned is None:
            continue
        named, line = aligned
        for item in _line(line, context):
            yield replace(item, apart=apart) if isinstance(item, Statement) else item


_HEADS, _HOLDS = Labels("draft.heads"), Labels("draft.holds")


def heads_told(source: "Source") -> Iterator[Text]:
    """How the head of each table was understood, or that a table has none; and what a head has to say."""
    known = calendar(title_of(source.text))
    blocks = [block for block in blocks_of(source.text) if block.form is Form.TABLE]
    for block in blocks:
        rows = upright(list(rows_of_lines(block, source.spot)))
        start = next((index for index, row in enumerate(rows) if is_header(row)), None)
        if start is None:
            yield _HEADS["none"].fill(first=[cell.text for cell in rows[0] if cell.text] if rows else [])
            continue
        header, _ = header_of(rows[start:])
        columns = columns_of(header, with_plan(header, Context(known=known)))
        told = [_head_told(text, column) for text, column in zip(header, columns, strict=True) if text]
        yield _HEADS["read"].fill(line=rows[start][0].spot.line, columns=told)
    yield _HEADS["wanted" if blocks else "no_table"]


def _head_told(text: str, column: Column) -> Text:
    dated = column.years or column.holds not in (Holds.ACTUAL, Holds.GOAL)
    holds = _HOLDS[column.holds.name.lower()]
    return _HEADS["dated" if dated else "undated"].fill(head=text, holds=holds)


def _in_common_era(row: Row) -> Row:
    return [replace(cell, text=worded(cell.text, republican=True).text) for cell in row]


# The rows of a text.

Placed = Callable[[int], Spot]
_ENDS_ROW = pattern("^(?:预期性|约束性|预期|约束|anticipatory|obligatory|binding|expected)$")
_BARS, _GAPS = pattern(r"\|"), pattern(r"\t| {2,}|　+")


def rows_of_lines(block: Block, placed: Placed) -> Iterator[Row]:
    """The rows of a table of a text: lines with bars or tabs between their cells, or a cell a line."""
    if block.width:
        yield from _rows_down(block, placed)
        return
    for line in block.lines:
        if not is_rule(line):
            yield list(_cells_of(line, placed))


def _cells_of(line: Line, placed: Placed) -> Iterator[Cell]:
    stripped = line.text.strip()
    start = line.start + line.text.index(stripped)
    if stripped.startswith("|"):
        stripped, start = stripped[1:], start + 1
    stripped = stripped.removesuffix("|")
    separator = _BARS if "|" in stripped else _GAPS
    at = 0
    for end, behind in (*(found.span() for found in separator.finditer(stripped)), (len(stripped), len(stripped))):
        text = stripped[at:end]
        lead = len(text) - len(text.lstrip())
        yield Cell(text.strip(), placed(start + at + min(lead, max(0, len(text) - 1))))
        at = behind


def _rows_down(block: Block, placed: Placed) -> Iterator[Row]:
    """Rows of a cell a line: as many cells as the header has, or up to the one that says 预期性 or 约束性."""
    cells = [
        Cell(line.text.strip(), placed(line.start + len(line.text) - len(line.text.lstrip()))) for line in block.lines
    ]
    header, rest = cells[: block.width], cells[block.width :]
    yield header
    kinds = [held_by(fold(cell.text)) for cell in header]
    if kinds[0] is Holds.INDEX:
        yield from _rows_by_index(rest)
    else:
        yield from _rows_by_end(rest, block.width, by_nature=kinds[-1] is Holds.NATURE)


def _rows_by_index(cells: Sequence[Cell]) -> Iterator[Row]:
    """Rows that start with 1, 2, 3."""
    row: list[Cell] = []
    number, widest = 1, 0
    for cell in cells:
        if fold(cell.text) == str(number):
            yield row
            row, number, widest = [], number + 1, max(widest, len(row))
        row.append(cell)
    # Behind the last row a heading may follow.
    yield row[: widest or None]


def _rows_by_end(cells: Sequence[Cell], width: int, *, by_nature: bool) -> Iterator[Row]:
    """Rows that end with 预期性 or 约束性, or that have as many cells as the header."""
    row: list[Cell] = []
    for cell in cells:
        row.append(cell)
        if _ENDS_ROW.match(fold(cell.text)) if by_nature else len(row) == width:
            yield row
            row = []
    yield row


# The rows.

_VALUES = (Holds.ACTUAL, Holds.GOAL, Holds.PACE, Holds.CHANGE)


class _Row(Record, kw_only=False):
    """A row by its columns: what it is about, and its cells with numbers."""

    name: str
    unit: str
    nature: str
    values: tuple[tuple[Column, Cell], ...]
    text: str

    def holding(self, holds: Holds) -> Iterator[tuple[Column, Cell]]:
        """The cells of the columns that hold one thing."""
        return ((column, cell) for column, cell in self.values if column.holds is holds)


def _aligned(row: Row, columns: Sequence[Column], lent: str) -> tuple[str, _Row] | None:
    """The name that a merged cell lends to the rows below, and the row; None for one without a name.

    A text leaves out the cells that a merged one above covers, and adds one where a name has two parts: the columns of
    numbers are then counted from the right.
    """
    cells = _trimmed(row, columns)
    if _is_garbled(row, columns):
        return _by_content(cells, columns)
    front = next((index for index, column in enumerate(columns) if column.holds in _VALUES), len(columns))
    shift = len(cells) - _width(columns)
    if shift < 0 and not _continues(cells, columns, front, shift):
        if summed := _only_a_sum(cells, columns):
            return _named_by(cells[:1], columns, lent, row, (summed,), {})
        shift = 0
    values = tuple(zip(columns[front:], cells[front + shift :], strict=False))
    head = cells[: front + shift]
    covers = columns[-shift if shift < 0 else 0 : front]
    behind = len([column for column in covers if column.holds not in (Holds.INDEX, Holds.CATEGORY, Holds.NAME)])
    held = {column.holds: cell.text.strip() for column, cell in zip(reversed(covers), reversed(head), strict=False)}
    held |= {column.holds: cell.text.strip() for column, cell in values}
    names = (
        head[: len(head) - behind]
        if shift > 0
        else [cell for column, cell in zip(covers, head, strict=False) if column.holds is Holds.NAME]
    )
    borrowed = lent if shift < 0 and _counted(columns) else ""
    return _named_by(names[-2:] if shift > 0 else names, columns, borrowed, row, values, held)


def _named_by(
    names: list[Cell],
    columns: Sequence[Column],
    lent: str,
    row: Row,
    values: tuple[tuple[Column, Cell], ...],
    held: Mapping[Holds, str],
) -> tuple[str, _Row] | None:
    """The row under its name, which may have two parts: a merged cell, and the one beside it."""
    names = [cell for cell in names if cell.text.strip()]
    own = names[-1].text.strip() if names else ""
    if not own:
        return None
    whole = names[0].text.strip() if len(names) > 1 else lent
    whole_name, whole_unit = _without_unit(whole)
    alone = not whole or _THEME.fullmatch(whole_name) or bool(_without_unit(own)[1])
    alone = alone or bool(re.fullmatch("[0-9]*", fold(whole)))
    text = " | ".join(cell.text.strip() for cell in row)
    said = held.get(Holds.UNIT, "")
    unit = "" if said in _EMPTY else said
    unit = unit or ("" if alone else whole_unit)
    name = own if alone else f"{whole_name}({own})"
    typed = next((_TYPES[said] for holds in _TYPED_IN if (said := fold(held.get(holds, ""))) in _TYPES), None)
    when = held.get(Holds.YEAR, "")
    if pattern("(?:19|20)[0-9]{2}年?").fullmatch(when):
        values = tuple(
            (replace(column, years=year(int(when[:4]))) if column.holds is Holds.ACTUAL else column, cell)
            for column, cell in values
        )
    values = tuple(
        (replace(column, holds=typed) if typed and column.years else column, cell) for column, cell in values
    )
    return whole or own, _Row(name, unit, held.get(Holds.NATURE, ""), values, text)


# What several indicators are about, and no part of a name.
_THEME = pattern(
    ".{0,6}(?:发展|福祉|保障|驱动|民生|生态|环境|安全|治理|服务|实力|社会|文化|开放|动能|转型|创新|经济|经济增长|效益|质量)"
)

# Goals and results in rows of their own: a column says which.
_TYPED_IN = (Holds.NATURE, Holds.CATEGORY, Holds.NOTE)
_TYPES = dict.fromkeys(("目标", "目标值", "计划", "计划数", "预期", "规划", "target", "goal", "plan"), Holds.GOAL)
_TYPES |= dict.fromkeys(("实际", "实际值", "实绩", "完成", "完成数", "完成值", "actual", "result"), Holds.ACTUAL)


def _without_unit(name: str) -> tuple[str, str]:
    """A name without the unit in brackets behind it, and the unit."""
    printed = _UNIT_AT_END.search(name)
    if printed and UNIT_LIKE.fullmatch(fold(printed[1])):
        return name[: printed.start()].strip(), printed[1]
    return name, ""


def _only_a_sum(cells: list[Cell], columns: Sequence[Column]) -> tuple[Column, Cell] | None:
    """The column of sums with the one number of a row, where that stands in brackets and the rest is left out."""
    pace = next((column for column in columns if column.holds is Holds.PACE), None)
    alone = len(cells) == _NAME_AND_NUMBER and BRACKETED.fullmatch(cells[-1].text.strip())
    return (pace, cells[-1]) if pace and alone else None


_NAME_AND_NUMBER = 2


def _is_garbled(cells: Row, columns: Sequence[Column]) -> bool:
    """Whether a row has its number and a name and too few cells, so that only what they hold tells them apart."""
    numbered = bool(cells) and _counted(columns) and bool(re.fullmatch("[0-9]+", fold(cells[0].text)))
    return numbered and 2 < len(cells) < _width(columns) and not _is_value(cells[1])


def _by_content(cells: list[Cell], columns: Sequence[Column]) -> tuple[str, _Row]:
    """A row whose cells are told apart by what they hold: a unit, a nature, numbers in the order of their columns."""
    name, rest = cells[1].text.strip(), cells[2:]
    units = [cell.text.strip() for cell in rest if UNIT_LIKE.fullmatch(fold(cell.text))]
    nature = next((cell.text for cell in rest if _ENDS_ROW.match(fold(cell.text))), "")
    numbers = [cell for cell in rest if _is_value(cell)]
    wanted = [column for column in columns if column.holds in _VALUES]
    values = tuple(zip(wanted, numbers, strict=False))
    return name, _Row(name, "".join(units[:1]), nature, values, " | ".join(cell.text.strip() for cell in cells))


def _counted(columns: Sequence[Column]) -> bool:
    return bool(columns) and columns[0].holds is Holds.INDEX


def _trimmed(row: Row, columns: Sequence[Column]) -> list[Cell]:
    """The cells without empty ones at the end, but for those of a column that holds no numbers, such as a note."""
    cells, width = list(row), _width(columns)
    while cells and not cells[-1].text.strip():
        if len(cells) <= width and columns[len(cells) - 1].holds not in _VALUES:
            break
        cells.pop()
    return cells


def _width(columns: Sequence[Column]) -> int:
    return max((index + 1 for index, column in enumerate(columns) if column != Column(Holds.UNKNOWN)), default=0)


def _continues(cells: list[Cell], columns: Sequence[Column], front: int, shift: int) -> bool:
    """Whether cells are missing on the left, because a merged one above covers them."""
    if shift >= 0 or front + shift < 1 or not columns or columns[0].holds not in (Holds.INDEX, Holds.CATEGORY):
        return False
    starts_with_number = bool(re.fullmatch("[0-9]+", fold(cells[0].text))) if cells else False
    return not (columns[0].holds is Holds.INDEX and starts_with_number) and _is_value(cells[front + shift])


def _is_value(cell: Cell) -> bool:
    return fold(cell.text) in _EMPTY or bool(re.search("[0-9]", cell.text))


class _Named(Record, kw_only=False):
    """The name of a row and the unit that it prints."""

    name: str
    unit: str
    summed: bool


def _name_and_unit(row: _Row) -> _Named:
    name, printed = _without_unit(_NUMBERING.sub("", row.name).strip())
    unit = row.unit or printed
    return _Named(name, unit, bool(SUMMED.search(fold(name))))


def _line(row: _Row, context: Context) -> Iterator[Statement | Left]:
    """The figures of a row and its goals, which come from the newest figure before the plan."""
    named = _name_and_unit(row)
    figures, goals, paces = (
        [item for column, cell in row.holding(holds) for item in _said(row, named, column, cell, context)]
        for holds in (Holds.ACTUAL, Holds.GOAL, Holds.PACE)
    )
    yield from figures
    pace = next((item for item in paces if isinstance(item, Statement) and goals), None)
    yield from (_from(item, figures, context, pace) for item in _with_milestones(goals) or paces)
    for item in (*(paces if goals else ()), *_changes(row)):
        yield (
            Left(printed=item.printed, sentence=item.sentence, spot=item.spot, reason="pace")
            if isinstance(item, Statement)
            else item
        )


def _with_milestones(goals: list[Statement | Left]) -> list[Statement | Left]:
    """The goals of a row; levels for years before the last goal are milestones of that."""
    levels = [each for each in goals if isinstance(each, Statement) and _is_level(each)]
    last = levels[-1] if levels else None
    before = [each for each in levels[:-1] if last and _on_the_way(each, last)]
    kept = [each for each in goals if each not in before]
    return [replace(each, milestones=tuple(before)) if each is last else each for each in kept] if before else goals


def _is_level(goal: Statement) -> bool:
    return goal.kind is Kind.LEVEL and goal.years is not None and goal.value is not None and goal.high is None


def _on_the_way(goal: Statement, last: Statement) -> bool:
    earlier = goal.years is not None and last.years is not None and goal.years.last < last.years.last
    same = goal.comparator in (Comparator.EQUAL, last.comparator)
    return earlier and same and goal.unit == last.unit


def _changes(row: _Row) -> Iterator[Left]:
    """The changes against the year before, which follow from the figures, and parts of a year that is not said."""
    for column, cell in row.holding(Holds.CHANGE):
        if fold(cell.text) not in _EMPTY:
            why = "no_year" if column.part and column.years is None else "pace"
            yield Left(printed=cell.text.strip(), sentence=row.text, spot=cell.spot, reason=why)


def _from(
    goal: Statement | Left, figures: Sequence[Statement | Left], context: Context, pace: Statement | None
) -> Statement | Left:
    """The goal with the figure that it starts from; a sum in brackets beside a figure is what is added to it."""
    if isinstance(goal, Left) or goal.years is None:
        return goal
    first = context.plan.first if context.plan else goal.years.first
    goal = replace(goal, pace=pace, doubts=_unsure(goal, figures))
    known = [each for each in figures if isinstance(each, Statement) and not each.part]
    before = [each for each in known if each.years and each.years.last < first]
    if not before or before[-1].kind is Kind.TOTAL:
        return goal
    if goal.comparator is Comparator.RELATIVE and _SAME.search(goal.printed):
        held = before[-1]
        goal = replace(
            goal, kind=held.kind, comparator=Comparator.EQUAL, value=held.value, unit=held.unit, tier=Tier.CORE
        )
    added = goal.kind is Kind.TOTAL and is_summed_up(goal) and not SUMMED.search(fold(goal.indicator))
    return replace(goal, base=before[-1], kind=Kind.INCREASE if added else goal.kind)


def _unsure(goal: Statement, figures: Sequence[Statement | Left]) -> tuple[str, ...]:
    """Whether a number without brackets may be a sum over the plan or one for each year: it is below two years' sum."""
    if goal.kind is not Kind.TOTAL or goal.years is None or goal.years.first == goal.years.last:
        return ()
    yearly = [each.value for each in figures if isinstance(each, Statement) and each.value is not None]
    sure = not yearly or goal.value is None or goal.value >= 2 * max(yearly) or is_summed_up(goal)
    return () if sure else ("sum_or_year",)


def _said(row: _Row, named: _Named, column: Column, cell: Cell, context: Context) -> Iterator[Statement | Left]:
    """What a cell says; nothing when it is empty."""
    text = cell.text.strip()
    if fold(text) in _EMPTY:
        return
    inner = BRACKETED.search(text)
    bare = _MARKED.sub("", inner[1] if inner else text)
    if amount := _in_english(named.name, bare, context):
        phrase = Phrase(amounts=(amount,), start=0, subject="", subject_start=0, words=(), lead=frozenset())
        yield _statement(row, named, column, cell, phrase, bool(inner), context)
        return
    said = worded(bare)
    phrases = [phrase for phrase in phrases_in(said.text) if not phrase.origin]
    if not phrases:
        yield from _in_words(row, named, column, cell, context)
    for index, phrase in enumerate(phrases):
        if phrase.in_brackets and index:
            printed = bare[said.original(phrase.amount.start) : said.original(phrase.amount.end - 1) + 1]
            yield Left(printed=printed, sentence=row.text, spot=cell.spot, reason="in_brackets")
        else:
            own = phrase.subject if index and _OTHER_NAME.fullmatch(phrase.subject) else ""
            of = _Named(own, "", bool(SUMMED.search(own))) if own and not PURE_ACTION.match(own) else named
            yield _statement(row, of, column, cell, phrase, bool(inner), context)


# Behind the first number of a cell, what another one is of.
_OTHER_NAME = pattern("(?!其中|比|较|力争|.{0,3}(?:季度|半年|年|月)|完成|达|增|下降|实现)[\u4e00-\u9fff]{4,14}")
_LATIN_WORD = pattern("[a-z]{4}")


def _in_english(name: str, text: str, context: Context) -> Amount | None:
    """What a cell with words in English says of the indicator: reduce by a third."""
    if is_chinese(text) or not _LATIN_WORD.search(text.lower()):
        return None
    reads = read_english(f"{name.lower()}: {text.lower()}", (Signed(0, Scope()),), context.known)
    read = next((read for read in reads if not read.reason and read.value is not None), None)
    if read is None:
        return None
    says = read.amount.spelt or read.kind is not Kind.LEVEL
    return replace(read.amount, kind=read.kind if says else None, comparator=read.comparator)


_SAME = pattern("持平|不变|维持现状|维持现有")
_WORDS = pattern(f"{_SAME.pattern}|同步|高于|快于|低于|稳步|保持|合理|提高|提升|下降|完成|达标|国家下达|省下达|基本")


def _in_words(row: _Row, named: _Named, column: Column, cell: Cell, context: Context) -> Iterator[Statement | Left]:
    if column.holds is Holds.ACTUAL or not _WORDS.search(fold(cell.text)):
        yield Left(printed=cell.text.strip(), sentence=row.text, spot=cell.spot, reason="no_number")
        return
    yield Statement(
        role=Role.GOAL,
        indicator=named.name,
        kind=Kind.GROWTH,
        comparator=Comparator.RELATIVE,
        value=None,
        unit=named.unit,
        years=_years_of(column, Kind.GROWTH, context),
        printed=cell.text.strip(),
        sentence=row.text,
        spot=cell.spot,
        tier=Tier.RELATIVE,
        binding=_binding(row.nature),
    )


def _statement(
    row: _Row, named: _Named, column: Column, cell: Cell, phrase: Phrase, cumulative: bool, context: Context
) -> Statement:
    amount = phrase.amount
    unit = amount.unit or fold(named.unit) or column.unit or _of_the_whole(context, fold(named.name))
    if column.holds is Holds.PACE and not (cumulative or amount.unit or unit == "%"):
        unit = "%"
    name = worded(named.name).text
    kind, value, high, unit = (
        (_kind_of(name, named, column, unit, cumulative), amount.value, amount.high, unit)
        if column.holds is Holds.PACE or not (said := said_kind(phrase, name, amount))
        else (*said[:3], said[3] or unit)
    )
    if kind is Kind.LEVEL and ADDED_UP.intersection(phrase.words):
        kind = Kind.TOTAL
    if kind in (Kind.GROWTH, Kind.LEVEL) and cumulative and amount.in_percent and amount.value < 0:
        kind = Kind.DECREASE
    role = Role.RESULT if column.holds is Holds.ACTUAL else Role.GOAL
    years = _years_of(column, kind, context)
    if role is Role.RESULT and cumulative and years and context.plan and context.plan.first < years.last:
        years = Years(context.plan.first, years.last)
    starred = context.starred_year if re.search(r"[*＊]", cell.text) else None
    bound = bound_of(phrase, amount, role, kind)
    bound = (bound_in(fold(cell.text)) or bound) if bound is Comparator.EQUAL else bound
    return Statement(
        role=role,
        indicator=named.name,
        kind=kind,
        comparator=bound,
        value=abs(value) if kind is Kind.DECREASE else value,
        high=high,
        unit=unit,
        years=year(starred) if starred else years,
        part=column.part if role is Role.RESULT else "",
        printed=cell.text.strip(),
        sentence=row.text,
        spot=cell.spot,
        binding=_binding(row.nature),
        soft="soft" in phrase.lead,
        yearly="average" in phrase.lead,
    )


def _of_the_whole(context: Context, name: str) -> str:
    """The unit that stands above the table, for names that have no other: shares and rates are no money."""
    return "" if RATIO.search(name) or GROWING.search(name) or FALLING.search(name) else context.unit


_UNIT_ABOVE = pattern(r"单位:\s*([^\s|,，、;)/]{1,6})(?=[|)\s]|$)")


def _binding(nature: str) -> bool | None:
    folded_nature = fold(nature)
    if re.search("约束|binding|obligatory", folded_nature):
        return True
    return False if re.search("预期|anticipat|expected", folded_nature) else None


def _kind_of(name: str, named: _Named, column: Column, unit: str, cumulative: bool) -> Kind:
    if unit == "位" or name.endswith(("位次", "排名", "名次")):
        return Kind.RANK
    if FALLING.search(name) or FALLING_EN.search(name) or (cumulative and unit == "%" and POLLUTANT.search(name)):
        return Kind.DECREASE
    grows = GROWING.search(name) or GROWING_EN.search(name)
    if unit == "%" and (grows or not (RATIO.search(name) or _is_named_in_english(name))):
        return Kind.AVERAGE_GROWTH if column.holds is Holds.PACE or "年均" in name else Kind.GROWTH
    if cumulative and not named.summed and _HELD.search(name):
        return Kind.INCREASE
    if cumulative or (named.summed and unit != "%"):
        return Kind.TOTAL
    return Kind.LEVEL


def _is_named_in_english(name: str) -> bool:
    """Whether a name is one in English, whose percentages are levels; GDP and CPI are said in Chinese too."""
    return not is_chinese(name) and bool(_LATIN_WORD.search(name.lower()))


# What has a level, so that a sum in brackets is what is added to it.
_HELD = pattern("寿命|年限|率|比重|占比|保有量|强度|expectancy|rate")


_OVER_PLAN = (Kind.TOTAL, Kind.DECREASE, Kind.AVERAGE_GROWTH, Kind.INCREASE)


def _years_of(column: Column, kind: Kind, context: Context) -> Years | None:
    """All years of a plan for a pace, and for what is summed up or falls by its end; else the year of the column."""
    over_plan = column.holds is Holds.PACE or (column.holds is Holds.GOAL and kind in _OVER_PLAN and not column.yearly)
    if context.plan and over_plan and (column.years is None or column.years.last == context.plan.last):
        return context.plan
    return column.years or context.scope_years
