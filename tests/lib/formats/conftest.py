"""Readers are asked through the package's own door, with real bytes."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from spoken import spoken

from adjudge.lib.documents import Document, Source
from adjudge.lib.errors import ReadError
from adjudge.lib.formats import read_core


def source(data: bytes | str, path: str) -> Source:
    raw = data.encode() if isinstance(data, str) else data
    return Source(path=path, real=Path(path), data=raw, sha256=sha256(raw).hexdigest())


@pytest.fixture(scope="session")
def source_of() -> Callable[..., Source]:
    return source


@pytest.fixture(scope="session")
def read() -> Callable[..., list[Document | ReadError]]:
    """``read(data, ".yaml")``: everything that the reader of the suffix gives."""
    return lambda data, suffix: list(read_core(source(data, f"a{suffix}"), suffix))


@pytest.fixture(scope="session")
def value(read) -> Callable[..., object]:
    """``value(data, ".yaml")``: the value of the only document."""

    def only(data: bytes | str, suffix: str) -> object:
        (document,) = read(data, suffix)
        return document.value

    return only


@pytest.fixture(scope="session")
def refused(read) -> Callable[..., tuple[int | None, int | None, str]]:
    """``refused(data, ".yaml")``: line, column and message of the error; it names the file and the next step."""

    def error(data: bytes | str, suffix: str) -> tuple[int | None, int | None, str]:
        try:
            (found,) = read(data, suffix)
        except ReadError as raised:
            found = raised
        assert isinstance(found, ReadError), f"it was read as {found.value!r}"
        assert found.file == f"a{suffix}"
        assert found.hint
        assert found.hint.endswith(".")
        assert spoken(found)
        return found.line, found.column, found.message

    return error
