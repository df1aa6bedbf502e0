"""How tables are to be read, from the options and the configuration."""

import codecs
from dataclasses import replace

import click
import typer

from planck.load.table.header import USUAL, Conventions


def conventions_of(encoding: str, sheet: str) -> Conventions:
    """The conventions of a call. Raises BadParameter for an encoding that does not exist."""
    context = click.get_current_context(silent=True)
    configured = context.obj if context and isinstance(context.obj, Conventions) else USUAL
    return replace(configured, encoding=_known(encoding), sheet=sheet)


def _known(encoding: str) -> str:
    if not encoding:
        return ""
    try:
        known = codecs.lookup(encoding)
        is_text = isinstance(b"abcd".decode(encoding, "replace"), str)
    except (LookupError, UnicodeError, ValueError):
        is_text = False
    if not is_text:
        raise typer.BadParameter(f"wanted an encoding such as gb18030, got '{encoding}'", param_hint="--encoding")
    return known.name
