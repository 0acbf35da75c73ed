"""JSON (RFC 8259) and JSON Lines, at the speed of the standard library's C scanner.

The scanner's hooks refuse duplicate keys and numbers; what hooks cannot see (nesting, lone surrogates) is checked
after it, and only where the text could hold it. Places are found when they are asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from io import BytesIO

from ..documents import Document, Json, Place, Source, Steps
from ..errors import ReadError
from ..system import foreign
from ..words import Texts, say
from .limits import (
    EMPTY,
    LONE_SURROGATE,
    MAX_DEPTH,
    NO_RECORDS,
    NOT_FINITE,
    TOO_DEEP,
    Refusal,
    Refused,
    decode,
    duplicate,
    integer,
    no_constant,
    number,
    quoted,
)
from .text import Text

_TWICE = Refusal(say("read.duplicate_somewhere"))
_SAID: dict[str, Texts] = {
    "expecting value": say("read.json.value"),
    "expecting property name enclosed in double quotes": say("read.json.name"),
    "expecting ':' delimiter": say("read.json.colon"),
    "expecting ',' delimiter": say("read.json.comma"),
    "unterminated string": say("read.json.string"),
    "invalid control character": say("read.json.control"),
    "invalid \\escape": say("read.json.escape"),
    "invalid \\uXXXX escape": say("read.json.code"),
    "extra data": say("read.json.extra"),
}
"""What the standard library says, in our words."""
_BETWEEN = re.compile("Expecting|Extra data|Illegal trailing").match
"""What it says between values; elsewhere it stopped inside a text."""
_BLANK = " \t\r\n"
_BOM = b"\xef\xbb\xbf"
_space = re.compile(r"[ \t\r\n]*").match
# Only a text that is refused needs these, so they are not compiled before.
_PIECE = r'(?s:"(?:[^"\\]|\\.)*+"|[\[\]{}:,]|[^\[\]{}:,"\s]++)'
_HABIT = (
    r"(?P<comment>//|/\*|#)|(?P<quote>'|`)|(?P<key>[A-Za-z_$][\w$-]*[ \t]*:)"
    r"|(?P<word>[-+]?[A-Za-z_]\w*)"
)
_SURROGATE = "[\ud800-\udfff]"
_INTEGER = r"-?[0-9]+\Z"


def _members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Refused(_TWICE)
    return members


_decode = json.JSONDecoder(
    object_pairs_hook=_members, parse_int=integer, parse_float=number, parse_constant=no_constant
).decode
_skip = json.JSONDecoder().raw_decode


def loads(text: str) -> Json:
    """Parse a JSON text. Raises Refused for what every reader refuses, JSONDecodeError for what is no JSON."""
    try:
        value = _decode(text)
    except RecursionError:
        raise Refused(TOO_DEEP) from None
    if text.count("[") + text.count("{") > MAX_DEPTH and _is_too_deep(value):
        raise Refused(TOO_DEEP)
    if "\\u" in text:
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise Refused(LONE_SURROGATE) from None
    return value


def _is_too_deep(value: Json) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        boxes = [box for box in level if isinstance(box, dict | list)]
        if not boxes:
            return False
        level = [item for box in boxes for item in (box.values() if isinstance(box, dict) else box)]
    return True


def read_json(source: Source) -> Document:
    """Read the one document of a JSON file; an array at the root is one document. Raises ReadError."""
    text = Text(source.path, decode(source.path, source.data))
    if not text.text.strip(_BLANK):
        raise text.error(0, EMPTY)
    value = _value(text, say("read.json_more"))
    return Document(value=value, locate=JsonPlaces(text), sha256=source.sha256, size=source.size)


def read_jsonl(source: Source) -> Iterator[Document | ReadError]:
    """Read JSON Lines: each line that is not blank is a record, numbered from 1.

    A record's ``sha256`` and ``size`` are those of its line without the terminator (LF or CRLF). Lazy: a million
    records take the memory of one. Raises ReadError where the file holds no text or no record.
    """
    if b"\0" in source.data:
        decode(source.path, source.data)  # raises, at the latest for the NUL
    count, known = 0, False
    for line, record in enumerate(BytesIO(source.data), 1):
        if line == 1:
            record = record.removeprefix(_BOM)  # noqa: PLW2901  # the mark is no part of the record
        if not record.strip(b" \t\r\n"):
            continue
        count += 1
        try:
            found = _record(source.path, record.rstrip(b"\r\n"), line, count)
        except ReadError as error:
            if not known and _is_of_another_encoding(record):
                raise  # no record before says that the file is UTF-8, so it is the file's error, not one for each record
            yield error
            continue
        known = known or not record.isascii()
        yield found
    if not count:
        raise ReadError(NO_RECORDS.words, file=source.path, line=1, column=1)


def _is_of_another_encoding(record: bytes) -> bool:
    from .encodings import encoding

    try:
        record.decode()
    except UnicodeDecodeError as bad:
        return encoding(record, bad.start) is not None
    return False


def _record(path: str, record: bytes, line: int, count: int) -> Document:
    try:
        text = record.decode()
    except UnicodeDecodeError:
        text = decode(path, record, line)  # raises
    try:
        value = loads(text)
    except ValueError:
        value = _value(Text(path, text, line), say("read.jsonl_more"))
    return Document(
        value=value,
        locate=partial(_locate, path, text, line),
        line=line,
        number=count,
        sha256=sha256(record).hexdigest(),
        size=len(record),
    )


def _value(text: Text, if_more: Texts) -> Json:
    try:
        return loads(text.text)
    except json.JSONDecodeError as error:
        from .causes import at_sign

        comma = _trailing_comma(text.text, error)
        if comma is not None:
            raise text.error(comma, Refusal(say("read.json_comma"))) from None
        cause = at_sign(text.text, error.pos) or (_habit(text.text, error.pos) if _BETWEEN(error.msg) else None)
        if cause is not None:
            raise text.error(*cause) from None
        hint = if_more if error.msg == "Extra data" else None
        what = error.msg.removesuffix(": ").removesuffix(" at").removesuffix(" starting")
        what = f"{what[:1].lower()}{what[1:]}"
        why = _SAID[what] if what in _SAID else foreign(what)
        raise text.error(error.pos, Refusal(say("read.json", why=why), hint)) from None
    except Refused as refused:
        offset, refusal = _first_offence(text.text) or (0, refused.refusal)
        raise text.error(offset, refusal) from None


def _trailing_comma(text: str, error: json.JSONDecodeError) -> int | None:
    """Return the offset of a comma before the end of its array or object, if that is the error.

    The scanner stops behind the comma; from Python 3.13 on at it, with words of its own.
    """
    if error.msg.startswith("Illegal trailing comma"):
        return error.pos
    before = text[: error.pos].rstrip(_BLANK)
    return len(before) - 1 if before.endswith(",") and text.startswith(("]", "}"), error.pos) else None


def _habit(text: str, at: int) -> tuple[int, Refusal] | None:
    """Return what other languages allow where the scanner stopped, with its offset."""
    found = re.match(_HABIT, text[at : at + 80])
    match found and found.lastgroup:
        case "comment":
            return at, Refusal(say("read.json_comment"))
        case "quote":
            return at, Refusal(say("read.json_quote"))
        case "key":
            return at, Refusal(say("read.json_key", key=quoted(found[0].rstrip(_BLANK + ":"))))  # type: ignore[index]  # it was found
        case "word":
            return at, Refusal(say("read.json_word", word=quoted(found[0])))  # type: ignore[index]  # it was found
    return None


def _first_offence(text: str) -> tuple[int, Refusal] | None:
    """Find the first thing that every reader refuses, in a text that is JSON up to there."""
    boxes: list[set[str]] = []
    key, key_at = "", 0
    for token in re.finditer(_PIECE, text):
        word, at = token[0], token.start()
        match word[0]:
            case "[" | "{":
                boxes.append(set())
                if len(boxes) > MAX_DEPTH:
                    return at, TOO_DEEP
            case "]" | "}":
                boxes.pop()
            case '"':
                key, key_at = _skip(text, at)[0], at
                if "\\" in word and re.search(_SURROGATE, key):
                    return at, LONE_SURROGATE
            case ":":
                if key in boxes[-1]:
                    return key_at, duplicate(key)
                boxes[-1].add(key)
            case _:
                if refusal := _bad_number(word):
                    return at, refusal
    return None


def _bad_number(word: str) -> Refusal | None:
    if word in ("NaN", "Infinity", "-Infinity"):
        return NOT_FINITE
    try:
        if word[0] in "-0123456789":
            (integer if re.match(_INTEGER, word) else number)(word)
    except Refused as refused:
        return refused.refusal
    return None


def _locate(path: str, text: str, line: int, steps: Steps) -> Place:
    return JsonPlaces(Text(path, text, line))(steps)


class JsonPlaces:
    """Where the values of a JSON text are: ``JsonPlaces(text)(steps)``.

    Each object or array on the way is indexed once: its members are found by skipping over their values.
    """

    __slots__ = ("_indexes", "text")

    def __init__(self, text: Text) -> None:
        self.text = text
        self._indexes: dict[int, dict[str | int, tuple[int, int]]] = {}

    def __call__(self, steps: Steps) -> Place:
        """Return the place of ``steps``, or of the nearest ancestor that exists."""
        at = here = _space(self.text.text).end()  # type: ignore[union-attr]  # it matches the empty text, too
        for step in steps:
            index = self._indexes.get(here)
            if index is None:
                index = self._indexes[here] = _index(self.text.text, here)
            if step not in index:
                break
            at, here = index[step]
        return self.text.place(at)


def _index(text: str, here: int) -> dict[str | int, tuple[int, int]]:
    """Map each member of the container at ``here`` to (where it is shown, where its value starts)."""
    index: dict[str | int, tuple[int, int]] = {}
    if text[here] not in "[{":
        return index
    step: str | int
    is_object = text[here] == "{"
    end = here
    at = _after(text, here + 1)
    while text[end] not in "]}" and text[at] not in "]}":
        value_at = at
        step = len(index)
        if is_object:
            step, end = _skip(text, at)
            value_at = _after(text, _after(text, end) + 1)
        index[step] = (at, value_at)
        _, end = _skip(text, value_at)
        end = _after(text, end)
        at = _after(text, end + 1)
    return index


def _after(text: str, offset: int) -> int:
    return _space(text, offset).end()  # type: ignore[union-attr]  # it matches the empty text, too
