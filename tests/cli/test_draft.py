"""`planck draft` and `planck init --from`: files that load, trace and can be checked, and nothing overwritten."""

import pstats
import sys
from collections.abc import Callable
from cProfile import Profile
from importlib import util
from pathlib import Path

import pytest

from planck.draft.write import Read, written
from planck.load.files import read
from planck.load.plan.plan import load_plan
from planck.provenance import text
from tests.cli.conftest import Planck
from tests.draft.drafting import drafted, source_of

REPORT = """2026年某市政府工作报告
一、2025年工作回顾
地区生产总值达到4.93万亿元，增长5.6%。存款余额新增4万多亿元。
三、2026年重点工作
主要预期目标是：地区生产总值增长5%左右，城镇新增就业86万人以上，城镇调查失业率控制在5.5%以内。
平均受教育年限由10.8年提高到11.3年。到2030年粮食浪费减半，能效提高一倍。
建设未来工厂20家。居民收入增长和经济增长同步。几个数为3%、4%、5%。城镇新增就业86万人以上。
"""
SHEET = "指标,单位,2020年,2021年,2025年目标\n企业数,家,312,368,700\n引进人才,名,,35,[200]\n"
GOLD = "role,indicator,kind,comparator,value,period\ntarget,城镇新增就业,total,at_least,86,2026\ntarget,没有的,level,equal,1,2026\n"


@pytest.fixture
def report(folder: Path) -> Path:
    documents = folder / "documents"
    documents.mkdir()
    (documents / "report.txt").write_text(REPORT, encoding="utf-8")
    return folder


def errors(path: str) -> list[str]:
    document, _ = read(path, limit=1 << 20)
    assert document is not None
    return [finding.code for finding in load_plan(document)[1] if finding.severity == "error"]


def test_a_draft_loads_and_every_number_is_traced(report: Path, planck: Planck) -> None:
    ran = planck("draft", "documents/report.txt", "--to", "out")
    assert ran.code == 0
    assert errors("out/plan.yaml") == []
    traced = planck("audit", "out/plan.yaml", "out/figures.csv", "--documents", "documents", "--lang", "en")
    assert "not found 0" in " ".join(traced.out.split())
    assert " error" not in traced.out
    assert planck("check", "out/plan.yaml", "out/figures.csv").code in (0, 1, 3)


def test_the_plan_says_what_is_taken_and_what_is_in_doubt(report: Path, planck: Planck) -> None:
    planck("draft", "documents/report.txt", "--to", "out")
    plan = (report / "out" / "plan.yaml").read_text("utf-8")
    assert "goal: {at_least: 5, tolerance: 5%}" in plan
    assert "goal: {reduction: {at_least: 50%}}" in plan
    assert "baseline: 10.8" in plan
    assert "  # 存疑：是要做的工作或要花的钱，不是结果\n  # wei_lai_gong_chang" in plan
    assert "region: {name: 某市}" in plan
    page = (report / "out" / "draft.md").read_text("utf-8")
    assert "几个数并列" in page
    assert "前面已经写过" in page


def test_nothing_is_overwritten(report: Path, planck: Planck) -> None:
    (report / "out").mkdir()
    (report / "out" / "draft.md").write_text("mine", encoding="utf-8")
    ran = planck("draft", "documents/report.txt", "--to", "out")
    assert ran.code == 2
    assert ran.err == "out/draft.md 已经存在，保持原样；请另给文件夹\n"
    assert sorted(path.name for path in (report / "out").iterdir()) == ["draft.md"]


def test_a_folder_of_documents_makes_one_plan(report: Path, planck: Planck) -> None:
    (report / "documents" / "more.md").write_text(
        "某市规划(2026-2030年)\n到2030年森林覆盖率达到60%。\n", encoding="utf-8"
    )
    assert planck("draft", "documents", "--to", "out", "--region", "云溪区", "--lang", "en").code == 0
    plan = (report / "out" / "plan.yaml").read_text("utf-8")
    assert "document: more" in plan
    assert "region: {name: 云溪区}" in plan
    assert "in doubt: " in plan


def test_what_gives_nothing_to_write(folder: Path, planck: Planck) -> None:
    (folder / "empty.txt").write_text("没有数字的文件。\n", encoding="utf-8")
    assert planck("draft", "empty.txt", "--to", "out").code == 3
    assert planck("draft", "missing.txt", "--to", "out").code == 2
    assert planck("draft", "empty.txt").code == 2
    (folder / "file").write_text("", encoding="utf-8")


def test_a_folder_that_cannot_be_made(report: Path, planck: Planck) -> None:
    (report / "file").write_text("", encoding="utf-8")
    ran = planck("draft", "documents/report.txt", "--to", "file")
    assert ran.code == 2
    assert "无法写入 file" in ran.err


def test_how_good_a_draft_is(report: Path, planck: Planck) -> None:
    (report / "gold.csv").write_text(GOLD, encoding="utf-8")
    ran = planck("draft", "documents/report.txt", "--check", "gold.csv", "--lang", "en")
    assert ran.code == 0
    goals = next(line for line in ran.out.splitlines() if line.startswith("goals"))
    assert goals.split() == ["goals", "2", "6", "1", "0.17", "0.50"]
    assert "0: target 没有的 level equal 1 2026" in ran.out
    (report / "bad.csv").write_text("role\n", encoding="utf-8")
    assert "wanted the columns" in planck("draft", "documents/report.txt", "--check", "bad.csv").err
    assert "wanted an annotated CSV" in planck("draft", "documents/report.txt", "--check", "documents").err
    (report / "gbk.csv").write_bytes("role,指标".encode("gbk"))
    assert "wanted UTF-8" in planck("draft", "documents/report.txt", "--check", "gbk.csv").err


def test_a_table_without_goals_leaves_a_place_for_them(folder: Path, planck: Planck) -> None:
    (folder / "table.csv").write_text("指标,单位,2020年,2021年完成\n企业数,家,312,368\n", encoding="utf-8")
    ran = planck("init", "own/plan.yaml", "--from", "table.csv", "--region", "云溪区")
    assert ran.code == 0
    assert "加一列，如“2030年目标”" in ran.out
    plan = (folder / "own" / "plan.yaml").read_text("utf-8")
    assert "targets: {}  # 启用下面的目标时删去花括号" in plan
    assert "表中没有目标" in plan
    assert "  #   goal: {at_least: 368}" in plan
    assert errors("own/plan.yaml") == []


def test_numbers_far_from_their_names_have_a_reason(folder: Path, planck: Planck) -> None:
    names = ",".join(f"第{number}项很长很长的指标名称（家）" for number in "一二三四五六七八")
    rows = "\n".join(f"{year}年,{','.join(str(year + each) for each in range(8))}" for year in (2020, 2021))
    (folder / "table.csv").write_text(f"年份,{names}\n{rows}\n", encoding="utf-8")
    assert planck("init", "own/plan.yaml", "--from", "table.csv").code == 0
    traced = planck("audit", "own/plan.yaml", "own/figures.csv", "--documents", "own", "--lang", "en")
    assert "not found 0" in " ".join(traced.out.split())


def test_an_office_table_becomes_a_plan_and_its_figures(folder: Path, planck: Planck) -> None:
    (folder / "table.csv").write_text(SHEET, encoding="utf-8")
    ran = planck("init", "own/plan.yaml", "--from", "table.csv", "--region", "云溪区", "--figures", "own/numbers.csv")
    assert ran.code == 0
    assert errors("own/plan.yaml") == []
    assert planck("check", "own/plan.yaml", "own/numbers.csv").code in (0, 1)
    plan = (folder / "own" / "plan.yaml").read_text("utf-8")
    assert "period: {base: 2020, start: 2021, end: 2025}" in plan
    assert "goal: {total: {at_least: 200}}" in plan
    assert planck("init", "own/plan.yaml", "--from", "table.csv").code == 2
    assert planck("init", "x.yaml", "--from", "missing.xlsx").code == 2


def test_a_table_in_simplified_characters_needs_no_extra(
    planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without(monkeypatch, "opencc", "pypinyin")
    (folder / "table.csv").write_text(SHEET, encoding="utf-8")
    ran = planck("init", "own/plan.yaml", "--from", "table.csv")
    assert (ran.code, errors("own/plan.yaml")) == (0, [])
    assert "target_2:" in (folder / "own/plan.yaml").read_text(encoding="utf-8")


def test_a_table_in_traditional_characters_names_the_extra(
    planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without(monkeypatch, "opencc", "pypinyin")
    (folder / "table.csv").write_text(SHEET.replace("企业数", "企業數"), encoding="utf-8")
    ran = planck("init", "own/plan.yaml", "--from", "table.csv")
    assert (ran.code, "--documents" in ran.err) == (2, False)
    assert "P012 reading documents: wanted opencc" in ran.err
    assert "pip install '.[documents]'" in ran.err


def _without(monkeypatch: pytest.MonkeyPatch, *libraries: str) -> None:
    known: Callable[[str], object] = util.find_spec
    monkeypatch.setattr("planck.draft.reading.find_spec", lambda name: None if name in libraries else known(name))
    for name in libraries:
        monkeypatch.setitem(sys.modules, name, None)
    # Nothing that the library made before or after is kept.
    for made in ("_simplifier", "_one"):
        function = getattr(text, made)
        monkeypatch.setattr(text, made, function.__wrapped__)


def test_damaged_and_yearly_numbers_load_and_are_traced(planck: Planck, folder: Path) -> None:
    (folder / "documents").mkdir()
    (folder / "documents" / "scan.txt").write_text(
        "2026年某县政府工作报告\n一、2025年工作回顾\n总产值512 .6亿元，就业率从75%提高到76%。\n"
        "二、“十五五”时期主要目标\n单位能耗每年降低3%以上，就业率每年提高1个百分点。\n",
        encoding="utf-8",
    )
    assert planck("draft", "documents", "--to", "out").code == 0
    plan = (folder / "out" / "plan.yaml").read_text(encoding="utf-8")
    assert 'goal: {average_growth: {at_most: "-3%"}}' in plan
    assert "goal: {average_increase: {at_least: 1}}" in plan
    assert errors("out/plan.yaml") == []
    assert "年均增加至少 1 个百分点" in (folder / "out" / "draft.md").read_text(encoding="utf-8")
    ran = planck("audit", "out/plan.yaml", "out/figures.csv", "--documents", "documents")
    assert not [code for code in ("P002", "P003", "P004", "P010") if code in ran.out]


TABLE = "某区“十五五”规划(2026-2030年),,,\n指标,单位,2025年,2030年目标\n高新技术企业,家,620,1000\n"


def test_a_plan_that_is_called_as_its_table_and_a_second_one_beside_it(folder: Path, planck: Planck) -> None:
    (folder / "firms.csv").write_text(TABLE, encoding="utf-8")
    for plan in ("firms.yaml", "again.yaml"):
        ran = planck("init", plan, "--from", "firms.csv", "--lang", "en")
        assert (ran.code, ran.err.count("\n")) == (0, 1)
        assert "goal: {at_least: 1000}" in (folder / plan).read_text("utf-8")
    assert planck("init", "firms.yaml", "--from", "firms.csv").code == 2
    assert (folder / "again.figures.csv").exists()
    assert planck("audit", "firms.yaml", "figures.csv", "--documents", ".").code == 0


# The id of a plan is no name of its document: a Chinese name is spelled out, and YAML puts quotes around a number.
@pytest.mark.parametrize("first", ["first", "2024", "企业", "企业 表"])
def test_a_second_table_gets_its_own_plan_and_the_same_one_is_refused(first: str, folder: Path, planck: Planck) -> None:
    for name in ("plan.yaml", "figures.csv"):
        (folder / name).unlink(missing_ok=True)
    for name in (first, "second"):
        (folder / f"{name}.csv").write_text(TABLE.replace("1000", "1000左右"), encoding="utf-8")
        ran = planck("init", "--from", f"{name}.csv")
        assert ran.code == 0
        assert "容差 5% 是起草时定的" in ran.out
    for name in ("plan.yaml", "figures.csv", "second.plan.yaml", "second.figures.csv", "second.draft.md"):
        assert (folder / name).exists()
    assert errors("second.plan.yaml") == []
    for name, there in ((first, "plan.yaml"), ("second", "second.plan.yaml")):
        again = planck("init", "--from", f"{name}.csv")
        assert (again.code, again.err) == (2, f"{there} 已经存在，保持原样；请另给文件夹\n")
    (folder / "plan.yaml").write_bytes(b"\xff")
    assert planck("init", "--from", "second.csv").code == 2
    for unread in ("a: [", ""):
        (folder / "plan.yaml").write_text(unread, encoding="utf-8")
        assert planck("init", "--from", "second.csv").code == 2


def test_a_table_that_gives_nothing_is_told_how_it_was_understood(folder: Path, planck: Planck) -> None:
    (folder / "bare.csv").write_text("指标,基数,目标\n高新技术企业,620,1000\n", encoding="utf-8")
    (folder / "headless.csv").write_text("甲,620,1000\n乙,5,6\n", encoding="utf-8")
    (folder / "text.txt").write_text("没有数字的文件。\n", encoding="utf-8")
    for name, reason in (("headless.csv", "no header was recognised"), ("text.txt", "no table was recognised")):
        ran = planck("draft", name, "--to", "out", "--lang", "en")
        assert ran.code == 3
        assert reason in ran.err
    bare = planck("draft", "bare.csv", "--to", "out", "--lang", "en")
    assert bare.code in (0, 3)
    assert "'基数'" in bare.err
    assert (folder / "out" / "draft.md").read_text("utf-8").startswith("# bare\n")


def test_a_figure_of_the_base_year_is_where_a_goal_starts(folder: Path, planck: Planck) -> None:
    text = "某区“十五五”规划(2026-2030年)\n2025年，高新技术企业达到620家。\n到2030年，高新技术企业数突破1000家，覆盖率保持在80%以上。\n"
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    assert planck("draft", "plan.txt", "--to", "out").code == 0
    plan = (folder / "out" / "plan.yaml").read_text("utf-8")
    for line in ("baseline: from_figures", "aliases: [高新技术企业]", "path: hold"):
        assert line in plan


def calls_to_write(goals: int, folder: Path) -> int:
    """How many calls it takes to write the files of a draft of so many goals, each with a name of its own."""
    lines = (
        f"到2030年，{chr(0x4E00 + number)}{chr(0x5E00 + number)}湖产量达到{number + 2}吨。" for number in range(goals)
    )
    draft = drafted(folder, "某省“十五五”规划纲要\n" + "\n".join(lines))
    document = Read(source=source_of(folder / "text.txt"), draft=draft)
    profile = Profile()
    made = profile.runcall(written, [document])
    assert made.targets == goals
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_a_long_outline_takes_the_same_for_each_goal(folder: Path) -> None:
    calls_to_write(10, folder)
    assert calls_to_write(200, folder) < 200 * 3000


@pytest.mark.parametrize(
    ("sentence", "goal", "figure"),
    [
        ("地区生产总值增长5%左右", "{at_least: 5, tolerance: 5%}", 6),
        ("城镇调查失业率控制在5.5%左右", "{at_most: 5.5, tolerance: 5%}", 5),
        ("居民消费价格涨幅2%左右", "{at_most: 2, tolerance: 5%}", 1),
        ("居民消费价格上涨2%", "{at_most: 2}", 1),
        ("森林覆盖率约16%", "{at_least: 16, tolerance: 5%}", 15.5),
        ("平均浓度从30微克降至25微克左右", "{at_most: 25, tolerance: 5%}", 26),
        ("制造业比重稳定在30%左右", "{about: 30, tolerance: 5%}", 30),
    ],
)
def test_about_in_a_known_direction_is_met_beyond(
    sentence: str, goal: str, figure: float, folder: Path, planck: Planck
) -> None:
    text = f"2026年某市政府工作报告\n三、2026年重点工作\n主要预期目标是：{sentence}。\n"
    (folder / "r.txt").write_text(text, encoding="utf-8")
    planck("draft", "r.txt", "--to", "out")
    plan = (folder / "out" / "plan.yaml").read_text("utf-8")
    assert f"goal: {goal}\n" in plan
    name = plan.partition("name: {zh: ")[2].partition("}")[0]
    (folder / "f.csv").write_text(f"indicator,period,value\n{name},2026,{figure}\n", encoding="utf-8")
    ran = planck("check", "out/plan.yaml", "f.csv", "--output-format", "json")
    assert '"status":"achieved"' in ran.out
    assert errors("out/plan.yaml") == []
