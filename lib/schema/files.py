"""The schemas of a domain: read, and held to what a schema of adjudge must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..documents import Source
from ..errors import PolicyError, ReadError
from ..formats import read_core
from ..words import say
from .contract import check_schema

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def read_schemas(
    root: Traversable, package: str, domain: str, wanted: frozenset[str] | None, read: frozenset[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Read and check the schemas of a domain's parameters and kinds: the wanted ones, or all, without those ``read``.

    Raises PolicyError.
    """
    folder = root / domain
    if not folder.is_dir():
        raise PolicyError(say("contract.no_folder", package=package, domain=domain))
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = entry.name.removesuffix(".json")
        kind = f"{domain}.{name.removesuffix('_facts')}"
        if name == entry.name or name in read or (wanted is not None and name != "params" and kind not in wanted):
            continue
        file = f"{domain}/{entry.name}"
        schema = _schema(entry.read_bytes(), file)
        check_schema(schema, file)
        yield name, schema


def _schema(data: bytes, file: str) -> dict[str, Any]:
    """Read a schema with the reader of artifacts: a key that is there twice would drop a constraint in silence."""
    try:
        (document,) = read_core(Source(path=file, real=Path(file), data=data, sha256=""), ".json")
        if isinstance(document, ReadError):
            raise document
    except ReadError as error:
        words = say("contract.not_parsed", why=error.words)
        raise PolicyError(
            words, file=file, line=error.line, column=error.column, hint=error.next if error.hint else None
        ) from error
    if not isinstance(document.value, dict):
        raise PolicyError(say("contract.no_object"), file=file)
    return document.value
