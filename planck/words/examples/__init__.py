"""A bad and a good example of every kind of finding: `planck explain` shows them, and a test runs each of them.

A file a family, a section a code. What stands beside `bad` and `good` belongs to both, and `[base]` says what the
examples of a family have in common. An example holds fragments of files, and the call that reads them:

    [L003]
    plan = "targets: {rd: {unit: 亿元}}"
    bad.figures = "研发经费,2021,20.06,亿美元"
    good.figures = "研发经费,2021,20.06,亿元"

`plan` and `model` are completed by what every plan and model has, and rows of `figures` by their header (base.toml).
`before` holds the files as they were, for what compares two states. What is no text at all, such as a damaged
workbook or the state of a repository, is prepared by the test: `made` names how, and `shown` says it to the reader.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

# The fragments of an example, and the files that they stand in.
FILES = {
    "plan": "plan.yaml",
    "model": "model.yaml",
    "figures": "figures.csv",
    "revisions": "revisions.csv",
    "settings": "pyproject.toml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One side of a rule: what its files hold, what they held before, and the call that reads them."""

    run: str
    usual_run: bool
    fragments: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    made: str = ""
    shown: str = ""


def examples(code: str) -> tuple[Example, Example]:
    """The bad and the good example of a code. Raises KeyError for one that has none."""
    family = in_family(code[0])
    section = family[code]
    shared = {key: value for key, value in section.items() if key not in ("bad", "good")}
    usual = family["base"]["run"]
    return _example({**shared, **section["bad"]}, usual), _example({**shared, **section["good"]}, usual)


@cache
def in_family(letter: str) -> Mapping[str, Any]:
    """The sections of one family: `base`, and its codes."""
    return _read(letter)


def base(letter: str) -> Mapping[str, Any]:
    """What completes the fragments of a family: its own, and that of every family."""
    return {**_read("base"), **in_family(letter)["base"]}


def scoring_examples() -> Mapping[str, Mapping[str, str]]:
    """By table and name an example of every way to score, as a line of a model."""
    return _read("scoring")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def _example(keys: Mapping[str, Any], usual: str) -> Example:
    return Example(
        run=keys.get("run", usual),
        usual_run="run" not in keys,
        fragments=_by_file(keys),
        before=_by_file(keys.get("before", {})),
        **{key: keys[key] for key in ("encoding", "made", "shown") if key in keys},
    )


def _by_file(keys: Mapping[str, Any]) -> dict[str, str]:
    """The fragments by the names of their files."""
    usual = {file: keys[key] for key, file in FILES.items() if key in keys}
    return {**usual, **keys.get("files", {})}
