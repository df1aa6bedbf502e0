"""Rules S001 to S010: what YAML text a plan may be written in."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

SYNTAX = rule(
    Rule(
        code="S001",
        name="yaml-syntax",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="YAML 写法有误：{problem}，此行为“{got}”", en="this is not YAML: {problem}; the line is '{got}'"
        ),
        help=Text(zh="改正这一处。{hint}", en="Put it right. {hint}"),
        what=Text(zh="计划文件不能按 YAML 读到底。", en="The plan cannot be read as YAML to its end."),
        why=Text(
            zh="出错之后的内容无法确定，因此整份计划不予评判；常见原因是全角冒号、制表符、缩进不齐、引号未收尾。",
            en="What follows the error is uncertain, so the plan is not judged. Usual causes: a full-width colon, a "
            "tab, uneven indentation, a quotation mark that is not closed.",
        ),
        bad="title: {zh: 拱墅区科技规划\n",
        good="title: {zh: 拱墅区科技规划}\n",
    )
)

CHARACTER = rule(
    Rule(
        code="S002",
        name="yaml-character",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="此处有不可见的控制字符 {got}（全文共 {count} 个）",
            en="there is an invisible control character {got} here (the text has {count})",
        ),
        help=Text(
            zh="删去该字符；如果是 U+0000，文件可能是 UTF-16，请另存为 UTF-8。",
            en="Delete it; if it is U+0000, the file may be UTF-16: save it as UTF-8.",
        ),
        what=Text(
            zh="文本里有 YAML 不允许的控制字符，或 YAML 1.1 与 1.2 读法不同的换行字符（U+0085、U+2028、U+2029）。",
            en="The text holds a control character that YAML forbids, or a line separator that YAML 1.1 and 1.2 read "
            "differently (U+0085, U+2028, U+2029).",
        ),
        why=Text(
            zh="看不见的字符会让两个人看到同样的计划、程序却读到不同的内容。",
            en="With invisible characters, what people see and what a program reads are two things.",
        ),
        bad='title: {zh: "拱墅区\\u0007科技规划"}\n',
        good='title: {zh: "拱墅区科技规划"}\n',
    )
)

TOO_LARGE = rule(
    Rule(
        code="S003",
        name="plan-too-large",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{what}：最多 {wanted}，实际为 {got}", en="{what}: wanted at most {wanted}, got {got}"),
        help=Text(
            zh="把计划拆成几个文件，或减少嵌套与别名。",
            en="Split the plan into several files, or use less nesting and fewer aliases.",
        ),
        what=Text(
            zh="文件超出长度、值的个数（别名展开后）或嵌套层数的上限。",
            en="The file passes a limit on its length, its number of values (aliases expanded) or its depth.",
        ),
        why=Text(
            zh="二十行的别名就能展开成几十亿个值；上限使任何输入都在有限的时间和内存里读完。",
            en="Twenty lines of aliases can stand for billions of values; limits keep every input within bounded time "
            "and memory.",
        ),
        bad="language: " + "[" * 41 + "]" * 41 + "\n",
        good="language: zh\n",
    )
)

UNKNOWN_ANCHOR = rule(
    Rule(
        code="S004",
        name="unknown-anchor",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="别名 *{got} 没有对应的锚点", en="the alias *{got} refers to an anchor that is not set before it"
        ),
        help=Text(
            zh="在前面用 &{got} 定义，或者直接写出值；如果本意是文字，请加引号。",
            en="Set it before with &{got}, or write the value out; put a text that starts with * in quotes.",
        ),
        what=Text(zh="别名引用了前文没有的锚点。", en="An alias refers to an anchor that does not stand before it."),
        why=Text(zh="这里该是什么值无从得知。", en="There is no telling which value belongs here."),
        bad="title: *name\n",
        good="title: &name {zh: 拱墅区科技规划}\n",
    )
)

ALIAS_OF_ITSELF = rule(
    Rule(
        code="S005",
        name="alias-of-itself",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="别名 *{got} 引用了包含它自己的值", en="the alias *{got} refers to the value that it stands in"
        ),
        help=Text(zh="直接写出所需的值。", en="Write out the value that is meant."),
        what=Text(zh="一个值通过别名包含它自己。", en="A value contains itself through an alias."),
        why=Text(zh="这样的值没有尽头。", en="Such a value has no end."),
        bad="title: &name {zh: *name}\n",
        good="title: {zh: 拱墅区科技规划}\n",
    )
)

TAG = rule(
    Rule(
        code="S006",
        name="yaml-tag",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="类型标签 {got} 在计划里不能用，或与值不符",
            en="the tag {got} has no use in a plan, or does not fit its value",
        ),
        help=Text(zh="删去标签；文字请加引号。", en="Delete the tag; put a text in quotes."),
        what=Text(
            zh="值带有 !!str、!!int、!!float、!!bool、!!null、!!map、!!seq 以外的标签，或标签与值不符。",
            en="A value has a tag other than !!str, !!int, !!float, !!bool, !!null, !!map and !!seq, or one that does "
            "not fit it.",
        ),
        why=Text(
            zh="某些标签会让别的程序在读取时执行代码；计划只是数据。",
            en="Some tags make other programs run code while they read; a plan is data.",
        ),
        bad="title: !!python/name:os.system {zh: 拱墅区科技规划}\n",
        good="title: {zh: !!str 2025}\n",
    )
)

MERGE_KEY = rule(
    Rule(
        code="S007",
        name="merge-key",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="合并键 << 在计划里不能用", en="the merge key << has no use in a plan"),
        help=Text(zh="把各个键写全。", en="Write the keys out."),
        what=Text(zh="映射里用了 YAML 1.1 的合并键。", en="A mapping uses the merge key of YAML 1.1."),
        why=Text(
            zh="YAML 1.2 已经没有合并键；读者看不出一个目标到底有哪些内容。",
            en="YAML 1.2 has no merge key, and it hides from a reader what a target says.",
        ),
        bad="region:\n  <<: {code: '330105'}\n  name: 拱墅区\n",
        good="region:\n  code: '330105'\n  name: 拱墅区\n",
    )
)

REPEATED_KEY = rule(
    Rule(
        code="S008",
        name="repeated-key",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="键“{got}”重复，第一次出现在第 {line} 行第 {column} 列",
            en="the key '{got}' stands twice; the first is at line {line}, column {column}",
        ),
        help=Text(zh="删去其中一个，或改名。", en="Delete one of them, or rename it."),
        what=Text(zh="同一个映射里一个键出现了两次。", en="A key stands twice in one mapping."),
        why=Text(
            zh="多数 YAML 程序默默采用后一个，前一个就不声不响地丢了。",
            en="Most YAML readers silently take the last one, and the first is lost without a word.",
        ),
        bad="region: {name: 拱墅区, name: 西湖区}\n",
        good="region: {name: 拱墅区}\n",
    )
)

KEY = rule(
    Rule(
        code="S009",
        name="key-not-text",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="键应是文字", en="wanted a text as the key"),
        help=Text(zh="在冒号前写上键的名称。", en="Write the name of the key before the colon."),
        what=Text(zh="映射的键是空的，或者本身是映射或列表。", en="A key is empty, or a mapping or list itself."),
        why=Text(zh="计划里的每个键都有名称。", en="Every key of a plan has a name."),
        bad="region: {[name]: 拱墅区}\n",
        good="region: {name: 拱墅区}\n",
    )
)

DOCUMENTS = rule(
    Rule(
        code="S010",
        name="one-document",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="文件里应恰有一份文档，实际为 {got}", en="wanted exactly one document in the file, got {got}"),
        help=Text(
            zh="一个文件写一份计划；删去分隔行 --- 或另存一个文件。",
            en="Write one plan a file: delete the line --- or save the second plan as a file of its own.",
        ),
        what=Text(
            zh="文件是空的（或只有注释），或者有不止一份 YAML 文档。",
            en="The file is empty (or all comments), or holds more than one YAML document.",
        ),
        why=Text(zh="没有读的部分不能当作通过。", en="What is not read must not count as passed."),
        bad="---\nlanguage: zh\n---\nlanguage: en\n",
        good="language: zh\n",
    )
)
