"""Sums, ratios, constants, stand-ins for whole domains, and scores of which less is better; numbers by hand."""

import pytest

from planck.load.scoring.keys import dump_model
from planck.model.scorecard import Unscored
from planck.score.run import Wish, score
from tests.scoring.building import HEAD, Rows, by_region, card_of, codes, columns, compared, model, number, read_model

AS_IS = "{series: {normalise: as_is}}"
# Three units of two classes; c has nothing in b, d nothing in x but the rest.
ROWS: list[tuple[str, str, int, float]] = [
    ("A", "a", 2021, 10), ("A", "b", 2021, 30),
    ("B", "a", 2021, 20), ("B", "b", 2021, 50),
    ("C", "a", 2021, 30),
    ("D", "a", 2021, 40), ("D", "b", 2021, 100),
]  # fmt: skip
CLASSES = "classes: {north: {regions: [A, B, C]}, south: {regions: [D]}}\n"


def domains(missing: str, more: str = "") -> str:
    return f"missing: {missing}\n{CLASSES}{more}domains: {{a: {AS_IS}, b: {AS_IS}}}\n"


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("{rule: reweight}", 30.0),
        ("{rule: peer_mean}", (30 + 40) / 2),
        ("{rule: reweight, domains: peer_mean}", (30 + 40) / 2),
        ("{rule: reweight, domains: zero}", 15.0),
    ],
)
def test_what_stands_in_for_a_domain(missing: str, expected: float) -> None:
    # The mean of A and B, of the same class: 40; D, of the other class, plays no part.
    found = by_region(card_of(domains(missing), ROWS))
    assert found["C"].score == pytest.approx(expected)
    assert (found["A"].score, found["D"].score) == (20, 70)


def test_a_domain_without_anything_may_refuse_the_score() -> None:
    found = by_region(card_of(domains("{rule: reweight, domains: refuse}"), ROWS))
    assert (found["C"].score, found["A"].score) == (Unscored.GAP_REFUSED, 20)


def test_a_domain_that_scores_a_unit_by_anything_may_refuse_its_score() -> None:
    # B is scored by x in the first domain, and not by y.
    body = (
        "normalise: as_is\nmissing: {rule: reweight, domains: refuse}\nclasses: {sea: {regions: [A]}}\n"
        "domains: {a: {indicators: {x: {weight: 50}, y: {weight: 50, only: [sea]}}}, b: {indicators: {z: {}}}}\n"
    )
    rows = [("A", "x", 2021, 10), ("A", "y", 2021, 20), ("A", "z", 2021, 35), ("B", "z", 2021, 5)]
    found = by_region(card_of(body, rows))
    assert (found["A"].score, found["B"].score) == (25, Unscored.GAP_REFUSED)


def test_a_stand_in_is_told_apart_in_contributions_and_changes() -> None:
    earlier = [(region, name, 2020, float(value) / 2) for region, name, _, value in ROWS]
    card = card_of(domains("{rule: reweight, domains: peer_mean}"), [*ROWS, *earlier], Wish(explain=("C",), draws=64))
    told = card.explanations[0]
    # Half of the 30 of its own, nothing of the indicator of b, and half of 40 that stand in for all of b.
    assert [one.share for one in told.contributions] == pytest.approx([15, 0, 20])
    assert sum(one.share for one in told.changes) == pytest.approx(35 - number(told.before))


def test_peers_of_no_class_are_those_of_none() -> None:
    body = f"missing: {{rule: peer_mean}}\nclasses: {{south: {{regions: [D]}}}}\ndomains: {{a: {AS_IS}, b: {AS_IS}}}\n"
    assert by_region(card_of(body, ROWS))["C"].score == pytest.approx((30 + 40) / 2)
    # Where no peer has it either, its weight goes to the rest.
    alone = "missing: {rule: peer_mean}\nclasses: {c: {regions: [C]}}\n" + f"domains: {{a: {AS_IS}, b: {AS_IS}}}\n"
    assert by_region(card_of(alone, ROWS))["C"].score == 30


def test_a_sum_takes_weights_as_they_stand() -> None:
    body = "aggregate: sum\ndomains: {a: {weight: 1, series: {normalise: as_is}}, b: {weight: 1/3, series: {normalise: as_is}}}\n"
    earlier = [(region, name, 2020, float(value) / 2) for region, name, _, value in ROWS]
    card = card_of(body, [*ROWS, *earlier], Wish(explain=("A",)))
    assert by_region(card)["A"].score == pytest.approx(10 + 30 / 3)
    told = card.explanations[0]
    assert [one.share for one in told.contributions] == pytest.approx([10, 10])
    assert sum(one.share for one in told.changes) == pytest.approx(10)


def test_a_ratio_of_two_domains() -> None:
    body = f"aggregate: ratio\ndomains: {{a: {AS_IS}, b: {AS_IS}}}\n"
    found = by_region(card_of(body, [*ROWS, ("E", "a", 2021, 5), ("E", "b", 2021, 0)]))
    assert found["A"].score == pytest.approx(1 / 3)
    assert (found["C"].score, found["E"].score) == (Unscored.NO_FIGURE, Unscored.NOT_POSITIVE)
    # 10 of 30 as printed may be 9.5 of 30.5 to 10.5 of 29.5: 0.3115 to 0.3559.
    for printed, fits in (("0.312", True), ("0.355", True), ("0.310", False), ("0.357", False)):
        said = compared(body, ROWS, [("A", "score", 2021, printed)])
        assert ("G114" not in codes(said)) is fits
    # 29.5 to 30.5 are the ends of the domain itself.
    for printed, fits in (("29.6", True), ("30.4", True), ("30.7", False)):
        said = compared(body, ROWS, [("A", "b", 2021, printed)])
        assert ("G114" not in codes(said)) is fits


def test_what_a_score_is_divided_by_takes_it_down() -> None:
    # C lacks b, which is between 20 and 60: 30 over it is 0.5 to 1.5.
    b = "{series: {normalise: {method: as_is, low: 20, high: 60}}}"
    body = f"missing: {{rule: refuse}}\naggregate: ratio\ndomains: {{a: {AS_IS}, b: {b}}}\n"
    unit = by_region(card_of(body, ROWS))["C"]
    assert (unit.low, unit.high) == (0.5, 1.5)


def test_what_a_printed_figure_could_mean_is_not_known_of_votes() -> None:
    body = f"aggregate: copeland\ndomains: {{a: {AS_IS}, b: {AS_IS}}}\n"
    wanted: Rows = [("A", "score", 2021, "-3"), ("D", "score", 2021, "2")]
    assert codes(compared(body, ROWS, wanted)).count("G114") == 1


# A composite that is rescaled once it is made; A, B and D have means of 20, 35 and 70, C has its 30 in a alone.
RESCALED = [
    ("{over: largest}", [2 / 7, 1 / 2, 3 / 7, 1]),
    ("{shift: lowest, over: largest, times: 100}", [0, 30, 20, 100]),
    ("{shift: -20, over: 50}", [0, 0.3, 0.2, 1]),
    ("{shift: 5}", [25, 40, 35, 75]),
    ("{exponent: 2}", [400, 1225, 900, 4900]),
    ("{over: 10, exponent: 0.5, times: 2}", [2 * 2**0.5, 2 * 3.5**0.5, 2 * 3**0.5, 2 * 7**0.5]),
]


@pytest.mark.parametrize(("way", "expected"), RESCALED)
def test_a_composite_may_be_rescaled(way: str, expected: list[float]) -> None:
    body = f"rescale: {way}\ndomains: {{a: {AS_IS}, b: {AS_IS}}}\n"
    card = card_of(body, ROWS, Wish(draws=64, leave_one_out=True, explain=("A",)))
    found = by_region(card)
    assert [found[name].score for name in "ABCD"] == pytest.approx(expected)
    # Where it is the mean times something, its parts add up to it.
    shares = [one.share for one in card.explanations[0].contributions]
    assert sum(shares) == pytest.approx(expected[0] if way == "{over: largest}" else 0)
    assert read_model(dump_model(card.model))[0] == card.model


def test_what_cannot_be_rescaled_has_no_score() -> None:
    for way, wanted in (
        ("{shift: -40, exponent: 0.5}", Unscored.NOT_POSITIVE),
        ("{shift: -90, over: largest}", Unscored.NOT_POSITIVE),
        ("{exponent: 1000}", Unscored.TOO_LARGE),
    ):
        body = f"rescale: {way}\ndomains: {{a: {AS_IS}, b: {AS_IS}}}\n"
        assert by_region(card_of(body, ROWS))["A"].score is wanted
    nothing = card_of(f"rescale: {{shift: lowest, over: largest}}\ndomains: {{x: {AS_IS}}}\n", ROWS)
    assert {unit.score for unit in nothing.units} <= {Unscored.NO_FIGURE}
    for wrong in ("{}", "{shift: largest}", "{over: 0}", "{over: lowest}", "{power: 2}"):
        assert read_model(f"{HEAD}rescale: {wrong}\ndomains: {{a: {AS_IS}}}\n")[0] is None


def test_what_printed_figures_mean_is_rescaled_too() -> None:
    # 9.5 to 10.5 and 29.5 to 30.5 make 19.5 to 20.5, squared 380.25 to 420.25.
    body = f"rescale: {{exponent: 2}}\ndomains: {{a: {AS_IS}, b: {AS_IS}}}\n"
    for printed, fits in (("381", True), ("420", True), ("379", False), ("422", False)):
        said = compared(body, ROWS, [("A", "score", 2021, printed)])
        assert ("G114" not in codes(said)) is fits
    # The largest of all units moves with the figures, and is held.
    body = f"rescale: {{over: largest}}\ndomains: {{a: {AS_IS}, b: {AS_IS}}}\n"
    said = compared(body, ROWS, [("A", "score", 2021, "0.29")])
    assert "G114" not in codes(said)


def _loss(name: str) -> str:
    """A dimension of the inequality-adjusted index: its own index times 1 less the inequality in it."""
    parts = f"{name}: {{normalise: as_is}}, {name}_kept: {{normalise: as_is}}"
    return f"  {name}s: {{aggregate: geometric, rescale: {{exponent: 2}}, indicators: {{{parts}}}}}\n"


def test_an_exponent_makes_a_product_as_in_the_inequality_adjusted_index() -> None:
    # Technical note 2 of UNDP: the geometric mean of (1 - A) times the index of each dimension; the figures are ours.
    figures = {"health": (0.9, 0.95), "education": (0.8, 0.9), "income": (0.7, 0.6)}
    rows: Rows = [("A", name, 2022, own) for name, (own, _) in figures.items()]
    rows = [*rows, *(("A", f"{name}_kept", 2022, kept) for name, (_, kept) in figures.items())]
    body = "aggregate: geometric\ndomains:\n" + "".join(map(_loss, figures))
    found = by_region(card_of(body, rows))["A"]
    assert found.score == pytest.approx((0.9 * 0.95 * 0.8 * 0.9 * 0.7 * 0.6) ** (1 / 3))
    assert [domain.score for domain in found.domains] == pytest.approx([0.855, 0.72, 0.42])


def test_the_worst_of_several_parts() -> None:
    as_is = "{normalise: as_is}"
    body = f"domains: {{x: {{aggregate: worst, indicators: {{a: {as_is}, b: {as_is}}}}}, c: {AS_IS}}}\n"
    found = by_region(card_of(body, [*ROWS, ("E", "c", 2021, 1)], Wish(draws=64)))
    assert [found[name].score for name in "ABCDE"] == [10, 20, 30, 40, 1]
    # It rises with what it is made of, so that the rounding of printed figures says what it could be.
    body = f"aggregate: worst\ndomains: {{a: {AS_IS}, b: {AS_IS}}}\n"
    for printed, fits in (("10.4", True), ("9.6", True), ("10.6", False)):
        said = compared(body, ROWS, [("A", "score", 2021, printed)])
        assert ("G114" not in codes(said)) is fits


def test_what_is_a_score_already_may_have_ends() -> None:
    # C lacks b: between 0 and 100 its mean is 15 to 65; with the sign turned between -100 and 0.
    for better, ends in (("higher", (15, 65)), ("lower", ((30 - 100) / 2, 15))):
        b = f"b: {{normalise: {{method: as_is, low: 0, high: 100}}, better: {better}}}"
        body = f"missing: {{rule: refuse}}\ndomains: {{x: {{indicators: {{a: {{normalise: as_is}}, {b}}}}}}}\n"
        unit = by_region(card_of(body, ROWS))["C"]
        assert (unit.low, unit.high) == ends


def test_a_constant_may_score_the_middle() -> None:
    rows: Rows = [("A", "a", 2021, 7), ("B", "a", 2021, 7)]
    body = "domains: {a: {series: {normalise: {method: min_max, constant: 50}}}}\n"
    assert [unit.score for unit in card_of(body, rows).units] == [50, 50]
    assert "G106" in codes(card_of("domains: {a: {series: {normalise: min_max}}}\n", rows))


LESS = "better: lower\ngrades: [{grade: low, less_than: 20}, {grade: mid, less_than: 40}, {grade: high}]\n"


def test_less_of_a_score_may_be_better() -> None:
    card = card_of(f"{LESS}domains: {{a: {AS_IS}}}\n", ROWS, Wish(draws=64, leave_one_out=True, explain=("C",)))
    assert [(unit.region, unit.rank, unit.grade) for unit in card.units] == [
        ("A", 1, "low"),
        ("B", 2, "mid"),
        ("C", 3, "mid"),
        ("D", 4, "high"),
    ]
    # The border itself belongs to the worse grade; a lever makes the figure less.
    assert all(lever.needed < lever.now for lever in card.explanations[0].levers)
    assert card.explanations[0].levers


def test_bounds_of_either_side_and_of_what_may_be_negative() -> None:
    rows: Rows = [("A", "a", 2021, "<20"), ("B", "a", 2021, ">95"), ("C", "a", 2021, 40), ("D", "a", 2021, 60)]
    body = "missing: {rule: refuse}\ndomains: {a: {series: {normalise: {method: goalposts, worst: 0, best: 100}}}}\n"
    found = by_region(score(model(body), columns(rows, noted=True)))
    assert (found["A"].low, found["A"].high) == (0, 20)
    assert (found["B"].low, found["B"].high) == (95, 100)
    below = [*rows, ("E", "a", 2021, -5)]
    assert by_region(score(model(body), columns(below, noted=True)))["A"].low == 0
    # A number of the same year stands before a bound, and a shape has ends as well.
    both = [*rows, ("A", "a", 2021, 15)]
    assert by_region(score(model(body), columns(both, noted=True)))["A"].score == 15
    shaped = "missing: {rule: refuse}\ndomains: {a: {series: {normalise: {method: index, base: 50}}}}\n"
    assert by_region(score(model(shaped), columns(rows, noted=True)))["A"].high == 40


def test_nothing_is_compared_where_weights_were_refused() -> None:
    body = "domains: {a: {weights: entropy, indicators: {a: {normalise: as_is}, b: {normalise: as_is}}}}\n"
    rows = [*ROWS, ("E", "a", 2021, 0), ("E", "b", 2021, 0)]
    assert compared(body, rows, [("A", "score", 2021, 1)]) == card_of(body, rows)
