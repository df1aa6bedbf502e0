"""What a method asks for: its parameters, with all that a reader of models has to know of them."""

from collections.abc import Mapping

from planck.record import Record

OFF = float("nan")
"""The default of a number that is taken from the figures, or of a limit that is not set."""


class Parameter(Record):
    """One parameter of a method. default: None must be given, `OFF` is taken from the figures or sets no limit.

    positive: it must be above 0. above, apart: the parameter that it must lie above, or must not equal.
    bands: it is no number but pairs of a border and its worth, which fall.
    """

    default: float | None = OFF
    positive: bool = False
    above: str = ""
    apart: str = ""
    bands: bool = False

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is None


Parameters = Mapping[str, Parameter]
MUST = Parameter(default=None)
FREE = Parameter()
BANDS = Parameter(default=None, bands=True)
FULL = Parameter(default=100.0)
"""The marks of a full score, which follow those of the model."""
WORST_AND_BEST: Parameters = {"worst": MUST, "best": Parameter(default=None, apart="worst")}


def number(default: float) -> Parameter:
    """A number with a default that has nothing else to say."""
    return Parameter(default=default)
