"""How the forecast's probabilities and intervals did on real and on made series.

`python -m tests.bench.calibration pwt91.csv` takes the Penn World Table 9.1 as R's `write.csv(pwt9::pwt9.1)` writes it;
without a file only the made series are tried. Neither is a test: the numbers stand in the README beside this file.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from planck.engine.measured import Floats
from planck.engine.outlook import LEVELS, Points, replay, score

VISIBLE, HIDDEN = 7, 3
ENDS = (1977, 1987, 1997, 2007, 2017)
GROWTH = (0.0, 0.02, 0.04, 0.06, 0.08)
STEPS = (-0.01, 0.0, 0.01, 0.02)
REAL = (
    ("real GDP (rgdpna)", ("rgdpna",), True),
    ("employment (emp)", ("emp",), True),
    ("shares of GDP (csh_i, csh_g, labsh)", ("csh_i", "csh_g", "labsh"), False),
)


@dataclass(frozen=True)
class Sample:
    """Series of one kind: windows of values (R, P), judged on the logarithmic scale or not, with goals as paces."""

    name: str
    windows: tuple[Floats, ...]
    compound: bool
    paces: Sequence[float]


def real(path: Path) -> Iterator[Sample]:
    """Ten years ending in each of ENDS, for every country that has all ten."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name, columns, compound in REAL:
        series: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
        for row in rows:
            for column in columns:
                if row[column] not in ("", "NA", "nan"):
                    series[column, row["isocode"]][int(float(row["year"]))] = float(row[column])
        windows = []
        for end in ENDS:
            years = range(end - VISIBLE - HIDDEN + 1, end + 1)
            windows.append(
                np.array([[one[year] for year in years] for one in series.values() if set(years) <= set(one)])
            )
        yield Sample(name, tuple(windows), compound, GROWTH if compound else STEPS)


def made() -> Iterator[Sample]:
    """Random walks whose drifts are drawn far apart (the model itself), and with one drift for all."""
    random = np.random.default_rng(14)
    shape = (2000, VISIBLE + HIDDEN)
    for name, drift in (("made, drifts far apart", random.normal(0, 2, (2000, 1))), ("made, one drift", 0.5)):
        yield Sample(name, (np.cumsum(random.normal(0, 1, shape) + drift, axis=1),), False, (-1.0, 0.0, 1.0, 2.0))


def report(sample: Sample) -> str:
    """Counts, coverage, Brier score and the table of calibration as Markdown."""
    chances, outcomes, inside, hidden = [], [], [], 0
    for values in sample.windows:
        points = Points(times=np.arange(float(values.shape[1])), values=values, compound=sample.compound)
        tried = replay(points, HIDDEN)
        hidden += tried.value.size
        inside.append(np.stack([tried.inside(level) for level in LEVELS]))
        last = values[tried.row, VISIBLE - 1]
        for pace in sample.paces:
            goal = last * (1 + pace) ** tried.ahead if sample.compound else last + pace * tried.ahead
            chances.append(tried.probability(goal, np.full(goal.shape, np.inf)))
            outcomes.append(tried.value >= goal)
    found = score(np.concatenate(chances), np.concatenate(outcomes))
    covered = ", ".join(
        f"{level:.0%}: {share:.1%}" for level, share in zip(LEVELS, np.hstack(inside).mean(1), strict=True)
    )
    lines = [
        f"### {sample.name}",
        f"series {sum(map(len, sample.windows))}, hidden values {hidden}, events {found.count}; inside {covered}",
        (
            f"Brier {found.brier:.4f}, base rate {found.base_rate:.3f}, climatology {found.climatology:.4f}, "
            f"skill {found.skill:.3f}"
        ),
        "",
        "| predicted | n | mean | came true |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {b.low:.0%}-{b.high:.0%} | {b.count} | {b.predicted:.1%} | {b.observed:.1%} |" for b in found.bins),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    samples = [*(sample for path in sys.argv[1:] for sample in real(Path(path))), *made()]
    sys.stdout.write("\n\n".join(map(report, samples)) + "\n")
