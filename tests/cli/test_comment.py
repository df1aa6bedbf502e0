"""The comment of a plan that has a score, before and after."""

import shutil
from pathlib import Path

import pytest

from .conftest import FIGURES, PLAN, Planck

FULL = "100.00 (excellent)"
MODEL = Path(__file__).parents[2] / "targets/models/plan-completion.yaml"


# 48 and 50 are all that is asked for by 2022 and more: full marks. 42 is 2 of the 8 on the way from 40: a quarter of them.
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("48", "50", ""),
        ("48", "42", "Score 某区 100.0 → 25.0: targets -75.0"),
    ],
)
def test_the_score_it_had_and_has(planck: Planck, folder: Path, old: str, new: str, said: str) -> None:
    shutil.copy(MODEL, folder / "model.yaml")
    (folder / "plan.yaml").write_text(PLAN + "scoring: {use: model.yaml}\n", encoding="utf-8")
    (folder / "old.csv").write_text(FIGURES.replace("48", old), encoding="utf-8")
    (folder / "figures.csv").write_text(FIGURES.replace("48", new), encoding="utf-8")
    arguments = ("--base", "old.csv", "--output-format", "comment", "--lang", "en")
    ran = planck("check", "plan.yaml", "figures.csv", *arguments)
    assert f"\n- {said}\n" in ran.out if said else "- Score" not in ran.out, "what did not move is not listed"
    alone = planck("check", "plan.yaml", "figures.csv", *arguments[2:])
    assert "(as in the base)" not in alone.out
