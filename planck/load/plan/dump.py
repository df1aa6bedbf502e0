"""A plan to the text of a plan file: `load_plan` reads it back as an equal plan."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal, localcontext

from planck.load.plan.formula import unparse
from planck.load.plan.goal import AMOUNTS, FROM_FIGURES, SHARES
from planck.load.plan.schema import IN_PERCENT, VERSION
from planck.load.scoring.dump import model_data
from planck.load.yaml.text import Data, decimal_text, yaml_text
from planck.model import (
    Baseline,
    Comparator,
    Gate,
    Goal,
    Ignore,
    Indicator,
    MethodChoice,
    Milestone,
    PartialYear,
    PartialYearRule,
    Plan,
    Quantity,
    Region,
    Revision,
    Source,
    Stated,
    Target,
    Text,
)

Keys = dict[str, Data]


def dump_plan(plan: Plan) -> str:
    """The plan as YAML, every indicator under `indicators` and what is default left out.

    Of numbers that no plan prints (shares of more than twenty decimals) and of text with control characters the format
    has no form, so plans that hold them cannot be read back.
    """
    years = {"base": plan.base, "start": plan.start, "end": plan.end}
    data: dict[str, Data | None] = {
        "planck": VERSION,
        "plan": plan.id,
        "language": plan.language.value,
        "title": _text(plan.title),
        "region": _region(plan.region),
        "period": {key: year.end.year for key, year in years.items()},
        "source": _source(plan.source),
        "indicators": {indicator.id: _indicator(indicator) for indicator in plan.indicators},
        "targets": {target.id: _target(target, plan) for target in plan.targets},
        "identities": {identity.id: identity.text for identity in plan.identities},
        "ignore": [_ignore(ignore) for ignore in plan.ignores],
        "scoring": _scoring(plan),
        "gate": _gate(plan.gate),
    }
    return yaml_text(_given(data))


def _scoring(plan: Plan) -> Data | None:
    if plan.scoring is None or isinstance(plan.scoring, str):
        return {"use": plan.scoring} if plan.scoring else None
    own = {} if plan.scoring.title == plan.title else {"title": _text(plan.scoring.title)}
    return {**own, **model_data(plan.scoring)}


def plan_data(plan: Plan) -> Keys:
    """What the plan file says about the plan as such, by key."""
    data = {
        "title": _text(plan.title),
        "region": _region(plan.region),
        "period": {"base": plan.base.end.year, "start": plan.start.end.year, "end": plan.end.end.year},
        "source": _source(plan.source),
        "identities": {identity.id: identity.text for identity in plan.identities},
        "gate": _gate(plan.gate),
    }
    return _given(data)


def indicator_data(indicator: Indicator) -> Keys:
    """What the plan file says about an indicator, by key."""
    return _indicator(indicator)


def target_data(target: Target, plan: Plan) -> Keys:
    """What the plan file says about a target, by key; `plan` is the one that holds it."""
    return _target(target, plan)


def _given(data: Mapping[str, Data | None]) -> Keys:
    """The keys that have something under them."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _text(text: Text) -> Keys:
    return _given({"zh": text.zh, "en": text.en})


def _region(region: Region) -> Data:
    if region.every:
        return "all"
    return _given({"name": region.name, "code": region.code, "aliases": list(region.aliases)})


def _source(source: Source) -> Keys:
    return _given({field.name: getattr(source, field.name) for field in fields(source)})


def _indicator(indicator: Indicator) -> Keys:
    formula = indicator.formula_text or (unparse(indicator.formula) if indicator.formula else "")
    return _given(
        {
            "name": _text(indicator.name),
            "aliases": list(indicator.aliases),
            "unit": indicator.unit,
            "measure": indicator.measure.value,
            "formula": formula,
            "price": indicator.price and indicator.price.value,
            "denominator": indicator.denominator,
            "lag": indicator.lag or None,
            "partial_year": _partial_year(indicator.partial_year),
        }
    )


def _partial_year(partial: PartialYear) -> Data | None:
    if partial.rule is PartialYearRule.SHARES:
        return {part: _percent(share) for part, share in partial.shares}
    return None if partial == PartialYear() else partial.rule.value


def _target(target: Target, plan: Plan) -> Keys:
    return _given(
        {
            "name": _text(target.name),
            "indicator": target.indicator,
            "nature": target.nature.value,
            "wording": target.wording.value,
            "baseline": _baseline(target.baseline, plan),
            "goal": _goal(target.goal),
            "due": target.due.label,
            "path": target.path,
            "milestones": _values(target.milestones),
            "schedule": {
                each.period.label: _percent(each.share) for each in target.milestones if each.share is not None
            },
            "revisions": [_revision(revision) for revision in target.revisions],
            "part_of": target.part_of,
            "adds_to": target.adds_to,
            "stated": _stated(target.stated),
            "method": _method(target.method),
            "region": None if target.region == plan.region else _region(target.region),
            "source": _source(target.source),
            "note": target.note,
        }
    )


def _baseline(baseline: Baseline | None, plan: Plan) -> Data | None:
    if baseline is None:
        return None
    if baseline.value is None:
        return FROM_FIGURES
    if baseline.period == plan.base:
        return baseline.value
    return {"value": baseline.value, "period": baseline.period.label}


def _values(milestones: Iterable[Milestone]) -> Keys:
    return {each.period.label: each.value for each in milestones if each.value is not None}


def _revision(revision: Revision) -> Keys:
    return _given(
        {
            "on": revision.on.isoformat(),
            "goal": _goal(revision.goal),
            "due": revision.due.label if revision.due else None,
            "reason": revision.reason,
            "source": _source(revision.source),
        }
    )


def _stated(stated: Stated | None) -> Keys:
    if stated is None:
        return {}
    shares = {key: getattr(stated, key) for key in SHARES}
    numbers = {key: getattr(stated, key) for key in AMOUNTS}
    return {
        **{key: _percent(value) for key, value in shares.items() if value is not None},
        **{key: value for key, value in numbers.items() if value is not None},
        **_given(
            {
                "denominator": stated.denominator,
                "column": stated.column.label if stated.column else None,
                "blank": [cell.value for cell in stated.blank],
            }
        ),
    }


def _method(method: MethodChoice) -> Data | None:
    return None if method == MethodChoice() else {"name": method.name, **dict(method.borders)}


def _ignore(ignore: Ignore) -> Keys:
    return _given(
        {
            "code": ignore.code,
            "target": ignore.target,
            "period": ignore.period,
            "reason": ignore.reason,
            "until": ignore.until.isoformat() if ignore.until else None,
            "fingerprint": ignore.fingerprint,
        }
    )


def _gate(gate: Gate) -> Keys:
    bars = {
        name: value for name, value in (("min_score", gate.min_score), ("max_drop", gate.max_drop)) if value is not None
    }
    return {**_given({"fail_on": gate.fail_on and gate.fail_on.value}), **bars}


def _goal(goal: Goal) -> Keys:
    compared = _compared(goal)
    return compared if goal.quantity is Quantity.LEVEL else {goal.quantity.value: compared}


def _compared(goal: Goal) -> Keys:
    key = goal.comparator.value
    match goal.comparator:
        case Comparator.DONE:
            return {key: True}
        case Comparator.ABOVE_SERIES | Comparator.BELOW_SERIES:
            return {key: goal.series}
        case Comparator.ABOUT:
            return _about(goal)
        case Comparator.BETWEEN:
            return {key: [_bound(goal, bound) for bound in (goal.low, goal.high) if bound is not None]}
        case _:
            bound = goal.high if goal.low is None else goal.low
            return {} if bound is None else {key: _bound(goal, bound)}


def _bound(goal: Goal, bound: float) -> Data:
    return _percent(bound) if goal.quantity in IN_PERCENT else bound


def _about(goal: Goal) -> Keys:
    """The middle and half the width, exact in decimals so that the bounds come back as they were."""
    low, high = (Decimal(repr(bound or 0.0)) for bound in (goal.low, goal.high))
    with localcontext(prec=100):
        middle, width = (low + high) / 2, (high - low) / 2
        if goal.quantity in IN_PERCENT:
            return {"about": f"{decimal_text(middle * 100)}%", "tolerance": width * 100}
        return {"about": middle, "tolerance": width}


def _percent(share: float) -> str:
    return f"{decimal_text(Decimal(repr(share)).scaleb(2))}%"
