"""What is wrong, where, and how to put it right."""

import hashlib
from collections.abc import Mapping
from enum import StrEnum

from msgspec import field

from planck.record import Record
from planck.words import Text


class Severity(StrEnum):
    """How much a finding matters, from least to most."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for a note, 1 for a warning, 2 for an error."""
        return list(Severity).index(self)


class Place(Record, kw_only=False, order=True):
    """A span in a file: 1-based line, 1-based column in code points, `end` the column after the last character.

    A place that is a whole file has line 0. In a sheet of a workbook the line is the row, the columns count cells, and
    `cell` is the reference that the spreadsheet shows, such as C5.
    """

    file: str
    line: int = 0
    column: int = 0
    end: int = 0
    cell: str = ""


class Amount(Record, kw_only=False):
    """A number that is to be shown with so many decimals, and with its unit."""

    value: float
    places: int
    unit: str = ""


class Difference(Amount):
    """A difference of two amounts, which for percentages is in points."""


class Pace(Record, kw_only=False):
    """A yearly rate in one of the kinds of `RateKind`: `growth` as a share, `points` or `units` in the unit.

    `places`: with so many decimals (of the percentage, for growth), as somebody printed it; None: as ever.
    """

    value: float
    kind: str
    unit: str = ""
    places: int | None = None


class Names(Record, kw_only=False):
    """Names to be listed one after the other, none of them left out."""

    texts: tuple[Text, ...]


Argument = str | int | float | Text | Amount | Pace | Names


class Finding(Record, kw_only=False):
    """One thing to say about the input or the verdict, with its place.

    The words are not here: they are the rule's (`planck.words.rule`), which a renderer fills with `arguments`, so that
    one finding reads in both languages. `also`: keys of labels that continue the message. `blocking`: a whole input
    could not be evaluated because of it. `about`: which of the several numbers or words of its target it is about,
    where a rule may find fault with more than one.
    """

    code: str
    name: str
    severity: Severity
    place: Place | None = None
    plan: str = ""
    target: str = ""
    region: str = ""
    period: str = ""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    blocking: bool = False
    about: str = ""
    also: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """16 hex digits that stay the same when lines move: code, plan, target, region, period, and what was found."""
        got = self.arguments.get("got", "") if not self.target else ""
        what = self.about or (got.en if isinstance(got, Text) else str(got))
        parts = (self.code, self.plan, self.target, self.region, self.period, what)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:16]


class Rule(Record):
    """A kind of finding; its words and its documentation stand under its code in `planck.words`.

    `blocking`: with it a whole file could not be evaluated, so that the run as a whole is not a verdict (exit code 2).
    """

    code: str
    name: str
    severity: Severity
    blocking: bool = False

    def at(
        self,
        place: Place | None,
        *,
        plan: str = "",
        target: str = "",
        region: str = "",
        period: str = "",
        severity: Severity | None = None,
        **arguments: Argument,
    ) -> Finding:
        """A finding of this rule at `place`."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            place=place,
            plan=plan,
            target=target,
            region=region,
            period=period,
            arguments=arguments,
            blocking=self.blocking,
        )


class Ignored(Record):
    """A finding that was set aside, and why."""

    finding: Finding
    reason: str
