"""The JSON Schema (2020-12) of the plan format, derived from the model's enums."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from planck.load.plan.words import KINDS
from planck.model import (
    Cell,
    Comparator,
    Language,
    Measure,
    Nature,
    PartialYearRule,
    PriceBasis,
    Quantity,
    Severity,
    Wording,
)

# Building stones of the JSON Schema of plans.

Schema = dict[str, object]

# Bounded in length: what is longer cannot be held exactly.
PERCENT = r"^[-+]?[0-9]{1,20}(\.[0-9]{1,20})?%$"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def of_kind(name: str, **rules: object) -> Schema:
    """A value of a kind that has words for it."""
    return {"title": KINDS[name].wanted.en, **rules}


def mapping(properties: Schema, *required: str, kind: str = "mapping", **rules: object) -> Schema:
    """A mapping with these keys and no others."""
    wanted = {"required": list(required)} if required else {}
    return of_kind(kind, type="object", properties=properties, **wanted, additionalProperties=False, **rules)


def use(name: str, description: str = "") -> Schema:
    """What `$defs` has under `name`."""
    return {"$ref": f"#/$defs/{name}", **({"description": description} if description else {})}


def choice(known: Iterable[str], description: str) -> Schema:
    """One of several words."""
    return {**of_kind("choice", type="string", enum=list(map(str, known))), "description": description}


def words(members: type[StrEnum]) -> list[str]:
    """The words of one of the model's enums."""
    return [member.value for member in members]


# The part of the plan's JSON Schema that describes goals, indicators and targets.

PATHS = ("linear", "compound", "steps", "hold")
# Status methods with their borders, falling: names that a plan may use, and the defaults for those that it leaves out.
BORDERS: Mapping[str, Mapping[str, float]] = {
    "schedule": {"ahead": 1.05, "on_schedule": 0.95, "behind": 0.6, "off_track": 0.0},
    "pacing": {"on_track": 0.95, "falling_behind": 0.75},
    "pacing_within_ten": {"ahead": 1.1, "on_track": 0.9},
    "statcan": {"substantial_progress": 0.95, "moderate_progress": 0.6, "limited_progress": 0.0},
    "eurostat": {"significant_progress": 0.95, "moderate_progress": 0.6, "insufficient_progress": 0.0},
    "eurostat_eustat": {"significant_progress": 0.95, "moderate_progress": 0.6, "moderate_deterioration": 0.0},
    "unsd": {"met_or_on_track": 0.95, "fair_progress": 0.1},
    "unsd_2022": {"substantial_or_on_track": 0.95, "fair_progress": 0.5, "limited_or_no_progress": -0.1},
    "dns": {"sun": 0.95, "sun_cloud": 0.8, "cloud": 0.0},
    "escap": {"maintain": 1.0, "accelerate": 0.0},
    "sdsn": {"on_track_or_maintaining": 1.0, "moderately_improving": 0.5, "stagnating": 0.0},
    "aarr": {"rate_sufficient": 1.0, "rate_insufficient": 0.0},
}
METHODS = tuple(BORDERS)

# The comparators of one or two numbers, which a quantity may wrap.
NUMERIC = (
    Comparator.AT_LEAST,
    Comparator.AT_MOST,
    Comparator.MORE_THAN,
    Comparator.LESS_THAN,
    Comparator.ABOUT,
    Comparator.BETWEEN,
)
WRAPPING = tuple(quantity for quantity in Quantity if quantity is not Quantity.LEVEL)
IN_PERCENT = (Quantity.GROWTH, Quantity.REDUCTION, Quantity.AVERAGE_GROWTH)


def goals() -> Schema:
    """Goals: of the level, and of numbers and of percentages as a quantity wraps them."""

    def numeric(value: str) -> Schema:
        pair = of_kind("pair", type="array", items=use(value), minItems=2, maxItems=2)
        comparators = {str(name): pair if name is Comparator.BETWEEN else use(value) for name in NUMERIC}
        tolerance = use("quantity", "of about: in the unit (points for percentages), or relative with a % sign")
        return {**comparators, "tolerance": tolerance}

    needs = {"about": ["tolerance"]}
    wrapped = {str(name): use("percent_goal" if name in IN_PERCENT else "number_goal") for name in WRAPPING}
    whole: Schema = {
        **numeric("quantity"),
        "above_series": of_kind("series", type="string", pattern="^[a-z][a-z0-9_]*$", maxLength=60),
        "below_series": of_kind("series", type="string", pattern="^[a-z][a-z0-9_]*$", maxLength=60),
        "rank": of_kind("place_in_order", type="integer", minimum=1, maximum=1_000_000),
        "done": of_kind("done", const=True),
        **wrapped,
    }
    return {
        "number_goal": mapping(numeric("quantity"), kind="goal", dependentRequired=needs),
        "percent_goal": mapping(numeric("percent"), kind="goal", dependentRequired=needs),
        "goal": mapping(whole, kind="goal", dependentRequired=needs),
    }


def _series() -> Schema:
    rules = [rule.value for rule in PartialYearRule if rule is not PartialYearRule.SHARES]
    return {
        "aliases": use("texts", "other names under which figures are published"),
        "unit": use("text", "as printed; % for percentages"),
        "measure": choice(words(Measure), "what it measures; decides which arithmetic exists"),
        "formula": use("formula", "how it is derived from other indicators"),
        "price": choice(words(PriceBasis), "at current or at constant prices"),
        "denominator": use("text", "what a share is a share of"),
        "lag": {**of_kind("lag", type="integer", minimum=0, maximum=10), "description": "years it is published late"},
        "partial_year": {
            **of_kind(
                "partial_year",
                type=["string", "object"],
                additionalProperties=use("percent"),
                minProperties=1,
                **{"if": {"type": "string"}, "then": choice(rules, "how a part of a year meets a goal for a year")},
            ),
            "description": "how a figure for part of a year meets a goal for a year",
        },
    }


def indicator() -> Schema:
    """An indicator that is no target."""
    return mapping({"name": use("names"), **_series()}, "name", "measure")


def target() -> Schema:
    """A target."""
    baseline = of_kind(
        "baseline",
        type=["number", "string", "object"],
        pattern=rf"^from_figures$|{PERCENT}",
        properties={"value": use("quantity"), "period": use("period")},
        required=["value"],
        additionalProperties=False,
    )
    revision = mapping(
        {
            "on": use("date", "the day of the revision"),
            "goal": use("goal"),
            "due": use("period"),
            "reason": use("text"),
            "source": use("source"),
        },
        "on",
        "goal",
    )
    properties: Schema = {
        "name": use("names"),
        "indicator": use("id", "the indicator it is about; left out when the target has one of its own"),
        **_series(),
        "nature": choice(words(Nature), "expected 预期性 or binding 约束性"),
        "wording": choice(words(Wording), "soft for 力争"),
        "baseline": {**baseline, "description": "where the plan starts from; left out when it has none"},
        "goal": use("goal", "exactly one comparator"),
        "due": use("period", "when it is to be reached; the end of the plan when left out"),
        "path": choice(PATHS, "the way there; linear, or compound for growth, when left out"),
        "milestones": _by_period("quantity", "values on the way"),
        "schedule": _by_period("percent", "shares of the way"),
        "revisions": of_kind("list", type="array", items=revision),
        "part_of": use("id", "the target that this one is part of (其中)"),
        "adds_to": use("id", "the target on the stock that this flow adds to (新增 to 累计)"),
        "stated": use("stated", "what the plan itself prints besides; audited, never used"),
        "method": use("method"),
        "region": use("region", "when it is another than the plan's"),
        "source": use("source"),
        "note": use("text", "in our own words"),
    }
    own = {
        "if": {"not": {"required": ["indicator"]}},
        "then": {"required": ["measure"], "properties": {"measure": properties["measure"]}},
    }
    return {**mapping(properties, "name", "goal"), **own}


def stated() -> Schema:
    """What a plan prints about a target besides its goal."""
    return mapping(
        {
            "growth": use("percent", "a year"),
            "points": use("number", "percentage points a year"),
            "units": use("number", "units a year"),
            "times": use("number", "the goal as a multiple of the baseline; 2 for 翻番"),
            "last_growth": use("percent", "growth of the baseline over the year before it"),
            "last_points": use("number", "percentage points that the baseline is above the year before it"),
            "denominator": use("text", "another whole that the plan calls it a share of"),
            "column": use("period", "the period over the column of the table in which the goal is printed"),
            "blank": of_kind(
                "list", type="array", items=choice(words(Cell), "what it leaves empty"), uniqueItems=True, minItems=1
            ),
        },
        minProperties=1,
    )


def _by_period(value: str, description: str) -> Schema:
    return {**of_kind("mapping", type="object", additionalProperties=use(value)), "description": description}


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
