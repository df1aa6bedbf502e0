"""A plan file to a plan: the whole way from text to the frozen value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from planck.load import rules
from planck.load.cells.period import FIRST_YEAR, LAST_YEAR
from planck.load.files import MOST_FINDINGS, Checked, Document, Gathered, Positions, collect, excerpt, meant
from planck.load.judge import read_form
from planck.load.plan.formula import FormulaError, parse_identity
from planck.load.plan.goal import (
    COMPOUND,
    SINCE_BASELINE,
    baseline,
    due,
    goal,
    growth_faults,
    milestones,
    revisions,
    stated,
)
from planck.load.plan.keys import INDICATOR, METHOD, OWN_KEYS, PLAN, TARGET, YEARS, formula_finding
from planck.load.shape import Field
from planck.load.tables import Open, grown, not_here, target_rows
from planck.model import (
    Finding,
    Goal,
    Identity,
    Indicator,
    Language,
    Measure,
    MethodChoice,
    PartialYear,
    PartialYearRule,
    Period,
    Place,
    Plan,
    Region,
    Severity,
    Target,
    Text,
    indicators_in,
    series_in,
)
from planck.model.plan import IN_PERCENT
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

if TYPE_CHECKING:
    from planck.model.scoring import ScoringModel


# Indicators: series that figures are published for.

_QUOTES = frozenset("“”‘’\"'「」")


def indicator(field: Field) -> Checked[Indicator | None]:
    """The indicator that an indicator's or a target's keys describe; None when it has no measure that is known."""
    values = yield from INDICATOR.values(field)
    if "measure" not in values or (field.has("formula") and "formula" not in values):
        return None
    yield from _doubts(field, values)
    return Indicator(id=field.key, **values, formula_text=field.string("formula"), place=field.label)


def _doubts(field: Field, values: Mapping[str, Any]) -> Iterator[Finding]:
    """What the keys of an indicator say that does not go together."""
    measure, unit, told = values["measure"], field.get("unit"), field.get("partial_year")
    if measure is Measure.RATIO and not field.has("unit"):
        yield field.finding(rules.RATIO_WITHOUT_UNIT, field.label)
    if unit and _QUOTES.intersection(unit.text):
        yield unit.finding(rules.QUOTED_UNIT)
    parts: PartialYear = values.get("partial_year", PartialYear())
    if told and measure is not Measure.FLOW and (parts.rule is PartialYearRule.PRO_RATA or parts.shares):
        yield told.finding(rules.PART_OF_SHARE, got=told.text or parts.rule.value)


# Circles in a graph of references.

Edges = Mapping[str, Sequence[str]]


def cycles(edges: Edges) -> Iterator[tuple[str, ...]]:
    """The circles of a graph, each once, from the node that comes first in it back to itself.

    Of circles that share nodes not every one is named, but each has a node in common with one that is.

    >>> list(cycles({"a": ["b"], "b": ["a"], "c": ["a"]}))
    [('a', 'b', 'a')]
    """
    done: set[str] = set()
    for start in edges:
        yield from _circles_from(start, edges, done)


def _circles_from(start: str, edges: Edges, done: set[str]) -> Iterator[tuple[str, ...]]:
    """Circles met on a walk from `start` over nodes that are not `done`; they are done afterwards."""
    if start in done:
        return
    # The way from the start to where the walk stands, and for each step what is still to be tried.
    way = {start: iter(edges[start])}
    named: set[str] = set()
    while way:
        here = next(reversed(way))
        for other in way[here]:
            if other in way and here not in named:
                named.add(here)
                nodes = list(way)
                yield (*nodes[nodes.index(other) :], other)
            elif other in edges and other not in done and other not in way:
                way[other] = iter(edges[other])
                break
        else:
            done.add(here)
            del way[here]


# How the parts of a plan refer to each other: ids, names, references, circles.

_INDICATOR = Label("load.plan.indicator")
_TARGET = Label("load.plan.target")
# Each formula is computed from the figures of those it reads, so that depth costs time.
DEEPEST = 10
_CHECK = Label("load.plan.check")
_WORD = pattern("[a-z][a-z0-9_]*")
_SERIES = ("above_series", "below_series")


def id_clashes(declared: Mapping[str, Field], targets: Mapping[str, Field]) -> Iterator[Finding]:
    """A finding for each target that has the id of an indicator that it is not about."""
    for id_, field in targets.items():
        if id_ in declared and not (field.has("indicator") and field.string("indicator") in (id_, "")):
            yield field.finding(rules.ID_CLASH, field.label, got=id_, line=declared[id_].label.line)


def name_clashes(indicators: Iterable[Field]) -> Iterator[Finding]:
    """A finding for each id, name or alias that another indicator has had before."""
    owners: dict[str, Field] = {}
    for indicator in indicators:
        for label in _labels(indicator):
            text = label.key if label is indicator else label.text
            owner = owners.setdefault(text, indicator)
            if owner.key != indicator.key:
                place = label.label if label is indicator else label.node.place
                line = owner.label.line
                yield label.finding(rules.NAME_CLASH, place, got=excerpt(text), other=owner.key, line=line)


def _labels(indicator: Field) -> Iterator[Field]:
    """What figures may call an indicator: the field itself for its id, and those of its names and aliases."""
    yield indicator
    yield from indicator.texts("name")
    yield from indicator.under("aliases")


Reference = tuple[Field, str, Place, Text]


def unknown_references(plan: Field, formulas: Iterable[tuple[Field, Indicator | Identity]]) -> Iterator[Finding]:
    """A finding for each reference of a plan to an id that it does not have."""
    targets = frozenset(plan.keys_of("targets"))
    about_others = {target.key for target in plan.under("targets") if target.has("indicator")}
    indicators = frozenset(plan.keys_of("indicators")) | (targets - about_others)
    known: dict[Text, frozenset[str]] = {_INDICATOR: indicators, _TARGET: targets}
    references = (*_references(plan), *_in_formulas(formulas))
    unknown = (reference for reference in references if reference[1] not in known[reference[3]])
    for index, (field, id_, place, noun) in enumerate(unknown):
        # Suggestions cost time, and only so many findings of a file are listed.
        hint = meant(id_, sorted(known[noun]) if index < MOST_FINDINGS else ()) or _CHECK
        yield field.finding(rules.UNKNOWN_REFERENCE, place, noun=noun, got=excerpt(id_), hint=hint)


def _references(plan: Field) -> Iterator[Reference]:
    """The ids that stand in a plan as references."""
    found: list[tuple[Field | None, Text]] = []
    for target in plan.under("targets"):
        found += [(target.get("indicator"), _INDICATOR)]
        found += [(target.get(key), _TARGET) for key in ("part_of", "adds_to")]
        for bound in (target.get("goal"), *(revision.get("goal") for revision in target.under("revisions"))):
            found += [(bound and bound.get(key), _INDICATOR) for key in _SERIES]
    found += [(ignore.get("target"), _TARGET) for ignore in plan.under("ignore")]
    return ((field, field.text, field.node.place, noun) for field, noun in found if field)


def _in_formulas(formulas: Iterable[tuple[Field, Indicator | Identity]]) -> Iterator[Reference]:
    """The ids in formulas and identities, each at the place where it stands first."""
    for field, owner in formulas:
        columns = {word[0]: word.start() + 1 for word in reversed(list(_WORD.finditer(field.text)))}
        for id_ in sorted(_read_by(owner)):
            yield field, id_, field.within(columns[id_], len(id_)), _INDICATOR


def _read_by(owner: Indicator | Identity) -> frozenset[str]:
    if isinstance(owner, Identity):
        return indicators_in(owner.left) | indicators_in(owner.right)
    return indicators_in(owner.formula) if owner.formula else frozenset()


def formula_cycles(formulas: Mapping[str, tuple[Field, Indicator]]) -> Iterator[Finding]:
    """A finding for each circle of formulas, where it is met first; if there are none, for each that is too deep."""
    edges = {id_: sorted(series_in(one.formula)) for id_, (_, one) in formulas.items() if one.formula}
    circles = list(cycles(edges))
    for circle in circles:
        yield _formula(formulas[circle[0]][0]).finding(rules.FORMULA_CYCLE, got=excerpt(" -> ".join(circle)))
    for id_ in () if circles else _too_deep(edges):
        yield _formula(formulas[id_][0]).finding(rules.FORMULA_DEPTH, wanted=DEEPEST)


def _formula(field: Field) -> Field:
    return field.get("formula") or field


def _too_deep(edges: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The derived indicators that more than DEEPEST formulas lead to, one through the other."""
    left = dict(edges)
    for _ in range(DEEPEST):
        left = {id_: reads for id_, reads in left.items() if any(other in left for other in reads)}
    return tuple(left)


def part_of_cycles(targets: Mapping[str, Field]) -> Iterator[Finding]:
    """A finding for each circle of parts and wholes."""
    parts = {id_: field for id_, target in targets.items() if (field := target.get("part_of"))}
    for circle in cycles({id_: [field.text] for id_, field in parts.items()}):
        yield parts[circle[0]].finding(rules.PART_OF_CYCLE, got=excerpt(" -> ".join(circle)))


# What is left of a plan when its errors are taken out: nothing in it refers to what is not there.


def sound(plan: Plan, findings: Iterable[Finding]) -> Plan:
    """The plan without the targets that have errors, and without what refers to nothing."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if not errors:
        return plan
    indicators = _computable(plan.indicators)
    known = frozenset(indicator.id for indicator in indicators)
    bad = frozenset(finding.target for finding in errors)
    targets = _whole(tuple(target for target in plan.targets if target.id not in bad and _about(target) <= known))
    identities = tuple(
        identity
        for identity in plan.identities
        if indicators_in(identity.left) | indicators_in(identity.right) <= known
    )
    return replace(plan, indicators=indicators, targets=targets, identities=identities)


def _computable(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """Those that need no indicator that is missing, nor themselves."""
    while True:
        known = _reached(indicators)
        kept = tuple(each for each in indicators if each.id in known and _read_by(each) <= known)
        if len(kept) == len(indicators):
            return kept
        indicators = kept


def _reached(indicators: tuple[Indicator, ...]) -> frozenset[str]:
    """Those that are published, and those whose formulas read the figures of reached ones only."""
    known: frozenset[str] = frozenset()
    while True:
        more = frozenset(each.id for each in indicators if not each.formula or series_in(each.formula) <= known)
        if more == known:
            return known
        known = more


def _about(target: Target) -> frozenset[str]:
    """The indicators that a target needs."""
    goals = (target.goal, *(revision.goal for revision in target.revisions))
    return frozenset((target.indicator, *(goal.series for goal in goals if goal.series)))


def _whole(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Those that are part of nothing, or of a target that is there."""
    while True:
        ids = frozenset(("", *(target.id for target in targets)))
        kept = tuple(target for target in targets if target.part_of in ids and target.adds_to in ids)
        if len(kept) == len(targets):
            return kept
        targets = kept


# Targets: goals with their baselines and their ways.


class Header(Record):
    """What holds for every target of a plan, unless it says otherwise."""

    region: Region
    base: Period
    start: Period
    end: Period
    method: MethodChoice


def target(field: Field, header: Header, indicators: Mapping[str, Indicator]) -> Checked[Target | None]:
    """The target; None when it has no goal that can be read."""
    yield from _own_keys(field)
    values = yield from TARGET.values(field)
    values = {"indicator": field.key, "method": header.method, "region": header.region, **values}
    about = None if field.has("indicator") and not field.string("indicator") else indicators.get(values["indicator"])
    wanted, began = field.get("goal"), field.get("baseline")
    start = yield from baseline(began, header.base, about)
    base = start.period if start else header.base
    end = yield from due(field.get("due"), base, header.end)
    if start and began and not field.has("due") and start.period.time >= end.time:
        yield began.finding(rules.DUE_BEFORE_BASE, start.place, base=start.period.label, got=end.label)
        start = None
    first = (yield from goal(wanted, about)) if wanted else None
    values["milestones"] = yield from milestones(field, base, end, about)
    revised = yield from revisions(field, base, about)
    values["stated"] = yield from stated(field.get("stated"))
    if first is None:
        return None
    if began and first.series and all(revision.goal.series for revision in revised):
        yield began.finding(rules.BASELINE_BESIDE_SERIES)
    target_ = Target(
        id=field.key,
        baseline=start,
        goal=_named(first, indicators),
        due=end,
        revisions=tuple(replace(each, goal=_named(each.goal, indicators)) for each in revised),
        place=field.label,
        **{"path": COMPOUND if first.quantity in IN_PERCENT else "linear", **values},
    )
    yield from _needs_baseline(field, target_)
    yield from growth_faults(field, target_)
    return target_


def _named(found: Goal, indicators: Mapping[str, Indicator]) -> Goal:
    """The goal with the name of the other series that it is compared with."""
    other = indicators.get(found.series)
    return replace(found, series_name=other.name) if other else found


def _own_keys(field: Field) -> Iterator[Finding]:
    """A finding for each key of an indicator in a target that refers to one."""
    other = field.get("indicator")
    for part in field.parts():
        if other and part.key in OWN_KEYS:
            yield field.finding(rules.TWO_INDICATORS, part.label, indicator=other.text, got=part.key)


def _needs_baseline(field: Field, found: Target) -> Iterator[Finding]:
    """A finding for each goal that is counted from a baseline when there is none."""
    if field.has("baseline"):
        return
    for goal_ in (found.goal, *(revision.goal for revision in found.revisions)):
        if goal_.quantity in SINCE_BASELINE:
            yield field.finding(rules.GOAL_NEEDS_BASELINE, goal_.place, got=goal_.quantity.value)


def load_plan(document: Document, open_: Open = not_here) -> tuple[Plan | None, tuple[Finding, ...]]:
    """The plan that a document holds, and everything that is wrong with it, in the order of the file.

    open_: what opens a table of targets by the name that the plan gives it.
    With a finding of severity error the plan is not valid; it then holds what is sound. None: not even that exists.
    """
    plan, findings = collect(_plan(Positions.of(document.input.file, document.text), open_))
    gathered = Gathered(document.input.file)
    for finding in findings:
        if gathered.wants(finding.severity):
            gathered.keep(replace(finding, plan=plan.id if plan else ""))
    return plan and sound(plan, findings), gathered.findings()


def _plan(positions: Positions, open_: Open) -> Checked[Plan | None]:
    field = yield from read_form(positions, PLAN, lambda root: grown(root, "targets", open_, target_rows))
    return (yield from _built(field)) if field else None


def _built(plan: Field) -> Checked[Plan | None]:
    """The plan that a tree which was held against the form describes.

    Where the head lacks something, stand-ins keep the targets readable, so that all that is wrong with them is said.
    """
    values = yield from PLAN.values(plan)
    years = yield from _years(plan.get("period"))
    head = yield from _header(plan, values, years)
    series = yield from _indicators(plan)
    indicators = {id_: found for id_, (_, found) in series.items()}
    targets = yield from _targets(plan, head, indicators)
    identities = yield from _identities(plan)
    yield from _links(plan, series, identities)
    scoring = yield from _scoring(plan.get("scoring"), values)
    if years is None or not {"id", "title", "region"} <= values.keys():
        return None
    return Plan(
        language=values.pop("language", Language.ZH),
        base=head.base,
        start=head.start,
        end=head.end,
        indicators=tuple(indicators.values()),
        targets=targets,
        identities=tuple(identity for _, identity in identities),
        scoring=scoring,
        place=plan.label,
        **values,
    )


def _header(plan: Field, values: Mapping[str, Any], years: tuple[int, int, int] | None) -> Checked[Header]:
    base, start, end = map(Period.year, years or (FIRST_YEAR, FIRST_YEAR, LAST_YEAR))
    chosen = plan.get("method")
    method = (yield from METHOD.read(chosen)) if chosen else None
    region = values.get("region", Region())
    return Header(region=region, base=base, start=start, end=end, method=method or MethodChoice())


def _years(field: Field | None) -> Checked[tuple[int, int, int] | None]:
    years = (yield from YEARS.values(field)) if field else {}
    if field is None or len(years) < 3:
        return None
    base, start, end = years["base"], years["start"], years["end"]
    if base < start <= end:
        return base, start, end
    yield field.finding(rules.PERIOD_ORDER, field.label, got=f"{base}, {start}, {end}")
    return None


def _scoring(field: Field | None, head: Mapping[str, Any]) -> "Checked[ScoringModel | str | None]":
    if field is None:
        return None
    # Most plans have no model, and need not wait for what reads one.
    from planck.load.scoring.model import plan_scoring

    title, language = head.get("title", Text()), head.get("language", Language.ZH)
    return (yield from plan_scoring(field, id_=head.get("id", ""), title=title, language=language))


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
