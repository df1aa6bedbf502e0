"""Targets: baselines, dates, paths, milestones, revisions, methods, regions; and indicators with their formulas."""

from datetime import date

import pytest

from planck.load.plan.dump import dump_plan
from planck.model import (
    Baseline,
    Binary,
    Cell,
    Indicator,
    Measure,
    MethodChoice,
    Milestone,
    Nature,
    Operator,
    PartialYear,
    PartialYearRule,
    Period,
    Place,
    Plan,
    PriceBasis,
    Region,
    Series,
    Source,
    Stated,
    Target,
    Text,
    Wording,
)
from tests.load.plan_text import complete, described, load, load_fragment, sound_target, target_text

ANYWHERE = Place("plan.yaml")


def with_keys(*lines: str, goal: str = "{at_least: 1000}", baseline: str = "466") -> Target:
    return sound_target(target_text(goal, baseline=baseline, more="".join(f"    {line}\n" for line in lines)))


def indicator_with(*lines: str, measure: str = "flow") -> Indicator:
    keys = "".join(f"    {line}\n" for line in lines)
    plan, findings = load_fragment(target_text("{at_least: 1}", measure=measure, baseline="", more=keys))
    assert described(findings) == []
    assert plan is not None
    return plan.indicators[0]


def test_what_is_left_out_has_its_default() -> None:
    target = with_keys(baseline="")
    assert target == Target(
        id="firms",
        name=Text(zh="企业数"),
        indicator="firms",
        nature=Nature.EXPECTED,
        wording=Wording.FIRM,
        baseline=None,
        goal=target.goal,
        due=Period.year(2025),
        path="linear",
        region=Region(name="拱墅区"),
        method=MethodChoice(),
        place=ANYWHERE,
    )
    assert (target.place.line, target.place.column, target.place.end) == (7, 3, 8)


def test_what_is_given_is_kept() -> None:
    target = with_keys(
        "nature: binding",
        "wording: soft",
        "due: 2017-H2",
        "path: hold",
        "stated: {growth: 15%, points: 0.08, units: 4, times: 2, last_growth: 19.6%, last_points: 0.15,\n"
        "      denominator: 规上工业, column: 2016-2020, blank: [unit, due]}",
        "method: {behind: 0.5, name: schedule, ahead: 1.2}",
        "region: {name: 西湖区, code: '330106', aliases: [Xihu]}",
        'source: {at: 表 第2行, as_printed: "20, 40", document: d1, url: u, issuer: i, issued: 2021}',
        "note: >-\n      两行\n      文字",
        baseline="{value: 33, period: 2015}",
    )
    assert (target.nature, target.wording, target.path) == (Nature.BINDING, Wording.SOFT, "hold")
    assert target.due.label == "2017-H2"
    assert target.baseline == Baseline(value=33, period=Period.year(2015), place=ANYWHERE)
    assert target.stated == Stated(
        growth=0.15,
        points=0.08,
        units=4,
        times=2,
        last_growth=0.196,
        last_points=0.15,
        denominator="规上工业",
        column=Period.years(2016, 2020),
        blank=(Cell.UNIT, Cell.DUE),
    )
    assert dict(target.stated.printed)["growth"] == "15%"
    # Borders stand in the order of the method, from the best class down.
    assert target.method == MethodChoice(name="schedule", borders=(("ahead", 1.2), ("behind", 0.5)))
    assert target.region == Region(name="西湖区", code="330106", aliases=("Xihu",))
    assert target.source == Source(
        document="d1", at="表 第2行", as_printed="20, 40", url="u", issuer="i", issued="2021"
    )
    assert target.note == "两行 文字"


@pytest.mark.parametrize(
    ("goal", "path"),
    [
        ("{at_least: 1000}", "linear"),
        ("{increase: {at_least: 4}}", "linear"),
        ("{average_increase: {at_least: 4}}", "linear"),
        ("{growth: {at_least: 4%}}", "compound"),
        ("{reduction: {at_least: 4%}}", "compound"),
        ("{average_growth: {at_least: 4%}}", "compound"),
    ],
)
def test_the_usual_path_follows_from_the_goal(goal: str, path: str) -> None:
    assert with_keys(goal=goal).path == path
    assert with_keys("path: steps", goal=goal).path == "steps"


@pytest.mark.parametrize(
    ("typed", "label"), [("2014-15", "2015"), ("2014/15", "2015"), ("FY2015", "2015"), ("2010-11", "2010-11")]
)
def test_a_fiscal_year_is_the_year_in_which_it_ends(typed: str, label: str) -> None:
    # 2010-11 is a month wherever nothing else shows what it is.
    baseline = with_keys(baseline=f"{{value: 1, period: {typed}}}").baseline
    assert baseline
    assert baseline.period.label == label


@pytest.mark.parametrize("due", ["2025", "2017-08-31", "2017-08", "2017-H2", "2023-Q3", "2023-01/09"])
def test_a_target_may_be_due_at_any_period(due: str) -> None:
    assert with_keys(f"due: {due}", baseline="{value: 1, period: 2015}").due.label == due


def test_due_dates_may_be_written_in_chinese() -> None:
    assert with_keys("due: 2023年上半年").due.label == "2023-H1"


@pytest.mark.parametrize(
    ("baseline", "value", "period"),
    [
        ("20", 20, "2020"),
        ("-0.5", -0.5, "2020"),
        ("from_figures", None, "2020"),
        ("{value: 33, period: 2015}", 33, "2015"),
        ("{value: 33}", 33, "2020"),
        ("{value: 33, period: 2020-H1}", 33, "2020-H1"),
    ],
)
def test_baselines(baseline: str, value: float | None, period: str) -> None:
    found = with_keys(baseline=baseline).baseline
    assert found is not None
    assert (found.value, found.period.label) == (value, period)


def test_milestones_and_schedule_make_one_way_in_the_order_of_time() -> None:
    target = with_keys("schedule: {2024: 80%, 2021: 20.5%}", "milestones: {2023: 700, 2022-H1: 550}")
    assert target.milestones == (
        Milestone(period=Period.year(2021), share=0.205, place=ANYWHERE),
        Milestone(period=target.milestones[1].period, value=550, place=ANYWHERE),
        Milestone(period=Period.year(2023), value=700, place=ANYWHERE),
        Milestone(period=Period.year(2024), share=0.8, place=ANYWHERE),
    )
    assert target.milestones[1].period.label == "2022-H1"


def test_a_schedule_may_stand_still() -> None:
    shares = [each.share for each in with_keys("schedule: {2021: 0%, 2022: 40%, 2023: 40%, 2024: 100%}").milestones]
    assert shares == [0, 0.4, 0.4, 1]


def test_revisions_stand_in_the_order_of_their_days() -> None:
    revision = "{{on: {}, goal: {{at_least: {}}}{}}}"
    later = revision.format("2023-06-30", 900, ", due: 2026, reason: 疫情, source: {document: d2}")
    target = with_keys(f"revisions: [{later}, {revision.format('2022-01-31', 950, '')}]")
    assert [each.on for each in target.revisions] == [date(2022, 1, 31), date(2023, 6, 30)]
    first, second = target.revisions
    assert (first.goal.low, first.due, first.reason, first.source) == (950, None, "", Source())
    assert (second.goal.low, second.due, second.reason) == (900, Period.year(2026), "疫情")
    assert second.source == Source(document="d2")


def test_the_plan_may_set_a_method_and_every_region() -> None:
    fragment = "method: pacing\nregion: all\n" + target_text("{at_least: 1000}")
    plan = load_fragment(fragment)[0]
    assert plan is not None
    assert plan.region == Region(every=True)
    assert plan.targets[0].region == Region(every=True)
    assert plan.targets[0].method == MethodChoice(name="pacing")


def test_indicators_keep_what_is_given() -> None:
    found = indicator_with(
        "aliases: [研发总额, R&D]",
        "price: constant",
        "denominator: 规上工业增加值",
        "lag: 1",
        "partial_year: {Q3: 70.5%, H1: 45%, 01/09: 75%, '06': 8%}",
    )
    assert found == Indicator(
        id="firms",
        name=Text(zh="企业数"),
        aliases=("研发总额", "R&D"),
        unit="家",
        measure=Measure.FLOW,
        price=PriceBasis.CONSTANT,
        denominator="规上工业增加值",
        lag=1,
        partial_year=PartialYear(
            rule=PartialYearRule.SHARES, shares=(("01/09", 0.75), ("06", 0.08), ("H1", 0.45), ("Q3", 0.705))
        ),
        place=ANYWHERE,
    )


@pytest.mark.parametrize("rule", ["refuse", "as_is", "pro_rata"])
def test_rules_for_part_of_a_year(rule: str) -> None:
    assert indicator_with(f"partial_year: {rule}").partial_year == PartialYear(rule=PartialYearRule(rule))


WHOLE = """\
planck: 1
plan: gongshu-14fyp
language: en
title: {zh: 规划, en: Plan}
region: {name: 拱墅区, code: "330105", aliases: [Gongshu]}
period: {base: 2020, start: 2021, end: 2025}
source: {document: d1, issuer: 科技局, issued: 2021-12-09, url: "https://example.org/1"}

indicators:
  gdp: {name: {zh: 地区生产总值}, measure: flow, unit: 亿元}

targets:
  rd: {name: {zh: 研发经费, en: R&D}, measure: flow, unit: 亿元, goal: {at_least: 40}, part_of: all_rd}
  intensity:
    name: {zh: 研发强度}
    measure: ratio
    unit: "%"
    formula: rd / gdp
    goal: {above_series: gdp}
  all_rd: {name: {zh: 全部研发}, indicator: gdp, goal: {at_least: 50}}
  gdp: {name: {zh: 总值}, indicator: gdp, goal: {at_least: 60}}

identities:
  share: rd / intensity = gdp

ignore:
  - {code: C001, target: rd, period: 2022年, reason: 未公布, until: 2024-12-31}
  - {code: L002, reason: 口径调整}
"""


def test_a_whole_plan() -> None:
    plan, findings = load(WHOLE)
    assert described(findings) == []
    assert plan is not None
    assert (plan.id, plan.language.value, plan.title) == ("gongshu-14fyp", "en", Text(zh="规划", en="Plan"))
    assert plan.region == Region(name="拱墅区", code="330105", aliases=("Gongshu",))
    assert (plan.base, plan.start, plan.end) == (Period.year(2020), Period.year(2021), Period.year(2025))
    assert plan.source == Source(document="d1", issuer="科技局", issued="2021-12-09", url="https://example.org/1")
    # Those declared come first, then those of the targets.
    assert [each.id for each in plan.indicators] == ["gdp", "rd", "intensity"]
    assert [(each.id, each.indicator, each.part_of) for each in plan.targets] == [
        ("rd", "rd", "all_rd"),
        ("intensity", "intensity", ""),
        ("all_rd", "gdp", ""),
        ("gdp", "gdp", ""),
    ]
    ratio = Binary(Operator.DIVIDE, Series("rd"), Series("gdp"))
    assert (plan.indicators[2].formula, plan.indicators[2].formula_text) == (ratio, "rd / gdp")
    identity = plan.identities[0]
    assert (identity.id, identity.text) == ("share", "rd / intensity = gdp")
    assert (identity.left, identity.right) == (
        Binary(Operator.DIVIDE, Series("rd"), Series("intensity")),
        Series("gdp"),
    )
    first, second = plan.ignores
    assert (first.code, first.target, first.period, first.until) == ("C001", "rd", "2022", date(2024, 12, 31))
    assert (second.code, second.reason, second.target, second.period, second.until) == (
        "L002",
        "口径调整",
        "",
        "",
        None,
    )


def test_an_ignore_may_span_years() -> None:
    plan = load_fragment("ignore: [{code: R001, period: 2016-2020, reason: x}]\n" + target_text("{at_least: 1}"))[0]
    assert plan is not None
    assert plan.ignores[0].period == "2016-2020"


def findings_with(*lines: str, goal: str = "{at_least: 1000}", baseline: str = "466") -> list[str]:
    """Keys behind the goal of line 11 and the baseline of line 12 (when there is one) start at line 13."""
    keys = "".join(f"    {line}\n" for line in lines)
    return described(load_fragment(target_text(goal, baseline=baseline, more=keys))[1])


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("due: 2020", ["S050 13:10-14"]),
        ("due: 2019-12-31", ["S050 13:10-20"]),
        ("due: 2020-12", ["S050 13:10-17"]),
        ("due: 2021-01", []),
        ("due: 2025-13", ["S031 13:10-17"]),
        ("due: 2016-2020", ["S031 13:10-19"]),
        ("due: 1899", ["S031 13:10-14"]),
        ("due: 9999", ["S031 13:10-14"]),
        ("due: 2023-02-30", ["S031 13:10-20"]),
        ("due: soon", ["S031 13:10-14"]),
        ("due: 2025.5", ["S023 13:10-16"]),
        ("due: [2025]", ["S023 13:10-16"]),
        ("milestones: {2020: 500}", ["S051 13:18-22"]),
        ("milestones: {2025: 500}", ["S051 13:18-22"]),
        ("milestones: {2026: 500, 2019: 1}", ["S051 13:18-22", "S051 13:29-33"]),
        ("milestones: {2021-2023: 500}", ["S031 13:18-27"]),
        ("milestones: {soon: 500}", ["S031 13:18-22"]),
        ("milestones: {2022: 500, 2022: 600}", ["S008 13:29-33"]),
        ("milestones: {2022: 500, 2022-12: 600}", ["S052 13:29-36"]),
        ("milestones: {2022: 50%}", ["S063 13:24-27"]),
        ("milestones: {2022: x}", ["S023 13:24-25"]),
        ("milestones: {2022: 1e999}", ["S025 13:24-29"]),
        ("milestones: [500]", ["S023 13:17-22"]),
        ("schedule: {2022: 0.4}", ["S027 13:22-25"]),
        ("schedule: {2022: 101%}", ["S053 13:22-26"]),
        ("schedule: {2022: -1%}", ["S053 13:22-25"]),
        ("schedule: {2022: 40%, 2021: 60%}", ["S053 13:22-25"]),
        ("schedule: {2021: 60%, 2022: 40%, 2023: 30%}", ["S053 13:33-36", "S053 13:44-47"]),
        ("schedule: {2025: 100%}", ["S051 13:16-20"]),
        ("schedule: {soon: 200%}", ["S031 13:16-20", "S053 13:22-26"]),
        ("revisions: [{on: 2023-02-30, goal: {at_least: 1}}]", ["S032 13:22-32"]),
        ("revisions: [{on: 2023, goal: {at_least: 1}}]", ["S023 13:22-26"]),
        ("revisions: [{on: 1000-01-01, goal: {at_least: 1}}]", ["S032 13:22-32"]),
        ("revisions: [{on: 2023-06-30}]", ["S022 13:17-33"]),
        ("revisions: [{on: 2023-06-30, goal: {}}]", ["S060 13:40-42"]),
        ("revisions: [{on: 2023-06-30, goal: {at_least: 1}, due: 2020}]", ["S050 13:60-64"]),
        ("revisions: [{on: 2023-06-30, goal: {at_least: 1}, due: x}]", ["S031 13:60-61"]),
        ("revisions: [{on: 2023-06-30, goal: {above_series: x}}]", ["S036 13:55-56"]),
        ("revisions: [{on: 2023-06-30, goal: {at_least: 1}}, {on: 2023-06-30, goal: {at_most: 2}}]", ["S052 13:56-92"]),
        ("path: straight", ["S024 13:11-19"]),
        ("path: Linear", ["S024 13:11-17"]),
        ("part_of: firms", ["S037 13:14-19"]),
        ("part_of: others", ["S036 13:14-20"]),
        ("nature: yes", ["S024 13:13-16"]),
        ("wording: strong", ["S024 13:14-20"]),
        ("stated: {growth: 15}", ["S027 13:22-24"]),
        ("stated: {points: 0.08%}", ["S023 13:22-27"]),
        ("stated: {}", ["S023 13:13-15"]),
        ("stated: {column: soon}", ["S031 13:22-26"]),
        ("stated: {blank: [goal]}", ["S024 13:22-26"]),
        ("adds_to: nothing", ["S036 13:14-21"]),
        ("method: schedul", ["S024 13:13-20"]),
        ("method: {ahead: 1.05}", ["S022 13:5-11"]),
        ("method: {name: pacing, ahead: 1.05}", ["S056 13:28-33"]),
        ("method: {name: pacing, on_track: x}", ["S023 13:38-39"]),
        ("method: {name: pacing, falling: 1}", ["S021 13:28-35"]),
        ("method: {name: pacing, on_track: 0.75}", ["S057 13:13-43"]),
        ("method: {name: pacing, on_track: 0.7, falling_behind: 0.8}", ["S057 13:13-63"]),
        ("method: {name: pacing, on_track: 0.7, falling_behind: 0.6}", []),
        ("method: [pacing]", ["S023 13:13-21"]),
        ("region: 西湖区", ["S023 13:13-16"]),
        ("region: {code: '1'}", ["S022 13:5-11"]),
        ("region: {name: 西湖区, code: 330106}", ["S023 13:31-37"]),
        ("region: all", []),
        ("source: {at: 5}", ["S023 13:18-19"]),
        ("source: {issued: 2021-12-9}", ["S023 13:22-31"]),
        ("source: {issued: 2021-12}", []),
        ("source: {issued: 21}", ["S023 13:22-24"]),
        ("source: {page: 5}", ["S021 13:14-18"]),
        ("note: ''", ["S023 13:11-13"]),
        ("note: 5", ["S023 13:11-12"]),
        ("note:", ["S023 13:10-10"]),
        ("lag: 11", ["S023 13:10-12"]),
        ("lag: -1", ["S023 13:10-12"]),
        ("lag: 0.5", ["S023 13:10-13"]),
        ("lag: 1.0", []),
        ("aliases: 企业", ["S023 13:14-16"]),
        ("aliases: [2022]", ["S023 13:15-19"]),
        ("aliases: [x, '']", ["S023 13:18-20"]),
        ("price: real", ["S024 13:12-16"]),
        ("formula: firms + 1", ["S039 13:14-23"]),
        ("formula: previous(firms)", ["S039 13:14-29"]),
        # The plan's own baseline is no figure of the indicator, so that this is no circle.
        ("formula: baseline(firms) * 2", []),
        ("formula: firm / 2", ["S036 13:14-18"]),
        ('formula: "2 * chain(firm)"', ["S036 13:25-29"]),
        ("formula: 2 * * 3", ["S038 13:18-19"]),
        ("formula: '2 +'", ["S038 13:18-18"]),
        ('formula: "2\\x20+"', ["S038 13:14-22"]),
        ("formula: >-\n      2 +", ["S038 13:14-16"]),
        ("formula: 2", ["S023 13:14-15"]),
        ("formula: a = b", ["S038 13:16-17"]),
        ("partial_year: half", ["S024 13:19-23"]),
        ("partial_year: shares", ["S024 13:19-25"]),
        ("partial_year: {}", ["S023 13:19-21"]),
        ("partial_year: {H3: 45%}", ["S041 13:20-22"]),
        ("partial_year: {H1: 45}", ["S027 13:24-26"]),
        ("partial_year: {H1: 101%}", ["S041 13:20-22"]),
        ("partial_year: {H1: -1%, 01/01: 5%, '13': 1%}", ["S041 13:20-22", "S041 13:29-34", "S041 13:40-44"]),
        ("partial_year: {6: 45%}", ["S041 13:20-21"]),
        ("unit: 家", ["S008 13:5-9"]),
        ("units: 家", ["S021 13:5-10"]),
        ("indicator: other", ["S054 9:5-12", "S054 10:5-9", "S036 13:16-21"]),
        ("indicator: Other", ["S023 13:16-21"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_target(line: str, found: list[str]) -> None:
    assert findings_with(line) == found


@pytest.mark.parametrize(
    ("baseline", "found"),
    [
        ("1.5%", ["S063 12:15-19"]),
        ("abc", ["S023 12:15-18"]),
        ("from_figure", ["S023 12:15-26"]),
        ("４６６", ["S026 12:15-18"]),
        ("１．５％", ["S026 12:15-19"]),
        ("{period: 2015}", ["S022 12:5-13"]),
        ("{value: x}", ["S023 12:23-24"]),
        ("{value: 1%}", ["S063 12:23-25"]),
        ("{value: 1, period: 2015-2016}", ["S031 12:34-43"]),
        ("{value: 1, period: 2025}", ["S050 12:23-24"]),
        ("{value: 1, period: soon}", ["S031 12:34-38"]),
        ("{valeu: 1}", ["S022 12:5-13", "S021 12:16-21"]),
        ("[1]", ["S023 12:15-18"]),
        (".nan", ["S025 12:15-19"]),
    ],
)
def test_what_is_wrong_with_a_baseline(baseline: str, found: list[str]) -> None:
    assert findings_with(baseline=baseline) == found


@pytest.mark.parametrize("baseline", ["{value: 1, period: 2025}", "{value: 1, period: 2026}"])
def test_a_baseline_is_before_the_due_date(baseline: str) -> None:
    assert findings_with("due: 2025", baseline=baseline) == ["S050 13:10-14"]


@pytest.mark.parametrize(
    ("line", "goal", "baseline", "found"),
    [
        ("path: compound", "{at_least: 5}", "0", ["S055 12:15-16"]),
        ("path: compound", "{at_least: 5}", "-1", ["S055 11:11-24"]),
        ("path: compound", "{at_most: 0}", "5", ["S055 11:11-23"]),
        ("path: compound", "{at_most: -5}", "-1", []),
        ("path: compound", "{between: [-1, 5]}", "5", ["S055 11:11-29"]),
        ("path: compound", "{about: 1, tolerance: 2}", "5", ["S055 11:11-35"]),
        ("path: compound", "{decrease: {at_least: 5}}", "5", ["S055 11:11-36"]),
        ("path: compound", "{increase: {at_least: -6}}", "5", ["S055 11:11-37"]),
        ("path: compound", "{increase: {at_least: 6}}", "5", []),
        ("path: compound", "{average_increase: {at_least: -6}}", "5", []),
        ("path: compound", "{at_least: 5}", "from_figures", []),
        ("path: compound", "{at_least: 5}", "", []),
        ("path: linear", "{at_least: 5}", "0", []),
        ("note: x", "{growth: {at_least: 5%}}", "0", ["S055 12:15-16"]),
        ("path: linear", "{growth: {at_least: 5%}}", "-5", ["S055 12:15-17"]),
        ("path: linear", "{growth: {at_least: 5%}}", "0", ["S055 12:15-16"]),
        ("path: linear", "{growth: {at_least: 5%}}", "0.5", []),
        ("path: compound", "{at_least: 1}", "0.5", []),
        ("note: x", "{reduction: {at_least: 100%}}", "5", ["S055 11:11-40"]),
        ("path: linear", "{reduction: {at_least: 100%}}", "5", []),
        ("note: x", "{growth: {at_least: -100%}}", "5", ["S055 11:11-38"]),
        ("note: x", "{average_growth: {at_least: -100%}}", "5", ["S055 11:11-46"]),
        ("path: compound\n    milestones: {2022: 0, 2023: 4, 2024: -1}", "{at_least: 5}", "3", ["S055 14:18-22", "S055 14:36-40"]),
        ("path: compound\n    schedule: {2022: 0%}", "{at_least: 5}", "3", []),
        ("path: compound\n    revisions: [{on: 2023-01-01, goal: {at_least: -1}}]", "{at_least: 5}", "3", ["S055 14:40-54"]),
        ("note: x", "{growth: {at_least: 5%}}", "", ["S065 11:11-35"]),
        ("note: x", "{increase: {at_least: 5}}", "", ["S065 11:11-36"]),
        ("note: x", "{average_increase: {at_least: 5}}", "", ["S065 11:11-44"]),
        ("note: x", "{decrease: {at_least: 5}}", "", ["S065 11:11-36"]),
        ("revisions: [{on: 2023-01-01, goal: {increase: {at_least: 1}}}]", "{at_least: 5}", "", ["S065 12:40-65"]),
        ("note: x", "{increase: {at_least: 5}}", "x", ["S023 12:15-16"]),
    ],
)  # fmt: skip
def test_growth_needs_somewhere_to_grow_from(line: str, goal: str, baseline: str, found: list[str]) -> None:
    assert findings_with(line, goal=goal, baseline=baseline) == found


@pytest.mark.parametrize("goal", ["{total: {at_least: 5}}", "{total: {at_most: 5}}"])
def test_a_total_has_no_compound_path(goal: str) -> None:
    findings = load_fragment(target_text(goal, measure="flow", more="    path: compound\n"))[1]
    assert described(findings) == ["S055 13:11-19"]
    findings = load_fragment(target_text(goal, measure="flow", baseline=""))[1]
    assert described(findings) == []


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("", ["S033 file"]),
        ("targets: {}", ["S033 6:1-8"]),
        ("targets: []", ["S023 6:10-12"]),
        ("targets:", ["S023 6:9-9"]),
        ("targets: {Firms: {}}", ["S023 6:11-16", *["S022 6:11-16"] * 3]),
        ("targets: {firms: 5}", ["S023 6:18-19"]),
        ("targets: {firms: {}}", ["S022 6:11-16", "S022 6:11-16", "S022 6:11-16"]),
        ("indicators: {gdp: {}}", ["S033 file", "S022 6:14-17", "S022 6:14-17"]),
        ("indicators: {gdp: {name: {}, measure: flow}}", ["S033 file", "S023 6:26-28"]),
        ("indicators: {gdp: {name: {zh: '  '}, measure: flow}}", ["S033 file", "S023 6:31-35"]),
        ("indicators: {gdp: {name: 2021, measure: flow}}", ["S033 file", "S023 6:26-30"]),
        ("indicators: {gdp: {name: {de: x}, measure: flow}}", ["S033 file", "S021 6:27-29"]),
        ("indicators: {gdp: {name: {zh: x}, measure: ratio}}", ["S033 file", "S040 6:14-17"]),
        ("indicators: {gdp: {name: {zh: x}, measure: flow, unit: “家”}}", ["S033 file", "S044 6:56-59"]),
        ("indicators: {gdp: {name: {zh: x}, measure: stock, unit: 家, partial_year: {H1: 45%}}}", ["S033 file", "S043 6:74-83"]),
        ("indicators: {gdp: {name: {zh: x}, measure: ratio, unit: 5}}", ["S033 file", "S023 6:57-58"]),
        ("indicators: {gdp: {name: {zh: x}, measure: flow, nature: binding}}", ["S033 file", "S021 6:50-56"]),
        ("indicators: {'a b': {}, \"a\\n\": {}}", ["S033 file", "S023 6:14-19", *["S022 6:14-19"] * 2, "S023 6:25-30", *["S022 6:25-30"] * 2]),
        ("identities: {i: a + b}", ["S033 file", "S038 6:22-22"]),
        ("identities: {i: a = b = c}", ["S033 file", "S038 6:23-24"]),
        ("identities: {i: a = b +}", ["S033 file", "S038 6:24-24"]),
        ("identities: {i: a / a = b}", ["S033 file", "S036 6:17-18", "S036 6:25-26"]),
        ("identities: {I: a = b}", ["S033 file", "S023 6:14-15"]),
        ("identities: [a = b]", ["S033 file", "S023 6:13-20"]),
        ("ignore: [{code: L002}]", ["S033 file", "S022 6:10-22"]),
        ("ignore: [{code: L002, reason: ''}]", ["S033 file", "S023 6:31-33"]),
        ("ignore: [{code: l002, reason: x}]", ["S033 file", "S023 6:17-21"]),
        ("ignore: [{code: L0021, reason: x}]", ["S033 file", "S023 6:17-22"]),
        ("ignore: [{code: L002, reason: x, until: never}]", ["S033 file", "S023 6:41-46"]),
        ("ignore: [{code: L002, reason: x, until: 2024-13-01}]", ["S033 file", "S032 6:41-51"]),
        ("ignore: [{code: L002, reason: x, target: firms}]", ["S033 file", "S036 6:42-47"]),
        ("ignore: [{code: L002, reason: x, period: soon}]", ["S033 file", "S031 6:42-46"]),
        ("ignore: {code: L002, reason: x}", ["S033 file", "S023 6:9-32"]),
        ("method: pace", ["S033 file", "S024 6:9-13"]),
        ("weights: x\nlanguage: de", ["S033 file", "S021 6:1-8", "S024 7:11-13"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_plan(fragment: str, found: list[str]) -> None:
    plan, findings = load_fragment(fragment)
    assert described(findings) == found
    assert isinstance(plan, Plan)
    assert {finding.plan for finding in findings} == {"gongshu-14fyp"}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("planck: 2", ["S020 1:9-10"]),
        ("planck: '1'", ["S020 1:9-12"]),
        ("planck: true", ["S020 1:9-13"]),
        ("planck: [1]", ["S020 1:9-12"]),
        ("planck: *x", ["S004 1:9-11"]),
        ("planck: !x 1", ["S006 1:9-13"]),
        ("plan: 14fyp_gongshu", ["S023 2:7-20"]),
        ("plan: Gongshu", ["S023 2:7-14"]),
        ("plan: 14", ["S023 2:7-9"]),
        ("plan: " + "x" * 61, ["S023 2:7-68"]),
        ("title: 2021", ["S023 3:8-12"]),
        ("region: 拱墅", ["S023 4:9-11"]),
        ("period: {base: 2020, start: 2020, end: 2025}", ["S030 5:1-7"]),
        ("period: {base: 2020, start: 2026, end: 2025}", ["S030 5:1-7"]),
        ("period: {base: 2020, start: 2021}", ["S022 5:1-7"]),
        ("period: {base: 2020, start: 2021, end: 2200}", ["S023 5:40-44"]),
        ("period: {base: 1899, start: 2021, end: 2025}", ["S023 5:16-20"]),
        ("period: {base: 2020, start: 2021, end: 20.5}", ["S023 5:40-44"]),
        ("period: 2020", ["S023 5:9-13"]),
        ("period: {base: 2020, start: 2021, end: 2025, years: 5}", ["S021 5:46-51"]),
    ],
)
def test_what_is_wrong_with_the_header(line: str, found: list[str]) -> None:
    key = line.partition(":")[0]
    text = complete("") + target_text("{at_least: 1000}", more="    due: soon\n")
    lines = [line if each.startswith(f"{key}:") else each for each in text.splitlines()]
    plan, findings = load("\n".join(lines))
    # What is wrong with the targets is said all the same, unless the format is another one.
    target = [] if found[0].startswith("S020") else ["S031 13:10-14"]
    assert described(findings) == found + target
    assert (plan is None) == ((key != "planck" and "years: 5" not in line) or found[0].startswith("S020"))


@pytest.mark.parametrize("key", ["planck", "plan", "title", "region", "period"])
def test_a_plan_needs_its_header(key: str) -> None:
    lines = (complete("") + target_text("{at_least: 1000}")).splitlines()
    plan, findings = load("\n".join(line for line in lines if not line.startswith(f"{key}:")))
    # A key that is missing at the top is missing from the mapping, which starts with the first line.
    assert [(finding.code, finding.arguments["got"]) for finding in findings] == [("S022", key)]
    assert findings[0].place is not None
    assert (findings[0].place.line, findings[0].place.column) == (1, 1)
    assert (plan is None) == (key != "planck")


@pytest.mark.parametrize("text", ["[]", "text", "- planck: 1"])
def test_a_plan_is_a_mapping(text: str) -> None:
    plan, findings = load(text)
    assert plan is None
    assert [finding.code for finding in findings] == ["S023"]


def test_a_root_that_is_broken_is_said_once() -> None:
    assert described(load("!x y")[1]) == ["S006 1:1-5"]


@pytest.mark.parametrize(
    ("language", "title"),
    [("", Text(zh="规划")), ("language: zh\n", Text(zh="规划")), ("language: en\n", Text(en="规划"))],
)
def test_a_plain_name_is_in_the_language_of_the_plan(language: str, title: Text) -> None:
    firms = "  firms: {name: 规划, measure: stock, unit: 家, goal: {at_least: 1}, standard: {value: 2, name: 规划, source: {at: x}}}\n"
    plan, findings = load_fragment(f"{language}title: 规划\ntargets:\n{firms}")
    assert described(findings) == []
    assert plan is not None
    assert plan.targets[0].standard is not None
    assert plan.title == plan.targets[0].name == plan.indicators[0].name == plan.targets[0].standard.name == title
    assert load(dump_plan(plan))[0] == plan
