"""The rules about a whole score, each with its source; the scorecard calls these functions."""

from planck.model import Text
from planck.score.fill import peer_means, zeros
from planck.score.ranks import rounded
from planck.score.shapes import WHOLE, WholeShape
from planck.score.whole import grade_of, item_points, items_points, vetoed, winners


def mixed(level: float, progress: float, share: float) -> float:
    """Level and progress in a stated mix: share times the one and the rest times the other."""
    return share * level + (1 - share) * progress


for _name, _function, _title, _source in (
    (
        "level_and_progress",
        mixed,
        Text(zh="水平与进步按比例合成", en="level and progress in a stated mix"),
        Text(
            zh="滁州、皖江考核：静态 40%，动态 60%", en="assessments of Chuzhou and Wanjiang: level 40 %, progress 60 %"
        ),
    ),
    (
        "capped_items",
        items_points,
        Text(zh="加分、扣分项，逐项并合计封顶", en="bonus and deduction items, capped each and together"),
        Text(zh="玉溪市 2017 年度考核：总分可超过 100", en="assessment of Yuxi, 2017: a total may pass 100"),
    ),
    (
        "item",
        item_points,
        Text(zh="单项加扣分", en="points of one item"),
        Text(zh="玉溪市 2017 年度考核", en="assessment of Yuxi, 2017"),
    ),
    (
        "veto",
        vetoed,
        Text(zh="一票否决：改变等级，不改变分数", en="veto: changes the grade, not the score"),
        Text(zh="国发〔2007〕36号 等", en="State Council document 36 of 2007, and others"),
    ),
    (
        "grades",
        grade_of,
        Text(zh="等级分数线，可限名次", en="grades by score, some for the first places only"),
        Text(zh="节能考核 95/80/60；其他考核 90/70、90/80/60", en="energy saving 95/80/60; others 90/70 and 90/80/60"),
    ),
    (
        "quota",
        winners,
        Text(zh="择优授奖，名额有限", en="an award for the best, limited in number"),
        Text(
            zh="科技创新鼎：综合评价、择优授鼎",
            en="the Ding for science and technology: judged as a whole, few awarded",
        ),
    ),
    (
        "peer_mean",
        peer_means,
        Text(zh="缺失值取同类平均", en="a missing figure is the mean of its peers"),
        Text(zh="评价办法中的一种规定，没有通用规则", en="one rule among several in use; none is general"),
    ),
    (
        "zero",
        zeros,
        Text(zh="缺失计零分", en="a missing figure has no points"),
        Text(zh="评价办法中的一种规定，没有通用规则", en="one rule among several in use; none is general"),
    ),
    (
        "half_up",
        rounded,
        Text(zh="四舍五入", en="rounding half up"),
        Text(zh="中国创新指数：171.45 印作 171.5", en="China innovation index: 171.45 is printed 171.5"),
    ),
):
    WHOLE.add(_name, WholeShape(title=_title, source=_source, function=_function))
