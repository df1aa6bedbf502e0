"""The keys of a plan file, each declared once: its JSON Schema, its reader and its writer follow from here."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from planck.engine.method import METHODS
from planck.engine.paths import PATHS
from planck.load import rules
from planck.load.cells.period import parse_date, parse_period
from planck.load.cells.printed import fiscal_year
from planck.load.files import Checked, excerpt
from planck.load.judge import VERSION
from planck.load.plan.formula import FormulaError, parse
from planck.load.shape import (
    Choice,
    DocumentForm,
    Field,
    Form,
    Key,
    Kind,
    Later,
    ListOf,
    MapOf,
    OneOf,
    Parsed,
    Scalar,
    elsewhere,
)
from planck.load.yaml import Data, decimal_text
from planck.model import (
    Cell,
    Comparator,
    Expression,
    Finding,
    Gate,
    Ignore,
    Language,
    Measure,
    MethodChoice,
    Nature,
    PartialYear,
    PartialYearRule,
    Period,
    PeriodKind,
    Place,
    PriceBasis,
    Quantity,
    Region,
    Severity,
    Source,
    Standard,
    Stated,
    Text,
    Wording,
)
from planck.model.plan import IN_PERCENT
from planck.pattern import pattern

# How values are read and written that are more than a text or a number.


def period(field: Field) -> Checked[Period | None]:
    """The period that a text or a year names. Nothing can be due in a span of several years."""
    return (yield from _period(field, field.text, field.node.place, spans=False))


def span(field: Field) -> Checked[Period | None]:
    """The period that a text or a year names, also one of several years."""
    return (yield from _period(field, field.text, field.node.place, spans=True))


def key_period(field: Field) -> Checked[Period | None]:
    """The period that is the key of a field."""
    return (yield from _period(field, field.key, field.label, spans=False))


def _period(field: Field, text: str, place: Place, *, spans: bool) -> Checked[Period | None]:
    when = parse_period(text) or fiscal_year(text)
    if when is None or (when.kind is PeriodKind.YEARS and not spans):
        yield field.finding(rules.NOT_A_PERIOD, place, got=excerpt(text))
        return None
    return when


def _span_label(field: Field) -> Checked[str | None]:
    when = yield from span(field)
    return when.label if when else None


def _day(field: Field) -> Checked[date | None]:
    day = parse_date(field.text)
    if day is None:
        yield field.finding(rules.NOT_A_DATE)
    return day


def _formula(field: Field) -> Checked[Expression | None]:
    expression = parse(field.text)
    if isinstance(expression, FormulaError):
        yield formula_finding(field, expression)
        return None
    return expression


def formula_finding(field: Field, error: FormulaError) -> Finding:
    """The finding about an error in a formula, at its own column."""
    place = field.within(error.column, error.length)
    return field.finding(rules.FORMULA, place, column=error.column, problem=error.problem)


def percent_text(share: float) -> str:
    """The share as a percentage with its sign."""
    return f"{decimal_text(Decimal(repr(share)).scaleb(2))}%"


def _label(when: Period) -> str:
    return when.label


# Kinds of values.

PERCENT_FORM = r"^[-+]?[0-9]{1,20}(\.[0-9]{1,20})?%$"
"""Bounded in length: what is longer cannot be held exactly."""
ID_FORM = "^[a-z][a-z0-9_]*$"

TEXT = Scalar("text", "string", name="text", pattern=r"\S")
TEXTS = ListOf(TEXT, name="texts")
PLAN_ID = Scalar("plan_id", "string", name="plan_id", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", maxLength=60)
ID = Scalar("id", "string", name="id", pattern=ID_FORM, maxLength=60)
SERIES_ID = Scalar("series", "string", pattern=ID_FORM, maxLength=60)
TABLE = Scalar("text", "string", pattern=r"\.[cC][sS][vV]$")
"""The name of a table that stands in the place of what it lists, from the folder of the file."""
DATE = Parsed("date", "string", _day, date.isoformat, name="date", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
PERIOD = Parsed("period", ["integer", "string"], period, _label, name="period")
SPAN = Parsed("period", ["integer", "string"], span, _label, name="period")
SPAN_LABEL = Parsed("period", ["integer", "string"], _span_label, name="period")
FINGERPRINT = Scalar("text", "string", name="fingerprint", pattern="^[0-9a-f]{16}$")
CODE = Scalar("finding_code", "string", pattern="^[A-Z][0-9]{3}$")
FORMULA = Parsed("formula", "string", _formula, name="formula", pattern=r"\S", maxLength=500)


def numeric(word: str, name: str = "", **rules_: Any) -> Scalar:
    """A number, read as it is typed."""
    return Scalar(word, "number", lambda field: float(field.amount), name=name, **rules_)


def whole(word: str, name: str = "", *, low: int, high: int) -> Scalar:
    """A whole number within bounds; a nought is left out."""
    read, dump = (lambda field: int(field.amount)), (lambda value: value or None)
    return Scalar(word, "integer", read, dump, name=name, minimum=low, maximum=high)


YEAR = whole("year", "year", low=1900, high=2199)
NUMBER = numeric("number", "number")
POSITIVE = numeric("positive", "positive", exclusiveMinimum=0)
POINTS_LOST = numeric("number", "points_lost", minimum=0)
LAG = whole("lag", low=0, high=10)
PLACE_IN_ORDER = whole("place_in_order", low=1, high=1_000_000)
QUANTITY = Scalar("quantity", ["number", "string"], name="quantity", pattern=PERCENT_FORM)
PERCENT = Scalar(
    "percent", "string", lambda field: float(field.share), percent_text, name="percent", pattern=PERCENT_FORM
)
VERSION_KEY = Key("planck", Scalar("version", None, const=VERSION), "version of the plan format", to="", required=True)

NAMES_FORM = Form(Text, Key("zh", TEXT), Key("en", TEXT), word="names", least=1)


def _names(field: Field) -> Checked[Text]:
    """The names in both languages; a plain one is in that of the file."""
    text: Text = Text(**{field.language.value: field.text}) if field.text else (yield from NAMES_FORM.read(field))
    return text


NAMES = OneOf("names", TEXT, NAMES_FORM, _names, NAMES_FORM.dump, name="names")
ISSUED = Scalar("issued", ["string", "integer"], pattern="^[0-9]{4}(-[0-9]{2}){0,2}$", minimum=1900, maximum=2199)
SOURCE = Form(
    Source,
    *(Key(name, TEXT) for name in ("document", "at", "as_printed", "url", "issuer")),
    Key("issued", ISSUED),
    name="source",
)

_PLACE_FORM = Form(
    Region, Key("name", TEXT, required=True, spare=""), Key("code", TEXT, "in quotes"), Key("aliases", TEXTS)
)


def _region(field: Field) -> Checked[Region]:
    region: Region = Region(every=True) if field.text else (yield from _PLACE_FORM.read(field))
    return region


def _region_data(region: Region) -> Data:
    return "all" if region.every else _PLACE_FORM.dump(region)


REGION = OneOf("region", Scalar("region", "string", pattern="^all$"), _PLACE_FORM, _region, _region_data, name="region")


def _method(field: Field) -> Checked[MethodChoice | None]:
    """The status method that is chosen, with the borders that are set; None where none can be used."""
    name = field.text or field.string("name")
    if not name:
        return None
    borders, needs, own = METHODS[name].borders, METHODS[name].needs, {}
    known = (*borders, *needs)
    for part in field.parts():
        if part.key in known:
            own[part.key] = float(part.amount)
        elif part.key != "name":
            wanted = ", ".join(known)
            yield field.finding(rules.UNKNOWN_BORDER, part.label, method=name, wanted=wanted, got=part.key)
    for key in needs:
        if key not in own and not field.has(key):
            yield field.finding(rules.MISSING_SETTING, method=name, wanted=key)
    merged = {key: value for key, value in {**borders, **own}.items() if key in borders}
    if any(upper <= lower for upper, lower in pairwise(merged.values())):
        got = ", ".join(f"{key} {value:g}" for key, value in merged.items())
        yield field.finding(rules.BORDERS_RISE, got=got)
    return MethodChoice(name=name, borders=tuple((key, own[key]) for key in known if key in own))


def _method_data(method: MethodChoice) -> Data | None:
    return None if method == MethodChoice() else {"name": method.name, **dict(method.borders)}


def _method_kind() -> Kind:
    names = Choice(sorted(METHODS), "name of the method")
    borders = dict.fromkeys(border for _, method in METHODS.items() for border in (*method.borders, *method.needs))
    keys = (Key("name", names, required=True), *(Key(border, NUMBER, "border of the status") for border in borders))
    return OneOf("method", names, Form(None, *keys), _method, _method_data, name="method")


# Which methods there are takes time to find out, and most plans name none.
METHOD = Later(_method_kind)

_PART_OF_YEAR = pattern(r"H[12]|Q[1-4]|(0[1-9]|1[0-2])|01/(0[2-9]|1[0-2])")


def _partial_year(field: Field) -> Checked[PartialYear]:
    if field.text:
        return PartialYear(rule=PartialYearRule(field.text))
    shares = []
    for part in field.parts():
        if not _PART_OF_YEAR.fullmatch(part.key) or not 0 <= part.share <= 1:
            yield field.finding(rules.PART_OF_YEAR, part.label, got=f"{part.key}: {part.text}")
            continue
        shares.append((part.key, float(part.share)))
    return PartialYear(rule=PartialYearRule.SHARES, shares=tuple(sorted(shares)))


def _partial_year_data(partial: PartialYear) -> Data | None:
    if partial.rule is PartialYearRule.SHARES:
        return {part: percent_text(share) for part, share in partial.shares}
    return None if partial == PartialYear() else partial.rule.value


_WHOLE_YEAR = "how a part of a year meets a goal for a year"
PARTIAL_YEAR = OneOf(
    "partial_year",
    Choice([rule.value for rule in PartialYearRule if rule is not PartialYearRule.SHARES], _WHOLE_YEAR),
    MapOf(PERCENT, least=1),
    _partial_year,
    _partial_year_data,
)

# Goals: of the level, and of numbers and of percentages as a quantity wraps them.

WRAPPING = tuple(quantity for quantity in Quantity if quantity is not Quantity.LEVEL)
_OF_ONE_NUMBER = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.MORE_THAN, Comparator.LESS_THAN, Comparator.ABOUT)
_TOLERANCE = "of about, or of a bound that is meant so: in the unit (points for percentages), or relative with a % sign"


def _comparators(value: Kind) -> Iterable[Key]:
    yield from (Key(comparator.value, value) for comparator in _OF_ONE_NUMBER)
    yield Key("between", ListOf(value, "pair", least=2, most=2))
    yield Key("tolerance", QUANTITY, _TOLERANCE)


_NEEDS = ("about", "tolerance")
NUMBER_GOAL = Form(None, *_comparators(QUANTITY), word="goal", name="number_goal", needs=_NEEDS)
PERCENT_GOAL = Form(None, *_comparators(PERCENT), word="goal", name="percent_goal", needs=_NEEDS)
GOAL = Form(
    None,
    *_comparators(QUANTITY),
    Key("above_series", SERIES_ID),
    Key("below_series", SERIES_ID),
    Key("rank", PLACE_IN_ORDER),
    Key("done", Scalar("done", None, const=True)),
    Key("direction", Choice((Comparator.UP.value, Comparator.DOWN.value), "only where it is to go; no number")),
    *(Key(quantity.value, PERCENT_GOAL if quantity in IN_PERCENT else NUMBER_GOAL) for quantity in WRAPPING),
    word="goal",
    name="goal",
    needs=_NEEDS,
)

# Indicators and targets.

_FORMULA_KEY = Key("formula", FORMULA, "how it is derived from other indicators")
_SERIES = (
    Key("aliases", TEXTS, "other names under which figures are published"),
    Key("unit", TEXT, "as printed; % for percentages"),
    Key("measure", Choice(Measure, "what it measures; decides which arithmetic exists"), required=True),
    _FORMULA_KEY,
    Key("price", Choice(PriceBasis, "at current or at constant prices")),
    Key("denominator", TEXT, "what a share is a share of"),
    Key("lag", LAG, "years it is published late"),
    Key("partial_year", PARTIAL_YEAR, "how a figure for part of a year meets a goal for a year"),
)
OWN_KEYS = tuple(key.name for key in _SERIES)
"""The keys that a target has only when it has an indicator of its own."""
_NAME = Key("name", NAMES, required=True, spare=Text())
INDICATOR = Form(None, _NAME, *_SERIES, name="indicator")

_START = Scalar("baseline", ["number", "string"], pattern=rf"^from_figures$|{PERCENT_FORM}")
_BASELINE = OneOf("baseline", _START, Form(None, Key("value", _START, required=True), Key("period", PERIOD)))
REVISION = Form(
    None,
    Key("on", DATE, "the day of the revision", required=True),
    Key("goal", GOAL, required=True, by_hand=True),
    Key("due", PERIOD, by_hand=True),
    Key("reason", TEXT),
    Key("source", SOURCE),
)
STATED = Form(
    Stated,
    Key("growth", PERCENT, "a year"),
    Key("points", NUMBER, "percentage points a year"),
    Key("units", NUMBER, "units a year"),
    Key("times", NUMBER, "the goal as a multiple of the baseline; 2 for 翻番"),
    Key("last_growth", PERCENT, "growth of the baseline over the year before it"),
    Key("last_points", NUMBER, "percentage points that the baseline is above the year before it"),
    Key("denominator", TEXT, "another whole that the plan calls it a share of"),
    Key("column", SPAN, "the period over the column of the table in which the goal is printed"),
    Key("blank", ListOf(Choice(Cell, "what it leaves empty"), least=1, unique=True)),
    name="stated",
    least=1,
)
STANDARD = Form(
    Standard,
    Key("value", POSITIVE, "in the unit of the indicator", required=True, spare=1.0),
    Key("name", NAMES, "whose value it is, such as the mean of the province"),
    Key("source", SOURCE, "where it is published", required=True, spare=Source()),
)
TARGET = Form(
    None,
    _NAME,
    Key("indicator", ID, "the indicator it is about; left out when the target has one of its own"),
    *elsewhere(_SERIES),
    Key("nature", Choice(Nature, "expected 预期性 or binding 约束性")),
    Key("wording", Choice(Wording, "soft for 力争")),
    Key("baseline", _BASELINE, "where the plan starts from; left out when it has none", by_hand=True),
    Key("goal", GOAL, "exactly one comparator", required=True, by_hand=True),
    Key("due", PERIOD, "when it is to be reached; the end of the plan when left out", by_hand=True),
    Key("path", Choice(PATHS, "the way there; linear, or compound for growth, when left out")),
    Key("milestones", MapOf(QUANTITY), "values on the way", by_hand=True),
    Key("schedule", MapOf(PERCENT), "shares of the way", to=""),
    Key("revisions", ListOf(REVISION), by_hand=True),
    Key("limit", NUMBER, "where the indicator ends by nature, such as 100; some methods ask less near it"),
    Key("part_of", ID, "the target that this one is part of (其中)"),
    Key("adds_to", ID, "the target on the stock that this flow adds to (新增 to 累计)"),
    Key("stated", STATED, "what the plan itself prints besides; audited, never used", by_hand=True),
    Key("domain", ID, "the domain of the scoring model that it belongs to"),
    Key("weight", POSITIVE, "how much it weighs in its domain; 1 when left out"),
    Key("standard", STANDARD, "a public value that its level is scored against, in the place of the goal"),
    Key("method", METHOD),
    Key("region", REGION, "when it is another than the plan's"),
    Key("source", SOURCE),
    Key("note", TEXT, "in our own words"),
    name="target",
    own=("measure", "indicator"),
)

# The plan itself.

YEARS = Form(
    None,
    Key("base", YEAR, "the year that the baselines are of", required=True),
    Key("start", YEAR, "the first year of the plan", required=True),
    Key("end", YEAR, "the last year of the plan", required=True),
    word="years",
)
IGNORE = Form(
    Ignore,
    Key("code", CODE, required=True),
    Key("target", ID, "only for this target"),
    Key("period", SPAN_LABEL, "only for this period"),
    Key("reason", TEXT, "why the finding is accepted", required=True),
    Key("until", DATE, "the last day on which it is ignored"),
    Key("fingerprint", FINGERPRINT, "only the finding with this fingerprint; planck accept writes it"),
)
GATE = Form(
    Gate,
    Key("fail_on", Choice(Severity, "the lowest severity that fails; error when left out")),
    Key("min_score", NUMBER, "the score must reach this many points"),
    Key("max_drop", POINTS_LOST, "the score may fall by this many points"),
)


def _scoring() -> Kind:
    # Most plans have no model, and need not wait for what declares the keys of one.
    from planck.load.scoring.keys import SCORING

    return SCORING


_SERIES_OF_PLAN = "series that targets or formulas use and that are no targets themselves"
PLAN = DocumentForm(
    "planck plan, format version 1",
    "A plan: where a place should be by when, as its document says it.",
    VERSION_KEY,
    Key("plan", PLAN_ID, "id of the plan: permanent, never reused", to="id", required=True),
    Key("language", Choice(Language, "default language of reports; zh when left out")),
    Key("title", NAMES, "title of the plan", required=True),
    Key("region", REGION, "the place that the plan is for", required=True),
    Key("period", YEARS, "the years of the plan", required=True, to=""),
    Key("source", SOURCE, "the document that the plan stands in"),
    Key("method", METHOD, "how statuses are given; schedule when left out", to=""),
    Key("indicators", MapOf(INDICATOR, ID), _SERIES_OF_PLAN, by_hand=True),
    Key("targets", OneOf("mapping", TABLE, MapOf(TARGET, ID)), "what is to be reached", by_hand=True),
    Key("identities", MapOf(FORMULA, ID), "equations that must hold between figures, such as a / b = c", by_hand=True),
    Key("ignore", ListOf(IGNORE), to="ignores"),
    Key("scoring", Later(_scoring), "how the plan as a whole is scored: a model, or `use` of one", by_hand=True),
    Key("gate", GATE, "what a change must hold to pass"),
    Key("goals", TEXT, "a table of goals that regions have of their own: region, indicator, value"),
    Key("figures", ListOf(TEXT), "figures that it is judged by: files from its folder, or queries (sql:SELECT ...)"),
)

FILE = Path(__file__).parents[2] / "schemas" / "plan-1.json"


def schema_text(form: DocumentForm = PLAN) -> str:
    """The schema of files of this form as the JSON text that ships with the package."""
    return json.dumps(form.schema(), ensure_ascii=False, indent=2) + "\n"


def write_schema() -> None:
    """Write the packaged file anew: `python -c "from planck.load.plan.keys import write_schema as w; w()"`."""
    FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
