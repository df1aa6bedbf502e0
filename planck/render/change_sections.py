"""The changes as sections of lines, for every format that shows them in full."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planck.model import Language, Text
from planck.model.change import Aspect, Changes, FigureChange, SeriesEvent
from planck.render.changes import coverage_line, figure_line, flip_line, score_line, series_line, target_line

# Of a change of this sort no more than so many figures are listed one by one.
MOST = 20


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines, and how many more there are."""

    title: Text
    lines: tuple[str, ...]
    more: int = 0


def sections(changes: Changes, language: Language, most: int = MOST) -> tuple[Section, ...]:
    """What it does to the verdicts first, then what was changed; only sections that have something to say."""
    titles = {
        Text(zh="状态变化", en="Statuses"): (flip_line(flip, language) for flip in changes.flips),
        Text(zh="得分和位次", en="Scores and ranks"): (score_line(move, language) for move in changes.scores),
        Text(zh="覆盖", en="Coverage"): (coverage_line(one, language) for one in changes.coverage),
        Text(zh="目标", en="Targets"): (target_line(change, language) for change in changes.targets),
        Text(zh="指标", en="Series"): (series_line(change, language) for change in changes.series),
        Text(zh="数据", en="Figures"): (figure_line(change, language) for change in told_singly(changes)),
    }
    found = (_section(title, lines, most) for title, lines in titles.items())
    return tuple(section for section in found if section.lines)


def _section(title: Text, lines: Iterable[str], most: int) -> Section:
    said = [line for line in lines if line]
    return Section(title, tuple(said[:most]), max(0, len(said) - most))


def told_singly(changes: Changes) -> Iterator[FigureChange]:
    """The figures that no line about their whole series tells of."""
    whole = {
        SeriesEvent.VANISHED: Aspect.REMOVED,
        SeriesEvent.APPEARED: Aspect.ADDED,
        SeriesEvent.RENAMED: Aspect.RENAMED,
    }
    told = {(whole[one.event], one.region, one.old or one.new) for one in changes.series}
    for change in changes.figures:
        figure = change.old or change.figure
        if not (len(change.aspects) == 1 and (change.aspects[0], figure.region, figure.indicator) in told):
            yield change
