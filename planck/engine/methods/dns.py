"""The weather symbols of the German sustainable development strategy: recent changes carried on to the goal's date."""

from collections.abc import Mapping

import numpy as np
from msgspec.structs import replace

from planck.engine.measured import Bools, Floats, Measured, choose, measured, unless
from planck.engine.method import (
    NOT_ASSESSED,
    UNDECIDED,
    Rule,
    Track,
    Verdicts,
    Words,
    after_facts,
    exceeds,
    published,
    reaches,
    track_of,
)
from planck.engine.outcome import EQUAL, SAME_TIME, Outcome, edge
from planck.model import Level, Missing
from planck.record import Record

BORDERS = {"sun": 0.95, "sun_cloud": 0.80, "cloud": 0.0}
POINTS, LEAST_POINTS = 6, 4


class Weather(Record):
    """Over series, counted in the wanted direction: the mean change a year of the last figures, and their last step."""

    mean: Measured
    last: Floats


def dns(track: Track, borders: Mapping[str, float]) -> Verdicts:
    """Sun, sun and cloud, cloud, thunder: the mean change a year of the last six figures is carried on to the date.

    The quantity is the part of the remaining gap that this would close: over 95 % sun, from 80 % sun and cloud, less
    but in the right direction cloud, else thunder. A goal that is met already is sun, with a cloud where the mean
    change makes it worse. One that binds every year is judged by the newest figure and the mean change, and so is any
    goal in its own year; a mere direction by the mean and the last step. Four figures are needed, with any years
    between them; a goal whose date has come is met or missed with fewer. Linear, so zero and negative amounts are fine.

    Source: German Federal Statistical Office, dns-indikatoren.de/en/status (DnsTestEnvironment/dns-indicators).
    """
    weather, noise = recent_changes(track), EQUAL * np.abs(track.value)
    yearly = (track.hold | track.at_due) & weather.mean.known
    number = _quantity(track, weather.mean, noise, yearly=yearly)
    found = after_facts(
        _as_source_reads(track, yearly),
        *_every_year(track, yearly, weather.mean.value, noise),
        *_mere_direction(track, weather, noise),
        *_goal_ahead(track, number.value, borders),
        best="sun",
        worst="thunder",
        quantity=number,
    )
    worse = (found.reason == "met_early") & (weather.mean.value < -noise)
    # A mean change is no part of a gap.
    no_part = (yearly, Missing.NO_RATE_FOR_GOAL)
    return Verdicts(
        status=np.where(worse, "sun_cloud", found.status),
        reason=_reason(track, found),
        quantity=unless(found.quantity or number, no_part),
    )


def recent_changes(track: Track) -> Weather:
    """The mean change a year from the first to the last of the last six figures, and the step to the last one."""
    times, values = _last_points(track)
    known = ~np.isnan(values)
    first = known.argmax(axis=1)[:, None]
    start, begin = (np.take_along_axis(of, first, axis=1)[:, 0] for of in (values, times))
    with np.errstate(all="ignore"):
        mean = track.direction * (values[:, -1] - start) / (times[:, -1] - begin)
    few = (known.sum(axis=1) < LEAST_POINTS, Missing.TOO_FEW_FIGURES)
    return Weather(mean=measured(mean, few), last=track.direction * (values[:, -1] - values[:, -2]))


def _last_points(track: Track) -> tuple[Floats, Floats]:
    # The last six of each series, in the order of their times; columns without a figure stand first.
    there = ~np.isnan(track.values) & (track.times <= track.time[:, None] + SAME_TIME)
    room = ((0, 0), (POINTS, 0))
    times = np.pad(np.where(there, track.times, -np.inf), room, constant_values=-np.inf)
    values = np.pad(np.where(there, track.values, np.nan), room, constant_values=np.nan)
    order = np.argsort(times, axis=1, kind="stable")[:, -POINTS:]
    return np.take_along_axis(times, order, axis=1), np.take_along_axis(values, order, axis=1)


def _quantity(track: Track, mean: Measured, noise: Floats, *, yearly: Bools) -> Measured:
    closed = unless(_closed(track, mean.value, noise), (~mean.known, Missing.TOO_FEW_FIGURES))
    return choose(track.aimless | track.hold | yearly, mean, closed)


def _closed(track: Track, better: Floats, noise: Floats) -> Measured:
    gap, left = track.direction * (track.goal - track.value), track.due - track.time
    # On the border of a strict goal there is no gap left, and any step closes it.
    border = (np.abs(gap) <= noise) & ~track.met
    with np.errstate(all="ignore"):
        share = np.where(border, better > noise, better * left / gap)
        return measured(share, (~(gap > 0) & ~border, Missing.ALREADY_MET), (~(left > 0), Missing.NO_TIME_LEFT))


def _as_source_reads(track: Track, yearly: Bools) -> Track:
    kept_every_year = track.hold & ~np.isnan(track.goal)
    return replace(
        track,
        met=track.met & ~yearly & ~track.hold,
        at_due=track.at_due & ~yearly,
        broken=track.broken & ~track.hold,
        suited=measured(np.ones(yearly.shape), (~track.suited.known & ~kept_every_year, Missing.NO_RATE_FOR_GOAL)),
        # A ratio of changes cannot be fooled by a goal that was met before.
        lost=np.zeros(yearly.shape, dtype=np.bool_),
    )


def _every_year(track: Track, yearly: Bools, better: Floats, noise: Floats) -> tuple[Rule, ...]:
    with np.errstate(invalid="ignore"):
        return (
            (yearly & track.met & (better >= -noise), "sun", "hold_kept"),
            (yearly & track.met, "sun_cloud", "hold_kept"),
            (yearly & (better > noise), "cloud", "measured"),
            (yearly, "thunder", "measured"),
        )


def _mere_direction(track: Track, weather: Weather, noise: Floats) -> tuple[Rule, ...]:
    with np.errstate(invalid="ignore"):
        good, turned = weather.mean.value > noise, weather.last > noise
    return (
        (track.aimless & good & turned, "sun", "measured"),
        (track.aimless & good, "sun_cloud", "measured"),
        (track.aimless & turned, "cloud", "measured"),
    )


def _goal_ahead(track: Track, share: Floats, borders: Mapping[str, float]) -> tuple[Rule, ...]:
    return (
        (~track.aimless & exceeds(share, borders["sun"]), "sun", "measured"),
        (~track.aimless & reaches(share, borders["sun_cloud"]), "sun_cloud", "measured"),
        (~track.aimless & exceeds(share, borders["cloud"]), "cloud", "measured"),
    )


def _reason(track: Track, found: Verdicts) -> Words:
    # The symbol is the source's; that the date has come, or that it was met before, is said beside it.
    own_year = track.at_due & ~track.hold & (found.status != NOT_ASSESSED)
    failed = np.isin(found.status, ("cloud", "thunder"))
    return np.select(
        [own_year, track.lost & (found.status == "thunder"), track.hold & track.broken & failed],
        [np.where(track.met, "met_at_due", "missed"), "lost", "hold_broken"],
        found.reason,
    )


def weather_track(outcome: Outcome) -> Track:
    """The track of an outcome as the source reads goals: the bound that is missed, and the nearest goal in time.

    Of an interval the weakest bound counts, and of goals in several years the next one, which milestones are.
    """
    found, low, high = track_of(outcome), outcome.low, outcome.high
    ranged = np.isfinite(low) & np.isfinite(high)
    goal = np.where(ranged, edge(found.value, low, high), found.goal)
    direction = np.where(ranged, np.where(goal == low, 1.0, -1.0), found.direction)
    suited = measured(np.ones(goal.shape), (~found.suited.known & ~outcome.overshot, Missing.NO_RATE_FOR_GOAL))
    due = found.due
    stones, path = outcome.course.milestones, outcome.path
    for time, value, share in zip(stones.times[::-1], stones.values[::-1], stones.shares[::-1], strict=True):
        asked = path.between(found.start, found.goal, np.asarray(share)) if np.isnan(value) else value
        ahead = found.time < time - SAME_TIME
        goal, due = np.where(ahead, asked, goal), np.where(ahead, time, due)
    # A goal that binds every year is kept in a year by the figure of that year.
    met = np.where(found.hold, outcome.met & ~outcome.estimated, found.met)
    return replace(found, goal=goal, due=due, direction=direction, suited=suited, met=met)


published(
    dns,
    read=weather_track,
    levels={
        "sun": Level.ON_TRACK,
        "sun_cloud": Level.BEHIND,
        "cloud": Level.OFF_TRACK,
        "thunder": Level.REVERSING,
        **UNDECIDED,
    },
    borders=BORDERS,
    # Source: German Federal Statistical Office, dns-indikatoren.de/en/status.
    worst_counts=True,
)
