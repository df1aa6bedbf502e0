"""Rules G114 to G116: published scores and ranks that were held against the figures."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

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
