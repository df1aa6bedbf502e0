"""The formula language: text to expressions and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.plan.formula import FormulaError, parse, parse_identity, unparse
from planck.load.yaml import decimal_text
from planck.model import Binary, Call, Constant, Expression, Operator, Series

A, B, C = Series("a"), Series("b"), Series("c")
ADD, SUBTRACT, MULTIPLY, DIVIDE = Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("a", A),
        (" rd_1 ", Series("rd_1")),
        ("2", Constant(2)),
        ("0.25", Constant(0.25)),
        ("010", Constant(10)),
        ("a+b", Binary(ADD, A, B)),
        # From left to right, products before sums.
        ("a - b - c", Binary(SUBTRACT, Binary(SUBTRACT, A, B), C)),
        ("a / b * c", Binary(MULTIPLY, Binary(DIVIDE, A, B), C)),
        ("a + b * c", Binary(ADD, A, Binary(MULTIPLY, B, C))),
        ("a - (b - c)", Binary(SUBTRACT, A, Binary(SUBTRACT, B, C))),
        ("((a))", A),
        # A sign binds tighter than a product.
        ("-2", Constant(-2)),
        ("a - -2", Binary(SUBTRACT, A, Constant(-2))),
        ("-a * b", Binary(MULTIPLY, Binary(SUBTRACT, Constant(0), A), B)),
        ("--2", Constant(2)),
        ("previous(a)", Call("previous", "a")),
        ("baseline ( a ) * chain(b)", Binary(MULTIPLY, Call("baseline", "a"), Call("chain", "b"))),
        # Without parentheses the name of a function is an id like any other.
        ("chain / baseline", Binary(DIVIDE, Series("chain"), Series("baseline"))),
    ],
)
def test_formulas(text: str, expression: Expression) -> None:
    assert parse(text) == expression


@pytest.mark.parametrize(
    ("text", "column", "length", "problem"),
    [
        ("", 1, 0, "wanted an id or a number, got the end of the formula"),
        ("a +", 4, 0, "wanted an id or a number, got the end of the formula"),
        ("a + ", 4, 0, "wanted an id or a number, got the end of the formula"),
        ("a b", 3, 1, "wanted an operator, got 'b'"),
        ("a )", 3, 1, "wanted an operator, got ')'"),
        ("(a", 3, 0, "wanted a closing parenthesis, got the end of the formula"),
        ("(a b)", 4, 1, "wanted a closing parenthesis, got 'b'"),
        ("a * * b", 5, 1, "wanted an id or a number, got '*'"),
        ("a ** b", 4, 1, "wanted an id or a number, got '*'"),
        ("1e3", 2, 2, "wanted an operator, got 'e3'"),
        ("1_000", 2, 1, "wanted an id, a number or one of + - * / ( ), got '_'"),
        (".5", 1, 1, "wanted an id, a number or one of + - * / ( ), got '.'"),
        ("a % b", 3, 1, "wanted an id, a number or one of + - * / ( ), got '%'"),
        ("a, b", 2, 1, "wanted an id, a number or one of + - * / ( ), got ','"),
        ("A", 1, 1, "wanted an id, a number or one of + - * / ( ), got 'A'"),
        ("a  ÷ b", 4, 1, "wanted an id, a number or one of + - * / ( ), got '÷'; write /"),
        ("（a", 1, 1, "wanted an id, a number or one of + - * / ( ), got '（'; write ("),
        ("__import__(a)", 1, 1, "wanted an id, a number or one of + - * / ( ), got '_'"),
        ("prevous(a)", 1, 7, "wanted previous, chain or baseline, got 'prevous'; did you mean previous?"),
        ("open(a)", 1, 4, "wanted previous, chain or baseline, got 'open'"),
        ("chain()", 7, 1, "wanted the id of an indicator, got ')'"),
        ("chain(2)", 7, 1, "wanted the id of an indicator, got '2'"),
        ("chain(", 7, 0, "wanted the id of an indicator, got the end of the formula"),
        ("chain(a + b)", 9, 1, "wanted a closing parenthesis, got '+'"),
        ("chain(a", 8, 0, "wanted a closing parenthesis, got the end of the formula"),
        ("1" * 41, 1, 41, "wanted at most 40 digits"),
        ("a+" * 250 + "a", 501, 0, "wanted at most 500 characters"),
        ("a+" * 100 + "a", 201, 1, "wanted at most 200 parts"),
        ("(" * 32 + "a" + ")" * 32, 32, 1, "wanted at most 30 levels of parentheses"),
        ("-" * 32 + "a", 32, 1, "wanted at most 30 levels of parentheses"),
    ],
)
def test_what_is_wrong_with_a_formula(text: str, column: int, length: int, problem: str) -> None:
    error = parse(text)
    assert isinstance(error, FormulaError)
    assert (error.column, error.length, error.problem.en) == (column, length, problem)
    assert error.problem.zh


def test_the_deepest_and_the_longest_formula() -> None:
    assert parse("(" * 30 + "a" + ")" * 30) == A
    assert isinstance(parse("a+" * 99 + "a"), Binary)


@pytest.mark.parametrize(
    ("text", "column", "length", "problem"),
    [
        ("a / b", 6, 0, "wanted exactly one ="),
        ("a = b = c", 7, 1, "wanted exactly one ="),
        ("a / = c", 4, 0, "wanted an id or a number, got the end of the formula"),
        ("a / b = c +", 12, 0, "wanted an id or a number, got the end of the formula"),
        ("a ＝ b", 6, 0, "wanted exactly one ="),
    ],
)
def test_what_is_wrong_with_an_identity(text: str, column: int, length: int, problem: str) -> None:
    error = parse_identity(text)
    assert isinstance(error, FormulaError)
    assert (error.column, error.length, error.problem.en) == (column, length, problem)


def test_an_identity_has_two_sides() -> None:
    assert parse_identity("a / b = c") == (Binary(DIVIDE, A, B), C)


@pytest.mark.parametrize(
    "text",
    ["a - (b - c)", "a - b - c", "a / (b * c)", "(a + b) * c", "a + b * c", "a * (b + c)", "-2 * a", "0.1 + chain(a)"],
)
def test_a_formula_comes_back_as_it_was(text: str) -> None:
    expression = parse(text)
    assert not isinstance(expression, FormulaError)
    assert unparse(expression) == text


IDS = st.from_regex("[a-z][a-z0-9_]{0,5}", fullmatch=True)
NUMBERS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=3).map(float)
EXPRESSIONS = st.recursive(
    st.one_of(
        NUMBERS.map(Constant), IDS.map(Series), st.builds(Call, st.sampled_from(("previous", "chain", "baseline")), IDS)
    ),
    lambda inner: st.builds(Binary, st.sampled_from(Operator), inner, inner),
    max_leaves=12,
)


@given(EXPRESSIONS)
def test_reading_what_was_written_gives_the_same_expression(expression: Expression) -> None:
    assert parse(unparse(expression)) == expression


@given(st.one_of(st.text(), st.text(alphabet="a1()+-*/ .=", max_size=40)))
def test_any_text_is_a_formula_or_an_error_within_it(text: str) -> None:
    for found in (parse(text), parse_identity(text)):
        if isinstance(found, FormulaError):
            assert 1 <= found.column <= len(text) + 1


@pytest.mark.parametrize(
    ("number", "text"), [("1.50", "1.5"), ("1E+3", "1000"), ("-0.05", "-0.05"), ("2.00", "2"), ("1E-3", "0.001")]
)
def test_decimals_are_written_without_exponent(number: str, text: str) -> None:
    assert decimal_text(Decimal(number)) == text
