"""The command line: options in, text out, an exit code. No arithmetic."""

import gc
import os
import sys
import traceback
from collections.abc import Mapping
from enum import IntEnum


class Exit(IntEnum):
    """What the process returns."""

    PASSED = 0
    FAILED = 1
    NOT_EVALUATED = 2
    NOTHING_CHECKED = 3
    BUG = 4


def main(arguments: list[str] | None = None, environment: Mapping[str, str] = os.environ) -> None:
    """Run the command line and leave the process with its exit code."""
    _start_lean()
    from planck.cli.app import run

    try:
        code = run(sys.argv[1:] if arguments is None else arguments)
    except BrokenPipeError:
        code = Exit.PASSED
    except Exception as error:  # The one place that catches everything: a bug must not look like a verdict.
        if environment.get("PLANCK_DEBUG"):
            traceback.print_exc()
        print(
            f"planck failed, and this is a bug in planck: {type(error).__name__}: {error}\n"
            "Please report it with the input that caused it; PLANCK_DEBUG=1 shows the traceback.\n"
            "planck 自身出错：请附上输入文件报告此问题。",
            file=sys.stderr,
        )
        code = Exit.BUG
    # The process ends here: nothing that it holds needs to be searched for what could be freed.
    gc.freeze()
    sys.exit(code)


def _start_lean() -> None:
    """Leave out what a short run never earns back."""
    # The threads of the linear algebra behind NumPy cost more to start than a whole plan costs to judge.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Values are frozen and make no cycles; looking for some takes a tenth of a run.
    gc.disable()
