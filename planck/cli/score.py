"""`planck score`: rank units by a scoring model."""

import sys
from typing import Annotated

import typer
from msgspec.structs import replace

from planck.cli import Exit
from planck.cli.inputs import conventions_of, inputs_of, period_of, times_of
from planck.cli.options import Options
from planck.cli.reports import emit, refuse_to_overwrite, wanted_reports
from planck.cli.usage import WrongUseError, waiting
from planck.model.scorecard import Scores
from planck.words import Label

Model = Annotated[str, typer.Argument(metavar="MODEL")]
Figures = Annotated[list[str] | None, typer.Argument(metavar="[FIGURES]...")]


def score(model: Model, figures: Figures = None, *, options: Options) -> int:
    """Score a plan by the model it names, or rank regions by a model: scores, domains, grades."""
    from planck.load.scoring.model import holds_plan
    from planck.pipeline.history import of_scores
    from planck.pipeline.score import score as score_files
    from planck.render import Kind, View
    from planck.score.run import UnknownRegionError, Wish

    published = tuple(options.published or ())
    years = _years(options.period)
    kind = Kind.HISTORY if len(years) > 1 else Kind.SCORE
    reports = wanted_reports(options.output_format, options.report or [], kind)
    inputs = inputs_of(options.plan or [], figures or [])
    if holds_plan(model) and (inputs.plans or published):
        raise WrongUseError(Label("cli.usage.alone"), "MODEL")
    refuse_to_overwrite(reports, [model, *inputs.files, *published])
    wish = Wish(
        explain=tuple(options.explain or ()),
        draws=options.draws,
        seed=options.seed,
        doubts=_doubts(options.doubts),
        leave_one_out=options.leave_one_out,
    )

    def scored(year: int | None) -> Scores:
        return score_files(
            model,
            inputs.figures,
            plans=inputs.plans,
            wish=replace(wish, year=year),
            published=published,
            stdin=sys.stdin.buffer,
            problems=inputs.problems,
            conventions=conventions_of(options),
            helped=True,
        )

    try:
        with waiting(options.lang):
            runs = [scored(year) for year in years]
    except UnknownRegionError as error:
        raise WrongUseError(error.text, "--explain") from error
    value = of_scores(runs) if kind is Kind.HISTORY else runs[0]
    mute = all(run.card is None or run.card.says_nothing for run in runs)
    unread = mute and all(_exit_code(run, options) == Exit.NOT_EVALUATED for run in runs)
    if not emit(value, options.output_format, reports, View(language=options.lang), kind, unread=unread):
        return Exit.NOT_EVALUATED
    return max(_exit_code(run, options) for run in runs)


def _years(text: str | None) -> tuple[int | None, ...]:
    """The years that are scored; None for the newest. Raises BadParameter for what is no year."""
    if several := times_of(text, "--period"):
        return tuple(period.start.year for period in several)
    period = period_of(text, "--period")
    return (period.start.year if period else None,)


def _doubts(text: str | None) -> tuple[str, ...]:
    """The doubts that are named. Raises BadParameter for one that does not exist."""
    from planck.score.draws import DOUBTS

    if text is None:
        return DOUBTS
    names = tuple(name.strip() for name in text.split(","))
    unknown = [name for name in names if name not in DOUBTS]
    if unknown:
        raise WrongUseError(Label("cli.usage.some_of").fill(wanted=list(DOUBTS), got=unknown[0]), "--doubts")
    return names


def _exit_code(scores: Scores, options: Options) -> Exit:
    if scores.card is None or any(finding.blocking for finding in scores.all_findings):
        return Exit.NOT_EVALUATED
    if scores.card.says_nothing:
        return Exit.PASSED if options.allow_empty else Exit.NOTHING_CHECKED
    fails = any(finding.severity.rank >= options.fail_on.rank for finding in scores.all_findings)
    return Exit.FAILED if fails and not options.exit_zero else Exit.PASSED
