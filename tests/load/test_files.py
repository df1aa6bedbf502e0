"""Files: what is read, what is refused, and where a bad byte or character stands."""

import errno
import hashlib
import io
import os
import re
import socket
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planck.load import files
from planck.load import files as raw
from planck.load.files import Document, read, split_lines, why
from planck.model import Finding, Place, Severity
from tests.load.reading import lines

LIMIT = 1000


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read_bytes(data: bytes, limit: int = LIMIT) -> tuple[Document | None, tuple[Finding, ...]]:
    return read("-", limit=limit, stdin=io.BytesIO(data))


def refused(path: str, limit: int = LIMIT) -> Finding:
    document, findings = read(path, limit=limit)
    assert document is None
    (finding,) = findings
    assert finding.severity is Severity.ERROR
    return finding


@pytest.mark.parametrize("name", ["a.csv", "数据 文件.csv", "with space.csv", "line\nbreak.csv", "-x.csv"])
def test_a_file_is_read(name: str) -> None:
    data = "指标\r\n研发".encode()
    Path(name).write_bytes(data)
    document, findings = read(name, limit=len(data))
    assert findings == ()
    assert document is not None
    assert document.text == "指标\r\n研发"
    assert document.input.file == name
    assert document.input.sha256 == hashlib.sha256(data).hexdigest()
    assert document.input.lines == ("指标", "研发")


@pytest.mark.skipif(sys.platform == "win32", reason="file names are text there")
def test_a_file_name_that_is_no_text_is_shown_escaped() -> None:
    path = os.fsdecode(b"b\xff.csv")
    assert refused(path).place == Place("b\\udcff.csv")
    Path(path).write_text("x", encoding="utf-8")
    document, _ = read(path, limit=LIMIT)
    assert document is not None
    assert document.input.file == "b\\udcff.csv"


def test_a_mark_at_the_start_is_not_text_but_counts_for_the_hash() -> None:
    document, findings = read_bytes(b"\xef\xbb\xbfa")
    assert findings == ()
    assert document is not None
    assert document.text == "a"
    assert document.input.sha256 == hashlib.sha256(b"\xef\xbb\xbfa").hexdigest()
    assert document.input.file == "<stdin>"


@pytest.mark.parametrize("path", ["none.csv", "", "a.csv/b.csv", "none/a.csv"])
def test_missing(path: str) -> None:
    Path("a.csv").touch()
    finding = refused(path)
    assert (finding.code, finding.place, finding.arguments["got"]) == ("E001", Place(path), path)


def test_a_folder_is_no_file() -> None:
    Path("data").mkdir()
    finding = refused("data")
    assert (finding.code, finding.arguments["kind"]) == ("E002", raw._kind(stat.S_IFDIR))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_pipe_is_not_waited_for() -> None:
    os.mkfifo("pipe")
    assert refused("pipe").code == "E002"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_file_that_turns_into_a_pipe_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo("pipe")
    Path("a.csv").write_text("abc", encoding="utf-8")
    regular = os.stat("a.csv")
    monkeypatch.setattr(os, "stat", lambda path: regular)
    document, findings = read("pipe", limit=LIMIT)
    monkeypatch.undo()
    assert document is None
    assert "E006" in lines(findings)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in the file system")
def test_a_socket_is_no_file() -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert refused("socket").code == "E002"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_device_is_no_file() -> None:
    finding = refused("/dev/zero")
    assert (finding.code, finding.arguments["kind"]) == ("E002", raw._kind(stat.S_IFCHR))


def test_every_kind_of_file_has_a_name() -> None:
    modes = (stat.S_IFDIR, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFBLK, 0)
    assert [raw._kind(mode).zh for mode in modes] == ["文件夹", "管道", "套接字", "设备", "特殊文件"]


@pytest.mark.parametrize(
    ("error", "code"), [(PermissionError(13, "denied"), "E003"), (OSError(5, "Input/output error"), "E005")]
)
def test_what_the_system_refuses(monkeypatch: pytest.MonkeyPatch, error: OSError, code: str) -> None:
    Path("a.csv").touch()

    def refusing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(raw, "open", refusing, raising=False)
    finding = refused("a.csv")
    assert finding.code == code
    assert str(getattr(finding.arguments.get("reason"), "en", "Input/output error")) == "Input/output error"


def test_a_link_to_itself_and_a_path_that_is_none() -> None:
    os.symlink("loop", "loop")
    assert refused("loop").code == "E005"
    finding = refused("a\0b")
    assert (finding.code, "null" in str(finding.arguments["reason"])) == ("E005", True)
    assert refused("\ud800").code == "E005"


def test_too_large_by_size_and_while_reading() -> None:
    Path("a.csv").write_bytes(b"x" * 11)
    finding = refused("a.csv", limit=10)
    assert (finding.code, finding.arguments) == ("E004", {"limit": 10, "got": 11})
    document, findings = read_bytes(b"x" * (3 << 20), limit=1 << 20)
    assert (document, lines(findings)) == (None, ["E004"])
    document, findings = read_bytes(b"x" * (1 << 20), limit=1 << 20)
    assert (document is None, findings) == (False, ())


@pytest.mark.parametrize(
    ("before", "meanwhile", "text"),
    [(b"0123456789", b"01", "01"), (b"01", b"0123456789", "0123456789"), (b"abc", b"xyz", "xyz")],
    ids=["shrinks", "grows", "is rewritten"],
)
def test_a_file_that_changes_while_it_is_read(
    monkeypatch: pytest.MonkeyPatch, before: bytes, meanwhile: bytes, text: str
) -> None:
    path = Path("a.csv")
    path.write_bytes(before)
    os.utime(path, (1, 1))
    looked_at = os.stat

    def then_changed(name: str) -> os.stat_result:
        found = looked_at(name)
        path.write_bytes(meanwhile)
        return found

    monkeypatch.setattr(os, "stat", then_changed)
    document, findings = read("a.csv", limit=LIMIT)
    monkeypatch.undo()
    assert document is not None
    assert document.text == text
    assert lines(findings) == ["E006"]
    assert findings[0].arguments == {"before": len(before), "got": len(meanwhile)}


def test_a_file_that_grows_past_the_limit_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.csv").write_bytes(b"x" * 50)
    small = os.stat_result((stat.S_IFREG, 0, 0, 0, 0, 0, 5, 0, 0, 0))
    monkeypatch.setattr(os, "stat", lambda path: small)
    document, findings = read("a.csv", limit=10)
    monkeypatch.undo()
    assert (document, lines(findings)) == (None, ["E004"])


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="no such file system")
def test_a_file_without_a_size_is_read() -> None:
    document, findings = read("/proc/version", limit=LIMIT)
    assert document is not None
    assert document.text
    assert findings == ()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a")))
    document, findings = read("-", limit=LIMIT)
    assert document is not None
    assert (document.text, findings) == ("a", ())
    monkeypatch.setattr(sys, "stdin", None)
    document, findings = read("-", limit=LIMIT)
    assert (document, lines(findings)) == (None, ["E005"])


def test_standard_input_that_fails() -> None:
    closed = io.BytesIO()
    closed.close()
    document, findings = read("-", limit=LIMIT, stdin=closed)
    assert (document, lines(findings)) == (None, ["E005"])
    assert findings[0].place == Place("<stdin>")


@pytest.mark.parametrize(
    ("data", "place", "byte", "guess"),
    [
        (b"\xff", (1, 1), "0xFF", ""),
        (b"a\xe9", (1, 2), "0xE9", ""),
        (b"a,\xca\xfd\xd6\xb5", (1, 3), "0xCA", "GB18030"),
        (b"\xd6\xb8\xb1\xea", (1, 2), "0xB1", "GB18030"),  # the first of the two happens to be a Hebrew vowel in UTF-8
        ("指标,".encode() + b"\xca\xfd", (1, 4), "0xCA", ""),  # what comes before shows that it was UTF-8
        (b"a\r\nb\rc\nd\xc0", (4, 2), "0xC0", ""),
        (b"a\n\xe4\xb8", (2, 1), "0xE4", "GB18030"),
        (b"\xef\xbb\xbf\xc3(", (1, 1), "0xC3", ""),
        (b"\xed\xa0\x80", (1, 1), "0xED", ""),
    ],
)
def test_a_byte_that_is_not_utf8(data: bytes, place: tuple[int, int], byte: str, guess: str) -> None:
    document, findings = read_bytes(data)
    assert document is None
    line, column = place
    assert findings[0].code == "E008"
    assert findings[0].place == Place("<stdin>", line, column, column + 1)
    assert findings[0].arguments["got"] == byte
    assert bool(guess) == bool(findings[0].arguments["hint"].en)  # type: ignore[union-attr]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_another_encoding_is_named(encoding: str) -> None:
    document, findings = read_bytes("\ufeffa".encode(encoding))
    assert (document, lines(findings)) == (None, ["E009"])
    said = str(findings[0].arguments["got"])
    assert encoding[:6] == said[:6].lower()
    assert ("little" if encoding.endswith("le") else "big") in said


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf"])
def test_an_empty_file(data: bytes) -> None:
    document, findings = read_bytes(data)
    assert (document, lines(findings)) == (None, ["E007"])


def test_odd_characters_are_found_where_they_are() -> None:
    text = "a\0b\r\n\t研\u200b\r\ufeff\x85\n\x1b"
    document, findings = read_bytes(text.encode())
    assert document is not None
    assert document.text == text
    assert lines(findings) == ["E010 1:2", "E011 2:3", "E011 3:1", "E011 3:2", "E011 4:1"]
    assert findings[1].place == Place("<stdin>", 2, 3, 4)
    assert [finding.arguments["got"] for finding in findings] == ["U+0000", "U+200B", "U+FEFF", "U+0085", "U+001B"]
    assert [finding.severity for finding in findings][:2] == [Severity.ERROR, Severity.WARNING]
    assert findings[1].arguments["named"].en == "ZERO WIDTH SPACE"  # type: ignore[union-attr]


def test_what_is_usual_is_not_odd() -> None:
    _, findings = read_bytes("\t 　“研发”—…①²½％－\u00a0é😀\U00020000\n".encode())
    assert findings == ()


def test_many_odd_characters_are_counted() -> None:
    document, findings = read_bytes(b"a\0" * 300 + b"\x01" * 5 + b"\n", limit=LIMIT)
    assert document is not None
    assert len(findings) == 201
    assert findings[-1].code == "E015"
    assert findings[-1].severity is Severity.ERROR
    assert findings[-1].arguments["got"] == 105


def test_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_LINES", 3)
    assert lines(read_bytes(b"1\n2\r\n3")[1]) == []
    document, findings = read_bytes(b"1\n2\r3\r\n4")
    assert (document, lines(findings)) == (None, ["E012"])
    assert findings[0].arguments == {"limit": 3, "got": 4}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("a", ("a",)),
        ("a\n", ("a",)),
        ("a\n\n", ("a", "")),
        ("\n", ("",)),
        ("a\r\nb\rc\nd", ("a", "b", "c", "d")),
        ("a\n\rb", ("a", "", "b")),
        ("a\x0bb\x0cc\x85d\u2028e", ("a\x0bb\x0cc\x85d\u2028e",)),
    ],
)
def test_lines(text: str, found: tuple[str, ...]) -> None:
    assert split_lines(text) == found


@given(st.text("ab\r\n"))
def test_lines_are_those_of_the_text(text: str) -> None:
    parts = re.split("\r\n|\r|\n", text)
    assert list(split_lines(text)) == (parts[:-1] if not parts[-1] else parts)


@given(st.binary())
def test_any_bytes_are_text_or_findings(data: bytes) -> None:
    document, findings = read_bytes(data)
    assert document or findings
    if document:
        assert document.input.sha256 == hashlib.sha256(data).hexdigest()
    for finding in findings:
        assert finding.place is not None


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_any_text_reads_back(text: str, encoding: str) -> None:
    document, _ = read_bytes(text.encode(encoding, "replace"), limit=1 << 20)
    if text and not text.startswith("\ufeff"):
        assert document is not None
        assert document.text == text.encode("utf-8", "replace").decode()


def test_a_document_is_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    first: Any = read_bytes(b"a")
    assert first == read_bytes(b"a")


def test_what_the_system_says_of_a_failure_is_told_in_the_language_of_the_reader() -> None:
    full = why(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert (full.zh, full.en) == ("磁盘已满", "No space left on device")
    rare = why(OSError(errno.EXDEV, "Invalid cross-device link"))
    assert rare.zh == rare.en == "Invalid cross-device link"
    assert why(OSError("gone")).zh == "gone"
