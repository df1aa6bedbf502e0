"""The terminal: encoding, width and colour."""

import os
import shutil
import sys
from collections.abc import Mapping
from io import TextIOWrapper

WIDTH = 80
NARROWEST = 60
WIDEST = 120


def prepare() -> None:
    """Write UTF-8 with plain line feeds whatever the locale, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def width() -> int:
    """Columns of the terminal; 80 where the output is not one, so that the same input gives the same bytes."""
    if not sys.stdout.isatty():
        return WIDTH
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDTH, 24)).columns))


def colour(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour: NO_COLOR beats FORCE_COLOR beats TERM=dumb beats a terminal."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return environment.get("TERM") != "dumb" and sys.stdout.isatty()
