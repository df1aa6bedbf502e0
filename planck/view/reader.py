"""For whom a result is told, and the calls that a reader can paste."""

import shlex

from planck.model import Language, Severity, Text
from planck.record import Record
from planck.view.numbers import width
from planck.words import say

LONGEST = 10_000


class Reader(Record):
    """For whom it is told. `language` None: the plan's own. `arguments`: the inputs as they were named.

    `fail_on`: the least that fails the run; `fail_on_given`: whatever a plan says of it.
    """

    language: Language | None = None
    fail_on: Severity = Severity.ERROR
    fail_on_given: bool = True
    arguments: tuple[str, ...] = ()


class Speaker(Record):
    """Says something in one language."""

    language: Language

    def say(self, words: Text | str, **fields: object) -> str:
        """The words, or those under a key with their fields filled, in the language of the reader."""
        return say(words, self.language, **fields) if isinstance(words, str) else words.in_(self.language)


def quoted(word: str) -> str:
    """A word of a call as a shell has to read it; letters of any script need no quotes."""
    return word if word.translate(_PLAIN).isalnum() else shlex.quote(word)


# Marks that no shell takes for anything.
_PLAIN = dict.fromkeys(map(ord, "@%+=:,./-_"), "a")


def command(verb: str, reader: Reader, *more: str, plans: bool = False, columns: int = LONGEST) -> str:
    """A call of planck on the same inputs, as it can be pasted; `plans`: on the plans alone.

    One that might not fit, or of which the inputs are not known, names no files.
    """
    inputs = " ".join(map(quoted, reader.arguments[:1] if plans else reader.arguments))
    whole = " ".join(("planck", verb, inputs, *more))
    if inputs and width(whole) <= columns:
        return whole
    return " ".join(("planck", verb, "PLAN" if plans else "PLAN FIGURES", *more))
