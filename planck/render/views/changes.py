"""What changed since the base, in words: one line for each figure, series, target, flip and score."""

from collections.abc import Iterator

from planck.checks import in_region
from planck.gate.telling import EDITED, causes_text
from planck.model import Figure, Language, Text
from planck.model.change import (
    Aspect,
    Changes,
    Coverage,
    FigureChange,
    Flip,
    ScoreMove,
    SeriesChange,
    SeriesEvent,
    TargetChange,
    TargetEvent,
)
from planck.pattern import pattern
from planck.render import View
from planck.render.document import Block, Document, Heading, Item, Items, Medium, paragraph
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
    with_unit,
)
from planck.view.outlook import margin
from planck.view.shown import shown
from planck.view.units import unit_in
from planck.view.words import FIGURE_STATUSES, Tone, status_word
from planck.words import Label, Labels

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
    yield counted["revised"], changes.count(Aspect.REVISED, Aspect.REPUBLISHED)
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
    yield counted["moved"], changes.count(Aspect.MOVED)


def figure_line(change: FigureChange, language: Language) -> str:
    """One figure: what it was, what it is, by how much, and how large its revisions usually are."""
    figure = change.figure
    name = " ".join(clean(part) for part in (figure.region, figure.indicator) if part)
    about = f"{name} {period_words(figure.period, language)}"
    what = Label("render.marks.semicolon").in_(language).join(_aspects(change, language))
    return f"{about}{Label('render.marks.colon').in_(language)}{what}"


def _aspects(change: FigureChange, language: Language) -> Iterator[str]:
    old, new = change.old, change.new
    if Aspect.ADDED in change.aspects and new:
        yield Label("render.changes.added").in_(language) + printed(new, language)
    if Aspect.REMOVED in change.aspects and old:
        yield Label("render.changes.removed").in_(language) + printed(old, language)
    if change.is_revision:
        yield _revision(change, language)
    if Aspect.CONTRADICTED in change.aspects and new and change.previous:
        values = {"got": _number(new), "other": _number(change.previous)}
        yield Label("render.changes.contradicted").fill(**values).in_(language)
    if Aspect.REPEATED in change.aspects and new:
        yield Label("render.changes.repeated").fill(got=printed(new, language)).in_(language)
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
        Label("render.changes.republished").in_(language)
        if change.old is None
        else Label("render.changes.revised").in_(language)
    )
    text = word + values
    if change.difference is not None:
        size = signed(difference(change.difference, unit_in(change.figure.unit, language), language))
        share = "" if change.relative is None else signed(percent(change.relative))
        parts = [part for part in (size, share) if part]
        listed = Label("render.marks.comma").in_(language).join(parts)
        text += Label("render.changes.sizes").fill(parts=listed).in_(language)
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
        Aspect.RENAMED: (Label("render.changes.renamed").in_(language), *names),
        Aspect.UNIT: (Label("render.common.unit").in_(language), old.unit, new.unit),
        Aspect.SOURCE: (Label("render.changes.source").in_(language), old.source or NOTHING, new.source or NOTHING),
        Aspect.STATUS: (
            Label("render.changes.status").in_(language),
            words[old.status].in_(language),
            words[new.status].in_(language),
        ),
        Aspect.PUBLISHED: (
            Label("render.changes.published").in_(language),
            str(old.published or NOTHING),
            str(new.published or NOTHING),
        ),
        Aspect.MOVED: (Label("render.changes.moved").in_(language), file_name(old.place.file), new.place.file),
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
            return Label("render.changes.target_added").in_(language) + name
        return Label("render.changes.target_removed").in_(language) + name
    edits = [
        f"{_field(edit.field, language)} {_EFFECTS[edit.effect].in_(language)} "
        f"{cut(clean(edit.old), EDIT) or NOTHING}{ARROW}{cut(clean(edit.new), EDIT) or NOTHING}"
        for edit in change.edits
    ]
    return (
        f"{name}{Label('render.marks.colon').in_(language)}{Label('render.marks.semicolon').in_(language).join(edits)}"
    )


def _field(name: str, language: Language) -> str:
    """What a field of a plan is called; one without words by its key."""
    return EDITED[name].in_(language) if name in EDITED else clean(name)


def flip_line(flip: Flip, language: Language) -> str:
    """One status: what it was, what it is, why, and what the newest figure would have to be for a better one."""
    name = clean(named(flip).in_(language))
    statuses = ARROW.join(status_text(status, language) for status in (flip.old, flip.new))
    cause = clean(causes_text(flip).in_(language))
    rounding = Label("render.common.by_rounding_alone").in_(language) if flip.rounding else ""
    wanted = to_pass(flip, language)
    text = (
        Label("render.changes.name_statuses_by_cause").fill(name=name, statuses=statuses, cause=cause).in_(language)
        + rounding
    )
    return text + (Label("render.marks.semicolon").in_(language) + wanted if wanted else "")


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
        rank = Label("render.changes.ranks").fill(ranks=ranks).in_(language)
    elif old == new:
        return ""
    where, points = f" {clean(move.region)}" if move.region else "", new if old == new else f"{old}{ARROW}{new}"
    text = Label("render.changes.score_of").fill(where=where, points=points).in_(language) + rank
    return f"{text}{Label('render.marks.colon').in_(language)}{parts}" if parts else text


def coverage_line(coverage: Coverage, language: Language) -> str:
    """How many targets could be judged, where that is another number than before; else empty."""
    if coverage.old is None or coverage.old == coverage.new:
        return ""
    (was, of), (now, of_now) = coverage.old, coverage.new
    return Label("render.changes.judged_now").fill(now=now, of_now=of_now, was=was, of=of).in_(language)


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
    yield Heading(text=Label("render.changes.changes").in_(language), level=level, medium=Medium.PAGE)
    yield from paragraph(summary_line(changes, language))
    from planck.render.views.causes import cause_lines, series_lines, status_lines, target_lines

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
        more = Label("render.changes.and_left_more").fill(left=left).in_(language) if left > 0 else ""
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
