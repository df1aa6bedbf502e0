"""R001: a published figure is another one now."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

import numpy as np
from msgspec.structs import replace

from planck.assess.select import indicator_names, key
from planck.changes.compare import Comparison, knows
from planck.changes.names import SeriesKey
from planck.checks import in_region
from planck.gate import CHANGE_CHECKS
from planck.gate.telling import (
    about,
    about_change,
    edit_in_short,
    figure_change_in_short,
    figures_of,
    flips_by,
    indicator_of,
    is_better_vintage,
    name_of,
    place_of,
    reason_of,
    record,
    targets_of,
    values,
    with_flips,
)
from planck.model import (
    Argument,
    Figure,
    FigureStatus,
    Finding,
    Measure,
    PeriodKind,
    Place,
    Rule,
    Severity,
    Target,
    Text,
)
from planck.model.change import Aspect, FigureChange, Origin, SeriesChange, SeriesEvent, TargetChange
from planck.record import Record
from planck.registry import grouped, rule
from planck.words import Label, Labels

REVISED_FIGURE = rule("R001", "revised-figure", Severity.WARNING)


@CHANGE_CHECKS.entry(REVISED_FIGURE.code)
def revised_figure(comparison: Comparison) -> Iterator[Finding]:
    """Figures with another value than in the base; what turned out to be a change of units says so elsewhere."""
    for change in comparison.figures:
        if change.is_revision and Aspect.UNIT not in change.aspects:
            yield _finding(comparison, change)


def _finding(comparison: Comparison, change: FigureChange) -> Finding:
    assert change.difference is not None
    reason = reason_of(comparison, change)
    finding = about_change(
        REVISED_FIGURE,
        comparison,
        change,
        **values(change),
        difference=change.difference,
        relative=_share(change.relative),
        said=Label("gate.revised_figure.reason").fill(reason=reason) if reason else _unsaid(change),
    )
    return _with_usual(finding, change)


def _unsaid(change: FigureChange) -> Text:
    if is_better_vintage(change):
        return Label("gate.revised_figure.as_later_publication")
    return Label("gate.revised_figure.with_no_reason_recorded")


def _share(share: float | None) -> float | Text:
    return Label("gate.revised_figure.from_zero") if share is None else abs(share)


# What is said besides where it is known how large revisions of the series are.
_USUAL = Label("gate.revised_figure.usual")


def _with_usual(finding: Finding, change: FigureChange) -> Finding:
    if change.usual is None:
        return finding
    arguments = {**finding.arguments, "usual": change.usual, "usual_of": change.usual_of}
    return replace(finding, also=(*finding.also, _USUAL.key), arguments=arguments)


# R012: a figure without a source, or from another one than its series.

CHANGED_SOURCE = rule("R012", "changed-source", Severity.WARNING)


@CHANGE_CHECKS.entry(CHANGED_SOURCE.code)
def changed_source(comparison: Comparison) -> Iterator[Finding]:
    """Figures whose source is not the one that every earlier figure of the series names."""
    for change in comparison.figures:
        if change.new and {Aspect.ADDED, Aspect.REVISED, Aspect.REPUBLISHED, Aspect.SOURCE} & set(change.aspects):
            usual = _usual(comparison, change.new)
            if usual and _site(change.new.source) != usual:
                yield _finding_changed_source(comparison, change, usual)


def _usual(comparison: Comparison, figure: Figure) -> str:
    """The one source of the series in the base; empty where it has none or several."""
    sites = {_site(source) for source in comparison.old_series.sources(comparison.naming.series(figure))}
    return next(iter(sites)) if len(sites) == 1 else ""


def _site(source: str) -> str:
    host = urlsplit(source.strip()).hostname if "://" in source else None
    return host or key(source)


def _finding_changed_source(comparison: Comparison, change: FigureChange, usual: str) -> Finding:
    assert change.new is not None
    named = change.new.source
    # A note that stood there before says nothing of this change.
    noted = change.new.note if change.old is None else ""
    explained = bool(named) and bool(reason_of(comparison, change) or noted)
    finding = CHANGED_SOURCE.at(
        place_of(comparison, change),
        **about(comparison, change.new),
        severity=Severity.NOTE if explained or (named and Aspect.SOURCE not in change.aspects) else None,
        name=name_of(comparison, change.new),
        got=named or "-",
        usual=usual,
    )
    return replace(finding, about=figure_change_in_short(change))


# R008: a unit, a denominator or the price basis is another one now.

CHANGED_UNIT = rule("R008", "changed-unit", Severity.WARNING)

# What an indicator measures; the plan's words for each.
_FIELDS = Labels("gate.revised_figure_fields")


@CHANGE_CHECKS.entry(CHANGED_UNIT.code)
def changed_unit(comparison: Comparison) -> Iterator[Finding]:
    """Figures in another unit than before, and indicators that measure something else."""
    for change in comparison.figures:
        if Aspect.UNIT in change.aspects and change.old and change.new:
            units = {"old": change.old.unit, "new": change.new.unit or "-"}
            yield about_change(CHANGED_UNIT, comparison, change, field=_FIELDS["unit"], **units)
    for edited in comparison.targets:
        yield from _edited(comparison, edited)


def _edited(comparison: Comparison, change: TargetChange) -> Iterator[Finding]:
    """Edits of an indicator, which stand in the plan without a target."""
    indicator = next((one for one in comparison.plan.indicators if one.place == change.place), None)
    if indicator is None or change.target:
        return
    ids = {target.id for target in comparison.plan.targets if target.indicator == indicator.id}
    flips = tuple(
        flip
        for flip in comparison.flips
        if flip.target.id in ids and any(cause.origin is Origin.PLAN for cause in flip.causes)
    )
    for edit in change.edits:
        if edit.field in _FIELDS:
            finding = CHANGED_UNIT.at(
                change.place,
                plan=change.plan,
                target=min(ids, default=indicator.id),
                severity=Severity.ERROR if flips else None,
                name=change.name,
                field=_FIELDS[edit.field],
                old=edit.old,
                new=edit.new,
            )
            yield with_flips(replace(finding, about=edit_in_short(edit)), flips)


# R014: how firm a figure is said to be is another thing now.

CHANGED_FIRMNESS = rule("R014", "changed-firmness", Severity.WARNING)


@CHANGE_CHECKS.entry(CHANGED_FIRMNESS.code)
def changed_firmness(comparison: Comparison) -> Iterator[Finding]:
    """Figures of another status than before; a note where one that was published is firmer and nothing flips."""
    for change in comparison.figures:
        old, new = change.old, change.new
        if Aspect.STATUS not in change.aspects or not old or not new or None in (old.value, new.value):
            continue
        usual = FigureStatus.ASSUMED not in (old.status, new.status) and is_better_vintage(change)
        if usual and change.is_revision:
            continue
        said = {"old": _STATUSES[old.status], "new": _STATUSES[new.status]}
        finding = about_change(CHANGED_FIRMNESS, comparison, change, **said)
        yield replace(finding, severity=Severity.NOTE) if usual and not flips_by(comparison, change) else finding


_STATUSES = Labels("gate.revised_figure_statuses")


# What makes a new figure doubtful in itself, so that it fails a change whose statuses rest on it.


class Doubted(Record, kw_only=False):
    """What a finding says of a doubtful figure. `mild`: as likely as not there is nothing wrong with it."""

    says: Mapping[str, Argument]
    mild: bool = False


# None where there is no doubt.
Doubt = Callable[[Comparison, FigureChange], Doubted | None]
DOUBTS: list[Doubt] = []


def doubt(rule_: Rule) -> Callable[[Doubt], Doubt]:
    """Registers a doubt as a check of the changed figures."""

    def registered(seek: Doubt) -> Doubt:
        def sought(comparison: Comparison) -> Iterator[Finding]:
            for change in comparison.figures:
                doubted = seek(comparison, change)
                if doubted:
                    finding = about_change(rule_, comparison, change, got=change.figure.text, **doubted.says)
                    yield replace(finding, severity=Severity.WARNING) if doubted.mild else finding

        sought.__doc__ = seek.__doc__
        CHANGE_CHECKS.add(rule_.code, sought)
        DOUBTS.append(seek)
        return seek

    return registered


def is_doubtful(comparison: Comparison, change: FigureChange) -> bool:
    """Whether a figure is out of its own past, copied, early or of a part of its period."""
    found = (seek(comparison, change) for seek in DOUBTS)
    return any(doubted and not doubted.mild for doubted in found)


# R010: a new figure is the one of the year before.

# Shorter numbers repeat by chance: 1.7 after 1.7 is no sign of anything.
TELLING_DIGITS = 4

COPIED_FIGURE = rule("R010", "copied-figure", Severity.WARNING)


@doubt(COPIED_FIGURE)
def copied_figure(comparison: Comparison, change: FigureChange) -> Doubted | None:
    """New figures that repeat the figure before them, in a series that is no rank and no event."""
    previous = _copied(comparison, change)
    return Doubted({"previous": previous.period.label}, mild=_by_chance(comparison)) if previous else None


def _copied(comparison: Comparison, change: FigureChange) -> Figure | None:
    """The figure before that a new one repeats, where so many digits agree that it says something."""
    figure = change.figure
    if Aspect.ADDED not in change.aspects or _digits(figure) < TELLING_DIGITS:
        return None
    previous = _previous(comparison, figure)
    return previous if previous and previous.value == figure.value else None


# Copies are no sign of anything where as many or more come about by chance at least this often.
BY_CHANCE = 0.2


@lru_cache(maxsize=1)
def _by_chance(comparison: Comparison) -> bool:
    """Whether so many new figures repeat the one before them as in so many figures some do."""
    added = [change for change in comparison.figures if Aspect.ADDED in change.aspects]
    copies = sum(_copied(comparison, change) is not None for change in added)
    # The first two digits are mostly those of the year before, each of the others is one of ten.
    digits = [_digits(change.figure) for change in added]
    expected = sum(10.0 ** (2 - count) for count in digits if count >= TELLING_DIGITS)
    fewer = sum(math.exp(-expected) * expected**number / math.factorial(number) for number in range(min(copies, 100)))
    return 1 - fewer > BY_CHANCE


def _previous(comparison: Comparison, figure: Figure) -> Figure | None:
    indicator = indicator_of(comparison, figure)
    if indicator is None or indicator.measure in (Measure.RANK, Measure.EVENT):
        return None
    earlier = [one for one in figures_of(comparison, figure) if one.period < figure.period]
    same = [one for one in earlier if one.period.kind is figure.period.kind]
    return same[-1] if same else None


def _digits(figure: Figure) -> int:
    """Digits that say something: without zeros in front, and of a whole number without those at its end."""
    text = figure.text if "." in figure.text else figure.text.rstrip("0")
    return len("".join(character for character in text if character.isdigit()).lstrip("0"))


# R009: a figure is about a time that has not come.

FUTURE_FIGURE = rule("R009", "future-figure", Severity.WARNING)

# A figure may be this many years ahead of all others before it looks mistyped.
AHEAD = 1


@doubt(FUTURE_FIGURE)
def future_figure(comparison: Comparison, change: FigureChange) -> Doubted | None:
    """New figures that are no scenario, and end after the day of the commit or more than a year ahead of all others."""
    figure = change.figure
    if Aspect.ADDED not in change.aspects or figure.status is FigureStatus.ASSUMED:
        return None
    why = _why(figure, comparison.base.tip, _newest_before(comparison))
    return Doubted({"why": why}) if why else None


@lru_cache(maxsize=1)
def _newest_before(comparison: Comparison) -> date | None:
    """The end of the newest period among the figures of the base that are no scenario."""
    newest = comparison.old.selection.newest(scenarios=False) if comparison.old else None
    return newest.end if newest else None


def _why(figure: Figure, tip: date | None, newest: date | None) -> Text | None:
    if tip and figure.period.end > tip:
        day = tip.isoformat()
        return Label("gate.revised_figure.commit_was_made_on_day").fill(day=day)
    if newest and figure.period.end.year > newest.year + AHEAD:
        return Label("gate.revised_figure.newest_figure_so_far_was").fill(year=newest.year)
    return None


# R005: a year that looks like only a part of one stands where whole years stood.

# A year of which a quarter or more is lacking has at most this share of the year before, unless the series shrinks so.
WHOLE = 0.8

PARTIAL_AS_WHOLE = rule("R005", "partial-as-whole", Severity.WARNING)


@doubt(PARTIAL_AS_WHOLE)
def partial_as_whole(comparison: Comparison, change: FigureChange) -> Doubted | None:
    """New newest years of flows, or of ratios made of flows, that fall further than the series ever did."""
    figure = change.figure
    is_year = Aspect.ADDED in change.aspects and figure.period.kind is PeriodKind.YEAR
    earlier = _years_before(comparison, figure) if is_year and _accumulates(comparison, figure) else []
    if not earlier or not _too_low(figure, earlier):
        return None
    last = earlier[-1]
    return Doubted({"other": last.text, "previous": last.period.label, "share": _value(figure) / _value(last)})


def _accumulates(comparison: Comparison, figure: Figure) -> bool:
    indicator = indicator_of(comparison, figure)
    return indicator is not None and indicator.measure in (Measure.FLOW, Measure.RATIO)


def _years_before(comparison: Comparison, figure: Figure) -> list[Figure]:
    """The whole years before it; none when a later one follows, so that it is not the newest."""
    years = [one for one in figures_of(comparison, figure) if one.period.kind is PeriodKind.YEAR]
    return (
        [] if any(one.period > figure.period for one in years) else [one for one in years if one.period < figure.period]
    )


def _too_low(figure: Figure, earlier: list[Figure]) -> bool:
    values = [_value(one) for one in (*earlier, figure)]
    if min(values) <= 0:
        return False
    *steps, last = (after / before for before, after in pairwise(values))
    return last < min((WHOLE, *steps))


def _value(figure: Figure) -> float:
    """The value of a figure of a series, each of which has one."""
    assert figure.value is not None
    return figure.value


# R006: a new figure is beyond all that the series did before.

# With this many steps or more a series has a habit; a step this many times its spread from the middle breaks it.
LEAST_STEPS, MOST_SPREADS = 4, 6.0
# 1.4826 times the median deviation is the standard deviation of a normal distribution.
TO_STANDARD = 1.4826
# The least spread a year that a series is granted: printed figures of a flat series differ by that much.
LEAST_SPREAD = 0.02
# With fewer steps: as little as half of the lowest, or twice the highest.
FACTOR = 2.0

UNUSUAL_JUMP = rule("R006", "unusual-jump", Severity.WARNING)


@doubt(UNUSUAL_JUMP)
def unusual_jump(comparison: Comparison, change: FigureChange) -> Doubted | None:
    """New and revised figures that the rest of their series does not lead to expect."""
    figure = change.figure
    if not (Aspect.ADDED in change.aspects or change.is_revision):
        return None
    past = _before(comparison, figure)
    if len(past) < 2 or not is_jump(past, figure):
        return None
    by_value = sorted(past, key=_value)
    first, last = past[0].period.label, past[-1].period.label
    return Doubted({"first": first, "last": last, "low": by_value[0].text, "high": by_value[-1].text})


def _before(comparison: Comparison, figure: Figure) -> list[Figure]:
    """The figures for earlier periods of the same kind, in the same unit: 360000人 is no jump from 34.6万人."""
    kind = figure.period.kind, figure.period.part
    unit = key(figure.unit)
    return [
        one
        for one in figures_of(comparison, figure)
        if (one.period.kind, one.period.part) == kind and one.period < figure.period and key(one.unit) == unit
    ]


def is_jump(past: Sequence[Figure], figure: Figure) -> bool:
    """Whether a figure is out of line with those before it, rising in time and at least two."""
    values = [_value(one) for one in past]
    if min(*values, _value(figure)) <= 0:
        return False
    steps = [_step(one, other) for one, other in pairwise(past)]
    if len(steps) < LEAST_STEPS:
        return not min(values) / FACTOR <= _value(figure) <= max(values) * FACTOR
    middle = median(steps)
    spread = max(LEAST_SPREAD, TO_STANDARD * median(abs(step - middle) for step in steps))
    return abs(_step(past[-1], figure) - middle) > MOST_SPREADS * spread


def _step(one: Figure, other: Figure) -> float:
    """The yearly growth, as the difference of logarithms."""
    return (math.log(_value(other)) - math.log(_value(one))) / max(1.0, other.period.time - one.period.time)


# R002: the newest year of a series is older than it was.

LATEST_YEAR_BACK = rule("R002", "latest-year-back", Severity.WARNING)


@CHANGE_CHECKS.entry(LATEST_YEAR_BACK.code)
def latest_year_back(comparison: Comparison) -> Iterator[Finding]:
    """Removed figures that were the newest of a series which still has others."""
    for change in _newest_gone(comparison):
        left = comparison.new_series.get(comparison.naming.series(change.figure), ())
        if left and max(one.period.end for one in left) < change.figure.period.end:
            was, now = change.figure.period.label, left[-1].period.label
            yield about_change(LATEST_YEAR_BACK, comparison, change, was=was, now=now, got=change.figure.text)


def _newest_gone(comparison: Comparison) -> list[FigureChange]:
    """Of every series the newest figure that was removed."""
    found: dict[SeriesKey, FigureChange] = {}
    for change in comparison.figures:
        if Aspect.REMOVED in change.aspects:
            series = comparison.naming.series(change.figure)
            if series not in found or found[series].figure.period < change.figure.period:
                found[series] = change
    return list(found.values())


# R007: the figure of a target's base year was revised.

REVISED_BASELINE = rule("R007", "revised-baseline", Severity.WARNING)


@CHANGE_CHECKS.entry(REVISED_BASELINE.code)
def revised_baseline(comparison: Comparison) -> Iterator[Finding]:
    """Revised figures of the period that a target starts from."""
    for change in comparison.figures:
        if change.is_revision:
            for target in targets_of(comparison, change.figure):
                base = target.baseline.period if target.baseline else comparison.plan.base
                if base.end == change.figure.period.end:
                    yield _finding_revised_baseline(comparison, change, target)


def _finding_revised_baseline(comparison: Comparison, change: FigureChange, target: Target) -> Finding:
    series = comparison.naming.series(change.figure)
    others = sum(
        other.is_revision and other is not change and comparison.naming.series(other.figure) == series
        for other in comparison.figures
    )
    alone = Label("gate.revised_figure.and_no_other_year_with")
    together = Label("gate.revised_figure.and_others_other_periods_with").fill(others=others)
    finding = about_change(REVISED_BASELINE, comparison, change, **values(change), scope=together if others else alone)
    return replace(finding, target=target.id, arguments={**finding.arguments, "name": target.name})


# R003, R004: a series is gone, or goes by another name.

VANISHED_SERIES = rule("R003", "vanished-series", Severity.WARNING)

RENAMED_SERIES = rule("R004", "renamed-series", Severity.WARNING)


@CHANGE_CHECKS.entry(VANISHED_SERIES.code)
def vanished_series(comparison: Comparison) -> Iterator[Finding]:
    """Series of the plan that have no figure any more."""
    of = _OfSeries.of(comparison)
    for change in comparison.series:
        if change.event is SeriesEvent.VANISHED:
            yield of.finding(VANISHED_SERIES, change)


@CHANGE_CHECKS.entry(RENAMED_SERIES.code)
def renamed_series(comparison: Comparison) -> Iterator[Finding]:
    """Series of the plan, and regions that it names, that have another name."""
    of = _OfSeries.of(comparison)
    for change in comparison.series:
        if change.event is SeriesEvent.RENAMED:
            is_region = not change.was[1]
            known = not is_region and knows(comparison.plan, change.region, change.new)
            finding = of.finding(RENAMED_SERIES, change, silent=known)
            todo = _REGION_ALIAS if is_region else _ALIAS
            told = {
                "new": change.new,
                "shared": change.shared,
                "known": _KNOWN if known else _UNKNOWN,
                "todo": _NOTHING if known else todo.fill(target=finding.target, old=change.old, new=change.new),
            }
            yield replace(finding, arguments={**finding.arguments, **told})


_ALIAS, _REGION_ALIAS = Label("gate.revised_figure.alias"), Label("gate.revised_figure.region_alias")
_NOTHING = Label("gate.revised_figure.nothing_to_do")
_KNOWN = Label("gate.revised_figure.known")
_UNKNOWN = Label("gate.revised_figure.unknown")


class _OfSeries(Record, kw_only=False, eq=False):
    """The changed figures by the series that they were of, and the present rows of each file by their lines."""

    comparison: Comparison
    changes: Mapping[SeriesKey, Sequence[FigureChange]]

    @classmethod
    def of(cls, comparison: Comparison) -> "_OfSeries":
        stood = ((comparison.naming.series(each.old), each) for each in comparison.figures if each.old)
        return cls(comparison, grouped(stood))

    def finding(self, rule_: Rule, change: SeriesChange, *, silent: bool = False) -> Finding:
        """A finding of this rule about a series; `silent`: the plan knows what became of it."""
        comparison, (region, indicator) = self.comparison, change.was
        own = self._of(comparison.naming.region(region), indicator)
        flips = () if silent else flips_by(comparison, *own)
        explained = silent or (bool(own) and all(reason_of(comparison, one) for one in own))
        usual = Severity.ERROR if flips else Severity.WARNING
        finding = rule_.at(
            self._place(change),
            plan=comparison.plan.id,
            target=_indicator(comparison, indicator) or (change.old if indicator else ""),
            region=change.region or comparison.plan.region.name,
            severity=Severity.NOTE if explained else usual,
            got=in_region(Text(en=change.old), region, several=bool(indicator) and comparison.plan.region.every),
            count=change.count,
        )
        about = "; ".join((change.old, change.new, *sorted(map(figure_change_in_short, own))))
        finding = replace(finding, about=about)
        if rule_ is VANISHED_SERIES and own:
            finding = replace(finding, arguments={**finding.arguments, **record(comparison, own[0], whole=True)})
        return with_flips(finding, flips)

    def _of(self, region: str, indicator: str) -> Sequence[FigureChange]:
        """The changes of a series; of all of a region where none is named."""
        if indicator:
            return self.changes.get((region, self.comparison.naming.indicator(indicator)), ())
        return [change for (where, _), own in self.changes.items() if where == region for change in own]

    def _place(self, change: SeriesChange) -> Place:
        """Where the series stands now; of one that is gone, the row that stands where it stood."""
        if change.event is not SeriesEvent.VANISHED:
            return change.place
        figures, place = self.comparison.new.figures, change.place
        name = self.comparison.files.get(place.file, place.file)
        rows = np.flatnonzero(figures.file.each(lambda file: file == name) == 1)
        before = rows[figures.line[rows] <= place.line]
        near = before if len(before) else rows
        return figures.place(int(near[-1 if len(before) else 0])) if len(near) else self.comparison.plan.place


def _indicator(comparison: Comparison, name: str) -> str:
    for side in (comparison.new, comparison.old):
        found = indicator_names(side.plan).get(key(name)) if side else None
        if found:
            return found
    return ""


# R013: a figure that stood is gone.

WITHDRAWN_FIGURE = rule("R013", "withdrawn-figure", Severity.WARNING)


@CHANGE_CHECKS.entry(WITHDRAWN_FIGURE.code)
def withdrawn_figure(comparison: Comparison) -> Iterator[Finding]:
    """Removed figures of series that still have later ones; a newest one that is gone is a year that went back."""
    naming = comparison.naming
    for change in comparison.figures:
        left = comparison.new_series.get(naming.series(change.figure), ()) if Aspect.REMOVED in change.aspects else ()
        if any(one.period.end >= change.figure.period.end for one in left):
            yield about_change(WITHDRAWN_FIGURE, comparison, change, got=change.figure.text)
