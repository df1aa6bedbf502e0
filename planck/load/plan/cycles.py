"""Circles in a graph of references."""

from collections.abc import Iterator, Mapping, Sequence

Edges = Mapping[str, Sequence[str]]


def cycles(edges: Edges) -> Iterator[tuple[str, ...]]:
    """The circles of a graph, each once, from the node that comes first in it back to itself.

    Of circles that share nodes not every one is named, but each has a node in common with one that is.

    >>> list(cycles({"a": ["b"], "b": ["a"], "c": ["a"]}))
    [('a', 'b', 'a')]
    """
    done: set[str] = set()
    for start in edges:
        yield from _circles_from(start, edges, done)


def _circles_from(start: str, edges: Edges, done: set[str]) -> Iterator[tuple[str, ...]]:
    """Circles met on a walk from `start` over nodes that are not `done`; they are done afterwards."""
    if start in done:
        return
    # The way from the start to where the walk stands, and for each step what is still to be tried.
    way = {start: iter(edges[start])}
    named: set[str] = set()
    while way:
        here = next(reversed(way))
        for other in way[here]:
            if other in way and here not in named:
                named.add(here)
                nodes = list(way)
                yield (*nodes[nodes.index(other) :], other)
            elif other in edges and other not in done and other not in way:
                way[other] = iter(edges[other])
                break
        else:
            done.add(here)
            del way[here]
