"""Verdicts or scores at several times as JSON."""

from planck.model import Language
from planck.model.change import History, Moment
from planck.record import Record
from planck.render import View
from planck.render.data import FORMAT_VERSION, InputData, Json, Tool, Writer
from planck.render.data.parts import FindingData, findings_data


class LineData(Record):
    """One target of a plan in a region, or one unit of a model, at each of the times."""

    of: str
    id: str
    name: str
    region: str
    unit: str
    change: float | None
    moments: tuple[Moment, ...]


class HistoryData(Record):
    """Lines over the same times, the oldest first."""

    format_version: str = FORMAT_VERSION
    tool: Tool
    language: Language
    times: tuple[str, ...]
    inputs: tuple[InputData, ...]
    findings: tuple[FindingData, ...]
    lines: tuple[LineData, ...]


def history_data(told: History, view: View) -> Json:
    """Every moment of every line."""
    writer = Writer(view.language or told.language)
    return writer.plain(
        writer.made(
            HistoryData, told,
            format_version=FORMAT_VERSION,
            tool=Tool(version=told.version),
            language=writer.language,
            inputs=tuple(writer.made(InputData, one) for one in told.inputs),
            findings=findings_data(told.findings, writer),
            lines=tuple(writer.made(LineData, line) for line in told.lines),
        )
    )  # fmt: skip
