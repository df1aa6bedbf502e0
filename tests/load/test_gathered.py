"""The bound on findings."""

from planck.load.files import MOST_FINDINGS, Gathered
from planck.load.rules import OTHER_DELIMITER, TOO_LONG, UNNAMED_COLUMN
from planck.model import Place, Rule, Severity


def tell(gathered: Gathered, rule: Rule, number: int) -> None:
    for line in range(number):
        if gathered.wants(rule.severity):
            gathered.keep(rule.at(Place("f", line + 1, 1, 1)))


def test_what_fits_is_listed_in_order() -> None:
    gathered = Gathered("f")
    assert gathered.findings() == ()
    tell(gathered, UNNAMED_COLUMN, 2)
    tell(gathered, TOO_LONG, 3)
    assert [finding.place.line for finding in gathered.findings() if finding.place] == [1, 1, 2, 2, 3]


def test_exactly_as_many_as_fit() -> None:
    gathered = Gathered("f")
    tell(gathered, TOO_LONG, MOST_FINDINGS)
    assert len(gathered.findings()) == MOST_FINDINGS


def test_the_gravest_are_listed_and_the_rest_counted() -> None:
    gathered = Gathered("f")
    tell(gathered, OTHER_DELIMITER, 1000)
    tell(gathered, UNNAMED_COLUMN, 150)
    tell(gathered, TOO_LONG, 100)
    *listed, rest = gathered.findings()
    severities = [finding.severity for finding in listed]
    assert (severities.count(Severity.ERROR), severities.count(Severity.WARNING), len(listed)) == (100, 100, 200)
    assert (rest.code, rest.severity, rest.place) == ("E015", Severity.WARNING, Place("f"))
    assert rest.arguments == {"limit": MOST_FINDINGS, "got": 1050}


def test_an_error_left_out_is_still_an_error() -> None:
    gathered = Gathered("f")
    tell(gathered, TOO_LONG, MOST_FINDINGS + 1)
    assert gathered.findings()[-1].severity is Severity.ERROR


def test_what_is_counted_in_bulk() -> None:
    gathered = Gathered("f")
    gathered.count(Severity.NOTE, 7)
    (rest,) = gathered.findings()
    assert (rest.severity, rest.arguments["got"]) == (Severity.NOTE, 7)
