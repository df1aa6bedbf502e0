"""Findings about figures: their units, their vintages, their places, and values that they cannot have."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches
from itertools import groupby
from typing import Any

import numpy as np
from msgspec.structs import replace

from planck.assess.panel import is_percent
from planck.assess.plan import PlanResult
from planck.assess.select import CONVERTED_UNIT, Selection, Why, indicator_names, key, names_of
from planck.assess.sought import (
    LEAST_DECIMALS,
    MOST,
    MUCH,
    NEAR,
    WHOLE,
    Sought,
    is_hundredth,
    is_part,
    misread,
    possible,
)
from planck.assess.target import TargetResult, judge_target
from planck.checks import CHECKS, RUN_CHECKS, Run, named
from planck.load.cells.number import is_event_word
from planck.load.table.header import noted_part
from planck.load.table.vocabulary import is_cumulative, is_noted_goal, is_noted_rate, may_be_negative
from planck.model import (
    Assessment,
    Figure,
    Finding,
    Flag,
    Missing,
    PeriodKind,
    Quantity,
    Reading,
    Severity,
    Text,
)
from planck.model.table import Bools, Coded, Rows
from planck.registry import grouped, rule
from planck.words import Label, Labels

MISSING_YEAR = rule("C005", "missing-year", Severity.WARNING)
UNUSED_FIGURE = rule("C006", "unused-figure", Severity.NOTE)
OTHER_REGION = rule("C007", "other-region", Severity.NOTE)
UNPUBLISHED_FIGURE = rule("C008", "unpublished-figure", Severity.NOTE)
NOT_YET_KNOWN = rule("C009", "not-yet-known", Severity.NOTE)
CONTRADICTING_FIGURES = rule("L001", "contradicting-figures", Severity.ERROR)
REPEATED_FIGURE = rule("L002", "repeated-figure", Severity.NOTE)
WRONG_UNIT = rule("L003", "wrong-unit", Severity.ERROR)
REBASED_BASELINE = rule("L004", "rebased-baseline", Severity.WARNING)
IMPOSSIBLE_VALUE = rule("L007", "impossible-value", Severity.ERROR)
SUPERSEDED_FIGURE = rule("L009", "superseded-figure", Severity.NOTE)
UNSTATED_UNIT = rule("L010", "unstated-unit", Severity.NOTE)
SHARE_IN_PERCENT = rule("L041", "share-in-percent", Severity.WARNING)
SHARE_OR_PERCENT = rule("L042", "share-or-percent", Severity.ERROR)
LEVEL_OF_YEARS = rule("L043", "level-of-several-years", Severity.WARNING)
CUMULATIVE_FIGURES = rule("L044", "cumulative-figures", Severity.ERROR)
ANOTHER_POWER = rule("L045", "another-power-of-ten", Severity.ERROR)
NOTHING_BUT_RANKS = rule("L048", "nothing-but-ranks", Severity.ERROR)
GOALS_AS_RESULTS = rule("L046", "goals-as-results", Severity.ERROR)
EMPTY_FIGURES = rule("L047", "empty-figures", Severity.ERROR)
ASSUMED_FIGURES = rule("X004", "assumed-figures", Severity.NOTE)


def _of(result: PlanResult, target: str, figure: Figure, region: str | None = None) -> dict[str, Any]:
    """The coordinates of a finding about a figure; its own region where none is given."""
    return {
        "plan": result.plan.id,
        "target": target,
        "region": figure.region if region is None else region,
        "period": figure.period.label,
        "name": figure.indicator,
    }


@CHECKS.entry(WRONG_UNIT.code)
def wrong_unit(result: PlanResult) -> Iterator[Finding]:
    """Figures left out because of their unit."""
    names = indicator_names(result.plan)
    for figure in result.selection.aside(Why.WRONG_UNIT):
        indicator = result.plan.indicator(names[key(figure.indicator)])
        yield WRONG_UNIT.at(
            figure.place,
            **_of(result, indicator.id, figure),
            wanted=indicator.unit or Label("checks.wrong_unit.number"),
            got=figure.unit if not is_event_word(figure.text) else figure.text,
        )


@CHECKS.entry(ASSUMED_FIGURES.code)
def assumed_figures(result: PlanResult) -> Iterator[Finding]:
    """One finding for a plan any of whose verdicts used an assumed figure."""
    resting = sum(int(target.flags[Flag.ASSUMED].sum()) for target in result.targets)
    if resting:
        yield ASSUMED_FIGURES.at(result.plan.place, plan=result.plan.id, count=resting)


@CHECKS.entry(CONTRADICTING_FIGURES.code)
def contradicting_figures(result: PlanResult) -> Iterator[Finding]:
    """One finding per contradiction, at its last figure."""
    for figures in result.selection.conflicts:
        last = figures[-1]
        values = ", ".join(f"{figure.text} ({figure.place.file}:{figure.place.line})" for figure in figures)
        yield CONTRADICTING_FIGURES.at(last.place, **_of(result, "", last), values=values)


# L040: figures were converted into their indicator's unit.


@CHECKS.entry(CONVERTED_UNIT.code)
def converted_unit(result: PlanResult) -> Iterator[Finding]:
    """One finding per series and unit, at its first figure."""
    selection = result.selection
    made = (selection.times != 1) | (selection.table.converted.each(lambda conversion: conversion is not None) == 1)
    converted = grouped(
        ((region, id_, figure.converted.unit), figure)
        for region, id_, figure in selection.where(made)
        if figure.converted
    )
    for (region, id_, unit), group in converted.items():
        first = group[0]
        yield CONVERTED_UNIT.at(
            first.place,
            **_of(result, id_, first, region),
            wanted=first.unit,
            got=unit,
            example=_equation(first),
            count=len(group),
        )


def _equation(figure: Figure) -> str:
    made = figure.converted
    assert made is not None
    return f"{made.text} {made.unit} = {figure.text} {figure.unit}"


WANTED = Labels("checks.wanted")
_USE, _GOALS = Labels("checks.impossible_value"), Labels("checks.goals_as_results")


@CHECKS.entry(IMPOSSIBLE_VALUE.code)
def impossible_value(result: PlanResult) -> Iterator[Finding]:
    """Figures that nothing of their indicator can be: an error; that its name rules out: a doubt."""
    selection = result.selection
    rows = np.flatnonzero(selection.why == Why.IMPOSSIBLE)
    odd = rows[~possible(selection.value[rows], selection.indicator[rows], selection.sought)]
    for row in odd.tolist():
        sought = selection.sought[selection.indicator[row]]
        count = int((_series(selection, rows) == _series(selection, row)).sum())
        yield _impossible(result, row, _wanted(sought), _USE["set_aside"].fill(count=count))
    for row in selection.rows[_doubtful(result)[selection.rows]].tolist():
        yield replace(_impossible(result, row, WANTED["part"], _USE["used"]), severity=Severity.WARNING)
    for row in _below_nothing(result):
        wanted = WANTED["above"].fill(low="0")
        yield replace(_impossible(result, row, wanted, _USE["used"]), severity=Severity.WARNING)


def _impossible(result: PlanResult, row: int, wanted: Text, use: Text) -> Finding:
    selection, figure = result.selection, result.selection.figure(row)
    target, region = selection.sought[selection.indicator[row]].id, selection.places[selection.region[row]]
    where = _of(result, target, figure, region)
    return IMPOSSIBLE_VALUE.at(figure.place, **where, wanted=wanted, got=figure.text, use=use)


def _series(selection: Selection, rows: Rows | int) -> Rows:
    """The number of the series of rows."""
    return np.asarray(selection.indicator[rows] * len(selection.places) + selection.region[rows])


def _wanted(sought: Sought) -> Text:
    """What its values can be."""
    if sought.whole:
        return WANTED["event"] if sought.event else WANTED["rank"]
    low, high = (f"{end:g}" for end in (sought.low, sought.high))
    if sought.low > -MOST and sought.high < MOST:
        return WANTED["between"].fill(low=low, high=high)
    return WANTED["below"].fill(high=high) if sought.high < MOST else WANTED["above"].fill(low=low)


def _doubtful(result: PlanResult) -> Bools:
    """By row whether its indicator is a part of a whole by its name, and the value is more than the whole."""
    selection, parts = result.selection, {one.id for one in result.plan.indicators if is_part(one)}
    return np.asarray(selection.each(lambda sought: sought.id in parts) & (selection.value > WHOLE))


def _below_nothing(result: PlanResult) -> list[int]:
    """The first negative figure of each series whose others, and what the plan says of it, all lie above nothing."""
    selection = result.selection
    named = {one.id for one in result.plan.indicators if not any(map(may_be_negative, names_of(one)))}
    rows, series = selection.rows, _series(selection, selection.rows)
    positive = selection.each(lambda sought: sought.id in named and _is_above_nothing(sought))[rows]
    negative, above = rows[positive & (selection.value[rows] < 0)], series[selection.value[rows] > 0]
    first = negative[np.unique(_series(selection, negative), return_index=True)[1]]
    return [row for row in first.tolist() if _series(selection, row) in above]


def _is_above_nothing(sought: Sought) -> bool:
    """Whether all that the plan says of an indicator lies above 0."""
    numbers = [bound for _, bound in (*sought.goals, *([sought.base] if sought.base else []))]
    return bool(numbers) and min(numbers) > 0


@CHECKS.entry(ANOTHER_POWER.code)
def another_power(result: PlanResult) -> Iterator[Finding]:
    """One finding per series, at the first figure that is far from what the plan states, or from those before it."""
    selection = result.selection
    rows = np.flatnonzero(selection.why == Why.MISREAD)
    names = selection.region, selection.indicator
    series = _series(
        selection, odd := misread(selection.table, rows, *names, selection.value, selection.times, selection.sought)
    )
    for row in odd[np.unique(series, return_index=True)[1]].tolist():
        sought, figure = selection.sought[selection.indicator[row]], selection.figure(row)
        beside = None if sought.stated else _before(selection, rows, row)
        read = selection.value[row]
        stated = _nearest(sought, read) if beside is None else selection.value[beside]
        away = _powers(read, stated)
        printed = abs(away - math.log10(selection.times[row])) < math.log10(NEAR)
        power = round(away)
        yield ANOTHER_POWER.at(
            figure.place,
            **_of(result, sought.id, figure, selection.places[selection.region[row]]),
            got=selection.table.text[row],
            unit=selection.table.unit[row] or sought.unit,
            read=f"{read:.12g} {sought.unit}".rstrip(),
            stated=f"{stated:.12g}",
            whose=_PLAN if beside is None else Text(en=selection.table.period[beside].label),
            other=selection.table.text[row] if printed else f"{float(Decimal(str(read)).scaleb(-power)):.12g}",
            count=int((_series(selection, rows) == _series(selection, row)).sum()),
        )


@CHECKS.entry(GOALS_AS_RESULTS.code)
def goals_as_results(result: PlanResult) -> Iterator[Finding]:
    """One finding per file and period, at its first figure."""
    selection = result.selection
    copied = ((row, selection.table[row]) for row in np.flatnonzero(selection.why == Why.COPIED).tolist())
    groups = grouped(((figure.place.file, figure.period.label), (row, figure)) for row, figure in copied)
    for rows in groups.values():
        row, first = rows[0]
        noted = is_noted_goal(first.note) or is_noted_rate(first.note)
        why = "noted" if noted else "part" if noted_part(first.note) else "equal"
        yield GOALS_AS_RESULTS.at(
            first.place,
            **_of(result, selection.sought[selection.indicator[row]].id, first),
            got=first.text,
            reason=_GOALS[why],
            count=len(rows),
        )


_PLAN = Label("checks.another_power.plan")


def _before(selection: Selection, rows: Rows, row: int) -> int:
    """The row of the same series before this one in time, of those that are there."""
    own = rows[_series(selection, rows) == _series(selection, row)]
    earlier = own[selection.table.ends[own] < selection.table.ends[row]]
    return int(earlier[np.argmax(selection.table.ends[earlier])])


def _nearest(sought: Sought, value: float) -> float:
    """The number that the plan states which a value is nearest to: its baseline, where it has one."""
    sizes = [abs(sought.base[1])] if sought.base else sought.stated
    return min(sizes, key=lambda size: abs(_powers(value, size)))


def _powers(value: float, size: float) -> float:
    """How many powers of ten a value is above a size; their ratio may be none that a number can hold."""
    return math.log10(abs(value)) - math.log10(size)


@CHECKS.entry(MISSING_YEAR.code)
def missing_year(result: PlanResult) -> Iterator[Finding]:
    """Sums and yearly goals with a hole in their years."""
    for assessment in result.where(_every_year):
        years = _missing_years(assessment)
        if years:
            yield MISSING_YEAR.at(
                assessment.target.place,
                **named(result, assessment),
                base=assessment.baseline_period.label,
                years=", ".join(years),
            )


def _every_year(target: TargetResult) -> Bools:
    """Everywhere, where the goal asks for every year."""
    case = target.judged.case
    return np.full(len(target), case.goal.quantity is Quantity.TOTAL or case.target.path == "hold")


def _missing_years(assessment: Assessment) -> tuple[str, ...]:
    """The years between the baseline and the newest figure that no figure covers."""
    spans = [reading.period for reading in assessment.series if reading.period.end > assessment.baseline_period.end]
    if not spans or assessment.latest is Missing.NOT_COMPARABLE:
        return ()
    whole = {PeriodKind.YEAR, PeriodKind.YEARS}
    last = max(span.end.year for span in spans if span.kind in whole or span.end == max(s.end for s in spans))
    covered = {year for span in spans for year in range(span.start.year, span.end.year + 1)}
    return tuple(str(year) for year in range(assessment.baseline_period.end.year + 1, last + 1) if year not in covered)


@CHECKS.entry(NOT_YET_KNOWN.code)
def not_yet_known(result: PlanResult) -> Iterator[Finding]:
    """One finding for all figures of the plan that were not known yet, at the first of them."""
    later = result.selection.aside(Why.UNKNOWN)
    if later and result.as_of:
        yield NOT_YET_KNOWN.at(later[0].place, plan=result.plan.id, as_of=result.as_of.label, count=len(later))


# Of more regions than these the first ones are named in one finding.
MOST_REGIONS = 4


@RUN_CHECKS.entry(OTHER_REGION.code)
def other_region(run: Run) -> Iterator[Finding]:
    """One finding per region that is foreign to every plan of the run, at its first figure; one for all of many."""
    if not run.plans:
        return
    table = run.plans[0].selection.table
    foreign = np.all([result.selection.why == Why.ELSEWHERE for result in run.plans], axis=0)
    regions = list(_by_name(table.region, np.flatnonzero(foreign)).values())
    if len(regions) > MOST_REGIONS:
        names = [table.region[rows[0]] for rows in regions[:MOST_REGIONS]]
        got = Label("checks.wrong_unit.regions").fill(names=names, more=len(regions) - MOST_REGIONS)
        yield OTHER_REGION.at(table.place(regions[0][0]), got=got, count=sum(map(len, regions)))
        return
    for rows in regions:
        yield OTHER_REGION.at(table.place(rows[0]), got=table.region[rows[0]], count=len(rows))


def _by_name(column: Coded[str], rows: Rows) -> dict[str, list[int]]:
    """Rows by the key of a name, in the order of the table."""
    keys = [key(name) for name in column.names]
    return grouped((keys[code], row) for row, code in zip(rows.tolist(), column.codes[rows].tolist(), strict=True))


@CHECKS.entry(REBASED_BASELINE.code)
def rebased_baseline(result: PlanResult) -> Iterator[Finding]:
    """Assessments whose baseline differs from the figures', with the status that the other one would give."""
    for assessment in result.where(lambda target: target.flags[Flag.REBASED]):
        held = _held(assessment)
        yield REBASED_BASELINE.at(
            held.figures[-1].place if held.figures else assessment.target.place,
            **named(result, assessment),
            baseline=float(assessment.baseline),
            got=held.text or held.value,
            base=assessment.baseline_period.label,
            status=assessment.status,
            other=_status_from(result, assessment, held.value),
        )


def _held(assessment: Assessment) -> Reading:
    """The figures' own value of the base year."""
    end = assessment.baseline_period.end
    return next(one for one in assessment.series if one.period.end == end and not one.annualised)


def _status_from(result: PlanResult, assessment: Assessment, value: float) -> str:
    baseline = assessment.target.baseline
    assert baseline is not None
    moved = replace(assessment.target, baseline=replace(baseline, value=value))
    found = judge_target(result.plan, moved, result.selection, result.when)
    return str(found.status[found.regions.index(assessment.region)])


@CHECKS.entry(REPEATED_FIGURE.code)
def repeated_figure(result: PlanResult) -> Iterator[Finding]:
    """Figures that repeat another one."""
    for figure in result.selection.views_aside(Why.REPEATED):
        yield REPEATED_FIGURE.at(figure.place, **_of(result, "", figure), got=figure.text)


@CHECKS.entry(SHARE_IN_PERCENT.code)
def share_in_percent(result: PlanResult) -> Iterator[Finding]:
    """Values below 1 that are about a hundredth of all the others, the baseline among them."""
    baselines: dict[str, float] = {
        target.indicator: abs(target.baseline.value)
        for target in result.plan.targets
        if target.baseline and target.baseline.value
    }
    selection = result.selection
    small = selection.each(lambda sought: is_percent(sought.unit)) & (np.abs(selection.value) < 1)
    for region, id_, figure in selection.where(small):
        beside = _beside(figure, selection.series[region, id_], baselines.get(id_))
        if beside is not None:
            yield SHARE_IN_PERCENT.at(figure.place, **_of(result, id_, figure, region), got=figure.text, other=beside)


@CHECKS.entry(SHARE_OR_PERCENT.code)
def share_or_percent(result: PlanResult) -> Iterator[Finding]:
    """One finding per series that could be read in two ways, at its first figure."""
    names = indicator_names(result.plan)
    for figures in result.selection.series_aside(Why.SHARE):
        first = figures[0]
        assert first.value is not None
        yield SHARE_OR_PERCENT.at(
            first.place,
            **_of(result, result.plan.indicator(names[key(first.indicator)]).id, first),
            got=first.text,
            share=f"{(Decimal(repr(first.value)) * 100).normalize():f}",
            count=len(figures),
        )


@CHECKS.entry(EMPTY_FIGURES.code)
def empty_figures(result: PlanResult) -> Iterator[Finding]:
    """One finding per series, at its first 0 that may stand for no figure."""
    names = indicator_names(result.plan)
    for figures in result.selection.series_aside(Why.EMPTY):
        indicator = result.plan.indicator(names[key(figures[0].indicator)])
        yield EMPTY_FIGURES.at(
            figures[0].place, **_of(result, indicator.id, figures[0]), got=figures[0].text, count=len(figures)
        )


@CHECKS.entry(CUMULATIVE_FIGURES.code)
def cumulative_figures(result: PlanResult) -> Iterator[Finding]:
    """One finding per series, at the first figure that is noted to be cumulative."""
    names = indicator_names(result.plan)
    for figures in result.selection.series_aside(Why.CUMULATIVE):
        first = next(figure for figure in figures if is_cumulative(figure.note))
        yield CUMULATIVE_FIGURES.at(
            first.place, **_of(result, names[key(first.indicator)], first), got=first.text, count=len(figures)
        )


@CHECKS.entry(NOTHING_BUT_RANKS.code)
def nothing_but_ranks(result: PlanResult) -> Iterator[Finding]:
    """One finding per series of which nothing but ranks are there, at the first of them."""
    selection = result.selection
    rows = np.flatnonzero((selection.why == Why.RANKED) & (selection.region >= 0))
    series = _series(selection, rows)
    rows = rows[~np.isin(series, _series(selection, selection.rows))]
    for row in rows[np.unique(_series(selection, rows), return_index=True)[1]].tolist():
        figure, place = selection.table[row], selection.places[selection.region[row]]
        yield NOTHING_BUT_RANKS.at(
            figure.place,
            **_of(result, selection.sought[selection.indicator[row]].id, figure, place),
            got=figure.text,
            count=int((_series(selection, rows) == _series(selection, row)).sum()),
        )


def _beside(figure: Figure, figures: tuple[Figure, ...], baseline: float | None) -> float | None:
    """The size that a figure is a hundredth of, None where it looks like a percentage as the others do."""
    size = abs(figure.value or 0.0)
    others = [abs(one.value) for one in figures if one.value] + ([baseline] if baseline else [])
    if not is_hundredth(size, others) or len(figure.text.partition(".")[2]) < LEAST_DECIMALS:
        return None
    return min(other for other in others if other > MUCH * size)


@CHECKS.entry(SUPERSEDED_FIGURE.code)
def superseded_figure(result: PlanResult) -> Iterator[Finding]:
    """Figures of older vintages, and scenario values that a publication has overtaken."""
    names = indicator_names(result.plan)
    for figure in result.selection.views_aside(Why.OUTDATED):
        yield SUPERSEDED_FIGURE.at(figure.place, **_of(result, names[key(figure.indicator)], figure), got=figure.text)


@CHECKS.entry(UNPUBLISHED_FIGURE.code)
def unpublished_figure(result: PlanResult) -> Iterator[Finding]:
    """Figures of the plan's indicators whose cell says that there is no value."""
    for figure in result.selection.aside(Why.UNPUBLISHED):
        yield UNPUBLISHED_FIGURE.at(
            figure.place, plan=result.plan.id, region=figure.region, period=figure.period.label, got=figure.indicator
        )


@CHECKS.entry(UNSTATED_UNIT.code)
def unstated_unit(result: PlanResult) -> Iterator[Finding]:
    """Figures that count without a unit of their own although the indicator has one: of each file the first."""
    selection, files = result.selection, result.selection.table.file
    unstated = selection.each(lambda sought: bool(sought.units)) & (selection.table.unit.each(bool) == 0)
    rows = selection.rows[unstated[selection.rows]]
    kinds = selection.indicator[rows] * len(files.names) + files.codes[rows]
    _, firsts, counts = np.unique(kinds, return_index=True, return_counts=True)
    for row, count in zip(rows[firsts].tolist(), counts.tolist(), strict=True):
        id_, figure = selection.sought[selection.indicator[row]].id, selection.figure(row)
        about = _of(result, id_, figure, selection.places[selection.region[row]])
        yield UNSTATED_UNIT.at(figure.place, **about, wanted=result.plan.indicator(id_).unit, count=count)


@CHECKS.entry(LEVEL_OF_YEARS.code)
def level_of_several_years(result: PlanResult) -> Iterator[Finding]:
    """Levels for several years, one finding a series at the first of them: most likely these are fiscal years."""
    selection = result.selection
    several = selection.table.period.each(lambda period: period.kind is PeriodKind.YEARS) == 1
    of_levels = several & selection.each(lambda sought: sought.level)
    for (region, id_), odd in groupby(selection.where(of_levels), key=lambda found: found[:2]):
        figures = [figure for _, _, figure in odd]
        first = figures[0]
        yield LEVEL_OF_YEARS.at(
            first.place, **_of(result, id_, first, region), read=str(first.period.end.year), count=len(figures)
        )


@RUN_CHECKS.entry(UNUSED_FIGURE.code)
def unused_figure(run: Run) -> Iterator[Finding]:
    """One finding per name that no plan knows; a warning where it is much like that of a target without a figure."""
    if not run.plans:
        return
    table, whys = run.plans[0].selection.table, np.array([result.selection.why for result in run.plans])
    unseen = np.isin(whys, (Why.UNMATCHED, Why.ELSEWHERE)).all(axis=0) & (whys == Why.UNMATCHED).any(axis=0)
    unused = _by_name(table.indicator, np.flatnonzero(unseen))
    names = {
        key(name): name for result in run.plans for indicator in result.plan.indicators for name in names_of(indicator)
    }
    without = _without_figures(run.plans)
    for name, rows in unused.items():
        close = get_close_matches(name[:100], names, n=1, cutoff=0.3)
        nearest = names[close[0]] if close else "-"
        near = _NEAREST.fill(nearest=nearest) if close else Text()
        wanted = bool(get_close_matches(name[:100], without, n=1, cutoff=ALIKE))
        yield UNUSED_FIGURE.at(
            table.place(rows[0]),
            severity=Severity.WARNING if wanted else None,
            got=table.indicator[rows[0]],
            count=len(rows),
            nearest=nearest,
            near=_PERHAPS.fill(nearest=nearest, got=table.indicator[rows[0]]) if wanted else near,
        )


_NEAREST, _PERHAPS = Label("checks.wrong_unit.nearest_is_nearest"), Label("checks.wrong_unit.perhaps")
# From here on a name is likely another one for the same.
ALIKE = 0.83


def _without_figures(plans: Sequence[PlanResult]) -> list[str]:
    """The names of the indicators with a target that no figure is about."""
    return [
        key(name)
        for result in plans
        for id_ in dict.fromkeys(target.indicator for target in result.plan.targets)
        if not len(result.selection.of(id_))
        for name in names_of(result.plan.indicator(id_))
    ]
