"""T007: what makes a verdict fragile, and what does not."""

from planck.assess.plan import assess_plan
from planck.checks import CHECKS
from planck.model import Figure, FigureStatus, Finding, Language, Plan, Severity
from planck.view.message import message_text
from tests.building import figure, goal, indicator, plan, target

MONEY = ((2022, 44), (2023, 52))


def found(of: Plan, *figures: Figure) -> list[Finding]:
    return list(CHECKS["T007"](assess_plan(of, figures, None)))


def test_that_the_last_figure_changed_the_status_is_no_finding() -> None:
    assert not found(plan(target()), figure(2022, 44), figure(2023, 52, line=3))
    [both] = found(plan(target(), indicators=(indicator(unit="亿元"),)), *(figure(*f, unit="亿元") for f in MONEY))
    assert "rests on rounding" in message_text(both, Language.EN)


def test_a_scenario_was_not_rounded_by_anybody() -> None:
    money = plan(target(), indicators=(indicator(unit="亿元"),))
    assert not found(money, figure(2023, 52, unit="亿元", status=FigureStatus.ASSUMED))


def test_rounding() -> None:
    money = plan(target(), indicators=(indicator(unit="亿元"),))
    [finding] = found(money, figure(2023, 52, unit="亿元", line=3))
    assert (finding.severity, finding.place and finding.place.line) == (Severity.NOTE, 3)
    assert message_text(finding, Language.ZH) == "firms：“基本符合预期”取决于四舍五入，否则可能为“滞后”"
    # The worst that it could be is named.
    assert message_text(finding, Language.EN).endswith("rests on rounding; it could as well be 'behind'")
    assert not found(plan(target()), figure(2023, 52))
    # From 4 to 6 it is 5.2 in 2023: what is printed as 5 is from 0.5 to 1.5 of the 1.2 on the way.
    small = plan(target(baseline=4.0, wants=goal(low=6.0)), indicators=(indicator(unit="亿元"),))
    [wide] = found(small, figure(2023, 5, unit="亿元"))
    assert (wide.arguments["status"], wide.arguments["other"]) == ("behind", "off_track")


def test_a_preliminary_figure() -> None:
    history = [
        figure(year, value, published=f"{year + 1}-{month}-01")
        for year in (2018, 2019, 2020)
        for value, month in ((40, "02"), (42, "11"))
    ]
    now = figure(2023, 52, published="2024-02-01", status=FigureStatus.PRELIMINARY)
    [finding] = found(plan(target()), *history, now)
    assert "a preliminary figure" in message_text(finding, Language.EN)


def test_no_verdict_no_finding() -> None:
    assert not found(plan(target()))
