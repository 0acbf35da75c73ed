"""The files of a schema: the one that is imported, and those that it refers to. Nothing is ever fetched.

A reference leads to a file that was given, or to one in the folder of the first; by its ``$id``, or by where it lies. The
meta-schemas of JSON Schema itself are there: they come with ``jsonschema``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import referencing
import referencing.exceptions
import referencing.jsonschema
from jsonschema_specifications import REGISTRY as SPECIFICATIONS

from adjudge.lib.documents import Document, Source
from adjudge.lib.errors import ReadError, UsageError
from adjudge.lib.formats import CORE_SUFFIXES, read_core
from adjudge.lib.opening import RefusedFileError, read_regular
from adjudge.lib.schema.contract import escape
from adjudge.lib.shown import from_here
from adjudge.lib.system import reason
from adjudge.lib.words import say

from .drafts import DRAFTS, Draft, draft_called, is_openapi, reads_alike, says_nothing

if TYPE_CHECKING:
    from adjudge.lib.documents import Steps

_SPECIFICATIONS = {
    "4": referencing.jsonschema.DRAFT4,
    "6": referencing.jsonschema.DRAFT6,
    "7": referencing.jsonschema.DRAFT7,
    "2019-09": referencing.jsonschema.DRAFT201909,
    "2020-12": referencing.jsonschema.DRAFT202012,
}
_READ = tuple(suffix for suffix, name in CORE_SUFFIXES.items() if name in ("json", "yaml"))


class SchemaFile(NamedTuple):
    """A file as it was read: what it is called here, the draft of its schemas, and the way to find a line."""

    name: str
    value: Any
    draft: Draft
    document: Document | None


class Whereabouts(NamedTuple):
    """Where a part of a schema stands."""

    file: SchemaFile
    steps: Steps

    def error(self, words: Any, *more: str | int) -> UsageError:
        """Return what is wrong there, with the line where the file has lines."""
        steps = (*self.steps, *more)
        place = self.file.document.locate(steps) if self.file.document is not None else None
        return UsageError(
            words, file=self.file.name, line=place.line if place else None, column=place.column if place else None
        )


class GivenSchemas:
    """What the references of a schema may lead to: the files that were given, and those beside the first."""

    def __init__(self, paths: Sequence[Path], draft: Draft | None) -> None:
        self._draft = draft
        self._folder = paths[0].resolve().parent
        self._others = [path.resolve() for path in paths[1:]]
        self._given = {paths[0].resolve(), *self._others}
        self._retrieved: dict[Path, str] = {}
        self._files: dict[Path, SchemaFile] = {}
        self._resources: dict[str, referencing.Resource[Any]] = {}
        self._where: dict[int, Whereabouts] = {}
        self._kept: list[Any] = []
        for path in paths:
            self._load(path.resolve())
        self.first = self._files[paths[0].resolve()]
        registry: Any = referencing.Registry  # its fields are made by attrs, which type checkers need at hand
        self.registry = registry(retrieve=self._retrieve).with_resources(self._resources.items()).crawl()

    @property
    def names(self) -> list[str]:
        """The files that were read, the first one first."""
        return [file.name for file in self._files.values()]

    def resolver(self) -> Any:
        """Return what follows the references of the first file."""
        return self.registry.resolver(base_uri=self._base(self.first, next(iter(self._files))))

    def within(self, resolver: Any, identity: str) -> Any:
        """Return what follows references from where a part has its own URI on."""
        uri = urljoin(resolver._base_uri, identity).partition("#")[0]  # there is no other way to ask
        return self.registry.resolver(base_uri=uri) if identity.partition("#")[0] else resolver

    def whereabouts(self, part: Any, near: Whereabouts) -> Whereabouts:
        """Return where a mapping of one of the files stands; ``near`` where that is not known."""
        return self._where.get(id(part), near)

    def having(self, keyword: str, value: object) -> int:
        """Return how many parts of all files say this: whether an anchor that may be moved has one place only."""
        found = (each.file.value for each in {where.file.name: where for where in self._where.values()}.values())
        return sum(node.get(keyword) == value for root in found for node in _mappings(root))

    def _load(self, path: Path) -> SchemaFile:
        if path in self._files:
            return self._files[path]
        name = from_here(path)
        document = _read(path, name)
        file = self._files[path] = SchemaFile(name, document.value, self._draft_of(document, name), document)
        self._note(file)
        _hold_to_its_draft(file)
        resource = self._resource(file)
        self._resources[path.as_uri()] = self._resources[self._base(file, path)] = resource
        for reference in _references(file.value):
            uri = urljoin(self._base(file, path), reference).partition("#")[0]
            if uri and uri not in self._resources:
                found = self._beside(uri, file, path)
                if found is not None:
                    self._retrieved.setdefault(found, uri)
                    self._resources[uri] = self._resource(self._load(found))
        return file

    def _draft_of(self, document: Document, name: str) -> Draft:
        value = document.value
        where = Whereabouts(SchemaFile(name, value, DRAFTS["2020-12"], document), ())
        if not isinstance(value, (dict, bool)):
            raise where.error(say("schema_import.no_schema"))
        said = value.get("$schema", "") if isinstance(value, dict) else ""
        openapi = is_openapi(value) if isinstance(value, dict) else None
        known = openapi or (draft_called(said) if isinstance(said, str) else None) or self._draft
        if known is not None:
            return known
        if not isinstance(said, str) or not says_nothing(said):
            raise where.error(say("schema_import.no_draft", draft=str(said), known=[*DRAFTS]), "$schema")
        if self._files:
            return next(iter(self._files.values())).draft
        if not reads_alike(value):
            raise where.error(say("schema_import.which_draft", known=[*DRAFTS]))
        return DRAFTS["2020-12"]

    def _base(self, file: SchemaFile, path: Path) -> str:
        return urljoin(self._retrieved.get(path, path.as_uri()), self._resource(file).id() or "").rstrip("#")

    def _resource(self, file: SchemaFile) -> referencing.Resource[Any]:
        opaque = isinstance(file.value, dict) and is_openapi(file.value)
        specification = _SPECIFICATIONS.get(file.draft.name) if not opaque else None
        return (specification or referencing.Specification.OPAQUE).create_resource(file.value)

    def _beside(self, uri: str, file: SchemaFile, path: Path) -> Path | None:
        """Return the file that a URI means: where it lies from the one that refers to it, or one that has it as its own."""
        if uri in SPECIFICATIONS:
            return None
        base, wanted = urlsplit(self._base(file, path)), urlsplit(uri)
        last = unquote(wanted.path).rpartition("/")[2]
        lying = [each for each in self._others if last and each.name in (last, *(f"{last}{each}" for each in _READ))]
        if (base.scheme, base.netloc) == (wanted.scheme, wanted.netloc):
            way = posixpath.relpath(unquote(wanted.path), posixpath.dirname(unquote(base.path)) or "/")
            lying.append((path.parent / way).resolve())
        there = next((each for each in lying if self._is_it(each, uri, nameless=True)), None)
        if there is None:
            there = next((each for each in self._neighbours() if _names(each, uri) and self._is_it(each, uri)), None)
        return there

    def _neighbours(self) -> Iterator[Path]:
        """Yield the files in the folder of the first."""
        yield from sorted(each for each in self._folder.iterdir() if each.suffix in _READ and not each.is_symlink())

    def _is_it(self, path: Path, uri: str, *, nameless: bool = False) -> bool:
        """Return whether a file may be read, and has a URI as its own; or has none, where it lies right."""
        if path not in self._given and not (path.is_relative_to(self._folder) and path.suffix in _READ):
            return False
        if not path.is_file():
            return False
        value = _read(path, from_here(path)).value
        own = value.get("$id", value.get("id")) if isinstance(value, dict) else None
        return own.rstrip("#") == uri if isinstance(own, str) else nameless

    def _retrieve(self, uri: str) -> referencing.Resource[Any]:
        """Return a meta-schema of JSON Schema; whatever else is not here is nowhere."""
        if uri in self._resources:
            return self._resources[uri]
        contents: Any = SPECIFICATIONS.contents(uri)
        draft = draft_called(contents["$schema"])
        if draft is None:
            raise LookupError(uri)  # of draft 3
        file = SchemaFile(uri, contents, draft, None)
        self._note(file)
        self._resources[uri] = self._resource(file)
        return self._resources[uri]

    def _note(self, file: SchemaFile) -> None:
        self._kept.append(file.value)  # by identity is how its parts are known
        for steps, part in _parts(file.value):
            self._where[id(part)] = Whereabouts(file, steps)
            if steps[-1:] == ("dependencies",) and isinstance(part, dict):
                lists = {key: each for key, each in part.items() if isinstance(each, list)}
                schemas = {key: each for key, each in part.items() if key not in lists}
                part.clear()
                part.update(lists | schemas)  # referencing takes what follows a schema for schemas


def _hold_to_its_draft(file: SchemaFile) -> None:
    """Raise UsageError where a file is no schema of the draft that it says to be of."""
    import jsonschema_rs

    uri = file.draft.uri
    if uri is None or not isinstance(file.value, dict) or is_openapi(file.value):
        return
    try:
        jsonschema_rs.meta.validate({**file.value, "$schema": uri})
    except jsonschema_rs.ValidationError as error:
        steps = tuple(error.instance_path)
        at = "".join(f"/{escape(step)}" for step in steps)
        why = " ".join(error.message.split())[:160]
        words = say("schema_import.invalid", draft=file.draft.name, at=at, why=why)
        raise Whereabouts(file, ()).error(words, *steps) from error


def _read(path: Path, name: str) -> Document:
    """Read a file with the reader of artifacts. Raises UsageError."""
    try:
        data = read_regular(path)
        (document,) = read_core(Source(path=name, real=path, data=data, sha256=""), path.suffix.lower())
        if isinstance(document, ReadError):
            raise document
    except ReadError as error:
        raise UsageError(
            say("schema_import.unreadable", why=error.words), file=name, line=error.line, column=error.column
        ) from error
    except ValueError as error:  # there are several documents in it, or it is of no format that is read
        raise UsageError(say("schema_import.several"), file=name) from error
    except RefusedFileError as error:
        raise UsageError(error.words, file=name) from error
    except OSError as error:
        raise UsageError(say("file.unreadable_path", why=reason(error)), file=name) from error
    return document


def _names(path: Path, uri: str) -> bool:
    """Return whether a file has a URI in it at all, so that not every neighbour is parsed."""
    try:
        return uri.encode() in read_regular(path)
    except OSError:
        return False


def _parts(value: Any) -> Iterator[tuple[Steps, Any]]:
    """Yield the mappings and lists of a document, with their places."""
    todo: list[tuple[Steps, Any]] = [((), value)]
    while todo:
        steps, part = todo.pop()
        if isinstance(part, dict):
            yield steps, part
            todo += [((*steps, key), each) for key, each in part.items()]
        elif isinstance(part, list):
            todo += [((*steps, index), each) for index, each in enumerate(part)]


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (part for _, part in _parts(value))


def _references(value: Any) -> Iterator[str]:
    """Yield the references of a document that lead out of it."""
    for node in _mappings(value):
        for keyword in ("$ref", "$dynamicRef"):
            reference = node.get(keyword)
            if isinstance(reference, str) and not reference.startswith("#"):
                yield reference
