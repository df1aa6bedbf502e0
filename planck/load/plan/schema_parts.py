"""Building stones of the JSON Schema of plans."""

from collections.abc import Iterable
from enum import StrEnum

from planck.load.plan.words import KINDS

Schema = dict[str, object]

# Bounded in length: what is longer cannot be held exactly.
PERCENT = r"^[-+]?[0-9]{1,20}(\.[0-9]{1,20})?%$"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def of_kind(name: str, **rules: object) -> Schema:
    """A value of a kind that has words for it."""
    return {"title": KINDS[name].wanted.en, **rules}


def mapping(properties: Schema, *required: str, kind: str = "mapping", **rules: object) -> Schema:
    """A mapping with these keys and no others."""
    wanted = {"required": list(required)} if required else {}
    return of_kind(kind, type="object", properties=properties, **wanted, additionalProperties=False, **rules)


def use(name: str, description: str = "") -> Schema:
    """What `$defs` has under `name`."""
    return {"$ref": f"#/$defs/{name}", **({"description": description} if description else {})}


def choice(known: Iterable[str], description: str) -> Schema:
    """One of several words."""
    return {**of_kind("choice", type="string", enum=list(map(str, known))), "description": description}


def words(members: type[StrEnum]) -> list[str]:
    """The words of one of the model's enums."""
    return [member.value for member in members]
