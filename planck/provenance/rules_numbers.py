"""P002, P003, P004, P010, P011, P013, P014, P016: numbers that were held against the documents."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

NOT_QUOTED = rule(
    Rule(
        code="P002",
        name="number-not-quoted",
        severity=Severity.ERROR,
        message=Text(
            zh="{what}：{got} 不在 as_printed 中（最接近的是“{nearest}”）{there}",
            en="{what}: {got} is not in as_printed (the nearest there is '{nearest}'){there}",
        ),
        help=Text(
            zh="改正数字，或把它的位置与原样写入 at 与 as_printed（几个数之和写作“33家 + 13家”）；"
            "文件中没有的数，在卡片 untraced 中说明理由",
            en="correct it, or give its place and print in `at` and `as_printed` (a sum as `33家 + 13家`); a number "
            "that no document prints needs a reason under `untraced` in the card",
        ),
        what=Text(
            zh="规划或数据中编码的数，与其来源所引的任何一个数都不相等（单位与万、亿一并比较）。",
            en="An encoded number equals none of those that its source quotes, units and scales (万, 亿) included.",
        ),
        why=Text(
            zh="编码时输错的一位数，会让此后每个判断都错。",
            en="One digit mistyped in a plan makes every later verdict wrong.",
        ),
        bad='goal: {at_least: 1001}   # as_printed: "466, 1000, 增长15%"',
        good="goal: {at_least: 1000}",
    )
)

NOT_ENCODED = rule(
    Rule(
        code="P003",
        name="quote-not-encoded",
        severity=Severity.ERROR,
        message=Text(
            zh="as_printed：没有编码的数等于“{got}”",
            en="as_printed: nothing encoded equals '{got}'",
        ),
        help=Text(zh="编码这个数，或从 as_printed 中删去", en="encode the number, or leave it out of as_printed"),
        what=Text(
            zh="来源引了一个数，但没有任何编码的数与它相等。",
            en="The source quotes a number that nothing encoded is equal to.",
        ),
        why=Text(
            zh="基期数误写成目标值时，只有这里看得出来。",
            en="When a baseline was typed as the goal, this is where it shows.",
        ),
        bad='baseline: 60   # goal: {at_least: 60}, as_printed: "40, 60"',
        good="baseline: 40",
    )
)

NOT_FOUND = rule(
    Rule(
        code="P004",
        name="not-in-document",
        severity=Severity.ERROR,
        message=Text(
            zh="source：{document} 的{at}附近没有“{got}”，那里是{found}{there}",
            en="source: '{got}' is not at or near {at} of {document}; there stands {found}{there}",
        ),
        help=Text(zh="改正数字或位置", en="correct the number or the place"),
        what=Text(
            zh="在所注位置前后 80 字之内，文件没有印着这样一个完整的数：不能在 130280 中找 30280，"
            "也不能在 15.5 中找 15；印有单位的，单位也要一致。",
            en="Within 80 characters of the place the document does not print this as a whole number: 30280 is not "
            "found in 130280, nor 15 in 15.5, and a unit that is printed has to agree.",
        ),
        why=Text(
            zh="不能回到原文的数，谁也无法复核。", en="A number that does not lead back to its source cannot be argued."
        ),
        bad='source: {at: "line 9, column 120", as_printed: 30281件}',
        good='source: {at: "line 9, column 120", as_printed: 30280件}',
    )
)

NOT_NAMED = rule(
    Rule(
        code="P010",
        name="number-without-name",
        severity=Severity.WARNING,
        message=Text(
            zh="source：{document} 第{line}行第{column}列有“{got}”，附近却没有“{name}”：{found}{there}",
            en="source: '{got}' stands in {document}, line {line}, column {column}, "
            "but not next to '{name}': {found}{there}",
        ),
        help=Text(
            zh="若是同一指标，把文件所用的名称加入 aliases",
            en="if it is the same indicator, add the document's name for it to `aliases`",
        ),
        what=Text(
            zh="数在所注位置，但其前 80 字、后 40 字之内，名称或别名的字出现不到一半。",
            en="The number is there, but half of a name or alias is not: it is looked for 80 characters before the "
            "number and 40 after it.",
        ),
        why=Text(zh="同一个数可能属于相邻的另一指标。", en="The same number may belong to the indicator next to it."),
        bad="name: {zh: 众创空间数}   # at the place: 孵化器 45家",
        good="name: {zh: 孵化器数}",
    )
)

MOVED = rule(
    Rule(
        code="P011",
        name="place-off",
        severity=Severity.NOTE,
        message=Text(
            zh="source.at：“{got}”在 {document} 的第{line}行第{column}列，所注为 {at}",
            en="source.at: '{got}' stands in {document} at line {line}, column {column}, not at {at}",
        ),
        help=Text(zh="写作 line {line}, column {column}", en="write line {line}, column {column}"),
        what=Text(zh="数在所注位置附近，但不在该处。", en="The number stands near the place that is named, not at it."),
        why=Text(zh="位置准确，读者才能一眼找到。", en="A reader should find it at the first look."),
        bad='at: "line 9, column 100"',
        good='at: "line 9, column 120"',
    )
)

UNTRACED = rule(
    Rule(
        code="P013",
        name="untraced",
        severity=Severity.NOTE,
        message=Text(zh="“{got}”无法追溯：{reason}", en="'{got}' cannot be traced: {reason}"),
        help=Text(
            zh="理由记在卡片 {file} 的 untraced 中", en="the reason is recorded under `untraced` in the card {file}"
        ),
        what=Text(
            zh="这个数无法追溯到文件，理由记在卡片中。",
            en="The number cannot be traced to its document, and the card says why.",
        ),
        why=Text(zh="已知而说明的缺陷，不应当作错误。", en="A defect that is known and explained is not a mistake."),
        bad="untraced: []",
        good="untraced: [{target: new_area, number: 5%, reason: the tolerance is ours}]",
    )
)

UNUSED_REASON = rule(
    Rule(
        code="P014",
        name="unused-reason",
        severity=Severity.WARNING,
        message=Text(
            zh="untraced：“{got}”（{about}）已能追溯，或没有这个数",
            en="untraced: '{got}' ({about}) is traced after all, or there is no such number",
        ),
        help=Text(zh="删去这一条", en="remove it"),
        what=Text(
            zh="卡片为一个数记了理由，而它已能找到，或已不存在。",
            en="A card excuses a number that is found, or that no longer exists.",
        ),
        why=Text(
            zh="留着它，将来会悄悄放过新的错误。", en="Left standing, it would excuse a later mistake without a word."
        ),
        bad="untraced: [{target: patents, number: 28500件, reason: lost}]   # it stands at line 23",
        good="untraced: []",
    )
)

UNPAIRED = rule(
    Rule(
        code="P016",
        name="places-without-quotes",
        severity=Severity.ERROR,
        message=Text(
            zh="source：at 有 {places} 处，as_printed 有 {got} 组，无法一一对应",
            en="source: wanted one group in as_printed for each of the {places} places in `at`, got {got}",
        ),
        help=Text(
            zh="两者都用分号分隔，一处一组；各处相同时只写一组",
            en="both are separated by semicolons, a group for each place; "
            "one group stands for all where they print the same",
        ),
        what=Text(
            zh="来源写了几处位置，而所引的数不是每处一组。",
            en="A source names several places, and what it quotes is not one group for each of them.",
        ),
        why=Text(
            zh="不知道哪个数在哪一处，就无从核对。",
            en="Without knowing which number stands where nothing can be traced.",
        ),
        bad='source: {at: "line 23; line 29; line 13", as_printed: "150家; 311家"}',
        good='source: {at: "line 23; line 29; line 13", as_printed: "150家; 150家; 311家"}',
    )
)


# P005 to P009, P012, P017: the documents of a folder and their cards.

NOT_HELD = rule(
    Rule(
        code="P005",
        name="document-not-held",
        severity=Severity.NOTE,
        message=Text(
            zh="source：{folder} 中没有“{got}”，其 {count} 个数未能核对{more}",
            en="source: '{got}' is not in {folder}, so its numbers ({count}) were not traced{more}",
        ),
        help=Text(
            zh="把文件以“{got}”为名（扩展名 {forms}）放入该文件夹；只有网址的数据需人工核对",
            en="put the document there under that name ({forms}); what only has an address is for a person to look up",
        ),
        what=Text(
            zh="目标或数据注明的来源文件不在 --documents 的文件夹里。",
            en="The document that a target or figure names is not in the folder given with --documents.",
        ),
        why=Text(zh="没有核对与核对无误不是一回事。", en="Not looked at is not the same as looked at and found right."),
        bad="source: {document: 003_plan}   # and no 003_plan.txt in the folder",
        good="--documents DIR               # with DIR/003_plan.txt",
    )
)

UNREAD_FORM = rule(
    Rule(
        code="P006",
        name="unread-form",
        severity=Severity.WARNING,
        message=Text(
            zh="document：可读取 {forms}，得到“{got}”，其数字未能核对",
            en="document: wanted {forms}, got '{got}': its numbers were not traced",
        ),
        help=Text(
            zh="把文字层另存为文本，放在旁边，文件名相同", en="save its text beside it, under the same name with .txt"
        ),
        what=Text(
            zh="来源文件存在，但不是可以读取文字的格式。",
            en="The document is there, but in a form whose text planck does not read.",
        ),
        why=Text(
            zh="扫描件没有文字层；同一格式的文字层也因软件而异。",
            en="A scan has no text, and what a text layer holds differs from one program to the next.",
        ),
        bad="DIR/003_plan.pdf",
        good="DIR/003_plan.txt",
    )
)

OTHER_DOCUMENT = rule(
    Rule(
        code="P007",
        name="other-document",
        severity=Severity.ERROR,
        message=Text(
            zh="sha256：卡片为 {wanted}…，文件“{got}”为 {found}…",
            en="sha256: the card says {wanted}…, the file '{got}' has {found}…",
        ),
        help=Text(
            zh="找回卡片所指的版本；若文件有意更换，核对数字后更新卡片",
            en="find the version that the card is about; if the document was meant to change, check the numbers and "
            "update the card",
        ),
        what=Text(
            zh="文件的 SHA-256 与卡片不符，不是当初摘录数字的那一份。",
            en="The SHA-256 of the document is not the card's: it is not the text that the numbers were taken from.",
        ),
        why=Text(
            zh="网页会被改写，行号与数字随之改变。",
            en="Pages are rewritten, and lines and numbers change without a word.",
        ),
        bad="sha256: 6d258a4b…   # the file has 0c1b77e0…",
        good="sha256: 0c1b77e0…",
    )
)

NO_CARD = rule(
    Rule(
        code="P008",
        name="no-card",
        severity=Severity.NOTE,
        message=Text(
            zh="document：“{got}”没有写明 SHA-256 的卡片，无法确认是同一份文件",
            en="document: no card gives the SHA-256 of '{got}', so it may be another version",
        ),
        help=Text(
            zh="在 seeds 中添加 {got}.yaml，写明 document 与 sha256",
            en="add {got}.yaml to the seeds, with document and sha256",
        ),
        what=Text(zh="文件没有卡片，或卡片没有 SHA-256。", en="The document has no card, or its card no SHA-256."),
        why=Text(
            zh="没有散列值，就不知道当初摘录的是哪个版本。",
            en="Without the hash nobody can tell which version the numbers were taken from.",
        ),
        bad="seeds/003_plan.csv          # and no seeds/003_plan.yaml",
        good="seeds/003_plan.yaml         # document: 003_plan, sha256: 6d258a4b…",
    )
)

BAD_CARD = rule(
    Rule(
        code="P009",
        name="bad-card",
        severity=Severity.ERROR,
        message=Text(zh="{field}：应为{wanted}，得到“{got}”", en="{field}: wanted {wanted}, got '{got}'"),
        help=Text(
            zh="示例：untraced: [{{target: new_area, number: 5%, reason: 容差是我们定的}}]",
            en="for example untraced: [{{target: new_area, number: 5%, reason: the tolerance is ours}}]",
        ),
        what=Text(zh="卡片中的一项写法有误，未予采用。", en="An entry of a card is malformed and was left aside."),
        why=Text(zh="写错的理由会被当作没有理由。", en="A reason that cannot be read is no reason."),
        bad="untraced: [{target: new_area, reason: ours}]",
        good="untraced: [{target: new_area, number: 5%, reason: the tolerance is ours}]",
    )
)

NO_READER = rule(
    Rule(
        code="P012",
        name="no-document-reader",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="--documents：读取文件需要 {got}，尚未安装",
            en="--documents: wanted the libraries that read documents, got no {got}",
        ),
        help=Text(
            zh="安装附加项：在 planck 的文件夹中运行 pip install '.[documents]'",
            en="install the extra: pip install '.[documents]' in the folder of planck",
        ),
        what=Text(
            zh="繁简转换与中文数字由另外的库完成，随附加项 documents 安装。",
            en="Script conversion and Chinese numerals are the work of libraries that come with the extra `documents`.",
        ),
        why=Text(
            zh="不核对来源的人无需安装。", en="Those who do not trace numbers to documents need not install them."
        ),
        bad="pip install .",
        good="pip install '.[documents]'",
    )
)

SCENARIO = rule(
    Rule(
        code="P017",
        name="scenario-not-traced",
        severity=Severity.NOTE,
        message=Text(
            zh="status：{got} 个假设数据出自情景，没有文件可供核对",
            en="status: assumed figures ({got}) come from a scenario and have no document to be traced to",
        ),
        help=Text(zh="公布后换成公布的数，并写明来源", en="once they are published, give the figures and their source"),
        what=Text(
            zh="文件中有状态为 assumed 的数据，不作核对。",
            en="A file has figures with status assumed; they are not traced.",
        ),
        why=Text(
            zh="假设的数不能被当作核对过的数。", en="What was assumed must not pass for something that was looked up."
        ),
        bad="拱墅区,国家高新技术企业数量,2023,790,家,assumed,scenario",
        good="拱墅区,国家高新技术企业数量,2023,742,家,final,004_report",
    )
)
