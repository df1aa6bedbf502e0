"""How long scoring takes beside the packages that install from PyPI; prints a Markdown table.

    python -m tests.bench.score_peers [folder]

Needs the group `bench`. Units and indicators are made from a seed: 2,844 x 50. The peers read them as a plain table of
units by indicators with pandas, planck reads the same figures in long form, one row a figure, which is more to read.
Everybody normalises between minimum and maximum, weighs equally, adds up, ranks and writes a ranked CSV. Each number
is the best of three runs: seconds of a whole process, seconds of processor time of that process (all its threads), and
seconds inside it for scores and draws alone, without imports and files.
"""

import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from planck.engine.scoring.ways import Floats

UNITS, INDICATORS, SPREAD = 2844, 50, 0.25
RUNS = 3


class Took(NamedTuple):
    """Seconds of a process, of the processor, and inside."""

    wall: float
    cpu: float
    inside: float


def write_inputs(folder: Path) -> None:
    """The figures as a table and in long form, and the scoring model."""
    x = np.round(np.random.default_rng(2025).gamma(2.0, 50.0, (UNITS, INDICATORS)), 2)
    names = [f"i{k:02d}" for k in range(INDICATORS)]
    table = [",".join(["region", *names]), *(f"u{n:04d}," + ",".join(map(str, row)) for n, row in enumerate(x))]
    (folder / "table.csv").write_text("\n".join(table) + "\n", encoding="utf-8")
    cells = (f"u{n:04d},{names[k]},2024,{x[n, k]}" for n in range(UNITS) for k in range(INDICATORS))
    long = ["region,indicator,period,value", *cells]
    (folder / "long.csv").write_text("\n".join(long) + "\n", encoding="utf-8")
    indicators = "\n".join(f"      {name}: {{name: {{en: {name}}}, weight: 2, better: higher}}" for name in names)
    head = "planck: 1\nmodel: bench\ntitle: {zh: 测试, en: bench}\nnormalise: {method: min_max}\n"
    domains = f"domains:\n  all:\n    name: {{zh: 全部, en: all}}\n    weight: 100\n    indicators:\n{indicators}\n"
    (folder / "model.yaml").write_text(head + domains, encoding="utf-8")


def _table(folder: Path) -> tuple[Any, Floats]:
    frame = importlib.import_module("pandas").read_csv(folder / "table.csv", index_col=0)
    return frame, frame.to_numpy()


def _write(frame: Any, score: Floats, rank: Floats, folder: Path, **more: Floats) -> None:
    made = frame.assign(score=score, rank=rank, **more)[["score", "rank", *more]]
    made.sort_values("rank").to_csv(folder / "out.csv")


def _intervals(rankings: Floats) -> dict[str, Floats]:
    low, middle, high = np.percentile(rankings, (5, 50, 95), axis=0)
    return {"low": low, "middle": middle, "high": high}


def _drawn_weights(draws: int) -> Floats:
    w = 1 + SPREAD * (2 * np.random.default_rng(1).random((draws, INDICATORS)) - 1)
    return np.asarray(w / w.sum(axis=1, keepdims=True))


def _min_max(x: Floats) -> Floats:
    return np.asarray((x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0)))


def pymcdm(folder: Path, draws: int) -> float:
    """Seconds inside; its weighted sum model once a draw, because it has no draws of its own."""
    methods = importlib.import_module("pymcdm.methods")
    normalisations = importlib.import_module("pymcdm.normalizations")
    frame, x = _table(folder)
    start = time.perf_counter()
    method = methods.WSM(normalizations_of(normalisations))
    equal, types = np.full(INDICATORS, 1 / INDICATORS), np.ones(INDICATORS)
    score = method(x, equal, types)
    more = {}
    if draws:
        more = _intervals(np.array([method.rank(method(x, w, types)) for w in _drawn_weights(draws)]))
    inside = time.perf_counter() - start
    _write(frame, score, method.rank(score), folder, **more)
    return inside


def normalizations_of(module: Any) -> Any:
    """The normalisation between minimum and maximum."""
    return module.minmax_normalization


def scikit_criteria(folder: Path, draws: int) -> float:
    """Seconds inside; its weighted sum model once a draw, because it has no draws of its own."""
    criteria = importlib.import_module("skcriteria")
    simple = importlib.import_module("skcriteria.agg.simple")
    scalers = importlib.import_module("skcriteria.preprocessing.scalers")
    frame, x = _table(folder)
    start = time.perf_counter()
    scaled = scalers.MinMaxScaler(target="matrix").transform(criteria.mkdm(x, [1] * INDICATORS))
    method, matrix = simple.WeightedSumModel(), scaled.matrix.to_numpy()
    more = {}
    if draws:
        made = (criteria.mkdm(matrix, [1] * INDICATORS, weights=w) for w in _drawn_weights(draws))
        more = _intervals(np.array([method.evaluate(one).rank_ for one in made]))
    found = method.evaluate(scaled)
    inside = time.perf_counter() - start
    _write(frame, found.extra_["score"], found.rank_, folder, **more)
    return inside


def pysensmcda(folder: Path, draws: int) -> float:
    """Seconds inside; its simulation with the fastest method it can be given, a bare product."""
    smaa = importlib.import_module("pysensmcda.smaa")
    methods = importlib.import_module("pysensmcda.methods")
    frame, x = _table(folder)
    start = time.perf_counter()
    z, types, equal = _min_max(x), np.ones(INDICATORS), np.full(INDICATORS, 1 / INDICATORS)
    score = z @ equal
    rank = methods.rank_preferences(score, True)
    more = {}
    if draws:
        made = smaa.simulate(lambda m, w, t: m @ w, z, types, weights=_drawn_weights(draws))
        more = _intervals(made.rankings)
    inside = time.perf_counter() - start
    _write(frame, score, rank, folder, **more)
    return inside


def planck(folder: Path, draws: int) -> float:
    """Seconds inside the functions for scores and draws; the files are read as a table, as the peers read them."""
    draws_ = importlib.import_module("planck.score.draws")
    building = importlib.import_module("tests.score.building")
    marking = importlib.import_module("planck.engine.scoring.normalise").Marking
    ranks = importlib.import_module("planck.engine.scoring.ranks").ranks
    x = np.loadtxt(folder / "table.csv", delimiter=",", skiprows=1, usecols=range(1, INDICATORS + 1))
    start = time.perf_counter()
    markings, tree = [marking()] * INDICATORS, building.flat(*(1.0,) * INDICATORS)
    ranks(building.levels(x, markings, tree).index)
    if draws:
        known = draws_.prepared(building.base(x, markings, tree), draws_.Doubt(weights=SPREAD))
        draws_.rank_quantiles(draws_.ranks_drawn(known, draws, seed=1), (0.05, 0.5, 0.95))
    return time.perf_counter() - start


def bare(folder: Path, draws: int) -> float:
    """Seconds of a NumPy product and argsort of the same size, and nothing else."""
    z, weights = _min_max(_table(folder)[1]), _drawn_weights(max(draws, 1))
    start = time.perf_counter()
    np.argsort(-(weights @ z.T), axis=1)
    return time.perf_counter() - start


WHO: dict[str, Callable[[Path, int], float]] = {
    "planck": planck,
    "bare": bare,
    "pysensmcda": pysensmcda,
    "pymcdm": pymcdm,
    "scikit_criteria": scikit_criteria,
}


def whole(command: list[str], folder: Path) -> Took:
    """What a process takes; the best of some runs in each respect, because others use the machine too."""
    # Whatever this shell says, compiled files are kept, as they are for an installed package.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    found = []
    for _ in range(RUNS):
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, check=False, text=True, env=environment)
        took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            raise SystemExit(f"{command}: {done.stderr[-2000:]}{done.stdout[-2000:]}")
        last = done.stdout.strip().splitlines()[-1:]
        inside = json.loads(last[0])["inside"] if last and last[0].startswith('{"inside"') else 0.0
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found.append(Took(wall=took, cpu=cpu, inside=float(inside)))
    return Took(*(min(column) for column in zip(*found, strict=True)))


def command(who: str, draws: int, folder: Path) -> list[str]:
    """The process of one package; planck is its own command."""
    if who == "planck":
        asked = ["--draws", str(draws), "--seed", "1", "--doubts", "weights"] if draws else []
        files = [str(folder / "model.yaml"), str(folder / "long.csv")]
        return [sys.executable, "-m", "planck", "score", *files, "--output-format", "csv", *asked]
    return [sys.executable, "-m", "tests.bench.score_peers", "--run", who, str(draws), str(folder)]


def measured(who: str, draws: int, folder: Path) -> str:
    """One cell: seconds of the process, of the processor, and inside."""
    took = whole(command(who, draws, folder), folder)
    inside = min(planck(folder, draws) for _ in range(RUNS)) if who == "planck" else took.inside
    return f"{took.wall:.2f} / {took.cpu:.2f} / {inside:.2f}"


def table(folder: Path) -> str:
    """The measurements as a Markdown table."""
    rows = [
        "| seconds: process / processor / inside | CSV to ranked CSV | 1,000 draws | 10,000 draws |",
        "|---|--:|--:|--:|",
    ]
    for who in WHO:
        skipped = {10000} if who in {"pymcdm", "scikit_criteria"} else {0} if who == "bare" else set()
        cells = ("–" if draws in skipped else measured(who, draws, folder) for draws in (0, 1000, 10000))
        rows.append(f"| {who.replace('_', '-')} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def main(arguments: list[str]) -> None:
    """Run one package, or all of them."""
    if arguments[:1] == ["--run"]:
        _, who, draws, place = arguments
        print(json.dumps({"inside": WHO[who](Path(place), int(draws))}))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(arguments[0] if arguments else temporary)
        write_inputs(folder)
        print(table(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
