"""The example of every way to score that `planck list` shows gives a score."""

import pytest

from planck.cli.listing import TableName, rows_of
from planck.model import Language
from planck.score.run import plan_score, score
from planck.words.examples import scoring_examples
from tests.scoring.building import Rows, columns, judged, model, number

TABLES = [name for name in TableName if name.value in scoring_examples()]
FIGURES: Rows = [
    (place, name, year, value * (1 + (year - 2022) * rise))
    for place, values, rise in (("甲", (50, 30), 0.02), ("乙", (70, 90), -0.01), ("丙", (20, 60), 0.005))
    for name, value in zip(("x", "y"), values, strict=True)
    for year in (2022, 2023)
]
TARGETS = "  x: {name: {zh: 企业}, measure: stock, unit: 家, nature: binding, baseline: 10, goal: {at_least: 80}, path: linear}\n"
CASES = [(table, name, line) for table in TABLES for name, line in scoring_examples()[table].items()]


@pytest.mark.parametrize("table", TABLES)
def test_every_way_to_score_has_an_example(table: TableName) -> None:
    assert set(scoring_examples()[table]) == set(rows_of(table, Language.EN))


def body(table: str, line: str) -> str:
    """A model with the line in its place."""
    grades = "grades: [{grade: good, at_least: 80}, {grade: fair}]\n"
    if line.startswith("targets"):
        return f"domains: {{a: {{{line}}}}}\n"
    if line.startswith("veto"):
        return f"{line}\n{grades}domains: {{a: {{targets: {{of: completion}}}}}}\n"
    if table in ("aggregations", "weightings"):
        marks = "normalise: {method: goalposts, worst: 0, best: 100}\n"
        return f"{marks}{line}\ndomains: {{a: {{series: {{aliases: [x]}}}}, b: {{series: {{aliases: [y]}}}}}}\n"
    return f"normalise: {{method: goalposts, worst: 0, best: 100}}\ndomains: {{a: {{indicators: {{x: {{{line}}}}}}}}}\n"


@pytest.mark.parametrize(("table", "name", "line"), CASES, ids=[f"{table}-{name}" for table, name, _ in CASES])
def test_the_example_gives_a_score(table: str, name: str, line: str) -> None:
    made = model(body(table, line))
    if made.of_plan:
        rows = [row for row in FIGURES if row[0] == "甲"]
        assert number(plan_score(made, columns(rows), judged(TARGETS, rows)).units[0].score) > 0
        return
    card = score(made, columns(FIGURES))
    assert len(card.scored) == 3
    assert len({unit.score for unit in card.units}) > 1
    assert [finding.code for finding in card.findings if finding.severity == "error"] == []
