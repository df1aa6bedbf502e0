"""E008 to E012 and E015: what can be wrong with the text of a file, whatever it is about."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

NOT_UTF8 = rule(
    Rule(
        code="E008",
        name="not-utf8",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="编码：应为 {wanted}，第 {offset} 个字节却是 {got}{hint}",
            en="encoding: wanted {wanted}, got the byte {got} (byte {offset} of the file){hint}",
        ),
        help=Text(
            zh="另存为 UTF-8 编码（Excel：另存为“CSV UTF-8”），或用 --encoding 说明编码；文件没有被读取。",
            en="Save it again as UTF-8 (in Excel: 'CSV UTF-8'), or name its encoding with --encoding (figures only); "
            "nothing of the file was read.",
        ),
        what=Text(
            zh="从这个字节起，文件不是合法的 UTF-8，也不是所说明的编码。",
            en="From this byte on the file is not valid UTF-8, or not valid in the encoding that was named.",
        ),
        why=Text(
            zh="猜错编码会得到看似正常的错名字、错单位。",
            en="A wrong guess of the encoding turns names and units into others that look right.",
        ),
        bad=r"indicator,period,\xca\xfd\xd6\xb5",
        good="indicator,period,数值",
    )
)

OTHER_ENCODING = rule(
    Rule(
        code="E009",
        name="other-encoding",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="编码：应为 UTF-8，实为 {got}", en="encoding: wanted UTF-8, got {got}"),
        help=Text(
            zh="另存为 UTF-8 编码（Excel：不要选“Unicode 文本”，选“CSV UTF-8”）。",
            en="Save it again as UTF-8 (in Excel 'CSV UTF-8' and not 'Unicode Text').",
        ),
        what=Text(
            zh="文件开头的标记说明它用的是另一种编码。", en="The mark at the start of the file names another encoding."
        ),
        why=Text(zh="同样的字节按 UTF-8 读出来是乱码。", en="Read as UTF-8 the same bytes are nonsense."),
        bad="UTF-16: FF FE ...",
        good="UTF-8: EF BB BF ..., or no mark at all",
    )
)

NUL_CHARACTER = rule(
    Rule(
        code="E010",
        name="nul-character",
        severity=Severity.ERROR,
        message=Text(zh="文本：应为文字，实为 {got}（{named}）", en="text: wanted characters, got {got} ({named})"),
        help=Text(zh="重新导出文件，或删去这个字符。", en="Export the file again, or delete the character."),
        what=Text(zh="文本里有空字符（NUL）。", en="The text holds a NUL."),
        why=Text(
            zh="NUL 出现在文本里，说明文件损坏，或者根本不是文本；其余部分仍会读取。",
            en="A NUL means that the file is damaged or no text at all; the rest of it is still read.",
        ),
        bad=r"GDP,2023,12\0",
        good="GDP,2023,12",
    )
)

ODD_CHARACTER = rule(
    Rule(
        code="E011",
        name="odd-character",
        severity=Severity.WARNING,
        message=Text(
            zh="文本：应为可见的文字，实为 {got}（{named}）", en="text: wanted visible characters, got {got} ({named})"
        ),
        help=Text(
            zh="删去这个字符；若是 U+FFFD，说明文字在此前的转换中已经丢失，要从原件补上。",
            en="Delete it; U+FFFD means that an earlier conversion lost the character: restore it from the original.",
        ),
        what=Text(
            zh="文本里有控制字符、看不见的字符，或者转换失败留下的替代字符。",
            en="The text holds a control character, an invisible one, or the mark of a failed conversion.",
        ),
        why=Text(
            zh="看起来相同的两个名称因此对不上，数据就悄悄丢了。",
            en="Two names that look the same then do not match, and a figure is lost without a word.",
        ),
        bad=r"GDP\u200b,2023,12",
        good="GDP,2023,12",
    )
)

TOO_MANY_LINES = rule(
    Rule(
        code="E012",
        name="too-many-lines",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="文件：至多 {limit} 行，实有 {got} 行", en="file: wanted at most {limit} lines, got {got}"),
        help=Text(zh="按指标、地区或年份拆成几个文件。", en="Split it by indicator, region or year."),
        what=Text(zh="行数超过上限。", en="The file has more lines than planck is ready to hold."),
        why=Text(zh="时间和内存必须有上限。", en="Time and memory are bounded, whatever the file."),
        bad="a file of ten million lines",
        good="several files",
    )
)

MORE_FINDINGS = rule(
    Rule(
        code="E015",
        name="more-findings",
        severity=Severity.ERROR,
        message=Text(
            zh="问题：每个文件至多列出 {limit} 条，另有 {got} 条没有列出",
            en="findings: wanted at most {limit} of one file, got {got} more, which are not listed",
        ),
        help=Text(
            zh="先改正已列出的问题再运行；问题很多时往往出于同一个原因。",
            en="Put right what is listed and run again; so many usually have one cause.",
        ),
        what=Text(
            zh="一个文件里的问题太多，只列出最严重的；未列出者中最重的决定本条的级别。",
            en="One file has too many findings: the gravest are listed, and this is as grave as the gravest left out.",
        ),
        why=Text(zh="成千上万条同样的提示，谁也不会读。", en="Nobody reads thousands of findings of one kind."),
        bad="a table with a wrong column in each of 200,000 rows",
        good="the same table with the right column",
    )
)

GUESSED_ENCODING = rule(
    Rule(
        code="E016",
        name="guessed-encoding",
        severity=Severity.NOTE,
        message=Text(
            zh="编码：应为 UTF-8，而字节 {got} 不是；整个文件按 {read} 读取，这是猜测",
            en="encoding: wanted UTF-8, got the byte {got}; the whole file is read as {read}, which is a guess",
        ),
        help=Text(
            zh="核对几个中文名称；用 --encoding gb18030 可免去这条说明，或另存为 UTF-8。",
            en="Check some of its names; --encoding gb18030 or saving it as UTF-8 silences this note.",
        ),
        what=Text(
            zh="数据表不是 UTF-8，却是合法的 GB18030，而且几乎都是常用汉字。",
            en="A table of figures is not UTF-8 but valid GB18030, and nearly all of it is everyday Chinese.",
        ),
        why=Text(
            zh="编码是看出来的，不是写明的；猜错时名称会变成别的字。",
            en="The encoding was seen, not declared, and a wrong guess turns names into others.",
        ),
        bad=r"indicator,period,\xca\xfd\xd6\xb5",
        good="indicator,period,数值",
    )
)
