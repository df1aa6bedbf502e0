"""What Chinese sentences say numbers with: a phenomenon a heading, a sentence with all that it says an example."""

from pathlib import Path

import pytest

from tests.draft.drafting import drafted, told

REPORT = "2026年某省政府工作报告\n"
RESULTS = REPORT + "一、2025年工作回顾\n"
LAST_PLAN = REPORT + "一、“十四五”时期工作回顾\n"
GOALS = REPORT + "三、2026年重点工作\n"
PLAN = REPORT + "二、“十五五”时期主要目标任务\n"

# Heading, sentence, what it says.
EXAMPLES: dict[str, list[tuple[str, str, list[str]]]] = {
    "numbers in names": [
        (PLAN, "百亿级产业集群达到2个、五十亿级企业达到1家，产值超百亿元企业达到4家。", [
            "goal 百亿级产业集群 level equal 2 个 2030", "goal 五十亿级企业 level equal 1 家 2030",
            "goal 产值超百亿元企业 level equal 4 家 2030",
        ]),
        (PLAN, "实施制造业倍增行动，企业利润三年翻番。", ["goal 企业利润 multiple equal 2 倍 2030"]),
    ],
    "levels and growth": [
        (
            RESULTS,
            "地区生产总值达到4.93万亿元，增长5.6%。",
            ["result 地区生产总值 level equal 4.93 万亿元 2025", "result 地区生产总值 growth equal 5.6 % 2025"],
        ),
        (RESULTS, "居民消费价格涨幅2%。", ["result 居民消费价格涨幅 growth equal 2 % 2025"]),
        (RESULTS, "城镇调查失业率5.1%。", ["result 城镇调查失业率 level equal 5.1 % 2025"]),
        (RESULTS, "单位生产总值能耗下降3.2%。", ["result 单位生产总值能耗 decrease equal 3.2 % 2025"]),
        (RESULTS, "人均预期寿命提高0.3岁。", ["result 人均预期寿命 increase_by equal 0.3 岁 2025"]),
        (LAST_PLAN, "新能源汽车产量增长5.1倍。", ["result 新能源汽车产量 growth equal 510 % 2021-2025"]),
        (LAST_PLAN, "研发投入年均增长10.5%。", ["result 研发投入 average_growth equal 10.5 % 2021-2025"]),
    ],
    "bounds before and behind": [
        (GOALS, "城镇新增就业86万人以上。", ["goal 城镇新增就业 total at_least 86 万人 2026"]),
        (GOALS, "城镇调查失业率控制在5.5%以内。", ["goal 城镇调查失业率 level at_most 5.5 % 2026"]),
        (GOALS, "居民消费价格涨幅3%左右。", ["goal 居民消费价格涨幅 growth about 3 % 2026"]),
        (GOALS, "地区生产总值增长5%—5.5%。", ["goal 地区生产总值 growth between 5..5.5 % 2026"]),
        (GOALS, "空气优良天数比率不低于85%。", ["goal 空气优良天数比率 level at_least 85 % 2026"]),
        (GOALS, "煤炭消费总量不超过2亿吨。", ["goal 煤炭消费总量 level at_most 2 亿吨 2026"]),
        (RESULTS, "进出口总额突破4万亿元。", ["result 进出口总额 level more_than 4 万亿元 2025"]),
        (RESULTS, "存款余额新增4万多亿元。", ["result 存款余额 increase_by more_than 4 万亿元 2025"]),
        (RESULTS, "贫困发生率不到1%。", ["result 贫困发生率 level less_than 1 % 2025"]),
        (PLAN, "死亡率至少降至12%。", ["goal 死亡率 level at_most 12 % 2030"]),
    ],
    "words that say a number": [
        (PLAN, "到2030年居民收入翻一番。", ["goal 居民收入 multiple equal 2 倍 2030"]),
        (PLAN, "到2030年高新技术企业数量翻两番。", ["goal 高新技术企业数量 multiple equal 4 倍 2030"]),
        (PLAN, "到2030年粮食浪费减半。", ["goal 粮食浪费 decrease equal 50 % 2030"]),
        (PLAN, "到2030年过早死亡减少三分之一。", ["goal 过早死亡 decrease equal 33.3 % 2030"]),
        (PLAN, "到2030年过早死亡减少三分之", ["goal 过早死亡 decrease equal 33.3 % 2030"]),
        (PLAN, "到2030年清洁取暖率达到百分之八十五。", ["goal 清洁取暖率 level equal 85 % 2030"]),
        (PLAN, "到2030年使用率达到四成五以上。", ["goal 使用率 level at_least 45 % 2030"]),
        (RESULTS, "接待游客突破一亿人次。", ["result 接待游客 level more_than 100000000 人次 2025"]),
        (PLAN, "到2030年女性比例过半。", ["goal 女性比例 level more_than 50 % 2030"]),
    ],
    "from one number to another": [
        (
            LAST_PLAN,
            "常住人口城镇化率从2020年的72%提升至2025年的76%左右。",
            ["result 常住人口城镇化率 level about 76 % 2025 <- 72 2020"],
        ),
        (
            PLAN,
            "研发投入强度比2025年的2.8%提高0.7个百分点。",
            ["goal 研发投入强度 increase_by equal 0.7 个百分点 2026-2030 <- 2.8 2025"],
        ),
        (PLAN, "重点实验室比上年的12家增加3家。", ["goal 重点实验室 increase_by equal 3 家 2026-2030 <- 12 2025"]),
        (
            PLAN,
            "财政科技支出2025年为1.8亿元，到2030年达到3亿元。",
            ["result 财政科技支出 level equal 1.8 亿元 2025", "goal 财政科技支出 level equal 3 亿元 2030"],
        ),
        (
            PLAN,
            "每年新增省级企业50家，五年累计新增250家。",
            ["goal 新增省级企业 total equal 50 家 2026-2030", "goal 新增省级企业 total equal 250 家 2026-2030"],
        ),
        (PLAN, "提高森林覆盖率至60%，新增就业机会2万5千个。", [
            "goal 森林覆盖率 level equal 60 % 2030", "goal 新增就业机会 total equal 2.5 万个 2026-2030",
        ]),
        (RESULTS, "新增甲类企业86家、乙类企业312家，总数分别达到720家和2860家。", [
            "result 新增甲类企业 total equal 86 家 2025", "result 新增乙类企业 total equal 312 家 2025",
            "result 甲类企业 level equal 720 家 2025", "result 乙类企业 level equal 2860 家 2025",
        ]),
        (PLAN, "实现翻番的乡镇达到3个。", ["goal 乡镇 level equal 3 个 2030"]),
        (PLAN, "工业投资增长12%；规模以上工业增加值增长8%。", [
            "goal 工业投资 growth equal 12 % 2026-2030", "goal 规模以上工业增加值 growth equal 8 % 2026-2030",
        ]),
        (PLAN, "三年累计完成技改投资120亿元。", ["goal 技改投资 total equal 120 亿元 2026-2030"]),
        (PLAN, "到2028年，覆盖率达到60%，五年累计培训职工3万人次。规划期内累计新增就业30万人。", [
            "goal 覆盖率 level equal 60 % 2028",
            "goal 累计培训职工 total equal 3 万人次 2026-2030",
            "goal 新增就业 total equal 30 万人 2026-2030",
        ]),
        (PLAN, "供电煤耗降至295克标准煤/千瓦时以下。", ["goal 供电煤耗 level less_than 295 克标准煤/千瓦时 2030"]),
        (PLAN, "“十四五”以来，非化石能源消费比重由15.9%提高到21.7%。", [
            "result 非化石能源消费比重 level equal 21.7 % 2025 <- 15.9 2020",
        ]),
        (PLAN, "平均受教育年限由10.8年提高到11.3年。", ["goal 平均受教育年限 level equal 11.3 年 2030 <- 10.8 2025"]),
        (
            RESULTS,
            "工业企业利润由上年下降2.3%转为增长8.5%。",
            ["result 工业企业利润 growth equal 8.5 % 2025 <- -2.3 2024"],
        ),
        (
            LAST_PLAN,
            "高新技术企业、上市公司分别从771家、481家增加到1076家、636家。",
            [
                "result 高新技术企业 level equal 1076 家 2025 <- 771 2020",
                "result 上市公司 level equal 636 家 2025 <- 481 2020",
            ],
        ),
    ],
    "several names, several numbers": [
        (
            PLAN,
            "单位生产总值用水量、能耗、二氧化碳排放量分别下降23%、15%、18%。",
            [
                "goal 单位生产总值用水量 decrease equal 23 % 2026-2030",
                "goal 单位生产总值能耗 decrease equal 15 % 2026-2030",
                "goal 单位生产总值二氧化碳排放量 decrease equal 18 % 2026-2030",
            ],
        ),
        (
            RESULTS,
            "城镇和农村居民人均可支配收入分别增长4.3%、5.5%。",
            [
                "result 城镇居民人均可支配收入 growth equal 4.3 % 2025",
                "result 农村居民人均可支配收入 growth equal 5.5 % 2025",
            ],
        ),
        (
            RESULTS,
            "新建改建高速公路6700多公里、农村公路29万公里。",
            [
                "result 新建改建高速公路 total more_than 6700 公里 2025",
                "result 新建农村公路 total equal 29 万公里 2025",
            ],
        ),
        (
            RESULTS,
            "新认定国家级孵化器3家、市级15家，累计分别达到24家和83家。",
            [
                "result 新认定国家级孵化器 total equal 3 家 2025",
                "result 新认定市级孵化器 total equal 15 家 2025",
                "result 国家级孵化器 level equal 24 家 2025",
                "result 市级孵化器 level equal 83 家 2025",
            ],
        ),
        (
            GOALS,
            "广义货币M2和社会融资规模余额预期增长均为12%左右。",
            ["goal 广义货币M2 growth about 12 % 2026", "goal 社会融资规模余额 growth about 12 % 2026"],
        ),
        (
            PLAN,
            "城镇化率、参保率每年分别提高1.2个和1.5个百分点。",
            [
                "goal 城镇化率 increase_by equal 1.2 个百分点 2026-2030",
                "goal 参保率 increase_by equal 1.5 个百分点 2026-2030",
            ],
        ),
    ],
    "the name behind the number, or clauses back": [
        (LAST_PLAN, "5575万农村贫困人口实现脱贫。", ["result 农村贫困人口 total equal 5575 万 2021-2025"]),
        (LAST_PLAN, "8家全国重点实验室落户本省。", ["result 全国重点实验室 level equal 8 家 2025"]),
        (PLAN, "严守18亿亩耕地红线。", ["goal 耕地红线 level at_least 18 亿亩 2026-2030"]),
        (
            RESULTS,
            "经济总量稳步扩大，达到9万亿元，占全国比重由7.2%提升至7.4%。",
            [
                "result 经济总量 level equal 9 万亿元 2025",
                "result 经济总量占全国比重 level equal 7.4 % 2025 <- 7.2 2024",
            ],
        ),
        (
            PLAN,
            "高铁营业里程达到3万公里、覆盖80%以上的大城市。",
            ["goal 高铁营业里程 level equal 3 万公里 2030", "goal 高铁营业里程覆盖大城市 level at_least 80 % 2030"],
        ),
    ],
    "dates": [
        (
            PLAN,
            "到2028年、2030年，森林覆盖率分别达到60%、62%。",
            ["goal 森林覆盖率 level equal 60 % 2028", "goal 森林覆盖率 level equal 62 % 2030"],
        ),
        (
            PLAN,
            "到2028年覆盖率达到60%；服务业比重达到55%。届时绿电比重超过40%。",
            [
                "goal 覆盖率 level equal 60 % 2028",
                "goal 服务业比重 level equal 55 % 2028",
                "goal 绿电比重 level more_than 40 % 2028",
            ],
        ),
        (PLAN, "“十五五”时期经济年均增长保持在5%以上。", ["goal 经济 average_growth at_least 5 % 2026-2030"]),
        (RESULTS, "今年发展主要预期目标是：进出口增长5%。", ["goal 进出口 growth equal 5 % 2026"]),
        (RESULTS, "力争出口增长6%。", ["goal 出口 growth equal 6 % 2026"]),
    ],
    "steps, money and other series": [
        (GOALS, "建设未来工厂20家、数字化车间200家。", ["goal 未来工厂 level equal 20 家 2026", "goal 数字化车间 level equal 200 家 2026"]),
        (GOALS, "安排财政赤字13500亿元。", ["goal 财政赤字 level equal 13500 亿元 2026"]),
        (GOALS, "居民收入增长和经济增长同步。", ["goal 居民收入增长 growth relative % 2026"]),
        (GOALS, "再减少农村贫困人口1000万以上。", ["goal 农村贫困人口 decrease at_least 1000 万 2026"]),
    ],
    "scales and tenths that stand for a number": [
        (RESULTS, "社会消费品零售总额突破千亿元。", ["result 社会消费品零售总额 level more_than 1000 亿元 2025"]),
        (GOALS, "游客突破百万人次。", ["goal 游客 level more_than 100 万人次 2026"]),
        (PLAN, "到2030年绿电比例提高至约六至七成。", ["goal 绿电比例 level between 60..70 % 2030"]),
        (PLAN, "到2030年孕产妇死亡率低于8/10万。", ["goal 孕产妇死亡率 level less_than 8 人/10万 2030"]),
        (PLAN, "到2030年排放量减少28%±2%。", ["goal 排放量 decrease between 26..30 % 2030"]),
        (RESULTS, "新增规上企业62家，总数达141家。", ["result 新增规上企业 total equal 62 家 2025", "result 规上企业 level equal 141 家 2025"]),
        (GOALS, "城乡居民收入分别增长5%和6.5%。", ["goal 城镇居民收入 growth equal 5 % 2026", "goal 农村居民收入 growth equal 6.5 % 2026"]),
        (GOALS, "实施制造业倍增计划。", []),
    ],
    "spans of years, months and what is over": [
        (PLAN, "2026—2030年，工业投资年均增长8%以上。", ["goal 工业投资 average_growth at_least 8 % 2026-2030"]),
        (PLAN, "参保率于2028年底前达到97%。", ["goal 参保率 level equal 97 % 2028"]),
        (PLAN, "在2035年前将碳排放量减少五成。", ["goal 碳排放量 decrease equal 50 % 2035"]),
        (GOALS, "轮候时间已由6.1年缩短至5.5年。", ["result 轮候时间 level equal 5.5 年 2026 <- 6.1 2025"]),
    ],
    "what a number is held against, and what goes on behind a semicolon": [
        (RESULTS, "外来投资9200亿元，较前年上升6.5%。", ["result 外来投资 level equal 9200 亿元 2025", "result 外来投资 growth equal 6.5 % 2025"]),
        (
            PLAN,
            "到2027年，单位能耗比2025年降低7%以上；到2030年，比2025年降低17%左右。",
            ["goal 单位能耗 decrease at_least 7 % 2027", "goal 单位能耗 decrease about 17 % 2030"],
        ),
        (PLAN, "目标13：排放量相较基准年（2005年），2030年减量24±1%。", ["goal 排放量 decrease between 23..25 % 2030"]),
        (PLAN, "在2032年前，制造业比重由目前的1%增至5%。", ["goal 制造业比重 level equal 5 % 2032 <- 1"]),
        (GOALS, "未来数年将带来约1万个就业机会。", ["goal 就业机会 level about 1 万个"]),
        (PLAN, "展望2035年，城镇化率超过75%。", ["goal 城镇化率 level more_than 75 % 2035"]),
        (
            RESULTS,
            "地区生产总值连跨两个台阶，增长6%；市占率自去年的13.6%增加为18%。",
            ["result 地区生产总值 growth equal 6 % 2025", "result 市占率 level equal 18 % 2025 <- 13.6 2024"],
        ),
    ],
    "what a number is built on, and times of another": [
        (PLAN, "单位能耗五年累计下降13.5%。", ["goal 单位能耗 decrease equal 13.5 % 2026-2030"]),
        (PLAN, "数字经济增加值在2025年12.6亿元的基础上翻一番。", ["goal 数字经济增加值 multiple equal 2 倍 2030 <- 12.6 2025"]),
        (PLAN, "生产总值在2025年1200亿元基础上年均增长6%。", ["goal 生产总值 average_growth equal 6 % 2026-2030 <- 1200 2025"]),
        (PLAN, "技术合同成交额由“十四五”末的6.2亿元增长到31.5亿元。", ["goal 技术合同成交额 level equal 31.5 亿元 2030 <- 6.2 2025"]),
        (PLAN, "企业数达到“十四五”末的2倍以上。", ["goal 企业数 multiple at_least 2 倍 2030"]),
        (LAST_PLAN, "居民收入是2020年的1.5倍，企业数翻了近一番。", ["result 居民收入 multiple equal 1.5 倍 2025", "result 企业数 multiple about 2 倍 2025"]),
        (PLAN, "到2028年，参保率达到97%。覆盖率达到60%，累计新增就业30万人。", [
            "goal 参保率 level equal 97 % 2028", "goal 覆盖率 level equal 60 % 2028", "goal 新增就业 total equal 30 万人 2028",
        ]),
        (RESULTS, "生产总值增长5.4%，高于年度目标0.4个百分点；新增就业3.8万人，完成年度计划的110.3%。", [
            "result 生产总值 growth equal 5.4 % 2025", "result 新增就业 total equal 3.8 万人 2025",
        ]),
        (RESULTS, "2025年用电量2860亿千瓦时，“十四五”年均增长6.1%。", [
            "result 用电量 level equal 2860 亿千瓦时 2025", "result 用电量 average_growth equal 6.1 % 2021-2025",
        ]),
        (RESULTS, "预算收入增长4.7%，城乡居民收入达到4.1万元和2.2万元，分别增长5.2%、7.1%。", [
            "result 预算收入 growth equal 4.7 % 2025",
            "result 城镇居民收入 level equal 4.1 万元 2025", "result 农村居民收入 level equal 2.2 万元 2025",
            "result 城镇居民收入 growth equal 5.2 % 2025", "result 农村居民收入 growth equal 7.1 % 2025",
        ]),
        (PLAN, "到二〇三五年人均预期寿命达到83岁。", ["goal 人均预期寿命 level equal 83 岁 2035"]),
        (PLAN, "工业企业数控化率：70%。", ["goal 工业企业数控化率 level equal 70 % 2030"]),
        (PLAN, "绿电占比：由2025年的5.8%提升到10%。", ["goal 绿电占比 level equal 10 % 2030 <- 5.8 2025"]),
        (PLAN, "培育营收超10亿元的领军企业20家。", ["goal 领军企业 level equal 20 家 2030"]),
        (RESULTS, "城镇、农村居民收入分别增长5%和6%，达到4.3万元、2.1万元。", [
            "result 城镇居民收入 growth equal 5 % 2025", "result 农村居民收入 growth equal 6 % 2025",
            "result 城镇居民收入 level equal 4.3 万元 2025", "result 农村居民收入 level equal 2.1 万元 2025",
        ]),
    ],
    "what lies ahead within a paragraph of results, and what assesses a plan": [
        (RESULTS, "研发强度达4.1%。今年，我们将力争研发强度达到4.3%。企业突破880家。\n优良天数比率89.3%。", [
            "result 研发强度 level equal 4.1 % 2025", "goal 研发强度 level equal 4.3 % 2026", "goal 企业 level more_than 880 家 2026",
            "result 优良天数比率 level equal 89.3 % 2025",
        ]),
        (LAST_PLAN, "2025年，绿电占比由11.3%提高到16.5%；单位能耗累计下降19.4%。粮食产量连续五年稳定在8.5亿斤以上。", [
            "result 绿电占比 level equal 16.5 % 2025 <- 11.3 2020", "result 单位能耗 decrease equal 19.4 % 2021-2025",
            "result 粮食产量 level at_least 8.5 亿斤 2021-2025",
        ]),
        ("某市“十四五”规划纲要中期评估报告\n", "研发强度达到2.3%；单位能耗累计下降4.1%，仅完成五年目标的30%。25项主要指标进展良好。", [
            "result 研发强度 level equal 2.3 % 2022", "result 单位能耗 decrease equal 4.1 % 2021-2022",
        ]),
        ("某市“十四五”规划中期评估报告（2024年3月）\n", "2021—2023年生产总值年均增长5.2%。\n二、下一步建议\n建议将参保率目标由95%调整为93%左右。", [
            "result 生产总值 average_growth equal 5.2 % 2021-2023", "goal 参保率 level about 93 % 2025 <- 95 2020",
        ]),
        ("某市“十四五”规划总结评估报告\n", "2025年研发强度达到2.3%。", ["result 研发强度 level equal 2.3 % 2025"]),
        ("某市“十四五”规划2022年度监测报告\n", "研发强度达到2.3%。", ["result 研发强度 level equal 2.3 % 2022"]),
    ],
    "names of the parts of a list, and what is added": [
        (PLAN, "教师本科以上学历比例，小学达到98%，初中达到100%，巩固率达到99.9%。", [
            "goal 小学教师本科以上学历比例 level equal 98 % 2030", "goal 初中教师本科以上学历比例 level equal 100 % 2030",
            "goal 巩固率 level equal 99.9 % 2030",
        ]),
        (PLAN, "五年累计引进大学生10万人、博士1500名。", [
            "goal 引进大学生 total equal 10 万人 2026-2030", "goal 引进博士 total equal 1500 名 2026-2030",
        ]),
        (RESULTS, "净增高新技术企业96家。", ["result 净增高新技术企业 increase_by equal 96 家 2025"]),
        (PLAN, "经济总量在2025年基础上再上台阶，突破520亿元。", ["goal 经济总量 level more_than 520 亿元 2030"]),
        (PLAN, "技能人才占比达到1/3，算力规模不低于6000P，使用人数突破百万，班额56人以上大班额全面消除。", [
            "goal 技能人才占比 level equal 33.3 % 2030", "goal 算力规模 level at_least 6000 p 2030",
            "goal 使用人数 level more_than 100 万 2030",
        ]),
    ],
    "titles of two years, dates within a clause, and lists before": [
        ("某市教育局2025年工作总结和2026年工作思路\n一、2025年主要工作\n", "招聘教师860名，其中研究生学历占46%。", [
            "result 教师 level equal 860 名 2025", "result 研究生学历 level equal 46 % 2025",
        ]),
        ("某市教育局2025年工作总结和2026年工作思路\n二、2026年工作思路\n", "近视率下降0.5个百分点。", [
            "goal 近视率 decrease equal 0.5 个百分点 2026",
        ]),
        (GOALS, "标准化死亡率到2030年下降三分之一；筛查率达到55%，发病率≦23%。", [
            "goal 标准化死亡率 decrease equal 33.3 % 2030", "goal 筛查率 level equal 55 % 2026", "goal 发病率 level at_most 23 % 2026",
        ]),
        (PLAN, "主要农作物化肥、农药利用率均达到43%以上，游客数恢复至2019年的110%。", [
            "goal 主要农作物化肥利用率 level at_least 43 % 2030", "goal 农药利用率 level at_least 43 % 2030",
        ]),
        ("某市综合交通“十五五”规划\n二、重点任务\n", "2026—2028年，实施提质600公里；至2030年，吞吐量年均增长15%。", [
            "goal 提质 level equal 600 公里 2028", "goal 吞吐量 average_growth equal 15 % 2026-2030",
        ]),
        (PLAN, "2026年、2027年转型覆盖率分别达到85%、92%。", [
            "goal 转型覆盖率 level equal 85 % 2026", "goal 转型覆盖率 level equal 92 % 2027",
        ]),
        (PLAN, "壮大新能源、新材料两大主导产业，力争2030年产值分别突破1500亿元、1000亿元。", [
            "goal 新能源产值 level more_than 1500 亿元 2030", "goal 新材料产值 level more_than 1000 亿元 2030",
        ]),
        (GOALS, "我国2025年人均寿命达80.8岁，较前一年增加0.6岁。", [
            "result 人均寿命 level equal 80.8 岁 2025", "result 人均寿命 increase_by equal 0.6 岁 2025",
        ]),
    ],
    "damage of scanning": [
        (RESULTS, "总产值 512 .6 亿元，增长5.9 ％。", ["result 总产值 level equal 512.6 亿元 2025", "result 总产值 growth equal 5.9 % 2025"]),
        (GOALS, "收入增长5%一6%，新增就业6，800人。", ["goal 收入 growth between 5..6 % 2026", "goal 新增就业 total equal 6800 人 2026"]),
        (GOALS, "进出口总额达到150亿元-160亿元。", ["goal 进出口总额 level between 150..160 亿元 2026"]),
    ],
    "what is no amount": [
        (RESULTS, "5岁以下儿童和65岁以上人口占比提高，第17届运动会办好，2024年3月5日开工，G60走廊提速。", []),
        (RESULTS, "推进第二轮承包到期后再延长30年试点工作，三次产业结构调整为3.8:48.6:47.6。", []),
        (RESULTS, "“十个新优势”和“1小时交通圈”基本建成，是“十三五”的2.1倍。", []),
        (GOALS, "取消费用高于5%的汇款渠道，淘汰30万千瓦以下机组。", []),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "sentence", "says"),
    [
        pytest.param(*example, id=f"{name}: {example[1][:12]}")
        for name, listed in EXAMPLES.items()
        for example in listed
    ],
)
def test_a_sentence_says(heading: str, sentence: str, says: list[str], tmp_path: Path) -> None:
    assert [told(statement) for statement in drafted(tmp_path, heading + sentence).statements] == says


# Documents of Taiwan, Hong Kong and Macau: their years, their words.
TAIWAN = "國家發展計畫（114至117年四年計畫）\n"
HONG_KONG = "行政長官2024年施政報告\n"
TRADITIONAL: list[tuple[str, str, list[str]]] = [
    (TAIWAN, "113年經濟成長率為4.3%。", ["result 經濟成長率 growth equal 4.3 % 2024"]),
    (TAIWAN, "114年總體經濟目標：平均每人國內生產毛額逾3.5萬美元。", ["goal 平均每人國內生產毛額 level more_than 3.5 万美元 2025"]),
    (TAIWAN, "114至117年平均每年經濟成長率目標為2.8%至3.6%。", ["goal 平均每年經濟成長率 average_growth between 2.8..3.6 % 2025-2028"]),
    (
        TAIWAN,
        "再生能源占比預計於民國115年11月達20%，119年提升至30%以上。",
        ["goal 再生能源占比 level equal 20 % 2026", "goal 再生能源占比 level at_least 30 % 2030"],
    ),
    (TAIWAN, "（一）平均每班學生數降為24.5人，課室使用比率達八成。", [
        "goal 平均每班學生數 level equal 24.5 人 2028", "goal 課室使用比率 level equal 80 % 2028",
    ]),
    (TAIWAN, "回收率113年已達62.4%，114年目標值為63%，濃度降至15微克/立方公尺以下，戶數於117年達1萬8,000戶。", [
        "result 回收率 level equal 62.4 % 2024", "goal 回收率 level equal 63 % 2025",
        "goal 濃度 level less_than 15 微克/立方米 2025", "goal 戶數 level equal 1.8 万户 2028",
    ]),
    (TAIWAN, "指標｜單位｜113年實績值｜114年目標值\n運量｜萬人次｜2,310｜2,400", [
        "result 運量 level equal 2310 万人次 2024", "goal 運量 level equal 2400 万人次 2025 <- 2310 2024",
    ]),
    (TAIWAN, "裝置容量由113年3.0GW增至124年18.4GW。", ["goal 裝置容量 level equal 18.4 gw 2035 <- 3 2024"]),
    (HONG_KONG, "12. 2023年本地生產總值達29,980億港元。", ["result 本地生產總值 level equal 29980 亿港元 2023"]),
    (HONG_KONG, "我們會在2030年前將創科人員增至逾10萬名。", ["goal 創科人員 level more_than 10 万名 2030"]),
    (HONG_KONG, "公屋輪候時間會在2026-27年度縮短至4.5年。", ["goal 公屋輪候時間 level equal 4.5 年 2027"]),
    (HONG_KONG, "41. 未來五年公營房屋供應量將達18.9萬個單位。\n55. 服務券總數會由12,000張增至16,000張。", [
        "goal 公營房屋供應量 total equal 18.9 万套 2024-2028",
        "goal 服務券總數 level equal 16000 张 <- 12000",
    ]),
    (HONG_KONG, "簡約公屋方面，約3萬個單位會於2027-28年度或之前落成。已成功吸引80家企業落戶。", [
        "goal 簡約公屋 level about 3 万套 2028", "result 成功吸引企業落戶 total equal 80 家 2024",
    ]),
    (HONG_KONG, "碳排放量要在2035年前較2005年水平減半。", ["goal 碳排放量 decrease equal 50 % 2035"]),
    (
        HONG_KONG,
        "電動巴士及的士的數目在2027年年底前增至約700輛及3,000輛。",
        ["goal 電動巴士的數目 level about 700 辆 2027", "goal 的士的數目 level about 3000 辆 2027"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("title", "sentence", "says"), TRADITIONAL)
def test_a_traditional_sentence_says(title: str, sentence: str, says: list[str], tmp_path: Path) -> None:
    assert [told(statement) for statement in drafted(tmp_path, title + "\n" + sentence).statements] == says
