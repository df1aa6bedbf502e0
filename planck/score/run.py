"""A model, figures and the verdicts on plans to scores: the whole of `planck score` but for reading and printing."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from planck.assess.plan import PlanResult
from planck.assess.select import key
from planck.load.source.files import nearest
from planck.model import Finding, Period, Plan
from planck.model.scorecard import Prospect, Scorecard
from planck.model.scoring import ScoredRegion, ScoringModel
from planck.model.table import Figures
from planck.record import Record
from planck.score.card import scorecard
from planck.score.draws import DOUBTS, doubts_of, omissions, uncertainty
from planck.score.explain import Case, explanation
from planck.score.layout import laid_out
from planck.score.panel import Panel, panel
from planck.score.prospects import history, outside, prospects, steps
from planck.score.published import compared
from planck.score.scored import Scene, scored, weighed
from planck.score.verdicts import regions_judged, target_leaves, verdicts


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
    """A region to explain is not among those scored."""


def score(model: ScoringModel, figures: Figures, plans: Sequence[PlanResult] = (), wish: Wish = NO_WISH) -> Scorecard:
    """The scorecard of a model. Raises UnknownRegionError for a region to explain that is not scored."""
    layout = laid_out(model, target_leaves(plans) if model.of_plan else ())
    base, findings = panel(model, figures, wish.year, _spelled(plans))
    judged = verdicts(plans, base.units, model.missing.threshold)
    weights = weighed(Scene(model=model, layout=layout, free=layout, panel=base, verdicts=judged))
    if weights.findings:
        return _refused(model, base, (*findings, *weights.findings))
    scene = weights.scene
    result = scored(scene)
    card = replace(scorecard(scene, result, findings), weighings=weights.weighings)
    if plans and model.of_plan:
        made = prospects(scene, plans)
        if wish.at_length:
            made = tuple(_with_steps(scene, plans, made))
        card = replace(card, prospects=made, findings=(*card.findings, *outside(scene, plans)))
    if wish.explain:
        case = Case(scene=scene, now=result, before=scored(scene, back=1))
        places = [_place(name, base.units) for name in wish.explain]
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
    period = Period.year(base.year) if base.year else None
    return Scorecard(
        model=model,
        period=period,
        units=(),
        indicators=0,
        figures=base.used,
        cells=0,
        known=0,
        findings=tuple(findings),
    )


def compared_with(published: Figures, card: Scorecard, figures: Figures, plans: Sequence[PlanResult] = ()) -> Scorecard:
    """The scorecard with what is wrong with published scores and ranks."""
    named = card.model.regions or tuple(ScoredRegion(name=unit.region) for unit in card.units)

    def again(odd: str) -> Scorecard:
        others = tuple(one for one in named if one.name != odd)
        year = card.period.start.year if card.period else None
        return score(replace(card.model, regions=others), figures, plans, Wish(year=year))

    return compared(card, published, again)


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
    hint = f"; did you mean {close}?" if close else ""
    raise UnknownRegionError(f"wanted a region that is scored, got '{name}'{hint}")


def _spelled(plans: Sequence[PlanResult]) -> Mapping[str, str]:
    """The names of the regions that plans have verdicts on, by the keys of all their spellings."""
    names = {key(name): name for name in regions_judged(plans)}
    for result in plans:
        names |= {key(other): name for name, other in _spellings(result.plan) if key(name) in names}
    return names


def _spellings(plan: Plan) -> list[tuple[str, str]]:
    regions = (plan.region, *(target.region for target in plan.targets))
    return [
        (one.name, other) for one in regions if not one.every for other in (one.name, one.code, *one.aliases) if other
    ]
