"""YAML text to a tree of nodes that know their places, and plain data to YAML text.

The tree is built from the parser's events. PyYAML's composer recurses, takes repeated keys without a word, and does
not bound what aliases expand to.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import yaml
from msgspec import Struct, field

from planck.load import rules
from planck.load.files import Checked, Positions, excerpt
from planck.model import Finding, Place, Text
from planck.pattern import pattern
from planck.record import Record
from planck.words import Label

# What the YAML parser could not read, in words for people who do not know YAML.


class _Problem(Record, kw_only=False):
    """Words that the parser's message contains, what is said (in English that message), and what to do."""

    sign: str
    said: Label
    hint: Text


_INDENT = Label("load.nodes.indent")
_QUOTE = Label("load.nodes.quote")
_COLON = Label("load.nodes.colon")
_BRACKET = Label("load.nodes.bracket")
_CLOSE = Label("load.nodes.close")
_START = Label("load.nodes.start")
_ESCAPE = Label("load.nodes.escape")
_ANY = Label("load.nodes.any")
_FULL_WIDTH = Label("load.nodes.full_width")
_KEY_FULL_WIDTH = pattern(r"(?:^|[{,，]|- )[ ]*[A-Za-z0-9_]+：|[｛｝［］]")
_TAB = Label("load.nodes.tab")

_NO_COLON = _Problem("could not find expected ':'", Label("load.problems.no_colon"), _COLON)
_UNCLOSED_QUOTE = _Problem("unexpected end of stream", Label("load.problems.unclosed_quote"), _CLOSE)
_BRACKETS = _Problem("',' or", Label("load.problems.brackets"), _BRACKET)
_PROBLEMS = (
    _NO_COLON,
    _UNCLOSED_QUOTE,
    _BRACKETS,
    _Problem("mapping values are not allowed", Label("load.problems.second_key"), _QUOTE),
    _Problem("cannot start any token", Label("load.problems.first_character"), _START),
    _Problem("found a tab character", Label("load.problems.tab"), _TAB),
    _Problem("node content", Label("load.problems.no_value"), _BRACKET),
    _Problem("escape", Label("load.problems.escape"), _ESCAPE),
    _Problem("'-' indicator", Label("load.problems.uneven_items"), _INDENT),
    _Problem("expected key", Label("load.problems.no_key"), _INDENT),
    _Problem("<block end>", Label("load.problems.uneven_indentation"), _INDENT),
)
_OTHER = _Problem("", Label("load.problems.other"), _ANY)


def syntax_error(error: Exception, positions: Positions) -> Finding:
    """The finding about an error of PyYAML's parsers (the pure one also raises ValueError and OverflowError)."""
    problem = str(getattr(error, "problem", None) or error)
    known = next((entry for entry in _PROBLEMS if entry.sign in problem), _OTHER)
    offset = _cause(_offset(error, "problem_mark"), _offset(error, "context_mark"), known, positions)
    return rules.SYNTAX.at(
        positions.place(offset, offset + 1),
        problem=known.said.fill(problem=excerpt(problem)),
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


# What a plain YAML scalar means: the core schema of YAML 1.2, which reads things as they look.

Value = str | int | float | bool | None

# A number that is longer, or that a float cannot hold, is a slip or an attack: it becomes UNREADABLE.
LONGEST_NUMBER = 40
UNREADABLE = math.inf

_NAMED: dict[str, Value] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = pattern(r"[-+]?[0-9]+")
_BASED = pattern(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = pattern(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def plain_value(text: str) -> Value:
    """The value of a plain scalar; UNREADABLE for infinities, NaN and numbers that no float holds.

    >>> plain_value("010"), plain_value("no"), plain_value("1e3"), plain_value("1:30"), plain_value("0x1F")
    (10, 'no', 1000.0, '1:30', 31)
    """
    if text in _NAMED:
        return _NAMED[text]
    if _NOT_FINITE.fullmatch(text):
        return UNREADABLE
    if _FLOAT.fullmatch(text) or _BASED.fullmatch(text):
        return _number(text)
    return text


def is_number(value: object) -> bool:
    """Whether a resolved value is a number that can be counted with (a truth value is not)."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _number(text: str) -> int | float:
    if len(text) > LONGEST_NUMBER:
        return UNREADABLE
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text[2:], 16 if text[1] == "x" else 8)
    value = float(text)
    vanished = value == 0 and any(digit in "123456789" for digit in re.split("[eE]", text)[0])
    return UNREADABLE if vanished or math.isinf(value) else value


# The tree that a YAML text becomes: values that know where they stand.


class ScalarNode(Record, kw_only=False):
    """One value: its text, what that means, and its span in the file as a place and as offsets.

    `broken`: something is wrong with it that has been said already.
    """

    text: str
    value: Value
    place: Place
    start: int
    end: int
    broken: bool = False


class Entry(Record, kw_only=False):
    """One key of a mapping and what stands under it."""

    key: ScalarNode
    value: "Node"


class MappingNode(Record, kw_only=False):
    """Entries by the text of their keys, in the order of the file; no key stands twice."""

    entries: Mapping[str, Entry]
    place: Place
    start: int
    end: int


class SequenceNode(Record, kw_only=False):
    """Values in order."""

    items: tuple["Node", ...]
    place: Place
    start: int
    end: int


Node = ScalarNode | MappingNode | SequenceNode
Path = tuple[str | int, ...]


def plain_data(node: Node) -> object:
    """The node as dict, list and value, as JSON Schema sees it. Keys are texts: 2023 is "2023"."""
    match node:
        case MappingNode(entries):
            return {key: plain_data(entry.value) for key, entry in entries.items()}
        case SequenceNode(items):
            return [plain_data(item) for item in items]
        case _:
            return node.value


def node_at(root: Node, path: Path) -> Node:
    """The node that `path` leads to. Raises KeyError where the tree has no such node."""
    node = root
    for step in path:
        if isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.items[step]
        elif isinstance(node, MappingNode) and (entry := node.entries.get(str(step))):
            node = entry.value
        else:
            raise KeyError(step)
    return node


def label_at(root: Node, path: Path) -> Place:
    """The place that names the node at `path`: its key, or itself where it has none."""
    if path:
        parent = node_at(root, path[:-1])
        if isinstance(parent, MappingNode) and (entry := parent.entries.get(str(path[-1]))):
            return entry.key.place
    return node_at(root, path).place


def marked(node: Node, bad: frozenset[Path], path: Path = ()) -> Node:
    """The tree with broken values in the place of the nodes at the paths `bad`."""
    if path in bad:
        return ScalarNode("", None, node.place, node.start, node.end, broken=True)
    match node:
        case MappingNode(entries):
            kept = {key: Entry(entry.key, marked(entry.value, bad, (*path, key))) for key, entry in entries.items()}
            return MappingNode(kept, node.place, node.start, node.end)
        case SequenceNode(items):
            left = tuple(marked(item, bad, (*path, index)) for index, item in enumerate(items))
            return SequenceNode(left, node.place, node.start, node.end)
        case _:
            return node


def is_broken(node: Node) -> bool:
    """Whether something is wrong with it that has been said already."""
    return isinstance(node, ScalarNode) and node.broken


LONGEST_TEXT = 2 * 1024 * 1024
MOST_NODES = 100_000
DEEPEST = 40
_MOST_NAMED = 10

# What YAML forbids, and besides: the byte-order mark within the text, and the line breaks of YAML 1.1 that are none in
# YAML 1.2 (U+0085, U+2028, U+2029), because the two versions read what follows them differently.
_FORBIDDEN = r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS: dict[str, tuple[type, ...]] = {
    _CORE + "str": (str,),
    _CORE + "int": (int,),
    _CORE + "float": (float, int),
    _CORE + "bool": (bool,),
    _CORE + "null": (type(None),),
}
_LOADER = getattr(yaml, "CLoader", yaml.Loader)

_TEXT = Label("load.nodes.text")
_NODES = Label("load.nodes.nodes")
_NESTING = Label("load.nodes.nesting")


def scalars(node: Node) -> Iterator[ScalarNode]:
    """Every value below a node, in the order of the file."""
    if isinstance(node, ScalarNode):
        yield node
    else:
        below = (one.value for one in node.entries.values()) if isinstance(node, MappingNode) else node.items
        yield from (one for each in below for one in scalars(each))


def read_nodes(positions: Positions) -> Checked[Node | None]:
    """The tree of the only document in a text; None where there is none or it cannot be read to its end."""
    if len(positions.text) > LONGEST_TEXT:
        yield rules.TOO_LARGE.at(Place(positions.file), what=_TEXT, wanted=LONGEST_TEXT, got=str(len(positions.text)))
        return None
    forbidden = tuple(_forbidden(positions))
    yield from forbidden
    return None if forbidden else (yield from _parsed(positions))


def _forbidden(positions: Positions) -> Iterator[Finding]:
    found = [match.start() for match in _forbidden_in(positions.text)]
    for offset in found[:_MOST_NAMED]:
        character = f"U+{ord(positions.text[offset]):04X}"
        yield rules.CHARACTER.at(positions.place(offset, offset + 1), got=character, count=len(found))


def _forbidden_in(text: str) -> Iterator[re.Match[str]]:
    # What can be printed is allowed, and most plans hold nothing else: compiling the pattern costs more than to look.
    return iter(()) if text.replace("\n", "").isprintable() else re.finditer(_FORBIDDEN, text)


def _parsed(positions: Positions) -> Checked[Node | None]:
    tree = _Tree(positions)
    try:
        for event in yaml.parse(positions.text, Loader=_LOADER):
            yield from tree.take(event)
            if tree.stopped:
                return tree.root
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        yield syntax_error(error, positions)
        return None
    root = tree.root
    if root is None or (isinstance(root, ScalarNode) and root.value is None and not root.broken):
        yield rules.DOCUMENTS.at(Place(positions.file), got="0")
        return None
    return root


class _Part(Record, kw_only=False):
    """A finished node with its size, aliases expanded, and the levels of containers in it."""

    node: Node
    size: int = 1
    height: int = 0


class _Open(Struct):
    """A container that is still being read."""

    start: yaml.CollectionStartEvent
    end: int
    size: int = 1
    height: int = 1
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    keys: dict[str, ScalarNode] = field(default_factory=dict)
    key: ScalarNode | None = None
    awaits_value: bool = False


class _Tree:
    """The tree as far as the events have come; the nodes that it makes are frozen."""

    def __init__(self, positions: Positions) -> None:
        self.root: Node | None = None
        self.stopped = False
        self._positions = positions
        self._open: list[_Open] = []
        self._anchors: dict[str, _Part | None] = {}
        self._count = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> Iterator[Finding]:
        """Read one event; yields what is wrong and sets `stopped` when there is no use in going on."""
        match event:
            case yaml.DocumentStartEvent():
                yield from self._document(event)
            case yaml.AliasEvent():
                yield from self._alias(event)
            case yaml.ScalarEvent():
                part = _Part((yield from self._scalar(event)))
                yield from self._finish(part, _span(event), anchor=event.anchor)
            case yaml.CollectionStartEvent():
                yield from self._start(event)
            case yaml.CollectionEndEvent():
                yield from self._close(event)

    def _place(self, event: yaml.Event) -> Place:
        return self._positions.place(*_span(event))

    def _document(self, event: yaml.Event) -> Iterator[Finding]:
        self._documents += 1
        if self._documents > 1:
            self.stopped = True
            yield rules.DOCUMENTS.at(self._place(event), got="2")

    def _refuse(self, place: Place, what: Text, wanted: int) -> Iterator[Finding]:
        self.stopped, self.root = True, None
        yield rules.TOO_LARGE.at(place, what=what, wanted=wanted, got=f"> {wanted}")

    def _alias(self, event: yaml.AliasEvent) -> Iterator[Finding]:
        name = str(event.anchor)
        part = self._anchors.get(name)
        if part is None:
            rule = rules.ALIAS_OF_ITSELF if name in self._anchors else rules.UNKNOWN_ANCHOR
            yield rule.at(self._place(event), got=excerpt(name))
            part = _Part(self._broken(event))
        elif len(self._open) + part.height > DEEPEST:
            yield from self._refuse(self._place(event), _NESTING, DEEPEST)
            return
        yield from self._finish(part, _span(event), added=part.size)

    def _broken(self, event: yaml.Event) -> ScalarNode:
        return ScalarNode("", None, self._place(event), *_span(event), broken=True)

    def _scalar(self, event: yaml.ScalarEvent) -> Checked[ScalarNode]:
        text, place = event.value, self._place(event)
        if found := next(_forbidden_in(text), None):
            yield rules.CHARACTER.at(place, got=f"U+{ord(found[0]):04X}", count=1)
            return self._broken(event)
        value = text if event.style else plain_value(text)
        if event.tag is not None:
            wanted = _SCALAR_TAGS.get(event.tag)
            value = text if wanted == (str,) else plain_value(text)
            if wanted is None or type(value) not in wanted:
                yield rules.TAG.at(place, got=_tag(event.tag))
                return self._broken(event)
        return ScalarNode(text, value, place, *_span(event))

    def _start(self, event: yaml.CollectionStartEvent) -> Iterator[Finding]:
        if len(self._open) == DEEPEST:
            yield from self._refuse(self._place(event), _NESTING, DEEPEST)
            return
        core = _CORE + ("map" if isinstance(event, yaml.MappingStartEvent) else "seq")
        if event.tag not in (None, core):
            yield rules.TAG.at(self._place(event), got=_tag(event.tag))
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(_Open(event, _span(event)[1]))

    def _close(self, event: yaml.CollectionEndEvent) -> Iterator[Finding]:
        done = self._open.pop()
        start, end = _span(done.start)[0], _span(event)[1] if done.start.flow_style else done.end
        place = self._positions.place(start, end)
        node: Node
        if isinstance(event, yaml.MappingEndEvent):
            node = MappingNode(done.entries, place, start, end)
        else:
            node = SequenceNode(tuple(done.items), place, start, end)
        yield from self._finish(_Part(node, done.size, done.height), (start, end), anchor=done.start.anchor)

    def _finish(
        self, part: _Part, span: tuple[int, int], *, anchor: str | None = None, added: int = 1
    ) -> Iterator[Finding]:
        """Put a finished node in its holder; `added` is what it adds to the count (an alias: all it stands for)."""
        self._count += added
        if self._count > MOST_NODES:
            yield from self._refuse(self._positions.place(*span), _NODES, MOST_NODES)
            return
        if anchor:
            self._anchors[anchor] = part
        if not self._open:
            self.root = part.node
            return
        holder = self._open[-1]
        holder.end = span[1]
        holder.size += part.size
        holder.height = max(holder.height, part.height + 1)
        yield from self._put(holder, part.node)

    def _put(self, holder: _Open, node: Node) -> Iterator[Finding]:
        if isinstance(holder.start, yaml.SequenceStartEvent):
            holder.items.append(node)
        elif holder.awaits_value:
            if holder.key is not None:
                holder.entries[holder.key.text] = Entry(holder.key, node)
            holder.awaits_value = False
        else:
            holder.awaits_value = True
            holder.key = yield from _key(holder.keys, node)


def _tag(tag: str | None) -> str:
    """The tag as it is usually typed."""
    return excerpt(str(tag).replace(_CORE, "!!"))


def _span(event: yaml.Event) -> tuple[int, int]:
    """The offsets, in code points, at which an event starts and ends."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start and end else (0, 0)


def _key(keys: dict[str, ScalarNode], node: Node) -> Checked[ScalarNode | None]:
    """The node as a key of a mapping that has `keys` already; None when it cannot be one."""
    if is_broken(node):
        return None
    if not isinstance(node, ScalarNode) or not node.text:
        yield rules.KEY.at(node.place)
        return None
    if node.text == "<<":
        yield rules.MERGE_KEY.at(node.place)
        return None
    first = keys.setdefault(node.text, node)
    if first is not node:
        yield rules.REPEATED_KEY.at(
            node.place, got=excerpt(node.text), line=first.place.line, column=first.place.column
        )
        return None
    return node


# Plain data to YAML text that reads back as the same data under YAML 1.2.


# Decimal numbers as text.


def decimal_text(number: Decimal) -> str:
    """The number without an exponent, and without zeros behind its fraction.

    >>> decimal_text(Decimal("1.50")), decimal_text(Decimal("1E+3"))
    ('1.5', '1000')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


Data = str | int | float | bool | Decimal | Sequence["Data"] | Mapping[str, "Data"]

_WIDEST = 100
_BARE = pattern(r"[A-Za-z0-9\u3400-\u9fff][A-Za-z0-9_%./\u3400-\u9fff-]*")


def yaml_text(data: Mapping[str, Data]) -> str:
    """The text of a mapping, one key a line; what is short and flat stands in braces or brackets.

    Keys are written as they are: ids, periods and the words of the format need no quotes.
    """
    return "\n".join(_mapping(data)) + "\n"


def flat_text(value: Data) -> str:
    """The value on one line, however long and deep it is."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flat_text(part)}" for key, part in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flat_text, value)) + "]"
    return _scalar(value)


def _mapping(data: Mapping[str, Data]) -> Iterator[str]:
    for key, value in data.items():
        flat = _flat(value)
        yield f"{key}:" if flat is None else f"{key}: {flat}"
        if flat is None:
            yield from (f"  {line}" for line in _block(value))


def _block(value: Data) -> Iterator[str]:
    """The lines of what does not fit on one: a mapping or a list."""
    if isinstance(value, Mapping):
        yield from _mapping(value)
        return
    assert isinstance(value, Sequence)
    for item in value:
        flat = _flat(item)
        first, *rest = _block(item) if flat is None else [flat]
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _flat(value: Data) -> str | None:
    """The value on one line; None when it is too long or too deep for that."""
    if isinstance(value, str) or not isinstance(value, Mapping | Sequence):
        return _scalar(value)
    parts = value.values() if isinstance(value, Mapping) else value
    if any(isinstance(part, Mapping | Sequence) and not isinstance(part, str) for part in parts):
        return None
    if isinstance(value, Mapping):
        text = "{" + ", ".join(f"{key}: {_scalar(part)}" for key, part in value.items()) + "}"
    else:
        text = "[" + ", ".join(map(_scalar, value)) + "]"
    return text if len(text) <= _WIDEST or not value else None


def _scalar(value: Data) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Decimal):
        return decimal_text(value)
    if not isinstance(value, str):
        return repr(value)
    if _BARE.fullmatch(value) and plain_value(value) == value:
        return value
    import json

    return json.dumps(value, ensure_ascii=False)
