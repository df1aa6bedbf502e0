"""Laws between figures and verdicts: order does not matter, and what is not known yet changes nothing."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planck.assess.plan import assess_plan
from planck.model import Assessment, Figure, FigureStatus, Measure, Period, Plan, Quantity
from tests.building import figure, goal, indicator, plan, target

PLAN = plan(
    target("stock", path="compound"),
    target("flow", wants=goal(low=300.0, quantity=Quantity.TOTAL), baseline=None),
    target("share", wants=goal(low=7.0), path="hold", baseline=None),
    indicators=(
        indicator("flow", measure=Measure.FLOW),
        indicator("share", measure=Measure.RATIO, unit="%"),
    ),
)
JUDGED = Period.year(2023)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """A figure of the plan, of any year, status and vintage."""
    name = draw(st.sampled_from(("stock", "flow", "share")))
    period = draw(st.sampled_from(("2019", "2020", "2021", "2022", "2023", "2024", "2022-H1", "2022-06", "2023-01/09")))
    published = draw(st.none() | st.dates(date(2020, 1, 1), date(2025, 12, 31)))
    return figure(
        period,
        draw(st.integers(0, 100).map(float) | st.none()),
        name,
        unit="%" if name == "share" else "家",
        status=draw(st.sampled_from(FigureStatus)),
        published=published.isoformat() if published else "",
    )


def verdicts(of: Plan, found: list[Figure], as_of: Period | None) -> tuple[Assessment, ...]:
    return tuple(assess_plan(of, found, as_of).assessments)


@given(found=st.lists(figures(), max_size=12), data=st.data(), as_of=st.sampled_from((None, JUDGED)))
def test_the_order_of_rows_and_files_does_not_matter(
    found: list[Figure], data: st.DataObject, as_of: Period | None
) -> None:
    assert verdicts(PLAN, data.draw(st.permutations(found)), as_of) == verdicts(PLAN, found, as_of)


@given(found=st.lists(figures(), max_size=8), later=figures(), days=st.integers(1, 900))
def test_a_figure_published_after_the_judgement_changes_nothing(found: list[Figure], later: Figure, days: int) -> None:
    published = (JUDGED.end + timedelta(days)).isoformat()
    unknown = figure(later.period.label, later.value, later.indicator, unit=later.unit, published=published)
    assert verdicts(PLAN, [*found, unknown], JUDGED) == verdicts(PLAN, found, JUDGED)


@given(found=st.lists(figures(), max_size=8))
def test_figures_of_another_region_change_nothing(found: list[Figure]) -> None:
    foreign = [figure(2022, 1, "stock", region="西湖区"), figure(2025, 99, "flow", region="西湖区")]
    assert verdicts(PLAN, [*found, *foreign], None) == verdicts(PLAN, found, None)
