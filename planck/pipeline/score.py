"""`score` on one screen: load a model and figures, judge plans where there are some, score."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from planck import __version__
from planck.assess.plan import PlanResult, assess_plan
from planck.assess.select import key
from planck.load.columnar import by_columns
from planck.load.scoring.model import holds_plan, read_model
from planck.load.table.header import USUAL, Conventions
from planck.model import Finding, Input, Period
from planck.model.scorecard import Scores
from planck.model.scoring import ScoringModel
from planck.model.table import Figures
from planck.pipeline.files import load, tables_of_figures, with_models
from planck.pipeline.verdicts import in_order
from planck.record import Record
from planck.score.panel import Laid, joined, laid
from planck.score.run import NO_WISH, Wish, card_of, compared_with, plan_score, scene_of, scene_on, scoring_of
from planck.score.score_rules import NO_MODEL, NO_PLAN
from planck.score.scored import Scene

if TYPE_CHECKING:  # imported for large tables
    from planck.pipeline.blocks import Tables


def score(
    model: str,
    figures: Sequence[str] = (),
    *,
    plans: Sequence[str] = (),
    wish: Wish | None = None,
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
    conventions: Conventions = USUAL,
    published: Sequence[str] = (),
    helped: bool = False,
) -> Scores:
    """The scores that a model's file makes of the figure files and of the verdicts on the plans.

    A plan in the place of the model is scored by the model that it names.
    `published`: files of scores and ranks to hold against those made. `helped`: other processes
    may work on large figures as well.
    Bad input never raises; a region to explain that is not scored raises UnknownRegionError.
    """
    if holds_plan(model):
        return _own(model, figures, wish or NO_WISH, stdin, problems, conventions)
    wish = wish or NO_WISH
    found, files, wrong = read_model(model)
    if found and figures and not plans and all(map(by_columns, figures)):
        read = _by_blocks(found, figures, conventions, wish.year, helped=helped)
    else:
        read = _at_once(found, plans, figures, conventions, wish.year, stdin)
    inputs, more = read.inputs, read.findings
    if found and found.of_plan and not plans and not any(found.leaves()):
        more = (*more, NO_PLAN.at(found.place, target=found.id))
    card = None
    if found and not any(finding.blocking for finding in more):
        made = scoring_of(*read.scene())
        card = card_of(made, wish, read.plans)
        if published:
            printed = tables_of_figures(published, conventions)
            card = compared_with(printed.figures, card, made)
            inputs, more = (*inputs, *printed.inputs), (*more, *printed.unread, *printed.findings)
    return Scores(
        card=card,
        inputs=(*files, *inputs),
        findings=in_order((*problems, *wrong, *more)),
        version=__version__,
        figure_count=read.count,
        plans=tuple(one.plan.id for one in read.plans),
    )


class _Read(Record):
    """The figures that are to be scored, and the verdicts on plans; `scene` lays out what the scores follow from."""

    scene: Callable[[], tuple[Scene, tuple[Finding, ...]]]
    count: int
    inputs: tuple[Input, ...]
    findings: tuple[Finding, ...]
    plans: tuple[PlanResult, ...] = ()


def _at_once(
    model: ScoringModel | None,
    plans: Sequence[str],
    figures: Sequence[str],
    conventions: Conventions,
    year: int | None,
    stdin: BinaryIO | None,
) -> _Read:
    """All the figures, and the plans judged by them."""
    if plans:
        loaded = load(plans, figures, stdin=stdin, conventions=conventions)
        judged = tuple(assess_plan(plan, loaded.figures, None) for plan in loaded.plans)
        table, inputs, findings = loaded.figures, loaded.inputs, loaded.findings
    else:
        read = tables_of_figures(figures, conventions, stdin)
        table, judged, inputs, findings = read.figures, (), read.inputs, (*read.unread, *read.findings)

    def scene() -> tuple[Scene, tuple[Finding, ...]]:
        assert model
        return scene_of(model, table, judged, year)

    return _Read(scene=scene, count=len(table), inputs=inputs, findings=findings, plans=judged)


def _by_blocks(
    model: ScoringModel, figures: Sequence[str], conventions: Conventions, year: int | None, *, helped: bool
) -> _Read:
    """The figures a block of regions at a time, of which only those of the years that are scored are kept."""
    from planck.pipeline.blocks import Tables, Wanted  # needs the extra for large tables

    names = {key(name): one.name for one in model.regions for name in (one.name, *one.aliases)}
    tables = Tables(figures, conventions, names, Wanted(memory=_MEMORY))
    base, said = joined(model, _laid_out(model, tables, year, helped=helped), {})
    return _Read(
        scene=lambda: (scene_on(model, base), said),
        count=tables.rows,
        inputs=tables.inputs,
        findings=tables.findings,
    )


# Of a score the figures of all regions stay; so blocks are smaller than those of a check.
_MEMORY = 160 << 20


def _laid_out(model: ScoringModel, tables: "Tables", year: int | None, *, helped: bool) -> list[Laid]:
    """Every block by one year: where a later block has a newer one than those before, all is read once more."""
    from planck.pipeline.blocks import AgainError, made_of

    # The year that blocks are laid out by, once it is known.
    known = {} if year is None else {"year": year}
    while True:
        parts: list[Laid] = []
        try:
            for part in made_of(partial(_laid, model, known), tables.blocks(), helped=helped):
                parts.append(part)
                if year is None and part.newest:
                    known["year"] = max(part.newest, known.get("year", 0))
        except AgainError:
            continue
        if all(part.panel.year == known.get("year", 0) for part in parts):
            return parts or [_laid(model, known, Figures.of(()))]


def _laid(model: ScoringModel, known: Mapping[str, int], figures: Figures) -> Laid:
    return laid(model, figures, known.get("year"), {})


def _own(
    path: str,
    figures: Sequence[str],
    wish: Wish,
    stdin: BinaryIO | None,
    problems: tuple[Finding, ...],
    conventions: Conventions,
) -> Scores:
    """The score of a plan by its own model, at length."""
    loaded, models = with_models(load([path], figures, stdin=stdin, conventions=conventions))
    plan = next(iter(loaded.plans), None)
    model = models.get(plan.id) if plan else None
    blocked = any(finding.blocking for finding in loaded.findings)
    said = (NO_MODEL.at(plan.place, target=plan.id),) if plan and plan.scoring is None and not blocked else ()
    card = None
    if plan and model and not blocked:
        judged = assess_plan(plan, loaded.figures, Period.year(wish.year) if wish.year else None)
        card = plan_score(model, loaded.figures, judged, replace(wish, at_length=True))
    return Scores(
        card=card,
        inputs=loaded.inputs,
        findings=in_order((*problems, *loaded.findings, *said)),
        version=__version__,
        figure_count=len(loaded.figures),
        plans=(plan.id,) if plan else (),
    )
