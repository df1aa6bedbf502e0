"""What changed since the base, in words: one line for each figure, series, target, flip and score."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from planck.checks import in_region
from planck.gate.telling import EDITED, causes_text
from planck.gate.together import SINGLY, by_cause_and_period
from planck.model import Figure, Language, Period, PeriodKind, Text
from planck.model.change import (
    Aspect,
    Changes,
    Coverage,
    FigureChange,
    Flip,
    FlipKind,
    ScoreMove,
    SeriesChange,
    SeriesEvent,
    TargetChange,
    TargetEvent,
)
from planck.pattern import pattern
from planck.registry import grouped
from planck.render import View
from planck.render.document import Block, Document, Heading, Item, Items, Medium, paragraph
from planck.view.goal import shown
from planck.view.numbers import (
    NOTHING,
    clean,
    cut,
    difference,
    exact,
    fixed,
    given,
    percent,
    period_words,
    signed,
    unit_in,
    with_unit,
)
from planck.view.outlook import margin
from planck.view.words import FIGURE_STATUSES, Tone, status_word
from planck.words import Label, Labels, say

ARROW = " → "
# Columns of what a field said.
EDIT = 80

_EFFECTS = Labels("render.effects")


def summary_line(changes: Changes, language: Language) -> str:
    """`Changed since base main@3f2c1ab: 3 figures added, 1 target edited`; what did not change is not listed."""
    base = clean(changes.base.label)
    parts = [label.fill(count=count) for label, count in _counts(changes) if count]
    label = Label("render.changes.summary") if parts else Label("render.changes.nothing")
    partly = Label("render.changes.partly") if changes.partly else Text()
    return label.fill(base=base, parts=parts).in_(language) + partly.in_(language)


def _counts(changes: Changes) -> Iterator[tuple[Label, int]]:
    counted, events = Labels("render.change_counts"), [change.event for change in changes.series]
    yield counted["added"], changes.count(Aspect.ADDED)
    yield counted["revised"], sum(one.is_revision and Aspect.UNIT not in one.aspects for one in changes.figures)
    yield counted["removed"], changes.count(Aspect.REMOVED)
    of_targets = [change.event for change in changes.targets if change.target]
    yield counted["targets"], of_targets.count(TargetEvent.EDITED)
    yield counted["targets_added"], of_targets.count(TargetEvent.ADDED)
    yield counted["targets_removed"], of_targets.count(TargetEvent.REMOVED)
    yield counted["plan"], sum(change.target is None for change in changes.targets)
    regions = sum(map(is_of_region, changes.series))
    yield counted["regions_renamed"], regions
    yield counted["series_renamed"], events.count(SeriesEvent.RENAMED) - regions
    yield counted["series_gone"], events.count(SeriesEvent.VANISHED)
    yield counted["contradicted"], changes.count(Aspect.CONTRADICTED)
    yield counted["repeated"], changes.count(Aspect.REPEATED)
    yield counted["units"], changes.count(Aspect.UNIT)
    yield counted["statuses"], changes.count(Aspect.STATUS)
    yield counted["sources"], changes.count(Aspect.SOURCE)
    # A revision brings its own day.
    dated = (one for one in changes.figures if Aspect.PUBLISHED in one.aspects and not one.is_revision)
    yield counted["published"], sum(1 for _ in dated)
    yield counted["moved"], changes.count(Aspect.MOVED)


def figure_line(change: FigureChange, language: Language) -> str:
    """One figure: what it was, what it is, by how much, and how large its revisions usually are."""
    figure = change.figure
    name = " ".join(clean(part) for part in (figure.region, figure.indicator) if part)
    about = f"{name} {period_words(figure.period, language)}"
    what = say("render.marks.semicolon", language).join(_aspects(change, language))
    return f"{about}{say('render.marks.colon', language)}{what}"


def _aspects(change: FigureChange, language: Language) -> Iterator[str]:
    old, new = change.old, change.new
    if Aspect.ADDED in change.aspects and new:
        yield say("render.changes.added", language) + printed(new, language)
    if Aspect.REMOVED in change.aspects and old:
        yield say("render.changes.removed", language) + printed(old, language)
    if change.is_revision:
        yield _revision(change, language)
    if Aspect.CONTRADICTED in change.aspects and new and change.previous:
        values = {"got": _number(new), "other": _number(change.previous)}
        yield say("render.changes.contradicted", language, **values)
    if Aspect.REPEATED in change.aspects and new:
        yield say("render.changes.repeated", language, got=printed(new, language))
    if old and new:
        yield from _details(change, language)


def _number(figure: Figure) -> str:
    """The number of a figure as it was printed, its thousands apart."""
    return clean(figure.text) if figure.value is None else given(figure.value, figure.text)


def printed(figure: Figure, language: Language) -> str:
    """A figure as it was printed, with its unit."""
    return with_unit(_number(figure), unit_in(figure.unit, language))


def _revision(change: FigureChange, language: Language) -> str:
    before = change.old or change.previous
    values = ARROW.join(_number(one) for one in (before, change.new) if one)
    word = (
        say("render.changes.republished", language) if change.old is None else say("render.changes.revised", language)
    )
    text = word + values
    if change.difference is not None:
        size = signed(difference(change.difference, unit_in(change.figure.unit, language), language))
        share = "" if change.relative is None else signed(percent(change.relative))
        parts = [part for part in (size, share) if part]
        listed = say("render.marks.comma", language).join(parts)
        text += say("render.changes.sizes", language, parts=listed)
    if change.usual is not None:
        usual = Label("render.changes.usually").fill(usual=percent(change.usual), count=change.usual_of)
        text += usual.in_(language)
    return text


def _details(change: FigureChange, language: Language) -> Iterator[str]:
    old, new = change.old, change.new
    assert old is not None
    assert new is not None
    words = FIGURE_STATUSES
    names = (old.region, new.region) if old.indicator == new.indicator else (old.indicator, new.indicator)
    told = {
        Aspect.RENAMED: (say("render.changes.renamed", language), *names),
        Aspect.UNIT: (say("render.common.unit", language), old.unit, new.unit),
        Aspect.SOURCE: (say("render.changes.source", language), old.source or NOTHING, new.source or NOTHING),
        Aspect.STATUS: (
            say("render.changes.status", language),
            words[old.status].in_(language),
            words[new.status].in_(language),
        ),
        Aspect.PUBLISHED: (
            say("render.changes.published", language),
            str(old.published or NOTHING),
            str(new.published or NOTHING),
        ),
        Aspect.MOVED: (say("render.changes.moved", language), file_name(old.place.file), new.place.file),
    }
    for aspect, (word, was, now) in told.items():
        if aspect in change.aspects:
            yield f"{word} {clean(was)}{ARROW}{clean(now)}"


def file_name(shown: str) -> str:
    """The name of a file without the commit that it is shown of."""
    return _OF_COMMIT.sub("", shown)


_OF_COMMIT = pattern(r"^[0-9a-f]{7}:")


def is_of_region(change: SeriesChange) -> bool:
    """Whether a region, and no single series of it, goes by another name."""
    region, indicator = change.was
    return change.event is SeriesEvent.RENAMED and bool(region) and not indicator


def series_line(change: SeriesChange, language: Language, told_for: Text | None = None) -> str:
    """One series that is gone, new, or renamed; `told_for` says of how many regions in place of its own count."""
    old, new, count = clean(change.old), clean(change.new), change.count
    match change.event:
        case SeriesEvent.RENAMED:
            names, shared = f"{old}{ARROW}{new}", change.shared
            alone = Label("render.changes.figures_shared").fill(count=count, shared=shared)
            of_region, of_series = Label("render.changes.region_renamed_to"), Label("render.changes.series_renamed_to")
            text = (of_region if is_of_region(change) else of_series).fill(names=names, of=told_for or alone)
        case SeriesEvent.VANISHED:
            text = Label("render.changes.series_gone_with").fill(name=old, of=told_for or _count(count))
        case SeriesEvent.APPEARED:
            text = Label("render.changes.new_series").fill(name=new, of=told_for or _count(count))
    return text.in_(language)


def _count(count: int) -> Text:
    return Label("render.changes.figures_of").fill(count=count)


def target_line(change: TargetChange, language: Language) -> str:
    """One target (or the plan, or an indicator) that was added, removed or edited, field by field."""
    name = clean(change.name.in_(language)) or clean(change.plan)
    if change.event is not TargetEvent.EDITED:
        if change.event is TargetEvent.ADDED:
            return say("render.changes.target_added", language) + name
        return say("render.changes.target_removed", language) + name
    edits = [
        f"{_field(edit.field, language)} {_EFFECTS[edit.effect].in_(language)} "
        f"{cut(clean(edit.old), EDIT) or NOTHING}{ARROW}{cut(clean(edit.new), EDIT) or NOTHING}"
        for edit in change.edits
    ]
    return f"{name}{say('render.marks.colon', language)}{say('render.marks.semicolon', language).join(edits)}"


def _field(name: str, language: Language) -> str:
    """What a field of a plan is called; one without words by its key."""
    return EDITED[name].in_(language) if name in EDITED else clean(name)


def flip_line(flip: Flip, language: Language) -> str:
    """One status: what it was, what it is, why, and what the newest figure would have to be for a better one."""
    name = clean(named(flip).in_(language))
    statuses = ARROW.join(status_text(status, language) for status in (flip.old, flip.new))
    cause = clean(causes_text(flip).in_(language))
    rounding = say("render.common.by_rounding_alone", language) if flip.rounding else ""
    wanted = to_pass(flip, language)
    text = say("render.changes.name_statuses_by_cause", language, name=name, statuses=statuses, cause=cause) + rounding
    return text + (say("render.marks.semicolon", language) + wanted if wanted else "")


def named(flip: Flip) -> Text:
    """The target, with the region where there are several."""
    name = flip.target.name if flip.target.name.zh or flip.target.name.en else Text(en=flip.target.id)
    return in_region(name, flip.region, several=flip.target.region.every)


def to_pass(flip: Flip, language: Language) -> str:
    """What the newest figure lacks for a better status; empty where the status is good, or there is none."""
    if flip.after is None or status_word(flip.new).tone is Tone.GOOD:
        return ""
    return margin(shown(flip.after, language), language)


def status_text(status: str, language: Language) -> str:
    """A status with its symbol: `! off track`."""
    word = status_word(status)
    return f"{word.symbol} {word.words.in_(language)}"


def score_line(move: ScoreMove, language: Language) -> str:
    """One score before and after, with the parts that moved it; empty where no printed digit is another one."""
    old, new = (NOTHING if score is None else fixed(exact(score), 1) for score in (move.old, move.new))
    moved = [(name, fixed(exact(by), 1)) for name, by in move.parts[:3]]
    parts = ", ".join(f"{clean(name)} {signed(by)}" for name, by in moved if float(by))
    rank = ""
    if move.old_rank != move.new_rank:
        ranks = ARROW.join(NOTHING if place is None else f"{place:g}" for place in (move.old_rank, move.new_rank))
        rank = say("render.changes.ranks", language, ranks=ranks)
    elif old == new:
        return ""
    where, points = f" {clean(move.region)}" if move.region else "", new if old == new else f"{old}{ARROW}{new}"
    text = say("render.changes.score_of", language, where=where, points=points) + rank
    return f"{text}{say('render.marks.colon', language)}{parts}" if parts else text


def coverage_line(coverage: Coverage, language: Language) -> str:
    """How many targets could be judged, where that is another number than before; else empty."""
    if coverage.old is None or coverage.old == coverage.new:
        return ""
    (was, of), (now, of_now) = coverage.old, coverage.new
    return say("render.changes.judged_now", language, now=now, of_now=of_now, was=was, of=of)


# The whole as blocks: what it does to the verdicts first, then what was changed.

# Of a change of one sort no more than so many are listed one by one.
MOST, MOST_ON_PAGE = 20, 100


def document(changes: Changes, view: View, medium: Medium) -> Document:
    """A comparison of two states."""
    language = view.language or Language.ZH
    most = MOST if medium is Medium.TERMINAL else MOST_ON_PAGE
    return Document(blocks=tuple(change_blocks(changes, language, most, level=1)))


def change_blocks(changes: Changes, language: Language, most: int, *, level: int) -> Iterator[Block]:
    """One line that counts, then the sections that have something to say."""
    yield Heading(text=say("render.changes.changes", language), level=level, medium=Medium.PAGE)
    yield from paragraph(summary_line(changes, language))

    titles = {
        Label("render.changes.statuses"): status_lines(changes.flips, lambda one: flip_line(one, language), language),
        Label("render.changes.scores_and_ranks"): (score_line(move, language) for move in changes.scores),
        Label("render.changes.coverage"): (coverage_line(each, language) for each in changes.coverage),
        Label("render.common.targets"): target_lines(changes.targets, language),
        Label("render.changes.series"): series_lines(changes.series, language),
        Label("render.changes.figures"): cause_lines(changes, language),
    }
    for title, lines in titles.items():
        said = [line for line in lines if line]
        left = len(said) - most
        more = say("render.changes.and_left_more", language, left=left) if left > 0 else ""
        if said:
            yield Items(title=title.in_(language), items=tuple(Item(text=line) for line in said[:most]), more=more)


def told_singly(changes: Changes) -> Iterator[FigureChange]:
    """The figures that no line about their whole series tells of."""
    whole = {
        SeriesEvent.VANISHED: Aspect.REMOVED,
        SeriesEvent.APPEARED: Aspect.ADDED,
        SeriesEvent.RENAMED: Aspect.RENAMED,
    }
    told = {(whole[one.event], *(one.was if one.old else (one.region, one.new))) for one in changes.series}
    for change in changes.figures:
        figure, aspect = change.old or change.figure, change.aspects[0]
        names = (aspect, figure.region, figure.indicator), (aspect, figure.region, "")
        if len(change.aspects) > 1 or told.isdisjoint(names):
            yield change


# What changed, told by cause: one line a cause with its count, three examples, and what it does to the statuses.

# So many stand as examples where there are more of one cause than are told one by one.
EXAMPLES = 3

# Of the aspects of a change the one that names it.
_FIRST = (
    Aspect.STATUS,
    Aspect.REVISED,
    Aspect.REPUBLISHED,
    Aspect.CONTRADICTED,
    Aspect.REPEATED,
    Aspect.ADDED,
    Aspect.REMOVED,
    Aspect.UNIT,
    Aspect.RENAMED,
    Aspect.PUBLISHED,
    Aspect.SOURCE,
    Aspect.MOVED,
)
_CAUSES = Labels("render.change_causes")


def cause_lines(changes: Changes, language: Language) -> Iterator[str]:
    """The changed figures, those of one cause in one line."""
    for group in _groups(changes):
        if len(group) > SINGLY:
            yield _together(group, changes, language)
        else:
            yield from (figure_line(change, language) for change in group)


def _groups(changes: Changes) -> list[list[FigureChange]]:
    """The changes of one cause and period; where a cause reaches over many periods, those of all of them."""
    return by_cause_and_period(((_cause(change), _period(change)), change) for change in told_singly(changes))


def _period(change: FigureChange) -> Period | None:
    """The period, for what is told period by period."""
    return None if _aspect(change) in _OF_ALL_PERIODS else change.figure.period


_OF_ALL_PERIODS = frozenset((Aspect.UNIT, Aspect.MOVED, Aspect.SOURCE, Aspect.RENAMED))


def tells_of_statuses(changes: Changes) -> bool:
    """Whether the lines of the causes say how many statuses change."""
    return any(len(group) > SINGLY and _caused(group, changes.flips) for group in _groups(changes))


def _aspect(change: FigureChange) -> Aspect:
    firmness = change.old and change.new and change.old.status is not change.new.status
    return next(one for one in _FIRST if one in change.aspects and (one is not Aspect.STATUS or firmness))


def _cause(change: FigureChange) -> tuple[object, ...]:
    """What changes of one cause share, besides the period."""
    old, new, aspect = change.old, change.new, _aspect(change)
    if old is None or new is None:
        return (aspect,)
    shared = {
        Aspect.STATUS: (old.status, new.status),
        Aspect.UNIT: (old.unit, new.unit),
        Aspect.MOVED: (old.place.file, new.place.file),
        Aspect.RENAMED: (old.indicator, new.indicator),
    }
    return aspect, *shared.get(aspect, ())


def _together(group: Sequence[FigureChange], changes: Changes, language: Language) -> str:
    aspect, first = _aspect(group[0]), group[0]
    periods = sorted({change.figure.period for change in group})
    whole = {Aspect.ADDED: changes.come, Aspect.REMOVED: changes.gone}.get(aspect, ())
    name = f"all_{aspect}" if set(periods) <= set(whole) else aspect
    new_year = name == "all_added" and len(periods) == 1 and periods[0].kind is PeriodKind.YEAR
    label = _CAUSES["new_year" if new_year else name]
    old, new = first.old or first.figure, first.figure
    largest = sorted(group, key=lambda change: -abs(change.relative or 0.0))
    told = label.fill(
        count=len(group),
        period=_periods(periods, language),
        regions=len({change.figure.region for change in group}),
        revised=sum(Aspect.REVISED in change.aspects for change in group),
        statuses=ARROW.join(FIGURE_STATUSES[one.status].in_(language) for one in (old, new)),
        units=f"{clean(old.unit)}{ARROW}{clean(new.unit)}",
        files=f"{clean(file_name(old.place.file))}{ARROW}{clean(new.place.file)}",
        names=f"{clean(old.indicator)}{ARROW}{clean(new.indicator)}",
        examples=[_example(change, language) for change in largest[:EXAMPLES]],
    )
    parts = (told.in_(language), consequences(_caused(group, changes.flips), language))
    return say("render.marks.semicolon", language).join(part for part in parts if part)


def _periods(periods: Sequence[Period], language: Language) -> Text | str:
    first, last = (period_words(period, language) for period in (periods[0], periods[-1]))
    return first if len(periods) == 1 else _CAUSES["periods"].fill(first=first, last=last, count=len(periods))


def _example(change: FigureChange, language: Language) -> str:
    figure, before = change.figure, change.old or change.previous
    name = " ".join(clean(part) for part in (figure.region, figure.indicator) if part)
    values = ARROW.join(printed(one, language) for one in (before, change.new) if one and one.text)
    return f"{name} {values}"


def _caused(group: Iterable[FigureChange], flips: Iterable[Flip]) -> list[Flip]:
    """The flips that come from any of these changes."""
    ids = {id(change) for change in group}
    return [flip for flip in flips if any(id(one) in ids for cause in flip.causes for one in cause.figures)]


def consequences(flips: Sequence[Flip], language: Language) -> str:
    """`statuses changed: 61 (25 better, 36 worse)`; empty where none does."""
    kinds = [flip.kind for flip in flips]
    counts = [(label, kinds.count(kind)) for kind, label in _KINDS if kind in kinds]
    if not counts:
        return ""
    parts = [label.fill(count=count) for label, count in counts]
    return say("render.change_causes.statuses_change", language, count=len(flips), parts=parts)


_KINDS = (
    (FlipKind.BETTER, Label("render.change_causes.better")),
    (FlipKind.WORSE, Label("render.change_causes.worse")),
    (FlipKind.NEWLY_ASSESSED, Label("render.change_causes.newly_assessed")),
    (FlipKind.NO_LONGER_ASSESSED, Label("render.change_causes.no_longer_assessed")),
    (FlipKind.OTHER_METHOD, Label("render.change_causes.other_method")),
)


# Targets, series and statuses.


def target_lines(targets: Iterable[TargetChange], language: Language) -> Iterator[str]:
    """The targets that were edited, added or removed; many that came or are gone at once in one line."""

    def kind(change: TargetChange) -> object:
        return id(change) if change.event is TargetEvent.EDITED else (change.plan, change.event)

    groups = grouped((kind(change), change) for change in targets)
    for group in groups.values():
        if len(group) > SINGLY:
            label = _CAUSES["targets_added" if group[0].event is TargetEvent.ADDED else "targets_removed"]
            names = [change.name for change in group[:EXAMPLES]]
            yield label.fill(plan=clean(group[0].plan), count=len(group), names=names).in_(language)
        else:
            yield from (target_line(change, language) for change in group)


def series_lines(series: Iterable[SeriesChange], language: Language) -> Iterator[str]:
    """Series that are gone, new or renamed, the same in many regions as one line."""
    groups = grouped(((change.event, change.old, change.new), change) for change in series)
    for group in groups.values():
        if len(group) > SINGLY:
            count = sum(change.count for change in group)
            of = Label("render.change_causes.in_regions").fill(regions=len(group), count=count)
            yield series_line(group[0], language, told_for=of)
        else:
            yield from (series_line(change, language) for change in group)


def by_cause(flips: Iterable[Flip]) -> list[list[Flip]]:
    """The flips, those from one status to another by one sort of cause together where there are many."""
    groups = grouped(((flip.plan, flip.old, flip.new, flip.origin), flip) for flip in flips)
    return [
        part for group in groups.values() for part in ([group] if len(group) > SINGLY else [[one] for one in group])
    ]


def status_lines(flips: Iterable[Flip], tell: Callable[[Flip], str], language: Language) -> Iterator[str]:
    """The flips; of those from one status to another with one sort of cause one line where there are many."""

    def told(group: Sequence[Flip]) -> str:
        statuses = ARROW.join(status_text(status, language) for status in (group[0].old, group[0].new))
        names = [named(flip) for flip in group[:EXAMPLES]]
        return say("render.change_causes.flips", language, statuses=statuses, count=len(group), names=names)

    for group in by_cause(flips):
        yield told(group) if len(group) > SINGLY else tell(group[0])
