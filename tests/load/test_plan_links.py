"""How the parts of a plan refer to each other, and what is left when references go nowhere."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load.plan.plan import cycles
from planck.model import Text
from tests.load.plan_text import described, load_fragment


def series(id_: str, name: str, *more: str) -> str:
    return f"  {id_}: {{{', '.join((f'name: {{zh: {name}}}', 'measure: flow', *more))}}}\n"


def target(id_: str, name: str, *more: str) -> str:
    return series(id_, name, "goal: {at_least: 1}", *more)


def about(id_: str, name: str, indicator: str, *more: str) -> str:
    keys = ", ".join((f"name: {{zh: {name}}}", f"indicator: {indicator}", "goal: {at_least: 1}", *more))
    return f"  {id_}: {{{keys}}}\n"


def plan_of(indicators: str = "", targets: str = "", more: str = "") -> str:
    head = "indicators:\n" + indicators if indicators else ""
    return head + ("targets:\n" + targets if targets else "") + more


def left(fragment: str) -> tuple[list[str], list[str], list[str]]:
    """The ids of the indicators, the targets and the identities that a plan is left with."""
    plan = load_fragment(fragment)[0]
    assert plan is not None
    return [i.id for i in plan.indicators], [t.id for t in plan.targets], [i.id for i in plan.identities]


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        # One id for two indicators.
        (plan_of(series("a", "甲"), target("a", "乙")), ["S034 9:3-4"]),
        (plan_of(series("a", "甲") + series("b", "乙"), about("a", "丙", "b")), ["S034 10:3-4"]),
        (plan_of(series("a", "甲"), about("a", "丙", "a")), []),
        # A target whose `indicator` is broken says nothing about its id.
        (plan_of(series("a", "甲"), about("a", "丙", "X")), ["S023 9:33-34"]),
        # One name for two indicators: names, ids and aliases, in both languages.
        (plan_of(series("a", "甲") + series("b", "甲")), ["S033 file", "S035 8:18-19"]),
        (plan_of(series("a", "甲"), target("b", "甲")), ["S035 9:18-19"]),
        (plan_of(series("a", "甲", "aliases: [x, y]") + series("b", "乙", "aliases: [z, y]")), ["S033 file", "S035 8:50-51"]),
        (plan_of(series("a", "甲") + series("b", "乙", "aliases: [a]")), ["S033 file", "S035 8:47-48"]),
        (plan_of(series("a", "甲", "aliases: [b]") + series("b", "乙")), ["S033 file", "S035 8:3-4"]),
        (plan_of("  a: {name: 甲, measure: flow}\n" + series("b", "甲")), ["S033 file", "S035 8:18-19"]),
        (plan_of("  a: {name: {zh: 甲, en: x}, measure: flow}\n" + series("b", "x")), ["S033 file", "S035 8:18-19"]),
        # A name may stand twice for one indicator, and a target about another may have its name.
        (plan_of(series("a", "甲", "aliases: [甲, a]")), ["S033 file"]),
        (plan_of(series("a", "甲"), about("b", "甲", "a")), []),
        # References.
        (plan_of(series("gdp", "甲"), about("b", "乙", "gpd")), ["S036 9:33-36"]),
        (plan_of("", target("a", "甲") + about("b", "乙", "a")), []),
        (plan_of("", target("a", "甲") + about("b", "乙", "c") + about("c", "丙", "a")), ["S036 8:33-34"]),
        (plan_of("", target("a", "甲", "formula: b + c") + target("b", "乙")), ["S036 7:71-72"]),
        (plan_of("", target("a", "甲", "formula: c + bc + c")), ["S036 7:67-68", "S036 7:71-73"]),
        (plan_of("", target("a", "甲"), "identities: {i: a = b}\n"), ["S036 8:21-22"]),
        (plan_of("", target("a", "甲"), "ignore: [{code: L001, reason: x, target: b}]\n"), ["S036 8:42-43"]),
        # Where a whole part is broken nothing is said about references to it.
        ("indicators: 5\ntargets:\n" + about("a", "甲", "b"), ["S023 6:13-14"]),
        ("targets: 5\nignore: [{code: L001, reason: x, target: b}]\n", ["S023 6:10-11"]),
        # But an id that cannot be one is there.
        (plan_of(series("A", "甲") + "  b: 5\n", about("c", "丙", "b")), ["S023 7:3-4", "S023 8:6-7"]),
        # Circles.
        (plan_of("", target("a", "甲", "part_of: b") + target("b", "乙", "part_of: a")), ["S037 7:67-68"]),
        (plan_of("", target("c", "丙", "part_of: a") + target("a", "甲", "part_of: b") + target("b", "乙", "part_of: a")), ["S037 8:67-68"]),
        (plan_of(series("a", "甲", "formula: b") + series("b", "乙", "formula: a + 1")), ["S033 file", "S039 7:46-47"]),
        (plan_of(series("a", "甲", "formula: b + c") + series("b", "乙") + series("c", "丙", "formula: chain(a)")), ["S033 file", "S039 7:46-51"]),
        (plan_of(series("a", "甲", "formula: b") + series("b", "乙", "formula: baseline(a)")), ["S033 file"]),
    ],
)  # fmt: skip
def test_references(fragment: str, found: list[str]) -> None:
    assert described(load_fragment(fragment)[1]) == found


@pytest.mark.parametrize(
    ("fragment", "hint"),
    [
        (plan_of(series("gdp", "甲"), about("b", "乙", "gpd")), "Did you mean gdp?"),
        (plan_of(series("gdp", "甲"), about("b", "乙", "population")), "Check the spelling, or add it to the plan first."),
        (plan_of("", target("firms", "甲", "part_of: firm")), "Did you mean firms?"),
        ("titel: x\n", "Did you mean title?"),
        ("x: 1\n", "It can be: planck, plan, language, title, region, period, source, method, …."),
        ("language: z\n", "Did you mean zh?"),
        ("language: german\n", "It can be: zh, en."),
    ],
)  # fmt: skip
def test_the_nearest_is_suggested(fragment: str, hint: str) -> None:
    arguments = [finding.arguments for finding in load_fragment(fragment)[1] if "hint" in finding.arguments]
    found = arguments[0]["hint"]
    assert isinstance(found, Text)
    assert found.en == hint
    assert found.zh


def chain(length: int) -> str:
    """An indicator and so many formulas, each reading the one before."""
    formulas = (series(f"a{n}", f"指标{n}", f"formula: a{n - 1} + 1") for n in range(1, length + 1))
    return plan_of(series("a0", "指标0") + "".join(formulas), target("t", "目标"))


def test_formulas_may_stand_on_ten_others() -> None:
    assert described(load_fragment(chain(10))[1]) == []
    assert [finding.code for finding in load_fragment(chain(12))[1]] == ["S042", "S042"]


@pytest.mark.parametrize(
    ("fragment", "kept"),
    [
        # A bad target takes with it what is part of it, and nothing else.
        (
            plan_of(
                "",
                target("a", "甲", "due: soon") + target("b", "乙", "part_of: a") + target("c", "丙", "part_of: b") + target("d", "丁"),
            ),
            (["a", "b", "c", "d"], ["d"], []),
        ),
        # An indicator that cannot be computed takes with it what reads it.
        (
            plan_of(
                series("a", "甲", "formula: x") + series("b", "乙", "formula: a + 1") + series("c", "丙", "formula: baseline(b)") + series("d", "丁"),
                about("t", "戊", "b") + about("u", "己", "d") + target("v", "庚", "nature: x"),
                "identities: {i: a = d, j: d = d}\n",
            ),
            (["d", "v"], ["u"], ["j"]),
        ),
        (plan_of(series("a", "甲", "formula: 2 +") + series("b", "乙")), (["b"], [], [])),
        (plan_of(series("a", "甲", "formula: baseline(a)"), about("t", "乙", "a", "due: soon")), (["a"], [], [])),
        (
            plan_of(series("a", "甲") + series("b", "乙", "formula: a"), target("t", "丙", "due: soon", "formula: a + b")),
            (["a", "b", "t"], [], []),
        ),
        (plan_of(series("a", "甲", "formula: b") + series("b", "乙", "formula: a"), target("t", "丙")), (["t"], ["t"], [])),
        (
            plan_of(series("a", "甲"), "  t: {name: {zh: 乙}, indicator: a, goal: {above_series: x}}\n" + about("u", "丙", "a")),
            (["a"], ["u"], []),
        ),
        (plan_of(series("a", "甲", "measure2: x"), about("u", "丙", "a")), (["a"], ["u"], [])),
        # A warning takes nothing away.
        (plan_of("", "  t: {name: {zh: 乙}, measure: ratio, goal: {at_least: 1}}\n"), (["t"], ["t"], [])),
    ],
)  # fmt: skip
def test_what_is_sound_is_left(fragment: str, kept: tuple[list[str], list[str], list[str]]) -> None:
    assert left(fragment) == kept


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ({}, []),
        ({"a": ["b"]}, []),
        ({"a": ["a"]}, [("a", "a")]),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, [("a", "b", "c", "a")]),
        ({"x": ["a"], "a": ["b"], "b": ["a"]}, [("a", "b", "a")]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["a"], "b": ["b"]}, [("a", "a"), ("b", "b")]),
        # Of the circles of one node the first is named.
        ({"a": ["a", "b"], "b": ["a"]}, [("a", "a"), ("a", "b", "a")]),
        ({"a": ["b"], "b": ["a", "b"]}, [("a", "b", "a")]),
    ],
)
def test_circles(edges: dict[str, list[str]], found: list[tuple[str, ...]]) -> None:
    assert list(cycles(edges)) == found


NODES = st.sampled_from("abcdef")


@given(st.dictionaries(NODES, st.lists(NODES, max_size=4)))
def test_there_is_a_circle_exactly_when_not_every_node_can_be_taken_off(edges: dict[str, list[str]]) -> None:
    found = list(cycles(edges))
    for circle in found:
        assert circle[0] == circle[-1]
        assert all(after in edges[before] for before, after in itertools.pairwise(circle))
    open_ = dict(edges)
    while done := [node for node, others in open_.items() if not any(other in open_ for other in others)]:
        open_ = {node: others for node, others in open_.items() if node not in done}
    assert bool(found) == bool(open_)


def test_findings_are_bounded_and_the_rest_is_counted() -> None:
    findings = load_fragment("".join(f"mesure{n}: 1\n" for n in range(500)))[1]
    assert len(findings) == 201
    assert findings[-1].code == "E015"
    # The note about the missing targets is the least of them.
    assert findings[-1].arguments["got"] == 301


def test_references_to_nothing_are_bounded_too() -> None:
    findings = load_fragment(plan_of("", "".join(about(f"t{n}", f"目标{n}", f"i{n}") for n in range(300))))[1]
    assert [finding.code for finding in findings] == ["S036"] * 200 + ["E015"]
