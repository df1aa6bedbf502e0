"""Random input at every door, in this process: what raises, takes too long, is too large or says what cannot be.

    python -m tests.bench.fuzz [DOOR ...] [--read] [--runs 10000] [--seconds 600] [--seed 1] [--keep FOLDER]

Each run takes the good files of a door, changes one to four pieces of one of them (a number, a value, a cell, a line, a
member of a zip, a byte, the encoding), and calls what the command of the door calls, outputs included; with `--read` only
what reads the changed file, which is many times as quick. Each must hold:
nothing raises; the processor needs at most 5 s and the process at most 500 MB; every place of a finding lies within its
file; no output has a word for a number that is none, unless the input has it; what is JSON is strict. The same seed
gives the same inputs; those that do not hold are kept once for each kind, to become cases.
"""

import argparse
import gzip
import json
import math
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
import unicodedata
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tabulate import tabulate

from planck.cli.draft import read_all
from planck.cli.inputs import compared
from planck.cli.options import SETTINGS
from planck.draft.write import written
from planck.gate.judge import Ask
from planck.load.before import before
from planck.load.files import read
from planck.load.scoring.model import read_model
from planck.load.settings import conventions_in, load_settings
from planck.load.table.header import USUAL
from planck.load.table.record import load_record
from planck.model import Finding, Language
from planck.pipeline import check
from planck.pipeline.audit import audit
from planck.pipeline.files import load_plans, tables_of_figures
from planck.pipeline.read import read_tables
from planck.pipeline.score import score
from planck.provenance.documents import documents_in
from planck.render import FORMATS, Kind, View, formats_of, text
from planck.view.message import help_text, message_text
from tests.load.test_forms import ANSWER, EUROSTAT, OECD, PX
from tests.load.workbooks import Rows, ods_number, ods_table, open_document, workbook
from tests.repositories import GOOD, HEADER, PLAN, repository, two_commits

if TYPE_CHECKING:
    import pyarrow as pa

ROOT = Path(__file__).parents[2]
LONGEST, LARGEST, LEAP, HANGING = 5.0, 500 << 10, 50 << 10, 60
WORDS = """
    0 -1 -0 1e308 -1e308 1e-308 9e999 99999999999999999999 0.000001 １２ 1,234 1.234,5 100% 三十八万 5.6万 -- … ①
    ^ * ( ) [ ] { } & &a *a <<: !!str | > ? : , ; # @ % ' " ` ~ null true nan inf None =1+1
    2023-02-30 2022-13 2022Q5 0000 9999 2199 1900 2022年 上半年 同比 其中 合计 万元 亿元 家
"""
ODD = (
    *WORDS.split(),
    *("9" * 400, "\0", "\r", "\t", "\u2028", "\ufeff", "\u202e", "\x1b[31m", "\U0001f600", "\n", "\n\n", "  ", ""),
)
ENCODINGS = ("gb18030", "utf-16", "utf-8-sig", "big5", "latin-1", "utf-32")
_PIECES = re.compile(r"[^\W\d_]+|[0-9][0-9.,]*|\s+|.")
_NO_NUMBER = re.compile(r"\b(?:nan|inf|None)\b")
Files = Mapping[str, bytes]
# What a run of a door comes to: findings, and the values to be written in every format of their kind.
Told = tuple[Iterable[Finding], Sequence[tuple[Kind, Any]], Sequence[str]]


@dataclass(frozen=True)
class Door:
    """Good files, several of a kind; which of them are changed; the call; what of it reads the changed files.

    packed: what a changed text is packed into before it is written.
    """

    states: Callable[[], Sequence[Files]]
    changed: tuple[str, ...]
    call: Callable[[], Told]
    read: Callable[[], Iterable[Finding]]
    packed: Callable[[bytes], bytes] = bytes

    def victims(self, files: Files) -> list[str]:
        """The files that may be changed."""
        return [name for name in files if name.startswith(self.changed)]


# Changes.


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with a few pieces changed; of a zip, one of its members."""
    if data[:2] == b"PK" and chance.random() < 0.9 and (changed_ := _with_member(data, chance)):
        return changed_
    try:
        changed = data.decode()
    except UnicodeDecodeError:
        return _bytes(data, chance)
    for _ in range(chance.randint(1, 4)):
        changed = chance.choice(CHANGES)(changed, chance)
    if chance.random() < 0.1:
        return changed.encode(chance.choice(ENCODINGS), "replace")
    return (
        _bytes(changed.encode("utf-8", "replace"), chance)
        if chance.random() < 0.1
        else changed.encode("utf-8", "replace")
    )


def _with_member(data: bytes, chance: random.Random) -> bytes:
    """A member changed; nothing where it is no zip any more."""
    into = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(data)) as old:
            members = {name: old.read(name) for name in old.namelist()}
    except Exception:  # all that a torn one raises: it is not what is tested
        return b""
    victim = chance.choice([*members])
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, member in members.items():
            new.writestr(name, mutated(member, chance) if name == victim else member)
    return into.getvalue()


def _bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed) + 1)] if chance.random() < 0.1 else changed)


def _piece(given: str, chance: random.Random) -> str:
    """A word, a number or a mark in place of another: an odd one, or one of the same text."""
    spans = [found.span() for found in _PIECES.finditer(given)]
    if not spans:
        return chance.choice(ODD)
    start, end = chance.choice(spans)
    other = chance.choice(spans)
    put = chance.choice(ODD) if chance.random() < 0.6 else given[slice(*other)]
    return given[:start] + put + given[end:]


def _number(given: str, chance: random.Random) -> str:
    """Another number in place of one."""
    spans = [found.span() for found in re.finditer(r"-?[0-9]+(?:\.[0-9]+)?", given)]
    if not spans:
        return given
    start, end = chance.choice(spans)
    number = float(given[start:end][:300])
    put = chance.choice(
        [
            f"{number * 10 ** chance.randint(-8, 8):g}",
            f"{-number:g}",
            str(chance.choice(ODD)),
            repr(chance.gauss(number, 5)),
        ]
    )
    return given[:start] + put + given[end:]


def _lines(given: str, chance: random.Random) -> str:
    """A line gone, twice, elsewhere or in other columns."""
    lines = given.split("\n")
    here, there = (chance.randrange(len(lines)) for _ in range(2))
    kind = chance.randrange(5)
    if kind == 0:
        del lines[here]
    elif kind == 1:
        lines.insert(there, lines[here])
    elif kind == 2:
        lines[here], lines[there] = lines[there], lines[here]
    elif kind == 3:
        lines[here] = chance.choice(["  ", "    ", "- ", "#", ","]) + lines[here]
    else:
        cells = lines[here].split(",")
        chance.shuffle(cells)
        lines[here] = ",".join(cells)
    return "\n".join(lines)


def _span(given: str, chance: random.Random) -> str:
    """A span gone, twice or many times."""
    start = chance.randrange(len(given) + 1)
    end = min(len(given), start + chance.randint(1, 60))
    return given[:start] + given[start:end] * chance.choice([0, 0, 2, 2, 3, 200]) + given[end:]


CHANGES = (_piece, _piece, _number, _number, _lines, _span)

# Doors.


BY_TABLE = PLAN[: PLAN.index("targets:")] + "targets: targets.csv\n"
TARGETS = "id,name,unit,goal,direction,baseline,base,due,measure,aliases,method,domain,weight,note\nfirms,企业数,家,700,up,312,2020,2025,stock,企业;公司,schedule,a,1,x\nshare,占比,%,[2;3],,1.5,,2025,ratio,,,b,2,\n"
DECLARED = 'header = 1\nignore = ["备注"]\nmissing = ["--"]\ndecimal = "."\nsheet = "x"\n[columns]\nA = "region"\n"数值" = "value"\n[rows]\n"地区" = "某区"\n[units]\n"家" = "个"\n[flags]\n"p" = "preliminary"\n[regions]\n"某区" = "甲"\n[indicators]\n"企业数" = "firms"\n'


def _with(**files: str | bytes) -> Files:
    return {name.replace("__", "."): each.encode() if isinstance(each, str) else each for name, each in files.items()}


SMALL = _with(plan__yaml=PLAN, figures__csv=GOOD)
REVISIONS = "indicator,period,region,old,new,reason,source,date\n企业数,2022,某区,48,42,普查,公报,2024-03-01\n"
LONG = '地区,指标,时期,数值,单位,状态,公布日期,备注\n某区,企业数,2022,"1,234.5",家,final,2023-05-11,\n某区,企业数,2023-H1,--,家,,,x\n'
WIDE = "单位：家\n指标,2021年,2022年,2023年\n企业数（家）,44,48,５１\n其中：外资,1,2,3\n注：快报\n"
TABS = "freq,unit,sex,geo\\TIME_PERIOD\t2020 \t2021 \t2022 \nA,PC_ACT,T,AT\t: \t6.2 \t4.8 p\nA,PC_ACT,T,NO\t3.1 \t: c\t3.2 b\n"
PAGE = "<html><body><table><tr><th>指标</th><th>2021年</th><th>2022年</th></tr><tr><td>企业数</td><td>44</td><td>48</td></tr></table></body></html>"
REPORT = "2026年某市政府工作报告\n一、2025年工作回顾\n地区生产总值达到4.93万亿元，增长5.6%。\n三、2026年重点工作\n主要预期目标是：地区生产总值增长5%左右，城镇新增就业86万人以上。\n"
SHEET = "指标,单位,2020年,2021年,2025年目标\n企业数,家,312,368,700\n引进人才,名,,35,[200]\n"
SETTINGS_TEXT = '[tool.planck]\nas-of = "2023"\nlang = "zh"\nfail-on = "warning"\nmin-score = 60\n[tool.planck.indicators]\n"企业数" = "firms"\n[tool.planck.columns]\nvalue = "数值"\n'


@cache
def plans() -> tuple[Files, ...]:
    """Plans of every kind with figures for them."""
    valid = sorted((ROOT / "tests/load/plans/valid").glob("*.yaml"))
    seeds = sorted((ROOT / "seeds").glob("00*.yaml"))
    own = [{"plan.yaml": path.read_bytes(), "figures.csv": GOOD.encode()} for path in valid]
    return (
        SMALL,
        *own,
        *({"plan.yaml": path.read_bytes(), "figures.csv": path.with_suffix(".csv").read_bytes()} for path in seeds),
    )


@cache
def models() -> tuple[Files, ...]:
    """The models of the project with figures, and what stands beside them."""
    folder = ROOT / "targets/models"
    beside = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    figures = b"region,indicator,period,value\n" + b"".join(
        f"{region},{name},2022,{value}\n".encode()
        for value, region in enumerate(("A", "B", "C"), 7)
        for name in ("a", "b")
    )
    small = b"planck: 1\nmodel: m\ntitle: {en: m}\nstanding: modelled_on\nnormalise: {method: min_max}\ndomains:\n  d: {name: {en: d}, weight: 60, indicators: {a: {weight: 20}, b: {better: lower, weight: 40}}}\n  e: {weight: 40, indicators: {c: {}}}\n"
    return tuple(
        {"model.yaml": text_, "figures.csv": figures, **beside}
        for text_ in (small, *(path.read_bytes() for path in sorted(folder.glob("*.yaml"))))
    )


@cache
def workbooks() -> tuple[Files, ...]:
    """Workbooks: long, by years, merged and with types."""
    long: Rows = [
        ["地区", "指标", "时期", "数值", "单位"],
        ["某区", "企业数", 2022, 48, "家"],
        ["某区", "企业数", 2023, 51.5, "家"],
    ]
    wide: Rows = [
        ["单位：家", None, None],
        ["指标", "2021年", "2022年"],
        ["企业数", 44, "=1+1"],
        ["其中", True, "#REF!"],
    ]
    books = (
        workbook({"Sheet1": long}),
        workbook({"表": wide}, merged=("A1:C1",)),
        workbook({"a": wide, "b": long}, styles={"D2": 1}),
    )
    return tuple({"plan.yaml": PLAN.encode(), "figures.xlsx": book} for book in books)


def _in_the_old_form(rows: Rows) -> bytes:
    """A workbook as it was before 2007."""
    import xlwt

    book, into = xlwt.Workbook(), BytesIO()
    sheet = book.add_sheet("S")
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(line, column, value)
    sheet.write_merge(len(rows), len(rows), 0, 1, "注：快报")
    book.save(into)
    return into.getvalue()


@cache
def other_workbooks(suffix: str) -> tuple[Files, ...]:
    """Workbooks of other programs: of before 2007, and OpenDocument with cells said to be repeated."""
    rows: Rows = [
        ["地区", "指标", "时期", "数值", "单位"],
        ["某区", "企业数", 2022, 48, "家"],
        ["某区", "企业数", 2023, 51.5, "家"],
    ]
    if suffix == "xls":
        books = [_in_the_old_form(rows), _in_the_old_form([["指标", "2021年", "2022年"], ["企业数", 44, 48]])]
    else:
        texts = [[str(value) for value in row] for row in rows]
        repeated = '<table:table-cell table:number-columns-repeated="3" table:number-columns-spanned="2"/><table:covered-table-cell/>'
        number = ods_number("48", "48.0")
        wide = ods_table([["指标", "2021年", "2022年"], ["企业数", number, number], [repeated, "x"]], "表")
        books = [open_document(ods_table(texts)), open_document(wide), open_document(wide + ods_table(texts))]
    return tuple({"plan.yaml": PLAN.encode(), f"figures.{suffix}": book} for book in books)


@cache
def repositories() -> tuple[Files, ...]:
    """A repository with all its files, those of git among them, packed and loose."""
    states = []
    for packed in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            repo = two_commits(Path(folder))
            if packed:
                repo.git("gc", "-q")
            there = [path for path in sorted(Path(folder).rglob("*")) if path.is_file() and "hooks" not in path.parts]
            states.append({str(path.relative_to(folder)): path.read_bytes() for path in there})
    return tuple(states)


@cache
def documents() -> tuple[Files, ...]:
    """A document in each form."""
    from tests.draft.test_reading import pdf, ruled, under_each_other, word

    page = f"<html><body><p>{REPORT}</p>{PAGE}</body></html>"
    with tempfile.TemporaryDirectory() as folder:
        word(Path(folder, "report.docx"))
        in_word = Path(folder, "report.docx").read_bytes()
    table = ruled([40, 140, 240, 340], [600, 580, 560], [["name", "2024", "2025"], ["firms", "312", "700"]])
    return (
        {"document.txt": REPORT.encode()},
        {"document.md": f"# x\n{REPORT}\n| 指标 | 2025年目标 |\n|--|--|\n| 企业数 | 700 |\n".encode()},
        {"document.html": page.encode()},
        {"document.csv": SHEET.encode()},
        {"document.xlsx": workbook({"s": [row.split(",") for row in SHEET.splitlines()]})},
        {"document.docx": in_word},
        {"document.pdf": pdf(under_each_other(["Plan of 2026", "The number of firms grows by 5%", "to 700 by 2030."]), table)},
    )  # fmt: skip


def _documents(*ends: str) -> Callable[[], Sequence[Files]]:
    return lambda: [files for files in documents() if next(iter(files)).endswith(ends)]


def _figures(name: str, *texts: str | bytes, packed: Callable[[bytes], bytes] = bytes) -> Door:
    states = [{"plan.yaml": PLAN.encode(), name: each.encode() if isinstance(each, str) else each} for each in texts]
    return Door(lambda: states, (name,), lambda: _checked("plan.yaml", name), lambda: _of_tables(name), packed)


def _arrow(data: bytes) -> "pa.Table":
    """A table of texts, as far as the rows of a text go."""
    import pyarrow as pa

    header, *rows = [line.split(",") for line in data.decode("utf-8", "replace").splitlines() or ["a"]]
    filled = [[*row, *[None] * len(header)][: len(header)] for row in rows]
    columns = [list(column) for column in zip(*filled, strict=True)] or [[] for _ in header]
    return pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], names=header)


def to_parquet(data: bytes) -> bytes:
    """The same cells in Parquet."""
    from pyarrow import parquet

    into = BytesIO()
    parquet.write_table(_arrow(data), into)
    return into.getvalue()


def to_zstd(data: bytes) -> bytes:
    """The same text, packed."""
    import pyarrow as pa

    return bytes(pa.compress(data, codec="zstd", asbytes=True))


def to_arrow(data: bytes) -> bytes:
    """The same cells in a file of Arrow."""
    import pyarrow as pa

    into, table = BytesIO(), _arrow(data)
    with pa.ipc.new_file(into, table.schema) as file:
        file.write_table(table)
    return into.getvalue()


def _checked(plan: str, figures: str) -> Told:
    result = check([plan], [figures])
    return result.all_findings, [(Kind.CHECK, result)], ()


def _of_tables(*names: str) -> tuple[Finding, ...]:
    """The figures of tables alone: each number is one."""
    read = tables_of_figures(names, USUAL)
    assert all(figure.value is None or math.isfinite(figure.value) for figure in read.figures)
    return (*read.unread, *read.findings)


def _of_plan() -> tuple[Finding, ...]:
    return load_plans(["plan.yaml"], USUAL).findings


def _of_settings() -> Iterable[Finding]:
    settings, findings, _ = load_settings(".", SETTINGS)
    conventions_in(settings)
    return findings


def _of_record() -> tuple[Finding, ...]:
    document, findings = read("revisions.csv", limit=1 << 20)
    return (*findings, *(load_record(document)[1] if document else ()))


def _of_base() -> tuple[Finding, ...]:
    what = compared(["plan.yaml", "figures.csv"], USUAL, ["plan.yaml"], ["figures.csv"])
    return before("old", what, {}, required=True)[1]


def _of_documents() -> tuple[Finding, ...]:
    found, _, findings = documents_in("documents", ["plan.yaml"])
    assert found
    found.text("mini")
    return findings


def _read() -> Told:
    settings, findings, _ = load_settings(".", SETTINGS)
    conventions = conventions_in(settings)
    result = check(["plan.yaml"], ["figures.csv"], conventions=conventions)
    tables = read_tables(["figures.csv"], conventions=conventions)
    return (*findings, *result.all_findings), [(Kind.CHECK, result), (Kind.READ, tables)], ()


def _scored() -> Told:
    scores = score("model.yaml", ["figures.csv"])
    return scores.all_findings, [(Kind.SCORE, scores)], ()


def _gated() -> Told:
    what = compared(["plan.yaml", "figures.csv"], conventions_in({}), ["plan.yaml"], ["figures.csv"])
    state, findings = before("old", what, {}, required=True)
    result = check(["plan.yaml"], ["figures.csv"], problems=findings, ask=Ask(before=state))
    return result.all_findings, [(Kind.CHECK, result)], ()


def _asked_of_git() -> Told:
    """The figures as they are beside those of the commit before, which are put into git where no repository is there."""
    if not Path(".git").is_dir():
        repo, now = repository(Path()), {path.name: path.read_bytes() for path in Path().iterdir() if path.is_file()}
        for path in Path("old").iterdir():
            Path(path.name).write_bytes(path.read_bytes())
        repo.git("add", "plan.yaml", "figures.csv")
        repo.git("commit", "-q", "-m", "old")
        for name, data in now.items():
            Path(name).write_bytes(data)
    what = compared(["plan.yaml", "figures.csv"], conventions_in({}), ["plan.yaml"], ["figures.csv"])
    state, findings = before("HEAD" if Path("old").is_dir() else "HEAD~1", what, {}, required=True)
    result = check(["plan.yaml"], ["figures.csv"], problems=findings, ask=Ask(before=state))
    return result.all_findings, [(Kind.CHECK, result)], ()


def _queried() -> Told:
    """The figures that a query gives."""
    asked = Path("query.sql").read_bytes().decode("utf-8", "replace")
    result = check(["plan.yaml"], [f"sql:{asked}"])
    return result.all_findings, [(Kind.CHECK, result)], ()


QUERIES = (
    "SELECT * FROM 'figures.csv'",
    "SELECT region AS 地区, indicator AS 指标, period AS 时期, value::DECIMAL(9, 2) AS 数值, '家' AS 单位 FROM 'figures.csv' WHERE period > 2020",
    "SELECT '某区' AS region, '企业数' AS indicator, DATE '2022-12-31' AS period, [48] AS value, {'a': 1} AS note",
    "WITH a AS (SELECT unnest([2021, 2022]) AS period) SELECT '某区' AS region, '企业数' AS indicator, period, period - 1977.5 AS value FROM a",
)  # fmt: skip


def _audited() -> Told:
    result = audit(["plan.yaml"], ["figures.csv"], documents="documents")
    return result.all_findings, [(Kind.AUDIT, result)], ()


def _document() -> str:
    return next(name for name in os.listdir(".") if name.startswith("document."))


def _drafted() -> Told:
    read_, findings = read_all([_document()])
    if not read_:
        return findings, (), ()
    files = written(read_).files
    for name, content in files.items():
        Path(name).write_text(content, encoding="utf-8", errors="backslashreplace")
    result = check(["plan.yaml"], ["figures.csv"]) if {"plan.yaml", "figures.csv"} <= {*files} else None
    return findings, [(Kind.CHECK, result)] if result else (), [*files.values()]


def _two_states() -> Sequence[Files]:
    lowered = GOOD.replace("48", "42").encode()
    return [{**SMALL, "old/plan.yaml": old["plan.yaml"], "old/figures.csv": lowered} for old in plans()[:1]] + [
        {**each, **{f"old/{name}": data for name, data in each.items()}} for each in plans()
    ]


OFFICE = tuple(path.read_bytes() for path in sorted((ROOT / "tests/load/dirty").glob("*/table.*sv")))


def _drafts(*ends: str) -> Door:
    return Door(_documents(*ends), ("document.",), _drafted, lambda: read_all([_document()])[1])


DOORS: Mapping[str, Door] = {
    "plan": Door(plans, ("plan.yaml",), lambda: _checked("plan.yaml", "figures.csv"), _of_plan),
    "targets": Door(lambda: [{**SMALL, "plan.yaml": BY_TABLE.encode(), "targets.csv": TARGETS.encode()}], ("targets.csv",), lambda: _checked("plan.yaml", "figures.csv"), _of_plan),
    "csv": _figures("figures.csv", GOOD, LONG, WIDE, HEADER),
    "office": _figures("figures.csv", *OFFICE),
    "xlsx": Door(workbooks, ("figures.xlsx",), lambda: _checked("plan.yaml", "figures.xlsx"), lambda: _of_tables("figures.xlsx")),
    "xls": Door(lambda: other_workbooks("xls"), ("figures.xls",), lambda: _checked("plan.yaml", "figures.xls"), lambda: _of_tables("figures.xls")),
    "ods": Door(lambda: other_workbooks("ods"), ("figures.ods",), lambda: _checked("plan.yaml", "figures.ods"), lambda: _of_tables("figures.ods")),
    "query": Door(lambda: [{**SMALL, "query.sql": each.encode()} for each in QUERIES], ("query.sql",), _queried, lambda: _queried()[0]),
    "px": _figures("figures.px.txt", PX),
    "json": _figures("figures.json.txt", ANSWER),
    "sdmx": _figures("figures.csv", EUROSTAT, OECD),
    "tsv": _figures("figures.tsv", TABS),
    "html": _figures("figures.txt", PAGE),
    "gzip": _figures("figures.csv.gz", GOOD, LONG, WIDE, packed=gzip.compress),
    "gzip-torn": _figures("figures.csv.gz", *map(gzip.compress, map(str.encode, (GOOD, LONG)))),
    "zstd-torn": _figures("figures.csv.zst", to_zstd(GOOD.encode()), to_zstd(LONG.encode())),
    "parquet": _figures("figures.parquet", GOOD, LONG, packed=to_parquet),
    "parquet-torn": _figures("figures.parquet", to_parquet(GOOD.encode())),
    "arrow": _figures("figures.arrow", GOOD, LONG, packed=to_arrow),
    "arrow-torn": _figures("figures.arrow", to_arrow(GOOD.encode())),
    "configuration": Door(lambda: [{**SMALL, "pyproject.toml": SETTINGS_TEXT.encode()}], ("pyproject.toml",), _read, _of_settings),
    "declared": Door(lambda: [{**SMALL, "figures.csv": each.encode(), "figures.csv.read.toml": DECLARED.encode()} for each in (LONG, WIDE)], ("figures.csv.read.toml",), _read, lambda: _of_tables("figures.csv")),
    "model": Door(models, ("model.yaml",), _scored, lambda: read_model("model.yaml")[2]),
    "revisions": Door(lambda: [{**SMALL, "revisions.csv": REVISIONS.encode()}], ("revisions.csv",), lambda: _checked("plan.yaml", "figures.csv"), _of_record),
    "base": Door(_two_states, ("old/plan.yaml", "old/figures.csv"), _gated, _of_base),
    "git": Door(_two_states, ("old/plan.yaml", "old/figures.csv"), _asked_of_git, lambda: _asked_of_git()[0]),
    "git-torn": Door(repositories, (".git/",), _asked_of_git, lambda: _asked_of_git()[0]),
    "sources": Door(lambda: [{**each, "documents/mini.txt": REPORT.encode(), "mini.yaml": b"document: mini\n"} for each in plans()], ("documents/mini.txt", "mini.yaml"), _audited, _of_documents),
    "draft": _drafts(".txt", ".md", ".html", ".csv"),
    "draft-xlsx": _drafts(".xlsx"),
    "draft-word": _drafts(".docx"),
    "draft-pdf": _drafts(".pdf"),
}  # fmt: skip

# What must hold.


def hold_places(findings: Iterable[Finding], files: Files) -> None:
    """Every place lies within its file."""
    for finding in findings:
        place = finding.place
        if place is None or not place.line or place.file not in files:
            continue
        data = files[place.file]
        assert 1 <= place.column <= max(place.end, place.column), (finding.code, place)
        try:
            lines = re.split(r"\r\n|\r|\n", data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            continue
        if data[:2] == b"PK" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            continue
        assert place.line <= len(lines), (finding.code, place, len(lines))
        assert place.column <= len(lines[place.line - 1]) + 1, (finding.code, place, lines[place.line - 1])


def hold_text(shown: str, files: Files, form: str) -> None:
    """No word for a number that is none, unless the input has it, or is no text that it could be seen in."""
    found = _NO_NUMBER.search(shown)
    # A query may make a number that is none, which is then what stands there.
    if "query.sql" in files and found and found[0] != "None":
        return
    try:
        given = b"\n".join(files.values()).decode()
    except UnicodeDecodeError:
        return
    # What cannot be seen is not told.
    given = "".join(letter for letter in given if unicodedata.category(letter)[0] not in "MC" or letter == "\n")
    assert not found or found[0].lower() in given.lower(), f"{found[0]} in {form}"


def _no_constant(name: str) -> None:
    raise AssertionError(f"JSON with {name}")


def reading(door: Door, files: Files) -> None:
    """One run of what reads. Raises where something does not hold."""
    findings = tuple(door.read())
    hold_places(findings, files)
    for finding in findings[:3]:
        for language in Language:
            help_text(finding, language)
            hold_text(message_text(finding, language), files, finding.code)


def once(door: Door, files: Files, chance: random.Random) -> None:
    """One run of the whole. Raises where something does not hold."""
    findings, values, texts = door.call()
    hold_places(findings, files)
    for shown in texts:
        hold_text(shown, files, "draft")
    for kind, value in values:
        json.loads(text("json", kind, value, View()), parse_constant=_no_constant)
        name = chance.choice(formats_of(kind))
        shown_ = FORMATS[name].render(kind, value, View(language=Language.ZH, detail=chance.randint(0, 2)))
        if isinstance(shown_, str) and name not in ("html", "html-what-if", "sarif"):
            hold_text(shown_, files, name)


class HangingError(Exception):
    """A run that does not end."""


def _hanging(*_: object) -> None:
    raise HangingError


def kind_of(error: BaseException) -> str:
    """Where a fault is: what was raised, and the last line of the program on the way."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/planck/" in frame.filename]
    where = f"{frames[-1].filename.rpartition('/planck/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__} {where} {str(error)[:160]}" if not frames else f"{type(error).__name__} {where}"


def peak() -> int:
    """The most memory that the process has taken so far, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@dataclass
class Campaign:
    """The runs of a door: how many, the kinds of faults, the slowest."""

    name: str
    keep: Path
    read: bool = False
    runs: int = 0
    slowest: float = 0.0
    # What the process took before its first run is none of the door's.
    largest: int = field(default_factory=peak)

    def __post_init__(self) -> None:
        self.faults: Counter[str] = Counter()

    def run(self, runs: int, seconds: float, seed: int) -> None:
        """So many runs, or as many as there is time for."""
        door, until = DOORS[self.name], time.monotonic() + seconds
        while self.runs < runs and time.monotonic() < until:
            chance = random.Random(f"{self.name} {seed} {self.runs}")
            files = dict(chance.choice(door.states()))
            victim = chance.choice(door.victims(files))
            files[victim] = door.packed(mutated(files[victim], chance))
            self.one(door, files, chance)
            self.runs += 1

    def one(self, door: Door, files: Files, chance: random.Random) -> None:
        """One run in a folder of its own."""
        with (
            tempfile.TemporaryDirectory(
                prefix="planck-fuzz-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None
            ) as folder,
            chdir(folder),
        ):
            for name, data in files.items():
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_bytes(data)
            self.timed(files, lambda: reading(door, files) if self.read else once(door, files, chance))

    def timed(self, files: Files, run: Callable[[], None]) -> None:
        """A run, with what it takes."""
        start, size = time.process_time(), self.largest
        signal.alarm(HANGING)
        try:
            run()
        except Exception as error:
            self.fault(kind_of(error), files, traceback.format_exc())
        finally:
            signal.alarm(0)
        took = time.process_time() - start
        if took > LONGEST:
            self.fault(f"{took:.1f} s", files, "")
        self.slowest, self.largest = max(self.slowest, took), max(size, peak())
        # What many runs leave behind, such as what is kept of them, is none of the last one's.
        if self.largest > LARGEST and self.largest - size > LEAP:
            self.fault(f"{self.largest >> 10} MB", files, "")

    def fault(self, kind: str, files: Files, trace: str) -> None:
        """Count a fault; the first of a kind is kept."""
        self.faults[kind] += 1
        if self.faults[kind] > 1:
            return
        place = self.keep / f"{self.name}-{self.runs}"
        for name, data in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        (place / "fault.txt").write_text(f"{kind}\n{trace}", encoding="utf-8", errors="backslashreplace")
        print(f"{self.name} run {self.runs}: {kind} -> {place}", file=sys.stderr, flush=True)


def main() -> None:
    """The table of runs."""
    reader = argparse.ArgumentParser()
    reader.add_argument("doors", nargs="*", default=list(DOORS), metavar="DOOR", help=", ".join(DOORS))
    reader.add_argument("--read", action="store_true", help="only what reads the changed file")
    reader.add_argument("--runs", type=int, default=10_000)
    reader.add_argument("--seconds", type=float, default=600, help="at most so long for a door")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "planck-fuzz")
    asked = reader.parse_args()
    signal.signal(signal.SIGALRM, _hanging)
    warnings.simplefilter("error")
    rows = []
    for name in asked.doors:
        campaign = Campaign(name, asked.keep, asked.read)
        campaign.run(asked.runs, asked.seconds, asked.seed)
        rows.append(
            (name, campaign.runs, len(campaign.faults), sum(campaign.faults.values()), f"{campaign.slowest:.2f}")
        )
        print(*rows[-1], file=sys.stderr, flush=True)
    print(tabulate(rows, headers=("door", "runs", "kinds of faults", "faults", "slowest, s"), tablefmt="github"))


if __name__ == "__main__":
    main()
