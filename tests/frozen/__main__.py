"""`python -m tests.frozen [--keep FOLDER]`: hold the outputs of today."""

import argparse
from pathlib import Path

from tests.frozen.calls import Output, calls
from tests.frozen.rows import FILE, Key, Row, file_name, run_through, written


def main() -> None:
    """Write outputs.csv, and the outputs themselves where a folder is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.frozen", description=__doc__)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="Write the outputs themselves there.")
    keep: Path | None = parser.parse_args().keep

    def see(key: Key, output: Output) -> None:
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / file_name(key)).write_text(output.text, encoding="utf-8", errors="surrogatepass", newline="")

    rows: dict[Key, Row] = {}
    for call in calls():
        rows |= run_through(call, see)
    FILE.write_text(written(rows), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
