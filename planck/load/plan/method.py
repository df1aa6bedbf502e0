"""The status method that a plan or a target chooses, with the borders that it sets itself."""

from itertools import pairwise

from planck.load.plan import rules_target as rules
from planck.load.plan.field import Field
from planck.load.plan.target_schema import BORDERS
from planck.load.source.checked import Checked
from planck.model import MethodChoice


def method(field: Field | None) -> Checked[MethodChoice | None]:
    """The choice, None where there is none that can be used."""
    name = field and (field.text or field.string("name"))
    if not field or not name:
        return None
    known, set_here = BORDERS[name], {}
    for part in field.parts():
        if part.key in known:
            set_here[part.key] = float(part.amount)
        elif part.key != "name":
            wanted = ", ".join(known)
            yield field.finding(rules.UNKNOWN_BORDER, part.label, method=name, wanted=wanted, got=part.key)
    merged = {**known, **set_here}
    if any(upper <= lower for upper, lower in pairwise(merged.values())):
        got = ", ".join(f"{key} {value:g}" for key, value in merged.items())
        yield field.finding(rules.BORDERS_RISE, got=got)
    return MethodChoice(name=name, borders=tuple((key, set_here[key]) for key in known if key in set_here))
