"""Tables as they were read, for those who want to see how."""

from collections.abc import Mapping

from planck.load.table.layout import Layout
from planck.model import Finding, Input, Language
from planck.model.table import Figures
from planck.record import Record


class TableRead(Record, eq=False):
    """One file: the layouts of its blocks, its figures, and what is to be said about it.

    `targets`: by the indicators that it names, what the plans call them; empty where none knows the name.
    """

    file: str
    input: Input | None
    layouts: tuple[Layout, ...]
    figures: Figures
    findings: tuple[Finding, ...]
    targets: Mapping[str, str]
    elsewhere: frozenset[str] = frozenset()


class TablesRead(Record, eq=False):
    """What was read of each file, whether plans were given, what is wrong with these, and the language of the first."""

    tables: tuple[TableRead, ...]
    with_plans: bool
    findings: tuple[Finding, ...]
    language: Language = Language.ZH
