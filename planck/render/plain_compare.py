"""A comparison of methods as plain data, complete and unrounded."""

from planck.engine.method import METHODS
from planck.model import Language, PlanResult, Result
from planck.render import View
from planck.render.plain import Json, opinion_data, plan_data
from planck.render.views.compare import columns, rows


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
