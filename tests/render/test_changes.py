"""What changed, in words, for every kind of change and in both languages."""

import json
from datetime import date

import jsonschema
import pytest
from msgspec.structs import replace

from planck.gate.judge import compared
from planck.load.before import Before
from planck.model import Figure, FigureStatus, Language, Place, Plan
from planck.model.change import (
    Attribution,
    Base,
    Cause,
    Changes,
    Coverage,
    FigureChange,
    Origin,
    ScoreMove,
    SeriesChange,
    SeriesEvent,
)
from planck.render import View
from planck.render.document import Items, plain
from planck.render.formats.json import schema_of
from planck.render.views.changes import change_blocks, coverage_line, figure_line, score_line, series_line
from planck.view.numbers import width
from tests.building import figure, goal, plan, target
from tests.rendering import DIFF_FORMATS

ZH, EN = Language.ZH, Language.EN
OLD = replace(figure(2022, 48, published="2023-01-05"), source="yearbook")


def changes(
    before: tuple[Figure, ...], after: tuple[Figure, ...], old: Plan | None = None, new: Plan | None = None
) -> Changes:
    plans = old or plan(target(), target("labs")), new or old or plan(target(), target("labs"))
    states = [
        Before(base=Base(label="main@3f2c1ab", commit="3f2c1ab"), plans=(one,), figures=figures)
        for one, figures in zip(plans, (before, after), strict=True)
    ]
    return compared(states[0], states[1], None)


def lines(found: Changes, language: Language = EN) -> dict[str, tuple[str, ...]]:
    """The lines by the English title of their section; the sections stand in one order in both languages."""
    titles = [block.title for block in change_blocks(found, EN, 20, level=1) if isinstance(block, Items)]
    told = [block for block in change_blocks(found, language, 20, level=1) if isinstance(block, Items)]
    return {title: tuple(plain(each.text) for each in block.items) for title, block in zip(titles, told, strict=True)}


@pytest.mark.parametrize(
    ("new", "en", "zh"),
    [
        (replace(OLD, value=49.0, text="49"), "revised 48 → 49 (+1 unit, +2.1 %)", "修订 48 → 49（+1 家，+2.1 %）"),
        (
            replace(OLD, value=0.0049, text="0.0049", unit="万家"),
            "revised 48 → 0.0049; unit 家 → 万家",
            "修订 48 → 0.0049；单位 家 → 万家",
        ),
        (
            replace(OLD, status=FigureStatus.FINAL, source=""),
            "source yearbook → —; status not stated → final",
            "来源 yearbook → —；状态 未注明 → 最终",
        ),
        (replace(OLD, published=date(2023, 5, 1)), "published 2023-01-05 → 2023-05-01", "发布 2023-01-05 → 2023-05-01"),
        (None, "removed 48 units", "删去 48 家"),
    ],
)
def test_a_figure(new: Figure | None, en: str, zh: str) -> None:
    found = changes((figure(2021, 44), OLD), (figure(2021, 44), *((new,) if new else ())))
    [change] = found.figures
    assert figure_line(change, EN) == f"拱墅区 firms 2022: {en}"
    assert figure_line(change, ZH) == f"拱墅区 firms 2022年：{zh}"


def test_a_republished_figure_beside_the_usual_size() -> None:
    first, second = figure(2021, 40, published="2022-01-01"), figure(2021, 41, published="2022-06-01")
    [change] = changes(
        (first, second, OLD), (first, second, OLD, replace(OLD, value=50.0, text="50", published=date(2023, 6, 1)))
    ).figures
    assert figure_line(change, EN).endswith("republished 48 → 50 (+2 units, +4.2 %), usually 2.5 % (of 1)")
    assert figure_line(change, ZH).endswith("新一次公布 48 → 50（+2 家，+4.2 %），以往修订一般为 2.5 %")
    [zero] = changes((figure(2022, 0),), (figure(2022, 4),)).figures
    assert figure_line(zero, EN).endswith("revised 0 → 4 (+4 units)")


@pytest.mark.parametrize(
    ("event", "old", "new", "en", "zh"),
    [
        (
            SeriesEvent.RENAMED,
            "a",
            "b",
            "series renamed a → b (2 of 3 figures the same)",
            "指标改名 a → b（3 个数据中 2 个相同）",
        ),
        (SeriesEvent.VANISHED, "a", "", "series gone a (3 figures)", "指标消失 a（3 个数据）"),
        (SeriesEvent.APPEARED, "", "b", "new series b (3 figures)", "新指标 b（3 个数据）"),
    ],
)
def test_a_series(event: SeriesEvent, old: str, new: str, en: str, zh: str) -> None:
    change = SeriesChange(event=event, region="甲", old=old, new=new, count=3, shared=2, place=Place("f.csv", 2))
    assert (series_line(change, EN), series_line(change, ZH)) == (en, zh)


def test_a_whole_series_is_one_line() -> None:
    found = changes(
        (figure(2021, 44), figure(2022, 48)), (figure(2021, 44, "x"), figure(2022, 48, "x"), figure(2021, 9, "y"))
    )
    assert "Figures" not in lines(found)
    assert lines(found)["Series"] == ("series renamed firms → x (2 of 2 figures the same)", "new series y (1 figure)")


def test_scores_and_coverage() -> None:
    move = ScoreMove(plan="p", region="甲", old=82.4, new=79.95, old_rank=2, new_rank=3, parts=(("talents", -5.0),))
    assert score_line(move, EN) == "Score 甲 82.4 → 80.0, rank 2 → 3: talents -5.0"
    assert score_line(move, ZH) == "得分 甲 82.4 → 80.0，位次 2 → 3：talents -5.0"
    lost = ScoreMove(plan="p", region="", old=82.4, new=None, old_rank=1)
    assert score_line(lost, EN) == "Score 82.4 → —, rank 1 → —"
    assert coverage_line(Coverage(plan="p", old=(3, 4), new=(2, 4)), ZH) == "可评目标 2/4（原 3/4）"
    assert coverage_line(Coverage(plan="p", old=(3, 4), new=(2, 4)), EN) == "Judged 2 of 4 (base 3 of 4)"
    assert not coverage_line(Coverage(plan="p", old=(2, 4), new=(2, 4)), EN)


def everything() -> Changes:
    old, new = (
        plan(target(), target("labs"), target("rooms")),
        plan(target(wants=goal(low=55.0)), target("labs"), target("halls")),
    )
    before = (figure(2021, 44), figure(2022, 48), figure(2022, 42, "labs"))
    after = (figure(2021, 45), figure(2022, 42), figure(2022, 42, "实验室"), figure(2023, 9, "halls"))
    found = changes(before, after, old, new)
    scores = (ScoreMove(plan="plan", region="甲", old=82.4, new=80.0, parts=(("talents", -5.0),)),)
    several = tuple(
        replace(
            flip,
            causes=(*flip.causes, Cause(origin=Origin.TIME), Cause(origin=Origin.PLAN)),
            attribution=Attribution.TOGETHER,
        )
        for flip in found.flips
    )
    return replace(found, flips=several, scores=scores)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["terminal", "markdown", "json"])
def test_every_format_takes_every_change(name: str, language: Language) -> None:
    text = DIFF_FORMATS[name](everything(), View(language=language))
    assert text.endswith("\n")
    if name == "terminal":
        assert max(map(width, text.splitlines())) <= 80
        assert ("只有" if language is ZH else "only together") in text or "共同造成" in text
    for change in everything().figures:
        assert isinstance(change, FigureChange)


def test_long_lists_are_cut_and_counted() -> None:
    many = tuple(figure(1950 + year, year + 1, unit=f"u{year}") for year in range(120))
    found = changes(many, tuple(replace(one, unit="v") for one in many))
    for language, more in ((EN, "and 100 more"), (ZH, "另有 100 项")):
        assert more in DIFF_FORMATS["terminal"](found, View(language=language))
        assert more.replace("100", "20") in DIFF_FORMATS["markdown"](found, View(language=language))
    assert len(json.loads(DIFF_FORMATS["json"](found, View()))["changes"]["figures"]) == 120


def test_the_json_is_what_its_schema_says() -> None:
    schema = schema_of("diff")
    for found in (everything(), changes((OLD,), (figure(2023, 52),)), changes((), ())):
        jsonschema.validate(json.loads(DIFF_FORMATS["json"](found, View())), schema)


def test_a_score_that_moved_in_no_printed_digit_is_not_listed() -> None:
    assert not score_line(ScoreMove(plan="p", region="甲", old=82.41, new=82.44), EN)
    moved = ScoreMove(plan="p", region="甲", old=82.41, new=82.44, old_rank=2, new_rank=1, parts=(("a", 0.02),))
    assert score_line(moved, EN) == "Score 甲 82.4, rank 2 → 1"


def of_regions(year: int, value: float, count: int = 5, **more: object) -> tuple[Figure, ...]:
    names = [f"区{number}" for number in range(count)]
    return tuple(figure(year, value, region=name, **more) for name in names)  # type: ignore[arg-type]


EVERY = replace(target(), region=replace(target().region, every=True, name="", code="", aliases=()))


@pytest.mark.parametrize(
    ("before", "after", "en"),
    [
        ((), of_regions(2023, 52), "new year 2023: 5 figures of 5 regions"),
        ((figure(2023, 1, "labs"),), (figure(2023, 1, "labs"), *of_regions(2023, 52)), "2023: 5 figures added, of 5"),
        (of_regions(2023, 52), (), "all of 2023 was removed (5 figures)"),
        (
            of_regions(2021, 44),
            of_regions(2021, 45),
            "2021: 5 figures revised, such as 区0 firms 44 units → 45 units; 区1",
        ),
        (of_regions(2021, 44), tuple(replace(one, source="b") for one in of_regions(2021, 44)), "source changed in 5"),
        (
            of_regions(2021, 44, status=FigureStatus.PRELIMINARY),
            of_regions(2021, 45, status=FigureStatus.FINAL),
            "2021: 5 figures from preliminary → final, 5 of them revised",
        ),
        (of_regions(2021, 44), of_regions(2021, 0.0044, unit="万家"), "unit 家 → 万家 in 5 figures, such as 区0 firms"),
    ],
)
def test_what_has_one_cause_is_one_line(before: tuple[Figure, ...], after: tuple[Figure, ...], en: str) -> None:
    own = of_regions(2022, 48)
    if "source" in en:
        before = tuple(replace(one, source="a") for one in before)
    of = plan(EVERY, target("labs"), region=EVERY.region)
    [line] = lines(changes((*own, *before), (*own, *after), of))["Figures"]
    assert line.startswith(en)


def test_the_line_of_a_cause_says_what_it_does_to_the_statuses() -> None:
    # 52 of 52 asked for in 2023 is on schedule; 45 is 5 of 12, off track.
    own = of_regions(2022, 48, 6)
    newer = tuple(
        replace(one, value=45.0, text="45") if at < 4 else one for at, one in enumerate(of_regions(2023, 52, 6))
    )
    told = lines(changes(own, (*own, *newer), plan(EVERY, region=EVERY.region)))
    assert told["Figures"] == ("new year 2023: 6 figures of 6 regions; statuses changed: 4 (4 worse)",)
    assert told["Statuses"] == ("= on schedule → ! off track: 4, such as firms of 区0; firms of 区1; firms of 区2",)
    gone = lines(changes((*own, *newer), of_regions(2022, 48, 6, name="x"), plan(EVERY, region=EVERY.region)))
    assert "series gone firms (12 figures of 6 regions)" in gone["Series"]


def test_nothing_changed() -> None:
    found = changes((OLD,), (OLD,))
    assert found.nothing
    text = DIFF_FORMATS["terminal"](found, View(language=EN))
    assert text == "Nothing changed since base main@3f2c1ab\n"
