"""Whether somebody has said why a figure was changed."""

from planck.assess.names import key
from planck.changes.compare import Comparison
from planck.changes.names import Naming
from planck.model import Figure, FigureStatus
from planck.model.change import Aspect, FigureChange, Flip, RecordedReason


def reason_of(comparison: Comparison, change: FigureChange) -> str:
    """The reason on record beside the figures, else a note that came with the change; empty when there is none."""
    for row in comparison.recorded:
        if _about(row, change, comparison.naming):
            return row.reason
    old_note = change.old.note if change.old else ""
    note = change.new.note if change.new else ""
    return note if note and note != old_note and change.before is not None else ""


def _about(row: RecordedReason, change: FigureChange, naming: Naming) -> bool:
    figure = change.figure
    region = figure.region if not row.region else row.region
    series = naming.regions.get(key(region), key(region)), naming.indicators.get(key(row.indicator), key(row.indicator))
    new = change.new.value if change.new else None
    same = series == naming.series(figure) and row.period == figure.period.label
    return same and (row.old, row.new) == (change.before, new)


def expected(change: FigureChange) -> bool:
    """Whether the revision is of the usual kind: a new vintage beside the old one, or one that is final now."""
    new = change.new
    final = new is not None and new.status is FigureStatus.FINAL and Aspect.STATUS in change.aspects
    return Aspect.REPUBLISHED in change.aspects or final


def flips_by(comparison: Comparison, *changes: FigureChange) -> tuple[Flip, ...]:
    """The flips that come from any of these changes."""
    ids = {id(change) for change in changes}
    return tuple(
        flip for flip in comparison.flips if any(cause.figure and id(cause.figure) in ids for cause in flip.causes)
    )


def unexplained(comparison: Comparison, change: FigureChange) -> bool:
    """Whether a verdict flips by this change and nobody says why."""
    return bool(flips_by(comparison, change)) and not reason_of(comparison, change)


def figures_of(comparison: Comparison, figure: Figure, *, old: bool = False) -> tuple[Figure, ...]:
    """The figures of the same series, of now or of the base, rising in time; of several vintages each."""
    series = comparison.old_series if old else comparison.new_series
    return series.get(comparison.naming.series(figure), ())
