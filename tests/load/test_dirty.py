"""Tables as offices keep them, a folder each: the figures that must be read, and what must be said, exactly where.

`table.csv` (or .tsv, .txt) is the file; `recipe.yaml` says how it differs from its text (encoding, line ends), or holds
a workbook as rows, and what the user says about it. `expected.txt` holds the figures and the findings.
"""

import io
from pathlib import Path
from typing import Any

import pytest
import yaml

from planck.load.table.doors import open_table
from planck.load.table.figures import load_figures
from planck.load.table.header import Column, Conventions
from planck.load.table.vocabulary import folded
from planck.model import Figure, Finding, Language
from planck.render.message import message_text
from tests.load.workbooks import workbook

FOLDER = Path(__file__).parent / "dirty"
CASES = sorted(FOLDER.iterdir())


def recipe(folder: Path) -> dict[str, Any]:
    path = folder / "recipe.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def data(folder: Path) -> bytes:
    """The bytes of the file."""
    made = recipe(folder)
    if "sheets" in made:
        return workbook(made["sheets"], merged=made.get("merged", ()), styles=made.get("styles"))
    (path,) = folder.glob("table.*")
    text = path.read_bytes().decode()
    text = text.replace("\n", made.get("newline", "\n"))
    return bytes.fromhex(made.get("before", "")) + text.encode(made.get("encoding", "utf-8"))


def conventions(folder: Path) -> Conventions:
    said = recipe(folder).get("said", {})
    return Conventions(
        encoding=said.get("encoding", ""),
        sheet=said.get("sheet", ""),
        columns={folded(name): Column(column) for name, column in said.get("columns", {}).items()},
        defaults={Column(column): text for column, text in said.get("defaults", {}).items()},
        regions=frozenset(said.get("regions", ())),
    )


def loaded(folder: Path) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    said = conventions(folder)
    table, findings = open_table("-", said, limit=1 << 20, stdin=io.BytesIO(data(folder)))
    figures, more = load_figures(table, said) if table else ((), ())
    return tuple(figures), findings + more


def lines(folder: Path) -> list[str]:
    figures, findings = loaded(folder)
    return [*map(_figure, figures), *map(_finding, findings)]


def _figure(figure: Figure) -> str:
    status = "" if figure.status == "unstated" else f" {figure.status}"
    value = "none" if figure.value is None else f"{figure.value:.15g}"
    name = f"{figure.region or '-'} {figure.indicator} {figure.period}{status}".replace("\n", "\\n")
    return f"{_where(figure.place)} {name}: {value} {figure.unit}".rstrip()


def _finding(finding: Finding) -> str:
    return f"{_where(finding.place)} {finding.code} {finding.severity}: {message_text(finding, Language.EN)}"


def _where(place: Any) -> str:
    return place.cell or (f"{place.line}:{place.column}-{place.end}" if place.line else "file")


def test_there_are_cases() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_dirty(folder: Path) -> None:
    assert lines(folder) == (folder / "expected.txt").read_text(encoding="utf-8").splitlines()


DISGUISES = sorted(FOLDER.glob("same-*"))


def test_one_table_in_ten_disguises_is_one_table() -> None:
    assert len(DISGUISES) >= 10
    seen = {folder.name: {_meaning(figure) for figure in loaded(folder)[0]} for folder in DISGUISES}
    first = seen["same-01-long"]
    assert len(first) == 6
    assert {name: found for name, found in seen.items() if found != first} == {}


def _meaning(figure: Figure) -> tuple[object, ...]:
    return figure.indicator, str(figure.period), figure.value, figure.unit
