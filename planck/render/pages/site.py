"""A site of plans: an index, for each plan a page, its files, and a strip of its statuses for others to show."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from planck.assess.plan import Result
from planck.checks.panel import PanelResult
from planck.model import Language
from planck.model.change import History
from planck.record import Record
from planck.render import FORMATS, Kind, View
from planck.render.document import Block, Code, Heading, Medium, items
from planck.render.pages.page import Bar, bars, bars_at, frame, page
from planck.render.pages.regions import with_script
from planck.render.pages.templates import laid_out
from planck.render.views.compare import history as history_document
from planck.render.views.panel import blocks
from planck.view.brief import Brief, brief
from planck.view.words import language_of, title_of
from planck.words import say

Files = dict[str, str | bytes]


class Entry(Record):
    """A plan on the index: its answer, its files, and its statuses at the end of each year."""

    name: str
    told: Brief
    counts: str
    downloads: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, tuple[Bar, ...]], ...]


def site(result: Result, view: View, histories: Mapping[str, History], downloads: Sequence[str]) -> Files:
    """The files of a site by their names; `histories` by the ids of the plans, `downloads`: formats of files."""
    files: Files = {}
    entries = []
    for name, one in _each(result):
        told, history = brief(one, view), histories[one.plans[0].plan.id]
        counted = bars(one, told.language)
        counts = ", ".join(f"{bar.words} {bar.count}" for bar in counted)
        own = tuple((f"{name}.{form}", form) for form in downloads)
        years = _years(history, told)
        entries.append(Entry(name=name, told=told, counts=counts, downloads=own, years=years))
        beside = {"history": _history(history, view) if years else (), "downloads": own}
        files[f"{name}.html"] = laid_out("page.html", {**page(one, view), **beside})
        files[f"{name}.svg"] = laid_out("strip.svg", {"bars": counted, "title": told.title, "counts": counts})
        files |= {file: _file(form, one, view) for file, form in own}
    language = language_of(result, view.language)
    title = say("view.html.plans", language)
    files["index.html"] = laid_out("index.html", {"entries": entries, **frame(language, result.version, title)})
    return files


def _years(history: History, told: Brief) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
    """The statuses at the end of each year, where there are several years to compare."""
    if len(history.times) < 2 or not history.lines:
        return ()
    return tuple((time, bars_at(history, at, told.language)) for at, time in enumerate(history.times))


def _history(history: History, view: View) -> tuple[Block, ...]:
    """Every target at the end of each year, without a heading of its own."""
    blocks = history_document(history, view, Medium.PAGE).of(Medium.PAGE).blocks
    return tuple(block for block in blocks if not isinstance(block, Heading))


def _file(form: str, result: Result, view: View) -> str | bytes:
    made = FORMATS[form].render(Kind.CHECK, result, view)
    assert not isinstance(made, Mapping)
    return made if isinstance(made, str | bytes) else "".join(made)


def _each(result: Result) -> Iterator[tuple[str, Result]]:
    """Each plan as a result of its own, with the name of its files: its id where that is plain and not taken."""
    taken = {"index"}
    for at, plan in enumerate(result.plans, 1):
        name = plan.plan.id if _is_plain(plan.plan.id) and plan.plan.id.lower() not in taken else f"plan-{at}"
        taken.add(name.lower())
        yield name, replace(result, plans=(plan,), as_of=plan.as_of)


def _is_plain(name: str) -> bool:
    return name.isascii() and name.replace("-", "").replace("_", "").isalnum() and not name.startswith("plan-")


# The page of a check of many regions: what is said of them all, and every verdict in a table to look through.


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
