"""What the values of a plan are called: in the titles of its JSON Schema and in messages, in both languages."""

from collections.abc import Mapping

from planck.model import Text
from planck.record import Record
from planck.words import Label


class Kind(Record, kw_only=False):
    """A kind of value: what is wanted, and what to do when something else stands there."""

    wanted: Text
    hint: Text


KINDS: Mapping[str, Kind] = {
    "text": Kind(
        Label("load.kinds.text"),
        Label("load.kind_hints.text"),
    ),
    "names": Kind(
        Label("load.kinds.names"),
        Label("load.kind_hints.names"),
    ),
    "mapping": Kind(
        Label("load.kinds.mapping"),
        Label("load.kind_hints.mapping"),
    ),
    "list": Kind(
        Label("load.kinds.list"),
        Label("load.kind_hints.list"),
    ),
    "pair": Kind(
        Label("load.kinds.pair"),
        Label("load.kind_hints.pair"),
    ),
    "plan_id": Kind(
        Label("load.kinds.plan_id"),
        Label("load.kind_hints.plan_id"),
    ),
    "id": Kind(
        Label("load.kinds.id"),
        Label("load.kind_hints.id"),
    ),
    "year": Kind(
        Label("load.kinds.year"),
        Label("load.kind_hints.year"),
    ),
    "date": Kind(
        Label("load.kinds.date"),
        Label("load.kind_hints.date"),
    ),
    "issued": Kind(
        Label("load.kinds.issued"),
        Label("load.kind_hints.issued"),
    ),
    "period": Kind(
        Label("load.kinds.period"),
        Label("load.kind_hints.period"),
    ),
    "number": Kind(
        Label("load.kinds.number"),
        Label("load.kind_hints.number"),
    ),
    "quantity": Kind(
        Label("load.kinds.quantity"),
        Label("load.kind_hints.quantity"),
    ),
    "baseline": Kind(
        Label("load.kinds.baseline"),
        Label("load.kind_hints.baseline"),
    ),
    "percent": Kind(
        Label("load.kinds.percent"),
        Label("load.kind_hints.percent"),
    ),
    "series": Kind(
        Label("load.kinds.series"),
        Label("load.kind_hints.series"),
    ),
    "place_in_order": Kind(
        Label("load.kinds.place_in_order"),
        Label("load.kind_hints.place_in_order"),
    ),
    "done": Kind(
        Label("load.kinds.done"),
        Label("load.kind_hints.done"),
    ),
    "lag": Kind(
        Label("load.kinds.lag"),
        Label("load.kind_hints.lag"),
    ),
    "formula": Kind(
        Label("load.kinds.formula"),
        Label("load.kind_hints.formula"),
    ),
    "region": Kind(
        Label("load.kinds.region"),
        Label("load.kind_hints.region"),
    ),
    "finding_code": Kind(
        Label("load.kinds.finding_code"),
        Label("load.kind_hints.finding_code"),
    ),
    "method": Kind(
        Label("load.kinds.method"),
        Label("load.kind_hints.method"),
    ),
    "partial_year": Kind(
        Label("load.kinds.partial_year"),
        Label("load.kind_hints.partial_year"),
    ),
    "weight": Kind(
        Label("load.kinds.weight"),
        Label("load.kind_hints.weight"),
    ),
    "points": Kind(
        Label("load.kinds.points"),
        Label("load.kind_hints.points"),
    ),
    "positive": Kind(
        Label("load.kinds.positive"),
        Label("load.kind_hints.positive"),
    ),
    "shift": Kind(
        Label("load.kinds.shift"),
        Label("load.kind_hints.shift"),
    ),
    "over": Kind(
        Label("load.kinds.over"),
        Label("load.kind_hints.over"),
    ),
    "flag": Kind(
        Label("load.kinds.flag"),
        Label("load.kind_hints.flag"),
    ),
    "digits": Kind(
        Label("load.kinds.digits"),
        Label("load.kind_hints.digits"),
    ),
    "bands": Kind(
        Label("load.kinds.bands"),
        Label("load.kind_hints.bands"),
    ),
    "normalise": Kind(
        Label("load.kinds.normalise"),
        Label("load.kind_hints.normalise"),
    ),
    "aggregate": Kind(
        Label("load.kinds.aggregate"),
        Label("load.kind_hints.aggregate"),
    ),
    "part": Kind(
        Label("load.kinds.part"),
        Label("load.kind_hints.part"),
    ),
    "version": Kind(
        Label("load.kinds.version"),
        Label("load.kind_hints.version"),
    ),
    "goal": Kind(
        Label("load.kinds.goal"),
        Label("load.kind_hints.goal"),
    ),
    "years": Kind(
        Label("load.kinds.years"),
        Label("load.kind_hints.years"),
    ),
    "choice": Kind(
        Label("load.kinds.choice"),
        Label("load.kind_hints.choice"),
    ),
}

_BY_TITLE = {kind.wanted.en: name for name, kind in KINDS.items()}


def kind_named(title: object) -> str:
    """The name of the kind whose schema has this title; `text` for a title of none."""
    return _BY_TITLE.get(str(title), "text")
