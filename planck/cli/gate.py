"""`planck accept` and `planck revise`: the honest ways out of a finding, written beside what it is about."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Annotated

import click
import typer
from msgspec.structs import replace

from planck.assess.plan import Result
from planck.checks.run import ALWAYS_SHOWN
from planck.cli import Exit
from planck.cli.inputs import (
    Inputs,
    before_of,
    compared,
    conventions_of,
    held_to_base,
    how_of,
    inputs_of,
    judged,
    period_of,
    today,
)
from planck.cli.options import Options
from planck.cli.reports import locked, write_file
from planck.cli.usage import WrongUseError, spoken, tell
from planck.load.table.header import Conventions
from planck.model import Figure, Finding, Severity, Text
from planck.pattern import pattern
from planck.record import Record
from planck.registry import grouped
from planck.words import Label

LIMIT = 64 << 20
_CODE = pattern(r"[A-Z][0-9]{3}", re.IGNORECASE)
# The start of a fingerprint, long enough to mean a single finding.
_FINGERPRINT = pattern(r"[0-9a-f]{6,}", re.IGNORECASE)


def _refused(message: Text) -> Exit:
    tell(message)
    return Exit.NOT_EVALUATED


def _reason(options: Options) -> str:
    """Raises BadParameter where there is none, or only what stands in its place in a printed call."""
    if not options.reason.strip():
        raise WrongUseError(Label("cli.usage.reason"), "--reason")
    if _is_placeholder(options.reason):
        raise WrongUseError(_placeholder(options.reason), "--reason")
    return options.reason.strip()


def _placeholder(reason: str) -> Text:
    return Label("cli.usage.placeholder").fill(got=reason.strip())


def _is_placeholder(reason: str) -> bool:
    """Whether a text is no reason but a word that stands for one, or no word at all."""
    said = "".join(character for character in reason.casefold() if character.isalnum())
    words = Label("cli.usage.placeholders")
    return not said or said in (*words.zh.split(), *words.en.split())


Words = Annotated[list[str] | None, typer.Argument(metavar="FINDING [PLAN] [FIGURES]...")]


def accept(words: Words = None, *, options: Options) -> int:
    """Accept findings, with a reason and an expiry; written to the plan's `ignore`."""
    reason, last = _reason(options), _last_day(options.until)
    named = words or []
    names = list(takewhile(_is_name, named)) if options.every else named[:1]
    if not (names or options.every):
        raise WrongUseError(Label("cli.usage.finding"), "FINDING")
    inputs = _inputs(named[len(names) :], options)
    options = held_to_base(inputs, options)[0]
    result = judged(inputs, how_of(options), options)
    if options.every and result.not_evaluated:
        return _refused(Label("cli.accept.not_evaluated"))
    findings = [finding for finding in _singly(result, names) if options.target in ("", finding.target)]
    if not options.every and len({finding.code for finding in findings}) != 1:
        accepted = _accepted_before(result, names) if not findings else None
        return _which(names[0], findings) if accepted is None else accepted
    if not options.every and _CODE.fullmatch(names[0]) and len(findings) > 1:
        return _which(names[0], findings)
    about = {"reason": reason, "until": last.isoformat() if last else ""}
    return _accept(result, findings, about, options)


def _inputs(paths: Sequence[str], options: Options) -> Inputs:
    """The inputs that are named, else the plans and figures below this folder. Raises BadParameter without a plan."""
    if paths:
        return inputs_of(paths[:1], paths[1:])
    from planck.load.before import ours_below

    plans, figures = ours_below(".", compared([], conventions_of(options)), options.base or "")
    if not plans:
        raise WrongUseError(Label("cli.usage.no_plan"), "PLAN")
    return inputs_of(plans, figures)


def _singly(result: Result, names: Sequence[str]) -> list[Finding]:
    """The findings that are meant, by their own fingerprint or by that of those that they are told together with."""
    from planck.gate.together import gathered

    told = [finding for plan in result.plans for finding in gathered(plan.findings) if finding.members]
    meant = [finding for finding in (*result.all_findings, *told) if _is_meant(finding, names)]
    each = (one for finding in meant for one in (finding.members or (finding,)))
    return list({finding.fingerprint: finding for finding in each}.values())


def _accepted_before(result: Result, names: Sequence[str]) -> Exit | None:
    """Says that a finding was accepted before, where it was; None where it was not."""
    from planck.gate.together import gathered

    taken = [ignored.finding for plan in result.plans for ignored in plan.ignored]
    if not any(_is_meant(finding, names) for finding in (*taken, *gathered(taken))):
        return None
    tell(Label("cli.accept.before").fill(name=names[0]))
    return Exit.PASSED


def _last_day(text: str) -> date | None:
    """Raises BadParameter for what is no day, or one that is past."""
    day = _day(text, "--until") if text else None
    if day and day < today():
        raise WrongUseError(Label("cli.usage.day_to_come").fill(got=text), "--until")
    return day


def _is_name(word: str) -> bool:
    return bool(_CODE.fullmatch(word) or _FINGERPRINT.fullmatch(word)) and not os.path.exists(word)


def _is_meant(finding: Finding, names: Sequence[str]) -> bool:
    """Whether a finding is named; where none is, each warning and error that an ignore can set aside."""
    if not names:
        never = finding.code.startswith("X") or finding.code in ALWAYS_SHOWN
        return not (finding.severity is Severity.NOTE or finding.blocking or never)
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
        tell(Label("cli.accept.none").fill(name=name))
    for finding in findings:
        text = message_text(finding, spoken())
        click.echo(f"{finding.fingerprint} {place_text(finding)}: {finding.code} {finding.name}: {text}", err=True)
    return Exit.NOT_EVALUATED


def _accept(result: Result, findings: Sequence[Finding], about: Mapping[str, str], options: Options) -> int:
    """Write each finding of a plan to its `ignore`; those about inputs stay, since no plan answers for them."""
    files = {plan.plan.id: plan.plan.place.file for plan in result.plans}
    by_file = grouped((files.get(finding.plan, ""), finding) for finding in findings)
    outside = by_file.pop("", [])
    codes = [_write_ignores(result, file, own, about) for file, own in by_file.items()]
    if options.every:
        tell(Label("cli.accept.count").fill(count=len(findings) - len(outside)))
    if outside and options.every:
        codes_ = sorted({finding.code for finding in outside})
        tell(Label("cli.accept.outside").fill(count=len(outside), codes=codes_))
    elif outside:
        return _refused(Label("cli.accept.of_no_plan").fill(code=outside[0].code))
    return max(codes, default=Exit.PASSED)


def _write_ignores(result: Result, file: str, findings: Sequence[Finding], about: Mapping[str, str]) -> int:
    from planck.load.files import read
    from planck.load.plan.dump import with_ignores
    from planck.load.plan.plan import load_plan
    from planck.load.tables import tables_beside

    with locked(file):
        document = read(file, limit=LIMIT)[0]
        plan = load_plan(document, tables_beside(document))[0] if document else None
        known = {ignore.fingerprint for ignore in plan.ignores} if plan else set()
        entries = [_entry(result, finding, about) for finding in findings if finding.fingerprint not in known]
        text = document and with_ignores(document, entries)
        if not entries:
            return Exit.PASSED
        if not text:
            listed = "".join(f"\n  {entry}" for entry in entries)
            return _refused(Label("cli.accept.by_hand").fill(file=file, entries=listed))
        return Exit.PASSED if write_file(file, text) else Exit.NOT_EVALUATED


def _entry(result: Result, finding: Finding, about: Mapping[str, str]) -> dict[str, str]:
    targets = {target.id for plan in result.plans for target in plan.plan.targets}
    target = finding.target if finding.target in targets else ""
    entry = {"code": finding.code, "target": target, "period": finding.period, **about}
    return {key: value for key, value in {**entry, "fingerprint": finding.fingerprint}.items() if value}


class Slot(Record):
    """Which figure is meant; of an empty period or region any."""

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
            and self.period in ("", figure.period.label)
            and key(self.region) in ("", key(figure.region))
            and figure.value is not None
        ]


Cell = Annotated[str | None, typer.Argument()]


def revise(figures: Cell = None, indicator: Cell = None, period: Cell = None, *, options: Options) -> int:
    """Record in revisions.csv beside the figures why one was changed."""
    if options.date:
        _day(options.date, "--date")
    if options.listed:
        return _revise_listed(figures, options)
    whole = options.withdrawn and period is None
    for got, name in ((figures, "FIGURES"), (indicator, "INDICATOR"), (period, "" if whole else "PERIOD")):
        if got is None and name:
            raise WrongUseError(Label("cli.usage.one"), name)
    row = {"indicator": indicator or "", "period": period or "", "region": options.region, "source": options.source}
    row |= {"old": options.old, "reason": _reason(options), "date": options.date}
    if whole:
        return _withdraw(figures or "", row, options)
    return _revise(figures or "", row, options, withdrawn=options.withdrawn)


def _withdraw(file: str, wish: Mapping[str, str], options: Options) -> int:
    """Record that every figure of an indicator that the base has and the file does not was taken back."""
    slot, conventions = Slot(indicator=wish["indicator"], period="", region=wish["region"]), conventions_of(options)
    figures = slot.of(_before(file, conventions, options.base or "auto"))
    newest = {(figure.region, figure.period.label): figure for figure in sorted(figures, key=lambda one: one.known)}
    wishes = [
        {**wish, "region": region, "period": period, "indicator": figure.indicator, "old": figure.text}
        for (region, period), figure in newest.items()
    ]
    gone = [each for each in wishes if _present(file, _slot_of(each), conventions, withdrawn=True) is None]
    if not gone:
        return _refused(Label("cli.revise.none_gone").fill(indicator=slot.indicator, file=file))
    return max(_revise(file, each, options, withdrawn=True) for each in gone)


def _revise_listed(figures: str | None, options: Options) -> int:
    """Record each row of a list: what a row does not say, the options and the figures do."""
    from planck.load.files import read
    from planck.load.table.record import wished_rows

    document, findings = read(options.listed, limit=LIMIT)
    rows = wished_rows(document) if document else ()
    if not rows:
        return _refused(
            _unread(findings[0], options.listed) if findings else Label("cli.revise.no_row").fill(file=options.listed)
        )
    files = [figures] if figures else _figure_files(options)
    codes = []
    for row in rows:
        usual = {"region": options.region, "reason": options.reason.strip(), "source": options.source}
        wish = {**{name: value for name, value in (usual | {"date": options.date}).items() if value}, **row}
        codes.append(_revise(_holder(files, wish, options), wish, options, withdrawn=options.withdrawn))
    return max(codes)


def _figure_files(options: Options) -> list[str]:
    from planck.load.before import ours_below

    aside = (options.base or "", options.listed)
    return ours_below(".", compared([], conventions_of(options)), *aside)[1]


def _holder(files: Sequence[str], row: Mapping[str, str], options: Options) -> str:
    """The file that holds the figure of a row, else the first."""
    slot, conventions = _slot_of(row), conventions_of(options)
    held = (file for file in files if isinstance(_present(file, slot, conventions, withdrawn=False), Figure))
    return next(held, files[0] if files else "")


def _slot_of(row: Mapping[str, str]) -> Slot:
    when = period_of(row["period"], "PERIOD")
    return Slot(indicator=row["indicator"], period=when.label if when else "", region=row.get("region", ""))


def _revise(figures: str, wish: Mapping[str, str], options: Options, *, withdrawn: bool) -> Exit:
    slot, conventions = _slot_of(wish), conventions_of(options)
    if not wish.get("reason"):
        return _refused(Label("cli.revise.no_reason").fill(indicator=slot.indicator, period=slot.period))
    if _is_placeholder(wish["reason"]):
        return _refused(_placeholder(wish["reason"]))
    present = _present(figures, slot, conventions, withdrawn=withdrawn)
    if isinstance(present, Text):
        return _refused(present)
    old = wish.get("old") or _earlier(figures, slot, conventions, options.base or "auto", present)
    row = {
        "region": present.region if present else slot.region,
        "indicator": present.indicator if present else slot.indicator,
        "period": slot.period,
        "old": old,
        "new": present.text if present else "",
        "reason": wish["reason"],
        "source": wish.get("source", ""),
        "date": wish.get("date") or today().isoformat(),
    }
    return _record(figures, row)


def _day(text: str, option: str) -> date:
    """Raises BadParameter for what is no day."""
    from planck.load.cells.period import parse_date

    day = parse_date(text)
    if day is None:
        raise WrongUseError(Label("cli.usage.day").fill(got=text), option)
    return day


def _present(file: str, slot: Slot, conventions: Conventions, *, withdrawn: bool) -> Figure | Text | None:
    """The figure as it is now, None where it was withdrawn; or what is wrong."""
    from planck.load.table.doors import open_table
    from planck.load.table.figures import load_figures

    if withdrawn and not os.path.exists(file):
        return None
    document, findings = open_table(file, conventions, limit=LIMIT)
    if document is None:
        return _unread(findings[0], file)
    figures = slot.of(load_figures(document, conventions)[0])
    about = {"indicator": slot.indicator, "period": slot.period, "file": file}
    if withdrawn:
        return Label("cli.revise.still_there").fill(**about) if figures else None
    if not figures:
        return Label("cli.revise.no_figure").fill(**about)
    regions = {figure.region for figure in figures}
    if len(regions) > 1:
        return Label("cli.revise.several").fill(**about, regions=sorted(regions))
    return slot.newest(figures)


def _unread(finding: Finding, file: str) -> Text:
    return Label("cli.revise.unread").fill(code=finding.code, name=finding.name, file=file)


def _earlier(file: str, slot: Slot, conventions: Conventions, base: str, present: Figure | None) -> str:
    """The value in the base, empty where there is no other."""
    old = slot.newest(_before(file, conventions, base))
    return old.text if old and not (present and old.value == present.value) else ""


def _before(file: str, conventions: Conventions, base: str) -> Iterable[Figure]:
    """The figures that the file had in the base."""
    from planck.load.table.doors import split_sheet

    path, sheet = split_sheet(file)
    named = replace(conventions, sheet=sheet) if sheet else conventions
    before, _ = before_of(base, compared([path], named, (), [path]), required=True)
    return before.figures if before else ()


def _record(figures: str, row: dict[str, str]) -> Exit:
    from planck.load.files import read, record_beside
    from planck.load.table.record import has_record, with_record

    path, about = record_beside(figures), {"indicator": row["indicator"], "period": row["period"]}
    with locked(path):
        document = read(path, limit=LIMIT)[0] if os.path.exists(path) else None
        if document and has_record(document, row):
            tell(Label("cli.revise.known").fill(**about))
            return Exit.PASSED
        if not row["old"]:
            return _refused(Label("cli.revise.no_other").fill(**about))
        text = None if document is None and os.path.exists(path) else with_record(document, row, path)
        if text is None:
            return _refused(Label("cli.revise.no_record").fill(path=path))
        return Exit.PASSED if write_file(path, text) else Exit.NOT_EVALUATED
