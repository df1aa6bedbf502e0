"""The values of the model as plain data for JSON: one function for each class, keys in a fixed order.

Numbers are unrounded. A number that is missing is `{"missing": reason}`, never null, 0 or NaN.
"""

from planck.engine.method import METHODS
from planck.model import (
    Amount,
    Argument,
    Assessment,
    Figure,
    Finding,
    Flip,
    Goal,
    Ignored,
    Language,
    Missing,
    Names,
    Opinion,
    Outlook,
    Pace,
    Place,
    Plan,
    PlanResult,
    Reading,
    Reason,
    Region,
    Result,
    Revision,
    Source,
    Target,
    Text,
)
from planck.render import View
from planck.render.views.compare import columns, rows
from planck.view.message import help_text, message_text
from planck.view.sentence import goal_text, sentence

Json = dict[str, "Json"] | list["Json"] | str | float | bool | None

# The outlook as plain data for JSON.


def _number(value: float | bool | Missing) -> Json:
    return {"missing": value.value} if isinstance(value, Missing) else value


def _flip(flip: Flip | Missing) -> Json:
    if isinstance(flip, Missing):
        return _number(flip)
    return {
        "change": flip.change,
        "value": flip.value,
        "keeps": flip.keeps,
        "status": flip.status,
        "better": flip.better,
    }


def _statuses(others: tuple[str, ...] | Missing) -> Json:
    return {"missing": others.value} if isinstance(others, Missing) else list(others)


def outlook_data(outlook: Outlook | None) -> Json:
    """An outlook in full; null beside a goal that was replaced."""
    if outlook is None:
        return None
    trend, ahead, firm, seen = outlook.trend, outlook.forecast, outlook.fragility, outlook.feasibility
    return {
        "trend": {
            "points": trend.points,
            "pace": _number(trend.pace),
            "changes": [{"period": period, "pace": _number(change)} for period, change in trend.changes],
            "peers": trend.peers,
            "peer_pace": _number(trend.peer_pace),
        },
        "forecast": {
            "steps": ahead.steps,
            "central": _number(ahead.central),
            "intervals": [{"level": one.level, "low": one.low, "high": one.high} for one in ahead.intervals],
            "probability": _number(ahead.probability),
        },
        "fragility": {
            "fragile": bool(firm.causes),
            "causes": list(firm.causes),
            "step": _number(firm.step),
            "up": _flip(firm.up),
            "down": _flip(firm.down),
            "rounding": _statuses(firm.rounding),
            "without_last_figure": _statuses(firm.dropped),
            "revision": _statuses(firm.revision),
            "usual_revision": _number(firm.usual_revision),
        },
        "feasibility": {
            "years": _number(seen.years),
            "needed": _number(seen.needed),
            "best": _number(seen.best),
            "best_period": seen.best_period or None,
            "best_year": _number(seen.best_year),
            "peers": seen.peers,
            "share_of_peers": _number(seen.share_of_peers),
        },
    }


def _text(text: Text) -> Json:
    return {"zh": text.zh, "en": text.en}


def _place(place: Place) -> Json:
    return {"file": place.file, "line": place.line, "column": place.column, "end": place.end}


def _source(source: Source) -> Json:
    return {
        "document": source.document,
        "at": source.at,
        "as_printed": source.as_printed,
        "url": source.url,
        "issuer": source.issuer,
        "issued": source.issued,
    }


def _region(region: Region) -> Json:
    return {"name": region.name, "code": region.code, "every": region.every}


def text_data(text: Text) -> Json:
    """A text in both languages."""
    return _text(text)


def place_data(place: Place) -> Json:
    """A place in a file."""
    return _place(place)


def figure_data(figure: Figure) -> Json:
    """A figure with its place."""
    return {
        "region": figure.region,
        "indicator": figure.indicator,
        "period": figure.period.label,
        "value": figure.value,
        "text": figure.text,
        "unit": figure.unit,
        "status": figure.status.value,
        "published": figure.published.isoformat() if figure.published else None,
        "source": figure.source,
        "note": figure.note,
        "at": figure.at,
        "as_printed": figure.as_printed,
        "converted": _conversion(figure),
        "place": _place(figure.place),
    }


def _conversion(figure: Figure) -> Json:
    made = figure.converted
    return {"text": made.text, "unit": made.unit, "factor": made.factor} if made else None


def _reading(reading: Reading | Missing) -> Json:
    if isinstance(reading, Missing):
        return _number(reading)
    return {
        "period": reading.period.label,
        "value": reading.value,
        "text": reading.text,
        "derived": reading.derived,
        "annualised": reading.annualised,
        "figures": [figure_data(figure) for figure in reading.figures],
    }


def _goal(goal: Goal, unit: str) -> Json:
    return {
        "quantity": goal.quantity.value,
        "comparator": goal.comparator.value,
        "low": goal.low,
        "high": goal.high,
        "strict": goal.strict,
        "series": goal.series,
        "printed": goal.printed,
        "zh": goal_text(goal, unit, Language.ZH),
        "en": goal_text(goal, unit, Language.EN),
        "place": _place(goal.place),
    }


def _revision(revision: Revision, unit: str) -> Json:
    return {
        "on": revision.on.isoformat(),
        "goal": _goal(revision.goal, unit),
        "due": revision.due.label if revision.due else None,
        "reason": revision.reason,
        "source": _source(revision.source),
        "place": _place(revision.place),
    }


def _target(target: Target, unit: str) -> Json:
    return {
        "id": target.id,
        "name": _text(target.name),
        "indicator": target.indicator,
        "nature": target.nature.value,
        "wording": target.wording.value,
        "path": target.path,
        "part_of": target.part_of,
        "region": _region(target.region),
        "revisions": [_revision(revision, unit) for revision in target.revisions],
        "source": _source(target.source),
        "note": target.note,
        "place": _place(target.place),
    }


def _argument(value: Argument) -> Json:
    if isinstance(value, Amount | Pace):
        return value.value
    if isinstance(value, Names):
        return [_text(text) for text in value.texts]
    return _text(value) if isinstance(value, Text) else value


def _reason(reason: Reason, assessment: Assessment) -> Json:
    return {
        "key": reason.key,
        "numbers": {name: _argument(value) for name, value in sorted(reason.numbers.items())},
        "zh": sentence(assessment, Language.ZH),
        "en": sentence(assessment, Language.EN),
    }


def assessment_data(assessment: Assessment) -> Json:
    """An assessment in full; those before a revision of the goal stand inside it."""
    return {
        "target": _target(assessment.target, assessment.unit),
        "region": assessment.region,
        "unit": assessment.unit,
        "status": assessment.status,
        "method": assessment.method,
        "borders": [{"name": name, "value": value} for name, value in assessment.borders],
        "borders_from": "plan" if assessment.target.method.borders else "method",
        "reason": _reason(assessment.reason, assessment),
        "flags": [flag.value for flag in assessment.flags],
        "goal": _goal(assessment.goal, assessment.unit),
        "due": assessment.due.label,
        "goal_value": _number(assessment.goal_value),
        "goal_low": assessment.goal_low,
        "goal_high": assessment.goal_high,
        "baseline": _number(assessment.baseline),
        "baseline_period": assessment.baseline_period.label,
        "latest": _reading(assessment.latest),
        "judged": _number(assessment.judged),
        "met": _number(assessment.met),
        "on_path": _number(assessment.on_path),
        "elapsed": _number(assessment.elapsed),
        "way": _number(assessment.way),
        "asked": _number(assessment.asked),
        "path_value": _number(assessment.path_value),
        "gap": _number(assessment.gap),
        "gap_share": _number(assessment.gap_share),
        "rate_kind": assessment.rate_kind.value,
        "required_from_baseline": _number(assessment.required_from_baseline),
        "achieved": _number(assessment.achieved),
        "required_from_now": _number(assessment.required_from_now),
        "pace_ratio": _number(assessment.pace_ratio),
        "projection": _number(assessment.projection),
        "reach": _number(assessment.reach),
        "series": [_reading(reading) for reading in assessment.series],
        "outlook": outlook_data(assessment.outlook),
        "superseded": [assessment_data(earlier) for earlier in assessment.superseded],
        "opinions": [opinion_data(opinion) for opinion in assessment.opinions],
    }


def opinion_data(opinion: Opinion) -> Json:
    """What one status method says: its class and level, and the number behind it with the borders."""
    return {
        "method": opinion.method,
        "status": opinion.status,
        "level": opinion.level.value,
        "yes": opinion.level.yes,
        "reason": opinion.reason,
        "quantity": _number(opinion.quantity),
        "score": None if opinion.score is None else _number(opinion.score),
        "borders": [{"name": name, "value": value} for name, value in opinion.borders],
    }


def finding_data(finding: Finding) -> Json:
    """A finding in both languages; its place is null where it has none."""
    place = finding.place
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": {language.value: message_text(finding, language) for language in Language},
        "help": {language.value: help_text(finding, language) for language in Language},
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end": place.end if place else None,
        "plan": finding.plan,
        "target": finding.target,
        "region": finding.region,
        "period": finding.period,
        "fingerprint": finding.fingerprint,
    }


def ignored_data(ignored: Ignored) -> Json:
    """A finding set aside, and the reason."""
    return {"finding": finding_data(ignored.finding), "reason": ignored.reason}


def plan_data(plan: Plan) -> Json:
    """What a plan says about itself, without its targets."""
    return {
        "id": plan.id,
        "title": _text(plan.title),
        "language": plan.language.value,
        "region": _region(plan.region),
        "base": plan.base.label,
        "start": plan.start.label,
        "end": plan.end.label,
        "source": _source(plan.source),
        "place": _place(plan.place),
    }


# A comparison of methods as plain data, complete and unrounded.


def comparison_data(result: Result, view: View) -> Json:
    """The comparison in both languages, with what each method measures."""
    methods = columns(result.plans, view)
    return {
        "format_version": "1.0",
        "tool": {"name": "planck", "version": result.version},
        "as_of": {"period": result.as_of.label if result.as_of else None, "given": result.as_of_given},
        "assumed_figures": sum(len(plan.assumed) for plan in result.plans),
        "inputs": [{"file": read.file, "sha256": read.sha256} for read in result.inputs],
        "methods": [_method(name) for name in methods],
        "plans": [_plan(plan, methods) for plan in result.plans],
    }


def _method(name: str) -> Json:
    method = METHODS[name]
    return {
        "name": name,
        "title": {"zh": method.title.zh, "en": method.title.en},
        "quantity": {"zh": method.quantity.zh, "en": method.quantity.en},
        "borders": [{"name": border, "value": value} for border, value in method.borders.items()],
        "source": {"zh": method.source.zh, "en": method.source.en},
    }


def _plan(plan: PlanResult, methods: tuple[str, ...]) -> Json:
    targets: list[Json] = []
    for row in rows(plan, methods, Language.EN):
        target = row.assessment.target
        targets.append(
            {
                "target": target.id,
                "name": {"zh": target.name.zh, "en": target.name.en},
                "region": row.assessment.region,
                "unit": row.assessment.unit,
                "method": row.assessment.method,
                "disagreement": row.split.value,
                "flags": [flag.value for flag in row.assessment.flags],
                "opinions": [opinion_data(row.opinions[name]) for name in methods if name in row.opinions],
            }
        )
    return {"plan": plan_data(plan.plan), "as_of": plan.as_of.label if plan.as_of else None, "targets": targets}
