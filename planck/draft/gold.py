"""Drafts held against annotated files: precision and recall of goals and of figures, by kind, and every miss."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from io import StringIO

from msgspec.structs import replace

from planck.draft.statement import Comparator, Kind, Role, Statement, Tier
from planck.model import Language
from planck.provenance.find import share_named
from planck.provenance.text import fold
from planck.record import Record
from planck.words import Labels

COLUMNS = ("role", "indicator", "kind", "comparator", "value", "period")
# The share of one name that has to stand in the other.
_ALIKE = 0.6
# Kinds that the annotation tells apart by a rule of thumb only.
_LEVELS = frozenset((Kind.LEVEL.value, Kind.TOTAL.value))


class Row(Record):
    """An annotated number; `line` 0: not given."""

    line: int
    role: str
    tier: str
    indicator: str
    kind: str
    comparator: str
    value: str
    period: str

    @property
    def counts(self) -> bool:
        """Whether it counts for and against a draft."""
        return self.tier == Tier.CORE


class Score(Record):
    """How many were drafted right, drafted wrong, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """The share of what was drafted that is right; None when nothing was."""
        drafted = self.right + self.wrong
        return self.right / drafted if drafted else None

    @property
    def recall(self) -> float | None:
        """The share of what is annotated that was drafted; None when nothing is."""
        annotated = self.right + self.missed
        return self.right / annotated if annotated else None


class Compared(Record):
    """What became of every annotated row and of every statement."""

    right: tuple[tuple[Row, Row], ...]
    wrong: tuple[Row, ...]
    missed: tuple[Row, ...]

    def score(self, role: Role, kinds: Iterable[str] = ()) -> Score:
        """The score of a role; of some kinds of it, where any are named."""
        wanted = frozenset(kinds)

        def of(rows: Iterable[Row]) -> int:
            return sum(row.role == role and (not wanted or row.kind in wanted) for row in rows)

        return Score(right=of(row for row, _ in self.right), wrong=of(self.wrong), missed=of(self.missed))


def rows_of(text: str, document: str) -> tuple[Row, ...]:
    """The rows of an annotated CSV; where it has a column `doc`, those of the document."""
    return tuple(
        Row(
            line=int(row["line"]) if (row.get("line") or "").isdecimal() else 0,
            role=row["role"],
            tier=row.get("tier") or Tier.CORE.value,
            indicator=row["indicator"],
            kind=row["kind"],
            comparator=row["comparator"],
            value=row["value"],
            period=row["period"],
        )
        for row in csv.DictReader(StringIO(text))
        if row.get("doc", document) == document
    )


def lacking(text: str) -> tuple[str, ...]:
    """The columns that an annotated CSV needs and does not have."""
    header = next(csv.reader(StringIO(text)), [])
    return tuple(column for column in COLUMNS if column not in header)


def rows_drafted(statements: Iterable[Statement]) -> Iterator[Row]:
    """What a draft proposes, as annotated rows.

    A number that another came from is one too where it is a figure. A pace beside a goal says the goal again.
    """
    for statement in statements:
        if statement.kind is Kind.RANK or statement.comparator is Comparator.RELATIVE:
            continue
        yield _row(statement)
        if statement.role is Role.RESULT and statement.base is not None:
            yield _row(statement.base)
        yield from map(_row, statement.milestones)
        if statement.pace is not None:
            yield _row(replace(statement.pace, tier=Tier.REPEAT))


def _row(statement: Statement) -> Row:
    return Row(
        line=statement.spot.line,
        role=statement.role,
        tier=statement.tier,
        indicator=statement.indicator,
        kind=statement.kind,
        comparator=statement.comparator,
        value=statement.value_text,
        period=str(statement.years or ""),
    )


def compared(drafted: Iterable[Row], annotated: Sequence[Row]) -> Compared:
    """Each drafted row with the annotated one that it says the same as; nothing twice.

    Rows of other tiers than the core count neither for nor against: a draft that has one of them is left out, and so
    is one that the draft itself holds for a step and no outcome.
    """
    left = list(annotated)
    right: list[tuple[Row, Row]] = []
    rest: list[Row] = []
    for row in drafted:
        alike = [other for other in left if _same(row, other)]
        said_again = row.tier == Tier.REPEAT
        if (row.counts or said_again) and alike:
            other = min(alike, key=lambda other: (not other.counts, abs(other.line - row.line)))
            left.remove(other)
            right += [(row, other)] if other.counts else []
        elif row.counts:
            rest.append(row)
    aside = [other for other in annotated if not other.counts]
    wrong = tuple(row for row in rest if not any(_same_number(row, other) for other in aside))
    return Compared(right=tuple(right), wrong=wrong, missed=tuple(other for other in left if other.counts))


def _same(one: Row, other: Row) -> bool:
    return (
        one.role == other.role
        and one.comparator == other.comparator
        and one.period == other.period
        and (one.kind == other.kind or {one.kind, other.kind} <= _LEVELS)
        and _number(one.value) == _number(other.value)
        and alike(one.indicator, other.indicator)
    )


def _same_number(one: Row, other: Row) -> bool:
    """Whether a drafted row is about the number of a row that does not count."""
    near = not other.line or not one.line or one.line == other.line
    return near and one.role == other.role and _number(one.value) == _number(other.value)


def alike(one: str, other: str) -> bool:
    """Whether two names may be of one indicator: most of one stands in the other, in pieces."""
    first, second = fold(one), fold(other)
    return first == second or max(share_named((one,), second), share_named((other,), first)) >= _ALIKE


def _number(text: str) -> tuple[Decimal | str, ...]:
    return tuple(_decimal(part) for part in text.split(".."))


def _decimal(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


# How good drafts are, told.

_WORDS = Labels("draft.scores")
_HEADS = ("what", "annotated", "drafted", "right", "precision", "recall")


def report(results: Sequence[tuple[str, Sequence[Statement], Sequence[Row]]], language: Language) -> str:
    """The scores of all documents together and of each, by kind, and then what was drafted wrong or missed."""
    held = [(id_, compared(rows_drafted(statements), rows)) for id_, statements, rows in results]
    whole = Compared(
        right=tuple(pair for _, each in held for pair in each.right),
        wrong=tuple(row for _, each in held for row in each.wrong),
        missed=tuple(row for _, each in held for row in each.missed),
    )
    parts = [_table(_by_kind(whole, language), language)]
    if len(held) > 1:
        parts.append(_table(_by_document(held, language), language))
    parts += [text for id_, each in held for text in _misses(id_, each, language)]
    return "\n\n".join(parts) + "\n"


def _table(rows: Iterable[list[str]], language: Language) -> str:
    from tabulate import tabulate

    heads = [_WORDS[head].in_(language) for head in _HEADS]
    return tabulate(list(rows), heads, tablefmt="simple", disable_numparse=True, colalign=["left", *["right"] * 5])


def _by_kind(whole: Compared, language: Language) -> Iterator[list[str]]:
    for role in Role:
        name = _WORDS[role.value].in_(language)
        yield _line(name, whole.score(role))
        for kind in Kind:
            score = whole.score(role, (kind.value,))
            if score.right or score.wrong or score.missed:
                yield _line(f"  {kind.value}", score)


def _by_document(held: Iterable[tuple[str, Compared]], language: Language) -> Iterator[list[str]]:
    for id_, each in held:
        for role in Role:
            score = each.score(role)
            if score.right or score.wrong or score.missed:
                yield _line(f"{id_}: {_WORDS[role.value].in_(language)}", score)


def _line(name: str, score: Score) -> list[str]:
    counts = (score.right + score.missed, score.right + score.wrong, score.right)
    return [name, *map(str, counts), _share(score.precision), _share(score.recall)]


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.2f}"


def _misses(id_: str, each: Compared, language: Language) -> Iterator[str]:
    for key, rows in (("wrong", each.wrong), ("missed", each.missed)):
        if rows:
            heading = _WORDS[key].fill(document=id_).in_(language)
            yield "\n".join([heading, *(f"  {_told(row)}" for row in rows)])


def _told(row: Row) -> str:
    return " ".join(
        filter(None, (f"{row.line}:", row.role, row.indicator, row.kind, row.comparator, row.value, row.period))
    )
