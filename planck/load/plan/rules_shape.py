"""Rules S020 to S027: keys and values that are not those of the plan format."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

VERSION = rule(
    Rule(
        code="S020",
        name="unsupported-version",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：应为格式版本 1，实为“{got}”", en="{field}: wanted the format version 1, got '{got}'"),
        help=Text(
            zh="写 planck: 1；如果计划是为更新的版本写的，请升级 planck。",
            en="Write planck: 1; if the plan was written for a newer version, upgrade planck.",
        ),
        what=Text(
            zh="计划声明的格式版本不是这个程序认识的版本。",
            en="The plan declares a version of the format that this program does not know.",
        ),
        why=Text(
            zh="另一个版本里同样的键可能有别的意思，所以不再往下读。",
            en="In another version the same key may mean something else, so nothing more is read.",
        ),
        bad="planck: 2\n",
        good="planck: 1\n",
    )
)

UNKNOWN_KEY = rule(
    Rule(
        code="S021",
        name="unknown-key",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：没有“{got}”这个键", en="{field}: wanted a key of the format, got '{got}'"),
        help=Text(zh="改正键名。{hint}", en="Correct the key. {hint}"),
        what=Text(zh="计划格式里没有这个键。", en="The plan format has no such key here."),
        why=Text(
            zh="拼错的键如果被忽略，写在下面的要求就悄悄失效了。",
            en="If a misspelt key were passed over, what stands under it would be lost in silence.",
        ),
        bad="titel: {zh: 拱墅区科技规划}\n",
        good="title: {zh: 拱墅区科技规划}\n",
    )
)

MISSING_KEY = rule(
    Rule(
        code="S022",
        name="missing-key",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：缺少“{got}”", en="{field}: wanted the key '{got}', got none"),
        help=Text(zh="补上 {got}：{wanted}。", en="Add {got}: {wanted}."),
        what=Text(zh="必需的键没有写。", en="A key that is required is not there."),
        why=Text(
            zh="没有它就不知道目标是什么；planck 不替计划猜。",
            en="Without it the plan does not say what it wants, and planck does not guess.",
        ),
        bad="targets:\n  firms: {name: {zh: 企业数}, measure: stock}\n",
        good="targets:\n  firms: {name: {zh: 企业数}, measure: stock, goal: {at_least: 10}}\n",
    )
)

WRONG_VALUE = rule(
    Rule(
        code="S023",
        name="wrong-value",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：应为{wanted}，实为“{got}”", en="{field}: wanted {wanted}, got '{got}'"),
        help=Text(zh="{hint}。", en="{hint}."),
        what=Text(
            zh="值的类型或写法不是这个键所要的。", en="The value is not of the type or the form that its key wants."
        ),
        why=Text(
            zh="计划按 YAML 1.2 读取：值是什么样就是什么，不作转换。",
            en="Plans are read as YAML 1.2: a value is what it looks like, and nothing is converted.",
        ),
        bad="period: {base: 2020年, start: 2021, end: 2025}\n",
        good="period: {base: 2020, start: 2021, end: 2025}\n",
    )
)

UNKNOWN_WORD = rule(
    Rule(
        code="S024",
        name="unknown-word",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：应为 {wanted} 之一，实为“{got}”", en="{field}: wanted one of {wanted}, got '{got}'"),
        help=Text(zh="换成所列的词。{hint}", en="Write one of these words. {hint}"),
        what=Text(zh="这里只能写固定的几个词。", en="Only a few fixed words can stand here."),
        why=Text(zh="这些词决定怎样评判，写错一个就会用错方法。", en="These words decide how the target is judged."),
        bad="targets:\n  firms: {name: {zh: 企业数}, measure: stok, goal: {at_least: 10}}\n",
        good="targets:\n  firms: {name: {zh: 企业数}, measure: stock, goal: {at_least: 10}}\n",
    )
)

UNREADABLE_NUMBER = rule(
    Rule(
        code="S025",
        name="unreadable-number",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应为有限的数（至多 40 个字符），实为“{got}”",
            en="{field}: wanted a finite number of at most 40 characters, got '{got}'",
        ),
        help=Text(
            zh="写实际印出的数；作文字用的长串数字要加引号。",
            en="Write the number as printed; put a long string of digits that is a text in quotes.",
        ),
        what=Text(
            zh="值是无穷、NaN，或者长得、大得、小得无法准确保存的数。",
            en="The value is infinite, not a number, or too long, large or small to be held.",
        ),
        why=Text(
            zh="无穷和 NaN 会让后面的每个结果都失去意义。",
            en="Infinity and NaN would make every result that follows meaningless.",
        ),
        bad="targets:\n  firms: {name: {zh: 企业数}, measure: stock, goal: {at_least: 1e400}}\n",
        good="targets:\n  firms: {name: {zh: 企业数}, measure: stock, goal: {at_least: 1e4}}\n",
    )
)

FULL_WIDTH = rule(
    Rule(
        code="S026",
        name="full-width-number",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：应为半角数字，实为“{got}”", en="{field}: wanted half-width digits, got '{got}'"),
        help=Text(zh="写成 {hint}。", en="Write {hint}."),
        what=Text(zh="计划里的数用了全角字符。", en="A number of the plan is typed in full-width characters."),
        why=Text(
            zh="YAML 把全角数字当作文字；计划里的数不作转换，写什么就是什么。",
            en="YAML takes full-width digits as text, and nothing in a plan is converted.",
        ),
        bad="targets:\n  firms: {name: {zh: 企业数}, measure: stock, goal: {at_least: １０００}}\n",
        good="targets:\n  firms: {name: {zh: 企业数}, measure: stock, goal: {at_least: 1000}}\n",
    )
)

PERCENT_SIGN = rule(
    Rule(
        code="S027",
        name="percent-sign-missing",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应为带百分号的数，实为“{got}”", en="{field}: wanted a percentage with its sign, got '{got}'"
        ),
        help=Text(zh="补上百分号：{hint}。", en="Write it with its sign: {hint}."),
        what=Text(
            zh="增长、降低、年均增长、进度份额必须带百分号。",
            en="Growth, reduction, average growth and shares of the way are written with a percent sign.",
        ),
        why=Text(
            zh="0.15 与 15 都可能是 15%；写上百分号就没有歧义。",
            en="15 per cent is written 0.15 by some and 15 by others; the sign leaves no doubt.",
        ),
        bad="targets:\n  firms:\n    name: {zh: 企业数}\n    measure: stock\n    baseline: 466\n"
        "    goal: {average_growth: {at_least: 15}}\n",
        good="targets:\n  firms:\n    name: {zh: 企业数}\n    measure: stock\n    baseline: 466\n"
        "    goal: {average_growth: {at_least: 15%}}\n",
    )
)
