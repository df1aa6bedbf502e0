"""Laws of the whole program: files go in, and what comes out depends on what they say and on nothing else."""

import gzip
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from planck.assess.plan import Result
from planck.assess.target import level_of
from planck.cli.draft import read_all
from planck.draft.write import written
from planck.engine.method import METHODS
from planck.model import Level, Severity
from planck.pipeline import check
from planck.pipeline.audit import audit
from planck.render import Kind, View, text
from planck.render.formats.json import schema_of
from tests.bench.fuzz import to_arrow, to_parquet, to_zstd
from tests.load.workbooks import Rows, workbook

SCHEMA = jsonschema.Draft202012Validator(schema_of("result"))
ROOT = Path(__file__).parents[2]
FEW = settings(
    max_examples=max(40, int(os.environ.get("PLANCK_EXPLORE") or 0)),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
YEARS = (2021, 2022, 2023)
BEST_FIRST = [level.value for level in Level if level is not Level.NOT_ASSESSED]


@dataclass(frozen=True)
class Case:
    """A plan of one target and the figures of its years."""

    measure: str
    baseline: float
    goal: float
    values: tuple[float, ...]

    @property
    def rises(self) -> bool:
        """Whether more is better."""
        return self.goal > self.baseline

    def plan(self, unit: str = "万元", size: float = 1.0) -> str:
        """Its text in another unit, so many times as large."""
        comparator = "at_least" if self.rises else "at_most"
        return (
            "planck: 1\nplan: p\nlanguage: en\ntitle: {zh: 规划, en: Plan}\nregion: {name: 某区}\n"
            "period: {base: 2020, start: 2021, end: 2025}\ntargets:\n"
            f"  a: {{name: {{zh: 投资, en: Investment}}, unit: {unit}, measure: {self.measure}, "
            f"baseline: {self.baseline * size!r}, goal: {{{comparator}: {self.goal * size!r}}}}}\n"
        )

    def figures(self, unit: str = "万元", size: float = 1.0) -> str:
        """Their text in another unit, so many times as large."""
        rows = zip(YEARS, self.values, strict=True)
        return "region,indicator,period,value,unit\n" + "".join(
            f"某区,投资,{year},{value * size!r},{unit}\n" for year, value in rows
        )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Goals above and below a baseline of 1,000, figures from half to twice as much."""
    number = st.integers(50_000, 200_000).map(lambda cents: cents / 100)
    goal = draw(number.filter(lambda value: abs(value - 1000) > 10))
    return Case(draw(st.sampled_from(("stock", "flow"))), 1000.0, goal, tuple(draw(number) for _ in YEARS))


def judged(plan: str, figures: str, **more: object) -> Result:
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("plan.yaml").write_text(plan, encoding="utf-8")
        Path("figures.csv").write_text(figures, encoding="utf-8")
        result = check(["plan.yaml"], ["figures.csv"], **more)  # type: ignore[arg-type]
    assert [len(one.assessments) for one in result.plans] == [1]
    return result


def told(result: Result) -> list[tuple[object, ...]]:
    """What is said of the targets, numbers to twelve digits."""
    return [
        (one.target.id, one.status, level_of(one), *(f"{number:.12g}" if isinstance(number, float) else str(number) for number in (one.judged, one.gap, one.projection)))
        for one in result.plans[0].assessments
    ]  # fmt: skip


@FEW
@given(cases(), st.floats(1.001, 1.5), st.sampled_from(sorted(METHODS)))
def test_a_better_figure_never_worsens_a_verdict(case: Case, by: float, method: str) -> None:
    *earlier, newest = case.values
    better = Case(case.measure, case.baseline, case.goal, (*earlier, newest * by if case.rises else newest / by))
    before, after = (
        level_of(judged(each.plan(), each.figures(), method=method).plans[0].assessments[0]) for each in (case, better)
    )
    assume(before in BEST_FIRST)
    assert after in BEST_FIRST
    assert BEST_FIRST.index(after) <= BEST_FIRST.index(before)


@FEW
@given(cases(), st.sampled_from(("figures", "plan", "both")))
def test_a_unit_changes_no_verdict(case: Case, which: str) -> None:
    plain = judged(case.plan(), case.figures()).plans[0].assessments
    plan = case.plan() if which == "figures" else case.plan("亿元", 1e-4)
    figures = case.figures() if which == "plan" else case.figures("亿元", 1e-4)
    converted = judged(plan, figures).plans[0].assessments
    assert [(one.status, level_of(one)) for one in converted] == [(one.status, level_of(one)) for one in plain]


@FEW
@given(cases())
def test_a_what_if_that_is_the_figure_changes_nothing(case: Case) -> None:
    same = [f"a@{YEARS[-1]}={case.values[-1]!r}"]
    assert told(judged(case.plan(), case.figures(), assume=same)) == told(judged(case.plan(), case.figures()))


@FEW
@given(st.lists(st.tuples(st.integers(100, 10_000), st.sampled_from((2.5, 4, 6, 8.5))), min_size=1, max_size=5))
def test_the_audit_of_a_plan_drafted_from_numbers_that_agree_is_silent(rows: list[tuple[int, float]]) -> None:
    table = "指标,单位,2020年,2025年目标,年均增长（%）\n" + "".join(
        f"企业数{'甲乙丙丁戊'[number]},家,{base},{base * (1 + rate / 100) ** 5:.2f},{rate}\n"
        for number, (base, rate) in enumerate(rows)
    )
    assert not _audited(table)


def test_the_audit_of_a_plan_drafted_from_numbers_that_do_not_agree_speaks() -> None:
    assert _audited("指标,单位,2020年,2025年目标,年均增长（%）\n企业数,家,1000,1338.2,9\n")


def _audited(table: str) -> list[str]:
    """The warnings and errors of the audit of the plan and figures drafted from a table."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("table.csv").write_text(table, encoding="utf-8")
        for name, content in written(read_all(["table.csv"])[0], "某区").files.items():
            Path(name).write_text(content, encoding="utf-8")
        result = audit(["plan.yaml"], ["figures.csv"])
    assert result.plans[0].plan.targets
    return [str(finding) for finding in result.all_findings if finding.severity is not Severity.NOTE]


# The same figures in other files: in what order, how many, in what encoding and layout.

NAMES = {"a": "投资甲", "b": "投资乙", "c": "投资丙"}
Row = tuple[str, int, float]
PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    ".csv": bytes,
    ".csv.gz": gzip.compress,
    ".csv.zst": to_zstd,
    ".parquet": to_parquet,
    ".arrow": to_arrow,
}


def plan_of(several: Sequence[Case]) -> str:
    """A plan of several targets."""
    head = several[0].plan().partition("targets:\n")[0]
    rows = (case.plan().partition("targets:\n")[2] for case in several)
    named = zip(NAMES.items(), rows, strict=False)
    return f"{head}targets:\n" + "".join(
        row.replace("  a:", f"  {id_}:").replace("投资", name).replace("Investment", f"Investment {id_}")
        for (id_, name), row in named
    )


def _printed(value: float) -> str:
    """As a workbook shows it."""
    return repr(value).removesuffix(".0")


def in_rows(rows: Sequence[Row]) -> str:
    return "region,indicator,period,value,unit\n" + "".join(
        f"某区,{name},{year},{_printed(value)},万元\n" for name, year, value in rows
    )


def across(rows: Sequence[Row], *, turned: bool) -> Rows:
    """By years, or by indicators, in the order of the rows."""
    values = {(name, year): value if value % 1 else int(value) for name, year, value in rows}
    names, years = list(dict.fromkeys(row[0] for row in rows)), list(dict.fromkeys(row[1] for row in rows))
    if turned:
        return [
            ["年份", *(f"{name}（万元）" for name in names)],
            *([year, *(values[name, year] for name in names)] for year in years),
        ]
    return [
        ["指标", "单位", *(f"{year}年" for year in years)],
        *([name, "万元", *(values[name, year] for year in years)] for name in names),
    ]


@st.composite
def arranged(draw: st.DrawFn, rows: Sequence[Row]) -> dict[str, bytes]:
    """The rows in one or more files of some form each."""
    order = draw(st.permutations(rows))
    layout = draw(st.sampled_from(("rows", "rows", "by years", "by indicators", "workbook")))
    if layout == "workbook":
        return {"figures.xlsx": workbook({"Sheet1": across(order, turned=draw(st.booleans()))})}
    if layout != "rows":
        table = across(order, turned=layout == "by indicators")
        parts = ["\n".join(",".join(map(str, row)) for row in table) + "\n"]
    else:
        cut = draw(st.integers(0, len(order) - 1))
        parts = [in_rows(part) for part in (order[:cut], order[cut:]) if part]
    packing = draw(st.sampled_from([*PACKED] if layout == "rows" else [".csv"]))
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "gb18030"))) if packing == ".csv" else "utf-8"
    end = draw(st.sampled_from(("\n", "\r\n", "\r"))) if packing == ".csv" else "\n"
    data = (part.replace("\n", end).encode(encoding) for part in parts)
    return {f"figures-{number}{packing}": PACKED[packing](each) for number, each in enumerate(data)}


def verdicts_of(plan: str, files: Mapping[str, bytes], order: Sequence[str]) -> Result:
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("plan.yaml").write_text(plan, encoding="utf-8")
        for name, content in files.items():
            Path(name).write_bytes(content)
        return check(["plan.yaml"], order)


@FEW
@given(st.lists(cases(), min_size=1, max_size=3), st.data())
def test_the_same_figures_in_other_files_change_no_byte_and_fit_the_schema(
    several: list[Case], data: st.DataObject
) -> None:
    pytest.importorskip("pyarrow")
    plan = plan_of(several)
    rows = [
        (name, *row)
        for name, case in zip(NAMES.values(), several, strict=False)
        for row in zip(YEARS, case.values, strict=True)
    ]
    files = data.draw(arranged(rows))
    plain = verdicts_of(plan, {"figures.csv": in_rows(rows).encode()}, ["figures.csv"])
    other = verdicts_of(plan, files, data.draw(st.permutations([*files])))
    # The other formats say also how a file was read.
    assert text("csv", Kind.CHECK, other, View()) == text("csv", Kind.CHECK, plain, View())
    SCHEMA.validate(json.loads(text("json", Kind.CHECK, other, View())))


ENDS = (1e-308, 1e-9, 1.0, 1e9, 1e300, 1.7e308)


@FEW
@given(*[st.sampled_from(ENDS)] * 2, st.tuples(*[st.sampled_from((*ENDS, *(-end for end in ENDS), 0.0))] * 3))
def test_numbers_of_any_size_are_judged_or_refused_in_silence(
    baseline: float, goal: float, values: tuple[float, ...]
) -> None:
    """A warning of NumPy would be an error here, and nonsense on the screen."""
    case = Case("stock", baseline, goal, values)
    for unit in ("万元", "亿元"):
        result = judged(case.plan(), case.figures(unit))
        for name in ("json", "terminal"):
            assert not re.search(r"\b(?:nan|inf|NaN|Infinity)\b", text(name, Kind.CHECK, result, View()))


# The surroundings of the process.

AROUND: Sequence[Mapping[str, str]] = (
    {"LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "2", "COLUMNS": "200", "LANG": "zh_CN.GB18030"},
)
SAME = ("csv", "docx", "html", "json", "markdown", "sarif", "xlsx")


def bytes_in(folder: Path, around: Mapping[str, str]) -> dict[str, str]:
    """The hashes of what a call in a folder writes, in an environment."""
    case = Case("stock", 1000.0, 1500.0, (1100.0, 1180.5, 1300.25))
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text(case.plan(), encoding="utf-8")
    (folder / "figures.csv").write_text(case.figures(), encoding="utf-8")
    reports = [part for name in SAME for part in ("--report", f"{name}=report.{name}")]
    called = subprocess.run(
        [sys.executable, "-m", "planck", "check", "plan.yaml", "figures.csv", *reports],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **around},
        capture_output=True,
        check=False,
    )
    assert called.returncode in (0, 1), called.stderr
    files = {name: (folder / f"report.{name}").read_bytes() for name in SAME}
    return {name: sha256(data).hexdigest() for name, data in {**files, "terminal": called.stdout}.items()}


def test_neither_locale_nor_time_zone_nor_hash_seed_nor_folder_changes_a_byte(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    pytest.importorskip("xlsxwriter")
    first, second = (bytes_in(tmp_path / f"at {number}" / "规划", around) for number, around in enumerate(AROUND))
    assert first == second


def test_figures_come_by_any_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file, in two files of either order, in a folder, and from standard input."""
    monkeypatch.chdir(tmp_path)
    case = Case("stock", 1000.0, 1500.0, (1100.0, 1180.5, 1300.25))
    Path("plan.yaml").write_text(case.plan(), encoding="utf-8")
    header, *rows = case.figures().splitlines(keepends=True)
    Path("all.csv").write_text(case.figures(), encoding="utf-8")
    Path("one.csv").write_text(header + rows[0], encoding="utf-8")
    Path("two.csv").write_text(header + rows[2] + rows[1], encoding="utf-8")
    expected = told(check(["plan.yaml"], ["all.csv"]))
    assert told(check(["plan.yaml"], ["one.csv", "two.csv"])) == expected
    assert told(check(["plan.yaml"], ["two.csv", "one.csv"])) == expected
    assert told(check(["plan.yaml"], ["-"], stdin=io.BytesIO(case.figures().encode("utf-16")))) == expected
