"""The documentation of the E codes: complete."""

import re
from string import Formatter

import pytest

from planck.load.source import file_rules, text_rules
from planck.load.table import cell_rules, table_rules
from planck.model import Rule, Text
from planck.registry import RULES
from planck.words import rule as words_of

MODULES = (file_rules, text_rules, table_rules, cell_rules)
FOUND = [rule for module in MODULES for rule in vars(module).values() if isinstance(rule, Rule)]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_are_rules() -> None:
    assert len(FOUND) >= 30


@pytest.mark.parametrize("rule", FOUND, ids=lambda rule: rule.code)
def test_a_rule_is_registered_and_named(rule: Rule) -> None:
    assert RULES[rule.code] is rule
    assert re.fullmatch(r"E0[0-5][0-9]", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


@pytest.mark.parametrize("rule", FOUND, ids=lambda rule: rule.code)
def test_both_languages_say_the_same(rule: Rule) -> None:
    for text in (
        words_of(rule.code).message,
        words_of(rule.code).help,
        words_of(rule.code).what,
        words_of(rule.code).why,
    ):
        assert isinstance(text, Text)
        assert text.zh
        assert text.en
        assert fields(text.zh) == fields(text.en)
    assert not fields(words_of(rule.code).what.zh) | fields(words_of(rule.code).why.zh)
