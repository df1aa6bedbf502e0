"""The plans whose end is known: numbers worked out by hand, official words, sources, and the report itself."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from planck.model import Assessment, Missing, Plan
from planck.words import Language
from tests.golden.folder import shared
from tests.outcomes.__main__ import NAMES
from tests.outcomes.report import report
from tests.outcomes.verdicts import ROOT, SAME, explained, judged, missed, official, verdicts

PLANS = sorted(official()["figures"])
TABLES = sorted({name for names in official()["figures"].values() for name in names})
CARDS = ("china-13fyp", "china-14fyp", "hangzhou-tables", "later")


def of(plan: str, target: str, as_of: str = "") -> Assessment:
    [assessment] = [one for one in judged(plan, as_of).assessments if one.target.id == target]
    return assessment


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("gdp", 89.347),  # 67.7 * 1.067 * 1.069 * 1.066 * 1.061 * 1.023
        ("income", 1.3122),  # 1.063 * 1.073 * 1.065 * 1.058 * 1.021, which is 5.58 % a year
        ("energy_intensity", 0.86258),  # 0.95 * 0.963 * 0.969 * 0.974 * 0.999
        ("urban_jobs", 6564),  # 1314 + 1351 + 1361 + 1352 + 1186
        ("poverty", 5575),  # 1240 + 1289 + 1386 + 1109 + 551
    ],
)
def test_values_made_of_the_yearly_ones_of_the_13th_plan(target: str, value: float) -> None:
    assert of("china-13fyp", target).judged == pytest.approx(value, rel=1e-4)


def test_the_end_of_the_13th_plan() -> None:
    counted = Counter(one.status for one in judged("china-13fyp", "").assessments)
    assert counted == {"achieved": 18, "achieved_early": 5, "missed": 7, "not_assessed": 1}
    assert of("china-13fyp", "forest_cover").status == "achieved", "23.04 is exactly the goal"
    assert of("china-13fyp", "schooling").status == "missed", "10.75 is 10.8 only when it is rounded"


def test_the_45_yearly_goals() -> None:
    every = judged("china-yearly-goals", "").assessments
    assert len(every) == 45
    assert [one.target.id for one in every if isinstance(one.latest, Missing)] == ["trade_growth_2015"]


def test_a_check_of_the_13th_plan_has_verdicts_and_no_error() -> None:
    result = judged("china-13fyp", "")
    assert not [one for one in result.findings if one.severity == "error"]


def test_the_official_verdicts() -> None:
    every = verdicts()
    silent = [one.assessment.target.id for one in every if one.silent]
    assert (len(every), sum(one.agrees for one in every), len(silent)) == (75, 61, 5)
    assert silent == ["pension_coverage", "forest_cover", "schooling", "nursery_places", "trade_growth_2015"]
    assert {one.official for one in every} <= set(SAME)
    assert all(one.words and one.source for one in every)


def test_each_difference_is_explained_and_nothing_else() -> None:
    for one in verdicts():
        assert bool(one.why.zh and one.why.en) == (not one.agrees and not one.silent), one.assessment.target.id
    for one in (*explained("alone"), *explained("changed")):
        assert one.why.zh
        assert one.why.en


@pytest.mark.parametrize("plan", PLANS)
def test_each_goal_called_missed_is_spoken_of(plan: str) -> None:
    spoken = {one.assessment.target.id for one in (*verdicts(), *explained("alone")) if one.plan.plan.id == plan}
    assert set(missed(plan)) <= spoken


def test_the_counts_of_the_mid_term_report_of_the_14th_plan() -> None:
    # 4 met early, 5 ahead, 7 on schedule, 4 behind; those of goals with a number that a page prints are here.
    counted = Counter(one.official for one in verdicts() if one.plan.plan.id == "china-14fyp")
    assert counted == {"early": 3, "ahead": 4, "on_schedule": 5, "behind": 3, "met": 4}


@pytest.mark.parametrize("language", Language, ids=str)
def test_the_report_is_fresh(language: Language) -> None:
    """`python -m tests.outcomes reports` writes it anew."""
    assert (ROOT / "reports" / NAMES[language]).read_text(encoding="utf-8") == report(language)


# Sources.


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def card(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / f"seeds/{name}.yaml").read_text(encoding="utf-8"))
    return content


def plan(name: str) -> Plan:
    return judged(name, "").plan


def pages() -> dict[str, object]:
    return {page["url"]: page["read"] for name in CARDS for page in card(name)["pages"]}


@pytest.mark.parametrize("name", PLANS)
def test_every_target_says_where_it_is_printed(name: str) -> None:
    for target in plan(name).targets:
        source = target.source
        assert source.at, target.id
        assert source.as_printed, target.id
        assert source.document or source.url or plan(name).source.document or plan(name).source.url, target.id


def test_every_address_stands_in_a_card_with_the_day_it_was_read() -> None:
    used = {row["source"] for name in TABLES for row in rows(ROOT / f"seeds/{name}.csv")}
    used |= {target.source.url for name in PLANS for target in plan(name).targets} | {
        plan(name).source.url for name in PLANS
    }
    used |= {row["source"] for row in rows(ROOT / "seeds/later.csv")[42:]}
    addresses = {source for source in used if source.startswith("http")}
    assert addresses <= set(pages())
    assert all(isinstance(read, date) for read in pages().values())


def test_every_figure_has_a_source_and_its_print() -> None:
    for name in TABLES:
        assert all(row["source"] and row["as_printed"] for row in rows(ROOT / f"seeds/{name}.csv")), name


# The lists beside the checkout.


def test_the_yearly_goals_are_those_of_the_list() -> None:
    given = rows(shared("truth/yearly_goals_pairs.csv"))
    every = judged("china-yearly-goals", "").assessments
    for row, one in zip(given, every, strict=True):
        assert one.due.label == row["year"]
        wanted = [float(part) for part in row["goal"].split("..")]
        assert [bound for bound in (one.goal.low, one.goal.high) if bound is not None] == wanted, one.target.id
        assert row["actual"] == ("" if isinstance(one.latest, Missing) else one.latest.text), one.target.id


def test_the_goals_of_the_13th_plan_are_those_of_the_list() -> None:
    given = {
        float(row["target_2020"])
        for row in rows(shared("truth/outcome_13fyp.csv"))
        if row["target_2020"] and "memory" not in row["target_src"] and row["kind"] != "summary"
    }
    goals = {
        float(digits)
        for one in plan("china-13fyp").targets
        for digits in [one.goal.printed]
        if digits.replace(".", "").isdigit()
    }
    assert given - goals <= {6.5, 15}, "percentages, printed with their sign"


def test_later_figures_are_those_of_the_list() -> None:
    given = [row for row in rows(shared("truth/actuals.csv")) if row["status"] != "bound"]
    ours = {
        (row["region"], row["indicator"], row["period"]): float(row["value"]) for row in rows(ROOT / "seeds/later.csv")
    }
    for row in given:
        assert ours[row["region"], row["indicator"], row["period"]] == float(row["value"])
