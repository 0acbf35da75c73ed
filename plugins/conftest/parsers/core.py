"""The formats that adjudge reads itself."""

from __future__ import annotations

from collections.abc import Iterator

from adjudge.lib.documents import Document, Source
from adjudge.lib.errors import ReadError
from adjudge.lib.formats import read_core


def read_json(source: Source) -> Iterator[Document | ReadError]:
    """Read JSON, and return its document."""
    return read_core(source, ".json")


def read_toml(source: Source) -> Iterator[Document | ReadError]:
    """Read TOML, and return its document."""
    return read_core(source, ".toml")


def read_yaml(source: Source) -> Iterator[Document | ReadError]:
    """Read YAML, and return its documents."""
    return read_core(source, ".yaml")
