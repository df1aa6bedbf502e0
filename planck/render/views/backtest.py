"""How the forecast did on figures that were hidden from it."""

from collections.abc import Iterator

from planck.assess.backtest import Backtest
from planck.model import Language, Text
from planck.render import View
from planck.render.document import Block, Document, Heading, Medium, paragraph, table
from planck.render.numbers import percent

NOTHING = Text(
    zh="没有可以试验的序列：隐去最后 {hold} 个数据后，每条序列至少还要有 5 个数据。",
    en="There is no series to try: with the last {hold} hidden, a series needs five figures or more before them.",
)
MODEL = Text(
    zh="模型：沿路径尺度（等速增长取对数）的带漂移随机游走；漂移的不确定计入区间；事件：达到路径当年要求的值",
    en="model: a random walk with drift on the path's scale (logarithms for equal growth), the doubt about the drift "
    "included; event: what the path asks for in the hidden year is met",
)
FEW = 30
TOO_FEW = Text(
    zh="只有 {count} 个预测：太少，还看不出预测的好坏。",
    en="Only {count} predictions: too few to tell a good forecast from luck.",
)


def document(tried: Backtest, view: View, medium: Medium) -> Document:
    """Counts, the two tables and the score."""
    return Document(blocks=tuple(_blocks(tried, view.language or Language.ZH)))


def _blocks(tried: Backtest, language: Language) -> Iterator[Block]:
    yield Heading(
        text=Text(zh="预测的回溯检验", en="Back-test of the forecast").in_(language), level=1, medium=Medium.PAGE
    )
    hold, count = tried.hold_out, tried.predictions
    yield from paragraph(
        Text(
            zh=f"隐去每条序列最后 {hold} 个数据：试验 {tried.series} 条序列、{count} 个预测；"
            f"另有 {tried.short} 条数据太少，未试验。",
            en=f"Last {hold} hidden in each series: {tried.series} series tried with {count} predictions; "
            f"{tried.short} more are too short.",
        ).in_(language)
    )
    if not count:
        yield from paragraph(NOTHING.in_(language).format(hold=hold))
        return
    rows = [[percent(level), percent(share)] for level, share in tried.coverage if share is not None]
    yield from table(Text(zh="区间|落在其中", en="interval|came within").in_(language).split("|"), rows)
    bins = [
        [f"{each.low:.0%}-{each.high:.0%}", str(each.count), percent(each.predicted), percent(each.observed)]
        for each in tried.score.bins
    ]
    titles = Text(zh="预测概率|个数|平均预测|实际发生", en="predicted|count|mean|came true").in_(language).split("|")
    yield from table(titles, bins)
    yield from paragraph(_score(tried, language))
    few = TOO_FEW.in_(language).format(count=tried.score.count) if tried.score.count < FEW else ""
    yield from paragraph(few)
    yield from paragraph(MODEL.in_(language))


def _score(tried: Backtest, language: Language) -> str:
    score = tried.score
    if score.brier is None or score.base_rate is None or score.climatology is None:
        return Text(zh="没有可以评分的概率。", en="There is no probability to score.").in_(language)
    skill = Text(zh="没有意义", en="undefined").in_(language) if score.skill is None else f"{score.skill:.3f}"
    rate = percent(score.base_rate)
    return Text(
        zh=f"Brier 分 {score.brier:.4f}（总按实际发生率 {rate} 预测为 {score.climatology:.4f}）；技巧分 {skill}。",
        en=f"Brier score {score.brier:.4f} (always predicting the base rate of {rate}: {score.climatology:.4f}); "
        f"skill {skill}.",
    ).in_(language)
