"""The names that a model may use for normalisations, shapes and aggregations, and the settings of each.

The arithmetic lies in `planck.score`, which loading knows nothing of; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Takes(StrEnum):
    """What a setting is."""

    NUMBER = "number"
    BANDS = "bands"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A setting of a method: what it takes, and whether it has to be given."""

    takes: Takes = Takes.NUMBER
    required: bool = False


NUMBER = Wanted()
NEEDED, BANDS = Wanted(required=True), Wanted(Takes.BANDS, required=True)

NORMALISATIONS: Mapping[str, Mapping[str, Wanted]] = {
    "min_max": {"low": NUMBER, "high": NUMBER, "digits": NUMBER},
    "z_score": {"mean": NUMBER, "sd": NUMBER},
    "rank": {},
    "percentile_rank": {"scale": NUMBER},
    "borda": {},
    "distance_to_maximum": {"scale": NUMBER},
    "distance_to_reference": {"reference": NEEDED, "cap": NUMBER, "scale": NUMBER},
    "distance_to_target": {"start": NEEDED, "target": NEEDED, "cap": NUMBER, "scale": NUMBER},
    "fraction_of_maximum": {"scale": NUMBER},
    "goalposts": {"worst": NEEDED, "best": NEEDED, "scale": NUMBER},
    "log_goalposts": {"worst": NEEDED, "best": NEEDED, "scale": NUMBER},
    "scaled": {"worst": NEEDED, "best": NEEDED, "scale": NUMBER},
    "efficacy": {"worst": NUMBER, "best": NUMBER, "span": NUMBER, "base": NUMBER, "floor": NUMBER},
    "standard": {"standard": NEEDED, "cap": NUMBER, "digits": NUMBER},
    "as_is": {},
}
SHAPES: Mapping[str, Mapping[str, Wanted]] = {
    "completion_ratio": {"goal": NUMBER, "cap": NUMBER, "full": NUMBER},
    "step_bands": {"bands": BANDS, "full": NUMBER, "step": NUMBER, "step_points": NUMBER, "bonus_cap": NUMBER},
    "banded_efficacy": {"bands": BANDS, "full": NUMBER},
    "places": {"step": NUMBER, "full": NUMBER},
    "interval": {"low": NEEDED, "high": NEEDED, "least": NEEDED, "most": NEEDED, "full": NUMBER},
    "unit_deduction": {"from": NUMBER, "points": NEEDED, "per": NUMBER, "full": NUMBER},
    "index": {"base": NEEDED, "full": NUMBER},
    "ratio_score": {},
    "growth_score": {"factor": NUMBER},
}
METHODS: Mapping[str, Mapping[str, Wanted]] = {**NORMALISATIONS, **SHAPES}
WEIGHTINGS = ("entropy", "critic", "standard_deviation", "gini", "merec", "pca")
AGGREGATIONS = ("arithmetic", "geometric", "harmonic", "generalised", "copeland")


def settings() -> Mapping[str, Takes]:
    """Every setting of any method."""
    return {name: wanted.takes for known in METHODS.values() for name, wanted in known.items()}
