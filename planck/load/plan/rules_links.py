"""Rules S034 to S039 and S042: how the parts of a plan refer to each other."""

from planck.model import Rule, Severity, Text
from planck.registry import rule

_TARGET = "targets:\n  firms:\n    name: {zh: 企业数}\n    measure: stock\n    goal: {at_least: 1000}\n"
_RATIO = "    name: {zh: 研发强度}\n    measure: ratio\n    unit: '%'\n    goal: {at_least: 3}\n"

ID_CLASH = rule(
    Rule(
        code="S034",
        name="id-clash",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：标识“{got}”在第 {line} 行已经用于另一个指标",
            en="{field}: wanted an id of its own, got '{got}', which is another indicator at line {line}",
        ),
        help=Text(
            zh="改名；若目标就是针对那个指标，写 indicator: {got} 并删去它自己的指标内容。",
            en="Rename one; if the target is about that indicator, write indicator: {got} and leave out its own keys.",
        ),
        what=Text(
            zh="同一个标识既在 indicators 里，又被一个不引用它的目标使用。",
            en="An id stands under indicators and also names a target that is about another indicator.",
        ),
        why=Text(
            zh="公式和引用里的标识必须只指一个指标。",
            en="An id in a formula or a reference must mean one indicator only.",
        ),
        bad="indicators:\n  firms: {name: {zh: 企业}, measure: stock}\n" + _TARGET,
        good="indicators:\n  all_firms: {name: {zh: 企业}, measure: stock}\n" + _TARGET,
    )
)

NAME_CLASH = rule(
    Rule(
        code="S035",
        name="name-clash",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：名称“{got}”已经属于指标 {other}（第 {line} 行）",
            en="{field}: wanted a name of its own, got '{got}', which belongs to the indicator {other} (line {line})",
        ),
        help=Text(
            zh="删去其中一个别名，或把名称写得更具体。",
            en="Delete the alias from one of them, or make the name more specific.",
        ),
        what=Text(
            zh="两个指标有同样的标识、名称或别名。", en="Two indicators have an id, a name or an alias in common."
        ),
        why=Text(
            zh="数据靠名称对应指标；一个名称对应两个指标，数据就会算到错的目标上。",
            en="Figures meet indicators by name; a name of two indicators would count figures for the wrong target.",
        ),
        bad="indicators:\n  all_firms: {name: {zh: 企业数}, measure: stock}\n" + _TARGET,
        good="indicators:\n  all_firms: {name: {zh: 全部企业数}, measure: stock}\n" + _TARGET,
    )
)

UNKNOWN_REFERENCE = rule(
    Rule(
        code="S036",
        name="unknown-reference",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：计划里没有{noun}“{got}”", en="{field}: wanted the id of {noun} of this plan, got '{got}'"
        ),
        help=Text(zh="改正标识。{hint}", en="Correct the id. {hint}"),
        what=Text(
            zh="indicator、above_series、below_series、part_of、ignore 的 target 或公式引用了计划里没有的标识。",
            en="indicator, above_series, below_series, part_of, the target of an ignore or a formula names an id that "
            "the plan does not have.",
        ),
        why=Text(zh="引用落空，目标就没有数据可比。", en="With a reference to nothing there is nothing to compare."),
        bad=_TARGET + "    part_of: firm\n",
        good=_TARGET + "    part_of: all_firms\n  all_firms:\n    name: {zh: 全部企业}\n    measure: stock\n"
        "    goal: {at_least: 5000}\n",
    )
)

PART_OF_CYCLE = rule(
    Rule(
        code="S037",
        name="part-of-cycle",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(zh="{field}：目标最终成了自己的一部分：{got}", en="{field}: wanted a whole, got a circle: {got}"),
        help=Text(zh="删去其中一个 part_of。", en="Delete one of the part_of keys."),
        what=Text(zh="part_of 绕了一圈回到自己。", en="The part_of keys lead from a target back to itself."),
        why=Text(zh="部分不能同时是整体。", en="A part cannot be the whole of itself."),
        bad=_TARGET + "    part_of: firms\n",
        good=_TARGET,
    )
)

FORMULA = rule(
    Rule(
        code="S038",
        name="formula-error",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：公式第 {column} 列：{problem}", en="{field}: column {column} of the formula: {problem}"
        ),
        help=Text(
            zh="公式只用标识、数、+ - * / ( ) 和 previous(x)、chain(x)、baseline(x)；恒等式写成 左边 = 右边。",
            en="A formula has ids, numbers, + - * / ( ), previous(x), chain(x), baseline(x); an identity is a / b = c.",
        ),
        what=Text(zh="公式或恒等式读不下去。", en="A formula or an identity cannot be read."),
        why=Text(
            zh="公式按自己的小语法读取，从不作为程序执行。",
            en="Formulas have a small grammar of their own and are never run as a program.",
        ),
        bad="targets:\n  intensity:\n" + _RATIO + "    formula: rd /\n",
        good="indicators:\n  rd: {name: {zh: 研发经费}, measure: flow}\n  gdp: {name: {zh: 生产总值}, measure: flow}\n"
        "targets:\n  intensity:\n" + _RATIO + "    formula: rd / gdp\n",
    )
)

FORMULA_CYCLE = rule(
    Rule(
        code="S039",
        name="formula-cycle",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：公式最终依赖它自己：{got}", en="{field}: wanted other indicators, got a circle: {got}"
        ),
        help=Text(
            zh="删去其中一个公式，或改用实际公布的数据。", en="Delete one of the formulas, or use a published figure."
        ),
        what=Text(
            zh="导出指标的公式绕了一圈回到自己。", en="The formulas of derived indicators lead back to themselves."
        ),
        why=Text(zh="这样的值算不出来。", en="Such a value cannot be computed."),
        bad="targets:\n  intensity:\n" + _RATIO + "    formula: 100 * intensity\n",
        good="targets:\n  intensity:\n" + _RATIO,
    )
)

FORMULA_DEPTH = rule(
    Rule(
        code="S042",
        name="formula-depth",
        severity=Severity.ERROR,
        blocking=True,
        message=Text(
            zh="{field}：公式层层相套，应不超过 {wanted} 层",
            en="{field}: wanted at most {wanted} formulas one in the other, got more",
        ),
        help=Text(zh="把中间的公式合并成一个。", en="Join some of the formulas in between into one."),
        what=Text(
            zh="导出指标由导出指标算出，层数太多。",
            en="An indicator is derived from derived ones, through too many steps.",
        ),
        why=Text(
            zh="每一层都要重新计算，而且没有人看得懂。", en="Each step is computed anew, and nobody can follow so many."
        ),
        bad="indicators:\n  a0: {name: {zh: 指标0}, measure: flow}\n"
        + "".join(f"  a{n}: {{name: {{zh: 指标{n}}}, measure: flow, formula: a{n - 1} + 1}}\n" for n in range(1, 12))
        + _TARGET,
        good="indicators:\n  a0: {name: {zh: 指标0}, measure: flow}\n"
        "  a1: {name: {zh: 指标1}, measure: flow, formula: a0 + 1}\n" + _TARGET,
    )
)
