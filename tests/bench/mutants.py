"""How many small faults the tests of a room find: mutants of its lines, each run by the tests that reach the line.

    python -m tests.bench.mutants [ROOM ...] [--draw 200] [--seed 1] [--seconds 20]

A mutant is one change in one expression: a comparison, an operator, a number, a condition, a filter, a returned value.
The tests of the room run once under coverage, which tells who reaches what and how long it takes; a mutant is then run
by those tests alone, quickest first and no more than take `--seconds`, in a process of its own, until one fails. What
never ends is found as well. Those alive are printed with file and line: an equivalent change, or a test that is missing.
"""

import argparse
import ast
import copy
import importlib.abc
import importlib.machinery
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import coverage
from tabulate import tabulate

ROOT = Path(__file__).parents[2]
ROOMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "engine": ("planck/engine", ("tests/engine", "tests/cases", "tests/scoring", "tests/golden", "tests/laws")),
    "assess": (
        "planck/assess",
        ("tests/assess", "tests/cases", "tests/checks", "tests/golden", "tests/laws", "tests/columnar"),
    ),
    "score": ("planck/score", ("tests/score", "tests/scoring", "tests/golden")),
    "changes": ("planck/changes", ("tests/changes", "tests/gate", "tests/cli/test_pull_requests.py")),
    "gate": ("planck/gate", ("tests/gate", "tests/changes", "tests/cli/test_pull_requests.py")),
    "checks": ("planck/checks", ("tests/checks", "tests/gate", "tests/guards/test_examples.py")),
    "cells": ("planck/load/cells", ("tests/load",)),
}
COMPARED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
            ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}  # fmt: skip
COMBINED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr,
            ast.BitOr: ast.BitAnd, ast.FloorDiv: ast.Mult, ast.Pow: ast.Mult}  # fmt: skip
# Seconds that pytest takes at most to start.
START = 30
# What pytest ends with when a test failed.
FAILED = 1
CALLED = {"maximum": "minimum", "minimum": "maximum", "max": "min", "min": "max", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a file: what stood there, what stands there now, and the whole text with it."""

    file: str
    line: int
    kind: str
    before: str
    after: str
    text: str


@dataclass(slots=True)
class Reach:
    """Which tests reach a line of a file, and the seconds that each test takes."""

    tests: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)

    def of(self, mutant: Mutant, seconds: float) -> list[str]:
        """The tests for a mutant, quickest first, as many as take so long together; any of the room where its line runs
        when the file is imported.
        """
        tests = self.tests.get((mutant.file, mutant.line)) or set(self.seconds)
        ordered = sorted(tests, key=lambda test: (self.seconds.get(test, 1.0), test))
        until = list(accumulate(self.seconds.get(test, 1.0) for test in ordered))
        return [test for test, at in zip(ordered, until, strict=True) if at <= seconds] or ordered[:1]


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in said:
            continue
        for kind, other in _changes(node):
            changed = copy.deepcopy(tree)
            twin = next(each for number, each in enumerate(ast.walk(changed)) if number == place)
            _replace(changed, twin, other)
            yield Mutant(
                str(path.relative_to(ROOT)),
                getattr(node, "lineno", 0),
                kind,
                ast.unparse(node).split("\n")[0],
                ast.unparse(other).split("\n")[0],
                ast.unparse(ast.fix_missing_locations(changed)),
            )


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may stand for a node."""
    yield from _of_operators(copy.deepcopy(node))
    yield from _of_values(node)
    yield from _of_branches(copy.deepcopy(node))


def _of_operators(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARED:
            node.ops = [COMPARED[type(operator)]()]
            yield "cmp", node
        case ast.BinOp(op=operator) if type(operator) in COMBINED and not _is_type(node):
            node.op = COMBINED[type(operator)]()
            yield "bin", node
        case ast.BoolOp(op=operator):
            node.op = ast.And() if isinstance(operator, ast.Or) else ast.Or()
            yield "bool", node
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield "unary", operand


def _of_values(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Constant(value=bool(value)):
            yield "boolc", ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield "num", ast.Constant(value + 1)
        case ast.Constant(value=float(value)):
            yield "num", ast.Constant(value * 1.1 or 0.1)


def _of_branches(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.IfExp():
            node.test = ast.Constant(True)
            yield "cond", node
        case ast.If():
            node.test = ast.Constant(False)
            yield "if", node
        case ast.comprehension(ifs=[_, *_]):
            node.ifs = []
            yield "filter", node
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            node.value = ast.Constant(None)
            yield "ret", node
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            node.func = ast.Name(CALLED[name], ast.Load())
            yield "call", node
        case ast.Call(func=ast.Attribute(attr=name) as called) if name in CALLED:
            called.attr = CALLED[name]
            yield "call", node


def _is_type(node: ast.BinOp) -> bool:
    """Whether it is `X | None`, which nothing evaluates."""
    return isinstance(node.op, ast.BitOr) and isinstance(node.right, ast.Constant) and node.right.value is None


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
                return
            if isinstance(value, list):
                for place, each in enumerate(value):
                    if each is old:
                        value[place] = new
                        return


def reach_of(source: str, tests: Sequence[str]) -> Reach:
    """The tests run once under coverage, each a context of its own."""
    with tempfile.TemporaryDirectory() as folder:
        data, times = Path(folder) / "coverage", Path(folder) / "times.xml"
        subprocess.run(
            [sys.executable, "-m", "pytest", *tests, "-q", "-n0", f"--cov={source}", "--cov-context=test", "--cov-report=",
             "-o", "junit_family=xunit1", f"--junitxml={times}"],
            cwd=ROOT, env={**os.environ, "COVERAGE_FILE": str(data)}, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        found = Reach()
        seconds = {_id(case): float(case.attrib["time"]) for case in ElementTree.parse(times).iter("testcase")}
        measured = coverage.CoverageData(str(data))
        measured.read()
        for file in measured.measured_files():
            name = str(Path(file).relative_to(ROOT))
            for line, contexts in measured.contexts_by_lineno(file).items():
                here = {context.rpartition("|")[0] for context in contexts if context}
                found.tests[name, line] |= here
                found.seconds |= {test: seconds.get(test, 1.0) for test in here}
        return found


def _id(case: ElementTree.Element) -> str:
    """A test as pytest calls it; one of another spelling only has no time of its own."""
    file = case.attrib["file"]
    module = file.removesuffix(".py").replace("/", ".")
    within = case.attrib["classname"].removeprefix(module).strip(".")
    return "::".join(part for part in (file, within, case.attrib["name"]) if part)


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module as its mutant."""

    def __init__(self, mutant: Mutant) -> None:
        """`mutant` stands for the file that it was made of."""
        self._mutant = mutant
        self._name = mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The mutant under the name of its module."""
        if name != self._name:
            return None
        package = self._mutant.file.endswith("__init__.py")
        origin = str(ROOT / self._mutant.file)
        spec = importlib.machinery.ModuleSpec(name, self, origin=origin, is_package=package)
        if package:
            spec.submodule_search_locations = [str(Path(origin).parent)]
        spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed text."""
        exec(compile(self._mutant.text, str(ROOT / self._mutant.file), "exec"), module.__dict__)


def survives(mutant: Mutant, tests: Sequence[str], seconds: float) -> bool | None:
    """Whether every test passes with the mutant; one that runs on for `seconds` never ends, and is found. None where
    nothing is known, as the same call does not pass without the mutant either.
    """
    code = _code(mutant, tests, seconds)
    # A mutant that cannot be imported is what pytest does not get past; or a test is not called so.
    if code not in (0, FAILED) and _code(None, tests, seconds) != 0:
        return None
    return code == 0


def _code(mutant: Mutant | None, tests: Sequence[str], seconds: float) -> int | None:
    """What pytest ends with, in a process of its own; None where it does not end."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        import pytest

        if mutant:
            sys.meta_path.insert(0, Mutated(mutant))
        os._exit(int(pytest.main([*tests, "-x", "-q", "-n0", "--no-header", "--tb=no", "-p", "no:cacheprovider"])))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def campaign(room: str, draw: int, seed: int, seconds: float) -> tuple[int, int, int]:
    """How many mutants of a room were drawn, how many live, and of how many nothing is known."""
    source, tests = ROOMS[room]
    every = [mutant for path in sorted((ROOT / source).rglob("*.py")) for mutant in mutants_of(path)]
    drawn = random.Random(seed).sample(every, min(draw, len(every)))
    reach = reach_of(source, tests)
    lives: list[bool | None] = []
    for mutant in drawn:
        # Three times as long as the tests take, and what a start takes, is without end.
        lives.append(survives(mutant, reach.of(mutant, seconds), START + 3 * seconds))
        if lives[-1] is not False:
            unknown = "" if lives[-1] else "unknown: "
            print(
                f"- {unknown}`{mutant.file}:{mutant.line} [{mutant.kind}] {mutant.before}  ->  {mutant.after}`",
                flush=True,
            )
    return len(drawn), lives.count(True), lives.count(None)


def main() -> None:
    """The campaign over the rooms asked for."""
    reader = argparse.ArgumentParser()
    reader.add_argument("rooms", nargs="*", default=list(ROOMS), metavar="ROOM", help=", ".join(ROOMS))
    reader.add_argument("--draw", type=int, default=200, help="mutants of each room")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--seconds", type=float, default=20)
    asked = reader.parse_args()
    os.chdir(ROOT)
    rows = []
    for room in asked.rooms:
        count, alive, unknown = campaign(room, asked.draw, asked.seed, asked.seconds)
        rows.append([room, count, alive, unknown, f"{(count - alive - unknown) / count:.1%}"])
    print(tabulate(rows, headers=["room", "mutants", "alive", "unknown", "killed"], tablefmt="github"))


if __name__ == "__main__":
    main()
