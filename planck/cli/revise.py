"""`planck revise`: write down why a published figure was changed."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

import click
import typer

from planck.cli import Exit
from planck.cli.check import Encoding, Sheet
from planck.load.table.header import Conventions
from planck.model import Figure

LIMIT = 64 << 20


@dataclass(frozen=True, slots=True)
class Slot:
    """Which figure is meant."""

    indicator: str
    period: str
    region: str

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
    reason: Annotated[str, typer.Option("--reason", help="Why: who changed it, and what was wrong before.")],
    region: Annotated[str, typer.Option("--region", help="The region; needed where there are several.")] = "",
    old: Annotated[str, typer.Option("--old", help="The value before; default: that of --base.")] = "",
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="The figure was taken back.")] = False,
    source: Annotated[str, typer.Option("--source", help="Where the new value was published.")] = "",
    date: Annotated[str, typer.Option("--date", help="The day of the change; default: today.")] = "",
    base: Annotated[str, typer.Option("--base", envvar="PLANCK_BASE", help="Where the old value stands.")] = "auto",
    encoding: Encoding = "",
    sheet: Sheet = "",
) -> int:
    """Record in revisions.csv beside the figures why one was changed. 记录数据修订的理由。"""
    from planck.cli.check import period_of
    from planck.cli.conventions import conventions_of

    conventions = conventions_of(encoding, sheet)
    named = period_of(period)
    if not reason.strip() or named is None:
        raise typer.BadParameter("wanted a reason, got nothing", param_hint="--reason")
    slot = Slot(indicator, named.label, region)
    new = _present(figures, slot, conventions, withdrawn=withdrawn)
    if isinstance(new, str):
        return _failed(new)
    was = old or _earlier(figures, slot, conventions, base, new)
    if not was:
        return _failed(f"no other value of {indicator} for {named.label} in the base; give it with --old")
    about = {"region": new.region if new else region, "indicator": new.indicator if new else indicator}
    values = {"period": named.label, "old": was, "new": new.text if new else ""}
    return _write(figures, {**about, **values, "reason": reason.strip(), "source": source, "date": date or _today()})


def _failed(message: str) -> Exit:
    click.echo(message, err=True)
    return Exit.NOT_EVALUATED


def _present(file: str, slot: Slot, conventions: Conventions, *, withdrawn: bool) -> Figure | str | None:
    """The figure as it is now, None where it was withdrawn; or what is wrong."""
    from planck.load.table.doors import open_table
    from planck.load.table.figures import load_figures

    document, findings = open_table(file, conventions, limit=LIMIT)
    if document is None:
        return f"{findings[0].code} {findings[0].name}: {file}"
    found = slot.of(load_figures(document, conventions)[0])
    if withdrawn:
        return f"{slot.indicator} for {slot.period} is still in {file}" if found else None
    if not found:
        return f"no figure of {slot.indicator} for {slot.period} in {file}; --withdrawn records that it was taken back"
    regions = {figure.region for figure in found}
    if len(regions) > 1:
        listed = ", ".join(sorted(regions))
        return f"{slot.indicator} for {slot.period} has several regions ({listed}); name one with --region"
    return max(found, key=lambda figure: figure.known)


def _earlier(file: str, slot: Slot, conventions: Conventions, base: str, new: Figure | None) -> str:
    """The value in the base, empty where there is no other."""
    from planck.cli.before import asked, before_of

    before, _ = before_of(base, asked([file], [], [file], conventions), required=True)
    found = slot.of(before.figures) if before else []
    was = max(found, key=lambda figure: figure.known, default=None)
    return was.text if was and not (new and was.value == new.value) else ""


def _today() -> str:
    from planck.cli.clock import today

    return today().isoformat()


def _write(figures: str, row: dict[str, str]) -> int:
    from planck.cli.writing import write_file
    from planck.load.source.files import read, record_beside
    from planck.load.table.record import with_record

    path = record_beside(figures)
    document = read(path, limit=LIMIT)[0] if os.path.exists(path) else None
    text = None if document is None and os.path.exists(path) else with_record(document, row, path)
    if text is None:
        return _failed(
            f"{path} cannot be read as a record of revisions, or the row would not be one; nothing was written"
        )
    return Exit.PASSED if write_file(path, text) else Exit.NOT_EVALUATED
