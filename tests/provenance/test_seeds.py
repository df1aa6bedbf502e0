"""The seed plans and figures in the five documents, where these stand beside the checkout."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

import pytest
from msgspec.structs import replace

from planck.assess.plan import assess_plan
from planck.checks import Run
from planck.load.files import Document, read
from planck.load.plan.plan import load_plan
from planck.model import Figure, Finding, Plan, Severity
from planck.pipeline import Loaded, load
from planck.pipeline.audit import of_plan, of_run
from planck.provenance.documents import Documents, documents_in
from planck.provenance.trace import Outcome, Subject, figure_subject, outcomes, subjects_of
from tests.golden.folder import shared

ROOT = Path(__file__).parents[2]
PLANS = sorted(str(path) for path in (ROOT / "targets").glob("*.yaml"))
FIGURES = sorted(str(path) for path in (ROOT / "seeds").glob("*.csv"))
LIMIT = 1 << 22
# A line that encodes numbers or quotes them, and what of it is a date or a place.
ENCODED = re.compile(r"\s+(?:baseline|goal|stated|milestones|schedule|source|as_printed):")
NO_NUMBER = re.compile(r"(?:period|column|due): *[\d-]*$|document: [\w-]*$|\burl: \"?[^\",]*$|\bat: \"[^\"]*$")


@lru_cache(maxsize=1)
def held() -> Documents:
    """The five documents of the inventory, and the reports and tables that goals with a known end were printed in."""
    ours, others = (_held_in(str(shared(name))) for name in ("seeds", "draft/docs"))
    return replace(ours, files={**ours.files, **others.files}, texts={**ours.texts, **others.texts})


def _held_in(folder: str) -> Documents:
    documents, _, findings = documents_in(folder, (*PLANS, *FIGURES))
    assert documents is not None
    assert [one for one in findings if one.severity is Severity.ERROR] == []
    return documents


@lru_cache(maxsize=1)
def loaded() -> Loaded:
    return load(PLANS, FIGURES)


@lru_cache(maxsize=1)
def found() -> tuple[Finding, ...]:
    documents = held()
    contexts = tuple(assess_plan(plan, loaded().figures, None) for plan in loaded().plans)
    own = [one for context in contexts for one in of_plan(context, documents)]
    run = Run(plans=contexts, figures=loaded().figures)
    return (*own, *of_run(run, documents))


def test_every_target_and_every_figure_of_the_documents_is_traced() -> None:
    counted = {
        str(one.arguments["got"]).split("_")[0]: tuple(one.arguments[key] for key in ("targets", "figures", "lost"))
        for one in found()
        if one.code == "P015"
    }
    # The rows of seeds/README.md: 60 and 48 targets and a standard of one, 195 and 25 figures.
    assert counted == {
        "000": (4, 34, 0),
        "001": (0, 37, 0),
        "002": (30, 73, 0),
        "003": (17, 15, 0),
        "004": (10, 36, 0),
        "cn-2014-hant": (3, 4, 0),
        "cn-2016": (17, 3, 0),
        "cn-2017": (2, 8, 0),
        "cn-2021": (16, 0, 0),
        "hangzhou-tables": (10, 10, 0),
    }


def test_what_is_not_traced_has_a_reason() -> None:
    rest = [one for one in found() if one.code not in ("P005", "P015")]
    assert {one.code for one in rest} == {"P013", "P017"}, "numbers with a reason, and a scenario"
    excused = [(one.target, str(one.arguments["got"])) for one in rest if one.code == "P013"]
    assert excused[0] == ("registered_urbanisation", "39.9%")
    assert ("new_building_area", "5%") in excused, "a tolerance"
    assert len(excused) == 16, "baselines of other pages, and those that are 0 or 1 because they are counted from"


def test_figures_of_pages_have_addresses_only() -> None:
    addresses = {
        Path(one.place.file).name: one.arguments["count"] for one in found() if one.place and one.code == "P005"
    }
    assert {name: count for name, count in addresses.items() if name.endswith(".csv")} == {
        "china-13fyp.csv": 55,
        "china-14fyp.csv": 31,
        "china-work-reports.csv": 32,
        "hangzhou-tables.csv": 2,
        "later.csv": 82,
        "provinces-2009.csv": 279,
    }


@pytest.mark.parametrize("path", PLANS, ids=lambda path: Path(path).stem)
def test_changing_any_digit_of_a_plan_makes_it_fail(path: str) -> None:
    document, _ = read(path, limit=LIMIT)
    assert document is not None
    lines = document.text.split("\n")
    traced = traceable(next(plan for plan in loaded().plans if plan.place.file == path))
    changes = {target: changed for target, changed in changes_of(lines).items() if target in traced}
    assert sum(map(len, changes.values())) >= 3 * len(traced)
    # Reading a plan takes longer than tracing a target: the first change of every target at once, then the second...
    for round_ in zip_longest(*changes.values()):
        at_once = dict(zip(changes, round_, strict=True))
        after, refused = plan_of(document, merged(lines, dict(filter(None, round_))))
        for name, change in at_once.items():
            assert change is None or change[0] in refused or errors(after, name), (
                f"{path}: {lines[change[0]].strip()} -> {change[1].strip()}"
            )


def traceable(plan: Plan) -> frozenset[str]:
    """The targets whose document is held."""
    return frozenset(one.target for one in subjects_of(plan) if held().text(one.document))


def changes_of(lines: list[str]) -> dict[str, list[tuple[int, str]]]:
    """For every target the line numbers and the lines with one digit changed, one for each digit."""
    found: dict[str, list[tuple[int, str]]] = {}
    target = ""
    for number, line in enumerate(lines):
        if named := re.fullmatch(r"  (\w+):", line):
            target = named[1]
        for other in altered(line):
            found.setdefault(target, []).append((number, other))
    return found


def merged(lines: list[str], change: dict[int, str]) -> list[str]:
    return [change.get(number, line) for number, line in enumerate(lines)]


def altered(line: str) -> Iterator[str]:
    """The line with one digit of its numbers changed, each in turn."""
    for digit in re.finditer(r"\d", line) if ENCODED.match(line) else ():
        if not NO_NUMBER.search(line[: digit.start()]):
            yield f"{line[: digit.start()]}{(int(digit[0]) + 1) % 10}{line[digit.end() :]}"


def plan_of(document: Document, lines: list[str]) -> tuple[Plan, frozenset[int]]:
    """The plan of the lines, and the numbers of those that no plan can have: a range that ends before it begins."""
    plan, findings = load_plan(Document(document.input, "\n".join(lines)))
    assert plan is not None, "a changed digit is still a plan"
    wrong = (one.place.line for one in findings if one.place and one.severity is Severity.ERROR)
    return plan, frozenset(line - 1 for line in wrong)


def errors(plan: Plan, target: str) -> list[str]:
    """The codes of the errors of one target."""
    all_ = [outcome.finding for one in subjects_of(plan) if one.target == target for outcome in traced(one)]
    return [finding.code for finding in all_ if finding and finding.severity is Severity.ERROR]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: Path(path).stem)
def test_changing_the_line_of_a_source_is_noticed(path: str) -> None:
    """The first line that each target names: the digits of a column may move it within what stands there."""
    plan = next(plan for plan in loaded().plans if plan.place.file == path)
    for target in (target for target in plan.targets if target.id in traceable(plan)):
        for digit in re.finditer(r"(?<=line )\d", target.source.at):
            at = f"{target.source.at[: digit.start()]}{int(digit[0]) % 9 + 1}{target.source.at[digit.end() :]}"
            moved = replace(target, source=replace(target.source, at=at))
            own = replace(plan, targets=(moved,))
            found = [one.finding for subject in subjects_of(own) for one in traced(subject) if one.finding]
            assert [one.code for one in found if one.code != "P013"], at


def traced(subject: Subject) -> list[Outcome]:
    text = held().text(subject.document)
    assert text is not None
    return list(outcomes(subject, text, held()))


def test_changing_any_digit_of_a_figure_makes_it_fail() -> None:
    changed = 0
    for figure in loaded().figures:
        text = held().text(figure.source)
        if text is None or figure.value is None:
            continue
        for other in renumbered(figure):
            subject = figure_subject(other, {})
            assert subject is not None
            wrong = [one for one in outcomes(subject, text, held()) if one.finding and one.finding.severity == "error"]
            assert wrong, (figure.place, other.text)
            changed += 1
    assert changed > 500


def renumbered(figure: Figure) -> Iterator[Figure]:
    """The figure with one digit of its value changed, then with one digit of its print changed."""
    for digit in re.finditer(r"\d", figure.text):
        text = f"{figure.text[: digit.start()]}{(int(digit[0]) + 1) % 10}{figure.text[digit.end() :]}"
        yield replace(figure, text=text, value=float(text))
    for digit in re.finditer(r"\d", figure.as_printed):
        other = f"{(int(digit[0]) + 1) % 10}"
        yield replace(figure, as_printed=figure.as_printed[: digit.start()] + other + figure.as_printed[digit.end() :])
