"""What scores, ranks and models are called."""

from collections.abc import Mapping, Sequence

from planck.model import Language, Text
from planck.model.scorecard import Contribution, DomainScore, Omission, Score, Scorecard, UnitScore, Unscored
from planck.model.scoring import Domain, FillRule, Quota, ScoringModel, Standing, Ties
from planck.render.numbers import NOTHING, clean, exact, fixed, percent

UNSCORED: Mapping[Unscored, Text] = {
    Unscored.NO_FIGURE: Text(zh="没有数据", en="no figure"),
    Unscored.LITTLE_COVERAGE: Text(zh="覆盖率不足", en="too little coverage"),
    Unscored.CONSTANT: Text(zh="各单位相同", en="the same for all"),
    Unscored.NOT_POSITIVE: Text(zh="含零或负分", en="zero or negative part"),
    Unscored.NO_SCALE: Text(zh="无法计分", en="no scale"),
    Unscored.FEW_UNITS: Text(zh="单位太少", en="too few units"),
    Unscored.TOO_LARGE: Text(zh="数值过大", en="too large"),
    Unscored.GAP_REFUSED: Text(zh="有缺数，模型不允许", en="a gap, which the model refuses"),
    Unscored.NOT_APPLICABLE: Text(zh="不适用", en="does not apply"),
    Unscored.UNBOUNDED: Text(zh="无界", en="unbounded"),
}
STANDINGS: Mapping[Standing, Text] = {
    Standing.PUBLISHED: Text(zh="按公布的方法计算。", en="A published method, as published."),
    Standing.MODELLED_ON: Text(
        zh="仿照建模；实际权重未公开，此处权重为 planck 自定；不预测评奖结果。",
        en="Modelled on; weights are not public, those used here are planck's own; no prediction of the award.",
    ),
    Standing.OWN: Text(zh="自定的模型，权重为模型作者所定。", en="A model of its author's own, weights included."),
}
FILLS: Mapping[FillRule, Text] = {
    FillRule.REWEIGHT: Text(zh="缺失部分的权重按比例转给其余部分", en="the weight of what is missing goes to the rest"),
    FillRule.ZERO: Text(zh="缺失计零分", en="what is missing has no points"),
    FillRule.PEER_MEAN: Text(zh="缺失取各单位平均分", en="what is missing has the mean of the other units"),
    FillRule.REFUSE: Text(zh="有缺失就不评分", en="with anything missing there is no score"),
}
TIES: Mapping[Ties, Text] = {
    Ties.MIN: Text(zh="同分取靠前名次", en="ties share the better rank"),
    Ties.MAX: Text(zh="同分取靠后名次", en="ties share the worse rank"),
    Ties.MEAN: Text(zh="同分取平均名次", en="ties share the mean rank"),
    Ties.DENSE: Text(zh="同分同名次，其后不空位", en="ties share a rank and leave no gap"),
}
WEIGHTINGS: Mapping[str, Text] = {
    "entropy": Text(zh="熵权法", en="entropy"),
    "critic": Text(zh="CRITIC 法", en="CRITIC"),
    "standard_deviation": Text(zh="标准差法", en="standard deviation"),
    "gini": Text(zh="基尼系数法", en="Gini"),
    "merec": Text(zh="MEREC 法", en="MEREC"),
    "pca": Text(zh="第一主成分载荷", en="first principal component"),
}
DOUBTS: Mapping[str, Text] = {
    "weights": Text(zh="权重（上下 25%）", en="weights (25 % either way)"),
    "normalisation": Text(zh="标准化方法", en="normalisation"),
    "aggregation": Text(zh="合成方法", en="aggregation"),
    "rounding": Text(zh="数据的舍入", en="rounding of the figures"),
    "preliminary": Text(zh="非最终数据（上下 5%）", en="figures that are not final (5 % either way)"),
}


def scored(value: Score | None, language: Language, digits: int = 2) -> str:
    """A score in figures, or why there is none."""
    if value is None:
        return NOTHING
    if isinstance(value, Unscored):
        return UNSCORED[value].in_(language)
    return fixed(exact(value), digits)


def ranged(low: Score, high: Score, digits: int, language: Language) -> str:
    """What the score could be; one number when nothing is missing."""
    ends = [scored(end, language, digits) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} ~ {ends[1]}"


def unscored_line(card: Scorecard, unit: UnitScore, language: Language) -> str:
    """Why a unit that was to be explained has no score, and what is left to say."""
    why, between = scored(unit.score, language), ranged(unit.low, unit.high, digits_of(card.model), language)
    cover = percent(unit.coverage)
    return Text(
        zh=f"{clean(unit.region)}：没有得分（{why}），无可分解；覆盖率 {cover}，可能范围 {between}。",
        en=f"{clean(unit.region)}: no score to take apart ({why}); coverage {cover}, could be {between}.",
    ).in_(language)


def weighing_lines(card: Scorecard, language: Language) -> list[str]:
    """The weights that were made of the figures, domain by domain."""
    names = {leaf.id: leaf.name for leaf in card.model.leaves()} | {one.id: one.name for one in _domains(card.model)}
    lines = []
    for one in card.weighings:
        listed = (
            Text(zh="，", en=", ")
            .in_(language)
            .join(
                f"{named(id_.partition('.')[0], names.get(id_.partition('.')[0], Text()), language)} {percent(share)}"
                for id_, share in one.parts
            )
        )
        own = one.id == card.model.id
        of = Text(zh="各领域", en="the domains").in_(language) if own else named(one.id, names[one.id], language)
        title = WEIGHTINGS[one.method].in_(language)
        lines.append(
            Text(
                zh=f"由数据算出的权重（{title}），{of}：{listed}。",
                en=f"Weights made of the figures ({title}), {of}: {listed}.",
            ).in_(language)
        )
    return lines


def _domains(model: ScoringModel) -> list[Domain]:
    found = list(model.domains)
    for domain in found:
        found += domain.domains
    return found


def quota_line(card: Scorecard, quota: Quota, language: Language) -> str:
    """Who leads within the quota."""
    name = clean(quota.name.in_(language)).strip() or Text(zh="名额", en="quota").in_(language)
    winners = Text(zh="、", en=", ").in_(language).join(clean(unit.region) for unit in card.units if unit.winner)
    return Text(zh=f"★ {name}：{winners}", en=f"★ {name}: {winners}").in_(language)


def ranking(rank: float | None) -> str:
    """A rank; means of ties have a half."""
    return NOTHING if rank is None else f"{rank:g}"


def named(id_: str, name: Text, language: Language) -> str:
    """A name, the id where there is none."""
    return clean(name.in_(language)).strip() or clean(id_)


def domain_name(domain: DomainScore | Domain, language: Language) -> str:
    """The name of a domain."""
    return named(domain.id, domain.name, language)


def part_name(part: Contribution | Omission, language: Language) -> str:
    """The name of a leaf, with the number of it that is scored where that is not the level."""
    kind = part.id.partition(".")[2]
    suffix = {
        "difference": Text(zh="（增量）", en=" (change)"),
        "growth": Text(zh="（增长）", en=" (growth)"),
    }.get(kind, Text())
    return named(part.id.partition(".")[0], part.name, language) + suffix.in_(language)


def grade_name(model: ScoringModel, id_: str, language: Language) -> str:
    """The name of a grade."""
    found = next((grade for grade in model.grades if grade.id == id_), None)
    return named(found.id, found.name, language) if found else NOTHING


def digits_of(model: ScoringModel) -> int:
    """How many decimals scores are shown with: those that the model rounds to, else enough for its scale."""
    if model.rounding.digits is not None:
        return model.rounding.digits
    return 2 if model.full >= 10 else 4


def rules_line(model: ScoringModel, language: Language) -> str:
    """The rules of the model that a reader of a ranking has to know."""
    missing = FILLS[model.missing.rule].in_(language)
    threshold, carry = percent(model.missing.threshold), model.missing.carry
    rounds = model.rounding.digits
    before = model.rounding.before_ranks
    zh = [
        missing,
        f"覆盖率低于 {threshold} 不评分",
        f"可用 {carry} 年内的旧数" if carry else "不用旧年份的数",
        "不四舍五入" if rounds is None else f"四舍五入到 {rounds} 位小数，{'舍入后' if before else '舍入前'}排名",
        TIES[model.ties].zh,
    ]
    en = [
        missing,
        f"no score below {threshold} coverage",
        f"figures up to {carry} years old stand in" if carry else "no older figures stand in",
        "no rounding"
        if rounds is None
        else f"half up to {rounds} decimals, ranks {'after' if before else 'before'} it",
        TIES[model.ties].en,
    ]
    return Text(zh="规则：" + "；".join(zh) + "。", en="Rules: " + "; ".join(en) + ".").in_(language)


def notices(model: ScoringModel, language: Language) -> list[str]:
    """What every output says about a model: its standing, and its own notice."""
    own = clean(model.notice.in_(language)).strip()
    return [STANDINGS[model.standing].in_(language), *([own] if own else [])]


def counts_line(card: Scorecard, language: Language) -> str:
    """How many units and indicators, and how many of the cells have figures."""
    older = f"，其中 {card.carried} 个取自更早年份" if card.carried else ""
    older_en = f", {card.carried} of them of earlier years" if card.carried else ""
    return Text(
        zh=f"{len(card.units)} 个单位，{card.indicators} 项指标，应有 {card.cells} 个数，实有 {card.known} 个{older}；"
        f"{len(card.scored)} 个单位有得分。",
        en=f"{len(card.units)} units, {card.indicators} indicators, {card.known} of {card.cells} figures"
        f"{older_en}; {len(card.scored)} units have a score.",
    ).in_(language)


def assumed_line(card: Scorecard, language: Language) -> str:
    """The statement that scores rest on a scenario; empty when they do not."""
    text = Text(
        zh=f"注意：{card.known} 个数中有 {card.assumed} 个是假设（情景），不是公布的数据。",
        en=f"ATTENTION: {card.assumed} of {card.known} figures are assumed (a scenario), not published.",
    )
    return text.in_(language) if card.assumed else ""


def weights_text(domains: Sequence[Domain], language: Language) -> str:
    """The weights of the domains as written: `科技投入 25，科技产出 20`; those of none are all the same."""
    if all(one.weight is None for one in domains):
        return Text(zh="各领域相同", en="the same for all domains").in_(language)
    parts = (domain_name(one, language) + ("" if one.weight is None else f" {one.weight:g}") for one in domains)
    return Text(zh="，", en=", ").in_(language).join(parts)
