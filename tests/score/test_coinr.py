"""COINr's tables of the ASEM index: every normalisation, aggregation, missing-data rule, and the replayed weights.

Tolerance: 1e-12 relative to the largest number of the column; ranks are exact.
"""

import csv
from collections.abc import Mapping

import numpy as np
import pytest

from planck.engine.scoring.aggregate import WEIGHTINGS, effective_weights, rolled, weights_made
from planck.engine.scoring.normalise import Marking, marks_of
from planck.engine.scoring.ranks import quantile, ranks
from planck.engine.scoring.ways import Floats, Refusal
from planck.score.draws import estimates, leave_one_out
from tests.golden.folder import shared
from tests.score.asem import HOME, asem, sheet, stage, weights_in, with_method, with_weights
from tests.score.building import reasons


def close(found: Floats, printed: Floats) -> None:
    """Within 1e-12 of the printed numbers, relative to the largest of each column; gaps at the same places."""
    assert found.shape == printed.shape
    assert (np.isnan(found) == np.isnan(printed)).all()
    largest = np.nanmax(np.abs(printed), axis=0)
    assert np.nanmax(np.abs(found - printed) / largest) < 1e-12


def markings(method: str, **given: float | Floats) -> list[Marking]:
    """How the ASEM indicators are marked; a parameter may differ between them."""
    columns = range(len(asem().indicators))
    each = [{name: float(np.broadcast_to(value, len(columns))[k]) for name, value in given.items()} for k in columns]
    return [Marking(method=method, direction=float(asem().directions[k]), given=each[k]) for k in columns]


def marked(figures: Floats, method: str, **given: float | Floats) -> Floats:
    """Marks of ASEM figures, none refused."""
    marks = marks_of(figures, markings(method, **given))
    assert not marks.why.any()
    return marks.value


def printed(name: str) -> Floats:
    return sheet(name).numbers(asem().indicators, asem().units)


def test_normalisations_of_the_treated_data() -> None:
    x, d = stage("stage_5_Treated"), asem().directions
    close(marked(x, "min_max"), printed("norm_minmax_0_100"))
    close(marked(x, "min_max", low=1.0, high=10.0), printed("norm_minmax_1_10"))
    close(marked(x, "z_score", mean=0.0, sd=1.0), printed("norm_zscore_0_1"))
    close(marked(x, "z_score", mean=10.0, sd=2.0), printed("norm_zscore_10_2"))
    close(marked(x, "rank"), printed("norm_rank"))
    close(marked(x, "borda"), printed("norm_borda"))
    close(marked(x, "percentile_rank", scale=1.0), printed("norm_prank"))
    close(marked(x, "distance_to_maximum", scale=1.0), printed("norm_dist2max"))
    reference = x[4]
    close(
        marked(x, "distance_to_reference", scale=1.0, cap=1.0, reference=reference), printed("norm_dist2ref_row5_cap")
    )
    close(marked(x, "scaled", worst=0.0, best=50.0 * d), printed("norm_scaled_0_50"))


def test_fraction_of_the_maximum_is_turned_round_where_less_is_better() -> None:
    # COINr divides by the best there too, which gives worse figures more: ours is the reciprocal.
    # A best figure of 0 leaves nothing to divide by: COINr prints gaps and infinities, we refuse the indicator.
    x, less = stage("stage_5_Treated"), asem().directions < 0
    marks = marks_of(x, markings("fraction_of_maximum", scale=1.0))
    table, zero = printed("norm_fracmax"), less & (x.min(axis=0) <= 0)
    assert zero.sum() == 3
    assert reasons(marks.why) == tuple(Refusal.NOT_POSITIVE if one else None for one in zero)
    assert not np.isfinite(table[:, zero]).all(axis=0).any()
    close(marks.value[:, ~less], table[:, ~less])
    close(1 / marks.value[:, less & ~zero], table[:, less & ~zero])


def test_normalisations_of_the_raw_data() -> None:
    x, d = stage("stage_1_Raw"), asem().directions
    targets = dict(
        zip(
            sheet("directions_targets", "iCode").rows,
            sheet("directions_targets", "iCode").columns["Target"],
            strict=True,
        )
    )
    target = np.array([float(targets[name]) for name in asem().indicators])
    start = np.nanmin(x * d, axis=0) * d
    free = marked(x, "distance_to_target", scale=1.0, start=start, target=target)
    close(free, printed("norm_dist2targ_raw_nocap"))
    close(
        marked(x, "distance_to_target", scale=1.0, cap=1.0, start=start, target=target),
        printed("norm_dist2targ_raw_cap"),
    )
    posts = sheet("goalposts_used", "iCode").numbers(("goalpost_lower", "goalpost_upper"), asem().indicators)
    worst, best = np.where(d > 0, posts[:, 0], posts[:, 1]), np.where(d > 0, posts[:, 1], posts[:, 0])
    close(marked(x, "goalposts", worst=worst, best=best), printed("norm_goalposts_raw"))


AGGREGATED: dict[str, tuple[str, Mapping[str, str], Mapping[str, float], str]] = {
    "agg_amean": ("arithmetic", {}, {}, ""),
    "agg_amean_amean_gmean": ("arithmetic", {"Index": "geometric"}, {}, ""),
    "agg_amean_random_weights": ("arithmetic", {}, {}, "weights_random"),
    "agg_gmean": ("geometric", {}, {}, ""),
    "agg_gmean_random_weights": ("geometric", {}, {}, "weights_random"),
    "agg_hmean": ("harmonic", {}, {}, ""),
    "agg_genmean_p2": ("generalised", {}, {"power": 2.0}, ""),
    "agg_genmean_pm1": ("generalised", {}, {"power": -1.0}, ""),
    "agg_copeland_all_levels_via_wrapper": ("copeland", {}, {}, ""),
}


@pytest.mark.parametrize("name", AGGREGATED)
def test_aggregations_up_four_levels(name: str) -> None:
    method, levels, given, weights = AGGREGATED[name]
    tree = with_method(method, levels, **given)
    tree = with_weights(tree, weights_in(weights)) if weights else tree
    parts = rolled(stage("agg_input_minmax_1_100"), tree)
    assert not parts.why.any()
    close(parts.value[:, tree.leaves :], sheet(name).numbers(asem().aggregates, asem().units))


def test_missing_marks_scale_the_other_weights_up() -> None:
    tree = with_method("arithmetic")
    parts = rolled(stage("missing_normalised"), tree)
    close(parts.value[:, tree.leaves :], sheet("missing_agg_amean_nothresh").numbers(asem().aggregates, asem().units))


def test_stages_to_results_with_ranks_and_group_ranks() -> None:
    tree = asem().tree
    marks = marked(stage("stage_5_Treated"), "min_max")
    close(marks, printed("stage_6_Normalised"))
    parts = rolled(marks, tree)
    names = asem().indicators + asem().aggregates
    close(parts.value, sheet("stage_7_Aggregated").numbers(names, asem().units))
    close(parts.value, sheet("results_full_scores").numbers(names, asem().units))
    table, groups = sheet("results_ranks"), sheet("ASEM_iData")
    of = dict(zip(groups.rows, groups.columns["GDP_group"], strict=True))
    group = np.array([of[unit] for unit in asem().units])
    for place, name in enumerate(asem().aggregates):
        scores = parts.value[:, tree.leaves + place]
        assert ranks(scores).tolist() == table.numbers((name,), asem().units)[:, 0].astype(int).tolist()
        expected = sheet("results_groupranks_GDP").numbers((name,), asem().units)[:, 0].astype(int)
        for one in set(group):
            assert ranks(scores[group == one]).tolist() == expected[group == one].tolist()


def test_replayed_weights_give_the_index_and_its_rank_statistics() -> None:
    table, tree = sheet("ua_noisy_weights_100", "iCode"), asem().tree
    names = asem().indicators + asem().aggregates
    drawn = {
        (rep, code): float(w)
        for rep, code, w in zip(table.columns["rep"], table.rows, table.columns["Weight"], strict=True)
    }
    weights = [
        np.array([[drawn[str(rep), names[part]] for rep in range(1, 101)] for part in node.parts])
        for node in tree.nodes
    ]
    index = rolled(stage("stage_6_Normalised"), tree, weights).index
    close(index, sheet("ua_noisy_weights_index_100").numbers(tuple(f"r_{rep}" for rep in range(1, 101)), asem().units))
    ranked = np.stack([ranks(index[:, rep]) for rep in range(100)])
    statistics = sheet("ua_noisy_weights_rankstats").numbers(("Mean", "Median", "Q5", "Q95"), asem().units)
    close(np.column_stack([ranked.mean(axis=0), *quantile(ranked, (0.5, 0.05, 0.95))]), statistics)


def test_effective_weights_and_those_of_the_first_component() -> None:
    table = sheet("eff_weights", "iCode")
    names = asem().indicators + asem().aggregates
    close(effective_weights(asem().tree)[:, None], table.numbers(("EffWeight",), names))
    pillars = tuple(name for name in asem().aggregates if name not in {"Conn", "Sust", "Index"})
    x = sheet("stage_7_Aggregated").numbers(pillars, asem().units)
    expected = weights_in("pca_weights_level2")
    close(WEIGHTINGS["pca"].make(x)[:, None], np.array([[expected[name]] for name in pillars]))
    assert weights_made("pca", x) == Refusal.NEGATIVE_WEIGHT


@pytest.mark.parametrize("name", ["entropy", "critic"])
def test_objective_weights_agree_with_five_packages(name: str) -> None:
    table = sheet("../weights/objective_weights_ASEM", "iCode")
    found = weights_made(name, stage("agg_input_minmax_1_100"))
    assert not isinstance(found, Refusal)
    columns = [one for one in table.columns if one.startswith(f"{name}__") and "formula" not in one]
    assert len(columns) >= 4
    for column in columns:
        # pyDecision adds a small number inside its logarithms: 1e-6 for entropy, 1e-9 elsewhere.
        tolerance = 2e-6 if column == "entropy__pyDecision" else 1e-9
        expected = table.numbers((column,), asem().indicators)[:, 0]
        assert np.abs(found / expected - 1).max() < tolerance


def test_sobol_estimates_of_the_ishigami_function() -> None:
    with shared(f"{HOME}/sobol_ishigami_sample_N64.csv").open(encoding="utf-8") as file:
        y = np.array([float(row["y"]) for row in csv.DictReader(file)]).reshape(5, 64)
    table = sheet("sobol_ishigami_N64", "Variable").numbers(("Si", "STi"))
    close(np.column_stack(estimates(y[0], y[1], y[2:])), table)


def test_ranks_without_each_pillar() -> None:
    tree = asem().tree
    marks = stage("stage_6_Normalised")
    found = leave_one_out(marks, tree)
    for place, name in enumerate(asem().aggregates[:8]):
        expected = sheet("remove_pillar_ranks").numbers((name,), asem().units)[:, 0].astype(int).tolist()
        assert found[:, tree.leaves + place].tolist() == expected
        mean = sheet("remove_pillar_meanabsrankdiff", "removed").numbers(("MeanAbsRankDiff",), (name,))
        shift = np.abs(found[:, tree.leaves + place] - ranks(rolled(marks, tree).index)).mean()
        assert shift == pytest.approx(mean[0, 0], rel=1e-12)
