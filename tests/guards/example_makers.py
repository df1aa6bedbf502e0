"""What an example needs and no text can hold: large and damaged files, what the system refuses, states of git."""

import builtins
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planck.load import files as source_files
from planck.provenance import documents
from tests.load.workbooks import Look, packed, workbook
from tests.repositories import repository

Maker = Callable[[Path, pytest.MonkeyPatch], None]
MAKERS: dict[str, Maker] = {}
HEADER = "indicator,period,value"
TABLE = f"{HEADER}\nGDP,2023,12\n"
ROWS = (("indicator", "period", "value"), ("GDP", 2023, 12))


def maker(name: str) -> Callable[[Maker], Maker]:
    """Enter a maker under the name that examples use."""

    def enter(make: Maker) -> Maker:
        MAKERS[name] = make
        return make

    return enter


def figures(folder: Path, text: str) -> None:
    """The figures of an example, as text."""
    (folder / "figures.csv").write_text(text, encoding="utf-8")


@maker("a pipe")
def pipe(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode())))


@maker("no permission")
def no_permission(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """By refusing, as the user of the tests may be one that reads everything."""
    opened: Callable[..., Any] = builtins.open

    def refusing(path: Any, *arguments: Any, **options: Any) -> Any:
        if str(path).endswith("figures.csv"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    patch.setattr(builtins, "open", refusing)


@maker("a file of 2 GB")
def large_file(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """A hole in it takes no room."""
    with (folder / "backup.csv").open("wb") as file:
        file.truncate(2 << 30)


@maker("a link to itself")
def link_to_itself(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder / "figures.csv").unlink()
    (folder / "figures.csv").symlink_to("figures.csv")


@maker("a link to a file")
def link_to_file(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder / "2023").mkdir()
    (folder / "figures.csv").rename(folder / "2023" / "figures.csv")
    (folder / "figures.csv").symlink_to("2023/figures.csv")


@maker("a file that grows")
def growing_file(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """It is longer when its size is looked at again, after it was read."""
    look = os.fstat

    def grown(descriptor: int) -> os.stat_result:
        if look(descriptor).st_size == len(TABLE):
            figures(folder, TABLE + "GDP,2024,13\n")
        return look(descriptor)

    figures(folder, TABLE)
    patch.setattr(os, "fstat", grown)


@maker("a plan in UTF-16")
def plan_in_utf16(folder: Path, patch: pytest.MonkeyPatch) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8"), encoding="utf-16")


@maker("two million lines")
def many_lines(folder: Path, patch: pytest.MonkeyPatch) -> None:
    figures(folder, TABLE + "\n" * source_files.MOST_LINES)


@maker("a large folder")
def large_folder(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """By a lower limit: to make a hundred thousand files would take longer than all other examples."""
    patch.setattr(source_files, "MOST_ENTRIES", 2)
    for year in (2021, 2022, 2023):
        (folder / "all").mkdir(exist_ok=True)
        (folder / "all" / f"{year}.csv").write_text(TABLE, encoding="utf-8")


@maker("a thousand open quotes")
def open_quotes(folder: Path, patch: pytest.MonkeyPatch) -> None:
    figures(folder, TABLE + '"GDP,2023,12\n' * 1000)


@maker("a million characters")
def long_cell(folder: Path, patch: pytest.MonkeyPatch) -> None:
    figures(folder, f"{HEADER},note\nGDP,2023,12,{'x' * 1_000_000}\n")


@maker("twenty thousand notes")
def notes(folder: Path, patch: pytest.MonkeyPatch) -> None:
    figures(folder, f"{HEADER}\n" + "注：见附件\n" * 21_000)


@maker("a workbook")
def good_workbook(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder / "book.xlsx").write_bytes(workbook({"2023": ROWS}))


@maker("a workbook with hidden rows")
def hidden_rows(folder: Path, patch: pytest.MonkeyPatch) -> None:
    rows = (*ROWS, ("GDP", 2022, 11))
    (folder / "book.xlsx").write_bytes(workbook({"2023": rows}, look=Look(rows=[3])))


@maker("a workbook that was never computed")
def never_computed(folder: Path, patch: pytest.MonkeyPatch) -> None:
    rows = (*ROWS, ("GDP", 2022, "=C2-1"))
    (folder / "book.xlsx").write_bytes(workbook({"2023": rows}))


@maker("a Parquet file")
def parquet_file(folder: Path, patch: pytest.MonkeyPatch) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = pyarrow.table({"indicator": ["GDP"], "period": [2023], "value": [50], "unit": ["亿元"]})
    parquet.write_table(table, folder / "figures.parquet")


@maker("a Parquet file and no library")
def parquet_alone(folder: Path, patch: pytest.MonkeyPatch) -> None:
    parquet_file(folder, patch)
    patch.setitem(sys.modules, "pyarrow", None)


@maker("a workbook of another region")
def another_region(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder / "book.xlsx").write_bytes(workbook({"西湖区": ROWS, "拱墅区 2023": ROWS}))


@maker("a workbook of goals")
def sheet_of_goals(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder / "book.xlsx").write_bytes(workbook({"目标": ROWS}))


@maker("a workbook of two sheets")
def two_sheets(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder / "book.xlsx").write_bytes(workbook({"2023": ROWS, "草稿": ROWS}))


@maker("a workbook of years")
def sheets_of_years(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder / "book.xlsx").write_bytes(workbook({"2023": ROWS, "2022": (ROWS[0], ("GDP", 2022, 11))}))


@maker("a workbook that swells")
def bomb(folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder / "book.xlsx").write_bytes(packed({"xl/media/a.xml": " " * (20 << 20)}))


@maker("no libraries")
def no_libraries(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """By asking for one that nobody has."""
    patch.setattr(documents, "LIBRARIES", ("no_such_library",))


@maker("a change on a branch")
def change_on_branch(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """The example is committed on main, and a change of it on a branch."""
    repo = repository(folder)
    repo.commit("earlier")
    repo.git("switch", "-q", "-c", "change")
    repo.put("readme.md", "What has changed.\n")
    repo.commit("change")


@maker("a setting that lets all through")
def setting_that_lets_all_through(folder: Path, patch: pytest.MonkeyPatch) -> None:
    change_on_branch(folder, patch)
    (folder / "pyproject.toml").write_text("[tool.planck]\nexit-zero = true\n", encoding="utf-8")


@maker("a clone of depth 1")
def shallow_clone(folder: Path, patch: pytest.MonkeyPatch) -> None:
    change_on_branch(folder, patch)
    clone = repository(folder).clone(folder / "clone", "--depth", "1")
    patch.chdir(clone.folder)


@maker("figures outside of the repository")
def figures_outside(folder: Path, patch: pytest.MonkeyPatch) -> None:
    inside = folder / "repository"
    inside.mkdir()
    (folder / "plan.yaml").rename(inside / "plan.yaml")
    change_on_branch(inside, patch)
    patch.chdir(inside)
