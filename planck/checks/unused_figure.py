"""C006: a figure of a plan's region names no indicator of any plan."""

from collections.abc import Iterator
from difflib import get_close_matches

from planck.assess.names import key, names_of
from planck.checks import RUN_CHECKS, Run
from planck.model import Figure, Finding, Rule, Severity, Text
from planck.registry import rule

UNUSED_FIGURE = rule(
    Rule(
        code="C006",
        name="unused-figure",
        severity=Severity.NOTE,
        message=Text(
            zh="指标：没有规划使用“{got}”（{count}个数据）{near}",
            en="indicator: no plan uses '{got}' (figures: {count}){near}",
        ),
        help=Text(
            zh="若就是某个指标，把这一名称写入其 aliases;最接近的是“{nearest}”",
            en="if it is an indicator of the plan, add the name to its aliases; the nearest is '{nearest}'",
        ),
        what=Text(
            zh="数据属于规划的地区，但名称与任何指标都对不上，因此没有使用。",
            en="A figure is about a region of the plan, but its name matches no indicator, so it was not used.",
        ),
        why=Text(
            zh="改了名的指标会悄悄变成“没有数据”。",
            en="A series that was renamed would otherwise turn into one without figures, without a word.",
        ),
        bad="拱墅区,国高企数,2023,742",
        good="aliases: [国高企数]   # in the target",
    )
)


@RUN_CHECKS.entry(UNUSED_FIGURE.code)
def unused_figure(run: Run) -> Iterator[Finding]:
    """One finding per name that no plan of the run knows, at its first figure."""
    unmatched = [set(context.selection.unmatched) for context in run.contexts]
    nowhere = [set(context.selection.elsewhere) for context in run.contexts]
    unused: dict[str, list[Figure]] = {}
    for figure in run.figures:
        seen = [figure in missed for missed in unmatched]
        if any(seen) and all(a or figure in b for a, b in zip(seen, nowhere, strict=True)):
            unused.setdefault(key(figure.indicator), []).append(figure)
    names = {
        key(name): name
        for context in run.contexts
        for indicator in context.plan.indicators
        for name in names_of(indicator)
    }
    for name, figures in unused.items():
        close = get_close_matches(name[:100], names, n=1, cutoff=0.3)
        nearest = names[close[0]] if close else "-"
        near = Text(zh=f"；最接近的是“{nearest}”", en=f"; the nearest is '{nearest}'") if close else Text()
        yield UNUSED_FIGURE.at(
            figures[0].place, got=figures[0].indicator, count=len(figures), nearest=nearest, near=near
        )
