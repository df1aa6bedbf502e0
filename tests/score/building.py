"""Small scorings for tests."""

import numpy as np

from planck.score.aggregation import Node, Tree
from planck.score.normalisation import Floats, Marking, Marks, Refusal, marks_of, reasons


def flat(*weights: float, method: str = "arithmetic", availability: float = 0.0, **given: float) -> Tree:
    """One index straight above its indicators."""
    parts = tuple(range(len(weights)))
    node = Node(name="index", parts=parts, weights=weights, method=method, given=given, availability=availability)
    return Tree(leaves=len(weights), nodes=(node,))


def two_domains(method: str = "arithmetic", top: str = "arithmetic", **given: float) -> Tree:
    """Indicators 0, 1 (weights 1 and 3) and 2, 3 (equal) in two domains that weigh 40 and 60."""
    return Tree(
        leaves=4,
        nodes=(
            Node(name="input", parts=(0, 1), weights=(1, 3), method=method, given=given),
            Node(name="output", parts=(2, 3), weights=(1, 1), method=method, given=given),
            Node(name="index", parts=(4, 5), weights=(40, 60), method=top, given=given if top == method else {}),
        ),
    )


def column(method: str, figures: list[float], direction: float = 1.0, **given: float) -> Marks:
    """Marks of one indicator."""
    return marks_of(np.array(figures)[:, None], [Marking(method=method, direction=direction, given=given)])


def marks(method: str, figures: list[float], direction: float = 1.0, **given: float) -> list[float]:
    """Marks of one indicator that has them."""
    made = column(method, figures, direction, **given)
    assert not made.why.any()
    return [float(one) for one in made.value[:, 0]]


def refusal(method: str, figures: list[float], direction: float = 1.0, **given: float) -> Refusal | None:
    """Why one indicator has no marks; nothing but gaps then."""
    made = column(method, figures, direction, **given)
    assert not made.why.any() or np.isnan(made.value).all()
    return reasons(made.why)[0]


def units(*rows: tuple[float, ...]) -> Floats:
    """A table of units x indicators."""
    return np.array(rows, dtype=np.float64)
