"""The terminal: encoding, width and colour."""

import os
import shutil
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path

WIDTH = 80
NARROWEST = 60
WIDEST = 120


def prepare() -> None:
    """Write UTF-8 with plain line feeds whatever the locale, and never fail on a character."""
    # A stream that the caller has closed is None.
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it is stdout until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def write(text: str) -> bool:
    """Print `text`; whether that worked. A reader that has gone away (`| head`) is no failure, a full disk is."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_stdout()
    except OSError as error:
        _give_up_stdout()
        print(f"could not write the output: {error.strerror}", file=sys.stderr)
        return False
    return True


def _give_up_stdout() -> None:
    # What is left in the buffer would fail again when the interpreter ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
