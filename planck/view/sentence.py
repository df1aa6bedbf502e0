"""Why a verdict is what it is, in one or two sentences, with the numbers that decided."""

from collections.abc import Callable, Iterator, Mapping

from planck.model import Assessment, Figure, Flag, Language, Missing, Number, Quantity, RateKind, Reading, Text
from planck.registry import grouped
from planck.view.goal import goal_phrase, is_rank, place_words
from planck.view.goal import shown as as_told
from planck.view.message import argument_text
from planck.view.numbers import (
    apart,
    clean,
    difference,
    given,
    label_words,
    number,
    percent,
    period_words,
    rate,
    same,
    signed,
    with_unit,
    year_words,
)
from planck.view.outlook import disagreement, margin, measured_text, rate_text, rests_on
from planck.view.words import MISSING, NATURES, NOT_ASSESSED, PATHS, WORDINGS, readable, status_word, word
from planck.words import Label, Labels, say

# The parts of a sentence about an assessment, each empty where there is nothing to say.

_VERBS: Mapping[RateKind, tuple[Text, Text]] = {
    RateKind.GROWTH: (Label("render.verbs.growth_up"), Label("render.verbs.growth_down")),
    RateKind.POINTS: (Label("render.verbs.points_up"), Label("render.verbs.points_down")),
    RateKind.UNITS: (Label("render.verbs.units_up"), Label("render.verbs.units_down")),
}
_PAST = {"grow by": "grew by", "fall by": "fell by", "rise by": "rose by"}

_BACKWARDS = Label("render.sentence.backwards")
_AGAINST = Label("render.sentence.against")

# Reasons that the sentence has already told by its verdict.
_SAID = (Missing.ALREADY_MET, Missing.NO_TIME_LEFT, Missing.NO_RATE_FOR_GOAL)


def known(*numbers: Number) -> list[float]:
    """Those of the numbers that are there."""
    return [value for value in numbers if not isinstance(value, Missing)]


def reading_text(reading: Reading, others: tuple[Number, ...] = ()) -> str:
    """A reading's value: as it was printed, or for a derived one with enough digits to tell it from `others`."""
    return apart(reading.value, known(*others)) if reading.derived else given(reading.value, reading.text)


def value_text(assessment: Assessment, value: object, language: Language) -> str:
    """A value in the unit of the assessment; anything but a number stands for its latest figure."""
    if isinstance(value, int | float):
        return with_unit(given(float(value)), assessment.unit)
    latest = assessment.latest
    if isinstance(latest, Missing):
        return with_unit(word(Missing.NO_FIGURE, language), assessment.unit)
    return with_unit(judged_text(assessment), assessment.unit) + _published_text(assessment, latest, language)


def judged_text(assessment: Assessment) -> str:
    """The value that is compared with the goal: the latest figure, the sum that it completes, or its full year."""
    latest, judged = assessment.latest, assessment.judged
    if isinstance(latest, Missing) or isinstance(judged, Missing):
        return ""
    others = (assessment.goal_value, assessment.path_value)
    if assessment.goal.series:
        return reading_text(latest, others)
    return reading_text(latest, others) if judged == latest.value else apart(judged, known(*others))


def _published_text(assessment: Assessment, latest: Reading, language: Language) -> str:
    # A sum, or a full year made of a part of it, is not what was published; that stands beside it.
    printed = latest.figures[-1].text if latest.annualised and latest.figures else reading_text(latest)
    amount = with_unit(printed, assessment.unit)
    if assessment.goal.quantity is Quantity.TOTAL and assessment.judged != latest.value:
        return say("render.sentence.in_total_amount_in_that", language, amount=amount)
    if assessment.goal.series and not isinstance(assessment.judged, Missing):
        apart_by = difference(abs(assessment.judged), assessment.unit, language)
        side = Label("render.sentence.below") if assessment.judged < 0 else Label("render.sentence.above")
        return say("render.sentence.apart_by_side_other_series", language, side=side, apart_by=apart_by)
    if latest.annualised:
        return say("render.sentence.as_full_year_amount_published", language, amount=amount)
    return ""


def when_text(when: object, language: Language) -> str:
    """A period from a reason's numbers: a label, or a time on the axis of years."""
    if isinstance(when, int | float):
        return year_words(float(when), language)
    return label_words(argument_text(when, language), language) if isinstance(when, str | Text) else ""


def fields(assessment: Assessment, language: Language) -> dict[str, str]:
    """What the sentence of a reason may name, by name."""
    numbers, latest = assessment.reason.numbers, assessment.latest
    period = period_words(latest.period, language) if isinstance(latest, Reading) else ""
    when = when_text(numbers.get("when"), language)
    return {
        "period": when_text(numbers.get("period"), language) or period,
        "value": value_text(assessment, numbers.get("value"), language),
        "in_when": say("render.sentence.in", language, when=when) if when else "",
        "of_when": say("render.sentence.when", language, when=when) if when else "",
        "goal": goal_phrase(assessment, language),
        "due": period_words(assessment.due, language),
        "than": _than(assessment, language),
        "missing": missing_text(assessment, language),
    }


def _than(assessment: Assessment, language: Language) -> str:
    value, base = assessment.baseline, period_words(assessment.baseline_period, language)
    if isinstance(value, Missing):
        return ""
    start = with_unit(given(value), assessment.unit)
    return say("render.sentence.than_start_of_base", language, base=base, start=start)


def missing_text(assessment: Assessment, language: Language) -> str:
    """Why there is no verdict: the reason's own, else the first that one of the numbers has."""
    why = assessment.reason.numbers.get("missing", "")
    for number_ in (why, assessment.latest, assessment.judged, assessment.pace_ratio):
        if isinstance(number_, str) and number_ in MISSING:
            return word(Missing(number_), language)
    return argument_text(why, language) or say("render.sentence.for_reason_that_is_not", language)


def against_path(assessment: Assessment, language: Language) -> str:
    """How the value stands against what the path asks for: `，路径要求 22.97 亿元，低 12.7 %`."""
    value, path = assessment.judged, assessment.path_value
    if isinstance(value, Missing) or isinstance(path, Missing):
        return ""
    if same(value, path):
        return say("render.sentence.exactly_what_path_asks_for", language)
    asked = with_unit(apart(path, (value,)), assessment.unit)
    if is_rank(assessment):
        told = Label("view.ranks.behind") if value > path else Label("view.ranks.before")
        return told.fill(asked=asked, places=place_words(value - path)).in_(language)
    side = Label("render.sentence.above") if value > path else Label("render.sentence.below")
    gap = gap_text(assessment, language)
    return say("render.sentence.that_path_asks_for", language, asked=asked, side=side, gap=gap)


def short_by(assessment: Assessment, language: Language) -> str:
    """How far a missed goal was missed: `，相差 6.3 %`."""
    if isinstance(assessment.gap, Missing):
        return ""
    if is_rank(assessment):
        return say("view.ranks.short", language, places=place_words(assessment.gap))
    gap = gap_text(assessment, language)
    return say("render.sentence.by_gap", language, gap=gap)


def gap_text(assessment: Assessment, language: Language) -> str:
    """The distance from the path without its sign: points for an indicator in %, else a share of the path's value."""
    share, gap = assessment.gap_share, assessment.gap
    if assessment.unit.strip() not in ("%", "％") and not isinstance(share, Missing):
        return percent(abs(share))
    return word(gap, language) if isinstance(gap, Missing) else difference(abs(gap), assessment.unit, language)


def way_gone(assessment: Assessment, language: Language) -> str:
    """The share of the way and of the time gone, and the ratio that decided with the borders around it."""
    way, elapsed = assessment.way, assessment.elapsed
    if isinstance(way, Missing):
        return say("render.marks.semicolon", language) + word(way, language)
    forward = Label("render.sentence.way_of_way_is_gone")
    if assessment.target.path == "compound":
        forward = Label("render.sentence.way_of_growth_is_gone")
    gone = (forward if way >= 0 else _BACKWARDS).in_(language)
    time = say("render.sentence.with_elapsed_of_time", language)
    text = gone.format(way=percent(abs(way), known(elapsed)))
    if not isinstance(elapsed, Missing):
        text += time.format(elapsed=percent(elapsed, (way,)))
    text += _asked(assessment, language)
    return text + pace_text(assessment, language)


def _asked(assessment: Assessment, language: Language) -> str:
    # Said where milestones bend the path, so that it is not the share of the time.
    asked, elapsed = assessment.asked, assessment.elapsed
    if isinstance(asked, Missing) or isinstance(elapsed, Missing) or same(asked, elapsed):
        return ""
    text = say("render.sentence.where_path_asks_for_asked", language)
    return text.format(asked=percent(asked, (elapsed,)))


def pace_text(assessment: Assessment, language: Language) -> str:
    """The pace ratio and the borders that it lies between: `，是应有进度的 2.2 %（在 0 % 与 60 % 之间）`."""
    pace = assessment.pace_ratio
    if isinstance(pace, Missing):
        return ""
    borders = [border for _, border in assessment.borders]
    forward = Label("render.sentence.pace_of_what_path_asks")
    text = (forward if pace >= 0 else _AGAINST).in_(language)
    return text.format(pace=percent(pace, borders)) + _between(pace, borders, language)


def _between(pace: float, borders: list[float], language: Language) -> str:
    under = max((border for border in borders if border <= pace), default=None)
    over = min((border for border in borders if border > pace), default=None)
    if under is not None and over is not None:
        text: Text = Label("render.sentence.between_under_and_over")
    elif over is not None:
        text = Label("render.sentence.below_over")
    else:
        text = Label("render.sentence.at_least_under") if under is not None else Text()
    return text.in_(language).format(under=percent(under or 0), over=percent(over or 0))


def moving(value: float, assessment: Assessment, language: Language, *, past: bool = False) -> str:
    """A yearly rate with its verb: `增长 18.83 %`, `grow by 18.83 % a year`."""
    if is_rank(assessment):
        return _places(value, language, past=past)
    verb = _VERBS[assessment.rate_kind][value < 0].in_(language)
    amount = rate(abs(value), assessment.rate_kind, assessment.unit, language)
    if language is Language.ZH:
        return f"{verb} {amount}"
    return f"{_PAST[verb] if past else verb} {amount} a year"


def _places(value: float, language: Language, *, past: bool) -> str:
    """A yearly pace of a rank, which is the better the smaller it is."""
    up, down = ("moved_up", "moved_down") if past else ("move_up", "move_down")
    return _RANKS[up if value < 0 else down].fill(places=place_words(value)).in_(language)


_RANKS = Labels("view.ranks")


def needed(assessment: Assessment, language: Language) -> str:
    """The yearly rate needed from now, beside the one needed over the whole way."""
    now, whole = assessment.required_from_now, assessment.required_from_baseline
    if isinstance(now, Missing):
        said = now in _SAID or now == assessment.way or assessment.reason.key == NOT_ASSESSED
        reason = Label("render.sentence.no_rate_from_now_word").fill(word=word(now, language))
        return "" if said else reason.in_(language)
    text = say("render.sentence.from_now_it_has_to", language) + moving(now, assessment, language)
    if isinstance(whole, Missing):
        return text
    if (whole < 0) is (now < 0):
        amount = rate(abs(whole), assessment.rate_kind, assessment.unit, language)
        return text + say("render.sentence.amount_year_over_whole_way", language, amount=amount)
    planned = moving(whole, assessment, language)
    return text + say("render.sentence.over_whole_way_planned", language, planned=planned)


def achieved(assessment: Assessment, language: Language) -> str:
    """The yearly rate so far."""
    value = assessment.achieved
    if isinstance(value, Missing):
        return ""
    if value == 0:
        return say("render.sentence.so_far_it_has_not", language)
    return say("render.sentence.so_far_it", language) + moving(value, assessment, language, past=True)


# A pace that arrives so many years late is no forecast of the year.
FAR = 10


def projected(assessment: Assessment, language: Language) -> str:
    """Where the pace so far leads, and when it would arrive."""
    value, reach = assessment.projection, assessment.reach
    if isinstance(value, Missing):
        return ""
    due, amount = period_words(assessment.due, language), with_unit(number(value), assessment.unit)
    text = say("render.sentence.at_that_pace_it_is", language, due=due, amount=amount)
    if reach is Missing.NEVER_AT_THIS_PACE:
        return text + say("render.sentence.and_never_arrives", language)
    return text if isinstance(reach, Missing) else text + _arrival(assessment, reach, language)


def _arrival(assessment: Assessment, reach: float, language: Language) -> str:
    """The year in which the pace arrives: in time, late, or so late that only the decade is worth saying."""
    late = reach - assessment.due.time
    year = assessment.due.end.year + FAR if late > FAR else reach
    told = Label("render.sentence.and_arrives_in_year")
    if late > 0:
        told = Label("render.sentence.and_arrives_late") if late <= FAR else Label("render.sentence.and_not_before")
    return told.fill(year=year_words(year, language)).in_(language)


_PACE = Label("render.sentence.pace")
_TEMPLATES = Labels("render.templates")
_UNKNOWN = Label("render.sentence.unknown")
_FIGURE_BUT = Label("render.sentence.figure_but")

# Keys whose sentence goes on with the path, the way, and the pace needed.
_ON_THE_WAY = ("pace", "reversing", "lost", "cap_kept", "nothing_due_yet", "overshot")


def _first(assessment: Assessment, language: Language) -> str:
    key = assessment.reason.key
    seen = isinstance(assessment.latest, Reading)
    if key == NOT_ASSESSED or not (seen or "value" in assessment.reason.numbers):
        template: Text = _FIGURE_BUT if seen else _UNKNOWN
        key = NOT_ASSESSED
    else:
        template = _TEMPLATES.get(key, _PACE)
    text = template.in_(language).format_map(fields(assessment, language))
    if key == "missed":
        text += short_by(assessment, language)
    elif key in _ON_THE_WAY or key not in (*_TEMPLATES, "measured", NOT_ASSESSED):
        text += against_path(assessment, language)
    if key == "measured":
        return text + against_path(assessment, language) + measured_text(assessment, language)
    return text + (way_gone(assessment, language) if key in _ON_THE_WAY else "")


def _second(assessment: Assessment, language: Language) -> str:
    if assessment.reason.key not in (*_ON_THE_WAY, NOT_ASSESSED, "hold_kept", "measured"):
        return ""
    parts = [needed(assessment, language), achieved(assessment, language), projected(assessment, language)]
    return say("render.marks.clause", language).join(part for part in parts if part)


def _flags(assessment: Assessment, language: Language) -> str:
    # How firm the verdict is has words of its own.
    words = [word(flag, language) for flag in assessment.flags if flag is not Flag.FRAGILE]
    text = say("render.sentence.note", language, words=words)
    return text if words else ""


def _superseded(earlier: Assessment, language: Language) -> str:
    goal, due = goal_phrase(earlier, language), period_words(earlier.due, language)
    status = status_word(earlier.status).words.in_(language)
    return say("render.sentence.under_goal_before_its_revision", language, goal=goal, due=due, status=status)


def _ended(text: str, language: Language) -> str:
    capital = text if language is Language.ZH else text[:1].upper() + text[1:]
    return say("render.sentence.sentence", language, capital=capital)


def because(assessment: Assessment, language: Language) -> str:
    """The reason in sentences, without the status: what was found, what is needed, and what else to know."""
    sentences = [
        _first(assessment, language),
        _second(assessment, language),
        margin(assessment, language),
        rests_on(assessment, language),
        _flags(assessment, language),
        disagreement(assessment, language),
        *(_superseded(as_told(earlier, language), language) for earlier in assessment.superseded),
    ]
    return ("" if language is Language.ZH else " ").join(_ended(text, language) for text in sentences if text)


def verdict(assessment: Assessment, language: Language) -> str:
    """The status and the method that gave it: `严重滞后（schedule 法）`."""
    status, method = status_word(assessment.status).words.in_(language), clean(assessment.method)
    text = say("render.sentence.status_by_method", language, status=status, method=method)
    return text[:1].upper() + text[1:]


def shortly(assessment: Assessment, language: Language) -> str:
    """The verdict with what was found and what is needed, and nothing besides."""
    parts = [_first(assessment, language), _second(assessment, language)]
    told = ("" if language is Language.ZH else " ").join(_ended(text, language) for text in parts if text)
    return verdict(assessment, language) + say("render.marks.colon", language) + told


def sentence(assessment: Assessment, language: Language) -> str:
    """The verdict and its reason: `严重滞后（schedule 法）：2021年为 20.06 亿元，…`."""
    colon = say("render.marks.colon", language)
    return verdict(assessment, language) + colon + because(assessment, language)


# The numbers of a target one by one.

Shown = Callable[[Assessment, float, Language], str]


def _value(assessment: Assessment, value: float, language: Language) -> str:
    beside = [other for other in known(assessment.judged, assessment.goal_value) if other != value]
    return with_unit(apart(value, beside), assessment.unit)


def _share(assessment: Assessment, value: float, language: Language) -> str:
    return percent(value)


def _baseline(assessment: Assessment, value: float, language: Language) -> str:
    period = period_words(assessment.baseline_period, language)
    text = with_unit(given(value), assessment.unit)
    return say("render.sentence.text_period", language, text=text, period=period)


NUMBERS: Mapping[str, Shown] = {
    "baseline": _baseline,
    "goal_value": _value,
    "path_value": _value,
    "gap": lambda its, value, language: signed(difference(value, its.unit, language)),
    "gap_share": lambda its, value, language: signed(percent(value)),
    "elapsed": _share,
    "way": _share,
    "asked": _share,
    "pace_ratio": lambda its, value, language: percent(value, [border for _, border in its.borders]),
    "required_from_baseline": rate_text,
    "achieved": rate_text,
    "required_from_now": rate_text,
    "projection": _value,
    "reach": lambda its, value, language: year_words(value, language),
}
_NAMES = Labels("render.numbers")


def _goal(assessment: Assessment, language: Language) -> str:
    due, goal = period_words(assessment.due, language), goal_phrase(assessment, language)
    target = assessment.target
    comma = say("render.marks.comma", language)
    kind = NATURES[target.nature].in_(language) + comma + WORDINGS[target.wording].in_(language)
    path = PATHS[target.path].in_(language) if target.path in PATHS else readable(target.path)
    text = Label("render.sentence.goal_in_full").fill(goal=goal, due=due, kind=kind, path=path)
    return text.in_(language)


def _latest(latest: Reading | Missing, assessment: Assessment, language: Language) -> str:
    if isinstance(latest, Missing):
        return word(latest, language)
    text = with_unit(reading_text(latest, (assessment.goal_value, assessment.path_value)), assessment.unit)
    period = period_words(latest.period, language)
    semicolon = say("render.marks.semicolon", language)
    made = "".join(semicolon + conversion_text(figure) for figure in latest.figures if figure.converted)
    return say("render.sentence.of_period_made", language, text=text, period=period, made=made)


def conversion_text(figure: Figure) -> str:
    """What was typed and what it was read as, `12.3 亿元 = 123000 万元`; empty where nothing was converted."""
    made = figure.converted
    return f"{with_unit(made.text, made.unit)} = {with_unit(figure.text, figure.unit)}" if made else ""


def details(assessment: Assessment, language: Language) -> list[tuple[str, str]]:
    """Labels and values: the goal, the latest figure, the numbers, and those not computed with the reason."""
    pairs = [
        (say("render.sentence.goal", language), _goal(assessment, language)),
        (say("render.sentence.latest_figure", language), _latest(assessment.latest, assessment, language)),
    ]
    for name, shown in NUMBERS.items():
        value: Number = getattr(assessment, name)
        # A share of a place in an order says nothing.
        if not isinstance(value, Missing) and not (name == "gap_share" and is_rank(assessment)):
            pairs.append((_NAMES[name].in_(language), shown(assessment, value, language)))
    absent = say("render.common.not_computed", language)
    return pairs + [
        (absent, say("render.sentence.labels_why", language, labels=labels, why=why))
        for why, labels in not_computed(assessment, language).items()
    ]


def not_computed(assessment: Assessment, language: Language) -> dict[str, list[str]]:
    """The labels of the numbers that are missing, by the reason in words."""
    values: Iterator[tuple[str, Number]] = ((name, getattr(assessment, name)) for name in NUMBERS)
    missing = ((word(value, language), name) for name, value in values if isinstance(value, Missing))
    return grouped((why, _NAMES[name].in_(language)) for why, name in missing)
