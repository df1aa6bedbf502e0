"""What a check of many regions says: the answer, the targets and the groups that meet the fewest goals."""

from collections.abc import Iterator, Sequence

from planck.assess.columns import Group, VerdictColumns, all_together, groups
from planck.checks.panel import PanelPlan, PanelResult
from planck.model import Language, Level, Severity
from planck.render.document import Block, Document, Heading, Strong, Table, paragraph, table
from planck.render.formats.terminal import Screen, laid_out
from planck.view.answer import arriving, year_of
from planck.view.brief import passes_or_not
from planck.view.numbers import clean, percent
from planck.view.summary import counted_text
from planck.view.words import LEVELS, name_of, status_rank, status_word, title_of
from planck.words import Label, Labels, Text, say

MOST = 12
# A screen, what stands in it beside the tables, and what over the rows of each.
HEIGHT, BESIDE, ABOVE = 35, 13, 5
TOLD = tuple(level for level in Level if level is not Level.ACHIEVED)
ASIDE = Labels("render.panel")
WIDTH = 80


def screen(
    result: PanelResult, lengths: Sequence[int], language: Language, fail_on: Severity, *, quiet: bool = False
) -> str:
    """The text for a terminal; quiet: whether it passes, and nothing else."""
    last = paragraph(Strong(_verdict(result, fail_on, language)))
    told = () if quiet else blocks(result, lengths, language, _rows(len(result.plans) * (1 + len(lengths))))
    return laid_out(Document(blocks=(*told, *last)), Screen(WIDTH))


def _rows(tables: int) -> int:
    """How many rows each of so many tables may have, so that all of it fits a screen."""
    return min(MOST, max(1, (HEIGHT - BESIDE - ABOVE * tables) // max(1, tables)))


def blocks(result: PanelResult, lengths: Sequence[int], language: Language, most: int = MOST) -> tuple[Block, ...]:
    """What is said of each plan, and what of the run; tables have at most so many rows."""
    of_plans = (block for plan in result.plans for block in _of_plan(result, plan, lengths, language, most))
    return (*of_plans, *paragraph(*_notes(result, language)))


def _of_plan(
    result: PanelResult, plan: PanelPlan, lengths: Sequence[int], language: Language, most: int
) -> Iterator[Block]:
    regions = {name for columns in plan.targets for name in columns.region.names}
    yield Heading(text=title_of(plan.plan, language), level=1)
    counts = Label("render.panel.counts").fill(
        targets=len(plan.targets), regions=len(regions), figures=result.figure_count, as_of=_as_of(plan)
    )
    yield from paragraph(counts.in_(language), indent=2)
    if not plan.verdicts:
        return
    yield from paragraph(Strong(_statuses(plan, language)), Strong(_arrival(plan).in_(language)))
    rows = [(columns, all_together(columns)) for columns in plan.targets if len(columns)]
    yield from _targets(rows, language, most)
    for length in lengths:
        yield from _groups(plan, length, language, most)
    yield from paragraph(_aside(plan, language))


def _as_of(plan: PanelPlan) -> Text:
    period = plan.when.period
    return Label("view.answer.without_figures") if period is None else year_of(plan.plan, period)


def _statuses(plan: PanelPlan, language: Language) -> str:
    """How many verdicts stand where, the best first."""
    told = [
        Label("view.answer.status").fill(
            symbol=status_word(status).symbol, status=status_word(status).words, count=count, short=Text()
        )
        for status, count in sorted(plan.statuses.items(), key=lambda pair: (status_rank(pair[0]), pair[0]))
    ]
    label = Label("view.answer.counts_of_many")
    return label.fill(targets=len(plan.targets), verdicts=plan.verdicts, counts=told).in_(language)


def _arrival(plan: PanelPlan) -> Text:
    """How many will be met when all goes on as so far."""
    arrivals = plan.arrivals
    if not arrivals.total():
        return Label("view.answer.none_judged")
    if plan.is_over:
        met = sum(count for status, count in plan.statuses.items() if status_word(status).symbol == "✔")
        return Label("view.answer.ended").fill(judged=arrivals.total(), met=met)
    return arriving(arrivals, {columns.due.end.year for columns in plan.targets})


def _targets(rows: Sequence[tuple[VerdictColumns, Group]], language: Language, most: int) -> Iterator[Block]:
    lowest = sorted(rows, key=lambda row: _share(row[1]))[:most]
    yield from paragraph(say("render.panel.worst", language, shown=len(lowest), all=len(rows)))
    named = [(name_of(columns.target, language), each) for columns, each in lowest]
    yield from _table(say("render.panel.target", language), named, language)


def _groups(plan: PanelPlan, length: int, language: Language, most: int) -> Iterator[Block]:
    made = groups(plan.targets, lambda name: name[:length])
    lowest = sorted(made, key=_share)[:most]
    yield from paragraph(say("render.panel.group", language, length=length, shown=len(lowest), all=len(made)))
    named = [(clean(each.name), each) for each in lowest]
    yield from _table(say("render.panel.group_name", language), named, language, regions=True)


def _share(group: Group) -> tuple[bool, float]:
    """The share of the judged that meet their goal; those of which nothing was judged come last."""
    return not group.judged, group.met / group.judged if group.judged else 0.0


def _table(
    title: str, rows: Sequence[tuple[str, Group]], language: Language, *, regions: bool = False
) -> tuple[Table, ...]:
    told = [level for level in TOLD if any(dict(group.levels).get(level) for _, group in rows)]
    titles = [title, *([say("render.panel.regions", language)] if regions else [])]
    titles += [say("render.panel.share", language), *(_level(level, language) for level in told)]
    return table(
        titles,
        [
            [
                name,
                *([f"{group.regions:,}"] if regions else []),
                percent(group.met / group.judged) if group.judged else "-",
                *(f"{dict(group.levels).get(level, 0):,}" for level in told),
            ]
            for name, group in rows
        ],
    )


def _level(level: Level, language: Language) -> str:
    short = Label("render.panel.unjudged") if level is Level.NOT_ASSESSED else LEVELS[level.value]
    return short.in_(language)


def _aside(plan: PanelPlan, language: Language) -> str:
    counts = [ASIDE[why.name.lower()].fill(count=count).in_(language) for why, count in sorted(plan.aside.items())]
    if not counts:
        return ""
    listed = say("render.marks.semicolon", language).join(counts)
    return say("render.panel.aside", language, counts=listed)


def _notes(result: PanelResult, language: Language) -> Iterator[str]:
    if result.missed:
        yield say("render.panel.missed", language, names=", ".join(map(clean, result.missed)))
    if result.blocks > 1:
        yield say("render.panel.memory", language, blocks=result.blocks, memory=result.memory >> 20)


def _verdict(result: PanelResult, fail_on: Severity, language: Language) -> str:
    """The last line: whether it passes, why not, and what else was found."""
    found = [(rule.code, rule.name, severity, count) for plan in result.plans for rule, severity, count in plan.said]
    found += [(each.code, each.name, each.severity, 1) for each in result.findings]
    stopping = [each for each in found if each[2].rank >= fail_on.rank]
    if result.not_evaluated or result.missed:
        return say("view.verdict.not_evaluated", language, counts=_counted(found, language))
    if result.nothing_checked:
        return say("view.verdict.nothing_checked", language)
    others = _counted([each for each in found if each not in stopping], language)
    codes = list(dict.fromkeys(f"{code} {name}" for code, name, _, _ in stopping))
    return passes_or_not(codes, sum(each[3] for each in stopping), others, fail_on, language)


def _counted(found: Sequence[tuple[str, str, Severity, int]], language: Language) -> str:
    """How many findings of each severity, and of which kinds."""
    counts = (
        (severity, sum(count for _, _, own, count in found if own is severity)) for severity in reversed(Severity)
    )
    return counted_text(counts, language)
