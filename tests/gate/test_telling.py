"""What a finding about a change says: names, places, what tells one change from another, and the calls to be pasted."""

from typing import Any

import pytest
from msgspec.structs import replace

from planck.gate.revised_figure import REVISED_FIGURE
from planck.gate.telling import causes_text, figure_change_in_short, record, told
from planck.model import Command, Figure, Language, Place, Plan, Text
from planck.model.change import Base
from planck.view.message import message_text
from planck.words import Label
from tests.building import HERE, figure, formula, indicator, plan, target

from .test_checks import FIRMS, Figures, comparison, found

WHY = Label("gate.judge.why")
# Of a commit, files bear its name; `old.csv` is called `figures.csv` now.
COMMIT = {"base": Base(label="main@abc", commit="abc", asked="main"), "files": {"abc:old.csv": "figures.csv"}}


def at(file: str, *figures: Figure) -> Figures:
    """The figures in another file."""
    return tuple(replace(one, place=replace(one.place, file=file)) for one in figures)


OLD, NEW = figure(2022, 48), figure(2022, 49)
OLD_OF_COMMIT = at("abc:old.csv", OLD)
[LATER] = at("later.csv", figure(2023, 52))
KEPT = figure(2022, 7, "labs")
THREE = tuple(replace(figure(2017 + at, 40), place=Place(f"{name}.csv", 2)) for at, name in enumerate("abc"))


@pytest.mark.parametrize(
    ("before", "after", "more", "words"),
    [
        ((OLD,), (NEW,), {}, "figures.csv firms 2022 --region 拱墅区"),
        ((replace(OLD, region=""),), (replace(NEW, region=""),), {}, "figures.csv firms 2022"),
        ((OLD,), (replace(NEW, value=None, text=""),), {}, "figures.csv firms 2022 --region 拱墅区 --withdrawn"),
        ((OLD, LATER), (NEW, LATER), {}, "figures.csv firms 2022 --region 拱墅区"),
        ((OLD,), (), {}, "figures.csv firms 2022 --region 拱墅区 --withdrawn"),
        ((OLD,), (replace(OLD, unit="户"),), {}, "figures.csv firms 2022 --region 拱墅区 --old 48"),
        (OLD_OF_COMMIT, (NEW,), COMMIT, "figures.csv firms 2022 --region 拱墅区"),
        (at("abc:figures.csv", OLD), (NEW,), COMMIT, "figures.csv firms 2022 --region 拱墅区"),
        (OLD_OF_COMMIT, at("new.csv", NEW), COMMIT, "new.csv firms 2022 --region 拱墅区 --old 48"),
        (OLD_OF_COMMIT, (KEPT,), COMMIT, "figures.csv firms 2022 --region 拱墅区 --withdrawn"),
        # Gone without its file: beside the last that is left of its series.
        ((OLD, *THREE), THREE, {}, "c.csv firms 2022 --region 拱墅区 --withdrawn"),
        # Gone with its file: beside nothing can be recorded.
        (OLD_OF_COMMIT, at("new.csv", KEPT), COMMIT, ""),
    ],
)
def test_the_call_that_records_why(before: Figures, after: Figures, more: dict[str, Any], words: str) -> None:
    compared = comparison(before, after, plan(target(), target("labs")), **more)
    [change] = [one for one in compared.figures if one.figure.indicator == "firms"]
    base = "main" if more else "base"
    call = record(compared, change).get("record")
    given: tuple[Text | str, ...] = ("planck", "revise", *words.split(" "), "--base", base, "--reason", WHY)
    assert call == (Command(words=given) if words else None)


def test_what_has_another_name_is_recorded_with_what_it_was() -> None:
    before = (figure(2020, 40), figure(2021, 44), OLD)
    compared = comparison(before, (*(replace(one, indicator="qiye") for one in before[:2]), figure(2022, 49, "qiye")))
    [*_, change] = compared.figures
    call = record(compared, change).get("record")
    assert call
    assert call.words[3:9] == ("qiye", "2022", "--region", "拱墅区", "--old", "48")


def name_of_revised(of: Plan) -> tuple[str, str]:
    """Which target the finding about a revised figure is of, and what it calls it."""
    [finding] = found(REVISED_FIGURE.code, (OLD,), (NEW,), of)
    name = finding.arguments["name"]
    assert isinstance(name, Text)
    return finding.target, name.en


def test_a_figure_is_called_as_its_only_target_is_and_with_its_region_where_there_are_several() -> None:
    other = replace(HERE, name="西湖区")
    one = replace(target("some", indicator="firms"), name=Text(zh="企业", en="Companies"))
    assert name_of_revised(plan(one)) == ("some", "Companies")
    several = plan(one, target("more", indicator="firms"))
    assert name_of_revised(several) == ("firms", "firms"), "of several their indicator"
    assert name_of_revised(plan(one, target("labs", region=other))) == ("some", "Companies of 拱墅区")


def test_a_name_that_two_plans_have_for_two_things_is_told_as_the_figures_say_it() -> None:
    old, new = (
        plan(*(target(id_) for id_ in ("firms", "labs")), indicators=(indicator(id_, aliases=("qiye",)),))
        for id_ in ("firms", "labs")
    )
    [finding] = found(REVISED_FIGURE.code, (figure(2022, 48, "qiye"),), (figure(2022, 49, "qiye"),), old, new)
    assert (finding.target, finding.arguments["name"]) == ("qiye", Text(zh="qiye", en="qiye"))


def test_one_change_is_told_from_another_by_both_its_sides() -> None:
    [change] = comparison((OLD,), (NEW,)).figures
    old, new = "拱墅区|firms|2022|家|unstated||48.0", "拱墅区|firms|2022|家|unstated||49.0"
    assert figure_change_in_short(change) == f"{old} → {new}"
    later = replace(NEW, published=NEW.period.end)
    [again] = comparison((OLD,), (OLD, later)).figures
    assert figure_change_in_short(again) == f"{old} → {new}", "beside the vintage before it"
    [gone] = comparison((OLD,), ()).figures
    assert figure_change_in_short(gone) == f"{old} → -"


def test_a_flip_stands_at_the_figure_that_it_comes_from() -> None:
    compared = comparison((OLD,), (figure(2022, 45, line=9),))
    [flip] = compared.flips
    assert told(REVISED_FIGURE, compared, flip).place == Place("figures.csv", 9, 1, 4)
    assert causes_text(replace(flip, causes=())).en == "an unknown cause"
    later = (figure(2021, 44, line=8), figure(2022, 48, line=9))
    [revised] = found(REVISED_FIGURE.code, later, (replace(later[0], value=44.1), later[1]))
    assert revised.place == later[0].place, "its own row and not the last"
    share = replace(indicator(), formula=formula("a / b"))
    of = plan(target(), indicators=(share, indicator("a"), indicator("b")))
    parts = figure(2022, 96, "a"), figure(2022, 2, "b")
    [gone] = found("T014", parts, parts[1:], of)
    assert gone.place == of.place, "no target is about what is gone"
    assert message_text(found("T010", (OLD,), (OLD,), FIRMS, plan(target(baseline=30.0)))[0], Language.EN).endswith(
        "by an edit of the plan (baseline)"
    )
