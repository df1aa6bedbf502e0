"""The smallest change of a figure that gives another status, found by judging it again."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec.structs import replace

from planck.engine.measured import Floats
from planck.engine.method import NOT_ASSESSED, Words
from planck.engine.outcome import Course, Outcome, Series
from planck.engine.outlook.forecast import Rows
from planck.record import Record

# The same question with other numbers: copies of regions, their latest figure or baseline moved, judged at once.


class Question(Record):
    """What was asked: a course, a series, the time of judgement, and the method as a function to statuses.

    column: of the judged figure, per region (R,).
    """

    course: Course
    series: Series
    as_of: float
    statuses: Callable[[Outcome], Words]
    column: Rows

    def moved(self, rows: Rows, by: Floats, start: Floats | None = None) -> Words:
        """The statuses of copies (N,) of the regions `rows`, the judged figure moved by `by`, the baseline by `start`.

        NaN in `by` takes the figure away. One call of the engine, however many copies.
        """
        values = self.series.values[rows]
        values[np.arange(len(rows)), self.column[rows]] += by
        baseline, low, high = (
            self._each(part)[rows] for part in (self.course.baseline, self.course.low, self.course.high)
        )
        course = replace(self.course, baseline=baseline if start is None else baseline + start, low=low, high=high)
        series = replace(self.series, values=values, estimated=self.series.estimated[rows])
        return self.statuses(Outcome(course, series, self.as_of))

    def _each(self, part: Floats) -> Floats:
        return np.broadcast_to(part, (len(self.series.values),))


# Every step up to this many, then ever wider ones.
NEAR = 16
WIDENING = 1.5
MOST_STEPS = 1 << 50
# Copies of one round, shared by all searches, as many as cost about what a round itself does; at least a few each.
COPIES = 512
FEWEST = 8


class Grid(Record):
    """The printed numbers around a figure: `whole` units of the last digit, which is 10 ** -`digits`."""

    whole: int
    digits: int

    @property
    def step(self) -> float:
        """The unit of the last digit."""
        return replace(self, whole=0).at(1)

    def at(self, steps: int) -> float:
        """The number that many steps on, as if it had been printed."""
        number = self.whole + steps
        return number / 10**self.digits if self.digits >= 0 else float(number * 10**-self.digits)

    def steps_to(self, value: float) -> int:
        """The signed steps to the last number on the grid not beyond `value`."""
        return int(np.floor(value * 10.0**self.digits)) - self.whole


class Search(Record):
    """One search: a region's row, its grid and status, the side (+1 or -1), and how many steps make sense.

    A figure that could not be judged at all is no other verdict, so `not_assessed` never counts as a flip.
    landmarks: steps at which the status is likely to change and narrow bands begin, so that none is jumped over.
    """

    row: int
    grid: Grid
    status: str
    side: int
    most: int
    landmarks: tuple[int, ...] = ()


class Found(Record, kw_only=False):
    """The first step (from 1) with another status, and that status."""

    steps: int
    status: str


class _Bracket(Record, kw_only=False):
    # The last step known to keep the status, the first known to change it (0: none yet), and what it changes to.
    keeps: int
    changes: int = 0
    status: str = ""


def flips(question: Question, searches: Sequence[Search]) -> list[Found | None]:
    """For every search the nearest flip, None where nothing within its steps changes the status.

    Looks at every step close by, at the landmarks, and at ever wider distances; then narrows the first gap in which
    the status changes until its ends are neighbours. So the flip is exact, and it is the nearest one unless a status
    changes and changes back between two places that were looked at.
    """
    probes = [_first(search) for search in searches]
    brackets = _narrowed(question, searches, [_Bracket(0)] * len(searches), probes)
    share = max(FEWEST, COPIES // max(1, len(searches)))
    while any(_open(bracket) for bracket in brackets):
        probes = [_between(bracket, share) if _open(bracket) else [] for bracket in brackets]
        brackets = _narrowed(question, searches, brackets, probes)
    return [Found(bracket.changes, bracket.status) if bracket.changes else None for bracket in brackets]


def _open(bracket: _Bracket) -> bool:
    return bracket.changes > bracket.keeps + 1


def _first(search: Search) -> list[int]:
    steps = set(range(1, NEAR + 1)) | {search.most}
    distance = float(NEAR)
    while distance < search.most:
        distance *= WIDENING
        steps.add(int(distance))
    for landmark in search.landmarks:
        steps |= {landmark - 1, landmark, landmark + 1}
    return sorted(step for step in steps if 0 < step <= search.most)


def _between(bracket: _Bracket, share: int) -> list[int]:
    inside = bracket.changes - bracket.keeps - 1
    if inside <= share:
        return list(range(bracket.keeps + 1, bracket.changes))
    width = bracket.changes - bracket.keeps
    return [bracket.keeps + width * part // (share + 1) for part in range(1, share + 1)]


def _narrowed(
    question: Question, searches: Sequence[Search], brackets: Sequence[_Bracket], probes: Sequence[list[int]]
) -> list[_Bracket]:
    # One engine call for the probes of all searches.
    rows = np.repeat([search.row for search in searches], [len(each) for each in probes]).astype(np.intp)
    if not rows.size:
        return list(brackets)
    by = [
        search.grid.at(search.side * step) - search.grid.at(0)
        for search, each in zip(searches, probes, strict=True)
        for step in each
    ]
    statuses = iter(question.moved(rows, np.array(by)).tolist())
    found = []
    for search, bracket, each in zip(searches, brackets, probes, strict=True):
        found.append(_updated(bracket, search.status, [(step, next(statuses)) for step in each]))
    return found


def _updated(bracket: _Bracket, status: str, seen: list[tuple[int, str]]) -> _Bracket:
    keeps = bracket.keeps
    for step, other in seen:
        if other not in (status, NOT_ASSESSED):
            return _Bracket(keeps, step, other)
        keeps = step
    return replace(bracket, keeps=keeps)
