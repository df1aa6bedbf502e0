"""What status methods say of a target, in words: classes, the numbers behind them, and who disagrees."""

from planck.assess.opinions import against
from planck.engine.method import METHODS, OF_THE_PATH
from planck.model import Assessment, Language, Missing, Opinion, Text
from planck.render.display import clean
from planck.render.numbers import apart, given
from planck.render.words import status_word

Borders = tuple[tuple[str, float], ...]


def quantity_text(quantity: float, borders: Borders) -> str:
    """The number that a method holds against its borders, with enough digits to tell it from them."""
    return apart(quantity, [border for _, border in borders])


def quantity_name(method: str, language: Language) -> str:
    """What a method measures, in words."""
    return (METHODS[method].quantity if method in METHODS else OF_THE_PATH).in_(language)


def between_text(quantity: float, borders: Borders, language: Language) -> str:
    """The borders around a number: `在 0.6 与 0.95 之间`, `at least 1`."""
    under = max((border for _, border in borders if border <= quantity), default=None)
    over = min((border for _, border in borders if border > quantity), default=None)
    if under is not None and over is not None:
        text = Text(zh=f"在 {given(under)} 与 {given(over)} 之间", en=f"between {given(under)} and {given(over)}")
    elif over is not None:
        text = Text(zh=f"低于 {given(over)}", en=f"below {given(over)}")
    elif under is not None:
        text = Text(zh=f"不低于 {given(under)}", en=f"at least {given(under)}")
    else:
        text = Text()
    return text.in_(language)


def measured_text(assessment: Assessment, language: Language) -> str:
    """The number that decided by a published method: `；推算到期时所走完的路程为 0.27（在 0.1 与 0.95 之间）`."""
    quantity = assessment.reason.numbers.get("quantity")
    if not isinstance(quantity, float):
        return ""
    name, number = quantity_name(assessment.method, language), quantity_text(quantity, assessment.borders)
    around = between_text(quantity, assessment.borders, language)
    zh, en = (f"（{around}）", f" ({around})") if around else ("", "")
    return Text(zh=f"；{name}为 {number}{zh}", en=f"; {name}: {number}{en}").in_(language)


def opinion_text(opinion: Opinion, language: Language) -> str:
    """A method, its class and its number: `statcan 进展有限（0.02）`."""
    status = status_word(opinion.status).words.in_(language)
    if isinstance(opinion.quantity, Missing):
        return f"{clean(opinion.method)} {status}"
    number = quantity_text(opinion.quantity, opinion.borders)
    return Text(
        zh=f"{clean(opinion.method)} {status}（{number}）", en=f"{clean(opinion.method)} {status} ({number})"
    ).in_(language)


def disagreement(assessment: Assessment, language: Language) -> str:
    """Which other methods would answer yes where the chosen one says no, or the other way; empty where none does."""
    other = against(assessment)
    if not other:
        return ""
    listed = [opinion_text(one, language) for one in other]
    yes = bool(other[0].level.yes)
    if language is Language.ZH:
        return f"其他方法判断为{'能' if yes else '不能'}如期实现：{'，'.join(listed)}"
    return f"other methods say {'yes' if yes else 'no'} to the goal: {', '.join(listed)}"
