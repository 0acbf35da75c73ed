"""EDN as conftest gives it: lists and maps as such, anything else as the text that Go prints of it.

It is a page of grammar. The parser that PyPI has, edn-format, knows no tag but its own, and needs ply, which nobody keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adjudge.lib.documents import Document, Json, Place, Source
from adjudge.lib.errors import ReadError
from adjudge.lib.formats.limits import MAX_DEPTH, TOO_DEEP, decode
from adjudge.lib.formats.text import Text
from adjudge.lib.words import say

_TOKEN = re.compile(
    r"""(?:[\s,]|;[^\n]*)*(?:
      (?P<open>\#\{|[\[({]) | (?P<close>[\])}])
    | "(?P<text>(?:[^"\\]|\\.)*)"
    | (?P<discard>\#_) | \#(?P<tag>[A-Za-z][^\s,;"\[\](){}]*)
    | (?P<atom>\\\S[a-z]*|[^\s,;"\[\](){}\#\\][^\s,;"\[\](){}]*))""",
    re.VERBOSE | re.DOTALL,
)
_REST = re.compile(r"(?:[\s,]|;[^\n]*)*\Z")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"'}
_CHARACTERS = {"newline": "\n", "return": "\r", "space": " ", "tab": "\t"}
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+?)0*)?(Z|[+-]\d\d:\d\d)")
_CLOSING = {"[": "]", "(": ")", "{": "}", "#{": "}"}


def read_edn(source: Source) -> Iterator[Document]:
    """Read EDN, and return its document. Raises ReadError."""
    value = _Parser(source).document()
    yield Document(value=value, locate=lambda _steps: Place(), sha256=source.sha256, size=source.size)


class _Parser:
    def __init__(self, source: Source) -> None:
        self.text = Text(source.path, decode(source.path, source.data))
        self.at = 0

    def document(self) -> Json:
        """Return the first value; nothing may stand behind it."""
        value = self.value(0)
        if _REST.match(self.text.text, self.at) is None:
            raise self.wrong()
        return value

    def wrong(self) -> ReadError:
        place = self.text.place(self.at)
        return ReadError(say("conftest.edn"), file=self.text.path, line=place.line, column=place.column)

    def value(self, depth: int) -> Json:
        found = _TOKEN.match(self.text.text, self.at)
        if found is None or found["close"] is not None:
            raise self.wrong()
        if depth > MAX_DEPTH:
            raise self.text.error(self.at, TOO_DEEP)
        self.at = found.end()
        if found["open"] is not None:
            return self.collection(found["open"], depth)
        if found["discard"] is not None:
            self.value(depth + 1)
            return self.value(depth + 1)
        if found["tag"] is not None:
            return _tagged(found["tag"], self.value(depth + 1))
        if found["text"] is not None:
            return re.sub(r"\\(.)", lambda each: _ESCAPES.get(each[1], each[0]), found["text"])
        atom: str = found["atom"]
        if atom.startswith("\\"):  # a character, which Go prints as its number
            name = atom[1:]
            return str(ord(_CHARACTERS.get(name, name[:1])))
        return "<nil>" if atom == "nil" else atom[:-1] if re.fullmatch(r"[+-]?\d+N", atom) else atom

    def collection(self, opening: str, depth: int) -> Json:
        values: list[Json] = []
        while True:
            found = _TOKEN.match(self.text.text, self.at)
            if found is not None and found["close"] is not None:
                break
            if found is not None and found["discard"] is not None:
                self.at = found.end()
                self.value(depth + 1)
                continue
            values.append(self.value(depth + 1))
        if found["close"] != _CLOSING[opening]:
            raise self.wrong()
        self.at = found.end()
        if opening == "#{":
            return f"map[{' '.join(f'{each}:true' for each in sorted(map(str, values)))}]"
        if opening != "{":
            return values
        keys = [str(key) for key in values[::2]]
        if len(values) % 2 or len(set(keys)) < len(keys):
            raise self.wrong()
        return dict(zip(keys, values[1::2], strict=True))


def _tagged(tag: str, value: Json) -> Json:
    """Return a tagged value: an instant as Go writes one, another as it stands there."""
    instant = _INSTANT.fullmatch(value) if tag == "inst" and isinstance(value, str) else None
    if instant is None:
        return f"#{tag} {value}"
    day, time, part, zone = instant.groups()
    offset = "+0000 UTC" if zone == "Z" else f"{zone.replace(':', '')} {zone.replace(':', '')}"
    return f"{day} {time}{f'.{part}' if part else ''} {offset}"
