"""`planck accept` and `planck revise`: the honest ways out of a finding, written beside what it is about."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Annotated

import click
import typer

from planck.assess.plan import Result
from planck.cli import Exit
from planck.cli.inputs import before_of, compared, conventions_of, how_of, inputs_of, judged, period_of, today
from planck.cli.options import Options
from planck.cli.reports import write_file
from planck.load.table.header import Conventions
from planck.model import Figure, Finding, Language, Severity
from planck.pattern import pattern
from planck.record import Record

LIMIT = 64 << 20
_CODE = pattern(r"[A-Z][0-9]{3}", re.IGNORECASE)
# The start of a fingerprint, long enough to mean a single finding.
_FINGERPRINT = pattern(r"[0-9a-f]{6,}", re.IGNORECASE)


def _refused(message: str) -> Exit:
    click.echo(message, err=True)
    return Exit.NOT_EVALUATED


def _reason(options: Options) -> str:
    """Raises BadParameter where there is none."""
    if not options.reason.strip():
        raise typer.BadParameter("wanted a reason, got nothing", param_hint="--reason")
    return options.reason.strip()


Words = Annotated[
    list[str],
    typer.Argument(
        metavar="FINDING PLAN [FIGURES]...",
        help="A fingerprint (six digits or more) or a code such as T012, and what `check` is given; with --all any "
        "number of them, or none.",
    ),
]


def accept(words: Words, *, options: Options) -> int:
    """Accept findings, with a reason and an expiry; written to the plan's `ignore`. 接受发现并写明理由。"""
    reason, last, how = _reason(options), _last_day(options.until), how_of(options)
    names = list(takewhile(_is_name, words)) if options.every else words[:1]
    paths = words[len(names) :]
    if not paths:
        raise typer.BadParameter("wanted a plan, got nothing", param_hint="PLAN")
    result = judged(inputs_of(paths[:1], paths[1:]), how, options)
    if options.every and result.not_evaluated:
        return _refused("the inputs could not be evaluated; nothing was written")
    findings = {
        finding.fingerprint: finding
        for finding in result.all_findings
        if _is_meant(finding, names) and options.target in ("", finding.target)
    }
    if not options.every and len(findings) != 1:
        return _which(words[0], findings.values())
    about = {"reason": reason, "until": last.isoformat() if last else ""}
    return _accept(result, list(findings.values()), about, options)


def _last_day(text: str) -> date | None:
    """Raises BadParameter for what is no day."""
    from planck.load.cells.period import parse_date

    day = parse_date(text) if text else None
    if text and day is None:
        raise typer.BadParameter(f"wanted a day such as 2025-12-31, got '{text}'", param_hint="--until")
    return day


def _is_name(word: str) -> bool:
    return bool(_CODE.fullmatch(word) or _FINGERPRINT.fullmatch(word)) and not os.path.exists(word)


def _is_meant(finding: Finding, names: Sequence[str]) -> bool:
    """Whether a finding is named; where none is, each warning and error that an ignore can set aside."""
    if not names:
        return finding.severity is not Severity.NOTE and not finding.blocking and not finding.code.startswith("X")
    return any(
        finding.code == name.upper()
        if _CODE.fullmatch(name)
        else bool(_FINGERPRINT.fullmatch(name)) and finding.fingerprint.startswith(name.lower())
        for name in names
    )


def _which(name: str, findings: Iterable[Finding]) -> Exit:
    """Says which findings it could be."""
    from planck.view.message import message_text, place_text

    if not findings:
        click.echo(f"no finding {name} here; the JSON output lists fingerprints", err=True)
    for finding in findings:
        text = message_text(finding, Language.EN)
        click.echo(f"{finding.fingerprint} {place_text(finding)}: {finding.code} {finding.name}: {text}", err=True)
    return Exit.NOT_EVALUATED


def _accept(result: Result, findings: Sequence[Finding], about: Mapping[str, str], options: Options) -> int:
    """Write each finding of a plan to its `ignore`; those about inputs stay, since no plan answers for them."""
    files = {plan.plan.id: plan.plan.place.file for plan in result.plans}
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(files.get(finding.plan, ""), []).append(finding)
    outside = by_file.pop("", [])
    codes = [_write_ignores(result, file, own, about) for file, own in by_file.items()]
    if options.every:
        count = len(findings) - len(outside)
        click.echo(f"{count} finding{'' if count == 1 else 's'} accepted", err=True)
    if outside and options.every:
        listed = ", ".join(sorted({finding.code for finding in outside}))
        click.echo(f"{len(outside)} about the inputs (of {listed}) belong to no plan, and stay", err=True)
    elif outside:
        return _refused(f"{outside[0].code} belongs to no plan, so no plan can ignore it; put the input right")
    return max(codes, default=Exit.PASSED)


def _write_ignores(result: Result, file: str, findings: Sequence[Finding], about: Mapping[str, str]) -> int:
    from planck.load.plan.amend import with_ignores
    from planck.load.source.files import read

    entries = [_entry(result, finding, about) for finding in findings]
    document = read(file, limit=LIMIT)[0]
    text = document and with_ignores(document, entries)
    if not text:
        listed = "".join(f"\n  {entry}" for entry in entries)
        return _refused(f"{file} could not be amended surely; add this to its `ignore` by hand:{listed}")
    return Exit.PASSED if write_file(file, text) else Exit.NOT_EVALUATED


def _entry(result: Result, finding: Finding, about: Mapping[str, str]) -> dict[str, str]:
    targets = {target.id for plan in result.plans for target in plan.plan.targets}
    target = finding.target if finding.target in targets else ""
    entry = {"code": finding.code, "target": target, "period": finding.period, **about}
    return {key: value for key, value in {**entry, "fingerprint": finding.fingerprint}.items() if value}


class Slot(Record):
    """Which figure is meant."""

    indicator: str
    period: str
    region: str

    def newest(self, figures: Iterable[Figure]) -> Figure | None:
        """The figure that was published last."""
        return max(self.of(figures), key=lambda figure: figure.known, default=None)

    def of(self, figures: Iterable[Figure]) -> list[Figure]:
        """The figures that it may be."""
        from planck.assess.select import key

        return [
            figure
            for figure in figures
            if key(figure.indicator) == key(self.indicator)
            and figure.period.label == self.period
            and key(self.region) in ("", key(figure.region))
            and figure.value is not None
        ]


def revise(
    figures: Annotated[str, typer.Argument(help="The file of figures.")],
    indicator: Annotated[str, typer.Argument(help="The indicator, as the file calls it.")],
    period: Annotated[str, typer.Argument(help="The period, such as 2021.")],
    *,
    options: Options,
) -> int:
    """Record in revisions.csv beside the figures why one was changed. 记录数据修订的理由。"""
    reason, conventions = _reason(options), conventions_of(options)
    when = period_of(period, "PERIOD")
    slot = Slot(indicator=indicator, period=when.label if when else period, region=options.region)
    present = _present(figures, slot, conventions, withdrawn=options.withdrawn)
    if isinstance(present, str):
        return _refused(present)
    old = options.old or _earlier(figures, slot, conventions, options.base or "auto", present)
    if not old:
        return _refused(f"no other value of {indicator} for {slot.period} in the base; give it with --old")
    row = {
        "region": present.region if present else options.region,
        "indicator": present.indicator if present else indicator,
        "period": slot.period,
        "old": old,
        "new": present.text if present else "",
        "reason": reason,
        "source": options.source,
        "date": options.date or today().isoformat(),
    }
    return _record(figures, row)


def _present(file: str, slot: Slot, conventions: Conventions, *, withdrawn: bool) -> Figure | str | None:
    """The figure as it is now, None where it was withdrawn; or what is wrong."""
    from planck.load.table.doors import open_table
    from planck.load.table.figures import load_figures

    document, findings = open_table(file, conventions, limit=LIMIT)
    if document is None:
        return f"{findings[0].code} {findings[0].name}: {file}"
    figures = slot.of(load_figures(document, conventions)[0])
    if withdrawn:
        return f"{slot.indicator} for {slot.period} is still in {file}" if figures else None
    if not figures:
        return f"no figure of {slot.indicator} for {slot.period} in {file}; --withdrawn records that it was taken back"
    regions = {figure.region for figure in figures}
    if len(regions) > 1:
        listed = ", ".join(sorted(regions))
        return f"{slot.indicator} for {slot.period} has several regions ({listed}); name one with --region"
    return slot.newest(figures)


def _earlier(file: str, slot: Slot, conventions: Conventions, base: str, present: Figure | None) -> str:
    """The value in the base, empty where there is no other."""
    before, _ = before_of(base, compared([file], conventions, (), [file]), required=True)
    old = slot.newest(before.figures) if before else None
    return old.text if old and not (present and old.value == present.value) else ""


def _record(figures: str, row: dict[str, str]) -> int:
    from planck.load.source.files import read, record_beside
    from planck.load.table.record import with_record

    path = record_beside(figures)
    document = read(path, limit=LIMIT)[0] if os.path.exists(path) else None
    text = None if document is None and os.path.exists(path) else with_record(document, row, path)
    if text is None:
        return _refused(
            f"{path} cannot be read as a record of revisions, or the row would not be one; nothing was written"
        )
    return Exit.PASSED if write_file(path, text) else Exit.NOT_EVALUATED
