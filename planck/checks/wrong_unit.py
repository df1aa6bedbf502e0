"""L003: a figure is in another unit than its indicator."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from planck.assess.course import is_percent
from planck.assess.select import indicator_names, key, names_of
from planck.assess.target import assess_target
from planck.assess.unit_rules import CONVERTED_UNIT
from planck.checks import CHECKS, RUN_CHECKS, Context, Run
from planck.load.cells.number import is_event_word
from planck.model import (
    Assessment,
    Figure,
    Finding,
    Flag,
    Measure,
    Missing,
    PeriodKind,
    Quantity,
    Reading,
    Rule,
    Severity,
    Text,
)
from planck.registry import rule

WRONG_UNIT = rule(
    Rule(
        code="L003",
        name="wrong-unit",
        severity=Severity.ERROR,
        message=Text(
            zh="单位：{name}应为“{wanted}”，得到“{got}”；该数据未使用",
            en="unit: wanted '{wanted}' for {name}, got '{got}'; the figure was not used",
        ),
        help=Text(
            zh="把数值换算成“{wanted}”，或改正单位",
            en="convert the value to '{wanted}', or correct the unit",
        ),
        what=Text(zh="数据的单位与指标的单位不同。", en="A figure's unit differs from its indicator's."),
        why=Text(
            zh="单位之间没有确定的换算时，不能猜。",
            en="Where no conversion between the two is declared, none is guessed.",
        ),
        bad="拱墅区,研发经费总额,2021,20.06,亿美元   # unit: 亿元",
        good="拱墅区,研发经费总额,2021,20.06,亿元",
    )
)


@CHECKS.entry(WRONG_UNIT.code)
def wrong_unit(context: Context) -> Iterator[Finding]:
    """Figures left out because of their unit."""
    names = indicator_names(context.plan)
    for figure in context.selection.wrong_unit:
        indicator = context.plan.indicator(names[key(figure.indicator)])
        yield WRONG_UNIT.at(
            figure.place,
            plan=context.plan.id,
            target=indicator.id,
            region=figure.region,
            period=figure.period.label,
            name=figure.indicator,
            wanted=indicator.unit or Text(zh="数字", en="a number"),
            got=figure.unit if not is_event_word(figure.text) else figure.text,
        )


# X004: a verdict rests on a scenario.

ASSUMED_FIGURES = rule(
    Rule(
        code="X004",
        name="assumed-figures",
        severity=Severity.NOTE,
        message=Text(
            zh="{count} 项结论以情景假设为依据，不是公布数据",
            en="verdicts that rest on assumed figures, not on published ones: {count}",
        ),
        help=Text(zh="有公布数据后，去掉情景文件", en="leave the scenario out once figures are published"),
        what=Text(zh="状态为 assumed 的数据参与了结论。", en="Figures of status `assumed` decided verdicts."),
        why=Text(
            zh="情景不是事实，凡以其为依据的输出都必须写明。",
            en="A scenario is not a fact, and every output that rests on one says so.",
        ),
        bad="planck check plan.yaml scenario.csv   # read as if published",
        good="planck check plan.yaml actuals.csv",
    )
)


@CHECKS.entry(ASSUMED_FIGURES.code)
def assumed_figures(context: Context) -> Iterator[Finding]:
    """One finding for a plan any of whose verdicts used an assumed figure."""
    resting = [assessment for assessment in context.assessments if Flag.ASSUMED in assessment.flags]
    if resting:
        yield ASSUMED_FIGURES.at(context.plan.place, plan=context.plan.id, count=len(resting))


# L001: figures of one vintage contradict each other.

CONTRADICTING_FIGURES = rule(
    Rule(
        code="L001",
        name="contradicting-figures",
        severity=Severity.ERROR,
        message=Text(
            zh="数值：{name}（{period}）应只有一个值，得到 {values}；都未使用",
            en="value: wanted one value for {name} in {period}, got {values}; none was used",
        ),
        help=Text(
            zh="删去错误的一行；若是修订，在 published 中写上各自的公布日期",
            en="remove the wrong row, or, if one revises the other, give each its `published` date",
        ),
        what=Text(
            zh="同一地区、指标、时期在同一次公布中有不同的数值。",
            en="One region, indicator and period has different values in one vintage.",
        ),
        why=Text(
            zh="任选其一都是猜测，而结论可能因此改变。",
            en="To pick either would be a guess, and the verdict may hang on it.",
        ),
        bad="拱墅区,国高企,2023,742\n拱墅区,国高企,2023,724",
        good="拱墅区,国高企,2023,724,2024-01-20\n拱墅区,国高企,2023,742,2024-06-30   # published",
    )
)


@CHECKS.entry(CONTRADICTING_FIGURES.code)
def contradicting_figures(context: Context) -> Iterator[Finding]:
    """One finding per contradiction, at its last figure."""
    for figures in context.selection.conflicts:
        last = figures[-1]
        values = ", ".join(f"{figure.text} ({figure.place.file}:{figure.place.line})" for figure in figures)
        yield CONTRADICTING_FIGURES.at(
            last.place,
            plan=context.plan.id,
            region=last.region,
            period=last.period.label,
            name=last.indicator,
            values=values,
        )


# L040: figures were converted into their indicator's unit.


@CHECKS.entry(CONVERTED_UNIT.code)
def converted_unit(context: Context) -> Iterator[Finding]:
    """One finding per series and unit, at its first figure."""
    for (region, id_), figures in context.selection.series.items():
        converted: dict[str, list[Figure]] = {}
        for figure in figures:
            if figure.converted:
                converted.setdefault(figure.converted.unit, []).append(figure)
        for unit, group in converted.items():
            first = group[0]
            yield CONVERTED_UNIT.at(
                first.place,
                plan=context.plan.id,
                target=id_,
                region=region,
                period=first.period.label,
                name=first.indicator,
                wanted=first.unit,
                got=unit,
                example=_equation(first),
                count=len(group),
            )


def _equation(figure: Figure) -> str:
    made = figure.converted
    assert made is not None
    return f"{made.text} {made.unit} = {figure.text} {figure.unit}"


# L007: a value that its indicator cannot have.

IMPOSSIBLE_VALUE = rule(
    Rule(
        code="L007",
        name="impossible-value",
        severity=Severity.ERROR,
        message=Text(
            zh="数值：{name}应为{wanted}，得到“{got}”",
            en="value: wanted {wanted} for {name}, got '{got}'",
        ),
        help=Text(zh="核对原文；或改正规划中的 measure", en="check the source, or correct the plan's `measure`"),
        what=Text(
            zh="数值不可能属于这一类指标：名次应为正整数，事件应为 0 或 1，存量不为负。",
            en="The measure rules the value out: a rank is a whole number from 1, an event 0 or 1, a stock is not "
            "negative.",
        ),
        why=Text(zh="多半是列错位或录入错误。", en="Mostly a shifted column or a slip of typing."),
        bad="西湖区,科技投入指数排名,2022,0",
        good="西湖区,科技投入指数排名,2022,4",
    )
)

WANTED = {
    Measure.RANK: Text(zh="从 1 开始的整数", en="a whole number from 1"),
    Measure.EVENT: Text(zh="0（未完成）或 1（已完成）", en="0 (not done) or 1 (done)"),
    Measure.STOCK: Text(zh="不小于 0 的数", en="a number not below 0"),
}


@CHECKS.entry(IMPOSSIBLE_VALUE.code)
def impossible_value(context: Context) -> Iterator[Finding]:
    """Figures that the measure of their indicator rules out."""
    for (region, id_), figures in context.selection.series.items():
        measure = context.plan.indicator(id_).measure
        for figure in figures:
            if not _possible(measure, figure):
                yield IMPOSSIBLE_VALUE.at(
                    figure.place,
                    plan=context.plan.id,
                    region=region,
                    target=id_,
                    period=figure.period.label,
                    name=figure.indicator,
                    wanted=WANTED[measure],
                    got=figure.text,
                )


def _possible(measure: Measure, figure: Figure) -> bool:
    value = figure.value
    assert value is not None
    match measure:
        case Measure.RANK:
            return value >= 1 and value == int(value)
        case Measure.EVENT:
            return value in (0, 1)
        case Measure.STOCK:
            return value >= 0
    return True


# C005: a sum or a yearly goal lacks one of its years.

MISSING_YEAR = rule(
    Rule(
        code="C005",
        name="missing-year",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：需要{base}之后每一年的数据，缺少{years}",
            en="{name}: wanted a figure for every year after {base}, lacking {years}",
        ),
        help=Text(zh="补充缺少的年份；当年没有发生时填 0", en="add the missing years; write 0 where nothing happened"),
        what=Text(
            zh="累计目标和每年都要达到的目标需要每一年的数据。",
            en="A goal on a sum, or one that binds every year, needs a figure for each year.",
        ),
        why=Text(
            zh="缺少的一年不能当作 0，也不能当作达标。",
            en="A year without a figure is neither 0 nor a year in which the goal was met.",
        ),
        bad="引进人才,2021,55\n引进人才,2023,70   # goal: {total: {at_least: 300}}",
        good="引进人才,2021,55\n引进人才,2022,61\n引进人才,2023,70",
    )
)


@CHECKS.entry(MISSING_YEAR.code)
def missing_year(context: Context) -> Iterator[Finding]:
    """Sums and yearly goals with a hole in their years."""
    for assessment in context.assessments:
        every_year = assessment.goal.quantity is Quantity.TOTAL or assessment.target.path == "hold"
        years = _missing_years(assessment) if every_year else ()
        if years:
            yield MISSING_YEAR.at(
                assessment.target.place,
                **context.about(assessment),
                name=assessment.target.name,
                base=assessment.baseline_period.label,
                years=", ".join(years),
            )


def _missing_years(assessment: Assessment) -> tuple[str, ...]:
    """The years between the baseline and the newest figure that no figure covers."""
    spans = [reading.period for reading in assessment.series if reading.period.end > assessment.baseline_period.end]
    if not spans or assessment.latest is Missing.NOT_COMPARABLE:
        return ()
    whole = {PeriodKind.YEAR, PeriodKind.YEARS}
    last = max(span.end.year for span in spans if span.kind in whole or span.end == max(s.end for s in spans))
    covered = {year for span in spans for year in range(span.start.year, span.end.year + 1)}
    return tuple(str(year) for year in range(assessment.baseline_period.end.year + 1, last + 1) if year not in covered)


# C009: figures published after the time of judgement.

NOT_YET_KNOWN = rule(
    Rule(
        code="C009",
        name="not-yet-known",
        severity=Severity.NOTE,
        message=Text(
            zh="判断时点为{as_of}：{count}个数据在此之后才公布，未使用",
            en="not known as of {as_of}, and not used: figures published later, {count} in number",
        ),
        help=Text(zh="要使用它们，把 --as-of 推后或去掉", en="move --as-of on, or leave it out, to use them"),
        what=Text(
            zh="判断时点之后公布的数据不影响结论。", en="Figures published after the judgement date change nothing."
        ),
        why=Text(zh="这样才能重现当时的结论。", en="So that a verdict of the past can be reproduced."),
        bad="--as-of 2022   # figure published 2023-05-11",
        good="--as-of 2023-05-11",
    )
)


@CHECKS.entry(NOT_YET_KNOWN.code)
def not_yet_known(context: Context) -> Iterator[Finding]:
    """One finding for all figures of the plan that were not known yet, at the first of them."""
    later = context.selection.unknown
    if later and context.as_of:
        yield NOT_YET_KNOWN.at(later[0].place, plan=context.plan.id, as_of=context.as_of.label, count=len(later))


# C007: figures of regions that no plan is about.

OTHER_REGION = rule(
    Rule(
        code="C007",
        name="other-region",
        severity=Severity.NOTE,
        message=Text(
            zh="地区：没有规划涉及“{got}”（{count}个数据）",
            en="region: no plan is about '{got}' (figures: {count})",
        ),
        help=Text(
            zh="若是同一地区的另一种写法，把它写入规划 region 的 aliases",
            en="if it is another name of the plan's region, add it to the region's aliases",
        ),
        what=Text(zh="数据属于其他地区，没有使用。", en="Figures of another region were not used."),
        why=Text(
            zh="地区名称写法不同会使全部数据悄悄落空。",
            en="A region spelled in another way would otherwise lose all of its figures without a word.",
        ),
        bad="拱墅,国家高新技术企业数量,2023,742   # region: {name: 拱墅区}",
        good="region: {name: 拱墅区, aliases: [拱墅]}",
    )
)


@RUN_CHECKS.entry(OTHER_REGION.code)
def other_region(run: Run) -> Iterator[Finding]:
    """One finding per region that is foreign to every plan of the run, at its first figure."""
    foreign = [set(context.selection.elsewhere) for context in run.contexts]
    regions: dict[str, list[Figure]] = {}
    for figure in run.figures:
        if foreign and all(figure in figures for figures in foreign):
            regions.setdefault(key(figure.region), []).append(figure)
    for figures in regions.values():
        yield OTHER_REGION.at(figures[0].place, got=figures[0].region, count=len(figures))


# L004: the figures hold another value for the base year than the plan.

REBASED_BASELINE = rule(
    Rule(
        code="L004",
        name="rebased-baseline",
        severity=Severity.WARNING,
        message=Text(
            zh="{name}：规划的基期值为 {baseline}，数据中{base}为 {got}；结论用规划值（{status:status}），"
            "用数据值则为：{other:status}",
            en="{name}: the plan starts from {baseline}, the figures hold {got} for {base}; judged by the plan's value "
            "({status:status}), by the other it would be: {other:status}",
        ),
        help=Text(
            zh="核对两者；要以数据为准，写 baseline: from_figures",
            en="check both; to start from the figures instead, write `baseline: from_figures`",
        ),
        what=Text(
            zh="数据中的基期值与规划印出的不同，多因修订或口径调整。",
            en="The figures' value of the base year is not the plan's, mostly after a revision or a change of scope.",
        ),
        why=Text(zh="基期一变，需要的速度和进度都变。", en="A moved start moves the required rate and the progress."),
        bad="baseline: 466   # figures: 2020,468",
        good="baseline: from_figures",
    )
)


@CHECKS.entry(REBASED_BASELINE.code)
def rebased_baseline(context: Context) -> Iterator[Finding]:
    """Assessments whose baseline differs from the figures', with the status that the other one would give."""
    for assessment in context.assessments:
        if Flag.REBASED in assessment.flags:
            held = _held(assessment)
            yield REBASED_BASELINE.at(
                held.figures[-1].place if held.figures else assessment.target.place,
                **context.about(assessment),
                name=assessment.target.name,
                baseline=float(assessment.baseline),
                got=held.text or held.value,
                base=assessment.baseline_period.label,
                status=assessment.status,
                other=_status_from(context, assessment, held.value),
            )


def _held(assessment: Assessment) -> Reading:
    """The figures' own value of the base year."""
    end = assessment.baseline_period.end
    return next(one for one in assessment.series if one.period.end == end and not one.annualised)


def _status_from(context: Context, assessment: Assessment, value: float) -> str:
    baseline = assessment.target.baseline
    assert baseline is not None
    moved = replace(assessment.target, baseline=replace(baseline, value=value))
    found = assess_target(context.plan, moved, context.selection, context.when)
    return next(other.status for other in found if other.region == assessment.region)


# L002: a figure stands twice with the same value.

REPEATED_FIGURE = rule(
    Rule(
        code="L002",
        name="repeated-figure",
        severity=Severity.NOTE,
        message=Text(
            zh="数值：{name}（{period}）重复出现，数值相同：{got}",
            en="value: {name} for {period} stands more than once with the same value {got}",
        ),
        help=Text(zh="保留一行即可", en="one row is enough"),
        what=Text(zh="同一数据重复出现，数值一致。", en="The same figure is given again, with the same value."),
        why=Text(
            zh="没有害处，但下次只改其中一行就会互相矛盾。",
            en="It does no harm until one of the rows is changed and the other is not.",
        ),
        bad="拱墅区,国高企,2020,466\n拱墅区,国家高新技术企业,2020,466",
        good="拱墅区,国高企,2020,466",
    )
)


@CHECKS.entry(REPEATED_FIGURE.code)
def repeated_figure(context: Context) -> Iterator[Finding]:
    """Figures that repeat another one."""
    for figure in context.selection.repeated:
        yield REPEATED_FIGURE.at(
            figure.place,
            plan=context.plan.id,
            region=figure.region,
            period=figure.period.label,
            name=figure.indicator,
            got=figure.text,
        )


# L041: a value in per cent that looks like a share beside the others.

SHARE_IN_PERCENT = rule(
    Rule(
        code="L041",
        name="share-in-percent",
        severity=Severity.WARNING,
        message=Text(
            zh="数值：{name}的单位是 %，“{got}”与同一指标的“{other}”相差约一百倍，像是小数",
            en="value: wanted per cent for {name}, got '{got}', a hundredth of its '{other}', as a share would be",
        ),
        help=Text(
            zh="若是小数，改成百分数，或把单位改成“比例”；若确实如此，可以忽略此项。",
            en="if it is a share write it in per cent, or 'share' into the unit; if it is right, ignore this finding",
        ),
        what=Text(
            zh="百分数的指标里，有一个值与其余的值相差约一百倍（0.015 与 1.5）。",
            en="One value of an indicator in per cent is about a hundredth of the others (0.015 beside 1.5).",
        ),
        why=Text(
            zh="电子表格把 1.5% 存成 0.015；混在一列里，结论就错一百倍。",
            en="A spreadsheet keeps 1.5 % as 0.015; in one column with the other form a verdict is wrong by a hundred.",
        ),
        bad="拱墅区,研发强度,2021,1.5,%\n拱墅区,研发强度,2022,0.016,%",
        good="拱墅区,研发强度,2021,1.5,%\n拱墅区,研发强度,2022,1.6,%",
    )
)

# A hundred times the value is within these of what stands beside it.
NEAR, FAR = 0.5, 2.0
# A share of less than one is printed with its decimals; 0.3 beside 25 is a small rate of growth.
LEAST_DECIMALS = 2


@CHECKS.entry(SHARE_IN_PERCENT.code)
def share_in_percent(context: Context) -> Iterator[Finding]:
    """Values below 1 that are about a hundredth of all the others, the baseline among them."""
    baselines: dict[str, float] = {
        target.indicator: abs(target.baseline.value)
        for target in context.plan.targets
        if target.baseline and target.baseline.value
    }
    for (region, id_), figures in context.selection.series.items():
        if not is_percent(context.plan.indicator(id_).unit):
            continue
        for figure in figures:
            beside = _beside(figure, figures, baselines.get(id_))
            if beside is not None:
                yield SHARE_IN_PERCENT.at(
                    figure.place,
                    plan=context.plan.id,
                    target=id_,
                    region=region,
                    period=figure.period.label,
                    name=figure.indicator,
                    got=figure.text,
                    other=beside,
                )


def _beside(figure: Figure, figures: tuple[Figure, ...], baseline: float | None) -> float | None:
    """The size that a figure is a hundredth of, None where it looks like a percentage as the others do."""
    size = abs(figure.value or 0.0)
    others = [abs(one.value) for one in figures if one.value and abs(one.value) > FAR * size]
    others += [baseline] if baseline and baseline > FAR * size else []
    if not 0 < size < 1 or not others or len(figure.text.partition(".")[2]) < LEAST_DECIMALS:
        return None
    return min(others) if NEAR * min(others) <= 100 * size <= FAR * max(others) else None


# L009: a figure was published again, and the newer one counts.

SUPERSEDED_FIGURE = rule(
    Rule(
        code="L009",
        name="superseded-figure",
        severity=Severity.NOTE,
        message=Text(
            zh="数值：{name}（{period}）的 {got} 已有更新或更可靠的公布，未使用",
            en="value: {got} of {name} for {period} has a newer or firmer publication and was not used",
        ),
        help=Text(
            zh="无需处理；用 --as-of 可查看当时的结论", en="nothing to do; --as-of shows the verdict of the time"
        ),
        what=Text(
            zh="同一数据公布过不止一次，采用判断时点之前最新的一次；情景假设让位于公布数据。",
            en="A figure has several vintages: the newest known counts, and a scenario gives way to a publication.",
        ),
        why=Text(zh="修订会改变结论，应当看得见。", en="A revision can change a verdict, so it is shown."),
        bad="余杭区,新增孵化载体,2022,42   # published 2022-12-02, year to date",
        good="余杭区,新增孵化载体,2022,53   # published 2023-03-02",
    )
)


@CHECKS.entry(SUPERSEDED_FIGURE.code)
def superseded_figure(context: Context) -> Iterator[Finding]:
    """Figures of older vintages, and scenario values that a publication has overtaken."""
    names = indicator_names(context.plan)
    for figure in context.selection.outdated:
        yield SUPERSEDED_FIGURE.at(
            figure.place,
            plan=context.plan.id,
            target=names[key(figure.indicator)],
            region=figure.region,
            period=figure.period.label,
            name=figure.indicator,
            got=figure.text,
        )


# C008: a figure is listed without a value.

UNPUBLISHED_FIGURE = rule(
    Rule(
        code="C008",
        name="unpublished-figure",
        severity=Severity.NOTE,
        message=Text(
            zh="数值：{got}（{period}）没有数值，按未公布处理",
            en="value: {got} for {period} has none and counts as not published",
        ),
        help=Text(zh="公布后填写数值；为零时写 0", en="write the value when it is published; write 0 for zero"),
        what=Text(
            zh="数据行写明了指标和时期，但没有数值。", en="A row names an indicator and a period but holds no value."
        ),
        why=Text(zh="空白不是 0。", en="A blank is not a zero."),
        bad="拱墅区,国家高新技术企业数量,2023,--",
        good="拱墅区,国家高新技术企业数量,2023,742",
    )
)


@CHECKS.entry(UNPUBLISHED_FIGURE.code)
def unpublished_figure(context: Context) -> Iterator[Finding]:
    """Figures of the plan's indicators whose cell says that there is no value."""
    for figure in context.selection.unpublished:
        yield UNPUBLISHED_FIGURE.at(
            figure.place, plan=context.plan.id, region=figure.region, period=figure.period.label, got=figure.indicator
        )


# L010: a figure without a unit is taken to be in its indicator's.

UNSTATED_UNIT = rule(
    Rule(
        code="L010",
        name="unstated-unit",
        severity=Severity.NOTE,
        message=Text(
            zh="单位：{name}（{period}）没有写单位，按规划的“{wanted}”处理",
            en="unit: none given for {name} in {period}; taken as the plan's '{wanted}'",
        ),
        help=Text(zh="在 unit 列写明单位", en="write the unit in the unit column"),
        what=Text(zh="数据没有单位，按指标的单位处理。", en="A figure without a unit is read in its indicator's."),
        why=Text(
            zh="单位不同的数据会因此混入，所以要说明。",
            en="A figure in another unit could slip in this way, so it is said.",
        ),
        bad="拱墅区,国家高新技术企业数量,2020,466,",
        good="拱墅区,国家高新技术企业数量,2020,466,家",
    )
)


@CHECKS.entry(UNSTATED_UNIT.code)
def unstated_unit(context: Context) -> Iterator[Finding]:
    """Figures that count without a unit of their own although the indicator has one."""
    for (region, id_), figures in context.selection.series.items():
        unit = context.plan.indicator(id_).unit
        for figure in figures:
            if unit and not figure.unit:
                yield UNSTATED_UNIT.at(
                    figure.place,
                    plan=context.plan.id,
                    target=id_,
                    region=region,
                    period=figure.period.label,
                    name=figure.indicator,
                    wanted=unit,
                )


# C006: a figure of a plan's region names no indicator of any plan.

UNUSED_FIGURE = rule(
    Rule(
        code="C006",
        name="unused-figure",
        severity=Severity.NOTE,
        message=Text(
            zh="指标：没有规划使用“{got}”（{count}个数据）{near}",
            en="indicator: no plan uses '{got}' (figures: {count}){near}",
        ),
        help=Text(
            zh="若就是某个指标，把这一名称写入其 aliases;最接近的是“{nearest}”",
            en="if it is an indicator of the plan, add the name to its aliases; the nearest is '{nearest}'",
        ),
        what=Text(
            zh="数据属于规划的地区，但名称与任何指标都对不上，因此没有使用。",
            en="A figure is about a region of the plan, but its name matches no indicator, so it was not used.",
        ),
        why=Text(
            zh="改了名的指标会悄悄变成“没有数据”。",
            en="A series that was renamed would otherwise turn into one without figures, without a word.",
        ),
        bad="拱墅区,国高企数,2023,742",
        good="aliases: [国高企数]   # in the target",
    )
)


@RUN_CHECKS.entry(UNUSED_FIGURE.code)
def unused_figure(run: Run) -> Iterator[Finding]:
    """One finding per name that no plan of the run knows, at its first figure."""
    unmatched = [set(context.selection.unmatched) for context in run.contexts]
    nowhere = [set(context.selection.elsewhere) for context in run.contexts]
    unused: dict[str, list[Figure]] = {}
    for figure in run.figures:
        seen = [figure in missed for missed in unmatched]
        if any(seen) and all(a or figure in b for a, b in zip(seen, nowhere, strict=True)):
            unused.setdefault(key(figure.indicator), []).append(figure)
    names = {
        key(name): name
        for context in run.contexts
        for indicator in context.plan.indicators
        for name in names_of(indicator)
    }
    for name, figures in unused.items():
        close = get_close_matches(name[:100], names, n=1, cutoff=0.3)
        nearest = names[close[0]] if close else "-"
        near = Text(zh=f"；最接近的是“{nearest}”", en=f"; the nearest is '{nearest}'") if close else Text()
        yield UNUSED_FIGURE.at(
            figures[0].place, got=figures[0].indicator, count=len(figures), nearest=nearest, near=near
        )
