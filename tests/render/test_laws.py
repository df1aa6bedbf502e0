"""Laws: every renderer takes every result, fits, stays clean, and gives the same bytes twice."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import TypeVar
from xml.etree import ElementTree

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from planck.assess.plan import PlanResult, Result
from planck.assess.select import select
from planck.model import (
    AsOf,
    Assessment,
    Comparator,
    Feasibility,
    Figure,
    FigureStatus,
    Finding,
    Flag,
    Flip,
    Forecast,
    Fragility,
    Goal,
    Ignored,
    Input,
    Interval,
    Language,
    MethodChoice,
    Missing,
    Nature,
    Outlook,
    Period,
    PeriodKind,
    Place,
    Quantity,
    RateKind,
    Reading,
    Reason,
    Region,
    Revision,
    Severity,
    Source,
    Target,
    Text,
    Trend,
    Wording,
)
from planck.render import View
from planck.render.data.schemas import schema_of
from planck.view.numbers import apart, same
from planck.view.words import STATUSES
from tests.building import Said
from tests.rendering import FORMATS

from .samples import plan

SCHEMA = schema_of("result")
KEYS = ("met_at_due", "met_early", "missed", "hold_kept", "hold_broken", "lost", "pace", "reversing", "cap_kept",
        "cap_exceeded", "nothing_due_yet", "not_assessed")  # fmt: skip
HOSTILE = ("\x1b[31m", "|", "`", "``` x", "<b>", "\n# x", "=1+1", "\u202e", "高新技术产业增加值占工业增加值比重",
           "{got}", "{", "\udc80", "❤\ufe0f", "\t", "e\u0301", "👨‍👩‍👧", "% s", "\x00", "&lt;", "ａ")  # fmt: skip

characters = st.characters(exclude_categories=())
texts = st.one_of(
    st.sampled_from(HOSTILE), st.text(characters, max_size=12), st.just(""), st.text("高a ,，", max_size=80)
)
words = st.builds(Text, texts, texts)
floats = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.floats(-2, 2), st.integers(0, 3000).map(float))
numbers = st.one_of(floats, st.sampled_from(list(Missing)))
optional = st.none() | floats
truths = st.booleans() | st.sampled_from(list(Missing))
places = st.builds(Place, st.sampled_from(("a.yaml", "b.csv")) | texts, st.integers(0, 5), st.integers(0, 40),
                   st.integers(0, 60))  # fmt: skip
years = st.integers(1000, 9998)
periods = st.one_of(
    years.map(Period.year),
    years.map(lambda year: Period.years(year, year + 1)),
    years.map(lambda year: Period.months(year, 7, 12, PeriodKind.HALF)),
    years.map(lambda year: Period.months(year, 4, 6, PeriodKind.QUARTER)),
    years.map(lambda year: Period.months(year, 2, 2, PeriodKind.MONTH)),
    years.map(lambda year: Period.months(year, 1, 9, PeriodKind.YEAR_TO_DATE)),
    st.dates(date(1000, 1, 1)).map(Period.day),
)
sources = st.builds(Source, document=texts, at=texts, as_printed=texts, url=texts, issuer=texts, issued=texts)
goals = st.builds(Goal, quantity=st.sampled_from(Quantity), comparator=st.sampled_from(Comparator), low=optional,
                  high=optional, strict=st.booleans(), series=texts, printed=texts, place=places)  # fmt: skip
regions = st.builds(Region, name=texts, code=texts)
borders = st.lists(st.tuples(texts, floats), max_size=3).map(tuple)
revisions = st.builds(Revision, on=st.dates(), goal=goals, due=st.none() | periods, reason=texts, source=sources,
                      place=places)  # fmt: skip
targets = st.builds(
    Target, id=st.sampled_from(("a", "b")) | texts, name=words, indicator=texts, nature=st.sampled_from(Nature),
    wording=st.sampled_from(Wording), goal=goals, due=periods, path=st.sampled_from(("linear", "hold")) | texts,
    part_of=st.sampled_from(("", "a", "b")), region=regions, source=sources, note=texts, place=places,
    method=st.builds(MethodChoice, borders=borders), revisions=st.lists(revisions, max_size=1).map(tuple),
)  # fmt: skip
figures = st.builds(
    Figure, region=texts, indicator=texts, period=periods, value=optional, text=texts, unit=texts,
    status=st.sampled_from(FigureStatus), published=st.none() | st.dates(), source=texts, note=texts, at=texts,
    as_printed=texts, place=places,
)  # fmt: skip
readings = st.builds(Reading, period=periods, value=floats, text=texts, derived=st.booleans(), annualised=st.booleans(),
                     figures=st.lists(figures, max_size=2).map(tuple))  # fmt: skip
arguments = st.dictionaries(
    st.sampled_from(("period", "value", "goal", "when", "missing", "field")),
    st.one_of(texts, st.integers(-9999, 9999), floats, words, st.sampled_from(list(Missing))),
    max_size=4,
)
statuses = st.sampled_from(list(STATUSES)) | texts

changes = st.lists(st.tuples(periods.map(str), numbers), max_size=3).map(tuple)
intervals = st.lists(st.builds(Interval, level=floats, low=floats, high=floats), max_size=2).map(tuple)
flips = st.sampled_from(list(Missing)) | st.builds(
    Flip, change=floats, value=floats, keeps=floats, status=statuses, better=st.booleans()
)
others = st.sampled_from(list(Missing)) | st.lists(statuses, max_size=2).map(tuple)
outlooks = st.builds(
    Outlook,
    trend=st.builds(Trend, points=st.integers(0, 9), pace=numbers, changes=changes, peers=st.integers(0, 9),
                    peer_pace=numbers),
    forecast=st.builds(Forecast, steps=st.integers(0, 9), central=numbers, intervals=intervals, probability=numbers),
    fragility=st.builds(Fragility, step=numbers, up=flips, down=flips, rounding=others, dropped=others,
                        revision=others, usual_revision=numbers),
    feasibility=st.builds(Feasibility, years=numbers, needed=numbers, best=numbers, best_period=texts, best_year=numbers,
                          peers=st.integers(0, 9), share_of_peers=numbers),
)  # fmt: skip

T = TypeVar("T")


def by_name(kind: Callable[..., T]) -> Callable[..., T]:
    """`kind` without its types: hypothesis would look for some that planck imports late."""
    return lambda **parts: kind(**parts)


def assessments(earlier: st.SearchStrategy[tuple[Assessment, ...]]) -> st.SearchStrategy[Assessment]:
    """Any assessment, with what it supersedes."""
    return st.builds(
        by_name(Assessment), target=targets, region=st.sampled_from(("甲", "乙")) | texts,
        unit=st.sampled_from(("家", "%")) | texts, goal=goals, due=periods, goal_value=numbers,
        goal_low=optional, goal_high=optional, baseline=numbers, baseline_period=periods,
        latest=readings | st.sampled_from(list(Missing)), judged=numbers, met=truths, on_path=truths, elapsed=numbers,
        way=numbers, asked=numbers, path_value=numbers, gap=numbers, gap_share=numbers, rate_kind=st.sampled_from(RateKind),
        required_from_baseline=numbers, achieved=numbers, required_from_now=numbers, pace_ratio=numbers, projection=numbers,
        reach=numbers, status=statuses, method=st.sampled_from(("schedule", "pacing")) | texts, borders=borders,
        flags=st.lists(st.sampled_from(Flag), max_size=3).map(tuple),
        reason=st.builds(Reason, key=st.sampled_from(KEYS) | texts, numbers=arguments),
        beside=st.builds(by_name(Said), series=st.lists(readings, max_size=2).map(tuple), superseded=earlier,
                         outlook=st.none() | outlooks),
    )  # fmt: skip


# A fingerprint is made of them, and halves of characters have none.
coordinates = texts.filter(str.isprintable)
findings = st.builds(
    Finding, code=st.sampled_from(("S021", "C001", "A001", "L040", "R001", "T012")), name=texts, severity=st.sampled_from(Severity),
    place=st.none() | places, plan=coordinates, target=coordinates,
    region=coordinates, period=coordinates, arguments=arguments,
)  # fmt: skip
several_findings = st.lists(findings, max_size=3).map(tuple)
inputs = st.builds(Input, st.sampled_from(("a.yaml", "b.csv")) | texts, st.just("0" * 64),
                   st.lists(texts, max_size=5).map(tuple))  # fmt: skip
plans = st.builds(
    by_name(PlanResult), plan=st.builds(plan, id=texts, title=words, language=st.sampled_from(Language), source=sources),
    assessments=st.lists(assessments(st.lists(assessments(st.just(())), max_size=1).map(tuple)), max_size=3).map(tuple),
    selection=st.lists(figures, max_size=2).map(lambda some: select(plan(), some, None)), findings=several_findings,
    ignored=st.lists(st.builds(Ignored, finding=findings, reason=texts), max_size=1).map(tuple),
    when=st.builds(AsOf, period=st.none() | periods),
)  # fmt: skip
results = st.builds(
    by_name(Result), plans=st.lists(plans, max_size=2).map(tuple), findings=several_findings,
    inputs=st.lists(inputs, max_size=2).map(tuple), as_of=st.none() | periods, as_of_given=st.booleans(),
    figure_count=st.integers(0, 99), checks=st.lists(texts, max_size=2).map(tuple), version=texts,
)  # fmt: skip
views = st.builds(View, language=st.none() | st.sampled_from(Language), width=st.integers(0, 140), colour=st.booleans())

slow = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(results, views)
def test_every_renderer_takes_every_result_and_gives_the_same_bytes_twice(result: Result, view: View) -> None:
    for name in FORMATS:
        text = FORMATS[name](result, view)
        assert text.endswith("\n") or (name == "github" and not text)
        assert text == FORMATS[name](result, view)
        text.encode("utf-8")


@slow
@given(results, views)
def test_other_programs_can_read_what_is_meant_for_them(result: Result, view: View) -> None:
    for name in ("json", "gitlab", "sarif"):
        json.loads(FORMATS[name](result, view))
    for line in FORMATS["jsonl"](result, view).split("\n")[:-1]:
        json.loads(line)
    ElementTree.fromstring(FORMATS["junit"](result, view).encode("utf-8"))
    for line in FORMATS["github"](result, view).split("\n")[:-1]:
        assert re.match(r"::(error|warning|notice) [^\r\n]*::[^\r\n]*$", line)


@slow
@given(results, views)
def test_the_terminal_never_exceeds_its_width_nor_lets_control_characters_through(result: Result, view: View) -> None:
    plain = (
        re.sub(r"\x1b\[\d+m", "", FORMATS["terminal"](result, view))
        if view.colour
        else FORMATS["terminal"](result, view)
    )
    for line in plain.split("\n"):
        assert wcswidth(line) <= max(60, view.width)
        assert not {unicodedata.category(character) for character in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@slow
@given(results, views)
def test_lines_of_text_are_clean_in_every_format(result: Result, view: View) -> None:
    for name in ("concise", "markdown", "csv"):
        for line in FORMATS[name](result, view).split("\n"):
            assert not {unicodedata.category(character) for character in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@slow
@given(results)
def test_json_always_fits_its_schema(result: Result) -> None:
    document = json.loads(FORMATS["json"](result, View(full=True)))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)


@slow
@given(results)
def test_csv_is_rectangular_and_no_cell_begins_a_formula(result: Result) -> None:
    header, *rows = csv.reader(io.StringIO(FORMATS["csv"](result, View())))
    assert len(rows) == sum(len(judged.assessments) for judged in result.plans)
    for row in rows:
        assert len(row) == len(header)
        for cell in row:
            assert not re.match(r"\s*[=+@＝＋＠]|\s*-(?![\d.])", cell)


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_different_numbers_never_print_alike(left: float, right: float) -> None:
    shown = (apart(left, (right,)), apart(right, (left,)))
    assert (shown[0] != shown[1]) or same(left, right)
    assert not any(re.fullmatch(r"-[0.,]+", text) for text in shown)
