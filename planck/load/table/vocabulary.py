"""The words that tables of offices use around their figures: beside a year, above a column, in a cell of a group.

They are data: what a column is called, what a word behind a year makes of the numbers, which columns divide rows into
groups and which only describe them.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from planck.model import FigureStatus
from planck.pattern import pattern
from planck.record import Record

_BETWEEN_WORDS = pattern(r"[\s_-]+")

# Characters of column names in their traditional form; names in cells are turned by a library where there are any.
_TRADITIONAL = str.maketrans(
    "|"
    "區標數單據項稱態來註說時間縣國計總値資發佈備額實際類別產業類農鎮齡變狀況統報圍縮測預劃規長總課題級組團體專利經濟會員號碼據處",
    "|"
    "区标数单据项称态来注说时间县国计总值资发布备额实际类别产业类农镇龄变状况统报围缩测预划规长总课题级组团体专利经济会员号码据处",
)


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """What two spellings of one column name share.

    >>> folded("Unit of_measure") == folded("unit-of measure")
    True
    """
    return _BETWEEN_WORDS.sub("", unicodedata.normalize("NFKC", name).casefold())


def simplified(name: str) -> str:
    """A column name, folded, in simplified characters.

    >>> simplified("數值"), simplified("地區")
    ('数值', '地区')
    """
    return folded(name).translate(_TRADITIONAL)


# Words beside a year: what they make of the numbers below them.


class Role(StrEnum):
    """What the numbers of a column are, when they are not the figures themselves."""

    GROWTH = "growth"
    SHARE = "share"
    RANK = "rank"
    EARLIER = "earlier"
    GOAL = "goal"
    FORECAST = "forecast"
    LEVEL = "level"


# In the order in which they decide where several stand together: 目标完成率 is a rate, 计划完成数 is a goal.
_ROLES: Mapping[Role, str] = {
    Role.GROWTH: (
        "累计同比增长|累计同比|累计增长|累计增速|累计增幅|"
        "可比价增速|可比价增长|可比增长|可比口径增长|可比口径增速|按可比价增长|按可比价格增长|按可比价格计算增长|"
        "不变价增速|不变价增长|实际增速|名义增速|实际增长|名义增长|年均增长率|年均增长|年均增速|同比增长|同比增速|同比|环比|增长率|增长速度|"
        "增长幅度|增长|增速|增幅|增减幅度|增减率|增减|增加(?!值)|增量|"
        "涨跌幅|涨跌|涨幅|降幅|下降|降低|变化率|变动率|变化|"
        "变动|完成率|完成比例|完成进度|实现程度|达标率|进度|指数[(]?上年=100[)]?|±|"
        "annual growth|growth rate|growth|percentage change|% change|change|increase|decrease|yoy|y/y|year on year|"
        "rate of completion|progress"
    ),
    Role.SHARE: "构成比|构成|占比|比重|所占比例|份额|share of total|share|proportion|composition",
    Role.RANK: (
        "全国排名|全省排名|全市排名|全国位次|全省位次|全市位次|全国排位|全省排位|"
        "排名|排位|位次|名次|位居|rankings|ranking|ranks|rank"
    ),
    Role.EARLIER: (
        "上年同期数|上年同期|上年数|上年|去年同期|去年|上期|上季|上月|同期数|同期|previous year|last year|previous"
    ),
    Role.FORECAST: "预测数|预测值|预测|展望|forecast|projection|projected",
    Role.GOAL: (
        "规划目标值|规划目标数|规划目标|预期目标值|预期目标|年度目标值|年度目标|"
        "目标任务数|目标任务|目标值|目标数|目标|任务数|任务|"
        "计划数|计划值|计划完成数|计划完成|规划数|规划值|预期值|力争达到|力争|争取达到|争取|确保|奋斗目标|考核目标|考核值|指导性目标|"
        "约束性目标|拟达到|拟|应达到|下达数|下达|预算数|预算|"
        "预期数|预期完成|预期实现|target value|target|goal|objective|budget"
    ),
    Role.LEVEL: (
        "基期值|基期数|基期|基数|基年|基准值|基准|现状值|现状数|现状|"
        "现价|按现价|现行价|现行价格|当年价|当年价格|按当年价|按当年价格|按现价计算|按当年价格计算|"
        "本月止累计|1-本月累计|1-本月|1月至本月累计|1月至本月|年初至本月累计|年初至本月|自年初累计|年初累计|"
        "绝对额|绝对量|绝对数|绝对值|总量|总额|实绩|实际完成数|实际完成值|"
        "实际完成|实际完成情况|实际数|实际值|实际|完成情况|完成数|完成值|"
        "完成额|完成量|已完成|完成|达到数|达到值|达到|实现情况|实现数|实现值|实现|"
        "本年累计|全年累计|本年数|本年|当年值|当年|本期数|本期|全年数|全年|年末数|"
        "年末值|年末|年底数|年底|期末数|期末|"
        "this year|current year|actual value|actual|achieved|achievement|level|baseline|base year|base|total amount"
    ),
}
# Words that say no more than that there is a number.
_NEUTRAL = "指标值|数值|数额|数|值|量|amount|value"
# Words that make a goal where no other word says what is meant: 规划基期值 is a level.
_GOAL_ALONE = "规划|计划|预期|planned|plan"
# Words for how firm a number is, as they stand beside a year.
_STATUSES: Mapping[FigureStatus, str] = {
    FigureStatus.ESTIMATED: (
        "预计完成数|预计完成值|预计完成|预计实现|预计达到|预计可达|预计数|预计值|预计|预估数|预估|"
        "估计数|估计值|估计|估算数|估算|expected|estimated|estimates|estimate|est.|est"
    ),
    FigureStatus.PRELIMINARY: (
        "初步核算数|初步核算|初步统计数|初步统计|初步数|初步|快报数|快报|"
        "preliminary|provisional|prelim.|prov.|prelim|prov"
    ),
    FigureStatus.FINAL: "终审数|终审|最终核实数|最终核实|最终|年报数|年报|决算数|决算|核实数|核实|final",
}
# Words that make no difference.
_FILLERS = (
    "十[一二三四五六]五期末|十[一二三四五六]五末|十[一二三四五六]五时期|十[一二三四五六]五期间|十[一二三四五六]五|"
    "年度|年|末|期|时期|期间|情况|主要|全市|全区|全县|全省|"
    "与上年相比|与上年比|较上年|比上年|较去年|比去年|较|比|与|的|情况表|同上年|"
    "修订数|修订|revised|year|in|of|the|for|over|from|to|by|vs|versus|against|compared with"
)
_BETWEEN = r"[12][0-9]{3}|[\s_()\[\]【】“”\"'‘’,、:;/%+—–-]"
LONGEST = 40


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    """One word of those above, the longest first."""
    groups = {f"r_{role.value}": words for role, words in _ROLES.items()}
    groups |= {f"s_{status.value}": words for status, words in _STATUSES.items()}
    groups |= {"w_goal": _GOAL_ALONE, "w_number": _NEUTRAL}
    every = [(word, name) for name, words in {**groups, "filler": _FILLERS}.items() for word in words.split("|")]
    every.sort(key=lambda pair: -len(pair[0]))
    return re.compile("|".join(rf"(?P<{name}_{at}>{_bounded(word)})" for at, (word, name) in enumerate(every)))


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    return re.compile(_BETWEEN)


def _bounded(word: str) -> str:
    escaped = word if "[" in word or "(?" in word else re.escape(word)
    return rf"(?<![a-z]){escaped}(?![a-z])" if word[:1].isascii() and word[:1].isalpha() else escaped


class Qualifier(Record):
    """What words make of the numbers beside or below them: what these are, and how firm they are."""

    role: Role
    status: FigureStatus = FigureStatus.UNSTATED


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_TRADITIONAL)


@lru_cache(maxsize=4096)
def qualified(text: str) -> Qualifier | None:
    """What a text that holds nothing but such words makes of the numbers; None where it says something else.

    >>> qualified("2022年比上年增长(%)").role, qualified("预计数").status, qualified("拱墅区")
    (<Role.GROWTH: 'growth'>, <FigureStatus.ESTIMATED: 'estimated'>, None)
    """
    groups = _words_of(_plain(text[:LONGEST]))
    if groups is None or len(text) > LONGEST:
        return None
    roles = {Role(name[2:]) for name in groups if name.startswith("r_")}
    statuses = [FigureStatus(name[2:]) for name in groups if name.startswith("s_")]
    if not roles and not statuses:
        if "w_goal" in groups:
            return Qualifier(role=Role.GOAL)
        return Qualifier(role=Role.LEVEL) if "w_number" in groups else None
    role = next((role for role in Role if role in roles), Role.LEVEL)
    return Qualifier(role=role, status=statuses[0] if statuses else FigureStatus.UNSTATED)


_RUNNING = pattern(
    r"(?:本年|今年|当年|本月止|至本月|年初|年初至今)累计|累计至本月|(?:1-|1月至|年初至)本月|year[- ]to[- ]date|\bytd\b",
    re.I,
)
# Of a report of a month or of the months so far: the month alone, and the sum of all of them.
OF_MONTH = frozenset(
    (
        "本月",
        "当月",
        "本月数",
        "当月数",
        "本月值",
        "当月值",
        "本月实际",
        "本月完成",
        "当月实际",
        "当月完成",
        "本月完成数",
    )
)
SUMMED = "累计"
SO_FAR = frozenset(("累计", "累计数", "累计值", "累计额", "累计完成", "累计完成数", "累计实际"))


@lru_cache(maxsize=4096)
def is_running(head: str) -> bool:
    """Whether numbers are summed up since their year began.

    >>> is_running("本年累计"), is_running("五年累计"), is_running("本月")
    (True, False, False)
    """
    return _RUNNING.search(head) is not None


_BASELINE = pattern(r"基期|基数|基准|基年|base(?:line)?\b", re.IGNORECASE)


def is_baseline(head: str) -> bool:
    """Whether numbers are what a plan starts from.

    >>> is_baseline("基期值"), is_baseline("实际")
    (True, False)
    """
    return _BASELINE.search(head) is not None


ITEMS = pattern(r"[;；]")


@lru_cache(maxsize=4096)
def is_noted_rate(note: str) -> bool:
    """Whether a remark is nothing but a word for growth or a share, alone or beside others.

    >>> is_noted_rate("增速"), is_noted_rate("增长 3 %"), is_noted_rate("")
    (True, False, False)
    """
    words = [qualified(part) for part in ITEMS.split(note)] if note else []
    return any(word is not None and word.role in (Role.GROWTH, Role.SHARE) for word in words)


@lru_cache(maxsize=4096)
def is_noted_goal(note: str) -> bool:
    """Whether a remark is nothing but a word for goals, alone or beside others.

    >>> is_noted_goal("快报; 计划数"), is_noted_goal("比目标高出 3 %"), is_noted_goal("")
    (True, False, False)
    """
    words = [qualified(part) for part in ITEMS.split(note)] if note else []
    return any(word is not None and word.role in (Role.GOAL, Role.FORECAST) for word in words)


@lru_cache(maxsize=4096)
def is_noted_rank(note: str) -> bool:
    """Whether a remark, or a cell, is nothing but a word for ranks, alone or beside others.

    >>> is_noted_rank("全国位次"), is_noted_rank("快报; Rank"), is_noted_rank("数值")
    (True, True, False)
    """
    words = [qualified(part) for part in ITEMS.split(note)] if note else []
    return any(word is not None and word.role is Role.RANK for word in words)


@lru_cache(maxsize=4096)
def is_filler(text: str) -> bool:
    """Whether a text is nothing but words that make no difference beside a year.

    >>> is_filler("十四五时期"), is_filler("男")
    (True, False)
    """
    return len(text) <= LONGEST and set(_words_of(_plain(text)) or ("other",)) == {"filler"}


def _words_of(text: str) -> list[str] | None:
    """The groups of the words that make up a text; None where there is anything else in it but years and marks."""
    groups, at = [], 0
    while at < len(text):
        found = _word().match(text, at) or _between().match(text, at)
        if found is None:
            return None
        groups += [found.lastgroup.rpartition("_")[0]] if found.lastgroup else []
        at = found.end()
    return groups


# Counted since the start of a plan, and not since the start of a year, which gives the figure of that year.
_CUMULATIVE = pattern(
    r"(?<!本年)(?<!全年)(?<!当年)(?<!至今)(?<!月)(?<!月份)(?<!季度)(?<!半年)累计(?!同比|增长|增速|增幅)|"
    r"\b(?:cumulative|cumulated)\b",
    re.IGNORECASE,
)


# What words say of the goal beside the numbers: 目标为五年累计.
_OF_THE_GOAL = pattern(r"目标[^,;，；。、]*|\b(?:target|goal)s?\b[^,;.]*", re.IGNORECASE)


def is_cumulative(text: str) -> bool:
    """Whether words say that numbers are counted since the start.

    >>> is_cumulative("2022年累计"), is_cumulative("累计数"), is_cumulative("本年累计"), is_cumulative("目标为五年累计")
    (True, True, False, False)
    """
    return _CUMULATIVE.search(_OF_THE_GOAL.sub("", text)) is not None


# A title, or a remark, of a table of goals; one that speaks of how far they are reached is of results.
_GOALS = pattern(
    r"目标|计划|任务|预期|预测|力争|指导性指标|"
    r"\b(?:targets?|goals?|planned|plan figures|forecasts?|projections?)\b",
    re.IGNORECASE,
)
_RESULTS = pattern(
    r"完成|实现|执行|进展|进度|实际|情况|监测|落实|公报|统计|年鉴|达成|结果|评估|对照|"
    r"\b(?:progress|results?|actual|achieved|achievements?|implementation|performance|monitoring|statistics|against)\b",
    re.IGNORECASE,
)


def is_of_goals(text: str) -> bool:
    """Whether a title or a remark says that numbers are goals, and not what came of them.

    >>> is_of_goals("2025年主要目标"), is_of_goals("计划执行情况"), is_of_goals("主要指标")
    (True, False, False)
    """
    return _GOALS.search(text) is not None and _RESULTS.search(text) is None


# A title of nothing but rates; beside "and" they stand beside the figures themselves.
_RATES = pattern(
    r"(?<![及和与、])(?:增长速度|增速|增长率|增长幅度|增幅|增减率|(?:指数|构成|比重|占比)\s*[(（]\s*(?:%|％|上年\s*=\s*100)|"
    r"\b(?:growth rates?|annual (?:growth|change)|percentage changes?|% change)\b)",
    re.IGNORECASE,
)


def is_of_rates(text: str) -> bool:
    """Whether a title says that the numbers below it are rates of growth, index numbers or shares.

    >>> is_of_rates("主要指标增长速度(%)"), is_of_rates("主要指标及增速"), is_of_rates("科技创新指数")
    (True, False, False)
    """
    return _RATES.search(text) is not None


# A title of nothing but ranks, or the name of one.
_RANKS = pattern(
    r"(?<![及和与、])(?:排名|排位|位次|名次)(?![及和与、])|"
    r"(?<!and )\b(?:ranks?|rankings?)\b(?! and)",
    re.IGNORECASE,
)


def is_of_ranks(text: str) -> bool:
    """Whether a title, or the name of an indicator, says that the numbers are ranks.

    >>> is_of_ranks("主要指标全国位次"), is_of_ranks("主要指标及位次"), is_of_ranks("Innovation index rank")
    (True, False, True)
    """
    return _RANKS.search(text) is not None


# What the name of an indicator says of the values that it can have.
_BALANCE = pattern(
    r"净|差额|差值|结余|余额|增减|增加|增量|增长|增幅|增速|减少|变化|变动|顺差|逆差|盈亏|利润|收支|"
    r"下降|降低|降幅|涨幅|涨跌|同比|环比|气温|"
    r"\b(?:net|balance|deficit|surplus|change|growth|increase|decrease|gains?|loss(?:es)?|profits?|reduction|decline|"
    r"rise|inflation|temperature)\b",
    re.IGNORECASE,
)
_SHARE = pattern(
    r"占.*(?:比重|比例|比)\Z|占比|覆盖率|普及率|合格率|失业率|参保率|绿化率|入住率|城镇化率|知晓率|满意率|"
    r"\b(?:share of|proportion of|percentage of|coverage|unemployment rate)\b",
    re.IGNORECASE,
)


def may_be_negative(name: str) -> bool:
    """Whether a name is that of a difference, which may lie below nothing.

    >>> may_be_negative("人口净流入"), may_be_negative("企业数")
    (True, False)
    """
    return _BALANCE.search(name) is not None


def is_share(name: str) -> bool:
    """Whether a name is that of a part of a whole, which lies between nothing and all.

    >>> is_share("5G 覆盖率"), is_share("出口占比"), is_share("财政差额占 GDP 比重")
    (True, True, False)
    """
    return _SHARE.search(name) is not None and not may_be_negative(name)


# Columns that divide the rows of a table into groups, those that only describe what stands beside them, and wholes.

_DIMENSIONS = pattern(
    "行业|产业|部门|性别|年龄|城乡|产品|品种|"
    "规模|登记注册|所有制|经济成分|经济类型|学历|教育程度|文化程度|"
    "民族|户籍|户口|收入组|职业|用途|国别|来源地|口径|群体|人群|数量级|倍数|价格|季节调整|"
    r"\b(?:sex|gender|age|ages|sector|industry|activity|product|commodity|size|"
    r"education|"
    "ethnicity|race|disability|income|quintile|wealth|urban|rural|urbanisation|location|residence|degree|occupation|"
    "citizenship|migration|breakdown|disaggregation|dimension|flow|partner|counterpart|price|prices|"
    r"adjustment|multiplier|mult|magnitude|scenario|coverage|cause|causes)\b"
)
_DESCRIPTIONS = pattern(
    "序号|编号|编码|代码|代号|责任|牵头|负责|主管单位|主管部门|填报|报送|指标属性|"
    "属性|约束性|指标性质|性质|链接|网址|更新|频率|频度|说明|备注|注释|附注|"
    "联系|电话|拼音|英文|口号|依据|出处|"
    r"\b(?:code|codes|id|iso|iso2|iso3|uid|key|url|uri|link|updated|update|frequency|freq|source|footnote|footnotes|"
    r"comment|comments|remark|remarks|decimals|conf|confidentiality|contact|description|dataflow|dataset|database|"
    r"structure|structureid|action|rowid|index|nr|no|file|cell|line)\b"
)
_WHOLES = frozenset(
    (
        *("", "合计", "总计", "总体", "总数", "全部", "全体", "全社会"),
        *("整体", "综合", "不分", "不限", "全部行业", "城乡合计", "男女合计"),
        *("全行业", "总", "all", "total", "totals", "_t", "t"),
        *("_z", "both", "bothsexes", "overall", "allages", "everyone", "0", "units"),
        *("allindustries", "allsectors", "allgroups", "allcategories"),
        *("notapplicable", "nobreakdown", "total(all)", "headline"),
    )
)  # fmt: skip
_MEMBERS = frozenset(
    (
        *("男", "女", "男性", "女性", "城镇", "农村", "乡村", "第一产业"),
        *("第二产业", "第三产业", "农业", "工业", "建筑业", "制造业", "服务业"),
        *("male", "female", "men", "women", "boys", "girls", "urban", "rural", "m", "f", "males", "females"),
    )
)  # fmt: skip
_PLACE = pattern(r"[\u4e00-\u9fff]{1,12}(?:省|市|区|县|州|盟|旗|镇|乡|街道|园区|新区|开发区)")
# Provinces by their short names, and the country.
PROVINCES = frozenset(
    (
        *("北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江"),
        *("江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北"),
        *("湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海"),
        *("台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门"),
        "中国",
    )
)  # fmt: skip
# Cities and districts by their short names, but those that are common words; every one of a plan is known besides.
_TOWNS = """
    石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾
    吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 兴安 锡林郭勒 阿拉善 沈阳 大连 鞍山 抚顺
    本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西
    鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城
    扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵
    安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江
    新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 临沂 德州 聊城 滨州 菏泽
    郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源 武汉 黄石 十堰
    宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化
    娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳
    云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花
    泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山 贵阳 六盘水 遵义 安顺
    毕节 铜仁 黔西南 黔东南 黔南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆
    拉萨 日喀则 昌都 林芝 山南 那曲 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 天水 武威
    张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 西宁 海东 海北 黄南 果洛 玉树 海西 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐
    克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 喀什 和田 伊犁 塔城 阿勒泰 上城 下城 江干 拱墅 西湖 滨江 萧山
    余杭 临平 钱塘 富阳 临安 桐庐 淳安 建德 海曙 江北 北仑 镇海 鄞州 奉化 象山 宁海 余姚 慈溪 鹿城 龙湾 瓯海 洞头
    永嘉 平阳 苍南 文成 泰顺 瑞安 乐清 龙港 南湖 秀洲 嘉善 海盐 海宁 平湖 桐乡 吴兴 南浔 德清 长兴 安吉 越城 柯桥
    上虞 新昌 诸暨 嵊州 婺城 金东 武义 浦江 磐安 兰溪 义乌 东阳 永康 柯城 衢江 常山 开化 龙游 江山 定海 普陀 岱山
    嵊泗 椒江 黄岩 三门 天台 仙居 温岭 临海 玉环 莲都 青田 缙云 遂昌 松阳 云和 庆元 景宁 龙泉 海淀 东城 西城 丰台
    石景山 通州 顺义 昌平 大兴 怀柔 平谷 密云 延庆 浦东 徐汇 静安 黄浦 长宁 虹口 杨浦 闵行 宝山 嘉定 松江 青浦 奉贤
    崇明 滨海 天河 越秀 荔湾 海珠 番禺 黄埔 花都 南沙 增城 从化 福田 罗湖 宝安 龙岗 龙华 坪山 盐田 玄武 秦淮 建邺
    栖霞 雨花台 江宁 浦口 六合 溧水 高淳 姑苏 虎丘 吴中 相城 吴江 昆山 太仓 常熟 张家港 江岸 江汉 硚口 汉阳 武昌
    洪山 锦江 青羊 金牛 武侯 成华 双流 温江 渝中 沙坪坝 九龙坡 北碚 渝北 巴南
"""
SHORT_PLACES = PROVINCES | {*_TOWNS.split()}
_PLACES = SHORT_PLACES | frozenset(
    (
        *("全国", "全省", "全市", "全区", "全县", "全州", "全旗", "市区", "市辖区", "县域", "世界"),
    )
)  # fmt: skip
# Sums only beside other regions of the same table: a table may be about such a place alone, and so may a plan.
WHOLES = frozenset(("全市", "全省", "全区", "全县", "全国", "全州", "全旗"))
# Places of these names are those of whoever speaks.
NO_NAMES = frozenset(
    (
        *("全市", "全区", "全县", "市区", "市辖区", "各区", "各县", "各市"),
        *("本市", "本区", "本县", "分区", "地区", "城区"),
    )
)  # fmt: skip


def words_of(name: str) -> str:
    """A column name with its words apart, in simplified characters and small letters."""
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", name).casefold()).translate(_TRADITIONAL)


def is_dimension(name: str) -> bool:
    """Whether a column of that name divides rows into groups.

    >>> is_dimension("所属行业"), is_dimension("Sex"), is_dimension("行业代码"), is_dimension("责任单位")
    (True, True, True, False)
    """
    words = words_of(name)
    return _DIMENSIONS.search(words) is not None and (
        not _DESCRIPTIONS.search(words) or _COARSE.search(words) is not None
    )


def is_description(name: str) -> bool:
    """Whether a column of that name only describes what stands beside it.

    >>> is_description("责任部门"), is_description("Country Code"), is_description("行业")
    (True, True, False)
    """
    words = words_of(name)
    return _DESCRIPTIONS.search(words) is not None and not _COARSE.search(words)


# A code of a group is a group.
_COARSE = pattern(
    r"行业|产业(?!化)|性别|年龄|城乡|产品|\b(?:sex|gender|"
    r"age|sector|industry|activity|product|commodity|category|class)\b"
)


def is_whole_group(cell: str) -> bool:
    """Whether a cell of a column of groups says that the row is about all of them."""
    return folded(cell) in _WHOLES or cell in _WHOLES


def is_member(cell: str) -> bool:
    """Whether a cell names a group, whatever its column is called."""
    return folded(cell) in _MEMBERS


def is_place(name: str) -> bool:
    """Whether a name is that of a place by its form.

    >>> is_place("拱墅区"), is_place("浙江"), is_place("合计"), is_place("预计数")
    (True, True, False, False)
    """
    text = "".join(name.split())
    return text in _PLACES or _PLACE.fullmatch(text) is not None


# A line of its own, or a title, that says of which part of all the numbers below it are; the name of an indicator may
# say it as well, such as that of the value added of the industry.
_PART_TITLE = pattern(
    r"(?:(?:规模|限额)以[上下]|规[上下]|大中型|中小微|(?:国有|集体|民营|私营|非公有?|公有|个体|外商|外资|港澳台|内资)(?!化)|"
    r"[男女](?![\u4e00-\u9fff]*(?:平等|儿童))|(?:城镇|农村|乡村|城市|常住|户籍)(?:居民|人口)|第[一二三]产业|制造业|"
    r"(?:wo)?men\b|(?:fe)?male\b|boys\b|girls\b|(?:urban|rural)\b|manufacturing\b|"
    r"(?:state|privately|foreign)[- ](?:owned|funded|held)\b|"
    r"(?:micro|small|medium|large)(?:[- ]sized)?\b)",
    re.IGNORECASE,
)
_PART_HEADING = pattern(
    r"(?:城镇|农村|乡村|城市)|[省市区县]?本级|[省市区县]属(?:企业|单位)?|[大中小微]+型(?:工业)?(?:企业)?|[\u4e00-\u9fff、和与及]{1,16}(?<![产企创就行事作毕失专])业(?:企业|部门)?|"
    r"[0-9]+\s*(?:[-–—~至]\s*[0-9]+)?\s*岁(?:及?以[上下])?|"
    r"(?:services?|industry|agriculture|construction|mining|finance|trade|retail|transport|"
    r"wholesale and retail(?: trade)?)(?: sector)?|(?:domestic|private)(?: (?:enterprises|firms|sector))?",
    re.IGNORECASE,
)
# What plans and yearbooks group indicators by, which makes no difference to these.
_THEMES = pattern(
    r"(?:经济|社会|科技|创新|人口|民生|生态|环境|绿色|资源|财政|金融|投资|消费|教育|文化|医疗|卫生|健康|就业|收入|开放|数字|能源|"
    r"安全|综合|人民|居民|城市|对外|国民|发展|运行|驱动|能力|生活|福祉|规模|质量|效益|保障|总量|强度|结构|主要|[和与及、])+"
    r"(?:类|方面|领域|指标|情况)?|"
    r"economy|society|innovation|population|environment|main|indicators",
    re.IGNORECASE,
)
_PART_WORDS = pattern(r"(?:规模|限额)以[上下]|规[上下]|[\u4e00-\u9fff]{2}|[a-z]{3,}", re.IGNORECASE)
_SHORTENED = ("规模以", "规")


@lru_cache(maxsize=4096)
def is_part(text: str, *, title: bool = False) -> bool:
    """Whether a heading says that the rows below it are about a part of all; a title may go on behind it.

    >>> is_part("制造业"), is_part("Women"), is_part("创新能力"), is_part("规模以上工业企业科技情况", title=True)
    (True, True, False, True)
    """
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if _PART_TITLE.match(text):
        return title or len(text) <= LONGEST
    return not title and (_PART_HEADING.fullmatch(text) is not None or is_member(text))


def is_theme(text: str) -> bool:
    """Whether a heading groups indicators by what they are of, and says nothing of whom they are about.

    >>> is_theme("经济发展"), is_theme("科技创新类"), is_theme("区本级"), is_theme("民营经济")
    (True, True, False, False)
    """
    return len(text) <= LONGEST and bool(text) and all(map(_THEMES.fullmatch, text.split()))


@lru_cache(maxsize=4096)
def names_part(indicator: str, part: str) -> bool:
    """Whether the name of an indicator says itself of which part it is.

    >>> names_part("规上工业增加值", "规模以上工业"), names_part("工业增加值", "工业"), names_part("企业数", "制造业")
    (True, True, False)
    """
    found = _PART_WORDS.search(unicodedata.normalize("NFKC", part).casefold())
    word = (found[0] if found else part).replace(*_SHORTENED)
    return word in unicodedata.normalize("NFKC", indicator).casefold().replace(*_SHORTENED)
