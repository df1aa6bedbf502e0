"""How the parts of a plan refer to each other: ids, names, references, circles."""

import re
from collections.abc import Iterable, Iterator, Mapping

from planck.load.plan import rules_links as rules
from planck.load.plan.cycles import cycles
from planck.load.plan.field import Field
from planck.load.source.excerpt import excerpt
from planck.load.source.gathered import MOST_FINDINGS
from planck.load.source.nearest import nearest
from planck.model import Finding, Identity, Indicator, Place, Text, indicators_in, series_in

_INDICATOR = Text(zh="指标", en="an indicator")
_TARGET = Text(zh="目标", en="a target")
# Each formula is computed from the figures of those it reads, so that depth costs time.
DEEPEST = 10
_WORD = re.compile("[a-z][a-z0-9_]*")
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
    yield from indicator.under("name")
    yield from indicator.under("aliases")


Reference = tuple[Field, str, Place, Text]


def unknown_references(plan: Field, formulas: Iterable[tuple[Field, Indicator | Identity]]) -> Iterator[Finding]:
    """A finding for each reference of a plan to an id that it does not have."""
    targets = frozenset(plan.keys_of("targets"))
    about_others = {target.key for target in plan.under("targets") if target.has("indicator")}
    indicators = frozenset(plan.keys_of("indicators")) | (targets - about_others)
    known = {_INDICATOR: indicators, _TARGET: targets}
    references = (*_references(plan), *_in_formulas(formulas))
    unknown = (reference for reference in references if reference[1] not in known[reference[3]])
    for index, (field, id_, place, noun) in enumerate(unknown):
        # Suggestions cost time, and only so many findings of a file are listed.
        hint = _hint(id_, known[noun] if index < MOST_FINDINGS else ())
        yield field.finding(rules.UNKNOWN_REFERENCE, place, noun=noun, got=excerpt(id_), hint=hint)


def _references(plan: Field) -> Iterator[Reference]:
    """The ids that stand in a plan as references."""
    found: list[tuple[Field | None, Text]] = []
    for target in plan.under("targets"):
        found += [(target.get("indicator"), _INDICATOR)]
        found += [(target.get(key), _TARGET) for key in ("part_of", "adds_to")]
        for goal in (target.get("goal"), *(revision.get("goal") for revision in target.under("revisions"))):
            found += [(goal and goal.get(key), _INDICATOR) for key in _SERIES]
    found += [(ignore.get("target"), _TARGET) for ignore in plan.under("ignore")]
    return ((field, field.text, field.node.place, noun) for field, noun in found if field)


def _in_formulas(formulas: Iterable[tuple[Field, Indicator | Identity]]) -> Iterator[Reference]:
    """The ids in formulas and identities, each at the place where it stands first."""
    for field, owner in formulas:
        columns = {word[0]: word.start() + 1 for word in reversed(list(_WORD.finditer(field.text)))}
        for id_ in sorted(_read_by(owner)):
            yield field, id_, field.within(columns[id_], len(id_)), _INDICATOR


def _hint(word: str, known: Iterable[str]) -> Text:
    if likely := nearest(word, sorted(known)):
        return Text(zh=f"是不是 {likely}？", en=f"Did you mean {likely}?")
    return Text(zh="检查拼写，或先把它写进计划。", en="Check the spelling, or add it to the plan first.")


def _read_by(owner: Indicator | Identity) -> frozenset[str]:
    if isinstance(owner, Identity):
        return indicators_in(owner.left) | indicators_in(owner.right)
    return indicators_in(owner.formula) if owner.formula else frozenset()


def formula_cycles(formulas: Mapping[str, tuple[Field, Indicator]]) -> Iterator[Finding]:
    """A finding for each circle of formulas, where it is met first; if there are none, for each that is too deep."""
    edges = {id_: sorted(_figures_of(indicator)) for id_, (_, indicator) in formulas.items()}
    circles = list(cycles(edges))
    for circle in circles:
        yield _formula(formulas[circle[0]][0]).finding(rules.FORMULA_CYCLE, got=excerpt(" -> ".join(circle)))
    for id_ in () if circles else _too_deep(edges):
        yield _formula(formulas[id_][0]).finding(rules.FORMULA_DEPTH, wanted=DEEPEST)


def _formula(field: Field) -> Field:
    return field.get("formula") or field


def _figures_of(indicator: Indicator) -> frozenset[str]:
    return series_in(indicator.formula) if indicator.formula else frozenset()


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
