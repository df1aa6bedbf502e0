"""What is traced: a target or a figure, with its names, its source and the numbers it encodes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planck.assess.names import key, names_of
from planck.model import Figure, Finding, Indicator, Place, Plan, Rule, Source, Target, Text
from planck.provenance.cards import Reason
from planck.provenance.claims import Claim, claims_of, figure_claim, goal_claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
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
    """The targets of a plan, each with its goal, baseline and pace; revisions that name a source of their own after."""
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
    parts = [other for other in plan.indicators if indicator.formula and other.id in _ids(indicator)]
    own = (target.name.zh, target.name.en, *names_of(indicator))
    return tuple(dict.fromkeys(name for name in (*own, *(name for part in parts for name in names_of(part))) if name))


def _ids(indicator: Indicator) -> frozenset[str]:
    text = "".join(
        character if character.isalnum() or character == "_" else " " for character in indicator.formula_text
    )
    return frozenset(text.split())
