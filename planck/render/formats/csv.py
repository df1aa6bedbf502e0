"""One row for each assessment, for spreadsheets and scripts: English column names, numbers unrounded.

A number that is missing is empty in its own column and its reason stands in the column `<name>_missing`.
"""

import csv
import io
import re
from collections.abc import Iterator

from planck.model import Assessment, Flag, Language, Missing, Plan, PlanResult, Reading, Result
from planck.model.scorecard import Scorecard, Unscored
from planck.render import FORMATS, View
from planck.render.numbers import clean
from planck.render.score.words import notices
from planck.render.sentence import goal_text, sentence

NUMBERS = (
    "goal_value",
    "baseline",
    "judged",
    "elapsed",
    "way",
    "asked",
    "path_value",
    "gap",
    "gap_share",
    "required_from_baseline",
    "achieved",
    "required_from_now",
    "pace_ratio",
    "projection",
    "reach",
)
TEXTS = (
    "plan", "target", "name_zh", "name_en", "indicator", "region", "part_of", "nature", "wording", "unit", "goal",
    "quantity", "comparator", "due", "path", "baseline_period", "status", "method", "reason", "flags", "assumed",
    "rate_kind", "sentence_zh", "sentence_en", "latest_period", "latest_status",
)  # fmt: skip
BOOLEANS = ("met", "on_path")
# The score of the row's region by the plan's own model, the same in all of its rows.
SCORES = (
    "plan_score", "plan_score_missing", "plan_score_low", "plan_score_high", "plan_score_coverage", "plan_score_grade",
    "plan_score_model", "plan_score_notice",
)  # fmt: skip

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def text_cell(text: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula: one that looks like one gets an apostrophe."""
    cleaned = clean(text)
    return f"'{cleaned}" if _FORMULA.match(cleaned) else cleaned


def _number_cells(name: str, value: float | bool | Missing | Unscored) -> dict[str, str]:
    if isinstance(value, Missing | Unscored):
        return {name: "", f"{name}_missing": value.value}
    shown = str(value).lower() if isinstance(value, bool) else repr(float(value))
    return {name: shown, f"{name}_missing": ""}


def _what(plan: Plan, assessment: Assessment) -> dict[str, str]:
    target = assessment.target
    return {
        "plan": plan.id,
        "target": target.id,
        "name_zh": target.name.zh,
        "name_en": target.name.en,
        "indicator": target.indicator,
        "region": assessment.region,
        "part_of": target.part_of,
        "nature": target.nature.value,
        "wording": target.wording.value,
        "unit": assessment.unit,
        "goal": goal_text(assessment.goal, assessment.unit, Language.EN),
        "quantity": assessment.goal.quantity.value,
        "comparator": assessment.goal.comparator.value,
        "due": assessment.due.label,
        "path": target.path,
        "baseline_period": assessment.baseline_period.label,
    }


def _verdict(assessment: Assessment) -> dict[str, str]:
    return {
        "status": assessment.status,
        "method": assessment.method,
        "reason": assessment.reason.key,
        "flags": " ".join(flag.value for flag in assessment.flags),
        "assumed": str(Flag.ASSUMED in assessment.flags).lower(),
        "rate_kind": assessment.rate_kind.value,
        "sentence_zh": sentence(assessment, Language.ZH),
        "sentence_en": sentence(assessment, Language.EN),
    }


def _latest(latest: Reading | Missing) -> dict[str, str]:
    if isinstance(latest, Missing):
        return {"latest_period": "", "latest_status": "", **_number_cells("latest", latest)}
    statuses = dict.fromkeys(figure.status.value for figure in latest.figures)
    return {
        "latest_period": latest.period.label,
        "latest_status": " ".join(statuses),
        **_number_cells("latest", latest.value),
    }


def _numbers(assessment: Assessment) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name in (*BOOLEANS, *NUMBERS):
        cells |= _number_cells(name, getattr(assessment, name))
    return cells


def row(plan: Plan, assessment: Assessment) -> dict[str, str]:
    """The cells of one assessment by column; superseded ones are only in the JSON."""
    texts = {name: text_cell(text) for name, text in (_what(plan, assessment) | _verdict(assessment)).items()}
    return {**texts, **_latest(assessment.latest), **_numbers(assessment)}


def _scores(card: Scorecard | None) -> dict[str, dict[str, str]]:
    """The cells of the plan's score by region."""
    said = " ".join(notices(card.model, Language.EN)) if card else ""
    return {
        unit.region: {
            **_number_cells("plan_score", unit.score),
            "plan_score_low": _number_cells("", unit.low)[""],
            "plan_score_high": _number_cells("", unit.high)[""],
            "plan_score_coverage": repr(unit.coverage),
            "plan_score_grade": unit.grade,
            "plan_score_model": card.model.id,
            "plan_score_notice": text_cell(said),
        }
        for unit in (card.units if card else ())
        if card
    }


def _rows(plans: tuple[PlanResult, ...]) -> Iterator[dict[str, str]]:
    for plan in plans:
        scores = _scores(plan.score)
        for assessment in plan.assessments:
            yield row(plan.plan, assessment) | scores.get(assessment.region, dict.fromkeys(SCORES, ""))


def columns() -> list[str]:
    """The header, the same whatever the result holds."""
    return [*TEXTS, *(f"{name}{end}" for name in ("latest", *BOOLEANS, *NUMBERS) for end in ("", "_missing")), *SCORES]


@FORMATS.entry("csv")
def csv_table(result: Result, view: View) -> str:
    """A table of the assessments, RFC 4180 with line feeds at the ends; the same in every language."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(result.plans))
    return out.getvalue()
