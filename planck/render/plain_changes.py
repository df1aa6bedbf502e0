"""Changes as plain data for JSON: keys in a fixed order, numbers unrounded, texts in both languages."""

from planck.gate.telling import causes_text
from planck.model import Language
from planck.model.change import (
    Base,
    Cause,
    Changes,
    Coverage,
    FigureChange,
    Flip,
    ScoreMove,
    SeriesChange,
    TargetChange,
)
from planck.render.plain import Json, figure_data, place_data, text_data
from planck.render.views.changes import figure_line, flip_line


def changes_data(changes: Changes) -> Json:
    """A comparison in full."""
    return {
        "base": _base(changes.base),
        "figures": [_figure(change) for change in changes.figures],
        "series": [_series(change) for change in changes.series],
        "targets": [_target(change) for change in changes.targets],
        "flips": [flip_data(flip) for flip in changes.flips],
        "scores": [_score(move) for move in changes.scores],
        "coverage": [_coverage(coverage) for coverage in changes.coverage],
    }


def _base(base: Base) -> Json:
    return {"label": base.label, "commit": base.commit or None}


def _figure(change: FigureChange) -> Json:
    return {
        "aspects": [aspect.value for aspect in change.aspects],
        "old": figure_data(change.old) if change.old else None,
        "new": figure_data(change.new) if change.new else None,
        "previous": figure_data(change.previous) if change.previous else None,
        "difference": change.difference,
        "relative": change.relative,
        "usual": change.usual,
        "usual_of": change.usual_of,
        **{language.value: figure_line(change, language) for language in Language},
    }


def _series(change: SeriesChange) -> Json:
    return {
        "event": change.event.value,
        "region": change.region,
        "old": change.old or None,
        "new": change.new or None,
        "count": change.count,
        "shared": change.shared,
    }


def _target(change: TargetChange) -> Json:
    return {
        "plan": change.plan,
        "event": change.event.value,
        "target": change.target.id if change.target else None,
        "name": text_data(change.name),
        "effect": change.effect.value,
        "edits": [
            {"field": edit.field, "old": edit.old, "new": edit.new, "effect": edit.effect.value}
            for edit in change.edits
        ],
        "place": place_data(change.place),
    }


def flip_data(flip: Flip) -> Json:
    """A flip with its causes, in numbers and in words."""
    causes = causes_text(flip)
    return {
        "plan": flip.plan,
        "target": flip.target.id,
        "region": flip.region,
        "old": flip.old,
        "new": flip.new,
        "kind": flip.kind.value,
        "classes": flip.classes,
        "origin": flip.origin.value,
        "attribution": flip.attribution.value,
        "causes": [_cause(cause) for cause in flip.causes],
        "rounding": flip.rounding,
        "cause": text_data(causes),
        **{language.value: flip_line(flip, language) for language in Language},
    }


def _cause(cause: Cause) -> Json:
    figure = cause.figure.figure if cause.figure else None
    return {
        "origin": cause.origin.value,
        "region": figure.region if figure else None,
        "indicator": figure.indicator if figure else None,
        "period": figure.period.label if figure else None,
        "field": cause.edit.field if cause.edit else None,
    }


def _score(move: ScoreMove) -> Json:
    return {
        "plan": move.plan,
        "region": move.region,
        "old": move.old,
        "new": move.new,
        "old_rank": move.old_rank,
        "new_rank": move.new_rank,
        "parts": [{"name": name, "by": by} for name, by in move.parts],
    }


def _coverage(coverage: Coverage) -> Json:
    return {"plan": coverage.plan, "old": _counts(coverage.old), "new": _counts(coverage.new)}


def _counts(pair: tuple[int, int] | None) -> Json:
    return {"judged": pair[0], "of": pair[1]} if pair else None
