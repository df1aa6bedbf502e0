"""planck inside PySpark: the functions of one machine over blocks of regions, in the engine that holds the figures.

    from planck_spark import judge
    verdicts = judge(spark.read.parquet("figures"), "plan.yaml")

Spark deals out the regions, and what all regions must know of each other (the time of judgement) is exchanged as one
small table between two passes. The columns of the figures are called as in a file; those of the verdicts are the ones
of `planck check --report parquet=`.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from planck.assess.columns import columns_of
from planck.assess.plan import judged_at, later
from planck.assess.select import select
from planck.assess.target import judge_target
from planck.load.columnar.reader import Read
from planck.load.table.header import USUAL, Column, column_of
from planck.model import AsOf, Period, PeriodKind, Plan
from planck.model.table import Figures
from planck.pipeline.files import load_plans
from planck.render.columns import plain, table_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_WHEN = pa.schema([("start", pa.date32()), ("end", pa.date32()), ("kind", pa.string()), ("assumed", pa.bool_())])
_SPARK_WHEN = "start date, end date, kind string, assumed boolean"


class UnreadableError(ValueError):
    """A plan or figures that cannot be evaluated; the text says why, a line a finding."""


def judge(figures: "DataFrame", plan: str, as_of: Period | None = None) -> "DataFrame":
    """The verdicts on every region by the figures, a row each.

    figures: in long form, with a column of regions. Raises UnreadableError for a plan that cannot be read.
    """
    judged = _plan(plan)
    dealt = figures.repartition(_region_of(figures.columns))
    when = AsOf(period=as_of, given=True) if as_of else _when(dealt, judged)

    def verdicts(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        table = _figures(batches)
        if len(table):
            selection = select(judged, table, as_of)
            for target in judged.targets:
                columns = columns_of(judge_target(judged, target, selection, when))
                yield from plain(table_of(judged, columns)).to_batches()

    return dealt.mapInArrow(verdicts, _schema(judged))


def _plan(path: str) -> Plan:
    loaded = load_plans([path], USUAL)
    if len(loaded.plans) != 1 or any(finding.blocking for finding in loaded.findings):
        raise UnreadableError("\n".join(f"{finding.code} {finding.place}" for finding in loaded.findings))
    return loaded.plans[0]


def _region_of(names: Iterable[str]) -> str:
    """The column that the regions stand in. Raises UnreadableError where there is none."""
    found = [name for name in names if column_of(name) is Column.REGION]
    if not found:
        raise UnreadableError(f"region: wanted a column of regions, got {', '.join(names)}")
    return found[0]


def _figures(batches: Iterable[pa.RecordBatch]) -> Figures:
    """The figures of a partition. Raises UnreadableError where a part of them cannot be read."""
    read = Read("spark", USUAL)
    table = Figures.joined(list(read.of_batches(batches)))
    if any(finding.blocking for finding in read.findings):
        raise UnreadableError("\n".join(f"{finding.code} {finding.place}" for finding in read.findings))
    return table


def _when(dealt: "DataFrame", plan: Plan) -> AsOf:
    """The time of judgement of all regions: the latest of those that partitions come to by themselves."""

    def newest(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        table = _figures(batches)
        when = judged_at(select(plan, table, None), None) if len(table) else AsOf()
        if when.period:
            period = when.period
            row = {"start": period.start, "end": period.end, "kind": period.kind.value, "assumed": when.assumed}
            yield pa.RecordBatch.from_pylist([row], schema=_WHEN)

    when = AsOf()
    for row in dealt.mapInArrow(newest, _SPARK_WHEN).collect():
        period = Period(row["start"], row["end"], PeriodKind(row["kind"]))
        when = later(when, AsOf(period=period, assumed=row["assumed"]))
    return when


def _schema(plan: Plan) -> str:
    """The columns of the verdicts as Spark names their types."""
    nothing = select(plan, Figures.of(()), None)
    columns = columns_of(judge_target(plan, plan.targets[0], nothing, AsOf()))
    kinds = {pa.string(): "string", pa.float64(): "double", pa.bool_(): "boolean"}
    return ", ".join(f"`{field.name}` {kinds[field.type]}" for field in plain(table_of(plan, columns)).schema)
