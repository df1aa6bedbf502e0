"""E024 to E026, E036 to E038: what was done to read a table that is not one plain row of names and rows of figures."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

OTHER_SHEETS = rule(
    Rule(
        code="E024",
        name="other-sheets",
        severity=Severity.NOTE,
        message=Text(
            zh="工作表：只读取“{read}”，其余未读：{got}", en="sheet: only '{read}' is read, got others besides: {got}"
        ),
        help=Text(
            zh="要读别的工作表，在路径后面写“#工作表名”，或用 --sheet。",
            en="To read another one write '#' and its name behind the path, or use --sheet.",
        ),
        what=Text(
            zh="工作簿有几张工作表，只读取第一张有表头的。",
            en="The workbook has several sheets; the first one that has a header is read.",
        ),
        why=Text(zh="没有读的数据要让人知道。", en="What was not read should be known."),
        bad="planck check plan.yaml book.xlsx",
        good="planck check plan.yaml 'book.xlsx#2023'",
    )
)

CORNER = rule(
    Rule(
        code="E025",
        name="unnamed-first-column",
        severity=Severity.NOTE,
        message=Text(
            zh="表头：第一列应有名称，实为空；读作指标",
            en="header: wanted a name for the first column, got none; it is read as the indicators",
        ),
        help=Text(
            zh="在左上角写“指标”；若是地区，写“地区”。",
            en="Write 'indicator' into the corner, or 'region' if it is that.",
        ),
        what=Text(
            zh="表头的其余列都是时期，左上角空着。",
            en="The header has periods in all other columns and nothing in its corner.",
        ),
        why=Text(zh="没有写明的含义，要说出是怎样理解的。", en="What was not written is said as it was understood."),
        bad=",2021,2022\nGDP,11,12",
        good="indicator,2021,2022\nGDP,11,12",
    )
)

STATED_ONCE = rule(
    Rule(
        code="E026",
        name="stated-once",
        severity=Severity.NOTE,
        message=Text(
            zh="{field}：表中没有这一列，按表头上方的“{got}”处理",
            en="{field}: the table has no column for it; '{got}' above the header holds for all of it",
        ),
        help=Text(
            zh="不需要改动；若理解错了，请加上这一列。", en="Nothing needs to be done; add the column if it is wrong."
        ),
        what=Text(
            zh="单位、年份或指标只在表头上方写了一次，全表都按它处理。",
            en="The unit, the year or the indicator stands once above the header, and so every row is read.",
        ),
        why=Text(
            zh="标题是给人读的，这里要说明取用了哪些字。", en="A title is written for people; what was taken is said."
        ),
        bad="单位：亿元\n指标,2021,2022",
        good="指标,单位,2021,2022",
    )
)

ROWS_ABOVE = rule(
    Rule(
        code="E036",
        name="rows-above",
        severity=Severity.NOTE,
        message=Text(
            zh="表头：上方有 {count} 行不是数据，未使用：{got}",
            en="header: rows above it that are no figures and not used: {count}: {got}",
        ),
        help=Text(zh="不需要改动。", en="Nothing needs to be done."),
        what=Text(zh="表头上方有标题之类的行。", en="There are rows above the header, such as a title."),
        why=Text(zh="没有使用的内容要让人知道。", en="What was not used should be known."),
        bad="2023年主要指标\n指标,时期,数值",
        good="指标,时期,数值",
    )
)

ROWS_ASIDE = rule(
    Rule(
        code="E037",
        name="rows-set-aside",
        severity=Severity.NOTE,
        message=Text(zh="行：有 {count} 行是{kind}，未使用：{got}", en="row: set aside as {kind}: {count}: {got}"),
        help=Text(
            zh="不需要改动；若其中有数据，请改正这一行的名称。",
            en="Nothing needs to be done; if there are figures among them correct the names of those rows.",
        ),
        what=Text(
            zh="表中的脚注、合计、小标题和重复的表头不是数据。",
            en="Footnotes, totals, section headings and repeated headers are no figures of an indicator or region.",
        ),
        why=Text(zh="没有使用的内容要让人知道。", en="What was not used should be known."),
        bad="指标,2021,2022\nGDP,11,12\n注：按现价计算",
        good="指标,2021,2022,备注\nGDP,11,12,按现价计算",
    )
)

STACKED_HEADER = rule(
    Rule(
        code="E038",
        name="header-of-several-rows",
        severity=Severity.NOTE,
        message=Text(
            zh="表头：第 {first} 至 {last} 行合起来读作表头", en="header: rows {first} to {last} are read as one header"
        ),
        help=Text(
            zh="不需要改动；合并的单元格向右、向下填满。", en="Nothing needs to be done; merged cells are filled."
        ),
        what=Text(
            zh="表头有两行或三行，合并的单元格按其覆盖的列理解。",
            en="The header has two or three rows, and a merged cell is about every column below it.",
        ),
        why=Text(zh="哪些行是表头，是看出来的。", en="Which rows are the header was seen, not declared."),
        bad="指标,2021,,2022,\n,数值,单位,数值,单位",
        good="指标,时期,数值,单位",
    )
)
