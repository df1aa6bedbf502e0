"""Checks a government plan against published figures.

    from planck import check
    result = check(["targets/gongshu.yaml"], ["seeds/later.csv"])

`check` returns one frozen `Result` (planck.model); `planck.engine` holds the arithmetic as functions of arrays.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planck.pipeline import check as check

__version__ = "0.1.0"
__all__ = ["__version__", "check"]


def __getattr__(name: str) -> Any:
    # Loaded when first asked for, so that `planck --version` does not pay for the engine.
    if name == "check":
        from planck.pipeline import check

        return check
    raise AttributeError(f"module 'planck' has no attribute {name!r}")
