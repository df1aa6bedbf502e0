"""Published indices: the scores of cities, countries and the hunger index, from their published parts."""

import csv
from collections.abc import Iterable, Mapping, Sequence

from planck.model.scorecard import Scorecard
from planck.score.run import NO_WISH, Wish, score
from tests.golden.folder import shared
from tests.scoring.building import Rows, by_region, columns, model

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
def test_sdg_index_83_countries_shown() -> None:
    table = rows("sdr2023/shown_index.csv")
    found = by_region(card(_goals("rule: peer_mean", table), _figures(table, "country", GOALS)))
    whole = [row for row in table if all(row[goal] for goal in GOALS)]
    pairs = [(found[row["country"]].score, float(row["published_score"])) for row in whole]
    assert len(table) == 83
    assert agreeing(pairs, 1e-4) == len(whole)


def test_africa_index_26_countries_shown() -> None:
    table = rows("africa2019/shown_index.csv")
    body = _goals("rule: reweight", [{**row, "region": "Africa"} for row in table])
    found = by_region(card(body, _figures(table, "country", GOALS)))
    pairs = [(found[row["country"]].score, float(row["published_score"])) for row in table if row["published_score"]]
    assert agreeing(pairs, 1e-9) == len(pairs)


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


def test_european_cities_323_of_338_goal_scores_shown() -> None:
    # 300 from their own figures, and the goals without a figure from the mean of the cities of the same region.
    assert _city_goals("{rule: reweight, domains: peer_mean}") == 323
    assert _city_goals("{rule: reweight}") == 300
