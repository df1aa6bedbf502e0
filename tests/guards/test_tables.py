"""Tables that must agree although layers keep them apart."""

import pytest

from planck.engine.formula import FUNCTIONS
from planck.engine.method import METHODS
from planck.engine.outcome import LEVELS
from planck.load.plan import formula
from planck.model import Missing, Quantity, Rule, Severity
from planck.registry import Table
from planck.render.views.explain import every_rule
from planck.view.words import MISSING, STATUSES
from planck.words import rule as words_of

RULES = sorted(every_rule().items())


def test_the_plan_format_knows_what_the_engine_knows() -> None:
    assert sorted(formula.FUNCTIONS) == sorted(FUNCTIONS)
    assert set(LEVELS) == set(Quantity)


def test_every_status_and_every_reason_has_words() -> None:
    assert {status for _, method in METHODS.items() for status in method.statuses} <= set(STATUSES)
    assert set(MISSING) == set(Missing)


@pytest.mark.parametrize(("code", "rule"), RULES, ids=[code for code, _ in RULES])
def test_every_rule_is_documented_in_both_languages(code: str, rule: Rule) -> None:
    assert code == rule.code
    for text in (
        words_of(rule.code).message,
        words_of(rule.code).help,
        words_of(rule.code).what,
        words_of(rule.code).why,
    ):
        assert text.zh
        assert text.en
        assert text.zh != text.en


def test_an_invalid_plan_cannot_be_evaluated() -> None:
    for code, rule in RULES:
        if code.startswith("S") and rule.severity is Severity.ERROR:
            assert rule.blocking, code


def test_names_of_rules_are_not_repeated() -> None:
    names = [rule.name for _, rule in RULES]
    assert len(names) == len(set(names))


def test_a_name_is_never_used_twice_in_a_table() -> None:
    table: Table[int] = Table("thing")
    table.add("one", 1)
    with pytest.raises(ValueError, match="two entries named 'one'"):
        table.add("one", 2)
    assert (len(table), "one" in table, table["one"], list(table)) == (1, True, 1, ["one"])
