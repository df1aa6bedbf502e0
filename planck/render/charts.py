"""Charts that office programs draw and edit themselves: the lines of a target as cells, and how each of them looks."""

import io
import math
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from planck.model import Assessment, Language
from planck.record import Record
from planck.view.chart import Chart, Point, chart
from planck.view.goal import LARGEST
from planck.view.numbers import clean
from planck.view.row import Row
from planck.words import Label, Labels

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as NativeChart
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# A workbook says when it was made: for the same bytes each time, always on one day.
MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - the library writes it as it is
# A text stays a text, whatever it begins with.
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Name and time stand before the numbers.
FIRST = 2
MOST_YEARS, LONGEST = 6, 255
_WORDS = Labels("view.html")
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "measured": {
        "line": {"color": "#1F5F8B", "width": 1.75},
        "marker": {"type": "circle", "size": 5, "fill": {"color": "#1F5F8B"}, "border": {"color": "#1F5F8B"}},
    },
    "path": {"line": {"color": "#566270", "width": 1.25, "dash_type": "dash"}, "marker": {"type": "none"}},
    "goal": {"line": {"color": "#1F6F54", "width": 1.5}, "marker": {"type": "none"}},
    "leads": {"line": {"color": "#1F5F8B", "width": 1.5, "dash_type": "round_dot"}, "marker": {"type": "none"}},
}


class Line(Record):
    """One line of a chart: a name of `_LOOKS`, and its points by time."""

    look: str
    points: tuple[Point, ...]


class Drawn(Record):
    """The chart of a target: its name, its numbers in words for those who do not see it, and its lines."""

    name: str
    words: str
    lines: tuple[Line, ...]


def drawn(assessment: Assessment, row: Row, language: Language) -> Drawn | None:
    """The chart of a target as its row tells it; None where nothing was measured."""
    told = chart(assessment, row.path, language)
    lines = tuple(line for line in _lines(told) if line.points)
    values = [value for line in lines for _, value in line.points]
    if not told.dots or not all(abs(value) < LARGEST for value in values):
        return None
    said = Label("render.office.chart").fill(latest=row.latest, path=row.path, goal=row.goal_text, leads=row.leads)
    return Drawn(name=row.label(language), words=f"{row.name}: {said.in_(language)}", lines=lines)


def _lines(told: Chart) -> Iterable[Line]:
    dots = tuple((dot.time, dot.value) for dot in told.dots)
    first = min((time for time, _ in (*dots, *told.path)), default=told.due)
    yield Line(look="measured", points=dots)
    yield Line(look="path", points=told.path)
    for bound in dict.fromkeys((told.low, told.high)):
        yield Line(look="goal", points=() if bound is None else ((first, bound), (told.due, bound)))
    yield Line(look="leads", points=told.ahead)


def height(each: Drawn) -> int:
    """The rows that the numbers of a chart take, with that of their titles."""
    return 1 + len(_times(each))


def _times(each: Drawn) -> list[float]:
    """Every time at which a line has a point."""
    return sorted({_same(time) for line in each.lines for time, _ in line.points})


def _same(time: float) -> float:
    # Months are thirds and twelfths in binary.
    return round(time, 6)


def place(sheet: "Worksheet", first: int, each: Drawn, language: Language) -> None:
    """The numbers of a chart written to a sheet from a row on: a row a time, a column a line."""
    titles = (Label("view.html.target"), Label("view.html.period"), *(_WORDS[line.look] for line in each.lines))
    for column, title in enumerate(titles):
        sheet.write_string(first, column, title.in_(language))
    values = [{_same(time): value for time, value in line.points} for line in each.lines]
    for row, time in enumerate(_times(each), first + 1):
        sheet.write_string(row, 0, clean(each.name)[:LONGEST])
        sheet.write_number(row, 1, time)
        for column, known in enumerate(values, FIRST):
            if time in known:
                sheet.write_number(row, column, known[time])


def native(workbook: "Workbook", sheet: str, first: int, each: Drawn, language: Language) -> "NativeChart":
    """A chart over the numbers that were placed on a sheet from a row on."""
    made = workbook.add_chart({"type": "scatter", "subtype": "straight"})
    last = first + height(each) - 1
    for column, line in enumerate(each.lines, FIRST):
        made.add_series(
            {
                "name": _WORDS[line.look].in_(language),
                "categories": [sheet, first + 1, 1, last, 1],
                "values": [sheet, first + 1, column, last, column],
                **_LOOKS[line.look],
            }
        )
    times = _times(each)
    begin, end = math.floor(times[0]), math.ceil(times[-1])
    unit = max(1, math.ceil((end - begin) / MOST_YEARS))
    # Where nothing is said a document draws small marks across its axes.
    look = {"num_font": {"size": 8, "color": "#566270"}, "major_tick_mark": "none", "minor_tick_mark": "none"}
    made.set_x_axis({"num_format": "0", "min": begin, "max": max(end, begin + 1), "major_unit": unit, **look})
    made.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#D5DDE4"}}, **look})
    made.set_legend({"position": "bottom", "font": {"size": 8}})
    # A line has points at its own times only.
    made.show_blanks_as("span")
    return made


# A chart outside of a workbook: what it looks like, and a workbook of its own to edit it with.

_EMPTY_POINT = re.compile(rb'<c:pt idx="\d+"><c:v></c:v></c:pt>')


class Part(Record):
    """The two parts of a chart in a document."""

    chart: bytes
    workbook: bytes


def part_of(each: Drawn, language: Language) -> Part:
    """A chart as the part of a document, and the workbook that its numbers are edited in."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, PLAIN) as workbook:
        workbook.set_properties({"created": MADE})
        sheet = workbook.add_worksheet("data")
        place(sheet, 0, each, language)
        sheet.insert_chart(0, FIRST + len(each.lines) + 1, native(workbook, "data", 0, each, language))
    with zipfile.ZipFile(file) as parts:
        chart_part = parts.read("xl/charts/chart1.xml")
    return Part(chart=_alone(chart_part), workbook=file.getvalue())


def _alone(chart_part: bytes) -> bytes:
    """The part with the link to its workbook; a blank cell is no point there, and a line of a document is no curve."""
    text = _EMPTY_POINT.sub(b"", chart_part).replace(b"</c:ser>", b'<c:smooth val="0"/></c:ser>')
    link = b'<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
    return text.replace(b"</c:chartSpace>", link + b"</c:chartSpace>")
