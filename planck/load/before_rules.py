"""X020 to X024 and X030: what a run is compared with."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

NO_BASE = rule(
    Rule(
        code="X020",
        name="no-base",
        severity=Severity.NOTE,
        message=Text(
            zh="没有可比较的版本：{why}（{todo}）；没有检查修订、状态变化和得分变化",
            en="nothing to compare with: {why} ({todo}); revisions, changes of status and of score were not checked",
        ),
        help=Text(zh="--require-base 使它成为错误", en="--require-base makes it an error"),
        what=Text(
            zh="要求与较早的版本比较，但没有找到较早的版本。",
            en="A comparison with an earlier version was asked for, and there is none.",
        ),
        why=Text(
            zh="没有比较的检查不能当作通过；--require-base 使它成为错误。",
            en="A check that did not run must not look like one that passed; --require-base makes it an error.",
        ),
        bad="planck check plan.yaml figures.csv --base auto   # in a clone of depth 1",
        good="planck check plan.yaml figures.csv --base auto   # after fetch-depth: 0",
    )
)

BASE_REQUIRED = rule(
    Rule(
        code="X021",
        name="base-required",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="--require-base：没有可比较的版本：{why}", en="--require-base: wanted something to compare with: {why}"
        ),
        help=Text(zh="做法：{todo}", en="do this: {todo}"),
        what=Text(
            zh="规定必须比较，但没有找到较早的版本。", en="A comparison was required, and there is no earlier version."
        ),
        why=Text(
            zh="少了比较，修订和状态变化会不经检查就通过。",
            en="Without it, revisions and changes of status would pass unseen.",
        ),
        bad="planck check plan.yaml figures.csv --base auto --require-base   # in a clone of depth 1",
        good="planck check plan.yaml figures.csv --base auto --require-base   # after fetch-depth: 0",
    )
)

UNKNOWN_BASE = rule(
    Rule(
        code="X022",
        name="unknown-base",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="--base：应为 auto、一个版本或一个文件，得到“{got}”（{why}；{todo}）",
            en="--base: wanted auto, a revision or a file, got '{got}' ({why}; {todo})",
        ),
        help=Text(
            zh="版本如 main、HEAD~1、v1.0 或提交号；文件或文件夹写路径",
            en="a revision is main, HEAD~1, v1.0 or a commit id; a file or a folder is its path",
        ),
        what=Text(zh="--base 所指的版本或文件不存在。", en="What --base names is neither a revision nor a file."),
        why=Text(
            zh="比错了版本，结论也就错了，所以不作猜测。",
            en="Compared with the wrong version the verdict is wrong, so nothing is guessed.",
        ),
        bad="planck check plan.yaml figures.csv --base mian",
        good="planck check plan.yaml figures.csv --base main",
    )
)

UNREADABLE_BEFORE = rule(
    Rule(
        code="X023",
        name="unreadable-before",
        severity=Severity.WARNING,
        message=Text(
            zh="{got}：这个较早的版本无法读取（{why}），未作比较",
            en="{got}: this earlier version could not be read ({why}) and was not compared",
        ),
        help=Text(
            zh="核对这一次的改动；以后的比较不受影响", en="look at this change by hand; later ones can be compared"
        ),
        what=Text(
            zh="文件较早的版本不是有效的规划或数据，或存放在别处。",
            en="The earlier version of a file is no valid plan or table, or is kept in a store elsewhere.",
        ),
        why=Text(zh="不能比较的部分必须说明。", en="What could not be compared has to be said."),
        bad="3f2c1ab:plan.yaml   # planck: 2",
        good="3f2c1ab:plan.yaml   # planck: 1",
    )
)

UNVERSIONED = rule(
    Rule(
        code="X024",
        name="unversioned-file",
        severity=Severity.NOTE,
        message=Text(
            zh="{got} 不在被比较的仓库里，当作没有改动", en="{got} is not in the repository and is taken as unchanged"
        ),
        help=Text(zh="纳入版本管理，或用 --base 指明旧文件", en="put it under version control, or give --base a file"),
        what=Text(
            zh="输入文件不在仓库的文件夹里，没有较早的版本。",
            en="An input lies outside the repository, so it has no earlier version.",
        ),
        why=Text(zh="它的改动看不出来。", en="A change in it cannot be seen."),
        bad="planck check plan.yaml /tmp/figures.csv --base main",
        good="planck check plan.yaml figures.csv --base main",
    )
)

UNKNOWN_SIDE = rule(
    Rule(
        code="X030",
        name="unknown-side",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="应为文件、文件夹、版本或“版本:路径”，得到“{got}”（{why}；{todo}）",
            en="wanted a file, a folder, a revision or REVISION:PATH, got '{got}' ({why}; {todo})",
        ),
        help=Text(
            zh="如 planck diff main:figures.csv figures.csv", en="such as planck diff main:figures.csv figures.csv"
        ),
        what=Text(zh="planck diff 的一边不存在。", en="One side of `planck diff` does not exist."),
        why=Text(zh="没有两边，就没有比较。", en="A comparison has two sides."),
        bad="planck diff mian:figures.csv figures.csv",
        good="planck diff main:figures.csv figures.csv",
    )
)
