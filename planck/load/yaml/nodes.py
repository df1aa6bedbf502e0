"""YAML text to a tree of nodes: bounded, and without the parts of YAML that a plan has no use for.

The tree is built from the parser's events. PyYAML's composer recurses, takes repeated keys without a word, and does
not bound what aliases expand to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from planck.load.source.checked import Checked
from planck.load.source.excerpt import excerpt
from planck.load.source.positions import Positions
from planck.load.yaml import rules
from planck.load.yaml.problem import syntax_error
from planck.load.yaml.scalars import plain_value
from planck.load.yaml.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode, is_broken
from planck.model import Finding, Place, Text

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

_TEXT = Text(zh="文件（字符）", en="the text, in characters")
_NODES = Text(zh="值的个数（别名展开后）", en="the number of values, aliases expanded")
_NESTING = Text(zh="嵌套层数", en="the depth of nesting")


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


@dataclass(frozen=True, slots=True)
class _Part:
    """A finished node with its size, aliases expanded, and the levels of containers in it."""

    node: Node
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class _Open:
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
