"""What a usual call costs as a whole process: 8 targets, 50 figures, beside bare Python and check-jsonschema.

    python -m tests.bench.cold_start [ROUNDS]

The three run in turns, so that a busy machine slows all of them; processor time of the child counts. The schema is
planck's own, so check-jsonschema does a part of what planck does. Modules are compiled beforehand, as they are after
an installation. Needs the group `bench`.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from msgspec.structs import replace
from tabulate import tabulate

from planck.load.files import read
from planck.load.plan.dump import dump_plan
from planck.load.plan.keys import schema_text
from planck.load.plan.plan import load_plan
from planck.model import Plan, Target

ROUNDS = 15
TARGETS, YEARS = 8, range(2018, 2024)
PLAN = Path(__file__).parents[2] / "targets" / "gongshu.yaml"

Command = Sequence[str]


def inputs(folder: Path) -> tuple[Path, Path, Path]:
    """Plan, figures and schema, written to `folder`."""
    document, _ = read(str(PLAN), limit=1 << 20)
    assert document
    whole, _ = load_plan(document)
    assert whole
    targets = tuple(target for target in whole.targets if not target.part_of)[:TARGETS]
    rows = [_row(whole, target, year) for target in targets for year in YEARS]
    rows += [_row(whole, targets[0], year) for year in (2016, 2017)]
    plan, figures, schema = folder / "plan.yaml", folder / "figures.csv", folder / "schema.json"
    plan.write_text(dump_plan(replace(whole, targets=targets, identities=(), scoring="")), encoding="utf-8")
    figures.write_text("\n".join(["region,indicator,period,value", *rows]) + "\n", encoding="utf-8")
    schema.write_text(schema_text(), encoding="utf-8")
    return plan, figures, schema


def _row(plan: Plan, target: Target, year: int) -> str:
    start = target.baseline.value if target.baseline and target.baseline.value else 10
    return f"{plan.region.name},{target.indicator},{year},{start * (1 + 0.04 * (year - plan.base.end.year)):.2f}"


def cost(command: Command, environment: Mapping[str, str]) -> tuple[float, float]:
    """Processor and wall seconds of one run. Raises RuntimeError when it did not do its work."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command[0]} exited {done.returncode}: {done.stderr.decode()[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def main(rounds: int) -> None:
    """Measure, and print the table."""
    scripts = Path(sys.executable).parent
    # Modules are compiled when a package is installed; a checkout must be allowed to do the same.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as name:
        plan, figures, schema = map(str, inputs(Path(name)))
        commands: dict[str, Command] = {
            "bare Python": (sys.executable, "-c", "pass"),
            "check-jsonschema": (str(scripts / "check-jsonschema"), "--schemafile", schema, plan),
            "planck check": (str(scripts / "planck"), "check", plan, figures),
        }
        for command in commands.values():
            cost(command, environment)
        taken = [{name: cost(command, environment) for name, command in commands.items()} for _ in range(rounds)]
    peer = "check-jsonschema"
    rows = []
    for name in commands:
        processor, wall = (median(turn[name][kind] for turn in taken) for kind in (0, 1))
        ratio = median(turn[name][0] / turn[peer][0] for turn in taken)
        rows.append((name, f"{processor:.3f}", f"{wall:.3f}", f"{ratio:.2f}"))
    print(tabulate(rows, headers=("process", "processor s", "wall s", f"of {peer}"), disable_numparse=True))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
