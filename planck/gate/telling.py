"""What a finding about a change says and where it points, and whether a change owes a reason."""

from collections.abc import Callable, Iterator
from datetime import date
from enum import IntEnum
from operator import itemgetter
from typing import TypedDict

from msgspec.structs import replace

from planck.assess.select import key
from planck.assess.target import level_of
from planck.changes.compare import Comparison
from planck.checks import in_region
from planck.model import (
    Argument,
    Assessment,
    Command,
    Figure,
    FigureStatus,
    Finding,
    Indicator,
    Level,
    Place,
    Reading,
    Rule,
    Severity,
    Target,
    Text,
)
from planck.model.change import Aspect, Cause, Edit, FigureChange, Flip, Origin, TargetEvent
from planck.words import Label, Labels

# Where a finding about a change points, and what it says of it.


class Coordinates(TypedDict):
    """What a finding is about."""

    plan: str
    target: str
    region: str
    period: str


def indicator_of(comparison: Comparison, figure: Figure) -> Indicator | None:
    """The plan's indicator that the figure is about, now or in the base."""
    for side in (comparison.new, comparison.old):
        id_ = comparison.naming.series(figure)[1]
        found = next((one for one in side.plan.indicators if one.id == id_), None) if side else None
        if found:
            return found
    return None


def targets_of(comparison: Comparison, figure: Figure) -> tuple[Target, ...]:
    """The targets on the figure's indicator."""
    indicator = indicator_of(comparison, figure)
    return tuple(target for target in comparison.plan.targets if indicator and target.indicator == indicator.id)


def about(comparison: Comparison, figure: Figure) -> Coordinates:
    """The coordinates of a finding about a figure: its only target, else its indicator."""
    targets, indicator = targets_of(comparison, figure), indicator_of(comparison, figure)
    id_ = targets[0].id if len(targets) == 1 else indicator.id if indicator else figure.indicator
    region = figure.region or comparison.plan.region.name
    return {"plan": comparison.plan.id, "target": id_, "region": region, "period": figure.period.label}


def name_of(comparison: Comparison, figure: Figure) -> Text:
    """What the plan calls the figure's series, else what the figures call it; with its region where there are many."""
    targets, indicator = targets_of(comparison, figure), indicator_of(comparison, figure)
    found = targets[0].name if len(targets) == 1 else indicator.name if indicator else Text()
    name = found if found.zh or found.en else Text(zh=figure.indicator, en=figure.indicator)
    plan = comparison.plan
    several = plan.region.every or any(target.region != plan.region for target in plan.targets)
    return in_region(name, figure.region, several=several)


def place_of(comparison: Comparison, change: FigureChange) -> Place:
    """The changed row; for one that is gone, the series' last row, else its target, else the plan."""
    if change.new:
        return change.new.place
    left = comparison.new_series.get(comparison.naming.series(change.figure), ())
    if left:
        return left[-1].place
    targets = targets_of(comparison, change.figure)
    return targets[0].place if targets else comparison.plan.place


def about_change(rule: Rule, comparison: Comparison, change: FigureChange, **arguments: Argument) -> Finding:
    """A finding of this rule about a changed figure, with the statuses that flip because of it."""
    finding = rule.at(
        place_of(comparison, change),
        **about(comparison, change.figure),
        severity=weight(rule, comparison, change),
        name=name_of(comparison, change.figure),
        **record(comparison, change),
        **arguments,
    )
    return with_flips(replace(finding, about=figure_change_in_short(change)), flips_by(comparison, change))


# What tells one change from another, so that who accepts a finding accepts this change and no later one.


def figure_change_in_short(change: FigureChange) -> str:
    """The figure before and after: what it is of, its value, unit, firmness and source."""
    sides = (change.old or change.previous, change.new)
    return " → ".join(_figure_in_short(side) if side else "-" for side in sides)


def _figure_in_short(figure: Figure) -> str:
    named = (figure.region, figure.indicator, figure.period.label, figure.unit, figure.status.value, figure.source)
    return "|".join((*named, repr(figure.value)))


def edit_in_short(edit: Edit) -> str:
    """A field of the plan before and after."""
    return f"{edit.field}: {edit.old} → {edit.new}"


def flip_in_short(flip: Flip) -> str:
    """A status before and after, with all that made it another one."""
    return f"{flip.region}|{flip.target.id}: {flip.old} → {flip.new}: " + "; ".join(
        sorted(part for cause in flip.causes for part in _cause_in_short(cause))
    )


def _cause_in_short(cause: Cause) -> Iterator[str]:
    yield cause.origin.value
    yield from map(figure_change_in_short, cause.figures)
    if cause.edit:
        yield edit_in_short(cause.edit)


# What can be done about it, as a call that can be pasted.

_WHY = Label("gate.judge.why")


def with_cure(finding: Finding, comparison: Comparison) -> Finding:
    """The finding with the call that accepts it; one about a changed figure may bring the call that records why."""
    base = ("--base", comparison.base.asked or comparison.base.label)
    cure = Command(words=("planck", "accept", finding.fingerprint, *comparison.given, *base, "--reason", _WHY))
    return replace(finding, arguments={"record": cure, **finding.arguments, "cure": cure})


def with_cure_of(finding: Finding) -> Finding:
    """A finding that tells several together, with the call that accepts them all."""
    cure = finding.arguments.get("cure")
    if not isinstance(cure, Command):
        return finding
    together = Command(words=(*cure.words[:2], finding.fingerprint, *cure.words[3:]))
    return replace(finding, arguments={**finding.arguments, "cure": together, "record": together})


def record(comparison: Comparison, change: FigureChange, *, whole: bool = False) -> dict[str, Command]:
    """The call that records why a figure was changed, beside the figures; `whole`: that its series was taken back. None
    for one that is gone with its file, beside which nothing can be recorded.
    """
    figure = change.figure
    there = {name.partition("#")[0] for name in comparison.new.figures.file.names}
    if change.new is None and comparison.base.commit and comparison.files.get(figure.place.file) not in there:
        return {}
    words: list[Text | str] = ["planck", "revise", _file_of(comparison, change), figure.indicator]
    words += [] if whole else [figure.period.label]
    words += ["--region", figure.region] if figure.region else []
    words += [] if change.new and change.new.value is not None else ["--withdrawn"]
    old = change.old
    # Under another name, or in another file, the base does not have it; with another unit it may be the same number.
    told = old and change.new and (Aspect.UNIT in change.aspects or _stood_elsewhere(comparison, old, change.new))
    words += ["--old", old.text] if old and told else []
    words += ["--base", comparison.base.asked or comparison.base.label, "--reason", _WHY]
    return {"record": Command(words=tuple(words))}


def _stood_elsewhere(comparison: Comparison, old: Figure, new: Figure) -> bool:
    was, file = old.place.file, new.place.file.partition("#")[0]
    same_file = file in (comparison.files.get(was), was.partition(":")[2].partition("#")[0])
    called = (key(old.region), key(old.indicator)) == (key(new.region), key(new.indicator))
    return not called or bool(comparison.base.commit and not same_file)


def _file_of(comparison: Comparison, change: FigureChange) -> str:
    """The present file of a figure; of one that is gone that of its series, else of any figure."""
    if change.new:
        return change.new.place.file
    left = comparison.new_series.get(comparison.naming.series(change.figure), ())
    known = comparison.files.get(change.figure.place.file)
    others = (*(figure.place.file for figure in left[-1:]), *comparison.new.figures.file.names)
    return known or next(iter(others), change.figure.place.file)


# What these say of a better vintage that flips nothing; one that does is a warning and passes.
_OF_VINTAGES = {"R001": Severity.NOTE, "R007": Severity.WARNING}


def weight(rule: Rule, comparison: Comparison, change: FigureChange) -> Severity:
    """An error where a verdict flips and nobody says why; a note where somebody does; else a warning."""
    flips = flips_by(comparison, change)
    if reason_of(comparison, change):
        return Severity.NOTE
    if rule.code in _OF_VINTAGES and is_better_vintage(change):
        return Severity.WARNING if flips else _OF_VINTAGES[rule.code]
    return Severity.ERROR if flips else Severity.WARNING


def values(change: FigureChange) -> dict[str, str]:
    """Old and new value of a revision as printed."""
    before = change.old or change.previous
    assert before is not None
    return {"old": before.text, "new": change.figure.text}


# What is said besides when a verdict flips by what the finding is about.
_FLIPPED = Label("gate.judge.flipped")


def with_flips(finding: Finding, flips: tuple[Flip, ...]) -> Finding:
    """The finding, its message continued by what flips because of it."""
    if not flips:
        return finding
    first, more = flips[0], len(flips) - 1
    others = Label("gate.judge.and_more").fill(more=more) if more else Text()
    told: dict[str, Argument] = {
        "flip_name": in_region(first.target.name, first.region, several=first.target.region.every),
        "flip_old": first.old,
        "flip_new": first.new,
        "flip_more": others,
    }
    return replace(finding, also=(*finding.also, _FLIPPED.key), arguments={**finding.arguments, **told})


# What the checks of family T share: how a flip is told.

# What calls for action, whichever method says it.
BAD = frozenset((Level.OFF_TRACK, Level.REVERSING, Level.MISSED))

ORIGINS = Labels("gate.origins")
# The fields of a plan that an edit is of.
EDITED = Labels("gate.changed_status_fields")
_ATTRIBUTIONS = Labels("gate.attributions")


def newly_bad(flip: Flip) -> bool:
    """Whether a flip leads from a status that calls for nothing, or from none, to one that calls for action."""
    return is_bad(flip.after) and not is_bad(flip.before)


def is_bad(assessment: Assessment | None) -> bool:
    """Whether a verdict calls for action."""
    return assessment is not None and level_of(assessment) in BAD


def told(rule: Rule, comparison: Comparison, flip: Flip, severity: Severity | None = None) -> Finding:
    """A finding of this rule about a flip, at the figure or the target that it comes from."""
    finding = rule.at(
        place_of_flip(comparison, flip),
        plan=flip.plan,
        target=flip.target.id,
        region=flip.region,
        period=_period(flip.after or flip.before),
        severity=severity,
        name=in_region(flip.target.name, flip.region, several=flip.target.region.every),
        old=flip.old,
        new=flip.new,
        cause=causes_text(flip),
    )
    return replace(finding, about=flip_in_short(flip))


def _period(assessment: Assessment | None) -> str:
    latest = assessment.latest if assessment else None
    return latest.period.label if isinstance(latest, Reading) else ""


def place_of_flip(comparison: Comparison, flip: Flip) -> Place:
    """The row of its first cause that has one, else the edit, else the target."""
    for cause in flip.causes:
        if cause.figures:
            return place_of(comparison, cause.figures[0])
    return place_of_edit(comparison, flip)


def place_of_edit(comparison: Comparison, flip: Flip) -> Place:
    """The edit of the target that flipped, else the target."""
    edits = (one.place for one in comparison.targets if one.target and one.target.id == flip.target.id)
    return next(edits, flip.target.place)


# The causes named in one line; the JSON output has them all.
MOST_CAUSES = 2


def causes_text(flip: Flip) -> Text:
    """The causes in words: a revision of 2021 (2.44 > 2.43); how sure that is where there are several."""
    if not flip.causes:
        return Label("gate.judge.unknown_cause")
    dated = ((cause.figure.figure.period.end if cause.figure else date.min, cause) for cause in flip.causes)
    newest_first = [cause for _, cause in sorted(dated, key=itemgetter(0), reverse=True)]
    # What has another name is told once, whatever the number of its figures.
    words = list({text.zh: text for text in map(_cause, newest_first)}.values())
    named, more = words[:MOST_CAUSES], len(words) - MOST_CAUSES
    causes = Label("gate.judge.causes").fill(causes=named)
    if more > 0:
        causes = Label("gate.judge.causes_and_more").fill(causes=causes, all=len(words), more=more)
    if len(words) > 1:
        how = _ATTRIBUTIONS[flip.attribution]
        return Label("gate.judge.causes_how").fill(causes=causes, how=how)
    return causes


def _cause(cause: Cause) -> Text:
    origin = ORIGINS[cause.origin]
    if cause.edit:
        field: Text = EDITED[cause.edit.field]
        if cause.edit.field == "revisions":
            field = Label("gate.judge.field_values").fill(field=field, old=cause.edit.old, new=cause.edit.new)
        return Label("gate.judge.origin_field").fill(origin=origin, field=field)
    if cause.figure is None:
        return origin
    change = cause.figure
    if cause.origin is Origin.RENAMING and change.old and change.new and change.old.value == change.new.value:
        pairs = ((change.old.region, change.new.region), (change.old.indicator, change.new.indicator))
        names = " ".join(f"{was} → {now}" for was, now in pairs if was != now)
        return Label("gate.judge.origin_field").fill(origin=origin, field=names)
    before = change.old or change.previous
    units = Aspect.UNIT in change.aspects
    values = " → ".join(f"{one.text} {one.unit * units}".rstrip() for one in (before, change.new) if one and one.text)
    label = change.figure.period.label
    if label.isdigit():
        return Label("gate.judge.for_year").fill(label=label, origin=origin, values=values)
    return Label("gate.judge.for_period").fill(label=label, origin=origin, values=values)


# Whether somebody has said why a figure was changed, and whether anybody must.


def reason_of(comparison: Comparison, change: FigureChange) -> str:
    """The reason on record beside the figures, else a note that came with the change; empty when there is none."""
    (region, name), period = comparison.naming.series(change.figure), change.figure.period.label
    new = change.new.value if change.new else None
    for slot in (((region, name), period), (("", name), period)):
        for row in comparison.reasons.get(slot, ()):
            if (row.old, row.new) == (change.before, new):
                return row.reason
    old_note = change.old.note if change.old else ""
    note = change.new.note if change.new else ""
    return note if note and note != old_note and change.before is not None else ""


def is_better_vintage(change: FigureChange) -> bool:
    """Whether a revision is of the usual kind: published again beside the earlier vintage, or firmer than it was.

    A value that was written over is no vintage, whatever day stands beside it now: what it said before is gone.
    """
    old, new = change.old, change.new
    if Aspect.REPUBLISHED in change.aspects:
        return True
    return bool(old and new and old.status in _SOFT and new.status.firmness > old.status.firmness)


# That nobody says how firm a figure is, before or now, makes it no firmer.
_SOFT = frozenset((FigureStatus.PRELIMINARY, FigureStatus.ESTIMATED))


class Account(IntEnum):
    """What a cause of a flip owes: nothing, since it is on record or new; or a reason, which nobody gave."""

    RECORDED = 0
    NEW = 1
    OWED = 2


def account_of(comparison: Comparison, cause: Cause, doubtful: Callable[[Comparison, FigureChange], bool]) -> Account:
    """Whether a cause of a flip may pass: a later period and a better vintage may, unless they are doubtful."""
    if cause.figures:
        return max(_account(comparison, change, doubtful) for change in cause.figures)
    if cause.origin is Origin.TIME:
        return Account.OWED if _went_back(comparison) else Account.NEW
    return Account.RECORDED if cause.edit and is_recorded(comparison, cause.edit) else Account.OWED


def _account(
    comparison: Comparison, change: FigureChange, doubtful: Callable[[Comparison, FigureChange], bool]
) -> Account:
    if reason_of(comparison, change):
        return Account.RECORDED
    is_new = change.aspects == (Aspect.ADDED,) or is_better_vintage(change)
    return Account.NEW if is_new and not doubtful(comparison, change) else Account.OWED


def may_pass(comparison: Comparison, doubtful: Callable[[Comparison, FigureChange], bool]) -> list[FigureChange]:
    """The changed figures that owe nothing: new ones, better vintages and those with a reason on record."""
    return [one for one in comparison.figures if _account(comparison, one, doubtful) is not Account.OWED]


def owes_for_plan(comparison: Comparison) -> bool:
    """Whether the plan was edited in any way that is not on record."""
    edits = (edit for change in comparison.targets for edit in change.edits)
    return any(not is_recorded(comparison, edit) for edit in edits) or any(
        change.event is TargetEvent.REMOVED for change in comparison.targets
    )


def _went_back(comparison: Comparison) -> bool:
    was, now = (side.result.when.period if side else None for side in (comparison.old, comparison.new))
    return bool(was and (now is None or now.end < was.end))


def is_recorded(comparison: Comparison, edit: Edit) -> bool:
    """Whether the edit of a goal is a revision with its reason, which is how a goal is meant to be changed."""
    edited = (one for one in comparison.targets if any(edit is own for own in one.edits))
    targets = [one.target for one in edited if one.target]
    return edit.field == "revisions" and all(_reasoned(target) for target in targets)


def _reasoned(target: Target) -> bool:
    return bool(target.revisions) and all(revision.reason for revision in target.revisions)


def flips_by(comparison: Comparison, *changes: FigureChange) -> tuple[Flip, ...]:
    """The flips that come from any of these changes."""
    found = {id(flip): flip for change in changes for flip in comparison.caused.get(id(change), ())}
    return tuple(found.values())


def figures_of(comparison: Comparison, figure: Figure) -> tuple[Figure, ...]:
    """The present figures of the same series, rising in time; of several vintages each."""
    return comparison.new_series.get(comparison.naming.series(figure), ())
