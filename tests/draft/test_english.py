"""What English sentences say numbers with. The goals are those of the United Nations (A/RES/70/1), shortened."""

from pathlib import Path

import pytest

from tests.draft.drafting import drafted, told

REPORT = "Report on the Work of the Government\nDelivered on March 5, 2024\n"
RESULTS = REPORT + "I. A Review of Our Work in 2023\n"
GOALS = REPORT + "II. Main targets for 2024\n"
STRATEGY = "Regional Strategy 2026-2030\nTargets\n"
REVIEW = "Voluntary National Review 2025: progress towards the goals\nGoal 3. Good health\n"
AGENDA = "Transforming our world: goals\nGoal 1\n"

EXAMPLES = [
    (
        AGENDA,
        "1.2 By 2030, reduce at least by half the proportion of people living in poverty",
        ["goal proportion of people living in poverty decrease at_least 50 % 2030"],
    ),
    (
        AGENDA,
        "2.3 By 2030, double the agricultural productivity of small-scale food producers",
        ["goal agricultural productivity of small-scale food producers multiple equal 2 times 2030"],
    ),
    (
        AGENDA,
        "3.1 By 2030, reduce the global maternal mortality ratio to less than 70 per 100,000 live births",
        ["goal global maternal mortality ratio level less_than 70 per 100,000 live births 2030"],
    ),
    (
        AGENDA,
        (
            "3.2 By 2030, reduce neonatal mortality to at least as low as 12 per 1,000 live births and under-5 mortality to "
            "at least as low as 25 per 1,000 live births"
        ),
        [
            "goal neonatal mortality level at_most 12 per 1,000 live births 2030",
            "goal under-5 mortality level at_most 25 per 1,000 live births 2030",
        ],
    ),
    (
        AGENDA,
        "3.4 By 2030, reduce by one third premature mortality from non-communicable diseases",
        ["goal premature mortality from non-communicable diseases decrease equal 33.3 % 2030"],
    ),
    (
        AGENDA,
        "8.1 Sustain at least 7 per cent gross domestic product growth per annum",
        ["goal gross domestic product growth per annum growth at_least 7 %"],
    ),
    (
        AGENDA,
        "10.c By 2030, reduce to less than 3 per cent the transaction costs of migrant remittances",
        ["goal transaction costs of migrant remittances level less_than 3 % 2030"],
    ),
    (AGENDA, "10.1 By 2030, achieve income growth of the bottom 40 per cent of the population", []),
    (
        AGENDA,
        "17.11 Significantly raise exports, with a view to doubling their share of global exports by 2030",
        ["goal share of global exports multiple equal 2 times 2030"],
    ),
    (
        RESULTS,
        "Gross domestic product (GDP) surpassed 126 trillion yuan, an increase of 5.2 percent.",
        [
            "result Gross domestic product level more_than 126 trillion yuan 2023",
            "result Gross domestic product growth equal 5.2 % 2023",
        ],
    ),
    (
        RESULTS,
        "The share of services in GDP rose from 53.4 percent to 54.6 percent.",
        ["result share of services in GDP level equal 54.6 % 2023 <- 53.4 2022"],
    ),
    (
        RESULTS,
        "Energy consumption per unit of GDP fell by 0.5 percent.",
        ["result Energy consumption per unit of GDP decrease equal 0.5 % 2023"],
    ),
    (GOALS, "over 12 million new urban jobs", ["goal new urban jobs level more_than 12 million 2024"]),
    (GOALS, "GDP growth of around 5 percent", ["goal GDP growth growth about 5 % 2024"]),
    (GOALS, "growth between 5 and 6 percent in retail sales", ["goal retail sales growth between 5..6 % 2024"]),
    (
        STRATEGY,
        "Between 2020 and 2025, output rose from 41.2 billion pounds to 48.9 billion pounds, an average annual growth of 3.5 percent.",
        [
            "result output level equal 48.9 billion pounds 2025 <- 41.2 2020",
            "result output average_growth equal 3.5 % 2021-2025",
        ],
    ),
    (
        RESULTS,
        "A total of 520,000 urban jobs were created, and the unemployment rate averaged 5.1 percent.",
        ["result urban jobs total equal 520000 2023", "result unemployment rate level equal 5.1 % 2023"],
    ),
    (
        STRATEGY,
        "At least half of new cars will be electric by 2030, and one in three residents will cycle by 2028.",
        [
            "goal new cars will be electric level at_least 50 % 2030",
            "goal residents will cycle level equal 33.3 % 2028",
        ],
    ),
    (
        STRATEGY,
        "Become net zero by 2050 and achieve universal access to clean water by 2030.",
        ["goal net zero level equal 0 2050", "goal access to clean water level equal 100 % 2030"],
    ),
    (
        STRATEGY,
        "By 2030, the city will rank among the top 10 in the Global Liveability Index.",
        ["goal Global Liveability Index rank equal 10 位 2030"],
    ),
    (
        STRATEGY,
        "Emissions will fall to 2.5 million tonnes by 2030, down from 4.1 million tonnes in 2018.",
        ["goal Emissions level equal 2.5 million tonnes 2030 <- 4.1 2018"],
    ),
    (
        STRATEGY,
        "Increase the employment rate to 80% (from 76% in 2019) by 2030; bring forest cover up to 33 per cent by 2030.",
        ["goal employment rate level equal 80 % 2030 <- 76 2019", "goal forest cover level equal 33 % 2030"],
    ),
    (
        STRATEGY,
        "Cut net emissions to 50 per cent below 2005 levels by 2030, and aim for a 40 per cent reduction in methane by 2029.",
        ["goal net emissions decrease equal 50 % 2030", "goal methane decrease equal 40 % 2029"],
    ),
    (
        STRATEGY,
        "Cut the poverty rate in half by 2030, increase the number of start-ups fivefold by 2029 and attract $3.5 billion in private investment by 2028.",
        [
            "goal poverty rate decrease equal 50 % 2030",
            "goal number of start-ups multiple equal 5 times 2029",
            "goal private investment level equal 3.5 billion $ 2028",
        ],
    ),
    (
        RESULTS,
        "Net enrolment increased by 6 percentage points since 2018, to 97.2 per cent. We aim to bring it below 99 per cent by 2030.",
        [
            "result Net enrolment increase_by equal 6 个百分点 2023",
            "result Net enrolment level equal 97.2 % 2023",
            "goal net enrolment level less_than 99 % 2030",
        ],
    ),
    (
        RESULTS,
        "Maternal mortality stood at 46 in 2023; the national target is 30 by 2030.",
        ["result Maternal mortality level equal 46 2023", "goal maternal mortality level equal 30 2030"],
    ),
    (
        STRATEGY,
        "It aims to create 300,000 jobs by 2028; the stunting rate is to drop below 20 per cent by 2028, of which 5 per cent is severe.",
        ["goal jobs level equal 300000 2028", "goal stunting rate level less_than 20 % 2028"],
    ),
    (
        STRATEGY,
        "Lower water use by 15% below 2022 levels by 2028 and by 25% by 2030; all residents live within 10 minutes of a park.",
        ["goal water use decrease equal 15 % 2028", "goal water use decrease equal 25 % 2030"],
    ),
    (
        RESULTS,
        "GDP expanded by 4.6 per cent in 2023, against a target of 5 per cent; participation edged up to 66.3 per cent from 65.9 per cent in 2022.",
        ["result GDP growth equal 4.6 % 2023", "result participation level equal 66.3 % 2023 <- 65.9 2022"],
    ),
    (
        RESULTS,
        "GDP growth in the period 2016-2019 averaged 6.8% per year. In 2023, 1,240 kilometres of roads were upgraded and 86,000 households were connected.",
        [
            "result GDP growth average_growth equal 6.8 % 2016-2019",
            "result roads level equal 1240 kilometres 2023",
            "result households level equal 86000 2023",
        ],
    ),
    (
        "City Plan\nProgress\n",
        "In 2022, 63% of adults held a diploma and water use stood at 98 litres per day.",
        ["result adults held a diploma level equal 63 % 2022", "result water use level equal 98 2022"],
    ),
    (
        RESULTS,
        "Exports totaled 912 billion yuan, an increase of 9.3 percent over the previous year, and we completed 310 rural road projects.",
        [
            "result Exports level equal 912 billion yuan 2023",
            "result Exports growth equal 9.3 % 2023",
            "result rural road projects total equal 310 2023",
        ],
    ),
    (
        "Climate Report\nTargets for 2030\n",
        "Spend 3.5% of GDP on research by 2025. Public debt ratio of max. 60% of GDP. Mortality: fall to 100 per year by 2030.",
        [
            "goal GDP on research level equal 3.5 % 2025",
            "goal Public debt ratio of GDP level at_most 60 % 2030",
            "goal Mortality level equal 100 2030",
        ],
    ),
    (STRATEGY, "Restore ten million hectares by 2029.", ["goal Restore level equal 10 million hectares 2029"]),
    (STRATEGY, "Tree canopy: 30 percent by 2029.", ["goal Tree canopy level equal 30 % 2029"]),
    (
        STRATEGY,
        "Achieve GDP growth of 7-8 percent per year during 2026-2028; cut energy use 30 percent by 2027 and 50 percent by 2030.",
        [
            "goal GDP growth average_growth between 7..8 % 2026-2028",
            "goal energy use decrease equal 30 % 2027",
            "goal energy use decrease equal 50 % 2030",
        ],
    ),
    (
        STRATEGY,
        "By 2030:\n• mortality at or below 12 per 1,000 live births",
        ["goal mortality level at_most 12 per 1,000 live births 2030"],
    ),
    (
        STRATEGY,
        "By 2028, the city will:\n• cut car traffic by 20%\nWalking reaches 30% of trips.",
        ["goal car traffic decrease equal 20 % 2028", "goal Walking of trips level equal 30 % 2030"],
    ),
    (
        STRATEGY,
        "By 2027, the number of small firms will double to 4,000.",
        ["goal number of small firms multiple equal 2 times 2027", "goal number of small firms level equal 4000 2027"],
    ),
    (
        STRATEGY,
        "Reduce emissions by 40 percent by 2030 compared with 2019 levels, and by 78 percent by 2035.",
        ["goal emissions decrease equal 40 % 2030", "goal emissions decrease equal 78 % 2035"],
    ),
    (
        STRATEGY,
        "Double the number of high-growth firms by 2030 and keep the unemployment rate below 4 percent.",
        [
            "goal number of high-growth firms multiple equal 2 times 2030",
            "goal unemployment rate level less_than 4 % 2030",
        ],
    ),
    (
        STRATEGY,
        "Bring the waiting time down from 18 to 12 weeks by 2028.",
        ["goal waiting time level equal 12 weeks 2028 <- 18"],
    ),
    (
        STRATEGY,
        "By 2030, reduce the share of youth not in education, employment or training by 10 percentage points.",
        ["goal share of youth not in education, employment or training decrease equal 10 个百分点 2030"],
    ),
    (
        STRATEGY,
        "Increase the share of wind power from 14 percent in 2020 to 30 percent in 2030.",
        ["goal share of wind power level equal 30 % 2030 <- 14 2020"],
    ),
    (
        RESULTS,
        "Income of urban and rural residents reached 42,350 yuan and 24,180 yuan, up 4.8 percent and 6.5 percent respectively.",
        [
            "result Income of urban level equal 42350 yuan 2023",
            "result rural residents level equal 24180 yuan 2023",
            "result Income of urban growth equal 4.8 % 2023",
            "result rural residents growth equal 6.5 % 2023",
        ],
    ),
    (RESULTS, "We renovated 18 old compounds.", ["result old compounds total equal 18 2023"]),
    (
        STRATEGY,
        "By 2030, life expectancy will reach 80 years. Energy use will be cut by 13 percent over the five years.",
        ["goal life expectancy level equal 80 years 2030", "goal Energy use decrease equal 13 % 2026-2030"],
    ),
    (
        REVIEW,
        "Stunting fell to 22 per cent in 2023 from 31 per cent in 2016. By 2030, we will bring it below 15 per cent and double the average income of farmers.",
        [
            "result Stunting level equal 22 % 2023 <- 31 2016",
            "goal stunting level less_than 15 % 2030",
            "goal income of farmers multiple equal 2 times 2030",
        ],
    ),
    (
        REVIEW,
        "The mortality ratio stood at 145 deaths per 100,000 births in 2022. The target for 2030 is fewer than 70 deaths.",
        ["result mortality ratio level equal 145 2022", "goal mortality ratio level less_than 70 2030"],
    ),
    (
        REVIEW,
        "Enrolment rose by 6 percentage points to 94 per cent between 2015 and 2023.",
        [
            "result Enrolment increase_by equal 6 个百分点 2016-2023",
            "result Enrolment level equal 94 % 2023",
        ],
    ),
    (
        REVIEW,
        "Forest cover increased from 29.1 per cent to 30.4 per cent, and is to reach 32 per cent of the land by 2030.",
        ["result Forest cover level equal 30.4 % 2024 <- 29.1 2023", "goal Forest cover level equal 32 % 2030"],
    ),
    (
        REVIEW,
        "Unemployment remains high at 18.7 per cent, with a target of 12 per cent by 2028.",
        ["result Unemployment level equal 18.7 % 2024", "goal Unemployment level equal 12 % 2028"],
    ),
    (
        STRATEGY,
        "By 2030 we will cut emissions by 45 per cent compared with 2010, and by 2035 by at least 65 per cent.",
        ["goal emissions decrease equal 45 % 2030", "goal emissions decrease at_least 65 % 2035"],
    ),
    (
        STRATEGY,
        "Coverage stood at 54 per cent in 2022. By 2027 it should reach 65 per cent. The ratio of doctors was 1:16,000.",
        ["result Coverage level equal 54 % 2022", "goal coverage level equal 65 % 2027"],
    ),
    (
        STRATEGY,
        "Revenue is projected to grow at an average of 8 per cent a year, from 620 million shillings in 2025 to 910 million shillings in 2030.",
        [
            "goal Revenue average_growth equal 8 % 2026-2030",
            "goal Revenue level equal 910 million shillings 2030 <- 620 2025",
        ],
    ),
    (
        STRATEGY,
        "Youth unemployment, now 23 per cent, is to fall to 15 per cent, and HIV prevalence is to be brought below 4 per cent.",
        [
            "result Youth unemployment level equal 23 % 2025",
            "goal Youth unemployment level equal 15 % 2030",
            "goal HIV prevalence level less_than 4 % 2030",
        ],
    ),
    (
        REVIEW,
        "The share of pupils at the standard was 63 per cent. We aim for 70 per cent by 2027.",
        [
            "result share of pupils at the standard level equal 63 % 2024",
            "goal share of pupils at the standard level equal 70 % 2027",
        ],
    ),
    (GOALS, "CPI increase of 3 percent or lower", ["goal CPI growth at_most 3 % 2024"]),
]


@pytest.mark.parametrize(("heading", "sentence", "says"), EXAMPLES, ids=[example[1][:30] for example in EXAMPLES])
def test_a_sentence_says(heading: str, sentence: str, says: list[str], tmp_path: Path) -> None:
    assert [told(statement) for statement in drafted(tmp_path, heading + sentence).statements] == says


def test_revenue_is_an_outcome_and_what_is_budgeted_is_none(tmp_path: Path) -> None:
    text = "General public budget revenue growth of 4 percent; a budget of 300 million yuan for roads."
    assert [each.tier for each in drafted(tmp_path, GOALS + text).statements] == ["core", "measure"]
