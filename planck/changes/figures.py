"""Two sets of figures to the changes between them, figure by figure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isclose

from planck.assess.names import key
from planck.changes.names import Naming, Slot
from planck.changes.renamings import renamings, series_changes, values_of
from planck.changes.usual import past_revisions, with_usual
from planck.load.cells.units import factor
from planck.model import Figure
from planck.model.change import Aspect, FigureChange, RecordedReason, SeriesChange

Grouped = dict[Slot, list[Figure]]
Files = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FigureDiff:
    """The changes of single figures, and of whole series."""

    figures: tuple[FigureChange, ...]
    series: tuple[SeriesChange, ...]


def compare_figures(
    old: tuple[Figure, ...],
    new: tuple[Figure, ...],
    naming: Naming,
    *,
    files: Files | None = None,
    recorded: Iterable[RecordedReason] = (),
) -> FigureDiff:
    """What changed from `old` to `new`, in the order of the new figures, then of those that are gone.

    `files` gives the present name of every file of the old side for which it can be told; a figure has moved when it
    stands in another file than that. `recorded` are revisions of the past, which say what size is usual.
    """
    values = values_of(old, naming), values_of(new, naming)
    renamed = renamings(*values)
    came_from = {renaming.old: now for now, renaming in renamed.items()}
    before, after = _grouped(old, naming), _grouped(new, naming)
    moved = {((came_from.get(series, series)), period): found for (series, period), found in before.items()}
    past = past_revisions(old, recorded, naming)
    found = [
        with_usual(change, slot[0], past)
        for slot in (*after, *(slot for slot in moved if slot not in after))
        for change in _slot(moved.get(slot, []), after.get(slot, []), files or {}, renamed=slot[0] in renamed)
    ]
    return FigureDiff(figures=tuple(found), series=series_changes(*values, renamed))


def _grouped(figures: Iterable[Figure], naming: Naming) -> Grouped:
    grouped: Grouped = {}
    for figure in figures:
        grouped.setdefault(naming.slot(figure), []).append(figure)
    return grouped


def _slot(old: list[Figure], new: list[Figure], files: Files, *, renamed: bool) -> Iterator[FigureChange]:
    """The changes of what is about one series and period: vintages are told apart by their day of publication."""
    pairs, gone, come = _paired(old, new)
    for one, other in pairs:
        aspects = _aspects(one, other, files, renamed=renamed)
        if aspects:
            yield FigureChange(old=one, new=other, aspects=aspects)
    standing = [figure for figure in old if figure.value is not None]
    for figure in come:
        if figure.value is not None:
            previous = max(standing, key=lambda vintage: vintage.known, default=None)
            aspect = Aspect.REPUBLISHED if previous and figure.value != previous.value else Aspect.ADDED
            yield FigureChange(old=None, new=figure, aspects=(aspect,), previous=previous)
    yield from (
        FigureChange(old=figure, new=None, aspects=(Aspect.REMOVED,)) for figure in gone if figure.value is not None
    )


Pairs = list[tuple[Figure, Figure]]


def _paired(old: list[Figure], new: list[Figure]) -> tuple[Pairs, list[Figure], list[Figure]]:
    """Figures of both sides that are one: first those that say the same, then by vintage, then by their order."""
    pairs: Pairs = []
    gone, come = list(old), list(new)
    for alike in (_all_of_it, _vintage):
        left: list[Figure] = []
        for figure in gone:
            other = next((one for one in come if alike(one) == alike(figure)), None)
            if other is None:
                left.append(figure)
            else:
                pairs.append((figure, other))
                come.remove(other)
        gone = left
    # What is left over on both sides was published again in its place.
    replaced = min(len(gone), len(come))
    pairs += zip(gone[:replaced], come[:replaced], strict=True)
    return pairs, gone[replaced:], come[replaced:]


def _all_of_it(figure: Figure) -> object:
    return figure.value, figure.published, figure.status, figure.source, key(figure.unit)


def _vintage(figure: Figure) -> object:
    return figure.published


def _differ(old: Figure, new: Figure) -> bool:
    """Whether two values are not the same amount: 36.0万人 and 360000人 are."""
    if old.value is None or new.value is None:
        return False
    times = factor(old.unit, new.unit) if old.unit and new.unit and key(old.unit) != key(new.unit) else None
    if times is None:
        return old.value != new.value
    return not isclose(old.value * float(times), new.value, rel_tol=1e-9)


def _aspects(old: Figure, new: Figure, files: Files, *, renamed: bool) -> tuple[Aspect, ...]:
    found = {
        Aspect.ADDED: old.value is None and new.value is not None,
        Aspect.REMOVED: old.value is not None and new.value is None,
        Aspect.REVISED: _differ(old, new),
        Aspect.RENAMED: renamed,
        Aspect.MOVED: files.get(old.place.file, new.place.file) != new.place.file,
        Aspect.UNIT: bool(old.unit and new.unit) and key(old.unit) != key(new.unit),
        Aspect.SOURCE: bool(old.source) and key(old.source) != key(new.source),
        Aspect.STATUS: old.status is not new.status,
        Aspect.PUBLISHED: bool(old.published) and old.published != new.published,
    }
    return tuple(aspect for aspect, holds in found.items() if holds)
