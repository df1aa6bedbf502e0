"""The runner of mutants: what a run that ended badly says of a mutant."""

import ast
from pathlib import Path

import pytest

from tests.bench import mutants
from tests.bench.mutants import Mutant, mutant_at, sites_of, survives

MUTANT = Mutant("planck/engine/path.py", 1, "planck/engine/path.py [num] 0 -> 1", ast.Module([], []))


@pytest.mark.parametrize(
    ("mutated", "unmutated", "lives"),
    [(0, 0, True), (1, 0, False), (4, 0, False), (2, 0, False), (None, 0, False), (4, 4, None), (None, None, None)],
)
def test_a_mutant_is_killed_where_the_same_call_passes_without_it(
    monkeypatch: pytest.MonkeyPatch, mutated: int | None, unmutated: int | None, lives: bool | None
) -> None:
    monkeypatch.setattr(mutants, "_code", lambda mutant, tests, seconds: mutated if mutant else unmutated)
    assert survives(MUTANT, ["tests/engine"], 1.0) is lives


def test_no_mutant_is_the_code_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    (tmp_path / "numbers.py").write_text("start = 0.0\ncount = 0\nlimit = -2.5\nempty = False\n", "utf-8")
    code = ast.parse((tmp_path / "numbers.py").read_text("utf-8"))
    drawn = [mutant_at(*site) for site in sites_of(tmp_path / "numbers.py")]
    assert {mutant.line for mutant in drawn} == {1, 2, 3, 4}
    assert [mutant.said for mutant in drawn if ast.dump(mutant.tree) == ast.dump(code)] == []
