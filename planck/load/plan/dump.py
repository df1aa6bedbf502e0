"""A plan to the text of a plan file, and more ignores in the text of one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext

from msgspec.structs import replace

from planck.load.files import Document, document_from
from planck.load.judge import VERSION
from planck.load.plan.formula import unparse
from planck.load.plan.goal import FROM_FIGURES
from planck.load.plan.keys import INDICATOR, NAMES_FORM, PLAN, REGION, REVISION, TARGET, percent_text
from planck.load.plan.plan import load_plan
from planck.load.tables import tables_beside
from planck.load.yaml import Data, decimal_text, flat_text, yaml_text
from planck.model import Baseline, Comparator, Goal, Indicator, Plan, Quantity, Target
from planck.model.plan import IN_PERCENT
from planck.pattern import pattern

Keys = dict[str, Data]
_OF_THE_PLAN = ("title", "region", "period", "source", "identities", "gate", "scoring")


def dump_plan(plan: Plan) -> str:
    """The plan as YAML, every indicator under `indicators` and what is default left out.

    Of numbers that no plan prints (shares of more than twenty decimals) and of text with control characters the format
    has no form, so plans that hold them cannot be read back.
    """
    return yaml_text(_plan(plan))


def _plan(plan: Plan) -> Keys:
    return PLAN.dump(
        plan,
        planck=VERSION,
        period={"base": plan.base.end.year, "start": plan.start.end.year, "end": plan.end.end.year},
        indicators={indicator.id: indicator_data(indicator) for indicator in plan.indicators},
        targets={target.id: target_data(target, plan) for target in plan.targets},
        identities={identity.id: identity.text for identity in plan.identities},
        scoring=_scoring(plan),
    )


def _scoring(plan: Plan) -> Data | None:
    if plan.scoring is None or isinstance(plan.scoring, str):
        return {"use": plan.scoring} if plan.scoring else None
    # Most plans have no model, and need not wait for what writes one.
    from planck.load.scoring.keys import model_data

    own = {} if plan.scoring.title == plan.title else {"title": NAMES_FORM.dump(plan.scoring.title)}
    return {**own, **model_data(plan.scoring)}


def plan_data(plan: Plan) -> Keys:
    """What the plan file says about the plan as such, by key."""
    data = _plan(plan)
    return {key: data[key] for key in _OF_THE_PLAN if key in data}


def indicator_data(indicator: Indicator) -> Keys:
    """What the plan file says about an indicator, by key."""
    formula = indicator.formula_text or (unparse(indicator.formula) if indicator.formula else "")
    return INDICATOR.dump(indicator, formula=formula)


def target_data(target: Target, plan: Plan) -> Keys:
    """What the plan file says about a target, by key; `plan` is the one that holds it."""
    steps = target.milestones
    return TARGET.dump(
        target,
        baseline=_baseline(target.baseline, plan),
        goal=_goal(target.goal),
        milestones={each.period.label: each.value for each in steps if each.value is not None},
        schedule={each.period.label: percent_text(each.share) for each in steps if each.share is not None},
        revisions=[REVISION.dump(revision, goal=_goal(revision.goal)) for revision in target.revisions],
        region=None if target.region == plan.region else REGION.dump(target.region),
    )


def _baseline(baseline: Baseline | None, plan: Plan) -> Data | None:
    if baseline is None:
        return None
    value = FROM_FIGURES if baseline.value is None else baseline.value
    return value if baseline.period == plan.base else {"value": value, "period": baseline.period.label}


def _goal(goal: Goal) -> Keys:
    compared = _compared(goal)
    return compared if goal.quantity is Quantity.LEVEL else {goal.quantity.value: compared}


def _compared(goal: Goal) -> Keys:
    key = goal.comparator.value
    match goal.comparator:
        case Comparator.DONE:
            return {key: True}
        case Comparator.UP | Comparator.DOWN:
            return {"direction": key}
        case Comparator.ABOVE_SERIES | Comparator.BELOW_SERIES:
            return {key: goal.series}
        case _ if goal.comparator is Comparator.ABOUT or goal.tolerance:
            return _about(goal)
        case Comparator.BETWEEN:
            return {key: [_bound(goal, bound) for bound in (goal.low, goal.high) if bound is not None]}
        case _:
            bound = goal.high if goal.low is None else goal.low
            return {} if bound is None else {key: _bound(goal, bound)}


def _bound(goal: Goal, bound: float) -> Data:
    return percent_text(bound) if goal.quantity in IN_PERCENT else bound


def _about(goal: Goal) -> Keys:
    """The number and how far its bounds lie beside it, exact in decimals so that they come back as they were."""
    with localcontext(prec=100):
        number, width = _number_and_width(goal)
        if goal.quantity in IN_PERCENT:
            return {goal.comparator.value: f"{decimal_text(number * 100)}%", "tolerance": width * 100}
        return {goal.comparator.value: number, "tolerance": width}


def _number_and_width(goal: Goal) -> tuple[Decimal, Decimal]:
    low, high, width = (Decimal(repr(bound or 0.0)) for bound in (goal.low, goal.high, goal.tolerance))
    if goal.comparator is Comparator.ABOUT:
        return (low + high) / 2, (high - low) / 2
    return (low + width if goal.high is None else high - width), width


# More ignores in the text of a plan file, everything else left as it was typed.


_KEY = pattern(r"^ignore[ \t]*:", re.MULTILINE)
_ITEM = pattern(r"^([ \t]*)- ", re.MULTILINE)
_NEXT_KEY = pattern(r"^[^\s#-]", re.MULTILINE)
_QUOTED = pattern(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|#[^\n]*")


def with_ignores(document: Document, entries: Sequence[Mapping[str, str]]) -> str | None:
    """The text of the plan file with the entries at the end of its `ignore`; None where that cannot be done surely.

    What comes out is read again: it must be the same plan with so many ignores more.
    """
    plan, _ = load_plan(document, tables_beside(document))
    if plan is None:
        return None
    for text in _candidates(document.text, [flat_text(dict(entry)) for entry in entries]):
        amended, _ = document_from(text.encode(), document.input.file, limit=len(text) * 4 + 1)
        found, problems = load_plan(amended, tables_beside(amended)) if amended else (None, ())
        sound = found is not None and not any(problem.blocking for problem in problems)
        longer = found is not None and len(found.ignores) == len(plan.ignores) + len(entries)
        if found and sound and longer and replace(found, ignores=found.ignores[: len(plan.ignores)]) == plan:
            return text
    return None


def _candidates(text: str, entries: Sequence[str]) -> Iterator[str]:
    """Texts with the entries in each of the ways in which lists are written."""
    end = "\r\n" if "\r\n" in text else "\n"
    key = _KEY.search(text)
    if key is None:
        items = "".join(f"  - {entry}{end}" for entry in entries)
        yield f"{text}{'' if text.endswith(end) else end}ignore:{end}{items}"
        return
    after = _NEXT_KEY.search(text, key.end())
    block = text[key.end() : after.start() if after else len(text)]
    yield from _in_brackets(text, key.end(), block, ", ".join(entries))
    item = _ITEM.search(block)
    if item:
        body = block.rstrip()
        rest = text[key.end() + len(body) :]
        items = "".join(f"{end}{item[1]}- {entry}" for entry in entries)
        yield f"{text[: key.end()]}{body}{items}{rest or end}"


def _in_brackets(text: str, start: int, block: str, listed: str) -> Iterator[str]:
    """The entries before the bracket that closes the list."""
    plain = _QUOTED.sub(lambda found: " " * len(found[0]), block)
    closing = plain.rfind("]")
    if plain.lstrip().startswith("[") and closing >= 0:
        inside = plain[plain.index("[") + 1 : closing].strip()
        comma = "" if not inside else " " if inside.endswith(",") else ", "
        at = start + closing
        yield f"{text[:at].rstrip(' ')}{comma}{listed}{text[at:]}"
