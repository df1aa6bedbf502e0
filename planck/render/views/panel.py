"""What a check of many regions says: the answer, the targets and the groups that meet the fewest goals."""

from collections.abc import Iterator, Sequence

from planck.assess.columns import Group, VerdictColumns, groups
from planck.checks.panel import PanelPlan, PanelResult
from planck.model import Language, Level
from planck.render.document import Block, Document, Heading, Strong, Table, paragraph, table
from planck.render.formats.terminal import Screen, laid_out
from planck.view.numbers import clean, percent
from planck.view.summary import as_of_text
from planck.view.words import LEVELS, SEVERITIES, name_of, title_of
from planck.words import Label, Labels

MOST = 12
TOLD = tuple(level for level in Level if level is not Level.ACHIEVED)
ASIDE = Labels("render.panel")


def screen(result: PanelResult, lengths: Sequence[int], language: Language, width: int = 80) -> str:
    """The text for a terminal."""
    return laid_out(Document(blocks=blocks(result, lengths, language)), Screen(width))


def blocks(result: PanelResult, lengths: Sequence[int], language: Language) -> tuple[Block, ...]:
    """What is said of each plan, and what of the run."""
    of_plans = (block for plan in result.plans for block in _of_plan(result, plan, lengths, language))
    return (*of_plans, *_end(result, language))


def _of_plan(result: PanelResult, plan: PanelPlan, lengths: Sequence[int], language: Language) -> Iterator[Block]:
    regions = {name for columns in plan.targets for name in columns.region.names}
    yield Heading(text=f"{clean(plan.plan.id)}  {title_of(plan.plan, language)}", level=1)
    counts = Label("render.panel.counts").fill(
        targets=len(plan.targets),
        regions=len(regions),
        verdicts=plan.verdicts,
        figures=result.figure_count,
        as_of=as_of_text(plan.when.period, language, given=plan.when.given),
    )
    yield from paragraph(counts.in_(language), indent=2)
    yield from paragraph(Strong(_met(plan, language)))
    yield from _targets(plan, language)
    for length in lengths:
        yield from _groups(plan, length, language)
    yield from paragraph(_findings(plan, language), _aside(plan, language))


def _met(plan: PanelPlan, language: Language) -> str:
    all_of_it = groups(plan.targets, lambda _: "")
    judged, met = sum(each.judged for each in all_of_it), sum(each.met for each in all_of_it)
    share = percent(met / judged) if judged else "-"
    label = Label("render.panel.met").fill(judged=judged, met=met, share=share, unjudged=plan.verdicts - judged)
    return label.in_(language)


def _targets(plan: PanelPlan, language: Language) -> Iterator[Block]:
    rows = [(columns, each) for columns in plan.targets for each in groups([columns], lambda _: "")]
    lowest = sorted(rows, key=lambda row: _share(row[1]))[:MOST]
    yield from paragraph(Label("render.panel.worst").fill(shown=len(lowest), all=len(plan.targets)).in_(language))
    named = [(_name(columns, language), each) for columns, each in lowest]
    yield from _table(Label("render.panel.target").in_(language), named, language)


def _name(columns: VerdictColumns, language: Language) -> str:
    return name_of(columns.target, language)


def _groups(plan: PanelPlan, length: int, language: Language) -> Iterator[Block]:
    made = groups(plan.targets, lambda name: name[:length])
    lowest = sorted(made, key=_share)[:MOST]
    yield from paragraph(
        Label("render.panel.group").fill(length=length, shown=len(lowest), all=len(made)).in_(language)
    )
    named = [(clean(each.name), each) for each in lowest]
    yield from _table(Label("render.panel.group_name").in_(language), named, language)


def _share(group: Group) -> tuple[bool, float]:
    """The share of the judged that meet their goal; those of which nothing was judged come last."""
    return not group.judged, group.met / group.judged if group.judged else 0.0


def _table(title: str, rows: Sequence[tuple[str, Group]], language: Language) -> tuple[Table, ...]:
    told = [level for level in TOLD if any(dict(group.levels).get(level) for _, group in rows)]
    titles = [title, Label("render.panel.regions").in_(language), Label("render.panel.share").in_(language)]
    titles += [LEVELS[level.value].in_(language) for level in told]
    return table(
        titles,
        [
            [
                name,
                str(group.regions),
                percent(group.met / group.judged) if group.judged else "-",
                *(str(dict(group.levels).get(level, 0)) for level in told),
            ]
            for name, group in rows
        ],
    )


def _findings(plan: PanelPlan, language: Language) -> str:
    listed = [
        Label("render.panel.count_of")
        .fill(code=f"{rule.code} {rule.name}", severity=SEVERITIES[severity.value].in_(language), count=count)
        .in_(language)
        for rule, severity, count in plan.said
    ]
    if not listed:
        return ""
    found = Label("render.marks.semicolon").in_(language).join(listed)
    return Label("render.panel.findings").fill(found=found).in_(language)


def _aside(plan: PanelPlan, language: Language) -> str:
    counts = [ASIDE[why.name.lower()].fill(count=count).in_(language) for why, count in sorted(plan.aside.items())]
    if not counts:
        return ""
    listed = Label("render.marks.semicolon").in_(language).join(counts)
    return Label("render.panel.aside").fill(counts=listed).in_(language)


def _end(result: PanelResult, language: Language) -> Iterator[Block]:
    if result.missed:
        yield from paragraph(
            Label("render.panel.missed").fill(names=", ".join(map(clean, result.missed))).in_(language)
        )
    memory = Label("render.panel.memory").fill(blocks=result.blocks, memory=result.memory >> 20)
    yield from paragraph(memory.in_(language))
