"""Statements as the plan format and the table of figures have them: names, measures, goals, and what is in doubt."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from planck.draft.chinese import RATIO, SUMMED
from planck.draft.periods import Calendar
from planck.draft.statement import Comparator, Kind, Role, Statement, Tier, Years, is_summed_up, plain, year
from planck.draft.vocabulary import EN, ZH, either
from planck.load.yaml import Data
from planck.model import Language
from planck.pattern import pattern
from planck.provenance.find import printed_items
from planck.provenance.text import amount_of, fold
from planck.record import Record

# The share of a number that 左右 and about allow, which no document prints.
TOLERANCE = "5%"
_PERCENTS = Decimal(TOLERANCE.rstrip("%"))
# What is better the less there is of it.
_LESS_IS_BETTER = pattern(f"{either(ZH, 'names.less_is_better')}|{either(EN, 'names.less_is_better')}")
_SHARE = pattern("人均|每[十百千万亿]|per capita|per 1|rate$|share|ratio|proportion|密度")
_FLOW = pattern("元$|吨$|斤$|千瓦时$|人次$|标准煤$|美元$|yuan|dollar|ton|\\$")
_STOCK = pattern("总量|余额|存量|保有量|拥有量|总数|总里程|stock|balance")
_UNITLESS = pattern("(?:比|比值|指数|系数|倍差|ratio|index)$")
_INDEX = pattern("指数|index")


# The names of figures, by what they come to and their units.
Based = Mapping[tuple[str, str], str]
NOTHING: Based = {}


class Frame(Record, kw_only=False):
    """The years of a drafted plan: the one that it starts from, its first, and its last."""

    base: int
    start: int
    end: int


class Encoded(Record):
    """A target as the keys of a plan say it, and the reasons why it is in doubt."""

    name: str
    keys: Mapping[str, Data]
    doubts: tuple[str, ...]
    notes: tuple[str, ...]
    untraced: tuple[tuple[str, str], ...]
    statement: Statement


def frame_of(goals: Sequence[Statement], known: Calendar, results: Sequence[Statement] = ()) -> Frame | None:
    """The years that the goals span; None where no goal has one.

    A plan that is named starts with its first year. Goals for single years start from the year of the document, or
    from its newest figures.
    """
    spans = [goal.years for goal in goals if goal.years]
    if not spans:
        return None
    first, end = min(span.first for span in spans), max(span.last for span in spans)
    if known.plan and known.plan.last >= end:
        first = min(first, known.plan.first)
    elif known.current and known.current < first:
        first = known.current + 1
    newest = max((each.years.last for each in results if each.years and each.years.last < first), default=None)
    if newest and not known.plan and all(span.first == span.last for span in spans):
        first = newest + 1
    return Frame(first - 1, first, end)


def encoded(goal: Statement, frame: Frame, language: Language, based: Based = NOTHING) -> Encoded:
    """A goal as a target of a plan, in the language of its document; `based`: the names of the figures that there are
    of the base year, by what they come to.
    """
    name, unit, aim = _aim(goal, frame, language)
    measure = measure_of(name, unit, goal)
    keys: dict[str, Data] = {"name": {language.value: name}}
    keys |= {"unit": unit} if unit else {}
    keys["measure"] = measure
    keys |= {"nature": "binding" if goal.binding else "expected"} if goal.binding is not None else {}
    keys |= {"wording": "soft"} if goal.soft else {}
    called = based.get((same_name(name), unit), "")
    keys |= _baseline(goal, unit, frame, next(iter(aim), "")) or ({"baseline": "from_figures"} if called else {})
    keys |= {"aliases": [called]} if called not in ("", name) else {}
    keys["goal"] = aim
    keys |= {"path": "hold"} if _in_each_year(goal, frame) else {}
    keys |= {"stated": stated} if (stated := _stated(goal)) else {}
    if goal.milestones:
        keys["milestones"] = {
            str(each.years.last): each.value for each in goal.milestones if each.years and each.value is not None
        }
    keys |= {"due": goal.years.last} if goal.years and goal.years.last != frame.end else {}
    keys["source"] = source_of(goal, unit)
    return Encoded(
        name=name,
        keys=keys,
        doubts=tuple(dict.fromkeys((*goal.doubts, *_doubts(goal, frame, unit)))),
        notes=("tolerance",) if goal.comparator is Comparator.ABOUT else (),
        untraced=tuple(_untraced(goal, aim)),
        statement=goal,
    )


# The goal.


def is_rate(statement: Statement, frame: Frame | None) -> bool:
    """Whether it is the rate of one year, which is a series of its own: 地区生产总值增长 5 %."""
    if statement.kind not in (Kind.GROWTH, Kind.DECREASE) or statement.unit != "%" or statement.years is None:
        return False
    years = statement.years
    if statement.base is not None and statement.base.unit not in ("", "%"):
        return False
    alone = frame is None or years.last <= frame.start or bool(_RATE_OF_A_YEAR.search(fold(statement.indicator)))
    return years.first == years.last and alone


# A series of rates, which has one for each year.
_RATE_OF_A_YEAR = pattern("(?:增速|增长率|成长率|增长速度|涨幅|增幅|上涨率|growth rate|inflation)$")
_RATE_WORDS: Mapping[Kind, tuple[str, str]] = {
    Kind.GROWTH: ("增长", " growth"),
    Kind.AVERAGE_GROWTH: ("年均增长", " average growth"),
    Kind.DECREASE: ("下降", " decrease"),
    Kind.INCREASE: ("增加", " increase"),
    Kind.MULTIPLE: ("倍数", " multiple"),
}
_SAYS_SO = pattern(
    "增长|增速|成长|上涨|涨幅|增幅|下降|降低|降幅|减少|提高|高于|高$|增加(?!值)|growth|increase|decrease|inflation"
)


def rate_name(name: str, kind: Kind, language: Language) -> str:
    """The name of a rate of an indicator, where the name does not say so itself."""
    if kind not in _RATE_WORDS or _SAYS_SO.search(fold(name)):
        return name
    zh, en = _RATE_WORDS[kind]
    return name + (zh if language is Language.ZH else en)


def _aim(goal: Statement, frame: Frame, language: Language) -> tuple[str, str, dict[str, Data]]:
    """The name, the unit and the goal."""
    if is_rate(goal, frame):
        return rate_name(goal.indicator, goal.kind, language), "%", _compared(goal, percent=False)
    percent = goal.unit == "%"
    match goal.kind:
        case Kind.RANK:
            return goal.indicator, "位", {"rank": int(goal.value or 1)}
        case Kind.GROWTH | Kind.AVERAGE_GROWTH if percent:
            return goal.indicator, "", {goal.kind.value: _compared(goal, percent=True)}
        case Kind.MULTIPLE:
            return goal.indicator, "", {"growth": _compared(_as_growth(goal), percent=True)}
        case Kind.DECREASE | Kind.INCREASE if goal.yearly:
            return goal.indicator, "" if percent else _unit_of_steps(goal), _each_year(goal, percent=percent)
        case Kind.DECREASE if percent:
            return goal.indicator, "", {"reduction": _compared(goal, percent=True)}
        case Kind.DECREASE:
            return goal.indicator, goal.unit, {"decrease": _compared(goal, percent=False)}
        case Kind.INCREASE | Kind.GROWTH:
            return goal.indicator, _unit_of_steps(goal), {"increase": _compared(goal, percent=False)}
        case Kind.TOTAL if not _in_each_year(goal, frame) and _over_all_years(goal, frame):
            return goal.indicator, goal.unit, {"total": _compared(goal, percent=False)}
    return goal.indicator, goal.unit, _compared(goal, percent=False)


def _over_all_years(goal: Statement, frame: Frame) -> bool:
    return goal.years == Years(frame.start, frame.end) and frame.start < frame.end


def _in_each_year(goal: Statement, frame: Frame) -> bool:
    """Whether a number is meant for each year of several: 每年新增50家, 保持在80%以上."""
    several = goal.years is None or goal.years.first < goal.years.last or goal.years.last == frame.end
    return several and ((goal.kind is Kind.TOTAL and goal.yearly) or (goal.kind is Kind.LEVEL and goal.held))


def _each_year(goal: Statement, *, percent: bool) -> dict[str, Data]:
    """A step for each year, down or up."""
    compared = _compared(goal, percent=percent)
    falls = goal.kind is Kind.DECREASE
    return {"average_growth" if percent else "average_increase": _turned(compared) if falls else compared}


def _unit_of_steps(goal: Statement) -> str:
    """The unit of an indicator that moves by a number of its own units, or by points of a percentage."""
    return "%" if goal.unit.endswith("百分点") else goal.unit


_OPPOSITE = {"at_least": "at_most", "at_most": "at_least", "more_than": "less_than", "less_than": "more_than"}


def _turned(compared: Mapping[str, Data]) -> dict[str, Data]:
    """A fall as a growth below nought: at least 3% down is at most -3% up."""
    return {
        _OPPOSITE.get(key, key): value if key == "tolerance" else _negative(value) for key, value in compared.items()
    }


def _negative(value: Data) -> Data:
    if isinstance(value, list):
        return [_negative(each) for each in reversed(value)]
    return f"-{value}" if isinstance(value, str) else -value if isinstance(value, Decimal) else value


def _as_growth(goal: Statement) -> Statement:
    from msgspec.structs import replace

    return replace(goal, value=((goal.value or Decimal(2)) - 1) * 100)


def _compared(goal: Statement, *, percent: bool) -> dict[str, Data]:
    """One comparator with its number; a bare number is to be reached, from below or from above."""
    value, high = _number(goal.value, percent), _number(goal.high, percent)
    match goal.comparator:
        case Comparator.BETWEEN:
            return {"between": [value, high]}
        case Comparator.ABOUT:
            return {"about" if _has_two_sides(goal) else _direction(goal): value, "tolerance": TOLERANCE}
        case Comparator.EQUAL:
            return {_direction(goal): value}
        case _:
            return {goal.comparator.value: value}


def _number(value: Decimal | None, percent: bool) -> Data:
    text = plain(value or Decimal(0))
    return f"{text}%" if percent else Decimal(text)


def _has_two_sides(goal: Statement) -> bool:
    """Whether nothing says which side of a number about which something is kept is the better one."""
    return goal.kind is Kind.LEVEL and goal.held and not _LESS_IS_BETTER.search(fold(goal.indicator))


def _direction(goal: Statement) -> str:
    return "at_most" if _falls(goal) else "at_least"


def _falls(goal: Statement) -> bool:
    """Whether a number is to be reached from above: the figure that a level starts from says so, else the name."""
    if goal.kind in (Kind.GROWTH, Kind.AVERAGE_GROWTH):
        return bool(_GROWTH_OF_LESS.search(fold(goal.indicator)))
    if goal.kind not in (Kind.LEVEL, Kind.TOTAL):
        return False
    if goal.base is not None and goal.base.value is not None and goal.value is not None:
        return goal.base.value > goal.value
    return bool(_LESS_IS_BETTER.search(fold(goal.indicator)))


# The growth of prices, of emissions, and of what else is better when it is less, itself and not what it is a part of.
_GROWTH_OF_LESS = pattern(
    f"(?:{_LESS_IS_BETTER.pattern}|{either(ZH, 'names.prices')}|{either(EN, 'names.prices')})"
    r"(?:总?水平|涨幅|指数|增速|增长|增幅|上涨率|总?量|率|强度|\s?(?:growth|increase|rate|rises?))*$"
)


def measure_of(name: str, unit: str, goal: Statement) -> str:
    """What an indicator measures, by its unit and its name."""
    folded_name = fold(name)
    if goal.kind is Kind.RANK:
        return "rank"
    if unit in ("%", "‰") or (unit and ("/" in unit or _SHARE.search(folded_name))):
        return "ratio"
    if not unit:
        return "index" if goal.kind is not Kind.TOTAL else "flow"
    if _STOCK.search(folded_name) and goal.kind is not Kind.TOTAL:
        return "stock"
    if goal.kind is Kind.TOTAL or SUMMED.search(folded_name) or _FLOW.search(unit):
        return "flow"
    if _INDEX.search(folded_name):
        return "index"
    return "ratio" if RATIO.search(folded_name) and not _counted(unit) else "stock"


def _counted(unit: str) -> bool:
    from planck.draft.amounts import COUNTED

    return unit.lstrip("十百千万亿") in COUNTED


def _stated(goal: Statement) -> dict[str, Data]:
    """The pace that is printed beside a goal, which is audited and never used."""
    pace = goal.pace
    if pace is None or pace.value is None or pace.comparator is not Comparator.EQUAL or is_summed_up(pace):
        return {}
    if pace.unit == "%":
        return {"growth": f"{plain(pace.value)}%"}
    return {"points" if pace.unit.endswith("百分点") else "units": pace.value}


# The baseline.

_SINCE = ("growth", "average_growth", "average_increase", "reduction", "increase", "decrease")


def _baseline(goal: Statement, unit: str, frame: Frame, aim: str) -> dict[str, Data]:
    base = goal.base
    if base is None or base.value is None or base.unit not in ("", unit):
        return {"baseline": "from_figures"} if aim in _SINCE else {}
    if base.years is None or base.years.last == frame.base:
        return {"baseline": base.value}
    return {"baseline": {"value": base.value, "period": base.years.last}}


_COUNT_OF = pattern("(?:的)?(?:数量|总数|个数|数)$")


def same_name(name: str) -> str:
    """What a name comes to: 高新技术企业数 is 高新技术企业.

    >>> same_name("高新技术企业数") == same_name("高新技术企业")
    True
    """
    return _COUNT_OF.sub("", fold(name))


def names_at_base(results: Iterable[Statement], frame: Frame) -> Based:
    """The indicators of which there is a level of the base year."""
    there = (each for each in results if each.years == year(frame.base) and not each.part and each.value is not None)
    levels = (each for each in there if each.kind in (Kind.LEVEL, Kind.TOTAL))
    return {(same_name(each.indicator), each.unit): each.indicator for each in levels}


def source_of(statement: Statement, unit: str) -> dict[str, Data]:
    """Where a number stands and how it is printed; of a goal also those that it comes from and that pace it."""
    own = statement.base
    base = own if own and own.unit in ("", unit) and own.value is not None else None
    pace = statement.pace if _stated(statement) else None
    quotes = [each for each in (statement, base, pace, *statement.milestones) if each]
    at, printed = [str(each.spot) for each in quotes], [quoted(each.printed) for each in quotes]
    return {"at": "; ".join(at), "as_printed": "; ".join(printed)}


def quoted(printed: str) -> str:
    """Printed words on one line, without what separates quotes from each other."""
    between = "" if re.search("[\u4e00-\u9fff]", printed) else " "
    whole = re.sub(r"(?<=[0-9])\s*\.\s*(?=[0-9])", ".", printed)
    return re.sub("[;；]", " ", between.join(whole.split()))


def _untraced(goal: Statement, aim: Mapping[str, Data]) -> Iterator[tuple[str, str]]:
    """The numbers of a target that its document does not print as such: tolerances, and words that say a number."""
    if goal.apart:
        yield from ((quoted(each.printed), "apart") for each in (goal, goal.base) if each)
    for each in (goal.base, *goal.milestones):
        if each and each.value is not None:
            yield from ((text, "spelt") for text in not_printed(each.printed, each.value, each.unit))
    compared = next((part for part in aim.values() if isinstance(part, Mapping)), aim)
    for key, value in compared.items():
        if key == "tolerance":
            yield from ((text, "tolerance") for text in not_printed(goal.printed, _PERCENTS, "%")[:1])
            continue
        unit = "%" if str(value).endswith("%") else goal.unit
        for number in value if isinstance(value, list) else (value,):
            shown = str(number).rstrip("%")
            yield from ((text, "spelt") for text in not_printed(goal.printed, Decimal(shown), unit))


# Digits that print or scanning has torn apart.
_TORN = pattern(r"[0-9]\s+\.|\.\s+[0-9]")


def not_printed(printed: str, number: Decimal, unit: str) -> list[str]:
    """What cannot be traced of a number that is printed in another form: itself, and a quote with other numerals."""
    if prints(printed, number, unit):
        return []
    shown = plain(number) + unit if unit == "%" else f"{plain(number)} {unit}".strip()
    quotes = [quoted(printed)] if any(item.numeric for item in printed_items("", quoted(printed))) else []
    return [shown, *quotes]


def prints(printed: str, number: Decimal, unit: str) -> bool:
    """Whether printed words say a number in digits, as it is looked for when numbers are traced."""
    wanted = amount_of(number, fold(unit))
    return any(said.agrees(wanted) for item in printed_items("", quoted(printed)) for said in item.amounts)


# Doubts: reasons to leave a target to the reader.


def _doubts(goal: Statement, frame: Frame, unit: str) -> list[str]:
    years, base = goal.years, goal.base
    since = base.years.last if base and base.years else frame.base
    tests = {
        "measure": goal.tier is Tier.MEASURE,
        "repeat": goal.tier is Tier.REPEAT,
        "all_or_none": goal.tier is Tier.OTHER,
        "relative": goal.comparator is Comparator.RELATIVE or goal.value is None,
        "no_year": years is None,
        "other_years": years is not None
        and goal.kind is Kind.TOTAL
        and not _in_each_year(goal, frame)
        and years.first < years.last
        and years != Years(frame.start, frame.end),
        "part_of_plan": years is not None and goal.kind is Kind.AVERAGE_GROWTH and years.first > frame.start,
        "base_after": years is not None and since >= years.last,
        "other_base": goal.since is not None and goal.since != frame.base,
        "no_unit": not unit and goal.kind is Kind.LEVEL and not _UNITLESS.search(fold(goal.indicator)),
    }
    return [key for key, applies in tests.items() if applies]


# The figures.


class FigureRow(Record):
    """A row of the table of figures."""

    indicator: str
    period: str
    value: str
    unit: str
    at: str
    as_printed: str
    note: str = ""
    apart: bool = False
    torn: bool = False


def figure_row(statement: Statement, language: Language) -> FigureRow | None:
    """A result as a figure in the language of its document; None for one without a year or a number."""
    if statement.role is not Role.RESULT or statement.years is None or statement.value is None:
        return None
    unit = "位" if statement.kind is Kind.RANK else statement.unit
    bound = statement.comparator
    return FigureRow(
        indicator=rate_name(statement.indicator, statement.kind, language),
        period=f"{statement.years}{statement.part}",
        value=plain(statement.value),
        unit="%" if unit.endswith("个百分点") and statement.kind is not Kind.INCREASE else unit,
        at=str(statement.spot),
        as_printed=quoted(statement.printed),
        note="" if bound is Comparator.EQUAL else bound.value,
        apart=statement.apart,
        torn=bool(_TORN.search(statement.printed)),
    )
