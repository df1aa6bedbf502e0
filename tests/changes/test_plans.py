"""What was edited in a plan, and whether it asks for less."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess.plan import assess_plan
from planck.changes.compare import compare_plans
from planck.model import (
    Baseline,
    Comparator,
    Goal,
    MethodChoice,
    Milestone,
    Nature,
    Period,
    Quantity,
    Revision,
    Target,
    Text,
    Wording,
)
from planck.model.change import Effect, TargetChange, TargetEvent
from tests.building import PLACE, figure, goal, indicator, plan, target

WEAKER, TIGHTER, CHANGED = Effect.WEAKENED, Effect.TIGHTENED, Effect.CHANGED


def changes(old: Target, new: Target, *, judged: bool = True) -> tuple[TargetChange, ...]:
    before, after = plan(old), plan(new)
    if not judged:
        return compare_plans(before, after)
    found = (assess_plan(one, (figure(2022, 48),), None).assessments for one in (before, after))
    return compare_plans(before, after, *found)


def at_most(high: float) -> Goal:
    return goal(Comparator.AT_MOST, high=high)


def base(value: float | None) -> Baseline:
    return Baseline(value=value, period=Period.year(2020), place=PLACE)


def growth(low: float) -> Goal:
    return goal(quantity=Quantity.GROWTH, low=low)


def steps(*values: float, share: bool = False) -> tuple[Milestone, ...]:
    return tuple(
        Milestone(period=Period.year(2021 + at), place=PLACE, **({"share": value} if share else {"value": value}))
        for at, value in enumerate(values)
    )


def revised(low: float) -> tuple[Revision, ...]:
    return (Revision(on=date(2023, 6, 30), goal=goal(low=low), reason="midterm", place=PLACE),)


@pytest.mark.parametrize(
    ("old", "new", "field", "effect"),
    [
        ({}, {"wants": goal(low=55.0)}, "goal", WEAKER),
        ({}, {"wants": goal(low=65.0)}, "goal", TIGHTER),
        ({}, {"wants": goal(Comparator.MORE_THAN, low=60.0, strict=True)}, "goal", TIGHTER),
        ({"wants": at_most(30.0)}, {"wants": at_most(32.0)}, "goal", WEAKER),
        ({"wants": at_most(30.0)}, {"wants": at_most(28.0)}, "goal", TIGHTER),
        # From 40, growth of 40 % asks for 56, less than 60; of 60 % for 64.
        ({}, {"wants": growth(0.4)}, "goal", WEAKER),
        ({}, {"wants": growth(0.6)}, "goal", TIGHTER),
        # A new bound on the other side is no amends for what was asked.
        ({}, {"wants": goal(Comparator.BETWEEN, low=55.0, high=70.0)}, "goal", WEAKER),
        ({}, {"wants": at_most(60.0)}, "goal", WEAKER),
        ({"wants": at_most(60.0)}, {"wants": goal(low=60.0)}, "goal", WEAKER),
        ({}, {"wants": goal(Comparator.BETWEEN, low=65.0, high=70.0)}, "goal", TIGHTER),
        (
            {"wants": goal(Comparator.BETWEEN, low=55.0, high=70.0)},
            {"wants": goal(Comparator.BETWEEN, low=50.0, high=65.0)},
            "goal",
            CHANGED,
        ),
        ({}, {"due": 2027}, "due", WEAKER),
        ({}, {"due": 2024}, "due", TIGHTER),
        ({}, {"baseline": 38.0}, "baseline", WEAKER),
        ({}, {"baseline": 42.0}, "baseline", TIGHTER),
        ({"wants": at_most(30.0)}, {"wants": at_most(30.0), "baseline": 42.0}, "baseline", WEAKER),
        ({"baseline": None}, {}, "baseline", CHANGED),
        ({}, {"path": "compound"}, "path", CHANGED),
        ({"milestones": steps(44, 48)}, {"milestones": steps(43, 48)}, "milestones", WEAKER),
        ({"milestones": steps(44, 48)}, {"milestones": steps(45, 48)}, "milestones", TIGHTER),
        ({"milestones": steps(44, 48)}, {"milestones": steps(45, 47)}, "milestones", CHANGED),
        ({"milestones": steps(44, 48)}, {"milestones": steps(44)}, "milestones", CHANGED),
        ({"milestones": steps(0.2, share=True)}, {"milestones": steps(0.1, share=True)}, "schedule", WEAKER),
        ({}, {"nature": Nature.BINDING}, "nature", TIGHTER),
        ({"nature": Nature.BINDING}, {}, "nature", WEAKER),
        ({}, {"wording": Wording.SOFT}, "wording", WEAKER),
        ({"wording": Wording.SOFT}, {}, "wording", TIGHTER),
        ({}, {"method": MethodChoice(borders=(("behind", 0.5),))}, "method", WEAKER),
        ({}, {"method": MethodChoice(borders=(("behind", 0.7),))}, "method", TIGHTER),
        ({}, {"method": MethodChoice(name="pacing")}, "method", CHANGED),
        ({}, {"revisions": revised(50)}, "revisions", WEAKER),
        ({"revisions": revised(50)}, {"revisions": revised(70)}, "revisions", TIGHTER),
        ({}, {"note": "a word"}, "note", CHANGED),
    ],
)
def test_effects(old: dict[str, Any], new: dict[str, Any], field: str, effect: Effect) -> None:
    [change] = changes(target(**old), target(**new))
    assert change.event is TargetEvent.EDITED
    assert [(edit.field, edit.effect) for edit in change.edits] == [(field, effect)]
    assert change.effect is effect


def test_without_a_verdict_the_bounds_are_compared_as_they_are_written() -> None:
    def effect_of(old: Goal, new: Goal) -> Effect:
        [change] = changes(target(wants=old), target(wants=new), judged=False)
        return change.effect

    assert effect_of(goal(low=60.0), goal(low=50.0)) is WEAKER
    assert effect_of(goal(low=60.0), growth(0.1)) is CHANGED
    [change] = changes(target(), target(method=MethodChoice(borders=(("behind", 0.5),))), judged=False)
    assert change.effect is CHANGED


def test_one_weaker_edit_weakens_the_target() -> None:
    [change] = changes(target(), target(wants=goal(low=65.0), due=2027))
    assert change.effect is WEAKER
    assert [(edit.old, edit.new) for edit in change.edits] == [
        ("{at_least: 60}", "{at_least: 65}"),
        ('"2025"', '"2027"'),
    ]


def test_targets_added_and_removed() -> None:
    old, new = plan(target(), target("labs")), plan(target(), target("rooms"))
    found = [(change.event, change.target.id) for change in compare_plans(old, new) if change.target]
    assert found == [(TargetEvent.ADDED, "rooms"), (TargetEvent.REMOVED, "labs")]


def test_the_plan_and_its_indicators() -> None:
    old = plan(target(), indicators=(indicator(denominator="GDP"),))
    new = plan(target(), indicators=(indicator(denominator="规上工业"),), title=Text(zh="新规划", en="plan"))
    first, second = compare_plans(old, new)
    assert (first.target, [edit.field for edit in first.edits]) == (None, ["title"])
    assert (second.target, [(edit.field, edit.new) for edit in second.edits]) == (None, [("denominator", "规上工业")])
    assert not compare_plans(old, replace(old, place=replace(old.place, line=9)))
