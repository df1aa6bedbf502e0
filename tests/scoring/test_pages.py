"""What scores look like where the command line's own cases do not lead."""

from planck.model import Language
from planck.model.scorecard import Scores
from planck.render import View
from planck.render.document import table
from planck.render.formats.terminal import Screen, table_lines
from planck.score.run import Wish
from planck.view.score_words import scored
from planck.view.summary import plan_score_texts
from tests.rendering import SCORE_FORMATS
from tests.scoring.building import card_of

BODY = """
normalise: {method: goalposts, worst: 0, best: 10}
full: 1
missing: {carry: 2}
grades: [{grade: a, at_least: 0.9}, {grade: b}]
domains: {a: {indicators: {x: {}, y: {}}}}
"""
ROWS = [("A", "x", 2020, 4), ("A", "y", 2019, 5), ("A", "x", 2018, 3), ("A", "y", 2018, 5), ("B", "x", 2020, 9)]


def test_one_domain_no_quota_and_old_figures() -> None:
    card = card_of(BODY, ROWS, Wish(explain=("A", "B")))
    for name in ("terminal", "markdown"):
        for language, said in ((Language.EN, "(1 y old)"), (Language.ZH, "（1 年前）")):
            text = SCORE_FORMATS[name](Scores(card=card, inputs=(), findings=(), version="1"), View(language=language))
            assert said in text
            assert "★" not in text
    text = SCORE_FORMATS["terminal"](Scores(card=card, inputs=(), findings=(), version="1"), View(language=Language.EN))
    assert "0.01 more" in text


def test_a_report_without_findings_and_without_a_score() -> None:
    empty = Scores(card=None, inputs=(), findings=(), version="1")
    assert "## Inputs" in SCORE_FORMATS["markdown"](empty, View(language=Language.EN))
    assert SCORE_FORMATS["terminal"](empty, View()) == "\n"


def test_a_table_too_wide_even_for_names_above_it_is_a_list() -> None:
    for titles, row in (
        (("unit", *("a long header of numbers",) * 4), ("x" * 40, "1", "2", "3", "4")),
        (("unit", "n" * 90), ("x", "1")),
    ):
        [block] = table(titles, [row])
        assert max(map(len, table_lines(block, Screen(60)))) <= 60
    assert table(("a",), []) == ()


def test_no_score_is_a_dash() -> None:
    assert scored(None, Language.EN) == "—"
    assert plan_score_texts(None, Language.EN) == []
