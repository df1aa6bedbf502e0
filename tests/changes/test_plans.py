"""What was edited in a plan, and whether it asks for less."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from planck.assess.plan import assess_plan
from planck.changes.plans import compare_models, compare_plans, followed, whole_plan
from planck.changes.scores import Score, score_moves
from planck.load.files import document_from
from planck.load.scoring.model import load_model
from planck.model import (
    Baseline,
    Comparator,
    Gate,
    Goal,
    Measure,
    MethodChoice,
    Milestone,
    Nature,
    PartialYear,
    PartialYearRule,
    Period,
    Place,
    Plan,
    Quantity,
    Region,
    Revision,
    Severity,
    Target,
    Text,
    Wording,
)
from planck.model.change import Effect, TargetChange, TargetEvent
from planck.model.plan import OwnGoals
from planck.model.scoring import ScoringModel
from tests.building import HERE, PLACE, figure, goal, indicator, plan, target

EVERY = replace(HERE, every=True, name="", code="", aliases=())
WEAKER, TIGHTER, CHANGED = Effect.WEAKENED, Effect.TIGHTENED, Effect.CHANGED


def changes(old: Target, new: Target, *, judged: bool = True) -> tuple[TargetChange, ...]:
    before, after = plan(old), plan(new)
    if not judged:
        return compare_plans(followed(before, after), after)
    found = (assess_plan(one, (figure(2022, 48),), None).assessments for one in (before, after))
    return compare_plans(followed(before, after), after, *found)


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
        # As much, but for the last of its digits.
        ({"wants": goal(low=3e9)}, {"wants": goal(low=3e9 + 0.003)}, "goal", CHANGED),
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
        (
            {"wants": goal(Comparator.BETWEEN, low=55.0, high=70.0)},
            {"wants": goal(Comparator.BETWEEN, low=55.0, high=70.0), "baseline": 38.0},
            "baseline",
            CHANGED,
        ),
        ({}, {"path": "compound"}, "path", CHANGED),
        ({"milestones": steps(44, 48)}, {"milestones": steps(43, 48)}, "milestones", WEAKER),
        ({"milestones": steps(44, 48)}, {"milestones": steps(45, 48)}, "milestones", TIGHTER),
        ({"milestones": steps(44, 48)}, {"milestones": steps(45, 47)}, "milestones", CHANGED),
        ({"milestones": steps(44, 48)}, {"milestones": steps(44)}, "milestones", CHANGED),
        ({"milestones": steps(44)}, {"milestones": steps(44, 48)}, "milestones", CHANGED),
        ({"milestones": steps(0, 48)}, {"milestones": steps(0.05, 48)}, "milestones", TIGHTER),
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
        ({"region": EVERY}, {}, "region", WEAKER),
        ({}, {"region": EVERY}, "region", TIGHTER),
        ({}, {"region": replace(HERE, name="别区")}, "region", CHANGED),
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
        [edit] = change.edits
        return edit.effect

    assert effect_of(goal(low=60.0), goal(low=50.0)) is WEAKER
    assert effect_of(goal(low=60.0), growth(0.1)) is CHANGED
    [change] = changes(target(), target(method=MethodChoice(borders=(("behind", 0.5),))), judged=False)
    assert change.effect is CHANGED


def test_one_weaker_edit_weakens_the_target() -> None:
    [change] = changes(target(), target(wants=goal(low=65.0), due=2027))
    assert change.effect is WEAKER
    assert [(edit.old, edit.new) for edit in change.edits] == [
        ("60", "65"),
        ("2025", "2027"),
    ]


def test_targets_added_and_removed() -> None:
    old = plan(target(), target("labs"))
    new = plan(target(), target("rooms"), indicators=(indicator("rooms", unit="间"),))
    found = [(change.event, change.target.id) for change in compare_plans(followed(old, new), new) if change.target]
    assert found == [(TargetEvent.ADDED, "rooms"), (TargetEvent.REMOVED, "labs")]


def test_moves_of_scores_with_the_parts_that_moved_most_first() -> None:
    was = {
        "甲": Score(total=70.0, rank=2, parts={"c": 3.0, "a": 30.0, "b": 20.0, "gone": 5.0, "same": 1.0}),
        "乙": Score(total=80.0, rank=1),
        "丙": Score(total=60.0, rank=3),
        "去": Score(total=50.0, rank=4),
    }
    now = {
        "甲": Score(total=75.0, rank=1, parts={"c": 2.0, "a": 31.0, "b": 14.0, "came": 9.0, "same": 1.0}),
        "乙": Score(total=80.0, rank=2),
        "丙": Score(total=60.0, rank=3),
        "来": Score(total=40.0, rank=4),
    }
    told = {
        move.region: (move.old, move.new, move.old_rank, move.new_rank, move.parts)
        for move in score_moves("p", was, now)
    }
    assert told == {
        "甲": (70, 75, 2, 1, (("b", -6), ("a", 1), ("c", -1))),
        "乙": (80, 80, 1, 2, ()),
        "去": (50, None, 4, None, ()),
        "来": (None, 40, None, 4, ()),
    }


def test_a_key_that_becomes_a_mapping_is_told_as_a_whole() -> None:
    plain, split = (
        PartialYear(rule=PartialYearRule.AS_IS),
        PartialYear(rule=PartialYearRule.SHARES, shares=(("H1", 0.4),)),
    )
    states = [
        plan(target(), indicators=(indicator(measure=Measure.FLOW, partial_year=each),)) for each in (plain, split)
    ]
    for old, new in (states, states[::-1]):
        [change] = compare_plans(followed(old, new), new)
        assert [edit.field for edit in change.edits] == ["partial_year"]
        assert {"as_is" in text for text in (change.edits[0].old, change.edits[0].new)} == {True, False}


def test_a_revision_that_decides_is_judged_by_what_its_goal_comes_to() -> None:
    # Ten more than 40 is less than 60: told from the verdicts, as the two are not written alike.
    more = goal(quantity=Quantity.INCREASE, low=10.0)
    for wants, effect in ((more, WEAKER), (replace(more, low=30.0), TIGHTER)):
        revision = Revision(on=date(2021, 1, 1), goal=wants, reason="census", place=PLACE)
        [change] = changes(target(), target(revisions=(revision,)))
        assert [edit.effect for edit in change.edits if edit.field == "revisions"] == [effect]


def test_the_plan_and_its_indicators() -> None:
    old = plan(target(), indicators=(indicator(denominator="GDP"),))
    new = plan(target(), indicators=(indicator(denominator="规上工业"),), title=Text(zh="新规划", en="plan"))
    first, second = compare_plans(followed(old, new), new)
    assert (first.target, [edit.field for edit in first.edits]) == (None, ["title"])
    assert (second.target, [(edit.field, edit.new) for edit in second.edits]) == (None, [("denominator", "规上工业")])
    assert not compare_plans(followed(old, old), replace(old, place=replace(old.place, line=9)))


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        (Gate(min_score=75.0), Gate(min_score=70.0), WEAKER),
        (Gate(min_score=75.0), Gate(), WEAKER),
        (Gate(), Gate(min_score=75.0), TIGHTER),
        (Gate(max_drop=1.0), Gate(max_drop=2.0), WEAKER),
        (Gate(max_drop=1.0), Gate(), WEAKER),
        (Gate(max_drop=1.0), Gate(max_drop=0.5), TIGHTER),
        (Gate(fail_on=Severity.WARNING), Gate(), WEAKER),
        (Gate(fail_on=Severity.NOTE), Gate(fail_on=Severity.WARNING, max_drop=0.5), WEAKER),
        (Gate(), Gate(fail_on=Severity.ERROR), CHANGED),
    ],
)
def test_a_gate_that_lets_more_through(old: Gate, new: Gate, effect: Effect) -> None:
    before, after = replace(plan(target()), gate=old), replace(plan(target()), gate=new)
    [change] = compare_plans(followed(before, after), after)
    assert [(edit.field, edit.effect) for edit in change.edits] == [("gate", effect)]


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [(EVERY, HERE, WEAKER), (HERE, EVERY, TIGHTER), (HERE, replace(HERE, name="别区"), CHANGED)],
)
def test_a_plan_of_one_region_asks_for_less_than_one_of_all(old: Region, new: Region, effect: Effect) -> None:
    before, after = (replace(plan(target()), region=region) for region in (old, new))
    change, *_ = compare_plans(followed(before, after), after)
    assert [(edit.field, edit.effect) for edit in change.edits] == [("region", effect)]


def test_scoring_that_is_gone_asks_for_less() -> None:
    before, after = replace(plan(target()), scoring="model.yaml"), plan(target())
    [change] = compare_plans(followed(before, after), after)
    assert [(edit.field, edit.effect) for edit in change.edits] == [("scoring", WEAKER)]
    other = replace(after, scoring="other.yaml")
    [change] = compare_plans(followed(before, other), other)
    assert [edit.effect for edit in change.edits] == [CHANGED]


def test_a_target_under_another_id_is_the_same_target() -> None:
    old = plan(target(), target("labs"))
    renamed = replace(target(), id="companies", goal=goal(low=50.0), name=target().name)
    new = plan(renamed, target("labs"), indicators=(*old.indicators,))
    before = followed(old, new)
    assert before.was_called == {"companies": "firms"}
    [change] = compare_plans(before, new)
    assert [(edit.field, edit.old, edit.effect) for edit in change.edits] == [
        ("id", "firms", CHANGED),
        ("goal", "60", WEAKER),
    ]
    assert change.effect is WEAKER
    assert [one.event for one in whole_plan(TargetEvent.REMOVED, old)] == [TargetEvent.REMOVED] * 2


def test_an_edit_stands_where_it_was_made() -> None:
    at = Place("plan.yaml", 12, 9, 20)
    [change] = changes(target(), target(wants=replace(goal(low=50.0), place=at)))
    assert change.place == at
    start = replace(PLACE, line=13)
    lower = target(wants=replace(goal(low=65.0), place=at))
    assert lower.baseline
    lower = replace(lower, baseline=replace(lower.baseline, value=38.0, place=start))
    [both] = changes(target(), lower)
    assert both.place == start, "of several the one that asks for less"
    [noted] = changes(target(), target(note="a word"))
    assert noted.place == target().place
    old, new = plan(target(), target("labs")), plan(target())
    [gone] = compare_plans(followed(old, new), new)
    assert gone.place == target().place, "at the last target before it"


def own(**goals: float) -> OwnGoals:
    return OwnGoals(values={"firms": goals})


@pytest.mark.parametrize(
    ("wants", "old", "new", "said", "effect"),
    [
        (goal(low=60.0), own(甲=60), own(甲=50), ("甲 60", "甲 50"), WEAKER),
        (goal(low=60.0), own(甲=60, 乙=60), own(甲=65, 乙=50), ("乙 60; 甲 60", "乙 50; 甲 65"), WEAKER),
        (goal(low=60.0), own(甲=60), own(甲=65), ("甲 60", "甲 65"), TIGHTER),
        (goal(low=60.0), own(), own(甲=50), ("甲 60", "甲 50"), WEAKER),
        (goal(low=60.0), own(甲=70), own(), ("甲 70", "甲 60"), WEAKER),
        (at_most(10), own(甲=5), own(甲=8), ("甲 5", "甲 8"), WEAKER),
        (growth(0.1), own(甲=0.1), own(甲=0.05), ("甲 10%", "甲 5%"), WEAKER),
        (goal(), own(甲=5), own(), ("甲 5", "甲 -"), WEAKER),
        (goal(low=60.0), own(), own(a=50, b=51, c=52, d=53), ("a 60; b 60; c 60 …", "a 50; b 51; c 52 …"), WEAKER),
    ],
)
def test_goals_of_regions(wants: Goal, old: OwnGoals, new: OwnGoals, said: tuple[str, str], effect: Effect) -> None:
    before, after = (plan(target(wants=wants), own_goals=goals) for goals in (old, new))
    [change] = compare_plans(followed(before, after), after)
    assert [(edit.field, edit.old, edit.new, edit.effect) for edit in change.edits] == [("goals", *said, effect)]
    assert not compare_plans(followed(after, after), after)


def test_the_file_of_a_model_that_was_edited() -> None:
    def model(best: int) -> ScoringModel:
        text = (
            f"planck: 1\nmodel: m\ntitle: {{en: M}}\nnormalise: {{method: goalposts, worst: 0, best: {best}}}\n"
            "domains: {all: {indicators: {firms: {name: {en: Firms}, unit: 家}}}}\n"
        )
        document, _ = document_from(text.encode(), "m.yaml", limit=1 << 20)
        assert document
        found, _ = load_model(document)
        assert found
        return found

    of = replace(plan(target()), scoring="m.yaml")
    [change] = compare_models(of, model(60), model(50))
    assert [(edit.field, edit.old, edit.new, edit.effect) for edit in change.edits] == [
        ("scoring.domains.all.indicators.firms.normalise.best", "60", "50", CHANGED)
    ]
    assert not compare_models(of, model(60), model(60))
    assert not compare_models(replace(of, scoring=model(50)), model(60), model(50)), "the plan's own is told with it"
    assert not compare_models(of, None, model(50))


@pytest.mark.parametrize(
    ("now", "was"),
    [
        (plan(target("halls"), target("labs"), target()), {"halls": "rooms"}),
        (
            plan(target(), target("labs", wants=goal(low=50.0)), target("halls", wants=goal(low=50.0))),
            {"halls": "rooms"},
        ),
        (plan(target(), target("halls", wants=goal(low=50.0)), target("labs")), {}),
        (plan(target("a"), target("b"), end=Period.year(2030)), {"a": "firms", "b": "labs"}),
        (
            plan(target("new", wants=goal(low=70.0)), target(), target("labs"), target("halls", wants=goal(low=50.0))),
            {"halls": "rooms"},
        ),
        (
            plan(
                target(), target("halls", wants=goal(low=50.0)), target("rooms"), target("parks", wants=goal(low=55.0))
            ),
            {"halls": "labs"},
        ),
        (
            plan(target(), target("new", wants=goal(low=70.0)), target("labs"), target("halls", wants=goal(low=50.0))),
            {"halls": "rooms"},
        ),
        (
            plan(target("a", wants=goal(low=50.0)), target("b", wants=goal(low=50.0))),
            {"a": "firms", "b": "labs"},
        ),
    ],
    ids=[
        "that asks for the same",
        "in the same place",
        "in another place, for something else",
        "all of them",
        "behind the same one",
        "between the same ones",
        "behind the same one, another before that",
        "none is the same",
    ],
)
def test_a_target_under_another_name_is_the_same_target(now: Plan, was: dict[str, str]) -> None:
    assert followed(plan(target(), target("labs"), target("rooms")), now).was_called == was


def test_names_that_are_not_there_are_none_that_two_targets_share() -> None:
    old, new = (
        plan(
            replace(target(id_, wants=goal(low=low)), name=Text(zh=id_)),
            indicators=(replace(indicator(id_, unit=unit), name=Text(zh=id_)),),
        )
        for id_, low, unit in (("firms", 60.0, "家"), ("labs", 50.0, "个"))
    )
    assert followed(old, new).was_called == {}


def test_a_name_that_a_target_shares_with_its_indicator_is_told_once() -> None:
    old = plan(target(), indicators=(indicator(),))
    name = Text(zh="企业", en="firms")
    new = plan(replace(target(), name=name), indicators=(replace(indicator(), name=name, aliases=("家数",)),))
    found = compare_plans(followed(old, new), new)
    assert [(bool(change.target), [edit.field for edit in change.edits]) for change in found] == [
        (False, ["aliases"]),
        (True, ["name"]),
    ]


def test_a_goal_that_bounds_another_side_is_told_whole() -> None:
    [change] = changes(target(), target(wants=goal(low=None, high=50.0, comparator=Comparator.AT_MOST)))
    assert [(edit.old, edit.new) for edit in change.edits] == [("{at_least: 60}", "{at_most: 50}")]
    revised = Revision(on=date(2023, 6, 30), goal=goal(low=55.0), place=PLACE)
    [change] = changes(target(revisions=(revised,)), target(revisions=()))
    assert [(edit.old, edit.new) for edit in change.edits] == [("55", "60")]
