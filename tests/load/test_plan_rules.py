"""The documentation of the S and X codes: complete."""

import re
from string import Formatter

import pytest

from planck.load import config_rules
from planck.load.plan import rules, rules_goal, rules_links, rules_shape, rules_target
from planck.load.yaml import rules as rules_yaml
from planck.model import Rule
from planck.registry import RULES
from planck.words import rule as words_of

PLAN_MODULES = (
    rules,
    rules_goal,
    rules_links,
    rules_shape,
    rules_target,
    rules_yaml,
)
PLAN_RULES = [rule for module in PLAN_MODULES for rule in vars(module).values() if isinstance(rule, Rule)]
FOUND = [*PLAN_RULES, *(rule for rule in vars(config_rules).values() if isinstance(rule, Rule))]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_are_rules() -> None:
    assert len(PLAN_RULES) >= 45


@pytest.mark.parametrize("rule", FOUND, ids=lambda rule: rule.code)
def test_a_rule_is_registered_and_named(rule: Rule) -> None:
    assert RULES[rule.code] is rule
    assert re.fullmatch(r"S0[0-6][0-9]|X01[0-2]", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)


@pytest.mark.parametrize("rule", FOUND, ids=lambda rule: rule.code)
def test_both_languages_say_the_same(rule: Rule) -> None:
    for text in (
        words_of(rule.code).message,
        words_of(rule.code).help,
        words_of(rule.code).what,
        words_of(rule.code).why,
    ):
        assert text.zh
        assert text.en
        assert fields(text.zh) == fields(text.en)
    assert not fields(words_of(rule.code).what.zh) | fields(words_of(rule.code).why.zh)
    for text in (words_of(rule.code).help, words_of(rule.code).what, words_of(rule.code).why):
        assert text.en[-1] in ".}"
        assert text.zh[-1] in "。}"
