"""How long the status methods take for 10,000 series: `python -m tests.bench.methods [SERIES]`.

Beside each method stands a plain Python loop over floats that gives Statistics Canada's ratio and class, which is the
least that anybody would write; Open SDG itself took 17.9 s for 10,000 series where the loop took 0.02 s.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from planck.engine.method import METHODS, Track
from planck.engine.outcome import Outcome
from tests.judging import course, track
from tests.judging import series as figures

SERIES, YEARS, REPEATS = 10_000, 10, 7
OPEN_SDG = 17.9

Columns = tuple[list[float], list[float], list[float], list[float], list[float], list[float], list[float]]


def columns(count: int) -> Columns:
    """Starts, values, goals, start years, years, due years and directions of `count` series, the same every time."""
    random = np.random.default_rng(20260701)
    start = random.uniform(5, 95, count)
    direction = random.choice((-1.0, 1.0), count)
    value = start * (1 + direction * random.normal(0.1, 0.2, count))
    goal = start * (1 + direction * random.uniform(0.1, 0.5, count))
    begun = random.integers(2012, 2019, count).astype(float)
    seen, due = begun + random.integers(4, 9, count), np.full(count, 2030.0)
    parts = [part.tolist() for part in (start, value, goal, begun, seen, due, direction)]
    return parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]


def loop(given: Columns) -> list[str]:
    """Ratio and class of each series, one after the other."""
    found = []
    for start, value, goal, begun, seen, due, direction in zip(*given, strict=True):
        if direction * (value - goal) >= 0:
            found.append("target_achieved")
            continue
        made = (value / start) ** (1 / (seen - begun)) - 1
        ratio = direction * made / abs((goal / start) ** (1 / (due - begun)) - 1)
        if ratio >= 0.95:
            found.append("substantial_progress")
        elif ratio >= 0.6:
            found.append("moderate_progress")
        else:
            found.append("limited_progress" if ratio >= 0 else "deterioration")
    return found


def tracks(given: Columns, count: int) -> Track:
    """The series as one track, with yearly figures on a straight line between start and value."""
    start, value, goal, begun, seen, due, direction = (np.array(part) for part in given)
    ends = track(start_time=begun, start=start, time=seen, value=value, goal=goal, due=due, direction=direction)
    back = np.arange(YEARS - 1, -1, -1.0)
    times = seen[:, None] - back
    values = value[:, None] - back * ((value - start) / (seen - begun))[:, None]
    return replace(ends, times=times, values=np.where(times >= begun[:, None] - 0.5, values, np.nan))


def seconds(call: Callable[[], object]) -> float:
    """The least time of several runs."""
    least = float("inf")
    for _ in range(REPEATS):
        begun = time.perf_counter()
        call()
        least = min(least, time.perf_counter() - begun)
    return least


def main(count: int) -> None:
    """Print one row a method."""
    given = columns(count)
    of = tracks(given, count)
    plain = seconds(lambda: loop(given))
    chosen = METHODS["statcan"]
    assert chosen.judge_track is not None
    same = chosen.judge_track(of, chosen.borders).status.tolist() == loop(given)
    print(f"{count} series; the plain loop and statcan agree on every class: {same}")
    print(f"{'method':<20} {'ms':>9} {'loop = 1':>9}")
    print(f"{'plain loop':<20} {plain * 1e3:9.2f} {1:9.2f}")
    for name, method in METHODS.items():
        judge = method.judge_track
        if judge is not None:
            took = seconds(lambda judge=judge, method=method: judge(of, method.borders))  # type: ignore[misc]
            print(f"{name:<20} {took * 1e3:9.2f} {took / plain:9.2f}")
    print(f"{'Open SDG, measured':<20} {OPEN_SDG * 1e3 * count / SERIES:9.0f} {OPEN_SDG * count / SERIES / plain:9.0f}")
    _paths(given, plain)


def _paths(given: Columns, plain: float) -> None:
    # The methods of paths take a whole outcome: of one plan, over as many regions.
    start, value, goal, *_, direction = (np.array(part) for part in given)
    low, high = np.where(direction > 0, goal, -np.inf), np.where(direction > 0, np.inf, goal)
    plan = course(base=2015, due=2030, baseline=start, low=low, high=high)
    made = figures({2015.0: start, 2022.0: value})
    found = Outcome(plan, made, 2022)
    print(f"{'outcome of a plan':<20} {seconds(lambda: Outcome(plan, made, 2022)) * 1e3:9.2f}")
    for name, method in METHODS.items():
        if method.judge_track is None:
            took = seconds(lambda method=method: method.judge(found, method.borders))  # type: ignore[misc]
            print(f"{name:<20} {took * 1e3:9.2f} {took / plain:9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SERIES)
