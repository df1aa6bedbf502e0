"""Rules G105 to G113: scores that could not be made, and what they rest on."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

LITTLE_COVERAGE = rule(
    Rule(
        code="G105",
        name="too-little-coverage",
        severity=Severity.WARNING,
        message=Text(
            zh="{count} 个单位的数据覆盖率低于模型要求的 {wanted:%}，不评分：{got}",
            en="{count} units have less than the {wanted:%} coverage that the model asks for, and no score: {got}",
        ),
        help=Text(
            zh="补上数据；降低 missing.threshold 只会掩盖缺口。",
            en="Add the figures; a lower missing.threshold would only hide the gap.",
        ),
        what=Text(
            zh="有数据的指标按权重合计，不到模型规定的比例。",
            en="Those indicators that have figures weigh less, together, than the model asks for.",
        ),
        why=Text(
            zh="只有少数指标的得分不能代表整体；报告给出可能的范围。",
            en="A score on a few indicators does not stand for the whole; the range it could take is printed instead.",
        ),
        bad="missing: {threshold: 60%}   # and figures for 2 of 10 indicators\n",
        good="missing: {threshold: 60%}   # and figures for 8 of 10 indicators\n",
    )
)

CONSTANT = rule(
    Rule(
        code="G106",
        name="indicator-without-scale",
        severity=Severity.ERROR,
        message=Text(
            zh="{target}：{reason}，方法 {method} 不能计分；这个指标按缺失处理",
            en="{target}: {reason}, so {method} gives no points; the indicator counts as missing",
        ),
        help=Text(
            zh="换用有固定标准的方法（如 goalposts、standard），或去掉这个指标。",
            en="Use a method with fixed standards, such as goalposts or standard, or leave the indicator out.",
        ),
        what=Text(
            zh="各单位的数值完全相同，或数值不适合所选的方法。",
            en="Every unit has the same figure, or the figures do not suit the method.",
        ),
        why=Text(
            zh="除以零得到的不是分数；别的工具在这里给出 NaN。",
            en="What comes of a division by zero is no score; other tools give NaN here.",
        ),
        bad="min_max of 5, 5, 5\n",
        good="min_max of 5, 6, 7\n",
    )
)

NOT_POSITIVE = rule(
    Rule(
        code="G107",
        name="not-positive-in-mean",
        severity=Severity.ERROR,
        message=Text(
            zh="{count} 个单位有零分或负分，而合成方法只适用于正数，不评分：{got}",
            en="{count} units have a zero or negative part, which this mean cannot take, and no score: {got}",
        ),
        help=Text(
            zh="改用算术平均，或让标准化的下限大于零。",
            en="Use the arithmetic mean, or a normalisation whose lower end is above zero.",
        ),
        what=Text(
            zh="几何平均、调和平均遇到零或负数。", en="A geometric or harmonic mean meets a zero or a negative number."
        ),
        why=Text(zh="一个零会抹掉其他所有指标。", en="One zero would wipe out everything else."),
        bad="geometric mean of 80, 0\n",
        good="geometric mean of 80, 1\n",
    )
)

NO_UNIT_HAS = rule(
    Rule(
        code="G108",
        name="indicator-without-figures",
        severity=Severity.WARNING,
        message=Text(
            zh="没有任何单位有数据的指标有 {count} 个（年份：{period}）：{got}",
            en="{count} indicators have no figure for any unit (year: {period}): {got}",
        ),
        help=Text(zh="核对名称和年份，或补上数据。", en="Check names and years, or add the figures."),
        what=Text(zh="模型的某个指标没有一个单位有数据。", en="No unit has a figure for an indicator of the model."),
        why=Text(
            zh="它的权重会转到其他指标上，得分的含义就变了。",
            en="Its weight goes to the others, so that the score means something else.",
        ),
        bad="indicators: {rd_intensity: {}}   # and no such figure\n",
        good="indicators: {rd_intensity: {aliases: [研发投入强度]}}\n",
    )
)

CARRIED = rule(
    Rule(
        code="G109",
        name="older-figures",
        severity=Severity.NOTE,
        message=Text(
            zh="{cells} 个数中有 {count} 个取自更早的年份（最早 {got} 年）",
            en="{count} of {cells} figures are of earlier years (the oldest of {got})",
        ),
        help=Text(
            zh="这是模型 missing.carry 允许的；有新数据时请补上。",
            en="The model allows it under missing.carry; add newer figures when there are any.",
        ),
        what=Text(zh="缺少当年数据时用了更早的数。", en="Older figures stand in where the year's own is not there."),
        why=Text(
            zh="不同年份的数放在一起比，名次要打折扣看。",
            en="Figures of different years side by side make ranks less sure.",
        ),
        bad="missing: {carry: 5}   # figures of 2018 among those of 2023\n",
        good="missing: {carry: 1}\n",
    )
)

ASSUMED = rule(
    Rule(
        code="G110",
        name="score-rests-on-assumed",
        severity=Severity.WARNING,
        message=Text(
            zh="{cells} 个数中有 {count} 个是假设（情景），不是公布的数据",
            en="{count} of {cells} figures are assumed (a scenario), not published",
        ),
        help=Text(zh="对外使用时去掉情景数据。", en="Leave the scenario out of what is meant for others."),
        what=Text(zh="得分用到了假设的数。", en="A score uses figures of a scenario."),
        why=Text(zh="假设不成立，得分也就不成立。", en="The score holds only if they do."),
        bad="region,indicator,period,value,status\n拱墅区,研发强度,2023,1.22,assumed\n",
        good="region,indicator,period,value,status\n拱墅区,研发强度,2023,1.22,final\n",
    )
)

VETO_UNCHECKED = rule(
    Rule(
        code="G111",
        name="veto-not-checked",
        severity=Severity.NOTE,
        message=Text(
            zh="一票否决“{target}”：{count} 个单位没有数据，没有检查：{got}",
            en="veto {target}: {count} units have no figure and were not checked: {got}",
        ),
        help=Text(
            zh="没有发生就写 0，使检查有据。", en="Give 0 where nothing happened, so that the check rests on something."
        ),
        what=Text(zh="否决事项没有数据。", en="There is no figure for what decides a veto."),
        why=Text(zh="没有数据不等于没有发生。", en="No figure does not mean that it did not happen."),
        bad="veto: {fraud: {at_least: 1, grade: d}}   # and no figure\n",
        good="region,indicator,period,value\n西湖区,fraud,2022,0\n",
    )
)

NOTHING_SCORED = rule(
    Rule(
        code="G112",
        name="nothing-scored",
        severity=Severity.ERROR,
        message=Text(
            zh="没有一个单位得到分数：{count} 个单位，{figures} 个数据行",
            en="nothing was scored: {count} units, {figures} rows of figures",
        ),
        help=Text(
            zh="核对指标名称、地区和年份；确实允许为空时用 --allow-empty。",
            en="Check the names of indicators and regions and the year; --allow-empty if that is what you want.",
        ),
        what=Text(zh="没有任何单位有分数。", en="No unit has a score."),
        why=Text(zh="空的结果看上去像是通过。", en="An empty result would look like a pass."),
        bad="planck score model.yaml header-only.csv\n",
        good="planck score model.yaml figures.csv\n",
    )
)

NO_WEIGHTS = rule(
    Rule(
        code="G113",
        name="weights-not-made",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{target}：{reason}，方法 {method} 算不出权重，不评分",
            en="{target}: {reason}, so {method} makes no weights, and there is no score",
        ),
        help=Text(
            zh="自己写明权重；熵权法和 MEREC 要求各项得分大于零，可换用下限大于零的标准化（如 efficacy）。",
            en="State the weights; entropy and merec want points above zero, as efficacy with its base gives them.",
        ),
        what=Text(
            zh="由数据计算权重的方法不适用于这些得分。",
            en="The points do not suit the way in which weights are made of them.",
        ),
        why=Text(
            zh="改用等权会悄悄换掉模型。", en="Equal weights in their place would be another model without saying so."
        ),
        bad="weights: entropy   # of points with a zero\n",
        good="weights: critic\n",
    )
)


# Rules G101 to G104: figures that a scoring model cannot use.

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


# Rules G114 to G116: published scores and ranks that were held against the figures.

PUBLISHED = rule(
    Rule(
        code="G114",
        name="published-does-not-follow",
        severity=Severity.ERROR,
        message=Text(
            zh="{region} {period}：公布的是 {got}，按所给数据和模型 {target} 应为 {made}",
            en="{region} {period}: published is {got}, and the figures and the model {target} lead to {made}",
        ),
        help=Text(
            zh="核对公布的投入数据、得分和模型规则，至少有一处不符。",
            en="Check the published inputs, the score and the rules of the model: one of them does not fit.",
        ),
        what=Text(
            zh="用 --published 给出的得分或名次与计算结果不一致。",
            en="A score or rank given with --published is not the one that follows from the figures.",
        ),
        why=Text(
            zh="公布的表应能由其自身的数据推出；推不出，就有印错或算错。",
            en="A published table should follow from its own inputs; where it does not, a slip stands somewhere.",
        ),
        bad="region,indicator,period,value\n赤壁市,得分,2018,50\n",
        good="region,indicator,period,value\n赤壁市,得分,2018,52\n",
    )
)

COMPARED = rule(
    Rule(
        code="G115",
        name="published-compared",
        severity=Severity.NOTE,
        message=Text(
            zh="与公布的得分和名次核对 {count} 个，一致 {agreed} 个；未能核对的行：{got}",
            en="{count} published scores and ranks compared, {agreed} agree; rows with nothing to compare: {got}",
        ),
        help=Text(
            zh="要核对的行，指标写“得分”或“名次”，时期写评分年份。",
            en="Rows to compare name the indicator score or rank, and the year that is scored.",
        ),
        what=Text(zh="核对了 --published 给出的表。", en="The table given with --published was compared."),
        why=Text(zh="没有核对的行不等于一致。", en="What was not compared is not thereby right."),
        bad="region,indicator,period,value\n赤壁市,综合,2018,52\n",
        good="region,indicator,period,value\n赤壁市,得分,2018,52\n",
    )
)

DOES_NOT_FIT = rule(
    Rule(
        code="G116",
        name="row-does-not-fit-its-inputs",
        severity=Severity.ERROR,
        message=Text(
            zh="{region} {period}：公布得分 {got} 与它自己的数据不符（应为 {made}）；去掉它，其余的公布得分都能推出",
            en="{region} {period}: the published score {got} does not fit its own figures, which lead to {made}; "
            "without it the published scores of all others follow",
        ),
        help=Text(
            zh="核对这一行公布的数据和得分：多半印错了一个数。",
            en="Check the published figures and the score of this row: most likely one of them is a misprint.",
        ),
        what=Text(
            zh="公布的表里有一行与其投入数据不一致。",
            en="One row of a published table is inconsistent with its inputs.",
        ),
        why=Text(
            zh="一行数据有误，会移动所有单位的标尺，看上去行行不符。",
            en="One wrong figure moves the scale of every unit, so that no row seems to fit.",
        ),
        bad="region,indicator,period,value\n赤壁市,份额,2017,7.9\n赤壁市,份额,2018,7.2\n",
        good="region,indicator,period,value\n赤壁市,份额,2017,6.9\n赤壁市,份额,2018,6.5\n",
    )
)
