"""How the forecast did on figures that were hidden from it: as text, as Markdown, as JSON."""

import json
from collections.abc import Callable, Sequence

from planck.assess.backtest import Backtest
from planck.model import Language, Text
from planck.render.numbers import percent, row, wrap

Rows = list[list[str]]

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


def _said(language: Language, zh: str, en: str) -> str:
    return Text(zh=zh, en=en).in_(language)


def _counts(found: Backtest, language: Language) -> str:
    return _said(
        language,
        f"隐去每条序列最后 {found.hold_out} 个数据：试验 {found.series} 条序列、{found.predictions} 个预测；"
        f"另有 {found.short} 条数据太少，未试验。",
        f"Last {found.hold_out} hidden in each series: {found.series} series tried with {found.predictions} "
        f"predictions; {found.short} more are too short.",
    )


def _coverage(found: Backtest, language: Language) -> tuple[list[str], Rows]:
    headers = [_said(language, "区间", "interval"), _said(language, "落在其中", "came within")]
    return headers, [[percent(level), percent(share)] for level, share in found.coverage if share is not None]


def _bins(found: Backtest, language: Language) -> tuple[list[str], Rows]:
    headers = [
        _said(language, "预测概率", "predicted"),
        _said(language, "个数", "count"),
        _said(language, "平均预测", "mean"),
        _said(language, "实际发生", "came true"),
    ]
    cells = [
        [f"{one.low:.0%}-{one.high:.0%}", str(one.count), percent(one.predicted), percent(one.observed)]
        for one in found.score.bins
    ]
    return headers, cells


def _score(found: Backtest, language: Language) -> list[str]:
    score = found.score
    if score.brier is None or score.base_rate is None or score.climatology is None:
        return [_said(language, "没有可以评分的概率。", "There is no probability to score.")]
    skill = _said(language, "没有意义", "undefined") if score.skill is None else f"{score.skill:.3f}"
    return [
        _said(
            language,
            f"Brier 分 {score.brier:.4f}（总按实际发生率 {percent(score.base_rate)} 预测为 {score.climatology:.4f}）；"
            f"技巧分 {skill}。",
            f"Brier score {score.brier:.4f} (always predicting the base rate of {percent(score.base_rate)}: "
            f"{score.climatology:.4f}); skill {skill}.",
        )
    ]


def _paragraphs(
    found: Backtest, language: Language, table: Callable[[list[str], Rows], list[str]]
) -> Sequence[Sequence[str]]:
    if not found.predictions:
        return [[_counts(found, language)], [NOTHING.in_(language).format(hold=found.hold_out)]]
    return [
        [_counts(found, language)],
        table(*_coverage(found, language)),
        *([table(*_bins(found, language))] if found.score.bins else []),
        _score(found, language),
        *([[TOO_FEW.in_(language).format(count=found.score.count)]] if found.score.count < FEW else []),
        [MODEL.in_(language)],
    ]


def terminal(found: Backtest, language: Language, width: int) -> str:
    """Text of at most `width` columns."""
    from tabulate import tabulate

    def table(headers: list[str], cells: Rows) -> list[str]:
        align = ("left", *("right" for _ in headers[1:]))
        return tabulate([headers, *cells], tablefmt="plain", colalign=align, disable_numparse=True).splitlines()

    paragraphs = _paragraphs(found, language, table)
    return "\n\n".join("\n".join(line for text in each for line in wrap(text, width)) for each in paragraphs) + "\n"


def markdown(found: Backtest, language: Language, width: int) -> str:
    """A heading, the two tables and the score in Markdown; the width does not matter to it."""

    def table(headers: list[str], cells: Rows) -> list[str]:
        return [row(headers), row(["---", *("---:" for _ in headers[1:])]), *map(row, cells)]

    title = _said(language, "# 预测的回溯检验", "# Back-test of the forecast")
    return "\n\n".join([title, *("\n".join(each) for each in _paragraphs(found, language, table))]) + "\n"


def json_document(found: Backtest, language: Language, width: int) -> str:
    """Every number, unrounded; null where there is nothing to say."""
    score = found.score
    return (
        json.dumps(
            {
                "format_version": "1.0",
                "hold_out": found.hold_out,
                "series": found.series,
                "short": found.short,
                "predictions": found.predictions,
                "coverage": [{"level": level, "share": share} for level, share in found.coverage],
                "events": score.count,
                "brier": score.brier,
                "base_rate": score.base_rate,
                "climatology": score.climatology,
                "skill": score.skill,
                "bins": [
                    {
                        "low": one.low,
                        "high": one.high,
                        "count": one.count,
                        "predicted": one.predicted,
                        "observed": one.observed,
                    }
                    for one in score.bins
                ],
            },
            ensure_ascii=False,
            allow_nan=False,
            indent=2,
        )
        + "\n"
    )


RENDERERS: dict[str, Callable[[Backtest, Language, int], str]] = {
    "terminal": terminal,
    "markdown": markdown,
    "json": json_document,
}
