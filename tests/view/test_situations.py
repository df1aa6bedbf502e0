"""The first screen and the page in eight situations and both languages, as they look on 80 columns.

`PLANCK_UPDATE_GOLDEN=1 pytest tests/view` writes the screens anew; read them before you keep them.
"""

import contextlib
import csv
import io
import itertools
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from wcwidth import wcswidth

from planck.cli import main
from planck.model import Language
from planck.pipeline import check
from planck.render import View
from planck.render.views.check import HEIGHT
from planck.view.brief import brief
from planck.view.reader import Reader
from tests.rendering import FORMATS

GOLDEN = Path(__file__).parent / "golden"
HEAD = """planck: 1
plan: yunxi
language: zh
title: {zh: 云溪区科技创新“十四五”规划, en: Yunxi district 14th five-year plan for science}
period: {base: 2020, start: 2021, end: 2025}
"""
TARGETS = """region: {name: 云溪区}
targets:
  rd: {name: {zh: 研发强度, en: R&D intensity}, unit: "%", measure: ratio, baseline: 2.85, goal: {at_least: 3.5}}
  energy: {name: {zh: 规上单位增加值能耗, en: Energy per value added}, unit: 吨标煤/万元, measure: ratio, baseline: 0.52,
    nature: binding, goal: {at_most: 0.44}}
  contracts: {name: {zh: 技术合同成交额, en: Technology contracts}, unit: 亿元, measure: flow, baseline: 24.5,
    goal: {at_least: 60}, path: compound}
  firms: {name: {zh: 国家高新技术企业, en: National high-tech firms}, unit: 家, measure: stock, baseline: 312,
    goal: {at_least: 700}, path: compound}
  small: {name: {zh: 科技型中小企业, en: Technology SMEs}, unit: 家, measure: stock, baseline: 580, goal: {at_least: 1200}}
  labs: {name: {zh: 新增省级研发机构, en: New provincial labs}, unit: 家, measure: flow, goal: {total: {at_least: 25}}}
  rank: {name: {zh: 科技创新指数位次, en: Rank in the innovation index}, unit: 位, measure: rank, baseline: 6,
    goal: {rank: 3}}
"""
EVERY = """region: all
targets:
  rd: {name: {zh: 研发强度, en: R&D intensity}, unit: "%", measure: ratio, baseline: from_figures, goal: {at_least: 3.5}}
  firms: {name: {zh: 高新技术企业, en: High-tech firms}, unit: 家, measure: stock, baseline: from_figures,
    goal: {at_least: 100}}
  water: {name: {zh: 用水量, en: Water used}, unit: 万吨, measure: flow, baseline: from_figures, goal: {at_most: 90}}
  binding: {name: {zh: 能耗, en: Energy used}, unit: 万吨, measure: flow, baseline: from_figures, nature: binding,
    goal: {at_most: 90}}
"""
MIXED = {
    "rd": "2.85 2.94 3.05 3.21",
    "energy": "0.51 0.499 0.482 0.465",
    "contracts": "29 34.1 40.6 47.3",
    "firms": "365 430 512 588",
    "small": "720 890 1060 1248",
    "labs": "3 5 4 6",
    "rank": "6 5 5 4",
}
MET = MIXED | {
    "rd": "3 3.2 3.4 3.6",
    "energy": "0.5 0.48 0.45 0.43",
    "contracts": "30 40 50 61",
    "firms": "400 500 600 710",
    "labs": "7 7 7 7",
    "rank": "5 4 3 2",
}


def table(series: dict[str, str]) -> str:
    """The figures of one region from 2021 on."""
    rows = [
        f"云溪区,{name},{2021 + at},{value}"
        for name, values in series.items()
        for at, value in enumerate(values.split())
    ]
    return "\n".join(["region,indicator,period,value", *rows]) + "\n"


def regions(count: int) -> str:
    """Figures of many regions, each of them a little other."""
    rows = ["region,indicator,period,value"]
    for at in range(count):
        step = at % 17
        for year in range(2020, 2024):
            past = year - 2020
            rows += [
                f"第{at}区,rd,{year},{2 + past * 0.02 * step:.2f}",
                f"第{at}区,firms,{year},{50 + past * step}",
                f"第{at}区,water,{year},{100 - past * step / 4:.2f}",
                f"第{at}区,binding,{year},{100 + past * (step - 9) / 3:.2f}",
            ]
    return "\n".join(rows) + "\n"


Files = dict[str, str]
LONG = "浙江省杭州市云溪区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要科技创新专项"


def nine_plans() -> Files:
    """Nine plans with long titles, each with a target that it fails, on one table."""
    heads = (HEAD.replace("plan: yunxi", f"plan: yunxi-{at}").replace("云溪区科技", f"{LONG}{at}") for at in range(9))
    return {f"plan{at}.yaml": head + TARGETS for at, head in enumerate(heads)} | {"figures.csv": table(MIXED)}


def revised() -> Files:
    """A table of which every figure of a year was changed without a word."""
    after = {name: " ".join([*values.split()[:3], "1"]) for name, values in MIXED.items()}
    return {"plan.yaml": HEAD + TARGETS, "figures.csv": table(after), "before.csv": table(MIXED)}


SITUATIONS: dict[str, Callable[[], Files]] = {
    "all-met": lambda: {"plan.yaml": HEAD + TARGETS, "figures.csv": table(MET)},
    "mixed": lambda: {"plan.yaml": HEAD + TARGETS, "figures.csv": table(MIXED)},
    "none-judged": lambda: {"plan.yaml": HEAD + TARGETS, "figures.csv": table({"gdp": "1 2"})},
    "broken-table": lambda: {
        "plan.yaml": HEAD + TARGETS,
        "figures.csv": "云溪区指标完成情况,,\n指标名称（单位）,二〇二一,二〇二二\n研发强度,很多,3.1\n技术合同成交额,?,1\n",
    },
    "empty": lambda: {"plan.yaml": HEAD + TARGETS, "figures.csv": ""},
    "320-verdicts": lambda: {"plan.yaml": HEAD + EVERY, "figures.csv": regions(80)},
    "gate": lambda: {
        "plan.yaml": HEAD + TARGETS,
        "figures.csv": table(MIXED | {"firms": "365 430 512 520"}),
        "before.csv": table(MIXED),
    },
    "gate-with-many": revised,
    "nine-plans": nine_plans,
    "nine-plans-at-the-gate": lambda: nine_plans() | {"before.csv": table(MET)},
}


@pytest.fixture(scope="module", params=list(SITUATIONS))
def situation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of a situation."""
    name: str = request.param
    folder = tmp_path_factory.mktemp(name) / name
    folder.mkdir()
    for file, text in SITUATIONS[name]().items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def call(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """What the program prints about the files of a folder."""
    base = ("--base", "before.csv") if (folder / "before.csv").exists() else ()
    plan = "plan.yaml" if (folder / "plan.yaml").exists() else "."
    with pytest.raises(SystemExit), contextlib.chdir(folder):
        main(["check", plan, "figures.csv", *base, *more], environment={})
    return capsys.readouterr().out


@pytest.mark.parametrize("language", list(Language))
def test_the_screen(situation: Path, language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    """Pinned; and whatever the size, it fits."""
    pinned(f"{situation.name}.{language}", call(situation, capsys, "--lang", language))


def pinned(name: str, text: str) -> None:
    """The screen is the one that is kept, and fits."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("PLANCK_UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert len(lines) <= HEIGHT
    assert max(map(wcswidth, lines)) <= 80


@pytest.mark.parametrize("language", list(Language))
def test_the_page(situation: Path, language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    """At most a page of A4 by its lines, with the answer in bold before the first table."""
    lines = call(situation, capsys, "--lang", language, "--output-format", "markdown").splitlines()
    assert len(lines) <= (100 if situation.name.startswith("nine") else 70)
    assert lines[0].startswith("# ")
    answer = next((at for at, line in enumerate(lines) if line.startswith("**")), 0)
    assert all(line.startswith("|") is False for line in lines[:answer])


OURS = Path(__file__).parents[2]
GIVEN = {
    "a plan": (["targets/gongshu.yaml"], ["seeds/later.csv"]),
    "with a scenario": (["targets/gongshu.yaml"], ["seeds/later.csv", "seeds/gongshu-scenario.csv"]),
    "all plans": (
        [str(path) for path in sorted((OURS / "targets").glob("*.yaml"))],
        [str(path) for path in sorted((OURS / "seeds").glob("[a-z]*.csv"))],
    ),
}


@pytest.mark.parametrize("given", list(GIVEN))
def test_a_full_screen_keeps_the_score_the_plan_against_itself_and_whether_it_passes(given: str) -> None:
    with contextlib.chdir(OURS):
        result = check(*GIVEN[given])
    for language, width in itertools.product(Language, (60, 80, 120)):
        told, view = brief(result, Reader(language=language)), View(language=language, width=width)
        lines = FORMATS["terminal"](result, view).splitlines()
        assert width < 80 or len(lines) <= HEIGHT
        assert max(map(wcswidth, lines)) <= width
        assert "".join(lines[-3:]).replace(" ", "").endswith(told.verdict.replace(" ", "")) or "-v" in lines[-1]
        assert sum(re.match(r"  A\d{3} ", line) is not None for line in lines) == 2
        assert any(line.startswith(told.score_in_short[0][:2]) for line in lines)
        assert any(each.name.split("（")[0][:5] in "".join(lines) for each in told.rows[:1])


@pytest.mark.parametrize("language", list(Language))
def test_as_many_regions_as_a_country_has_fit_on_a_screen(language: Language, tmp_path: Path) -> None:
    """2,844 regions, as 80 that were judged and their like; whoever tells of them words ten."""
    for file, text in SITUATIONS["320-verdicts"]().items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    with contextlib.chdir(tmp_path):
        judged = check(["plan.yaml"], ["figures.csv"])
    few = judged.plans[0].assessments
    many = tuple(
        replace(each, region=f"{each.region}之{copy}")
        for copy in range(36)
        for each in few
        if copy < 35 or int(each.region[1:-1]) < 44
    )
    assert len(many) == 2844 * 4
    country = replace(judged, plans=(replace(judged.plans[0], assessments=many),))
    pinned(f"2844-regions.{language}", FORMATS["terminal"](country, View(language=language)))
    assert FORMATS["terminal"](country, View(language=language, detail=1)).count("\n") < 400


def test_many_targets_of_one_region_are_no_table_of_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = "".join(
        f"  t{at}: {{name: {{zh: 目标{at}}}, unit: 家, measure: stock, baseline: 10, goal: {{at_least: 90}}}}\n"
        for at in range(40)
    )
    (tmp_path / "plan.yaml").write_text(HEAD + TARGETS + more, encoding="utf-8")
    (tmp_path / "figures.csv").write_text(table(MIXED | {f"t{at}": "11 12" for at in range(40)}), encoding="utf-8")
    text = call(tmp_path, capsys)
    assert len(text.splitlines()) <= HEIGHT
    assert "未评" not in text
    assert "! 目标0，家" in text


NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")


def numbers(text: str) -> set[str]:
    """The numbers in a text, as they are printed."""
    return set(NUMBER.findall(text))


@pytest.mark.parametrize("name", ["mixed", "all-met"])
@pytest.mark.parametrize("language", list(Language))
def test_every_number_is_that_of_the_view_model(
    name: str, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Row by row, on the screen, on the page and in the table for a spreadsheet."""
    for file, text in SITUATIONS[name]().items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    with contextlib.chdir(tmp_path):
        told = brief(check(["plan.yaml"], ["figures.csv"]), Reader(language=language))
    screen = call(tmp_path, capsys, "--lang", language)
    page = call(tmp_path, capsys, "--lang", language, "--output-format", "markdown")
    sheet = call(tmp_path, capsys, "--lang", language, "--output-format", "table")
    rows = {cells[2]: cells for cells in csv.reader(io.StringIO(sheet.removeprefix("\ufeff")))}
    every = (*told.rows, *told.others)
    assert len(every) == 7
    for each in every:
        ahead = (each.leads, each.miss)
        on_page = next(line for line in page.splitlines() if line.startswith(f"| {each.name}"))
        texts = (*each.base, each.latest, each.path, *each.goal, each.made, each.needed, *ahead)
        assert numbers(on_page.replace("\u00a0", " ")) - numbers(each.label(language)) == numbers(" ".join(texts))
        assert numbers(" ".join(rows[each.name])) >= numbers(" ".join(texts))
    shown = numbers(screen.replace("\u00a0", " "))
    for each in told.rows:
        texts = (*each.base, each.latest, each.path, *each.level, each.made, each.needed, each.leads, each.miss)
        assert numbers(" ".join(texts)) <= shown
