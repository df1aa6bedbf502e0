"""The page of a check of many regions: what is said of them all, and every verdict in a table to look through."""

from collections.abc import Sequence

from planck.checks.panel import PanelResult
from planck.model import Language
from planck.render.document import Code, items
from planck.render.pages.page import frame
from planck.render.pages.regions import with_script
from planck.render.pages.templates import laid_out
from planck.render.views.panel import blocks
from planck.view.words import title_of


def panel_page(result: PanelResult, lengths: Sequence[int], language: Language, version: str) -> str:
    """The page as a text; `version` of planck that makes it."""
    verdicts = [(plan.plan, plan.when, columns) for plan in result.plans for columns in plan.targets]
    title = ", ".join(title_of(plan.plan, language) for plan in result.plans)
    told = {
        **frame(language, version, title),
        **with_script(verdicts, language, table=True),
        "told": blocks(result, lengths, language),
        "sources": items((Code(each.file), f" {each.sha256}") for each in result.inputs),
    }
    return laid_out("panel.html", told)
