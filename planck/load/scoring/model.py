"""A model's file, or what stands under `scoring` in a plan, to a scoring model."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from planck.load.plan import rules_shape as shape
from planck.load.plan.field import Field
from planck.load.plan.header import names, source
from planck.load.plan.shape import shaped, typed, wrong_value
from planck.load.scoring import rules
from planck.load.scoring.domain import domains, name_clashes
from planck.load.scoring.normalise import aggregation, normalisation
from planck.load.scoring.schema import VERSION, model_schema
from planck.load.scoring.weights import weight_faults
from planck.load.source.checked import Checked, collect
from planck.load.source.files import Document
from planck.load.source.gathered import Gathered
from planck.load.source.positions import Positions
from planck.load.yaml.nodes import read_nodes
from planck.load.yaml.scalars import is_number
from planck.load.yaml.tree import MappingNode, ScalarNode, is_broken
from planck.model import Finding, Language, Severity, Text
from planck.model.scoring import (
    FillRule,
    Grade,
    Item,
    Items,
    MissingData,
    Of,
    Quota,
    Rounding,
    ScoredRegion,
    ScoringModel,
    Standing,
    Ties,
    UnitClass,
    Veto,
)

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
