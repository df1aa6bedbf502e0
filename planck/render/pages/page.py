"""The page of a check: what the view model says, put in its places. No number is made here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from planck.assess.columns import columns_of
from planck.assess.plan import Result
from planck.model import Assessment, Language
from planck.model.change import History
from planck.record import Record
from planck.render import View
from planck.render.document import Block, items, paragraph
from planck.render.pages.drawing import Drawing, drawing
from planck.render.pages.regions import SCRIPT_WORDS, with_script
from planck.render.touched import told_by_cause
from planck.render.views.check import Teller
from planck.render.views.findings import errors, milder
from planck.render.views.rows import ON_PAGE
from planck.view.answer import Counted, gone, status_counts, verdicts
from planck.view.brief import Brief, brief
from planck.view.chart import Chart, chart
from planck.view.numbers import percent
from planck.view.reader import LONGEST
from planck.view.row import Row, Standing, row, title_of
from planck.view.sentence import because
from planck.view.shown import shown
from planck.view.words import NOT_ASSESSED, need_regions, status_rank, status_word
from planck.words import Labels

Key = tuple[str, str, str]
_WORDS = Labels("view.html")


class Bar(Record):
    """A part of a bar, in hundredths of its length, with what it stands for."""

    start: float
    length: float
    symbol: str
    words: str
    tone: str
    count: int


class Figure(Record):
    """One target: its row, its numbers as a chart, and why it is judged as it is."""

    row: Row
    chart: Chart
    drawing: Drawing | None
    reason: str


def page(result: Result, view: View, *, what_if: bool = False) -> Mapping[str, Any]:
    """What the template lays out; `what_if`: with controls that need a script, as one on many verdicts has anyway."""
    result = told_by_cause(result)
    told = brief(result, view)
    teller = Teller(result=result, view=view, told=told)
    rows, language = _rows(result, told), told.language
    past = gone(result)
    return {
        "told": told,
        **frame(language, result.version, told.title),
        **_scripted(result, language, table=bool(told.tallies), what_if=what_if),
        "bars": bars(result, language),
        "gone": None if past is None else round(past * 100, 1),
        "gone_text": "" if past is None else percent(past, digits=0),
        "causes": paragraph(*teller.causes()),
        "tallies": tuple(teller.tallies()),
        "decisions": items(teller.decisions(), ordered=True),
        "columns": [(each, title_of(each, told.heads, language)) for each in ON_PAGE],
        "rows": rows,
        "left": teller.left(teller.lefts["rows"], told.more),
        "beside": paragraph(*told.marks, told.without_verdict(LONGEST), *told.lacking(LONGEST)),
        "changes": paragraph(*teller.changes()),
        "figures": tuple(_figures(result, rows, language)),
        "worth": tuple(teller.worth()),
        "against": items(f"{each.text}{teller.code(each)}" for each in told.against),
        "findings": tuple(_findings(result, view, told)),
        "method": paragraph(*teller.method()),
        "sources": teller.sources(),
    }


def frame(language: Language, version: str, title: str) -> Mapping[str, Any]:
    """What every page has: words, the language, what made it."""
    return {
        "title": title,
        "words": {name: text.in_(language) for name, text in _WORDS.items()},
        "script_words": {name: text.in_(language) for name, text in SCRIPT_WORDS.items()},
        "html_lang": "zh-Hans" if language is Language.ZH else "en",
        "version": version,
        "scripted": None,
        "table": False,
        "choice": False,
        "too_many": "",
        "history": (),
        "downloads": (),
    }


def _scripted(result: Result, language: Language, *, table: bool, what_if: bool) -> Mapping[str, Any]:
    """The script of a page with many verdicts, or of one that asks what if."""
    if not (table or what_if):
        return {}
    targets = [(plan.plan, plan.when, target) for plan in result.plans for target in plan.targets]
    return with_script([(plan, when, columns_of(target)) for plan, when, target in targets], language, table=table)


def bars(result: Result, language: Language) -> tuple[Bar, ...]:
    """The statuses as parts of one bar, the best first."""
    return in_one_bar(tuple(status_counts(verdicts(result))), language)


def bars_at(history: History, time: int, language: Language) -> tuple[Bar, ...]:
    """The statuses at one of the times of a history."""
    counts = Counter(line.moments[time].status for line in history.lines)
    told = ((status_word(status), counts[status]) for status in sorted(counts, key=status_rank))
    counted = [Counted(symbol=word.symbol, words=word.words, tone=word.tone, count=count) for word, count in told]
    return in_one_bar(counted, language)


def in_one_bar(counted: Sequence[Counted], language: Language) -> tuple[Bar, ...]:
    """Counts as parts of a bar."""
    total, start, made = sum(each.count for each in counted), 0, []
    for each in counted:
        made.append(
            Bar(
                start=round(start * 100 / total, 2),
                length=round(each.count * 100 / total, 2),
                symbol=each.symbol,
                words=each.words.in_(language),
                tone=each.tone.value,
                count=each.count,
            )
        )
        start += each.count
    return tuple(made)


def _rows(result: Result, told: Brief) -> tuple[Row, ...]:
    """Those that need action, the others, and, where the verdicts are few, those without a verdict."""
    rows = (*told.rows, *told.others)
    if told.tallies or (told.causes and not told.answer):
        return rows
    every = verdicts(result)
    regions = need_regions(result)
    without = (each for each in every if each.standing in (Standing.UNJUDGED, Standing.NO_FIGURE))
    return (
        *rows,
        *(row(each.assessment, each.plan.plan.id, told.heads, told.language, regions=regions) for each in without),
    )


def told_rows(result: Result, view: View) -> Iterator[tuple[Assessment, Row]]:
    """The verdicts that have a row on the page, in its order."""
    told = brief(told_by_cause(result), view)
    by_key = dict(_keyed(result))
    return ((by_key[each.plan, each.target, each.region], each) for each in _rows(result, told))


def _figures(result: Result, rows: Sequence[Row], language: Language) -> Iterator[Figure]:
    by_key = dict(_keyed(result))
    for each in rows:
        assessment = by_key[each.plan, each.target, each.region]
        drawn = chart(assessment, each.path, language)
        on_sheet = drawing(drawn, each.level[0], each.leads)
        judged = assessment.status != NOT_ASSESSED
        reason = because(shown(assessment, language), language) if judged else ""
        yield Figure(row=each, chart=drawn, drawing=on_sheet, reason=reason)


def _keyed(result: Result) -> Iterable[tuple[Key, Assessment]]:
    for plan in result.plans:
        for each in plan.assessments:
            yield (plan.plan.id, each.target.id, each.region), each


def _findings(result: Result, view: View, told: Brief) -> Iterator[Block]:
    """The findings, the errors first; what the plan says against itself has a place of its own."""
    for findings in (result.findings, *(plan.findings for plan in result.plans)):
        others = [each for each in findings if not each.code.startswith("A")]
        yield from errors(others, told.language, result.inputs, view.width - 4)
        yield from milder(others, told.language)
