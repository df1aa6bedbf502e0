"""E020 to E039: what can be wrong with a table as such: its quotes, its cells, its header."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

OTHER_DELIMITER = rule(
    Rule(
        code="E020",
        name="other-delimiter",
        severity=Severity.NOTE,
        message=Text(
            zh="分隔符：通常为逗号，此表按{got}读取", en="delimiter: wanted a comma, got a table that reads with {got}"
        ),
        help=Text(
            zh="不需要改动；若读错了列，请另存为逗号分隔的 CSV。",
            en="Nothing needs to be done; if columns came out wrong save the table with commas.",
        ),
        what=Text(
            zh="表头用制表符或分号分列，整个文件就按它读取。",
            en="The header row is divided by tabs or semicolons, and so the whole file is read.",
        ),
        why=Text(
            zh="分隔符是从表头看出来的，要让人知道。",
            en="The delimiter was seen, not declared, and that should be known.",
        ),
        bad="indicator;period;value",
        good="indicator,period,value",
    )
)

UNCLOSED_QUOTE = rule(
    Rule(
        code="E021",
        name="unclosed-quote",
        severity=Severity.ERROR,
        message=Text(
            zh="引号：此处打开的引号应在单元格末尾关闭，实际没有；本行未读",
            en="quote: wanted the quote opened here closed at the end of its cell, got none; the row is left out",
        ),
        help=Text(
            zh="在单元格末尾补上引号；单元格里面的引号要写两遍。",
            en="Close it at the end of the cell; a quote inside a cell is written twice.",
        ),
        what=Text(
            zh="单元格以引号开头，却没有在末尾关闭（或超过 131072 个字符仍未关闭）。",
            en="A cell starts with a quote that is not closed at its end, or not within 131072 characters.",
        ),
        why=Text(
            zh="没有关闭的引号会把后面的许多行吞进一个单元格；这里从下一行起继续读。",
            en="An open quote swallows the rows below it into one cell; reading goes on with the next line.",
        ),
        bad='indicator,period,value\n"GDP,2023,12\nR&D,2023,3',
        good='indicator,period,value\n"GDP",2023,12\nR&D,2023,3',
    )
)

TEXT_AFTER_QUOTE = rule(
    Rule(
        code="E022",
        name="text-after-quote",
        severity=Severity.ERROR,
        message=Text(
            zh="引号：关闭之后应为分隔符，实为“{got}”；本行未读",
            en="quote: wanted the end of the cell after the closing quote, got '{got}'; the row is left out",
        ),
        help=Text(
            zh="把整个单元格放进引号里，或删去引号后面的文字（空格也算）；单元格里面的引号要写两遍。",
            en="Put the whole cell into the quotes, or delete what follows them, even a space; write a quote "
            "inside a cell twice.",
        ),
        what=Text(
            zh="单元格的引号关闭之后还有文字。", en="There is text between the closing quote and the end of its cell."
        ),
        why=Text(zh="不知道哪一部分才是单元格的内容。", en="It cannot be told what of it is the cell."),
        bad='indicator,period,value\n"GDP"(nominal),2023,12',
        good='indicator,period,value\n"GDP(nominal)",2023,12',
    )
)

TOO_LONG = rule(
    Rule(
        code="E023",
        name="cell-too-long",
        severity=Severity.ERROR,
        message=Text(
            zh="单元格：至多 {limit} 个字符，实有 {got} 个；本行未读",
            en="cell: wanted at most {limit} characters, got {got}; the row is left out",
        ),
        help=Text(
            zh="缩短这个单元格；长文字放到别处，表里写出处。",
            en="Shorten it; keep long text elsewhere and name the place.",
        ),
        what=Text(
            zh="单元格（或一整行）长得不可能是表格内容。",
            en="A cell, or a whole row, is too long to be part of a table.",
        ),
        why=Text(zh="内存必须有上限；后面的行照常读取。", en="Memory is bounded; the rows below it are still read."),
        bad="GDP,2023,12,(a million characters)",
        good="GDP,2023,12,see annex 3",
    )
)

NO_HEADER = rule(
    Rule(
        code="E030",
        name="no-header",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="表头：应有一行列名，实际没有可读的；整个表未读",
            en="header: wanted a row of column names, got none that can be read; the table is not read",
        ),
        help=Text(
            zh="第一行写列名，至少有：指标、时期、数值。",
            en="Name the columns in the first row, at least: indicator, period, value.",
        ),
        what=Text(
            zh="文件里只有空行，或者第一行读不懂。",
            en="The file holds nothing but blank lines, or its first row cannot be read.",
        ),
        why=Text(zh="没有列名，就不知道每一列是什么。", en="Without names nobody knows what a column is."),
        bad=",,\n,,",
        good="指标,时期,数值",
    )
)

UNKNOWN_COLUMN = rule(
    Rule(
        code="E031",
        name="unknown-column",
        severity=Severity.WARNING,
        message=Text(
            zh="列名：应为已知的列，实为“{got}”；这一列的内容不使用",
            en="column: wanted a known name, got '{got}'; what it holds is not used",
        ),
        help=Text(
            zh="改正列名；不需要的列可以留着。{hint}",
            en="Correct the name; a column that is not needed may stay.{hint}",
        ),
        what=Text(
            zh="表头里有 planck 不认识的列名。认识的列：地区、指标、时期、数值、单位、状态、发布日期、来源、备注、"
            "位置、原文数字、序号。",
            en="The header names a column that planck does not know. It knows: region, indicator, period, value, unit, "
            "status, published, source, note, at, as_printed, inventory.",
        ),
        why=Text(
            zh="写错的列名会让整列数据悄悄失效。",
            en="A misspelt name would put a whole column out of use without a word.",
        ),
        bad="indicator,period,value,unti",
        good="indicator,period,value,unit",
    )
)

UNNAMED_COLUMN = rule(
    Rule(
        code="E032",
        name="unnamed-column",
        severity=Severity.WARNING,
        message=Text(
            zh="列名：应有名称，实为空；这一列的内容不使用",
            en="column: wanted a name, got none; what it holds is not used",
        ),
        help=Text(zh="给这一列命名，或删去这一列。", en="Name the column, or delete it."),
        what=Text(zh="表头中间有一列没有名称。", en="A column between the others has no name."),
        why=Text(zh="不知道它是什么，就不能使用。", en="What is not known cannot be used."),
        bad="indicator,,period,value",
        good="indicator,note,period,value",
    )
)

REPEATED_COLUMN = rule(
    Rule(
        code="E033",
        name="repeated-column",
        severity=Severity.ERROR,
        message=Text(
            zh="列名：“{wanted}”应只有一列，而“{got}”又是一列；使用第一列",
            en="column: wanted one column for {wanted}, got another, '{got}'; the first one is used",
        ),
        help=Text(
            zh="删去其中一列，或改成它真正的名称。", en="Delete one of them, or give it the name that it should have."
        ),
        what=Text(zh="两个列名是同一个意思。", en="Two column names mean the same."),
        why=Text(
            zh="两列内容不同的时候，不知道该信哪一列。", en="Where the two differ nobody can say which one is right."
        ),
        bad="指标,时期,数值,value",
        good="指标,时期,数值,备注",
    )
)

MISSING_COLUMN = rule(
    Rule(
        code="E034",
        name="missing-column",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="表头：应有“{wanted}”列，实际没有；整个表未读",
            en="header: wanted a column for {wanted}, got none; the table is not read",
        ),
        help=Text(
            zh="第一行写列名，这一列可以叫：{names}。",
            en="Name the columns in the first row; this one may be called: {names}.",
        ),
        what=Text(
            zh="缺少必需的列。必需：指标、时期、数值；地区可省略，省略时就是规划自己的地区。",
            en="A column is missing that every table needs: indicator, period, value. The region may be left out: "
            "it is then the plan's own.",
        ),
        why=Text(zh="少了其中一项，数字就没有意义。", en="Without it a number has no meaning."),
        bad="指标,数值\nGDP,12",
        good="指标,时期,数值\nGDP,2023,12",
    )
)

NO_FIGURES = rule(
    Rule(
        code="E035",
        name="no-figures-in-sight",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="表格：前 {got} 行应读出数据，实际一个也没有；其余各行未读",
            en="table: wanted figures, got none in the first {got} rows; the rest is not read",
        ),
        help=Text(
            zh="先改正前几行的问题；若给错了文件，请改正路径。",
            en="Put the first rows right; if it is the wrong file, correct the path.",
        ),
        what=Text(
            zh="表格有表头，但读了很多行也没有一行可用。",
            en="The table has a header, but row after row cannot be used.",
        ),
        why=Text(
            zh="这多半不是数据表，读完它只是浪费时间。",
            en="It is hardly a table of figures, and reading all of it would only take time.",
        ),
        bad="indicator,period,value\n(20,000 lines of a log)",
        good="indicator,period,value\nGDP,2023,12",
    )
)
