"""The ASEM index as COINr 1.1.14 ships and computes it, read from the folder of published results."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from msgspec.structs import replace

from planck.engine.scoring.aggregate import Node, Tree
from planck.engine.scoring.ways import Floats
from tests.golden.folder import shared

HOME = "golden/composite/coinr"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: names of its rows, and its columns as text."""

    rows: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]

    def numbers(self, names: tuple[str, ...], rows: tuple[str, ...] | None = None) -> Floats:
        """Columns side by side, in the order of `rows`; empty and NA are NaN."""
        values = np.array([[_number(one) for one in self.columns[name]] for name in names], dtype=np.float64).T
        if rows is None:
            return values
        at = {name: place for place, name in enumerate(self.rows)}
        return np.asarray(values[[at[name] for name in rows]])


def _number(text: str) -> float:
    return float("nan") if text in {"", "NA"} else float(text)


@cache
def sheet(name: str, key: str = "uCode") -> Sheet:
    with shared(f"{HOME}/{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = {column: tuple(row[column] for row in rows) for column in rows[0]}
    return Sheet(columns[key], columns)


@dataclass(frozen=True, slots=True)
class Asem:
    """Names of units and indicators in the order of the stage tables, directions, and the tree with equal weights."""

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    directions: Floats
    aggregates: tuple[str, ...]
    tree: Tree


@cache
def asem() -> Asem:
    stage, meta = sheet("stage_5_Treated"), sheet("ASEM_iMeta", "iCode")
    indicators = tuple(stage.columns)[1:]
    columns = meta.columns
    level = dict(zip(meta.rows, columns["Level"], strict=True))
    parent = dict(zip(meta.rows, columns["Parent"], strict=True))
    sign = dict(zip(meta.rows, columns["Direction"], strict=True))
    aggregates = tuple(name for step in "234" for name in meta.rows if level[name] == step)
    names = indicators + aggregates
    nodes = []
    for one in aggregates:
        parts = tuple(place for place, name in enumerate(names) if parent[name] == one)
        nodes.append(Node(name=one, parts=parts, weights=(1.0,) * len(parts)))
    return Asem(
        units=stage.rows,
        indicators=indicators,
        directions=np.array([float(sign[name]) for name in indicators]),
        aggregates=aggregates,
        tree=Tree(leaves=len(indicators), nodes=tuple(nodes)),
    )


def with_method(method: str, levels: Mapping[str, str] | None = None, **given: float) -> Tree:
    """The tree with an aggregation on every node, or another on those named in `levels`."""
    tree = asem().tree
    chosen = levels or {}
    nodes = (replace(node, method=chosen.get(node.name, method), given=given) for node in tree.nodes)
    return replace(tree, nodes=tuple(nodes))


def with_weights(tree: Tree, weights: Mapping[str, float]) -> Tree:
    """The tree with weights by the names of its parts."""
    names = asem().indicators + asem().aggregates
    nodes = (replace(node, weights=tuple(weights[names[part]] for part in node.parts)) for node in tree.nodes)
    return replace(tree, nodes=tuple(nodes))


def weights_in(name: str) -> dict[str, float]:
    """Weights by name from a table of weights."""
    table = sheet(name, "iCode")
    return {code: float(weight) for code, weight in zip(table.rows, table.columns["Weight"], strict=True)}


def stage(name: str) -> Floats:
    """A stage table, units x indicators, in the order of `asem()`."""
    return sheet(name).numbers(asem().indicators, asem().units)
