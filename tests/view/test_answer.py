"""The first lines of a check."""

from msgspec.structs import replace

from planck.model import AsOf, Assessment, Language, Nature, Period
from planck.view.answer import answer, title, verdicts, when
from tests.render.samples import (
    assessment,
    assessments,
    no_baseline,
    off_track,
    plan,
    plan_result,
    points,
    result,
    share,
    target,
    units,
)

ZH, EN = Language.ZH, Language.EN


def told(*judged: Assessment, language: Language = EN, **more: object) -> tuple[str, ...]:
    """The answer on a plan with these targets."""
    return answer(verdicts(result(plan_result(assessments=judged, **more))), language)


def binding(of: Assessment, region: str = "拱墅区") -> Assessment:
    """The same, binding."""
    return replace(of, target=replace(of.target, nature=Nature.BINDING), region=region)


def test_one_achieved_and_one_reversing_do_not_read_as_moderate() -> None:
    assert told(units(), share()) == (
        "2 targets: ✔ 1 achieved early, < 1 reversing.",
        "At this pace 1 of the 2 judged will be met by 2025.",
    )
    assert told(units(), share(), language=ZH) == (
        "2 项目标：✔ 提前实现 1，< 逆转 1。",
        "照目前速度到2025年，已评的 2 项能实现 1 项。",
    )


def test_on_schedule_beside_a_pace_that_misses_says_so() -> None:
    short = assessment(target("a"), projection=999.0)
    assert (
        told(short, assessment(target("b")))[0]
        == "2 targets: none met yet, = 2 on schedule (1 of them short at this pace)."
    )
    assert told(short, language=ZH)[0] == "1 项目标：尚无已实现的，= 基本符合预期 1（1 项照此达不到）。"


def test_what_has_no_figure_is_counted_apart_from_what_cannot_be_judged() -> None:
    odd = replace(off_track(), status="not_assessed")
    assert told(no_baseline(), odd) == (
        "2 targets: ? 1 not assessed, ? 1 without a figure.",
        "None can be judged yet.",
    )
    assert told() == ("There are no targets.",)


def test_several_dates_and_unknown_ends() -> None:
    later = replace(off_track(), due=Period.year(2030))
    unknown = replace(off_track(), projection=no_baseline().projection)
    assert told(off_track(), later, unknown)[1] == "At this pace 0 of the 3 judged will be met (1 cannot be told)."


def test_after_the_date_nothing_is_projected() -> None:
    missed = replace(off_track(), status="missed")
    assert told(missed, units(), when=AsOf(period=Period.year(2025)))[1] == "All are due: 1 of the 2 judged were met."


def test_binding_targets_are_named() -> None:
    assert told(binding(units()), off_track())[2] == "Binding: 1; at this pace all will be met."
    assert told(binding(off_track()), binding(no_baseline()))[2] == (
        "Binding: 2; not met at this pace: R&D spending; not judged: High-value patents per 10,000."
    )
    many = [binding(assessment(target(f"t{at}"), projection=1.0)) for at in range(5)]
    assert told(*many)[2] == "Binding: 5; not met at this pace: t0, t1, t2 and 2 more."
    assert told(binding(points(), "甲"), binding(points(), "乙"), language=ZH)[2] == (
        "约束性指标 2 项，照此不能实现的有研发经费支出占生产总值比重（2 项）。"
    )


def test_what_it_is_about() -> None:
    assert title(result(), ZH) == "杭州市拱墅区科技发展“十四五”规划纲要"
    two = result(plan_result(), plan_result(plan=plan(id="second")))
    assert (title(two, EN), when(two, EN)) == ("2 plans", "figures to 2023")
    assert title(result(plans=(), as_of=None), EN) == ""


def test_how_far_the_plan_has_come() -> None:
    def at(period: Period | None) -> str:
        return when(result(plan_result(when=AsOf(period=period)), as_of=period), EN)

    assert at(Period.year(2023)) == "figures to 2023, year 3 of 5"
    assert at(Period.year(2020)) == "figures to 2020, before the plan's start"
    assert at(Period.year(2026)) == "figures to 2026, after the plan's end"
    assert at(None) == "no figure to go by"


def test_every_kind_of_target_is_in_the_answer() -> None:
    assert told(*assessments())[0] == (
        "9 targets: ✔ 1 achieved early, = 1 on schedule, - 2 behind, ! 2 off track, < 1 reversing, ? 2 without a figure."
    )
