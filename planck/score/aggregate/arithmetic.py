"""The weighted arithmetic mean: a loss in one part is made up for by a gain of the same size in another."""

from planck.model import Text
from planck.score.aggregation import AGGREGATIONS, Aggregation, Form, Parameters, identity, mean, ones
from planck.score.refusal import Codes, Floats

FORM = Form(to=identity, back=identity, slope=ones)


def arithmetic(x: Floats, w: Floats, _: Parameters) -> tuple[Floats, Codes]:
    """Sum of w x / sum of w. Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 6."""
    return mean(x, w, FORM)


AGGREGATIONS.add(
    "arithmetic",
    Aggregation(
        title=Text(zh="加权算术平均", en="weighted arithmetic mean"),
        source=Text(
            zh="OECD/JRC《综合指标编制手册》（2008）第 6 节",
            en="OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 6",
        ),
        combine=arithmetic,
        form=lambda _: FORM,
    ),
)
