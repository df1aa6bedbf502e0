"""What many regions cost as a whole process: R regions x T targets x Y years, as CSV and JSON, and growth with R.

    python -m tests.bench.panel [REGIONS TARGETS YEARS] [--growth] [--formats csv,json] [--write FOLDER]

Seeded, so that a run can be repeated: the plan has goals on stocks, flows and shares, on both kinds of path; some
regions lack a year or a series, and the newest figures are preliminary. Wall and processor time and peak memory are
those of the child. `--growth` runs 25, 50, 100, 200 and 400 regions; `--write` only writes plan and figures. Needs the
group `bench`.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
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


def main() -> None:
    """Print the table, or write the inputs."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("size", nargs="*", type=int, help="regions, targets, years; default 100 50 11")
    reader.add_argument("--growth", action="store_true")
    reader.add_argument("--formats", default=",".join(FORMATS))
    reader.add_argument("--write", type=Path)
    asked = reader.parse_args()
    size = Size(*asked.size)
    if asked.write:
        asked.write.mkdir(parents=True, exist_ok=True)
        print(*write_inputs(asked.write, size))
        return
    sizes = [Size(regions, size.targets, size.years) for regions in GROWTH] if asked.growth else [size]
    print(table(sizes, tuple(asked.formats.split(","))))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(*sys.argv[2:])
    else:
        main()
