"""Statements of English sentences: goals of the United Nations, reports of governments."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from planck.draft.amounts import Amount
from planck.draft.english_amounts import BOUNDS, LED, amounts_in_english, bare
from planck.draft.periods import Calendar, Scope, Signed, scope_at
from planck.draft.sentence import Read
from planck.draft.statement import Comparator, Kind, Role, Tier, Years, year
from planck.draft.vocabulary import EN, any_of, either
from planck.pattern import pattern
from planck.record import Record

_BEHIND: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (pattern(r"\s*(?:or|and) (?:more|higher|above|over)\b"), Comparator.AT_LEAST),
    (pattern(r"\s*(?:or|and) (?:less|lower|below|under|fewer)\b"), Comparator.AT_MOST),
)
# Full stops within numbers, goals (3.1) and abbreviations end no sentence; none is longer than this.
_SENTENCE = pattern(
    r"(?:[^.;!?\n]|(?<=[0-9])\.(?=[0-9a-z])|(?<=\bmax|\bmin)\.|\.(?=[a-z0-9](?![a-z]))){1,1000}[.;!?]?", re.IGNORECASE
)
_TURN = pattern(rf"(?<!-)\b(?:(?P<up>{either(EN, 'verbs.up')})|(?P<down>{either(EN, 'verbs.down')}))\b")
_STARTS = any_of(EN, "names.starts", form=r"^{}(?:\s+|$)")
_ENDS = any_of(EN, "names.ends", form=r"(?:,?\s+{})+$")
_VERBS = pattern(rf"^(?:{either(EN, 'verbs.adverbs')}\s+)*{either(EN, 'verbs.up', 'verbs.down', 'verbs.done')}\b\s*")
_NAME_ENDS = any_of(EN, "names.stops", form=r"[,.;:()]|\s{}\b")
_CHANGES = pattern(rf"(?:an? )?{either(EN, 'names.changes')}s?|(?:{either(EN, 'verbs.adverbs')}\s*)+")
_BRACKETS = pattern(r"\([^()]*\)")
_DEFINES = pattern(r"(?:measured|defined|living) (?:as|on)\b")
_YEARLY = any_of(EN, "names.yearly")
RATIO = any_of(EN, "names.ratio", form=r"\b{}\b")
GROWING = any_of(EN, "names.growing", form=r"{}$")
FALLING = any_of(EN, "names.falling", form=r"^{}\b")
_FISCAL = any_of(EN, "names.fiscal")


def is_english(text: str) -> bool:
    """Whether a paragraph is in Latin letters."""
    return len(re.findall("[a-zA-Z]", text)) > 4 * len(re.findall("[\u4e00-\u9fff]", text)) + 8


def is_chinese(text: str) -> bool:
    """Whether a text has Chinese characters.

    >>> is_chinese("PM2.5浓度"), is_chinese("net zero")
    (True, False)
    """
    return re.search("[\u4e00-\u9fff]", text) is not None


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences and where each starts; the points of numbers and of 3.1 or U.S. end none.

    >>> [each for _, each in sentences("GDP grew by 5.2 percent. Prices rose.")]
    ['GDP grew by 5.2 percent.', ' Prices rose.']
    """
    return ((found.start(), found[0]) for found in _SENTENCE.finditer(text))


class _Clause(Record, kw_only=False):
    """An amount with what stands before it up to a comma or another amount, and behind it."""

    amount: Amount
    before: str
    behind: str
    printed: str


def read_english(sentence: str, signed: tuple[Signed, ...], known: Calendar, about: str = "") -> tuple[Read, ...]:
    """Every number of a sentence in lower case, understood or not, in order; `about`: what a pronoun stands for."""
    found: list[Read] = []
    heads = _HEADS.match(sentence)
    name, origin = heads["name"] if heads else "", None
    for clause in _clauses(sentence):
        scope = _scope(signed, clause, known, origin.before if origin else "")
        if _OF_A_TARGET.search(clause.before):
            found.append(Read(amount=clause.amount, reason="relative"))
            continue
        if (way := _HELD_AGAINST.search(_DATED.sub(" ", clause.before))) and found and not _starts_a_way(clause):
            found[-1] = _with_base(found[-1], clause, way)
            continue
        named = _name(clause)
        named = name if not named or (name and _GENERIC.fullmatch(named)) else named
        about = name or about
        named = about if about and (_AIM.fullmatch(named) or _MOVED_IT.search(clause.before)) else named
        if heads and not found and _ONLY_VERB.fullmatch(clause.before):
            named = heads["name"]
        named = about if about and _IT.fullmatch(_DATED.sub(" ", clause.before)) else named
        named = name if name and _NO_SUBJECT.fullmatch(bare(clause.before)) else named
        again = _SAME_AGAIN.fullmatch(bare(clause.before) + " ") and "20" in clause.before
        named = name if (origin and _ONLY_TO.fullmatch(bare(clause.before))) or (again and name) else named
        if _starts_a_way(clause):
            name, origin = named, clause
            continue
        read = _read(clause, named, scope)
        if _SAME_AGAIN.fullmatch(bare(clause.before) + " ") and found and found[-1].name == read.name:
            read = replace(read, kind=found[-1].kind)
        if _ONLY_TO.fullmatch(bare(clause.before)) and found and not (read.reason or scope.dated or origin):
            # Rose by 6 points, to 97 per cent.
            last = found[-1].years
            read = replace(read, role=found[-1].role, years=year(last.last) if last else None)
        if origin is not None and not read.reason:
            read = _from(read, origin, scope)
        found.append(read)
        name, origin = named, None
    return tuple(_shared_out(found)) if _RESPECTIVELY.search(sentence) else tuple(found)


_HEADS = pattern(
    r"\s*(?!.*\b(?:targets?|goals?|objectives?|following|include|includes|including|by|in)\b.*:)(?P<name>[a-z][^,.;:]{2,80}):"
)
_OF_A_TARGET = pattern(
    r"\b(?:against|within|versus|than|above|below|missing|exceeding|meeting)\b[^,;]{0,24}"
    r"\b(?:target|goal|forecast|projection)s?(?: range| band)?(?: of)?\s*$"
)
_ONLY_VERB = pattern(rf"\s*(?:to (?:be )?)?{either(EN, 'verbs.up', 'verbs.down', 'verbs.done')}?\s*(?:by|to|at|of)?\s*")
# The verb of a second number of the same: and is to reach 32 per cent of the land.
_NO_SUBJECT = pattern(
    rf"\s*,?\s*(?:(?:and|but) )?(?:is|are|will|shall|should)"
    rf"(?: (?:to|be|have|expected|planned|projected|set|due|brought|kept|held))*"
    rf"(?: {either(EN, 'verbs.up', 'verbs.down', 'verbs.links')})*"
)
_ONLY_TO = pattern(r"(?:in (?:19|20)[0-9]{2}\s)?to")
# Behind a number, what it is held against: up from 38 percent in 2025, compared with 14 GW.
_HELD_AGAINST = pattern(
    r"(?:\b(?:up|down) from|compared (?:to|with)|against|versus|relative to|^[\s,]*from|(?:,|than) from"
    r"|\b(?:double|twice|triple) the (?:19|20)[0-9]{2} (?:level|figure)s? of|(?:19|20)[0-9]{2} (?:level|figure)s? of)"
    r"(?:\s(?:just|only|about|around|some|the (?P<year>(?:19|20)[0-9]{2}) (?:level|figure)s? of))?\s*$"
)
_DATED = pattern(
    r"\s*\b(?:in|by|over|during|for|between|from)\s(?:the )?(?:period |years? )?(?:19|20)[0-9]{2}\b"
    r"(?:(?:\s?[-–]\s?| and | to )(?:19|20)[0-9]{2}\b)?,?"
)
_GENERIC = pattern(
    r"(?:at an? )?(?:(?:average|annual|yearly|total|overall|year-on-year)\s?)*"
    r"(?:growth|increase|rise|decrease|fall|rate)?(?: rate)?"
)
# What is aimed at, and no name of it.
_AIM = pattern(
    r"(?:(?:the|our|its) )?(?:(?:national|official|government|sector|stated) )*(?:targets?|goals?|aims?|objectives?)"
    r"|(?:aim|hope|strive|look|plan)(?:s|ing)? (?:for|to)"
)
_MOVED_IT = pattern(r"\b(?:it|them)\s+(?:back |down |up )?(?:below|under|above|over|to|by|at)\s*$")
_SINCE = pattern(r"\s*(?:[a-z' ]{0,20}\b)?since (?:19|20)[0-9]{2}\b")
# Another number of the same (by 40 percent by 2030 and by 78 percent by 2035).
_SAME_AGAIN = pattern(
    r"(?:\s*(?:below|from|of|on|compared (?:to|with)|relative to|against)\s(?:the )?(?:19|20)[0-9]{2}(?: levels?)?)?"
    r"[^0-9]{0,9}(?:(?:19|20)[0-9]{2})?,?\s*and (?:by\s*)?(?:(?:19|20)[0-9]{2},? by\s*)?|.{0,12}, by "
)
_RESPECTIVELY = pattern("respectively")
_AND = pattern(r",? and |, ")


def _shared_out(reads: list[Read]) -> Iterator[Read]:
    """The numbers of a list, each with the name of its place in the list before them: A and B by 3 and 4 percent."""
    parted = (_AND.split(read.name) for read in reads)
    names = next((parts for parts in parted if len(parts) > 1 and len(reads) % len(parts) == 0), None)
    for index, read in enumerate(reads):
        if names is None:
            yield read
            continue
        first = reads[index - index % len(names)]
        same = replace(read, kind=first.kind, years=first.years, reason="") if first is not read else read
        yield replace(same, name=names[index % len(names)])


_PAST = any_of(EN, "verbs.past", form=r"\b{}\b")


def _scope(signed: tuple[Signed, ...], clause: _Clause, known: Calendar, led: str) -> Scope:
    """The scope of a number; a date may follow it (doubling exports by 2020), and its verb may tell of the past.

    `led`: what stands before the number that it comes from.
    """
    past = bool(_PAST.search(led + clause.before))
    here = _dated(signed, clause, past=past)
    if here.role is Role.GOAL and (past or _SINCE.match(clause.behind)):
        if here.years and not _spans(here) and not known.current:
            return replace(here, role=Role.RESULT)
        if not here.dated and (known.current or _NOW.search(clause.before)):
            return Scope(role=Role.RESULT, years=year(known.current - 1) if known.current else None)
    return here


def _dated(signed: tuple[Signed, ...], clause: _Clause, *, past: bool) -> Scope:
    here = scope_at(signed, clause.amount.start)
    later = (each for each in signed if each.start > clause.amount.start)
    behind = next((each for each in later if each.scope.dated or _spans(each.scope)), None)
    if behind is None:
        return here
    close = _CLOSE.fullmatch(clause.behind[: max(0, behind.start - clause.amount.end)])
    apart = here.dated or _spans(behind.scope) or past
    return behind.scope if close or not apart else here


def _spans(scope: Scope) -> bool:
    return scope.years is not None and scope.years.first < scope.years.last


_NOW = pattern(r"\b(?:currently|today|already|now|accounts? for)\b")


_CLOSE = pattern(r"(?:(?!\band\b)(?:[^,;]|(?<=[0-9]),(?=[0-9])))*")


def _clauses(sentence: str) -> Iterator[_Clause]:
    sentence = _BRACKETS.sub(lambda found: " " * len(found[0]), sentence)
    amounts = list(amounts_in_english(sentence))
    last = 0
    for index, amount in enumerate(amounts):
        start = _start(sentence[: amount.start], last)
        start = amount.start if not amount.unit and sentence[start : amount.start].endswith(" and ") else start
        stop = amounts[index + 1].start if index + 1 < len(amounts) else len(sentence)
        yield _Clause(
            amount=amount,
            before=sentence[start : amount.start],
            behind=sentence[amount.end : stop],
            printed=sentence[amount.start : amount.end],
        )
        last = amount.end


_BREAKS = pattern(rf"[,:;(](?![0-9])|\band (?={either(EN, 'verbs.up', 'verbs.down', 'verbs.done')}\b)")
_BY_OR_TO = pattern(r"\b(?:by|to)$")


_NOW_ONLY = pattern(r"\s*(?:now|currently|today|at present|presently)(?: at| standing at)?\s*")
_OF = pattern(r"\s*of\b[^,;]*?\band\s")


def _start(before: str, last: int) -> int:
    """Where the clause of a number starts: at a comma, but for names that one verb leads (reduce A, B by 5%)."""
    start = max([last, *(found.end() for found in _BREAKS.finditer(before))])
    if (of := _OF.match(before, start)) and LED.search(bare(before)):
        return of.end()
    if _NOW_ONLY.fullmatch(before[start:]):
        # Youth unemployment, now 23 per cent.
        return max([last, *(found.end() for found in _BREAKS.finditer(before, 0, max(0, start - 1)))])
    said = bare(before[start:])
    listed = _BY_OR_TO.search(said) and len(said.split()) > 1 and not _TURN.search(said)
    verbs = [found for found in _TURN.finditer(before, last, start) if "growth" not in found[0]]
    return max(verbs[-1].start(), last) if listed and verbs else start


def _starts_a_way(clause: _Clause) -> bool:
    leads = re.search(r"\bfrom$", bare(clause.before))
    return bool(leads and re.match(r"\s*(?:in (?:19|20)[0-9]{2}\s*)?to\b", clause.behind))


def _name(clause: _Clause) -> str:
    """The name in front of a number, without its verb, else the one behind it (over 12 million new urban jobs)."""
    if (changed := _CHANGE_BEHIND.match(clause.behind)) and changed[0].endswith((" in", " of", " to")):
        return _behind(clause.behind[changed.end() :])
    if clause.amount.kind is Kind.RANK and (ranking := _RANKING.match(clause.behind)):
        return ranking["name"]
    if clause.amount.value == 0 and clause.amount.spelt:
        return clause.printed
    if clause.amount.kind and not _follows_a_verb(clause):
        behind = _behind(clause.behind)
        if behind:
            return behind
    before = bare(_DATED.sub(" ", clause.before))
    led = LED.search(before)
    before = before[: led.start()] if led else before
    turn = list(_TURN.finditer(before))
    object_ = _tidy(before[turn[-1].end() :]) if turn else ""
    if len(object_) > 2 and not _NO_OBJECT.match(object_):
        return object_
    if turn and turn[-1].start() > 0 and turn[-1][0] != "growth":
        before = before[: turn[-1].start()]
    name = _tidy(_VERBS.sub("", _tidy(before)))
    behind = _behind(clause.behind)
    if len(name) > 2 and not _CHANGES.fullmatch(name) and not _ACTOR.fullmatch(name):
        return f"{name} of {behind}" if re.match(r"\s*of\b", clause.behind) and behind else name
    return "" if changed else behind


_NO_OBJECT = pattern(r"(?:by|of|to|at|over|in|during|between|for|from|through|below|above)\b")
# Who does something, and no indicator.
_ACTOR = pattern(
    r"(?:it|we|they|(?:the |this )?"
    r"(?:government|city|country|plan|strategy|council|province|region|state|county|company))"
    r"(?: (?:aims?|plans?|seeks?|intends?|hopes?|projects?|expects?|will|shall|should|must))?(?: to| for)?"
)
_RANKING = pattern(
    r"[^,.;0-9]{0,40}?\b(?:in|on|of) (?:the )?(?P<name>[^,.;0-9]{3,60}?(?:index|ranking|rankings|list|report))\b"
)


def _follows_a_verb(clause: _Clause) -> bool:
    """Whether a spelt amount follows a verb (reduce by half) and is none itself (halve)."""
    alone = clause.printed.endswith("fold") or clause.printed == "in half"
    return alone or (clause.amount.unit == "%" and _falls(clause.before)) or clause.before.endswith("by ")


def _tidy(name: str) -> str:
    previous = None
    while previous != name:
        previous, name = name, _STARTS.sub("", name.strip(" ,-–—\"'"))
    return _ENDS.sub("", name)


_DATE_FIRST = pattern(
    r"\s*(?:,|;|:|(?:to|up|down|from)\b|year[ -]on[ -]year|(?:over|on) the (?:previous|same|past|last)\b"
    r"|(?:by|in|until|before|through|between)\s(?:the end of\s)?(?:19|20)[0-9]{2}\b)"
)


_NEXT_CLAUSE = pattern(rf"\sand (?=[a-z' -]{{2,60}}\s{either(EN, 'verbs.links')}\s*$)")


def _behind(behind: str) -> str:
    """What a number is of, where that follows at once."""
    behind = _NEXT_CLAUSE.split(bare(behind), maxsplit=1)[0]
    if _DATE_FIRST.match(behind):
        return ""
    text = _tidy(re.sub(r"^\s*(?:of|in|the|for|annually|jointly|each year|a year|per year)\b\s*", "", behind.strip()))
    end = _NAME_ENDS.search(text)
    return _tidy(text[: end.start()] if end else text)


def _read(clause: _Clause, name: str, scope: Scope) -> Read:
    amount = clause.amount
    if len(name) < 3 or _PRONOUN.fullmatch(name):
        return Read(amount=amount, reason="no_name")
    if _DEFINES.search(clause.before):
        return Read(amount=amount, reason="definition")
    kind = _kind(clause, name, scope)
    return Read(
        amount=amount,
        name=name,
        role=scope.role,
        kind=kind,
        comparator=_comparator(clause, kind),
        value=amount.value,
        high=amount.high,
        unit=amount.unit,
        years=_years(kind, scope),
        tier=_tier(clause, name, scope),
    )


# 50 per cent below 2005 levels, 0.7 per cent lower than in 2020, a 40 per cent reduction in emissions.
_CHANGE_BEHIND = pattern(
    r"\s*(?:(?P<down>below|lower than|less than|fewer than|under|reductions? (?:in|of)"
    r"|cuts? (?:in|to)|decreases? (?:in|of)|(?:drop|fall|declines?) in)"
    r"|higher than|more than|above|increases? in|rise in|growth in)\b"
    r"(?=[^,.;]*(?:(?:19|20)[0-9]{2}|level)|(?<=in)|(?<=of)|(?<=to))"
)
_FALLS_BELOW = pattern(rf"\b{either(EN, 'verbs.down')}\s(?:to )?(?:below|under)\s*$|\b(?:above|past)\s*$")
_PRONOUN = pattern(r"(?:whom|of whom|which|it|this|that|these|those|they|them|there|of which)(?: have)?")


_GROWS_AT = pattern(
    r"\b(?:grow(?:s|n|ing|th)?|grew|ris(?:e|es|ing)|rose|expand(?:s|ed|ing)?|increas(?:e|es|ed|ing)) at$"
)
# What a sentence before it is about: it should reach 65 per cent.
_IT = pattern(
    r"\s*,?\s*(?:and )?(?:it|this|these|they)\s(?:is|are|was|were|will|shall|should|must|would|has|have|had|then)\b.*"
)


def _kind(clause: _Clause, name: str, scope: Scope) -> Kind:
    amount = clause.amount
    before, whole_clause = bare(clause.before), clause.before + clause.behind
    if amount.kind is Kind.DECREASE and not (_falls(before) or _is_halved(clause)):
        return Kind.LEVEL
    if amount.kind:
        return amount.kind
    percent = amount.unit.endswith("%")
    turn = list(_TURN.finditer(before)) or list(_TURN.finditer(name))
    brought = _UP_TO.search(clause.before) and _BROUGHT.search(clause.before)
    led = re.search(r"\b(?:to|at|reach(?:es|ed|ing)?)$", before) and not _GROWS_AT.search(before)
    to = brought or led or _FALLS_BELOW.search(clause.before)
    if percent and (changed := _CHANGE_BEHIND.match(clause.behind)):
        return Kind.DECREASE if changed["down"] else Kind.GROWTH
    if not to and turn and (percent or amount.unit.endswith("百分点") or re.search(r"\b(?:by|of)$", before)):
        if turn[-1]["down"]:
            return Kind.DECREASE
        if percent:
            yearly = _YEARLY.search(whole_clause) or (_spans(scope) and "per annum" in whole_clause)
            return Kind.AVERAGE_GROWTH if yearly else Kind.GROWTH
        return Kind.INCREASE
    if percent and re.match(r"\s*(?:gross domestic product |gdp |annual )?growth\b", clause.behind):
        return Kind.GROWTH
    if percent and not turn and re.search(r"consumer price|\bcpi\b|inflation", name):
        return Kind.GROWTH
    return Kind.TOTAL if scope.role is Role.RESULT and not percent and _ADDED.search(whole_clause) else Kind.LEVEL


_ADDED = any_of(EN, "verbs.added", form=r"\b{}\b")


def _is_halved(clause: _Clause) -> bool:
    """Whether an amount is a verb of its own: halve, and not by one third."""
    amount = clause.amount
    return amount.value == 50 and amount.end - amount.start < 8 and not clause.before.endswith("by ")


def _falls(before: str) -> bool:
    found = list(_TURN.finditer(before))
    return bool(found) and found[-1]["down"] is not None


def _comparator(clause: _Clause, kind: Kind) -> Comparator:
    if clause.amount.high is not None:
        return Comparator.BETWEEN
    behind = next((meant for words, meant in _BEHIND if words.match(clause.behind)), None)
    bound = clause.before
    if (up := _UP_TO.search(bound)) and _BROUGHT.search(bound):
        bound = bound[: up.start()]
    before = next((meant for words, meant in BOUNDS if words.search(bound)), None)
    return behind or before or Comparator.EQUAL


_UP_TO = pattern(r"\bup to\s*$")
_BROUGHT = pattern(r"\b(?:bring|rais|lift|scal|push|driv|mov|tak)(?:e|es|ing|s)?\b|ed\s+up to\s*$")


def _years(kind: Kind, scope: Scope) -> Years | None:
    if kind is Kind.AVERAGE_GROWTH and scope.around and scope.years and scope.around.last == scope.years.last:
        return scope.around
    if scope.years is None or scope.dated:
        return scope.years
    over = kind in (Kind.GROWTH, Kind.AVERAGE_GROWTH, Kind.DECREASE, Kind.INCREASE, Kind.TOTAL)
    return scope.years if over else year(scope.years.last)


_STEPS = any_of(EN, "verbs.steps", form=r"\b{}\s*$")


def _tier(clause: _Clause, name: str, scope: Scope) -> Tier:
    if clause.amount.kind is Kind.LEVEL and clause.amount.spelt and clause.amount.value in (0, 100):
        return Tier.OTHER
    step = _FISCAL.search(name) or _STEPS.search(bare(clause.before))
    return Tier.MEASURE if scope.role is Role.GOAL and step else Tier.CORE


def bound_in(text: str) -> Comparator | None:
    """The bound that English words before the number of a cell say.

    >>> str(bound_in("at least 60")), bound_in("60")
    ('at_least', None)
    """
    before = text[: len(text) - len(text.lstrip("<>=≥≤ abcdefghijklmnopqrstuvwxyz"))]
    return next((meant for words, meant in BOUNDS if words.search(before)), None)


def _from(read: Read, origin: _Clause, scope: Scope) -> Read:
    """The number with the one that it comes from."""
    printed = _IN_YEAR.match(origin.behind)
    first = scope.years.first - 1 if scope.years and not scope.dated else None
    return _based(read, origin, year(int(printed[1])) if printed else year(first) if first else None)


_IN_YEAR = pattern(r"\s*(?:in|for|at the end of) ((?:19|20)[0-9]{2})")


def _with_base(read: Read, origin: _Clause, way: re.Match[str]) -> Read:
    """The number with the one behind it that it is held against, of the year that is printed."""
    printed = _IN_YEAR.match(origin.behind)
    when = printed[1] if printed else way["year"] or next(iter(re.findall("(?:19|20)[0-9]{2}", way[0])), None)
    if read.reason or read.kind not in (Kind.LEVEL, Kind.TOTAL) or not when:
        return read
    return _based(read, origin, year(int(when)))


def _based(read: Read, origin: _Clause, before: Years | None) -> Read:
    base = replace(
        read,
        amount=origin.amount,
        role=Role.RESULT,
        comparator=_comparator(origin, read.kind),
        value=origin.amount.value,
        high=None,
        unit=origin.amount.unit or read.unit,
        years=before,
    )
    return replace(read, base=base)
