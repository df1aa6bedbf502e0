"""The weighted geometric mean: a weak part cannot be made up for by points of the same number elsewhere."""

import numpy as np

from planck.model import Text
from planck.score.aggregation import AGGREGATIONS, Aggregation, Form, Parameters, mean
from planck.score.refusal import Codes, Floats

FORM = Form(to=np.log, back=np.exp, slope=np.reciprocal, least=0.0, open_end=True)


def geometric(x: Floats, w: Floats, _: Parameters) -> tuple[Floats, Codes]:
    """Product of x ** (w / sum of w); every x above 0.

    Source: UNDP, Human Development Report 2023-24, technical note 1; OECD/JRC handbook (2008), section 6.
    """
    return mean(x, w, FORM)


AGGREGATIONS.add(
    "geometric",
    Aggregation(
        title=Text(zh="加权几何平均", en="weighted geometric mean"),
        source=Text(
            zh="UNDP《人类发展报告 2023-24》技术说明 1；OECD/JRC 手册（2008）第 6 节",
            en="UNDP, Human Development Report 2023-24, technical note 1; OECD/JRC handbook (2008), section 6",
        ),
        combine=geometric,
        form=lambda _: FORM,
    ),
)
