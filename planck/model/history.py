"""Verdicts or scores of the same things at several times, side by side."""

from planck.model.assessment import Level
from planck.model.figures import Input
from planck.model.finding import Finding
from planck.record import Record
from planck.words import Language, Text


class Moment(Record):
    """What was said at one time. status: the class, or the grade of a score; level: what a class comes to.

    number: the figure that was judged, or the score; None where there is none. period: of that figure. rank: of a
    score. flags: as in an assessment.
    """

    when: str
    status: str
    level: Level | None = None
    number: float | None = None
    period: str = ""
    rank: float | None = None
    flags: tuple[str, ...] = ()


class Line(Record):
    """One target of a plan in a region, or one unit of a model: `of` is the plan or model, `id` the target."""

    of: str
    id: str
    name: Text
    region: str
    unit: str
    moments: tuple[Moment, ...]

    @property
    def change(self) -> float | None:
        """From the first number to the last; None without both."""
        first, last = self.moments[0].number, self.moments[-1].number
        return None if first is None or last is None else last - first


class History(Record):
    """Lines over the same times, the oldest first; and what was read and found on the way.

    digits: how many decimals scores are printed with; None where the numbers are figures. language: that of the plan or
    model.
    """

    times: tuple[str, ...]
    lines: tuple[Line, ...]
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    version: str
    digits: int | None = None
    language: Language = Language.ZH

    @property
    def judged(self) -> int:
        """How many moments have a number."""
        return sum(moment.number is not None for line in self.lines for moment in line.moments)
