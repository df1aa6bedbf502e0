"""Hand-made results to render: small builders with defaults, and one realistic plan."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from planck.assess.plan import PlanResult, Result
from planck.assess.select import select
from planck.model import (
    AsOf,
    Assessment,
    Baseline,
    Comparator,
    Figure,
    FigureStatus,
    Finding,
    Flag,
    Goal,
    Ignored,
    Input,
    Language,
    MethodChoice,
    Missing,
    Pace,
    Period,
    Place,
    Plan,
    Quantity,
    RateKind,
    Reading,
    Reason,
    Region,
    Revision,
    Severity,
    Source,
    Target,
    Text,
)
from tests.building import Said, told


def made(other: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """The defaults, with what the test says in their place."""
    return defaults | other


PLACE = Place("targets/gongshu.yaml", 3, 5, 9)
BORDERS = (("ahead", 1.05), ("on_schedule", 0.95), ("behind", 0.6), ("off_track", 0.0))
REGION = Region(name="拱墅区", code="330105")


def goal(low: float | None = None, high: float | None = None, comparator: Comparator = Comparator.AT_LEAST,
         quantity: Quantity = Quantity.LEVEL, **other: Any) -> Goal:  # fmt: skip
    """A goal, at least `low` unless told."""
    return Goal(quantity=quantity, comparator=comparator, low=low, high=high, place=PLACE, **other)


def target(id_: str, zh: str = "", en: str = "", *, to: Goal | None = None, **other: Any) -> Target:
    """A target due in 2025."""
    return Target(**made(other, {
        "id": id_, "name": Text(zh=zh or id_, en=en or id_), "indicator": id_, "goal": to or goal(1000.0),
        "due": Period.year(2025), "path": "compound", "region": REGION, "place": PLACE,
        "baseline": Baseline(value=466.0, period=Period.year(2020), place=PLACE),
        "source": Source(document="003_6d906ad2a4f0f1c2", at="五(三) 表 第6行", as_printed="466, 1000"),
        "method": MethodChoice(),
    }))  # fmt: skip


def figure(indicator: str, year: int, value: float, text: str = "", **other: Any) -> Figure:
    """A final figure of one year."""
    return Figure(**made(other, {
        "region": "拱墅区", "indicator": indicator, "period": Period.year(year), "value": value,
        "text": text or f"{value:g}", "status": FigureStatus.FINAL, "published": date(year + 1, 5, 11),
        "source": "gongshu.gov.cn", "at": "第2页", "as_printed": text,
        "place": Place("actuals.csv", year - 2018, 9, 14),
    }))  # fmt: skip


def reading(indicator: str, year: int, value: float, text: str = "", **other: Any) -> Reading:
    """A reading that rests on one figure."""
    given = {key: other.pop(key) for key in ("derived", "annualised") if key in other}
    seen = figure(indicator, year, value, text, **other)
    return Reading(period=seen.period, value=value, text=seen.text, figures=(seen,), **given)


def assessment(of: Target, **other: Any) -> Assessment:
    """466 firms in 2020, 742 in 2023, 1,000 wanted in 2025: on schedule."""
    seen, aimed = reading(of.indicator, 2023, 742.0), other.get("goal", of.goal)
    said: dict[str, Any] = {
        name: other.pop(name) for name in ("series", "superseded", "outlook", "opinions") if name in other
    }
    return Assessment(**made(other, {
        "target": of, "region": "拱墅区", "unit": "家", "goal": of.goal, "due": of.due, "goal_value": 1000.0,
        "goal_low": aimed.low, "goal_high": aimed.high, "baseline": 466.0, "baseline_period": Period.year(2020),
        "beside": Said(**made(said, {"series": (seen,)})), "latest": seen, "judged": 742.0, "met": False, "on_path": True, "elapsed": 0.6,
        "way": 0.60918, "asked": 0.6, "path_value": 736.71, "gap": 5.29, "gap_share": 0.00718, "rate_kind": RateKind.GROWTH,
        "required_from_baseline": 0.164994, "achieved": 0.167736, "required_from_now": 0.160895, "pace_ratio": 1.0153,
        "projection": 1011.8, "reach": 2024.92, "status": "on_schedule", "method": "schedule", "borders": BORDERS,
        "flags": (), "reason": Reason(key="pace"),
    }))  # fmt: skip


def off_track() -> Assessment:
    """R&D spending of Gongshu: 20 in 2020, 20.06 in 2021, 40 wanted in 2025."""
    seen = reading("rd", 2021, 20.06, "20.06")
    return assessment(
        target("rd", "研发经费总额", "R&D spending", to=goal(40.0)), unit="亿元", goal_value=40.0, baseline=20.0,
        series=(seen,), latest=seen, judged=20.06, way=0.004322, asked=0.2, elapsed=0.2, path_value=22.9740, gap=-2.9140,
        gap_share=-0.126839, required_from_baseline=0.148698, achieved=0.003, required_from_now=0.188313, pace_ratio=0.02161,
        projection=20.302, reach=2252.4, status="off_track", on_path=False)  # fmt: skip


def points() -> Assessment:
    """A ratio on a linear path: 1.1 % to 1.5 %, assumed figure."""
    seen = reading("rd_ratio", 2023, 1.31, "1.31", status=FigureStatus.ASSUMED)
    return assessment(
        target("rd_ratio", "研发经费支出占生产总值比重", "R&D share of GDP", to=goal(1.5), path="linear"), unit="%",
        goal_value=1.5, baseline=1.1, series=(seen,), latest=seen, judged=1.31, way=0.525, path_value=1.34,
        gap=-0.03, gap_share=-0.0224, rate_kind=RateKind.POINTS, required_from_baseline=0.08, achieved=0.07,
        required_from_now=0.095, pace_ratio=0.875, projection=1.45, reach=2025.71, status="behind",
        flags=(Flag.ASSUMED,))  # fmt: skip


def share() -> Assessment:
    """A ratio that fell below its baseline: 81.5 % to 82 %."""
    seen = reading("hi_tech", 2023, 81.0, "81.0")
    return assessment(
        target("hi_tech", "高新技术产业增加值占工业增加值比重", "High-tech share of value added", to=goal(82.0)),
        unit="%", goal_value=82.0, baseline=81.5, series=(seen,), latest=seen, judged=81.0, way=-1.0, path_value=81.8,
        gap=-0.8, gap_share=-0.0098, rate_kind=RateKind.POINTS, required_from_baseline=0.1, achieved=-0.1667,
        required_from_now=0.5, pace_ratio=-1.6667, projection=80.67, reach=Missing.NEVER_AT_THIS_PACE, status="reversing",
        reason=Reason(key="reversing"))  # fmt: skip


def units() -> Assessment:
    """A count on a linear path, met two years early: 40 to 60."""
    seen = reading("incubators", 2023, 61.0)
    return assessment(
        target("incubators", "市级以上众创空间和孵化器数量", "Incubators", to=goal(60.0)), goal_value=60.0,
        baseline=40.0, series=(seen,), latest=seen, judged=61.0, met=True, way=1.05, path_value=52.0, gap=9.0,
        gap_share=0.173, rate_kind=RateKind.UNITS, required_from_baseline=4.0, achieved=7.0,
        required_from_now=Missing.ALREADY_MET, pace_ratio=1.75, projection=75.0, reach=Missing.ALREADY_MET,
        status="achieved_early", reason=Reason(key="met_early", numbers={"period": "2023", "value": 61.0}))  # fmt: skip


def no_baseline() -> Assessment:
    """A goal without baseline and without any figure."""
    none = Missing.NO_FIGURE
    return assessment(
        target("patents", "每万人高价值发明专利拥有量", "High-value patents per 10,000", to=goal(50.5), baseline=None),
        unit="件", goal_value=50.5, baseline=Missing.NO_BASELINE, series=(), latest=none, judged=none, met=none,
        on_path=none, elapsed=none, way=none, asked=none, path_value=none, gap=none, gap_share=none,
        required_from_baseline=Missing.NO_BASELINE, achieved=none, required_from_now=none, pace_ratio=none, projection=none,
        reach=none, status="not_assessed",
        reason=Reason(key="not_assessed", numbers={"missing": Missing.NO_FIGURE}))  # fmt: skip


def talents() -> tuple[Assessment, Assessment]:
    """A five-year sum and its of-which."""
    total = goal(300.0, quantity=Quantity.TOTAL)
    seen = reading("talents", 2023, 100.0, derived=True)
    whole = assessment(
        target("talents", "引进培育海内外高层次人才", "Talents from home and abroad", to=total, path="linear"),
        unit="名", goal_value=300.0, baseline=Missing.NO_BASELINE, series=(seen,), latest=seen, judged=100.0,
        way=0.3333, path_value=180.0, gap=-80.0, gap_share=-0.4444, rate_kind=RateKind.UNITS,
        required_from_baseline=60.0, achieved=33.33, required_from_now=100.0, pace_ratio=0.5556, projection=166.7,
        reach=2029.0, status="off_track", flags=(Flag.DERIVED,))  # fmt: skip
    of_which = replace(
        no_baseline(),
        target=target("national_talents", "国家级、省级人才", "National and provincial",
                      to=goal(60.0, quantity=Quantity.TOTAL), part_of="talents"),
        unit="名", goal=goal(60.0, quantity=Quantity.TOTAL))  # fmt: skip
    return whole, of_which


def revised() -> Assessment:
    """A goal that was raised: ahead of the old one, behind the new."""
    base = target("firms", "省科技型中小企业数量", "Science and technology SMEs")
    new = goal(2600.0)
    change = Revision(on=date(2023, 5, 1), goal=new, reason="中期调整", place=PLACE)
    seen = reading("firms", 2023, 1700.0, "1,700")
    now = assessment(
        replace(base, revisions=(change,)), goal=new, goal_value=2600.0, baseline=1285.0, series=(seen,), latest=seen,
        judged=1700.0, way=0.3971, path_value=1961.3, gap=-261.3, gap_share=-0.1332, required_from_baseline=0.151376,
        achieved=0.0978, required_from_now=0.236694, pace_ratio=0.6619, projection=2048.6, reach=2027.55, status="behind",
        flags=(Flag.REVISED_GOAL,))  # fmt: skip
    return told(now, superseded=(assessment(base, goal=goal(1800.0), goal_low=1800.0, status="ahead"),))


def error(**other: Any) -> Finding:
    """An error about a misspelt key."""
    return Finding(**made(other, {
        "code": "S021", "name": "unknown-key", "severity": Severity.ERROR, "place": PLACE,
        "plan": "gongshu-14fyp", "target": "", "arguments": {"field": "goal", "got": "最低", "hint": "at_least"},
    }))  # fmt: skip


def warning(**other: Any) -> Finding:
    """A warning about the stated growth."""
    return error(**made(other, {
        "code": "A001", "name": "stated-pace", "severity": Severity.WARNING,
        "place": Place("targets/gongshu.yaml", 7, 3),
        "target": "national_high_tech_firms",
        "arguments": {
            "name": Text(zh="国高企", en="Firms"), "stated": Pace(0.15, "growth"), "needed": Pace(0.165, "growth"),
            "baseline": 466, "goal": 1000, "gives": 937.3, "gap": 62.7, "side": "<",
        },
    }))  # fmt: skip


def note(**other: Any) -> Finding:
    """A note without a place."""
    return error(**made(other, {
        "code": "C002", "name": "no-baseline", "severity": Severity.NOTE, "place": None,
        "arguments": {"name": Text(zh="国高企", en="Firms"), "base": "2020"},
    }))  # fmt: skip


def lines() -> tuple[str, ...]:
    """The lines of the plan's file."""
    return ("planck: 1", "targets:", "    最低: 1000   # 国家高新技术企业", "", "", "", "\t\tgrowth: 15%")


def plan(**other: Any) -> Plan:
    """Gongshu's plan."""
    return Plan(**made(other, {
        "id": "gongshu-14fyp", "language": Language.ZH, "region": REGION, "base": Period.year(2020),
        "title": Text(zh="杭州市拱墅区科技发展“十四五”规划纲要", en="Gongshu District 14th five-year plan for science"),
        "start": Period.year(2021), "end": Period.year(2025), "place": PLACE,
        "source": Source(document="003_6d906ad2a4f0f1c2", issuer="拱墅区科学技术局", issued="2021-12-09"),
    }))  # fmt: skip


def assessments() -> tuple[Assessment, ...]:
    """One of each kind."""
    firms = assessment(target("national_high_tech_firms", "国家高新技术企业数量", "National high-tech enterprises"))
    whole, of_which = talents()
    return (firms, off_track(), of_which, points(), share(), units(), whole, no_baseline(), revised())


def plan_result(**other: Any) -> PlanResult:
    """Gongshu's plan, judged."""
    judged = other.pop("assessments", assessments())
    used = tuple(figure for each in judged for reading_ in each.series for figure in reading_.figures)
    return PlanResult(**made(other, {
        "plan": plan(), "assessments": judged, "selection": select(plan(), used, None), "findings": (warning(), note(), note()),
        "when": AsOf(period=Period.year(2023)), "ignored": (Ignored(finding=warning(code="L002"), reason="统计口径调整"),),
    }))  # fmt: skip


def result(*plans: PlanResult, **other: Any) -> Result:
    """A run over the plans, Gongshu's unless told."""
    return Result(**made(other, {
        "plans": plans or (plan_result(),), "findings": (), "as_of": Period.year(2023), "as_of_given": False,
        "inputs": (Input("targets/gongshu.yaml", "0" * 64, lines()), Input("actuals.csv", "f" * 64, ())),
        "figure_count": 41, "checks": tuple(f"C{number:03d}" for number in range(27)), "version": "1.0.0",
    }))  # fmt: skip
