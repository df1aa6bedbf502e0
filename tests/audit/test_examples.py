"""The examples of `planck explain`: each bad one is a plan that its audit speaks about, each good one it does not."""

from typing import Any

import pytest
import yaml

from planck.audit import AUDITS
from planck.checks import Context
from planck.load.plan.plan import load_plan
from planck.load.source.files import Document
from planck.model import Input, Plan
from planck.pipeline import context_of
from planck.registry import RULES
from planck.words import rule as words_of
from tests.building import figure

ABOUT_THE_PLAN = ("period", "indicators", "identities")
ABOUT_A_TARGET = ("baseline", "goal", "stated", "path", "source", "milestones", "denominator", "due")
IN_PERCENT = ("share", "rd_intensity", "hightech_share", "x")
HEAD: dict[str, Any] = {
    "planck": 1,
    "plan": "example",
    "title": {"zh": "例"},
    "region": {"name": "拱墅区"},
    "period": {"base": 2020, "start": 2021, "end": 2025},
}


def completed(text: str) -> Plan:
    """The plan that a snippet stands for: what every plan needs besides is filled in."""
    snippet = yaml.safe_load(text)
    if set(snippet) <= set(ABOUT_A_TARGET):
        snippet = {"x": snippet}
    above = {key: snippet.pop(key) for key in ABOUT_THE_PLAN if key in snippet}
    period = {**HEAD["period"], **above.pop("period", {})}
    period["start"] = max(period["start"], period["base"] + 1)
    of = {**HEAD, **above, "period": period}
    if "identities" in of:
        of.setdefault("indicators", {})
        missing = {"gdp"} - set(snippet)
        of["indicators"] |= {id_: {"name": {"zh": id_}, "unit": "亿元", "measure": "flow"} for id_ in missing}
    of["targets"] = {id_: target(id_, keys) for id_, keys in snippet.items()}
    content = yaml.safe_dump({key: value for key, value in of.items() if value}, allow_unicode=True, sort_keys=False)
    read = Document(input=Input("plan.yaml", "", tuple(content.splitlines())), text=content)
    plan, findings = load_plan(read)
    assert [finding for finding in findings if finding.severity == "error"] == [], content
    assert plan is not None
    return plan


def target(id_: str, keys: dict[str, Any]) -> dict[str, Any]:
    wants = keys.setdefault("goal", {"at_least": 90})
    if "indicator" in keys:
        return {"name": {"zh": id_}, **keys}
    share = id_ in IN_PERCENT and "points" not in wants
    measure = "ratio" if share else "flow" if "total" in wants or id_ in ("rd", "gdp") or "new" in id_ else "stock"
    own = {"name": {"zh": id_}, "unit": "%" if share else "家", "measure": measure}
    return {**own, **keys}


def spoken(code: str, text: str) -> bool:
    figures = (figure(2020, 3.01, "share", unit="%"),) if code == "A010" else ()
    context: Context = context_of(completed(text), figures, None)
    return bool(list(AUDITS[code](context)))


@pytest.mark.parametrize("code", [code for code, _ in AUDITS.items()])
def test_the_examples_are_what_they_are_called(code: str) -> None:
    rule = RULES[code]
    assert spoken(code, words_of(rule.code).bad), "the bad example is not spoken about"
    assert not spoken(code, words_of(rule.code).good), "the good example is spoken about"
