"""What status methods say of a target, how firm a verdict is, where the series leads, in words."""

from collections.abc import Callable
from functools import partial

from planck.assess.target import against, counted
from planck.engine.method import METHODS, OF_A_DIRECTION, OF_THE_PATH
from planck.model import Assessment, Flip, Language, Missing, Number, Opinion, Outlook, Quantity, Reading, Text
from planck.registry import grouped
from planck.view.goal import is_rank, place_words
from planck.view.numbers import (
    MOST_DIGITS,
    apart,
    clean,
    exact,
    fixed,
    given,
    label_words,
    number,
    percent,
    period_words,
    places,
    rate_short,
    unit_text,
    with_unit,
)
from planck.view.words import NOT_ASSESSED, Tone, status_word, word
from planck.words import Label, Labels, say

# What status methods say of a target, in words: classes, the numbers behind them, and who disagrees.

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
        text = Label("render.sentence.between_borders").fill(under=given(under), over=given(over))
    elif over is not None:
        text = Label("render.sentence.below_border").fill(over=given(over))
    elif under is not None:
        text = Label("render.sentence.at_least_border").fill(under=given(under))
    else:
        text = Text()
    return text.in_(language)


def measured_text(assessment: Assessment, language: Language) -> str:
    """The number that decided by a published method: `；推算到期时所走完的路程为 0.27（在 0.1 与 0.95 之间）`."""
    quantity = assessment.reason.numbers.get("quantity")
    if not isinstance(quantity, float):
        return ""
    # A border that the plan states itself is in the unit of the figure, and not of this number.
    known = assessment.method in METHODS
    needs = METHODS[assessment.method].needs if known else ()
    bars = tuple(border for border in assessment.borders if border[0] not in needs)
    growth = known and METHODS[assessment.method].trend and assessment.goal_value is Missing.ONLY_DIRECTION
    name = OF_A_DIRECTION.in_(language) if growth else quantity_name(assessment.method, language)
    number = quantity_text(quantity, bars)
    around = between_text(quantity, bars, language)
    borders = say("render.sentence.around", language, around=around) if around else ""
    return say("render.sentence.name_number_borders", language, name=name, number=number, borders=borders)


def opinion_text(opinion: Opinion, language: Language) -> str:
    """A method, its class and its number: `statcan 进展有限（0.02）`."""
    status = status_word(opinion.status).words.in_(language)
    if isinstance(opinion.quantity, Missing):
        return f"{clean(opinion.method)} {status}"
    number = quantity_text(opinion.quantity, opinion.borders)
    told = Label("render.sentence.method_status_number")
    return told.fill(method=clean(opinion.method), status=status, number=number).in_(language)


def disagreement(assessment: Assessment, language: Language) -> str:
    """Which other methods would answer yes where the chosen one says no, or the other way; empty where none does."""
    other = against(assessment)
    if not other:
        return ""
    listed = [opinion_text(one, language) for one in other]
    yes, no = Label("render.sentence.other_methods_say_yes"), Label("render.sentence.other_methods_say")
    return (yes if other[0].level.yes else no).fill(listed=listed).in_(language)


# How firm a verdict is, where the series leads and what pace has been seen, in words.

Pair = tuple[str, str]
# What a number is called, the number, and how it is written.
Rows = list[tuple[Text, Number, Callable[[float], str]]]

CAUSES = Labels("render.causes")


def _digits(step: Number) -> int:
    # The decimals that a figure with this unit in its last digit is printed with.
    return 0 if isinstance(step, Missing) else min(MOST_DIGITS, places(exact(step).normalize()))


def _amount(value: float, step: Number, unit: str, language: Language) -> str:
    """A change of a printed figure, with the digits it is printed with: `12 家`, `0.03 个百分点`."""
    text = fixed(exact(abs(value)), _digits(step))
    if unit_text(unit) in ("%", "％"):
        return f"{text} {say('render.common.points', language)}"
    return with_unit(text, unit)


def _level(assessment: Assessment, value: float, step: Number) -> str:
    """A value that the latest figure could have; for a sum, what the sum would be then."""
    latest, judged = assessment.latest, assessment.judged
    if assessment.goal.quantity is Quantity.TOTAL and isinstance(latest, Reading) and not isinstance(judged, Missing):
        value = judged + (value - latest.value)
    return with_unit(fixed(exact(value), _digits(step)), assessment.unit)


def _statuses(statuses: tuple[str, ...], language: Language) -> str:
    return say("render.marks.or", language).join(status_word(status).words.in_(language) for status in statuses)


def _nearest(assessment: Assessment, *, better: bool) -> Flip | Missing:
    firm = assessment.outlook.fragility if assessment.outlook else None
    flips = [flip for flip in (firm.up, firm.down) if isinstance(flip, Flip)] if firm else []
    found = [flip for flip in flips if flip.better is better]
    return min(found, key=lambda flip: abs(flip.change), default=Missing.NO_FLIP)


def margin(assessment: Assessment, language: Language) -> str:
    """What the latest figure may lose before a good status goes, or lacks for a better one; empty where nothing does.

    `需再增加 12 家（754 家）才为快于预期`, `不低于 754 家时仍为快于预期`.
    """
    if assessment.outlook is None or assessment.status == NOT_ASSESSED:
        return ""
    good = status_word(assessment.status).tone is Tone.GOOD
    flip = _nearest(assessment, better=not good)
    if isinstance(flip, Missing):
        return ""
    return _holds(assessment, flip, language) if good else _needs(assessment, flip, language)


def _needs(assessment: Assessment, flip: Flip, language: Language) -> str:
    assert assessment.outlook is not None
    step = assessment.outlook.fragility.step
    amount = _amount(flip.change, step, assessment.unit, language)
    level, status = _level(assessment, flip.value, step), status_word(flip.status).words.in_(language)
    if is_rank(assessment):
        told = Label("view.ranks.needs").fill(places=place_words(flip.change), level=given(flip.value), status=status)
        return told.in_(language)
    more, less = (
        Label("render.sentence.needs_amount_more_level_to"),
        Label("render.sentence.needs_amount_less_level_to"),
    )
    return (more if flip.change > 0 else less).fill(amount=amount, level=level, status=status).in_(language)


def _holds(assessment: Assessment, flip: Flip, language: Language) -> str:
    assert assessment.outlook is not None
    level = _level(assessment, flip.keeps, assessment.outlook.fragility.step)
    status = status_word(flip.status).words.in_(language)
    if flip.change < 0:
        return say("render.sentence.holds_down_to_level_below", language, level=level, status=status)
    return say("render.sentence.holds_up_to_level_above", language, level=level, status=status)


def rests_on(assessment: Assessment, language: Language) -> str:
    """What alone could change the status, and into what; empty for a verdict that is firm."""
    if assessment.outlook is None:
        return ""
    firm = assessment.outlook.fragility
    others = {"rounding": firm.rounding, "last_figure": firm.dropped, "revision": firm.revision}
    parts = []
    for cause in firm.causes:
        found = others[cause]
        assert not isinstance(found, Missing)
        statuses, name = _statuses(found, language), CAUSES[cause].in_(language)
        told = Label("render.sentence.rests_on_name_else_statuses").fill(name=name, statuses=statuses)
        parts.append(told.in_(language))
    return say("render.marks.semicolon", language).join(parts)


FIRM_HEADERS = tuple(Labels("render.firm_headers").values())


def firm_cells(assessment: Assessment, language: Language) -> list[str]:
    """The row of a target in the table of how firm the verdicts are, without its name."""
    outlook = assessment.outlook
    if outlook is None:
        return []
    firm = outlook.fragility
    stays = say("render.sentence.stays", language)

    def answer(others: tuple[str, ...] | Missing) -> str:
        return word(others, language) if isinstance(others, Missing) else _statuses(others, language) or stays

    why = next((one for one in (firm.up, firm.down) if isinstance(one, Missing)), Missing.NO_FLIP)
    return [
        status_word(assessment.status).words.in_(language),
        margin(assessment, language) or word(why, language),
        answer(firm.rounding),
        answer(firm.dropped),
        answer(firm.revision),
        _others(assessment, language),
    ]


def _others(assessment: Assessment, language: Language) -> str:
    asked = [one for one in counted(assessment) if one.method != assessment.method and one.level.yes is not None]
    if assessment.status == NOT_ASSESSED or not asked:
        return word(Missing.NOT_ASSESSED, language)
    opposed = [one.method for one in against(assessment)]
    if not opposed:
        return say("render.sentence.all_count_agree", language, count=len(asked))
    told = Label("render.sentence.of_say_opposite")
    return told.fill(asked=len(asked), opposed_count=len(opposed), opposed=opposed).in_(language)


def rate_text(assessment: Assessment, value: float, language: Language) -> str:
    """A yearly rate of a target, as in a table."""
    return rate_short(value, assessment.rate_kind, assessment.unit, language)


def _trend(assessment: Assessment, outlook: Outlook, language: Language) -> Rows:
    trend = outlook.trend
    own = Label("render.sentence.robust_trend_theil_sen_points").fill(points=trend.points)
    peers = Label("render.sentence.best_quarter_of_peers_other").fill(peers=trend.peers)
    paced = partial(rate_text, assessment, language=language)
    return [(own, trend.pace, paced), (peers, trend.peer_pace, paced)]


def _forecast(assessment: Assessment, outlook: Outlook, language: Language) -> Rows:
    ahead, due = outlook.forecast, period_words(assessment.due, language)
    chance = Label("render.sentence.probability_of_meeting_goal_in").fill(due=due)
    spans = "; ".join(f"{percent(one.level)}: {number(one.low)} ~ {number(one.high)}" for one in ahead.intervals)
    return [
        (
            Label("render.sentence.forecast_for_due_random_walk").fill(due=due, steps=ahead.steps),
            ahead.central,
            lambda value: f"{with_unit(number(value), assessment.unit)} ({spans})",
        ),
        (chance, ahead.probability, percent),
    ]


def _feasibility(assessment: Assessment, outlook: Outlook, language: Language) -> Rows:
    seen = outlook.feasibility
    # Without a pace that is needed there are no years over which.
    over: Text = Label("render.sentence.own_best_pace")
    if not isinstance(seen.years, Missing):
        years = number(seen.years)
        over = Label("render.sentence.own_best_pace_over_years").fill(years=years)
    until = say("render.sentence.to_until", language, until=label_words(seen.best_period, language))
    peers = Label("render.sentence.share_of_peers_other_regions").fill(peers=seen.peers)
    paced = partial(rate_text, assessment, language=language)
    return [
        (over, seen.best, lambda value: paced(value) + until),
        (Label("render.sentence.own_best_single_year"), seen.best_year, paced),
        (peers, seen.share_of_peers, percent),
    ]


def outlook_pairs(assessment: Assessment, language: Language) -> list[Pair]:
    """Labels and values of trend, forecast and feasibility; those that are missing come last, by their reason."""
    outlook = assessment.outlook
    if outlook is None:
        return []
    rows = [row for part in (_trend, _forecast, _feasibility) for row in part(assessment, outlook, language)]
    pairs = [(label.in_(language), shown(value)) for label, value, shown in rows if not isinstance(value, Missing)]
    absent = grouped((word(why, language), label.in_(language)) for label, why, _ in rows if isinstance(why, Missing))
    changes = [
        f"{label_words(period, language)} {rate_text(assessment, change, language)}"
        for period, change in outlook.trend.changes
        if not isinstance(change, Missing)
    ]
    comma = say("render.marks.comma", language)
    if changes:
        pairs.insert(0, (say("render.sentence.last_changes_year", language), comma.join(changes)))
    unknown = say("render.sentence.not_assessed", language)
    listed = say("render.marks.list_comma", language)
    return pairs + [
        (unknown, say("render.sentence.join_why", language, join=listed.join(labels), why=why))
        for why, labels in absent.items()
    ]
