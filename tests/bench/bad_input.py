"""What bad input does: exit code, first message, seconds and peak memory of the whole process, as a Markdown table.

    python -m tests.bench.bad_input

Each input is made in a temporary folder and given to `planck check` beside a good plan and good figures; what is
readable is judged all the same. Seconds and memory are of one run on one machine: what matters is that they are bounded.
"""

import os
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from tabulate import tabulate

MEBIBYTE = 1 << 20
PLAN = """planck: 1
plan: small
title: {zh: 小规划, en: Small plan}
region: {name: 某区}
period: {base: 2020, start: 2021, end: 2025}
targets:
  firms: {name: {zh: 企业数, en: Firms}, unit: 家, measure: stock, baseline: 40, goal: {at_least: 60}}
"""
HEADER = "region,indicator,period,value,unit\n"
GOOD = HEADER + "某区,企业数,2022,48,家\n"


@dataclass(frozen=True)
class Bad:
    """An input: how it is made, and whether it is a plan (else figures)."""

    what: str
    make: Callable[[Path], Path]
    plan: bool = False


def written(name: str, data: bytes | str) -> Callable[[Path], Path]:
    """A file with these bytes, or this text in UTF-8."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        return path

    return make


def cell(value: str) -> Callable[[Path], Path]:
    """Good figures and one row with this value."""
    return written("figures.csv", f"{GOOD}某区,企业数,2023,{value},家\n")


def period(text: str) -> Callable[[Path], Path]:
    """Good figures and one row for this period."""
    return written("figures.csv", f"{GOOD}某区,企业数,{text},50,家\n")


def repeated(path: Path, block: bytes, times: int, start: bytes = b"") -> Path:
    """A large file, written block by block: the memory of this process would count as that of its children."""
    with path.open("wb") as file:
        file.write(start)
        for _ in range(times):
            file.write(block)
    return path


def junk(folder: Path) -> Path:
    """50 MB without any meaning, the same ones every time."""
    return repeated(folder / "junk.csv", bytes((index * index) >> 3 & 255 for index in range(1 << 16)), 800)


def zip_bomb(folder: Path) -> Path:
    """A workbook of a few hundred kilobytes that unpacks to half a gigabyte."""
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(512):
                sheet.write(bytes(MEBIBYTE))
    return path


def forbidden(folder: Path) -> Path:
    """A file without the right to read it; the superuser needs none, and so is not asked."""
    path = written("closed.csv", GOOD)(folder)
    path.chmod(0)
    return path


def shrinking(folder: Path) -> Path:
    """A file that becomes shorter while it is read."""
    path = repeated(folder / "shrinking.csv", "某区,企业数,2023,50,家\n".encode() * 1000, 400, start=GOOD.encode())

    def cut() -> None:
        with suppress(FileNotFoundError):
            for size in range(30):
                sleep(0.03)
                os.truncate(path, len(GOOD.encode()) + 200_000 - 5000 * size)

    threading.Thread(target=cut, daemon=True).start()
    return path


def folder_named(folder: Path) -> Path:
    """A folder that is called like a file."""
    (folder / "folder.csv").mkdir()
    return folder / "folder.csv"


DEEP = "x: " + "[" * 100_000
ALIASES = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))

INPUTS = (
    Bad("plan that is no YAML", written("bad.yaml", "planck: 1\nplan: [\n"), plan=True),
    Bad("YAML alias bomb, 20 lines", written("bomb.yaml", ALIASES), plan=True),
    Bad("YAML nested 100,000 deep", written("deep.yaml", DEEP), plan=True),
    Bad("YAML tag that runs code", written("tag.yaml", "planck: !!python/object/apply:os.getcwd []\n"), plan=True),
    Bad("50 MB of junk as a plan", lambda folder: junk(folder).rename(folder / "junk.yaml"), plan=True),
    Bad("50 MB of junk as figures", junk),
    Bad("cell of a million characters", cell("9" * 1_000_000)),
    Bad("NUL byte", cell("5\0")),
    Bad("GBK without a word", written("gbk.csv", GOOD.encode("gbk"))),
    Bad("UTF-16 with a byte order mark", written("utf16.csv", GOOD.encode("utf-16"))),
    Bad("bytes of no encoding", written("bytes.csv", GOOD.encode() + b"\xff\xfe\xff,\x81\n")),
    Bad("a folder with the name of a file", folder_named),
    Bad("a device", lambda folder: Path("/dev/zero")),
    Bad("a missing file", lambda folder: folder / "missing.csv"),
    Bad("a file without read permission", forbidden),
    Bad("a file that shrinks while it is read", shrinking),
    Bad("an empty file", written("empty.csv", "")),
    Bad("only a header", written("header.csv", HEADER)),
    Bad("zip bomb as .xlsx", zip_bomb),
    Bad("text as .xlsx", written("text.xlsx", GOOD)),
    Bad("path with spaces and Chinese", written("数据 2023 年.csv", GOOD)),
    Bad("CRLF", written("crlf.csv", GOOD.replace("\n", "\r\n"))),
    Bad("lone CR", written("cr.csv", GOOD.replace("\n", "\r"))),
    Bad("quoted newline", written("quoted.csv", GOOD + '某区,企业数,2023,"5\n0",家\n')),
    Bad("a quote that never ends", written("open.csv", GOOD + '某区,企业数,2023,"50,家\n')),
    *(Bad(f"value `{value}`", cell(value)) for value in ("nan", "inf", "1e400", "1_000", "0x10", "\uff15\uff10", "#REF!", '"1,5"')),
    *(Bad(f"period `{text}`", period(text)) for text in ("2023-02-30", "0", "0000", "9999", "2019")),
)  # fmt: skip


def judged(bad: Bad, folder: Path) -> tuple[int, str, float, float]:
    """Exit code, first thing said about the input, seconds, and peak memory in MiB."""
    plan, figures = written("plan.yaml", PLAN)(folder), written("good.csv", GOOD)(folder)
    path = bad.make(folder)
    files = [path, figures] if bad.plan else [plan, path]
    command = [sys.executable, "-m", "planck", "check", *map(str, files), "--output-format", "concise", "--lang", "en"]
    start = perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        out.seek(0)
        text = out.read().decode("utf-8", "replace")
    if "Traceback" in text:
        raise RuntimeError(f"{bad.what}: {text[-2000:]}")
    said = [line for line in text.splitlines() if path.name in line] or text.splitlines()[-1:]
    return os.waitstatus_to_exitcode(status), _message(said[0], folder), seconds, usage.ru_maxrss / 1024


def _message(line: str, folder: Path) -> str:
    text = line.replace(f"{folder}/", "").replace("|", "\\|")
    return text if len(text) <= 150 else text[:149] + "…"


def main() -> None:
    """Measure, and print the table."""
    rows = []
    for bad in INPUTS:
        if bad.make is forbidden and os.geteuid() == 0:
            rows.append((bad.what, "-", "not measured: the superuser may read everything", "-", "-"))
            continue
        with tempfile.TemporaryDirectory() as name:
            code, message, seconds, memory = judged(bad, Path(name))
        rows.append((bad.what, str(code), message, f"{seconds:.2f}", f"{memory:.0f}"))
    headers = ("input", "exit", "what is said first", "s", "MiB")
    print(tabulate(rows, headers=headers, tablefmt="github", disable_numparse=True))


if __name__ == "__main__":
    main()
