"""Published scores and ranks beside the figures that they should follow from."""

from collections.abc import Collection
from pathlib import Path

import pytest
from msgspec.structs import replace

from planck.cli.app import run
from planck.model import Place
from planck.model.table import Figures
from planck.score import run as runs
from planck.score.published import spans_of
from planck.score.run import card_of, compared_with, scoring
from planck.score.scored import Scene
from tests.scoring.building import HEAD, Rows, codes, columns, compared, model

MODEL = """planck: 1
model: share
title: {zh: 份额, en: share}
round: {digits: 4}
domains:
  share:
    indicators:
      share:
        normalise: {method: min_max, digits: 0}
        parts: {level: 50%, difference: 50%}
"""
# Xianning, high-tech share of value added, 2017 and 2018, and the printed score (here out of 100, there out of 80).
XIANNING = [
    ("咸安区", 13.2, 12.8, "35.0", 4),
    ("嘉鱼县", 11.4, 15.6, "100.0", 1),
    ("通城县", 15.0, 14.6, "44.5", 2),
    ("崇阳县", 4.8, 7.5, "40.0", 3),
    ("通山县", 5.5, 6.3, "13.0", 5),
    ("赤壁市", 7.9, 7.2, "1.0", 6),
]
CORRECTED = [*XIANNING[:5], ("赤壁市", 6.9, 6.5, "1.0", 6)]


def told(
    folder: Path, rows: list[tuple[str, float, float, str, int]], *extra: str, lang: str = "en"
) -> tuple[int, str]:
    figures = [
        f"{name},share,{year},{value}"
        for name, *pair in rows
        for year, value in zip((2017, 2018), pair[:2], strict=True)
    ]
    printed = [f"{name},得分,2018,{score}\n{name},rank,2018,{rank}" for name, _, _, score, rank in rows]
    head = "region,indicator,period,value"
    for name, text in (("figures.csv", figures), ("published.csv", [*printed, *extra])):
        (folder / name).write_text("\n".join([head, *text]) + "\n", encoding="utf-8")
    (folder / "model.yaml").write_text(MODEL, encoding="utf-8")
    args = ["score", "model.yaml", "figures.csv", "--published", "published.csv", "--output-format", "markdown"]
    return run([*args, "--lang", lang]), ""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_published_table_that_follows_from_its_figures(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = told(here, CORRECTED, "赤壁市,得分,2017,3", "东宝区,得分,2018,3", "赤壁市,其他,2018,3")
    text = capsys.readouterr().out
    assert code == 0
    assert (
        "12 published scores and ranks compared, 12 agree, 0 more within the rounding of the printed inputs; rows with nothing to compare: 2017, 东宝区 得分,"
        in text
    )
    assert "published.csv" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_row_that_does_not_fit_its_own_inputs_is_named(
    lang: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = told(here, XIANNING, lang=lang)
    text = capsys.readouterr().out
    assert code == 1
    assert text.count("G116") == 1
    assert "G114" not in text
    assert "赤壁市 2018" in text


def test_several_rows_that_do_not_follow_are_named_one_by_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(name, *rest[:2], score, rank) for (name, *rest), score, rank in zip(CORRECTED, ["35.0", "99.0", "44.4", "40.0", "13.0", "1.0"], (4, 1, 2, 3, 5, 6), strict=True)]  # fmt: skip
    code, _ = told(here, rows)  # type: ignore[arg-type]
    text = capsys.readouterr().out
    assert code == 1
    # 44.4 beside 44.5 is within what a tenth of the printed inputs may hide; 99.0 beside 100 is not.
    assert (text.count("G114"), text.count("G116")) == (1, 0)
    assert "10 agree, 1 more within the rounding of the printed inputs" in text
    assert "嘉鱼县 2018: published is 99.0, and the figures and the model share lead to 100" in text


def test_a_unit_without_a_score_is_told_apart(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(here, [("甲县", 1.0, 2.0, "50", 1), ("乙县", 1.0, 2.0, "nan", 1)])[0] == 3
    text = capsys.readouterr().out
    assert "G114" not in text
    assert "3 published scores stand beside no score made here: 甲县, 乙县" in text


def test_domains_are_compared_as_scores_are(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(here, CORRECTED, "咸安区,share,2018,35.0", "嘉鱼县,share,2018,90")
    text = capsys.readouterr().out
    assert "14 published scores and ranks compared, 13 agree" in text
    assert "嘉鱼县 2018: published is 90" in text


def test_every_unit_is_left_out_once_only(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two wrong rows among six: each unit is taken away once, and the figures are laid out no second time.
    seen = _left_out(monkeypatch)
    rows = [(*row[:3], "99.0", row[4]) if row[0] in ("咸安区", "嘉鱼县") else row for row in CORRECTED]
    told(here, rows)
    assert [len(units) for units in seen[:2]] == [5, 5]
    assert seen[2:] == [{row[0]} for row in CORRECTED]


def _left_out(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The units that are left out together, each time that they are."""
    seen: list[set[str]] = []
    real = runs._without

    def counted(scene: Scene, units: Collection[str]) -> dict[str, float | None]:
        seen.append(set(units))
        return real(scene, units)

    monkeypatch.setattr("planck.score.run._without", counted)
    return seen


@pytest.mark.parametrize(("wrong", "tried"), [(["A"], ["BCDE", "A"]), (["A", "C"], ["BCDE", "ABDE"])])
def test_nobody_is_left_out_where_no_unit_moves_another(
    wrong: list[str], tried: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = _left_out(monkeypatch)
    rows: Rows = [(name, "a", 2021, 10 + place) for place, name in enumerate("ABCDE")]
    wanted: Rows = [
        (name, "score", 2021, (90 if name in wrong else 0) + 10 + place) for place, name in enumerate("ABCDE")
    ]
    body = "domains: {a: {series: {normalise: as_is}}}\n"
    said = compared(body, rows, wanted)
    assert seen == [set(units) for units in tried]
    assert codes(said) == (["G116", "G115"] if len(wrong) == 1 else ["G114", "G114", "G115"])


def test_what_is_no_number_is_not_compared_and_long_tables_are_not_gone_through_unit_by_unit(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planck.score.published.MOST_TRIED", 3)
    told(here, XIANNING, "赤壁市,得分,2018,--", "赤壁市,得分,2018,1/2")
    text = capsys.readouterr().out
    assert text.count("G116") == 0
    assert text.count("G114") >= 1
    assert "12 published scores and ranks compared" in text


def test_a_bound_is_kept_by_what_lies_within_it_alone() -> None:
    body, header = "domains: {a: {indicators: {x: {normalise: as_is}}}}\n", "region,indicator,period,value"
    rows: Rows = [(name, "x", 2021, 10) for name in "ABCD"]
    wanted: Rows = [("A", "score", 2021, "<10"), ("B", "score", 2021, ">10"), ("C", "score", 2021, "<10.1"), ("D", "score", 2021, ">9.9")]  # fmt: skip
    made = scoring(model(body), columns(rows))
    said = compared_with(columns(wanted, header, noted=True), card_of(made), made)
    wrong = compared(body, rows, [("A", "score", 2021, 99)]).findings[0]
    assert (wrong.region, wrong.place) == ("A", Place("figures.csv", 2, 1, 1))
    # 10 is neither less nor more than 10; what was printed as 10 may be.
    assert {name: said.findings[-1].arguments[name] for name in ("agreed", "within")} == {"agreed": 2, "within": 2}


def test_where_no_year_is_scored_there_is_none_to_compare() -> None:
    body = "domains: {a: {indicators: {x: {normalise: as_is}}}}\n"
    rows: Rows = [("A", "x", "2021-H1", 10)]
    said = compared(body, rows, [("A", "score", 2021, 10)])
    assert {name: said.findings[-1].arguments[name] for name in ("year", "count")} == {"year": "-", "count": 0}


def test_a_number_without_a_name_is_of_nothing() -> None:
    # The domain has no English name, which is none to read a number under.
    body = "domains: {a: {name: {zh: 投入}, indicators: {x: {normalise: as_is}}}}\n"
    rows: Rows = [("A", "x", 2021, 10), ("B", "x", 2021, 20)]
    table = [replace(one, indicator=name) for one, name in zip(columns(rows), ("", "投入"), strict=True)]
    made = scoring(model(body), columns(rows))
    said = compared_with(Figures.of(table), card_of(made), made)
    assert said.findings[-1].arguments["count"] == 1


def test_every_year_of_a_run_is_compared(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"{name},{{}},{year},{value}" for year in (2017, 2018) for name, value in (("A", 1), ("B", year - 2015))]
    for name, of in (("figures", "a"), ("published", "score")):
        text = "\n".join(["region,indicator,period,value", *(row.format(of) for row in rows)]) + "\n"
        (here / f"{name}.csv").write_text(text, encoding="utf-8")
    (here / "model.yaml").write_text(f"{HEAD}domains: {{a: {{series: {{normalise: as_is}}}}}}\n", encoding="utf-8")
    args = ["score", "model.yaml", "figures.csv", "--period", "2017,2018", "--published", "published.csv"]
    assert run([*args, "--output-format", "markdown"]) == 0
    text = capsys.readouterr().out
    assert [f"{year}: 2 published scores and ranks compared, 2 agree" in text for year in (2017, 2018)] == [True, True]


def test_a_published_table_that_is_not_there_is_an_error(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(here, CORRECTED)
    assert run(["score", "model.yaml", "figures.csv", "--published", "no.csv"]) == 2
    assert "E001" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "made"), [("30", "33.3"), ("30.0", "33.33"), (">90", "33.3"), ("<30.00", "33.333"), ("-30", "33.3")]
)
def test_what_the_figures_make_is_told_to_a_digit_more_than_was_printed(text: str, made: str) -> None:
    body = "domains: {a: {indicators: {x: {normalise: as_is}, y: {normalise: as_is}, z: {normalise: as_is}}}}\n"
    rows: Rows = [("A", name, 2021, value) for name, value in (("x", 10), ("y", 40), ("z", 50))]
    own = scoring(model(body), columns(rows))
    said = compared_with(columns([("A", "score", 2021, text)], noted=True), card_of(own), own)
    assert [one.arguments["made"] for one in said.findings if one.code == "G114"] == [made]


def test_a_domain_is_held_against_its_own_score() -> None:
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}}}, b: {indicators: {y: {}}}}\n"
    rows: Rows = [("A", "x", 2021, 10), ("A", "y", 2021, 30)]
    printed: Rows = [("A", "a", 2021, 10), ("A", "b", 2021, 20), ("A", "score", 2021, 20), ("A", "rank", 2021, 1)]
    said = compared(body, rows, printed)
    assert [(one.code, one.arguments["made"]) for one in said.findings[:-1]] == [("G114", "30")]
    assert said.findings[-1].arguments["agreed"] == 3


def test_three_others_are_enough_to_name_the_odd_one_and_two_are_not() -> None:
    body = "domains: {a: {indicators: {x: {normalise: {method: min_max}}}}}\n"
    # Without the last, whose figure moves the scale of all, the others have 0, 50 and 100.
    for names, wanted in (("ABCZ", "G116"), ("ACZ", "G114")):
        own: Rows = [(name, "x", 2021, {"A": 10, "B": 20, "C": 30, "Z": 90}[name]) for name in names]
        printed: Rows = [(name, "score", 2021, {"A": 0, "B": 50, "C": 100, "Z": 120}[name]) for name in names]
        assert wanted in codes(compared(body, own, printed))


def test_the_span_of_a_score_that_has_a_bonus() -> None:
    # 10 printed as a whole number may be 9.5 to 10.5, and the bonus is what it is.
    body = "normalise: as_is\ndomains: {a: {indicators: {x: {}}}}\nbonus: {items: {p: {points: 1}}}\n"
    made = scoring(model(body), columns([("A", "x", 2021, 10), ("A", "p", 2021, 3)]))
    assert made.result
    spans = spans_of(made.scene, made.result)
    assert (spans.score.low.tolist(), spans.score.high.tolist()) == ([12.5], [13.5])
    assert (spans.parts.low[0].tolist(), spans.parts.high[0].tolist()) == ([9.5] * 3, [10.5] * 3)


def test_where_one_node_is_no_mean_nothing_is_known_but_the_score_itself() -> None:
    body = (
        "normalise: as_is\naggregate: copeland\ndomains: {a: {indicators: {x: {}, y: {}}}, b: {indicators: {z: {}}}}\n"
    )
    rows: Rows = [(unit, name, 2021, value) for unit, value in (("A", 10), ("B", 20)) for name in "xyz"]
    made = scoring(model(body), columns(rows))
    assert made.result
    spans = spans_of(made.scene, made.result)
    assert spans.score.low.tolist() == spans.score.high.tolist() == made.result.total.tolist()
    assert spans.parts.low.tolist() == spans.parts.high.tolist() == made.result.parts.value.tolist()


def test_one_unit_without_a_score_is_told() -> None:
    body = "normalise: as_is\nmissing: {threshold: 60%}\ndomains: {a: {indicators: {x: {}, y: {}}}}\n"
    rows: Rows = [("A", "x", 2021, 10), ("A", "y", 2021, 20), ("B", "x", 2021, 10)]
    said = compared(body, rows, [("A", "score", 2021, 15), ("B", "score", 2021, 99)])
    assert [(one.code, one.arguments["got"]) for one in said.findings if one.code == "G117"] == [("G117", "B")]
