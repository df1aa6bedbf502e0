"""What `at` and `as_printed` say."""

import pytest

from planck.provenance.find import Locator, groups_of, locators, printed_items


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        ("line 9, column 120", [Locator(9, 120)]),
        ("五(三) 表 第6行, line 226, column 1; 五(三), line 136", [Locator(226, 1), Locator(136)]),
        ("第 12 行 第 3 列；第7行第5字", [Locator(12, 3), Locator(7, 5)]),
        ("表 第6行", [Locator()]),
        ("", []),
    ],
)
def test_places(at: str, wanted: list[Locator]) -> None:
    assert list(locators(at)) == wanted


def items(as_printed: str, at: str = "") -> list[tuple[str, list[str], Locator, bool]]:
    return [
        (item.text, [f"{one.value.normalize():f}{one.unit}" for one in item.amounts], item.locator, item.leads)
        for item in printed_items(at, as_printed)
    ]


def test_items_stand_at_the_place_of_their_group() -> None:
    first, second = Locator(3, 1), Locator(9, 4)
    assert items("45, 1,234家, 增长15%; --, 力争…60家", "line 3, column 1; line 9, column 4") == [
        ("45", ["45"], first, True),
        ("1,234家", ["1234家"], first, False),
        ("增长15%", ["15%"], first, False),
        ("力争…60家", ["60家"], second, True),
    ]


def test_one_group_stands_at_every_place() -> None:
    assert [item[2] for item in items("60家", "line 3; line 9")] == [Locator(3), Locator(9)]
    assert groups_of("line 3; line 9", "60家") == (2, 1)
    assert groups_of("line 3", "60家; 70家; ") == (1, 2)


@pytest.mark.parametrize(
    ("text", "amounts", "numeric"),
    [
        ("33家 + 13家", ["46家"], True),
        ("33家 + 13人", [], True),
        ("33家 + 十", [], True),
        ("翻番", ["100%", "2倍"], False),
        ("翻两番", ["300%", "4倍"], False),
        ("双倍增", ["100%", "2倍"], False),
        ("首个", ["1"], False),
        ("双增长", ["0%"], False),
        ("增长百分之十五", ["15%"], True),
        ("首批17家", ["17家"], True),
        ("下降3.2%", ["3.2%", "-3.2%"], True),
        ("四库", ["4"], True),
        ("8月31日前一万家", ["8月", "31日", "10000家"], True),
    ],
)
def test_what_an_item_says(text: str, amounts: list[str], numeric: bool) -> None:
    [item] = printed_items("", text)
    assert [f"{one.value.normalize():f}{one.unit}" for one in item.amounts] == amounts
    assert item.numeric is numeric
