"""C007: figures of regions that no plan is about."""

from collections.abc import Iterator

from planck.assess.names import key
from planck.checks import RUN_CHECKS, Run
from planck.model import Figure, Finding, Rule, Severity, Text
from planck.registry import rule

OTHER_REGION = rule(
    Rule(
        code="C007",
        name="other-region",
        severity=Severity.NOTE,
        message=Text(
            zh="地区：没有规划涉及“{got}”（{count}个数据）",
            en="region: no plan is about '{got}' (figures: {count})",
        ),
        help=Text(
            zh="若是同一地区的另一种写法，把它写入规划 region 的 aliases",
            en="if it is another name of the plan's region, add it to the region's aliases",
        ),
        what=Text(zh="数据属于其他地区，没有使用。", en="Figures of another region were not used."),
        why=Text(
            zh="地区名称写法不同会使全部数据悄悄落空。",
            en="A region spelled in another way would otherwise lose all of its figures without a word.",
        ),
        bad="拱墅,国家高新技术企业数量,2023,742   # region: {name: 拱墅区}",
        good="region: {name: 拱墅区, aliases: [拱墅]}",
    )
)


@RUN_CHECKS.entry(OTHER_REGION.code)
def other_region(run: Run) -> Iterator[Finding]:
    """One finding per region that is foreign to every plan of the run, at its first figure."""
    foreign = [set(context.selection.elsewhere) for context in run.contexts]
    regions: dict[str, list[Figure]] = {}
    for figure in run.figures:
        if foreign and all(figure in figures for figures in foreign):
            regions.setdefault(key(figure.region), []).append(figure)
    for figures in regions.values():
        yield OTHER_REGION.at(figures[0].place, got=figures[0].region, count=len(figures))
