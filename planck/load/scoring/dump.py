"""A scoring model as plain data that reads back as an equal model."""

from planck.load.judge import VERSION
from planck.load.scoring.keys import DOMAIN, INDICATOR, MODEL, NORMALISE, SCORING, SHARE, TARGETS, VETO
from planck.load.shape import Form
from planck.load.yaml.text import Data, yaml_text
from planck.model.scoring import Domain, EachTarget, ScoredIndicator, ScoringModel, Veto

Keys = dict[str, Data]


def dump_model(model: ScoringModel) -> str:
    """The model as the text of a file that `load_model` reads back."""
    return yaml_text(MODEL.dump(model, planck=VERSION, **_by_hand(model)))


def model_data(model: ScoringModel) -> Keys:
    """What stands below the head of a model, as under `scoring` in a plan."""
    return SCORING.dump(model, title=None, **_by_hand(model))


def _by_hand(model: ScoringModel) -> Keys:
    domains = {domain.id: _domain(domain) for domain in model.domains}
    return {"domains": domains, "veto": {veto.id: _veto(veto) for veto in model.vetoes}}


def _domain(domain: Domain) -> Keys:
    return DOMAIN.dump(
        domain,
        domains={part.id: _domain(part) for part in domain.domains},
        indicators={indicator.id: _indicator(indicator) for indicator in domain.indicators},
        targets=_with_parts(TARGETS, domain.targets) if domain.targets else None,
    )


def _indicator(indicator: ScoredIndicator) -> Keys:
    return _with_parts(INDICATOR, indicator)


def _with_parts(form: Form, scored: ScoredIndicator | EachTarget) -> Keys:
    first = scored.parts[0]
    if len(scored.parts) == 1 and first.share == 1.0:
        return form.dump(scored, of=first.of.value, normalise=NORMALISE.dump(first.normalise), parts=None)
    return form.dump(scored, parts={part.of.value: SHARE.dump(part) for part in scored.parts})


def _veto(veto: Veto) -> Keys:
    low, high = ("more_than", "less_than") if veto.strict else ("at_least", "at_most")
    return VETO.dump(veto, **{low: veto.low, high: veto.high})
