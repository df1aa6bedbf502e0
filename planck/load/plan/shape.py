"""The tree held against the JSON Schema: each difference is a finding, and marked as broken."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from planck.load.cells.number import plain as as_plain
from planck.load.cells.period import FIRST_YEAR, LAST_YEAR, parse_date, parse_period
from planck.load.plan import rules, rules_shape, rules_target
from planck.load.plan.schema import BORDERS, plan_schema, schema_without_scoring
from planck.load.plan.words import KINDS, kind_named
from planck.load.source.files import MOST_FINDINGS, Checked, excerpt, nearest
from planck.load.yaml.nodes import (
    UNREADABLE,
    MappingNode,
    Node,
    Path,
    ScalarNode,
    SequenceNode,
    is_broken,
    is_number,
    label_at,
    marked,
    node_at,
    plain_data,
)
from planck.load.yaml.text import decimal_text
from planck.model import (
    Argument,
    Finding,
    Language,
    MethodChoice,
    Period,
    PeriodKind,
    Place,
    Region,
    Rule,
    Source,
    Text,
)
from planck.words import Label

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator


# Whether data surely agrees with a JSON Schema: a look that costs nothing, before the library that can explain.

Schema = Mapping[str, Any]
Keyword = Callable[[Any, Any, Schema, "Schema"], bool]

_SILENT = frozenset(
    {"$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples", "then", "else"}
)


def agrees(data: object, schema: Schema, root: Schema | None = None) -> bool:
    """Whether `data` surely fits `schema`; False also where only the library can tell. `root` holds the `$defs`."""
    top = schema if root is None else root
    for name, wanted in schema.items():
        if name in _SILENT:
            continue
        keyword = KEYWORDS.get(name)
        if keyword is None or not keyword(data, wanted, schema, top):
            return False
    return True


def _type(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    return any(name in _TYPES and _TYPES[name](data) for name in ([wanted] if isinstance(wanted, str) else wanted))


def _ref(data: Any, wanted: Any, _: Schema, root: Schema) -> bool:
    prefix, _slash, name = wanted.rpartition("/")
    return prefix == "#/$defs" and agrees(data, root["$defs"][name], root)


def _properties(data: Any, wanted: Any, _: Schema, root: Schema) -> bool:
    return not isinstance(data, dict) or all(agrees(data[key], wanted[key], root) for key in data if key in wanted)


def _additional(data: Any, wanted: Any, schema: Schema, root: Schema) -> bool:
    if not isinstance(data, dict):
        return True
    others = [value for key, value in data.items() if key not in schema.get("properties", ())]
    return not others if wanted is False else isinstance(wanted, dict) and all(agrees(x, wanted, root) for x in others)


def _condition(data: Any, wanted: Any, schema: Schema, root: Schema) -> bool:
    holds = _holds(data, wanted)
    return holds is not None and agrees(data, schema.get("then" if holds else "else", {}), root)


def _holds(data: Any, condition: Schema) -> bool | None:
    """Whether a condition holds; None for one that is not as simple as those of plans, where only yes is ever sure."""
    match condition:
        case {"not": inner, **rest} if not rest:
            holds = _holds(data, inner)
            return None if holds is None else not holds
        case {"type": "string", **rest} if not rest:
            return isinstance(data, str)
        case {"required": keys, **rest} if not rest:
            return not isinstance(data, dict) or set(keys) <= set(data)
    return None


def _pattern(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    # In ECMA-262 a $ does not match before a line break at the end.
    return not isinstance(data, str) or re.search(wanted.replace("$", r"\Z"), data) is not None


def _one_of(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    # Only texts: 1, 1.0 and true are equal in Python and not in JSON.
    return isinstance(data, str) and data in wanted


def _const(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    return type(data) is type(wanted) and bool(data == wanted)


def _dependent(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    return not isinstance(data, dict) or all(set(wanted[key]) <= set(data) for key in wanted if key in data)


def _unique(data: Any, wanted: Any, _: Schema, __: Schema) -> bool:
    # Only of texts, for the same reason.
    texts = isinstance(data, list) and all(isinstance(item, str) for item in data)
    return not isinstance(data, list) or (wanted is True and texts and len(set(data)) == len(data))


def _within(data: object, low: float = float("-inf"), high: float = float("inf")) -> bool:
    return not is_number(data) or low <= data <= high  # type: ignore[operator]


_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda data: isinstance(data, dict),
    "array": lambda data: isinstance(data, list),
    "string": lambda data: isinstance(data, str),
    "boolean": lambda data: isinstance(data, bool),
    "number": is_number,
    "integer": lambda data: is_number(data) and isinstance(data, int),
}

KEYWORDS: Mapping[str, Keyword] = {
    "type": _type,
    "$ref": _ref,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": lambda data, wanted, _, __: not isinstance(data, dict) or set(wanted) <= set(data),
    "dependentRequired": _dependent,
    "propertyNames": lambda data, wanted, _, root: (
        not isinstance(data, dict) or all(agrees(key, wanted, root) for key in data)
    ),
    "items": lambda data, wanted, _, root: not isinstance(data, list) or all(agrees(x, wanted, root) for x in data),
    "enum": _one_of,
    "const": _const,
    "pattern": _pattern,
    "if": _condition,
    "minimum": lambda data, wanted, _, __: _within(data, low=wanted),
    "maximum": lambda data, wanted, _, __: _within(data, high=wanted),
    "exclusiveMinimum": lambda data, wanted, _, __: not is_number(data) or wanted < data,
    "maxLength": lambda data, wanted, _, __: not isinstance(data, str) or len(data) <= wanted,
    "minLength": lambda data, wanted, _, __: not isinstance(data, str) or len(data) >= wanted,
    "minItems": lambda data, wanted, _, __: not isinstance(data, list) or len(data) >= wanted,
    "maxItems": lambda data, wanted, _, __: not isinstance(data, list) or len(data) <= wanted,
    "uniqueItems": _unique,
    "minProperties": lambda data, wanted, _, __: not isinstance(data, dict) or len(data) >= wanted,
}


# A place in the tree of a plan: what stands there, what it is called, and the findings about it.


def dotted(path: Path) -> str:
    """The path as messages write it, items of lists counted from 1: targets.firms.revisions.1.goal."""
    return excerpt(".".join(str(step + 1) if isinstance(step, int) else step for step in path) or "plan")


def target_in(path: Path) -> str:
    """The id of the target that the path lies in, empty when it lies in none."""
    return excerpt(str(path[1])) if len(path) > 1 and path[0] == "targets" else ""


def finding_at(rule: Rule, place: Place, path: Path, **arguments: Argument) -> Finding:
    """A finding of `rule` about what stands at `path`."""
    return replace(rule.at(place, target=target_in(path)), arguments={"field": dotted(path), **arguments})


@dataclass(frozen=True, slots=True)
class Field:
    """A node of a tree that was held against the schema, its path, and the place of the key that names it."""

    node: Node
    path: Path
    label: Place

    @property
    def key(self) -> str:
        """The key it stands under."""
        return str(self.path[-1])

    @property
    def text(self) -> str:
        """The text of a scalar, empty for others."""
        return self.node.text if isinstance(self.node, ScalarNode) else ""

    @property
    def amount(self) -> Decimal:
        """The number that a scalar holds, with every digit that was typed; 15 for 15%."""
        based = self.text[:2] in ("0x", "0o")
        value = self.node.value if based and isinstance(self.node, ScalarNode) else self.text
        return Decimal(str(value).removesuffix("%"))

    @property
    def in_percent(self) -> bool:
        """Whether the number has a percent sign."""
        return self.text.endswith("%")

    @property
    def share(self) -> Decimal:
        """The percentage as a share: 0.15 for 15%, exactly."""
        return self.amount.scaleb(-2)

    @property
    def damaged(self) -> bool:
        """Whether something right below it is broken, so that nothing follows from what is missing."""
        return isinstance(self.node, MappingNode) and any(
            is_broken(entry.value) for entry in self.node.entries.values()
        )

    def has(self, key: str) -> bool:
        """Whether anything stands under `key`, sound or broken."""
        return isinstance(self.node, MappingNode) and key in self.node.entries

    def get(self, key: str) -> "Field | None":
        """What stands under `key`, None when it is broken."""
        entry = self.node.entries.get(key) if isinstance(self.node, MappingNode) else None
        if entry is None or is_broken(entry.value):
            return None
        return Field(entry.value, (*self.path, key), entry.key.place)

    def parts(self) -> Iterator["Field"]:
        """What stands in it and is not broken, in the order of the file."""
        if isinstance(self.node, MappingNode):
            for key, entry in self.node.entries.items():
                if not is_broken(entry.value):
                    yield Field(entry.value, (*self.path, key), entry.key.place)
        elif isinstance(self.node, SequenceNode):
            for index, item in enumerate(self.node.items):
                if not is_broken(item):
                    yield Field(item, (*self.path, index), item.place)

    def keys_of(self, key: str) -> tuple[str, ...]:
        """The keys of the mapping under `key`, also of what is broken in it."""
        field = self.get(key)
        return tuple(field.node.entries) if field and isinstance(field.node, MappingNode) else ()

    def within(self, column: int, length: int) -> Place:
        """The place of a part of its text, from a 1-based column; all of it where the file breaks or escapes it."""
        node, place = self.node, self.node.place
        around = node.end - node.start - len(self.text)
        if place.end - place.column != node.end - node.start or around not in (0, 2):
            return place
        first = place.column + around // 2 + column - 1
        return Place(place.file, place.line, first, first + length)

    def under(self, key: str) -> tuple["Field", ...]:
        """The parts of what stands under `key`; none when nothing does."""
        field = self.get(key)
        return tuple(field.parts()) if field else ()

    def string(self, key: str) -> str:
        """The text under `key`, empty when there is none."""
        field = self.get(key)
        return field.text if field else ""

    def strings(self, key: str) -> tuple[str, ...]:
        """The texts of the list under `key`."""
        return tuple(field.text for field in self.under(key))

    def finding(self, rule: Rule, place: Place | None = None, **arguments: Argument) -> Finding:
        """A finding of `rule` about this field; `got` is what stands there unless it is given."""
        return finding_at(rule, place or self.node.place, self.path, **{"got": excerpt(self.text), **arguments})


SchemaOf = Callable[[], dict[str, object]]

_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?%?")
_LISTED = 8
_FULL_WIDTH_COLON = Label("load.shape.full_width_colon")


def shaped(root: Node, schema: SchemaOf = plan_schema) -> Checked[Node]:
    """The tree with everything that does not fit the schema marked as broken."""
    said: set[tuple[Path, str]] = set()
    bad: set[Path] = set()
    data: Any = plain_data(root)
    whole = schema is not plan_schema or "scoring" in data
    if agrees(data, schema() if whole else schema_without_scoring()):
        return root
    for error in _validator(schema).iter_errors(data):
        for path, missing in _faults(error):
            if (path, missing) in said or is_broken(node_at(root, path)):
                continue
            said.add((path, missing))
            # Suggestions cost time, and only so many findings of a file are listed.
            definitions: Any = schema()["$defs"]
            yield _finding(root, error, (path, missing), definitions, suggest=len(said) <= MOST_FINDINGS)
            if not missing:
                bad.add(path)
    return marked(root, frozenset(bad))


def wrong_value(node: Node, path: Path, kind: str) -> Finding:
    """The finding that a value is not of the kind that is wanted at `path`."""
    wanted, got = KINDS[kind], typed(node)
    place = node.place
    if isinstance(node, ScalarNode):
        if isinstance(node.value, float) and node.value == UNREADABLE:
            return finding_at(rules_shape.UNREADABLE_NUMBER, place, path, got=got)
        if kind == "percent" and is_number(node.value):
            return finding_at(rules_shape.PERCENT_SIGN, place, path, got=got, hint=_with_sign(Decimal(str(node.value))))
        half = as_plain(node.text)
        if half != node.text and _NUMBER.fullmatch(half):
            return finding_at(rules_shape.FULL_WIDTH, place, path, got=got, hint=excerpt(half))
    return finding_at(rules_shape.WRONG_VALUE, place, path, got=got, wanted=wanted.wanted, hint=wanted.hint)


def _with_sign(value: Decimal) -> Text:
    """The number with a percent sign; one up to 1 may be a share, so both ways of reading it are named."""
    number = decimal_text(value)
    if not 0 < abs(value) <= 1:
        return Label("load.shape.number").fill(number=number)
    share = decimal_text(value.scaleb(2))
    return Label("load.shape.share_if_it_is_share").fill(share=share, number=number)


def typed(node: Node) -> str | Text:
    """What stands there, for a message: a scalar as typed, others by what they are."""
    if isinstance(node, ScalarNode):
        return excerpt(node.text) if node.text else Label("load.shape.nothing")
    return Label("load.shape.mapping") if isinstance(node, MappingNode) else Label("load.common.list")


@cache
def _validator(schema: SchemaOf) -> "Validator":
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_integer})
    strict: type[Validator] = extend(Draft202012Validator, {"pattern": _pattern_shape}, type_checker=checker)  # type: ignore[no-untyped-call]
    return strict(schema())


def _is_number(checker: object, value: object) -> bool:
    return is_number(value)


def _is_integer(checker: object, value: object) -> bool:
    return is_number(value) and (isinstance(value, int) or (isinstance(value, float) and value.is_integer()))


def _pattern_shape(validator: object, pattern: str, value: object, schema: object) -> "Iterator[ValidationError]":
    """The keyword `pattern`, with a $ that does not match before a line break at the end, as in ECMA-262."""
    from jsonschema import ValidationError

    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield ValidationError(pattern)


def _faults(error: "ValidationError") -> Iterator[tuple[Path, str]]:
    """The paths that an error is about; for keys that are missing the mapping, and the key."""
    path: Path = tuple(error.absolute_path)
    schema: Any = error.schema
    rule: Any = error.validator_value
    held: Any = error.instance
    match error.validator:
        case "additionalProperties":
            yield from (((*path, key), "") for key in held if key not in schema["properties"])
        case "required":
            yield from ((path, key) for key in rule if key not in held)
        case "dependentRequired":
            yield from ((path, key) for first in rule if first in held for key in rule[first] if key not in held)
        case _ if "propertyNames" in error.absolute_schema_path:
            yield (*path, held), ""
        case _:
            yield path, ""


def _finding(
    root: Node, error: "ValidationError", fault: tuple[Path, str], definitions: Mapping[str, Any], *, suggest: bool
) -> Finding:
    schema: Any = error.schema
    path, missing = fault
    if missing:
        wanted = _wanted(schema["properties"][missing], definitions)
        return finding_at(rules_shape.MISSING_KEY, label_at(root, path), path, got=missing, wanted=wanted)
    if error.validator == "additionalProperties":
        known = list(schema["properties"])
        key = str(path[-1])
        hint = _FULL_WIDTH_COLON if "：" in key else _hint(key, known, suggest=suggest)
        return finding_at(rules_shape.UNKNOWN_KEY, label_at(root, path), path[:-1], got=excerpt(key), hint=hint)
    if "propertyNames" in error.absolute_schema_path:
        key, kind = str(path[-1]), KINDS["id"]
        place = label_at(root, path)
        return finding_at(
            rules_shape.WRONG_VALUE, place, path[:-1], got=excerpt(key), wanted=kind.wanted, hint=kind.hint
        )
    node = node_at(root, path)
    if error.validator == "enum" and isinstance(node, ScalarNode):
        words = list(map(str, schema["enum"]))
        hint = _hint(node.text, words, suggest=suggest)
        return finding_at(
            rules_shape.UNKNOWN_WORD, node.place, path, got=typed(node), wanted=", ".join(words), hint=hint
        )
    return wrong_value(node, path, kind_named(schema.get("title")))


def _wanted(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Text:
    """What a part of the schema wants, in words."""
    if "enum" in schema:
        words = ", ".join(schema["enum"])
        return Label("load.shape.one_of_words").fill(words=words)
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    return KINDS[kind_named(schema.get("title"))].wanted


def _hint(word: str, known: list[str], *, suggest: bool) -> Text:
    if likely := suggest and nearest(word, known):
        return Label("load.common.did_you_mean_likely").fill(likely=likely)
    listed = ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
    return Label("load.common.it_can_be_listed").fill(listed=listed)


# The status method that a plan or a target chooses, with the borders that it sets itself.


def method(field: Field | None) -> Checked[MethodChoice | None]:
    """The choice, None where there is none that can be used."""
    name = field and (field.text or field.string("name"))
    if not field or not name:
        return None
    known, set_here = BORDERS[name], {}
    for part in field.parts():
        if part.key in known:
            set_here[part.key] = float(part.amount)
        elif part.key != "name":
            wanted = ", ".join(known)
            yield field.finding(rules_target.UNKNOWN_BORDER, part.label, method=name, wanted=wanted, got=part.key)
    merged = {**known, **set_here}
    if any(upper <= lower for upper, lower in pairwise(merged.values())):
        got = ", ".join(f"{key} {value:g}" for key, value in merged.items())
        yield field.finding(rules_target.BORDERS_RISE, got=got)
    return MethodChoice(name=name, borders=tuple((key, set_here[key]) for key in known if key in set_here))


# What a plan says about itself: names, region, years, source; and the parts that targets share with it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What holds for every target of a plan. `complete`: nothing that a plan needs is missing or wrong.

    An incomplete header has stand-ins that keep the targets readable, so that all that is wrong with them is said too.
    """

    id: str
    title: Text
    language: Language
    region: Region
    base: Period
    start: Period
    end: Period
    source: Source
    method: MethodChoice
    complete: bool


def header(plan: Field) -> Checked[Header]:
    """The header of a plan."""
    id_, title, area = plan.string("plan"), plan.get("title"), plan.get("region")
    years = yield from _years(plan)
    base, start, end = years or (FIRST_YEAR, FIRST_YEAR, LAST_YEAR)
    return Header(
        id=id_,
        title=names(title),
        language=Language(plan.string("language") or Language.ZH),
        region=region(area),
        base=Period.year(base),
        start=Period.year(start),
        end=Period.year(end),
        source=source(plan.get("source")),
        method=(yield from method(plan.get("method"))) or MethodChoice(),
        complete=all((id_, title, area, years)),
    )


def _years(plan: Field) -> Checked[tuple[int, int, int] | None]:
    field = plan.get("period")
    found = [field.get(key) for key in ("base", "start", "end")] if field else []
    years = [int(year.amount) for year in found if year]
    if field is None or len(years) < len(found):
        return None
    base, start, end = years
    if base < start <= end:
        return base, start, end
    yield field.finding(rules.PERIOD_ORDER, field.label, got=f"{base}, {start}, {end}")
    return None


def names(field: Field | None) -> Text:
    """The text of a name in both languages."""
    return Text(zh=field.string("zh"), en=field.string("en")) if field else Text()


def region(field: Field | None) -> Region:
    """The place, or `every` for the word all."""
    if field is None or field.text:
        return Region(every=field is not None)
    return Region(name=field.string("name"), code=field.string("code"), aliases=field.strings("aliases"))


def source(field: Field | None) -> Source:
    """Where something stands."""
    return Source(**{part.key: part.text for part in field.parts()}) if field else Source()


def period(field: Field, *, spans: bool = False) -> Checked[Period | None]:
    """The period that a text or a year names. Nothing can be due in a span of several years, unless `spans`."""
    found = parse_period(field.text)
    if found is None or (found.kind is PeriodKind.YEARS and not spans):
        yield field.finding(rules.NOT_A_PERIOD)
        return None
    return found


def key_period(field: Field) -> Checked[Period | None]:
    """The period that is the key of a field."""
    found = parse_period(field.key)
    if found is None or found.kind is PeriodKind.YEARS:
        yield field.finding(rules.NOT_A_PERIOD, field.label, got=excerpt(field.key))
        return None
    return found


def day(field: Field) -> Checked[date | None]:
    """The day that a text names."""
    found = parse_date(field.text)
    if found is None:
        yield field.finding(rules.NOT_A_DATE)
    return found
