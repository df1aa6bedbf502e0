"""Files that planck writes for the user: whole or not at all."""

import os
import tempfile

import click

BOM = "\ufeff"


def write_file(path: str, text: str) -> bool:
    """Write `text` in place of what is there, its byte order mark kept; whether that worked."""
    folder = os.path.dirname(path) or "."
    try:
        mark = _mark(path)
        with tempfile.NamedTemporaryFile("wb", dir=folder, prefix=".planck-", delete=False) as file:
            file.write((mark + text).encode())
        if os.path.exists(path):
            os.chmod(file.name, os.stat(path).st_mode & 0o7777)
        else:
            os.chmod(file.name, 0o644)
        os.replace(file.name, path)
    except OSError as error:
        click.echo(f"could not write {path}: {error.strerror}", err=True)
        return False
    click.echo(f"wrote {path}", err=True)
    return True


def _mark(path: str) -> str:
    if not os.path.exists(path):
        return ""
    with open(path, "rb") as file:
        return BOM if file.read(3) == BOM.encode() else ""
