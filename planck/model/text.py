"""Text for people, in the two languages of the project."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language a report can be written in."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and English. An author may give only one; the other then falls back to it."""

    zh: str = ""
    en: str = ""

    def in_(self, language: Language) -> str:
        """The text in `language`, else in the other one."""
        return (self.zh or self.en) if language is Language.ZH else (self.en or self.zh)
