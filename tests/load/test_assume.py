"""`--assume`: what-if figures, and what can be wrong with them."""

import pytest

from planck.load.assume import OPTION, assumed
from planck.model import FigureStatus, Finding, Place, Plan, Region
from tests.building import plan, target

SMALL = plan(target("firms"), target("city_firms", indicator="firms", region=Region(name="杭州市")))


def only(text: str, *plans: Plan) -> Finding:
    figures, _, [finding] = assumed([text], plans or [SMALL])
    assert not figures
    return finding


def test_an_assumption_is_a_figure_of_a_scenario() -> None:
    [one, other], option, findings = assumed(["firms@2023=742", " city_firms @ 2024-H1 = 1,500.0 "], [SMALL])
    assert not findings
    assert (one.indicator, one.region, one.period.label, one.value, one.text) == (
        "firms",
        "拱墅区",
        "2023",
        742.0,
        "742",
    )
    assert (one.status, one.source, one.place) == (FigureStatus.ASSUMED, OPTION, Place(OPTION, 1, 1, 15))
    assert one.unit == "家"
    # A target of another region is about that region.
    assert (other.indicator, other.region, other.period.label, other.value) == ("firms", "杭州市", "2024-H1", 1500.0)
    assert other.place.line == 2
    assert option
    assert (option.file, option.lines[0]) == (OPTION, "firms@2023=742")


def test_nothing_assumed_is_no_input() -> None:
    assert assumed([], [SMALL]) == ((), None, ())


def test_a_region_may_be_named() -> None:
    [one], _, _ = assumed(["西湖区/firms@2023=7"], [SMALL])
    assert one.region == "西湖区"


@pytest.mark.parametrize(
    ("text", "got", "part"),
    [
        ("firms", "firms", "the whole"),
        ("firms@2023", "firms@2023", "the whole"),
        ("@2023=7", "@2023=7", "the whole"),
        ("firms@2023=7=8", "firms@2023=7=8", "the whole"),
        ("firms@soon=7", "soon", "PERIOD"),
        ("firms@2023=many", "many", "VALUE"),
        ("firms@2023=--", "--", "VALUE"),
        ("firms@2023=12,5", "12,5", "VALUE"),
    ],
)
def test_the_form_is_kept(text: str, got: str, part: str) -> None:
    finding = only(text)
    assert (finding.code, finding.arguments["got"], finding.blocking) == ("E060", got, True)
    assert part in str(finding.arguments["part"])


def test_an_unknown_target_gets_the_nearest() -> None:
    finding = only("firmes@2023=7")
    assert (finding.code, finding.arguments["got"], finding.blocking) == ("E061", "firmes", True)
    assert "'firms'" in str(finding.arguments["advice"])
    assert "nothing is like it" in str(only("zzzzzz@2023=7").arguments["advice"])


def test_a_plan_for_every_region_asks_which() -> None:
    every = Region(every=True)
    of = plan(target(region=every), region=every)
    assert only("firms@2023=7", of).code == "E062"
    [one], _, findings = assumed(["甲/firms@2023=7"], [of])
    assert (one.region, findings) == ("甲", ())
