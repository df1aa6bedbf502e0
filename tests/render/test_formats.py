"""The formats against golden files, and what each of them promises.

`PLANCK_UPDATE_GOLDEN=1 pytest tests/render` writes the golden files anew; read them before you keep them.
"""

import contextlib
import csv
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import replace
from wcwidth import wcswidth

from planck.assess.plan import Result
from planck.model import (
    Assessment,
    Comparator,
    Flag,
    Language,
    Missing,
    Nature,
    Place,
    Quantity,
    RateKind,
    Severity,
    Text,
    Wording,
)
from planck.pipeline import check
from planck.render import View
from planck.render.data import LEAN
from planck.render.formats.csv import check_columns
from planck.render.formats.json import schema_of
from planck.view.numbers import text_cell
from tests.building import told
from tests.rendering import FORMATS

from .samples import (
    assessment,
    error,
    figure,
    no_baseline,
    note,
    off_track,
    plan,
    plan_result,
    points,
    result,
    talents,
    target,
    units,
    warning,
)

GOLDEN = Path(__file__).parent / "golden"
ZH, EN = Language.ZH, Language.EN
SCHEMA: Any = schema_of("result")


def failing() -> Result:
    """A run with an error in its plan and one about its inputs."""
    judged = plan_result(findings=(error(), warning(), note(), note()))
    return result(judged, findings=(error(code="E001", name="encoding", place=Place("actuals.csv")),))


def small() -> Result:
    """Two targets, for the formats that write much about each."""
    return result(plan_result(assessments=(off_track(), no_baseline()), findings=(warning(),)))


@pytest.mark.parametrize(
    ("file", "format_", "shown", "view"),
    [
        ("terminal-zh.txt", "terminal", result(), View()),
        ("terminal-en.txt", "terminal", result(), View(language=EN)),
        ("terminal-zh-60.txt", "terminal", result(), View(width=60)),
        ("terminal-en-120.txt", "terminal", result(), View(language=EN, width=120)),
        ("terminal-errors-zh.txt", "terminal", failing(), View()),
        ("terminal-v-zh.txt", "terminal", failing(), View(detail=1)),
        ("terminal-vv-en.txt", "terminal", small(), View(language=EN, detail=2)),
        ("page-zh.md", "markdown", result(), View()),
        ("page-en.md", "markdown", result(), View(language=EN)),
        ("table-zh.csv", "table", result(), View()),
        ("concise-zh.txt", "concise", failing(), View()),
        ("concise-en.txt", "concise", failing(), View(language=EN)),
        ("report-zh.md", "markdown-full", failing(), View()),
        ("report-en.md", "markdown-full", small(), View(language=EN)),
        ("result.json", "json", small(), View()),
        ("result.csv", "csv", result(), View()),
    ],
)
def test_golden(file: str, format_: str, shown: Result, view: View) -> None:
    text = FORMATS[format_](shown, view)
    if os.environ.get("PLANCK_UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / file).write_text(text, encoding="utf-8", newline="\n")
    assert text == (GOLDEN / file).read_text(encoding="utf-8")


def terminal(shown: Result, **view: Any) -> str:
    """The terminal's report."""
    return FORMATS["terminal"](shown, View(**view))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", [0, 60, 61, 66, 72, 79, 80, 81, 100, 120, 200])
def test_the_terminal_fits_its_width(language: Language, width: int) -> None:
    lines = terminal(failing(), language=language, width=width).splitlines()
    assert max(map(wcswidth, lines)) <= max(60, width)


def test_the_required_rates_are_printed_exactly() -> None:
    # (1000 / 466) ** 0.2 and so on: what a calculator says.
    rates = {
        "16.50 %": assessment(target("a"), required_from_now=(1000 / 466) ** 0.2 - 1, status="behind"),
        "15.14 %": assessment(target("b"), required_from_now=(2600 / 1285) ** 0.2 - 1, status="behind"),
        "14.87 %": assessment(target("c"), required_from_now=2**0.2 - 1, status="behind"),
        "+0.08 点": replace(points(), required_from_now=(1.5 - 1.1) / 5),
        "+0.1 点": replace(points(), required_from_now=(82 - 81.5) / 5),
        " +4  ": replace(units(), required_from_now=(60 - 40) / 5, status="behind"),
        "无基期": replace(units(), required_from_now=Missing.NO_BASELINE, status="behind"),
    }
    for text, judged in rates.items():
        assert text in terminal(result(plan_result(assessments=(judged,)))), text


def test_the_answer_comes_first_and_the_verdict_last() -> None:
    lines = terminal(result()).splitlines()
    assert lines[0].startswith("杭州市拱墅区科技发展“十四五”规划纲要  ")
    assert lines[2].startswith("注意：所用的")
    assert lines[4].startswith("9 项目标：✔ 提前实现 1，= 基本符合预期 1，- 滞后 2，")
    assert lines[-1] == "通过：没有错误；1 个警告，2 个提示。（逐条见 -v）"
    assert terminal(result(), detail=-1) == "通过：没有错误；1 个警告，2 个提示。\n"


def test_why_an_input_could_not_be_read_stands_before_the_answer() -> None:
    unread = result(plan_result(findings=(error(blocking=True), error(code="S022", blocking=True))))
    text = terminal(unread)
    assert text.index("S021") < text.index("S022") < text.index("9 项目标")
    assert text.splitlines()[-1] == "无法评判：2 个错误。（逐条见 -v）"
    assert "还没有数据" not in text
    detailed = terminal(failing(), detail=1)
    assert detailed.index("9 项目标") < detailed.index("A001") < detailed.index("C002")


def test_parts_are_indented_under_their_whole() -> None:
    assert re.search(r"^└ 国家级", terminal(result(), detail=2), re.MULTILINE)
    assert "  国家级、省级人才" in terminal(result(), detail=2, width=60)


def test_colour_changes_nothing_but_colour() -> None:
    for detail in range(-1, 3):
        plain, coloured = terminal(failing(), detail=detail), terminal(failing(), colour=True, detail=detail)
        assert "\x1b" not in plain
        assert re.sub(r"\x1b\[\d+m", "", coloured) == plain
    assert "\x1b[31m注意" in terminal(result(), colour=True)


def test_many_findings_of_a_rule_are_counted() -> None:
    many = plan_result(findings=tuple(warning(code="L005", name="x") for _ in range(7)))
    assert "警告 L005 targets/gongshu.yaml:7:3（同类 7 个）" in terminal(result(many))
    assert "警告 L005 x（7 个）" in terminal(result(many), detail=1)
    assert "  另有 2 个，见 --report json=FILE" in terminal(result(many), detail=1)
    assert terminal(result(many), detail=1).count("建议：") == 1


def test_nothing_checked_is_said_everywhere() -> None:
    nothing = result(plan_result(assessments=(no_baseline(),)))
    for name in ("terminal", "concise", "markdown"):
        assert "没有检查到任何结果" in FORMATS[name](nothing, View())
    assert json.loads(FORMATS["json"](nothing, View()))["nothing_checked"] is True


def test_a_run_without_plans_still_reports() -> None:
    broken = result(plans=(), findings=(error(),), as_of=None)
    assert "S021" in terminal(broken)
    assert "S021" in FORMATS["markdown"](broken, View())
    assert "## 检查发现" in FORMATS["markdown-full"](broken, View())
    assert "S021 error" in FORMATS["concise"](broken, View(language=EN))
    assert FORMATS["csv"](broken, View()).count("\n") == 1


def test_a_plan_without_targets_has_no_table() -> None:
    assert "没有目标" in terminal(result(plan_result(assessments=())))


def test_several_plans_are_counted_and_stand_one_by_one_in_the_full_report() -> None:
    two = result(plan_result(), plan_result(plan=plan(id="second", language=EN)))
    assert terminal(two).startswith("2 个规划 ")
    assert "gongshu-14fyp  杭州市拱墅区科技发展“十四…       1     1       5     2" in terminal(two)
    text = FORMATS["markdown-full"](two, View())
    assert text.startswith("# planck 检查报告：2 个规划\n")
    assert "\n## 杭州市拱墅区" in text
    assert "\n### Targets\n" in text


def test_every_output_says_that_figures_are_assumed() -> None:
    assert "gongshu-14fyp: 注意：" in FORMATS["concise"](result(), View())
    assert FORMATS["markdown"](result(), View()).split("\n")[2].startswith("**注意：")
    assert json.loads(FORMATS["json"](result(), View()))["assumed_figures"] == 1
    assert [row["target"] for row in table(result()) if row["assumed"] == "true"] == ["rd_ratio"]


def test_markdown_shows_hostile_text_and_does_not_obey_it() -> None:
    evil = target("x`|", "a|b`c\n# <b>*d*</b> [l](u) &lt;", note="<script>|")
    judged = assessment(evil, unit="|*<", region="`")
    hostile = error(arguments={"got": "<img>|`", "field": "\n\n# x"}, place=Place("a`|b.yaml", 1, 1))
    shown = result(plan_result(assessments=(judged,), findings=(hostile,)))
    text = FORMATS["markdown-full"](shown, View())
    assert "a\\|b\\`c \\# \\<b\\>\\*d\\*\\</b\\> \\[l\\](u) &amp;lt;" in text
    assert "<script>" not in text.replace("\\<script", "")
    assert "`a'\\|b.yaml:1:1`" in text
    assert not re.search(r"^# x", text, re.MULTILINE)


def test_every_row_of_a_markdown_table_has_its_columns() -> None:
    evil = assessment(target("x", "a|b\\|c`|`"), unit="|")
    text = FORMATS["markdown"](result(plan_result(assessments=(evil, *talents()))), View())
    text += "\n" + FORMATS["markdown-full"](result(plan_result(assessments=(evil, *talents()))), View())
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row.replace("\\\\", ""))) for row in block.splitlines()}) == 1


def test_markdown_says_where_numbers_come_from_and_whose_the_borders_are() -> None:
    text = FORMATS["markdown-full"](failing(), View())
    for part in (
        "边界为 planck 自定，没有任何来源给出这些边界",
        "003\\_6d906ad2a4f0f1c2",
        "`actuals.csv:3`",
        "| 2021年 | 20.06 | 最终 | 2022-05-11 | gongshu.gov.cn | 第2页 | 20.06 |",
        "统计口径调整",
        "0" * 64,
    ):
        assert part in text


def test_markdown_shows_figures_that_say_there_is_none() -> None:
    empty = figure("rd", 2020, 0.0, "--", published=None, source="", at="")
    judged = told(off_track(), series=(replace(off_track().series[0], figures=(replace(empty, value=None),)),))
    text = FORMATS["markdown-full"](result(plan_result(assessments=(judged,), ignored=())), View())
    assert "| 2020年 | -- | 最终 | 未注明 | 未注明 | 未注明 | -- |" in text
    assert "已忽略的发现" not in text


def test_markdown_without_gaps_says_so() -> None:
    complete = assessment(target("firms", note="见附表", source=target("x").source.__class__()))
    text = FORMATS["markdown-full"](result(plan_result(assessments=(complete,), findings=())), View(language=EN))
    assert "## Findings\n\nNone.\n" in text
    assert "| note | 见附表 |" in text
    assert "source in the plan" not in text


def document(shown: Result) -> Any:
    """The JSON as it is read back."""
    return json.loads(FORMATS["json"](shown, View()))


def test_json_is_what_its_schema_says() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for shown in (result(), failing(), small(), result(plans=(), as_of=None)):
        jsonschema.Draft202012Validator(SCHEMA).validate(document(shown))


def test_the_schema_refuses_what_the_format_does_not_have() -> None:
    for broken in (document(result()) | {"extra": 1}, document(result()) | {"inputs": None}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(SCHEMA).validate(broken)


def objects(schema: Any) -> list[Any]:
    """Every object schema inside a schema."""
    if isinstance(schema, list):
        return [found for item in schema for found in objects(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if "properties" in schema else []
    return own + [found for item in schema.values() for found in objects(item)]


def test_the_schema_is_strict_everywhere() -> None:
    for schema in objects(SCHEMA):
        assert schema["additionalProperties"] is False
        # Of kinds that are lean what is empty is left out; of others nothing is.
        missing = {*schema["properties"]} - {*schema["required"]}
        assert not missing or schema["title"] in {each.__name__ for each in LEAN}


@pytest.mark.parametrize(
    ("name", "enum"),
    [
        ("Missing", Missing),
        ("Quantity", Quantity),
        ("Comparator", Comparator),
        ("Nature", Nature),
        ("Wording", Wording),
        ("RateKind", RateKind),
        ("Severity", Severity),
        ("Language", Language),
        ("Flag", Flag),
    ],
)
def test_the_schema_lists_what_the_model_has(name: str, enum: Any) -> None:
    assert SCHEMA["$defs"][name]["enum"] == sorted(member.value for member in enum)


def test_json_holds_every_number_of_an_assessment() -> None:
    plan = document(result())["plans"][0]
    written, of_target = plan["verdicts"][0], plan["targets"][0]
    # What is the same in every region stands with the target, the borders of a method with the plan; empty is left out.
    assert {*Assessment.__struct_fields__} - {"beside", "borders"} - {*written, *of_target} <= {"flags", "goal_high"}
    assert plan["methods"]["schedule"]["ahead"] == 1.05
    assert of_target["id"] == written["target"]


def test_json_tells_a_missing_number_from_a_number() -> None:
    written = document(small())["plans"][0]["verdicts"]
    assert written[0]["required_from_now"] == 0.188313
    assert written[1]["required_from_baseline"] == "no_baseline"
    assert written[1]["judged"] == "no_figure"
    assert not {"latest", "met", "gap"} & {*written[1]}


@pytest.mark.parametrize("language", list(Language))
def test_the_json_of_the_example_plan_is_small(language: Language) -> None:
    """Under 45 KB, and no member of a verdict or a target is empty."""
    with contextlib.chdir(Path(__file__).parents[2]):
        judged = check(["targets/gongshu.yaml"], ["seeds/later.csv"])
    text = FORMATS["json"](judged, View(language=language))
    assert len(text.encode()) < 46_080
    [plan] = json.loads(text)["plans"]
    members = [
        member for kind in ("targets", "verdicts", "findings") for each in plan[kind] for member in each.values()
    ]
    assert not [member for member in members if member in ("", None, [], {})]


def test_json_keeps_the_goal_before_a_revision() -> None:
    plan = json.loads(FORMATS["json"](result(), View(full=True)))["plans"][0]
    assert [earlier["goal_low"] for earlier in plan["verdicts"][-1]["full"]["superseded"]] == [1800.0]
    assert plan["targets"][-1]["revisions"][0]["on"] == "2023-05-01"
    assert "full" not in document(result())["plans"][0]["verdicts"][-1]


def test_json_writes_half_a_character_as_an_escape() -> None:
    shown = result(plan_result(plan=plan(title=Text(zh="\udcff题"))))
    assert "\\udcff题" in FORMATS["json"](shown, View())
    assert document(shown)["plans"][0]["title"] == "\udcff题"


def test_json_is_in_one_language_and_else_the_same_in_every_view() -> None:
    english = View(language=EN)
    assert FORMATS["json"](result(), View(language=EN, width=60, colour=True)) == FORMATS["json"](result(), english)
    assert "high-tech" in FORMATS["json"](result(), english)
    assert "high-tech" not in FORMATS["json"](result(), View())


def table(shown: Result) -> list[dict[str, str]]:
    """The CSV as it is read back."""
    return list(csv.DictReader(io.StringIO(FORMATS["csv"](shown, View()))))


def test_csv_has_one_row_for_each_assessment_and_a_fixed_header() -> None:
    rows = table(result())
    assert len(rows) == 9
    assert list(rows[0]) == check_columns()
    assert (rows[1]["status"], rows[1]["required_from_now"]) == ("off_track", "0.188313")
    assert (rows[7]["required_from_now"], rows[7]["required_from_now_missing"]) == ("", "no_figure")
    assert (rows[0]["met"], rows[7]["met"], rows[7]["met_missing"]) == ("false", "", "no_figure")
    assert rows[0]["latest_status"] == "final"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-", "'-"),
        ("@x", "'@x"),
        ("\t=1", "' =1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
        ("a\nb\x00", "a b\ufffd"),
    ],
)
def test_no_cell_of_text_is_a_formula(text: str, cell: str) -> None:
    assert text_cell(text) == cell


def test_csv_guards_names_but_not_numbers() -> None:
    judged = replace(assessment(target("=cmd", "@名", '"quoted", name')), gap=-5.5)
    row = table(result(plan_result(assessments=(judged,))))[0]
    assert (row["target"], row["name_zh"], row["gap"]) == ("'=cmd", "'@名", "-5.5")
    assert row["name_en"] == '"quoted", name'
