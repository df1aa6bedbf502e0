"""The table of targets: what stands in its cells and how it fits."""

from collections.abc import Sequence

from msgspec.structs import replace

from planck.model import Assessment, Flag, Language, Missing
from planck.render.formats.terminal import Screen, table_lines
from planck.render.views.targets import row, targets_table
from planck.view.numbers import width
from planck.view.words import Tone

from .samples import assessment, assessments, no_baseline, off_track, points, reading, target, units

ZH, EN = Language.ZH, Language.EN


def lines_of(shown: Sequence[Assessment], language: Language, columns: int) -> list[str]:
    """The table as a terminal of so many columns lays it out."""
    return [line for block in targets_table(shown, language) for line in table_lines(block, Screen(columns))]


def words_of(line: str) -> str:
    """A line with single spaces."""
    return " ".join(line.split())


def test_the_cells_of_a_target() -> None:
    name, *numbers, status = row(off_track(), 0, ZH, regions=False)
    assert name.text == "研发经费总额（亿元）"
    pieces = [("20",), ("≥40",), ("20.06", "(2021)"), ("22.97",), ("14.87 %",), ("18.83 %",)]
    assert [cell.pieces for cell in numbers] == pieces
    assert (status.pieces, status.tone) == (("! 严重滞后",), Tone.BAD)


def test_rates_in_points_and_units() -> None:
    assert [cell.pieces for cell in row(points(), 0, ZH, regions=False)[5:7]] == [("+0.08", "点"), ("+0.095", "点")]
    assert [cell.pieces for cell in row(units(), 0, EN, regions=False)[5:7]] == [("+4",), ("already", "met")]


def test_missing_numbers_are_named() -> None:
    cells = row(no_baseline(), 0, EN, regions=False)
    assert cells[1].pieces == ("no", "base")
    assert cells[3].pieces == ("no", "figure")
    # The path says no more than the figure that is lacking.
    assert cells[4].pieces == ("—",)


def test_a_path_value_is_told_apart_from_the_figure() -> None:
    near = replace(assessment(target("firms")), path_value=742.04)
    assert row(near, 0, ZH, regions=False)[4].pieces == ("742.04",)


def test_a_region_stands_beside_the_name_where_there_are_several() -> None:
    assert row(off_track(), 0, EN, regions=True)[0].text == "R&D spending · 拱墅区 (亿元)"
    assert row(replace(off_track(), unit=""), 0, EN, regions=False)[0].text == "R&D spending"


def test_an_assumed_verdict_is_marked_beside_or_below_its_status() -> None:
    assert row(points(), 0, EN, regions=False)[-1].pieces[-1] == "(assumed)"
    wide = "\n".join(lines_of((points(),), ZH, 120))
    assert "- 滞后 （假设）" in wide
    long = replace(points(), status="on_schedule", flags=(Flag.ASSUMED,))
    assert lines_of((*assessments(), long), ZH, 66)[-1].endswith("  （假设）")


def test_names_stand_beside_their_numbers_where_they_fit() -> None:
    lines = lines_of(assessments(), ZH, 120)
    assert words_of(lines[0]) == "指标 基期 目标 最新 路径值 规划年速 今后年速 状态"
    assert set(lines[1]) == {"-", " "}
    assert words_of(lines[3]) == "研发经费总额（亿元） 20 ≥40 20.06 (2021) 22.97 14.87 % 18.83 % ! 严重滞后"
    assert len(lines) == 2 + len(assessments())


def test_names_too_long_for_that_stand_above_their_numbers() -> None:
    lines = lines_of(assessments(), ZH, 80)
    assert lines[0] == "指标"
    assert words_of(lines[1]) == "基期 目标 最新 路径值 规划年速 今后年速 状态"
    assert set(lines[2]) == {"-", " "}
    assert lines[3] == "国家高新技术企业数量（家）"
    assert words_of(lines[4]) == "466 ≥1,000 742 (2023) 736.7 16.50 % 16.09 % = 基本符合预期"
    below = lines.index("└ 国家级、省级人才（名）") + 1
    assert words_of(lines[below]) == "无基期 累计 ≥60 无数据 — 无基期 — ? 未评"
    assert max(map(width, lines)) <= 80


def test_rows_of_two_lines_stay_under_their_names() -> None:
    lines = lines_of((off_track(), points()), ZH, 66)
    assert lines[3] == "研发经费总额（亿元）"
    assert lines[5].strip() == "(2021)"
    assert lines[6] == "研发经费支出占生产总值比重（%）"
    assert words_of(lines[8]) == "点 （假设）"


def test_numbers_that_do_not_fit_make_a_list() -> None:
    huge = replace(
        assessment(target("firms", "企业数")), baseline=123456789012345.0, latest=reading("firms", 2023, 1e14)
    )
    lines = lines_of((huge,), ZH, 60)
    assert lines[0] == "企业数（家）"
    assert "基期 123,456,789,012,345" in "".join(lines)


def test_no_targets_make_no_table() -> None:
    assert lines_of((), ZH, 80) == []


def test_deep_parts_are_indented_no_further_than_three_levels() -> None:
    assert row(off_track(), 9, ZH, regions=False)[0].depth == 3
    nested = [assessment(target(f"t{n}", part_of=f"t{n - 1}" if n else ""), latest=Missing.NO_FIGURE) for n in range(5)]
    lines = lines_of(nested, ZH, 100)
    assert [line.split("t")[0] for line in lines[2:]] == ["", "└ ", "└─ ", "└── ", "└── "]
