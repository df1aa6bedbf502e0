"""Laws of repairs: what is read never changes, and what was repaired once is in plain form."""

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planck.load.files import Raw
from planck.load.table.doors import open_table
from planck.load.table.figures import load_figures
from planck.load.table.header import USUAL
from planck.load.table.repair import Repair, repair, unified
from planck.model import Figure

SOME = settings(max_examples=150)
SPACE = st.sampled_from(("", "", " ", "  ", "\u3000", "\u00a0", "\t"))
WORDS = st.sampled_from(("某区", "企业数", "a, b", 'say "x"', "two\nlines", "合计", "全市", "注：x", "１２", "--", ""))
NUMBERS = st.sampled_from(
    (
        "12",
        "１２．５",
        "1,234",
        "１，２３４",
        "−3",
        "--",
        "—",
        "…",
        "未公布",
        "12,5",
        "3.5万",
        "466家",
        "12%",
        "#REF!",
        "是",
        "",
    )
)
PERIODS = st.sampled_from(
    ("2023", "２０２３", "２０２３年", "2023年１－６月", "23年", "2023-13", "45291", "４５２９１", "")
)
DAYS = st.sampled_from(("2024-03-01", "２０２４年３月１日", "x", ""))


def padded(cells: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(SPACE, cells, SPACE).map("".join)


Form = tuple[str, str, str]


def text_of(header: list[str], rows: list[list[str]], form: Form) -> bytes:
    """The bytes of a table in a form: its delimiter, its line breaks, its mark."""
    delimiter, newline, mark = form
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return (mark + text.getvalue().replace("\n", newline)).encode()


def tables() -> st.SearchStrategy[bytes]:
    """Tables in long form and by years, with all that may be odd about a cell."""
    long = st.lists(
        st.tuples(*map(padded, (WORDS, WORDS, PERIODS, NUMBERS, WORDS, DAYS))).map(list), min_size=1, max_size=6
    ).map(lambda rows: (["region", "indicator", "year", "value", "unit", "published"], rows))
    wide = st.lists(st.tuples(*map(padded, (WORDS, NUMBERS, NUMBERS))).map(list), min_size=1, max_size=6).map(
        lambda rows: (["指标", " ２０２２年", "2023年"], rows)
    )
    form = st.tuples(
        st.sampled_from((",", "\t", ";")), st.sampled_from(("\n", "\r\n", "\r")), st.sampled_from(("", "\ufeff"))
    )
    return st.tuples(st.one_of(long, wide), form).map(lambda made: text_of(made[0][0], made[0][1], made[1]))


def read(raw: bytes) -> tuple[tuple[Figure, ...], set[str]]:
    table, findings = open_table("-", USUAL, limit=1 << 22, stdin=io.BytesIO(raw))
    figures, more = load_figures(table) if table else ((), ())
    return tuple(replace(figure, text="") for figure in figures), {one.code for one in (*findings, *more)}


# Rows of values that were taken for names of columns where the first row could not be.
TAKEN_FOR_NAMES = [
    f"指标, ２０２２年,2023年\n某区,12,12\n某区,{values}\n--,12,12\n".encode()
    for values in ("--,--", "未公布,未公布", '"12,5","12,5"', "3.5万,3.5万")
]


@example(TAKEN_FOR_NAMES[0])
@example(TAKEN_FOR_NAMES[1])
@example(TAKEN_FOR_NAMES[2])
@example(TAKEN_FOR_NAMES[3])
@SOME
@given(tables())
def test_a_repair_never_changes_what_is_read_and_is_made_once(raw: bytes) -> None:
    made = repair(Raw("a.csv", raw), USUAL)
    assert isinstance(made, Repair), "a repair that would read otherwise is refused, but none should try"
    figures, codes = read(raw)
    then, codes_then = read(made.data)
    assert then == figures
    assert codes_then <= codes
    again = repair(Raw("a.csv", made.data), USUAL)
    assert isinstance(again, Repair)
    assert (again.changed, again.cells) == (False, 0)
    assert bool(unified("a.csv", made.before, made.after)) == made.changed


@SOME
@given(st.text(alphabet=st.sampled_from('a1２,;\t"\r\n \u3000-－指标年份数值')))
def test_any_text_comes_out_whole(text: str) -> None:
    raw = ("指标,年份,数值\n" + text).encode()
    made = repair(Raw("a.csv", raw), USUAL)
    assert isinstance(made, Repair)
    assert read(made.data)[0] == read(raw)[0]
