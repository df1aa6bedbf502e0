"""Random input at what reads, led by what of the program it reaches: the doors of `fuzz.py` under atheris.

    pip install --group bench
    python -m tests.bench.guided [DOOR ...] [--seconds 3600] [--slice 60] [--seed 1] [--keep FOLDER]

atheris watches which lines and comparisons of planck a changed file reaches, and changes again what reached new ones:
by the changes of `fuzz.py` four times in five, else by its own. A door has a process of its own for a slice of the time,
then the next one has; what reached something new stays in the folder, so that a later run goes on from there, and so do
the counts. What must hold is what must hold there. Readers in other languages (Arrow, PDFium, lxml) are not watched.
"""

import argparse
import importlib
import json
import mmap
import os
import random
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any

from tabulate import tabulate

SMALL, HANGING, COUNTS = 1 << 11, 60, struct.Struct("QQdQ")


class Shared:
    """What a process of a slice tells the one that waits for it: runs, faults, the slowest in seconds, the largest in KB."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, COUNTS.size)

    def tell(self, runs: int, faults: int, slowest: float, largest: int) -> None:
        """Say it as it is now."""
        COUNTS.pack_into(self._memory, 0, runs, faults, slowest, largest)

    def told(self) -> dict[str, float]:
        """What was said last."""
        return dict(zip(("runs", "faults", "slowest", "largest"), COUNTS.unpack_from(self._memory), strict=True))


def changer(fuzz: Any, atheris: Any) -> Callable[[bytes, int, int], bytes]:
    """What changes an input: its first byte says which file of the door the rest is of."""

    def changed(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.2:
            return bytes(atheris.Mutate(data, most))
        other = data[:1] + bytes(fuzz.mutated(data[1:], chance))
        return other if len(other) <= most else data

    return changed


def once(fuzz: Any, campaign: Any, told: Callable[[], None]) -> Callable[[bytes], None]:
    """A run of a door with an input, in a folder that has the other files already."""
    door = fuzz.DOORS[campaign.name]
    state = door.states()[0]
    victims = door.victims(state)

    def run(data: bytes) -> None:
        victim = victims[data[0] % len(victims)] if data else victims[0]
        files = {**state, victim: door.packed(data[1:])}
        for name in victims:
            Path(name).write_bytes(files[name])
        campaign.timed(files, lambda: fuzz.reading(door, files))
        campaign.runs += 1
        told()

    return run


def prepared(fuzz: Any, name: str, corpus: Path) -> None:
    """The good files of a door as inputs, of large ones the smallest; and the door run, so that all of it is loaded."""
    corpus.mkdir(parents=True, exist_ok=True)
    door = fuzz.DOORS[name]
    good = [
        bytes([place]) + state[victim] for state in door.states() for place, victim in enumerate(door.victims(state))
    ]
    for number, data in enumerate(sorted({*good}, key=len)):
        if not number or len(data) <= SMALL:
            (corpus / f"good-{number}").write_bytes(data)
    fuzz.Campaign(name, corpus.parent.parent / "faults", read=True).run(20, HANGING, seed=0)


def longest(corpus: Path) -> int:
    """How long an input of a door may become."""
    return max(SMALL, *(2 * path.stat().st_size for path in corpus.glob("good-*")))


def fuzzed(fuzz: Any, atheris: Any, name: str, asked: argparse.Namespace, shared: Shared) -> None:
    """A slice of a door, in this process, which ends with it."""
    os.dup2(os.open(asked.keep / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    corpus, campaign = asked.keep / "corpus" / name, fuzz.Campaign(name, asked.keep / "faults", read=True)
    options = {
        "max_total_time": asked.slice, "max_len": longest(corpus), "seed": asked.seed, "timeout": HANGING, "len_control": 0,
        "rss_limit_mb": 0, "artifact_prefix": f"{asked.keep}/faults/{name}-",
    }  # fmt: skip

    def told() -> None:
        shared.tell(campaign.runs, sum(campaign.faults.values()), campaign.slowest, campaign.largest)

    for other, data in fuzz.DOORS[name].states()[0].items():
        Path(other).parent.mkdir(parents=True, exist_ok=True)
        Path(other).write_bytes(data)
    words = ["guided", *(f"-{key}={value}" for key, value in options.items()), str(corpus)]
    atheris.Setup(words, once(fuzz, campaign, told), custom_mutator=changer(fuzz, atheris))
    atheris.Fuzz()


def sliced(fuzz: Any, atheris: Any, name: str, asked: argparse.Namespace) -> dict[str, float]:
    """One slice of a door in a process of its own; what came of it, what was tried before left out."""
    shared, corpus = Shared(), asked.keep / "corpus" / name
    known = len(list(corpus.iterdir()))
    place = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(prefix="planck-guided-", dir=place) as folder, chdir(folder):
        if not (child := os.fork()):
            try:
                fuzzed(fuzz, atheris, name, asked, shared)
            finally:
                os._exit(1)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    counts = shared.told()
    return {
        **counts,
        "runs": max(counts["runs"] - known, 0),
        "corpus": len(list(corpus.iterdir())),
        "died": int(code != 0),
    }


def table(slices: list[Mapping[str, Any]]) -> str:
    """The counts of all slices, a row a door."""
    rows = []
    for name in dict.fromkeys(one["door"] for one in slices):
        of = [one for one in slices if one["door"] == name]
        sums = [sum(one[key] for one in of) for key in ("runs", "faults", "died")]
        rows.append(
            (
                name,
                *sums,
                of[-1]["corpus"],
                f"{max(one['slowest'] for one in of):.2f}",
                max(one["largest"] for one in of) >> 10,
            )
        )
    headers = ("door", "runs", "faults", "processes that died", "inputs kept", "slowest, s", "largest, MB")
    return str(
        tabulate(
            [*rows, ("all", *(sum(row[at] for row in rows) for at in range(1, 5)), "", "")],
            headers=headers,
            tablefmt="github",
        )
    )


def main() -> None:
    """The table of runs of all slices that the folder knows."""
    atheris = importlib.import_module("atheris")
    reader = argparse.ArgumentParser()
    reader.add_argument("doors", nargs="*", metavar="DOOR")
    reader.add_argument("--seconds", type=float, default=3600)
    reader.add_argument("--slice", type=int, default=60, help="seconds of a door before the next one")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "planck-guided")
    asked = reader.parse_args()
    asked.keep = asked.keep.absolute()
    (asked.keep / "faults").mkdir(parents=True, exist_ok=True)
    counts = asked.keep / "counts.jsonl"
    with atheris.instrument_imports(include=["planck"]):
        fuzz = importlib.import_module("tests.bench.fuzz")
        names = asked.doors or list(fuzz.DOORS)
        for name in names:
            prepared(fuzz, name, asked.keep / "corpus" / name)
    until = time.monotonic() + asked.seconds
    while time.monotonic() < until:
        for name in names:
            if time.monotonic() < until:
                one = {"door": name, **sliced(fuzz, atheris, name, asked)}
                asked.seed += 1
                with counts.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(one) + "\n")
                print(one, file=sys.stderr, flush=True)
    print(table([json.loads(line) for line in counts.read_text(encoding="utf-8").splitlines()]))


if __name__ == "__main__":
    main()
