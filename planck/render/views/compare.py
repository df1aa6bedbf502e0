"""The status methods side by side: a row a target, a column a method, who says what where they part."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from planck.assess.outlook import Backtest
from planck.assess.plan import PlanResult, Result
from planck.assess.target import Split, split
from planck.engine.method import METHODS
from planck.model import Assessment, Flag, Language, Level, Missing, Opinion
from planck.model.change import History, Line, Moment
from planck.record import Record
from planck.registry import grouped
from planck.render import View
from planck.render.document import Block, Document, Heading, Medium, Strong, items, paragraph, table
from planck.render.views.findings import by_weight, notice
from planck.view.numbers import NOTHING, clean, decimals, exact, fixed, given, percent, unit_text
from planck.view.outlook import opinion_text
from planck.view.reader import Speaker
from planck.view.summary import as_of_text, assumed_line, nothing_checked_line
from planck.view.words import (
    LEVELS,
    SYMBOLS,
    borders_text,
    label_of,
    language_of,
    named,
    several_regions,
    status_word,
    title_of,
    word,
)
from planck.words import Labels, say

SPLITS = Labels("render.splits")
PARTED = (Split.YES_NO, Split.LEVEL)
# So many columns of a method fit beside each other in the narrowest terminal.
SIDE_BY_SIDE = 6


class Row(Record):
    """One target in one region: its opinions by method, and how far they part."""

    name: str
    assessment: Assessment
    opinions: Mapping[str, Opinion]
    split: Split


def document(result: Result, view: View, medium: Medium) -> Document:
    """A comparison; each plan in its own language where none was asked for."""
    language = language_of(result, view.language)
    title = say("render.compare.status_methods_side_by_side", language)
    blocks: list[Block] = [Heading(text=title, level=1, medium=Medium.PAGE)]
    blocks += paragraph(Strong(assumed_line(result.plans, language)))
    for plan in result.plans:
        blocks += Teller(result=result, view=view, plan=plan, language=view.language or plan.plan.language).blocks()
    blocks += paragraph(nothing_checked_line(language) if result.nothing_checked else "")
    return Document(blocks=tuple(blocks))


def columns(plans: Sequence[PlanResult], view: View) -> tuple[str, ...]:
    """The methods to show: those asked for, else each that is no variant and those that the plans have chosen."""
    if view.methods:
        return view.methods
    chosen = {assessment.method for plan in plans for assessment in plan.assessments}
    names = [name for name, method in METHODS.items() if name in chosen or not (method.variant_of or method.on_request)]
    # The methods of the plans come first.
    return tuple(sorted(names, key=lambda name: (name not in chosen, name)))


def rows(plan: PlanResult, methods: Sequence[str], language: Language) -> list[Row]:
    """The rows of a plan, in its order."""
    regions = several_regions(plan.assessments)
    listed = []
    for each in plan.assessments:
        opinions = {opinion.method: opinion for opinion in each.opinions if opinion.method in methods}
        name = label_of(each, language, regions=regions)
        listed.append(Row(name=name, assessment=each, opinions=opinions, split=split(opinions.values())))
    return listed


class Teller(Speaker):
    """Says the comparison of one plan in one language."""

    result: Result
    view: View
    plan: PlanResult

    def blocks(self) -> Iterator[Block]:
        """The table, who says what, and what the methods measure."""
        methods = columns(self.result.plans, self.view)
        listed = rows(self.plan, methods, self.language)
        judged = [row for row in listed if row.split is not Split.NOT_ASSESSED]
        as_of = as_of_text(self.plan.as_of, self.language, given=self.result.as_of_given)
        title = title_of(self.plan.plan, self.language)
        yield Heading(text=f"{clean(self.plan.plan.id)}  {title}", level=2, medium=Medium.TERMINAL)
        yield Heading(text=title, level=2, medium=Medium.PAGE)
        yield from paragraph(as_of + self.say("render.marks.semicolon") + self.counts(listed))
        yield from self.tables(judged, methods)
        yield from paragraph(self.symbols() if judged else "")
        yield from items((self.parted(row) for row in judged if self.parted(row)), medium=Medium.TERMINAL)
        for row in judged:
            yield Heading(text=row.name, level=3, medium=Medium.PAGE)
            yield from items(self.details(row), medium=Medium.PAGE)
        yield from paragraph(self.without(listed))
        yield Heading(text=self.say("render.compare.methods_borders_and_sources"), level=3, medium=Medium.PAGE)
        yield from items(self.method(name, listed) for name in methods)

    def counts(self, listed: Sequence[Row]) -> str:
        """How many rows the methods part on, and how far."""
        number = Counter(row.split for row in listed)
        return self.say("render.marks.comma").join(
            f"{SPLITS[kind].in_(self.language)} {number[kind]}" for kind in Split if number[kind]
        )

    def tables(self, judged: Sequence[Row], methods: Sequence[str]) -> Iterator[Block]:
        """Symbol and number of every method; in a terminal so many side by side as there is room for."""
        heads = [self.say("render.common.target"), self.say("render.compare.disagreement")]
        whole = [
            [row.name, SPLITS[row.split].in_(self.language), *(cell(row.opinions.get(m)) for m in methods)]
            for row in judged
        ]
        for block in table([*heads, *methods], whole, range(len(methods) + 2)):
            yield block.on(Medium.PAGE)
        for start in range(0, len(methods), SIDE_BY_SIDE):
            group = methods[start : start + SIDE_BY_SIDE]
            part = [[self.name(row), *(cell(row.opinions.get(m)) for m in group)] for row in judged]
            for block in table([heads[0], *group], part, range(len(group) + 1)):
                yield block.on(Medium.TERMINAL)

    def name(self, row: Row) -> str:
        """The name with its unit, and the sign of how the methods part on it: the counts above the table explain it."""
        unit = unit_text(row.assessment.unit)
        mark = f"  {SPLITS[row.split].in_(self.language)[0]}" if row.split in PARTED else ""
        return row.name + (self.say("render.common.unit_in_brackets", unit=unit) if unit else "") + mark

    def parted(self, row: Row) -> str:
        """Who says what of a target that the methods part on; empty where they agree and nothing is to be added."""
        quiet = self.silent(row)
        parts = self.remarks(row)
        if row.split in PARTED:
            parts += [self.sides(row), *([f"? {quiet}"] if quiet else [])]
        return (
            self.say("render.compare.name", name=row.name) + self.say("render.marks.semicolon").join(parts)
            if parts
            else ""
        )

    def details(self, row: Row) -> Iterator[str]:
        """All that the methods say of one target."""
        opinions = [opinion_text(each, self.language) for each in row.opinions.values() if each.level.yes is not None]
        if row.split in PARTED:
            yield self.say("render.compare.by_level") + self.sides(row)
        yield from self.remarks(row)
        yield self.say("render.marks.comma").join(opinions)
        if quiet := self.silent(row):
            yield f"? {quiet}"

    def sides(self, row: Row) -> str:
        """Who says what, by level from the best: `= 合拍：schedule 基本符合预期；- 滞后：statcan 进展中等（0.73）`."""
        parts = []
        for level in Level:
            # A name without its class would be read with the class of the next one.
            opinions = [
                f"{each.method} {status_word(each.status).words.in_(self.language)}"
                for each in row.opinions.values()
                if each.level is level and level.yes is not None
            ]
            if opinions:
                lead = f"{SYMBOLS[level]} {LEVELS[level].in_(self.language)}{self.say('render.marks.colon')}"
                parts.append(lead + self.say("render.marks.comma").join(opinions))
        return self.say("render.marks.semicolon").join(parts)

    def silent(self, row: Row) -> str:
        """Which methods do not assess, and why: `dns，sdsn：数据太少`."""
        reasons = grouped(
            (word(each.quantity, self.language), each.method)
            for each in row.opinions.values()
            if each.level.yes is None and isinstance(each.quantity, Missing)
        )
        comma, colon = self.say("render.marks.comma"), self.say("render.marks.colon")
        return self.say("render.marks.semicolon").join(
            comma.join(names) + colon + why for why, names in reasons.items()
        )

    def remarks(self, row: Row) -> list[str]:
        """What no class says by itself: that the goal was met and lost, or is met and getting worse."""
        telling = (Flag.MET_THEN_LOST, Flag.MET_BUT_WORSENING)
        return [word(flag, self.language) for flag in row.assessment.flags if flag in telling]

    def without(self, listed: Sequence[Row]) -> str:
        """The targets that no method assesses; empty where there is none."""
        names = self.say("render.marks.semicolon").join(row.name for row in listed if row.split is Split.NOT_ASSESSED)
        return self.say("render.compare.assessed_by_none_names", names=names) if names else ""

    def symbols(self) -> str:
        """What the symbols mean."""
        meanings = (f"{SYMBOLS[level]} {LEVELS[level].in_(self.language)}" for level in Level)
        return self.say("render.compare.symbols") + self.say("render.marks.comma").join(meanings)

    def method(self, name: str, listed: Sequence[Row]) -> str:
        """A method: what it measures, its borders (and those that the plan sets in their place), and its source."""
        method = METHODS[name]
        own = tuple(method.borders.items())
        opinions = (each for row in listed for each in row.opinions.values() if each.method == name)
        text = (
            method.quantity.in_(self.language) + self.say("render.compare.borders") + borders_text(own, self.language)
        )
        for borders in sorted({each.borders for each in opinions} - {own}):
            text += self.say("render.compare.set_by_plan") + borders_text(borders, self.language)
        source = method.source.in_(self.language)
        return self.say("render.compare.method_and_source", name=name, text=text, source=source)


def cell(opinion: Opinion | None) -> str:
    """The symbol of the level and the number behind it: `= 1.04`; `?` where nothing was assessed or asked."""
    symbol = SYMBOLS[opinion.level if opinion else Level.NOT_ASSESSED]
    if opinion is None or isinstance(opinion.quantity, Missing):
        return symbol
    return f"{symbol} {decimals(opinion.quantity, [border for _, border in opinion.borders])}"


# Verdicts or scores at several times: a row a target or unit, a column a time.

MOST_LINES = 200


def history(told: History, view: View, medium: Medium) -> Document:
    """What was found, and the table of all times."""
    language = view.language or told.language
    most = MOST_LINES if medium is Medium.TERMINAL else None
    return Document(blocks=tuple(_of_history(told, language, most)))


def _of_history(history: History, language: Language, most: int | None) -> Iterator[Block]:
    yield from (notice(finding, language) for finding in by_weight(history.findings))
    yield Heading(text=say("render.history.title", language), level=1, medium=Medium.PAGE)
    titles = [say("render.common.target", language), *history.times]
    changed = history.digits is not None and len(history.times) > 1
    titles += [say("render.history.change", language)] if changed else []
    rows = (_history_row(history, line, language, changed=changed) for line in history.lines[:most])
    yield from table(titles, rows, range(len(history.times) + 1))
    left = len(history.lines) - len(history.lines[:most])
    more = say("render.history.more", language, left=left) if left else ""
    yield from paragraph(more)


def _history_row(history: History, line: Line, language: Language, *, changed: bool) -> list[str]:
    name = clean(line.region) if not line.id else _name(line, language)
    cells = [_moment(moment, line, history.digits, language) for moment in line.moments]
    change = line.change
    shown = [NOTHING if change is None else fixed(exact(change), history.digits or 0)] if changed else []
    return [name, *cells, *shown]


def _name(line: Line, language: Language) -> str:
    own = named(line.id, line.name, language)
    return f"{own} ({clean(line.region)})" if line.region else own


def _moment(moment: Moment, line: Line, digits: int | None, language: Language) -> str:
    """The class with its symbol and the figure, or the score."""
    number = NOTHING
    if moment.number is not None:
        number = given(moment.number) if digits is None else fixed(exact(moment.number), digits)
    if not line.id:
        return number
    word = status_word(moment.status)
    return f"{word.symbol} {word.words.in_(language)}" + ("" if moment.number is None else f" {number}")


# How the forecast did on figures that were hidden from it.

FEW = 30


def backtest(tried: Backtest, view: View, medium: Medium) -> Document:
    """Counts, the two tables and the score."""
    return Document(blocks=tuple(_of_backtest(tried, view.language or Language.ZH)))


def _of_backtest(tried: Backtest, language: Language) -> Iterator[Block]:
    yield Heading(text=say("render.backtest.back_test_of_forecast", language), level=1, medium=Medium.PAGE)
    hold, count = tried.hold_out, tried.predictions
    counts = {"hold": hold, "series": tried.series, "count": count, "short": tried.short}
    yield from paragraph(say("render.backtest.last_hold_hidden_in_each", language, **counts))
    if not count:
        yield from paragraph(say("render.backtest.nothing", language, hold=hold))
        return
    rows = [[percent(level), percent(share)] for level, share in tried.coverage if share is not None]
    yield from table(say("render.backtest.interval_came_within", language), rows)
    bins = [
        [f"{each.low:.0%}-{each.high:.0%}", str(each.count), percent(each.predicted), percent(each.observed)]
        for each in tried.score.bins
    ]
    yield from table(say("render.backtest.predicted_count_mean_came_true", language), bins)
    yield from paragraph(_score(tried, language))
    few = say("render.backtest.too_few", language, count=tried.score.count) if tried.score.count < FEW else ""
    yield from paragraph(few)
    yield from paragraph(say("render.backtest.model", language))


def _score(tried: Backtest, language: Language) -> str:
    score = tried.score
    if score.brier is None or score.base_rate is None or score.climatology is None:
        return say("render.backtest.there_is_no_probability_to", language)
    skill = say("render.backtest.undefined", language) if score.skill is None else f"{score.skill:.3f}"
    numbers = {"brier": score.brier, "rate": percent(score.base_rate), "climatology": score.climatology}
    return say("render.backtest.brier_score_brier_always_predicting", language, **numbers, skill=skill)
