"""Where a finding about a change points, and what it says of it."""

from dataclasses import replace
from typing import TypedDict

from planck.changes.compare import Comparison
from planck.model import Argument, Figure, Finding, Indicator, Place, Severity, Target, Text
from planck.model.change import FigureChange, Flip


class Values(TypedDict):
    """Two values as printed."""

    old: str
    new: str


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
    """What the plan calls the figure's series, else what the figures call it."""
    targets, indicator = targets_of(comparison, figure), indicator_of(comparison, figure)
    found = targets[0].name if len(targets) == 1 else indicator.name if indicator else Text()
    return found if found.zh or found.en else Text(zh=figure.indicator, en=figure.indicator)


def place_of(comparison: Comparison, change: FigureChange) -> Place:
    """The changed row; for one that is gone, the series' last row, else its target, else the plan."""
    if change.new:
        return change.new.place
    left = comparison.new_series.get(comparison.naming.series(change.figure), ())
    if left:
        return left[-1].place
    targets = targets_of(comparison, change.figure)
    return targets[0].place if targets else comparison.plan.place


def weight(flips: tuple[Flip, ...], explained: str, usual: Severity = Severity.WARNING) -> Severity:
    """An error where a verdict flips and nobody says why; a note where somebody does; else the usual severity."""
    if explained:
        return Severity.NOTE
    return Severity.ERROR if flips else usual


def values(change: FigureChange) -> Values:
    """Old and new value as printed."""
    before = change.old or change.previous
    return {"old": before.text if before else "", "new": change.new.text if change.new else ""}


# What is said besides when a verdict flips by what the finding is about.
_FLIPPED = Text(
    zh="；因此 {flip_name} 由“{flip_old:status}”变为“{flip_new:status}”{flip_more}",
    en="; by it {flip_name} goes from {flip_old:status} to {flip_new:status}{flip_more}",
)


def with_flips(finding: Finding, flips: tuple[Flip, ...]) -> Finding:
    """The finding, its message continued by what flips because of it."""
    if not flips:
        return finding
    first, more = flips[0], len(flips) - 1
    others = Text(zh=f"，另有 {more} 个", en=f", and {more} more") if more else Text()
    message = Text(zh=finding.message.zh + _FLIPPED.zh, en=finding.message.en + _FLIPPED.en)
    told: dict[str, Argument] = {
        "flip_name": first.target.name,
        "flip_old": first.old,
        "flip_new": first.new,
        "flip_more": others,
    }
    return replace(finding, message=message, arguments={**finding.arguments, **told})
