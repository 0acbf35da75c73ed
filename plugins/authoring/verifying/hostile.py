"""Files that mean harm, or that a broken program has left: what every reader must refuse, and no plugin may trip over."""

from __future__ import annotations

import json
from collections.abc import Iterator

from adjudge.lib.documents import Json

_DEEP = 150
_DEEPER = 100_000
_LONG = 1_000_000


def hostile(document: Json) -> Iterator[tuple[str, bytes]]:
    """Yield names, which say what a file is, and contents; some are made of a document that satisfies the schema."""
    yield from _empty()
    yield from _beyond()
    yield from _damaged(json.dumps(document, ensure_ascii=False))
    yield from _yaml()


def _empty() -> Iterator[tuple[str, bytes]]:
    yield "empty-file.json", b""
    yield "empty-file.yaml", b""
    yield "blank.json", b" \n\t\n"
    for name, text in (
        ("object", "{}"),
        ("list", "[]"),
        ("null", "null"),
        ("true", "true"),
        ("zero", "0"),
        ("text", '""'),
    ):
        yield f"{name}.json", text.encode()
        yield f"{name}.yaml", f"{text}\n".encode()
    yield "list-of-null.json", b"[null]"
    yield "list-of-objects.json", b"[{}, {}]"


def _beyond() -> Iterator[tuple[str, bytes]]:
    yield "deep-lists.json", b"[" * _DEEP + b"]" * _DEEP
    yield "deep-objects.json", b'{"x":' * _DEEP + b"1" + b"}" * _DEEP
    yield "deeper-lists.json", b"[" * _DEEPER
    yield "deeper-lists.yaml", b"[" * _DEEPER
    yield "number-of-many-digits.json", b'{"x": ' + b"9" * 5000 + b"}"
    yield "number-beyond-floats.json", b'{"x": 1e400}'
    yield "number-beyond-64-bits.json", b'{"x": 18446744073709551616}'
    yield "not-a-number.json", b'{"x": NaN}'
    yield "infinity.json", b'{"x": -Infinity}'
    yield "lone-surrogate.json", b'{"x": "\\ud800"}'
    yield "nul.json", b'{"x": "\x00"}'
    yield "escaped-nul.json", b'{"x": "\\u0000"}'


def _damaged(text: str) -> Iterator[tuple[str, bytes]]:
    whole = text.encode()
    yield "truncated.json", whole[: len(whole) // 2]
    yield "twice.json", whole + whole
    yield "garbage-behind.json", whole + b" x"
    yield "nul-behind.json", whole + b"\x00"
    yield "key-twice.json", _twice(text).encode()
    yield "utf-16.json", text.encode("utf-16")
    yield "byte-order-mark.json", b"\xef\xbb\xbf" + whole
    yield "latin-1.json", (text[:-1] + ', "\u00e9": "\u00ff"}').encode("latin-1", "replace")
    yield "no-text.json", bytes(range(256)) * 8
    yield "long-text.json", (text[:-1] + ("" if text == "{}" else ", ") + '"x": "' + "\u4e2d" * _LONG + '"}').encode()
    yield "long-key.json", (text[:-1] + ("" if text == "{}" else ", ") + '"' + "x" * _LONG + '": 1}').encode()


def _twice(text: str) -> str:
    """Return an object with its first member twice; any other value as a member of one."""
    value = json.loads(text)
    if not isinstance(value, dict) or not value:
        return '{"x": 1, "x": 1}'
    key = next(iter(value))
    return f"{{{json.dumps(key)}: {json.dumps(value[key])}, {text[1:]}"


def _yaml() -> Iterator[tuple[str, bytes]]:
    levels = "".join(f"l{at}: &l{at} [{', '.join([f'*l{at - 1}'] * 10)}]\n" for at in range(1, 12))
    yield "aliases.yaml", f"l0: &l0 [x]\n{levels}".encode()
    yield "circle.yaml", b"&a [*a]\n"
    yield "object-tag.yaml", b"!!python/object/apply:os.getcwd []\n"
    yield "own-tag.yaml", b"x: !Ref y\n"
    yield "tab.yaml", b"x:\n\t- y\n"
    yield "merge.yaml", b"<<: x\n"
    yield "no-utf-8.yaml", b"x: \xff\xfe\n"
