"""The formats that adjudge reads itself: JSON, also with comments, TOML, and YAML as programs in Go read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from adjudge.lib.documents import Document, Source
from adjudge.lib.errors import ReadError
from adjudge.lib.formats import read_core

_COMMENT = re.compile(rb'("(?:[^"\\\n]|\\.)*")|//[^\n]*|#[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_NO_BREAK = re.compile(rb"[^\r\n]")


def read_json(source: Source) -> Iterator[Document | ReadError]:
    """Read JSON, and return its document."""
    return read_core(source, ".json")


def read_jsonc(source: Source) -> Iterator[Document | ReadError]:
    """Read JSON with comments, and return its document. What stands in them becomes space, so that places stay."""

    def blank(found: re.Match[bytes]) -> bytes:
        return found[1] or _NO_BREAK.sub(b" ", found[0])

    return read_core(replace(source, data=_COMMENT.sub(blank, source.data)), ".json")


def read_toml(source: Source) -> Iterator[Document | ReadError]:
    """Read TOML, and return its document."""
    return read_core(source, ".toml")


def read_yaml(source: Source) -> Iterator[Document]:
    """Read YAML, and return its documents."""
    from adjudge.lib.formats.yaml import read_yaml
    from adjudge.lib.formats.yaml_as_go import AS_GO

    return read_yaml(source, AS_GO)
