"""X010 to X012: the settings of a project, `[tool.planck]` in its pyproject.toml."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

UNKNOWN_SETTING = rule(
    Rule(
        code="X010",
        name="unknown-setting",
        severity=Severity.ERROR,
        message=Text(
            zh="tool.planck：没有“{got}”这个设置", en="tool.planck: wanted a setting that exists, got '{got}'"
        ),
        help=Text(zh="改正设置的名称。{hint}", en="Correct the name. {hint}"),
        what=Text(
            zh="pyproject.toml 的 [tool.planck] 里有不认识的设置。",
            en="The table [tool.planck] of pyproject.toml has a setting that planck does not know.",
        ),
        why=Text(
            zh="拼错的设置如果被忽略，门槛就悄悄变回默认值。",
            en="If a misspelt setting were passed over, the gate would be back at its default in silence.",
        ),
        bad='[tool.planck]\nfail_onn = "warning"\n',
        good='[tool.planck]\nfail-on = "warning"\n',
    )
)

BAD_SETTING = rule(
    Rule(
        code="X011",
        name="bad-setting",
        severity=Severity.ERROR,
        message=Text(zh="{field}：应为{wanted}，实为“{got}”", en="{field}: wanted {wanted}, got '{got}'"),
        help=Text(zh="改正它的值；不写就用默认值。", en="Correct its value, or delete it to have the default."),
        what=Text(
            zh="设置的值类型不对、不是所列的词，或用 - 和 _ 写了两遍。",
            en="A setting has a value of the wrong type, a word that it does not know, or stands twice, with - and _.",
        ),
        why=Text(
            zh="设置决定评判是否通过，不能含糊。",
            en="Settings decide whether the gate passes, so nothing in them may be doubtful.",
        ),
        bad='[tool.planck]\nfail-on = "warnings"\n',
        good='[tool.planck]\nfail-on = "warning"\n',
    )
)

UNREADABLE_SETTINGS = rule(
    Rule(
        code="X012",
        name="unreadable-settings",
        severity=Severity.ERROR,
        message=Text(zh="pyproject.toml：不是 TOML：{problem}", en="pyproject.toml: wanted TOML, got this: {problem}"),
        help=Text(zh="改正文件的这一处。", en="Put the file right at this place."),
        what=Text(zh="pyproject.toml 不能按 TOML 读取。", en="The file pyproject.toml cannot be read as TOML."),
        why=Text(zh="里面可能有门槛的设置，不能当作没有。", en="It may set the gate, so it must not be passed over."),
        bad="[tool.planck\n",
        good="[tool.planck]\n",
    )
)
