"""Findings of one cause, told together."""

import pytest
from msgspec.structs import replace

from planck.checks.behind import BEHIND, NO_FIGURE
from planck.gate.changed_status import LOW_SCORE
from planck.gate.revised_figure import CHANGED_SOURCE, REVISED_FIGURE, VANISHED_SERIES
from planck.gate.together import gathered
from planck.model import Command, Finding, Language, Names, Text
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


def test_what_changed_in_up_to_three_periods_is_told_period_by_period() -> None:
    def periods(count: int) -> list[tuple[str, int]]:
        years = [str(2020 + at) for at in range(count)]
        found = [REVISED_FIGURE.at(None, plan="p", target=name, period=year) for name in "abcde" for year in years]
        return [(finding.period, len(finding.members)) for finding in gathered(found)]

    assert periods(3) == [("2020", 5), ("2021", 5), ("2022", 5)]
    assert periods(4) == [("", 20)]


def test_what_is_about_no_change_is_told_one_by_one_unless_all_is_asked_for() -> None:
    rules = NO_FIGURE, BEHIND
    alone = [rule.at(None, plan="p", target=name, name=Text(en=name)) for rule in rules for name in "abcde"]
    unread = [BEHIND.at(None, target=name) for name in "abcde"]
    assert gathered([*alone, *unread]) == (*alone, *unread)
    first, second, *rest = gathered([*alone, *unread], every=True)
    assert (first.code, len(first.members), second.code, len(second.members)) == ("C001", 5, "T001", 5)
    assert rest == unread, "those of no plan never"


def test_what_has_no_name_is_told_by_its_region() -> None:
    low = [LOW_SCORE.at(None, plan="p", region=region) for region in "abcde"]
    [finding] = gathered(low)
    assert finding.arguments["examples"] == Names(texts=tuple(Text(en=name) for name in "bcd"))
    assert (finding.region, finding.arguments["region"], finding.arguments["likewise"]) == ("", "a", 4)


def test_who_accepts_several_told_together_accepts_them_all() -> None:
    def curable(name: str) -> Finding:
        finding = sourced(name, "2022")
        cure = Command(words=("planck", "accept", finding.fingerprint, "plan.yaml", "--base", "main"))
        return replace(finding, arguments={**finding.arguments, "cure": cure})

    several = [curable(name) for name in "abcd"]
    [finding] = gathered(several)
    accept = Command(words=("planck", "accept", finding.fingerprint, "plan.yaml", "--base", "main"))
    assert (finding.arguments["cure"], finding.arguments["record"]) == (accept, accept)
    assert finding.fingerprint not in {one.fingerprint for one in several}
