"""The schemas of a domain: read, and held to what a schema of adjudge must be."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..documents import Source
from ..errors import PolicyError, ReadError
from ..formats import read_core
from ..words import say
from .contract import check_schema

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class SchemaFiles(NamedTuple):
    """The schemas of a domain by name (``menu``, ``menu_facts``, ``params``).

    ``broken`` says why one cannot be relied on, by the name of its kind, or ``params``.
    """

    sound: dict[str, Mapping[str, Any]]
    broken: dict[str, PolicyError]


def read_schemas(
    root: Traversable,
    package: str,
    domain: str,
    *,
    kinds: Iterable[str] = (),
    wanted: Container[str] | None = None,
    read: Container[str] = (),
) -> SchemaFiles:
    """Read and check the schemas of a domain's parameters and kinds: the wanted ones, or all, without those ``read``.

    Of ``kinds``, each that is wanted has one. Raises PolicyError where there is no folder of them.
    """
    folder = root / domain
    if not folder.is_dir():
        raise PolicyError(say("contract.no_folder", package=package, domain=domain))
    found = SchemaFiles({}, {})
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = entry.name.removesuffix(".json")
        kind = f"{domain}.{name.removesuffix('_facts')}"
        if name == entry.name or name in read or (wanted is not None and name != "params" and kind not in wanted):
            continue
        file = f"{domain}/{entry.name}"
        try:
            schema = _schema(entry.read_bytes(), file)
            check_schema(schema, file)
            found.sound[name] = schema
        except PolicyError as error:
            found.broken[name.removesuffix("_facts")] = error
    for name in found.broken:  # of a kind, both or none
        found.sound.pop(name, None)
        found.sound.pop(f"{name}_facts", None)
    for kind in kinds:
        name = kind.partition(".")[2]
        if (wanted is None or kind in wanted) and name not in read and name not in found.sound.keys() | found.broken:
            found.broken[name] = PolicyError(say("catalogue.no_schema", kind=kind), file=f"{domain}/{name}.json")
    return found


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
