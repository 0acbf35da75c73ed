"""The formats that conftest reads, by the names of its parsers: which files they are, and what reads them here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import partial
from typing import NamedTuple

from adjudge.lib.documents import Document, Source
from adjudge.lib.errors import ReadError, UsageError
from adjudge.lib.words import say

_HERE = "adjudge.plugins.conftest.parsers"


class Format(NamedTuple):
    """The files of a format, as patterns of names, and the function that reads one; empty where there is none."""

    files: tuple[str, ...]
    function: str = ""

    @property
    def read(self) -> object:
        """What a reader of adjudge reads such a file with."""
        return f"{_HERE}.{self.function}" if self.function else partial(_no_parser, self.files)


def _no_parser(_files: tuple[str, ...], source: Source) -> Iterable[Document]:
    raise ReadError(say("conftest.no_parser"), file=source.path)


FORMATS: Mapping[str, Format] = {
    "json": Format(("*.json",), "core:read_json"),
    "toml": Format(("*.toml",), "core:read_toml"),
    "yaml": Format(("*.yaml", "*.yml"), "core:read_yaml"),
}


def forced(parser: str) -> Mapping[str, Format]:
    """Return the only format that counts where ``--parser`` names it: of every file. Raises UsageError."""
    if parser not in FORMATS:
        near = get_close_matches(parser, FORMATS, n=1)
        raise UsageError(say("conftest.unknown_parser", name=parser, known=near or sorted(FORMATS)))
    return {parser: FORMATS[parser]._replace(files=("*",))}
