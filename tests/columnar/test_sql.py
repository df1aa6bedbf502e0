"""Queries: records become figures in DuckDB and in a PostgreSQL that the test starts for itself."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from planck.load.table.header import USUAL
from planck.model import Finding
from planck.model.table import Figures

pytest.importorskip("duckdb")

from planck.load.columnar.reader import Read

FIRMS = """firm,county,since
一,330105,2019
二,330105,2020
三,330106,2020
四,330105,2021
"""
# Firms counted by county and year: those of a year and of all years before it.
COUNTED = """
SELECT y.year AS period, f.county AS region, 'firms' AS indicator, COUNT(*) AS value, '家' AS unit
FROM (VALUES (2020), (2021)) AS y(year) JOIN {firms} f ON f.since <= y.year
GROUP BY y.year, f.county ORDER BY y.year, f.county
"""
WANTED = [("330105", "2020", 2.0), ("330106", "2020", 1.0), ("330105", "2021", 3.0), ("330106", "2021", 1.0)]


def read(source: str) -> tuple[Figures, tuple[Finding, ...]]:
    reading = Read(source, USUAL)
    return Figures.joined(list(reading.pieces())), reading.findings


def told(figures: Figures) -> list[tuple[str, str, float | None]]:
    return [(figure.region, figure.period.label, figure.value) for figure in figures]


def test_records_become_figures_in_duckdb(tmp_path: Path) -> None:
    (tmp_path / "firms.csv").write_text(FIRMS, "utf-8")
    figures, findings = read("sql:" + COUNTED.format(firms=f"'{tmp_path}/firms.csv'"))
    assert not findings
    assert told(figures) == WANTED
    assert figures[0].unit == "家"
    assert figures[0].text == "2"


def test_a_database_of_duckdb_is_read_and_not_written(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "firms.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE firms AS SELECT * FROM read_csv('{_written(tmp_path)}')")
    assert told(read(f"sql:duckdb:///{path} {COUNTED.format(firms='firms')}")[0]) == WANTED
    assert told(read(f"sql:duckdb://{path} {COUNTED.format(firms='firms')}")[0]) == WANTED
    assert [finding.code for finding in read(f"sql:duckdb:///{path} DROP TABLE firms")[1]] == ["E081"]


def _written(folder: Path) -> Path:
    path = folder / "firms.csv"
    path.write_text(FIRMS, "utf-8")
    return path


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [
        ("SELECT * FROM nowhere", "E081", "nowhere"),
        ("SELEC 1", "E081", "SELEC"),
        ("oracle://host SELECT 1", "E081", "oracle"),
        ("duckdb:///none.duckdb SELECT 1", "E081", "none.duckdb"),
        ("SELECT 1 AS firms, 2023 AS period", "E082", ""),
        ("SELECT 'a' AS indicator, 1 AS value", "E034", ""),
    ],
)
def test_what_gives_no_figures_is_said(query: str, code: str, said: str) -> None:
    figures, findings = read(f"sql:{query}")
    assert not len(figures)
    assert code in {finding.code for finding in findings}
    assert said in repr([dict(finding.arguments) for finding in findings])


def test_a_bad_cell_has_its_row_and_column() -> None:
    query = (
        "SELECT * FROM (VALUES ('a', 2021, '12'), ('a', 2022, 'many'), ('a', 2023, '14')) t(indicator, period, value)"
    )
    figures, findings = read(f"sql:{query}")
    assert [figure.value for figure in figures] == [12, 14]
    (finding,) = findings
    assert finding.code == "E044"
    assert finding.place
    assert (finding.place.line, finding.place.column) == (3, 3)


# PostgreSQL.


def _programs() -> Path | None:
    found = [Path(shutil.which("postgres") or "").parent, *sorted(Path("/usr/lib/postgresql").glob("*/bin"))]
    return next((folder for folder in reversed(found) if (folder / "initdb").exists()), None)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a database of its own."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL")
    pytest.importorskip("adbc_driver_postgresql")
    # The server does not run as the superuser, and the path of its socket must be short.
    user = "postgres" if os.getuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "planck", "-A", "trust", "-E", "UTF8", "--no-sync"],
            user=user, cwd=folder, check=True, capture_output=True,
        )  # fmt: skip
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        control: list[str | Path] = [programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w"]
        subprocess.run([*control, "-o", options, "start"], user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        try:
            yield f"postgresql://planck@/postgres?host={folder}"
        finally:
            subprocess.run(
                [*control, "-m", "immediate", "stop"], user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL
            )


@pytest.fixture(scope="module")
def filled(server: str) -> str:
    from adbc_driver_postgresql import dbapi

    rows = [line.split(",") for line in FIRMS.splitlines()[1:]]
    values = ", ".join(f"('{firm}', '{county}', {since})" for firm, county, since in rows)
    with dbapi.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE firms (firm TEXT, county TEXT, since INT)")
        cursor.execute(f"INSERT INTO firms VALUES {values}")
        connection.commit()
    return server


def test_records_become_figures_in_postgresql(filled: str) -> None:
    figures, findings = read(f"sql:{filled} {COUNTED.format(firms='firms')}")
    assert not findings
    assert told(figures) == WANTED


def test_numbers_of_postgresql_keep_their_digits(filled: str) -> None:
    query = "SELECT 'a' AS indicator, DATE '2021-12-31' AS period, 12.50::numeric AS value"
    figures, findings = read(f"sql:{filled} {query}")
    assert not findings
    assert [(figure.text, figure.value, figure.period.label) for figure in figures] == [("12.50", 12.5, "2021-12-31")]


def test_a_query_that_postgresql_refuses_is_said(filled: str) -> None:
    (finding,) = read(f"sql:{filled} SELECT * FROM nowhere")[1]
    assert finding.code == "E081"
    assert "nowhere" in str(finding.arguments["got"])
    assert finding.blocking


def test_a_database_that_is_lost_is_said(filled: str) -> None:
    lost = "SELECT 'a' AS indicator, 2021 AS period, 1 AS value FROM pg_terminate_backend(pg_backend_pid())"
    assert [finding.code for finding in read(f"sql:{filled} {lost}")[1]] == ["E081"]
    assert [finding.code for finding in read("sql:postgresql://nobody@/none?host=/nowhere SELECT 1")[1]] == ["E081"]


@pytest.mark.parametrize("period", ["1e308", "-1e19", "'inf'::DOUBLE"])
def test_a_period_that_is_no_year_is_refused_whatever_its_size(period: str) -> None:
    columns = "'某区' AS region, 'firms' AS indicator, 48 AS value"
    figures, findings = read(f"sql:SELECT {columns}, {period} AS period")
    assert (len(figures), [finding.code for finding in findings]) == (0, ["E043"])


def test_what_a_query_gives_that_is_no_text_and_no_number_is_refused() -> None:
    given = "'某区' AS region, 'firms' AS indicator, 2021 AS period"
    for odd, kind in (("[48]", "list"), ("{'a': 48}", "struct")):
        figures, findings = read(f"sql:SELECT {given}, {odd} AS value UNION ALL SELECT {given}, NULL")
        assert [figure.value for figure in figures] == [None]
        assert [finding.code for finding in findings] == ["E044"]
        assert str(findings[0].arguments["got"]).startswith(kind)
