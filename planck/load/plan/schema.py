"""The JSON Schema (2020-12) of the plan format, derived from the model's enums."""

from pathlib import Path

from planck.load.plan.schema_parts import DAY, PERCENT, Schema, choice, mapping, of_kind, use, words
from planck.load.plan.target_schema import BORDERS, METHODS, PATHS, goals, indicator, stated, target
from planck.model import Language, Severity

__all__ = ["METHODS", "PATHS", "VERSION", "plan_schema", "schema_text", "write_schema"]

VERSION = 1
FILE = Path(__file__).parents[2] / "schemas" / "plan-1.json"


def plan_schema() -> dict[str, object]:
    """The schema of format version 1."""
    from planck.load.scoring.schema import plan_scoring, scoring_definitions

    described = {**plan_scoring(), "description": "how the plan as a whole is scored: a model, or `use` of one"}
    return _schema({"scoring": described}, scoring_definitions())


def schema_without_scoring() -> dict[str, object]:
    """The schema as far as a plan needs it that says nothing under `scoring`: what models are made of is left out."""
    return _schema({}, {})


def _schema(sections: Schema, scoring: Schema) -> dict[str, object]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "planck plan, format version 1",
        "description": "A plan: where a place should be by when, as its document says it.",
        "type": "object",
        "properties": {**_plan(), **sections},
        "required": ["planck", "plan", "title", "region", "period"],
        "additionalProperties": False,
        "$defs": {
            **_values(),
            **_compounds(),
            **goals(),
            "indicator": indicator(),
            "target": target(),
            **scoring,
        },
    }


def schema_text() -> str:
    """The schema as the JSON text that ships with the package."""
    import json

    return json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"


def write_schema() -> None:
    """Write the packaged file anew: `python -c "from planck.load.plan.schema import write_schema as w; w()"`."""
    FILE.write_text(schema_text(), encoding="utf-8", newline="\n")


def _plan() -> Schema:
    period = mapping(
        {
            "base": use("year", "the year that the baselines are of"),
            "start": use("year", "the first year of the plan"),
            "end": use("year", "the last year of the plan"),
        },
        "base",
        "start",
        "end",
        kind="years",
    )
    return {
        "planck": {**of_kind("version", const=VERSION), "description": "version of the plan format"},
        "plan": use("plan_id", "id of the plan: permanent, never reused"),
        "language": choice(words(Language), "default language of reports; zh when left out"),
        "title": use("names", "title of the plan"),
        "region": use("region", "the place that the plan is for"),
        "period": {**period, "description": "the years of the plan"},
        "source": use("source", "the document that the plan stands in"),
        "method": use("method", "how statuses are given; schedule when left out"),
        "indicators": _by_id("indicator", "series that targets or formulas use and that are no targets themselves"),
        "targets": _by_id("target", "what is to be reached"),
        "identities": _by_id("formula", "equations that must hold between figures, such as a / b = c"),
        "ignore": of_kind("list", type="array", items=_ignore()),
        "gate": {**_gate(), "description": "what a change must hold to pass"},
    }


def _by_id(item: str, description: str) -> Schema:
    ids = {"propertyNames": use("id"), "additionalProperties": use(item)}
    return {**of_kind("mapping", type="object", **ids), "description": description}


def _gate() -> Schema:
    return mapping(
        {
            "fail_on": choice(words(Severity), "the lowest severity that fails; error when left out"),
            "min_score": use("number", "the score must reach this many points"),
            "max_drop": use("points_lost", "the score may fall by this many points"),
        }
    )


def _ignore() -> Schema:
    return mapping(
        {
            "code": of_kind("finding_code", type="string", pattern="^[A-Z][0-9]{3}$"),
            "target": use("id", "only for this target"),
            "period": use("period", "only for this period"),
            "reason": use("text", "why the finding is accepted"),
            "until": use("date", "the last day on which it is ignored"),
            "fingerprint": use("fingerprint", "only the finding with this fingerprint; planck accept writes it"),
        },
        "code",
        "reason",
    )


def _values() -> Schema:
    return {
        "text": of_kind("text", type="string", pattern=r"\S"),
        "texts": of_kind("list", type="array", items=use("text")),
        "plan_id": of_kind("plan_id", type="string", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=60),
        "id": of_kind("id", type="string", pattern="^[a-z][a-z0-9_]*$", maxLength=60),
        "year": of_kind("year", type="integer", minimum=1900, maximum=2199),
        "date": of_kind("date", type="string", pattern=f"^{DAY}$"),
        "period": of_kind("period", type=["integer", "string"]),
        "number": of_kind("number", type="number"),
        "positive": of_kind("positive", type="number", exclusiveMinimum=0),
        "points_lost": of_kind("number", type="number", minimum=0),
        "fingerprint": of_kind("text", type="string", pattern="^[0-9a-f]{16}$"),
        "quantity": of_kind("quantity", type=["number", "string"], pattern=PERCENT),
        "percent": of_kind("percent", type="string", pattern=PERCENT),
        "formula": of_kind("formula", type="string", pattern=r"\S", maxLength=500),
    }


def _compounds() -> Schema:
    texts = ("document", "at", "as_printed", "url", "issuer")
    issued = of_kind(
        "issued", type=["string", "integer"], pattern="^[0-9]{4}(-[0-9]{2}){0,2}$", minimum=1900, maximum=2199
    )
    borders = {name: use("number", "border of the status") for name in _border_names()}
    return {
        "names": mapping({"zh": use("text"), "en": use("text")}, kind="names", minProperties=1),
        "region": of_kind(
            "region",
            type=["object", "string"],
            pattern="^all$",
            properties={"name": use("text"), "code": use("text", "in quotes"), "aliases": use("texts")},
            required=["name"],
            additionalProperties=False,
        ),
        "source": mapping({**{key: use("text") for key in texts}, "issued": issued}),
        "method": of_kind(
            "method",
            type=["string", "object"],
            properties={"name": choice(METHODS, "name of the method"), **borders},
            required=["name"],
            additionalProperties=False,
            **{"if": {"type": "string"}, "then": choice(METHODS, "name of the method")},
        ),
        "stated": stated(),
    }


def _border_names() -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for borders in BORDERS.values() for name in borders))
