"""Scores as JSON, complete; described by `planck/schemas/score-1.json`."""

from msgspec.structs import asdict

from planck.model import Text
from planck.model.scorecard import Contribution, Explanation, Score, Scorecard, Scores, Uncertainty, UnitScore, Unscored
from planck.model.scoring import Domain, ScoredIndicator, ScoringModel
from planck.render.plain import Json, finding_data
from planck.render.views.score_words import STANDINGS


def _text(text: Text) -> Json:
    return {"zh": text.zh, "en": text.en}


def _score(value: Score | None) -> Json:
    return {"missing": value.value} if isinstance(value, Unscored) else value


def _unit(unit: UnitScore) -> Json:
    return {
        "region": unit.region,
        "rank": unit.rank,
        "rank_to": unit.rank_to,
        "score": _score(unit.score),
        "base": _score(unit.base),
        "bonus": unit.bonus,
        "deduction": unit.deduction,
        "coverage": unit.coverage,
        "low": _score(unit.low),
        "high": _score(unit.high),
        "grade": unit.grade,
        "grade_before_veto": unit.grade_before_veto,
        "vetoed": list(unit.vetoed),
        "winner": unit.winner,
        "domains": [
            {"id": one.id, "name": _text(one.name), "weight": one.weight, "score": _score(one.score)}
            for one in unit.domains
        ],
        "parts": [
            {"id": one.id, "name": _text(one.name), "weight": one.weight, "score": _score(one.score)}
            for one in unit.parts
        ],
    }


def _contribution(part: Contribution) -> Json:
    return {
        "id": part.id,
        "name": _text(part.name),
        "domain": part.domain,
        "weight": part.weight,
        "value": part.value,
        "unit": part.unit,
        "points": _score(part.points),
        "share": part.share,
        "age": part.age,
    }


def _explanation(found: Explanation) -> Json:
    return {
        "region": found.region,
        "contributions": [_contribution(part) for part in found.contributions],
        "before": _score(found.before),
        "rank_before": found.rank_before,
        "changes": [_contribution(part) for part in found.changes],
        "rank_changes": [{"id": id_, "places": places} for id_, places in found.rank_changes],
        "levers": [
            {
                "aim": one.aim,
                "id": one.id,
                "name": _text(one.name),
                "unit": one.unit,
                "now": one.now,
                "needed": one.needed,
                "effort": one.effort,
            }
            for one in found.levers
        ],
    }


def _uncertainty(found: Uncertainty) -> Json:
    return {
        "draws": found.draws,
        "seed": found.seed,
        "doubts": list(found.doubts),
        "spreads": [
            {
                "region": one.region,
                "low": one.low,
                "median": one.median,
                "high": one.high,
                "ranks": [{"rank": rank, "share": share} for rank, share in one.ranks],
                "grades": [{"grade": grade, "share": share} for grade, share in one.grades],
            }
            for one in found.spreads
        ],
        "pairs": [{"better": one, "worse": other, "ahead": share} for one, other, share in found.pairs],
        "pairs_within": found.pairs_within,
        "sensitivities": [asdict(one) for one in found.sensitivities],
    }


def _indicator(one: ScoredIndicator) -> Json:
    return {
        "id": one.id,
        "name": _text(one.name),
        "unit": one.unit,
        "weight": one.weight,
        "better": one.better.value,
        "parts": [{"of": part.of.value, "share": part.share, "method": part.normalise.method} for part in one.parts],
    }


def _domain(domain: Domain) -> Json:
    return {
        "id": domain.id,
        "name": _text(domain.name),
        "weight": domain.weight,
        "aggregate": domain.aggregate.method,
        "domains": [_domain(part) for part in domain.domains],
        "indicators": [_indicator(one) for one in domain.indicators],
        "targets": domain.targets is not None,
    }


def model_data(model: ScoringModel) -> Json:
    """The model with all of its weights."""
    return {
        "id": model.id,
        "title": _text(model.title),
        "standing": model.standing.value,
        "says": _text(STANDINGS[model.standing]),
        "notice": _text(model.notice),
        "full": model.full,
        "aggregate": model.aggregate.method,
        "domains": [_domain(domain) for domain in model.domains],
        "missing": {
            "rule": model.missing.rule.value,
            "threshold": model.missing.threshold,
            "carry": model.missing.carry,
        },
        "round": {"digits": model.rounding.digits, "before_ranks": model.rounding.before_ranks},
        "ties": model.ties.value,
    }


def card_data(card: Scorecard) -> Json:
    """A scorecard in full, without its findings."""
    return {
        "model": model_data(card.model),
        "period": card.period.label if card.period else None,
        "cells": {
            "wanted": card.cells,
            "known": card.known,
            "carried": card.carried,
            "assumed": card.assumed,
            "provisional": card.provisional,
        },
        "units": [_unit(unit) for unit in card.units],
        "explanations": [_explanation(found) for found in card.explanations],
        "uncertainty": _uncertainty(card.uncertainty) if card.uncertainty else None,
        "omissions": [
            {"id": one.id, "name": _text(one.name), "mean": one.mean, "most": one.most, "region": one.region}
            for one in card.omissions
        ],
        "weighings": [
            {
                "id": one.id,
                "method": one.method,
                "parts": [{"id": id_, "weight": share} for id_, share in one.parts],
            }
            for one in card.weighings
        ],
    }


def scores_data(scores: Scores) -> Json:
    """The complete scores, in both languages."""
    return {
        "format_version": "1.0",
        "tool": {"name": "planck", "version": scores.version},
        "inputs": [{"file": read.file, "sha256": read.sha256} for read in scores.inputs],
        "figure_count": scores.figure_count,
        "plans": list(scores.plans),
        "score": card_data(scores.card) if scores.card else None,
        "findings": [finding_data(finding) for finding in scores.all_findings],
    }
