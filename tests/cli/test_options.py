"""The table of options, and what follows from it."""

import os
from pathlib import Path

import pytest

from planck.cli.app import COMMANDS
from planck.cli.options import OPTIONS, SETTINGS, settings_for, variable_of
from tests.cli.conftest import Planck
from tests.cli.pages import PAGES, renewed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_the_pages_show_is_what_the_program_prints(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("PLANCK_", "GITHUB_", "GITLAB_", "CI_", "NO_COLOR", "FORCE_COLOR")):
            monkeypatch.delenv(name)
    text = page.read_text(encoding="utf-8")
    assert text == renewed(text), "write it anew with `python -m tests.cli.pages`"


def test_every_option_belongs_to_commands_that_exist() -> None:
    for name, option in OPTIONS.items():
        assert set(option.of.split()) <= set(COMMANDS), name
        assert set(option.reached) <= set(option.of.split()), name
        assert not (option.once and option.setting), name
    variables = [variable for name in OPTIONS if (variable := variable_of(name))]
    assert len(set(variables)) == len(variables)


def test_a_setting_reaches_the_commands_that_have_the_option() -> None:
    settings: dict[str, str | bool] = dict.fromkeys(SETTINGS, "x")
    assert set(settings_for("check", settings)) == set(SETTINGS)
    assert settings_for("compare", settings).keys() == {"as_of", "method", "lang", "allow_empty", "encoding", "sheet"}
    assert set(settings_for("revise", settings)) == {"base", "encoding", "lang", "sheet"}
    assert set(settings_for("init", settings)) == {"lang"}
    assert settings_for("completion", settings) == {}


def test_a_flag_beats_the_environment_beats_the_project_beats_the_default(
    planck: Planck, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(*arguments: str) -> str:
        return planck("explain", "T001", *arguments).out.splitlines()[2]

    assert said() == "What"
    with open("pyproject.toml", "w", encoding="utf-8") as file:
        file.write('[tool.planck]\nlang = "zh"\n')
    assert said() == "含义"
    monkeypatch.setenv("PLANCK_LANG", "en")
    assert said() == "What"
    assert said("--lang", "zh") == "含义"
