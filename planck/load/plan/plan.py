"""A plan file to a plan: the whole way from text to the frozen value."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from planck.load.plan import rules
from planck.load.plan import rules_shape as shape
from planck.load.plan.field import Field
from planck.load.plan.formula import FormulaError, parse_identity
from planck.load.plan.header import Header, day, header, period
from planck.load.plan.indicator import formula_finding, indicator
from planck.load.plan.links import formula_cycles, id_clashes, name_clashes, part_of_cycles, unknown_references
from planck.load.plan.number import finite
from planck.load.plan.schema import VERSION
from planck.load.plan.shape import shaped, typed, wrong_value
from planck.load.plan.sound import sound
from planck.load.plan.target import target
from planck.load.source.checked import Checked, collect
from planck.load.source.files import Document
from planck.load.source.gathered import Gathered
from planck.load.source.positions import Positions
from planck.load.yaml.nodes import read_nodes
from planck.load.yaml.scalars import is_number
from planck.load.yaml.tree import MappingNode, ScalarNode, is_broken
from planck.model import Finding, Gate, Identity, Ignore, Indicator, Place, Plan, Severity, Target

if TYPE_CHECKING:
    from planck.model.scoring import ScoringModel


def load_plan(document: Document) -> tuple[Plan | None, tuple[Finding, ...]]:
    """The plan that a document holds, and everything that is wrong with it, in the order of the file.

    With a finding of severity error the plan is not valid; it then holds what is sound. None: not even that exists.
    """
    plan, findings = collect(_plan(Positions.of(document.input.file, document.text)))
    gathered = Gathered(document.input.file)
    for finding in findings:
        if gathered.wants(finding.severity):
            gathered.keep(replace(finding, plan=plan.id if plan else ""))
    return plan and sound(plan, findings), gathered.findings()


def _plan(positions: Positions) -> Checked[Plan | None]:
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
    tree = yield from shaped(root)
    return (yield from _built(Field(tree, (), tree.place)))


def _is_ours(node: object) -> bool:
    return isinstance(node, ScalarNode) and (node.broken or (is_number(node.value) and node.value == VERSION))


def _built(plan: Field) -> Checked[Plan | None]:
    """The plan that a tree which was held against the schema describes."""
    head = yield from header(plan)
    series = yield from _indicators(plan)
    indicators = {id_: found for id_, (_, found) in series.items()}
    targets = yield from _targets(plan, head, indicators)
    identities = yield from _identities(plan)
    ignores = yield from _ignores(plan)
    gate = yield from _gate(plan)
    yield from _links(plan, series, identities)
    scoring = yield from _scoring(plan.get("scoring"), head)
    if not head.complete:
        return None
    return Plan(
        id=head.id,
        title=head.title,
        language=head.language,
        region=head.region,
        base=head.base,
        start=head.start,
        end=head.end,
        source=head.source,
        indicators=tuple(indicators.values()),
        targets=targets,
        identities=tuple(identity for _, identity in identities),
        ignores=ignores,
        scoring=scoring,
        gate=gate,
        place=plan.label,
    )


def _scoring(field: Field | None, head: Header) -> "Checked[ScoringModel | str | None]":
    if field is None:
        return None
    # Most plans have no model, and need not wait for what reads one.
    from planck.load.scoring.model import plan_scoring

    return (yield from plan_scoring(field, id_=head.id, title=head.title, language=head.language))


Series = Mapping[str, tuple[Field, Indicator]]
Identities = tuple[tuple[Field, Identity], ...]


def _indicators(plan: Field) -> Checked[Series]:
    """The indicators by id, each with the field that describes it: an indicator, or a target that has its own."""
    found: dict[str, tuple[Field, Indicator]] = {}
    own = (field for field in plan.under("targets") if not field.has("indicator"))
    for field in (*plan.under("indicators"), *own):
        made = yield from indicator(field)
        if made:
            found.setdefault(field.key, (field, made))
    return found


def _targets(plan: Field, head: Header, indicators: Mapping[str, Indicator]) -> Checked[tuple[Target, ...]]:
    found: list[Target] = []
    for field in plan.under("targets"):
        made = yield from target(field, head, indicators)
        if made:
            found.append(made)
    if not plan.keys_of("targets") and (plan.get("targets") or not plan.has("targets")):
        here = plan.get("targets")
        place = here.label if here else Place(plan.label.file)
        yield rules.NO_TARGETS.at(place, field="targets", got="")
    return tuple(found)


def _identities(plan: Field) -> Checked[Identities]:
    found: list[tuple[Field, Identity]] = []
    for field in plan.under("identities"):
        sides = parse_identity(field.text)
        if isinstance(sides, FormulaError):
            yield formula_finding(field, sides)
            continue
        left, right = sides
        found.append((field, Identity(id=field.key, left=left, right=right, text=field.text, place=field.label)))
    return tuple(found)


def _ignores(plan: Field) -> Checked[tuple[Ignore, ...]]:
    found: list[Ignore] = []
    for field in plan.under("ignore"):
        when, last = field.get("period"), field.get("until")
        only = (yield from period(when, spans=True)) if when else None
        until = (yield from day(last)) if last else None
        code, reason = field.string("code"), field.string("reason")
        if code and reason:
            label = only.label if only else ""
            accepted = {"code": code, "reason": reason, "target": field.string("target"), "period": label}
            accepted["fingerprint"] = field.string("fingerprint")
            found.append(Ignore(**accepted, until=until, place=field.node.place))
    return tuple(found)


def _gate(plan: Field) -> Checked[Gate]:
    field = plan.get("gate")
    if field is None:
        return Gate()
    bars: dict[str, float | None] = {}
    for name in ("min_score", "max_drop"):
        bar = field.get(name)
        bars[name] = (yield from finite(bar, bar.amount)) if bar else None
    word = field.string("fail_on")
    return Gate(fail_on=Severity(word) if word else None, **bars)


def _links(plan: Field, series: Series, identities: Identities) -> Checked[None]:
    """What is wrong between the parts of a plan."""
    declared = {field.key: field for field in plan.under("indicators")}
    targets = {field.key: field for field in plan.under("targets")}
    yield from id_clashes(declared, targets)
    yield from name_clashes(field for field, _ in series.values())
    if all(plan.get(key) or not plan.has(key) for key in ("indicators", "targets")):
        formulas = ((field.get("formula"), found) for field, found in series.values())
        yield from unknown_references(plan, (*((field, found) for field, found in formulas if field), *identities))
    yield from formula_cycles({id_: pair for id_, pair in series.items() if pair[1].formula})
    yield from part_of_cycles(targets)
