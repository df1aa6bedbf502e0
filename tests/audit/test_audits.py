"""Every audit: what makes it speak, what it says, and what keeps it silent. Expected numbers are worked out by hand."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess.plan import PlanResult, assess_plan
from planck.audit import AUDITS
from planck.model import (
    Baseline,
    Cell,
    Comparator,
    Figure,
    FigureStatus,
    Finding,
    Identity,
    Language,
    Measure,
    Milestone,
    Period,
    Place,
    Plan,
    Quantity,
    Region,
    Revision,
    Severity,
    Source,
    Stated,
    Target,
    Wording,
)
from planck.view.message import message_text
from tests.building import PLACE, figure, formula, goal, indicator, plan, target, when

FLOW, RATIO = Measure.FLOW, Measure.RATIO
AT_MOST, ABOUT, BETWEEN = Comparator.AT_MOST, Comparator.ABOUT, Comparator.BETWEEN
TOTAL, GROWTH, INCREASE = Quantity.TOTAL, Quantity.GROWTH, Quantity.INCREASE


def context(of: Plan, *figures: Figure) -> PlanResult:
    return assess_plan(of, figures, None)


def found(code: str, of: Plan, *figures: Figure) -> list[Finding]:
    return list(AUDITS[code](context(of, *figures)))


def said(finding: Finding, language: Language = Language.EN) -> str:
    return message_text(finding, language)


def from_to(start: float, end: float, path: str = "compound", **more: Any) -> Target:
    return target(baseline=start, wants=goal(low=end), path=path, **more)


def told(start: float, end: float, **stated: Any) -> list[Finding]:
    return found("A001", plan(from_to(start, end, stated=Stated(**stated))))


def test_a_printed_rate_that_misses_the_goal() -> None:
    # (1000 / 466) ** 0.2 - 1 = 16.50 %; 466 * 1.15 ** 5 = 937.3 (table of Gongshu's plan, row 6).
    [finding] = told(466, 1000, growth=0.15)
    assert said(finding) == (
        "firms: the plan prints 15 % a year, but 466 units to 1,000 units needs 16.50 % a year; the printed pace gives 937 units, "
        "63 units short of the goal"
    )
    assert said(finding, Language.ZH) == (
        "firms：规划写每年 15 %，由 466 家到 1,000 家需每年 16.50 %；照所写速度为 937 家，比目标少 63 家"
    )
    assert (finding.severity, finding.target, finding.place) == (Severity.WARNING, "firms", target().place)


@pytest.mark.parametrize(
    ("start", "end", "stated"),
    [
        (1285, 2600, {"growth": 0.15}),  # 15.14 %
        (20, 40, {"growth": 0.15}),  # 14.87 %
        (1.1, 1.5, {"points": 0.08}),
        (81.5, 82, {"points": 0.1}),
        (40, 60, {"units": 4}),
        (466, 1000, {"growth": 0.165}),
        (466, 1000, {}),
    ],
)
def test_printed_paces_that_agree(start: float, end: float, stated: dict[str, float]) -> None:
    assert told(start, end, **stated) == []


def test_points_and_units_a_year() -> None:
    # 0.4 points in five years are 0.08 a year, between 0.06 and 0.10 as printed; 0.12 a year would lead to 1.7. 20 in
    # five years are 4, not 3.
    share = indicator(measure=RATIO, unit="%")
    [points] = found("A001", plan(from_to(1.1, 1.5, stated=Stated(points=0.12)), indicators=(share,)))
    assert "prints 0.12 points a year, but 1.1 % to 1.5 % needs 0.08 points a year" in said(points)
    assert "gives 1.7 %, 0.2 points above the goal" in said(points)
    assert "比目标多 0.2 个百分点" in said(points, Language.ZH)
    [one] = found("A008", plan(from_to(82, 81), indicators=(share,)))
    assert "asks for 1 point less than the 82 % of 2020" in said(one)
    [units] = told(40, 60, units=3)
    assert "the printed pace gives 55 units, 5 units short of the goal" in said(units)


def test_the_digits_that_were_printed_decide() -> None:
    # 15.14 % is printed as 15 %, and as 15.1 %, but not as 15.0 %.
    for text, agrees in (("15%", True), ("15.1%", True), ("15.0%", False), ("15.3%", False)):
        rate = float(text.rstrip("%")) / 100
        stated = Stated(growth=rate, printed=(("growth", text),))
        assert (found("A001", plan(from_to(1285, 2600, stated=stated))) == []) is agrees, text


def test_a_range_agrees_with_any_pace_that_ends_in_it() -> None:
    # From 40 to between 50 and 60 in five years: 2 to 4 a year.
    for units, agrees in ((1.5, False), (2, True), (3, True), (4, True), (5, False)):
        between = target(wants=goal(BETWEEN, low=50.0, high=60.0), stated=Stated(units=units))
        assert (found("A001", plan(between)) == []) is agrees, units


def test_a_pace_that_cannot_be_computed_is_no_contradiction() -> None:
    assert told(0, 100, growth=0.15) == []
    assert told(-5, 100, growth=0.15) == []
    assert found("A001", plan(target(baseline=None, stated=Stated(growth=0.15)))) == []
    assert told(1e300, 2e300, growth=1e15) == []


@pytest.mark.parametrize(
    ("start", "end", "times", "text", "agrees"),
    [
        (466, 1000, 2, "2", True),
        (466, 900, 2, "2", False),
        (20, 40, 2, "2", True),
        (466, 1000, 2.1, "2.1", True),  # 2.146
        (466, 1000, 2.3, "2.3", False),
        (466, 1000, 1.9, "1.9", False),
        (0, 10, 2, "2", True),
    ],
)
def test_multiples(start: float, end: float, times: float, text: str, agrees: bool) -> None:
    stated = Stated(times=times, printed=(("times", text),))
    assert (found("A002", plan(from_to(start, end, stated=stated))) == []) is agrees


def test_a_doubling_says_what_twice_is() -> None:
    [finding] = found("A002", plan(from_to(466, 900, stated=Stated(times=2))))
    assert said(finding).endswith(
        "466 units to 900 units is 1.93 times; 2 times is 932 units, a difference of 32 units"
    )


def rd(amount: float, *others: Target) -> Plan:
    return plan(from_to(20, amount), *others, indicators=(indicator(measure=FLOW, unit="亿元"),))


def test_an_amount_that_misses_the_plans_own_rate() -> None:
    # 20 * 1.15 ** 5 = 40.227: 40 met exactly is 14.87 % and 0.23 short.
    rate = target("rate", wants=goal(low=0.15, quantity=Quantity.AVERAGE_GROWTH, printed="15%"), baseline=20.0)
    rate = replace(rate, indicator="firms")
    [finding] = found("A004", rd(40, rate))
    assert said(finding) == (
        "firms: 40 hundred million yuan met exactly is 14.87 % a year, while the plan also asks for at least 15% ('rate'); that rate "
        "gives 40.23 hundred million yuan, a difference of 0.23 hundred million yuan"
    )
    assert finding.target == "rate"
    assert found("A004", rd(40.3, rate)) == []
    assert found("A003", rd(40, rate)) == [], "it is said once"
    assert found("A004", rd(40, replace(rate, due=when(2030)))) == [], "another year"


def test_growth_of_any_size_is_more_than_none() -> None:
    more = goal(Comparator.MORE_THAN, low=0.0, strict=True, quantity=Quantity.AVERAGE_GROWTH, printed="0%")
    growing = replace(target("growing", wants=more, baseline=20.0), indicator="firms")
    assert "is 0.00 % a year, while the plan also asks for more than 0%" in said(found("A004", rd(20, growing))[0])
    assert found("A004", rd(20.1, growing)) == []


def test_a_weaker_restatement_is_no_contradiction() -> None:
    # Twice 466 is 932, which 1000 implies; twice 510 is 1020, which it does not.
    for start, agrees in ((466.0, True), (510.0, False)):
        double = target("double", wants=goal(low=1.0, quantity=GROWTH, printed="100%"), baseline=start)
        of = plan(from_to(start, 1000), replace(double, indicator="firms"))
        assert (found("A003", of) == []) is agrees


def test_goals_that_exclude_each_other() -> None:
    other = replace(target("other", wants=goal(AT_MOST, high=50.0, printed="50")), indicator="firms")
    [finding] = found("A003", plan(target(), other))
    assert "met exactly at 60 units it fails the other goal on the same indicator, 'other' (at most 50" in said(finding)
    assert "which is 50 units), by 10 units" in said(finding)
    assert found("A003", plan(target(), replace(other, goal=goal(low=60.0)))) == []
    total = replace(other, goal=goal(low=300.0, quantity=TOTAL))
    assert found("A003", plan(target(), total, indicators=(indicator(measure=FLOW),))) == [], "a sum is another thing"


def parts(whole: float, *values: float, unit: str = "家") -> Plan:
    each = [target(f"part{n}", wants=goal(low=value), baseline=None, part_of="all") for n, value in enumerate(values)]
    indicators = tuple(indicator(part.id, unit=unit) for part in each)
    return plan(target("all", wants=goal(low=whole), baseline=None), *each, indicators=indicators)


def test_parts_above_their_whole() -> None:
    [one] = found("A005", parts(300, 360))
    assert said(one) == "all: its goal is 300 units, but its parts (part0) come to 360 units, 60 units more"
    [both] = found("A005", parts(300, 200, 160))
    assert "its parts (part0; part1) come to 360 units" in said(both)
    assert found("A005", parts(300, 60)) == []
    assert found("A005", parts(300, 150, 150)) == []
    assert found("A005", parts(300, 360, unit="名")) == [], "another unit"
    whole, part = parts(300, 360).targets
    assert found("A005", plan(whole, replace(part, due=when(2030)))) == [], "another date"


def test_parts_in_other_powers_of_ten() -> None:
    # Tonglu: 7,000 times 10,000 yuan are 0.7 of the 2.25 times 100 million.
    def funds(part: float) -> Plan:
        money = (indicator("all", measure=FLOW, unit="亿元"), indicator("some", measure=FLOW, unit="万元"))
        some = target("some", wants=goal(low=part), baseline=None, part_of="all")
        return plan(target("all", wants=goal(low=2.25), baseline=None), some, indicators=money)

    assert found("A005", funds(7000)) == []
    [above] = found("A005", funds(22501))
    assert said(above).endswith("come to 2.2501 hundred million yuan, 0.0001 hundred million yuan more"), (
        "as many digits as it takes to see it"
    )


def test_a_part_may_start_above_its_whole() -> None:
    of = plan(target("all"), target("some", baseline=41.0, part_of="all", wants=goal(low=50.0)))
    [finding] = found("A005", of)
    assert said(finding).startswith("all: its baseline is 40 units, but its parts (some) come to 41 units")


def stones(path: str, **values: float) -> Plan:
    made = tuple(Milestone(period=Period.year(int(key[1:])), value=value, place=PLACE) for key, value in values.items())
    return plan(from_to(466, 1000, path, milestones=made))


def test_milestones_out_of_order() -> None:
    [back] = found("A006", stones("linear", y2022=700, y2023=650))
    assert (back.period, "700 units comes before it" in said(back)) == ("2023", True)
    assert len(found("A006", stones("linear", y2022=400))) == 1, "below the baseline"
    assert len(found("A006", stones("linear", y2024=1100))) == 1, "beyond the goal"
    assert found("A006", stones("linear", y2022=650, y2023=700, y2024=700)) == []
    falling = plan(target(baseline=12.0, wants=goal(AT_MOST, high=10.0)))
    stone = Milestone(period=when(2022), value=13.0, place=PLACE)
    assert len(found("A006", replace(falling, targets=(replace(falling.targets[0], milestones=(stone,)),)))) == 1


def test_milestones_off_the_path() -> None:
    # Linear: 466 + 534 * 3 / 5 = 786.4; compound: 466 * 1.165 ** 3 = 736.8. A tenth of the way is 53.4.
    [low] = found("A007", stones("linear", y2023=600))
    assert said(low).endswith(
        "is 600 units, where the path from 466 units to 1,000 units has 786 units, a difference of 186 units"
    )
    assert found("A007", stones("linear", y2023=735)) == []
    assert found("A007", stones("compound", y2023=735)) == []
    assert len(found("A007", stones("compound", y2023=660))) == 1
    assert found("A007", stones("steps", y2023=600)) == []
    assert found("A007", stones("linear", y2023=450)) == [], "out of order, which is said once"


def test_a_goal_below_what_there_is() -> None:
    # Hangzhou 2016: 28,500 patents in force wanted, 30,280 there at the end of 2015.
    [finding] = found("A008", plan(from_to(30280, 28500)))
    assert said(finding) == "firms: the goal 28,500 units asks for 1,780 units less than the 30,280 units of 2020"
    [less] = found("A008", plan(target(baseline=9.0, wants=goal(AT_MOST, high=10.0))))
    assert "asks for 1 unit more than the 9 units" in said(less)
    for kept in (from_to(40, 60), from_to(60, 60), from_to(70, 60, path="hold")):
        assert found("A008", plan(kept)) == []
    assert found("A008", plan(target(baseline=70.0, wants=goal(low=5.0, quantity=INCREASE)))) == []


def test_a_goal_that_is_the_baseline() -> None:
    [finding] = found("A009", plan(from_to(6, 6)))
    assert (
        finding.severity,
        said(finding).startswith("firms: the level of 2020 (6 units) meets the goal 6 units"),
    ) == (
        Severity.NOTE,
        True,
    )
    assert found("A009", plan(from_to(6, 6, path="hold"))) == []
    assert found("A009", plan(from_to(6, 7))) == []
    inside = target(baseline=55.0, wants=goal(BETWEEN, low=50.0, high=60.0))
    [within] = found("A009", plan(inside))
    assert "meets the goal 50 to 60 家 already" in said(within)
    assert not found("A008", plan(inside))


def test_a_goal_that_a_figure_reaches_before_its_year() -> None:
    [early] = found("A010", plan(target()), figure(2022, 61), figure(2023, 62))
    assert (early.period, early.severity) == ("2022", Severity.NOTE)
    [before] = found("A010", plan(target(baseline=None)), figure(2020, 60))
    assert (before.period, before.severity) == ("2020", Severity.WARNING)
    assert said(before) == "firms: the goal 60 units for 2025 is reached in the figures of 2020 already (60 units)"
    assert found("A010", plan(target()), figure(2022, 59)) == []
    assert found("A010", plan(target()), figure(2025, 61)) == [], "in its year it is simply reached"
    assert found("A010", plan(target(baseline=70.0)), figure(2022, 61)) == [], "the baseline says so already"
    assert found("A010", plan(target()), figure(2022, 61, status=FigureStatus.ASSUMED)) == []
    everywhere = replace(target(), region=Region(every=True))
    assert found("A010", plan(everywhere, region=Region(every=True)), figure(2022, 61, region="x")) == []


def revised(start: float, end: float, new: float) -> Target:
    revision = Revision(on=date(2023, 6, 30), goal=goal(low=new), place=Place("plan.yaml", 99, 7))
    return replace(from_to(start, end), revisions=(revision,))


def test_of_a_revised_goal_the_new_one_is_held_against_what_there_is() -> None:
    # 100 there: 120 wanted at first, 90 since the revision; and 130 there, 120 wanted at first, 150 since.
    [lowered] = found("A008", plan(revised(100, 120, 90)))
    assert "the goal 90 units asks for 10 units less than the 100 units of 2020" in said(lowered)
    assert lowered.place == Place("plan.yaml", 99, 7)
    assert found("A008", plan(revised(130, 120, 150))) == []
    [early] = found("A010", plan(revised(40, 60, 50)), figure(2022, 55))
    assert "the goal 50 units for 2025 is reached in the figures of 2022 already (55 units)" in said(early)
    assert found("A010", plan(revised(40, 60, 80)), figure(2022, 61)) == []
    of = plan(revised(100, 120, 90))
    then = assess_plan(of, (), Period.year(2022))
    assert list(AUDITS["A008"](then)) == [], "by 2022 nobody had revised it"


def test_two_words_of_one_goal_are_two_findings() -> None:
    words = found("A024", plan(target(source=Source(as_printed="力争达到60家左右"))))
    assert len({one.fingerprint for one in words}) == 2


@pytest.mark.parametrize(
    ("wants", "start", "stated", "text", "agrees"),
    [
        (goal(low=60.0), 40.0, Stated(growth=0.1), "", True),
        (goal(low=60.0), 40.0, Stated(growth=-0.1), "", False),
        (goal(AT_MOST, high=10.0), 12.0, Stated(growth=0.1), "", False),
        (goal(AT_MOST, high=10.0), 12.0, None, "下降到10", True),
        (goal(low=10.0), 12.0, None, "下降到10", False),
        (goal(AT_MOST, high=60.0), 40.0, None, "提高到60", False),
        (goal(low=60.0), 40.0, None, "增长15%, 降低能耗", True),
        (goal(ABOUT, low=9.0, high=11.0), 12.0, None, "提高到10左右", False),
        (goal(low=9.0, tolerance=1.0), 9.5, None, "提高到10左右", True),
        (goal(low=0.17, quantity=Quantity.REDUCTION), 12.0, None, "下降17%", True),
        (goal(low=0.17, quantity=Quantity.GROWTH), 12.0, None, "下降17%", False),
        (goal(low=60.0), 40.0, None, "60", True),
    ],
)
def test_words_and_goals_with_two_directions(
    wants: Any, start: float, stated: Stated | None, text: str, agrees: bool
) -> None:
    of = plan(target(wants=wants, baseline=start, stated=stated, source=Source(as_printed=text)))
    assert (found("A011", of) == []) is agrees


def intensity(
    rd_: tuple[float, float], share_: tuple[float, float], base: int = 2020, unit: str = "亿元", **stated: Stated
) -> Plan:
    def one(id_: str, pair: tuple[float, float]) -> Target:
        start = Baseline(value=pair[0], period=Period.year(base), place=PLACE)
        made = target(id_, wants=goal(low=pair[1]), baseline=pair[0], stated=stated.get(id_))
        return replace(made, baseline=start)

    parts_ = (
        indicator("rd", measure=FLOW, unit="亿元"),
        indicator("share", measure=RATIO, unit="%"),
        indicator("gdp", measure=FLOW, unit=unit),
    )
    text = "rd / share = gdp"
    identity = Identity(id="gdp", left=formula("rd / share"), right=formula("gdp"), text=text, place=PLACE)
    return plan(one("rd", rd_), one("share", share_), indicators=parts_, identities=(identity,))


def test_implied_growth() -> None:
    # Gongshu: 20 / 1.1 % = 1818.2, 40 / 1.5 % = 2666.7, (2666.7 / 1818.2) ** 0.2 - 1 = 7.96 %. Least and most:
    # 39.5 / 1.55 % over 20.5 / 1.05 % is 2548.4 / 1952.4, 40.5 / 1.45 % over 19.5 / 1.15 % is 2793.1 / 1695.7.
    [finding] = found("A012", intensity((20, 40), (1.1, 1.5)))
    assert said(finding) == (
        "gdp: 'rd / share = gdp' makes it 1,818 hundred million yuan in 2020 and 2,667 hundred million yuan in 2025, 7.96 % a year (with the printed "
        "rounding 5.47 % to 10.50 %)"
    )
    assert finding.severity is Severity.NOTE
    assert found("A013", intensity((20, 40), (1.1, 1.5))) == []


@pytest.mark.parametrize("plan_", [intensity((20, 60), (1.1, 1.5)), intensity((20, 24), (1.1, 1.5))])
def test_implausible_growth(plan_: Plan) -> None:
    # 60 / 1.5 % = 4000: 17.1 % a year; 24 / 1.5 % = 1600, less than 1818.
    [finding] = found("A013", plan_)
    assert finding.severity is Severity.WARNING
    assert found("A012", plan_) == []


def test_the_year_before_the_baseline() -> None:
    # Xihu: 81 / 1.196 = 67.73, 4.25 - 0.15 = 4.10: 1651.9 in 2020 and 81 / 4.25 % = 1905.9 in 2021, 15.38 %.
    of = intensity((81, 97), (4.25, 4.4), rd=Stated(last_growth=0.196), share=Stated(last_points=0.15))
    [finding] = found("A013", of)
    assert "makes it 1,652 hundred million yuan in 2019 and 1,906 hundred million yuan in 2020, 15.38 % a year" in said(
        finding
    )
    # 80.5 / 1.1965 = 67.28 and 81.5 / 1.1955 = 68.17 over 4.11 and 4.09 % are 1637.0 and 1666.8; 80.5 / 4.255 % and
    # 81.5 / 4.245 % are 1891.9 and 1919.9.
    assert "with the printed rounding 13.50 % to 17.28 %" in said(finding)
    assert (finding.arguments["start"], finding.arguments["end"]) == ("2019", "2020")
    half = intensity((81, 97), (4.25, 4.4), rd=Stated(last_growth=0.196))
    assert found("A013", half) == [], "of the share nothing is said"
    gone = intensity((81, 97), (4.25, 4.4), rd=Stated(last_growth=-1.0), share=Stated(last_points=0.15))
    assert found("A013", gone) == []


def test_nothing_is_implied_without_every_number() -> None:
    whole = intensity((20, 40), (1.1, 1.5))
    first, second = whole.targets
    for targets in ((first,), (first, replace(second, baseline=None)), (first, replace(second, due=when(2024)))):
        assert found("A012", replace(whole, targets=targets)) == []
    zero = intensity((20, 40), (0.01, 1.5))
    assert [one for one in found("A013", replace(zero, targets=zero.targets)) if one] != []
    assert found("A013", intensity((20, 40), (0, 1.5))) == []
    assert found("A012", intensity((20, 40), (1.1, 1.5), unit="%")) == [], "a share has no growth"
    known = replace(whole, targets=(*whole.targets, target("gdp")))
    assert found("A012", known) == [], "the plan has a goal for it"


def test_two_denominators() -> None:
    share = replace(indicator(measure=RATIO, unit="%"), denominator="工业增加值")
    one = from_to(81.5, 82, stated=Stated(denominator="规上工业增加值"))
    [finding] = found("A014", plan(one, indicators=(share,)))
    assert "the same 81.5 % is printed as a share of 工业增加值 and elsewhere of 规上工业增加值" in said(finding)
    same = replace(one, stated=Stated(denominator=" 工业增加值"))
    assert found("A014", plan(same, indicators=(share,))) == []
    assert len(found("A014", plan(replace(one, baseline=None), indicators=(share,)))) == 1


def blank(*cells: Cell) -> Stated:
    return Stated(blank=cells)


def test_a_baseline_that_the_table_leaves_blank() -> None:
    [finding] = found("A015", plan(target(baseline=None, stated=blank(Cell.BASELINE))))
    assert "prints the goal 60 units and leaves the baseline blank" in said(finding)
    assert found("A015", plan(target(baseline=None))) == []


def test_what_is_missing_is_listed_once() -> None:
    bare = target("bare", baseline=None)
    of = plan(
        target(),
        bare,
        target("cell", baseline=None, stated=blank(Cell.BASELINE, Cell.UNIT)),
        target("dateless", stated=blank(Cell.DUE)),
        target("sum", baseline=None, wants=goal(low=300.0, quantity=TOTAL)),
        target("event", baseline=None, wants=goal(Comparator.DONE, low=1.0)),
        target("unitless"),
        indicators=(
            indicator("sum", measure=FLOW),
            indicator("event", measure=Measure.EVENT, unit=""),
            indicator("unitless", unit=""),
        ),
    )
    assert [said(one) for one in found("A016", of)] == ["targets without a printed baseline (1): bare"]
    assert [said(one) for one in found("A017", of)] == ["targets whose unit is not printed (2): cell; unitless"]
    [dates] = found("A018", of)
    assert said(dates) == "targets without a date (1), read as due at the end of the plan in 2025: dateless"
    for code in ("A016", "A017", "A018"):
        assert found(code, plan(target())) == []


def test_a_sum_under_one_year() -> None:
    # 300 over 2021 to 2025 are 60 a year.
    def talents(column: Period | None, **more: Any) -> Plan:
        wants = goal(low=300.0, quantity=more.pop("quantity", TOTAL))
        one = target(baseline=None, wants=wants, stated=Stated(column=column), **more)
        return plan(one, indicators=(indicator(measure=FLOW),))

    [finding] = found("A019", talents(when(2025)))
    assert said(finding) == (
        "firms: 300 units is printed under 2025 but is a sum over 2021 to 2025, on average 60 units a year; read as the figure "
        "for 2025 it would ask for 5 times as much"
    )
    assert found("A019", talents(Period.years(2021, 2025))) == []
    assert found("A019", talents(None)) == []
    assert found("A019", talents(when(2025), quantity=Quantity.LEVEL)) == []
    assert found("A019", talents(when(2021), due=2021)) == [], "a sum over one year is that year's figure"


@pytest.mark.parametrize(
    ("measure", "names", "agrees"),
    [
        (Measure.STOCK, ("国高企累计",), True),
        (Measure.STOCK, ("新增国高企",), False),
        (Measure.STOCK, ("国高企", "新认定国高企"), False),
        (FLOW, ("新增国高企",), True),
        (FLOW, ("累计合同数",), False),
        (RATIO, ("新增占比",), True),
        (Measure.STOCK, ("累计认定国高企",), True),
        (Measure.STOCK, ("累计新增国高企",), True),
        (Measure.STOCK, ("累计认定国高企", "国高企数量"), False),
        (FLOW, ("累计认定国高企",), False),
    ],
)
def test_stocks_and_flows_by_name(measure: Measure, names: tuple[str, ...], agrees: bool) -> None:
    of = plan(target(), indicators=(indicator(measure=measure, aliases=names),))
    assert (found("A020", of) == []) is agrees


def test_a_stock_with_a_flows_name_says_which() -> None:
    [finding] = found("A020", plan(target(), indicators=(indicator(aliases=("新增国高企",)),)))
    assert said(finding) == "firms: taken for a stock, but the name '新增国高企' speaks of a flow ('新增')"
    of = plan(target(), indicators=(indicator("gdp", aliases=("新增",)), indicator()))
    assert [one.target for one in found("A020", of)] == [""]


def flows(before: float | None, added: float, stock: float, start: float | None = None) -> Plan:
    year = {"base": Period.year(2015), "start": Period.year(2016), "end": Period.year(2016)}
    flow = target("new", baseline=before, wants=goal(low=added), due=2016, adds_to="firms")
    held = target(baseline=start, wants=goal(low=stock), due=2016)
    return plan(flow, held, indicators=(indicator("new", measure=FLOW),), **year)


def test_flows_that_exceed_their_total() -> None:
    # Hangzhou: 330 + 83 = 413 in 2015 and 300 more make 713, the total wanted is 700.
    [finding] = found("A021", flows(413, 300, 700))
    assert said(finding) == (
        "new: 413 units in 2015 and the goal of 300 units already make 713 units, 13 units more than the goal 700 units for 'firms'; "
        "from when that one counts is unclear"
    )
    assert found("A021", flows(413, 300, 713)) == []
    assert found("A021", flows(413, 300, 712)) == [], "within the rounding of two numbers"
    assert len(found("A021", flows(413, 300, 711))) == 1
    assert found("A021", flows(None, 300, 700)) == []
    assert found("A021", flows(413, 300, 700, start=2000)) == [], "there the stock itself is printed"


def test_a_flow_short_of_its_stock() -> None:
    # 33 and 7 make the 40 that are wanted; 33 and 5 do not.
    assert found("A025", flows(8, 7, 40, start=33)) == []
    [finding] = found("A025", flows(8, 5, 40, start=33))
    assert (
        said(finding)
        == "new: 33 units at the base and the goal of 5 units make 38 units, 2 units short of the goal 40 units for 'firms'"
    )
    total = target("new", baseline=None, wants=goal(low=10.0, quantity=TOTAL), adds_to="firms")
    five_years = plan(total, target(), indicators=(indicator("new", measure=FLOW),))
    assert len(found("A025", five_years)) == 1, "40 and 10 are 50 of 60"
    yearly = replace(total, goal=goal(low=10.0))
    assert found("A025", replace(five_years, targets=(yearly, target()))) == [], "10 in the last year of five"
    itself = replace(total, id="firms", indicator="firms")
    assert found("A025", plan(itself)) == []


def late(lag: int, base: int = 2019) -> Plan:
    start = Baseline(value=81.0, period=Period.year(base), place=PLACE)
    one = replace(from_to(81, 89, due=2021), baseline=start)
    return plan(one, indicators=(indicator(measure=FLOW, lag=lag),), end=Period.year(2021))


def test_two_readings_of_the_year() -> None:
    # Xihu: 81 to 89 in two years is 4.82 % a year, in one 9.88 %.
    [finding] = found("A022", late(1))
    assert "it needs 4.82 % a year, if that of 2020, which is known by then, 9.88 %" in said(finding)
    assert found("A022", late(0)) == []
    assert found("A022", late(1, base=2020)) == []
    assert found("A022", late(2)) == [], "nothing is left of the way"


def test_late_figures_are_listed() -> None:
    assert [said(one) for one in found("A023", late(1))] == [
        "targets whose figures come after the year they are due in (1): firms"
    ]
    assert found("A023", late(0)) == []


@pytest.mark.parametrize(
    ("wants", "text", "agrees"),
    [
        (goal(low=20.0), "20家以上", True),
        (goal(low=20.0), "20家左右", False),
        (goal(low=19.0, tolerance=1.0), "20家左右", True),
        (goal(low=19.0, tolerance=1.0), "20家以内", False),
        (goal(low=20.0), "约20家", False),
        (goal(low=20.0), "20家以内", False),
        (goal(ABOUT, low=19.0, high=21.0), "20家左右", True),
        (goal(ABOUT, low=19.0, high=21.0), "20家以上", False),
        (goal(AT_MOST, high=20.0), "不超过20家", True),
        (goal(AT_MOST, high=20.0), "不少于20家", False),
        (goal(BETWEEN, low=19.0, high=21.0), "19家以上, 21家以下", True),
        (goal(low=20.0), "市级以上众创空间20家", True),
        (goal(AT_MOST, high=20.0), "市级以上机构20家", True),
        (goal(AT_MOST, high=20.0), "规模以上企业20家以下", True),
        (goal(low=2.0, quantity=Quantity.DECREASE), "控制在2以下", True),
        (goal(low=20.0), "20", True),
        (goal(low=20.0), "力争20家", False),
    ],
)
def test_words_and_comparators(wants: Any, text: str, agrees: bool) -> None:
    assert (found("A024", plan(target(wants=wants, source=Source(as_printed=text)))) == []) is agrees


def test_striving_is_soft() -> None:
    soft = target(wording=Wording.SOFT, source=Source(as_printed="力争20家"))
    assert found("A024", plan(soft)) == []
    [finding] = found("A024", plan(replace(soft, wording=Wording.FIRM)))
    assert said(finding) == "firms: the plan says '力争', which means striving, but it is encoded as wording: firm"


def test_unused_indicators() -> None:
    spare = indicator("spare")
    assert [one.arguments["got"] for one in found("A026", plan(target(), indicators=(spare,)))] == ["spare"]
    read = replace(indicator(), formula=formula("spare * 2"))
    assert found("A026", plan(target(), indicators=(spare, read))) == []
    itself = replace(spare, formula=formula("previous(spare) * 2"))
    assert len(found("A026", plan(target(), indicators=(itself,)))) == 1, "it names nobody but itself"
    identity = Identity(id="i", left=formula("spare"), right=formula("firms"), text="spare = firms", place=PLACE)
    assert found("A026", plan(target(), indicators=(spare,), identities=(identity,))) == []
    above = target(wants=goal(Comparator.ABOVE_SERIES, series="spare"), baseline=None)
    assert found("A026", plan(above, indicators=(spare,))) == []


def test_every_audit_is_its_rules_code_and_has_a_test_here() -> None:
    from pathlib import Path

    from planck.registry import RULES

    text = Path(__file__).read_text(encoding="utf-8")
    codes = [code for code, _ in AUDITS.items()]
    assert codes == [f"A{number:03d}" for number in range(1, 27)]
    assert [code for code in codes if code not in RULES or f'"{code}"' not in text] == []
