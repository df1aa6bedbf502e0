"""The seed documents drafted, against the goals that the plans in `targets/` were made of by hand."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from planck.assess.select import names_of
from planck.draft.draft import draft_of
from planck.draft.gold import alike
from planck.draft.statement import Statement
from planck.load.files import read
from planck.load.plan.plan import load_plan
from planck.model import Plan, Target
from planck.provenance.trace import goal_claims
from tests.draft.drafting import source_of

SEEDS = Path(os.environ.get("PLANCK_SHARED", "../shared")) / "seeds"
TARGETS = Path(__file__).parents[2] / "targets"
# By plan the document, and the goals that the draft does not find: without a number, without a unit, in a news item.
PLANS = {
    "gongshu": ("003_6d906ad2a4f0f1c2", set()),
    "hangzhou-2016": ("002_beeea0b8007c40f6", {"vc_fund_size", "technology_trade_growth", "plans_written"}),
    "hangzhou-2017": ("000_99c9cc545a223236", {"xihu_cloud_firms", "tonglu_science_funds", "tonglu_talent_funds"}),
    "xihu-2023": ("004_f1f9a73089789879", {"proof_of_concept_centre", "nurture_pools"}),
}


def plan_of(name: str) -> Plan:
    document, _ = read(str(TARGETS / f"{name}.yaml"), limit=1 << 21)
    assert document is not None
    plan, _ = load_plan(document)
    assert plan is not None
    return plan


def is_found(target: Target, plan: Plan, goals: list[Statement]) -> bool:
    indicator = plan.indicator(target.indicator)
    names = [name for name in (target.name.zh, *names_of(indicator)) if name]
    claims = list(goal_claims(target.goal, indicator))
    return any(
        any(alike(name, goal.indicator) for name in names) and (not claims or says(goal, claims[0].amounts[0].number))
        for goal in goals
    )


def says(goal: Statement, number: Decimal) -> bool:
    """Whether a goal has this number; a multiple is encoded as the growth that it means."""
    value = goal.value
    return value is not None and number in (value, (value - 1) * 100)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seed documents are not there")
@pytest.mark.parametrize("name", PLANS)
def test_the_goals_of_plans_made_by_hand_are_drafted(name: str) -> None:
    document, missed = PLANS[name]
    plan = plan_of(name)
    goals = [each for each in draft_of(source_of(SEEDS / f"{document}.txt")).statements if each.role == "target"]
    own = [each for each in plan.targets if (each.source.document or plan.source.document) == document]
    assert {target.id for target in own if not is_found(target, plan, goals)} == missed
