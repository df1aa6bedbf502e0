"""HTML as text whose lines and columns are those of the file: markup is blanked, not cut."""

from html import unescape
from html.parser import HTMLParser

from planck.provenance.folding import FILLER

# Elements that do not separate what stands around them.
_INLINE = frozenset(
    "a,abbr,b,bdi,bdo,cite,code,em,font,i,ins,mark,q,s,small,span,strong,sub,sup,time,u".split(",")  # noqa: SIM905
)
_UNSEEN = frozenset(("script", "style", "template", "head"))


def text_of_html(html: str) -> str:
    """The visible text of a page, every character at the offset that it has in the file; the rest is blank."""
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    return "".join(reader.characters)


class _Reader(HTMLParser):
    """Copies what is seen to its place in a blank page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._html = html
        # The parser counts lines by line feeds alone.
        self._starts = [0, *(offset for offset, character in enumerate(html, 1) if character == "\n")]
        self._unseen = 0
        self.characters = [character if character in "\r\n" else " " for character in html]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._join(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._join(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self._join(tag)

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(unescape(f"&{name};")[:1], length=len(name) + 2)

    def handle_charref(self, name: str) -> None:
        self._write(unescape(f"&#{name};")[:1], length=len(name) + 3)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _join(self, tag: str) -> None:
        """Let what stands before and behind an inline element touch."""
        if tag in _INLINE and not self._unseen:
            start = self._offset()
            end = self._html.find(">", start) + 1
            self.characters[start:end] = [FILLER] * (end - start)

    def _write(self, seen: str, length: int = 0) -> None:
        if self._unseen:
            return
        start = self._offset()
        self.characters[start : start + len(seen)] = seen
        rest = max(0, min(length, len(self.characters) - start) - len(seen))
        self.characters[start + len(seen) : start + len(seen) + rest] = [FILLER] * rest
