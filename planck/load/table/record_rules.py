"""X025, X026: rows of the record of revisions that cannot be used."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

BAD_RECORD = rule(
    Rule(
        code="X025",
        name="bad-record",
        severity=Severity.ERROR,
        message=Text(zh="{field}：应为{wanted}，得到“{got}”", en="{field}: wanted {wanted}, got '{got}'"),
        help=Text(
            zh="用 planck revise 写入，列为 region, indicator, period, old, new, reason, source, date",
            en="`planck revise` writes it; its columns are region, indicator, period, old, new, reason, source, date",
        ),
        what=Text(zh="revisions.csv 中有不能使用的一行。", en="A row of revisions.csv cannot be used."),
        why=Text(zh="不能读取的理由等于没有理由。", en="A reason that cannot be read is no reason."),
        bad="indicator,period,old,new,reason\\nrd,2021,2.44,,final accounts",
        good="indicator,period,old,new,reason\\nrd,2021,2.44,2.43,final accounts",
    )
)

NO_REASON = rule(
    Rule(
        code="X026",
        name="reasonless-record",
        severity=Severity.ERROR,
        message=Text(
            zh="reason：应写明 {got} 为什么修订，却是空的", en="reason: wanted why {got} was revised, got nothing"
        ),
        help=Text(zh="写明理由（谁、为什么改），或删去这一行", en="say who changed it and why, or delete the row"),
        what=Text(zh="revisions.csv 中的一行没有理由。", en="A row of revisions.csv gives no reason."),
        why=Text(zh="记录的用处全在理由。", en="The reason is all that the record is for."),
        bad="indicator,period,old,new,reason\nrd,2021,2.44,2.43,",
        good="indicator,period,old,new,reason\nrd,2021,2.44,2.43,final accounts of 2022",
    )
)
