"""`python -m tests.outcomes FOLDER`: write known-ends.md and known-ends.en.md."""

import argparse
from pathlib import Path

from planck.words import Language
from tests.outcomes.report import report

NAMES = {Language.ZH: "known-ends.md", Language.EN: "known-ends.en.md"}


def main() -> None:
    """Write the report in both languages."""
    parser = argparse.ArgumentParser(prog="python -m tests.outcomes", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    for language, name in NAMES.items():
        (folder / name).write_text(report(language), encoding="utf-8")


if __name__ == "__main__":
    main()
