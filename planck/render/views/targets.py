"""The table of targets: each whole, and under it its parts; what the numbers are is said once, below it."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from planck.model import Assessment, Flag, Language, Missing, Number, RateKind, Text
from planck.render.document import Cell, Column, Table
from planck.view.numbers import NOTHING, apart, given, rate_short, unit_text
from planck.view.sentence import goal_short, judged_text, known
from planck.view.words import MISSING_SHORT, label_of, several_regions, status_word
from planck.words import Label

Outline = tuple[tuple[int, Assessment], ...]
Key = tuple[str, str]
Pieces = tuple[str, ...]
DEEPEST = 3


def _key(assessment: Assessment) -> Key:
    return assessment.region, assessment.target.id


def _whole(assessment: Assessment) -> Key:
    return assessment.region, assessment.target.part_of


def _parts(assessments: Sequence[Assessment]) -> tuple[list[int], dict[Key, list[int]]]:
    """Indices of those that stand for themselves, and of the parts of each whole."""
    present = {_key(assessment) for assessment in assessments}
    alone: list[int] = []
    parts: dict[Key, list[int]] = defaultdict(list)
    for index, assessment in enumerate(assessments):
        is_part = assessment.target.part_of and _whole(assessment) in present
        (parts[_whole(assessment)] if is_part else alone).append(index)
    return alone, parts


def outline(assessments: Sequence[Assessment]) -> Outline:
    """Every assessment once with its depth (0 for a whole); parts follow their whole, otherwise the order is kept."""
    alone, parts = _parts(assessments)
    depths: dict[int, int] = {}
    # The second round shows what is only part of itself, round a circle.
    for start in (*alone, *range(len(assessments))):
        waiting = [(start, 0)]
        while waiting:
            index, depth = waiting.pop()
            if index not in depths:
                depths[index] = depth
                below = reversed(parts[_key(assessments[index])])
                waiting.extend((part, depth + 1) for part in below)
    return tuple((depth, assessments[index]) for index, depth in depths.items())


# The columns of goal and latest figure get room first, where a second line is most common, then the status.
HEADERS: tuple[tuple[Text, int], ...] = (
    (Label("render.headers.indicator"), 9),
    (Label("render.headers.base"), 4),
    (Label("render.headers.goal"), 2),
    (Label("render.headers.latest"), 1),
    (Label("render.headers.path"), 4),
    (Label("render.headers.plan_yr"), 4),
    (Label("render.headers.need_yr"), 4),
    (Label("render.headers.status"), 3),
)

LEGEND = Label("render.targets.legend")


def targets_table(assessments: Sequence[Assessment], language: Language) -> tuple[Table, ...]:
    """A row a target: base, goal, latest figure, path, the paces, and the status; none without targets."""
    regions = several_regions(assessments)
    rows = tuple(row(each, depth, language, regions=regions) for depth, each in outline(assessments))
    last = len(HEADERS) - 1
    columns = tuple(
        Column(title=title.in_(language), number=0 < at < last, turn=turn) for at, (title, turn) in enumerate(HEADERS)
    )
    part = Label("render.targets.of_which").in_(language)
    return (Table(columns=columns, rows=rows, part=part),) if rows else ()


def row(assessment: Assessment, depth: int, language: Language, *, regions: bool) -> tuple[Cell, ...]:
    """One target as the cells of the table."""
    name, unit = label_of(assessment, language, regions=regions), unit_text(assessment.unit)
    status = status_word(assessment.status)
    in_unit = Label("render.common.unit_in_brackets").fill(unit=unit).in_(language) if unit else ""
    assumed = (Label("render.targets.assumed").in_(language),) if Flag.ASSUMED in assessment.flags else ()
    said = (f"{status.symbol} {status.words.in_(language)}", *assumed)
    return (
        Cell(pieces=(name + in_unit,), depth=min(depth, DEEPEST)),
        *(Cell(pieces=pieces) for pieces in _numbers(assessment, language)),
        Cell(pieces=said, tone=status.tone),
    )


def _numbers(assessment: Assessment, language: Language) -> tuple[Pieces, ...]:
    beside = known(assessment.judged)
    path = _pieces(assessment.path_value, language, lambda value: (apart(value, beside),))
    needed = _rate(assessment.required_from_now, assessment, language)
    return (
        _pieces(assessment.baseline, language, lambda value: (given(value),)),
        goal_short(assessment.goal, language),
        _latest(assessment, language),
        (NOTHING,) if _after_latest(assessment.path_value, assessment) else path,
        _rate(assessment.required_from_baseline, assessment, language),
        (NOTHING,) if _after_latest(assessment.required_from_now, assessment) else needed,
    )


def _pieces(value: Number, language: Language, shown: Callable[[float], Pieces]) -> Pieces:
    if isinstance(value, Missing):
        return tuple(MISSING_SHORT[value].in_(language).split(" "))
    return shown(value)


def _after_latest(value: Number, assessment: Assessment) -> bool:
    """Whether a number is missing for want of a figure, which the column of the latest figure already says."""
    return isinstance(value, Missing) and value == assessment.latest


def _rate(value: Number, assessment: Assessment, language: Language) -> Pieces:
    def shown(rate: float) -> Pieces:
        # The unit stands with the name.
        text = rate_short(rate, assessment.rate_kind, "", language)
        # A growth rate stays in one piece, so that `16.50 %` can be searched for.
        return (text,) if assessment.rate_kind is RateKind.GROWTH else tuple(text.split(" "))

    return _pieces(value, language, shown)


def _latest(assessment: Assessment, language: Language) -> Pieces:
    latest = assessment.latest
    if isinstance(latest, Missing):
        return _pieces(latest, language, lambda value: ())
    return judged_text(assessment), f"({latest.period.label})"
