"""The shapes in which Chinese assessments score: one function a file, with its source.

Those of one indicator are in `SHAPES`: figures to points. Those of a whole score (bonus, veto, grades, mixing, missing
figures, rounding) are in `WHOLE`; the scorecard is put together from them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from planck.model import Text
from planck.model.scoring import Setting
from planck.registry import Table
from planck.score.normalisation import Floats

Settings = Mapping[str, Setting]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A way from the figures of one indicator to points.

    points: (figures per unit, direction +1 or -1, settings with the defaults filled in) -> points per unit; NaN stays
    NaN, and a figure that the shape has no meaning for becomes NaN. ends: the least and the most points that the
    settings allow. defaults: settings that may be left out. The points are out of the setting `full`.
    """

    title: Text
    source: Text
    defaults: Mapping[str, float] = field(default_factory=dict)
    points: Callable[[Floats, float, Settings], Floats]
    ends: Callable[[Settings], tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeShape:
    """A rule about the score as a whole, named and with its source; the scorecard calls its function."""

    title: Text
    source: Text
    function: Callable[..., object]


SHAPES: Table[Shape] = Table("shape", home="planck.score.shapes")
WHOLE: Table[WholeShape] = Table("rule of the whole score", home="planck.score.shapes")


def number(settings: Settings, name: str) -> float:
    """A setting that is a number."""
    value = settings[name]
    assert isinstance(value, float | int)
    return float(value)


def bands(settings: Settings) -> tuple[tuple[float, float], ...]:
    """The bands, each with its lower border and its points, the highest first."""
    value = settings["bands"]
    assert isinstance(value, tuple)
    return tuple((float(border), float(points)) for border, points in value)
