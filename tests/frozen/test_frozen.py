"""What the program says today is what it said before, byte by byte."""

from pathlib import Path

import pytest

from tests.frozen.calls import Call, Output, calls
from tests.frozen.rows import FILE, Key, file_name, held, run_through, written

CALLS = tuple(calls())


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_frozen(call: Call, tmp_path: Path) -> None:
    before = {key: row for key, row in held().items() if key[0] == call.name}

    def see(key: Key, output: Output) -> None:
        if before.get(key) != output.row:
            path = tmp_path / file_name(key)
            path.write_text(output.text, encoding="utf-8", errors="surrogatepass", newline="")

    today = run_through(call, see)
    moved = [
        f"{' '.join(key)}: held {before.get(key, 'nothing')}, got {today.get(key, 'nothing')}"
        for key in sorted({*before, *today})
        if before.get(key) != today.get(key)
    ]
    told = "\n".join([*moved, f"the outputs of today are in {tmp_path}; `python -m tests.frozen` holds them"])
    assert not moved, told


def test_the_file_is_as_it_is_written_and_holds_no_other_call() -> None:
    rows = held()
    assert FILE.read_text(encoding="utf-8") == written(rows)
    assert {key[0] for key in rows} == {call.name for call in CALLS}
