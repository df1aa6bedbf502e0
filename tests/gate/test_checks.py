"""Every check of families R, T and G: what makes it speak, how loud, and what keeps it silent.

The path from 40 in 2020 to 60 in 2025 asks for 4 more a year: 48 in 2022 is on schedule, 45 behind, 42 off track.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess.plan import assess_plan
from planck.changes.compare import Comparison, Known, State, compare
from planck.changes.scores import Score, scores_of
from planck.changes.side import Side, side_of
from planck.engine.method import METHODS
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Bar, Gated
from planck.gate.new_ignore import barred
from planck.gate.revised_figure import is_doubtful
from planck.gate.telling import BAD, Account, account_of
from planck.model import (
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
    Wording,
)
from planck.model.change import Base, Cause, Origin, RecordedReason
from planck.model.table import Figures as Table
from planck.view.message import message_text
from planck.view.words import STATUSES, Tone
from tests.building import PLACE, figure, goal, indicator, plan, target

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR
FIRMS = plan(target())
Figures = tuple[Figure, ...]


def side(of: Plan, figures: Figures) -> Side:
    return side_of(of, Table.of(figures), None)


def comparison(
    before: Figures, after: Figures, old: Plan = FIRMS, new: Plan | None = None, *, tip: str = "", **more: Any
) -> Comparison:
    now = side(new or old, after)
    base = Base(label="base", tip=date.fromisoformat(tip) if tip else None)
    compared = compare(
        base,
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
    assert severities(found("R001", before, after, recorded=(because(48, 45, period="2021"),))) == [ERROR]
    noted = (replace(after[0], note="two firms were counted twice"),)
    assert severities(found("R001", before, noted)) == [NOTE]
    assert severities(found("R001", (replace(before[0], note="x"),), (replace(after[0], note="x"),))) == [ERROR], "old"


def test_r001_a_later_publication_is_expected() -> None:
    first = figure(2022, 48, published="2023-02-01")
    assert severities(found("R001", (first,), (first, figure(2022, 48.2, published="2023-06-01")))) == [NOTE]
    assert severities(found("R001", (first,), (first, figure(2022, 45, published="2023-06-01")))) == [WARNING]
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
    assert not found("R002", before, ())
    assert not found("R013", before, ())
    assert len(found("R002", before, before[:1])) == 1, "one for the series"


def test_r003_a_series_that_vanished() -> None:
    before = (figure(2022, 48), figure(2022, 3, "rooms"))
    [finding] = found("R003", before, before[1:])
    assert (finding.severity, finding.target, finding.arguments["count"]) == (ERROR, "firms", 1)
    assert not found("R003", before, before[:1]), "no plan knows rooms"
    assert severities(found("R003", (figure(2019, 3),), ())) == [WARNING], "no verdict rested on it"


def test_r004_a_series_that_was_renamed() -> None:
    before = (figure(2021, 44), figure(2022, 48))
    after = tuple(replace(one, indicator="qiye") for one in before)
    [finding] = found("R004", before, after)
    assert (finding.severity, finding.place) == (ERROR, after[0].place)
    assert "firms is now called qiye (2 of 2 figures are the same), which the plan does not know" in message_text(
        finding, Language.EN
    )
    known = plan(target(), indicators=(indicator(aliases=("qiye",)),))
    assert severities(found("R004", before, after, known)) == [NOTE]
    assert severities(found("R004", before, after, FIRMS, known)) == [NOTE], "the plan learnt it with the change"


RATIO = plan(target(), indicators=(indicator(measure=Measure.FLOW),))


def test_r005_a_year_that_looks_incomplete() -> None:
    # Zero-emission vehicles of Canada: 14.63 in 2024, then 8.88 with quarters missing (golden case 12-1-1).
    before = (figure(2023, 10.8), figure(2024, 14.63))
    [finding] = found("R005", before, (*before, figure(2025, 8.88)), RATIO)
    assert finding.arguments["share"] == pytest.approx(8.88 / 14.63)
    assert not found("R005", before, (*before, figure(2025, 12.9)), RATIO), "0.88 of the year before"
    fell = (figure(2022, 40), figure(2023, 20), figure(2024, 30))
    assert not found("R005", fell, (*fell, figure(2025, 18)), RATIO), "it fell further before"
    assert not found("R005", before, (*before, figure(2025, 8.88)), FIRMS), "a stock does not accumulate"
    assert not found("R005", before, (*before, figure("2025-H1", 8.88)), RATIO), "said to be half a year"
    assert not found("R005", before, (figure(2022, 1), *before), RATIO), "not the newest"
    assert not found("R005", (figure(2024, -3),), (figure(2024, -3), figure(2025, -9)), RATIO)
    assert not found("R005", (), (figure(2025, 8.88),), RATIO)


def test_r006_a_jump() -> None:
    # Physical activity: 41.8 and 49.2, then 13.6 from wrong rows (golden case 3-5-1).
    before = (figure(2021, 41.8), figure(2022, 49.2))
    assert len(found("R006", before, (*before, figure(2023, 13.6)))) == 1
    assert not found("R006", before, (*before, figure(2023, 46.2)))
    steady = tuple(figure(2017 + year, value) for year, value in enumerate((40, 42, 44, 46, 48)))
    assert len(found("R006", steady, (*steady, figure(2022, 65)))) == 1, "35 % after 4 to 5 % a year"
    assert not found("R006", steady, (*steady, figure(2022, 52)))
    assert len(found("R006", (*steady, figure(2022, 50)), (*steady, figure(2022, 65)))) == 1, "a revision jumps too"
    assert not found("R006", (figure(2022, -1), figure(2021, 1)), (figure(2022, -1), figure(2021, 1), figure(2023, 9)))
    assert not found("R006", before[:1], (before[0], figure(2022, 400))), "one figure is no history"


def test_r007_the_base_year() -> None:
    before = (figure(2020, 40), figure(2021, 44), figure(2022, 48))
    [finding] = found("R007", before, (figure(2020, 41), *before[1:]))
    assert (finding.severity, finding.period, finding.target) == (WARNING, "2020", "firms")
    assert "and no other year with it" in message_text(finding, Language.EN)
    [finding] = found("R007", before, (figure(2020, 41), figure(2021, 45), before[2]))
    assert "同时改了其他 1 期" in message_text(finding, Language.ZH)
    assert not found("R007", before, (*before[:2], figure(2022, 49)))


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
    alias = plan(target(), indicators=(indicator(aliases=("x",)),))
    assert not found("R008", before, before, FIRMS, alias)


def test_r009_the_future() -> None:
    before = (figure(2022, 48),)
    [finding] = found("R009", before, (*before, figure(2032, 52)))
    assert "the newest figure so far was for 2022" in message_text(finding, Language.EN)
    assert not found("R009", before, (*before, figure(2023, 52)))
    assert not found("R009", before, (*before, figure(2032, 52, status=FigureStatus.ASSUMED)))
    [finding] = found("R009", before, (*before, figure(2023, 52)), tip="2023-11-02")
    assert "the commit was made on 2023-11-02" in message_text(finding, Language.EN)
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
    [finding] = found("R011", before, (figure(2022, 45), before[1]), of)
    assert (finding.severity, finding.target, finding.arguments["code"]) == (WARNING, "some", "L006")
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
    four = tuple(figure(year, 30) for year in (2021, 2022, 2023, 2024))
    [gone] = found("T014", four, ())
    assert message_text(gone, Language.EN).startswith(
        "firms: was reversing and can no longer be judged, by a figure that is gone for 2024, 30, a figure that is gone for "
    )


def test_t012_two_classes_at_once() -> None:
    before = (figure(2022, 48),)
    [finding] = found("T012", before, (figure(2022, 42),))
    assert (finding.severity, finding.arguments["classes"]) == (ERROR, 2)
    assert severities(found("T012", before, (figure(2022, 42),), recorded=(because(48, 42),))) == [NOTE]
    assert not found("T012", before, (figure(2022, 45),))
    assert not found("T012", before, ())
    better = (figure(2022, 42),)
    assert severities(found("T012", better, before)) == [ERROR], "good news two classes high is looked at too"


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
    assert not found("G003", before, before, of)
    assert not found("G003", labs, before, of)
    late = plan(target(due=2022), target("labs"))
    newer = (figure(2021, 44), figure(2023, 52, "labs"))
    assert severities(found("G003", newer[:1] + labs, newer + labs, late)) in ([WARNING], [])
    elsewhere = replace(plan(target("rooms"), id="other"), place=replace(PLACE, file="other.yaml"))
    fresh = comparison(before, labs, elsewhere, of)
    assert not list(CHANGE_CHECKS["G003"](fresh)), "a new plan has nothing to lose"


def test_contradicting_rows_are_told_by_their_own_check_alone() -> None:
    before = (figure(2022, 48), figure(2022, 47, "labs"))
    compared = comparison(before, (*before, figure(2022, 30)), plan(target(), target("labs")))
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
    binding = plan(target(nature=Nature.BINDING))
    assert weaker(FIRMS, with_figures=False, old=binding) == [WARNING]
    [finding] = found("G004", (), (), FIRMS, lower)
    assert message_text(finding, Language.ZH) == "firms：目标放宽（60 改为 55）"


def gated(scores: dict[str, Score], old: dict[str, Score] | None = None, **bar: float) -> Gated:
    return Gated(plan=FIRMS, assessments=(), bar=Bar(**bar), scores=scores, old_scores=old or {})


def codes(of: Gated) -> list[str]:
    return [finding.code for _, check in GATE_CHECKS.items() for finding in check(of)]


def test_g001_g002_g005_scores() -> None:
    def at(total: float | None) -> dict[str, Score]:
        return {"拱墅区": Score(total=total)}

    assert codes(gated(at(75), min_score=75)) == [], "equality passes"
    assert codes(gated(at(74.9), min_score=75)) == ["G001"]
    assert codes(gated(at(80), at(82), max_drop=1)) == ["G002"]
    assert codes(gated(at(81), at(82), max_drop=1)) == []
    assert codes(gated(at(80), at(82))) == []
    assert codes(gated(at(80), max_drop=1)) == [], "no base, no drop"
    assert codes(gated({}, min_score=75)) == ["G005"]
    assert codes(gated(at(None), min_score=75)) == ["G005"]
    assert codes(gated({})) == []
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
