"""A workbook of a check: the answer, every verdict, the figures, the score and the findings, a sheet each.

Numbers are numbers, under a format that shows them as the view tells them; texts are texts, whatever they begin with.
The sheet of figures is a table that planck reads.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from planck.assess.plan import PlanResult, Result
from planck.load.table.header import Column, usual_name
from planck.model import Assessment, Figure, FigureStatus, Finding, Language, Missing
from planck.model.scorecard import Scorecard
from planck.pattern import pattern
from planck.record import Record
from planck.render import Kind, View, output_format
from planck.render.charts import FIRST, MADE, PLAIN, Drawn, drawn, height, native, place
from planck.render.document import Block, Heading, Items, Medium, Paragraph, Strong, Table, plain
from planck.render.formats.table import COLUMNS, titles, told_cells
from planck.render.views import document
from planck.view.message import help_text, message_text, place_text
from planck.view.numbers import clean, percent, unbroken, width
from planck.view.row import Heads, row
from planck.view.words import FIGURE_STATUSES, SEVERITIES, Tone, language_of, several_regions, status_word
from planck.words import Labels

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as NativeChart
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


# What a cell and a sheet hold (Excel's specifications and limits); a row is kept for the titles, and one for a note.
LONGEST, MOST_ROWS = 32_767, 1_048_574
NAME_WIDTH, PAGE_COLUMNS, PAGE_WIDTH, LINE = 44, 10, 160, 16
WIDEST, NARROWEST = 60, 8
# So many verdicts have a chart, and so many charts stand side by side.
MOST_CHARTS, ACROSS, CHART_ROWS, CHART_COLUMNS = 200, 2, 16, 8
FIGURE_COLUMNS = tuple(column for column in Column if column not in (Column.PART, Column.INVENTORY))
_TONES = {Tone.GOOD: "#1A7F37", Tone.FAIR: "#9A6700", Tone.BAD: "#B42318", Tone.NONE: "#57606A"}
_BAR, _HEAD = "#9DC3E6", "#F0F3F6"
_WORDS = Labels("render.workbook")
_BEHIND_NUMBERS, SPARK_WIDTH = frozenset({"latest_period", "due"}), 16
_SPARK = {"markers": True, "empty_cells": "connect"}
_NUMBERS = frozenset({"base", "latest", "path", "goal", "made", "needed", "leads", "miss"})


@output_format("xlsx", Kind.CHECK)
def xlsx(kind: Kind, value: Any, view: View) -> bytes:
    """A workbook: answer, verdicts, figures (planck reads that sheet), score and findings; needs `planck[office]`."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, PLAIN) as workbook:
        workbook.set_properties({"created": MADE})
        Teller(workbook, value, view).write()
    return file.getvalue()


class Sheet:
    """A sheet that is written row by row."""

    def __init__(self, workbook: "Workbook", name: str) -> None:
        self.workbook, self.sheet = workbook, workbook.add_worksheet(name)
        self.row = 0
        self.widths: dict[int, int] = {}

    def text(self, column: int, text: str, form: "Format | None" = None) -> None:
        """A text as it is."""
        text = clean(text)[:LONGEST]
        self.sheet.write_string(self.row, column, text, form)
        self.widths[column] = max(self.widths.get(column, NARROWEST), width(text) + 2)

    def told(self, column: int, text: str) -> None:
        """A number where the text is one, else the text."""
        number = told_number(text)
        if number is None:
            self.text(column, text, _form(self.workbook, align="right", valign="vcenter"))
            return
        self.sheet.write_number(
            self.row, column, number.value, _form(self.workbook, num_format=number.form, valign="vcenter")
        )
        self.widths[column] = max(self.widths.get(column, NARROWEST), width(text) + 2)

    def head(self, titles: Sequence[str]) -> None:
        """The titles of a table, which stay where they are, each with a filter."""
        for column, title in enumerate(titles):
            self.text(column, title, _form(self.workbook, bold=True, bottom=1, bg_color=_HEAD, text_wrap=True))
        self.row += 1
        self.sheet.freeze_panes(self.row, 0)

    def finish(self, columns: int) -> None:
        """Filters over all rows, widths as the texts need them, and a page on which the titles are repeated."""
        self.sheet.autofilter(0, 0, max(1, self.row - 1), columns - 1)
        for column, wide in self.widths.items():
            self.sheet.set_column(column, column, min(wide, WIDEST))
        self.sheet.repeat_rows(0)
        paged(self.sheet)

    def bars(self, column: int, first: int, last: int, full: float) -> None:
        """A bar in each cell of a column, from 0 to `full`."""
        bar = {"type": "data_bar", "bar_solid": True, "bar_color": _BAR, "min_type": "num", "max_type": "num"}
        self.sheet.conditional_format(first, column, last, column, {**bar, "min_value": 0, "max_value": full})


class Teller:
    """Writes the sheets in one language."""

    def __init__(self, workbook: "Workbook", result: Result, view: View) -> None:
        self.workbook, self.result, self.view = workbook, result, view
        self.language = language_of(result, view.language)
        self.drawn = tuple(islice(self._drawn(), MOST_CHARTS))

    def _drawn(self) -> Iterator[tuple[str, Drawn]]:
        """The charts of the verdicts that have one, with what tells which verdict it is of."""
        every = [(plan, each) for plan in self.result.plans for each in plan.assessments]
        assessments = [each for _, each in every]
        regions, heads = several_regions(assessments), Heads.of(assessments)
        for plan, each in every:
            told = row(each, plan.plan.id, heads, self.language, regions=regions)
            if made := drawn(each, told, self.language):
                yield _key(plan, each), made

    def write(self) -> None:
        """Every sheet that there is something for."""
        self.answer()
        self.verdicts()
        self.figures()
        cards = [plan.score for plan in self.result.plans if plan.score and plan.score.prospects]
        if cards:
            self.scores(cards)
        self.findings()
        if self.drawn:
            self.charts()

    def sheet(self, name: str) -> Sheet:
        """A new sheet with its name in the language."""
        return Sheet(self.workbook, _WORDS[name].in_(self.language))

    def answer(self) -> None:
        """The page that is sent on."""
        sheet = self.sheet("answer")
        sheet.sheet.hide_gridlines(2)
        _page_columns(sheet)
        for block in document(Kind.CHECK, self.result, self.view, Medium.PAGE).of(Medium.PAGE).blocks:
            _block(sheet, block)
            sheet.row += 1
        paged(sheet.sheet)

    def verdicts(self) -> None:
        """A row a verdict, with a bar for the way that is gone."""
        sheet = self.sheet("verdicts")
        beside = [_WORDS[name].in_(self.language) for name in ("way", "series")]
        sheet.head([*titles(self.language), *beside])
        every = ((plan, each) for plan in self.result.plans for each in plan.assessments)
        for plan, each in self.rows(sheet, every):
            self.verdict(sheet, plan, each)
        sheet.bars(len(COLUMNS), 1, max(1, sheet.row - 1), 1)
        sheet.widths[len(COLUMNS) + 1] = SPARK_WIDTH
        sheet.finish(len(COLUMNS) + len(beside))

    def verdict(self, sheet: Sheet, plan: PlanResult, each: Assessment) -> None:
        """The cells of a verdict; the status has the colour of its tone."""
        for column, (name, text) in enumerate(zip(COLUMNS, told_cells(plan, each, self.language), strict=True)):
            if name in _NUMBERS:
                sheet.told(column, text)
            else:
                tone = {"font_color": _TONES[status_word(each.status).tone]} if name == "status" else {}
                # A text on the left stands clear of the number before it.
                sheet.text(column, text, _form(self.workbook, indent=int(name in _BEHIND_NUMBERS), **tone))
        if not isinstance(each.way, Missing):
            sheet.told(len(COLUMNS), percent(each.way))
        if _key(plan, each) in self.rows_of_charts:
            first, last = self.rows_of_charts[_key(plan, each)]
            data = _WORDS["chart_data"].in_(self.language)
            cells = _cells(first, last)
            sheet.sheet.add_sparkline(sheet.row, len(COLUMNS) + 1, {"range": f"'{data}'!{cells}", **_SPARK})

    @cached_property
    def rows_of_charts(self) -> dict[str, tuple[int, int]]:
        """Where on the sheet of the data of charts the measured values of a verdict stand: first and last row."""
        places, at = {}, 0
        for key, each in self.drawn:
            places[key] = (at + 1, at + height(each) - 1)
            at += height(each)
        return places

    def charts(self) -> None:
        """A chart for each verdict, over the cells of a sheet of their own."""
        sheet, data = self.sheet("charts"), self.sheet("chart_data")
        name = _WORDS["chart_data"].in_(self.language)
        sheet.sheet.hide_gridlines(2)
        for at, (_, each) in enumerate(self.drawn):
            place(data.sheet, data.row, each, self.language)
            self.chart(sheet, at, each, native(self.workbook, name, data.row, each, self.language))
            data.row += height(each)
        data.sheet.set_column(0, 0, NAME_WIDTH)
        paged(data.sheet)
        # Fitted to a width a program breaks pages where it likes, and so through charts.
        sheet.sheet.set_landscape()
        sheet.sheet.set_paper(9)
        sheet.sheet.set_margins(0.4, 0.4, 0.4, 0.4)
        sheet.sheet.set_print_scale(72)
        sheet.sheet.set_h_pagebreaks(range(2 * CHART_ROWS, len(self.drawn) * CHART_ROWS, 2 * CHART_ROWS))

    def chart(self, sheet: Sheet, at: int, each: Drawn, made: "NativeChart") -> None:
        """A chart in its place on the sheet, under the name of its target."""
        row, column = at // ACROSS * CHART_ROWS, at % ACROSS * CHART_COLUMNS
        sheet.sheet.write_string(row, column, clean(each.name)[:LONGEST], _form(self.workbook, bold=True))
        made.set_size({"width": 64 * CHART_COLUMNS - 16, "height": 20 * (CHART_ROWS - 2)})
        sheet.sheet.insert_chart(row + 1, column, made, {"description": clean(each.words)[:LONGEST]})

    def figures(self) -> None:
        """The figures that count for the plans, as planck reads them."""
        sheet = self.sheet("figures")
        sheet.head([usual_name(column).in_(self.language) for column in FIGURE_COLUMNS])
        for figure in self.rows(sheet, figures_of(self.result)):
            for column, name in enumerate(FIGURE_COLUMNS):
                self.figure(sheet, column, name, figure)
        sheet.finish(len(FIGURE_COLUMNS))

    def figure(self, sheet: Sheet, column: int, name: Column, figure: Figure) -> None:
        """One cell of a figure; the number with the decimals that it was printed with."""
        if name is Column.VALUE and figure.value is not None:
            decimals = "." + "0" * len(figure.text.partition(".")[2]) if "." in figure.text else ""
            form = _form(self.workbook, num_format=f"0{decimals}" if _is_plain(figure.text) else "General")
            sheet.sheet.write_number(sheet.row, column, figure.value, form)
            return
        sheet.text(column, _figure_text(name, figure, self.language))

    def scores(self, cards: Sequence[Scorecard]) -> None:
        """The domains of each score, with a bar for what they are worth now."""
        from planck.render.views.worth import worth_on_page  # most plans have no score

        sheet = self.sheet("score")
        _page_columns(sheet)
        for card in cards:
            for block in worth_on_page(card, self.language):
                if isinstance(block, Table):
                    self.domains(sheet, block, card.model.full)
                else:
                    _block(sheet, block)
                sheet.row += 1
        paged(sheet.sheet)

    def domains(self, sheet: Sheet, block: Table, full: float) -> None:
        """The domains of a score: name, weight, and the scores now, at this pace and if all is met, with bars."""
        first = sheet.row + 1
        _table(sheet, block)
        for column in (2, 3, 4):
            sheet.bars(column, first, sheet.row - 1, full)

    def findings(self) -> None:
        """A row a finding."""
        sheet = self.sheet("findings")
        head = _WORDS["finding_titles"].in_(self.language).split("|")
        sheet.head(head)
        for finding in self.rows(sheet, self.result.all_findings):
            for column, text in enumerate(_finding(finding, self.language)):
                sheet.text(column, text)
        sheet.finish(len(head))

    def rows(self, sheet: Sheet, every: Iterable[Any]) -> Iterator[Any]:
        """As many as a sheet has room for, each in a row of its own; the last row says how many are left."""
        waiting = iter(every)
        for each in islice(waiting, MOST_ROWS):
            yield each
            sheet.row += 1
        left = sum(1 for _ in waiting)
        if left:
            sheet.text(0, _WORDS["left"].fill(left=left).in_(self.language))


def _cells(first: int, last: int) -> str:
    """The name of the cells of the first line of a chart."""
    from xlsxwriter.utility import xl_range_abs

    return str(xl_range_abs(first, FIRST, last, FIRST))


def _key(plan: PlanResult, each: Assessment) -> str:
    return "\n".join((plan.plan.id, each.target.id, each.region))


def figures_of(result: Result) -> Iterator[Figure]:
    """The figures that the plans know, each once: what is derived from them is no figure of a table."""
    every = chain.from_iterable(plan.selection.table for plan in result.plans)
    return iter({(figure.place, figure.indicator, figure.region, figure.period): figure for figure in every}.values())


def _figure_text(name: Column, figure: Figure, language: Language) -> str:
    if name is Column.PERIOD:
        return figure.period.label
    if name is Column.STATUS:
        return "" if figure.status is FigureStatus.UNSTATED else FIGURE_STATUSES[figure.status].in_(language)
    if name is Column.PUBLISHED:
        return figure.published.isoformat() if figure.published else ""
    if name is Column.VALUE:
        return figure.text
    return str(getattr(figure, name.value))


def _is_plain(text: str) -> bool:
    """Whether a number was printed without an exponent, so that its decimals are those behind its point."""
    return text.replace(",", "").lstrip("+-").replace(".", "", 1).isdecimal()


def _finding(finding: Finding, language: Language) -> tuple[str, ...]:
    """The cells of a finding."""
    place = finding.place
    return (
        SEVERITIES[finding.severity].in_(language),
        finding.code,
        finding.name,
        finding.plan,
        finding.target,
        finding.region,
        finding.period,
        message_text(finding, language),
        help_text(finding, language),
        place.file if place else "",
        place_text(finding),
    )


def _page_columns(sheet: Sheet) -> None:
    """Names have room, and numbers with their units; the goals have words."""
    sheet.sheet.set_column(0, 0, NAME_WIDTH)
    sheet.sheet.set_column(1, PAGE_COLUMNS, 12)
    sheet.sheet.set_column(4, 4, 22)


def _block(sheet: Sheet, block: Block) -> None:
    """A block of a page, over the width of the sheet."""
    match block:
        case Heading():
            sheet.text(0, plain(block.text), _form(sheet.workbook, bold=True, font_size=17 - 3 * min(block.level, 2)))
            sheet.row += 1
        case Paragraph():
            for line in block.lines:
                _line(sheet, plain(line), bold=isinstance(line, Strong))
        case Items():
            for at, item in enumerate(block.items, 1):
                mark = f"{at}. " if block.ordered else "· "
                _line(sheet, mark + plain(item.text))
        case Table():
            _table(sheet, block)


def _line(sheet: Sheet, text: str, *, bold: bool = False) -> None:
    """A text over the width of the page, as high as it needs."""
    form = _form(sheet.workbook, text_wrap=True, valign="top", bold=bold)
    text = unbroken(clean(text))[:LONGEST]
    sheet.sheet.merge_range(sheet.row, 0, sheet.row, PAGE_COLUMNS, "", form)
    sheet.sheet.write_string(sheet.row, 0, text, form)
    sheet.sheet.set_row(sheet.row, LINE * min(25, 1 + width(text) // PAGE_WIDTH))
    sheet.row += 1


def _table(sheet: Sheet, block: Table) -> None:
    block = block.without_bars
    for column, title in enumerate(block.columns):
        align = {"align": "right"} if title.number else {"indent": int(column > 0)}
        head = _form(sheet.workbook, bold=True, bottom=1, bg_color=_HEAD, text_wrap=True, **align)
        sheet.sheet.write_string(sheet.row, column, clean(title.title), head)
    for cells in block.rows:
        sheet.row += 1
        name, *others = cells
        text = (block.part if name.depth else "") + name.text
        sheet.text(0, text, _form(sheet.workbook, text_wrap=True, valign="vcenter"))
        # The library does not fit the height of a row to a text that is broken.
        sheet.sheet.set_row(sheet.row, LINE * (1 + width(text) // NAME_WIDTH))
        for column, cell in enumerate(others, 1):
            if block.columns[column].number:
                sheet.told(column, cell.text)
            else:
                sheet.text(column, cell.text, _form(sheet.workbook, indent=1, valign="vcenter"))
    sheet.row += 1
    if block.left:
        _line(sheet, block.more.format(left=block.left))


def paged(sheet: "Worksheet") -> None:
    """Printed on its side, as wide as a page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _form(workbook: "Workbook", **properties: Any) -> "Format":
    """A format with these properties, made once a workbook."""
    kept: dict[tuple[tuple[str, Any], ...], Format] = workbook.__dict__.setdefault("planck_forms", {})
    key = tuple(sorted(properties.items()))
    if key not in kept:
        kept[key] = workbook.add_format(properties)
    return kept[key]


# A told number as a spreadsheet holds it.

_TOLD = pattern(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?((?:[*#^]|[ \u00a0][^\d\"]*)[^\d\"]*)?")
# A spreadsheet keeps fifteen digits, and takes no longer formats.
_DIGITS, _LONGEST = 15, 200


class ToldNumber(Record):
    """A number, and how a spreadsheet has to show it."""

    value: float
    form: str


def told_number(text: str) -> ToldNumber | None:
    """The number that a text is, with its decimals, its sign, and the unit or the mark behind it; else None.

    >>> told_number("1,029.50*").form, told_number("0.30 %").value, told_number("≥40")
    ('#,##0.00"*"', 0.003, None)
    """
    match = _TOLD.fullmatch(text)
    if match is None or len(text) > _LONGEST:
        return None
    sign, whole, fraction, behind = match[1], match[2], match[3] or "", match[4] or ""
    if len(whole.replace(",", "") + fraction) > _DIGITS:
        return None
    shown = "#,##0" if "," in whole else "0"
    shown += "." + "0" * (len(fraction) - 1) if fraction else ""
    in_percent = behind.strip() == "%"
    shown += r"\ %" if in_percent else f'"{behind}"' if behind else ""
    number = f"{sign}{whole.replace(',', '')}{fraction}"
    value = float(f"{number}e-2") if in_percent else float(number)
    return ToldNumber(value=value, form=f"+{shown};-{shown};{shown}" if sign == "+" else shown)
