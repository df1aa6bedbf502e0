"""Reading that goes on: functions that yield what is wrong and return what could be read."""

from collections.abc import Generator
from typing import TypeVar

from planck.model import Finding

T = TypeVar("T")

# `value = yield from part(...)` passes the findings of a part on and takes its value.
Checked = Generator[Finding, None, T]


def collect(reading: Checked[T]) -> tuple[T, tuple[Finding, ...]]:
    """What `reading` returns, and everything it yields on the way."""
    findings = []
    while True:
        try:
            findings.append(next(reading))
        except StopIteration as end:
            return end.value, tuple(findings)
