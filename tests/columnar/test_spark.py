"""The same verdicts from Spark in local mode, over several partitions. `python -m pytest -m slow tests/columnar`."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planck.load.table.header import USUAL
from planck.pipeline.blocks import Wanted
from planck.pipeline.panel import check_panel
from planck.pipeline.score import score as score_files
from planck.render import Kind, View, text
from tests.bench.panel import Size, write_inputs
from tests.columnar.test_panel import cell

pytestmark = [
    pytest.mark.slow,
    # The start of Spark, which is not ours.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    # Its workers would take the first python3 of the PATH.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        yield from _session(sql)


def _session(sql: Any) -> Iterator[Any]:
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.sql.shuffle.partitions", "5")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_inputs(tmp_path_factory.mktemp("spark"), Size(regions=60, targets=6, years=11))


def test_spark_gives_the_verdicts_of_one_machine(spark: Any, inputs: tuple[Path, Path]) -> None:
    from planck.render.columns import plain, table_of
    from planck_spark import judge

    plan, figures = inputs
    table = spark.read.option("header", True).csv(str(figures))
    verdicts = judge(table, str(plan))
    assert verdicts.rdd.getNumPartitions() > 1
    found = {(row["target"], row["region"]): row.asDict() for row in verdicts.collect()}
    result = check_panel([str(plan)], [str(figures)], USUAL, Wanted())
    for columns in result.plans[0].targets:
        for row in plain(table_of(result.plans[0].plan, columns)).to_pylist():
            assert found.pop((row["target"], row["region"])) == row
    assert not found


def test_what_cannot_be_read_is_said(spark: Any, inputs: tuple[Path, Path], tmp_path: Path) -> None:
    from planck_spark import UnreadableError, judge

    table = spark.createDataFrame([("a", 1)], ["indicator", "value"])
    with pytest.raises(UnreadableError, match="region"):
        judge(table, str(inputs[0]))
    with pytest.raises(UnreadableError, match="E001"):
        judge(table, str(tmp_path / "none.yaml"))


# Scales by the ends and by the places of all, in domains; a bonus and a veto; scores by a plan; and what is made of the
# points of all regions, so that it is worked out in one partition.
MODEL = """
planck: 1
model: ranked
title: {en: Ranked}
language: en
domains:
  wide:
    name: {en: Wide}
    weight: 60
    WEIGHTS
    indicators:
      t0: {name: {en: A}, unit: 家, better: higher, normalise: {method: min_max}}
      t1: {name: {en: B}, unit: 亿元, better: higher, normalise: {method: percentile_rank}}
      t3: {name: {en: C}, unit: 家, better: lower, normalise: {method: z_score}}
  shares:
    name: {en: Shares}
    weight: 40
    indicators:
      t2: {name: {en: D}, unit: "%", of: difference, better: higher, normalise: {method: efficacy}}
      t5: {name: {en: E}, unit: "%", better: higher, normalise: {method: goalposts, worst: 0, best: 100}}
grades: [{grade: a, at_least: 60, rank: 10}, {grade: b, at_least: 40}, {grade: c}]
veto: {t4: {at_least: 150, grade: b}}
"""
OF_PLAN = """
planck: 1
model: verdicts
title: {en: Verdicts}
language: en
domains:
  plan: {name: {en: Plan}, weight: 100, targets: {}}
"""


@pytest.mark.parametrize(
    ("model", "judged"),
    [
        (MODEL.replace("    WEIGHTS\n", ""), False),
        (MODEL.replace("WEIGHTS", "weights: critic"), False),
        (OF_PLAN, True),
    ],
)
def test_spark_gives_the_scores_and_ranks_of_one_machine(
    spark: Any, inputs: tuple[Path, Path], tmp_path: Path, model: str, judged: bool
) -> None:
    from planck_spark import score

    (tmp_path / "model.yaml").write_text(model, "utf-8")
    plan, figures = (str(path) for path in inputs)
    table = spark.read.option("header", True).csv(figures)
    made = score(table, str(tmp_path / "model.yaml"), plan=plan if judged else "")
    found = {row["region"]: row.asDict() for row in made.collect()}
    usual = score_files(str(tmp_path / "model.yaml"), [figures], plans=[plan] if judged else [])
    assert usual.card
    for row in csv.DictReader(text("csv", Kind.SCORE, usual, View()).splitlines()):
        other = found.pop(row["region"])
        told = {name: cell("" if value is None else str(value).lower()) for name, value in other.items()}
        assert row["rank"] == f"{told.pop('rank'):g}"
        for name, value in told.items():
            assert cell(row[name]) == (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value), name
    assert not found
