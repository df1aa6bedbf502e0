"""What holds for every table of figures."""

import csv
import io
import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planck.load.cells.number import Refusal, parse_amount
from planck.load.cells.period import parse_period
from planck.load.files import read
from planck.load.table.cells import Row
from planck.load.table.figures import load_figures
from planck.load.table.header import column_of
from planck.load.table.layout import is_footnote, is_total, is_whole
from planck.load.table.names import printed_indicator, printed_region
from planck.model import Figure, FigureStatus, Finding, Language, Place, Text
from planck.view.message import fill
from planck.words import rule as words_of
from tests.load.dump import dump_figures
from tests.load.reading import document

# A footnote or a total is no figure, whatever else its row says.
TEXTS = (
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
    .map(str.strip)
    .filter(
        lambda text: (
            not is_total(text, text)
            and not is_whole(text, frozenset())
            and not is_footnote(Row(1, [text]))
            and column_of(text) is None
            and printed_indicator(text).name == printed_region(text) == text
        )
    )
)
NUMBERS = st.one_of(
    st.sampled_from(["", "--", "无", "1,234.5", "１２", "-0.5", "1e3", "3.5万", "三十八万", "#REF!", "是", "未完成"]),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
)
PERIODS = st.sampled_from(["2023", "2023-H1", "2023-Q3", "2023-06", "2023-01/09", "2023-08-31", "2016-2020"])
HOSTILE = st.text('0123456789,;\t"\n\r-—年月季度finalGDP指标时期数值\0\u200b ', max_size=200)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    text = draw(NUMBERS)
    amount = parse_amount(text, "").value
    value = None if amount is Refusal.ERROR_VALUE else amount
    period = parse_period(draw(PERIODS))
    assert not isinstance(value, Refusal)
    assert period is not None
    return Figure(
        # A blank among names is asked about.
        region=draw(TEXTS.filter(bool)),
        indicator=draw(TEXTS.filter(bool)),
        period=period,
        value=value,
        text=text,
        unit=draw(st.sampled_from(["", "家", "%", "元"])),
        status=draw(st.sampled_from(FigureStatus)),
        published=draw(st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31))),
        source=draw(TEXTS),
        note=draw(TEXTS),
        at=draw(TEXTS),
        as_printed=draw(TEXTS),
        place=Place("made up"),
    )


def load(text: str) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    figures, findings = load_figures(document(text))
    return tuple(figures), findings


def said(finding: Finding) -> list[str]:
    return [
        fill(text, finding.arguments, language)
        for text in (words_of(finding.code).message, words_of(finding.code).help)
        for language in Language
    ]


@given(st.lists(figures(), max_size=5))
def test_figures_written_read_back(written: list[Figure]) -> None:
    found, findings = load(dump_figures(written))
    assert list(found) == written
    assert {finding.code for finding in findings} <= {"E045", "E048", "E049"}


@given(HOSTILE)
def test_what_was_read_reads_back(text: str) -> None:
    found, _ = load("indicator,period,value,note\nGDP,2023,1,x\n" + text)
    assert load(dump_figures(found))[0] == found


def test_line_breaks_inside_cells_are_written_as_they_are_read() -> None:
    (figure,), _ = load('indicator,period,value,note\nGDP,2023,1,"a\r\nb\rc"')
    assert figure.note == "a\nb\nc"
    assert load(dump_figures([figure]))[0] == (figure,)


@given(st.lists(figures(), max_size=5), st.sampled_from(["\r\n", "\r"]))
def test_line_ends_do_not_matter(written: list[Figure], end: str) -> None:
    text = dump_figures(written)
    plain = load(text)
    other = load(text.replace("\n", end))
    assert other == plain
    assert [figure.place for figure in other[0]] == [figure.place for figure in plain[0]]


@given(st.lists(figures(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_columns_does_not_matter(written: list[Figure], order: random.Random) -> None:
    rows = list(csv.reader(io.StringIO(dump_figures(written), newline="")))
    columns = list(range(len(rows[0])))
    order.shuffle(columns)
    shuffled = io.StringIO()
    csv.writer(shuffled).writerows([row[column] for column in columns] for row in rows)
    assert list(load(shuffled.getvalue())[0]) == written


@given(st.lists(figures(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(written: list[Figure], order: random.Random) -> None:
    shuffled = list(written)
    order.shuffle(shuffled)
    assert list(load(dump_figures(shuffled))[0]) == shuffled


@given(st.binary(max_size=300))
def test_any_bytes_give_figures_and_findings(data: bytes) -> None:
    found, findings = read("-", limit=1 << 20, stdin=io.BytesIO(data))
    if found:
        load_figures(found)
    assert all(finding.place for finding in findings)


@given(HOSTILE, st.sampled_from(["", "indicator,period,value\n", "指标;时期;数值;状态;发布日期\n", '"']))
def test_any_text_gives_findings_that_can_be_said(text: str, header: str) -> None:
    source = document(header + text)
    found, findings = load_figures(source)
    assert len(findings) <= 201
    for place in (*(finding.place for finding in findings), *(figure.place for figure in found)):
        assert place is not None
        assert place.line <= len(source.input.lines)
        if place.line:
            assert 1 <= place.column <= place.end <= len(source.input.lines[place.line - 1]) + 1
    for finding in findings:
        for words in said(finding):
            assert words
            assert "{" not in words
            assert "}" not in words


def test_filling_needs_every_argument() -> None:
    assert fill(Text(zh="{got}"), {}, Language.ZH) == "{got}"
