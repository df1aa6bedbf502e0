"""Rules G101 to G104: figures that a scoring model cannot use."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

UNIT_TWICE = rule(
    Rule(
        code="G101",
        name="unit-twice",
        severity=Severity.ERROR,
        message=Text(
            zh="{region} {period}：{target}应只有一个数，实有互相矛盾的几个（其一为 {got}），都不使用",
            en="{region} {period}: wanted one figure for {target}, got several that disagree (one is {got}); "
            "none is used",
        ),
        help=Text(
            zh="删去错误的一行，或用发布日期说明哪个是修订后的。",
            en="Delete the wrong row, or say by the date of publication which one is the revision.",
        ),
        what=Text(
            zh="同一地区同一年的同一指标有几个同样新的数。",
            en="One region has several figures for one indicator and year, none newer than the other.",
        ),
        why=Text(
            zh="取哪一个都会改变名次，不能猜。", en="Either would move the ranks, and which is right cannot be guessed."
        ),
        bad="region,indicator,period,value\n西湖区,研发强度,2021,4.25\n西湖区,研发强度,2021,4.52\n",
        good="region,indicator,period,value\n西湖区,研发强度,2021,4.25\n",
    )
)

WRONG_UNIT = rule(
    Rule(
        code="G102",
        name="scored-in-wrong-unit",
        severity=Severity.ERROR,
        message=Text(
            zh="{target}：单位应为“{wanted}”，实为“{got}”（{count} 个数，未使用）",
            en="{target}: wanted the unit '{wanted}', got '{got}' ({count} of them, not used)",
        ),
        help=Text(zh="换算数值，或改正单位。", en="Convert the values, or correct the unit."),
        what=Text(zh="数据的单位不是模型要的单位。", en="Figures are in another unit than the model wants."),
        why=Text(zh="亿元与万元相差一万倍，不能猜。", en="Units differ by powers of ten, and none is ever guessed."),
        bad="region,indicator,period,value,unit\n西湖区,研发经费,2021,810000,万元\n",
        good="region,indicator,period,value,unit\n西湖区,研发经费,2021,81,亿元\n",
    )
)

UNMATCHED = rule(
    Rule(
        code="G103",
        name="not-in-model",
        severity=Severity.NOTE,
        message=Text(
            zh="有 {count} 个数的指标不在模型 {target} 里：{got}",
            en="{count} figures are of indicators that the model {target} does not have: {got}",
        ),
        help=Text(
            zh="不需要的可以留着；需要的，把名称写进 aliases。",
            en="What is not needed may stay; for what is, write its name under `aliases`.",
        ),
        what=Text(zh="数据里有模型不认识的指标。", en="The figures hold indicators that the model does not know."),
        why=Text(
            zh="名称写法不同，数据就会悄悄用不上。", en="A name spelled in another way would put figures out of use."
        ),
        bad="region,indicator,period,value\n西湖区,研发投入强度（全社会）,2021,4.25\n",
        good="region,indicator,period,value\n西湖区,研发强度,2021,4.25\n",
    )
)

NOT_A_YEAR = rule(
    Rule(
        code="G104",
        name="not-a-whole-year",
        severity=Severity.NOTE,
        message=Text(
            zh="有 {count} 个数不是全年数，未使用：{got}",
            en="{count} figures are not of a whole year and were not used: {got}",
        ),
        help=Text(zh="改用全年数。", en="Give the figure of the year."),
        what=Text(
            zh="半年、季度或某日的数不参加评分。", en="Figures of half a year, a quarter or a day are not scored."
        ),
        why=Text(
            zh="半年数与全年数放在一起比，名次就没有意义。",
            en="Half a year beside a whole one makes the ranks meaningless.",
        ),
        bad="region,indicator,period,value\n余杭区,技术交易额,2022-01/10,192\n",
        good="region,indicator,period,value\n余杭区,技术交易额,2022,230\n",
    )
)
