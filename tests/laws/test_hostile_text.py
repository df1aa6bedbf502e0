"""Text of strangers in every output of every kind: it stands there as text and does nothing. What SECURITY.md promises."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from planck.gate.judge import Ask
from planck.load.before import Asked, before
from planck.model import Language
from planck.pipeline import check
from planck.pipeline.audit import audit
from planck.pipeline.history import history
from planck.pipeline.read import read_tables
from planck.pipeline.score import score
from planck.render import FORMATS, Kind, View, formats_of
from tests.building import when

EVIL = {
    "formula": '=HYPERLINK("http://evil.example")', "sum": "-1+1", "at": "@SUM(1)", "tab": "\t=1", "return": "\r+1",
    "terminal": "\x1b[2J\x1b]0;owned\x07", "eight bits": "a\x9b31m\x85b", "direction": "\u202egnp.exe\u2066x",
    "separator": "\u2028::error::owned", "command": "a\n::error::owned", "quoted": "%0A::error::owned", "old": "##[error]owned",
    "script": "<script>alert(1)</script>", "image": "<img src=x onerror=alert(1)>", "end": "]]></title><b>", "entity": "&lt;b&gt;",
    "link": "[x](http://evil.example)", "picture": "![x](http://evil.example/x.png)", "bracket": "<http://evil.example>",
    "mention": "@someone", "table": "| a | b |\n---", "code": "```", "heading": "\n# x", "comment": "<!-- x",
    "template": "{{7*7}} ${x} $(id) {0}", "end of escape": "\\",
}  # fmt: skip


def plan(evil: str) -> str:
    """A plan that says it wherever a plan has words."""
    said = json.dumps(evil)
    return f"""planck: 1
plan: hostile
title: {{zh: {said}, en: {said}}}
region: {{name: {said}}}
period: {{base: 2020, start: 2021, end: 2025}}
source: {{document: {said}, at: {said}, as_printed: {said}}}
targets:
  a: {{name: {{zh: {said}, en: {said}}}, unit: {said}, measure: stock, baseline: 40, goal: {{at_least: 60}}, note: {said},
       source: {{document: {said}, at: {said}, as_printed: {said}}}}}
  b: {{name: {{zh: 乙, en: B}}, unit: 家, measure: stock, baseline: 40, goal: {{at_least: 60}}, note: {said}}}
"""


def figures(evil: str, value: str) -> str:
    rows = [
        ("region", "indicator", "period", "value", "unit", "note", "source", evil),
        (evil, evil, "2022", value, evil, evil, evil, ""),
    ]
    rows += [
        (evil, "乙", "2022", "50", "家", evil, evil, ""),
        (evil, "乙", evil, evil, "家", evil, evil, ""),
        (evil, "乙", "2023", "41", "家", evil, evil, ""),
    ]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


MODEL = """model: hostile
title: {{zh: {0}, en: {0}}}
normalise: {{method: min_max}}
tree:
  a: {{indicator: {0}, weight: 1, direction: up, name: {{zh: {0}, en: {0}}}}}
"""


def results(evil: str) -> Iterator[tuple[Kind, Any]]:
    """What comes of it, by kind."""
    Path("plan.yaml").write_text(plan(evil), encoding="utf-8")
    Path("figures.csv").write_text(figures(evil, "48"), encoding="utf-8", newline="")
    Path("old").mkdir(exist_ok=True)
    Path("old/plan.yaml").write_text(plan(evil), encoding="utf-8")
    Path("old/figures.csv").write_text(figures(evil, "60"), encoding="utf-8", newline="")
    asked = Asked(
        given=("plan.yaml", "figures.csv"),
        plans=("plan.yaml",),
        figures=("figures.csv",),
        plan_suffixes=(".yaml",),
        figure_suffixes=(".csv",),
        limit=1 << 20,
    )
    state, said = before("old", asked, {}, required=True)
    judged = check(["plan.yaml"], ["figures.csv"], problems=said, ask=Ask(before=state))
    assert judged.plans[0].assessments
    yield Kind.CHECK, judged
    yield Kind.AUDIT, audit(["plan.yaml"], ["figures.csv"])
    yield Kind.HISTORY, history(["plan.yaml"], ["figures.csv"], [when(2022), when(2023)])
    yield Kind.READ, read_tables(["figures.csv"])
    Path("model.yaml").write_text(MODEL.format(json.dumps(evil)), encoding="utf-8")
    table = "region,indicator,period,value\n"
    text = io.StringIO()
    csv.writer(text).writerows([(f"{evil}{number}", evil, 2022, number) for number in range(3)])
    Path("scored.csv").write_text(table + text.getvalue(), encoding="utf-8", newline="")
    yield Kind.SCORE, score("model.yaml", ["scored.csv"])


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL)
def test_text_of_strangers_does_nothing(evil: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for kind, result in results(evil):
        for name in formats_of(kind):
            language = Language.EN if len(evil) % 2 else Language.ZH
            shown = FORMATS[name].render(kind, result, View(language=language, detail=2))
            HARMLESS[name](shown if isinstance(shown, str | bytes) else "".join(shown), evil)


def no_controls(shown: str, _: str) -> None:
    """No character that steers a terminal or turns the direction of writing; lines end with a line feed alone."""
    odd = {
        character
        for character in shown
        if character not in "\n\ufeff" and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")
    }
    # The one that breaks a mention.
    assert not odd - {"\u200b"}, odd


def no_markup(shown: str, evil: str) -> None:
    """No link, image, HTML or heading of the text's own."""
    no_controls(shown, evil)
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(shown):
        for inner in token.children or ():
            assert inner.type not in ("image",), inner
            assert not (inner.type == "link_open" and "evil" in str(inner.attrGet("href"))), inner
            assert not (inner.type == "html_inline" and not OWN_HTML.fullmatch(inner.content)), inner.content
        if token.type == "html_block":
            assert not re.search(r"<script|<img|onerror|<b>", token.content), token.content


def calls_nobody(shown: str, evil: str) -> None:
    """As of Markdown, and no mention of anybody."""
    no_markup(shown, evil)
    # Within code it is none.
    assert "@someone" not in re.sub(r"```.*?```|`[^`\n]*`", "", shown, flags=re.DOTALL)


OWN_HTML = re.compile(r"</?(?:sub|sup|br|details|summary|b|strong|code|table|tr|td|th)\s*/?>|<!-- planck[^>]*-->")


def no_formula(shown: str, _: str) -> None:
    """No cell that a spreadsheet reckons with, but for plain numbers."""
    for row in csv.reader(io.StringIO(shown.removeprefix("\ufeff"), newline="")):
        for cell in row:
            assert not re.match(r"[=+@\t\r]|-(?![\d.]+(?:[eE][-+]?\d+)?$)", cell), cell
    assert "\x1b" not in shown


def no_command(shown: str, evil: str) -> None:
    """Commands of planck's own alone, each on one line."""
    no_controls(shown, evil)
    for line in shown.splitlines():
        assert not line.startswith("##["), line
        if line.lstrip().startswith("::"):
            assert re.match(r"::(?:error|warning|notice|group|endgroup) ?", line), line
            assert "owned" not in line.partition("::")[0], line
            assert not line.startswith("::error::"), line


def is_json(shown: str, _: str) -> None:
    json.loads(shown)


def are_json(shown: str, _: str) -> None:
    for line in shown.removesuffix("\n").split("\n"):
        json.loads(line)


def no_links_in_sarif(shown: str, _: str) -> None:
    """In a message brackets make a link unless they are escaped."""

    def messages(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            for key, each in part.items():
                if key == "text" and isinstance(each, str):
                    yield each
                yield from messages(each)
        elif isinstance(part, list):
            for each in part:
                yield from messages(each)

    for message in messages(json.loads(shown)["runs"][0]["results"]):
        assert not re.search(r"(?<!\\)\[[^\]\\]*\]\(", message), message


def is_xml(shown: str, _: str) -> None:
    ElementTree.fromstring(shown)


def no_elements(shown: str, evil: str) -> None:
    """No element or attribute of the text's own in a page."""
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "</title><b>" not in shown
    assert not re.search(r"href=[\"']?\s*javascript:", shown)
    assert "\x1b" not in shown


def no_parts(shown: bytes, _: str) -> None:
    """No formula, no link and no element of the text's own in an office file."""
    with zipfile.ZipFile(io.BytesIO(shown)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                content = archive.read(name)
                ElementTree.fromstring(content.decode("utf-8"))
                assert b"<f>" not in content, name
                assert not re.search(rb'Target="[^"]*evil', content), name


HARMLESS: dict[str, Any] = dict.fromkeys(("terminal", "concise", "table"), no_controls) | {
    "markdown": no_markup, "markdown-full": no_markup, "comment": calls_nobody,
    "csv": no_formula, "groups": no_formula, "github": no_command,
    "json": is_json, "gitlab": is_json, "jsonl": are_json, "sarif": no_links_in_sarif, "junit": is_xml,
    "html": no_elements, "html-what-if": no_elements, "docx": no_parts, "xlsx": no_parts,
    # Columns of text for programs, without any form of their own.
    "parquet": lambda shown, evil: None, "arrow": lambda shown, evil: None,
}  # fmt: skip
