"""A model, figures and the verdicts on plans to scores: the whole of `planck score` but for reading and printing."""

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from planck.assess.plan import PlanResult
from planck.assess.select import key
from planck.load.files import nearest
from planck.model import Finding, Period, Plan, Text
from planck.model.scorecard import Prospect, Scorecard
from planck.model.scoring import ScoredRegion, ScoringModel
from planck.model.table import Figures
from planck.record import Record
from planck.score.card import scorecard
from planck.score.draws import DOUBTS, doubts_of, omissions, uncertainty
from planck.score.explain import Case, explanation
from planck.score.layout import laid_out
from planck.score.panel import Beyond, Panel, panel
from planck.score.prospects import held, history, outside, prospects, steps
from planck.score.published import Evidence, Spans, compared, spans_of
from planck.score.scored import Scene, Scored, Weighed, scored, weighed, with_fill
from planck.score.verdicts import regions_judged, target_leaves, verdicts
from planck.words import Label


class Wish(Record):
    """What is wanted besides the scores. year None: the newest with a figure; draws 0: none.

    at_length: the cheapest points of a plan as well, and the score at the end of each of its years.
    """

    year: int | None = None
    explain: tuple[str, ...] = ()
    draws: int = 0
    seed: int = 0
    doubts: tuple[str, ...] = DOUBTS
    leave_one_out: bool = False
    at_length: bool = False


NO_WISH = Wish()
# What `planck check` says of a whole run in its own words, and what the score of a plan says beside itself.
_OF_A_RANKING = ("G103", "G104", "G112")
_OF_PROSPECTS = ("G105", "G108", "G110")


class UnknownRegionError(Exception):
    """A region to explain is not among those scored; `text` says so in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class Scoring(Record):
    """A scene with its weights, its result, and what was found on the way; no result: a weighting was refused."""

    scene: Scene
    weights: Weighed
    result: Scored | None
    findings: tuple[Finding, ...]


def scoring(
    model: ScoringModel,
    figures: Figures,
    plans: Sequence[PlanResult] = (),
    year: int | None = None,
    beyond: Beyond | None = None,
) -> Scoring:
    """The arithmetic of a model on figures, of the newest year or the one given; `beyond` where others have more."""
    return scoring_of(*scene_of(model, figures, plans, year, beyond))


def scoring_of(scene: Scene, findings: Sequence[Finding] = ()) -> Scoring:
    """The arithmetic on a scene; the findings are those of its figures."""
    weights = weighed(with_fill(scene))
    result = None if weights.findings else scored(weights.scene)
    return Scoring(scene=weights.scene, weights=weights, result=result, findings=(*findings, *weights.findings))


def scene_of(
    model: ScoringModel,
    figures: Figures,
    plans: Sequence[PlanResult] = (),
    year: int | None = None,
    beyond: Beyond | None = None,
) -> tuple[Scene, tuple[Finding, ...]]:
    """What the scores follow from, before any are made; and what is wrong with figures."""
    if beyond:
        base, findings = panel(model, figures, beyond.year, _spelled(plans), beyond.negative)
    else:
        base, findings = panel(model, figures, year, _spelled(plans))
    return replace(scene_on(model, base, plans), beyond=beyond), findings


def scene_on(model: ScoringModel, base: Panel, plans: Sequence[PlanResult] = ()) -> Scene:
    """What the scores follow from, of figures that are laid out."""
    layout = laid_out(model, target_leaves(plans) if model.of_plan else ())
    judged = verdicts(plans, base.units, model.missing.threshold)
    return Scene(model=model, layout=layout, free=layout, panel=base, verdicts=judged)


def score(model: ScoringModel, figures: Figures, plans: Sequence[PlanResult] = (), wish: Wish = NO_WISH) -> Scorecard:
    """The scorecard of a model. Raises UnknownRegionError for a region to explain that is not scored."""
    return card_of(scoring(model, figures, plans, wish.year), wish, plans)


def card_of(made: Scoring, wish: Wish = NO_WISH, plans: Sequence[PlanResult] = ()) -> Scorecard:
    """The scorecard of a scoring, with what is wished. Raises UnknownRegionError as `score` does."""
    scene, result = made.scene, made.result
    if result is None:
        return _refused(scene.model, scene.panel, made.findings)
    card = replace(scorecard(scene, result, made.findings), weighings=made.weights.weighings)
    if plans and scene.model.of_plan:
        ahead = prospects(scene, plans)
        if wish.at_length:
            ahead = tuple(_with_steps(scene, plans, ahead))
        said = (*card.findings, *outside(scene, plans))
        card = replace(card, prospects=ahead, held=tuple(held(scene, plans)), findings=said)
    if wish.explain:
        case = Case(scene=scene, now=result, before=scored(scene, back=1))
        places = [_place(name, scene.panel.units) for name in wish.explain]
        card = replace(card, explanations=tuple(explanation(case, place) for place in places))
    if wish.draws:
        doubtful = doubts_of(scene, result, wish.doubts)
        card = replace(card, uncertainty=uncertainty(scene, result, doubtful, wish.draws, wish.seed))
    return replace(card, omissions=omissions(scene, result)) if wish.leave_one_out else card


# Of more units nobody reads the steps of each.
_MOST_WITH_STEPS = 20


def _with_steps(scene: Scene, plans: Sequence[PlanResult], made: Sequence[Prospect]) -> Iterator[Prospect]:
    """The prospects with the cheapest points of their units."""
    for place, prospect in enumerate(made):
        few = place < _MOST_WITH_STEPS
        yield replace(prospect, steps=steps(scene, plans, place)) if few else prospect


def _refused(model: ScoringModel, base: Panel, findings: Sequence[Finding]) -> Scorecard:
    """A scorecard without units, of a model that has no weights."""
    return Scorecard(
        model=model,
        period=Period.year(base.year) if base.year else None,
        units=(),
        indicators=0,
        figures=base.used,
        cells=0,
        known=0,
        findings=tuple(findings),
    )


def compared_with(published: Figures, card: Scorecard, made: Scoring) -> Scorecard:
    """The scorecard of a scoring with what is wrong with published scores, domain scores and ranks."""
    if made.result is None:
        return card
    spans = _by_unit(made.scene, spans_of(made.scene, made.result))
    return compared(Evidence(card=card, spans=spans, without=lambda units: _without(made.scene, units)), published)


def _by_unit(scene: Scene, spans: Spans) -> dict[tuple[str, str], tuple[float, float]]:
    """Spans by region and domain, empty for the score itself."""
    found = {}
    columns = {"": (spans.score.low, spans.score.high)}
    for number, domain in enumerate(scene.layout.domains):
        at = scene.layout.tree.leaves + number
        columns[domain.id] = (spans.parts.low[:, at], spans.parts.high[:, at])
    for name, (low, high) in columns.items():
        for unit, least, most in zip(scene.panel.units, low.tolist(), high.tolist(), strict=True):
            if not (np.isnan(least) or np.isnan(most)):
                found[unit, name] = (least, most)
    return found


def _without(scene: Scene, units: Collection[str]) -> dict[str, float | None]:
    """The scores of all units where some of them have no figures."""
    values = scene.panel.values.copy()
    values[:, :, [unit in units for unit in scene.panel.units]] = np.nan
    again = weighed(replace(scene, panel=replace(scene.panel, values=values)))
    totals = scored(again.scene, ranged=False).total.tolist()
    return {unit: None if np.isnan(total) else total for unit, total in zip(scene.panel.units, totals, strict=True)}


def plan_score(model: ScoringModel, figures: Figures, result: PlanResult, wish: Wish = NO_WISH) -> Scorecard:
    """The score of one plan: its own regions, whatever others the figures hold."""
    plan = result.plan
    names: dict[str, list[str]] = {name: [] for name in regions_judged([result])}
    for name, other in _spellings(plan):
        names.get(name, []).append(other)
    own = tuple(ScoredRegion(name=name, aliases=tuple(others)) for name, others in names.items())
    card = score(replace(model, regions=own), figures, [result], wish)
    if wish.at_length:
        years = history(replace(model, regions=own), figures, result)
        named = (replace(one, history=years.get(one.region, ())) for one in card.prospects)
        card = replace(card, prospects=tuple(named))
    told = (*_OF_A_RANKING, *(_OF_PROSPECTS if card.prospects else ()))
    said = (replace(finding, plan=plan.id) for finding in card.findings if finding.code not in told)
    return replace(card, findings=tuple(said))


def _place(name: str, units: Sequence[str]) -> int:
    """The place of a region among the units. Raises UnknownRegionError where it is none of them."""
    keys = [key(unit) for unit in units]
    if key(name) in keys:
        return keys.index(key(name))
    close = nearest(name, units)
    hint = Label("score.run.close").fill(close=close) if close else Text()
    raise UnknownRegionError(Label("score.run.unknown_region").fill(got=name, hint=hint))


def _spelled(plans: Sequence[PlanResult]) -> Mapping[str, str]:
    """The names of the regions that plans have verdicts on, by the keys of all their spellings."""
    names = {key(name): name for name in regions_judged(plans)}
    for result in plans:
        names |= {key(other): name for name, other in _spellings(result.plan) if key(name) in names}
    return names


def _spellings(plan: Plan) -> list[tuple[str, str]]:
    regions = (plan.region, *(target.region for target in plan.targets))
    return [(one.name, other) for one in regions if not one.every for other in one.spellings]
