"""One target or figure traced: from the number encoded to the print quoted, and from there to the document."""

from collections.abc import Iterator
from dataclasses import dataclass

from planck.model import Finding, Text
from planck.provenance.amounts import Amount, with_unit
from planck.provenance.cards import Reason
from planck.provenance.claims import Claim
from planck.provenance.documents import Documents
from planck.provenance.find import Hit, best_hit, nearest_number, nearest_text, span_of, wanted
from planck.provenance.printed import Item, Locator, Term, groups_of, locators, printed_items
from planck.provenance.rules_numbers import MOVED, NOT_ENCODED, NOT_FOUND, NOT_NAMED, NOT_QUOTED, UNPAIRED, UNTRACED
from planck.provenance.subject import Subject
from planck.provenance.text import SourceText

# Folded characters shown on either side of a number.
_AROUND = 8
_NOTHING = Text(zh="空白", en="nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
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
            finding = _not_found(subject, text, item, amount, hit)
            return _excused(subject, documents, item.text, finding)
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
        return Text(zh="全文", en="any place")
    if not column:
        return Text(zh=f"第{line}行", en=f"line {line}")
    return Text(zh=f"第{line}行第{column}列", en=f"line {line}, column {column}")


def _by_name(
    text: SourceText, amount: Amount | None, names: tuple[str, ...], but: tuple[int, int] | None = None
) -> Text:
    """The nearest number next to a name, as the end of a message; empty when that is `but`, said already."""
    found = nearest_number(text, amount, names)
    if found is None:
        return Text(zh="；文件中没有与名称相邻的数", en="; no number stands next to the name")
    if (found.start, found.end) == but:
        return Text()
    place = text.place(found.start, found.end)
    shown = _quoted(text, (found.start, found.end))
    return Text(
        zh=f"；与名称相邻的数中最接近的是第{place.line}行第{place.column}列的{shown.zh}",
        en=f"; the nearest by the name is {shown.en} at line {place.line}, column {place.column}",
    )


def _quoted(text: SourceText, span: tuple[int, int]) -> Text:
    shown = excerpt(text, *span)
    return Text(zh=f"“{shown}”", en=f"'{shown}'")


def excerpt(text: SourceText, start: int, end: int) -> str:
    """The folded text around a span."""
    first, last = max(0, start - _AROUND), min(len(text.text), end + _AROUND)
    return ("…" if first else "") + text.text[first:last] + ("…" if last < len(text.text) else "")
