"""A plan's own score, in the reports of `planck check`."""

from typing import TYPE_CHECKING

from planck.model import Language, Text
from planck.render.display import clean, wrap
from planck.render.numbers import percent

if TYPE_CHECKING:
    from planck.model.scorecard import Scorecard, UnitScore


def plan_score_texts(card: "Scorecard | None", language: Language) -> list[str]:
    """The score of each region of the plan, with coverage, range and grade, and what the model is."""
    if card is None or not card.units:
        return []
    # Most plans have no score, and need not wait for what puts one into words.
    from planck.render.score.words import assumed_line, notices

    several = len(card.units) > 1
    lines = [_unit(card, unit, language, several=several) for unit in card.units]
    title = clean(card.model.title.in_(language)).strip() or clean(card.model.id)
    lead = Text(zh=f"评分模型“{title}”：", en=f"Scored by '{title}': ").in_(language)
    said = ("" if language is Language.ZH else " ").join(notices(card.model, language))
    assumed = assumed_line(card, language)
    return [*([assumed] if assumed else []), *lines, lead + said]


def _unit(card: "Scorecard", unit: "UnitScore", language: Language, *, several: bool) -> str:
    from planck.model.scorecard import Unscored
    from planck.render.score.words import digits_of, grade_name, ranged, scored

    digits = digits_of(card.model)
    of = f" {clean(unit.region)}" if several else ""
    between = ranged(unit.low, unit.high, digits, language)
    cover = percent(unit.coverage)
    if isinstance(unit.score, Unscored):
        why = scored(unit.score, language)
        return Text(
            zh=f"得分{of}：不评分（{why}）- 覆盖率 {cover} - 可能范围 {between}",
            en=f"Score{of}: none ({why}) - coverage {cover} - could be {between}",
        ).in_(language)
    grade = grade_name(card.model, unit.grade, language) if unit.grade else ""
    veto = Text(zh="（一票否决）", en=" (veto)").in_(language) if unit.vetoed else ""
    graded = Text(zh=f" - 等级 {grade}{veto}", en=f" - grade {grade}{veto}").in_(language) if grade else ""
    open_ = Text(zh=f" - 可能范围 {between}", en=f" - could be {between}").in_(language) if unit.coverage < 1 else ""
    shown = scored(unit.score, language, digits)
    return Text(zh=f"得分{of}：{shown}", en=f"Score{of}: {shown}").in_(language) + Text(
        zh=f" - 覆盖率 {cover}{graded}{open_}", en=f" - coverage {cover}{graded}{open_}"
    ).in_(language)


def plan_score_lines(card: "Scorecard | None", columns: int, language: Language) -> list[str]:
    """The same, as lines of at most `columns` columns."""
    return [line for text in plan_score_texts(card, language) for line in wrap(text, columns, "  ")]
