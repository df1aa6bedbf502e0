"""What the audit finds in the encoded plans; numbers worked out by hand from the documents, see the comments."""

from itertools import pairwise
from pathlib import Path

import pytest

from planck.assess.plan import PlanResult
from planck.model import Finding, Language, Severity
from planck.pipeline import check
from planck.pipeline.audit import audit
from planck.view.message import message_text

ROOT = Path(__file__).parents[2]
GONGSHU, HANGZHOU, XIHU = "gongshu", "hangzhou-2016", "xihu-2023"


def audited(name: str, *figures: str) -> PlanResult:
    result = audit([str(ROOT / f"targets/{name}.yaml")], [str(ROOT / f"seeds/{one}.csv") for one in figures])
    [plan] = result.plans
    return plan


def found(plan: PlanResult, code: str, target: str | None = None) -> list[Finding]:
    return [one for one in plan.findings if one.code == code and target in (None, one.target)]


def texts(findings: list[Finding]) -> str:
    return " ".join(message_text(one, Language.EN) for one in findings)


@pytest.fixture(scope="module")
def gongshu() -> PlanResult:
    return audited(GONGSHU)


@pytest.fixture(scope="module")
def hangzhou() -> PlanResult:
    return audited(HANGZHOU, "002_beeea0b8007c40f6", "later")


@pytest.fixture(scope="module")
def xihu() -> PlanResult:
    return audited(XIHU)


def test_high_tech_firms_need_more_than_the_printed_15_per_cent(gongshu: PlanResult) -> None:
    [finding] = found(gongshu, "A001")
    assert finding.target == "national_high_tech_firms"
    # (1000 / 466) ** (1 / 5) = 1.1650; 466 * 1.15 ** 5 = 937.3.
    for part in ("prints 15 % a year", "466 units to 1,000 units needs 16.50 %", "gives 937 units, 63 units short"):
        assert part in texts([finding])


def test_the_rd_goal_misses_the_rate_of_the_text_by_0_23(gongshu: PlanResult) -> None:
    [finding] = found(gongshu, "A004")
    # 20 * 1.15 ** 5 = 40.227; (40 / 20) ** (1 / 5) = 1.1487.
    for part in (
        "40 hundred million yuan met exactly is 14.87 %",
        "at least 15%",
        "gives 40.23 hundred million yuan, a difference of 0.23 hundred million yuan",
    ):
        assert part in texts([finding])


def test_the_two_denominators_of_81_5_per_cent(gongshu: PlanResult) -> None:
    [finding] = found(gongshu, "A014")
    assert finding.target == "hightech_share"
    assert "81.5 % is printed as a share of 工业增加值 and elsewhere of 规上工业增加值" in texts([finding])


def test_the_implied_gdp(gongshu: PlanResult) -> None:
    # 20 / 1.1 % = 1818.2 and 40 / 1.5 % = 2666.7: 7.96 % a year.
    assert "1,818 hundred million yuan in 2020 and 2,667 hundred million yuan in 2025, 7.96 % a year" in texts(
        found(gongshu, "A012")
    )
    assert found(gongshu, "A013") == []


def test_the_talent_sum_under_2025(gongshu: PlanResult) -> None:
    [finding] = found(gongshu, "A019")
    assert finding.target == "high_level_talents"
    assert "300 people is printed under 2025 but is a sum over 2021 to 2025, on average 60 people" in texts([finding])


def test_the_two_baselines_left_blank(gongshu: PlanResult) -> None:
    assert [one.target for one in found(gongshu, "A015")] == ["high_value_patents", "high_level_talents"]


@pytest.mark.parametrize("target", ["tech_smes", "rd_intensity", "makerspaces_and_incubators", "rd_expenditure"])
def test_consistent_rows_have_no_finding(gongshu: PlanResult, target: str) -> None:
    # 1285 to 2600 (15.14 %), 1.1 to 1.5 (0.08 points), 40 to 60 (4 a year), 20 to 40 (14.87 %).
    assert [one for one in gongshu.findings if one.target == target] == []


def test_the_consistent_share_has_only_its_denominators(gongshu: PlanResult) -> None:
    # 81.5 to 82 is 0.1 points a year, as printed.
    assert [one.code for one in gongshu.findings if one.target == "hightech_share"] == ["A014"]


# Goal and figure of 2015, from the document of 2016.
BELOW_2015 = {
    "major_projects": (15, 35),
    "new_national_high_tech_firms": (150, 311),
    "new_tech_smes": (1500, 1757),
    "new_city_incubators": (8, 15),
    "technology_market_trade": (70, 77.42),
    "invention_patents": (28500, 30280),
    "new_agricultural_tech_firms": (20, 22),
    "new_incubation_area": (10, 31.97),
    "new_city_high_tech_firms": (200, 507),
    "new_start_ups": (300, 413),
    "new_rd_institutions": (100, 182),
    "rural_science_events": (5, 6),
}


def test_goals_of_2016_that_2015_had_reached(hangzhou: PlanResult) -> None:
    behind = {one.target: one for one in found(hangzhou, "A008")}
    assert set(behind) == set(BELOW_2015)
    for target, (goal, before) in BELOW_2015.items():
        numbers = [behind[target].arguments[key] for key in ("goal", "got", "gap")]
        values = [getattr(number, "value", None) for number in numbers]
        assert values == pytest.approx([goal, before, before - goal]), target
    assert [one.target for one in found(hangzhou, "A009")] == ["new_social_rd_centres"]
    # The yearbook has 3.01 % for 2015, the plan wants 3 %.
    [intensity] = found(hangzhou, "A010")
    assert (intensity.target, intensity.period, intensity.severity) == ("rd_intensity", "2015", Severity.WARNING)


def test_without_figures_the_baselines_speak_alone() -> None:
    assert len(found(audited(HANGZHOU), "A008")) == 12
    assert found(audited(HANGZHOU), "A010") == []


def test_the_start_up_firms(hangzhou: PlanResult) -> None:
    [finding] = found(hangzhou, "A021")
    # 330 + 83 = 413 in 2015.
    assert (
        "413 units in 2015 and the goal of 300 units already make 713 units, 13 units more than the goal 700 units"
        in texts([finding])
    )


def test_trade_is_to_grow_and_to_fall(hangzhou: PlanResult) -> None:
    # 70 / 77.42 - 1 = -9.58 %.
    assert "70 hundred million yuan met exactly is -9.58 % a year" in texts(found(hangzhou, "A004"))


def test_xihus_implied_growth(xihu: PlanResult) -> None:
    # 81 / 1.196 / 4.10 % = 1651.9; 81 / 4.25 % = 1905.9; 1905.9 / 1651.9 = 1.1538.
    [finding] = found(xihu, "A013")
    assert (
        "1,652 hundred million yuan in 2020 and 1,906 hundred million yuan in 2021, 15.38 % a year, outside"
        in texts([finding])
    )
    # 89 / 4.28 % = 2079.4.
    assert "1,906 hundred million yuan in 2021 and 2,079 hundred million yuan in 2023, 4.45 % a year" in texts(
        found(xihu, "A012")
    )


def test_xihus_goal_below_last_year(xihu: PlanResult) -> None:
    [finding] = found(xihu, "A008")
    assert finding.target == "new_national_high_tech_firms"
    assert "the goal 230 units asks for 20 units less than the 250 units of 2022" in texts([finding])
    assert [one.target for one in found(xihu, "A009")] == ["new_tech_smes", "industry_university_bases"]


def test_xihus_goals_can_be_read_for_two_years(xihu: PlanResult) -> None:
    # (89 / 81) ** (1 / 2) = 1.0482, 89 / 81 = 1.0988.
    assert "4.82 % a year" in texts(found(xihu, "A022", "rd_expenditure"))
    assert "9.88 %" in texts(found(xihu, "A022", "rd_expenditure"))


@pytest.mark.parametrize("name", [GONGSHU, HANGZHOU, XIHU, "hangzhou-2017"])
def test_both_languages_say_it_without_a_gap(name: str) -> None:
    for one in audited(name).findings:
        for language in Language:
            assert "{" not in message_text(one, language)
        chinese = message_text(one, Language.ZH)
        assert not {",", ";", ":"} & {char for char, after in pairwise(chinese) if after > "一"}


def test_a_check_says_the_same_in_notes() -> None:
    plan = str(ROOT / "targets/gongshu.yaml")
    [judged] = check([plan]).plans
    notes = [one for one in judged.findings if one.code.startswith("A")]
    assert {one.severity for one in notes} == {Severity.NOTE}
    assert sorted(one.code for one in notes) == sorted(
        one.code for one in audited(GONGSHU).findings if one.code[0] == "A"
    )
