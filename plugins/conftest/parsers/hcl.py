"""HCL 2 as conftest gives it: blocks below their type and labels, each in a list; expressions as ``${…}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from adjudge.lib.documents import Document, Json, Place, Source
from adjudge.lib.errors import ReadError
from adjudge.lib.formats.limits import MAX_DEPTH, decode
from adjudge.lib.words import say

_BLOCK = "__is_block__"
_ESCAPE = re.compile(r'\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))')
_HEREDOC = re.compile(r'"<<(-?)([A-Za-z][\w.-]*)\r?\n(.*?)(?:\r?\n)?[ \t]*\2"', re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def read_hcl(source: Source) -> Iterator[Document]:
    """Read HCL, and return its document."""
    try:
        import hcl2
        from lark.exceptions import UnexpectedInput
    except ImportError as error:
        raise ReadError(say("conftest.no_library", name="python-hcl2")) from error
    text = decode(source.path, source.data)
    options = hcl2.SerializationOptions(with_comments=False)
    try:
        found = hcl2.loads(text if text.endswith("\n") else f"{text}\n", serialization_options=options)
        value = _body(found, 0)
    except UnexpectedInput as error:
        line = error.line if isinstance(error.line, int) and error.line > 0 else 1
        raise ReadError(say("conftest.hcl"), file=source.path, line=line) from error
    except RecursionError as error:
        raise ReadError(say("read.too_deep", levels=MAX_DEPTH), file=source.path, line=1) from error
    yield Document(value=value, locate=lambda _steps: Place(), sha256=source.sha256, size=source.size)


def _body(body: dict[str, Any], depth: int) -> dict[str, Json]:
    """Return a body: blocks first, so that an attribute of their name takes their place, as in conftest."""
    found: dict[str, Json] = {}
    blocks = {name: value for name, value in body.items() if _are_blocks(value)}
    for name, each in blocks.items():
        for block in each:
            _put(found, name, block, depth + 1)
    for name, value in body.items():
        if name != _BLOCK and name not in blocks:
            found[name] = _value(value)
    return found


def _are_blocks(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_block(each) for each in value)


def _is_block(value: Any) -> bool:
    while isinstance(value, dict):
        if _BLOCK in value:
            return True
        if len(value) != 1:
            return False
        (value,) = value.values()
    return False


def _put(into: dict[str, Json], name: str, block: dict[str, Any], depth: int) -> None:
    while _BLOCK not in block:
        ((label, block),) = block.items()
        into = into.setdefault(name, {})
        name = _text(label)
    into.setdefault(name, []).append(_body(block, depth))


def _value(value: Any) -> Json:
    if isinstance(value, list):
        return [_value(each) for each in value]
    if isinstance(value, dict):
        return {_text(str(key)): _value(each) for key, each in value.items() if key != _BLOCK}
    if not isinstance(value, str):
        return value
    return _text(value) if value.startswith(('"', "${", "<<")) else f"${{{value}}}"


def _text(text: str) -> str:
    """Return what a quoted text says; anything else is an expression, or a name."""
    heredoc = _HEREDOC.fullmatch(text)
    if heredoc is not None:
        lines = heredoc[3].splitlines()
        depth = min((len(each) - len(each.lstrip()) for each in lines if each.strip()), default=0) if heredoc[1] else 0
        return "".join(f"{each[depth:]}\n" for each in lines)
    if len(text) < 2 or not (text.startswith('"') and text.endswith('"')):
        return text
    return _ESCAPE.sub(lambda each: _SIMPLE[each[1]] if each[1] else chr(int(each[2] or each[3], 16)), text[1:-1])
