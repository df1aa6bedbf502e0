"""When something is said of: years and five-year plans named in headings and sentences, and whether it lies ahead."""

import re
from collections.abc import Callable

from msgspec.structs import replace

from planck.draft.amounts import converted
from planck.draft.statement import Role, Years, year
from planck.draft.vocabulary import EN, ZH, either
from planck.pattern import pattern
from planck.record import Record

# The first five-year plan ran from 1953; from the second on plans and years count together: the tenth began in 2001.
_BEFORE_FIRST_PLAN = 1951
PLAN_YEARS = 5
# The years a document may be of.
_OLDEST, _NEWEST = 1950, 2150

_ORDINAL = "十[一二三四五六七八九]|二十[一二三四五六七八九]?|[一二三四五六七八九十]"
_YEAR = "(?:19|20)[0-9]{2}"
_FIVE_YEARS = pattern(
    rf"(?P<english>[0-9]{{1,2}})(?:st|nd|rd|th)\s?five[- ]year"
    rf"|[“\"「『]?(?P<short>十[一二三四五六七八九]|二十|十)五[”\"」』]|第(?P<long>{_ORDINAL})个五年",
    re.IGNORECASE,
)
_SPAN = pattern(rf"(?P<first>{_YEAR})年?(?:-|—{{1,2}}|–|~|～|至|到)(?P<last>{_YEAR})年?")
_ANY_YEAR = pattern(
    rf"(?<![0-9.,])(?P<year>{_YEAR})(?=年)"
    rf"|\b(?:in|for|of|by|during|year|review|report|update)\s(?P<english>{_YEAR})\b|^(?P<first>{_YEAR})\s[a-z]"
)


class Scope(Record):
    """What a stretch of text is about: ahead or behind, and of which years.

    `dated`: by a date; `around` are then the years of the plan around it. `wide`: the plan named beside a year; `due`:
    the date named last.
    """

    role: Role = Role.GOAL
    years: Years | None = None
    dated: bool = False
    wide: Years | None = None
    due: Years | None = None
    around: Years | None = None


class Calendar(Record, kw_only=False):
    """The year that a document calls this one, and the years of the plan that it is.

    `published`: the year is only that in which it came out.
    """

    current: int | None = None
    plan: Years | None = None
    published: bool = False


def five_years(text: str) -> tuple[Years, ...]:
    """The years of every five-year plan that is named, in order.

    >>> five_years("“十三五”时期和第十四个五年规划")
    (Years(first=2016, last=2020), Years(first=2021, last=2025))
    """
    return tuple(years for _, years in _plans(text))


def _plans(text: str) -> list[tuple[int, Years]]:
    named = []
    for found in _FIVE_YEARS.finditer(text):
        number = int(found["english"]) if found["english"] else converted(found["short"] or found["long"])
        if number:
            first = _BEFORE_FIRST_PLAN + PLAN_YEARS * int(number)
            named.append((found.start(), Years(first, first + PLAN_YEARS - 1)))
    return named


def span_in(text: str) -> Years | None:
    """The first span of years that is printed: 2021-2025年."""
    found = _SPAN.search(text)
    if not found or not _OLDEST < int(found["first"]) < int(found["last"]) < _NEWEST:
        return None
    return Years(int(found["first"]), int(found["last"]))


def years_in(text: str) -> tuple[int, ...]:
    """The single years that are named, in order."""
    return tuple(int(found["year"] or found["english"] or found["first"]) for found in _ANY_YEAR.finditer(text))


_RESULTS = pattern(f"{either(ZH, 'headings.results')}|{either(EN, 'headings.results')}", re.IGNORECASE)
_GOALS = pattern(f"{either(ZH, 'headings.goals')}|{either(EN, 'headings.goals')}", re.IGNORECASE)
_REPORTS_RESULTS = pattern(
    f"{either(ZH, 'headings.reports_results')}|{either(EN, 'headings.reports_results')}", re.IGNORECASE
)
_PLANS = pattern(f"{either(ZH, 'headings.plans')}|{either(EN, 'headings.plans')}", re.IGNORECASE)
_REPORT_OF_THE_YEAR = pattern("工作报告|report on the work", re.IGNORECASE)
_WORK_OF_A_YEAR = pattern(
    f"{_YEAR}年(?!.{{0,2}}(?:通过|印发|发布)).{{0,30}}?(?:工作|计划|要点|思路|安排|目标|任务|方案)"
)
_YEAR_THAT_WAS = pattern(
    f"({_YEAR})年[^,。:]{{0,14}}?(?:回顾|总结|执行情况|完成情况|工作成绩|运行情况|统计公报|主要成绩)"
    f"|(?:review|report) (?:of|for) ({_YEAR})",
    re.IGNORECASE,
)
_DATED = pattern(
    rf"({_YEAR})年[0-9]{{1,2}}月[0-9]{{1,2}}日|{either(EN, 'names.months')}\s(?:[0-9]{{1,2}},?\s?)?({_YEAR})",
    re.IGNORECASE,
)


_PUBLISHED = pattern(f"(?:发布|發佈|發布|发表|發表|publish)[^0-9]{{0,8}}({_YEAR})[-年/.]")
_FIRST_YEAR = pattern(f"({_YEAR})年")
# Characters of a text without a title in which a year may be its own.
_OPENING = 600


def _year_of(found: re.Match[str]) -> int:
    return int(found[1] or found[2])


_WORK_AHEAD = pattern(f"({_YEAR})年(?:度)?(?:的)?(?:工作)?(?:思路|计划|打算|安排|重点工作|要点|(?:主要)?(?:预期)?目标)")


# What a document aims at is not its own year: Targets for 2030.
_AHEAD_IN_TITLE = pattern(
    rf"(?:targets?|goals?|objectives?|vision|roadmap)\b[^\n]{{0,20}}\b{_YEAR}|\bby {_YEAR}", re.IGNORECASE
)


def calendar(title: str, text: str = "") -> Calendar:
    """What the title of a document, folded, tells of its year and of its plan; else the headings in its text.

    >>> calendar("2016年3月5日在第十二届全国人民代表大会").current
    2016
    """
    plan = span_in(title) or next(iter(five_years(title)), None)
    dated = _DATED.search(title)
    if dated:
        return Calendar(int(dated[1] or dated[2]), plan)
    if plan and not _REPORT_OF_THE_YEAR.search(title):
        return Calendar(_assessed_in(title, plan) if _ASSESSES.search(title) else plan.first, plan)
    was, years = _YEAR_THAT_WAS.search(title), years_in(_AHEAD_IN_TITLE.sub("", title))
    if years:
        return Calendar(_year_of(was) + 1 if was and _year_of(was) == years[0] else years[0], plan)
    was, ahead = _YEAR_THAT_WAS.search(text), _WORK_AHEAD.search(text)
    if ahead or was:
        return Calendar(int(ahead[1]) if ahead else _year_of(was) + 1 if was else None, plan)
    published = _PUBLISHED.search(text) or _FIRST_YEAR.search(text[:_OPENING])
    return Calendar(int(published[1]) if published else None, plan, published=True)


_ASSESSES = pattern(
    "评估|监测|总结|(?:执行|实施|完成|落实|进展)情况|mid-?term|progress report|evaluation", re.IGNORECASE
)


def _assessed_in(title: str, plan: Years) -> int:
    """The year in which a plan is assessed: one that is printed, its third at mid-term, or the one after."""
    printed = [single for single in years_in(_SPAN.sub("", title)) if plan.first <= single <= plan.last + 2]
    if printed:
        ended = pattern(f"{printed[0]}年(?:度)?(?:[^月0-9]|$)").search(title)
        return printed[0] + bool(ended)
    return plan.first + 2 if pattern("中期|mid-?term", re.IGNORECASE).search(title) else plan.last + 1


def opening_scope(opening: str, known: Calendar) -> Scope:
    """What a document is about before its first heading: reports look back first, plans and lists of goals ahead."""
    if _REPORTS_RESULTS.search(opening) or _REPORT_OF_THE_YEAR.search(opening):
        last = known.current and known.current - 1
        plan = known.plan if last and known.plan and known.plan.first <= last <= known.plan.last else None
        wide = Years(plan.first, last) if plan and last else None
        return Scope(role=Role.RESULT, years=year(last) if last else None, wide=wide)
    if not _PLANS.search(opening) and re.search("[\u4e00-\u9fff]", opening):
        return Scope(role=Role.RESULT, years=year(known.current - (not known.published)) if known.current else None)
    of_a_year = known.current and _WORK_OF_A_YEAR.search(opening)
    return Scope(role=Role.GOAL, years=known.plan or (year(known.current) if known.current and of_a_year else None))


def heading_scope(heading: str, before: Scope, known: Calendar) -> Scope:
    """What is under a heading about; what it does not say stays as it was before."""
    role = _role_of_heading(heading) or before.role
    plans = five_years(heading)
    span = span_in(heading) or (plans[-1 if role is Role.GOAL else 0] if plans else None)
    single = next(iter(years_in(_SPAN.sub("", heading))), None)
    if single is not None:
        worked = role is Role.GOAL and _is_over(single, known) and not _AIMS.search(heading)
        role = Role.RESULT if worked else role
        return Scope(role=_at(single, role, known), years=year(single), wide=span)
    if span is not None:
        return Scope(role=role, years=span)
    named = _role_of_heading(heading) is Role.GOAL and known.plan and known.current == known.plan.first
    if role is before.role and not (named and before.years and known.plan and before.years.first >= known.plan.first):
        return before
    if role is Role.GOAL and known.plan:
        return Scope(role=role, years=known.plan)
    fallback = known.current if role is Role.GOAL else known.current and known.current - 1
    return Scope(role=role, years=year(fallback) if fallback else before.years)


def _role_of_heading(heading: str) -> Role | None:
    looks_back, ahead = _RESULTS.search(heading), _GOALS.search(heading)
    if looks_back:
        return Role.RESULT
    return Role.GOAL if ahead else None


# A heading that says what was aimed at also of a year that is over.
_AIMS = pattern("目标|任务|计划|targets?|goals?", re.IGNORECASE)


def _is_over(single: int, known: Calendar) -> bool:
    return known.current is not None and not known.published and single < known.current


def _at(single: int, role: Role, known: Calendar) -> Role:
    """A heading that names a year is of its role, but for a year that is over or has not begun."""
    if known.current is None:
        return role
    return Role.RESULT if single < known.current and role is not Role.GOAL else role


# What a sentence says of its own time: a pattern, and the scope that follows from it. What lasts holds until the next
# heading or sign, the rest for the sentence.

Follows = Callable[[re.Match[str], Scope, Calendar], Scope | None]


class Sign(Record, kw_only=False):
    """Words that tell when and whether ahead, and the scope that follows from them; None where they tell nothing.

    `opening`: they last where they open a paragraph, and within one of results hold for the rest of it only.
    """

    words: re.Pattern[str]
    follows: Follows
    lasting: bool = True
    opening: bool = False


def _last_year(found: re.Match[str], scope: Scope, known: Calendar) -> Scope:
    return Scope(role=Role.RESULT, years=year(known.current - 1) if known.current else scope.years)


def _last_years(found: re.Match[str], scope: Scope, known: Calendar) -> Scope:
    if scope.role is Role.RESULT and scope.years and scope.years.first < scope.years.last:
        return scope
    span = Years(known.current - PLAN_YEARS, known.current - 1) if known.current else scope.wide
    return Scope(role=Role.RESULT, years=span or scope.years)


def _next_years(found: re.Match[str], scope: Scope, known: Calendar) -> Scope:
    count = int(converted(found["count"]) or 0) if "count" in found.re.groupindex else PLAN_YEARS
    span = Years(known.current, known.current + count - 1) if known.current else None
    plan = known.plan if count == PLAN_YEARS else None
    return Scope(role=Role.GOAL, years=plan or span or scope.years)


def _all_years(found: re.Match[str], scope: Scope, known: Calendar) -> Scope | None:
    """All years of the plan that a date is in."""
    plan = scope.around if scope.dated else scope.years
    return replace(scope, years=plan, dated=False, around=None) if plan and plan.first < plan.last else None


def _sum_of_the_plan(found: re.Match[str], scope: Scope, known: Calendar) -> Scope | None:
    """A sum over its years, also behind a date: by 2025 40 firms, over five years 3,000 jobs in all."""
    return _all_years(found, scope, known) if scope.role is Role.GOAL else None


def _some_years(found: re.Match[str], scope: Scope, known: Calendar) -> Scope:
    return replace(scope, role=Role.GOAL, years=None, dated=True)


def _named_plan(found: re.Match[str], scope: Scope, known: Calendar) -> Scope | None:
    """The time of a plan: behind once it is over, ahead before it begins, else as what stands around it."""
    spans = five_years(found[0])
    if not spans:
        return None
    behind = known.current is not None and spans[0].last < known.current
    ahead = known.current is not None and spans[0].first >= known.current
    return Scope(role=Role.RESULT if behind else Role.GOAL if ahead else scope.role, years=spans[0])


def _year_that_was(found: re.Match[str], scope: Scope, known: Calendar) -> Scope:
    single, span = int(found["year"]), scope.years
    behind = known.current is not None and single < known.current
    if behind and span and span.first < span.last == single:
        # The last year of the plan that the section is about.
        return Scope(role=Role.RESULT, years=year(single), dated=True, wide=scope.wide, around=span)
    return Scope(role=Role.RESULT if behind else scope.role, years=year(single), wide=scope.wide)


def _goals_of(found: re.Match[str], scope: Scope, known: Calendar) -> Scope:
    """The main goals are: those of the plan or the year that the sentence names, of this section, or of this year."""
    spans = five_years(found[0])
    named = years_in(found[0])
    if spans or named:
        plan = known.plan if not spans and known.plan and known.plan.last == named[-1] else None
        years = spans[-1] if spans else year(named[-1])
        return Scope(role=Role.GOAL, years=years, dated=plan is not None, around=plan)
    ahead = scope.role is Role.GOAL and scope.years and "今年" not in found[0]
    current = year(known.current) if known.current else None
    return Scope(role=Role.GOAL, years=scope.years if ahead else current or scope.years)


def _this_year(found: re.Match[str], scope: Scope, known: Calendar) -> Scope | None:
    ahead = known.current and not known.published
    return Scope(role=Role.GOAL, years=year(known.current)) if ahead and known.current else None


def _guided(found: re.Match[str], scope: Scope, known: Calendar) -> Scope | None:
    """The thought that guides the work to come opens what lies ahead, where its heading is lost."""
    return _this_year(found, scope, known) if scope.role is Role.RESULT else None


def _by_year(found: re.Match[str], scope: Scope, known: Calendar) -> Scope:
    """A date by which something is: a goal unless it is over."""
    single = int(found["year"])
    behind = single < known.current if known.current else scope.role is Role.RESULT and found[0][0] not in "到至展bu"
    role = Role.RESULT if behind else Role.GOAL
    around = scope.around if scope.dated else scope.years
    ends = known.plan is not None and known.plan.last == single and (around is None or around.last != single)
    around = known.plan if ends else around
    return replace(scope, role=role, years=year(single), dated=True, due=year(single), around=around or known.plan)


def _over_years(found: re.Match[str], scope: Scope, known: Calendar) -> Scope | None:
    """The years of a span, which are behind once they are over and ahead before."""
    years = span_in(found[0])
    if years is None:
        return None
    behind = known.current is not None and years.last < known.current
    return replace(scope, role=Role.RESULT if behind else Role.GOAL, years=years, dated=False, around=None)


def _since(found: re.Match[str], scope: Scope, known: Calendar) -> Scope | None:
    """What came about from one year to another: the years behind the first."""
    first, last = int(found["first"]) + (found["way"] in ("between", "from")), int(found["last"])
    behind = known.current is not None and last < known.current
    return Scope(role=Role.RESULT if behind else scope.role, years=Years(first, last)) if first <= last else None


def _by_then(found: re.Match[str], scope: Scope, known: Calendar) -> Scope | None:
    return replace(scope, role=Role.GOAL, years=scope.due, dated=True) if scope.due else None


def _over_the_plan(found: re.Match[str], scope: Scope, known: Calendar) -> Scope | None:
    """What grew over years, in a section that names a plan beside a year."""
    return Scope(role=scope.role, years=scope.wide) if scope.wide and scope.role is Role.RESULT else None


PLAN_NAME = '[“"「『](?:十[一二三四五六七八九]|二十|十)五[”"」』]'
IN_CHINESE = (
    Sign(pattern("过去(?:的)?一年|一年来|上一年度"), _last_year),
    Sign(pattern("过去(?:的)?[五5]年|[五5]年来|这[五5]年|[五5]年间"), _last_years),
    Sign(pattern("(?:今后|未来)(?:数|几|若干)年"), _some_years, lasting=False),
    Sign(pattern("(?:今后|未来|接下来)的?(?P<count>[三五十35]|10)年"), _next_years),
    Sign(pattern(rf"刚刚过去的(?P<year>{_YEAR})年"), _year_that_was),
    Sign(pattern(rf"^(?P<year>{_YEAR})年(?=是|,)"), _year_that_was),
    Sign(pattern(rf"(?:^|[,，:])(?:根据)?{PLAN_NAME}(?:时期|期间|规划期|以来)"), _named_plan),
    Sign(pattern(rf"{PLAN_NAME}(?=年均|累计)"), _named_plan, lasting=False),
    Sign(
        pattern(
            "[^。;]{0,40}?(?:目标|指标)(?:任务)?(?:安排|建议)?(?:(?:是|为|如下)(?=[:：,，]|[^。;]{0,30}[0-9])|:(?=[^。;]{0,30}[0-9]))"
        ),
        _goals_of,
    ),
    Sign(pattern("(?:今年|本年度?)(?!以来|上半年|前)"), _this_year, opening=True),
    Sign(pattern("^(?:高举|全面贯彻|深入贯彻|坚持以)(?![^,]{0,12}了)"), _guided),
    Sign(pattern("年均|累计|五年"), _over_the_plan),
    Sign(pattern("(?:五年|规划期)[内间]?(?:累计|合计|共计|总计)"), _sum_of_the_plan, lasting=False),
    Sign(
        pattern(rf"(?:^|[、,，:;\u4e00-\u9fff])(?P<first>{_YEAR})年?[至到—~-](?P<last>{_YEAR})年(?!度)"),
        _over_years,
        lasting=False,
    ),
    Sign(
        pattern(
            rf"(?<!年)(?<!19[0-9]{{2}})(?<!20[0-9]{{2}})(?:展望|[到至](?:{_YEAR}年、)?)(?P<year>{_YEAR})年(?:[0-9]{{1,2}}月)?(?![底末]?的|、{_YEAR}|[0-9])"
        ),
        _by_year,
        lasting=False,
    ),
    Sign(
        pattern(
            rf"[在于](?P<year>{_YEAR})年度?(?:[0-9]{{1,2}}月)?(?:[底末中内]?前|[底末内]|(?![的0-9是]|基础|水平|同期))"
        ),
        _by_year,
        lasting=False,
    ),
    Sign(
        pattern(rf"(?<![在于到至])(?P<year>{_YEAR})年(?:[0-9]{{1,2}}月)?[底末中]?前(?![0-9一二三四五两几])"),
        _by_year,
        lasting=False,
    ),
    Sign(
        pattern(
            rf"(?:^|[,，;:]|力争|争取|确保|预[计估]|计划|我国|全[国省市县区])(?P<year>{_YEAR})年(?:底|末|前)?(?![的是月以、至到—-]|[0-9])"
        ),
        _by_year,
        lasting=False,
    ),
    Sign(pattern("届时|到那时"), _by_then, lasting=False),
    Sign(pattern("(?<![比较与同于])去年(?!同期)"), _last_year, lasting=False),
)


class Signed(Record, kw_only=False):
    """A scope, and from where in a sentence it holds."""

    start: int
    scope: Scope


IN_ENGLISH = (
    Sign(pattern(r"(?:over|in|during) the (?:past|last) year\b|^\s*last year\b"), _last_year),
    Sign(pattern(r"(?<!than )(?<!over )(?<!against )(?<!to )last year\b"), _last_year, lasting=False),
    Sign(pattern(r"(?:over|in|during) the (?:past|last) (?:five|5) years"), _last_years),
    Sign(pattern(r"(?:over|in|during|for) the next (?:five|5) years"), _next_years),
    Sign(
        pattern(r"(?:over|in|during) the (?:whole )?(?:five years|five-year period|plan(?:ning)? period)"),
        _all_years,
        lasting=False,
    ),
    Sign(pattern(rf"\b(?:target|goal|aim)s? (?:for|in|by) (?P<year>{_YEAR})"), _by_year, lasting=False),
    Sign(pattern(r"(?:targets|goals|objectives)[^.;]{0,80}?(?:are|is|include)\b[^.;0-9]{0,30}:?"), _goals_of),
    Sign(pattern(rf"^\s*in (?P<year>{_YEAR})(?=,)"), _year_that_was),
    Sign(
        pattern(
            r"\b(?P<way>between|from|over|during|in|for|period|years) "
            rf"(?P<first>{_YEAR})(?: and | to | ?[-–] ?)(?P<last>{_YEAR})"
        ),
        _since,
        lasting=False,
    ),
    Sign(pattern(r"(?:this year|in the year ahead)(?! so far)"), _this_year, opening=True),
    Sign(
        pattern(rf"\b(?:by|before|until|through|in)(?: the end of)? (?P<year>{_YEAR})(?! to)"), _by_year, lasting=False
    ),
)


class Told(Record, kw_only=False):
    """The scopes of a sentence by their places, what holds at its end, and what holds for the one after it.

    `passing`: what holds at its end holds until the end of the paragraph.
    """

    signed: tuple[Signed, ...]
    here: Scope
    lasting: Scope
    passing: bool = False


def scopes_in(
    sentence: str,
    scope: Scope,
    known: Calendar,
    lasting: Scope | None = None,
    signs: tuple[Sign, ...] = IN_CHINESE,
    *,
    within: bool = False,
) -> Told:
    """The scopes of a folded sentence that starts in `scope`; a date holds until its end, `lasting` from there on.

    `within`: it stands within a paragraph, behind its first sentence.
    """
    met = sorted(
        ((found.start(), found, sign) for sign in signs for found in sign.words.finditer(sentence)),
        key=lambda each: each[0],
    )
    here, lasting = scope, lasting or scope
    signed = [Signed(0, scope)]
    passing = False
    for start, found, sign in met:
        follows = sign.follows(found, here, known)
        if follows is None:
            continue
        here = replace(follows, due=follows.due or lasting.due)
        passing = within and sign.opening and lasting.role is Role.RESULT
        lasting = here if sign.lasting and not passing else replace(lasting, due=here.due)
        signed.append(Signed(start, here))
    return Told(tuple(signed), here, lasting, passing)


def scope_at(signed: tuple[Signed, ...], position: int) -> Scope:
    """The scope of what stands at a position of the sentence."""
    return [each.scope for each in signed if each.start <= position][-1]


# Parts of a year, as the table of figures writes them behind it.

_PARTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (pattern("上半年|半年度|first half"), lambda found: "-H1"),
    (pattern("下半年|second half"), lambda found: "-H2"),
    (pattern("(?:前三季度|三季度末)|first three quarters"), lambda found: "-01/09"),
    (pattern("(?:第?一季度|首季)|first quarter"), lambda found: "-Q1"),
    (pattern("(?<![0-9])1(?:月)?(?:-|至|—|~)(1[0-2]|[2-9])月"), lambda found: f"-01/{int(found[1]):02}"),
    (pattern("前([2-9]|1[01])个月"), lambda found: f"-01/{int(found[1]):02}"),
    (pattern("(?:截[至止]|至)(?:[0-9]{4}年)?([1-9]|1[01])月[底末份]?"), lambda found: f"-01/{int(found[1]):02}"),
    (pattern("(?<![0-9至-])([1-9]|1[01])月[底末]"), lambda found: f"-01/{int(found[1]):02}"),
)


def part_of_year(text: str) -> str:
    """The part of a year that is named last, empty where none is.

    >>> part_of_year("上半年"), part_of_year("1-10月全区")
    ('-H1', '-01/10')
    """
    named = [(found.start(), written(found)) for words, written in _PARTS for found in words.finditer(text)]
    return max(named)[1] if named else ""
