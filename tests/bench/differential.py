"""planck beside others on random input: formulas written down from their sources, and packages; counts of both.

    python -m tests.bench.differential [--series 10000] [--panels 200] [--seed 1]

Series: from two points each and a goal, by Statistics Canada's and Open SDG's ratio of growth with its score, and by
Eurostat's; the first also without a goal, by growth alone, near a natural limit and without one; all written here in plain
numbers without planck's engine. Panels without gaps: the weighted sum after min-max, and its order, by pymcdm; the same
when pysensmcda has taken one indicator out (group `bench`). Disagreements are printed with their input and make the exit code 1.
"""

import argparse
import importlib
import math
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from tabulate import tabulate

from planck.engine.scoring.normalise import Marking
from planck.engine.scoring.ranks import ranks
from tests.golden.tracks import by
from tests.judging import track
from tests.score.building import flat, levels

# planck's marks go up to this, those of others to 1.
WHOLE = 100
Series = Mapping[str, float]


class Compared(NamedTuple):
    """What was compared, how often, and what came out differently."""

    what: str
    cases: int
    differ: list[str]


def series(count: int, seed: int) -> Iterator[dict[str, float]]:
    """Random series of two points with a goal: above and below it, towards and away, met, far and near."""
    draw = np.random.default_rng(seed)
    for _ in range(count):
        start = float(np.round(10 ** draw.uniform(-1, 4), 3))
        base = int(draw.integers(2000, 2016))
        time = base + int(draw.integers(1, 12))
        direction = float(draw.choice((-1, 1)))
        yield {
            "start_time": base,
            "start": start,
            "time": time,
            "value": float(np.round(start * math.exp(draw.normal(0, 0.3)), 4)),
            "goal": float(np.round(start * math.exp(direction * abs(draw.normal(0, 0.5)) + 1e-3 * direction), 4)),
            "due": time + int(draw.integers(1, 16)),
            "direction": direction,
        }


def _growth(start: float, end: float, years: float) -> float:
    return math.pow(end / start, 1 / years) - 1


def ratio_of_growth(one: Series) -> float:
    """Growth made over growth needed, both a year and compounded from the start (Open SDG 2.4, progress-methodology)."""
    made = _growth(one["start"], one["value"], one["time"] - one["start_time"])
    needed = _growth(one["start"], one["goal"], one["due"] - one["start_time"])
    return one["direction"] * made / abs(needed)


def _is_met(one: Series) -> bool:
    return one["direction"] * (one["value"] - one["goal"]) >= 0


def statcan(one: Series) -> str:
    """Statistics Canada's class: met whatever the trend, else by the ratio."""
    if _is_met(one):
        return "target_achieved"
    borders = ((0.95, "substantial_progress"), (0.6, "moderate_progress"), (0.0, "limited_progress"))
    return next((name for least, name in borders if ratio_of_growth(one) >= least), "deterioration")


def score_with_goal(one: Series) -> float:
    """Its score: a line up to moderate progress, a steeper one above, from -5 to +5."""
    ratio = ratio_of_growth(one)
    line = 4.1667 * ratio - 2.5 if ratio < 0.6 else 7.1429 * ratio - 4.2857
    return 5.0 if _is_met(one) else min(max(line, -5.0), 5.0)


def growth(one: Series) -> float:
    """Growth a year in the wanted direction."""
    return one["direction"] * _growth(one["start"], one["value"], one["time"] - one["start_time"])


def near_limit(one: Series) -> float:
    """What the thresholds are scaled by: less than 1 where a natural limit is near in the wanted direction."""
    start, limit = one["start"], one.get("limit", math.inf)
    if one["direction"] > 0 and start <= limit:
        return 1 - float(abs(start / limit) ** 4.44)
    if one["direction"] < 0 and limit < start < 2 * limit:
        return 1 - float(abs((2 * limit - start) / limit) ** 4.44)
    return 1.0


def without_goal(one: Series) -> str:
    """Statistics Canada's class of a mere direction: 1.5 %, 0.5 % and 0 a year."""
    borders = ((0.015, "substantial_progress"), (0.005, "moderate_progress"), (0.0, "limited_progress"))
    return next((name for least, name in borders if growth(one) >= least * near_limit(one)), "deterioration")


def limited(count: int, seed: int) -> Iterator[dict[str, float]]:
    """Series without a goal, half of them with a natural limit that the start is short of, or beyond, in its direction."""
    draw = np.random.default_rng(seed)
    for one in series(count, seed):
        far = float(draw.uniform(1.02, 1.9))
        limit = one["start"] * far if one["direction"] > 0 else one["start"] / far
        yield {**one, "goal": math.nan, "limit": limit if draw.random() < 0.5 else math.inf}


def eurostat(one: Series) -> str:
    """Eurostat's class: by the ratio alone."""
    borders = ((0.95, "significant_progress"), (0.6, "moderate_progress"), (0.0, "insufficient_progress"))
    return next((name for least, name in borders if ratio_of_growth(one) >= least), "movement_away")


def compare_series(method: str, other: Callable[[Series], str], count: int, seed: int) -> Compared:
    """The classes of a method beside those of its formula; next to a border binary noise may decide, and is left out."""
    drawn = [one for one in series(count, seed) if min(abs(ratio_of_growth(one) - at) for at in (0, 0.6, 0.95)) > 1e-9]
    of = track(**{name: [one[name] for one in drawn] for name in drawn[0]})
    found = by(method, of).status
    differ = [
        f"{method}: {mine} beside {theirs}: {one}"
        for mine, one in zip(map(str, found), drawn, strict=True)
        if mine != (theirs := other(one))
    ]
    return Compared(f"{method}: class", len(drawn), differ)


def compare_scores(count: int, seed: int) -> Compared:
    """The scores with a goal beside those of the formula, to 1e-9."""
    drawn = list(series(count, seed))
    score = by("statcan", track(**{name: [one[name] for one in drawn] for name in drawn[0]})).score
    assert score is not None
    differ = [
        f"statcan: score {mine} beside {score_with_goal(one)}: {one}"
        for mine, one in zip(score.value.tolist(), drawn, strict=True)
        if not math.isclose(mine, score_with_goal(one), rel_tol=0, abs_tol=1e-9)
    ]
    return Compared("statcan: score", len(drawn), differ)


def compare_directions(count: int, seed: int) -> Compared:
    """The classes without a goal beside those of the formula; those next to a border left out."""
    drawn = [
        one
        for one in limited(count, seed)
        if min(abs(growth(one) - least * near_limit(one)) for least in (0, 0.005, 0.015)) > 1e-9
    ]
    given = {name: [one[name] for one in drawn] for name in ("start_time", "start", "time", "value", "direction")}
    limits = [one["limit"] if math.isfinite(one["limit"]) else math.nan for one in drawn]
    found = map(str, by("statcan", track(**given, limit=limits)).status)
    differ = [
        f"statcan without a goal: {mine} beside {without_goal(one)}: {one}"
        for mine, one in zip(found, drawn, strict=True)
        if mine != without_goal(one)
    ]
    return Compared("statcan: class without a goal", len(drawn), differ)


def panels(count: int, seed: int) -> Iterator[tuple[Any, Any]]:
    """Random tables of units by indicators, and weights."""
    draw = np.random.default_rng(seed)
    for _ in range(count):
        units, indicators = int(draw.integers(3, 60)), int(draw.integers(2, 12))
        weights = draw.random(indicators) + 0.01
        yield np.round(draw.gamma(2.0, 50.0, (units, indicators)), 3), weights / weights.sum()


Scoring = Callable[[Any, Any], Any]


def compare_panels(who: str, own: Scoring, score: Scoring, count: int, seed: int) -> list[Compared]:
    """Scores to 1e-12 and the order by them beside a package's."""
    scores, orders, cases = [], [], 0
    for number, (x, weights) in enumerate(panels(count, seed)):
        cases += 1
        mine, theirs = own(x, weights), score(x, weights)
        if not np.allclose(mine, theirs, rtol=1e-12, atol=1e-12):
            scores.append(f"{who}: panel {number}: {np.abs(mine - theirs).max()}")
        if not np.array_equal(ranks(mine), ranks(np.asarray(theirs))):
            orders.append(f"{who}: panel {number}: other order")
    return [Compared(f"{who}: score", cases, scores), Compared(f"{who}: order", cases, orders)]


def ours(x: Any, weights: Any) -> Any:
    """The weighted mean of marks by min-max."""
    return levels(x, [Marking()] * x.shape[1], flat(*weights.tolist())).index


def ours_without_first(x: Any, weights: Any) -> Any:
    """The same without the first indicator, the other weights as they are: planck relates them."""
    return ours(x[:, 1:], weights[1:])


def by_pysensmcda(x: Any, weights: Any) -> Any:
    """The sum by pymcdm of what pysensmcda leaves of a panel and its weights without the first indicator."""
    remove = importlib.import_module("pysensmcda.criteria").remove_criteria
    return by_pymcdm(*remove(x, weights, 0)[0][1:])


def by_pymcdm(x: Any, weights: Any) -> Any:
    """Its weighted sum after its own min-max, where more is better."""
    normalised = importlib.import_module("pymcdm.normalizations").minmax_normalization
    method = importlib.import_module("pymcdm.methods").WSM(normalization_function=normalised)
    with warnings.catch_warnings():
        # It warns of units that are better than others in everything.
        warnings.simplefilter("ignore")
        return WHOLE * method(x, weights, np.ones(x.shape[1]))


def main() -> None:
    """All comparisons, one table."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--series", type=int, default=10_000)
    reader.add_argument("--panels", type=int, default=200)
    reader.add_argument("--seed", type=int, default=1)
    asked = reader.parse_args()
    compared = [
        compare_series("statcan", statcan, asked.series, asked.seed),
        compare_series("eurostat", eurostat, asked.series, asked.seed + 1),
        compare_scores(asked.series, asked.seed + 2),
        compare_directions(asked.series, asked.seed + 3),
        *compare_panels("pymcdm", ours, by_pymcdm, asked.panels, asked.seed),
        *compare_panels("pysensmcda", ours_without_first, by_pysensmcda, asked.panels, asked.seed + 1),
    ]
    rows = [(one.what, one.cases, len(one.differ)) for one in compared]
    print(tabulate(rows, headers=["compared", "cases", "different"], tablefmt="github"))
    differ = [told for one in compared for told in one.differ]
    for told in differ[:20]:
        print(told)
    sys.exit(bool(differ))


if __name__ == "__main__":
    main()
