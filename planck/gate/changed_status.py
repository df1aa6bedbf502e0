"""T010, T011, T014: a status is another one than in the base."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from planck.changes.compare import Comparison, knows
from planck.changes.flips import contradicted
from planck.changes.side import Side
from planck.checks import CHECKS
from planck.gate import CHANGE_CHECKS, GATE_CHECKS, Gated
from planck.gate.revised_figure import is_doubtful
from planck.gate.telling import (
    EDITED,
    Account,
    account_of,
    edit_in_short,
    figure_change_in_short,
    flip_in_short,
    is_bad,
    is_recorded,
    newly_bad,
    place_of_edit,
    place_of_flip,
    record,
    told,
    with_flips,
)
from planck.model import Command, Finding, Reading, Severity, Text
from planck.model.change import Base, Cause, Edit, Effect, Flip, FlipKind, Origin, TargetChange, TargetEvent
from planck.pattern import pattern
from planck.registry import grouped, rule
from planck.words import Label, Labels

CHANGED_STATUS = rule("T010", "changed-status", Severity.NOTE)

NEWLY_OFF_TRACK = rule("T011", "newly-off-track", Severity.WARNING)

NO_LONGER_ASSESSED = rule("T014", "no-longer-assessed", Severity.WARNING)


@CHANGE_CHECKS.entry(CHANGED_STATUS.code)
def changed_status(comparison: Comparison) -> Iterator[Finding]:
    """Flips that neither end badly nor lose the verdict nor jump, which others tell."""
    for flip in comparison.flips:
        if not (flip.kind is FlipKind.NO_LONGER_ASSESSED or newly_bad(flip) or _jumps(flip)):
            yield told(CHANGED_STATUS, comparison, flip)


@CHANGE_CHECKS.entry(NEWLY_OFF_TRACK.code)
def newly_off_track(comparison: Comparison) -> Iterator[Finding]:
    """Flips from a status that calls for nothing, or from none, to one that calls for action."""
    for flip in comparison.flips:
        if newly_bad(flip):
            yield told(NEWLY_OFF_TRACK, comparison, flip)


@CHANGE_CHECKS.entry(NO_LONGER_ASSESSED.code)
def no_longer_assessed(comparison: Comparison) -> Iterator[Finding]:
    """Flips to no verdict."""
    for flip in comparison.flips:
        if flip.kind is FlipKind.NO_LONGER_ASSESSED:
            yield told(NO_LONGER_ASSESSED, comparison, flip)


# T012: a status moves by two classes or more at once.

CLASS_JUMP = rule("T012", "class-jump", Severity.ERROR)

MOST_CLASSES = 1


def _jumps(flip: Flip) -> bool:
    return flip.classes is not None and abs(flip.classes) > MOST_CLASSES


@CHANGE_CHECKS.entry(CLASS_JUMP.code)
def class_jump(comparison: Comparison) -> Iterator[Finding]:
    """Flips by two classes or more; an error where something owes a reason, a note where every reason is on record."""
    for flip in comparison.flips:
        if flip.classes is not None and _jumps(flip):
            accounts = [account_of(comparison, cause, is_doubtful) for cause in flip.causes]
            finding = told(CLASS_JUMP, comparison, flip, _OF_ACCOUNTS[max(accounts, default=Account.OWED)])
            edited = any(cause.origin is Origin.PLAN for cause in flip.causes)
            todo = _RECORD if edited else Label("gate.changed_status.check_figures")
            yield replace(finding, arguments={**finding.arguments, "classes": abs(flip.classes), "todo": todo})


_OF_ACCOUNTS = {Account.RECORDED: Severity.NOTE, Account.NEW: Severity.WARNING, Account.OWED: Severity.ERROR}


# G003: fewer targets can be judged than before.

COVERAGE_DROP = rule("G003", "coverage-drop", Severity.WARNING)

# What goes by another name is told by that name.
_TAKEN_AWAY = frozenset((Origin.REMOVAL, Origin.UNIT))


@CHANGE_CHECKS.entry(COVERAGE_DROP.code)
def coverage_drop(comparison: Comparison) -> Iterator[Finding]:
    """A plan of which a smaller share is assessed."""
    coverage = comparison.coverage
    old, new = coverage.shares
    if coverage.old and old is not None and new is not None and new < old:
        lost = [flip for flip in comparison.flips if flip.kind is FlipKind.NO_LONGER_ASSESSED]
        if not lost and contradicted(comparison.new.selection):
            return
        taken = [flip for flip in lost if any(_taken(comparison, cause) for cause in flip.causes)]
        finding = COVERAGE_DROP.at(
            place_of_flip(comparison, (taken or lost)[0]) if lost else comparison.plan.place,
            plan=comparison.plan.id,
            severity=Severity.ERROR if taken else None,
            old=_share(coverage.old),
            new=_share(coverage.new),
            before=coverage.old[0],
            now=coverage.new[0],
        )
        shares = f"{_share(coverage.old)} → {_share(coverage.new)}"
        about = "; ".join((shares, *sorted(map(flip_in_short, lost))))
        yield _with_withdrawal(replace(finding, about=about), comparison, taken or lost)


def _with_withdrawal(finding: Finding, comparison: Comparison, lost: Sequence[Flip]) -> Finding:
    """The finding with the call that says why the first figures that are gone were taken back, where there are some."""
    gone = next((one for flip in lost for cause in flip.causes for one in cause.figures if one.new is None), None)
    if gone is None:
        return replace(finding, arguments={**finding.arguments, "todo": Label("gate.changed_status.see_figures")})
    whole = not comparison.new_series.get(comparison.naming.series(gone.figure))
    told = {"todo": Label("gate.changed_status.put_figures_back"), **record(comparison, gone, whole=whole)}
    return replace(finding, arguments={**finding.arguments, **told})


def _taken(comparison: Comparison, cause: Cause) -> bool:
    """Whether figures were taken away without a reason."""
    return cause.origin in _TAKEN_AWAY and account_of(comparison, cause, is_doubtful) is Account.OWED


def _share(counts: tuple[int, int]) -> str:
    return f"{counts[0]}/{counts[1]}"


# R011: figures agreed with each other and do no more.

NEWLY_DISAGREEING = rule("R011", "newly-disagreeing", Severity.WARNING)

# The checks of how figures agree: identities, parts of a whole, formulas, parts of a year.
AGREEMENT = ("L005", "L006", "L008", "L011")
_TITLES = Labels("gate.titles")


@CHANGE_CHECKS.entry(NEWLY_DISAGREEING.code)
def newly_disagreeing(comparison: Comparison) -> Iterator[Finding]:
    """What the checks of agreement say now and did not say of the base."""
    if comparison.old is None or not comparison.figures:
        return
    before = {finding.fingerprint for finding in _disagreements(comparison.old)}
    for finding in _disagreements(comparison.new):
        if finding.fingerprint not in before:
            flips = _flips(comparison, finding)
            said = NEWLY_DISAGREEING.at(
                finding.place,
                plan=finding.plan,
                target=finding.target,
                region=finding.region,
                period=finding.period,
                severity=Severity.ERROR if flips else None,
                check=_TITLES[finding.code],
                code=finding.code,
            )
            yield with_flips(replace(said, about=_changed_in(comparison, finding.period)), flips)


def _changed_in(comparison: Comparison, period: str) -> str:
    """The figures of a period that changed."""
    changes = (change for change in comparison.figures if change.figure.period.label == period)
    return "; ".join(sorted(map(figure_change_in_short, changes)))


def _disagreements(side: Side) -> Iterator[Finding]:
    result = side.result
    for code in AGREEMENT:
        yield from CHECKS[code](result)


def _flips(comparison: Comparison, finding: Finding) -> tuple[Flip, ...]:
    """The flips by figures of the finding's period, of its target where it has one."""
    return tuple(
        flip
        for flip in comparison.flips
        if finding.target in ("", flip.target.id)
        and any(cause.figure and cause.figure.figure.period.label == finding.period for cause in flip.causes)
    )


# T013: the printed digits of the newest figure decide a flip.

ROUNDING_DECIDES = rule("T013", "rounding-decides", Severity.WARNING)


@CHANGE_CHECKS.entry(ROUNDING_DECIDES.code)
def rounding_decides(comparison: Comparison) -> Iterator[Finding]:
    """Flips that half a printed unit would take back."""
    for flip in comparison.flips:
        if flip.rounding:
            yield told(ROUNDING_DECIDES, comparison, flip)


# G001, G002, G005: the score against what the gate asks of it.

LOW_SCORE = rule("G001", "low-score", Severity.ERROR)

SCORE_DROP = rule("G002", "score-drop", Severity.ERROR)

NO_SCORE = rule("G005", "bar-without-score", Severity.ERROR)


@GATE_CHECKS.entry(LOW_SCORE.code)
def low_score(gated: Gated) -> Iterator[Finding]:
    """Regions whose score is below the bar."""
    wanted = gated.bar.min_score
    for region, score in gated.scores.items():
        if wanted is not None and score.total is not None and score.total < wanted:
            plan, whose = gated.plan, _whose(region)
            yield LOW_SCORE.at(plan.place, plan=plan.id, region=region, whose=whose, wanted=wanted, got=score.total)


@GATE_CHECKS.entry(SCORE_DROP.code)
def score_drop(gated: Gated) -> Iterator[Finding]:
    """Regions whose score fell by more than is allowed; a warning where what owes a reason did not take it so far."""
    for region, (most, was, now) in drops(gated):
        due = gated.due_scores.get(region)
        passes = due is not None and due.total is not None and due.total - now <= most
        finding = SCORE_DROP.at(
            gated.plan.place,
            plan=gated.plan.id,
            region=region,
            severity=Severity.WARNING if passes else None,
            whose=_whose(region),
            wanted=most,
            old=was,
            new=now,
            by=Label("gate.changed_status.by_new_figures") if passes else Text(),
        )
        yield replace(finding, about=f"{was:.6g} → {now:.6g}")


def drops(gated: Gated) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """The regions whose score fell further than is allowed: how far it may, what it was and is."""
    most = gated.bar.max_drop
    for region, score in gated.scores.items():
        old = gated.old_scores.get(region)
        was, now = old.total if old else None, score.total
        if most is not None and was is not None and now is not None and was - now > most:
            yield region, (most, was, now)


@GATE_CHECKS.entry(NO_SCORE.code)
def bar_without_score(gated: Gated) -> Iterator[Finding]:
    """A bar for a plan that has no score at all, or none in some region."""
    bars = {"min_score": gated.bar.min_score, "max_drop": gated.bar.max_drop}
    named = ", ".join(f"{name}: {value:g}" for name, value in bars.items() if value is not None)
    # That figures contradict each other, or that they cannot be read, has been said, and is why there is none.
    torn = {region for _, region in contradicted(gated.comparison.new.selection)} if gated.comparison else set()
    without = [region for region, score in gated.scores.items() if score.total is None] if gated.scores else [""]
    for region in without if named and not gated.unread else ():
        if region in torn:
            continue
        yield NO_SCORE.at(gated.plan.place, plan=gated.plan.id, region=region, whose=_whose(region), bar=named)


def _whose(region: str) -> Text:
    """The score, by its region where there is one."""
    return Label("gate.changed_status.score_of").fill(region=region) if region else Label("gate.changed_status.score")


# G004: a target asks for less than before, or is gone.

WEAKENED_GOAL = rule("G004", "weakened-goal", Severity.WARNING)

_REMOVED = Label("gate.changed_status.removed")
_BESIDE = Label("gate.changed_status.beside")
# What is to be done.
_RECORD, _WITHDRAW = Label("gate.changed_status.record"), Label("gate.changed_status.withdraw")
_PUT_BACK = Label("gate.changed_status.put_back")
# These do not lower what is asked for; they say how firmly it is meant.
_MILDER = frozenset(("wording",))


@CHANGE_CHECKS.entry(WEAKENED_GOAL.code)
def weakened_goal(comparison: Comparison) -> Iterator[Finding]:
    """Targets that were removed, edits of a plan that ask for less or make a status better, and those by which a target
    is no longer judged.
    """
    for change in comparison.targets:
        if change.event is TargetEvent.REMOVED:
            yield _finding(comparison, change, _REMOVED, _weight_of_removed(comparison, change), _WITHDRAW)
        weaker = [edit for edit in change.edits if _is_weaker(comparison, edit)]
        if weaker:
            finding = _finding(comparison, change, _words(weaker), _weight(comparison, change, weaker), _RECORD)
            yield replace(finding, about="; ".join(map(edit_in_short, weaker)))
    for flips in _lost(comparison).values():
        yield _lost_verdict(comparison, flips)


def removed_targets(gone: Iterable[TargetChange], base: Base) -> Iterator[Finding]:
    """The targets of plans that are gone as a whole."""
    for change in gone:
        assert change.target is not None
        commit, _, file = change.target.place.file.partition(":")
        yield WEAKENED_GOAL.at(
            None,
            plan=change.plan,
            target=change.target.id,
            name=change.name,
            what=_REMOVED,
            beside=Text(),
            todo=_PUT_BACK,
            cure=Command(words=("git", "checkout", commit, "--", f":/{file}")) if base.commit else base.label,
        )


def _lost(comparison: Comparison) -> Mapping[str, list[Flip]]:
    """The verdicts that an edit of the plan took away, by their targets, where the target is still asked for or the
    verdict called for action.
    """

    def by_edit(flip: Flip) -> bool:
        edits = (cause.edit for cause in flip.causes if cause.origin is Origin.PLAN)
        return any(not (edit and is_recorded(comparison, edit)) for edit in edits)

    lost = (flip for flip in comparison.flips if flip.kind is FlipKind.NO_LONGER_ASSESSED and by_edit(flip))
    return grouped((flip.target.id, flip) for flip in lost if flip.after or is_bad(flip.before))


def _lost_verdict(comparison: Comparison, flips: Sequence[Flip]) -> Finding:
    """That an edit took verdicts away; the name of the figures is what the plan has to know again."""
    flip = flips[0]
    latest = flip.before.latest if flip.before else None
    names = {figure.indicator for figure in latest.figures} if isinstance(latest, Reading) else set()
    there = set(comparison.new.figures.indicator.names)
    unknown = sorted(name for name in names & there if not knows(comparison.plan, "", name))
    again = Label("gate.changed_status.know_again").fill(target=flip.target.id, names=unknown)
    finding = WEAKENED_GOAL.at(
        place_of_edit(comparison, flip),
        plan=flip.plan,
        target=flip.target.id,
        region=flip.region if len(flips) == 1 else "",
        severity=Severity.ERROR,
        name=flip.target.name,
        what=Label("gate.changed_status.lost"),
        beside=Text(),
        todo=again if unknown else _WITHDRAW,
    )
    return with_flips(replace(finding, about="; ".join(sorted(map(flip_in_short, flips)))), tuple(flips))


def _weight_of_removed(comparison: Comparison, change: TargetChange) -> Severity:
    """An error where its figures changed too, and where a verdict that called for action went with it."""
    old = comparison.old.assessments if comparison.old else ()
    bad = any(is_bad(one) for one in old if change.target and one.target.id == change.target.id)
    return Severity.ERROR if bad or _has_figures(comparison, change) else Severity.WARNING


def _is_weaker(comparison: Comparison, edit: Edit) -> bool:
    """Whether an edit asks for less, or asks for something else by which a status is better."""
    better = (flip for flip in comparison.flips if flip.kind is FlipKind.BETTER)
    by_it = edit.effect is Effect.CHANGED and any(cause.edit is edit for flip in better for cause in flip.causes)
    return edit.effect is Effect.WEAKENED or by_it or _is_another_rule(edit)


def _is_another_rule(edit: Edit) -> bool:
    """Whether progress is judged or scored by another rule, which nothing can compare with the old one."""
    return edit.field.partition(".")[0] in ("method", "scoring") and edit.effect is Effect.CHANGED


_NONE = Label("gate.changed_status.none")
# What says its one value with a key, as a plan file does.
_SOLE = pattern(r"^\{(?:name|use): ([^,{}]+)\}$")
# Values of a field that have words of their own.
_VALUES: Mapping[str, Label] = Labels("render.natures")


def _words(edits: Sequence[Edit]) -> Text:
    return Label("gate.changed_status.edits").fill(edits=[_in_words(edit) for edit in edits])


def _in_words(edit: Edit) -> Text:
    weaker, another = Label("gate.changed_status.weaker_to"), Label("gate.changed_status.another")
    field, _, below = edit.field.partition(".")
    values = (f"{below}: {edit.old}" if below else edit.old, edit.new)
    old, new = (_VALUES.get(value, _SOLE.sub(r"\1", value)) for value in values)
    said = another if _is_another_rule(edit) else weaker
    return said.fill(field=EDITED[field], old=old or _NONE, new=new or _NONE)


def _weight(comparison: Comparison, change: TargetChange, weaker: Sequence[Edit]) -> Severity:
    """An error with a flip or with changed figures; a note for what is on record, and for how a goal is worded."""
    # A revision with its reason is how a goal is meant to be changed; the goal in force is then told once.
    if weaker and all(edit.field in _MILDER or is_recorded(comparison, edit) for edit in weaker):
        return Severity.NOTE
    flipped = any(cause.edit is edit for flip in comparison.flips for cause in flip.causes for edit in weaker)
    return Severity.ERROR if flipped or _has_figures(comparison, change) else Severity.WARNING


def _finding(comparison: Comparison, change: TargetChange, what: Text, severity: Severity, todo: Text) -> Finding:
    return WEAKENED_GOAL.at(
        change.place,
        plan=change.plan,
        target=change.target.id if change.target else "",
        severity=severity,
        name=change.name,
        what=what,
        beside=_BESIDE if _has_figures(comparison, change) else Text(),
        todo=todo,
    )


def _has_figures(comparison: Comparison, change: TargetChange) -> bool:
    """Whether figures of the target changed as well; of any target for an edit of the plan as such."""
    changed = {comparison.naming.series(one.figure)[1] for one in comparison.figures}
    return change.target.indicator in changed if change.target else bool(changed)
