"""The baseline file."""

from pathlib import Path

import pytest

from planck.load.baseline import baseline_text, known_of, load_baseline
from planck.load.baseline_rules import BAD_BASELINE
from planck.model import Finding

A, B = "0123456789abcdef", "fedcba9876543210"


TWICE = '{"planck_baseline": 1, "known": [%s, %s]}' % ((f'{{"code": "C001", "times": 1, "fingerprint": "{A}"}}',) * 2)


def finding(target: str, region: str = "") -> Finding:
    return BAD_BASELINE.at(None, target=target, region=region)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    entries = known_of([finding(target="b", region="甲"), finding(target="a"), finding(target="b", region="甲")])
    assert [entry.times for entry in entries.values()] == [2, 1]
    path = tmp_path / "baseline.json"
    path.write_text(baseline_text(entries.values()), encoding="utf-8")
    read, findings = load_baseline(str(path))
    assert read is not None
    assert findings == ()
    assert [(one.about, one.times, one.place.line) for one in read.entries.values()] == [
        ("X029 a", 1, 4),
        ("X029 b 甲", 2, 5),
    ]
    path.write_text(baseline_text([]), encoding="utf-8")
    assert load_baseline(str(path))[0] is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"planck_baseline": 2, "known": []}',
        '{"planck_baseline": 1}',
        '{"planck_baseline": 1, "known": ["x"]}',
        '{"planck_baseline": 1, "known": [{"code": "C001", "times": 1, "fingerprint": "xyz"}]}',
        f'{{"planck_baseline": 1, "known": [{{"code": "C001", "times": 0, "fingerprint": "{A}"}}]}}',
        f'{{"planck_baseline": 1, "known": [{{"code": "C001", "times": true, "fingerprint": "{A}"}}]}}',
        f'{{"planck_baseline": 1, "known": [{{"code": 1, "times": 1, "fingerprint": "{A}"}}]}}',
        f'{{"planck_baseline": 1, "known": [{{"times": 1, "fingerprint": "{A}"}}]}}',
        TWICE,
    ],
)
def test_a_file_that_cannot_be_used_blocks(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    read, [found] = load_baseline(str(path))
    assert read is None
    assert found.blocking


def test_a_fingerprint_in_escapes_has_the_file_as_its_place(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    escaped = A.replace("a", "\\u0061")
    text = f'{{"planck_baseline": 1, "known": [{{"code": "C001", "times": 1, "fingerprint": "{escaped}"}}]}}'
    path.write_text(text, encoding="utf-8")
    read, _ = load_baseline(str(path))
    assert read is not None
    assert read.entries[A].place.line == 0
    assert B not in read.entries
