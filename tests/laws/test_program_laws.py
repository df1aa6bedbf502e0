"""Laws of the whole program: files go in, and what comes out depends on what they say and on nothing else."""

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

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

ROOT = Path(__file__).parents[2]
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
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
