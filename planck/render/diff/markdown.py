"""A comparison in Markdown."""

from planck.model import Language
from planck.model.change import Changes
from planck.render import View
from planck.render.changes import sections, summary_line
from planck.render.diff import DIFF_FORMATS
from planck.render.numbers import markdown


def change_blocks(changes: Changes, language: Language, level: int) -> list[str]:
    """The lines of a comparison below a heading of `level`."""
    title = "改动" if language is Language.ZH else "Changes"
    lines = [f"{'#' * level} {title}", "", markdown(summary_line(changes, language)), ""]
    for section in sections(changes, language, most=100):
        lines += [f"**{section.title.in_(language)}**", "", *(f"- {markdown(line)}" for line in section.lines)]
        if section.more:
            lines.append(f"- 另有 {section.more} 项" if language is Language.ZH else f"- and {section.more} more")
        lines.append("")
    return lines


@DIFF_FORMATS.entry("markdown")
def markdown_document(changes: Changes, view: View) -> str:
    """A document in Markdown."""
    return "\n".join(change_blocks(changes, view.language or Language.ZH, 1)).rstrip() + "\n"
