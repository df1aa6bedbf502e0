"""One target or figure traced: from the number encoded to the print quoted, and from there to the document."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec.structs import replace

from planck.assess.plan import PlanResult
from planck.assess.select import key, names_of
from planck.checks import Run
from planck.model import (
    Comparator,
    Figure,
    FigureStatus,
    Finding,
    Goal,
    Indicator,
    Measure,
    Place,
    Plan,
    Rule,
    Source,
    Stated,
    Target,
    Text,
    indicators_in,
)
from planck.model.plan import IN_PERCENT, STEPS
from planck.provenance.documents import (
    FORMS,
    MOVED,
    NO_CARD,
    NOT_ENCODED,
    NOT_FOUND,
    NOT_HELD,
    NOT_NAMED,
    NOT_QUOTED,
    OTHER_DOCUMENT,
    SCENARIO,
    TRACED,
    UNPAIRED,
    UNREAD_FORM,
    UNTRACED,
    UNUSED_REASON,
    Card,
    Documents,
    Reason,
)
from planck.provenance.find import (
    Hit,
    Item,
    Locator,
    Term,
    best_hit,
    groups_of,
    locators,
    nearest_number,
    nearest_text,
    printed_items,
    span_of,
    wanted,
)
from planck.provenance.text import Amount, SourceText, amount_of, fold, with_unit
from planck.record import Record
from planck.registry import grouped
from planck.words import Label

# The numbers that a plan and the figures encode, each as the amounts that a document may print for it.

PERCENT = "%"
POINTS = "百分点"
TIMES = "倍"

GOAL = Label("provenance.trace.goal")
TOLERANCE = Label("provenance.trace.tolerance")
BASELINE = Label("provenance.trace.baseline")
MILESTONE = Label("provenance.trace.milestone")
SCHEDULE = Label("provenance.trace.schedule")
STATED = Label("provenance.trace.stated")
STANDARD = Label("provenance.trace.standard")
FIGURE = Label("provenance.trace.figure")


class Claim(Record, kw_only=False):
    """One encoded number: what it is, how it reads, the amounts that say it, and where it stands in the file."""

    what: Text
    shown: str
    amounts: tuple[Amount, ...]
    place: Place


def claims_of(target: Target, indicator: Indicator) -> Iterator[Claim]:
    """The numbers of a target but for its dates and its revisions, which have their own sources."""
    if indicator.measure is Measure.EVENT:
        return
    yield from goal_claims(target.goal, indicator)
    if target.baseline and target.baseline.value is not None:
        yield _claim(BASELINE, _decimal(target.baseline.value), indicator.unit, target.baseline.place)
    for milestone in target.milestones:
        if milestone.value is not None:
            yield _claim(MILESTONE, _decimal(milestone.value), indicator.unit, milestone.place)
        if milestone.share is not None:
            yield _claim(SCHEDULE, _percent(milestone.share), PERCENT, milestone.place)
    if target.stated:
        yield from _stated(target.stated, indicator, target.place)


def goal_claims(goal: Goal, indicator: Indicator) -> Iterator[Claim]:
    """The numbers of one goal: its bounds, or its middle and its tolerance."""
    if goal.comparator is Comparator.ABOUT and goal.low is not None and goal.high is not None:
        low, high = _decimal(goal.low), _decimal(goal.high)
        middle = (low + high) / 2
        yield _goal(GOAL, middle, goal, indicator)
        yield _tolerance(middle, (high - low) / 2, goal, indicator)
        return
    if goal.comparator is Comparator.DONE:
        return
    width = _decimal(goal.tolerance)
    for bound, beside in ((goal.low, width), (goal.high, -width)):
        if bound is not None:
            yield _goal(GOAL, _decimal(bound) + beside, goal, indicator)
            if goal.tolerance:
                yield _tolerance(_decimal(bound) + beside, width, goal, indicator)


def figure_claim(figure: Figure) -> Claim | None:
    """The number of a figure; None when it has none."""
    if figure.value is None:
        return None
    return _claim(FIGURE, _decimal(figure.value), figure.unit, figure.place)


def _goal(what: Text, bound: Decimal, goal: Goal, indicator: Indicator) -> Claim:
    if goal.quantity in IN_PERCENT:
        return _claim(what, bound.scaleb(2), PERCENT, goal.place)
    if goal.quantity in STEPS and indicator.unit == PERCENT:
        return _claim(what, bound, POINTS, goal.place)
    return _claim(what, bound, "位" if goal.comparator is Comparator.RANK else indicator.unit, goal.place)


def _tolerance(middle: Decimal, width: Decimal, goal: Goal, indicator: Indicator) -> Claim:
    """The tolerance, which the plan may give as a share or in the unit."""
    relative = width / abs(middle) * 100 if middle else Decimal(0)
    absolute = _goal(TOLERANCE, width, goal, indicator)
    percent = _claim(TOLERANCE, round(relative, 6), PERCENT, goal.place)
    return Claim(TOLERANCE, percent.shown, (*percent.amounts, *absolute.amounts), goal.place)


def _stated(stated: Stated, indicator: Indicator, place: Place) -> Iterator[Claim]:
    shares = (stated.growth, stated.last_growth)
    points = (stated.points, stated.last_points)
    yield from (_claim(STATED, _percent(share), PERCENT, place) for share in shares if share is not None)
    yield from (_claim(STATED, _decimal(point), POINTS, place) for point in points if point is not None)
    if stated.units is not None:
        yield _claim(STATED, _decimal(stated.units), indicator.unit, place)
    if stated.times is not None:
        yield _claim(STATED, _decimal(stated.times), TIMES, place)


def _claim(what: Text, number: Decimal, unit: str, place: Place) -> Claim:
    plain = f"{number.normalize():f}"
    shown = plain + unit if unit == PERCENT else " ".join(filter(None, (plain, unit)))
    return Claim(what, shown, (amount_of(number, fold(unit)),), place)


def _percent(share: float) -> Decimal:
    return _decimal(share).scaleb(2)


def _decimal(number: float) -> Decimal:
    """The number as it was typed: the shortest decimal that is this float."""
    return Decimal(repr(number))


# What is traced: a target or a figure, with its names, its source and the numbers it encodes.


class Subject(Record):
    """A target or a figure as the documents should print it; a target with another source for a revision is two.

    `indicator` is the name in the table of figures, empty for a target.
    """

    names: tuple[str, ...]
    document: str
    source: Source
    claims: tuple[Claim, ...]
    place: Place
    plan: str = ""
    target: str = ""
    indicator: str = ""
    region: str = ""
    period: str = ""

    def finding(self, rule: Rule, place: Place | None = None, **arguments: str | int | Text) -> Finding:
        """A finding of `rule` about it."""
        found = rule.at(place or self.place, plan=self.plan, target=self.target, region=self.region, period=self.period)
        what, got = arguments.get("what", ""), arguments.get("got", "")
        about = f"{what.en if isinstance(what, Text) else what} {got}".strip() if self.target else ""
        return replace(found, arguments=arguments, about=about)

    def excused_by(self, reason: Reason, number: str) -> bool:
        """Whether a reason is about this number of it."""
        if reason.target:
            same = reason.target == self.target
        else:
            same = reason.indicator == self.indicator and reason.period in ("", self.period)
        return same and key(reason.number) == key(number)


def subjects_of(plan: Plan) -> Iterator[Subject]:
    """The targets of a plan with goal, baseline and pace; standard and revisions, with sources of their own, after."""
    for target in plan.targets:
        indicator = plan.indicator(target.indicator)
        own = Subject(
            names=_names(plan, target, indicator),
            document=target.source.document or plan.source.document,
            source=target.source,
            claims=tuple(claims_of(target, indicator)),
            place=target.place,
            plan=plan.id,
            target=target.id,
        )
        yield own
        if target.standard:
            claim = _claim(STANDARD, _decimal(target.standard.value), indicator.unit, target.place)
            source = target.standard.source
            yield replace(own, document=source.document or source.url, source=source, claims=(claim,))
        for revision in target.revisions:
            yield replace(
                own,
                document=revision.source.document or own.document,
                source=revision.source,
                claims=tuple(goal_claims(revision.goal, indicator)),
                place=revision.place,
            )


def figure_subject(figure: Figure, known: Mapping[str, tuple[str, ...]]) -> Subject | None:
    """A figure; None when it has no number. `known` are the other names of indicators, by the key of each."""
    claim = figure_claim(figure)
    if claim is None:
        return None
    return Subject(
        names=(figure.indicator, *known.get(key(figure.indicator), ())),
        document=figure.source,
        source=Source(document=figure.source, at=figure.at, as_printed=figure.as_printed),
        claims=(claim,),
        place=figure.place,
        indicator=figure.indicator,
        region=figure.region,
        period=figure.period.label,
    )


def other_names(plan: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For every name of every indicator of a plan all its names."""
    for indicator in plan.indicators:
        names = names_of(indicator)
        yield from ((key(name), names) for name in names)


def _names(plan: Plan, target: Target, indicator: Indicator) -> tuple[str, ...]:
    """What a document may call it: the target, its indicator, and what its formula is made of."""
    read = indicators_in(indicator.formula) if indicator.formula else ()
    parts = [other for other in plan.indicators if other.id in read]
    own = (target.name.zh, target.name.en, *names_of(indicator))
    return tuple(dict.fromkeys(name for name in (*own, *(name for part in parts for name in names_of(part))) if name))


# Folded characters shown on either side of a number.
_AROUND = 8
_NOTHING = Label("provenance.trace.nothing")


class Outcome(Record):
    """What became of one number: found when there is no finding; `reason` is what excused it."""

    finding: Finding | None = None
    reason: Reason | None = None

    @property
    def lost(self) -> bool:
        """Whether the number was not found and nothing excuses that."""
        return self.finding is not None and self.reason is None and self.finding.code != MOVED.code


def outcomes(subject: Subject, text: SourceText, documents: Documents) -> Iterator[Outcome]:
    """One outcome for every number encoded and every item quoted.

    Every number has to be among the items quoted and every item with a numeral has to be encoded; every item has to
    stand in the document at or near its place, next to a name.
    """
    places, groups = groups_of(subject.source.at, subject.source.as_printed)
    if places > 1 and groups not in (0, 1, places):
        yield Outcome(finding=subject.finding(UNPAIRED, places=places, got=groups))
    items = printed_items(subject.source.at, subject.source.as_printed) or _unquoted(subject)
    lost = [claim for claim in subject.claims if not any(_says(item, claim) for item in items)]
    unquoted = [_excused(subject, documents, one.shown, _not_quoted(subject, text, one, items)) for one in lost]
    yield from unquoted
    unclaimed = [item for item in items if item.numeric and not any(_says(item, claim) for claim in subject.claims)]
    # A number that is mistyped leaves its quote without one: that is one mistake, and it has been said.
    for item in unclaimed[sum(outcome.lost for outcome in unquoted) :]:
        yield _excused(subject, documents, item.text, subject.finding(NOT_ENCODED, got=item.text))
    for item in items:
        claim = next((claim for claim in subject.claims if _says(item, claim)), None)
        yield _stands(subject, text, documents, item, claim)


def _unquoted(subject: Subject) -> tuple[Item, ...]:
    """The numbers themselves, where the source quotes nothing, at the first place that it names."""
    place = next(iter(locators(subject.source.at)), Locator())
    return tuple(Item(claim.shown, (Term((), claim.amounts),), place, False) for claim in subject.claims)


def _says(item: Item, claim: Claim) -> bool:
    return any(one.agrees(other) for one in item.amounts for other in claim.amounts)


def _stands(subject: Subject, text: SourceText, documents: Documents, item: Item, claim: Claim | None) -> Outcome:
    for term in item.terms:
        amount = _meant(item, term, claim)
        hit = best_hit(text, term, amount, item.locator, subject.names)
        if hit is None or hit.named < wanted(text, item.locator):
            return _excused(subject, documents, item.text, _not_found(subject, text, item, amount, hit))
        if item.leads and term is item.terms[0] and (moved := _moved(subject, text, item, hit)):
            return Outcome(finding=moved)
    return Outcome()


def _meant(item: Item, term: Term, claim: Claim | None) -> Amount | None:
    """The amount that a number of the document has to agree with; a term of a sum has only its unit from the claim."""
    if claim is None:
        return None
    agreeing = next((one for one in claim.amounts if any(one.agrees(other) for other in item.amounts)), None)
    if len(item.terms) == 1 or agreeing is None or not term.amounts:
        return agreeing
    return with_unit(term.amounts[0], agreeing)


def _excused(subject: Subject, documents: Documents, number: str, finding: Finding) -> Outcome:
    card = documents.cards.get(subject.document)
    for reason in card.reasons if card else ():
        if card and subject.excused_by(reason, number):
            note = subject.finding(
                UNTRACED, finding.place, got=number, reason=_both(reason.reason), file=card.place.file
            )
            return Outcome(finding=note, reason=reason)
    return Outcome(finding=finding)


def _both(reason: str) -> Text:
    """A reason in both languages, where it is written as Chinese / English."""
    zh, _, en = reason.partition(" / ")
    return Text(zh=zh.strip(), en=en.strip())


def _not_quoted(subject: Subject, text: SourceText, claim: Claim, items: tuple[Item, ...]) -> Finding:
    quoted = [(abs(amount.value - claim.amounts[0].value), item.text) for item in items for amount in item.amounts]
    return subject.finding(
        NOT_QUOTED,
        claim.place,
        what=claim.what,
        got=claim.shown,
        nearest=min(quoted, default=(0, "-"))[1],
        there=_by_name(text, claim.amounts[0], subject.names),
    )


def _not_found(subject: Subject, text: SourceText, item: Item, amount: Amount | None, hit: Hit | None) -> Finding:
    amount = amount or next(iter(item.amounts), None)
    if hit is None:
        span = nearest_text(text, item.locator)
        return subject.finding(
            NOT_FOUND,
            got=item.text,
            document=text.id,
            at=_locator_text(item),
            found=_quoted(text, span) if span else _NOTHING,
            there=_by_name(text, amount, subject.names, but=span),
        )
    place = text.place(hit.start, hit.end)
    return subject.finding(
        NOT_NAMED,
        got=item.text,
        document=text.id,
        line=place.line,
        column=place.column,
        name=subject.names[0],
        found=_quoted(text, (hit.start, hit.end)),
        there=_by_name(text, amount, subject.names),
    )


def _moved(subject: Subject, text: SourceText, item: Item, hit: Hit) -> Finding | None:
    """A note when the place that is named does not lie in what was found, or is none of the document."""
    elsewhere = span_of(text, item.locator) is None if item.locator.line else False
    if not elsewhere and (hit.distance == 0 or not item.locator.column):
        return None
    place = text.place(text.first_copy(hit.start), text.first_copy(hit.start) + hit.end - hit.start)
    return subject.finding(
        MOVED, got=item.text, document=text.id, line=place.line, column=place.column, at=_locator_text(item)
    )


def _locator_text(item: Item) -> Text:
    line, column = item.locator.line, item.locator.column
    if not line:
        return Label("provenance.trace.any_place")
    if not column:
        return Label("provenance.trace.line").fill(line=line)
    return Label("provenance.trace.line_and_column").fill(line=line, column=column)


def _by_name(
    text: SourceText, amount: Amount | None, names: tuple[str, ...], but: tuple[int, int] | None = None
) -> Text:
    """The nearest number next to a name, as the end of a message; empty when that is `but`, said already."""
    found = nearest_number(text, amount, names)
    if found is None:
        return Label("provenance.trace.no_number_stands_next_to")
    if (found.start, found.end) == but:
        return Text()
    place = text.place(found.start, found.end)
    shown = _quoted(text, (found.start, found.end))
    return Label("provenance.trace.nearest_by_name_is_shown").fill(line=place.line, column=place.column, shown=shown)


def _quoted(text: SourceText, span: tuple[int, int]) -> Text:
    return Label("provenance.trace.shown").fill(shown=excerpt(text, *span))


def excerpt(text: SourceText, start: int, end: int) -> str:
    """The folded text around a span."""
    first, last = max(0, start - _AROUND), min(len(text.text), end + _AROUND)
    return ("…" if first else "") + text.text[first:last] + ("…" if last < len(text.text) else "")


# P002 to P017: everything traced in the documents of the run, and the documents held against their cards.


class _Traced(Record, kw_only=False):
    """A subject and what became of its numbers."""

    subject: Subject
    outcomes: tuple[Outcome, ...]


def untraced_targets(result: PlanResult, documents: Documents) -> Iterator[Finding]:
    """What is wrong with the numbers of a plan's targets, and the documents it names that are not there."""
    subjects = tuple(subjects_of(result.plan))
    for traced in _traced(subjects, documents):
        yield from (outcome.finding for outcome in traced.outcomes if outcome.finding)
    yield from _not_held(subjects, documents, lambda subject: subject.document)


def untraced_figures(run: Run, documents: Documents) -> Iterator[Finding]:
    """What is wrong with the figures and with the documents, reasons that excuse nothing, and what was traced."""
    subjects = tuple(_figures(run))
    figures = tuple(_traced(subjects, documents))
    for traced in figures:
        yield from (outcome.finding for outcome in traced.outcomes if outcome.finding)
    yield from _not_held(subjects, documents, lambda subject: subject.place.file)
    yield from _assumed(run.figures)
    targets = tuple(_traced((one for result in run.plans for one in subjects_of(result.plan)), documents))
    for id_ in sorted({traced.subject.document for traced in (*targets, *figures)}):
        yield from _document(id_, documents)
        yield _summary(id_, documents, _of(id_, targets), _of(id_, figures))
        if card := documents.cards.get(id_):
            yield from _unused(card, (*_of(id_, targets), *_of(id_, figures)))


def _figures(run: Run) -> Iterator[Subject]:
    known: dict[str, tuple[str, ...]] = {}
    for result in run.plans:
        known.update(other_names(result.plan))
    for figure in run.figures:
        published = figure.source and figure.status is not FigureStatus.ASSUMED
        if published and (subject := figure_subject(figure, known)):
            yield subject


def _assumed(figures: Iterable[Figure]) -> Iterator[Finding]:
    """One finding per file that has figures of a scenario, at the first of them."""
    found = (figure for figure in figures if figure.status is FigureStatus.ASSUMED)
    for assumed in grouped((figure.place.file, figure) for figure in found).values():
        yield SCENARIO.at(assumed[0].place, got=len(assumed))


def _traced(subjects: Iterable[Subject], documents: Documents) -> Iterator[_Traced]:
    for subject in subjects:
        if text := documents.text(subject.document):
            yield _Traced(subject, tuple(outcomes(subject, text, documents)))


def _of(id_: str, traced: Iterable[_Traced]) -> tuple[_Traced, ...]:
    return tuple(one for one in traced if one.subject.document == id_)


def _not_held(subjects: Iterable[Subject], documents: Documents, group: Callable[[Subject], str]) -> Iterator[Finding]:
    """One finding for each group of subjects whose documents are not there, or only in a form that is not read."""
    held = {"", *documents.files, *documents.broken}
    lacking = (subject for subject in subjects if subject.document not in held)
    groups = grouped(
        (f"\0{each.document}" if each.document in documents.unread else group(each), each) for each in lacking
    )
    for name, without in groups.items():
        place, plan = without[0].place, without[0].plan
        forms = " ".join(FORMS)
        if name.startswith("\0"):
            yield UNREAD_FORM.at(place, plan=plan, forms=forms, got=documents.unread[without[0].document])
            continue
        sources = dict.fromkeys(subject.document for subject in without)
        others = len(sources) - 1
        yield NOT_HELD.at(
            place,
            plan=plan,
            folder=documents.folder,
            got=without[0].document,
            count=sum(len(subject.claims) for subject in without),
            more=Label("provenance.trace.with_others_other_sources").fill(others=others) if others else Text(),
            forms=forms,
        )


def _document(id_: str, documents: Documents) -> Iterator[Finding]:
    """Whether the document is the one that its card is about."""
    file = documents.files[id_]
    card = documents.cards.get(id_)
    if card is None or not card.sha256:
        yield NO_CARD.at(Place(file.file), got=id_)
    elif card.sha256 != file.sha256:
        yield OTHER_DOCUMENT.at(card.place, got=file.file, wanted=card.sha256[:8], found=file.sha256[:8])


def _summary(id_: str, documents: Documents, targets: tuple[_Traced, ...], figures: tuple[_Traced, ...]) -> Finding:
    all_ = [outcome for traced in (*targets, *figures) for outcome in traced.outcomes]
    excused = sum(outcome.reason is not None for outcome in all_)
    lost = sum(outcome.lost for outcome in all_)
    return TRACED.at(
        Place(documents.files[id_].file),
        got=id_,
        targets=len({(traced.subject.plan, traced.subject.target) for traced in targets}),
        figures=len(figures),
        found=len(all_) - excused - lost,
        excused=excused,
        lost=lost,
    )


def _unused(card: Card, traced: tuple[_Traced, ...]) -> Iterator[Finding]:
    """A finding for each reason of which nothing was excused although what it is about was traced."""
    used = {outcome.reason for one in traced for outcome in one.outcomes if outcome.reason}
    examined = {one.subject.target or one.subject.indicator for one in traced}
    kinds = {bool(one.subject.target) for one in traced}
    for reason in card.reasons:
        about = reason.target or reason.indicator
        if reason not in used and (about in examined or bool(reason.target) in kinds):
            yield UNUSED_REASON.at(reason.place, got=reason.number, about=about)
