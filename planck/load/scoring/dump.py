"""A scoring model as plain data that reads back as an equal model."""

from planck.load.judge import VERSION
from planck.load.scoring.keys import DOMAIN, INDICATOR, MODEL, NORMALISE, SCORING, SHARE, TARGETS, VETO
from planck.load.yaml.text import Data, yaml_text
from planck.model.scoring import Domain, ScoredIndicator, ScoringModel, Veto

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
        targets=TARGETS.dump(domain.targets) if domain.targets else None,
    )


def _indicator(indicator: ScoredIndicator) -> Keys:
    first = indicator.parts[0]
    if len(indicator.parts) == 1 and first.share == 1.0:
        return INDICATOR.dump(indicator, of=first.of.value, normalise=NORMALISE.dump(first.normalise), parts=None)
    return INDICATOR.dump(indicator, parts={part.of.value: SHARE.dump(part) for part in indicator.parts})


def _veto(veto: Veto) -> Keys:
    low, high = ("more_than", "less_than") if veto.strict else ("at_least", "at_most")
    return VETO.dump(veto, **{low: veto.low, high: veto.high})
