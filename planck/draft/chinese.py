"""The words that Chinese plans and reports say numbers with, by what they do; read by `phrases`."""

import re

from planck.pattern import pattern

# Before a number: what happens to it. Growth and decline take a number by itself (增长6%) or lead to one (增长到6%).
UP = (
    "增长 提高 提升 上升 增加 上涨 扩大 攀升 跃升 回升 拓展 延长 净增 多增 增幅达 增 涨 升 提 增加了 增长了 提高了 上升了 超额增长 多"
).split()
DOWN = "下降 降低 减少 缩小 压减 回落 下滑 收窄 缩短 压缩 削减 负增长 降 减 下降了 减少了 降低了 缩减 少".split()
NEW = "新增 新增加 新建 新改扩建 新改建 新认定 新培育 新引进 新登记 新设立 新入选".split()
LEADS: dict[str, list[str]] = {
    "more_than": "超过 突破 超 高于 大于 多于 逾 跨过 跨越 迈上 站上 >".split(),
    "at_least": "不低于 不少于 不小于 至少 最低 不得低于 不得少于 大于等于 ≥ >=".split(),
    "at_most": "不超过 不高于 不大于 不多于 至多 最多 不得超过 不得高于 小于等于 ≤ <=".split(),
    "less_than": "低于 小于 少于 不足 不到 未满 <".split(),
    "about": "约 大约 约为 近 接近 将近 大致".split(),
    "to": "达到 达 达至 为 是 至 到 总数达 高达 占 转为 增至 降至 位居 保有 拥有 控制 总规模 做到 建成率达 达成".split(),
    "hold": "保持在 稳定在 维持在 控制在 保持 稳定 维持 坚守 严守 守住 稳定到 控制到".split(),
    "average": "年均 年平均 每年 平均每年 年".split(),
    "sum": "累计 总计 合计 共 共计 总共 完成 实现 发展 安排".split(),
    "new": NEW,
    "up": UP,
    "down": DOWN,
    "daily": "每天 平均每天 日均".split(),
    "soft": "力争 争取 努力 确保".split(),
    "filler": (
        "同比 比上年 较上年 比去年 较去年 比上年同期 同比实际 实际 名义 预期 预计 分别 均 各 都 则 已 将 再 又 也 仍 进一步 平均 大幅 稳步"
        " 可 拟 按 设定 定在 设定为 连续 首次 即 就 总体 基本 率先 逐步 要 应 有望 目标 幅度 新台币 人民币 快速 持续 共有 按可比价"
        " 按可比价格计算 按可比价计算 按不变价计算 可比价 已经 累积 继续 左右 全年 超额 顺利 成功"
    ).split(),
}
ROLE_OF = {word: role for role, words in LEADS.items() for word in words}
_YEAR_OF = "(?:(?:19|20)[0-9]{2}年(?:底|末)?的?|上年的?|去年的?)"
_AGAINST = "(?:比|较)(?:(?:19|20)[0-9]{2}年(?:底|末)?|上年(?:末|底)?|去年)"
_MOVED_TO = f"(?:{'|'.join((*UP, *DOWN))})(?:到|至|为)"
_WORD = "|".join((_MOVED_TO, _AGAINST, _YEAR_OF, *map(re.escape, sorted(ROLE_OF, key=lambda word: (-len(word), word)))))
LEAD_WORDS = pattern(_WORD)
"""One word of what leads to a number."""
LEAD = pattern(f"(?:{_WORD})*$")
"""All the words that lead to a number, at the end of what stands before it."""
MOVED_TO = pattern(_MOVED_TO)
YEAR_OF = pattern("((?:19|20)[0-9]{2})年")
AGAINST = pattern("(?:比|较)((?:19|20)[0-9]{2})年")
"""The year that something is held against."""
FROM = pattern(rf"(?:从|由)(?P<when>{_YEAR_OF}?)(?P<lead>(?:人均|{_WORD})*)$")
"""Where a way from one number to another starts."""

# How a clause starts that is not yet its subject.
_PLAN = "[“「『]?十[一二三四五六七八九]五[”」』]?(?:时期|期间|末|以来)?"
STARTS = pattern(
    rf"^(?:[到至]?(?:19|20)[0-9]{{2}}年(?:底|末|前|全年)?|[到至]?{_PLAN}|[一二三四五六七八九十]是|今年(?:全年)?|去年末?|全年|年末|年内|上半年|"
    "届时|[五5]年来?|(?:今后|未来|过去)[一五三5]年|每年|期末|其中|特别是|尤其是|同时|此外|并且|并|而|且|但|即|也|又|再|还|已|使|让|将|把|令|对于|按照?|"
    "力争|确保|争取|努力|实现|完成|预计|预期|推动|推进|促进|保持|要|拟|使得|加上|我国|我省|我市|我区|我们|与此同时|包括|因此|具体目标为|"
    "主要(?:预期)?目标(?:是|为)?|目标(?:是|为)|[0-9]+[.、)]|\\([0-9一二三四五六七八九十]+\\)|[①-⑳]|—+|[-·●■◆]|的|了|各国|达到|全面|有序|从[^,、0-9]{2,6}?(?:渠道|途径|方面))+"
)

# What is done; a clause that starts with it and counts things tells of a step, not of an outcome.
ACTIONS = (
    "建设 打造 推进 开展 举办 抓好 实施 推广 培育 支持 安排 争取 布局 组织 改造 开工 开工建设 竣工 投用 投产 推动 创建 建成 建成投用 引进"
    " 发展 扶持 启动 创建 新开工 续建 提速 办好 完成 落实 遴选 认定 新认定 新增 新培育 新引进 新建 新设立 新改建 深化 谋划 部署 制定 修订 出台"
    " 取得 通车 建立 设立 提供 发放 发行 减少 压减 统筹 整合 盘活 筹集 筹建 保障 解决 覆盖 引导 保护 严守 守住 坚守 支援 帮助 培训 招引 招聘"
    " 选派 选树 建好 新改扩建 升级 更新 修建 修复 治理 整治 淘汰 关停 清理 取消 下放 取消和下放 提升 处置 累计建成 抓 建 用好 加快 部署实施 新开 扩建"
    " 达到 拓展 生产 创作 推出 推选 评选 资助 立项 为经营主体 再 全年再 由 将 发挥 拿出 投入 举行 开通 贯通 储备 拥有 办理"
).split()
ACTION = pattern(
    rf"^(?:再|全年再|全力|扎实|积极|加快|深入|持续|着力|统筹)?(?:{'|'.join(sorted(ACTIONS, key=len, reverse=True))})"
)
PURE_ACTION = pattern(rf"^(?:{'|'.join(sorted(ACTIONS, key=len, reverse=True))}|至少|约|近|超过)+$")
# Steps that add to a stock are goals of their own where a plan counts them.
ADDS = pattern("新增|新认定|认定|引进|新引进|新培育|培育")
LEVEL = pattern("国家级|省部级|省级|市级|区级|县级|世界级")
LEVEL_ONLY = pattern("^(?:国家级|省部级|省级|市级|区级|县级|世界级)$")
ACHIEVED = pattern("^(?:全[市省区县国]|[\u4e00-\u9fff]{0,4}全[市省区县])?(?:共|累计|总共)?(?:实现|完成)(?=.{2})")
NEW_AT_FRONT = pattern(f"^(?:{'|'.join(sorted(NEW, key=len, reverse=True))})")
CUTS = pattern("^(?:再|全年再|进一步)?(?:压减|减少|淘汰|退出|化解|削减|压缩|削减|关停|关停不达标)")
COVERS = "覆盖"

# Money that a government moves, which is no outcome.
FISCAL = pattern(
    "赤字|债券|国债|发债|转移支付|税负|收费|减负|减税|降费|一般性支出|续贷|补助|补贴|财政资金|专项资金|奖补|三公经费|支出压减|信贷投放|投放贷款"
)
INVESTED = pattern("投资$|^(?:完成)?.{0,8}投资")

# Names that are shares, so that a percentage is their level; of other names it is growth.
RATIO = pattern(
    "率|比重|比例|占|强度|覆盖|指数|满意度|程度|水平$|份额|普及|入学|参保|贡献|达标|优良|比率|之比|系数|含量|浓度|自给|集中度|渗透|化率|比$|度$|手续费|费用|区域"
)
GROWING = pattern("(?:增速|增长率|增长|涨幅|增幅|增长速度|上涨幅度)$")
POLLUTANT = pattern("化学需氧量|氨氮|二氧化硫|氮氧化物|挥发性有机物|总磷|重金属")
FALLING = pattern("(?:降幅|下降|降低|减少|下降率|降低率|削减|削减率)$")
# What is summed over the years of a plan.
SUMMED = pattern(
    "新增|新建|新改|改建|累计|改造|脱贫|落户|搬迁|解决|认定|引进|培训|造林|培育|市民化|就近城镇化|城镇化人口|建成数|转移就业|开工|投产里程|通车里程|招引|完成|住房建设|房屋建设|工程建设"
)
# What is not the name of something that has a number.
# Names that say what is measured, so that a number of them is an outcome whatever was done.
MEASURED = pattern("里程|面积|产量|能力|率|规模|收入|人口|产值|比重|比例|数量|长度|容量|装机|总量|总数|覆盖|就业$")
NO_NAME = pattern("^(?:规模|总量|总数|增速|增幅|速度|数量|总额|比重|水平|其中|个数|面积|产值|这|有|占|覆盖|.)?$")
# A name that needs the one before it.
LEANS = pattern(
    "^(?:占|比(?:上年|去年|预算|规上|全国|全省)|规模|总量达|总数|增速|比重|覆盖|位次|在.{2,8}占比|年增速|居(?:全|世界|第|各|同类))"
)
# Behind a number that comes first: where the thing that is counted ends.
VERB_BEHIND = pattern(
    "(?:落户|实现|通过|入选|纳入|上市|建成|投用|投产|获评|获得|完成|达到|启动|开工|顺利|目标|全部|[“「])|问题$|工作$|居住$"
)
SHARED_HEAD = pattern(
    "率|额|值|量|数|收入|里程|产量|比重|规模|增长|能力|面积|长度|人口|企业|年限|寿命|排放|能耗|指数|价格|水平|时长$"
)
SHARED_FRONT = pattern(
    "^(?:单位(?:国内|地区|工业)?(?:生产总值|gdp|增加值|产值)|每[十百千万]*(?:常住)?人口?|人均|全省|全市|全区|全县|全国|规模以上|规上)"
)
TOGETHER = pattern("分别|均|都|各")
LISTS = tuple(map(pattern, ("、|以及|和|与|及", "、|和|以及|及", "、|和", "、")))
KEEPS_PACE = pattern(
    "(?P<subject>[^,，、:：。;]{2,24}?)(?P<way>(?:与|和|同)(?P<other>[^,，。;]{2,14}?)(?:基本)?同步(?:增长)?|(?:高于|快于|低于|不低于)(?P<series>[\u4e00-\u9fffa-z“”]{2,16}))"
)
