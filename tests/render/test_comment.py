"""The comment on a pull request: complete where little changed, short where much did, and quiet to bystanders."""

import re
from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess.plan import PlanResult, Result
from planck.gate.judge import compared
from planck.load.before import Before
from planck.model import Argument, Figure, Finding, Gate, Language, Place, Plan, Severity, Text
from planck.model.change import Base, Changes, Coverage, ScoreMove
from planck.render import View
from planck.render.formats.comment import LIMIT, MARK
from planck.view.brief import failing
from tests.building import figure, plan, target
from tests.rendering import FORMATS

from .samples import error, note, plan_result, result, warning
from .test_formats import failing as failing_run

ZH, EN = Language.ZH, Language.EN
PUBLISHED = replace(
    figure(2022, 48, published="2023-03-01"), source="统计局 @octocat", place=Place("数据 表.csv", 3, 7, 9)
)


def comment(of: Result, **view: Any) -> str:
    text = FORMATS["comment"](of, View(**view))
    assert text.startswith(f"{MARK}\n## planck ")
    assert len(text) <= LIMIT
    return text


def judged(plans: tuple[Plan, ...], before: tuple[Figure, ...], after: tuple[Figure, ...]) -> Result:
    """Both states compared, as a result without findings."""
    from planck.assess.plan import assess_plan

    states = [Before(base=Base(label="main@3f2c1ab"), plans=plans, figures=one) for one in (before, after)]
    results = tuple(
        plan_result(assessments=assess_plan(one, after, None).assessments, plan=one, findings=(), score=None)
        for one in plans
    )
    return result(*results, findings=(), changes=compared(states[0], states[1], None))


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [line.strip("| ").split(" | ") for line in lines[2:]]


def test_one_figure_that_flips_a_status() -> None:
    # 48 of the 48 asked for by 2022 is on schedule, 42 is 2 of the 8 asked for (0.25): off track from 0.60 down,
    # and behind from 40 + 0.6 x 8 = 44.8, in whole firms 45.
    found = judged((plan(target()),), (PUBLISHED,), (replace(PUBLISHED, value=42.0, text="42"),))
    english = comment(found, language=EN)
    assert "- 拱墅区 firms 2022: revised 48 → 42 (-6 units, -12.5\u00a0%)" in english
    assert "; published by 统计局 @\u200boctocat, 2023-03-01" in english
    [row] = rows(english)
    assert row[1:3] == ["= on schedule → ! off track", "a revision for 2022, 48 → 42"]
    assert row[3] == "needs 3 units more (45 units) to be behind"
    assert "Score" not in english, "the plan has none"
    chinese = comment(found, language=ZH)
    assert "；公布：统计局 @\u200boctocat，2023-03-01" in chinese
    assert rows(chinese)[0][1] == "= 基本符合预期 → ! 严重滞后"
    assert rows(chinese)[0][3] == "还差 3 家（达到 45 家）即为滞后"


def test_what_flips_nothing_says_so() -> None:
    found = judged((plan(target()),), (PUBLISHED,), (replace(PUBLISHED, value=48.2, text="48.2"),))
    text = comment(found, language=EN)
    assert "No status depends on what changed." in text
    assert "revised 48 → 48.2" in text
    unused = judged(
        (plan(target()),), (PUBLISHED,), (PUBLISHED, replace(PUBLISHED, indicator="else", place=Place("a.csv", 9)))
    )
    text = comment(unused, language=EN)
    assert "No status depends on what changed." in text
    assert "published by" not in opened(text), "a whole new series is one line"
    assert "- new series else (1 figure)" in text


def test_what_has_no_source_and_no_date_says_nothing_of_them() -> None:
    bare = figure(2022, 48)
    text = comment(judged((plan(target()),), (figure(2021, 44),), (figure(2021, 44), bare)), language=EN)
    assert "published by" not in text


def test_a_verdict_that_is_lost_says_why() -> None:
    found = judged((plan(target()),), (PUBLISHED,), (replace(PUBLISHED, indicator="else"),))
    text = comment(found, language=EN)
    [row] = rows(text)
    assert row[1] == "= on schedule → ? not assessed"
    assert row[3] == "There is no figure."


def test_several_plans_are_told_apart() -> None:
    plans = plan(target()), replace(plan(target()), id="other")
    found = judged(plans, (PUBLISHED,), (replace(PUBLISHED, value=42.0, text="42"),))
    assert [row[0].split(": ")[0] for row in rows(comment(found, language=EN))] == [plans[0].id, "other"]


def test_scores_and_coverage_before_and_after() -> None:
    changes = Changes(
        base=Base(label="main"),
        scores=(ScoreMove(plan="gongshu-14fyp", region="拱墅区", old=81.9, new=82.4),),
        coverage=(Coverage(plan="gongshu-14fyp", old=(5, 8), new=(6, 8)),),
    )
    text = comment(replace(result(), changes=changes), language=EN)
    assert "- Score 拱墅区 81.9 → 82.4" in text
    assert "- Judged 6 of 8 (base 5 of 8)" in text


def test_without_a_base() -> None:
    assert "There is no base to compare with." in comment(result(), language=EN)
    assert "没有可以对比的版本。" in comment(result(), language=ZH)


def test_what_fails_comes_with_its_help_and_the_rest_without() -> None:
    text = comment(failing_run(), language=EN)
    assert "## planck ✘ does not pass: 2 findings" in text
    fails, others = text.split("### To pass")[1].split("**Other findings about this change (3)**")
    assert fails.count("**Help:**") == 2
    assert "**Help:**" not in others
    assert "## planck ✔ passes" in comment(result(plan_result(findings=(warning(), note())), findings=()), language=EN)


def test_findings_that_the_change_does_not_touch_are_a_number() -> None:
    found = judged((plan(target()),), (PUBLISHED,), (replace(PUBLISHED, value=42.0, text="42"),))
    here = replace(warning(), place=PUBLISHED.place)
    there = replace(warning(), place=Place("other.csv", 7, 1, 2), target="labs")
    text = comment(replace(found, findings=(here, there, note())), language=EN)
    assert "**Other findings about this change (1)**" in text
    assert "2 findings that this change does not touch: not listed." in text
    assert "other.csv" not in text


def test_what_could_not_be_evaluated_does_not_pass() -> None:
    unread = replace(error(), blocking=True)
    assert "✘ could not be evaluated" in comment(result(findings=(unread,)), language=EN)
    nothing = comment(result(plan_result(assessments=(), findings=()), findings=()), language=EN)
    assert "✘ nothing was checked" in nothing
    assert "Nothing was checked: no target has a figure to go by." in nothing


def test_the_gate_of_the_plan_counts_where_nobody_says_otherwise() -> None:
    strict = plan_result(findings=(warning(),))
    strict = replace(strict, plan=replace(strict.plan, gate=Gate(fail_on=Severity.WARNING)))
    found = result(strict, findings=(warning(),))
    assert failing(found, View(fail_on_given=False)) == strict.findings, "what is said of the inputs has no plan"
    assert failing(found, View()) == ()
    assert failing(result(plan_result(findings=(warning(),)), findings=()), View(fail_on_given=False)) == ()


def many(count: int, severity: Severity) -> tuple[Finding, ...]:
    long: dict[str, Argument] = {"field": "f" * 50, "got": "长" * 3000, "hint": Text(zh="长" * 3000, en="long " * 3000)}
    return tuple(
        replace(error(), severity=severity, arguments=long, place=Place(f"{'夹' * 300}/{line}.csv", line, 1, 3))
        for line in range(1, count + 1)
    )


def opened(text: str) -> str:
    """What a reader sees before anything is unfolded."""
    return re.sub(r"<details>.*?</details>", "<details>", text, flags=re.DOTALL)


@pytest.mark.parametrize("language", list(Language))
def test_of_many_the_worst_are_shown_and_the_rest_is_counted(language: Language) -> None:
    found = result(plan_result(findings=many(30, Severity.WARNING)), findings=many(15, Severity.ERROR))
    text = opened(comment(found, language=language))
    shown = re.findall(r"^- (error|warning|错误|警告) ", text, re.MULTILINE)
    assert (len(shown), set(shown) & {"warning", "警告"}) == (6, set())
    assert ("- and 9 more" if language is EN else "- 另有 9 项") in text


@pytest.mark.parametrize("language", list(Language))
def test_whatever_changes_at_most_forty_lines_stand_open(language: Language) -> None:
    targets = tuple(target(f"t{index}") for index in range(60))
    name = Text(zh="很长的名字" * 100, en="a long name " * 100)
    targets = tuple(replace(one, name=name) for one in targets)
    before = tuple(
        replace(PUBLISHED, indicator=one.id, source="来源" * 4000, note="x", place=Place("夹" * 900 + ".csv", row))
        for row, one in enumerate(targets, start=2)
    )
    after = tuple(
        replace(one, value=42.0 if row % 2 else 45.0, text="42" if row % 2 else "45", unit="家" if row % 3 else "户")
        for row, one in enumerate(before)
    )
    plans = tuple(replace(plan(*targets), id=f"p{index}") for index in range(25))
    found = judged(plans[:2], before, after)
    full: tuple[PlanResult, ...] = tuple(replace(found.plans[0], plan=one) for one in plans)
    for each in (found, replace(found, plans=full, findings=many(30, Severity.ERROR))):
        text = comment(each, language=language)
        assert len(opened(text).splitlines()) <= 40
        assert text.count("<details>") == text.count("</details>") == 1
        assert len(opened(text)) < LIMIT / 2


def test_nothing_that_others_wrote_is_obeyed() -> None:
    odd = replace(PUBLISHED, value=42.0, text="42", source="<img src=x> | [x](y) @all `c` #1\n# h")
    text = comment(judged((plan(target()),), (PUBLISHED,), (odd,)), language=EN)
    line = next(line for line in text.splitlines() if "img" in line)
    assert "\\<img src=x\\> \\| \\[x\\](y) @\u200ball \\`c\\` \\#1 \\# h" in line


def test_an_audit_has_findings_and_no_verdict() -> None:
    text = comment(replace(result(plan_result(findings=(warning(),)), findings=()), audited=True), language=EN)
    assert "**Other findings about this change (1)**" in text
    assert "base" not in text
    assert "Score" not in text
