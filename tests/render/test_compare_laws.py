"""Comparisons of anything: every format takes it, within its width and without what could steer a terminal."""

import csv
import io
import json
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from wcwidth import wcswidth

from planck.assess.plan import PlanResult, Result
from planck.engine.method import METHODS
from planck.model import Assessment, Opinion
from planck.render import View
from tests.building import told
from tests.render.test_laws import numbers, optional, plans, results, slow, views
from tests.rendering import COMPARISONS, FORMATS


@st.composite
def opinions(draw: st.DrawFn) -> tuple[Opinion, ...]:
    """What every method says, or nothing."""
    if draw(st.booleans()):
        return ()
    said = []
    for name, method in METHODS.items():
        status = draw(st.sampled_from(method.statuses))
        said.append(
            Opinion(
                method=name,
                status=status,
                level=method.levels[status],
                reason="measured",
                quantity=draw(numbers),
                score=draw(optional),
                borders=tuple(method.borders.items()),
            )
        )
    return tuple(said)


@st.composite
def judged(draw: st.DrawFn) -> PlanResult:
    """A plan with opinions on its targets; some are judged by a published method."""
    found = draw(plans)

    def opined(assessment: Assessment) -> Assessment:
        method = draw(st.sampled_from(("statcan", assessment.method)))
        return replace(told(assessment, opinions=draw(opinions())), method=method)

    return replace(found, assessments=tuple(opined(one) for one in found.assessments))


@st.composite
def opinionated(draw: st.DrawFn) -> Result:
    """A result whose targets have opinions."""
    return replace(draw(results), plans=tuple(draw(st.lists(judged(), max_size=2))))


@slow
@given(opinionated(), views, st.sampled_from(((), ("pacing",), ("unsd_2022", "dns"))))
def test_every_comparison_takes_every_result(result: Result, view: View, methods: tuple[str, ...]) -> None:
    view = replace(view, methods=methods)
    for name in COMPARISONS:
        text = COMPARISONS[name](result, view)
        assert text.endswith("\n")
        assert text == COMPARISONS[name](result, view)
        text.encode("utf-8")
    # A report of a check takes them too.
    for name in ("terminal", "markdown", "json"):
        assert FORMATS[name](result, view).endswith("\n")
    targets = sum(len(plan.assessments) for plan in result.plans)
    assert len(list(csv.DictReader(io.StringIO(COMPARISONS["csv"](result, view))))) == targets
    document = json.loads(COMPARISONS["json"](result, view))
    assert sum(len(plan["targets"]) for plan in document["plans"]) == targets


@slow
@given(opinionated(), views)
def test_no_line_is_too_wide_or_steers_the_terminal(result: Result, view: View) -> None:
    for line in re.sub(r"\x1b\[\d+m", "", COMPARISONS["terminal"](result, view)).split("\n"):
        assert wcswidth(line) <= max(60, view.width)
        assert not {unicodedata.category(character) for character in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
