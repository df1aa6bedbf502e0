"""R012: a figure without a source, or from another one than its series."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from planck.assess.names import key
from planck.changes.compare import Comparison
from planck.gate import CHANGE_CHECKS
from planck.gate.about import about, name_of, place_of
from planck.gate.reasons import figures_of, reason_of
from planck.model import Figure, Finding, Rule, Severity, Text
from planck.model.change import Aspect, FigureChange
from planck.registry import rule

CHANGED_SOURCE = rule(
    Rule(
        code="R012",
        name="changed-source",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}（{period}）：来源为“{got}”，这一指标以往来自“{usual}”",
            en="{name} for {period}: the source is '{got}', this series comes from '{usual}'",
        ),
        help=Text(
            zh="写上来源；换了来源时核对口径，并在备注中说明",
            en="give the source; if it changed, check the scope and say so in the note",
        ),
        what=Text(
            zh="新增或改动的数据没有来源，或来源与这一指标以往的不同（网址只比网站）。",
            en="A new or changed figure has no source though its series has, or another than all figures before (of "
            "addresses only the site is compared).",
        ),
        why=Text(zh="来源不同，口径往往也不同。", en="Another source is often another scope."),
        bad="研发投入,2022,20.06,亿元,,,,   # 2020 and 2021 name the statistical yearbook",
        good="研发投入,2022,20.06,亿元,final,2023-05-11,统计年鉴",
    )
)


@CHANGE_CHECKS.entry(CHANGED_SOURCE.code)
def changed_source(comparison: Comparison) -> Iterator[Finding]:
    """Figures whose source is not the one that every earlier figure of the series names."""
    for change in comparison.figures:
        if change.new and {Aspect.ADDED, Aspect.REVISED, Aspect.REPUBLISHED, Aspect.SOURCE} & set(change.aspects):
            usual = _usual(comparison, change.new)
            if usual and _site(change.new.source) != usual:
                yield _finding(comparison, change, usual)


def _usual(comparison: Comparison, figure: Figure) -> str:
    """The one source of the series in the base; empty where it has none or several."""
    sites = {_site(one.source) for one in figures_of(comparison, figure, old=True)}
    return next(iter(sites)) if len(sites) == 1 else ""


def _site(source: str) -> str:
    host = urlsplit(source.strip()).hostname if "://" in source else None
    return host or key(source)


def _finding(comparison: Comparison, change: FigureChange, usual: str) -> Finding:
    assert change.new is not None
    named = change.new.source
    explained = bool(named) and bool(reason_of(comparison, change) or change.new.note)
    return CHANGED_SOURCE.at(
        place_of(comparison, change),
        **about(comparison, change.new),
        severity=Severity.NOTE if explained or (named and Aspect.SOURCE not in change.aspects) else None,
        name=name_of(comparison, change.new),
        got=named or "-",
        usual=usual,
    )
