"""A sign of life on stderr for whoever waits at a terminal for more than two seconds."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planck.cli.usage import spoken
from planck.model import Language
from planck.words import say

# Seconds before anything is shown.
AFTER = 2.0

Told = Callable[[str], None]


@contextmanager
def waiting(language: Language | None = None) -> Iterator[Told]:
    """Shows that work goes on, and for how long; what is yielded puts a text beside it. Nothing off a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _told_nothing
        return
    from threading import Timer

    sign = _Sign(say("cli.progress.working", spoken(language)))
    timer = Timer(AFTER, sign.show)
    timer.daemon = True
    timer.start()
    try:
        yield sign.tell
    finally:
        timer.cancel()
        timer.join()
        sign.stop()


def _told_nothing(_: str) -> None:
    """Nobody watches."""


class _Sign:
    """A line that turns, and goes without a trace."""

    def __init__(self, words: str) -> None:
        self.words, self.beside = words, ""
        self.stop: Callable[[], None] = lambda: None
        self.update: Told = _told_nothing

    def tell(self, text: str) -> None:
        self.beside = text
        self.update(f"{self.words} {text}")

    def show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        shown = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        task = shown.add_task(f"{self.words} {self.beside}".rstrip(), total=None)
        shown.tasks[0].start_time = shown.get_time() - AFTER
        self.stop, self.update = shown.stop, lambda text: shown.update(task, description=text)
        shown.start()
