"""The span of values that a printed number stands for."""

import pytest
from msgspec.structs import replace

from planck.assess.firmness import formula_span, half_unit, span
from planck.model import Binary, Call, Constant, Conversion, Measure, Operator, Reading, Series
from tests.building import figure, indicator


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("81", 0.5),
        ("4.25", 0.005),
        ("1,904.2", 0.05),
        ("1.5%", 0.05),
        ("12.5", 0.05),
        ("", 0),
        ("nan", 0),
        ("3.5万", 500),
        ("二万", 0),
    ],
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


@pytest.mark.parametrize(
    ("operator", "expected"),
    [(Operator.ADD, (-1, 5)), (Operator.SUBTRACT, (-5, 1)), (Operator.MULTIPLY, (-4, 8)), (Operator.DIVIDE, (-2, 4))],
)
def test_every_operation_on_spans(operator: Operator, expected: tuple[float, float]) -> None:
    # a from -2 to 4 (for - and +: -2 to 2), b from 1 to 2 (for + and -: 1 to 3), by hand.
    wide = operator in (Operator.MULTIPLY, Operator.DIVIDE)
    spans = {"a": (-2.0, 4.0 if wide else 2.0), "b": (1.0, 2.0 if wide else 3.0)}
    known = {name: indicator(name) for name in spans}
    assert formula_span(Binary(operator, Series("a"), Series("b")), spans, known) == expected


def test_a_divisor_that_may_be_zero_and_a_function_have_no_span() -> None:
    known = {"a": indicator("a")}
    for zero in ((-0.5, 0.5), (0.0, 1.0), (-1.0, 0.0)):
        assert formula_span(Binary(Operator.DIVIDE, Constant(1), Series("a")), {"a": zero}, known) is None
    sum_with_function = Binary(Operator.ADD, Constant(1), Call("previous", "a"))
    assert formula_span(sum_with_function, {"a": (1, 2)}, known) is None
    assert formula_span(Call("previous", "a"), {"a": (1, 2)}, known) is None


def test_of_a_converted_figure_the_digits_that_were_typed_count() -> None:
    # 12.3 亿元 stands for 12.25 to 12.35 亿元, which are 122500 to 123500 万元.
    made = replace(figure(2021, 123_000, unit="万元"), converted=Conversion("12.3", "亿元", 10_000.0))
    reading = Reading(period=made.period, value=123_000.0, text="123000", figures=(made,))
    assert span(reading) == pytest.approx((122_500, 123_500))
    # Of several figures none is the one, and of none neither.
    for figures in ((made, made), ()):
        assert span(replace(reading, figures=figures)) == (122_999.5, 123_000.5)
