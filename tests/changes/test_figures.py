"""What changed between two sets of figures."""

import pytest
from msgspec.structs import replace

from planck.changes.figures import FigureDiff, compare_figures, renamed_regions
from planck.changes.names import naming
from planck.model import Figure, FigureStatus, Place
from planck.model.change import Aspect, RecordedReason, SeriesEvent
from planck.model.table import Figures
from tests.building import figure, indicator, plan, target

FIRMS = plan(target(), indicators=(indicator(aliases=("国高企",)),))
OLD = (figure(2021, 44), figure(2022, 48, line=3))


def diff(old: tuple[Figure, ...], new: tuple[Figure, ...], **more: object) -> FigureDiff:
    return compare_figures(Figures.of(old), Figures.of(new), naming([FIRMS]), **more)  # type: ignore[arg-type]


def aspects(old: tuple[Figure, ...], new: tuple[Figure, ...]) -> list[tuple[str, tuple[Aspect, ...]]]:
    return [(change.figure.period.label, change.aspects) for change in diff(old, new).figures]


def test_nothing_changed() -> None:
    same = diff(OLD, tuple(reversed(OLD)))
    assert (same.figures, same.series) == ((), ())
    assert not aspects(OLD, (OLD[0], replace(OLD[1], text="48.0", note="a note", place=Place("f.csv", 9))))


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        ((*OLD, figure(2023, 50)), [("2023", (Aspect.ADDED,))]),
        (OLD[:1], [("2022", (Aspect.REMOVED,))]),
        ((OLD[0], figure(2022, 49)), [("2022", (Aspect.REVISED,))]),
        ((OLD[0], figure(2022, 0.0048, unit="万家")), [("2022", (Aspect.UNIT,))]),
        ((OLD[0], figure(2022, 0.0049, unit="万家")), [("2022", (Aspect.REVISED, Aspect.UNIT))]),
        ((OLD[0], figure(2022, 48, status=FigureStatus.FINAL)), [("2022", (Aspect.STATUS,))]),
        ((OLD[0], figure(2022, None)), [("2022", (Aspect.REMOVED,))]),
        ((*OLD, figure(2022, 49, published="2023-05-01")), [("2022", (Aspect.REPUBLISHED,))]),
        ((*OLD, figure(2022, 48, published="2023-05-01")), [("2022", (Aspect.ADDED,))]),
        ((OLD[0], figure(2022, 48, "国高企")), []),
        ((OLD[0], figure(2022, 48, region="")), []),
    ],
)
def test_one_figure(new: tuple[Figure, ...], wanted: list[tuple[str, tuple[Aspect, ...]]]) -> None:
    assert aspects(OLD, new) == wanted


def test_a_figure_of_another_series_and_period_is_another_figure() -> None:
    assert aspects((OLD[0], figure(2022, 5)), (OLD[0], figure(2021, 5, "labs"))) == [
        ("2021", (Aspect.ADDED,)),
        ("2022", (Aspect.REMOVED,)),
    ]


def test_what_was_not_published_is_added_when_it_is() -> None:
    assert aspects((figure(2022, None),), (figure(2022, 48),)) == [("2022", (Aspect.ADDED,))]
    early = figure(2022, None, published="2023-01-05")
    assert aspects((early,), (early, figure(2022, 48, published="2023-05-05"))) == [("2022", (Aspect.ADDED,))]


def test_two_series_that_share_one_number_are_two() -> None:
    old = (figure(2021, 123_456, "x"), figure(2022, 48, "x"))
    new = (figure(2021, 123_456, "y"), figure(2022, 49, "y"))
    assert {change.event for change in diff(old, new).series} == {SeriesEvent.VANISHED, SeriesEvent.APPEARED}


def test_a_large_number_is_revised_by_its_last_digit_and_not_by_its_unit() -> None:
    large = figure(2022, 10_000_000_000, text="10000000000")
    last = figure(2022, 10_000_000_001, text="10000000001")
    for old, new in ((large, last), (large, replace(last, unit="")), (replace(large, unit=""), last)):
        assert Aspect.REVISED in dict(aspects((old,), (new,)))["2022"]
    assert aspects((large,), (figure(2022, 1_000_000, unit="万家"),)) == [("2022", (Aspect.UNIT,))]


def test_source_and_day_of_publication() -> None:
    old = (replace(figure(2022, 48, published="2023-01-05"), source="yearbook"),)
    new = (replace(figure(2022, 48, published="2023-02-05"), source="website"),)
    assert aspects(old, new) == [("2022", (Aspect.SOURCE, Aspect.PUBLISHED))]


def test_a_vintage_changes_in_place_although_others_stand_beside() -> None:
    first, second = figure(2022, 47, published="2023-01-05"), figure(2022, 48, published="2023-05-05")
    [change] = diff((first, second), (figure(2022, 46, published="2023-01-05"), second)).figures
    assert (change.old, change.before, change.difference) == (first, 47, -1)
    [change] = diff((first, second), (second, figure(2022, 46, published="2023-01-05"))).figures
    assert (change.old, change.before) == (first, 47), "in whatever order they stand"


def test_size_of_a_revision() -> None:
    [change] = diff(OLD, (OLD[0], figure(2022, 42))).figures
    assert (change.difference, change.relative) == (-6, -0.125)
    [change] = diff((figure(2022, 0),), (figure(2022, 4),)).figures
    assert (change.difference, change.relative) == (4, None)


def test_the_usual_size_comes_from_vintages_and_the_record_but_not_from_the_revision_itself() -> None:
    # 40 to 41 is 2.5 %, 50 to 52 is 4 %, the recorded 20 to 21 is 5 %: the median is 4 %.
    old = (
        figure(2019, 40, published="2020-02-01"),
        figure(2019, 41, published="2020-06-01"),
        figure(2020, 50, published="2021-02-01"),
        figure(2020, 52, published="2021-06-01"),
        figure(2022, 48),
    )
    record = {"indicator": "国高企", "region": "拱墅区", "reason": "final", "place": Place("revisions.csv", 2)}
    past = RecordedReason(period="2018", old=20, new=21, **record)  # type: ignore[arg-type]
    this = RecordedReason(period="2022", old=48, new=60, **record)  # type: ignore[arg-type]
    [change] = diff(old, (*old[:4], figure(2022, 60)), recorded=(past, this)).figures
    assert change.usual == pytest.approx(0.04)
    assert change.usual_of == 3
    both = diff(old, (*old[:4], figure(2022, 60), figure(2023, 61))).figures
    assert [each.usual for each in both] == [pytest.approx(0.0325), None], "a new figure is no revision"
    [revised] = [each for each in diff(old, (old[0], *old[2:4], figure(2022, 60))).figures if each.is_revision]
    assert revised.usual == pytest.approx(0.0325), "by what was known before"
    # A vintage that comes beside the others is a revision of its own series, whatever stands last in the files.
    last = figure(2022, 9, "labs")
    [come] = diff((*old, last), (*old, figure(2022, 60, published="2023-06-01"), last)).figures
    assert come.usual == pytest.approx(0.0325), "of 2.5 and 4 %"
    # One that the same change records is none of the past either.
    other = RecordedReason(period="2021", old=44, new=45, **record)  # type: ignore[arg-type]
    two = (figure(2021, 44), figure(2022, 48)), (figure(2021, 45), figure(2022, 60))
    assert [each.usual for each in diff(*two, recorded=(this, other)).figures] == [None, None]


def renamed(old_name: str, new_name: str) -> FigureDiff:
    old = tuple(figure(year, value, old_name) for year, value in ((2021, 44), (2022, 48), (2023, 51)))
    new = tuple(figure(year, value, new_name) for year, value in ((2021, 44), (2022, 48), (2023, 52)))
    return diff(old, new)


def test_a_series_under_a_name_that_nobody_knows() -> None:
    found = renamed("firms", "企业数（新）")
    [series] = found.series
    assert (series.event, series.old, series.new) == (SeriesEvent.RENAMED, "firms", "企业数（新）")
    assert (series.count, series.shared) == (3, 2)
    assert [change.aspects for change in found.figures][2] == (Aspect.REVISED, Aspect.RENAMED)


def test_a_series_under_another_of_its_known_names_changes_no_figure() -> None:
    found = renamed("firms", "国高企")
    [series] = found.series
    assert (series.event, series.old, series.new, series.shared) == (SeriesEvent.RENAMED, "firms", "国高企", 2)
    assert [change.aspects for change in found.figures] == [(Aspect.REVISED,)]


def test_a_region_under_another_name() -> None:
    old = tuple(figure(year, value, region="下城区") for year, value in ((2021, 44), (2022, 48)))
    [series] = diff(old, tuple(replace(one, region="新拱墅") for one in old)).series
    assert (series.old, series.new) == ("下城区 firms", "新拱墅 firms")


@pytest.mark.parametrize(
    ("old", "new", "is_one"),
    [
        # Two of the fewer figures are the same, which is all of them; two of four are less than 60 %.
        ((44, 48), (44, 48, 51, 52, 53, 54), True),
        ((44, 48, 51, 52, 53, 54), (44, 48), True),
        ((44, 48, 51, 52), (44, 48, 61, 62), False),
        ((44, 48, 51, 52, 53), (44, 48, 51, 62, 63), True),
    ],
)
def test_how_much_of_a_series_under_another_name_is_the_same(
    old: tuple[float, ...], new: tuple[float, ...], is_one: bool
) -> None:
    sides = [
        tuple(figure(2020 + at, value, name) for at, value in enumerate(values))
        for name, values in (("x", old), ("y", new))
    ]
    assert ([one.event for one in diff(*sides).series] == [SeriesEvent.RENAMED]) is is_one


def test_of_a_region_under_another_name_only_its_own_series_are_there_again() -> None:
    def of(region: str, *names: str) -> tuple[Figure, ...]:
        return tuple(
            figure(year, 40 + year % 10 + 7 * ord(name[0]), name, region=region)
            for name in names
            for year in (2021, 2022)
        )

    one = figure(2022, 7, "halls", region="下城区")
    old = (*of("下城区", "firms", "labs"), one, *of("上城区", "rooms"))
    new = (*of("新拱墅", "firms"), replace(one, region="新拱墅", value=8.0))
    told = {(series.event, series.old, series.new) for series in diff(old, new).series}
    assert told == {
        (SeriesEvent.RENAMED, "下城区 firms", "新拱墅 firms"),
        (SeriesEvent.RENAMED, "下城区 halls", "新拱墅 halls"),
        (SeriesEvent.VANISHED, "labs", ""),
        (SeriesEvent.VANISHED, "rooms", ""),
    }


def test_a_series_of_one_figure_is_told_by_long_numbers_only() -> None:
    def events(value: float, text: str) -> list[SeriesEvent]:
        old = (*OLD, figure(2022, value, "labs", text=text))
        return [one.event for one in diff(old, (*OLD, figure(2022, value, "rooms", text=text))).series]

    assert events(20.06, "20.06") == [SeriesEvent.RENAMED]
    assert events(7, "7") == [SeriesEvent.VANISHED, SeriesEvent.APPEARED]


def test_series_that_come_and_go() -> None:
    labs = figure(2021, 2, "labs", line=8), figure(2022, 3, "labs", line=9)
    assert diff((*OLD, *labs[::-1]), OLD).series[0].place == labs[0].place, "told at the first of its figures"
    found = diff((*OLD, figure(2022, 3, "labs")), (*OLD, figure(2022, 9, "rooms")))
    assert [(one.event, one.old or one.new) for one in found.series] == [
        (SeriesEvent.VANISHED, "labs"),
        (SeriesEvent.APPEARED, "rooms"),
    ]


def test_a_figure_moves_when_it_stands_in_another_file_than_its_file_became() -> None:
    old = tuple(replace(one, place=Place("3f2c1ab:old.csv", 2)) for one in OLD)
    new = tuple(replace(one, place=Place("new.csv", 2)) for one in OLD)
    assert not diff(old, new, files={"3f2c1ab:old.csv": "new.csv"}).figures, "the file was renamed"
    assert not diff(old, new).figures, "nobody knows"
    moved = diff(old, new, files={"3f2c1ab:old.csv": "old.csv"}).figures
    assert [change.aspects for change in moved] == [(Aspect.MOVED,), (Aspect.MOVED,)]


def test_rows_that_contradict_each_other_are_no_revision() -> None:
    torn = (*OLD, figure(2022, 49, line=9))
    assert aspects(OLD, torn) == [("2022", (Aspect.CONTRADICTED,))]
    assert aspects(OLD, (*OLD, replace(OLD[1], place=replace(OLD[1].place, line=9)))) == [("2022", (Aspect.REPEATED,))]
    assert aspects(OLD, (*torn, figure(2021, 45, published="2023-05-01"))) == [
        ("2021", (Aspect.REPUBLISHED,)),
        ("2022", (Aspect.CONTRADICTED,)),
    ]


def of_region(name: str, *values: float) -> tuple[Figure, ...]:
    return tuple(figure(2020 + at, value, region=name) for at, value in enumerate(values))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (of_region("甲", 1, 2, 3), of_region("丙", 1, 2, 3), {"甲": "丙"}),
        (of_region("甲", 1, 2, 3), of_region("丙", 1, 2, 9), {"甲": "丙"}),
        (of_region("甲", 1, 2, 3), of_region("丙", 1, 8, 9), {}),
        (of_region("甲", 1), of_region("丙", 1), {}),
        (of_region("甲", 1, 2, 3, 4, 5, 6), of_region("丙", 1, 2), {"甲": "丙"}),
        (of_region("甲", 1, 2), of_region("丙", 1, 2, 3, 4, 5, 6), {"甲": "丙"}),
        ((*of_region("甲", 1, 2, 3), *of_region("乙", 1, 2, 4)), of_region("丙", 1, 2, 4), {"乙": "丙"}),
        (of_region("甲", 1, 2, 3), (*of_region("丙", 1, 2, 9), *of_region("丁", 1, 2, 3)), {"甲": "丁"}),
        (of_region("甲", 5, 5), tuple(f for name in "abcdefgh" for f in of_region(name, 5, 5)), {"甲": "a"}),
        (of_region("甲", 5, 5), tuple(f for name in "abcdefghi" for f in of_region(name, 5, 5)), {}),
    ],
)
def test_regions_under_another_name(
    before: tuple[Figure, ...], after: tuple[Figure, ...], found: dict[str, str]
) -> None:
    renamed = renamed_regions(Figures.of(before), Figures.of(after), naming(()))
    assert {change.old: change.new for change in renamed} == found
    assert all(change.event is SeriesEvent.RENAMED and not change.was[1] for change in renamed)
