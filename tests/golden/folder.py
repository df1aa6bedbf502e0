"""The folder of published results that stands beside the checkout, when it does."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(os.environ.get("PLANCK_SHARED", Path(__file__).parents[2].parent / "shared"))


def shared(name: str) -> Path:
    """A file of the shared folder; the test is skipped where there is none."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    return path


def golden(name: str) -> Any:
    """The content of a golden JSON file."""
    return json.loads(shared(f"golden/{name}").read_text(encoding="utf-8"))
