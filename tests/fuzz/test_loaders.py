"""Whatever the bytes of a plan, a table of figures or a configuration: no loader raises, and every finding has a well-formed place.

`PLANCK_FUZZ_EXAMPLES` sets the number of examples of each of the four tests (70,000 unless told).
"""

import math
import os
import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planck.cli.options import SETTINGS
from planck.load.settings import load_settings
from planck.model import Finding
from planck.pipeline import load

ROOT = Path(__file__).parents[2]
EXAMPLES = int(os.environ.get("PLANCK_FUZZ_EXAMPLES", "70000"))
LONG = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=False
)

pytestmark = pytest.mark.fuzz

PLAN = (ROOT / "tests" / "load" / "plans" / "valid" / "every-key.yaml").read_text(encoding="utf-8")
FIGURES = '地区,指标,时期,数值,单位,状态,公布日期,备注\n某区,R&D经费,2022,"1,234.5",亿元,final,2023-05-11,\n某区,企业数,2023-H1,--,家,,,x\n'
WIDE = "单位：亿元\n指标,2021年,2022年,2023年\nR&D经费（亿元）,20.06,--,１２\n合计,1,2,3\n注：快报\n"
CONFIG = '[tool.planck]\nas-of = "2023"\nlang = "zh"\nfail-on = "warning"\nexit-zero = true\n'
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5", "latin-1")
ODD = ("\0", "\r", "\r\n", "\u2028", "\ufeff", '"', "'", "\t", ",", ";", "：", "，", "１", "%", "-", "--", "…", "#REF!", "nan", "1e400",
       "&a ", "*a", "<<: ", "[", "{", "|", ">", "!!python/object:os.system ", "1,5", "三十八万", "2023-02-30", "\U0001f600", "\ud7ff")  # fmt: skip


def pieces(*texts: str) -> st.SearchStrategy[str]:
    """Words of the formats, odd characters, and anything else."""
    words = sorted({word for text in texts for word in re.findall(r"[A-Za-z_&]+|[0-9.%]+|[^\w\s]|[一-鿿]+|\s+", text)})
    return st.one_of(st.sampled_from(words), st.sampled_from(ODD), st.text(max_size=4))


@st.composite
def changed(draw: st.DrawFn, *texts: str) -> bytes:
    """One of the texts with a few pieces put in, taken out or repeated, in some encoding; or bytes as they come."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=300))
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(start + 30, len(text))))
        middle = draw(st.one_of(pieces(*texts), st.just(text[start:end] * 2)))
        text = text[:start] + middle + text[end:]
    data = bytearray(text.encode(draw(st.sampled_from(ENCODINGS)), "replace"))
    if data and draw(st.booleans()):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


def hold(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        place = finding.place
        assert place is not None
        assert place.line >= 0
        assert not place.line or 1 <= place.column <= place.end


@LONG
@given(changed(PLAN))
def test_any_plan(data: bytes) -> None:
    loaded = load(["-"], [], stdin=BytesIO(data))
    assert loaded.plans or loaded.findings
    hold(loaded.findings)


@pytest.mark.parametrize("text", [FIGURES, WIDE], ids=["long", "wide"])
def test_any_figures(text: str) -> None:
    @LONG
    @given(changed(text))
    def holds(data: bytes) -> None:
        loaded = load([], ["-"], stdin=BytesIO(data))
        hold(loaded.findings)
        for figure in loaded.figures:
            assert figure.value is None or math.isfinite(figure.value)
            assert figure.place.line >= 1

    holds()


def test_any_configuration(tmp_path: Path) -> None:
    @LONG
    @given(changed(CONFIG))
    def holds(data: bytes) -> None:
        (tmp_path / "pyproject.toml").write_bytes(data)
        _, findings, _ = load_settings(str(tmp_path), SETTINGS)
        hold(findings)

    holds()
