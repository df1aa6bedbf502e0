"""What planck says is data: complete in both languages, used, and read the same by the quick reader and by a TOML parser."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import planck
from planck import words
from planck.render.rules import every_rule

ROOT = Path(planck.__file__).parent
CODES = sorted(every_rule())


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def named() -> Iterator[tuple[str, str]]:
    """Every key of a label that the code names, with the file; of a whole section its name and a star."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    if node.func.id == "Label":
                        yield first.value, path.name
                    if node.func.id == "Labels":
                        yield f"{first.value}.*", path.name


NAMED = dict(named())


@pytest.mark.parametrize("code", CODES)
def test_a_rule_says_the_same_in_both_languages(code: str) -> None:
    told = words.rule(code)
    for text in (told.message, told.help, told.what, told.why):
        assert text.zh
        assert text.en
    assert fields(told.message.zh) == fields(told.message.en)
    assert not fields(told.what.zh) | fields(told.why.zh)


def test_every_rule_in_the_files_exists() -> None:
    families = [name for name in words.files() if len(name) == 1]
    assert sorted(code for name in families for code in words.sections(name)) == CODES


def test_there_are_labels() -> None:
    assert len(NAMED) > 500


@pytest.mark.parametrize("key", [key for key in NAMED if not key.endswith("*")])
def test_a_label_that_is_named_exists(key: str) -> None:
    label = words.Label(key)
    assert label.zh or label.en


def test_every_label_is_named() -> None:
    whole = {key.removesuffix(".*") for key in NAMED if key.endswith("*")}
    unused = [
        f"{file}.{section}.{entry}"
        for file in words.files()
        if len(file) > 1
        for section in words.sections(file)
        if f"{file}.{section}" not in whole
        for entry in words.Labels(f"{file}.{section}")
        if f"{file}.{section}.{entry}" not in NAMED
    ]
    assert unused == []


@pytest.mark.parametrize("file", words.files())
def test_the_quick_reader_reads_what_the_files_hold(file: str) -> None:
    content = tomllib.loads((ROOT / "words" / f"{file}.toml").read_text(encoding="utf-8"))
    assert list(content) == list(words.sections(file))
    for section, entries in content.items():
        if len(file) == 1:
            told = words.rule(section)
            for name in ("message", "help", "what", "why"):
                assert {"zh": getattr(told, name).zh, "en": getattr(told, name).en} == entries[name]
        else:
            labels = words.Labels(f"{file}.{section}")
            assert {name: {"zh": label.zh, "en": label.en} for name, label in labels.items()} == entries


def test_a_key_that_does_not_exist_is_an_error() -> None:
    for key in ("render.flags.nothing", "render.nothing.x", "nothing.x.y"):
        with pytest.raises(KeyError):
            _ = words.Label(key).zh
