"""The formula language of plans: + - * / ( ), decimal numbers, ids, and functions of one id.

A hand-written parser and not Python's `ast`: that one counts columns in bytes, takes 1_000, 0x10 and 1j for numbers,
and raises RecursionError or MemoryError on deep nesting. Here length, number of parts and depth are bounded.
"""

from decimal import Decimal

from planck.load.files import excerpt, nearest
from planck.load.yaml import LONGEST_NUMBER, decimal_text
from planck.model import Binary, Call, Constant, Expression, Operator, Series, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label, joined

FUNCTIONS = ("previous", "chain", "baseline")
LONGEST = 500
MOST_PARTS = 200
DEEPEST = 30

_PART = pattern(r"\s*(?:([0-9]+(?:\.[0-9]+)?)|([a-z][a-z0-9_]*)|([-+*/()]))")
_SUMS = {"+": Operator.ADD, "-": Operator.SUBTRACT}
_PRODUCTS = {"*": Operator.MULTIPLY, "/": Operator.DIVIDE}
_TYPED = {"×": "*", "÷": "/", "（": "(", "）": ")", "＋": "+", "－": "-", "−": "-", "＊": "*", "／": "/", "＝": "="}

_END = Label("load.formula.end")


class FormulaError(Record, kw_only=False):
    """What is wrong with a formula, at the 1-based column where it shows; `length` characters are meant."""

    column: int
    length: int
    problem: Text


class _Part(Record, kw_only=False):
    """A number, a word or a sign, and its 1-based column; the end of a formula is a part without text."""

    text: str
    column: int


class _WrongError(Exception):
    """Carries a FormulaError out of the parser; never leaves this module."""

    def __init__(self, part: _Part, problem: Text) -> None:
        self.error = FormulaError(part.column, len(part.text), problem)


_Read = tuple[Expression, int]


def parse(text: str) -> Expression | FormulaError:
    """The expression that `text` writes, or the first thing that is wrong with it.

    >>> parse("rd / gdp")
    Binary(operator=<Operator.DIVIDE: '/'>, left=Series(indicator='rd'), right=Series(indicator='gdp'))
    """
    if len(text) > LONGEST:
        return FormulaError(LONGEST + 1, 0, _too_long(LONGEST, Label("load.formula.characters")))
    try:
        parts = _parts(text)
        expression, after = _sum(parts, 0, 0)
        if parts[after].text:
            raise _WrongError(parts[after], _wanted(Label("load.formula.operator"), parts[after]))
    except _WrongError as wrong:
        return wrong.error
    return expression


def parse_identity(text: str) -> tuple[Expression, Expression] | FormulaError:
    """The two sides of `left = right`."""
    left, sign, right = text.partition("=")
    if not sign or "=" in right:
        column = len(left) + len(right.partition("=")[0]) + 2 if sign else len(text) + 1
        return FormulaError(column, int(bool(sign)), Label("load.formula.wanted_exactly_one"))
    one, other = parse(left), parse(right)
    if isinstance(one, FormulaError):
        return one
    if isinstance(other, FormulaError):
        return FormulaError(other.column + len(left) + 1, other.length, other.problem)
    return one, other


def unparse(expression: Expression) -> str:
    """The formula as text; `parse(unparse(e)) == e`."""
    match expression:
        case Constant(value):
            return decimal_text(Decimal(repr(value)))
        case Series(indicator):
            return indicator
        case Call(function, indicator):
            return f"{function}({indicator})"
        case _:
            sign = expression.operator.value
            one = _in_parentheses(expression.left, loose=sign in _PRODUCTS)
            other = _in_parentheses(expression.right, loose=True, all_signs=sign in _PRODUCTS)
            return f"{one} {sign} {other}"


def _in_parentheses(side: Expression, *, loose: bool, all_signs: bool = False) -> str:
    """A side of an operation, in parentheses when it is a sum (`loose`) or any operation (`all_signs`)."""
    text = unparse(side)
    if isinstance(side, Binary) and (all_signs or (loose and side.operator.value in _SUMS)):
        return f"({text})"
    return text


def _parts(text: str) -> list[_Part]:
    parts: list[_Part] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _PART.match(text, position)
        if found is None:
            raise _unknown(text, position)
        part = _Part(found[0].strip(), found.end() - len(found[0].strip()) + 1)
        if len(parts) == MOST_PARTS:
            raise _WrongError(part, _too_long(MOST_PARTS, Label("load.formula.parts")))
        parts.append(part)
        position = found.end()
    return [*parts, _Part("", end + 1)]


def _unknown(text: str, position: int) -> _WrongError:
    start = position + len(text[position:]) - len(text[position:].lstrip())
    character = text[start]
    meant = _TYPED.get(character)
    hint = Label("load.formula.write_meant").fill(meant=meant) if meant else Text()
    problem = _wanted(Label("load.formula.id_number_or_one_of"), _Part(character, 0))
    return _WrongError(_Part(character, start + 1), joined(problem, hint))


def _sum(parts: list[_Part], at: int, depth: int) -> _Read:
    left, at = _product(parts, at, depth)
    while operator := _SUMS.get(parts[at].text):
        right, at = _product(parts, at + 1, depth)
        left = Binary(operator, left, right)
    return left, at


def _product(parts: list[_Part], at: int, depth: int) -> _Read:
    left, at = _factor(parts, at, depth)
    while operator := _PRODUCTS.get(parts[at].text):
        right, at = _factor(parts, at + 1, depth)
        left = Binary(operator, left, right)
    return left, at


def _factor(parts: list[_Part], at: int, depth: int) -> _Read:
    part = parts[at]
    if depth > DEEPEST:
        raise _WrongError(part, _too_long(DEEPEST, Label("load.formula.levels_of_parentheses")))
    if part.text == "(":
        inner, at = _sum(parts, at + 1, depth + 1)
        return inner, _closed(parts, at)
    if part.text == "-":
        value, at = _factor(parts, at + 1, depth + 1)
        if isinstance(value, Constant):
            return Constant(-value.value), at
        return Binary(Operator.SUBTRACT, Constant(0.0), value), at
    if part.text[:1].isdigit():
        return _constant(part), at + 1
    if part.text[:1].isalpha():
        return _named(parts, at)
    raise _WrongError(part, _wanted(Label("load.formula.id_or_number"), part))


def _constant(part: _Part) -> Constant:
    if len(part.text) > LONGEST_NUMBER:
        raise _WrongError(part, _too_long(LONGEST_NUMBER, Label("load.formula.digits")))
    return Constant(float(part.text))


def _named(parts: list[_Part], at: int) -> _Read:
    part = parts[at]
    if parts[at + 1].text != "(":
        return Series(part.text), at + 1
    if part.text not in FUNCTIONS:
        likely = nearest(part.text, FUNCTIONS)
        hint = Label("load.formula.did_you_mean_likely").fill(likely=likely) if likely else Text()
        wanted = _wanted(Label("load.formula.previous_chain_or_baseline"), part)
        raise _WrongError(part, joined(wanted, hint))
    inside = parts[at + 2]
    if not inside.text[:1].isalpha():
        raise _WrongError(inside, _wanted(Label("load.formula.id_of_indicator"), inside))
    return Call(part.text, inside.text), _closed(parts, at + 3)


def _closed(parts: list[_Part], at: int) -> int:
    if parts[at].text != ")":
        raise _WrongError(parts[at], _wanted(Label("load.formula.closing_parenthesis"), parts[at]))
    return at + 1


def _wanted(wanted: Text, part: _Part) -> Text:
    got = Label("load.formula.part").fill(part=excerpt(part.text)) if part.text else _END
    return Label("load.formula.wanted_got").fill(wanted=wanted, got=got)


def _too_long(most: int, of: Text) -> Text:
    return Label("load.formula.at_most").fill(most=most, of=of)
