"""Scores to text: one file per format."""

from collections.abc import Callable

from planck.model.scorecard import Scores
from planck.registry import Table
from planck.render import View

ScoreRenderer = Callable[[Scores, View], str]
SCORE_FORMATS: Table[ScoreRenderer] = Table("score format", home="planck.render.score")
