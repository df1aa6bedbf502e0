"""`planck site`: a folder of pages about plans, to be read anywhere."""

from collections.abc import Sequence
from importlib.util import find_spec

import typer

from planck.cli.check import exit_code
from planck.cli.inputs import Figures, Plan, chosen_of, how_of, inputs_of, judged
from planck.cli.options import Options
from planck.cli.reports import list_findings, write_report
from planck.cli.usage import waiting
from planck.render import Kind, View, formats_of

NO_FILE = "none"


def site(plan: Plan, figures: Figures = None, *, options: Options) -> int:
    """Write a site: an index, a page, files and a strip of statuses for each plan."""
    from planck.pipeline.history import by_year
    from planck.render.pages.site import site as files_of

    if not options.to:
        raise typer.BadParameter("wanted a folder to write to", param_hint="--to")
    how, inputs, downloads = how_of(options), inputs_of([plan], figures or []), _downloads(options.download)
    result = judged(inputs, how, options)
    list_findings((finding for finding in result.all_findings if finding.blocking), options.lang)
    view = View(language=options.lang, arguments=(plan, *(figures or [])))
    with waiting(options.lang):
        files = files_of(result, view, {one.plan.id: by_year(one) for one in result.plans}, downloads)
    return exit_code(result, options, fails=False, written=write_report(options.to, files, "--to"))


def _downloads(wanted: Sequence[str] | None) -> tuple[str, ...]:
    """The formats of the files beside each page. Raises BadParameter for one that does not exist."""
    if wanted is None:
        return ("csv", "json", *(("xlsx",) if find_spec("xlsxwriter") else ()))
    for name in wanted:
        chosen_of(name, [*formats_of(Kind.CHECK), NO_FILE], "--download")
    return tuple(name for name in dict.fromkeys(wanted) if name != NO_FILE)
