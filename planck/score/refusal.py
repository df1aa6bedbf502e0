"""Why a number could not be made: a reason in place of NaN."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from planck.model import Text

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]
Ints = NDArray[np.int64]


class Refusal(StrEnum):
    """A reason why there is no mark, no weight or no score."""

    NO_FIGURE = "no_figure"
    CONSTANT = "constant"
    NOT_POSITIVE = "not_positive"
    NOT_GIVEN = "not_given"
    WRONG_WAY = "wrong_way"
    NO_SPAN = "no_span"
    FEW_UNITS = "few_units"
    LITTLE_COVERAGE = "little_coverage"
    NEGATIVE_WEIGHT = "negative_weight"
    NO_WEIGHT = "no_weight"
    WEIGHTS_DO_NOT_SUM = "weights_do_not_sum"
    TOO_LARGE = "too_large"
    NOT_A_MEAN = "not_a_mean"
    OUT_OF_REACH = "out_of_reach"


REFUSALS: dict[Refusal, Text] = {
    Refusal.NO_FIGURE: Text(zh="没有数据", en="there is no figure"),
    Refusal.CONSTANT: Text(zh="各单位数值相同，无法区分", en="every unit has the same figure, which tells none apart"),
    Refusal.NOT_POSITIVE: Text(
        zh="含零或负数，此方法只适用于正数",
        en="there is a zero or a negative number where the method needs positive ones",
    ),
    Refusal.NOT_GIVEN: Text(zh="缺少该方法需要的参数", en="the method needs a number that was not given"),
    Refusal.WRONG_WAY: Text(
        zh="最差值与最优值的先后与指标方向相反",
        en="worst and best are the wrong way round for the indicator's direction",
    ),
    Refusal.NO_SPAN: Text(
        zh="两个界限值相同，没有区间", en="the two ends are the same, so that there is nothing between them"
    ),
    Refusal.FEW_UNITS: Text(zh="单位太少，无法计算", en="there are too few units"),
    Refusal.LITTLE_COVERAGE: Text(zh="数据覆盖率低于要求", en="too little of it has figures"),
    Refusal.NEGATIVE_WEIGHT: Text(zh="权重为负", en="a weight is negative"),
    Refusal.NO_WEIGHT: Text(zh="权重全部为零", en="all weights are zero"),
    Refusal.WEIGHTS_DO_NOT_SUM: Text(zh="权重合计不等于规定的总数", en="the weights do not sum to what they should"),
    Refusal.TOO_LARGE: Text(zh="数值超出可计算的范围", en="the number is out of the range of computation"),
    Refusal.NOT_A_MEAN: Text(
        zh="此合成方法不是平均数，无法分解到各项指标", en="this aggregation is no mean, so that it has no parts to show"
    ),
    Refusal.OUT_OF_REACH: Text(zh="单靠这一项指标无法达到", en="this figure alone cannot bring it about"),
}

_ORDER = tuple(Refusal)
NONE = np.int8(0)


def code(reason: Refusal) -> np.int8:
    """The number that stands for a reason in an array of codes; 0 stands for none."""
    return np.int8(_ORDER.index(reason) + 1)


def reason_of(number: int | np.integer) -> Refusal | None:
    """The reason behind a code, None for 0."""
    return _ORDER[int(number) - 1] if number else None


def reasons(codes: Codes) -> tuple[Refusal | None, ...]:
    """The reasons behind a row of codes."""
    return tuple(reason_of(one) for one in codes.ravel())


def first_reason(shape: int | Sequence[int], *conditions: tuple[ArrayLike, Refusal]) -> Codes:
    """The code of the first condition that holds, 0 where none does."""
    why = np.zeros(shape, dtype=np.int8)
    for condition, reason in conditions:
        holds = np.asarray(condition, dtype=np.bool_)
        if holds.any():
            why = np.where((why == 0) & holds, code(reason), why)
    return why
