"""`planck check --fix` and `--diff`: what they print, what they write and how they end."""

import os
from pathlib import Path

import pytest

from tests.load.workbooks import workbook
from tests.repositories import repository

from .conftest import FIGURES, Planck

DIRTY = '\ufeffregion,indicator,period,value,unit\n 某区,企业数,２０２１,４４,家\n某区,企业数,2022,"1,048",家\n'
PLAIN = "region,indicator,period,value,unit\n某区,企业数,2021,44,家\n某区,企业数,2022,1048,家\n"


@pytest.fixture
def dirty(folder: Path) -> Path:
    path = folder / "数据 表.csv"
    path.write_text(DIRTY, encoding="utf-8")
    return path


def test_a_fix_is_written_said_and_judged(planck: Planck, dirty: Path) -> None:
    ran = planck("check", "plan.yaml", "数据 表.csv", "--fix", "--output-format", "concise")
    assert ran.err == "fixed 4 cells, its byte order mark in 数据 表.csv\n"
    assert ran.code == 0
    assert "2 个数据" in ran.out
    assert "E045" not in ran.out, "nothing had to be rewritten to be read"
    assert dirty.read_text(encoding="utf-8") == PLAIN
    assert planck("check", "plan.yaml", "数据 表.csv", "--fix").err == ""


def test_a_diff_is_printed_and_nothing_else_happens(planck: Planck, dirty: Path) -> None:
    ran = planck("check", "plan.yaml", "数据 表.csv", "--diff")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines()[:3] == ["--- 数据 表.csv\t", "+++ 数据 表.csv\t", "@@ -1,3 +1,3 @@"]
    assert "+某区,企业数,2021,44,家" in ran.out
    assert dirty.read_text(encoding="utf-8") == DIRTY
    dirty.write_text(PLAIN, encoding="utf-8")
    assert planck("check", "plan.yaml", "数据 表.csv", "--diff") == type(ran)(0, "", "")


def test_what_is_left_alone_is_said(planck: Planck, folder: Path) -> None:
    (folder / "gbk.csv").write_bytes(DIRTY[1:].encode("gb18030"))
    (folder / "book.xlsx").write_bytes(workbook({"S": [["indicator", "period", "value"], ["企业数", 2022, 48]]}))
    shown = planck("check", "plan.yaml", "gbk.csv", "book.xlsx#S", "--diff")
    assert (shown.code, shown.out) == (0, "")
    assert [line.split(": ")[0] for line in shown.err.splitlines()] == ["gbk.csv", "book.xlsx"]
    ran = planck("check", "plan.yaml", "gbk.csv", "book.xlsx#S", "--fix", "--output-format", "concise", "--lang", "en")
    assert ran.err == ""
    assert (
        "gbk.csv: E063 note left-unrepaired: --fix: wanted a table in UTF-8 text, left as it is: it is not" in ran.out
    )
    assert "book.xlsx: E063 note" in ran.out
    named = planck("check", "plan.yaml", "gbk.csv", "--fix", "--encoding", "gbk")
    assert named.err == "fixed 4 cells in gbk.csv\n"
    assert (folder / "gbk.csv").read_bytes() == PLAIN.encode("gb18030")


def test_folders_and_records(planck: Planck, folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data/a.csv").write_text(FIGURES.replace("48", "４８"), encoding="utf-8")
    (folder / "data/revisions.csv").write_text(
        "indicator,period,old,new,reason\n企业数,2022,４７,48, x\n", encoding="utf-8"
    )
    ran = planck("check", "plan.yaml", "data", "--fix")
    assert ran.err == "fixed 1 cell in data/a.csv\n"
    assert "４７" in (folder / "data/revisions.csv").read_text(encoding="utf-8")


def test_line_breaks_are_counted(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text(FIGURES, encoding="utf-8", newline="\r")
    assert planck("check", "plan.yaml", "figures.csv", "--fix").err == "fixed 0 cells, 2 line breaks in figures.csv\n"
    assert (folder / "figures.csv").read_bytes() == FIGURES.encode()


@pytest.mark.parametrize("arguments", [("--fix", "--diff", "figures.csv"), ("--fix", "-"), ("--diff", "-")])
def test_what_makes_no_sense_is_refused(planck: Planck, arguments: tuple[str, ...]) -> None:
    ran = planck("check", "plan.yaml", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "wanted" in ran.err


def test_a_file_that_is_not_there(planck: Planck) -> None:
    shown = planck("check", "plan.yaml", "gone.csv", "--diff")
    assert (shown.code, shown.out) == (2, "")
    assert "E0" in shown.err
    assert planck("check", "plan.yaml", "gone.csv", "--fix").code == 2
    assert planck("check", "plan.yaml", "figures.csv", "nowhere/", "--diff").code == 2


def test_a_link_stays_one_and_permissions_are_kept(planck: Planck, dirty: Path, folder: Path) -> None:
    dirty.chmod(0o640)
    (folder / "link.csv").symlink_to(dirty.name)
    planck("check", "plan.yaml", "link.csv", "--fix")
    assert (folder / "link.csv").is_symlink()
    assert dirty.read_text(encoding="utf-8") == PLAIN
    assert dirty.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(folder)) == ["figures.csv", "link.csv", "plan.yaml", "数据 表.csv"]


def test_a_file_that_cannot_be_written(planck: Planck, dirty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", refuse)
    ran = planck("check", "plan.yaml", "数据 表.csv", "--fix")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "--fix: could not write 数据 表.csv: No space left on device\n"
    assert dirty.read_text(encoding="utf-8") == DIRTY
    assert sorted(os.listdir(dirty.parent)) == ["figures.csv", "plan.yaml", "数据 表.csv"], "nothing is left behind"


def test_the_diff_applied_by_git_is_the_fix(planck: Planck, folder: Path) -> None:
    # Changes at the beginning, at the end without a line break, in neighbouring lines, and in hunks that touch.
    odd = {1, 2, 9, 16, 24, 39}
    rows = [f"某区,企业数,{1960 + row},{'１２' if row in odd else '12'},家" for row in range(40)]
    text = "\n".join(["region,indicator,period,value,unit", *rows])
    for name, newline in (("一 a.csv", "\n"), ("b.csv", "\r\n"), ("mac.csv", "\r")):
        (folder / name).write_text(text, encoding="utf-8", newline=newline)
    names = ("一 a.csv", "b.csv", "mac.csv")
    before = {name: (folder / name).read_bytes() for name in names}
    ran = planck("check", "plan.yaml", *names, "--diff")
    planck("check", "plan.yaml", *names, "--fix")
    after = {name: (folder / name).read_bytes() for name in names}
    assert all(before[name] != after[name] for name in names)
    for name in names:
        (folder / name).write_bytes(before[name])
    repo = repository(folder)
    (folder / ".git/a.diff").write_text(ran.out, encoding="utf-8", newline="")
    repo.git("apply", "-p0", ".git/a.diff")
    assert {name: (folder / name).read_bytes() for name in names} == after
    # Six lines between two changes are context of both, seven are not.
    assert ran.out.count("@@ -") == 3 + 3 + 1
