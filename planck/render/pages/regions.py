"""The verdicts on many regions as the script of a page reads them: columns of numbers, and each target's course."""

import base64
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from planck.assess.columns import VerdictColumns
from planck.engine.measured import Floats, Measured
from planck.engine.method import METHODS
from planck.engine.outcome import EQUAL, LEVELS, SAME_TIME
from planck.load.cells.number import is_counted
from planck.model import AsOf, Comparator, Flag, Language, Plan, Quantity
from planck.model.table import Coded
from planck.render.pages.templates import script
from planck.view.goal import goal_short
from planck.view.numbers import clean, unit_in, unit_text
from planck.view.words import name_of, status_rank, status_word, title_of
from planck.words import Labels, say

# Of so many verdicts a browser still makes a table in half a second; more belong into a file of columns.
MOST = 60_000
# A float has no more digits that mean anything; a sum of printed figures has noise behind them.
DIGITS = 12
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SCRIPT_WORDS = Labels("view.script")

Judged = Sequence[tuple[Plan, AsOf, VerdictColumns]]


def with_script(verdicts: Judged, language: Language, *, table: bool) -> dict[str, Any]:
    """What a template needs for the script over some verdicts, `table`: with a table of them all.

    The hash of the script is that by which a policy allows it alone.
    Nothing where there is no verdict; only a sentence where there are too many.
    """
    count = sum(len(columns) for _, _, columns in verdicts)
    if count > MOST:
        return {"too_many": say("view.html.too_many", language, count=count)}
    if not count:
        return {}
    code = script("numbers.js", "what_if.js", "page.js", *(("regions.js",) if table else ()))
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    scripted = {"code": code, "hash": f"sha256-{digest}", "data": _as_json(data_of(verdicts, language))}
    return {"scripted": scripted, "table": table, "choice": not table}


def _as_json(data: Mapping[str, Any]) -> str:
    """JSON that ends no element and starts no comment of a page."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028")


def data_of(every: Judged, language: Language) -> dict[str, Any]:
    """Regions, statuses and targets, each number once."""
    names = dict.fromkeys(name for _, _, columns in every for name in columns.region.names)
    regions = {name: at for at, name in enumerate(names)}
    used = {name for _, _, columns in every for name in columns.status.names}
    statuses = sorted(used | _reachable(every), key=lambda name: (status_rank(name), name))
    plans = dict.fromkeys(plan.id for plan, _, _ in every)
    return {
        "words": {name: text.in_(language) for name, text in SCRIPT_WORDS.items()},
        "regions": [clean(name) for name in regions],
        "statuses": [_status(name, language) for name in statuses],
        "plans": [title_of(next(plan for plan, _, _ in every if plan.id == id_), language) for id_ in plans],
        "targets": [
            {
                "plan": list(plans).index(plan.id),
                **_target(plan, columns, language),
                **_columns(columns, regions, statuses),
                "course": course_of(plan, columns, when),
            }
            for plan, when, columns in every
        ],
    }


def _reachable(every: Judged) -> set[str]:
    """The classes that a what-if may lead to."""
    return {status for _, _, columns in every for status in METHODS[columns.target.method.name].statuses}


def _status(name: str, language: Language) -> list[str]:
    told = status_word(name)
    return [name, told.words.in_(language), told.symbol, told.tone.value]


def _target(plan: Plan, columns: VerdictColumns, language: Language) -> dict[str, Any]:
    goal = goal_short(columns.goal, language)
    rank = columns.goal.comparator is Comparator.RANK
    return {
        "name": name_of(columns.target, language),
        "unit": unit_text(unit_in(columns.unit, language)),
        "goal": " ".join(goal),
        "kind": "rank" if rank else columns.rate_kind.value,
        "counted": rank or is_counted(columns.unit),
    }


def _columns(columns: VerdictColumns, regions: Mapping[str, int], statuses: Sequence[str]) -> dict[str, Any]:
    """The numbers of a target by region. Those that follow from the course are left to it, where it has one."""
    numbers = columns.numbers
    place = [regions[columns.region.names[code]] for code in columns.region.codes.tolist()]
    whole = place == list(range(len(regions)))
    told: dict[str, Any] = {
        "rows": None if whole else place,
        "status": _letters(columns.status, statuses),
        "base": _numbers(numbers["baseline"].value),
        "value": _numbers(numbers["judged"].value),
        "periods": list(columns.latest_period.names),
        "period": _letters(columns.latest_period, columns.latest_period.names),
    }
    if not _has_course(columns):
        told |= {
            "path": _numbers(numbers["path_value"].value),
            "made": _numbers(numbers["achieved"].value),
            "needed": _numbers(numbers["required_from_now"].value),
        }
    elif np.isnan(numbers["baseline"].value).any():
        # A pace that no baseline tells, as it goes by the first figure.
        told["made"] = _numbers(numbers["achieved"].value)
    return told


def _letters(column: Coded[str], names: Sequence[str]) -> str | list[int]:
    """A letter a row for the name that it has; numbers where there are more names than letters."""
    places = np.array([names.index(name) for name in column.names], dtype=np.int64)[column.codes].tolist()
    return "".join(LETTERS[place] for place in places) if len(names) <= len(LETTERS) else places


def _numbers(values: Floats) -> Any:
    """The numbers, None for one that is not there; one alone where all are the same."""
    told = [_number(value) for value in values.tolist()]
    return told[0] if told and all(each == told[0] for each in told) else told


def _number(value: float) -> float | int | None:
    if not math.isfinite(value):
        return None
    short = float(f"{value:.{DIGITS}g}")
    return int(short) if short.is_integer() and abs(short) < 1e15 else short


# The course of a target: what a what-if starts from.


def _has_course(columns: VerdictColumns) -> bool:
    """Whether the script can go the way again: not for events, comparisons, directions, and goals of every year."""
    goal, target = columns.goal, columns.target
    return not (
        goal.series or goal.comparator is Comparator.DONE or goal.comparator.is_direction or target.path == "hold"
    )


def course_of(plan: Plan, columns: VerdictColumns, when: AsOf) -> dict[str, Any] | None:
    """What the engine knows of a target's way, and the borders of its method; None where no way can be gone again."""
    if not _has_course(columns):
        return None
    target, due = columns.target, columns.due.time
    start = columns.baseline_period.time
    low, high = _bounds(columns, due - start)
    # A goal that was revised has no milestones.
    stones = target.milestones if columns.goal is target.goal else ()
    soft = columns.flags.each(lambda flags: Flag.ANNUALISED in flags)
    return {
        "method": target.method.name,
        "borders": METHODS[target.method.name].with_borders(dict(target.method.borders)),
        "equal": EQUAL,
        "sameTime": SAME_TIME,
        "path": target.path,
        "strict": columns.goal.strict,
        "sum": columns.goal.quantity is Quantity.TOTAL,
        "start": start,
        "due": due,
        "now": when.time if when.period else start,
        "stones": [[stone.period.time, stone.value, stone.share] for stone in stones],
        "low": _open(low),
        "high": _open(high),
        "times": _times(columns, start, due),
        "soft": np.flatnonzero(soft).tolist(),
    }


def _open(bounds: Floats) -> Any:
    """The bounds on one side, or that there is none; where growth has no base, the other side says so."""
    is_open = np.isinf(bounds)
    return "open" if is_open.any() and (is_open | np.isnan(bounds)).all() else _numbers(bounds)


def _bounds(columns: VerdictColumns, years: float) -> tuple[Floats, Floats]:
    """The bounds of the goal as levels, by region; infinite where open."""
    goals = columns.goals

    def bound(side: str, otherwise: float) -> Floats:
        each = [getattr(goal, side) for goal in goals.names]
        values = np.array([otherwise if value is None else value for value in each], dtype=np.float64)
        return np.asarray(values[goals.codes])

    baseline = columns.numbers["baseline"].value
    return LEVELS[columns.goal.quantity](bound("low", -np.inf), bound("high", np.inf), baseline, years)


def _times(columns: VerdictColumns, start: float, due: float) -> list[float | None]:
    """The time of each period that a latest figure is of."""
    elapsed: Measured = columns.numbers["elapsed"]
    times: list[float | None] = [None] * len(columns.latest_period.names)
    first = {code: row for row, code in reversed(list(enumerate(columns.latest_period.codes.tolist())))}
    for code, row in first.items():
        if elapsed.why[row] == 0:
            times[code] = start + float(elapsed.value[row]) * (due - start)
    return times
