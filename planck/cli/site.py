"""`planck site`: a folder of pages about plans, to be read anywhere."""

import typer

from planck.cli.check import exit_code
from planck.cli.inputs import Figures, Plan, how_of, inputs_of, judged
from planck.cli.options import Options
from planck.cli.reports import say, write_report
from planck.render import View


def site(plan: Plan, figures: Figures = None, *, options: Options) -> int:
    """Write a site: an index, a page and a strip of statuses for each plan. 输出规划评估网站。"""
    from planck.render.pages.site import site as files_of

    if not options.to:
        raise typer.BadParameter("wanted a folder to write to", param_hint="--to")
    how, inputs = how_of(options), inputs_of([plan], figures or [])
    result = judged(inputs, how, options)
    say((finding for finding in result.all_findings if finding.blocking), options.lang)
    view = View(language=options.lang, arguments=(plan, *(figures or [])))
    written = write_report(options.to, files_of(result, view), "--to")
    return exit_code(result, options, fails=False, written=written)
