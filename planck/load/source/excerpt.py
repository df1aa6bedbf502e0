"""Text from a file, short enough to be quoted in a message."""

LONGEST = 60


def excerpt(text: str) -> str:
    """`text`, cut to `LONGEST` code points with an ellipsis.

    >>> excerpt("GDP")
    'GDP'
    """
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
