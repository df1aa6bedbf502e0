"""A place in the tree of a file: what stands there, what it is called, and the findings about it."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from planck.load.files import excerpt
from planck.load.yaml import MappingNode, Node, Path, ScalarNode, SequenceNode, is_broken
from planck.model import Argument, Finding, Place, Rule, Text
from planck.record import Record
from planck.words import Label


def dotted(path: Path) -> str:
    """The path as messages write it, items of lists counted from 1: targets.firms.revisions.1.goal."""
    return excerpt(".".join(str(step + 1) if isinstance(step, int) else step for step in path) or "plan")


def target_in(path: Path) -> str:
    """The id of the target that the path lies in, empty when it lies in none."""
    return excerpt(str(path[1])) if len(path) > 1 and path[0] == "targets" else ""


def finding_at(rule: Rule, place: Place, path: Path, **arguments: Argument) -> Finding:
    """A finding of `rule` about what stands at `path`."""
    return replace(rule.at(place, target=target_in(path)), arguments={"field": dotted(path), **arguments})


def typed(node: Node) -> str | Text:
    """What stands there, for a message: a scalar as typed, others by what they are."""
    if isinstance(node, ScalarNode):
        return excerpt(node.text) if node.text else Label("load.field.nothing")
    return Label("load.field.mapping") if isinstance(node, MappingNode) else Label("load.common.list")


class Field(Record, kw_only=False):
    """A node of a tree that was held against its form, its path, and the place of the key that names it."""

    node: Node
    path: Path
    label: Place

    @property
    def key(self) -> str:
        """The key it stands under."""
        return str(self.path[-1])

    @property
    def text(self) -> str:
        """The text of a scalar, empty for others."""
        return self.node.text if isinstance(self.node, ScalarNode) else ""

    @property
    def amount(self) -> Decimal:
        """The number that a scalar holds, with every digit that was typed; 15 for 15%."""
        based = self.text[:2] in ("0x", "0o")
        value = self.node.value if based and isinstance(self.node, ScalarNode) else self.text
        return Decimal(str(value).removesuffix("%"))

    @property
    def in_percent(self) -> bool:
        """Whether the number has a percent sign."""
        return self.text.endswith("%")

    @property
    def share(self) -> Decimal:
        """The percentage as a share: 0.15 for 15%, exactly."""
        return self.amount.scaleb(-2)

    @property
    def damaged(self) -> bool:
        """Whether something right below it is broken, so that nothing follows from what is missing."""
        if isinstance(self.node, SequenceNode):
            return any(map(is_broken, self.node.items))
        entries = self.node.entries.values() if isinstance(self.node, MappingNode) else ()
        return any(is_broken(entry.value) for entry in entries)

    def has(self, key: str) -> bool:
        """Whether anything stands under `key`, sound or broken."""
        return isinstance(self.node, MappingNode) and key in self.node.entries

    def get(self, key: str) -> "Field | None":
        """What stands under `key`, None when it is broken."""
        entry = self.node.entries.get(key) if isinstance(self.node, MappingNode) else None
        if entry is None or is_broken(entry.value):
            return None
        return Field(entry.value, (*self.path, key), entry.key.place)

    def parts(self) -> Iterator["Field"]:
        """What stands in it and is not broken, in the order of the file."""
        if isinstance(self.node, MappingNode):
            for key, entry in self.node.entries.items():
                if not is_broken(entry.value):
                    yield Field(entry.value, (*self.path, key), entry.key.place)
        elif isinstance(self.node, SequenceNode):
            for index, item in enumerate(self.node.items):
                if not is_broken(item):
                    yield Field(item, (*self.path, index), item.place)

    def keys_of(self, key: str) -> tuple[str, ...]:
        """The keys of the mapping under `key`, also of what is broken in it."""
        field = self.get(key)
        return tuple(field.node.entries) if field and isinstance(field.node, MappingNode) else ()

    def within(self, column: int, length: int) -> Place:
        """The place of a part of its text, from a 1-based column; all of it where the file breaks or escapes it."""
        node, place = self.node, self.node.place
        around = node.end - node.start - len(self.text)
        if place.end - place.column != node.end - node.start or around not in (0, 2):
            return place
        first = place.column + around // 2 + column - 1
        return Place(place.file, place.line, first, first + length)

    def under(self, key: str) -> tuple["Field", ...]:
        """The parts of what stands under `key`; none when nothing does."""
        field = self.get(key)
        return tuple(field.parts()) if field else ()

    def string(self, key: str) -> str:
        """The text under `key`, empty when there is none."""
        field = self.get(key)
        return field.text if field else ""

    def finding(self, rule: Rule, place: Place | None = None, **arguments: Argument) -> Finding:
        """A finding of `rule` about this field; `got` is what stands there unless it is given."""
        return finding_at(rule, place or self.node.place, self.path, **{"got": excerpt(self.text), **arguments})
