"""Which methods gave the verdicts, with which borders, and where those come from."""

from collections.abc import Sequence

from planck.model import Assessment, Language, Text
from planck.render.display import clean
from planck.render.numbers import given
from planck.render.words import METHOD_SOURCES, status_word

Borders = tuple[tuple[str, float], ...]


def _used(assessments: Sequence[Assessment]) -> list[tuple[str, Borders, bool]]:
    # Each method with its borders once, in order of first use; the last says that the plan set borders itself.
    uses = ((each.method, each.borders, bool(each.target.method.borders)) for each in assessments)
    return list(dict.fromkeys(uses))


def borders_text(borders: Borders, language: Language) -> str:
    """The borders by the status that begins there: `快于预期 1.05，基本符合预期 0.95`."""
    named = (f"{clean(status_word(name).words.in_(language))} {given(border)}" for name, border in borders)
    return Text(zh="，", en=", ").in_(language).join(named)


def method_lines(assessments: Sequence[Assessment], language: Language) -> list[str]:
    """One sentence for each method used: its borders and their source."""
    lines = []
    for method, borders, own in _used(assessments):
        source = METHOD_SOURCES.get(method, Text())
        by_plan = Text(zh="；本规划自定了边界", en="; this plan sets borders of its own") if own else Text()
        said = source.in_(language) or Text(zh="见方法说明", en="see the method's documentation").in_(language)
        numbers = borders_text(borders, language)
        lines.append(
            Text(
                zh=f"方法 {clean(method)}（边界：{numbers or '无'}）：{said}{by_plan.zh}。",
                en=f"Method {clean(method)} (borders: {numbers or 'none'}): {said}{by_plan.en}.",
            ).in_(language)
        )
    return lines
