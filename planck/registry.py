"""Tables of named things: paths, status methods, checks, renderers, rules. Adding one touches one file."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import ModuleType
from typing import Generic, TypeVar

from planck.model import Rule, Severity

T = TypeVar("T")
K = TypeVar("K")


class Table(Generic[T]):
    """Entries by name, each with one line of documentation; filled once, when its modules are imported."""

    def __init__(self, noun: str, home: str = "") -> None:
        """`home` is the package whose modules register the entries; it is imported at the first look."""
        self.noun = noun
        self._home = home
        self._entries: dict[str, T] = {}

    def add(self, name: str, entry: T) -> T:
        """Register `entry`. Raises ValueError when the name is taken: a name is never reused."""
        if name in self._entries:
            raise ValueError(f"two entries named {name!r} in the table of {self.noun}s")
        self._entries[name] = entry
        return entry

    def entry(self, name: str) -> Callable[[T], T]:
        """A decorator that registers what it decorates."""
        return lambda item: self.add(name, item)

    def _filled(self) -> dict[str, T]:
        if self._home:
            home, self._home = self._home, ""
            discover(importlib.import_module(home))
        return self._entries

    def __getitem__(self, name: str) -> T:
        return self._entries[name] if self._has_module(name) else self._filled()[name]

    def __contains__(self, name: object) -> bool:
        return (isinstance(name, str) and self._has_module(name)) or name in self._filled()

    def _has_module(self, name: str) -> bool:
        """Whether the entry is there when only the module of its name is imported: a usual run needs one of many."""
        if self._home and name not in self._entries and name.isidentifier():
            with suppress(ModuleNotFoundError):
                importlib.import_module(f"{self._home}.{name}")
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._filled())

    def __len__(self) -> int:
        return len(self._filled())

    def items(self) -> list[tuple[str, T]]:
        """Names and entries, in the order of the names."""
        return sorted(self._filled().items())


def discover(package: ModuleType) -> None:
    """Import every module of `package` and of the packages in it, so that each registers what it defines."""
    for module in sorted(info.name for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")):
        importlib.import_module(module)


def grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    """The values by their keys; keys and values in the order in which they come."""
    groups: dict[K, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


RULES: Table[Rule] = Table("rule")


def rule(code: str, name: str, severity: Severity, *, blocking: bool = False) -> Rule:
    """Register a rule under its code; its words stand under the code in `planck.words`."""
    return RULES.add(code, Rule(code=code, name=name, severity=severity, blocking=blocking))
