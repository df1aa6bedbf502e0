"""Twenty-two usual pull requests on a real repository: how each ends, how long its comment is, and how it begins.

Twelve districts, four targets, figures for 2020 to 2022; the path from 40 in 2020 to 60 in 2025 asks for 4 more a year.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from planck.cli.app import run
from tests.repositories import OUTER, Repo, repository

DISTRICTS = [f"{name}区" for name in "甲乙丙丁戊己庚辛壬癸子丑"]
INDICATORS = {"firms": "家", "labs": "个", "patents": "件", "parks": "个"}
NAMES = {"firms": "企业数", "labs": "实验室", "patents": "专利", "parks": "公园"}
HEADER = "region,indicator,period,value,unit,status,published,source,note\n"
PLAN = (
    "planck: 1\nplan: city\nlanguage: en\ntitle: {zh: 市规划, en: City plan}\nregion: all\n"
    "period: {base: 2020, start: 2021, end: 2025}\ngate: {max_drop: 50}\nscoring: {use: model.yaml}\ntargets:\n"
    + "".join(
        f"  {id_}:\n    name: {{zh: {NAMES[id_]}, en: {id_.title()}}}\n    unit: {unit}\n    measure: stock\n"
        "    baseline: 40\n    goal: {at_least: 60}\n"
        for id_, unit in INDICATORS.items()
    )
)
MODEL = (
    "planck: 1\nmodel: city\ntitle: {en: City score}\nnormalise: {method: goalposts, worst: 40, best: 60}\n"
    "domains: {all: {indicators: {firms: {name: {zh: 企业数}, unit: 家, aliases: [高新企业]}}}}\n"
)


def row(place: int, id_: str, year: int, value: float, **more: str) -> str:
    """One figure."""
    cells = {"status": "", "published": "", "source": "yearbook", "note": "", "unit": INDICATORS[id_]} | more
    text = f"{value:g}"
    return (
        f"{DISTRICTS[place]},{NAMES[id_]},{year},{text},{cells['unit']},{cells['status']},{cells['published']},"
        f"{cells['source']},{cells['note']}\n"
    )


def usual(place: int, year: int) -> float:
    """On the path, each district a little above it."""
    return 40 + (4 + place / 100) * (year - 2020)


def figures(years: range = range(2020, 2023), value: Callable[[int, int], float] = usual, **more: str) -> str:
    """The table of all districts."""
    rows = (row(p, id_, y, value(p, y), **more) for id_ in INDICATORS for p in range(len(DISTRICTS)) for y in years)
    return HEADER + "".join(rows)


@dataclass(frozen=True)
class Ended:
    """The exit code, how many lines of the comment stand open, its title, and its line on what changed."""

    code: int
    lines: int
    title: str
    changed: str


Change = Callable[[Repo], None]
PASSES = "## planck ✔ passes"
CHANGED, NOTHING = "Changed since base main@: ", "Nothing changed since base main@"
BAD = figures(value=lambda place, year: 42.0 if (place, year) == (0, 2022) else usual(place, year))
RECORD = "region,indicator,period,old,new,reason,source,date\n"


def fails(count: int) -> str:
    """The title of a change that does not pass."""
    return f"## planck ✘ does not pass: {count} finding{'' if count == 1 else 's'}"


def put(**files: str) -> Change:
    """A change that writes files, `_` for the dot of their names."""
    return lambda repo: repo.write(**files)


def revised(repo: Repo) -> None:
    """A revision of the four figures of a district, with its reason on record."""
    repo.write(figures_csv=BAD)
    rows = (f"甲区,{name},2022,48,42,final accounts,,2023-05-01\n" for name in NAMES.values())
    repo.write(revisions_csv=RECORD + "".join(rows))


def moved(repo: Repo) -> None:
    """The file under another name."""
    repo.git("mv", "figures.csv", "city.csv")


def split(repo: Repo) -> None:
    """The file in one for each indicator."""
    repo.git("rm", "-q", "figures.csv")
    for id_ in INDICATORS:
        rows = (
            row(place, id_, year, usual(place, year)) for place in range(len(DISTRICTS)) for year in range(2020, 2023)
        )
        repo.put(f"{id_}.csv", HEADER + "".join(rows))


def edited(old: str, new: str, *, count: int = 1) -> Change:
    """A change of the plan."""
    return put(plan_yaml=PLAN.replace(old, new, count))


def final(repo: Repo) -> None:
    """Preliminary figures on main that become final, one in four of them revised."""
    on_main(repo, figures(status="preliminary"))
    repo.write(
        figures_csv=figures(value=lambda place, year: usual(place, year) - (3 if place % 4 == 0 else 0), status="final")
    )


def months(day: str, less: float = 0.0) -> str:
    """480 figures of ten months as published on a day."""
    return "".join(
        row(place, id_, 2022, usual(place, 2022) - less, published=day).replace(",2022,", f",2022-{month:02d},")
        for id_ in INDICATORS
        for place in range(len(DISTRICTS))
        for month in range(3, 13)
    )


def weekly(repo: Repo) -> None:
    """480 figures published a week later with other values, below those of the week before."""
    table = figures(range(2020, 2022)) + months("2023-01-05")
    on_main(repo, table)
    repo.write(figures_csv=table + months("2023-01-12", 1.0))


def written_over(repo: Repo) -> None:
    """The same in place of those of the week before."""
    on_main(repo, figures(range(2020, 2022)) + months("2023-01-05"))
    repo.write(figures_csv=figures(range(2020, 2022)) + months("2023-01-12", 1.0))


def a_day_later(repo: Repo) -> None:
    """One figure written over by a better one, and the day of publication set to the next."""
    row_of = "甲区,企业数,2022,{},家,,2023-02-{},yearbook,\n"
    table = figures().replace(row(0, "firms", 2022, 48), row_of.format("38.6", "01"))
    on_main(repo, table)
    repo.write(figures_csv=table.replace(row_of.format("38.6", "01"), row_of.format("50.6", "02")))


def on_main(repo: Repo, table: str) -> None:
    """Other figures on main, and the branch off it."""
    repo.git("checkout", "-q", "main")
    repo.write(figures_csv=table)
    repo.commit()
    repo.git("checkout", "-q", "-B", "change")


def record(goal: str) -> str:
    """The plan with the first goal revised and the reason on record."""
    revision = f"    revisions: [{{on: 2023-01-15, goal: {{at_least: {goal}}}, reason: census}}]\n"
    return PLAN.replace("    goal: {at_least: 60}\n", "    goal: {at_least: 60}\n" + revision, 1)


NEW_YEAR = figures(range(2020, 2024), lambda place, year: usual(place, year) - (6 if year == 2023 and place < 5 else 0))
SLIPPED = NEW_YEAR.replace(row(7, "firms", 2023, usual(7, 2023)), row(7, "firms", 2023, 5.221))
NOTED = figures().replace(row(0, "firms", 2022, 48), row(0, "firms", 2022, 48.4, note="misprint"))
SMALL = figures(value=lambda place, year: usual(place, year) + (0.1 if year == 2022 else 0))
RENAMED = figures().replace("企业数", "高新企业")
KNOWN = PLAN.replace("    unit: 家\n", "    unit: 家\n    aliases: [高新企业]\n")
SCALED = re.sub(
    r"企业数,(\d+),([\d.]+),家", lambda found: f"企业数,{found[1]},{float(found[2]) / 1e4:.6f},万家", figures()
)
OTHER_ID = PLAN.replace("  firms:", "  companies:").replace("at_least: 60", "at_least: 50", 1)
CASES: dict[str, tuple[Change, Ended]] = {
    "a new year": (put(figures_csv=NEW_YEAR), Ended(0, 19, PASSES, CHANGED + "48 figures added")),
    "a new year with a slipped decimal": (
        put(figures_csv=SLIPPED),
        Ended(1, 25, fails(2), CHANGED + "48 figures added"),
    ),
    "a slipped decimal corrected with a note": (
        put(figures_csv=NOTED),
        Ended(0, 21, PASSES, CHANGED + "1 figure revised"),
    ),
    "a revision without a reason": (put(figures_csv=BAD), Ended(1, 24, fails(2), CHANGED + "4 figures revised")),
    "a revision with its reason": (revised, Ended(0, 19, PASSES, CHANGED + "4 figures revised")),
    "a small revision": (put(figures_csv=SMALL), Ended(0, 17, PASSES, CHANGED + "48 figures revised")),
    "an indicator renamed": (put(figures_csv=RENAMED), Ended(1, 26, fails(2), CHANGED + "12 series renamed")),
    "an indicator renamed, and the plan knows": (
        put(figures_csv=RENAMED, plan_yaml=KNOWN),
        Ended(0, 17, PASSES, CHANGED + "1 plan edit, 12 series renamed"),
    ),
    "the file moved": (moved, Ended(0, 10, PASSES, NOTHING)),
    "the file split": (split, Ended(0, 18, PASSES, CHANGED + "108 figures moved")),
    "another unit": (
        put(figures_csv=figures().replace(",家,", ",户,")),
        Ended(1, 31, fails(40), CHANGED + "36 units changed"),
    ),
    "another scale, converted": (put(figures_csv=SCALED), Ended(0, 16, PASSES, CHANGED + "36 units changed")),
    "the newest year deleted": (
        put(figures_csv=figures(range(2020, 2022))),
        Ended(0, 19, PASSES, CHANGED + "48 figures removed"),
    ),
    "a goal lowered": (edited("at_least: 60", "at_least: 50"), Ended(1, 24, fails(1), CHANGED + "1 target edited")),
    "a goal lowered, on record": (put(plan_yaml=record("50")), Ended(0, 20, PASSES, CHANGED + "1 target edited")),
    "a target renamed with a lower goal": (
        put(plan_yaml=OTHER_ID),
        Ended(1, 24, fails(1), CHANGED + "1 target edited"),
    ),
    "a target deleted": (
        put(plan_yaml=re.sub(r"  parks:\n(    .*\n)+", "", PLAN)),
        Ended(0, 17, PASSES, CHANGED + "1 target edited"),
    ),
    "the gate lowered": (edited("max_drop: 50", "max_drop: 60"), Ended(0, 16, PASSES, CHANGED + "1 plan edit")),
    "the scoring deleted": (
        edited("scoring: {use: model.yaml}\n", ""),
        Ended(1, 20, fails(1), CHANGED + "1 plan edit"),
    ),
    "the source edited": (
        put(figures_csv=figures(source="city yearbook")),
        Ended(0, 14, PASSES, CHANGED + "144 sources changed"),
    ),
    "weekly update of 480 figures": (weekly, Ended(0, 22, PASSES, CHANGED + "480 figures revised")),
    "weekly update of 480 figures in place": (written_over, Ended(1, 26, fails(1), CHANGED + "480 figures revised")),
    "a figure written over, published a day later": (
        a_day_later,
        Ended(1, 26, fails(2), CHANGED + "1 figure revised"),
    ),
    "preliminary to final": (
        final,
        Ended(0, 21, PASSES, CHANGED + "36 figures revised, 144 figures of another status"),
    ),
    "nothing but a comment in the plan": (put(plan_yaml=PLAN + "# a word\n"), Ended(0, 10, PASSES, NOTHING)),
}


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """The repository, on a branch off main."""
    for name in OUTER:
        monkeypatch.delenv(name, raising=False)
    repo = repository(tmp_path / "city")
    repo.write(plan_yaml=PLAN, model_yaml=MODEL, figures_csv=figures())
    repo.commit()
    repo.git("checkout", "-q", "-b", "change")
    monkeypatch.chdir(repo.folder)
    return repo


def ended(repo: Repo, capsys: pytest.CaptureFixture[str]) -> tuple[Ended, str]:
    """How the check of the change ends, and its comment."""
    tables = sorted(path.name for path in repo.folder.glob("*.csv") if path.name != "revisions.csv")
    code = run(["check", "plan.yaml", *tables, "--base", "auto", "--output-format", "comment", "--lang", "en"])
    text = capsys.readouterr().out
    lines = re.sub(r"<details>.*?</details>", "<details>", text, flags=re.DOTALL).splitlines()
    changed = next((re.sub(r"@\w+", "@", line) for line in lines if "changed since" in line.lower()), "")
    return Ended(code, len(lines), lines[1], changed), text


@pytest.mark.parametrize("name", CASES)
def test_a_pull_request(name: str, city: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    change, wanted = CASES[name]
    change(city)
    city.commit(name)
    found, text = ended(city, capsys)
    assert found == wanted, text
    assert found.lines <= 40
