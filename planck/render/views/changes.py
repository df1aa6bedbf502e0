"""What changed since the base, in words: one line for each figure, series, target, flip and score."""

from collections.abc import Iterator

from planck.gate.judge import causes_text
from planck.model import Language, Text
from planck.model.change import (
    Aspect,
    Changes,
    Coverage,
    Effect,
    FigureChange,
    Flip,
    ScoreMove,
    SeriesChange,
    SeriesEvent,
    TargetChange,
    TargetEvent,
)
from planck.render import View
from planck.render.document import Block, Document, Heading, Item, Items, Medium, Tone, paragraph
from planck.render.numbers import NOTHING, clean, difference, exact, fixed, percent, period_words, signed, with_unit
from planck.render.sentence import margin
from planck.render.summary import plural
from planck.render.words import FIGURE_STATUSES, status_word

ARROW = " → "

_EFFECTS = {
    Effect.WEAKENED: Text(zh="放宽", en="weaker"),
    Effect.TIGHTENED: Text(zh="收紧", en="tighter"),
    Effect.CHANGED: Text(zh="改动", en="changed"),
}


def _say(language: Language, zh: str, en: str) -> str:
    return Text(zh=zh, en=en).in_(language)


def summary_line(changes: Changes, language: Language) -> str:
    """`Changed since base main@3f2c1ab: 3 figures added, 0 revised, 0 removed, 0 targets edited`."""
    base = clean(changes.base.label)
    added, removed = changes.count(Aspect.ADDED), changes.count(Aspect.REMOVED)
    revised, targets = changes.count(Aspect.REVISED, Aspect.REPUBLISHED), len(changes.targets)
    zh = f"与 {base} 相比：新增数据 {added} 个，修订 {revised} 个，删去 {removed} 个；目标改动 {targets} 项"
    en = (
        f"Changed since base {base}: {plural(added, 'figure')} added, {revised} revised, {removed} removed, "
        f"{plural(targets, 'target')} edited"
    )
    for text, count in _others(changes):
        zh += f"，{text.zh} {count}" if count else ""
        en += f", {text.en} {count}" if count else ""
    return _say(language, zh, en)


def _others(changes: Changes) -> Iterator[tuple[Text, int]]:
    events = [change.event for change in changes.series]
    yield Text(zh="改名的指标", en="series renamed"), events.count(SeriesEvent.RENAMED)
    yield Text(zh="消失的指标", en="series gone"), events.count(SeriesEvent.VANISHED)
    yield Text(zh="换单位", en="units changed"), changes.count(Aspect.UNIT)
    yield Text(zh="换来源", en="sources changed"), changes.count(Aspect.SOURCE)
    yield Text(zh="移动", en="figures moved"), changes.count(Aspect.MOVED)


def figure_line(change: FigureChange, language: Language) -> str:
    """One figure: what it was, what it is, by how much, and how large its revisions usually are."""
    figure = change.figure
    name = " ".join(clean(part) for part in (figure.region, figure.indicator) if part)
    about = f"{name} {period_words(figure.period, language)}"
    what = "；".join(_aspects(change, language)) if language is Language.ZH else "; ".join(_aspects(change, language))
    return f"{about}{_say(language, '：', ': ')}{what}"


def _aspects(change: FigureChange, language: Language) -> Iterator[str]:
    old, new = change.old, change.new
    if Aspect.ADDED in change.aspects and new:
        yield _say(language, "新增 ", "added ") + with_unit(clean(new.text), new.unit)
    if Aspect.REMOVED in change.aspects and old:
        yield _say(language, "删去 ", "removed ") + with_unit(clean(old.text), old.unit)
    if change.is_revision:
        yield _revision(change, language)
    if old and new:
        yield from _details(change, language)


def _revision(change: FigureChange, language: Language) -> str:
    before = change.old or change.previous
    values = ARROW.join(clean(one.text) for one in (before, change.new) if one)
    word = _say(language, "新一次公布 ", "republished ") if change.old is None else _say(language, "修订 ", "revised ")
    text = word + values
    if change.difference is not None:
        size = signed(difference(change.difference, change.figure.unit, language))
        share = "" if change.relative is None else signed(percent(change.relative))
        parts = [part for part in (size, share) if part]
        text += _say(language, f"（{'，'.join(parts)}）", f" ({', '.join(parts)})")
    if change.usual is not None:
        usual = percent(change.usual)
        text += _say(language, f"，以往修订一般为 {usual}", f", usually {usual} (of {change.usual_of})")
    return text


def _details(change: FigureChange, language: Language) -> Iterator[str]:
    old, new = change.old, change.new
    assert old is not None
    assert new is not None
    words = FIGURE_STATUSES
    told = {
        Aspect.RENAMED: (_say(language, "改名", "renamed"), old.indicator, new.indicator),
        Aspect.UNIT: (_say(language, "单位", "unit"), old.unit, new.unit),
        Aspect.SOURCE: (_say(language, "来源", "source"), old.source or NOTHING, new.source or NOTHING),
        Aspect.STATUS: (
            _say(language, "状态", "status"),
            words[old.status].in_(language),
            words[new.status].in_(language),
        ),
        Aspect.PUBLISHED: (
            _say(language, "发布", "published"),
            str(old.published or NOTHING),
            str(new.published or NOTHING),
        ),
        Aspect.MOVED: (_say(language, "移动", "moved"), old.place.file, new.place.file),
    }
    for aspect, (word, was, now) in told.items():
        if aspect in change.aspects:
            yield f"{word} {clean(was)}{ARROW}{clean(now)}"


def series_line(change: SeriesChange, language: Language) -> str:
    """One series that is gone, new, or renamed."""
    count = change.count
    match change.event:
        case SeriesEvent.RENAMED:
            names = f"{clean(change.old)}{ARROW}{clean(change.new)}"
            shared = change.shared
            zh = f"指标改名 {names}（{count} 个数据中 {shared} 个相同）"
            return _say(language, zh, f"series renamed {names} ({shared} of {count} figures the same)")
        case SeriesEvent.VANISHED:
            name = clean(change.old)
            return _say(
                language, f"指标消失 {name}（{count} 个数据）", f"series gone {name} ({plural(count, 'figure')})"
            )
        case SeriesEvent.APPEARED:
            name = clean(change.new)
            return _say(language, f"新指标 {name}（{count} 个数据）", f"new series {name} ({plural(count, 'figure')})")


def target_line(change: TargetChange, language: Language) -> str:
    """One target (or the plan, or an indicator) that was added, removed or edited, field by field."""
    name = clean(change.name.in_(language)) or clean(change.plan)
    if change.event is not TargetEvent.EDITED:
        if change.event is TargetEvent.ADDED:
            return _say(language, "新增目标 ", "target added ") + name
        return _say(language, "删去目标 ", "target removed ") + name
    edits = [
        f"{clean(edit.field)} {_EFFECTS[edit.effect].in_(language)} "
        f"{clean(edit.old) or NOTHING}{ARROW}{clean(edit.new) or NOTHING}"
        for edit in change.edits
    ]
    return f"{name}{_say(language, '：', ': ')}{_say(language, '；', '; ').join(edits)}"


def flip_line(flip: Flip, language: Language) -> str:
    """One status: what it was, what it is, why, and what the newest figure would have to be for a better one."""
    name = clean(flip.target.name.in_(language)) or flip.target.id
    statuses = ARROW.join(status_text(status, language) for status in (flip.old, flip.new))
    cause = clean(causes_text(flip).in_(language))
    rounding = _say(language, "；只取决于四舍五入", "; by rounding alone") if flip.rounding else ""
    wanted = to_pass(flip, language)
    text = _say(language, f"{name}：{statuses}，原因：{cause}", f"{name}: {statuses}, by {cause}") + rounding
    return text + (_say(language, "；", "; ") + wanted if wanted else "")


def to_pass(flip: Flip, language: Language) -> str:
    """What the newest figure lacks for a better status; empty where the status is good, or there is none."""
    if flip.after is None or status_word(flip.new).tone is Tone.GOOD:
        return ""
    return margin(flip.after, language)


def status_text(status: str, language: Language) -> str:
    """A status with its symbol: `! off track`."""
    word = status_word(status)
    return f"{word.symbol} {word.words.in_(language)}"


def score_line(move: ScoreMove, language: Language) -> str:
    """One score before and after, with the parts that moved it."""
    old, new = (NOTHING if score is None else fixed(exact(score), 1) for score in (move.old, move.new))
    parts = ", ".join(f"{clean(name)} {signed(fixed(exact(by), 1))}" for name, by in move.parts[:3])
    rank = ""
    if move.old_rank != move.new_rank:
        ranks = ARROW.join(NOTHING if place is None else f"{place:g}" for place in (move.old_rank, move.new_rank))
        rank = _say(language, f"，位次 {ranks}", f", rank {ranks}")
    where = f" {clean(move.region)}" if move.region else ""
    text = _say(language, f"得分{where} {new}（原 {old}）", f"Score{where} {new} (base {old})") + rank
    return f"{text}{_say(language, '：', ': ')}{parts}" if parts else text


def coverage_line(coverage: Coverage, language: Language) -> str:
    """How many targets could be judged, where that is another number than before; else empty."""
    if coverage.old is None or coverage.old == coverage.new:
        return ""
    (was, of), (now, of_now) = coverage.old, coverage.new
    return _say(language, f"可评目标 {now}/{of_now}（原 {was}/{of}）", f"Judged {now} of {of_now} (base {was} of {of})")


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
    yield Heading(text=Text(zh="改动", en="Changes").in_(language), level=level, medium=Medium.PAGE)
    yield from paragraph(summary_line(changes, language))
    titles = {
        Text(zh="状态变化", en="Statuses"): (flip_line(flip, language) for flip in changes.flips),
        Text(zh="得分和位次", en="Scores and ranks"): (score_line(move, language) for move in changes.scores),
        Text(zh="覆盖", en="Coverage"): (coverage_line(each, language) for each in changes.coverage),
        Text(zh="目标", en="Targets"): (target_line(change, language) for change in changes.targets),
        Text(zh="指标", en="Series"): (series_line(change, language) for change in changes.series),
        Text(zh="数据", en="Figures"): (figure_line(change, language) for change in told_singly(changes)),
    }
    for title, lines in titles.items():
        said = [line for line in lines if line]
        left = len(said) - most
        more = Text(zh=f"另有 {left} 项", en=f"and {left} more").in_(language) if left > 0 else ""
        if said:
            yield Items(title=title.in_(language), items=tuple(Item(text=line) for line in said[:most]), more=more)


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
