"""The calls of calls.toml, run in this process."""

import contextlib
import hashlib
import io
import os
import shlex
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from planck import __version__
from planck.cli.app import run
from tests.frozen.folders import FOLDERS
from tests.rendering import COMPARISONS, DIFF_FORMATS, FORMATS, RENDERERS, SCORE_FORMATS
from tests.repositories import OUTER

HERE = Path(__file__).parent
DIGITS = 16
NONE = "-"
LANGUAGES = ("zh", "en")
FORMATS_OF: Mapping[str, Iterable[str]] = {
    "check": FORMATS,
    "audit": FORMATS,
    "compare": COMPARISONS,
    "score": SCORE_FORMATS,
    "diff": DIFF_FORMATS,
    "backtest": RENDERERS,
}
SPEAKING = (*FORMATS_OF, "explain", "list")
# Set by a terminal, a pipeline or a project around this process, and read by the program.
AROUND = ("PLANCK_", "GITHUB_", "GITLAB_", "CI_", "NO_COLOR", "FORCE_COLOR", "LINES", "_TYPER", *OUTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of the program, or a few one after the other, in a folder of its own."""

    name: str
    run: tuple[tuple[str, ...], ...]
    folder: str = "project"
    writes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    files: Mapping[str, str]

    @property
    def variants(self) -> Iterator[tuple[str, str]]:
        """The formats and languages that it is run in; `-` where the last command has none, or the call names it."""
        last = self.run[-1]
        formats = () if "--output-format" in last else self.formats or sorted(FORMATS_OF.get(last[0], ()))
        languages = LANGUAGES if last[0] in SPEAKING and "--lang" not in last and "--help" not in last else (NONE,)
        for name in formats or (NONE,):
            for language in languages:
                yield name, language


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a call gave: streams and files in one text, and the exit codes of its parts."""

    codes: str
    text: str

    @property
    def row(self) -> tuple[str, str, str]:
        """What is held of it: exit codes, number of lines, digest."""
        data = self.text.encode("utf-8", "surrogatepass")
        return self.codes, str(self.text.count("\n")), hashlib.sha256(data).hexdigest()[:DIGITS]


def calls() -> Iterator[Call]:
    """Every call, in the order of the file."""
    data = tomllib.loads((HERE / "calls.toml").read_text(encoding="utf-8"))
    for name, entry in data.items():
        yield Call(
            name=name,
            run=tuple(tuple(shlex.split(line)) for line in entry["run"]),
            folder=entry.get("folder", "project"),
            writes=tuple(entry.get("writes", ())),
            formats=tuple(entry.get("formats", ())),
            files=entry.get("files", {}),
        )


def outputs(call: Call) -> Iterator[tuple[str, str, Output]]:
    """Format, language and output of every variant of a call."""
    with contextlib.ExitStack() as stack:
        folder = _prepared(call, stack)
        for number, (form, language) in enumerate(call.variants):
            if number and (call.writes or len(call.run) > 1):
                folder = _prepared(call, stack)
            yield form, language, _ran(call, folder, form, language)


def _prepared(call: Call, stack: contextlib.ExitStack) -> Path:
    folder = Path(stack.enter_context(TemporaryDirectory()), "here")
    folder.mkdir()
    with _alone():
        FOLDERS[call.folder](folder)
    for name, text in call.files.items():
        (folder / name).write_text(text.lstrip("\n"), encoding="utf-8", newline="")
    return folder


def _ran(call: Call, folder: Path, form: str, language: str) -> Output:
    parts: list[str] = []
    codes: list[str] = []
    for number, arguments in enumerate(call.run, start=1):
        more: list[str] = []
        if number == len(call.run):
            more += ["--output-format", form] if form != NONE else []
            more += ["--lang", language] if language != NONE else []
        code, out, err = _one(folder, [*arguments, *more])
        codes.append(str(code))
        parts += [out, f"--- stderr\n{err}" if err else ""]
    parts += [f"--- {name}\n{_written(folder / name)}" for name in call.writes]
    return Output(codes=" ".join(codes), text=_timeless("".join(parts)))


def _one(folder: Path, arguments: list[str]) -> tuple[int, str, str]:
    out, err, stdin = io.StringIO(), io.StringIO(), io.TextIOWrapper(io.BytesIO())
    with (
        _alone(),
        contextlib.chdir(folder),
        patch.object(sys, "stdin", stdin),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = run(arguments)
    return code, out.getvalue(), err.getvalue()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Without what is set around this process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(AROUND)}
    with patch.dict(os.environ, {**kept, "COLUMNS": "80"}, clear=True):
        yield


def _written(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else "(nothing)\n"


def _timeless(text: str) -> str:
    """Without the version, which changes where nothing else does."""
    return text.replace(f'"{__version__}"', '"VERSION"')
