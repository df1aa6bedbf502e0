"""What Python sees of planck: three functions, and results that are shown and counted with."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import planck
from planck.assess.columns import NUMBERS
from planck.pipeline.python import Checked

ROOT = Path(__file__).parents[2]
PLAN, FIGURES = ROOT / "targets/gongshu.yaml", ROOT / "seeds/later.csv"


@pytest.fixture(scope="module")
def result() -> Checked:
    return planck.check(PLAN, [str(FIGURES)])


def test_the_functions_are_to_be_seen() -> None:
    assert dir(planck) == ["__version__", "check", "read", "score"]
    with pytest.raises(AttributeError, match="'nothing'"):
        _ = planck.nothing


def test_each_result_is_one_line(result: Checked) -> None:
    assert repr(result) == f"<Checked: gongshu-14fyp; 17 verdicts, {len(result.all_findings)} findings>"
    assert repr(result.verdicts) == "<Verdicts: 17 in 60 columns>"
    assert repr(planck.check([], [])) == "<Checked: no plan; 0 verdicts, 1 findings>"
    assert repr(planck.score(PLAN, FIGURES)) == "<Scored: ding-plan; 1 units, 1 findings>"
    assert repr(planck.read(FIGURES)) == f"<Tables: {FIGURES}; 82 figures>"
    assert repr(planck.score("none.yaml")).startswith("<Scored: no model; 0 units, ")


def test_the_name_of_a_function_is_not_lost_to_the_room_of_that_name() -> None:
    # In a process of its own: which of the two is looked up first decides.
    code = "import planck.score.run, planck, sys; print(planck.score(*sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, PLAN, FIGURES], capture_output=True, text=True, check=True)
    assert done.stdout == "<Scored: ding-plan; 1 units, 1 findings>\n"


def test_columns_say_what_the_verdicts_say(result: Checked) -> None:
    verdicts, each = result.verdicts, result.plans[0].assessments
    assert verdicts["target"].tolist() == [one.target.id for one in each]
    assert verdicts["status"].tolist() == [one.status for one in each]
    for name in NUMBERS[1:]:
        for value, why, one in zip(verdicts[name], verdicts[f"{name}_missing"], each, strict=True):
            told = getattr(one, name)
            assert (value, why) == (told, "") if not why else told == why
    assert len(verdicts) == len(list(verdicts)) == 60
    with pytest.raises(KeyError):
        verdicts["name"]


def test_what_is_missing_is_none_in_records(result: Checked) -> None:
    first, *others = result.to_records()
    # The share of R&D of 2021 is derived: 20.0566 hundred million over the product of that year.
    assert (first["target"], first["met"]) == ("rd_intensity", False)
    assert first["latest"] == pytest.approx(1.0288, abs=1e-4)
    assert (first["reach"], first["reach_missing"]) == (None, "never_at_this_pace")
    assert sum(one["latest"] is None and one["latest_missing"] == "no_figure" for one in others) == 14


def test_frames_have_the_same_columns_and_values(result: Checked) -> None:
    verdicts = result.verdicts
    frames = verdicts.to_pandas(), verdicts.to_polars(), pa.table(verdicts)
    assert all(list(map(str, columns)) == list(verdicts) for columns in (frames[0].columns, frames[1].columns))
    assert frames[2].column_names == list(verdicts)
    assert isinstance(frames[0], pd.DataFrame)
    assert isinstance(frames[1], pl.DataFrame)
    assert frames[1].to_dicts() == result.to_records() == frames[2].to_pylist()
    assert np.array_equal(frames[0]["gap"], verdicts["gap"], equal_nan=True)


def test_no_plan_has_columns_without_rows() -> None:
    verdicts = planck.check([], []).verdicts
    assert len(verdicts["status"]) == len(verdicts["gap"]) == len(verdicts.to_polars()) == 0
    assert pa.table(verdicts).column_names == list(verdicts)
    assert verdicts.to_records() == []


def test_a_notebook_shows_the_page(result: Checked, tmp_path: Path) -> None:
    page = result._repr_html_()
    assert page.startswith("<h1>")
    assert "R&amp;D" in page
    assert "<script" not in page
    assert "style=" not in page
    for other in (planck.score(PLAN, FIGURES), planck.read(FIGURES)):
        assert "<table>" in other._repr_html_()
    broken = tmp_path / "figures.csv"
    broken.write_text("region,indicator,period,value\n<script>,a,2020,x\n", encoding="utf-8")
    for shown in (planck.read(broken)._repr_html_(), planck.check([PLAN], [broken])._repr_html_()):
        assert "<script" not in shown


def test_a_time_of_judgement_is_a_period() -> None:
    result = planck.check(PLAN, FIGURES, as_of="2021")
    assert result.as_of is not None
    assert result.as_of.label == "2021"
    with pytest.raises(ValueError, match="'soon'"):
        planck.check(PLAN, FIGURES, as_of="soon")


def test_the_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = re.findall(r"```python\n(.*?)```", (ROOT / "planck/PIPELINES.md").read_text(encoding="utf-8"), re.DOTALL)
    assert examples
    for example in examples:
        names: dict[str, object] = {}
        exec(example, names)
        told = re.search(r"^result +# (.*)$", example, re.MULTILINE)
        assert told
        assert repr(names["result"]) == told[1]
