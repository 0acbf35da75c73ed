"""A data file of a plugin: one YAML mapping, read with the care that artifacts get."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .documents import Source
from .errors import PolicyError, ReadError
from .formats import read_core
from .words import say


def read_data(data: bytes, file: str, *, plugin: str | None = None) -> dict[str, Any]:
    """Return the mapping of a data file, read as artifacts are. Raises PolicyError; the root must be a mapping."""
    source = Source(path=file, real=Path(file), data=data, sha256="")
    try:
        documents = list(read_core(source, ".yaml"))
    except ReadError as error:
        raise PolicyError(
            error.words, file=file, line=error.line, column=error.column, plugin=plugin, hint=error.next
        ) from error
    if len(documents) != 1 or isinstance(documents[0], ReadError) or not isinstance(documents[0].value, dict):
        raise PolicyError(say("policy.data_shape"), file=file, plugin=plugin)
    return documents[0].value
