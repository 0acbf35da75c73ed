"""Real media, made once; and the reader, as a run asks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from media_bytes import RECIPES, encode

from adjudge import Document
from adjudge.lib.files import Tree
from adjudge.plugins.media.reading.document import read_media


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> dict[str, bytes]:
    """What a real encoder made, by the end of the file's name."""
    folder = tmp_path_factory.mktemp("media")
    return {name: encode(name, folder) for name in RECIPES}


@pytest.fixture
def read(tmp_path) -> Callable[..., Document]:
    """Return the document of a file that has these bytes and this name."""

    def read(data: bytes, name: str) -> Document:
        (tmp_path / name).write_bytes(data)
        (document,) = read_media(Tree(root=tmp_path).pieces(name))
        return document

    return read
