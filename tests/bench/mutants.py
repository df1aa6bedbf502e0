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
import gc
import importlib.abc
import importlib.machinery
import inspect
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import IO, Any

import coverage
import pytest
from tabulate import tabulate

ROOT = Path(__file__).parents[2]
# Mutants that do the same as the code, each with the reason.
EQUIVALENT = Path(__file__).with_name("equivalent.md")
LAWS = ("tests/laws/test_engine_laws.py", "tests/laws/test_outlook_laws.py")
ROOMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "engine": ("planck/engine", ("tests/engine", "tests/cases", "tests/score", "tests/scoring", "tests/golden", *LAWS)),
    "assess": (
        "planck/assess",
        ("tests/assess", "tests/cases", "tests/checks", "tests/golden", "tests/columnar"),
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
# More tests than these are not run in one process: it ends with a number of one byte.
MOST = 250
# After so many mutants it is said how many were tried.
EVERY = 20
NOTHING = 255
# Laws of many minutes, more than a mutant is given, are left out.
LEFT_OUT = "--ignore=tests/scoring/test_score_laws.py"
PLAINLY = ("-q", "-n0", "--no-header", "--tb=no", "-p", "no:cacheprovider", LEFT_OUT)
# Seconds of the processor that the tests of a room take at most, and how much longer than them anything may last.
LONGEST = 3600
PATIENCE = 50
CALLED = {"maximum": "minimum", "minimum": "maximum", "max": "min", "min": "max", "any": "all", "all": "any"}


Site = tuple[Path, int, int]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a file: the line it is in, the change as a text, and the whole file with it."""

    file: str
    line: int
    said: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The name that the file is imported by."""
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@dataclass(slots=True)
class Reach:
    """Which tests reach a line of a file, and the seconds of the processor that each test takes."""

    tests: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)

    def is_reached(self, mutant: Mutant) -> bool:
        """Whether a test runs the line of a mutant, and not the import of its file alone."""
        return bool(self.tests.get((mutant.file, mutant.line)))

    def of(self, mutant: Mutant, seconds: float) -> list[str]:
        """The tests for a mutant, quickest first, as many as take so long together; any of the room where its line runs
        when the file is imported.
        """
        tests = self.tests.get((mutant.file, mutant.line)) or set(self.seconds)
        ordered = sorted(tests, key=lambda test: (self.seconds.get(test, 1.0), test))
        until = list(accumulate(self.seconds.get(test, 1.0) for test in ordered))
        return [test for test, at in zip(ordered, until, strict=True) if at <= seconds] or ordered[:1]


def sites_of(path: Path) -> Iterator[Site]:
    """Where a file can be changed: the places of its nodes, and which of the changes there are at each."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    # That what is zipped is of one length is a promise, as an assertion is: nothing else comes of it.
    keywords = (node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "strict")
    said |= {id(each.value) for each in keywords if isinstance(each.value, ast.Constant)}
    for place, node in enumerate(ast.walk(tree)):
        if id(node) not in said:
            yield from ((path, place, number) for number, _ in enumerate(_changes(node)))


def mutant_at(path: Path, place: int, number: int) -> Mutant:
    """The mutant of one place of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    node = list(ast.walk(tree))[place]
    _, other = list(_changes(node))[number]
    line, said = _begins(node)[0], texts_of(path)[place, number]
    _replace(tree, node, ast.copy_location(other, node) if "lineno" in node._attributes else other)
    return Mutant(str(path.relative_to(ROOT)), line, said, ast.fix_missing_locations(tree))


@cache
def texts_of(path: Path) -> Mapping[tuple[int, int], str]:
    """Every mutant of a file as a line of text, by its place: the functions and classes it stands in and the change,
    without the number of its line, which moves. Of several that read the same the second says so.
    """
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    holders = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    texts, alike = dict[tuple[int, int], str](), Counter[str]()
    for place, node in sorted(enumerate(nodes), key=lambda each: _begins(each[1])):
        line, _ = _begins(node)
        within = "".join(f"{each.name} " for each in holders if each.lineno <= line <= (each.end_lineno or 0))
        for number, (kind, other) in enumerate(_changes(node)):
            text = f"{path.relative_to(ROOT)} {within}[{kind}] {_first_line(node)} -> {_first_line(other)}"
            alike[text] += 1
            texts[place, number] = text if alike[text] == 1 else f"{text} (no. {alike[text]})"
    return texts


def _begins(node: ast.AST) -> tuple[int, int]:
    """The line and the column that a node begins in: what has none of its own, where its first part does."""
    parts = [(each.lineno, each.col_offset) for each in ast.walk(node) if isinstance(each, ast.expr | ast.stmt)]
    return min(parts, default=(0, 0))


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).split("\n")[0]


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


class Times:
    """Takes down the seconds of the processor that each test takes: on a busy machine those of the clock say nothing."""

    def __init__(self, path: Path) -> None:
        """They are written to `path` at the end."""
        self._path, self._seconds = path, dict[str, float]()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """One test."""
        start = time.process_time()
        try:
            return (yield)
        finally:
            self._seconds[item.nodeid] = time.process_time() - start

    def pytest_sessionfinish(self) -> None:
        """All of them."""
        self._path.write_text(json.dumps(self._seconds), "utf-8")


def reach_of(source: str, tests: Sequence[str]) -> Reach:
    """The tests run once under coverage, each a context of its own."""
    with tempfile.TemporaryDirectory() as folder:
        data, times = Path(folder) / "coverage", Path(folder) / "times.json"

        def run() -> int:
            os.environ["COVERAGE_FILE"] = str(data)
            measuring = (f"--cov={source}", "--cov-context=test", "--cov-report=", f"--basetemp={folder}/tests")
            return int(pytest.main([*tests, *PLAINLY, *measuring], plugins=[Times(times)]))

        if _forked(run, LONGEST) != 0:
            raise SystemExit(f"{source}: wanted tests that pass without a mutant")
        found = Reach(seconds=json.loads(times.read_text("utf-8")))
        measured = coverage.CoverageData(str(data))
        measured.read()
        for file in measured.measured_files():
            name = str(Path(file).relative_to(ROOT))
            for line, contexts in measured.contexts_by_lineno(file).items():
                found.tests[name, line] |= {context.rpartition("|")[0] for context in contexts if context}
        return found


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module as its mutant."""

    def __init__(self, mutant: Mutant) -> None:
        """`mutant` stands for the file that it was made of."""
        self._mutant = mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The mutant under the name of its module."""
        if name != self._mutant.module:
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
        exec(compile(self._mutant.tree, str(ROOT / self._mutant.file), "exec"), module.__dict__)


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

    def run() -> int:
        if mutant:
            sys.meta_path.insert(0, Mutated(mutant))
        return int(pytest.main([*tests, "-x", *PLAINLY]))

    return _forked(run, seconds)


Swap = tuple[CodeType, CodeType]


def swaps_of(mutant: Mutant) -> list[Swap] | None:
    """The functions of a module that a mutant changes, as they are and as they would be; None where what runs when the
    module is imported is another.
    """
    file = str(ROOT / mutant.file)
    return _swaps(
        compile(Path(file).read_text("utf-8"), file, "exec"), compile(mutant.tree, file, "exec"), within=False
    )


def _swaps(old: CodeType, new: CodeType, *, within: bool) -> list[Swap] | None:
    """The same of a piece of code; `within` a function that changes, all functions it holds."""
    inner = [[each for each in code.co_consts if isinstance(each, CodeType)] for code in (old, new)]
    if within or old.co_flags & inspect.CO_OPTIMIZED:
        if old.co_freevars != new.co_freevars:
            return None
        # What stands in its place may hold fewer functions.
        pairs = zip(*inner, strict=True) if len(inner[0]) == len(inner[1]) else ()
        parts = [_swaps(*pair, within=True) for pair in pairs]
        # A function that was made by another, and would hold other variables of it, lives on as it is.
        return None if None in parts else [(old, new), *(swap for part in parts for swap in part or ())]
    own = [[each for each in code.co_consts if not isinstance(each, CodeType)] for code in (old, new)]
    if old.co_code != new.co_code or repr(own[0]) != repr(own[1]) or old.co_names != new.co_names:
        return None
    parts = [_swaps(*pair, within=False) for pair in zip(*inner, strict=True) if pair[0] != pair[1]]
    return None if None in parts else [swap for part in parts for swap in part or ()]


class Living:
    """The functions of planck that live in this process, by their file, and what they keep of their results."""

    def __init__(self) -> None:
        """Looked for once: a process forked from this one has the same."""
        self._functions: dict[str, list[FunctionType]] = defaultdict(list)
        self._caches: list[Any] = []
        for each in gc.get_objects():
            if isinstance(each, FunctionType):
                self._functions[each.__code__.co_filename].append(each)
            elif hasattr(type(each), "cache_clear") and getattr(each, "__module__", "").startswith("planck"):
                self._caches.append(each)
        gc.freeze()

    def swap(self, swaps: Sequence[Swap]) -> bool:
        """Put changed functions in the place of those that live; whether there were any."""
        for each in self._caches:
            each.cache_clear()
        count = 0
        for old, new in swaps:
            for function in self._functions[old.co_filename]:
                if function.__code__ == old:
                    function.__code__ = new
                    count += 1
        return count > 0


class Loop:
    """Runs mutants in the place of the tests that pytest has collected: each in a process forked from it, with the
    changed functions in their places. Those that cannot be tried so are left for `survives`.
    """

    def __init__(
        self, work: Sequence[tuple[Mutant, Sequence[str]]], seconds: float, lives: list[bool | None], told: IO[str]
    ) -> None:
        """`work` are mutants and their tests, quickest first; what lives is added to `lives`, None where left."""
        self._work, self._seconds, self._lives, self._told = work, seconds, lives, told
        # Tests that pass here without a mutant, and those that do not.
        self._sound: dict[str, bool] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The loop that pytest runs its own in the place of."""
        items, self._living = {item.nodeid: item for item in session.items}, Living()
        for mutant, names in self._work:
            swaps = swaps_of(mutant)
            chosen = [items[name] for name in names if name in items]
            self._lives.append(self._lives_through(swaps, chosen) if swaps else None)
            if self._lives[-1]:
                print(f"- `{mutant.said}`", file=self._told, flush=True)
            if len(self._lives) % EVERY == 0:
                print(f"{len(self._lives)} tried", file=self._told, flush=True)
        return True

    def _lives_through(self, swaps: Sequence[Swap], items: Sequence[pytest.Item]) -> bool | None:
        """Whether all tests pass with changed functions, so many at a time as one process tells."""
        known = None
        for first in range(0, len(items), MOST):
            lives = self._lives_with(swaps, items[first : first + MOST])
            if lives is False:
                return False
            known = lives or known
        return known

    def _lives_with(self, swaps: Sequence[Swap], items: Sequence[pytest.Item]) -> bool | None:
        """Whether the tests pass with changed functions: a test that fails without them as well tells nothing."""
        while items := [item for item in items if self._sound.get(item.nodeid, True)]:
            code = _forked(partial(self._failing, swaps, items), self._seconds)
            if code in (0, NOTHING):
                return True if code == 0 else None
            if code is None:
                return False
            failing = items[code - 1]
            if failing.nodeid not in self._sound:
                self._sound[failing.nodeid] = _forked(partial(self._failing, (), [failing]), self._seconds) == 0
            if self._sound[failing.nodeid]:
                return False
        return None

    def _failing(self, swaps: Sequence[Swap], items: Sequence[pytest.Item]) -> int:
        """The number of the first test that fails, 0 where none does."""
        if swaps and not self._living.swap(swaps):
            return NOTHING
        for number, (item, following) in enumerate(zip(items, [*items[1:], None], strict=True)):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if item.session.testsfailed:
                return number + 1
        return 0


def _forked(run: Callable[[], int], seconds: float) -> int | None:
    """What a function returns in a process of its own, without its output; None where it does not end."""
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        code = 1
        with suppress(BaseException):
            code = run()
        os._exit(code)
    # What waits takes no time of the processor.
    until = time.monotonic() + PATIENCE * seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return None if code < 0 else code
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def quickly(work: Sequence[tuple[Mutant, Sequence[str]]], tests: Sequence[str], seconds: float) -> list[bool | None]:
    """What lives of many mutants, tried in one process that has collected the tests; None where that tells nothing."""
    lives: list[bool | None] = []
    with open(os.dup(2), "w") as told, open(os.devnull, "w") as nothing, tempfile.TemporaryDirectory() as folder:
        for stream in (1, 2):
            os.dup2(nothing.fileno(), stream)
        pytest.main([*tests, *PLAINLY, f"--basetemp={folder}/tests"], plugins=[Loop(work, seconds, lives, told)])
    return lives + [None] * (len(work) - len(lives))


def campaign(
    mutants: Sequence[Mutant], source: str, tests: Sequence[str], seconds: float, *, quick: bool
) -> list[bool | None]:
    """Which mutants live, None where nothing is known; `quick` leaves out what runs when a file is imported."""
    reach = reach_of(source, tests)
    work = [(mutant, reach.of(mutant, seconds)) for mutant in mutants]
    # What no test reaches ran when the file was imported, and would not run again.
    quick_work = [(mutant, chosen if reach.is_reached(mutant) else ()) for mutant, chosen in work]
    with ProcessPoolExecutor(1, get_context("fork")) as apart:
        lives = apart.submit(quickly, quick_work, tests, 5 + 3 * seconds).result()
    for place, (mutant, chosen) in enumerate(work):
        if lives[place] is None and not quick:
            # Three times as long as the tests take, and what a start takes, is without end.
            lives[place] = survives(mutant, chosen, START + 3 * seconds)
            if lives[place] is not False:
                print(f"- {'' if lives[place] else 'unknown: '}`{mutant.said}`", file=sys.stderr, flush=True)
    return lives


def drawn_of(source: str, draw: int, seed: int) -> list[Mutant]:
    """Mutants of a folder, drawn at random."""
    sites = [site for path in sorted((ROOT / source).rglob("*.py")) for site in sites_of(path)]
    return [mutant_at(*site) for site in random.Random(seed).sample(sites, min(draw, len(sites)))]


def again_of(source: str, told: str) -> list[Mutant]:
    """The mutants of a folder that a run has printed."""
    return [
        mutant_at(*site)
        for path in sorted((ROOT / source).rglob("*.py"))
        for site in sites_of(path)
        if f"`{texts_of(path)[site[1:]]}`" in told
    ]


def main() -> None:
    """The campaign over the rooms asked for."""
    reader = argparse.ArgumentParser()
    reader.add_argument("rooms", nargs="*", default=list(ROOMS), metavar="ROOM", help=", ".join(ROOMS))
    reader.add_argument("--draw", type=int, default=200, help="mutants of each room")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--seconds", type=float, default=20)
    reader.add_argument("--again", type=Path, metavar="FILE", help="those that a run has printed")
    reader.add_argument("--tests", nargs="*", help="in the place of the tests of the room")
    reader.add_argument("--quick", action="store_true", help="leave out what runs when a file is imported")
    asked = reader.parse_args()
    os.chdir(ROOT)
    equivalent = EQUIVALENT.read_text("utf-8")
    again = asked.again.read_text("utf-8") if asked.again else None
    rows = []
    for room in asked.rooms:
        source, tests = ROOMS[room]
        drawn = drawn_of(source, asked.draw, asked.seed) if again is None else again_of(source, again)
        lives = campaign(drawn, source, asked.tests or tests, asked.seconds, quick=asked.quick)
        alike = sum(f"`{each.said}`" in equivalent for each, alive in zip(drawn, lives, strict=True) if alive)
        rows.append([room, len(drawn), lives.count(False), alike, lives.count(True) - alike, lives.count(None)])
    headers = ["room", "drawn", "found", "equivalent", "alive", "unknown"]
    print(tabulate(rows, headers=headers, tablefmt="github"))


if __name__ == "__main__":
    main()
