"""Tables as offices keep them, from the command line: sheets, encodings, configuration, conversions."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Planck
from tests.load.workbooks import Rows, workbook

BOOK = workbook({"说明": [["一月", "二月"]], "数据": [["指标", "年份", "数值", "单位"], ["企业数", 2022, 48, "家"]]})


def data(out: str) -> Any:
    return json.loads(out)["plans"][0]


def first_figure(out: str) -> Any:
    """The first figure that was used, by column."""
    figures = data(out)["figures"]
    return dict(zip(figures["columns"], figures["rows"][0], strict=True))


def test_a_workbook(planck: Planck, folder: Path) -> None:
    (folder / "book.xlsx").write_bytes(BOOK)
    ran = planck("check", "plan.yaml", "book.xlsx", "--output-format", "concise", "--lang", "en")
    assert ran.code == 0
    assert "book.xlsx#数据: E024 note other-sheets: sheet: only '数据' is read, got others besides: 说明" in ran.out
    assert "book.xlsx#数据!C2: L010" not in ran.out


@pytest.mark.parametrize("arguments", [("book.xlsx#数据",), ("book.xlsx", "--sheet", "数据")])
def test_a_sheet_by_name(planck: Planck, folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "book.xlsx").write_bytes(BOOK)
    ran = planck("check", "plan.yaml", *arguments, "--output-format", "json")
    figure = first_figure(ran.out)
    assert (figure["file"], figure["line"], figure["column"]) == ("book.xlsx#数据", 2, 3)


def test_a_finding_in_a_sheet_shows_its_cell(planck: Planck, folder: Path) -> None:
    rows: Rows = [["指标", "年份", "数值", "备注"], ["企业数", 2022, "很多", "快报"]]
    (folder / "book.xlsx").write_bytes(workbook({"S": rows}))
    ran = planck("check", "plan.yaml", "book.xlsx", "--lang", "zh", "-v")
    assert "E044 bad-number  book.xlsx#S!C2" in ran.out
    lines = ran.out.splitlines()
    row = next(index for index, line in enumerate(lines) if "2 | 企业数" in line)
    # The caret stands under 很多: behind the gutter, 企业数, a tab, 2022 and a tab.
    assert lines[row + 1].index("^") == lines[row].index("很") + 3


def test_a_missing_cell_in_a_sheet_has_a_place_too(planck: Planck, folder: Path) -> None:
    (folder / "book.xlsx").write_bytes(workbook({"S": [["指标", "年份", "数值"], ["企业数", "很久"]]}))
    ran = planck("check", "plan.yaml", "book.xlsx", "--lang", "zh")
    assert "book.xlsx#S!B2" in ran.out


def test_a_workbook_from_standard_input(planck: Planck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BOOK)))
    assert planck("check", "plan.yaml", "-", "--sheet", "数据").code == 0


def test_a_report_is_not_written_over_a_workbook(planck: Planck, folder: Path) -> None:
    (folder / "book.xlsx").write_bytes(BOOK)
    ran = planck("check", "plan.yaml", "book.xlsx#数据", "--report", "json=book.xlsx")
    assert (ran.code, (folder / "book.xlsx").read_bytes()) == (2, BOOK)


def test_the_lock_of_an_open_workbook_is_passed_over(planck: Planck, folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "book.xlsx").write_bytes(BOOK)
    (folder / "in" / "~$book.xlsx").write_bytes(b"lock")
    assert planck("check", "plan.yaml", "in").code == 0


def test_encodings(planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (folder / "figures.csv").read_text(encoding="utf-8")
    (folder / "figures.csv").write_bytes(text.encode("gbk"))
    call = ("check", "plan.yaml", "figures.csv", "--output-format", "concise")
    assert "E016" in planck(*call).out
    assert "E016" not in planck(*call, "--encoding", "GBK").out
    assert planck(*call, "--encoding", "utf-8").code == 2
    monkeypatch.setenv("PLANCK_ENCODING", "gb18030")
    assert "E016" not in planck(*call).out
    assert planck(*call, "--encoding", "").code == 0
    for unknown in ("klingon", "rot13", "hex"):
        assert "--encoding" in planck(*call, "--encoding", unknown).err


def test_columns_of_the_project(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text("项,完成\n企业数,48\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text(
        "[tool.planck.columns]\n'项' = 'indicator'\n'完成' = 'value'\n"
        "[tool.planck.defaults]\nperiod = 2022\nunit = '家'\n",
        encoding="utf-8",
    )
    ran = planck("check", "plan.yaml", "figures.csv", "--output-format", "json")
    figure = first_figure(ran.out)
    assert (figure["value"], figure["period"], figure["unit"]) == (48, "2022", "家")


def test_a_conversion_is_seen_everywhere(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text("指标,年份,数值,单位\n企业数,2022,0.0048,万家\n", encoding="utf-8")
    ran = planck(
        *("check", "plan.yaml", "figures.csv", "--lang", "en", "-v"),
        *("--report", "markdown-full=r.md", "--report", "json=r.json"),
    )
    assert "0.0048 万家 = 48 家" in " ".join(ran.out.split())
    assert "0.0048 万家 = 48 家" in (folder / "r.md").read_text(encoding="utf-8")
    figure = first_figure((folder / "r.json").read_text(encoding="utf-8"))
    assert (figure["value"], figure["text"], figure["unit"]) == (48, "48", "家")
    assert (figure["read_as"], figure["read_unit"], figure["factor"]) == ("0.0048", "万家", 10_000)


def test_the_plans_own_region_is_no_total(planck: Planck, folder: Path) -> None:
    plan = (folder / "plan.yaml").read_text(encoding="utf-8").replace("{name: 某区}", "{name: 某市, aliases: [全市]}")
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    (folder / "figures.csv").write_text("地区,指标,2021,2022\n全市,企业数,44,48\n", encoding="utf-8")
    assert "E037" not in planck("check", "plan.yaml", "figures.csv", "--output-format", "concise").out


@pytest.mark.parametrize("name", ["python_calamine", "cn2an", "planck.load.table.workbook"])
def test_a_usual_call_does_not_load_what_it_does_not_use(planck: Planck, name: str) -> None:
    import subprocess

    code = f"import sys; from planck.cli.app import run; run(['check', 'plan.yaml', 'figures.csv']); print('{name}' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
