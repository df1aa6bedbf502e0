"""`python -m tests.cli.options`: write the table of settings in README.md anew, from the table of options."""

from pathlib import Path

from planck.cli.options import OPTIONS, flag_of, variable_of

README = Path(__file__).parents[2] / "README.md"
START, END = "<!-- options: written by `python -m tests.cli.options` -->\n", "<!-- options: end -->\n"


def table() -> str:
    """The options that can be set elsewhere than on the command line."""
    lines = ["| option | environment | `[tool.planck]` | of |", "|---|---|---|---|"]
    for name, option in OPTIONS.items():
        if variable := variable_of(name):
            setting = f"`{name.replace('_', '-')}`" if option.setting else ""
            commands = [f"{each}\\*" if setting and each not in option.reached else each for each in option.of.split()]
            lines.append(f"| `{flag_of(name)}` | `{variable}` | {setting} | {', '.join(commands)} |")
    return "\n".join([*lines, "", "\\* not by `[tool.planck]`", ""])


def renewed(text: str) -> str:
    """The text of README.md with the table as it has to be."""
    before, _, rest = text.partition(START)
    return f"{before}{START}{table()}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
