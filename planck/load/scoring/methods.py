"""What a model may name, as the engine's tables say it."""

from collections.abc import Mapping

from planck.engine.scoring.normalise import NORMALISATIONS
from planck.engine.scoring.parameters import Parameters
from planck.engine.scoring.shapes import SHAPES

METHODS: Mapping[str, Parameters] = {
    **{name: NORMALISATIONS[name].parameters for name in NORMALISATIONS},
    **{name: SHAPES[name].parameters for name in SHAPES},
}
"""The parameters of every normalisation and shape."""
