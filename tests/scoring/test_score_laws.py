"""Laws of scores: whatever the figures are, these hold."""

import math
import random
from collections.abc import Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planck.engine.scoring.normalise import BY_PLACES, sample_of
from planck.model.scorecard import Unscored
from planck.score.panel import Beyond, below_zero
from planck.score.run import Wish, score, scoring
from planck.score.scored import apart, sheet_of
from tests.scoring.building import by_region, card_of, columns, model, number

MODELS = {
    "goalposts": "normalise: {method: goalposts, worst: 0, best: 100}\n",
    "min_max": "normalise: min_max\n",
    "standard": "normalise: {method: standard, standard: 80}\n",
    "places": "normalise: places\n",
    "bands": "normalise: {method: step_bands, bands: [[90, 100], [50, 60], [20, 30]]}\n",
    "efficacy": "normalise: {method: banded_efficacy, bands: [[90, 1], [50, 0.6], [20, 0.3]]}\n",
    "ratio": "normalise: {method: completion_ratio, goal: 70}\n",
}
PARTS = (
    "missing: {threshold: 40%}\n"
    "domains: {a: {weight: 70, indicators: {x: {weight: 40}, y: {weight: 60}}}, b: {weight: 30, indicators: {z: {}}}}\n"
)
value = st.integers(0, 100)
rows = st.fixed_dictionaries(
    {(unit, name): st.none() | value for unit in ("A", "B", "C", "D") for name in ("x", "y", "z")}
)
Cells = dict[tuple[str, str], int | None]
Odd = Mapping[tuple[str, str], int | str | None]


def figures(cells: Odd, year: int = 2020) -> list[tuple[str, str, int | str, float | str]]:
    return [(unit, name, year, value) for (unit, name), value in cells.items() if value is not None]


@pytest.mark.parametrize("name", MODELS)
@settings(max_examples=25, deadline=None)
@given(cells=rows)
def test_scores_lie_in_their_range_and_between_worst_and_best_fill(name: str, cells: Cells) -> None:
    assume(figures(cells))
    for unit in card_of(MODELS[name] + PARTS, figures(cells)).units:
        assert 0 <= unit.coverage <= 1
        if isinstance(unit.score, Unscored):
            assert unit.rank is None
            continue
        assert 0 <= unit.score <= 100 + 1e-9
        assert number(unit.low) - 1e-9 <= unit.score <= number(unit.high) + 1e-9
        if unit.coverage == 1:
            assert unit.low == unit.high == unit.score


@pytest.mark.parametrize("name", MODELS)
@settings(max_examples=25, deadline=None)
@given(cells=rows, at=st.sampled_from(["x", "y", "z"]), more=st.integers(1, 50))
def test_a_better_figure_never_lowers_a_score_or_a_rank(name: str, cells: Cells, at: str, more: int) -> None:
    old = cells[("A", at)]
    assume(old is not None)
    assert old is not None
    before = by_region(card_of(MODELS[name] + PARTS, figures(cells)))["A"]
    after = by_region(card_of(MODELS[name] + PARTS, figures({**cells, ("A", at): old + more})))["A"]
    # A pool of equal figures has no scale, so that the first difference makes an indicator count that did not.
    assume(before.coverage == after.coverage)
    if isinstance(before.score, Unscored):
        assert isinstance(after.score, Unscored)
        return
    assert number(after.score) >= before.score - 1e-9
    assert (after.rank or 0) <= (before.rank or 0)


@settings(max_examples=25, deadline=None)
@given(cells=rows, seed=st.integers(0, 1000))
def test_the_order_of_rows_decides_nothing(cells: Cells, seed: int) -> None:
    given_rows = figures(cells)
    assume(given_rows)
    mixed = list(given_rows)
    random.Random(seed).shuffle(mixed)
    for aggregate in ("arithmetic", "copeland"):
        body = f"aggregate: {aggregate}\n" + MODELS["min_max"] + PARTS
        assert card_of(body, mixed).units == card_of(body, given_rows).units


@settings(max_examples=25, deadline=None)
@given(cells=rows, scale=st.sampled_from([0.001, 10.0, 10_000.0]))
def test_the_unit_of_an_indicator_decides_nothing(cells: Cells, scale: float) -> None:
    assume(figures(cells))
    for name in ("min_max", "places"):
        body = MODELS[name] + PARTS
        plain = by_region(card_of(body, figures(cells)))
        other = [(unit, name_, year, value_ * scale) for unit, name_, year, value_ in figures(cells)]  # type: ignore[operator]
        text = [(unit, name_, year, f"{value_:.3f}") for unit, name_, year, value_ in other]
        for region, unit in by_region(card_of(body, text)).items():
            if isinstance(unit.score, Unscored):
                assert unit.score == plain[region].score
            else:
                assert unit.score == pytest.approx(number(plain[region].score), abs=1e-9)
                assert unit.rank == plain[region].rank


@pytest.mark.parametrize("how", ["arithmetic", "geometric", "harmonic"])
@settings(max_examples=20, deadline=None)
@given(cells=rows, last=rows)
def test_contributions_sum_to_the_score_and_to_its_change(how: str, cells: Cells, last: Cells) -> None:
    both = [*figures(cells), *figures(last, 2019)]
    assume(figures(cells))
    body = f"aggregate: {how}\nnormalise: {{method: goalposts, worst: -1, best: 100}}\n" + PARTS
    units = [unit.region for unit in card_of(body, both).units]
    card = card_of(body, both, Wish(explain=tuple(units)))
    scores = by_region(card)
    for found in card.explanations:
        unit = scores[found.region]
        if isinstance(unit.score, Unscored):
            assert found.contributions == ()
            continue
        assert math.fsum(part.share for part in found.contributions) == pytest.approx(unit.score, abs=1e-9)
        if found.changes:
            moved = unit.score - number(found.before)
            assert math.fsum(part.share for part in found.changes) == pytest.approx(moved, abs=1e-9)


def test_two_files_in_either_order_give_the_same_scores() -> None:
    from planck.model.table import Figures

    body = MODELS["min_max"] + PARTS
    parts = [
        columns([("A", "x", 2020, 1), ("B", "x", 2020, 3), ("A", "y", 2020, 1)]),
        columns([("B", "y", 2020, 3), ("A", "z", 2020, 5), ("B", "z", 2020, 2)]),
    ]
    one, two = (score(model(body), Figures.joined(order)) for order in (parts, parts[::-1]))
    assert replace(one, findings=()) == replace(two, findings=())


@pytest.mark.parametrize("name", ["goalposts", "min_max", "standard", "ratio", "bands"])
@settings(max_examples=15, deadline=None)
@given(cells=rows)
def test_a_lever_does_what_it_says_and_nothing_less_does(name: str, cells: Cells) -> None:
    assume(figures(cells))
    body = MODELS[name] + PARTS
    card = card_of(body, figures(cells), Wish(explain=tuple({unit for unit, *_ in figures(cells)})))
    before = by_region(card)
    for found in card.explanations:
        region = found.region
        for lever in found.levers:
            for share, enough in ((1.0, True), (0.999, False)):
                value_ = lever.now + share * (lever.needed - lever.now)
                changed = [row if row[:2] != (region, lever.id) else (*row[:3], value_) for row in figures(cells)]
                after = by_region(card_of(body, changed))[region]
                if lever.aim == "point":
                    got = number(after.score) >= number(before[region].score) + 1 - 1e-7
                else:
                    got = (after.rank or 0) < (before[region].rank or 0)
                assert got == enough


@pytest.mark.parametrize("name", [*MODELS, *sorted(BY_PLACES)])
@settings(max_examples=10, deadline=None)
@given(cells=rows, below=st.booleans())
def test_a_unit_alone_has_the_score_that_it_has_among_all(
    name: str, cells: dict[tuple[str, str], int | str | None], below: bool
) -> None:
    own = model(MODELS.get(name, f"normalise: {name}\n") + PARTS)
    # A figure that is known to be small, in a series that another unit goes below zero in or not.
    cells |= {("A", "x"): "<5"} | ({("B", "x"): -3} if below else {})
    assume(cells["B", "z"] is not None)
    made = scoring(own, columns(figures(cells), noted=True))
    assert made.result
    if name == "places":
        assert not apart(made.scene)
        return
    assert apart(made.scene)
    sheet, panel = sheet_of(made.scene), made.scene.panel
    negative = frozenset(name for name, holds in zip(panel.series, below_zero(panel.values), strict=True) if holds)
    beyond = Beyond(year=2020, sample=sample_of(sheet.figures, sheet.markings), negative=negative)
    for place, unit in enumerate(panel.units):
        mine = {(of, series): value for (of, series), value in cells.items() if of == unit}
        alone = scoring(own, columns(figures(mine), noted=True), beyond=beyond).result
        assert alone
        for numbers in ("total", "decisive", "low", "high", "coverage"):
            assert getattr(alone, numbers)[0] == pytest.approx(
                getattr(made.result, numbers)[place], abs=1e-9, nan_ok=True
            )
        assert alone.why[0] == made.result.why[place]


@pytest.mark.parametrize(
    "body",
    [
        "missing: {rule: peer_mean}\n",
        "missing: {rule: reweight, domains: peer_mean}\n",
        "aggregate: copeland\n",
        "weights: entropy\n",
        "regions: [{name: A}, {name: B}]\n",
        "rescale: {shift: lowest}\n",
    ],
)
def test_what_is_made_of_all_is_not_made_of_some(body: str) -> None:
    domains = "domains: {a: {indicators: {x: {}, y: {}}}, b: {indicators: {z: {}}}}\n"
    rows = [(unit, name, 2020, value) for unit, value in (("A", 1), ("B", 2)) for name in ("x", "y", "z")]
    assert not apart(scoring(model("normalise: min_max\n" + body + domains), columns(rows)).scene)
