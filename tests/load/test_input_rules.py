"""The documentation of the E codes: complete, and its examples are what they say."""

import re
from string import Formatter

import pytest

from planck.load.source import file_rules, text_rules
from planck.load.table import cell_rules, table_rules
from planck.load.table.figures import load_figures
from planck.model import Rule, Text
from planck.registry import RULES
from planck.words import rule as words_of
from tests.load.reading import document

MODULES = (file_rules, text_rules, table_rules, cell_rules)
FOUND = [rule for module in MODULES for rule in vars(module).values() if isinstance(rule, Rule)]
# These are about the file and not about its text, or their example would be too long to print.
NOT_TABLES = {
    rule.code for module in (file_rules, text_rules) for rule in vars(module).values() if isinstance(rule, Rule)
}
TABLES = [rule for rule in FOUND if rule.code not in NOT_TABLES | {"E023", "E035"}]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def codes(text: str) -> set[str]:
    return {finding.code for finding in load_figures(document(text))[1]}


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


@pytest.mark.parametrize("rule", TABLES, ids=lambda rule: rule.code)
def test_the_bad_example_is_bad_and_the_good_one_good(rule: Rule) -> None:
    assert rule.code in codes(words_of(rule.code).bad)
    assert codes(words_of(rule.code).good) == set()
