"""What Python sees: the functions of the package, and their results as they are shown and counted with."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from planck.assess.plan import Result
from planck.load.cells.period import parse_period
from planck.load.table.tables import TablesRead
from planck.model import Period
from planck.model.scorecard import Scores
from planck.pipeline.read import read_tables
from planck.pipeline.score import score as scores
from planck.pipeline.verdicts import check as checked
from planck.record import Record
from planck.render import Kind, View, text
from planck.render.document import Medium

if TYPE_CHECKING:
    from planck.render.columns import Verdicts

Path = str | os.PathLike[str]
Paths = Path | Sequence[Path]


class _Shown:
    """What results have in Python besides: a page of their own in a notebook."""

    __slots__ = ()
    kind: ClassVar[Kind]

    @classmethod
    def of(cls, result: Record) -> Self:
        """The same result."""
        made: Any = cls
        shown: Self = made(**{name: getattr(result, name) for name in result.__struct_fields__})
        return shown

    def _repr_html_(self) -> str:
        from planck.render.formats.html import fragment
        from planck.render.views import document

        return fragment(document(self.kind, self, View(), Medium.PAGE))


class Checked(_Shown, Result):
    """The result of a check, with its verdicts as columns and records."""

    kind = Kind.CHECK

    @property
    def verdicts(self) -> "Verdicts":
        """The verdicts in columns: arrays of NumPy by name, data frames, a stream of Arrow."""
        from planck.render.columns import Verdicts

        return Verdicts(self)

    def to_records(self) -> list[dict[str, Any]]:
        """A dictionary a verdict."""
        return self.verdicts.to_records()

    def __repr__(self) -> str:
        plans = ", ".join(each.plan.id for each in self.plans)
        verdicts = sum(len(each.assessments) for each in self.plans)
        return f"<Checked: {plans or 'no plan'}; {verdicts} verdicts, {len(self.all_findings)} findings>"


class Scored(_Shown, Scores):
    """Scores, with a record a unit."""

    kind = Kind.SCORE

    def to_records(self) -> list[dict[str, str]]:
        """A dictionary a unit that is scored, in the words of the CSV."""
        return _records(Kind.SCORE, self)

    def __repr__(self) -> str:
        model, units = (self.card.model.id, len(self.card.units)) if self.card else ("no model", 0)
        return f"<Scored: {model}; {units} units, {len(self.all_findings)} findings>"


class Tables(_Shown, TablesRead, eq=False):
    """Tables as they are understood, with a record a figure."""

    kind = Kind.READ

    def to_records(self) -> list[dict[str, str]]:
        """A dictionary a figure, in the words of the CSV."""
        return _records(Kind.READ, self)

    def __repr__(self) -> str:
        files = ", ".join(table.file for table in self.tables)
        return f"<Tables: {files or 'no file'}; {sum(len(table.figures) for table in self.tables)} figures>"


def check(
    plans: Paths,
    figures: Paths = (),
    *,
    as_of: Period | str | None = None,
    assume: Sequence[str] = (),
    method: str = "",
) -> Checked:
    """The plans judged by the figures, as `planck check` does it; without figures, by those that the plans name.

    `as_of`: a period such as `2023`. `assume`: what-if figures, each `ID@PERIOD=VALUE`. `method`: the status method.
    What is wrong with a file is a finding of the result. Raises ValueError for an `as_of` that is no period.
    """
    when = _period(as_of)
    return Checked.of(checked(_paths(plans), _paths(figures), as_of=when, assume=assume, method=method))


def score(model: Path, figures: Paths = (), *, plans: Paths = ()) -> Scored:
    """The scores that a model makes of figures and of verdicts on plans, or those of a plan in place of the model."""
    return Scored.of(scores(os.fspath(model), _paths(figures), plans=_paths(plans)))


def read(files: Paths, plans: Paths = ()) -> Tables:
    """The tables of figures as they are understood, with what plans know of them."""
    return Tables.of(read_tables(_paths(files), _paths(plans)))


def _paths(paths: Paths) -> list[str]:
    """One path or several, as texts."""
    return [os.fspath(path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)]


def _period(when: Period | str | None) -> Period | None:
    period = parse_period(when) if isinstance(when, str) else when
    if when is not None and period is None:
        raise ValueError(f"as_of: wanted a period such as 2023, 2023-Q2 or 2023-06, got {when!r}")
    return period


def _records(kind: Kind, value: object) -> list[dict[str, str]]:
    import csv

    return list(csv.DictReader(text("csv", kind, value, View()).splitlines(keepends=True)))
