"""What changed, told by cause: one line a cause with its count, three examples, and what it does to the statuses."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from planck.model import Language, Period, PeriodKind, Text
from planck.model.change import Aspect, Changes, FigureChange, Flip, FlipKind, SeriesChange, TargetChange, TargetEvent
from planck.render.views.changes import (
    ARROW,
    figure_line,
    file_name,
    named,
    printed,
    series_line,
    status_text,
    target_line,
    told_singly,
)
from planck.view.numbers import clean, period_words
from planck.view.words import FIGURE_STATUSES
from planck.words import Label, Labels, say

# So many of one cause are told one by one, and so many stand as examples where there are more.
SINGLY = EXAMPLES = 3

# Of the aspects of a change the one that names it.
_FIRST = (
    Aspect.STATUS,
    Aspect.REVISED,
    Aspect.REPUBLISHED,
    Aspect.CONTRADICTED,
    Aspect.REPEATED,
    Aspect.ADDED,
    Aspect.REMOVED,
    Aspect.UNIT,
    Aspect.RENAMED,
    Aspect.PUBLISHED,
    Aspect.SOURCE,
    Aspect.MOVED,
)
_CAUSES = Labels("render.change_causes")


def cause_lines(changes: Changes, language: Language) -> Iterator[str]:
    """The changed figures, those of one cause in one line."""
    for group in _groups(changes):
        if len(group) > SINGLY:
            yield _together(group, changes, language)
        else:
            yield from (figure_line(change, language) for change in group)


def _groups(changes: Changes) -> list[list[FigureChange]]:
    """The changes of one cause and period; where a cause reaches over many periods, those of all of them."""
    groups: dict[tuple[object, ...], dict[object, list[FigureChange]]] = {}
    for change in told_singly(changes):
        groups.setdefault(_cause(change), {}).setdefault(_period(change), []).append(change)
    return [
        group
        for periods in groups.values()
        for group in (periods.values() if len(periods) <= SINGLY else [list(chain(*periods.values()))])
    ]


def _period(change: FigureChange) -> Period | None:
    """The period, for what is told period by period."""
    return None if _aspect(change) in _OF_ALL_PERIODS else change.figure.period


_OF_ALL_PERIODS = frozenset((Aspect.UNIT, Aspect.MOVED, Aspect.SOURCE, Aspect.RENAMED))


def tells_of_statuses(changes: Changes) -> bool:
    """Whether the lines of the causes say how many statuses change."""
    return any(len(group) > SINGLY and _caused(group, changes.flips) for group in _groups(changes))


def _aspect(change: FigureChange) -> Aspect:
    firmness = change.old and change.new and change.old.status is not change.new.status
    return next(one for one in _FIRST if one in change.aspects and (one is not Aspect.STATUS or firmness))


def _cause(change: FigureChange) -> tuple[object, ...]:
    """What changes of one cause share, besides the period."""
    old, new, aspect = change.old, change.new, _aspect(change)
    if old is None or new is None:
        return (aspect,)
    shared = {
        Aspect.STATUS: (old.status, new.status),
        Aspect.UNIT: (old.unit, new.unit),
        Aspect.MOVED: (old.place.file, new.place.file),
        Aspect.RENAMED: (old.indicator, new.indicator),
    }
    return aspect, *shared.get(aspect, ())


def _together(group: Sequence[FigureChange], changes: Changes, language: Language) -> str:
    aspect, first = _aspect(group[0]), group[0]
    periods = sorted({change.figure.period for change in group})
    whole = {Aspect.ADDED: changes.come, Aspect.REMOVED: changes.gone}.get(aspect, ())
    name = f"all_{aspect}" if set(periods) <= set(whole) else aspect
    new_year = name == "all_added" and len(periods) == 1 and periods[0].kind is PeriodKind.YEAR
    label = _CAUSES["new_year" if new_year else name]
    old, new = first.old or first.figure, first.figure
    told = label.fill(
        count=len(group),
        period=_periods(periods, language),
        regions=len({change.figure.region for change in group}),
        revised=sum(Aspect.REVISED in change.aspects for change in group),
        statuses=ARROW.join(FIGURE_STATUSES[one.status].in_(language) for one in (old, new)),
        units=f"{clean(old.unit)}{ARROW}{clean(new.unit)}",
        files=f"{clean(file_name(old.place.file))}{ARROW}{clean(new.place.file)}",
        names=f"{clean(old.indicator)}{ARROW}{clean(new.indicator)}",
        examples=[_example(change, language) for change in _largest(group)[:EXAMPLES]],
    )
    parts = (told.in_(language), consequences(_caused(group, changes.flips), language))
    return say("render.marks.semicolon", language).join(part for part in parts if part)


def _periods(periods: Sequence[Period], language: Language) -> Text | str:
    first, last = (period_words(period, language) for period in (periods[0], periods[-1]))
    return first if len(periods) == 1 else _CAUSES["periods"].fill(first=first, last=last, count=len(periods))


def _largest(group: Sequence[FigureChange]) -> list[FigureChange]:
    return sorted(group, key=lambda change: -abs(change.relative or 0.0))


def _example(change: FigureChange, language: Language) -> str:
    figure, before = change.figure, change.old or change.previous
    name = " ".join(clean(part) for part in (figure.region, figure.indicator) if part)
    values = ARROW.join(printed(one, language) for one in (before, change.new) if one and one.text)
    return f"{name} {values}"


def _caused(group: Iterable[FigureChange], flips: Iterable[Flip]) -> list[Flip]:
    """The flips that come from any of these changes."""
    ids = {id(change) for change in group}
    return [flip for flip in flips if any(id(one) in ids for cause in flip.causes for one in cause.figures)]


def consequences(flips: Sequence[Flip], language: Language) -> str:
    """`statuses changed: 61 (25 better, 36 worse)`; empty where none does."""
    kinds = [flip.kind for flip in flips]
    counts = [(label, kinds.count(kind)) for kind, label in _KINDS if kind in kinds]
    if not counts:
        return ""
    parts = [label.fill(count=count) for label, count in counts]
    return say("render.change_causes.statuses_change", language, count=len(flips), parts=parts)


_KINDS = (
    (FlipKind.BETTER, Label("render.change_causes.better")),
    (FlipKind.WORSE, Label("render.change_causes.worse")),
    (FlipKind.NEWLY_ASSESSED, Label("render.change_causes.newly_assessed")),
    (FlipKind.NO_LONGER_ASSESSED, Label("render.change_causes.no_longer_assessed")),
    (FlipKind.OTHER_METHOD, Label("render.change_causes.other_method")),
)


# Targets, series and statuses.


def target_lines(targets: Iterable[TargetChange], language: Language) -> Iterator[str]:
    """The targets that were edited, added or removed; many that came or are gone at once in one line."""
    groups: dict[object, list[TargetChange]] = {}
    for change in targets:
        edited = change.event is TargetEvent.EDITED
        groups.setdefault(id(change) if edited else (change.plan, change.event), []).append(change)
    for group in groups.values():
        if len(group) > SINGLY:
            label = _CAUSES["targets_added" if group[0].event is TargetEvent.ADDED else "targets_removed"]
            names = [change.name for change in group[:EXAMPLES]]
            yield label.fill(plan=clean(group[0].plan), count=len(group), names=names).in_(language)
        else:
            yield from (target_line(change, language) for change in group)


def series_lines(series: Iterable[SeriesChange], language: Language) -> Iterator[str]:
    """Series that are gone, new or renamed, the same in many regions as one line."""
    groups: dict[object, list[SeriesChange]] = {}
    for change in series:
        groups.setdefault((change.event, change.old, change.new), []).append(change)
    for group in groups.values():
        if len(group) > SINGLY:
            count = sum(change.count for change in group)
            of = Label("render.change_causes.in_regions").fill(regions=len(group), count=count)
            yield series_line(group[0], language, told_for=of)
        else:
            yield from (series_line(change, language) for change in group)


def by_cause(flips: Iterable[Flip]) -> list[list[Flip]]:
    """The flips, those from one status to another by one sort of cause together where there are many."""
    groups: dict[object, list[Flip]] = {}
    for flip in flips:
        groups.setdefault((flip.plan, flip.old, flip.new, flip.origin), []).append(flip)
    return [
        part for group in groups.values() for part in ([group] if len(group) > SINGLY else [[one] for one in group])
    ]


def status_lines(flips: Iterable[Flip], tell: Callable[[Flip], str], language: Language) -> Iterator[str]:
    """The flips; of those from one status to another with one sort of cause one line where there are many."""

    def told(group: Sequence[Flip]) -> str:
        statuses = ARROW.join(status_text(status, language) for status in (group[0].old, group[0].new))
        names = [named(flip) for flip in group[:EXAMPLES]]
        return say("render.change_causes.flips", language, statuses=statuses, count=len(group), names=names)

    for group in by_cause(flips):
        yield told(group) if len(group) > SINGLY else tell(group[0])
