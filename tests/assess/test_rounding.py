"""The span of values that a printed number stands for."""

import pytest

from planck.assess.rounding import formula_span, half_unit
from planck.model import Binary, Constant, Measure, Operator, Series
from tests.building import indicator


@pytest.mark.parametrize(
    ("text", "half"),
    [("81", 0.5), ("4.25", 0.005), ("1,904.2", 0.05), ("1.5%", 0.05), ("12.5", 0.05), ("", 0), ("nan", 0)],
)
def test_half_a_unit_of_the_last_printed_digit(text: str, half: float) -> None:
    assert half_unit(text) == pytest.approx(half)


def test_a_formula_over_spans_takes_its_extremes() -> None:
    share = indicator("share", measure=Measure.RATIO, unit="%")
    ratio = Binary(Operator.DIVIDE, Series("rd"), Series("share"))
    spans = {"rd": (80.5, 81.5), "share": (4.245, 4.255)}
    found = formula_span(ratio, spans, {"rd": indicator("rd"), "share": share})
    assert found == pytest.approx((80.5 / 0.04255, 81.5 / 0.04245))
    assert formula_span(Constant(3), {}, {}) == (3, 3)
