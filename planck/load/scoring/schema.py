"""The JSON Schema (2020-12) of scoring models, and the part of it that plans share."""

import json
from collections.abc import Mapping
from pathlib import Path

from planck.engine.scoring.aggregate import AGGREGATIONS
from planck.engine.scoring.normalise import NORMALISATIONS
from planck.engine.scoring.parameters import Parameter, Parameters
from planck.engine.scoring.shapes import SHAPES
from planck.engine.scoring.weigh import WEIGHTINGS
from planck.load.plan.schema import DAY, PERCENT, Schema, choice, mapping, of_kind, use, words
from planck.model import Language
from planck.model.scoring import Better, FillRule, Of, Standing, Ties

METHODS: Mapping[str, Parameters] = {
    **{name: NORMALISATIONS[name].parameters for name in NORMALISATIONS},
    **{name: SHAPES[name].parameters for name in SHAPES},
}
"""The parameters of every normalisation and shape that a model may name."""

VERSION = 1
FILE = Path(__file__).parent.parent.parent / "schemas" / "model-1.json"


def model_schema() -> Schema:
    """The schema of format version 1."""
    head: Schema = {
        "planck": {**of_kind("version", const=VERSION), "description": "version of the format"},
        "model": use("plan_id", "id of the model: permanent, never reused"),
        "language": choice(words(Language), "default language of reports; zh when left out"),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "planck scoring model, format version 1",
        "description": "How figures become one score, with every weight in plain sight.",
        "type": "object",
        "properties": {**head, **_body()},
        "required": ["planck", "model", "title", "domains"],
        "additionalProperties": False,
        "$defs": {**_values(), **scoring_definitions()},
    }


def schema_text() -> str:
    """The schema as the JSON text that ships with the package."""
    return json.dumps(model_schema(), ensure_ascii=False, indent=2) + "\n"


def write_schema() -> None:
    """Write the packaged file: `python -c "from planck.load.scoring.schema import write_schema as w; w()"`."""
    FILE.write_text(schema_text(), encoding="utf-8", newline="\n")


def plan_scoring() -> Schema:
    """What stands under `scoring` in a plan: a model of its own, or `use` with the path of a model's file."""
    return mapping({"use": use("text", "a model's file, from the folder of the plan"), **_body()}, minProperties=1)


def scoring_definitions() -> Schema:
    """The definitions that models need besides the values that plans have as well."""
    return {
        "weight": of_kind("weight", type=["number", "string"], pattern=PERCENT, exclusiveMinimum=0),
        "normalise": _normalise(),
        "aggregate": _aggregate(),
        "scored": _indicator(),
        "domain": _domain(),
        "item": _item(),
        "items": mapping({"cap": use("points", "what all of them may come to"), "items": _by_id("item")}, "items"),
        "points": of_kind("points", type="number", minimum=0),
        "veto": _veto(),
        "grade": mapping(
            {
                "grade": use("id"),
                "name": use("names"),
                "at_least": use("number", "the least score; the last grade may have none"),
                "rank": use("place", "only for the first so many"),
            },
            "grade",
        ),
        "place": of_kind("place_in_order", type="integer", minimum=1, maximum=1_000_000),
        "unit_class": mapping({"name": use("names"), "regions": use("texts")}, "regions"),
        "scored_region": mapping({"name": use("text"), "aliases": use("texts")}, "name"),
        "part": _part(),
    }


def _body() -> Schema:
    missing = mapping(
        {
            "rule": choice(words(FillRule), "what stands in for a part that is missing"),
            "threshold": use("percent", "the least coverage, by weight, at which there is a score"),
            "carry": of_kind("lag", type="integer", minimum=0, maximum=10),
        }
    )
    rounding = mapping({"digits": of_kind("digits", type="integer", minimum=0, maximum=10), "before_ranks": _flag()})
    quota = mapping({"name": use("names"), "count": use("place"), "grades": use("texts")}, "count")
    return {
        "title": use("names", "title of the model"),
        "standing": choice(words(Standing), "published as it is, modelled on a method, or one's own"),
        "notice": use("names", "what every output says about the model"),
        "source": use("source", "the document that the method stands in"),
        "full": use("positive", "the score of full marks; 100 when left out"),
        "aggregate": use("aggregate", "how domains become the score"),
        "weights": _weights("domains"),
        "normalise": use("normalise", "for every indicator that has none of its own"),
        "missing": {**missing, "description": "what happens with gaps"},
        "round": {**rounding, "description": "half up; before_ranks: ranks are those of the rounded score"},
        "ties": choice(words(Ties), "which rank units of one score share"),
        "classes": _by_id("unit_class"),
        "regions": {
            **of_kind("list", type="array", items=use("scored_region")),
            "description": "only these are scored",
        },
        "domains": _by_id("domain"),
        "bonus": use("items", "points beside the score"),
        "deductions": use("items", "points off the score"),
        "veto": _by_id("veto"),
        "grades": of_kind("list", type="array", items=use("grade")),
        "quota": {**quota, "description": "an award for the best"},
    }


def _values() -> Schema:
    issued = of_kind(
        "issued", type=["string", "integer"], pattern="^[0-9]{4}(-[0-9]{2}){0,2}$", minimum=1900, maximum=2199
    )
    texts = ("document", "at", "as_printed", "url", "issuer")
    return {
        "text": of_kind("text", type="string", pattern=r"\S"),
        "texts": of_kind("list", type="array", items=use("text")),
        "plan_id": of_kind("plan_id", type="string", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=60),
        "id": of_kind("id", type="string", pattern="^[a-z][a-z0-9_]*$", maxLength=60),
        "number": of_kind("number", type="number"),
        "percent": of_kind("percent", type="string", pattern=PERCENT),
        "date": of_kind("date", type="string", pattern=f"^{DAY}$"),
        "names": mapping({"zh": use("text"), "en": use("text")}, kind="names", minProperties=1),
        "source": mapping({**{key: use("text") for key in texts}, "issued": issued}),
        "positive": of_kind("positive", type="number", exclusiveMinimum=0),
    }


def _flag() -> Schema:
    return of_kind("flag", type="boolean")


def _by_id(item: str) -> Schema:
    return of_kind("mapping", type="object", propertyNames=use("id"), additionalProperties=use(item))


def _setting(parameter: Parameter) -> Schema:
    if not parameter.bands:
        return use("number")
    pair = of_kind("pair", type="array", items=use("number"), minItems=2, maxItems=2)
    return of_kind("bands", type="array", items=pair, minItems=1, maxItems=100)


def _normalise() -> Schema:
    known: Schema = {name: _setting(one) for parameters in METHODS.values() for name, one in parameters.items()}
    method = choice(METHODS, "a normalisation or a shape; `planck list` describes them")
    return of_kind(
        "normalise",
        type=["string", "object"],
        properties={"method": method, **known},
        required=["method"],
        additionalProperties=False,
        **{"if": {"type": "string"}, "then": method},
    )


def _aggregate() -> Schema:
    method = choice(AGGREGATIONS, "how the parts become the whole")
    return of_kind(
        "aggregate",
        type=["string", "object"],
        properties={"method": method, "power": use("number", "of the generalised mean")},
        required=["method"],
        additionalProperties=False,
        **{"if": {"type": "string"}, "then": method},
    )


def _weights(what: str) -> Schema:
    return choice(WEIGHTINGS, f"how weights of {what} are made of the figures, which then have none of their own")


def _named() -> Schema:
    return {
        "name": use("names"),
        "aliases": use("texts", "other names under which figures are published"),
        "unit": use("text", "as printed; % for percentages"),
    }


def _part() -> Schema:
    return of_kind(
        "part",
        type=["string", "object"],
        pattern=PERCENT,
        properties={"share": use("percent"), "normalise": use("normalise")},
        required=["share"],
        additionalProperties=False,
    )


def _indicator() -> Schema:
    parts = of_kind(
        "mapping",
        type="object",
        properties={of.value: use("part") for of in Of},
        additionalProperties=False,
        minProperties=1,
    )
    return mapping(
        {
            **_named(),
            "weight": use("weight", "left out: an equal share"),
            "better": choice(words(Better), "which way it is better; higher when left out"),
            "of": choice(words(Of), "which number is scored; level when left out"),
            "normalise": use("normalise"),
            "parts": {**parts, "description": "several numbers of it, and the share of its weight that each has"},
            "only": use("texts", "the classes that it is scored for; all when left out"),
        }
    )


def _domain() -> Schema:
    targets = mapping(
        {
            "of": choice(words(Of), "which number of the verdict is scored"),
            "normalise": use("normalise"),
            "binding": use("positive", "how much a binding target weighs, an expected one being 1"),
        }
    )
    return mapping(
        {
            "name": use("names"),
            "weight": use("weight", "left out: an equal share"),
            "aggregate": use("aggregate"),
            "weights": _weights("its parts"),
            "domains": _by_id("domain"),
            "indicators": _by_id("scored"),
            "targets": {**targets, "description": "one indicator for every target of the plan"},
        }
    )


def _item() -> Schema:
    return mapping(
        {
            **_named(),
            "of": choice(words(Of), "which number counts; level when left out"),
            "points": use("points", "for every `per` units"),
            "per": use("positive", "1 when left out"),
            "beyond": use("number", "counted from here; 0 when left out"),
            "cap": use("points", "what this item may come to"),
        },
        "points",
    )


def _veto() -> Schema:
    return mapping(
        {
            **_named(),
            "of": choice(words(Of), "which number decides; level when left out"),
            "at_least": use("number"),
            "at_most": use("number"),
            "more_than": use("number"),
            "less_than": use("number"),
            "grade": use("id", "the best grade that is left"),
        },
        "grade",
    )
