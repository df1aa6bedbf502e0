"""The schedule method: progress along the plan's own path against what the path asks for by now."""

from collections.abc import Mapping

from planck.engine.method import METHODS, Method, Verdicts, first_that_holds, reaches
from planck.engine.outcome import EQUAL, Outcome
from planck.model import Level
from planck.words import Label


def schedule(outcome: Outcome, borders: Mapping[str, float]) -> Verdicts:
    """Statuses in the words of the 14th plan's mid-term reports.

    Facts come first (done, missed, a yearly goal broken, met by the baseline and lost); where the goal is still open,
    the ratio of the way gone to the way asked for decides. A value made from a part of its period decides no fact. A
    figure that has gone through a range and out on the other side is off track, however fast it went: that is planck's
    own.
    """
    judged, aim, progress, past = outcome.judged, outcome.aim, outcome.progress, outcome.history
    ratio = progress.pace_ratio.value
    in_time = "cap_kept" if aim.ceiling else "pace"
    nothing_asked = progress.asked.known & (progress.asked.value <= 0)
    # Without a share of the way (a compound path from a figure of 0) the direction still tells a retreat.
    retreat = past.worsening & progress.path_value.known
    return first_that_holds(
        (~judged.present.known, "not_assessed", "not_assessed"),
        (aim.exceeded, "missed", "cap_exceeded"),
        (past.broken >= 0, "missed", "hold_broken"),
        (judged.at_due & past.gaps, "not_assessed", "not_assessed"),
        (judged.at_due & aim.met, "achieved", "met_at_due"),
        (judged.at_due & (not aim.aimless), "missed", "missed"),
        (aim.met & aim.hold, "on_schedule", "hold_kept"),
        (aim.met & (not (aim.ceiling or aim.relative)) & ~judged.estimated, "achieved_early", "met_early"),
        # Met early and missed a little since is judged by its pace like any other figure.
        (past.lost & aim.met_at_baseline, "reversing", "lost"),
        (aim.overshot, "off_track", "overshot"),
        # Of a cap hardly touched the share used is too small to divide by.
        (aim.ceiling & (progress.way.value <= EQUAL), "ahead", "cap_kept"),
        (reaches(ratio, borders["ahead"]), "ahead", in_time),
        (reaches(ratio, borders["on_schedule"]), "on_schedule", in_time),
        (reaches(ratio, borders["behind"]), "behind", "pace"),
        (reaches(ratio, borders["off_track"]), "off_track", "pace"),
        (progress.pace_ratio.known, "reversing", "reversing"),
        (nothing_asked & (progress.way.value >= 0), "on_schedule", "nothing_due_yet"),
        (aim.met, "on_schedule", "pace"),
        (retreat, "reversing", "reversing"),
        otherwise=("not_assessed", "not_assessed"),
    )


METHODS.add(
    "schedule",
    Method(
        title=Label("engine.method_titles.schedule"),
        source=Label("engine.method_sources.schedule"),
        levels={
            "achieved": Level.ACHIEVED,
            "achieved_early": Level.ACHIEVED,
            "ahead": Level.ON_TRACK,
            "on_schedule": Level.ON_TRACK,
            "behind": Level.BEHIND,
            "off_track": Level.OFF_TRACK,
            "reversing": Level.REVERSING,
            "missed": Level.MISSED,
            "not_assessed": Level.NOT_ASSESSED,
        },
        borders={"ahead": 1.05, "on_schedule": 0.95, "behind": 0.60, "off_track": 0.0},
        judge=schedule,
    ),
)
