"""`check` on one screen: load, assess, check, score, and hold against the gate."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from msgspec.structs import replace

from planck import __version__
from planck.assess.plan import PlanResult, Result, assess_plan, newest_of, with_method
from planck.assess.select import CONVERTED_UNIT, Why, of_regions
from planck.audit import AUDITS, OF_WHOLE_PLANS
from planck.checks import CHECKS, RUN_CHECKS, Run
from planck.checks.run import NOTHING_CHECKED, set_aside
from planck.load import rules
from planck.load.files import meant
from planck.load.table.header import USUAL, Conventions
from planck.model import Figure, Finding, Ignore, Period, Place, Plan, Severity, Text
from planck.model.table import Figures
from planck.pipeline.files import Loaded, load, with_models

if TYPE_CHECKING:  # imported where there is something to compare, to hold against a bar or to score
    from planck.gate.judge import Ask, Verdict
    from planck.model.scorecard import Scorecard
    from planck.model.scoring import ScoringModel

# The families of findings whose ignores this command answers for; the audit answers for its own.
CHECKED = frozenset("AESCLRTGX")


def check(
    plans: Sequence[str],
    figures: Sequence[str] = (),
    *,
    as_of: Period | None = None,
    stdin: BinaryIO | None = None,
    problems: tuple[Finding, ...] = (),
    assume: Sequence[str] = (),
    method: str = "",
    conventions: Conventions = USUAL,
    ask: "Ask | None" = None,
    today: date | None = None,
    regions: Sequence[str] = (),
) -> Result:
    """The result of judging the plan files by the figure files; `-` reads figures from `stdin`.

    `conventions` say how tables of figures are written where that is not to be seen from them.
    `problems` are findings that the caller already has about its inputs; they become part of the result.
    `assume` are figures of a what-if question, each `ID@PERIOD=VALUE`. `method` is the status method to judge by; where
    it is empty, the plan's own. `ask` says what to compare with and what to hold the score against. `today` is the day
    by which what is accepted for a time has expired and revised goals are in force, where no `as_of` says when it is
    judged. `regions` are those whose figures count; all where there is none.
    Bad input never raises: what is wrong with a file is a finding of the result, and the rest is judged.
    """
    loaded, models = with_models(load(plans, figures, stdin=stdin, assume=assume, conventions=conventions))
    loaded = replace(loaded, plans=tuple(with_method(plan, method) for plan in loaded.plans))
    loaded, unknown = _of_regions(loaded, regions) if regions else (loaded, ())
    problems = (*problems, *unknown)
    results = tuple(assess_plan(plan, loaded.figures, as_of, today) for plan in loaded.plans)
    verdict = _at_the_gate(results, loaded, models, _judged_by(method, ask))
    nothing = ((),) * len(results)
    gated, barred, merged = (verdict.findings, verdict.barred, verdict.merged) if verdict else (nothing,) * 3
    dormant = _dormant(loaded.plans, verdict)
    cards = [scored(result, models.get(result.plan.id), loaded.figures) for result in results]
    judged = tuple(
        held(result, (*_found(result, loaded), *more), CHECKED, card, dormant, today, (*not_yet, *_spent(spent, more)))
        for result, card, more, not_yet, spent in zip(results, cards, gated, barred, merged, strict=True)
    )
    of_gone = verdict.of_gone if verdict else ()
    return Result(
        plans=judged,
        findings=in_order((*problems, *loaded.findings, *of_gone, *_of_run(results, loaded, problems))),
        inputs=loaded.inputs,
        as_of=as_of or newest_of(judged),
        as_of_given=as_of is not None,
        figure_count=len(loaded.figures),
        checks=tuple(sorted((*CHECKS, *RUN_CHECKS, *AUDITS, *(verdict.checks if verdict else ())))),
        version=__version__,
        changes=verdict.changes if verdict else None,
    )


def _of_run(results: tuple[PlanResult, ...], loaded: Loaded, problems: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What no plan alone can tell."""
    run = Run(plans=results, figures=loaded.figures, recorded=loaded.recorded)
    found = [finding for _, seek in RUN_CHECKS.items() for finding in seek(run)]
    # An input that could not be read says more than that nothing was checked because of it.
    unread = any(map(_explains, (*problems, *loaded.findings))) or any(map(_is_refused, results))
    return tuple(finding for finding in found if not (unread and finding.code == NOTHING_CHECKED.code))


def _explains(finding: Finding) -> bool:
    """Whether a finding about the files says why there may be nothing to judge by."""
    return finding.blocking or (finding.severity is Severity.ERROR and finding.code.startswith("E"))


def _is_refused(result: PlanResult) -> bool:
    """Whether figures of the plan are there, and an error says why they cannot be used."""
    refused = (Why.SHARE, Why.IMPOSSIBLE, Why.MISREAD, Why.COPIED, Why.EMPTY, Why.RANKED)
    return bool(np.isin(result.selection.why, refused).any())


def audited_plan(result: PlanResult, loaded: Loaded) -> tuple[Finding, ...]:
    """What every audit finds in one plan; some ask for one from which nothing was left out for its errors."""
    file = result.plan.place.file
    whole = not any(one.blocking and one.place and one.place.file == file for one in loaded.findings)
    audits = [seek for code, seek in AUDITS.items() if whole or code not in OF_WHOLE_PLANS]
    return tuple(finding for seek in audits for finding in seek(result))


def held(
    result: PlanResult,
    findings: Iterable[Finding],
    families: frozenset[str],
    card: "Scorecard | None" = None,
    dormant: frozenset[str] = frozenset(),
    today: date | None = None,
    barred: tuple[Ignore, ...] = (),
) -> PlanResult:
    """One plan with its findings, those set aside that it ignores; ignores of other families are not in question.

    `dormant` are checks that did not run, so that nothing follows from an ignore of theirs that found no use.
    `barred` are ignores that do not count yet, or no more.
    """
    ignores = tuple(one for one in result.plan.ignores if one.code[:1] in families and one not in barred)
    own = tuple(findings)
    said = in_order((*own, *(_news(card.findings, own) if card else ())))
    when = Period.day(today) if today and not result.when.given else result.as_of
    kept, ignored = set_aside(replace(result.plan, ignores=ignores), said, when, dormant)
    return replace(result, findings=in_order(kept), ignored=ignored, score=card)


def _spent(merged: Iterable[Ignore], findings: Iterable[Finding]) -> Iterator[Ignore]:
    """The ignores of earlier changes that this one has no use for: what they were for has passed, as a record does."""
    there = {finding.fingerprint for finding in findings}
    return (ignore for ignore in merged if ignore.fingerprint not in there)


def _news(of_score: Iterable[Finding], own: Iterable[Finding]) -> Iterator[Finding]:
    """What a score has to say besides: what it cannot use, or converted, the plan may have said already."""
    told = {_conversion(finding) for finding in own if finding.code == CONVERTED_UNIT.code}
    rows = {(finding.code, *_place(finding)[:2]) for finding in own}
    return (
        one
        for one in of_score
        if (one.code != CONVERTED_UNIT.code or _conversion(one) not in told)
        and (_SAID_BY.get(one.code), *_place(one)[:2]) not in rows
    )


# Rows that contradict each other, and rows in another unit, are the plan's to tell.
_SAID_BY = {"G101": "L001", "G102": "L003"}


def _conversion(finding: Finding) -> tuple[object, object]:
    return finding.arguments["name"], finding.arguments["got"]


def scored(result: PlanResult, model: "ScoringModel | None", figures: Figures | Sequence[Figure]) -> "Scorecard | None":
    """The plan's own score: of its regions alone, by the figures that are known at the time of judgement."""
    if model is None:
        return None
    from planck.score.run import plan_score

    table = Figures.of(figures)
    if result.as_of and result.when.given:
        table = table.take(np.flatnonzero(table.known <= result.as_of.end.toordinal()))
    return plan_score(model, table, result)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by place, then code; those without a place come first."""
    return tuple(sorted(findings, key=lambda finding: (*_place(finding), finding.code, finding.target, finding.period)))


def _place(finding: Finding) -> tuple[str, int, int]:
    place = finding.place
    return (place.file, place.line, place.column) if place else ("", 0, 0)


def _of_regions(loaded: Loaded, regions: Sequence[str]) -> tuple[Loaded, tuple[Finding, ...]]:
    """What was read with the figures of some regions alone, and what is to be said of names that nothing has."""
    chosen, unknown = of_regions(loaded.figures, loaded.plans, regions)
    there = sorted({*loaded.figures.region.names} - {""})
    found = (rules.UNKNOWN_REGION.at(_OPTION, got=name, hint=meant(name, there) or Text()) for name in unknown)
    return replace(loaded, figures=chosen), tuple(found)


_OPTION = Place("--region")


def _found(result: PlanResult, loaded: Loaded) -> list[Finding]:
    found = [finding for _, seek in CHECKS.items() for finding in seek(result)]
    # What the plan says about itself is no verdict on the figures: here it is a note, `planck audit` weighs it.
    return found + [replace(finding, severity=Severity.NOTE) for finding in audited_plan(result, loaded)]


def _at_the_gate(
    results: tuple[PlanResult, ...], loaded: Loaded, models: "dict[str, ScoringModel]", ask: "Ask | None"
) -> "Verdict | None":
    """What the gate says; None where nobody asks anything of it."""
    barred = any(bar is not None for each in results for bar in (each.plan.gate.min_score, each.plan.gate.max_drop))
    if ask is None and not barred:
        return None
    from planck.gate.judge import Ask, Present, at_the_gate

    def judge(result: PlanResult, figures: Figures, model: "ScoringModel | None") -> PlanResult:
        return replace(result, score=scored(result, model, figures))

    unread = frozenset(one.place.file for one in loaded.findings if one.place and _explains(one))
    present = Present(
        plans=loaded.plans, figures=loaded.figures, recorded=loaded.recorded, models=models, unread=unread
    )
    return at_the_gate(results, present, ask or Ask(), judge)


def _judged_by(method: str, ask: "Ask | None") -> "Ask | None":
    """The question with the earlier plans judged by the caller's method too: the choice is no change of a plan."""
    if not (method and ask and ask.before):
        return ask
    before = replace(ask.before, plans=tuple(with_method(plan, method) for plan in ask.before.plans))
    return replace(ask, before=before)


def _dormant(plans: Iterable[Plan], verdict: "Verdict | None") -> frozenset[str]:
    """The checks of changes, when there is nothing to compare with; asked for only where a plan ignores one."""
    families = {ignore.code[:1] for plan in plans for ignore in plan.ignores}
    if not families & {"R", "T", "G"} or (verdict and verdict.changes):
        return frozenset()
    from planck.gate import CHANGE_CHECKS, GATE_CHECKS

    return frozenset(CHANGE_CHECKS) | (frozenset() if verdict else frozenset(GATE_CHECKS))
