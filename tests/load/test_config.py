"""The settings of a project, from the nearest pyproject.toml."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.cli.options import SETTINGS
from planck.load.files import Positions, collect, document_from
from planck.load.settings import _settings, conventions_in, load_settings, settings_in
from planck.load.table.header import Column
from planck.model import Finding, Text


def settings_of(text: str) -> tuple[dict[str, Any] | None, list[str]]:
    settings, findings = collect(_settings(Positions.of("pyproject.toml", text), SETTINGS))
    return None if settings is None else dict(settings), described(findings)


def described(findings: tuple[Finding, ...]) -> list[str]:
    found = []
    for finding in findings:
        place = finding.place
        assert place is not None
        found.append(
            f"{finding.code} {place.line}:{place.column}-{place.end}" if place.line else f"{finding.code} file"
        )
    return found


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("", None),
        ("[project]\nname = 'x'\n", None),
        ("tool = 1\n", None),
        ("[tool.other]\nas-of = 1\n", None),
        ("[tool.planck]\n", {}),
        ("[tool.planck]\nas-of = '2023-06-30'\n", {"as_of": "2023-06-30"}),
        ("[tool.planck]\nas_of = 2023\n", {"as_of": "2023"}),
        ("[tool.planck]\nas-of = 2023-06-30\n", {"as_of": "2023-06-30"}),
        ("[tool.planck]\nas-of = 'today'\n", {"as_of": "today"}),
        ("[tool.planck]\nas-of = '2023年上半年'\n", {"as_of": "2023年上半年"}),
        ("[tool.planck]\noutput-format = 'json'\nlang = 'en'\n", {"output_format": "json", "lang": "en"}),
        ("[tool.planck]\nfail_on = 'warning'\nexit-zero = true\n", {"fail_on": "warning", "exit_zero": True}),
        ("[tool.planck]\nallow-empty = false\n", {"allow_empty": False}),
        ("tool.planck.lang = 'zh'\n", {"lang": "zh"}),
        ("tool = {planck = {lang = 'zh'}}\n", {"lang": "zh"}),
    ],
)
def test_settings(text: str, settings: dict[str, str | bool] | None) -> None:
    assert settings_of(text) == (settings, [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[tool.planck]\nlang = 'zh'\nfail-onn = 'error'\n", ["X010 3:1-9"]),
        ("[tool.planck]\n'as of' = 1\n", ["X010 2:2-7"]),
        ('[tool.planck]\n"as\\u002dof" = 1\n', ["X011 file"]),
        ("[tool.planck.gate]\nmin = 1\n", ["X010 file"]),
        ("[tool.planck]\nlang = 'de'\n", ["X011 2:1-5"]),
        ("[tool.planck]\nlang = 5\n", ["X011 2:1-5"]),
        ("[tool.planck]\nfail-on = 'fatal'\n", ["X011 2:1-8"]),
        ("[tool.planck]\nfail-on = ['error']\n", ["X011 2:1-8"]),
        ("[tool.planck]\nexit-zero = 'yes'\n", ["X011 2:1-10"]),
        ("[tool.planck]\nexit-zero = 1\n", ["X011 2:1-10"]),
        ("[tool.planck]\nas-of = 'soon'\n", ["X011 2:1-6"]),
        ("[tool.planck]\nas-of = true\n", ["X011 2:1-6"]),
        ("[tool.planck]\nas-of = 2023.5\n", ["X011 2:1-6"]),
        ("[tool.planck]\nas-of = 1899\n", ["X011 2:1-6"]),
        ("[tool.planck]\nas-of = 0x" + "f" * 4000 + "\n", ["X011 2:1-6"]),
        ("[tool.planck]\noutput-format = ' '\n", ["X011 2:1-14"]),
        ("[tool.planck]\nmin-score = 0x" + "f" * 400 + "\n", ["X011 2:1-10"]),
        ("[tool.planck]\nmin-score = 1e999\n", ["X011 2:1-10"]),
        ("[tool.planck]\nas-of = 2023\nas_of = 2024\n", ["X011 3:1-6"]),
        ("[tool]\nplanck = 5\n", ["X011 2:1-7"]),
        ("[[tool.planck]]\n", ["X011 file"]),
        # The key of another table and one in a comment are not the place.
        ("[tool.other]\nlang = 1\n# lang = 2\n[ tool . planck ]\n# lang = 3\n  lang = 'de'\n", ["X011 6:3-7"]),
        ("[tool]\nplanck.lang = 'de'\n", ["X011 2:8-12"]),
        ("tool = {planck = {lang='de'}}\n", ["X011 1:19-23"]),
        # No TOML.
        ("[tool.planck\n", ["X012 1:13-14"]),
        ("[tool.planck]\nlang = \n", ["X012 2:8-9"]),
        ("[tool.planck]\nlang = 'x", ["X012 file"]),
        ("a = 1\na = 2\n# planck", ["X012 2:6-7"]),
        ("planck = " + "9" * 5000 + "\n", ["X012 file"]),
        ("planck = " + "[" * 5000, ["X012 file"]),
        ("planck = \0", ["X012 1:10-11"]),
        ("planck = 2023-02-30", ["X012 1:10-11"]),
        # A file that says nothing about planck is not for planck to judge.
        ("a = 1\na = 2\n", []),
    ],
)  # fmt: skip
def test_what_is_wrong_with_settings(text: str, found: list[str]) -> None:
    assert settings_of(text)[1] == found


def test_what_is_right_is_kept_beside_what_is_wrong() -> None:
    assert settings_of("[tool.planck]\nlang = 'zh'\nx = 1\nfail-on = 2\n")[0] == {"lang": "zh"}


@pytest.mark.parametrize(
    ("key", "hint"),
    [("fail-onn", "Did you mean fail-on?"), ("weights", "It can be: as-of, output-format, method, lang, fail-on, exit-zero, allow-empty, encoding, sheet, base, require-base, min-score, max-drop, columns, defaults, read.")],
)  # fmt: skip
def test_the_nearest_setting_is_suggested(key: str, hint: str) -> None:
    findings = collect(_settings(Positions.of("pyproject.toml", f"[tool.planck]\n{key} = 1\n"), SETTINGS))[1]
    found = findings[0].arguments["hint"]
    assert isinstance(found, Text)
    assert found.en == hint


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("5", "5"),
        ("true", "true"),
        ("1.5", "1.5"),
        ("2023-06-30", "2023-06-30"),
        ("[1]", "a list"),
        ("{a = 1}", "a table"),
        ("12:30:00", "12:30:00"),
        (str(10**20), "a huge number"),
        ("9e999", "9e999"),
        ("-inf", "-inf"),
        (f"'{'x' * 80}'", "x" * 59 + "…"),
    ],
)
def test_what_stands_there_is_said(value: str, got: str) -> None:
    findings = collect(_settings(Positions.of("pyproject.toml", f"[tool.planck]\nlang = {value}\n"), SETTINGS))[1]
    found = findings[0].arguments["got"]
    assert (found.en if isinstance(found, Text) else found) == got


def test_the_nearest_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.planck]\nlang = 'en'\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    settings, findings, source = load_settings(str(inner), SETTINGS)
    assert (dict(settings), findings) == ({"lang": "en"}, ())
    assert source is not None
    assert (source.file, source.lines[1]) == ("pyproject.toml", "lang = 'en'")
    monkeypatch.chdir(inner)
    source = load_settings(".", SETTINGS)[2]
    assert source is not None
    assert source.file == "../../pyproject.toml"
    # The nearest one, even where it has no settings.
    (inner / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert load_settings(".", SETTINGS) == ({}, (), None)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"\xff[tool.planck]\n")
    monkeypatch.chdir(tmp_path)
    settings, findings, source = load_settings(".", SETTINGS)
    assert (dict(settings), source) == ({}, None)
    assert [finding.code[0] for finding in findings] == ["E"]


def test_a_file_that_is_wrong_comes_with_its_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.planck\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    settings, findings, source = load_settings(".", SETTINGS)
    assert dict(settings) == {}
    assert described(findings) == ["X012 1:13-14"]
    assert source is not None


def test_there_may_be_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planck.load.settings._FILE", "no-such-file.toml")
    assert load_settings(str(tmp_path), SETTINGS) == ({}, (), None)
    assert load_settings("no\0folder", SETTINGS) == ({}, (), None)


WORDS = [
    "[tool.planck]",
    "tool.planck.",
    "as-of",
    "lang",
    "=",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    "\n",
    "2023",
    "\\",
    ".",
    "#",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from([*WORDS, *SETTINGS, " "]), max_size=20).map("".join)))
def test_any_text_has_settings_or_findings(text: str) -> None:
    settings, findings = collect(_settings(Positions.of("pyproject.toml", text), SETTINGS))
    assert settings is not None or all(finding.code in ("X011", "X012") for finding in findings)


def test_columns_and_defaults() -> None:
    text = """
[tool.planck]
encoding = 'gb18030'
[tool.planck.columns]
"统计 项目" = "indicator"
"完成值" = "数值"
[tool.planck.defaults]
region = "某区"
"年份" = 2023
"""
    settings, findings = settings_of(text)
    assert findings == []
    assert settings == {
        "encoding": "gb18030",
        "columns.统计 项目": "indicator",
        "columns.完成值": "value",
        "defaults.region": "某区",
        "defaults.period": "2023",
    }
    conventions = conventions_in(settings)
    assert conventions.columns == {"统计项目": Column.INDICATOR, "完成值": Column.VALUE}
    assert conventions.defaults == {Column.REGION: "某区", Column.PERIOD: "2023"}
    assert conventions.encoding == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[tool.planck]\ncolumns = 1\n", ["X011 2:1-8"]),
        ("[tool.planck.columns]\n'完成值' = 'valu'\n", ["X011 2:2-5"]),
        ("[tool.planck.columns]\n'完成值' = 1\n", ["X011 2:2-5"]),
        ("[tool.planck.defaults]\nvalue = '1'\n", ["X010 2:1-6"]),
        ("[tool.planck.defaults]\ncolour = 'red'\n", ["X010 2:1-7"]),
        ("[tool.planck.defaults]\nperiod = 'soon'\n", ["X011 2:1-7"]),
        ("[tool.planck.defaults]\nunit = 1\n", ["X011 2:1-5"]),
        ("[tool.planck.columns]\n'a' = 'unit'\n[tool.planck.defaults]\na = 1\n", ["X010 4:1-2"]),
    ],
)
def test_what_is_wrong_with_columns_and_defaults(text: str, found: list[str]) -> None:
    assert settings_of(text)[1] == found


def test_the_settings_of_a_text() -> None:
    def settings(text: str) -> object:
        document, _ = document_from(text.encode(), "pyproject.toml", limit=1 << 20)
        assert document
        return settings_in(document, SETTINGS)

    assert settings("[tool.planck]\nexit-zero = true\nnothing = 1\n") == {"exit_zero": True}
    assert settings("[tool.ruff]\n") == settings("[tool.planck") == {}
