"""Between NumPy and Arrow: the numbers stay what they are, and no library is imported for it that nobody asked for."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pa = pytest.importorskip("pyarrow")

from planck.arrow import only, texts_to_arrow, to_arrow, to_numpy  # noqa: E402
from tests.bench.panel import Size, write_inputs  # noqa: E402

PAIRS = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40)


@given(st.lists(st.floats(allow_nan=False)), st.integers(0, 5))
def test_numbers_come_back(values: list[float], skipped: int) -> None:
    cells = to_arrow(np.array(values, dtype=np.float64))
    assert cells.to_pylist() == values
    assert to_numpy(cells.slice(skipped)).tolist() == values[skipped:]


@given(PAIRS, st.integers(0, 5))
def test_absent_ones_are_null(pairs: list[tuple[bool, bool]], skipped: int) -> None:
    values, absent = (np.array(each, dtype=np.bool_) for each in zip(*pairs, strict=True)) if pairs else ([], [])
    values, absent = np.asarray(values, dtype=np.bool_), np.asarray(absent, dtype=np.bool_)
    cells = to_arrow(values, absent).slice(skipped)
    expected = [None if none else value for value, none in pairs][skipped:]
    assert cells.to_pylist() == expected
    assert to_numpy(cells).tolist() == [bool(value) for value in expected]
    numbers = to_numpy(to_arrow(values.astype(np.float64), absent).slice(skipped))
    assert [None if np.isnan(number) else bool(number) for number in numbers] == expected


@given(st.lists(st.tuples(st.text(), st.booleans())), st.integers(0, 5))
def test_texts_of_some_rows(rows: list[tuple[str, bool]], skipped: int) -> None:
    texts = texts_to_arrow([text for text, _ in rows])
    assert texts.to_pylist() == [text for text, _ in rows]
    kept = np.array([keep for _, keep in rows], dtype=np.bool_)
    assert only(texts.slice(skipped), kept[skipped:]).to_pylist() == [t if k else None for t, k in rows][skipped:]


def test_many_regions_are_judged_without_pandas(tmp_path: Path) -> None:
    plan, figures = write_inputs(tmp_path, Size(3, 2, 4))
    call = (
        "import sys\nfrom planck.cli import main\n"
        "try:\n    main(sys.argv[1:])\nfinally:\n    print('pandas' in sys.modules, file=sys.stderr)"
    )
    report = f"parquet={tmp_path / 'verdicts.parquet'}"
    command = [sys.executable, "-c", call, "check", str(plan), str(figures), "--memory", "64M", "--report", report]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode in (0, 1), done.stderr.splitlines()[-1]) == (True, "False"), done.stderr
