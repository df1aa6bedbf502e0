"""A sign of life at a terminal, and nowhere else."""

import io
import time

import pytest

from planck.cli.usage import waiting
from planck.model import Language
from tests.cli.conftest import Planck


class Stream(io.StringIO):
    """What is written, to a terminal or not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        """Whether somebody watches."""
        return self.terminal


def watched(monkeypatch: pytest.MonkeyPatch, *, terminal: bool, after: float) -> Stream:
    stream = Stream(terminal=terminal)
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr("planck.cli.usage.AFTER", after)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def until(stream: Stream, text: str) -> bool:
    """Whether the text is written within ten seconds."""
    end = time.monotonic() + 10
    while text not in stream.getvalue() and time.monotonic() < end:
        time.sleep(0.02)
    return text in stream.getvalue()


def test_who_waits_long_at_a_terminal_sees_that_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = watched(monkeypatch, terminal=True, after=0.01)
    with waiting(Language.EN) as told:
        told("1,000")
        assert until(stream, "working 1,000")
        told("2,000")
        assert until(stream, "working 2,000")
    # The line is taken away at the end.
    assert stream.getvalue().rstrip().endswith("\x1b[2K")


def test_what_is_quick_or_read_by_no_one_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal, after in ((True, 60.0), (False, 0.01)):
        stream = watched(monkeypatch, terminal=terminal, after=after)
        with waiting(Language.EN) as told:
            told("1,000")
            time.sleep(0.05)
        assert stream.getvalue() == ""


def broken(stream: Stream) -> None:
    with waiting(Language.ZH):
        assert until(stream, "正在计算")
        raise ValueError("broken")


def test_an_error_ends_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = watched(monkeypatch, terminal=True, after=0.01)
    with pytest.raises(ValueError, match="broken"):
        broken(stream)
    length = len(stream.getvalue())
    time.sleep(0.3)
    assert len(stream.getvalue()) == length


def test_a_usual_call_writes_nothing_beside_its_output(planck: Planck) -> None:
    assert planck("check", "plan.yaml", "figures.csv").err == ""
