"""The part of the plan's JSON Schema that describes goals, indicators and targets."""

from collections.abc import Mapping

from planck.load.plan.schema_parts import PERCENT, Schema, choice, mapping, of_kind, use, words
from planck.model import Cell, Comparator, Measure, Nature, PartialYearRule, PriceBasis, Quantity, Wording

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
