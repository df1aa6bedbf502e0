"""`planck explain CODE`: what a finding means and what to do about it."""

import re
from typing import Annotated

import typer

from planck.cli import Exit
from planck.model import Language, Rule
from planck.words import rule as rule_words

_FIELD = re.compile(r"(?<!\{)\{\w+(?::\w+)?\}(?!\})")
HEADINGS = {
    Language.EN: ("What", "Why", "Bad", "Good", "Fix"),
    Language.ZH: ("含义", "原因", "错误示例", "正确示例", "处理"),
}


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
    # What a finding fills in is left open here.
    help_text = _FIELD.sub("…", words.help.in_(language)).replace("{{", "{").replace("}}", "}")
    parts = [
        f"{rule.code} {rule.name} ({rule.severity})",
        f"{what}\n{_indented(words.what.in_(language))}",
        f"{why}\n{_indented(words.why.in_(language))}",
        f"{bad}\n{_indented(words.bad)}",
        f"{good}\n{_indented(words.good)}",
        f"{fix}\n{_indented(help_text)}",
    ]
    return "\n\n".join(parts)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
