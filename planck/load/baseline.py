"""The baseline file: findings that are known and set aside, as JSON."""

import json
import re
from collections import Counter
from collections.abc import Iterable

from planck.load import baseline_rules as rules
from planck.load.source.files import Document, excerpt, read
from planck.model import Finding, Place
from planck.model.change import Baseline, KnownFinding

VERSION = 1
LIMIT = 64 << 20

_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_WORDS = ("code", "plan", "target", "region", "period")
_FORM = '{"planck_baseline": 1, "known": [{"code": ..., "fingerprint": ..., "times": 1}]}'


def load_baseline(path: str) -> tuple[Baseline | None, tuple[Finding, ...]]:
    """The known findings; None, and why, when the file cannot be used: half a baseline would let the rest fail."""
    document, findings = read(path, limit=LIMIT)
    if document is None:
        return None, findings
    try:
        data = json.loads(document.text)
    except (ValueError, RecursionError) as error:
        return None, (_bad(document, excerpt(str(error))),)
    entries = data.get("known") if isinstance(data, dict) and data.get("planck_baseline") == VERSION else None
    if not isinstance(entries, list):
        return None, (_bad(document, excerpt(document.text)),)
    return _baseline(document, entries)


def _baseline(document: Document, entries: list[object]) -> tuple[Baseline | None, tuple[Finding, ...]]:
    found: dict[str, KnownFinding] = {}
    for data in entries:
        entry = _entry(document, data)
        if entry is None or entry.fingerprint in found:
            return None, (_bad(document, excerpt(json.dumps(data, ensure_ascii=False))),)
        found[entry.fingerprint] = entry
    return Baseline(file=document.input.file, entries=found), ()


def _entry(document: Document, data: object) -> KnownFinding | None:
    if not isinstance(data, dict):
        return None
    fingerprint, times = data.get("fingerprint"), data.get("times")
    words = {word: data.get(word, "") for word in _WORDS}
    if not isinstance(fingerprint, str) or not _FINGERPRINT.fullmatch(fingerprint):
        return None
    if not isinstance(times, int) or isinstance(times, bool) or times < 1:
        return None
    if not words["code"] or not all(isinstance(word, str) for word in words.values()):
        return None
    return KnownFinding(fingerprint=fingerprint, times=times, place=_place(document, fingerprint), **words)


def _place(document: Document, fingerprint: str) -> Place:
    """The line that the entry's fingerprint stands in."""
    for number, line in enumerate(document.input.lines, 1):
        if fingerprint in line:
            column = line.index(fingerprint) + 1
            return Place(document.input.file, number, column, column + len(fingerprint))
    return Place(document.input.file)


def _bad(document: Document, got: str) -> Finding:
    return rules.BAD_BASELINE.at(Place(document.input.file), wanted=_FORM, got=got)


def known_of(findings: Iterable[Finding]) -> dict[str, KnownFinding]:
    """The findings as entries of a baseline."""
    listed = tuple(findings)
    counted = Counter(finding.fingerprint for finding in listed)
    return {
        finding.fingerprint: KnownFinding(
            fingerprint=finding.fingerprint,
            times=counted[finding.fingerprint],
            code=finding.code,
            plan=finding.plan,
            target=finding.target,
            region=finding.region,
            period=finding.period,
            place=Place(""),
        )
        for finding in listed
    }


def baseline_text(entries: Iterable[KnownFinding]) -> str:
    """The baseline as the text of its file, one entry a line, in an order that keeps differences small."""
    rows = sorted(
        entries, key=lambda entry: (entry.code, entry.plan, entry.target, entry.region, entry.period, entry.fingerprint)
    )
    lines = ",\n".join(f"    {json.dumps(_row(entry), ensure_ascii=False)}" for entry in rows)
    known = f"[\n{lines}\n  ]" if lines else "[]"
    return f'{{\n  "planck_baseline": {VERSION},\n  "known": {known}\n}}\n'


def _row(entry: KnownFinding) -> dict[str, str | int]:
    about = {word: getattr(entry, word) for word in _WORDS}
    return {
        **{word: text for word, text in about.items() if text},
        "times": entry.times,
        "fingerprint": entry.fingerprint,
    }
