"""`planck explain CODE`: what a finding means and what to do about it."""

import re
from collections.abc import Mapping
from typing import Annotated

import typer

from planck.cli import Exit
from planck.model import Language, Rule
from planck.words import rule as rule_words
from planck.words.examples import FILES, Example, examples

_FIELD = re.compile(r"(?<!\{)\{\w+(?::\w+)?\}(?!\})")
HEADINGS = {
    Language.EN: ("What", "Why", "Bad", "Good", "Fix"),
    Language.ZH: ("含义", "原因", "错误示例", "正确示例", "处理"),
}
BEFORE = {Language.EN: "before:", Language.ZH: "此前："}


def explain(
    code: Annotated[str, typer.Argument(help="A code such as C001, or a name such as no-figure.")],
    lang: Annotated[Language, typer.Option("--lang", envvar="PLANCK_LANG", help="Language.")] = Language.EN,
) -> int:
    """Explain a finding: what, why, a bad and a good example, how to fix it. 解释一个代码。"""
    from planck.load.source.files import nearest
    from planck.render.rules import every_rule

    rules = every_rule()
    by_name = {rule.name: rule for rule in rules.values()}
    found = rules.get(code.upper()) or by_name.get(code.lower())
    if found is None:
        close = nearest(code.upper(), rules) or nearest(code.lower(), by_name)
        hint = f"; the nearest is {close}" if close else "; `planck list codes` shows them all"
        typer.echo(f"code: wanted one that exists, got '{code}'{hint}", err=True)
        return Exit.NOT_EVALUATED
    typer.echo(explanation(found, lang))
    return Exit.PASSED


def explanation(rule: Rule, language: Language) -> str:
    """The rule's documentation as text."""
    what, why, bad, good, fix = HEADINGS[language]
    words = rule_words(rule.code)
    bad_text, good_text = (example_text(example, language) for example in _examples(rule))
    # What a finding fills in is left open here.
    help_text = _FIELD.sub("…", words.help.in_(language)).replace("{{", "{").replace("}}", "}")
    parts = [
        f"{rule.code} {rule.name} ({rule.severity})",
        f"{what}\n{_indented(words.what.in_(language))}",
        f"{why}\n{_indented(words.why.in_(language))}",
        f"{bad}\n{_indented(bad_text)}",
        f"{good}\n{_indented(good_text)}",
        f"{fix}\n{_indented(help_text)}",
    ]
    return "\n\n".join(parts)


def example_text(example: Example, language: Language) -> str:
    """What matters of an example: what stood in its files before, what stands there now, and an unusual call."""
    parts = [_fragments(example.fragments, example)]
    if example.before:
        parts.insert(0, f"{BEFORE[language]}\n{_indented(_fragments(example.before, example))}")
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


def _examples(rule: Rule) -> tuple[Example, Example]:
    """The bad and the good example; those that stand in the rule where no file has any."""
    try:
        return examples(rule.code)
    except KeyError:
        return Example(run="", usual_run=True, shown=rule_words(rule.code).bad), Example(
            run="", usual_run=True, shown=rule_words(rule.code).good
        )


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
