"""A draft as files: a plan, its figures, a card of each document, and a page that shows all of it side by side."""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import StringIO
from itertools import chain, count

from msgspec.structs import replace

from planck.draft.draft import Draft
from planck.draft.encode import (
    Encoded,
    FigureRow,
    Frame,
    encoded,
    figure_row,
    frame_of,
    names_at_base,
    not_printed,
)
from planck.draft.reading import Source
from planck.draft.statement import Left, Role, Statement, Tier
from planck.load.files import Document, split_lines
from planck.load.plan.plan import load_plan
from planck.load.yaml import Data, flat_text, yaml_text
from planck.model import Finding, Input, Language, Severity
from planck.model.plan import STEPS
from planck.pattern import pattern
from planck.provenance.text import fold
from planck.record import Record
from planck.registry import grouped
from planck.view.numbers import markdown, printed_cell, text_cell
from planck.view.numbers import row as table_row
from planck.words import Label, Labels, Text

PLAN, FIGURES, PAGE = "plan.yaml", "figures.csv", "draft.md"
_COLUMNS = (
    "region", "indicator", "period", "value", "unit", "status", "published", "source", "note", "at", "as_printed",
)  # fmt: skip
_DOUBTS, _NOTES, _UNTRACED = Labels("draft.doubts"), Labels("draft.notes"), Labels("draft.untraced")
_PARTS, _HEADS = Labels("draft.page"), Labels("draft.columns")
_LONGEST_ID = 44
_LONGEST_TITLE = 80
_TITLE_LINES = 6


class Read(Record, kw_only=False):
    """A document with what was taken from it."""

    source: Source
    draft: Draft


class Target(Record, kw_only=False):
    """A drafted target: its id, its keys, the document it is from, and the reasons why it is only a comment.

    `series`: the id of the indicator that it shares with others.
    """

    id: str
    encoded: Encoded
    document: str
    reasons: tuple[str, ...]
    series: str = ""


class Written(Record, kw_only=False):
    """The files of a draft by name, and how much is in them."""

    files: Mapping[str, str]
    targets: int
    in_doubt: int
    figures: int
    left: int
    notes: tuple[Text, ...] = ()


def written(documents: Sequence[Read], region: str = "", language: Language | None = None) -> Written:
    """The files of a plan that is drafted from documents, the first of which it is named after."""
    first = documents[0]
    language = language or language_of(first.source.text)
    goals = [each for read in documents for each in read.draft.statements if each.role is Role.GOAL]
    results = [each for each in first.draft.statements if each.role is Role.RESULT]
    frame = frame_of([goal for goal in goals if goal.tier is Tier.CORE] or goals, first.draft.known, results)
    frame = frame or _frame_of_results(documents)
    head = _head(first, frame, region, language)
    targets = _loading(head, _sharing(list(_targets(documents, frame))), language)
    rows = list(_figures(documents))
    name = _region_of(first.source.text, region)
    files = {
        PLAN: _plan_text(head, targets, language),
        FIGURES: _figures_text(rows, name),
        PAGE: _page(documents, targets, rows, language),
    }
    files |= {f"{read.source.id}.yaml": _card(read, targets, rows, language) for read in documents}
    files |= {f"{read.source.id}.txt": read.source.read_from for read in documents if read.source.read_from}
    return Written(
        files,
        targets=sum(not target.reasons for target in targets),
        in_doubt=sum(bool(target.reasons) for target in targets),
        figures=len(rows),
        left=sum(len(read.draft.left) for read in documents) + len(_unused(documents)),
        notes=_notes(targets),
    )


def _notes(targets: Iterable[Target]) -> tuple[Text, ...]:
    """What is the draft's own in the targets that were taken, and what to do where a table has no goals."""
    said = [note for target in targets if not target.reasons for note in target.encoded.notes]
    said += ["no_goal"] if any("no_goal" in target.reasons for target in targets) else []
    return tuple(_NOTES[note] for note in dict.fromkeys(said))


def language_of(text: str) -> Language:
    """The language of a document, by its characters."""
    return Language.ZH if re.search("[\u4e00-\u9fff]{2}", text) else Language.EN


def _frame_of_results(documents: Sequence[Read]) -> Frame:
    """The years of a plan for figures alone: from the first of them to the end of the five-year plan after it."""
    years = [each.years.last for read in documents for each in read.draft.statements if each.years]
    base = min(years, default=2020)
    return Frame(base, base + 1, max([*years, base + 5]))


# The head of the plan.

_PLACE = pattern(
    "^(?:附?[件表][0-9一二三四五六]*[:：、.]?\\s*)?(?:关于)?(?:(?:19|20)[0-9]{2}年)?(?P<place>[\u4e00-\u9fff]{1,9}?(?:自治区|自治州|省|市[\u4e00-\u9fff]{1,4}?[区县]|市|新区|区|县|旗))"
)
_IN_CONGRESS = pattern("在(?P<place>[\u4e00-\u9fff]{2,9}?(?:自治区|自治州|省|市|区|县|旗))第.{1,6}届")
_REGIONS = pattern("香港|澳門|澳门|臺灣|台灣|台湾")
_OF_THE_STATE = pattern("国务院|國務院|全国人民代表大会|全國人民代表大會|中华人民共和国|全国人大|全國人大")
_TO_ID = pattern("[^a-z0-9]+")


# A row of several cells is no title.
_CELL, _A_ROW = pattern(r"\|\s*[^|\s][^|]*(?=\|)"), 2


def _bare(line: str) -> str:
    """A line without the marks of headings and of cells."""
    return re.sub(r"^[#|\s]+|[|\s]+$", "", line)


_APPENDIX = pattern("附[件表]?\\s?[0-9一二三四五六七八九十]{0,3}[:：]?")


def _title_of(text: str) -> str:
    lines = (_bare(line) for line in text.splitlines() if len(_CELL.findall(line)) < _A_ROW)
    return next((line[:_LONGEST_TITLE] for line in lines if line and not _APPENDIX.fullmatch(line)), "")


def _region_of(text: str, given: str) -> str:
    """The place that a document is of: the one that is given, named in its first lines, or the state."""
    if given:
        return given
    opening = [line for line in map(_bare, text.splitlines()) if line][:_TITLE_LINES]
    for line in opening:
        found = _PLACE.search(line) or _IN_CONGRESS.search(line)
        if found:
            return found["place"]
    for line in opening:
        if region := _REGIONS.search(line):
            return region[0]
    if any(map(_OF_THE_STATE.search, opening)):
        return "中国"
    return Label("draft.write.no_region").in_(language_of(text))


def _head(read: Read, frame: Frame, region: str, language: Language) -> dict[str, Data]:
    source = read.source
    title = _title_of(source.text) or source.id
    return {
        "planck": 1,
        "plan": _slug(source.id, "-") or "draft",
        "language": language.value,
        "title": {language.value: title},
        "region": {"name": _region_of(source.text, region)},
        "period": {"base": frame.base, "start": frame.start, "end": frame.end},
        "source": {"document": source.id},
    }


# The targets.


def _targets(documents: Sequence[Read], frame: Frame) -> Iterator[Target]:
    ids: dict[str, str] = {}
    based = names_at_base((each for read in documents for each in _results(read)), frame)
    for read, goal, reasons in _goals(documents):
        target = encoded(goal, frame, language_of(read.source.text), based)
        id_ = _free_id(target, ids)
        ids[id_] = target.name
        yield Target(id_, target, read.source.id, reasons or target.doubts)


Proposed = tuple[Read, Statement, tuple[str, ...]]


def _goals(documents: Sequence[Read]) -> Iterator[Proposed]:
    """The goals of documents; where tables have none, a place for one beside each of their indicators."""
    proposed: list[Proposed] = [
        (read, each, ())
        for read in documents
        for each in read.draft.statements
        if each.role is Role.GOAL and each.tier is not Tier.REPEAT
    ]
    yield from proposed or (goal for read in documents for goal in _places_for_goals(read))


def _places_for_goals(read: Read) -> Iterator[Proposed]:
    """For each indicator of a table its newest figure as a goal to be corrected, which starts from its oldest."""
    cells = (each for each in read.draft.statements if _CELL_MARK in each.sentence and each.years is not None)
    for alike in grouped((each.indicator, each) for each in cells).values():
        base = alike[0] if len(alike) > 1 else None
        yield read, replace(alike[-1], role=Role.GOAL, base=base), ("no_goal",)


# Between the cells of a row, as its sentence shows it.
_CELL_MARK = " | "


def _sharing(targets: list[Target]) -> list[Target]:
    """The targets; those of one name are about one indicator, which is declared once; in two units they cannot be."""
    named = grouped((fold(target.encoded.name), target) for target in targets if not target.reasons)
    return [_shared(target, named.get(fold(target.encoded.name), [])) for target in targets]


def _shared(target: Target, alike: Sequence[Target]) -> Target:
    if target.reasons or len(alike) == 1:
        return target
    units = [unit for each in alike if (unit := each.encoded.keys.get("unit"))]
    if units and target.encoded.keys.get("unit", units[0]) != units[0]:
        return replace(target, reasons=("other_unit",))
    return replace(target, series=f"{alike[0].id}{_SERIES}")


def _series(targets: Sequence[Target]) -> dict[str, Data]:
    """The indicators that targets share, in the unit and the measure of the first that has a unit."""
    found: dict[str, Data] = {}
    sharing = (each for each in targets if each.series and not each.reasons)
    for target in sorted(sharing, key=lambda each: "unit" not in each.encoded.keys):
        keys = target.encoded.keys
        found.setdefault(target.series, {key: keys[key] for key in _OF_SERIES if key in keys})
    return found


_SERIES = "_series"
_OF_SERIES = ("name", "unit", "measure")


def _free_id(target: Encoded, taken: Mapping[str, str]) -> str:
    """An id that no other target has; with its year where the other one is of the same name."""
    base = _slug(target.name, "_") or "target"
    base = base if base[0].isalpha() else f"t_{base}"
    years = target.statement.years
    dated = f"{base}_{years.last}" if years and taken.get(base) == target.name else base
    tries = chain((base, dated), (f"{base}_{number}" for number in count(2)))
    return next(each for each in tries if each not in taken)


def _slug(name: str, separator: str) -> str:
    """A name in lower-case letters and digits; Chinese characters by their sounds.

    Without the library that knows these, they are left out, and ids are numbered.
    """
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        parts = [fold(name)]
    else:
        parts = lazy_pinyin(fold(name))
    words = [word for part in parts for word in _TO_ID.split(part.lower()) if word]
    kept = ""
    for word in words:
        if len(kept) + len(word) + 1 > _LONGEST_ID:
            break
        kept = f"{kept}{separator}{word}" if kept else word
    return kept or "".join(words)[:_LONGEST_ID]


def _loading(head: Mapping[str, Data], targets: list[Target], language: Language) -> list[Target]:
    """The targets; those that the plan would not load with become comments, with what is wrong with them."""
    for _ in range(len(targets) + 1):
        text = _plan_text(head, targets, language)
        wrong = {place: finding for finding in _errors(text) if (place := _target_at(text, finding))}
        if not wrong:
            return targets
        targets = [
            replace(target, reasons=("would_not_load",)) if target.id in wrong and not target.reasons else target
            for target in targets
        ]
    return targets


def _errors(text: str) -> Iterator[Finding]:
    _, findings = load_plan(Document(Input(PLAN, "", split_lines(text)), text))
    return (finding for finding in findings if finding.severity is Severity.ERROR)


def _target_at(text: str, finding: Finding) -> str:
    """The id of the target that a finding is in."""
    lines = split_lines(text)[: finding.place.line if finding.place else 0]
    return next((found[1] for line in reversed(lines) if (found := re.match(r"  ([a-z]\w*):", line))), "")


# plan.yaml.


_EMPTY = Label("draft.write.empty")


def _plan_text(head: Mapping[str, Data], targets: Sequence[Target], language: Language) -> str:
    series = _series(targets)
    parts = [
        *(f"# {line}" for line in Label("draft.write.head").in_(language).splitlines()),
        yaml_text(head),
        yaml_text({"indicators": series}) if series else "",
        "targets:" if any(not target.reasons for target in targets) else f"targets: {{}}  # {_EMPTY.in_(language)}",
    ]
    parts += ["\n".join(_target_lines(target, language)) for target in targets]
    return "\n".join(part.rstrip("\n") for part in parts) + "\n"


def _target_lines(target: Target, language: Language) -> Iterator[str]:
    yield ""
    yield f"  # {_short(target.encoded.statement.sentence)}"
    for reason in target.reasons:
        yield f"  # {Label('draft.write.doubt').fill(reason=_DOUBTS[reason]).in_(language)}"
    for note in target.encoded.notes:
        yield f"  # {_NOTES[note].in_(language)}"
    mark = "# " if target.reasons else ""
    yield f"  {mark}{target.id}:"
    keys = dict(target.encoded.keys)
    if target.series:
        keys = {"name": keys["name"], "indicator": target.series} | {
            key: value for key, value in keys.items() if key not in _OF_SERIES
        }
    source = keys["source"]
    if isinstance(source, Mapping):
        keys["source"] = {"document": target.document, **source}
    for key, value in keys.items():
        yield f"  {mark}  {key}: {flat_text(value)}"


_LONGEST_QUOTE = 110


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _short(sentence: str) -> str:
    line = _on_one_line(sentence)
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"


# figures.csv.


# A figure, and the document that prints it.
_Sourced = tuple[FigureRow, str]


def _figures(documents: Sequence[Read]) -> Iterator[_Sourced]:
    """The figures, each indicator and period once."""
    taken: set[tuple[str, str, str]] = set()
    for read in documents:
        for statement in _results(read):
            row = figure_row(statement, language_of(read.source.text))
            what = (fold(row.indicator), row.period, row.unit) if row else None
            if row and what and what not in taken:
                taken.add(what)
                yield row, read.source.id


def _results(read: Read) -> Iterator[Statement]:
    for statement in read.draft.statements:
        if statement.role is Role.RESULT and statement.tier is not Tier.REPEAT:
            yield statement
            if statement.base is not None:
                yield statement.base


def _figures_text(rows: Iterable[_Sourced], region: str) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row, document in rows:
        what = (text_cell(region), text_cell(row.indicator), row.period, row.value, text_cell(row.unit), "", "")
        writer.writerow((*what, *map(printed_cell, (document, row.note, row.at, row.as_printed))))
    return text.getvalue()


# The card: numbers that no document prints, and why.


def _untraced(read: Read, targets: Iterable[Target], rows: Iterable[_Sourced]) -> Iterator[dict[str, Data]]:
    for target in targets:
        if target.document == read.source.id and not target.reasons:
            for number, key in target.encoded.untraced:
                yield {"target": target.id, "number": number, "reason": _both(key)}
    for row in (row for row, document in rows if document == read.source.id):
        whole = row.apart or row.torn
        numbers = [row.as_printed] if whole else not_printed(row.as_printed, Decimal(row.value), row.unit)
        reason = _both("apart" if row.apart else "spelt")
        for number in numbers:
            yield {"indicator": row.indicator, "period": row.period, "number": number, "reason": reason}


def _both(key: str) -> str:
    words = _UNTRACED[key]
    return f"{words.zh} / {words.en}"


def _card(read: Read, targets: Sequence[Target], rows: Sequence[_Sourced], language: Language) -> str:
    """The card of a document: the digest of the text that numbers are traced in, and what cannot be traced."""
    reasons = [f"  - {flat_text(row)}\n" for row in _untraced(read, targets, rows)]
    title = {language.value: _title_of(read.source.text) or read.source.id}
    traced = read.source.read_from
    sha256 = hashlib.sha256(traced.encode()).hexdigest() if traced else read.source.sha256
    head = yaml_text({"document": read.source.id, "title": title, "sha256": sha256})
    return head + ("untraced:\n" + "".join(reasons) if reasons else "")


# draft.md.


def _page(documents: Sequence[Read], targets: Sequence[Target], rows: Sequence[_Sourced], language: Language) -> str:
    taken = [target for target in targets if not target.reasons]
    doubted = [target for target in targets if target.reasons]
    left = [(each.reason, each) for read in documents for each in read.draft.left] + _unused(documents)
    counts = Label("draft.page.counts").fill(targets=len(taken), doubts=len(doubted), figures=len(rows), left=len(left))
    source = documents[0].source
    parts = [f"# {_title_of(source.text) or source.id}", counts.in_(language)]
    parts += [note.in_(language) for note in _notes(targets)]
    sections = {
        "taken": ("line indicator goal sentence", [_target_cells(each, language) for each in taken]),
        "doubted": ("line indicator goal doubt sentence", [_target_cells(each, language) for each in doubted]),
        "figures": ("line indicator period value printed", [_figure_cells(row, language) for row, _ in rows]),
        "left": ("line printed why sentence", [_left_cells(why, each, language) for why, each in left]),
    }
    for key, (columns, cells) in sections.items():
        parts += _section(key, columns.split(), cells, language)
    return "\n\n".join(parts) + "\n"


def _unused(documents: Sequence[Read]) -> list[tuple[str, Statement | Left]]:
    """What was understood and is in no file, with the reason why."""
    undated = (each for read in documents for each in _results(read) if each.years is None)
    repeats = (each for read in documents for each in read.draft.statements if each.tier is Tier.REPEAT)
    return [*(("no_year", each) for each in undated), *(("repeat", each) for each in repeats)]


def _section(key: str, columns: Sequence[str], rows: Sequence[Sequence[str]], language: Language) -> list[str]:
    """A heading with its table; nothing where there are no rows."""
    if not rows:
        return []
    heads = [_HEADS[column].in_(language) for column in columns]
    escaped = [list(map(markdown, row)) for row in rows]
    lines = [heads, ["---"] * len(heads), *_said_once(escaped)]
    return [f"## {_PARTS[key].in_(language)}", "\n".join(table_row([*line]) for line in lines)]


_DITTO = "″"
_LONG = 12


def _said_once(rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The rows; a sentence that is the one above is not printed again."""
    before = ""
    for row in rows:
        yield [*row[:-1], _DITTO] if row[-1] == before and len(before) > _LONG else row
        before = row[-1]


def _target_cells(target: Target, language: Language) -> list[str]:
    """Place, name, goal, why it is in doubt where it is, and sentence."""
    goal = target.encoded.statement
    aim = target.encoded.keys["goal"]
    unit = target.encoded.keys.get("unit", "")
    due = f" ({goal.years})" if goal.years else ""
    shown = goal_words(aim, str(unit), language) if goal.value is not None else _on_one_line(goal.printed)
    doubts = ["; ".join(_DOUBTS[key].in_(language) for key in target.reasons)] if target.reasons else []
    return [_place(str(goal.spot), language), target.encoded.name, shown + due, *doubts, _short(goal.sentence)]


_QUANTITIES, _COMPARATORS = Labels("render.quantities"), Labels("render.comparators")
_PLACED = pattern("(?:(?P<where>.*?), )?line (?P<line>[0-9]+), column (?P<column>[0-9]+)")
_PAGE = pattern("page ([0-9]+)")


def _place(spot: str, language: Language) -> str:
    """A place, short: the cell, or page, line and column."""
    found = _PLACED.fullmatch(spot)
    where = (found["where"] or "") if found else spot
    page = _PAGE.fullmatch(where)
    if found is None or (where and not page):
        return where
    shown = Label("draft.reading.page").fill(number=page[1]).in_(language) if page else ""
    return f"{shown} {found['line']}:{found['column']}".strip()


def goal_words(aim: Data, unit: str, language: Language) -> str:
    """A goal in words: 年均增长至少 6%, 前 3 位."""
    assert isinstance(aim, Mapping)
    quantity, compared = next(((key, each) for key, each in aim.items() if isinstance(each, Mapping)), ("level", aim))
    comparator, value = next(iter(compared.items()))
    points = unit == "%" and quantity in STEPS
    named = Label("render.common.points").in_(language) if points else unit
    low, high = (
        f"{each} {named}".strip() if named != "%" else f"{each}%"
        for each in (value if isinstance(value, list) else (value, value))
    )
    words = Label("draft.page.about") if "tolerance" in compared else _COMPARATORS[comparator]
    return _QUANTITIES[quantity].in_(language) + words.in_(language).format(low=low, high=high, rank=value)


def _figure_cells(row: FigureRow, language: Language) -> list[str]:
    return [_place(row.at, language), row.indicator, row.period, f"{row.value} {row.unit}".strip(), row.as_printed]


def _left_cells(why: str, each: Left | Statement, language: Language) -> list[str]:
    place, told = _place(str(each.spot), language), _DOUBTS[why].in_(language)
    return [place, _on_one_line(each.printed), told, _short(each.sentence)]
