"""Pages as a browser shows them: quiet, narrow, readable, printable, usable by keys, and safe from what others wrote."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import planck
from planck.cli.app import run
from planck.model import Language
from planck.pipeline.python import Checked
from planck.render import FORMATS, Kind, View
from tests.bench.panel import Size, write_inputs

ROOT = Path(__file__).parents[2]
GONGSHU = (ROOT / "targets/gongshu.yaml", [ROOT / "seeds/later.csv", ROOT / "seeds/gongshu-scenario.csv"])
SCORE = ("score", str(ROOT / "targets/models/innovation-ding.yaml"), str(ROOT / "seeds/counties-scenario.csv"))
SCORE_ASKED = ("--draws", "100", "--seed", "1", "--leave-one-out", "--explain", "甲县")
WIDTHS = (320, 390, 1280)
# What a country has: regions and targets.
COUNTRY = Size(regions=2844, targets=4)
HOSTILE = ("<script>alert(1)</script>", "a|b", "</script><b>", "&lt;&amp;", "=1+1", "x" * 200)
LONG = "长" * 5000 + "x" * 5000

Write = Callable[[Language], Path]


@pytest.fixture(scope="module")
def gongshu() -> Checked:
    return planck.check(*GONGSHU)


@pytest.fixture(scope="module")
def regions(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    folder = tmp_path_factory.mktemp("regions")
    return planck.check(*write_inputs(folder, Size(regions=60, targets=4)))


def plan_with(folder: Path, names: Sequence[str], regions: Sequence[str]) -> Checked:
    """A plan whose targets and regions are called so."""
    targets = "".join(
        f"  t{at}: {{name: {{zh: {name!r}, en: {name!r}}}, unit: {name[:30]!r}, measure: stock, baseline: 1, "
        f"goal: {{at_least: 9}}, note: {name!r}}}\n"
        for at, name in enumerate(names)
    )
    (folder / "plan.yaml").write_text(
        "planck: 1\nplan: hostile\ntitle: {zh: '<i>标题</i>', en: '<i>Title</i>'}\nregion: all\n"
        f"period: {{base: 2020, start: 2021, end: 2025}}\ntargets:\n{targets}",
        encoding="utf-8",
    )
    rows = [f'"{region}",t{at},2022,{at + 1}' for region in regions for at in range(len(names))]
    (folder / "figures.csv").write_text("region,indicator,period,value\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return planck.check(folder / "plan.yaml", folder / "figures.csv")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return plan_with(tmp_path_factory.mktemp("hostile"), HOSTILE, HOSTILE)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return plan_with(tmp_path_factory.mktemp("long"), [LONG], [LONG])


def written(form: str, result: Checked, language: Language, folder: Path) -> Path:
    output = FORMATS[form].render(Kind.CHECK, result, View(language=language))
    assert isinstance(output, str)
    path = folder / f"{form}.{language}.html"
    path.write_text(output, encoding="utf-8")
    return path


@pytest.fixture(params=["small", "what-if", "regions", "hostile", "long", "index", "strip", "score", "compare"])
def each(request: pytest.FixtureRequest, tmp_path: Path) -> Write:
    """A page of each kind, written in a language."""
    kind = request.param

    def write(language: Language) -> Path:
        if kind in ("index", "strip"):
            site = ["site", str(GONGSHU[0]), *map(str, GONGSHU[1]), "--to", str(tmp_path / "site"), "--lang", language]
            assert run(site) in (0, 1)
            return tmp_path / "site" / ("index.html" if kind == "index" else "gongshu-14fyp.svg")
        if kind in ("score", "compare"):
            asked = [*SCORE, *SCORE_ASKED] if kind == "score" else ["compare", str(GONGSHU[0]), *map(str, GONGSHU[1])]
            path = tmp_path / f"{kind}.html"
            assert run([*asked, "--lang", language, "--report", f"html={path}"]) in (0, 1)
            return path
        name = {"small": "gongshu", "what-if": "gongshu"}.get(kind, kind)
        form = "html-what-if" if kind == "what-if" else "html"
        return written(form, request.getfixturevalue(name), language, tmp_path)

    return write


class Watched:
    """An open page, and everything that went wrong on it."""

    def __init__(self, chromium: Any, path: Path, width: int = 1280, scheme: str = "light") -> None:
        self.page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: self.wrong.append(dialog.message))
        self.page.on("request", self._asked)
        self.own = path.resolve().parent.as_uri()
        self.page.goto(path.resolve().as_uri())

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(self.own):
            self.wrong.append(request.url)


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Watched]]:
    pages: list[Watched] = []

    def open_page(path: Path, **how: Any) -> Watched:
        pages.append(Watched(chromium, path, **how))
        return pages[-1]

    yield open_page
    for watched in pages:
        watched.page.close()


@pytest.mark.parametrize("language", list(Language))
def test_it_is_quiet_and_as_narrow_as_the_screen(
    each: Write, language: Language, opened: Callable[..., Watched]
) -> None:
    path = each(language)
    if path.suffix == ".svg":
        assert opened(path).wrong == []
        return
    for width in WIDTHS:
        watched = opened(path, width=width)
        assert watched.wrong == []
        wide = watched.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, widest(watched.page, width)


def widest(page: Any, width: int) -> list[str]:
    """What stands out over the edge."""
    ask = """width => [...document.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1)
    .map(e => e.tagName + '.' + e.className + '#' + e.id + ' ' + e.textContent.slice(0, 30)).slice(0, 8)"""
    told: list[str] = page.evaluate(ask, width)
    return told


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", list(Language))
def test_axe_finds_nothing(each: Write, language: Language, scheme: str, opened: Callable[..., Watched]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the group `browser` is not installed")
    path = each(language)
    if path.suffix == ".svg":
        pytest.skip("a picture has no page to look at")
    watched = opened(path, scheme=scheme, width=390)
    for details in watched.page.query_selector_all("details"):
        details.evaluate("each => each.open = true")
    # In the dark only the colours are others.
    only = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    found = axe.Axe().run(watched.page, options=only).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []


FOCUSABLE = """() => [...document.querySelectorAll('a[href], summary, button, input, select, [tabindex="0"]')]
  .filter(each => !each.disabled && each.getClientRects().length)"""


def test_keys_go_through_it_in_the_order_of_the_page(each: Write, opened: Callable[..., Watched]) -> None:
    path = each(Language.EN)
    if path.suffix == ".svg":
        pytest.skip("a picture has nothing to choose")
    page = opened(path).page
    count = page.evaluate(f"({FOCUSABLE})().length")
    assert count
    for place in range(min(count, 60)):
        page.keyboard.press("Tab")
        reached = page.evaluate(f"({FOCUSABLE})().indexOf(document.activeElement)")
        seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert (reached, seen != "none") == (place, True)


def test_every_chart_is_printed_whole(gongshu: Checked, tmp_path: Path, opened: Callable[..., Watched]) -> None:
    """Name and lower edge on one sheet; in English, as the letters of a Chinese font are no text to the reader."""
    page = opened(written("html", gongshu, Language.EN, tmp_path)).page
    names = page.locator("article h3").all_inner_texts()
    ends = page.evaluate(
        "[...document.querySelectorAll('article')].map(e => (e.querySelector('.ends') || e).textContent)"
    )
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    sheets = [squeezed(sheet.get_textpage().get_text_range()) for sheet in printed]
    assert len(names) > 10
    for name, end in zip(names, ends, strict=True):
        assert any(squeezed(name) in text and squeezed(end)[-12:] in text for text in sheets), name


def squeezed(text: str) -> str:
    """Without spaces, and with ligatures and radicals as the letters that they stand for."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_what_others_wrote_is_shown_as_text(hostile: Checked, tmp_path: Path, opened: Callable[..., Watched]) -> None:
    watched = opened(written("html", hostile, Language.EN, tmp_path))
    text = watched.page.inner_text("body")
    for name in HOSTILE:
        assert name in text
    assert watched.page.locator("b, i").count() == watched.page.locator(".ends b").count()
    assert watched.wrong == []


def test_a_country_fits_half_a_megabyte(tmp_path: Path, opened: Callable[..., Watched]) -> None:
    result = planck.check(*write_inputs(tmp_path, COUNTRY))
    path = written("html", result, Language.EN, tmp_path)
    assert sum(map(len, result.plans[0].targets)) == 11_376
    assert path.stat().st_size < 500_000
    watched = opened(path)
    assert "of 11,376" in watched.page.inner_text("#count")
    assert watched.wrong == []


def test_the_table_is_filtered_sorted_and_counted(
    regions: Checked, tmp_path: Path, opened: Callable[..., Watched]
) -> None:
    page = opened(written("html", regions, Language.EN, tmp_path)).page
    assert page.locator("#rows tr").count() == 50
    assert "of 240" in page.inner_text("#count")
    page.fill("#search", "region 01")
    assert page.inner_text("#count") == "1 to 40 of 40"
    page.select_option("#target", label="Indicator 2, %")
    assert page.inner_text("#count") == "1 to 10 of 10"
    page.click("#heads button:text('latest')")
    shown = [
        float(text.split(" ")[0])
        for text in page.locator("#rows td[data-label=latest]").all_inner_texts()
        if text != "—"
    ]
    assert shown == sorted(shown)
    page.click("#heads button:text('latest')")
    assert page.get_attribute("#heads th[data-name=latest]", "aria-sort") == "descending"
    page.click("#tally tr:nth-child(1) td button >> nth=0")
    counted = int(page.inner_text("#tally tr:nth-child(1) td button >> nth=0"))
    page.fill("#search", "")
    assert page.inner_text("#count").endswith(f"of {counted}")
    assert page.locator("#histogram rect").count() > 0


def test_a_control_moves_a_figure_and_its_status(
    gongshu: Checked, tmp_path: Path, opened: Callable[..., Watched]
) -> None:
    page = opened(written("html-what-if", gongshu, Language.EN, tmp_path)).page
    before = page.locator("#what-said tr:first-child td").all_inner_texts()
    assert before[0] == before[1]
    goal = page.input_value("#what-goal")
    page.fill("#what-value", goal)
    assert page.locator("#what-said tr:first-child td").all_inner_texts()[1] != before[1]
    page.click("#what-back")
    assert page.locator("#what-said tr:first-child td").all_inner_texts() == before
    page.fill("#what-value", "<b>no number</b>")
    assert page.locator("#what-said tr:first-child td").all_inner_texts()[0] == before[0]
