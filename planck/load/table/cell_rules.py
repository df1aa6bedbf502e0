"""E040 to E059: what can be wrong with a row of figures and its cells."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

TOO_FEW_CELLS = rule(
    Rule(
        code="E040",
        name="too-few-cells",
        severity=Severity.WARNING,
        message=Text(
            zh="行：应有 {wanted} 个单元格，实有 {got} 个；缺的按空白读",
            en="row: wanted {wanted} cells, got {got}; the missing ones are read as empty",
        ),
        help=Text(
            zh="补上缺少的分隔符，与表头的列数一致。", en="Add the missing delimiters, as many as the header has."
        ),
        what=Text(zh="这一行的单元格比表头少。", en="The row has fewer cells than the header."),
        why=Text(
            zh="中间少一个分隔符，后面的内容就都错了一列。",
            en="Where one is missing in the middle all cells after it shift.",
        ),
        bad="indicator,period,value,unit\nGDP,2023,12",
        good="indicator,period,value,unit\nGDP,2023,12,",
    )
)

TOO_MANY_CELLS = rule(
    Rule(
        code="E041",
        name="too-many-cells",
        severity=Severity.ERROR,
        message=Text(
            zh="行：应有 {wanted} 个单元格，实有 {got} 个；多出的不使用",
            en="row: wanted {wanted} cells, got {got}; the surplus is not used",
        ),
        help=Text(
            zh='含有分隔符的单元格要放进引号里，例如 "甲,乙"。',
            en='Put a cell that holds the delimiter into quotes, as in "a, b".',
        ),
        what=Text(zh="这一行的单元格比表头多。", en="The row has more cells than the header."),
        why=Text(
            zh="多半是单元格里的逗号没有加引号，其余内容可能错了列。",
            en="Usually a comma inside a cell is not quoted, and then the cells after it are in the wrong columns.",
        ),
        bad="indicator,period,value,note\nGDP,2023,12,nominal, revised",
        good='indicator,period,value,note\nGDP,2023,12,"nominal, revised"',
    )
)

NO_INDICATOR = rule(
    Rule(
        code="E042",
        name="no-indicator",
        severity=Severity.ERROR,
        message=Text(
            zh="{field}：应填写指标，实为空白；本行未使用",
            en="{field}: wanted an indicator, got an empty cell; the row is not used",
        ),
        help=Text(
            zh="每一行都写上指标；合并的单元格请拆开并逐行填写。",
            en="Name the indicator in every row; split merged cells and fill each of them.",
        ),
        what=Text(zh="这一行没有指标名称。", en="The row names no indicator."),
        why=Text(zh="不知道这个数字说的是什么。", en="Nobody knows what the number is about."),
        bad="indicator,period,value\nGDP,2022,11\n,2023,12",
        good="indicator,period,value\nGDP,2022,11\nGDP,2023,12",
    )
)

BAD_PERIOD = rule(
    Rule(
        code="E043",
        name="bad-period",
        severity=Severity.ERROR,
        message=Text(
            zh="{field}：应为 1900 至 2199 年之间的时期，实为“{got}”；本行未使用",
            en="{field}: wanted a period in 1900-2199, got '{got}'; the row is not used",
        ),
        help=Text(
            zh="写成 2023、2023-H1、2023-Q3、2023-06、2023-01/09、2023-08-31 或 2016-2020，"
            "也可写 2023年、2023年上半年、2023年三季度、2023年6月、2023年1-9月、2023年8月31日。",
            en="Write 2023, 2023-H1, 2023-Q3, 2023-06, 2023-01/09 (January to September), 2023-08-31 or 2016-2020.",
        ),
        what=Text(
            zh="时期读不懂，日期不存在，或者不在 1900 至 2199 年之间。",
            en="The period cannot be read, is no real date, or lies outside 1900 to 2199.",
        ),
        why=Text(
            zh="时期猜错一点，目标的进度就全错了。", en="With a wrong guess of the period every verdict on it is wrong."
        ),
        bad="indicator,period,value\nGDP,23年,12",
        good="indicator,period,value\nGDP,2023,12",
    )
)

BAD_NUMBER = rule(
    Rule(
        code="E044",
        name="bad-number",
        severity=Severity.ERROR,
        message=Text(
            zh="{field}：应为数字，实为“{got}”（{reason}）；本行未使用",
            en="{field}: wanted a number, got '{got}' ({reason}); the row is not used",
        ),
        help=Text(
            zh="写成 1234.5 这样的数字；没有数据写 --。{hint}",
            en="Write a number such as 1234.5, or -- where there is none.{hint}",
        ),
        what=Text(
            zh="数值读不懂。可用的写法：1234.5、-3、1,234.5、1.2e3；没有数据写 -- 或留空。",
            en="The value cannot be read. Numbers look like 1234.5, -3, 1,234.5 or 1.2e3; where there is none write -- "
            "or leave the cell empty.",
        ),
        why=Text(
            zh="数字从不猜测：12,5 可能是 12.5，也可能是漏了一位的 12,500。",
            en="No number is guessed: 12,5 may be 12.5 or a torn 12,500.",
        ),
        bad='indicator,period,value\nGDP,2023,"12,5"',
        good="indicator,period,value\nGDP,2023,12.5",
    )
)

NORMALISED_NUMBER = rule(
    Rule(
        code="E045",
        name="normalised-number",
        severity=Severity.NOTE,
        message=Text(
            zh="{field}：通常为半角数字，“{got}”读作 {wanted}（此列共 {count} 处）",
            en="{field}: wanted plain digits, got '{got}', read as {wanted} (cells of this column: {count})",
        ),
        help=Text(
            zh="不需要改动；改成半角数字可免去这条说明。",
            en="Nothing needs to be done; plain digits silence this note.",
        ),
        what=Text(
            zh="数值用了全角数字、Unicode 负号、“万”“亿”、中文数字，或者带有单位、百分号，已换成数字；每列只说一次。",
            en="Values have full-width digits, a Unicode minus, 万 or 亿, Chinese numerals, a unit or a percent sign, "
            "and were read as the number they say; said once a column.",
        ),
        why=Text(zh="凡是改写过才读懂的，都要说明。", en="Whatever was rewritten to be read is said."),
        bad="indicator,period,value\nGDP,2023,１２．５",
        good="indicator,period,value\nGDP,2023,12.5",
    )
)

BAD_STATUS = rule(
    Rule(
        code="E046",
        name="bad-status",
        severity=Severity.ERROR,
        message=Text(
            zh="{field}：应为 final、preliminary、estimated 或 assumed，实为“{got}”；按未说明处理",
            en="{field}: wanted final, preliminary, estimated or assumed, got '{got}'; taken as not stated",
        ),
        help=Text(
            zh="写成这四个词之一，或留空。{hint}", en="Write one of the four words, or leave the cell empty.{hint}"
        ),
        what=Text(
            zh="数据状态读不懂。可写：最终、初步、预计、假设，或留空。",
            en="The status of the figure cannot be read. It is one of the four words, or empty.",
        ),
        why=Text(
            zh="状态决定结论有多可靠；假设的数字绝不能当成公布的数字。",
            en="It decides how firm a verdict is, and a scenario must never pass for a publication.",
        ),
        bad="indicator,period,value,status\nGDP,2023,12,finel",
        good="indicator,period,value,status\nGDP,2023,12,final",
    )
)

BAD_PUBLISHED = rule(
    Rule(
        code="E047",
        name="bad-published",
        severity=Severity.ERROR,
        message=Text(
            zh="{field}：应为日期，实为“{got}”；按没有发布日期处理",
            en="{field}: wanted a date, got '{got}'; taken as not dated",
        ),
        help=Text(
            zh="写成 2023-05-11、2023/5/11 或 2023年5月11日，或留空。", en="Write 2023-05-11, or leave the cell empty."
        ),
        what=Text(
            zh="发布日期读不懂，或者没有这一天。", en="The date of publication cannot be read, or there is no such day."
        ),
        why=Text(
            zh="同一数字先后公布过几次时，要靠发布日期区分。",
            en="When a figure was published more than once, the date tells the vintages apart.",
        ),
        bad="indicator,period,value,published\nGDP,2023,12,2023-02-30",
        good="indicator,period,value,published\nGDP,2023,12,2023-02-28",
    )
)

PUBLISHED_EARLY = rule(
    Rule(
        code="E048",
        name="published-early",
        severity=Severity.WARNING,
        message=Text(
            zh="{field}：最终数应在时期结束（{wanted}）之后公布，实为 {got}",
            en="{field}: wanted a final figure published after its period ended on {wanted}, got {got}",
        ),
        help=Text(
            zh="核对发布日期和时期；若是预计数，把状态改为“预计”。",
            en="Check the date and the period; if the figure was a forecast call it estimated.",
        ),
        what=Text(
            zh="标为最终的数字，在时期结束之前就公布了。",
            en="A figure called final was published before its period was over.",
        ),
        why=Text(
            zh="那时还不可能有最终数，状态、时期或日期总有一个不对。",
            en="There was no final figure then: one of the three is wrong.",
        ),
        bad="indicator,period,value,status,published\nGDP,2023,12,final,2023-05-11",
        good="indicator,period,value,status,published\nGDP,2023,12,estimated,2023-05-11",
    )
)

ERROR_VALUE = rule(
    Rule(
        code="E049",
        name="error-value",
        severity=Severity.ERROR,
        message=Text(
            zh="{field}：应为数字，实为电子表格的错误值“{got}”；按没有公布处理",
            en="{field}: wanted a number, got '{got}', an error value of a spreadsheet; taken as not published",
        ),
        help=Text(
            zh="先在电子表格里改正公式；确实没有数据就写 --。",
            en="Put the formula right in the spreadsheet; where there is no figure write --.",
        ),
        what=Text(
            zh="单元格里是 #REF!、#N/A、#DIV/0! 之类的错误值。",
            en="The cell holds #REF!, #N/A, #DIV/0! or another error of a spreadsheet.",
        ),
        why=Text(
            zh="公式坏了，数字就没有了；不能当作 0，也不能当作没有这一格。",
            en="The formula broke and the number is gone; it is neither 0 nor a cell that is not there.",
        ),
        bad="indicator,period,value\nGDP,2023,#REF!",
        good="indicator,period,value\nGDP,2023,12",
    )
)

YEAR_OF_DAY = rule(
    Rule(
        code="E050",
        name="year-of-day",
        severity=Severity.NOTE,
        message=Text(
            zh="{field}：应为年份，“{got}”读作 {wanted} 年（此列共 {count} 处）",
            en="{field}: wanted a year, got '{got}', read as {wanted} (cells of this column: {count})",
        ),
        help=Text(
            zh="不需要改动；只写年份可免去这条说明。", en="Nothing needs to be done; the year alone silences this note."
        ),
        what=Text(
            zh="年份列里写的是一年的第一天或最后一天，或者是电子表格的日期序号。",
            en="A column of years holds the first or last day of a year, or the number of such a day in a spreadsheet.",
        ),
        why=Text(
            zh="一年的流量和某一天的存量不同，这里说明是按全年理解的。",
            en="A year's flow is not a level on a day; it is said that the year was understood.",
        ),
        bad="指标,年份,数值\nGDP,2023-12-31,12",
        good="指标,年份,数值\nGDP,2023,12",
    )
)
