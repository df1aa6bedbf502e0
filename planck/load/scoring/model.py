"""A model's file, or what stands under `scoring` in a plan, to a scoring model."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from planck.load.plan import rules_shape as shape
from planck.load.plan.shape import Field, names, shaped, source, typed, wrong_value
from planck.load.scoring import rules, rules_weights
from planck.load.scoring.schema import METHODS, VERSION, model_schema
from planck.load.source.files import Checked, Document, Gathered, Positions, collect, excerpt
from planck.load.yaml.nodes import MappingNode, ScalarNode, is_broken, is_number, read_nodes
from planck.model import Finding, Language, Severity, Text
from planck.model.scoring import (
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
    Part,
    Quota,
    Rounding,
    ScoredIndicator,
    ScoredRegion,
    ScoringModel,
    Setting,
    Standing,
    Ties,
    UnitClass,
    Veto,
)
from planck.words import Label

# Normalisations and aggregations of a model: a name, with settings that the method knows.

# Pairs of settings of which the first has to be below the second, or differ from it, and those that are positive.
_RISING = {"min_max": ("low", "high")}
_APART = dict.fromkeys(("goalposts", "log_goalposts", "scaled", "efficacy"), ("worst", "best")) | {
    "distance_to_target": ("start", "target")
}
_POSITIVE = {
    "standard": "standard",
    "completion_ratio": "goal",
    "index": "base",
    "unit_deduction": "per",
    "step_bands": "step",
    "z_score": "sd",
    "growth_score": "factor",
}
_FALLING = ("step_bands", "banded_efficacy")


def normalisation(field: Field | None) -> Checked[Normalisation | None]:
    """The normalisation that a field names, None where there is none that can be used."""
    name = field and (field.text or field.string("method"))
    if not field or not name:
        return None
    known, found = METHODS[name], {}
    for part in field.parts():
        if part.key in known:
            found[part.key] = _setting(part)
        elif part.key != "method":
            wanted = ", ".join(known) or "-"
            yield field.finding(rules.UNKNOWN_SETTING, part.label, method=name, wanted=wanted, got=part.key)
    missing = [key for key, wanted in known.items() if wanted.required and not field.has(key)]
    for key in missing:
        yield field.finding(rules.MISSING_SETTING, method=name, wanted=key)
    if not missing:
        yield from _in_order(field, name, found)
    return Normalisation(method=name, settings=tuple((key, found[key]) for key in known if key in found))


def aggregation(field: Field | None) -> Checked[Aggregation]:
    """The aggregation that a field names; the arithmetic mean where there is none."""
    method = field and (field.text or field.string("method"))
    if not field or not method:
        return Aggregation()
    power = field.get("power")
    if power and method != "generalised":
        yield field.finding(rules.UNKNOWN_SETTING, power.label, method=method, wanted="-", got="power")
    if method == "generalised" and not field.has("power"):
        yield field.finding(rules.MISSING_SETTING, method=method, wanted="power")
    return Aggregation(method=method, power=float(power.amount) if power and method == "generalised" else None)


def _setting(field: Field) -> Setting:
    if isinstance(field.node, ScalarNode):
        return float(field.amount)
    return tuple(tuple(float(number.amount) for number in pair.parts()) for pair in field.parts())


def _in_order(field: Field, name: str, found: dict[str, Setting]) -> Iterator[Finding]:
    """A finding for each setting that would divide by zero or turn good into bad."""
    low, high = (found.get(key) for key in _RISING.get(name, ("", "")))
    if isinstance(low, float) and isinstance(high, float) and low >= high:
        first, second = _RISING[name]
        yield _out_of_order(field, f"{first} < {second}", (low, high))
    one, other = (found.get(key) for key in _APART.get(name, ("", "")))
    if isinstance(one, float) and one == other:
        yield _out_of_order(field, " != ".join(_APART[name]), (one, one))
    value = found.get(_POSITIVE.get(name, ""))
    if isinstance(value, float) and value <= 0:
        yield _out_of_order(field, f"{_POSITIVE[name]} > 0", (value,))
    bands = found.get("bands")
    if name in _FALLING and isinstance(bands, tuple):
        borders = [band[0] for band in bands if isinstance(band, tuple)]
        points = [band[1] for band in bands if isinstance(band, tuple)]
        if any(later >= earlier for row in (borders, points) for earlier, later in pairwise(row)):
            yield _out_of_order(field, "bands that fall", borders)
    yield from _interval(field, name, found)


def _interval(field: Field, name: str, found: dict[str, Setting]) -> Iterator[Finding]:
    order = [found.get(key) for key in ("least", "low", "high", "most")] if name == "interval" else []
    numbers = [value for value in order if isinstance(value, float)]
    if len(numbers) == 4 and any(later <= earlier for earlier, later in pairwise(numbers)):
        yield _out_of_order(field, "least < low < high < most", numbers)


def _out_of_order(field: Field, wanted: str, got: Sequence[float]) -> Finding:
    words = {"bands that fall": "档次从高到低"}
    text = Text(zh=words.get(wanted, f"应为 {wanted}"), en=wanted)
    return field.finding(rules.SETTINGS_ORDER, wanted=text, got=", ".join(f"{value:g}" for value in got))


# Weights and shares of one level: all there or none, and with a sum that makes sense.

# Published tables print thirds as 33.3.
_SLACK = Decimal("0.001")


def weight(field: Field) -> float | None:
    """The weight of a part, None where it has none."""
    found = field.get("weight")
    return float(found.amount) if found else None


def weight_faults(holder: Field, key: str) -> Iterator[Finding]:
    """What is wrong with the weights of the parts under `key` of a domain or model, which may have a weight itself."""
    parts, under = holder.under(key), holder.get(key)
    broken = (holder.has("weight") and not holder.get("weight")) or any(part.damaged for part in parts)
    if under is None or under.damaged or broken:
        return
    given = [part for part in parts if part.has("weight")]
    if method := holder.string("weights"):
        yield from _made(parts, method)
        return
    if not given:
        return
    if len(given) < len(parts):
        for part in parts:
            if not part.has("weight"):
                yield under.finding(rules.WEIGHTS_PARTLY, part.label, got=part.key)
        return
    found = [part.get("weight") for part in parts]
    amounts = [one.amount for one in found if one]
    whole = holder.get("weight")
    allowed = [Decimal(100), Decimal(1), *([whole.amount] if whole else [])]
    total = sum(amounts, Decimal(0))
    if not any(abs(total - wanted) <= _SLACK * wanted for wanted in allowed):
        wanted = Label("load.model.100_1_or_weight_above") if whole else Label("load.model.100_or_1")
        listed = excerpt(" + ".join(str(amount) for amount in amounts))
        yield under.finding(rules.WEIGHTS_SUM, under.label, wanted=wanted, got=str(total), listed=listed)


def _made(parts: Sequence[Field], method: str) -> Iterator[Finding]:
    """What stands beside weights that are to be made of the figures, in parts whose weights those would be."""
    for part in parts:
        for key in ("weight", "parts"):
            if part.has(key):
                yield part.finding(rules_weights.WEIGHTS_TWICE, part.label, method=method, got=key)


# Domains and indicators of a model.

USUAL = Normalisation(method="min_max")
# Full marks where all that was asked is done.
USUAL_OF_PLAN: Mapping[Of, Normalisation] = {
    Of.COMPLETION: Normalisation(method="standard", settings=(("standard", 100.0),)),
    Of.FULFILMENT: Normalisation(method="standard", settings=(("standard", 100.0),)),
    Of.RATIO: Normalisation(method="ratio_score"),
}
_SLACK_DOMAIN = Decimal("0.0001")


def domains(field: Field, default: Normalisation | None, classes: frozenset[str]) -> Checked[tuple[Domain, ...]]:
    """The domains in a model or a domain."""
    found: list[Domain] = []
    for one in field.under("domains"):
        found.append((yield from _domain(one, default, classes)))  # noqa: PERF401 - it yields
    return tuple(found)


def _domain(field: Field, default: Normalisation | None, classes: frozenset[str]) -> Checked[Domain]:
    kinds = [key for key in ("domains", "indicators", "targets") if field.has(key)]
    empty = len(kinds) == 1 and field.get(kinds[0]) and not field.under(kinds[0]) and kinds[0] != "targets"
    if (len(kinds) != 1 or empty) and not field.damaged:
        yield field.finding(rules.ONE_KIND_OF_PARTS, field.label, got=", ".join(kinds) if len(kinds) > 1 else "-")
    for key in ("domains", "indicators"):
        yield from weight_faults(field, key)
    if field.has("weights") and field.has("targets"):
        method = field.string("weights")
        yield field.finding(rules_weights.WEIGHTS_TWICE, field.label, method=method, got="targets")
    indicators: list[ScoredIndicator] = []
    for one in field.under("indicators"):
        indicators.append((yield from _indicator(one, default, classes)))  # noqa: PERF401 - it yields
    return Domain(
        id=field.key,
        name=names(field.get("name")),
        weight=weight(field),
        weights=field.string("weights"),
        aggregate=(yield from aggregation(field.get("aggregate"))),
        domains=(yield from domains(field, default, classes)),
        indicators=tuple(indicators),
        targets=(yield from _targets(field.get("targets"))),
        place=field.label,
    )


def _indicator(field: Field, default: Normalisation | None, classes: frozenset[str]) -> Checked[ScoredIndicator]:
    own = yield from normalisation(field.get("normalise"))
    only = field.under("only")
    for one in only:
        if one.text not in classes:
            yield one.finding(rules.UNKNOWN_CLASS)
    return ScoredIndicator(
        id=field.key,
        name=names(field.get("name")),
        aliases=field.strings("aliases"),
        unit=field.string("unit"),
        weight=weight(field),
        better=Better(field.string("better") or Better.HIGHER),
        parts=(yield from _parts(field, own, default)),
        only=tuple(one.text for one in only),
        place=field.label,
    )


def _parts(field: Field, own: Normalisation | None, default: Normalisation | None) -> Checked[tuple[Part, ...]]:
    """The parts of an indicator: those that it names, else the whole of what `of` says."""
    holder = field.get("parts")
    if holder is None:
        of = Of(field.string("of") or Of.LEVEL)
        return (Part(of=of, normalise=own or _usual(of, default)),)
    found: list[Part] = []
    total = Decimal(0)
    for one in holder.parts():
        share, of = one.get("share") or one, Of(one.key)
        special = yield from normalisation(one.get("normalise"))
        total += share.share
        found.append(Part(of=of, share=float(share.share), normalise=special or own or _usual(of, default)))
    if abs(total - 1) > _SLACK_DOMAIN and not holder.damaged:
        yield holder.finding(rules.SHARES_SUM, holder.label, got=f"{total:%}")
    return tuple(found)


def _usual(of: Of, default: Normalisation | None) -> Normalisation:
    return USUAL_OF_PLAN.get(of) or default or USUAL


def _targets(field: Field | None) -> Checked[EachTarget | None]:
    if field is None:
        return None
    own = yield from normalisation(field.get("normalise"))
    of, binding = Of(field.string("of") or Of.COMPLETION), field.get("binding")
    weight_ = float(binding.amount) if binding else 1.0
    return EachTarget(of=of, normalise=own or _usual(of, None), binding=weight_, place=field.label)


def name_clashes(field: Field) -> Iterator[Finding]:
    """A finding for each name of an indicator, an item or a veto that another one has."""
    taken: dict[str, tuple[str, Field]] = {}
    for one in _named(field):
        title = one.get("name")
        texts = (*(title.parts() if title else ()), *one.under("aliases"))
        for text, place in ((one.key, one.label), *((part.text, part.node.place) for part in texts)):
            other, holder = taken.setdefault(_folded(text), (one.key, one))
            # One figure may count as an indicator and decide a veto: the same id is the same indicator.
            if holder.path != one.path and other != one.key:
                yield one.finding(rules.NAME_TWICE, place, got=excerpt(text), other=other)


def _named(field: Field) -> Iterator[Field]:
    yield from field.under("indicators")
    for domain in field.under("domains"):
        yield from _named(domain)
    for key in ("bonus", "deductions"):
        yield from (holder.under("items") if (holder := field.get(key)) else ())
    yield from field.under("veto")


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


_START = 1 << 16
_MODEL, _PLAN = re.compile(rb"^model:", re.MULTILINE), re.compile(rb"^plan:", re.MULTILINE)
_BOUNDS = ("at_least", "at_most", "more_than", "less_than")


def load_model(document: Document) -> tuple[ScoringModel | None, tuple[Finding, ...]]:
    """The model that a document holds, None when it has an error, and everything that is wrong with it."""
    found, findings = collect(_file(Positions.of(document.input.file, document.text)))
    gathered = Gathered(document.input.file)
    for finding in findings:
        if gathered.wants(finding.severity):
            gathered.keep(finding)
    wrong = any(finding.severity is Severity.ERROR for finding in findings)
    return None if wrong else found, gathered.findings()


def holds_model(path: str) -> bool:
    """Whether the file at `path` says that it is a model and no plan, so that a search for plans passes it over."""
    try:
        with open(path, "rb") as file:
            start = file.read(_START)
    except OSError:
        return False
    return bool(_MODEL.search(start)) and not _PLAN.search(start)


def _file(positions: Positions) -> Checked[ScoringModel | None]:
    root = yield from read_nodes(positions)
    if root is None or is_broken(root):
        return None
    if not isinstance(root, MappingNode):
        yield wrong_value(root, (), "mapping")
        return None
    version = root.entries.get("planck")
    if version and not _is_ours(version.value):
        yield shape.VERSION.at(version.value.place, field="planck", got=typed(version.value))
        return None
    tree = yield from shaped(root, model_schema)
    field = Field(tree, (), tree.place)
    return (yield from model(field, id_=field.string("model"), title=names(field.get("title"))))


def _is_ours(node: object) -> bool:
    return isinstance(node, ScalarNode) and (node.broken or (is_number(node.value) and node.value == VERSION))


def plan_scoring(field: Field, *, id_: str, title: Text, language: Language) -> Checked[ScoringModel | str | None]:
    """What a plan says under `scoring`: a model, the path of a model's file, or None."""
    others = [part for part in field.parts() if part.key != "use"]
    if field.has("use") and others:
        yield field.finding(rules.USE_ALONE, others[0].label, got=others[0].key)
        return None
    if field.has("use"):
        return field.string("use") or None
    if not field.has("domains"):
        yield field.finding(rules.USE_ALONE, got=", ".join(part.key for part in others))
        return None
    found, findings = collect(model(field, id_=id_, title=names(field.get("title")) if field.has("title") else title))
    yield from findings
    wrong = any(finding.severity is Severity.ERROR for finding in findings) or _damaged(field)
    return None if wrong else replace(found, language=language)


def _damaged(field: Field) -> bool:
    """Whether anything in it is broken at any depth."""
    return field.damaged or any(_damaged(part) for part in field.parts())


def model(field: Field, *, id_: str, title: Text) -> Checked[ScoringModel]:
    """The model that a field describes."""
    default = yield from normalisation(field.get("normalise"))
    classes = _classes(field)
    yield from weight_faults(field, "domains")
    parts = yield from domains(field, default, frozenset(one.id for one in classes))
    grades = yield from _grades(field)
    known = tuple(grade.id for grade in grades)
    vetoes = yield from _vetoes(field, known)
    quota = yield from _quota(field.get("quota"), known)
    yield from name_clashes(field)
    full = field.get("full")
    return ScoringModel(
        id=id_,
        title=title,
        language=Language(field.string("language") or Language.ZH),
        standing=Standing(field.string("standing") or Standing.OWN),
        notice=names(field.get("notice")),
        source=source(field.get("source")),
        full=float(full.amount) if full else 100.0,
        weights=field.string("weights"),
        aggregate=(yield from aggregation(field.get("aggregate"))),
        domains=parts,
        bonus=_items(field.get("bonus")),
        deductions=_items(field.get("deductions")),
        vetoes=vetoes,
        grades=grades,
        quota=quota,
        missing=_missing(field.get("missing")),
        rounding=_rounding(field.get("round")),
        ties=Ties(field.string("ties") or Ties.MIN),
        classes=classes,
        regions=tuple(
            ScoredRegion(name=one.string("name"), aliases=one.strings("aliases")) for one in field.under("regions")
        ),
        place=field.label,
    )


def _number(field: Field | None) -> float | None:
    return float(field.amount) if field else None


def _of(field: Field) -> Of:
    return Of(field.string("of") or Of.LEVEL)


def _classes(field: Field) -> tuple[UnitClass, ...]:
    return tuple(
        UnitClass(id=one.key, name=names(one.get("name")), regions=one.strings("regions"))
        for one in field.under("classes")
    )


def _items(field: Field | None) -> Items:
    if field is None:
        return Items()
    found = tuple(
        Item(
            id=item.key,
            name=names(item.get("name")),
            aliases=item.strings("aliases"),
            unit=item.string("unit"),
            of=_of(item),
            points=_number(item.get("points")) or 0.0,
            per=_number(item.get("per")) or 1.0,
            beyond=_number(item.get("beyond")) or 0.0,
            cap=_number(item.get("cap")),
            place=item.label,
        )
        for item in field.under("items")
    )
    return Items(cap=_number(field.get("cap")), items=found)


def _grades(field: Field) -> Checked[tuple[Grade, ...]]:
    found: list[Grade] = []
    for one in field.under("grades"):
        rank = one.get("rank")
        at_least = _number(one.get("at_least"))
        named = Grade(
            id=one.string("grade"),
            name=names(one.get("name")),
            at_least=at_least,
            rank=int(rank.amount) if rank else None,
            place=one.label,
        )
        if one.string("grade"):
            found.append(named)
    holder = field.get("grades")
    if holder and not _fall(found):
        got = ", ".join(f"{one.id} {'-' if one.at_least is None else f'{one.at_least:g}'}" for one in found)
        yield holder.finding(rules.GRADES_FALL, holder.label, got=got)
    return tuple(found)


def _fall(grades: Sequence[Grade]) -> bool:
    """Whether each grade is harder to reach than the next; one for the first few may share the border of the next."""
    if len({grade.id for grade in grades}) < len(grades) or any(grade.at_least is None for grade in grades[:-1]):
        return False
    borders = [(grade.at_least, grade.rank) for grade in grades if grade.at_least is not None]
    return all(
        upper > lower or (upper == lower and upper_rank is not None and lower_rank is None)
        for (upper, upper_rank), (lower, lower_rank) in pairwise(borders)
    )


def _vetoes(field: Field, grades: tuple[str, ...]) -> Checked[tuple[Veto, ...]]:
    found: list[Veto] = []
    for one in field.under("veto"):
        bounds = [part for part in one.parts() if part.key in _BOUNDS]
        grade = one.get("grade")
        if grade:
            yield from _known_grade(grade, grades)
        if len(bounds) != 1:
            if not one.damaged:
                yield one.finding(rules.ONE_BOUND, one.label, got=", ".join(part.key for part in bounds) or "-")
            continue
        bound, value = bounds[0], float(bounds[0].amount)
        found.append(
            Veto(
                id=one.key,
                name=names(one.get("name")),
                aliases=one.strings("aliases"),
                unit=one.string("unit"),
                of=_of(one),
                low=value if bound.key in ("at_least", "more_than") else None,
                high=value if bound.key in ("at_most", "less_than") else None,
                strict=bound.key in ("more_than", "less_than"),
                grade=grade.text if grade else "",
                place=one.label,
            )
        )
    return tuple(found)


def _quota(field: Field | None, grades: tuple[str, ...]) -> Checked[Quota | None]:
    if field is None:
        return None
    for grade in field.under("grades"):
        yield from _known_grade(grade, grades)
    count = field.get("count")
    amount = int(count.amount) if count else 1
    return Quota(name=names(field.get("name")), count=amount, grades=field.strings("grades"))


def _known_grade(field: Field, grades: tuple[str, ...]) -> Iterator[Finding]:
    if field.text not in grades:
        yield field.finding(rules.UNKNOWN_GRADE, wanted=", ".join(grades) or "-")


def _missing(field: Field | None) -> MissingData:
    if field is None:
        return MissingData()
    threshold, carry = field.get("threshold"), field.get("carry")
    return MissingData(
        rule=FillRule(field.string("rule") or FillRule.REWEIGHT),
        threshold=float(threshold.share) if threshold else 0.0,
        carry=int(carry.amount) if carry else 0,
    )


def _rounding(field: Field | None) -> Rounding:
    if field is None:
        return Rounding()
    digits = field.get("digits")
    return Rounding(digits=int(digits.amount) if digits else None, before_ranks=field.string("before_ranks") == "true")
