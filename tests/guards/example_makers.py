"""What an example needs and no text can hold: damaged files, folders that cannot be read, states of a repository."""

from collections.abc import Callable
from pathlib import Path

import pytest

Maker = Callable[[Path, pytest.MonkeyPatch], None]
MAKERS: dict[str, Maker] = {}


def maker(name: str) -> Callable[[Maker], Maker]:
    """Enter a maker under the name that examples use."""

    def enter(make: Maker) -> Maker:
        MAKERS[name] = make
        return make

    return enter
