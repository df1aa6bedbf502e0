"""Checks a government plan against published figures.

    import planck

    result = planck.check("targets/gongshu.yaml", "seeds/later.csv")
    result.verdicts["status"]

`check`, `score` and `read` do what the commands of these names do; `planck.engine` holds the arithmetic as functions
of arrays.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planck.pipeline.python import check as check
    from planck.pipeline.python import read as read
    from planck.pipeline.python import score as score

__version__ = "0.1.0"
__all__ = ["__version__", "check", "read", "score"]


def __getattr__(name: str) -> Any:
    # Loaded when first asked for, so that `planck --version` does not pay for the engine.
    if name in ("check", "read", "score"):
        from planck.pipeline import python

        return getattr(python, name)
    raise AttributeError(f"module 'planck' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
