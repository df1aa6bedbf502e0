"""Small scorings for tests."""

from collections.abc import Sequence

import numpy as np

from planck.engine.scoring.aggregate import Fill, Node, Rolled, Tree, rolled
from planck.engine.scoring.normalise import Marking, Marks, marks_of
from planck.engine.scoring.ways import Bools, Codes, Floats, Refusal, reason_of
from planck.model import Place, Text
from planck.model.scoring import FillRule, MissingData, Rounding, ScoringModel, Ties
from planck.score.draws import Base


def reasons(codes: Codes) -> tuple[Refusal | None, ...]:
    """The reasons behind a row of codes."""
    return tuple(reason_of(code) for code in codes.ravel())


def levels(figures: Floats, markings: Sequence[Marking], tree: Tree) -> Rolled:
    """All levels of a tree from figures."""
    return rolled(marks_of(figures, markings).value, tree)


def flat(*weights: float, method: str = "arithmetic", **given: float) -> Tree:
    """One index straight above its indicators."""
    parts = tuple(range(len(weights)))
    node = Node(name="index", parts=parts, weights=weights, method=method, given=given)
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


def standing_in(rule: FillRule, units: int, groups: Sequence[int] = ()) -> Fill:
    """What stands in by a rule, among units of one class unless their classes are given."""
    return Fill(rule=rule, groups=np.array(groups or [0] * units))


def base(
    figures: Floats,
    markings: Sequence[Marking],
    tree: Tree,
    applies: Bools | None = None,
    **model: MissingData | Rounding | Ties,
) -> Base:
    """What draws are made around: figures that all apply, and a model that says no more than is given."""
    whole = ScoringModel(id="m", title=Text(), place=Place(""), **model)  # type: ignore[arg-type]
    return Base(
        model=whole,
        figures=figures,
        applies=np.ones(figures.shape, dtype=np.bool_) if applies is None else applies,
        markings=markings,
        tree=tree,
        beside=(np.zeros(len(figures)), np.zeros(len(figures))),
        rows=np.arange(len(figures)),
        fill=standing_in(whole.missing.rule, len(figures)),
    )
