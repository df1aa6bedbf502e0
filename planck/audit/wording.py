"""A024: the plan's words (力争, 左右, 以上, 不超过) say something else than the encoded goal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planck.audit import AUDITS
from planck.checks import Context
from planck.model import Comparator, Finding, Quantity, Rule, Severity, Target, Text, Wording
from planck.registry import rule

WORDING = rule(
    Rule(
        code="A024",
        name="wording",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：规划写的是“{word}”，即{meant}，编入的却是 {encoded}",
            en="{name}: the plan says '{word}', which means {meant}, but it is encoded as {encoded}",
        ),
        help=Text(zh="按原文改正 goal 或 wording", en="correct `goal` or `wording` to what is printed"),
        what=Text(
            zh="原文的用词（力争、左右、以上、不超过）与编入的比较方式或语气不符。",
            en="The words printed (力争, 左右, 以上, 不超过) and the encoded comparator or wording do not agree.",
        ),
        why=Text(
            zh="“左右”可以略低，“以上”不可以；“力争”不是承诺。",
            en="About may be missed by a little, at least may not; to strive is no promise.",
        ),
        bad="goal: {at_least: 20}\nsource: {as_printed: 20家左右}",
        good="goal: {about: 20, tolerance: 5%}\nsource: {as_printed: 20家左右}",
    )
)

AT_LEAST = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOVE_SERIES)
AT_MOST = (Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.BELOW_SERIES, Comparator.RANK)
FALLING = (Quantity.DECREASE, Quantity.REDUCTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Words with one meaning, and the comparators that say it."""

    words: Sequence[str]
    meant: Text
    comparators: Sequence[Comparator]


MEANINGS = (
    Meaning(
        words=("左右", "上下", "约", "大约"),
        meant=Text(zh="大致", en="about"),
        comparators=(Comparator.ABOUT, Comparator.BETWEEN),
    ),
    Meaning(
        words=("以上", "不低于", "不少于", "至少", "不小于"),
        meant=Text(zh="不少于", en="at least"),
        comparators=AT_LEAST,
    ),
    Meaning(
        words=("以下", "以内", "不超过", "不高于", "不大于", "控制在"),
        meant=Text(zh="不超过", en="at most"),
        comparators=AT_MOST,
    ),
)
SOFT = ("力争", "争取", "努力", "预计", "有望")


@AUDITS.entry(WORDING.code)
def wording(context: Context) -> Iterator[Finding]:
    """Targets whose `as_printed` has a word that their goal or wording does not say.

    What stands before 以上 may be 县级以上 or 市级以上, a scope and no comparator; such words are left out.
    """
    for target in context.plan.targets:
        text = _without_scopes(target.source.as_printed)
        for meaning in MEANINGS:
            word = next((word for word in meaning.words if word in text), "")
            if word and not _says(target, meaning):
                yield _finding(context, target, word, meaning.meant, target.goal.comparator.value)
        soft = next((word for word in SOFT if word in text), "")
        if soft and target.wording is Wording.FIRM:
            yield _finding(context, target, soft, Text(zh="努力争取", en="striving"), "wording: firm")


def _without_scopes(text: str) -> str:
    for scope in ("级以上", "规模以上", "高中以上", "以上企业"):
        text = text.replace(scope, "")
    return text


def _says(target: Target, meaning: Meaning) -> bool:
    if meaning.comparators in (AT_LEAST, AT_MOST) and target.goal.comparator is Comparator.BETWEEN:
        return True
    if target.goal.quantity in FALLING and meaning.comparators is AT_MOST:
        return target.goal.comparator in (*AT_LEAST, *AT_MOST)
    return target.goal.comparator in meaning.comparators


def _finding(context: Context, target: Target, word: str, meant: Text, encoded: str) -> Finding:
    found = WORDING.at(
        target.goal.place,
        plan=context.plan.id,
        target=target.id,
        name=target.name,
        word=word,
        meant=meant,
        encoded=encoded,
    )
    return replace(found, about=word)
