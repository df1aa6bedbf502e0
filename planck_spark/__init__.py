"""planck inside PySpark: the functions of one machine over blocks of regions, in the engine that holds the figures.

    from planck_spark import judge, score
    verdicts = judge(spark.read.parquet("figures"), "plan.yaml")
    scores = score(spark.read.parquet("figures"), "model.yaml")

Spark deals out the regions, and what all regions must know of each other (the time of judgement, the figures that
scales are fitted to, the scores that ranks follow from) is exchanged as small tables between passes. The columns of the
figures are called as in a file; those of the verdicts are the ones of `planck check --report parquet=`, those of the
scores the ones of `planck score --output-format csv`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from msgspec.structs import replace

from planck.arrow import to_numpy
from planck.assess.columns import columns_of
from planck.assess.plan import PlanResult, assess_plan, judged_at, later
from planck.assess.select import key, region_names, select
from planck.assess.target import judge_target
from planck.engine.scoring.normalise import sample_of
from planck.engine.scoring.ranks import ranks
from planck.engine.scoring.ways import Floats
from planck.load.columnar.reader import Read
from planck.load.scoring.model import read_model
from planck.load.table.header import USUAL, Column, column_of
from planck.model import AsOf, Finding, Period, PeriodKind, Plan
from planck.model.scorecard import UnitScore, Unscored
from planck.model.scoring import ScoringModel
from planck.model.table import Figures
from planck.pipeline.files import load_plans
from planck.record import Record
from planck.render.columns import plain, table_of
from planck.score.card import kinds_of, scorecard
from planck.score.panel import Beyond, below_zero
from planck.score.run import Scoring, scene_of, scoring
from planck.score.scored import Scene, Scored, apart, sheet_of

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
    dealt = _dealt(figures, region_names(judged))
    when = AsOf(period=as_of, given=True) if as_of else _when(dealt, judged)

    def verdicts(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        table = _figures(batches)
        if len(table):
            selection = select(judged, table, as_of)
            for target in judged.targets:
                columns = columns_of(judge_target(judged, target, selection, when))
                yield from plain(table_of(judged, columns)).to_batches()

    return dealt.mapInArrow(verdicts, _schema(judged))


def score(figures: "DataFrame", model: str, plan: str = "", year: int | None = None) -> "DataFrame":
    """The scores and ranks of every region by the figures and by the verdicts on a plan, a row each.

    A model that makes weights, scales or what stands in for gaps of the points of all regions, or that names regions,
    is worked out in one partition. Raises UnreadableError for a model or a plan that cannot be read.
    """
    task = _Task(model=_model(model), plan=_plan(plan) if plan else None, year=year)
    nothing, _ = task.scene(Figures.of(()))
    if not (apart(nothing) and all(target.region.every for target in (task.plan.targets if task.plan else ()))):
        return figures.coalesce(1).mapInArrow(task.scores, _spark(_layout(nothing)))
    dealt = _dealt(figures, region_names(task.plan) if task.plan else {})
    task = replace(task, when=_when(dealt, task.plan) if task.plan else None)
    years = dealt.mapInArrow(task.years, _spark(_YEARS)).collect()
    task = replace(task, beyond=Beyond(year=max((row["year"] for row in years), default=0), sample=_nobody(nothing)))
    task = replace(task, beyond=_beyond(dealt.mapInArrow(task.samples, _spark(_SAMPLES)).toArrow(), task, nothing))
    decisive = dealt.mapInArrow(task.decisive, _spark(_DECISIVE)).toArrow()
    ranked = ranks(_numbers(decisive["decisive"]), task.model.ties)
    task = replace(task, ranks=dict(zip(decisive["region"].to_pylist(), ranked.tolist(), strict=True)))
    return dealt.mapInArrow(task.scores, _spark(_layout(nothing)))


def _plan(path: str) -> Plan:
    loaded = load_plans([path], USUAL)
    if len(loaded.plans) != 1 or any(finding.blocking for finding in loaded.findings):
        raise _unreadable(loaded.findings)
    return loaded.plans[0]


def _unreadable(findings: Iterable[Finding]) -> UnreadableError:
    return UnreadableError("\n".join(f"{finding.code} {finding.place}" for finding in findings))


def _region_of(names: Iterable[str]) -> str:
    """The column that the regions stand in. Raises UnreadableError where there is none."""
    found = [name for name in names if column_of(name) is Column.REGION]
    if not found:
        raise UnreadableError(f"region: wanted a column of regions, got {', '.join(names)}")
    return found[0]


_DEALT_BY = "planck_region"


def _dealt(figures: "DataFrame", spelled: Mapping[str, str]) -> "DataFrame":
    """The figures dealt out by their regions; `spelled` has these by the keys of all their spellings."""
    from pyspark.sql.types import StringType, StructField, StructType

    column = _region_of(figures.columns)

    def keyed(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            coded = batch.column(column).cast(pa.string()).dictionary_encode()
            keys = [key(spelled.get(key(name), name)) for name in coded.dictionary.to_pylist()]
            dealt_by = pa.array(keys, pa.string()).take(coded.indices)
            yield pa.RecordBatch.from_arrays([*batch.columns, dealt_by], names=[*batch.schema.names, _DEALT_BY])

    schema = StructType([*figures.schema.fields, StructField(_DEALT_BY, StringType())])
    return figures.mapInArrow(keyed, schema).repartition(_DEALT_BY).drop(_DEALT_BY)


def _figures(batches: Iterable[pa.RecordBatch]) -> Figures:
    """The figures of a partition. Raises UnreadableError where a part of them cannot be read."""
    read = Read("spark", USUAL)
    table = Figures.joined(list(read.of_batches(batches)))
    if any(finding.blocking for finding in read.findings):
        raise _unreadable(read.findings)
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
    return _spark(plain(table_of(plan, columns)).schema)


def _spark(schema: pa.Schema) -> str:
    """Columns as Spark names their types."""
    kinds = {pa.string(): "string", pa.float64(): "double", pa.bool_(): "boolean", pa.int32(): "int"}
    return ", ".join(f"`{field.name}` {kinds[field.type]}" for field in schema)


# Scores, in passes over the regions of a partition each.

_YEARS = pa.schema([("year", pa.int32())])
_SAMPLES = pa.schema([("leaf", pa.int32()), ("value", pa.float64()), ("negative", pa.string())])
_DECISIVE = pa.schema([("region", pa.string()), ("decisive", pa.float64())])
_TEXTS = ("score_missing", "grade", "grade_before_veto", "vetoed")
_NUMBERS = ("rank", "score", "base", "bonus", "deduction", "coverage", "low", "high", "rank_to")


class _Task(Record):
    """What is to be scored, and what is known of all regions so far."""

    model: ScoringModel
    plan: Plan | None
    year: int | None
    when: AsOf | None = None
    beyond: Beyond | None = None
    ranks: Mapping[str, float] | None = None

    def plans(self, table: Figures) -> list[PlanResult]:
        """The verdicts on the plan by some figures."""
        return [assess_plan(self.plan, table, None, when=self.when)] if self.plan else []

    def scene(self, table: Figures) -> tuple[Scene, tuple[Finding, ...]]:
        """What the scores of some figures follow from."""
        return scene_of(self.model, table, self.plans(table), self.year, self.beyond)

    def years(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The year of a partition."""
        table = _figures(batches)
        if len(table):
            yield pa.RecordBatch.from_pylist([{"year": self.scene(table)[0].panel.year}], schema=_YEARS)

    def samples(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """What scales are fitted to, and the series with a figure below zero."""
        table = _figures(batches)
        if len(table):
            scene, _ = self.scene(table)
            sheet = sheet_of(scene)
            sample = sample_of(sheet.figures, sheet.markings)
            rows, leaves = np.nonzero(~np.isnan(sample))
            below = np.array(list(scene.panel.series))[below_zero(scene.panel.values)].tolist()
            yield from pa.table([leaves, sample[rows, leaves], [None] * len(rows)], schema=_SAMPLES).to_batches()
            yield from pa.table([[None] * len(below), [None] * len(below), below], schema=_SAMPLES).to_batches()

    def decisive(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """What ranks follow from."""
        table = _figures(batches)
        if len(table):
            made, result = self._scored(table)
            yield from pa.table([made.scene.panel.units, result.decisive], schema=_DECISIVE).to_batches()

    def scores(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The regions with their scores."""
        table = _figures(batches)
        if len(table):
            made, result = self._scored(table)
            if self.ranks is not None:
                result = replace(result, rank=np.array([self.ranks[unit] for unit in made.scene.panel.units]))
            rows = [_row(unit) for unit in scorecard(made.scene, result).units]
            yield from pa.Table.from_pylist(rows, schema=_layout(made.scene)).to_batches()

    def _scored(self, table: Figures) -> tuple[Scoring, Scored]:
        made = scoring(self.model, table, self.plans(table), self.year, self.beyond)
        if made.result is None:
            raise _unreadable(made.findings)
        return made, made.result


def _model(path: str) -> ScoringModel:
    found, _, findings = read_model(path)
    if found is None or any(finding.blocking for finding in findings):
        raise _unreadable(findings)
    return found


def _numbers(cells: pa.ChunkedArray) -> Floats:
    """The numbers of a column, NaN where it has none."""
    return np.asarray(to_numpy(pa.concat_arrays([pa.array([], cells.type), *cells.chunks])), dtype=np.float64)


def _nobody(scene: Scene) -> Floats:
    """The figures of no region."""
    return np.empty((0, len(scene.layout.leaves)))


def _beyond(found: pa.Table, task: _Task, nothing: Scene) -> Beyond:
    """What scales are fitted to, of all partitions."""
    assert task.beyond
    leaf, value = _numbers(found["leaf"]), _numbers(found["value"])
    columns = [value[leaf == at] for at in range(len(nothing.layout.leaves))]
    longest = max(map(len, columns), default=0)
    wide = [np.pad(column, (0, longest - len(column)), constant_values=np.nan) for column in columns]
    sample = np.stack(wide, axis=1) if wide else _nobody(nothing)
    negative = frozenset(found["negative"].drop_null().to_pylist())
    return replace(task.beyond, sample=sample_of(sample, sheet_of(nothing).markings), negative=negative)


def _layout(scene: Scene) -> pa.Schema:
    """The columns of the scores, called as in a CSV file."""
    tree, domains = scene.layout.tree, scene.layout.domains
    top = [domains[part - tree.leaves].id for part in tree.nodes[-1].parts] if tree.leaves else []
    own = [*(f"domain_{id_}" for id_ in top), *(f"part_{id_}" for id_, _, _ in kinds_of(scene.layout))]
    kinds = dict.fromkeys(("region", *_TEXTS), pa.string()) | dict.fromkeys((*_NUMBERS, *own), pa.float64())
    return pa.schema(kinds | {"winner": pa.bool_()})


def _row(unit: UnitScore) -> dict[str, object]:
    """A region's score as cells, null where there is none."""
    scores: dict[str, object] = {name: getattr(unit, name) for name in _NUMBERS}
    scores |= {f"domain_{domain.id}": domain.score for domain in unit.domains}
    scores |= {f"part_{part.id}": part.score for part in unit.parts}
    return {name: None if isinstance(value, Unscored) else value for name, value in scores.items()} | {
        "region": unit.region,
        "score_missing": unit.score.value if isinstance(unit.score, Unscored) else "",
        "grade": unit.grade,
        "grade_before_veto": unit.grade_before_veto,
        "vetoed": " ".join(unit.vetoed),
        "winner": unit.winner,
    }
