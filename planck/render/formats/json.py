"""The complete result as JSON; every other output is a view of it. Described by `planck/schemas/result-1.json`."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from planck.model import Assessment, Finding, Input, PlanResult, Result
from planck.render import Kind, View, output_format
from planck.render.plain import (
    Json,
    assessment_data,
    figure_data,
    finding_data,
    ignored_data,
    plan_data,
)
from planck.render.plain_score import card_data
from planck.render.summary import severity_counts, summarise

if TYPE_CHECKING:
    from planck.assess.backtest import Backtest

FORMAT_VERSION = "1.1"


def _summary(assessments: Sequence[Assessment], findings: Sequence[Finding]) -> Json:
    summary = summarise(assessments)
    return {
        "targets": summary.targets,
        "verdicts": summary.verdicts,
        "judged": summary.judged,
        "met": summary.met,
        "met_share": summary.met_share,
        "worst": summary.worst or None,
        "statuses": dict(summary.counts),
        "findings": {severity.value: count for severity, count in severity_counts(findings)},
    }


def _plan(plan: PlanResult) -> Json:
    return {
        "plan": plan_data(plan.plan),
        "as_of": plan.as_of.label if plan.as_of else None,
        "assumed_figures": len(plan.assumed),
        "summary": _summary(plan.assessments, plan.findings),
        "assessments": [assessment_data(assessment) for assessment in plan.assessments],
        "figures": [figure_data(figure) for figure in plan.figures],
        "findings": [finding_data(finding) for finding in plan.findings],
        "ignored": [ignored_data(ignored) for ignored in plan.ignored],
        "score": card_data(plan.score) if plan.score else None,
    }


def _input(read: Input) -> Json:
    return {"file": read.file, "sha256": read.sha256}


def _changes(result: Result) -> Json:
    """What differs from the base; null without one."""
    if result.changes is None:
        return None
    from planck.render.plain_changes import changes_data  # its nouns cost a run without a base nothing

    return changes_data(result.changes)


def document(result: Result) -> Json:
    """The result as plain data, keys in the order in which they are written."""
    assessments = [assessment for plan in result.plans for assessment in plan.assessments]
    return {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "planck", "version": result.version},
        "as_of": {"period": result.as_of.label if result.as_of else None, "given": result.as_of_given},
        "assumed_figures": sum(len(plan.assumed) for plan in result.plans),
        "inputs": [_input(read) for read in result.inputs],
        "figure_count": result.figure_count,
        "checks": list(result.checks),
        "nothing_checked": result.nothing_checked,
        "summary": _summary(assessments, result.all_findings),
        "findings": [finding_data(finding) for finding in result.findings],
        "ignored": [ignored_data(ignored) for ignored in result.ignored],
        "changes": _changes(result),
        "plans": [_plan(plan) for plan in result.plans],
    }


def _backtest(tried: "Backtest") -> Json:
    """Every number of a back-test; null where there is nothing to say."""
    score = tried.score
    return {
        "format_version": "1.0",
        "hold_out": tried.hold_out,
        "series": tried.series,
        "short": tried.short,
        "predictions": tried.predictions,
        "coverage": [{"level": level, "share": share} for level, share in tried.coverage],
        "events": score.count,
        "brier": score.brier,
        "base_rate": score.base_rate,
        "climatology": score.climatology,
        "skill": score.skill,
        "bins": [
            {
                "low": each.low,
                "high": each.high,
                "count": each.count,
                "predicted": each.predicted,
                "observed": each.observed,
            }
            for each in score.bins
        ],
    }


def _data(kind: Kind, value: Any, view: View) -> Json:
    match kind:
        case Kind.COMPARE:
            from planck.render.plain import comparison_data

            return comparison_data(value, view)
        case Kind.SCORE:
            from planck.render.plain_score import scores_data

            return scores_data(value)
        case Kind.DIFF:
            from planck.render.plain_changes import changes_data

            return changes_data(value)
        case Kind.READ:
            from planck.render.plain_read import read_data

            return read_data(value)
        case Kind.BACKTEST:
            return _backtest(value)
        case _:
            return document(value)


@output_format("json", *Kind)
def json_document(kind: Kind, value: Any, view: View) -> str:
    """The complete result, in both languages whatever the view; halves of characters are written as escapes."""
    text = json.dumps(_data(kind, value, view), ensure_ascii=False, allow_nan=False, indent=2)
    # Half a surrogate (from the name of a file in another encoding) cannot be written as UTF-8, its escape can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"
