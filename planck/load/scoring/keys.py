"""The keys of a scoring model, each declared once; most of them stand under `scoring` in a plan as well."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from planck.engine.scoring.aggregate import AGGREGATIONS, WEIGHTINGS
from planck.engine.scoring.normalise import NORMALISATIONS
from planck.engine.scoring.shapes import SHAPES
from planck.engine.scoring.ways import Parameters
from planck.load.judge import VERSION
from planck.load.plan.keys import (
    ID,
    LAG,
    NAMES,
    NUMBER,
    PERCENT,
    PERCENT_FORM,
    PLAN_ID,
    POSITIVE,
    SOURCE,
    TABLE,
    TEXT,
    TEXTS,
    VERSION_KEY,
    numeric,
    schema_text,
    whole,
)
from planck.load.shape import Choice, DocumentForm, Field, Form, Key, Kind, Later, ListOf, MapOf, OneOf, Scalar
from planck.load.yaml import Data, yaml_text
from planck.model import Language
from planck.model.scoring import (
    AS_STATED,
    LARGEST,
    LOWEST,
    Aggregation,
    Better,
    Domain,
    EachTarget,
    FillRule,
    Grade,
    Item,
    Items,
    MissingData,
    Normalisation,
    Of,
    Quota,
    Rescale,
    Rounding,
    ScoredIndicator,
    ScoredRegion,
    ScoringModel,
    Standing,
    Ties,
    UnitClass,
    Veto,
)

# What a model may name, as the engine's tables say it.

METHODS: Mapping[str, Parameters] = {
    **{name: NORMALISATIONS[name].parameters for name in NORMALISATIONS},
    **{name: SHAPES[name].parameters for name in SHAPES},
}
"""The parameters of every normalisation and shape."""


FRACTION_FORM = r"^[0-9]{1,6}/[1-9][0-9]{0,5}$"
"""A weight may be printed as 1/3."""


def weight_amount(field: Field) -> Decimal:
    """A weight as typed: a number, a percentage, a fraction."""
    if "/" not in field.text:
        return field.amount
    above, below = field.text.split("/")
    return Decimal(above) / Decimal(below)


WEIGHT = Scalar(
    "weight",
    ["number", "string"],
    lambda field: float(weight_amount(field)),
    name="weight",
    pattern=f"{PERCENT_FORM}|{FRACTION_FORM}",
    exclusiveMinimum=0,
)
POINTS = numeric("points", "points", minimum=0)
PLACE = whole("place_in_order", "place", low=1, high=1_000_000)
# No digits are as good as any: 0 is written.
DIGITS = Scalar("digits", "integer", lambda field: int(field.amount), minimum=0, maximum=10)
# What is false is left out.
FLAG = Scalar("flag", "boolean", lambda field: field.text == "true", lambda value: value or None)
BANDS = ListOf(ListOf(NUMBER, "pair", least=2, most=2), "bands", least=1, most=100)


_SETTINGS = {
    "low": "points of the worst of the sample; of interval: where the range of full marks begins",
    "high": "points of the best of the sample; of interval: where the range of full marks ends",
    "digits": "decimals that the value is rounded to first",
    "constant": "points of all where every unit has the same figure",
    "mean": "points of the mean of the sample",
    "sd": "points for a standard deviation",
    "scale": "points of the best",
    "reference": "the figure that has full marks",
    "cap": "the most points; of completion_ratio: the most beyond the full marks",
    "start": "the figure that has no points",
    "target": "the figure that has full marks",
    "worst": "the figure that has no points (of efficacy: the base)",
    "best": "the figure that has full marks",
    "span": "points between worst and best",
    "base": "points of the worst; of index: the figure that is 100",
    "floor": "the least points",
    "standard": "the figure that has 100",
    "goal": "the figure that has full marks",
    "full": "full marks; those of the model when left out",
    "bands": "pairs of a border and its points (of banded_efficacy: its coefficient), the best first",
    "step": "of step_bands: units beyond the best band for more points; of places: share of full marks lost by place",
    "step_points": "points for every step beyond the best band",
    "bonus_cap": "the most points beyond full marks",
    "least": "the figure below the range that has no points",
    "most": "the figure above the range that has no points",
    "from": "the figure that has full marks",
    "points": "points off for every `per` units short of it",
    "per": "units that the points are for",
    "factor": "how much growth is asked for, 1 far from a limit",
}
"""What the settings of all normalisations and shapes say; `planck list` shows each way to score with an example."""


def _normalise_data(way: Normalisation) -> Data:
    settings: dict[str, Data] = {
        name: [list(pair) for pair in value] if isinstance(value, tuple) else value for name, value in way.settings
    }
    return {"method": way.method, **settings}


def _normalise() -> OneOf:
    method = Choice(METHODS, "a normalisation or a shape; `planck list` describes them")
    settings = {name: BANDS if one.bands else NUMBER for known in METHODS.values() for name, one in known.items()}
    described = (Key(name, kind, _SETTINGS[name]) for name, kind in settings.items())
    keys = (Key("method", method, required=True), *described)
    return OneOf("normalise", method, Form(None, *keys), dump=_normalise_data, name="normalise")


_AGGREGATION = Choice(AGGREGATIONS, "how the parts become the whole")
_BY_METHOD = Form(
    Aggregation, Key("method", _AGGREGATION, required=True), Key("power", NUMBER, "of the generalised mean")
)


def _number_or(word: str, kind: str, **bounds: Any) -> Scalar:
    """A number, or the word for one that follows from the scores of the units."""
    return Scalar(
        kind,
        ["number", "string"],
        lambda field: field.text if field.text == word else float(field.amount),
        pattern=f"^{word}$",
        **bounds,
    )


RESCALE = Form(
    Rescale,
    Key("shift", _number_or(LOWEST, "shift"), f"added to the score; {LOWEST}: what takes the lowest of all units to 0"),
    Key("over", _number_or(LARGEST, "over", exclusiveMinimum=0), f"divides it; {LARGEST}: of all units"),
    Key("exponent", POSITIVE, "the power that it is raised to"),
    Key("times", POSITIVE, "multiplies it at the end"),
    name="rescale",
    least=1,
)
NORMALISE = _normalise()
AGGREGATE = OneOf("aggregate", _AGGREGATION, _BY_METHOD, dump=_BY_METHOD.dump, name="aggregate")


def _weights(what: str) -> Key:
    said = f"how weights of {what} are made of the figures, which then have none of their own"
    stated = f"{AS_STATED}: as they were published, whatever they sum to"
    return Key("weights", Choice((*WEIGHTINGS, AS_STATED), f"{said}; {stated}"))


_NAMED = (
    Key("name", NAMES, "in Chinese and English"),
    Key("aliases", TEXTS, "other names under which figures are published"),
    Key("unit", TEXT, "as printed; % for percentages"),
)
_NORMALISE_KEY = Key("normalise", NORMALISE, by_hand=True)
_WEIGHT_KEY = Key("weight", WEIGHT, "left out: an equal share")
_AGGREGATE_KEY = Key("aggregate", AGGREGATE, by_hand=True)
_RESCALE_KEY = Key("rescale", RESCALE, "what becomes of the mean: (score + shift) / over, to the power, times")


class OfKind(Choice):
    """Which number of an indicator is meant; the usual one is not written."""

    def __init__(self, description: str) -> None:
        super().__init__(Of, description)

    def dump(self, value: Any) -> Data | None:
        """The word, None for a level."""
        return None if value is Of.LEVEL else str(value)


SHARE = Form(None, Key("share", PERCENT, "of the weight of the indicator", required=True), _NORMALISE_KEY)
PART = OneOf("part", Scalar("part", "string", pattern=PERCENT_FORM), SHARE, name="part")


def _parts(numbers: Iterable[Of]) -> Key:
    form = Form(None, *(Key(of.value, PART) for of in numbers), least=1)
    return Key("parts", form, "several numbers of it, and the share of its weight that each has", by_hand=True)


INDICATOR = Form(
    None,
    *_NAMED,
    _WEIGHT_KEY,
    Key("better", Choice(Better, "which way it is better; higher when left out")),
    Key("of", Choice(Of, "which number is scored; level when left out"), to=""),
    replace(_NORMALISE_KEY, to=""),
    _parts(Of),
    Key("only", TEXTS, "the classes that it is scored for; all when left out"),
    name="scored",
)
SERIES = Form(None, *(key for name, key in INDICATOR.keys.items() if name not in ("name", "weight", "only")))
OF_TARGETS = (Of.COMPLETION, *(of for of in Of if of.of_each_target))
TARGETS = Form(
    None,
    Key("domain", ID, "only the targets that have this `domain`; all when left out"),
    Key("of", Choice(OF_TARGETS, "which number of the verdict is scored; completion when left out"), to=""),
    replace(_NORMALISE_KEY, to=""),
    _parts(OF_TARGETS),
    Key("binding", POSITIVE, "how much a binding target weighs, an expected one being 1"),
)
DOMAIN: Form = Form(
    None,
    Key("name", NAMES, "in Chinese and English"),
    _WEIGHT_KEY,
    _AGGREGATE_KEY,
    _RESCALE_KEY,
    _weights("its parts"),
    Key("domains", MapOf(Later(lambda: DOMAIN), ID), "domains within it", by_hand=True),
    Key("indicators", MapOf(INDICATOR, ID), "what of the figures is scored, by id", by_hand=True),
    Key("series", SERIES, "a domain that is one series: how its figures are scored", to=""),
    Key("targets", TARGETS, "one indicator for every target of the plan", by_hand=True),
    name="domain",
)
ITEM = Form(
    Item,
    *_NAMED,
    Key("of", OfKind("which number counts; level when left out")),
    Key("points", POINTS, "for every `per` units", required=True, spare=0.0),
    Key("per", POSITIVE, "1 when left out"),
    Key("beyond", NUMBER, "counted from here; 0 when left out"),
    Key("cap", POINTS, "what this item may come to"),
    name="item",
)
ITEMS = Form(
    Items,
    Key("cap", POINTS, "what all of them may come to"),
    Key("items", MapOf(ITEM, ID), "by id, each with its points", required=True, spare=()),
    name="items",
)
BOUNDS = ("at_least", "at_most", "more_than", "less_than")
VETO = Form(
    None,
    *_NAMED,
    Key("of", OfKind("which number decides; level when left out")),
    *(Key(bound, NUMBER, "it falls where the number is so", to="") for bound in BOUNDS),
    Key("grade", ID, "the best grade that is left", required=True, spare=""),
    name="veto",
)
GRADE = Form(
    Grade,
    Key("grade", ID, "its id", to="id", required=True),
    Key("name", NAMES, "in Chinese and English"),
    Key("at_least", NUMBER, "the least score; the last grade may have none"),
    Key("less_than", NUMBER, "where less is better: the score that it stays under"),
    Key("rank", PLACE, "only for the first so many"),
    name="grade",
)


class TableOr(OneOf):
    """The name of a table, or what it lists; by the time that it is read the rows stand in the place of the name."""

    def __init__(self, listed: MapOf) -> None:
        kind: Kind = listed
        super().__init__("mapping", TABLE, listed, kind.read, kind.dump)


CLASS = Form(
    UnitClass,
    Key("name", NAMES, "in Chinese and English"),
    Key("regions", TEXTS, "the units of this class", required=True),
    name="unit_class",
)
REGION = Form(
    ScoredRegion,
    Key("name", TEXT, "as outputs print it", required=True),
    Key("aliases", TEXTS, "other names under which figures are published"),
    name="scored_region",
)
MISSING = Form(
    MissingData,
    Key("rule", Choice(FillRule, "what stands in for a part that is missing")),
    Key("domains", Choice(FillRule, "what stands in for a domain that has nothing")),
    Key("threshold", PERCENT, "the least coverage, by weight, at which there is a score"),
    Key("carry", LAG, "so many years back a figure may stand in"),
)
ROUND = Form(
    Rounding,
    Key("digits", DIGITS, "decimals of scores"),
    Key("before_ranks", FLAG, "whether ranks are those of the rounded score"),
    Key("below", NUMBER, "scores under it are printed as less than it and share their ranks"),
)
QUOTA = Form(
    Quota,
    Key("name", NAMES, "in Chinese and English"),
    Key("count", PLACE, "how many get it", required=True, spare=1),
    Key("grades", TEXTS, "only units of these grades"),
)

_BODY = (
    Key("title", NAMES, "title of the model"),
    Key("standing", Choice(Standing, "published as it is, modelled on a method, or one's own")),
    Key("notice", NAMES, "what every output says about the model"),
    Key("source", SOURCE, "the document that the method stands in"),
    Key("full", POSITIVE, "the score of full marks; 100 when left out"),
    Key("better", Choice(Better, "which way the score is better; higher when left out")),
    replace(_AGGREGATE_KEY, description="how domains become the score"),
    _RESCALE_KEY,
    _weights("domains"),
    replace(_NORMALISE_KEY, description="for every indicator that has none of its own", to=""),
    Key("missing", MISSING, "what happens with gaps"),
    Key("round", ROUND, "half up; before_ranks: ranks are those of the rounded score", to="rounding"),
    Key("ties", Choice(Ties, "which rank units of one score share")),
    Key("classes", TableOr(MapOf(CLASS, ID)), "groups of units that are filled and scored apart, or a table"),
    Key("regions", ListOf(REGION), "only these are scored"),
    Key("domains", OneOf("mapping", TABLE, MapOf(DOMAIN, ID)), "what is scored, or a table of it", by_hand=True),
    Key("bonus", ITEMS, "points beside the score"),
    Key("deductions", ITEMS, "points off the score"),
    Key("veto", MapOf(VETO, ID), "what caps the grade, by id", to="vetoes", by_hand=True),
    Key("grades", ListOf(GRADE), "the best first"),
    Key("quota", QUOTA, "an award for the best"),
)
_USE = Key("use", TEXT, "a model's file, from the folder of the plan, or the name of one that planck comes with", to="")
SCORING = Form(None, _USE, *_BODY, least=1)
MODEL = DocumentForm(
    "planck scoring model, format version 1",
    "How figures become one score, with every weight in plain sight.",
    replace(VERSION_KEY, description="version of the format"),
    Key("model", PLAN_ID, "id of the model: permanent, never reused", to="id", required=True),
    Key("language", Choice(Language, "default language of reports; zh when left out")),
    *(replace(key, required=key.name in ("title", "domains")) for key in _BODY),
)

FILE = Path(__file__).parents[2] / "schemas" / "model-1.json"


def write_schema() -> None:
    """Write the packaged file: `python -c "from planck.load.scoring.keys import write_schema as w; w()"`."""
    FILE.write_text(schema_text(MODEL), encoding="utf-8", newline="\n")


# A scoring model as plain data that reads back as an equal model.


Keys = dict[str, Data]


def dump_model(model: ScoringModel) -> str:
    """The model as the text of a file that `load_model` reads back."""
    return yaml_text(MODEL.dump(model, planck=VERSION, **_by_hand(model)))


def model_data(model: ScoringModel) -> Keys:
    """What stands below the head of a model, as under `scoring` in a plan."""
    return SCORING.dump(model, title=None, **_by_hand(model))


def _by_hand(model: ScoringModel) -> Keys:
    domains = {domain.id: _domain(domain) for domain in model.domains}
    return {"domains": domains, "veto": {veto.id: _veto(veto) for veto in model.vetoes}}


def _domain(domain: Domain) -> Keys:
    return DOMAIN.dump(
        domain,
        domains={part.id: _domain(part) for part in domain.domains},
        indicators={indicator.id: _with_parts(INDICATOR, indicator) for indicator in domain.indicators},
        targets=_with_parts(TARGETS, domain.targets) if domain.targets else None,
    )


def _with_parts(form: Form, scored: ScoredIndicator | EachTarget) -> Keys:
    first = scored.parts[0]
    if len(scored.parts) == 1 and first.share == 1.0:
        return form.dump(scored, of=first.of.value, normalise=NORMALISE.dump(first.normalise), parts=None)
    return form.dump(scored, parts={part.of.value: SHARE.dump(part) for part in scored.parts})


def _veto(veto: Veto) -> Keys:
    low, high = ("more_than", "less_than") if veto.strict else ("at_least", "at_most")
    return VETO.dump(veto, **{low: veto.low, high: veto.high})
