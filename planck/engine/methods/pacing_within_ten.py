"""OKR pacing as ahead, on track or behind, by a tenth of the ideal pace."""

from collections.abc import Mapping

from planck.engine.method import METHODS, Method, Verdicts, first_that_holds, reaches
from planck.engine.outcome import Outcome
from planck.model import Level
from planck.words import Label


def pacing_within_ten(outcome: Outcome, borders: Mapping[str, float]) -> Verdicts:
    """Ahead above 1.1 of the expected progress, on track down to 0.9, else behind.

    Source: Planview, "OKR Health" (success.planview.com): on track is within 10 % of the projected progress. The page
    does not say whether points or per cent of the projection are meant; planck takes per cent.
    """
    judged, aim, ratio, past = outcome.judged, outcome.aim, outcome.progress.pace_ratio, outcome.history
    return first_that_holds(
        (~judged.present.known, "not_assessed", "not_assessed"),
        (judged.at_due & aim.met, "ahead", "met_at_due"),
        (aim.met & (not aim.ceiling), "ahead", "met_early"),
        (judged.at_due, "behind", "missed"),
        (past.expired, "not_assessed", "not_assessed"),
        (past.lost, "behind", "lost"),
        (aim.overshot, "behind", "overshot"),
        (ratio.value > borders["ahead"], "ahead", "pace"),
        (reaches(ratio.value, borders["on_track"]), "on_track", "pace"),
        (ratio.known, "behind", "pace"),
        otherwise=("not_assessed", "not_assessed"),
    )


METHODS.add(
    "pacing_within_ten",
    Method(
        title=Label("engine.method_titles.pacing_within_ten"),
        source=Label("engine.method_sources.pacing_within_ten"),
        levels={
            "ahead": Level.ON_TRACK,
            "on_track": Level.ON_TRACK,
            "behind": Level.BEHIND,
            "not_assessed": Level.NOT_ASSESSED,
        },
        borders={"ahead": 1.1, "on_track": 0.9},
        judge=pacing_within_ten,
        variant_of="pacing",
    ),
)
