"""Why a verdict is what it is, in one or two sentences, with the numbers that decided."""

from collections.abc import Mapping

from planck.model import Assessment, Flag, Language, Reading, Text
from planck.render.clauses import achieved, against_path, fields, needed, projected, short_by, way_gone
from planck.render.display import clean
from planck.render.goal import goal_phrase
from planck.render.opinions import disagreement, measured_text
from planck.render.outlook import margin, rests_on
from planck.render.periods import period_words
from planck.render.words import NOT_ASSESSED, status_word, word

_PACE = Text(zh="{period}为 {value}", en="{value} in {period}")

_TEMPLATES: Mapping[str, Text] = {
    "met_at_due": Text(
        zh="{period}为 {value}，达到目标（{goal}）", en="{value} in {period}, which meets the goal ({goal})"
    ),
    "met_early": Text(
        zh="{period}为 {value}，提前达到{due}的目标（{goal}）",
        en="{value} in {period}, which already meets the goal for {due} ({goal})",
    ),
    "missed": Text(
        zh="{period}为 {value}，没有达到目标（{goal}）", en="{value} in {period}, which misses the goal ({goal})"
    ),
    "hold_kept": Text(
        zh="到{period}（{value}）为止一直达到要求（{goal}）", en="the goal ({goal}) was kept up to {period} ({value})"
    ),
    "hold_broken": Text(
        zh="{period}为 {value}，没有达到要求（{goal}）", en="{value} in {period}, which breaks the goal ({goal})"
    ),
    "lost": Text(
        zh="{in_when}曾达到目标（{goal}），{period}为 {value}，又失去了",
        en="the goal ({goal}) was met{in_when} and lost again: {value} in {period}",
    ),
    "pace": _PACE,
    "measured": _PACE,
    "near_goal": Text(
        zh="{period}为 {value}，离目标（{goal}）不到一个百分点",
        en="{value} in {period}, within a point of the goal ({goal})",
    ),
    "reversing": Text(
        zh="{period}为 {value}，{than}离目标（{goal}）更远",
        en="{value} in {period}, further from the goal ({goal}){than}",
    ),
    "cap_kept": Text(
        zh="到{period}累计 {value}，未超过上限（{goal}）",
        en="{value} in total by {period}, within the limit ({goal})",
    ),
    "cap_exceeded": Text(
        zh="到{period}累计 {value}，已超过上限（{goal}）",
        en="{value} in total by {period}, over the limit ({goal})",
    ),
    "overshot": Text(
        zh="{period}为 {value}，已越过目标区间（{goal}）的另一端",
        en="{value} in {period}, through the range and out on the other side ({goal})",
    ),
    "nothing_due_yet": Text(
        zh="{period}为 {value}，第一个节点{of_when}尚未到期",
        en="{value} in {period}; the first milestone{of_when} is not yet due",
    ),
}
_UNKNOWN = Text(zh="{missing}", en="{missing}")
_FIGURE_BUT = Text(zh="{period}为 {value}，但{missing}", en="{value} in {period}, but {missing}")

# Keys whose sentence goes on with the path, the way, and the pace needed.
_ON_THE_WAY = ("pace", "reversing", "lost", "cap_kept", "nothing_due_yet", "overshot")


def _first(assessment: Assessment, language: Language) -> str:
    key = assessment.reason.key
    seen = isinstance(assessment.latest, Reading)
    if key == NOT_ASSESSED or not (seen or "value" in assessment.reason.numbers):
        template, key = _FIGURE_BUT if seen else _UNKNOWN, NOT_ASSESSED
    else:
        template = _TEMPLATES.get(key, _PACE)
    text = template.in_(language).format_map(fields(assessment, language))
    if key == "missed":
        text += short_by(assessment, language)
    elif key in _ON_THE_WAY or key not in (*_TEMPLATES, NOT_ASSESSED):
        text += against_path(assessment, language)
    if key == "measured":
        return text + against_path(assessment, language) + measured_text(assessment, language)
    return text + (way_gone(assessment, language) if key in _ON_THE_WAY else "")


def _second(assessment: Assessment, language: Language) -> str:
    if assessment.reason.key not in (*_ON_THE_WAY, NOT_ASSESSED, "hold_kept", "measured"):
        return ""
    parts = [needed(assessment, language), achieved(assessment, language), projected(assessment, language)]
    return Text(zh="，", en="; ").in_(language).join(part for part in parts if part)


def _flags(assessment: Assessment, language: Language) -> str:
    # How firm the verdict is has words of its own.
    words = [word(flag, language) for flag in assessment.flags if flag is not Flag.FRAGILE]
    text = Text(zh="注：" + "；".join(words), en="note: " + "; ".join(words)).in_(language)
    return text if words else ""


def _superseded(earlier: Assessment, language: Language) -> str:
    goal, due = goal_phrase(earlier, language), period_words(earlier.due, language)
    status = status_word(earlier.status).words.in_(language)
    return Text(
        zh=f"修订前的目标（{goal}，{due}到期）为：{status}",
        en=f"under the goal before its revision ({goal}, due {due}) it is {status}",
    ).in_(language)


def _ended(text: str, language: Language) -> str:
    return f"{text}。" if language is Language.ZH else f"{text[:1].upper()}{text[1:]}."


def because(assessment: Assessment, language: Language) -> str:
    """The reason in sentences, without the status: what was found, what is needed, and what else to know."""
    sentences = [
        _first(assessment, language),
        _second(assessment, language),
        margin(assessment, language),
        rests_on(assessment, language),
        _flags(assessment, language),
        disagreement(assessment, language),
        *(_superseded(earlier, language) for earlier in assessment.superseded),
    ]
    return ("" if language is Language.ZH else " ").join(_ended(text, language) for text in sentences if text)


def verdict(assessment: Assessment, language: Language) -> str:
    """The status and the method that gave it: `严重滞后（schedule 法）`."""
    status, method = status_word(assessment.status).words.in_(language), clean(assessment.method)
    text = Text(zh=f"{status}（{method} 法）", en=f"{status} (by the {method} method)").in_(language)
    return text[:1].upper() + text[1:]


def sentence(assessment: Assessment, language: Language) -> str:
    """The verdict and its reason: `严重滞后（schedule 法）：2021年为 20.06 亿元，…`."""
    colon = Text(zh="：", en=": ").in_(language)
    return verdict(assessment, language) + colon + because(assessment, language)
