"""Statements of Chinese sentences: each number with its indicator, its kind, its bound and its time."""

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from planck.draft.amounts import Amount
from planck.draft.chinese import (
    ACHIEVED,
    ACTION,
    ADDED_NET,
    ADDS,
    AGAINST,
    AHEAD,
    BASIS,
    COVERS,
    CUTS,
    DATE_WITHIN,
    FALLING,
    FISCAL,
    GROWING,
    HEADS,
    INVESTED,
    KEEPS_PACE,
    LEANS,
    LEVEL,
    LEVEL_ONLY,
    MEASURED,
    MOVES,
    NEW_AT_FRONT,
    NO_NAME,
    PURE_ACTION,
    RANKED,
    RATIO,
    ROLE_OF,
    STARTS,
    SUMMED,
    TIMES_OF,
    TOGETHER,
    TRAILS,
    TURNS,
    VERB_BEHIND,
    YEAR_OF,
    YEARLY,
)
from planck.draft.periods import Calendar, Scope, Signed, scope_at
from planck.draft.phrases import TIME_UNITS, Phrase, phrases_in, shared_out
from planck.draft.statement import Comparator, Kind, Role, Tier, Years, year
from planck.draft.vocabulary import ZH, words
from planck.pattern import pattern
from planck.record import Record


class Read(Record):
    """A number of a sentence as it was understood, in places of the folded sentence.

    `reason`: the key of the reason why it says nothing; empty when it does.
    """

    amount: Amount
    name: str = ""
    start: int = 0
    role: Role = Role.GOAL
    kind: Kind = Kind.LEVEL
    comparator: Comparator = Comparator.EQUAL
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    years: Years | None = None
    tier: Tier = Tier.CORE
    soft: bool = False
    base: "Read | None" = None
    since: int | None = None
    yearly: bool = False
    held: bool = False
    doubts: tuple[str, ...] = ()
    reason: str = ""


class Named(Record, kw_only=False):
    """Whose a number is: the name, whether what is counted stands behind it, and a front that it lends to the next."""

    name: str
    number_first: bool = False
    lent: str = ""
    action: bool = False
    stock: bool = False


def read_sentence(sentence: str, signed: tuple[Signed, ...], known: Calendar, about: str = "") -> tuple[Read, ...]:
    """Every number of a folded sentence, understood or not, in order; `about`: what a sentence before it is about."""
    found: list[Read] = []
    phrases = phrases_in(sentence)
    named: list[Named] = [Named((_named_before(sentence[: phrases[0].start]) if phrases else "") or about)]
    origin: Phrase | None = None
    head, last = "", 0
    for phrase in phrases:
        heads = _OF_SEVERAL.search(sentence, last, phrase.start)
        head, last = heads["name"] if heads else head if _PART.fullmatch(phrase.subject) else "", phrase.amounts[-1].end
        name = _named(phrase, named[-1], origin)
        name = replace(name, name=name.name + head) if head and _PART.fullmatch(name.name) else name
        led = origin.before + phrase.before if origin else phrase.before
        scope = _by_tense(scope_at(signed, phrase.amount.start), phrase, led, known)
        if phrase.origin:
            origin = phrase
        else:
            found += _reads(phrase, name, scope, origin, _earlier(phrase, named))
            origin = None
        named += [name] if name.name and not phrase.in_brackets else []
    return tuple(found)


def _named_before(text: str) -> str:
    """What the last clause before the first number is about, where it says how that fares and no number."""
    if heads := HEADS.match(text[: text.rfind(":") + 1]):
        return heads["name"]
    clauses = [_BUILT_ON.sub("", STARTS.sub("", clause)) for clause in re.split("[,，:：]", text) if clause]
    listed = _LISTED_BEFORE.fullmatch(clauses[-1]) if clauses else None
    if listed:
        return listed["names"]
    turned = TURNS.match(clauses[-1]) or _AS_TO.match(clauses[-1]) if clauses else None
    return turned["name"] if turned else ""


# A clause that names what the next ones give a number of for each part: 学历达标比例,小学达到98%,初中达到100%.
_OF_SEVERAL = pattern(
    "(?:^|[,，;])(?P<name>[\u4e00-\u9fff]{3,20}(?:率|比例|比重|占比|标准|人数|面积|产量|浓度|年限))[,，:]$"
)
_PART = pattern("(?!.*(?:率|比|度|量|数|值)$)[\u4e00-\u9fff]{2,5}")
# 壮大新能源、新材料两大产业,产值分别突破1500亿元、1000亿元.
_LISTED_BEFORE = pattern(
    "(?:做大做强|做优做强|做大|做强|壮大|发展|培育|打造|聚焦)*(?P<names>[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10})+?)[两二三四五六七八九]大[\u4e00-\u9fff]{2,8}"
)
_AS_TO = pattern("(?:在|就)?(?P<name>[\u4e00-\u9fff]{2,12})方面$")
_BUILT_ON = pattern("在[^,，]{2,12}(?:基础|水平)上")


def _by_tense(scope: Scope, phrase: Phrase, led: str, known: Calendar) -> Scope:
    """What is striven for lies ahead, also among results."""
    strives = "soft" in phrase.lead or AHEAD.search(phrase.before) or phrase.tail.startswith("的目标")
    printed = _printed_year(phrase)
    if scope.role is Role.GOAL and printed and known.current and printed < known.current:
        return Scope(role=Role.RESULT, years=year(printed))
    due = _DUE_BEHIND.match(phrase.tail)
    if due and known.current and known.current <= int(due[1]):
        return replace(scope, role=Role.GOAL, years=year(int(due[1])), dated=True)
    if scope.role is Role.GOAL and _ALREADY.search(led):
        return replace(scope, role=Role.RESULT, years=_so_far(scope, known))
    if scope.role is Role.RESULT and strives:
        return Scope(role=Role.GOAL, years=year(known.current) if known.current else None)
    return scope


def _printed_year(phrase: Phrase) -> int | None:
    """The year that stands between a name and its number, unless that is how many times as much as then it is."""
    if phrase.amount.kind is Kind.MULTIPLE or phrase.amount.unit == "倍":
        return None
    return next((int(found[1]) for word in phrase.words if (found := YEAR_OF.match(word))), None)


# When what is counted will be there: 约3万个单位会于2028年前落成.
_DUE_BEHIND = pattern(
    "(?:将|会|可望|预计)*[于在]((?:19|20)[0-9]{2})年度?(?:[0-9]{1,2}月)?[底末内]?前?(?=落成|建成|完成|竣工|投|启用|交付|完工)"
)
_ALREADY = pattern(
    "(?:已|现时|目前|现)(?:经)?(?:由|从|达|增|升|降|提|为|有|超|突破|(?:成功|累计)*(?:吸引|引进|建成|完成|落成|创造|批出|协助))"
)


def _so_far(scope: Scope, known: Calendar) -> Years | None:
    """The year that is named, unless it lies ahead; else that of a report, or the one before a plan."""
    if scope.dated and scope.years and known.current and scope.years.last <= known.current:
        return scope.years
    return year(known.current - bool(known.plan)) if known.current else None


def _earlier(phrase: Phrase, named: list[Named]) -> tuple[str, ...]:
    """The names that several numbers without one of their own are about: 企业3家、平台5家,累计分别达到24家和83家."""
    names = tuple(dict.fromkeys(NEW_AT_FRONT.sub("", each.name) for each in named if each.name))
    return () if phrase.subject and not _TOTALS.fullmatch(phrase.subject) else names[-len(phrase.amounts) :]


_TOTALS = pattern("(?:总数|总量|累计|存量|合计|保有量)+")


# Whose number it is.

_AMONG = "其中"
_TURNS = frozenset(("up", "down", "went_up", "went_down"))
_OF = pattern("^的?(?=[\u4e00-\u9fffa-z“])")
_NO_NOUN = pattern(
    "^(?:的?(?:低位|高位|峰值)|的(?:幅度|增速|速度|目标|水平|增长|要求)|以|、|和|,|。|;|计|来|上|下|时|后|前|内|外|大关|新台阶|台阶|关口|第|\\)|的$|安排|且|并|,)"
)


def _named(phrase: Phrase, before: Named, origin: Phrase | None) -> Named:
    subject = phrase.subject
    if origin is not None and (NO_NAME.match(subject) or BASIS.match(subject)):
        return before
    if subject == COVERS and phrase.tail.startswith("的"):
        return Named(before.name + COVERS + phrase.tail[1:])
    if not subject or PURE_ACTION.match(subject):
        return _behind(phrase, before)
    if _SINCE_THEN.match(subject) and before.name:
        return Named(before.name, lent=before.lent)
    if (LEANS.match(subject) or _HELD_AGAINST.match(subject)) and before.name:
        return Named(NEW_AT_FRONT.sub("", before.name) + subject, lent=before.lent)
    if NO_NAME.match(subject):
        of = "" if len(subject) < 2 or before.name.endswith(subject) or subject == _AMONG else subject
        return Named(before.name + of if before.name else "", lent=before.lent)
    if LEVEL_ONLY.match(subject) and before.name:
        return Named(_at_level(before.name, subject), lent=before.lent, action=before.action)
    if phrase.beside and before.action and not ACTION.match(subject):
        return Named(before.lent + subject, lent=before.lent, action=True)
    return _in_front(phrase, subject)


def _at_level(name: str, level: str) -> str:
    """The same at another level: 新认定省级研发中心 and 市级 is 新认定市级研发中心."""
    front = NEW_AT_FRONT.match(name)
    new = front[0] if front else ""
    rest = name[len(new) :]
    return new + (LEVEL.sub(level, rest, count=1) if LEVEL.search(rest) else level + rest)


def _in_front(phrase: Phrase, subject: str) -> Named:
    """The name before a number, without what is done to it unless that adds to a stock."""
    subject = _moved(subject) if "to" in phrase.lead else subject
    action = ACTION.match(subject)
    around = _goes_on_behind(phrase)
    adds = ADDS.match(subject) or SUMMED.match(subject)
    rest = subject[action.end() :] if action and not adds else subject
    name = (rest if len(rest) > 1 else subject) + (phrase.tail if around else "")
    return Named(name, number_first=around, lent=action[0] if action and adds else "", action=bool(action))


def _moved(subject: str) -> str:
    """What is moved to a number, without the verb before it: 提高森林覆盖率至60%."""
    verb = MOVES.match(subject)
    rest = subject[verb.end() :] if verb else ""
    return rest if len(rest) > 2 and not _NO_OBJECT.match(rest) else subject


# 增加值, 增长率 and 提升工程 are names.
_NO_OBJECT = pattern("[值率量额速幅]|工程|行动|计划|年限")


def _goes_on_behind(phrase: Phrase) -> bool:
    """Whether the name goes on behind the number: 占国民总收入0.7%的援助, 焦化行业70%以上产能."""
    return not phrase.origin and _has_noun_behind(phrase) and not phrase.lead & _TURNS


def _has_noun_behind(phrase: Phrase) -> bool:
    return bool(_OF.match(phrase.tail)) and not _NO_NOUN.match(phrase.tail)


def _behind(phrase: Phrase, before: Named) -> Named:
    """The name of what is counted where it stands behind the number, else the name of the number before."""
    tail = phrase.tail
    noun = None if _DUE_BEHIND.match(tail) else _OF.match(tail)
    if noun and _goes_on_behind(phrase):
        name = tail[noun.end() :]
        verb = VERB_BEHIND.search(name, 2)
        name = name[: verb.start()] if verb and verb.start() > 1 else name
        front = phrase.subject if ADDS.match(phrase.subject) else ""
        if "new" in phrase.lead:
            front = next((word for word in phrase.words if word.startswith("新")), "")
        return Named(front + name, number_first=True, action=True)
    counted = (ADDED_UP | _STOCK).intersection(phrase.words) and "new" not in phrase.lead
    if counted and NEW_AT_FRONT.match(before.name):
        return Named(NEW_AT_FRONT.sub("", before.name), stock=True)
    if "new" in phrase.lead and before.name:
        added = "".join(word for word in phrase.words if ROLE_OF.get(word) in ("new", "daily"))
        return Named(added + NEW_AT_FRONT.sub("", before.name), lent=before.lent)
    return Named(before.name, lent=before.lent)


# What it says.


def _reads(
    phrase: Phrase, named: Named, scope: Scope, origin: Phrase | None, earlier: tuple[str, ...]
) -> Iterator[Read]:
    if len(phrase.amounts) == len(phrase.dates) > 1:
        for amount, date in zip(phrase.amounts, phrase.dates, strict=True):
            dated = replace(scope, years=year(int(date)), dated=True)
            words = tuple(word for word in phrase.words if not YEAR_OF.match(word))
            name = _DATES_LISTED.sub("", _DATES_FIRST.sub("", named.name))
            yield _read(replace(phrase, words=words), name, amount, named, dated)
        return
    names = _names(phrase, named, earlier)
    if names is None:
        yield from (Read(amount=amount, reason="several_numbers") for amount in phrase.amounts)
        return
    for index, (name, amount) in enumerate(names):
        read = _read(phrase, name, amount, named, scope)
        if origin is not None and not read.reason:
            read = _with_base(read, origin, min(index, len(origin.amounts) - 1), scope)
        yield read


_DATES_FIRST = pattern("^(?:[到至]?(?:19|20)[0-9]{2}年?[、和及]?)+")
_DATES_LISTED = pattern("[到至]?(?:19|20)[0-9]{2}年.*")


_LISTS_NAMES = pattern("、|城乡")


def _names(phrase: Phrase, named: Named, earlier: tuple[str, ...]) -> list[tuple[str, Amount]] | None:
    """Each name with its number: one of each, a list of both, or one number for a list of names (均增长12%)."""
    amounts = phrase.amounts
    if len(amounts) > 1:
        shared = shared_out(named.name, len(amounts)) if phrase.subject or _LISTS_NAMES.search(named.name) else None
        shared = shared or (earlier if len(earlier) == len(amounts) else shared_out(named.name, len(amounts)))
        return list(zip(shared, amounts, strict=True)) if shared else None
    together = TOGETHER.search("".join(phrase.words)) or phrase.amount.kind is Kind.MULTIPLE
    shared = shared_out(named.name, 2) if together else None
    return [(name, phrase.amount) for name in shared or (named.name,)]


def _read(phrase: Phrase, name: str, amount: Amount, named: Named, scope: Scope) -> Read:
    kind, value, high, unit = _kind(phrase, name, amount, named)
    reason, times = _unreadable(phrase, name, amount, named), kind is Kind.MULTIPLE
    since = (AGAINST.match(word) or (times and YEAR_OF.match(word)) for word in phrase.words)
    if reason:
        return Read(amount=amount, reason=reason)
    return Read(
        amount=amount,
        name=_tidy(name),
        start=phrase.subject_start,
        role=scope.role,
        kind=kind,
        comparator=bound_of(phrase, amount, scope.role, kind),
        value=value,
        high=high,
        unit=unit,
        years=_years(phrase, kind, scope),
        tier=_tier(phrase, _tidy(name), amount, named, scope),
        soft="soft" in phrase.lead,
        yearly="average" in phrase.lead or bool(YEARLY.search(name)),
        held="hold" in phrase.lead,
        since=next((int(found[1]) for found in since if found), None),
    )


def _tidy(name: str) -> str:
    bare = TRAILS.sub("", RANKED.sub("", STARTS.sub("", DATE_WITHIN.sub("", name))))
    achieved = ACHIEVED.match(bare)
    return bare[achieved.end() if achieved else 0 :].strip("、“”,").rstrip("的")


def _unreadable(phrase: Phrase, name: str, amount: Amount, named: Named) -> str:
    if len(_tidy(name)) < 2:
        return "no_name"
    if _qualifies(phrase, amount, named):
        return "part_of_a_name"
    if phrase.in_brackets:
        return "in_brackets"
    if _is_relative(phrase, amount):
        return "relative"
    if _DEFINES.search(phrase.subject):
        return "definition"
    if not amount.unit and not amount.kind and not phrase.lead & {"to", "went_up", "went_down", "hold"}:
        return "no_unit"
    if amount.unit in _BARE_SCALES and not named.number_first and phrase.tail[:1] not in ("", ",", "、", "。"):
        return "no_unit"
    return ""


def _is_relative(phrase: Phrase, amount: Amount) -> bool:
    """Whether a number is a part or a multiple of another that is not printed, or is held against one."""
    times = amount.unit == "倍" and phrase.before.endswith("的") and not TIMES_OF.search(phrase.before)
    part = amount.in_percent and _AS_MUCH_AS_THEN.search(phrase.before)
    against = _HELD_AGAINST.match(phrase.subject) and not amount.in_points
    of_a_goal = _OF_A_GOAL.search(phrase.before) or _OF_A_GOAL_BEHIND.match(phrase.tail)
    return bool(times or part or against or of_a_goal)


def _qualifies(phrase: Phrase, amount: Amount, named: Named) -> bool:
    """Whether the number only says which things are meant: 最底层40%人口, 费用高于5%的渠道, 延长30年试点."""
    if amount.unit in TIME_UNITS:
        return _has_noun_behind(phrase)
    if amount.kind is Kind.MULTIPLE and phrase.tail.startswith("的") and _has_noun_behind(phrase):
        return True
    if _DONE_AWAY_WITH.match(phrase.tail) or (amount.base_unit == "项" and _LIST_OF_GOALS.match(phrase.tail)):
        return True
    if named.number_first and phrase.subject and amount.comparator and not (amount.counts or amount.in_percent):
        return True
    if _COUNTED_BEHIND.match(phrase.tail) and phrase.lead & set(_BOUNDS):
        return True
    if not named.number_first:
        return False
    if not amount.in_percent or not phrase.subject or PURE_ACTION.match(phrase.subject) or "占" in phrase.subject:
        return False
    led = phrase.lead & set(_BOUNDS)
    return bool(led) if phrase.tail.startswith("的") else not (amount.comparator or phrase.lead)


# 恢复至2019年的110%.
_AS_MUCH_AS_THEN = pattern("(?:恢复|相当|回升)(?:至|到|于)(?:19|20)[0-9]{2}年(?:同期)?的$")
# 56人以上大班额全面消除, 25项主要指标.
_DONE_AWAY_WITH = pattern("[^,，、。0-9]{2,8}?(?:消除|清零|出清)")
_LIST_OF_GOALS = pattern(
    "(?:[\u4e00-\u9fff]{0,6}?(?:指标|目标|任务)|(?:达到|超过|低于|高于)[^0-9,，。]{0,6}(?:预期|进度|目标))"
)
# 营收超10亿元的企业20家.
_COUNTED_BEHIND = pattern("^的[^,，、。0-9]{2,12}[0-9]")
_SINCE_THEN = pattern("(?:较|比)[^,0-9]{2,14}时$")
_HELD_AGAINST = pattern("(?:超过|高于|低于|快于|优于|好于)[^,]|(?:较|比)[^,0-9]{2,12}(?:高出|超出|高|多|快)$")
_OF_A_GOAL = pattern(
    "(?:高于|低于|超过|超出|高出|快于|好于|优于)(?:年度|年初|全年|预期|计划|规划|既定)*(?:目标|计划|任务)(?:值|数)?$"
    "|(?:完成|占|达到?)(?:年度|全年|年初|省定|市定|预期|规划|五年|总|“[^”]{2,3}”)*(?:计划|目标|任务)(?:进度|数|值|的)*$"
)
_OF_A_GOAL_BEHIND = pattern("的(?:年度|全年|年初|预期|预定|既定)+(?:目标|计划|控制)")
_DEFINES = pattern("(?:标准|定义|衡量)[是为]")
_BARE_SCALES = frozenset(("万", "亿", "千", "百", "万亿", "千亿", "百亿", "百万", "千万"))


def _kind(phrase: Phrase, name: str, amount: Amount, named: Named) -> tuple[Kind, Decimal, Decimal | None, str]:
    """What the number says, the number, its upper end, and its unit."""
    said = said_kind(phrase, name, amount)
    return said or (_by_name(phrase, name, amount, named), amount.value, amount.high, amount.unit)


def said_kind(phrase: Phrase, name: str, amount: Amount) -> tuple[Kind, Decimal, Decimal | None, str] | None:
    """As the words around the number say; None where they leave it to the name."""
    if amount.kind:
        return amount.kind, amount.value, amount.high, amount.unit
    if is_rank(phrase, amount):
        return Kind.RANK, amount.value, None, "位"
    up, down = "up" in phrase.lead, "down" in phrase.lead
    to = phrase.lead & {"to", "went_up", "went_down"} and not (up or down)
    if amount.unit == "倍" and TIMES_OF.search(phrase.before):
        return Kind.MULTIPLE, amount.value, amount.high, amount.unit
    if amount.unit == "倍" and up:
        return Kind.GROWTH, amount.value * 100, None, "%"
    if (named := ADDED_NET.match(phrase.subject)) and amount.counts and len(phrase.subject) > named.end() + 1:
        return Kind.INCREASE, amount.value, amount.high, amount.unit
    falls = down or CUTS.match(phrase.subject) or (amount.in_points and phrase.subject.endswith(("低", "少")))
    if falls and not to:
        return Kind.DECREASE, abs(amount.value), amount.high, amount.unit
    if up and not to:
        return _growth(phrase, name, amount), amount.value, amount.high, amount.unit
    return None


def is_rank(phrase: Phrase, amount: Amount) -> bool:
    """Whether it is a place in an order: 保持全国前3位."""
    return amount.unit in ("位", "名") and phrase.before.endswith("前")


def _growth(phrase: Phrase, name: str, amount: Amount) -> Kind:
    if not amount.in_percent:
        return Kind.INCREASE
    return Kind.AVERAGE_GROWTH if "average" in phrase.lead or YEARLY.search(name) else Kind.GROWTH


def _by_name(phrase: Phrase, name: str, amount: Amount, named: Named) -> Kind:
    """The kind where no word before the number says it: growth by its name or by a % of what is no share."""
    if amount.in_points:
        return Kind.INCREASE
    if amount.in_percent and (named.number_first or "占" in phrase.words):
        return Kind.LEVEL
    if amount.in_percent and FALLING.search(name):
        return Kind.DECREASE
    if amount.in_percent and (GROWING.search(name) or not RATIO.search(name)):
        return _growth(phrase, name, amount)
    if "新增" in phrase.words and "元" in amount.unit:
        return Kind.INCREASE
    return Kind.TOTAL if _is_sum(phrase, amount, named, name) else Kind.LEVEL


def _is_sum(phrase: Phrase, amount: Amount, named: Named, name: str) -> bool:
    """Whether a number is summed up over the years: what is newly made, and people for whom something was done."""
    if amount.in_percent or named.stock:
        return False
    people = named.number_first and amount.base_unit in _PEOPLE
    summed = ADDED_UP.intersection(phrase.words) or "new" in phrase.lead
    return people or bool(summed) or bool(SUMMED.search(name))


ADDED_UP = frozenset(("累计", "合计", "共计", "总计"))
_STOCK = frozenset(("总数达", "总规模"))
_PEOPLE = ("人", "户", "套", "人次", "")


_BOUNDS = ("more_than", "at_least", "at_most", "less_than", "about")


def bound_of(phrase: Phrase, amount: Amount, role: Role, kind: Kind) -> Comparator:
    """The bound behind the number, else the one before it, else what 4万多 says by itself."""
    if amount.high is not None:
        return Comparator.BETWEEN
    led = next((Comparator(role_) for role_ in _BOUNDS if role_ in phrase.lead), None)
    if led is Comparator.AT_LEAST and "went_down" in phrase.lead:
        led = Comparator.AT_MOST
    if amount.comparator and amount.comparator is not Comparator.MORE_THAN:
        return amount.comparator
    if led is None and role is Role.GOAL:
        led = next((_HELD[word] for word in phrase.words if word in _HELD), None)
    return led or amount.comparator or Comparator.EQUAL


# A bound that a verb implies where nothing else says one.
_HELD = {
    "控制在": Comparator.AT_MOST,
    "严守": Comparator.AT_LEAST,
    "守住": Comparator.AT_LEAST,
    "坚守": Comparator.AT_LEAST,
}


# When.

_IN_A_ROW = "连续"
_OVER_TIME = (Kind.TOTAL, Kind.GROWTH, Kind.AVERAGE_GROWTH, Kind.DECREASE, Kind.INCREASE)


def _years(phrase: Phrase, kind: Kind, scope: Scope) -> Years | None:
    """The last year of a plan for a level; all its years for what grows, is summed up, or is held."""
    printed = _printed_year(phrase)
    if printed:
        return year(printed)
    added_up = kind in _OVER_TIME and ADDED_UP.intersection(phrase.words)
    over_plan = kind is Kind.AVERAGE_GROWTH or added_up or _IN_A_ROW in phrase.words
    if over_plan and scope.around and scope.years and scope.around.last == scope.years.last:
        return scope.around
    if scope.years is None or scope.dated:
        return scope.years
    return scope.years if kind in _OVER_TIME or "hold" in phrase.lead else year(scope.years.last)


def _with_base(read: Read, origin: Phrase, index: int, scope: Scope) -> Read:
    """The number with the one that it comes from, which is of the year before unless one is printed."""
    amount = origin.amounts[index]
    printed = YEAR_OF.match(origin.when)
    years = scope.around if scope.role is Role.RESULT and scope.dated else None if scope.dated else scope.years
    first = years.first if years else None
    before = year(int(printed[1])) if printed else year(first - 1) if first else None
    falls = "down" in origin.lead
    rates = amount.unit == read.unit == "%"
    level = read.kind in (Kind.LEVEL, Kind.TOTAL) or BASIS.match(origin.tail) or not rates
    kind = Kind.LEVEL if level else read.kind
    value = -amount.value if falls and kind is Kind.GROWTH else amount.value
    comparator = bound_of(origin, amount, Role.RESULT, kind)
    base = replace(
        read,
        amount=amount,
        role=Role.RESULT,
        kind=kind,
        comparator=comparator,
        value=value,
        years=before,
        high=None,
        unit=amount.unit or read.unit,
        soft=False,
    )
    return replace(read, base=base)


# Whether it is an outcome.


def _tier(phrase: Phrase, name: str, amount: Amount, named: Named, scope: Scope) -> Tier:
    if scope.role is Role.RESULT:
        return Tier.CORE
    money = "元" in amount.unit
    if FISCAL.search(name) or (money and INVESTED.search(name) and "up" not in phrase.lead):
        return Tier.MEASURE
    if named.action and amount.base_unit in _STEPS and not phrase.lead & _OF_A_LEVEL and not MEASURED.search(name):
        return Tier.CORE if ADDS.match(name) else Tier.MEASURE
    return Tier.CORE


# What is held, or moves from one number to another, is no step.
_OF_A_LEVEL = frozenset(("hold", "went_up", "went_down"))
_STEPS = frozenset(words(ZH, "units.steps"))


# Goals without a number: in step with another series, or above it.


def relatives_in(sentence: str, signed: tuple[Signed, ...]) -> Iterator[Read]:
    """The goals of a sentence that are held against another series."""
    for found in KEEPS_PACE.finditer(sentence):
        scope = scope_at(signed, found.start())
        if scope.role is Role.GOAL and not pattern("[0-9]").search(found[0]):
            place = Amount(start=found.start("way"), end=found.end("way"), value=Decimal(0))
            yield Read(
                amount=place,
                name=_tidy(found["subject"]),
                start=found.start(),
                kind=Kind.GROWTH,
                comparator=Comparator.RELATIVE,
                unit="%",
                years=scope.years,
                tier=Tier.RELATIVE,
            )
