"""What the gate costs beside the check itself: R regions x T targets with a new year, and growth with what changed.

    python -m tests.bench.gate [REGIONS TARGETS YEARS]

The figures are those of `tests.bench.panel`; the base lacks the newest year of a share of the series: of all of them,
and of one in 2, 4, 8 and 16. Processor seconds of whole processes, the median of three; exit codes are those of the
check with a base.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from tabulate import tabulate

from tests.bench.panel import BASE, Size, write_inputs

SHARES = (16, 8, 4, 2, 1)
TURNS = 3


def without_newest(figures: Path, size: Size, one_in: int) -> tuple[Path, int]:
    """The figures without the newest year of one series in so many, and how many those are."""
    newest, seen = f",{BASE + size.years - 1},", 0
    kept: list[str] = []
    for line in figures.read_text(encoding="utf-8").splitlines(keepends=True):
        seen += newest in line
        if newest not in line or seen % one_in:
            kept.append(line)
    old = figures.with_name(f"base-{one_in}.csv")
    old.write_text("".join(kept), encoding="utf-8")
    return old, seen // one_in


def seconds(arguments: Sequence[str]) -> tuple[float, int]:
    """Processor seconds of a call, the median of three, and its exit code."""
    spent: list[float] = []
    for _ in range(TURNS):
        before = getrusage(RUSAGE_CHILDREN)
        command = (sys.executable, "-m", "planck", "check", *arguments, "--output-format", "concise")
        code = subprocess.run(command, capture_output=True, check=False).returncode
        after = getrusage(RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(spent), code


def table(size: Size) -> str:
    """One row a share of the series that has a new year."""
    with tempfile.TemporaryDirectory() as folder:
        plan, figures = write_inputs(Path(folder), size)
        given = (str(plan), str(figures))
        alone, _ = seconds(given)
        rows = []
        for one_in in SHARES:
            old, changed = without_newest(figures, size, one_in)
            spent, code = seconds((*given, "--base", str(old)))
            rows.append([changed, alone, spent, spent - alone, spent / alone, code])
    headers = ["figures added", "without base s", "with base s", "gate s", "ratio", "exit"]
    return tabulate(rows, headers=headers, floatfmt=".2f")


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("size", nargs="*", type=int, help="regions, targets, years; default 200 20 9")
    print(table(Size(*(reader.parse_args().size or (200, 20, 9)))))


if __name__ == "__main__":
    main()
