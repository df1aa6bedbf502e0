"""What the YAML parser could not read, in words for people who do not know YAML."""

import re
from dataclasses import dataclass

from planck.load.source.excerpt import excerpt
from planck.load.source.positions import Positions
from planck.load.yaml import rules
from planck.model import Finding, Text


@dataclass(frozen=True, slots=True)
class _Problem:
    """Words that the parser's message contains, the message in Chinese, and what to do."""

    sign: str
    zh: str
    hint: Text


_INDENT = Text(
    zh="检查缩进：同一层的各行要左对齐，只用空格。", en="Check the indentation: lines of one level start in one column."
)
_QUOTE = Text(
    zh="含有冒号加空格的文字要加引号，并检查缩进。",
    en="Put a text that contains a colon and a space in quotes, and check the indentation.",
)
_COLON = Text(zh="键的后面要有半角冒号和空格。", en="A key is followed by a colon and a space.")
_BRACKET = Text(zh="检查括号和逗号是否成对、齐全。", en="Check that brackets are closed and items separated by commas.")
_CLOSE = Text(zh="补上收尾的引号。", en="Add the closing quotation mark.")
_START = Text(
    zh="以 @ ` % & * ! | > 等字符开头的文字要加引号。", en="Put a text that starts with @ ` % & * ! | > in quotes."
)
_ESCAPE = Text(
    zh="双引号里的反斜杠要写成两个，或改用单引号。", en="Double the backslash, or use single quotation marks."
)
_ANY = Text(zh="检查这一行和上一行的写法。", en="Check this line and the one above it.")
_FULL_WIDTH = Text(
    zh="这里有全角标点，YAML 的冒号、逗号和括号要用半角。",
    en="There is full-width punctuation: YAML wants : , { } [ ].",
)
_KEY_FULL_WIDTH = re.compile(r"(?:^|[{,，]|- )[ ]*[A-Za-z0-9_]+：|[｛｝［］]")
_TAB = Text(zh="把制表符换成空格。", en="Replace the tab by spaces.")

_NO_COLON = _Problem("could not find expected ':'", "这一行缺少冒号", _COLON)
_UNCLOSED_QUOTE = _Problem("unexpected end of stream", "引号没有收尾", _CLOSE)
_BRACKETS = _Problem("',' or", "括号里缺少逗号或右括号", _BRACKET)
_PROBLEMS = (
    _NO_COLON,
    _UNCLOSED_QUOTE,
    _BRACKETS,
    _Problem("mapping values are not allowed", "这里不能再有一个“键: 值”", _QUOTE),
    _Problem("cannot start any token", "这个字符不能放在值的开头", _START),
    _Problem("found a tab character", "缩进里有制表符", _TAB),
    _Problem("node content", "这里缺少一个值", _BRACKET),
    _Problem("escape", "双引号里的转义写法不存在", _ESCAPE),
    _Problem("'-' indicator", "列表的各项没有对齐", _INDENT),
    _Problem("expected key", "这里应是一个键", _INDENT),
    _Problem("<block end>", "缩进不一致", _INDENT),
)
_OTHER = _Problem("", "这里的写法不符合 YAML", _ANY)


def syntax_error(error: Exception, positions: Positions) -> Finding:
    """The finding about an error of PyYAML's parsers (the pure one also raises ValueError and OverflowError)."""
    problem = str(getattr(error, "problem", None) or error)
    known = next((entry for entry in _PROBLEMS if entry.sign in problem), _OTHER)
    offset = _cause(_offset(error, "problem_mark"), _offset(error, "context_mark"), known, positions)
    return rules.SYNTAX.at(
        positions.place(offset, offset + 1),
        problem=Text(zh=known.zh, en=excerpt(problem)),
        hint=_slip(offset, positions) or known.hint,
        got=excerpt(positions.line_text(positions.line(offset)).strip()),
    )


def _offset(error: Exception, name: str) -> int:
    """Where a mark of the error points to; 0 for one that it does not have."""
    return getattr(getattr(error, name, None), "index", 0)


def _cause(offset: int, opened: int, known: _Problem, positions: Positions) -> int:
    """Where the slip is: what was opened and never closed, else where the parser stopped."""
    text = positions.text
    offset = min(offset, len(text.rstrip()))
    if known is _UNCLOSED_QUOTE or known is _NO_COLON:
        return opened
    if known is _BRACKETS:
        # A later line that starts where the line of the bracket does is not meant to be within the bracket.
        here, there = (positions.line_text(positions.line(each)) for each in (offset, opened))
        outside = here != there and _indent(here) <= _indent(there)
        return opened if outside or offset == len(text.rstrip()) else offset
    return offset


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _slip(offset: int, positions: Positions) -> Text | None:
    """What a Chinese keyboard or a tab key commonly does to a line, when it is to be seen there."""
    line = positions.line(offset)
    if positions.text[offset : offset + 1] == "\t":
        return _TAB
    near = (positions.line_text(max(1, line - 1)), positions.line_text(line))
    return _FULL_WIDTH if any(map(_KEY_FULL_WIDTH.search, near)) else None
