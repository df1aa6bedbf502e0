"""Rule L040: figures that were converted, for a plan or for a score."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

CONVERTED_UNIT = rule(
    Rule(
        code="L040",
        name="converted-unit",
        severity=Severity.NOTE,
        message=Text(
            zh="单位：{name}应为“{wanted}”，得到“{got}”，已换算：{example}（共 {count} 个数据）",
            en="unit: wanted '{wanted}' for {name}, got '{got}', converted: {example} (figures: {count})",
        ),
        help=Text(
            zh="核对一个数字；不需要改动。",
            en="check one of the numbers; nothing needs to be done",
        ),
        what=Text(
            zh="数据的单位与指标的单位不同，但二者之间的换算是确定的（亿元和万元、万人和人、% 和 ‰）。",
            en="Figures are in another unit than their indicator's, and the conversion is declared (亿元 and 万元, "
            "% and ‰).",
        ),
        why=Text(
            zh="换算过的数字不是公布的数字，凡换算都要让人看见。",
            en="A converted number is not the one that was published, so every conversion can be seen.",
        ),
        bad="拱墅区,研发经费总额,2021,200600,万元   # unit: 亿元",
        good="拱墅区,研发经费总额,2021,20.06,亿元",
    )
)
