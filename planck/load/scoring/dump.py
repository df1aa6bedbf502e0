"""A scoring model as plain data that reads back as an equal model."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal

from planck.load.yaml.text import Data, yaml_text
from planck.model import Text
from planck.model.scoring import (
    Aggregation,
    Domain,
    EachTarget,
    Item,
    Items,
    MissingData,
    Normalisation,
    Of,
    Part,
    Rounding,
    ScoredIndicator,
    ScoringModel,
    Veto,
)

Keys = dict[str, Data]


def dump_model(model: ScoringModel) -> str:
    """The model as the text of a file that `load_model` reads back."""
    head: Keys = {"planck": 1, "model": model.id, "language": model.language.value, "title": _text(model.title)}
    return yaml_text({**head, **model_data(model)})


def model_data(model: ScoringModel) -> Keys:
    """What stands below the head of a model, as under `scoring` in a plan."""
    return _given(
        {
            "standing": model.standing.value,
            "notice": _text(model.notice),
            "source": _given({field.name: getattr(model.source, field.name) for field in fields(model.source)}),
            "full": model.full,
            "weights": model.weights,
            "aggregate": _aggregate(model.aggregate),
            "missing": _missing(model.missing),
            "round": _rounding(model.rounding),
            "ties": model.ties.value,
            "classes": {
                one.id: _given({"name": _text(one.name), "regions": list(one.regions)}) for one in model.classes
            },
            "regions": [_given({"name": one.name, "aliases": list(one.aliases)}) for one in model.regions],
            "domains": {domain.id: _domain(domain) for domain in model.domains},
            "bonus": _items(model.bonus),
            "deductions": _items(model.deductions),
            "veto": {veto.id: _veto(veto) for veto in model.vetoes},
            "grades": [
                _given({"grade": one.id, "name": _text(one.name), "at_least": one.at_least, "rank": one.rank})
                for one in model.grades
            ],
            "quota": _given(
                {
                    "name": _text(model.quota.name),
                    "count": model.quota.count,
                    "grades": list(model.quota.grades),
                }
            )
            if model.quota
            else None,
        }
    )


def _given(data: Mapping[str, Data | None]) -> Keys:
    """The keys that have something under them."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _text(text: Text) -> Keys:
    return _given({"zh": text.zh, "en": text.en})


def _percent(share: float) -> str:
    return f"{Decimal(repr(share)).scaleb(2).normalize():f}%"


def _aggregate(aggregate: Aggregation) -> Data:
    return _given({"method": aggregate.method, "power": aggregate.power})


def _missing(missing: MissingData) -> Keys:
    return {"rule": missing.rule.value, "threshold": _percent(missing.threshold), "carry": missing.carry}


def _rounding(rounding: Rounding) -> Keys:
    return _given({"digits": rounding.digits, "before_ranks": rounding.before_ranks or None})


def _normalise(way: Normalisation) -> Keys:
    settings: Sequence[tuple[str, Data]] = [
        (name, [list(pair) for pair in value] if isinstance(value, tuple) else value) for name, value in way.settings
    ]
    return {"method": way.method, **dict(settings)}


def _domain(domain: Domain) -> Keys:
    return _given(
        {
            "name": _text(domain.name),
            "weight": domain.weight,
            "weights": domain.weights,
            "aggregate": _aggregate(domain.aggregate),
            "domains": {part.id: _domain(part) for part in domain.domains},
            "indicators": {one.id: _indicator(one) for one in domain.indicators},
            "targets": _targets(domain.targets) if domain.targets else None,
        }
    )


def _targets(each: EachTarget) -> Keys:
    return {"of": each.of.value, "normalise": _normalise(each.normalise), "binding": each.binding}


def _indicator(one: ScoredIndicator) -> Keys:
    whole = len(one.parts) == 1 and one.parts[0].share == 1.0
    scored: Keys = (
        {"of": one.parts[0].of.value, "normalise": _normalise(one.parts[0].normalise)}
        if whole
        else {"parts": {part.of.value: _part(part) for part in one.parts}}
    )
    return _given(
        {
            **_named(one),
            "weight": one.weight,
            "better": one.better.value,
            **scored,
            "only": list(one.only),
        }
    )


def _part(part: Part) -> Keys:
    return {"share": _percent(part.share), "normalise": _normalise(part.normalise)}


def _named(one: ScoredIndicator | Item | Veto) -> Keys:
    return _given({"name": _text(one.name), "aliases": list(one.aliases), "unit": one.unit})


def _items(items: Items) -> Keys:
    found = {
        item.id: {
            **_named(item),
            **_of(item.of),
            "points": item.points,
            "per": item.per,
            "beyond": item.beyond,
            **_given({"cap": item.cap}),
        }
        for item in items.items
    }
    return _given({"cap": items.cap, "items": found})


def _of(of: Of) -> Keys:
    return {} if of is Of.LEVEL else {"of": of.value}


def _veto(veto: Veto) -> Keys:
    names = ("more_than", "less_than") if veto.strict else ("at_least", "at_most")
    bound = {name: value for name, value in zip(names, (veto.low, veto.high), strict=True) if value is not None}
    return {**_named(veto), **_of(veto.of), **bound, "grade": veto.grade}
