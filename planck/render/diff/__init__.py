"""Changes to text, one file per format."""

from collections.abc import Callable

from planck.model.change import Changes
from planck.registry import Table
from planck.render import View

DiffRenderer = Callable[[Changes, View], str]
DIFF_FORMATS: Table[DiffRenderer] = Table("format of a comparison", home="planck.render.diff")
