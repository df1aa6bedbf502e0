"""Rules S100 to S112: what is wrong with a scoring model."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

WEIGHTS_SUM = rule(
    Rule(
        code="S100",
        name="weights-do-not-sum",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：权重合计应为{wanted}，实为 {got}（{listed}）",
            en="{field}: wanted weights that sum to {wanted}, got {got} ({listed})",
        ),
        help=Text(
            zh="改正其中的权重；planck 不替模型按比例调整。",
            en="Correct the weights; planck does not rescale them for the model.",
        ),
        what=Text(
            zh="同一层的权重合计既不是 100、1，也不是上一层的权重。",
            en="The weights of one level sum neither to 100 nor to 1 nor to the weight of what they are part of.",
        ),
        why=Text(
            zh="合计不对，多半是漏了一项或写错一个数；悄悄按比例调整会掩盖错误。",
            en="A wrong sum mostly means a part left out or a slip; rescaling in silence would hide it.",
        ),
        bad="domains:\n  inputs: {weight: 40}\n  outputs: {weight: 50}\n",
        good="domains:\n  inputs: {weight: 40}\n  outputs: {weight: 60}\n",
    )
)

WEIGHTS_PARTLY = rule(
    Rule(
        code="S101",
        name="weight-missing",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：同一层的其他项有权重，“{got}”没有",
            en="{field}: wanted a weight for '{got}', as its neighbours have",
        ),
        help=Text(
            zh="补上权重，或者全部不写（即等权）。",
            en="Give it a weight, or none to any of them: they then weigh the same.",
        ),
        what=Text(
            zh="同一层里有的项有权重，有的没有。", en="Some parts of one level have weights and others have none."
        ),
        why=Text(
            zh="没有写的权重是零还是等权，不能猜。", en="Whether it means none or an equal share cannot be guessed."
        ),
        bad="domains:\n  inputs: {weight: 40}\n  outputs: {}\n",
        good="domains:\n  inputs: {}\n  outputs: {}\n",
    )
)

SHARES_SUM = rule(
    Rule(
        code="S102",
        name="shares-do-not-sum",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：各部分合计应为 100%，实为 {got}", en="{field}: wanted shares that sum to 100%, got {got}"
        ),
        help=Text(zh="改正各部分的百分比。", en="Correct the shares."),
        what=Text(
            zh="水平与进步等部分的比例合计不是 100%。",
            en="The shares of level, progress and other parts do not sum to 100%.",
        ),
        why=Text(
            zh="比例不足或超出，得分就不在量程之内。", en="With too little or too much the score leaves its range."
        ),
        bad="parts: {level: 40%, growth: 50%}\n",
        good="parts: {level: 40%, growth: 60%}\n",
    )
)

UNKNOWN_SETTING = rule(
    Rule(
        code="S103",
        name="unknown-score-setting",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：方法 {method} 没有参数“{got}”", en="{field}: wanted a setting of {method}, got '{got}'"
        ),
        help=Text(zh="可用的参数：{wanted}。", en="It can be: {wanted}."),
        what=Text(zh="参数属于别的方法。", en="The setting belongs to another method."),
        why=Text(zh="不起作用的参数会让人误以为它起作用。", en="A setting without effect would be taken to have one."),
        bad="normalise: {method: min_max, standard: 10}\n",
        good="normalise: {method: standard, standard: 10}\n",
    )
)

MISSING_SETTING = rule(
    Rule(
        code="S104",
        name="setting-missing",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：方法 {method} 需要参数 {wanted}", en="{field}: wanted {wanted}, which {method} needs, got none"
        ),
        help=Text(zh="补上参数。", en="Add the setting."),
        what=Text(zh="方法缺少必需的参数。", en="A method lacks a setting that it cannot do without."),
        why=Text(zh="没有标准值就没有得分。", en="Without a standard, say, there is no score against it."),
        bad="normalise: standard\n",
        good="normalise: {method: standard, standard: 10}\n",
    )
)

SETTINGS_ORDER = rule(
    Rule(
        code="S105",
        name="settings-out-of-order",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：{wanted}，实为 {got}", en="{field}: wanted {wanted}, got {got}"),
        help=Text(zh="改正数值或次序。", en="Correct the numbers or their order."),
        what=Text(
            zh="上下限相等或颠倒，档次没有从高到低排列，或标准值不是正数。",
            en="Bounds are equal or reversed, bands do not fall, or a standard is not positive.",
        ),
        why=Text(zh="这样的参数会除以零或颠倒优劣。", en="Such settings divide by zero or turn good into bad."),
        bad="normalise: {method: goalposts, low: 85, high: 85}\n",
        good="normalise: {method: goalposts, low: 20, high: 85}\n",
    )
)

ONE_KIND_OF_PARTS = rule(
    Rule(
        code="S106",
        name="one-kind-of-parts",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应为 domains、indicators、targets 之一，实为“{got}”",
            en="{field}: wanted one of domains, indicators and targets, got '{got}'",
        ),
        help=Text(zh="把不同的部分放进各自的领域。", en="Put parts of different kinds into domains of their own."),
        what=Text(zh="领域是空的，或者同时有几种部分。", en="A domain is empty, or has parts of several kinds."),
        why=Text(zh="不同层次的部分不能在一层里加权。", en="Parts of different levels cannot be weighed in one."),
        bad="domains:\n  inputs: {weight: 100}\n",
        good="domains:\n  inputs: {indicators: {rd_intensity: {}}}\n",
    )
)

GRADES_FALL = rule(
    Rule(
        code="S107",
        name="grades-do-not-fall",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：等级应从高到低，各不相同，只有最后一个可以没有 at_least；实为 {got}",
            en="{field}: wanted grades from the highest down, each once and all but the last with at_least, got {got}",
        ),
        help=Text(zh="按分数从高到低排列。", en="Put them in the order of their scores, the highest first."),
        what=Text(
            zh="等级的分数线没有下降，或有重名。", en="The borders of the grades do not fall, or a name stands twice."
        ),
        why=Text(zh="次序不清，一个分数就会有两个等级。", en="Out of order, one score would have two grades."),
        bad="grades: [{grade: good, at_least: 80}, {grade: excellent, at_least: 90}]\n",
        good="grades: [{grade: excellent, at_least: 90}, {grade: good, at_least: 80}]\n",
    )
)

UNKNOWN_GRADE = rule(
    Rule(
        code="S108",
        name="unknown-grade",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：应为已有的等级，实为“{got}”", en="{field}: wanted a grade of the model, got '{got}'"),
        help=Text(zh="可以写：{wanted}。", en="It can be: {wanted}."),
        what=Text(
            zh="一票否决或名额引用了没有的等级。", en="A veto or the quota names a grade that the model does not have."
        ),
        why=Text(zh="引用落空，否决就不起作用。", en="A veto that leads nowhere would change nothing."),
        bad="veto: {fraud: {at_least: 1, grade: e}}\n",
        good="veto: {fraud: {at_least: 1, grade: d}}\n",
    )
)

UNKNOWN_CLASS = rule(
    Rule(
        code="S109",
        name="unknown-class",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应为 classes 里的类别，实为“{got}”", en="{field}: wanted a class of the model, got '{got}'"
        ),
        help=Text(zh="先在 classes 里写明类别和地区。", en="Describe the class and its regions under `classes` first."),
        what=Text(
            zh="指标的 only 引用了没有的类别。", en="`only` of an indicator names a class that the model does not have."
        ),
        why=Text(zh="没有一个地区会用到这个指标。", en="No unit would be scored by the indicator."),
        bad="indicators: {ports: {only: [coastal]}}\n",
        good="classes: {coastal: {regions: [舟山市]}}\n",
    )
)

NAME_TWICE = rule(
    Rule(
        code="S110",
        name="scored-name-twice",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：名称“{got}”已属于 {other}",
            en="{field}: wanted a name of its own, got '{got}', which {other} has already",
        ),
        help=Text(zh="换一个名称或别名。", en="Choose another name or alias."),
        what=Text(zh="两个指标有同样的标识、名称或别名。", en="Two indicators share an id, a name or an alias."),
        why=Text(zh="不知道数据属于哪一个。", en="Nobody could tell which of them a figure is of."),
        bad="indicators: {a: {aliases: [研发强度]}, b: {aliases: [研发强度]}}\n",
        good="indicators: {a: {aliases: [研发强度]}, b: {aliases: [研发人员]}}\n",
    )
)

USE_ALONE = rule(
    Rule(
        code="S111",
        name="use-stands-alone",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：写了 use 就不能再写“{got}”；不写 use 时要有 domains",
            en="{field}: wanted either `use` alone or a model with domains, got '{got}'",
        ),
        help=Text(
            zh="改动请写进模型文件，或在规划里写出整个模型。",
            en="Change the model's file, or write the whole model into the plan.",
        ),
        what=Text(
            zh="规划既引用模型文件又自带内容，或者两样都没有。",
            en="A plan refers to a model's file and has parts of a model of its own, or neither.",
        ),
        why=Text(zh="两处的内容不知以哪处为准。", en="Nobody could tell which of the two holds."),
        bad="scoring: {use: models/a.yaml, ties: min}\n",
        good="scoring: {use: models/a.yaml}\n",
    )
)

ONE_BOUND = rule(
    Rule(
        code="S112",
        name="veto-needs-a-bound",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：应有 at_least、at_most、more_than、less_than 之一，实为“{got}”",
            en="{field}: wanted one of at_least, at_most, more_than and less_than, got '{got}'",
        ),
        help=Text(zh="写明数值到多少时否决。", en="Say at which number the veto falls."),
        what=Text(zh="一票否决没有界限，或有几个。", en="A veto has no bound, or several."),
        why=Text(
            zh="没有界限的否决永远不会发生，也不会被发现。",
            en="A veto without a bound never falls, and nobody would see it.",
        ),
        bad="veto: {fraud: {grade: d}}\n",
        good="veto: {fraud: {at_least: 1, grade: d}}\n",
    )
)
