"""Results to text. The only place that rounds, and one file per format in `formats`."""

from collections.abc import Callable
from dataclasses import dataclass

from planck.model import Language, Result, Severity
from planck.registry import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a reader wants to see a result.

    `language` None: the plan's own. `fail_on`: the least that fails the run; `fail_on_given`: whatever a plan says of
    it. `methods`: those to compare; empty: each.
    """

    language: Language | None = None
    width: int = 80
    colour: bool = False
    fail_on: Severity = Severity.ERROR
    fail_on_given: bool = True
    methods: tuple[str, ...] = ()


Renderer = Callable[[Result, View], str]
FORMATS: Table[Renderer] = Table("output format", home="planck.render.formats")
COMPARISONS: Table[Renderer] = Table("format of a comparison", home="planck.render.compare")
