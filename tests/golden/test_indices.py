"""Published indices: the scores of cities, countries and the hunger index, from their published parts."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from planck.cli.app import run
from planck.engine.scoring.ranks import rounded
from planck.load.scoring.model import load_model, read_model
from planck.load.table.figures import load_figures
from planck.model.scorecard import Scorecard, UnitScore, Unscored
from planck.model.scoring import ScoringModel
from planck.model.table import Figures
from planck.pipeline.score import score as run_score
from planck.score.run import NO_WISH, Wish, card_of, compared_with, score, scoring
from tests.golden.folder import shared
from tests.scoring.building import HEAD, Rows, by_region, columns, document, model
from tests.scoring.building import table as table_of

Row = Mapping[str, str]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the shared folder."""
    with shared(f"golden/published/{name}").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def classes(pairs: Iterable[tuple[str, str]]) -> str:
    """The classes of a model, from (unit, class) pairs."""
    found: dict[str, list[str]] = {}
    for unit, class_ in pairs:
        found.setdefault(class_, []).append(unit)
    listed = [f"  c{at}: {{regions: {units}}}\n" for at, units in enumerate(found.values())]
    return "classes:\n" + "".join(listed)


def card(body: str, figures: Rows, wish: Wish = NO_WISH) -> Scorecard:
    """The scorecard of a model's body on figures."""
    return score(model(body), columns(figures), (), wish)


def agreeing(pairs: Sequence[tuple[object, float]], within: float) -> int:
    """How many made numbers are within so much of the published one."""
    return sum(isinstance(made, float) and abs(made - wanted) <= within for made, wanted in pairs)


GOALS = [f"goal_{number}" for number in range(1, 18)]


def _goals(rule: str, table: Sequence[Row]) -> str:
    listed = "".join(f"  {goal}: {{series: {{normalise: as_is}}}}\n" for goal in GOALS)
    return f"missing: {{{rule}}}\n{classes((row['country'], row['region']) for row in table)}domains:\n{listed}"


def _figures(table: Sequence[Row], unit: str, parts: Iterable[str]) -> Rows:
    return [(row[unit], part, 2023, row[part]) for row in table for part in parts if row[part]]


# Regions with every second country are other peers than the published ones, so that gaps do not follow; those that the
# whole regions give are below.
def test_sdg_index_55_of_the_55_whole_countries_shown() -> None:
    table = rows("sdr2023/shown_index.csv")
    found = by_region(card(_goals("rule: peer_mean", table), _figures(table, "country", GOALS)))
    whole = [row for row in table if all(row[goal] for goal in GOALS)]
    pairs = [(found[row["country"]].score, float(row["published_score"])) for row in whole]
    assert len(table) == 83
    assert agreeing(pairs, 1e-4) == len(whole) == 55


def test_africa_index_27_of_the_27_countries_shown() -> None:
    table = rows("africa2019/shown_index.csv")
    body = _goals("rule: reweight", [{**row, "region": "Africa"} for row in table])
    found = by_region(card(body, _figures(table, "country", GOALS)))
    pairs = [(found[row["country"]].score, float(row["published_score"])) for row in table if row["published_score"]]
    assert agreeing(pairs, 1e-9) == len(pairs) == 27
    # Ranks are among all 52; those of half of the countries stand in the same order.
    ranked = [row for row in table if row["published_score"]]
    by_made = sorted(ranked, key=lambda row: found[row["country"]].rank or 0)
    assert by_made == sorted(ranked, key=lambda row: int(row["published_rank"]))


def _city_model(missing: str) -> str:
    book = rows("eu_cities/codebook.csv")
    regions = {(row["city"], row["region"]) for row in rows("eu_cities/shown_goal_scores.csv")}
    parts: dict[str, list[str]] = {}
    for row in book:
        if row["weight"]:
            better = "lower" if float(row["best"]) < float(row["worst"]) else "higher"
            post = f"{{method: goalposts, worst: {row['worst']}, best: {row['best']}}}"
            parts.setdefault(f"sdg{row['goal']}", []).append(
                f"      {row['indicator']}: {{weight: {float(row['weight'])}, better: {better}, normalise: {post}}}\n"
            )
    domains = "".join(
        f"  {goal}:\n    weights: as_stated\n    indicators:\n{''.join(own)}" for goal, own in parts.items()
    )
    return f"missing: {missing}\n{classes(sorted(regions))}domains:\n{domains}"


def _city_goals(missing: str) -> int:
    figures = [tuple(row.values()) for row in rows("eu_cities/figures.csv") if row["indicator"] != "sdg11_rburden"]
    found = by_region(card(_city_model(missing), figures))  # type: ignore[arg-type]
    pairs = []
    for row in rows("eu_cities/shown_goal_scores.csv"):
        made = {domain.id: domain.score for domain in found[row["city"]].domains}[row["goal"].lower()]
        pairs.append((made, float(row["published_goal_score"])))
    return agreeing(pairs, 1e-6)


def test_european_cities_323_of_the_338_goal_scores_shown() -> None:
    # 300 from their own figures, and the goals without a figure from the mean of the cities of the same region.
    assert _city_goals("{rule: reweight, domains: peer_mean}") == 323
    assert _city_goals("{rule: reweight}") == 300


# The Global Hunger Index: a third, two sixths and a third of four figures over fixed maxima.
HUNGER = ("undernourished_pct", "wasting_pct", "stunting_pct", "under5_mortality_pct")


def _hunger_model() -> ScoringModel:
    path = Path(__file__).parents[2] / "targets" / "models" / "hunger-index.yaml"
    found, findings = load_model(document(path.read_text(encoding="utf-8")))
    assert findings == ()
    assert found is not None
    return found


def _compared(name: str) -> Counter[str]:
    """Every published score held against those made, over all years: how many follow, and how the others stand."""
    table, counts = rows(name), Counter[str]()
    printed = [
        (row["country"], part, row["year"], row[part].replace(" ", ""))
        for row in table
        for part in (*HUNGER, "published_score")
        if row[part] not in "-—"
    ]
    figures, findings = load_figures(document(table_of(printed), "figures.csv"))
    assert {finding.code for finding in findings} <= {"E045"}
    published = [(region, "score", year, text) for region, part, year, text in printed if part == "published_score"]
    wanted, _ = load_figures(document(table_of(published), "published.csv"))
    for year in sorted({row["year"] for row in table}):
        made = scoring(_hunger_model(), figures, (), int(year))
        of_year = [figure for figure in wanted if figure.period.label == year]
        for finding in compared_with(Figures.of(of_year), card_of(made), made).findings:
            if finding.code == "G115":
                counts["follow"] += int(str(finding.arguments["agreed"]))
                counts["within rounding"] += int(str(finding.arguments["within"]))
            if finding.code in ("G114", "G117"):
                counts[finding.code] += int(str(finding.arguments.get("count", 1)))
    return counts


def test_hunger_index_2016_214_of_the_214_scores_shown() -> None:
    # 447 in all; "<5" is met by every score under it.
    assert _compared("ghi2016/shown_cases.csv") == {"follow": 214, "within rounding": 0}


def test_hunger_index_2024_248_of_the_248_scores_shown() -> None:
    # 26 countries have an input printed as "< 2.5", for which the published score lies within the range.
    assert _compared("ghi2024/shown_cases.csv") == {"follow": 205, "within rounding": 43}


def test_hunger_index_a_bound_is_carried_to_the_range() -> None:
    # Armenia 2016, by hand: 2.5 of 80 is at most 1.04 of a third; the published score is 6.4.
    armenia, albania = ("<2.5", "4.4", "9.4", "1.4"), ("4.9", "6.5", "32.8", "2.7")
    figures = columns(
        [
            (country, name, 2016, text)
            for country, texts in (("Armenia", armenia), ("Albania", albania))
            for name, text in zip(HUNGER, texts, strict=True)
        ],
        noted=True,
    )
    unit = by_region(score(_hunger_model(), figures))["Armenia"]
    assert unit.score is Unscored.GAP_REFUSED
    rest = 4.4 / 30 / 6 + 9.4 / 70 / 6 + 1.4 / 35 / 3
    assert (unit.low, unit.high) == pytest.approx((100 * rest, 100 * (rest + 2.5 / 80 / 3)))


def test_hunger_index_growth_of_53_of_the_53_countries_shown(tmp_path: Path) -> None:
    # Change in points and in per cent of the older score, as one run of both years gives them.
    table = rows("ghi2024/shown_growth.csv")
    scores: Rows = [(row["country"], "s", year, row[f"score_{year}"]) for row in table for year in (2016, 2024)]
    body = f"{HEAD}round: {{digits: 1}}\ndomains: {{s: {{series: {{normalise: as_is}}}}}}\n"
    paths = [tmp_path / "model.yaml", tmp_path / "figures.csv", tmp_path / "growth.csv"]
    paths[0].write_text(body, encoding="utf-8")
    paths[1].write_text(table_of(scores), encoding="utf-8")
    assert run(["score", *map(str, paths[:2]), "--period", "2016,2024", "--report", f"csv={paths[2]}"]) == 0
    made = {
        row["region"]: row
        for row in csv.DictReader(paths[2].read_text(encoding="utf-8-sig").splitlines())
        if row["change"]
    }
    for row in table:
        found = made[row["country"]]
        assert rounded(float(found["change"]), 1)[0] == float(row["published_absolute_change"])
        assert rounded(float(found["change_percent"]), 1)[0] == float(row["published_pct_change"])
    assert len(table) == 53


def test_scores_under_the_border_share_their_ranks() -> None:
    # Chile and Kuwait 2000 are printed as "<5"; both come before Albania's 16.0.
    figures = columns([
        *((("Chile", name, 2000, value) for name, value in zip(HUNGER, (3.2, 0.5, 3, 1.1), strict=True))),
        *((("Kuwait", name, 2000, value) for name, value in zip(HUNGER, (2.6, 2.1, 3.9, 1.3), strict=True))),
        *((("Albania", name, 2000, value) for name, value in zip(HUNGER, (4.9, 6.5, 32.8, 2.7), strict=True))),
    ])  # fmt: skip
    found = by_region(score(_hunger_model(), figures))
    assert [(found[name].rank, found[name].rank_to, found[name].grade) for name in ("Chile", "Kuwait", "Albania")] == [
        (1, 2, "low"),
        (1, 2, "low"),
        (3, None, "moderate"),
    ]
    assert found["Albania"].score == 16.0


# The Inequality-adjusted Human Development Index; without any inequality it is the index itself, as UNDP says.

UNEQUAL = ("inequality_of_life", "inequality_of_education", "inequality_of_income")


def _unequal(rows_of: Sequence[Row], inequality: tuple[float, float, float]) -> Mapping[str, UnitScore]:
    path = Path(__file__).parents[2] / "targets" / "models" / "ihdi.yaml"
    of, findings = load_model(document(path.read_text(encoding="utf-8")))
    assert of is not None, findings
    figures: Rows = [
        *((row["country"], name, 2022, row[name]) for row in rows_of for name in ("le", "eys", "mys", "gnipc")),
        *(
            (row["country"], name, 2022, share)
            for row in rows_of
            for name, share in zip(UNEQUAL, inequality, strict=True)
        ),
    ]
    return by_region(score(of, columns(figures), (), NO_WISH))


def test_without_inequality_193_of_the_193_published_indices_follow() -> None:
    with shared("golden/composite/hdi_2022.csv").open(encoding="utf-8") as file:
        table = [row for row in csv.DictReader(file) if row["rank_published"]]
    found = _unequal(table, (0, 0, 0))
    made = {row["country"]: (found[row["country"]].score, found[row["country"]].rank) for row in table}
    assert made == {row["country"]: (float(row["hdi_published"]), int(row["rank_published"])) for row in table}
    assert len(made) == 193


def test_inequality_takes_each_dimension_down_by_its_share() -> None:
    # Technical note 2: the cube root of the product of (1 - A) times the index of each dimension.
    albania = {"country": "Albania", "le": "76.833", "eys": "14.48746967", "mys": "10.12114431", "gnipc": "15293.32651"}
    whole, less = (_unequal([albania], shares)["Albania"].score for shares in ((0, 0, 0), (10, 20, 30)))
    assert whole == 0.789
    assert less == pytest.approx(0.789 * (0.9 * 0.8 * 0.7) ** (1 / 3), abs=6e-4)


# The models as they ship, with the tables beside them.


@pytest.mark.parametrize(
    ("name", "scored"),
    [("european-cities", "eu_cities/figures.csv"), ("hunger-index", ""), ("sdg-index", ""), ("ihdi", "")],
)
def test_models_of_published_indices_are_sound(name: str, scored: str) -> None:
    folder = Path(__file__).parents[2] / "targets" / "models"
    files = [str(shared(f"golden/published/{scored}"))] if scored else []
    made = run_score(str(folder / f"{name}.yaml"), files)
    assert [one.code for one in made.findings if one.blocking] == []
    if name == "european-cities":
        assert made.card is not None
        found = by_region(made.card)
        pairs = [
            (
                {one.id: one.score for one in found[row["city"]].domains}[row["goal"].lower()],
                float(row["published_goal_score"]),
            )
            for row in rows("eu_cities/shown_goal_scores.csv")
        ]
        assert agreeing(pairs, 1e-6) == 323


# Afghanistan, 1990 to 1994: the published index, and life expectancy, expected and mean years of schooling and income of
# women and of men. Source: UNDP, Human Development Report 2021-22, composite indices, complete time series.
BY_SEX = (
    (1990, 0.595, (48.3973, 1.970662649, 0.342503031, 668.0557602), (43.7088, 3.939092538, 1.311019876, 4700.298515)),
    (1991, 0.588, (49.1439, 2.0966789, 0.371860434, 564.9263743), (44.3528, 4.171639642, 1.385485805, 3987.412921)),
    (1992, 0.586, (50.3197, 2.230753402, 0.401217837, 508.7507302), (45.0697, 4.417915329, 1.459951734, 3611.099678)),
    (1993, 0.548, (52.7389, 2.373401451, 0.43057524, 374.5810925), (50.2164, 4.678730074, 1.534417663, 2675.906967)),
    (1994, 0.524, (53.5442, 2.525171289, 0.459932642, 266.2076098), (49.5307, 4.954942201, 1.608883592, 1908.508902)),
)


def test_gender_development_5_of_the_5_published_indices_follow() -> None:
    of, _, findings = read_model("gdi")
    assert of is not None
    assert not findings
    figures: Rows = [
        ("AFG", f"{name}_{sex}", year, value)
        for year, _, *parts in BY_SEX
        for sex, values in zip("fm", parts, strict=True)
        for name, value in zip(("le", "eys", "mys", "gni_pc"), values, strict=True)
    ]
    for year, published, *_ in BY_SEX:
        assert by_region(score(of, columns(figures), (), Wish(year=year)))["AFG"].score == published
