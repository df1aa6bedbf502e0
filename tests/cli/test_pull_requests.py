"""Usual pull requests on a real repository: how each ends, how long its comment is, and how it begins.

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
PARTLY = " (as far as it can be read)"
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


def on_main(repo: Repo, table: str, **files: str) -> None:
    """Other figures on main, and other files, and the branch off it."""
    repo.git("checkout", "-q", "main")
    repo.write(figures_csv=table, **files)
    repo.commit()
    repo.git("checkout", "-q", "-B", "change")


def named_by_the_plan(repo: Repo) -> None:
    """Figures that the plan names itself, revised."""
    on_main(repo, figures(), plan_yaml=PLAN.replace("targets:", "figures: [figures.csv]\ntargets:"))
    repo.write(figures_csv=BAD)


def goals_of_regions(repo: Repo) -> None:
    """A table of goals that districts have of their own, one of them lowered."""
    rows = {name: f"{name},企业数,{60 + place},家\n" for place, name in enumerate(DISTRICTS)}
    plan = PLAN.replace("targets:", "goals: goals.txt\ntargets:")
    on_main(repo, figures(), plan_yaml=plan, goals_txt="region,indicator,value,unit\n" + "".join(rows.values()))
    rows["甲区"] = "甲区,企业数,50,家\n"
    repo.write(goals_txt="region,indicator,value,unit\n" + "".join(rows.values()))


def targets_in_a_table(repo: Repo) -> None:
    """Targets that stand in a table, one of them lowered."""
    table = "id,name,unit,goal,baseline\n" + "".join(
        f"{id_},{NAMES[id_]},{unit},>=60,40\n" for id_, unit in INDICATORS.items()
    )
    on_main(repo, figures(), plan_yaml=PLAN.partition("targets:")[0] + "targets: targets.csv\n", targets_csv=table)
    repo.write(targets_csv=table.replace(">=60", ">=50", 1))


def plan_renamed(repo: Repo) -> None:
    """The plan under another file and id, a goal of it lowered."""
    repo.git("rm", "-q", "plan.yaml")
    repo.put("city-2.yaml", PLAN.replace("plan: city", "plan: town").replace("at_least: 60", "at_least: 50", 1))


def plan_added(repo: Repo) -> None:
    """A second plan beside the first."""
    text = PLAN.replace("plan: city", "plan: second").replace("gate: {max_drop: 50}\nscoring: {use: model.yaml}\n", "")
    repo.put("second.yaml", re.sub(r"(?m)^  (\w+):", r"  other_\1:", text))


def record(goal: str) -> str:
    """The plan with the first goal revised and the reason on record."""
    revision = f"    revisions: [{{on: 2023-01-15, goal: {{at_least: {goal}}}, reason: census}}]\n"
    return PLAN.replace("    goal: {at_least: 60}\n", "    goal: {at_least: 60}\n" + revision, 1)


def blank(repo: Repo) -> None:
    """Bad figures on main, made blank."""
    on_main(repo, BAD)
    repo.write(figures_csv=BAD.replace(",2022,42,", ",2022,,"))


def narrowly(table: str) -> Change:
    """A change of figures under a plan that lets no score fall by more than 1."""

    def change(repo: Repo) -> None:
        on_main(repo, figures(), plan_yaml=PLAN.replace("max_drop: 50", "max_drop: 1"))
        repo.write(figures_csv=table)

    return change


def off_track_deleted(repo: Repo) -> None:
    """Bad figures on main, and the target that they are of deleted."""
    on_main(repo, BAD)
    repo.write(plan_yaml=re.sub(r"  parks:\n(    .*\n)+", "", PLAN))


def region_of_the_plan_renamed(repo: Repo) -> None:
    """A plan of one region on main, which the figures call otherwise."""
    table = figures(value=lambda place, year: usual(place, year) + place)
    on_main(repo, table, plan_yaml=PLAN.replace("region: all", "region: {name: 乙区}"))
    repo.write(figures_csv=table.replace("乙区", "乙新区"))


NEW_YEAR = figures(range(2020, 2024), lambda place, year: usual(place, year) - (6 if year == 2023 and place < 5 else 0))
SLIPPED = NEW_YEAR.replace(row(7, "firms", 2023, usual(7, 2023)), row(7, "firms", 2023, 5.221))
LOWER = figures(range(2020, 2024), lambda place, year: usual(place, year) - (8 if year == 2023 else 0))
NOTED = figures().replace(row(0, "firms", 2022, 48), row(0, "firms", 2022, 48.4, note="misprint"))
SMALL = figures(value=lambda place, year: usual(place, year) + (0.1 if year == 2022 else 0))
RENAMED = figures().replace("企业数", "高新企业")
KNOWN = PLAN.replace("    unit: 家\n", "    unit: 家\n    aliases: [高新企业]\n")
UNKNOWN = PLAN.replace("  firms:", "  companies:").replace("{zh: 企业数, en: Firms}", "{zh: 公司数, en: Companies}")
WITHOUT = "".join(line for line in figures().splitlines(keepends=True) if "企业数" not in line)
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
        Ended(0, 23, PASSES, CHANGED + "1 figure revised"),
    ),
    "a revision without a reason": (put(figures_csv=BAD), Ended(1, 24, fails(2), CHANGED + "4 figures revised")),
    "a revision with its reason": (revised, Ended(0, 23, PASSES, CHANGED + "4 figures revised")),
    "a small revision": (put(figures_csv=SMALL), Ended(0, 21, PASSES, CHANGED + "48 figures revised")),
    "an indicator renamed": (put(figures_csv=RENAMED), Ended(1, 29, fails(1), CHANGED + "12 series renamed")),
    "an indicator renamed, and the plan knows": (
        put(figures_csv=RENAMED, plan_yaml=KNOWN),
        Ended(0, 17, PASSES, CHANGED + "1 plan edit, 12 series renamed"),
    ),
    "the file moved": (moved, Ended(0, 10, PASSES, NOTHING)),
    "the file split": (split, Ended(0, 18, PASSES, CHANGED + "108 figures moved")),
    "another unit": (
        put(figures_csv=figures().replace(",家,", ",户,")),
        Ended(1, 32, fails(4), CHANGED + "36 units changed"),
    ),
    "another scale, converted": (put(figures_csv=SCALED), Ended(0, 18, PASSES, CHANGED + "36 units changed")),
    "the newest year deleted": (
        put(figures_csv=figures(range(2020, 2022))),
        Ended(0, 23, PASSES, CHANGED + "48 figures removed"),
    ),
    "a goal lowered": (edited("at_least: 60", "at_least: 50"), Ended(1, 24, fails(1), CHANGED + "1 target edited")),
    "a goal lowered, on record": (put(plan_yaml=record("50")), Ended(0, 24, PASSES, CHANGED + "1 target edited")),
    "a target renamed with a lower goal": (
        put(plan_yaml=OTHER_ID),
        Ended(1, 24, fails(1), CHANGED + "1 target edited"),
    ),
    "a target deleted": (
        put(plan_yaml=re.sub(r"  parks:\n(    .*\n)+", "", PLAN)),
        Ended(0, 19, PASSES, CHANGED + "1 target removed"),
    ),
    "a target under another name that no figure has": (
        put(plan_yaml=UNKNOWN),
        Ended(1, 29, fails(1), CHANGED + "1 target edited"),
    ),
    "a target under another name, its figures deleted": (
        put(plan_yaml=UNKNOWN, figures_csv=WITHOUT),
        Ended(1, 34, fails(2), CHANGED + "36 figures removed, 1 target edited, 12 series gone"),
    ),
    "a target deleted that was off track": (off_track_deleted, Ended(1, 19, fails(1), CHANGED + "1 target removed")),
    "the region of a plan of one region renamed": (
        region_of_the_plan_renamed,
        Ended(3, 34, "## planck ✘ nothing was checked", CHANGED + "1 region renamed"),
    ),
    "the gate lowered": (edited("max_drop: 50", "max_drop: 60"), Ended(0, 18, PASSES, CHANGED + "1 plan edit")),
    "the scoring deleted": (
        edited("scoring: {use: model.yaml}\n", ""),
        Ended(1, 25, fails(1), CHANGED + "1 plan edit"),
    ),
    "the source edited": (
        put(figures_csv=figures(source="city yearbook")),
        Ended(0, 18, PASSES, CHANGED + "144 sources changed"),
    ),
    "weekly update of 480 figures": (weekly, Ended(0, 22, PASSES, CHANGED + "480 figures revised")),
    "weekly update of 480 figures in place": (written_over, Ended(1, 24, fails(1), CHANGED + "480 figures revised")),
    "a figure written over, published a day later": (
        a_day_later,
        Ended(1, 26, fails(2), CHANGED + "1 figure revised"),
    ),
    "preliminary to final": (
        final,
        Ended(0, 26, PASSES, CHANGED + "36 figures revised, 144 figures of another status"),
    ),
    "a new year that takes the score below max_drop": (
        narrowly(LOWER),
        Ended(0, 23, PASSES, CHANGED + "48 figures added"),
    ),
    "a revision that takes the score below max_drop": (
        narrowly(figures().replace(row(0, "firms", 2022, 48), row(0, "firms", 2022, 47.6))),
        Ended(1, 23, fails(1), CHANGED + "1 figure revised"),
    ),
    "a year deleted, which takes the score below max_drop": (
        narrowly(figures(range(2020, 2022))),
        Ended(1, 27, fails(1), CHANGED + "48 figures removed"),
    ),
    "a region renamed": (
        put(figures_csv=figures().replace("甲区", "甲新区")),
        Ended(0, 14, PASSES, CHANGED + "1 region renamed"),
    ),
    "a region renamed and revised at once": (
        put(figures_csv=BAD.replace("甲区", "甲新区")),
        Ended(1, 25, fails(2), CHANGED + "4 figures revised, 1 region renamed"),
    ),
    "rows that contradict each other": (
        put(figures_csv=figures() + row(0, "firms", 2022, 55)),
        Ended(1, 21, fails(1), CHANGED + "1 contradicted"),
    ),
    "the plan narrowed to one region": (
        edited("region: all", "region: {name: 乙区}"),
        Ended(0, 27, PASSES, CHANGED + "1 plan edit"),
    ),
    "a bad figure made blank": (
        blank,
        Ended(1, 25, fails(3), CHANGED + "4 figures removed"),
    ),
    "a header that cannot be read": (
        put(figures_csv=figures().replace(",value,", ",period,", 1)),
        Ended(2, 14, "## planck ✘ could not be evaluated", NOTHING + PARTLY),
    ),
    "a number that cannot be read": (
        put(figures_csv=figures().replace("甲区,企业数,2022,48,", "甲区,企业数,2022,4x8,")),
        Ended(1, 14, fails(1), NOTHING + PARTLY),
    ),
    "a target that cannot be read": (
        edited("    baseline: 40\n", "    baselein: 40\n"),
        Ended(2, 14, "## planck ✘ could not be evaluated", NOTHING + PARTLY),
    ),
    "a revision of a goal after its date": (
        put(plan_yaml=record("50").replace("2023-01-15", "2030-01-15")),
        Ended(0, 18, PASSES, CHANGED + "1 target edited"),
    ),
    "the plan with an error": (
        edited("base: 2020", "base: 2021"),
        Ended(2, 12, "## planck ✘ could not be evaluated", NOTHING + PARTLY),
    ),
    "figures that the plan names, revised": (
        named_by_the_plan,
        Ended(1, 24, fails(2), CHANGED + "4 figures revised"),
    ),
    "the goal of a region lowered": (goals_of_regions, Ended(1, 22, fails(1), CHANGED + "1 target edited")),
    "a target in a table lowered": (targets_in_a_table, Ended(1, 24, fails(1), CHANGED + "1 target edited")),
    "the plan renamed, and a goal lowered": (plan_renamed, Ended(1, 24, fails(1), CHANGED + "1 target edited")),
    "a plan added": (plan_added, Ended(0, 15, PASSES, CHANGED + "4 targets added")),
    "the baseline lowered": (
        edited("baseline: 40", "baseline: 30"),
        Ended(1, 24, fails(1), CHANGED + "1 target edited"),
    ),
    "the model of the score edited": (
        put(model_yaml=MODEL.replace("best: 60", "best: 50")),
        Ended(0, 21, PASSES, CHANGED + "1 plan edit"),
    ),
    "an ignore added with a bad figure": (
        put(figures_csv=BAD, plan_yaml=PLAN + "ignore: [{code: R001, reason: x}]\n"),
        Ended(1, 25, fails(3), CHANGED + "4 figures revised"),
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
    plans = sorted(path.name for path in repo.folder.glob("*.yaml") if path.name != "model.yaml")
    named = "figures:" in (repo.folder / plans[0]).read_text(encoding="utf-8")
    tables = sorted(
        path.name for path in repo.folder.glob("*.csv") if path.name not in ("revisions.csv", "targets.csv")
    )
    given = [*plans, *(() if named else tables)]
    code = run(["check", *given, "--base", "auto", "--output-format", "comment", "--lang", "en"])
    text = capsys.readouterr().out
    lines = re.sub(r"<details>.*?</details>", "<details>", text, flags=re.DOTALL).splitlines()
    changed = next((re.sub(r"@\w+", "@", line) for line in lines if "changed since" in line.lower()), "")
    return Ended(code, len(lines), lines[1], changed), text


def test_what_is_accepted_in_its_own_change_passes_and_is_shown_for_review(
    city: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    city.write(figures_csv=SLIPPED)
    city.commit()
    call = (
        "accept",
        "--base",
        "auto",
        "--all",
        "R006",
        "T012",
        "plan.yaml",
        "figures.csv",
        "--reason",
        "the works closed",
    )
    assert run(list(call)) == 0
    city.commit()
    capsys.readouterr()
    found, text = ended(city, capsys)
    assert (found.code, found.title) == (0, PASSES)
    review = text.partition("### For review\n\n")[2].partition("\n\n")[0].splitlines()
    assert [line.partition(": ")[2] for line in review] == [
        f"ignores {code}, which the base does not (reason: the works closed){more}"
        for code, more in (("T012", "; likewise 20 more"), ("R006", ""))
    ]
    city.git("checkout", "-q", "-B", "main")
    city.git("checkout", "-q", "-b", "next")
    city.write(figures_csv=SLIPPED.replace("甲区,公园,2022,48,", "甲区,公园,2022,48.1,"))
    city.commit()
    found, text = ended(city, capsys)
    assert (found.code, found.title, "X001" in text) == (0, PASSES, False), "what it was for has been merged"


@pytest.mark.parametrize("name", CASES)
def test_a_pull_request(name: str, city: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    change, wanted = CASES[name]
    change(city)
    city.commit(name)
    found, text = ended(city, capsys)
    assert found == wanted, text
    assert found.lines <= 40
    findings = [line.partition(" **Help:**")[0] for line in text.splitlines() if re.match(r"- \w+ \*\*[A-Z]\d", line)]
    assert len(findings) == len(set(findings)), "what stands open is not told again in what is folded"
