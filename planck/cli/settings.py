"""Defaults of the options from `[tool.planck]` in the nearest pyproject.toml."""

from planck.load.config import load_settings
from planck.model import Language


def defaults(start: str = ".") -> tuple[dict[str, str | bool], str]:
    """The options set there, by parameter name; and what is wrong with the file, empty when nothing is."""
    settings, findings, source = load_settings(start)
    if not findings:
        return dict(settings), ""
    from planck.render.message import help_text, message_text, snippet

    lines = []
    for finding in findings:
        place = finding.place
        where = f"{place.file}:{place.line}:{place.column}: " if place else ""
        lines.append(f"{where}{finding.code} {message_text(finding, Language.EN)}")
        if place and source:
            lines += snippet(place, (source,))
        lines.append(f"help: {help_text(finding, Language.EN)}")
    return {}, "\n".join(lines)
