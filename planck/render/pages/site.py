"""A site of plans: an index, a page a plan, and a strip of its statuses for other pages to show."""

from collections.abc import Iterator

from msgspec.structs import replace

from planck.assess.plan import PlanResult, Result
from planck.record import Record
from planck.render import View
from planck.render.pages.page import bars, frame, page
from planck.render.pages.templates import laid_out
from planck.view.brief import Brief, brief
from planck.view.words import language_of
from planck.words import Label


class Entry(Record):
    """A plan on the index: its answer, and the name of its files without their ending."""

    name: str
    told: Brief
    counts: str


def site(result: Result, view: View) -> dict[str, str]:
    """The files of a site by their names."""
    files, entries = {}, []
    for name, one in _each(result):
        told = brief(one, view)
        counted = bars(one, told.language)
        counts = ", ".join(f"{bar.words} {bar.count}" for bar in counted)
        entries.append(Entry(name=name, told=told, counts=counts))
        files[f"{name}.html"] = laid_out("page.html", page(one, view))
        files[f"{name}.svg"] = laid_out("strip.svg", {"bars": counted, "title": told.title, "counts": counts})
    language = language_of(result, view.language)
    title = Label("view.html.plans").in_(language)
    files["index.html"] = laid_out("index.html", {"entries": entries, **frame(language, result.version, title)})
    return files


def _each(result: Result) -> Iterator[tuple[str, Result]]:
    """Each plan as a result of its own, with the name of its files: its id where that is plain and not taken."""
    taken = {"index"}
    for at, plan in enumerate(result.plans, 1):
        name = plan.plan.id if _is_plain(plan.plan.id) and plan.plan.id.lower() not in taken else f"plan-{at}"
        taken.add(name.lower())
        yield name, _alone(result, plan)


def _is_plain(name: str) -> bool:
    return name.isascii() and name.replace("-", "").replace("_", "").isalnum() and not name.startswith("plan-")


def _alone(result: Result, plan: PlanResult) -> Result:
    return replace(result, plans=(plan,), as_of=plan.as_of)
