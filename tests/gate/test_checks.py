"""Every check of families R, T and G: what makes it speak, how loud, and what keeps it silent.

The path from 40 in 2020 to 60 in 2025 asks for 4 more a year: 48 in 2022 is on schedule, 45 behind, 42 off track.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import exp
from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess.plan import assess_plan
from planck.changes.compare import Comparison, Known, State, compare
from planck.changes.scores import Score, scores_of
from planck.changes.side import Side, side_of
from planck.engine.method import METHODS
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Bar, Gated
from planck.gate.new_ignore import barred, of_earlier_changes
from planck.gate.revised_figure import LEAST_STEPS, is_doubtful, is_jump
from planck.gate.telling import BAD, Account, account_of
from planck.model import (
    Command,
    Comparator,
    Figure,
    FigureStatus,
    Finding,
    Ignore,
    Language,
    Measure,
    Nature,
    Place,
    Plan,
    Revision,
    Severity,
    Text,
    Wording,
)
from planck.model.change import Base, Cause, Origin, RecordedReason
from planck.model.table import Figures as Table
from planck.view.message import message_text
from planck.view.words import STATUSES, Tone
from planck.words import Label
from tests.building import PLACE, figure, goal, indicator, plan, target

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
FIRMS = plan(target())
Figures = tuple[Figure, ...]


def side(of: Plan, figures: Figures) -> Side:
    return side_of(of, Table.of(figures), None)


def comparison(
    before: Figures,
    after: Figures,
    old: Plan = FIRMS,
    new: Plan | None = None,
    *,
    base: Base | None = None,
    **more: Any,
) -> Comparison:
    now = side(new or old, after)
    compared = compare(
        base or Base(label="base"),
        State(plans=(old,), figures=Table.of(before)),
        [now],
        State(plans=(now.plan,), figures=Table.of(after)),
        Known(**more),
    )
    return compared.plans[0]


def found(code: str, *arguments: Any, **more: Any) -> list[Finding]:
    return list(CHANGE_CHECKS[code](comparison(*arguments, **more)))


def severities(findings: Sequence[Finding]) -> list[Severity]:
    return [finding.severity for finding in findings]


def because(
    old: float | None, new: float | None, reason: str = "final accounts", period: str = "2022"
) -> RecordedReason:
    return RecordedReason(
        indicator="firms", region="拱墅区", period=period, old=old, new=new, reason=reason, place=Place("r.csv", 2)
    )


def test_r001_a_revision_is_a_warning_and_an_error_when_a_status_flips() -> None:
    before = (figure(2021, 44), figure(2022, 48))
    [quiet] = found("R001", before, (before[0], figure(2022, 48.2)))
    assert (quiet.severity, quiet.target, quiet.period, quiet.place) == (WARNING, "firms", "2022", before[1].place)
    [loud] = found("R001", before, (before[0], figure(2022, 45)))
    assert loud.severity is ERROR
    assert message_text(loud, Language.EN) == (
        "firms for 2022: 48 is now 45 (-3, 6.25 %), with no reason recorded; "
        "by it firms goes from on schedule to behind"
    )
    assert "；因此firms由“基本符合预期”变为“滞后”" in message_text(loud, Language.ZH)
    assert not found("R001", before, (*before, figure(2023, 52)))
    assert not found("R001", before, (before[0], figure(2022, 0.0048, unit="万家"))), "that is another check"


def test_r001_says_how_large_revisions_of_the_series_are() -> None:
    past = replace(because(40, 41, period="2019"))
    [finding] = found("R001", (figure(2022, 48),), (figure(2022, 49),), recorded=(past,))
    assert "revisions of this series are usually 2.5 % (of 1)" in message_text(finding, Language.EN)
    [zero] = found("R001", (figure(2022, 0),), (figure(2022, 1),))
    assert "(+1, from zero)" in message_text(zero, Language.EN)


def test_r001_reasons() -> None:
    before, after = (figure(2022, 48),), (figure(2022, 45),)
    assert severities(found("R001", before, after, recorded=(because(48, 45),))) == [NOTE]
    assert severities(found("R001", before, after, recorded=(because(48, 46),))) == [ERROR], "of another revision"
    lake = replace(target().region, name="西湖区", code="", aliases=())
    two = plan(target(), target("lake", indicator="firms", region=lake))
    there = ((replace(before[0], region="西湖区"),), (replace(after[0], region="西湖区"),))
    anywhere = replace(because(48, 45), region="")
    assert severities(found("R001", *there, two, recorded=(anywhere,))) == [NOTE], "of no region, it is of any"
    assert severities(found("R001", *there, two, recorded=(because(48, 45),))) == [ERROR], "of another region"
    assert severities(found("R001", before, after, recorded=(because(48, 45, period="2021"),))) == [ERROR]
    noted = (replace(after[0], note="two firms were counted twice"),)
    assert severities(found("R001", before, noted)) == [NOTE]
    assert severities(found("R001", (replace(before[0], note="x"),), (replace(after[0], note="x"),))) == [ERROR], "old"


def test_r001_a_later_publication_is_expected() -> None:
    first = figure(2022, 48, published="2023-02-01")
    assert severities(found("R001", (first,), (first, figure(2022, 48.2, published="2023-06-01")))) == [NOTE]
    [later] = found("R001", (first,), (first, figure(2022, 45, published="2023-06-01")))
    assert later.severity is WARNING
    assert later.arguments["said"] == Label("gate.revised_figure.as_later_publication")
    early, final = figure(2022, 48, status=FigureStatus.PRELIMINARY), figure(2022, 45, status=FigureStatus.FINAL)
    assert severities(found("R001", (early,), (final,))) == [WARNING]


def test_r002_and_r013_figures_that_are_gone() -> None:
    before = (figure(2021, 44), figure(2022, 45), figure(2023, 52))
    [back] = found("R002", before, before[:2])
    assert (back.severity, back.arguments["was"], back.arguments["now"]) == (ERROR, "2023", "2022")
    assert not found("R013", before, before[:2])
    assert severities(found("R002", before, before[:2], recorded=(because(52, None, period="2023"),))) == [NOTE]
    [gap] = found("R013", before, (before[0], before[2]))
    assert (gap.severity, gap.period, gap.arguments["got"]) == (WARNING, "2022", "45")
    assert not found("R002", before, (before[0], before[2]))
    quarter = figure("2023-Q4", 52)
    assert not found("R002", (*before, quarter), before), "the year ends on that day as well"
    assert not found("R002", before, ())
    assert not found("R013", before, ())
    assert len(found("R002", before, before[:1])) == 1, "one for the series"


def test_r003_a_series_that_vanished() -> None:
    before = (figure(2022, 48), figure(2022, 3, "rooms"))
    [finding] = found("R003", before, before[1:])
    assert (finding.severity, finding.target, finding.arguments["count"]) == (ERROR, "firms", 1)
    assert not found("R003", before, before[:1]), "no plan knows rooms"
    assert severities(found("R003", (figure(2019, 3),), ())) == [WARNING], "no verdict rested on it"
    words = finding.arguments["record"]
    assert isinstance(words, Command)
    assert words.words[:4] == ("planck", "revise", "figures.csv", "firms"), "the series as a whole, no period"
    assert "2022" not in words.words


def test_r003_stands_where_the_series_stood_in_its_file() -> None:
    def at(file: str, line: int, name: str = "rooms") -> Figure:
        return replace(figure(2022, 48, name), place=Place(file, line))

    gone = at("b.csv", 5, "firms")
    for left, place in (
        ((at("a.csv", 9), at("b.csv", 3), at("b.csv", 4), at("b.csv", 7)), Place("b.csv", 4)),
        ((at("a.csv", 9), at("b.csv", 7), at("b.csv", 8)), Place("b.csv", 7)),
        ((at("a.csv", 9), at("b.csv", 4), at("b.csv", 5)), Place("b.csv", 5)),
        ((at("a.csv", 9),), FIRMS.place),
    ):
        [finding] = found("R003", (gone, *left), left)
        assert finding.place == place


def test_r004_a_series_that_was_renamed() -> None:
    before = (figure(2021, 44), figure(2022, 48))
    after = tuple(replace(one, indicator="qiye") for one in before)
    [finding] = found("R004", before, after)
    assert (finding.severity, finding.place) == (ERROR, after[0].place)
    assert "firms is now called qiye (2 of 2 figures are the same), which the plan does not know" in message_text(
        finding, Language.EN
    )
    known = plan(target(), indicators=(indicator(aliases=("qiye",)),))
    [quiet] = found("R004", before, after, known)
    assert (quiet.severity, quiet.arguments["todo"]) == (NOTE, Label("gate.revised_figure.nothing_to_do"))
    names = {"target": "firms", "old": "firms", "new": "qiye"}
    assert finding.arguments["todo"] == Label("gate.revised_figure.alias").fill(**names)
    assert severities(found("R004", before, after, FIRMS, known)) == [NOTE], "the plan learnt it with the change"
    assert "record" not in finding.arguments, "it is the plan that has to know it"
    [gone] = found("R003", after, (), known)
    assert (gone.target, gone.arguments["got"]) == ("firms", Text(en="qiye")), "the indicator by its id"
    # A new plan names a region that the figures call otherwise now.
    first = replace(plan(target("rooms"), id="other"), place=replace(PLACE, file="other.yaml"))
    [region] = found("R004", before, tuple(replace(one, region="某某区") for one in before), first, FIRMS)
    assert (region.target, region.arguments["new"]) == ("", "某某区")


def test_r004_of_a_region_is_about_its_own_figures_alone() -> None:
    lake = replace(
        target("lake", indicator="firms"), region=replace(target().region, name="西湖区", code="", aliases=())
    )
    of, beside = plan(target(), lake), figure(2022, 48, region="西湖区")
    own = (figure(2021, 44), figure(2022, 48.5))
    renamed = tuple(replace(one, region="丙") for one in own)
    [finding] = found("R004", (*own, beside), (*renamed, replace(beside, value=42.0)), of)
    assert "拱墅区|firms|2022" in finding.about
    assert "西湖区" not in finding.about


RATIO = plan(target(), indicators=(indicator(measure=Measure.FLOW),))


def test_r005_a_year_that_looks_incomplete() -> None:
    # Zero-emission vehicles of Canada: 14.63 in 2024, then 8.88 with quarters missing (golden case 12-1-1).
    before = (figure(2023, 10.8), figure(2024, 14.63))
    [finding] = found("R005", before, (*before, figure(2025, 8.88)), RATIO)
    assert finding.arguments["share"] == pytest.approx(8.88 / 14.63)
    assert not found("R005", before, (*before, figure(2025, 12.9)), RATIO), "0.88 of the year before"
    fell = (figure(2022, 40), figure(2023, 20), figure(2024, 30))
    assert not found("R005", fell, (*fell, figure(2025, 18)), RATIO), "it fell further before"
    assert not found("R005", fell, (*fell, figure(2025, 15)), RATIO), "it fell as far before"
    assert found("R005", fell, (*fell, figure(2025, 14.9)), RATIO)
    small = (figure(2023, 0.5), figure(2024, 0.6))
    assert found("R005", small, (*small, figure(2025, 0.2)), RATIO)
    assert not found("R005", before, (*before, figure(2025, 8.88)), FIRMS), "a stock does not accumulate"
    assert not found("R005", before, (*before, figure("2025-H1", 8.88)), RATIO), "said to be half a year"
    assert not found("R005", before, (figure(2022, 1), *before), RATIO), "not the newest"
    assert not found("R005", (figure(2024, -3),), (figure(2024, -3), figure(2025, -9)), RATIO)
    assert not found("R005", (), (figure(2025, 8.88),), RATIO)
    three = (figure(2022, 12.0), *before)
    [finding] = found("R005", three, (*three, figure(2025, 8.88)), RATIO)
    assert (finding.arguments["other"], finding.arguments["previous"]) == ("14.63", "2024"), "the year before"
    assert len(found("R005", before, (*before, figure(2025, 11.7)), RATIO)) == 1, "0.7997 of the year before"
    assert not found("R005", before, (*before, figure(2025, 11.705)), RATIO), "0.80007 of it"


def test_r006_a_jump() -> None:
    # Physical activity: 41.8 and 49.2, then 13.6 from wrong rows (golden case 3-5-1).
    before = (figure(2021, 41.8), figure(2022, 49.2))
    [finding] = found("R006", before[::-1], (*before[::-1], figure(2023, 13.6)))
    told = [finding.arguments[name] for name in ("first", "last", "low", "high", "got")]
    assert told == ["2021", "2022", "41.8", "49.2", "13.6"]
    assert not found("R006", before, (*before, figure(2023, 46.2)))
    steady = tuple(figure(2017 + year, value) for year, value in enumerate((40, 42, 44, 46, 48)))
    [finding] = found("R006", steady, (*steady, figure(2022, 65)))
    assert (finding.arguments["first"], finding.arguments["last"]) == ("2017", "2021"), "35 % after 4 to 5 % a year"
    assert not found("R006", steady, (*steady, figure(2022, 52)))
    assert len(found("R006", (*steady, figure(2022, 50)), (*steady, figure(2022, 65)))) == 1, "a revision jumps too"
    assert not found("R006", (figure(2022, -1), figure(2021, 1)), (figure(2022, -1), figure(2021, 1), figure(2023, 9)))
    assert not found("R006", before[:1], (before[0], figure(2022, 400))), "one figure is no history"
    shares = (figure(2021, 0.2), figure(2022, 0.3))
    assert found("R006", shares, (*shares, figure(2023, 0.9))), "of small numbers as well"
    wild = (*before, replace(figure(2023, 13.6), source="a"))
    assert not found("R006", wild, (*before, replace(wild[-1], source="b"))), "it stood so"


@pytest.mark.parametrize(
    ("steps", "last", "jumps"),
    [
        # Of as large steps each, 6 times the least spread of 0.02 is 0.12 beside them.
        ((0.05,) * 4, 0.05 + 0.119, False),
        ((0.05,) * 4, 0.05 + 0.121, True),
        ((0.05,) * 4, 0.05 - 0.119, False),
        ((0.05,) * 4, 0.05 - 0.121, True),
        # Around 0.2 the median distance is 0.1: 6 times 0.14826 is 0.88956.
        ((0.0, 0.1, 0.2, 0.3, 0.4), 0.2 + 0.889, False),
        ((0.0, 0.1, 0.2, 0.3, 0.4), 0.2 + 0.890, True),
        # Three steps are no habit: it may be twice the highest, 0.693 in logarithms, or half of the lowest.
        ((0.05,) * 3, 0.693, False),
        ((0.05,) * 3, 0.694, True),
        ((0.3,) * 3, 0.693, False),
        ((0.3,) * 3, 0.694, True),
        ((0.3,) * 3, -0.9 - 0.693, False),
        ((0.3,) * 3, -0.9 - 0.694, True),
    ],
)
def test_r006_how_far_from_its_habit_a_series_may_go(steps: Sequence[float], last: float, jumps: bool) -> None:
    def of(periods: Sequence[str], size: float = 1.0) -> bool:
        logs = accumulate((*steps, last), lambda log, step: log + step * size, initial=5.0)
        series = [figure(period, exp(log)) for period, log in zip(periods, logs, strict=False)]
        return is_jump(series[:-1], series[-1])

    years = [str(2010 + place) for place in range(len(steps) + 2)]
    assert of(years) is jumps
    if len(steps) >= LEAST_STEPS:
        assert of([str(2 * int(year) - 2010) for year in years], 2.0) is jumps, "every second year, by its yearly step"
        assert of([f"2020-0{place + 1}-28" for place in range(len(years))]) is jumps, (
            "a step within a year counts whole"
        )


def test_r007_the_base_year() -> None:
    before = (figure(2020, 40), figure(2021, 44), figure(2022, 48))
    [finding] = found("R007", before, (figure(2020, 41), *before[1:]))
    assert (finding.severity, finding.period, finding.target) == (WARNING, "2020", "firms")
    assert "and no other year with it" in message_text(finding, Language.EN)
    [finding] = found("R007", before, (figure(2020, 41), figure(2021, 45), before[2]))
    assert "同时改了其他 1 期" in message_text(finding, Language.ZH)
    assert not found("R007", before, (*before[:2], figure(2022, 49)))
    without = plan(target(baseline=None))
    assert found("R007", before, (figure(2020, 41), *before[1:]), without), "the base year of the plan"


def test_r008_units_and_what_an_indicator_measures() -> None:
    before = (figure(2022, 48),)
    [finding] = found("R008", before, (figure(2022, 48, unit="户"),))
    assert (finding.severity, finding.arguments["old"], finding.arguments["new"]) == (ERROR, "家", "户")
    other = plan(target(), indicators=(indicator(denominator="规上工业"),))
    [edited] = found("R008", before, before, FIRMS, other)
    assert (edited.severity, edited.target, edited.arguments["new"]) == (WARNING, "firms", "规上工业")
    in_words = plan(target(), indicators=(indicator(denominator="large firms"),))
    assert found("R008", before, before, FIRMS, in_words)[0].arguments["new"] == "large firms"
    blank = plan(target(), indicators=(indicator(unit="户"),))
    [flipped] = found("R008", before, before, FIRMS, blank)
    assert flipped.severity is ERROR, "no figure is in that unit any more"
    both = found("R008", before, (figure(2022, 45, unit="户"),), FIRMS, blank)
    assert severities(both) == [ERROR, ERROR], "the flip comes from the figure and from the plan together"
    alias = plan(target(), indicators=(indicator(aliases=("x",)),))
    assert not found("R008", before, before, FIRMS, alias)


def test_r008_an_indicator_of_several_targets_is_told_of_the_first_and_flips_only_its_own() -> None:
    def of(denominator: str = "", low: float = 60.0) -> Plan:
        parts = indicator(denominator=denominator), indicator("labs")
        targets = target("more", indicator="firms"), target(), target("labs", wants=goal(low=low))
        return plan(*targets, indicators=parts)

    figures = (figure(2022, 48), figure(2022, 48, "labs"))
    [edited] = found("R008", figures, figures, of(), of("GDP", low=80.0))
    assert (edited.target, edited.severity) == ("firms", WARNING)
    assert [flip.target.id for flip in comparison(figures, figures, of(), of("GDP", low=80.0)).flips] == ["labs"]


def test_r009_the_future() -> None:
    before = (figure(2022, 48),)
    [finding] = found("R009", before, (*before, figure(2032, 52)))
    assert "the newest figure so far was for 2022" in message_text(finding, Language.EN)
    assert not found("R009", before, (*before, figure(2023, 52)))
    assert not found("R009", before, (*before, figure(2032, 52, status=FigureStatus.ASSUMED)))
    scenario = (*before, figure(2040, 90, status=FigureStatus.ASSUMED))
    assert found("R009", scenario, (*scenario, figure(2032, 52))), "a scenario is no figure to be ahead of"
    [finding] = found("R009", before, (*before, figure(2023, 52)), base=Base(label="base", tip=date(2023, 11, 2)))
    assert "the commit was made on 2023-11-02" in message_text(finding, Language.EN)
    assert not found("R009", before, (*before, figure(2023, 52)), base=Base(label="base", tip=date(2023, 12, 31)))
    assert not found("R009", (), (figure(2032, 52),)), "the first figure of all has nothing to be ahead of"


@pytest.mark.parametrize(
    ("value", "text", "copied"),
    [(20.06, "20.06", True), (48, "48", False), (12000, "12000", False), (1234, "1234", True)],
)
def test_r010_last_years_figure(value: float, text: str, copied: bool) -> None:
    before = (figure(2022, value, text=text),)
    assert bool(found("R010", before, (*before, figure(2023, value, text=text)))) is copied


def test_r010_ranks_may_repeat() -> None:
    rank = plan(
        target(wants=goal(Comparator.RANK, high=3000.0), baseline=None), indicators=(indicator(measure=Measure.RANK),)
    )
    before = (figure(2022, 1234),)
    assert not found("R010", before, (*before, figure(2023, 1234)), rank)
    half = figure("2023-H1", 1234)
    assert not found("R010", before, (*before, half)), "half a year is compared with half years"


def test_r011_a_total_and_its_parts() -> None:
    of = plan(target(), target("some", part_of="firms"))
    before = (figure(2022, 48), figure(2022, 46, "some"))
    [finding] = found("R011", before, (figure(2022, 45), before[1], figure(2023, 47)), of)
    assert finding.about.endswith("|2022|家|unstated||45.0")
    assert "2023" not in finding.about, "what changed of its period, and nothing else"
    assert (finding.severity, finding.target, finding.arguments["code"]) == (WARNING, "some", "L006")
    flipped = (figure(2022, 45), figure(2022, 45.5, "some"))
    [loud] = found("R011", (*before[:1], flipped[1]), flipped, of)
    assert loud.severity is WARNING, "firms flips, some does not"
    [loud] = found("R011", (before[0], figure(2022, 42, "some")), (before[0], figure(2022, 49, "some")), of)
    assert loud.severity is ERROR, "some flips by its own figure"
    # 6.9 of the 8 asked for is behind; 7.5 of 7.4, of a lower goal, is on schedule, which either alone is not.
    lower = plan(target(), target("some", part_of="firms", wants=goal(low=58.5)))
    two = tuple((figure(2022, 47), figure(2022, value, "some", text=f"{value}")) for value in (46.9, 47.5))
    [loud] = found("R011", *two, of, lower)
    assert loud.severity is ERROR, "some flips by its own figure and an edit together"
    later = (before[0], figure(2022, 46, "some"), figure(2023, 52), figure(2023, 50, "some"))
    now = (figure(2022, 45), later[1], later[2], figure(2023, 43, "some"))
    [loud] = found("R011", later, now, of)
    assert (loud.period, loud.severity) == ("2022", WARNING), "some flips by another year"
    worse = (figure(2022, 45), figure(2022, 47, "some"))
    assert not found("R011", (figure(2022, 45), before[1]), worse, of), "they disagreed before"
    assert not found("R011", before, before, of)


def test_r012_sources() -> None:
    def at(source: str, *years: int) -> Figures:
        return tuple(replace(figure(year, 40 + 4 * (year - 2020)), source=source) for year in years)

    before = at("https://tjj.gov.cn/a", 2021, 2022)
    assert severities(found("R012", before, (*before, *at("", 2023)))) == [WARNING]
    assert severities(found("R012", before, (*before, *at("https://news.example/b", 2023)))) == [NOTE], "named"
    assert severities(found("R012", before, (before[0], *at("yearbook", 2022)))) == [WARNING], "exchanged"
    assert not found("R012", before, (*before, *at("https://tjj.gov.cn/other", 2023)))
    assert not found("R012", (*before, *at("x", 2020)), (*before, *at("x", 2020), *at("", 2023))), (
        "there was no usual one"
    )
    [noted] = found("R012", before, (before[0], replace(at("yearbook", 2022)[0], note="the site is closed")))
    stood = (before[0], *(replace(one, note="of old") for one in before[1:]))
    assert severities(found("R012", stood, (stood[0], replace(at("yearbook", 2022)[0], note="of old")))) == [WARNING]
    assert noted.severity is NOTE


def test_t010_t011_t014_every_flip_is_told_once() -> None:
    def told(*arguments: Any) -> list[str]:
        return [code for code in ("T010", "T011", "T014") for _ in found(code, *arguments)]

    before = (figure(2022, 48),)
    assert told(before, (figure(2022, 45),)) == ["T010"]
    assert told(before, (figure(2022, 42),)) == ["T011"]
    assert told((figure(2022, 41),), (figure(2022, 39),)) == ["T010"], "bad before and after"
    assert told(before, ()) == ["T014"]
    assert told((), before) == ["T010"]
    assert told(before, before) == []


def test_t010_names_the_cause() -> None:
    before = (figure(2022, 48),)
    [finding] = found("T010", before, (figure(2022, 45),))
    assert message_text(finding, Language.EN) == "firms: from on schedule to behind, by a revision for 2022, 48 → 45"
    assert message_text(finding, Language.ZH) == "firms：由“基本符合预期”变为“滞后”，原因：2022 年修订 48 → 45"
    [edited] = found("T010", before, before, FIRMS, plan(target(wants=goal(low=70.0))))
    assert message_text(edited, Language.EN).endswith("by an edit of the plan (goal)")
    assert edited.place == goal(low=70.0).place, "the line that was edited"
    lines = [replace(PLACE, line=line) for line in (31, 32)]
    eased = plan(
        *(
            target(id_, wants=replace(goal(low=70.0), place=at))
            for id_, at in zip(("labs", "firms"), lines, strict=True)
        )
    )
    [edited] = found("T010", before, before, plan(target("labs"), target()), eased)
    assert edited.place == lines[1], "of the target that flips"
    four = tuple(figure(year, 30) for year in (2021, 2022, 2023, 2024))
    [gone] = found("T014", four, ())
    assert message_text(gone, Language.EN) == (
        "firms: was reversing and can no longer be judged, by a figure that is gone for 2024, 30, "
        "a figure that is gone for 2023, 30 and 2 more (none without the others)"
    )
    two = (figure(2021, 44), *before)
    [renamed] = found("T014", two, tuple(replace(one, indicator="qiye") for one in two))
    assert message_text(renamed, Language.EN).endswith("(firms → qiye)"), "the region is called as it was"


def test_t012_two_classes_at_once() -> None:
    before = (figure(2022, 48),)
    [finding] = found("T012", before, (figure(2022, 42),))
    assert (finding.severity, finding.arguments["classes"]) == (ERROR, 2)
    assert severities(found("T012", before, (figure(2022, 42),), recorded=(because(48, 42),))) == [NOTE]
    assert not found("T012", before, (figure(2022, 45),))
    assert not found("T012", before, ())
    better = (figure(2022, 42),)
    assert severities(found("T012", better, before)) == [ERROR], "good news two classes high is looked at too"
    assert not found("T010", better, before), "and told once"


def test_r010_among_many_figures_some_repeat_by_chance() -> None:
    regions = [f"区{number}" for number in range(60)]
    every = replace(target().region, every=True, name="")
    of = plan(replace(target(), region=every), region=every)

    def year(when_: int, first: float, rest: float) -> Figures:
        values = (first, *(rest + number for number in range(len(regions) - 1)))
        return tuple(figure(when_, value, region=region) for region, value in zip(regions, values, strict=True))

    def doubtful(old: Figures, new: Figures) -> list[bool]:
        compared = comparison(old, (*old, *new), of)
        assert len(found("R010", old, (*old, *new), of)) == sum(one.value == 1234 for one in new)
        return [is_doubtful(compared, change) for change in compared.figures if change.figure.value == 1234]

    before, after = year(2021, 1234, 1300), year(2022, 1234, 1401)
    assert doubtful(before, after) == [False]
    assert doubtful(before[:1], after[:1]) == [True]
    same = tuple(replace(one, value=1234.0, text="1234") for one in before)
    copied = tuple(replace(one, period=after[0].period) for one in same)
    assert doubtful(same, copied) == [True] * 60, "so many are no chance"


@pytest.mark.parametrize(
    ("figures", "copies", "doubted"),
    # Of four digits one in a hundred repeats: of n figures, with x = n / 100, none with a probability of exp(-x), at
    # most one of exp(-x) (1 + x), at most two of exp(-x) (1 + x + x^2 / 2). Where that is more than 0.8 there is doubt:
    # exp(-0.22) = 0.803, exp(-0.23) = 0.795; 1.82 exp(-0.82) = 0.802, 1.83 exp(-0.83) = 0.798; 3.700 exp(-1.53) =
    # 0.801, 3.726 exp(-1.54) = 0.799.
    [(22, 1, True), (23, 1, False), (82, 2, True), (83, 2, False), (153, 3, True), (154, 3, False)],
)
def test_r010_how_many_copies_are_chance(figures: int, copies: int, doubted: bool) -> None:
    every = replace(target().region, every=True, name="")
    of = plan(replace(target(), region=every), region=every)
    cells = [f"{20 + at / 100:.2f}" for at in range(figures)]
    moved = [f"{float(text) + (at >= copies):.2f}" for at, text in enumerate(cells)]
    old, new = (
        tuple(figure(year, float(text), text=text, region=f"r{at}") for at, text in enumerate(texts))
        for year, texts in ((2021, cells), (2022, moved))
    )
    # Short numbers tell nothing either way.
    short = tuple(figure(year, 10.0 + at % 9 + year % 2, region=f"s{at}") for at in range(40) for year in (2021, 2022))
    # Nor do those that were published before.
    was, now = (tuple(figure(2022, value, region=f"t{at}") for at in range(40)) for value in (31.37, 32.38))
    compared = comparison((*old, *short[::2], *was), (*old, *new, *short, *now), of)
    [change] = [each for each in compared.figures if each.figure.region == "r0"]
    assert is_doubtful(compared, change) is doubted


def test_t012_new_figures_pass_and_doubtful_ones_do_not() -> None:
    # 50 in 2022 is ahead; 52 of 52 asked for in 2023 on schedule; 48 in 2023 is 8 of 12 (0.67), behind: two classes.
    before = (figure(2021, 45), figure(2022, 51))
    newer = (*before, figure(2023, 46.5))
    assert severities(found("T012", before, newer)) == [WARNING], "a later period"
    first = figure(2022, 48, published="2023-02-01")
    assert severities(found("T012", (first,), (first, figure(2022, 42, published="2023-06-01")))) == [WARNING]
    replaced = (figure(2022, 42, published="2023-06-01"),)
    assert severities(found("T012", (first,), replaced)) == [ERROR], "written over, whatever its day"
    early = figure(2022, 48, status=FigureStatus.PRELIMINARY)
    assert severities(found("T012", (early,), (figure(2022, 42, status=FigureStatus.FINAL),))) == [WARNING]
    unsaid = figure(2022, 48)
    assert severities(found("T012", (unsaid,), (figure(2022, 42, status=FigureStatus.FINAL),))) == [ERROR], "of what"
    softer = figure(2022, 42, status=FigureStatus.ESTIMATED)
    assert severities(found("T012", (early,), (softer,))) == [ERROR], "less firm than before is no better vintage"
    assert severities(found("T012", before, (*before, figure(2023, 20)))) == [ERROR], "out of its own past"


def test_t012_the_time_of_judgement_may_go_on_and_not_back() -> None:
    of = plan(target(due=2022), target("labs"))
    labs = (figure(2021, 44, "labs"), figure(2023, 52, "labs"))
    firms = (figure(2021, 44), figure(2022, 60))
    for before, after in ((labs[:1], labs), (labs, labs[:1])):
        compared = comparison((*firms, *before), (*firms, *after), of)
        assert compared.old is not None
        went_back = before == labs
        cause = Cause(origin=Origin.TIME)
        assert account_of(compared, cause, is_doubtful) is (Account.OWED if went_back else Account.NEW)


def test_t013_rounding() -> None:
    assert severities(found("T013", (figure(2022, 47),), (figure(2022, 48),))) == [WARNING]
    assert not found("T013", (figure(2022, 44),), (figure(2022, 50),))


def test_what_no_target_is_about_is_named_by_its_indicator_and_points_to_the_plan() -> None:
    of = plan(target(), indicators=(indicator("staff", unit="人"),))
    before = (figure(2021, 5, "staff", unit="人"), figure(2022, 6, "staff", unit="人"))
    [finding] = found("R001", before, (before[0], replace(before[1], value=7.0, text="7")), of)
    assert (finding.target, finding.severity) == ("staff", WARNING)
    twice = plan(target(), target("more", wants=goal(low=70.0)), id="plan")
    two = replace(twice, targets=(twice.targets[0], replace(twice.targets[1], indicator="firms")))
    [shared] = found("R001", (figure(2022, 48),), (figure(2022, 48.2),), two)
    assert shared.target == "firms"
    gone = plan(target("rooms"))
    [vanished] = found("R003", (figure(2022, 48),), (), FIRMS, gone)
    assert (vanished.target, vanished.place) == ("firms", gone.place)
    here = (figure(2022, 48), figure(2022, 1, "rooms"))
    [still] = found("R003", here, here[1:], plan(target(), target("rooms")))
    assert still.place is not None


def test_a_unit_changed_in_the_plan_of_an_indicator_without_targets() -> None:
    old = plan(target(), indicators=(indicator("staff", unit="人"),))
    new = plan(target(), indicators=(indicator("staff", unit="万人"),))
    [finding] = found("R008", (), (), old, new)
    assert (finding.target, finding.severity) == ("staff", WARNING)


def test_g003_coverage() -> None:
    of = plan(target(), target("labs"))
    labs = (figure(2022, 48, "labs"),)
    before = (figure(2022, 48), *labs)
    [finding] = found("G003", before, labs, of)
    assert (finding.severity, finding.arguments["old"], finding.arguments["new"]) == (ERROR, "2/2", "1/2")
    assert (finding.arguments["before"], finding.arguments["now"]) == (2, 1)
    assert not found("G003", before, before, of)
    assert not found("G003", labs, before, of)
    withdrawn = because(48, None)
    assert severities(found("G003", before, labs, of, recorded=(withdrawn,))) == [WARNING], "with a reason"
    two = (figure(2021, 44), *before)
    [partly] = found("G003", two, labs, of, recorded=(withdrawn,))
    assert partly.severity is ERROR, "with a reason for one of two"
    renamed = (*(replace(one, indicator="qiye") for one in two[:2]), *labs)
    assert severities(found("G003", two, renamed, of)) == [WARNING], "told by its other name"
    torn = plan(*of.targets, target("halls"))
    [of_three] = found("G003", before, labs, torn)
    assert [of_three.arguments[name] for name in ("before", "now", "old", "new")] == [2, 1, "2/3", "1/3"]
    halls = (figure(2022, 48, "halls"),)
    assert len(found("G003", (*before, *halls), (*labs, *halls, figure(2022, 49, "halls", line=3)), torn)) == 1
    assert not found("G003", (*before, *halls), (*before, *halls, figure(2022, 49, "halls", line=3)), torn), (
        "said there"
    )
    [more] = found("G003", before[:1], before[:1], FIRMS, of)
    assert (more.severity, more.place, more.arguments["new"]) == (WARNING, of.place, "1/2"), "a target that waits"
    late = plan(target(due=2022), target("labs"))
    newer = (figure(2021, 44), figure(2023, 52, "labs"))
    assert severities(found("G003", newer[:1] + labs, newer + labs, late)) in ([WARNING], [])
    elsewhere = replace(plan(target("rooms"), id="other"), place=replace(PLACE, file="other.yaml"))
    fresh = comparison(before, labs, elsewhere, of)
    assert not list(CHANGE_CHECKS["G003"](fresh)), "a new plan has nothing to lose"


def test_contradicting_rows_are_told_by_their_own_check_alone() -> None:
    before = (replace(figure(2022, 48), source="yearbook"), figure(2022, 47, "labs"))
    compared = comparison(
        before, (*before, replace(figure(2022, 30), source="website")), plan(target(), target("labs"))
    )
    assert not [one for _, check in CHANGE_CHECKS.items() for one in check(compared)]


def weaker(new: Plan, *, with_figures: bool, old: Plan = FIRMS) -> list[Severity]:
    before = (figure(2022, 48),)
    return severities(found("G004", before, (*before, figure(2023, 52)) if with_figures else before, old, new))


def test_g004_a_weakened_goal() -> None:
    lower = plan(target(wants=goal(low=55.0)))
    assert weaker(lower, with_figures=True) == [ERROR]
    assert weaker(lower, with_figures=False) == [ERROR], "48 is ahead of what 55 asks for"
    assert weaker(plan(target(wants=goal(low=59.9))), with_figures=False) == [WARNING], "no status rests on it"
    assert weaker(plan(target(wants=goal(low=65.0))), with_figures=True) == []
    assert weaker(plan(target("labs")), with_figures=True) == [ERROR], "the target is gone"
    assert weaker(plan(target(wording=Wording.SOFT)), with_figures=True) == [NOTE]
    revised = Revision(on=date(2023, 6, 30), goal=goal(low=55.0), reason="midterm", place=PLACE)
    assert weaker(plan(target(revisions=(revised,))), with_figures=True) == [NOTE]
    assert weaker(plan(target(revisions=(replace(revised, reason=""),))), with_figures=True) == [ERROR]
    beside = plan(target(revisions=(replace(revised, reason=""),), note="a word"))
    assert weaker(beside, with_figures=True) == [ERROR], "another edit is no reason"
    stricter = plan(target(revisions=(replace(revised, goal=goal(low=70.0)),)))
    assert weaker(FIRMS, with_figures=True, old=stricter) == [ERROR], "a revision that is gone records nothing"
    # 47 of the 48 of the line is behind; at the same yearly growth 40 comes to 47.04.
    behind = (figure(2022, 47),)
    assert severities(found("G004", behind, behind, FIRMS, plan(target(path="compound")))) == [ERROR], (
        "by which it is better"
    )
    binding = plan(target(nature=Nature.BINDING))
    assert weaker(FIRMS, with_figures=False, old=binding) == [WARNING]
    [finding] = found("G004", (), (), FIRMS, lower)
    assert message_text(finding, Language.ZH) == "firms：目标放宽（60 改为 55）"


def test_g004_a_verdict_that_an_edit_took_away_is_told_with_its_region_where_it_is_one() -> None:
    every = replace(target().region, every=True, name="", code="", aliases=())
    old, new = (plan(replace(target(), region=every, indicator=name), region=every) for name in ("firms", "labs"))
    figures = tuple(figure(2022, 42, region=region) for region in "甲乙")
    for there, region in ((figures[:1], "甲"), (figures, "")):
        beside = (*there, figure(2022, 7, "rooms"))
        [finding] = (one for one in found("G004", beside, beside, old, new) if one.severity is ERROR)
        assert finding.region == region
        again = Label("gate.changed_status.know_again").fill(target="firms", names=["firms"])
        assert finding.arguments["todo"] == again, "what it was judged by, and nothing else that no plan knows"


def gated(scores: dict[str, Score], old: dict[str, Score] | None = None, **bar: float) -> Gated:
    return Gated(plan=FIRMS, assessments=(), bar=Bar(**bar), scores=scores, old_scores=old or {})


def codes(of: Gated) -> list[str]:
    return [finding.code for _, check in GATE_CHECKS.items() for finding in check(of)]


def test_g001_g002_g005_scores() -> None:
    def at(total: float | None) -> dict[str, Score]:
        return {"拱墅区": Score(total=total)}

    assert codes(gated(at(75), min_score=75)) == [], "equality passes"
    assert codes(gated(at(74.9), min_score=75)) == ["G001"]
    whose = [
        finding.arguments["whose"]
        for region in ("拱墅区", "")
        for finding in GATE_CHECKS["G001"](gated({region: Score(total=74)}, min_score=75))
    ]
    assert whose == [
        Label("gate.changed_status.score_of").fill(region="拱墅区"),
        Label("gate.changed_status.score"),
    ]
    assert codes(gated(at(80), at(82), max_drop=1)) == ["G002"]
    assert codes(gated(at(81), at(82), max_drop=1)) == []
    assert codes(gated(at(80), at(82))) == []
    assert codes(gated(at(80), max_drop=1)) == [], "no base, no drop"
    assert codes(gated({}, min_score=75)) == ["G005"]
    assert codes(gated(at(None), min_score=75)) == ["G005"]
    assert codes(gated({})) == []
    torn = comparison((figure(2022, 48),), (figure(2022, 48), figure(2022, 30, line=3)))
    without = {region: Score(total=None) for region in ("拱墅区", "西湖区")}
    said = GATE_CHECKS["G005"](replace(gated(without, min_score=75), comparison=torn))
    assert [finding.region for finding in said] == ["西湖区"], "that figures contradict each other has been said"
    assert not Bar().set
    assert Bar(max_drop=0).set


@dataclass(frozen=True)
class Part:
    """Of the shape of a part of a score."""

    id: str
    score: object


@dataclass(frozen=True)
class Unit:
    """Of the shape of a part of a score."""

    region: str
    score: object
    rank: float | None
    domains: tuple[Part, ...]


@dataclass(frozen=True)
class Card:
    """Of the shape of a part of a score."""

    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Scored:
    """Of the shape of a part of a score."""

    score: Card


def test_scores_are_read_from_anything_of_the_shape_of_a_card() -> None:
    from planck.changes.scores import score_moves

    def scores(total: object, rank: float | None, talents: object) -> Any:
        unit = Unit("甲", total, rank, (Part("input", 60.0), Part("talents", talents)))
        return scores_of(Scored(Card((unit,))))  # type: ignore[arg-type]

    old, new = scores(82.4, 2.0, 70.0), scores(79.9, 3.0, 65.0)
    [move] = score_moves("plan", old, new)
    assert (move.old, move.new, move.old_rank, move.new_rank, move.parts) == (82.4, 79.9, 2, 3, (("talents", -5.0),))
    assert not score_moves("plan", old, old)
    [lost] = score_moves("plan", old, scores("no_figure", None, "no_figure"))
    assert (lost.new, lost.parts) == (None, ())
    assert scores_of(assess_plan(FIRMS, (), None)) == {}
    assert [one.old for one in score_moves("plan", {}, new)] == [None]


def test_the_bad_statuses_are_those_that_reports_show_as_bad() -> None:
    for method in METHODS:
        for status, level in METHODS[method].levels.items():
            assert (level in BAD) == (STATUSES[status].tone is Tone.BAD), (method, status)


def test_another_unit_of_the_same_amount_is_no_revision_and_no_jump() -> None:
    people = (target(), (indicator(unit="万人"),))
    of = plan(people[0], indicators=people[1])
    past = tuple(figure(year, value, unit="万人") for year, value in ((2020, 33.1), (2021, 34.0), (2022, 34.6)))
    before = (*past, figure(2023, 36.0, unit="万人"))
    after = (*past, figure(2023, 360000, unit="人"))
    assert not found("R006", before, after, of, of)
    assert not found("R001", before, after, of, of)
    assert found("R008", before, after, of, of)


def test_g006_new_ignores_are_told_and_loose_ones_do_not_count_yet() -> None:
    before, after = (figure(2022, 48),), (figure(2022, 42),)

    def ignoring(**said: Any) -> Plan:
        return replace(FIRMS, ignores=(Ignore(reason="x", place=PLACE, **said),))

    def told(new: Plan, now: Figures = after, old: Plan = FIRMS) -> tuple[list[Severity], int]:
        compared = comparison(before, now, old, new)
        gated = Gated(plan=new, assessments=(), bar=Bar(), comparison=compared)
        return severities(list(GATE_CHECKS["G006"](gated))), len(barred(compared))

    loose = ignoring(code="T012")
    assert told(loose) == ([ERROR], 1)
    assert told(loose, before) == ([WARNING], 1), "nothing changed beside it"
    assert told(ignoring(code="T012", fingerprint="1234")) == ([WARNING], 0), "one finding, as accept writes it"
    assert told(ignoring(code="L005")) == ([NOTE], 0), "no check of changes"
    assert told(loose, old=loose) == ([], 0)
    assert told(ignoring(code="T012", target="firms"), old=loose) == ([], 0), "a narrower one"
    assert told(loose, old=ignoring(code="T012", target="firms")) == ([ERROR], 1), "a wider one"
    one = ignoring(code="T012", fingerprint="1234")
    for old, new, merged in ((one, one, 1), (FIRMS, one, 0), (loose, loose, 0)):
        assert len(of_earlier_changes(comparison(before, after, old, new))) == merged
    other = ignoring(code="L005", fingerprint="1234")
    assert not of_earlier_changes(comparison(before, after, other, other)), "no check of changes"
    until = ignoring(code="T012", until=date(2026, 1, 1))
    assert told(loose, old=until) == ([ERROR], 1), "a longer one"


def test_r014_how_firm_a_figure_is() -> None:
    said = {status: (figure(2022, 48, status=status),) for status in FigureStatus}
    final, assumed = said[FigureStatus.FINAL], said[FigureStatus.ASSUMED]
    [finding] = found("R014", final, assumed)
    assert message_text(finding, Language.EN) == "firms: the figure was final and is assumed"
    assert comparison(final, assumed).figures, "a change, though the value is the same"
    assert severities(found("R014", assumed, final)) == [WARNING]
    assert severities(found("R014", said[FigureStatus.PRELIMINARY], final)) == [NOTE]
    assert severities(found("R014", final, said[FigureStatus.UNSTATED])) == [WARNING]
    assert not found("R014", said[FigureStatus.PRELIMINARY], (replace(final[0], value=48.1, text="48.1"),)), "R001"


def test_r008_a_unit_that_is_gone() -> None:
    with_unit, without = ((replace(figure(2022, 48), unit=unit),) for unit in ("家", ""))
    [finding] = found("R008", with_unit, without)
    assert message_text(finding, Language.EN) == "firms: the unit goes from '家' to '-'"
    assert not found("R008", without, with_unit)
