"""Counts, the headline, and the order of targets."""

from msgspec.structs import replace

from planck.model import Assessment, Language, Period, Severity
from planck.render.data.result import summary
from planck.render.views.check import outline
from planck.view.summary import (
    as_of_text,
    assumed_line,
    checks_line,
    derived_line,
    nothing_checked_line,
    severity_counts,
)
from planck.view.words import borders_text, method_lines, several_regions
from tests.render.samples import (
    BORDERS,
    assessment,
    assessments,
    error,
    no_baseline,
    off_track,
    plan_result,
    points,
    result,
    talents,
    target,
    units,
)

ZH, EN = Language.ZH, Language.EN


def named(id_: str, part_of: str = "", region: str = "拱墅区", status: str = "behind") -> Assessment:
    """An assessment that is only told by its names."""
    return assessment(target(id_, part_of=part_of), region=region, status=status)


def test_counts_of_a_whole_plan() -> None:
    counted = summary(assessments(), ())
    assert (counted.targets, counted.verdicts, counted.judged, counted.met) == (9, 9, 7, 1)
    assert counted.met_share == 1 / 7
    assert tuple(counted.statuses.items()) == (
        ("achieved_early", 1), ("on_schedule", 1), ("behind", 2), ("off_track", 2), ("reversing", 1),
        ("not_assessed", 2))  # fmt: skip
    assert counted.worst == "reversing"


def test_nothing_judged_has_no_worst_and_no_share() -> None:
    counted = summary((no_baseline(),), ())
    assert (counted.worst, counted.met_share) == (None, None)


def test_several_regions_are_several_verdicts() -> None:
    assert several_regions((named("a", region="甲"), named("a", region="乙", status="ahead")))


def test_unknown_statuses_are_counted_too() -> None:
    counted = summary((named("a", status="moderate"), named("b", status="limited")), ())
    assert (tuple(counted.statuses.items()), counted.worst) == ((("limited", 1), ("moderate", 1)), "moderate")


def test_the_line_on_checks() -> None:
    clean_ = result(plan_result(findings=()))
    assert checks_line(clean_, ZH) == "27 项检查，读到 41 个数据：全部通过。"
    assert checks_line(clean_, EN) == "27 checks on 41 figures read: all passed."
    found = result(findings=(error(), error()))
    assert checks_line(found, ZH) == "27 项检查，读到 41 个数据：2 个错误，1 个警告，2 个提示。"
    assert checks_line(found, EN) == "27 checks on 41 figures read: 2 errors, 1 warning, 2 notes."
    assert severity_counts(found.all_findings) == ((Severity.ERROR, 2), (Severity.WARNING, 1), (Severity.NOTE, 2))


def test_statements_at_the_top() -> None:
    sure = plan_result(assessments=(units(),))
    assert assumed_line((sure,), ZH) == derived_line((sure,), ZH) == ""
    doubtful = plan_result(assessments=(points(), off_track(), talents()[0]))
    assert assumed_line((doubtful,), ZH).startswith("注意：所用的 3 个数据中有 1 个是假设（情景）")
    assert assumed_line((doubtful,), EN).startswith("ATTENTION: 1 of the 3 figures used is assumed")
    assert derived_line((doubtful,), EN) == "The values of 1 target are derived by formula, not published as such."
    assert nothing_checked_line(EN) == "Nothing was checked: no target has a figure to go by."


def test_the_date_of_judgement() -> None:
    assert as_of_text(Period.year(2023), ZH, given=True) == "截至 2023"
    assert as_of_text(Period.year(2023), EN, given=False) == "as of 2023 (the newest in the figures)"
    assert as_of_text(None, EN, given=False) == "no figures"


def test_parts_follow_their_whole() -> None:
    given = (
        named("part", "whole"),
        named("other"),
        named("deep", "part"),
        named("whole"),
        named("lone", "absent"),
        named("z"),
    )
    shown = [(depth, each.target.id) for depth, each in outline(given)]
    assert shown == [(0, "other"), (0, "whole"), (1, "part"), (2, "deep"), (0, "lone"), (0, "z")]


def test_parts_stay_in_their_region() -> None:
    given = (named("whole", region="甲"), named("whole", region="乙"), named("part", "whole", region="乙"))
    assert [depth for depth, _ in outline(given)] == [0, 0, 1]


def test_a_circle_of_parts_is_shown_all_the_same() -> None:
    given = (named("a", "b"), named("b", "a"), named("c", "c"))
    assert [(depth, each.target.id) for depth, each in outline(given)] == [(0, "a"), (1, "b"), (0, "c")]


def test_a_deep_chain_of_parts_needs_no_deep_stack() -> None:
    chain = tuple(named(f"t{number}", f"t{number - 1}" if number else "") for number in range(3000))
    assert [depth for depth, _ in outline(chain)] == list(range(3000))


def test_methods_name_their_borders_and_whose_they_are() -> None:
    assert borders_text(BORDERS, ZH) == "快于预期 1.05，基本符合预期 0.95，滞后 0.6，严重滞后 0"
    own = replace(off_track().target, method=replace(off_track().target.method, borders=(("behind", 0.5),)))
    given = (off_track(), units(), replace(off_track(), target=own), replace(units(), method="new\n", borders=()))
    lines = method_lines(given, EN)
    assert len(lines) == 3
    assert lines[0].endswith("the borders are planck's own and no source states them.")
    assert lines[1].endswith("; this plan sets borders of its own.")
    assert lines[2] == "Method new  (borders: none): see the method's documentation."
    assert "没有任何来源给出这些边界" in method_lines(given, ZH)[0]
