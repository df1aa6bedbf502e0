"""Audits of any valid plan: they come to an end, and every format can say what they found."""

from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from planck.assess.plan import Result, assess_plan
from planck.audit import AUDITS
from planck.model import Input, Language, Plan
from planck.render import View
from planck.view.message import message_text
from planck.view.numbers import width
from tests.load.plan_strategies import plans
from tests.rendering import AUDIT_FORMATS


def audited(of: Plan) -> Result:
    found = assess_plan(of, (), None)
    judged = replace(found, findings=tuple(finding for _, seek in AUDITS.items() for finding in seek(found)))
    return Result(
        plans=(judged,),
        findings=(),
        inputs=(Input("plan.yaml", "0" * 64, ()),),
        as_of=None,
        as_of_given=False,
        figure_count=0,
        checks=tuple(AUDITS),
        version="0",
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_every_plan_can_be_audited_and_shown(of: Plan) -> None:
    result = audited(of)
    for finding in result.all_findings:
        assert finding.plan == of.id
        for language in Language:
            assert "nan" not in message_text(finding, language).replace("finance", "").split()
    for name in ("terminal", "markdown", "concise", "csv"):
        for language in Language:
            text = AUDIT_FORMATS[name](result, View(language=language, width=80))
            assert text.endswith("\n"), name
    assert max(map(width, AUDIT_FORMATS["terminal"](result, View(width=80)).splitlines())) <= 80


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_the_same_plan_gives_the_same_findings(of: Plan) -> None:
    assert audited(of).all_findings == audited(of).all_findings
