"""What the values of planck are made of: named fields, set once and compared by what they hold.

Made on msgspec and not on dataclasses: a frozen and slotted one takes twenty times as long to make, planck has
hundreds, and a short run would spend a fifth of its time on them.
"""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, dataclass_transform

from msgspec import Struct, StructMeta, field


class _FrozenByName(StructMeta):
    """Makes a class frozen, and its fields to be given by name, unless the class says otherwise."""

    def __new__(
        mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], /, **options: Any
    ) -> "_FrozenByName":
        return super().__new__(mcs, name, bases, namespace, **{"frozen": True, "kw_only": True, **options})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Record(Struct, metaclass=_FrozenByName, frozen=True):
    """A value with named fields. `kw_only=False`: they can be given by position; `order=True`: they can be sorted."""


class Written(Record):
    """A record as somebody wrote it: where and in which words makes no other value of it.

    `aside` names the fields that do not count when two are compared.
    """

    aside: ClassVar[tuple[str, ...]] = ("place",)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        what_counts = _what_counts(type(self))
        return bool(what_counts(self) == what_counts(other))

    def __hash__(self) -> int:
        return hash(_what_counts(type(self))(self))


@cache
def _what_counts(kind: type[Written]) -> Callable[[object], Any]:
    return attrgetter(*(name for name in kind.__struct_fields__ if name not in kind.aside))
