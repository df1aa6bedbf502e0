"""`python -m tests.cli.pages`: write anew what stands in README.md and its pages because the program prints it.

The table of options, and behind each `<!-- shows: COMMAND -->` what that command prints; with `| blocks A B` only the
blocks of it that have these words.
"""

import contextlib
import io
import re
import shlex
from pathlib import Path

from planck.cli.app import run
from planck.cli.options import OPTIONS, flag_of, variable_of

ROOT = Path(__file__).parents[2]
OF_OPTIONS = ROOT / "planck" / "PIPELINES.md"
PAGES = (ROOT / "README.md", OF_OPTIONS, ROOT / "targets" / "ANALYSIS.md", ROOT / "seeds" / "FIGURES.md")
START, END = "<!-- options: written by `python -m tests.cli.pages` -->\n", "<!-- options: end -->\n"
SHOWS = re.compile(r"<!-- shows: planck ([^|\n]*?)(?: \| blocks ([^\n]*?))? -->\n```\n.*?```\n", re.DOTALL)


def table() -> str:
    """The options that can be set elsewhere than on the command line."""
    lines = ["| option | environment | `[tool.planck]` | of |", "|---|---|---|---|"]
    for name, option in OPTIONS.items():
        if variable := variable_of(name):
            setting = f"`{name.replace('_', '-')}`" if option.setting else ""
            commands = [f"{each}\\*" if setting and each not in option.reached else each for each in option.of.split()]
            lines.append(f"| `{flag_of(name)}` | `{variable}` | {setting} | {', '.join(commands)} |")
    return "\n".join([*lines, "", "\\* not by `[tool.planck]`", ""])


def printed(command: str, wanted: str | None) -> str:
    """What a command prints, or those of its blocks that have the words."""
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(io.StringIO()) as out:
        run(shlex.split(command))
    blocks = out.getvalue().strip("\n").split("\n\n")
    kept = [each for each in blocks if wanted is None or any(word in each for word in wanted.split())]
    return "\n\n".join(kept) + "\n"


def renewed(text: str) -> str:
    """The text of a page as it has to be."""
    if START in text:
        before, _, rest = text.partition(START)
        text = f"{before}{START}{table()}{END}{rest.partition(END)[2]}"
    return SHOWS.sub(lambda found: f"{found[0].partition('```')[0]}```\n{printed(found[1], found[2])}```\n", text)


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
