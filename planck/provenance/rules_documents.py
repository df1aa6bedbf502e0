"""P005 to P009, P012, P017: the documents of a folder and their cards."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

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
