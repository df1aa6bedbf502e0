"""X029: a baseline file that cannot be used."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

BAD_BASELINE = rule(
    Rule(
        code="X029",
        name="bad-baseline",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="基线文件：应为 {wanted}，得到“{got}”", en="baseline: wanted {wanted}, got '{got}'"),
        help=Text(
            zh="恢复这个文件，或删去后用 planck baseline 重新生成",
            en="restore the file, or delete it and write it anew with `planck baseline`",
        ),
        what=Text(zh="基线文件不能读取。", en="The file of known findings cannot be read."),
        why=Text(zh="读不懂的基线不能用来放过问题。", en="What cannot be read must not let findings pass."),
        bad='{"known": ["C001"]}',
        good='{"planck_baseline": 1, "known": [{"code": "C001", "times": 1, "fingerprint": "0123456789abcdef"}]}',
    )
)
