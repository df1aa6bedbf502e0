"""P002 to P017: everything traced in the documents of the run, and the documents held against their cards."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from planck.checks import Context, Run
from planck.model import Figure, FigureStatus, Finding, Place, Rule, Severity, Text
from planck.provenance import PROVENANCE, RUN_PROVENANCE, Documents
from planck.provenance.cards import Card
from planck.provenance.documents import FORMS
from planck.provenance.rules_documents import NO_CARD, NOT_HELD, OTHER_DOCUMENT, SCENARIO, UNREAD_FORM
from planck.provenance.rules_numbers import NOT_FOUND, UNUSED_REASON
from planck.provenance.subject import Subject, figure_subject, other_names, subjects_of
from planck.provenance.trace import Outcome, outcomes
from planck.registry import rule

TRACED = rule(
    Rule(
        code="P015",
        name="traced",
        severity=Severity.NOTE,
        message=Text(
            zh="“{got}”：{targets} 个目标、{figures} 个数据；"
            "已追溯到原文的数 {found} 个，注明理由的 {excused} 个，未找到的 {lost} 个",
            en="'{got}': targets {targets}, figures {figures}; "
            "numbers traced {found}, untraced with a reason {excused}, not found {lost}",
        ),
        help=Text(zh="无需处理", en="nothing to do"),
        what=Text(
            zh="一份文件中核对过的目标与数据。", en="How much of what was encoded from a document was traced in it."
        ),
        why=Text(zh="沉默与核对无误应当看得出区别。", en="Silence and everything found should not look the same."),
        bad="planck audit PLAN                   # nothing is traced",
        good="planck audit PLAN --documents DIR",
    )
)


@dataclass(frozen=True, slots=True)
class _Traced:
    """A subject and what became of its numbers."""

    subject: Subject
    outcomes: tuple[Outcome, ...]


@PROVENANCE.entry(NOT_FOUND.code)
def untraced_targets(context: Context, documents: Documents | None) -> Iterator[Finding]:
    """What is wrong with the numbers of a plan's targets, and the documents it names that are not there."""
    if documents is None:
        return
    subjects = tuple(subjects_of(context.plan))
    for traced in _traced(subjects, documents):
        yield from (outcome.finding for outcome in traced.outcomes if outcome.finding)
    yield from _not_held(subjects, documents, lambda subject: subject.document)


@RUN_PROVENANCE.entry(NOT_FOUND.code)
def untraced_figures(run: Run, documents: Documents | None) -> Iterator[Finding]:
    """What is wrong with the figures and with the documents, reasons that excuse nothing, and what was traced."""
    if documents is None:
        return
    subjects = tuple(_figures(run))
    figures = tuple(_traced(subjects, documents))
    for traced in figures:
        yield from (outcome.finding for outcome in traced.outcomes if outcome.finding)
    yield from _not_held(subjects, documents, lambda subject: subject.place.file)
    yield from _assumed(run.figures)
    targets = tuple(_traced((one for context in run.contexts for one in subjects_of(context.plan)), documents))
    for id_ in sorted({traced.subject.document for traced in (*targets, *figures)}):
        yield from _document(id_, documents)
        yield _summary(id_, documents, _of(id_, targets), _of(id_, figures))
        if card := documents.cards.get(id_):
            yield from _unused(card, (*_of(id_, targets), *_of(id_, figures)))


def _figures(run: Run) -> Iterator[Subject]:
    known: dict[str, tuple[str, ...]] = {}
    for context in run.contexts:
        known.update(other_names(context.plan))
    for figure in run.figures:
        if _published(figure) and (subject := figure_subject(figure, known)):
            yield subject


def _assumed(figures: Iterable[Figure]) -> Iterator[Finding]:
    """One finding per file that has figures of a scenario, at the first of them."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.status is FigureStatus.ASSUMED:
            found.setdefault(figure.place.file, []).append(figure)
    for assumed in found.values():
        yield SCENARIO.at(assumed[0].place, got=len(assumed))


def _published(figure: Figure) -> bool:
    return bool(figure.source) and figure.status is not FigureStatus.ASSUMED


def _traced(subjects: Iterable[Subject], documents: Documents) -> Iterator[_Traced]:
    for subject in subjects:
        if text := documents.text(subject.document):
            yield _Traced(subject, tuple(outcomes(subject, text, documents)))


def _of(id_: str, traced: Iterable[_Traced]) -> tuple[_Traced, ...]:
    return tuple(one for one in traced if one.subject.document == id_)


def _not_held(subjects: Iterable[Subject], documents: Documents, group: Callable[[Subject], str]) -> Iterator[Finding]:
    """One finding for each group of subjects whose documents are not there, or only in a form that is not read."""
    lacking: dict[str, list[Subject]] = {}
    for subject in subjects:
        if not subject.document or subject.document in documents.files or subject.document in documents.broken:
            continue
        if subject.document in documents.unread:
            lacking.setdefault(f"\0{subject.document}", []).append(subject)
        else:
            lacking.setdefault(group(subject), []).append(subject)
    for name, without in lacking.items():
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
            more=Text(zh=f"（连同另外 {others} 个来源）", en=f" (with {others} other sources)") if others else Text(),
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
