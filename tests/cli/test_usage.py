"""What is said of a call that cannot be meant, in the language of who called."""

import re
from pathlib import Path

import pytest
from wcwidth import wcswidth

from planck.cli.app import COMMANDS
from planck.cli.listing import TableName
from planck.cli.usage import language_of_user
from planck.model import Language
from planck.view.numbers import width
from tests.cli.conftest import Planck

ASKED = ("--lang", "zh")
OPTION_IN_HELP = re.compile(r"^  (--?\w[\w-]*)", re.MULTILINE)
WRONG = {
    "chekc plan.yaml": "没有命令“chekc”；是否指 check？",
    "--bar": "没有选项“--bar”",
    "check": "缺少参数 PLAN",
    "check plan.yaml --qiet": "没有选项“--qiet”；是否指 --quiet、",
    "check plan.yaml --fail-on bad": "--fail-on 的值不对：应为 note、warning、error 之一，实为“bad”",
    "check plan.yaml --min-score many": "--min-score 的值不对：应为数字，实为“many”",
    "check plan.yaml --max-drop -1": "--max-drop 的值不对：应在 x>=0 范围内，实为 -1.0",
    "score plan.yaml --draws many": "--draws 的值不对：应为整数，实为“many”",
    "check plan.yaml --as-of": "选项 --as-of 后面要有值",
    "check plan.yaml --quiet=3": "选项 --quiet 后面不能有值",
    "explain T001 T002": "多出的参数：T002",
    "check plan.yaml --as-of soon": "--as-of 的值不对：应为时期，如 2023、2023-06-30 或 today，实为“soon”",
    "check plan.yaml --output-format jsn": "--output-format 的值不对：应为 ",
    "check plan.yaml --fix --diff": "--diff 的值不对：--fix 和 --diff 只能用一个",
}


@pytest.mark.parametrize(("call", "said"), WRONG.items(), ids=WRONG.keys())
def test_a_chinese_reader_is_told_in_chinese(
    planck: Planck, monkeypatch: pytest.MonkeyPatch, call: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    ran = planck(*call.split())
    assert (ran.code, ran.out) == (2, "")
    assert f"错误：{said}" in ran.err
    assert "Error" not in ran.err
    assert "用法" not in ran.err or ran.err.startswith("用法：planck")


def test_an_english_reader_is_told_in_english_and_once(planck: Planck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert planck("chekc").err.count("Did you mean") == 1
    assert "Invalid value for --as-of: wanted a period such as" in planck("check", "plan.yaml", "--as-of", "soon").err
    assert "错误：缺少参数 PLAN" in planck("check", "--lang", "zh").err


SAID = {
    "accept T999 plan.yaml figures.csv --reason x": "这里没有发现 T999",
    "accept --all no.yaml --reason x": "输入无法评判",
    "revise figures.csv 企业数 2022 --reason x --base figures.csv": "基准里没有企业数（2022）的另一个值",
    "revise figures.csv 企业数 1999 --reason x --base figures.csv": "figures.csv 里没有企业数（1999）",
    "explain T9": "没有代码“T9”",
    "init plan.yaml": "plan.yaml 已经存在，保持原样",
    "check plan.yaml figures.csv --report csv=no/rows.csv": "--report：无法写入 no/rows.csv：文件不存在",
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("call", "said"), SAID.items(), ids=SAID.keys())
def test_what_is_said_beside_a_result_is_in_the_language_of_the_user(
    planck: Planck, monkeypatch: pytest.MonkeyPatch, call: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert said in planck(*call.split()).err
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    english = planck(*call.split()).err.replace("企业数", "")
    assert english
    assert not re.search(r"[\u4e00-\u9fff]", english)


@pytest.mark.parametrize("table", list(TableName))
def test_every_table_has_words_in_both_languages_and_fits_a_terminal(planck: Planck, table: TableName) -> None:
    told = {language: planck("list", table, "--lang", language).out for language in Language}
    assert all(wcswidth(line) <= 80 for text in told.values() for line in text.splitlines())
    assert told[Language.ZH] != told[Language.EN]
    assert not re.search(r"[\u4e00-\u9fff]", told[Language.EN])


@pytest.mark.parametrize(
    ("arguments", "project", "environment", "language"),
    [
        ("check --lang zh", "en", {"PLANCK_LANG": "en", "LANG": "en_GB.UTF-8"}, "zh"),
        ("check --lang=en", "zh", {"PLANCK_LANG": "zh"}, "en"),
        ("check", "zh", {"PLANCK_LANG": "en"}, "en"),
        ("check", "zh", {"LANG": "en_GB.UTF-8"}, "zh"),
        ("check --lang", "", {"LANG": "zh_TW.UTF-8"}, "zh"),
        ("check --lang fr", "", {"LC_ALL": "C", "LANG": "zh_CN"}, "en"),
        ("check", "", {"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
        ("check", "", {}, "en"),
    ],
)
def test_the_nearest_that_says_a_language_decides(
    arguments: str, project: str, environment: dict[str, str], language: str
) -> None:
    settings: dict[str, str | bool] = {"lang": project} if project else {}
    assert language_of_user(arguments.split(), settings, environment) is Language(language)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_is_in_the_language_of_the_reader(
    command: str, planck: Planck, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = planck(command, "--help").out
    (folder / "pyproject.toml").write_text('[tool.planck]\nlang = "zh"\n', encoding="utf-8")
    assert english.startswith("Usage: ")
    for told in (planck(command, "--help").out, planck(command, "--help", *ASKED * ("--lang" in english)).out):
        assert told.startswith("用法：")
        assert OPTION_IN_HELP.findall(told) == OPTION_IN_HELP.findall(english)
        assert all(width(line) <= 80 for line in told.splitlines())
    monkeypatch.setenv("PLANCK_LANG", "en")
    assert planck(command, "--help").out == english


def test_without_a_command_the_help_is_told(planck: Planck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    ran = planck()
    assert ran.err.startswith("用法：planck ")
    assert "错误" not in ran.err
