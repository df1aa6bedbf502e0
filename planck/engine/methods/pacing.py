"""OKR pacing: progress against the ideal pace."""

from collections.abc import Mapping

from planck.engine.method import NOT_ASSESSED, Rule, Verdicts, first_that_holds, of_outcomes, reaches
from planck.engine.outcome import Outcome
from planck.model import Level


def pacing(outcome: Outcome, borders: Mapping[str, float]) -> Verdicts:
    """On track from 0.95 of the ideal progress, falling behind from 0.75, else at risk.

    Source: UpRaise for OKRs, "What are different OKR confidence statuses" (amoeboids.atlassian.net).
    """
    ratio = outcome.pace_ratio.value
    return _by_ratio(
        outcome,
        "on_track",
        "at_risk",
        (reaches(ratio, borders["on_track"]), "on_track", "pace"),
        (ratio > borders["falling_behind"], "falling_behind", "pace"),
    )


def _by_ratio(outcome: Outcome, best: str, worst: str, *rules: Rule) -> Verdicts:
    """The facts, then the rules on the ratio to the ideal progress; what none of them holds for is `worst`."""
    return first_that_holds(
        (~outcome.present.known, NOT_ASSESSED, NOT_ASSESSED),
        (outcome.at_due & outcome.met, best, "met_at_due"),
        (outcome.met & (not outcome.ceiling), best, "met_early"),
        (outcome.at_due & outcome.goal.known, worst, "missed"),
        (outcome.lost & outcome.met_at_baseline, worst, "lost"),
        (outcome.overshot, worst, "overshot"),
        *rules,
        (outcome.pace_ratio.known, worst, "pace"),
        otherwise=(NOT_ASSESSED, NOT_ASSESSED),
    )


of_outcomes(
    pacing,
    levels={
        "on_track": Level.ON_TRACK,
        "falling_behind": Level.BEHIND,
        "at_risk": Level.OFF_TRACK,
        NOT_ASSESSED: Level.NOT_ASSESSED,
    },
    borders={"on_track": 0.95, "falling_behind": 0.75},
)


# OKR pacing as ahead, on track or behind, by a tenth of the ideal pace.


def pacing_within_ten(outcome: Outcome, borders: Mapping[str, float]) -> Verdicts:
    """Ahead above 1.1 of the expected progress, on track down to 0.9, else behind.

    Source: Planview, "OKR Health" (success.planview.com): on track is within 10 % of the projected progress. The page
    does not say whether points or per cent of the projection are meant; planck takes per cent.
    """
    ratio = outcome.pace_ratio.value
    return _by_ratio(
        outcome,
        "ahead",
        "behind",
        (ratio > borders["ahead"], "ahead", "pace"),
        (reaches(ratio, borders["on_track"]), "on_track", "pace"),
    )


of_outcomes(
    pacing_within_ten,
    levels={
        "ahead": Level.ON_TRACK,
        "on_track": Level.ON_TRACK,
        "behind": Level.BEHIND,
        NOT_ASSESSED: Level.NOT_ASSESSED,
    },
    borders={"ahead": 1.1, "on_track": 0.9},
    variant_of="pacing",
)
