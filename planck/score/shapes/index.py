"""An index: the figure over that of a base year, times 100."""

import numpy as np

from planck.model import Text
from planck.score.refusal import Floats
from planck.score.shapes import SHAPES, Settings, Shape, number


def index(x: Floats, direction: float, settings: Settings) -> Floats:
    """Points full * x / base, full * base / x where less is better; there is no upper end.

    Source: 国家统计局社科文司, China innovation index: base year 2015 (before 2005) = 100.
    """
    full, base = number(settings, "full"), number(settings, "base")
    with np.errstate(divide="ignore", invalid="ignore"):
        points = full * x / base if direction > 0 else np.where(x > 0, full * base / x, np.nan)
    return np.asarray(points)


SHAPES.add(
    "index",
    Shape(
        title=Text(zh="定基指数", en="index with a base year"),
        source=Text(
            zh="国家统计局《中国创新指数研究》：2015 年（原为 2005 年）= 100",
            en="National Bureau of Statistics, China innovation index: 2015 (before: 2005) = 100",
        ),
        defaults={"full": 100.0},
        points=index,
        ends=lambda settings: (0.0, float("nan")),
    ),
)
