"""The tables of words: complete, in both languages, and safe for what they do not know."""

from enum import StrEnum

import pytest

from planck.engine.method import METHODS
from planck.engine.paths import PATHS as ENGINE_PATHS
from planck.model import FigureStatus, Flag, Language, Measure, Missing, Nature, Severity, Text, Wording
from planck.view.numbers import width
from planck.view.words import (
    METHOD_SOURCES,
    MISSING_SHORT,
    NOT_ASSESSED,
    PATHS,
    STATUSES,
    label_of,
    language_of,
    name_of,
    status_rank,
    status_word,
    title_of,
    word,
)
from tests.render.samples import assessment, plan, plan_result, result, target

ZH, EN = Language.ZH, Language.EN


@pytest.mark.parametrize("enum", [FigureStatus, Flag, Measure, Missing, Nature, Severity, Wording])
def test_every_member_has_words_in_both_languages(enum: type[StrEnum]) -> None:
    for member in enum:
        assert word(member, ZH) != word(member, EN)
        assert all(word(member, language).strip() for language in Language)


def test_short_reasons_fit_a_narrow_column() -> None:
    assert set(MISSING_SHORT) == set(Missing)
    assert max(width(text.zh) for text in MISSING_SHORT.values()) <= 8
    assert max(width(piece) for text in MISSING_SHORT.values() for piece in text.en.split()) <= 8


def test_every_status_of_every_method_has_its_words() -> None:
    for name, method in METHODS.items():
        assert set(method.statuses) <= set(STATUSES)
        assert METHOD_SOURCES[name].zh
    assert set(PATHS) == set(ENGINE_PATHS)


@pytest.mark.parametrize(
    ("status", "zh", "en"),
    [
        ("achieved", "已实现", "achieved"),
        ("achieved_early", "提前实现", "achieved early"),
        ("ahead", "快于预期", "ahead"),
        ("on_schedule", "基本符合预期", "on schedule"),
        ("behind", "滞后", "behind"),
        ("off_track", "严重滞后", "off track"),
        ("reversing", "逆转", "reversing"),
        ("missed", "未实现", "missed"),
        ("not_assessed", "未评", "not assessed"),
    ],
)
def test_the_statuses_of_the_schedule_method(status: str, zh: str, en: str) -> None:
    assert status_word(status).words == Text(zh=zh, en=en)


def test_an_unknown_status_is_shown_as_it_is_and_ranks_last() -> None:
    assert status_word("moderate_\x1b").words.zh == "moderate \ufffd"
    assert status_rank("moderate") > status_rank(NOT_ASSESSED)


def test_the_worst_status_is_the_missed_one() -> None:
    ranked = sorted(set(STATUSES) - {NOT_ASSESSED}, key=status_rank)
    assert (ranked[0], ranked[-1]) == ("achieved_early", "missed")


def test_a_member_of_an_unknown_enum_is_readable() -> None:
    class Other(StrEnum):
        SOME_KIND = "some_kind"

    assert word(Other.SOME_KIND, ZH) == "some kind"


def test_names_fall_back_to_ids_and_are_cleaned() -> None:
    assert name_of(target("firms", "企业\n数"), ZH) == "企业 数"
    assert name_of(target("firms", " ", " "), ZH) == "firms"
    assert title_of(plan(title=Text()), EN) == "gongshu-14fyp"
    assert label_of(assessment(target("firms", "企业数")), ZH, regions=True) == "企业数 · 拱墅区"


def test_the_language_is_the_one_wanted_else_the_plans_else_chinese() -> None:
    english = result(plan_result(plan=plan(language=EN)))
    assert language_of(english, None) is EN
    assert language_of(english, ZH) is ZH
    assert language_of(result(plans=()), None) is ZH
