"""`planck site` and `--report html=`: files that stand alone."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import FIGURES, PLAN, Planck

ROOT = Path(__file__).parents[2]


def test_a_site_has_an_index_a_page_and_a_strip_for_each_plan(planck: Planck, folder: Path) -> None:
    (folder / "second.yaml").write_text(PLAN.replace("plan: small", "plan: other"), encoding="utf-8")
    ran = planck("site", "plan.yaml", "second.yaml", "figures.csv", "--to", "out", "--lang", "en", "--download", "none")
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote out\n")
    assert sorted(each.name for each in (folder / "out").iterdir()) == [
        "index.html", "other.html", "other.svg", "small.html", "small.svg",
    ]  # fmt: skip
    index = (folder / "out" / "index.html").read_text(encoding="utf-8")
    for reference in re.findall(r'(?:href|src)="([^"]+)"', index):
        assert (folder / "out" / reference).is_file()
    assert "1 target: none met yet, = 1 on schedule" in index
    strip = (folder / "out" / "small.svg").read_text(encoding="utf-8")
    assert ElementTree.fromstring(strip).tag.endswith("svg")
    assert len(strip) < 1600


def test_a_plan_has_files_and_its_years_beside_its_page(planck: Planck, folder: Path) -> None:
    (folder / "figures.csv").write_text(f"{FIGURES}某区,企业数,2021,44,家\n某区,企业数,2023,50,家\n", encoding="utf-8")
    assert planck("site", "plan.yaml", "figures.csv", "--to", "out", "--lang", "en").code == 0
    out = folder / "out"
    assert {each.suffix for each in out.iterdir()} == {".html", ".svg", ".csv", ".json", ".xlsx"}
    for page in ("index.html", "small.html"):
        text = (out / page).read_text(encoding="utf-8")
        assert '<a href="small.csv" download>csv</a>' in text
        assert re.findall(r'<th scope="row">(202\d)</th>|<th scope="col"[^>]*>(202\d)</th>', text)
    table = (out / "small.csv").read_text(encoding="utf-8")
    assert planck("check", "plan.yaml", "figures.csv", "--output-format", "csv").out == table
    assert planck("site", "plan.yaml", "figures.csv", "--to", "out", "--download", "cvs").code == 2


def test_plans_of_one_id_do_not_take_each_others_place(planck: Planck, folder: Path) -> None:
    (folder / "index.yaml").write_text(PLAN.replace("plan: small", "plan: index"), encoding="utf-8")
    assert planck("site", "index.yaml", "figures.csv", "--to", "out").code == 0
    assert (folder / "out" / "plan-1.html").is_file()


def test_what_cannot_be_done_is_said(planck: Planck, folder: Path) -> None:
    ran = planck("site", "plan.yaml", "figures.csv")
    assert ran.code == 2
    assert "--to" in ran.err
    (folder / "taken").write_text("", encoding="utf-8")
    ran = planck("site", "plan.yaml", "figures.csv", "--to", "taken")
    assert ran.code == 2
    assert "--to: could not write taken" in ran.err
    (folder / "plan.yaml").write_text("planck: 1\n", encoding="utf-8")
    ran = planck("site", "plan.yaml", "figures.csv", "--to", "out", "--lang", "en")
    assert ran.code == 2
    assert "plan.yaml" in ran.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_of_a_real_plan_is_small(planck: Planck, folder: Path, lang: str) -> None:
    inputs = (str(ROOT / "targets" / "china-14fyp.yaml"), str(ROOT / "seeds" / "china-14fyp.csv"))
    assert planck("check", *inputs, "--lang", lang, "--report", "html=page.html").code == 0
    page = (folder / "page.html").read_bytes()
    assert len(page) < 150_000
    # Of its 19 targets the capacity for grain has neither a baseline nor a figure.
    assert page.count(b'<svg class="chart"') == 18


def test_the_site_of_this_project_stays_small() -> None:
    """A repository keeps every version of it."""
    assert sum(each.stat().st_size for each in (ROOT / "reports" / "site").rglob("*") if each.is_file()) < 1_000_000
