"""What every format of a comparison shows: which methods, which rows, how far they part, and what they measure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planck.assess.target import Split, split
from planck.engine.method import METHODS
from planck.model import Assessment, Flag, Language, Missing, Opinion, PlanResult, Text
from planck.render import View
from planck.render.numbers import decimals
from planck.render.table import several_regions
from planck.render.words import LEVELS, SYMBOLS, borders_text, label_of, status_word, word

SPLITS: Mapping[Split, Text] = {
    Split.YES_NO: Text(zh="≠ 能否实现有分歧", en="≠ disagree on yes or no"),
    Split.LEVEL: Text(zh="~ 程度有分歧", en="~ disagree on the level"),
    Split.NONE: Text(zh="一致", en="agree"),
    Split.NOT_ASSESSED: Text(zh="都未评", en="assessed by none"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One target in one region: its opinions by method, and how far they part."""

    name: str
    assessment: Assessment
    opinions: Mapping[str, Opinion]
    split: Split


def columns(plans: Sequence[PlanResult], view: View) -> tuple[str, ...]:
    """The methods to show: those asked for, else each that is no variant and those that the plans have chosen."""
    if view.methods:
        return view.methods
    chosen = {assessment.method for plan in plans for assessment in plan.assessments}
    names = [name for name, method in METHODS.items() if name in chosen or not method.variant_of]
    # The methods of the plans come first.
    return tuple(sorted(names, key=lambda name: (name not in chosen, name)))


def rows(plan: PlanResult, methods: Sequence[str], language: Language) -> list[Row]:
    """The rows of a plan, in its order."""
    regions = several_regions(plan.assessments)
    found = []
    for assessment in plan.assessments:
        said = {one.method: one for one in assessment.opinions if one.method in methods}
        name = label_of(assessment, language, regions=regions)
        found.append(Row(name=name, assessment=assessment, opinions=said, split=split(said.values())))
    return found


def cell(opinion: Opinion) -> str:
    """The symbol of the level and the number behind it: `= 1.04`; `?` where nothing was assessed."""
    symbol = SYMBOLS[opinion.level]
    if isinstance(opinion.quantity, Missing):
        return symbol
    return f"{symbol} {decimals(opinion.quantity, [border for _, border in opinion.borders])}"


def counts(found: Sequence[Row], language: Language) -> str:
    """How many rows the methods part on, and how far."""
    number = Counter(row.split for row in found)
    said = [f"{SPLITS[kind].in_(language)} {number[kind]}" for kind in Split if number[kind]]
    return Text(zh="，", en=", ").in_(language).join(said)


def sides(row: Row, language: Language) -> str:
    """Who says what, by level from the best: `= 合拍：schedule 基本符合预期；- 滞后：statcan 进展中等（0.73）`."""
    parts = []
    for level, name in LEVELS.items():
        said = [_said(one, language) for one in row.opinions.values() if one.level is level and level.yes is not None]
        if said:
            listed = Text(zh="，", en=", ").in_(language).join(said)
            parts.append(
                Text(zh=f"{SYMBOLS[level]} {name.zh}：{listed}", en=f"{SYMBOLS[level]} {name.en}: {listed}").in_(
                    language
                )
            )
    return Text(zh="；", en="; ").in_(language).join(parts)


def _said(opinion: Opinion, language: Language) -> str:
    # A name without its class would be read with the class of the next one.
    return f"{opinion.method} {status_word(opinion.status).words.in_(language)}"


def silent(row: Row, language: Language) -> str:
    """Which methods do not assess, and why: `dns，sdsn：数据太少`."""
    reasons: dict[str, list[str]] = {}
    for one in row.opinions.values():
        if one.level.yes is None and isinstance(one.quantity, Missing):
            reasons.setdefault(word(one.quantity, language), []).append(one.method)
    comma, colon, semicolon = (Text(zh="，", en=", "), Text(zh="：", en=": "), Text(zh="；", en="; "))
    parts = [comma.in_(language).join(names) + colon.in_(language) + why for why, names in reasons.items()]
    return semicolon.in_(language).join(parts)


def remarks(row: Row, language: Language) -> list[str]:
    """What no class says by itself: that the goal was met and lost, or is met and getting worse."""
    telling = (Flag.MET_THEN_LOST, Flag.MET_BUT_WORSENING)
    return [word(flag, language) for flag in row.assessment.flags if flag in telling]


def without_text(found: Sequence[Row], language: Language) -> str:
    """The targets that no method assesses; empty where there is none."""
    names = [row.name for row in found if row.split is Split.NOT_ASSESSED]
    listed = Text(zh="；", en="; ").in_(language).join(names)
    text = Text(zh=f"没有一个方法能评：{listed}", en=f"Assessed by none: {listed}").in_(language)
    return text if names else ""


def symbols_line(language: Language) -> str:
    """What the symbols mean."""
    said = [f"{SYMBOLS[level]} {name.in_(language)}" for level, name in LEVELS.items()]
    return Text(zh="符号：", en="symbols: ").in_(language) + Text(zh="，", en=", ").in_(language).join(said)


def method_line(name: str, found: Sequence[Row], language: Language) -> str:
    """A method: what it measures, its borders (and those that the plan sets in their place), and its source."""
    method = METHODS[name]
    own = tuple(method.borders.items())
    set_here = {one.borders for row in found for one in row.opinions.values() if one.method == name} - {own}
    text = f"{method.quantity.in_(language)}" + Text(zh="；边界：", en="; borders: ").in_(language)
    text += borders_text(own, language)
    for borders in sorted(set_here):
        text += Text(zh="；规划自定：", en="; set by the plan: ").in_(language) + borders_text(borders, language)
    return Text(zh=f"{name}：{text}；来源：{method.source.zh}", en=f"{name}: {text}; source: {method.source.en}").in_(
        language
    )
