"""Tables for spreadsheets and scripts: English column names, numbers unrounded, the same in every language.

A check has a row a verdict, an audit a row a finding, a comparison a row a target, scores a row a unit, a history
a row a time. A number that is missing is empty in its own column and its reason stands in the column `<name>_missing`.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from planck.assess.columns import NUMBERS
from planck.assess.plan import PlanResult, Result
from planck.model import (
    Assessment,
    Figure,
    FigureStatus,
    Finding,
    Flag,
    Language,
    Missing,
    Opinion,
    Plan,
    Reading,
)
from planck.model.change import History, Line
from planck.model.scorecard import Score, Scorecard, Scores, Unscored
from planck.render import Kind, View, output_format
from planck.render.views.compare import Row, columns, rows
from planck.view.goal import goal_text
from planck.view.message import help_text, message_text
from planck.view.numbers import printed_cell, text_cell
from planck.view.score_words import notices

if TYPE_CHECKING:  # imported where tables are shown, and where verdicts are counted with
    from planck.assess.columns import VerdictColumns
    from planck.load.table.tables import TablesRead

TEXTS = (
    "plan", "target", "name_zh", "name_en", "indicator", "region", "part_of", "nature", "wording", "unit", "goal",
    "quantity", "comparator", "due", "path", "baseline_period", "status", "method", "reason", "flags", "assumed",
    "rate_kind", "latest_period", "latest_status",
)  # fmt: skip
# The score of the row's region by the plan's own model, the same in all of its rows.
SCORES = (
    "plan_score", "plan_score_missing", "plan_score_low", "plan_score_high", "plan_score_coverage", "plan_score_grade",
    "plan_score_model", "plan_score_notice",
)  # fmt: skip

AUDIT_COLUMNS = (
    "plan", "target", "region", "period", "code", "name", "severity", "message_zh", "message_en", "help_zh", "help_en",
    "file", "line", "column", "fingerprint",
)  # fmt: skip
COMPARE_TEXTS = ("plan", "target", "name_zh", "name_en", "region", "unit", "method", "disagreement", "flags")
OF_METHOD = ("status", "level", "quantity", "missing", "score", "borders")
SCORE_FIXED = (
    "region", "rank", "score", "score_missing", "base", "bonus", "deduction", "coverage", "low", "high", "grade",
    "grade_before_veto", "vetoed", "winner", "rank_low", "rank_median", "rank_high", "rank_to",
)  # fmt: skip


def _number_cells(name: str, value: float | bool | Missing | Unscored) -> dict[str, str]:
    if isinstance(value, Missing | Unscored):
        return {name: "", f"{name}_missing": value.value}
    shown = str(value).lower() if isinstance(value, bool) else repr(float(value))
    return {name: shown, f"{name}_missing": ""}


def _what(plan: Plan, assessment: Assessment) -> dict[str, str]:
    """What a target is, in every region, as cells."""
    texts = what_of(plan, assessment)
    return {name: text_cell(text) for name, text in texts.items()}


def what_of(plan: Plan, stated: "Assessment | VerdictColumns") -> dict[str, str]:
    """What a target is by one version of its goal, in every region."""
    target, goal = stated.target, stated.goal
    return {
        "plan": plan.id,
        "target": target.id,
        "name_zh": target.name.zh,
        "name_en": target.name.en,
        "indicator": target.indicator,
        "part_of": target.part_of,
        "nature": target.nature.value,
        "wording": target.wording.value,
        "unit": stated.unit,
        "goal": goal_text(goal, stated.unit, Language.EN),
        "quantity": goal.quantity.value,
        "comparator": goal.comparator.value,
        "due": stated.due.label,
        "path": target.path,
        "baseline_period": stated.baseline_period.label,
    }


def _verdict(assessment: Assessment) -> dict[str, str]:
    return {
        "region": text_cell(assessment.region),
        "status": text_cell(assessment.status),
        "method": text_cell(assessment.method),
        "reason": text_cell(assessment.reason.key),
        "flags": " ".join(assessment.flags),
        "assumed": str(Flag.ASSUMED in assessment.flags).lower(),
        "rate_kind": assessment.rate_kind.value,
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
    for name in NUMBERS[1:]:
        cells |= _number_cells(name, getattr(assessment, name))
    return cells


def row(what: Mapping[str, str], assessment: Assessment) -> dict[str, str]:
    """The cells of one assessment by column; superseded ones are only in the JSON."""
    return {**what, **_verdict(assessment), **_latest(assessment.latest), **_numbers(assessment)}


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
        for _, verdicts in groupby(plan.assessments, key=lambda one: one.target.id):
            first, *others = verdicts
            what = _what(plan.plan, first)
            for assessment in (first, *others):
                yield row(what, assessment) | scores.get(assessment.region, dict.fromkeys(SCORES, ""))


def check_columns() -> list[str]:
    """The header of a check, the same whatever the result holds."""
    return [*TEXTS, *(f"{name}{end}" for name in NUMBERS for end in ("", "_missing")), *SCORES]


Table = tuple[list[str], Iterable[Mapping[str, str]]]


def _check(result: Result, view: View) -> Table:
    """The assessments."""
    return check_columns(), _rows(result.plans)


def _audit(result: Result, view: View) -> Table:
    """The findings."""
    return list(AUDIT_COLUMNS), map(_finding, result.all_findings)


def _finding(finding: Finding) -> dict[str, str]:
    """One finding, in both languages."""
    place = finding.place
    texts = {
        "plan": finding.plan,
        "target": finding.target,
        "region": finding.region,
        "period": finding.period,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        **{f"message_{language.value}": message_text(finding, language) for language in Language},
        **{f"help_{language.value}": help_text(finding, language) for language in Language},
        "file": place.file if place else "",
        "fingerprint": finding.fingerprint,
    }
    where = {"line": str(place.line), "column": str(place.column)} if place and place.line else {}
    return {**{name: text_cell(text) for name, text in texts.items()}, **where}


def _compare(result: Result, view: View) -> Table:
    """Targets by methods, six columns a method."""
    methods = columns(result.plans, view)
    header = [*COMPARE_TEXTS, *(f"{name}_{part}" for name in methods for part in OF_METHOD)]
    return header, (_compared(plan, row) for plan in result.plans for row in rows(plan, methods, Language.EN))


def _compared(plan: PlanResult, row: Row) -> dict[str, str]:
    target = row.assessment.target
    texts = (plan.plan.id, target.id, target.name.zh, target.name.en, row.assessment.region)
    flags = " ".join(flag.value for flag in row.assessment.flags)
    more = (row.assessment.unit, row.assessment.method, row.split.value, flags)
    cells = dict(zip(COMPARE_TEXTS, map(text_cell, (*texts, *more)), strict=True))
    for opinion in row.opinions.values():
        cells |= _of_method(opinion)
    return cells


def _of_method(opinion: Opinion) -> dict[str, str]:
    known = not isinstance(opinion.quantity, Missing)
    values = {
        "status": opinion.status,
        "level": opinion.level.value,
        "quantity": repr(opinion.quantity) if known else "",
        "missing": "" if known else str(opinion.quantity),
        "score": "" if opinion.score is None else repr(opinion.score),
        "borders": " ".join(f"{name}={value:g}" for name, value in opinion.borders),
    }
    return {f"{opinion.method}_{part}": value for part, value in values.items()}


def _score(scores: Scores, view: View) -> Table:
    """The units with their domains and parts; each row says what the model is."""
    card = scores.card
    first = card.units[0] if card and card.units else None
    own = (
        [*(f"domain_{each.id}" for each in first.domains), *(f"part_{each.id}" for each in first.parts)]
        if first
        else []
    )
    header = [*SCORE_FIXED, *own, "model", "standing", "notice"]
    return header, (dict(zip(header, row, strict=True)) for row in (_units(card) if card else ()))


def _units(card: Scorecard) -> Iterator[tuple[str, ...]]:
    spreads = {spread.region: spread for spread in card.uncertainty.spreads} if card.uncertainty else {}
    ending = (card.model.id, card.model.standing.value, text_cell(" ".join(notices(card.model, Language.EN))))
    for unit in card.units:
        spread = spreads.get(unit.region)
        yield (
            text_cell(unit.region),
            "" if unit.rank is None else f"{unit.rank:g}",
            _points(unit.score),
            unit.score.value if isinstance(unit.score, Unscored) else "",
            _points(unit.base),
            repr(unit.bonus),
            repr(unit.deduction),
            repr(unit.coverage),
            _points(unit.low),
            _points(unit.high),
            unit.grade,
            unit.grade_before_veto,
            " ".join(unit.vetoed),
            str(unit.winner).lower(),
            *((repr(spread.low), repr(spread.median), repr(spread.high)) if spread else ("", "", "")),
            "" if unit.rank_to is None else f"{unit.rank_to:g}",
            *(_points(domain.score) for domain in (*unit.domains, *unit.parts)),
            *ending,
        )


HISTORY_COLUMNS = (
    "of", "target", "name_zh", "name_en", "region", "unit", "as_of", "status", "level", "value", "period", "rank",
    "flags", "change", "change_percent",
)  # fmt: skip


def _history(told: History, view: View) -> Table:
    """The lines, a row a time; each says the change from the first time to that one."""
    return list(HISTORY_COLUMNS), (row for line in told.lines for row in _moments(line))


def _moments(line: Line) -> Iterator[dict[str, str]]:
    first = line.moments[0].number
    for moment in line.moments:
        change = None if first is None or moment.number is None else moment.number - first
        cells = {
            "of": line.of,
            "target": line.id,
            "name_zh": line.name.zh,
            "name_en": line.name.en,
            "region": line.region,
            "unit": line.unit,
            "as_of": moment.when,
            "status": moment.status,
            "level": moment.level.value if moment.level else "",
            "period": moment.period,
            "flags": " ".join(moment.flags),
        }
        numbers = {
            "value": moment.number,
            "rank": moment.rank,
            "change": change,
            "change_percent": None if change is None or not first else 100 * change / first,
        }
        texts = {name: text_cell(text) for name, text in cells.items()}
        yield texts | {name: "" if number is None else repr(float(number)) for name, number in numbers.items()}


# The columns of a table of figures in its plainest form, which planck reads without a word, and where each one stood.
READ_COLUMNS = (
    "region", "indicator", "period", "value", "unit", "status", "published", "source", "note", "at", "as_printed",
    "file", "cell",
)  # fmt: skip


def _read(read: "TablesRead", view: View) -> Table:
    """A row a figure."""
    return [*READ_COLUMNS], (_figure(figure) for table in read.tables for figure in table.figures)


def _figure(figure: Figure) -> dict[str, str]:
    value = "" if figure.value is None else f"{figure.value:.15g}"
    texts = {name: printed_cell(str(getattr(figure, name))) for name in ("source", "note", "at", "as_printed")}
    return {
        "region": text_cell(figure.region),
        "indicator": text_cell(figure.indicator),
        "period": figure.period.label,
        "value": value,
        "unit": text_cell(figure.unit),
        "status": "" if figure.status is FigureStatus.UNSTATED else figure.status.value,
        "published": figure.published.isoformat() if figure.published else "",
        **texts,
        "file": text_cell(figure.place.file),
        "cell": figure.place.cell or f"{figure.place.line}:{figure.place.column}",
    }


def _points(value: Score | None) -> str:
    return "" if value is None or isinstance(value, Unscored) else repr(float(value))


_TABLES: Mapping[Kind, Callable[[Any, View], Table]] = {
    Kind.CHECK: _check,
    Kind.AUDIT: _audit,
    Kind.COMPARE: _compare,
    Kind.SCORE: _score,
    Kind.HISTORY: _history,
    Kind.READ: _read,
}


@output_format("csv", *_TABLES)
def csv_table(kind: Kind, value: Any, view: View) -> Iterator[str]:
    """A table of the assessments, RFC 4180 with line feeds at the ends; the same in every language."""
    header, listed = _TABLES[kind](value, view)
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n", restval="")
    writer.writeheader()
    for cells in listed:
        yield out.getvalue()
        out.seek(0)
        out.truncate()
        writer.writerow(cells)
    yield out.getvalue()
