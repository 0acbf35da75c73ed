"""The words of one language, as a report asks for them: by code, filled in, with the marks between them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from .words import ENGLISH, say, template


class Wording:
    """The words of one language, English where it has none.

    ``comma``, ``colon`` … are its marks, with the space that belongs to them.
    """

    __slots__ = ("_plain", "close", "colon", "comma", "language", "open", "space", "stop")

    def __init__(self, language: str) -> None:
        self.language = language
        self._plain: dict[str, str] = {}
        self.comma, self.colon, self.stop = self("language.comma"), self("language.colon"), self("language.stop")
        self.space, self.open, self.close = self("language.space"), self("language.open"), self("language.close")

    def __call__(self, code: str, /, **fields: Any) -> str:
        """Return the words of a code with ``fields`` in its placeholders."""
        if fields:
            return say(code, **fields)[self.language]
        known = self._plain.get(code)
        if known is None:
            known = self._plain[code] = say(code)[self.language]
        return known

    def of(self, group: str, name: str) -> str:
        """Return the words of a name that is one of a group, as an outcome is of ``report.outcomes``."""
        return self(f"{group}.{name}")

    def find(self, code: str) -> str | None:
        """Return the words of a code as they stand; None where neither this language nor English has any."""
        text = template(self.language, code)
        return template(ENGLISH, code) if text is None else text

    def bracketed(self, text: str | None) -> str:
        """Return a text in brackets, as it follows another; nothing for none."""
        return f"{self.open}{text}{self.close}" if text else ""

    def joined(self, parts: Iterable[str]) -> str:
        """Return parts of a sentence, one after the other."""
        return self.comma.join(parts)

    def listed(self, names: Iterable[str]) -> str:
        """Return names or numbers of a kind as a list."""
        return self("language.list").join(names)

    def labelled(self, code: str, text: str) -> str:
        """Return a text behind the word that says what it is."""
        return f"{self(code)}{self.colon}{text}"

    def then(self, text: str, step: str) -> str:
        """Return what is wrong and what is to be done about it, if there is anything, as two sentences."""
        return f"{text}{self.stop}{self.space}{step}" if step else text


@cache
def wording(language: str) -> Wording:
    """Return the words of a language."""
    return Wording(language)
