"""Numbers traced in a small document of our own: every form that is found, and what must not be taken for it."""

import pytest

from planck.model import Language
from planck.provenance.documents import Reason
from planck.view.message import fill
from planck.words import rule as words_of
from tests.provenance.mini import BODY, HERE, PREFACE, at, claim, codes, document, findings, subject, traced

FORMS = [
    ("wide digits, a separator, traditional characters", "创新型企业", "1234", "家", "1,234家", "１，２３４家"),
    ("a numeral in Chinese", "工程师", "10000", "名", "一万名", "一萬名"),
    ("a numeral quoted in digits", "工程师", "10000", "名", "10000名", "一萬名"),
    ("a numeral in another scale", "人才总量", "38", "万人", "突破三十八万人", "三十八萬人"),
    ("a scale that is not quoted", "人才总量", "380000", "人", "380000人", "三十八萬人"),
    ("百分之", "创新型企业", "15", "%", "15%左右", "百分之十五"),
    ("a fraction", "上云企业", "0.25", "", "四分之一", "四分之一"),
    ("a wide sign", "研发投入强度", "3.5", "%", "3.5%", "3.5％"),
    ("points", "研发投入强度", "0.4", "百分点", "提高0.4个百分点", "提高0.4"),
    ("a number torn by a line", "技术合同成交额", "476.5", "亿元", "476.5亿元", "47\n6.5"),
    ("a number torn by a page mark", "孵化面积", "987", "万平方米", "987万平方米", "98\n- 3"),
    ("about that many", "园区面积", "1.2", "万亩", "1.2万余亩", "1.2万余亩"),
    ("a cell of a table", "企业研发机构数", "45", "家", "45", "45\n90"),
    ("words left out", "创新型企业", "980", "家", "2020年…980家", "2020年的"),
]


@pytest.mark.parametrize(
    ("name", "number", "unit", "quote", "where"), [form[1:] for form in FORMS], ids=[f[0] for f in FORMS]
)
def test_every_form_is_traced(name: str, number: str, unit: str, quote: str, where: str) -> None:
    assert codes(subject(name, number, unit, at=at(where), as_printed=quote)) == []


WRONG = [
    ("part of a longer number", "专利授权", "30280", "件", "30280件", "130280件"),
    ("its beginning", "专利授权", "13028", "件", "13028", "130280件"),
    ("the whole part of a fraction", "研发投入强度", "3", "%", "3", "3.5％"),
    ("part of a numeral", "实验室", "3", "家", "三家", "十三家"),
    ("the beginning of a numeral", "人才总量", "30", "万人", "三十", "三十八萬"),
    ("a torn half", "技术合同成交额", "47", "亿元", "47", "47\n6.5"),
    ("another unit", "创新型企业", "980", "万元", "980", "980家"),
    ("another scale", "研发投入总额", "120", "万元", "120", "１２０亿元"),
    ("per cent for points", "研发投入强度", "0.4", "%", "0.4", "0.4个百分点"),
    ("a place far away", "创新型企业", "980", "家", "980家", "每年增加"),
]


@pytest.mark.parametrize(
    ("name", "number", "unit", "quote", "where"), [form[1:] for form in WRONG], ids=[f[0] for f in WRONG]
)
def test_what_is_no_such_number(name: str, number: str, unit: str, quote: str, where: str) -> None:
    assert codes(subject(name, number, unit, at=at(where), as_printed=quote)) == ["P004"]


def test_the_message_names_what_is_nearest() -> None:
    [finding] = findings(subject("有效商标", "281", "件", at=at("280件", start=BODY.index("商标")), as_printed="281件"))
    assert finding.place == HERE
    assert (finding.plan, finding.target) == ("plan", "target")
    message = fill(words_of(finding.code).message, finding.arguments, Language.EN)
    assert message.startswith("source: '281件' is not at or near line 5, column 38 of mini; there stands")
    assert "有效商标280件" in message
    assert "nearest by the name" not in message, "it is what stands at the place"
    [finding] = findings(subject("有效商标", "281", "件", at=at("980家"), as_printed="281件"))
    message = fill(words_of(finding.code).message, finding.arguments, Language.EN)
    assert message.endswith("the nearest by the name is '…80件,有效商标280件。技术合同成交额…' at line 5, column 38")
    [finding] = findings(subject("森林覆盖率", "281", "公顷", at=at("980家"), as_printed="281公顷"))
    assert fill(words_of(finding.code).message, finding.arguments, Language.ZH).endswith("文件中没有与名称相邻的数")


def test_a_number_that_is_not_quoted() -> None:
    [finding] = findings(
        subject("创新型企业", "1234", "家", at=at("１，"), as_printed="1,234家", more=(claim("981", "家"),))
    )
    assert finding.code == "P002"
    assert finding.arguments["nearest"] == "1,234家"
    assert "第3行第31列的“" in fill(words_of(finding.code).message, finding.arguments, Language.ZH)
    assert "980家" in fill(words_of(finding.code).message, finding.arguments, Language.ZH)


def test_a_quote_that_nothing_encodes() -> None:
    both = subject("企业研发机构数", "90", "家", at=at("45\n90"), as_printed="45, 90")
    assert codes(both) == ["P003"]
    assert (
        codes(subject("企业研发机构数", "90", "家", at=at("45\n90"), as_printed="45, 90", more=(claim("45", "家"),)))
        == []
    )


def test_a_sum_of_printed_numbers() -> None:
    where = at("两家")
    assert codes(subject("研究院实验室", "15", "家", at=where, as_printed="两家 + 十三家")) == []
    assert codes(subject("研究院实验室", "17", "家", at=where, as_printed="两家 + 十三家")) == ["P002"]
    assert codes(subject("研究院实验室", "16", "家", at=where, as_printed="两家 + 14家")) == ["P004"]


def test_a_number_beside_another_name() -> None:
    [finding] = findings(subject("森林覆盖率", "3.5", "%", at=at("3.5％"), as_printed="3.5%"))
    assert (finding.code, finding.arguments["line"], finding.arguments["column"]) == ("P010", 4, 19)


def test_half_a_name_is_enough_at_the_place_but_not_without_one() -> None:
    assert codes(subject("创新型种子单位", "980", "家", at=at("980家"), as_printed="980家")) == ["P010"]
    assert codes(subject("创新型大企业", "980", "家", at=at("980家"), as_printed="980家")) == []
    assert codes(subject("创新型优秀企业单位", "980", "家", at="第二章", as_printed="980家")) == ["P010"]
    assert codes(subject("创新型企业", "980", "家", at="第二章", as_printed="980家")) == []


def test_a_place_that_is_a_little_off() -> None:
    [finding] = findings(subject("创新型企业", "980", "家", at="line 3, column 2", as_printed="980家"))
    assert (finding.code, finding.arguments["line"], finding.arguments["column"]) == ("P011", 3, 31)
    assert codes(subject("创新型企业", "980", "家", at="line 3", as_printed="980家")) == []
    assert codes(subject("创新型企业", "980", "家", at="line 999", as_printed="980家")) == ["P011"], "no such line"


def test_without_a_quote_the_number_itself_is_looked_for() -> None:
    assert codes(subject("创新型企业", "1234", "家", at=at("１，"))) == []
    assert codes(subject("创新型企业", "1235", "家", at=at("１，"))) == ["P004"]
    assert codes(subject("人才总量", "38", "万人")) == []


def test_words_say_numbers_too() -> None:
    text = "企业数量实现翻番，首个实验室建成，投入和产出双增长。\n"
    assert codes(subject("企业数量", "100", "%", at="line 1", as_printed="翻番"), text) == []
    assert codes(subject("企业数量", "2", "倍", at="line 1", as_printed="翻番"), text) == []
    assert codes(subject("企业数量", "110", "%", at="line 1", as_printed="翻番"), text) == ["P002"]
    assert codes(subject("实验室", "", "", at="line 1", as_printed="首个"), text) == []
    assert codes(subject("实验室", "", "", at="line 1", as_printed="第二个"), text) == ["P003", "P004"]
    assert codes(subject("投入和产出", "0", "%", at="line 1", as_printed="双增长"), text) == []


@pytest.mark.parametrize("quote", ["下降3.2%", "下降3.20％", "-3.2%"])
def test_a_fall_may_be_encoded_with_and_without_a_sign(quote: str) -> None:
    text = "单位能耗-3.2%。\n" if quote.startswith("-") else "单位能耗下降3.2%。\n"
    assert codes(subject("单位能耗", "-3.2", "%", at="line 1", as_printed=quote), text) == []
    encoded_as_a_fall = codes(subject("单位能耗", "3.2", "%", at="line 1", as_printed=quote), text)
    assert encoded_as_a_fall == (["P002"] if quote.startswith("-") else [])
    assert codes(subject("单位能耗", "-3.3", "%", at="line 1", as_printed=quote), text) == ["P002"]


def test_places_and_quotes_go_in_pairs() -> None:
    three = subject("创新型企业", "980", "家", at="line 3; line 3; line 3", as_printed="980家; 980家")
    assert codes(three) == ["P016"]
    assert codes(subject("创新型企业", "980", "家", at="line 3; line 3", as_printed="980家")) == []


def test_a_document_that_holds_its_body_twice() -> None:
    twice = PREFACE + BODY + BODY
    second = at("980家", twice, twice.index("980家") + 1)
    first = at("980家", twice)
    for where in (first, second):
        assert codes(subject("创新型企业", "980", "家", at=where, as_printed="980家"), twice) == []
    damaged = PREFACE + BODY.replace("980家", "9*0家") + BODY
    assert codes(subject("创新型企业", "980", "家", at=first, as_printed="980家"), damaged) == [], (
        "the other copy has it"
    )
    assert codes(
        subject("创新型企业", "980", "家", at=first, as_printed="980家"), PREFACE + BODY.replace("980家", "9*0家")
    ) == ["P004"]


def test_a_reason_excuses_its_number_alone() -> None:
    ours = Reason(target="target", number="5%", reason="我们定的 / ours", place=HERE)
    one = subject("创新型企业", "980", "家", at=at("980家"), as_printed="980家", more=(claim("5", "%"),))
    assert codes(one) == ["P002"]
    [number, quoted] = traced(
        one, reasons=(Reason(target="target", number="5 %", reason="我们定的 / ours", place=HERE),)
    )
    assert number.finding is not None
    assert (number.finding.code, number.reason is not None, number.lost, quoted.finding) == ("P013", True, False, None)
    assert "ours" in fill(words_of(number.finding.code).message, number.finding.arguments, Language.EN)
    other = subject("创新型企业", "980", "家", at=at("980家"), as_printed="980家", more=(claim("6", "%"),))
    assert codes(other, reasons=(ours,)) == ["P002"]


def test_only_a_text_that_repeats_itself_is_searched_for_a_copy() -> None:
    once = "".join(chr(0x4E00 + (number * 7919) % 20000) for number in range(12_000))
    assert document(once).copies == ()
    # A short body in a long page, its copy a little off the raster of anchors.
    assert document(once + "。续" + once[-1000:]).copies == ((11_000, 12_002),)
