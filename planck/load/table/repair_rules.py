"""E063: figures whose form `--fix` does not repair."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

WORKBOOK = Text(zh="这是工作簿，只能在电子表格里改", en="it is a workbook, which only a spreadsheet should write")
ENCODING = Text(
    zh="不是 UTF-8，而猜出的编码不足以改写文件",
    en="it is not UTF-8, and a guessed encoding is no ground to write it anew",
)
NOT_THE_SAME = Text(
    zh="修改后读出的数据会与现在不同",
    en="what would be read from it afterwards is not what is read from it now",
)

LEFT_UNREPAIRED = rule(
    Rule(
        code="E063",
        name="left-unrepaired",
        severity=Severity.NOTE,
        message=Text(
            zh="--fix：未改动此文件：{reason}", en="--fix: wanted a table in UTF-8 text, left as it is: {reason}"
        ),
        help=Text(
            zh="文本文件可用 --encoding 写明编码（如 gb18030），修改后仍用该编码；工作簿请另存为 CSV。",
            en="Name the encoding of a text (--encoding gb18030), which is then kept; save a workbook as CSV.",
        ),
        what=Text(
            zh="--fix 只改文本数据的写法，而且只在改动前后读出的数据完全相同时才写文件。",
            en="--fix repairs the form of figures in text files alone, and writes a file only where exactly the same "
            "figures are read from it before and after.",
        ),
        why=Text(
            zh="没有改动的文件也要说明，免得以为已经改好。",
            en="That a file was passed over is said, so that nobody takes it for repaired.",
        ),
        bad="planck check plan.yaml gbk.csv --fix",
        good="planck check plan.yaml gbk.csv --fix --encoding gb18030",
    )
)
