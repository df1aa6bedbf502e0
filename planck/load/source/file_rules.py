"""E001 to E007, E013 and E014: what can be wrong with a file or folder before its bytes are looked at."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

MISSING_FILE = rule(
    Rule(
        code="E001",
        name="missing-file",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="路径：应为一个文件，而“{got}”不存在", en="path: wanted a file, got '{got}', which does not exist"
        ),
        help=Text(
            zh="检查路径的拼写，以及命令是在哪个文件夹里运行的。",
            en="Check the spelling of the path and the folder that the command runs in.",
        ),
        what=Text(zh="指定的路径上没有文件。", en="There is no file at the path that was given."),
        why=Text(
            zh="缺了文件，结论就只是其余文件的结论；不能当作没有这回事。",
            en="Without the file the verdict would be about something else; that must not pass in silence.",
        ),
        bad="planck check targets/gonshu.yaml actuals.csv",
        good="planck check targets/gongshu.yaml actuals.csv",
    )
)

NOT_A_FILE = rule(
    Rule(
        code="E002",
        name="not-a-file",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="路径：应为普通文件，而“{got}”是{kind}", en="path: wanted a regular file, got '{got}', which is {kind}"
        ),
        help=Text(
            zh="给出文件本身；由别的程序产生的内容用“-”从标准输入读取。",
            en="Name the file itself; pass `-` to read what another program writes from standard input.",
        ),
        what=Text(
            zh="路径指向文件夹、设备、管道或套接字。", en="The path leads to a folder, a device, a pipe or a socket."
        ),
        why=Text(
            zh="设备和管道可能永远读不完，因此根本不打开。",
            en="A device or a pipe may never end, so it is not even opened.",
        ),
        bad="planck check targets/gongshu.yaml /dev/zero",
        good="produce-figures | planck check targets/gongshu.yaml -",
    )
)

NO_PERMISSION = rule(
    Rule(
        code="E003",
        name="no-permission",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="路径：应可读取，而“{got}”没有读取权限", en="path: wanted to read '{got}', got no permission"),
        help=Text(
            zh="放开读取权限（例如 chmod u+r），或换一个用户运行。",
            en="Allow reading it (chmod u+r), or run as another user.",
        ),
        what=Text(
            zh="系统不允许读取这个文件或文件夹。", en="The system does not let this user read the file or folder."
        ),
        why=Text(
            zh="没有读到的数据不能参与判断。", en="What was not read cannot count, and its absence changes the verdict."
        ),
        bad="-rw------- root actuals.csv",
        good="-rw-r--r-- root actuals.csv",
    )
)

TOO_LARGE = rule(
    Rule(
        code="E004",
        name="file-too-large",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="大小：至多 {limit} 字节，实际至少 {got} 字节",
            en="size: wanted at most {limit} bytes, got at least {got}",
        ),
        help=Text(
            zh="按指标、地区或年份拆成几个文件；若给错了文件，请改正路径。",
            en="Split it by indicator, region or year; if it is the wrong file, correct the path.",
        ),
        what=Text(
            zh="文件大于本工具愿意读入内存的上限。",
            en="The file is larger than what planck is ready to hold in memory.",
        ),
        why=Text(
            zh="时间和内存必须有上限，给错文件时尤其如此。",
            en="Time and memory are bounded, above all when the file is the wrong one.",
        ),
        bad="planck check plan.yaml backup.tar",
        good="planck check plan.yaml actuals-2021.csv actuals-2022.csv",
    )
)

UNREADABLE = rule(
    Rule(
        code="E005",
        name="unreadable-file",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="路径：应可读取，而“{got}”读取失败：{reason}", en="path: wanted to read '{got}', got: {reason}"
        ),
        help=Text(
            zh="原因是系统给出的；先用别的程序打开这个文件试试。",
            en="The reason is the system's own; see whether another program can open the file.",
        ),
        what=Text(zh="系统在打开或读取时报错。", en="The system reported an error while the file was opened or read."),
        why=Text(
            zh="只读到一半的文件会给出错误的结论。", en="A file that was read in part would give a wrong verdict."
        ),
        bad="actuals.csv -> actuals.csv (a link to itself)",
        good="actuals.csv -> 2023/actuals.csv",
    )
)

CHANGED = rule(
    Rule(
        code="E006",
        name="changed-while-read",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="文件：读取期间不应变化，而它从 {before} 字节变为 {got} 字节",
            en="file: wanted one state of it, got a change while it was read ({before} bytes before, {got} read)",
        ),
        help=Text(zh="等写入结束后再运行一次。", en="Run again when whatever writes the file has finished."),
        what=Text(
            zh="文件在读取过程中变长、变短或被改写。", en="The file grew, shrank or was rewritten while it was read."
        ),
        why=Text(
            zh="读到的可能一半是旧的、一半是新的；已读到的部分仍然照常检查。",
            en="What was read may be half old and half new; it is still checked, but not to be relied on.",
        ),
        bad="export-figures > actuals.csv &  planck check plan.yaml actuals.csv",
        good="export-figures > actuals.csv && planck check plan.yaml actuals.csv",
    )
)

EMPTY = rule(
    Rule(
        code="E007",
        name="empty-file",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="文件：应有内容，实为空文件", en="file: wanted content, got an empty file"),
        help=Text(
            zh="如果确实还没有数据，请至少保留表头行；否则请重新导出。",
            en="If there are no figures yet keep at least the header row, else export it again.",
        ),
        what=Text(zh="文件里一个字符也没有。", en="There is not one character in the file."),
        why=Text(
            zh="空文件多半是导出失败，不等于“没有数据”。",
            en="It is usually an export that failed, which is not the same as no data.",
        ),
        bad="(0 bytes)",
        good="indicator,period,value",
    )
)

NO_FILES = rule(
    Rule(
        code="E013",
        name="no-files-in-folder",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="文件夹：应有以 {wanted} 结尾的文件，而“{got}”里一个也没有",
            en="folder: wanted files ending in {wanted}, got none in '{got}'",
        ),
        help=Text(
            zh="检查文件夹和扩展名；以“.”开头的文件和文件夹不读。",
            en="Check the folder and the file endings; names that start with a dot are passed over.",
        ),
        what=Text(zh="给出的文件夹里没有可读的文件。", en="The folder that was given holds nothing to read."),
        why=Text(zh="什么也没检查，不能算通过。", en="Nothing checked is not the same as nothing wrong."),
        bad="planck check targets/ figures-old/",
        good="planck check targets/ figures/",
    )
)

TOO_MANY_ENTRIES = rule(
    Rule(
        code="E014",
        name="folder-too-large",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="文件夹：“{got}”里至多查看 {limit} 个条目，实际更多",
            en="folder: wanted at most {limit} entries in '{got}', got more",
        ),
        help=Text(zh="给出更小的文件夹，或者直接列出文件。", en="Name a smaller folder, or the files themselves."),
        what=Text(
            zh="文件夹太大，后面的条目没有查看。", en="The folder is so large that the rest of it was not looked at."
        ),
        why=Text(
            zh="给错文件夹（例如根目录）时也要很快结束。", en="A wrong folder, such as the root, must end soon too."
        ),
        bad="planck check / actuals.csv",
        good="planck check targets/ actuals.csv",
    )
)
