"""Changes to findings: families R (revisions), T (track) and G (gate and score). One file per check.

A finding of family R is a warning, and an error where a status flips because of it and no reason is recorded: a data
maintainer must be able to publish bad news, but not to move a verdict by a change that nobody explains.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import field

from planck.changes.compare import Comparison
from planck.changes.scores import Score
from planck.model import Assessment, Finding, Plan
from planck.record import Record
from planck.registry import Table


class Bar(Record):
    """What a score must reach, and how far it may fall, in points; None: not asked."""

    min_score: float | None = None
    max_drop: float | None = None

    @property
    def set(self) -> bool:
        """Whether anything is asked."""
        return self.min_score is not None or self.max_drop is not None


class Gated(Record):
    """One plan at the gate. comparison None: there is no base. old_scores: of the base, by region; due_scores: of the
    base with those changes alone that owe nothing, asked for where a score fell too far. unread: something could not be
    read.
    """

    plan: Plan
    assessments: Sequence[Assessment]
    bar: Bar
    scores: Mapping[str, Score] = field(default_factory=dict)
    old_scores: Mapping[str, Score] = field(default_factory=dict)
    due_scores: Mapping[str, Score] = field(default_factory=dict)
    comparison: Comparison | None = None
    unread: bool = False


ChangeCheck = Callable[[Comparison], Iterator[Finding]]
GateCheck = Callable[[Gated], Iterator[Finding]]

CHANGE_CHECKS: Table[ChangeCheck] = Table("check of changes", home="planck.gate")
GATE_CHECKS: Table[GateCheck] = Table("check at the gate", home="planck.gate")
