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
from planck.load.plan.plan import load_plan
from planck.load.source.files import Document, read
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
NO_NUMBER = re.compile(r"(?:period|column|due): *[\d-]*$|\bat: \"[^\"]*$")


@lru_cache(maxsize=1)
def held() -> Documents:
    documents, _, findings = documents_in(str(shared("seeds")), (*PLANS, *FIGURES))
    assert documents is not None
    assert findings == ()
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
        str(one.arguments["got"])[:3]: (one.arguments["targets"], one.arguments["figures"], one.arguments["lost"])
        for one in found()
        if one.code == "P015"
    }
    # The rows of seeds/README.md: 60 targets and 195 figures.
    assert counted == {"000": (4, 34, 0), "001": (0, 37, 0), "002": (30, 73, 0), "003": (17, 15, 0), "004": (9, 36, 0)}


def test_what_is_not_traced_has_a_reason() -> None:
    rest = [(one.code, one.target, str(one.arguments.get("got"))) for one in found() if one.code != "P015"]
    kept = [one for one in rest if one[0] != "P005"]
    assert kept == [("P013", "new_building_area", "5%"), ("P017", "", "39")], "a tolerance, and a scenario"
    [addresses] = [one for one in found() if one.code == "P005"]
    assert (addresses.arguments["count"], addresses.target) == (42, ""), "later figures have addresses only"


@pytest.mark.parametrize("path", PLANS, ids=lambda path: Path(path).stem)
def test_changing_any_digit_of_a_plan_makes_it_fail(path: str) -> None:
    document, _ = read(path, limit=LIMIT)
    assert document is not None
    lines = document.text.split("\n")
    changes = changes_of(lines)
    assert sum(map(len, changes.values())) > (15 if "2017" in path else 40)
    # Reading a plan takes longer than tracing a target: the first change of every target at once, then the second...
    for round_ in zip_longest(*changes.values()):
        at_once = dict(zip(changes, round_, strict=True))
        after = plan_of(document, merged(lines, dict(filter(None, round_))))
        for name, change in at_once.items():
            assert change is None or errors(after, name), f"{path}: {lines[change[0]].strip()} -> {change[1].strip()}"


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


def plan_of(document: Document, lines: list[str]) -> Plan:
    plan, _ = load_plan(Document(document.input, "\n".join(lines)))
    assert plan is not None, "a changed digit is still a plan"
    return plan


def errors(plan: Plan, target: str) -> list[str]:
    """The codes of the errors of one target."""
    all_ = [outcome.finding for one in subjects_of(plan) if one.target == target for outcome in traced(one)]
    return [finding.code for finding in all_ if finding and finding.severity is Severity.ERROR]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: Path(path).stem)
def test_changing_the_line_of_a_source_is_noticed(path: str) -> None:
    """The first line that each target names: the digits of a column may move it within what stands there."""
    plan = next(plan for plan in loaded().plans if plan.place.file == path)
    for target in plan.targets:
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
