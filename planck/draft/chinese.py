"""The patterns of Chinese plans and reports: what leads to a number, what a clause does, what a name tells."""

import re

from planck.draft.vocabulary import ZH, any_of, either, words
from planck.pattern import pattern

# Before a number: what happens to it. Growth and decline take a number by itself (增长6%) or lead to one (增长到6%).

_ROLES = (
    "more_than at_least at_most less_than about to hold average sum new up down daily soft filler".split()  # noqa: SIM905
)
ROLE_OF = {word: role for role in _ROLES for word in words(ZH, f"leads.{role}")}
_YEAR_OF = (
    "(?:[在于]?(?:(?:19|20)[0-9]{2}年?[至到—~-])?(?:19|20)[0-9]{2}年度?(?:[0-9]{1,2}月)?(?:底|末|中)?前?的?"
    "|(?<!础)上年的?|去年的?|目前的?|现时的?|现在的?)"
)
_AGAINST = (
    "(?:比|较)(?:(?:基准年|基期)?\\(?(?:19|20)[0-9]{2}年\\)?(?:底|末)?(?:的?(?:水平|基础))?"
    "|上年(?:末|底)?|去年|前一?年|基准年|基期)"
)
_MOVED_TO = f"{either(ZH, 'leads.up', 'leads.down')}(?:到|至|为)"
_LEADS = "|".join(map(re.escape, sorted(ROLE_OF, key=lambda word: (-len(word), word))))
_LASTS = "[一二两三四五六七八九十0-9]{1,2}年间?(?=累计|合计|共|总计|年均)"
_WORD = "|".join((_MOVED_TO, _AGAINST, _YEAR_OF, _LASTS, _LEADS))
LEAD_WORDS = pattern(_WORD)
"""One word of what leads to a number."""
LEAD = pattern(f"(?:{_WORD})*$")
"""All the words that lead to a number, at the end of what stands before it."""
MOVED_TO = pattern(_MOVED_TO)
YEAR_OF = pattern("[在于]?((?:19|20)[0-9]{2})年")
AGAINST = pattern("(?:比|较)[^0-9]*((?:19|20)[0-9]{2})年")
"""The year that something is held against."""
FROM = pattern(rf"(?:从|由|自)(?P<when>{_YEAR_OF}?)(?P<lead>(?:人均|{_WORD})*)$")
"""Where a way from one number to another starts."""
IN = pattern(rf"[在于](?P<when>{_YEAR_OF}?)(?P<lead>(?:{_WORD})*)$")
"""The same, before a number that is built on."""
HELD_AGAINST = pattern(rf"(?:比|较)(?P<when>{_YEAR_OF})(?P<lead>)$")
"""The same, before a number that another is held against: 比2025年的2.8%提高0.7个百分点."""
MOVES = any_of(ZH, "leads.up", "leads.down", form="^的?(?:再|又)?{}")

BASIS = pattern("^的?(?:实际|水平)?的?基础上?")
"""Behind a number that another starts from: 在2020年12亿元的基础上."""
TIMES_OF = pattern(f"{_YEAR_OF}$")
"""Before a number of times that something is as much as it was."""
HEADS = pattern("^(?!.*(?:目标|指标|任务|如下|方面|其中|[是为]$))(?:[0-9]+[.、)])?(?P<name>[^,。;:]{2,40}):$")
"""What heads a line, before what is said of it: 数字经济增加值占比:由5.8%提升到10%."""

# Clauses: how one starts that is not yet its subject, and what it does.

STARTS = any_of(ZH, "clauses.starts", form="^{}+")
ACTION = any_of(ZH, "clauses.actions", form=f"^{either(ZH, 'clauses.eagerly')}?{{}}")
"""What is done; a clause that starts with it and counts things tells of a step, not of an outcome."""
PURE_ACTION = any_of(ZH, "clauses.actions", form="^(?:{}|至少|约|近|超过)+$")
AHEAD = pattern("(?:还将|将(?:于|要)?(?:举办|建成|新增|新建|达到|实现|突破|超过)|计划(?:到|于|在)|拟(?:建|新增))")
"""Words among results that say what is to come."""
ADDED_NET = pattern("净增加?")
ADDS = any_of(ZH, "clauses.adds")
"""Steps that add to a stock are goals of their own where a plan counts them."""
CUTS = any_of(ZH, "clauses.cuts", form="^(?:再|全年再|进一步)?{}")
ACHIEVED = pattern("^(?:全[市省区县国]|[\u4e00-\u9fff]{0,4}全[市省区县])?(?:共|累计|总共)?(?:实现|完成)(?=.{2})")
TURNS = any_of(ZH, "clauses.turns", form="^(?P<name>[\u4e00-\u9fff]{2,14}?){}")
"""A clause without a number that names what the next one gives a number of: 经济总量稳步扩大,达到9万亿元."""
VERB_BEHIND = any_of(ZH, "clauses.verb_behind")
"""Behind a number that comes first: where the thing that is counted ends."""
KEEPS_PACE = pattern(
    "(?P<subject>[^,，、:：。;]{2,24}?)(?P<way>(?:与|和|同)(?P<other>[^,，。;]{2,14}?)(?:基本)?同步(?:增长)?"
    "|(?:高于|快于|低于|不低于)(?P<series>[\u4e00-\u9fffa-z“”]{2,16}))"
)
COVERS = "覆盖"

# Names: what they tell of the kind of a number.

RANKED = pattern("(?:保持|稳居|位居|居|进入|跻身|排名)?在?(?:全国|全省|全市|世界|全球)?前$")
LEVEL = any_of(ZH, "names.levels")
LEVEL_ONLY = any_of(ZH, "names.levels", form="^{}$")
NEW_AT_FRONT = any_of(ZH, "leads.new", form="^{}")
FISCAL = any_of(ZH, "names.fiscal")
"""Money that a government moves, which is no outcome."""
INVESTED = any_of(ZH, "names.invested")
RATIO = any_of(ZH, "names.ratio")
"""Names that are shares, so that a percentage is their level; of other names it is growth."""
GROWING = any_of(ZH, "names.growing", form="{}$")
FALLING = any_of(ZH, "names.falling", form="{}$")
POLLUTANT = any_of(ZH, "names.pollutant")
SUMMED = any_of(ZH, "names.summed")
"""What is summed over the years of a plan."""
MEASURED = any_of(ZH, "names.measured")
"""Names that say what is measured, so that a number of them is an outcome whatever was done."""
NO_NAME = any_of(ZH, "names.no_name", form="^{}?$")
"""What is not the name of something that has a number."""
TRAILS = any_of(ZH, "names.trails", form="(?<=..){}+$")
DATE_WITHIN = pattern(
    "(?:[在于到至]|(?:19|20)[0-9]{2}年?[至到—-])(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月)?(?:底|末|中|内|度)?前?"
)
YEARLY = pattern("年均|^平均经济|平均每年|每年平均|年平均")
LEANS = any_of(ZH, "names.leans", form="^{}")
"""A name that needs the one before it."""
SHARED_HEAD = any_of(ZH, "names.shared_head")
SHARED_FRONT = any_of(ZH, "names.shared_front", form="^{}")
TOGETHER = any_of(ZH, "names.together")
LISTS = tuple(map(pattern, ("、|以及|和|与|及", "、|和|以及|及", "、|和", "、")))
