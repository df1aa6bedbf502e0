"""Weights that a model leaves to the figures."""

import math

import pytest

from planck.model import Language
from planck.model.scorecard import Scores
from planck.render import View
from planck.score.run import Wish
from tests.rendering import SCORE_FORMATS
from tests.scoring.building import by_region, card_of, codes, number

BODY = "weights: {top}\ndomains: {{a: {{weights: {of}, indicators: {{x: {{}}, y: {{}}}}}}, b: {{indicators: {{z: {{}}}}}}}}\n"
ROWS = [
    *(("A", name, 2020, value) for name, value in (("x", 1.0), ("y", 1.0), ("z", 2.0))),
    *(("B", name, 2020, value) for name, value in (("x", 2.0), ("y", 3.0), ("z", 2.5))),
    *(("C", name, 2020, value) for name, value in (("x", 3.0), ("y", 2.0), ("z", 4.0))),
]


def test_entropy_by_hand_and_the_score_that_it_makes() -> None:
    body = "normalise: as_is\ndomains: {a: {name: {en: All}, weights: entropy, indicators: {x: {}, y: {name: {en: Why}}}}}\n"
    rows = [("A", "x", 2020, 1), ("B", "x", 2020, 3), ("A", "y", 2020, 1), ("B", "y", 2020, 1.5)]
    card = card_of(body, rows, Wish(explain=("A",)))
    # Shares 1/4, 3/4 and 2/5, 3/5; 1 - H / ln 2.
    raw = [1 + (p * math.log(p) + (1 - p) * math.log(1 - p)) / math.log(2) for p in (0.25, 0.4)]
    x = raw[0] / sum(raw)
    (found,) = card.weighings
    assert (found.id, found.method) == ("a", "entropy")
    assert dict(found.parts) == {"x": pytest.approx(x), "y": pytest.approx(1 - x)}
    assert number(by_region(card)["B"].score) == pytest.approx(3 * x + 1.5 * (1 - x))
    assert [part.weight for part in card.explanations[0].contributions] == [pytest.approx(x), pytest.approx(1 - x)]
    for name in ("terminal", "markdown"):
        text = SCORE_FORMATS[name](Scores(card=card, inputs=(), findings=(), version="1"), View(language=Language.EN))
        assert "Weights made of the figures (entropy), All: x 86.7 %, Why 13.3 %." in text.replace("\n  ", " ").replace(
            "\u00a0", " "
        )


@pytest.mark.parametrize("top", ["critic", "pca"])
@pytest.mark.parametrize("of", ["critic", "entropy", "pca"])
def test_every_level_may_leave_its_weights_to_the_figures(of: str, top: str) -> None:
    card = card_of("normalise: {method: efficacy}\n" + BODY.format(of=of, top=top), ROWS, Wish(explain=("A", "B", "C")))
    assert [one.id for one in card.weighings] == ["a", "test"]
    assert all(math.fsum(share for _, share in one.parts) == pytest.approx(1) for one in card.weighings)
    assert {one.id: one.weight for one in card.units[0].domains} == dict(card.weighings[1].parts)
    for found in card.explanations:
        total = math.fsum(part.share for part in found.contributions)
        assert total == pytest.approx(number(by_region(card)[found.region].score), abs=1e-9)


def test_weights_that_cannot_be_made_are_no_weights() -> None:
    # The worst unit has no points in a minimum and maximum, and there is no logarithm of that.
    card = card_of("domains: {a: {weights: entropy, indicators: {x: {}, y: {}}}}\n", ROWS)
    assert card.units == ()
    assert codes(card)[-1] == "G113"
    assert card.findings[-1].blocking


def test_a_model_without_units_makes_no_weights() -> None:
    card = card_of("weights: critic\ndomains: {a: {indicators: {x: {}}}}\n", [("A", "other", 2020, 1)])
    assert card.weighings == ()
    assert codes(card)[-1] == "G112"
