"""How schema errors show what they are about: values from outside in a sentence, places, an author's own texts.

What is shown comes from documents that may be hostile: control, format and bidirectional characters are written as
escapes, and nothing is longer than :data:`WIDTH`. The sentences themselves stand in ``locale/``, section ``schema``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..words import ENGLISH, ByLanguage, Texts, said, say

if TYPE_CHECKING:
    from ..documents import Json, Steps

WIDTH = 80
GLOSS = 100
_PLAIN_BITS = 256


class _Lazy(ByLanguage):
    """Texts by language that are made when somebody reads them; equal where what they are made of is."""

    __slots__ = ("_of",)

    def __init__(self, *of: Any) -> None:
        self._of = of

    def __eq__(self, other: object) -> bool:
        """Compare what they are made of."""
        return type(other) is type(self) and self._of == other._of

    def __hash__(self) -> int:
        """Return the same for what is equal."""
        return hash((type(self), *(each for each in self._of if isinstance(each, str))))


class Linked(_Lazy):
    """Words with the words of a code between them: ``Linked("schema.or", words)``."""

    __slots__ = ()

    def __init__(self, code: str, parts: Iterable[str | Texts]) -> None:
        super().__init__(code, tuple(parts))

    def __getitem__(self, language: str) -> str:
        """Return the words in a language."""
        code, parts = self._of
        return say(code)[language].join(said(part, language) for part in parts)


class Guess(_Lazy):
    """What was meant by a name, of those that are known; something else where none is near."""

    __slots__ = ()

    def __init__(
        self,
        name: str,
        known: tuple[str, ...],
        closest: Callable[[str, tuple[str, ...]], str | None],
        otherwise: str | Texts,
    ) -> None:
        super().__init__(name, known, closest, otherwise)

    def __getitem__(self, language: str) -> str:
        """Return the guess in a language."""
        name, known, closest, otherwise = self._of
        close = closest(name, known)
        return said(say("schema.did_you_mean", text=shown(close)) if close is not None else otherwise, language)


class Translated(_Lazy):
    """A text of a schema's author, in another language where its translations know it; on one line, not too long."""

    __slots__ = ()

    def __init__(self, text: str, translations: Callable[[str], Mapping[str, str]]) -> None:
        super().__init__(" ".join(text.split()), translations)

    def __getitem__(self, language: str) -> str:
        """Return the text in a language, as it is written where there is no translation."""
        text, translations = self._of
        if language != ENGLISH:
            text = translations(language).get(text, text)
        return plain(text.rstrip(".。"), GLOSS)  # the full stops of schemas


class Titled(_Lazy):
    """A key or a place, with the title that translations have for it beside it; in English the key alone."""

    __slots__ = ()

    def __init__(self, name: str, title: str, translations: Callable[[str], Mapping[str, str]]) -> None:
        super().__init__(name, title, translations)

    def __getitem__(self, language: str) -> str:
        """Return it in a language."""
        name, title, translations = self._of
        known = translations(language).get(title) if language != ENGLISH else None
        return say("schema.titled", name=name, title=plain(known, GLOSS))[language] if known else str(name)


def shown(value: Json) -> str:
    """Show a value in at most :data:`WIDTH` characters: scalars as JSON, containers by their size."""
    if isinstance(value, dict):
        return f"{{…}} ({len(value)})" if value else "{}"
    if isinstance(value, (list, tuple)):
        return f"[…] ({len(value)})" if value else "[]"
    if isinstance(value, str):
        return f'"{plain(value, WIDTH - 2, quoted=True)}"'
    if isinstance(value, int) and value.bit_length() > _PLAIN_BITS:
        return f"2^{value.bit_length() - 1}…"  # str() of a longer one is quadratic, and refused by Python
    return _scalar(value)


def _scalar(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return plain(str(value), WIDTH)


def plain(text: str, width: int = WIDTH, *, quoted: bool = False) -> str:
    """Return ``text`` on one line in at most ``width`` characters, with what does not print as escapes."""
    start = text[: width + 1]
    if start.isprintable() and not (quoted and ('"' in start or "\\" in start)):
        return text if len(text) <= width else f"{text[: width - 1]}…"
    out: list[str] = []
    room = width
    for char in start:
        piece = _printable(char, quoted)
        if len(piece) > room:
            break
        out.append(piece)
        room -= len(piece)
    else:
        return "".join(out)
    while out and room < 1:
        room += len(out.pop())
    return "".join(out) + "…"


def _printable(char: str, quoted: bool) -> str:
    if char == "\\" or (quoted and char == '"'):
        return "\\" + char if quoted else char
    if char.isprintable():
        return char
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char)
    return short or (f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}")


def listed(values: Iterable[Any], room: int = WIDTH) -> list[str] | None:
    """Show values one by one, or give None when they don't fit in ``room``."""
    pieces, length = [], 0
    for value in values:
        piece = shown(value)
        length += len(piece) + 2
        if length > room + 2:
            return None
        pieces.append(piece)
    return pieces


def path(steps: Steps) -> str:
    """Name a place below the root: ``tracks[3].label``; of a long one the end."""
    text = ""
    for step in steps[-8:]:
        if isinstance(step, int):
            text += f"[{step}]"
            continue
        bare = step.replace("_", "a").replace("-", "a").isalnum() and len(step) <= WIDTH // 2
        text += (("." if text else "") + step) if bare else f"[{shown(step[: WIDTH // 2])}]"
    if len(text) > WIDTH or len(steps) > 8:
        text = "…" + text[-(WIDTH - 1) :]
    return text


def where(steps: Steps) -> Texts | str:
    """Name a place; the root is called the document."""
    return path(steps) if steps else say("schema.root")
