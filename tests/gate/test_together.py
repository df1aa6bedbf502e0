"""Findings of one cause, told together."""

import pytest

from planck.gate.revised_figure import CHANGED_SOURCE, VANISHED_SERIES
from planck.gate.together import gathered
from planck.model import Finding, Language, Text
from planck.view.message import message_text


def vanished(name: str) -> Finding:
    return VANISHED_SERIES.at(None, plan="p", target=name, region="r", got=Text(en=name), count=3)


def sourced(name: str, period: str) -> Finding:
    named = Text(en=name)
    return CHANGED_SOURCE.at(None, plan="p", target=name, period=period, name=named, got="b", usual="a")


def told(*findings: Finding) -> str:
    [finding] = gathered(findings)
    return message_text(finding, Language.EN)


def test_series_are_told_by_their_names() -> None:
    assert told(*map(vanished, "abcde")) == "a: all of its 3 figures are gone; likewise 4 more, such as b; c; d"


def test_a_name_is_told_once_and_the_first_keeps_its_period() -> None:
    found = told(*(sourced(name, year) for name in "abc" for year in ("2021", "2022")))
    assert found == "a for 2021: the source is 'b', this series comes from 'a'; likewise 5 more, such as b; c"


@pytest.mark.parametrize(
    ("years", "end"), [(("2021", "2022", "2023", "2024"), ", such as 2022; 2023; 2024"), (("2021",) * 4, "")]
)
def test_of_one_series_the_periods_are_told(years: tuple[str, ...], end: str) -> None:
    assert told(*(sourced("a", year) for year in years)).endswith(f"; likewise 3 more{end}")
