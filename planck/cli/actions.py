"""What a run inside GitHub Actions writes besides: annotations, and a summary of the step.

Both need no permission to write. Source: docs.github.com, "Workflow commands for GitHub Actions".
"""

import os
from collections.abc import Callable, Mapping

import click

from planck.model import Gate, Language, Result
from planck.render import Kind, View, text
from planck.render.words import language_of
from planck.words import Label

# The platform refuses a summary of more than 1 MiB as a whole.
SUMMARY_LIMIT = (1 << 20) - (1 << 10)


_NOT_COMPARED = Label("cli.actions.not_compared")


def in_actions(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the process runs in a step of a workflow."""
    return environment.get("GITHUB_ACTIONS") == "true"


def in_pipeline(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the process runs in continuous integration, where a change is to be judged."""
    return in_actions(environment) or environment.get("GITLAB_CI") == "true"


def say_not_compared(result: Result, view: View) -> None:
    """Say on stderr that nothing was compared, where that was to be expected: in a pipeline, or a plan has a gate."""
    if in_pipeline() or any(plan.plan.gate != Gate() for plan in result.plans):
        click.echo(_NOT_COMPARED.in_(language_of(result, view.language)), err=True)


def show_in_workflow(result: Result, output_format: str, view: View, kind: Kind = Kind.CHECK) -> bool:
    """Annotate and summarise where the process runs in a workflow; whether all of it could be written."""
    if not in_actions():
        return True
    # On stdout, the annotations are there already.
    if output_format != "github":
        annotate(result, view)
    return summarise_step(lambda: text("markdown", kind, result, view), language_of(result, view.language))


def annotate(result: Result, view: View) -> None:
    """Write the annotations to stderr, which the runner reads too, so that stdout stays what was asked for."""
    click.echo(text("github", Kind.CHECK, result, view), err=True, nl=False)


def summarise_step(report: Callable[[], str], language: Language, environment: Mapping[str, str] = os.environ) -> bool:
    """Append the report, in Markdown, to the summary of the step, if there is one; whether that worked."""
    path = environment.get("GITHUB_STEP_SUMMARY")
    if not path:
        return True
    text = shortened(report(), SUMMARY_LIMIT, language)
    try:
        with open(path, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
    except OSError as error:
        click.echo(f"GITHUB_STEP_SUMMARY: could not write {path}: {error.strerror}", err=True)
        return False
    return True


def shortened(text: str, limit: int, language: Language) -> str:
    """The text, or its first lines and a last one that counts those left out, in at most `limit` bytes of UTF-8."""
    data = text.encode("utf-8", "backslashreplace")
    if len(data) <= limit:
        return text
    kept, _, _ = data[: limit - 200].rpartition(b"\n")
    left = data.count(b"\n") - kept.count(b"\n")
    note = f"……另有 {left} 行未列出。" if language is Language.ZH else f"... {left} more lines are left out here."
    return f"{kept.decode('utf-8')}\n\n{note}\n"
