"""The schedule method: progress along the plan's own path against what the path asks for by now."""

from collections.abc import Mapping

from planck.engine.method import UNDECIDED, Verdicts, first_that_holds, of_outcomes, reaches
from planck.engine.outcome import EQUAL, Outcome
from planck.model import Level


def schedule(outcome: Outcome, borders: Mapping[str, float]) -> Verdicts:
    """Statuses in the words of the 14th plan's mid-term reports.

    Facts come first (done, missed, a yearly goal broken, met by the baseline and lost); where the goal is still open,
    the ratio of the way gone to the way asked for decides. A value made from a part of its period decides no fact. A
    figure that has gone through a range and out on the other side is off track, however fast it went: that is planck's
    own.
    """
    ratio = outcome.pace_ratio.value
    early = outcome.met & (not (outcome.ceiling or outcome.course.relative)) & ~outcome.estimated
    in_time = "cap_kept" if outcome.ceiling else "pace"
    # Without a share of the way (a compound path from a figure of 0) the direction still tells a retreat.
    retreat = outcome.worsening & outcome.path_value.known
    return first_that_holds(
        (~outcome.present.known, "not_assessed", "not_assessed"),
        (outcome.exceeded, "missed", "cap_exceeded"),
        (outcome.broken >= 0, "missed", "hold_broken"),
        (outcome.at_due & outcome.gaps, "not_assessed", "not_assessed"),
        (outcome.at_due & outcome.met, "achieved", "met_at_due"),
        (outcome.at_due & outcome.goal.known, "missed", "missed"),
        (outcome.met & outcome.hold, "on_schedule", "hold_kept"),
        (early, "achieved_early", "met_early"),
        # Met early and missed a little since is judged by its pace like any other figure.
        (outcome.lost & outcome.met_at_baseline, "reversing", "lost"),
        (outcome.overshot, "off_track", "overshot"),
        # Of a cap hardly touched the share used is too small to divide by.
        (outcome.ceiling & (outcome.way.value <= EQUAL), "ahead", "cap_kept"),
        (reaches(ratio, borders["ahead"]), "ahead", in_time),
        (reaches(ratio, borders["on_schedule"]), "on_schedule", in_time),
        (reaches(ratio, borders["behind"]), "behind", "pace"),
        (reaches(ratio, borders["off_track"]), "off_track", "pace"),
        (outcome.pace_ratio.known, "reversing", "reversing"),
        ((outcome.asked.value <= 0) & (outcome.way.value >= 0), "on_schedule", "nothing_due_yet"),
        (outcome.met, "on_schedule", "pace"),
        (retreat, "reversing", "reversing"),
        otherwise=("not_assessed", "not_assessed"),
    )


of_outcomes(
    schedule,
    levels={
        "achieved": Level.ACHIEVED,
        "achieved_early": Level.ACHIEVED,
        "ahead": Level.ON_TRACK,
        "on_schedule": Level.ON_TRACK,
        "behind": Level.BEHIND,
        "off_track": Level.OFF_TRACK,
        "reversing": Level.REVERSING,
        **UNDECIDED,
    },
    borders={"ahead": 1.05, "on_schedule": 0.95, "behind": 0.60, "off_track": 0.0},
)
