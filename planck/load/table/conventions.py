"""What the user says about tables: their encoding, their sheet, what their columns are called, what they leave out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planck.load.table.columns import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How the tables of a run are to be read.

    `encoding` and `sheet` are empty where they are to be seen from the file. `columns`: further column names.
    `defaults`: what holds for every row of a table that has no such column. `regions`: what the plans call their
    regions, so that a row of that name is not taken for a total.
    """

    encoding: str = ""
    sheet: str = ""
    columns: Mapping[str, Column] = field(default_factory=dict)
    defaults: Mapping[Column, str] = field(default_factory=dict)
    regions: frozenset[str] = frozenset()


USUAL = Conventions()
