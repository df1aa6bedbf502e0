"""Formulas of derived indicators, as values: parsed by `load`, evaluated by `engine`."""

from dataclasses import dataclass
from enum import StrEnum


class Operator(StrEnum):
    """The four operations, and nothing else."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


@dataclass(frozen=True, slots=True)
class Constant:
    """A number."""

    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of an indicator, by its id; an indicator in % counts as a share."""

    indicator: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the formula language (the engine's table names them) of one series."""

    function: str
    indicator: str


@dataclass(frozen=True, slots=True)
class Binary:
    """`left` operator `right`."""

    operator: Operator
    left: "Expression"
    right: "Expression"


Expression = Constant | Series | Call | Binary


def indicators_in(expression: Expression) -> frozenset[str]:
    """The ids of the indicators that `expression` reads."""
    match expression:
        case Constant():
            return frozenset()
        case Series(indicator) | Call(_, indicator):
            return frozenset((indicator,))
        case Binary(_, left, right):
            return indicators_in(left) | indicators_in(right)


def series_in(expression: Expression) -> frozenset[str]:
    """The ids of the indicators whose figures `expression` reads; baseline(x) reads the plan, not the figures."""
    match expression:
        case Constant() | Call("baseline", _):
            return frozenset()
        case Series(indicator) | Call(_, indicator):
            return frozenset((indicator,))
        case Binary(_, left, right):
            return series_in(left) | series_in(right)
