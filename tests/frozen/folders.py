"""The folders that the calls run in: each function fills an empty one."""

import hashlib
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.load.workbooks import Rows, workbook
from tests.provenance.mini import BODY
from tests.provenance.test_folder import FIGURES as TRACED_FIGURES
from tests.provenance.test_folder import PLAN as TRACED_PLAN
from tests.repositories import BAD, GOOD, HEADER, PLAN, repository, two_commits

ROOT = Path(__file__).parents[2]
LOAD = ROOT / "tests" / "load"
# A target of its own for the goal and one that moves, so that both what is revised and what is redefined is compared.
WIDER_PLAN = f"""{PLAN}  rd:
    name: {{zh: 研发强度, en: R&D intensity}}
    unit: "%"
    measure: ratio
    baseline: 2
    goal: {{at_least: 3}}
scoring: {{use: models/plan-completion.yaml}}
"""
OFFICE_PLAN = """planck: 1
plan: office
title: {zh: 年报, en: Yearbook}
region: {name: 拱墅区}
period: {base: 2020, start: 2021, end: 2025}
targets:
  firms: {name: {zh: 国高企, en: Firms}, unit: 家, measure: stock, baseline: 466, goal: {at_least: 1000}}
  rd: {name: {zh: 研发经费, en: R&D}, unit: 亿元, measure: flow, baseline: 11, goal: {at_least: 20}}
"""
UNTIDY = f'{HEADER}某区,企业数,２０２１,"1,044",家\n某区 ,企业数,2022,１，１４８ ,家\n某区,企业数,2023,--,家\n'
BOOK: dict[str, Rows] = {
    "说明": [["一月", "二月"]],
    "数据": [["指标", "年份", "数值", "单位"], ["企业数", 2021, 44, "家"], ["企业数", 2022, "很多", "家"]],
}


def project(folder: Path) -> None:
    """The plans and seeds of this repository, the cases, and the inputs that are invalid."""
    shutil.copytree(ROOT / "targets", folder / "targets")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    skipped = shutil.ignore_patterns("*.py", "__pycache__", "*.expected")
    shutil.copytree(ROOT / "tests" / "cases", folder / "cases", ignore=skipped)
    for kind in ("plans", "figures"):
        shutil.copytree(LOAD / kind / "invalid", folder / "invalid" / kind, ignore=skipped)


def empty(_: Path) -> None:
    """Nothing."""


def workbook_folder(folder: Path) -> None:
    """A plan and a workbook of two sheets."""
    _put(folder, "plan.yaml", PLAN)
    (folder / "book.xlsx").write_bytes(_stored(workbook(BOOK)))


def offices(folder: Path) -> None:
    """A plan, and one table in the forms that offices give it."""
    _put(folder, "plan.yaml", OFFICE_PLAN)
    for name in ("same-01-long", "same-02-gbk", "same-10-titles-and-notes", "units-in-cells"):
        (folder / name).mkdir()
        shutil.copy(LOAD / "dirty" / name / "table.csv", folder / name / "table.csv")


def revised(folder: Path) -> None:
    """A repository with a commit of good figures and one that revises them."""
    two_commits(folder)


def two_states(folder: Path) -> None:
    """An old and a new state side by side: figures revised, added and withdrawn, a goal lowered, a score that moves."""
    more = "某区,研发强度,2021,2.2,%\n某区,研发强度,2022,2.6,%\n"
    _put(folder, "old/plan.yaml", WIDER_PLAN)
    _put(folder, "old/figures.csv", GOOD + more)
    lowered = WIDER_PLAN.replace("at_least: 3", "at_least: 2.4").replace("Firms", "Enterprises")
    _put(folder, "new/plan.yaml", lowered)
    _put(folder, "new/figures.csv", f"{BAD}某区,企业数,2023,47,家\n某区,研发强度,2022,2.6,%\n")
    for side in ("old", "new"):
        shutil.copytree(ROOT / "targets" / "models", folder / side / "models")


def untidy(folder: Path) -> None:
    """A repository of a plan and of figures whose form can be repaired."""
    repo = repository(folder)
    repo.write(plan_yaml=PLAN, figures_csv=UNTIDY)
    repo.commit("untidy")


def documents(folder: Path) -> None:
    """A plan and figures with the document that they were taken from."""
    _put(folder, "plan.yaml", TRACED_PLAN)
    _put(folder, "figures.csv", TRACED_FIGURES)
    _put(folder, "mini.yaml", f"document: mini\nsha256: {hashlib.sha256(BODY.encode()).hexdigest()}\n")
    _put(folder, "documents/mini.txt", BODY)


FOLDERS: dict[str, Callable[[Path], None]] = {
    "project": project,
    "empty": empty,
    "workbook": workbook_folder,
    "offices": offices,
    "revised": revised,
    "two_states": two_states,
    "untidy": untidy,
    "documents": documents,
}


def _put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def _stored(book: bytes) -> bytes:
    """The workbook without compression, whose bytes would be those of one version of a library."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as packed, zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as plain:
        for name in packed.namelist():
            plain.writestr(zipfile.ZipInfo(name), packed.read(name))
    return data.getvalue()
