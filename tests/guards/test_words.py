"""What planck says is data: complete in both languages, used, and read the same by the quick reader and by a TOML parser."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import planck
from planck import words
from planck.render.views.explain import every_rule

ROOT = Path(planck.__file__).parent
CODES = sorted(every_rule())


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def named() -> Iterator[tuple[str, str]]:
    """Every key of a label that the code names, with the file; of a whole section its name and a star."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) and node.args:
                first, called = node.args[0], node.func
                name = called.id if isinstance(called, ast.Name) else called.attr
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    if name in ("Label", "say"):
                        yield first.value, path.name
                    if name == "Labels":
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


# Chinese that planck reads: tables of the words of plans, tables and documents. What it says stands in planck/words.
READ = {
    "_BEFORE", "_RANK", "_OF_RANKS", "CUMULATED", "_YEARBOOK", "_RATES", "RATES", "_CLOSE", "_OPEN",  "_GENERIC", "_NEUTRAL", "_IN_BRACKETS", "_OFFICE", "_BALANCE", "_GOALS", "_RESULTS", "_SHARE", "GOALS", "_LEVEL", "LEVELS", "_ENCLOSED", "_PLACES_ABOVE", "_OF_ROLES",
    "BASES", "CUMULATIVE", "FOOTNOTE", "NO_NAMES", "COLUMNS", "COUNTED", "COUNTS", "DOWN", "GROSS", "MEANINGS", "MISSING", "OF_A_FLOW", "OF_A_STOCK", "OTHERS",
    "PERCENT", "PERCENT_UNITS", "POINTS", "PREFIXES", "RANK", "SCALES", "SCORE", "SIZES", "SOFT", "SUMS", "GOAL_NAMES", "SYNONYMS", "TIMES",
    "UNITS", "UP", "WHOLES", "WORDS", "YEARLY", "_BETWEEN", "_BILINGUAL", "_BRACKETS", "_CHINESE",
    "_CHINESE_DIGITS", "_CHINESE_YEAR", "_CLOSING", "_COARSE", "_COLUMNS", "_COMPOUND", "_CUMULATIVE", "DASH", "_BARE_YEAR", "_IN_YEAR", "_SHORT", "_DESCRIPTIONS",
    "_DIMENSIONS", "_DIRECTIONS", "_EVENTS", "_EVERY_REGION", "_FALLING", "_FILLERS", "_FOOTNOTE", "_FORMS",
    "_FORMS_PERIOD", "_FORMULA", "_GOAL_ALONE", "_GROUPS", "_ITEMS", "ITEMS", "_KEY_FULL_WIDTH", "_LINE", "_MEASURED",
    "_MEMBERS", "_MULTIPLES", "_NOTED", "_NO_SPACES", "_NUMBERED", "_NUMBERING", "_NUMERAL", "_NUMERALS", "_ONE",
    "_OPENING", "_PAGE_MARK", "_PART", "_PEOPLE", "_PERCENT", "_PERIOD_INSIDE", "_PLACE", "_PLACES", "_PLAIN",
    "_POWERS", "_PRICE", "_QUARTER", "_QUARTERS", "_QUOTES", "_REGION", "_REPUBLIC_NAMED", "_REPUBLIC_NUMBER", "_ROLES",
    "_SCALE", "_SIGNS", "_SPACES", "_STATUSES", "_SYMBOLS", "_TAIL", "_TIMES", "_TRADITIONAL", "_TWO_LANGUAGES",
    "_TYPED", "_UNIT", "_UNITS", "_UNIT_ALONE", "_UNIT_ALONE_IN_CELL", "_UNIT_BEHIND", "_UNIT_STATED", "_WHOLES",
    "_WHOLE_YEAR", "_WHOLE", "PROVINCES", "_PROVINCES", "_TOWNS", "_AFTER_SHORT", "_AFTER_PLACE", "_OF_ANOTHER", "_LOCATIONS", "_INNER", "_BESIDE", "_STEMS", "_THEMES", "_LEVELS", "_ENDS", "_PART_TITLE", "_PART_HEADING", "_PART_WORDS", "_SHORTENED", "_COVERAGE", "_OF_PERIOD", "_CLAUSE", "_SCOPE", "_ZONE", "_FRAME", "_HAVE_DISTRICTS", "_WIDE", "_WITH_UNIT", "_WORDS", "_YEAR", "_YEARS", "_YEAR_BEFORE", "_YEAR_BEHIND", "_ZH_LINE", "_RUNNING", "_MONTH_FORM", "_YEAR_FORM",
    "_PARTS_COUNTED", "OF_MONTH", "SO_FAR", "SUMMED", "_DIVIDED", "_BY_ITSELF", "_DIVISORS",
}  # fmt: skip
# The same within functions.
READ_ALONE = {
    "％", "：", "，", "位", "个", "个百分点", "元", "人次", "家次", "第", "一", "鿿", "〇", "零", "负", "两", "二", "一十", "十百千万亿", "百千万亿",
    "级以上", "规模以上", "高中以上", "以上企业",
}  # fmt: skip
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def chinese(node: ast.AST) -> Iterator[str]:
    """The Chinese texts in the code below a node, without docstrings; English that quotes a Chinese word is none."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            letters = len(re.findall("[A-Za-z]", part.value))
            if len(_CHINESE.findall(part.value)) > letters:
                yield part.value


def named_by(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return {part.id for target in targets if target for part in ast.walk(target) if isinstance(part, ast.Name)}


# The room that reads the sentences of documents holds their grammar; what it says stands in planck/words as well.
GRAMMAR = ROOT / "draft"


@pytest.mark.parametrize(
    "path",
    sorted(path for path in ROOT.rglob("*.py") if path.parent != GRAMMAR),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_chinese_stands_in_the_code_but_what_is_read(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    texts = [
        text
        for statement in tree.body
        if not named_by(statement) & READ
        for text in chinese(statement)
        if text not in READ_ALONE
    ]
    assert texts == []


# Where one language says more than the other: how many there are in all, or how many besides; the parser's own words.
ONE_SAYS_MORE = (
    "gate.judge.causes_and_more", "load.nodes.full_width", "load.problems.", "render.changes.usually", "render.periods.",
    "render.summary.and_more", "render.summary.worst_and_more",
)  # fmt: skip


def test_labels_have_the_same_fields_in_both_languages() -> None:
    differ = [
        f"{file}.{section}.{entry}"
        for file in words.files()
        if len(file) > 1
        for section in words.sections(file)
        for entry, label in words.Labels(f"{file}.{section}").items()
        if fields(label.zh) != fields(label.en)
    ]
    assert [key for key in differ if not key.startswith(ONE_SAYS_MORE)] == []


def test_a_number_has_its_noun_and_several_stand_between_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"counted": words.Text(zh="{files} 个文件：{names:、}", en="{files:n file}: {names:, }")}
    monkeypatch.setattr(words, "_section", lambda name: held)
    label = words.Label("a.b.counted")
    assert label.fill(files=1, names=["x"]) == words.Text(zh="1 个文件：x", en="1 file: x")
    each = [words.Text(zh="甲", en="a"), words.Text(zh="乙", en="b")]
    assert label.fill(files=2, names=each) == words.Text(zh="2 个文件：甲、乙", en="2 files: a, b")
    assert label.fill(files=2, names=(name for name in each)).en == "2 files: a, b"
    assert label.fill(files=2, names=(name for name in each)) == label.fill(files=2, names=each)
    assert words.joined("1", each[0], each[1]) == words.Text(zh="1甲乙", en="1ab")
