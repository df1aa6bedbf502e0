"""A usual call loads nothing that it does not use: what takes long to import is imported by those who need it."""

import subprocess
import sys
from pathlib import Path

# Each took a hundredth of the whole call or more.
HEAVY = {
    "jinja2",
    "jsonschema",
    "numpy.ma",
    "planck.engine.scoring",
    "planck.load.scoring",
    "planck.model.scoring",
    "planck.provenance",
    "planck.render.pages",
    "planck.view.chart",
    "planck.score",
    "rich",
    "scipy",
    "tabulate",
    "wcwidth",
}
CALL = """
import sys
from planck.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def loaded(folder: Path, *arguments: str) -> set[str]:
    command = [sys.executable, "-c", CALL, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    assert "企业数" in done.stdout
    return set(done.stderr.split())


def test_a_usual_call_is_lean(folder: Path) -> None:
    modules = loaded(folder, "check", "plan.yaml", "figures.csv")
    assert "planck.assess.target" in modules
    assert modules & HEAVY == set()
    assert "tomllib" not in modules


def test_settings_of_others_are_not_even_parsed(folder: Path) -> None:
    settings = folder / "pyproject.toml"
    settings.write_text("[tool.other]\nlang = 'en'\n", encoding="utf-8")
    assert "tomllib" not in loaded(folder, "check", "plan.yaml", "figures.csv")
    settings.write_text("[tool.planck]\nlang = 'zh'\n", encoding="utf-8")
    assert "tomllib" in loaded(folder, "check", "plan.yaml", "figures.csv")
