"""What the script of a page says a figure or a goal would lead to, against the engine on a thousand random cases."""

import csv
import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

import planck
from planck.assess.columns import VerdictColumns, columns_of
from planck.model import Language, Missing
from planck.pipeline.python import Checked
from planck.render.pages.regions import data_of
from planck.render.pages.templates import script
from planck.view.numbers import given, number, percent, rate_short

REGIONS, TARGETS = 25, 64
GOALS = (
    lambda n: {"at_least": n},
    lambda n: {"at_most": n},
    lambda n: {"more_than": n},
    lambda n: {"less_than": n},
    lambda n: {"between": [n, n + 30]},
    lambda n: {"total": {"at_least": 5 * n}},
    lambda n: {"total": {"at_most": 5 * n}},
    lambda n: {"increase": {"at_least": n - 90}},
    lambda n: {"growth": {"at_least": f"{n - 80}%"}},
    lambda n: {"average_growth": {"about": f"{(n - 70) / 10}%", "tolerance": "0.5%"}},
)
METHODS = (
    "schedule",
    {"name": "schedule", "ahead": 1.2, "on_schedule": 0.9, "behind": 0.5, "off_track": 0.1},
    "pacing",
    "pacing_within_ten",
    "statcan",
    "eurostat",
    "eurostat_eustat",
    "escap",
)


def plan_of(chance: random.Random) -> dict[str, Any]:
    targets: dict[str, Any] = {}
    for at in range(TARGETS):
        goal = GOALS[at % len(GOALS)](chance.randint(85, 150))
        total = "total" in goal
        targets[f"t{at}"] = target = {
            "name": {"en": f"T{at}"},
            "unit": chance.choice(["%", "亿元", "家"]) if not total else "亿元",
            "measure": "flow" if total else "stock",
            "goal": goal,
            "due": chance.choice([2023, 2027]),
            "path": "linear" if total else chance.choice(["linear", "compound", "steps"]),
            "method": chance.choice(METHODS),
        }
        # Without a baseline only the pace since the first figure is left.
        if not total and (at % 10 > 4 or at % 8 != 3):
            target["baseline"] = chance.choice(["from_figures", 100])
        if "at_least" in goal and at % 3 == 0:
            target["schedule"] = {2021: "10%", 2022: "35%"}
    return {
        "planck": 1, "plan": "random", "language": "en", "title": {"en": "Random"}, "region": "all",
        "period": {"base": 2020, "start": 2021, "end": 2027}, "targets": targets,
    }  # fmt: skip


Cells = dict[tuple[str, str, int], str]


def figures_of(chance: random.Random, plan: dict[str, Any]) -> Cells:
    cells: Cells = {}
    for target, stated in plan["targets"].items():
        for region in range(REGIONS):
            last = chance.randint(2021, min(stated["due"], 2024))
            for year in range(2020, last + 1):
                cells[f"r{region:02}", target, year] = printed(chance, stated)
    return cells


def printed(chance: random.Random, stated: dict[str, Any]) -> str:
    value = chance.choice([chance.uniform(80, 160), 100, 120, chance.uniform(5, 300)])
    return f"{value:.0f}" if stated["unit"] == "家" else f"{value:.2f}"


def checked(folder: Path, plan: dict[str, Any], cells: Cells) -> Checked:
    folder.mkdir()
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["region", "indicator", "period", "value", "unit"])
        rows.writerows([*key, text, plan["targets"][key[1]]["unit"]] for key, text in cells.items())
    result = planck.check(folder / "plan.yaml", folder / "figures.csv")
    assert [each.code for each in result.all_findings if each.blocking] == []
    return result


def columns_in(result: Checked) -> list[VerdictColumns]:
    return [columns_of(target) for target in result.plans[0].targets]


def number_of(columns: VerdictColumns, name: str, row: int) -> float:
    value = columns.numbers[name].at(row)
    return math.nan if isinstance(value, Missing) else value


def cases(chance: random.Random, folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The data of a page, what is asked of it row by row, and what the engine says when that is so."""
    plan = plan_of(chance)
    cells = figures_of(chance, plan)
    now = checked(folder / "now", plan, cells)
    newest = {(region, target): year for region, target, year in cells}
    moved = {
        key: printed(chance, plan["targets"][key[1]]) if newest[key[:2]] == key[2] and chance.random() < 0.8 else text
        for key, text in cells.items()
    }
    goals = {
        name: GOALS[0 if "at_least" in stated["goal"] else 1](chance.randint(85, 150))
        for name, stated in plan["targets"].items()
        if set(stated["goal"]) <= {"at_least", "at_most"} and chance.random() < 0.6
    }
    targets = {name: {**stated, "goal": goals.get(name, stated["goal"])} for name, stated in plan["targets"].items()}
    then = checked(folder / "then", {**plan, "targets": targets}, moved)
    verdicts = now.plans[0]
    yield (
        data_of([(verdicts.plan, verdicts.when, each) for each in columns_in(now)], Language.EN),
        {
            "value": [[number_of(each, "judged", row) for row in range(len(each))] for each in columns_in(then)],
            "goal": [
                next(iter(goals[each.target.id].values())) if each.target.id in goals else None
                for each in columns_in(then)
            ],
            "columns": columns_in(then),
        },
    )


ASK = """([values, goals]) => DATA.targets.map((target, t) => rows_of(target, t).map((row, r) => {
  const goal = goals[t] === null ? course(target.course, row).goal : goals[t];
  const then = moved(row, values[t][r], goal), said = judged(target.course, then);
  return [said.status, said.path, said.needed, rate(said.needed, target.kind, WORDS), percent(said.way),
          number(said.path), given(then.value), said.made, then.value === row.value];
}))"""


def scripted(page: Any, data: dict[str, Any]) -> Any:
    """The page with the script and the data, and nothing to show."""
    page.set_content(f'<script type="application/json" id="data">{json.dumps(data)}</script>')
    page.add_script_tag(content=script("numbers.js", "what_if.js", "page.js"))
    return page


def test_a_thousand_cases_agree_with_the_engine(blank: Any, tmp_path: Path) -> None:
    told, seen = 0, set()
    for data, asked in cases(random.Random(17), tmp_path):
        answers = scripted(blank, data).evaluate(ASK, [asked["value"], asked["goal"]])
        for columns, rows in zip(asked["columns"], answers, strict=True):
            statuses = [columns.status.names[code] for code in columns.status.codes.tolist()]
            for row, (status, path, needed, *texts, made, unmoved) in enumerate(rows):
                where = (columns.target.id, row)
                assert status == statuses[row], where
                assert same(path, number_of(columns, "path_value", row)), where
                assert same(needed, number_of(columns, "required_from_now", row)), where
                if unmoved or not math.isnan(number_of(columns, "baseline", row)):
                    assert same(made, number_of(columns, "achieved", row)), where
                pace, way = number_of(columns, "required_from_now", row), number_of(columns, "way", row)
                kind = columns.rate_kind
                want = "—" if math.isnan(pace) else rate_short(pace, kind, "", Language.EN)
                assert texts == [
                    want,
                    percent(way),
                    number(number_of(columns, "path_value", row)),
                    given(number_of(columns, "judged", row)),
                ], where
                told += 1
                seen.add(status)
    assert told >= 1000
    assert len(seen) > 15


def same(one: float | None, other: float) -> bool:
    """Equal but for binary noise; what is not there is None to the browser."""
    return math.isnan(other) if one is None or math.isnan(one) else math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
