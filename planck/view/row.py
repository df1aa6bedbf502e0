"""A target in one line: where it stands, and every number of it rounded and worded once."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Self

import numpy as np

from planck.engine.outcome import meets
from planck.model import (
    Assessment,
    Flag,
    Language,
    Missing,
    Nature,
    Number,
    Period,
    Quantity,
    Reading,
)
from planck.record import Record
from planck.view.goal import goal_short, is_rank, place_words, shown
from planck.view.numbers import (
    NOTHING,
    apart,
    clean,
    difference,
    few,
    fixed,
    given,
    number,
    period_words,
    places,
    rate_short,
    same,
    unit_text,
)
from planck.view.sentence import judged_text, known
from planck.view.words import MISSING_SHORT, NOT_ASSESSED, Tone, name_of, status_rank, status_word
from planck.words import Label, Labels, say

DERIVED, ASSUMED, SOFT = "*", "#", "^"
_ABSENT = (Missing.NO_FIGURE, Missing.NO_FIGURE_AFTER_BASELINE)
_NO_COMMAS = str.maketrans("", "", ", ")


class Standing(StrEnum):
    """What a reader has to do about a target; `short`: it goes well, and its pace leads nowhere near the goal."""

    MET = "met"
    ON_WAY = "on_way"
    SHORT = "short"
    ACT = "act"
    UNJUDGED = "unjudged"
    NO_FIGURE = "no_figure"

    @property
    def needs_action(self) -> bool:
        """Whether it has a row among those that somebody has to act on."""
        return self in (Standing.SHORT, Standing.ACT)


def arrives(assessment: Assessment) -> bool | None:
    """Whether the goal is met, or is at its date when all goes on as so far; None where that cannot be told."""
    if assessment.status == NOT_ASSESSED:
        return None
    if status_word(assessment.status).symbol in "✔✘":
        return status_word(assessment.status).symbol == "✔"
    value = assessment.projection
    if isinstance(value, Missing):
        return False if assessment.reach is Missing.NEVER_AT_THIS_PACE else None
    low = -np.inf if assessment.goal_low is None else assessment.goal_low
    high = np.inf if assessment.goal_high is None else assessment.goal_high
    return bool(meets(np.array(value), np.array(low), np.array(high), strict=assessment.goal.strict))


def standing(assessment: Assessment) -> Standing:
    """Where a target stands."""
    if assessment.status == NOT_ASSESSED:
        return Standing.NO_FIGURE if assessment.latest in _ABSENT else Standing.UNJUDGED
    status = status_word(assessment.status)
    if status.symbol == "✔":
        return Standing.MET
    if status.tone is not Tone.GOOD:
        return Standing.ACT
    return Standing.SHORT if arrives(assessment) is False else Standing.ON_WAY


def urgency(assessment: Assessment) -> tuple[int, bool, float, float]:
    """The order of rows: the worst status first, within it binding goals, then the slowest, then the furthest away."""
    pace, away = assessment.pace_ratio, assessment.gap_share
    binding = assessment.target.nature is Nature.BINDING
    slow = np.inf if isinstance(pace, Missing) else pace
    return -status_rank(assessment.status), not binding, slow, 0.0 if isinstance(away, Missing) else -abs(away)


class Heads(Record):
    """The labels that stand once over a column, for all the rows that share them; empty where none is shared.

    plans: the rows are of several plans, and each has to name its own.
    """

    base: str = ""
    latest: str = ""
    due: str = ""
    plans: bool = False

    @classmethod
    def of(cls, assessments: Sequence[Assessment], *, plans: bool = False) -> Self:
        """The most common period of each kind."""
        latest = (each.latest.period for each in assessments if isinstance(each.latest, Reading))
        return cls(
            base=_most_common(each.baseline_period for each in assessments),
            latest=_most_common(latest),
            due=_most_common(each.due for each in assessments),
            plans=plans,
        )


def _most_common(periods: Iterable[Period]) -> str:
    counts = Counter(period.label for period in periods)
    return counts.most_common(1)[0][0] if counts else ""


class Field(StrEnum):
    """What stands in a column."""

    STATUS = "status"
    BASE = "base"
    LATEST = "latest"
    PATH = "path"
    GOAL = "goal"
    LEVEL = "level"
    MADE = "made"
    NEEDED = "needed"
    LEADS = "leads"
    MISS = "miss"
    AHEAD = "ahead"


_TITLES = Labels("view.heads")


def title_of(column: Field, heads: Heads, language: Language) -> str:
    """The title of a column: the period that its rows share, else its name."""
    shared = {Field.BASE: heads.base, Field.LATEST: heads.latest}.get(column, "")
    return shared or _TITLES[column].in_(language)


class Row(Record):
    """One target in one region, in words; a number that is missing says so in its place.

    name: with its region where there are several. base, goal and level are in pieces: their period follows where it is
    not that of the heads; older: the period of the latest figure where that is another. goal: as the plan says it;
    level: as a value. leads: where this pace leads by the goal's date; miss: by how much that misses it, empty where it
    does not; ahead: both.
    """

    plan: str
    target: str
    region: str
    name: str
    unit: str
    binding: bool
    standing: Standing
    status: str
    symbol: str
    tone: Tone
    base: tuple[str, ...]
    latest: str
    path: str
    goal: tuple[str, ...]
    level: tuple[str, ...]
    made: str
    needed: str
    leads: str
    miss: str
    ahead: tuple[str, ...]
    base_period: str
    latest_period: str
    older: str
    due: str
    derived: bool
    assumed: bool
    soft: bool

    def pieces(self, column: Field) -> tuple[str, ...]:
        """What stands in a column, in pieces that do not break."""
        if column is Field.STATUS:
            return (f"{self.symbol} {self.status}",)
        text: str | tuple[str, ...] = getattr(self, column)
        return tuple(text for text in (text if isinstance(text, tuple) else (text,)) if text)

    @property
    def goal_text(self) -> str:
        """The goal on one line."""
        return " ".join(self.goal)

    @property
    def marks(self) -> str:
        """What the latest figure is marked with."""
        return _marks(derived=self.derived, assumed=self.assumed, soft=self.soft)

    def label(self, language: Language) -> str:
        """The name with its mark, its unit, and the year of an older figure: `单耗【约束性】，吨/万元（2023年）`."""
        mark = say("view.row.binding", language) if self.binding else ""
        in_unit = say("view.row.in_unit", language, unit=self.unit) if self.unit else ""
        return self.name + mark + in_unit + self.year(language)

    def year(self, language: Language) -> str:
        """The year of an older figure in brackets."""
        return say("view.row.older", language, label=self.older) if self.older else ""


def row(assessment: Assessment, plan: str, heads: Heads, language: Language, *, regions: bool) -> Row:
    """A target as a row under the heads."""
    told = shown(assessment, language)
    status, latest, stands = status_word(told.status), told.latest, standing(assessment)
    words = Label("view.row.short_status").fill(status=status.words) if stands is Standing.SHORT else status.words
    period = latest.period.label if isinstance(latest, Reading) else ""
    of_period = period_words(latest.period, language) if isinstance(latest, Reading) else ""
    leads, miss = _ahead(told, language)
    return Row(
        plan=plan,
        target=told.target.id,
        region=told.region,
        name=name_in(told, language, regions=regions, plan=plan if heads.plans else ""),
        unit=unit_text(told.unit),
        binding=told.target.nature is Nature.BINDING,
        standing=stands,
        status=words.in_(language),
        symbol=status.symbol,
        tone=status.tone,
        base=_dated(_cell(told.baseline, language, given), told.baseline_period.label, heads.base, language),
        latest=_latest(told, language),
        path=_cell(told.path_value, language, lambda value: apart(value, known(told.judged))),
        goal=_dated(_goal(told, language), told.due.label, heads.due, language),
        level=_dated(_level(told, language), told.due.label, heads.due, language),
        made=pace_text(told.achieved, told, "", language),
        needed=pace_text(told.required_from_now, told, "", language),
        leads=leads,
        miss=miss,
        ahead=(say("view.row.and_miss", language, leads=leads), miss) if miss else (leads,),
        base_period=told.baseline_period.label,
        latest_period=period,
        older="" if period == heads.latest else of_period,
        due=told.due.label,
        derived=Flag.DERIVED in told.flags,
        assumed=Flag.ASSUMED in told.flags,
        soft=_is_soft(told),
    )


def _is_soft(told: Assessment) -> bool:
    return Flag.ESTIMATED in told.flags or Flag.PRELIMINARY in told.flags


def _marks(*, derived: bool, assumed: bool, soft: bool) -> str:
    """What a figure is marked with: made by a formula, made up, or not final."""
    return DERIVED * derived + ASSUMED * assumed + SOFT * soft


def name_in(assessment: Assessment, language: Language, *, regions: bool, plan: str = "") -> str:
    """The target's name, with the region and the plan where there are several."""
    name = name_of(assessment.target, language)
    if regions:
        name = say("view.row.of_region", language, name=name, region=clean(assessment.region))
    return say("view.row.of_plan", language, name=name, plan=clean(plan)) if plan else name


def _dated(text: str | tuple[str, ...], label: str, head: str, language: Language) -> tuple[str, ...]:
    """The pieces of a text, with the period that it is of where that is another one than over the column."""
    pieces = text if isinstance(text, tuple) else (text,)
    if not label or label == head or pieces == (NOTHING,):
        return pieces
    return (*pieces, say("view.row.of_year", language, label=label))


def _cell(value: Number, language: Language, said: Callable[[float], str]) -> str:
    """A number, or in two words why there is none; a dash where it is missing with the figure itself."""
    if isinstance(value, Missing):
        return NOTHING if value in _ABSENT else MISSING_SHORT[value].in_(language)
    return said(value)


def _latest(told: Assessment, language: Language) -> str:
    if isinstance(told.latest, Missing):
        return MISSING_SHORT[told.latest].in_(language)
    flags = told.flags
    marks = _marks(derived=Flag.DERIVED in flags, assumed=Flag.ASSUMED in flags, soft=_is_soft(told))
    return (judged_text(told) or MISSING_SHORT[Missing.NOT_COMPARABLE].in_(language)) + marks


def _goal(told: Assessment, language: Language) -> tuple[str, ...]:
    """The goal as the plan says it, with the level that it comes to: `年均`, `≥15 %`, `（40.23）`; before it the
    one that was revised: `≥40 →`, `≥31`.
    """
    first = [goal_short(earlier.goal, language)[-1] for earlier in told.superseded[:1] if earlier.goal != told.goal]
    pieces = (*(f"{goal}{_TO}" for goal in first), *goal_short(told.goal, language))
    if _is_level(told) or isinstance(told.goal_value, Missing):
        return pieces
    return (*pieces, say("view.row.as_level", language, level=number(told.goal_value)))


_TO = " →"


def _level(told: Assessment, language: Language) -> tuple[str, ...]:
    """The goal as a value, so that it can be held against the others of the row: `≥40.23`."""
    if _is_level(told) or isinstance(told.goal_value, Missing):
        return goal_short(told.goal, language)[-1:]
    return ((_AT_MOST if told.goal_low is None else _AT_LEAST) + number(told.goal_value),)


_AT_LEAST, _AT_MOST = "≥", "≤"


def _is_level(told: Assessment) -> bool:
    return told.goal.quantity in (Quantity.LEVEL, Quantity.TOTAL)


def pace_text(value: Number, told: Assessment, unit: str, language: Language) -> str:
    """A yearly pace, an amount in `unit`; that of a rank is in places up or down."""

    def said(pace: float) -> str:
        if not is_rank(told):
            return rate_short(pace, told.rate_kind, unit, language)
        if pace == 0:
            return say("view.row.no_place", language)
        words = Label("view.row.places_up") if pace < 0 else Label("view.row.places_down")
        return words.fill(amount=number(abs(pace))).in_(language)

    return _cell(value, language, said)


def _ahead(told: Assessment, language: Language) -> tuple[str, str]:
    """The value at the goal's date at this pace, or the one that missed it then; and what it lacks."""
    symbol = status_word(told.status).symbol
    value = told.judged if symbol == "✘" else told.projection
    if symbol == "✔" or isinstance(value, Missing) or told.goal.series:
        return NOTHING, ""
    under = told.goal_low is not None and value < told.goal_low
    bound = told.goal_low if under or told.goal_high is None else told.goal_high
    if bound is None or arrives(told) is not False:
        return few(value, known(told.judged)), ""
    printed = judged_text(told) if symbol == "✘" and value != bound else ""
    leads = printed or few(value, (bound,))
    goal = given(bound) if bound in (told.goal.low, told.goal.high) else number(bound)
    if same(value, bound):
        return leads, say("view.row.equal", language)
    amount = _between(leads, goal) or difference(abs(bound - value), "", language)
    if is_rank(told):
        amount = place_words(bound - value).in_(language)
    side = Label("view.row.short") if under or is_rank(told) else Label("view.row.over")
    return leads, side.fill(amount=amount).in_(language)


def _between(one: str, other: str) -> str:
    """The difference of two printed numbers, so that a reader who subtracts them gets it; empty where none can."""
    try:
        first, second = (Decimal(text.translate(_NO_COMMAS)) for text in (one, other))
    except InvalidOperation:
        return ""
    apart_by = abs(first - second)
    return fixed(apart_by, places(apart_by), trim=True) if apart_by else ""
