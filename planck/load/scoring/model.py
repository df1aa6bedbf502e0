"""A model's file, or what stands under `scoring` in a plan, to a scoring model."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from planck.engine.scoring.aggregate import AGGREGATIONS
from planck.engine.scoring.ways import Parameters
from planck.load import rules
from planck.load.files import Checked, Document, Gathered, Positions, collect, excerpt, meant, read
from planck.load.judge import read_form
from planck.load.scoring.keys import BOUNDS, DOMAIN, INDICATOR, METHODS, MODEL, SCORING, TARGETS, VETO, weight_amount
from planck.load.shape import Field, Form
from planck.load.tables import TABLE_LIMIT, Open, class_rows, grown, indicator_rows, not_here, tables_beside
from planck.load.yaml import MappingNode, ScalarNode
from planck.model import Finding, Input, Language, Severity, Text
from planck.model.scoring import (
    AS_STATED,
    Aggregation,
    Better,
    Domain,
    EachTarget,
    Grade,
    Normalisation,
    Of,
    Part,
    ScoredIndicator,
    ScoringModel,
    Setting,
    Veto,
)
from planck.pattern import pattern
from planck.words import Label

T = TypeVar("T")

# Normalisations and aggregations of a model: a name, with settings that the method knows.


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
            yield field.finding(rules.UNKNOWN_SCORE_SETTING, part.label, method=name, wanted=wanted, got=part.key)
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
    power, takes = field.get("power"), "power" in AGGREGATIONS[method].parameters
    if power and not takes:
        yield field.finding(rules.UNKNOWN_SCORE_SETTING, power.label, method=method, wanted="-", got="power")
    if takes and not field.has("power"):
        yield field.finding(rules.MISSING_SETTING, method=method, wanted="power")
    return Aggregation(method=method, power=float(power.amount) if power and takes else None)


def _setting(field: Field) -> Setting:
    if isinstance(field.node, ScalarNode):
        return float(field.amount)
    pairs = (tuple(float(number.amount) for number in pair.parts()) for pair in field.parts() if not pair.damaged)
    return tuple(pairs)


def _in_order(field: Field, name: str, settings: Mapping[str, Setting]) -> Iterator[Finding]:
    """A finding for each setting that would divide by zero or turn good into bad."""
    parameters = METHODS[name]
    chain = _rising(parameters)
    numbers = [value for key in chain if isinstance(value := settings.get(key), float)]
    if len(numbers) == len(chain) and any(later <= earlier for earlier, later in pairwise(numbers)):
        yield _out_of_order(field, " < ".join(chain), numbers)
    for key, parameter in parameters.items():
        value, other = settings.get(key), settings.get(parameter.apart)
        if isinstance(value, float) and value == other:
            yield _out_of_order(field, f"{parameter.apart} != {key}", (value, value))
        if parameter.positive and isinstance(value, float) and value <= 0:
            yield _out_of_order(field, f"{key} > 0", (value,))
    for key, parameter in parameters.items():
        pairs = settings.get(key)
        if parameter.bands and isinstance(pairs, tuple) and not _bands_fall(pairs):
            yield _out_of_order(field, "bands that fall", [border for border, _ in pairs])


def _rising(parameters: Parameters) -> list[str]:
    """The parameters each of which must lie above the one before it."""
    above = {parameter.above: key for key, parameter in parameters.items() if parameter.above}
    chain = [low for low in above if low not in above.values()]
    while chain and chain[-1] in above:
        chain.append(above[chain[-1]])
    return chain


def _bands_fall(pairs: Sequence[Sequence[float]]) -> bool:
    """Whether both the borders and what they are worth fall."""
    return all(later < earlier for row in zip(*pairs, strict=True) for earlier, later in pairwise(row))


def _out_of_order(field: Field, wanted: str, got: Sequence[float]) -> Finding:
    words = {"bands that fall": Label("load.words.bands_that_fall")}
    text = words.get(wanted) or Label("load.model.wanted").fill(wanted=wanted)
    return field.finding(rules.SETTINGS_ORDER, wanted=text, got=", ".join(f"{value:g}" for value in got))


# Weights and shares of one level: all there or none, and with a sum that makes sense.

# Published tables print thirds as 33.3.
_SLACK = Decimal("0.001")


def weight_faults(holder: Field, key: str) -> Iterator[Finding]:
    """What is wrong with the weights of the parts under `key` of a domain or model, which may have a weight itself."""
    parts, under = holder.under(key), holder.get(key)
    broken = (holder.has("weight") and not holder.get("weight")) or any(part.damaged for part in parts)
    if under is None or under.damaged or broken:
        return
    given = [part for part in parts if part.has("weight")]
    method = holder.string("weights")
    as_they_stand = method == AS_STATED or _method_of(holder.get("aggregate")) == "sum"
    if method and method != AS_STATED:
        yield from _made(parts, method)
        return
    if not given:
        return
    if len(given) < len(parts) and not as_they_stand:
        for part in parts:
            if not part.has("weight"):
                yield under.finding(rules.WEIGHTS_PARTLY, part.label, got=part.key)
        return
    if as_they_stand:
        return
    found = [part.get("weight") for part in parts]
    amounts = [weight_amount(one) for one in found if one]
    whole = holder.get("weight")
    allowed = [Decimal(100), Decimal(1), *([weight_amount(whole)] if whole else [])]
    total = sum(amounts, Decimal(0))
    if not any(abs(total - wanted) <= _SLACK * wanted for wanted in allowed):
        wanted = Label("load.model.sum_within_a_level") if whole else Label("load.model.sum_of_the_first_level")
        listed = excerpt(" + ".join(str(amount) for amount in amounts))
        yield under.finding(rules.WEIGHTS_SUM, under.label, wanted=wanted, got=str(total), listed=listed)


def _method_of(field: Field | None) -> str:
    """The name of the aggregation in a field, empty where there is none."""
    return (field.text or field.string("method")) if field else ""


def part_count_faults(holder: Field) -> Iterator[Finding]:
    """A finding where an aggregation takes another number of parts than a domain or model has."""
    method = _method_of(holder.get("aggregate"))
    wanted = AGGREGATIONS[method].parts if method else 0
    parts = (*holder.under("domains"), *holder.under("indicators"))
    if wanted and len(parts) != wanted and not holder.damaged:
        yield holder.finding(rules.PART_COUNT, holder.label, method=method, wanted=wanted, got=len(parts))


def _made(parts: Sequence[Field], method: str) -> Iterator[Finding]:
    """What stands beside weights that are to be made of the figures, in parts whose weights those would be."""
    for part in parts:
        for key in ("weight", "parts"):
            if part.has(key):
                yield part.finding(rules.WEIGHTS_TWICE, part.label, method=method, got=key)


# Domains and indicators of a model.

USUAL = Normalisation(method="min_max")
# Full marks where all that was asked is done.
USUAL_OF_PLAN: Mapping[Of, Normalisation] = {
    Of.COMPLETION: Normalisation(method="standard", settings=(("standard", 100.0),)),
    Of.FULFILMENT: Normalisation(method="standard", settings=(("standard", 100.0),)),
    Of.ATTAINMENT: Normalisation(method="standard", settings=(("standard", 100.0),)),
    Of.RATIO: Normalisation(method="ratio_score"),
    Of.PROGRESS_SCORE: Normalisation(method="as_is", settings=(("low", -5.0), ("high", 5.0))),
}
_SLACK_DOMAIN = Decimal("0.0001")


def _each(fields: Sequence[Field], read: Callable[[Field], Checked[T]]) -> Checked[tuple[T, ...]]:
    values: list[T] = []
    for field in fields:
        values.append((yield from read(field)))  # noqa: PERF401 - it yields
    return tuple(values)


def domains(field: Field, default: Normalisation | None, classes: frozenset[str]) -> Checked[tuple[Domain, ...]]:
    """The domains in a model or a domain."""
    return (yield from _each(field.under("domains"), lambda part: _domain(part, default, classes)))


def _domain(field: Field, default: Normalisation | None, classes: frozenset[str]) -> Checked[Domain]:
    kinds = [key for key in ("domains", "indicators", "series", "targets") if field.has(key)]
    empty = (
        len(kinds) == 1 and kinds[0] in ("domains", "indicators") and field.get(kinds[0]) and not field.under(kinds[0])
    )
    if (len(kinds) != 1 or empty) and not field.damaged:
        yield field.finding(rules.ONE_KIND_OF_PARTS, field.label, got=", ".join(kinds) if len(kinds) > 1 else "-")
    for key in ("domains", "indicators"):
        yield from weight_faults(field, key)
    yield from part_count_faults(field)
    if field.has("weights") and field.has("targets"):
        yield field.finding(rules.WEIGHTS_TWICE, field.label, method=field.string("weights"), got="targets")
    values = yield from DOMAIN.values(field)
    values["aggregate"] = yield from aggregation(field.get("aggregate"))
    values["domains"] = yield from domains(field, default, classes)
    scored = field.under("indicators")
    values["indicators"] = yield from _each(scored, lambda part: _indicator(part, default, classes))
    if series := field.get("series"):
        own = yield from _indicator(series, default, classes)
        values["indicators"] = (replace(own, id=field.key, name=values.get("name", own.name)),)
    values["targets"] = yield from _targets(field.get("targets"))
    return Domain(id=field.key, place=field.label, **values)


def _indicator(field: Field, default: Normalisation | None, classes: frozenset[str]) -> Checked[ScoredIndicator]:
    own = yield from normalisation(field.get("normalise"))
    for class_ in field.under("only"):
        if class_.text not in classes:
            yield class_.finding(rules.UNKNOWN_CLASS)
    values = yield from INDICATOR.values(field)
    parts = yield from _parts(field, own, default, Of.LEVEL)
    return ScoredIndicator(id=field.key, parts=parts, place=field.label, **values)


def _parts(
    field: Field, own: Normalisation | None, default: Normalisation | None, usual: Of
) -> Checked[tuple[Part, ...]]:
    """The parts of an indicator: those that it names, else the whole of what `of` says, `usual` without it."""
    holder = field.get("parts")
    if holder is None:
        of = Of(field.string("of") or usual)
        return (Part(of=of, normalise=own or _usual(of, default)),)
    parts: list[Part] = []
    total = Decimal(0)
    for part in holder.parts():
        share, of = part.get("share") or part, Of(part.key)
        special = yield from normalisation(part.get("normalise"))
        total += share.share
        parts.append(Part(of=of, share=float(share.share), normalise=special or own or _usual(of, default)))
    if abs(total - 1) > _SLACK_DOMAIN and not holder.damaged:
        yield holder.finding(rules.SHARES_SUM, holder.label, got=f"{total:%}")
    return tuple(parts)


def _usual(of: Of, default: Normalisation | None) -> Normalisation:
    return USUAL_OF_PLAN.get(of) or default or USUAL


def _targets(field: Field | None) -> Checked[EachTarget | None]:
    if field is None:
        return None
    own = yield from normalisation(field.get("normalise"))
    values = yield from TARGETS.values(field)
    parts = yield from _parts(field, own, None, Of.COMPLETION)
    return EachTarget(parts=parts, place=field.label, **values)


def name_clashes(field: Field) -> Iterator[Finding]:
    """A finding for each name of an indicator, an item or a veto that another one has."""
    taken: dict[str, tuple[str, Field]] = {}
    for one in _named(field):
        texts = (*one.texts("name"), *one.under("aliases"))
        for text, place in ((one.key, one.label), *((part.text, part.node.place) for part in texts)):
            other, holder = taken.setdefault(_folded(text), (one.key, one))
            # One figure may count as an indicator and decide a veto: the same id is the same indicator.
            if holder.path != one.path and other != one.key:
                yield one.finding(rules.NAME_TWICE, place, got=excerpt(text), other=other)


def _named(field: Field) -> Iterator[Field]:
    yield from field.under("indicators")
    for domain in field.under("domains"):
        yield from ((domain,) if domain.has("series") else ())
        yield from _named(domain)
    for key in ("bonus", "deductions"):
        yield from (holder.under("items") if (holder := field.get(key)) else ())
    yield from field.under("veto")


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


_START = 1 << 16
_MODEL, _PLAN = pattern(rb"^model:", re.MULTILINE), pattern(rb"^plan:", re.MULTILINE)


def load_model(document: Document, open_: Open = not_here) -> tuple[ScoringModel | None, tuple[Finding, ...]]:
    """The model that a document holds, None when it has an error, and everything that is wrong with it.

    open_: what opens a table of indicators by the name that the model gives it.
    """
    found, findings = collect(_file(Positions.of(document.input.file, document.text), open_))
    gathered = Gathered(document.input.file)
    for finding in findings:
        if gathered.wants(finding.severity):
            gathered.keep(finding)
    wrong = any(finding.severity is Severity.ERROR for finding in findings)
    return None if wrong else found, gathered.findings()


def shipped_models() -> dict[str, str]:
    """The paths of the models that come with planck, by their names; in a checkout they stand among the targets."""
    package = Path(__file__).parents[2]
    folders = (package / "models", package.parent / "targets" / "models")
    return {path.stem: str(path) for folder in folders for path in sorted(folder.glob("*.yaml"))}


def is_name(use: str) -> bool:
    """Whether it names a model that comes with planck, and no file."""
    return not set(use) & set("./\\")


def read_model(path: str) -> tuple[ScoringModel | None, tuple[Input, ...], tuple[Finding, ...]]:
    """The model at a path, or of the name of one that comes with planck; what was read, and what is wrong with it."""
    own = shipped_models().get(path) if is_name(path) else None
    document, unread = read(own or path, limit=TABLE_LIMIT)
    if document is None:
        return None, (), unread
    beside: list[Input] = []
    open_ = tables_beside(document, beside)
    if own:
        # Where planck is installed differs from place to place, and is not said.
        document = replace(document, input=replace(document.input, file=path))
    found, wrong = load_model(document, open_)
    inputs = [replace(one, file=os.path.basename(one.file)) if own else one for one in beside]
    return found, (document.input, *inputs), (*unread, *wrong)


def holds_model(path: str) -> bool:
    """Whether the file at `path` says that it is a model and no plan, so that a search for plans passes it over."""
    start = _start(path)
    return bool(_MODEL.search(start)) and not _PLAN.search(start)


def holds_plan(path: str) -> bool:
    """Whether the file at `path` says that it is a plan and no model, so that it is scored by the model it names."""
    start = _start(path)
    return bool(_PLAN.search(start)) and not _MODEL.search(start)


def _start(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_START)
    except OSError:
        return b""


def _file(positions: Positions, open_: Open) -> Checked[ScoringModel | None]:
    def grow(root: MappingNode) -> Checked[MappingNode]:
        with_domains = yield from grown(root, "domains", open_, indicator_rows)
        return (yield from grown(with_domains, "classes", open_, class_rows))

    field = yield from read_form(positions, MODEL, grow)
    return (yield from model(field, MODEL)) if field else None


def plan_scoring(field: Field, *, id_: str, title: Text, language: Language) -> Checked[ScoringModel | str | None]:
    """What a plan says under `scoring`: a model, the path or the name of one, or None."""
    others = [part for part in field.parts() if part.key != "use"]
    if field.has("use") and others:
        yield field.finding(rules.USE_ALONE, others[0].label, got=others[0].key)
        return None
    if named := field.get("use"):
        use = named.text
        if use and is_name(use) and use not in (known := shipped_models()):
            wanted = ", ".join(known)
            yield named.finding(rules.UNKNOWN_WORD, got=use, wanted=wanted, hint=meant(use, known) or Text())
            return None
        return use or None
    if not field.has("domains"):
        yield field.finding(rules.USE_ALONE, got=", ".join(part.key for part in others))
        return None
    found, findings = collect(model(field, SCORING, id=id_, title=title))
    yield from findings
    wrong = any(finding.severity is Severity.ERROR for finding in findings) or _damaged(field)
    return None if wrong else replace(found, language=language)


def _damaged(field: Field) -> bool:
    """Whether anything in it is broken at any depth."""
    return field.damaged or any(_damaged(part) for part in field.parts())


def model(field: Field, form: Form, **usual: Any) -> Checked[ScoringModel]:
    """The model that a field describes; `usual` is what holds where it says nothing."""
    default = yield from normalisation(field.get("normalise"))
    values = {"id": "", "title": Text(), **usual, **(yield from form.values(field))}
    yield from weight_faults(field, "domains")
    yield from part_count_faults(field)
    classes = frozenset(class_.id for class_ in values.get("classes", ()))
    values["domains"] = yield from domains(field, default, classes)
    values["aggregate"] = yield from aggregation(field.get("aggregate"))
    grades: tuple[Grade, ...] = values.get("grades", ())
    yield from _grades_fall(field.get("grades"), grades, values.get("better", Better.HIGHER))
    known = tuple(grade.id for grade in grades)
    values["vetoes"] = yield from _vetoes(field, known)
    quota = field.get("quota")
    for grade in quota.under("grades") if quota else ():
        yield from _known_grade(grade, known)
    yield from name_clashes(field)
    return ScoringModel(place=field.label, **values)


def _grades_fall(field: Field | None, grades: tuple[Grade, ...], better: Better) -> Iterator[Finding]:
    if field and not (_fall(grades) and all(_of_side(grade, better) for grade in grades)):
        got = ", ".join(f"{one.id} {_border_text(one)}" for one in grades)
        yield field.finding(rules.GRADES_FALL, field.label, got=got)


def _border_text(grade: Grade) -> str:
    if grade.less_than is not None:
        return f"<{grade.less_than:g}"
    return "-" if grade.at_least is None else f"{grade.at_least:g}"


def _of_side(grade: Grade, better: Better) -> bool:
    """Whether the border of a grade is one of the side that is better."""
    return (grade.less_than if better is Better.HIGHER else grade.at_least) is None


def _fall(grades: Sequence[Grade]) -> bool:
    """Whether each grade is harder to reach than the next; one for the first few may share the border of the next."""
    if len({grade.id for grade in grades}) < len(grades) or any(grade.border is None for grade in grades[:-1]):
        return False
    borders = [(border, grade.rank) for grade in grades if (border := grade.border) is not None]
    return all(
        upper > lower or (upper == lower and upper_rank is not None and lower_rank is None)
        for (upper, upper_rank), (lower, lower_rank) in pairwise(borders)
    )


def _vetoes(field: Field, grades: tuple[str, ...]) -> Checked[tuple[Veto, ...]]:
    vetoes = yield from _each(field.under("veto"), lambda veto: _veto(veto, grades))
    return tuple(veto for veto in vetoes if veto)


def _veto(field: Field, grades: tuple[str, ...]) -> Checked[Veto | None]:
    values = yield from VETO.values(field)
    if grade := field.get("grade"):
        yield from _known_grade(grade, grades)
    bounds = [part for part in field.parts() if part.key in BOUNDS]
    if len(bounds) != 1:
        if not field.damaged:
            yield field.finding(rules.ONE_BOUND, field.label, got=", ".join(part.key for part in bounds) or "-")
        return None
    key = bounds[0].key
    values["low" if key in ("at_least", "more_than") else "high"] = float(bounds[0].amount)
    return Veto(id=field.key, strict=key in ("more_than", "less_than"), place=field.label, **values)


def _known_grade(field: Field, grades: tuple[str, ...]) -> Iterator[Finding]:
    if field.text not in grades:
        yield field.finding(rules.UNKNOWN_GRADE, wanted=", ".join(grades) or "-")
