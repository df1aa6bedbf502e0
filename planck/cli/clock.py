"""The one place that reads the clock."""

from datetime import date


def today() -> date:
    """The date of today, for `--as-of today` alone."""
    return date.today()  # noqa: DTZ011 - a judgement is of the reader's own day
