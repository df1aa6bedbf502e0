"""What a document says of one number: a statement, and the words it is classed by."""

from decimal import Decimal
from enum import StrEnum

from planck.pattern import pattern
from planck.record import Record


class Role(StrEnum):
    """Whether something is to come or has come."""

    GOAL = "target"
    RESULT = "actual"


class Kind(StrEnum):
    """What a number says of its indicator."""

    LEVEL = "level"
    TOTAL = "total"
    GROWTH = "growth"
    AVERAGE_GROWTH = "average_growth"
    DECREASE = "decrease"
    INCREASE = "increase_by"
    MULTIPLE = "multiple"
    RANK = "rank"


class Comparator(StrEnum):
    """How a number bounds its indicator."""

    EQUAL = "equal"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    BETWEEN = "between"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    RELATIVE = "relative"


class Tier(StrEnum):
    """Whether a statement is about an outcome, or about what is done and spent for one, or held against another."""

    CORE = "core"
    MEASURE = "measure"
    RELATIVE = "relative"
    REPEAT = "repeat"
    OTHER = "other"


class Years(Record, kw_only=False, order=True):
    """A year, or the years of a plan from the first to the last."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.last) if self.first == self.last else f"{self.first}-{self.last}"


def year(number: int) -> Years:
    """One year."""
    return Years(number, number)


class Spot(Record, kw_only=False):
    """Where something stands: line and column of the text from 1, and the cell or page where there is one."""

    line: int
    column: int
    where: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.where, f"line {self.line}, column {self.column}")))


class Statement(Record):
    """One number of a document, understood: a goal, or a figure that came true.

    `value` is in `unit` as it is printed, with its scale (4.93 万亿元). `high` is the upper end of a range, `base` the
    number that it comes from (从8.7万元提高到12万元), `pace` the step a year that is printed beside it,
    `milestones` are values on the way that the same row has for earlier years, `part` the part of the year (-H1),
    `apart`: its name stands far from it, at the head of its column. `since` is the year that it is held against where
    that is printed (比2010年翻一番). `yearly`: it is a step for each year. `held`: it is kept in each year.
    `doubts` are the keys of the reasons why it may be wrong.
    """

    role: Role
    indicator: str
    kind: Kind
    comparator: Comparator
    value: Decimal | None
    high: Decimal | None = None
    unit: str = ""
    years: Years | None = None
    part: str = ""
    printed: str
    sentence: str
    spot: Spot
    tier: Tier = Tier.CORE
    region: str = ""
    binding: bool | None = None
    soft: bool = False
    base: "Statement | None" = None
    pace: "Statement | None" = None
    milestones: tuple["Statement", ...] = ()
    since: int | None = None
    apart: bool = False
    yearly: bool = False
    held: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def value_text(self) -> str:
        """The number as it is compared: a range as `low..high`, empty where none is printed."""
        if self.value is None:
            return ""
        low = plain(self.value)
        return low if self.high is None else f"{low}..{plain(self.high)}"


class Left(Record):
    """A number that was seen and left out, and the key of the reason why."""

    printed: str
    sentence: str
    spot: Spot
    reason: str


def is_summed_up(statement: Statement) -> bool:
    """Whether a number of a table stands in the brackets that mark a sum over the plan."""
    return bool(BRACKETED.search(statement.printed))


BRACKETED = pattern(r"[〔\[【［]\s*(.*?)\s*[〕\]】］]")


def plain(number: Decimal) -> str:
    """The number in digits, without an exponent and without noughts behind it."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
