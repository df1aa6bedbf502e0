"""Many regions: the verdicts of the usual road, whatever the size of the blocks and the order of the rows."""

import csv
import json
import os
import random
import subprocess
import sys
import time
import weakref
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from planck.assess.plan import Result
from planck.assess.select import Selection, select
from planck.cli.app import run
from planck.load.table.header import USUAL
from planck.model import Period, Plan
from planck.model.table import Figures
from planck.pipeline import check
from planck.pipeline.blocks import ALONE, ITSELF, Wanted, made_of
from planck.pipeline.panel import check_panel
from planck.pipeline.score import score as score_files
from planck.render import Kind, View, text
from planck.render.pages.regions import LETTERS
from planck.score.run import Wish
from planck.view.answer import verdicts
from planck.view.numbers import width
from planck.view.row import arrives
from tests.bench.panel import Size, write_inputs

pa = pytest.importorskip("pyarrow")

from pyarrow import csv as pa_csv  # noqa: E402 - only with the extra
from pyarrow import feather, parquet  # noqa: E402 - only with the extra

from planck.render.columns import plain, table_of, write_columns  # noqa: E402 - only with the extra

SIZE = Size(regions=40, targets=6, years=11)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_inputs(tmp_path_factory.mktemp("panel"), SIZE)


@pytest.fixture(scope="module")
def usual(inputs: tuple[Path, Path]) -> list[dict[str, str]]:
    """The verdicts of a usual check, without the columns of a score."""
    return told(check([str(inputs[0])], [str(inputs[1])]))


def told(result: Result) -> list[dict[str, str]]:
    rows = list(csv.DictReader(text("csv", Kind.CHECK, result, View()).splitlines()))
    return [{name: cell for name, cell in row.items() if not name.startswith("plan_score")} for row in rows]


def columnar(plan: Path, figures: Sequence[Path | str], folder: Path, wanted: Wanted) -> list[dict[str, str]]:
    """The verdicts by columns, as they stand in a CSV file."""
    result = check_panel([str(plan)], [str(path) for path in figures], USUAL, wanted)
    assert not result.findings
    path = folder / "verdicts.csv"
    write_columns("csv", str(path), ((each.plan, columns) for each in result.plans for columns in each.targets))
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def same(rows: list[dict[str, str]], others: list[dict[str, str]]) -> None:
    assert len(rows) == len(others)
    for row, other in zip(rows, others, strict=True):
        assert {name: cell(text) for name, text in row.items()} == {name: cell(text) for name, text in other.items()}


def cell(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def test_what_a_block_was_judged_by_is_gone_before_the_next(
    inputs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks: list[tuple[weakref.ref[object], weakref.ref[object]]] = []

    def read(_: int) -> None:
        assert not any(each() is not None for block in blocks for each in block)

    def watched(plan: Plan, figures: Figures, as_of: Period | None) -> Selection:
        # Of what was judged before, neither names nor texts are kept; of the region that is next, they may be.
        assert len(figures.region.names) <= len(set(figures.region.codes.tolist())) + 1
        assert len(figures.text.whole) < 10 * len(figures)
        selection = select(plan, figures, as_of)
        blocks.append((weakref.ref(figures.value), weakref.ref(selection.why)))
        return selection

    monkeypatch.setattr("planck.pipeline.blocks.LEAST", 500)
    monkeypatch.setattr("planck.load.columnar.reader.PIECE", 20_000)
    monkeypatch.setattr("planck.pipeline.panel.select", watched)
    result = check_panel([str(inputs[0])], [str(inputs[1])], USUAL, Wanted(memory=ITSELF), progress=read)
    assert result.blocks == len(blocks) > 2


@pytest.mark.parametrize("most", [10_000, 3000, 500, 60])
def test_verdicts_are_those_of_the_usual_road(
    inputs: tuple[Path, Path], usual: list[dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("planck.pipeline.blocks.LEAST", most)
    same(columnar(inputs[0], [inputs[1]], tmp_path, Wanted(memory=ITSELF, fragile=True)), usual)


def test_what_other_processes_judge_is_the_same(
    inputs: tuple[Path, Path], usual: list[dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planck.pipeline.blocks.LEAST", 500)
    monkeypatch.setattr("planck.load.columnar.reader.PIECE", 20_000)
    monkeypatch.setattr("planck.pipeline.blocks.ALONE", 1)
    monkeypatch.setattr("planck.pipeline.blocks._cores", lambda: 2)
    same(columnar(inputs[0], [inputs[1]], tmp_path, Wanted(memory=ITSELF, helped=True, fragile=True)), usual)


def test_what_no_other_process_can_do_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planck.pipeline.blocks._cores", lambda: 2)
    here = os.getpid()
    blocks = [Figures.of(()) for _ in range(ALONE + 6)]
    # A process that ends in the middle of its work takes the others with it.
    assert list(made_of(partial(_ends_elsewhere, here), iter(blocks), helped=True)) == [here] * len(blocks)


WAITS = """
import os, sys, time
from functools import partial
from planck.model.table import Figures
from planck.pipeline import blocks

def wait(first, _):
    if os.getpid() != first:
        print(os.getpid(), flush=True)
        time.sleep(600)

if __name__ == "__main__":
    blocks.ALONE, blocks._cores = 1, lambda: 2
    list(blocks.made_of(partial(wait, os.getpid()), iter([Figures.of(())] * 9), helped=True))
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs signals of POSIX")
def test_no_process_is_left_where_the_first_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "waits.py"
    script.write_text(WAITS, "utf-8")
    paths = os.pathsep.join(filter(None, (os.getcwd(), os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths}
    ) as first:
        assert first.stdout
        other = int(first.stdout.readline())
        first.kill()
    deadline = time.monotonic() + 60
    while _is_there(other) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_there(other)


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # What nobody has waited for is there by its number alone.
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def _ends_elsewhere(process: int, _: Figures) -> int:
    if os.getpid() != process:
        os._exit(1)
    return process


# Formulas, sums, another series beside, revised goals, parts of years, and a figure that is a scenario.
EVERYTHING = """
planck: 1
plan: everything
title: {zh: 甲}
region: all
period: {base: 2020, start: 2021, end: 2025}
indicators:
  gdp: {name: {zh: 生产总值}, unit: 亿元, measure: flow, partial_year: as_is}
  rd: {name: {zh: 研发}, unit: 亿元, measure: flow}
targets:
  share: {name: {zh: 强度}, unit: "%", measure: ratio, formula: rd / gdp, baseline: from_figures, goal: {at_least: 4}}
  total: {indicator: rd, name: {zh: 累计}, goal: {total: {at_least: 15}}}
  faster: {indicator: rd, name: {zh: 更多}, goal: {above_series: gdp}}
  more:
    indicator: gdp
    name: {zh: 增长}
    baseline: from_figures
    goal: {average_growth: {at_least: 5%}}
    revisions: [{on: 2022-06-30, goal: {average_growth: {at_least: 4%}}}]
"""


def test_whatever_a_plan_asks_is_the_same_in_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planck.pipeline.blocks.LEAST", 8)
    monkeypatch.setattr("planck.load.columnar.reader.PIECE", 200)
    rows = ["region,indicator,period,value,unit,status"]
    for number in range(6):
        for year in range(2020, 2024):
            rows.append(f"地{number},gdp,{year},{100 + number * year % 17},亿元,final")
            rows.append(f"地{number},rd,{year},{3 + number * year % 5},亿元,preliminary")
    # The last regions have figures of half a year more, one of them only assumed.
    rows += ["地5,gdp,2024-H1,70,亿元,final", "地5,rd,2024,6,亿元,assumed", "地6,gdp,2024-H1,1,亿元,estimated"]
    plan, figures = tmp_path / "plan.yaml", tmp_path / "figures.csv"
    plan.write_text(EVERYTHING, "utf-8")
    figures.write_text("\n".join(rows) + "\n", "utf-8")
    usual = told(check([str(plan)], [str(figures)]))
    same(columnar(plan, [figures], tmp_path, Wanted(memory=ITSELF, fragile=True)), usual)


@pytest.mark.parametrize("most", [10_000, 500])
def test_the_order_of_rows_changes_nothing(
    inputs: tuple[Path, Path], usual: list[dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("planck.pipeline.blocks.LEAST", most)
    header, *rows = inputs[1].read_text("utf-8").splitlines()
    random.Random(3).shuffle(rows)
    shuffled = tmp_path / "shuffled.csv"
    shuffled.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    same(columnar(inputs[0], [shuffled], tmp_path, Wanted(memory=ITSELF, fragile=True)), usual)


def test_split_files_change_nothing(inputs: tuple[Path, Path], usual: list[dict[str, str]], tmp_path: Path) -> None:
    header, *rows = inputs[1].read_text("utf-8").splitlines()
    parts = [tmp_path / f"part{number}.csv" for number in range(3)]
    for number, part in enumerate(parts):
        part.write_text("\n".join((header, *rows[number::3])) + "\n", "utf-8")
    same(columnar(inputs[0], parts, tmp_path, Wanted(fragile=True)), usual)


def test_a_piece_that_only_the_row_reader_reads_changes_nothing(
    inputs: tuple[Path, Path], usual: list[dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planck.load.columnar.reader.PIECE", 5000)
    header, *rows = inputs[1].read_text("utf-8").splitlines()
    # An indicator of no target, whose name has two lines.
    path = tmp_path / "figures.csv"
    path.write_text("\n".join((header, *rows, 'region 000,"of no\ntarget",2020,1,家,final')) + "\n", "utf-8")
    same(columnar(inputs[0], [path], tmp_path, Wanted(fragile=True)), usual)


def test_every_form_of_a_file_gives_the_same(
    inputs: tuple[Path, Path], usual: list[dict[str, str]], tmp_path: Path
) -> None:
    plan, figures = inputs
    typed = pa_csv.read_csv(figures, convert_options=pa_csv.ConvertOptions(strings_can_be_null=True))
    parquet.write_table(typed, tmp_path / "figures.parquet")
    feather.write_feather(typed, tmp_path / "figures.arrow")
    text = figures.read_bytes()
    for packing, end in (("gzip", "gz"), ("zstd", "zst")):
        with pa.output_stream(str(tmp_path / f"figures.csv.{end}"), compression=packing) as file:
            file.write(text)
    query = f"sql:SELECT * FROM '{tmp_path}/figures.parquet'"
    files = [tmp_path / f"figures.{end}" for end in ("parquet", "arrow", "csv.gz", "csv.zst")]
    sources: list[Path | str] = [*files, query]
    for source in sources:
        same(columnar(plan, [source], tmp_path, Wanted(fragile=True)), usual)


def test_a_region_alone_gets_the_verdict_of_the_panel(
    inputs: tuple[Path, Path], usual: list[dict[str, str]], tmp_path: Path
) -> None:
    alone = columnar(inputs[0], [inputs[1]], tmp_path, Wanted(regions=("region 007",), fragile=True))
    same(alone, [row for row in usual if row["region"] == "region 007"])


def test_parquet_and_arrow_hold_what_the_csv_holds(inputs: tuple[Path, Path], tmp_path: Path) -> None:
    result = check_panel([str(inputs[0])], [str(inputs[1])], USUAL, Wanted())
    for form in ("parquet", "arrow", "csv"):
        verdicts = ((each.plan, columns) for each in result.plans for columns in each.targets)
        write_columns(form, str(tmp_path / f"verdicts.{form}"), verdicts)
    table = parquet.read_table(tmp_path / "verdicts.parquet").to_pylist()
    assert table == feather.read_table(tmp_path / "verdicts.arrow").to_pylist()
    rows = list(csv.DictReader((tmp_path / "verdicts.csv").read_text("utf-8").splitlines()))
    told = [{name: "" if value is None else value for name, value in row.items()} for row in table]
    assert len(rows) == len(told) == SIZE.regions * SIZE.targets
    for row, other in zip(rows, told, strict=True):
        assert {name: cell(text) for name, text in row.items()} == {
            name: cell(str(value).lower() if isinstance(value, bool) else str(value)) for name, value in other.items()
        }


def test_a_file_without_a_verdict_has_its_columns(inputs: tuple[Path, Path], tmp_path: Path) -> None:
    result = check_panel([str(inputs[0])], [str(inputs[1])], USUAL, Wanted())
    whole = table_of(result.plans[0].plan, result.plans[0].targets[0])
    for form in ("parquet", "arrow", "csv"):
        write_columns(form, str(tmp_path / f"none.{form}"), iter(()))
    assert parquet.read_table(tmp_path / "none.parquet").schema.equals(whole.schema)
    assert feather.read_table(tmp_path / "none.arrow").schema.equals(plain(whole).schema)
    assert (tmp_path / "none.csv").read_text("utf-8").replace('"', "").split() == [",".join(whole.column_names)]


# The command.


def test_the_command_tells_counts_and_groups(
    inputs: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, figures = map(str, inputs)
    report = tmp_path / "verdicts.parquet"
    code = run(["check", plan, figures, "--group", "9", "--memory", "1G", "--report", f"parquet={report}"])
    told = capsys.readouterr()
    assert code == 0
    assert "6 targets x 40 regions" in told.out
    assert "6 targets, 240 verdicts" in told.out
    assert "4 of 4 groups" in told.out
    assert f"wrote {report}" in told.err
    assert parquet.read_table(report).num_rows == 240


@pytest.mark.parametrize("day", [2018, 2021, 2025])
def test_the_answer_is_that_of_the_usual_road(inputs: tuple[Path, Path], day: int) -> None:
    plan, figures = map(str, inputs)
    usual = verdicts(check([plan], [figures], as_of=Period.year(day)))
    many = check_panel([plan], [figures], USUAL, Wanted(), as_of=Period.year(day)).plans[0]
    assert many.statuses == Counter(each.assessment.status for each in usual)
    assert many.arrivals == Counter(arrives(each.assessment) for each in usual if each.judged)
    assert many.is_over == all(each.is_over for each in usual if each.judged)


def test_large_figures_that_a_plan_names_are_told_in_counts(
    inputs: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(inputs[0].read_text("utf-8") + f"figures: [\"sql:SELECT * FROM '{inputs[1]}'\"]\n", "utf-8")
    run(["check", str(plan)])
    named = capsys.readouterr().out
    run(["check", str(inputs[0]), f"sql:SELECT * FROM '{inputs[1]}'"])
    assert named == capsys.readouterr().out
    assert "targets that the fewest regions meet" in named


def test_few_lines_and_whether_it_passes(inputs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", *map(str, inputs), "--memory", "1G", "--fail-on", "warning"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 35
    assert max(map(width, lines)) <= 80
    assert lines[-1].startswith("Does not pass: ")
    assert run(["check", *map(str, inputs), "--memory", "1G", "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("Passes: no error; ")


def test_groups_have_counts_and_means(inputs: tuple[Path, Path], usual: list[dict[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    assert run(["check", *map(str, inputs), "--group", "9", "--group", "1", "--report", f"groups={path}"]) == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6 * (4 + 1)
    for row in rows:
        own = [
            one
            for one in usual
            if one["target"] == row["target"] and one["region"][: int(row["length"])] == row["group"]
        ]
        latest = [float(one["latest"]) for one in own if one["latest"]]
        assert int(row["regions"]) == len(own)
        assert int(row["judged"]) == len(latest)
        assert int(row["met"]) == sum(one["met"] == "true" for one in own)
        assert int(row["not_assessed"]) == len(own) - len(latest)
        assert float(row["mean_latest"]) == pytest.approx(sum(latest) / len(latest), rel=1e-12)


def test_a_region_that_no_figure_names_is_an_error(
    inputs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", *map(str, inputs), "--region", "nowhere", "--memory", "512M"]) == 2
    assert "no figure names: nowhere" in capsys.readouterr().out


def test_a_region_has_a_page_of_its_own_as_if_its_figures_were_all(inputs: tuple[Path, Path], tmp_path: Path) -> None:
    plan, figures = inputs
    page, alone = tmp_path / "page.html", tmp_path / "alone.csv"
    rows = figures.read_text("utf-8").splitlines()
    alone.write_text("\n".join([rows[0], *(row for row in rows if row.startswith("region 003,"))]) + "\n", "utf-8")
    own = told(check([str(plan)], [str(alone)]))
    assert run(["check", *map(str, inputs), "--region", "region 003", "--report", f"html={page}", "--exit-zero"]) == 0
    shown = page.read_text("utf-8")
    assert "<script" not in shown
    assert shown.count("<article") == len(own) == SIZE.targets
    assert told(check([str(plan)], [str(figures)], regions=["region 003"])) == own


def test_every_verdict_stands_once_in_the_data_of_the_page(
    inputs: tuple[Path, Path], usual: list[dict[str, str]], tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    assert run(["check", *map(str, inputs), "--memory", "256M", "--report", f"html={page}", "--exit-zero"]) == 0
    data = json.loads(page.read_text("utf-8").partition('id="data">')[2].partition("</script>")[0])
    assert [len(each["status"]) for each in data["targets"]] == [SIZE.regions] * SIZE.targets
    names = [name for name, *_ in data["statuses"]]
    for target, each in enumerate(data["targets"]):
        own = [row for row in usual if row["target"] == f"t{target}"]
        letters = [names[LETTERS.index(letter)] for letter in each["status"]]
        assert dict(zip(data["regions"], letters, strict=True)) == {row["region"]: row["status"] for row in own}


def test_too_many_verdicts_for_a_page_are_said(
    inputs: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planck.render.pages.regions.MOST", 100)
    page = tmp_path / "page.html"
    assert run(["check", *map(str, inputs), "--memory", "256M", "--report", f"html={page}", "--exit-zero"]) == 0
    assert "240 verdicts are too many for a page" in page.read_text("utf-8")
    assert "<script" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--memory", "much"],
        ["--memory", "384"],
        ["--group", "x"],
        ["--group", "1", "--report", "docx=x"],
        ["--group", "1", "--output-format", "json"],
    ],
)
def test_what_is_not_told_of_many_regions_is_refused(inputs: tuple[Path, Path], arguments: list[str]) -> None:
    assert run(["check", *map(str, inputs), *arguments]) == 2


def test_a_full_disk_leaves_the_old_report(
    inputs: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "verdicts.csv"
    report.write_text("old", "utf-8")

    def full(*_: object, safe: bool) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("planck.render.columns.table_of", full)
    assert run(["check", *map(str, inputs), "--group", "1", "--report", f"csv={report}"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert report.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["verdicts.csv"]


def test_a_killed_run_leaves_no_half_file(
    inputs: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, safe: bool) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planck.render.columns.table_of", killed)
    result = check_panel([str(inputs[0])], [str(inputs[1])], USUAL, Wanted())
    with pytest.raises(KeyboardInterrupt):
        write_columns(
            "csv", str(tmp_path / "x.csv"), ((each.plan, columns) for each in result.plans for columns in each.targets)
        )
    assert not list(tmp_path.iterdir())


# Sources that break.


def test_a_packed_file_that_ends_early_is_said(inputs: tuple[Path, Path], tmp_path: Path) -> None:
    for packing, end in (("gzip", "gz"), ("zstd", "zst")):
        path = tmp_path / f"figures.csv.{end}"
        with pa.output_stream(str(path), compression=packing) as file:
            file.write(inputs[1].read_bytes())
        path.write_bytes(path.read_bytes()[:-200])
        result = check_panel([str(inputs[0])], [str(path)], USUAL, Wanted())
        assert [finding.code for finding in result.findings] == ["E005"], packing
        assert result.not_evaluated
        for form in ("parquet", "csv", "groups", "html"):
            report = tmp_path / f"report.{form}"
            report.write_text("old")
            assert run(["check", str(inputs[0]), str(path), "--memory", "256M", "--report", f"{form}={report}"]) == 2
            assert report.read_text() == "old"


def test_where_nothing_was_read_no_table_is_told(
    inputs: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "figures.parquet"
    path.write_bytes(b"PAR1")
    assert run(["check", str(inputs[0]), str(path), "--memory", "256M"]) == 2
    assert "0 of 0" not in capsys.readouterr().out


def test_a_column_that_is_missing_is_named(inputs: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "figures.parquet"
    parquet.write_table(pa_csv.read_csv(inputs[1]).drop_columns(["value"]), path)
    result = check_panel([str(inputs[0])], [str(path)], USUAL, Wanted())
    assert "E034" in {finding.code for finding in result.findings}
    path.write_bytes(path.read_bytes()[:-100])
    assert check_panel([str(inputs[0])], [str(path)], USUAL, Wanted()).not_evaluated
    assert check_panel([str(inputs[0])], [str(tmp_path / "none.csv.gz")], USUAL, Wanted()).not_evaluated


MODEL = """
planck: 1
model: ranked
title: {en: Ranked}
normalise: min_max
domains:
  a: {weight: 60, indicators: {t0: {unit: 家}, t1: {unit: 亿元, normalise: percentile_rank}}}
  b: {weight: 40, indicators: {t2: {unit: "%"}, t4: {unit: 亿元, normalise: z_score}}}
"""


def test_scores_and_ranks_are_the_same_in_every_form_order_and_split(
    inputs: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(MODEL, "utf-8")

    def ranked(*figures: Path) -> list[dict[str, str]]:
        result = score_files(str(model), [str(path) for path in figures])
        assert not any(finding.blocking for finding in result.findings)
        return list(csv.DictReader(text("csv", Kind.SCORE, result, View()).splitlines()))

    usual = ranked(inputs[1])
    assert len(usual) == SIZE.regions
    header, *rows = inputs[1].read_text("utf-8").splitlines(keepends=True)
    random.Random(1).shuffle(rows)
    parts = [tmp_path / "one.csv", tmp_path / "other.csv"]
    for part, own in zip(parts, (rows[::2], rows[1::2]), strict=True):
        part.write_text(header + "".join(own), "utf-8")
    same(ranked(*parts), usual)
    parquet.write_table(pa_csv.read_csv(inputs[1]), tmp_path / "figures.parquet")
    same(ranked(tmp_path / "figures.parquet"), usual)
    monkeypatch.setattr("planck.load.columnar.LARGE", 0)
    monkeypatch.setattr("planck.load.columnar.reader.PIECE", 20_000)
    same(ranked(*parts), usual)


ODD_MODEL = """
planck: 1
model: odd
title: {zh: 甲}
normalise: min_max
missing: {carry: 1}
%sdomains:
  a: {weight: 60, indicators: {gdp: {unit: 亿元}, rate: {unit: "%%", normalise: percentile_rank}}}
  b: {weight: 40, indicators: {firms: {unit: 家, of: growth}}}
"""
NAMED = "regions: [{name: 地3}, {name: 地9}, {name: 地1, aliases: [一地]}]\n"


@pytest.mark.parametrize("regions", ["", NAMED])
@pytest.mark.parametrize("most", [10_000, 30, 8])
def test_scores_in_blocks_are_those_of_all_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, regions: str
) -> None:
    rows = ["region,indicator,period,value,unit,status"]
    for number in range(8):
        for year in range(2020, 2023):
            rows.append(f"地{number},gdp,{year},{100 + number * year % 17},亿元,final")
            rows.append(f"地{number},firms,{year},{7 + number * year % 5},家,preliminary")
            rows.append(
                f"地{number},rate,{year},{'<2.5' if number % 3 == 1 else 3 + number % 4}{'' if number else '0'},%,final"
            )
        rows.append(f"地{number},other,2022,{number},家,final")
    # Another unit, a part of a year, what cannot be in the unit, what contradicts itself, a newest year of one alone.
    rows += [
        "地3,gdp,2023,1310000,万元,final", "地4,firms,2022-H1,5,家,final", "地6,firms,2023,5,亿元,final",
        "地5,gdp,2023,120,亿元,final", "地5,gdp,2023,121,亿元,final", "地2,gdp,2023,1410000,万元,estimated",
        "地4,gdp,2022-Q3,90,亿元,final", "一地,firms,2023,9,家,final",
    ]  # fmt: skip
    header, *body = rows
    body.sort(key=lambda row: row.split(",")[0].replace("一地", "地1"))
    model, figures = tmp_path / "model.yaml", tmp_path / "figures.csv"
    model.write_text(ODD_MODEL % regions, "utf-8")
    figures.write_text("\n".join((header, *body)) + "\n", "utf-8")
    wish = Wish(draws=40, seed=3, explain=("地3",))
    usual = score_files(str(model), [str(figures)], wish=wish)
    monkeypatch.setattr("planck.load.columnar.LARGE", 0)
    monkeypatch.setattr("planck.load.columnar.reader.PIECE", 200)
    monkeypatch.setattr("planck.pipeline.blocks.LEAST", most)
    monkeypatch.setattr("planck.pipeline.score._MEMORY", ITSELF)
    blocks = score_files(str(model), [str(figures)], wish=wish)
    assert blocks.figure_count == usual.figure_count == len(body)
    odd = {"L040", "G103"} if regions else {"L040", "G101", "G102", "G103", "G104"}
    assert odd <= {finding.code for finding in usual.all_findings}
    assert blocks.all_findings == usual.all_findings
    assert blocks.card == usual.card
