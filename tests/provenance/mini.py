"""A small document of our own that has every form a real one has, and what to trace in it."""

from decimal import Decimal

from planck.model import Finding, Input, Place, Source, Text
from planck.provenance.documents import Card, Documents, Reason
from planck.provenance.text import SourceText, amount_of, source_text
from planck.provenance.trace import Claim, Outcome, Subject, outcomes

BODY = """试验区创新发展规划

　　到2025年，創新型企業达到１，２３４家，比2020年的980家增长百分之十五左右。
研发投入强度提高0.4个百分点，达到3.5％；研发投入总额１２０亿元。
人才總量突破三十八萬人，其中工程師一萬名；專利授權130280件，有效商标280件。
技术合同成交额为47
6.5亿元，孵化面积达到98
- 3 -
7万平方米，园区面积1.2万余亩。
上云企业占四分之一，研究院两家，实验室十三家。

指标
单位
2020年
2025年
企业研发机构数
家
45
90
每年增加
9
"""
PREFACE = "关于印发试验区创新发展规划的通知，请各部门认真组织实施，遇有问题及时反馈。\n"
HERE = Place("plan.yaml", 5, 3, 9)


def document(text: str = BODY, id_: str = "mini") -> SourceText:
    return source_text(id_, Input(f"{id_}.txt", "0" * 64, tuple(text.split("\n"))), text)


def shelf(text: str = BODY, reasons: tuple[Reason, ...] = ()) -> Documents:
    held = Input("docs/mini.txt", "0" * 64, ())
    card = Card(document="mini", sha256="0" * 64, reasons=reasons, place=Place("seeds/mini.yaml", 1, 1, 2))
    return Documents(folder="docs", files={"mini": held}, unread={}, cards={"mini": card}, texts={"mini": text})


def subject(
    name: str, number: str, unit: str, *, at: str = "", as_printed: str = "", more: tuple[Claim, ...] = ()
) -> Subject:
    """A target with one number, or with `more`."""
    first = (claim(number, unit),) if number else ()
    return Subject(
        names=(name,),
        document="mini",
        source=Source(at=at, as_printed=as_printed),
        claims=(*first, *more),
        place=HERE,
        plan="plan",
        target="target",
    )


def claim(number: str, unit: str) -> Claim:
    return Claim(Text(zh="数", en="number"), f"{number} {unit}".strip(), (amount_of(Decimal(number), unit),), HERE)


def traced(one: Subject, text: str = BODY, reasons: tuple[Reason, ...] = ()) -> list[Outcome]:
    held = shelf(text, reasons)
    found = held.text("mini")
    assert found is not None
    return list(outcomes(one, found, held))


def codes(one: Subject, text: str = BODY, reasons: tuple[Reason, ...] = ()) -> list[str]:
    return [finding.code for finding in findings(one, text, reasons)]


def findings(one: Subject, text: str = BODY, reasons: tuple[Reason, ...] = ()) -> list[Finding]:
    return [outcome.finding for outcome in traced(one, text, reasons) if outcome.finding]


def at(piece: str, text: str = BODY, start: int = 0) -> str:
    """The locator of a piece of the text."""
    offset = text.index(piece, start)
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - text.rfind(chr(10), 0, offset)}"
