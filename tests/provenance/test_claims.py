"""Which numbers a target encodes, and as what a document may print them."""

from typing import Any

import pytest
from msgspec.structs import replace

from planck.model import Comparator, Goal, Indicator, Measure, Milestone, Quantity, Source, Stated
from planck.model.plan import Standard
from planck.provenance.trace import claims_of, figure_claim, subjects_of
from tests.building import PLACE, figure, formula, goal, indicator, plan, target, when

PERCENT = indicator("share", measure=Measure.RATIO, unit="%")
FIRMS = indicator()


def shown(wants: Goal, of: Indicator = FIRMS, **more: Any) -> list[str]:
    one = replace(target(wants=wants, baseline=None), **more)
    return [claim.shown for claim in claims_of(one, of)]


@pytest.mark.parametrize(
    ("wants", "unit", "wanted"),
    [
        (goal(low=1000.0), FIRMS, ["1000 家"]),
        (goal(low=0.1), FIRMS, ["0.1 家"]),
        (goal(Comparator.AT_MOST, high=3.5), PERCENT, ["3.5%"]),
        (goal(Comparator.BETWEEN, low=95.0, high=105.0), FIRMS, ["95 家", "105 家"]),
        (goal(Comparator.ABOUT, low=475.0, high=525.0), FIRMS, ["500 家", "5%"]),
        (goal(low=475.0, tolerance=25.0), FIRMS, ["500 家", "5%"]),
        (goal(Comparator.AT_MOST, high=525.0, tolerance=25.0), FIRMS, ["500 家", "5%"]),
        (goal(Comparator.ABOUT, low=-1.0, high=1.0), FIRMS, ["0 家", "0%"]),
        (goal(low=0.15, quantity=Quantity.AVERAGE_GROWTH), FIRMS, ["15%"]),
        (goal(low=0.07, quantity=Quantity.REDUCTION), FIRMS, ["7%"]),
        (goal(low=4.0, quantity=Quantity.INCREASE), FIRMS, ["4 家"]),
        (goal(low=0.4, quantity=Quantity.INCREASE), PERCENT, ["0.4 百分点"]),
        (goal(Comparator.RANK, high=3.0), FIRMS, ["3 位"]),
        (goal(Comparator.ABOVE_SERIES, series="gdp"), FIRMS, []),
        (goal(Comparator.DONE, low=1.0), FIRMS, []),
    ],
)
def test_goals(wants: Goal, unit: Indicator, wanted: list[str]) -> None:
    assert shown(wants, unit) == wanted


def test_a_tolerance_may_be_printed_in_the_unit() -> None:
    one = target(wants=goal(Comparator.ABOUT, low=475.0, high=525.0), baseline=None)
    tolerance = list(claims_of(one, FIRMS))[1]
    assert [(str(amount.number.normalize()), amount.unit) for amount in tolerance.amounts] == [("5", "%"), ("25", "家")]


def test_ways_and_paces() -> None:
    steps = (
        Milestone(period=when(2022), value=700.0, place=PLACE),
        Milestone(period=when(2023), share=0.6, place=PLACE),
    )
    stated = Stated(growth=0.15, points=0.08, units=4.0, times=2.0, last_growth=0.196, last_points=0.15)
    assert shown(goal(low=1.0), milestones=steps, stated=stated) == [
        "1 家",
        "700 家",
        "60%",
        "15%",
        "19.6%",
        "0.08 百分点",
        "0.15 百分点",
        "4 家",
        "2 倍",
    ]


def test_events_and_figures_without_a_value_have_no_number() -> None:
    event = indicator("opening", measure=Measure.EVENT, unit="")
    assert list(claims_of(target("opening", wants=goal(Comparator.DONE, low=1.0), baseline=None), event)) == []
    assert figure_claim(figure(2020, None)) is None


def test_a_target_goes_by_the_names_of_what_it_is_made_of() -> None:
    whole = replace(indicator(), formula=formula("labs + parks"), formula_text="labs + parks", aliases=("企业",))
    [one] = subjects_of(plan(target(), indicators=(whole, indicator("labs"), indicator("parks"), indicator("others"))))
    assert one.names == ("firms", "企业", "labs", "parks")


def test_a_standard_is_traced_in_the_document_that_prints_it() -> None:
    source = Source(document="bulletin", at="line 1", as_printed="75家")
    held = replace(target(), standard=Standard(value=75, source=source))
    own, standard = subjects_of(plan(held))
    assert [claim.shown for claim in standard.claims] == ["75 家"]
    assert (standard.document, standard.source, standard.names) == ("bulletin", source, own.names)
    assert own.document != "bulletin"
