"""What `planck explain` says of a rule: what it finds, why that matters, a bad and a good example, what to do."""

from collections.abc import Mapping
from importlib import import_module

from planck.model import Language, Rule
from planck.pattern import pattern
from planck.registry import RULES, discover
from planck.view.numbers import wrap
from planck.view.words import SEVERITIES
from planck.words import Label
from planck.words import rule as rule_words
from planck.words.examples import FILES, Example, examples

_FIELD = pattern(r"(?<!\{)\{\w+(?::\w+)?\}(?!\})")
HEADINGS = (
    Label("render.headings.what"),
    Label("render.headings.why"),
    Label("render.headings.bad"),
    Label("render.headings.good"),
    Label("render.headings.fix"),
)
BEFORE = Label("render.explain.before")


def explanation(rule: Rule, language: Language, columns: int = 80) -> str:
    """The rule's documentation as text; its examples are as wide as they are."""
    what, why, bad, good, fix = (heading.in_(language) for heading in HEADINGS)
    words = rule_words(rule.code)
    bad_text, good_text = (example_text(example, language) for example in examples(rule.code))
    # What a finding fills in is left open here.
    help_text = _FIELD.sub("…", words.help.in_(language)).replace("{{", "{").replace("}}", "}")
    title = Label("render.explain.title").fill(rule=f"{rule.code} {rule.name}", severity=SEVERITIES[rule.severity])
    parts = [
        title.in_(language),
        f"{what}\n{_wrapped(words.what.in_(language), columns)}",
        f"{why}\n{_wrapped(words.why.in_(language), columns)}",
        f"{bad}\n{_indented(bad_text)}",
        f"{good}\n{_indented(good_text)}",
        f"{fix}\n{_wrapped(help_text, columns)}",
    ]
    return "\n\n".join(parts)


def example_text(example: Example, language: Language) -> str:
    """What matters of an example: what stood in its files before, what stands there now, and an unusual call."""
    parts = [_fragments(example.fragments, example)]
    if example.before:
        parts.insert(0, f"{BEFORE.in_(language)}\n{_indented(_fragments(example.before, example))}")
    parts += [example.shown.strip("\n"), "" if example.usual_run else example.run]
    return "\n".join(part for part in parts if part)


def _fragments(fragments: Mapping[str, str], example: Example) -> str:
    """The fragments, each below the name of its file where there are several or the name says something."""
    texts = {file: _visible(text.strip("\n")) for file, text in fragments.items() if text}
    plain = len(texts) == 1 and not example.encoding and set(texts) <= set(FILES.values())
    if plain and (fragments is example.before or not example.before):
        return "".join(texts.values())
    encoded = f" ({example.encoding})" if example.encoding else ""
    names = {file: file + encoded if file == FILES["figures"] else file for file in texts}
    return "\n".join(f"{names[file]}:\n{_indented(text)}" for file, text in texts.items())


def _visible(text: str) -> str:
    """The text with what nobody can see in it written as an escape."""
    return "".join(char if char.isprintable() or char == "\n" else f"\\u{ord(char):04x}" for char in text)


def _wrapped(text: str, columns: int) -> str:
    return "\n".join(line for part in text.splitlines() for line in wrap(f"  {part}", columns, "  "))


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


# Every kind of finding that planck can make, for documentation and for formats that list them all.

_ROOMS = ("load", "checks", "audit", "provenance", "score", "gate")


def every_rule() -> Mapping[str, Rule]:
    """All rules by code, those of the loaders, the checks and the audits, whether they were needed so far or not."""
    for room in _ROOMS:
        discover(import_module(f"planck.{room}"))
    return dict(RULES.items())
