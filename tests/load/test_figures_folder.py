"""Folders of figure files: those that must be read, and those whose findings must be exactly these."""

from pathlib import Path

import pytest

from planck.load.files import read
from planck.load.table.figures import load_figures
from planck.model import Figure, Finding
from tests.load.reading import lines

FOLDER = Path(__file__).parent / "figures"
VALID = sorted((FOLDER / "valid").glob("*.csv"))
INVALID = sorted((FOLDER / "invalid").glob("*.csv"))


def load(path: Path) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    document, findings = read(str(path), limit=1 << 20)
    if document is None:
        return (), findings
    figures, more = load_figures(document)
    return tuple(figures), findings + more


def described(figure: Figure) -> str:
    place, status, published = figure.place, figure.status.value, figure.published
    where = f"{place.line}:{place.column}-{place.end}"
    cells = (figure.value, figure.text, figure.unit, status, published)
    rest = (figure.source, figure.note, figure.at, figure.as_printed)
    return f"{where} {figure.region}|{figure.indicator!r}|{figure.period}|" + "|".join(map(str, (*cells, *rest)))


def expected(path: Path) -> list[str]:
    return path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()


def test_there_are_files() -> None:
    assert len(VALID) >= 15
    assert len(INVALID) >= 30


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid(path: Path) -> None:
    figures, findings = load(path)
    assert findings == ()
    assert [described(figure) for figure in figures] == expected(path)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid(path: Path) -> None:
    figures, findings = load(path)
    assert findings
    read = [f"figure {figure.place.line}:{figure.place.column}" for figure in figures]
    assert [*lines(findings), *read] == expected(path)
    assert {finding.place.file for finding in findings if finding.place} == {str(path)}
