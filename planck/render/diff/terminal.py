"""A comparison for a terminal: one line that counts, then what it does, then what was changed."""

from planck.model import Language
from planck.model.change import Changes
from planck.render import View
from planck.render.changes import sections, summary_line
from planck.render.diff import DIFF_FORMATS
from planck.render.numbers import wrap

LEAST_WIDTH = 60


def change_lines(changes: Changes, language: Language, width: int, most: int = 20) -> list[str]:
    """The lines of a comparison, none wider than `width`."""
    lines = wrap(summary_line(changes, language), width, "  ")
    for section in sections(changes, language, most):
        lines += ["", section.title.in_(language)]
        for line in section.lines:
            lines += wrap(f"- {line}", width, "  ")
        if section.more:
            more = f"  另有 {section.more} 项" if language is Language.ZH else f"  and {section.more} more"
            lines.append(more)
    return lines


@DIFF_FORMATS.entry("terminal")
def terminal(changes: Changes, view: View) -> str:
    """Text for a terminal."""
    language = view.language or Language.ZH
    return "\n".join(change_lines(changes, language, max(LEAST_WIDTH, view.width))) + "\n"
