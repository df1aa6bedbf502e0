"""Why a verdict is what it is, in one or two sentences, with the numbers that decided."""

from collections.abc import Callable, Mapping

from planck.assess.opinions import against, counted
from planck.engine.method import METHODS, OF_A_DIRECTION, OF_THE_PATH
from planck.model import (
    Assessment,
    Comparator,
    Figure,
    Flag,
    Flip,
    Goal,
    Language,
    Missing,
    Number,
    Opinion,
    Outlook,
    Quantity,
    RateKind,
    Reading,
    Text,
)
from planck.view.message import argument_text
from planck.view.numbers import (
    MOST_DIGITS,
    apart,
    clean,
    cut,
    difference,
    exact,
    fixed,
    given,
    label_words,
    number,
    percent,
    period_words,
    places,
    points,
    rate,
    rate_short,
    same,
    signed,
    unit_text,
    with_unit,
    year_words,
)
from planck.view.shown import is_rank
from planck.view.shown import shown as as_told
from planck.view.words import MISSING, NATURES, NOT_ASSESSED, PATHS, WORDINGS, Tone, readable, status_word, word
from planck.words import Label, Labels

# Goals in words, in full for sentences and short for tables.

SERIES_COLUMNS, SHORT_COLUMNS = 60, 12
_SHARES = (Quantity.GROWTH, Quantity.REDUCTION, Quantity.AVERAGE_GROWTH)
_STEPS = (Quantity.INCREASE, Quantity.DECREASE, Quantity.AVERAGE_INCREASE)

_QUANTITIES = Labels("render.quantities")

_QUANTITIES_SHORT = Labels("render.quantities_short")

_COMPARATORS = Labels("render.comparators")

_COMPARATORS_SHORT: Mapping[Comparator, str] = {
    Comparator.AT_LEAST: "≥{low}",
    Comparator.AT_MOST: "≤{high}",
    Comparator.MORE_THAN: ">{low}",
    Comparator.LESS_THAN: "<{high}",
    Comparator.ABOUT: "{low}~{high}",
    Comparator.BETWEEN: "{low}~{high}",
    Comparator.ABOVE_SERIES: ">{series}",
    Comparator.BELOW_SERIES: "<{series}",
    Comparator.UP: "↑",
    Comparator.DOWN: "↓",
}


def _bound(goal: Goal, value: float | None, unit: str, language: Language) -> str:
    if value is None:
        return Label("render.sentence.no_limit").in_(language)
    if goal.quantity in _SHARES:
        return percent(value, digits=2)
    if goal.quantity in _STEPS and unit_text(unit) in ("%", "％"):
        return f"{points(value)} {Label('render.common.points').in_(language)}"
    return with_unit(given(value), unit)


def _bare(goal: Goal, value: float | None, language: Language) -> str:
    if value is None:
        return Label("render.sentence.open").in_(language)
    return percent(value, digits=2) if goal.quantity in _SHARES else given(value)


def _fields(goal: Goal, shown: Callable[[float | None], str], series: str, language: Language) -> dict[str, str]:
    position = goal.low if goal.high is None else goal.high
    margin = goal.low if goal.low is not None else goal.high
    by = Label("render.sentence.by_at_least").in_(language)
    return {
        "low": shown(goal.low),
        "high": shown(goal.high),
        "series": series,
        "rank": number(position) if position is not None else "?",
        "margin": by.format(shown(margin)) if margin else "",
    }


def _series(goal: Goal, language: Language) -> str:
    return clean(goal.series_name.in_(language)).strip() or clean(goal.series)


def goal_text(goal: Goal, unit: str, language: Language) -> str:
    """The goal in words: 至少 1,000 家, 年均增长至少 15 %, 前3位, 高于地区生产总值."""
    other = cut(_series(goal, language), SERIES_COLUMNS)
    fields = _fields(goal, lambda value: _bound(goal, value, unit, language), other, language)
    compared = _COMPARATORS[goal.comparator].in_(language).format_map(fields)
    return _QUANTITIES[goal.quantity].in_(language) + compared


def goal_short(goal: Goal, language: Language) -> tuple[str, ...]:
    """The goal in one or two unbreakable pieces for a table, without its unit: ≥1,000; 累计, ≥300; 前3位."""
    other = cut(_series(goal, language), SHORT_COLUMNS)
    fields = _fields(goal, lambda value: _bare(goal, value, language), other, language)
    template = _COMPARATORS_SHORT.get(goal.comparator) or _COMPARATORS[goal.comparator].in_(language)
    quantity = _QUANTITIES_SHORT[goal.quantity].in_(language)
    return (*((quantity,) if quantity else ()), template.format_map(fields))


def goal_phrase(assessment: Assessment, language: Language) -> str:
    """The goal of an assessment, with what it comes to as a level: 年均增长至少 15 %（即 40.23 亿元）."""
    text = goal_text(assessment.goal, assessment.unit, language)
    if assessment.target.path == "hold":
        text = Label("render.sentence.text_every_year").fill(text=text).in_(language)
    level = assessment.goal_value
    if assessment.goal.quantity in (Quantity.LEVEL, Quantity.TOTAL) or not isinstance(level, float):
        return text
    value = with_unit(number(level), assessment.unit)
    return text + Label("render.sentence.that_is_value").fill(value=value).in_(language)


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
        return Label("render.sentence.in_total_amount_in_that").fill(amount=amount).in_(language)
    if assessment.goal.series and not isinstance(assessment.judged, Missing):
        apart_by = difference(abs(assessment.judged), assessment.unit, language)
        side = Label("render.sentence.below") if assessment.judged < 0 else Label("render.sentence.above")
        return Label("render.sentence.apart_by_side_other_series").fill(side=side, apart_by=apart_by).in_(language)
    if latest.annualised:
        return Label("render.sentence.as_full_year_amount_published").fill(amount=amount).in_(language)
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
        "in_when": Label("render.sentence.in").fill(when=when).in_(language) if when else "",
        "of_when": Label("render.sentence.when").fill(when=when).in_(language) if when else "",
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
    return Label("render.sentence.than_start_of_base").fill(base=base, start=start).in_(language)


def missing_text(assessment: Assessment, language: Language) -> str:
    """Why there is no verdict: the reason's own, else the first that one of the numbers has."""
    why = assessment.reason.numbers.get("missing", "")
    for number_ in (why, assessment.latest, assessment.judged, assessment.pace_ratio):
        if isinstance(number_, str) and number_ in MISSING:
            return word(Missing(number_), language)
    return argument_text(why, language) or Label("render.sentence.for_reason_that_is_not").in_(language)


def against_path(assessment: Assessment, language: Language) -> str:
    """How the value stands against what the path asks for: `，路径要求 22.97 亿元，低 12.7 %`."""
    value, path = assessment.judged, assessment.path_value
    if isinstance(value, Missing) or isinstance(path, Missing):
        return ""
    if same(value, path):
        return Label("render.sentence.exactly_what_path_asks_for").in_(language)
    asked = with_unit(apart(path, (value,)), assessment.unit)
    side = Label("render.sentence.above") if value > path else Label("render.sentence.below")
    gap = gap_text(assessment, language)
    return Label("render.sentence.that_path_asks_for").fill(asked=asked, side=side, gap=gap).in_(language)


def short_by(assessment: Assessment, language: Language) -> str:
    """How far a missed goal was missed: `，相差 6.3 %`."""
    if isinstance(assessment.gap, Missing):
        return ""
    gap = gap_text(assessment, language)
    return Label("render.sentence.by_gap").fill(gap=gap).in_(language)


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
        return Label("render.marks.semicolon").in_(language) + word(way, language)
    forward = Label("render.sentence.way_of_way_is_gone")
    if assessment.target.path == "compound":
        forward = Label("render.sentence.way_of_growth_is_gone")
    gone = (forward if way >= 0 else _BACKWARDS).in_(language)
    time = Label("render.sentence.with_elapsed_of_time").in_(language)
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
    text = Label("render.sentence.where_path_asks_for_asked").in_(language)
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
    return _RANKS[up if value < 0 else down].fill(amount=number(abs(value))).in_(language)


_RANKS = Labels("view.ranks")


def needed(assessment: Assessment, language: Language) -> str:
    """The yearly rate needed from now, beside the one needed over the whole way."""
    now, whole = assessment.required_from_now, assessment.required_from_baseline
    if isinstance(now, Missing):
        said = now in _SAID or now == assessment.way or assessment.reason.key == NOT_ASSESSED
        reason = Label("render.sentence.no_rate_from_now_word").fill(word=word(now, language))
        return "" if said else reason.in_(language)
    text = Label("render.sentence.from_now_it_has_to").in_(language) + moving(now, assessment, language)
    if isinstance(whole, Missing):
        return text
    if (whole < 0) is (now < 0):
        amount = rate(abs(whole), assessment.rate_kind, assessment.unit, language)
        return text + Label("render.sentence.amount_year_over_whole_way").fill(amount=amount).in_(language)
    planned = moving(whole, assessment, language)
    return text + Label("render.sentence.over_whole_way_planned").fill(planned=planned).in_(language)


def achieved(assessment: Assessment, language: Language) -> str:
    """The yearly rate so far."""
    value = assessment.achieved
    if isinstance(value, Missing):
        return ""
    if value == 0:
        return Label("render.sentence.so_far_it_has_not").in_(language)
    return Label("render.sentence.so_far_it").in_(language) + moving(value, assessment, language, past=True)


# A pace that arrives so many years late is no forecast of the year.
FAR = 10


def projected(assessment: Assessment, language: Language) -> str:
    """Where the pace so far leads, and when it would arrive."""
    value, reach = assessment.projection, assessment.reach
    if isinstance(value, Missing):
        return ""
    due, amount = period_words(assessment.due, language), with_unit(number(value), assessment.unit)
    text = Label("render.sentence.at_that_pace_it_is").fill(due=due, amount=amount).in_(language)
    if reach is Missing.NEVER_AT_THIS_PACE:
        return text + Label("render.sentence.and_never_arrives").in_(language)
    return text if isinstance(reach, Missing) else text + _arrival(assessment, reach, language)


def _arrival(assessment: Assessment, reach: float, language: Language) -> str:
    """The year in which the pace arrives: in time, late, or so late that only the decade is worth saying."""
    late = reach - assessment.due.time
    year = assessment.due.end.year + FAR if late > FAR else reach
    told = Label("render.sentence.and_arrives_in_year")
    if late > 0:
        told = Label("render.sentence.and_arrives_late") if late <= FAR else Label("render.sentence.and_not_before")
    return told.fill(year=year_words(year, language)).in_(language)


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
    borders = Label("render.sentence.around").fill(around=around).in_(language) if around else ""
    return Label("render.sentence.name_number_borders").fill(name=name, number=number, borders=borders).in_(language)


def opinion_text(opinion: Opinion, language: Language) -> str:
    """A method, its class and its number: `statcan 进展有限（0.02）`."""
    status = status_word(opinion.status).words.in_(language)
    if isinstance(opinion.quantity, Missing):
        return f"{clean(opinion.method)} {status}"
    number = quantity_text(opinion.quantity, opinion.borders)
    return (
        Label("render.sentence.method_status_number")
        .fill(method=clean(opinion.method), status=status, number=number)
        .in_(language)
    )


def disagreement(assessment: Assessment, language: Language) -> str:
    """Which other methods would answer yes where the chosen one says no, or the other way; empty where none does."""
    other = against(assessment)
    if not other:
        return ""
    listed = [opinion_text(one, language) for one in other]
    if other[0].level.yes:
        text = Label("render.sentence.other_methods_say_yes").fill(listed=listed)
    else:
        text = Label("render.sentence.other_methods_say").fill(listed=listed)
    return text.in_(language)


# How firm a verdict is, where the series leads and what pace has been seen, in words.

Pair = tuple[str, str]

CAUSES = Labels("render.causes")


def _digits(step: Number) -> int:
    # The decimals that a figure with this unit in its last digit is printed with.
    return 0 if isinstance(step, Missing) else min(MOST_DIGITS, places(exact(step).normalize()))


def _amount(value: float, step: Number, unit: str, language: Language) -> str:
    """A change of a printed figure, with the digits it is printed with: `12 家`, `0.03 个百分点`."""
    text = fixed(exact(abs(value)), _digits(step))
    if unit_text(unit) in ("%", "％"):
        return f"{text} {Label('render.common.points').in_(language)}"
    return with_unit(text, unit)


def _level(assessment: Assessment, value: float, step: Number) -> str:
    """A value that the latest figure could have; for a sum, what the sum would be then."""
    latest, judged = assessment.latest, assessment.judged
    if assessment.goal.quantity is Quantity.TOTAL and isinstance(latest, Reading) and not isinstance(judged, Missing):
        value = judged + (value - latest.value)
    return with_unit(fixed(exact(value), _digits(step)), assessment.unit)


def _statuses(statuses: tuple[str, ...], language: Language) -> str:
    return Label("render.marks.or").in_(language).join(status_word(status).words.in_(language) for status in statuses)


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
    if flip.change > 0:
        return (
            Label("render.sentence.needs_amount_more_level_to")
            .fill(amount=amount, level=level, status=status)
            .in_(language)
        )
    return (
        Label("render.sentence.needs_amount_less_level_to")
        .fill(amount=amount, level=level, status=status)
        .in_(language)
    )


def _holds(assessment: Assessment, flip: Flip, language: Language) -> str:
    assert assessment.outlook is not None
    level = _level(assessment, flip.keeps, assessment.outlook.fragility.step)
    status = status_word(flip.status).words.in_(language)
    if flip.change < 0:
        return Label("render.sentence.holds_down_to_level_below").fill(level=level, status=status).in_(language)
    return Label("render.sentence.holds_up_to_level_above").fill(level=level, status=status).in_(language)


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
        parts.append(
            Label("render.sentence.rests_on_name_else_statuses").fill(name=name, statuses=statuses).in_(language)
        )
    return Label("render.marks.semicolon").in_(language).join(parts)


FIRM_HEADERS: tuple[Text, ...] = (
    Label("render.firm_headers.target"),
    Label("render.firm_headers.status"),
    Label("render.firm_headers.what_latest_figure_may_change"),
    Label("render.firm_headers.rounding"),
    Label("render.firm_headers.without_last_figure"),
    Label("render.firm_headers.usual_revision"),
    Label("render.firm_headers.other_methods"),
)


def firm_cells(assessment: Assessment, language: Language) -> list[str]:
    """The row of a target in the table of how firm the verdicts are, without its name."""
    outlook = assessment.outlook
    if outlook is None:
        return []
    firm = outlook.fragility
    stays = Label("render.sentence.stays").in_(language)

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
        return Label("render.sentence.all_count_agree").fill(count=len(asked)).in_(language)
    return (
        Label("render.sentence.of_say_opposite")
        .fill(asked=len(asked), opposed_count=len(opposed), opposed=opposed)
        .in_(language)
    )


def _rate(assessment: Assessment, value: float, language: Language) -> str:
    return rate_short(value, assessment.rate_kind, assessment.unit, language)


def _trend(
    assessment: Assessment, outlook: Outlook, language: Language
) -> list[tuple[Text, Number, Callable[[float], str]]]:
    trend = outlook.trend
    peers = Label("render.sentence.best_quarter_of_peers_other").fill(peers=trend.peers)
    return [
        (
            Label("render.sentence.robust_trend_theil_sen_points").fill(points=trend.points),
            trend.pace,
            lambda value: _rate(assessment, value, language),
        ),
        (peers, trend.peer_pace, lambda value: _rate(assessment, value, language)),
    ]


def _forecast(
    assessment: Assessment, outlook: Outlook, language: Language
) -> list[tuple[Text, Number, Callable[[float], str]]]:
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


def _feasibility(
    assessment: Assessment, outlook: Outlook, language: Language
) -> list[tuple[Text, Number, Callable[[float], str]]]:
    seen = outlook.feasibility
    # Without a pace that is needed there are no years over which.
    over: Text = Label("render.sentence.own_best_pace")
    if not isinstance(seen.years, Missing):
        years = number(seen.years)
        over = Label("render.sentence.own_best_pace_over_years").fill(years=years)
    until = label_words(seen.best_period, language)

    def paced(value: float) -> str:
        return _rate(assessment, value, language)

    return [
        (
            over,
            seen.best,
            lambda value: paced(value) + Label("render.sentence.to_until").fill(until=until).in_(language),
        ),
        (Label("render.sentence.own_best_single_year"), seen.best_year, paced),
        (
            Label("render.sentence.share_of_peers_other_regions").fill(peers=seen.peers),
            seen.share_of_peers,
            percent,
        ),
    ]


def outlook_pairs(assessment: Assessment, language: Language) -> list[Pair]:
    """Labels and values of trend, forecast and feasibility; those that are missing come last, by their reason."""
    outlook = assessment.outlook
    if outlook is None:
        return []
    pairs: list[Pair] = []
    absent: dict[str, list[str]] = {}
    for part in (_trend, _forecast, _feasibility):
        for label, value, shown in part(assessment, outlook, language):
            if isinstance(value, Missing):
                absent.setdefault(word(value, language), []).append(label.in_(language))
            else:
                pairs.append((label.in_(language), shown(value)))
    changes = [
        f"{label_words(period, language)} {_rate(assessment, change, language)}"
        for period, change in outlook.trend.changes
        if not isinstance(change, Missing)
    ]
    comma = Label("render.marks.comma").in_(language)
    if changes:
        pairs.insert(0, (Label("render.sentence.last_changes_year").in_(language), comma.join(changes)))
    unknown = Label("render.sentence.not_assessed").in_(language)
    listed = Label("render.marks.list_comma").in_(language)
    return pairs + [
        (unknown, Label("render.sentence.join_why").fill(join=listed.join(labels), why=why).in_(language))
        for why, labels in absent.items()
    ]


_PACE = Label("render.sentence.pace")

_TEMPLATES: Mapping[str, Text] = {
    "met_at_due": Label("render.templates.met_at_due"),
    "met_early": Label("render.templates.met_early"),
    "missed": Label("render.templates.missed"),
    "hold_kept": Label("render.templates.hold_kept"),
    "hold_broken": Label("render.templates.hold_broken"),
    "lost": Label("render.templates.lost"),
    "pace": _PACE,
    "measured": _PACE,
    "near_goal": Label("render.templates.near_goal"),
    "reversing": Label("render.templates.reversing"),
    "cap_kept": Label("render.templates.cap_kept"),
    "cap_exceeded": Label("render.templates.cap_exceeded"),
    "overshot": Label("render.templates.overshot"),
    "nothing_due_yet": Label("render.templates.nothing_due_yet"),
}
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
    elif key in _ON_THE_WAY or key not in (*_TEMPLATES, NOT_ASSESSED):
        text += against_path(assessment, language)
    if key == "measured":
        return text + against_path(assessment, language) + measured_text(assessment, language)
    return text + (way_gone(assessment, language) if key in _ON_THE_WAY else "")


def _second(assessment: Assessment, language: Language) -> str:
    if assessment.reason.key not in (*_ON_THE_WAY, NOT_ASSESSED, "hold_kept", "measured"):
        return ""
    parts = [needed(assessment, language), achieved(assessment, language), projected(assessment, language)]
    return Label("render.marks.clause").in_(language).join(part for part in parts if part)


def _flags(assessment: Assessment, language: Language) -> str:
    # How firm the verdict is has words of its own.
    words = [word(flag, language) for flag in assessment.flags if flag is not Flag.FRAGILE]
    text = Label("render.sentence.note").fill(words=words).in_(language)
    return text if words else ""


def _superseded(earlier: Assessment, language: Language) -> str:
    goal, due = goal_phrase(earlier, language), period_words(earlier.due, language)
    status = status_word(earlier.status).words.in_(language)
    return Label("render.sentence.under_goal_before_its_revision").fill(goal=goal, due=due, status=status).in_(language)


def _ended(text: str, language: Language) -> str:
    capital = text if language is Language.ZH else text[:1].upper() + text[1:]
    return Label("render.sentence.sentence").fill(capital=capital).in_(language)


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
    text = Label("render.sentence.status_by_method").fill(status=status, method=method).in_(language)
    return text[:1].upper() + text[1:]


def shortly(assessment: Assessment, language: Language) -> str:
    """The verdict with what was found and what is needed, and nothing besides."""
    parts = [_first(assessment, language), _second(assessment, language)]
    told = ("" if language is Language.ZH else " ").join(_ended(text, language) for text in parts if text)
    return verdict(assessment, language) + Label("render.marks.colon").in_(language) + told


def sentence(assessment: Assessment, language: Language) -> str:
    """The verdict and its reason: `严重滞后（schedule 法）：2021年为 20.06 亿元，…`."""
    colon = Label("render.marks.colon").in_(language)
    return verdict(assessment, language) + colon + because(assessment, language)


# Every number of an assessment with its label, as a report lists them, and those that could not be computed.

Shown = Callable[[Assessment, float, Language], str]


def _value(assessment: Assessment, value: float, language: Language) -> str:
    beside = [other for other in known(assessment.judged, assessment.goal_value) if other != value]
    return with_unit(apart(value, beside), assessment.unit)


def _gap(assessment: Assessment, value: float, language: Language) -> str:
    return signed(difference(value, assessment.unit, language))


def _share(assessment: Assessment, value: float, language: Language) -> str:
    return percent(value)


def _signed_share(assessment: Assessment, value: float, language: Language) -> str:
    return signed(percent(value))


def _ratio(assessment: Assessment, value: float, language: Language) -> str:
    return percent(value, [border for _, border in assessment.borders])


def _rate_details(assessment: Assessment, value: float, language: Language) -> str:
    return rate_short(value, assessment.rate_kind, assessment.unit, language)


def _year(assessment: Assessment, value: float, language: Language) -> str:
    return year_words(value, language)


def _baseline(assessment: Assessment, value: float, language: Language) -> str:
    period = period_words(assessment.baseline_period, language)
    text = with_unit(given(value), assessment.unit)
    return Label("render.sentence.text_period").fill(text=text, period=period).in_(language)


NUMBERS: Mapping[str, tuple[Text, Shown]] = {
    "baseline": (Label("render.numbers.baseline"), _baseline),
    "goal_value": (Label("render.numbers.goal_value"), _value),
    "path_value": (Label("render.numbers.path_value"), _value),
    "gap": (Label("render.numbers.gap"), _gap),
    "gap_share": (Label("render.numbers.gap_share"), _signed_share),
    "elapsed": (Label("render.numbers.elapsed"), _share),
    "way": (Label("render.numbers.way"), _share),
    "asked": (Label("render.numbers.asked"), _share),
    "pace_ratio": (Label("render.numbers.pace_ratio"), _ratio),
    "required_from_baseline": (Label("render.numbers.required_from_baseline"), _rate_details),
    "achieved": (Label("render.numbers.achieved"), _rate_details),
    "required_from_now": (Label("render.numbers.required_from_now"), _rate_details),
    "projection": (Label("render.numbers.projection"), _value),
    "reach": (Label("render.numbers.reach"), _year),
}


def _goal(assessment: Assessment, language: Language) -> str:
    due, goal = period_words(assessment.due, language), goal_phrase(assessment, language)
    target = assessment.target
    comma = Label("render.marks.comma").in_(language)
    kind = NATURES[target.nature].in_(language) + comma + WORDINGS[target.wording].in_(language)
    path = PATHS[target.path].in_(language) if target.path in PATHS else readable(target.path)
    text = Label("render.sentence.goal_in_full").fill(goal=goal, due=due, kind=kind, path=path)
    return text.in_(language)


def _latest(latest: Reading | Missing, assessment: Assessment, language: Language) -> str:
    if isinstance(latest, Missing):
        return word(latest, language)
    text = with_unit(reading_text(latest, (assessment.goal_value, assessment.path_value)), assessment.unit)
    period = period_words(latest.period, language)
    semicolon = Label("render.marks.semicolon").in_(language)
    made = "".join(semicolon + conversion_text(figure) for figure in latest.figures if figure.converted)
    return Label("render.sentence.of_period_made").fill(text=text, period=period, made=made).in_(language)


def conversion_text(figure: Figure) -> str:
    """What was typed and what it was read as, `12.3 亿元 = 123000 万元`; empty where nothing was converted."""
    made = figure.converted
    return f"{with_unit(made.text, made.unit)} = {with_unit(figure.text, figure.unit)}" if made else ""


def details(assessment: Assessment, language: Language) -> list[tuple[str, str]]:
    """Labels and values: the goal, the latest figure, the numbers, and those not computed with the reason."""
    pairs = [
        (Label("render.sentence.goal").in_(language), _goal(assessment, language)),
        (Label("render.sentence.latest_figure").in_(language), _latest(assessment.latest, assessment, language)),
    ]
    for name, (label, shown) in NUMBERS.items():
        value: Number = getattr(assessment, name)
        if not isinstance(value, Missing):
            pairs.append((label.in_(language), shown(assessment, value, language)))
    absent = Label("render.common.not_computed").in_(language)
    return pairs + [
        (absent, Label("render.sentence.labels_why").fill(labels=labels, why=why).in_(language))
        for why, labels in not_computed(assessment, language).items()
    ]


def not_computed(assessment: Assessment, language: Language) -> dict[str, list[str]]:
    """The labels of the numbers that are missing, by the reason in words."""
    missing: dict[str, list[str]] = {}
    for name, (label, _) in NUMBERS.items():
        value: Number = getattr(assessment, name)
        if isinstance(value, Missing):
            missing.setdefault(word(value, language), []).append(label.in_(language))
    return missing
