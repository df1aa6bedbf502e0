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
from tests.bench.panel import Size, model_of, write_inputs
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


def test_all_spellings_of_a_region_are_judged_together(spark: Any, inputs: tuple[Path, Path]) -> None:
    from planck_spark import judge

    columns = ("region", "indicator", "period", "value", "unit")
    names = ("区 1", "区1", "区１", "  区 1")
    rows = [(name, "t0", str(2015 + year), str(100 + year), "家") for year, name in enumerate(names)]
    table = spark.createDataFrame(rows, columns).repartition(4)
    [verdict] = [row for row in judge(table, str(inputs[0])).collect() if row["target"] == "t0"]
    assert (verdict["baseline"], verdict["latest"], verdict["latest_period"]) == (100, 103, "2018")


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


def test_the_national_panel_is_the_same_in_several_partitions(spark: Any, tmp_path: Path) -> None:
    import pyarrow as pa

    from planck.render.columns import plain, table_of
    from planck_spark import judge, score

    size = Size(regions=2844, targets=50, years=11)
    plan, figures = map(str, write_inputs(tmp_path, size))
    model = tmp_path / "model.yaml"
    model.write_text(model_of(size), "utf-8")
    table = spark.read.option("header", True).csv(figures)
    made = judge(table, plan)
    assert made.rdd.getNumPartitions() > 1
    result = check_panel([plan], [figures], USUAL, Wanted())
    usual = pa.concat_tables([plain(table_of(result.plans[0].plan, each)) for each in result.plans[0].targets])
    order = [("target", "ascending"), ("region", "ascending")]
    verdicts = made.toArrow().sort_by(order)
    assert verdicts.num_rows == 142_200
    assert verdicts.equals(usual.sort_by(order).cast(verdicts.schema))
    ranked = {row["region"]: (row["rank"], row["score"]) for row in score(table, str(model)).collect()}
    card = score_files(str(model), [figures]).card
    assert card
    assert len(card.units) == len(ranked) == 2844
    for unit in card.units:
        rank, number = ranked[unit.region]
        assert unit.rank == rank
        assert unit.score == pytest.approx(number, rel=1e-12)
