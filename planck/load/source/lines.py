"""Text to lines."""


def split_lines(text: str) -> tuple[str, ...]:
    r"""The lines of `text` without their breaks, which are \r\n, \r and \n only.

    >>> split_lines("a\r\nb\n")
    ('a', 'b')
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(text.removesuffix("\n").split("\n")) if text else ()
