"""The same verdicts from Spark in local mode, over several partitions. `python -m pytest -m slow tests/columnar`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planck.load.table.header import USUAL
from planck.pipeline.panel import Wanted, check_panel
from tests.bench.panel import Size, write_inputs

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
