"""The weather symbols of the German sustainable development strategy: recent changes carried on to the goal's date."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from planck.engine.measured import Bools, Floats, Measured, measured, unless
from planck.engine.method import METHODS, Method, Track, Verdicts, after_facts, exceeds, on_outcome, reaches, track_of
from planck.engine.outcome import EQUAL, SAME_TIME, edge
from planck.engine.paths import PATHS
from planck.model import Level, Missing
from planck.record import Record
from planck.words import Label

if TYPE_CHECKING:
    from planck.engine.outcome import Outcome

BORDERS = {"sun": 0.95, "sun_cloud": 0.80, "cloud": 0.0}
CHANGES, LEAST_CHANGES = 5, 4


class Weather(Record):
    """Over series, in units a year: the mean of the last changes and the last of them, with the sign of better."""

    mean: Measured
    last: Floats


def dns(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """Sun, sun and cloud, cloud, thunder: the mean of the last five yearly changes is carried on to the date.

    The quantity is the part of the remaining gap that this would close: over 95 % sun, from 80 % sun and cloud, less
    but in the right direction cloud, else thunder. A goal that is met already is sun, with a cloud where the mean
    change makes it worse; one that binds every year is judged by the newest value and the mean change; a mere direction
    by the mean and the last change. Four yearly changes are needed. Linear, so zero and negative amounts are fine.

    Source: German Federal Statistical Office, dns-indikatoren.de/en/status (DnsTestEnvironment/dns-indicators).
    """
    weather = recent_changes(track)
    better, last = weather.mean.value, weather.last
    noise = EQUAL * np.abs(track.value)
    closed = unless(_closed(track, better), (~weather.mean.known, Missing.TOO_FEW_FIGURES))
    number = Measured(np.where(track.aimless | track.hold, better, closed.value),
                      np.where(track.aimless | track.hold, weather.mean.why, closed.why))  # fmt: skip
    good, turned = better > noise, last > noise
    own_rule = replace(
        track,
        met=track.met & ~track.hold,
        broken=track.broken & ~track.hold,
        suited=measured(np.ones(good.shape), (~track.suited.known & ~track.hold, Missing.NO_RATE_FOR_GOAL)),
        # A ratio of changes cannot be fooled by a goal that was met before.
        lost=np.zeros(good.shape, dtype=np.bool_),
    )
    found = after_facts(
        own_rule,
        *_every_year(track, better, noise),
        (track.aimless & good & turned, "sun", "measured"),
        (track.aimless & good, "sun_cloud", "measured"),
        (track.aimless & turned, "cloud", "measured"),
        (~track.aimless & exceeds(number.value, borders["sun"]), "sun", "measured"),
        (~track.aimless & reaches(number.value, borders["sun_cloud"]), "sun_cloud", "measured"),
        (~track.aimless & exceeds(number.value, borders["cloud"]), "cloud", "measured"),
        best="sun",
        worst="thunder",
        quantity=number,
    )
    worse = (found.reason == "met_early") & (better < -noise)
    lost = track.lost & (found.status == "thunder")
    broken = track.hold & track.broken & np.isin(found.status, ("cloud", "thunder"))
    return Verdicts(
        status=np.where(worse, "sun_cloud", found.status),
        reason=np.where(lost, "lost", np.where(broken, "hold_broken", found.reason)),
        # A mean change is no part of a gap.
        quantity=unless(found.quantity or number, (track.hold & weather.mean.known, Missing.NO_RATE_FOR_GOAL)),
    )


def recent_changes(track: Track) -> Weather:
    """The mean of the last five changes from a year to the next, and the last one, counted in the wanted direction."""
    values = [track.at(track.time - back) for back in range(CHANGES + 1)]
    changes = track.direction * np.stack([new - old for new, old in pairwise(values)])
    known = ~np.isnan(changes)
    count = known.sum(axis=0)
    mean = np.where(known, changes, 0).sum(axis=0) / np.maximum(count, 1)
    return Weather(mean=measured(mean, (count < LEAST_CHANGES, Missing.TOO_FEW_FIGURES)), last=changes[0])


def _closed(track: Track, better: Floats) -> Measured:
    gap, left = track.direction * (track.goal - track.value), track.due - track.time
    with np.errstate(all="ignore"):
        return measured(better * left / gap, (~(gap > 0), Missing.ALREADY_MET), (~(left > 0), Missing.NO_TIME_LEFT))


def _every_year(track: Track, better: Floats, noise: Floats) -> tuple[tuple[Bools, str, str], ...]:
    kept = track.direction * (track.value - track.goal) >= -noise
    with np.errstate(invalid="ignore"):
        return (
            (track.hold & kept & (better >= -noise), "sun", "hold_kept"),
            (track.hold & kept, "sun_cloud", "hold_kept"),
            (track.hold & (better > noise), "cloud", "measured"),
            (track.hold, "thunder", "measured"),
        )


def weather_track(outcome: "Outcome") -> Track:
    """The track of an outcome as the source reads goals: the bound that is missed, and the nearest goal in time.

    Of an interval the weakest bound counts, and of goals in several years the next one, which milestones are.
    """
    found, aim = track_of(outcome), outcome.aim
    ranged = np.isfinite(aim.low) & np.isfinite(aim.high)
    goal = np.where(ranged, edge(found.value, aim.low, aim.high), found.goal)
    direction = np.where(ranged, np.where(goal == aim.low, 1.0, -1.0), found.direction)
    suited = measured(np.ones(goal.shape), (~found.suited.known & ~aim.overshot, Missing.NO_RATE_FOR_GOAL))
    due = found.due
    stones, path = outcome.course.milestones, PATHS[outcome.course.path]
    for time, value, share in zip(stones.times[::-1], stones.values[::-1], stones.shares[::-1], strict=True):
        asked = path.between(found.start, found.goal, np.asarray(share)) if np.isnan(value) else value
        ahead = found.time < time - SAME_TIME
        goal, due = np.where(ahead, asked, goal), np.where(ahead, time, due)
    return replace(found, goal=goal, due=due, direction=direction, suited=suited)


METHODS.add(
    "dns",
    Method(
        title=Label("engine.method_titles.dns"),
        source=Label("engine.method_sources.dns"),
        quantity=Label("engine.method_quantities.dns"),
        levels={
            "sun": Level.ON_TRACK,
            "sun_cloud": Level.BEHIND,
            "cloud": Level.OFF_TRACK,
            "thunder": Level.REVERSING,
            "missed": Level.MISSED,
            "not_assessed": Level.NOT_ASSESSED,
        },
        borders=BORDERS,
        judge=on_outcome(dns, weather_track),
        judge_track=dns,
        read_track=weather_track,
    ),
)
