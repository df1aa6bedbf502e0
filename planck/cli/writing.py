"""Files that planck writes for the user: whole or not at all."""

import os
import tempfile
from contextlib import suppress

import click

BOM = "\ufeff"


def write_file(path: str, text: str) -> bool:
    """Write `text` in place of what is there, its byte order mark kept; whether that worked."""
    try:
        data = (_mark(path) + text).encode()
        problem = replace_file(path, data)
    except OSError as error:
        problem = str(error.strerror)
    click.echo(f"could not write {path}: {problem}" if problem else f"wrote {path}", err=True)
    return not problem


def replace_file(path: str, data: bytes) -> str:
    """Put `data` in place of what is there, its permissions kept; why that did not work, empty where it did."""
    written = ""
    try:
        folder = os.path.dirname(path) or "."
        with tempfile.NamedTemporaryFile("wb", dir=folder, prefix=".planck-", delete=False) as file:
            written = file.name
            file.write(data)
        os.chmod(written, os.stat(path).st_mode & 0o7777 if os.path.exists(path) else 0o644)
        os.replace(written, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(written)
        return str(error.strerror)
    return ""


def _mark(path: str) -> str:
    if not os.path.exists(path):
        return ""
    with open(path, "rb") as file:
        return BOM if file.read(3) == BOM.encode() else ""
