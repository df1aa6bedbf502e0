"""Figures laid out by series, year and unit, also in several parts."""

from collections.abc import Sequence

import numpy as np
import pytest

from planck.model import Finding
from planck.score.panel import Panel, joined, laid, listed
from tests.scoring.building import Rows, columns, model

BODY = "missing: {carry: 1}\ndomains: {a: {indicators: {x: {unit: 家}, y: {}}}}\n"
HEADER = "region,indicator,period,value,unit"


def in_parts(*parts: Rows, year: int | None = None, spelled: Sequence[str] = ()) -> tuple[Panel, tuple[Finding, ...]]:
    """The panel of figures that come in parts, each of units of its own, and what is said of them."""
    known, own = dict.fromkeys(spelled, ""), model(BODY)
    known = {name: name for name in known}
    return joined(own, [laid(own, columns(rows, HEADER, noted=True), year, known) for rows in parts], known)


def printed(panel: Panel, series: str, unit: str) -> str:
    """The text of the figure of a unit in the year of the panel; empty where there is none."""
    row = int(panel.row[panel.series[series], 0, panel.units.index(unit)])
    return panel.text[row] if row >= 0 else ""


def test_the_figures_of_parts_keep_their_texts() -> None:
    one = [("A", "x", 2021, "1.0", ""), ("A", "y", 2021, "2.0", "")]
    two = [("B", "x", 2021, "3.00", ""), ("C", "x", 2021, "4.000", "")]
    made, said = in_parts(two, one, spelled=("D",))
    assert made.units == ("A", "B", "C", "D")
    texts = [(printed(made, "x", name), printed(made, "y", name)) for name in made.units]
    assert texts == [("1.0", "2.0"), ("3.00", ""), ("4.000", ""), ("", "")]
    assert made.values[0, 0].tolist() == pytest.approx([1, 3, 4, np.nan], nan_ok=True)
    assert made.status[0, 0].tolist() == [made.status[0, 0, 0]] * 3 + [-1]
    assert (made.status[1, 0, 1], made.row[1, 0, 1]) == (-1, -1)
    assert (made.used, said) == (4, ())


def test_a_bound_counts_in_the_years_of_the_panel_alone() -> None:
    rows = [
        (name, "x", year, text, "")
        for name, row in {"A": ("<9", "<5", "4"), "B": ("3", "<6", ">7"), "C": ("<9", "8", "<9")}.items()
        for year, text in zip((2022, 2021, 2020), row, strict=True)
    ]
    made, _ = in_parts(rows, year=2021)
    assert made.most[0, 0].tolist() == pytest.approx([5, 6, np.nan], nan_ok=True)
    assert made.least[0, 0].tolist() == pytest.approx([0, 0, np.nan], nan_ok=True)
    assert made.least[0, 1].tolist() == pytest.approx([np.nan, 7, 0], nan_ok=True)
    assert np.isnan(made.most[0, 2]).all()
    assert [int(np.count_nonzero(~np.isnan(ends))) for ends in (made.least, made.most)] == [4, 4]


def test_what_is_to_be_said_of_several_parts_is_said_once_at_its_first_place() -> None:
    # The second part begins above the first in their file: each is a table of its own here.
    one = [("A", "y", 2021, 1, ""), ("A", "x", 2021, 1, "人"), ("A", "x", 2020, 1, "人")]
    two = [("B", "x", 2021, 1, "人"), ("B", "x", 2020, 7, "万家"), ("B", "z", 2021, 1, "")]
    made, said = in_parts(one, two)
    found = [(one.code, one.place and one.place.line, one.arguments.get("count")) for one in said]
    assert found == [("L040", 3, 1), ("G103", None, 1), ("G102", 2, 3)]
    assert made.units == ("A", "B")


def test_contradictions_of_several_parts_are_said_one_by_one_in_the_order_of_their_places() -> None:
    one = [("A", "y", 2021, 1, ""), ("A", "x", 2021, 1, ""), ("A", "x", 2021, 2, "")]
    two = [("B", "x", 2021, 1, ""), ("B", "x", 2021, 2, "")]
    for parts in ((one, two), (two, one)):
        said = in_parts(*parts)[1]
        assert [(each.region, each.place and each.place.line) for each in said] == [("B", 3), ("A", 4)]
        assert all("count" not in each.arguments for each in said)


def test_the_first_five_of_names_are_listed() -> None:
    assert listed(list("abcde")) == "a, b, c, d, e"
    assert listed(list("abcdef")) == "a, b, c, d, e, …"
    assert listed([]) == ""


def test_of_three_contradictions_the_last_is_told() -> None:
    _, (said,) = in_parts([("A", "x", 2021, value, "") for value in (1, 2, 3)])
    assert (said.code, said.arguments["got"], said.place and said.place.line) == ("G101", "3", 4)


def test_what_is_older_than_the_years_of_the_panel_is_not_in_it() -> None:
    # Of more units than years: the panel goes back three years, so that what changed last year can be carried.
    rows = [(name, "x", year, text, "") for name in "ABCDEF" for year, text in ((2021, "5"), (2015, "7"), (2014, "<9"))]
    made, said = in_parts(rows)
    assert (made.values.shape, made.used, said) == ((2, 4, 6), 6, ())
    assert np.isnan(made.most).all()


def test_without_a_figure_there_is_no_year() -> None:
    own = model(BODY)
    part = laid(own, columns([("A", "z", 2021, 1, "")], HEADER), None, {})
    assert (part.newest, part.panel.year, part.panel.units) == (0, 0, ())


def test_where_any_figure_is_below_nothing_a_bound_has_no_other_end() -> None:
    rows = [
        ("A", "x", 2021, "-3", ""),
        ("B", "x", 2021, "<5", ""),
        ("B", "y", 2021, "<6", ""),
        ("A", "y", 2021, "1", ""),
    ]
    made, _ = in_parts(rows)
    assert [float(made.least[at, 0, 1]) for at in (0, 1)] == [-np.inf, 0]
    small, _ = in_parts([("A", "x", 2021, "0.5", ""), ("B", "x", 2021, "<5", "")])
    assert small.least[0, 0, 1] == 0
