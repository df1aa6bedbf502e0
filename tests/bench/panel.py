"""What many regions cost as a whole process: R regions x T targets x Y years, as CSV and JSON, and growth with R.

    python -m tests.bench.panel [REGIONS TARGETS YEARS] [--growth] [--formats csv,json] [--write FOLDER]
    python -m tests.bench.panel 2844 50 11 --floor [--times 1,10]

Seeded, so that a run can be repeated: the plan has goals on stocks, flows and shares, on both kinds of path; some
regions lack a year or a series, and the newest figures are preliminary. Wall and processor time and peak memory are
those of the child. `--floor` holds a check of many regions, verdicts and all their numbers written to Parquet, and
scores and ranks of the same figures, without and with 1,000 and 10,000 draws of weights, against the least that can be
done with the file (a columnar scan of all columns and a sum), the bare product and sort of 10,000 draws, a script in
pandas and one in plain Python, once and on so many times the regions. `--growth` runs 25, 50, 100, 200 and 400 regions; `--write` only writes plan and figures. Needs the
group `bench`.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tabulate import tabulate

BASE, DUE = 2015, 2025
GROWTH = (25, 50, 100, 200, 400)
FORMATS = ("csv", "json")
# The share of regions that lack a series, and of figures that lack a value.
NO_SERIES, NO_FIGURE = 0.01, 0.01


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each."""

    regions: int = 100
    targets: int = 50
    years: int = 11


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process: seconds on the clock and of the processor, peak memory in MB, bytes written in MB."""

    wall: float
    processor: float
    memory: float
    output: float


def write_inputs(folder: Path, size: Size, seed: int = 7) -> tuple[Path, Path]:
    """A plan and its figures, written to the folder."""
    plan, figures = folder / "panel.yaml", folder / "panel.csv"
    plan.write_text(_plan(size), encoding="utf-8")
    figures.write_text(_figures(size, random.Random(seed)), encoding="utf-8")
    return plan, figures


def _plan(size: Size) -> str:
    targets = "\n".join(_target(number) for number in range(size.targets))
    return (
        f"planck: 1\nplan: panel\ntitle: {{en: A panel of regions}}\nlanguage: en\nregion: all\n"
        f"period: {{base: {BASE}, start: {BASE + 1}, end: {DUE}}}\n\ntargets:\n{targets}\n"
    )


def _target(number: int) -> str:
    share = number % 3 == 2
    unit, measure = ('"%"', "ratio") if share else ("家", "stock") if number % 3 == 0 else ("亿元", "flow")
    goal, path = ("60", "linear") if share else ("200", "compound" if number % 2 else "linear")
    return (
        f"  t{number}:\n    name: {{en: Indicator {number}}}\n    unit: {unit}\n    measure: {measure}\n"
        f"    baseline: from_figures\n    goal: {{at_least: {goal}}}\n    path: {path}"
    )


def _figures(size: Size, chance: random.Random) -> str:
    rows = ["region,indicator,period,value,unit,status"]
    last = BASE + size.years - 1
    for region in range(size.regions):
        for number in range(size.targets):
            if chance.random() < NO_SERIES:
                continue
            pace, share = chance.gauss(0.06, 0.05), number % 3 == 2
            unit = "%" if share else "家" if number % 3 == 0 else "亿元"
            for year in range(BASE, last + 1):
                value = (40 if share else 100) * (1 + pace) ** (year - BASE) * chance.gauss(1, 0.01)
                text = "" if chance.random() < NO_FIGURE else f"{value:.0f}" if unit == "家" else f"{value:.2f}"
                status = "preliminary" if year == last else "final"
                rows.append(f"region {region:03d},t{number},{year},{text},{unit},{status}")
    return "\n".join(rows) + "\n"


def cost(plan: Path, figures: Path, output_format: str) -> Cost:
    """What one check costs. Raises RuntimeError when it did not judge."""
    # The peak of a child is known when it is the only one of its parent, so a process of its own waits for it.
    command = [sys.executable, "-m", "tests.bench.panel", "--measure", output_format, str(plan), str(figures)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    wall, processor, memory, output = map(float, done.stdout.split())
    return Cost(wall, processor, memory, output)


def measure(output_format: str, plan: str, figures: str) -> None:
    """Run one check and print wall, processor, memory and output."""
    command = [sys.executable, "-m", "planck", "check", plan, figures, "--output-format", output_format]
    with tempfile.TemporaryFile() as out:
        begun = perf_counter()
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=False)
        wall = perf_counter() - begun
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr.decode())
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        written = os.fstat(out.fileno()).st_size
    print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, written / 1e6)


def table(sizes: list[Size], formats: tuple[str, ...]) -> str:
    """One row a size and format."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            plan, figures = write_inputs(Path(folder), size)
            for name in formats:
                spent = cost(plan, figures, name)
                verdicts = size.regions * size.targets
                rows.append([size.regions, size.targets, size.years, name, spent.wall, spent.processor, spent.memory,
                             spent.output, 1000 * spent.output / verdicts])  # fmt: skip
    headers = ["regions", "targets", "years", "format", "wall s", "processor s", "peak MB", "output MB", "KB a verdict"]
    return tabulate(rows, headers=headers, floatfmt=".2f")


# The same file in other hands, each a process of its own: a scan of all columns and a sum, which is the floor; a lazy
# scan of one column; the product and sort of draws of weights; each series' latest figure against its goal.
LAZY = """
import sys
import polars
print(polars.scan_csv(sys.argv[1]).select(polars.col("value").sum()).collect())
"""
FLOOR = """
import sys
from pyarrow import compute, csv
print(compute.sum(csv.read_csv(sys.argv[1])["value"]))
"""
BARE = """
import sys
import numpy
chance = numpy.random.default_rng(1)
units, parts = int(sys.argv[1]), int(sys.argv[2])
points, weights = chance.random((units, parts)), 1 + 0.25 * (2 * chance.random((10000, parts)) - 1)
ranks = numpy.argsort(weights / weights.sum(axis=1, keepdims=True) @ points.T, axis=1)
print(ranks[0, 0])
"""
PANDAS = """
import sys
import pandas
table = pandas.read_csv(sys.argv[1]).dropna(subset=["value"])
table = table.pivot_table(index=["indicator", "region"], columns="period", values="value")
goal = table.index.get_level_values(0).map(lambda name: 60 if int(name[1:]) % 3 == 2 else 200)
first, last, years = table.columns.min(), table.columns.max(), table.columns.max() - table.columns.min()
pace = (table[last] / table[first]) ** (1 / years) - 1
needed = (goal / table[first]) ** (1 / years) - 1
pandas.DataFrame({"met": table[last] >= goal, "ratio": pace / needed}).reset_index().to_csv(sys.argv[2], index=False)
"""
PYTHON = """
import csv, sys
series = {}
with open(sys.argv[1], encoding="utf-8") as file:
    for row in csv.DictReader(file):
        if row["value"]:
            series.setdefault((row["indicator"], row["region"]), {})[int(row["period"])] = float(row["value"])
with open(sys.argv[2], "w", encoding="utf-8") as file:
    for (name, region), values in series.items():
        goal, first, last = 60 if int(name[1:]) % 3 == 2 else 200, min(values), max(values)
        if last > first:
            pace = (values[last] / values[first]) ** (1 / (last - first)) - 1
            file.write(f"{name},{region},{values[last] >= goal},{pace}\\n")
"""


def against_the_floor(size: Size, times: Sequence[int]) -> str:
    """One row a program and size; the ratios are those of wall and processor time to the floor's in the same run."""
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan, once = write_inputs(folder, size)
        model = folder / "model.yaml"
        model.write_text(model_of(size), encoding="utf-8")
        for factor in times:
            figures = repeated(once, folder / f"panel{factor}.csv", factor)
            programs = _programs(Size(size.regions * factor, size.targets, size.years), plan, model, figures)
            spent = {program: spent_by(command) for program, command in programs.items()}
            floor, megabytes = next(iter(spent.values())), figures.stat().st_size / 1e6
            rows += [
                [f"{factor}x", program, each.wall, each.processor, each.memory, each.wall / floor.wall,
                 each.processor / floor.processor, each.memory / megabytes]
                for program, each in spent.items()
            ]  # fmt: skip
    headers = [
        "size",
        "program",
        "wall s",
        "processor s",
        "peak MB",
        "of the floor's wall",
        "of its processor",
        "peak of the file",
    ]
    return tabulate(rows, headers=headers, floatfmt=".2f", tablefmt="github")


def model_of(size: Size) -> str:
    """A scoring model of all the indicators, min-max and equal weights."""
    indicators = "\n".join(
        f"      t{each}: {{name: {{en: t{each}}}, weight: {100 / size.targets:g}, better: higher}}"
        for each in range(size.targets)
    )
    head = "planck: 1\nmodel: panel\ntitle: {en: A panel of regions}\nlanguage: en\nnormalise: {method: min_max}\n"
    return f"{head}domains:\n  all:\n    name: {{en: all}}\n    weight: 100\n    indicators:\n{indicators}\n"


# Draws keep a rank a draw and unit: of ten times the regions nobody asks for all of them.
_MOST_DRAWN = 5_000


def _programs(size: Size, plan: Path, model: Path, figures: Path) -> dict[str, list[str]]:
    """The command lines by name, the floor first."""
    out, file = str(figures.with_suffix(".out")), str(figures)
    python, planck = [sys.executable, "-c"], [sys.executable, "-m", "planck"]
    score = [*planck, "score", str(model), file, "--report", f"csv={out}"]
    programs = {
        "floor: all columns, pyarrow": [*python, FLOOR, file],
        "one column, polars": [*python, LAZY, file],
        "planck check": [*planck, "check", str(plan), file, "--report", f"parquet={out}"],
        "planck score": score,
        "pandas script": [*python, PANDAS, file, out],
        "plain Python": [*python, PYTHON, file, out],
    }
    if size.regions > _MOST_DRAWN:
        return programs
    return programs | {
        "planck score, 1,000 draws": [*score, "--draws", "1000", "--doubts", "weights"],
        "planck score, 10,000 draws": [*score, "--draws", "10000", "--doubts", "weights"],
        "product and argsort of 10,000": [*python, BARE, str(size.regions), str(size.targets)],
    }


def repeated(figures: Path, path: Path, factor: int) -> Path:
    """The figures so many times below one another, each time of other regions."""
    header, _, rows = figures.read_text("utf-8").partition("\n")
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{header}\n")
        for number in range(factor):
            file.write(rows.replace("region ", f"region {number}-") if factor > 1 else rows)
    return path


def spent_by(command: list[str]) -> Cost:
    """What one process costs; the peak of a child is known when it is the only one of its parent."""
    watch = (
        "import resource, subprocess, sys, time; t = time.perf_counter(); "
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE); "
        "wall = time.perf_counter() - t; used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "done.returncode in (0, 1) or sys.exit(done.stderr.decode()); "
        "print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", watch, *command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    wall, processor, memory = map(float, done.stdout.split())
    return Cost(wall, processor, memory, output=0)


def main() -> None:
    """Print the table, or write the inputs."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("size", nargs="*", type=int, help="regions, targets, years; default 100 50 11")
    reader.add_argument("--growth", action="store_true")
    reader.add_argument("--formats", default=",".join(FORMATS))
    reader.add_argument("--write", type=Path)
    reader.add_argument("--floor", action="store_true")
    reader.add_argument("--times", default="1", help="with --floor: how many times the regions, such as 1,10")
    asked = reader.parse_args()
    size = Size(*asked.size)
    if asked.write:
        asked.write.mkdir(parents=True, exist_ok=True)
        print(*write_inputs(asked.write, size))
        return
    if asked.floor:
        print(against_the_floor(size, [int(factor) for factor in asked.times.split(",")]))
        return
    sizes = [Size(regions, size.targets, size.years) for regions in GROWTH] if asked.growth else [size]
    print(table(sizes, tuple(asked.formats.split(","))))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(*sys.argv[2:])
    else:
        main()
