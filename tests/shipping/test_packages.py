"""The wheel and the sdist, built and installed into environments of their own, where the first command runs."""

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CANDIDATES = ("python3.14", "python3.13", "python3.12")
CALL = ("check", "targets/gongshu.yaml", "seeds/later.csv", "--lang", "en")
# What reads files of the project and needs no shared material: enough to see that the sdist has them.
TESTS = ("tests/cases", "tests/guards/test_words.py", "tests/cli/test_action.py")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(find_spec("build") is None, reason="build is not installed")]


def run(*command: object, folder: Path) -> str:
    """What a command prints; one that fails fails the test with it."""
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def newest() -> str:
    """The newest Python that runs here: a name alone may be a shim with nothing behind it."""
    found = (name for name in map(shutil.which, CANDIDATES) if name)
    running = (name for name in found if not subprocess.run((name, "-V"), capture_output=True, check=False).returncode)
    return next(running, sys.executable)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both packages, made from the files that git knows."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, folder=ROOT)
    return folder


def works(python: str, folder: Path, *install: object) -> None:
    """Install into a fresh environment and run the first command of the README there."""
    run(python, "-m", "venv", folder / "venv", folder=folder)
    run(folder / "venv/bin/pip", "install", "-q", *install, folder=folder)
    printed = run(folder / "venv/bin/planck", *CALL, folder=ROOT)
    assert "Gongshu" in printed
    assert run(folder / "venv/bin/planck", "--version", folder=folder).startswith("planck ")


def lowest() -> list[str]:
    """The lowest version that each dependency may have."""
    pairs = (re.match(r"([A-Za-z0-9-]+)>=([0-9.]+)", wanted) for wanted in PROJECT["dependencies"])
    return [f"{pair[1]}=={pair[2]}" for pair in pairs if pair]


def test_the_wheel_runs_with_the_newest_python(built: Path, tmp_path: Path) -> None:
    [wheel] = built.glob("*.whl")
    works(newest(), tmp_path, wheel)


def test_the_wheel_runs_with_the_lowest_versions(built: Path, tmp_path: Path) -> None:
    [wheel] = built.glob("*.whl")
    assert len(lowest()) == len(PROJECT["dependencies"])
    works(sys.executable, tmp_path, wheel, *lowest())


def test_the_sdist_has_what_its_tests_read(built: Path, tmp_path: Path) -> None:
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    [folder] = tmp_path.glob("planck_check-*")
    works(sys.executable, tmp_path, folder)
    run(sys.executable, "-m", "pytest", "-q", *TESTS, folder=folder)
    assert (folder / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
