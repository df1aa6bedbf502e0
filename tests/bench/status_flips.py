"""Real changes of published indicators, replayed at the gate: what is caught, missed and falsely reported.

The cases are changes that Statistics Canada committed to its indicator sites; each has the first and the newest value
of a series before and after (`statcan_status_flips`). Goals, directions and limits are those of `statcan_published_series`
where that has the series, else they are worked out from the published progress: with a goal the published number is the
observed over the required growth, without one it is the observed yearly growth itself, held against 1.5, 0.5 and 0 %.

    python -m tests.bench.status_flips          # prints the table that tests/bench/README.md holds
"""

import json
import math
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planck.cli.inputs import before_of, compared
from planck.engine.method import METHODS
from planck.gate import CHANGE_CHECKS
from planck.gate.judge import Ask
from planck.load.table.header import USUAL
from planck.model import Finding, Severity
from planck.model.change import Flip
from planck.pipeline import check

SHARED = Path(os.environ.get("PLANCK_SHARED", Path(__file__).parents[2].parent / "shared"))
DUE, BASE_YEAR = 2030, 2015
# Growth at a given rate has the same class whenever it is due; so late, no series is there before.
LATE = 2130
# Without a goal: the yearly growth from which progress counts as substantial.
SUBSTANTIAL = 0.015

# Shares that cannot pass 100 %, where the published class shows that the limit was taken into account.
LIMITS = {"4-a-1": 100.0}

# The classes of Statistics Canada in the words of a method, and the borders that make them so.
CLASSES: Mapping[str, Mapping[str, str]] = {
    "schedule": {
        "substantial_progress": "on_schedule",
        "moderate_progress": "behind",
        "limited_progress": "off_track",
        "deterioration": "reversing",
        "not_available": "not_assessed",
    },
    "statcan": {
        "substantial_progress": "substantial_progress",
        "moderate_progress": "moderate_progress",
        "limited_progress": "limited_progress",
        "deterioration": "deterioration",
        "not_available": "not_assessed",
    },
}


@dataclass(frozen=True)
class Borders:
    """The borders of a method that give these classes, for series with and without a goal."""

    with_goal: Mapping[str, float]
    without_goal: Mapping[str, float]


BORDERS: Mapping[str, Borders] = {
    "schedule": Borders(
        {"ahead": 1000.0, "on_schedule": 0.95, "behind": 0.6, "off_track": 0.0},
        {"ahead": 1000.0, "on_schedule": 1.0, "behind": 1 / 3, "off_track": 0.0},
    ),
    # With a goal these are its own. Without one a plan must name one all the same: 1.5 % a year, and thirds of it.
    "statcan": Borders(
        {"substantial_progress": 0.95, "moderate_progress": 0.6, "limited_progress": 0.0},
        {"substantial_progress": 1.0, "moderate_progress": 1 / 3, "limited_progress": 0.0},
    ),
}


@dataclass(frozen=True)
class Case:
    """One change: the two states as published (base, year, value, status), and why, where the log says so."""

    name: str
    series: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    cause: str

    @property
    def known(self) -> Mapping[str, Any]:
        """The state that has numbers: of two the later."""
        return self.after if self.after["progress"] is not None else self.before

    @property
    def implied_years(self) -> float | None:
        """How many years the published number would be the yearly growth of; None where nothing moved."""
        state = self.known
        growth = math.log(state["value"] / state["base"])
        return growth / math.log1p(math.copysign(abs(state["progress"]), growth)) if growth else None

    @property
    def has_goal(self) -> bool:
        """Whether the published number is a share of what a goal requires: it is the growth of no whole years."""
        years = self.implied_years
        return years is None or abs(years - round(years)) > 0.02 or round(years) < 1

    @property
    def base_year(self) -> int:
        """The first year, worked out from a yearly growth where that is what was published; else 2015."""
        years = self.implied_years
        return BASE_YEAR if self.has_goal or years is None else round(self.known["year"] - years)

    @property
    def direction(self) -> int:
        """1 for a series that should rise, -1 for one that should fall: progress is positive in that direction."""
        moving = next(state for state in _states(self) if state["progress"] and state["value"] != state["base"])
        return int(math.copysign(1, moving["progress"] * (moving["value"] - moving["base"])))

    @property
    def due(self) -> int:
        """2030, and far beyond where there is no goal."""
        return DUE if self.has_goal else LATE

    @property
    def goal(self) -> float:
        """The value when it is due: where the required growth leads, or 1.5 % a year without a goal."""
        state = self.known if self.known["progress"] else self.before
        base, years = state["base"], self.due - self.base_year
        if not self.has_goal:
            wanted = SUBSTANTIAL * near_limit(base, LIMITS.get(self.series.split(" /")[0]))
            return float(base * (1 + self.direction * wanted) ** years)
        observed = (state["value"] / base) ** (1 / (state["year"] - self.base_year)) - 1
        required = abs(observed / state["progress"]) * self.direction
        return float(base * (1 + required) ** years)


def near_limit(base: float, limit: float | None) -> float:
    """The factor by which less growth is asked for near a limit, for a base below it: 1 - (base / limit) ** 4.44."""
    return 1.0 if limit is None else float(1 - (base / limit) ** 4.44)


def _states(case: Case) -> Iterator[Mapping[str, Any]]:
    return (state for state in (case.before, case.after) if state["progress"] is not None)


def cases() -> list[Case]:
    """The flips, in the order of the golden file."""
    found = json.loads((SHARED / "golden/progress.json").read_text(encoding="utf-8"))
    listed = found["groups"]["statcan_status_flips"]["cases"]
    return [
        Case(
            name=f"{number:02d} {one['series'].split(' /')[0]} {one['date']}",
            series=one["series"],
            before=one["before"],
            after=one["after"],
            cause=one["cause_from_commit_log"] or "",
        )
        for number, one in enumerate(listed, 1)
    ]


def figures_text(case: Case, state: Mapping[str, Any]) -> str:
    """The figures of a state as CSV; another series stands beside, so that the table is never empty.

    What was the newest figure before stays where a newer one comes: the golden file names the first and the newest.
    """
    points: dict[int, float] = {BASE_YEAR: 1, max(_years(case)): 1}
    rows = [f"Canada,other series,{year},{value},index" for year, value in points.items()]
    return "\n".join(["region,indicator,period,value,unit", *rows, *_series_rows(case, state)]) + "\n"


def _series_rows(case: Case, state: Mapping[str, Any]) -> list[str]:
    if state["value"] is None:
        return []
    values = {int(state["year"]): state["value"]}
    # A series with nothing but its first figure was not assessed.
    if state["progress"] is not None:
        values[case.base_year] = state["base"]
    earlier = case.before
    if state is case.after and earlier["progress"] is not None and earlier["year"] < state["year"]:
        values.setdefault(int(earlier["year"]), earlier["value"])
    return [f"Canada,{SERIES},{year},{value},unit" for year, value in sorted(values.items())]


SERIES = "the series"


def _years(case: Case) -> list[int]:
    return [int(state["year"]) for state in (case.before, case.after) if state["year"]]


def plan_text(case: Case, method: str) -> str:
    """The plan that the case is judged by."""
    borders = BORDERS[method].with_goal if case.has_goal else BORDERS[method].without_goal
    return _plan(case.base_year, case.due, case.direction, case.goal, method, borders)


def _plan(start: int, due: int, direction: int, goal: float, method: str, borders: Mapping[str, float]) -> str:
    bound = "at_least" if direction > 0 else "at_most"
    chosen = ", ".join(f"{name}: {border!r}" for name, border in borders.items())
    return (
        "planck: 1\nplan: replay\ntitle: {en: Replay}\nlanguage: en\nregion: {name: Canada}\n"
        f"period: {{base: {start}, start: {start + 1}, end: {max(due, start + 2)}}}\n"
        "targets:\n  series:\n"
        f"    name: {{en: {SERIES}}}\n    unit: unit\n    measure: ratio\n    path: compound\n"
        f"    baseline: from_figures\n    goal: {{{bound}: {goal!r}}}\n"
        f"    method: {{name: {method}, {chosen}}}\n"
        "  other: {name: {en: other series}, unit: index, measure: index, baseline: 1, goal: {at_least: 1}}\n"
    )


@dataclass(frozen=True)
class Replayed:
    """What the gate said of a change: the flips of the series, and the codes of its findings by severity."""

    flips: tuple[Flip, ...]
    findings: tuple[Finding, ...]

    def codes(self, severity: Severity) -> str:
        """The codes of the checks of changes of one severity."""
        found = {one.code for one in self.findings if one.severity is severity and one.code in CHANGE_CHECKS}
        return " ".join(sorted(found)) or "-"


def replay(folder: Path, plan: str, old: str, new: str) -> Replayed:
    """Both states as files, judged as `planck check plan.yaml new.csv --base old.csv` does."""
    files = {"plan.yaml": plan, "old.csv": old, "new.csv": new}
    paths = {name: folder / name for name in files}
    for name, text in files.items():
        paths[name].write_text(text, encoding="utf-8")
    given = str(paths["plan.yaml"]), str(paths["new.csv"])
    before, problems = before_of(str(paths["old.csv"]), compared(given, USUAL, given[:1], given[1:]), required=True)
    result = check(given[:1], given[1:], problems=problems, ask=Ask(before=before))
    assert result.changes is not None
    assert not result.not_evaluated, [one.code for one in result.all_findings]
    flips = tuple(flip for flip in result.changes.flips if flip.target.id == "series")
    return Replayed(flips, result.all_findings)


def expected(case: Case, method: str) -> tuple[str, str]:
    """The statuses before and after in the words of the method."""
    return CLASSES[method][case.before["status"]], CLASSES[method][case.after["status"]]


@dataclass(frozen=True)
class Quiet:
    """A published series whose next figure keeps its class: from the first year, over the year before, to the newest."""

    name: str
    plan: str
    old: str
    new: str


def quiet_changes(method: str) -> Iterator[Quiet]:
    """For every published series with two points a change by one more year, the year before on the way between them."""
    found = json.loads((SHARED / "golden/progress.json").read_text(encoding="utf-8"))
    for one in found["groups"]["statcan_published_series"]["cases"]:
        given, status = one["in"], one["out"]["status"]
        first, last = given.get("base_value"), given.get("current_value")
        years = (given.get("current_year") or 0) - (given.get("base_year") or 0)
        if status not in CLASSES[method] or not first or not last or years < 2 or min(first, last) <= 0:
            continue
        growth = (last / first) ** (1 / years)
        state = {"base": first, "year": given["current_year"], "value": last, "progress": one["out"]["value"]}
        case = Case(one["id"], one["id"].split("/")[1], state | {"status": status}, state | {"status": status}, "")
        old = [(given["base_year"], first), (given["current_year"] - 1, round(first * growth ** (years - 1), 6))]
        yield Quiet(
            name=one["id"],
            plan=_plan_of(given, case, method),
            old=_table(old),
            new=_table([*old, (given["current_year"], last)]),
        )


def _plan_of(given: Mapping[str, Any], case: Case, method: str) -> str:
    """The plan with the published goal, or with 1.5 % a year."""
    direction = 1 if given["direction"] == "increase" else -1
    first, start = given["base_value"], given["base_year"]
    wanted = SUBSTANTIAL * near_limit(first, given.get("limit") if (given.get("limit") or 0) > first else None)
    goal = given.get("target") or first * (1 + direction * wanted) ** (LATE - start)
    due = given.get("target_year") if given.get("target") else LATE
    borders = BORDERS[method].with_goal if given.get("target") else BORDERS[method].without_goal
    return _plan(start, due or LATE, direction, float(goal), method, borders)


def _table(points: list[tuple[int, float]]) -> str:
    rows = [f"Canada,{SERIES},{year},{value},unit" for year, value in points]
    return "\n".join(["region,indicator,period,value,unit", *rows]) + "\n"


def usable_methods() -> list[str]:
    """The methods of this planck that the classes are known for."""
    return [name for name in CLASSES if name in METHODS]


def report(folder: Path, method: str) -> str:
    """The table for the docs."""
    lines = ["| change | before → after | reported | by | errors | warnings | log |", "|---|---|---|---|---|---|---|"]
    caught = 0
    listed = cases()
    for case in listed:
        said = replay(folder, plan_text(case, method), figures_text(case, case.before), figures_text(case, case.after))
        found = [(flip.old, flip.new) for flip in said.flips]
        right = found == [expected(case, method)]
        caught += right
        flip = said.flips[0] if said.flips else None
        was, now = (state["status"].removesuffix("_progress") for state in (case.before, case.after))
        lines.append(
            f"| {case.name} | {was} → {now} | {'yes' if right else f'**missed** {found}'} | "
            f"{flip.origin.value.replace('_', ' ') if flip else '-'} | {said.codes(Severity.ERROR)} | "
            f"{said.codes(Severity.WARNING)} | {case.cause} |"
        )
    quiet = [(one.name, replay(folder, one.plan, one.old, one.new)) for one in quiet_changes(method)]
    still = [(name, said) for name, said in quiet if not said.flips]
    loud = [(name, said.codes(Severity.ERROR)) for name, said in still if said.codes(Severity.ERROR) != "-"]
    warned = sum(said.codes(Severity.WARNING) != "-" for _, said in still)
    counted = (
        f"Method `{method}`: {caught} of {len(listed)} flips reported with the statuses published before and after, "
        f"{len(listed) - caught} missed. Of {len(quiet)} published series extended by their newest year, {len(still)} do "
        f"not flip; false alarms among those: {len(loud)} at error level, {warned} warned about."
    )
    lines += ["", counted]
    return "\n".join([*lines, *(f"- {name}: {codes}" for name, codes in loud)]) + "\n"


def main() -> None:
    """Print the table of every method that can be used."""
    with tempfile.TemporaryDirectory() as folder:
        for method in usable_methods():
            print(report(Path(folder), method))


if __name__ == "__main__":
    main()
