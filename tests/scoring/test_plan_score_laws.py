"""What holds of the score of any plan: targets of every kind in three domains, and figures of several years."""

import math
from collections.abc import Mapping
from typing import NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planck.assess.plan import PlanResult, assess_plan
from planck.engine.scoring.attained import Moment, arrival
from planck.model import Missing
from planck.model.scorecard import Scorecard, UnitScore, Unscored
from planck.model.table import Figures
from planck.score.run import NO_WISH, Wish, plan_score
from planck.score.verdicts import standing
from planck.view.row import arrives
from tests.scoring.building import columns, judged, model, number
from tests.scoring.test_prospects import MODEL

NO_THRESHOLD = model(MODEL.replace("threshold: 60%", "threshold: 0%"))
DOMAINS, YEARS = ("inputs", "outputs", "environment"), (2021, 2022, 2023, 2024, 2025)


class Kind(NamedTuple):
    """A kind of goal: how it is written from a baseline and an end, which way is better, and what meets it."""

    written: str
    sign: int = 1
    summed: bool = False


KINDS = {
    "more": Kind("measure: stock, unit: 亿元, baseline: {low}, goal: {{at_least: {high}}}, path: linear"),
    "compound": Kind("measure: stock, unit: 亿元, baseline: {low}, goal: {{at_least: {high}}}, path: compound"),
    "bare": Kind("measure: stock, unit: 亿元, goal: {{at_least: {high}}}"),
    "less": Kind("measure: stock, unit: 亿元, baseline: {high}, goal: {{at_most: {low}}}, path: linear", -1),
    "held": Kind("measure: stock, unit: 亿元, baseline: {low}, goal: {{at_least: {high}}}, path: hold"),
    "sum": Kind("measure: flow, unit: 亿元, goal: {{total: {{at_least: {high}}}}}", summed=True),
    "increase": Kind("measure: stock, unit: 亿元, baseline: {low}, goal: {{increase: {{at_least: {rise}}}}}"),
}


class Aim(NamedTuple):
    """A target: its kind, its lesser and its greater number, its domain, whether it is binding, its weight."""

    kind: str
    low: int
    rise: int
    domain: str
    binding: bool
    weight: int

    def text(self, name: str) -> str:
        """Its lines in a plan."""
        numbers = {"low": self.low, "high": self.low + self.rise, "rise": self.rise}
        nature = "binding" if self.binding else "expected"
        tail = f"nature: {nature}, domain: {self.domain}, weight: {self.weight}"
        return f"  {name}: {{name: {{zh: {name}}}, {KINDS[self.kind].written.format(**numbers)}, {tail}}}\n"

    @property
    def end(self) -> int:
        """The number that meets it."""
        return self.low if KINDS[self.kind].sign < 0 else self.low + self.rise


aims = st.builds(
    Aim,
    kind=st.sampled_from(list(KINDS)),
    low=st.integers(1, 60),
    rise=st.integers(1, 60),
    domain=st.sampled_from(DOMAINS),
    binding=st.booleans(),
    weight=st.integers(1, 3),
)
plans = st.lists(aims, min_size=1, max_size=6)
# Of the years up to one: a figure each, or none.
figures = st.lists(st.lists(st.none() | st.integers(1, 150), min_size=1, max_size=5), min_size=6, max_size=6)
Values = Mapping[tuple[str, int], float]
# Final, for a year of figures that are the plan's own goals is otherwise taken for them.
SETTLED = ("achieved", "achieved_early", "missed")
UNKNOWN = ("甲", "other", 2021, 1.0, "家", "final")


def text_of(plan: list[Aim]) -> str:
    return "".join(aim.text(f"t{place}") for place, aim in enumerate(plan))


def values_of(plan: list[Aim], given_: list[list[int | None]]) -> dict[tuple[str, int], float]:
    return {
        (f"t{place}", year): float(value)
        for place, (_, own) in enumerate(zip(plan, given_, strict=False))
        for year, value in zip(YEARS, own, strict=False)
        if value is not None
    }


def table_of(values: Values, times: float = 1, unit: str = "亿元") -> Figures:
    rows = [("甲", name, year, value * times, unit, "final") for (name, year), value in values.items()]
    return columns([*rows, UNKNOWN], "region,indicator,period,value,unit,status")  # type: ignore[list-item]


def judged_by(plan: list[Aim], table: Figures) -> PlanResult:
    return assess_plan(judged(text_of(plan), [UNKNOWN[:4]]).plan, table, None)


def card_of(plan: list[Aim], values: Values, wish: Wish = NO_WISH, times: float = 1, unit: str = "亿元") -> Scorecard:
    table = table_of(values, times, unit)
    return plan_score(NO_THRESHOLD, table, judged_by(plan, table), wish)


def three(card: Scorecard) -> tuple[UnitScore, UnitScore, UnitScore]:
    return card.units[0], card.prospects[0].pace, card.prospects[0].met


@settings(max_examples=40, deadline=None)
@given(plan=plans, drawn=figures, which=st.integers(0, 5), more=st.integers(1, 60))
def test_a_better_latest_figure_never_lowers_any_of_the_three(
    plan: list[Aim], drawn: list[list[int | None]], which: int, more: int
) -> None:
    values = values_of(plan, drawn)
    assume(values)
    name = f"t{which % len(plan)}"
    years = [year for own, year in values if own == name]
    assume(years)
    at = (name, max(years))
    better = values[at] + KINDS[plan[which % len(plan)].kind].sign * more
    assume(better >= 1)
    before, after = three(card_of(plan, values)), three(card_of(plan, {**values, at: better}))
    for one, other in zip(before, after, strict=True):
        # One figure without a baseline has no pace, whatever it is, unless it meets the goal.
        if isinstance(one.score, Unscored):
            assert other.score is one.score or number(other.score) >= 100 - 1e-9
        else:
            assert number(other.score) >= one.score - 1e-9


@settings(max_examples=25, deadline=None)
@given(plan=plans)
def test_a_met_plan_has_full_marks_now_and_later(plan: list[Aim]) -> None:
    met: dict[tuple[str, int], float] = {}
    for place, aim in enumerate(plan):
        if KINDS[aim.kind].summed:
            met |= {(f"t{place}", year): aim.end / 5 for year in YEARS}
        else:
            met[f"t{place}", 2025] = float(aim.end)
    card = card_of(plan, met)
    assert [unit.score for unit in three(card)] == [pytest.approx(100)] * 3
    assert [unit.vetoed for unit in three(card)] == [()] * 3


@settings(max_examples=40, deadline=None)
@given(plan=plans, drawn=figures)
def test_another_unit_of_the_figures_changes_nothing(plan: list[Aim], drawn: list[list[int | None]]) -> None:
    values = values_of(plan, drawn)
    assume(values)
    plain, again = three(card_of(plan, values)), three(card_of(plan, values, times=10_000, unit="万元"))
    for one, other in zip(plain, again, strict=True):
        assert other.coverage == one.coverage
        assert other.score == (one.score if isinstance(one.score, Unscored) else pytest.approx(one.score))


@settings(max_examples=40, deadline=None)
@given(plan=plans, drawn=figures)
def test_contributions_add_up_and_full_coverage_leaves_no_range(plan: list[Aim], drawn: list[list[int | None]]) -> None:
    values = values_of(plan, drawn)
    assume(values)
    card = card_of(plan, values, Wish(explain=("甲",)))
    # A sum with a year missing before its only figure is no figure to score.
    assume(not isinstance(card.units[0].score, Unscored))
    shares = [part.share for part in card.explanations[0].contributions]
    assert math.fsum(shares) == pytest.approx(number(card.units[0].score))
    for unit in three(card):
        if isinstance(unit.score, Unscored):
            continue
        assert number(unit.low) - 1e-9 <= unit.score <= number(unit.high) + 1e-9
        if unit.coverage == 1:
            assert unit.low == unit.high == unit.score


@settings(max_examples=40, deadline=None)
@given(plan=plans, drawn=figures)
def test_this_pace_leads_the_score_where_check_says_that_it_leads(
    plan: list[Aim], drawn: list[list[int | None]]
) -> None:
    values = values_of(plan, drawn)
    assume(values)
    for target in judged_by(plan, table_of(values)).targets:
        assessment, [ahead] = target.at(0), arrival(target.judged.found)
        later = standing(target, Moment.PACE)
        if isinstance(assessment.projection, float):
            assert ahead == assessment.projection
        elif assessment.projection in (Missing.NO_FIGURE, Missing.NO_BASELINE):
            assert math.isnan(ahead) or assessment.status == "achieved_early"
        # What is met or missed already check tells by that.
        if (told := arrives(assessment)) is not None and assessment.status not in SETTLED:
            assert bool(later.met[0]) is told
