"""Text made safe for Markdown: what others wrote is shown, never obeyed."""

import re

from planck.render.display import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$#])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TICKS = re.compile("`+")


def markdown(text: str) -> str:
    """`text` on one line, without any mark-up of its own; fit for a cell of a table.

    It must not begin a line: a dash or a number there would begin a list.
    """
    return _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", clean(text))).strip()


def code(text: str) -> str:
    """`text` as code, for ids and file names; fit for a cell of a table."""
    inner = clean(text).replace("`", "'").replace("|", "\\|").strip()
    return f"`{inner}`" if inner else ""


def block(lines: list[str]) -> list[str]:
    """Cleaned lines as a block of code, behind a fence longer than any in them."""
    longest = max((len(ticks) for line in lines for ticks in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence, *lines, fence]


def row(cells: list[str]) -> str:
    """One row of a table, of cells that are escaped already."""
    return f"| {' | '.join(cells)} |"
