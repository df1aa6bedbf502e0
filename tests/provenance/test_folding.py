"""What two ways of writing the same text have in common."""

import pytest

from planck.provenance.text import fold, folded


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("创新型企业 ５０ 家", "创新型企业50家"),
        ("萬人　專利", "万人专利"),
        ("R＆D Expenditure", "r&d expenditure"),
        ("⽂件", "文件"),
        ("①项，2²", "①项，2²"),
        ("3.5％；", "3.5%;"),
        ("466 1000", "466 1000"),
        ("466\n1000\n", "466 1000"),
        ("企业达到46\n6家。", "企业达到466家。"),
        ("企业达到46\r\n6家。", "企业达到466家。"),
        ("成交额为47\n.5亿元。", "成交额为47.5亿元。"),
        ("成交额为1,\n234亿元。", "成交额为1,234亿元。"),
        ("孵化面积达到98\n- 3 -\n7万平方米。", "孵化面积达到987万平方米。"),
        ("孵化面积达到98\n\n第 3 页\n\n7万平方米。", "孵化面积达到987万平方米。"),
        ("孵化面积达到98\f7万平方米。", "孵化面积达到987万平方米。"),
        ("孵化面积达到98\n\f7万平方米。", "孵化面积达到987万平方米。"),
        ("创新型\n— 12 —\n企业", "创新型企业"),
        ("达到46\n\n6家是另一句", "达到46 6家是另一句"),
        ("45\n家", "45家"),
        ("运量\t2,310\t2,400\n2\t用水量\t268", "运量2,310 2,400 2用水量268"),
        ("用水量|268|262\n岁入|101|100", "用水量|268|262 岁入|101|100"),
        ("１，２３４家", "1,234家"),
        ("100，200家", "100，200家"),
        ("", ""),
    ],
)
def test_folded_text(text: str, wanted: str) -> None:
    assert fold(text) == wanted


def test_every_character_knows_where_it_came_from() -> None:
    text = "第一行 ５\n 专利130280件"
    found = folded(text)
    assert len(found.offsets) == len(found.text)
    start = found.text.index("130280")
    assert text[found.original(start) :].startswith("130280")
    assert found.position(text.index("专")) == found.text.index("专")
    assert list(found.offsets) == sorted(found.offsets)


def test_a_space_between_numbers_stands_before_the_place_of_the_second() -> None:
    found = folded("45\n90")
    assert found.text[found.position(3)] == "9"


def test_beyond_the_end_is_the_last_character() -> None:
    assert folded("甲乙").original(99) == 1
    assert folded("").original(0) == 0
