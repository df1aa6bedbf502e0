"""What planck says, in both languages: the words of its rules and its labels, kept as data beside this file.

`A.toml` to `X.toml` hold the rules by code, the other files the labels of a room of planck by section. They keep to a
narrow form of TOML (one `key = { zh = "...", en = "..." }` or `key.zh = "..."` a line)
that a few lines read in a fifth of tomllib's time and without importing it: a usual call says a hundred things. A guard
holds the two readings together. Only the sections that are asked for are read. Imports nothing of planck.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

_HERE = os.path.dirname(__file__)
_HEADING = re.compile(r"^\[(\w+)\]$", re.MULTILINE)
_STRING = r'"((?:[^"\\\n]|\\.)*)"'
_PAIR = re.compile(rf"^(\w+) = \{{ zh = {_STRING}, en = {_STRING} \}}$", re.MULTILINE)
_LINE = re.compile(rf"^(\w+)\.(zh|en) = {_STRING}$", re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")


class Language(StrEnum):
    """A language a report can be written in."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and English. An author may give only one; the other then falls back to it."""

    zh: str = ""
    en: str = ""

    def in_(self, language: Language) -> str:
        """The text in `language`, else in the other one."""
        return (self.zh or self.en) if language is Language.ZH else (self.en or self.zh)


class Label(Text):
    """Words of planck's own under the key `room.section.entry`; they are looked up when somebody reads them."""

    __slots__ = ("key",)
    key: str

    def __init__(self, key: str) -> None:
        """`key` is not looked up before somebody reads the words."""
        object.__setattr__(self, "key", key)

    @property
    def zh(self) -> str:
        """The words in Chinese. Raises KeyError for a key that is in no file."""
        return _text(self.key).zh

    @property
    def en(self) -> str:
        """The words in English. Raises KeyError for a key that is in no file."""
        return _text(self.key).en

    def fill(self, **fields: object) -> Text:
        """The words with their `{name}` fields filled; a field that has two languages goes into each in its own.

        `{figures:n figure}` is a number with a noun in its number, `{names:, }` are several with that between them.
        """
        return _Filled(self.key, {name: _kept(value) for name, value in fields.items()})

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Label):
            return self.key == other.key
        return isinstance(other, Text) and (self.zh, self.en) == (other.zh, other.en)

    def __hash__(self) -> int:
        return hash((self.zh, self.en))

    def __repr__(self) -> str:
        return f"Label({self.key!r}: {self.zh!r}, {self.en!r})"


def say(key: str, language: Language, /, **fields: object) -> str:
    """The words under a key in one language, their fields filled."""
    label = Label(key)
    return (label.fill(**fields) if fields else label).in_(language)


class _Filled(Text):
    """A label with its fields filled, in a language when it is read in that: a report is written in one."""

    __slots__ = ("fields", "key")
    key: str
    fields: Mapping[str, object]

    def __init__(self, key: str, fields: Mapping[str, object]) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "fields", fields)

    @property
    def zh(self) -> str:
        return _filled(_text(self.key).zh, self.fields, Language.ZH)

    @property
    def en(self) -> str:
        return _filled(_text(self.key).en, self.fields, Language.EN)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.zh, self.en) == (other.zh, other.en)

    def __hash__(self) -> int:
        return hash((self.zh, self.en))

    def __repr__(self) -> str:
        return f"Text(zh={self.zh!r}, en={self.en!r})"


def joined(*parts: Text | str) -> Text:
    """The parts one behind the other, in each language."""
    return Text(
        zh="".join(part if isinstance(part, str) else part.zh for part in parts),
        en="".join(part if isinstance(part, str) else part.en for part in parts),
    )


class Labels(Mapping[str, Label]):
    """The labels of one section by entry. What has a member of an enum for each entry is asked with the member."""

    def __init__(self, section: str) -> None:
        """`section` is its room and its name, such as `render.flags`."""
        self._section = section

    def __getitem__(self, entry: str) -> Label:
        if entry not in _section(self._section):
            raise KeyError(f"{self._section}.{entry}")
        return Label(f"{self._section}.{entry}")

    def __iter__(self) -> Iterator[str]:
        return iter(_section(self._section))

    def __len__(self) -> int:
        return len(_section(self._section))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWords:
    """What a rule says and its documentation (`planck explain`).

    `message` and `help` are templates with `{name}` fields, which the arguments of a finding fill.
    """

    message: Text
    help: Text
    what: Text
    why: Text


@cache
def rule(code: str) -> RuleWords:
    """The words of the rule with that code. Raises KeyError when it has none."""
    section = _slice(code[:1], code)
    texts = _texts(section)
    return RuleWords(
        message=texts["message"],
        help=texts["help"],
        what=texts["what"],
        why=texts["why"],
    )


def sections(file: str) -> tuple[str, ...]:
    """The names of the sections of `file` (without its ending), in their order."""
    return tuple(_slices(file))


def files() -> tuple[str, ...]:
    """The names of all files of words, without their ending."""
    return tuple(sorted(name.removesuffix(".toml") for name in os.listdir(_HERE) if name.endswith(".toml")))


def _text(key: str) -> Text:
    section, _, entry = key.rpartition(".")
    try:
        return _section(section)[entry]
    except KeyError:
        raise KeyError(key) from None


@cache
def _section(name: str) -> Mapping[str, Text]:
    room, _, section = name.partition(".")
    return _texts(_slice(room, section))


def _slice(file: str, section: str) -> str:
    text, place = _read(file), _slices(file)[section]
    return text[place]


@cache
def _read(file: str) -> str:
    try:
        with open(os.path.join(_HERE, f"{file}.toml"), encoding="utf-8", newline="\n") as opened:
            return opened.read()
    except FileNotFoundError:
        raise KeyError(file) from None


@cache
def _slices(file: str) -> Mapping[str, slice]:
    """Where each section of the file stands: from behind its heading to the next one."""
    headings = list(_HEADING.finditer(_read(file)))
    ends = [heading.start() for heading in headings[1:]]
    return {
        heading[1]: slice(heading.end(), end) for heading, end in zip(headings, [*ends, len(_read(file))], strict=True)
    }


def _texts(section: str) -> Mapping[str, Text]:
    """The texts of a section in their order, as pairs on one line or a language a line."""
    found = [(match.start(), match[1], _plain(match[2]), _plain(match[3])) for match in _PAIR.finditer(section)]
    lines = {(name, language): _plain(text) for name, language, text in _LINE.findall(section)}
    found += [
        (match.start(), match[1], lines[match[1], "zh"], lines[match[1], "en"])
        for match in _LINE.finditer(section)
        if match[2] == "zh"
    ]
    return {name: Text(zh=zh, en=en) for _, name, zh, en in sorted(found)}


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda escape: {"n": "\n", "t": "\t"}.get(escape[1], escape[1]), text) if "\\" in text else text


def _kept(value: object) -> object:
    """The value, and what can be gone through only once as a tuple: each language goes through it."""
    return tuple(value) if isinstance(value, Iterator) else value


class _Count(int):
    """A number that can be shown with a noun: `{figures:n figure}`."""

    def __format__(self, spec: str) -> str:
        if not spec.startswith("n "):
            return super().__format__(spec)
        return f"{int(self):,} {spec[2:]}{'' if self == 1 else 's'}"


class _Several(tuple[str, ...]):
    """Texts that are shown with something between them: `{names:, }`."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return spec.join(self)


def _filled(template: str, fields: Mapping[str, object], language: Language) -> str:
    return template.format(**{name: _shown(value, language) for name, value in fields.items()})


def _shown(value: object, language: Language) -> object:
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, int):
        return _Count(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return _Several(str(_shown(part, language)) for part in value)
    return value
