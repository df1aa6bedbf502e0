"""Domains and indicators of a model."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from planck.load.plan.field import Field
from planck.load.plan.header import names
from planck.load.scoring import rules, rules_weights
from planck.load.scoring.normalise import aggregation, normalisation
from planck.load.scoring.weights import weight, weight_faults
from planck.load.source.checked import Checked
from planck.load.source.excerpt import excerpt
from planck.model import Finding
from planck.model.scoring import Better, Domain, EachTarget, Normalisation, Of, Part, ScoredIndicator

USUAL = Normalisation(method="min_max")
# Full marks where all that was asked is done.
USUAL_OF_PLAN: Mapping[Of, Normalisation] = {
    Of.COMPLETION: Normalisation(method="standard", settings=(("standard", 100.0),)),
    Of.FULFILMENT: Normalisation(method="standard", settings=(("standard", 100.0),)),
    Of.RATIO: Normalisation(method="ratio_score"),
}
_SLACK = Decimal("0.0001")


def domains(field: Field, default: Normalisation | None, classes: frozenset[str]) -> Checked[tuple[Domain, ...]]:
    """The domains in a model or a domain."""
    found: list[Domain] = []
    for one in field.under("domains"):
        found.append((yield from _domain(one, default, classes)))  # noqa: PERF401 - it yields
    return tuple(found)


def _domain(field: Field, default: Normalisation | None, classes: frozenset[str]) -> Checked[Domain]:
    kinds = [key for key in ("domains", "indicators", "targets") if field.has(key)]
    empty = len(kinds) == 1 and field.get(kinds[0]) and not field.under(kinds[0]) and kinds[0] != "targets"
    if (len(kinds) != 1 or empty) and not field.damaged:
        yield field.finding(rules.ONE_KIND_OF_PARTS, field.label, got=", ".join(kinds) if len(kinds) > 1 else "-")
    for key in ("domains", "indicators"):
        yield from weight_faults(field, key)
    if field.has("weights") and field.has("targets"):
        method = field.string("weights")
        yield field.finding(rules_weights.WEIGHTS_TWICE, field.label, method=method, got="targets")
    indicators: list[ScoredIndicator] = []
    for one in field.under("indicators"):
        indicators.append((yield from _indicator(one, default, classes)))  # noqa: PERF401 - it yields
    return Domain(
        id=field.key,
        name=names(field.get("name")),
        weight=weight(field),
        weights=field.string("weights"),
        aggregate=(yield from aggregation(field.get("aggregate"))),
        domains=(yield from domains(field, default, classes)),
        indicators=tuple(indicators),
        targets=(yield from _targets(field.get("targets"))),
        place=field.label,
    )


def _indicator(field: Field, default: Normalisation | None, classes: frozenset[str]) -> Checked[ScoredIndicator]:
    own = yield from normalisation(field.get("normalise"))
    only = field.under("only")
    for one in only:
        if one.text not in classes:
            yield one.finding(rules.UNKNOWN_CLASS)
    return ScoredIndicator(
        id=field.key,
        name=names(field.get("name")),
        aliases=field.strings("aliases"),
        unit=field.string("unit"),
        weight=weight(field),
        better=Better(field.string("better") or Better.HIGHER),
        parts=(yield from _parts(field, own, default)),
        only=tuple(one.text for one in only),
        place=field.label,
    )


def _parts(field: Field, own: Normalisation | None, default: Normalisation | None) -> Checked[tuple[Part, ...]]:
    """The parts of an indicator: those that it names, else the whole of what `of` says."""
    holder = field.get("parts")
    if holder is None:
        of = Of(field.string("of") or Of.LEVEL)
        return (Part(of=of, normalise=own or _usual(of, default)),)
    found: list[Part] = []
    total = Decimal(0)
    for one in holder.parts():
        share, of = one.get("share") or one, Of(one.key)
        special = yield from normalisation(one.get("normalise"))
        total += share.share
        found.append(Part(of=of, share=float(share.share), normalise=special or own or _usual(of, default)))
    if abs(total - 1) > _SLACK and not holder.damaged:
        yield holder.finding(rules.SHARES_SUM, holder.label, got=f"{total:%}")
    return tuple(found)


def _usual(of: Of, default: Normalisation | None) -> Normalisation:
    return USUAL_OF_PLAN.get(of) or default or USUAL


def _targets(field: Field | None) -> Checked[EachTarget | None]:
    if field is None:
        return None
    own = yield from normalisation(field.get("normalise"))
    of, binding = Of(field.string("of") or Of.COMPLETION), field.get("binding")
    weight_ = float(binding.amount) if binding else 1.0
    return EachTarget(of=of, normalise=own or _usual(of, None), binding=weight_, place=field.label)


def name_clashes(field: Field) -> Iterator[Finding]:
    """A finding for each name of an indicator, an item or a veto that another one has."""
    taken: dict[str, tuple[str, Field]] = {}
    for one in _named(field):
        title = one.get("name")
        texts = (*(title.parts() if title else ()), *one.under("aliases"))
        for text, place in ((one.key, one.label), *((part.text, part.node.place) for part in texts)):
            other, holder = taken.setdefault(_folded(text), (one.key, one))
            # One figure may count as an indicator and decide a veto: the same id is the same indicator.
            if holder.path != one.path and other != one.key:
                yield one.finding(rules.NAME_TWICE, place, got=excerpt(text), other=other)


def _named(field: Field) -> Iterator[Field]:
    yield from field.under("indicators")
    for domain in field.under("domains"):
        yield from _named(domain)
    for key in ("bonus", "deductions"):
        yield from (holder.under("items") if (holder := field.get(key)) else ())
    yield from field.under("veto")


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
