"""The files that an artifact names: where in its document, with the digest of what they held when it was judged.

A file is named by a reference, or by a string that leads, from the artifact's folder, to a file that was read for it.
So a facts hook that opens a recording binds as much as a reference does.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from ..documents import EvidenceFile, Json, Steps


class Seen(NamedTuple):
    """A file with its actual digest, None where it is missing; ``name`` leads to it from the artifact's folder."""

    name: str
    sha256: str | None


class _Verdict(Protocol):
    """As much of a verdict as is needed; ``related`` are the entries of ``input.related``."""

    @property
    def file(self) -> str: ...
    @property
    def document(self) -> Json: ...
    @property
    def evidence(self) -> Sequence[EvidenceFile]: ...
    @property
    def related(self) -> Sequence[Mapping[str, Json]]: ...


class Files:
    """The files that one artifact names, by where they are named.

    ``below(steps)`` are those that are named at a place or in it. ``around(steps)`` are those that are named in the
    objects around it, without going down into their lists: the recording of the deliverable whose label it is. Of the
    root only its own members are around anything, else each edit of one part would be about all others.
    """

    def __init__(self, verdict: _Verdict) -> None:
        self._folder = posixpath.dirname(verdict.file)
        self._named: dict[str, set[Seen]] = {}
        self._below: dict[Steps, set[Seen]] = {}
        self._around: dict[Steps, set[Seen]] = {}
        self._holders: dict[Seen, list[Steps]] = {}
        self._local: dict[str, str] = {}
        entries = verdict.related
        for file in verdict.evidence:
            if not file.outside:
                self._know(file.path, file.sha256)
        seen = {id(entry): self._know(entry["path"], entry["sha256"]) for entry in entries}
        if not self._named:
            return
        for entry in entries:
            self._note(_steps(entry["pointer"], verdict.document), {seen[id(entry)]})
        for steps, text in _texts(verdict.document):
            found = self.called(text)
            if found:
                self._note(steps, found)

    def below(self, steps: Steps) -> Iterable[Seen]:
        """Return the files that are named at a place or in it."""
        return self._below.get(steps, ())

    def around(self, steps: Steps) -> Iterator[Seen]:
        """Yield the files that are named in the objects around a place, the innermost first."""
        for end in range(len(steps), -1, -1):
            yield from self._around.get(steps[:end], ())

    def called(self, text: str) -> set[Seen]:
        """Return the files that a text names; of a file with several records, each."""
        return self._named.get(posixpath.normpath(text) if "./" in text or "//" in text else text, set())

    def holders(self, file: Seen) -> list[Steps]:
        """Return the objects in which a file is named."""
        return self._holders.get(file, [])

    def local(self, value: Json) -> Json:
        """Return details with known files as they are called from the artifact's folder, whatever the root is."""
        if isinstance(value, dict):
            return {key: self.local(member) for key, member in value.items()}
        if isinstance(value, list):
            return [self.local(item) for item in value]
        return self._local.get(value, value) if isinstance(value, str) else value

    def _know(self, path: str, sha256: str | None) -> Seen:
        seen = Seen(posixpath.relpath(f"/{path}", f"/{self._folder}"), sha256)
        for name in (seen.name, seen.name.partition("#")[0], path):
            self._named.setdefault(name, set()).add(seen)
        self._local[path] = seen.name
        return seen

    def _note(self, steps: Steps, files: set[Seen]) -> None:
        for end in range(len(steps) + 1):
            self._below.setdefault(steps[:end], set()).update(files)
        at = steps
        while at and isinstance(at[-1], str):
            at = at[:-1]
            if at or len(steps) == 1:
                self._around.setdefault(at, set()).update(files)
        for file in files:
            self._holders.setdefault(file, []).append(steps[:-1] if steps and isinstance(steps[-1], str) else steps)


def texts_of(value: Json) -> Iterator[str]:
    """Yield the strings in a value, keys aside."""
    return (text for _, text in _texts(value))


def _texts(document: Json) -> Iterator[tuple[Steps, str]]:
    """Yield the strings of a document with their places, without recursion."""
    stack: list[tuple[Steps, Any]] = [((), document)]
    while stack:
        steps, value = stack.pop()
        if isinstance(value, str):
            yield steps, value
        elif isinstance(value, dict):
            stack += [((*steps, key), member) for key, member in value.items() if isinstance(member, str | dict | list)]
        elif isinstance(value, list):
            stack += [
                ((*steps, index), item) for index, item in enumerate(value) if isinstance(item, str | dict | list)
            ]


def _steps(pointer: str, document: Json) -> Steps:
    from ..pointer import pointer_steps

    return pointer_steps(pointer, document)
