"""Patterns that are compiled at their first use: to compile one is slow, and a short run needs half of them."""

import re
from typing import Any, AnyStr, cast


class _Uncompiled:
    """Takes the place of a compiled pattern, and fetches each of its methods once."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, method)
        return method


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, but not yet compiled; it is no argument for the functions of `re`."""
    return cast(re.Pattern[AnyStr], _Uncompiled(text, flags))
