"""What is left where a call that writes is stopped on its way, as a Markdown table: everything old or new, never half.

    python -m tests.bench.faults [DOOR ...] [--moments 200] [--seed 1]

Each call is made in a process that is forked from this one, with the program loaded, in a folder of its own. It is
killed when it has run a random number of lines of the code that writes files, or (every fourth time) after a random
time; it meets the end of the disk after a random number of bytes (as a limit on the size of files), a folder that it
may not write to, itself at the same time, a link in place of the file, and figures that change while they are read.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any

from tabulate import tabulate

from planck.cli.app import run
from planck.render import Kind, formats_of
from tests.repositories import HEADER, two_commits

# The code that writes what the user has: lines of these are counted.
WRITERS = ("planck/render/files.py", "planck/render/columns.py", "planck/cli/reports.py")
DOCUMENT = (
    "2026年某市政府工作报告\n主要预期目标是：地区生产总值增长5%左右，城镇新增就业86万人以上。2025年建设未来工厂20家。\n"
)
MODEL = "planck: 1\nmodel: m\ntitle: {en: m}\nstanding: modelled_on\ndomains:\n  d: {name: {en: d}, indicators: {firms: {name: {zh: 企业数}, normalise: {method: goalposts, worst: 0, best: 60}}}}\n"
TABLE = "指标,单位,2020年,2021年,2025年目标\n企业数,家,312,368,700\n"
UNTIDY = HEADER + "某区,企业数,2021, 44 ,家\n某区,企业数,2022,“1,042”,家\n".replace("“", '"').replace("”", '"')
UNPRIVILEGED, CRASHED = 65534, 99
# Of so many calls that were killed one is made again in the same folder.
AGAIN = 10
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Door:
    """A call that writes: its words, and the folder that it is made in."""

    call: tuple[str, ...]
    figures: str = ""

    def folder(self, path: Path) -> Path:
        """The folder as it is before the call: the reports are there already, from earlier."""
        two_commits(path)
        for name, text in {"document.txt": DOCUMENT, "model.yaml": MODEL, "table.csv": TABLE}.items():
            (path / name).write_text(text, encoding="utf-8")
        if self.figures:
            (path / "figures.csv").write_text(self.figures, encoding="utf-8")
        for word in self.call:
            if word.partition("=")[2]:
                (path / word.partition("=")[2]).write_text("earlier\n", encoding="utf-8")
        return path


DOORS = {f"report-{name}": Door(("check", "plan.yaml", "figures.csv", "--report", f"{name}=report")) for name in formats_of(Kind.CHECK)} | {
    "fix": Door(("check", "plan.yaml", "figures.csv", "--fix"), UNTIDY),
    "accept": Door(("accept", "--all", "plan.yaml", "figures.csv", "--reason", "known")),
    "revise": Door(("revise", "figures.csv", "企业数", "2022", "--base", "HEAD~1", "--reason", "counted again")),
    "site": Door(("site", "plan.yaml", "figures.csv", "--to", "out")),
    "draft": Door(("draft", "document.txt", "--to", "out")),
    "score": Door(("score", "model.yaml", "figures.csv", "--report", "csv=report")),
    "audit": Door(("audit", "plan.yaml", "--report", "json=report")),
    "several-times": Door(("check", "plan.yaml", "figures.csv", "--as-of", "2021,2022", "--report", "csv=report")),
    "compare": Door(("compare", "plan.yaml", "figures.csv", "--report", "markdown=report")),
    "many-csv": Door(("check", "plan.yaml", "figures.csv", "--memory", "1M", "--report", "csv=report")),
    "many-parquet": Door(("check", "plan.yaml", "figures.csv", "--memory", "1M", "--report", "parquet=report")),
    "save": Door(("read", "figures.csv", "--save")),
    "init": Door(("init", "new.yaml")),
    "init-from": Door(("init", "--from", "table.csv", "new.yaml")),
}  # fmt: skip


def state(folder: Path) -> Files:
    """Every file of the user: what waits beside its place is none of those, and neither is what git keeps."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if not path.name.startswith(".planck-")}


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """The folder at a place of its own."""
    with tempfile.TemporaryDirectory(prefix="planck-faults-") as name:
        path = Path(name) / "folder"
        shutil.copytree(folder, path, symlinks=True)
        yield path


def nothing() -> None:
    """A call as any other."""


def started(folder: Path, call: Sequence[str], before: Callable[[], None] = nothing) -> int:
    """The process of a call in a folder; `before` is done in it first."""
    child = os.fork()
    if child:
        return child
    code = CRASHED
    try:
        os.chdir(folder)
        sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the process ends
        before()
        code = run(list(call))
    except BaseException:
        Path(tempfile.gettempdir(), f"planck-faults-{os.getpid()}.txt").write_text(traceback.format_exc())
    os._exit(code)


def ended(child: int) -> int:
    """The exit code of a process, negative for a signal. Raises RuntimeError where the program crashed."""
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == CRASHED:
        raise RuntimeError(Path(tempfile.gettempdir(), f"planck-faults-{child}.txt").read_text())
    return code


def killed_after(lines: int) -> Callable[[], None]:
    """Kills the process when it has run so many lines of the code that writes."""

    def before() -> None:
        left = lines

        def trace(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal left
            if event == "call":
                return trace if frame.f_code.co_filename.endswith(WRITERS) else None
            left -= event == "line"
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)

    return before


def lines_of(folder: Path, call: Sequence[str]) -> int:
    """About how many lines a call takes to write: the most, doubled from ten, at which it is still killed."""
    lines = 10
    while True:
        with copied(folder) as place:
            if ended(started(place, call, killed_after(lines))) >= 0:
                return lines
        lines *= 2


def full_after(size: int) -> Callable[[], None]:
    """No file may become larger."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def not_privileged() -> None:
    """The superuser may write anywhere."""
    if os.geteuid() == 0:
        os.setgid(UNPRIVILEGED)
        os.setuid(UNPRIVILEGED)


class Faults:
    """The faults of one door: each method says how often it was tried, and raises where something is half."""

    def __init__(self, door: Door, folder: Path, seed: int) -> None:
        """`folder` is kept for the time of the trials."""
        self.door, self.random = door, random.Random(seed)
        self.folder = door.folder(folder)
        self.old = state(self.folder)
        with copied(self.folder) as place:
            # Here, so that every process forked later has all of the program that the call needs.
            with chdir(place), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
                run(list(door.call))
            self.new = state(place)
        with copied(self.folder) as place:
            start = time.monotonic()
            ended(started(place, door.call))
            self.seconds = time.monotonic() - start
        assert self.old != self.new, door.call

    def hold(self, files: Files, *, whole: bool = False) -> None:
        """Every file as before or as after; whole: all as before, or all as after."""
        for name in {*self.old, *self.new, *files}:
            assert files.get(name) in (self.old.get(name), self.new.get(name)), (self.door.call, name)
        assert not whole or files in (self.old, self.new), self.door.call

    def killed(self, moments: int) -> int:
        """Killed at random moments."""
        lines = lines_of(self.folder, self.door.call)
        for moment in range(moments):
            with copied(self.folder) as place:
                if moment % 4:
                    child = started(place, self.door.call, killed_after(self.random.randrange(lines)))
                else:
                    child = started(place, self.door.call)
                    time.sleep(self.random.random() * self.seconds)
                    os.kill(child, signal.SIGKILL)
                ended(child)
                self.hold(state(place))
                if not moment % AGAIN:
                    # What was left behind is in nobody's way.
                    ended(started(place, self.door.call))
        return moments

    def full(self, times: int) -> int:
        """The disk is full after some bytes: all as before, and the exit code says so."""
        largest = max(len(data) for name, data in self.new.items() if self.old.get(name) != data)
        for _ in range(times):
            with copied(self.folder) as place:
                code = ended(started(place, self.door.call, full_after(self.random.randrange(largest))))
                assert code == 2, (self.door.call, code)
                assert state(place) == self.old, self.door.call
        return times

    def read_only(self) -> int:
        """A folder that may not be written to."""
        with copied(self.folder) as place:
            place.parent.chmod(0o755)
            for path in (place, *place.rglob("*")) if os.geteuid() == 0 else ():
                os.chown(path, UNPRIVILEGED, UNPRIVILEGED)
            place.chmod(0o555)
            code = ended(started(place, self.door.call, not_privileged))
            place.chmod(0o755)
            assert code == 2, (self.door.call, code)
            assert state(place) == self.old, self.door.call
        return 1

    def at_once(self, times: int) -> int:
        """Two of the same call at the same time."""
        for _ in range(times):
            with copied(self.folder) as place:
                both = [started(place, self.door.call) for _ in range(2)]
                for child in both:
                    ended(child)
                self.hold(state(place), whole=True)
        return times

    def linked(self) -> int:
        """The files that are written over are links to others: they stay links."""
        changed = [name for name in self.old if self.old[name] != self.new.get(name)]
        with copied(self.folder) as place:
            (place / "elsewhere").mkdir()
            for name in changed:
                (place / name).rename(place / "elsewhere" / name)
                (place / name).symlink_to(Path("elsewhere") / name)
            ended(started(place, self.door.call))
            for name in changed:
                assert (place / name).is_symlink(), self.door.call
                assert (place / name).read_bytes() == self.new[name], self.door.call
        return len(changed)

    def changing(self, times: int) -> int:
        """The figures change while they are read: what is written is whole, whichever state it is of."""
        for _ in range(times):
            with copied(self.folder) as place:
                child = started(place, self.door.call)
                data = (place / "figures.csv").read_bytes()
                for size in range(8):
                    with (place / "figures.csv").open("r+b") as file:
                        file.truncate(len(data) * size // 8)
                    time.sleep(self.seconds / 8)
                ended(child)
                for name, text in state(place).items():
                    assert text or name == "figures.csv" or not self.old.get(name), (self.door.call, name)
        return times


def trials(door: Door, moments: int, seed: int) -> list[int]:
    """How often each fault was tried on a door."""
    with tempfile.TemporaryDirectory(prefix="planck-faults-") as name:
        faults = Faults(door, Path(name), seed)
        few = max(moments // 20, 1)
        return [
            faults.killed(moments),
            faults.full(few),
            faults.read_only(),
            faults.at_once(few),
            faults.linked(),
            faults.changing(few),
        ]


def main() -> None:
    """The table of trials."""
    reader = argparse.ArgumentParser()
    reader.add_argument("doors", nargs="*", default=list(DOORS), metavar="DOOR", help=", ".join(DOORS))
    reader.add_argument("--moments", type=int, default=200)
    reader.add_argument("--seed", type=int, default=1)
    asked = reader.parse_args()
    rows = []
    for name in asked.doors:
        rows.append([name, *trials(DOORS[name], asked.moments, asked.seed)])
        print(*rows[-1], file=sys.stderr, flush=True)
    headers = ("door", "killed", "disk full", "read-only", "two at once", "links", "figures change")
    print(tabulate(rows, headers=headers, tablefmt="github"))


if __name__ == "__main__":
    main()
