"""A model, figures and the verdicts on plans to scores: the whole of `planck score` but for reading and printing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planck.assess.select import key
from planck.load.source.files import nearest
from planck.load.table.columnar import Columns
from planck.model import Finding, Period, Plan, PlanResult
from planck.model.scorecard import Scorecard
from planck.model.scoring import ScoredRegion, ScoringModel
from planck.score.card import scorecard
from planck.score.doubts import DOUBTS, Scene, omissions, uncertainty
from planck.score.explain import Case, explanation, settled
from planck.score.published import compared
from planck.score.scored import Panel, layout, panel, regions_judged, scored, target_leaves, verdicts
from planck.score.units import in_wanted_units


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted besides the scores. year None: the newest with a figure; draws 0: none."""

    year: int | None = None
    explain: tuple[str, ...] = ()
    draws: int = 0
    seed: int = 0
    doubts: tuple[str, ...] = DOUBTS
    leave_one_out: bool = False


NO_WISH = Wish()
# What `planck check` says of a whole run in its own words.
_OF_A_RANKING = ("G103", "G104", "G112")


class UnknownRegionError(Exception):
    """A region to explain is not among those scored."""


def score(model: ScoringModel, columns: Columns, plans: Sequence[PlanResult] = (), wish: Wish = NO_WISH) -> Scorecard:
    """The scorecard of a model. Raises UnknownRegionError for a region to explain that is not scored."""
    made = layout(model, target_leaves(plans) if model.of_plan else ())
    columns, converted = in_wanted_units(model, columns)
    base, findings = panel(model, columns, wish.year, _spelled(plans))
    findings = (*converted, *findings)
    judged = verdicts(plans, base.units, model.missing.threshold)
    weights = settled(model, made, base, judged)
    if weights.findings:
        return _refused(model, base, (*findings, *weights.findings))
    free, made = made, weights.made
    card, found = scorecard(model, made, base, judged, findings)
    card = replace(card, weighings=weights.weighings)
    if wish.explain:
        places = {key(name): place for place, name in enumerate(base.units)}
        before = scored(model, made, base, judged, back=1)
        case = Case(model=model, free=free, made=made, panel=base, verdicts=judged, now=found, before=before)
        for name in wish.explain:
            if key(name) not in places:
                raise UnknownRegionError(_unknown(name, base.units))
        wanted = tuple(explanation(case, places[key(name)]) for name in wish.explain)
        card = replace(card, explanations=wanted)
    scene = Scene(model=model, made=made, panel=base, columns=columns, found=found)
    if wish.draws:
        card = replace(card, uncertainty=uncertainty(scene, wish.draws, wish.seed, wish.doubts))
    return replace(card, omissions=omissions(scene)) if wish.leave_one_out else card


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


def compared_with(published: Columns, card: Scorecard, columns: Columns, plans: Sequence[PlanResult] = ()) -> Scorecard:
    """The scorecard with what is wrong with published scores and ranks."""
    named = card.model.regions or tuple(ScoredRegion(name=unit.region) for unit in card.units)

    def again(odd: str) -> Scorecard:
        others = tuple(one for one in named if one.name != odd)
        year = card.period.start.year if card.period else None
        return score(replace(card.model, regions=others), columns, plans, Wish(year=year))

    return compared(card, published, again)


def plan_score(model: ScoringModel, columns: Columns, result: PlanResult) -> Scorecard:
    """The score of one plan: its own regions, whatever others the figures hold."""
    plan = result.plan
    names: dict[str, list[str]] = {name: [] for name in regions_judged([result])}
    for name, other in _spellings(plan):
        names.get(name, []).append(other)
    own = tuple(ScoredRegion(name=name, aliases=tuple(others)) for name, others in names.items())
    card = score(replace(model, regions=own), columns, [result])
    said = (replace(finding, plan=plan.id) for finding in card.findings if finding.code not in _OF_A_RANKING)
    return replace(card, findings=tuple(said))


def _unknown(name: str, units: Sequence[str]) -> str:
    close = nearest(name, units)
    hint = f"; did you mean {close}?" if close else ""
    return f"wanted a region that is scored, got '{name}'{hint}"


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
