"""The verdicts on many regions in columns: what a table of them holds, without a value for each verdict."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from planck.assess.case import rate_kind
from planck.assess.target import TargetResult, flags_of, latest_missing
from planck.engine.measured import REASONS, Bools, Floats, Measured, measured
from planck.engine.method import Words
from planck.engine.outcome import meets
from planck.model import Flag, Goal, Level, Missing, Period, RateKind, Target
from planck.model.table import Coded, Codes, Rows
from planck.record import Record

NUMBERS = (
    "latest", "met", "on_path", "goal_value", "baseline", "judged", "elapsed", "way", "asked", "path_value", "gap",
    "gap_share", "required_from_baseline", "achieved", "required_from_now", "pace_ratio", "projection", "reach",
)  # fmt: skip
# Those that say yes or no.
BOOLEANS = ("met", "on_path")
_CODE = {reason: code for code, reason in enumerate(REASONS, start=1)}


class VerdictColumns(Record, eq=False):
    """One target over R regions. numbers: by the names of `NUMBERS`, yes and no as 1 and 0.

    arrives: whether the goal will be met where all goes on as so far; no verdict tells it better than its status.
    """

    target: Target
    goal: Goal
    unit: str
    due: Period
    baseline_period: Period
    rate_kind: RateKind
    region: Coded[str]
    goals: Coded[Goal]
    status: Coded[str]
    level: Coded[Level]
    reason: Coded[str]
    flags: Coded[tuple[Flag, ...]]
    latest_period: Coded[str]
    latest_status: Coded[str]
    numbers: dict[str, Measured]
    arrives: Measured

    def __len__(self) -> int:
        return len(self.region)

    @classmethod
    def joined(cls, parts: "Sequence[VerdictColumns]") -> "VerdictColumns":
        """The verdicts of several blocks of regions, by the names of the regions."""
        first = parts[0]
        numbers = {name: Measured.joined([part.numbers[name] for part in parts]) for name in first.numbers}
        coded = {name: Coded.joined([getattr(part, name) for part in parts]) for name in _CODED}
        whole = replace(first, numbers=numbers, arrives=Measured.joined([part.arrives for part in parts]), **coded)
        names = whole.region.names
        rank = np.empty(len(names), dtype=np.int64)
        rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        return whole.take(np.argsort(rank[whole.region.codes], kind="stable"))

    def take(self, rows: Rows) -> "VerdictColumns":
        """The verdicts on some regions."""
        return replace(
            self,
            numbers={name: number.take(rows) for name, number in self.numbers.items()},
            arrives=self.arrives.take(rows),
            **{name: getattr(self, name).take(rows) for name in _CODED},
        )


_CODED = ("region", "goals", "status", "level", "reason", "flags", "latest_period", "latest_status")


def columns_of(result: TargetResult, *, fragile: bool = False) -> VerdictColumns:
    """The verdicts of a target in columns.

    fragile: the flags tell what would not survive a doubt, which costs as much as ten verdicts.
    """
    verdicts, regions = result.judged.verdicts, result.regions
    level = [result.judged.method.level(*pair) for pair in _pairs(verdicts.status, verdicts.reason)[0]]
    period, status = _latest(result)
    case = result.judged.case
    return VerdictColumns(
        target=result.target,
        goal=case.goal,
        unit=case.indicator.unit,
        due=case.due,
        baseline_period=case.base,
        rate_kind=rate_kind(case.target, case.indicator),
        region=Coded(np.arange(len(regions), dtype=np.int32), regions),
        goals=_goals(result),
        status=_words(verdicts.status),
        level=Coded(_pairs(verdicts.status, verdicts.reason)[1], tuple(level)).renamed(lambda name: name),
        reason=_words(verdicts.reason),
        flags=_flags(result, fragile=fragile),
        latest_period=period,
        latest_status=status,
        numbers=_numbers(result),
        arrives=_arrives(result),
    )


def _arrives(result: TargetResult) -> Measured:
    """Where the pace so far leads to the goal: no where it never does, unknown where there is no such pace."""
    found = result.judged.found
    never = found.reach.why == _CODE[Missing.NEVER_AT_THIS_PACE]
    there = meets(found.projection.value, found.low, found.high, strict=found.course.strict)
    unknown = np.where(never, 0, found.projection.why)
    return Measured(np.where(unknown == 0, there & ~never, np.nan), unknown)


def _goals(result: TargetResult) -> Coded[Goal]:
    """The goal of each region."""
    case, regions = result.judged.case, range(len(result.regions))
    return Coded.same(case.goal, len(regions)) if case.own is None else Coded.of([*map(case.goal_of, regions)])


def _words(words: Words) -> Coded[str]:
    names, codes = np.unique(words, return_inverse=True)
    return Coded(codes.astype(np.int32), tuple(names.tolist()))


def _pairs(status: Words, reason: Words) -> "tuple[list[tuple[str, str]], np.ndarray[tuple[int], np.dtype[np.int32]]]":
    """The different pairs of status and reason, and which of them each region has."""
    one, two = _words(status), _words(reason)
    pairs, codes = np.unique(one.codes * len(two.names) + two.codes, return_inverse=True)
    names = [(one.names[pair // len(two.names)], two.names[pair % len(two.names)]) for pair in pairs.tolist()]
    return names, codes.astype(np.int32)


def _flags(result: TargetResult, *, fragile: bool) -> Coded[tuple[Flag, ...]]:
    each = result.flags if fragile else flags_of(result.judged)
    names = tuple(each)
    bits = np.zeros(len(result.regions), dtype=np.int64)
    for bit, name in enumerate(names):
        bits |= each[name].astype(np.int64) << bit
    sets, codes = np.unique(bits, return_inverse=True)
    told = [tuple(name for bit, name in enumerate(names) if held >> bit & 1) for held in sets.tolist()]
    return Coded(codes.astype(np.int32), tuple(told))


def _latest(result: TargetResult) -> tuple[Coded[str], Coded[str]]:
    """The period of the figure that was judged, and how firm it is; blank where there is none."""
    panel, column = result.judged.case.panel, result.judged.found.column
    table, there = panel.selection.table, np.flatnonzero(column >= 0)
    row = np.full(len(column), -1)
    row[there] = panel.rows[there, column[there]]
    plain = (row >= 0) & (panel.partner is None)
    period = _picked([name.label for name in table.period.names], table.period.codes, row, plain)
    status = _picked([name.value for name in table.status.names], table.status.codes, row, plain)
    # What was derived, or stands beside another series, rests on several figures.
    for region in there[~plain[there]].tolist():
        reading = panel.reading(region, int(column[region]))
        period[region] = reading.period.label
        status[region] = " ".join(dict.fromkeys(figure.status.value for figure in reading.figures))
    return Coded.of(period), Coded.of(status)


def _picked(names: Sequence[str], codes: Codes, row: Rows, which: Bools) -> list[str]:
    """By region the name in a row of its own, blank where it has none."""
    told = np.array([*names, ""], dtype=object)
    picked = np.full(len(row), len(names))
    picked[which] = codes[row[which]]
    return list(told[picked])


def _numbers(result: TargetResult) -> dict[str, Measured]:
    found = result.judged.found
    latest = _why_none(result)

    def of_latest(values: Floats | Bools) -> Measured:
        return Measured(np.where(latest == 0, np.asarray(values, dtype=np.float64), np.nan), latest)

    path = found.path_value
    return {
        # The figure itself, which of a sum is its last part.
        "latest": of_latest(result.judged.case.panel.values_at(found.column)),
        "met": of_latest(found.met),
        "on_path": Measured(np.where(path.why == 0, found.on_path, np.nan), path.why),
        "goal_value": found.goal,
        "baseline": measured(found.baseline, (np.isnan(found.baseline), Missing.NO_BASELINE)),
        "judged": of_latest(found.value),
        **found.numbers,
    }


def _why_none(result: TargetResult) -> "np.ndarray[tuple[int], np.dtype[np.int8]]":
    """Why there is no figure to judge; 0 where there is one."""
    why = np.zeros(len(result.regions), dtype=np.int8)
    for region in np.flatnonzero(~result.seen).tolist():
        why[region] = _CODE[latest_missing(result.judged.case, result.judged.found, region)]
    return why


# Groups of regions.


class Group(Record):
    """Some regions together: how many, their verdicts, those judged, and those by level."""

    name: str
    regions: int
    verdicts: int
    judged: int
    met: int
    levels: tuple[tuple[Level, int], ...]


def all_together(columns: VerdictColumns) -> Group:
    """The verdicts on one target as one group without a name."""
    counts: Counter[Level] = Counter()
    met = 0
    for _, level, yes, places in _cells(columns, np.zeros(len(columns), dtype=np.int64), ("",)):
        counts[level] += places
        met += yes
    return _group("", len(set(columns.region.names)), counts, met)


def groups(targets: Sequence[VerdictColumns], of: Callable[[str], str]) -> tuple[Group, ...]:
    """The verdicts counted by what `of` says of a region, in the order of the names."""
    regions: dict[str, set[str]] = {}
    counts: dict[str, Counter[Level]] = {}
    met: Counter[str] = Counter()
    known: tuple[str, ...] = ()
    for columns in targets:
        group = columns.region.renamed(of)
        for name, level, yes, places in _cells(columns, group.codes, group.names):
            counts.setdefault(name, Counter())[level] += places
            met[name] += yes
        if columns.region.names == known:
            continue
        known = columns.region.names
        for name in known:
            regions.setdefault(of(name), set()).add(name)
    return tuple(_group(name, len(regions[name]), counts[name], met[name]) for name in sorted(counts))


def _group(name: str, regions: int, counts: Counter[Level], met: int) -> Group:
    return Group(
        name=name,
        regions=regions,
        verdicts=counts.total(),
        judged=counts.total() - counts[Level.NOT_ASSESSED],
        met=met,
        levels=tuple((level, counts[level]) for level in Level if counts[level]),
    )


def _cells(
    columns: VerdictColumns, codes: "Rows | np.ndarray[tuple[int], np.dtype[np.int32]]", names: Sequence[str]
) -> Iterator[tuple[str, Level, int, int]]:
    """By group and level how many verdicts there are, and how many of them meet the goal now."""
    levels = columns.level.names
    pair = codes.astype(np.int64) * len(levels) + columns.level.codes
    yes = np.nan_to_num(columns.numbers["met"].value)
    size = len(names) * len(levels)
    totals, mets = np.bincount(pair, minlength=size), np.bincount(pair, weights=yes, minlength=size)
    for cell in np.flatnonzero(totals).tolist():
        level = levels[cell % len(levels)]
        judged = 0 if level is Level.NOT_ASSESSED else int(mets[cell])
        yield names[cell // len(levels)], level, judged, int(totals[cell])
