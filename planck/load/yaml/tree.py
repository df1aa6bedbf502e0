"""The tree that a YAML text becomes: values that know where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from planck.load.yaml.scalars import Value
from planck.model import Place


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One value: its text, what that means, and its span in the file as a place and as offsets.

    `broken`: something is wrong with it that has been said already.
    """

    text: str
    value: Value
    place: Place
    start: int
    end: int
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping and what stands under it."""

    key: ScalarNode
    value: "Node"


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Entries by the text of their keys, in the order of the file; no key stands twice."""

    entries: Mapping[str, Entry]
    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SequenceNode:
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
