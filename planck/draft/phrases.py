"""Chinese sentences taken apart around their numbers: the words before each, what they do, and whose number it is."""

from collections.abc import Iterator

from msgspec.structs import replace

from planck.draft.amounts import Amount, amounts_in
from planck.draft.chinese import (
    BASIS,
    FROM,
    HELD_AGAINST,
    IN,
    LEAD,
    LEAD_WORDS,
    LISTS,
    MOVED_TO,
    MOVES,
    ROLE_OF,
    SHARED_FRONT,
    SHARED_HEAD,
    STARTS,
)
from planck.pattern import pattern
from planck.record import Record

# Where a thought ends and where a clause does; what stands in quotes or brackets is one word.
# No sentence is as long; what is longer is read in pieces.
_SENTENCE = pattern("[^。!?！？;；]{1,1000}[。!?！？;；]{0,9}")
_OPENING, _CLOSING = "“‘《〈「『(（[【〔", "”’》〉」』)）]】〕"
_CLAUSE_ENDS = frozenset(",，:：。;；!?")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a folded text and where each starts; a semicolon ends one too.

    >>> [sentence for _, sentence in sentences("增长5%;下降3%。")]
    ['增长5%;', '下降3%。']
    """
    return ((found.start(), found[0]) for found in _SENTENCE.finditer(text))


def clause_ends(sentence: str) -> list[int]:
    """Where the clauses of a sentence end: at commas outside of quotes and brackets.

    >>> clause_ends("达到(a,b)5%,增长6%")
    [9]
    """
    depth, found = 0, []
    for at, character in enumerate(sentence):
        depth += (character in _OPENING) - (character in _CLOSING and depth > 0)
        if not depth and character in _CLAUSE_ENDS:
            found.append(at)
    return found


# What numbers are no amounts: parts of names, dates, ordinals, spans of time.

_QUOTED = pattern("[“‘《「『][^”’》」』]*[”’》」』]")
_PART_OF_A_WORD = pattern('(?:第|[a-z]|[a-z]-|[0-9]:|[+＋]|每|[“"]|十[一二三四五]|[0-9]\\.)$')
_DATE_BEHIND = pattern("月|日|号|:[0-9]|[a-z+＋]")
_YEAR_BEHIND = pattern("年(?:来|间|级|代|以来)|年[0-9]{1,2}月")
TIME_UNITS = frozenset(("年", "天", "个月", "小时", "分钟", "秒"))
_LASTS = pattern(
    "(?:年限|寿命|时间|工期|时长|天数|年数|用时|时限|达到?|至|到|缩短|延长|提高|超过|为|在|约|增加|从|由)$"
)
_AGED = pattern("的?(?!的?(?:目标|提|增|水平|大关|左右|以|并|且|和|与|及|,))[\u4e00-\u9fff]")


# What things are called by: 产值超百亿元企业4家, 百亿级产业集群2个, 倍增行动.
_SIZE = pattern("[超过级]$")
_OF_THAT_SIZE = pattern(
    "(?!级?[^0-9]{0,6}的)级?[\u4e00-\u9fff]{0,6}?(?:企业|集群|产业|园区|平台|项目|基地|镇|村|县)(?:数量?|总数)?(?:达到?|为|至)?[0-9一二三四五六七八九十]"
)
_IN_A_TITLE = pattern("[一二三四五六七八九十]?(?:年)?(?:行动|计划|工程|方案|战略)")


def is_name(sentence: str, amount: Amount) -> bool:
    """Whether a number is part of a name, a date, an age or an ordinal, and says nothing of an indicator."""
    before = sentence[max(0, amount.start - 3) : amount.start]
    sized = _SIZE.search(before) or sentence[amount.end - 1 : amount.end + 1].count("级")
    return bool(
        _PART_OF_A_WORD.search(before)
        or (sized and _OF_THAT_SIZE.match(sentence, amount.end))
        or (amount.kind and _IN_A_TITLE.match(sentence, amount.end))
        or any(quote.start() < amount.start < quote.end() for quote in _QUOTED.finditer(sentence))
        or (not amount.unit and _DATE_BEHIND.match(sentence, amount.end))
        or (amount.unit == "年" and (1900 <= amount.value <= 2150 or _YEAR_BEHIND.match(sentence, amount.end - 1)))
        or (amount.base_unit == "岁" and _AGED.match(sentence, amount.end))
        or (amount.base_unit == "级" and amount.base_unit != amount.unit and _AGED.match(sentence, amount.end))
    )


def is_span_of_time(sentence: str, amount: Amount) -> bool:
    """Whether it says how long something takes (5年增长18.7%), not how long it is to be (年限达到11.3年)."""
    return amount.unit in TIME_UNITS and not _LASTS.search(sentence[max(0, amount.start - 6) : amount.start])


# Phrases: a number or several alike, what leads to them, and whose they are.


class Phrase(Record):
    """Numbers that stand side by side in a sentence, with what stands around them.

    `subject` is what the number is said of, as far as it stands before it; `lead` are the words that lead to it, by
    what they do; `origin`: the number is where a way starts, in the year `when` if that is printed; `tail` is the rest
    of the clause; `beside`: nothing but a 、 separates it from the number before; `dates` are those
    that a list before it names; `before` is all that stands between it
    and the number or comma before.
    """

    amounts: tuple[Amount, ...]
    start: int
    subject: str
    subject_start: int
    words: tuple[str, ...]
    lead: frozenset[str]
    origin: bool = False
    when: str = ""
    tail: str = ""
    beside: bool = False
    dates: tuple[str, ...] = ()
    before: str = ""
    in_brackets: bool = False

    @property
    def amount(self) -> Amount:
        """The first number."""
        return self.amounts[0]


_SIDE_BY_SIDE = pattern("、|和|及|与|,")


def phrases_in(sentence: str) -> tuple[Phrase, ...]:
    """The phrases of a folded sentence in order.

    >>> [(phrase.subject, sorted(phrase.lead)) for phrase in phrases_in("就业率达到95%,比上年提高2个百分点")]
    [('就业率', ['to']), ('', ['filler', 'up'])]
    """
    amounts = [amount for amount in amounts_in(sentence) if not is_name(sentence, amount)]
    spans = [amount for amount in amounts if is_span_of_time(sentence, amount)]
    ends = clause_ends(sentence)
    found: list[Phrase] = []
    last = 0
    for group in _side_by_side(sentence, [amount for amount in amounts if amount not in spans]):
        found.append(_phrase(sentence, group, ends, last, spans))
        last = group[-1].end
    return tuple(found)


def _side_by_side(sentence: str, amounts: list[Amount]) -> list[tuple[Amount, ...]]:
    groups: list[tuple[Amount, ...]] = []
    for amount in amounts:
        between = sentence[groups[-1][-1].end : amount.start] if groups else ""
        if groups and _SIDE_BY_SIDE.fullmatch(between) and between != "," and not amount.kind:
            groups[-1] = (*groups[-1], amount)
        else:
            groups.append((amount,))
    return [tuple(_with_shared_unit(amount, group[-1].unit) for amount in group) for group in groups]


def _with_shared_unit(amount: Amount, unit: str) -> Amount:
    """The amount with the unit of the last one beside it where it prints none: 1.2个和1.5个百分点."""
    return replace(amount, unit=unit) if amount.unit in ("", "个") and not amount.kind else amount


_LISTED = pattern("(?:(?:19|20)[0-9]{2}年?[、和及])+(?:19|20)[0-9]{2}年")


def _listed_dates(text: str) -> tuple[str, ...]:
    """The dates of the last list of dates: 2018年、2020年."""
    lists = list(_LISTED.finditer(text))
    return tuple(pattern("(?:19|20)[0-9]{2}").findall(lists[-1][0])) if lists else ()


_NEXT_NUMBER = pattern("[、和及](?=[0-9])")
# How many characters of words lead to a number at most.
_LONGEST_LEAD = 40


def _phrase(sentence: str, group: tuple[Amount, ...], ends: list[int], last: int, spans: list[Amount]) -> Phrase:
    start = max([last, *(at + 1 for at in ends if at < group[0].start)])
    beside = start == last and sentence[start : start + 1] == "、"
    start += beside
    start = max([start, *(span.end for span in spans if start <= span.start < group[0].start)])
    start = group[0].start if sentence[start : group[0].start].endswith("、") else start
    before = sentence[start : group[0].start]
    stop = min((at for at in ends if at >= group[-1].end), default=len(sentence))
    reach = max(0, len(before) - _LONGEST_LEAD)
    tail = _NEXT_NUMBER.split(sentence[group[-1].end : stop], maxsplit=1)[0]
    origin = FROM.search(before, reach) or (IN.search(before, reach) if BASIS.match(tail) else None)
    origin = origin or (HELD_AGAINST.search(before, reach) if MOVES.match(tail) else None)
    if origin:
        subject, lead = before[: origin.start()], origin["lead"]
        filled = LEAD.search(subject, max(0, len(subject) - _LONGEST_LEAD))
        subject = subject[: filled.start()] if filled else subject
    else:
        led = LEAD.search(before, reach)
        cut = led.start() if led else len(before)
        cut += bool(_ENDS_IN_WILL.fullmatch(before, max(0, cut - 1), cut + 1))
        subject, lead = before[:cut], before[cut:]
    words = tuple(LEAD_WORDS.findall(lead))
    head = STARTS.match(subject)
    skipped = head.end() if head else 0
    aside = _ASIDE.match(subject)
    if aside and "、" in subject and "的" in subject[skipped:]:
        # A, above all B's, C: the name is A's C.
        clause = sentence[max([last, *(at + 1 for at in ends if at + 1 < start)]) : start - 1]
        subject, skipped = f"{clause.lstrip('和及与')}的{subject.rpartition('的')[2]}", 0
    return Phrase(
        amounts=group,
        start=start,
        subject=subject[skipped:].strip("、"),
        subject_start=start + skipped,
        words=(*words, *_said_at_the_start(subject[:skipped])),
        lead=frozenset(_roles(words)) | frozenset(_said_at_the_start(subject[:skipped])),
        origin=bool(origin),
        when=origin["when"] if origin else "",
        tail=tail,
        beside=beside,
        dates=_listed_dates(sentence[: group[0].start]),
        before=before,
        in_brackets=_in_brackets(sentence, group[0].start),
    )


def _in_brackets(sentence: str, at: int) -> bool:
    return sentence.count("(", 0, at) > sentence.count(")", 0, at)


# 机会 and 协会 are words; 会 behind others says what is to come.
_ENDS_IN_WILL = pattern("[机社协议大]会")
_ASIDE = pattern("特别是|尤其是|包括|其中主要是")
_SOFT, _EACH_YEAR = pattern("力争|争取|努力"), pattern("每年")


def _said_at_the_start(words: str) -> tuple[str, ...]:
    return tuple(role for role, said in (("soft", _SOFT), ("average", _EACH_YEAR)) if said.search(words))


def _roles(words: tuple[str, ...]) -> Iterator[str]:
    """What the words before a number do; growth to a number both leads there and goes up."""
    for word in words:
        if MOVED_TO.fullmatch(word):
            yield from ("to", "went_" + ROLE_OF[word[:-1]])
        else:
            yield ROLE_OF.get(word, "against" if word[0] in "比较" else "year")


# Several names of several numbers.


def shared_out(subject: str, count: int) -> tuple[str, ...] | None:
    """The names of `count` numbers that one subject lists, each made whole again; None when it lists another number.

    >>> shared_out("城镇和农村居民人均可支配收入", 2)
    ('城镇居民人均可支配收入', '农村居民人均可支配收入')
    >>> shared_out("单位国内生产总值用水量、能耗", 2)
    ('单位国内生产总值用水量', '单位国内生产总值能耗')
    """
    if count == len(_BOTH) and _TOWN_AND_COUNTRY in subject:
        return tuple(subject.replace(_TOWN_AND_COUNTRY, part, 1) for part in _BOTH)
    for split in LISTS:
        parts = split.split(subject)
        if len(parts) == count and all(parts):
            return _made_whole(parts)
    return None


# What a short last part lends to longer ones: 主要农作物化肥、农药利用率.
_HEAD = pattern("[\u4e00-\u9fff]{2}(?:率|量|额|值|比例|比重)$")
_OF_LAST = pattern("(?<=..)的[^的]{1,8}$")
_TOWN_AND_COUNTRY, _BOTH = "城乡", ("城镇", "农村")
_PLAIN = pattern("[\u4e00-\u9fff]{1,8}")


def _made_whole(parts: list[str]) -> tuple[str, ...]:
    """The parts of a list, each with the front of the first (单位国内生产总值) or the head of the last (居民收入)."""
    front, rest = SHARED_FRONT.match(parts[0]), pattern("等(?=.{2})").search(parts[-1])
    if front:
        return tuple(part if SHARED_FRONT.match(part) else front[0] + part for part in parts)
    head = parts[-1][rest.end() :] if rest else parts[-1][len(parts[0]) :]
    if not head and (said := _HEAD.search(parts[-1], 1)):
        head = said[0]
    of = _OF_LAST.search(parts[-1])
    if of and not any("的" in part[1:] for part in parts[:-1]):
        return (*(part + of[0] for part in parts[:-1]), parts[-1])
    shares = len(head) > 1 and _PLAIN.fullmatch(parts[0]) and not SHARED_HEAD.search(parts[0])
    return (*(part + head if shares else part for part in parts[:-1]), parts[-1])
