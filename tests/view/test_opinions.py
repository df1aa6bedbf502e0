"""What methods say, in words."""

import pytest
from msgspec.structs import replace

from planck.model import Language, Level, Missing, Opinion, Reason
from planck.view.outlook import between_text, disagreement, measured_text, opinion_text, quantity_name
from planck.view.sentence import sentence
from planck.view.words import STATUSES, status_rank, status_word
from tests.building import told
from tests.render.samples import off_track

ZH, EN = Language.ZH, Language.EN
BORDERS = (("substantial_progress", 0.95), ("moderate_progress", 0.6), ("limited_progress", 0.0))


def opinion(method: str, status: str, level: Level, quantity: float | Missing = 0.5) -> Opinion:
    return Opinion(method=method, status=status, level=level, reason="measured", quantity=quantity, borders=BORDERS)


@pytest.mark.parametrize(
    ("quantity", "zh", "en"),
    [
        (1.2, "不低于 0.95", "at least 0.95"),
        (0.7, "在 0.6 与 0.95 之间", "between 0.6 and 0.95"),
        (-2.4, "低于 0", "below 0"),
    ],
)
def test_the_borders_around_a_number(quantity: float, zh: str, en: str) -> None:
    assert (between_text(quantity, BORDERS, ZH), between_text(quantity, BORDERS, EN)) == (zh, en)
    assert between_text(quantity, (), ZH) == ""


def test_the_number_that_decided_names_what_it_is() -> None:
    decided = replace(
        off_track(), method="statcan", status="moderate_progress", borders=BORDERS,
        reason=Reason(key="measured", numbers={"quantity": 0.9499}),
    )  # fmt: skip
    assert measured_text(decided, EN) == "; growth made over growth needed: 0.9499 (between 0.6 and 0.95)"
    assert "实际年均增速与所需年均增速之比为 0.9499（在 0.6 与 0.95 之间）" in sentence(decided, ZH)
    assert "Moderate progress (by the statcan method): " in sentence(decided, EN)
    assert measured_text(replace(decided, borders=()), EN) == "; growth made over growth needed: 0.9499"
    assert measured_text(off_track(), EN) == ""
    assert quantity_name("unheard_of", EN) == quantity_name("schedule", EN) == "ratio to what the path asks for"


def test_an_opinion_without_a_number_is_its_class() -> None:
    met = opinion("statcan", "target_achieved", Level.ACHIEVED, Missing.BASELINE_MEETS_GOAL)
    assert (opinion_text(met, ZH), opinion_text(met, EN)) == ("statcan 目标已达到", "statcan target achieved")


def test_who_disagrees_is_said_once_and_only_then() -> None:
    yes = opinion("schedule", "on_schedule", Level.ON_TRACK, 0.97)
    no, silent = (
        opinion("statcan", "moderate_progress", Level.BEHIND),
        opinion("dns", "not_assessed", Level.NOT_ASSESSED),
    )
    variant = opinion("unsd_2022", "fair_progress", Level.BEHIND)
    base = replace(off_track(), method="schedule", status="on_schedule")
    assert disagreement(base, EN) == ""
    assert disagreement(told(base, opinions=(yes, silent)), EN) == ""
    # A variant of a method is not counted beside it.
    assert disagreement(told(base, opinions=(yes, variant)), EN) == ""
    parted = told(base, opinions=(yes, no, silent))
    assert disagreement(parted, EN) == "other methods say no to the goal: statcan moderate progress (0.5)"
    assert disagreement(parted, ZH) == "其他方法判断为不能如期实现：statcan 进展中等（0.5）"
    turned = replace(parted, method="statcan", status="moderate_progress")
    assert disagreement(turned, ZH) == "其他方法判断为能如期实现：schedule 基本符合预期（0.97）"


def test_classes_of_published_methods_stand_among_the_others_by_level() -> None:
    for better, worse in (("target_achieved", "ahead"), ("sun", "falling_behind"), ("sun_cloud", "off_track"),
                          ("cloud", "thunder"), ("thunder", "missed"), ("deterioration", "not_assessed")):  # fmt: skip
        assert status_rank(better) < status_rank(worse)
    assert len({word.words.zh for word in STATUSES.values()}) >= len(STATUSES) - 3
    assert (status_word("thunder").symbol, status_word("thunder").words.zh) == ("<", "雷雨")
