"""`planck accept`: take a finding with a reason, in the plan's own `ignore`."""

import re
from dataclasses import dataclass
from typing import Annotated

import click
import typer

from planck.cli import Exit
from planck.cli.check import AsOf, Base, Encoding, Figures, Method, Plan, Sheet, known_method
from planck.load.table.header import Conventions
from planck.model import Finding, Result

SHORTEST = 6
LIMIT = 2 << 20

Wanted = Annotated[
    str, typer.Argument(metavar="FINDING", help="A fingerprint (six digits or more), or a code such as T012.")
]


def accept(
    finding: Wanted,
    plan: Plan,
    figures: Figures = None,
    reason: Annotated[str, typer.Option("--reason", help="Why it is taken.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="The last day on which it is.")] = "",
    target: Annotated[str, typer.Option("--target", help="Of a code: only for this target.")] = "",
    base: Base = None,
    as_of: AsOf = None,
    method: Method = "",
    encoding: Encoding = "",
    sheet: Sheet = "",
) -> int:
    """Accept one finding, with a reason and an expiry; written to the plan's `ignore`. 接受一项发现并写明理由。"""
    if not reason.strip():
        raise typer.BadParameter("wanted a reason, got nothing", param_hint="--reason")
    from planck.cli.conventions import conventions_of
    from planck.load.cells.period import parse_date

    last = parse_date(until) if until else None
    if until and last is None:
        raise typer.BadParameter(f"wanted a day such as 2025-12-31, got '{until}'", param_hint="--until")
    how = _How(as_of=as_of, method=known_method(method), conventions=conventions_of(encoding, sheet))
    result = _judged(plan, figures or [], base, how)
    found = [one for one in result.all_findings if _is(one, finding) and target in ("", one.target)]
    distinct = {one.fingerprint: one for one in found}
    if len(distinct) != 1:
        return _which(finding, list(distinct.values()))
    [one] = distinct.values()
    entry = {"code": one.code, "target": one.target if _has_target(result, one) else "", "period": one.period}
    entry |= {"reason": reason.strip(), "until": last.isoformat() if last else "", "fingerprint": one.fingerprint}
    return _write(result, one, {key: value for key, value in entry.items() if value})


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    """How the run judges and reads, as `planck check` would with the same options."""

    as_of: str | None
    method: str
    conventions: Conventions


def _judged(plan: str, figures: list[str], base: str | None, how: _How) -> Result:
    from planck.cli.check import period_of, sorted_inputs
    from planck.cli.gate import Wanted as Asked
    from planck.cli.gate import asked_of
    from planck.pipeline import check as judge

    plans, tables, problems = sorted_inputs(plan, figures)
    asked = Asked(base=base, require_base=False, min_score=None, max_drop=None)
    ask, more = asked_of(asked, (plan, *figures), (plans, tables), how.conventions)
    return judge(
        plans,
        tables,
        as_of=period_of(how.as_of),
        problems=(*problems, *more),
        method=how.method,
        conventions=how.conventions,
        ask=ask,
    )


def _is(finding: Finding, wanted: str) -> bool:
    if re.fullmatch(r"[A-Z][0-9]{3}", wanted.upper()):
        return finding.code == wanted.upper()
    return len(wanted) >= SHORTEST and finding.fingerprint.startswith(wanted.lower())


def _which(wanted: str, found: list[Finding]) -> Exit:
    """Says which findings it could be."""
    from planck.model import Language
    from planck.render.message import message_text, place_text

    if not found:
        click.echo(f"no finding {wanted} here; the JSON output lists fingerprints", err=True)
    for one in found:
        text = message_text(one, Language.EN)
        click.echo(f"{one.fingerprint} {place_text(one)}: {one.code} {one.name}: {text}", err=True)
    return Exit.NOT_EVALUATED


def _has_target(result: Result, finding: Finding) -> bool:
    return any(one.id == finding.target for plan in result.plans for one in plan.plan.targets)


def _write(result: Result, finding: Finding, entry: dict[str, str]) -> int:
    from planck.cli.writing import write_file
    from planck.load.plan.amend import with_ignore
    from planck.load.source.files import read

    file = next((plan.plan.place.file for plan in result.plans if plan.plan.id == finding.plan), "")
    document = read(file, limit=LIMIT)[0] if file else None
    if document is None:
        click.echo(f"{finding.code} belongs to no plan, so no plan can ignore it; see `planck baseline`", err=True)
        return Exit.NOT_EVALUATED
    text = with_ignore(document, entry)
    if text is None:
        click.echo(f"{file} could not be amended surely; add this to its `ignore` by hand: {entry}", err=True)
        return Exit.NOT_EVALUATED
    return Exit.PASSED if write_file(file, text) else Exit.NOT_EVALUATED
