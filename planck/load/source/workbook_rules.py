"""E017 to E019: what can be wrong with a workbook before its cells are looked at."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

BAD_WORKBOOK = rule(
    Rule(
        code="E017",
        name="unreadable-workbook",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="工作簿：应为可读的 .xlsx 文件，实际不能读取：{got}",
            en="workbook: wanted an .xlsx file that can be read, got one that cannot: {got}",
        ),
        help=Text(
            zh="在电子表格软件里打开，另存为 .xlsx 或“CSV UTF-8”；有密码的先去掉密码。",
            en="Open it in a spreadsheet program and save it as .xlsx or as 'CSV UTF-8', without a password.",
        ),
        what=Text(
            zh="文件是工作簿的样子，却损坏、加了密码，或者是另一种格式（.xls、.ods、.zip）。",
            en="The file looks like a workbook but is damaged, has a password or is of another kind (.xls, .ods).",
        ),
        why=Text(
            zh="读不出来的数据不能参与判断。", en="What cannot be read cannot count, and must not pass in silence."
        ),
        bad="planck check plan.yaml figures.ods",
        good="planck check plan.yaml figures.xlsx",
    )
)

TOO_LARGE_WORKBOOK = rule(
    Rule(
        code="E018",
        name="workbook-too-large",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="工作簿：展开后应有合理的大小，实际{got}；未打开",
            en="workbook: wanted one of a reasonable size when it is opened, got {got}; it is not opened",
        ),
        help=Text(
            zh="删去多余的工作表、空行和空列，或另存为 CSV；来历不明的文件不要打开。",
            en="Delete sheets, rows and columns that are not needed, or save it as CSV; do not open one from a source "
            "that you do not know.",
        ),
        what=Text(
            zh="工作簿很小，展开后却大得不正常：也许是为了耗尽内存而做的。",
            en="A small workbook would take an enormous room when opened, as one does that is made to exhaust memory.",
        ),
        why=Text(zh="时间和内存必须有上限。", en="Time and memory are bounded, whatever the file."),
        bad="book.xlsx (42 kB that unpack to 4 GB)",
        good="book.xlsx (42 kB that unpack to 300 kB)",
    )
)

NO_SHEET = rule(
    Rule(
        code="E019",
        name="no-such-sheet",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="工作表：应有名为“{wanted}”的工作表，实有：{got}", en="sheet: wanted one named '{wanted}', got: {got}"
        ),
        help=Text(zh="改正“#”后面或 --sheet 的名称。{hint}", en="Correct the name behind '#' or of --sheet.{hint}"),
        what=Text(zh="工作簿里没有这张工作表。", en="The workbook has no sheet of that name."),
        why=Text(zh="读另一张表就是另一份数据。", en="Another sheet holds other figures."),
        bad="planck check plan.yaml 'book.xlsx#Shet1'",
        good="planck check plan.yaml 'book.xlsx#Sheet1'",
    )
)
