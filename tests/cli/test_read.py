"""`planck read`: what it shows, what it writes, and that what it writes reads the same."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Planck
from tests.load.workbooks import Rows, workbook

TABLE = """某区主要指标
序号,指标名称（单位）,属性,2021年,2022年(预计数),2025年目标,备注
1,企业数（家）,预期性,44,48,60,
2,专利（件）,预期性,5,--,9,快报
注：见附件
"""


def test_a_picture_of_a_table(planck: Planck, folder: Path) -> None:
    (folder / "odd.csv").write_text(TABLE, encoding="utf-8")
    ran = planck("read", "odd.csv", "--plan", "plan.yaml", "--lang", "en")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert "4 figures in 1 block" in lines
    assert "B 指标名称（单位） indicator" in lines
    assert "C 属性 only describes" in lines
    assert "E 2022年(预计数) figures 2022 estimated" in lines
    assert "F 2025年目标 a goal 2025" in lines
    assert "1: above the header, not used" in lines
    assert "5: footnotes" in lines
    assert "某区 专利 2022 — 件 4 in no plan" in lines
    assert any(line.startswith("某区 企业数 2021 44 家 3") and "in no plan" not in line for line in lines)


def test_no_table_is_said_in_one_line_and_what_is_missing(planck: Planck, folder: Path) -> None:
    (folder / "odd.csv").write_text("Year,Value\n2021,560\n", encoding="utf-8")
    ran = planck("read", "odd.csv", "--lang", "en")
    assert ran.code == 2
    assert "no table of figures, not read" in ran.out
    assert 'indicator = "..."' in ran.out


def test_a_file_without_figures_and_one_that_is_not_there(planck: Planck, folder: Path) -> None:
    (folder / "empty.csv").write_text("指标,时期,数值\n", encoding="utf-8")
    assert planck("read", "empty.csv").code == 3
    assert planck("read", "nowhere.csv").code == 2
    assert planck("read", "empty.csv", "--plan", "nowhere.yaml").code == 2


def test_the_plain_figures_as_a_table_that_planck_reads(planck: Planck, folder: Path) -> None:
    (folder / "odd.csv").write_text(TABLE, encoding="utf-8")
    out = planck("read", "odd.csv", "--output-format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["indicator"], row["period"], row["value"], row["unit"], row["status"]) for row in rows] == [
        ("企业数", "2021", "44", "家", ""),
        ("企业数", "2022", "48", "家", "estimated"),
        ("专利", "2021", "5", "件", ""),
        ("专利", "2022", "", "件", "estimated"),
    ]
    (folder / "plain.csv").write_text(out, encoding="utf-8")
    again = planck("read", "plain.csv", "--output-format", "csv").out
    assert [row["value"] for row in csv.DictReader(io.StringIO(again))] == ["44", "48", "5", ""]


def test_layout_and_figures_as_data(planck: Planck, folder: Path) -> None:
    (folder / "odd.csv").write_text(TABLE, encoding="utf-8")
    data = json.loads(planck("read", "odd.csv", "--plan", "plan.yaml", "--output-format", "json").out)
    ((block,),) = [table["blocks"] for table in data["tables"]]
    assert block["shape"] == "periods_across"
    assert (block["header"], block["above"], block["aside"]) == ([2], [1], {"footnote": [5]})
    assert [column["use"] for column in block["columns"]] == [
        "key", "key", "description", "value", "value", "aside", "key",
    ]  # fmt: skip
    assert block["columns"][5]["role"] == "goal"
    assert len(data["tables"][0]["figures"]["rows"]) == 4


def test_several_blocks_have_a_picture_each(planck: Planck, folder: Path) -> None:
    (folder / "odd.csv").write_text("指标,2021\n企业数(家),44\n指标,单位,2016,2017\n企业数,家,1,2\n", encoding="utf-8")
    out = planck("read", "odd.csv", "--lang", "en").out
    assert "block 1: a column a period" in out
    assert "block 2: a column a period" in out


def test_what_was_understood_is_written_down_and_reads_the_same(planck: Planck, folder: Path) -> None:
    (folder / "odd.csv").write_text(TABLE, encoding="utf-8")
    before = planck("read", "odd.csv", "--output-format", "csv").out
    ran = planck("read", "odd.csv", "--save", "--output-format", "csv")
    assert ran.code == 0
    assert "wrote odd.csv.read.toml" in ran.err
    text = (folder / "odd.csv.read.toml").read_text(encoding="utf-8")
    assert "header = 2" in text
    assert 'F = "ignore"  # 2025年目标' in text
    assert planck("read", "odd.csv", "--output-format", "csv").out == before
    again = planck("read", "odd.csv", "--save")
    assert again.code == 2
    assert "exists and was left as it is" in again.err


@pytest.mark.parametrize(
    "table",
    [
        "指标,性别,单位,2021\n企业数,男,家,1\n企业数,女,家,2\n",
        "指标,类型,2021\n企业数,内资,1\n企业数,外资,2\n",
        "指标,2021,2022\n企业数,1,2,家\n工厂数,3,4,户\n",
        "指标,2021本级,2021年本级,2022年\n企业数,1,2,3\n",
        "Indikator;Einheit;2021;2022\nFirms;%;2,65;2,80\n",
        "企业数(家),2021,2022\n云溪区,1,2\n临江区,3,4\n",
        "年份,企业数,产值\n单位,家,亿元\n2021,1,2\n2022,3,4\n",
        "指标,单位,2021\n企业数,家,1\n指标,单位,甲\n工厂数,家,2\n",
        "指标,数值,单位\n2021年企业数,1,家\n2022年企业数,2,家\n",
        "项目,企业数,产值\n2021年,1,2\n2022年,3,4\n",
    ],
)
def test_every_table_reads_the_same_by_what_was_written_down(planck: Planck, folder: Path, table: str) -> None:
    (folder / "odd.csv").write_text(table, encoding="utf-8")
    before = planck("read", "odd.csv", "--output-format", "csv").out
    planck("read", "odd.csv", "--save")
    assert planck("read", "odd.csv", "--output-format", "csv").out == before


def test_settings_beside_a_file_that_are_wrong_get_the_nearest(planck: Planck, folder: Path) -> None:
    (folder / "odd.csv").write_text(TABLE, encoding="utf-8")
    settings = 'heder = 2\nheader = "two"\ncolumns = {A = "indicater"}\nflags = {p = "prelimnary"}\n'
    (folder / "odd.csv.read.toml").write_text(settings, encoding="utf-8")
    out = " ".join(planck("read", "odd.csv", "--lang", "en").out.split())
    assert "Did you mean header?" in out
    assert "did you mean indicator?" in out
    assert "did you mean preliminary?" in out
    (folder / "odd.csv.read.toml").write_text("not toml", encoding="utf-8")
    assert "X012" in planck("read", "odd.csv", "--lang", "en").out


def test_a_file_that_cannot_be_written(planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (folder / "odd.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr("planck.cli.check.write_files", refused)
    ran = planck("read", "odd.csv", "--save")
    assert ran.code == 2
    assert "could not write odd.csv.read.toml: Permission denied" in ran.err


def test_a_sheet(planck: Planck, folder: Path) -> None:
    rows: Rows = [["指标", "单位", "2021年", "2022年"], ["企业数", "家", 44, 48]]
    (folder / "book.xlsx").write_bytes(workbook({"S": rows}))
    out = planck("read", "book.xlsx", "--lang", "en").out
    assert "book.xlsx#S" in out
    assert "C2" in out


def test_a_plan_is_no_table(planck: Planck) -> None:
    ran = planck("read", "plan.yaml", "--lang", "en")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "plan.yaml: a plan and no table of figures; planck check judges plans\n"
    assert planck("read", "nothing.yaml").code == 2
