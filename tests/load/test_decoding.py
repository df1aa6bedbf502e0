"""Encodings: what is declared, what is seen, what is guessed, and where a byte cannot be read."""

import pytest

from planck.load.files import decoded, decoded_as, guessed
from planck.model import Finding, Place

TABLE = "指标,时期,数值\n国高企,2021,5\n"


def one(findings: tuple[Finding, ...]) -> tuple[str, Place | None, object]:
    [finding] = findings
    return finding.code, finding.place, finding.arguments.get("offset")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_declared_encoding_is_no_guess(encoding: str) -> None:
    assert guessed(TABLE.encode(encoding), "f") == (TABLE, ())


def test_big_endian_by_its_mark() -> None:
    assert guessed(b"\xfe\xff" + TABLE.encode("utf-16-be"), "f") == (TABLE, ())


def test_gb18030_is_a_guess_that_is_said() -> None:
    text, findings = guessed(("a,b\nx" + TABLE).encode("gb18030"), "f")
    assert text == "a,b\nx" + TABLE
    assert one(findings) == ("E016", Place("f", 2, 2, 3), None)
    # The first bytes of 联通 are valid UTF-8 by chance; what is not comes behind them.
    text, findings = guessed("联通研发".encode("gb18030"), "f")
    assert (text, findings[0].code) == ("联通研发", "E016")


@pytest.mark.parametrize(
    "text", ["地區,指標,年份\n臨江區,高新技術企業數,2021\n", "年度,數值\n101,5\n", "資料年度,縣市\n101,新北市\n"]
)
def test_big5_is_a_guess_that_is_said(text: str) -> None:
    found, (finding,) = guessed(text.encode("big5"), "f")
    assert (found, finding.code, finding.arguments["read"]) == (text, "E016", "Big5")
    # In GBK they are none of its everyday characters, and could as well be UTF-8 that was read as such.
    assert guessed(text.encode("gb18030"), "f")[0] is None


def test_utf8_that_was_cut_is_not_taken_for_gb18030() -> None:
    # 国 is three bytes, the last of which is missing; before it stands Chinese in UTF-8. Byte 20 is the first of 国.
    data = TABLE.encode()[:23]
    text, findings = guessed(data[:22], "f")
    assert text is None
    assert one(findings) == ("E008", Place("f", 2, 1, 2), 22)


def test_latin_text_is_not_taken_for_gb18030() -> None:
    assert guessed("café, crème".encode("latin-1"), "f")[0] is None
    # Valid as GB18030, but no everyday Chinese.
    assert guessed("ÄÖÜßäöüé".encode("latin-1") * 3, "f")[0] is None


def test_utf16_that_breaks_off_is_located() -> None:
    text, findings = guessed(b"\xff\xfe" + "指\n标".encode("utf-16-le") + b"\x00", "f")
    assert text is None
    assert one(findings) == ("E008", Place("f", 2, 2, 3), 9)
    assert findings[0].arguments["wanted"] == "UTF-16 (little endian)"


def test_utf32_is_named() -> None:
    assert guessed(TABLE.encode("utf-32"), "f")[1][0].code == "E009"
    assert decoded(TABLE.encode("utf-16"), "f")[1][0].code == "E009"


def test_a_named_encoding() -> None:
    assert decoded_as(TABLE.encode("gbk"), "f", "gbk") == (TABLE, ())
    assert decoded_as(TABLE.encode("utf-8-sig"), "f", "utf-8") == (TABLE, ())
    text, findings = decoded_as("指标\n".encode() + b"a\xff", "f", "utf-8")
    assert text is None
    assert one(findings) == ("E008", Place("f", 2, 2, 3), 9)


def test_an_encoding_that_cannot_say_where_it_failed() -> None:
    text, findings = decoded_as(b"a-99999999999", "f", "punycode")
    assert text is None
    assert one(findings) == ("E008", Place("f"), 0)
