"""Changes as JSON."""

from planck.gate.telling import causes_text
from planck.model import Figure, Language
from planck.model.change import (
    Aspect,
    Attribution,
    Cause,
    Changes,
    Coverage,
    Edit,
    Effect,
    FigureChange,
    Flip,
    FlipKind,
    Origin,
    ScoreMove,
    SeriesEvent,
    TargetChange,
    TargetEvent,
)
from planck.record import Record
from planck.render import View
from planck.render.data import FORMAT_VERSION, Cell, Json, PlaceData, Writer, figure_cells, place_data
from planck.render.views.changes import figure_line, flip_line


class BaseData(Record):
    """What was compared with."""

    label: str
    commit: str | None


class FigureChangeData(Record):
    """A figure before and after, by the columns of the table of figures; null where it is not there."""

    aspects: tuple[Aspect, ...]
    difference: float | None
    relative: float | None
    usual: float | None
    usual_of: int
    old: dict[str, Cell] | None
    new: dict[str, Cell] | None
    previous: dict[str, Cell] | None
    text: str


class SeriesChangeData(Record):
    """A series that is gone, new or renamed."""

    event: SeriesEvent
    region: str
    old: str
    new: str
    count: int
    shared: int


class TargetChangeData(Record):
    """A target, or the plan where `target` is null, that was edited."""

    plan: str
    event: TargetEvent
    target: str | None
    name: str
    effect: Effect
    edits: tuple[Edit, ...]
    place: PlaceData


class CauseData(Record):
    """A change that a flip comes from."""

    origin: Origin
    region: str | None = None
    indicator: str | None = None
    period: str | None = None
    field: str | None = None


class FlipData(Record):
    """A status that is another one now."""

    plan: str
    target: str
    region: str
    old: str
    new: str
    kind: FlipKind
    classes: int | None
    origin: Origin
    attribution: Attribution
    rounding: bool
    causes: tuple[CauseData, ...]
    cause: str
    text: str


class CountData(Record):
    """How many verdicts could be given, of how many."""

    judged: int
    of: int


class CoverageData(Record):
    """The verdicts of a plan before and after; null for a new plan."""

    plan: str
    old: CountData | None
    new: CountData


class ChangesData(Record):
    """Everything that differs from the base."""

    base: BaseData
    figures: tuple[FigureChangeData, ...]
    series: tuple[SeriesChangeData, ...]
    targets: tuple[TargetChangeData, ...]
    flips: tuple[FlipData, ...]
    scores: tuple[ScoreMove, ...]
    coverage: tuple[CoverageData, ...]


def changes_data(changes: Changes, writer: Writer) -> ChangesData:
    """A comparison in full."""
    return ChangesData(
        base=BaseData(label=changes.base.label, commit=changes.base.commit or None),
        figures=tuple(_figure(change, writer) for change in changes.figures),
        series=tuple(writer.made(SeriesChangeData, change) for change in changes.series),
        targets=tuple(_target(change, writer) for change in changes.targets),
        flips=tuple(flip_data(flip, writer) for flip in changes.flips),
        scores=changes.scores,
        coverage=tuple(map(_coverage, changes.coverage)),
    )


def _cells(figure: Figure | None) -> dict[str, Cell] | None:
    return {name: cell for name, cell in figure_cells(figure).items() if cell != ""} if figure else None


def _figure(change: FigureChange, writer: Writer) -> FigureChangeData:
    sides = {name: _cells(getattr(change, name)) for name in ("old", "new", "previous")}
    return writer.made(FigureChangeData, change, text=figure_line(change, writer.language), **sides)


def _target(change: TargetChange, writer: Writer) -> TargetChangeData:
    target = change.target.id if change.target else None
    return writer.made(TargetChangeData, change, target=target, place=place_data(change.place))


def flip_data(flip: Flip, writer: Writer) -> FlipData:
    """A flip with its causes, in numbers and in words."""
    return writer.made(
        FlipData, flip,
        target=flip.target.id,
        causes=tuple(map(_cause, flip.causes)),
        cause=causes_text(flip).in_(writer.language),
        text=flip_line(flip, writer.language),
    )  # fmt: skip


def _cause(cause: Cause) -> CauseData:
    figure = cause.figure.figure if cause.figure else None
    return CauseData(
        origin=cause.origin,
        region=figure.region if figure else None,
        indicator=figure.indicator if figure else None,
        period=figure.period.label if figure else None,
        field=cause.edit.field if cause.edit else None,
    )


def _coverage(coverage: Coverage) -> CoverageData:
    old, new = coverage.old, coverage.new
    return CoverageData(
        plan=coverage.plan,
        old=CountData(judged=old[0], of=old[1]) if old else None,
        new=CountData(judged=new[0], of=new[1]),
    )


class DifferenceData(Record):
    """What `planck diff` writes."""

    format_version: str = FORMAT_VERSION
    changes: ChangesData


def difference_data(changes: Changes, view: View) -> Json:
    """A comparison of two states."""
    writer = Writer(view.language or Language.EN)
    return writer.plain(DifferenceData(changes=changes_data(changes, writer)))
