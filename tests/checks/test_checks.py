"""Every check: what makes it speak, and what keeps it silent."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess.columns import columns_of
from planck.assess.plan import PlanResult, assess_plan
from planck.checks import CHECKS, RUN_CHECKS, Run
from planck.checks.panel import PanelPlan, PanelResult
from planck.checks.run import set_aside
from planck.checks.wrong_unit import WANTED
from planck.model import (
    AsOf,
    Baseline,
    Conversion,
    Figure,
    FigureStatus,
    Finding,
    Identity,
    Ignore,
    Measure,
    Nature,
    Place,
    Plan,
    Quantity,
    Region,
    Severity,
    Text,
)
from planck.model.change import RecordedReason
from planck.model.table import Figures
from planck.words import Label, Labels
from tests.building import HERE, PLACE, figure, formula, goal, indicator, plan, target, when

FLOW = Measure.FLOW


def context(of: Plan, figures: tuple[Figure, ...], as_of: str = "") -> PlanResult:
    return assess_plan(of, figures, when(as_of) if as_of else None)


def found(code: str, of: Plan, *figures: Figure, as_of: str = "") -> list[Finding]:
    return list(CHECKS[code](context(of, figures, as_of)))


def found_in_run(code: str, *plans: Plan, figures: tuple[Figure, ...]) -> list[Finding]:
    contexts = tuple(context(of, figures) for of in plans)
    return list(RUN_CHECKS[code](Run(plans=contexts, figures=Figures.of(figures))))


def test_no_figure() -> None:
    [finding] = found("C001", plan(target()), figure(2020, 40))
    assert (finding.target, finding.arguments["base"], finding.arguments["due"]) == ("firms", "2020", "2025")
    assert finding.place == target().place
    assert not found("C001", plan(target()), figure(2021, 40))


def test_no_baseline() -> None:
    assert found("C002", plan(target(baseline=None)), figure(2021, 40))
    assert not found("C002", plan(target()), figure(2021, 40))


def test_partial_year() -> None:
    flow = plan(target(), indicators=(indicator(measure=FLOW),))
    half = figure("2022-H1", 20)
    [finding] = found("C003", flow, half)
    assert (finding.place, finding.period) == (half.place, "2022-H1")
    assert not found("C003", flow, figure(2022, 48))
    assert not found("C003", flow, figure("2020-H1", 20)), "before the baseline nothing is compared"


def test_stale_figure() -> None:
    late = plan(target(), target("labs"))
    assert [finding.target for finding in found("C004", late, figure(2021, 44), figure(2023, 1, "labs"))] == ["firms"]
    lagging = plan(target(), target("labs"), indicators=(indicator(lag=2),))
    assert not found("C004", lagging, figure(2021, 44), figure(2023, 1, "labs"))
    assert not found("C004", plan(target())), "without any figure there is no time of judgement"


@pytest.mark.parametrize("code", ["C001", "C002", "C004", "C005"])
def test_what_is_said_of_one_region_of_many_names_it(code: str) -> None:
    everywhere = Region(every=True)
    figures = (figure(2022, 44, region="甲"), figure(2023, 1, "labs", region="乙"))

    def names(region: Region) -> list[tuple[str, str]]:
        targets = target(path="hold", region=region), target("labs", baseline=None, region=region)
        here = tuple(replace(one, region=region.name or one.region) for one in figures)
        said = found(code, plan(*targets, region=region), *here)
        return [(finding.region, one.zh) for finding in said if isinstance(one := finding.arguments["name"], Text)]

    assert names(everywhere)
    assert all(name.startswith(region) for region, name in names(everywhere))
    assert {name for _, name in names(HERE)} <= {"firms", "labs"}, "of one region nothing is added"


def test_a_figure_for_the_goals_date_is_never_stale() -> None:
    assert not found("C004", plan(target(due=2021)), figure(2021, 61), as_of="2024")


def test_a_stale_derived_value_points_to_its_target() -> None:
    constant = replace(indicator(), formula=formula("baseline(firms) + 8 * other"))
    of = plan(target(), target("labs"), indicators=(constant, indicator("other")))
    [finding] = found("C004", of, figure(2021, 1, "other"), figure(2023, 1, "labs"))
    assert finding.target == "firms"


def test_missing_year() -> None:
    total = plan(
        target(wants=goal(low=300.0, quantity=Quantity.TOTAL), baseline=None), indicators=(indicator(measure=FLOW),)
    )
    [finding] = found("C005", total, figure(2021, 55), figure(2024, 60))
    assert finding.arguments["years"] == "2022, 2023"
    [finding] = found("C005", total, figure(2021, 55), figure("2024-H1", 30))
    assert finding.arguments["years"] == "2022, 2023", "half a year is the newest"
    [finding] = found("C005", total, figure(2022, 55))
    assert finding.arguments["years"] == "2021", "the first of them"
    assert not found("C005", total, figure(2021, 55), figure(2022, 60))
    assert not found("C005", total)
    assert not found("C005", plan(target()), figure(2021, 55), figure(2024, 60)), "a level needs only its newest figure"
    every_year = plan(target(path="hold", baseline=None))
    assert found("C005", every_year, figure(2021, 61), figure(2023, 61))


def test_unused_figure() -> None:
    firms = plan(target(), indicators=(indicator(aliases=("国家高新技术企业",)),))
    unknown = (figure(2021, 1, "国家高新企业"), figure(2022, 1, "国家高新企业"))
    [likely] = found_in_run("C006", firms, figures=unknown)
    assert (likely.severity, "aliases: [国家高新企业]" in str(likely.arguments["near"])) == (Severity.WARNING, True)
    [finding] = found_in_run("C006", firms, figures=(*unknown, figure(2021, 45)))
    assert finding.severity is Severity.NOTE, "the target has a figure"
    nearest = {
        "nearest": "国家高新技术企业",
        "near": Text(zh="；最接近的是“国家高新技术企业”", en="; the nearest is '国家高新技术企业'"),
    }
    assert dict(finding.arguments) == {"got": "国家高新企业", "count": 2, **nearest}
    other = plan(target("国家高新企业"), id="other")
    assert not found_in_run("C006", firms, other, figures=unknown), "another plan of the run uses it"
    assert not found_in_run("C006", firms, figures=(figure(2021, 1, "国家高新企业", region="别处"),))
    # Of 5 and 8 letters 2 are the same, 4 of 13; of 5 and 9 it is 4 of 14.
    for unlike, near in (("fi345678", "firms"), ("fi3456789", "-")):
        assert found_in_run("C006", plan(target()), figures=(figure(2021, 1, unlike),))[0].arguments["nearest"] == near
    elsewhere = plan(target(region=replace(HERE, name="别处")), id="other", region=replace(HERE, name="别处"))
    assert found_in_run("C006", firms, elsewhere, figures=(figure(2021, 1, "?????"),)), (
        "that is in no region of the other"
    )
    assert not found_in_run("C006", figures=unknown), "without a plan nothing is known"
    [strange] = found_in_run("C006", firms, figures=(figure(2021, 1, "?????"),))
    assert (strange.arguments["nearest"], strange.arguments["near"]) == ("-", Text())


def test_other_region() -> None:
    [finding] = found_in_run("C007", plan(target()), figures=(figure(2021, 1, region="别处"),) * 2)
    assert dict(finding.arguments) == {"got": "别处", "count": 2}
    many = [
        tuple(
            figure(year, 1, region=name, line=10 * place + year - 2019)
            for place, name in enumerate("甲乙丙丁戊"[:count])
            for year in (2021, 2022)[: 1 + (name == "甲")]
        )
        for count in (4, 5)
    ]
    each, together = (found_in_run("C007", plan(target()), figures=figures) for figures in many)
    assert [(finding.arguments["got"], finding.place) for finding in each] == [
        (one.region, one.place) for one in many[0] if one.period == when(2021)
    ]
    [finding] = together
    assert (finding.place, finding.arguments["count"]) == (many[1][0].place, 6)
    assert finding.arguments["got"] == Label("checks.wrong_unit.regions").fill(names=list("甲乙丙丁"), more=1)
    assert not found_in_run("C007", plan(target()), figures=(figure(2021, 1),))
    assert not found_in_run("C007", figures=(figure(2021, 1),)), "without a plan nothing is foreign"


def test_unpublished_figure() -> None:
    assert found("C008", plan(target()), figure(2021, None))
    assert not found("C008", plan(target()), figure(2021, 1))


def test_not_yet_known() -> None:
    [finding] = found("C009", plan(target()), figure(2021, 1), figure(2022, 2), figure(2023, 3), as_of="2021")
    assert finding.arguments["count"] == 2
    assert not found("C009", plan(target()), figure(2021, 1))


def test_contradicting_figures() -> None:
    [finding] = found("L001", plan(target()), figure(2021, 1), figure(2021, 2, line=3))
    assert finding.severity is Severity.ERROR
    assert finding.arguments["values"] == "1 (figures.csv:2), 2 (figures.csv:3)"
    third = figure(2021, 3, line=4)
    [finding] = found("L001", plan(target()), figure(2021, 1), figure(2021, 2, line=3), third)
    assert finding.place == third.place, "the last of them"
    assert not found("L001", plan(target()), figure(2021, 1), figure(2021, 1))


def test_repeated_figure() -> None:
    assert found("L002", plan(target()), figure(2021, 1), figure(2021, 1))
    assert not found("L002", plan(target()), figure(2021, 1), figure(2022, 1))


def test_wrong_unit() -> None:
    [finding] = found("L003", plan(target()), figure(2021, 1, unit="人"))
    assert (finding.arguments["wanted"], finding.arguments["got"]) == ("家", "人")
    assert not found("L003", plan(target()), figure(2021, 1))
    assert not found("L003", plan(target()), figure(2021, 1, unit="万家"))


def test_a_word_is_a_number_for_an_event_alone() -> None:
    [finding] = found("L003", plan(target()), replace(figure(2021, 1), text="是"))
    assert (finding.arguments["wanted"], finding.arguments["got"]) == ("家", "是")
    event = plan(target(), indicators=(indicator(measure=Measure.EVENT, unit=""),))
    assert not found("L003", event, replace(figure(2021, 1, unit=""), text="是"))


def test_converted_unit_is_shown_once_a_series() -> None:
    figures = figure(2021, 1.5, unit="万家"), figure(2022, 2, unit="万家"), figure(2023, 30_000)
    [finding] = found("L040", plan(target(baseline=14_000.0)), *figures)
    assert finding.arguments["example"] == "1.5 万家 = 15000 家"
    made = replace(figure(2021, 15_000), converted=Conversion(text="1.5", unit="万家", factor=10_000.0))
    [before] = found("L040", plan(target(baseline=14_000.0)), made, figure(2022, 16_000))
    alias = replace(figures[0], region="Gongshu")
    assert [one.region for one in found("L040", plan(target(baseline=14_000.0)), alias)] == ["拱墅区"]
    assert (before.arguments["count"], before.arguments["example"]) == (1, "1.5 万家 = 15000 家"), "by who read it"
    assert (finding.arguments["count"], finding.place) == (2, figures[0].place)
    assert not found("L040", plan(target()), figure(2021, 1))


def test_share_in_percent() -> None:
    share = plan(target(baseline=None), indicators=(indicator(measure=Measure.RATIO, unit="%"),))
    [finding] = found("L041", share, figure(2021, 1.5, unit="%"), figure(2022, 0.016, unit="%"))
    assert (finding.arguments["got"], finding.arguments["other"], finding.period) == ("0.016", 1.5, "2022")
    several = (figure(2020, 2.5, unit="%"), figure(2021, 1.5, unit="%"), figure(2022, 0.016, unit="%"))
    assert [finding.arguments["other"] for finding in found("L041", share, *several)] == [1.5], "the least of them"
    of_baseline = plan(target(baseline=1.2), indicators=(indicator(measure=Measure.RATIO, unit="%"),))
    assert len(found("L041", of_baseline, figure(2021, 0.013, unit="%"), figure(2022, 0.014, unit="%"))) == 2
    # A growth of 0.3 % beside one of 12 % is no share, nor is 0.25 % beside 0.31 %.
    assert not found("L041", share, figure(2021, 12, unit="%"), figure(2022, 0.3, unit="%"))
    assert not found("L041", share, figure(2021, 0.31, unit="%"), figure(2022, 0.25, unit="%"))
    few = plan(target(baseline=None, wants=goal(low=2.0)), indicators=(indicator(unit="亿元"),))
    assert not found("L041", few, figure(2021, 1.5, unit="亿元"), figure(2022, 0.016, unit="亿元")), "no percentage"


def test_rebased_baseline_says_what_the_other_would_give() -> None:
    # From 40 the path asks for 48 in 2022; from 46 it asks for 51.6, and 48 is 2 of the 14.
    [finding] = found("L004", plan(target()), figure(2020, 46), figure(2022, 48))
    assert (finding.arguments["status"], finding.arguments["other"]) == ("on_schedule", "off_track")
    assert finding.place == figure(2020, 46).place
    [finding] = found("L004", plan(target()), figure(2019, 30), figure(2020, 46), figure(2022, 48))
    assert finding.arguments["got"] == "46", "of the base year"
    assert not found("L004", plan(target()), figure(2020, 40), figure(2022, 48))


def test_rebased_by_a_formula_points_to_the_target() -> None:
    derived = replace(indicator(), formula=formula("other + 1"))
    of = plan(target(), indicators=(derived, indicator("other")))
    [finding] = found("L004", of, figure(2020, 45, "other"), figure(2022, 47, "other"))
    assert finding.arguments["got"] == 46


def test_what_is_derived_from_nothing_but_the_plan_points_to_its_target() -> None:
    growth = indicator("growth", measure=Measure.RATIO, unit="%")
    grown = replace(indicator("rd"), formula=formula("baseline(gdp) * chain(growth)"))
    known = (grown, growth, indicator("gdp"), indicator("labs"))
    # In the base year of the plan the chain is empty: it is the 40 of the other target.
    rates = figure(2020, 10, "growth", unit="%"), figure(2021, 10, "growth", unit="%")
    rebased = plan(target("rd", baseline=45.0), target("gdp"), indicators=known)
    [finding] = found("L004", rebased, *rates)
    assert (finding.place, finding.arguments["got"]) == (target().place, 40)
    # From 20 in 2018 to 100 in 2024 asks for 20 / 1.5 a year: 40 is three quarters of the way to 46.7.
    early = replace(
        target("rd", wants=goal(low=100.0), due=2024), baseline=Baseline(value=20.0, period=when(2018), place=PLACE)
    )
    start = plan(early, target("gdp"), target("labs"), indicators=known)
    [finding] = found("T001", start, rates[0])
    assert finding.place == target().place
    [finding] = found("C004", start, rates[0], figure(2023, 1, "labs"))
    assert (finding.place, finding.arguments["latest"]) == (target().place, "2020")
    part = plan(replace(early, part_of="labs"), target("gdp"), target("labs"), indicators=known)
    [finding] = found("L006", part, rates[0], figure(2020, 39, "labs"))
    assert (finding.place, finding.arguments["got"]) == (target().place, 40)


def identity_plan(text: str = "rd / share") -> Plan:
    parts = (
        indicator("rd", measure=FLOW, unit="亿元"),
        indicator("share", measure=Measure.RATIO, unit="%"),
        indicator("gdp", measure=FLOW, unit="亿元"),
    )
    left, right = formula(text), formula("gdp")
    identity = Identity(id="gdp", left=left, right=right, text=f"{text} = gdp", place=PLACE)
    return plan(indicators=parts, identities=(identity,))


def test_broken_identity() -> None:
    # Xihu 2021: 81 / 4.25 % is 1905.9, printed 81 and 4.25 leave 1892 to 1920; the published 1904.2 is inside.
    holding = (
        figure(2021, 81, "rd", unit="亿元"),
        figure(2021, 4.25, "share", unit="%"),
        figure(2021, 1904.2, "gdp", unit="亿元"),
    )
    assert not found("L005", identity_plan(), *holding)
    [finding] = found("L005", identity_plan(), *holding[:2], figure(2021, 1950, "gdp", unit="亿元"))
    assert finding.arguments["low"] == pytest.approx(80.5 / 0.04255)
    assert finding.arguments["high"] == pytest.approx(81.5 / 0.04245)
    assert [finding.arguments[name] for name in ("other_low", "other_high")] == [1949.5, 1950.5]
    assert found("L005", identity_plan(), *holding[:2], figure(2021, 1850, "gdp", unit="亿元")), "it lies below as well"
    # 81 is 80.5 to 81.5, which 80 and 82 touch.
    for value, told in ((79, 1), (80, 0), (81, 0), (82, 0), (83, 1)):
        assert len(found("L005", identity_plan("rd"), holding[0], figure(2021, value, "gdp", unit="亿元"))) == told
    assert not found("L005", identity_plan(), *holding[:2]), "a figure is lacking"
    derived = identity_plan("rd")
    twice = replace(indicator("gdp", measure=FLOW, unit="亿元"), formula=formula("rd * 2"))
    assert not found("L005", replace(derived, indicators=(*derived.indicators[:2], twice)), holding[0]), "not published"
    numbers = Identity(id="x", left=formula("1"), right=formula("2"), text="1 = 2", place=PLACE)
    assert not found("L005", replace(derived, identities=(numbers,)), *holding), "of no figures"
    assert not found("L005", identity_plan("previous(rd)"), *holding), "spans of several years are not judged"
    zero = figure(2021, 0, "share", unit="%", text="0.00")
    assert not found("L005", identity_plan(), holding[0], zero, holding[2]), "no value on the left"


def parts(unit: str = "家") -> Plan:
    return plan(target("all"), target("some", part_of="all"), indicators=(indicator("some", unit=unit),))


def test_part_exceeds_whole() -> None:
    [finding] = found("L006", parts(), figure(2021, 55, "all"), figure(2021, 60, "some"))
    assert (finding.arguments["got"], finding.arguments["limit"]) == ("60", "55")
    assert not found("L006", parts(), figure(2021, 55, "all"), figure(2021, 55, "some"))
    assert not found("L006", parts(), figure(2022, 55, "all"), figure(2021, 60, "some"))
    assert not found("L006", parts("万家"), figure(2021, 55, "all"), figure(2021, 60, "some", unit="万家"))


def test_a_derived_part_points_to_its_target() -> None:
    derived = replace(indicator("some"), formula=formula("other * 2"))
    of = plan(target("all"), target("some", part_of="all"), indicators=(derived, indicator("other")))
    [finding] = found("L006", of, figure(2021, 55, "all"), figure(2021, 30, "other"))
    assert finding.arguments["got"] == 60


@pytest.mark.parametrize(
    ("measure", "value", "possible"),
    [
        (Measure.RANK, 0, False),
        (Measure.RANK, 2.5, False),
        (Measure.RANK, 4, True),
        (Measure.EVENT, 2, False),
        (Measure.EVENT, 1, True),
        (Measure.STOCK, -1, False),
        (Measure.STOCK, 0, True),
        (Measure.RATIO, -1, True),
    ],
)
def test_impossible_value(measure: Measure, value: float, possible: bool) -> None:
    of = plan(target(), indicators=(indicator(measure=measure),))
    assert bool(found("L007", of, figure(2021, value))) is not possible


def test_ranks_events_and_shares_are_told_as_what_they_are() -> None:
    rank, event = (
        found("L007", plan(target(), indicators=(indicator(measure=measure),)), figure(2021, 2.5))[0].arguments[
            "wanted"
        ]
        for measure in (Measure.RANK, Measure.EVENT)
    )
    assert (rank, event) == (WANTED["rank"], WANTED["event"])
    share = plan(target(baseline=2.2), indicators=(indicator(measure=Measure.RATIO, unit="%"),))
    [finding] = found("L042", share, figure(2021, 0.026, unit=""), figure(2022, 0.027, unit=""))
    assert finding.arguments["share"] == "2.6"


def test_an_impossible_value_is_told_with_what_is_possible() -> None:
    def told(of: Plan, *figures: Figure) -> list[tuple[str, str, str]]:
        return [
            (one.severity.value, one.arguments["wanted"].en, one.arguments["use"].en)  # type: ignore[union-attr]
            for one in found("L007", of, *figures)
        ]

    unused = "figures of the series not used: {}"
    assert told(plan(target()), figure(2021, 44), figure(2022, -1)) == [
        ("error", "a number not below 0", unused.format(2))
    ]
    share = plan(target(wants=goal(low=95.0), limit=100.0), indicators=(indicator(measure=Measure.RATIO, unit="%"),))
    assert told(share, figure(2021, 101, unit="%")) == [("error", "a number from 0 to 100", unused.format(1))]
    capped = plan(target(limit=70.0), indicators=(indicator(unit="亿元"),))
    assert told(capped, figure(2021, 71, unit="亿元")) == [("error", "a number not above 70", unused.format(1))]
    named = plan(target(), indicators=(indicator(measure=Measure.RATIO, unit="%", aliases=("覆盖率",)),))
    assert told(named, figure(2021, 101, unit="%")) == [
        ("warning", "a percentage from 0 to 100", "it is judged all the same")
    ]
    assert not told(named, figure(2021, 100, unit="%")), "all of it"
    assert not told(
        plan(target(), indicators=(indicator(measure=Measure.RATIO, unit="%"),)), figure(2021, 101, unit="%")
    )
    small = plan(target(baseline=0.5, wants=goal(low=0.8)), indicators=(indicator(unit="亿元"),))
    doubt = ("warning", "a number not below 0", "it is judged all the same")
    assert told(
        small, *(figure(year, value, unit="亿元") for year, value in ((2021, 0.7), (2022, -1), (2023, -2)))
    ) == [doubt], "the first of them"
    nothing = figure(2022, 0, unit="亿元", status=FigureStatus.FINAL)
    assert not told(small, figure(2021, 0.7, unit="亿元"), nothing), "nothing is not below it"
    assert not told(small, figure(2021, -1, unit="亿元"), nothing), "nor above it"
    balance = plan(target(), indicators=(indicator(unit="亿元", aliases=("净流入",)),))
    assert not told(balance, figure(2021, -1, unit="亿元"), figure(2022, 45, unit="亿元")), "by its name"
    debt = plan(target(baseline=-3.0, wants=goal(low=2.0)), indicators=(indicator(unit="亿元"),))
    assert not told(debt, figure(2021, -1, unit="亿元"), figure(2022, 45, unit="亿元")), "by what the plan says"
    money = plan(target(), indicators=(indicator(unit="亿元"),))
    assert told(money, figure(2021, -1, unit="亿元"), figure(2022, 45, unit="亿元")) == [
        ("warning", "a number not below 0", "it is judged all the same")
    ]


def test_another_power_of_ten_is_shown_in_both_readings() -> None:
    printed = figure(2021, 45, unit="万家", text="45.00"), figure(2022, 46, unit="万家")
    [finding] = found("L045", plan(target()), *printed)
    assert (finding.place, finding.arguments["count"], finding.arguments["unit"]) == (printed[0].place, 2, "万家")
    assert [finding.arguments[name] for name in ("read", "stated", "other")] == ["450000 家", "40", "45.00"]
    [finding] = found("L045", plan(target(baseline=None)), figure(2021, 600_000))
    assert [finding.arguments[name] for name in ("read", "stated", "other")] == ["600000 家", "60", "60"]
    [finding] = found("L045", plan(target(baseline=1e300)), figure(2021, 4e-300, unit=""))
    assert [finding.arguments[name] for name in ("unit", "stated", "other")] == ["家", "1e+300", "4e+299"]
    [finding] = found("L045", plan(target()), figure(2021, 45_000, unit="万家"))
    assert finding.arguments["other"] == "45", "not as it was printed either"
    assert not found("L045", plan(target()), figure(2021, 45))


# Figures of one region of a plan for every region, each with its unit, and the year of the first that is out of line.
LINES = {
    "a unit one power down": (("20", "亿元"), ("22", "亿元"), ("250000", "亿元"), 2022),
    "a number of one power up": (("20", "亿元"), ("22", "亿元"), ("24", "万元"), 2022),
    "the first of them is odd": (("200000", "亿元"), ("22", "亿元"), ("24", "亿元"), 2021),
    "converted as it should be": (("20", "亿元"), ("220000", "万元"), ("24", "亿元"), None),
    "it grows fast": (("2", "亿元"), ("80", "亿元"), ("900", "亿元"), None),
    "nothing at first": (("0", "亿元"), ("0", "亿元"), ("24", "亿元"), None),
    "another office": (("20", "亿元"), ("22", "亿元"), ("24", "亿元"), None),
}


@pytest.mark.parametrize("name", LINES)
def test_where_a_plan_for_every_region_states_no_size_the_region_s_own_past_does(name: str) -> None:
    *row, year = LINES[name]
    money = indicator("rd", unit="亿元", measure=Measure.FLOW)
    every = Region(every=True)
    of_all = replace(plan(replace(target("rd", baseline=None), region=every), indicators=(money,)), region=every)
    figures = [
        figure(2020 + at, float(value), "rd", unit=unit, region=region)
        for region, cells in (("甲区", row), ("乙区", (("2000", "亿元"), ("2100", "亿元"), ("2200", "亿元"))))
        for at, (value, unit) in enumerate(cells)
    ]
    said = found("L045", of_all, *figures)
    assert [(one.region, one.period, str(one.arguments["whose"].en)) for one in said] == (  # type: ignore[union-attr]
        [("甲区", str(year), str(year - 1))] if year else []
    )


EVERYWHERE = Region(every=True)
ALL = replace(plan(replace(target(), region=EVERYWHERE)), region=EVERYWHERE)
SIXTY = figure(2022, 60)


@pytest.mark.parametrize(
    ("of", "figures", "count"),
    [
        (plan(target()), (SIXTY,), 1),
        (plan(target()), (SIXTY, figure(2023, 60)), None),
        (plan(target()), (figure(2022, 61),), None),
        (plan(target()), (figure(2020, 60),), None),
        (plan(target()), (figure(2020, 40), SIXTY), 1),
        (plan(target(baseline=None)), (figure(2020, 40), SIXTY), 1),
        (plan(target()), (SIXTY, figure(2022, 50, region="甲")), 1),
        (plan(target()), (replace(SIXTY, status=FigureStatus.ESTIMATED),), 1),
        (plan(target()), (replace(SIXTY, status=FigureStatus.FINAL),), None),
        (plan(target()), (figure(2022, 60, published="2023-03-01"),), None),
        (plan(target(wants=goal(low=60.0, strict=True))), (SIXTY,), None),
        (plan(target(wants=goal(low=60.0, quantity=Quantity.TOTAL))), (SIXTY,), None),
        (plan(target(wants=goal(high=60.0)), indicators=(indicator(measure=Measure.RANK),)), (SIXTY,), None),
        (ALL, (SIXTY,), None),
        (ALL, (SIXTY, figure(2021, 50, region="甲"), figure(2022, 60, region="甲")), 2),
        (ALL, (SIXTY, figure(2022, 59, region="甲")), None),
    ],
)
def test_a_figure_that_is_the_goal_to_the_digit(of: Plan, figures: tuple[Figure, ...], count: int | None) -> None:
    said = found("C012", of, *figures)
    assert [finding.arguments["count"] for finding in said] == ([count] if count else [])


def test_a_goal_that_is_met_by_what_is_expected() -> None:
    estimated = figure(2025, 61, status=FigureStatus.ESTIMATED)
    [finding] = found("C011", plan(target()), estimated)
    assert (finding.period, finding.arguments["got"]) == ("2025", "61")
    for other in (
        figure(2025, 61),
        replace(estimated, value=59.0),
        replace(estimated, status=FigureStatus.ASSUMED),
    ):
        assert not found("C011", plan(target()), other)


def test_a_level_of_several_years() -> None:
    several = tuple(
        figure(f"{first}-{first + 1}", 45, region=region) for region in ("拱墅区", "甲") for first in (2021, 2022)
    )
    said = found("L043", ALL, *several, figure(2021, 44))
    assert [(one.region, one.arguments["read"], one.arguments["count"]) for one in said] == [
        ("拱墅区", "2022", 2),
        ("甲", "2022", 2),
    ]
    flow = replace(ALL, indicators=(indicator(measure=FLOW),))
    assert not found("L043", flow, *several)


def test_numbers_that_stand_for_another_kind_are_told_once_a_series_at_the_first() -> None:
    zeros = figure(2022, 0, line=5, text="0.0"), figure(2023, 0, line=6)
    [empty] = found("L047", plan(target()), figure(2021, 45), *zeros)
    assert (empty.period, empty.place, empty.arguments["got"]) == ("2022", zeros[0].place, "0.0")
    assert empty.arguments["count"] == 2
    assert len(found("L047", plan(target()), figure(2021, 45), zeros[0])) == 1
    wants = goal(low=300.0, quantity=Quantity.TOTAL)
    total = plan(target(wants=wants, baseline=None), indicators=(indicator(measure=FLOW),))
    [added_up] = found("L044", total, figure(2021, 55), replace(figure(2022, 110), note="累计"))
    assert (added_up.period, added_up.arguments["count"]) == ("2022", 2)


def test_what_is_impossible_is_counted_in_its_own_series() -> None:
    names = "firms", "labs", "rooms"
    of = replace(plan(*(replace(target(name), region=EVERYWHERE) for name in names)), region=EVERYWHERE)
    odd = [figure(2022, -1, name, region=region) for region in "甲乙" for name in names]
    assert {finding.arguments["use"].en for finding in found("L007", of, *odd)} == {  # type: ignore[union-attr]
        "figures of the series not used: 1"
    }
    eighth = [replace(figure(2022, 8, name, region=region), note="位次") for name in names for region in "乙甲"]
    told = [(finding.target, finding.region) for finding in found("L048", of, *eighth)]
    assert told == [(one.indicator, one.region) for one in eighth]


def test_a_goal_that_was_met_and_is_not_any_more() -> None:
    met = figure(2021, 61)
    [finding] = found("T008", plan(target()), met, figure(2022, 50))
    assert (finding.arguments["when"], finding.arguments["status"]) == ("2021", "ahead")
    for other in ((met, figure(2022, 39)), (met, figure(2025, 59)), (met, figure(2022, 62)), (figure(2022, 50),)):
        assert not found("T008", plan(target()), *other)


def test_nothing_but_ranks() -> None:
    eighth = tuple(replace(figure(year, 8), note="位次") for year in (2022, 2023))
    [finding] = found("L048", plan(target()), *eighth)
    assert (finding.period, finding.arguments["count"], finding.target) == ("2022", 2, "firms")
    assert not found("L048", plan(target()), *eighth, figure(2021, 45)), "there is a figure as well"
    labs = figure(2022, 45, "labs")
    assert len(found("L048", plan(target(), target("labs")), *eighth, labs)) == 1, "of another series"
    assert not found("L048", plan(target()), replace(eighth[0], region="别处"))
    assert not found("L048", plan(target()), figure(2022, None)), "nothing at all"


def test_goals_as_results_and_what_is_reached_to_the_last_one() -> None:
    of = plan(target(), target("rd"))
    [finding] = found("L046", of, figure(2022, 45), figure(2025, 60), figure(2025, 60, "rd"))
    assert (finding.period, finding.severity.value) == ("2025", "error")
    assert finding.arguments["reason"] == Labels("checks.goals_as_results")["equal"]
    [noted] = found("L046", of, figure(2022, 45), replace(figure(2023, 50), note="目标"))
    assert noted.arguments["reason"] == Labels("checks.goals_as_results")["noted"]
    assert not found("L046", of, figure(2022, 45), figure(2025, 60), figure(2025, 61, "rd"))
    assert not found("L046", of, figure(2022, 45), figure(2025, 60))
    assert not found("L046", plan(target()), figure(2025, 60)), "met to the digit"
    assert found("L046", plan(target()), figure(2020, 40), figure(2025, 60)), "the two columns of the plan's own table"
    assert not found("L046", of, figure(2025, 60, published="2026-03-01"), figure(2025, 60, "rd"))
    assert not found("L046", of, figure(2025, 60, status=FigureStatus.FINAL), figure(2025, 60, "rd"))
    assert not found("L046", plan(target()), figure(2023, 60)), "of no year of a goal"
    assert not found("L046", plan(target(wants=goal(low=0.0))), figure(2025, 0)), "by nature"


def test_formula_disagrees() -> None:
    share = replace(
        indicator("share", measure=Measure.RATIO, unit="%"), formula=formula("rd / gdp"), formula_text="rd / gdp"
    )
    of = plan(target("share"), indicators=(share, indicator("rd", measure=FLOW), indicator("gdp", measure=FLOW)))
    inputs = (figure(2021, 20, "rd"), figure(2021, 1818, "gdp"))
    assert not found("L008", of, *inputs, figure(2021, 1.1, "share", unit="%"))
    [finding] = found("L008", of, *inputs, figure(2021, 1.9, "share", unit="%"))
    # 19.5 to 20.5 over 1817.5 to 1818.5, in per cent.
    assert finding.arguments["low"] == pytest.approx(100 * 19.5 / 1818.5)
    assert finding.arguments["high"] == pytest.approx(100 * 20.5 / 1817.5)
    # 20 over 20 is 97.5 to 102.5 over 0.95 to 1.05, each way as far as the digits of 92 and 109 reach.
    ones = (figure(2021, 20, "rd"), figure(2021, 20, "gdp"))
    for value, told in ((94.6, 1), (95, 0), (105, 0), (105.7, 1)):
        assert len(found("L008", of, *ones, figure(2021, value, "share", unit="%"))) == told, value
    later = figure(2022, 1.9, "share", unit="%")
    assert [one.period for one in found("L008", of, *inputs, figure(2021, 1.9, "share", unit="%"), later)] == ["2021"]
    assert not found("L008", of, *inputs), "nothing was published"
    assert not found("L008", plan(target()), figure(2021, 1)), "there is no formula"


def test_superseded_figure() -> None:
    vintages = (figure(2021, 42, published="2022-12-02"), figure(2021, 53, published="2023-03-02"))
    [finding] = found("L009", plan(target()), *vintages)
    assert finding.arguments["got"] == "42"
    assert not found("L009", plan(target()), vintages[0])


def test_unstated_unit() -> None:
    [told] = found("L010", plan(target()), figure(2021, 1, unit=""), figure(2022, 2, unit=""), figure(2023, 3))
    assert (told.period, told.arguments["count"]) == ("2021", 2)
    files = [
        replace(figure(year, 1, name, unit=""), place=Place(file, 2))
        for name in ("firms", "labs")
        for year, file in ((2021, "a.csv"), (2022, "b.csv"))
    ]
    told_of = [(one.target, one.place) for one in found("L010", plan(target(), target("labs")), *files)]
    assert told_of == [(one.indicator, one.place) for one in files], "by indicator, then by file"
    assert not found("L010", plan(target()), figure(2021, 1))
    assert not found("L010", plan(target(), indicators=(indicator(unit=""),)), figure(2021, 1, unit=""))


@pytest.mark.parametrize(
    ("code", "value"),
    [("T001", 46.0), ("T002", 42.0), ("T003", 39.0)],
)
def test_open_goals_that_are_not_on_schedule(code: str, value: float) -> None:
    [finding] = found(code, plan(target()), figure(2022, value))
    assert (finding.severity, finding.place, finding.period) == (Severity.WARNING, figure(2022, value).place, "2025")
    for other in {"T001", "T002", "T003", "T004"} - {code}:
        assert not found(other, plan(target()), figure(2022, value))
    assert not found(code, plan(target()), figure(2022, 48))


@pytest.mark.parametrize(
    ("nature", "severity"), [(Nature.EXPECTED, Severity.WARNING), (Nature.BINDING, Severity.ERROR)]
)
def test_a_missed_binding_goal_is_an_error(nature: Nature, severity: Severity) -> None:
    [finding] = found("T004", plan(target(nature=nature)), figure(2025, 59))
    assert finding.severity is severity
    assert not found("T004", plan(target(nature=nature)), figure(2025, 60))


def test_met_but_worsening() -> None:
    assert found("T005", plan(target(baseline=70.0)), figure(2022, 65))
    assert not found("T005", plan(target(baseline=70.0)), figure(2022, 75))


def test_expired() -> None:
    assert found("T006", plan(target()), figure(2024, 50), as_of="2026")
    assert not found("T006", plan(target()), as_of="2026"), "no figure at all is another finding"
    assert not found("T006", plan(target()), figure(2025, 60), as_of="2026")


def test_assumed_figures() -> None:
    [finding] = found("X004", plan(target(), target("labs")), figure(2022, 48, status=FigureStatus.ASSUMED))
    assert finding.arguments["count"] == 1
    assert not found("X004", plan(target()), figure(2022, 48))


def test_nothing_checked() -> None:
    [finding] = found_in_run("X005", plan(target()), figures=(figure(2020, 40),))
    assert dict(finding.arguments) == {"plans": 1, "targets": 1, "figures": 1}
    assert found_in_run("X005", figures=())
    assert not found_in_run("X005", plan(target()), figures=(figure(2021, 40),))


def test_repeated_plan() -> None:
    assert found_in_run("X006", plan(target()), plan(target()), figures=())
    assert not found_in_run("X006", plan(target()), plan(target(), id="other"), figures=())


def ignore(code: str, **more: Any) -> Ignore:
    return Ignore(**{"code": code, "reason": "known", "place": PLACE, **more})


def aside(*ignores: Ignore, as_of: str = "2022") -> tuple[list[str], list[str]]:
    of = plan(target(), ignores=ignores)
    kept, ignored = set_aside(of, found("T001", of, figure(2022, 46)), when(as_of))
    return [finding.code for finding in kept], [one.finding.code for one in ignored]


def test_ignores() -> None:
    assert aside(ignore("T001")) == ([], ["T001"])
    assert aside(ignore("T001", target="firms", period="2025")) == ([], ["T001"])
    assert aside(ignore("T001", target="labs")) == (["T001", "X001"], [])
    assert aside(ignore("T001", period="2022")) == (["T001", "X001"], [])
    assert aside(ignore("T001", until=date(2022, 12, 31))) == ([], ["T001"])
    assert aside(ignore("T001", until=date(2022, 12, 30))) == (["T001", "X002"], [])
    assert aside(ignore("T999")) == (["T001", "X003"], [])
    for unused, got in ((ignore("T002"), "T002"), (ignore("T002", target="labs", period="2022"), "T002 labs 2022")):
        [wrong], _ = set_aside(plan(target(), ignores=(unused,)), (), when(2022))
        assert (wrong.code, wrong.arguments["got"]) == ("X001", got)
    assert set_aside(plan(target(), ignores=(ignore("T002"),)), (), None, frozenset({"T002"})) == ((), ())


def test_what_is_wrong_with_an_ignore_cannot_be_ignored() -> None:
    assert aside(ignore("X001"), ignore("T002")) == (["T001", "X001", "X001"], [])


def test_fingerprints_do_not_hang_on_lines() -> None:
    moved = replace(figure(2022, 46), place=replace(figure(2022, 46).place, line=99))
    [here], [there] = found("T001", plan(target()), figure(2022, 46)), found("T001", plan(target()), moved)
    assert here.fingerprint == there.fingerprint
    [other] = found("T002", plan(target()), figure(2022, 42))
    assert other.fingerprint != here.fingerprint


def test_a_check_never_meets_an_assessment_it_cannot_take() -> None:
    everything = (figure(2021, None), figure(2022, 1, unit="x"), figure("2022-H1", 1), figure(2022, 1, region="别处"))
    for code, check in CHECKS.items():
        assert all(isinstance(one, Finding) for one in check(context(parts(), everything))), code


def test_parts_disagree() -> None:
    flow = plan(target(), indicators=(indicator(measure=FLOW),))
    halves = (figure("2021-H1", 50), figure("2021-H2", 40))
    [finding] = found("L011", flow, *halves, figure(2021, 120))
    assert (finding.arguments["got"], finding.arguments["wanted"]) == ("120", 90)
    assert not found("L011", flow, *halves, figure(2021, 91)), "rounding of three whole numbers"
    assert not found("L011", flow, halves[0], figure(2021, 120)), "a half is lacking"
    assert not found("L011", flow, *halves), "the year is lacking"
    assert not found("L011", plan(target()), *halves, figure(2021, 120)), "a level has no parts"


def test_a_broken_yearly_goal_points_to_the_figure_that_broke_it() -> None:
    of = plan(target(path="hold", baseline=None))
    broke, later = figure(2021, 59, line=11), figure(2022, 61, line=10)
    first = figure(2020, 62, line=12)
    [finding] = found("T004", of, later, broke, first)
    assert finding.place == broke.place


def test_formula_baseline() -> None:
    grown = replace(indicator("rd", measure=FLOW), formula=formula("baseline(rd) * chain(growth)"))
    growth = indicator("growth", measure=Measure.RATIO, unit="%")
    assert not found("C010", plan(target("rd"), indicators=(grown, growth)))
    [finding] = found("C010", plan(target("rd", baseline=None), indicators=(grown, growth)))
    assert (finding.target, finding.arguments["got"], finding.arguments["base"]) == ("rd", "rd", "2020")
    differing = plan(target("rd"), target("rd2", indicator="rd", baseline=41.0), indicators=(grown, growth))
    assert found("C010", differing)
    assert not found("C010", plan(target()))


def test_what_is_counted_of_many_regions_is_what_the_checks_list_of_each() -> None:
    every = Region(every=True)
    soon = target("labs", due=2022, nature=Nature.BINDING)
    others = target("halls", due=2022), target("rooms", due=2022)
    targets = [replace(one, region=every) for one in (target(), soon, *others)]
    of = plan(*targets, indicators=(indicator("halls", measure=FLOW),), region=every)
    # The path asks for 48 in 2022; 4 a year from 40 is just enough, and 61 is the goal before its date.
    values = {"甲": 48, "乙": 46, "丙": 39, "丁": 61, "戊": 42}
    figures = [
        figure(2022, value, id_, region=region)
        for id_ in ("firms", "labs", "rooms")
        for region, value in values.items()
    ]
    # Half a year is no figure to be compared, and not none either.
    half = figure("2022-H1", 9, "halls", region="甲")
    result = context(of, (*figures, half, figure(2022, None, region="己"), figure(2020, 40, region="己")))
    counted = PanelPlan(plan=of, when=result.when, targets=tuple(map(columns_of, result.targets)), aside={})
    codes = "C001", "T001", "T002", "T003", "T004"
    listed = Counter((one.code, one.severity) for code in codes for one in CHECKS[code](result))
    assert (listed["T004", Severity.ERROR], listed["T004", Severity.WARNING]) == (4, 4)
    assert [((rule.code, severity), count) for rule, severity, count in counted.said] == sorted(listed.items())
    assert counted.verdicts == len(result.assessments)
    assert counted.statuses == Counter(assessment.status for assessment in result.assessments)
    assert counted.arrivals == {True: 4, False: 11, None: 0}
    assert not counted.is_over
    assert not replace(counted, when=AsOf()).is_over
    assert replace(counted, targets=counted.targets[1:]).is_over, "at their date"
    run = PanelResult(plans=(counted,), findings=(), inputs=(), as_of=None, figure_count=0, blocks=1, memory=0)
    assert not run.nothing_checked
    assert replace(run, plans=(replace(counted, targets=counted.targets[2:3]),)).nothing_checked
    odd = Finding(code="E001", name="", severity=Severity.ERROR)
    assert [replace(run, findings=(replace(odd, blocking=each), odd)).not_evaluated for each in (True, False)] == [
        True,
        False,
    ]


def recorded(old: float | None, new: float | None, **more: str) -> RecordedReason:
    names = {"indicator": "firms", "region": "拱墅区", "period": "2022", "reason": "census"} | more
    return RecordedReason(**names, old=old, new=new, place=PLACE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reasons", "unused"),
    [
        ((recorded(47, 48),), []),
        ((recorded(47, 49),), [49]),
        ((recorded(46, 47), recorded(47, 48)), []),
        ((recorded(46, 47), recorded(47, 49)), [49]),
        ((recorded(46, 47), recorded(47, 48, period="2021")), [47, 48]),
        ((recorded(48, None),), [Label("checks.nothing_checked.withdrawn")]),
        ((recorded(48, None, period="2021"),), []),
        # Whatever the plan knows the indicator and the region by.
        ((recorded(47, 48, indicator="国高企", region="Gongshu"),), []),
        ((recorded(47, 48, region="西湖区"),), [48]),
    ],
)
def test_a_reason_is_of_use_where_what_it_says_is_there(
    reasons: tuple[RecordedReason, ...], unused: list[object]
) -> None:
    of, figures = plan(target(), indicators=(indicator(aliases=("国高企",)),)), (figure(2022, 48), figure(2021, None))
    run = Run(plans=(context(of, figures),), figures=Figures.of(figures), recorded=reasons)
    assert [finding.arguments["new"] for finding in RUN_CHECKS["X027"](run)] == unused
