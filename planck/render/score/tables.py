"""The tables of a scorecard as rows of text, which the terminal and the report lay out in their own ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from planck.model import Language, Text
from planck.model.scorecard import Contribution, Explanation, Scorecard, Uncertainty, UnitScore, Unscored
from planck.render.numbers import NOTHING, clean, exact, fixed, given, number, percent
from planck.render.score.words import (
    DOUBTS,
    digits_of,
    domain_name,
    grade_name,
    named,
    part_name,
    ranged,
    ranking,
    scored,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: headers, rows, and which columns are text (aligned on the left)."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: frozenset[int] = frozenset((0,))


def _headers(language: Language, *texts: Text) -> tuple[str, ...]:
    return tuple(text.in_(language) for text in texts)


def ranks_grid(card: Scorecard, language: Language, most: int | None = None) -> Grid:
    """Units with rank, score, range, coverage and grade."""
    digits = digits_of(card.model)
    items = bool(card.model.bonus.items or card.model.deductions.items)
    spreads = {one.region: one for one in card.uncertainty.spreads} if card.uncertainty else {}
    rows = []
    for unit in card.units[:most]:
        spread = spreads.get(unit.region)
        beside = fixed(exact(unit.bonus - unit.deduction), digits) if items else ""
        rows.append(
            (
                clean(unit.region),
                ranking(unit.rank),
                *((f"{floor(spread.low)} ~ {ceil(spread.high)}" if spread else NOTHING,) if spreads else ()),
                scored(unit.score, language, digits),
                *((beside,) if items else ()),
                ranged(unit.low, unit.high, digits, language),
                percent(unit.coverage),
                *((_grade(card, unit, language),) if card.model.grades else ()),
            )
        )
    headers = _headers(
        language,
        Text(zh="单位", en="unit"),
        Text(zh="名次", en="rank"),
        *((Text(zh="90% 区间", en="90 % of draws"),) if spreads else ()),
        Text(zh="得分", en="score"),
        *((Text(zh="加减分", en="bonus"),) if items else ()),
        Text(zh="可能范围", en="range"),
        Text(zh="覆盖率", en="coverage"),
        *((Text(zh="等级", en="grade"),) if card.model.grades else ()),
    )
    last = frozenset((0, len(headers) - 1)) if card.model.grades else frozenset((0,))
    return Grid(headers=headers, rows=tuple(rows), texts=last)


def _grade(card: Scorecard, unit: UnitScore, language: Language) -> str:
    grade = grade_name(card.model, unit.grade, language) if unit.grade else NOTHING
    star = " ★" if unit.winner else ""
    veto = Text(zh="（一票否决）", en=" (veto)").in_(language) if unit.vetoed else ""
    return grade + veto + star


def domains_grid(card: Scorecard, language: Language, most: int | None = None) -> Grid:
    """Units with the scores of the domains."""
    digits = digits_of(card.model)
    first = next((unit for unit in card.units if unit.domains), None)
    headers = tuple(domain_name(domain, language) for domain in (*first.domains, *first.parts)) if first else ()
    rows = tuple(
        (clean(unit.region), *(scored(domain.score, language, digits) for domain in (*unit.domains, *unit.parts)))
        for unit in card.units[:most]
    )
    return Grid(headers=(Text(zh="单位", en="unit").in_(language), *headers), rows=rows)


def _value(part: Contribution, language: Language) -> str:
    if part.value is None:
        return NOTHING
    old = Text(zh=f"（{part.age} 年前）", en=f" ({part.age} y old)").in_(language) if part.age else ""
    points = part.unit == "%" and part.id.endswith(".difference")
    unit = Text(zh="个百分点", en="points").in_(language) if points else clean(part.unit)
    return f"{number(part.value)} {unit}".rstrip() + old


def contributions_grid(card: Scorecard, found: Explanation, language: Language) -> Grid:
    """What each leaf adds to the score: figure, points, weight, share."""
    digits = digits_of(card.model)
    rows = [
        (
            part_name(part, language),
            _value(part, language),
            scored(part.points, language, digits) if part.weight or isinstance(part.points, Unscored) else NOTHING,
            percent(part.weight) if part.weight else NOTHING,
            fixed(exact(part.share), digits + 1),
        )
        for part in found.contributions
    ]
    total = fixed(exact(sum(part.share for part in found.contributions)), digits + 1)
    rows.append((Text(zh="合计", en="sum").in_(language), "", "", "", total))
    headers = _headers(
        language,
        Text(zh="指标", en="indicator"),
        Text(zh="数值", en="figure"),
        Text(zh="得分", en="points"),
        Text(zh="权重", en="weight"),
        Text(zh="贡献", en="adds"),
    )
    return Grid(headers=headers, rows=tuple(rows))


def changes_grid(card: Scorecard, found: Explanation, language: Language) -> Grid:
    """What each leaf added to the change of the score and of the rank since the year before."""
    digits = digits_of(card.model) + 1
    places = dict(found.rank_changes)
    rows = [
        (part_name(part, language), fixed(exact(part.share), digits), _places(places, part.id))
        for part in found.changes
        if part.share or part.id in places
    ]
    told = {part.id for part in found.changes}
    rows += [
        (_OF_RANKS[id_].in_(language), NOTHING, _places(places, id_)) for id_ in _OF_RANKS if id_ in set(places) - told
    ]
    total = fixed(exact(sum(part.share for part in found.changes)), digits)
    moved = fixed(exact(sum(places.values())), 2) if places else NOTHING
    rows.append((Text(zh="合计", en="sum").in_(language), total, moved))
    headers = _headers(
        language,
        Text(zh="指标", en="indicator"),
        Text(zh="得分变化", en="score"),
        Text(zh="名次变化（负为上升）", en="rank (negative is up)"),
    )
    return Grid(headers=headers, rows=tuple(rows))


_OF_RANKS = {
    "items": Text(zh="加分扣分", en="bonus and deductions"),
    "rounding": Text(zh="四舍五入", en="rounding"),
    "entered": Text(zh="有单位进入或退出排名", en="units entering or leaving"),
}


def _places(places: dict[str, float], id_: str) -> str:
    return fixed(exact(places[id_]), 2) if id_ in places else NOTHING


def levers_grid(card: Scorecard, found: Explanation, language: Language) -> Grid:
    """The cheapest changes of single figures, by aim."""
    rows = [
        (
            _aim(card, lever.aim, language),
            named(lever.id.partition(".")[0], lever.name, language),
            f"{number(lever.now)} → {number(lever.needed)} {clean(lever.unit)}".rstrip(),
            fixed(exact(lever.effort), 2),
        )
        for lever in found.levers
    ]
    headers = _headers(
        language,
        Text(zh="目的", en="aim"),
        Text(zh="指标", en="indicator"),
        Text(zh="数值", en="figure"),
        Text(zh="幅度（标准差）", en="step (in sd)"),
    )
    return Grid(headers=headers, rows=tuple(rows), texts=frozenset((0, 1)))


def _aim(card: Scorecard, aim: str, language: Language) -> str:
    kind, _, what = aim.partition(":")
    if kind == "grade":
        name = grade_name(card.model, what, language)
        return Text(zh=f"达到{name}", en=f"grade {name}").in_(language)
    step = given(card.model.full / 100)
    words = {"point": Text(zh=f"加 {step} 分", en=f"{step} more"), "rank": Text(zh="上升一名", en="one rank up")}
    return words[kind].in_(language)


def shares_grid(found: Uncertainty, language: Language) -> Grid:
    """The Sobol indices."""
    rows = tuple(
        (
            DOUBTS[one.doubt].in_(language),
            _interval(one.first, one.first_low, one.first_high),
            _interval(one.total, one.total_low, one.total_high),
        )
        for one in found.sensitivities
    )
    headers = _headers(
        language,
        Text(zh="不确定来源", en="doubt"),
        Text(zh="一阶（95% 区间）", en="first order (95 %)"),
        Text(zh="总阶（95% 区间）", en="total order (95 %)"),
    )
    return Grid(headers=headers, rows=rows)


def _interval(value: float, low: float, high: float) -> str:
    shown = [fixed(exact(one), 2) for one in (value, low, high)]
    return f"{shown[0]} ({shown[1]} ~ {shown[2]})"


def omissions_grid(card: Scorecard, language: Language, most: int | None = None) -> Grid:
    """How far ranks move without each indicator."""
    rows = tuple(
        (part_name(one, language), fixed(exact(one.mean), 2), f"{one.most:g}", clean(one.region) or NOTHING)
        for one in card.omissions[:most]
    )
    headers = _headers(
        language,
        Text(zh="去掉的指标", en="left out"),
        Text(zh="平均变动名次", en="mean shift"),
        Text(zh="最大", en="most"),
        Text(zh="变动最大的单位", en="whose"),
    )
    return Grid(headers=headers, rows=rows, texts=frozenset((0, 3)))


def lines_of(uncertainty: Uncertainty, language: Language, most: int = 10) -> Sequence[str]:
    """What was drawn, and which pairs cannot be told apart."""
    doubts = Text(zh="、", en=", ").in_(language).join(DOUBTS[one].in_(language) for one in uncertainty.doubts)
    first = Text(
        zh=f"{uncertainty.draws} 次抽样，种子 {uncertainty.seed}，同时变动：{doubts}。幅度为 planck 自定。",
        en=f"{uncertainty.draws} draws, seed {uncertainty.seed}, over {doubts} together. The sizes are planck's own.",
    ).in_(language)
    if not uncertainty.pairs:
        return [first]
    listed = [
        f"{clean(one)} / {clean(other)} ({percent(share, digits=0)})" for one, other, share in uncertainty.pairs[:most]
    ]
    more = len(uncertainty.pairs) - most
    rest = Text(zh=f"，另有 {more} 对", en=f", and {more} more pairs").in_(language) if more > 0 else ""
    within = Text(
        zh=f"（只比较了名次相差 {uncertainty.pairs_within} 以内的单位）",
        en=f" (only units within {uncertainty.pairs_within} places of each other were compared)",
    )
    rest += within.in_(language) if uncertainty.pairs_within else ""
    together = Text(zh="，", en=", ").in_(language).join(listed) + rest
    return [
        first,
        Text(
            zh=f"名次分不出先后的单位（括号内为前者在前的比例）：{together}。",
            en=f"Units that cannot be told apart (share of draws with the first ahead): {together}.",
        ).in_(language),
    ]
