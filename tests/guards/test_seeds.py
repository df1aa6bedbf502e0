"""The encoded plans and figures against the inventories of the documents, their own and the one beside the checkout."""

import csv
import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from planck.load.files import read
from planck.load.plan.plan import load_plan
from planck.load.table.figures import load_figures
from planck.model import Figure, Plan, Target
from tests.golden.folder import shared

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
# The five documents of the inventory are named by number; other cards are in tests/outcomes.
CARDS = sorted(SEEDS.glob("[0-9]*.yaml"))
DOCUMENTS = {"000": 30, "001": 35, "002": 68, "003": 15, "004": 34}
LIMIT = 1 << 22


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def load(path: Path) -> tuple[Figure, ...]:
    document, unread = read(str(path), limit=LIMIT)
    assert document is not None
    figures, findings = load_figures(document)
    assert not unread
    assert [finding for finding in findings if finding.severity == "error"] == []
    return tuple(figures)


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    found = {}
    for path in sorted((ROOT / "targets").glob("*.yaml")):
        document, _ = read(str(path), limit=LIMIT)
        assert document is not None
        plan, findings = load_plan(document)
        assert plan is not None
        assert [finding for finding in findings if finding.severity == "error"] == []
        found[plan.id] = plan
    return found


def test_every_document_has_a_card_and_its_figures() -> None:
    assert len(CARDS) == 5
    for card in CARDS:
        content = yaml.safe_load(card.read_text(encoding="utf-8"))
        assert content["document"] == card.stem
        assert len(content["sha256"]) == 64
        assert card.with_suffix(".csv").exists()


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.stem[:3])
def test_the_card_names_the_document_by_its_hash(card: Path) -> None:
    document = shared(f"seeds/{card.stem}.txt").read_bytes()
    content = yaml.safe_load(card.read_text(encoding="utf-8"))
    assert content["sha256"] == hashlib.sha256(document).hexdigest()
    assert content["characters"] == len(document.decode("utf-8"))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.csv")), ids=lambda path: path.stem)
def test_all_figures_load(path: Path) -> None:
    assert len(load(path)) == len(rows(path))


def test_all_182_figures_are_there() -> None:
    numbers = [int(row["inventory"]) for card in CARDS for row in rows(card.with_suffix(".csv"))]
    assert sorted(set(numbers)) == list(range(1, 183))


def test_figures_equal_the_inventory_beside_the_checkout() -> None:
    given = rows(shared("seeds/seed_actuals.csv"))
    first: dict[int, dict[str, str]] = {}
    for card in CARDS:
        for row in rows(card.with_suffix(".csv")):
            first.setdefault(int(row["inventory"]), row)
    for number, wanted in enumerate(given, 1):
        row = first[number]
        assert row["source"] == Path(wanted["seed_file"]).stem
        assert (row["region"], row["period"]) == (wanted["region"], wanted["period"]), number
        if wanted["value"]:
            assert (row["indicator"], float(row["value"])) == (wanted["indicator_zh"], float(wanted["value"]))
            assert row["unit"] == wanted["unit"]
        else:
            assert float(row["value"]) == float(wanted["yoy_growth"])


def test_figures_stand_where_their_place_says() -> None:
    for card in CARDS:
        lines = shared(f"seeds/{card.stem}.txt").read_text(encoding="utf-8").split("\n")
        for row in rows(card.with_suffix(".csv")):
            if row["at"].startswith("line "):
                line, column = (int(part.split()[1]) for part in row["at"].split(", "))
                assert lines[line - 1][column - 1 :], row["at"]


def test_later_figures_are_all_there() -> None:
    given = rows(shared("seeds/later_actuals.csv"))
    ours = rows(SEEDS / "later.csv")[: len(given)]
    assert len(ours) == 42
    for row, wanted in zip(ours, given, strict=True):
        assert (row["region"], row["indicator"], row["period"], row["source"]) == (
            wanted["region"],
            wanted["indicator"],
            wanted["period"],
            wanted["source_url"],
        )
        assert float(row["value"]) == float(wanted["value"])


COLUMNS = ("row", "document", "indicator", "comparator", "value", "unit", "due", "plan", "target", "reason")
INVENTORY: list[dict[str, str]] = [
    {column: row.get(column, "") for column in COLUMNS}
    for row in yaml.safe_load((SEEDS / "inventory.yaml").read_text(encoding="utf-8"))["rows"]
]


def encoded(row: dict[str, str], plans: dict[str, Plan]) -> list[Target]:
    targets = {target.id: target for target in plans[row["plan"]].targets} if row["plan"] else {}
    return [targets[name] for name in row["target"].split(";") if name]


def test_the_inventory_has_79_rows_of_which_70_have_a_number(plans: dict[str, Plan]) -> None:
    assert len(INVENTORY) == 79
    assert sum(row["comparator"] != "" and bool(row["value"] or row["unit"]) for row in INVENTORY) >= 70
    assert all(row["plan"] or row["reason"] for row in INVENTORY)


def test_the_inventory_equals_the_one_beside_the_checkout() -> None:
    given = rows(shared("seeds/seed_targets.csv"))
    for row, wanted in zip(INVENTORY, given, strict=True):
        assert row["document"] == Path(wanted["seed_file"]).stem
        assert (row["indicator"], row["comparator"], row["value"]) == (
            wanted["indicator_zh"],
            wanted["comparator"],
            wanted["value"],
        )
    quantified = [number for number, wanted in enumerate(given, 1) if wanted["kind"] != "qualitative"]
    assert len(quantified) == 70
    for number in quantified:
        assert INVENTORY[number - 1]["plan"] or INVENTORY[number - 1]["reason"]


@pytest.mark.parametrize("row", [row for row in INVENTORY if row["plan"]], ids=lambda row: row["row"])
def test_encoded_rows_say_what_the_document_says(row: dict[str, str], plans: dict[str, Plan]) -> None:
    targets = encoded(row, plans)
    assert targets
    if not row["value"]:
        return
    wanted = float(row["value"])
    assert any(_asks_for(target, wanted) for target in targets), [target.goal for target in targets]


def _asks_for(target: Target, wanted: float) -> bool:
    goal = target.goal
    bounds: list[Any] = [bound for bound in (goal.low, goal.high) if bound is not None]
    middle = [(goal.low + goal.high) / 2] if goal.low is not None and goal.high is not None else []
    return any(abs(bound * scale - wanted) < 1e-9 * max(1, wanted) for bound in bounds + middle for scale in (1, 100))


def test_every_target_comes_from_the_inventory(plans: dict[str, Plan]) -> None:
    named = {(row["plan"], name) for row in INVENTORY for name in row["target"].split(";") if name}
    ours = (plans[name] for name in {plan for plan, _ in named})
    assert named == {(plan.id, target.id) for plan in ours for target in plan.targets}


def test_documents_have_as_many_figures_as_the_inventory_counts() -> None:
    counted = {card.stem[:3]: len({row["inventory"] for row in rows(card.with_suffix(".csv"))}) for card in CARDS}
    assert counted == DOCUMENTS


def test_the_scenario_says_that_it_is_one() -> None:
    figures = load(SEEDS / "gongshu-scenario.csv")
    assert figures
    assert all(figure.status == "assumed" and figure.source == "scenario" for figure in figures)


def test_the_folders_as_a_whole_can_be_checked() -> None:
    from planck.cli.app import run

    assert run(["check", str(ROOT / "targets"), str(SEEDS), "--output-format", "concise"]) == 0
