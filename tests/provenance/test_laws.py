"""Whatever a document or a source holds: it is read, and a number is found where it was put and not elsewhere."""

from hypothesis import given, settings
from hypothesis import strategies as st

from planck.provenance.find import printed_items
from planck.provenance.text import FILLER, fold, folded, text_of_html
from tests.provenance.mini import BODY, codes, document, subject

# The libraries are loaded by the first text, which would take the time of the first example.
document("一萬")

MARKS = "〇一二两十百千万亿点第分之余，,.%％0123456789０１９ \t\n\r\f-—页家个 元;；…+<>&/p#" + FILLER
TEXTS = st.text(alphabet=st.sampled_from(MARKS), max_size=80) | st.text(max_size=40)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_indexed(text: str) -> None:
    found = folded(text)
    assert len(found.text) == len(found.offsets)
    assert all(0 <= offset < len(text) for offset in found.offsets)
    for number in document(text).numbers:
        assert 0 <= number.start < number.end <= len(found.text)


@settings(deadline=None)
@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    if "，" not in once:
        assert fold(once) == once


@settings(deadline=None)
@given(TEXTS)
def test_markup_keeps_every_character_in_its_place(html: str) -> None:
    text = text_of_html(html)
    assert len(text) == len(html)
    assert [at for at, one in enumerate(html) if one == "\n"] == [at for at, one in enumerate(text) if one == "\n"]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_any_source_is_traced(at: str, as_printed: str) -> None:
    printed_items(at, as_printed)
    assert isinstance(codes(subject("创新型企业", "980", "家", at=at, as_printed=as_printed)), list)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_one_number_is_found_for_another_only_if_they_are_equal(printed: int, wanted: int) -> None:
    text = BODY + f"\n新建泵站{printed}座。\n"
    line = f"line {text.count(chr(10))}"
    found = codes(subject("新建泵站", f"{wanted}", "座", at=line, as_printed=f"{wanted}座"), text)
    assert found == ([] if printed == wanted else ["P004"])
