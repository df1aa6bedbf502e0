"""`planck check` of many regions: options in, the answer on a screen, tables of verdicts to files."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planck import __version__
from planck.cli import Exit
from planck.cli.inputs import How, Inputs
from planck.cli.options import Options
from planck.cli.reports import kept, list_findings, needs_extra, not_written, write, write_report
from planck.cli.usage import Told, WrongUseError, tell, waiting
from planck.load import rules
from planck.load.columnar import is_large
from planck.load.files import why
from planck.model import Language, Severity
from planck.view.message import help_text
from planck.view.words import language_of_plans
from planck.words import Label

if TYPE_CHECKING:
    from planck.checks.panel import PanelResult

GROUPS, PAGE = "groups", "html"
LEAST_MEMORY = 1 << 20
_SIZE = re.compile(r"([0-9]+)\s*([kmg]?)i?b?", re.IGNORECASE)
_UNITS = {"": 0, "k": 10, "m": 20, "g": 30}


def is_about_all(inputs: Inputs) -> bool:
    """Whether a plan is for every region, and figures of many are there."""
    from planck.load.table.header import USUAL
    from planck.pipeline.files import figures_of, load_plans

    plans = load_plans(inputs.plans, USUAL).plans
    return any(plan.region.every for plan in plans) and any(map(is_large, inputs.figures or figures_of(plans)))


def judge_many(inputs: Inputs, how: How, reports: Sequence[tuple[str, str]], options: Options) -> int:
    """Judge many regions, in columns; the exit code."""
    from planck.pipeline.blocks import MEMORY, Wanted
    from planck.pipeline.panel import check_panel
    from planck.render.columns import FORMS
    from planck.render.views.panel import screen

    _refuse_others(inputs, reports, (*FORMS, GROUPS, PAGE), options)
    wanted = Wanted(
        regions=tuple(options.only or ()),
        memory=_memory(options.memory) or MEMORY,
        helped=True,
        fragile=options.full,
    )
    lengths = tuple(map(_length, options.group or ()))
    with waiting(options.lang) as told:
        result = check_panel(
            inputs.plans,
            inputs.figures,
            how.conventions,
            wanted,
            as_of=how.as_of,
            method=how.method,
            problems=inputs.problems,
            progress=_counted(told),
        )
    language = language_of_plans([plan.plan for plan in result.plans], options.lang)
    tables = [_write(form, path, result, lengths, language) for form, path in reports]
    list_findings(result.findings, language)
    if lacking := next((one for one in result.findings if one.code == rules.NEEDS_EXTRA.code), None):
        tell(Label("cli.said.help").fill(help=help_text(lacking, language)), language)
    written = write(screen(result, lengths, language, options.fail_on, quiet=options.quiet)) and all(tables)
    return _exit_code(result, options, written=written)


def _refuse_others(inputs: Inputs, reports: Sequence[tuple[str, str]], forms: Sequence[str], options: Options) -> None:
    """Raises BadParameter for what is not told of many regions."""
    for form, _ in reports:
        if form not in forms:
            raise WrongUseError(Label("cli.usage.form_of_many").fill(wanted=list(forms), got=form), "--report")
    if options.output_format != "terminal":
        raise WrongUseError(Label("cli.usage.terminal").fill(got=options.output_format), "--output-format")
    if "-" in inputs.figures:
        raise WrongUseError(Label("cli.usage.files_of_many"), "FIGURES")


def _memory(text: str) -> int:
    """The bytes that a size such as 512M means, 0 for none. Raises BadParameter for another text."""
    if not text:
        return 0
    found = _SIZE.fullmatch(text.strip())
    size = int(found[1]) << _UNITS[found[2].lower()] if found else 0
    # 384 without its M would be a few hundred bytes.
    if size < LEAST_MEMORY:
        raise WrongUseError(Label("cli.usage.size").fill(got=text), "--memory")
    return size


def _length(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise WrongUseError(Label("cli.usage.length").fill(got=text), "--group")
    return int(text)


def _counted(told: Told) -> Callable[[int], None]:
    """Tells how many figures were read so far."""
    total = 0

    def more(rows: int) -> None:
        nonlocal total
        total += rows
        told(f"{total:,}")

    return more


def _write(form: str, path: str, result: "PanelResult", lengths: Sequence[int], language: Language) -> bool:
    """Write a table of verdicts or of groups; whether that worked. What was there before stays where it did not."""
    from planck.render.columns import write_columns
    from planck.render.formats.groups import write_groups

    if result.not_evaluated:
        return kept(path, language)
    if form == PAGE:
        from planck.render.pages.site import panel_page

        return write_report(path, panel_page(result, lengths, language, __version__))
    verdicts = ((plan.plan, columns) for plan in result.plans for columns in plan.targets)
    try:
        with needs_extra(path, language) as lacking:
            if form == GROUPS:
                write_groups(path, verdicts, lengths)
            else:
                write_columns(form, path, verdicts)
    except OSError as error:
        return not_written(path, why(error), "--report", language)
    if lacking:
        return False
    tell(Label("cli.said.wrote").fill(path=path), language)
    return True


def _exit_code(result: "PanelResult", options: Options, *, written: bool) -> Exit:
    if not written or result.not_evaluated or result.missed:
        return Exit.NOT_EVALUATED
    if result.nothing_checked:
        return Exit.PASSED if options.allow_empty else Exit.NOTHING_CHECKED
    severities: set[Severity] = {finding.severity for finding in result.findings}
    severities |= {severity for plan in result.plans for _, severity, _ in plan.said}
    fails = any(severity.rank >= options.fail_on.rank for severity in severities)
    return Exit.FAILED if fails and not options.exit_zero else Exit.PASSED
