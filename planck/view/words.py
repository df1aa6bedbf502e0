"""The words of reports: what each status, flag, reason and kind is called in both languages."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from planck.assess.plan import Result
from planck.engine.method import METHODS
from planck.model import (
    Assessment,
    FigureStatus,
    Flag,
    Language,
    Level,
    Measure,
    Missing,
    Nature,
    Plan,
    Severity,
    Target,
    Text,
    Wording,
)
from planck.record import Record
from planck.view.numbers import clean, given
from planck.words import Label, Labels, say


class Tone(StrEnum):
    """How good what a text says is; a colour may stand beside the words, never in their place."""

    GOOD = "good"
    FAIR = "fair"
    BAD = "bad"
    NONE = "none"


# The words of the classes that published methods give, in both languages, and what each comes to.

# In the words of the sources; one id may be a class of several methods.
_CLASSES: Mapping[Level, str] = {
    Level.ACHIEVED: "target_achieved target_met_or_exceeded",
    Level.ON_TRACK: "substantial_progress significant_progress met_or_on_track substantial_or_on_track "
    "on_track_or_maintaining sun maintain rate_sufficient green",
    Level.BEHIND: "moderate_progress fair_progress moderately_improving sun_cloud accelerate rate_insufficient "
    "improved yellow",
    Level.OFF_TRACK: "limited_progress limited_or_no_progress insufficient_progress no_progress stagnating "
    "stagnation_or_regression cloud little_or_no_change orange red",
    Level.REVERSING: "moderate_deterioration significant_deterioration deterioration movement_away decreasing thunder "
    "reverse rate_wrong_way got_worse",
}
_PUBLISHED, _STATUSES = Labels("render.published"), Labels("render.statuses")
PUBLISHED: Mapping[str, tuple[Text, Level]] = {
    name: (_PUBLISHED[name], level) for level, names in _CLASSES.items() for name in names.split()
}

LEVELS = Labels("render.levels")

SYMBOLS: Mapping[Level, str] = {
    Level.ACHIEVED: "✔",
    Level.ON_TRACK: "=",
    Level.BEHIND: "-",
    Level.OFF_TRACK: "!",
    Level.REVERSING: "<",
    Level.MISSED: "✘",
    Level.NOT_ASSESSED: "?",
}


class StatusWord(Record, kw_only=False):
    """A status in words, its symbol (which tells without colour) and its tone."""

    words: Text
    symbol: str
    tone: Tone


NOT_ASSESSED = "not_assessed"

_OWN: Mapping[str, StatusWord] = {
    name: StatusWord(_STATUSES[name], symbol, tone)
    for name, symbol, tone in (
        ("achieved_early", "✔", Tone.GOOD),
        ("achieved", "✔", Tone.GOOD),
        ("ahead", "+", Tone.GOOD),
        ("on_schedule", "=", Tone.GOOD),
        ("on_track", "=", Tone.GOOD),
        ("falling_behind", "-", Tone.FAIR),
        ("behind", "-", Tone.FAIR),
        ("off_track", "!", Tone.BAD),
        ("at_risk", "!", Tone.BAD),
        ("reversing", "<", Tone.BAD),
        ("missed", "✘", Tone.BAD),
        (NOT_ASSESSED, "?", Tone.NONE),
    )
}
_TONES = {Level.ACHIEVED: Tone.GOOD, Level.ON_TRACK: Tone.GOOD, Level.BEHIND: Tone.FAIR}
# What is as bad or worse than the published classes of a level; they stand before it.
_BEFORE = {
    Level.ACHIEVED: "achieved",
    Level.ON_TRACK: "falling_behind",
    Level.BEHIND: "off_track",
    Level.OFF_TRACK: "reversing",
    Level.REVERSING: "missed",
}


def _statuses() -> dict[str, StatusWord]:
    found: dict[str, StatusWord] = {}
    for name, own in _OWN.items():
        for other, (words, level) in PUBLISHED.items():
            if _BEFORE[level] == name:
                found[other] = StatusWord(words, SYMBOLS[level], _TONES.get(level, Tone.BAD))
        found[name] = own
    return found


# Of every method, best first: the order in which they are counted, and by which one is the worst.
STATUSES: Mapping[str, StatusWord] = _statuses()

FLAGS = Labels("render.flags")
MISSING = Labels("render.missing")
MISSING_SHORT = Labels("render.missing_short")
SEVERITIES = Labels("render.severities")
FIGURE_STATUSES = Labels("render.figure_statuses")
NATURES = Labels("render.natures")
WORDINGS = Labels("render.wordings")
MEASURES = Labels("render.measures")
PATHS = Labels("render.paths")

# Where the classes and borders of a method come from; every report says so.
METHOD_SOURCES: Mapping[str, Text] = {
    "schedule": Label("render.method_sources.schedule"),
    **{name: method.source for name, method in METHODS.items() if name != "schedule"},
}

# By type: members of two enums with one value are equal to Python.
_TABLES: Mapping[type, Mapping[Any, Text]] = {
    Missing: MISSING,
    Severity: SEVERITIES,
    FigureStatus: FIGURE_STATUSES,
    Flag: FLAGS,
    Nature: NATURES,
    Wording: WORDINGS,
    Measure: MEASURES,
}


def status_word(status: str) -> StatusWord:
    """The words of a status; one that is not in the table is shown as it is."""
    return STATUSES.get(status) or StatusWord(Text(zh=readable(status), en=readable(status)), "~", Tone.NONE)


def status_rank(status: str) -> int:
    """Place from the best status (0) to the worst; unknown ones come after those known."""
    return list(STATUSES).index(status) if status in STATUSES else len(STATUSES)


def readable(key: str) -> str:
    """An id as words: underscores become spaces."""
    return clean(key).replace("_", " ")


def word(member: StrEnum, language: Language) -> str:
    """What a member of one of the model's enums is called."""
    text = _TABLES.get(type(member), {}).get(member)
    return text.in_(language) if text else readable(member.value)


def named(id_: str, name: Text, language: Language) -> str:
    """A name, cleaned; the id where there is none."""
    return clean(name.in_(language)).strip() or clean(id_)


def name_of(target: Target, language: Language) -> str:
    """The target's name, cleaned; its id when it has none."""
    return named(target.id, target.name, language)


def title_of(plan: Plan, language: Language) -> str:
    """The plan's title, cleaned; its id when it has none."""
    return named(plan.id, plan.title, language)


def label_of(assessment: Assessment, language: Language, *, regions: bool) -> str:
    """The target's name, with the region where there are several."""
    name = name_of(assessment.target, language)
    return f"{name} · {clean(assessment.region)}" if regions else name


def several_regions(assessments: Sequence[Assessment]) -> bool:
    """Whether the names need their region beside them."""
    return len({assessment.region for assessment in assessments}) > 1


def need_regions(result: Result) -> bool:
    """Whether names need their region beside them; of several plans, each of which is named, only within one."""
    return any(several_regions(plan.assessments) for plan in result.plans)


def language_of(result: Result, wanted: Language | None) -> Language:
    """The language asked for, else that of the first plan, else Chinese (the plans are)."""
    return language_of_plans([plan.plan for plan in result.plans], wanted)


def language_of_plans(plans: Sequence[Plan], wanted: Language | None) -> Language:
    """The same for plans alone."""
    return wanted or (plans[0].language if plans else Language.ZH)


# Which methods gave the verdicts, with which borders, and where those come from.

Borders = tuple[tuple[str, float], ...]


def borders_text(borders: Borders, language: Language) -> str:
    """The borders by the status that begins there: `快于预期 1.05，基本符合预期 0.95`."""
    named = (f"{clean(status_word(name).words.in_(language))} {given(border)}" for name, border in borders)
    return say("render.marks.comma", language).join(named)


def method_lines(assessments: Sequence[Assessment], language: Language) -> list[str]:
    """One sentence for each method used, in the order of first use: its borders and their source."""
    lines = []
    uses = ((each.method, each.borders, bool(each.target.method.borders)) for each in assessments)
    for method, borders, by_plan in dict.fromkeys(uses):
        words = {
            "method": clean(method),
            "numbers": borders_text(borders, language) or Label("render.words.none"),
            "said": METHOD_SOURCES.get(method) or Label("render.words.see_methods_documentation"),
            "by_plan": Label("render.words.this_plan_sets_borders_of") if by_plan else "",
        }
        lines.append(say("render.words.method_borders", language, **words))
    return lines
