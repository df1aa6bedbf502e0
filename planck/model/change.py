"""What is different between two states of a plan and its figures, and verdicts or scores at several times."""

from datetime import date
from enum import StrEnum

from planck.model.assessment import Assessment, Level
from planck.model.figures import Figure, Input, Period
from planck.model.finding import Finding, Place
from planck.model.plan import Target
from planck.record import Record
from planck.words import Language, Text


class Aspect(StrEnum):
    """What of a figure changed. `republished`: a new vintage that stands beside the older ones.

    `contradicted`: beside it stands another value of the same vintage, so that none can be used; `repeated`: it stands
    twice with one value.
    """

    ADDED = "added"
    REMOVED = "removed"
    REVISED = "revised"
    REPUBLISHED = "republished"
    CONTRADICTED = "contradicted"
    REPEATED = "repeated"
    RENAMED = "renamed"
    MOVED = "moved"
    UNIT = "unit"
    SOURCE = "source"
    STATUS = "status"
    PUBLISHED = "published"


class Effect(StrEnum):
    """What an edit does to what is asked for."""

    WEAKENED = "weakened"
    TIGHTENED = "tightened"
    CHANGED = "changed"


class Attribution(StrEnum):
    """How the causes of a flip work: each of them alone gives the new status; or only all of them do, and without any
    one the old status stays (needed), or without some yet another comes out (together).
    """

    ALONE = "alone"
    NEEDED = "needed"
    TOGETHER = "together"


class FlipKind(StrEnum):
    """Which way a status went."""

    WORSE = "worse"
    BETTER = "better"
    NEWLY_ASSESSED = "newly_assessed"
    NO_LONGER_ASSESSED = "no_longer_assessed"
    OTHER_METHOD = "other_method"


class Origin(StrEnum):
    """Where a flip comes from."""

    NEW_FIGURE = "new_figure"
    REVISION = "revision"
    CONTRADICTION = "contradiction"
    REMOVAL = "removal"
    RENAMING = "renaming"
    UNIT = "unit"
    PLAN = "plan"
    TIME = "time"
    SEVERAL = "several"


class FigureChange(Record):
    """One figure before and after; None on the side where it is not there.

    `previous`: the older vintage that a republished figure takes the place of, or the figure that it contradicts or
    repeats. `usual`: the median size of the known
    revisions of this series (share of the value, 0..1), `usual_of` how many those are; None where none is known.
    """

    old: Figure | None
    new: Figure | None
    aspects: tuple[Aspect, ...]
    previous: Figure | None = None
    usual: float | None = None
    usual_of: int = 0

    @property
    def figure(self) -> Figure:
        """The figure as it is now, else as it was."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def before(self) -> float | None:
        """The value that stood before it."""
        figure = self.old or self.previous
        beside = {Aspect.CONTRADICTED, Aspect.REPEATED} & set(self.aspects)
        return figure.value if figure and not beside else None

    @property
    def difference(self) -> float | None:
        """New less old, in the unit; None where one of them is missing or the units differ."""
        if self.new is None or self.new.value is None or self.before is None or Aspect.UNIT in self.aspects:
            return None
        return self.new.value - self.before

    @property
    def relative(self) -> float | None:
        """The difference as a share of the old value; None from zero."""
        return None if self.difference is None or not self.before else self.difference / abs(self.before)

    @property
    def is_revision(self) -> bool:
        """Whether a value that stood is another one now."""
        return Aspect.REVISED in self.aspects or Aspect.REPUBLISHED in self.aspects


class SeriesEvent(StrEnum):
    """What became of a whole series."""

    VANISHED = "vanished"
    RENAMED = "renamed"
    APPEARED = "appeared"


class SeriesChange(Record):
    """A series that is gone, new, or goes by another name. `shared` of its `count` figures are the same in both.

    was: the region and the indicator that its old figures name.
    """

    event: SeriesEvent
    region: str
    old: str
    new: str
    count: int
    shared: int = 0
    was: tuple[str, str] = ("", "")
    place: Place


class Edit(Record):
    """One field of a target, an indicator or a plan, before and after, as text."""

    field: str
    old: str
    new: str
    effect: Effect = Effect.CHANGED


class TargetEvent(StrEnum):
    """What became of a target."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"


class TargetChange(Record):
    """A target (or, with `target` None, the plan or an indicator as such) that was added, removed or edited."""

    plan: str
    event: TargetEvent
    name: Text
    target: Target | None
    edits: tuple[Edit, ...] = ()
    place: Place

    @property
    def effect(self) -> Effect:
        """Weakened when any edit weakens it, else tightened when any tightens it."""
        effects = {edit.effect for edit in self.edits}
        return next((one for one in (Effect.WEAKENED, Effect.TIGHTENED) if one in effects), Effect.CHANGED)


class Cause(Record):
    """A change that a flip comes from.

    figures: the changed figures, of which several are one cause where there are very many; figure: the only one.
    """

    origin: Origin
    figure: FigureChange | None = None
    edit: Edit | None = None
    figures: tuple[FigureChange, ...] = ()


class Flip(Record):
    """A status that is another one now. `classes`: steps of the method towards the worse (below 0: better), None
    where one side is not assessed or judged by another method. `rounding`: within the printed digits of the newest
    figure the old status would still be possible.
    """

    plan: str
    target: Target
    region: str
    before: Assessment | None
    after: Assessment | None
    old: str
    new: str
    kind: FlipKind
    classes: int | None
    causes: tuple[Cause, ...]
    attribution: Attribution
    rounding: bool = False

    @property
    def origin(self) -> Origin:
        """The one sort of change that it comes from, or several."""
        origins = {cause.origin for cause in self.causes}
        return origins.pop() if len(origins) == 1 else Origin.SEVERAL


class ScoreMove(Record):
    """A score, and a rank where there is one, before and after; and the domains that moved, the largest first."""

    plan: str
    region: str
    old: float | None
    new: float | None
    old_rank: float | None = None
    new_rank: float | None = None
    parts: tuple[tuple[str, float], ...] = ()


class Coverage(Record):
    """How many verdicts of a plan could be given, before and after; None: the plan is new."""

    plan: str
    old: tuple[int, int] | None
    new: tuple[int, int]

    @property
    def shares(self) -> tuple[float | None, float | None]:
        """Assessed among all, 0..1, before and after; None where there is nothing to assess."""
        old = self.old[0] / self.old[1] if self.old and self.old[1] else None
        return old, self.new[0] / self.new[1] if self.new[1] else None


class Base(Record):
    """What a run is compared with: a name for people, and the commit where it is one.

    `tip` is the day of the newer commit, None where the newer side is no commit. `asked`: what the caller named it by.
    """

    label: str
    commit: str = ""
    tip: date | None = None
    asked: str = ""


class Changes(Record):
    """Everything that differs from the base, in the order of the figures and of the plans.

    come, gone: periods that only one side has any figure of. partly: something could not be read and is left out.
    """

    base: Base
    partly: bool = False
    figures: tuple[FigureChange, ...] = ()
    series: tuple[SeriesChange, ...] = ()
    targets: tuple[TargetChange, ...] = ()
    flips: tuple[Flip, ...] = ()
    scores: tuple[ScoreMove, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    come: tuple[Period, ...] = ()
    gone: tuple[Period, ...] = ()

    def count(self, *aspects: Aspect) -> int:
        """How many figures changed in any of these respects."""
        return sum(bool(set(aspects) & set(change.aspects)) for change in self.figures)

    @property
    def nothing(self) -> bool:
        """Whether both sides say the same."""
        return not (self.figures or self.series or self.targets or self.flips or self.scores)


class RecordedReason(Record):
    """Why a published figure was changed: one row of the record beside the figures. `new` None: it was withdrawn."""

    indicator: str
    region: str
    period: str
    old: float | None
    new: float | None
    reason: str
    source: str = ""
    on: date | None = None
    place: Place


# Verdicts or scores of the same things at several times, side by side.


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
