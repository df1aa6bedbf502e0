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
        Label("load.kinds.text_0"),
        Label("load.kinds.text_1"),
    ),
    "names": Kind(
        Label("load.kinds.names_0"),
        Label("load.kinds.names_1"),
    ),
    "mapping": Kind(
        Label("load.kinds.mapping_0"),
        Label("load.kinds.mapping_1"),
    ),
    "list": Kind(
        Label("load.kinds.list_0"),
        Label("load.kinds.list_1"),
    ),
    "pair": Kind(
        Label("load.kinds.pair_0"),
        Label("load.kinds.pair_1"),
    ),
    "plan_id": Kind(
        Label("load.kinds.plan_id_0"),
        Label("load.kinds.plan_id_1"),
    ),
    "id": Kind(
        Label("load.kinds.id_0"),
        Label("load.kinds.id_1"),
    ),
    "year": Kind(
        Label("load.kinds.year_0"),
        Label("load.kinds.year_1"),
    ),
    "date": Kind(
        Label("load.kinds.date_0"),
        Label("load.kinds.date_1"),
    ),
    "issued": Kind(
        Label("load.kinds.issued_0"),
        Label("load.kinds.issued_1"),
    ),
    "period": Kind(
        Label("load.kinds.period_0"),
        Label("load.kinds.period_1"),
    ),
    "number": Kind(
        Label("load.kinds.number_0"),
        Label("load.kinds.number_1"),
    ),
    "quantity": Kind(
        Label("load.kinds.quantity_0"),
        Label("load.kinds.quantity_1"),
    ),
    "baseline": Kind(
        Label("load.kinds.baseline_0"),
        Label("load.kinds.baseline_1"),
    ),
    "percent": Kind(
        Label("load.kinds.percent_0"),
        Label("load.kinds.percent_1"),
    ),
    "series": Kind(
        Label("load.kinds.series_0"),
        Label("load.kinds.series_1"),
    ),
    "place_in_order": Kind(
        Label("load.kinds.place_in_order_0"),
        Label("load.kinds.place_in_order_1"),
    ),
    "done": Kind(
        Label("load.kinds.done_0"),
        Label("load.kinds.done_1"),
    ),
    "lag": Kind(
        Label("load.kinds.lag_0"),
        Label("load.kinds.lag_1"),
    ),
    "formula": Kind(
        Label("load.kinds.formula_0"),
        Label("load.kinds.formula_1"),
    ),
    "region": Kind(
        Label("load.kinds.region_0"),
        Label("load.kinds.region_1"),
    ),
    "finding_code": Kind(
        Label("load.kinds.finding_code_0"),
        Label("load.kinds.finding_code_1"),
    ),
    "method": Kind(
        Label("load.kinds.method_0"),
        Label("load.kinds.method_1"),
    ),
    "partial_year": Kind(
        Label("load.kinds.partial_year_0"),
        Label("load.kinds.partial_year_1"),
    ),
    "weight": Kind(
        Label("load.kinds.weight_0"),
        Label("load.kinds.weight_1"),
    ),
    "points": Kind(
        Label("load.kinds.points_0"),
        Label("load.kinds.points_1"),
    ),
    "positive": Kind(
        Label("load.kinds.positive_0"),
        Label("load.kinds.positive_1"),
    ),
    "flag": Kind(
        Label("load.kinds.flag_0"),
        Label("load.kinds.flag_1"),
    ),
    "digits": Kind(
        Label("load.kinds.digits_0"),
        Label("load.kinds.digits_1"),
    ),
    "bands": Kind(
        Label("load.kinds.bands_0"),
        Label("load.kinds.bands_1"),
    ),
    "normalise": Kind(
        Label("load.kinds.normalise_0"),
        Label("load.kinds.normalise_1"),
    ),
    "aggregate": Kind(
        Label("load.kinds.aggregate_0"),
        Label("load.kinds.aggregate_1"),
    ),
    "part": Kind(
        Label("load.kinds.part_0"),
        Label("load.kinds.part_1"),
    ),
    "version": Kind(
        Label("load.kinds.version_0"),
        Label("load.kinds.version_1"),
    ),
    "goal": Kind(
        Label("load.kinds.goal_0"),
        Label("load.kinds.goal_1"),
    ),
    "years": Kind(
        Label("load.kinds.years_0"),
        Label("load.kinds.years_1"),
    ),
    "choice": Kind(
        Label("load.kinds.choice_0"),
        Label("load.kinds.choice_1"),
    ),
}

_BY_TITLE = {kind.wanted.en: name for name, kind in KINDS.items()}


def kind_named(title: object) -> str:
    """The name of the kind whose schema has this title; `text` for a title of none."""
    return _BY_TITLE.get(str(title), "text")
