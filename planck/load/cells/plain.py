"""Digits and signs as Chinese input methods type them, made plain."""

# A table and not NFKC: NFKC would turn ² into 2 and ① into 1, and so change numbers.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．，＋－−﹣％／ＥｅＨｈＱｑ",
    "0123456789.,+---%/EeHhQq",
)


def plain(text: str) -> str:
    """`text` with full-width digits and signs, and the Unicode minus, as their ASCII kin.

    >>> plain("−１２．５")
    '-12.5'
    """
    return text if text.isascii() else text.translate(_PLAIN)
