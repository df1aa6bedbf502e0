"""From COINr's raw ASEM data to its results: denominate, impute, screen, treat, normalise, aggregate."""

import numpy as np
import pytest

from planck.score.aggregation import Peers, peer_means, rolled
from planck.score.normalisation import Floats, ranks
from planck.score.treat import Treated, even, logarithm, skew_and_kurtosis, treated
from tests.score.asem import asem, sheet, stage
from tests.score.test_coinr import close, marked


def denominated(raw: Floats) -> Floats:
    meta, data = sheet("ASEM_iMeta", "iCode"), sheet("ASEM_iData")
    by = dict(zip(meta.rows, meta.columns["Denominator"], strict=True))
    ones = np.ones((len(asem().units), 1))
    under = [data.numbers((by[name],), asem().units) if by[name] else ones for name in asem().indicators]
    return np.asarray(raw / np.hstack(under))


def all_treated(x: Floats) -> list[Treated]:
    return [treated(column) for column in x.T]


def test_every_stage_from_raw_figures_to_ranks() -> None:
    x = denominated(stage("stage_1_Raw"))
    close(x, stage("stage_2_Denominated"))
    data = sheet("ASEM_iData")
    of = dict(zip(data.rows, data.columns["EurAsia_group"], strict=True))
    x = peer_means(x, Peers(groups=np.array([of[unit] for unit in asem().units])))
    close(x, stage("stage_3_Imputed"))
    # COINr then leaves out units with less than 90 % of their figures; after the imputation none is.
    assert not np.isnan(x).any()
    close(x, stage("stage_4_Screened"))
    made = all_treated(x)
    x = np.column_stack([one.value for one in made])
    close(x, stage("stage_5_Treated"))
    index = rolled(marked(x, "min_max"), asem().tree).index
    assert ranks(index).tolist() == sheet("results_ranks").numbers(("Index",), asem().units)[:, 0].astype(int).tolist()


def test_how_many_figures_were_drawn_in() -> None:
    made, table = all_treated(stage("stage_4_Screened")), sheet("treat_details", "iCode")
    printed = dict(zip(table.rows, table.columns["winsorise.nwin"], strict=True))
    assert [one.drawn_in for one in made] == [int(printed[name] or 0) for name in asem().indicators]
    assert not any(one.logarithm for one in made)


def test_skewness_and_kurtosis_of_the_raw_data() -> None:
    names, table = asem().indicators, sheet("skew_kurt_raw", "iCode")
    raw = stage("stage_1_Raw")
    found = np.array([skew_and_kurtosis(column) for column in raw.T])
    close(found, table.numbers(("skew", "kurt"), names))


def test_the_logarithm_of_one_indicator() -> None:
    table = sheet("treat_primitives_Goods")
    x, log = (table.numbers((name,))[:, 0] for name in ("x", "log_CT"))
    close(logarithm(x), log)


def test_too_many_outliers_take_the_logarithm() -> None:
    # Eight figures a thousand times those of 92 others: drawing five in leaves three, the logarithm leaves two levels.
    x = np.concatenate([np.arange(92.0), np.full(8, 1e5) + np.arange(8)])
    made = treated(x)
    assert (made.drawn_in, made.logarithm) == (0, True)
    assert made.value[0] == pytest.approx(np.log(0.01 * 100007))


def test_a_low_outlier_is_drawn_in_from_below() -> None:
    # COINr's case of female labour, in small: one figure far below all others.
    x = np.array([-500.0, *range(20), np.nan])
    made = treated(x)
    assert made.drawn_in == 1
    assert made.value[0] == 0
    assert np.isnan(made.value[-1])


def test_too_few_figures_and_constants_are_left_alone() -> None:
    assert even(np.array([1.0, 2.0, 1000.0]))
    assert even(np.full(9, 3.0))
