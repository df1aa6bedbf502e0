"""Tables of targets: how they fit a terminal, beside their names, above them, or as a list."""

import shlex
from collections.abc import Sequence

from msgspec.structs import replace

from planck.model import Assessment, Language, Missing
from planck.render.document import Cell, Column, Document, Paragraph, Table
from planck.render.formats.terminal import Screen, laid_out, table_lines
from planck.render.views.check import rows_table, targets_table
from planck.view.numbers import width
from planck.view.reader import quoted
from planck.view.row import Heads, row
from planck.words import Label

from .samples import assessment, assessments, off_track, points, reading, target, units

ZH, EN = Language.ZH, Language.EN


def lines_of(shown: Sequence[Assessment], language: Language, columns: int) -> list[str]:
    """The table as a terminal of so many columns lays it out."""
    blocks = targets_table(shown, "plan", language)
    return [line for block in blocks for line in table_lines(block, Screen(width=columns))]


def words_of(line: str) -> str:
    """A line with single spaces."""
    return " ".join(line.split())


def test_names_stand_beside_their_numbers_where_they_fit() -> None:
    lines = lines_of(assessments(), ZH, 120)
    assert words_of(lines[0]) == "目标 2020 2023 路径 目标值 现年均 须年均 状态"
    assert set(lines[1]) == {"-", " "}
    assert words_of(lines[3]) == "研发经费总额，亿元（2021年） 20 20.06 22.97 ≥40 0.30 % 18.83 % ! 严重滞后"
    assert len(lines) == 2 + len(assessments())


def test_names_that_do_not_fit_go_on_below() -> None:
    lines = lines_of(assessments(), ZH, 80)
    assert words_of(lines[0]) == "目标 2020 2023 路径 目标值 现年均 须年均 状态"
    below = next(line for line in lines if line.startswith("└ 国家级"))
    assert words_of(below) == "└ 国家级、省级人才， 无基期 无数据 — 累计 ≥60 — — ? 未评"
    assert max(map(width, lines)) <= 80


def test_names_too_long_for_that_stand_above_their_numbers() -> None:
    lines = lines_of(assessments(), ZH, 68)
    assert (lines[0], words_of(lines[1])) == ("目标", "2020 2023 路径 目标值 现年均 须年均 状态")
    assert set(lines[2]) == {"-", " "}
    assert lines[3] == "国家高新技术企业数量，家"
    assert words_of(lines[4]) == "466 742 737 ≥1,000 16.77 % 16.09 % = 基本符合"


def test_numbers_that_do_not_fit_make_a_list() -> None:
    huge = replace(
        assessment(target("firms", "企业数")), baseline=123456789012345.0, latest=reading("firms", 2023, 1e14)
    )
    lines = lines_of((huge,), ZH, 60)
    assert lines[0] == "企业数，家"
    assert "2020 123,456,789,012,345" in "".join(lines)


def test_no_targets_make_no_table() -> None:
    assert lines_of((), ZH, 80) == []


def test_deep_parts_are_indented_no_further_than_three_levels() -> None:
    nested = [assessment(target(f"t{n}", part_of=f"t{n - 1}" if n else ""), latest=Missing.NO_FIGURE) for n in range(5)]
    lines = lines_of(nested, ZH, 100)
    assert [line.split("t")[0] for line in lines[2:]] == ["", "└ ", "└─ ", "└── ", "└── "]


def test_rows_to_act_on_bear_their_symbol_and_say_how_many_are_left_out() -> None:
    judged = (off_track(), points())
    heads = Heads.of(judged)
    rows = [row(each, "plan", heads, EN, regions=False) for each in judged]
    [block] = rows_table(rows, heads, EN, 7, Label("view.left.rows"))
    lines = table_lines(block, Screen(width=100))
    assert words_of(lines[0]) == "needs action 2020 2021 path goal made/yr need/yr at this pace"
    assert (
        words_of(lines[1]) == "! R&D spending, hundred million yuan 20 20.06 22.97 ≥40 0.30 % 18.83 % 20.3, 19.7 short"
    )
    assert words_of(lines[2]) == "- R&D share of GDP, % (2023) 1.1 1.31# 1.34 ≥1.5 +0.07 pt +0.095 pt 1.45, 0.05 short"
    assert lines[3] == "and 7 more that need action (-v)"


def test_rows_left_out_are_named_as_far_as_one_line_has_room() -> None:
    judged = (off_track(), points(), units())
    heads = Heads.of(judged)
    [block] = rows_table([row(each, "p", heads, EN, regions=False) for each in judged], heads, EN, 0, _MORE)
    least = laid_out(Document(blocks=(block,), height=3), Screen(width=100)).splitlines()
    assert least[-1] == "and 2 more that need action (-v): R&D share of GDP, Incubators"
    for columns, left, says in ((60, 2, ": R&D share of GDP"), (50, 2, ""), (100, 9, "")):
        few = replace(block, rows=block.rows[:1], left=left)
        assert table_lines(few, Screen(width=columns))[-1] == f"and {left} more that need action (-v){says}"


_MORE = Label("view.left.rows")


def test_a_call_too_long_for_a_line_is_broken_as_a_shell_reads_it() -> None:
    call = "planck todo 规划/十四五.yaml '各年 公布数据.csv' > missing.csv"
    said = Document(blocks=(Paragraph(lines=(f"-> {call}", f"help: wrong in 12 places, so run {call}")),))
    text = laid_out(said, Screen(width=60))
    assert text.splitlines() == [
        "-> planck todo 规划/十四五.yaml '各年 公布数据.csv' \\",
        "    > missing.csv",
        "help: wrong in 12 places, so run",
        "  planck todo 规划/十四五.yaml '各年 公布数据.csv' \\",
        "    > missing.csv",
    ]
    assert shlex.split(text.replace("\\\n", " ").partition("help")[0])[1:] == shlex.split(call)
    assert shlex.split(quoted("a b;$c~") + " " + quoted("")) == ["a b;$c~", ""]


def document(rows: int, **more: object) -> Document:
    """A table of so many rows, and beside it a paragraph that may go and one that may not."""
    columns = (Column(title="name", number=False), Column(title="value"))
    cells = tuple((Cell(pieces=(f"row {at}",)), Cell(pieces=("1",))) for at in range(rows))
    table = Table(columns=columns, rows=cells, more="and {left} more")
    spare = Paragraph(lines=("spare",), less=(("sp.",),), spare=True)
    return Document(blocks=(spare, table, Paragraph(lines=("last",))), **more)  # type: ignore[arg-type]


def test_what_is_too_long_for_the_screen_loses_what_may_go_and_then_rows() -> None:
    assert laid_out(document(3), Screen(width=80)).count("\n") == 8
    assert "spare" in laid_out(document(3, height=8), Screen(width=80))
    shorter = laid_out(document(3, height=7), Screen(width=80))
    assert "spare" not in shorter
    assert "row 2" in shorter
    assert "spare" in laid_out(document(7, height=9), Screen(width=80)), "a shorter version that saves nothing"
    shortest = laid_out(document(9, height=7), Screen(width=80))
    assert shortest.splitlines() == [
        "name   value",
        "row 0      1",
        "row 1      1",
        "row 2      1",
        "and 6 more",
        "",
        "last",
    ]
    least = laid_out(document(9, height=2), Screen(width=80)).splitlines()
    assert least == ["name   value", "row 0      1", "and 8 more", "last"]


def test_what_was_shortened_is_whole_again_where_another_went() -> None:
    long, short = ("a", "b", "c"), ("a",)
    blocks = (
        Paragraph(lines=long, less=(short,)),
        Paragraph(lines=("x",) * 6, less=(("x",) * 5,), spare=True),
        Paragraph(lines=("last",)),
    )
    assert laid_out(Document(blocks=blocks, height=6), Screen(width=80)).splitlines() == [*long, "", "last"]
