"""Findings about plans in words: what was wanted, what stands there, what to do."""

import pytest

from planck.model import Finding, Language, Text
from planck.words import rule as words_of
from tests.load.plan_text import load, load_fragment, target_text


def words(finding: Finding, language: Language) -> tuple[str, str]:
    """Message and help in one language."""
    shown = {key: value.in_(language) if isinstance(value, Text) else value for key, value in finding.arguments.items()}
    return words_of(finding.code).message.in_(language).format_map(shown), words_of(finding.code).help.in_(
        language
    ).format_map(shown)


GOAL = "targets.firms.goal"


@pytest.mark.parametrize(
    ("fragment", "message", "help_"),
    [
        (
            target_text("{at_least: abc}"),
            f"{GOAL}.at_least: wanted a number such as 1000, or a percentage such as 1.5%, got 'abc'",
            "Leave out units, thousands separators and words.",
        ),
        (
            target_text("{at_least: [1]}"),
            f"{GOAL}.at_least: wanted a number such as 1000, or a percentage such as 1.5%, got 'a list'",
            "Leave out units, thousands separators and words.",
        ),
        (
            target_text("5"),
            f"{GOAL}: wanted a goal such as at_least: 1000, got '5'",
            "Write one comparator and its number.",
        ),
        (
            target_text("{at_leest: 5}"),
            f"{GOAL}: wanted a key of the format, got 'at_leest'",
            "Correct the key. Did you mean at_least?",
        ),
        (
            target_text("{growth: {at_least: 15}}"),
            f"{GOAL}.growth.at_least: wanted a percentage with its sign, got '15'",
            "Write it with its sign: 15%.",
        ),
        (
            target_text("{growth: {at_least: 0.150}}"),
            f"{GOAL}.growth.at_least: wanted a percentage with its sign, got '0.150'",
            "Write it with its sign: 15% if it is a share, 0.15% if not.",
        ),
        (
            target_text("{growth: {at_least: 1}}"),
            f"{GOAL}.growth.at_least: wanted a percentage with its sign, got '1'",
            "Write it with its sign: 100% if it is a share, 1% if not.",
        ),
        (
            target_text("{growth: {at_least: 0}}"),
            f"{GOAL}.growth.at_least: wanted a percentage with its sign, got '0'",
            "Write it with its sign: 0%.",
        ),
        (
            target_text("{at_least: 1}", measure="stok"),
            "targets.firms.measure: wanted one of stock, flow, ratio, index, rank, event, got 'stok'",
            "Write one of these words. Did you mean stock?",
        ),
        (
            "targets: {firms: {name: {zh: 企业}, goal: {at_least: 1}}}",
            "targets.firms: wanted the key 'measure', got none",
            "Add measure: one of stock, flow, ratio, index, rank, event.",
        ),
        (
            "targets: {firms: {name: {zh: 企业}, measure: flow}}",
            "targets.firms: wanted the key 'goal', got none",
            "Add goal: a goal such as at_least: 1000.",
        ),
        (
            target_text("{at_least: 1}", more="    revisions:\n    - {on: 2021-01-01, goal: {}}\n    - {goal: {done: true}}\n"),
            "targets.firms.revisions.2: wanted the key 'on', got none",
            "Add on: a date such as 2024-12-31.",
        ),
        (
            target_text("{at_least: 1}", more="    formula: a b\n"),
            "targets.firms.formula: column 3 of the formula: wanted an operator, got 'b'",
            "A formula has ids, numbers, + - * / ( ), previous(x), chain(x), baseline(x); an identity is a / b = c.",
        ),
        (
            "targets: {Firms_2020: {name: {zh: 企业}, measure: flow, goal: {at_least: 1}}}",
            "targets: wanted an id such as rd_expenditure, got 'Firms_2020'",
            "Start with a small letter; use small letters, digits and underscores, at most 60.",
        ),
        (
            "titel: {zh: 规划}\n" + target_text("{at_least: 1}"),
            "plan: wanted a key of the format, got 'titel'",
            "Correct the key. Did you mean title?",
        ),
        (
            "ignore: [{code: L002, reason: }]\n" + target_text("{at_least: 1}"),
            "ignore.1.reason: wanted a text, got 'nothing'",
            "Put digits, true and null in quotes; do not leave it empty.",
        ),
        (
            "region: 拱墅区\n" + target_text("{at_least: 1}"),
            "region: wanted a mapping with name, or all for every region in the figures, got '拱墅区'",
            "Write region: {name: ...}, or region: all.",
        ),
        (
            "region: {name: 拱墅区, code: 330105}\n" + target_text("{at_least: 1}"),
            "region.code: wanted a text, got '330105'",
            "Put digits, true and null in quotes; do not leave it empty.",
        ),
        (
            target_text("{at_least: 1}", more="    note: {a: 1}\n"),
            "targets.firms.note: wanted a text, got 'a mapping'",
            "Put digits, true and null in quotes; do not leave it empty.",
        ),
        (
            target_text("{at_least: 1}", more=f"    note: [{'x' * 70}]\n    path: {'y' * 70}\n"),
            "targets.firms.note: wanted a text, got 'a list'",
            "Put digits, true and null in quotes; do not leave it empty.",
        ),
        (
            target_text("{at_least: 1}", more=f"    path: {'y' * 70}\n"),
            f"targets.firms.path: wanted one of linear, compound, steps, hold, got '{'y' * 59}…'",
            "Write one of these words. It can be: linear, compound, steps, hold.",
        ),
    ],
)  # fmt: skip
def test_the_first_finding_of_an_error_in_english(fragment: str, message: str, help_: str) -> None:
    errors = [finding for finding in load_fragment(fragment)[1] if words(finding, Language.EN)[0] == message]
    assert [words(finding, Language.EN)[1] for finding in errors] == [help_]
    assert all(words(errors[0], Language.ZH))


@pytest.mark.parametrize(
    ("text", "message", "help_"),
    [
        (
            "a: 1\na: 2",
            "键“a”重复，第一次出现在第 1 行第 1 列",
            "删去其中一个，或改名。",
        ),
        (
            "a：b: c: d",
            "YAML 写法有误：这里不能再有一个“键: 值”，此行为“a：b: c: d”",
            "改正这一处。这里有全角标点，YAML 的冒号、逗号和括号要用半角。",
        ),
        (
            "title：{zh: 规划}",
            "plan：没有“title：{zh”这个键",
            "改正键名。冒号是全角的，要写半角冒号和空格。",
        ),
        (
            "a: [1\nb: 2\n",
            "YAML 写法有误：括号里缺少逗号或右括号，此行为“a: [1”",
            "改正这一处。检查括号和逗号是否成对、齐全。",
        ),
        (
            "a: !!python/name:os.system x",
            "类型标签 !!python/name:os.system 在计划里不能用，或与值不符",
            "删去标签；文字请加引号。",
        ),
    ],
)
def test_errors_of_yaml_in_chinese(text: str, message: str, help_: str) -> None:
    found = [words(finding, Language.ZH) for finding in load(text)[1]]
    assert (message, help_) in found


def test_the_words_of_the_parser_are_passed_on() -> None:
    assert words(load("a: b: c")[1][0], Language.EN)[0] == (
        "this is not YAML: mapping values are not allowed in this context; the line is 'a: b: c'"
    )
