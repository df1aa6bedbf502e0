"""`--assume`, `planck backtest`, and how firm a verdict is, as a reader sees it."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import FIGURES, Planck


def test_an_assumption_is_judged_and_said_at_the_top(planck: Planck) -> None:
    ran = planck("check", "plan.yaml", "figures.csv", "--assume", "firms@2023=50", "--lang", "en")
    assert ran.code == 0
    assert ran.out.splitlines()[2].startswith("ATTENTION: 1 of the 2 figures used is assumed")
    assert "- 1 behind" in ran.out
    assert "50#" in ran.out
    assert "# rests on an assumed figure" in ran.out


def test_an_assumption_that_cannot_be_read_is_no_verdict(planck: Planck) -> None:
    ran = planck("check", "plan.yaml", "figures.csv", "--assume", "firmen@2023=50", "--lang", "en", "-v")
    assert ran.code == 2
    assert "E061" in ran.out
    assert "1 | firmen@2023=50" in ran.out
    assert "did you mean 'firms'?" in ran.out


def test_a_publication_stands_before_an_assumption_and_that_is_said(planck: Planck) -> None:
    ran = planck("check", "plan.yaml", "figures.csv", "--assume", "firms@2022=70", "--lang", "en")
    assert "L009" in ran.out
    assert "ATTENTION" not in ran.out


def test_assumptions_stand_in_the_json(planck: Planck) -> None:
    ran = planck("check", "plan.yaml", "figures.csv", "--assume", "firms@2023=50", "--output-format", "json")
    result = json.loads(ran.out)
    assert (result["assumed_figures"], result["inputs"][-1]["file"]) == (1, "--assume")
    [plan] = result["plans"]
    row = dict(zip(plan["figures"]["columns"], plan["figures"]["rows"][plan["verdicts"][0]["latest"]], strict=True))
    assert (row["file"], row["line"]) == ("--assume", 1)


def test_a_verdict_says_what_would_flip_it(planck: Planck) -> None:
    # 48 of 48: 95 % of the way to 2022 is 47.6, so 48 holds and 47 does not; without decimals it takes 49 to be ahead.
    markdown = planck("check", "plan.yaml", "figures.csv", "--output-format", "markdown-full", "--lang", "en").out
    assert "Holds down to 48 units, below it is behind." in markdown
    assert "| Firms | on schedule | holds down to 48 units, below it is behind |" in markdown
    chinese = planck("check", "plan.yaml", "figures.csv", "--output-format", "markdown-full", "--lang", "zh").out
    assert "不低于 48 家时仍成立，再低则为滞后。" in chinese


def test_a_verdict_that_falls_short_says_what_it_needs(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text(FIGURES.replace("48", "46"), encoding="utf-8")
    # Behind with 46: 47.6 is on schedule, so two more.
    english = planck("check", "plan.yaml", "figures.csv", "--lang", "en", "-v").out
    assert "Needs 2 units more (48 units) to be on schedule." in " ".join(english.split())
    chinese = planck("check", "plan.yaml", "figures.csv", "--lang", "zh", "-v").out
    assert "还差2家（达到48家）即为基本符合预期。" in "".join(chinese.split())


def long_series(folder: Path) -> None:
    # 10, 12, 13, 17, 18 up to 2020, then 20: predicted 20, on the linear path from 18 to 60 by 2025 26.4 are asked for.
    rows = "".join(f"某区,企业数,{2016 + step},{value},家\n" for step, value in enumerate((10, 12, 13, 17, 18, 20)))
    (folder / "figures.csv").write_text(FIGURES.split("\n")[0] + "\n" + rows, encoding="utf-8")
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(text.replace("baseline: 40", "baseline: 18"), encoding="utf-8")


def test_backtest_reports_calibration_coverage_and_score(planck: Planck, folder: Path) -> None:
    long_series(folder)
    ran = planck("backtest", "plan.yaml", "figures.csv", "--lang", "en")
    assert ran.code == 0
    assert "1 series tried with 1 predictions" in ran.out
    # t = 6.4 / sqrt(2.5) = 4.05 with 3 degrees of freedom; 3.182 and 4.541 are the published 97.5 and 99 %.
    assert "0%-10%" in ran.out
    assert "Brier score 0.000" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_backtest_writes_json_and_markdown_in_both_languages(planck: Planck, folder: Path) -> None:
    long_series(folder)
    found = json.loads(planck("backtest", "plan.yaml", "figures.csv", "--output-format", "json").out)
    assert (found["series"], found["short"], found["score"]["count"], found["score"]["base_rate"]) == (1, 0, 1, 0.0)
    assert found["coverage"] == [[level, 1.0] for level in (0.5, 0.8, 0.95)]
    assert found["score"]["bins"][0]["count"] == 1
    assert 0.01 < found["score"]["bins"][0]["predicted"] < 0.025
    assert found["score"]["skill"] is None
    jsonschema.Draft202012Validator(json.loads(planck("schema", "backtest").out)).validate(found)
    markdown = planck("backtest", "plan.yaml", "figures.csv", "--output-format", "markdown", "--lang", "zh").out
    assert markdown.startswith("# 预测的回溯检验\n")
    assert "| 区间 | 落在其中 |" in markdown


def test_backtest_says_that_a_few_predictions_prove_nothing(planck: Planck, folder: Path) -> None:
    long_series(folder)
    assert "Only 1 predictions: too few to tell" in planck("backtest", "plan.yaml", "figures.csv", "--lang", "en").out


def test_backtest_reads_figures_as_check_does(planck: Planck, folder: Path) -> None:
    long_series(folder)
    text = (folder / "figures.csv").read_text(encoding="utf-8")
    renamed = text.replace(text.splitlines()[0], text.splitlines()[0].replace("indicator", "统计项目"))
    (folder / "figures.csv").write_text(renamed, encoding="utf-8")
    assert planck("backtest", "plan.yaml", "figures.csv").code == 2
    (folder / "pyproject.toml").write_text('[tool.planck.columns]\n"统计项目" = "indicator"\n', encoding="utf-8")
    assert planck("backtest", "plan.yaml", "figures.csv").code == 0
    (folder / "figures.csv").write_bytes(renamed.encode("gb18030"))
    assert planck("backtest", "plan.yaml", "figures.csv", "--encoding", "gb18030").code == 0
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write('[tool.planck]\nencoding = "ascii"\nlang = "en"\n')
    assert planck("compare", "plan.yaml", "figures.csv").code == 2
    assert "encoding: wanted ascii" in planck("backtest", "plan.yaml", "figures.csv").err


def test_backtest_says_when_there_is_nothing_to_try(planck: Planck) -> None:
    ran = planck("backtest", "plan.yaml", "figures.csv", "--hold-out", "2", "--lang", "en")
    assert ran.code == 3
    assert "There is no series to try: with the last 2 hidden" in ran.out


def test_backtest_refuses_what_it_cannot_read(planck: Planck) -> None:
    ran = planck("backtest", "missing.yaml", "figures.csv")
    assert (ran.code, ran.out) == (2, "")
    assert "E001" in ran.err
    empty = planck("backtest", "plan.yaml", "--hold-out", "2", "--output-format", "json")
    jsonschema.Draft202012Validator(json.loads(planck("schema", "backtest").out)).validate(json.loads(empty.out))
    assert planck("backtest", "plan.yaml", "--hold-out", "0").code == 2


def test_backtest_fails_when_it_cannot_write(planck: Planck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planck.cli.reports.write", lambda text: False)
    assert planck("backtest", "plan.yaml", "figures.csv").code == 2
