"""A scoring model laid out as leaves and a tree, as the arithmetic wants them."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from planck.engine.scoring.aggregate import Node, Tree, effective_weights
from planck.model import Text
from planck.model.scoring import Better, Domain, EachTarget, Normalisation, Of, Part, ScoredIndicator, ScoringModel
from planck.record import Record

# What stands beside the numbers of verdicts: that a target is for a unit, that its way has no measure, and that its
# verdict rests on a scenario.
JUDGED, WAYLESS, ASSUMED = "judged", "wayless", "assumed"


class TargetLeaf(Record):
    """A target of a plan that is scored by itself."""

    plan: str
    id: str
    name: Text
    unit: str
    binding: bool
    domain: str = ""
    weight: float = 1.0

    @property
    def path(self) -> str:
        """The name of its numbers among the verdicts."""
        return f"{self.plan}/{self.id}"


class Leaf(Record):
    """One column of the arithmetic: one number of one indicator, or of one target of a plan.

    alone: it is the only number of its target that is scored.
    """

    id: str
    name: Text
    unit: str
    of: Of
    normalise: Normalisation
    direction: float
    only: tuple[str, ...] = ()
    target: TargetLeaf | None = None
    alone: bool = False

    @property
    def of_figures(self) -> bool:
        """Whether its number comes from figures and not from verdicts on a plan."""
        return not self.of.of_plan and not self.target


def leaf_id(leaf: Leaf) -> str:
    """The id of an indicator, with what of it is scored where that is not its level."""
    return leaf.id if leaf.of is Of.LEVEL or leaf.alone else f"{leaf.id}.{leaf.of.value}"


class Layout(Record):
    """The leaves, the tree over them, the domains in the order of the tree's nodes (the last node is the whole).

    shares: of every leaf in the whole when nothing is missing, summing to 1. homes: the domain of each leaf.
    """

    leaves: tuple[Leaf, ...]
    tree: Tree
    domains: tuple[Domain, ...]
    homes: tuple[str, ...]
    top: tuple[int, ...]
    shares: tuple[float, ...] = ()


def laid_out(model: ScoringModel, targets: Sequence[TargetLeaf] = ()) -> Layout:
    """The layout of a model, with a leaf for each of `targets` in every domain that scores the targets of the plan."""
    builder = _Builder(targets)
    top = [(builder.domain(domain), domain.weight) for domain in model.domains]
    kept = [(place, weight) for place, weight in top if place is not None]
    leaves = tuple(leaf for leaf, _ in builder.leaves)
    nodes = [_raised(node, len(leaves)) for node in builder.nodes]
    parts = tuple(len(leaves) + place for place, _ in kept)
    whole = Node(
        name=model.id,
        parts=parts,
        weights=tuple(1.0 if weight is None else weight for _, weight in kept),
        method=model.aggregate.method,
        given=_power(model.aggregate.power),
        rescale=model.rescale,
    )
    tree = Tree(leaves=len(leaves), nodes=(*nodes, whole))
    shares = tuple(map(float, effective_weights(tree)[: len(leaves)])) if parts else ()
    homes = tuple(home for _, home in builder.leaves)
    return Layout(leaves=leaves, tree=tree, domains=tuple(builder.domains), homes=homes, top=parts, shares=shares)


def _raised(node: Node, leaves: int) -> Node:
    """The node with the numbers that its parts have once all leaves are counted; nodes were numbered below zero."""
    return replace(node, parts=tuple(part if part >= 0 else leaves - part - 1 for part in node.parts))


def _power(power: float | None) -> Mapping[str, float]:
    return {} if power is None else {"power": power}


class _Builder:
    """Numbers leaves and nodes while it walks down a model; a domain without parts is left out."""

    def __init__(self, targets: Sequence[TargetLeaf]) -> None:
        self.leaves: list[tuple[Leaf, str]] = []
        self.nodes: list[Node] = []
        self.domains: list[Domain] = []
        self._targets = targets

    def domain(self, domain: Domain) -> int | None:
        """The number of the domain's node, None when nothing is in it."""
        parts, weights = self._parts(domain)
        if not parts:
            return None
        method, given = domain.aggregate.method, _power(domain.aggregate.power)
        self.nodes.append(
            Node(name=domain.id, parts=parts, weights=weights, method=method, given=given, rescale=domain.rescale)
        )
        self.domains.append(domain)
        return len(self.nodes) - 1

    def _parts(self, domain: Domain) -> tuple[tuple[int, ...], tuple[float, ...]]:
        """The numbers of a domain's parts, those of nodes below zero, and their weights."""
        inner = [(self.domain(part), part.weight) for part in domain.domains]
        kept = [(-place - 1, 1.0 if weight is None else weight) for place, weight in inner if place is not None]
        for leaf, weight in _scored(domain):
            kept.append((self._leaf(leaf, domain), weight))
        kept.extend(self._target(domain, each, target) for each, target in self._own(domain))
        return tuple(place for place, _ in kept), tuple(weight for _, weight in kept)

    def _own(self, domain: Domain) -> Iterator[tuple[EachTarget, TargetLeaf]]:
        """The targets that a domain scores, with how."""
        each = domain.targets
        yield from ((each, target) for target in self._targets if each and each.domain in ("", target.domain))

    def _leaf(self, leaf: Leaf, domain: Domain) -> int:
        self.leaves.append((leaf, domain.id))
        return len(self.leaves) - 1

    def _target(self, domain: Domain, each: EachTarget, target: TargetLeaf) -> tuple[int, float]:
        """The number of a target's leaf, or of a node over its leaves where several numbers of it are scored."""
        weight = target.weight * (each.binding if target.binding else 1.0)
        leaves = [self._leaf(leaf, domain) for leaf in _of_target(each, target)]
        if len(leaves) == 1:
            return leaves[0], weight
        shares = tuple(part.share for part in each.parts)
        self.nodes.append(Node(name=target.id, parts=tuple(leaves), weights=shares, method="arithmetic", given={}))
        self.domains.append(Domain(id=target.id, name=target.name, place=each.place))
        return -len(self.nodes), weight


def _of_target(each: EachTarget, target: TargetLeaf) -> Iterator[Leaf]:
    for part in each.parts:
        yield Leaf(
            id=target.id,
            name=target.name,
            unit="" if part.of in (Of.RATIO, Of.PROGRESS_SCORE) else "%",
            of=part.of,
            normalise=part.normalise,
            direction=1.0,
            target=target,
            alone=len(each.parts) == 1,
        )


def _scored(domain: Domain) -> Iterator[tuple[Leaf, float]]:
    for indicator in domain.indicators:
        whole = 1.0 if indicator.weight is None else indicator.weight
        for part in indicator.parts:
            yield _leaf(indicator, part), whole * part.share


def _leaf(indicator: ScoredIndicator, part: Part) -> Leaf:
    return Leaf(
        id=indicator.id,
        name=indicator.name,
        unit=indicator.unit,
        of=part.of,
        normalise=part.normalise,
        direction=1.0 if indicator.better is Better.HIGHER else -1.0,
        only=indicator.only,
    )
