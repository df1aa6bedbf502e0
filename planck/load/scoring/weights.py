"""Weights and shares of one level: all there or none, and with a sum that makes sense."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planck.load.plan.field import Field
from planck.load.scoring import rules, rules_weights
from planck.load.source.excerpt import excerpt
from planck.model import Finding, Text

# Published tables print thirds as 33.3.
_SLACK = Decimal("0.001")


def weight(field: Field) -> float | None:
    """The weight of a part, None where it has none."""
    found = field.get("weight")
    return float(found.amount) if found else None


def weight_faults(holder: Field, key: str) -> Iterator[Finding]:
    """What is wrong with the weights of the parts under `key` of a domain or model, which may have a weight itself."""
    parts, under = holder.under(key), holder.get(key)
    broken = (holder.has("weight") and not holder.get("weight")) or any(part.damaged for part in parts)
    if under is None or under.damaged or broken:
        return
    given = [part for part in parts if part.has("weight")]
    if method := holder.string("weights"):
        yield from _made(parts, method)
        return
    if not given:
        return
    if len(given) < len(parts):
        for part in parts:
            if not part.has("weight"):
                yield under.finding(rules.WEIGHTS_PARTLY, part.label, got=part.key)
        return
    found = [part.get("weight") for part in parts]
    amounts = [one.amount for one in found if one]
    whole = holder.get("weight")
    allowed = [Decimal(100), Decimal(1), *([whole.amount] if whole else [])]
    total = sum(amounts, Decimal(0))
    if not any(abs(total - wanted) <= _SLACK * wanted for wanted in allowed):
        wanted = (
            Text(zh="100、1 或上一层的权重", en="100, 1 or the weight above")
            if whole
            else Text(zh=" 100 或 1", en="100 or 1")
        )
        listed = excerpt(" + ".join(str(amount) for amount in amounts))
        yield under.finding(rules.WEIGHTS_SUM, under.label, wanted=wanted, got=str(total), listed=listed)


def _made(parts: Sequence[Field], method: str) -> Iterator[Finding]:
    """What stands beside weights that are to be made of the figures, in parts whose weights those would be."""
    for part in parts:
        for key in ("weight", "parts"):
            if part.has(key):
                yield part.finding(rules_weights.WEIGHTS_TWICE, part.label, method=method, got=key)
